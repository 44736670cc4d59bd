"""Contract: the ABCs of numbers: Number, Complex, Real, Rational, Integral."""
from abc import ABCMeta, abstractmethod

__all__ = ['Number', 'Complex', 'Real', 'Rational', 'Integral']


def _abstract(names, properties=''):
    """Abstract methods and properties for the class body that is being made."""
    import sys
    scope = sys._getframe(1).f_locals
    made = {}
    properties = properties.split()
    for name in (*names.split(), *properties):
        def method(self, *args):
            raise NotImplementedError
        method.__name__ = name
        method.__qualname__ = f'{scope["__qualname__"]}.{name}'
        method = abstractmethod(method)
        made[name] = property(method) if name in properties else method
    return made


class Number(metaclass=ABCMeta):
    """All numbers."""
    __slots__ = ()
    __hash__ = None


class Complex(Number):
    """Numbers that work as complex does."""
    __slots__ = ()
    locals().update(_abstract('__complex__ __add__ __radd__ __neg__ __pos__ __mul__ __rmul__ __truediv__ '
                              '__rtruediv__ __pow__ __rpow__ __abs__ conjugate __eq__', 'real imag'))

    def __bool__(self):
        return self != 0

    def __sub__(self, other):
        return self + -other

    def __rsub__(self, other):
        return -self + other


class Real(Complex):
    """Numbers that can be compared and rounded."""
    __slots__ = ()
    locals().update(_abstract('__float__ __trunc__ __floor__ __ceil__ __round__ __floordiv__ __rfloordiv__ '
                              '__mod__ __rmod__ __lt__ __le__'))

    def __divmod__(self, other):
        return self // other, self % other

    def __rdivmod__(self, other):
        return other // self, other % self

    def __complex__(self):
        return complex(float(self))

    def conjugate(self):
        return +self

    real = property(conjugate)
    imag = property(lambda self: 0)


class Rational(Real):
    """Numbers with numerator and denominator."""
    __slots__ = ()

    locals().update(_abstract('', 'numerator denominator'))

    def __float__(self):
        return int(self.numerator) / int(self.denominator)


class Integral(Rational):
    """Whole numbers."""
    __slots__ = ()
    locals().update(_abstract('__int__ __pow__ __lshift__ __rlshift__ __rshift__ __rrshift__ __and__ __rand__ '
                              '__xor__ __rxor__ __or__ __ror__ __invert__'))

    def __index__(self):
        return int(self)

    def __float__(self):
        return float(int(self))

    numerator = property(lambda self: +self)
    denominator = property(lambda self: 1)


Complex.register(complex)
Real.register(float)
Integral.register(int)
