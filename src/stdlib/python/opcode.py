"""Contract: the opcodes of togil's register machine, under the names that CPython's module has for its own.

Natively relied on: `_dis.table`. What only a stack machine has is empty here.
"""
import _dis

__all__ = ['cmp_op', 'stack_effect', 'hascompare', 'opname', 'opmap', 'HAVE_ARGUMENT', 'EXTENDED_ARG', 'hasarg',
           'hasconst', 'hasname', 'hasjump', 'hasjrel', 'hasjabs', 'hasfree', 'haslocal', 'hasexc']

_rows = _dis.table()

cmp_op = ('<', '<=', '==', '!=', '>', '>=')
opname = [name for name, _, _, _ in _rows] + [f'<{number}>' for number in range(len(_rows), 256)]
opmap = {name: number for number, (name, _, _, _) in enumerate(_rows)}


def _with(letters):
    return [number for number, (_, _, operands, _) in enumerate(_rows) if set(operands) & set(letters)]


hasarg = _with('rniNKjw')
hasconst = _with('K')
hasname = _with('N')
hasjump = hasjrel = _with('j')
hascompare, hasjabs, hasfree, haslocal, hasexc = [], [], [], [], []

# Whether an opcode has operands does not show in its number, and none of them extends another's.
HAVE_ARGUMENT = 0
EXTENDED_ARG = 256


def stack_effect(opcode, oparg=None, /, *, jump=None):
    """How an instruction changes the height of the stack: never, for there is none."""
    if opcode not in range(len(_rows)):
        raise ValueError('invalid opcode or oparg')
    return 0
