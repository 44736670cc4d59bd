"""Contract: files of the time zone database (RFC 8536), and the rules in their last line for the time after the last
transition (POSIX's TZ)."""
import re
import struct
from datetime import date, timedelta

_known = {}


def _delta(seconds):
    found = _known.get(seconds)
    if found is None:
        found = _known[seconds] = timedelta(seconds=seconds)
    return found


class Zone:
    """What a file says. `utc` has the transitions; `local` the local times at which the offset after them holds, for both
    folds; `infos` (offset, dst, name) after each; `before` and `after` those outside; `rules` what comes after the last."""

    __slots__ = ('utc', 'local', 'infos', 'before', 'after', 'rules', 'fixed')


def read(file):
    """The zone in a file."""
    _, times, indexes, types, names, footer = _blocks(file)
    zone = Zone()
    summers = _summer_offsets(times, indexes, types)
    infos = [(_delta(offset), _delta(summer), names[place:names.index(b'\0', place)].decode())
             for (offset, isdst, place), summer in zip(types, summers)]
    zone.utc, zone.infos = times, [infos[i] for i in indexes]
    first = next((i for i, kind in enumerate(types) if not kind[1]), 0)
    if not types:
        raise ValueError('No time zone information found.')
    zone.before = infos[first] if indexes else infos[0]
    zone.local = [], []
    previous = types[first][0]
    for time, index in zip(times, indexes):
        offset = types[index][0]
        zone.local[0].append(time + max(previous, offset))
        zone.local[1].append(time + min(previous, offset))
        previous = offset
    zone.rules, zone.after, zone.fixed = None, None, False
    if footer:
        rules = parse_rules(footer)
        if rules.summer is None:
            zone.after = rules.winter
        else:
            zone.rules = rules
    elif times:
        zone.after = zone.infos[-1]
    else:
        zone.after = zone.before
    zone.fixed = zone.rules is None and all(info == zone.after for info in [zone.before, *zone.infos])
    return zone


def _header(file):
    head = file.read(44)
    if head[:4] != b'TZif':
        raise ValueError('Invalid TZif file: magic not found')
    version = 1 if head[4:5] == b'\0' else int(head[4:5])
    return (version, *struct.unpack('>6l', head[20:44]))


def _blocks(file):
    """(version, transitions, their types, types, names, footer), of the better of the two blocks."""
    version, utc_count, std_count, leap_count, time_count, type_count, name_count = _header(file)
    size, code = 4, 'l'
    if version >= 2:
        # the first block is for old readers
        file.read(time_count * 5 + type_count * 6 + name_count + leap_count * 8 + std_count + utc_count)
        version, utc_count, std_count, leap_count, time_count, type_count, name_count = _header(file)
        size, code = 8, 'q'
    times = list(struct.unpack(f'>{time_count}{code}', file.read(time_count * size)))
    indexes = list(file.read(time_count))
    types = [struct.unpack('>lbB', file.read(6)) for _ in range(type_count)]
    names = file.read(name_count)
    file.read(leap_count * (size + 4) + std_count + utc_count)
    footer = b''
    if version >= 2:
        file.readline()
        footer = file.readline().rstrip(b'\n')
    return version, times, indexes, types, names, footer


def _summer_offsets(times, indexes, types):
    """How much each type is ahead of the winter time next to it: files say only that it is summer."""
    out = [0] * len(types)
    wanted = {i for i, kind in enumerate(types) if kind[1]}
    for step in (-1, 1):
        for place, index in enumerate(indexes):
            if index not in wanted or not 0 <= place + step < len(indexes):
                continue
            neighbour = indexes[place + step]
            if types[neighbour][1]:
                continue
            difference = types[index][0] - types[neighbour][0]
            if difference and not (step == 1 and out[index]):
                if not out[index]:
                    out[index] = difference
                    wanted.discard(index)
    for index in wanted:
        out[index] = 3600
    return out


class Rules:
    """Winter and summer time by rule, year after year; no summer time if `summer` is None."""

    def __init__(self, winter, winter_offset, summer=None, summer_offset=0, start=None, end=None):
        self.winter, self.summer, self._start, self._end = winter, summer, start, end
        self._winter_offset, self._difference = winter_offset, summer_offset - winter_offset

    def local(self, stamp, year, fold):
        """(offset, dst, name) for a local time."""
        start, end = self._start(year), self._end(year)
        # a gap is at the start if summer time is ahead, else at the end
        if (self._difference >= 0) == bool(fold):
            end -= self._difference
        else:
            start += self._difference
        summer = start <= stamp < end if start < end else not end <= stamp < start
        return self.summer if summer else self.winter

    def universal(self, stamp, year):
        """((offset, dst, name), fold) for a time of UTC."""
        start, end = self._start(year) - self._winter_offset, self._end(year) - self._winter_offset - self._difference
        summer = start <= stamp < end if start < end else not end <= stamp < start
        back = end if self._difference > 0 else start
        return self.summer if summer else self.winter, 0 <= stamp - back < abs(self._difference)


_EPOCH = date(1970, 1, 1).toordinal()


def _month_rule(month, week, weekday, time):
    def stamp(year):
        first = date(year, month, 1)
        day = 1 + (weekday - first.isoweekday()) % 7 + (week - 1) * 7
        days = (date(year + month // 12, month % 12 + 1, 1) if year < 9999 or month < 12 else date(9999, 12, 31)).toordinal()
        days = days - first.toordinal() + (year == 9999 and month == 12)
        if day > days:
            day -= 7
        return (first.toordinal() + day - 1 - _EPOCH) * 86400 + time
    return stamp


def _day_rule(day, time, counts_leap):
    def stamp(year):
        before = date(year, 1, 1).toordinal()
        leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
        shift = day if counts_leap else day - 1 + (leap and day > 59)
        return (before + shift - _EPOCH) * 86400 + time
    return stamp


_NAME = r'<[A-Za-z0-9+\-]+>|[A-Za-z]+'
_TIME = r'[+\-]?\d{1,3}(?::\d{2}(?::\d{2})?)?'
_RULES = re.compile(rf'({_NAME})({_TIME})?(?:({_NAME})({_TIME})?)?')


def _seconds(text):
    sign = -1 if text[0] == '-' else 1
    hours, minutes, seconds = (text.lstrip('+-').split(':') + ['0', '0'])[:3]
    return sign * (int(hours) * 3600 + int(minutes) * 60 + int(seconds))


def _rule(text, whole):
    when, slash, time = text.partition('/')
    if slash and not re.fullmatch(_TIME, time):
        raise ValueError(f'Invalid dst start/end date: {text!r}')
    seconds = _seconds(time) if slash else 7200
    m = re.fullmatch(r'M(\d{1,2})\.(\d)\.(\d)', when)
    if m:
        month, week, weekday = map(int, m.groups())
        if not 1 <= month <= 12:
            raise ValueError('Month must be in (0, 12]')
        if not 1 <= week <= 5:
            raise ValueError('Week must be in (0, 5]')
        if weekday > 6:
            raise ValueError('Weekday must be in [0, 6]')
        return _month_rule(month, week, weekday, seconds)
    m = re.fullmatch(r'(J?)(\d{1,3})', when)
    if not m:
        raise ValueError(f'Invalid dst start/end date: {text!r}')
    day = int(m[2])
    if not bool(m[1]) <= day <= 365:
        raise ValueError(f'day must be in [{int(bool(m[1]))}, 365], not: {day}')
    return _day_rule(day, seconds, not m[1])


def parse_rules(data):
    """The rules of a file's last line."""
    text = data.decode('ascii', 'replace')
    zone, comma, rest = text.partition(',')
    m = _RULES.fullmatch(zone)
    if not m or not m[2]:
        start = re.match(_NAME, zone)
        raise ValueError(f'Invalid {"STD offset in " if start else "STD format in "}{data!r}')
    winter_offset = -_seconds(m[2])
    if abs(winter_offset) >= 86400:
        raise ValueError(f'Invalid STD offset in {data!r}')
    winter = _delta(winter_offset), _delta(0), m[1].strip('<>')
    if not m[3]:
        if comma:
            raise ValueError(f'Extraneous characters at end of TZ string: {data!r}')
        return Rules(winter, winter_offset)
    summer_offset = -_seconds(m[4]) if m[4] else winter_offset + 3600
    try:
        start, end = rest.split(',')
    except ValueError:
        raise ValueError(f'Missing transition rules in TZ string: {data!r}') from None
    summer = _delta(summer_offset), _delta(summer_offset - winter_offset), m[3].strip('<>')
    return Rules(winter, winter_offset, summer, summer_offset, _rule(start, data), _rule(end, data))
