"""Threads as objects, and the objects that threads wait on.

Contract: the public names of CPython 3.14's threading, its error texts and its reprs. Lock, RLock, local and the start
of a thread are native (`_thread`); everything here is built on those, in plain Python, so that each primitive can be read:

    Condition   a row of locks, one for each waiter         Event, Semaphore, Barrier   a condition and a state
    Thread      a name, a handle, a place in `_active`      Timer                       a thread that waits for an event

Invariants: `_active` (by ident) and `_limbo` (started, not yet running; by object id) change under `_active_limbo_lock`
only; that lock is held for a few stores and never while calling out. A thread is in `_active` before `start` returns
and leaves it before its handle is done.

Private names that other modules may use: `_register_atexit`, `_shutdown` (called once by the machine when the
interpreter ends), `_active`, `_limbo`.
"""

import _contextvars
import _thread
import sys as _sys
from _collections import deque as _deque
from itertools import count as _count
from time import monotonic as _time


__all__ = ['get_ident', 'active_count', 'Condition', 'current_thread', 'enumerate', 'main_thread', 'TIMEOUT_MAX',
           'Event', 'Lock', 'RLock', 'Semaphore', 'BoundedSemaphore', 'Thread', 'Barrier', 'BrokenBarrierError',
           'Timer', 'ThreadError', 'setprofile', 'settrace', 'local', 'stack_size', 'excepthook', 'ExceptHookArgs',
           'gettrace', 'getprofile', 'setprofile_all_threads', 'settrace_all_threads', 'get_native_id']

Lock = _thread.lock
ThreadError = _thread.error
TIMEOUT_MAX = _thread.TIMEOUT_MAX
local = _thread._local
get_ident = _thread.get_ident
get_native_id = _thread.get_native_id
stack_size = _thread.stack_size
ExceptHookArgs = _thread._ExceptHookArgs
excepthook = __excepthook__ = _thread._excepthook

_allocate_lock = _thread.allocate_lock
_CRLock = _thread.RLock
_HAVE_THREAD_NATIVE_ID = True


def RLock(*args, **kwargs):
    """A new lock that its owner may take again; it is free when it was released as often as taken."""
    if args or kwargs:
        _deprecated('Passing arguments to RLock is deprecated and will be removed in 3.15')
    return _CRLock(*args, **kwargs)


# --- Tracing and profiling of threads that start from now on ---

_trace_hook = None
_profile_hook = None


def settrace(func):
    """Give every thread started from now on this trace function."""
    global _trace_hook
    _trace_hook = func


def gettrace():
    return _trace_hook


def setprofile(func):
    """Give every thread started from now on this profile function."""
    global _profile_hook
    _profile_hook = func


def getprofile():
    return _profile_hook


def settrace_all_threads(func):
    """As settrace, and for the threads that run already."""
    settrace(func)
    getattr(_sys, '_settraceallthreads', _sys.settrace)(func)


def setprofile_all_threads(func):
    """As setprofile, and for the threads that run already."""
    setprofile(func)
    getattr(_sys, '_setprofileallthreads', _sys.setprofile)(func)


# --- What threads wait on ---

class _GivenUp:
    """While the body runs, a condition's lock is given up in the way that the lock, or who derived from Condition, knows."""

    def __init__(self, condition):
        self._condition = condition

    def __enter__(self):
        self._state = self._condition._release_save()

    def __exit__(self, *args):
        self._condition._acquire_restore(self._state)


class Condition:
    """A lock, and a row of threads that gave it up to wait for news.

    Each waiter brings a lock of its own, already taken, and tries to take it again: `notify` releases it. The row is
    touched by the owner of the condition's lock only, so it needs no protection of its own.
    """

    def __init__(self, lock=None):
        self._lock = lock = RLock() if lock is None else lock
        self.acquire, self.release = lock.acquire, lock.release
        # A reentrant lock must be given up wholly and taken back as deep as it was; it knows how.
        for name in ('locked', '_release_save', '_acquire_restore', '_is_owned'):
            if hasattr(lock, name):
                setattr(self, name, getattr(lock, name))
        self._waiters = _deque()
        # Whether the lock is one of ours, and given up and taken back as `wait` does it.
        own = Condition
        self._is_plain = (type(lock) in (Lock, _thread.RLock) and type(self)._release_save is own._release_save
                          and type(self)._acquire_restore is own._acquire_restore)

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, *args):
        return self._lock.__exit__(*args)

    def __repr__(self):
        return '<Condition(%s, %d)>' % (self._lock, len(self._waiters))

    def _release_save(self):
        self._lock.release()

    def _acquire_restore(self, state):
        self._lock.acquire()

    def _is_owned(self):
        # A plain lock has no owner: taken by anybody counts.
        free = self._lock.acquire(False)
        if free:
            self._lock.release()
        return not free

    def wait(self, timeout=None):
        """Give the lock up until notified or until timeout seconds went by; True when notified."""
        if not self._is_owned():
            raise RuntimeError('cannot wait on un-acquired lock')
        waiter = _allocate_lock()
        waiter.acquire()
        settled = False
        if timeout is None:
            patience = ()
        elif timeout <= 0:
            patience = False,
        else:
            patience = True, timeout
        try:
            self._waiters.append(waiter)
            # Whatever is raised meanwhile, the lock is ours before that is seen.
            with _thread._GivenUp(self._lock) if self._is_plain else _GivenUp(self):
                notified = waiter.acquire(*patience)
            # Notified between the end of the wait and here: that notice is ours, it must not be lost.
            notified = notified or not self._forget(waiter)
            settled = True
        except BaseException:
            if not settled and not self._forget(waiter):
                # Nobody will act on the notice that came: it goes to the next one.
                self.notify()
            raise
        return notified

    def _forget(self, waiter):
        """Take a waiter out of the row; False if it is not there, for a notice came."""
        try:
            self._waiters.remove(waiter)
        except ValueError:
            return False
        return True

    def wait_for(self, predicate, timeout=None):
        """Wait until predicate() is true, or for timeout seconds altogether; its last value."""
        value = predicate()
        if timeout is None:
            while not value:
                self.wait()
                value = predicate()
            return value
        end = None
        while not value:
            now = _time()
            if end is None:
                end = now + timeout
            if end - now <= 0:
                break
            self.wait(end - now)
            value = predicate()
        return value

    def notify(self, n=1):
        """Wake up to n waiters, the longest waiting first; they go on when the caller gives the lock up."""
        if not self._is_owned():
            raise RuntimeError('cannot notify on un-acquired lock')
        while n > 0 and self._waiters:
            waiter = self._waiters[0]
            try:
                waiter.release()
                n -= 1
            except RuntimeError:
                # A notify that was interrupted (by a signal's exception) had released it but not yet taken it out.
                pass
            try:
                self._waiters.remove(waiter)
            except ValueError:
                pass

    def notify_all(self):
        """Wake all waiters."""
        self.notify(len(self._waiters))

    def notifyAll(self):
        _deprecated('notifyAll() is deprecated, use notify_all() instead')
        self.notify_all()


class Semaphore:
    """A counter of free places: acquire takes one and waits while there is none, release gives n back."""

    def __init__(self, value=1):
        if value < 0:
            raise ValueError('semaphore initial value must be >= 0')
        self._cond = Condition(Lock())
        self._value = value

    def __repr__(self):
        return f'<{_class_name(self)} at {id(self):#x}: value={self._value}>'

    def acquire(self, blocking=True, timeout=None):
        """Take a place; False when none got free in time."""
        if not blocking and timeout is not None:
            raise ValueError("can't specify timeout for non-blocking acquire")
        end = None
        with self._cond:
            while self._value == 0:
                if not blocking:
                    return False
                if timeout is not None:
                    if end is None:
                        end = _time() + timeout
                    else:
                        timeout = end - _time()
                    if timeout <= 0:
                        return False
                self._cond.wait(timeout)
            self._value -= 1
        return True

    __enter__ = acquire

    def release(self, n=1):
        """Give n places back and wake as many waiters."""
        if n < 1:
            raise ValueError('n must be one or more')
        with self._cond:
            self._check_release(n)
            self._value += n
            self._cond.notify(n)

    def _check_release(self, n):
        """May refuse; called with the condition held."""

    def __exit__(self, t, v, tb):
        self.release()


class BoundedSemaphore(Semaphore):
    """A semaphore that refuses to be given more places than it began with."""

    def __init__(self, value=1):
        super().__init__(value)
        self._initial_value = value

    def __repr__(self):
        return f'<{_class_name(self)} at {id(self):#x}: value={self._value}/{self._initial_value}>'

    def release(self, n=1):
        """Give n places back and wake as many waiters; ValueError if there would be more than at first."""
        super().release(n)

    def _check_release(self, n):
        if self._value + n > self._initial_value:
            raise ValueError('Semaphore released too many times')


class Event:
    """A flag that threads wait for."""

    def __init__(self):
        self._cond = Condition(Lock())
        self._flag = False

    def __repr__(self):
        return f"<{_class_name(self)} at {id(self):#x}: {'set' if self._flag else 'unset'}>"

    def is_set(self):
        return self._flag

    def isSet(self):
        _deprecated('isSet() is deprecated, use is_set() instead')
        return self.is_set()

    def set(self):
        """Raise the flag and wake all who wait for it."""
        with self._cond:
            self._flag = True
            self._cond.notify_all()

    def clear(self):
        with self._cond:
            self._flag = False

    def wait(self, timeout=None):
        """Wait until the flag is up, or for timeout seconds; whether it was up."""
        with self._cond:
            up = self._flag
            if not up:
                up = self._cond.wait(timeout)
            return up


class BrokenBarrierError(RuntimeError):
    pass


class _Round:
    """One filling of a barrier: how many came, and how it ended."""

    def __init__(self):
        self.arrived = 0
        self.opened = False
        self.broken = False

    def is_over(self):
        return self.opened or self.broken


class Barrier:
    """A place where a fixed number of threads wait for each other, again and again.

    Each filling is a `_Round` of its own. A waiter looks at its own round only, so the next round may fill while the
    waiters of the last one are still waking up.
    """

    def __init__(self, parties, action=None, timeout=None):
        if parties < 1:
            raise ValueError('parties must be >= 1')
        self._parties, self._action, self._timeout = parties, action, timeout
        self._cond = Condition(Lock())
        self._round = _Round()

    def __repr__(self):
        if self.broken:
            return f'<{_class_name(self)} at {id(self):#x}: broken>'
        return f'<{_class_name(self)} at {id(self):#x}: waiters={self.n_waiting}/{self.parties}>'

    def wait(self, timeout=None):
        """Wait until all parties are here; each gets another number from 0 up. The last one runs the action."""
        if timeout is None:
            timeout = self._timeout
        with self._cond:
            this = self._round
            if this.broken:
                raise BrokenBarrierError
            index = this.arrived
            this.arrived += 1
            if index + 1 == self._parties:
                self._open(this)
                return index
            try:
                in_time = self._cond.wait_for(this.is_over, timeout)
            except BaseException:
                this.arrived -= 1
                raise
            if not in_time:
                self._break(this)
            if this.broken:
                raise BrokenBarrierError
            return index

    def reset(self):
        """Empty the barrier; who waits gets BrokenBarrierError."""
        with self._cond:
            self._break(self._round)
            self._round = _Round()

    def abort(self):
        """Break the barrier: who waits and who comes gets BrokenBarrierError, until reset."""
        with self._cond:
            self._break(self._round)

    @property
    def parties(self):
        return self._parties

    @property
    def n_waiting(self):
        return 0 if self._round.broken else self._round.arrived

    @property
    def broken(self):
        return self._round.broken

    def _open(self, this):
        try:
            if self._action:
                self._action()
            this.opened = True
            self._round = _Round()
            self._cond.notify_all()
        except BaseException:
            # Whoever interrupts this: all who wait hear of it, and so does who comes.
            self._round = this
            self._break(this)
            raise

    def _break(self, this):
        this.broken = True
        self._cond.notify_all()


# --- Threads ---

_active = {}
_limbo = {}
_active_limbo_lock = RLock()
_counter = _count(1).__next__


def _newname(name_template):
    return name_template % _counter()


class Thread:
    """A call that runs on a thread of its own: `target(*args, **kwargs)`, or what `run` is overridden to do."""

    _initialized = False

    def __init__(self, group=None, target=None, name=None, args=(), kwargs=None, *, daemon=None, context=None):
        assert group is None, 'group argument must be None for now'
        if name is None:
            name = _newname('Thread-%d')
            if target is not None:
                try:
                    name += f' ({target.__name__})'
                except AttributeError:
                    pass
        else:
            name = str(name)
        if daemon is None:
            daemon = current_thread().daemon
        elif daemon:
            _check_daemon_allowed('(sub)interpreter')
        self._target = target
        self._name = name
        self._args = args
        self._kwargs = {} if kwargs is None else kwargs
        self._daemonic = daemon
        self._context = context
        self._ident = None
        self._native_id = None
        self._handle = _thread._ThreadHandle()
        self._started = Event()
        self._initialized = True
        # Where to complain when the interpreter's own stderr is gone.
        self._stderr = _sys.stderr

    def __repr__(self):
        assert self._initialized, 'Thread.__init__() was not called'
        status = 'initial'
        if self._started.is_set():
            status = 'started'
        if self._handle.is_done():
            status = 'stopped'
        if self._daemonic:
            status += ' daemon'
        if self._ident is not None:
            status += f' {self._ident}'
        return f'<{self.__class__.__name__}({self._name}, {status})>'

    def start(self):
        """Run `run` on a new thread; returns when that thread runs."""
        if not self._initialized:
            raise RuntimeError('thread.__init__() not called')
        if self._started.is_set():
            raise RuntimeError('threads can only be started once')
        if self._context is None:
            if getattr(_sys.flags, 'thread_inherit_context', 0):
                self._context = _contextvars.copy_context()
            else:
                self._context = _contextvars.Context()
        with _active_limbo_lock:
            _limbo[id(self)] = self
        try:
            _thread.start_joinable_thread(self._bootstrap, handle=self._handle, daemon=self.daemon)
        except BaseException:
            with _active_limbo_lock:
                _limbo.pop(id(self), None)
            raise
        self._started.wait()

    def run(self):
        """What the thread does; a subclass may put something else here."""
        try:
            target = self._target
            if target is not None:
                target(*self._args, **self._kwargs)
        finally:
            # The thread object may outlive the thread by far; what it was given need not.
            target = None
            del self._target, self._args, self._kwargs

    def join(self, timeout=None):
        """Wait until the thread has ended, or for timeout seconds; is_alive() tells which."""
        if not self._initialized:
            raise RuntimeError('Thread.__init__() not called')
        if not self._started.is_set():
            raise RuntimeError('cannot join thread before it is started')
        if self is current_thread():
            raise RuntimeError('cannot join current thread')
        if timeout is not None:
            timeout = max(timeout, 0)
        self._handle.join(timeout)

    def is_alive(self):
        assert self._initialized, 'Thread.__init__() not called'
        return self._started.is_set() and not self._handle.is_done()

    @property
    def name(self):
        assert self._initialized, 'Thread.__init__() not called'
        return self._name

    @name.setter
    def name(self, name):
        assert self._initialized, 'Thread.__init__() not called'
        self._name = str(name)
        if get_ident() == self._ident:
            self._set_os_name()

    @property
    def ident(self):
        assert self._initialized, 'Thread.__init__() not called'
        return self._ident

    @property
    def native_id(self):
        assert self._initialized, 'Thread.__init__() not called'
        return self._native_id

    @property
    def daemon(self):
        assert self._initialized, 'Thread.__init__() not called'
        return self._daemonic

    @daemon.setter
    def daemon(self, daemonic):
        if not self._initialized:
            raise RuntimeError('Thread.__init__() not called')
        if daemonic:
            _check_daemon_allowed()
        if self._started.is_set():
            raise RuntimeError('cannot set daemon status of active thread')
        self._daemonic = daemonic

    def isDaemon(self):
        _deprecated('isDaemon() is deprecated, get the daemon attribute instead')
        return self.daemon

    def setDaemon(self, daemonic):
        _deprecated('setDaemon() is deprecated, set the daemon attribute instead')
        self.daemon = daemonic

    def getName(self):
        _deprecated('getName() is deprecated, get the name attribute instead')
        return self.name

    def setName(self, name):
        _deprecated('setName() is deprecated, set the name attribute instead')
        self.name = name

    def _bootstrap(self):
        self._bootstrap_inner()

    def _bootstrap_inner(self):
        self._ident = get_ident()
        self._native_id = get_native_id()
        self._set_os_name()
        with _active_limbo_lock:
            _active[self._ident] = self
            _limbo.pop(id(self), None)
        try:
            self._started.set()
            for hook, install in ((_trace_hook, _sys.settrace), (_profile_hook, _sys.setprofile)):
                if hook:
                    install(hook)
            try:
                self._context.run(self.run)
            except BaseException:
                _invoke_excepthook(self)
        finally:
            with _active_limbo_lock:
                _active.pop(self._ident, None)

    def _set_os_name(self):
        try:
            _thread.set_name(self._name)
        except OSError:
            # The name is a courtesy to the system's tools.
            pass


class Timer(Thread):
    """Call function(*args, **kwargs) after interval seconds, unless cancelled before."""

    def __init__(self, interval, function, args=None, kwargs=None):
        super().__init__()
        self.interval, self.function = interval, function
        self.args = [] if args is None else args
        self.kwargs = {} if kwargs is None else kwargs
        self.finished = Event()

    def cancel(self):
        """Keep the function from being called, if it was not yet."""
        self.finished.set()

    def run(self):
        if not self.finished.wait(self.interval):
            self.function(*self.args, **self.kwargs)
            self.finished.set()


class _MainThread(Thread):
    """The thread that the process began with, in whichever interpreter."""

    def __init__(self):
        Thread.__init__(self, name='MainThread', daemon=False)
        ident = _thread._get_main_thread_ident()
        self._handle = _thread._make_thread_handle(ident)
        self._ident = ident
        if ident == get_ident():
            self._native_id = get_native_id()
        self._started.set()
        with _active_limbo_lock:
            _active[ident] = self


class _DummyThread(Thread):
    """Stands for a thread that this module did not start and that asked for current_thread()."""

    def __init__(self):
        Thread.__init__(self, name=_newname('Dummy-%d'), daemon=_thread.daemon_threads_allowed())
        self._ident = get_ident()
        self._native_id = get_native_id()
        self._handle = _thread._make_thread_handle(self._ident)
        self._started.set()
        with _active_limbo_lock:
            _active[self._ident] = self
        at_thread_exit = getattr(_thread, '_at_thread_exit', None)
        if at_thread_exit is not None:
            at_thread_exit(self._forget)

    def _forget(self):
        with _active_limbo_lock:
            if _active.get(self._ident) is self:
                del _active[self._ident]

    def is_alive(self):
        return True

    def join(self, timeout=None):
        raise RuntimeError('cannot join a dummy thread')


def current_thread():
    """The Thread object of the caller; made on the spot for a thread that this module did not start."""
    thread = _active.get(get_ident())
    return thread if thread is not None else _DummyThread()


def main_thread():
    return _main_thread


def active_count():
    with _active_limbo_lock:
        return len(_active) + len(_limbo)


def enumerate():
    """All threads that are alive: running, and started but not yet running."""
    with _active_limbo_lock:
        return list(_active.values()) + list(_limbo.values())


def currentThread():
    _deprecated('currentThread() is deprecated, use current_thread() instead')
    return current_thread()


def activeCount():
    _deprecated('activeCount() is deprecated, use active_count() instead')
    return active_count()


# --- The interpreter's end ---

_threading_atexits = []
_SHUTTING_DOWN = False


def _register_atexit(func, *arg, **kwargs):
    """Call func(*arg, **kwargs) when the interpreter ends, before non-daemon threads are waited for."""
    if _SHUTTING_DOWN:
        raise RuntimeError("can't register atexit after shutdown")
    _threading_atexits.append((func, arg, kwargs))


def _shutdown():
    """Run the exit hooks, last registered first, and wait for the non-daemon threads. The machine calls it once."""
    global _SHUTTING_DOWN
    if _SHUTTING_DOWN:
        return
    _SHUTTING_DOWN = True
    try:
        while _threading_atexits:
            func, arg, kwargs = _threading_atexits.pop()
            func(*arg, **kwargs)
    finally:
        if _thread._is_main_interpreter():
            _main_thread._handle._set_done()
        _thread._shutdown()


# --- Helpers ---

def _invoke_excepthook(thread):
    """Hand the exception being handled to threading.excepthook; a hook that fails is reported in its turn."""
    try:
        args = ExceptHookArgs([*_sys.exc_info(), thread])
        if excepthook is None:
            raise RuntimeError('threading.excepthook is None') from None
        excepthook(args)
    except Exception as error:
        error.__suppress_context__ = True
        stderr = _sys.stderr if _sys.stderr is not None else thread._stderr
        print('Exception in threading.excepthook:', file=stderr, flush=True)
        report = _sys.excepthook if _sys.excepthook is not None else _sys.__excepthook__
        report(*_sys.exc_info())


def _check_daemon_allowed(where='interpreter'):
    if not _thread.daemon_threads_allowed():
        raise RuntimeError(f'daemon threads are disabled in this {where}')


def _class_name(obj):
    cls = obj.__class__
    return f'{cls.__module__}.{cls.__qualname__}'


def _deprecated(message):
    import warnings
    warnings.warn(message, DeprecationWarning, stacklevel=3)


_main_thread = _MainThread()
