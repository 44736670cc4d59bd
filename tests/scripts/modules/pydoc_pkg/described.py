"""Module summary line.

More about it.
"""
__version__ = '1.2'
__author__ = 'A. B.'
__all__ = ['f', 'g', 'C', 'D', 'CONST', 'cached']
import functools, os
CONST = 42
table = {'a': 1}

# comment about f
def f(a, b=1, *args, c: int, **kw) -> str:
    """Summary of f.

    Longer text.
    """
async def g(x): "co doc"
def nodoc(): pass
lam = lambda x: x
class C:
    """About C.

    More."""
    attr = 3
    other: int = 4
    def __init__(self, x, y=2):
        "Make it."
    def method(self):
        """Do it."""
    def bare(self): pass
    @property
    def p(self):
        """The p."""
    @p.setter
    def p(self, v): pass
    @property
    def q(self): pass
    @classmethod
    def k(cls, z): "class method"
    @staticmethod
    def s(u=1): "static one"
    alias = method
    async def am(self): "async method"
    def __repr__(self): return 'C()'
    __hash__ = None
class D(C):
    __slots__ = ('sl',)
    def method(self): "Overridden."
    def new(self): return 1
class E(C, dict): pass
class Empty: pass
@functools.lru_cache
def cached(n): "cached doc"
def _private(): "hidden"
