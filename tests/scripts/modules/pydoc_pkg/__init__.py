"""A package to be described."""
