"""py_compile and compileall: what compiles, what does not and how that is told, on the command line too."""
import contextlib
import io
import os
import re
import runpy
import sys
import py_compile
import compileall

os.chdir(os.environ['SCRATCH'])
os.environ['COLUMNS'] = '80'
os.makedirs('d/e/f')
for name, text in {'ok.py': b'x = 1\n', 'bad.py': b'x = = 1\n', 'later.py': b'def f():\n    return 1\n  y\n', 'returns.py': b'return\n', 'd/ok.py': b'', 'd/e/ok.py': b'', 'd/e/f/ok.py': b'', 'd/e/none.txt': b'', 'd/zz.py': b'(\n', 'names': b'ok.py\nd/e/f\n'}.items():
    with open(name, 'wb') as file:
        file.write(text)
os.symlink('ok.py', 'link.py')
os.symlink('../ok.py', 'd/link.py')


def show(told, call):
    out, err = io.StringIO(), io.StringIO()
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            answer = call()
        print(told, '->', re.sub(r'\.\w+-314', '.TAG-314', repr(answer)))
    except SystemExit as end:
        print(told, 'ends', end.code)
    except Exception as error:
        print(told, '->', type(error).__name__, repr(str(error)), sorted(vars(error).items()), error.args)
    for name, stream in ('out', out), ('err', err):
        if stream.getvalue():
            print(f'  {name}:', stream.getvalue().replace('\n', '\n       '))


print(py_compile.__all__, compileall.__all__, list(py_compile.PycInvalidationMode))
for call in ['compile("ok.py")', 'compile("ok.py", "out.pyc")', 'compile("ok.py", dfile="zz")', 'compile("bad.py")', 'compile("bad.py", doraise=True)', 'compile("bad.py", doraise=True, quiet=2)', 'compile("bad.py", quiet=1)', 'compile("bad.py", quiet=2)', 'compile("bad.py", dfile="dd.py", doraise=True)', 'compile("later.py", doraise=True)', 'compile("returns.py", doraise=True)',
             'compile("none.py", doraise=True)', 'compile("none.py")', 'compile("ok.py", optimize=2)', 'compile("ok.py", optimize=0)', 'compile("ok.py", ".")', 'compile("ok.py", "link.py")', 'compile("link.py", doraise=True)', 'compile("ok.py", invalidation_mode=py_compile.PycInvalidationMode.CHECKED_HASH)', 'PyCompileError(SyntaxError, SyntaxError("x"), "f").msg',
             'PyCompileError(ValueError, ValueError("x"), "f").msg', 'str(PyCompileError(ValueError, ValueError("x"), "f", "mm"))', 'PyCompileError(SyntaxError, SyntaxError("x", ("<string>", 1, 2, "ab", 1, 3)), "f").msg', 'PyCompileError(IndentationError, IndentationError("x"), "f").msg', 'PyCompileError(ValueError, ValueError("x"), "f").args']:
    show(call, lambda: eval('py_compile.' + call))
for call in ['compile_dir("d")', 'compile_dir("d", quiet=1, force=True)', 'compile_dir("d", quiet=2, force=True)', 'compile_dir("d", 0, force=True)', 'compile_dir("d", 1, force=True)', 'compile_dir("d/e", ddir="over", force=True)', 'compile_dir("d", ddir="over", force=True)', 'compile_dir("d", rx=re.compile("zz|e/"), force=True)', 'compile_dir("none")', 'compile_dir("none", quiet=1)', 'compile_dir("none", quiet=2)',
             'compile_file("ok.py", force=True)', 'compile_file("bad.py")', 'compile_file("bad.py", quiet=1)', 'compile_file("bad.py", quiet=2)', 'compile_file("none.py")', 'compile_file("names")', 'compile_file("bad.py", ddir="over")', 'compile_file("d/zz.py", stripdir="d")', 'compile_file("d/zz.py", stripdir="d/", prependdir="over")', 'compile_file("d/zz.py", prependdir="over")', 'compile_file("d/zz.py", stripdir="q")',
             'compile_file("bad.py", rx=re.compile("a"))', 'compile_file("bad.py", ddir="a", stripdir="b")', 'compile_dir("d", ddir="a", prependdir="b")', 'compile_dir("d", workers=-1)', 'compile_file("ok.py", hardlink_dupes=True)', 'compile_file("d/link.py", limit_sl_dest="d", force=True)', 'compile_file("d/link.py", limit_sl_dest=".", force=True)', 'compile_file("ok.py", optimize=[0, 1], force=True)']:
    show(call, lambda: eval('compileall.' + call))
sys.path[:] = ['', 'd', 'none']
show('path', lambda: compileall.compile_path(force=True))
show('path', lambda: compileall.compile_path(0, quiet=1, force=True))
for line in ['py_compile', 'py_compile -h', 'py_compile ok.py', 'py_compile ok.py bad.py', 'py_compile -q ok.py bad.py', 'py_compile none.py', 'py_compile -q none.py', 'py_compile -', 'compileall -h', 'compileall -f ok.py', 'compileall -f d', 'compileall -f -q d ok.py', 'compileall -qq d', 'compileall -f -l d', 'compileall -f -r 1 -l d', 'compileall -x zz -f d', 'compileall none', 'compileall bad.py ok.py', 'compileall -d over d/zz.py',
             'compileall -s d -p over d/zz.py', 'compileall -d a -s b d', 'compileall --hardlink-dupes d', 'compileall -f -o 0 -o 1 ok.py', 'compileall -f -i names', 'compileall -i nofile', 'compileall --invalidation-mode x', 'compileall -f --invalidation-mode unchecked-hash ok.py', 'compileall -f -q', 'compileall -f -b d/e/f', 'compileall -f -e d d']:
    sys.argv = line.split()
    sys.stdin = io.StringIO('ok.py\nbad.py\n')
    show(line, lambda: (sys.modules.pop(sys.argv[0], None), runpy.run_module(sys.argv[0], run_name='__main__'))[:0])
