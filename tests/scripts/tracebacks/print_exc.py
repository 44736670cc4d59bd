# The traceback module on a caught exception.
import sys, traceback
def inner(): raise KeyError("k")
def outer():
    try:
        inner()
    except KeyError as error:
        raise ValueError("v") from error
try:
    outer()
except ValueError as error:
    traceback.print_exc(file=sys.stdout)
    print(traceback.format_exc().count("\n"), traceback.format_exception_only(error))
    for entry in traceback.extract_tb(error.__traceback__):
        print(entry.name, entry.lineno, entry.line)
    print("".join(traceback.format_tb(error.__traceback__)), end="")
    traceback.print_exception(error, limit=1, chain=False, file=sys.stdout)
    print(sys.exc_info()[0].__name__, sys.exception() is error)
    traceback.print_exc()
print(sys.exc_info(), sys.exception())
