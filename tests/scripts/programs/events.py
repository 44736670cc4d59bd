# Callbacks, decorators, closures, a state machine, a tiny dependency-injected pipeline.
class Event:
    def __init__(self): self.handlers = []
    def __iadd__(self, handler): self.handlers.append(handler); return self
    def __isub__(self, handler): self.handlers.remove(handler); return self
    def __call__(self, *args, **kwargs): return [h(*args, **kwargs) for h in list(self.handlers)]
log = []
changed = Event()
changed += log.append
changed += lambda v: v * 2
print(changed(5), log, len(changed.handlers)); changed -= log.append; print(changed(6), log)
class State:
    table = {}
    def __init_subclass__(cls, on=(), **kw): super().__init_subclass__(**kw); State.table[cls.__name__] = dict(on)
class Idle(State, on=[("start", "Running")]): pass
class Running(State, on={"pause": "Paused", "stop": "Idle"}): pass
class Paused(State, on=[("resume", "Running"), ("stop", "Idle")]): pass
def drive(events, state="Idle"):
    for event in events:
        try: new = State.table[state][event]
        except KeyError: yield f"{event} ignored in {state}"
        else: yield f"{state} --{event}--> {new}"; state = new
print(*drive("start pause start resume stop resume".split()), sep="\n")
def retry(times, *exceptions):
    def decorate(f):
        def wrapper(*a, **k):
            for attempt in range(1, times + 1):
                try: return f(*a, attempt=attempt, **k)
                except exceptions as error: print(f"attempt {attempt}: {error!r}")
            raise RuntimeError(f"{f.__name__} gave up")
        return wrapper
    return decorate
@retry(3, ValueError, KeyError)
def flaky(limit, attempt):
    if attempt < limit: raise (ValueError, KeyError)[attempt % 2](attempt)
    return f"worked at {attempt}"
print(flaky(3))
try: flaky(9)
except RuntimeError as error: print(error, repr(error.__context__))
def pipeline(*stages):
    def run(items):
        for stage in stages: items = stage(items)
        return list(items)
    return run
run = pipeline(lambda xs: (x for x in xs if x % 3), lambda xs: map(str, xs), sorted, enumerate)
print(run(range(12)))
def memo(f, cache={}):
    def inner(*a):
        key = f.__name__, a
        if key not in cache: cache[key] = f(*a)
        return cache[key]
    inner.cache = cache
    return inner
@memo
def ways(n, coins=(50, 20, 10, 5, 2, 1)):
    if n == 0: return 1
    if n < 0 or not coins: return 0
    return ways(n - coins[0], coins) + ways(n, coins[1:])
print(ways(100), len(ways.cache) > 100)
acc = []
class Managed:
    def __init__(self, n): self.n = n
    def __enter__(self): acc.append(f"+{self.n}"); return self
    def __exit__(self, *exc): acc.append(f"-{self.n}:{exc[0].__name__ if exc[0] else None}"); return self.n == 2
with Managed(1), Managed(2), Managed(3): raise KeyError
print(acc)
