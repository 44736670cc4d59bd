"""Contract: universally unique identifiers (RFC 9562), versions 1 to 8."""
import os
from enum import Enum

RESERVED_NCS, RFC_4122, RESERVED_MICROSOFT, RESERVED_FUTURE = [
    'reserved for NCS compatibility', 'specified in RFC 4122',
    'reserved for Microsoft compatibility', 'reserved for future definition']

_last_v1 = _last_v6 = None
_last_v7 = None
_last_counter_v7 = 0
_node = None
_MASK48 = (1 << 48) - 1
# what a platform's own library would make; here all ids are made by this module
_generate_time_safe = _UuidCreate = None


class SafeUUID(Enum):
    """Whether the id was made in a way that is safe with many processes."""
    safe = 0
    unsafe = -1
    unknown = None


class UUID:
    """A 128-bit identifier."""
    __slots__ = ('int', 'is_safe', '__weakref__')

    def __init__(self, hex=None, bytes=None, bytes_le=None, fields=None, int=None, version=None, *,
                 is_safe=SafeUUID.unknown):
        if [hex, bytes, bytes_le, fields, int].count(None) != 4:
            raise TypeError('one of the hex, bytes, bytes_le, fields, or int arguments must be given')
        if int is not None:
            pass
        elif hex is not None:
            hex = hex.replace('urn:', '').replace('uuid:', '').strip('{}').replace('-', '')
            if len(hex) != 32:
                raise ValueError('badly formed hexadecimal UUID string')
            int = _int(hex, 16)
        elif bytes_le is not None:
            if len(bytes_le) != 16:
                raise ValueError('bytes_le is not a 16-char string')
            b = bytes_le
            int = _int.from_bytes(b[3::-1] + b[5:3:-1] + b[7:5:-1] + b[8:])
        elif bytes is not None:
            if len(bytes) != 16:
                raise ValueError('bytes is not a 16-char string')
            int = _int.from_bytes(bytes)
        else:
            if len(fields) != 6:
                raise ValueError('fields is not a 6-tuple')
            for i, (value, bits, need) in enumerate(zip(fields, (32, 16, 16, 8, 8, 48), range(1, 7))):
                if not 0 <= value < 1 << bits:
                    raise ValueError(f'field {i + 1} out of range (need a {bits}-bit value)')
            tl, tm, th, ch, cl, node = fields
            int = tl << 96 | tm << 80 | th << 64 | (ch << 8 | cl) << 48 | node
        if not 0 <= int <= (1 << 128) - 1:
            raise ValueError('int is out of range (need a 128-bit value)')
        if version is not None and not 1 <= version <= 8:
            raise ValueError('illegal version number')
        if version is not None:
            int = int & ~(0xc000 << 48) & ~(0xf000 << 64) | 0x8000 << 48 | version << 76
        object.__setattr__(self, 'int', int)
        object.__setattr__(self, 'is_safe', is_safe)

    def __getstate__(self):
        state = {'int': self.int, 'is_safe': self.is_safe.value}
        if self.is_safe is SafeUUID.unknown:
            del state['is_safe']
        return state

    def __setstate__(self, state):
        object.__setattr__(self, 'int', state['int'])
        object.__setattr__(self, 'is_safe', SafeUUID(state['is_safe']) if 'is_safe' in state
                           else SafeUUID.unknown)

    def __eq__(self, other):
        return self.int == other.int if isinstance(other, UUID) else NotImplemented

    def __lt__(self, other):
        return self.int < other.int if isinstance(other, UUID) else NotImplemented

    def __gt__(self, other):
        return self.int > other.int if isinstance(other, UUID) else NotImplemented

    def __le__(self, other):
        return self.int <= other.int if isinstance(other, UUID) else NotImplemented

    def __ge__(self, other):
        return self.int >= other.int if isinstance(other, UUID) else NotImplemented

    def __hash__(self):
        return hash(self.int)

    def __int__(self):
        return self.int

    def __repr__(self):
        return f'{self.__class__.__name__}({str(self)!r})'

    def __setattr__(self, name, value):
        raise TypeError('UUID objects are immutable')

    def __str__(self):
        h = self.hex
        return f'{h[:8]}-{h[8:12]}-{h[12:16]}-{h[16:20]}-{h[20:]}'

    bytes = property(lambda self: self.int.to_bytes(16))
    hex = property(lambda self: '%032x' % self.int)
    urn = property(lambda self: 'urn:uuid:' + str(self))
    time_low = property(lambda self: self.int >> 96)
    time_mid = property(lambda self: self.int >> 80 & 0xffff)
    time_hi_version = property(lambda self: self.int >> 64 & 0xffff)
    clock_seq_hi_variant = property(lambda self: self.int >> 56 & 0xff)
    clock_seq_low = property(lambda self: self.int >> 48 & 0xff)
    clock_seq = property(lambda self: (self.clock_seq_hi_variant & 0x3f) << 8 | self.clock_seq_low)
    node = property(lambda self: self.int & _MASK48)
    fields = property(lambda self: (self.time_low, self.time_mid, self.time_hi_version,
                                    self.clock_seq_hi_variant, self.clock_seq_low, self.node))

    @property
    def bytes_le(self):
        b = self.bytes
        return b[3::-1] + b[5:3:-1] + b[7:5:-1] + b[8:]

    @property
    def time(self):
        """The time in the id, in the units of its version."""
        if self.version == 6:
            return self.int >> 96 << 28 | (self.int >> 80 & 0xffff) << 12 | self.int >> 64 & 0x0fff
        if self.version == 7:
            return self.int >> 80
        return (self.time_hi_version & 0x0fff) << 48 | self.time_mid << 32 | self.time_low

    @property
    def variant(self):
        if not self.int & 0x8000 << 48:
            return RESERVED_NCS
        if not self.int & 0x4000 << 48:
            return RFC_4122
        return RESERVED_MICROSOFT if not self.int & 0x2000 << 48 else RESERVED_FUTURE

    @property
    def version(self):
        return _int(self.int >> 76 & 0xf) if self.variant == RFC_4122 else None


_int = int_ = int
bytes_ = bytes


def getnode():
    """The hardware address, or a random number that says it is none."""
    global _node
    if _node is None:
        try:
            for name in sorted(os.listdir('/sys/class/net')):
                with open(f'/sys/class/net/{name}/address') as f:
                    value = int(f.read().strip().replace(':', ''), 16)
                if value and not value >> 41 & 1:
                    _node = value
                    break
        except (OSError, ValueError):
            pass
        if _node is None:
            _node = int.from_bytes(os.urandom(6)) | 1 << 40
    return _node


def _gregorian():
    """100 ns since 1582-10-15."""
    import time
    return time.time_ns() // 100 + 0x01b21dd213814000


def uuid1(node=None, clock_seq=None):
    """From the host and the time."""
    global _last_v1
    t = _gregorian()
    if _last_v1 is not None and t <= _last_v1:
        t = _last_v1 + 1
    _last_v1 = t
    if clock_seq is None:
        clock_seq = int.from_bytes(os.urandom(2)) & 0x3fff
    if node is None:
        node = getnode()
    return UUID(fields=(t & 0xffffffff, t >> 32 & 0xffff, t >> 48 & 0x0fff, clock_seq >> 8 & 0x3f,
                        clock_seq & 0xff, node), version=1)


def uuid3(namespace, name):
    """From a name, by MD5."""
    if isinstance(name, str):
        name = name.encode()
    from hashlib import md5
    return UUID(bytes=md5(namespace.bytes + name).digest()[:16], version=3)


def uuid4():
    """Random."""
    return UUID(bytes=os.urandom(16), version=4)


def uuid5(namespace, name):
    """From a name, by SHA-1."""
    if isinstance(name, str):
        name = name.encode()
    from hashlib import sha1
    return UUID(bytes=sha1(namespace.bytes + name).digest()[:16], version=5)


def uuid6(node=None, clock_seq=None):
    """As version 1, ordered by time."""
    global _last_v6
    t = _gregorian()
    if _last_v6 is not None and t <= _last_v6:
        t = _last_v6 + 1
    _last_v6 = t
    if clock_seq is None:
        clock_seq = int.from_bytes(os.urandom(2)) & 0x3fff
    if node is None:
        node = getnode()
    value = (t >> 28 & 0xffffffff) << 96 | (t >> 12 & 0xffff) << 80 | (t & 0xfff) << 64 \
        | (clock_seq & 0x3fff) << 48 | node & _MASK48
    return UUID(int=value, version=6)


def uuid7():
    """Random, ordered by time in milliseconds and a counter."""
    global _last_v7, _last_counter_v7
    import time
    ms = time.time_ns() // 1000000
    if _last_v7 is None or ms > _last_v7:
        counter = int.from_bytes(os.urandom(6)) & 0x1ff_ffff_ffff
    else:
        if ms < _last_v7:
            ms = _last_v7 + 1
        counter = _last_counter_v7 + 1
        if counter > 0x3ff_ffff_ffff:
            ms += 1
            counter = int.from_bytes(os.urandom(6)) & 0x1ff_ffff_ffff
    _last_v7, _last_counter_v7 = ms, counter
    tail = int.from_bytes(os.urandom(4))
    value = (ms & _MASK48) << 80 | (counter >> 30) << 64 | (counter & 0x3fffffff) << 32 | tail
    return UUID(int=value, version=7)


def uuid8(a=None, b=None, c=None):
    """From three numbers of 48, 12 and 62 bits; random where none is given."""
    def pick(value, bits):
        return (int.from_bytes(os.urandom(8)) if value is None else value) & (1 << bits) - 1
    return UUID(int=pick(a, 48) << 80 | pick(b, 12) << 64 | pick(c, 62), version=8)


NAMESPACE_DNS = UUID('6ba7b810-9dad-11d1-80b4-00c04fd430c8')
NAMESPACE_URL = UUID('6ba7b811-9dad-11d1-80b4-00c04fd430c8')
NAMESPACE_OID = UUID('6ba7b812-9dad-11d1-80b4-00c04fd430c8')
NAMESPACE_X500 = UUID('6ba7b814-9dad-11d1-80b4-00c04fd430c8')
NIL = UUID('00000000-0000-0000-0000-000000000000')
MAX = UUID('ffffffff-ffff-ffff-ffff-ffffffffffff')


def main():
    """The command line: print UUIDs."""
    import argparse
    import functools
    spaces = {'@dns': NAMESPACE_DNS, '@url': NAMESPACE_URL, '@oid': NAMESPACE_OID, '@x500': NAMESPACE_X500}
    kinds = {kind.__name__: kind for kind in (uuid1, uuid3, uuid4, uuid5, uuid6, uuid7, uuid8)}
    of_names = ('uuid3', 'uuid5')
    parser = argparse.ArgumentParser(description='Generate a UUID using the selected UUID function.',
                                     formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    parser.add_argument('-u', '--uuid', choices=kinds, default='uuid4', help='function to generate the UUID')
    parser.add_argument('-n', '--namespace', metavar='{any UUID,' + ','.join(spaces) + '}',
                        help='uuid3/uuid5 only: a UUID, or a well-known predefined UUID addressed by namespace name')
    parser.add_argument('-N', '--name', help='uuid3/uuid5 only: name used as part of generating the UUID')
    parser.add_argument('-C', '--count', metavar='NUM', type=int, default=1, help='generate NUM fresh UUIDs')
    args = parser.parse_args()
    make = kinds[args.uuid]
    if args.uuid in of_names:
        if not (args.namespace and args.name):
            parser.error(f'Incorrect number of arguments. {args.uuid} requires a namespace and a name. '
                         "Run 'python -m uuid -h' for more information.")
        try:
            space = spaces.get(args.namespace) or UUID(args.namespace)
        except ValueError as error:
            parser.error(f'{error}: {args.namespace!r}')
        make = functools.partial(make, space, args.name)
    for _ in range(args.count):
        print(make())


if __name__ == '__main__':
    main()
