"""Contract: what `pickle` shows of `_pickle_core`: its classes, its functions, and what the core leaves to Python.

Functions whose names begin with an underscore are called by the core, by name.
"""
import sys
from _pickle_core import dump as _dump, dumps as _dumps, load as _load, loads as _loads
from copyreg import _extension_cache, _extension_registry, _inverted_registry

_HIGHEST = 5


class PickleError(Exception):
    """What goes wrong with pickles."""


class PicklingError(PickleError):
    """Raised for objects that cannot be pickled."""


class UnpicklingError(PickleError):
    """Raised for bytes that are no pickle."""


class PickleBuffer:
    """A buffer that may travel outside the pickle."""

    def __init__(self, buffer):
        self._view = memoryview(buffer)

    def raw(self):
        """The bytes as a flat view."""
        return self._view.cast('B')

    def release(self):
        """Let the buffer go."""
        self._view.release()

    def _checked(self):
        if not self._view.contiguous:
            raise PicklingError('PickleBuffer can not be pickled when pointing to a non-contiguous buffer')
        return self._view

    def __buffer__(self, flags):
        return self._view


# --- writing -------------------------------------------------------------------------

def _settled(protocol, buffer_callback):
    if protocol is None:
        protocol = _HIGHEST
    elif protocol < 0:
        protocol = _HIGHEST
    elif protocol > _HIGHEST:
        raise ValueError(f'pickle protocol must be <= {_HIGHEST}')
    if buffer_callback is not None and protocol < 5:
        raise ValueError('buffer_callback needs protocol >= 5')
    return protocol


def _hook(owner, name, base):
    """The owner's method unless it is the base class's, which does nothing."""
    method = getattr(owner, name, None)
    return None if getattr(method, '__func__', None) is getattr(base, name) else method


class PicklerMemoProxy:
    """The objects that a pickler has written."""

    def __init__(self, objects):
        self._objects = objects

    def clear(self):
        """Forget them."""
        self._objects.clear()

    def copy(self):
        """{identity: (number, object)}"""
        return {id(obj): (i, obj) for i, obj in enumerate(self._objects)}

    def __reduce__(self):
        return dict, (self.copy(),)


class Pickler:
    """Writes objects to a file."""

    def __init__(self, file, protocol=None, fix_imports=True, buffer_callback=None):
        self._protocol = _settled(protocol, buffer_callback)
        try:
            self._write = file.write
        except AttributeError:
            raise TypeError("file must have a 'write' attribute") from None
        self._fix_imports = fix_imports
        self._buffer_callback = buffer_callback
        self._written = []
        self.bin = int(self._protocol > 0)
        self.fast = 0

    def clear_memo(self):
        """Forget what was written."""
        self._written.clear()

    def persistent_id(self, obj, /):
        """Override it to write references to objects outside."""
        return None

    def dump(self, obj, /):
        """Write one object."""
        try:
            write = self._write
        except AttributeError:
            name = type(self).__name__
            raise PicklingError(f'Pickler.__init__() was not called by {name}.__init__()') from None
        write(_dump(obj, self._protocol, self._fix_imports, self._buffer_callback, self._written, self.fast,
                    _hook(self, 'persistent_id', Pickler), getattr(self, 'reducer_override', None),
                    getattr(self, 'dispatch_table', None)))

    @property
    def memo(self):
        return PicklerMemoProxy(self._written)

    @memo.setter
    def memo(self, value):
        if isinstance(value, PicklerMemoProxy):
            self._written = value._objects.copy()
        elif isinstance(value, dict):
            self._written = [obj for _, obj in sorted(value.values(), key=lambda entry: entry[0])]
        else:
            name = type(value).__name__
            raise TypeError(f"'memo' attribute must be a PicklerMemoProxy object or dict, not {name}")


def dump(obj, file, protocol=None, *, fix_imports=True, buffer_callback=None):
    """Write an object to a file."""
    protocol = _settled(protocol, buffer_callback)
    try:
        write = file.write
    except AttributeError:
        raise TypeError("file must have a 'write' attribute") from None
    write(_dumps(obj, protocol, fix_imports, buffer_callback))


def dumps(obj, protocol=None, *, fix_imports=True, buffer_callback=None):
    """An object as bytes."""
    return _dumps(obj, _settled(protocol, buffer_callback), fix_imports, buffer_callback)


def _getattribute(obj, dotted_path):
    for name in dotted_path:
        obj = getattr(obj, name)
    return obj


def whichmodule(obj, name):
    """The module an object with a qualified name is in."""
    dotted = name.split('.')
    module = getattr(obj, '__module__', None)
    if module is not None:
        return module
    for module_name, module in list(sys.modules.items()):
        if module_name in ('__main__', '__mp_main__') or module is None:
            continue
        try:
            if _getattribute(module, dotted) is obj:
                return module_name
        except AttributeError:
            pass
    return '__main__'


def _find_global(obj, name):
    """(module, qualified name) of a global, checked."""
    if name is None:
        name = getattr(obj, '__qualname__', None) or obj.__name__
    dotted = name.split('.')
    if '<locals>' in dotted:
        raise PicklingError(f"Can't pickle local object {obj!r}")
    module_name = whichmodule(obj, name)
    try:
        __import__(module_name, level=0)
        module = sys.modules[module_name]
    except (ImportError, KeyError, ValueError) as exc:
        raise PicklingError(f"Can't pickle {obj!r}: {exc!s}")
    try:
        found = _getattribute(module, dotted)
    except AttributeError:
        raise PicklingError(f"Can't pickle {obj!r}: it's not found as {module_name}.{name}")
    if found is not obj:
        raise PicklingError(f"Can't pickle {obj!r}: it's not the same object as {module_name}.{name}")
    return module_name, name


def _extension(module_name, name):
    """The opcode of a registered global."""
    code = _extension_registry.get((module_name, name))
    if code is None:
        return None
    if code <= 0xff:
        return b'\x82' + code.to_bytes(1, 'little')
    if code <= 0xffff:
        return b'\x83' + code.to_bytes(2, 'little')
    return b'\x84' + code.to_bytes(4, 'little')


def _global_line(module_name, name, protocol, fix_imports):
    """The opcode of a global up to protocol 3."""
    if fix_imports:
        import _compat_pickle as compat
        key = module_name, name
        if key in compat.REVERSE_NAME_MAPPING:
            module_name, name = compat.REVERSE_NAME_MAPPING[key]
        else:
            module_name = compat.REVERSE_IMPORT_MAPPING.get(module_name, module_name)
    encoding = 'utf-8' if protocol >= 3 else 'ascii'
    parts = []
    for what, text in (('module', module_name), ('global', name)):
        try:
            parts.append(text.encode(encoding))
        except UnicodeEncodeError:
            raise PicklingError(f"can't pickle {what} identifier {text!r} using pickle protocol {protocol}")
    return b'c%b\n%b\n' % tuple(parts)


def _new_partial(cls, args, kwargs):
    """What makes an object with keyword arguments, for protocols that cannot say it."""
    from functools import partial
    return partial(cls.__new__, cls, *args, **kwargs)


# --- reading -------------------------------------------------------------------------

class UnpicklerMemoProxy:
    """The objects that an unpickler has numbered."""

    def __init__(self, objects):
        self._objects = objects

    def clear(self):
        """Forget them."""
        self._objects.clear()

    def copy(self):
        """{number: object}"""
        return self._objects.copy()

    def __reduce__(self):
        return dict, (self.copy(),)


class Unpickler:
    """Reads objects from a file."""

    def __init__(self, file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=None):
        try:
            self._read, self._readline = file.read, file.readline
        except AttributeError:
            raise TypeError("file must have 'read' and 'readline' attributes") from None
        self._settings = fix_imports, encoding, errors, None if buffers is None else iter(buffers)
        self._rest = b''
        self._numbered = {}
        self._protocol = 0

    def persistent_load(self, pid, /):
        """Override it to find objects outside."""
        raise UnpicklingError('A load persistent id instruction was encountered, but no persistent_load '
                              'function was specified.')

    def find_class(self, module_name, global_name, /):
        """The object of a name in a module; override it to allow only some."""
        return _find_class(module_name, global_name, self._protocol, self._settings[0])

    def load(self):
        """Read one object."""
        try:
            read = self._read
        except AttributeError:
            name = type(self).__name__
            raise UnpicklingError(f'Unpickler.__init__() was not called by {name}.__init__()') from None
        obj, self._rest = _load(self._rest, *self._settings, self._numbered, read, self._readline,
                                _hook(self, 'find_class', Unpickler), _hook(self, 'persistent_load', Unpickler), self)
        return obj

    @property
    def memo(self):
        return UnpicklerMemoProxy(self._numbered)

    @memo.setter
    def memo(self, value):
        if isinstance(value, UnpicklerMemoProxy):
            value = value._objects
        elif not isinstance(value, dict):
            name = type(value).__name__
            raise TypeError(f"'memo' attribute must be an UnpicklerMemoProxy object or dict, not {name}")
        self._numbered = value.copy()


def load(file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=None):
    """Read an object from a file."""
    return Unpickler(file, fix_imports=fix_imports, buffers=buffers, encoding=encoding, errors=errors).load()


def loads(data, /, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=None):
    """The object that the bytes describe."""
    return _loads(data, fix_imports, encoding, errors, None if buffers is None else iter(buffers))


def _find_class(module_name, name, protocol, fix_imports):
    """What a name stands for, the names of Python 2 included."""
    sys.audit('pickle.find_class', module_name, name)
    if protocol < 3 and fix_imports:
        import _compat_pickle as compat
        key = module_name, name
        if key in compat.NAME_MAPPING:
            module_name, name = compat.NAME_MAPPING[key]
        else:
            module_name = compat.IMPORT_MAPPING.get(module_name, module_name)
    __import__(module_name, level=0)
    module = sys.modules[module_name]
    if protocol < 4 or '.' not in name:
        return getattr(module, name)
    try:
        return _getattribute(module, name.split('.'))
    except AttributeError:
        raise AttributeError(f"Can't resolve path {name!r} on module {module_name!r}") from None


def _load_extension(code, find_class):
    if code <= 0:
        raise UnpicklingError('EXT specifies code <= 0')
    if code in _extension_cache:
        return _extension_cache[code]
    key = _inverted_registry.get(code)
    if key is None:
        raise ValueError(f'unregistered extension code {code}')
    obj = find_class(*key) if find_class is not None else _find_class(*key, _HIGHEST, False)
    _extension_cache[code] = obj
    return obj


def _new_with(cls, args, kwargs):
    return cls.__new__(cls, *args, **kwargs)


def _readonly(buffer):
    view = memoryview(buffer)
    return buffer if view.readonly else view.toreadonly()


def _line_number(line):
    return int(str(line, 'utf-8').partition('\0')[0])


def _line_int(line):
    try:
        return int(str(line, 'ascii'), 0)
    except ValueError:
        raise ValueError('could not convert string to int') from None


def _line_long(line):
    return int(str(line, 'utf-8'))


def _line_float(line):
    try:
        return float(line)
    except ValueError:
        raise ValueError(f'could not convert string to float: {str(line, "latin-1") + chr(10)!r}') from None


def _line_text(line):
    return str(line, 'raw-unicode-escape')


def _line_string(line):
    """The bytes of a quoted string."""
    from _codecs import escape_decode
    line = line.rstrip()
    if len(line) < 2 or line[0] != line[-1] or line[0] not in b'"\'':
        raise UnpicklingError('the STRING opcode argument must be quoted')
    return escape_decode(line[1:-1])[0]
