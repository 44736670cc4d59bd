"""Contract: test cases whose methods are coroutines, each run in an event loop."""
import inspect
from unittest.case import TestCase


class IsolatedAsyncioTestCase(TestCase):
    """A test case with `async def` tests; needs asyncio."""

    async def asyncSetUp(self):
        pass

    async def asyncTearDown(self):
        pass

    def addAsyncCleanup(self, func, /, *args, **kwargs):
        """Await a function after the test."""
        self.addCleanup(lambda: self._runner.run(func(*args, **kwargs)))

    async def enterAsyncContext(self, cm):
        """Enter an asynchronous context manager for the rest of the test."""
        result = await type(cm).__aenter__(cm)
        self.addAsyncCleanup(type(cm).__aexit__, cm, None, None, None)
        return result

    def _callSetUp(self):
        self.setUp()
        self._runner.run(self.asyncSetUp())

    def _callTestMethod(self, method):
        result = method()
        if inspect.isawaitable(result):
            self._runner.run(result)

    def _callTearDown(self):
        self._runner.run(self.asyncTearDown())
        self.tearDown()

    def run(self, result=None):
        import asyncio
        with asyncio.Runner(debug=True) as self._runner:
            return super().run(result)
