"""Contract: test cases whose methods are coroutines, each run in an event loop and a context of its own."""
import asyncio
import contextlib
import contextvars
import inspect
from unittest.case import TestCase, _context_methods, _not_none

__unittest = True


class IsolatedAsyncioTestCase(TestCase):
    """A test case with `async def` tests."""
    loop_factory = None
    _asyncioRunner = None

    def __init__(self, methodName='runTest'):
        super().__init__(methodName)
        self._asyncioTestContext = contextvars.copy_context()

    async def asyncSetUp(self):
        """Called before each test, after `setUp`."""

    async def asyncTearDown(self):
        """Called after each test, before `tearDown`."""

    def addAsyncCleanup(self, func, /, *args, **kwargs):
        """Await a function after the test."""
        self.addCleanup(*(func, *args), **kwargs)

    async def enterAsyncContext(self, cm):
        """Enter an asynchronous context manager for the rest of the test."""
        enter, exit = _context_methods(cm, True)
        entered = await enter(cm)
        self.addAsyncCleanup(exit, cm, None, None, None)
        return entered

    # --- the parts of a test

    def _call(self, function, /, *args, **kwargs):
        if inspect.iscoroutinefunction(function):
            return self._wait(function, *args, **kwargs)
        return self._asyncioTestContext.run(function, *args, **kwargs)

    def _wait(self, function, /, *args, **kwargs):
        return self._asyncioRunner.run(function(*args, **kwargs), context=self._asyncioTestContext)

    def _begin(self):
        # the loop is there for `setUp`, too
        self._asyncioRunner.get_loop()
        super()._begin()
        self._wait(self.asyncSetUp)

    def _end(self):
        self._wait(self.asyncTearDown)
        super()._end()

    def _test(self, method, depth):
        super()._test(method, depth + 3)

    def _complaint(self, method, result):
        # the text in a tuple: so it reads in CPython
        return _not_none(method, result),

    def _with_loop(self, run, *args):
        assert self._asyncioRunner is None, 'asyncio runner is already initialized'
        with contextlib.closing(asyncio.Runner(debug=True, loop_factory=self.loop_factory)) as self._asyncioRunner:
            return run(*args)

    def run(self, result=None):
        return self._with_loop(super().run, result)

    def debug(self):
        self._with_loop(super().debug)
