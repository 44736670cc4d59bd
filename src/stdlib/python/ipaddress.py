"""Contract: IPv4 and IPv6: addresses, networks, and interfaces, which are both."""
import functools
import re

import _ipaddress_text as _text
from _ipaddress_text import AddressValueError, NetmaskValueError

IPV4LENGTH = 32
IPV6LENGTH = 128


def _first_that_takes(what, kinds, *given):
    for kind in kinds:
        try:
            return kind(*given)
        except (AddressValueError, NetmaskValueError):
            pass
    raise ValueError(f'{given[0]!r} does not appear to be an IPv4 or IPv6 {what}')


def ip_address(address):
    """The address of either version."""
    return _first_that_takes('address', (IPv4Address, IPv6Address), address)


def ip_network(address, strict=True):
    """The network of either version; if `strict`, an address of a host is an error."""
    return _first_that_takes('network', (IPv4Network, IPv6Network), address, strict)


def ip_interface(address):
    """The interface of either version."""
    return _first_that_takes('interface', (IPv4Interface, IPv6Interface), address)


def _packed(number, length, version):
    try:
        return number.to_bytes(length)
    except OverflowError:
        raise ValueError(f'Address negative or too large for IPv{version}') from None


def v4_int_to_packed(address):
    """A number as the 4 bytes of an address."""
    return _packed(address, 4, 4)


def v6_int_to_packed(address):
    """A number as the 16 bytes of an address."""
    return _packed(address, 16, 6)


def _same_version(one, other, what='version'):
    if one.version != other.version:
        raise TypeError(f'{one} and {other} are not of the same {what}')


def _cover(kind, first, last):
    """The fewest networks that are exactly these numbers."""
    while first <= last:
        # as large as the start is even, and as the end lets it be
        bits = (last - first + 1).bit_length() - 1
        if first:
            bits = min(bits, (first & -first).bit_length() - 1)
        yield kind((first, kind.max_prefixlen - bits))
        first += 1 << bits


def summarize_address_range(first, last):
    """The networks that together are all addresses from the first to the last."""
    if not (isinstance(first, _BaseAddress) and isinstance(last, _BaseAddress)):
        raise TypeError('first and last must be IP addresses, not networks')
    _same_version(first, last)
    if first > last:
        raise ValueError('last IP address must be greater than first')
    yield from _cover(first._network_kind, first._ip, last._ip)


def collapse_addresses(addresses):
    """The fewest networks that hold what these addresses and networks hold."""
    ones, many = [], []
    for given in addresses:
        if isinstance(given, _BaseAddress):
            group, kept = ones, given
        elif given._prefixlen == given.max_prefixlen:
            group, kept = ones, given.network_address
        else:
            group, kept = many, given
        if group:
            _same_version(given, group[-1])
        group.append(kept)
    nets = list(_collapsed([(one._ip, one._ip) for one in ones], ones[0]._network_kind)) if ones else []
    if nets and many:
        _same_version(nets[0], many[0])
    nets += many
    return _collapsed([(net.network_address._ip, net.broadcast_address._ip) for net in nets], nets and nets[0]._network_kind)


def _collapsed(ranges, kind):
    """The networks of ranges, each of which is its first and last number."""
    joined = []
    for first, last in sorted(ranges):
        if joined and first <= joined[-1][1] + 1:
            joined[-1][1] = max(joined[-1][1], last)
        else:
            joined.append([first, last])
    for first, last in joined:
        yield from _cover(kind, first, last)


def get_mixed_type_key(obj):
    """A key that sorts addresses and networks among each other."""
    if isinstance(obj, _BaseNetwork):
        return obj._get_networks_key()
    if isinstance(obj, _BaseAddress):
        return obj._get_address_key()
    return NotImplemented


def _flag(use, doc):
    """A property of an address: it lies in a block of this use."""
    def test(self):
        plain = self._plain()
        return _text.within(plain.version, use, plain._ip)
    return property(test, doc=doc)


def _flag_of_both(name):
    """A property of a network: its first and its last address have it."""
    def test(self):
        return getattr(self.network_address, name) and getattr(self.broadcast_address, name)
    return property(test, doc=f'Both ends are `{name}`.')


class _Shown:
    """What addresses and networks have in common: how they are shown."""

    __slots__ = ()

    @property
    def exploded(self):
        """The text with all zeros."""
        return self._full()

    @property
    def compressed(self):
        """The short text."""
        return str(self)

    @property
    def reverse_pointer(self):
        """The name for a question to the DNS which name this address has."""
        return self._pointer()

    def __repr__(self):
        return f'{type(self).__name__}({str(self)!r})'


class _V4(_Shown):
    """Of version 4."""

    __slots__ = ()
    version = 4
    max_prefixlen = IPV4LENGTH
    _read = _mask_read = staticmethod(_text.read4)
    _show = _show_bare = staticmethod(_text.show4)
    _address_kind = property(lambda self: IPv4Address)
    _network_kind = property(lambda self: IPv4Network)

    def _full(self):
        return str(self)

    def _pointer(self):
        return '.'.join(str(self).split('.')[::-1]) + '.in-addr.arpa'


class _V6(_Shown):
    """Of version 6."""

    __slots__ = ()
    version = 6
    max_prefixlen = IPV6LENGTH
    _read, _mask_read = staticmethod(_text.read6), None
    _show, _show_bare = staticmethod(_text.show6), staticmethod(_text.groups6)
    _address_kind = property(lambda self: IPv6Address)
    _network_kind = property(lambda self: IPv6Network)

    def _parts_of_text(self):
        """The number, what is behind it in the text, and whether it is an address that stands for one of IPv4."""
        is_network = isinstance(self, _BaseNetwork)
        address = self.network_address if is_network else self
        scope = f'%{address._scope_id}' if address._scope_id else ''
        length = f'/{self._prefixlen}' if isinstance(self, _Masked) else ''
        return address._ip, scope + length, not is_network and address._ip >> 32 == 0xffff

    def _full(self):
        value, rest, mapped = self._parts_of_text()
        # as in CPython, those that stand for IPv4 lose what is behind them
        return _text.full6(value)[:30] + _text.show4(value & 0xffffffff) if mapped else _text.full6(value) + rest

    def _pointer(self):
        value, rest, mapped = self._parts_of_text()
        digits = _text.full6(value) if mapped else _text.full6(value) + rest
        return '.'.join(digits[::-1].replace(':', '')) + '.ip6.arpa'


_FORMAT = re.compile('(#?)(_?)([bnxX])')


@functools.total_ordering
class _BaseAddress:
    """An address of either version: a number, `_ip`."""

    __slots__ = ()

    def _set(self, address):
        """Take what the constructor was given."""
        name, width = f'an IPv{self.version} address', self.max_prefixlen
        if isinstance(address, int):
            if address < 0:
                raise AddressValueError(f'{address} (< 0) is not permitted as {name}')
            if address >> width:
                raise AddressValueError(f'{address} (>= 2**{width}) is not permitted as {name}')
            self._ip = address
        elif isinstance(address, bytes):
            if len(address) != width // 8:
                raise AddressValueError(f'{address!r} (len {len(address)} != {width // 8}) is not permitted as {name}')
            self._ip = int.from_bytes(address)
        else:
            text = str(address)
            if '/' in text:
                raise AddressValueError(f"Unexpected '/' in {text!r}")
            self._ip = self._read(self._set_scope(text))

    def _set_scope(self, text):
        return text

    def _plain(self):
        """The address whose properties this one has."""
        return self

    @property
    def packed(self):
        """The bytes, as the network has them."""
        return self._ip.to_bytes(self.max_prefixlen // 8)

    is_multicast = _flag('multicast', 'Is for a group of receivers.')
    is_unspecified = _flag('unspecified', 'Is the address that is none.')
    is_reserved = _flag('reserved', 'Is kept for later.')
    is_loopback = _flag('loopback', 'Is this machine.')
    is_link_local = _flag('link_local', 'Is known on one link only.')

    @property
    def is_private(self):
        """Is not for the whole internet."""
        plain = self._plain()
        return _text.within(plain.version, 'private', plain._ip) and not _text.within(plain.version, 'open', plain._ip)

    @property
    def is_global(self):
        """Is for the whole internet; addresses that carriers share are neither this nor private."""
        plain = self._plain()
        return not plain.is_private and not _text.within(plain.version, 'shared', plain._ip)

    def __int__(self):
        return self._ip

    def __str__(self):
        return self._show(self._ip)

    def __hash__(self):
        return hash((self.version, self._ip))

    def __eq__(self, other):
        if not isinstance(other, _BaseAddress):
            return NotImplemented
        return self.version == other.version and self._ip == other._ip

    def __lt__(self, other):
        if not isinstance(other, _BaseAddress):
            return NotImplemented
        _same_version(self, other)
        return self._ip < other._ip

    def __add__(self, other):
        return type(self)(self._ip + other) if isinstance(other, int) else NotImplemented

    def __sub__(self, other):
        return type(self)(self._ip - other) if isinstance(other, int) else NotImplemented

    def __format__(self, fmt):
        """Like a string, or, with `b`, `x`, `X` or `n`, all bits or hexadecimal digits."""
        if not fmt:
            return str(self)
        wanted = _FORMAT.fullmatch(fmt)
        if not wanted:
            return format(str(self), fmt) if fmt[-1] == 's' else super().__format__(fmt)
        sharp, groups, base = wanted.groups()
        if base == 'n':
            base = 'b' if self.version == 4 else 'x'
        digits = self.max_prefixlen if base == 'b' else self.max_prefixlen // 4
        width = digits + (digits // 4 - 1) * bool(groups) + 2 * bool(sharp)
        return format(self._ip, f'{sharp}0{width}{groups}{base}')

    def _get_address_key(self):
        return self.version, self

    def __reduce__(self):
        return type(self), (str(self),)


class IPv4Address(_V4, _BaseAddress):
    """An address of version 4, of a text, a number or 4 bytes."""

    __slots__ = ('_ip', '__weakref__')

    def __init__(self, address):
        self._set(address)

    def __reduce__(self):
        return type(self), (self._ip,)

    @property
    def ipv6_mapped(self):
        """The IPv6 address that stands for this one."""
        return IPv6Address(f'::ffff:{self}')


class IPv6Address(_V6, _BaseAddress):
    """An address of version 6, of a text that may have a scope, a number or 16 bytes."""

    __slots__ = ('_ip', '_scope_id', '__weakref__')

    def __init__(self, address):
        self._scope_id = None
        self._set(address)

    def _set_scope(self, text):
        plain, sign, scope = text.partition('%')
        if sign:
            if not scope or '%' in scope:
                raise AddressValueError(f'Invalid IPv6 address: "{text!r}"')
            self._scope_id = scope
        return plain

    def _plain(self):
        return self.ipv4_mapped or self

    def __str__(self):
        text = super().__str__()
        return f'{text}%{self._scope_id}' if self._scope_id else text

    def __hash__(self):
        return hash((self._ip, self._scope_id))

    def __eq__(self, other):
        same = super().__eq__(other)
        return same if same is NotImplemented or not same else self._scope_id == other._scope_id

    @property
    def scope_id(self):
        """The zone on this machine, what is behind `%`; or None."""
        return self._scope_id

    @property
    def is_site_local(self):
        """Is known at one site only; a use that has been given up."""
        return _text.within(6, 'site_local', self._ip)

    @property
    def ipv4_mapped(self):
        """The IPv4 address that this one stands for, or None."""
        return IPv4Address(self._ip & 0xffffffff) if self._ip >> 32 == 0xffff else None

    @property
    def teredo(self):
        """The server and the client of a Teredo address, or None."""
        if self._ip >> 96 == 0x20010000:
            return IPv4Address(self._ip >> 64 & 0xffffffff), IPv4Address(~self._ip & 0xffffffff)
        return None

    @property
    def sixtofour(self):
        """The IPv4 address in a 6to4 address, or None."""
        return IPv4Address(self._ip >> 80 & 0xffffffff) if self._ip >> 112 == 0x2002 else None


class _Masked:
    """What networks and interfaces have in common: a prefix of `_prefixlen` bits and its masks."""

    __slots__ = ()

    def _parts(self, given):
        """What a constructor was given: what is an address, and the length of the prefix."""
        mask = self.max_prefixlen
        if isinstance(given, tuple):
            address = given[0]
            if len(given) > 1:
                address, mask = given
        elif isinstance(given, (int, bytes)):
            address = given
        else:
            address, *rest = str(given).split('/')
            if len(rest) > 1:
                raise AddressValueError(f"Only one '/' permitted in {str(given)!r}")
            if rest:
                mask = rest[0]
        return address, mask

    def _set_prefix(self, mask):
        self._prefixlen = _text.prefix_of(mask, self.max_prefixlen, self._mask_read)
        hosts = (1 << self.max_prefixlen - self._prefixlen) - 1
        self.netmask = self._address_kind((1 << self.max_prefixlen) - 1 ^ hosts)

    @functools.cached_property
    def hostmask(self):
        """The bits that the netmask has not."""
        return self._address_kind((1 << self.max_prefixlen - self._prefixlen) - 1)

    @property
    def with_prefixlen(self):
        """Address and length of the prefix."""
        return f'{self._bare()}/{self._prefixlen}'

    @property
    def with_netmask(self):
        """Address and netmask."""
        return f'{self._bare()}/{self.netmask}'

    @property
    def with_hostmask(self):
        """Address and hostmask."""
        return f'{self._bare()}/{self.hostmask}'


class _Interface(_Masked):
    """An address, and the network it is in."""

    def _take(self, given):
        address, mask = self._parts(given)
        self._address_kind.__init__(self, address)
        self._set_prefix(mask)

    @functools.cached_property
    def network(self):
        """The network."""
        return self._network_kind((self._address_kind.__str__(self), self._prefixlen), strict=False)

    @property
    def ip(self):
        """The address alone."""
        return self._address_kind(self._ip)

    def _bare(self):
        return self._show_bare(self._ip)

    def __str__(self):
        return f'{super().__str__()}/{self._prefixlen}'

    def __hash__(self):
        return hash((self._ip, self._prefixlen, self.network.network_address._ip))

    def __eq__(self, other):
        same = super().__eq__(other)
        if same is NotImplemented or not same:
            return same
        return isinstance(other, _Interface) and self.network == other.network

    def __lt__(self, other):
        if super().__lt__(other) is NotImplemented:
            return NotImplemented
        # an address without a network comes before all that have one
        if not isinstance(other, _Interface):
            return False
        if self.network != other.network:
            return self.network < other.network
        return self._ip < other._ip

    def __reduce__(self):
        return type(self), (str(self),)


class IPv4Interface(_Interface, IPv4Address):
    """An IPv4 address in its network."""

    # an interface is never equal to the address that is none
    is_unspecified = property(lambda self: False)

    def __init__(self, address):
        self._take(address)


class IPv6Interface(_Interface, IPv6Address):
    """An IPv6 address in its network."""

    def __init__(self, address):
        self._take(address)

    @property
    def is_unspecified(self):
        """Is no address, in a network that has none."""
        return not self._ip and self.network.is_unspecified

    @property
    def is_loopback(self):
        """Is this machine, in a network that is only that."""
        return super().is_loopback and self.network.is_loopback


@functools.total_ordering
class _BaseNetwork(_Masked):
    """A network of either version: `network_address` and a prefix."""

    def _take(self, given, strict):
        address, mask = self._parts(given)
        self.network_address = self._address_kind(address)
        self._set_prefix(mask)
        value = self.network_address._ip & self.netmask._ip
        if value != self.network_address._ip:
            if strict:
                raise ValueError(f'{self} has host bits set')
            self.network_address = self._address_kind(value)

    @property
    def prefixlen(self):
        """How many bits the addresses have in common."""
        return self._prefixlen

    @functools.cached_property
    def broadcast_address(self):
        """The last address."""
        return self._address_kind(self.network_address._ip | self.hostmask._ip)

    @property
    def num_addresses(self):
        """How many addresses there are."""
        return self.hostmask._ip + 1

    is_multicast = _flag_of_both('is_multicast')
    is_unspecified = _flag_of_both('is_unspecified')
    is_reserved = _flag_of_both('is_reserved')
    is_loopback = _flag_of_both('is_loopback')
    is_link_local = _flag_of_both('is_link_local')

    @property
    def is_private(self):
        """Lies in a block that is not for the whole internet."""
        ends = self.network_address._ip, self.broadcast_address._ip
        return _text.within(self.version, 'private', *ends) and not _text.within(self.version, 'open', *ends)

    @property
    def is_global(self):
        """Is for the whole internet."""
        shared = _text.within(self.version, 'shared', self.network_address._ip, self.broadcast_address._ip)
        return not shared and not self.is_private

    def _bare(self):
        return str(self.network_address)

    def __str__(self):
        return f'{self.network_address}/{self._prefixlen}'

    def __reduce__(self):
        return type(self), (str(self),)

    def _hosts(self):
        """The numbers of those addresses that hosts may have."""
        first, last = self.network_address._ip, self.broadcast_address._ip
        if self.max_prefixlen - self._prefixlen > 1:
            first, last = first + 1, last - (self.version == 4)
        return range(first, last + 1)

    def hosts(self):
        """The addresses that hosts may have: not the network's own, nor, in version 4, the broadcast address."""
        yield from map(self._address_kind, self._hosts())

    def __iter__(self):
        return map(self._address_kind, range(self.network_address._ip, self.broadcast_address._ip + 1))

    def __getitem__(self, n):
        if n >= 0:
            number = self.network_address._ip + n
        else:
            number = self.broadcast_address._ip + n + 1
        if not self.network_address._ip <= number <= self.broadcast_address._ip:
            raise IndexError('address out of range')
        return self._address_kind(number)

    def __contains__(self, other):
        if self.version != other.version or isinstance(other, _BaseNetwork):
            return False
        return other._ip & self.netmask._ip == self.network_address._ip

    def overlaps(self, other):
        """Both have an address in common."""
        return (self.network_address in other or self.broadcast_address in other
                or other.network_address in self or other.broadcast_address in self)

    def _get_networks_key(self):
        return self.version, self.network_address, self.netmask

    def __hash__(self):
        return hash((self.network_address._ip, self.netmask._ip))

    def __eq__(self, other):
        if not isinstance(other, _BaseNetwork):
            return NotImplemented
        return (self.version == other.version and self.network_address == other.network_address
                and self._prefixlen == other._prefixlen)

    def __lt__(self, other):
        if not isinstance(other, _BaseNetwork):
            return NotImplemented
        _same_version(self, other)
        if self.network_address != other.network_address:
            return self.network_address < other.network_address
        return self._prefixlen < other._prefixlen

    def compare_networks(self, other):
        """-1, 0 or 1: this network comes before the other, is it, or comes after it."""
        _same_version(self, other, 'type')
        mine, others = self._get_networks_key()[1:], other._get_networks_key()[1:]
        return (mine > others) - (mine < others)

    @staticmethod
    def _lies_in(inner, outer):
        """The first is a part of the second."""
        if not (isinstance(inner, _BaseNetwork) and isinstance(outer, _BaseNetwork)):
            raise TypeError(f'Unable to test subnet containment between {inner} and {outer}')
        _same_version(inner, outer)
        return (outer.network_address <= inner.network_address
                and outer.broadcast_address >= inner.broadcast_address)

    def subnet_of(self, other):
        """This network is a part of the other."""
        return self._lies_in(self, other)

    def supernet_of(self, other):
        """The other network is a part of this one."""
        return self._lies_in(other, self)

    def address_exclude(self, other):
        """The networks that are left of this one if a part of it is taken away."""
        _same_version(self, other)
        if not isinstance(other, _BaseNetwork):
            raise TypeError(f'{other} is not a network object')
        if not other.subnet_of(self):
            raise ValueError(f'{other} not contained in {self}')
        # each longer prefix of the part has a sister, which stays
        for length in range(self._prefixlen + 1, other._prefixlen + 1):
            shift = self.max_prefixlen - length
            yield type(self)(((other.network_address._ip >> shift ^ 1) << shift, length))

    @staticmethod
    def _one_of(prefixlen_diff, difference):
        """The difference that was told in one way or the other."""
        if prefixlen_diff != 1:
            raise ValueError('cannot set prefixlen_diff and new_prefix')
        return difference

    def subnets(self, prefixlen_diff=1, new_prefix=None):
        """The equal parts of this network, whose prefix is so much longer, or has that length."""
        if self._prefixlen == self.max_prefixlen:
            yield self
            return
        if new_prefix is not None:
            if new_prefix < self._prefixlen:
                raise ValueError('new prefix must be longer')
            prefixlen_diff = self._one_of(prefixlen_diff, new_prefix - self._prefixlen)
        if prefixlen_diff < 0:
            raise ValueError('prefix length diff must be > 0')
        length = self._prefixlen + prefixlen_diff
        if length > self.max_prefixlen:
            raise ValueError(f'prefix length diff {length} is invalid for netblock {self}')
        step = self.num_addresses >> prefixlen_diff
        for start in range(self.network_address._ip, self.broadcast_address._ip + 1, step):
            yield type(self)((start, length))

    def supernet(self, prefixlen_diff=1, new_prefix=None):
        """The network around this one, whose prefix is so much shorter, or has that length."""
        if self._prefixlen == 0:
            return self
        if new_prefix is not None:
            if new_prefix > self._prefixlen:
                raise ValueError('new prefix must be shorter')
            prefixlen_diff = self._one_of(prefixlen_diff, self._prefixlen - new_prefix)
        length = self._prefixlen - prefixlen_diff
        if length < 0:
            raise ValueError(f'current prefixlen is {self._prefixlen}, cannot have a prefixlen_diff of {prefixlen_diff}')
        hosts = (self.num_addresses << prefixlen_diff) - 1
        return type(self)((self.network_address._ip & ~hosts, length))


class IPv4Network(_V4, _BaseNetwork):
    """A network of version 4: `'192.0.2.0/24'`, a mask instead of the length, a single address, or a pair."""

    def __init__(self, address, strict=True):
        self._take(address, strict)


class IPv6Network(_V6, _BaseNetwork):
    """A network of version 6: `'2001:db8::/32'`, a single address, or a pair."""

    def __init__(self, address, strict=True):
        self._take(address, strict)

    is_site_local = _flag_of_both('is_site_local')
