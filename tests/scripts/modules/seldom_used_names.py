# Names that few programs use: opcodes of `pickle`, old nodes of `ast`, arguments in `inspect`, systems in `platform`, tables of `hmac`.
import os
os.chdir(os.environ['SCRATCH'])
print('-- pickle, hmac, uuid, platform')
import pickle, hmac, uuid, platform, warnings
print(sorted(pickle.__all__)); print({n: getattr(pickle, n) for n in sorted(pickle.__all__) if isinstance(getattr(pickle, n), bytes)})
print(hmac.trans_36[:4], hmac.trans_5C[:4], hmac.digest(b'k', b'm', 'sha256').hex(), uuid.int_, uuid.bytes_)
print(platform.android_ver(), platform.ios_ver(), platform.win32_edition(), platform.win32_is_iot(), platform.win32_ver(), platform.mac_ver(), platform.invalidate_caches())
print(platform.android_ver(release='r', api_level=3), platform.ios_ver('a', 'b', 'c', True))
with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter('always'); print(platform.java_ver('x', 'y', (1, 2, 3), (4, 5, 6)), platform.java_ver()); print(*(w.message for w in seen))
for a in (('SunOS', '5', 'x'), ('SunOS', '4.1', 'x'), ('SunOS', '5.8', 'v'), ('SunOS', 'abc', 'v'), ('win32', '1', '2'), ('Linux', '5', 'v'), ('Darwin', '20', 'v'), ('SunOS', '5.8', '(64bit)'), ('SunOS', '5.1.2', '')): print(a, platform.system_alias(*a))
u = platform.uname(); print(repr(u).startswith("uname_result(system='Linux', node="), 'processor' in repr(u), len(u), list(u._asdict()), u == tuple(u), u[:1], u._replace(node='x').node)
with open('elf', 'wb') as f: f.write(b'\x7fELF\x01xx GLIBC_2.9 yy GLIBC_2.10 GLIBC_2')
print(platform.libc_ver('elf')); print(platform.platform() == platform.platform(True), platform.architecture('/nonexistent'), platform.architecture()[0])
try: print(platform.libc_ver('/nonexistent'))
except OSError as e: print(type(e).__name__)

u = platform.uname()
for n in range(4, 8):
    try: print(n, len(platform.uname_result._make(range(n))))
    except Exception as e: print(n, type(e).__name__, e)
import copy, pickle
print(u._fields, copy.copy(u) == u, pickle.loads(pickle.dumps(u)) == u, copy.replace(u, node='q').node)

print('-- inspect')
import inspect
class A: pass
class B(A): pass
class D(B): pass
print(inspect.walktree(inspect.getclasstree([A, B]) and {object: [A], A: [B]}[object], {object: [A], A: [B]}, object))
def f(a, b=1, *c, d, e=2, **g): pass
def h(): pass
def k(a, /, b, *, c): pass
for x in (f, h, k): print(inspect.getargs(x.__code__), type(inspect.getargs(x.__code__)))
try: print(inspect.getargs(5))
except TypeError as e: print(e)
print(inspect.formatargvalues(['a', 'b'], 'c', 'g', {'a': 1, 'b': [2], 'c': (3,), 'g': {}})); print(inspect.formatargvalues([], None, None, {}), inspect.formatargvalues(['a'], None, 'k', {'a': 1, 'k': 2}, formatarg=str.upper, formatvarkw=lambda n: '@' + n, formatvalue=lambda v: ':' + str(v)))
def ann(x: int, y: 'A' = 1, z: A = 2): pass
fr = inspect.formatannotationrelativeto(ann)
for x in (int, A, list[int], inspect.Signature, 'x'): print(fr(x))
print(inspect.formatannotationrelativeto(inspect.Signature)(inspect.Signature), inspect.Arguments._fields, inspect.Arguments.__mro__[1])

print('-- ast')
import ast, warnings
warnings.simplefilter('always')
for n in 'AugLoad AugStore Param Suite slice Index ExtSlice'.split(): 
    c = getattr(ast, n); print(n, [b.__name__ for b in c.__mro__], c._fields, c._attributes, c.__module__)
x = ast.Constant(1); print(ast.Index(x) is x, ast.dump(ast.ExtSlice([x, x])), ast.ExtSlice(), ast.dump(ast.Index(value=x)))
t = ast.Tuple([x], ast.Load()); print(t.dims == t.elts); t.dims = []; print(t.elts)
for f in (lambda: ast.Index(), lambda: ast.slice(), lambda: ast.Suite(), lambda: ast.Param(), lambda: ast.ExtSlice(5), lambda: ast.Index(1, lineno=3), lambda: ast.AugLoad(3)):
    try: print(repr(f()))
    except Exception as e: print(type(e).__name__, e)
print(isinstance(x, ast.Index), isinstance(t, ast.ExtSlice), ast.Param()._fields)
