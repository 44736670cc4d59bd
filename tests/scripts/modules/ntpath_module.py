# `ntpath` anywhere: what needs the current folder or the environment: absolute and relative paths, what paths have in common, variables, homes.
import ntpath as n, os, itertools
os.environ.clear(); os.environ.update({'A': 'x', 'LONG NAME': 'y', 'USERPROFILE': 'C:\\Users\\me', 'USERNAME': 'me', 'Eä': 'z'})
def t(f, *a, **k):
    try: print(f.__name__, a, repr(f(*a, **k)))
    except Exception as e: print(f.__name__, a, type(e).__name__, e)
P = ['', 'a', 'a\\b', 'a/b', 'C:\\a\\b', 'c:/A/c', 'C:a', 'C:', 'C:\\', '\\a', '\\', '\\\\s\\h\\a', '\\\\s\\h', '//S/H/b', '..\\a', '.', '..', 'D:\\x', '\\\\?\\C:\\a', 'a\\..\\b', 'C:\\a\\', 'C:\\a\\b\\c', b'a', b'C:\\a\\b']
for p in P:
    for f in (n.abspath, n.realpath, n.ismount, n.exists, n.lexists, n.isdir, n.isfile, n.islink, n.isjunction, n.isdevdrive): 
        if f in (n.abspath, n.realpath) and not n.isabs(p): continue
        t(f, p)
for a, b in itertools.product(P[1:10] + P[11:13] + P[-2:], repeat=2):
    t(n.commonpath, [a, b])
    if all(x and n.isabs(x) for x in (a, b)): t(n.relpath, a, b)
for c in ([], ['C:\\a\\b', 'c:\\A\\B\\c', 'C:/a/b/d'], ['a', 'a\\b', 'a/b/c'], [5], [None, 'a'], ['.\\a', 'a'], ('a\\.\\b', 'a\\b\\c'), 5, None, ['\\\\s\\h\\a', '\\\\S\\H\\A\\b']): t(n.commonpath, c)
t(n.relpath, ''); t(n.relpath, 'C:\\a', 5); t(n.relpath, 5); t(n.relpath, 'C:\\a', b'C:\\'); t(n.relpath, 'a\\b', 'a'); t(n.relpath, 'a', 'a\\b\\c'); t(n.relpath, 'a'); t(n.relpath, b''); t(n.relpath, 'C:\\A\\x', 'c:\\a\\Y'); t(n.abspath, 5); t(n.realpath, 'C:\\a', strict=True)
for e in ['', 'a', '%A%', '$A', '${A}', '%LONG NAME%', '${LONG NAME}', '%nope%', '$nope', '${nope}', '%%', '$$', "'%A%'", "'%A%", '%A', '${A', 'x%A%y$Az', 'x%A%y$A z', '%A%%A%', '%%A%%', '$', '%', '$$A', '%A%$A', "a'$A'b$A", '$A-$A', '${}', '%%%', "''$A", '%Eä%', '$Eä', '$A.txt', b'%A%', b"'$A'$A", b'${A}$nope', '$A$', '%nope%%A%', '$-', '%A$A%']: t(n.expandvars, e)
for u in ['~', '~\\a', '~/a', '~me', '~me\\x', '~you', '~you/x', 'a~', '', b'~', b'~you\\x', '~~']: t(n.expanduser, u)
os.environ.clear(); os.environ.update({'HOMEPATH': '\\h\\me', 'HOMEDRIVE': 'E:'}); t(n.expanduser, '~\\q'); t(n.expanduser, '~you'); del os.environ['HOMEDRIVE']; t(n.expanduser, '~'); os.environ.clear(); t(n.expanduser, '~'); t(n.expanduser, '~x'); os.environ.update({'USERPROFILE': 'C:\\Users\\me', 'USERNAME': 'other'}); t(n.expanduser, '~you'); t(n.expanduser, '~other')
print(n.supports_unicode_filenames, repr(n.ALLOW_MISSING), n.samefile('/', '/'), n.getsize('/') > 0, n.samestat(os.stat('/'), os.stat('/')), sorted(n.__all__))
t(n.expandvars, 5); t(n.expanduser, 5); t(n.ismount, 5); t(n.expandvars, None)
