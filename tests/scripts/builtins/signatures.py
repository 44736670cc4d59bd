"""What inspect.signature says of the builtin functions, and of the methods of builtin types."""
import functools
import inspect
import itertools
import math
import operator
import types


def shown(what):
    try:
        return str(inspect.signature(what))
    except ValueError:
        return 'no signature'


for name, value in sorted(vars(__import__('builtins')).items()):
    if isinstance(value, types.BuiltinFunctionType) and not name.startswith('_') and name != 'get_cache_token':
        print(name, shown(value), bool(value.__doc__))
for cls in (int, float, complex, bool, str, bytes, bytearray, list, tuple, dict, set, frozenset, range, slice, memoryview, object,
            property, type, staticmethod, classmethod, enumerate, zip, map, filter, reversed):
    print(cls.__name__, shown(cls))
    for name, value in sorted(vars(cls).items()):
        if not name.startswith('_') and callable(getattr(cls, name)):
            print('   ', name, shown(getattr(cls, name)), bool(getattr(value, '__doc__', None)))
for module in (math, operator, functools):
    for name, value in sorted(vars(module).items()):
        if isinstance(value, types.BuiltinFunctionType) and not name.startswith('_') and name != 'get_cache_token':
            print(module.__name__, name, shown(value))
for cls in (functools.partial, operator.itemgetter, operator.attrgetter, operator.methodcaller, itertools.chain, itertools.count,
            itertools.groupby, itertools.repeat, itertools.batched):
    print(cls.__name__, shown(cls))
