"""Contract: weekdays, month lengths, and calendars as text and as HTML; names are English, as in the C locale."""
import datetime
from enum import IntEnum, global_enum
from itertools import batched, chain, cycle, repeat, starmap, zip_longest

__all__ = ['IllegalMonthError', 'IllegalWeekdayError', 'setfirstweekday', 'firstweekday', 'isleap', 'leapdays',
           'weekday', 'monthrange', 'monthcalendar', 'prmonth', 'month', 'prcal', 'calendar',
           'timegm', 'month_name', 'month_abbr', 'day_name', 'day_abbr', 'Calendar', 'TextCalendar',
           'HTMLCalendar', 'LocaleTextCalendar', 'LocaleHTMLCalendar', 'weekheader', 'Day', 'Month',
           'JANUARY', 'FEBRUARY', 'MARCH', 'APRIL', 'MAY', 'JUNE', 'JULY', 'AUGUST', 'SEPTEMBER',
           'OCTOBER', 'NOVEMBER', 'DECEMBER', 'MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY',
           'FRIDAY', 'SATURDAY', 'SUNDAY']


error = ValueError


def __getattr__(name):
    number = {'January': 1, 'February': 2}.get(name)
    if number is None:
        raise AttributeError(f'module {__name__!r} has no attribute {name!r}')
    import warnings
    warnings.warn(f"The '{name}' attribute is deprecated, use '{name.upper()}' instead", DeprecationWarning, 2)
    return number


class IllegalMonthError(ValueError, IndexError):
    """A month that is not 1 to 12."""

    def __init__(self, month):
        self.month = month

    def __str__(self):
        return f'bad month number {self.month!r}; must be 1-12'


class IllegalWeekdayError(ValueError):
    """A weekday that is not 0 to 6."""

    def __init__(self, weekday):
        self.weekday = weekday

    def __str__(self):
        return f'bad weekday number {self.weekday!r}; must be 0 (Monday) to 6 (Sunday)'


month_name = ['', 'January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September',
              'October', 'November', 'December']
day_name = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
month_abbr = [name[:3] for name in month_name]
day_abbr = [name[:3] for name in day_name]
Month = IntEnum('Month', [name.upper() for name in month_name[1:]], module=__name__)
Day = IntEnum('Day', [name.upper() for name in day_name], start=0, module=__name__)
global_enum(Month)
global_enum(Day)
EPOCH = 1970
_EPOCH_DAY = datetime.date(EPOCH, 1, 1).toordinal()
# the days of each month, after one that is none
mdays = [0] + [28 if month == 2 else 31 - (month - 1) % 7 % 2 for month in range(1, 13)]


def isleap(year):
    """Whether the year has 366 days."""
    return year % (4 if year % 100 else 400) == 0


def leapdays(y1, y2):
    """The leap years in [y1, y2)."""
    return _leap_years_before(y2) - _leap_years_before(y1)


def _leap_years_before(year):
    passed = year - 1
    return passed // 4 - passed // 100 + passed // 400


def weekday(year, month, day):
    """The weekday of a date."""
    known = datetime.MINYEAR <= year <= datetime.MAXYEAR
    # the calendar repeats itself after 400 years
    return Day(datetime.date(year if known else 2000 + year % 400, month, day).weekday())


def _validate_month(month):
    if month < 1 or month > 12:
        raise IllegalMonthError(month)


def monthrange(year, month):
    """(weekday of the first day, number of days)."""
    _validate_month(month)
    return weekday(year, month, 1), _monthlen(year, month)


def _monthlen(year, month):
    return mdays[month] + (month == 2 and isleap(year))


def _month_at(year, month):
    """(year, month) of a month that may be counted past an end of the year: 0 is the December before."""
    years, month = divmod(month - 1, 12)
    return year + years, month + 1


class Calendar:
    """Iterates over the days of months."""

    def __init__(self, firstweekday=0):
        self.firstweekday = firstweekday

    def getfirstweekday(self):
        """The weekday that weeks begin with."""
        return self._firstweekday % 7

    def setfirstweekday(self, firstweekday):
        """Set the weekday that weeks begin with."""
        self._firstweekday = firstweekday

    firstweekday = property(getfirstweekday, setfirstweekday)

    def iterweekdays(self):
        """The weekdays in the order of a week."""
        return ((self.firstweekday + place) % 7 for place in range(7))

    def _around(self, year, month):
        """(days before the month in its first week, days of the month, days after it in its last week)"""
        first, length = monthrange(year, month)
        before = (first - self.firstweekday) % 7
        return before, length, -(before + length) % 7

    def itermonthdays(self, year, month):
        """The days of whole weeks; 0 outside the month."""
        before, length, after = self._around(year, month)
        yield from chain(repeat(0, before), range(1, length + 1), repeat(0, after))

    def itermonthdays2(self, year, month):
        """As `itermonthdays`, with the weekday."""
        return zip(self.itermonthdays(year, month), cycle(self.iterweekdays()))

    def itermonthdays3(self, year, month):
        """The days of whole weeks as (year, month, day)."""
        before, length, after = self._around(year, month)
        earlier, later = _month_at(year, month - 1), _month_at(year, month + 1)
        last = _monthlen(*earlier)
        for (y, m), days in ((earlier, range(last - before + 1, last + 1)), ((year, month), range(1, length + 1)),
                             (later, range(1, after + 1))):
            for day in days:
                yield y, m, day

    def itermonthdays4(self, year, month):
        """As `itermonthdays3`, with the weekday."""
        for date, weekday in zip(self.itermonthdays3(year, month), cycle(self.iterweekdays())):
            yield *date, weekday

    def itermonthdates(self, year, month):
        """The days of whole weeks as dates."""
        return starmap(datetime.date, self.itermonthdays3(year, month))

    def _weeks(self, days):
        return [list(week) for week in batched(days, 7)]

    def monthdatescalendar(self, year, month):
        """The weeks of a month, of dates."""
        return self._weeks(self.itermonthdates(year, month))

    def monthdays2calendar(self, year, month):
        """The weeks of a month, of (day, weekday)."""
        return self._weeks(self.itermonthdays2(year, month))

    def monthdayscalendar(self, year, month):
        """The weeks of a month, of days."""
        return self._weeks(self.itermonthdays(year, month))

    def _year(self, method, year, width):
        return [[method(year, month) for month in range(start, min(start + width, 13))] for start in range(1, 13, width)]

    def yeardatescalendar(self, year, width=3):
        return self._year(self.monthdatescalendar, year, width)

    def yeardays2calendar(self, year, width=3):
        return self._year(self.monthdays2calendar, year, width)

    def yeardayscalendar(self, year, width=3):
        return self._year(self.monthdayscalendar, year, width)


class TextCalendar(Calendar):
    """Calendars as text."""

    def prweek(self, theweek, width):
        """Print a week."""
        print(self.formatweek(theweek, width), end='')

    def formatday(self, day, weekday, width):
        """A day; blanks for 0."""
        text = f'{day:2d}' if day else ''
        return text.center(width)

    def formatweek(self, theweek, width):
        """The days of a week, in a line without its end."""
        return ' '.join(self.formatday(day, weekday, width) for day, weekday in theweek)

    def formatweekday(self, day, width):
        """The name of a weekday, as much of it as there is room for."""
        name = (day_abbr if width < 9 else day_name)[day]
        return name[:width].center(width)

    def formatweekheader(self, width):
        """The names of the weekdays, in a line without its end."""
        return ' '.join([self.formatweekday(day, width) for day in self.iterweekdays()])

    def formatmonthname(self, theyear, themonth, width, withyear=True):
        """The name of a month, in the middle of the width."""
        _validate_month(themonth)
        title = [month_name[themonth], *[repr(theyear)] * withyear]
        return ' '.join(title).center(width)

    def prmonth(self, theyear, themonth, w=0, l=0):
        """Print a month."""
        print(self.formatmonth(theyear, themonth, w, l), end='')

    def formatmonth(self, theyear, themonth, w=0, l=0):
        """A month."""
        w = max(w, 2)
        weeks = [self.formatweek(week, w) for week in self.monthdays2calendar(theyear, themonth)]
        return _lines([self.formatmonthname(theyear, themonth, _month_width(w)), self.formatweekheader(w), *weeks], l)

    def formatyear(self, theyear, w=2, l=1, c=6, m=3):
        """A year."""
        w, c = max(w, 2), max(c, 2)
        colwidth = _month_width(w)
        header = self.formatweekheader(w)
        lines = [repr(theyear).center(colwidth * m + c * (m - 1))]
        for start, row in zip(range(1, 13, m), self.yeardays2calendar(theyear, m)):
            names = [self.formatmonthname(theyear, month, colwidth, False) for month in range(start, start + len(row))]
            columns = [[self.formatweek(week, w) for week in weeks] for weeks in row]
            lines += ['', _columns(names, colwidth, c), _columns([header] * len(row), colwidth, c)]
            lines += [_columns(weeks, colwidth, c) for weeks in zip_longest(*columns, fillvalue='')]
        return _lines(lines, l)

    def pryear(self, theyear, w=0, l=0, c=6, m=3):
        """Print a year."""
        print(self.formatyear(theyear, w, l, c, m), end='')


class HTMLCalendar(Calendar):
    """Calendars as tables of HTML."""

    cssclasses = cssclasses_weekday_head = [name[:3].lower() for name in day_name]
    cssclass_noday = 'noday'
    cssclass_month = cssclass_month_head = 'month'
    cssclass_year = cssclass_year_head = 'year'

    def formatday(self, day, weekday):
        """The cell of a day; an empty one for 0."""
        if not day:
            return _cell('td', self.cssclass_noday, '&nbsp;')
        return _cell('td', self.cssclasses[weekday], '%d' % day)

    def formatweek(self, theweek):
        """The row of a week."""
        return _row(self.formatday(day, weekday) for day, weekday in theweek)

    def formatweekday(self, day):
        """The head of a column."""
        return _cell('th', self.cssclasses_weekday_head[day], day_abbr[day])

    def formatweekheader(self):
        """The row of the weekdays."""
        return _row(map(self.formatweekday, self.iterweekdays()))

    def formatmonthname(self, theyear, themonth, withyear=True):
        """The row of the month's name."""
        _validate_month(themonth)
        name = month_name[themonth]
        return _row([_cell('th', self.cssclass_month_head, f'{name} {theyear}' if withyear else name, 7)])

    def formatmonth(self, theyear, themonth, withyear=True):
        """The table of a month."""
        weeks = map(self.formatweek, self.monthdays2calendar(theyear, themonth))
        lines = (_table(self.cssclass_month), self.formatmonthname(theyear, themonth, withyear), self.formatweekheader(),
                 *weeks, '</table>', '')
        return '\n'.join(lines)

    def formatyear(self, theyear, width=3):
        """The table of a year, so many months in a row."""
        width = max(width, 1)
        months = [f'<td>{self.formatmonth(theyear, month, withyear=False)}</td>' for month in range(1, 13)]
        rows = (_row(months[i:i + width]) for i in range(0, 12, width))
        head = _row([_cell('th', self.cssclass_year_head, theyear, width)])
        return f'{_table(self.cssclass_year)}\n{head}{"".join(rows)}</table>'

    def formatyearpage(self, theyear, width=3, css='calendar.css', encoding=None):
        """The bytes of a page with a year."""
        encoding = encoding or 'utf-8'
        style = f'<link rel="stylesheet" type="text/css" href="{css}" />\n' if css is not None else ''
        page = (f'<?xml version="1.0" encoding="{encoding}"?>\n'
                '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">\n'
                f'<html>\n<head>\n<meta http-equiv="Content-Type" content="text/html; charset={encoding}" />\n{style}'
                f'<title>Calendar for {theyear}</title>\n</head>\n<body>\n{self.formatyear(theyear, width)}</body>\n</html>\n')
        return page.encode(encoding, 'xmlcharrefreplace')


def _month_width(width):
    """The width of a month whose days have a width."""
    return 7 * (width + 1) - 1


def _lines(lines, distance):
    """Lines as a text, so far apart."""
    end = '\n' * max(distance, 1)
    return ''.join([line.rstrip() + end for line in lines])


def _table(css):
    return f'<table border="0" cellpadding="0" cellspacing="0" class="{css}">'


def _row(cells):
    return f'<tr>{"".join(cells)}</tr>'


def _cell(kind, css, text, columns=None):
    span = f' colspan="{columns}"' if columns else ''
    return f'<{kind}{span} class="{css}">{text}</{kind}>'


class different_locale:
    """In its block, times are written as in a locale."""

    def __init__(self, locale):
        self.locale, self.oldlocale = locale, None

    def __enter__(self):
        import locale
        self.oldlocale = locale.setlocale(locale.LC_TIME, None)
        locale.setlocale(locale.LC_TIME, self.locale)

    def __exit__(self, *args):
        import locale
        locale.setlocale(locale.LC_TIME, self.oldlocale)


def _default_locale():
    import locale
    found = locale.setlocale(locale.LC_TIME, None)
    if found != 'C':
        return found
    with different_locale(''):
        return locale.setlocale(locale.LC_TIME, '')


class _Localized:
    """A calendar that writes names as in a locale."""

    def __init__(self, firstweekday=0, locale=None):
        super().__init__(firstweekday)
        self.locale = _default_locale() if locale is None else locale

    def formatweekday(self, *args, **kwargs):
        """The name of a weekday, in the locale."""
        with different_locale(self.locale):
            return super().formatweekday(*args, **kwargs)

    def formatmonthname(self, *args, **kwargs):
        """The name of a month, in the locale."""
        with different_locale(self.locale):
            return super().formatmonthname(*args, **kwargs)


class LocaleTextCalendar(_Localized, TextCalendar):
    """Calendars as text, with the names of a locale."""


class LocaleHTMLCalendar(_Localized, HTMLCalendar):
    """Calendars as HTML, with the names of a locale."""


_COLUMN_WIDTH, _SPACING = 7 * 3 - 1, 6


def _columns(cols, colwidth, spacing):
    return (' ' * spacing).join(c.center(colwidth) for c in cols)


def formatstring(cols, colwidth=_COLUMN_WIDTH, spacing=_SPACING):
    """Texts in columns."""
    return _columns(cols, colwidth, spacing)


def format(cols, colwidth=_COLUMN_WIDTH, spacing=_SPACING):
    """Print texts in columns."""
    print(_columns(cols, colwidth, spacing))


# the calendar of the functions below
c = TextCalendar()
monthcalendar, calendar = c.monthdayscalendar, c.formatyear
month, week, weekheader = c.formatmonth, c.formatweek, c.formatweekheader
prmonth, prweek, prcal = c.prmonth, c.prweek, c.pryear


def firstweekday():
    """The first day of a week."""
    return c.firstweekday


def setfirstweekday(firstweekday):
    """Set the first day of a week."""
    if firstweekday < 0 or firstweekday > 6:
        raise IllegalWeekdayError(firstweekday)
    c.firstweekday = firstweekday


def timegm(tuple):
    """The POSIX timestamp of a UTC time tuple."""
    year, month, *time = tuple[:6]
    # days may be past the month's end
    total = datetime.date(year, month, 1).toordinal() - _EPOCH_DAY - 1
    for value, unit in zip(time, (1, 24, 60, 60), strict=True):
        total = total * unit + value
    return total


# --- the command -----------------------------------------------------------------------

class _Today(int):
    """The number of the day that is shown in colour."""


class _Coloured:
    """Text calendars in which one day has a colour."""
    today = None

    def monthdays2calendar(self, year, month):
        weeks, today = super().monthdays2calendar(year, month), self.today
        if today and (year, month) == (today.year, today.month):
            weeks = [[(_Today(day) if day == today.day else day, weekday) for day, weekday in week] for week in weeks]
        return weeks

    def formatday(self, day, weekday, width):
        text = super().formatday(day, weekday, width)
        return f'\033[30m\033[43m{text}\033[0m' if isinstance(day, _Today) else text


class _ColouredText(_Coloured, TextCalendar):
    pass


class _ColouredLocaleText(_Coloured, LocaleTextCalendar):
    pass


def _parser():
    import argparse
    parser = argparse.ArgumentParser(color=True)
    text = parser.add_argument_group('text only arguments')
    html = parser.add_argument_group('html only arguments')
    for flag, name, default, means in (('-w', '--width', 2, 'width of date column'),
                                       ('-l', '--lines', 1, 'number of lines for each week'),
                                       ('-s', '--spacing', _SPACING, 'spacing between months'),
                                       ('-m', '--months', 3, 'months per row')):
        text.add_argument(flag, name, type=int, default=default, help=f'{means} (default {default})')
    html.add_argument('-c', '--css', default='calendar.css', help='CSS to use for page')
    parser.add_argument('-L', '--locale', help='locale to use for month and weekday names')
    parser.add_argument('-e', '--encoding', help='encoding to use for output')
    parser.add_argument('-t', '--type', default='text', choices=('text', 'html'), help='output type (text or html)')
    parser.add_argument('-f', '--first-weekday', type=int, default=0,
                        help='weekday (0 is Monday, 6 is Sunday) to start each week (default 0)')
    parser.add_argument('year', nargs='?', type=int, help='year number')
    parser.add_argument('month', nargs='?', type=int, help='month number (1-12, text only)')
    return parser


def main(args=None):
    """The command: print a month or a year."""
    import sys
    parser = _parser()
    options = parser.parse_args(args)
    if options.locale and not options.encoding:
        parser.error('if --locale is specified --encoding is required')
    today = datetime.date.today()
    year = today.year if options.year is None else options.year
    where = {'locale': options.locale} if options.locale else {}
    if options.type == 'html':
        if options.month is not None:
            parser.error('incorrect number of arguments')
        cal = (LocaleHTMLCalendar if where else HTMLCalendar)(options.first_weekday, **where)
        sys.stdout.buffer.write(cal.formatyearpage(year, css=options.css, encoding=options.encoding))
        return
    from _colorize import can_colorize
    cal = (_ColouredLocaleText if where else _ColouredText)(options.first_weekday, **where)
    cal.today = today if can_colorize(file=sys.stdout) else None
    if options.month is None:
        text = cal.formatyear(year, options.width, options.lines, options.spacing, options.months)
    else:
        _validate_month(options.month)
        text = cal.formatmonth(year, options.month, options.width, options.lines)
    if options.encoding:
        sys.stdout.buffer.write(text.encode(options.encoding))
    else:
        sys.stdout.write(text)


if __name__ == '__main__':
    main()
