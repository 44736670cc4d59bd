"""logging: loggers in a tree, levels, records, formatters, filters, handlers, adapters, basicConfig, queues, faults."""
import io
import logging
import logging.handlers
import os
import pickle
import queue
import re
import sys
import threading
import warnings

SCRATCH = os.environ['SCRATCH']


def attempt(what, *args, **kwargs):
    try:
        print(repr(what(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)


def fresh():
    """The root without handlers."""
    for h in logging.root.handlers[:]:
        logging.root.removeHandler(h)
        h.close()
    logging.root.setLevel(logging.WARNING)


def clean(text):
    """Without the lines of the library's files."""
    text = re.sub(r'(?m)^  File "[^"]*(?:logging[/\\]|togil>)[^\n]*\n(?:    [^\n]*\n)*', '', text)
    return re.sub(r'File "[^"]*[/\\]', 'File "', text)


class Listed(logging.Handler):
    def __init__(self, level=0):
        super().__init__(level)
        self.lines = []

    def emit(self, record):
        self.lines.append(self.format(record))


def main():
    print('--- levels')
    for level in (10, 'DEBUG', 'WARN', 15, 'nothing', 0):
        attempt(logging.getLevelName, level)
    logging.addLevelName(15, 'TRACE')
    print(logging.getLevelName(15), logging.getLevelName('TRACE'), sorted(logging.getLevelNamesMapping().items()))
    for level in ('TRACE', 17, 'nothing', 1.5, None, True):
        attempt(logging.Logger('x', 0).__class__, 'y', level)

    print('--- tree')
    d = logging.getLogger('a.b.c.d')
    b = logging.getLogger('a.b')
    print(d.parent is b, b.parent, logging.root.manager.loggerDict['a'].__class__.__name__, d)
    a = logging.getLogger('a')
    ab2 = logging.getLogger('ab')
    c = b.getChild('c')
    print(a, b.parent is a, d.parent is c, c.parent is b, ab2.parent, logging.getLogger('root') is logging.root)
    print(sorted(x.name for x in a.getChildren()), sorted(x.name for x in b.getChildren()), logging.root.getChild('a') is a)
    print(pickle.loads(pickle.dumps(d)) is d, pickle.loads(pickle.dumps(logging.root)) is logging.root)
    attempt(pickle.dumps, logging.Logger('loose'))
    attempt(logging.getLogger, 3)
    attempt(a.getChild, 3)
    attempt(logging.setLoggerClass, int)
    attempt(logging.root.manager.setLoggerClass, int)

    class Mine(logging.Logger):
        pass
    logging.setLoggerClass(Mine)
    print(logging.getLogger('mine'), logging.getLoggerClass().__name__)
    logging.setLoggerClass(logging.Logger)

    print('--- levels in the tree')
    for name, level in (('a', 'ERROR'), ('a.b.c', 10), ('a', 0)):
        logging.getLogger(name).setLevel(level)
        print([(x.name, x.getEffectiveLevel(), x.isEnabledFor(30), x.isEnabledFor(10)) for x in (a, b, c, d)])
    logging.disable()
    print(d.isEnabledFor(50), logging.root.manager.disable)
    logging.disable('DEBUG')
    print(d.isEnabledFor(20), d.isEnabledFor(10))
    logging.disable(logging.NOTSET)
    attempt(setattr, logging.root.manager, 'disable', 'nothing')
    d.disabled = True
    print(d.isEnabledFor(50), d.hasHandlers())
    d.disabled = False

    print('--- handlers')
    h = Listed()
    a.addHandler(h)
    a.addHandler(h)
    k = Listed('ERROR')
    c.addHandler(k)
    k.setFormatter(logging.Formatter('k %(message)s'))
    print(len(a.handlers), d.hasHandlers(), ab2.hasHandlers())
    d.debug('debug %s', 1)
    d.info('info %(x)s %(y)d', {'x': 'X', 'y': 2})
    d.warning('warning')
    d.error('error %s %s', 1, 2)
    d.critical('critical')
    d.fatal('fatal')
    d.log(15, 'log')
    c.propagate = False
    d.error('not above')
    print(d.hasHandlers())
    c.propagate = True
    c.removeHandler(k)
    c.removeHandler(k)
    attempt(d.log, 'INFO', 'x')
    attempt(d.info)
    attempt(d.info, 'x', wrong=1)
    attempt(d.error, 'x', extra={'message': 1})
    attempt(d.error, 'x', extra={'name': 1})
    try:
        raise ValueError('v')
    except ValueError as e:
        h.setFormatter(logging.Formatter('%(levelname)s %(funcName)s %(filename)s %(module)s %(message)s %(extra)s',
                                         defaults={'extra': 'E'}))
        d.exception('exception', extra={'extra': 'given'})
        d.error('exc', exc_info=e)
        d.error('exc', exc_info=(ValueError, e, None))
        d.error('exc', exc_info=True)
        d.error('none', exc_info=False)
    d.error('no exception', exc_info=True)
    d.error('stack', stack_info=True)
    print(clean('\n'.join(h.lines)), k.lines)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        d.warn('warn')
    print([str(w.message) for w in caught], h, Listed(25), logging.Handler('CRITICAL'))

    def outer(level):
        d.error('who', stacklevel=level)
    h.lines.clear()
    outer(1)
    outer(2)
    outer(99)
    print(h.lines)
    a.removeHandler(h)
    attempt(logging.Handler().emit, None)
    attempt(logging.Handler, 'nothing')
    print(logging.NullHandler().handle(1), logging.NullHandler().lock)

    print('--- names of handlers')
    h.name = 'mine'
    h.set_name('other')
    print(sorted(logging.getHandlerNames()), logging.getHandlerByName('other') is h, logging.getHandlerByName('mine'))
    h.close()
    print(sorted(logging.getHandlerNames()), h.get_name(), h.name)

    print('--- filters')
    h = Listed()
    a.addHandler(h)
    h.addFilter(logging.Filter('a.b'))
    h.addFilter(lambda record: 'secret' not in record.msg)

    def change(record):
        other = logging.makeLogRecord(vars(record))
        other.msg = 'changed ' + record.msg
        return other
    h.addFilter(change)
    h.addFilter(change)
    for logger in (a, b, d, ab2):
        logger.error('from %s', logger.name)
    b.error('secret')
    h.removeFilter(change)
    h.removeFilter(change)
    b.error('after')
    b.addFilter(lambda record: False)
    b.error('gone')
    d.error('not gone')
    b.filters.clear()
    print(h.lines, logging.Filter().filter(logging.makeLogRecord({'name': 'x'})),
          logging.Filter('a').filter(logging.makeLogRecord({'name': 'ab'})))
    a.removeHandler(h)

    print('--- records and formatters')
    record = logging.makeLogRecord({'name': 'n', 'levelno': 20, 'levelname': 'INFO', 'msg': 'hello %s', 'args': ('you',),
                                    'created': 1e9, 'msecs': 7.9, 'lineno': 3, 'pathname': '/p/q.py', 'threadName': 'T'})
    print(record, record.getMessage())
    for args in ((), (1, 2), ({},), ({'a': 1},), ([1],), (None,)):
        print(logging.LogRecord('n', 10, '/x/y.tar.py', 1, 'm', args, None).args)
    for path in ('/x/y.tar.py', '', None, 3, b'/x/y.py', [1]):
        r = logging.LogRecord('n', 10, path, 1, 'm', (), None)
        print(repr(r.filename), repr(r.module), r.levelname, r.funcName, r.taskName, r.processName, r.process == os.getpid())
    converter = logging.Formatter.converter
    logging.Formatter.converter = staticmethod(__import__('time').gmtime)
    formats = [('%', None), ('%', '%(asctime)s %(name)s %(message)s'), ('{', '{asctime} {levelname:>8} {message}'),
               ('$', '$asctime ${name} $$ $message'), ('%', ''), ('{', None), ('$', None), ('%', '%(missing)s'),
               ('{', '{missing}'), ('$', '$missing'), ('%', 'none'), ('{', 'none'), ('$', 'none'), ('$', 'a $ b'),
               ('{', '{'), ('{', '{a!x}'), ('{', '{a-b}'), ('{', '{0}'), ('%', '%(a)z'), ('x', 'a'), ('{', '{message!r:.4}')]
    for style, fmt in formats:
        try:
            f = logging.Formatter(fmt, style=style)
            print(style, fmt, f.usesTime(), repr(f.format(record)), f._fmt, f.datefmt)
        except Exception as e:
            print(style, fmt, type(e).__name__, e)
    attempt(logging.Formatter('%(missing)s', validate=False).format, record)
    attempt(logging.Formatter('none', validate=False).format, record)
    attempt(logging.Formatter('{message}{x}', style='{', defaults={'x': '!'}).format, record)
    attempt(logging.Formatter('$message$x', style='$', defaults={'x': '!'}).format, record)
    attempt(logging.Formatter('%(asctime)s', '%Y/%m').format, record)
    f = logging.Formatter('%(asctime)s')
    print(f.formatTime(record), f.formatTime(record, '%H'))
    f.default_msec_format = None
    f.default_time_format = '%H.%M'
    print(f.formatTime(record))
    record.exc_text, record.stack_info = 'cached text', 'Stack:\n  x'
    attempt(logging.Formatter().format, record)
    record.msg = 'ends\n%s'
    record.args = ('\n',)
    attempt(logging.Formatter().format, record)
    attempt(logging.Formatter().formatException, (ValueError, ValueError('x'), None))
    b2 = logging.BufferingFormatter(logging.Formatter('[%(name)s]'))
    print(b2.format([record, record]), repr(b2.format([])), repr(logging.BufferingFormatter().format([record])))
    logging.Formatter.converter = converter

    print('--- streams and files')
    out = io.StringIO()
    h = logging.StreamHandler(out)
    h.terminator = '|'
    a.addHandler(h)
    a.error('one')
    second = io.StringIO()
    print(h.setStream(second) is out, h.setStream(second), h)
    a.error('two')
    print(out.getvalue(), second.getvalue(), logging.StreamHandler(sys.stdout))
    a.removeHandler(h)
    path = os.path.join(SCRATCH, 'a.log')
    h = logging.FileHandler(path, 'w', encoding='utf-8', delay=True)
    print(h.stream, h.mode, h.encoding, h.errors, h.delay, h.baseFilename == path, os.path.exists(path))
    a.addHandler(h)
    a.error('first ä')
    h.close()
    a.error('lost, since the file is written anew')
    a.removeHandler(h)
    with logging.FileHandler(path).lock:
        pass
    h = logging.FileHandler(path, errors='ignore')
    a.addHandler(h)
    a.error('appended')
    h.close()
    a.error('opened again')
    h.close()
    a.removeHandler(h)
    print(open(path, encoding='utf-8').read().split('\n'), re.sub(r'\S*[/\\]', '', repr(h)))

    print('--- faults')
    err = sys.stderr
    for record in (('%d', 'x'), ('%s %s', 1)):
        sys.stderr = io.StringIO()
        h = logging.StreamHandler(io.StringIO())
        a.addHandler(h)
        a.error(*record)
        a.removeHandler(h)
        text, sys.stderr = sys.stderr.getvalue(), err
        print(clean(text))
    logging.raiseExceptions = False
    sys.stderr = io.StringIO()
    a.addHandler(h)
    a.error('%d', 'x')
    a.removeHandler(h)
    print(repr(sys.stderr.getvalue()), a.log('x', 'y'))
    sys.stderr = err
    logging.raiseExceptions = True
    sys.stderr = io.StringIO()
    ab2.error('last resort')
    ab2.info('not even there')
    last, logging.lastResort = logging.lastResort, None
    ab2.error('nobody')
    ab2.error('nobody again')
    logging.lastResort = last
    print(repr(sys.stderr.getvalue()), last.level)
    sys.stderr = err

    print('--- adapters')
    h = Listed()
    h.setFormatter(logging.Formatter('%(levelname)s %(message)s %(who)s %(what)s', defaults={'who': '-', 'what': '-'}))
    a.addHandler(h)
    for merge in (False, True):
        one = logging.LoggerAdapter(a, {'who': 'W'}, merge_extra=merge)
        one.error('error %s', 1)
        one.warning('warning', extra={'what': 'given'})
        one.debug('debug')
        one.setLevel(10)
        one.debug('debug')
        one.info('info')
        one.critical('critical')
        one.log(15, 'log')
        one.exception('exception', exc_info=False)
        one.setLevel(0)
    print(h.lines, one, one.name, one.manager is a.manager, one.getEffectiveLevel(), one.hasHandlers(), one.isEnabledFor(10))
    nested = logging.LoggerAdapter(one)
    h.lines.clear()
    nested.error('nested')
    print(h.lines, nested.name, logging.LoggerAdapter[int])
    a.removeHandler(h)

    print('--- basicConfig')
    for options in ({'stream': 1, 'filename': 2}, {'stream': 1, 'handlers': []}, {'filename': 1, 'handlers': []},
                    {'style': 'x'}, {'wrong': 1, 'other': 2}, {'level': 'nothing'}, {'format': 'none'}, {'filemode': 'w', 'handlers': []}):
        fresh()
        attempt(logging.basicConfig, **options)
    fresh()
    out = io.StringIO()
    logging.basicConfig(stream=out, format='{levelname}-{message}', style='{', level='INFO')
    logging.basicConfig(format='ignored', wrong=1)
    logging.info('info')
    logging.debug('debug')
    logging.log(25, 'log %s', 1)
    logging.critical('critical')
    logging.fatal('fatal')
    logging.error('error')
    logging.warning('warning')
    try:
        1 / 0
    except ZeroDivisionError:
        logging.exception('exception')
    logging.basicConfig(force=True, handlers=[logging.FileHandler(path, 'w')], datefmt='%Y', format='%(message)s')
    logging.error('in the file')
    print(clean(out.getvalue()), open(path).read())
    logging.basicConfig(force=True, filename=path, filemode='w', encoding='ascii')
    logging.error('ä')
    print(open(path).read(), logging.root.handlers[0].errors, logging.root.handlers[0].encoding)
    fresh()
    sys.stderr = io.StringIO()
    logging.warning('made when first needed')
    print(sys.stderr.getvalue(), len(logging.root.handlers))
    sys.stderr = err
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        logging.warn('warn')
    print([str(w.message) for w in caught])
    fresh()

    print('--- warnings')
    h = Listed()
    logging.root.addHandler(h)
    with warnings.catch_warnings():
        warnings.simplefilter('always')
        shown = warnings.showwarning
        logging.captureWarnings(True)
        logging.captureWarnings(True)
        warnings.warn('caught')
        logging.captureWarnings(False)
        logging.captureWarnings(False)
        print(warnings.showwarning is shown)
    print([re.sub(r'^\S*[/\\]', '', line.split('\n')[0]) for line in h.lines], logging.getLogger('py.warnings').handlers)
    fresh()

    print('--- factories')
    made = logging.getLogRecordFactory()

    def factory(*args, **kwargs):
        record = made(*args, **kwargs)
        record.msg = f'<{record.msg}>'
        return record
    logging.setLogRecordFactory(factory)
    h = Listed()
    a.addHandler(h)
    a.error('x')
    logging.setLogRecordFactory(made)
    a.removeHandler(h)
    print(h.lines)

    print('--- rotating')
    base = os.path.join(SCRATCH, 'r.log')
    h = logging.handlers.RotatingFileHandler(base, maxBytes=30, backupCount=2)
    a.addHandler(h)
    for i in range(9):
        a.error('message %d', i)
    a.removeHandler(h)
    h.close()
    for name in sorted(os.listdir(SCRATCH)):
        if name.startswith('r.log'):
            print(name, open(os.path.join(SCRATCH, name)).read().split())
    h = logging.handlers.RotatingFileHandler(base, 'w', maxBytes=20, backupCount=1, delay=True)
    h.namer = lambda name: name + '.old'
    h.rotator = lambda source, dest: (os.replace(source, dest), print('rotated', os.path.basename(source), os.path.basename(dest)))
    print(h.mode, h.stream, h.maxBytes, h.backupCount)
    a.addHandler(h)
    a.error('after')
    a.error('again')
    a.removeHandler(h)
    h.close()
    print(sorted(n for n in os.listdir(SCRATCH) if n.startswith('r.log')))

    print('--- memory')
    target = Listed()
    h = logging.handlers.MemoryHandler(3, logging.ERROR, target)
    a.addHandler(h)
    for i in range(5):
        a.warning('w%d', i)
        print(i, len(h.buffer), target.lines)
    a.error('flushes')
    print(target.lines)
    a.warning('left')
    h.close()
    print(target.lines, h.target, h.buffer)
    a.removeHandler(h)
    h = logging.handlers.MemoryHandler(3, target=target, flushOnClose=False)
    h.handle(logging.makeLogRecord({'msg': 'never', 'levelno': 10}))
    h.close()
    h.setTarget(target)
    print(target.lines, h.target is target)
    h = logging.handlers.BufferingHandler(2)
    for i in range(3):
        h.handle(logging.makeLogRecord({'msg': i}))
        print(h.buffer)
    h.close()
    print(h.buffer)

    print('--- queues')
    q = queue.Queue()
    h = logging.handlers.QueueHandler(q)
    a.addHandler(h)
    low, high = Listed(), Listed('ERROR')
    for respect in (False, True):
        listener = logging.handlers.QueueListener(q, low, high, respect_handler_level=respect)
        listener.start()
        attempt(listener.start)
        a.warning('queued %s', respect)
        try:
            1 / 0
        except ZeroDivisionError:
            a.exception('raised')
        listener.stop()
        listener.stop()
        print(len(low.lines), len(high.lines), q.empty())
    with logging.handlers.QueueListener(q, low) as listener:
        a.error('in the block')
    print(low.lines[-1], clean(low.lines[1]))
    a.removeHandler(h)
    record = h.prepare(logging.makeLogRecord({'msg': 'm %s', 'args': (1,), 'exc_info': (ValueError, ValueError(2), None)}))
    print(record.msg, record.args, record.exc_info, record.exc_text, record.message, h.listener)

    print('--- threads')
    h = Listed()
    h.setFormatter(logging.Formatter('%(threadName)s %(message)s'))
    a.addHandler(h)
    threads = [threading.Thread(target=lambda: [a.error('%d', i) for i in range(20)], name=f'T{n}') for n in range(4)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    print(len(h.lines), sorted(set(h.lines))[:3])
    a.removeHandler(h)

    print('--- the end')
    closed = []

    class Last(logging.Handler):
        def __init__(self, flush_on_close, fault=None):
            super().__init__()
            self.flushOnClose = flush_on_close
            self.fault = fault

        def flush(self):
            closed.append('flush')
            if self.fault:
                raise self.fault

        def close(self):
            closed.append('close')
            super().close()
    import weakref
    kept = [Last(True), Last(False), Last(True, OSError()), Last(True, KeyError('k'))]
    attempt(logging.shutdown, [weakref.ref(x) for x in kept[:3]])
    print(closed)
    closed.clear()
    attempt(logging.shutdown, [weakref.ref(x) for x in kept])
    logging.raiseExceptions = False
    attempt(logging.shutdown, [weakref.ref(x) for x in kept])
    logging.raiseExceptions = True
    print(closed)
    kept[3].fault = None


main()
