"""Contract: waiting for several files at once, over `select`."""
import math
import select
from abc import ABCMeta, abstractmethod
from collections import namedtuple
from collections.abc import Mapping

EVENT_READ, EVENT_WRITE = 1, 2
SelectorKey = namedtuple('SelectorKey', ['fileobj', 'fd', 'events', 'data'])


def _fd(fileobj):
    try:
        fd = fileobj if isinstance(fileobj, int) else int(fileobj.fileno())
    except (AttributeError, TypeError, ValueError):
        raise ValueError(f'Invalid file object: {fileobj!r}') from None
    if fd < 0:
        raise ValueError(f'Invalid file descriptor: {fd}')
    return fd


class _Map(Mapping):
    """The registered files and their keys."""

    def __init__(self, selector):
        self._selector = selector

    def __len__(self):
        return len(self._selector._keys)

    def __getitem__(self, fileobj):
        key = self._selector._find(fileobj)
        if key is None:
            raise KeyError(f'{fileobj!r} is not registered')
        return key

    def __iter__(self):
        return iter(self._selector._keys)


class BaseSelector(metaclass=ABCMeta):
    """What all selectors can do."""

    @abstractmethod
    def register(self, fileobj, events, data=None):
        raise NotImplementedError

    @abstractmethod
    def unregister(self, fileobj):
        raise NotImplementedError

    def modify(self, fileobj, events, data=None):
        """Watch for other events, or with other data."""
        self.unregister(fileobj)
        return self.register(fileobj, events, data)

    @abstractmethod
    def select(self, timeout=None):
        raise NotImplementedError

    def close(self):
        """Release what the selector holds."""

    def get_key(self, fileobj):
        """The key of a registered file."""
        registered = self.get_map()
        if registered is None:
            raise RuntimeError('Selector is closed')
        key = registered.get(fileobj)
        if key is None:
            raise KeyError(f'{fileobj!r} is not registered')
        return key

    @abstractmethod
    def get_map(self):
        raise NotImplementedError

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()


class PollSelector(BaseSelector):
    """Waits with `poll`."""

    def __init__(self):
        self._keys = {}
        self._map = _Map(self)
        self._poll = select.poll()

    def _find(self, fileobj):
        try:
            return self._keys.get(_fd(fileobj))
        except ValueError:
            for key in self._keys.values():
                if key.fileobj is fileobj:
                    return key
            return None

    def register(self, fileobj, events, data=None):
        """Watch a file; its key."""
        if not events or events & ~(EVENT_READ | EVENT_WRITE):
            raise ValueError(f'Invalid events: {events!r}')
        key = SelectorKey(fileobj, _fd(fileobj), events, data)
        if key.fd in self._keys:
            raise KeyError(f'{fileobj!r} (FD {key.fd}) is already registered')
        self._keys[key.fd] = key
        self._poll.register(key.fd, (select.POLLIN if events & EVENT_READ else 0)
                            | (select.POLLOUT if events & EVENT_WRITE else 0))
        return key

    def unregister(self, fileobj):
        """Watch a file no more; its key."""
        key = self._find(fileobj)
        if key is None:
            raise KeyError(f'{fileobj!r} is not registered')
        del self._keys[key.fd]
        self._poll.unregister(key.fd)
        return key

    def select(self, timeout=None):
        """The (key, events) of files that are ready."""
        if timeout is not None:
            timeout = 0 if timeout <= 0 else math.ceil(timeout * 1e3)
        ready = []
        for fd, event in self._poll.poll(timeout):
            events = (EVENT_WRITE if event & ~select.POLLIN else 0) | (EVENT_READ if event & ~select.POLLOUT else 0)
            key = self._keys.get(fd)
            if key:
                ready.append((key, events & key.events))
        return ready

    def close(self):
        self._keys.clear()
        self._map = None

    def get_map(self):
        return self._map


class SelectSelector(PollSelector):
    """As PollSelector, by the name that programs use everywhere."""


DefaultSelector = PollSelector
