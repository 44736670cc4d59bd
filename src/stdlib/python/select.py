"""Contract: waiting until descriptors can be read or written: `select` and `poll`, over the system's `poll`, and `epoll`."""
import _select

POLLIN, POLLPRI, POLLOUT, POLLERR, POLLHUP, POLLNVAL = 1, 2, 4, 8, 16, 32
POLLRDNORM, POLLRDBAND, POLLWRNORM, POLLWRBAND, POLLMSG, POLLRDHUP = 64, 128, 256, 512, 1024, 8192
PIPE_BUF = 4096
error = OSError

if hasattr(_select, 'epoll'):
    from _select import epoll

    EPOLLIN, EPOLLPRI, EPOLLOUT, EPOLLERR, EPOLLHUP = 1, 2, 4, 8, 16
    EPOLLRDNORM, EPOLLRDBAND, EPOLLWRNORM, EPOLLWRBAND, EPOLLMSG, EPOLLRDHUP = 64, 128, 256, 512, 1024, 8192
    EPOLLEXCLUSIVE, EPOLLWAKEUP, EPOLLONESHOT, EPOLLET = 1 << 28, 1 << 29, 1 << 30, 1 << 31
    EPOLL_CLOEXEC = 0o2000000


def _fileno(f):
    """The descriptor of a number or a file."""
    if isinstance(f, int):
        fd = f
    else:
        try:
            fd = f.fileno()
        except AttributeError:
            raise TypeError('argument must be an int, or have a fileno() method.') from None
        if not isinstance(fd, int):
            raise TypeError('fileno() returned a non-integer')
    if fd < 0:
        raise ValueError(f'file descriptor cannot be a negative integer ({fd})')
    return fd


class _Poll:
    """A set of descriptors to wait for."""
    __name__ = 'poll'

    def __init__(self):
        self._events = {}

    def register(self, fd, eventmask=POLLIN | POLLPRI | POLLOUT, /):
        """Watch a descriptor."""
        self._events[_fileno(fd)] = eventmask

    def modify(self, fd, eventmask, /):
        """Watch a known descriptor for other events."""
        fd = _fileno(fd)
        if fd not in self._events:
            raise FileNotFoundError(2, 'No such file or directory')
        self._events[fd] = eventmask

    def unregister(self, fd, /):
        """Watch a descriptor no more."""
        del self._events[_fileno(fd)]

    def poll(self, timeout=None, /):
        """The (descriptor, events) that happened, after at most so many milliseconds."""
        seconds = None if timeout is None or timeout < 0 else timeout / 1000
        return _select.poll(list(self._events.items()), seconds)


def poll():
    """A new set of descriptors to wait for."""
    return _Poll()


def select(rlist, wlist, xlist, timeout=None, /):
    """Those of three lists that can be read, be written, or have something exceptional."""
    if timeout is not None and timeout < 0:
        raise ValueError('timeout must be non-negative')
    lists = [[(f, _fileno(f)) for f in files] for files in (rlist, wlist, xlist)]
    events = {}
    for files, mask in zip(lists, (POLLIN, POLLOUT, POLLPRI)):
        for _, fd in files:
            events[fd] = events.get(fd, 0) | mask
    happened = dict(_select.poll(list(events.items()), timeout))
    for fd, mask in happened.items():
        if mask & POLLNVAL:
            raise OSError(9, 'Bad file descriptor')
    ready = (POLLIN | POLLHUP | POLLERR, POLLOUT | POLLERR, POLLPRI)
    return tuple([f for f, fd in files if happened.get(fd, 0) & mask] for files, mask in zip(lists, ready))
