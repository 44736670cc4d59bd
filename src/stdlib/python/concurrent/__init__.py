"""The package of `concurrent.futures` and `concurrent.interpreters`; nothing of its own."""
