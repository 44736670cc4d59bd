# match: every kind of pattern.
class Point:
    __match_args__ = ("x", "y")
    def __init__(self, x, y): self.x, self.y = x, y
def kind(v):
    match v:
        case 0: return "zero"
        case 1 | 2 | 3 as small: return f"small {small}"
        case -1.5: return "negative float"
        case 1 + 2j: return "complex"
        case "a" "b": return "ab"
        case None: return "none"
        case True: return "true"
        case str() as s if s.startswith("x"): return f"x string {s}"
        case str(s): return f"string {s}"
        case []: return "empty"
        case [x]: return f"one {x}"
        case [1, *rest]: return f"starts with 1, {rest}"
        case (x, y, *_, z): return f"{x} {y} .. {z}"
        case {"type": "circle", "r": r, **others}: return f"circle {r} {others}"
        case {"type": t}: return f"type {t}"
        case {}: return "mapping"
        case Point(0, 0): return "origin"
        case Point(x=0, y=y): return f"on y axis at {y}"
        case Point(x, y) if x == y: return f"diagonal {x}"
        case Point(x, y): return f"point {x} {y}"
        case int(n) if n > 100: return f"big {n}"
        case [[a, b], [c, d]] | [a, b, c, d]: return "never"
        case float() | complex(): return "number"
        case type(): return "a type"
        case _: return "other"
for v in (0, 2, -1.5, 1 + 2j, "ab", None, True, "xyz", "abc", [], [5], [1, 2, 3], (4, 5, 6, 7), {"type": "circle", "r": 2, "c": 1}, {"type": "sq"}, {"q": 1}, Point(0, 0), Point(0, 5), Point(3, 3), Point(1, 2), 500, 2.5, 50, int, b"ab", range(3), {1}, object):
    print(repr(v) if not isinstance(v, Point) else "Point", "->", kind(v))
class Color: RED = 1; BLUE = "b"
def dotted(v):
    match v:
        case Color.RED: return "red"
        case Color.BLUE: return "blue"
        case other: return other
print(dotted(1), dotted("b"), dotted(7))
match 1, 2:
    case a, b: print(a, b)
match [1, [2, {"k": (3, 4)}]]:
    case [one, [two, {"k": (three, four)}]]: print(one, two, three, four)
match = 5; case = 6; print(match, case)
match match:
    case 5: print("soft keywords")
def no_match(v):
    match v:
        case 1: pass
    return "fell through"
print(no_match(2))
for source in ("match 1:\n case x: pass\n case y: pass", "match 1:\n case x | y: pass", "match 1:\n case [a, a]: pass", "match 1:\n case {**r, 'a': 1}: pass", "match 1:\n case _ | 1: pass", "match 1:\n case Point(x=1, x=2): pass", "match 1:\n case [*a, *b]: pass", "match 1:\n case {'a': 1, 'a': 2}: pass", "match 1:\n case 1 + 1: pass"):
    try: exec(source); print("fine")
    except (SyntaxError, ValueError, TypeError) as error: print(type(error).__name__, error)
class BadArgs:
    __match_args__ = "x"
for v, p in ((BadArgs(), "BadArgs(1)"), (5, "int(1, 2)"), (Point(1, 2), "Point(1, 2, 3)"), (5, "kind(1)"), (Point(1, 2), "Point(1, x=1)")):
    try: exec(f"match v:\n case {p}: print('yes')\n case _: print('no')")
    except TypeError as error: print(error)
