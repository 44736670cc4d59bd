"""Results, suites, loaders, runners, `main`: the parts of unittest that programs use by themselves."""
import re, unittest, io, sys, warnings
class R(unittest.TestResult):
    def __init__(self, *a, **k): super().__init__(*a, **k); self.log = []
    def startTest(self, t): self.log.append('start ' + t.id()); super().startTest(t)
    def addSuccess(self, t): self.log.append('ok'); super().addSuccess(t)
    def addError(self, t, e): self.log.append(f'err {e[0].__name__}'); super().addError(t, e)
    def addFailure(self, t, e): self.log.append(f'fail {e[1]}'); super().addFailure(t, e)
    def addSubTest(self, t, s, e): self.log.append(f'sub {s} {s.params!r} {e and e[0]}'); super().addSubTest(t, s, e)
    def stopTest(self, t): self.log.append('stop'); super().stopTest(t)
    def startTestRun(self): self.log.append('run')
    def stopTestRun(self): self.log.append('end')
class Inner(unittest.TestCase):
    def test_a(self):
        "doc a"
    def test_b(self): self.fail('b')
    def test_c(self): 1/0
    def test_d(self):
        with self.subTest(k=1): pass
        with self.subTest(k=2): self.fail('x')
class T(unittest.TestCase):
    def test_result(self):
        r = R(); s = unittest.defaultTestLoader.loadTestsFromTestCase(Inner)
        print(s, s.countTestCases(), list(s)[0].shortDescription(), list(s)[1].shortDescription())
        s.run(r); print('\n'.join(r.log)); print(r, r.testsRun, r.wasSuccessful(), r.shouldStop, len(r.collectedDurations))
        print(r.failures[0][1]); print(r.errors)
        print(s.countTestCases(), list(s))
    def test_run_default(self):
        r = Inner('test_b').run(); print(type(r), r)
        print(Inner('test_a') == Inner('test_a'), Inner('test_a') == Inner('test_b'), hash(Inner('test_a')) == hash(Inner('test_a')))
        print(repr(Inner('test_a')), str(Inner('test_a')), Inner('test_a').id())
        try: Inner('nope')
        except ValueError as e: print(e)
        print(Inner(), Inner().id())
    def test_func(self):
        def f():
            "doc of f"
            self.fail('f')
        t = unittest.FunctionTestCase(f, setUp=lambda: print('su'), tearDown=lambda: print('td'), description='desc')
        print(t, t.id(), t.shortDescription(), t.countTestCases())
        r = unittest.TestResult(); t.run(r); print(r)
        print(unittest.FunctionTestCase(f).shortDescription())
    def test_suite(self):
        s = unittest.TestSuite()
        for bad in (3, Inner, unittest.TestSuite, 'abc'):
            try: s.addTest(bad)
            except TypeError as e: print(e)
        try: s.addTests('abc')
        except TypeError as e: print(e)
        s.addTests([Inner('test_a'), unittest.TestSuite([Inner('test_b')])])
        print(s, s == unittest.TestSuite([Inner('test_a'), unittest.TestSuite([Inner('test_b')])]), s.countTestCases())
        try: s.debug()
        except AssertionError as e: print('debug', e)
    def test_runner(self):
        out = io.StringIO()
        r = unittest.TextTestRunner(out, verbosity=2, descriptions=False).run(unittest.defaultTestLoader.loadTestsFromTestCase(Inner))
        print(re.sub(r'\d\.\d+s', 'Ts', out.getvalue()))
    def test_loader(self):
        L = unittest.TestLoader()
        for n in ('__main__.Inner.test_a', '__main__.Inner', '__main__', '__main__.nope', 'nope.x', '__main__.Inner.nope', '__main__.io', '__main__.sys.maxsize'):
            try: print(n, L.loadTestsFromName(n).countTestCases())
            except Exception as e: print(n, type(e).__name__, e)
        print([e.splitlines()[-1] for e in L.errors])
        print(L.getTestCaseNames(Inner)); L.testMethodPrefix = 'a'; print(L.getTestCaseNames(Inner))
        L = unittest.TestLoader(); L.sortTestMethodsUsing = lambda a, b: (a < b) - (a > b); print(L.getTestCaseNames(Inner))
        L.testNamePatterns = ['*_b']; print(L.getTestCaseNames(Inner))
        try: L.loadTestsFromTestCase(unittest.TestSuite)
        except TypeError as e: print(e)
        print(L.loadTestsFromName('Inner', sys.modules[__name__]).countTestCases())
    def test_buffer(self): print('to out'); print('to err', file=sys.stderr); self.fail('buf')
    def test_main(self):
        try: unittest.main(module=__name__, argv=['prog', '-v', 'Inner.test_a'], exit=True, testRunner=unittest.TextTestRunner(stream=io.StringIO()))
        except SystemExit as e: print('exit', e.code)
        p = unittest.main(module=None, argv=['prog', '__main__.Inner.test_b'], exit=False, testRunner=unittest.TextTestRunner(stream=io.StringIO()))
        print(p.result, p.testNames, p.verbosity, p.progName)
    def test_output(self):
        print(unittest.case.SkipTest, unittest.result.TestResult, unittest.loader.TestLoader, unittest.runner.TextTestRunner, unittest.util.safe_repr('x' * 100, True))
        print(sorted(unittest.__all__))
def tearDownModule(): raise ValueError('tdm')


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
