# ExecutionFailed: what is known of an exception on the other side.
from concurrent import interpreters

i = interpreters.create()


def failing(code):
    try:
        i.exec(code)
    except interpreters.ExecutionFailed as error:
        return error


e = failing('raise RuntimeError("uh-oh!")')
print(str(e))
print(repr(e), e.args)
print(e.excinfo.type.__name__, e.excinfo.type.__qualname__, e.excinfo.type.__module__)
print(repr(e.excinfo.msg), repr(e.excinfo.formatted), isinstance(e, interpreters.InterpreterError))
print(e.__cause__, e.__context__)
print(e.excinfo.errdisplay)

print(failing('''
def inner(n):
    return 10 / n

def outer():
    return inner(0)

outer()
'''))
print(failing('''
class Own(Exception):
    class Nested(Exception):
        pass
raise Own.Nested(1, 2)
''').excinfo.type)
e = failing('''
try:
    {}["k"]
except KeyError as error:
    raise ValueError("second") from error
''')
print(e)
print(failing('import sys; sys.exit(3)').excinfo.formatted)
print(failing('raise KeyboardInterrupt').excinfo.formatted)
print(failing('raise ValueError').excinfo.formatted, failing('raise ValueError').excinfo.msg)
print(failing('assert 1 == 2, "sums"').excinfo.formatted)
print(failing('undefined_name').excinfo.formatted)
print(failing('import no_such_module').excinfo.formatted)
print(failing('x = 5') is None)


def divide(a, b):
    return a / b


try:
    i.call(divide, 1, 0)
except interpreters.ExecutionFailed as error:
    print(str(error).replace(__file__, 'FILE'))
i.close()
