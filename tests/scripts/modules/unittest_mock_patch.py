"""patch, patch.object, patch.multiple, patch.dict: what stands where while they last, and after. Each line is a program."""
import re, sys, asyncio, inspect, os, os.path, types, unittest, io, builtins, time, json
from unittest.mock import *
from unittest import mock
mod = types.ModuleType('mod'); sys.modules['mod'] = mod
exec('''
x = 1
lst = [1]
def f(a, b=2): "f doc"; return 'real f'
async def af(a): return 'real af'
class K:
    attr = 5
    def meth(self, a): return 'real meth'
    @staticmethod
    def st(a): return 'real st'
    @classmethod
    def cl(cls, a): return 'real cl'
    async def co(self): return 'real co'
    @property
    def pr(self): return 'real pr'
class Sub(K): pass
inst = K()
''', mod.__dict__)
def show(label, f):
    try: r = f()
    except BaseException as e: r = f'{type(e).__name__}: {e}'
    print(label, '->', re.sub(r"id='\d+'|\b\d{12,}\b|0x[0-9a-f]+", 'ID', repr(r) if type(r) is not str else r))
def go(src):
    def f():
        ns = dict(globals()); exec(src.replace('\\n', '\n'), ns); return ns.pop('r', None)
    show(src, f)
    left = (mod.x, mod.f.__name__, mod.K.attr, mod.K.__dict__.get('meth'), 'attr' in mod.Sub.__dict__, mod._fake if hasattr(mod, '_fake') else 0, type(mod.K.__dict__['st']), type(mod.K.__dict__['cl']))
    if str(left) != base: print('   something is left')
base = str((mod.x, mod.f.__name__, mod.K.attr, mod.K.__dict__.get('meth'), 'attr' in mod.Sub.__dict__, 0, type(mod.K.__dict__['st']), type(mod.K.__dict__['cl'])))
for s in '''with patch('mod.x') as m: r = m, mod.x is m
with patch('mod.x', 5) as m: r = m, mod.x
with patch('mod.f') as m: r = m, mod.f(1, 2, 3), m.mock_calls
with patch('mod.af') as m: r = m, asyncio.run(mod.af(1)), m.await_count
with patch('mod.K') as m: r = m, mod.K(), m.return_value, mod.K().meth(1), m.mock_calls
with patch('mod.K.meth') as m: r = m, mod.inst.meth(1), m.mock_calls
with patch('mod.K.meth', autospec=True) as m: r = m, mod.inst.meth(1), m.mock_calls == [call(mod.inst, 1)]; mod.inst.meth()
with patch('mod.K.st', autospec=True) as m: r = m, mod.K.st(1), m.mock_calls
with patch('mod.K.cl', autospec=True) as m: r = m, mod.K.cl(1), m.mock_calls
with patch('mod.K.co') as m: r = m, asyncio.run(mod.inst.co())
with patch('mod.K.pr', new_callable=PropertyMock) as m: m.return_value = 3; r = m, mod.inst.pr, m.mock_calls
with patch('mod.Sub.attr', 9): r = mod.Sub.attr, mod.K.attr
with patch('mod.f', autospec=True) as m: r = m, mod.f(1), m.mock_calls; mod.f()
with patch('mod.K', autospec=True) as m: r = m, mod.K(), mod.K().meth(1), mod.K().attr; mod.K().nope
with patch('mod.K', spec=True) as m: r = m, mod.K(), mod.K().meth; m.zip
with patch('mod.K', spec_set=True) as m: r = m, mod.K(); m.zip = 3
with patch('mod.inst', spec=True) as m: r = m, m.meth; m()
with patch('mod.x', spec=['a']) as m: r = m, m.a; m.b
with patch('mod.x', spec=mod.K) as m: r = m, m()
with patch('mod.nope'): pass
with patch('mod.nope', create=True) as m: r = m, mod.nope
with patch('nomod.x'): pass
with patch('mod.K.nope.deeper'): pass
with patch('x'): pass
with patch(3): pass
with patch('mod.x', new_callable=lambda: 7) as m: r = m, mod.x
with patch('mod.x', new_callable=NonCallableMock) as m: r = m
patch('mod.x', 5, new_callable=Mock)
patch('mod.x', autospec=True, new_callable=Mock)
with patch('mod.x', 5, foo=3): pass
with patch('mod.x', return_value=5, name='named') as m: r = m, mod.x()
with patch('mod.f', side_effect=ValueError('se')) as m: mod.f()
with patch.object(mod, 'x', 3) as m: r = m, mod.x
with patch.object(mod.K, 'meth', return_value=4) as m: r = mod.inst.meth(1), m.mock_calls
with patch.object(mod.inst, 'meth') as m: r = mod.inst.meth(1), m.mock_calls, 'meth' in mod.inst.__dict__
with patch.object('mod', 'x'): pass
with patch.object(mod, 'nope'): pass
with patch.multiple(mod, x=1, f=2) as m: r = m, mod.x, mod.f
with patch.multiple('mod', x=DEFAULT, f=DEFAULT) as m: r = m, mod.x
patch.multiple('mod')
@patch('mod.x')\\ndef t(m): return m\\nr = t(), t.__name__, len(t.patchings)
@patch('mod.x')\\n@patch('mod.f')\\ndef t(a, b): return a, b\\nr = t()
@patch('mod.x', 3)\\ndef t(): return mod.x\\nr = t()
@patch('mod.x')\\ndef t(a, m, k=1): return a, m, k\\nr = t(1, k=5)
@patch.object(mod, 'x')\\n@patch('mod.f', autospec=True)\\ndef t(f, x): return f, x\\nr = t()
@patch.multiple('mod', x=DEFAULT, f=DEFAULT)\\ndef t(f, x): return f, x\\nr = t()
@patch.multiple('mod', x=DEFAULT, f=3)\\ndef t(x): return mod.f, x\\nr = t()
@patch('mod.x')\\nasync def t(m): return m, mod.x is m\\nr = asyncio.run(t()), inspect.iscoroutinefunction(t)
@patch('mod.x', 3)\\nclass T:\\n    other = 1\\n    def test_a(self): return mod.x\\n    def helper(self): return mod.x\\nr = T().test_a(), T().helper()
@patch('mod.x')\\nclass T:\\n    def test_a(self, m): return m\\nr = T().test_a()
@patch('mod.x')\\ndef t(m): raise KeyError('in t')\\nt()
@patch('mod.x')\\n@patch('mod.nope')\\ndef t(*a): return a\\nt()
p = patch('mod.x', 4); r = p.start(), mod.x, p.stop(), p.stop()
p = patch('mod.x'); p.start(); q = patch('mod.f'); q.start(); patch.stopall(); r = mod.x
p = patch('mod.x'); p.stop()
d = {'a': 1}\\nwith patch.dict(d, {'b': 2}) as m: r = d, m is d\\nr = dict(r[0]), r[1], d
d = {'a': 1}\\nwith patch.dict(d, {'b': 2}, clear=True): r = dict(d)\\nr = r, d
d = {'a': 1}\\nwith patch.dict(d, b=2): d['c'] = 3; del d['a']; r = dict(d)\\nr = r, d
d = {'a': 1}\\n@patch.dict(d, z=1)\\ndef t(): return dict(d)\\nr = t(), d
with patch.dict('os.environ', {'FOO_X': 'bar'}): r = os.environ['FOO_X']\\nr = r, 'FOO_X' in os.environ
with patch.dict('sys.modules', {'fakemod': 3}): import fakemod; r = fakemod
d = {}\\np = patch.dict(d, a=1); p.start(); r = dict(d), p.stop(), d
@patch.dict('os.environ', {'ZZ': '1'})\\nclass T:\\n    def test_a(self): return os.environ['ZZ']\\nr = T().test_a(), 'ZZ' in os.environ
with patch('builtins.open', mock_open(read_data='data')) as m: r = open('foo').read(); m.assert_called_once_with('foo')
with patch('builtins.print') as m: print('x'); r = m.mock_calls
with patch('sys.stdout', new_callable=io.StringIO) as m: print('captured'); r = m.getvalue()
with patch('time.time', return_value=5): r = time.time()
with patch('os.path.exists', side_effect=lambda p: p == 'a'): r = os.path.exists('a'), os.path.exists('/')
with patch.object(mod.K, '__init__', return_value=None) as m: mod.K(1, 2); r = m.mock_calls
with patch('mod.K.__str__', return_value='patched'): r = str(mod.inst)
with patch('mod.x') as a, patch('mod.f') as b: r = a, b
with patch('json.dumps', wraps=json.dumps) as m: r = json.dumps([1]), m.mock_calls
with patch('mod.ord', create=True) as m: r = m
with patch('mod.ord') as m: m.return_value = 'o'; r = mod.ord('a')
with patch('mod.x', auto_spec=True): pass
with patch('mod.x') as m:\\n    with patch('mod.x', autospec=True): pass
with patch('mod.x') as m:\\n    with patch('mod.x', spec=mod.x): pass
with patch('mod.f') as m:\\n    r = mod.f('a', k=[1]); m.assert_called_once_with('a', k=[2])
p = patch('mod.x'); p.__enter__(); p.__enter__()
patch.stopall(); mod.x = 1
mock.patch.TEST_PREFIX
m = Mock(); m.f.side_effect = [1, 2]; r = m.f(), m.f(); m.f()
m = MagicMock(); r = sorted(m.__class__.__name__ for m in (m, m.a, m()))
m = Mock(); m.connection.cursor.return_value.execute.return_value = ['x']; r = m.connection.cursor().execute('SELECT'), m.mock_calls
m = Mock(); m.first(1); m.second(a=2); expected = [call.first(1), call.second(a=2)]; r = m.mock_calls == expected, m.method_calls == expected
m = MagicMock(side_effect=KeyError('foo')); m()
m = MagicMock(); m.__str__.return_value = 'fooble'; r = str(m), m.__str__.called
m = MagicMock(); m.__enter__.return_value = 'e'\\nwith m as x: r = x\\nm.__exit__.assert_called_with(None, None, None)
m = Mock(); m.__enter__ = Mock(return_value='e'); m.__exit__ = Mock(return_value=False)\\nwith m as x: r = x
m = MagicMock(); m['k'] = 1; m.__setitem__.assert_called_with('k', 1); m.__getitem__.return_value = 'v'; r = m['q'], m.__getitem__.call_args
m = MagicMock(); r = (m + 1), (m - 2), m.__add__.mock_calls; m += 1
m = Mock(); r = m.foo is m.foo, m() is m(), m.foo() is m.foo()
m = Mock(spec=dict); r = isinstance(m, dict), m.keys(), m.get
m = Mock(); p = m.kid; r = p._mock_parent is m, p._mock_name
m = Mock(return_value=[]); m().append(1); r = m()
'''.strip().split('\n'):
    go(s)
