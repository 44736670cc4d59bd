"""Fixtures, skips, expected failures, subtests, contexts: what is called when, and what is printed."""
import re, unittest, sys, warnings, logging

def helper(x):
    return inner(x)

def inner(x):
    raise KeyError(x)

class Flow(unittest.TestCase):
    """Class doc."""
    def test_error(self):
        """Short description here.

        More text.
        """
        helper('k')

    def test_chain(self):
        try:
            helper('a')
        except KeyError as e:
            raise ValueError('chained') from e

    def test_context(self):
        try:
            helper('a')
        except KeyError:
            self.assertEqual(1, 2)

    def test_nested_fail(self):
        def check(a):
            self.assertIn(a, [])
        check(5)

    def test_sub(self):
        for i in range(4):
            with self.subTest(i=i):
                self.assertEqual(i % 2, 0)
        with self.subTest('named', x='y', z=[1]):
            raise OSError(2, 'no such')
        with self.subTest('only name'):
            self.fail('f')
        with self.subTest():
            self.fail('g')
        with self.subTest(a=1):
            with self.subTest(b=2):
                self.fail('nested')
            with self.subTest(a=3):
                self.fail('overrides')

    def test_sub_skip(self):
        for i in range(3):
            with self.subTest(i=i):
                if i == 1:
                    self.skipTest('one')

    def test_sub_then_error(self):
        with self.subTest(i=1):
            self.fail('in sub')
        raise RuntimeError('after')

    def test_sub_ok(self):
        with self.subTest(i=1):
            pass

    @unittest.skip('no reason')
    def test_skip(self): pass

    @unittest.skip
    def test_skip_bare(self): pass

    @unittest.skipIf(sys.version_info > (3,), 'py3')
    def test_skipif(self): pass

    @unittest.skipUnless(False, 'unless')
    def test_skipunless(self): pass

    def test_skip_inside(self): self.skipTest('inside')
    def test_skip_raise(self): raise unittest.SkipTest('raised')
    def test_skip_raise_empty(self): raise unittest.SkipTest

    @unittest.expectedFailure
    def test_xf(self): self.assertEqual(1, 2)
    @unittest.expectedFailure
    def test_xf_error(self): 1 / 0
    @unittest.expectedFailure
    def test_xs(self): pass
    @unittest.expectedFailure
    def test_xs_sub(self):
        with self.subTest(i=1):
            self.fail('x')
    @unittest.expectedFailure
    def test_xf_skip(self): self.skipTest('skip in xf')

    def test_exit(self): sys.exit(3)
    def test_syntax(self): compile('a b', '<x>', 'exec')
    def test_group(self): raise ExceptionGroup('eg', [ValueError(1), TypeError('t')])
    def test_note(self):
        e = ValueError('with note')
        e.add_note('a note')
        e.add_note('another')
        raise e
    def test_returns(self): return 5
    def test_multiline(self):
        self.assertEqual(
            [1,
             2],
            [1,
             3],
        )
    def test_recursion(self):
        def f(): f()
        with self.assertRaises(RecursionError): f()

class Cleanups(unittest.TestCase):
    def setUp(self):
        print('setUp')
        self.addCleanup(print, 'cleanup 1')
        self.addCleanup(self.bad)
        self.addCleanup(print, 'cleanup', 2, sep='-')
    def bad(self): raise ValueError('in cleanup')
    def tearDown(self):
        print('tearDown')
        raise OSError('in tearDown')
    def test_a(self): self.fail('in test')
    def test_b(self): pass

class SetUpFails(unittest.TestCase):
    def setUp(self):
        self.addCleanup(print, 'cleaned')
        raise ValueError('in setUp')
    def tearDown(self): print('never')
    def test_a(self): pass

class SetUpSkips(unittest.TestCase):
    def setUp(self): self.skipTest('from setUp')
    def test_a(self): pass

class SetUpFailsX(unittest.TestCase):
    def setUp(self): raise ValueError('su')
    @unittest.expectedFailure
    def test_a(self): pass

class ClassFails(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.addClassCleanup(print, 'class cleanup')
        raise ValueError('in setUpClass')
    @classmethod
    def tearDownClass(cls): print('not called')
    def test_a(self): pass
    def test_b(self): pass

class ClassSkips(unittest.TestCase):
    @classmethod
    def setUpClass(cls): raise unittest.SkipTest('class skip')
    def test_a(self): pass

class TearDownClassFails(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.addClassCleanup(cls.bad)
    @classmethod
    def bad(cls): raise OSError('class cleanup')
    @classmethod
    def tearDownClass(cls): raise ValueError('in tearDownClass')
    def test_a(self): pass

@unittest.skip('whole class')
class Skipped(unittest.TestCase):
    def test_a(self): pass
    def test_b(self): pass

@unittest.expectedFailure
class XClass(unittest.TestCase):
    def test_a(self): self.fail('x')
    def test_b(self): pass

class Raises(unittest.TestCase):
    def test_not_raised(self):
        with self.assertRaises(ValueError): pass
    def test_not_raised_call(self): self.assertRaises(ValueError, int, '3')
    def test_not_raised_tuple(self):
        with self.assertRaises((ValueError, TypeError)): pass
    def test_not_raised_msg(self):
        with self.assertRaises(ValueError, msg='my msg'): pass
    def test_other(self):
        with self.assertRaises(ValueError): raise KeyError('x')
    def test_lambda(self): self.assertRaises(ValueError, lambda: None)
    def test_callable_obj(self):
        class C:
            def __call__(self): pass
            def __str__(self): return 'a C'
        self.assertRaises(ValueError, C())
    def test_bad_arg(self): self.assertRaises(5)
    def test_bad_arg2(self): self.assertRaises('x', int)
    def test_bad_kw(self):
        with self.assertRaises(ValueError, foo=1): pass
    def test_none(self):
        self.assertRaises(ValueError, None)
    def test_regex(self):
        with self.assertRaisesRegex(ValueError, 'abc'): raise ValueError('xyz')
    def test_regex_call(self): self.assertRaisesRegex(ValueError, 'literal', int, 'X')
    def test_regex_call_bad(self): self.assertRaisesRegex(ValueError, 'LITERAL', int, 'X')
    def test_regex_not(self): self.assertRaisesRegex(ValueError, 'LITERAL', int, '1')
    def test_context(self):
        with self.assertRaises(ValueError) as cm:
            raise ValueError('a', 1)
        self.assertEqual(cm.exception.args, ('a', 1))
        self.assertIsNone(cm.exception.__traceback__)
        self.assertEqual(cm.exception.args, ())
    def test_warns(self):
        with self.assertWarns(UserWarning): pass
    def test_warns_other(self):
        with self.assertWarns(UserWarning): warnings.warn('d', DeprecationWarning)
    def test_warns_call(self): self.assertWarns(DeprecationWarning, int, '3')
    def test_warns_ok(self):
        with self.assertWarns(UserWarning) as cm: warnings.warn('msg')
        self.assertEqual(str(cm.warning), 'msg')
        self.assertTrue(cm.filename.endswith('unittest_flow.py'))
        self.assertIsInstance(cm.lineno, int)
        self.assertEqual(len(cm.warnings), 1)
    def test_warns_regex(self):
        with self.assertWarnsRegex(UserWarning, 'abc'): warnings.warn('xyz')
    def test_warns_bad(self): self.assertWarns(ValueError)
    def test_warns_exc(self):
        with self.assertWarns(UserWarning): raise KeyError('k')

class Logs(unittest.TestCase):
    def test_none(self):
        with self.assertLogs(): pass
    def test_level(self):
        with self.assertLogs('foo', level='ERROR'): logging.getLogger('foo').warning('hm')
    def test_ok(self):
        with self.assertLogs('foo', level='INFO') as cm:
            logging.getLogger('foo').info('first message')
            logging.getLogger('foo.bar').error('second %s', 'm')
        self.assertEqual(cm.output, ['INFO:foo:first message', 'ERROR:foo.bar:second m'])
        self.assertEqual(cm.records[1].args, ('m',))
        print(cm[0] is cm.records)
    def test_no(self):
        with self.assertNoLogs(): logging.getLogger('z').error('boo')
    def test_no_level(self):
        with self.assertNoLogs('z', 'ERROR') as cm: logging.getLogger('z').warning('boo')
        self.assertIsNone(cm)
    def test_obj(self):
        lg = logging.getLogger('q')
        with self.assertLogs(lg, logging.DEBUG) as cm: lg.debug('dd')
        self.assertEqual(cm.output, [])
    def test_raise(self):
        with self.assertLogs(): raise KeyError('x')

class RunTest(unittest.TestCase):
    def runTest(self): self.fail('runTest ran')

class Ctx(unittest.TestCase):
    def test_enter(self):
        class CM:
            def __enter__(self): print('enter'); return 5
            def __exit__(self, *a): print('exit', a)
        self.assertEqual(self.enterContext(CM()), 5)
        print('body')
    def test_enter_bad(self):
        self.enterContext(3)
    def test_enter_bad2(self):
        class A:
            async def __aenter__(self): pass
            async def __aexit__(self, *a): pass
        self.enterContext(A())

def setUpModule(): print('setUpModule'); unittest.addModuleCleanup(print, 'module cleanup')
def tearDownModule(): print('tearDownModule')


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
