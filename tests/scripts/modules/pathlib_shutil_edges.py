# Paths, copies, templates, specs, caches and futures at the edges.
import re as _re


def scrub(text):
    return _re.sub(r'0x[0-9a-f]+', '0x..', str(text))


import pathlib, os, tempfile, numbers, shutil, string, functools, importlib.machinery as mach, concurrent.futures as cf, os.path as op, sys
from pathlib import *
def p(e):
    try: print(e,'->',repr(eval(e,globals())))
    except Exception as x: print(e, '!!', type(x).__name__, scrub(x))
P=PurePosixPath; W=PureWindowsPath
class Fs:
    def __fspath__(s): return 'fs/x'
class FsB:
    def __fspath__(s): return b'fs'
class St(str): pass
for e in ["P('a/b/c').parents","list(P('a/b/c').parents)","P('a/b/c').parents[-1]","P('a/b/c').parents[5]","P('a/b/c').parents[-9]","P('/a/b/c').parents[1:]","P('/a/b').parents[::-1]","len(W('c:/a/b').parents)","list(W('c:/a/b').parents)","list(reversed(P('a/b').parents))","P('a') in P('a/b').parents","P('a/b').parents.index(P('.'))","P(3)","P(b'x')","P(FsB())","P(Fs(),St('q'),P('z'))","P(W('a\\\\b'))","W(P('a/b'))","P('a')/3","3/P('a')","'x'/P('a')","P('a')/'/b'","P('a/b').is_relative_to('a')","P('a/b').relative_to('a')","P('a/b').relative_to('c')","P('a/b').relative_to('c',walk_up=True)","P('a/b.py').match('*.py')","P('a/b.py').match('/a/*.py')","P('/a/b.py').match('/b.py')","P('b.py').match('a/b.py')","P('a').match('')","P('a/b').full_match('**/b')","P('a').with_stem('b')","P('a.x').with_stem('')","P('a.x').with_suffix('y')","P('a')==W('a')","P('a')<W('a')","P('a')<3","hash(P('a'))==hash(P('a'))","P()","P('a','','b')","P('a').joinpath('b','/c')","P('//a/b').parts,P('//a/b').anchor","repr(P('a').parents)"]: p(e)
base=os.environ['SCRATCH']; os.chdir(base)
for e in ["Path('a/b').mkdir()","Path('a/b').mkdir(parents=True)","Path('a/b').mkdir(parents=True)","Path('a/b').mkdir(exist_ok=True)","Path('f').write_text('hé')","Path('f').mkdir(exist_ok=True)","Path('f/x').mkdir(parents=True)","Path('f').read_text()","Path('f').read_bytes()","Path('f').write_bytes('x')","Path('f').write_text(b'x')","Path('g').unlink()","Path('g').unlink(missing_ok=True)","Path('g').touch()","Path('g').touch(exist_ok=False)","Path('f').move('h')","Path('h').move_into('a')","sorted(map(str,Path('a').rglob('*')))","op.exists('a'),op.exists('zz'),op.exists('\\0'),op.lexists('a'),op.exists(9999)","op.exists(1.5)","op.lexists(None)","op.join('a',3)","op.join('a',b'b')","op.relpath('a',b'b')","op.commonpath(['a',b'b'])","op.commonprefix(['abc','abd'])","op.isfile('g'),op.isdir('a'),op.islink('a')","op.getsize('g')",
 "shutil.copy('g','a')","shutil.copy2('g','zz/')","shutil.copy('nope','x')","shutil.copy('g','g')","shutil.copyfile('g','a')","shutil.copyfile('g','zz/')","shutil.copytree('a','a2')","shutil.copytree('a','a2')","shutil.copytree('a','a2',dirs_exist_ok=True)","sorted(os.listdir('a2'))","os.symlink('nowhere','a/dangling')","shutil.copytree('a','a3')","shutil.copytree('a','a4',ignore_dangling_symlinks=True)","shutil.copytree('a','a5',symlinks=True)","sorted(os.listdir('a5'))","shutil.copytree('a','a6',ignore=shutil.ignore_patterns('d*','h'))","sorted(os.listdir('a6'))","os.mkdir('a/sub'),os.symlink('none','a/sub/dang')","shutil.copytree('a','a7')","shutil.get_terminal_size()","os.environ.update(COLUMNS='50')","shutil.get_terminal_size((1,2))","os.environ.update(LINES='-1')","shutil.get_terminal_size((1,2))","os.environ.update(LINES='7')","shutil.get_terminal_size((1,2))"]: p(e)
for e in ["issubclass(int,numbers.Integral)","numbers.Complex.__abstractmethods__-set()==numbers.Complex.__abstractmethods__","sorted(numbers.Complex.__abstractmethods__)","sorted(numbers.Real.__abstractmethods__)","sorted(numbers.Integral.__abstractmethods__)","numbers.Rational.numerator.fget(3)","numbers.Real.real.fget(3)","numbers.Real.imag.fget(3)","numbers.Integral.denominator.fget(4)","numbers.Real.conjugate(5)","numbers.Integral()"]: p(e)
T=string.Template
for e in ["T('$a ${b} $$').substitute(a=1,b=2)","T('$a').substitute()","T('$a $b').safe_substitute(a=1)","T('$').substitute()","T('x\\n ab $').substitute()","T('x\\n$').substitute()","T('$ x').safe_substitute()","T('$a $a ${b}').get_identifiers()","T('$').is_valid()","T('$a').substitute({'a':1},a=2)","string.Formatter().format('{0!r:>5} {x!s} {y!a}','a',x=1,y='é')","string.Formatter().format('{!z}',1)","string.Formatter().format('{} {1}',1,2)","string.Formatter().format('{1} {}',1,2)","string.Formatter().format('{:{}}',1,5)","string.Formatter().format('{0.real[x]}',1)","string.Formatter().convert_field(1,'q')","string.Formatter().format('{a}')","string.capwords('a bc  d')"]: p(e)
for e in ["mach.ModuleSpec('a.b',None)","mach.ModuleSpec('a.b',None,origin='o',is_package=True)","mach.ModuleSpec('a.b',None).parent","mach.ModuleSpec('a.b',None,is_package=True).parent","mach.ModuleSpec('a',None)==mach.ModuleSpec('a',None)","mach.ModuleSpec('a',None)==3","mach.ModuleSpec('a',None).has_location","mach.ModuleSpec('a',None).cached"]: p(e)
s=mach.ModuleSpec('a',None); s.has_location=5; s.cached='x'; print(s.has_location,s.cached)
@functools.lru_cache(maxsize=-5)
def f(x): return x
print(f.cache_parameters(), f(1), f.cache_info(), f.__name__)
for e in ["functools.lru_cache('x')","functools.lru_cache(1.5)","functools.lru_cache(len)('abc')","functools.lru_cache(None)(len).cache_parameters()","functools.lru_cache(maxsize=True)(len).cache_parameters()"]: p(e)
def w():
    "doc"
w.x=1
g=functools.wraps(w)(lambda:0); print(g.__name__,g.__doc__,g.x,g.__wrapped__ is w)
g=functools.update_wrapper(lambda:0,functools.partial(w)); print(g.__name__)
class C:
    @functools.cached_property
    def v(self): "vd"; print('computed'); return 5
c=C(); print(c.v,c.v,C.v.__doc__,C.v.attrname)
try:
    class D:
        a=functools.cached_property(lambda s:1); b=a
except Exception as e: print(type(e).__name__,e,e.__notes__)
try:
    class E: pass
    E.q=functools.cached_property(lambda s:1); E().q
except TypeError as e: print(e)
F=cf.Future(); 
for e in ["F","F.cancel()","F.cancel()","F.cancelled(),F.done(),F.running()","F.set_running_or_notify_cancel()","F","F.result()","F.set_result(3)"]: p(e.replace('F','F')) if e!='F' else print(str(F).split(' at ')[0],F._state)
F=cf.Future()
for e in ["F.set_running_or_notify_cancel()","F.cancel()","F.running()","F.set_result(4)","F.cancel()","F.result()","F.set_exception(ValueError())"]: p(e)
with cf.ThreadPoolExecutor(2) as ex: print(list(ex.map(abs,[-1,2])), ex.submit(int,'x').exception())
