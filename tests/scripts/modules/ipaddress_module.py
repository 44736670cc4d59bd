"""ipaddress: what addresses, networks and interfaces are made of, their properties, orders and errors."""
import copy
import pickle
import ipaddress as ip
from ipaddress import (IPv4Address as A4, IPv4Interface as I4, IPv4Network as N4, IPv6Address as A6, IPv6Interface as I6,
                       IPv6Network as N6)


def show(told, call):
    try:
        print(told, '->', repr(call()))
    except Exception as error:
        cause = error.__cause__
        print(told, '->', type(error).__name__, error, *([type(cause).__name__, cause] if cause else []))


# texts that are no addresses, and those that are
WORDS = ['', '1', '1.2.3', '1.2.3.4', '1.2.3.4.5', '1.2.3.256', '1.2.3.1000', '01.2.3.4', '1.2.3.00', '0.0.0.0', '1..2.3', '1.2.3.', '.1.2.3',
         'a.b.c.d', '1.2.3.4/24', '1.2.3.4 ', '1.2.3.-1', '1.2.3.+1', '1.2.3.٣', '1.2.3.1_0', '255.255.255.255', '::', ':', ':::', '::1', '1::', '1:2',
         '1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7:8:9', '1:2:3:4:5:6:7::', '::2:3:4:5:6:7:8', '1::3:4:5:6:7:8', '1:2:3:4:5:6:7:8::', '::1:2:3:4:5:6:7:8',
         '1::2::3', ':1:2:3:4:5:6:7', '1:2:3:4:5:6:7:', '12345::', 'g::', '::1.2.3.4', '::1.2.3', '::1.2.3.256', '1.2.3.4::', '1:2:3:4:5:6:1.2.3.4',
         '1:2:3:4:5:6:7:1.2.3.4', 'fe80::1%eth0', 'fe80::1%', 'fe80::1%a%b', 'fe80::1/64', 'FE80::ABCD', '0001:0::0', '::%1', '1:::2', '::1:', ':1::',
         ':1::2', '1::2:', '1:2:3:4:5:6:7', '1:2:3:4:5:6:7:8:', ':1:2:3:4:5:6:7:8', '-1::', '1:2:3:4:5:6:7:8:9:a:b', 'x' * 60 + '::', '1:' * 40,
         '::ffff:1.2.3.4', '0:0:1::', '1:0:0:2:0:0:0:3', '1:0:0:2::', '0:1:0:1:0:1:0:1', '1:0:2:3:4:5:6:7', '1.2.3.4%1', '::1%\n']
for word in WORDS:
    for made in (A4, A6):
        show(f'{made.__name__}({word!r})', lambda: made(word))
for word in ['', '1.2.3.4', '::1', 'x', '1.2.3.4/24', '1.2.3.0/24', '::/0', '::/129', 5, -1, 1 << 32, 1 << 128, 2.5, None, b'1234', b'x', b'x' * 16, True, (1, 2)]:
    for made in (ip.ip_address, ip.ip_network, ip.ip_interface, A4, A6):
        show(f'{made.__name__}({word!r})', lambda: made(word))
NETS = ['1.2.3.4', '1.2.3.4/32', '1.2.3.4/24', '1.2.3.0/24', '1.2.3.0/33', '1.2.3.0/-1', '1.2.3.0/', '1.2.3.0/a', '1.2.3.0/24/24', '1.2.3.0/255.255.255.0',
        '1.2.3.0/0.0.0.255', '1.2.3.0/255.0.255.0', '0.0.0.0/0.0.0.0', '0.0.0.0/255.255.255.255', '1.2.3.0/1.2.3.4', '1.2.3.0/024', '1.2.3.0/+4', '1.2.3.0/٣',
        '1.2.3.0/128.0.0.0', '0.0.0.0/127.255.255.255', '1.2.3/24', '/24', '1.2.3.0/0.0.0.0', '0.0.0.0/0', '1.2.3.0/ 24', ('1.2.3.0', 24), ('1.2.3.0', '24'), ('1.2.3.4', 24),
        ('1.2.3.0', '255.255.255.0'), ('1.2.3.0',), (16909056, 24), (16909056,), (b'\1\2\3\0', 24), ('1.2.3.0', 24, 1), (), ('1.2.3.0', 33), ('1.2.3.0', None),
        ('1.2.3.0', 2.5), ('1.2.3.0', -1), b'\1\2\3\4', 16909060, A4(5), [1, 2], '192.168.1.1/255.255.255.256', '0.0.0.0/0.0.0.01']
for word in NETS:
    for made in (N4, I4):
        show(f'{made.__name__}({word!r})', lambda: made(word))
    show(f'N4({word!r}, False)', lambda: N4(word, strict=False))
for word in ['::', '::/0', '::1/64', '::/128', '::/129', '::/-1', '::/x', '::/', '::/ffff::', '2001:db8::/32', ('::', 64), ('::', '64'), ('::1', 64), 1, b'x' * 16, ('::',), (0, 64),
             'fe80::1%eth0/64', 'fe80::%eth0/64', 'fe80::1/64%eth0', '::/64/64', ('::', 'ffff::'), '::/064', ('::', 1000), ('fe80::%1', 10)]:
    for made in (N6, I6):
        show(f'{made.__name__}({word!r})', lambda: made(word))
    show(f'N6({word!r}, False)', lambda: N6(word, strict=False))
for call in ['A4()', 'N4()', 'ip.ip_address()', 'A4(1, 2)', 'A4(b"123")', 'A6(b"123")', 'ip.ip_network("1.2.3.4/24")', 'ip.ip_network("1.2.3.4/24", False)',
             'ip.ip_network("1.2.3.4/24", strict=False)', 'ip.ip_address(A4(1))', 'ip.ip_network(A4(1))', 'ip.ip_network(N4("1.2.3.0/24"))', 'ip.ip_interface(I4("1.2.3.4/24"))',
             'I4("1.2.3.4/24").network', 'ip.v4_int_to_packed(5)', 'ip.v4_int_to_packed(-1)', 'ip.v6_int_to_packed(1 << 128)', 'ip.v6_int_to_packed(5)', 'ip.v4_int_to_packed(1 << 32)',
             'ip.get_mixed_type_key(A4(1))', 'ip.get_mixed_type_key(N4("1.0.0.0/8"))', 'ip.get_mixed_type_key(I4("1.0.0.1/8"))', 'ip.get_mixed_type_key(5)']:
    show(call, lambda: eval(call))
print(ip.IPV4LENGTH, ip.IPV6LENGTH, [c.__mro__[1:] == () or [b.__name__ for b in c.__mro__] for c in (ip.AddressValueError, ip.NetmaskValueError)])
print([c.__name__ for c in (A4, A6, I4, I6, N4, N6) if issubclass(c, A4)], [c.__name__ for c in (A4, A6, I4, I6, N4, N6) if issubclass(c, A6)])

# properties
NAMES = ('version max_prefixlen compressed exploded packed reverse_pointer is_multicast is_private is_global is_unspecified is_reserved is_loopback is_link_local is_site_local '
         'ipv4_mapped ipv6_mapped teredo sixtofour scope_id ip network netmask hostmask with_prefixlen with_netmask with_hostmask network_address broadcast_address num_addresses prefixlen').split()
for thing in [A4('1.2.3.4'), A6('2001:db8::1'), A6('::ffff:1.2.3.4'), A6('fe80::1%eth0'), A6('2001:0:4136:e378:8000:63bf:3fff:fdd2'), A6('2002:c000:204::1'), I4('192.168.5.6/20'),
              I6('fec0::7%x/60'), I6('2001:db8::7/60'), N4('10.0.0.0/8'), N4('1.2.3.4/32'), N6('2001:db8::/48'), N6('::/0'), N4('0.0.0.0/0'), N6('fe80::/64')]:
    print(repr(thing), str(thing), [f'{name}={getattr(thing, name)!r}' for name in NAMES if name != "ipv6_mapped" and hasattr(thing, name)])
FLAGS = 'is_multicast is_private is_global is_unspecified is_reserved is_loopback is_link_local'.split()


def flags(thing, names=FLAGS):
    return ''.join('01'[getattr(thing, name)] for name in names)


for word in ['0.0.0.0', '0.0.0.1', '0.255.255.255', '1.0.0.0', '9.255.255.255', '10.0.0.0', '10.255.255.255', '100.63.255.255', '100.64.0.0', '100.127.255.255', '100.128.0.0', '127.0.0.0', '127.255.255.255',
             '169.253.255.255', '169.254.0.0', '169.254.255.255', '172.15.255.255', '172.16.0.0', '172.31.255.255', '172.32.0.0', '191.255.255.255', '192.0.0.0', '192.0.0.8', '192.0.0.9', '192.0.0.10', '192.0.0.11',
             '192.0.0.170', '192.0.0.171', '192.0.0.172', '192.0.0.255', '192.0.1.0', '192.0.2.0', '192.0.2.255', '192.31.196.0', '192.52.193.0', '192.88.99.0', '192.167.255.255', '192.168.0.0', '192.168.255.255', '192.175.48.0', '198.17.255.255', '198.18.0.0', '198.19.255.255',
             '198.51.100.0', '203.0.113.0', '203.0.113.255', '203.0.114.0', '223.255.255.255', '224.0.0.0', '239.255.255.255', '240.0.0.0', '255.255.255.254', '255.255.255.255']:
    print(word, flags(A4(word)), flags(I4(word + '/20')), flags(N4(word + '/32')), A6('::ffff:' + word).is_private, flags(A6('::ffff:' + word)))
for word in ['::', '::1', '::2', '::ffff:0:0', '64:ff9b::', '64:ff9b:1::', '64:ff9b:2::', '100::', '100::1:0:0:0', '100:0:0:1::', '200::', '400::', '800::', '1000::', '1fff::', '2000::', '2001::', '2001:1::', '2001:1::1', '2001:1::2', '2001:1::3', '2001:2::', '2001:3::', '2001:4:112::',
             '2001:4:113::', '2001:10::', '2001:20::', '2001:2f:ffff::', '2001:30::', '2001:3f::', '2001:40::', '2001:1ff::', '2001:200::', '2001:db8::', '2001:db9::', '2002::', '2620:4f:8000::', '3fff::', '3fff:fff::', '3fff:1000::', '4000::', '6000::', '8000::', 'a000::', 'c000::', 'e000::',
             'f000::', 'f800::', 'fa00::', 'fc00::', 'fd00::', 'fdff::', 'fe00::', 'fe7f::', 'fe80::', 'febf::', 'fec0::', 'feff::', 'ff00::', 'ff02::1', 'ffff::', '5f00::', '2001:5::', '2001:1::4']:
    print(word, flags(A6(word), FLAGS + ['is_site_local']), flags(I6(word + '/64'), FLAGS + ['is_site_local']), flags(N6(word + '/128'), FLAGS + ['is_site_local']))
for word in ['10.0.0.0/8', '10.0.0.0/7', '0.0.0.0/0', '192.168.0.0/15', '192.0.0.0/24', '192.0.0.8/30', '224.0.0.0/4', '224.0.0.0/3', '127.0.0.0/8', '169.254.0.0/16', '240.0.0.0/4', '100.64.0.0/10', '100.0.0.0/8']:
    print(word, flags(N4(word)))
for word in ['::/0', '::/127', 'fe80::/10', 'fe80::/9', 'fc00::/7', 'fec0::/10', 'ff00::/8', '2001::/23', '2001:db8::/32', '2001:db8::/31', '::ffff:0:0/96', '::1/128', '4000::/2', '8::/125']:
    show(word, lambda: flags(N6(word), FLAGS + ['is_site_local']))

# interfaces, mapped addresses in all forms, long texts
for word in ['0.0.0.0/32', '0.0.0.0/0', '127.0.0.1/0', '127.0.0.1/8', '::/128', '::1/128', '::1/0', '::ffff:127.0.0.1/128', '::ffff:0.0.0.0/128', '::ffff:0.0.0.0/96', '::ffff:127.0.0.0/104', '::ffff:1.2.3.4%a/120', '::ffff:224.0.0.1/128']:
    thing = ip.ip_interface(word)
    print(repr(thing), flags(thing), repr(thing.network), flags(thing.network), thing.exploded, thing.network.exploded, thing.reverse_pointer, thing.network.reverse_pointer, thing.with_netmask, thing.with_hostmask, thing.packed)
for word in ['x' * 101, '1:' * 60 + 'end', 'a' * 46, '1:2:3:4::5:6:7:8', '1::2:3:4:5:6:7:8', '1:2:3:4:5:6::1.2.3.4', '::1:2:3:4:5:6:7', '0:0:0:0:0:0:0:0', '0:0:0:1:0:0:0:0', '1:0:0:0:0:0:0:0', '0:0:0:0:1:0:0:0', '%1', '::ffff:1.2.3.4%a', '::ffff:1.2.3.4%', '::FFFF:102:304',
             'xyzzyx::', '1:2:3:4:5:6:7:x', '::1.2.3.', '1.2.3.4:', ':1.2.3.4', '1:1.2.3.4', '1:2:3:4:5:6:7:8%25', '::\u0661', '::1_0', '::+1', '::0x1', '1.2.3.4.::', '0001.2.3.4', '999.1.1.1']:
    for made in (A4, A6):
        show(f'{made.__name__}({word!r})', lambda: made(word))
for mask in [0, 1, 31, 32, True, '0', '032', '0.0.0.1', '255.255.255.254', '254.255.255.255', '1.1.1.1', '255.255.255', '0.0.0.3', '3.0.0.0', '192.0.0.0', b'8']:
    show(f'mask {mask!r}', lambda: (N4(('0.0.0.0', mask)), N4(('0.0.0.0', mask)).netmask, N4(('0.0.0.0', mask)).hostmask))
mapped = A6('::ffff:1.2.3.4%a')
print(mapped, mapped.reverse_pointer, mapped.exploded, mapped.scope_id, mapped + 1, mapped.packed, hash(mapped) == hash(A6('::ffff:102:304%a')), mapped == A6('::ffff:102:304'))
