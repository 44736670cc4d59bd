"""Module doc.

>>> add(1, 2)
3
>>> add(1, 2)
4
"""
def add(a, b):
    """Adds.

    >>> add(2, 2)
    4
    >>> print('a\\n\\nb')
    a
    <BLANKLINE>
    b
    >>> for i in range(2):
    ...     print(i)
    0
    1
    >>> add('a', 1)
    Traceback (most recent call last):
        ...
    TypeError: can only concatenate str (not "int") to str
    >>> 1/0
    >>> add(1, 1) # doctest: +SKIP
    99
    >>> print(list(range(20))) # doctest: +ELLIPSIS
    [0, 1, ..., 18, 19]
    >>> print('a   b') # doctest: +NORMALIZE_WHITESPACE
    a b
    >>> {'x': 1} == {'x': 1}
    True
    >>> print(1); 5
    1
    5
    >>> undefined_name
    5
    """
    return a + b
class C:
    """C doc
    >>> C().m()
    7
    """
    def m(self):
        """
        >>> C().m()
        8
        """
        return 7
    @property
    def p(self):
        """
        >>> C().p
        1
        """
        return 1
    @staticmethod
    def s():
        """
        >>> C.s()
        2
        """
        return 2
    @classmethod
    def c(cls):
        """
        >>> raise ValueError('multi\\nline')
        Traceback (most recent call last):
        ValueError: multi
        line
        >>> raise ValueError('x') # doctest: +IGNORE_EXCEPTION_DETAIL
        Traceback (most recent call last):
        ValueError: other
        >>> raise ValueError('x')
        Traceback (most recent call last):
        KeyError: other
        """
def nodoc(): pass
__test__ = {'extra': '''
>>> 1 + 1
2
''', 'fn': nodoc}
def ok():
    """
    >>> 1
    1
    """
def ok2():
    """
    >>> x = 1
    >>> x
    1
    """
def none(): pass
if __name__ == '__main__':
    import doctest, sys
    print(doctest.testmod())
    r = doctest.testmod(optionflags=doctest.REPORT_NDIFF, verbose=False); print(r.failed, r.attempted, r.skipped, r)
    doctest.testmod(optionflags=doctest.REPORT_UDIFF | doctest.REPORT_ONLY_FIRST_FAILURE)
    doctest.testmod(optionflags=doctest.REPORT_CDIFF | doctest.FAIL_FAST)
    doctest.testmod(verbose=True)
    for f in (lambda: doctest.DocTestParser().get_examples('>>> 1\n1\n>>>2\n'), lambda: doctest.DocTestParser().get_examples('  >>> x\n 3'), lambda: doctest.DocTestParser().get_examples('>>> 1 # doctest: +NOPE'), lambda: [type(p).__name__ for p in doctest.DocTestParser().parse('text\n>>> 1\n1\nmore')], lambda: [(e.source, e.want, e.lineno, e.indent, e.exc_msg, e.options) for e in doctest.DocTestParser().get_examples('a\n  >>> x\n  3\n  >>> if 1:\n  ...   y\n')], lambda: doctest.DocTestFinder().find(ok2)[0].examples[1].want, lambda: doctest.run_docstring_examples(ok2, {}, name='nm', verbose=True), lambda: doctest.script_from_examples('hello\n>>> 1\n1\nbye'), lambda: doctest.OutputChecker().check_output('a...b', 'axxb', doctest.ELLIPSIS), lambda: doctest.register_optionflag('MINE') == doctest.register_optionflag('MINE'), lambda: doctest.DocTestRunner().summarize(), lambda: doctest.testsource(sys.modules['__main__'], '__main__.ok')):
        try: print(f())
        except Exception as e: print(type(e).__name__, e)

    import io, re, unittest
    suite = doctest.DocTestSuite(sys.modules['__main__'], setUp=lambda t: print('setUp', t.name))
    print(list(suite))
    out = io.StringIO()
    result = unittest.TextTestRunner(stream=out, verbosity=2).run(suite)
    print(re.sub(r'in \d+\.\d+s', 'in some time', out.getvalue()), result)
