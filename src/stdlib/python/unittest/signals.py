"""Contract: Ctrl-C under `-c`: the first asks the results to stop after their test, the second interrupts."""
import functools
import signal
import weakref

__unittest = True

_results = weakref.WeakKeyDictionary()
_installed = None


def _ignore(signum, frame):
    pass


class _InterruptHandler:
    """Stands in for the handler of SIGINT."""

    def __init__(self, default_handler):
        self.called, self.original_handler = False, default_handler
        if default_handler == signal.SIG_DFL:
            default_handler = signal.default_int_handler
        elif default_handler == signal.SIG_IGN:
            default_handler = _ignore
        elif isinstance(default_handler, int):
            raise TypeError('expected SIGINT signal handler to be signal.SIG_IGN, signal.SIG_DFL, or a callable object')
        self.default_handler = default_handler

    def __call__(self, signum, frame):
        if signal.getsignal(signal.SIGINT) is not self or self.called:
            self.default_handler(signum, frame)
        self.called = True
        for result in list(_results):
            result.stop()


def registerResult(result):
    """Ctrl-C asks this result to stop."""
    _results[result] = True


def removeResult(result):
    """Ctrl-C leaves this result alone; says whether it was registered."""
    return bool(_results.pop(result, None))


def installHandler():
    """Take over Ctrl-C."""
    global _installed
    if _installed is None:
        _installed = _InterruptHandler(signal.getsignal(signal.SIGINT))
        signal.signal(signal.SIGINT, _installed)


def removeHandler(method=None):
    """Give Ctrl-C back; as a decorator, while a function runs."""
    if method is not None:
        @functools.wraps(method)
        def without(*args, **kwargs):
            before = signal.getsignal(signal.SIGINT)
            try:
                removeHandler()
                return method(*args, **kwargs)
            finally:
                signal.signal(signal.SIGINT, before)
        return without
    global _installed
    if _installed is not None:
        signal.signal(signal.SIGINT, _installed.original_handler)
        _installed = None
