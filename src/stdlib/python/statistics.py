"""Contract: means, medians, spreads and simple regression, exact where the data are.

Sums are exact: numbers are added as integer ratios, one sum for each denominator, and
the result has the type of the data. `kde` and `kde_random` are in `_statistics_kde`.
"""
import math
from bisect import bisect_left, bisect_right
from fractions import Fraction

__all__ = ['NormalDist', 'StatisticsError', 'correlation', 'covariance', 'fmean', 'geometric_mean',
           'harmonic_mean', 'kde', 'kde_random', 'linear_regression', 'mean', 'median', 'median_grouped', 'median_high',
           'median_low', 'mode', 'multimode', 'pstdev', 'pvariance', 'quantiles', 'stdev', 'variance']


class StatisticsError(ValueError):
    """Raised for data a function cannot use."""


# --- exact sums ------------------------------------------------------------------------

def _ratio(x):
    exact = getattr(x, 'as_integer_ratio', None)
    if exact is not None:
        try:
            return exact()
        except (OverflowError, ValueError):
            return x, None  # infinity or nan
    try:
        return x.numerator, x.denominator
    except AttributeError:
        raise TypeError(f"can't convert type '{type(x).__name__}' to numerator/denominator")


def _coerce(T, S):
    """The type of a sum of two types."""
    if T is S or S is int or S is bool:
        return T
    if T is int or T is bool:
        return S
    if issubclass(S, T):
        return S
    if issubclass(T, S) or issubclass(S, int):
        return T
    if issubclass(T, int):
        return S
    if issubclass(T, Fraction) and issubclass(S, float):
        return S
    if issubclass(T, float) and issubclass(S, Fraction):
        return T
    raise TypeError("don't know how to coerce %s and %s" % (T.__name__, S.__name__))


def _sum(data):
    """(type, exact sum, count)."""
    partials, T, count = {}, int, 0
    for x in data:
        count += 1
        if type(x) is not T:
            T = _coerce(T, type(x))
        n, d = _ratio(x)
        partials[d] = partials.get(d, 0) + n
    if None in partials:
        return T, partials[None], count
    return T, sum((Fraction(n, d) for d, n in partials.items()), Fraction(0)), count


def _ss(data, c=None):
    """(type, sum of squares of the distances from the mean, mean, count)."""
    if c is not None:
        T, ssd, count = _sum((d := x - c) * d for x in data)
        return T, ssd, c, count
    values = list(data)
    T, total, count = _sum(values)
    if not count:
        return int, Fraction(0), Fraction(0), 0
    if not isinstance(total, Fraction):
        return T, abs(total), total, count
    mean_c = total / count
    ssd = sum(((Fraction(*_ratio(x)) - mean_c) ** 2 for x in values), Fraction(0))
    return T, ssd, mean_c, count


def _convert(value, T):
    if type(value) is T:
        return value
    kind = float if issubclass(T, int) and getattr(value, 'denominator', 1) != 1 else T
    try:
        return kind(value)
    except TypeError:
        return kind(value.numerator) / kind(value.denominator)


def _sqrt_exact(value, T):
    """The correctly rounded square root of a fraction as a float."""
    n, m = value.numerator, value.denominator
    if n == 0:
        return 0.0
    q = (n.bit_length() - m.bit_length() - 109) // 2
    if q >= 0:
        root = math.isqrt(n // (m << 2 * q)) | (math.isqrt(n // (m << 2 * q)) ** 2 * (m << 2 * q) != n)
        return float(root << q)
    scaled = n << -2 * q
    root = math.isqrt(scaled // m)
    root |= root * root * m != scaled
    return root / (1 << -q)


def _counted(data):
    """What has a length as it is, all else as a list."""
    try:
        len(data)
    except TypeError:
        return list(data)
    return data


# --- averages ----------------------------------------------------------------------------

def mean(data):
    """The arithmetic mean."""
    kind, total, n = _sum(data)
    if not n:
        raise StatisticsError('mean requires at least one data point')
    return _convert(total / n, kind)


def fmean(data, weights=None):
    """The mean as a float, quickly."""
    if weights is None:
        data = _counted(data)
        n = len(data)
        if not n:
            raise StatisticsError('fmean requires at least one data point')
        return math.fsum(data) / n
    if not isinstance(weights, (list, tuple)):
        weights = list(weights)
    try:
        total = math.sumprod(data, weights)
    except ValueError:
        raise StatisticsError('data and weights must be the same length')
    weight = math.fsum(weights)
    if not weight:
        raise StatisticsError('sum of weights must be non-zero')
    return total / weight


def geometric_mean(data):
    """The mean of the logarithms, as a number."""
    n, zero, logs = 0, False, []
    for x in data:
        n += 1
        if x > 0.0 or math.isnan(x):
            logs.append(math.log(x))
        elif x == 0.0:
            zero = True
        else:
            raise StatisticsError('No negative inputs allowed', x)
    if not n:
        raise StatisticsError('Must have a non-empty dataset')
    total = math.fsum(logs)
    if math.isnan(total):
        return math.nan
    if zero:
        return math.nan if total == math.inf else 0.0
    return math.exp(total / n)


def harmonic_mean(data, weights=None):
    """The reciprocal of the mean of the reciprocals."""
    if iter(data) is data:
        data = list(data)
    n = len(data)
    if not n:
        raise StatisticsError('harmonic_mean requires at least one data point')
    if weights is None and n == 1:
        if not isinstance(data[0], (int, float, Fraction)):
            raise TypeError('unsupported type')
        return next(_nonnegative(data))
    if weights is None:
        weights, whole = [1] * n, n
    else:
        weights = list(weights)
        if len(weights) != n:
            raise StatisticsError('Number of weights does not match data size')
        _, whole, _ = _sum(_nonnegative(weights))
    shares = (w / x if w else 0 for w, x in zip(weights, list(_nonnegative(data))))
    try:
        kind, total, _ = _sum(shares)
    except ZeroDivisionError:
        return 0
    if total <= 0:
        raise StatisticsError('Weighted sum must be positive')
    return _convert(whole / total, kind)


def _nonnegative(values):
    for x in values:
        if x < 0:
            raise StatisticsError('harmonic mean does not support negative values')
        yield x


def median(data):
    """The middle value; the mean of the two middle ones."""
    ordered = _in_order(data)
    middle, odd = divmod(len(ordered), 2)
    return ordered[middle] if odd else (ordered[middle - 1] + ordered[middle]) / 2


def _in_order(data):
    """The data of a median, which must be some."""
    ordered = sorted(data)
    if not ordered:
        raise StatisticsError('no median for empty data')
    return ordered


def median_low(data):
    """The middle value, or the lower of the two."""
    ordered = _in_order(data)
    return ordered[(len(ordered) - 1) // 2]


def median_high(data):
    """The middle value, or the higher of the two."""
    ordered = _in_order(data)
    return ordered[len(ordered) // 2]


def median_grouped(data, interval=1.0):
    """The median of values that stand for intervals."""
    ordered = _in_order(data)
    middle = ordered[len(ordered) // 2]
    below = bisect_left(ordered, middle)
    inside = bisect_right(ordered, middle, lo=below) - below
    try:
        width, center = float(interval), float(middle)
    except ValueError:
        raise TypeError('Value cannot be converted to a float')
    return center - width / 2.0 + width * (len(ordered) / 2 - below) / inside


def mode(data):
    """The most common value, the first of them."""
    from collections import Counter
    try:
        return Counter(iter(data)).most_common(1)[0][0]
    except IndexError:
        raise StatisticsError('no mode for empty data') from None


def multimode(data):
    """All most common values."""
    from collections import Counter
    counts = Counter(iter(data))
    most = max(counts.values(), default=0)
    return [value for value in counts if counts[value] == most]


def quantiles(data, *, n=4, method='exclusive'):
    """The points that cut the data into n groups of equal size."""
    if n < 1:
        raise StatisticsError('n must be at least 1')
    ordered = sorted(data)
    count = len(ordered)
    if not count:
        raise StatisticsError('must have at least one data point')
    if count == 1:
        return ordered * (n - 1)
    # of each cut: the place of the value before it, and how many nths of the way it is to the next
    if method == 'inclusive':
        cuts = [divmod(i * (count - 1), n) for i in range(1, n)]
    elif method == 'exclusive':
        places = [i * (count + 1) for i in range(1, n)]
        before = [min(max(place // n, 1), count - 1) for place in places]
        cuts = [(at - 1, place - at * n) for at, place in zip(before, places)]
    else:
        raise ValueError(f'Unknown method: {method!r}')
    return [(ordered[at] * (n - part) + ordered[at + 1] * part) / n for at, part in cuts]


# --- spread --------------------------------------------------------------------------------

def variance(data, xbar=None):
    """The variance of a sample."""
    return _convert(*_mean_square(data, xbar, 1, 'variance'))


def pvariance(data, mu=None):
    """The variance of a population."""
    return _convert(*_mean_square(data, mu, 0, 'pvariance'))


def stdev(data, xbar=None):
    """The standard deviation of a sample."""
    return _root(*_mean_square(data, xbar, 1, 'stdev'))


def pstdev(data, mu=None):
    """The standard deviation of a population."""
    return _root(*_mean_square(data, mu, 0, 'pstdev'))


def _mean_square(data, center, lost, name):
    """(the mean of the squared deviations, the data's type), less the degrees of freedom that are lost."""
    kind, squares, _, n = _ss(data, center)
    if n <= lost:
        raise StatisticsError(f'{name} requires at least {"two data points" if lost else "one data point"}')
    return squares / (n - lost), kind


def _root(mss, T):
    if not isinstance(mss, (int, Fraction)):
        raise ValueError('inf or nan encountered in data')
    from decimal import Decimal, localcontext
    if not issubclass(T, Decimal):
        return _sqrt_exact(mss, T)
    if not mss:
        return Decimal('0.0')
    with localcontext() as context:
        digits = context.prec
        # so many digits that no result lies between two decimals: one rounding at the end
        context.prec = 2 * digits + 10
        root = (Decimal(mss.numerator) / mss.denominator).sqrt()
        context.prec = digits
        return +root


# --- pairs ---------------------------------------------------------------------------------

def _pairs(x, y, name):
    n = len(x)
    if len(y) != n:
        raise StatisticsError(f'{name} requires that both inputs have same number of data points')
    if n < 2:
        raise StatisticsError(f'{name} requires at least two data points')
    return x, y, n


def covariance(x, y, /):
    """How two variables vary together."""
    x, y, n = _pairs(x, y, 'covariance')
    return math.sumprod(_distances(x)[0], _distances(y)[0]) / (n - 1)


def _distances(values):
    """(distances of the values from their mean, mean)"""
    mean = math.fsum(values) / len(values)
    return [value - mean for value in values], mean


def correlation(x, y, /, *, method='linear'):
    """The correlation coefficient, -1 to 1."""
    x, y, n = _pairs(x, y, 'correlation')
    if method not in ('linear', 'ranked'):
        raise ValueError(f'Unknown method: {method!r}')
    if method == 'linear':
        x, y = (_distances(values)[0] for values in (x, y))
    else:
        # ranks, whose mean is 0
        x, y = (_rank(values, (n - 1) / -2) for values in (x, y))
    try:
        return _divide_by_root(*map(math.sumprod, (x, x, y), (y, x, y)))
    except ZeroDivisionError:
        raise StatisticsError('at least one of the inputs is constant')


def _divide_by_root(sxy, sxx, syy):
    """sxy / sqrt(sxx * syy), the root corrected for the rounding of the product."""
    h = math.sqrt(sxx * syy)
    if not h:
        raise ZeroDivisionError('division by zero')
    if math.isfinite(h):
        rest = Fraction(sxx) * Fraction(syy) - Fraction(h) ** 2
        h += float(rest) / (2.0 * h)
    return sxy / h


def _rank(data, start):
    values = sorted(zip(data, range(len(data))))
    result = [0] * len(values)
    i = start - 1
    k = 0
    while k < len(values):
        e = k
        while e < len(values) and values[e][0] == values[k][0]:
            e += 1
        size = e - k
        rank = i + (size + 1) / 2
        for _, pos in values[k:e]:
            result[pos] = rank
        i += size
        k = e
    return result


def linear_regression(x, y, /, *, proportional=False):
    """(slope, intercept) of the line that fits best."""
    from collections import namedtuple
    x, y, n = _pairs(x, y, 'linear regression')
    x_mean = y_mean = None
    if not proportional:
        (x, x_mean), (y, y_mean) = _distances(x), _distances(y)
    try:
        # a float, whatever the data are
        slope = (math.sumprod(x, y) + 0.0) / math.sumprod(x, x)
    except ZeroDivisionError:
        raise StatisticsError('x is constant')
    intercept = 0.0 if proportional else y_mean - slope * x_mean
    return namedtuple('LinearRegression', ('slope', 'intercept'), module='statistics')(slope, intercept)


# --- the normal distribution -------------------------------------------------------------

# coefficients of the numerators and denominators, highest power first: near the median, in the tails, far out
_CENTER = ((2.5090809287301226727e+3, 3.3430575583588128105e+4, 6.7265770927008700853e+4, 4.5921953931549871457e+4,
            1.3731693765509461125e+4, 1.9715909503065514427e+3, 1.3314166789178437745e+2, 3.3871328727963666080e+0),
           (5.2264952788528545610e+3, 2.8729085735721942674e+4, 3.9307895800092710610e+4, 2.1213794301586595867e+4,
            5.3941960214247511077e+3, 6.8718700749205790830e+2, 4.2313330701600911252e+1, 1.0))
_TAIL = ((7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1, 1.27045825245236838258e+0,
          3.64784832476320460504e+0, 5.76949722146069140550e+0, 4.63033784615654529590e+0, 1.42343711074968357734e+0),
         (1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2, 1.48103976427480074590e-1,
          6.89767334985100004550e-1, 1.67638483018380384940e+0, 2.05319162663775882187e+0, 1.0))
_FAR = ((2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3, 2.65321895265761230930e-2,
         2.96560571828504891230e-1, 1.78482653991729133580e+0, 5.46378491116411436990e+0, 6.65790464350110377720e+0),
        (2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5, 7.86869131145613259100e-4,
         1.48753612908506148525e-2, 1.36929880922735805310e-1, 5.99832206555887937690e-1, 1.0))


def _polynomial(coefficients, r):
    value, *rest = coefficients
    for coefficient in rest:
        value = value * r + coefficient
    return value


def _normal_inv(p, mu, sigma):
    """The quantile, by Wichura's algorithm AS 241."""
    q = p - 0.5
    if abs(q) <= 0.425:
        above, below = (_polynomial(table, 0.180625 - q * q) for table in _CENTER)
        return mu + above * q / below * sigma
    r = math.sqrt(-math.log(p if q <= 0.0 else 1.0 - p))
    tables, start = (_TAIL, 1.6) if r <= 5.0 else (_FAR, 5.0)
    above, below = (_polynomial(table, r - start) for table in tables)
    return mu + math.copysign(above / below, q) * sigma


class NormalDist:
    """A normal distribution."""
    __slots__ = {'_mu': 'Arithmetic mean of a normal distribution',
                 '_sigma': 'Standard deviation of a normal distribution'}

    def __init__(self, mu=0.0, sigma=1.0):
        if sigma < 0.0:
            raise StatisticsError('sigma must be non-negative')
        self._mu, self._sigma = float(mu), float(sigma)

    @classmethod
    def from_samples(cls, data):
        """The one with the mean and deviation of the data."""
        data = list(data)
        if len(data) < 2:
            raise StatisticsError('stdev requires at least two data points')
        return cls(float(mean(data)), float(stdev(data)))

    def samples(self, n, *, seed=None):
        """Random values."""
        import random
        rnd = random.random if seed is None else random.Random(seed).random
        return [_normal_inv(rnd(), self._mu, self._sigma) for _ in range(n)]

    def pdf(self, x):
        """The density."""
        variance = self.variance
        if not variance:
            raise StatisticsError('pdf() not defined when sigma is zero')
        distance = x - self._mu
        return math.exp(distance * distance / (-2.0 * variance)) / math.sqrt(math.tau * variance)

    def cdf(self, x):
        """The probability of less than x."""
        if not self._sigma:
            raise StatisticsError('cdf() not defined when sigma is zero')
        return 0.5 * math.erfc((self._mu - x) / (self._sigma * math.sqrt(2.0)))

    def inv_cdf(self, p):
        """The value below which lies a part p."""
        if p <= 0.0 or p >= 1.0:
            raise StatisticsError('p must be in the range 0.0 < p < 1.0')
        return _normal_inv(p, self._mu, self._sigma)

    def quantiles(self, n=4):
        """The points that cut it into n parts of equal probability."""
        return [self.inv_cdf(i / n) for i in range(1, n)]

    def overlap(self, other):
        """The common area of two densities."""
        if not isinstance(other, NormalDist):
            raise TypeError('Expected another NormalDist instance')
        narrow, wide = sorted((self, other), key=lambda dist: (dist._sigma, dist._mu))
        narrow_var, wide_var = narrow.variance, wide.variance
        if not narrow_var:
            raise StatisticsError('overlap() not defined when sigma is zero')
        apart, wider = math.fabs(wide._mu - narrow._mu), wide_var - narrow_var
        if not wider:
            return math.erfc(apart / (2.0 * narrow._sigma * math.sqrt(2.0)))
        # where the curves cross
        middle = narrow._mu * wide_var - wide._mu * narrow_var
        offset = narrow._sigma * wide._sigma * math.sqrt(apart * apart + wider * math.log(wide_var / narrow_var))
        left, right = (math.fabs(wide.cdf(x) - narrow.cdf(x))
                       for x in ((middle + offset) / wider, (middle - offset) / wider))
        return 1.0 - (left + right)

    def zscore(self, x):
        """The distance from the mean in deviations."""
        if not self._sigma:
            raise StatisticsError('zscore() not defined when sigma is zero')
        return (x - self._mu) / self._sigma

    mean = property(lambda self: self._mu)
    median = property(lambda self: self._mu)
    mode = property(lambda self: self._mu)
    stdev = property(lambda self: self._sigma)
    variance = property(lambda self: self._sigma * self._sigma)

    def __add__(x1, x2):
        if isinstance(x2, NormalDist):
            return NormalDist(x1._mu + x2._mu, math.hypot(x1._sigma, x2._sigma))
        return NormalDist(x1._mu + x2, x1._sigma)

    def __sub__(x1, x2):
        if isinstance(x2, NormalDist):
            return NormalDist(x1._mu - x2._mu, math.hypot(x1._sigma, x2._sigma))
        return NormalDist(x1._mu - x2, x1._sigma)

    def __mul__(x1, x2):
        return NormalDist(x1._mu * x2, x1._sigma * math.fabs(x2))

    def __truediv__(x1, x2):
        return NormalDist(x1._mu / x2, x1._sigma / math.fabs(x2))

    def __pos__(x1):
        return NormalDist(x1._mu, x1._sigma)

    def __neg__(x1):
        return NormalDist(-x1._mu, x1._sigma)

    __radd__ = __add__
    __rmul__ = __mul__

    def __rsub__(x1, x2):
        return -(x1 - x2)

    def __repr__(self):
        return f'{type(self).__name__}(mu={self._mu!r}, sigma={self._sigma!r})'

    def __getstate__(self):
        return self._mu, self._sigma

    def __eq__(x1, x2):
        return x1.__getstate__() == x2.__getstate__() if isinstance(x2, NormalDist) else NotImplemented

    def __hash__(self):
        return hash(self.__getstate__())

    def __setstate__(self, state):
        self._mu, self._sigma = state


# at the end, since it needs what is above
from _statistics_kde import kde, kde_random  # noqa: E402, F401
