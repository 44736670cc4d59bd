"""Objects that are nested or chained without end: recursion is an exception, whatever recurses."""
import collections, copy, functools, itertools, json, operator, pickle, re, sys, threading, traceback, types


def said(what, body):
    """Native recursion's error tells how much of the stack was used, in words that depend on the machine: its end counts."""
    try:
        answer = body()
        print(f"{what:24}", repr(answer)[:70])
    except RecursionError as e:
        end = re.sub(r"^(Stack overflow \(used \d+ kB\)|maximum recursion depth exceeded)", "...", str(e))
        print(f"{what:24}", "RecursionError", end if wanted else "")
    except Exception as e:
        print(f"{what:24}", type(e).__name__, str(e)[:80])


def nested(around, inner=0, times=50_000):
    for _ in range(times):
        inner = around(inner)
    return inner


def native():
    """In a thread with a small stack, so that no build of no machine has room for all of it."""
    global wanted
    wanted = True
    a_list, other_list, a_dict = nested(lambda x: [x]), nested(lambda x: [x]), nested(lambda x: {1: x})
    a_tuple = nested(lambda x: (x,))
    for what, body in {
        "repr of lists": lambda: repr(a_list), "str of lists": lambda: str(a_list), "format of lists": lambda: f"{a_list}",
        "print of lists": lambda: print(a_list), "%": lambda: "%s" % (a_list,),
        "repr of tuples": lambda: repr(a_tuple), "repr of dicts": lambda: repr(a_dict), "lists ==": lambda: a_list == other_list,
        "lists <": lambda: a_list < other_list, "dicts ==": lambda: a_dict == nested(lambda x: {1: x}),
        "dumps": lambda: json.dumps(a_list), "OSError": lambda: str(OSError(1, a_list)), "KeyError": lambda: str(KeyError(a_list)),
        "deque": lambda: repr(nested(lambda x: collections.deque([x]))), "slice": lambda: repr(nested(lambda x: slice(x, 1))),
        "namespace": lambda: repr(nested(lambda x: types.SimpleNamespace(a=x))),
        "proxy": lambda: repr(nested(types.MappingProxyType, {})),
        "exceptions": lambda: repr(nested(ValueError)), "slices ==": lambda: nested(lambda x: slice(x, 1)) == nested(lambda x: slice(x, 1)),
        "deepcopy of lists": lambda: copy.deepcopy(a_list), "deepcopy of tuples": lambda: copy.deepcopy(a_tuple),
    }.items():
        said(what, body)
    wanted = False
    for what, body in {
        "hash of tuples": lambda: hash(a_tuple),
        "hash in a frozenset": lambda: frozenset([a_tuple]), "pickle": lambda: pickle.dumps(a_list),
        "loads": lambda: json.loads("[" * 20_000), "loads of objects": lambda: json.loads('{"a":' * 20_000),
    }.items():
        said(what, body)
    wanted = True


threading.stack_size(256 * 1024)
thread = threading.Thread(target=native)
thread.start()
thread.join()
threading.stack_size(0)


class Endless:
    def __eq__(self, o): return self == o
    def __lt__(self, o): return self < o
    def __hash__(self): return hash(self)
    def __repr__(self): return repr(self)
    def __str__(self): return str(self)
    def __bool__(self): return bool(self)
    def __len__(self): return len(self)
    def __iter__(self): return iter(self)
    def __call__(self): return self()
    def __getitem__(self, k): return self[k]
    def __contains__(self, k): return k in self
    def __add__(self, o): return self + o
    def __format__(self, s): return format(self, s)
    def __index__(self): return operator.index(self)
    def __setattr__(self, k, v): setattr(self, k, v)
    def __delattr__(self, k): delattr(self, k)
    def __getattr__(self, k): return getattr(self, k)
    def __enter__(self):
        with self: pass
    def __exit__(self, *a): pass
    def __instancecheck__(self, o): return isinstance(o, self)
    def __dir__(self): return dir(self)


class Missing(dict):
    def __missing__(self, k): return self[k]


class Everything:
    def __getattribute__(self, k): return getattr(self, k)


def entered():
    with Endless(): pass


e = Endless()
wanted = False
for what, body in {
    "==": lambda: e == 1, "<": lambda: e < 1, "hash": lambda: hash(e), "repr": lambda: repr(e), "str": lambda: str(e),
    "bool": lambda: bool(e), "len": lambda: len(e), "iter": lambda: iter(e), "call": lambda: e(), "[]": lambda: e[1], "in": lambda: 1 in e,
    "+": lambda: e + 1, "format": lambda: f"{e}", "index": lambda: [][e], "attribute": lambda: e.x, "set": lambda: setattr(e, "x", 1),
    "del": lambda: delattr(e, "x"), "with": entered, "isinstance": lambda: isinstance(1, e), "dir": lambda: dir(e),
    "sorted": lambda: sorted([Endless(), Endless()]), "max": lambda: max(Endless(), Endless()), "lists": lambda: [Endless()] == [Endless()],
    "key": lambda: {Endless(): 1}, "join": lambda: "".join(e), "print": lambda: print(e), "!r": lambda: f"{e!r:>10}",
    "in a list": lambda: repr([e]), "count": lambda: [Endless()].count(3), "index()": lambda: [Endless()].index(3), "range": lambda: range(e),
    "missing": lambda: Missing()[1], "getattribute": lambda: Everything().x,
}.items():
    said(what, body)


# --- generators: as long a chain of delegations as one likes, but no endless recursion
def delegate(it): return (yield from it)
def leaf():
    got = yield 1
    try:
        yield got
    except ValueError as e:
        yield str(e)
    return "end"
def chain(n):
    it = leaf()
    for _ in range(n):
        it = delegate(it)
    return it
def descend(n):
    if n:
        yield from descend(n - 1)
    yield n
for n in (100, 5000):
    it = chain(n)
    print(n, next(it), it.send("sent"))
    print(list(chain(n)))
print(len(list(descend(300))))
said("endless generators", lambda: len(list(descend(5000))))
async def nap(n):
    return n and await nap(n - 1)
def run(coroutine):
    try:
        coroutine.send(None)
    except StopIteration as e:
        return e.value
print(run(nap(300)))
said("endless coroutines", lambda: run(nap(5000)))

# --- exceptions
def group(n):
    e = ValueError(1)
    for _ in range(n):
        e = ExceptionGroup("g", [e])
    return e
said("group's str", lambda: str(group(100_000)))
said("group's text", lambda: (len(traceback.format_exception(group(20))), len(traceback.format_exception(group(500)))))
def contexts(n):
    e = None
    for i in range(n):
        last, e = e, ValueError(i)
        e.__context__ = last
    return e
said("contexts", lambda: len("".join(traceback.format_exception(contexts(200))).splitlines()))
def circle():
    a, b = ValueError(1), ValueError(2)
    a.__context__, b.__context__ = b, a
    return "".join(traceback.format_exception(a))
print(circle())

# --- what holds itself
a, b, c, d = [], [], [], []
a.append(b), b.append(a), c.append(d), d.append(c)
said("two circles", lambda: a == c)
x = []
x.append(x)
y = {}
y["y"] = y
said("circles", lambda: (x, y, x == x, copy.deepcopy(x)))
said("circle dumped", lambda: json.dumps(x))
said("group of regex", lambda: bool(re.compile("(" * 90 + "a" + ")" * 90)))
said("fields of fields", lambda: "{:{:{}}}".format(1, 2, 3))
print("end")
