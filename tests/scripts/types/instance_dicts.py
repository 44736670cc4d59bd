# Sharing a dict's keys, int keys against float keys, very long keys, attribute dicts: what a script may see of it.
class P: pass
objects = []
for i in range(50):
    p = P()
    for name in ("a", "b", "c")[: i % 4]: setattr(p, name, i)
    if i % 7 == 0: p.extra = "x"
    if i % 5 == 0 and hasattr(p, "a"): del p.a; p.z = 1
    objects.append(p)
print([sorted(vars(p)) for p in objects[:12]], sum(len(vars(p)) for p in objects))
p = P(); p.x = 1; d = p.__dict__; d["y"] = 2; print(p.y, d is p.__dict__, vars(p) is d); del d["x"]; print(hasattr(p, "x"), p.__dict__); p.__dict__ = {"new": 5}; print(p.new, d, p.__dict__)
setattr(p, "not an identifier", 1); print(getattr(p, "not an identifier"), p.__dict__); p.__dict__.update(k=1); print(p.k, list(p.__dict__)); p.__dict__.clear(); print(vars(p))
for i in range(300): setattr(p, f"attr{i}", i)
print(len(vars(p)), p.attr299, sum(vars(p).values())); [delattr(p, f"attr{i}") for i in range(0, 300, 2)]; print(len(vars(p)), hasattr(p, "attr2"), p.attr3)
class Q(P): a = "class"
q = Q(); print(q.a); q.a = "own"; print(q.a, Q.a); Q.a = "changed"; print(q.a); del q.a; print(q.a); del Q.a
try: q.a
except AttributeError as e: print(e)
P.a = "from base"; print(q.a); Q.__getattr__ = lambda self, n: "computed " + n; print(q.nothing, q.a); del P.a; print(q.a)
class Slots: __slots__ = ("x", "__dict__")
s = Slots(); s.x, s.free = 1, 2; print(s.x, s.__dict__)
class Base: __slots__ = ("a",)
class Sub(Base): __slots__ = ("b",)
s = Sub(); s.a, s.b = 1, 2; print(s.a, s.b, Sub.__slots__, Base.a.__get__(s), type(Base.a).__name__)
try: s.c = 1
except AttributeError as e: print(e)
for bad in ("class X: __slots__ = ('a', 'a b')", "class X:\n __slots__ = ('a',)\n a = 1", "class X(int): __slots__ = ('a',)\nX(5).a = 1\nprint(X(5) + 1)", "class X(A1, A2): pass", "class X: __slots__ = 5"):
    try: exec(bad)
    except Exception as e: print(type(e).__name__, e)
