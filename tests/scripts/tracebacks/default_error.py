def ok(): pass
def with_default(a, b=1 / 0): pass
