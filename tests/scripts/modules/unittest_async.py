"""IsolatedAsyncioTestCase: fixtures, cleanups, contexts and context variables of tests that are coroutines."""
import re, unittest, asyncio, contextvars
v = contextvars.ContextVar('v', default=0)
class CM:
    async def __aenter__(self): print('aenter'); return 7
    async def __aexit__(self, *a): print('aexit', a)
class A(unittest.IsolatedAsyncioTestCase):
    def setUp(self): print('setUp'); v.set(1)
    async def asyncSetUp(self): print('asyncSetUp', v.get()); v.set(2); self.addAsyncCleanup(self.clean, 3)
    async def clean(self, x): print('clean', x)
    async def asyncTearDown(self): print('asyncTearDown')
    def tearDown(self): print('tearDown', v.get())
    async def test_a(self):
        await asyncio.sleep(0); self.assertEqual(v.get(), 2); print(await self.enterAsyncContext(CM()))
    async def test_fail(self): await asyncio.sleep(0); self.assertEqual(1, 2)
    async def test_err(self): await self.deeper()
    async def deeper(self): raise KeyError('d')
    def test_sync(self): print('sync'); asyncio.get_running_loop
    async def test_sub(self):
        for i in range(3):
            with self.subTest(i=i): self.assertNotEqual(i, 1)
    async def test_ret(self): return 3
    async def test_badcm(self): await self.enterAsyncContext(open)
    @unittest.skip('s')
    async def test_skip(self): pass
    @unittest.expectedFailure
    async def test_xf(self): self.fail()
    async def test_raises(self):
        with self.assertRaises(ZeroDivisionError): 1/0
        async with asyncio.timeout(5): pass
class C(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self): raise ValueError('asu')
    async def test_x(self): pass


def run():
    """Runs the tests of this file; what differs from run to run, and the library's own frames, are struck out."""
    import io
    out = io.StringIO()
    tests = unittest.defaultTestLoader.loadTestsFromModule(__import__('__main__'))
    result = unittest.TextTestRunner(stream=out, verbosity=2).run(tests)
    text = re.sub(r'in \d+\.\d+s', 'in some time', out.getvalue())
    text = re.sub(r'0x[0-9a-f]+', '0x...', text)
    kept, inside = [], False
    for line in text.split('\n'):
        if line.startswith('  File "'):
            inside = f'File "{__file__}"' not in line
        elif not line.startswith('    '):
            inside = False
        if not inside and 'case.py' not in line and line != '  return self.run(*args, **kwds)':
            kept.append(line.replace(__file__, 'this file'))
    print('\n'.join(kept))
    print(result, result.wasSuccessful())


run()
