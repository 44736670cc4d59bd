"""Contract: more handlers: files that rotate or are moved by others, memory, queues. None that needs a socket."""
import logging
import os
import re
import time

DEFAULT_TCP_LOGGING_PORT, DEFAULT_UDP_LOGGING_PORT = 9020, 9021
DEFAULT_HTTP_LOGGING_PORT, DEFAULT_SOAP_LOGGING_PORT = 9022, 9023
SYSLOG_UDP_PORT = SYSLOG_TCP_PORT = 514
_DAY = 24 * 60 * 60


class BaseRotatingHandler(logging.FileHandler):
    """A file that is moved away now and then."""
    namer = None
    rotator = None

    def __init__(self, filename, mode, encoding=None, delay=False, errors=None):
        super().__init__(filename, mode=mode, encoding=encoding, delay=delay, errors=errors)

    def emit(self, record):
        try:
            due = self.shouldRollover(record)
            if due:
                self.doRollover()
            super().emit(record)
        except Exception:
            self.handleError(record)

    def rotation_filename(self, default_name):
        return self.namer(default_name) if callable(self.namer) else default_name

    def rotate(self, source, dest):
        if callable(self.rotator):
            self.rotator(source, dest)
        elif os.path.exists(source):
            os.rename(source, dest)


class RotatingFileHandler(BaseRotatingHandler):
    """Rotates by size."""

    def __init__(self, filename, mode='a', maxBytes=0, backupCount=0, encoding=None, delay=False, errors=None):
        if maxBytes > 0:
            mode = 'a'
        super().__init__(filename, mode, encoding=encoding, delay=delay, errors=errors)
        self.maxBytes, self.backupCount = maxBytes, backupCount

    def doRollover(self):
        if self.stream:
            self._close_stream()
        old = [self.rotation_filename(f'{self.baseFilename}.{i}') for i in range(1, self.backupCount + 1)]
        for source, dest in reversed([*zip(old, old[1:])]):
            if os.path.exists(source):
                os.replace(source, dest)
        if old:
            if os.path.exists(old[0]):
                os.remove(old[0])
            self.rotate(self.baseFilename, old[0])
        if not self.delay:
            self.stream = self._open()

    def shouldRollover(self, record):
        if self.stream is None:
            self.stream = self._open()
        if self.maxBytes > 0 and not _is_special(self.baseFilename):
            pos = self.stream.tell()
            if not pos:
                return False
            return pos + len(self.format(record)) + 1 >= self.maxBytes
        return False


def _is_special(path):
    """Whether it is there and no file: a device, which nobody moves away."""
    return os.path.exists(path) and not os.path.isfile(path)


# for each `when`: seconds, and how a moved file's name ends
_PERIODS = {'S': (1, '%Y-%m-%d_%H-%M-%S'), 'M': (60, '%Y-%m-%d_%H-%M'), 'H': (60 * 60, '%Y-%m-%d_%H'), 'D': (_DAY, '%Y-%m-%d'),
            'MIDNIGHT': (_DAY, '%Y-%m-%d'), 'W': (7 * _DAY, '%Y-%m-%d')}


class TimedRotatingFileHandler(BaseRotatingHandler):
    """Rotates at times: each so many seconds, minutes, hours or days, at an hour of the day or of a day of the week."""

    def __init__(self, filename, when='h', interval=1, backupCount=0, encoding=None, delay=False, utc=False, atTime=None,
                 errors=None):
        super().__init__(filename, 'a', encoding=encoding, delay=delay, errors=errors)
        self.when = when.upper()
        self.backupCount, self.utc, self.atTime = backupCount, utc, atTime
        weekly = self.when.startswith('W')
        if weekly:
            if len(self.when) != 2:
                raise ValueError('You must specify a day for weekly rollover from 0 to 6 (0 is Monday): %s' % self.when)
            if self.when[1] not in '0123456':
                raise ValueError('Invalid day specified for weekly rollover: %s' % self.when)
            self.dayOfWeek = int(self.when[1])
        period = _PERIODS.get('W' if weekly else self.when)
        if not period:
            raise ValueError('Invalid rollover interval specified: %s' % self.when)
        self._period, self.suffix = period
        self.interval = self._period * interval
        digits = re.sub('%.', lambda part: r'\d{4}' if part[0] == '%Y' else r'\d{2}', self.suffix)
        self.extMatch = re.compile(rf'(?<!\d){digits}(?!\d)', re.ASCII)
        try:
            since = os.stat(self.baseFilename).st_mtime
        except FileNotFoundError:
            since = time.time()
        self.rolloverAt = self.computeRollover(int(since))

    def _broken_down(self, when):
        return time.gmtime(when) if self.utc else time.localtime(when)

    def computeRollover(self, currentTime):
        """When the file is to be moved, seen from a time."""
        if self._period < _DAY or self.when == 'D':
            return currentTime + self.interval
        now, at = self._broken_down(currentTime), self.atTime
        weekday = now.tm_wday
        passed = (now.tm_hour * 60 + now.tm_min) * 60 + now.tm_sec
        left = (_DAY if at is None else (at.hour * 60 + at.minute) * 60 + at.second) - passed
        if left <= 0:
            left += _DAY
            weekday += 1
        if self.when != 'MIDNIGHT':
            left += (self.dayOfWeek - weekday) % 7 * _DAY
        result = currentTime + left + self.interval - self._period
        return result if self.utc else self._same_clock(result, now)

    def _same_clock(self, when, now):
        """The time at which the clock shows what it would without a change to or from summer time in between."""
        then = time.localtime(when)
        shifted = when + now.tm_gmtoff - then.tm_gmtoff
        # an hour that the change leaves out is not there
        return shifted if time.localtime(shifted).tm_gmtoff == then.tm_gmtoff else when

    def shouldRollover(self, record):
        now = int(time.time())
        if now < self.rolloverAt:
            return False
        if _is_special(self.baseFilename):
            self.rolloverAt = self.computeRollover(now)
            return False
        return True

    def getFilesToDelete(self):
        """The oldest of the moved files, so that only `backupCount` are left."""
        folder, base = os.path.split(self.baseFilename)
        found = sorted(os.path.join(folder, name) for name in os.listdir(folder) if self._is_ours(name, base))
        return found[:max(len(found) - self.backupCount, 0)]

    def _is_ours(self, name, base):
        if self.namer is None:
            return name.startswith(base + '.') and self.extMatch.fullmatch(name, len(base) + 1) is not None
        found = self.extMatch.search(name)
        while found:
            if os.path.basename(self.namer(f'{self.baseFilename}.{found[0]}')) == name:
                return True
            found = self.extMatch.search(name, found.start() + 1)
        return False

    def doRollover(self):
        now = int(time.time())
        begun = self.rolloverAt - self.interval
        if not self.utc:
            begun = self._same_clock(begun, time.localtime(now))
        dest = self.rotation_filename(f'{self.baseFilename}.{time.strftime(self.suffix, self._broken_down(begun))}')
        self.rolloverAt = self.computeRollover(now)
        if os.path.exists(dest):
            return  # somebody has done it
        if self.stream:
            self._close_stream()
        self.rotate(self.baseFilename, dest)
        if self.backupCount > 0:
            for path in self.getFilesToDelete():
                os.remove(path)
        if not self.delay:
            self.stream = self._open()


class WatchedFileHandler(logging.FileHandler):
    """Opens its file again if another program has moved it."""

    def __init__(self, filename, mode='a', encoding=None, delay=False, errors=None):
        if 'b' not in mode:
            import io
            encoding = io.text_encoding(encoding)
        super().__init__(filename, mode=mode, encoding=encoding, delay=delay, errors=errors)
        self.dev = self.ino = -1
        self._statstream()

    def _statstream(self):
        if self.stream is not None:
            found = os.fstat(self.stream.fileno())
            self.dev, self.ino = found.st_dev, found.st_ino

    def reopenIfNeeded(self):
        """Open the file anew if its name means another one now, or none."""
        if self.stream is None:
            return
        try:
            found = os.stat(self.baseFilename)
            same = (found.st_dev, found.st_ino) == (self.dev, self.ino)
        except FileNotFoundError:
            same = False
        if not same:
            self._close_stream()
            self.stream = self._open()
            self._statstream()

    def emit(self, record):
        self.reopenIfNeeded()
        super().emit(record)


class BufferingHandler(logging.Handler):
    """Keeps records until there are enough."""

    def __init__(self, capacity):
        super().__init__()
        self.capacity, self.buffer = capacity, []

    def shouldFlush(self, record):
        return len(self.buffer) >= self.capacity

    def emit(self, record):
        self.buffer.append(record)
        if self.shouldFlush(record):
            self.flush()

    def flush(self):
        with self.lock:
            self.buffer.clear()

    def close(self):
        try:
            self.flush()
        finally:
            super().close()


class MemoryHandler(BufferingHandler):
    """Keeps records and hands them on."""

    def __init__(self, capacity, flushLevel=logging.ERROR, target=None, flushOnClose=True):
        super().__init__(capacity)
        self.flushLevel, self.target, self.flushOnClose = flushLevel, target, flushOnClose

    def shouldFlush(self, record):
        return record.levelno >= self.flushLevel or super().shouldFlush(record)

    def setTarget(self, target):
        with self.lock:
            self.target = target

    def flush(self):
        with self.lock:
            if self.target is None:
                return
            for record in self.buffer:
                self.target.handle(record)
            self.buffer.clear()

    def close(self):
        try:
            if self.flushOnClose:
                self.flush()
        finally:
            # what is left goes nowhere
            self.setTarget(None)
            super().close()


class QueueHandler(logging.Handler):
    """Puts records into a queue."""

    def __init__(self, queue):
        super().__init__()
        self.queue = queue
        self.listener = None

    def enqueue(self, record):
        self.queue.put_nowait(record)

    def prepare(self, record):
        """The record with its text made, so that it can travel."""
        import copy
        msg = self.format(record)
        record = copy.copy(record)
        record.message = record.msg = msg
        record.args = record.exc_info = record.exc_text = record.stack_info = None
        return record

    def emit(self, record):
        try:
            self.enqueue(self.prepare(record))
        except Exception:
            self.handleError(record)


class QueueListener:
    """Takes records out of a queue and gives them to handlers, in a thread of its own."""
    _sentinel = None

    def __init__(self, queue, *handlers, respect_handler_level=False):
        self.queue, self.handlers, self.respect_handler_level = queue, handlers, respect_handler_level
        self._thread = None

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *args):
        self.stop()

    def dequeue(self, block):
        return self.queue.get(block)

    def start(self):
        import threading
        if self._thread is not None:
            raise RuntimeError('Listener already started')
        self._thread = threading.Thread(target=self._monitor, daemon=True)
        self._thread.start()

    def prepare(self, record):
        return record

    def handle(self, record):
        record = self.prepare(record)
        for handler in self.handlers:
            if not self.respect_handler_level or record.levelno >= handler.level:
                handler.handle(record)

    def _monitor(self):
        done = getattr(self.queue, 'task_done', None)
        while True:
            record = self.dequeue(True)
            last = record is self._sentinel
            if not last:
                self.handle(record)
            if done:
                done()
            if last:
                return

    def enqueue_sentinel(self):
        self.queue.put_nowait(self._sentinel)

    def stop(self):
        if self._thread:
            self.enqueue_sentinel()
            self._thread.join()
            self._thread = None
