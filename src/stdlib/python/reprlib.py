"""Contract: `repr()` with limits on size, and a guard for recursive reprs."""
import builtins
from itertools import islice

__all__ = ['Repr', 'repr', 'recursive_repr']


def recursive_repr(fillvalue='...'):
    """A decorator for `__repr__` that returns the fill value for a recursive call."""

    def decorate(method):
        running = set()

        def guarded(self):
            from _thread import get_ident
            key = id(self), get_ident()
            if key in running:
                return fillvalue
            running.add(key)
            try:
                return method(self)
            finally:
                running.discard(key)

        for attr in ('__module__', '__doc__', '__name__', '__qualname__', '__annotate__', '__type_params__'):
            if hasattr(method, attr):
                setattr(guarded, attr, getattr(method, attr))
        guarded.__wrapped__ = method
        return guarded

    return decorate


def _possibly_sorted(x):
    try:
        return sorted(x)
    except Exception:
        return list(x)


def _container(limit, left, right, *, empty=None, trail='', order=iter):
    """The method for the containers of a type: between two brackets, not more than the limit allows."""
    def show(self, x, level):
        if empty is not None and not x:
            return empty
        return self._between(left, right, order(x), len(x), getattr(self, limit), level, trail)
    return show


class Repr:
    """Makes reprs that stay short; the attributes are the limits."""

    _lookup = {'tuple': 'builtins', 'list': 'builtins', 'array': 'array', 'set': 'builtins',
               'frozenset': 'builtins', 'deque': 'collections', 'dict': 'builtins',
               'str': 'builtins', 'int': 'builtins'}

    def __init__(self, *, maxlevel=6, maxtuple=6, maxlist=6, maxarray=5, maxdict=4,
                 maxset=6, maxfrozenset=6, maxdeque=6, maxstring=30, maxlong=40,
                 maxother=30, fillvalue='...', indent=None):
        limits = dict(locals())
        del limits['self']
        vars(self).update(limits)

    def repr(self, x):
        """The short repr of x."""
        return self.repr1(x, self.maxlevel)

    def repr1(self, x, level):
        """The short repr of x with so many levels left."""
        cls = type(x)
        name = '_'.join(cls.__name__.split())
        show = getattr(self, f'repr_{name}', None)
        # a class that only has the name of a builtin one is like any other
        if not show or self._lookup.get(name, cls.__module__) != cls.__module__:
            show = self.repr_instance
        return show(x, level)

    def _between(self, left, right, items, size, limit, level, trail=''):
        """Items of a container, each shown with one level less."""
        if level <= 0 and size:
            return f'{left}{self.fillvalue}{right}'
        shown = [self.repr1(item, level - 1) for item in islice(items, limit)]
        if size == 1 and self.indent is None:
            right = trail + right
        return left + self._join(shown, size > limit, level) + right

    def _join(self, pieces, more, level):
        if more:
            pieces.append(self.fillvalue)
        if self.indent is None:
            return ', '.join(pieces)
        if not pieces:
            return ''
        step = self._step()
        inner = '\n' + step * (self.maxlevel - level + 1)
        outer = '\n' + step * (self.maxlevel - level)
        return inner + f',{inner}'.join(pieces) + ',' + outer

    def _step(self):
        """By what a level is indented."""
        indent = self.indent
        if isinstance(indent, str):
            return indent
        if not isinstance(indent, int):
            raise TypeError(f'Repr.indent must be a str, int or None, not {type(indent)}')
        if indent < 0:
            raise ValueError(f'Repr.indent cannot be negative int (was {indent!r})')
        return ' ' * indent

    repr_tuple = _container('maxtuple', '(', ')', trail=',')
    repr_list = _container('maxlist', '[', ']')
    repr_deque = _container('maxdeque', 'deque([', '])')
    repr_set = _container('maxset', '{', '}', empty='set()', order=_possibly_sorted)
    repr_frozenset = _container('maxfrozenset', 'frozenset({', '})', empty='frozenset()', order=_possibly_sorted)

    def repr_array(self, x, level):
        head = f"array('{x.typecode}'"
        return self._between(head + ', [', '])', x, len(x), self.maxarray, level) if x else head + ')'

    def repr_dict(self, x, level):
        if x and level <= 0:
            return '{' + self.fillvalue + '}'
        keys = islice(_possibly_sorted(x), self.maxdict)
        shown = [f'{self.repr1(key, level - 1)}: {self.repr1(x[key], level - 1)}' for key in keys]
        return '{' + self._join(shown, len(x) > self.maxdict, level) + '}'

    def _ends(self, limit):
        """How much stays at the beginning and at the end of what is too long."""
        head = max(0, (limit - 3) // 2)
        return head, max(0, limit - 3 - head)

    def _without_middle(self, s, limit):
        head, tail = self._ends(limit)
        return s[:head] + self.fillvalue + s[len(s) - tail:]

    def _shortened(self, s, limit):
        return s if len(s) <= limit else self._without_middle(s, limit)

    def repr_str(self, x, level):
        s = builtins.repr(x[:self.maxstring])
        if len(s) <= self.maxstring:
            return s
        head, tail = self._ends(self.maxstring)
        return self._without_middle(builtins.repr(x[:head] + x[len(x) - tail:]), self.maxstring)

    def repr_int(self, x, level):
        try:
            s = builtins.repr(x)
        except ValueError as error:
            import sys
            if 'sys.set_int_max_str_digits()' not in str(error):
                raise
            import math
            digits = 1 + int(math.log10(abs(x)))
            limit = sys.get_int_max_str_digits()
            return (f'<{x.__class__.__name__} instance with roughly {digits} '
                    f'digits (limit at {limit}) at 0x{id(x):x}>')
        return self._shortened(s, self.maxlong)

    def repr_instance(self, x, level):
        try:
            s = builtins.repr(x)
        except Exception:
            return f'<{x.__class__.__name__} instance at {id(x):#x}>'
        return self._shortened(s, self.maxother)


aRepr = Repr()
repr = aRepr.repr
