"""Contract: handlers: where records go."""
import os
import sys
import threading
import weakref

_logging = sys.modules['logging']
from logging._records import Filterer, Formatter, LogRecord

__name__ = 'logging'
_handlers = weakref.WeakValueDictionary()
_handlerList = []
_defaultFormatter = Formatter()


def getHandlerByName(name):
    """The handler of a name, or None."""
    return _handlers.get(name)


def getHandlerNames():
    """The names of handlers."""
    return frozenset(_handlers)


class Handler(Filterer):
    """Sends records somewhere; subclass it and write `emit`."""

    def __init__(self, level=0):
        super().__init__()
        self.level = _logging._checkLevel(level)
        self._name = self.formatter = None
        self._closed = False
        self.createLock()
        _handlerList.append(weakref.ref(self, _forget))

    def get_name(self):
        return self._name

    def set_name(self, name):
        with _logging._lock:
            _handlers.pop(self._name, None)
            self._name = name
            if name:
                _handlers[name] = self

    name = property(get_name, set_name)

    def createLock(self):
        self.lock = threading.RLock()

    def acquire(self):
        if self.lock:
            self.lock.acquire()

    def release(self):
        if self.lock:
            self.lock.release()

    def setLevel(self, level):
        """The least level that is handled."""
        self.level = _logging._checkLevel(level)

    def format(self, record):
        """The record as text."""
        return (self.formatter or _defaultFormatter).format(record)

    def emit(self, record):
        raise NotImplementedError('emit must be implemented by Handler subclasses')

    def handle(self, record):
        """Emit the record if it passes the filters."""
        passed = self.filter(record)
        if passed:
            with self.lock:
                self.emit(passed if isinstance(passed, LogRecord) else record)
        return passed

    def setFormatter(self, fmt):
        self.formatter = fmt

    def flush(self):
        """Write what is buffered."""

    def close(self):
        """Let go of what is held."""
        with _logging._lock:
            self._closed = True
            if self._name:
                _handlers.pop(self._name, None)

    def handleError(self, record):
        """Say on standard error what went wrong in `emit`."""
        if not (_logging.raiseExceptions and sys.stderr):
            return
        write = sys.stderr.write
        try:
            import traceback
            write('--- Logging error ---\n')
            traceback.print_exception(sys.exception(), file=sys.stderr)
            write('Call stack:\n')
            caller, home = sys._getframe(1), os.path.dirname(_logging.__file__)
            while caller and os.path.dirname(caller.f_code.co_filename) == home:
                caller = caller.f_back
            if caller:
                traceback.print_stack(caller, file=sys.stderr)
            else:
                write('Logged from file %s, line %s\n' % (record.filename, record.lineno))
            try:
                write('Message: %r\nArguments: %s\n' % (record.msg, record.args))
            except Exception:
                write('Unable to print the message and arguments - possible formatting error.\n'
                      'Use the traceback above to help find the error.\n')
        except OSError:
            pass

    def __repr__(self):
        return '<%s (%s)>' % (self.__class__.__name__, _logging.getLevelName(self.level))


def _forget(wr, lock=_logging._lock, known=_handlerList):
    with lock:  # arguments: at the end of an interpreter the globals may be gone
        if wr in known:
            known.remove(wr)


class StreamHandler(Handler):
    """Writes to a stream, standard error by default."""
    terminator = '\n'

    def __init__(self, stream=None):
        super().__init__()
        self.stream = sys.stderr if stream is None else stream

    def flush(self):
        with self.lock:
            if self.stream and hasattr(self.stream, 'flush'):
                self.stream.flush()

    def emit(self, record):
        try:
            self.stream.write(self.format(record) + self.terminator)
            self.flush()
        except Exception as e:
            if isinstance(e, RecursionError):
                raise
            self.handleError(record)

    def setStream(self, stream):
        """Write elsewhere; returns the old stream."""
        if stream is self.stream:
            return None
        old = self.stream
        with self.lock:
            self.flush()
            self.stream = stream
        return old

    def __repr__(self):
        name = getattr(self.stream, 'name', '')
        name = str(name) + ' ' if name else ''
        return '<%s %s(%s)>' % (self.__class__.__name__, name, _logging.getLevelName(self.level))

    __class_getitem__ = classmethod(type(list[int]))


class FileHandler(StreamHandler):
    """Writes to a file."""

    def __init__(self, filename, mode='a', encoding=None, delay=False, errors=None):
        self.baseFilename = os.path.abspath(os.fspath(filename))
        self.mode, self.encoding, self.errors, self.delay = mode, encoding, errors, delay
        self.stream = None if delay else self._open()
        Handler.__init__(self)

    def close(self):
        with self.lock:
            try:
                if self.stream:
                    self._close_stream()
            finally:
                super().close()

    def _close_stream(self):
        try:
            self.flush()
        finally:
            stream, self.stream = self.stream, None
            stream.close()

    def _open(self):
        return open(self.baseFilename, self.mode, encoding=self.encoding, errors=self.errors)

    def emit(self, record):
        if self.stream is None and (self.mode != 'w' or not self._closed):
            self.stream = self._open()
        if self.stream:
            StreamHandler.emit(self, record)

    def __repr__(self):
        return '<%s %s (%s)>' % (self.__class__.__name__, self.baseFilename, _logging.getLevelName(self.level))


class _StderrHandler(StreamHandler):
    """Writes to whatever standard error is at the moment."""

    stream = property(lambda self: sys.stderr)

    def __init__(self, level=0):
        Handler.__init__(self, level)


class NullHandler(Handler):
    """Does nothing."""

    def createLock(self):
        self.lock = None

    def handle(self, record):
        """Not even to the filters."""

    def emit(self, record):
        """Never called."""
