"""Contract: the contexts of assertions and subtests. Loaded by `unittest.case`."""
import collections
import difflib
import pprint
import sys
import types
from unittest.util import _common_shorten_repr, safe_repr
from unittest.case import SkipTest, _ShouldStop, _add_skip

__unittest = True
__name__ = 'unittest.case'


class _AssertRaises:
    def __init__(self, expected, base, name, test_case, regex=None):
        self.expected = expected
        self.test_case = test_case
        self.base = base
        self.name = name
        if regex is not None and isinstance(regex, (str, bytes)):
            import re
            regex = re.compile(regex)
        self.expected_regex = regex
        self.obj_name = None
        self.msg = None

    def handle(self, args, kwargs):
        """As a context manager, or call the function now."""
        try:
            if not _is_subtype(self.expected, self.base):
                raise TypeError('%s() arg 1 must be %s' % (self.name, self.base_text))
            if not args:
                self.msg = kwargs.pop('msg', None)
                if kwargs:
                    raise TypeError('%r is an invalid keyword argument for this function' % (next(iter(kwargs)),))
                return self
            callable_obj, *args = args
            try:
                self.obj_name = callable_obj.__name__
            except AttributeError:
                self.obj_name = str(callable_obj)
            with self:
                callable_obj(*args, **kwargs)
        finally:
            self = None

    base_text = 'an exception type or tuple of exception types'

    def _raise(self, standard):
        raise self.test_case.failureException(self.test_case._formatMessage(self.msg, standard))

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_value, tb):
        if exc_type is None:
            try:
                name = self.expected.__name__
            except AttributeError:
                name = str(self.expected)
            if self.obj_name:
                self._raise('{} not raised by {}'.format(name, self.obj_name))
            else:
                self._raise('{} not raised'.format(name))
        if not issubclass(exc_type, self.expected):
            return False
        self.exception = exc_value.with_traceback(None)
        if self.expected_regex is not None and not self.expected_regex.search(str(exc_value)):
            self._raise('"{}" does not match "{}"'.format(self.expected_regex.pattern, str(exc_value)))
        return True

    __class_getitem__ = classmethod(types.GenericAlias)


def _is_subtype(expected, base):
    if isinstance(expected, tuple):
        return all(_is_subtype(e, base) for e in expected)
    return isinstance(expected, type) and issubclass(expected, base)


class _AssertWarns(_AssertRaises):
    base_text = 'a warning type or tuple of warning types'

    def __enter__(self):
        import warnings
        for v in list(sys.modules.values()):
            if getattr(v, '__warningregistry__', None):
                v.__warningregistry__ = {}
        self.manager = warnings.catch_warnings(record=True)
        self.warnings = self.manager.__enter__()
        warnings.simplefilter('always', self.expected)
        return self

    def __exit__(self, exc_type, exc_value, tb):
        self.manager.__exit__(exc_type, exc_value, tb)
        if exc_type is not None:
            return
        try:
            name = self.expected.__name__
        except AttributeError:
            name = str(self.expected)
        first = None
        for m in self.warnings:
            w = m.message
            if not isinstance(w, self.expected):
                continue
            if first is None:
                first = w
            if self.expected_regex is not None and not self.expected_regex.search(str(w)):
                continue
            self.warning = w
            self.filename = m.filename
            self.lineno = m.lineno
            return
        if first is not None:
            self._raise('"{}" does not match "{}"'.format(self.expected_regex.pattern, str(first)))
        if self.obj_name:
            self._raise('{} not triggered by {}'.format(name, self.obj_name))
        else:
            self._raise('{} not triggered'.format(name))


class _OrderedChainMap(collections.ChainMap):
    """The parameters of subtests inside one another, the innermost first."""

    def __iter__(self):
        return iter(dict.fromkeys(key for mapping in self.maps for key in mapping))


class _SubTest:
    """Stands for a part of a test in reports."""

    def __init__(self, test_case, message, params):
        self._message = message
        self.test_case = test_case
        self.params = params
        self.failureException = test_case.failureException

    def _subDescription(self):
        parts = []
        if self._message is not _no_message:
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


_no_message = object()


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
            elif issubclass(exc_type, SkipTest):
                outcome.success = False
                _add_skip(outcome.result, sub, str(exc))
            elif issubclass(exc_type, _ShouldStop):
                pass
            else:
                outcome.failed(sub, True, exc)
        finally:
            outcome.success = outcome.success and self.old
        if not outcome.success and outcome.result is not None and getattr(outcome.result, 'failfast', False):
            raise _ShouldStop
        if outcome.expectedFailure:
            raise _ShouldStop
        return True


def sequence_difference(case, seq1, seq2, seq_type):
    """How two sequences differ, or None."""
    if seq_type is not None:
        name = seq_type.__name__
        for seq, which in ((seq1, 'First'), (seq2, 'Second')):
            if not isinstance(seq, seq_type):
                raise case.failureException('%s sequence is not a %s: %s' % (which, name, safe_repr(seq)))
    else:
        name = 'sequence'
    differing = None
    sizes = []
    for seq, which in ((seq1, 'First'), (seq2, 'Second')):
        try:
            sizes.append(len(seq))
        except (TypeError, NotImplementedError):
            differing = '%s %s has no length.    Non-sequence?' % (which, name)
            break
    if differing is None:
        if seq1 == seq2:
            return None
        len1, len2 = sizes
        differing = '%ss differ: %s != %s\n' % ((name.capitalize(),) + _common_shorten_repr(seq1, seq2))
        for i in range(min(len1, len2)):
            try:
                item1 = seq1[i]
            except (TypeError, IndexError, NotImplementedError):
                differing += '\nUnable to index element %d of first %s\n' % (i, name)
                break
            try:
                item2 = seq2[i]
            except (TypeError, IndexError, NotImplementedError):
                differing += '\nUnable to index element %d of second %s\n' % (i, name)
                break
            if item1 != item2:
                differing += '\nFirst differing element %d:\n%s\n%s\n' % ((i,) + _common_shorten_repr(item1, item2))
                break
        else:
            if len1 == len2 and seq_type is None and type(seq1) != type(seq2):
                return None
        if len1 > len2:
            differing += '\nFirst %s contains %d additional elements.\n' % (name, len1 - len2)
            differing += 'First extra element %d:\n%s\n' % (len2, safe_repr(seq1[len2]))
        elif len1 < len2:
            differing += '\nSecond %s contains %d additional elements.\n' % (name, len2 - len1)
            differing += 'First extra element %d:\n%s\n' % (len1, safe_repr(seq2[len1]))
    diff = '\n' + '\n'.join(difflib.ndiff(pprint.pformat(seq1).splitlines(), pprint.pformat(seq2).splitlines()))
    return case._truncateMessage(differing, diff)
