"""Contract: a package of what concerns URLs."""
