"""logging.handlers: files that rotate by time and by size, and files that others move."""
import datetime
import logging
import logging.handlers
import os
import re
import time

os.chdir(os.environ['SCRATCH'])
Timed = logging.handlers.TimedRotatingFileHandler
BEGIN = 1700000123  # a Tuesday, 22:15:23 in UTC
now = BEGIN
time.time = lambda: now


def zone(name):
    os.environ['TZ'] = name
    time.tzset()


def record(text):
    return logging.makeLogRecord({'msg': text, 'levelno': 20, 'levelname': 'INFO'})


def touch(name, when=BEGIN):
    with open(name, 'a'):
        pass
    os.utime(name, (when, when))


def files(prefix):
    """The files of a prefix and what they hold."""
    return [(name, open(name).read().split()) for name in sorted(os.listdir()) if name.startswith(prefix)]


print('--- when')
zone('UTC')
touch('when.log')
AFTER = (0, 1, 7200, 86400 * 3, 86400 * 5 + 10)
for when in ('S', 'M', 'H', 'D', 'h', 'midnight', 'W0', 'W1', 'w6', 'Midnight', 'X', 'W', 'W7', 'W12', 'Wx', '', 5, None):
    for options in ({}, {'interval': 3}, {'utc': True}, {'atTime': datetime.time(12, 30, 5)}, {'atTime': datetime.time(23, 30), 'interval': 2, 'utc': True}):
        try:
            handler = Timed('when.log', when=when, **options)
        except Exception as e:
            print(when, type(e).__name__, e)
            break
        print(handler.when, handler.interval, handler.rolloverAt - BEGIN, [handler.computeRollover(BEGIN + s) - BEGIN for s in AFTER], options)
        handler.close()
    else:
        print(handler.suffix, handler.extMatch.pattern, handler.extMatch.flags, handler.backupCount, handler.mode, getattr(handler, 'dayOfWeek', None), handler.errors, handler.delay)

print('--- summer time')
for name in ('CET-1CEST,M3.5.0,M10.5.0/3', 'EST5EDT,M3.2.0,M11.1.0'):
    zone(name)
    for when in ('midnight', 'W0', 'W6'):
        for at in (None, datetime.time(2, 30), datetime.time(3), datetime.time(0), datetime.time(23, 30)):
            handler = Timed('when.log', when=when, atTime=at)
            print(when, at, [handler.computeRollover(start + s) - start - s for start in (1711800000, 1729900000, 1710000000, 1730500000) for s in range(0, 180000, 30000)])
            handler.close()
zone('UTC')
print(Timed('when.log', when='midnight').computeRollover(BEGIN + .5) - BEGIN)

print('--- rotating')
touch('t.log')
handler = Timed('t.log', when='M', backupCount=2)
print(handler)
for step in range(6):
    handler.emit(record(f'step{step}'))
    now += 40
print(files('t.log'), handler.rolloverAt - BEGIN, len(handler.getFilesToDelete()))
for name in ('t.log.2001-01-01_00-00', 't.log.2001-01-01_00-00.gz', 't.log.2001-01-01', 't.log.x', 't.logs.2001-01-01_00-00', 'at.log.2001-01-01_00-00'):
    touch(name)
print([os.path.basename(path) for path in handler.getFilesToDelete()])
now += 100
handler.emit(record('last'))
handler.close()
print(files('t.log'), files('at'))

now = BEGIN
touch('n.log')
handler = Timed('n.log', when='midnight', backupCount=1, utc=True, delay=True)
handler.namer = lambda name: name.replace('n.log', 'named') + '.txt'
moved = []


def rotator(source, dest):
    moved.append((os.path.basename(source), os.path.basename(dest)))
    os.rename(source, dest)


handler.rotator = rotator
print(handler.stream, handler.shouldRollover(None))
for day in range(4):
    handler.emit(record(f'day{day}'))
    now += 86400
print(moved, files('n'), handler.stream is None)
touch('named.2001-01-01.csv')
touch('named.2001-01-01.txt')
print([os.path.basename(path) for path in handler.getFilesToDelete()])
handler.close()

now = BEGIN
touch('d.log')
handler = Timed('d.log', when='D')
now += 86400
print(handler.shouldRollover(None))
touch('d.log.2023-11-14')
handler.emit(record('kept here'))
handler.doRollover()
print(files('d.log'), handler.rolloverAt - BEGIN)
os.remove('d.log.2023-11-14')
handler.doRollover()
print(files('d.log'), handler.rolloverAt - BEGIN)
handler.close()
absent = Timed('absent.log', delay=True)
print(absent.rolloverAt - now, os.path.exists('absent.log'))
absent.close()
device = Timed('/dev/null', when='S')
device.rolloverAt = now - 5
print(device.shouldRollover(None), device.rolloverAt - now)
device.close()
device = logging.handlers.RotatingFileHandler('/dev/null', maxBytes=1)
print(device.shouldRollover(record('long enough')))
device.close()

print('--- watched')
watched = logging.handlers.WatchedFileHandler('w.log')
print(watched)
watched.emit(record('one'))
os.rename('w.log', 'w.old')
watched.emit(record('two'))
watched.emit(record('three'))
os.remove('w.log')
watched.emit(record('four'))
touch('other')
os.replace('other', 'w.log')
watched.reopenIfNeeded()
watched.emit(record('five'))
print(files('w.'), watched.dev == os.stat('w.log').st_dev, watched.ino == os.stat('w.log').st_ino)
watched.close()
late = logging.handlers.WatchedFileHandler('late.log', delay=True, encoding='utf-8', errors='strict', mode='w')
print(late.stream, late.dev, late.ino, late.encoding, late.errors, late.mode, os.path.exists('late.log'))
late.reopenIfNeeded()
late.emit(record('late'))
print(files('late'))
late.close()

print(sorted((name, value) for name, value in vars(logging.handlers).items() if re.fullmatch('[A-Z_]*PORT', name)))
