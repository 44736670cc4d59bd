# Where the carets go: each kind of expression, caught and printed by the traceback module's rules through uncaught text.
import sys, traceback
class Bad:
    def __getattr__(self, name): raise AttributeError(name)
    def __getitem__(self, key): raise KeyError(key)
    def __call__(self, *args): raise TypeError("call")
    def __add__(self, other): raise ValueError("add")
    def __lt__(self, other): raise ValueError("lt")
    def __iter__(self): raise ValueError("iter")
    def __enter__(self): raise ValueError("enter")
    def __exit__(self, *args): pass
    def __contains__(self, x): raise ValueError("contains")
    def __neg__(self): raise ValueError("neg")
    def __bool__(self): raise ValueError("bool")
bad, x, d = Bad(), 1, {"k": {}}
def attribute(): return x + bad.name.other
def item(): return d["k"]["missing"]["more"]
def call(): return str(bad(x, 1)) + "tail"
def add(): return x * 2 + (bad + x) * 3
def divide(): return (1 + 2) / (x - 1) ** 2
def compare(): return 0 < x and bad < x < 5
def iterate():
    for i in bad: pass
def with_it():
    with bad as b: pass
def contains(): return x in bad
def negative(): return 1 - -bad
def truth(): return 1 if bad else 2
def unpack():
    a, b = [1, 2, 3]
def star(): return print(*bad)
def global_name(): return x + missing_name
def raise_it(): raise ValueError("plain raise")
def assertion(): assert x == 2, "x is one"
def assign(): d["k"][[]] = 5
def delete(): del d["nothing"]
def augmented():
    y = "a"
    y += 5
def multi_line():
    return call_it(
        1,
        2,
    )
def call_it(*args): return args[5] if args else None
def comprehension(): return [1 / i for i in (1, 0)]
def unicode_line(): return "日本" + é_wert + "é"
def long_call(): return max(1, 2, key=lambda v: v / 0)
def method_chain(): return "abc".upper().nothing().lower()
def subscript_binop(): return [1, 2, 3][x + 10]
def f_string(): return f"{x} {1 / 0} {x!r}"
def imported(): import no_such_module_here
def from_imported(): from sys import nothing_there
def keyword(): return int("5", bases=3)
for function in (attribute, item, call, add, divide, compare, iterate, with_it, contains, negative, truth, unpack, star, global_name, raise_it, assertion, assign, delete,
                 augmented, multi_line, comprehension, unicode_line, long_call, method_chain, subscript_binop, f_string, imported, from_imported, keyword):
    try:
        function()
    except Exception as error:
        frame = error.__traceback__.tb_next
        sys.stdout.write("".join(traceback.format_exception(type(error), error, frame)))
