# The sequences that a seed gives are CPython's.
import random
random.seed(42); print(random.random(), random.random(), random.randint(1, 100), random.randrange(10), random.randrange(0, 100, 7), random.choice("abcdef"), random.uniform(1, 2), random.getrandbits(10), random.getrandbits(100), random.randbytes(5))
l = list(range(10)); random.shuffle(l); print(l, random.sample(range(100), 5), random.sample("abc", 2), random.choices("ab", k=5), random.choices([1, 2, 3], weights=[1, 0, 5], k=5), random.choices("xyz", cum_weights=[1, 2, 10], k=4), random.sample([1, 2], counts=[3, 2], k=4))
print(random.gauss(0, 1), random.gauss(0, 1), random.normalvariate(5, 2), random.expovariate(1.5), random.triangular(0, 10, 3), random.betavariate(1, 2), random.gammavariate(2, 1), random.gammavariate(0.5, 1), random.lognormvariate(0, 1), random.paretovariate(3), random.weibullvariate(1, 2), random.vonmisesvariate(0, 4), random.binomialvariate(10, 0.3), random.binomialvariate(1000, 0.5))
for seed in (0, 1, -5, 2 ** 70, "text", b"bytes", 3.5, bytearray(b"x"), ""):
    random.seed(seed); print(seed, random.random(), random.randint(0, 10 ** 20), end="; ")
print()
random.seed("text", version=1); print(random.random()); random.seed(10 ** 30, 2); print(random.getrandbits(64))
r = random.Random(7); state = r.getstate(); a = [r.random() for _ in range(3)]; r.setstate(state); print(a == [r.random() for _ in range(3)], len(state), state[0], len(state[1]), r.randrange(5, 10), r.choice(range(100)), r.shuffle([]), r.getrandbits(0), r.randrange(2 ** 100))
r2 = random.Random(7); print(random.Random(7).random() == r2.random(), random.Random("a").random(), [random.Random(i).randrange(10) for i in range(8)], random.Random(99).sample(range(10 ** 9), 3), random.Random(3).sample(list("abcdefghij"), 10))
for _ in range(700): r.random()
print(r.random(), r.getrandbits(32), isinstance(random.SystemRandom().random(), float), 0 <= random.SystemRandom().randrange(5) < 5)
class Mine(random.Random):
    def random(self): return 0.25
print(Mine().uniform(0, 4), Mine().choice("abcd"), Mine().randrange(8), Mine().sample(range(4), 2))
random.seed(5); print([random.randint(1, 6) for _ in range(20)], sum(random.random() for _ in range(1000)))
for source in ("random.randrange(0)", "random.randrange(5, 5)", "random.randrange(1, 10, 0)", "random.randrange(1.5)", "random.randint(2, 1)", "random.randint(1.5, 2)", "random.choice([])", "random.choice({1})", "random.sample([1], 2)", "random.sample({1, 2}, 1)", "random.sample([1], -1)", "random.choices([])", "random.choices([1], weights=[1, 2])", "random.choices([1], weights=[0])", "random.choices([1, 2], [1, 2], cum_weights=[1, 2])", "random.seed([])", "random.getrandbits(-1)", "random.getrandbits('a')", "random.shuffle((1, 2))", "random.shuffle('ab')", "random.setstate(5)", "random.Random([])", "random.nothing", "random.random(1)", "random.uniform('a', 1)", "random.randbytes(-1)", "random.betavariate(0, 0)", "random.gammavariate(-1, 1)", "random.expovariate(0)", "random.binomialvariate(-1)", "random.randrange('a')"):
    try: print("no error", source, eval(source))
    except Exception as error: print(f"{source}: {type(error).__name__}: {error}")
