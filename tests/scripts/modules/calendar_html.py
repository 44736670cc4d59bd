"""calendar: HTML, locales, the functions of the module and its command line."""
import calendar
import io
import os
import runpy
import sys
import warnings

os.environ['NO_COLOR'] = '1'
os.environ.pop('COLUMNS', None)


def say(call):
    try:
        print(call())
    except Exception as e:
        print(type(e).__name__, e)


class Own(calendar.HTMLCalendar):
    cssclasses = [f'day d{i}' for i in range(7)]
    cssclasses_weekday_head = [f'head h{i}' for i in range(7)]
    cssclass_noday, cssclass_month_head, cssclass_month, cssclass_year, cssclass_year_head = 'no', 'mh', 'm', 'y', 'yh'


print('--- html')
sunday = calendar.HTMLCalendar(6)
print(sunday.formatmonth(2024, 2))
print(sunday.formatmonth(2023, 10, False))
for call in (lambda: sunday.formatday(0, 1), lambda: sunday.formatday(3, 1), lambda: sunday.formatweekday(2), lambda: sunday.formatmonthname(2024, 3),
             lambda: sunday.formatmonthname(2024, 3, withyear=False), sunday.formatweekheader, lambda: sunday.formatweek([(1, 0), (0, 3)]),
             lambda: sunday.formatmonthname(2024, 0), lambda: sunday.formatmonth(2024, 13), lambda: sunday.formatweekday(7), lambda: sunday.formatday(1, 9),
             lambda: sunday.formatday('x', 1), lambda: sunday.formatmonthname('y', 1)):
    say(call)
for width in (3, 5, 12, 0, 50):
    text = Own().formatyear(2024, width)
    print(len(text), text.count('<tr>'), text.count('</tr><tr><td><table'), text[:300], text[-60:])
print(calendar.HTMLCalendar().formatyear(2023))
for options in ({}, {'css': None}, {'css': 'a&b.css', 'encoding': 'latin-1'}, {'width': 1, 'encoding': 'utf-16'}, {'encoding': 'nope'}):
    say(lambda: (lambda page: (page[:440], len(page), page[-30:]))(calendar.HTMLCalendar().formatyearpage(2024, **options)))
print(calendar.HTMLCalendar.cssclasses, calendar.HTMLCalendar.cssclasses_weekday_head is calendar.HTMLCalendar.cssclasses)


class Names(calendar.HTMLCalendar):
    def formatmonthname(self, theyear, themonth, withyear=True):
        return f'<tr><th>\u20ac{themonth}</th></tr>'


print(Names().formatyearpage(2024, encoding='ascii')[500:640])

print('--- locales')
for name in ('C', 'nope', 'C.UTF-8', ('C', 'UTF-8')):
    for kind in (calendar.LocaleTextCalendar, calendar.LocaleHTMLCalendar):
        cal = kind(1, name)
        print(kind.__name__, cal.locale, cal.firstweekday)
        say(lambda: cal.formatmonth(2024, 2))
text = calendar.LocaleTextCalendar(locale='C')
say(lambda: [text.formatweekday(1, 12), text.formatweekday(1, 3), text.formatmonthname(2024, 5, 20), text.formatmonthname(2024, 5, 20, False)])
say(lambda: text.formatmonthname(2024, 13, 20))
change = calendar.different_locale('C')
print(vars(change), change.__enter__(), sorted(vars(change)), change.__exit__(None, None, None))

print('--- functions')
cal = calendar.Calendar(9)
print(cal.firstweekday, cal.getfirstweekday(), cal.setfirstweekday(-1), cal.getfirstweekday(), list(cal.iterweekdays()))
calendar.format(['a', 'bc'], 5, 2)
calendar.format(['a', 'bc'])
print(repr(calendar.formatstring(['a', 'bc'])), calendar.EPOCH, calendar.error, calendar.Day.__module__, repr(calendar.MONDAY), repr(calendar.Month.MAY))
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter('always')
    print(calendar.January, calendar.February, [(w.category.__name__, str(w.message)) for w in caught])
say(lambda: calendar.March)
print(sorted(calendar.__all__))

print('--- the command')


def command(line):
    print('>', line)
    sys.argv = ['calendar']
    kept = sys.stdout, sys.stderr
    raw = io.BytesIO()
    sys.stdout = sys.stderr = stream = io.TextIOWrapper(raw, encoding='utf-8', write_through=True)
    end = None
    try:
        calendar.main(line.split())
    except SystemExit as e:
        end = e.code
    except Exception as e:
        end = f'{type(e).__name__}: {e}'
    finally:
        sys.stdout, sys.stderr = kept
    print(raw.getvalue().decode('utf-8', 'replace'), end, stream.closed)


for line in ('2024', '2024 2', '-w 4 -l 2 -s 3 -m 4 2024', '2024 13', '2024 0', '-f 6 2024 2', '-f 9 2024 2', '-f -1 2024 2', '-L C -e utf-8 2024 2', '-L C 2024', '-w 9 2024 2',
             '-l 0 -w 0 -s 0 -m 6 2024', '10000 1', '-1 12', '-t html 2024 2', '-t html 2024', '-t html -f 6 -c a.css -e ascii 2023', '-t html -L C -e utf-8 2024', '-t pdf 2024',
             'x', '2024 x', '2024 2 3', '-f x 2024', '-e nope 2024 2', '-e utf-16 2024 2', '-t html -e nope 2024', '-L nope -e utf-8 2024 2', '-m 0 2024', '--help'):
    command(line)
for line in ('2024 2', '-w 3 -f 6 2023 10'):
    sys.argv = ['calendar', *line.split()]
    names = runpy.run_module('calendar', run_name='__main__', alter_sys=True)
    print(names['__name__'], repr(names['Month'].MAY), names['FEBRUARY'] == 2, sys.argv[0])
