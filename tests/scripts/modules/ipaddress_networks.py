"""ipaddress: networks as sets, arithmetic, order, hashes, formats, pickles and copies."""
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


n, m, six = N4('10.0.0.0/29'), N4('10.0.0.0/24'), N6('2001:db8::/126')
for call in [
        'list(n)', 'list(n.hosts())', 'n[0]', 'n[-1]', 'n[7]', 'n[8]', 'n[-8]', 'n[-9]', 'n[1:2]', 'n["a"]', 'len(n)', 'A4("10.0.0.3") in n', 'A4("10.0.0.8") in n', '"10.0.0.3" in n', '5 in n', 'A6(1) in n',
        'I4("10.0.0.3/24") in n', 'n in m', 'list(N4("10.0.0.0/31").hosts())', 'list(N4("10.0.0.0/32").hosts())', 'list(N4("10.0.0.0/30").hosts())', 'list(six)', 'list(six.hosts())', 'list(N6("::/127").hosts())',
        'list(N6("::5/128").hosts())', 'list(N6("::/125").hosts())', 'type(n.hosts()).__name__', 'type(N4("10.0.0.0/31").hosts()).__name__', 'six[3]', 'six[4]', 'six[-5]', 'n.num_addresses', 'N6("::/0").num_addresses',
        'n.overlaps(m)', 'm.overlaps(n)', 'n.overlaps(N4("11.0.0.0/8"))', 'n.overlaps(six)', 'n.overlaps(A4(1))', 'n.overlaps(5)', 'n.subnet_of(m)', 'm.subnet_of(n)', 'm.supernet_of(n)', 'n.supernet_of(m)', 'n.subnet_of(six)', 'n.subnet_of(5)',
        'n.subnet_of(A4(1))', 'six.supernet_of(n)', 'n.subnet_of(n)', 'list(n.subnets())', 'list(n.subnets(2))', 'list(n.subnets(new_prefix=31))', 'list(n.subnets(new_prefix=28))', 'list(n.subnets(new_prefix=33))', 'list(n.subnets(0))', 'list(n.subnets(-1))',
        'list(n.subnets(4))', 'list(n.subnets(2, 31))', 'list(N4("1.2.3.4/32").subnets())', 'list(N4("1.2.3.4/32").subnets(5))', 'n.supernet()', 'n.supernet(3)', 'n.supernet(new_prefix=8)', 'n.supernet(new_prefix=30)', 'n.supernet(2, 8)',
        'n.supernet(30)', 'n.supernet(29)', 'n.supernet(0)', 'n.supernet(-1)', 'N4("0.0.0.0/0").supernet()', 'N4("0.0.0.0/0").supernet(5)', 'n.supernet(new_prefix=-1)', 'N4("10.0.0.8/29").supernet(3)', 'six.supernet(new_prefix=32)', 'list(six.subnets())',
        'list(m.address_exclude(n))', 'list(n.address_exclude(n))', 'list(n.address_exclude(m))', 'list(n.address_exclude(six))', 'list(n.address_exclude(5))', 'list(n.address_exclude(A4(1)))', 'list(N4("192.0.2.0/28").address_exclude(N4("192.0.2.1/32")))',
        'list(N6("::/124").address_exclude(N6("::8/128")))', 'n.compare_networks(m)', 'm.compare_networks(n)', 'n.compare_networks(n)', 'n.compare_networks(six)', 'n.compare_networks(N4("11.0.0.0/8"))', 'n.compare_networks(N4("9.0.0.0/8"))',
        'list(ip.summarize_address_range(A4("192.0.2.0"), A4("192.0.2.130")))', 'list(ip.summarize_address_range(A4(0), A4("255.255.255.255")))', 'list(ip.summarize_address_range(A4(1), A4(1)))', 'list(ip.summarize_address_range(A4(2), A4(1)))',
        'list(ip.summarize_address_range(A4(1), A6(2)))', 'list(ip.summarize_address_range(1, 2))', 'list(ip.summarize_address_range(n, n))', 'list(ip.summarize_address_range(A6(1), A6(17)))', 'list(ip.summarize_address_range(A6(0), A6((1 << 128) - 1)))',
        'list(ip.summarize_address_range(A4(1), 2))', 'list(ip.summarize_address_range(I4("1.2.3.4/8"), I4("1.2.3.9/8")))', 
        'list(ip.collapse_addresses([N4("192.0.2.0/25"), N4("192.0.2.128/25")]))', 'list(ip.collapse_addresses([A4(1), A4(2), A4(3), A4(4), A4(3)]))', 'list(ip.collapse_addresses([]))', 'list(ip.collapse_addresses([n, m, N4("10.0.1.0/24"), A4("10.0.2.0")]))',
        'list(ip.collapse_addresses([n, six]))', 'list(ip.collapse_addresses([A4(1), A6(1)]))', 'list(ip.collapse_addresses([A4(1), n, six]))', 'list(ip.collapse_addresses([5]))', 'list(ip.collapse_addresses(["a"]))', 'list(ip.collapse_addresses([I4("1.2.3.4/24")]))', 'list(ip.collapse_addresses([I4("1.2.3.4/32"), A4("1.2.3.5")]))',
        'list(ip.collapse_addresses([A6(i) for i in range(20)]))', 'ip.collapse_addresses([5])', 'list(ip.collapse_addresses([N4("0.0.0.0/0"), n]))', 'list(ip.collapse_addresses([N4(f"10.0.{i}.0/24") for i in (3, 1, 2, 0, 5)]))', 'type(ip.collapse_addresses([])).__name__',
        'A4(5) + 1', 'A4(5) - 1', 'A4(5) - 6', 'A4("255.255.255.255") + 1', 'A4(5) + A4(1)', '1 + A4(5)', 'A4(5) + 1.5', 'A4(5) - A4(1)', 'A6("fe80::1%x") + 1', 'A6(0) - 1', 'I4("1.2.3.4/24") + 1', 'I4("1.2.3.4/24") - 5', 'I6("::1/64") + 1', 'I4("255.255.255.255/24") + 1', 'n + 1',
        'int(A4(5))', 'int(I4("1.2.3.4/24"))', 'int(n)', 'hex(A4(255))', 'A4(255).__index__()', 'range(10)[A4(5)]', 'bytes(A4(5))', 'bool(A4(0))', 'bool(n)',
        'A4(1) < A4(2)', 'A4(1) <= A4(1)', 'A4(1) > A4(2)', 'A4(1) >= A4(2)', 'A4(1) == A6(1)', 'A4(1) < A6(1)', 'A4(1) < 5', 'A4(1) == 1', 'A4(1) < n', 'n < A4(1)', 'n < m', 'm < n', 'n < six', 'n == m', 'n == N4("10.0.0.0/29")', 'n < 5', 'n >= m', 'n > m', 'n <= m',
        'I4("1.2.3.4/24") < I4("1.2.3.4/25")', 'I4("1.2.3.4/24") == I4("1.2.3.4/25")', 'I4("1.2.3.4/24") == A4("1.2.3.4")', 'A4("1.2.3.4") == I4("1.2.3.4/24")', 'I4("1.2.3.4/32") == A4("1.2.3.4")', 'I4("1.2.3.4/24") < A4("1.2.3.4")', 'I4("1.2.3.4/24") < A4("1.2.3.5")', 'A4("1.2.3.5") < I4("1.2.3.4/24")',
        'I4("1.2.3.4/24") < I6("::1/64")', 'I4("1.2.3.4/24") < 5', 'I4("1.2.3.9/24") < I4("1.2.3.4/24")', 'I4("1.2.3.9/24") < I4("1.2.4.4/24")', 'I6("::1/64") < I6("::2/64")', 'I6("::1/64") < A6("::2")', 'I6("::1/64") == A6("::1")', 'I6("::1%a/64") == I6("::1%b/64")', 'I4("1.2.3.4/24") > A4("1.2.3.4")', 'I4("1.2.3.4/24") >= I4("1.2.3.4/24")',
        'A6("fe80::1%a") == A6("fe80::1%b")', 'A6("fe80::1%a") == A6("fe80::1%a")', 'A6("fe80::1%a") == A6("fe80::1")', 'A6("fe80::1%a") < A6("fe80::1%b")', 'A6("fe80::1%a") <= A6("fe80::1%b")', 'sorted([A4(3), A4(1), A4(2)])', 'sorted([m, n, N4("9.0.0.0/8"), N4("10.0.0.0/8")])',
        'sorted([A4(3), m, A4(1), I4("1.2.3.4/24"), six, A6(1), A4(2)], key=ip.get_mixed_type_key)', 'sorted([n, A4(1)])', 'hash(A4(1)) == hash(A4(1))', 'hash(n) == hash(N4("10.0.0.0/29"))', 'hash(I4("1.2.3.4/24")) == hash(I4("1.2.3.4/24"))', 'len({A4(1), A4(1), A4(2)})', 'len({n, m, n})', 'hash(A6("::1%a")) == hash(A6("::1%b"))',
        'hash(I4("1.2.3.4/24")) == hash(A4("1.2.3.4"))', 'len({A4(1), A6(1), I4("0.0.0.1/32")})',
        'A4(1).x', 'setattr(A4(1), "x", 1)', 'setattr(n, "x", 1)', 'setattr(A4(1), "compressed", 1)', 'A4(1).__dict__', 'hasattr(n, "__dict__")', 'hasattr(A6(1), "__slots__")', 'A6("::1").scope_id', 'setattr(A6(1), "scope_id", 1)', 'n.netmask', 'n.hostmask', 'n.broadcast_address', 'six.broadcast_address', 'six.netmask', 'six.hostmask', 'six.with_netmask', 'six.with_hostmask',
        'n.reverse_pointer', 'six.reverse_pointer', 'I4("1.2.3.4/24").reverse_pointer', 'I6("::1/64").reverse_pointer', 'I6("2001:db8::1/64").exploded', 'I6("2001:db8::1/64").compressed', 'N6("2001:db8::/64").exploded', 'I6("2001:db8::1/64").ip', 'I6("2001:db8::1%a/64").ip', 'I6("2001:db8::1%a/64").network', 'I4("1.2.3.4/24").with_hostmask',
        'I6("2001:db8::1%a/64").with_prefixlen', 'I6("2001:db8::1%a/64").exploded', 'A6("2001:db8::1%a").exploded', 'A6("2001:db8::1%a").reverse_pointer', 'A6("::ffff:1.2.3.4%a").exploded', 'str(A6("::ffff:1.2.3.4"))', 'A6("::ffff:1.2.3.4").exploded', 'A6("::1.2.3.4").compressed', 'A4("1.2.3.4").exploded', 'I4("1.2.3.4").network', 'I4(("1.2.3.4", "255.0.0.0"))', 'str(I6("::1%a/64"))',
        'N4("10.0.0.0/8").is_private', 'n.is_site_local', 'A4(1).is_site_local', 'n.is_global', 'A4("1.2.3.4").ipv6_mapped', 'A6(1).ipv4_mapped', 'A6(1).teredo', 'A6("2002:102:304::").sixtofour']:
    show(call, lambda: eval(call))

# formats
for thing in (A4('1.2.3.42'), A6('1:2::42'), I4('1.2.3.42/24'), I6('::7/64'), n, six, A6('fe80::1%x')):
    for spec in ('', 's', '>20', '<20s', '^20', 'b', '#b', '_b', '#_b', 'x', '#x', 'X', '#X', '_x', '#_X', 'n', '#n', '_n', '#_n', 'd', '5x', '0x', ',x', '__b', 'q', '.3', '.3s', '20', 'xx', '#', '_', '#_s', 'N'):
        show(f'format({thing}, {spec!r})', lambda: format(thing, spec))

# pickles and copies
for thing in (A4('1.2.3.42'), A6('1:2::42'), A6('fe80::1%x'), I4('1.2.3.42/24'), I6('::7/64'), I6('fe80::7%x/64'), n, six):
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        back = pickle.loads(pickle.dumps(thing, protocol))
        assert back == thing and type(back) is type(thing), (thing, protocol, back)
    assert copy.copy(thing) == thing and copy.deepcopy(thing) == thing
    print(repr(thing), 'comes back', thing.__reduce__()[1:])


# subclasses
class Address(A4):
    """An address of our own."""


class Network(N4):
    """A network of our own."""


print(repr(Address('1.2.3.4')), repr(Address(1) + 1), Address(1) == A4(1), repr(Network('1.2.3.0/24')), list(Network('1.2.3.0/30').subnets()), Network('1.2.3.0/30').supernet(), Network('1.2.3.0/30') == N4('1.2.3.0/30'), Network('1.2.3.0/30')[1])
print(list(Network('1.2.3.0/30').address_exclude(N4('1.2.3.0/31'))), pickle.loads(pickle.dumps(Address(7))))

# versions among each other
one, net = (A4(1), A6(1)), (N4('10.0.0.0/8'), N6('2001:db8::/32'))
for told in ((one[0], net[1]), (net[1], one[0]), (net[0], one[1]), one, net, net[::-1], (*one, net[0]), (net[0], one[0], N4('1.2.3.4/32')), (N4('1.2.3.4/32'), one[1]), (one[1], N4('1.2.3.4/32')), (net[0], net[0], N4('12.0.0.0/8'), one[1])):
    show(told, lambda: list(ip.collapse_addresses(told)))

# many ranges, told by what they come from
import random
dice = random.Random(5)
for _ in range(60):
    first, last = sorted(dice.randrange(1 << 12) for _ in range(2))
    found = list(ip.summarize_address_range(A4(first), A4(last)))
    assert [int(a) for net in found for a in net] == list(range(first, last + 1))
    nets = [N4((dice.randrange(1 << 10) >> 3 << 3, 29)) if dice.random() < .5 else A4(dice.randrange(1 << 10)) for _ in range(dice.randrange(1, 40))]
    print(first, last, len(found), *list(ip.collapse_addresses(nets)))
