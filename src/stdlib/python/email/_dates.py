"""Contract: the dates of mail out of their texts."""
import re

_MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
_FULL = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november',
         'december']
_DAYS = {'mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'}
_ZONES = {'UT': 0, 'UTC': 0, 'GMT': 0, 'Z': 0, 'AST': -400, 'ADT': -300, 'EST': -500, 'EDT': -400, 'CST': -600,
          'CDT': -500, 'MST': -700, 'MDT': -600, 'PST': -800, 'PDT': -700}


def _month(word):
    word = word.lower()
    for names in (_MONTHS, _FULL):
        if word in names:
            return names.index(word) + 1


def read_date(text):
    """(year, month, day, hour, minute, second, 0, 1, -1, offset or None), None if it is no date."""
    if not text:
        return None
    words = text.split()
    if not words:
        return None
    if words[0].endswith(',') or words[0].lower() in _DAYS:
        del words[0]
    else:
        place = words[0].rfind(',')
        if place >= 0:
            words[0] = words[0][place + 1:]
    if len(words) == 3:
        pieces = words[0].split('-')
        if len(pieces) == 3:
            words = pieces + words[1:]
    if len(words) == 4:
        m = re.fullmatch(r'(.+?)([+\-].*)', words[3])
        words = words[:3] + ([m[1], m[2]] if m else [words[3], ''])
    if len(words) < 5:
        return None
    day, month, year, clock, zone = words[:5]
    if not (day and month and year):
        return None
    number = _month(month)
    if number is None:
        day, month = month, day
        number = _month(month)
        if number is None:
            return None
    day = day.rstrip(',')
    if ':' in year:
        year, clock = clock, year
    year = year.rstrip(',')
    if not year:
        return None
    if not year[0].isdigit():
        year, zone = zone, year
    clock = clock.rstrip(',')
    pieces = clock.split(':')
    if len(pieces) == 1 and '.' in clock:
        pieces = clock.split('.')
    if len(pieces) == 2:
        pieces.append('0')
    if len(pieces) != 3:
        return None
    try:
        year, day, (hour, minute, second) = int(year), int(day), map(int, pieces)
    except ValueError:
        return None
    if year < 100:
        year += 1900 if year > 68 else 2000
    offset, zone = None, zone.upper()
    if zone in _ZONES:
        offset = _ZONES[zone]
    else:
        try:
            offset = int(zone)
        except ValueError:
            pass
        if offset == 0 and zone.startswith('-'):
            # "-0000": nobody knows
            offset = None
    if offset:
        sign = -1 if offset < 0 else 1
        offset = sign * (abs(offset) // 100 * 3600 + abs(offset) % 100 * 60)
    return year, number, day, hour, minute, second, 0, 1, -1, offset
