"""Contract: `Unpickler`: one function for each opcode, in a table. Loaded by `pickle`."""
import sys
from _struct import unpack
from copyreg import _extension_cache, _inverted_registry
from pickle import UnpicklingError, HIGHEST_PROTOCOL, decode_long, _getattribute

__name__ = 'pickle'


class _Stop(Exception):
    pass


class Unpickler:
    """Reads objects from a file."""

    def __init__(self, file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=None):
        self._buffers = iter(buffers) if buffers is not None else None
        for name in ('read', 'readline'):
            if not hasattr(file, name):
                raise TypeError("file must have 'read' and 'readline' attributes")
        self._read_file = file.read
        self._readline_file = file.readline
        self.memo = {}
        self.encoding = encoding
        self.errors = errors

    def persistent_load(self, pid):
        """Override it to find objects outside."""
        raise UnpicklingError('A load persistent id instruction was encountered, but no persistent_load '
                              'function was specified.')

    def find_class(self, module_name, global_name):
        """The object of a name in a module; override it to allow only some."""
        sys.audit('pickle.find_class', module_name, global_name)
        __import__(module_name, level=0)
        module = sys.modules[module_name]
        if '.' not in global_name:
            return getattr(module, global_name)
        return _getattribute(module, global_name.split('.'))

    def _read(self, n):
        data = self._read_file(n)
        if len(data) < n:
            raise UnpicklingError('pickle data was truncated')
        return data

    def _line(self):
        data = self._readline_file()
        if not data:
            raise EOFError('Ran out of input')
        if data[-1:] != b'\n':
            raise UnpicklingError('pickle data was truncated')
        return data[:-1]

    def load(self):
        """Read one object."""
        if not hasattr(self, '_read_file'):
            raise UnpicklingError(f'Unpickler.__init__() was not called by {type(self).__name__}.__init__()')
        self.stack = []
        self.metastack = []
        self.append = self.stack.append
        readers = _READERS
        try:
            while True:
                key = self._read_file(1)
                if not key:
                    raise EOFError('Ran out of input')
                reader = readers.get(key[0])
                if reader is None:
                    shown = chr(key[0]) if 32 <= key[0] < 127 else f'\\x{key[0]:02x}'
                    raise UnpicklingError(f"invalid load key, '{shown}'.")
                reader(self)
        except _Stop as stop:
            return stop.args[0]
        except IndexError:
            raise UnpicklingError('unexpected MARK found' if self.metastack else 'unpickling stack underflow') \
                from None

    def _pop_mark(self):
        if not self.metastack:
            raise UnpicklingError('could not find MARK')
        items = self.stack
        self.stack = self.metastack.pop()
        return items

    def _push(self, value):
        self.stack.append(value)

    def _make(self, cls, args):
        if args or not isinstance(cls, type) or hasattr(cls, '__getinitargs__'):
            return cls(*args)
        return cls.__new__(cls)

    def _build(self):
        state = self.stack.pop()
        inst = self.stack[-1]
        setstate = getattr(inst, '__setstate__', None)
        if setstate is not None:
            setstate(state)
            return
        slots = None
        if isinstance(state, tuple) and len(state) == 2:
            state, slots = state
        if state:
            values = inst.__dict__
            for k, v in state.items():
                values[sys.intern(k) if type(k) is str else k] = v
        if slots:
            for k, v in slots.items():
                setattr(inst, k, v)

    def _extension(self, code):
        if code in _extension_cache:
            self._push(_extension_cache[code])
            return
        key = _inverted_registry.get(code)
        if not key:
            if code <= 0:
                raise UnpicklingError('EXT specifies code <= 0')
            raise ValueError(f'unregistered extension code {code}')
        obj = _extension_cache[code] = self.find_class(*key)
        self._push(obj)


def _readers():
    """{opcode: function}."""
    table = {}

    def op(code):
        def register(function):
            table[code[0]] = function
            return function
        return register

    def sized(code, format, size, convert):
        def read(u):
            u._push(convert(u._read(unpack(format, u._read(size))[0])))
        table[code[0]] = read

    def fixed(code, format, size):
        def read(u):
            u._push(unpack(format, u._read(size))[0])
        table[code[0]] = read

    def constant(code, value):
        table[code[0]] = lambda u: u._push(value)

    def utf8(data):
        return str(data, 'utf-8', 'surrogatepass')

    for code, value in ((b'N', None), (b'\x88', True), (b'\x89', False), (b')', ())):
        constant(code, value)
    fixed(b'K', '<B', 1), fixed(b'M', '<H', 2), fixed(b'J', '<i', 4), fixed(b'G', '>d', 8)
    sized(b'\x8a', '<B', 1, decode_long), sized(b'\x8b', '<i', 4, decode_long)
    sized(b'\x8c', '<B', 1, utf8), sized(b'X', '<I', 4, utf8), sized(b'\x8d', '<Q', 8, utf8)
    sized(b'C', '<B', 1, bytes), sized(b'B', '<I', 4, bytes), sized(b'\x8e', '<Q', 8, bytes)
    sized(b'\x96', '<Q', 8, bytearray)

    @op(b'\x80')
    def proto(u):
        value = u._read(1)[0]
        if value > HIGHEST_PROTOCOL:
            raise ValueError(f'unsupported pickle protocol: {value}')

    @op(b'\x95')
    def frame(u):
        size = unpack('<Q', u._read(8))[0]
        if size > sys.maxsize:
            raise ValueError(f'frame size > sys.maxsize: {size}')

    @op(b'.')
    def stop(u):
        raise _Stop(u.stack.pop())

    @op(b'(')
    def mark(u):
        u.metastack.append(u.stack)
        u.stack = []

    @op(b'0')
    def pop(u):
        if u.stack:
            del u.stack[-1]
        else:
            u._pop_mark()

    @op(b'1')
    def pop_mark(u):
        u._pop_mark()

    @op(b'2')
    def dup(u):
        u._push(u.stack[-1])

    @op(b']')
    def empty_list(u):
        u._push([])

    @op(b'}')
    def empty_dict(u):
        u._push({})

    @op(b'\x8f')
    def empty_set(u):
        u._push(set())

    @op(b't')
    def tuple_(u):
        items = u._pop_mark()
        u._push(tuple(items))

    @op(b'l')
    def list_(u):
        items = u._pop_mark()
        u._push(items)

    @op(b'd')
    def dict_(u):
        items = u._pop_mark()
        u._push({items[i]: items[i + 1] for i in range(0, len(items), 2)})

    @op(b'\x91')
    def frozenset_(u):
        items = u._pop_mark()
        u._push(frozenset(items))

    for code, n in ((b'\x85', 1), (b'\x86', 2), (b'\x87', 3)):
        def short_tuple(u, n=n):
            if len(u.stack) < n:
                raise IndexError
            u.stack[-n:] = [tuple(u.stack[-n:])]
        table[code[0]] = short_tuple

    @op(b'a')
    def append(u):
        value = u.stack.pop()
        u.stack[-1].append(value)

    @op(b'e')
    def appends(u):
        items = u._pop_mark()
        target = u.stack[-1]
        extend = getattr(target, 'extend', None)
        if extend is not None:
            extend(items)
        else:
            for item in items:
                target.append(item)

    @op(b's')
    def setitem(u):
        value, key = u.stack.pop(), u.stack.pop()
        u.stack[-1][key] = value

    @op(b'u')
    def setitems(u):
        items = u._pop_mark()
        target = u.stack[-1]
        for i in range(0, len(items), 2):
            target[items[i]] = items[i + 1]

    @op(b'\x90')
    def additems(u):
        items = u._pop_mark()
        target = u.stack[-1]
        if isinstance(target, set):
            target.update(items)
        else:
            for item in items:
                target.add(item)

    def put(u, index):
        u.memo[index] = u.stack[-1]

    def get(u, index):
        try:
            u._push(u.memo[index])
        except KeyError:
            raise UnpicklingError(f'Memo value not found at index {index}') from None

    table[b'q'[0]] = lambda u: put(u, u._read(1)[0])
    table[b'r'[0]] = lambda u: put(u, unpack('<I', u._read(4))[0])
    table[b'p'[0]] = lambda u: put(u, int(u._line()))
    table[b'\x94'[0]] = lambda u: put(u, len(u.memo))
    table[b'h'[0]] = lambda u: get(u, u._read(1)[0])
    table[b'j'[0]] = lambda u: get(u, unpack('<I', u._read(4))[0])
    table[b'g'[0]] = lambda u: get(u, int(u._line()))

    @op(b'c')
    def global_(u):
        module, name = u._line().decode(), u._line().decode()
        u._push(u.find_class(_OLD_NAMES.get(module, module), name))

    @op(b'\x93')
    def stack_global(u):
        name, module = u.stack.pop(), u.stack.pop()
        if type(name) is not str or type(module) is not str:
            raise UnpicklingError('STACK_GLOBAL requires str')
        u._push(u.find_class(module, name))

    @op(b'R')
    def reduce(u):
        args = u.stack.pop()
        u.stack[-1] = u.stack[-1](*args)

    @op(b'\x81')
    def newobj(u):
        args = u.stack.pop()
        cls = u.stack.pop()
        u._push(cls.__new__(cls, *args))

    @op(b'\x92')
    def newobj_ex(u):
        kwargs, args = u.stack.pop(), u.stack.pop()
        cls = u.stack.pop()
        u._push(cls.__new__(cls, *args, **kwargs))

    @op(b'i')
    def inst(u):
        module, name = u._line().decode(), u._line().decode()
        items = u._pop_mark()
        u._push(u._make(u.find_class(module, name), items))

    @op(b'o')
    def obj(u):
        items = u._pop_mark()
        u._push(u._make(items[0], items[1:]))

    table[b'b'[0]] = Unpickler._build
    table[b'Q'[0]] = lambda u: u._push(u.persistent_load(u.stack.pop()))
    table[b'P'[0]] = lambda u: u._push(u.persistent_load(u._line().decode('ascii')))
    table[b'\x82'[0]] = lambda u: u._extension(u._read(1)[0])
    table[b'\x83'[0]] = lambda u: u._extension(unpack('<H', u._read(2))[0])
    table[b'\x84'[0]] = lambda u: u._extension(unpack('<i', u._read(4))[0])

    @op(b'\x97')
    def next_buffer(u):
        if u._buffers is None:
            raise UnpicklingError('pickle stream refers to out-of-band data but no *buffers* argument was given')
        try:
            u._push(next(u._buffers))
        except StopIteration:
            raise UnpicklingError('not enough out-of-band buffers') from None

    @op(b'\x98')
    def readonly_buffer(u):
        with memoryview(u.stack[-1]) as m:
            if not m.readonly:
                u.stack[-1] = m.toreadonly()

    # protocol 0
    @op(b'I')
    def int_(u):
        data = u._line()
        u._push({b'00': False, b'01': True}.get(data) if data in (b'00', b'01') else int(data, 0))

    table[b'L'[0]] = lambda u: u._push(int(u._line().rstrip(b'L'), 0))
    table[b'F'[0]] = lambda u: u._push(float(u._line()))
    table[b'V'[0]] = lambda u: u._push(str(u._line(), 'raw-unicode-escape'))

    @op(b'S')
    def string(u):
        data = u._line()
        if len(data) < 2 or data[:1] != data[-1:] or data[:1] not in (b'"', b"'"):
            raise UnpicklingError('the STRING opcode argument must be quoted')
        text = data[1:-1].decode('latin1').encode('latin1').decode('unicode_escape')
        u._push(text.encode('latin1') if u.encoding == 'bytes' else text)
    return table


_OLD_NAMES = {'__builtin__': 'builtins', 'copy_reg': 'copyreg', 'exceptions': 'builtins'}
_READERS = _readers()
