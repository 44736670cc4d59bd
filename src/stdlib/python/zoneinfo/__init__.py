"""Contract: time zones of the system's database as `tzinfo`: a zone for a key, kept as long as it is used. The files are
read in `_tzfile`, the place to look for them is in `_tzpath`."""
import _thread
import weakref
from bisect import bisect_right
from datetime import datetime, timedelta, tzinfo

from zoneinfo import _tzfile, _tzpath
from zoneinfo._tzpath import (InvalidTZPathWarning, ZoneInfoNotFoundError, available_timezones, reset_tzpath)

__all__ = ['ZoneInfo', 'reset_tzpath', 'available_timezones', 'TZPATH', 'ZoneInfoNotFoundError', 'InvalidTZPathWarning']

_EPOCH = datetime(1970, 1, 1).toordinal()
_KEPT = 8   # the zones used last are kept even if nobody has them


def _refuse_set(self, value):
    raise AttributeError('readonly attribute')


class ZoneInfo(tzinfo):
    """A time zone of the database, by its key."""

    _weak, _strong, _lock = weakref.WeakValueDictionary(), {}, _thread.allocate_lock()

    def __init_subclass__(cls):
        cls._weak, cls._strong, cls._lock = weakref.WeakValueDictionary(), {}, _thread.allocate_lock()

    def __new__(cls, key):
        # the strong ones in the order of use: the last is the newest
        with cls._lock:
            zone = cls._weak.get(key)
        if zone is None:
            zone = cls._read(key)
            zone._cached = True
        with cls._lock:
            zone = cls._weak.setdefault(key, zone)
            cls._strong.pop(key, None)
            cls._strong[key] = zone
            if len(cls._strong) > _KEPT:
                del cls._strong[next(iter(cls._strong))]
        return zone

    @classmethod
    def _made(cls, key, file):
        zone = tzinfo.__new__(cls)
        zone._key, zone._file, zone._cached = key, None, False
        zone._data = _tzfile.read(file)
        return zone

    @classmethod
    def _read(cls, key):
        with _tzpath.open_zone(key) as file:
            return cls._made(key, file)

    @classmethod
    def no_cache(cls, key):
        """A zone of its own."""
        return cls._read(key)

    @classmethod
    def from_file(cls, file_obj, /, key=None):
        """A zone from an open file."""
        zone = cls._made(key, file_obj)
        zone._file = repr(file_obj)
        return zone

    @classmethod
    def clear_cache(cls, *, only_keys=None):
        """Forget the zones that were kept, or those with some keys."""
        with cls._lock:
            if only_keys is None:
                cls._weak.clear()
                cls._strong.clear()
            else:
                for key in only_keys:
                    cls._weak.pop(key, None)
                    cls._strong.pop(key, None)

    key = property(lambda self: self._key, _refuse_set)

    def __repr__(self):
        cls = type(self)
        name = 'zoneinfo.ZoneInfo' if cls is ZoneInfo else cls.__name__
        return f'{name}(key={self._key!r})' if self._key is not None else f'{name}.from_file({self._file})'

    def __str__(self):
        return self._key if self._key is not None else repr(self)

    def __reduce__(self):
        if self._file is not None:
            import pickle
            raise pickle.PicklingError('Cannot pickle a ZoneInfo file from a file stream.')
        return type(self)._unpickle, (self._key, self._cached)

    @classmethod
    def _unpickle(cls, key, from_cache, /):
        return cls(key) if from_cache else cls.no_cache(key)

    def _info(self, dt):
        """(offset, dst, name) for a local time; the fixed one of a fixed zone for None."""
        data = self._data
        if dt is None:
            return data.after if data.fixed else (None, None, None)
        stamp = (dt.toordinal() - _EPOCH) * 86400 + dt.hour * 3600 + dt.minute * 60 + dt.second
        times = data.local[dt.fold]
        index = bisect_right(times, stamp)
        if index < len(times) or times and stamp == times[-1]:
            return data.before if index == 0 else data.infos[index - 1]
        if data.rules is not None:
            return data.rules.local(stamp, dt.year, dt.fold)
        return data.after

    def utcoffset(self, dt, /):
        """How far local time is ahead of UTC."""
        return self._info(dt)[0]

    def dst(self, dt, /):
        """How much of that is summer time."""
        return self._info(dt)[1]

    def tzname(self, dt, /):
        """The abbreviation."""
        return self._info(dt)[2]

    def fromutc(self, dt, /):
        """Local time for UTC."""
        if not isinstance(dt, datetime):
            raise TypeError('fromutc: argument must be a datetime')
        if dt.tzinfo is not self:
            raise ValueError('fromutc: dt.tzinfo is not self')
        data = self._data
        stamp = (dt.toordinal() - _EPOCH) * 86400 + dt.hour * 3600 + dt.minute * 60 + dt.second
        times = data.utc
        index = bisect_right(times, stamp)
        fold = False
        if data.rules is not None and (not times or stamp > times[-1]):
            info, fold = data.rules.universal(stamp, dt.year)
            if index and stamp - times[-1] < 86400 and not fold:
                # the last transition may repeat a time whose rule says nothing of it
                before = data.infos[index - 2] if index > 1 else data.before
                fold = (before[0] - info[0]).total_seconds() > stamp - times[-1]
        elif index == 0:
            info = data.before if times else data.after
        else:
            info = data.after if stamp > times[-1] else data.infos[index - 1]
            before = data.infos[index - 2] if index > 1 else data.before
            fold = (before[0] - info[0]).total_seconds() > stamp - times[index - 1]
        dt += info[0]
        return dt.replace(fold=1) if fold else dt


ZoneInfo.__module__ = 'zoneinfo'


def __getattr__(name):
    if name == 'TZPATH':
        return _tzpath.current()
    raise AttributeError(f'module {__name__!r} has no attribute {name!r}')


def __dir__():
    return sorted([*globals(), 'TZPATH'])
