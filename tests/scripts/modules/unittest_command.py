"""`python -m unittest` in a folder of test files: discovery, patterns, names, options, exit codes."""
import io
import os
import re
import sys
import unittest

FILES = {
    'test_import_error.py': 'import nothere\n',
    'test_lt.py': 'import unittest\nclass A(unittest.TestCase):\n    def test_a(self): pass\nclass B(unittest.TestCase):\n    def test_b(self): pass\ndef load_tests(loader, tests, pattern):\n    s = unittest.TestSuite(); s.addTests(loader.loadTestsFromTestCase(B)); print(loader.getTestCaseNames(A), pattern, tests.countTestCases()); return s\n',
    'test_lt_bad.py': "def load_tests(loader, tests, pattern): raise TypeError('lt failed')\n",
    'test_raise.py': 'raise ValueError("at import")\n',
    'test_skipped.py': 'import unittest\nraise unittest.SkipTest("not today")\n',
    'test_smf.py': "import unittest\ndef setUpModule(): raise ValueError('sum')\nclass A(unittest.TestCase):\n    def test_a(self): pass\n",
    'test_sms.py': "import unittest\ndef setUpModule(): raise unittest.SkipTest('sum skip')\nclass A(unittest.TestCase):\n    def test_a(self): pass\n",
    'test_syntax.py': 'def x(:\n',
    'test_top.py': "import unittest\nclass Top(unittest.TestCase):\n    def test_one(self): pass\n    def test_two(self): self.fail('two')\n",
    'lt/__init__.py': "import unittest, os\ndef load_tests(loader, standard, pattern):\n    print('load_tests', pattern)\n    standard.addTests(loader.discover(start_dir=os.path.dirname(__file__), pattern=pattern or 'test*.py'))\n    return standard\n",
    'lt/test_lt.py': "import unittest\nclass Top(unittest.TestCase):\n    def test_one(self): pass\n    def test_two(self): self.fail('two')\n",
    'nopkg/test_n.py': "import unittest\nclass No(unittest.TestCase):\n    def test_one(self): pass\n    def test_two(self): self.fail('two')\n",
    'pkg/__init__.py': '\n',
    'pkg/check_c.py': "import unittest\nclass Chk(unittest.TestCase):\n    def test_one(self): pass\n    def test_two(self): self.fail('two')\n",
    'pkg/test_p.py': "import unittest\nclass Pkg(unittest.TestCase):\n    def test_one(self): pass\n    def test_two(self): self.fail('two')\n",
    'pkg/sub/__init__.py': '\n',
    'pkg/sub/test_s.py': "import unittest\nclass Sub(unittest.TestCase):\n    def test_one(self): pass\n    def test_two(self): self.fail('two')\n",
    'tests/__init__.py': 'raise RuntimeError("bad package")\n',
    'tests/test_t.py': "import unittest\nclass T(unittest.TestCase):\n    def test_one(self): pass\n    def test_two(self): self.fail('two')\n",
}

top = os.environ['SCRATCH']
for name, text in FILES.items():
    os.makedirs(os.path.dirname(os.path.join(top, name)), exist_ok=True)
    with open(os.path.join(top, name), 'w') as f:
        f.write(text)
os.chdir(top)
sys.path.insert(0, top)
before = set(sys.modules)


def command(line):
    print(f'=== {line}')
    for name in set(sys.modules) - before:
        if os.path.exists(os.path.join(top, name.partition('.')[0] + '.py')) or name.partition('.')[0] in ('pkg', 'tests', 'lt'):
            del sys.modules[name]
    unittest.defaultTestLoader.__init__()
    unittest.defaultTestLoader.testNamePatterns = None
    stderr, sys.stderr = sys.stderr, io.StringIO()
    try:
        unittest.main(module=None, argv=['python -m unittest', *line.split()])
    except (SystemExit, ImportError) as e:
        code = getattr(e, 'code', e)
    text, sys.stderr = sys.stderr.getvalue(), stderr
    kept, inside = [], False
    for line in re.sub(r'\d+\.\d+s', 'T', text).split('\n'):
        if line.startswith('  File "'):
            inside = f'File "{top}/' not in line
        elif not line.startswith('    '):
            inside = False
        if not inside:
            kept.append(line.replace(top, 'top'))
    print('\n'.join(kept))
    print('exit', str(code).replace(top, 'top'))


for line in ('', '-v', 'discover -s pkg', 'discover -v -s pkg -t . -p check*.py', 'discover pkg', 'pkg/test_p.py', './test_top.py',
             'pkg.sub.test_s.Sub.test_one -v', 'discover -s nopkg -t .', 'discover -s nopkg -v', 'discover -s tests', '-v lt',
             '-v test_lt test_lt_bad', '-h', 'discover -h', '-x', 'test_top -k two', 'test_top -k *one -v', 'test_top -k nothing',
             'test_top.Top.nope', 'nope', 'test_smf test_sms -v', 'pkg.sub', '-f test_top test_p -q', '-b -c test_top', '--locals test_top',
             'discover -s pkg.sub', 'discover -s missing', '--durations'):
    command(line)
