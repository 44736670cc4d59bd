"""Subinterpreters: heaps, modules and locks of their own, in one process.

Contract: CPython 3.14's public names, texts and behaviour (where its manual and its code differ: its code). The work is
done by `_interpreters`; here are the objects that stand for interpreters, one for each id in each interpreter, which
hold a reference to it each: an interpreter made here that no object stands for any more is destroyed.
Queues are in `_queues` and are imported when first named.
"""

import sys

if not getattr(sys.implementation, 'supports_isolated_interpreters', True):
    raise ImportError('isolated interpreters are not supported')

import _interpreters
import _weakref
from _interpreters import InterpreterError, InterpreterNotFoundError, NotShareableError, is_shareable

__all__ = ['get_current', 'get_main', 'create', 'list_all', 'is_shareable', 'Interpreter', 'InterpreterError',
           'InterpreterNotFoundError', 'ExecutionFailed', 'NotShareableError', 'create_queue', 'Queue', 'QueueEmpty',
           'QueueFull']

_WHENCE = {
    0: 'unknown',
    1: 'runtime init',
    2: 'legacy C-API',
    3: 'C-API',
    4: 'cross-interpreter C-API',
    5: '_interpreters module',
}
_MADE_HERE = 5

# Weak references to the Interpreter objects of this interpreter, by id. Ids are never used twice.
_known = {}


def __getattr__(name):
    if name not in ('create_queue', 'Queue', 'QueueEmpty', 'QueueFull'):
        raise AttributeError(f'module {__name__!r} has no attribute {name!r}')
    from concurrent.interpreters import _queues
    namespace = globals()
    namespace['create_queue'] = _queues.create
    namespace['Queue'] = _queues.Queue
    namespace['QueueEmpty'] = _queues.QueueEmpty
    namespace['QueueFull'] = _queues.QueueFull
    return namespace[name]


def __dir__():
    return sorted({*globals(), *__all__})


class ExecutionFailed(InterpreterError):
    """Code raised in another interpreter; `excinfo` is a snapshot of what."""

    def __init__(self, excinfo):
        message = excinfo.formatted
        if not message:
            if excinfo.type and excinfo.msg:
                message = f'{excinfo.type.__name__}: {excinfo.msg}'
            else:
                message = excinfo.type.__name__ if excinfo.type else excinfo.msg
        super().__init__(message)
        self.excinfo = excinfo

    def __str__(self):
        trace = getattr(self.excinfo, 'errdisplay', None)
        if not trace:
            return super().__str__()
        return f'{super().__str__()}\n\nUncaught in the interpreter:\n\n{trace}'


class Interpreter:
    """An interpreter, by its id."""

    def __new__(cls, id, /, _whence=None):
        if not isinstance(id, int):
            raise TypeError(f'id must be an int, got {id!r}')
        id = int(id)
        if _whence is None:
            _whence = _interpreters.whence(id)
        known = _known.get(id)
        self = known() if known is not None else None
        if self is None:
            fresh = super().__new__(cls)
            fresh._id = id
            fresh._whence = _whence
            fresh._owns_reference = False
            if _whence == _MADE_HERE:
                _interpreters.incref(id)
                fresh._owns_reference = True
            self = _remember(id, fresh)
        return self

    def __repr__(self):
        return f'{self.__class__.__name__}({self.id})'

    def __hash__(self):
        return hash(self._id)

    def __reduce__(self):
        return (self.__class__, (self._id,))

    def __del__(self):
        # Runs on an object whose __new__ failed, too.
        if self.__dict__.get('_owns_reference'):
            self._owns_reference = False
            try:
                _interpreters.decref(self._id)
            except InterpreterNotFoundError:
                pass

    @property
    def id(self):
        return self._id

    @property
    def whence(self):
        return _WHENCE[self._whence]

    def is_running(self):
        """Whether code runs in its __main__ now; its background threads do not count."""
        return _interpreters.is_running(self._id)

    def close(self):
        """End the interpreter: its exit hooks run, its threads are waited for, it is gone."""
        self._check_made_here('destroy')
        _interpreters.destroy(self._id)

    def prepare_main(self, ns=None, /, **kwargs):
        """Bind names in its __main__: all of them, or on failure none. Values must be shareable."""
        names = kwargs if ns is None else dict(ns, **kwargs)
        self._check_made_here('update __main__ for')
        _interpreters.set___main___attrs(self._id, names)

    def exec(self, code, /):
        """Run code (a str, or a function without arguments) in its __main__, on the calling thread."""
        self._check_made_here('exec code for')
        failed = _interpreters.exec(self._id, code)
        if failed is not None:
            raise ExecutionFailed(failed)

    def call(self, callable, /, *args, **kwargs):
        """Call there, on the calling thread, and return the result; what is sent and what returns are copies."""
        return self._call(callable, args, kwargs)

    def call_in_thread(self, callable, /, *args, **kwargs):
        """As call, on a new thread, which is returned; the result is dropped."""
        from threading import Thread
        thread = Thread(target=self._call, args=(callable, args, kwargs))
        thread.start()
        return thread

    def _call(self, callable, args, kwargs):
        self._check_made_here('make a call in')
        result, failed = _interpreters.call(self._id, callable, args, kwargs)
        if failed is not None:
            raise ExecutionFailed(failed)
        return result

    def _check_made_here(self, what):
        if self._whence != _MADE_HERE:
            raise InterpreterError(f'cannot {what} unrecognized interpreter {self._id}')


def create():
    """A new, isolated interpreter, idle."""
    return Interpreter(_interpreters.create(reqrefs=True), _whence=_MADE_HERE)


def list_all():
    """All interpreters there are, by the order of their creation."""
    found = []
    for id, whence in _interpreters.list_all():
        try:
            found.append(Interpreter(id, _whence=whence))
        except InterpreterNotFoundError:
            # Closed by another thread since it was listed.
            pass
    return found


def get_current():
    """The interpreter that runs this code."""
    id, whence = _interpreters.get_current()
    return Interpreter(id, _whence=whence)


def get_main():
    """The interpreter that the process began with."""
    id, whence = _interpreters.get_main()
    return Interpreter(id, _whence=whence)


def _remember(id, fresh):
    """Make fresh the object for id, unless another thread was faster: then that thread's."""
    while True:
        reference = _known.setdefault(id, _weakref.ref(fresh))
        kept = reference()
        if kept is not None:
            return kept
        # A dead one's: out with it, if it is still the one.
        if _known.get(id) is reference:
            _known.pop(id, None)
