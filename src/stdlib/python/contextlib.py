"""Contract: tools for `with`: context managers from generators, stacks of them, redirections.

Imports what is native alone; the ABCs behind `AbstractContextManager` are loaded when
that name is used.
"""
import sys
from _collections import deque as _deque

__all__ = ['asynccontextmanager', 'contextmanager', 'closing', 'nullcontext',
           'AbstractContextManager', 'AbstractAsyncContextManager',
           'AsyncExitStack', 'ContextDecorator', 'ExitStack',
           'redirect_stdout', 'redirect_stderr', 'suppress', 'aclosing', 'chdir']


def __getattr__(name):
    if name in ('AbstractContextManager', 'AbstractAsyncContextManager'):
        _make_abcs()
        return globals()[name]
    raise AttributeError(f"module 'contextlib' has no attribute {name!r}")


def _make_abcs():
    import abc
    from _collections_abc import _recognized_by

    @_recognized_by('__enter__', '__exit__')
    class AbstractContextManager(abc.ABC):
        """What `with` takes."""
        __slots__ = ()

        def __enter__(self):
            """Return `self` upon entering the runtime context."""
            return self

        @abc.abstractmethod
        def __exit__(self, exc_type, exc_value, traceback):
            """Raise any exception triggered within the runtime context."""

    @_recognized_by('__aenter__', '__aexit__')
    class AbstractAsyncContextManager(abc.ABC):
        """What `async with` takes."""
        __slots__ = ()

        async def __aenter__(self):
            """Return `self` upon entering the runtime context."""
            return self

        @abc.abstractmethod
        async def __aexit__(self, exc_type, exc_value, traceback):
            """Raise any exception triggered within the runtime context."""

    for cls in (AbstractContextManager, AbstractAsyncContextManager):
        cls.__qualname__ = cls.__name__
        cls.__class_getitem__ = classmethod(type(list[int]))
        globals()[cls.__name__] = cls


class ContextDecorator:
    """A base that lets a context manager be used as a decorator too."""

    def _recreate_cm(self):
        return self

    def __call__(self, func):
        def inside(*args, **kwds):
            with self._recreate_cm():
                return func(*args, **kwds)
        return _wrapping(inside, func)


class AsyncContextDecorator:
    """As `ContextDecorator`, for async functions."""

    def _recreate_cm(self):
        return self

    def __call__(self, func):
        async def inside(*args, **kwds):
            async with self._recreate_cm():
                return await func(*args, **kwds)
        return _wrapping(inside, func)


def _wrapping(wrapper, func):
    from functools import update_wrapper
    return update_wrapper(wrapper, func)


class _GeneratorContextManagerBase:
    """What the two managers made from generators share."""

    def __init__(self, func, args, kwds):
        self.gen = func(*args, **kwds)
        self.func, self.args, self.kwds = func, args, kwds
        doc = getattr(func, '__doc__', None)
        self.__doc__ = type(self).__doc__ if doc is None else doc

    def _recreate_cm(self):
        return self.__class__(self.func, self.args, self.kwds)

    def _is_handled(self, outcome, value, traceback):
        """Whether the generator dealt with `value`, when `outcome` came out of it; None if that is another error.

        A generator ends where it has dealt with the exception. A StopIteration cannot leave
        a generator as itself: it comes as the cause of a RuntimeError.
        """
        if outcome is not value:
            if isinstance(outcome, self._ends):
                return True
            if not (isinstance(outcome, RuntimeError) and isinstance(value, self._wrapped)
                    and outcome.__cause__ is value):
                return None
        value.__traceback__ = traceback  # without the generator's frames
        return False


_ended = object()


class _GeneratorContextManager(_GeneratorContextManagerBase, ContextDecorator):
    """Helper for @contextmanager decorator."""
    _ends = _wrapped = StopIteration

    def __enter__(self):
        del self.args, self.kwds, self.func  # not kept alive by what runs meanwhile
        try:
            return next(self.gen)
        except StopIteration:
            raise RuntimeError("generator didn't yield") from None

    def __exit__(self, typ, value, traceback):
        problem = "generator didn't stop"
        if typ is None:
            if next(self.gen, _ended) is _ended:
                return False
        else:
            problem += ' after throw()'
            value = typ() if value is None else value
            try:
                self.gen.throw(value)
            except BaseException as outcome:
                handled = self._is_handled(outcome, value, traceback)
                if handled is None:
                    raise
                return handled
        try:
            raise RuntimeError(problem)
        finally:
            self.gen.close()


class _AsyncGeneratorContextManager(_GeneratorContextManagerBase, AsyncContextDecorator):
    """Helper for @asynccontextmanager decorator."""
    _ends = StopAsyncIteration
    _wrapped = StopIteration, StopAsyncIteration

    async def __aenter__(self):
        del self.args, self.kwds, self.func
        try:
            return await anext(self.gen)
        except StopAsyncIteration:
            raise RuntimeError("generator didn't yield") from None

    async def __aexit__(self, typ, value, traceback):
        problem = "generator didn't stop"
        if typ is None:
            if await anext(self.gen, _ended) is _ended:
                return False
        else:
            problem += ' after athrow()'
            value = typ() if value is None else value
            try:
                await self.gen.athrow(value)
            except BaseException as outcome:
                handled = self._is_handled(outcome, value, traceback)
                if handled is None:
                    raise
                return handled
        try:
            raise RuntimeError(problem)
        finally:
            await self.gen.aclose()


def contextmanager(func):
    """Make a context manager factory from a generator function that yields once."""
    def helper(*args, **kwds):
        return _GeneratorContextManager(func, args, kwds)
    return _wrapping(helper, func)


def asynccontextmanager(func):
    """Make an asynchronous context manager factory from an async generator function."""
    def helper(*args, **kwds):
        return _AsyncGeneratorContextManager(func, args, kwds)
    return _wrapping(helper, func)


class closing:
    """Calls `close()` of a thing at the end."""

    def __init__(self, thing):
        self.thing = thing

    def __enter__(self):
        return self.thing

    def __exit__(self, *exc_info):
        self.thing.close()


class aclosing:
    """Awaits `aclose()` of a thing at the end."""

    def __init__(self, thing):
        self.thing = thing

    async def __aenter__(self):
        return self.thing

    async def __aexit__(self, *exc_info):
        await self.thing.aclose()


class _RedirectStream:
    _stream = None

    def __init__(self, new_target):
        self._new_target = new_target
        self._old_targets = []  # a list, so that the manager can be entered again

    def _swap(self, stream):
        """Put a stream in place; returns the one that was there."""
        old = getattr(sys, self._stream)
        setattr(sys, self._stream, stream)
        return old

    def __enter__(self):
        self._old_targets.append(self._swap(self._new_target))
        return self._new_target

    def __exit__(self, exctype, excinst, exctb):
        self._swap(self._old_targets.pop())


class redirect_stdout(_RedirectStream):
    """Sends standard output elsewhere."""
    _stream = 'stdout'


class redirect_stderr(_RedirectStream):
    """Sends standard error elsewhere."""
    _stream = 'stderr'


class suppress:
    """Swallows the given exceptions."""

    def __init__(self, *exceptions):
        self._exceptions = exceptions

    def __enter__(self):
        pass

    def __exit__(self, exctype, excinst, exctb):
        if exctype is None or issubclass(exctype, self._exceptions):
            return exctype is not None
        if not issubclass(exctype, BaseExceptionGroup):
            return False
        _, rest = excinst.split(self._exceptions)
        if rest is not None:
            raise rest from None
        return True


class nullcontext:
    """A context manager that does nothing."""

    def __init__(self, enter_result=None):
        self.enter_result = enter_result

    def __enter__(self):
        return self.enter_result

    def __exit__(self, *excinfo):
        pass

    async def __aenter__(self):
        return self.enter_result

    async def __aexit__(self, *excinfo):
        pass


class chdir:
    """Changes the working directory for a while. Not for threads."""

    def __init__(self, path):
        self.path = path
        self._old_cwd = []

    def __enter__(self):
        import os
        self._old_cwd.append(os.getcwd())
        os.chdir(self.path)

    def __exit__(self, *excinfo):
        import os
        os.chdir(self._old_cwd.pop())


# --- stacks ------------------------------------------------------------------

def _methods(cm, entering, leaving, kind):
    """The two special methods on the type, or the TypeError of the with statement."""
    cls = type(cm)
    try:
        return getattr(cls, entering), getattr(cls, leaving)
    except AttributeError:
        raise TypeError(f"'{cls.__module__}.{cls.__qualname__}' object does not support "
                        f'the {kind} protocol') from None


def _fix_context(new, old, outer):
    """Make `old` what `new` happened in, as nested with statements would."""
    while True:
        context = new.__context__
        if context is None or context is old:
            return
        if context is outer:
            break
        new = context
    new.__context__ = old


_BoundMethod = type(ContextDecorator()._recreate_cm)


class _BaseExitStack:
    """The callbacks: pairs (is it synchronous, function of the exception triple)."""

    def __init__(self):
        self._exit_callbacks = _deque()

    def pop_all(self):
        """Move the callbacks to a new stack."""
        new = type(self)()
        new._exit_callbacks = self._exit_callbacks
        self._exit_callbacks = _deque()
        return new

    def push(self, exit):
        """Register something with `__exit__`, or a function that takes the same arguments."""
        method = getattr(type(exit), '__exit__', None)
        if method is None:
            self._push_exit_callback(exit)
        else:
            self._push_cm_exit(exit, method)
        return exit

    def enter_context(self, cm):
        """Enter a context manager and register its exit; returns what it gives."""
        enter, exit = _methods(cm, '__enter__', '__exit__', 'context manager')
        result = enter(cm)
        self._push_cm_exit(cm, exit)
        return result

    def callback(self, callback, /, *args, **kwds):
        """Register a function to be called with the arguments at the end."""
        def _exit_wrapper(exc_type, exc, tb):
            callback(*args, **kwds)
        _exit_wrapper.__wrapped__ = callback
        self._push_exit_callback(_exit_wrapper)
        return callback

    def _push_cm_exit(self, cm, cm_exit):
        self._push_exit_callback(_BoundMethod(cm_exit, cm))

    def _push_exit_callback(self, callback, is_sync=True):
        self._exit_callbacks.append((is_sync, callback))


class ExitStack(_BaseExitStack):
    """A stack of context managers and callbacks, left in reverse order."""

    def __enter__(self):
        return self

    def __exit__(self, *exc_details):
        exc = exc_details[1]
        received = exc is not None
        outer = sys.exception()
        swallowed = pending = False
        while self._exit_callbacks:
            _, callback = self._exit_callbacks.pop()
            try:
                details = (None, None, None) if exc is None else (type(exc), exc, exc.__traceback__)
                if callback(*details):
                    swallowed = True
                    pending = False
                    exc = None
            except BaseException as new:
                _fix_context(new, exc, outer)
                pending = True
                exc = new
        if pending:
            _raise_keeping_context(exc)
        return received and swallowed

    def close(self):
        """Leave everything now."""
        self.__exit__(None, None, None)


def _raise_keeping_context(exc):
    context = exc.__context__
    try:
        raise exc
    except BaseException:
        exc.__context__ = context
        raise


class AsyncExitStack(_BaseExitStack):
    """As `ExitStack`, for asynchronous context managers too."""

    async def enter_async_context(self, cm):
        """Enter an asynchronous context manager and register its exit."""
        enter, exit = _methods(cm, '__aenter__', '__aexit__', 'asynchronous context manager')
        result = await enter(cm)
        self._push_async_cm_exit(cm, exit)
        return result

    def push_async_exit(self, exit):
        """Register something with `__aexit__`, or a coroutine function."""
        method = getattr(type(exit), '__aexit__', None)
        if method is None:
            self._push_exit_callback(exit, False)
        else:
            self._push_async_cm_exit(exit, method)
        return exit

    def push_async_callback(self, callback, /, *args, **kwds):
        """Register a coroutine function to be called with the arguments at the end."""
        async def _exit_wrapper(exc_type, exc, tb):
            await callback(*args, **kwds)
        _exit_wrapper.__wrapped__ = callback
        self._push_exit_callback(_exit_wrapper, False)
        return callback

    async def aclose(self):
        """Leave everything now."""
        await self.__aexit__(None, None, None)

    def _push_async_cm_exit(self, cm, cm_exit):
        self._push_exit_callback(_BoundMethod(cm_exit, cm), False)

    async def __aenter__(self):
        return self

    async def __aexit__(self, *exc_details):
        exc = exc_details[1]
        received = exc is not None
        outer = sys.exception()
        swallowed = pending = False
        while self._exit_callbacks:
            is_sync, callback = self._exit_callbacks.pop()
            try:
                details = (None, None, None) if exc is None else (type(exc), exc, exc.__traceback__)
                handled = callback(*details) if is_sync else await callback(*details)
                if handled:
                    swallowed = True
                    pending = False
                    exc = None
            except BaseException as new:
                _fix_context(new, exc, outer)
                pending = True
                exc = new
        if pending:
            _raise_keeping_context(exc)
        return received and swallowed
