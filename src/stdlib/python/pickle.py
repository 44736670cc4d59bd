"""Contract: objects to bytes and back, protocols 2 to 5 of the pickle format.

Protocols 0 and 1 can be read for the common opcodes; asked to write them, this writes 2.
Values sent between interpreters go through `dumps` and `loads` here.
"""
import sys
from _struct import pack
from itertools import islice
from copyreg import dispatch_table, _extension_registry

__all__ = ['PickleError', 'PicklingError', 'UnpicklingError', 'Pickler', 'Unpickler', 'dump', 'dumps',
           'load', 'loads', 'PickleBuffer']

format_version = '5.0'
compatible_formats = ['1.0', '1.1', '1.2', '1.3', '2.0', '3.0', '4.0', '5.0']
HIGHEST_PROTOCOL = 5
DEFAULT_PROTOCOL = 5

_FunctionType = type(lambda: None)
_BuiltinType = type(len)


class PickleError(Exception):
    """What goes wrong with pickles."""


class PicklingError(PickleError):
    """Raised for objects that cannot be pickled."""


class UnpicklingError(PickleError):
    """Raised for bytes that are no pickle."""


PicklingError.__module__ = UnpicklingError.__module__ = PickleError.__module__ = '_pickle'


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

    def __buffer__(self, flags):
        return self._view


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


def encode_long(x):
    """An int as little-endian two's complement."""
    if x == 0:
        return b''
    nbytes = (x.bit_length() >> 3) + 1
    result = x.to_bytes(nbytes, 'little', signed=True)
    if x < 0 and nbytes > 1 and result[-1] == 0xff and result[-2] & 0x80:
        result = result[:-1]
    return result


def decode_long(data):
    """The int of little-endian two's complement."""
    return int.from_bytes(data, 'little', signed=True)


class Pickler:
    """Writes objects to a file."""

    def __init__(self, file, protocol=None, *, fix_imports=True, buffer_callback=None):
        if protocol is None:
            protocol = DEFAULT_PROTOCOL
        if protocol < 0:
            protocol = HIGHEST_PROTOCOL
        elif protocol > HIGHEST_PROTOCOL:
            raise ValueError(f'pickle protocol must be <= {HIGHEST_PROTOCOL}')
        if buffer_callback is not None and protocol < 5:
            raise ValueError('buffer_callback needs protocol >= 5')
        try:
            self._file_write = file.write
        except AttributeError:
            raise TypeError("file must have a 'write' attribute") from None
        self.proto = max(2, int(protocol))
        self.memo = {}
        self.fast = False
        self._buffer_callback = buffer_callback

    def clear_memo(self):
        """Forget what was written."""
        self.memo.clear()

    def persistent_id(self, obj):
        """Override it to write references to objects outside."""
        return None

    def dump(self, obj):
        """Write one object."""
        if not hasattr(self, '_file_write'):
            raise PicklingError(f'Pickler.__init__() was not called by {type(self).__name__}.__init__()')
        self._out = []
        self._out.append(b'\x80' + bytes((self.proto,)))
        self.save(obj)
        self._out.append(b'.')
        body = b''.join(self._out)
        if self.proto >= 4:
            frame = body[2:]
            if len(frame) >= 4:
                body = body[:2] + b'\x95' + pack('<Q', len(frame)) + frame
        self._out = []
        self._file_write(body)

    def _memoize(self, obj):
        if self.fast:
            return
        index = len(self.memo)
        self.memo[id(obj)] = index, obj
        if self.proto >= 4:
            self._out.append(b'\x94')
        elif index < 256:
            self._out.append(b'q' + bytes((index,)))
        else:
            self._out.append(b'r' + pack('<I', index))

    def _get(self, index):
        self._out.append(b'h' + bytes((index,)) if index < 256 else b'j' + pack('<I', index))

    def save(self, obj, save_persistent_id=True):
        """Write an object or a reference to it."""
        if save_persistent_id:
            pid = self.persistent_id(obj)
            if pid is not None:
                self.save(pid, False)
                self._out.append(b'Q')
                return
        known = self.memo.get(id(obj))
        if known is not None:
            self._get(known[0])
            return
        kind = type(obj)
        override = getattr(self, 'reducer_override', None)
        rv = NotImplemented
        if override is not None:
            rv = override(obj)
        if rv is NotImplemented:
            writer = _WRITERS.get(kind)
            if writer is not None:
                writer(self, obj)
                return
            table = getattr(self, 'dispatch_table', dispatch_table)
            reducer = table.get(kind)
            if reducer is not None:
                rv = reducer(obj)
            elif issubclass(kind, type):
                self._global(obj)
                return
            else:
                reducer = getattr(obj, '__reduce_ex__', None)
                if reducer is not None:
                    rv = reducer(self.proto)
                else:
                    reducer = getattr(obj, '__reduce__', None)
                    if reducer is None:
                        raise PicklingError(f"Can't pickle {kind.__name__!r} object: {obj!r}")
                    rv = reducer()
        if isinstance(rv, str):
            self._global(obj, rv)
            return
        if not isinstance(rv, tuple):
            raise PicklingError(f'__reduce__ must return a string or tuple, not {type(rv).__qualname__}')
        if not 2 <= len(rv) <= 6:
            raise PicklingError('tuple returned by __reduce__ must contain 2 through 6 elements')
        try:
            self._reduced(obj, *rv)
        except BaseException as exc:
            exc.add_note(f'when serializing {_full_name(obj)} object')
            raise

    def _noted(self, value, text, owner):
        try:
            self.save(value)
        except BaseException as exc:
            exc.add_note(f'when serializing {_full_name(owner)} {text}')
            raise

    def _reduced(self, obj, func, args, state=None, listitems=None, dictitems=None, state_setter=None):
        if not callable(func):
            raise PicklingError(f'first item of the tuple returned by __reduce__ must be callable, '
                                f'not {type(func).__qualname__}')
        if not isinstance(args, tuple):
            raise PicklingError(f'second item of the tuple returned by __reduce__ must be a tuple, '
                                f'not {type(args).__qualname__}')
        name = getattr(func, '__name__', '')
        if name == '__newobj_ex__':
            cls, args, kwargs = args
            if self.proto >= 4:
                self._noted(cls, 'class', obj)
                self._noted(args, '__new__ arguments', obj)
                self._noted(kwargs, '__new__ arguments', obj)
                self._out.append(b'\x92')
            else:
                import functools
                self._noted(functools.partial(cls.__new__, cls, *args, **kwargs), 'reconstructor', obj)
                self.save(())
                self._out.append(b'R')
        elif name == '__newobj__':
            cls = args[0]
            if not hasattr(cls, '__new__'):
                raise PicklingError('first argument to __newobj__() has no __new__')
            if obj is not None and cls is not obj.__class__:
                raise PicklingError(f'first argument to __newobj__() must be {obj.__class__!r}, not {cls!r}')
            self._noted(cls, 'class', obj)
            self._noted(args[1:], '__new__ arguments', obj)
            self._out.append(b'\x81')
        else:
            self._noted(func, 'reconstructor', obj)
            self._noted(args, 'reconstructor arguments', obj)
            self._out.append(b'R')
        if obj is not None:
            known = self.memo.get(id(obj))
            if known is not None:
                self._out.append(b'0')
                self._get(known[0])
            else:
                self._memoize(obj)
        if listitems is not None:
            self._appends(listitems, obj)
        if dictitems is not None:
            self._setitems(dictitems, obj)
        if state is not None:
            if state_setter is None:
                self._noted(state, 'state', obj)
                self._out.append(b'b')
            else:
                self._noted(state_setter, 'state setter', obj)
                self.save(obj)
                self._noted(state, 'state', obj)
                self._out.append(b'\x86R0')

    def _appends(self, items, obj):
        it = iter(items)
        done = 0
        while batch := list(islice(it, 1000)):
            if len(batch) > 1:
                self._out.append(b'(')
            for i, item in enumerate(batch, done):
                self._noted(item, f'item {i}', obj)
            self._out.append(b'e' if len(batch) > 1 else b'a')
            done += len(batch)

    def _setitems(self, items, obj):
        it = iter(items)
        while batch := list(islice(it, 1000)):
            if len(batch) > 1:
                self._out.append(b'(')
            for key, value in batch:
                self.save(key)
                self._noted(value, f'item {key!r}', obj)
            self._out.append(b'u' if len(batch) > 1 else b's')

    def _global(self, obj, name=None):
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
            raise PicklingError(f"Can't pickle {obj!r}: {exc!s}") from exc
        try:
            found = _getattribute(module, dotted)
        except AttributeError:
            raise PicklingError(f"Can't pickle {obj!r}: it's not found as {module_name}.{name}") from None
        if found is not obj:
            raise PicklingError(f"Can't pickle {obj!r}: it's not the same object as {module_name}.{name}")
        code = _extension_registry.get((module_name, name))
        if code is not None:
            if code <= 0xff:
                self._out.append(b'\x82' + bytes((code,)))
            elif code <= 0xffff:
                self._out.append(b'\x83' + pack('<H', code))
            else:
                self._out.append(b'\x84' + pack('<i', code))
            return
        if self.proto >= 4:
            self.save(module_name)
            self.save(name)
            self._out.append(b'\x93')
        elif len(dotted) > 1:
            self._reduced(obj, getattr, (_getattribute(module, dotted[:-1]), dotted[-1]))
            return
        else:
            self._out.append(b'c' + module_name.encode() + b'\n' + name.encode() + b'\n')
        self._memoize(obj)

    # --- the builtin types

    def _none(self, obj):
        self._out.append(b'N')

    def _bool(self, obj):
        self._out.append(b'\x88' if obj else b'\x89')

    def _int(self, obj):
        if 0 <= obj <= 0xff:
            self._out.append(b'K' + bytes((obj,)))
        elif 0 <= obj <= 0xffff:
            self._out.append(b'M' + pack('<H', obj))
        elif -0x80000000 <= obj <= 0x7fffffff:
            self._out.append(b'J' + pack('<i', obj))
        else:
            data = encode_long(obj)
            if len(data) < 256:
                self._out.append(b'\x8a' + bytes((len(data),)) + data)
            else:
                self._out.append(b'\x8b' + pack('<i', len(data)) + data)

    def _float(self, obj):
        self._out.append(b'G' + pack('>d', obj))

    def _str(self, obj):
        data = obj.encode('utf-8', 'surrogatepass')
        n = len(data)
        if n <= 0xff and self.proto >= 4:
            self._out.append(b'\x8c' + bytes((n,)) + data)
        elif n > 0xffffffff and self.proto >= 4:
            self._out.append(b'\x8d' + pack('<Q', n) + data)
        else:
            self._out.append(b'X' + pack('<I', n) + data)
        self._memoize(obj)

    def _bytes(self, obj):
        if self.proto < 3:
            if not obj:
                self._reduced(obj, bytes, ())
            else:
                import codecs
                self._reduced(obj, codecs.encode, (str(obj, 'latin1'), 'latin1'))
            return
        n = len(obj)
        if n <= 0xff:
            self._out.append(b'C' + bytes((n,)) + obj)
        elif n > 0xffffffff and self.proto >= 4:
            self._out.append(b'\x8e' + pack('<Q', n) + obj)
        else:
            self._out.append(b'B' + pack('<I', n) + obj)
        self._memoize(obj)

    def _bytearray(self, obj):
        if self.proto < 5:
            self._reduced(obj, bytearray, (bytes(obj),) if obj else ())
            return
        self._out.append(b'\x96' + pack('<Q', len(obj)) + bytes(obj))
        self._memoize(obj)

    def _buffer(self, obj):
        if self.proto < 5:
            raise PicklingError('PickleBuffer can only be pickled with protocol >= 5')
        view = obj.raw()
        if self._buffer_callback is None or bool(self._buffer_callback(obj)):
            if view.readonly:
                self._bytes(view.tobytes())
            else:
                self._bytearray(bytearray(view))
        else:
            self._out.append(b'\x97')
            if view.readonly:
                self._out.append(b'\x98')

    def _tuple(self, obj):
        if not obj:
            self._out.append(b')')
            return
        n = len(obj)
        if n > 3:
            self._out.append(b'(')
        for i, item in enumerate(obj):
            self._noted(item, f'item {i}', obj)
        known = self.memo.get(id(obj))
        if known is not None:  # written meanwhile, through a cycle
            self._out.append(b'0' * n if n <= 3 else b'1')
            self._get(known[0])
            return
        self._out.append((b'', b'\x85', b'\x86', b'\x87')[n] if n <= 3 else b't')
        self._memoize(obj)

    def _list(self, obj):
        self._out.append(b']')
        self._memoize(obj)
        if obj:
            self._appends(obj, obj)

    def _dict(self, obj):
        self._out.append(b'}')
        self._memoize(obj)
        self._setitems(obj.items(), obj)

    def _set(self, obj):
        if self.proto < 4:
            self._reduced(obj, set, (list(obj),))
            return
        self._out.append(b'\x8f')
        self._memoize(obj)
        if obj:
            self._out.append(b'(')
            for item in obj:
                self._noted(item, 'element', obj)
            self._out.append(b'\x90')

    def _frozenset(self, obj):
        if self.proto < 4:
            self._reduced(obj, frozenset, (list(obj),))
            return
        self._out.append(b'(')
        for item in obj:
            self._noted(item, 'element', obj)
        known = self.memo.get(id(obj))
        if known is not None:
            self._out.append(b'1')
            self._get(known[0])
            return
        self._out.append(b'\x91')
        self._memoize(obj)

    def _type(self, obj):
        for value in (None, NotImplemented, ...):
            if obj is type(value):
                self._reduced(obj, type, (value,))
                return
        self._global(obj)


def _full_name(obj):
    cls = type(obj)
    if cls.__module__ in ('builtins', '__main__', None):
        return cls.__qualname__
    return f'{cls.__module__}.{cls.__qualname__}'


_WRITERS = {type(None): Pickler._none, bool: Pickler._bool, int: Pickler._int, float: Pickler._float,
            str: Pickler._str, bytes: Pickler._bytes, bytearray: Pickler._bytearray,
            PickleBuffer: Pickler._buffer, tuple: Pickler._tuple, list: Pickler._list, dict: Pickler._dict,
            set: Pickler._set, frozenset: Pickler._frozenset, type: Pickler._type,
            _FunctionType: Pickler._global}


from _pickle_reader import Unpickler

_Pickler, _Unpickler = Pickler, Unpickler


# --- functions -----------------------------------------------------------------------

def dump(obj, file, protocol=None, *, fix_imports=True, buffer_callback=None):
    """Write an object to a file."""
    Pickler(file, protocol, fix_imports=fix_imports, buffer_callback=buffer_callback).dump(obj)


class _Sink:
    """A file that keeps what is written."""

    def __init__(self):
        self.parts = []
        self.write = self.parts.append


def dumps(obj, protocol=None, *, fix_imports=True, buffer_callback=None):
    """An object as bytes."""
    sink = _Sink()
    Pickler(sink, protocol, fix_imports=fix_imports, buffer_callback=buffer_callback).dump(obj)
    return b''.join(sink.parts)


def load(file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=None):
    """Read an object from a file."""
    return Unpickler(file, fix_imports=fix_imports, buffers=buffers, encoding=encoding, errors=errors).load()


def loads(s, /, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=None):
    """The object that the bytes describe."""
    if isinstance(s, str):
        raise TypeError("a bytes-like object is required, not 'str'")
    import io
    return Unpickler(io.BytesIO(s), fix_imports=fix_imports, buffers=buffers, encoding=encoding,
                     errors=errors).load()
