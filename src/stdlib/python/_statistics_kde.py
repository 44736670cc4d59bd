"""Contract: kernel density estimation: `kde` and `kde_random` of `statistics`, and the kernels they know.

A kernel is the curve that each sample is replaced by. Those with a bound are zero outside of -1 to 1, so that
an estimate need only look at the samples near its point.
"""
from bisect import bisect_left, bisect_right
from collections import namedtuple
from math import acos, asin, atan, cos, cosh, erfc, exp, log, pi, sin, sqrt, tan, tau
from random import Random

from statistics import NormalDist, StatisticsError, _polynomial

# the density at t, the share to the left of t, and the t that has a share to the left
Kernel = namedtuple('Kernel', 'density share quantile bounded')


def _power_kernel(power, density, share, start):
    """A kernel (1 - t²)^power, up to a factor; its quantile has no formula.

    `share` has the coefficients of the share in u = t + 1, `start` the factor of its lowest power.
    """
    slope = tuple(c * (len(share) - 1 - i) for i, c in enumerate(share[:-1]))

    def below(t):
        return _polynomial(share, t + 1.0) if t <= 0.0 else 1.0 - _polynomial(share, 1.0 - t)

    def quantile(p):
        if p > 0.5:
            return -quantile(1.0 - p)
        if p <= 0.0:
            return -1.0
        # Newton's steps from the left: the share's curve is convex there, so they cannot miss
        u = (p / start) ** (1.0 / (power + 1))
        for _ in range(50):
            step = (_polynomial(share, u) - p) / _polynomial(slope, u)
            u -= step
            if abs(step) <= 1e-16 * u:
                break
        return u - 1.0

    return Kernel(density, below, quantile, True)


def _triangular_share(t):
    return (1.0 + t) ** 2 / 2.0 if t < 0.0 else 1.0 - (1.0 - t) ** 2 / 2.0


def _triangular_quantile(p):
    return sqrt(2.0 * p) - 1.0 if p < 0.5 else 1.0 - sqrt(2.0 - 2.0 * p)


KERNELS = {
    'normal': Kernel(lambda t: exp(-t * t / 2.0) / sqrt(tau), lambda t: erfc(-t / sqrt(2.0)) / 2.0,
                     NormalDist().inv_cdf, False),
    'logistic': Kernel(lambda t: 0.5 / (1.0 + cosh(t)), lambda t: 1.0 - 1.0 / (exp(t) + 1.0),
                       lambda p: log(p / (1.0 - p)), False),
    'sigmoid': Kernel(lambda t: 1.0 / (pi * cosh(t)), lambda t: 2.0 / pi * atan(exp(t)),
                      lambda p: log(tan(p * pi / 2.0)), False),
    'rectangular': Kernel(lambda t: 0.5, lambda t: (t + 1.0) / 2.0, lambda p: 2.0 * p - 1.0, True),
    'triangular': Kernel(lambda t: 1.0 - abs(t), _triangular_share, _triangular_quantile, True),
    'parabolic': Kernel(lambda t: 0.75 * (1.0 - t * t), lambda t: 0.5 + t * (3.0 - t * t) / 4.0,
                        lambda p: 2.0 * cos((acos(2.0 * p - 1.0) + pi) / 3.0), True),
    'cosine': Kernel(lambda t: pi / 4.0 * cos(pi / 2.0 * t), lambda t: (sin(pi / 2.0 * t) + 1.0) / 2.0,
                     lambda p: 2.0 / pi * asin(2.0 * p - 1.0), True),
    'quartic': _power_kernel(2, lambda t: 15 / 16 * (1.0 - t * t) ** 2,
                             (3 / 16, -15 / 16, 5 / 4, 0.0, 0.0, 0.0), 5 / 4),
    'triweight': _power_kernel(3, lambda t: 35 / 32 * (1.0 - t * t) ** 3,
                               (-5 / 32, 35 / 32, -21 / 8, 35 / 16, 0.0, 0.0, 0.0, 0.0), 35 / 16),
}
for _other, _name in (('gauss', 'normal'), ('uniform', 'rectangular'), ('epanechnikov', 'parabolic'),
                      ('biweight', 'quartic')):
    KERNELS[_other] = KERNELS[_name]


def _checked(data, h, kernel):
    """The kernel of a name, when the other arguments are good too."""
    if not len(data):
        raise StatisticsError('Empty data sequence')
    if not isinstance(data[0], (int, float)):
        raise TypeError('Data sequence must contain ints or floats')
    if h <= 0.0:
        raise StatisticsError(f'Bandwidth h must be positive, not h={h!r}')
    found = KERNELS.get(kernel)
    if found is None:
        raise StatisticsError(f'Unknown kernel name: {kernel!r}')
    return found


def kde(data, h, kernel='normal', *, cumulative=False):
    """A function that estimates the density at a point, or the share of what lies left of it."""
    curve = _checked(data, h, kernel)
    ordered = sorted(data)

    def samples():
        """The samples in order, with those that were appended since."""
        nonlocal ordered
        if len(ordered) != len(data):
            ordered = sorted(data)
        return ordered

    def near(x):
        """The samples whose curve reaches the point, and how many are left of them."""
        if not curve.bounded:
            return data, 0
        known = samples()
        left = bisect_left(known, x - h)
        return known[left:bisect_right(known, x + h)], left

    def pdf(x):
        reached, _ = near(x)
        return sum(curve.density((x - sample) / h) for sample in reached) / (len(data) * h)

    def cdf(x):
        reached, left = near(x)
        return sum((curve.share((x - sample) / h) for sample in reached), left) / len(data)

    estimate = cdf if cumulative else pdf
    estimate.__doc__ = f'{estimate.__name__.upper()} estimate with h={h!r} and kernel={kernel!r}'
    return estimate


def kde_random(data, h, kernel='normal', *, seed=None):
    """A function that draws from what `kde` estimates."""
    quantile = _checked(data, h, kernel).quantile
    source = Random(seed)

    def rand():
        sample = source.choice(data)
        return sample + h * quantile(source.random())

    rand.__doc__ = f'Random KDE selection with h={h!r} and kernel={kernel!r}'
    return rand


kde.__module__ = kde_random.__module__ = 'statistics'
