"""Modules that are commands: `python -m json.tool`, `ast`, `base64`, `tokenize`."""
import io
import os
import runpy
import sys

os.chdir(os.environ['SCRATCH'])
FILES = {
    'a.json': '{"b": [1, 2.5, {"x": null}], "a": "\u00e9", "c": {}, "d": []}',
    'bad.json': '{"a":',
    'lines.json': '{"a": 1}\n[2, 3]\n',
    's.py': 'x = 1\ndef f(a): return a + x\n',
    'enc': 'eCA9IDEK\n',
}
for name, text in FILES.items():
    with open(name, 'w', encoding='utf-8') as f:
        f.write(text)


def command(line):
    print('===', line)
    module, *args = line.split()
    sys.argv = [module, *args]
    sys.modules.pop(module, None)
    kept = sys.stdout, sys.stderr
    raw = io.BytesIO()
    sys.stdout = sys.stderr = out = io.TextIOWrapper(raw, encoding='utf-8', write_through=True)
    code = None
    try:
        runpy.run_module(module, run_name='__main__')
    except SystemExit as e:
        code = e.code
    finally:
        sys.stdout, sys.stderr = kept
    print(raw.getvalue().decode() if not raw.closed else 'closed', code)


for line in ('base64 -e s.py', 'base64 -d enc', 'tokenize s.py', 'tokenize -e s.py', 'ast s.py', 'ast -i 1 -a s.py', 'ast -m eval enc',
             'ast --show-empty s.py', 'json.tool bad.json'):
    command(line)
for line in ('json.tool a.json', 'json.tool --sort-keys --indent 2 a.json', 'json.tool --compact a.json', 'json.tool --no-indent a.json',
             'json.tool --tab --no-ensure-ascii a.json', 'json.tool --json-lines --compact lines.json'):
    command(line + ' out')
    with open('out', encoding='utf-8') as f:
        print(f.read())
