"""Contract: `ipaddress`'s texts: what is read as an address or a netmask, how addresses are shown, and the blocks that have a name."""
import functools

_DECIMAL = frozenset('0123456789')
_HEX = frozenset('0123456789abcdefABCDEF')
# the longest text of an IPv6 address: six groups and an IPv4 address, without a scope
_LONGEST = 45
_GROUPS = 8


class AddressValueError(ValueError):
    """What was given is no address."""


class NetmaskValueError(ValueError):
    """What was given is no netmask."""


for _error in (AddressValueError, NetmaskValueError):
    _error.__module__ = 'ipaddress'


def _octet(text):
    """The value of one of the four numbers, or the reason why it has none."""
    if not text:
        return 'Empty octet not permitted'
    if not _DECIMAL.issuperset(text):
        return f'Only decimal digits permitted in {text!r}'
    if len(text) > 3:
        return f'At most 3 characters permitted in {text!r}'
    if text[0] == '0' and text != '0':
        return f'Leading zeros are not permitted in {text!r}'
    return int(text) if int(text) < 256 else f'Octet {int(text)} (> 255) not permitted'


def read4(text):
    """The number of an IPv4 address."""
    if not text:
        raise AddressValueError('Address cannot be empty')
    octets = text.split('.')
    if len(octets) != 4:
        raise AddressValueError(f'Expected 4 octets in {text!r}')
    value = 0
    for octet in map(_octet, octets):
        if isinstance(octet, str):
            raise AddressValueError(f'{octet} in {text!r}')
        value = value << 8 | octet
    return value


def show4(value):
    """The text of an IPv4 address."""
    return '.'.join(map(str, value.to_bytes(4)))


def _group(text):
    """The value of up to four hexadecimal digits, or the reason why there is none."""
    if not _HEX.issuperset(text):
        return f'Only hex digits permitted in {text!r}'
    return int(text, 16) if len(text) <= 4 else f'At most 4 characters permitted in {text!r}'


def _long(text):
    """A text as a message has it, its middle left out if it is very long."""
    if len(text) > 100:
        return f'{text[:_LONGEST]}({len(text) - 2 * _LONGEST} chars elided){text[-_LONGEST:]}'
    return text


def read6(text):
    """The number of an IPv6 address without a scope."""
    def refuse(why):
        raise AddressValueError(f'{why} in {text!r}') from None

    if not text:
        raise AddressValueError('Address cannot be empty')
    if len(text) > _LONGEST:
        raise AddressValueError(f'At most {_LONGEST} characters expected in {_long(text)!r}')
    parts = text.split(':')
    if len(parts) < 3:
        refuse('At least 3 parts expected')
    if '.' in parts[-1]:
        try:
            low = read4(parts.pop())
        except AddressValueError as error:
            refuse(error)
        parts += [f'{low >> 16:x}', f'{low & 0xffff:x}']
    if len(parts) > _GROUPS + 1:
        refuse(f'At most {_GROUPS} colons permitted')
    gaps = [i for i in range(1, len(parts) - 1) if not parts[i]]
    if len(gaps) > 1:
        refuse("At most one '::' permitted")
    if not gaps and len(parts) != _GROUPS:
        refuse(f"Exactly {_GROUPS} parts expected without '::'")
    # an empty text at an end is one colon too many, unless the gap is beside it
    if not parts[0] and gaps != [1]:
        refuse("Leading ':' only permitted as part of '::'")
    if not parts[-1] and gaps != [len(parts) - 2]:
        refuse("Trailing ':' only permitted as part of '::'")
    if gaps:
        before, after = [p for p in parts[:gaps[0]] if p], [p for p in parts[gaps[0] + 1:] if p]
        missing = _GROUPS - len(before) - len(after)
        if missing < 1:
            refuse(f"Expected at most {_GROUPS - 1} other parts with '::'")
        parts = before + ['0'] * missing + after
    value = 0
    for group in map(_group, parts):
        if isinstance(group, str):
            refuse(group)
        value = value << 16 | group
    return value


def show6(value):
    """The text of an IPv6 address; one that stands for an IPv4 address ends as that."""
    return '::ffff:' + show4(value & 0xffffffff) if value >> 32 == 0xffff else groups6(value)


def groups6(value):
    """The groups of an IPv6 address, of which the first longest run of zeros is `::`."""
    groups = [value >> shift & 0xffff for shift in range(112, -1, -16)]
    start = length = run = 0
    for i, group in enumerate(groups):
        run = 0 if group else run + 1
        if run > length:
            start, length = i + 1 - run, run
    words = [f'{group:x}' for group in groups]
    if length < 2:
        return ':'.join(words)
    return ':'.join(words[:start]) + '::' + ':'.join(words[start + length:])


def full6(value):
    """All 32 digits of an IPv6 address."""
    digits = f'{value:032x}'
    return ':'.join(digits[i:i + 4] for i in range(0, 32, 4))


def prefix_of(mask, width, read=None):
    """The length of a prefix, which is told as a number, or as a netmask or a hostmask that `read` reads."""
    if isinstance(mask, int):
        if 0 <= mask <= width:
            return int(mask)
    elif mask.isascii() and mask.isdigit():
        if int(mask) <= width:
            return int(mask)
    elif read:
        try:
            value = read(mask)
        except AddressValueError:
            value = None
        ones = (1 << width) - 1
        for bits in () if value is None else (value ^ ones, value):
            # the bits of the host are the lowest ones
            if not bits & bits + 1:
                return width - bits.bit_length()
    raise NetmaskValueError(f'{mask!r} is not a valid netmask')


# the blocks of IANA's registries for special purposes, by version and use; `open` are those in a private one that are not private
_BLOCKS = {
    (4, 'multicast'): '224.0.0.0/4', (4, 'reserved'): '240.0.0.0/4', (4, 'loopback'): '127.0.0.0/8', (4, 'link_local'): '169.254.0.0/16',
    (4, 'unspecified'): '0.0.0.0/32', (4, 'shared'): '100.64.0.0/10', (4, 'open'): '192.0.0.9/32 192.0.0.10/32',
    (4, 'private'): '0.0.0.0/8 10.0.0.0/8 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.168.0.0/16 '
                    '198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 240.0.0.0/4',
    (6, 'multicast'): 'ff00::/8', (6, 'loopback'): '::1/128', (6, 'link_local'): 'fe80::/10', (6, 'site_local'): 'fec0::/10',
    (6, 'unspecified'): '::/128', (6, 'shared'): '',
    (6, 'reserved'): '::/8 100::/8 200::/7 400::/6 800::/5 1000::/4 4000::/3 6000::/3 8000::/3 a000::/3 c000::/3 e000::/4 f000::/5 f800::/6 fe00::/9',
    (6, 'open'): '2001:1::1/128 2001:1::2/128 2001:3::/32 2001:4:112::/48 2001:20::/28 2001:30::/28',
    (6, 'private'): '::1/128 ::/128 ::ffff:0:0/96 64:ff9b:1::/48 100::/64 2001::/23 2001:db8::/32 2002::/16 3fff::/20 fc00::/7 fe80::/10',
}


@functools.cache
def blocks(version, use):
    """The blocks of a use: how far to shift an address to the right, and what must be left of it."""
    read, width = (read4, 32) if version == 4 else (read6, 128)
    found = []
    for block in _BLOCKS[version, use].split():
        address, length = block.split('/')
        shift = width - int(length)
        found.append((shift, read(address) >> shift))
    return found


def within(version, use, *values):
    """Some block of this use holds all these addresses."""
    return any(all(value >> shift == head for value in values) for shift, head in blocks(version, use))
