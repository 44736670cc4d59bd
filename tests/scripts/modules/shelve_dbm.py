# shelve and dbm.dumb; gettext.
import dbm, dbm.dumb, gettext, io, os, pickle, re, shelve, struct, sys, warnings
S = os.environ['SCRATCH']
os.chdir(S)
warnings.simplefilter('ignore')


def t(f, *a, **k):
    try:
        r = f(*a, **k)
        print('->', re.sub('0x[0-9a-f]+', '0x..', repr(r)))
        return r
    except BaseException as e:
        print('!!', type(e).__name__, str(e).replace(S, 'S'))


print('# dbm.dumb')
d = dbm.dumb.open('db', 'c')
d['a'] = 'one'
d[b'b'] = b'two' * 10
d['e'] = '\u20ac'
print(sorted(d.keys()), d['a'], len(d), 'a' in d, b'z' in d, d.get('z'), d.get('z', b'no'), sorted(d.items())[0], d.setdefault('n', b'new'), list(iter(d)) == d.keys())
d['a'] = 'longer value than before'
d['b'] = 'x'
del d['n']
t(d.__delitem__, 'n')
t(d.__getitem__, 'n')
t(d.__setitem__, 5, 'x')
t(d.__setitem__, 'x', 5)
d.sync()
d.close()
t(d.__getitem__, 'a')
t(len, d)
t(d.keys)
print(sorted(os.listdir('.')))
with dbm.dumb.open('db') as d:
    print(sorted(d.items()))
with dbm.dumb.open('db', 'r') as d:
    t(d.__setitem__, 'q', 'r')
    t(d.__delitem__, 'a')
with open('db.dir') as f:
    print(f.read())
with dbm.dumb.open('db', 'n') as d:
    print(len(d))
t(dbm.dumb.open, 'missing', 'r')
t(dbm.dumb.open, 'missing', 'w')
t(dbm.dumb.open, 'db', 'z')
print(dbm.whichdb('db'), dbm.whichdb('nope'), dbm.dumb.error is dbm.error, issubclass(dbm.dumb.error, OSError), isinstance(dbm.error, tuple), repr(dbm.error[0]))
with open('junk', 'w') as f:
    f.write('junkjunkjunkjunkjunk')
print(dbm.whichdb('junk'))
t(dbm.open, 'junk', 'r')
t(dbm.open, 'nothere', 'r')
with dbm.open('db', 'w') as d:
    d['k'] = 'v'
    print(d['k'], type(d).__module__)
print('# shelve')
s = shelve.Shelf(dict())
s['a'] = [1, 2]
s['b'] = {'x': (1, None)}
print(s['a'], sorted(s), len(s), 'a' in s, s.get('z', 'd'), sorted(s.items()), type(s.dict[b'a']).__name__, list(s.dict))
t(lambda: s['zz'])
s['a'].append(3)
print(s['a'])
del s['b']
t(s.__delitem__, 'b')
s.close()
t(lambda: s['a'])
t(len, s)
w = shelve.Shelf({}, writeback=True)
w['l'] = []
w['l'].append(1)
print(w['l'], pickle.loads(w.dict[b'l']))
w.sync()
print(pickle.loads(w.dict[b'l']), w.cache)
with shelve.DbfilenameShelf('sdb', 'n') as s:
    s['k'] = {'n': 1}
    s.update(z=5)
with shelve.open('sdb') as s:
    print(dict(s), s['k'], type(s).__name__)
with shelve.open('sdb', flag='r', protocol=0) as s:
    print(sorted(s.keys()), sorted(s.values(), key=str))


class Ordered(dict):
    def first(self):
        return min(self), self[min(self)]

    last = next = previous = first

    def set_location(self, k):
        return k.encode(), self[k.encode()]


b = shelve.BsdDbShelf(Ordered())
b['m'] = 1
b['c'] = 2
print(b.first(), b.set_location('m'))
print(shelve.Shelf({}, keyencoding='ascii').keyencoding)
print('# gettext')


def mo(messages, big=False):
    """A catalog of pairs, as msgfmt writes it."""
    items = sorted((k.encode(), v.encode()) for k, v in messages.items())
    ids = strs = b''
    rows = []
    for k, v in items:
        rows.append((len(ids), len(k), len(strs), len(v)))
        ids += k + b'\0'
        strs += v + b'\0'
    e = '>' if big else '<'
    n = len(items)
    start = 28 + 16 * n
    out = struct.pack(e + '7I', 0x950412de, 0, n, 28, 28 + 8 * n, 0, 0)
    for a, la, c, lc in rows:
        out += struct.pack(e + '2I', la, start + a)
    for a, la, c, lc in rows:
        out += struct.pack(e + '2I', lc, start + len(ids) + c)
    return out + ids + strs


M = {'': 'Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=3; plural=n%10==1 && n%100!=11 ? 0 : n!=0 ? 1 : 2;\nX: y\n', 'hello': 'h\xe9llo', 'one\0many': 'eins\0viele\0keine', 'ctx\x04hello': 'context', 'c\x04a\0b': 'ca\0cb\0cc'}
g = gettext.GNUTranslations(io.BytesIO(mo(M)))
print(g.gettext('hello'), g.gettext('nope'), [g.ngettext('one', 'many', n) for n in (0, 1, 2, 11, 21)], g.ngettext('x', 'ys', 1), g.ngettext('x', 'ys', 2), g.pgettext('ctx', 'hello'), g.pgettext('no', 'hello'), g.npgettext('c', 'a', 'b', 2), g.npgettext('q', 'a', 'b', 2))
print(g.info(), g.charset())
print(gettext.GNUTranslations(io.BytesIO(mo({'a': 'b'}, True))).gettext('a'))
t(gettext.GNUTranslations, io.BytesIO(b'junkjunkjunkjunkjunkjunkjunk'))
n = gettext.NullTranslations()
print(n.gettext('x'), n.ngettext('a', 'b', 1), n.ngettext('a', 'b', 5), n.pgettext('c', 'x'), n.npgettext('c', 'a', 'b', 2), n.info(), n.charset())
n.add_fallback(g)
print(n.gettext('hello'))
os.makedirs('loc/de/LC_MESSAGES')
with open('loc/de/LC_MESSAGES/dom.mo', 'wb') as f:
    f.write(mo(M))
print(gettext.find('dom', 'loc', ['de_DE.UTF-8']), gettext.find('dom', 'loc', ['fr']), gettext.find('dom', 'loc', ['de', 'de_AT'], all=True))
print(gettext.translation('dom', 'loc', ['de']).gettext('hello'), type(gettext.translation('nope', 'loc', ['de'], fallback=True)).__name__)
t(gettext.translation, 'nope', 'loc', ['de'])
tr = gettext.translation('dom', 'loc', ['de'])
print(tr is gettext.translation('dom', 'loc', ['de']), tr.gettext('hello'))
tr.install(['ngettext'])
print(_('hello'), ngettext('one', 'many', 5))
os.environ['LANGUAGE'] = 'de'
print(gettext.bindtextdomain('dom', 'loc'), gettext.textdomain('dom'), gettext.gettext('hello'), gettext.dgettext('dom', 'hello'), gettext.dngettext('dom', 'one', 'many', 2), gettext.ngettext('one', 'many', 1), gettext.pgettext('ctx', 'hello'), gettext.dpgettext('dom', 'ctx', 'hello'), gettext.npgettext('c', 'a', 'b', 1), gettext.dnpgettext('dom', 'c', 'a', 'b', 1), gettext.textdomain(), gettext.bindtextdomain('other') != '', gettext.dgettext('zz', 'q'))
for e in ('n', 'n!=1', 'n>1 ? 1 : 0', '(n==1) ? 0 : (n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2)', 'n+', 'n ** 2', '0', '!n', 'n/2', '1 ? 2 : 3 ? 4 : 5', 'x', '(n', 'n;import os', 'n n', '', '1 < n < 3', '-n', 'n == 1 == 1'):
    try:
        f = gettext.c2py(e)
        print(e, [f(n) for n in (0, 1, 2, 5, 22)])
    except Exception as x:
        print(e, '!!', type(x).__name__, x)
f = gettext.c2py('n!=1')
t(f, 1.5)
t(f, 'x')
