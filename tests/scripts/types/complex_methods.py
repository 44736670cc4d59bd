# complex: construction, arithmetic, comparison, methods, repr, format, error texts.
import math, operator
def show(label, f):
    try: print(label, repr(f()))
    except Exception as e: print(label, type(e).__name__ + ":", e)

print("-- construction")
for args in ((), (1,), (1, 2), (1.5, -0.0), (True, False), (1j, 2j), (1j,), (10**30, 1), ("1+2j",), ("  -3.5e2j ",), ("(1-1j)",), ("nan+infj",), ("-inf-nanj",),
             ("j",), ("-j",), ("1",), ("1_0.5+2_0j",), ("+1e-5",), ("1 + 2j",), ("",), ("()",), ("1+2",), ("1j+2",), ("((1))",), ("1__0",), ("x",), (b"1",), (None,), ([],), (1, "2"),
             ("1", 2), (1, None), (1, [],), (10**400,), (1, 10**400), ("1\0",), ("\u0661+\u0662j",), (1, 2, 3)):
    show(args, lambda: complex(*args))
show("keywords", lambda: complex(real=1, imag=2))
show("imag only", lambda: complex(imag=2))
show("wrong keyword", lambda: complex(re=2))
class Index:
    def __index__(self): return 7
class Float:
    def __float__(self): return 2.5
class Complex:
    def __complex__(self): return 3 - 4j
class Bad:
    def __complex__(self): return 3
class Sub(complex):
    def __repr__(self): return "Sub" + complex.__repr__(self)
class GivesSub:
    def __complex__(self): return Sub(1, 1)
import warnings
warnings.simplefilter("always")
warnings.showwarning = lambda m, c, *rest: print("  warning:", c.__name__, m)
for value in (Index(), Float(), Complex(), Bad(), Sub(1, 2), GivesSub()):
    show(type(value).__name__, lambda: complex(value))
    show(type(value).__name__ + " as imag", lambda: complex(1, value))
    show(type(value).__name__ + " as real of two", lambda: complex(value, 1))
print(type(complex(Sub(1, 2))), type(Sub(1, 2) + 1), type(+Sub(1, 2)), type(Sub(1).conjugate()), Sub("1+1j"), Sub(Sub(2)))
print("-- from_number")
for value in (1, 2.5, 1j, Index(), Float(), Complex(), Sub(1, 2), True, "1", None, b"1", Bad()):
    show(type(value).__name__, lambda: complex.from_number(value))
print(type(Sub.from_number(3)), type(complex.from_number(Sub(1))))
show("from_number without", lambda: complex.from_number())
print("-- repr and str")
for z in (0j, -0j, complex(0, -0.0), complex(-0.0, 0.0), complex(-0.0, -0.0), 1 + 0j, complex(1, -0.0), 1e16 + 1e-7j, 1.0 + 1e100j, complex("nan"), complex("infj"), complex("-inf-infj"), complex("nanj"), 123456789.123j, 0.1 + 0.2j):
    print(repr(z), str(z), [z])
print("-- arithmetic")
values = [0j, 1j, 1 + 2j, -1.5 + 0.5j, complex("inf"), complex("nan"), complex(-0.0, -0.0), 3, 2.5, True, 10**20]
for name in ("add", "sub", "mul", "truediv", "pow", "floordiv", "mod", "eq", "ne", "lt", "ge"):
    f = getattr(operator, name)
    for a in values[:7]:
        line = []
        for b in values:
            for x, y in ((a, b), (b, a)):
                try: line.append(repr(f(x, y)))
                except Exception as e: line.append(f"{type(e).__name__}: {e}")
        print(name, a, line)
for f in (operator.neg, operator.pos, abs, bool, hash, operator.invert, int, float, round, math.floor, math.sqrt, operator.index, len, iter):
    show(f.__name__, lambda: f(3 + 4j))
show("divmod", lambda: divmod(1j, 2))
show("pow 3", lambda: pow(1j, 2, 3))
show("pow 3 none", lambda: pow(1j, 2, None))
show("overflow abs", lambda: abs(complex(1e308, 1e308)))
show("overflow pow", lambda: (1e200 + 1j) ** 2)
show("overflow mul", lambda: (1e200 + 1e200j) * 1e200)
show("zero pow", lambda: 0j ** -1)
show("zero pow complex", lambda: 0j ** 1j)
show("zero pow zero", lambda: 0j ** 0)
show("big int", lambda: 1j + 10**400)
show("str", lambda: 1j + "a")
show("none", lambda: None * 1j)
for power in (-3, -1, 0, 1, 2, 5, 100, 101, 0.5, 1j): print("(1+2j) **", power, (1 + 2j) ** power)
print((-8) ** (1 / 3), (-1) ** 0.5, (-1.0) ** 0.25)
print("-- mixed with a real: the sign of zero and infinities stay")
print(complex(-0.0, -0.0) + 0.0, complex(-0.0, -0.0) - 0.0, 0.0 - complex(0.0, 0.0), -0.0 - complex(0.0, 0.0), complex("inf") * 2, 2 * complex(0, math.inf), complex(1, math.inf) / 2, 1 - 0j, 1.0 - complex(1, 0.0))
print(math.inf * 1j, 1j * math.inf, complex(math.inf, 1) * 1j, 1 / complex(math.inf, 1), complex(math.nan, 1) / 0.5)
print("-- comparison and hash")
print(1 == 1 + 0j, 1.0 == 1 + 0j, 1j == 1j, 1j != 1, 10**20 == complex(10**20), 2**53 + 1 == complex(2**53 + 1), 1j == "a", complex.__eq__(1j, "a"), complex.__lt__(1j, 1j), hash(1 + 0j) == hash(1), hash(1j), hash(-1j), hash(1 + 1j), hash(complex(-1, 0)), hash(complex(0, math.inf)), hash(0j), hash(complex(2.5, 1e10)))
print({1: "a", 1 + 0j: "b", 1.0: "c", True: "d"}, len({0, 0.0, 0j, False}))
print("-- methods and attributes")
z = 3 - 4j
print(z.real, z.imag, z.conjugate(), type(z.real), z.__complex__(), z.__getnewargs__(), z.__bool__(), z.__abs__(), z.__rsub__(1), z.__pow__(2), z.__rpow__(2), z.__pow__(2, None), z.__format__(""))
for attempt in ("z.real = 1", "del z.imag", "z.x = 1", "z.conjugate(1)", "z.__complex__(1)", "complex.conjugate(1)", "complex.real.__get__(1)", "z < 1", "z // 1", "z % 1", "1 // z", "int(z)", "float(z)", "range(z)", "[1][z]", "z()", "z[0]", "z in z", "z @ z", "z << 1", "round(z, 1)", "math.pi.from_number(z)", "'%d' % z", "'%f' % z", "'%s' % z", "z.__pow__(2, 3)"):
    try: exec(attempt); print(attempt, "ok")
    except Exception as e: print(attempt, "->", type(e).__name__ + ":", e)
print(sorted(n for n in dir(complex) if n not in dir(object)))
print("-- format")
z = 1234.5678 - 0.00012j
for spec in ("", "f", ".2f", "e", ".3e", "g", ".3g", "n", "10", "30", "<30", ">30.2f", "^30.1f", "*^30.1f", "+", "+.1f", " .1f", "-.1f", ",", ",.2f", "_.2f", ".0f", "#.0f", "#g", "F", "E", "G", ".50f", "z.1f", "30,.1f", "=30", "030", "010f", "d", "s", "%", "x", "c", "b", "=+30f", "0<30", "0=30", "0>30.1f", ".", "5.", "1000000000000000000000", ".999999999999999999"):
    show(spec, lambda: format(z, spec))
for value in (complex("nan"), complex("inf-nanj"), complex(-0.0, -0.0), 0j, 1 + 0j):
    print([format(value, spec) for spec in ("", "f", ".1e", "g", "+g", "20", "n")])
