"""Contract: the contexts of assertions and subtests. Loaded by `unittest.case`."""
import collections
import difflib
import pprint
import sys
import types
from unittest.util import _common_shorten_repr, safe_repr
from unittest.case import _ShouldStop

__unittest = True
__name__ = 'unittest.case'


def _name_of(obj):
    return obj.__name__ if hasattr(obj, '__name__') else str(obj)


def _is_subtype(expected, base):
    if isinstance(expected, tuple):
        return all(_is_subtype(e, base) for e in expected)
    return isinstance(expected, type) and issubclass(expected, base)


class _Expecting:
    """Expects something of a call or a block; subclasses say of what type and how they find it."""
    obj_name = msg = None

    def __init__(self, expected, base, name, test_case, regex=None):
        self.expected, self.base, self.name, self.test_case = expected, base, name, test_case
        if isinstance(regex, (str, bytes)):
            import re
            regex = re.compile(regex)
        self.expected_regex = regex

    def handle(self, args, kwargs):
        """As a context manager, or call the function now."""
        if not _is_subtype(self.expected, self.base):
            raise TypeError('%s() arg 1 must be %s' % (self.name, self.base_text))
        if args:
            function, *args = args
            self.obj_name = _name_of(function)
            with self:
                function(*args, **kwargs)
            return None
        self.msg = kwargs.pop('msg', None)
        for wrong in kwargs:
            raise TypeError('%r is an invalid keyword argument for this function' % (wrong,))
        return self

    def _matches(self, found):
        return self.expected_regex is None or self.expected_regex.search(str(found))

    def _fail(self, standard):
        raise self.test_case.failureException(self.test_case._formatMessage(self.msg, standard))

    def _missing(self, how):
        text = f'{_name_of(self.expected)} not {how}'
        self._fail(f'{text} by {self.obj_name}' if self.obj_name else text)

    def _mismatch(self, found):
        self._fail('"{}" does not match "{}"'.format(self.expected_regex.pattern, found))


class _AssertRaisesContext(_Expecting):
    base_text = 'an exception type or tuple of exception types'
    __class_getitem__ = classmethod(types.GenericAlias)

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_value, tb):
        if exc_type is None:
            self._missing('raised')
        if not issubclass(exc_type, self.expected):
            return False
        self.exception = exc_value.with_traceback(None)
        if not self._matches(exc_value):
            self._mismatch(exc_value)
        return True


class _AssertWarnsContext(_Expecting):
    base_text = 'a warning type or tuple of warning types'

    def __enter__(self):
        import warnings
        # what was said already is to be said again
        for module in list(sys.modules.values()):
            if getattr(module, '__warningregistry__', None):
                module.__warningregistry__ = {}
        self.manager = warnings.catch_warnings(record=True)
        self.warnings = self.manager.__enter__()
        warnings.simplefilter('always', self.expected)
        return self

    def __exit__(self, exc_type, exc_value, tb):
        self.manager.__exit__(exc_type, exc_value, tb)
        if exc_type is not None:
            return
        fitting = [said for said in self.warnings if isinstance(said.message, self.expected)]
        for said in fitting:
            if self._matches(said.message):
                self.warning, self.filename, self.lineno = said.message, said.filename, said.lineno
                return
        if fitting:
            self._mismatch(fitting[0].message)
        self._missing('triggered')


class _OrderedChainMap(collections.ChainMap):
    """The parameters of subtests inside one another, the innermost first."""

    def __iter__(self):
        return iter(dict.fromkeys(key for mapping in self.maps for key in mapping))


class _SubTest:
    """Stands for a part of a test in reports."""

    def __init__(self, test_case, message, params):
        self.test_case, self._message, self.params = test_case, message, params

    @property
    def failureException(self):
        return self.test_case.failureException

    def _subDescription(self):
        parts = []
        if self._message is not _subtest_msg_sentinel:
            parts.append(f'[{self._message}]')
        if self.params:
            parts.append('({})'.format(', '.join(f'{k}={v!r}' for k, v in self.params.items())))
        return ' '.join(parts) or '(<subtest>)'

    def runTest(self):
        raise NotImplementedError('subtests cannot be run directly')

    def id(self):
        return f'{self.test_case.id()} {self._subDescription()}'

    def shortDescription(self):
        return self.test_case.shortDescription()

    def __str__(self):
        return f'{self.test_case} {self._subDescription()}'


_subtest_msg_sentinel = object()


class _SubTestContext:
    def __init__(self, case, msg, params):
        self.case, self.msg, self.params = case, msg, params

    def __enter__(self):
        case = self.case
        if case._outcome is None or not case._outcome.result_supports_subtests:
            self.off = True
            return
        self.off = False
        self.parent = case._subtest
        params = _OrderedChainMap(self.params) if self.parent is None else self.parent.params.new_child(self.params)
        case._subtest = _SubTest(case, self.msg, params)
        self.old = case._outcome.success
        case._outcome.success = True

    def __exit__(self, exc_type, exc, tb):
        if self.off:
            return False
        case, outcome = self.case, self.case._outcome
        sub = case._subtest
        case._subtest = self.parent
        try:
            if exc_type is None:
                if outcome.success:
                    outcome.result.addSubTest(case, sub, None)
            elif issubclass(exc_type, KeyboardInterrupt):
                return False
            else:
                outcome.note(sub, exc, case)
        finally:
            outcome.success = outcome.success and self.old
        if not outcome.success and outcome.result is not None and getattr(outcome.result, 'failfast', False):
            raise _ShouldStop
        if outcome.expectedFailure:
            raise _ShouldStop
        return True


def sequence_difference(case, seq1, seq2, seq_type):
    """How two sequences differ, or None."""
    both = (seq1, 'First'), (seq2, 'Second')
    name = 'sequence' if seq_type is None else seq_type.__name__
    if seq_type is not None:
        for seq, which in both:
            if not isinstance(seq, seq_type):
                raise case.failureException('%s sequence is not a %s: %s' % (which, name, safe_repr(seq)))
    without = next((which for seq, which in both if _length(seq) is None), None)
    if without is not None:
        standard = '%s %s has no length.    Non-sequence?' % (without, name)
    elif seq1 == seq2:
        return None
    else:
        found = _differing_item(seq1, seq2, name)
        sizes = len(seq1), len(seq2)
        if not found and sizes[0] == sizes[1] and seq_type is None and type(seq1) != type(seq2):
            return None
        standard = '%ss differ: %s != %s\n' % (name.capitalize(), *_common_shorten_repr(seq1, seq2)) + found
        if sizes[0] != sizes[1]:
            longer, which = both[sizes[0] < sizes[1]]
            standard += '\n%s %s contains %d additional elements.\n' % (which, name, max(sizes) - min(sizes))
            standard += _extra_item(longer, min(sizes), f'{which.lower()} {name}')
    diff = '\n' + '\n'.join(difflib.ndiff(pprint.pformat(seq1).splitlines(), pprint.pformat(seq2).splitlines()))
    return case._truncateMessage(standard, diff)


def _length(seq):
    try:
        return len(seq)
    except (TypeError, NotImplementedError):
        return None


_UNINDEXED = TypeError, IndexError, NotImplementedError


def _differing_item(seq1, seq2, name):
    """The first place where two sequences differ, or where one cannot be indexed; '' if there is none."""
    for i in range(min(len(seq1), len(seq2))):
        items = []
        for seq, which in ((seq1, 'first'), (seq2, 'second')):
            try:
                items.append(seq[i])
            except _UNINDEXED:
                return '\nUnable to index element %d of %s %s\n' % (i, which, name)
        if items[0] != items[1]:
            return '\nFirst differing element %d:\n%s\n%s\n' % (i, *_common_shorten_repr(*items))
    return ''


def _extra_item(seq, i, name):
    try:
        return 'First extra element %d:\n%s\n' % (i, safe_repr(seq[i]))
    except _UNINDEXED:
        return 'Unable to index element %d of %s\n' % (i, name)
