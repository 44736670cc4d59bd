"""mimetypes: the tables of this module alone (no file of the system is read), URLs, endings, files of types, the command line."""
import contextlib
import io
import os
import pathlib
import runpy
import sys
import warnings
import mimetypes as m

print(m.__all__, m.inited, len(m.knownfiles), m.knownfiles[0])
m.knownfiles.clear()


def show(told, call=None):
    try:
        with warnings.catch_warnings(record=True) as seen:
            warnings.simplefilter('always')
            answer = eval(told) if call is None else call()
        print(told, '->', repr(answer), *(f'{w.category.__name__}: {w.message}' for w in seen))
    except Exception as error:
        print(told, '->', type(error).__name__, error)


db = m.MimeTypes()
print(m.inited, len(m.types_map), len(m.common_types), len(db.types_map[True]), len(db.types_map[False]), len(db.types_map_inv[True]), m.suffix_map, m.encodings_map)
for ext, kind in sorted(m.types_map.items()):
    print(ext, kind, end='; ')
print()
print(sorted(m.common_types.items()))
for kind, endings in sorted(db.types_map_inv[True].items()):
    print(kind, *endings, m.guess_extension(kind) == endings[0], end='; ')
print()
for url in ['a.html', 'a.tar.gz', 'a.tgz', 'a.TGZ', 'a.svgz', 'http://x/a.html?q#f', 'data:,x', 'data:text/html,x', 'data:text/html;base64,x', 'data:x;y,z', 'data:text', 'data:;charset=x,y', 'data:a=b,y', 'data:text/html;charset=x,y', 'data:;,', 'DATA:a/b,x', 'a.HTML', 'a.gz', 'a.tar.Z', 'a.tar.z', 'a.TAR.GZ', 'a', '',
            '.html', 'a/b.c/d', 'a.jpg', 'a.xul', 'a.pict', 5, None, b'a.html', b'http://x/a.html', b'data:text/html,x', 'x:a.html', 'C:\\a.html', 'a.html;x=y', 'a.html?x', 'file:///a/b.tar.gz', 'a:', 'a.HTML#x', 'http://x.html', 'http://x/y.tgz/', 'a.tar.gz.gz', 'a.tgz.gz', 'a.b.tar.xz', 'a.tar.br', 'a.tbz2', 'a.mid',
            pathlib.PurePosixPath('b/a.png'), 'a.', 'a..html', 'a.html.', 'a.webmanifest', 'a.md', 'a.7z', 'a.zip', 'a.py', 'a.pyc', 'a.rtf', 'a.js', 'a.mjs', 'é.txt', '\ud800.txt']:
    show(f'{url!r}', lambda: (m.guess_type(url), m.guess_type(url, False), m.guess_file_type(url), m.guess_file_type(url, strict=False)))
for kind in ['text/html', 'TEXT/HTML', 'a/b', 'image/jpg', '', 5, 'text/plain', 'image/jpeg', 'audio/midi', 'text/rtf', 'application/rtf', 'application/octet-stream', 'text', 'text/html; charset=x']:
    show(f'{kind!r}', lambda: (m.guess_extension(kind), m.guess_extension(kind, False), m.guess_all_extensions(kind), m.guess_all_extensions(kind, strict=False)))
for told in ['m.guess_file_type("a.html", False)', 'm.add_type("a/b", ".ab")', 'm.guess_extension("a/b")', 'm.guess_type("x.ab")', 'm.add_type("a/c", ".ab")', 'm.guess_type("x.ab")', 'm.guess_all_extensions("a/b")', 'm.guess_all_extensions("a/c")', 'm.add_type("c/c", ".xx", False)', 'm.guess_type("x.xx")', 'm.guess_type("x.xx", False)', 'm.add_type("a/b", "nodot")',
             'm.add_type("a/b", "")', 'm.guess_all_extensions("a/b")', 'm.add_type("", "")', 'm.add_type("", ".e")', 'm.guess_type("x.e")', 'm.add_type("A/B", ".UP")', 'm.guess_type("x.up")', 'm.guess_extension("A/B")', 'm.read_mime_types("/nonexistent")', 'db.read("/nonexistent")', 'm.MimeTypes(["/nonexistent"])', 'm.init(["/nonexistent"])', 'm.guess_type("x.ab")', 'm.init()', 'm.guess_type("x.ab")', 'db.guess_type("x.ab")',
             'db.add_type("d/e", ".de")', 'db.guess_type("x.de"), m.guess_type("x.de")', 'db.read_windows_registry()']:
    show(told)
fp = io.StringIO('# comment\ntext/a  a b # x\ntext/a c\n\nt\nq/q q #\nr/r #no\n#s/s s\nhtml/mine html\n')
db.readfp(fp)
print(db.guess_all_extensions('text/a'), db.guess_type('x.q'), db.guess_type('x.x'), db.guess_type('x.html'), db.guess_extension('text/html'), db.guess_extension('html/mine'))
path = os.path.join(os.environ['SCRATCH'], 'mime.types')
with open(path, 'w') as file:
    file.write('own/type own1 own2\nown/höhe höhe\n')
found = m.read_mime_types(path)
print(type(found).__name__, len(found) - len(m.types_map), found['.own2'], found['.höhe'])
one = m.MimeTypes([path], False)
print(one.guess_type('a.own1'), one.guess_type('a.own1', False))
m.init([path])
print(m.guess_type('a.own2'), m.guess_extension('own/type'))
print(m.types_map is m._db.types_map[True], m.common_types is m._db.types_map[False])
show('m.init([5.5])')

# the command line; no file of the system is there
isfile = os.path.isfile
os.path.isfile = lambda path: not str(path).endswith('mime.types') and isfile(path)
for words in (['a.html', 'b.tar.gz', 'data:,x'], ['-e', 'text/html', 'TEXT/CSS'], ['-e', '-l', 'image/pict', 'image/nothing'], ['x.nothing', 'a.png'], ['-l', 'x.pict'], ['x.pict'], ['-h'], [], ['-x', 'a']):
    sys.argv = ['mimetypes', *words]
    sys.modules.pop('mimetypes', None)
    said = io.StringIO()
    try:
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            runpy.run_module('mimetypes', run_name='__main__')
        code = None
    except SystemExit as end:
        code = end.code
    print(words, repr(code), said.getvalue(), sep='\n')
