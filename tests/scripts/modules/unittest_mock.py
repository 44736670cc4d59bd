"""Mocks: attributes, calls, specs, special methods, coroutines, assertions and their texts. Each line is a program."""
import re, sys, asyncio, copy, pickle, inspect
from unittest.mock import *
from unittest import mock
def show(label, f):
    try: r = f()
    except BaseException as e: r = f'{type(e).__name__}: {e}'
    print(label, '->', re.sub(r"id='\d+'|\b\d{12,}\b|0x[0-9a-f]+", 'ID', repr(r) if not isinstance(r, str) else r))
class C:
    attr = 1
    def method(self, a, b=2): pass
    @classmethod
    def cm(cls, x): pass
    @staticmethod
    def sm(x): pass
    async def co(self, x): pass
    @property
    def prop(self): return 1
def fn(a, b, *, c=3): "doc of fn"
m = Mock()
for e in ('m', 'm.a', 'm.a.b', 'm()', 'm.a()', 'm.a().b', 'm.a(1, x=2)(3).c(4)', 'm.mock_calls', 'm.method_calls', 'm.call_args', 'm.a.call_args', 'm.a.call_args_list', 'm.called', 'm.call_count', 'm.a.mock_calls', 'm.a == m.a', 'm == Mock()', 'hash(m) == hash(m)', 'bool(m)', 'len(m)', 'iter(m)', 'm[1]', 'm + 1', 'm.__len__', 'm.__foo__', 'str(m)', 'm.assert_foo', 'm.assret_called', 'm.called_once', 'm.called_with(1)', 'm.has_calls', 'type(m)', 'type(m).__name__', 'isinstance(m, Mock)', 'm.__class__', 'Mock(name="n")', 'Mock(name="n").x', 'Mock(name="n").x()', 'Mock(name="n")()', 'Mock(spec=C)', 'Mock(spec=C).method', 'Mock(spec=C).nope', 'Mock(spec_set=C)', 'Mock(spec=C())', 'isinstance(Mock(spec=C), C)', 'Mock(spec=C).__class__', 'Mock(spec=["a", "b"])', 'Mock(spec=["a"]).a', 'Mock(spec=["a"]).b', 'MagicMock()', 'MagicMock()[1]', 'len(MagicMock())', 'list(MagicMock())', 'int(MagicMock())', 'float(MagicMock())', 'complex(MagicMock())', 'bool(MagicMock())', '1 in MagicMock()', 'MagicMock() + 1', '1 + MagicMock()', 'MagicMock() < 1', 'MagicMock() == 1', 'MagicMock() != 1', '-MagicMock()', 'MagicMock() @ 2', 'divmod(MagicMock(), 2)', 'str(MagicMock())', 'hex(MagicMock())', 'round(MagicMock())', 'MagicMock(spec=int)', 'len(MagicMock(spec=int))', 'MagicMock(spec=list)[0]', 'MagicMock(name="foo").bar[1].baz()', 'NonCallableMock()', 'NonCallableMock()()', 'NonCallableMagicMock()', 'AsyncMock()', 'PropertyMock()', 'sentinel.x', 'sentinel.x is sentinel.x', 'sentinel', 'DEFAULT', 'ANY', 'ANY == 3', 'call', 'call(1, a=2)', 'call.foo', 'call.foo.bar(1)', 'call()()', 'call().foo(1)', 'call.foo(1).bar(2)', 'call.foo(1).bar(2).call_list()', 'call[1]', 'call.count', 'call(1) == call(1)', 'call(1) == call(2)', 'call(1) == ((1,),)', 'call(1) == ((1,), {})', 'call.a(1) == ("a", (1,))', 'call.a(1) == ("a", (1,), {})', 'call() == ()', 'call(a=1) == ({"a": 1},)', 'call(1).args', 'call(a=1).kwargs', 'call.a == call.b', 'call.a', 'tuple(call(1))', 'Mock(return_value=3)()', 'Mock(side_effect=ValueError)()', 'Mock(side_effect=ValueError("x"))()', 'Mock(side_effect=lambda x: x * 2)(4)', 'Mock(side_effect=[1, 2])()', 'Mock(a=1, **{"b.c": 2}).b.c', 'Mock(wraps=len)([1, 2])', 'Mock(wraps=[1]).append', 'Mock(wraps=[1, 1]).count(1)', 'dir(Mock(spec=["x"]))', 'dir(Mock())', 'Mock(Mock())', 'create_autospec(Mock())', 'mock.__all__', 'ThreadingMock()', 'inspect.iscoroutinefunction(AsyncMock())', 'inspect.iscoroutinefunction(Mock())', 'Mock(unsafe=True).assert_foo', 'Mock().return_value', 'Mock(name="q").return_value.x', 'Mock(spec=C)()', 'MagicMock().__enter__()', 'MagicMock().__len__.return_value', 'copy.copy(m) is m', 'Mock().__getstate__', 'Mock().mro', 'Mock(spec=C).co', 'MagicMock(spec=C).co', 'Mock(spec=fn)', 'mock.call is call', 'Mock(3)'):
    show(e, lambda: eval(e))
def go(label, src, ns):
    def f():
        exec(src, ns); return ns.pop('r', None)
    show(label, f)
ns = dict(globals())
for s in '''m = Mock(); m.assert_called()
m = Mock(); m.assert_called_once()
m = Mock(); m(); m(); m.assert_called_once()
m = Mock(); m.assert_not_called()
m = Mock(name='nm'); m(1); m.assert_not_called()
m = Mock(); m.assert_called_with(1)
m = Mock(); m(1, a=2); m.assert_called_with(1)
m = Mock(name='zz'); m(1, a=2); m.assert_called_with(1, a=2)
m = Mock(); m.x(1); m.x.assert_called_with(2)
m = Mock(); m(1); m(2); m.assert_called_once_with(2)
m = Mock(); m(1); m.assert_called_once_with(2)
m = Mock(); m(1); m(2); m.assert_any_call(1); m.assert_any_call(3)
m = Mock(); m(1); m(2); m.assert_has_calls([call(1), call(2)]); m.assert_has_calls([call(2), call(1)])
m = Mock(); m.assert_has_calls([call(2), call(1)])
m = Mock(); m(1); m(2); m.assert_has_calls([call(2), call(1)], any_order=True); m.assert_has_calls([call(2), call(3)], any_order=True)
m = Mock(); m.a(1); m.b.c(2); m.assert_has_calls([call.a(1), call.b.c(2)]); r = m.mock_calls
m = Mock(); m(1).foo(2)[3]
m = MagicMock(); m(1).foo(2)[3]; r = m.mock_calls
m = MagicMock(); m[1] = 2; del m[3]; len(m); 1 in m; r = m.mock_calls
m = MagicMock(); str(m); int(m); m.a.b; m < 3; r = m.mock_calls
m = MagicMock()\nwith m as x: x.y()\nr = m.mock_calls, x
m = MagicMock(); m.__iter__.return_value = [1, 2]; r = list(m), list(m)
m = MagicMock(); m.__len__.return_value = 5; r = len(m); m.__len__.assert_called_with()
m = MagicMock(); m.__getitem__.side_effect = lambda k: k * 2; r = m[4]
m = Mock(); m.__len__ = Mock(return_value=7); r = len(m), m.mock_calls
m = Mock(); m.__str__ = lambda self: 'fake'; r = str(m), m.mock_calls
m = Mock(); m.__iter__ = Mock(return_value=iter([1])); r = list(m)
m = Mock(); m.__getattr__ = 1
m = Mock(spec=C); m.other = 1; r = m.other
m = Mock(spec_set=C); m.other = 1
m = Mock(spec_set=C); m.attr = 1; r = m.attr
m = Mock(); del m.foo; m.foo
m = Mock(); m.foo; del m.foo; r = hasattr(m, 'foo')
m = Mock(); m.foo = 1; del m.foo; m.foo
m = Mock(); del m.foo; del m.foo
m = Mock(side_effect=[1, ValueError('v'), 3]); r = [m()]; m()
m = Mock(side_effect=iter([1])); m(); m()
m = Mock(side_effect=[DEFAULT], return_value=9); r = m()
m = Mock(side_effect=lambda: DEFAULT, return_value=9); r = m()
m = Mock(return_value=3); m(); m.reset_mock(); r = m.called, m.call_args, m.call_count, m.mock_calls, m()
m = Mock(return_value=3, side_effect=[1]); m.reset_mock(return_value=True, side_effect=True); r = m(), m.side_effect
m = Mock(); m.configure_mock(**{'a.b.return_value': 3, 'c': 4}); r = m.a.b(), m.c
m = Mock(); k = Mock(); m.attach_mock(k, 'kid'); k(1); r = m.mock_calls, k
m = Mock(); k = Mock(name='has'); m.kid = k; k(1); r = m.mock_calls, k
m = Mock(); k = Mock(); m.kid = k; k(1); r = m.mock_calls, k
m = Mock(); m.a.b.c(1); r = m.method_calls, m.a.method_calls, m.a.b.method_calls, m.a.b.c.method_calls
m = Mock(); m(1, 2, k=3); args, kw = m.call_args; r = args, kw, m.call_args.args, m.call_args.kwargs, m.call_args[0], m.call_args == call(1, 2, k=3), m.call_args == ((1, 2), {'k': 3}), m.call_args_list == [call(1, 2, k=3)]
m = Mock(); m(ANY); m.assert_called_with(5); m(1, [2]); m.assert_called_with(ANY, [ANY])
m = Mock(); m([1]); r = [call([1])] in [m.mock_calls], call([1]) in m.mock_calls, [call([1])] in m.mock_calls
m = Mock(return_value=None); [m(i) for i in range(30)]; r = m.call_args_list
m = Mock(spec=C); m.method(1); m.method.assert_called_with(a=1)
m = create_autospec(C); m.method
m = create_autospec(C); r = m, m(), m().method, m.cm, m.sm, m.attr, m.prop, m().attr, m.return_value is m()
m = create_autospec(C); m().method()
m = create_autospec(C); m().method(1, 2, 3)
m = create_autospec(C); m().method(1); m().method.assert_called_with(1); m().method.assert_called_with(a=1); m().method.assert_called_with(2)
m = create_autospec(C); m(1)
m = create_autospec(C); m.nope
m = create_autospec(C); m().nope
m = create_autospec(C); m.cm(1); m.cm.assert_called_once_with(1); m.sm()
m = create_autospec(fn); r = m
m = create_autospec(fn); m(1)
m = create_autospec(fn); m(1, 2); m.assert_called_once_with(1, 2); m.assert_called_with(a=1, b=2); r = m.called, m.call_count, m.call_args, m.mock_calls, m.__name__, m.__doc__, str(inspect.signature(m))
m = create_autospec(fn, return_value=5); r = m(1, b=2); m.assert_called_with(3, 4)
m = create_autospec(fn); m.return_value = 6; m.side_effect = None; r = m(1, 2)
m = create_autospec(fn); m(1, 2, 3)
m = create_autospec(fn); m(1, 2, d=3)
m = create_autospec(C, instance=True); r = m; m()
m = create_autospec(C, spec_set=True); m.zip = 1
m = create_autospec(re); r = m, m.compile; m.compile('a'); m.compile.assert_called_with('a'); m.compile()
m = create_autospec(3); r = m, m.bit_length()
m = create_autospec('abc'); m.nope
m = create_autospec({}); r = m.keys(), len(m)
m = Mock(); seal(m); m.x
m = Mock(); m.a.b = 1; seal(m); r = m.a.b; m.a.c
m = Mock(); seal(m); m()
m = Mock(name='q'); m.a; seal(m); m.a.x = 3
m = mock_open(read_data='l1\\nl2\\n'); f = m('x'); r = f.read(), f.read(), m('x').readline(), m('x').readlines(), list(m('x')), m.mock_calls[:2]
m = mock_open()\nwith m('f', 'w') as f: f.write('some')\nr = m.mock_calls; m.assert_called_once_with('f', 'w'); m().write.assert_called_once_with('some')
m = mock_open(read_data=b'ab'); r = m('x').read(1)
P = PropertyMock(return_value=4); T = type('T', (), {'p': P}); t = T(); r = t.p, setattr(t, 'p', 5), P.mock_calls
m = AsyncMock(return_value=3); r = asyncio.run(m(1)), m.await_count, m.await_args, m.await_args_list; m.assert_awaited_once_with(1)
m = AsyncMock(); m.assert_awaited()
m = AsyncMock(); m.assert_awaited_once()
m = AsyncMock(); m.assert_awaited_with(1)
m = AsyncMock(); asyncio.run(m(1)); m.assert_awaited_with(2)
m = AsyncMock(); asyncio.run(m(1)); m.assert_any_await(2)
m = AsyncMock(); asyncio.run(m(1)); m.assert_not_awaited()
m = AsyncMock(); asyncio.run(m(1)); asyncio.run(m(1)); m.assert_awaited_once_with(1)
m = AsyncMock(); asyncio.run(m(1)); m.assert_has_awaits([call(1)]); m.assert_has_awaits([call(2)])
m = AsyncMock(side_effect=ValueError('a')); asyncio.run(m())
m = AsyncMock(side_effect=[1]); r = asyncio.run(m()); asyncio.run(m())
m = AsyncMock(side_effect=lambda x: x + 1); r = asyncio.run(m(2))
m = AsyncMock(); r = m.child, m.return_value, asyncio.run(m.child())
m = MagicMock()\nasync def f():\n    async with m as x: pass\n    return x, [i async for i in m]\nr = asyncio.run(f()), m.mock_calls
m = MagicMock(); m.__aiter__.return_value = [1, 2]\nasync def f(): return [i async for i in m]\nr = asyncio.run(f())
m = Mock(spec=C); r = m.co, m.method, asyncio.run(m.co(1))
m = create_autospec(C); r = m().co, asyncio.run(m().co(1))
async def af(x): pass\nm = create_autospec(af); r = m, asyncio.run(m(1)), m.await_count, m.mock_calls
copy.deepcopy(Mock())
pickle.dumps(Mock())
m = Mock(); r = repr([m, {m: m}])[:10]
m = MagicMock(); m.x = m; repr(m); m.x.x.x(); r = m.mock_calls
m = Mock(); m.return_value = m; m()(); r = m.call_count
m = MagicMock(spec=['__len__', 'x']); r = len(m), m.x; m[1]
class D(dict): pass\nm = MagicMock(spec_set=D); r = len(m), m['x'], m.get
m = Mock(spec=C, attr=5); r = m.attr
m = Mock(**{'method.return_value': 3, 'other.side_effect': KeyError}); r = m.method(); m.other()
m = NonCallableMock(spec=C); r = m.method(1)
m = MagicMock(); m.mock_add_spec(['a']); r = m.a; m.b
m = Mock(); m.mock_add_spec(C, spec_set=True); r = m; m.zz = 1
m = ThreadingMock(); m(1); m.wait_until_called(timeout=1); m.wait_until_any_call_with(1); r = m
m = ThreadingMock(timeout=0.01); m.wait_until_called()
'''.strip().split('\n'):
    go(s, s.replace('\\n', '\n') if '\\\\n' not in s else s.replace("\\\\n", "\\n"), dict(globals()))
