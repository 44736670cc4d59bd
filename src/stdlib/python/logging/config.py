"""Contract: logging set up by a dictionary or by a file of sections.

Strings in a dictionary may refer: `ext://name` to what can be imported, `cfg://path` to another place of it; a
dictionary with `()` names what makes the object. There is no `listen`: it needs a socket.
"""
import logging
import logging.handlers
import os
import re

IDENTIFIER = re.compile('[a-z_][a-z0-9_]*$', re.IGNORECASE)
_NOT_YET = ('target not configured yet', 'is not configured yet')


def valid_ident(s):
    """True for what can be a keyword argument; anything else is refused."""
    if not IDENTIFIER.match(s):
        raise ValueError(f'Not a valid Python identifier: {s!r}')
    return True


def _is_ident(key):
    return isinstance(key, str) and IDENTIFIER.match(key) is not None


def _walk_import(name, importer=__import__):
    """The object of a dotted name: modules are imported as far as there are any."""
    first, *rest = name.split('.')
    so_far, found = first, importer(first)
    for part in rest:
        so_far += '.' + part
        try:
            found = getattr(found, part)
        except AttributeError:
            importer(so_far)
            found = getattr(found, part)
    return found


def _forget_handlers():
    """Close all handlers there are: the new configuration has its own."""
    logging._handlers.clear()
    logging.shutdown(logging._handlerList[:])
    logging._handlerList.clear()


def _leave_or_disable(before, configured, disable):
    """What becomes of loggers that were there and are not named: those below a named one are as new."""
    for name in sorted(before - configured):
        logger = logging.root.manager.loggerDict[name]
        if not isinstance(logger, logging.Logger):
            continue
        parts = name.split('.')
        if any('.'.join(parts[:i]) in configured for i in range(1, len(parts))):
            logger.setLevel(logging.NOTSET)
            logger.handlers, logger.propagate = [], True
        else:
            logger.disabled = disable


def _drop_handlers(logger):
    for handler in logger.handlers[:]:
        logger.removeHandler(handler)


# --- files ---------------------------------------------------------------------------

def fileConfig(fname, defaults=None, disable_existing_loggers=True, encoding=None):
    """Configure by a file in configparser's format: its name, itself open, or a parser that has read it."""
    import configparser
    if isinstance(fname, configparser.RawConfigParser):
        parser = fname
    else:
        parser = _parse(fname, defaults, encoding, configparser)
    with logging._lock:
        formatters = {name: _file_formatter(parser['formatter_' + name]) for name in _listed(parser['formatters'])}
        _forget_handlers()
        handlers = _file_handlers(parser, formatters)
        _file_loggers(parser, handlers, disable_existing_loggers)


def _parse(fname, defaults, encoding, configparser):
    if isinstance(fname, str):
        if not os.path.exists(fname):
            raise FileNotFoundError(f"{fname} doesn't exist")
        if not os.path.getsize(fname):
            raise RuntimeError(f'{fname} is an empty file')
    parser = configparser.ConfigParser(defaults)
    try:
        if hasattr(fname, 'readline'):
            parser.read_file(fname)
        else:
            import io
            parser.read(fname, encoding=io.text_encoding(encoding))
    except configparser.ParsingError as e:
        raise RuntimeError(f'{fname} is invalid: {e}')
    return parser


def _listed(section, option='keys'):
    """The names in an option, commas between them."""
    names = section[option]
    return [name.strip() for name in names.split(',')] if names else []


def _evaluated(section, option, default):
    """An option that is an expression; it sees the names of `logging`."""
    return eval(section.get(option, default), vars(logging))


def _named_class(name):
    try:
        return eval(name, vars(logging))
    except (AttributeError, NameError):
        return _walk_import(name)


def _file_formatter(section):
    options = [section.get(option, raw=True, fallback=None) for option in ('format', 'datefmt')]
    style = section.get('style', raw=True, fallback='%')
    more = section.get('defaults', raw=True, fallback=None)
    more = {} if more is None else {'defaults': eval(more, vars(logging))}
    name = section.get('class')
    return (_walk_import(name) if name else logging.Formatter)(*options, style, **more)


def _file_handlers(parser, formatters):
    handlers, targets = {}, []
    for name in _listed(parser['handlers']):
        section = parser['handler_' + name]
        formatter = section.get('formatter', '')
        made = _named_class(section['class'])(*_evaluated(section, 'args', '()'), **_evaluated(section, 'kwargs', '{}'))
        made.name = name
        if 'level' in section:
            made.setLevel(section['level'])
        if formatter:
            made.setFormatter(formatters[formatter])
        if isinstance(made, logging.handlers.MemoryHandler) and section.get('target'):
            targets.append((made, section['target']))
        handlers[name] = made
    for handler, target in targets:
        handler.setTarget(handlers[target])
    return handlers


def _file_loggers(parser, handlers, disable):
    names = _listed(parser['loggers'])
    names.remove('root')
    _file_logger(logging.root, parser['logger_root'], handlers)
    before, configured = set(logging.root.manager.loggerDict), set()
    for name in names:
        section = parser['logger_' + name]
        logger = logging.getLogger(section['qualname'])
        configured.add(section['qualname'])
        propagate = section.getint('propagate', fallback=1)
        _file_logger(logger, section, handlers)
        logger.propagate, logger.disabled = propagate, 0
    _leave_or_disable(before, configured, disable)


def _file_logger(logger, section, handlers):
    if 'level' in section:
        logger.setLevel(section['level'])
    _drop_handlers(logger)
    for name in _listed(section, 'handlers'):
        logger.addHandler(handlers[name])


# --- containers that know what their strings refer to ------------------------------------

class ConvertingMixin:
    """A container that converts what is taken out of it."""

    def convert_with_key(self, key, value, replace=True):
        """The value converted, and kept so if it may be."""
        result = self.configurator.convert(value)
        if result is not value:
            if replace:
                self[key] = result
            self._belongs(result, key)
        return result

    def convert(self, value):
        """The value converted."""
        result = self.configurator.convert(value)
        if result is not value:
            self._belongs(result)
        return result

    def _belongs(self, made, key=None):
        if isinstance(made, ConvertingMixin):
            made.parent = self
            if key is not None:
                made.key = key


class ConvertingDict(dict, ConvertingMixin):
    """A dict that converts what is taken out of it."""

    def __getitem__(self, key):
        return self.convert_with_key(key, super().__getitem__(key))

    def get(self, key, default=None):
        return self.convert_with_key(key, super().get(key, default))

    def pop(self, key, default=None):
        return self.convert_with_key(key, super().pop(key, default), replace=False)


class ConvertingList(list, ConvertingMixin):
    """A list that converts what is taken out of it."""

    def __getitem__(self, key):
        return self.convert_with_key(key, super().__getitem__(key))

    def pop(self, idx=-1):
        return self.convert(super().pop(idx))


class ConvertingTuple(tuple, ConvertingMixin):
    """A tuple that converts what is taken out of it."""

    def __getitem__(self, key):
        return self.convert_with_key(key, super().__getitem__(key), replace=False)


class BaseConfigurator:
    """Reads references in a configuration."""

    CONVERT_PATTERN = re.compile('^(?P<prefix>[a-z]+)://(?P<suffix>.*)$')
    WORD_PATTERN = re.compile(r'^\s*(\w+)\s*')
    DOT_PATTERN = re.compile(r'^\.\s*(\w+)\s*')
    INDEX_PATTERN = re.compile(r'^\[([^\[\]]*)\]\s*')
    DIGIT_PATTERN = re.compile(r'^\d+$')
    value_converters = {'ext': 'ext_convert', 'cfg': 'cfg_convert'}
    importer = staticmethod(__import__)

    def __init__(self, config):
        self.config = ConvertingDict(config)
        self.config.configurator = self

    def resolve(self, s):
        """The object of a dotted name."""
        try:
            return _walk_import(s, self.importer)
        except ImportError as e:
            raise ValueError(f'Cannot resolve {s!r}: {e}') from e

    def ext_convert(self, value):
        """What `ext://` refers to."""
        return self.resolve(value)

    def cfg_convert(self, value):
        """What `cfg://` refers to: a name, then `.name` and `[index]`."""
        found = self.WORD_PATTERN.match(value)
        if found is None:
            raise ValueError(f'Unable to convert {value!r}')
        place, rest = self.config[found[1]], value[found.end():]
        while rest:
            found = self.DOT_PATTERN.match(rest)
            if found:
                place = place[found[1]]
            else:
                found = self.INDEX_PATTERN.match(rest)
                if not found:
                    raise ValueError(f'Unable to convert {value!r} at {rest!r}')
                place = self._indexed(place, found[1])
            rest = rest[found.end():]
        return place

    def _indexed(self, place, index):
        """A number counts as such, unless there is only a text of digits in a dict."""
        if self.DIGIT_PATTERN.match(index):
            try:
                return place[int(index)]
            except TypeError:
                pass
        return place[index]

    def convert(self, value):
        """A container as one that converts, a string that refers as what it refers to, anything else as it is."""
        if isinstance(value, ConvertingMixin):
            return value
        for plain, converting in ((dict, ConvertingDict), (list, ConvertingList), (tuple, ConvertingTuple)):
            if isinstance(value, plain) and not hasattr(value, '_fields'):
                made = converting(value)
                made.configurator = self
                return made
        if isinstance(value, str) and (found := self.CONVERT_PATTERN.match(value)):
            converter = self.value_converters.get(found['prefix'])
            if converter:
                return getattr(self, converter)(found['suffix'])
        return value

    def configure_custom(self, config):
        """What the callable of `()` makes of the other keys; those of `.` become attributes."""
        factory = config.pop('()')
        if not callable(factory):
            factory = self.resolve(factory)
        attributes = config.pop('.', None)
        made = factory(**{key: config[key] for key in config if _is_ident(key)})
        if attributes:
            _set_attributes(made, attributes)
        return made

    def as_tuple(self, value):
        """A list as a tuple."""
        return tuple(value) if isinstance(value, list) else value


def _set_attributes(made, attributes):
    for name, value in attributes.items():
        setattr(made, name, value)


# --- dictionaries ----------------------------------------------------------------------

class DictConfigurator(BaseConfigurator):
    """Configures logging by a dictionary."""

    def configure(self):
        """Do all that it says."""
        config = self.config
        if 'version' not in config:
            raise ValueError("dictionary doesn't specify a version")
        if config['version'] != 1:
            raise ValueError(f'Unsupported version: {config["version"]}')
        incremental = config.pop('incremental', False)
        with logging._lock:
            if incremental:
                self._adjust_handlers(config.get('handlers', {}))
                self._all_loggers(config, True)
            else:
                disable = config.pop('disable_existing_loggers', True)
                _forget_handlers()
                self._each('formatter', config.get('formatters', {}), self.configure_formatter)
                self._each('filter', config.get('filters', {}), self.configure_filter)
                self._all_handlers(config.get('handlers', {}))
                before = set(logging.root.manager.loggerDict)
                self._all_loggers(config, False)
                _leave_or_disable(before, set(config.get('loggers', {})), disable)

    def _each(self, kind, section, make):
        """Put in the place of each entry what is made of it."""
        for name in section:
            try:
                section[name] = make(section[name])
            except Exception as e:
                raise ValueError(f'Unable to configure {kind} {name!r}') from e

    def _adjust_handlers(self, section):
        for name in section:
            if name not in logging._handlers:
                raise ValueError(f'No handler found with name {name!r}')
            try:
                level = section[name].get('level', None)
                if level:
                    logging._handlers[name].setLevel(logging._checkLevel(level))
            except Exception as e:
                raise ValueError(f'Unable to configure handler {name!r}') from e

    def _all_handlers(self, section):
        """In the order of their names; one that needs a later one gets a second chance."""
        waiting = []
        for again, names in ((False, sorted(section)), (True, waiting)):
            for name in names:
                try:
                    made = self.configure_handler(section[name])
                    made.name = name
                    section[name] = made
                except Exception as e:
                    if not again and str(e.__cause__).endswith(_NOT_YET):
                        waiting.append(name)
                    else:
                        raise ValueError(f'Unable to configure handler {name!r}') from e

    def _all_loggers(self, config, incremental):
        section = config.get('loggers', {})
        for name in section:
            try:
                self.configure_logger(name, section[name], incremental)
            except Exception as e:
                raise ValueError(f'Unable to configure logger {name!r}') from e
        root = config.get('root', None)
        if root:
            try:
                self.configure_root(root, incremental)
            except Exception as e:
                raise ValueError('Unable to configure root logger') from e

    def configure_formatter(self, config):
        """A formatter."""
        if '()' in config:
            factory = config['()']
            try:
                return self.configure_custom(config)
            except TypeError as e:
                if "'format'" not in str(e):
                    raise
                # it calls its first argument as Formatter does
                config['fmt'], config['()'] = config.pop('format'), factory
                return self.configure_custom(config)
        name = config.get('class', None)
        options = {key: config[key] for key in ('validate', 'defaults') if key in config}
        if options.get('defaults', {}) is None:
            del options['defaults']
        make = _walk_import(name) if name else logging.Formatter
        return make(config.get('format', None), config.get('datefmt', None), config.get('style', '%'), **options)

    def configure_filter(self, config):
        """A filter."""
        return self.configure_custom(config) if '()' in config else logging.Filter(config.get('name', ''))

    def add_filters(self, filterer, filters):
        """Add filters, by name or themselves."""
        for given in filters:
            try:
                is_one = callable(given) or callable(getattr(given, 'filter', None))
                filterer.addFilter(given if is_one else self.config['filters'][given])
            except Exception as e:
                raise ValueError(f'Unable to add filter {given!r}') from e

    def configure_handler(self, config):
        """A handler."""
        entry = dict(config)  # as it was, for a second chance
        formatter = config.get('formatter', None)
        if formatter:
            try:
                formatter = self.config['formatters'][formatter]
            except Exception as e:
                raise ValueError(f'Unable to set formatter {formatter!r}') from e
        config.pop('formatter', None)
        level, filters = config.pop('level', None), config.pop('filters', None)
        if '()' in config:
            factory = config.pop('()')
            factory = factory if callable(factory) else self.resolve(factory)
        else:
            name = config.pop('class')
            kind = name if callable(name) else self.resolve(name)
            try:
                factory = self._prepared(kind, config)
            except Exception:
                config.update(entry)
                raise
        attributes = config.pop('.', None)
        keywords = {key: config[key] for key in config if _is_ident(key)}
        try:
            made = factory(**keywords)
        except TypeError as e:
            if "'stream'" not in str(e):
                raise
            keywords['strm'] = keywords.pop('stream')  # as StreamHandler once called it
            made = factory(**keywords)
        if formatter:
            made.setFormatter(formatter)
        if level is not None:
            made.setLevel(logging._checkLevel(level))
        if filters:
            self.add_filters(made, filters)
        if attributes:
            _set_attributes(made, attributes)
        return made

    def _prepared(self, kind, config):
        """What some classes of `logging.handlers` need: other handlers for their names, tuples for lists."""
        handlers = logging.handlers
        if not isinstance(kind, type):
            return kind
        if issubclass(kind, handlers.MemoryHandler):
            if 'flushLevel' in config:
                config['flushLevel'] = logging._checkLevel(config['flushLevel'])
            if 'target' in config:
                config['target'] = self._other_handler(config['target'], 'target handler', 'target not configured yet')
        elif issubclass(kind, handlers.QueueHandler):
            return self._queue_handler(kind, config)
        for name, option in (('SMTPHandler', 'mailhost'), ('SysLogHandler', 'address')):
            if option in config and issubclass(kind, getattr(handlers, name, ())):
                config[option] = self.as_tuple(config[option])
        return kind

    def _other_handler(self, name, what, not_yet):
        try:
            found = self.config['handlers'][name]
            if not isinstance(found, logging.Handler):
                raise TypeError(not_yet)
            return found
        except Exception as e:
            raise ValueError(f'Unable to set {what} {name!r}') from e

    def _queue_handler(self, kind, config):
        """What makes a QueueHandler with its queue and its listener."""
        if 'queue' in config:
            config['queue'] = self._queue(config['queue'])
        listener_class = self._listener(config['listener']) if 'listener' in config else logging.handlers.QueueListener
        others = [self._other_handler(name, 'required handler', f'Required handler {name!r} is not configured yet')
                  for name in config.get('handlers', None) or ()]
        for option in ('listener', 'handlers'):
            if option in config:
                del config[option]
        respect = config.pop('respect_handler_level', False)

        def make(**keywords):
            if 'queue' not in keywords:
                import queue
                keywords['queue'] = queue.Queue()
            made = kind(**keywords)
            made.listener = listener_class(keywords['queue'], *others, respect_handler_level=respect)
            return made
        return make

    def _queue(self, given):
        wrong = TypeError(f'Invalid queue specifier {given!r}')
        if isinstance(given, str):
            found = self.resolve(given)
            if not callable(found):
                raise wrong
            return found()
        if isinstance(given, dict):
            if '()' not in given:
                raise wrong
            return self.configure_custom(dict(given))
        if not all(callable(getattr(given, name, None)) for name in ('get', 'put_nowait')):
            raise wrong
        return given

    def _listener(self, given):
        wrong = TypeError(f'Invalid listener specifier {given!r}')
        kind = logging.handlers.QueueListener
        if isinstance(given, str):
            found = self.resolve(given)
            if isinstance(found, type) and not issubclass(found, kind):
                raise wrong
            return found
        if isinstance(given, dict):
            if '()' not in given:
                raise wrong
            return self.configure_custom(dict(given))
        if not (isinstance(given, type) and issubclass(given, kind)):
            raise wrong
        return given

    def add_handlers(self, logger, handlers):
        """Add handlers by name."""
        for name in handlers:
            try:
                logger.addHandler(self.config['handlers'][name])
            except Exception as e:
                raise ValueError(f'Unable to add handler {name!r}') from e

    def common_logger_config(self, logger, config, incremental=False):
        """What the root and other loggers have in common."""
        level = config.get('level', None)
        if level is not None:
            logger.setLevel(logging._checkLevel(level))
        if incremental:
            return
        _drop_handlers(logger)
        handlers, filters = config.get('handlers', None), config.get('filters', None)
        if handlers:
            self.add_handlers(logger, handlers)
        if filters:
            self.add_filters(logger, filters)

    def configure_logger(self, name, config, incremental=False):
        """A logger that is not the root."""
        logger = logging.getLogger(name)
        self.common_logger_config(logger, config, incremental)
        logger.disabled = False
        propagate = config.get('propagate', None)
        if propagate is not None:
            logger.propagate = propagate

    def configure_root(self, config, incremental=False):
        """The root logger."""
        self.common_logger_config(logging.getLogger(), config, incremental)


dictConfigClass = DictConfigurator


def dictConfig(config):
    """Configure by a dictionary."""
    dictConfigClass(config).configure()
