"""Contract: the parser with expat's interface."""
