# An exception that is the context of a group and one of its members: what caused it is shown once.
def fail():
    try:
        1 / 0
    except ZeroDivisionError as e:
        raise ValueError('two\n\nlines') from e


try:
    fail()
except ValueError as e:
    raise ExceptionGroup('group', [e, TypeError(1), ExceptionGroup('inner', [KeyError('k')])])
