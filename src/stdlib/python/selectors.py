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


class _SelectorMapping(Mapping):
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


class _BaseSelectorImpl(BaseSelector):
    """The registered files, by their descriptors."""

    def __init__(self):
        self._keys = {}
        self._map = _SelectorMapping(self)

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
        return key

    def unregister(self, fileobj):
        """Watch a file no more; its key."""
        key = self._find(fileobj)
        if key is None:
            raise KeyError(f'{fileobj!r} is not registered')
        del self._keys[key.fd]
        return key

    def modify(self, fileobj, events, data=None):
        """Watch for other events, or with other data; the new key."""
        key = self._find(fileobj)
        if key is None:
            raise KeyError(f'{fileobj!r} is not registered')
        if events != key.events:
            self.unregister(fileobj)
            return self.register(fileobj, events, data)
        if data != key.data:
            key = key._replace(data=data)
            self._keys[key.fd] = key
        return key

    def _ready(self, fd, events):
        """What select() says of a descriptor that is ready: a list of one, or none of one that nobody watches."""
        key = self._keys.get(fd)
        return [(key, events & key.events)] if key else []

    def close(self):
        self._keys.clear()
        self._map = None

    def get_map(self):
        return self._map


class SelectSelector(_BaseSelectorImpl):
    """Waits with `select`."""

    def select(self, timeout=None):
        """The (key, events) of files that are ready."""
        if timeout is not None:
            timeout = max(timeout, 0)
        wanted = [[fd for fd, key in self._keys.items() if key.events & event] for event in (EVENT_READ, EVENT_WRITE)]
        try:
            readable, writable, _ = select.select(*wanted, [], timeout)
        except InterruptedError:
            return []
        events = dict.fromkeys(readable, EVENT_READ)
        for fd in writable:
            events[fd] = events.get(fd, 0) | EVENT_WRITE
        return [found for fd, event in events.items() for found in self._ready(fd, event)]


class _PollLikeSelector(_BaseSelectorImpl):
    """Waits with an object that is told of each file: `_made()` gives it."""

    _read = _write = 0

    def __init__(self):
        super().__init__()
        self._selector = self._made()

    def _mask(self, events):
        return (self._read if events & EVENT_READ else 0) | (self._write if events & EVENT_WRITE else 0)

    def register(self, fileobj, events, data=None):
        key = super().register(fileobj, events, data)
        try:
            self._selector.register(key.fd, self._mask(events))
        except:
            super().unregister(fileobj)
            raise
        return key

    def unregister(self, fileobj):
        key = super().unregister(fileobj)
        try:
            self._selector.unregister(key.fd)
        except OSError:
            # the file was closed before
            pass
        return key

    def modify(self, fileobj, events, data=None):
        key = self._find(fileobj)
        if key is None:
            raise KeyError(f'{fileobj!r} is not registered')
        changed = {}
        if events != key.events:
            try:
                self._selector.modify(key.fd, self._mask(events))
            except:
                super().unregister(fileobj)
                raise
            changed['events'] = events
        if data != key.data:
            changed['data'] = data
        if changed:
            key = key._replace(**changed)
            self._keys[key.fd] = key
        return key

    def _poll(self, timeout):
        """The (descriptor, bits) that happened."""
        if timeout is not None:
            timeout = 0 if timeout <= 0 else math.ceil(timeout * 1e3)
        return self._selector.poll(timeout)

    def select(self, timeout=None):
        """The (key, events) of files that are ready."""
        try:
            happened = self._poll(timeout)
        except InterruptedError:
            return []
        ready = []
        for fd, bits in happened:
            # an error or the end is for whoever waits for anything
            ready += self._ready(fd, (EVENT_WRITE if bits & ~self._read else 0) | (EVENT_READ if bits & ~self._write else 0))
        return ready


class PollSelector(_PollLikeSelector):
    """Waits with `poll`."""

    _read, _write = select.POLLIN, select.POLLOUT

    def _made(self):
        return select.poll()


DefaultSelector = PollSelector

if hasattr(select, 'epoll'):
    class EpollSelector(_PollLikeSelector):
        """Waits with `epoll`."""

        _read, _write = select.EPOLLIN, select.EPOLLOUT

        def _made(self):
            return select.epoll()

        def fileno(self):
            """The descriptor of the epoll object."""
            return self._selector.fileno()

        def _poll(self, timeout):
            if timeout is not None:
                timeout = 0 if timeout <= 0 else math.ceil(timeout * 1e3) * 1e-3
            # more than 0 at once must be asked for, also if there is nothing to wait for
            return self._selector.poll(timeout, max(len(self._keys), 1))

        def close(self):
            self._selector.close()
            super().close()

    DefaultSelector = EpollSelector
