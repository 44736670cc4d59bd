"""Contract: log records, the styles and formatters that make text of them, filters."""
import os
import sys
import threading
import time

_logging = sys.modules['logging']
__name__ = 'logging'


_known_names = {}


def _names(pathname):
    """The file and the module of a path, for a record."""
    try:
        filename = os.path.basename(pathname)
        found = filename, os.path.splitext(filename)[0]
    except (TypeError, ValueError, AttributeError):
        return pathname, 'Unknown module'
    if len(_known_names) < 512 and isinstance(pathname, str):
        _known_names[pathname] = found
    return found


def _task_name():
    asyncio = sys.modules.get('asyncio')
    if asyncio:
        try:
            return asyncio.current_task().get_name()
        except Exception:
            pass  # there is no task, or no loop
    return None


class LogRecord:
    """One message and where it came from."""

    def __init__(self, name, level, pathname, lineno, msg, args, exc_info, func=None, sinfo=None, **kwargs):
        now = time.time_ns()
        if args and len(args) == 1 and isinstance(args[0], dict) and args[0]:
            args = args[0]
        self.name, self.msg, self.args = name, msg, args
        self.levelname, self.levelno = _logging.getLevelName(level), level
        self.pathname = pathname
        known = _known_names.get(pathname) if isinstance(pathname, str) else None
        self.filename, self.module = known or _names(pathname)
        self.exc_info, self.exc_text, self.stack_info = exc_info, None, sinfo
        self.lineno, self.funcName = lineno, func
        self.created = now / 1e9
        self.msecs = now % 1_000_000_000 // 1_000_000 + 0.0
        self.relativeCreated = (now - _logging._startTime) / 1e6
        self.thread = self.threadName = None
        if _logging.logThreads:
            self.thread, self.threadName = threading.get_ident(), threading.current_thread().name
        self.processName = 'MainProcess' if _logging.logMultiprocessing else None
        self.process = os.getpid() if _logging.logProcesses else None
        self.taskName = _task_name() if _logging.logAsyncioTasks else None

    def __repr__(self):
        return '<LogRecord: %s, %s, %s, %s, "%s">' % (self.name, self.levelno, self.pathname, self.lineno, self.msg)

    def getMessage(self):
        """The message with its arguments."""
        msg = str(self.msg)
        return msg % self.args if self.args else msg


class PercentStyle:
    """%(name)s"""
    default_format, asctime_format, asctime_search = '%(message)s', '%(asctime)s', '%(asctime)'
    pattern = r'%\(\w+\)[#0+ -]*(\*|\d+)?(\.(\*|\d+))?[diouxefgcrsa%]'

    def __init__(self, fmt, *, defaults=None):
        self._fmt, self._defaults = fmt or self.default_format, defaults

    def usesTime(self):
        """Whether the time is shown."""
        return self.asctime_search in self._fmt

    def validate(self):
        """ValueError for a format that cannot work."""
        import re
        if not re.search(self.pattern, self._fmt, re.I):
            raise ValueError("Invalid format '%s' for '%s' style" % (self._fmt, self.default_format[0]))

    def _values(self, record):
        return {**self._defaults, **record.__dict__} if self._defaults else record.__dict__

    def _format(self, record):
        return self._fmt % self._values(record)

    def format(self, record):
        """The record as text."""
        try:
            return self._format(record)
        except KeyError as missing:
            raise ValueError(f'Formatting field not found in record: {missing}')


class StrFormatStyle(PercentStyle):
    """{name}"""
    default_format, asctime_format, asctime_search = '{message}', '{asctime}', '{asctime'

    def _format(self, record):
        return self._fmt.format(**self._values(record))

    def validate(self):
        import _string
        named = False
        try:
            for _, name, spec, conversion in _string.formatter_parser(self._fmt):
                if name:
                    named = True
                    plain = name.replace('.', '').replace('[', '').replace(']', '')
                    if not plain.isidentifier() and not name[0].isdigit():
                        raise ValueError('invalid field name/expression: %r' % name)
                if conversion and conversion not in 'rsa':
                    raise ValueError('invalid conversion: %r' % conversion)
            if not named:
                raise ValueError('no fields')
        except ValueError as wrong:
            raise ValueError(f'invalid format: {wrong}')


class StringTemplateStyle(PercentStyle):
    """$name"""
    default_format, asctime_format, asctime_search = '${message}', '${asctime}', '${asctime}'

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        from string import Template
        self._tpl = Template(self._fmt)

    def usesTime(self):
        return '$asctime' in self._fmt or super().usesTime()

    def validate(self):
        found = list(self._tpl.pattern.finditer(self._fmt))
        if any(m[0] == '$' for m in found):
            raise ValueError("invalid format: bare '$' not allowed")
        if not any(m['named'] or m['braced'] for m in found):
            raise ValueError('invalid format: no fields')

    def _format(self, record):
        return self._tpl.substitute(**self._values(record))


_STYLES = {'%': (PercentStyle, '%(levelname)s:%(name)s:%(message)s'),
           '{': (StrFormatStyle, '{levelname}:{name}:{message}'),
           '$': (StringTemplateStyle, '${levelname}:${name}:${message}')}


def _check_style(style):
    if style not in _STYLES:
        raise ValueError(f'Style must be one of: {",".join(_STYLES)}')


class Formatter:
    """Makes text of records."""
    converter = staticmethod(time.localtime)
    default_time_format, default_msec_format = '%Y-%m-%d %H:%M:%S', '%s,%03d'

    def __init__(self, fmt=None, datefmt=None, style='%', validate=True, *, defaults=None):
        _check_style(style)
        self._style = _STYLES[style][0](fmt, defaults=defaults)
        self._fmt, self.datefmt = self._style._fmt, datefmt
        if validate and fmt is not None:
            self._style.validate()

    def formatTime(self, record, datefmt=None):
        """The record's time as text."""
        text = time.strftime(datefmt or self.default_time_format, self.converter(record.created))
        return text if datefmt or not self.default_msec_format else self.default_msec_format % (text, record.msecs)

    def formatException(self, ei):
        """An exception as text."""
        import traceback
        return ''.join(traceback.format_exception(*ei)).removesuffix('\n')

    def usesTime(self):
        return self._style.usesTime()

    def formatMessage(self, record):
        return self._style.format(record)

    def formatStack(self, stack_info):
        return stack_info

    def format(self, record):
        """The record as text."""
        record.message = record.getMessage()
        if self.usesTime():
            record.asctime = self.formatTime(record, self.datefmt)
        if record.exc_info and not record.exc_text:
            record.exc_text = self.formatException(record.exc_info)
        s = self.formatMessage(record)
        for more in (record.exc_text, record.stack_info and self.formatStack(record.stack_info)):
            if more:
                if s[-1:] != '\n':
                    s += '\n'
                s += more
        return s


class BufferingFormatter:
    """Formats several records."""

    def __init__(self, linefmt=None):
        self.linefmt = linefmt or Formatter()

    def formatHeader(self, records):
        return ''

    def formatFooter(self, records):
        return ''

    def format(self, records):
        if not records:
            return ''
        return self.formatHeader(records) + ''.join(map(self.linefmt.format, records)) + self.formatFooter(records)


class Filter:
    """Passes the records of a logger and those below it."""

    def __init__(self, name=''):
        self.name = name
        self.nlen = len(name)

    def filter(self, record):
        if self.nlen == 0 or self.name == record.name:
            return True
        return record.name.startswith(self.name + '.')


class Filterer:
    """What has filters."""

    def __init__(self):
        self.filters = []

    def addFilter(self, filter):
        if filter not in self.filters:
            self.filters.append(filter)

    def removeFilter(self, filter):
        if filter in self.filters:
            self.filters.remove(filter)

    def filter(self, record):
        """The record (or another one) if it passes all filters, else False."""
        for f in self.filters:
            passed = f.filter(record) if hasattr(f, 'filter') else f(record)
            if isinstance(passed, LogRecord):
                record = passed
            elif not passed:
                return False
        return record
