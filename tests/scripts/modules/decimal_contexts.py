# Contexts: making, attributes, signals as mappings, the current one, errors, pickling, subclasses.
import copy
import math
import pickle
from decimal import *
import decimal

D = Decimal
c = Context()


def tell(source):
    try:
        print(source, "=", repr(eval(source)))
    except Exception as e:
        print(source, "->", type(e).__name__, e)


for line in """Context()
Context(prec=5, rounding=ROUND_UP, Emin=-9, Emax=9, capitals=0, clamp=1, flags=[Inexact], traps=[Rounded, Overflow])
Context(28, ROUND_UP, -9, 9, 1, 0, [], [])
Context(prec=0)
Context(prec='a')
Context(prec=1.5)
Context(prec=10**30)
Context(rounding='x')
Context(rounding=1)
Context(Emin=1)
Context(Emax=-1)
Context(capitals=2)
Context(clamp='a')
Context(flags=3)
Context(flags=[3])
Context(flags={})
Context(traps=[ConversionSyntax])
Context(bad=1)
c.foo
c.flags
list(c.traps.values())
c.flags[Inexact]
c.flags[3]
c.flags[DecimalException]
len(c.flags), list(c.flags)
c.flags.get(3, 'no')
c.flags.copy() == dict(c.flags)
Inexact in c.flags, 3 in c.flags
c.flags == c.traps, c.flags != c.traps, c.flags == 3
c.flags == dict(c.flags)
c.flags == {}
c.flags is c.flags
hash(c.flags)
c.flags < c.traps
c.flags.pop(Inexact)
c.flags.clear()
c.flags.update({Inexact: True})
c.flags.setdefault(Inexact, 3)
c.flags.__setitem__(3, 4)
c.flags.__setitem__(Rounded, 'x')
c
type(c.flags).__mro__[:3]
c.__reduce__()
c == c.copy(), copy.copy(c) is c
c.__setattr__('prec', 'x')
c.__setattr__('prec', 0)
c.__setattr__('foo', 1)
c.__setattr__('Etiny', 1)
c.__setattr__('rounding', 'x')
c.__setattr__('flags', [Inexact])
c.__setattr__('flags', c.traps)
c
c.__setattr__('traps', None)
c.__setattr__('Emin', 5)
c.__delattr__('prec')
c.__delattr__('foo')
c.clear_flags(), c.clear_traps()
c
c.Etiny(), c.Etop(), c.radix()
setcontext(1)
localcontext(1)
localcontext(foo=1)
localcontext(prec='a')
localcontext(c, prec=7, rounding=ROUND_UP, traps=[Inexact]).__enter__()
getcontext()
setcontext(DefaultContext)
getcontext() is DefaultContext
IEEEContext(32), IEEEContext(512)
IEEEContext(33)
IEEEContext('a')
IEEEContext(10**30)
DefaultContext, BasicContext, ExtendedContext
c.create_decimal('1_000')
c.create_decimal(' 1')
c.create_decimal(None)
c.create_decimal_from_float('2')
c.canonical(3)
c.add('1', 2)
c.add(1, 2.5)
c.power(a=2, b=3), c.power(2, 3, 5), c.power(2, 3, modulo=None)
c.copy_decimal(3), c.copy_decimal(D('1.50'))
Context(prec=3, capitals=0).to_sci_string(D('1E+9')), Context(capitals=0).to_eng_string(D('1E+8'))
D(1, 3)
D('x', Context(traps=[]))
D('x')
D(1j)
D((0, (1, 2)))
D((0, (1, 2), 'x'))
D((0, (1, 2), 1.5))
D((0, (1, -2), 0))
D(('0', (1,), 0))
D((0, (1,), 10**30))
D((True, [0, 1, 2], -2)), D((1, (), 'F')), D((0, (1, 2), 'N')), D([0, (), 'n'])
D(1).exp(3)
D(1).quantize(1, rounding='X')
D(1).quantize('1')
D(1).compare('x')
D.from_float('1')
D.from_number('1')
D.from_number(1.25), D.from_number(D('1.20')), D.from_float(True)
round(D('1.25'), 'a')
round(D('12345'), -2), round(D('1.25')), round(D('1.35'), 1)
D('snan') == 1
D('nan') < 1
D('nan') == D('nan'), D('nan') != 1
D(1) < 'a'
D(1) == 1 + 0j, D(1) == 1 + 1j
D(1) < 2j
D('1') + '1'
D('1') + 1.5
hash(D('snan'))
D('-inf').as_integer_ratio()
math.floor(D('nan'))
float(D('snan'))
pow(D(2), D('2.5'), 5)
pow(D(2), 3, 'a')
pow(2, D(3), 5), pow(2, 3, D(5))
0 ** D(0)
D(1) / 0
D(0) / 0
D(1) % 0
D('inf') - D('inf')
[e.__bases__ for e in (InvalidOperation, FloatOperation, DivisionByZero, Overflow, Underflow, DivisionUndefined)]
DecimalTuple(1, 2, 3)
decimal.HAVE_CONTEXTVAR, decimal.HAVE_THREADS, decimal.__version__, decimal.__libmpdec_version__
MAX_PREC, MAX_EMAX, MIN_EMIN, MIN_ETINY, IEEE_CONTEXT_MAX_BITS""".splitlines():
    tell(line)

print("the float trap")
with localcontext(traps=[FloatOperation]):
    tell("D(1.5)")
    tell("D(1) < 1.5")
    tell("D(1) == 1.5")
    tell("getcontext().create_decimal(2.5)")
    tell("D.from_float(1.5)")
print(getcontext().flags[FloatOperation])

print("several signals at once")
with localcontext(prec=3, Emax=5, Emin=-5) as k:
    for signal in (Overflow, Inexact, Rounded, Underflow, Subnormal, Clamped):
        k.clear_traps()
        k.traps[signal] = True
        for x, y in (("9.99E5", "10"), ("1.23E-5", "1E-2"), ("0E5", "1E5"), ("1.23E-6", "1"), ("1.234", "1")):
            k.clear_flags()
            try:
                print(signal.__name__, k.multiply(D(x), D(y)))
            except DecimalException as e:
                print(signal.__name__, type(e).__name__, e, [s.__name__ for s in k.flags if k.flags[s]])

print("pickles and copies")
x = Context(prec=7, flags=[Inexact], traps=[Clamped])
for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
    y = pickle.loads(pickle.dumps(x, protocol))
    print(y, y == x, pickle.loads(pickle.dumps([D("1.20"), D("-sNaN5"), D("0E-7")], protocol)))
print(copy.deepcopy([D("1.5")]), copy.copy(D(2)) is not None, pickle.loads(pickle.dumps(D(1).as_tuple())))


class Money(Decimal):
    rate = 2

    def __new__(cls, value, unit="x"):
        self = super().__new__(cls, value)
        self.unit = unit
        return self

    def __add__(self, other):
        return Money(super().__add__(other), self.unit)


m = Money("1.50", "EUR")
print(repr(m), m.unit, type(m + 1).__name__, (m + 1).unit, type(m * 2).__name__, type(1 + m).__name__, m == D("1.5"), hash(m) == hash(D("1.5")))
print(type(Decimal(m)).__name__, repr(Money.from_float(2.5)), isinstance(pickle.loads(pickle.dumps(D(m))), Decimal), m.__reduce__()[1], m.quantize(D(1)))


class Strict(Context):
    def __init__(self, name, **rest):
        super().__init__(**rest)
        self.name = name


s = Strict("mine", prec=4, traps=[Inexact])
print(s.name, s.prec, s.divide(1, 4), type(s.copy()).__name__)
try:
    s.divide(1, 3)
except Inexact as e:
    print(e)
setcontext(s)
print(getcontext() is s, getcontext().name)
with localcontext() as inner:
    print(type(inner).__name__, inner.prec)
    inner.prec = 9
print(getcontext().prec)
