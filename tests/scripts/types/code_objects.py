# Code objects made by hand: types.CodeType(), replace() with every field, tables that go round, equality.
import types, warnings

def sample(a, /, b, *, c=3, **k):
    "doc"
    x = a
    try: total = sum(range(b)) + c
    except TypeError: total = None
    def inner(): return x
    return total, inner(), sorted(k)

C = sample.__code__
FIELDS = "co_argcount co_posonlyargcount co_kwonlyargcount co_nlocals co_stacksize co_flags co_code co_consts co_names co_varnames co_filename co_name co_qualname co_firstlineno co_linetable co_exceptiontable co_freevars co_cellvars".split()
ALL = [getattr(C, name) for name in FIELDS]

def told(run):
    try: return run()
    except Exception as e: return type(e).__name__, str(e)

# whole
made = types.CodeType(*ALL)
print(made == C, hash(made) == hash(C), made is C, types.FunctionType(made, globals(), "again", None, None, {"c": 1})(1, 4, z=0))
def outer():
    held = "cell"
    return lambda: held
closed = outer()
again = types.CodeType(*[getattr(closed.__code__, name) for name in FIELDS])
print(again == closed.__code__, again.co_freevars, types.FunctionType(again, {}, None, None, closed.__closure__)())
print(types.CodeType(*ALL[:-2], (), C.co_cellvars) == C)
print(types.CodeType.__text_signature__)

# arguments
for run in [lambda: types.CodeType(), lambda: types.CodeType(*ALL, 1), lambda: types.CodeType(*ALL, a=1)]: print(told(run))
for number in range(18):
    for bad in (-1, "x", 1.5, None, 10**20) + (() if number in (5, 7) else ((1,), 1000)):
        given = list(ALL); given[number] = bad
        answer = told(lambda: types.CodeType(*given))
        if type(answer) is tuple: print(number, bad, answer)
for name in FIELDS:
    for bad in (-1, "x", None, 10**20) + (() if name == "co_flags" else (1000,)):
        answer = told(lambda: C.replace(**{name: bad}))
        if type(answer) is tuple: print(name, bad, answer)
    print(name, C.replace(**{name: getattr(C, name)}) == C)
print(told(lambda: C.replace(co_nlocals=C.co_nlocals + 1)), told(lambda: C.replace(co_varnames=())), told(lambda: C.replace(co_code=b"abc")))
print(C.replace(co_stacksize=C.co_stacksize + 5).co_stacksize - C.co_stacksize)

# instructions of another
def one(): return "one"
def two(): return "two"
swapped = one.__code__.replace(co_code=two.__code__.co_code, co_consts=two.__code__.co_consts)
print(types.FunctionType(swapped, {})(), swapped.co_name)
empty = types.CodeType(0, 0, 0, 0, 0, 0, b"", (), (), (), "f", "n", "q", 1, b"", b"")
print(empty.co_filename, empty.co_name, empty.co_qualname, empty.co_names, empty.co_firstlineno)

# tables
moved = C.replace(co_linetable=C.co_linetable, co_firstlineno=100)
print([line - 100 for _, _, line in moved.co_lines() if line] == [line - C.co_firstlineno for _, _, line in C.co_lines() if line])
print(list(C.replace(co_linetable=C.co_linetable).co_positions()) == list(C.co_positions()))
print(set(C.replace(co_linetable=b"").co_positions()) <= {(None,) * 4}, C.replace(co_linetable=b"") == C)
print([type(getattr(C, n)).__name__ for n in ("co_code", "_co_code_adaptive", "co_linetable", "co_exceptiontable")], one.__code__.co_exceptiontable, C.co_exceptiontable != b"")
with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter("always")
    notes = C.co_lnotab
print(type(notes).__name__, len(notes) % 2, [(w.category.__name__, str(w.message)) for w in seen])
far = compile("x = 1\n" + "\n" * 400 + "y = 2\nfor i in range(3):\n  pass\nx = (1,\n  x)\n", "far", "exec")
print(far.replace(co_linetable=far.co_linetable) == far, max(line for _, _, line in far.co_lines() if line))
print(type(C.co_lines()).__name__, type(C.co_positions()).__name__, type(C.co_branches()).__name__)
def branching(v):
    return 1 if v else 2
print([len(row) for row in branching.__code__.co_branches()], list(one.__code__.co_branches()))
print(C._varname_from_oparg(0), told(lambda: C._varname_from_oparg(100)), told(lambda: C._varname_from_oparg("a")))

# equality looks at neither the file nor the qualified name
f = lambda: 0.0
print(C == C.replace(co_filename="other"), C == C.replace(co_qualname="other"), C == C.replace(co_name="other"), C == C.replace(co_firstlineno=5), C == C.replace(co_stacksize=500))
print((lambda: 0.0).__code__ == (lambda: -0.0).__code__, f.__code__ == f.__code__.replace(co_consts=(-0.0,) + f.__code__.co_consts[1:]), told(lambda: C < C))

# functions are made of what fits
def make(*arguments): return told(lambda: types.FunctionType(*arguments))
cells = closed.__closure__
for arguments in [(5, {}), (one.__code__, 5), (one.__code__, {}, 1), (one.__code__, {}, None, 1), (closed.__code__, {}, None, None, 5), (closed.__code__, {}, None, None, None), (closed.__code__, {}, None, None, ()), (closed.__code__, {}, None, None, (1,)), (one.__code__, {}, None, None, cells), (one.__code__, {}, None, None, None, 5)]:
    print(make(*arguments))
names = {}
print(types.FunctionType(compile("made = 1\ndef f(): return made", "body", "exec"), names)(), names["made"], names["f"]())
print(told(lambda: __build_class__(lambda a, b: None, "A")))
