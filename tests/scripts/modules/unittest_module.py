import unittest, sys, warnings
class T(unittest.TestCase):
    @classmethod
    def setUpClass(cls): print('SUC')
    @classmethod
    def tearDownClass(cls): print('TDC')
    def setUp(self): self.addCleanup(lambda: None)
    def test_ok(self):
        "doc line"
        self.assertEqual(1, 1); self.assertTrue(1); self.assertIn(1, [1]); self.assertIsNone(None); self.assertIsInstance(1, int); self.assertAlmostEqual(1.0, 1.00000001); self.assertRaises(ValueError, int, 'x'); self.assertRegex('abc', 'b'); self.assertCountEqual([1, 2], [2, 1]); self.assertDictEqual({}, {}); self.assertLess(1, 2); self.assertIsNot(1, None); self.assertNotIn(1, [])
        with self.assertRaises(ValueError) as cm: int('x')
        self.assertIn('invalid', str(cm.exception))
        with self.assertRaisesRegex(ValueError, 'inv'): int('y')
        with self.assertWarns(DeprecationWarning): warnings.warn('x', DeprecationWarning)
        with self.assertLogs('a', 'INFO') as lg:
            import logging; logging.getLogger('a').info('hi')
        self.assertEqual(lg.output, ['INFO:a:hi'])
        with self.assertNoLogs(): pass
    def test_eq(self): self.assertEqual([1, 2, 3], [1, 2, 4])
    def test_eqs(self): self.assertEqual('a\nb\n', 'a\nc\n')
    def test_eqd(self): self.assertEqual({'a': 1, 'b': 2}, {'a': 1, 'b': 3})
    def test_eqset(self): self.assertEqual({1, 2}, {1, 3})
    def test_eqt(self): self.assertEqual((1,), (1, 2))
    def test_true(self): self.assertTrue(0, 'msg')
    def test_in(self): self.assertIn(1, [2])
    def test_is(self): self.assertIs(1, 2)
    def test_none(self): self.assertIsNone(1)
    def test_alm(self): self.assertAlmostEqual(1, 2)
    def test_raises(self):
        with self.assertRaises(ValueError): pass
    def test_regex(self): self.assertRegex('abc', 'z')
    def test_count(self): self.assertCountEqual([1, 1, 2], [1, 2, 2])
    def test_less(self): self.assertLess(2, 1)
    def test_err(self): 1 / 0
    def test_inst(self): self.assertIsInstance(1, str)
    @unittest.skip('why')
    def test_skip(self): pass
    @unittest.skipIf(True, 'cond')
    def test_skipif(self): pass
    @unittest.expectedFailure
    def test_xf(self): self.fail('x')
    @unittest.expectedFailure
    def test_xs(self): pass
    def test_skipt(self): self.skipTest('inside')
    def test_sub(self):
        for i in range(3):
            with self.subTest(i=i, s='q'): self.assertNotEqual(i, 1)
    def test_multi(self): self.assertMultiLineEqual('a', 'b', 'custom')
    def test_starts(self): self.assertStartsWith('abc', 'x')
    def test_attr(self): self.assertHasAttr(1, 'zz')
    def test_notreg(self): self.assertNotRegex('abc', 'b')
    def test_warns(self):
        with self.assertWarns(UserWarning): pass
    def test_long(self): self.assertEqual(list(range(100)), list(range(1, 101)))
@unittest.skip('cls')
class S(unittest.TestCase):
    def test_a(self): pass
class F(unittest.TestCase):
    @classmethod
    def setUpClass(cls): raise ValueError('suc')
    def test_a(self): pass
import io, re
stream = io.StringIO()
suite = unittest.defaultTestLoader.loadTestsFromModule(sys.modules['__main__'])
result = unittest.TextTestRunner(stream=stream, verbosity=2).run(suite)
print(re.sub(r'in [0-9.]+s', 'in Xs', stream.getvalue()))
print(result, result.wasSuccessful())
