# `cProfile`: calls counted, recursion, callers, built-in functions; reports without their times.
import cProfile, io, os, pstats, re, sys

def leaf(n): return len([n]) + n
def tree(n): return leaf(n) if n == 0 else tree(n - 1) + tree(n - 1)
def outer():
    total = tree(3)
    items = []
    items.append(total)
    return sorted(items), sum(items)
def values():
    yield 1
    yield 2
def failing():
    try: inner_failing()
    except ValueError: return 'caught'
def inner_failing(): raise ValueError


def counts(p):
    """Calls of each function, and who calls it; without the library's own functions."""
    p.create_stats()
    mine = lambda f: f[0] == '~' and f[2] or f[0] == __file__ and f[2]
    for f, (primitive, calls, own, whole, callers) in sorted(p.stats.items(), key=lambda item: item[0][2]):
        if mine(f):
            print('  ', mine(f), primitive, calls, own >= 0, whole >= own, sorted((mine(c), v[:2]) for c, v in callers.items() if mine(c)))


print(cProfile.__all__)
p = cProfile.Profile(); print(p.runcall(outer)); counts(p)
p = cProfile.Profile(); print(p.runcall(lambda: list(values()))); counts(p)
p = cProfile.Profile(); print(p.runcall(failing)); counts(p)
p = cProfile.Profile(); p.enable(builtins=False); outer(); p.disable(); counts(p)
p = cProfile.Profile(); p.enable(subcalls=False); outer(); p.disable(); counts(p)
p = cProfile.Profile(); print(p.runctx('x = leaf(2)', globals(), globals()) is p, x); counts(p)
p = cProfile.Profile(); p.run('y = leaf(3)'); print(y); counts(p); p.clear(); p.create_stats(); print(len(p.stats) <= 1)
with cProfile.Profile() as p: leaf(1)
counts(p)
try: cProfile.Profile().runcall(inner_failing)
except ValueError as e: print('ValueError')
print(cProfile.label(leaf.__code__)[1:], cProfile.label('<built-in>'))

print('-- reports')
def report(text):
    print(re.sub(r'\d+\.\d{3}', 'T.TTT', re.sub(r'(?m)^.*(?:cProfile|pstats)\.py.*\n', '', text)))
def shown(f):
    sys.stdout, keep = io.StringIO(), sys.stdout
    try: f()
    finally: text, sys.stdout = sys.stdout.getvalue(), keep
    report(text)
shown(lambda: cProfile.run('outer()', sort='name'))
shown(lambda: cProfile.runctx('tree(n)', globals(), {'n': 2}, sort='stdname'))
shown(lambda: cProfile.run('raise SystemExit(3)', sort=('name', 'line')))
