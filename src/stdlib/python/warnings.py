"""Contract: warnings: filters, `warn`, `catch_warnings`.

All Python; the machine calls `warnings.warn_explicit` (or `warn`) for its own warnings.
`catch_warnings` swaps the module's state, so it is for one thread at a time.
"""
import sys

__all__ = ['warn', 'warn_explicit', 'showwarning', 'formatwarning', 'filterwarnings', 'simplefilter',
           'resetwarnings', 'catch_warnings', 'deprecated']

_ACTIONS = ('error', 'ignore', 'always', 'all', 'default', 'module', 'once')
defaultaction = _defaultaction = 'default'
onceregistry = _onceregistry = {}
_filters_version = 1

filters = [
    ('default', None, DeprecationWarning, '__main__', 0),
    ('ignore', None, DeprecationWarning, None, 0),
    ('ignore', None, PendingDeprecationWarning, None, 0),
    ('ignore', None, ImportWarning, None, 0),
    ('ignore', None, ResourceWarning, None, 0),
]


def _filters_mutated():
    global _filters_version
    _filters_version += 1


class WarningMessage:
    """What `showwarning` gets, and what `catch_warnings(record=True)` collects."""
    _WARNING_DETAILS = ('message', 'category', 'filename', 'lineno', 'file', 'line', 'source')

    def __init__(self, message, category, filename, lineno, file=None, line=None, source=None):
        given = message, category, filename, lineno, file, line, source
        vars(self).update(zip(self._WARNING_DETAILS, given))
        self._category_name = category.__name__ if category else None

    def __str__(self):
        return ('{message : %r, category : %r, filename : %r, lineno : %s, line : %r}'
                % (self.message, self._category_name, self.filename, self.lineno, self.line))

    def __repr__(self):
        return f'<{type(self).__qualname__} {self}>'


def showwarning(message, category, filename, lineno, file=None, line=None):
    """Write a warning to a file, standard error by default."""
    _show_text(WarningMessage(message, category, filename, lineno, file, line))


def formatwarning(message, category, filename, lineno, line=None):
    """The text of a warning."""
    return _format(WarningMessage(message, category, filename, lineno, None, line))


_showwarning_orig = showwarning
_formatwarning_orig = formatwarning


def _source_line(msg):
    """The line that a warning is about; an empty text where it cannot be read."""
    try:
        import linecache
        return linecache.getline(msg.filename, msg.lineno)
    except Exception:
        return ''


def _format(msg):
    s = f'{msg.filename}:{msg.lineno}: {msg.category.__name__}: {msg.message}\n'
    line = _source_line(msg) if msg.line is None else msg.line
    if line:
        s += f'  {line.strip()}\n'
    if msg.source is not None:
        s += f'{msg.category.__name__}: Enable tracemalloc to get the object allocation traceback\n'
    return s


def _show_text(msg):
    file = msg.file
    if file is None:
        file = sys.stderr
        if file is None:
            return
    if formatwarning is not _formatwarning_orig:
        text = formatwarning(msg.message, msg.category, msg.filename, msg.lineno, msg.line)
    else:
        text = _format(msg)
    try:
        file.write(text)
    except OSError:
        pass


def _show(msg):
    """Show a warning, through a replaced `showwarning` if there is one."""
    if showwarning is not _showwarning_orig:
        if not callable(showwarning):
            raise TypeError('warnings.showwarning() must be set to a function or method')
        showwarning(msg.message, msg.category, msg.filename, msg.lineno, msg.file, msg.line)
    else:
        _show_text(msg)


_showwarnmsg = _show


# --- filters -------------------------------------------------------------------

def filterwarnings(action, message='', category=Warning, module='', lineno=0, append=False):
    """Add a filter; message and module are regular expressions for the start."""
    if action not in _ACTIONS:
        raise ValueError(f'invalid action: {action!r}')
    if not isinstance(message, str):
        raise TypeError('message must be a string')
    if not isinstance(category, type) or not issubclass(category, Warning):
        raise TypeError('category must be a Warning subclass')
    if not isinstance(module, str):
        raise TypeError('module must be a string')
    if not isinstance(lineno, int):
        raise TypeError('lineno must be an int')
    if lineno < 0:
        raise ValueError('lineno must be an int >= 0')
    if message or module:
        import re
    message = re.compile(message, re.I) if message else None
    module = re.compile(module) if module else None
    _add_filter(action, message, category, module, lineno, append=append)


def simplefilter(action, category=Warning, lineno=0, append=False):
    """Add a filter for a category, whatever message and module."""
    if action not in _ACTIONS:
        raise ValueError(f'invalid action: {action!r}')
    if not isinstance(lineno, int):
        raise TypeError('lineno must be an int')
    if lineno < 0:
        raise ValueError('lineno must be an int >= 0')
    _add_filter(action, None, category, None, lineno, append=append)


def _add_filter(*item, append):
    if append:
        if item not in filters:
            filters.append(item)
    else:
        try:
            filters.remove(item)
        except ValueError:
            pass
        filters.insert(0, item)
    _filters_mutated()


def resetwarnings():
    """Remove all filters."""
    filters[:] = []
    _filters_mutated()


def _set_options(args):
    """Add the filters of `-W` options."""
    for arg in args:
        try:
            _set_option(arg)
        except _OptionError as msg:
            print('Invalid -W option ignored:', msg, file=sys.stderr)


_processoptions = _set_options


class _OptionError(Exception):
    pass


def _set_option(arg):
    fields = [field.strip() for field in arg.split(':')]
    if len(fields) > 5:
        raise _OptionError(f'too many fields (max 5): {arg!r}')
    # what is left out says nothing
    action, message, category, module, line = fields + [''] * (5 - len(fields))
    action, category = _getaction(action), _getcategory(category)
    if message or module:
        import re
        message, module = re.escape(message), re.escape(module) + r'\z' if module else ''
    filterwarnings(action, message, category, module, _find_line(line))


def _find_line(text):
    """The number of a line; 0 for an empty text."""
    try:
        line = int(text or 0)
    except (ValueError, OverflowError):
        raise _OptionError(f'invalid lineno {text!r}') from None
    if line < 0:
        raise _OptionError(f'invalid lineno {line!r}')
    return line


def _getaction(action):
    # an empty text is the beginning of the first of them
    for known in 'default', 'always', 'all', 'ignore', 'module', 'once', 'error':
        if known.startswith(action):
            return known
    raise _OptionError(f'invalid action: {action!r}')


def _getcategory(category):
    if not category:
        return Warning
    module, _, name = category.rpartition('.')
    if not module:
        import builtins as m
    else:
        try:
            m = __import__(module, None, None, [name])
        except ImportError:
            raise _OptionError(f'invalid module name: {module!r}') from None
    cat = getattr(m, name, None)
    if cat is None:
        raise _OptionError(f'unknown warning category: {category!r}')
    if not issubclass(cat, Warning):
        raise _OptionError(f'invalid warning category: {category!r}')
    return cat


# --- warning -------------------------------------------------------------------

def _is_internal(frame):
    name = frame.f_code.co_filename
    return 'importlib' in name and '_bootstrap' in name


def warn(message, category=None, stacklevel=1, source=None, *, skip_file_prefixes=()):
    """Issue a warning for the line of a caller."""
    if isinstance(message, Warning):
        category = message.__class__
    elif category is None:
        category = UserWarning
    if not isinstance(category, type) or not issubclass(category, Warning):
        raise TypeError(f"category must be a Warning subclass, not '{type(category).__name__}'")
    if not isinstance(skip_file_prefixes, tuple):
        raise TypeError('skip_file_prefixes must be a tuple of strs.')
    # prefixes are about callers, so that there must be one
    levels = max(stacklevel, 2) if skip_file_prefixes else stacklevel
    try:
        frame = sys._getframe(1)
        for _ in range(1, levels):
            frame = frame.f_back
            while frame is not None and (_is_internal(frame) or (
                    skip_file_prefixes and frame.f_code.co_filename.startswith(skip_file_prefixes))):
                frame = frame.f_back
            if frame is None:
                raise ValueError
    except ValueError:
        scope, filename, lineno = sys.__dict__, '<sys>', 0
    else:
        scope, filename, lineno = frame.f_globals, frame.f_code.co_filename, frame.f_lineno
    registry = scope.setdefault('__warningregistry__', {})
    warn_explicit(message, category, filename, lineno, scope.get('__name__', '<string>'), registry,
                  scope, source)


def warn_explicit(message, category, filename, lineno, module=None, registry=None,
                  module_globals=None, source=None):
    """Issue a warning for a place that is given."""
    lineno = int(lineno)
    if module is None:
        # the file without its ending
        module = filename or '<unknown>'
        if module.lower().endswith('.py'):
            module = module[:-3]
    if isinstance(message, Warning):
        text, category = str(message), message.__class__
    else:
        text, message = message, category(message)
    if registry is not None:
        if registry.get('version', 0) != _filters_version:
            registry.clear()
            registry['version'] = _filters_version
        key = (text, category, lineno)
        if registry.get(key):
            return
    else:
        key = None
        registry = {}
    for action, msg, cat, mod, ln in filters:
        if (msg is None or (msg == text if isinstance(msg, str) else msg.match(text))) \
                and issubclass(category, cat) \
                and (mod is None or (mod == module if isinstance(mod, str) else mod.match(module))) \
                and (ln == 0 or lineno == ln):
            break
    else:
        action = defaultaction
    if action == 'ignore':
        return
    if action == 'error':
        raise message
    if action == 'once':
        registry[key] = 1
        once = (text, category)
        if onceregistry.get(once):
            return
        onceregistry[once] = 1
    elif action == 'module':
        registry[key] = 1
        alt = (text, category, 0)
        if registry.get(alt):
            return
        registry[alt] = 1
    elif action == 'default':
        registry[key] = 1
    elif action not in ('always', 'all'):
        raise RuntimeError(f'Unrecognized action ({action!r}) in warnings.filters:\n '
                           f'{(action, msg, cat, mod, ln)}')
    _show(WarningMessage(message, category, filename, lineno, None, None, source))


def _warn_unawaited_coroutine(coro):
    """Say that a coroutine died before its first step, and where it was made, if it noted that."""
    text = f"coroutine '{coro.__qualname__}' was never awaited"
    if coro.cr_origin is not None:
        import linecache
        import traceback
        made = [(file, line, name, linecache.getline(file, line)) for file, line, name in reversed(coro.cr_origin)]
        text += '\nCoroutine created at (most recent call last)\n' + ''.join(traceback.format_list(made)).rstrip('\n')
    warn(text, RuntimeWarning, 2, coro)


class catch_warnings:
    """Keeps filters and `showwarning` as they were; with `record` collects the warnings."""

    def __init__(self, *, record=False, module=None, action=None, category=Warning, lineno=0, append=False):
        self._record = record
        self._module = sys.modules['warnings'] if module is None else module
        self._entered = False
        self._filter = None if action is None else (action, category, lineno, append)

    def __repr__(self):
        args = []
        if self._record:
            args.append('record=True')
        if self._module is not sys.modules['warnings']:
            args.append('module=' + repr(self._module))
        return f'{type(self).__name__}({", ".join(args)})'

    def __enter__(self):
        if self._entered:
            raise RuntimeError(f'Cannot enter {self!r} twice')
        self._entered = True
        module = self._module
        self._saved = (module.filters, module.showwarning, module._show)
        module.filters = module.filters[:]
        module._filters_mutated()
        log = None
        if self._record:
            log = []
            module._show = log.append
            module.showwarning = module._showwarning_orig
        if self._filter is not None:
            action, category, lineno, append = self._filter
            simplefilter(action, category, lineno, append)
        return log

    def __exit__(self, *exc_info):
        if not self._entered:
            raise RuntimeError(f'Cannot exit {self!r} without entering first')
        module = self._module
        module.filters, module.showwarning, module._show = self._saved
        module._filters_mutated()


class deprecated:
    """A decorator that marks a class or function and warns when it is used."""

    def __init__(self, message, /, *, category=DeprecationWarning, stacklevel=1):
        if not isinstance(message, str):
            raise TypeError(f"Expected an object of type str for 'message', not {type(message).__name__!r}")
        self.message, self.category, self.stacklevel = message, category, stacklevel

    def __call__(self, arg, /):
        if self.category is None:
            arg.__deprecated__ = self.message
            return arg
        if isinstance(arg, type):
            return self._mark_class(arg)
        if callable(arg):
            return self._mark_function(arg)
        raise TypeError('@deprecated decorator with non-None category must be applied to '
                        f'a class or callable, not {arg!r}')

    def _warn(self):
        """Warn the caller of the function that calls this."""
        warn(self.message, self.category, self.stacklevel + 2)

    def _mark_class(self, marked):
        """Let a class warn where it is called, and where a subclass is made."""
        import functools
        make, prepare = marked.__new__, marked.__init_subclass__
        own_prepare = getattr(prepare, '__func__', None)

        @functools.wraps(make)
        def __new__(cls, /, *args, **kwargs):
            if cls is marked:
                self._warn()
            if make is not object.__new__:
                return make(cls, *args, **kwargs)
            if (args or kwargs) and cls.__init__ is object.__init__:
                raise TypeError(f'{cls.__name__}() takes no arguments')
            return make(cls)

        @functools.wraps(prepare)
        def __init_subclass__(cls, *args, **kwargs):
            self._warn()
            return prepare(*args, **kwargs) if own_prepare is None else own_prepare(cls, *args, **kwargs)

        marked.__new__, marked.__init_subclass__ = staticmethod(__new__), classmethod(__init_subclass__)
        marked.__deprecated__ = __new__.__deprecated__ = __init_subclass__.__deprecated__ = self.message
        return marked

    def _mark_function(self, marked):
        """A function that warns, then calls the one that is marked."""
        import functools

        @functools.wraps(marked)
        def wrapper(*args, **kwargs):
            self._warn()
            return marked(*args, **kwargs)

        code = getattr(marked, '__code__', None)
        if code is not None and code.co_flags & 0x80:
            import inspect
            wrapper = inspect.markcoroutinefunction(wrapper)
        marked.__deprecated__ = wrapper.__deprecated__ = self.message
        return wrapper


def _deprecated(name, message='{name!r} is deprecated and slated for removal in Python {remove}', *,
                remove, _version=None):
    """Warn that a name of the library goes away."""
    warn(message.format(name=name, remove='.'.join(map(str, remove))), DeprecationWarning, stacklevel=3)


_set_options(getattr(sys, 'warnoptions', ()))
