"""Contract: the modules that compress, under one name."""
