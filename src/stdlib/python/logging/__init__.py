"""Contract: logging: records, loggers in a tree of names, handlers, formatters.

Formatters, filters and records are in `logging._records`, handlers in
`logging._output`; here are levels, loggers and the functions on the root.
"""
import os
import sys
import threading
import time

__all__ = ['BASIC_FORMAT', 'BufferingFormatter', 'CRITICAL', 'DEBUG', 'ERROR', 'FATAL', 'FileHandler',
           'Filter', 'Formatter', 'Handler', 'INFO', 'LogRecord', 'Logger', 'LoggerAdapter', 'NOTSET',
           'NullHandler', 'StreamHandler', 'WARN', 'WARNING', 'addLevelName', 'basicConfig',
           'captureWarnings', 'critical', 'debug', 'disable', 'error', 'exception', 'fatal',
           'getLevelName', 'getLogger', 'getLoggerClass', 'info', 'log', 'makeLogRecord',
           'setLoggerClass', 'shutdown', 'warn', 'warning', 'getLogRecordFactory', 'setLogRecordFactory',
           'lastResort', 'raiseExceptions', 'getLevelNamesMapping', 'getHandlerByName',
           'getHandlerNames']

CRITICAL = FATAL = 50
ERROR = 40
WARNING = WARN = 30
INFO = 20
DEBUG = 10
NOTSET = 0
BASIC_FORMAT = '%(levelname)s:%(name)s:%(message)s'
raiseExceptions = True
logThreads = logMultiprocessing = logProcesses = logAsyncioTasks = True
_levelToName = {50: 'CRITICAL', 40: 'ERROR', 30: 'WARNING', 20: 'INFO', 10: 'DEBUG', 0: 'NOTSET'}
_nameToLevel = {'CRITICAL': 50, 'FATAL': 50, 'ERROR': 40, 'WARN': 30, 'WARNING': 30, 'INFO': 20,
                'DEBUG': 10, 'NOTSET': 0}
_lock = threading.RLock()
_this = sys.modules[__name__]
_srcfiles = (__file__,)
_startTime = time.time_ns()


def getLevelNamesMapping():
    """Names to levels."""
    return _nameToLevel.copy()


def getLevelName(level):
    """The name of a level, or the level of a name."""
    found = _levelToName.get(level)
    if found is not None:
        return found
    found = _nameToLevel.get(level)
    return found if found is not None else 'Level %s' % level


def addLevelName(level, levelName):
    """Give a level a name."""
    with _lock:
        _levelToName[level] = levelName
        _nameToLevel[levelName] = level


def _checkLevel(level):
    if isinstance(level, int):
        return level
    if str(level) == level:
        if level not in _nameToLevel:
            raise ValueError('Unknown level: %r' % (level,))
        return _nameToLevel[level]
    raise TypeError('Level not an integer or a valid string: %r' % (level,))


from logging._records import (LogRecord, PercentStyle, StrFormatStyle, StringTemplateStyle, Formatter,
                              BufferingFormatter, Filter, Filterer, _STYLES, _check_style)
from logging._output import (Handler, StreamHandler, FileHandler, NullHandler, _StderrHandler, _handlers,
                             _handlerList, getHandlerByName, getHandlerNames)

_logRecordFactory = LogRecord
_defaultLastResort = _StderrHandler(WARNING)
lastResort = _defaultLastResort


def setLogRecordFactory(factory):
    """What makes records."""
    global _logRecordFactory
    _logRecordFactory = factory


def getLogRecordFactory():
    """What makes records."""
    return _logRecordFactory


def makeLogRecord(dict):
    """A record with given attributes."""
    rv = _logRecordFactory(None, None, '', 0, '', (), None, None)
    rv.__dict__.update(dict)
    return rv


# --- loggers ---------------------------------------------------------------------------

class PlaceHolder:
    """Stands in the tree for a logger that was not asked for yet."""

    def __init__(self, alogger):
        self.loggerMap = {alogger: None}

    def append(self, alogger):
        self.loggerMap.setdefault(alogger, None)


def setLoggerClass(klass):
    """The class of new loggers."""
    global _loggerClass
    if klass != Logger and not issubclass(klass, Logger):
        raise TypeError('logger not derived from logging.Logger: ' + klass.__name__)
    _loggerClass = klass


def getLoggerClass():
    """The class of new loggers."""
    return _loggerClass


class Manager:
    """The loggers by name."""

    def __init__(self, rootnode):
        self.root, self.loggerDict = rootnode, {}
        self.loggerClass = self.logRecordFactory = None
        self.disable, self.emittedNoHandlerWarning = 0, False

    @property
    def disable(self):
        return self._disable

    @disable.setter
    def disable(self, value):
        self._disable = _checkLevel(value)

    def getLogger(self, name):
        """The logger of a name, made if need be."""
        if not isinstance(name, str):
            raise TypeError('A logger name must be a string')
        with _lock:
            found = self.loggerDict.get(name)
            if isinstance(found, Logger):
                return found
            made = (self.loggerClass or _loggerClass)(name)
            made.manager = self
            self.loggerDict[name] = made
            if isinstance(found, PlaceHolder):
                for child in found.loggerMap:
                    if child.parent.name[:len(name)] != name:
                        made.parent = child.parent
                        child.parent = made
            self._find_parent(made)
            return made

    def setLoggerClass(self, klass):
        if klass != Logger and not issubclass(klass, Logger):
            raise TypeError('logger not derived from logging.Logger: ' + klass.__name__)
        self.loggerClass = klass

    def setLogRecordFactory(self, factory):
        self.logRecordFactory = factory

    def _find_parent(self, alogger):
        name = alogger.name
        i = name.rfind('.')
        parent = None
        while i > 0 and not parent:
            above = name[:i]
            found = self.loggerDict.get(above)
            if found is None:
                self.loggerDict[above] = PlaceHolder(alogger)
            elif isinstance(found, Logger):
                parent = found
            else:
                found.append(alogger)
            i = name.rfind('.', 0, i - 1)
        alogger.parent = parent or self.root

    def _clear_cache(self):
        """A level changed: forget which messages are logged."""
        with _lock:
            for logger in (self.root, *self.loggerDict.values()):
                if isinstance(logger, Logger):
                    logger._cache.clear()


def _level_method(owner, level, name):
    """The method of a class that logs at a level; the class's own `log` does the rest, or what is quicker."""
    if owner == 'Logger':
        def method(self, msg, *args, **kwargs):
            if self.isEnabledFor(level):
                self._log(level, msg, args, **kwargs)
    else:
        def method(self, msg, *args, **kwargs):
            self.log(level, msg, *args, **kwargs)
    method.__name__, method.__qualname__ = name, f'{owner}.{name}'
    return method


def _exc_triple(given):
    """The exception that is meant by `exc_info`: itself, as three, or whatever is being handled."""
    if isinstance(given, tuple):
        return given
    if not isinstance(given, BaseException):
        return sys.exc_info()
    return type(given), given, given.__traceback__


class Logger(Filterer):
    """A channel of messages; get one by `getLogger(name)`."""

    def __init__(self, name, level=NOTSET):
        super().__init__()
        self.name, self.level = name, _checkLevel(level)
        self.parent, self.propagate, self.disabled = None, True, False
        self.handlers, self._cache = [], {}

    def setLevel(self, level):
        """The least level that is logged."""
        self.level = _checkLevel(level)
        self.manager._clear_cache()

    debug, info, warning, error, critical = [
        _level_method('Logger', level, name) for level, name in
        ((DEBUG, 'debug'), (INFO, 'info'), (WARNING, 'warning'), (ERROR, 'error'), (CRITICAL, 'critical'))]
    fatal = critical

    def warn(self, msg, *args, **kwargs):
        import warnings
        warnings.warn("The 'warn' method is deprecated, use 'warning' instead", DeprecationWarning, 2)
        self.warning(msg, *args, **kwargs)

    def exception(self, msg, *args, exc_info=True, **kwargs):
        """An error with the exception being handled."""
        self.error(msg, *args, exc_info=exc_info, **kwargs)

    def log(self, level, msg, *args, **kwargs):
        """A message of any level."""
        if isinstance(level, int):
            if self.isEnabledFor(level):
                self._log(level, msg, args, **kwargs)
        elif raiseExceptions:
            raise TypeError('level must be an integer')

    def findCaller(self, stack_info=False, stacklevel=1):
        """(file, line, function, stack) of the caller outside logging."""
        f = sys._getframe(1)
        home = os.path.dirname(__file__)
        while f is not None and f.f_code.co_filename.startswith(home):
            f = f.f_back
        if f is None:
            return '(unknown file)', 0, '(unknown function)', None
        while stacklevel > 1 and f.f_back is not None:
            f = f.f_back
            if not f.f_code.co_filename.startswith(home):
                stacklevel -= 1
        code = f.f_code
        sinfo = None
        if stack_info:
            import traceback
            sinfo = 'Stack (most recent call last):\n' + ''.join(traceback.format_stack(f)).rstrip('\n')
        return code.co_filename, f.f_lineno, code.co_name, sinfo

    def makeRecord(self, name, level, fn, lno, msg, args, exc_info, func=None, extra=None, sinfo=None):
        """The record of a message."""
        rv = _logRecordFactory(name, level, fn, lno, msg, args, exc_info, func, sinfo)
        if extra is not None:
            for key in extra:
                if key in ('message', 'asctime') or key in rv.__dict__:
                    raise KeyError('Attempt to overwrite %r in LogRecord' % key)
                rv.__dict__[key] = extra[key]
        return rv

    def _log(self, level, msg, args, exc_info=None, extra=None, stack_info=False, stacklevel=1):
        path, line, function, stack = self.findCaller(stack_info, stacklevel)
        exc_info = _exc_triple(exc_info) if exc_info else exc_info
        self.handle(self.makeRecord(self.name, level, path, line, msg, args, exc_info, function, extra, stack))

    def handle(self, record):
        """Give a record to the handlers."""
        if self.disabled:
            return
        maybe = self.filter(record)
        if not maybe:
            return
        if isinstance(maybe, LogRecord):
            record = maybe
        self.callHandlers(record)

    def addHandler(self, hdlr):
        with _lock:
            if hdlr not in self.handlers:
                self.handlers.append(hdlr)

    def removeHandler(self, hdlr):
        with _lock:
            if hdlr in self.handlers:
                self.handlers.remove(hdlr)

    def hasHandlers(self):
        """Whether a message would find a handler."""
        if self.handlers:
            return True
        return bool(self.propagate and self.parent) and self.parent.hasHandlers()

    def callHandlers(self, record):
        c, found = self, 0
        while c:
            for hdlr in c.handlers:
                found += 1
                if record.levelno >= hdlr.level:
                    hdlr.handle(record)
            c = c.parent if c.propagate else None
        if not found:
            self._unheard(record)

    def _unheard(self, record):
        """There is no handler: say an important record anyway, or once that it cannot be said."""
        if lastResort:
            if lastResort.level <= record.levelno:
                lastResort.handle(record)
        elif raiseExceptions and not self.manager.emittedNoHandlerWarning:
            self.manager.emittedNoHandlerWarning = True
            sys.stderr.write('No handlers could be found for logger "%s"\n' % self.name)

    def getEffectiveLevel(self):
        """The level that counts: its own or the nearest one above."""
        if self.level or not self.parent:
            return self.level
        return self.parent.getEffectiveLevel()

    def isEnabledFor(self, level):
        """Whether a message of the level would be logged."""
        enabled = self._cache.get(level)
        if enabled is None:
            enabled = self._cache[level] = level > self.manager.disable and level >= self.getEffectiveLevel()
        return enabled and not self.disabled

    def getChild(self, suffix):
        """The logger below this one."""
        return self.manager.getLogger(suffix if self is self.root else '.'.join((self.name, suffix)))

    def getChildren(self):
        """The loggers just below this one."""
        def depth(logger):
            return 0 if logger is logger.manager.root else 1 + logger.name.count('.')
        with _lock:
            return {item for item in self.manager.loggerDict.values() if isinstance(item, Logger)
                    and item.parent is self and depth(item) == 1 + depth(item.parent)}

    def __repr__(self):
        return '<%s %s (%s)>' % (self.__class__.__name__, self.name, getLevelName(self.getEffectiveLevel()))

    def __reduce__(self):
        if getLogger(self.name) is self:
            return getLogger, (self.name,)
        import pickle
        raise pickle.PicklingError('logger cannot be pickled')


class RootLogger(Logger):
    """The logger above all."""

    def __init__(self, level):
        super().__init__('root', level)

    def __reduce__(self):
        return getLogger, ()


_loggerClass = Logger


class LoggerAdapter:
    """A logger that adds context to messages."""

    def __init__(self, logger, extra=None, merge_extra=False):
        self.logger, self.extra, self.merge_extra = logger, extra, merge_extra

    def process(self, msg, kwargs):
        """(message, keyword arguments) with the context."""
        if self.merge_extra and kwargs.get('extra') is not None:
            kwargs['extra'] = {**(self.extra or {}), **kwargs['extra']}
        else:
            kwargs['extra'] = self.extra
        return msg, kwargs

    debug, info, warning, error, critical = [
        _level_method('LoggerAdapter', level, name) for level, name in
        ((DEBUG, 'debug'), (INFO, 'info'), (WARNING, 'warning'), (ERROR, 'error'), (CRITICAL, 'critical'))]

    def warn(self, msg, *args, **kwargs):
        import warnings
        warnings.warn("The 'warn' method is deprecated, use 'warning' instead", DeprecationWarning, 2)
        self.warning(msg, *args, **kwargs)

    def exception(self, msg, *args, exc_info=True, **kwargs):
        self.log(ERROR, msg, *args, exc_info=exc_info, **kwargs)

    def log(self, level, msg, *args, **kwargs):
        if not self.isEnabledFor(level):
            return
        msg, kwargs = self.process(msg, kwargs)
        self.logger.log(level, msg, *args, **kwargs)

    # --- as the logger does it

    def isEnabledFor(self, level):
        return self.logger.isEnabledFor(level)

    def setLevel(self, level):
        self.logger.setLevel(level)

    def getEffectiveLevel(self):
        return self.logger.getEffectiveLevel()

    def hasHandlers(self):
        return self.logger.hasHandlers()

    def _log(self, level, msg, args, **kwargs):
        return self.logger._log(level, msg, args, **kwargs)

    name = property(lambda self: self.logger.name)
    manager = property(lambda self: self.logger.manager)

    def __repr__(self):
        return '<%s %s (%s)>' % (self.__class__.__name__, self.logger.name,
                                 getLevelName(self.logger.getEffectiveLevel()))

    __class_getitem__ = classmethod(type(list[int]))


root = RootLogger(WARNING)
Logger.root = root
Logger.manager = Manager(root)


# --- functions ---------------------------------------------------------------------------

def basicConfig(**kwargs):
    """Give the root a handler, unless it has one."""
    options = kwargs
    with _lock:
        force, encoding = options.pop('force', False), options.pop('encoding', None)
        errors = options.pop('errors', 'backslashreplace')
        if force:
            for old in root.handlers[:]:
                root.removeHandler(old)
                old.close()
        if root.handlers:
            return
        handlers = _handlers_wanted(options, encoding, errors)
        formatter = _formatter_wanted(options)
        for handler in handlers:
            if handler.formatter is None:
                handler.setFormatter(formatter)
            root.addHandler(handler)
        level = options.pop('level', None)
        if level is not None:
            root.setLevel(level)
        if options:
            raise ValueError('Unrecognised argument(s): %s' % ', '.join(options))


def _handlers_wanted(options, encoding, errors):
    """The handlers that the options name: given ones, one of a file or one of a stream."""
    handlers = options.pop('handlers', None)
    stream, file = 'stream' in options, 'filename' in options
    if handlers is not None:
        if stream or file:
            raise ValueError("'stream' or 'filename' should not be specified together with 'handlers'")
        return handlers
    if stream and file:
        raise ValueError("'stream' and 'filename' should not be specified together")
    filename, mode = options.pop('filename', None), options.pop('filemode', 'a')
    if not filename:
        return [StreamHandler(options.pop('stream', None))]
    if 'b' in mode:
        errors = None
    elif encoding is None:
        import io
        encoding = io.text_encoding(encoding)
    return [FileHandler(filename, mode, encoding=encoding, errors=errors)]


def _formatter_wanted(options):
    date, style = options.pop('datefmt', None), options.pop('style', '%')
    _check_style(style)
    return Formatter(options.pop('format', _STYLES[style][1]), date, style)


def getLogger(name=None):
    """The logger of a name, or the root."""
    if not name or isinstance(name, str) and name == root.name:
        return root
    return Logger.manager.getLogger(name)


def _root():
    """The root logger, with a handler."""
    if not root.handlers:
        basicConfig()
    return root


def _on_root(name):
    def function(msg, *args, **kwargs):
        getattr(_root(), name)(msg, *args, **kwargs)
    function.__name__ = function.__qualname__ = name
    function.__doc__ = f'`{name}` of the root logger.'
    return function


debug, info, warning, error, critical = map(_on_root, ('debug', 'info', 'warning', 'error', 'critical'))
fatal = critical


def exception(msg, *args, exc_info=True, **kwargs):
    """An error with the exception being handled, on the root logger."""
    error(msg, *args, exc_info=exc_info, **kwargs)


def warn(msg, *args, **kwargs):
    """Deprecated: use `warning`."""
    import warnings
    warnings.warn("The 'warn' function is deprecated, use 'warning' instead", DeprecationWarning, 2)
    warning(msg, *args, **kwargs)


def log(level, msg, *args, **kwargs):
    """A message of any level on the root logger."""
    _root().log(level, msg, *args, **kwargs)


def disable(level=CRITICAL):
    """Log nothing up to a level."""
    root.manager.disable = level
    root.manager._clear_cache()


def shutdown(handlerList=_handlerList):
    """Flush and close all handlers."""
    for ref in reversed(handlerList[:]):
        handler = ref()
        try:
            if handler:
                _put_away(handler)
        except Exception:
            if raiseExceptions:
                raise


def _put_away(handler):
    handler.acquire()
    try:
        if getattr(handler, 'flushOnClose', True):
            handler.flush()
        handler.close()
    except (OSError, ValueError):
        pass  # its stream is closed already
    finally:
        handler.release()


import atexit
atexit.register(shutdown)
_warnings_showwarning = None


def _showwarning(message, category, filename, lineno, file=None, line=None):
    if file is not None:
        if _warnings_showwarning is not None:
            _warnings_showwarning(message, category, filename, lineno, file, line)
        return
    import warnings
    logger = getLogger('py.warnings')
    if not logger.handlers:
        logger.addHandler(NullHandler())
    logger.warning(str(warnings.formatwarning(message, category, filename, lineno, line)))


def captureWarnings(capture):
    """Log warnings instead of printing them."""
    global _warnings_showwarning
    import warnings
    before = _warnings_showwarning
    if capture and before is None:
        _warnings_showwarning, warnings.showwarning = warnings.showwarning, _showwarning
    elif not capture and before is not None:
        _warnings_showwarning, warnings.showwarning = None, before
