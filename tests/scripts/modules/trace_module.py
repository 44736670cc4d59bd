# `trace`: lines printed and counted, functions listed, who calls whom, reports, and the command.
import gc, io, os, re, runpy, sys, trace

os.chdir(os.environ['SCRATCH'])
with open('prog.py', 'w') as f:
    f.write('''\
"""A program."""
import sys

def choose(x):
    # a comment
    if x:
        y = 1
    else:
        y = 2
    return y

class Thing:
    """doc"""
    def use(self):
        return choose(1)

    def unused(self):
        "doc too"
        text = """two
        lines"""
        return text #pragma NO COVER

def values():
    def inner(n):
        return [i for i in range(n)]
    yield inner(2)
\tif x:
\t\tpass

for i in range(3):
    choose(i)
Thing().use()
print("done", sys.argv[1:], list(values()))
'''.replace('\tif x:\n\t\tpass\n', ''))
sys.path.insert(0, os.getcwd())


def show(f):
    try: print(repr(f()))
    except Exception as e: print(type(e).__name__, e)


print(trace.__all__)
sys.argv = ['prog.py']
names = lambda: {'__name__': '__main__', '__file__': 'prog.py'}
def run(**kw):
    t = trace.Trace(**kw)
    code = compile(open('prog.py').read(), 'prog.py', 'exec'); n = names(); gc.collect(); t.runctx(code, n, n)
    return t.results()

print('-- lines')
r = run(count=0, trace=1); print(r.counts)
print('-- counts')
r = run(count=1, trace=0); print(sorted(r.counts.items()), r.calledfuncs, r.callers)
r.write_results(show_missing=True, summary=True, coverdir='cover')
print(open('cover/prog.cover').read())
r.write_results(show_missing=False, coverdir='cover2'); print(open('cover2/prog.cover').read() == open('cover/prog.cover').read().replace('>>>>>> ', ' ' * 7))
print('-- both')
r = run(count=1, trace=1, ignoremods=['os']); print(len(r.counts))
print('-- functions'); r = run(count=0, trace=0, countfuncs=1); r.write_results()
print('-- calls'); r = run(count=0, trace=0, countcallers=1); print(sorted((a[2], b[2]) for a, b in r.callers if 'prog.py' in a[0]))
print('-- nothing'); t = trace.Trace(count=0, trace=0); print(t.donothing); t.runctx('x = 1'); print(t.results().counts)
print('-- one function')
import prog
t = trace.Trace(count=1, trace=0); print(t.runfunc(prog.choose, 0)); print([(os.path.basename(f), n, c) for (f, n), c in sorted(t.results().counts.items())])
show(lambda: t.runfunc(len, [1, 2])); show(lambda: t.runfunc(prog.choose)); show(lambda: trace.Trace(count=1, trace=1).runfunc(prog.choose, 1))
t = trace.Trace(trace=1, count=0); t.runctx('y = 3', {'__file__': 'given'})
t = trace.Trace(count=1, trace=0, ignoremods=['prog']); t.runfunc(prog.choose, 0); print(t.results().counts)
t = trace.Trace(count=1, trace=0, ignoredirs=[os.getcwd()]); t.runfunc(prog.choose, 0); print(t.results().counts)
print('-- results')
a, b = trace.CoverageResults({('f', 1): 2}, {('f', 'm', 'n'): 1}), trace.CoverageResults({('f', 1): 3, ('f', 2): 1}, {('g', 'm', 'n'): 1}, callers={('a', 'b'): 1})
a.update(b); print(a.counts, a.calledfuncs, a.callers, a.is_ignored_filename('<x>'), a.is_ignored_filename('x'))
a = trace.CoverageResults({('prog.py', 4): 2, ('<string>', 1): 1, ('gone.py', 2): 1}, outfile='counts'); a.write_results(coverdir='cover3', ignore_missing_files=True)
print(sorted(os.listdir('cover3')), trace.CoverageResults(infile='counts').counts)
print(a.write_results_file('cover3/own', ['a\n', '\tb\n', '# c\n', '\n', 'd'], {2: 1, 3: 1, 5: 1}, {1: 12}), repr(open('cover3/own').read()))
sys.stderr, keep = sys.stdout, sys.stderr
print(a.write_results_file('nofolder/x', ['a'], {}, {})); print(trace.CoverageResults(infile='nofile').counts)

print('-- the command')
def command(*args):
    print('==', *args)
    kept = sys.argv, sys.path[:]
    sys.argv = ['trace', *args]
    try: runpy.run_module('trace', run_name='__main__')
    except SystemExit as e: print('exit', e.code)
    sys.argv, sys.path[:] = kept
sys.modules.pop('trace')
class Out(io.StringIO):
    pass
def quiet(*args):
    """The command's last line of errors."""
    sys.stderr = Out(); command(*args); text = sys.stderr.getvalue(); sys.stderr = sys.stdout
    print(text.rstrip().rpartition('\n')[2])
command('--trace', 'prog.py', 'a', '-b'); command('-l', 'prog.py'); command('-c', '-C', 'cover4', '-m', '-s', 'prog.py'); print(open('cover4/prog.cover').read())
command('-c', '-R', '-f', 'kept', 'prog.py'); command('-c', '-C', 'cover5', '-f', 'kept', 'prog.py'); command('-r', '-s', '-f', 'kept', '-C', 'cover5'); print(open('cover5/prog.cover').read())
command('-c', '-C', 'cover6', '--module', 'prog', 'x'); print(os.listdir('cover6'))
quiet('prog.py'); quiet('-t'); quiet('-l', '-c', 'prog.py'); quiet('-t', 'nofile.py'); quiet('-r'); quiet('-t', '-s', 'prog.py'); quiet('-r', '-R'); quiet()
