"""Contract: unit tests: cases, suites, loading, running, as CPython's unittest prints them.

Cases are in `case`, suites and results in `suite`, loading and the command line in `main`.
"""
from unittest.case import (TestCase, FunctionTestCase, SkipTest, skip, skipIf, skipUnless, expectedFailure,
                           addModuleCleanup, doModuleCleanups, enterModuleContext)
from unittest.suite import (BaseTestSuite, TestSuite, TestResult, TextTestResult, TextTestRunner,
                            installHandler, registerResult, removeResult, removeHandler)
from unittest.main import TestLoader, TestProgram, main, defaultTestLoader

__all__ = ['IsolatedAsyncioTestCase', 'TestResult', 'TestCase', 'TestSuite', 'TextTestRunner', 'TestLoader',
           'FunctionTestCase', 'main', 'defaultTestLoader', 'SkipTest', 'skip', 'skipIf', 'skipUnless',
           'expectedFailure', 'TextTestResult', 'installHandler', 'registerResult', 'removeResult',
           'removeHandler', 'addModuleCleanup', 'doModuleCleanups', 'enterModuleContext']

__unittest = True


def __getattr__(name):
    if name == 'IsolatedAsyncioTestCase':
        from unittest.async_case import IsolatedAsyncioTestCase
        globals()[name] = IsolatedAsyncioTestCase
        return IsolatedAsyncioTestCase
    raise AttributeError(f"module 'unittest' has no attribute {name!r}")


def load_tests(loader, tests, pattern):
    import os
    return loader.discover(start_dir=os.path.dirname(__file__), pattern=pattern)
