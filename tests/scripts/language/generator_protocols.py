# generators
def g():
    try:
        x = yield 1
        print('x', x)
        try: y = yield 2
        except KeyError as e: print('ke', e); y = yield 'caught'
        print('y', y)
    except GeneratorExit: print('GE'); raise
    finally: print('fin')
    return 'ret'
a = g(); print(next(a), a.send('s'), a.throw(KeyError('k')))
try: a.send('z')
except StopIteration as e: print('SI', e.value)
a = g(); next(a); a.close(); a.close()
a = g()
try: a.send(1)
except TypeError as e: print(e)
try: a.throw(ValueError, 'v')
except ValueError as e: print(repr(e))
print(list(a), a.gi_frame, a.gi_running, a.gi_yieldfrom, a.gi_code.co_name, a.gi_suspended)
def ig():
    try: yield 1
    except GeneratorExit: yield 2
a = ig(); next(a)
try: a.close()
except RuntimeError as e: print(e)
def cr():
    try: yield 1
    except GeneratorExit: return 'closed'
a = cr(); next(a); print(a.close())
def reent():
    yield next(r)
r = reent()
try: next(r)
except ValueError as e: print(e)
def yf():
    r = yield from g()
    print('r', r)
    r2 = yield from [1, 2]
    print(r2)
    return 'end'
b = yf(); print(next(b), b.send('q'), b.gi_yieldfrom.__name__, b.throw(KeyError, KeyError('zz')), next(b), next(b))
try: b.throw(TypeError('t'))
except TypeError as e: print(repr(e))
def stop(): raise StopIteration(1); yield
try: next(stop())
except RuntimeError as e: print(e, repr(e.__cause__))
for bad in [(5,), (ValueError, 1, 5), (ValueError(1), 2), (int,), ()]:
    try: g().throw(*bad)
    except Exception as e: print(type(e).__name__, e)
import inspect
a = g(); print(inspect.getgeneratorstate(a)); next(a); print(inspect.getgeneratorstate(a), inspect.getgeneratorlocals(a)); a.close(); print(inspect.getgeneratorstate(a))
ge = (i*i for i in range(3)); print(ge.__name__, ge.__qualname__, ge.gi_code.co_name)
try:
    for i in (x/0 for x in [1]): pass
except ZeroDivisionError: print('zde')
def fin():
    try: yield 1; return 2
    finally: yield 3
print(list(fin()))
def nest():
    def in1(): yield (yield 1)
    x = yield from in1(); yield x
n = nest(); print(next(n), n.send(5), next(n))
class It:
    def __iter__(s): return s
    def __next__(s): return 1
    def throw(s, *a): print('It.throw', a); return 'th'
    def close(s): print('It.close')
    def send(s, v): print('It.send', v); return 'sent'
def d(): yield from It()
x = d(); print(next(x), x.send('a'), x.send(None), x.throw(ValueError('v'))); x.close()
class It2:
    def __iter__(s): return s
    def __next__(s): return 1
x = (lambda: (yield from It2()))(); next(x)
try: x.send(1)
except AttributeError as e: print(e)
try: x.throw(OSError('os'))
except OSError as e: print(repr(e))
# walrus and comprehension scopes
def w():
    if any((last := q) > 2 for q in [1, 2, 3, 4]): print(last)
    print([y := 1, y**2], (z := 5) + z)
    r = [(i, j) for i in range(3) if (j := i * 2)]; print(r, j)
    return [[a for a in range(b)] for b in range(3)], {k: v for k, v in zip('ab', [1, 2])}
print(w())
x = 10; print([x for x in range(3)], x, [(lambda: x)() for x in range(3)], [f() for f in [lambda: x for x in range(3)]])
class CS:
    n = 3; l = [i for i in range(n)]
    try: m = [n for i in range(1)]
    except NameError as e: print(e)
print([*range(2), *'ab'], {**{'a': 1}, 'b': 2}, (*[], 1), {*[1], 2})
