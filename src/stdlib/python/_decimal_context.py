"""Contract: signals, rounding modes, contexts and the one that is current (General Decimal Arithmetic 1.70).

A context's methods are those of `Decimal` with the context given; they are made by
`add_operations`, which `decimal` calls once `Decimal` exists.
"""
import contextvars

ROUND_DOWN = 'ROUND_DOWN'
ROUND_HALF_UP = 'ROUND_HALF_UP'
ROUND_HALF_EVEN = 'ROUND_HALF_EVEN'
ROUND_CEILING = 'ROUND_CEILING'
ROUND_FLOOR = 'ROUND_FLOOR'
ROUND_UP = 'ROUND_UP'
ROUND_HALF_DOWN = 'ROUND_HALF_DOWN'
ROUND_05UP = 'ROUND_05UP'
ROUNDINGS = (ROUND_UP, ROUND_DOWN, ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, ROUND_HALF_DOWN,
             ROUND_HALF_EVEN, ROUND_05UP)
MAX_PREC = MAX_EMAX = 999999999999999999
MIN_EMIN = -MAX_EMAX
MIN_ETINY = MIN_EMIN - (MAX_PREC - 1)
IEEE_CONTEXT_MAX_BITS = 512


class DecimalException(ArithmeticError):
    """The base of all signals."""
    __module__ = 'decimal'


def _signal(name, *bases):
    return type(name, bases or (DecimalException,), {'__module__': 'decimal'})


InvalidOperation = _signal('InvalidOperation')
FloatOperation = _signal('FloatOperation', DecimalException, TypeError)
DivisionByZero = _signal('DivisionByZero', DecimalException, ZeroDivisionError)
Inexact = _signal('Inexact')
Rounded = _signal('Rounded')
Subnormal = _signal('Subnormal')
Clamped = _signal('Clamped')
Overflow = _signal('Overflow', Inexact, Rounded)
Underflow = _signal('Underflow', Inexact, Rounded, Subnormal)
# conditions that are signalled as InvalidOperation
ConversionSyntax = _signal('ConversionSyntax', InvalidOperation)
DivisionImpossible = _signal('DivisionImpossible', InvalidOperation)
DivisionUndefined = _signal('DivisionUndefined', InvalidOperation, ZeroDivisionError)
InvalidContext = _signal('InvalidContext', InvalidOperation)

# in the order in which trapped ones are raised
SIGNALS = (InvalidOperation, FloatOperation, DivisionByZero, Overflow, Underflow, Subnormal,
           Inexact, Rounded, Clamped)
# in the order in which a context shows them
_SHOWN = (Clamped, InvalidOperation, DivisionByZero, Inexact, FloatOperation, Overflow, Rounded,
          Subnormal, Underflow)
CONDITIONS = (ConversionSyntax, DivisionImpossible, DivisionUndefined, InvalidContext)


class SignalDict:
    """Which signals are set; a mapping whose keys never change."""
    __slots__ = ('_on',)

    def __init__(self, on=()):
        self._on = set(on)

    def __getitem__(self, key):
        if key not in SIGNALS:
            raise KeyError('invalid error flag')
        return key in self._on

    def __setitem__(self, key, value):
        if key not in SIGNALS:
            raise KeyError('invalid error flag')
        (self._on.add if value else self._on.discard)(key)

    def __delitem__(self, key):
        raise ValueError('signal keys cannot be deleted')

    def __iter__(self):
        return iter(SIGNALS)

    def __len__(self):
        return len(SIGNALS)

    def __contains__(self, key):
        return key in SIGNALS

    def keys(self):
        return list(SIGNALS)

    def values(self):
        return [key in self._on for key in SIGNALS]

    def items(self):
        return [(key, key in self._on) for key in SIGNALS]

    def get(self, key, default=None):
        return key in self._on if key in SIGNALS else default

    def copy(self):
        return dict(self.items())

    def __eq__(self, other):
        if isinstance(other, SignalDict):
            return self._on == other._on
        if isinstance(other, dict):
            return dict(self.items()) == other
        return NotImplemented

    __hash__ = None

    def __repr__(self):
        shown = ', '.join(f'{key!r}: {key in self._on}' for key in SIGNALS)
        return '{' + shown + '}'


def _signals(value, what):
    """The set of signals that a list or a mapping names."""
    if isinstance(value, SignalDict):
        return SignalDict(value._on)
    if isinstance(value, dict):
        if set(value) != set(SIGNALS):
            raise KeyError('invalid error flag')
        return SignalDict(key for key, on in value.items() if on)
    if value is None:
        return SignalDict()
    if not isinstance(value, (list, tuple)):
        raise TypeError('valid values for signals are:\n  [InvalidOperation, FloatOperation, DivisionByZero,\n'
                        f'   Overflow, Underflow, Subnormal, Inexact, Rounded,\n   Clamped]')
    for key in value:
        if key not in SIGNALS:
            raise TypeError('valid values for signals are:\n  [InvalidOperation, FloatOperation, DivisionByZero,\n'
                            '   Overflow, Underflow, Subnormal, Inexact, Rounded,\n   Clamped]')
    return SignalDict(value)


def _whole(name, low, high, text):
    slot = '_' + name

    def get(self):
        return getattr(self, slot)

    def set(self, value):
        if not isinstance(value, int):
            raise TypeError(f"'{type(value).__name__}' object cannot be interpreted as an integer")
        if not low <= value <= high:
            raise ValueError(text)
        object.__setattr__(self, slot, value)
    return property(get, set)


class Context:
    """Precision, rounding, bounds of the exponent, and which signals are set and trapped."""
    __module__ = 'decimal'
    __slots__ = ('_prec', '_rounding', '_Emin', '_Emax', '_capitals', '_clamp', '_flags', '_traps')

    def __init__(self, prec=None, rounding=None, Emin=None, Emax=None, capitals=None, clamp=None,
                 flags=None, traps=None):
        base = DefaultContext if 'DefaultContext' in globals() else None
        self.prec = prec if prec is not None else base.prec if base else 28
        self.rounding = rounding if rounding is not None else base.rounding if base else ROUND_HALF_EVEN
        self.Emin = Emin if Emin is not None else base.Emin if base else -999999
        self.Emax = Emax if Emax is not None else base.Emax if base else 999999
        self.capitals = capitals if capitals is not None else base.capitals if base else 1
        self.clamp = clamp if clamp is not None else base.clamp if base else 0
        object.__setattr__(self, '_flags', _signals(flags, 'flags'))
        object.__setattr__(self, '_traps', _signals(traps, 'traps') if traps is not None else
                           SignalDict(base._traps._on if base else
                                      (InvalidOperation, DivisionByZero, Overflow)))

    prec = _whole('prec', 1, MAX_PREC, 'valid range for prec is [1, MAX_PREC]')
    Emin = _whole('Emin', MIN_EMIN, 0, 'valid range for Emin is [MIN_EMIN, 0]')
    Emax = _whole('Emax', 0, MAX_EMAX, 'valid range for Emax is [0, MAX_EMAX]')
    capitals = _whole('capitals', 0, 1, 'valid values for capitals are 0 or 1')
    clamp = _whole('clamp', 0, 1, 'valid values for clamp are 0 or 1')

    @property
    def rounding(self):
        return self._rounding

    @rounding.setter
    def rounding(self, value):
        if value not in ROUNDINGS:
            raise TypeError('valid values for rounding are:\n  [ROUND_CEILING, ROUND_FLOOR, ROUND_UP, ROUND_DOWN,\n'
                            '   ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN,\n   ROUND_05UP]')
        object.__setattr__(self, '_rounding', value)

    @property
    def flags(self):
        return self._flags

    @flags.setter
    def flags(self, value):
        object.__setattr__(self, '_flags', _signals(value, 'flags'))

    @property
    def traps(self):
        return self._traps

    @traps.setter
    def traps(self, value):
        object.__setattr__(self, '_traps', _signals(value, 'traps'))

    def __setattr__(self, name, value):
        if name in ('prec', 'rounding', 'Emin', 'Emax', 'capitals', 'clamp', 'flags', 'traps'):
            getattr(type(self), name).__set__(self, value)
        elif hasattr(type(self), name):
            raise AttributeError(f"'decimal.Context' object attribute '{name}' is read-only")
        else:
            raise AttributeError(f"'decimal.Context' object has no attribute '{name}'")

    def __delattr__(self, name):
        raise AttributeError('context attributes cannot be deleted')

    def __repr__(self):
        names = lambda signals: '[' + ', '.join(s.__name__ for s in _SHOWN if s in signals._on) + ']'
        return (f'Context(prec={self.prec}, rounding={self.rounding}, Emin={self.Emin}, Emax={self.Emax}, '
                f'capitals={self.capitals}, clamp={self.clamp}, flags={names(self._flags)}, '
                f'traps={names(self._traps)})')

    def __reduce__(self):
        on = lambda signals: [s for s in SIGNALS if s in signals._on]
        return Context, (self.prec, self.rounding, self.Emin, self.Emax, self.capitals, self.clamp,
                         on(self._flags), on(self._traps))

    def Etiny(self):
        """The smallest exponent of a subnormal number."""
        return self._Emin - self._prec + 1

    def Etop(self):
        """The largest exponent of a number with all digits."""
        return self._Emax - self._prec + 1

    def copy(self):
        """A context with the same settings and flags."""
        return Context(self.prec, self.rounding, self.Emin, self.Emax, self.capitals, self.clamp,
                       list(self._flags._on), list(self._traps._on))

    __copy__ = copy

    def clear_flags(self):
        self._flags._on.clear()

    def clear_traps(self):
        self._traps._on.clear()

    def radix(self):
        from decimal import Decimal
        return Decimal(10)

    def done(self, status):
        """Note what an operation signalled; raise what is trapped."""
        if not status:
            return
        trapped = []
        for signal in status:
            plain = InvalidOperation if signal in CONDITIONS else signal
            self._flags._on.add(plain)
            if plain in self._traps._on:
                trapped.append((SIGNALS.index(plain), signal))
        if trapped:
            trapped.sort(key=lambda pair: pair[0])
            first = SIGNALS[trapped[0][0]]
            raise first([signal for _, signal in trapped])


def add_operations(decimal, unary, binary, names_of_three):
    """Give Context a method for each operation of Decimal."""
    def convert(value):
        if isinstance(value, decimal):
            return value
        if isinstance(value, int):
            return decimal(value)
        raise TypeError(f'conversion from {type(value).__name__} to Decimal is not supported')

    def make(name, count):
        method = getattr(decimal, name)
        if count == 1:
            def operation(self, x, /):
                return method(convert(x), context=self)
        elif count == 2:
            def operation(self, x, y, /):
                return method(convert(x), convert(y), context=self)
        else:
            def operation(self, x, y, z, /):
                return method(convert(x), convert(y), convert(z), context=self)
        operation.__name__ = operation.__qualname__ = name
        return operation
    for names, count in ((unary, 1), (binary, 2), (names_of_three, 3)):
        for name in names:
            setattr(Context, name, make(name, count))

    def arithmetic(name, symbol):
        def operation(self, a, b, /):
            return symbol(convert(a), convert(b), self)
        operation.__name__ = name
        setattr(Context, name, operation)
    for name in ('add', 'subtract', 'multiply', 'divide', 'divide_int', 'remainder', 'divmod'):
        arithmetic(name, getattr(decimal, '_' + name))

    def power(self, a, b, modulo=None):
        """a ** b, or that modulo a number."""
        if modulo is not None:
            return convert(a)._power_modulo(convert(b), convert(modulo), self)
        return convert(a)._power(convert(b), self)
    Context.power = power
    Context.plus = lambda self, a, /: convert(a)._plus(self)
    Context.minus = lambda self, a, /: convert(a)._minus(self)
    Context.abs = lambda self, a, /: convert(a)._abs(self)
    Context.to_sci_string = lambda self, a, /: convert(a)._text(False, self)
    Context.to_eng_string = lambda self, a, /: convert(a)._text(True, self)
    Context._apply = lambda self, a, /: convert(a)._plus(self)
    Context.create_decimal = lambda self, num='0', /: decimal._exactly(num, self)._fixed(self)
    Context.create_decimal_from_float = lambda self, f, /: decimal.from_float(f)._fixed(self)
    for name in ('is_infinite', 'is_nan', 'is_qnan', 'is_signed', 'is_snan', 'is_zero', 'is_canonical',
                 'copy_abs', 'copy_negate', 'canonical', 'is_finite'):
        def plain(self, x, /, *, _method=getattr(decimal, name)):
            return _method(convert(x))
        setattr(Context, name, plain)
    for name in ('copy_sign', 'same_quantum', 'compare_total', 'compare_total_mag'):
        def pair(self, x, y, /, *, _method=getattr(decimal, name)):
            return _method(convert(x), convert(y))
        setattr(Context, name, pair)


DefaultContext = Context()
BasicContext = Context(9, ROUND_HALF_UP, traps=[DivisionByZero, Overflow, InvalidOperation, Clamped, Underflow], flags=[])
ExtendedContext = Context(9, ROUND_HALF_EVEN, traps=[], flags=[])
_current = contextvars.ContextVar('decimal_context')


def getcontext():
    """The current context of this thread or task."""
    try:
        return _current.get()
    except LookupError:
        context = Context()
        _current.set(context)
        return context


def setcontext(context, /):
    """Make a context the current one."""
    if not isinstance(context, Context):
        raise TypeError('optional argument must be a context')
    if context is DefaultContext or context is BasicContext or context is ExtendedContext:
        context = context.copy()
        context.clear_flags()
    _current.set(context)


class _Local:
    """Sets a context for the time of a `with`."""

    def __init__(self, context):
        self.new = context

    def __enter__(self):
        self.saved = getcontext()
        setcontext(self.new)
        return self.new

    def __exit__(self, *exc):
        setcontext(self.saved)


def localcontext(ctx=None, **kwargs):
    """A context manager with a copy of a context, changed by keywords."""
    context = (getcontext() if ctx is None else ctx)
    if not isinstance(context, Context):
        raise TypeError('optional argument must be a context')
    context = context.copy()
    for name, value in kwargs.items():
        if name not in ('prec', 'rounding', 'Emin', 'Emax', 'capitals', 'clamp', 'flags', 'traps'):
            raise TypeError(f"this function got an unexpected keyword argument '{name}'")
        setattr(context, name, value)
    return _Local(context)


def IEEEContext(bits, /):
    """The context of an IEEE 754 interchange format."""
    if bits <= 0 or bits > IEEE_CONTEXT_MAX_BITS or bits % 32:
        raise ValueError('argument must be a multiple of 32, with a maximum of 512')
    emax = 3 * 2 ** (bits // 16 + 3)
    return Context(prec=9 * (bits // 32) - 2, rounding=ROUND_HALF_EVEN, Emin=1 - emax, Emax=emax,
                   capitals=1, clamp=1, flags=[], traps=[])
