# the library itself finds the hiding file
try:
    import secrets
except ImportError as e:
    print(type(e).__name__, e.name, e)
