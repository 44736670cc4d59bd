"""Contract: random numbers, in the sequences CPython gives for a seed.

Native, from `_random`: the Mersenne Twister core (`Random`: random, seed(int or None),
getrandbits, getstate, setstate, _randbelow), and the samplers that draw until a draw is
accepted; they are given the method `random`, which a subclass may have replaced.
`hashlib` is loaded only to seed from text.
"""
import _random
from _operator import index as _index
from math import ceil as _ceil, exp as _exp, floor as _floor, isfinite as _isfinite, log as _log, sqrt as _sqrt
from math import tau as TWOPI

__all__ = ['Random', 'SystemRandom', 'betavariate', 'binomialvariate', 'choice', 'choices',
           'expovariate', 'gammavariate', 'gauss', 'getrandbits', 'getstate', 'lognormvariate',
           'normalvariate', 'paretovariate', 'randbytes', 'randint', 'random', 'randrange',
           'sample', 'seed', 'setstate', 'shuffle', 'triangular', 'uniform', 'vonmisesvariate',
           'weibullvariate']

BPF = 53
RECIP_BPF = 2 ** -BPF
NV_MAGICCONST = 4 * _exp(-0.5) / _sqrt(2.0)
LOG4 = _log(4.0)
SG_MAGICCONST = 1.0 + _log(4.5)
_ONE = 1


class Random(_random.Random):
    """A generator of its own; override random() (and getrandbits()) to use another source."""
    VERSION = 3

    def __init__(self, x=None):
        self.seed(x)
        self.gauss_next = None

    def seed(self, a=None, version=2):
        """Start the sequence that belongs to a; None takes entropy from the system."""
        if isinstance(a, (str, bytes)) and version == 1:
            a = _string_hash(a if isinstance(a, str) else a.decode('latin-1'))
        elif isinstance(a, (str, bytes, bytearray)) and version == 2:
            from _hashlib import new
            text = a.encode() if isinstance(a, str) else a
            a = int.from_bytes(text + new('sha512', text).digest())
        elif isinstance(a, float):
            a = hash(a) & 0xFFFFFFFFFFFFFFFF
        elif not isinstance(a, (type(None), int, str, bytes, bytearray)):
            raise TypeError('The only supported seed types are:\n'
                            'None, int, float, str, bytes, and bytearray.')
        super().seed(abs(a) if isinstance(a, int) else a)
        self.gauss_next = None

    def getstate(self):
        """The state, to be given to setstate()."""
        return self.VERSION, super().getstate(), self.gauss_next

    def setstate(self, state):
        """Go back to a state."""
        version = state[0]
        if version not in (2, 3):
            raise ValueError('state with version %s passed to Random.setstate() of version %s'
                             % (version, self.VERSION))
        _, words, gauss_next = state
        if version == 2:
            # from when the words were signed on some machines
            try:
                words = tuple(word % 2 ** 32 for word in words)
            except ValueError as e:
                raise TypeError from e
        super().setstate(words)
        self.gauss_next = gauss_next

    def __reduce__(self):
        return self.__class__, (), self.getstate()

    def __getstate__(self):
        return self.getstate()

    def __setstate__(self, state):
        self.setstate(state)

    # --- integers and bytes; all draw through _randbelow

    def __init_subclass__(cls, /, **kwargs):
        # the nearest of random() and getrandbits() is the source of ints too
        sources = {'_randbelow': None, 'getrandbits': cls._randbelow_with_getrandbits,
                   'random': cls._randbelow_without_getrandbits}
        nearest = next(name for c in cls.__mro__ for name in sources if name in c.__dict__)
        if sources[nearest] is not None:
            cls._randbelow = sources[nearest]

    def _randbelow_with_getrandbits(self, n):
        """An int in [0, n), n > 0."""
        getrandbits, bits = self.getrandbits, n.bit_length()
        while (drawn := getrandbits(bits)) >= n:
            pass
        return drawn

    def _randbelow_without_getrandbits(self, n, maxsize=1 << BPF):
        random = self.random
        if n >= maxsize:
            import warnings
            warnings.warn('Underlying random() generator does not supply \n'
                          'enough bits to choose from a population range this large.\n'
                          'To remove the range limitation, add a getrandbits() method.')
            return _floor(random() * n)
        fair = (maxsize - maxsize % n) / maxsize  # above it some remainders would be more frequent
        while (drawn := random()) >= fair:
            pass
        return _floor(drawn * maxsize) % n

    def randrange(self, start, stop=None, step=_ONE):
        """An item of range(start, stop, step)."""
        istart = _index(start)
        if stop is None:
            if step is not _ONE:
                raise TypeError('Missing a non-None stop argument')
            if istart <= 0:
                raise ValueError('empty range for randrange()')
            return self._randbelow(istart)
        width = _index(stop) - istart
        istep = _index(step)
        if istep == 1:
            if width <= 0:
                raise ValueError(f'empty range in randrange({start}, {stop})')
            return istart + self._randbelow(width)
        if not istep:
            raise ValueError('zero step for randrange()')
        count = -(-width // istep)
        if count <= 0:
            raise ValueError(f'empty range in randrange({start}, {stop}, {step})')
        return istart + istep * self._randbelow(count)

    def randint(self, a, b):
        """An int in [a, b], both included."""
        low, high = _index(a), _index(b)
        if low > high:
            raise ValueError(f'empty range in randint({low}, {high})')
        return low + self._randbelow(high - low + 1)

    def randbytes(self, n):
        """n random bytes."""
        return self.getrandbits(n * 8).to_bytes(n, 'little')

    # --- sequences

    def choice(self, seq):
        """An item of a sequence."""
        n = len(seq)
        if n == 0:
            raise IndexError('Cannot choose from an empty sequence')
        return seq[self._randbelow(n)]

    def shuffle(self, x):
        """Shuffle a list in place."""
        below = self._randbelow
        for last in range(len(x) - 1, 0, -1):
            j = below(last + 1)
            x[last], x[j] = x[j], x[last]

    def sample(self, population, k, *, counts=None):
        """k items of a sequence, each taken at most once (or as often as its count)."""
        if not isinstance(population, (list, tuple, range, str)):
            from _collections_abc import Sequence
            if not isinstance(population, Sequence):
                raise TypeError('Population must be a sequence.  For dicts or sets, use sorted(d).')
        n = len(population)
        if counts is not None:
            from bisect import bisect
            ends = _ends_of(counts, n)
            total = ends.pop() if ends else 0
            return [population[bisect(ends, s)] for s in self.sample(range(total), k)]
        if not 0 <= k <= n:
            raise ValueError('Sample larger than population or is negative')
        below = self._randbelow
        table = 4 ** _ceil(_log(k * 3, 4)) if k > 5 else 0
        if n <= 21 + table:
            # a list of all is no dearer than the table of what was taken
            pool, taken = list(population), [None] * k
            for i, last in enumerate(range(n - 1, n - 1 - k, -1)):
                j = below(last + 1)
                taken[i], pool[j] = pool[j], pool[last]
            return taken
        indices = {}
        while len(indices) < k:
            indices[below(n)] = None
        return [population[j] for j in indices]

    def choices(self, population, weights=None, *, cum_weights=None, k=1):
        """k items, each drawn anew, with weights if given."""
        random, n = self.random, len(population)
        if weights is None and cum_weights is None:
            n += 0.0
            return [population[_floor(random() * n)] for _ in range(k)]
        if cum_weights is None:
            from itertools import accumulate
            try:
                cum_weights = list(accumulate(weights))
            except TypeError:
                if not isinstance(weights, int):
                    raise
                raise TypeError(f'The number of choices must be a keyword argument: k={weights}') from None
        elif weights is not None:
            raise TypeError('Cannot specify both weights and cumulative weights')
        if n != len(cum_weights):
            raise ValueError('The number of weights does not match the population')
        total = cum_weights[-1] + 0.0
        if total <= 0.0 or not _isfinite(total):
            raise ValueError(f'Total of weights must be {"greater than zero" if total <= 0.0 else "finite"}')
        from bisect import bisect
        last = n - 1
        return [population[bisect(cum_weights, random() * total, 0, last)] for _ in range(k)]

    # --- distributions

    def uniform(self, a, b):
        """A float between a and b."""
        return a + (b - a) * self.random()

    def triangular(self, low=0.0, high=1.0, mode=None):
        """A float between low and high, most likely near mode."""
        u, peak = self.random(), 0.5
        if mode is not None:
            try:
                peak = (mode - low) / (high - low)
            except ZeroDivisionError:
                return low
        if u > peak:
            u, peak, low, high = 1.0 - u, 1.0 - peak, high, low
        return low + (high - low) * _sqrt(u * peak)

    def normalvariate(self, mu=0.0, sigma=1.0):
        """A normal variate, by the ratio of uniforms."""
        return mu + _random.normal(self.random) * sigma

    def gauss(self, mu=0.0, sigma=1.0):
        """A normal variate; they are made two at a time, and the second is kept."""
        z, self.gauss_next = self.gauss_next, None
        if z is None:
            z, self.gauss_next = _random.normal_pair(self.random)
        return mu + z * sigma

    def lognormvariate(self, mu, sigma):
        """A variate whose logarithm is normal."""
        return _exp(self.normalvariate(mu, sigma))

    def expovariate(self, lambd=1.0):
        """An exponential variate; the mean is 1 / lambd."""
        return -_log(1.0 - self.random()) / lambd

    def paretovariate(self, alpha):
        """A Pareto variate."""
        return (1.0 - self.random()) ** (-1.0 / alpha)

    def weibullvariate(self, alpha, beta):
        """A Weibull variate with scale alpha and shape beta."""
        return alpha * (-_log(1.0 - self.random())) ** (1.0 / beta)

    def gammavariate(self, alpha, beta):
        """A gamma variate; the mean is alpha * beta."""
        if alpha <= 0.0 or beta <= 0.0:
            raise ValueError('gammavariate: alpha and beta must be > 0.0')
        return _random.gamma(self.random, alpha) * beta

    def betavariate(self, alpha, beta):
        """A beta variate, between 0 and 1."""
        y = self.gammavariate(alpha, 1.0)
        return y / (y + self.gammavariate(beta, 1.0)) if y else 0.0

    def vonmisesvariate(self, mu, kappa):
        """An angle around mu, concentrated by kappa."""
        if kappa <= 1e-6:
            return self.random() * TWOPI
        return (mu + _random.von_mises(self.random, kappa)) % TWOPI

    def binomialvariate(self, n=1, p=0.5):
        """How many of n trials succeed, each with probability p."""
        if n < 0:
            raise ValueError('n must be non-negative')
        if not 0.0 < p < 1.0:
            if p == 0.0 or p == 1.0:
                return n if p else 0
            raise ValueError('p must be in the range 0.0 <= p <= 1.0')
        if n == 1:
            return int(self.random() < p)
        if p > 0.5:
            return n - self.binomialvariate(n, 1.0 - p)
        return _random.binomial(self.random, n, p)


def _string_hash(text):
    """The hash that Python 2 had for strings, with words of 64 bits: seeds of version 1."""
    codes = [*map(ord, text)]
    x = codes[0] << 7 if codes else 0
    for code in codes:
        x = (1000003 * x ^ code) & 0xFFFFFFFFFFFFFFFF
    return x ^ len(codes)


def _ends_of(counts, n):
    """Where each item's run ends when all n items are repeated."""
    from itertools import accumulate
    ends = list(accumulate(counts))
    if len(ends) != n:
        raise ValueError('The number of counts does not match the population')
    total = ends[-1] if ends else 0
    if not isinstance(total, int):
        raise TypeError('Counts must be integers')
    if total < 0:
        raise ValueError('Counts must be non-negative')
    return ends


class SystemRandom(Random):
    """Random numbers from the operating system: no seed, no state."""

    def random(self):
        """A float in [0.0, 1.0)."""
        from os import urandom
        return (int.from_bytes(urandom(7)) >> 3) * RECIP_BPF

    def getrandbits(self, k):
        """An int of k random bits."""
        from os import urandom
        if k < 0:
            raise ValueError('number of bits must be non-negative')
        numbytes = (k + 7) // 8
        return int.from_bytes(urandom(numbytes)) >> (numbytes * 8 - k)

    def randbytes(self, n):
        """n random bytes."""
        from os import urandom
        return urandom(n)

    def seed(self, *args, **kwds):
        """Does nothing: there is nothing to seed."""
        return None

    def _notimplemented(self, *args, **kwds):
        raise NotImplementedError('System entropy source does not have state.')

    getstate = setstate = _notimplemented


_inst = Random()
for _name in __all__[2:]:
    globals()[_name] = getattr(_inst, _name)
del _name


def _after_fork():
    _inst.seed()


try:
    from posix import register_at_fork as _register
    _register(after_in_child=_after_fork)
except (ImportError, NameError):
    pass


def _measure(n):
    """How long n numbers of each kind take, and what they look like."""
    from statistics import fmean, pstdev
    from time import perf_counter
    kinds = [(random, ()), (normalvariate, (0.0, 1.0)), (lognormvariate, (0.0, 1.0)), (vonmisesvariate, (0.0, 1.0)),
             (binomialvariate, (15, 0.6)), (binomialvariate, (100, 0.75)),
             *((gammavariate, (alpha, beta)) for alpha, beta in ((0.01, 1.0), (0.1, 1.0), (0.1, 2.0), (0.5, 1.0), (0.9, 1.0), (1.0, 1.0),
                                                                 (2.0, 1.0), (20.0, 1.0), (200.0, 1.0))),
             (gauss, (0.0, 1.0)), (betavariate, (3.0, 3.0)), (triangular, (0.0, 1.0, 1 / 3))]
    for kind, args in kinds:
        begin = perf_counter()
        found = [kind(*args) for _ in range(n)]
        passed = perf_counter() - begin
        print(f'{passed:.3f} sec, {n} times {kind.__name__}{args}'.replace(',)', ')'))
        print(f'avg {fmean(found):g}, stddev {pstdev(found):g}, min {min(found):g}, max {max(found):g}\n')


def _parse_args(arg_list):
    import argparse
    parser = argparse.ArgumentParser(formatter_class=argparse.RawTextHelpFormatter)
    one = parser.add_mutually_exclusive_group()
    one.add_argument('-c', '--choice', nargs='+', help='print a random choice')
    one.add_argument('-i', '--integer', type=int, metavar='N', help='print a random integer between 1 and N inclusive')
    one.add_argument('-f', '--float', type=float, metavar='N',
                     help='print a random floating-point number between 0 and N inclusive')
    one.add_argument('--test', type=int, const=10_000, nargs='?', help=argparse.SUPPRESS)
    parser.add_argument('input', nargs='*', help='if no options given, output depends on the input\n'
                                                 '    string or multiple: same as --choice\n'
                                                 '    integer: same as --integer\n'
                                                 '    float: same as --float')
    return parser.parse_args(arg_list), parser.format_help()


def main(arg_list=None):
    """The command line: what it asks for, or its help."""
    args, help_text = _parse_args(arg_list)
    if args.choice:
        return choice(args.choice)
    if args.integer is not None:
        return randint(1, args.integer)
    if args.float is not None:
        return uniform(0, args.float)
    if args.test:
        _measure(args.test)
        return ''
    if len(args.input) != 1:
        return choice(args.input) if args.input else help_text
    # a single word may be a number; no integer is drawn below 1
    for read, draw in (int, lambda n: randint(1, n)), (float, lambda n: uniform(0, n)):
        try:
            return draw(read(args.input[0]))
        except ValueError:
            pass
    return choice(args.input[0].split())


if __name__ == '__main__':
    print(main())
