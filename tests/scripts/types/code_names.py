# The order of names in code objects is that in which they are used; what only inlined comprehensions and the machine need is not among them.
def told(f):
    c = f.__code__
    print(c.co_name, c.co_names, c.co_cellvars, c.co_freevars, c.co_varnames if f is not loops else "")

def calls(a): return a.b(c.d()) + e.f.g(h(i).j)
def nested(x): return one(two.three(x.four(five))).six()
class Base: pass
class Child(Base):
    def up(self): return super().up(other)
    made = (n for n in ())
def loops(): return [v for v in data], {w: v for w, v in data.items()}
def withs():
    with opened() as f: used(f)
def unbound():
    if condition: late = 1
    return late
def cells(z, y, last):
    m = k = a = 1
    def inner(): return m, k, a, y, z
    return inner
for f in (calls, nested, Child.up, loops, withs, unbound, cells, cells(1, 2, 3)): told(f)
print(Child.made.gi_code.co_flags & 0x8000000 != 0, Child.up.__code__.co_flags & 0x8000000 != 0, calls.__code__.co_flags & 0x8000000 != 0)
