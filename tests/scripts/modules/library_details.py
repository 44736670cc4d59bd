"""Details that programs written for CPython's own library rely on."""

import ast
import dataclasses
import doctest
import os
import sys
import tempfile
import types

import _ast

print('classes of nodes')
names = {}
exec('from _ast import *', names)
print(names['AST'] is ast.AST, names['Constant'] is ast.Constant, names['PyCF_ONLY_AST'], 'slice' in names, hasattr(_ast, 'Index'))

print('where a module is kept')
with tempfile.TemporaryDirectory() as folder:
    with open(os.path.join(folder, 'kept_module.py'), 'w') as f:
        f.write('x = 1\n')
    sys.path.insert(0, folder)
    import kept_module
    place = kept_module.__cached__
    print(place == kept_module.__spec__.cached, os.path.dirname(place) == os.path.join(folder, '__pycache__'), place.endswith('.pyc'))
    sys.path.remove(folder)

print('what a module knows of itself while it runs')
with tempfile.TemporaryDirectory() as folder:
    with open(os.path.join(folder, 'self_aware.py'), 'w') as f:
        f.write('print(__spec__.name, repr(__spec__.parent), __loader__ is __spec__.loader)\ndef f(): return __spec__.name\nprint(f())\n')
    os.mkdir(os.path.join(folder, 'aware_package'))
    with open(os.path.join(folder, 'aware_package', '__init__.py'), 'w') as f:
        f.write('print(__spec__.name, __spec__.parent, __spec__.submodule_search_locations == __path__)\nfrom . import part\n')
    with open(os.path.join(folder, 'aware_package', 'part.py'), 'w') as f:
        f.write('class C:\n    print([__spec__.parent for _ in range(2)])\n')
    sys.path.insert(0, folder)
    import self_aware
    import aware_package
    sys.path.remove(folder)

print('annotations that name what is not there')


@dataclasses.dataclass
class Plain:
    x: Missing
    y: list[Missing] = None


print(Plain.__doc__)


class Meta(type):
    pass


@dataclasses.dataclass
class OfMeta(metaclass=Meta):
    x: Missing
    y: 'quoted' = 1


print(OfMeta.__doc__)


@dataclasses.dataclass(init=False)
class NoInit:
    marked: ClassVar[dict]


print(NoInit.__doc__)


@dataclasses.dataclass(init=False)
class OwnInit:
    x: Missing

    def __init__(self, a: Missing, b=2):
        pass


print(OwnInit.__doc__)

print('documents of classes that borrow methods')


class Borrowing(dict):
    """
    >>> 1 + 1
    2
    """
    update_all = dict.update
    __repr__ = object.__repr__
    __reduce__ = object().__reduce__
    join = ','.join
    count = len
    made = classmethod(dict.fromkeys)
    still = staticmethod(min)
    size = property(len, doc=""">>> 2 + 2
    4
    """)

    def own(self):
        """
        >>> Borrowing().own()
        'own'
        """
        return 'own'


module = types.ModuleType('documented', 'A module.\n\n>>> 3 * 3\n9\n')
Borrowing.__module__ = Borrowing.own.__module__ = 'documented'
module.Borrowing = Borrowing
module.borrowed = dict.update
module.builtin = len
module.of_another = doctest.DocTestFinder
sys.modules['documented'] = module
for test in doctest.DocTestFinder().find(module):
    print(test.name, [(e.source, e.want) for e in test.examples])
