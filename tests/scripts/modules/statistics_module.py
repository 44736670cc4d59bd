# `statistics`: averages, spreads, quantiles and pairs of numbers of all kinds, the normal distribution, kernel density estimation.
import random, statistics as s
from decimal import Decimal
from fractions import Fraction

r = random.Random(3)


def shown(value):
    """A value without the last digits of floats, which the C library may round in its own way."""
    if isinstance(value, float): return '%.10g' % value
    if isinstance(value, (list, tuple)): return [shown(v) for v in value]
    return value


def t(f, *args, **kwargs):
    try: print('  ', f.__name__, shown(f(*args, **kwargs)))
    except Exception as e: print('  ', f.__name__, type(e).__name__, e)


print('-- averages and spreads')
for n in range(7):
    for data in ([r.randrange(10) for _ in range(n)], [r.random() for _ in range(n)],
                 [Fraction(r.randrange(9), 7) for _ in range(n)], [Decimal(r.randrange(99)) / 4 for _ in range(n)]):
        print(data)
        for f in s.mean, s.fmean, s.median, s.median_low, s.median_high, s.median_grouped, s.mode, s.multimode, s.stdev, s.pstdev, s.variance, s.pvariance: t(f, data)
        for method in 'exclusive', 'inclusive', 'x':
            for parts in 0, 1, 4, 5: t(s.quantiles, data, n=parts, method=method)
print('-- pairs')
for n in range(6):
    x, y = [r.randrange(9) for _ in range(n)], [r.random() for _ in range(n)]
    for f in s.covariance, s.correlation, s.linear_regression: t(f, x, y); t(f, y, y); t(f, x, y[1:])
    t(s.correlation, x, y, method='ranked'); t(s.correlation, x, y, method='y'); t(s.linear_regression, x, y, proportional=True)
t(s.linear_regression, [1, 1, 1], [1, 2, 3]); t(s.correlation, [1, 1], [1, 2]); print(s.linear_regression([1, 2], [2, 4]))
print(s.multimode('aabbc'), s.multimode(''), s.median_low('bca'), s.median_high('bcad'), s.mode('abb'))
print('-- the normal distribution')
for a in s.NormalDist(), s.NormalDist(1, 2), s.NormalDist(1, .5), s.NormalDist(3, 0):
    print(a)
    for b in s.NormalDist(), s.NormalDist(1, 2), s.NormalDist(-5, .1), s.NormalDist(0, 0), 5: t(a.overlap, b)
    for p in 1e-300, 1e-20, 1e-5, .01, .07, .08, .3, .5, .6, .93, .99, 1 - 1e-12, 0, 1: t(a.inv_cdf, p)
    t(a.quantiles)
print('-- kernel density estimation')
data = [1.5, 2, 2.5, 7, -3]
for kernel in ('normal', 'gauss', 'logistic', 'sigmoid', 'rectangular', 'uniform', 'triangular', 'parabolic', 'epanechnikov',
               'quartic', 'biweight', 'triweight', 'cosine', 'none'):
    for h in 1, .5, 3.0:
        try:
            density, share = s.kde(data, h, kernel), s.kde(data, h, kernel=kernel, cumulative=True)
            print(density.__doc__, '|', share.__doc__, '|', density.__name__, share.__name__)
            print('  ', *('%.9f %.9f' % (density(x), share(x)) for x in (-10, -3.2, 0, 1, 1.5, 2.2, 5, 7.1, 30)))
            rand = s.kde_random(data, h, kernel, seed=8675309)
            print('  ', rand.__doc__, rand.__name__, *('%.7f' % rand() for _ in range(12)))
        except Exception as e: print(kernel, h, type(e).__name__, e)
for bad in [], ['a'], 5, (x for x in data), [Fraction(1, 2)], {1: 2}:
    t(s.kde, bad, 1); t(s.kde_random, bad, 1)
for h in 0, -1.5: t(s.kde, data, h); t(s.kde_random, data, h)
t(s.kde, data, 1, 'none'); t(s.kde_random, data, 1, 'none')
grow = [1.0, 2.0]
curves = s.kde(grow, 1, 'triangular'), s.kde(grow, 1), s.kde(grow, 1, 'triangular', cumulative=True)
print(*('%.9f' % curve(3) for curve in curves)); grow.append(3.0); print(*('%.9f' % curve(3) for curve in curves))
print(sorted(s.__all__), s.kde.__module__)
