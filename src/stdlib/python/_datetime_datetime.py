"""Contract: the `datetime.datetime` class. Loaded at the end of `datetime`."""
import sys

_d = sys.modules['datetime']
date, time, timedelta, tzinfo, timezone = _d.date, _d.time, _d.timedelta, _d.tzinfo, _d.timezone
_tzinfo_class = tzinfo
_UTC = timezone.utc
__name__ = 'datetime'


class datetime(date):
    """A day and a time of day, with or without a zone."""
    __slots__ = '_hour', '_minute', '_second', '_microsecond', '_tzinfo', '_fold'

    def __new__(cls, year=None, month=None, day=None, hour=0, minute=0, second=0, microsecond=0,
                tzinfo=None, *, fold=0):
        if isinstance(year, (bytes, str)) and len(year) == 10:
            state = year if isinstance(year, bytes) else year.encode('latin1')
            if 1 <= state[2] & 0x7F <= 12:
                fold = state[2] >> 7
                year, tzinfo = state[0] * 256 + state[1], month
                month, day, hour, minute, second = state[2] & 0x7F, *state[3:7]
                microsecond = int.from_bytes(state[7:10])
        if year is None or month is None or day is None:
            name, pos = ('year', 1) if year is None else ('month', 2) if month is None else ('day', 3)
            raise TypeError(f"function missing required argument '{name}' (pos {pos})")
        year, month, day = _d._check_date(year, month, day)
        hour, minute, second, microsecond, fold = _d._check_time(hour, minute, second, microsecond, fold)
        _d._check_tzinfo(tzinfo)
        self = object.__new__(cls)
        self._year, self._month, self._day = year, month, day
        self._hour, self._minute, self._second, self._microsecond = hour, minute, second, microsecond
        self._tzinfo, self._fold = tzinfo, fold
        self._hashcode = -1
        return self

    hour = property(lambda self: self._hour)
    minute = property(lambda self: self._minute)
    second = property(lambda self: self._second)
    microsecond = property(lambda self: self._microsecond)
    tzinfo = property(lambda self: self._tzinfo)
    fold = property(lambda self: self._fold)

    # --- making them

    @classmethod
    def _fromtimestamp(cls, t, utc, tz):
        import time as clock
        if isinstance(t, float):
            whole = int(t // 1)
            us = t - whole
            us = _round_half_even(us * 1e6)
            if us >= 1000000:
                whole += 1
                us -= 1000000
            t = whole
        else:
            t, us = _d._index(t), 0
        y, m, d, hh, mm, ss, *_ = (clock.gmtime if utc else clock.localtime)(t)
        ss = min(ss, 59)
        result = cls(y, m, d, hh, mm, ss, us, tz)
        if tz is None and not utc:
            # the second of two equal local times
            max_fold = 24 * 3600
            if t >= max_fold:
                y, m, d, hh, mm, ss = clock.localtime(t - max_fold)[:6]
                probe1 = cls(y, m, d, hh, mm, min(ss, 59), us, tz)
                trans = result - probe1 - timedelta(0, max_fold)
                if trans.days < 0:
                    y, m, d, hh, mm, ss = clock.localtime(t + trans // timedelta(0, 1))[:6]
                    probe2 = cls(y, m, d, hh, mm, min(ss, 59), us, tz)
                    if probe2 == result:
                        result._fold = 1
        elif tz is not None:
            result = tz.fromutc(result)
        return result

    @classmethod
    def fromtimestamp(cls, timestamp, tz=None):
        """The time of a POSIX timestamp, local or in a zone."""
        _d._check_tzinfo(tz)
        return cls._fromtimestamp(timestamp, tz is not None, tz)

    @classmethod
    def utcfromtimestamp(cls, t):
        """Deprecated: the naive UTC time of a POSIX timestamp."""
        import warnings
        warnings.warn('datetime.datetime.utcfromtimestamp() is deprecated and scheduled for removal in a '
                      'future version. Use timezone-aware objects to represent datetimes in UTC: '
                      'datetime.datetime.fromtimestamp(timestamp, datetime.UTC).', DeprecationWarning,
                      stacklevel=2)
        return cls._fromtimestamp(t, True, None)

    @classmethod
    def now(cls, tz=None):
        """The current time, local or in a zone."""
        import time as clock
        return cls.fromtimestamp(clock.time(), tz)

    @classmethod
    def utcnow(cls):
        """Deprecated: the naive current UTC time."""
        import time as clock
        import warnings
        warnings.warn('datetime.datetime.utcnow() is deprecated and scheduled for removal in a future '
                      'version. Use timezone-aware objects to represent datetimes in UTC: '
                      'datetime.datetime.now(datetime.UTC).', DeprecationWarning, stacklevel=2)
        return cls._fromtimestamp(clock.time(), True, None)

    @classmethod
    def combine(cls, date, time, tzinfo=True):
        """A day and a time put together."""
        if not isinstance(date, _d.date):
            raise TypeError(f'combine() argument 1 must be datetime.date, not {_d._kind(date)}')
        if not isinstance(time, _d.time):
            raise TypeError(f'combine() argument 2 must be datetime.time, not {_d._kind(time)}')
        return cls(date.year, date.month, date.day, time.hour, time.minute, time.second, time.microsecond,
                   time.tzinfo if tzinfo is True else tzinfo, fold=time.fold)

    @classmethod
    def fromisoformat(cls, date_string):
        """The time that an ISO 8601 text names."""
        if not isinstance(date_string, str):
            raise TypeError('fromisoformat: argument must be str')
        from _datetime_text import parse_datetime, RangeError
        problem = None
        try:
            ymd, fields, next_day = parse_datetime(date_string)
        except RangeError as e:
            problem = str(e)
        except Exception:
            problem = f'Invalid isoformat string: {date_string!r}'
        if problem is not None:
            raise ValueError(problem)
        if next_day:
            if tuple(ymd) == (9999, 12, 31):
                raise ValueError('year must be in 1..9999, not 10000')
            d = _d.date(*ymd) + timedelta(1)
            ymd, fields[0] = (d.year, d.month, d.day), 0
        return cls(*ymd, *fields)

    @classmethod
    def strptime(cls, date_string, format):
        """The time that a text names in a format."""
        from _datetime_text import strptime
        return cls(*strptime(date_string, format))

    # --- as other things

    def timetuple(self):
        """As `time.localtime()` gives it."""
        import time as clock
        dst = self.dst()
        dst = -1 if dst is None else 1 if dst else 0
        n = self.toordinal()
        return clock.struct_time((self._year, self._month, self._day, self._hour, self._minute, self._second,
                                  (n + 6) % 7, n - _d._days_before_year(self._year), dst))

    def _mktime(self):
        """The POSIX second of a local time."""
        import time as clock
        t = (self.toordinal() - _d._EPOCH_ORDINAL) * 86400 + self._hour * 3600 + self._minute * 60 + self._second

        def local(u):
            y, m, d, hh, mm, ss = clock.localtime(u)[:6]
            return (_d._ymd2ord(y, m, d) - _d._EPOCH_ORDINAL) * 86400 + hh * 3600 + mm * 60 + ss
        a = local(t) - t
        u1 = t - a
        t1 = local(u1)
        if t1 == t:
            u2 = u1 + (-86400, 86400)[self._fold]
            b = local(u2) - u2
            if a == b:
                return u1
        else:
            b = t1 - u1
        u2 = t - b
        if local(u2) == t:
            return u2
        if t1 == t:
            return u1
        return (max, min)[self._fold](u1, u2)

    def timestamp(self):
        """The POSIX timestamp."""
        if self._tzinfo is None:
            return self._mktime() + self._microsecond / 1e6
        return (self - _EPOCH).total_seconds()

    def utctimetuple(self):
        """The time tuple in UTC."""
        import time as clock
        offset = self.utcoffset()
        if offset:
            self -= offset
        n = self.toordinal()
        return clock.struct_time((self._year, self._month, self._day, self._hour, self._minute, self._second,
                                  (n + 6) % 7, n - _d._days_before_year(self._year), 0))

    def date(self):
        """The day."""
        return date(self._year, self._month, self._day)

    def time(self):
        """The time of day without the zone."""
        return time(self._hour, self._minute, self._second, self._microsecond, fold=self._fold)

    def timetz(self):
        """The time of day with the zone."""
        return time(self._hour, self._minute, self._second, self._microsecond, self._tzinfo, fold=self._fold)

    def replace(self, year=None, month=None, day=None, hour=None, minute=None, second=None,
                microsecond=None, tzinfo=True, *, fold=None):
        """A time with some fields changed."""
        return type(self)(self._year if year is None else year, self._month if month is None else month,
                          self._day if day is None else day, self._hour if hour is None else hour,
                          self._minute if minute is None else minute,
                          self._second if second is None else second,
                          self._microsecond if microsecond is None else microsecond,
                          self._tzinfo if tzinfo is True else tzinfo,
                          fold=self._fold if fold is None else fold)

    __replace__ = replace

    def _local_timezone(self):
        import time as clock
        ts = self._mktime() if self._tzinfo is None else (self - _EPOCH) // timedelta(seconds=1)
        local = clock.localtime(ts)
        return timezone(timedelta(seconds=local.tm_gmtoff), local.tm_zone)

    def astimezone(self, tz=None):
        """The same moment in another zone, by default the local one."""
        if tz is None:
            tz = self._local_timezone()
        elif not isinstance(tz, _tzinfo_class):
            raise TypeError(f"tzinfo argument must be None or of a tzinfo subclass, not type '{_d._kind(tz)}'")
        mytz = self._tzinfo
        offset = None if mytz is None else mytz.utcoffset(self)
        if offset is None:
            naive = self.replace(tzinfo=None)
            utc = _EPOCH + timedelta(seconds=naive._mktime(), microseconds=self._microsecond)
            return tz.fromutc(self.replace(utc.year, utc.month, utc.day, utc.hour, utc.minute, utc.second,
                                           utc.microsecond, tz, fold=0))
        if tz is mytz:
            return self
        utc = (self - offset).replace(tzinfo=tz)
        return tz.fromutc(utc)

    # --- as text

    def ctime(self):
        """As C's ctime()."""
        return (f'{_d._DAYS[self.toordinal() % 7 or 7]} {_d._MONTHS[self._month]} {self._day:2d} '
                f'{self._hour:02d}:{self._minute:02d}:{self._second:02d} {self._year:04d}')

    def isoformat(self, sep='T', timespec='auto'):
        """The time as 'YYYY-MM-DDTHH:MM:SS[.ffffff][+HH:MM]'."""
        if not isinstance(sep, str) or len(sep) != 1:
            what = type(sep).__name__ if not isinstance(sep, str) else f'a string of length {len(sep)}'
            raise TypeError(f'isoformat() argument 1 must be a unicode character, not {what}')
        from _datetime_text import format_time
        return (f'{self._year:04d}-{self._month:02d}-{self._day:02d}{sep}'
                + format_time(self._hour, self._minute, self._second, self._microsecond, timespec)
                + _d._format_offset(self.utcoffset()))

    def __repr__(self):
        fields = [self._year, self._month, self._day, self._hour, self._minute, self._second, self._microsecond]
        while fields[-1] == 0 and len(fields) > 5:
            fields.pop()
        cls = self.__class__
        name = f'datetime.{cls.__qualname__}' if cls.__module__ == 'datetime' else cls.__qualname__
        s = f'{name}({", ".join(map(str, fields))}'
        if self._fold:
            s += ', fold=1'
        if self._tzinfo is not None:
            s += f', tzinfo={self._tzinfo!r}'
        return s + ')'

    def __str__(self):
        return self.isoformat(sep=' ')

    # --- the zone

    def utcoffset(self):
        """The zone's offset from UTC."""
        if self._tzinfo is None:
            return None
        offset = self._tzinfo.utcoffset(self)
        _d._check_offset('utcoffset', offset)
        return offset

    def tzname(self):
        """The zone's name."""
        if self._tzinfo is None:
            return None
        name = self._tzinfo.tzname(self)
        if name is not None and not isinstance(name, str):
            raise TypeError(f"tzinfo.tzname() must return None or a string, not '{type(name).__name__}'")
        return name

    def dst(self):
        """The zone's daylight saving."""
        if self._tzinfo is None:
            return None
        offset = self._tzinfo.dst(self)
        _d._check_offset('dst', offset)
        return offset

    # --- comparison and arithmetic

    def _fields(self):
        return (self._year, self._month, self._day, self._hour, self._minute, self._second, self._microsecond)

    def _cmp(self, other, allow_mixed=False):
        mytz, ottz = self._tzinfo, other._tzinfo
        myoff = otoff = None
        if mytz is ottz:
            base = True
        else:
            myoff, otoff = self.utcoffset(), other.utcoffset()
            if allow_mixed:
                # in a gap or a fold the two cannot be equal
                if myoff != self.replace(fold=not self._fold).utcoffset() or \
                        otoff != other.replace(fold=not other._fold).utcoffset():
                    return 2
            base = myoff == otoff
        if base:
            a, b = self._fields(), other._fields()
            return (a > b) - (a < b)
        if myoff is None or otoff is None:
            if allow_mixed:
                return 2
            raise TypeError("can't compare offset-naive and offset-aware datetimes")
        diff = self - other
        if diff.days < 0:
            return -1
        return 1 if diff else 0

    def __eq__(self, other):
        return self._cmp(other, True) == 0 if isinstance(other, datetime) else NotImplemented

    def __le__(self, other):
        return self._cmp(other) <= 0 if isinstance(other, datetime) else NotImplemented

    def __lt__(self, other):
        return self._cmp(other) < 0 if isinstance(other, datetime) else NotImplemented

    def __ge__(self, other):
        return self._cmp(other) >= 0 if isinstance(other, datetime) else NotImplemented

    def __gt__(self, other):
        return self._cmp(other) > 0 if isinstance(other, datetime) else NotImplemented

    def _since_start(self):
        return timedelta(self.toordinal(), hours=self._hour, minutes=self._minute, seconds=self._second,
                         microseconds=self._microsecond)

    def __add__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        delta = self._since_start() + other
        if not 0 < delta._days <= _d._MAXORDINAL:
            raise OverflowError('date value out of range')
        hour, rest = divmod(delta._seconds, 3600)
        minute, second = divmod(rest, 60)
        return type(self)(*_d._ord2ymd(delta._days), hour, minute, second, delta._microseconds, self._tzinfo)

    __radd__ = __add__

    def __sub__(self, other):
        if not isinstance(other, datetime):
            return self + -other if isinstance(other, timedelta) else NotImplemented
        base = self._since_start() - other._since_start()
        if self._tzinfo is other._tzinfo:
            return base
        myoff, otoff = self.utcoffset(), other.utcoffset()
        if myoff == otoff:
            return base
        if myoff is None or otoff is None:
            raise TypeError("can't subtract offset-naive and offset-aware datetimes")
        return base + otoff - myoff

    def __hash__(self):
        if self._hashcode == -1:
            t = self.replace(fold=0) if self._fold else self
            off = t.utcoffset()
            if off is None:
                self._hashcode = hash(t._state()[0])
            else:
                self._hashcode = hash(timedelta(self.toordinal(), self._hour * 3600 + self._minute * 60
                                                + self._second, self._microsecond) - off)
        return self._hashcode

    def _state(self, protocol=3):
        yhi, ylo = divmod(self._year, 256)
        month = self._month + (128 if self._fold and protocol > 3 else 0)
        data = bytes((yhi, ylo, month, self._day, self._hour, self._minute, self._second)) \
            + self._microsecond.to_bytes(3)
        return (data,) if self._tzinfo is None else (data, self._tzinfo)

    def __reduce_ex__(self, protocol):
        return self.__class__, self._state(protocol)

    def __reduce__(self):
        return self.__reduce_ex__(2)


def _round_half_even(x):
    low = int(x // 1)
    rest = x - low
    return low + (rest > 0.5 or rest == 0.5 and low % 2)


datetime.min = datetime(1, 1, 1)
datetime.max = datetime(9999, 12, 31, 23, 59, 59, 999999)
datetime.resolution = timedelta(microseconds=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=_UTC)
