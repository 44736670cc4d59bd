"""Contract: the operators as functions; all native, from `_operator`.

Here: the double-underscore names and `__all__`.
"""
from _operator import *
from _operator import _compare_digest

__all__ = ['abs', 'add', 'and_', 'attrgetter', 'call', 'concat', 'contains', 'countOf',
           'delitem', 'eq', 'floordiv', 'ge', 'getitem', 'gt', 'iadd', 'iand',
           'iconcat', 'ifloordiv', 'ilshift', 'imatmul', 'imod', 'imul',
           'index', 'indexOf', 'inv', 'invert', 'ior', 'ipow', 'irshift',
           'is_', 'is_none', 'is_not', 'is_not_none', 'isub', 'itemgetter', 'itruediv',
           'ixor', 'le', 'length_hint', 'lshift', 'lt', 'matmul', 'methodcaller', 'mod',
           'mul', 'ne', 'neg', 'not_', 'or_', 'pos', 'pow', 'rshift',
           'setitem', 'sub', 'truediv', 'truth', 'xor']

for _name in ('lt le eq ne ge gt not abs add and floordiv index inv invert lshift mod mul matmul neg '
              'or pos pow rshift sub truediv xor concat contains delitem getitem setitem iadd iand '
              'iconcat ifloordiv ilshift imod imul imatmul ior ipow irshift isub itruediv ixor call').split():
    globals()[f'__{_name}__'] = globals().get(_name) or globals()[_name + '_']
del _name
