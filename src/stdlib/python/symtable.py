"""Contract: the compiler's symbol tables: which names each scope has, and where each lives.

Natively relied on: `_symtable.tables`, the tables as tuples.
"""
import weakref
from enum import StrEnum

import _symtable

__all__ = ['symtable', 'SymbolTableType', 'SymbolTable', 'Class', 'Function', 'Symbol']

DEF_GLOBAL, DEF_LOCAL, DEF_PARAM, DEF_NONLOCAL, USE = 1, 2, 4, 8, 16
DEF_FREE_CLASS, DEF_IMPORT, DEF_ANNOT, DEF_COMP_ITER, DEF_TYPE_PARAM, DEF_COMP_CELL = 64, 128, 256, 512, 1024, 2048
DEF_BOUND = DEF_LOCAL | DEF_PARAM | DEF_IMPORT | DEF_TYPE_PARAM
SCOPE_OFF, SCOPE_MASK = 12, 15
LOCAL, GLOBAL_EXPLICIT, GLOBAL_IMPLICIT, FREE, CELL = 1, 2, 3, 4, 5

_FLAGS = ('USE', 'DEF_GLOBAL', 'DEF_NONLOCAL', 'DEF_LOCAL', 'DEF_PARAM', 'DEF_TYPE_PARAM', 'DEF_IMPORT', 'DEF_ANNOT',
          'DEF_COMP_ITER', 'DEF_COMP_CELL')
_SCOPES = ('?', 'LOCAL', 'GLOBAL_EXPLICIT', 'GLOBAL_IMPLICIT', 'FREE', 'CELL')


class SymbolTableType(StrEnum):
    MODULE = 'module'
    FUNCTION = 'function'
    CLASS = 'class'
    ANNOTATION = 'annotation'
    TYPE_ALIAS = 'type alias'
    TYPE_PARAMETERS = 'type parameters'
    TYPE_VARIABLE = 'type variable'


class _Table:
    """A table as the compiler gives it; its number tells it from others."""

    made = 0

    def __init__(self, parts):
        self.type, self.name, self.lineno, self.nested, symbols, children = parts
        self.symbols = dict(symbols)
        self.children = [_Table(child) for child in children]
        _Table.made += 1
        self.id = _Table.made


def symtable(code, filename, compile_type):
    """The table of a source: of its outermost scope, with those inside."""
    return _shown(_Table(_symtable.tables(code, filename, compile_type)), filename)


_known = weakref.WeakValueDictionary()


def _shown(table, filename):
    """The one object for a table."""
    found = _known.get((table.id, filename))
    if found is None:
        cls = {'function': Function, 'class': Class}.get(table.type, SymbolTable)
        found = _known[table.id, filename] = cls(table, filename)
    return found


def _scope(flags):
    return flags >> SCOPE_OFF & SCOPE_MASK


class SymbolTable:
    """The names of a scope."""

    def __init__(self, raw_table, filename):
        self._table, self._filename, self._symbols = raw_table, filename, {}

    def __repr__(self):
        kind = '' if type(self) is SymbolTable else type(self).__name__ + ' '
        name = 'module ' if self._table.type == 'module' else f'{self._table.name} in '
        if kind:
            return f'<{kind}SymbolTable for {name}{self._filename}>'
        return f'<SymbolTable for {name}{self._filename}>'

    def get_type(self):
        """What kind of scope it is: a `SymbolTableType`."""
        return SymbolTableType(self._table.type)

    def get_id(self):
        """A number of its own."""
        return self._table.id

    def get_name(self):
        """The name of the function, class, ...; 'top' for the outermost."""
        return self._table.name

    def get_lineno(self):
        """The first line of the scope."""
        return self._table.lineno

    def is_optimized(self):
        """Do its locals live in registers?"""
        return self._table.type == 'function'

    def is_nested(self):
        """Does it stand in a function?"""
        return self._table.nested

    def has_children(self):
        """Are there scopes inside?"""
        return bool(self._table.children)

    def get_identifiers(self):
        """A view of the names."""
        return self._table.symbols.keys()

    def lookup(self, name):
        """The `Symbol` of a name."""
        symbol = self._symbols.get(name)
        if symbol is None:
            flags = self._table.symbols[name]
            inside = [child for child in self.get_children() if child.get_name() == name]
            symbol = self._symbols[name] = Symbol(name, flags, inside, module_scope=self._table.name == 'top')
        return symbol

    def get_symbols(self):
        """All symbols."""
        return [self.lookup(name) for name in self.get_identifiers()]

    def get_children(self):
        """The scopes inside."""
        return [_shown(child, self._filename) for child in self._table.children]


class Function(SymbolTable):
    """The names of a function, a lambda or a generator expression."""

    def _where(self, test):
        return tuple(name for name, flags in self._table.symbols.items() if test(flags))

    def get_parameters(self):
        return self._where(lambda flags: flags & DEF_PARAM)

    def get_locals(self):
        return self._where(lambda flags: _scope(flags) in (LOCAL, CELL))

    def get_globals(self):
        return self._where(lambda flags: _scope(flags) in (GLOBAL_IMPLICIT, GLOBAL_EXPLICIT))

    def get_nonlocals(self):
        return self._where(lambda flags: flags & DEF_NONLOCAL)

    def get_frees(self):
        return self._where(lambda flags: _scope(flags) == FREE)


class Class(SymbolTable):
    """The names of a class."""

    def get_methods(self):
        """The names of the functions that the class defines."""
        import warnings
        warnings.warn('symtable.Class.get_methods() is deprecated and slated for removal in Python 3.16.',
                      DeprecationWarning, stacklevel=2)
        found = {}
        for child in self._table.children:
            inner = child
            if child.type == 'type parameters':
                inner = next((c for c in child.children if c.name == child.name and c.type == 'function'), child)
            if inner.type == 'function' and _scope(self._table.symbols.get(inner.name, 0)) in (LOCAL, CELL, GLOBAL_EXPLICIT) \
                    and self._table.symbols[inner.name] & DEF_LOCAL:
                found[inner.name] = True
        return tuple(found)


class Symbol:
    """What a scope says of a name."""

    def __init__(self, name, flags, namespaces=None, *, module_scope=False):
        self._name = name
        self._flags = flags
        self._scope = _scope(flags)
        self._namespaces = namespaces or ()
        self._module_scope = module_scope

    def __repr__(self):
        said = '|'.join(flag for flag in _FLAGS if self._flags & globals()[flag])
        return f'<symbol {self._name!r}: {_SCOPES[self._scope]}, {said}>'

    def get_name(self):
        return self._name

    def is_referenced(self):
        """Is it used?"""
        return bool(self._flags & USE)

    def is_parameter(self):
        return bool(self._flags & DEF_PARAM)

    def is_type_parameter(self):
        return bool(self._flags & DEF_TYPE_PARAM)

    def is_global(self):
        """Does it live in the module?"""
        return self._scope in (GLOBAL_IMPLICIT, GLOBAL_EXPLICIT) or self._module_scope and bool(self._flags & DEF_BOUND)

    def is_nonlocal(self):
        """Is it declared `nonlocal`?"""
        return bool(self._flags & DEF_NONLOCAL)

    def is_declared_global(self):
        """Is it declared `global`?"""
        return self._scope == GLOBAL_EXPLICIT

    def is_local(self):
        return self._scope in (LOCAL, CELL) or self._module_scope and bool(self._flags & DEF_BOUND)

    def is_annotated(self):
        return bool(self._flags & DEF_ANNOT)

    def is_free(self):
        """Does it live in a function around?"""
        return self._scope == FREE

    def is_imported(self):
        return bool(self._flags & DEF_IMPORT)

    def is_assigned(self):
        return bool(self._flags & DEF_LOCAL)

    def is_comp_iter(self):
        """Is it a comprehension's variable?"""
        return bool(self._flags & DEF_COMP_ITER)

    def is_comp_cell(self):
        """Is it a cell of a comprehension?"""
        return bool(self._flags & DEF_COMP_CELL)

    def is_free_class(self):
        """Is a name of the class free in one of its methods?"""
        return bool(self._flags & DEF_FREE_CLASS)

    def is_namespace(self):
        """Does the name stand for a scope?"""
        return bool(self._namespaces)

    def get_namespaces(self):
        """The scopes that the name stands for."""
        return self._namespaces

    def get_namespace(self):
        """The only one of them."""
        if len(self._namespaces) == 0:
            raise ValueError('name is not bound to any namespaces')
        if len(self._namespaces) > 1:
            raise ValueError('name is bound to multiple namespaces')
        return self._namespaces[0]
