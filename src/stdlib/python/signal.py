"""Signals: their numbers by name, and what is done when one arrives.

Contract: CPython 3.14's public names, as far as `_signal` has them; that module works with plain ints, here they get
names. Signals, Handlers and Sigmasks are ints that know their name and behave as enumerations (called with a number,
indexed with a name, iterated, printed). Handlers run in the main thread of the main interpreter only, between two
instructions.
"""

import _signal


class _EnumType(type):
    """What makes a class an enumeration: iteration, length, membership and lookup by name."""

    def __iter__(cls):
        return iter(cls._by_value.values())

    def __len__(cls):
        return len(cls._by_value)

    def __contains__(cls, value):
        return value in cls._by_value

    def __getitem__(cls, name):
        return cls.__members__[name]

    def __repr__(cls):
        return f"<enum '{cls.__name__}'>"


class _IntEnum(int):
    """An int with a name. `_fill` makes the members; a second name of the same number is an alias."""

    def __new__(cls, value):
        try:
            return cls._by_value[value]
        except (KeyError, TypeError):
            raise ValueError(f'{value!r} is not a valid {cls.__name__}') from None

    def __repr__(self):
        return f'<{self.__class__.__name__}.{self.name}: {int(self)}>'

    def __str__(self):
        return int.__repr__(self)

    def __reduce__(self):
        return (self.__class__, (int(self),))

    @property
    def name(self):
        return self._name_

    @property
    def value(self):
        return int(self)

    @classmethod
    def _fill(cls, names):
        cls._by_value = {}
        cls.__members__ = {}
        found = sorted((getattr(_signal, name), name) for name in names)
        for number, name in found:
            member = cls._by_value.get(number)
            if member is None:
                member = int.__new__(cls, number)
                member._name_ = name
                cls._by_value[number] = member
            cls.__members__[name] = member
            setattr(cls, name, member)
            globals()[name] = member


class Signals(_IntEnum, metaclass=_EnumType):
    """The signals of this system."""


class Handlers(_IntEnum, metaclass=_EnumType):
    """What may stand in the place of a handler."""


class Sigmasks(_IntEnum, metaclass=_EnumType):
    """How pthread_sigmask changes the mask."""


_HANDLERS = ('SIG_DFL', 'SIG_IGN')
_SIGMASKS = ('SIG_BLOCK', 'SIG_UNBLOCK', 'SIG_SETMASK')
# Functions and constants that are passed on as they are.
_PLAIN = ('NSIG', 'ITIMER_REAL', 'ITIMER_VIRTUAL', 'ITIMER_PROF', 'ItimerError', 'alarm', 'default_int_handler',
          'getitimer', 'pause', 'pidfd_send_signal', 'pthread_kill', 'raise_signal', 'set_wakeup_fd', 'setitimer',
          'siginterrupt', 'sigtimedwait', 'sigwaitinfo', 'strsignal', 'struct_siginfo')

Handlers._fill(_HANDLERS)
Sigmasks._fill([name for name in _SIGMASKS if hasattr(_signal, name)])
Signals._fill([name for name in dir(_signal) if name.startswith('SIG') and not name.startswith('SIG_')])
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
        return cls._by_value.get(int(value), value)
    return value


def _number(value):
    return int(value) if isinstance(value, _IntEnum) else value


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
