# Texts and values at the edges, each once found by comparing random calls (fuzz/).
import array
import csv
import datetime
import decimal
import io
import re
import struct
import types
import warnings


def said(message, category, *rest, **named):
    print("warning", category.__name__, message)


warnings.simplefilter("always")
warnings.showwarning = said


def tell(*sources):
    for source in sources:
        try:
            print(source, "->", eval(source, globals()))
        except Exception as error:
            print(source, "->", type(error).__name__, error)


class Plain:
    pass


print("--- operators")
for left, right in (({}, []), ([], {}), (1.5, []), ({1}, "a"), ((), ()), (None, []), (Plain(), []), ({}.keys(), ()), (range(3), [])):
    try:
        left *= right
    except TypeError as error:
        print(type(left).__name__, type(right).__name__, error)
tell("~True", "~False", "(5).__rpow__(2, 3)", "(1j).__rpow__(2, 3)", "(-1.5-0j) ** complex(0, float('inf'))")
for power in (1, 2, 3, 4, 100):
    print([z**power for z in (2j, complex(-0.0, -1.5), complex(3, -0.0), complex(0.1, -0.0))])

print("--- iteration and membership")
tell("iter(re.match('a', 'a'))", "1 in re.match('a', 'a')", "iter(int | None)", "1 in (int | None)", "list(memoryview(b'ab'))")
tell("aiter(3)", "aiter([])", "super(None)", "type(1, x=1)")

print("--- names of types")
tell("decimal.Decimal(1) + 1.5", "datetime.date(1, 1, 1) + 1", "datetime.date(1, 1, 1) - datetime.datetime(1, 1, 1)", "[][decimal.Decimal(1)]")
tell("setattr(datetime.date, 'x', 1)", "setattr(decimal.Decimal, 'x', 1)", "'%c' % Plain()", "'%d' % Plain()")
type Alias = int
tell("Alias + 1", "f'{Alias:x}'")

print("--- exceptions")
for name in ("ImportError", "ModuleNotFoundError", "NameError", "UnboundLocalError", "AttributeError"):
    tell(f"{name}(z=1)")

print("--- containers")
tell("{}.pop([], 256)", "{}.pop([])", "{1: 2}.pop([], 256)", "(5).__reduce_ex__(2)[1]", "().__reduce_ex__(4)[1]", "[].__reduce_ex__('x')")
data = bytearray(2)
for key, value in ((3, {}), ("a", {}), (3, 1), (0, 300), (2**70, 1), (slice(0, 1), {})):
    try:
        data[key] = value
    except Exception as error:
        print(key, value, type(error).__name__, error)
view = memoryview(bytearray(8))
for key, value in ((slice(0, 2, 0), "x"), (slice(1.5), 5), (slice(0, 2, 0), b"ab")):
    try:
        view[key] = value
    except Exception as error:
        print(key, value, type(error).__name__, error)
integers = array.array("i", [1, 2])
print(integers.__mul__(2), integers.__rmul__(2), integers.__add__(integers))

print("--- None as an argument")
tell("format(5, None)", "(5).__format__(None)", "''.maketrans(None, None)", "(5).to_bytes(1, None)", "compile('', None, 'exec')", "compile('', '', None)")
tell("type(None, (), {})", "type('a', None, {})", "array.array(None)", "memoryview(b'a').cast(None)", "types.ModuleType(None)", "bytes.fromhex(None)")

print("--- struct")
for form, value in (("e", 2**20), ("e", 1e10), ("f", 2**200), ("d", 2**2000), ("f", 1e300), ("d", "x")):
    try:
        print(struct.pack(form, value))
    except Exception as error:
        print(form, type(error).__name__, error)

print("--- csv")
for named in (dict(quotechar=None), dict(dialect="excel", quotechar=None), dict(quotechar=None, quoting=0), dict(quotechar=None, quoting=3)):
    try:
        print(list(csv.reader(io.StringIO('a,"b,c'), **named)))
    except Exception as error:
        print(named, type(error).__name__, error)
tell("b''.decode('nope', 'surrogateescape')", "str(b'', 'nope')", "b'a'.decode('nope')")
