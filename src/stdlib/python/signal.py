"""Signals: their numbers by name, and what is done when one arrives.

Contract: CPython 3.14's public names, as far as `_signal` has them; that module works with plain ints, here they get
names. Signals, Handlers and Sigmasks are enumerations of ints. Handlers run in the main thread of the main interpreter only, between two
instructions.
"""

import _signal
from enum import IntEnum

# Functions and constants that are passed on as they are.
_PLAIN = ('NSIG', 'ITIMER_REAL', 'ITIMER_VIRTUAL', 'ITIMER_PROF', 'ItimerError', 'alarm', 'default_int_handler',
          'getitimer', 'pause', 'pidfd_send_signal', 'pthread_kill', 'raise_signal', 'set_wakeup_fd', 'setitimer',
          'siginterrupt', 'sigtimedwait', 'sigwaitinfo', 'strsignal', 'struct_siginfo')



def _enumeration(name, names):
    """Make an enumeration of constants of `_signal`, and constants of this module of its members."""
    found = sorted((getattr(_signal, name), name) for name in names if hasattr(_signal, name))
    made = IntEnum(name, [(name, number) for number, name in found], module=__name__)
    globals().update(made.__members__)
    return made


Signals = _enumeration('Signals', [name for name in dir(_signal) if name.startswith('SIG') and not name.startswith('SIG_')])
Handlers = _enumeration('Handlers', ('SIG_DFL', 'SIG_IGN'))
Sigmasks = _enumeration('Sigmasks', ('SIG_BLOCK', 'SIG_UNBLOCK', 'SIG_SETMASK'))
for _name in _PLAIN:
    if hasattr(_signal, _name):
        globals()[_name] = getattr(_signal, _name)
del _name


def signal(signalnum, handler):
    """Set what is done when a signal arrives; returns what was done before."""
    return _named(Handlers, _signal.signal(_number(signalnum), _number(handler)))


def getsignal(signalnum):
    """What is done when a signal arrives; None when that was not set from Python."""
    return _named(Handlers, _signal.getsignal(signalnum))


def _named(cls, value):
    """The member of cls with this number; anything else as it is."""
    if isinstance(value, int):
        return cls._value2member_map_.get(int(value), value)
    return value


def _number(value):
    return int(value) if isinstance(value, IntEnum) else value


def _named_set(numbers):
    return {_named(Signals, number) for number in numbers}


if hasattr(_signal, 'valid_signals'):
    def valid_signals():
        """All signals that this system knows."""
        return _named_set(_signal.valid_signals())

if hasattr(_signal, 'pthread_sigmask'):
    def pthread_sigmask(how, mask):
        """Change the signals that the calling thread does not take now; returns those before."""
        return _named_set(_signal.pthread_sigmask(how, mask))

if hasattr(_signal, 'sigpending'):
    def sigpending():
        """The signals that arrived and are waiting for the mask to let them through."""
        return _named_set(_signal.sigpending())

if hasattr(_signal, 'sigwait'):
    def sigwait(sigset):
        """Wait for one of the signals, and take it."""
        return _named(Signals, _signal.sigwait(sigset))
