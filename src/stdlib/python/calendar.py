"""Contract: weekdays, month lengths, and calendars as text and as HTML; names are English, as in the C locale."""
import datetime
from enum import IntEnum, global_enum
from itertools import repeat

__all__ = ['IllegalMonthError', 'IllegalWeekdayError', 'setfirstweekday', 'firstweekday', 'isleap', 'leapdays',
           'weekday', 'monthrange', 'monthcalendar', 'prmonth', 'month', 'prcal', 'calendar',
           'timegm', 'month_name', 'month_abbr', 'day_name', 'day_abbr', 'Calendar', 'TextCalendar',
           'HTMLCalendar', 'LocaleTextCalendar', 'LocaleHTMLCalendar', 'weekheader', 'Day', 'Month',
           'JANUARY', 'FEBRUARY', 'MARCH', 'APRIL', 'MAY', 'JUNE', 'JULY', 'AUGUST', 'SEPTEMBER',
           'OCTOBER', 'NOVEMBER', 'DECEMBER', 'MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY',
           'FRIDAY', 'SATURDAY', 'SUNDAY']


error = ValueError


def __getattr__(name):
    if name in ('January', 'February'):
        import warnings
        warnings.warn(f"The '{name}' attribute is deprecated, use '{name.upper()}' instead", DeprecationWarning, 2)
        return 1 if name == 'January' else 2
    raise AttributeError(f'module {__name__!r} has no attribute {name!r}')


class IllegalMonthError(ValueError, IndexError):
    """A month that is not 1 to 12."""

    def __init__(self, month):
        self.month = month

    def __str__(self):
        return 'bad month number %r; must be 1-12' % self.month


class IllegalWeekdayError(ValueError):
    """A weekday that is not 0 to 6."""

    def __init__(self, weekday):
        self.weekday = weekday

    def __str__(self):
        return 'bad weekday number %r; must be 0 (Monday) to 6 (Sunday)' % self.weekday


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
mdays = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]


def isleap(year):
    """Whether the year has 366 days."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def leapdays(y1, y2):
    """The leap years in [y1, y2)."""
    y1 -= 1
    y2 -= 1
    return y2 // 4 - y1 // 4 - (y2 // 100 - y1 // 100) + (y2 // 400 - y1 // 400)


def weekday(year, month, day):
    """The weekday of a date."""
    if not datetime.MINYEAR <= year <= datetime.MAXYEAR:
        year = 2000 + year % 400
    return Day(datetime.date(year, month, day).weekday())


def _validate_month(month):
    if not 1 <= month <= 12:
        raise IllegalMonthError(month)


def monthrange(year, month):
    """(weekday of the first day, number of days)."""
    _validate_month(month)
    return weekday(year, month, 1), _monthlen(year, month)


def _monthlen(year, month):
    return mdays[month] + (month == 2 and isleap(year))


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
        for i in range(self.firstweekday, self.firstweekday + 7):
            yield i % 7

    def itermonthdays(self, year, month):
        """The days of whole weeks; 0 outside the month."""
        first, ndays = monthrange(year, month)
        before = (first - self.firstweekday) % 7
        yield from repeat(0, before)
        yield from range(1, ndays + 1)
        yield from repeat(0, (self.firstweekday - first - ndays) % 7)

    def itermonthdays2(self, year, month):
        """As `itermonthdays`, with the weekday."""
        for i, d in enumerate(self.itermonthdays(year, month), self.firstweekday):
            yield d, i % 7

    def itermonthdays3(self, year, month):
        """The days of whole weeks as (year, month, day)."""
        first, ndays = monthrange(year, month)
        before = (first - self.firstweekday) % 7
        after = (self.firstweekday - first - ndays) % 7
        y, m = (year - 1, 12) if month == 1 else (year, month - 1)
        end = _monthlen(y, m) + 1
        for d in range(end - before, end):
            yield y, m, d
        for d in range(1, ndays + 1):
            yield year, month, d
        y, m = (year + 1, 1) if month == 12 else (year, month + 1)
        for d in range(1, after + 1):
            yield y, m, d

    def itermonthdays4(self, year, month):
        """As `itermonthdays3`, with the weekday."""
        for i, (y, m, d) in enumerate(self.itermonthdays3(year, month)):
            yield y, m, d, (self.firstweekday + i) % 7

    def itermonthdates(self, year, month):
        """The days of whole weeks as dates."""
        for y, m, d in self.itermonthdays3(year, month):
            yield datetime.date(y, m, d)

    def _weeks(self, days):
        days = list(days)
        return [days[i:i + 7] for i in range(0, len(days), 7)]

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
        months = [method(year, m) for m in range(1, 13)]
        return [months[i:i + width] for i in range(0, 12, width)]

    def yeardatescalendar(self, year, width=3):
        return self._year(self.monthdatescalendar, year, width)

    def yeardays2calendar(self, year, width=3):
        return self._year(self.monthdays2calendar, year, width)

    def yeardayscalendar(self, year, width=3):
        return self._year(self.monthdayscalendar, year, width)


class TextCalendar(Calendar):
    """Calendars as text."""

    def prweek(self, theweek, width):
        print(self.formatweek(theweek, width), end='')

    def formatday(self, day, weekday, width):
        return ('' if day == 0 else '%2i' % day).center(width)

    def formatweek(self, theweek, width):
        return ' '.join(self.formatday(d, wd, width) for d, wd in theweek)

    def formatweekday(self, day, width):
        names = day_name if width >= 9 else day_abbr
        return names[day][:width].center(width)

    def formatweekheader(self, width):
        return ' '.join(self.formatweekday(i, width) for i in self.iterweekdays())

    def formatmonthname(self, theyear, themonth, width, withyear=True):
        _validate_month(themonth)
        s = month_name[themonth]
        return (f'{s} {theyear!r}' if withyear else s).center(width)

    def prmonth(self, theyear, themonth, w=0, l=0):
        print(self.formatmonth(theyear, themonth, w, l), end='')

    def formatmonth(self, theyear, themonth, w=0, l=0):
        """A month."""
        w, l = max(2, w), max(1, l)
        s = self.formatmonthname(theyear, themonth, 7 * (w + 1) - 1).rstrip() + '\n' * l
        s += self.formatweekheader(w).rstrip() + '\n' * l
        for week in self.monthdays2calendar(theyear, themonth):
            s += self.formatweek(week, w).rstrip() + '\n' * l
        return s

    def formatyear(self, theyear, w=2, l=1, c=6, m=3):
        """A year."""
        w, l, c = max(2, w), max(1, l), max(2, c)
        colwidth = (w + 1) * 7 - 1
        out = [repr(theyear).center(colwidth * m + c * (m - 1)).rstrip(), '\n' * l]
        header = self.formatweekheader(w)
        for i, row in enumerate(self.yeardays2calendar(theyear, m)):
            months = range(m * i + 1, min(m * (i + 1) + 1, 13))
            out.append('\n' * l)
            out.append(_columns((self.formatmonthname(theyear, k, colwidth, False) for k in months),
                                colwidth, c).rstrip())
            out.append('\n' * l)
            out.append(_columns((header for _ in months), colwidth, c).rstrip())
            out.append('\n' * l)
            for j in range(max(len(cal) for cal in row)):
                weeks = ['' if j >= len(cal) else self.formatweek(cal[j], w) for cal in row]
                out.append(_columns(weeks, colwidth, c).rstrip())
                out.append('\n' * l)
        return ''.join(out)

    def pryear(self, theyear, w=0, l=0, c=6, m=3):
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
    """What a calendar in a locale does before it writes a name."""

    def __init__(self, firstweekday=0, locale=None):
        super().__init__(firstweekday)
        self.locale = _default_locale() if locale is None else locale


class LocaleTextCalendar(_Localized, TextCalendar):
    """Calendars as text, with the names of a locale."""

    def formatweekday(self, day, width):
        with different_locale(self.locale):
            return super().formatweekday(day, width)

    def formatmonthname(self, theyear, themonth, width, withyear=True):
        with different_locale(self.locale):
            return super().formatmonthname(theyear, themonth, width, withyear)


class LocaleHTMLCalendar(_Localized, HTMLCalendar):
    """Calendars as HTML, with the names of a locale."""

    def formatweekday(self, day):
        with different_locale(self.locale):
            return super().formatweekday(day)

    def formatmonthname(self, theyear, themonth, withyear=True):
        with different_locale(self.locale):
            return super().formatmonthname(theyear, themonth, withyear)


_COLUMN_WIDTH, _SPACING = 7 * 3 - 1, 6


def _columns(cols, colwidth, spacing):
    return (' ' * spacing).join(c.center(colwidth) for c in cols)


def formatstring(cols, colwidth=_COLUMN_WIDTH, spacing=_SPACING):
    """Texts in columns."""
    return _columns(cols, colwidth, spacing)


def format(cols, colwidth=_COLUMN_WIDTH, spacing=_SPACING):
    """Print texts in columns."""
    print(_columns(cols, colwidth, spacing))


c = TextCalendar()
monthcalendar = c.monthdayscalendar
prweek = c.prweek
week = c.formatweek
weekheader = c.formatweekheader
prmonth = c.prmonth
month = c.formatmonth
calendar = c.formatyear
prcal = c.pryear


def firstweekday():
    """The first day of a week."""
    return c.firstweekday


def setfirstweekday(firstweekday):
    """Set the first day of a week."""
    if not 0 <= firstweekday <= 6:
        raise IllegalWeekdayError(firstweekday)
    c.firstweekday = firstweekday


def timegm(tuple):
    """The POSIX timestamp of a UTC time tuple."""
    year, month, day, hour, minute, second = tuple[:6]
    days = datetime.date(year, month, 1).toordinal() - _EPOCH_DAY + day - 1
    return ((days * 24 + hour) * 60 + minute) * 60 + second


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
