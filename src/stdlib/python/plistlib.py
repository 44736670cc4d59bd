"""Contract: property lists, as XML and as binary files."""
import binascii
import datetime
import enum
import io
import re
import struct

__all__ = ['InvalidFileException', 'FMT_XML', 'FMT_BINARY', 'load', 'dump', 'loads', 'dumps', 'UID']

PlistFormat = enum.Enum('PlistFormat', 'FMT_XML FMT_BINARY', module=__name__)
FMT_XML, FMT_BINARY = PlistFormat.FMT_XML, PlistFormat.FMT_BINARY


class UID:
    """A number that names an object, in the archives of programs."""

    def __init__(self, data):
        if not isinstance(data, int):
            raise TypeError('data must be an int')
        if data >= 1 << 64:
            raise ValueError('UIDs cannot be >= 2**64')
        if data < 0:
            raise ValueError('UIDs must be positive')
        self.data = data

    def __index__(self):
        return self.data

    def __repr__(self):
        return f'{type(self).__name__}({self.data!r})'

    def __reduce__(self):
        return type(self), (self.data,)

    def __eq__(self, other):
        return self.data == other.data if isinstance(other, UID) else NotImplemented

    def __hash__(self):
        return hash(self.data)


class InvalidFileException(ValueError):
    """A file that is no property list."""

    def __init__(self, message='Invalid file'):
        ValueError.__init__(self, message)


# XML

_HEADER = b'''<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
'''
_control = re.compile('[\0-\x08\x0b\x0c\x0e-\x1f]')
_date = re.compile(r'(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d)(?:T(?P<hour>\d\d)(?::(?P<minute>\d\d)'
                   r'(?::(?P<second>\d\d))?)?)?)?)?Z', re.ASCII)


def _read_date(text, aware):
    parts = [int(part) for part in _date.match(text).groups() if part is not None]
    when = datetime.datetime(*(parts + [1, 1][len(parts) - 1:] if len(parts) < 3 else parts))
    return when.replace(tzinfo=datetime.UTC) if aware else when


def _write_date(when, aware):
    if aware:
        when = when.astimezone(datetime.UTC)
    return '%04d-%02d-%02dT%02d:%02d:%02dZ' % (when.year, when.month, when.day, when.hour, when.minute, when.second)


def _escaped(text):
    if _control.search(text):
        raise ValueError("strings can't contain control characters; use bytes instead")
    text = text.replace('\r\n', '\n').replace('\r', '\n')
    return text.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;')


class _XMLReader:
    """Makes objects of the parser's calls."""

    def __init__(self, dict_type, aware):
        self._open, self._key, self._root = [], None, None
        self._dict_type, self._aware, self._data = dict_type, aware, []

    def parse(self, file):
        from xml.parsers.expat import ParserCreate
        parser = self._parser = ParserCreate()
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler, parser.EntityDeclHandler = lambda data: self._data.append(data), self._entity
        parser.ParseFile(file)
        return self._root

    def _entity(self, *args):
        # they could make a small file a large one
        raise InvalidFileException('XML entity declarations are not supported in plist files')

    def _start(self, element, attributes):
        self._data = []
        if element in ('dict', 'array'):
            made = self._dict_type() if element == 'dict' else []
            self._add(made)
            self._open.append(made)

    def _add(self, value):
        if self._key is not None:
            self._open[-1][self._key] = value
            self._key = None
        elif not self._open:
            self._root = value
        else:
            if not isinstance(self._open[-1], list):
                raise ValueError(f'unexpected element at line {self._parser.CurrentLineNumber}')
            self._open[-1].append(value)

    def _end(self, element):
        text, self._data = ''.join(self._data), []
        if element == 'dict':
            if self._key is not None:
                raise ValueError(f'missing value for key {self._key!r} at line {self._parser.CurrentLineNumber}')
            self._open.pop()
        elif element == 'array':
            self._open.pop()
        elif element == 'key':
            if self._key is not None or not self._open or isinstance(self._open[-1], list):
                raise ValueError(f'unexpected key at line {self._parser.CurrentLineNumber}')
            self._key = text
        elif element in ('true', 'false'):
            self._add(element == 'true')
        elif element == 'integer':
            self._add(int(text, 16) if text.startswith(('0x', '0X')) else int(text))
        elif element == 'real':
            self._add(float(text))
        elif element == 'string':
            self._add(text)
        elif element == 'data':
            self._add(binascii.a2b_base64(text.encode('utf-8')))
        elif element == 'date':
            self._add(_read_date(text, self._aware))


class _XMLWriter:
    """Writes objects as XML."""

    def __init__(self, file, sort_keys, skipkeys, aware):
        self._file, self._depth, self._sort, self._skip, self._aware = file, 0, sort_keys, skipkeys, aware

    def write(self, value):
        self._file.write(_HEADER)
        self._line('<plist version="1.0">')
        self._value(value)
        self._line('</plist>')

    def _line(self, text):
        self._file.write(b'\t' * self._depth + text.encode('utf-8') + b'\n')

    def _element(self, name, text):
        self._line(f'<{name}>{_escaped(text)}</{name}>')

    def _value(self, value):
        if isinstance(value, str):
            self._element('string', value)
        elif value is True or value is False:
            self._line('<true/>' if value else '<false/>')
        elif isinstance(value, int):
            if not -1 << 63 <= value < 1 << 64:
                raise OverflowError(value)
            self._element('integer', '%d' % value)
        elif isinstance(value, float):
            self._element('real', repr(value))
        elif isinstance(value, dict):
            self._dict(value)
        elif isinstance(value, (bytes, bytearray)):
            self._bytes(value)
        elif isinstance(value, datetime.datetime):
            self._element('date', _write_date(value, self._aware))
        elif isinstance(value, (tuple, list)):
            if not value:
                self._line('<array/>')
                return
            self._line('<array>')
            self._depth += 1
            for item in value:
                self._value(item)
            self._depth -= 1
            self._line('</array>')
        else:
            raise TypeError(f'unsupported type: {type(value)}')

    def _bytes(self, data):
        self._line('<data>')
        width = max(16, 76 - len('\t'.expandtabs() * self._depth))
        step = width // 4 * 3
        for i in range(0, len(data), step):
            self._line(binascii.b2a_base64(data[i:i + step], newline=False).decode('ascii'))
        self._line('</data>')

    def _dict(self, value):
        if not value:
            self._line('<dict/>')
            return
        self._line('<dict>')
        self._depth += 1
        for key, item in _pairs(value, self._sort, self._skip):
            self._element('key', key)
            self._value(item)
        self._depth -= 1
        self._line('</dict>')


# binary

_EPOCH = datetime.datetime(2001, 1, 1)


class _BinaryReader:
    """Reads objects by their numbers."""

    def __init__(self, dict_type, aware):
        self._dict_type, self._aware = dict_type, aware

    def parse(self, file):
        try:
            self._file = file
            file.seek(-32, io.SEEK_END)
            trailer = file.read(32)
            if len(trailer) != 32:
                raise InvalidFileException()
            offset_size, self._reference_size, count, top, table = struct.unpack('>6xBBQQQ', trailer)
            file.seek(table)
            self._offsets = self._numbers(count, offset_size)
            self._objects = [_UNREAD] * count
            return self._object(top)
        except (OSError, IndexError, struct.error, OverflowError, ValueError):
            raise InvalidFileException()

    def _numbers(self, count, size):
        data = self._file.read(count * size)
        if size == 0 or len(data) != count * size:
            raise InvalidFileException()
        return [int.from_bytes(data[i:i + size], 'big') for i in range(0, len(data), size)]

    def _size(self, low):
        """A size: in the token, or in a number after it."""
        if low != 0xf:
            return low
        size = 1 << (self._file.read(1)[0] & 3)
        return int.from_bytes(self._exactly(size), 'big')

    def _exactly(self, n):
        data = self._file.read(n)
        if len(data) != n:
            raise InvalidFileException()
        return data

    def _object(self, ref):
        found = self._objects[ref]
        if found is not _UNREAD:
            return found
        self._file.seek(self._offsets[ref])
        token = self._exactly(1)[0]
        high, low = token & 0xf0, token & 0x0f
        if token in (0x00, 0x08, 0x09, 0x0f):
            value = {0x00: None, 0x08: False, 0x09: True, 0x0f: b''}[token]
        elif high == 0x10:
            value = int.from_bytes(self._exactly(1 << low), 'big', signed=low >= 3)
        elif token in (0x22, 0x23):
            value = struct.unpack('>f' if token == 0x22 else '>d', self._exactly(4 if token == 0x22 else 8))[0]
        elif token == 0x33:
            value = _EPOCH + datetime.timedelta(seconds=struct.unpack('>d', self._exactly(8))[0])
            if self._aware:
                value = value.replace(tzinfo=datetime.UTC)
        elif high == 0x40:
            value = self._exactly(self._size(low))
        elif high == 0x50:
            value = self._exactly(self._size(low)).decode('ascii')
        elif high == 0x60:
            value = self._exactly(self._size(low) * 2).decode('utf-16be')
        elif high == 0x80:
            value = UID(int.from_bytes(self._exactly(1 + low), 'big'))
        elif high == 0xa0:
            refs = self._refs(self._size(low))
            value = self._objects[ref] = []
            value.extend(self._object(each) for each in refs)
        elif high == 0xd0:
            count = self._size(low)
            keys, values = self._refs(count), self._refs(count)
            value = self._objects[ref] = self._dict_type()
            try:
                for key, each in zip(keys, values):
                    value[self._object(key)] = self._object(each)
            except TypeError:
                raise InvalidFileException()
        else:
            raise InvalidFileException()
        self._objects[ref] = value
        return value

    def _refs(self, count):
        return self._numbers(count, self._reference_size) if count else []


_UNREAD = object()


def _width(count):
    return 1 if count < 1 << 8 else 2 if count < 1 << 16 else 4 if count < 1 << 32 else 8


class _BinaryWriter:
    """Writes objects by their numbers: each value once."""

    _SCALARS = (str, int, float, datetime.datetime, bytes, bytearray)

    def __init__(self, file, sort_keys, skipkeys, aware):
        self._file, self._sort, self._skip, self._aware = file, sort_keys, skipkeys, aware

    def write(self, value):
        self._objects, self._scalars, self._others = [], {}, {}
        self._number(value)
        count = len(self._objects)
        self._reference_size = _width(count)
        self._file.write(b'bplist00')
        offsets = []
        for each in self._objects:
            offsets.append(self._file.tell())
            self._object(each)
        table = self._file.tell()
        size = _width(table)
        for offset in offsets:
            self._file.write(offset.to_bytes(size, 'big'))
        self._file.write(struct.pack('>5xBBBQQQ', 0, size, self._reference_size, count, 0, table))

    def _number(self, value):
        if isinstance(value, self._SCALARS + (UID,)):
            if self._key(value) in self._scalars:
                return
        elif id(value) in self._others:
            return
        number = len(self._objects)
        self._objects.append(value)
        self._place(value, number)
        if isinstance(value, dict):
            pairs = _pairs(value, self._sort, self._skip)
            for place in (0, 1):
                for pair in pairs:
                    self._number(pair[place])
        elif isinstance(value, (list, tuple)):
            for each in value:
                self._number(each)

    def _key(self, value):
        return type(value), bytes(value) if isinstance(value, bytearray) else value

    def _place(self, value, number):
        if isinstance(value, self._SCALARS + (UID,)):
            self._scalars[self._key(value)] = number
        else:
            self._others[id(value)] = number

    def _ref(self, value):
        if isinstance(value, self._SCALARS + (UID,)):
            return self._scalars[self._key(value)]
        return self._others[id(value)]

    def _head(self, token, size):
        if size < 15:
            self._file.write(bytes([token | size]))
        else:
            width = _width(size)
            self._file.write(bytes([token | 0xf, 0x10 | width.bit_length() - 1]) + size.to_bytes(width, 'big'))

    def _refs(self, values):
        self._file.write(b''.join(self._ref(each).to_bytes(self._reference_size, 'big') for each in values))

    def _object(self, value):
        write = self._file.write
        if value is None or value is False or value is True:
            write({None: b'\0', False: b'\x08', True: b'\x09'}[value])
        elif isinstance(value, int):
            if value < 0:
                try:
                    write(b'\x13' + value.to_bytes(8, 'big', signed=True))
                except OverflowError:
                    raise OverflowError(value) from None
            elif value < 1 << 63:
                width = _width(value)
                write(bytes([0x10 | width.bit_length() - 1]) + value.to_bytes(width, 'big'))
            elif value < 1 << 64:
                write(b'\x14' + value.to_bytes(16, 'big', signed=True))
            else:
                raise OverflowError(value)
        elif isinstance(value, float):
            write(struct.pack('>Bd', 0x23, value))
        elif isinstance(value, datetime.datetime):
            if self._aware:
                value = value.astimezone(datetime.UTC).replace(tzinfo=None)
            write(struct.pack('>Bd', 0x33, (value - _EPOCH).total_seconds()))
        elif isinstance(value, (bytes, bytearray)):
            self._head(0x40, len(value))
            write(value)
        elif isinstance(value, str):
            try:
                data = value.encode('ascii')
                self._head(0x50, len(data))
            except UnicodeEncodeError:
                data = value.encode('utf-16be')
                self._head(0x60, len(data) // 2)
            write(data)
        elif isinstance(value, UID):
            width = _width(value.data)
            write(bytes([0x80 | width - 1]) + value.data.to_bytes(width, 'big'))
        elif isinstance(value, (list, tuple)):
            self._head(0xa0, len(value))
            self._refs(value)
        elif isinstance(value, dict):
            pairs = _pairs(value, self._sort, self._skip)
            self._head(0xd0, len(pairs))
            self._refs(key for key, _ in pairs)
            self._refs(item for _, item in pairs)
        else:
            raise TypeError(value)


def _pairs(value, sort, skip):
    """The items of a dictionary whose keys are texts."""
    pairs = [pair for pair in value.items() if not skip or isinstance(pair[0], str)]
    if not all(isinstance(key, str) for key, _ in pairs):
        raise TypeError('keys must be strings')
    return sorted(pairs, key=lambda pair: pair[0]) if sort else pairs


# both

def _is_xml(header):
    starts = (b'<?xml', b'<plist')
    if header.startswith(starts):
        return True
    for mark, encoding in ((b'\xef\xbb\xbf', 'utf-8'), (b'\xff\xfe', 'utf-16-le'), (b'\xfe\xff', 'utf-16-be')):
        if header.startswith(mark) and header.startswith(tuple(mark + start.decode().encode(encoding) for start in starts)):
            return True
    return False


def load(fp, *, fmt=None, dict_type=dict, aware_datetime=False):
    """The object in a file."""
    if fmt is None:
        header = fp.read(32)
        fp.seek(0)
        if _is_xml(header):
            fmt = FMT_XML
        elif header[:8] == b'bplist00':
            fmt = FMT_BINARY
        else:
            raise InvalidFileException()
    reader = _XMLReader if fmt == FMT_XML else _BinaryReader
    return reader(dict_type, aware_datetime).parse(fp)


def loads(value, *, fmt=None, dict_type=dict, aware_datetime=False):
    """The object in bytes, or in a text of XML."""
    if isinstance(value, str):
        if fmt == FMT_BINARY:
            raise TypeError('value must be bytes-like object when fmt is FMT_BINARY')
        value = value.encode()
    return load(io.BytesIO(value), fmt=fmt, dict_type=dict_type, aware_datetime=aware_datetime)


def dump(value, fp, *, fmt=FMT_XML, sort_keys=True, skipkeys=False, aware_datetime=False):
    """Write an object to a file."""
    if fmt not in (FMT_XML, FMT_BINARY):
        raise ValueError(f'Unsupported format: {fmt!r}')
    writer = _XMLWriter if fmt == FMT_XML else _BinaryWriter
    writer(fp, sort_keys, skipkeys, aware_datetime).write(value)


def dumps(value, *, fmt=FMT_XML, skipkeys=False, sort_keys=True, aware_datetime=False):
    """An object as bytes."""
    out = io.BytesIO()
    dump(value, out, fmt=fmt, skipkeys=skipkeys, sort_keys=sort_keys, aware_datetime=aware_datetime)
    return out.getvalue()
