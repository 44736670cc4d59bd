"""Contract: messages of each type, for programs that put them together by hand."""
