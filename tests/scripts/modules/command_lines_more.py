"""More modules that are commands: `random`, `uuid`, `gzip`, `platform`, `sysconfig`, `pickle`, `inspect`, `timeit`."""
import gzip
import io
import os
import pickle
import platform
import re
import runpy
import sys

os.chdir(os.environ['SCRATCH'])
os.environ['COLUMNS'] = '80'
sys.path.insert(0, os.getcwd())
os.mkdir('pk')
FILES = {
    'mymod.py': '"""A module."""\nimport os\n\nX = 1\n\n\ndef f(a):\n    """f"""\n    return a\n\n\nclass C:\n    """c"""\n\n    def m(self):\n        return "\u00e9"\n',
    'pk/__init__.py': '"""A package."""\n',
    'empty.py': '',
    'broken.py': 'raise KeyError("broken")\n',
    'text': 'hello ' * 100,
    'bad.pickle': 'zz',
}
for name, text in FILES.items():
    with open(name, 'w', encoding='utf-8') as file:
        file.write(text)
for name, value in ('one.pickle', {'a': [1, 2], 'b': 'x' * 100, 'c': {3}}), ('two.pickle', (1, 2.5, None)):
    with open(name, 'wb') as file:
        pickle.dump(value, file)


def run(line, stdin=b'', words=None):
    """What a command says, and how it ends."""
    module, *args = words or line.split()
    sys.argv = [module, *args]
    sys.modules.pop(module, None)
    kept = sys.stdin, sys.stdout, sys.stderr
    raw, end = io.BytesIO(), None
    sys.stdin = io.TextIOWrapper(io.BytesIO(stdin), encoding='utf-8')
    sys.stdout = sys.stderr = out = io.TextIOWrapper(raw, encoding='utf-8', write_through=True)
    try:
        runpy.run_module(module, run_name='__main__')
    except SystemExit as error:
        end = error.code
    except Exception as error:
        end = type(error).__name__, str(error)
    finally:
        sys.stdin, sys.stdout, sys.stderr = kept
    out.flush()
    return raw.getvalue(), end


def command(line, stdin=b'', words=None):
    said, end = run(line, stdin, words)
    said = said.decode().replace(os.path.realpath(os.getcwd()), 'HERE').replace(os.getcwd(), 'HERE')
    print('===', line, '->', repr(end))
    print(re.sub(r' at 0x\w+', ' at ADDRESS', re.sub(r'\.\w+-314', '.TAG-314', said)))


for line in ['random -h', 'random', 'random -c a', 'random -c a a a', 'random -c', 'random 1', 'random x', 'random 1.5x', 'random -i x', 'random -f x', 'random a -i 1', 'random a -c b', 'random 0', 'random -i 0', 'random -i 1', 'random -f 0', 'random 0.0', 'random a a', 'random -t', 'random --test x', 'random 1 1', 'random nan', 'random -i 1 -f 2']:
    command(line)
command('random "b b"', words=['random', 'b b'])
command('random ""', words=['random', ''])
print({0 < int(run('random 5')[0]) < 6 for _ in range(20)}, {0 < int(run('random -i 5')[0]) < 6 for _ in range(20)}, {0 <= float(run('random 2.5')[0]) <= 2.5 for _ in range(20)}, {-2 <= float(run('random -f -2')[0]) <= 0 for _ in range(20)}, {run('random -c a b')[0] for _ in range(50)} == {b'a\n', b'b\n'})
# the numbers themselves differ from run to run
print(re.sub(r'-?\d+\.\d+ sec|(?<=[gnvx] )-?[\d.e+-]+', '#', run('random --test 10')[0].decode()))

for line in ['uuid -h', 'uuid -u uuid9', 'uuid -u uuid3', 'uuid -u uuid3 -n @dns', 'uuid -u uuid3 -N x', 'uuid -u uuid5 -n zz -N x', 'uuid -u uuid3 -n @dns -N python.org', 'uuid -u uuid5 -n 6ba7b810-9dad-11d1-80b4-00c04fd430c8 -N x', 'uuid -u uuid5 -n @x500 -N x -C 3', 'uuid -u uuid5 -n @url -N x', 'uuid -u uuid5 -n @oid -N x', 'uuid -C 0', 'uuid -C x', 'uuid -u uuid5 -n @zzz -N x', 'uuid -u uuid3 -N x -n ' + 'g' * 32]:
    command(line)
for kind in '14678':
    said = run(f'uuid -u uuid{kind} -C 3')[0].decode().split()
    print(kind, len(set(said)), {word[14] for word in said}, {len(word) for word in said})
print(run('uuid')[0].decode()[14], run('uuid -n q -N r')[0].decode()[14])

for line in ['gzip -h', 'gzip text', 'gzip -d text', 'gzip -d nofile.gz', 'gzip nofile', 'gzip --best --fast text', 'gzip -d text.gz empty.py']:
    command(line)
print(gzip.open('text.gz').read() == b'hello ' * 100)
os.rename('text.gz', 'again.gz')
command('gzip -d again.gz')
print(open('again').read() == 'hello ' * 100, sorted(os.listdir()))
for option in ('', '--fast', '--best'):
    packed = run('gzip ' + option, b'some text ' * 50)[0]
    print(option, packed[:3], packed[8], packed[9], run('gzip -d', packed)[0] == b'some text ' * 50)
print(run('gzip -d', b'not packed'))

for line in ['platform -h', 'platform x', 'platform --x', 'platform terse x']:
    command(line)
print({run('platform' + option)[0].decode() == platform.platform() + '\n' for option in ('', ' terse', ' nonaliased', ' --terse', ' --nonaliased', ' terse nonaliased')}, platform.platform(terse=True) == platform.platform())

said = run('sysconfig')[0].decode().split('\n')
print(said[1], said[3:5], [line for line in said if line and not line.startswith('\t')][3:], {bool(re.fullmatch(r'\t\w+ = ".*"', line)) for line in said if line.startswith('\t')})
names = [line.split()[0] for line in said[5:said.index('Variables: ')] if line]
print(names == sorted(names), 'stdlib' in names, run('sysconfig -h') == run('sysconfig'))

for line in ['pickle -h', 'pickle', 'pickle one.pickle', 'pickle one.pickle two.pickle', 'pickle two.pickle bad.pickle', 'pickle nofile']:
    command(line)
command('pickle -', pickle.dumps(['from', 'the', 'input']))

for line in ['inspect -h', 'inspect', 'inspect a b', 'inspect mymod', 'inspect mymod:C.m', 'inspect mymod:C', 'inspect mymod:f', 'inspect mymod:X', 'inspect empty', 'inspect -d mymod', 'inspect --details mymod:C.m', 'inspect -d mymod:C', 'inspect -d pk', 'inspect -d mymod:X', 'inspect -d empty', 'inspect builtins', 'inspect -d sys', 'inspect mymod:', 'inspect :x', 'inspect nosuch', 'inspect -d nosuch', 'inspect mymod:f.zz', 'inspect builtins:len',
             'inspect pk.nosuch', 'inspect mymod:x', 'inspect broken']:
    command(line)

# timeit, whose clock goes on further and further, up to a second, whenever it is read
import timeit


def clock(step):
    now = 0.0

    def read():
        nonlocal now, step
        now += step
        step = min(2 * step, max(step, 1.0))
        return now
    return lambda timer: read


for line, step in [('', 2.0), ('', 0.001), ('-n 5', 1.0), ('-n 1', 1.0), ('-n 5 -r 3', 1.0), ('-r 0 -n 2', 1.0), ('-v', 0.5), ('-vv -n 3', 1 / 3), ('-vvv', 1 / 3), ('-v', 0.001), ('-vvv -u nsec', 1 / 3000), ('-n 35 -u sec', 2.0), ('-n 35 -u msec', 2.0), ('-n 35 -u usec', 2.0), ('-n 35 -u nsec', 2.0), ('-n 35 -u parsec', 2.0), ('-q', 1.0), ('-n 1000', 1e-5), ('-n 1000', 1e-3), ('-n 2 -s x=1 x', 1.0), ('-n 2 --setup=x=1 --repeat=2 -- x', 1.0), ('-p -n 2', 1.0), ('-n x', 1.0), ('-n 2 1/0', 1.0), ('1+', 1.0)]:
    kept = sys.stdout, sys.stderr
    sys.stdout = sys.stderr = out = io.StringIO()
    try:
        end = timeit.main(line.split(), _wrap_timer=clock(step))
    except Exception as error:
        end = type(error).__name__, str(error)
    finally:
        sys.stdout, sys.stderr = kept
    said = out.getvalue()
    print('=== timeit', line, '->', repr(end))
    print(said if 'Traceback' not in said else said.splitlines()[-1])
said, end = run('timeit -h')
print(end, all(option in said.decode() for option in ('-n', '-r', '-s', '-p', '-v', '-u', '-h', '--number', '--repeat', '--setup', '--process', '--verbose', '--unit', '--help')))
# modules in several parts that have nothing to do as programs
for line in 'argparse', 'enum':
    command(line)
