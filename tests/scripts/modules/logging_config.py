"""logging.config: dictConfig and what it refuses, fileConfig, references in configurations."""
import collections
import configparser
import io
import logging
import logging.config
import logging.handlers
import os
import queue
import re
import sys
import warnings

os.chdir(os.environ['SCRATCH'])
logging.raiseExceptions = True
made = []
STREAM = io.StringIO()


class Kept(logging.Handler):
    """A handler that keeps what it formats."""

    def __init__(self, *args, **kwargs):
        made.append((args, kwargs))
        super().__init__()
        self.lines = []

    def emit(self, record):
        self.lines.append(self.format(record))


class Strict(logging.Handler):
    def __init__(self, one, two=2):
        super().__init__()
        self.args = one, two

    def emit(self, record):
        print('Strict', self.args, self.format(record))


class Odd(logging.Formatter):
    def format(self, record):
        return 'odd ' + super().format(record)


def factory(**kwargs):
    print('factory', sorted(kwargs.items(), key=str))
    return logging.Formatter(*[kwargs[k] for k in ('fmt',) if k in kwargs])


def named_format(format=None, when=None):
    print('named_format', format, when)
    return logging.Formatter(format)


def old_style(fmt=None, datefmt=None):
    print('old_style', fmt, datefmt)
    return logging.Formatter(fmt, datefmt)


def a_filter(allow=''):
    print('a_filter', allow)
    return lambda record: record.getMessage().startswith(allow)


def boom(**kwargs):
    raise RuntimeError('boom')


def clean():
    """Logging as it is at the start."""
    logging.disable(logging.NOTSET)
    for name in list(logging.root.manager.loggerDict):
        del logging.root.manager.loggerDict[name]
    for handler in logging.root.handlers[:]:
        logging.root.removeHandler(handler)
        handler.close()
    logging.root.filters.clear()
    logging.root.setLevel(logging.WARNING)
    made.clear()
    STREAM.seek(0)
    STREAM.truncate()


def causes(e):
    text = []
    while e is not None:
        text.append(f'{type(e).__name__}: {e}')
        e = e.__cause__
    return re.sub(' at 0x[0-9a-f]*', '', ' <- '.join(text))


def config(values, **more):
    """Configure; prints what was raised."""
    try:
        print(logging.config.dictConfig(dict({'version': 1}, **values, **more)))
    except Exception as e:
        print(causes(e))


def state(*names):
    for logger in (logging.root, *map(logging.getLogger, names)):
        print(logger.name, logger.level, logger.propagate, logger.disabled, logger.filters and len(logger.filters),
              [(type(h).__name__, h.name, h.level, h.formatter and h.formatter._fmt, len(h.filters)) for h in logger.handlers])


def refused(value):
    clean()
    config(value)


print('--- a whole configuration')
WHOLE = {
    'formatters': {
        'plain': {'format': '%(levelname)s %(name)s %(message)s'},
        'braces': {'format': '{levelname}|{message}', 'style': '{'},
        'dollar': {'format': '$message!', 'style': '$', 'validate': True, 'datefmt': '%H'},
        'odd': {'class': '__main__.Odd', 'format': '%(message)s'},
        'made': {'()': factory, 'fmt': '%(message)s?', 'x': 1},
        'lost': {'()': '__main__.named_format', 'format': '<%(message)s>', 'when': 'now'},
        'old': {'()': '__main__.old_style', 'format': '[%(message)s]', 'datefmt': 'd'},
        'with': {'format': '%(message)s %(more)s', 'defaults': {'more': 'extra'}},
        'empty': {},
    },
    'filters': {
        'sub': {'name': 'a.b'},
        'call': {'()': a_filter, 'allow': 'y'},
        'none': {},
    },
    'handlers': {
        'out': {'class': 'logging.StreamHandler', 'stream': 'ext://__main__.STREAM', 'formatter': 'plain', 'level': 'INFO', 'filters': ['none']},
        'kept': {'class': '__main__.Kept', 'formatter': 'braces', 'level': 10, 'a': 1, 'b': 'cfg://extra.list[1]', '.': {'attr': 'x', 'other': 'cfg://extra.deep.er'}},
        'call': {'()': Strict, 'one': 'cfg://extra.deep', 'formatter': 'odd', 'filters': ['call']},
        'file': {'class': 'logging.FileHandler', 'filename': 'whole.log', 'mode': 'w', 'formatter': 'with', 'delay': True},
        'memory': {'class': 'logging.handlers.MemoryHandler', 'capacity': 2, 'target': 'out', 'flushLevel': 'ERROR'},
        'rotating': {'class': 'logging.handlers.RotatingFileHandler', 'filename': 'r.log', 'maxBytes': 100, 'backupCount': 1, 'delay': True, 'formatter': 'dollar'},
    },
    'loggers': {
        'a': {'level': 'DEBUG', 'handlers': ['out', 'kept'], 'propagate': False},
        'a.b': {'handlers': ['call'], 'filters': ['sub', 'none'], 'propagate': True},
        'c': {'level': 'cfg://extra.level', 'handlers': ['file', 'memory']},
        'd': {},
    },
    'root': {'level': 'ERROR', 'handlers': ['kept']},
    'extra': {'list': [1, 'two', {'k': 3}], 'deep': {'er': [4]}, 'level': 'WARNING'},
}
for name in ('old', 'old.child', 'a.kept', 'other'):
    logging.getLogger(name).addHandler(logging.NullHandler())
config(WHOLE)
print(made)
state('a', 'a.b', 'a.kept', 'c', 'd', 'old', 'old.child', 'other')
logging.getLogger('a').debug('quiet')
logging.getLogger('a').info('loud %s', 1)
logging.getLogger('a.b').warning('yes')
logging.getLogger('a.b').warning('no')
logging.getLogger('c').warning('into the file')
logging.getLogger('c').warning('again')
logging.getLogger('c').error('flushes')
logging.getLogger('other').error('disabled')
logging.error('root')
print(STREAM.getvalue())
kept = logging.getHandlerByName('kept')
print(kept.lines, kept.attr, kept.other, sorted(logging.getHandlerNames()))
print(open('whole.log').read())

print('--- again, incrementally')
config({'incremental': True, 'handlers': {'out': {'level': 'ERROR'}, 'kept': {}}, 'loggers': {'a': {'level': 'WARNING', 'propagate': True}, 'd': {'level': 50}},
        'root': {'level': 'CRITICAL'}})
state('a', 'd')
config({'incremental': True, 'handlers': {'absent': {'level': 'ERROR'}}})
config({'incremental': True, 'handlers': {'out': {'level': 'LOUD'}}})
config({'incremental': True, 'loggers': {'a': {'level': 'LOUD'}}})
config({'incremental': True, 'root': {'level': 'LOUD'}})
config({'incremental': True})

print('--- disable_existing_loggers')
for flag in (True, False):
    clean()
    for name in ('x', 'x.y', 'x.z', 'w', 'xx'):
        logging.getLogger(name).setLevel(10)
    config({'loggers': {'x': {'level': 'INFO'}}}, disable_existing_loggers=flag)
    state('x', 'x.y', 'x.z', 'w', 'xx')
    config({'loggers': {'w': {}}}, disable_existing_loggers=flag)
    state('x', 'x.y', 'w')

print('--- what is refused')
for value in ({'version': 2}, {'version': None}, {'version': '1'}):
    clean()
    try:
        print(logging.config.dictConfig(value))
    except Exception as e:
        print(causes(e))
for value in ({}, [], None, 'x'):
    try:
        print(logging.config.dictConfig(value))
    except Exception as e:
        print(causes(e))
for value in (
        {'formatters': {'f': {'format': '%(x', 'style': '%'}}},
        {'formatters': {'f': {'format': 'no fields', 'style': '{'}}},
        {'formatters': {'f': {'format': 'no fields', 'style': '{', 'validate': False}}},
        {'formatters': {'f': {'format': 'x', 'style': '?'}}},
        {'formatters': {'f': {'class': 'nowhere.Formatter'}}},
        {'formatters': {'f': {'class': 'logging.Nothing'}}},
        {'formatters': {'f': {'()': boom}}},
        {'formatters': {'f': {'()': 'nowhere.at.all'}}},
        {'formatters': {'f': {'()': 1}}},
        {'formatters': {'f': {'()': named_format, 'unknown': 1}}},
        {'formatters': {'f': None}},
        {'formatters': [1]},
        {'filters': {'f': {'()': boom}}},
        {'filters': {'f': {'()': 'logging.absent'}}},
        {'handlers': {'h': {}}},
        {'handlers': {'h': {'class': 'nowhere.Handler'}}},
        {'handlers': {'h': {'class': 'logging.Absent'}}},
        {'handlers': {'h': {'class': 'logging.StreamHandler', 'level': 'LOUD'}}},
        {'handlers': {'h': {'class': 'logging.StreamHandler', 'level': 1.5}}},
        {'handlers': {'h': {'class': 'logging.StreamHandler', 'formatter': 'absent'}}},
        {'handlers': {'h': {'class': 'logging.StreamHandler', 'filters': ['absent']}}},
        {'handlers': {'h': {'class': 'logging.StreamHandler', 'filters': [1]}}},
        {'handlers': {'h': {'class': 'logging.StreamHandler', 'filters': [logging.Filter('x'), a_filter()]}}},
        {'handlers': {'h': {'class': 'logging.StreamHandler', 'unknown': 1}}},
        {'handlers': {'h': {'class': '__main__.Strict'}}},
        {'handlers': {'h': {'class': Kept, 'x': 1}}},
        {'handlers': {'h': {'()': 'nowhere.Handler'}}},
        {'handlers': {'h': {'()': boom}}},
        {'handlers': {'h': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.absent'}}},
        {'handlers': {'h': {'class': 'logging.StreamHandler', 'stream': 'ext://absent.thing'}}},
        {'handlers': {'h': {'class': 'logging.StreamHandler', 'stream': 'cfg://absent'}}},
        {'handlers': {'h': {'class': 'logging.handlers.MemoryHandler', 'capacity': 1, 'target': 'absent'}}},
        {'handlers': {'h': {'class': 'logging.handlers.MemoryHandler', 'capacity': 1, 'target': 'z', 'flushLevel': 'LOUD'}, 'z': {'class': 'logging.NullHandler'}}},
        {'loggers': {'x': {'level': 'LOUD'}}},
        {'loggers': {'x': {'handlers': ['absent']}}},
        {'loggers': {'x': {'filters': ['absent']}}},
        {'loggers': {'x': None}},
        {'root': {'handlers': ['absent']}},
        {'root': {'level': 'LOUD'}},
        {'root': {'level': 'DEBUG', 'filters': [lambda record: True]}},
        {'root': {}},
        {'unknown': 1},
):
    print(str(value).split(' at 0x')[0].replace('__main__.', ''))
    refused(value)
print(made)

print('--- targets in any order')
clean()
config({'handlers': {'a': {'class': 'logging.handlers.MemoryHandler', 'capacity': 1, 'target': 'b'},
                     'b': {'class': 'logging.handlers.MemoryHandler', 'capacity': 1, 'target': 'a1'},
                     'a1': {'class': 'logging.StreamHandler', 'stream': 'ext://__main__.STREAM'}}, 'root': {'handlers': ['a']}})
logging.warning('through')
print(logging.getHandlerByName('a').target.name, logging.getHandlerByName('b').target.name, repr(STREAM.getvalue()))
clean()
config({'handlers': {'a': {'class': 'logging.handlers.MemoryHandler', 'capacity': 1, 'target': 'b'},
                     'b': {'class': 'logging.handlers.MemoryHandler', 'capacity': 1, 'target': 'c'}, 'c': {'class': 'logging.NullHandler'}}})
clean()
config({'handlers': {'a': {'class': 'logging.handlers.MemoryHandler', 'capacity': 1, 'target': 'a'}}})

print('--- queues')
THE_QUEUE = queue.Queue()


def make_queue(size=0):
    print('make_queue', size)
    return queue.Queue(size)


class OwnQueueHandler(logging.handlers.QueueHandler):
    def __init__(self, queue, more=None):
        print('own', type(queue).__name__, more)
        super().__init__(queue)


class OldStream(logging.StreamHandler):
    def __init__(self, strm=None):
        print('old', strm is STREAM)
        super().__init__(strm)


def make_listener(*args, **kwargs):
    print('make_listener', [type(a).__name__ for a in args], kwargs)
    return Listener(*args)


def listener_class():
    return Listener


class Listener(logging.handlers.QueueListener):
    pass


for values in ({}, {'queue': '__main__.make_queue'}, {'queue': {'()': '__main__.make_queue', 'size': 5}}, {'queue': 'ext://__main__.THE_QUEUE'},
               {'queue': THE_QUEUE, 'listener': '__main__.Listener'}, {'listener': Listener, 'respect_handler_level': True},
               {'queue': 1}, {'queue': '__main__.absent'}, {'queue': '__main__.THE_QUEUE'}, {'listener': 1}, {'listener': '__main__.absent'},
               {'listener': '__main__.Kept'}, {'handlers': ['absent']}, {'queue': {'x': 1}}, {'queue': None}, {'listener': None}, {'listener': factory}):
    clean()
    print(str(values).split(' at 0x')[0].replace('__main__.', ''))
    config({'handlers': {'q': {'class': 'logging.handlers.QueueHandler', **{'handlers': ['end'], **values}},
                         'end': {'class': 'logging.StreamHandler', 'stream': STREAM}}, 'root': {'handlers': ['q']}})
    handler = logging.getHandlerByName('q')
    if handler is not None:
        listener = handler.listener
        print(type(handler.queue).__name__, handler.queue.maxsize, type(listener).__name__, [h.name for h in listener.handlers], listener.respect_handler_level)
        listener.start()
        logging.warning('by the queue')
        listener.stop()
        print(repr(STREAM.getvalue()))
clean()
config({'handlers': {'q': {'class': 'logging.handlers.QueueHandler'}}})
print(type(logging.getHandlerByName('q').listener).__name__)
for values in ({'queue': {'()': 'queue.Queue'}, 'listener': {'()': '__main__.Listener'}}, {'queue': THE_QUEUE, 'listener': {'()': '__main__.make_listener', 'x': 1}},
               {'level': 'ERROR', 'formatter': 'f', 'unknown': 5}, {'queue': [1]}, {'queue': queue.Queue}, {'listener': lambda *args, **kwargs: Listener(*args, **kwargs)},
               {'handlers': 'abc'}, {'handlers': ['later']}, {'handlers': []}, {'listener': '__main__.make_listener'}, {'listener': {'()': '__main__.listener_class'}}, {'listener': {'x': 1}}, {'queue': {'()': 'builtins.list'}}, {'queue': 'builtins.list'}, {'queue': object()}, {'class': OwnQueueHandler}, {'class': OwnQueueHandler, 'more': 1}):
    clean()
    print(re.sub(' at 0x.*', '', str(values)).replace('__main__.', ''))
    config({'formatters': {'f': {}}, 'handlers': {'q': {'class': 'logging.handlers.QueueHandler', **values}, 'abc': {'class': 'logging.NullHandler'}, 'later': {'class': 'logging.NullHandler'}}})
    handler = logging.getHandlerByName('q')
    if handler is not None:
        print(type(handler).__name__, type(handler.queue).__name__, type(handler.listener).__name__, handler.level, [h.name for h in handler.listener.handlers])
clean()
config({'handlers': {'a': {'class': 'logging.handlers.QueueHandler', 'handlers': ['b']}, 'b': {'class': 'logging.handlers.QueueHandler', 'handlers': ['c']}, 'c': {'class': 'logging.NullHandler'}}})
clean()
config({'handlers': {'a': {'class': 'logging.handlers.QueueHandler', 'handlers': ['b']}, 'b': {'class': 'logging.NullHandler'}}})
print([h.name for h in logging.getHandlerByName('a').listener.handlers])
clean()
config({'handlers': {'h': {'class': '__main__.OldStream', 'stream': STREAM}}, 'root': {'handlers': ['h']}})
config({'handlers': {'h': {'()': '__main__.OldStream', 'stream': 'ext://__main__.STREAM', 'extra': 1}}, 'root': {'handlers': ['h']}})

print('--- references')
configurator = logging.config.BaseConfigurator({'a': [1, [2, 'cfg://b.c']], 'b': {'c': 'x', 'd-e': 5, '7': 'seven', 7: 'int'}, 't': (1, 'cfg://b'), 'n': {'m': {'o': 'cfg://b.c'}}, '5': 'five'})
for text in ('cfg://a', 'cfg://a[0]', 'cfg://a[1][0]', 'cfg://a[1][1]', 'cfg://b.c', 'cfg://b[c]', 'cfg://b[7]', 'cfg://b[d-e]', 'cfg://t[1].c', 'cfg://n.m.o', 'cfg://n[m][o]',
             'cfg://', 'cfg://x', 'cfg://a[9]', 'cfg://a[x]', 'cfg://b.', 'cfg://b..c', 'cfg://b[', 'cfg://b[c', 'cfg://b c', 'cfg:// b . c', 'cfg://5', 'cfg://b.d-e',
             'ext://sys', 'ext://os.path', 'ext://os.path.join', 'ext://os.absent', 'ext://nowhere', 'ext://logging.handlers.MemoryHandler', 'ext://', 'ext://sys.', 'http://x', 'EXT://sys', 'plain', 'cfg:x', '', 5, None):
    try:
        value = configurator.convert(text)
        print(text, '->', getattr(value, '__name__', value))
    except Exception as e:
        print(text, causes(e))
for value in ({'a': 'ext://os.sep'}, ['ext://os.sep', 1], ('ext://os.sep', ['ext://os.sep'])):
    got = configurator.convert(value)
    print(type(got).__name__, got, isinstance(got, type(value)))
d = configurator.convert({'a': 'ext://os.sep', 'l': ['ext://os.sep', {'x': 'ext://os.sep'}], 't': ('ext://os.sep',)})
print(d, d['a'], d.get('a'), d.get('z', 'ext://os.sep'), d)
print(d['l'], d['l'][0], d['l'][1]['x'], d['l'], d['t'][0], d['t'], d.pop('a'), d.pop('z', 'ext://os.sep'), sorted(d))
print(d['l'].pop(0), d['l'].pop(), d['l'])
for call in (lambda: d['absent'], lambda: d.pop('absent'), lambda: d['l'][5]):
    try:
        call()
    except Exception as e:
        print(causes(e))
pair = collections.namedtuple('pair', 'a b')('ext://os.sep', 1)
print(configurator.convert(pair), type(configurator.convert(configurator.convert([1]))).__name__)
for value in ([1, 2], (1, 2), 'x', {1: 2}):
    print(configurator.as_tuple(value))
for value in ({'()': 'builtins.dict', 'a': 1, '.': {}}, {'()': '__main__.Strict', 'one': 1, '.': {'tag': 'ext://os.sep'}}, {'()': 5}):
    try:
        got = configurator.configure_custom(configurator.convert(value))
        print(type(got).__name__, getattr(got, 'tag', got))
    except Exception as e:
        print(causes(e))
for text in ('abc', '_a1', '1a', 'a.b', '', 'a b', '\xe9', 'A_9', '\u017f', 'abc\n'):
    try:
        print(ascii(text), logging.config.valid_ident(text))
    except ValueError as e:
        print(ascii(e))


class Own(logging.config.DictConfigurator):
    def configure(self):
        print('own', sorted(self.config))


before, logging.config.dictConfigClass = logging.config.dictConfigClass, Own
config({'x': 1})
logging.config.dictConfigClass = before
print(before)
clean()

print('--- files')
FILE = '''
[loggers]
keys=root, one, two

[handlers]
keys=out , kept,strict

[formatters]
keys=plain,odd,brace

[logger_root]
level=WARNING
handlers=out

[logger_one]
level=DEBUG
handlers=kept, out
qualname=pack.one
propagate=0

[logger_two]
qualname=pack.two
handlers=

[handler_out]
class=StreamHandler
level=INFO
formatter=plain
args=(sys.modules['__main__'].STREAM,)

[handler_kept]
class=__main__.Kept
formatter=odd
args=(1, 'two')
kwargs={'three': 3}

[handler_strict]
class=__main__.Strict
args=("%(given)s",)

[formatter_plain]
format=%(levelname)s:%(message)s

[formatter_odd]
class=__main__.Odd
format=%(message)s
datefmt=%H:%M

[formatter_brace]
format={message}{x}
style={
defaults={'x': 'y'}
'''
for source in ('name', 'file', 'parser'):
    clean()
    logging.getLogger('stays'), logging.getLogger('pack.one.child')
    text = FILE.replace('%(given)s', 'given') if source == 'parser' else FILE
    if source == 'name':
        with open('log.ini', 'w') as f:
            f.write(text)
        given = 'log.ini'
    elif source == 'file':
        given = io.StringIO(text)
    else:
        given = configparser.RawConfigParser()
        given.read_string(text)
    print(logging.config.fileConfig(given, defaults={'given': 'default'}, disable_existing_loggers=source == 'name'))
    state('pack.one', 'pack.two', 'stays', 'pack.one.child')
    print(made)
    logging.getLogger('pack.one').debug('one')
    logging.getLogger('pack.one').info('two')
    logging.getLogger('pack.two').warning('three')
    print(repr(STREAM.getvalue()), logging.getLogger('pack.one').handlers[0].lines)

MINIMAL = '[loggers]\nkeys=root\n[handlers]\nkeys=h\n[formatters]\nkeys=\n[logger_root]\nhandlers=h\n[handler_h]\nclass=NullHandler\nargs=()\n'
for old, new in (('', ''), ('keys=root', 'keys='), ('keys=root', 'keys=other'), ('[loggers]', '[nothing]'), ('[handlers]', '[nothing]'), ('[formatters]', '[nothing]'),
                 ('handlers=h\n', 'handlers=x\n'), ('class=NullHandler', 'class=Absent'), ('class=NullHandler', 'class=nowhere.X'), ('args=()', 'args=('),
                 ('args=()', ''), ('args=()', 'args=(1,)'), ('args=()', 'level=LOUD'), ('handlers=h', 'level=LOUD\nhandlers=h'), ('keys=h', 'keys=h,i'),
                 ('[handler_h]', '[handler_g]'), ('args=()', 'args=()\nformatter=f'), ('handlers=h\n', ''), ('[loggers]', 'x'),
                 ('class=NullHandler', 'class=handlers.MemoryHandler\nlevel=ERROR\ntarget=h'), ('keys=root', 'keys=root,two\n[logger_two]\nhandlers=h'),
                 ('keys=root', 'keys=root,two\n[logger_two]\nqualname=two\npropagate=x\nhandlers=h'),
                 ('keys=root', 'keys=root,two'), ('keys=root', 'keys=root,two\n[logger_two]\nqualname=two')):
    clean()
    try:
        print((old, new), logging.config.fileConfig(io.StringIO(MINIMAL.replace(old, new))))
    except Exception as e:
        print((old, new), causes(e))
with open('bad.ini', 'w') as f:
    f.write('no header\n')
open('empty.ini', 'w').close()
for name in ('absent.ini', 'bad.ini', 'empty.ini'):
    try:
        logging.config.fileConfig(name)
    except Exception as e:
        print(causes(e).replace(os.getcwd(), ''))
clean()

print('--- an adapter')
logging.basicConfig(stream=STREAM, format='%(levelname)s %(message)s %(funcName)s %(tag)s')
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter('always')
    logging.LoggerAdapter(logging.getLogger('adapted'), {'tag': 'T'}).warn('hello %s', 'you')
print(repr(STREAM.getvalue()), [(w.category.__name__, str(w.message), os.path.basename(w.filename)) for w in caught])
try:
    logging.handlers.BaseRotatingHandler('x')
except TypeError as e:
    print(e)
clean()
