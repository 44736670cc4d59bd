"""fileinput: lines of many files, in place, hooks, the functions on the one input, the command."""
import fileinput
import gzip
import io
import os
import pathlib
import sys
import warnings

os.chdir(os.environ['SCRATCH'])


def write(name, text, mode='w'):
    with open(name, mode, **({} if 'b' in mode else {'encoding': 'utf-8', 'newline': ''})) as f:
        f.write(text)


def say(call):
    try:
        print(repr(call()).replace(os.getcwd(), ''))
    except BaseException as e:
        print(type(e).__name__, str(e).replace(os.getcwd(), ''))


write('a', 'a1\na2\na3')
write('b', 'b1\r\nb2\n')
write('empty', '')
write('utf', 'h\xe9\n')
write('latin', b'h\xe9\n', 'wb')

print('--- reading')
with fileinput.input(['a', 'empty', 'b'], encoding='utf-8') as lines:
    print(lines.filename(), lines.lineno(), lines.filelineno(), lines.fileno(), lines.isstdin())
    say(lines.isfirstline)
    for line in lines:
        print(repr(line), lines.filename(), lines.lineno(), lines.filelineno(), lines.isfirstline(), lines.isstdin(), lines.fileno() > 2)
    print(lines.filename(), lines.lineno(), lines.filelineno(), lines.fileno(), repr(lines.readline()))
for files in ('a', ('a', 'b'), ['empty'], [], pathlib.Path('a'), iter(['a', 'empty', 'utf'])):
    with fileinput.FileInput(files, encoding='utf-8') as lines:
        if files == []:
            sys.stdin = io.StringIO('in1\nin2')
        print([(line, str(lines.filename()), lines.filelineno()) for line in lines])
sys.stdin = sys.__stdin__

print('--- readline, nextfile')
lines = fileinput.FileInput(('a', 'b', 'empty', 'utf'), encoding='utf-8')
print(repr(lines.readline()), repr(next(lines)), lines.lineno())
lines.nextfile()
print(lines.filename(), lines.lineno(), lines.filelineno(), lines.fileno())
print(repr(lines.readline()), lines.filename(), lines.lineno(), lines.filelineno(), lines.isfirstline())
lines.nextfile()
lines.nextfile()
print(repr(lines.readline()), lines.filename(), lines.lineno())
print(repr(lines.readline()), repr(lines.readline()), lines.lineno())
say(lambda: next(lines))
lines.close()
lines.close()
say(lambda: next(lines))
print(lines.lineno(), lines.filelineno(), lines.filename(), lines.isfirstline())
lines = fileinput.FileInput(('a', 'absent', 'b'), encoding='utf-8')
for _ in range(6):
    say(lines.readline)
print(lines.filename(), lines.lineno())
say(lambda: fileinput.FileInput('a')[0])
say(lambda: len(fileinput.FileInput('a')))
print(fileinput.FileInput[str])

print('--- standard input')
sys.stdin = io.StringIO('x\ny\n')
lines = fileinput.FileInput('-')
print(repr(lines.readline()), lines.isstdin(), lines.filename(), lines.lineno(), lines.fileno())
lines.nextfile()
print(repr(lines.readline()), sys.stdin.closed, repr(sys.stdin.read()))
sys.stdin = io.TextIOWrapper(io.BytesIO(b'p\nq'), encoding='utf-8')
print(list(fileinput.FileInput(['-', 'a'], mode='rb')))
sys.stdin = sys.__stdin__
sys.argv = ['name', 'a', 'utf']
print(list(fileinput.FileInput(encoding='utf-8')), sys.argv)
sys.argv = ['name']

print('--- modes, encodings and hooks')
print(list(fileinput.FileInput(['a', 'b', 'latin'], mode='rb')), list(fileinput.FileInput('utf', mode='rb', encoding='utf-8')))
print(list(fileinput.FileInput('latin', encoding='latin-1')), list(fileinput.FileInput('latin', encoding='ascii', errors='replace')))
say(lambda: list(fileinput.FileInput('latin', encoding='utf-8')))
with gzip.open('z.gz', 'wt', encoding='utf-8') as f:
    f.write('zip\xe9\nped\n')
print(list(fileinput.FileInput(['z.gz', 'utf'], openhook=fileinput.hook_compressed, encoding='utf-8')),
      list(fileinput.FileInput(['z.gz', 'a'], openhook=fileinput.hook_compressed, mode='rb')),
      list(fileinput.FileInput('z.gz', openhook=fileinput.hook_compressed, encoding='ascii', errors='ignore')))
print(list(fileinput.FileInput('latin', openhook=fileinput.hook_encoded('latin-1'))), list(fileinput.FileInput('latin', openhook=fileinput.hook_encoded('ascii', 'ignore'))))
print(list(fileinput.FileInput(['x', 'y'], openhook=lambda name, mode: io.StringIO(f'{name} {mode}\n'))))
print(list(fileinput.FileInput(['x'], openhook=lambda name, mode, **more: io.StringIO(f'{name} {mode} {more}\n'), encoding='utf-8', errors='ignore')))
for call in (lambda: list(fileinput.FileInput('a', mode='rb', errors='ignore')), lambda: fileinput.FileInput('a', mode='w'), lambda: fileinput.FileInput('a', mode='rU'), lambda: fileinput.FileInput('a', mode='r+'),
             lambda: fileinput.FileInput('a', openhook=5), lambda: fileinput.FileInput('a', inplace=True, openhook=len),
             lambda: list(fileinput.FileInput('a', mode='rt')),
             lambda: list(fileinput.FileInput([5.5])), lambda: list(fileinput.FileInput(['.'], encoding='utf-8')),
             lambda: list(fileinput.FileInput([b'a'], encoding='utf-8'))):
    say(call)

print('--- in place')
write('p', 'one\ntwo\n')
write('q', 'three\n')
before = sys.stdout
with fileinput.input(['p', 'q'], inplace=True, encoding='utf-8') as lines:
    for line in lines:
        print(lines.filename(), lines.lineno(), line.upper(), end='')
        if line == 'one\n':
            sys.stderr.write(f'{sorted(os.listdir())} {sys.stdout is before}\n')
print(sys.stdout is before, open('p').read(), open('q').read(), sorted(os.listdir()))
os.chmod('p', 0o640)
with fileinput.FileInput('p', inplace=True, backup='.kept', encoding='utf-8') as lines:
    for line in lines:
        print(line.lower(), end='')
        lines.nextfile()
print(repr(open('p').read()), repr(open('p.kept').read()), oct(os.stat('p').st_mode & 0o777))
write('bytes', b'x\xff\ny\n', 'wb')
with fileinput.FileInput('bytes', inplace=True, mode='rb') as lines:
    for line in lines:
        sys.stdout.write(line[::-1])
print(open('bytes', 'rb').read())
with fileinput.FileInput('utf', inplace=True, encoding='utf-8') as lines:
    for line in lines:
        print(ascii(line.strip()), '\u20ac')
print(ascii(open('utf', encoding='utf-8').read()))
lines = fileinput.FileInput(['p', 'q'], inplace=True, encoding='utf-8')
lines.readline()
print('goes into p')
lines.close()
print(sys.stdout is before, repr(open('p').read()), repr(open('q').read()))
try:
    with fileinput.FileInput('q', inplace=True, encoding='utf-8') as lines:
        for line in lines:
            print('before the error')
            raise KeyError('stop')
except KeyError as e:
    print(repr(e), sys.stdout is before, repr(open('q').read()), sorted(os.listdir()))
say(lambda: fileinput.FileInput('absent', inplace=True, encoding='utf-8').readline())
print(sys.stdout is before)
sys.stdin = io.StringIO('from input\n')
with fileinput.FileInput('-', inplace=True) as lines:
    for line in lines:
        print('not in place:', line, end='')
sys.stdin = sys.__stdin__
write('r', 'x\n')
write('r.bak', 'old backup')
with fileinput.FileInput('r', inplace=True, encoding='utf-8') as lines:
    for line in lines:
        print('new', line, end='')
print(repr(open('r').read()), sorted(name for name in os.listdir() if name.startswith('r')))

print('--- the one input')
for name in ('lineno', 'filename', 'filelineno', 'fileno', 'isfirstline', 'isstdin', 'nextfile', 'close'):
    say(getattr(fileinput, name))
lines = fileinput.input('a', encoding='utf-8')
print(lines is fileinput._state, [(line, fileinput.filename(), fileinput.lineno(), fileinput.filelineno(), fileinput.isfirstline(), fileinput.isstdin()) for line in lines])
again = fileinput.input('b', encoding='utf-8')
print(next(again), fileinput.fileno() > 2)
say(lambda: fileinput.input('a', encoding='utf-8'))
fileinput.nextfile()
print(fileinput.close(), fileinput.close())
say(fileinput.lineno)
print(sorted(fileinput.__all__))

print('--- the command')
import runpy
write('a', 'a1\na2\na3')
for line in ('a b', '-i a', '-b .k -i b', '-b .z a', '-x', 'absent'):
    print('>', line)
    sys.argv = ['fileinput', *line.split()]
    say(lambda: len(runpy.run_module('fileinput', run_name='__main__')) > 1)
print(sorted(os.listdir()), open('a').read().split(), open('b').read().split())
