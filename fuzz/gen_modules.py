"""Calls of library functions and classes with right and wrong arguments: collections, itertools, functools, math, and so on."""

import gen_builtins

LISTS = gen_builtins.LISTS + gen_builtins.TUPLES + gen_builtins.RANGES[:3]
CALLABLES = ["lambda x: x", "lambda x, y: (x, y)", "len", "str", "None", "lambda: 1", "int", "operator.add", "lambda *a: a", "print"]
IMPORTS = """\
import itertools, functools, operator, collections, math, heapq, bisect, copy, string, textwrap, statistics, random, enum, dataclasses
import types, contextlib, fractions, array, struct, base64, binascii, re, abc, weakref, reprlib, pprint, difflib, fnmatch, hashlib, zlib, cmath, time
def table(rows): return [(k, list(g)) for k, g in rows]
# body
"""
# name: the groups that its arguments are mostly taken from
CALLS = {
    "itertools": "chain count cycle repeat accumulate batched combinations combinations_with_replacement compress dropwhile filterfalse islice pairwise permutations product starmap takewhile tee zip_longest chain.from_iterable groupby",
    "functools": "reduce partial lru_cache cmp_to_key cached_property total_ordering wraps singledispatch partialmethod",
    "operator": "add sub mul truediv floordiv mod pow neg not_ getitem contains concat countOf indexOf setitem delitem itemgetter attrgetter methodcaller index iadd imul length_hint lt is_ truth call matmul",
    "collections": "deque Counter OrderedDict defaultdict ChainMap namedtuple UserList UserDict UserString",
    "math": "sqrt floor ceil gcd lcm factorial comb perm isqrt log log2 exp pow hypot dist prod fsum sumprod isclose copysign fmod frexp ldexp modf degrees sin atan2 nextafter ulp trunc isnan fma",
    "heapq": "heapify heappush heappop heapreplace heappushpop nlargest nsmallest merge heapify_max",
    "bisect": "bisect bisect_left insort insort_left",
    "copy": "copy deepcopy replace",
    "string": "capwords Template Formatter",
    "textwrap": "wrap fill dedent indent shorten",
    "statistics": "mean median mode stdev fmean multimode quantiles geometric_mean harmonic_mean variance median_low correlation linear_regression",
    "types": "SimpleNamespace MappingProxyType MethodType FunctionType new_class GenericAlias ModuleType CellType",
    "array": "array",
    "base64": "b64encode b64decode b32encode b16decode a85encode",
    "binascii": "hexlify unhexlify crc32 a2b_base64 b2a_base64",
    "zlib": "crc32 adler32 compress decompress",
    "fnmatch": "fnmatch filter translate",
    "difflib": "get_close_matches ndiff unified_diff",
    "reprlib": "repr",
    "pprint": "pformat",
    "cmath": "sqrt exp log phase polar rect isclose",
    "contextlib": "nullcontext suppress ExitStack closing contextmanager",
    "enum": "Enum IntEnum Flag StrEnum auto unique",
    "dataclasses": "make_dataclass field fields asdict replace is_dataclass",
}
METHODS = {
    "collections.deque({})": "append appendleft extend extendleft pop popleft rotate insert remove index count clear copy reverse __getitem__ __setitem__ __delitem__ __add__ __mul__ __iadd__ __contains__ __eq__ __lt__ maxlen",
    "collections.Counter({})": "most_common elements subtract update total pop get keys items __add__ __sub__ __and__ __or__ __getitem__ __delitem__ copy",
    "collections.OrderedDict({})": "move_to_end popitem pop setdefault update get items keys __reversed__ __eq__ __or__ copy fromkeys",
    "collections.defaultdict(list, {})": "__missing__ __getitem__ get pop setdefault default_factory copy __or__",
    "collections.ChainMap({})": "maps new_child parents get pop __getitem__ __setitem__ popitem keys",
    "array.array('i', {})": "append extend fromlist pop insert index count remove tobytes tolist frombytes byteswap itemsize typecode reverse __getitem__ __setitem__ __add__ __mul__ buffer_info",
    "types.MappingProxyType({})": "get keys items copy __getitem__ __or__ __reversed__",
    "fractions.Fraction({})": "limit_denominator as_integer_ratio numerator __add__ __pow__ __floordiv__ __round__",
    "random.Random(5)": "random randint choice shuffle sample randrange uniform getrandbits choices gauss betavariate randbytes expovariate triangular",
    "re.compile('(a)(b)?')": "match search findall split sub fullmatch finditer groups groupindex pattern flags",
    "functools.partial(max, 1)": "__call__ func args keywords",
    "types.SimpleNamespace(a=1)": "a b __eq__ __repr__ __dict__",
    "collections.namedtuple('N', 'x y')(1, 2)": "_replace _asdict _make x count index __getitem__ _fields",
    "string.Formatter()": "format vformat parse get_value convert_field format_field",
    "itertools.count(3)": "__next__ __iter__ __repr__",
    "iter(collections.deque([1, 2]))": "__next__ __length_hint__ __reduce__",
    "contextlib.ExitStack()": "close callback push enter_context pop_all",
}


def some(luck, groups):
    return gen_builtins.arguments(luck, groups)


def function(luck):
    module = luck.choice(sorted(CALLS))
    name = luck.choice(CALLS[module].split())
    groups = luck.choice([[LISTS, CALLABLES], [LISTS], [LISTS, gen_builtins.SMALL], [gen_builtins.FLOATS, gen_builtins.SMALL], [gen_builtins.TEXTS, LISTS], [gen_builtins.BYTES], gen_builtins.GROUPS])
    call = f"{module}.{name}({some(luck, groups)})"
    if name == "groupby":
        call = f"table({call})"
    return f"v = None\nr = {call}"


def method(luck):
    maker = luck.choice(sorted(METHODS))
    name = luck.choice(METHODS[maker].split())
    groups = [LISTS, gen_builtins.SMALL, gen_builtins.DICTS] if "re." not in maker and "Formatter" not in maker else [gen_builtins.TEXTS, gen_builtins.SMALL]
    start = luck.choice(["[1, 2, 3]", "[]", "{1: 2, 'a': 3}", "'aab'", gen_builtins.value(luck)])
    if "array" in maker:
        start = luck.choice(["[1, 2, 3]", "[]", "range(5)"])
    call = f"v.{name}({some(luck, groups)})" if luck.random() < 0.95 else f"v.{name}"
    return f"v = {maker.format(start)}\nr = {call}"


def case(luck):
    lines = [IMPORTS]
    for _ in range(6):
        body = luck.choice([function, method])(luck).replace("\n", "\n    ")
        lines.append(f"try:\n    v = None\n    {body}\n    print(show(r), '|', show(v))\nexcept Exception as e:\n    print(type(e).__name__, e, '|', show(v))\n")
    return ["run", "".join(lines)]
