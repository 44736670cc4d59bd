"""Contract: decimal floating-point numbers (General Decimal Arithmetic 1.70).

`_decimal_context` has signals and contexts, `_decimal_number` the class Decimal and its
arithmetic, `_decimal_functions` roots, logarithms, powers and logical operations,
`_decimal_text` reading and writing.
"""
from _decimal_context import (
    MAX_PREC, MAX_EMAX, MIN_EMIN, MIN_ETINY, IEEE_CONTEXT_MAX_BITS, ROUND_DOWN, ROUND_HALF_UP,
    ROUND_HALF_EVEN, ROUND_CEILING, ROUND_FLOOR, ROUND_UP, ROUND_HALF_DOWN, ROUND_05UP,
    DecimalException, InvalidOperation, FloatOperation, DivisionByZero, Inexact, Rounded, Subnormal,
    Clamped, Overflow, Underflow, ConversionSyntax, DivisionImpossible, DivisionUndefined,
    InvalidContext, Context, DefaultContext, BasicContext, ExtendedContext, IEEEContext, getcontext,
    setcontext, localcontext)
from _decimal_number import Decimal, DecimalTuple
from _togil import static_type as _static_type

__all__ = ['Decimal', 'Context', 'DecimalTuple', 'DefaultContext', 'BasicContext',
           'ExtendedContext', 'DecimalException', 'Clamped', 'InvalidOperation', 'DivisionByZero',
           'Inexact', 'Rounded', 'Subnormal', 'Overflow', 'Underflow', 'FloatOperation',
           'DivisionImpossible', 'InvalidContext', 'ConversionSyntax', 'DivisionUndefined',
           'ROUND_DOWN', 'ROUND_HALF_UP', 'ROUND_HALF_EVEN', 'ROUND_CEILING', 'ROUND_FLOOR',
           'ROUND_UP', 'ROUND_HALF_DOWN', 'ROUND_05UP', 'setcontext', 'getcontext', 'localcontext',
           'IEEEContext', 'MAX_PREC', 'MAX_EMAX', 'MIN_EMIN', 'MIN_ETINY', 'IEEE_CONTEXT_MAX_BITS',
           'HAVE_THREADS', 'HAVE_CONTEXTVAR']

HAVE_THREADS = HAVE_CONTEXTVAR = True
__version__ = '1.70'
__libmpdec_version__ = '2.5.1'
for _f in (getcontext, setcontext, localcontext, IEEEContext):
    _f.__module__ = 'decimal'
_static_type(Decimal)
_static_type(Context)
del _f
