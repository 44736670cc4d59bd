# SystemExit is no Exception; it can be caught, looked at and replaced.
import sys, atexit
atexit.register(print, "at exit", "one")
@atexit.register
def second(): print("at exit two")
try:
    sys.exit(5)
except Exception:
    print("never")
except SystemExit as error:
    print(error.code, error.args, repr(error))
try:
    try:
        sys.exit(1)
    finally:
        1 / 0
except ZeroDivisionError as error:
    print(repr(error.__context__))
print("partial line", end="")
sys.stdout.flush()
print(" and stderr", file=sys.stderr)
exit(9)
