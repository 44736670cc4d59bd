"""Every public class and function of the modules that are in C in CPython, called with odd arguments; then methods of what that made.

Names are looked up in the Python that runs the fuzzer, so a name that togil misses is a difference too.
"""

import importlib

import gen_builtins

MODULES = "array binascii bisect builtins cmath codecs collections contextvars csv datetime decimal functools hashlib heapq io itertools json math operator re string struct textwrap time types unicodedata weakref zlib".split()
# What waits, leaves, draws lots, tells of the machine, or writes files.
NOT = set("exit quit help input breakpoint open copyright credits license id hash globals locals dir vars exec eval compile print open_code FileIO sleep"
          " time time_ns monotonic monotonic_ns perf_counter perf_counter_ns process_time process_time_ns thread_time thread_time_ns localtime ctime strftime asctime gmtime"
          " get_clock_info clock_getres clock_gettime clock_gettime_ns clock_settime clock_settime_ns pthread_getcpuclockid tzset now today utcnow SystemRandom"
          " seed getstate random CodeType FunctionType FrameType TracebackType memoryview object Random file_digest"
          " __class__ __doc__ __init__ __sizeof__ __hash__ __subclasshook__ __init_subclass__ __dir__ __new__ __reduce_ex__ __module__ __dict__ __weakref__ __build_class__ __import__ __slots__"
          " __vectorcalloffset__ __del__ _dealloc_warn _abc_impl _CHUNK_SIZE _checkClosed _checkReadable _checkSeekable _checkWritable MappingProxyType MethodType RLock UnionType itemgetter proxy ReferenceType UCD __annotations__ __annotate__ __annotate_func__ __text_signature__ __signature__ __firstlineno__ __static_attributes__".split())
KINDS = {}
for name in MODULES:
    module = importlib.import_module(name)
    KINDS[name] = [n for n in sorted(dir(module)) if n not in NOT and not n.startswith("_") and callable(getattr(module, n))
                   and (getattr(getattr(module, n), "__module__", name) or name).partition(".")[0].lstrip("_") in (name, "builtins", name.rstrip("s"))]
MAKERS = {
    "array.array": "'i', [1, 2]", "codecs.IncrementalDecoder": "", "contextvars.ContextVar": "'v'", "datetime.date": "2024, 2, 29", "datetime.datetime": "2024, 2, 29, 1",
    "datetime.time": "1, 2", "datetime.timedelta": "1, 2", "datetime.timezone": "datetime.timedelta(hours=1)", "decimal.Decimal": "'1.5'", "decimal.Context": "",
    "functools.partial": "max, 1", "io.BytesIO": "b'ab\\nc'", "io.StringIO": "'ab\\nc'", "io.TextIOWrapper": "io.BytesIO(b'ab')", "io.BufferedReader": "io.BytesIO(b'ab')", "itertools.islice": "[1, 2, 3], 2", "itertools.accumulate": "[1, 2, 3]",
    "itertools.groupby": "'aab'", "itertools.batched": "'abc', 2", "itertools.product": "'ab', 'c'", "itertools.permutations": "'ab'", "itertools.zip_longest": "'ab', 'c'", "itertools.cycle": "'a'", "itertools.chain": "'a', 'b'",
    "collections.deque": "[1, 2]", "collections.OrderedDict": "a=1", "collections.Counter": "'aab'", "collections.UserString": "'ab'", "collections.UserList": "[1, 2]",
    "struct.Struct": "'hi'", "types.SimpleNamespace": "a=1", "types.MappingProxyType": "{'a': 1}", "types.GenericAlias": "list, (int,)", "types.ModuleType": "'m'", "types.MethodType": "len, []",
    "re.compile": "'(a)(b)?'", "re.match": "'(a)(b)?', 'a'", "hashlib.sha256": "b'a'", "zlib.compressobj": "", "zlib.decompressobj": "", "csv.reader": "['a,b']", "csv.writer": "io.StringIO()", "weakref.ref": "type('C', (), {})",
    "operator.itemgetter": "1", "operator.attrgetter": "'real'", "operator.methodcaller": "'upper'", "string.Template": "'$a'", "builtins.property": "len", "builtins.slice": "1, 2", "builtins.zip": "'ab', 'cd'",
}
METHODS = {}
IMPORTS = "import " + ", ".join(MODULES) + "\n# body\n"


def methods(maker):
    """The methods of what a call of `maker` with its arguments makes."""
    if maker not in METHODS:
        made = eval(f"{maker}({MAKERS[maker]})", {name: importlib.import_module(name) for name in MODULES})
        METHODS[maker] = [n for n in sorted(dir(made)) if n not in NOT]
    return METHODS[maker]


def groups(luck):
    return luck.choice([gen_builtins.GROUPS, [gen_builtins.SMALL, gen_builtins.LISTS], [gen_builtins.TEXTS, gen_builtins.BYTES], [gen_builtins.OTHERS]])


def function(luck):
    module = luck.choice(MODULES)
    return f"v = None\nr = {module}.{luck.choice(KINDS[module])}({gen_builtins.arguments(luck, groups(luck))})"


def method(luck):
    maker = luck.choice(sorted(MAKERS))
    name = luck.choice(methods(maker))
    lines = f"v = {maker}({MAKERS[maker]})\nr = v.{name}"
    return f"{lines}({gen_builtins.arguments(luck, groups(luck), 3)})"


def bare(luck):
    """An object that `__init__` never saw."""
    kind = luck.choice(MODULES)
    return f"v = None\nT = {kind}.{luck.choice(KINDS[kind])}\nr = T.__new__(T{luck.choice(['', ', ' + gen_builtins.value(luck)])})"


def case(luck):
    lines = [IMPORTS]
    for _ in range(6):
        body = luck.choice([function, function, method, method, method, bare])(luck).replace("\n", "\n    ")
        lines.append(f"try:\n    v = None\n    {body}\n    print(show(r), '|', show(v))\nexcept Exception as e:\n    print(type(e).__name__, e, '|', show(v))\n")
    return ["run", "".join(lines)]
