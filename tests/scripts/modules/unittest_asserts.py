"""Every assertion: when it fails, and in what words."""
import unittest, decimal, collections, re, datetime, fractions

class Eq(unittest.TestCase):
    def test_int(self): self.assertEqual(1, 2)
    def test_mixed(self): self.assertEqual(1, '1')
    def test_long_repr(self): self.assertEqual('x' * 100 + 'a', 'x' * 100 + 'b' * 30)
    def test_long_repr2(self): self.assertEqual(b'x' * 200 + b'a', b'x' * 200 + b'b' * 100)
    def test_long_repr3(self): self.assertEqual(b'y' * 200 + b'a', b'x' * 200 + b'b' * 100)
    def test_list(self): self.assertEqual([1, 2, 3], [1, 2, 4])
    def test_list_longer(self): self.assertEqual([1, 2, 3, 4], [1, 2])
    def test_list_shorter(self): self.assertEqual([1], [1, 2, 5])
    def test_list_nested(self): self.assertEqual([{'a': 1, 'b': [1, 2, 3]}, {'c': 2}], [{'a': 1, 'b': [1, 2, 4]}, {'c': 2}])
    def test_list_huge(self): self.assertEqual(list(range(500)), list(range(1, 501)))
    def test_list_wide(self): self.assertEqual(['word%d' % i for i in range(30)], ['word%d' % (i if i != 12 else 99) for i in range(30)])
    def test_tuple(self): self.assertEqual((1, 'a'), (1, 'b'))
    def test_tuple_msg(self): self.assertEqual((1, 'a'), (1, 'b'), 'custom message')
    def test_dict(self): self.assertEqual({'a': 1, 'b': 2}, {'a': 1, 'c': 2})
    def test_dict_big(self): self.assertEqual({f'key{i}': i for i in range(20)}, {f'key{i}': i if i != 7 else -7 for i in range(20)})
    def test_dict_nested(self): self.assertEqual({'user': {'name': 'Al', 'tags': ['x', 'y'], 'more': {'k': 'v' * 60}}}, {'user': {'name': 'Bo', 'tags': ['x'], 'more': {'k': 'v' * 60}}})
    def test_set(self): self.assertEqual({1, 2}, {2, 3})
    def test_set_left(self): self.assertEqual({1, 2}, {2})
    def test_frozenset(self): self.assertEqual(frozenset('a'), frozenset('b'))
    def test_set_frozen(self): self.assertEqual({1}, frozenset([2]))
    def test_multi(self): self.assertEqual('one\ntwo\nthree\n', 'one\n2\nthree\nfour')
    def test_str_single(self): self.assertEqual('hello world', 'hello there')
    def test_str_caret(self): self.assertEqual('the quick brown fox jumps', 'the quack brown fix jumps')
    def test_str_nl(self): self.assertEqual('abc', 'abc\n')
    def test_str_empty(self): self.assertEqual('', 'abc')
    def test_multi_long(self): self.assertEqual('\n'.join(f'line {i}' for i in range(100)), '\n'.join(f'line {i}' if i % 10 else f'row {i}' for i in range(100)))
    def test_bytes(self): self.assertEqual(b'abc', b'abd')
    def test_float(self): self.assertEqual(0.1 + 0.2, 0.3)
    def test_none(self): self.assertEqual(None, False)
    def test_nt(self):
        P = collections.namedtuple('P', 'x y')
        self.assertEqual(P(1, 2), P(1, 3))
    def test_od(self): self.assertEqual(collections.OrderedDict(a=1), collections.OrderedDict(a=2))
    def test_deque(self): self.assertEqual(collections.deque([1]), collections.deque([2]))
    def test_counter(self): self.assertEqual(collections.Counter('aab'), collections.Counter('abb'))
    def test_date(self): self.assertEqual(datetime.date(2020, 1, 1), datetime.date(2020, 1, 2))
    def test_frac(self): self.assertEqual(fractions.Fraction(1, 2), fractions.Fraction(1, 3))
    def test_dec(self): self.assertEqual(decimal.Decimal('1.0'), decimal.Decimal('1.1'))
    def test_ne(self): self.assertNotEqual([1], [1])
    def test_ne_msg(self): self.assertNotEqual('a', 'a', msg='they are the same')
    def test_cls(self): self.assertEqual(int, str)

class Reprs(unittest.TestCase):
    def test_bad_repr(self):
        class Bad:
            def __repr__(self): raise RuntimeError('no repr')
            def __eq__(self, other): return False
        try:
            self.assertEqual(Bad(), 1)
        except AssertionError as e:
            print(re.sub('0x[0-9a-f]+', 'ADDR', str(e)))
    def test_maxdiff_none(self):
        self.maxDiff = None
        self.assertEqual(list(range(100, 300)), list(range(101, 301)))
    def test_maxdiff_small(self):
        self.maxDiff = 10
        self.assertEqual([1, 2, 3], [1, 2])
    def test_longmessage(self):
        self.longMessage = False
        self.assertEqual(1, 2, 'only this')
    def test_longmessage_none(self):
        self.longMessage = False
        self.assertEqual(1, 2)

class Others(unittest.TestCase):
    def test_true(self): self.assertTrue([])
    def test_true_msg(self): self.assertTrue(False, 'oops')
    def test_false(self): self.assertFalse('x')
    def test_is(self): self.assertIs([], [])
    def test_isnot(self):
        x = [1]
        self.assertIsNot(x, x)
    def test_isnone(self): self.assertIsNone(0)
    def test_isnotnone(self): self.assertIsNotNone(None)
    def test_in(self): self.assertIn(3, [1, 2])
    def test_in_str(self): self.assertIn('zz', 'abcdef', 'hm')
    def test_in_dict(self): self.assertIn('k', {'a': 1})
    def test_notin(self): self.assertNotIn('a', {'a': 1})
    def test_isinst(self): self.assertIsInstance('s', (int, float))
    def test_isinst1(self): self.assertIsInstance('s', int, 'my msg')
    def test_notisinst(self): self.assertNotIsInstance(True, int)
    def test_notisinst2(self): self.assertNotIsInstance(True, (int, str))
    def test_issub(self): self.assertIsSubclass(int, str)
    def test_issub2(self): self.assertIsSubclass(int, (str, bytes))
    def test_issub3(self): self.assertIsSubclass(3, int)
    def test_notissub(self): self.assertNotIsSubclass(bool, int)
    def test_notissub2(self): self.assertNotIsSubclass(bool, (int, str))
    def test_notissub3(self): self.assertNotIsSubclass('x', int)
    def test_hasattr(self): self.assertHasAttr([], 'nope')
    def test_hasattr2(self): self.assertHasAttr(int, 'nope')
    def test_hasattr3(self): self.assertHasAttr(re, 'nope', 'with msg')
    def test_nothasattr(self): self.assertNotHasAttr([], 'append')
    def test_nothasattr2(self): self.assertNotHasAttr(list, 'append')
    def test_nothasattr3(self): self.assertNotHasAttr(re, 'compile')
    def test_starts(self): self.assertStartsWith('hello', 'x')
    def test_starts_t(self): self.assertStartsWith('hello', ('x', 'y'))
    def test_starts_b(self): self.assertStartsWith(b'hello', b'x', 'msg')
    def test_starts_bad(self): self.assertStartsWith(5, 'x')
    def test_starts_bad2(self): self.assertStartsWith('abc', b'x')
    def test_starts_bad3(self): self.assertStartsWith(b'abc', 'x')
    def test_starts_bad4(self): self.assertStartsWith('abc', 3)
    def test_nstarts(self): self.assertNotStartsWith('hello', 'he')
    def test_nstarts_t(self): self.assertNotStartsWith('hello', ('x', 'he'))
    def test_ends(self): self.assertEndsWith('hello', 'x')
    def test_ends_t(self): self.assertEndsWith('hello', ('x', 'z'))
    def test_ends_bad(self): self.assertEndsWith([], 'x')
    def test_nends(self): self.assertNotEndsWith('hello', 'lo')
    def test_nends_t(self): self.assertNotEndsWith('hello', ('lo', 'x'))
    def test_less(self): self.assertLess(2, 1)
    def test_lesseq(self): self.assertLessEqual(2, 1)
    def test_greater(self): self.assertGreater(1, 2)
    def test_greatereq(self): self.assertGreaterEqual(1, 2, 'why')
    def test_less_type(self): self.assertLess(1, 'a')
    def test_almost(self): self.assertAlmostEqual(1.0, 1.1)
    def test_almost_places(self): self.assertAlmostEqual(1.0, 1.01, places=3)
    def test_almost_delta(self): self.assertAlmostEqual(1.0, 2.0, delta=0.5)
    def test_almost_both(self): self.assertAlmostEqual(1.0, 2.0, delta=0.5, places=3)
    def test_almost_msg(self): self.assertAlmostEqual(1.0, 2.0, msg='far')
    def test_almost_dt(self): self.assertAlmostEqual(datetime.datetime(2020, 1, 1), datetime.datetime(2020, 1, 2), delta=datetime.timedelta(hours=1))
    def test_almost_nan(self): self.assertAlmostEqual(float('nan'), 1.0)
    def test_almost_inf(self): self.assertAlmostEqual(float('inf'), float('inf'))
    def test_nalmost(self): self.assertNotAlmostEqual(1.0, 1.00000001)
    def test_nalmost_delta(self): self.assertNotAlmostEqual(1.0, 1.1, delta=0.5)
    def test_nalmost_ok(self): self.assertNotAlmostEqual(1.0, 1.1)
    def test_nalmost_both(self): self.assertNotAlmostEqual(1.0, 1.1, 2, None, 3)
    def test_regex(self): self.assertRegex('hello', r'\d+')
    def test_regex_msg(self): self.assertRegex('hello', re.compile('X', re.I), 'nope')
    def test_regex_empty(self): self.assertRegex('hello', '')
    def test_nregex(self): self.assertNotRegex('hello 42', r'\d+')
    def test_count(self): self.assertCountEqual([1, 2, 2], [2, 1, 1])
    def test_count2(self): self.assertCountEqual([[1], [2]], [[2], [3]])
    def test_count3(self): self.assertCountEqual('abc', 'abd', 'msg here')
    def test_count4(self): self.assertCountEqual([1, 'a', None], ['a', 1])
    def test_count5(self): self.assertCountEqual(iter([1, 2]), (2, 1))
    def test_count6(self): self.assertCountEqual([{'a': 1}, {'b': 2}, {'a': 1}], [{'b': 2}, {'a': 1}])
    def test_count7(self): self.assertCountEqual(3, [1])
    def test_count8(self): self.assertCountEqual(list(range(300)), list(range(200, 500)))
    def test_seq(self): self.assertSequenceEqual([1, 2], (1, 3))
    def test_seq_ok(self): self.assertSequenceEqual([1, 2], (1, 2))
    def test_seq_none(self): self.assertSequenceEqual(None, [1])
    def test_seq_none2(self): self.assertSequenceEqual([1], None)
    def test_seq_type(self): self.assertSequenceEqual((1,), [1], seq_type=list)
    def test_seq_type2(self): self.assertSequenceEqual([1], (1,), seq_type=list)
    def test_seq_str(self): self.assertSequenceEqual('abc', 'abd')
    def test_seq_range(self): self.assertSequenceEqual(range(3), [0, 1, 2, 3])
    def test_seq_dict(self): self.assertSequenceEqual({1: 2}, [1, 2])
    def test_seq_set(self): self.assertSequenceEqual({1}, {2})
    def test_list_eq(self): self.assertListEqual([1], (1,))
    def test_list_eq2(self): self.assertListEqual((1,), [1])
    def test_tuple_eq(self): self.assertTupleEqual([1], (1,))
    def test_set_eq(self): self.assertSetEqual([1], {1})
    def test_set_eq2(self): self.assertSetEqual({1}, [1])
    def test_set_eq3(self): self.assertSetEqual({1}, 3)
    def test_set_eq4(self): self.assertSetEqual({1}, {2}, 'a message')
    def test_set_eq5(self): self.assertSetEqual({1}, frozenset({1}))
    def test_dict_eq(self): self.assertDictEqual([], {})
    def test_dict_eq2(self): self.assertDictEqual({}, None)
    def test_dict_eq3(self): self.assertDictEqual({1: 2}, {1: 3}, 'dict msg')
    def test_ml(self): self.assertMultiLineEqual('a\nb', 'a\nc', 'ml msg')
    def test_ml2(self): self.assertMultiLineEqual(1, 'a')
    def test_ml3(self): self.assertMultiLineEqual('a', 1)
    def test_fail(self): self.fail()
    def test_fail_msg(self): self.fail('failed')
    def test_fail_obj(self): self.fail({'a': 1})

class P:
    def __init__(self, x): self.x = x
    def __eq__(self, other): return self.x == other.x
    def __repr__(self): return f'P({self.x})'

class TypeEq(unittest.TestCase):
    def setUp(self):
        self.addTypeEqualityFunc(P, self.eqp)
    def eqp(self, a, b, msg=None):
        if a.x != b.x:
            raise self.failureException(msg or f'P differ: {a.x} {b.x}')
    def test_p(self): self.assertEqual(P(1), P(2))
    def test_p_ok(self): self.assertEqual(P(1), P(1))
    def test_p_msg(self): self.assertEqual(P(1), P(2), 'm')
    def test_reg_str(self):
        self.addTypeEqualityFunc(P, 'eqp')
        self.assertEqual(P(1), P(2))

class CustomFail(Exception): pass
class FE(unittest.TestCase):
    failureException = CustomFail
    def test_a(self): self.assertEqual(1, 2)
    def test_b(self): raise AssertionError('x')
    def test_c(self): self.assertIsNone(3)


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
