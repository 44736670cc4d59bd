"""Contract: dates, times, durations and time zones.

All Python over integers: a date is its ordinal (1 = 0001-01-01), a duration its days,
seconds and microseconds. Text (ISO, strftime, strptime) is in `_datetime_text`, the
`datetime` class in `_datetime_datetime`. `time` is imported by what asks the clock.
"""

__all__ = ('date', 'datetime', 'time', 'timedelta', 'timezone', 'tzinfo', 'MINYEAR', 'MAXYEAR', 'UTC')

from _operator import itemgetter as _itemgetter

MINYEAR = 1
MAXYEAR = 9999
from _datetime_math import (_is_leap, _days_in_month, _days_before_year, _days_before_month, _ymd2ord,
                            _ord2ymd, _isoweek1monday, _index, _check_date, _check_time,
                            _divide_and_round, _MAXORDINAL, _MONTHS, _DAYS)


def _check_tzinfo(tz):
    if tz is not None and not isinstance(tz, tzinfo):
        raise TypeError(f"tzinfo argument must be None or of a tzinfo subclass, not type '{_kind(tz)}'")


def _check_offset(name, offset):
    if offset is None:
        return
    if not isinstance(offset, timedelta):
        raise TypeError(f"tzinfo.{name}() must return None or a timedelta, not '{type(offset).__name__}'")
    if not -_DAY < offset < _DAY:
        raise ValueError(f'offset must be a timedelta strictly between -timedelta(hours=24) and '
                         f'timedelta(hours=24), not {offset!r}')


def _format_offset(off, sep=':'):
    """An offset as '+01:00'."""
    if off is None:
        return ''
    sign = '+'
    if off.days < 0:
        sign, off = '-', -off
    minutes, seconds = divmod(off.days * 86400 + off.seconds, 60)
    s = f'{sign}{minutes // 60:02d}{sep}{minutes % 60:02d}'
    if seconds or off.microseconds:
        s += f'{sep}{seconds:02d}'
        if off.microseconds:
            s += f'.{off.microseconds:06d}'
    return s


class timedelta:
    """A duration: days, seconds (0 to 86399), microseconds (0 to 999999)."""
    __slots__ = '_days', '_seconds', '_microseconds', '_hashcode'

    def __new__(cls, days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0):
        for name, value in (('microseconds', microseconds), ('milliseconds', milliseconds), ('seconds', seconds),
                            ('minutes', minutes), ('hours', hours), ('days', days), ('weeks', weeks)):
            if not isinstance(value, (int, float)):
                raise TypeError(f'unsupported type for timedelta {name} component: {type(value).__name__}')
        # integers exactly; the fractions of floats are carried down, unit by unit
        us, frac = 0, 0.0
        for value, unit in ((microseconds, 1), (milliseconds, 1000), (seconds, 1000000),
                            (minutes, 60000000), (hours, 3600000000), (days, 86400000000),
                            (weeks, 604800000000)):
            if isinstance(value, float):
                whole = int(value)  # raises for nan and infinity
                us += whole * unit
                part = (value - whole) * unit
                whole = int(part)
                us += whole
                frac += part - whole
            else:
                us += value * unit
        if frac:
            us += _round_half_even(frac, us)
        return cls._from_us(us)

    @classmethod
    def _from_us(cls, us):
        seconds, us = divmod(us, 1000000)
        days, seconds = divmod(seconds, 86400)
        if abs(days) > 999999999:
            raise OverflowError(f'days={days}; must have magnitude <= 999999999')
        self = object.__new__(cls)
        self._days = days
        self._seconds = seconds
        self._microseconds = us
        self._hashcode = -1
        return self

    def _us(self):
        return (self._days * 86400 + self._seconds) * 1000000 + self._microseconds

    days = property(lambda self: self._days, doc='Number of days.')
    seconds = property(lambda self: self._seconds, doc='Number of seconds (>= 0 and less than 1 day).')
    microseconds = property(lambda self: self._microseconds, doc='Number of microseconds (>= 0 and less than 1 second).')

    def total_seconds(self):
        """The duration in seconds."""
        return self._us() / 10 ** 6

    def __repr__(self):
        args = [f'{n}={v}' for n, v in (('days', self._days), ('seconds', self._seconds),
                                        ('microseconds', self._microseconds)) if v]
        cls = self.__class__
        name = f'{cls.__module__}.{cls.__qualname__}' if cls is timedelta else cls.__qualname__
        return f'{name}({", ".join(args) or "0"})'

    def __str__(self):
        mm, ss = divmod(self._seconds, 60)
        hh, mm = divmod(mm, 60)
        s = f'{hh}:{mm:02d}:{ss:02d}'
        if self._days:
            s = f'{self._days} day{"s" if abs(self._days) != 1 else ""}, {s}'
        if self._microseconds:
            s += f'.{self._microseconds:06d}'
        return s

    def __add__(self, other):
        if isinstance(other, timedelta):
            return timedelta._from_us(self._us() + other._us())
        return NotImplemented

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return timedelta._from_us(self._us() - other._us())
        return NotImplemented

    __radd__ = __add__

    def __rsub__(self, other):
        if isinstance(other, timedelta):
            return timedelta._from_us(other._us() - self._us())
        return NotImplemented

    def __neg__(self):
        return timedelta._from_us(-self._us())

    def __pos__(self):
        return timedelta._from_us(self._us())

    def __abs__(self):
        return -self if self._days < 0 else +self

    def __mul__(self, other):
        if isinstance(other, int):
            return timedelta._from_us(self._us() * other)
        if isinstance(other, float):
            a, b = other.as_integer_ratio()
            return timedelta._from_us(_divide_and_round(self._us() * a, b))
        return NotImplemented

    __rmul__ = __mul__

    def __floordiv__(self, other):
        if isinstance(other, timedelta):
            return self._us() // other._us()
        if isinstance(other, int):
            return timedelta._from_us(self._us() // other)
        return NotImplemented

    def __truediv__(self, other):
        if isinstance(other, timedelta):
            return self._us() / other._us()
        if isinstance(other, int):
            return timedelta._from_us(_divide_and_round(self._us(), other))
        if isinstance(other, float):
            a, b = other.as_integer_ratio()
            return timedelta._from_us(_divide_and_round(b * self._us(), a))
        return NotImplemented

    def __mod__(self, other):
        if isinstance(other, timedelta):
            return timedelta._from_us(self._us() % other._us())
        return NotImplemented

    def __divmod__(self, other):
        if isinstance(other, timedelta):
            q, r = divmod(self._us(), other._us())
            return q, timedelta._from_us(r)
        return NotImplemented

    def __eq__(self, other):
        return self._us() == other._us() if isinstance(other, timedelta) else NotImplemented

    def __le__(self, other):
        return self._us() <= other._us() if isinstance(other, timedelta) else NotImplemented

    def __lt__(self, other):
        return self._us() < other._us() if isinstance(other, timedelta) else NotImplemented

    def __ge__(self, other):
        return self._us() >= other._us() if isinstance(other, timedelta) else NotImplemented

    def __gt__(self, other):
        return self._us() > other._us() if isinstance(other, timedelta) else NotImplemented

    def __hash__(self):
        if self._hashcode == -1:
            self._hashcode = hash((self._days, self._seconds, self._microseconds))
        return self._hashcode

    def __bool__(self):
        return bool(self._days or self._seconds or self._microseconds)

    def __reduce__(self):
        return self.__class__, (self._days, self._seconds, self._microseconds)


def _round_half_even(frac, us):
    """A leftover below a few microseconds to a whole number, ties so that the sum is even."""
    low = int(frac // 1)
    rest = frac - low
    if rest > 0.5 or rest == 0.5 and (us + low) % 2:
        low += 1
    return low


timedelta.min = timedelta(-999999999)
timedelta.max = timedelta(days=999999999, hours=23, minutes=59, seconds=59, microseconds=999999)
timedelta.resolution = timedelta(microseconds=1)
_DAY = timedelta(1)


class IsoCalendarDate(tuple):
    """(year, week, weekday) of the ISO calendar."""

    def __new__(cls, year, week, weekday, /):
        return super().__new__(cls, (year, week, weekday))

    year, week, weekday = map(property, map(_itemgetter, range(3)))

    def __reduce__(self):
        return tuple, (tuple(self),)

    def __repr__(self):
        return f'datetime.{self.__class__.__name__}(year={self[0]}, week={self[1]}, weekday={self[2]})'


class date:
    """A day."""
    __slots__ = '_year', '_month', '_day', '_hashcode'

    def __new__(cls, year, month=None, day=None):
        if month is None and isinstance(year, (bytes, str)) and len(year) == 4:
            if isinstance(year, str):
                year = year.encode('latin1')
            if 1 <= year[2] <= 12:
                self = object.__new__(cls)
                self._year, self._month, self._day = year[0] * 256 + year[1], year[2], year[3]
                self._hashcode = -1
                return self
        if month is None or day is None:
            name, pos = ('month', 2) if month is None else ('day', 3)
            raise TypeError(f"function missing required argument '{name}' (pos {pos})")
        year, month, day = _check_date(year, month, day)
        self = object.__new__(cls)
        self._year, self._month, self._day, self._hashcode = year, month, day, -1
        return self

    @classmethod
    def fromtimestamp(cls, t):
        """The local day of a POSIX timestamp."""
        if t is None:
            raise TypeError("'NoneType' object cannot be interpreted as an integer")
        import time
        y, m, d, *_ = time.localtime(t)
        return cls(y, m, d)

    @classmethod
    def today(cls):
        """The current local day."""
        import time
        return cls.fromtimestamp(time.time())

    @classmethod
    def fromordinal(cls, n):
        """The day of an ordinal; 1 is 0001-01-01."""
        if n < 1:
            raise ValueError('ordinal must be >= 1')
        return cls(*_ord2ymd(n))

    @classmethod
    def fromisoformat(cls, date_string):
        """The day that an ISO 8601 text names."""
        if not isinstance(date_string, str):
            raise TypeError('fromisoformat: argument must be str')
        from _datetime_text import parse_date
        try:
            ymd = parse_date(date_string)
        except Exception:
            ymd = None
        if ymd is None:
            raise ValueError(f'Invalid isoformat string: {date_string!r}')
        return cls(*ymd)

    @classmethod
    def fromisocalendar(cls, year, week, day):
        """The day of an ISO year, week and weekday."""
        from _datetime_text import iso_to_ymd
        return cls(*iso_to_ymd(year, week, day))

    @classmethod
    def strptime(cls, date_string, format):
        """The day that a text names in a format."""
        from _datetime_text import strptime
        return cls(*strptime(date_string, format)[:3])

    def __repr__(self):
        cls = self.__class__
        name = f'datetime.{cls.__qualname__}' if cls.__module__ == 'datetime' else cls.__qualname__
        return f'{name}({self._year}, {self._month}, {self._day})'

    def ctime(self):
        """As C's ctime()."""
        return f'{_DAYS[self.toordinal() % 7 or 7]} {_MONTHS[self._month]} {self._day:2d} 00:00:00 {self._year:04d}'

    def strftime(self, format):
        """The day in a format."""
        from _datetime_text import strftime
        return strftime(self, format, self.timetuple())

    def __format__(self, fmt):
        if not isinstance(fmt, str):
            raise TypeError(f'__format__() argument 1 must be str, not {_kind(fmt)}')
        return self.strftime(fmt) if fmt else str(self)

    def isoformat(self):
        """The day as 'YYYY-MM-DD'."""
        return f'{self._year:04d}-{self._month:02d}-{self._day:02d}'

    __str__ = isoformat

    year = property(lambda self: self._year)
    month = property(lambda self: self._month)
    day = property(lambda self: self._day)

    def timetuple(self):
        """As `time.localtime()` gives it."""
        import time
        n = self.toordinal()
        return time.struct_time((self._year, self._month, self._day, 0, 0, 0, (n + 6) % 7,
                                 n - _days_before_year(self._year), -1))

    def toordinal(self):
        """The number of the day; 1 is 0001-01-01."""
        return _ymd2ord(self._year, self._month, self._day)

    def replace(self, year=None, month=None, day=None):
        """A day with some fields changed."""
        return type(self)(self._year if year is None else year, self._month if month is None else month,
                          self._day if day is None else day)

    __replace__ = replace

    def _cmp(self, other):
        a = self._year, self._month, self._day
        b = other._year, other._month, other._day
        return (a > b) - (a < b)

    def _plain(self, other):
        return isinstance(other, date) and not isinstance(other, datetime)

    def __eq__(self, other):
        return self._cmp(other) == 0 if self._plain(other) else NotImplemented

    def __le__(self, other):
        return self._cmp(other) <= 0 if self._plain(other) else NotImplemented

    def __lt__(self, other):
        return self._cmp(other) < 0 if self._plain(other) else NotImplemented

    def __ge__(self, other):
        return self._cmp(other) >= 0 if self._plain(other) else NotImplemented

    def __gt__(self, other):
        return self._cmp(other) > 0 if self._plain(other) else NotImplemented

    def __hash__(self):
        if self._hashcode == -1:
            self._hashcode = hash(date._state(self))
        return self._hashcode

    def _state(self):
        yhi, ylo = divmod(self._year, 256)
        return bytes((yhi, ylo, self._month, self._day))

    def __add__(self, other):
        if isinstance(other, timedelta):
            n = self.toordinal() + other._days
            if 0 < n <= _MAXORDINAL:
                return type(self).fromordinal(n)
            raise OverflowError('date value out of range')
        return NotImplemented

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return self + timedelta(-other._days)
        if isinstance(other, date) and not isinstance(other, datetime):
            return timedelta(self.toordinal() - other.toordinal())
        return NotImplemented

    def weekday(self):
        """Monday is 0."""
        return (self.toordinal() + 6) % 7

    def isoweekday(self):
        """Monday is 1."""
        return self.toordinal() % 7 or 7

    def isocalendar(self):
        """ISO year, week and weekday."""
        year = self._year
        monday = _isoweek1monday(year)
        today = _ymd2ord(self._year, self._month, self._day)
        week, day = divmod(today - monday, 7)
        if week < 0:
            year -= 1
            week, day = divmod(today - _isoweek1monday(year), 7)
        elif week >= 52 and today >= _isoweek1monday(year + 1):
            year += 1
            week = 0
        return IsoCalendarDate(year, week + 1, day + 1)

    def __reduce__(self):
        return self.__class__, (date._state(self),)


date.min = date(1, 1, 1)
date.max = date(9999, 12, 31)
date.resolution = timedelta(days=1)


class tzinfo:
    """The base of time zones."""
    __slots__ = ()

    def __new__(cls, *args, **kwds):
        return super().__new__(cls)

    def tzname(self, dt):
        """The zone's name."""
        raise NotImplementedError('a tzinfo subclass must implement tzname()')

    def utcoffset(self, dt):
        """The offset from UTC."""
        raise NotImplementedError('a tzinfo subclass must implement utcoffset()')

    def dst(self, dt):
        """The part of the offset that is daylight saving."""
        raise NotImplementedError('a tzinfo subclass must implement dst()')

    def fromutc(self, dt):
        """A datetime in UTC as one in this zone."""
        if not isinstance(dt, datetime):
            raise TypeError('fromutc: argument must be a datetime')
        if dt.tzinfo is not self:
            raise ValueError('fromutc: dt.tzinfo is not self')

        def given(value, problem):
            if value is None:
                raise ValueError(f'fromutc: {problem}')
            return value
        offset = given(dt.utcoffset(), 'non-None utcoffset() result required')
        dst = given(dt.dst(), 'non-None dst() result required')
        if offset != dst:
            # in standard time the zone may answer otherwise
            dt += offset - dst
            dst = given(dt.dst(), 'tz.dst() gave inconsistent results; cannot convert')
        return dt + dst

    def __reduce__(self):
        getinitargs = getattr(self, '__getinitargs__', None)
        return self.__class__, getinitargs() if getinitargs else (), self.__getstate__()


class time:
    """A time of day, with or without a zone."""
    __slots__ = '_hour', '_minute', '_second', '_microsecond', '_tzinfo', '_hashcode', '_fold'

    def __new__(cls, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0):
        if isinstance(hour, (bytes, str)) and len(hour) == 6:
            state = hour if isinstance(hour, bytes) else hour.encode('latin1')
            if state[0] & 0x7F < 24:
                fold = state[0] >> 7
                hour, tzinfo = state[0] & 0x7F, minute or None
                minute, second = state[1], state[2]
                microsecond = int.from_bytes(state[3:])
        hour, minute, second, microsecond, fold = _check_time(hour, minute, second, microsecond, fold)
        _check_tzinfo(tzinfo)
        self = object.__new__(cls)
        self._hour, self._minute, self._second, self._microsecond = hour, minute, second, microsecond
        self._tzinfo, self._fold = tzinfo, fold
        self._hashcode = -1
        return self

    @classmethod
    def strptime(cls, date_string, format):
        """The time that a text names in a format."""
        from _datetime_text import strptime
        found = strptime(date_string, format)
        return cls(*found[3:7], found[7])

    hour = property(lambda self: self._hour)
    minute = property(lambda self: self._minute)
    second = property(lambda self: self._second)
    microsecond = property(lambda self: self._microsecond)
    tzinfo = property(lambda self: self._tzinfo)
    fold = property(lambda self: self._fold)

    def _cmp(self, other, allow_mixed=False):
        mytz, ottz = self._tzinfo, other._tzinfo
        myoff = otoff = None
        if mytz is ottz:
            base = True
        else:
            myoff, otoff = self.utcoffset(), other.utcoffset()
            base = myoff == otoff
        a = self._hour, self._minute, self._second, self._microsecond
        b = other._hour, other._minute, other._second, other._microsecond
        if not base:
            if myoff is None or otoff is None:
                if allow_mixed:
                    return 2
                raise TypeError("can't compare offset-naive and offset-aware times")
            a = timedelta(hours=a[0], minutes=a[1], seconds=a[2], microseconds=a[3]) - myoff
            b = timedelta(hours=b[0], minutes=b[1], seconds=b[2], microseconds=b[3]) - otoff
        return (a > b) - (a < b)

    def __eq__(self, other):
        return self._cmp(other, True) == 0 if isinstance(other, time) else NotImplemented

    def __le__(self, other):
        return self._cmp(other) <= 0 if isinstance(other, time) else NotImplemented

    def __lt__(self, other):
        return self._cmp(other) < 0 if isinstance(other, time) else NotImplemented

    def __ge__(self, other):
        return self._cmp(other) >= 0 if isinstance(other, time) else NotImplemented

    def __gt__(self, other):
        return self._cmp(other) > 0 if isinstance(other, time) else NotImplemented

    def __hash__(self):
        if self._hashcode == -1:
            t = self.replace(fold=0) if self._fold else self
            off = t.utcoffset()
            if not off:
                self._hashcode = hash(t._state()[0])
            else:
                self._hashcode = hash(timedelta(hours=self._hour, minutes=self._minute, seconds=self._second,
                                                microseconds=self._microsecond) - off)
        return self._hashcode

    def __repr__(self):
        s = f', {self._second}' if self._second or self._microsecond else ''
        if self._microsecond:
            s += f', {self._microsecond}'
        if self._tzinfo is not None:
            s += f', tzinfo={self._tzinfo!r}'
        if self._fold:
            s += ', fold=1'
        cls = self.__class__
        name = f'datetime.{cls.__qualname__}' if cls.__module__ == 'datetime' else cls.__qualname__
        return f'{name}({self._hour}, {self._minute}{s})'

    def isoformat(self, timespec='auto'):
        """The time as 'HH:MM:SS[.ffffff][+HH:MM]'."""
        from _datetime_text import format_time
        return format_time(self._hour, self._minute, self._second, self._microsecond, timespec) \
            + _format_offset(self.utcoffset())

    def __str__(self):
        return self.isoformat()

    @classmethod
    def fromisoformat(cls, time_string):
        """The time that an ISO 8601 text names."""
        from _datetime_text import parse_time
        if not isinstance(time_string, str):
            raise TypeError('fromisoformat: argument must be str')
        try:
            fields, next_day = parse_time(time_string.removeprefix('T'))
            if next_day:
                fields[0] = 0
        except Exception:
            fields = None
        if fields is None:
            raise ValueError(f'Invalid isoformat string: {time_string!r}')
        return cls(*fields)

    def strftime(self, format):
        """The time in a format."""
        from _datetime_text import strftime
        return strftime(self, format, (1900, 1, 1, self._hour, self._minute, self._second, 0, 1, -1))

    __format__ = date.__format__

    def utcoffset(self):
        """The zone's offset from UTC."""
        if self._tzinfo is None:
            return None
        offset = self._tzinfo.utcoffset(None)
        _check_offset('utcoffset', offset)
        return offset

    def tzname(self):
        """The zone's name."""
        if self._tzinfo is None:
            return None
        name = self._tzinfo.tzname(None)
        if name is not None and not isinstance(name, str):
            raise TypeError(f"tzinfo.tzname() must return None or a string, not '{type(name).__name__}'")
        return name

    def dst(self):
        """The zone's daylight saving."""
        if self._tzinfo is None:
            return None
        offset = self._tzinfo.dst(None)
        _check_offset('dst', offset)
        return offset

    def replace(self, hour=None, minute=None, second=None, microsecond=None, tzinfo=True, *, fold=None):
        """A time with some fields changed."""
        return type(self)(self._hour if hour is None else hour, self._minute if minute is None else minute,
                          self._second if second is None else second,
                          self._microsecond if microsecond is None else microsecond,
                          self._tzinfo if tzinfo is True else tzinfo,
                          fold=self._fold if fold is None else fold)

    __replace__ = replace

    def _state(self, protocol=3):
        h = self._hour
        if self._fold and protocol > 3:
            h += 128
        data = bytes((h, self._minute, self._second)) + self._microsecond.to_bytes(3)
        return (data,) if self._tzinfo is None else (data, self._tzinfo)

    def __reduce_ex__(self, protocol):
        return self.__class__, self._state(protocol)

    def __reduce__(self):
        return self.__reduce_ex__(2)


_time_class = time
_tzinfo_class = tzinfo
time.min = time(0, 0, 0)
time.max = time(23, 59, 59, 999999)
time.resolution = timedelta(microseconds=1)


from _togil import static_type as _static_type, type_name as _kind


class timezone(tzinfo):
    """A fixed offset from UTC."""
    __slots__ = '_offset', '_name'
    _Omitted = object()

    def __new__(cls, offset, name=_Omitted):
        if not isinstance(offset, timedelta):
            raise TypeError(f'timezone() argument 1 must be datetime.timedelta, not {_kind(offset)}')
        if name is cls._Omitted:
            name = None
            if not offset:
                return cls.utc
        elif not isinstance(name, str):
            raise TypeError(f'timezone() argument 2 must be str, not {_kind(name)}')
        if not -_DAY < offset < _DAY:
            raise ValueError('offset must be a timedelta strictly between -timedelta(hours=24) and '
                             f'timedelta(hours=24), not {offset!r}')
        return cls._create(offset, name)

    @classmethod
    def _create(cls, offset, name=None):
        self = tzinfo.__new__(cls)
        self._offset, self._name = offset, name
        return self

    def __init_subclass__(cls):
        raise TypeError("type 'datetime.timezone' is not an acceptable base type")

    def __getinitargs__(self):
        return (self._offset,) if self._name is None else (self._offset, self._name)

    def __reduce__(self):
        return self.__class__, self.__getinitargs__()

    def __eq__(self, other):
        return self._offset == other._offset if isinstance(other, timezone) else NotImplemented

    def __hash__(self):
        return hash(self._offset)

    def __repr__(self):
        if self is self.utc:
            return 'datetime.timezone.utc'
        if self._name is None:
            return f'datetime.timezone({self._offset!r})'
        return f'datetime.timezone({self._offset!r}, {self._name!r})'

    def __str__(self):
        return self.tzname(None)

    @staticmethod
    def _check(dt, name):
        if not (isinstance(dt, datetime) or dt is None):
            raise TypeError(f'{name}(dt) argument must be a datetime instance or None, not {type(dt).__name__}')

    def utcoffset(self, dt):
        """The offset."""
        self._check(dt, 'utcoffset')
        return self._offset

    def tzname(self, dt):
        """The name, or 'UTC+01:00'."""
        self._check(dt, 'tzname')
        if self._name is not None:
            return self._name
        return f'UTC{_format_offset(self._offset)}' if self._offset else 'UTC'

    def dst(self, dt):
        """None."""
        self._check(dt, 'dst')
        return None

    def fromutc(self, dt):
        """A datetime in UTC as one in this zone."""
        if isinstance(dt, datetime):
            if dt.tzinfo is not self:
                raise ValueError('fromutc: dt.tzinfo is not self')
            return dt + self._offset
        raise TypeError('fromutc: argument must be a datetime')


UTC = timezone.utc = timezone._create(timedelta(0))
timezone.min = timezone._create(-timedelta(hours=23, minutes=59))
timezone.max = timezone._create(timedelta(hours=23, minutes=59))
_EPOCH_ORDINAL = 719163

from _datetime_datetime import datetime

for _type in (timedelta, IsoCalendarDate, date, tzinfo, time, timezone, datetime):
    _static_type(_type)
del _type
