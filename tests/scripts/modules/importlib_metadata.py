# `importlib.metadata`: versions, descriptions, files, requirements and entry points of distributions in folders, and all of them.
import importlib.metadata as m, inspect, os, pathlib, sys, warnings
warnings.simplefilter('ignore')
d = os.environ['SCRATCH']; os.chdir(d)
FILES = {
 'My_Pkg-1.2.3.dist-info/METADATA': 'Metadata-Version: 2.1\nName: My-Pkg\nVersion: 1.2.3\nSummary: A thing\n  that goes on\nAuthor: Me\nClassifier: A :: B\nClassifier: C :: D\nRequires-Dist: other>=1\nRequires-Dist: extra; extra == "x"\nProvides-Extra: x\nKeywords: a b c\nRequires-Python: >=3\n\nThe long\ndescription.\n',
 'My_Pkg-1.2.3.dist-info/RECORD': 'my_pkg/__init__.py,sha256=abc,12\nmy_pkg/data.txt,,\n"my_pkg/odd,name.txt",,3\nMy_Pkg-1.2.3.dist-info/METADATA,,\ngone.py,,\n',
 'My_Pkg-1.2.3.dist-info/entry_points.txt': '[console_scripts]\ncmd = my_pkg:main\ncmd2 = my_pkg.sub:obj.attr [x,y]\n# comment\n\n[my.group]\nplug=json:dumps\nbad = no such\n',
 'My_Pkg-1.2.3.dist-info/top_level.txt': 'my_pkg\n',
 'my_pkg/__init__.py': 'def main(): return "main"\n', 'my_pkg/data.txt': 'data', 'my_pkg/odd,name.txt': 'odd',
 'egg_thing.egg-info/PKG-INFO': 'Metadata-Version: 1.0\nName: egg.thing\nVersion: 0.1\n', 'egg_thing.egg-info/requires.txt': 'dep\ndep2>=1\n\n[ex]\nxdep\n\n[:python_version<"3"]\nold\n\n[ex2:os_name=="nt"]\nwin\n', 'egg_thing.egg-info/SOURCES.txt': 'setup.py\negg_mod.py\n', 'egg_thing.egg-info/top_level.txt': 'egg_mod\n', 'egg_mod.py': '',
 'nometa-1.dist-info/RECORD': '', 'noversion-2.dist-info/METADATA': 'Name: noversion\n', 'other/My_Pkg-9.dist-info/METADATA': 'Name: my-pkg\nVersion: 9\n', 'other/two.dist-info/METADATA': 'Name: Two\nVersion: 2\n', 'other/two.dist-info/entry_points.txt': '[my.group]\nq = os:sep\n',
}
for name, text in FILES.items():
    os.makedirs(os.path.dirname(name) or '.', exist_ok=True); open(name, 'w', encoding='utf-8').write(text)
sys.path[:] = [d, d + '/other', d + '/nothing'] + [p for p in sys.path if 'site' not in p and 'dist-packages' not in p]
def t(f, *a, **k):
    try:
        x = f(*a, **k); print(getattr(f, '__name__', f), a, k, '->', str(x).replace(d, 'D')); return x
    except Exception as e: print(getattr(f, '__name__', f), a, k, '!!', type(e).__name__, str(e).replace(d, 'D'))
print(sorted(m.__all__))
for n in ('My_Pkg', 'my-pkg', 'my.pkg', 'MY--PKG', 'egg.thing', 'egg_thing', 'Two', 'nobody', '', 'noversion', 'nometa'): t(m.version, n)
try: m.version('nobody')
except m.PackageNotFoundError as e: print(e.name, e.args, e.__class__.__mro__[1:3], repr(e))
x = m.metadata('my-pkg'); print(x['name'], x['Version'], repr(x['Summary']), x.get_all('Classifier'), x.get_all('requires-dist'), x.get('nope'), x.get('nope', 5), x.get_all('nope'), x.get_all('nope', 7), 'Name' in x, 'nope' in x, list(x), x.json)
t(lambda: x['nope']); print(x.get_payload()); print(len(x), x.keys(), x.items()[:2]); 
print(m.requires('my-pkg'), m.requires('egg.thing'), m.requires('two'))
f = m.files('my-pkg'); print([str(y) for y in f]); print(f[0].hash, f[0].size, f[0].name, f[0].dist.version, type(f[0]).__mro__[1].__name__, f[1].read_text(), f[1].read_binary(), str(f[1].locate()).replace(d, 'D'), f[1].hash, f[1].size, f[0].hash.mode, f[0].hash.value)
print(m.files('egg.thing'), m.files('two'))
e = m.entry_points(); print(type(e).__name__, sorted(e.groups), sorted(e.names)); print(sorted(map(str, m.entry_points(group='my.group')))); print(m.entry_points(group='console_scripts', name='cmd'), m.entry_points(group='zz'))
c = m.entry_points(group='console_scripts')['cmd2']; print(c.name, c.value, c.group, c.module, c.attr, c.extras, c.dist.name if c.dist else None, c.matches(name='cmd2'), c.matches(name='x'), c.matches(attr='obj.attr'), repr(c)); t(lambda: m.entry_points(group='console_scripts')['zz'])
print(m.entry_points(group='my.group')['plug'].load()([1]), m.entry_points(group='console_scripts')['cmd'].load()()); t(m.entry_points(group='my.group')['bad'].load); t(c.load)
ep = m.EntryPoint('a', 'b.c:d', 'g'); print(ep, ep == m.EntryPoint(name='a', value='b.c:d', group='g'), hash(ep) == hash(m.EntryPoint('a', 'b.c:d', 'g')), sorted([m.EntryPoint('z', 'b', 'g'), ep])); t(setattr, ep, 'name', 'x'); t(lambda: m.EntryPoint('a', '', 'g').module); print(m.EntryPoint('a', 'mod', 'g').attr, m.EntryPoint('a', 'mod', 'g').extras)
D = m.distribution('my-pkg'); print(type(D).__name__, D.version, D.metadata['Name'], D.name, D.read_text('top_level.txt'), D.read_text('nope'), str(D.locate_file('x')).replace(d, 'D'), len(D.entry_points), D.requires[0], D.origin)
print(sorted((y.metadata['Name'] or '', y.version or '') for y in m.distributions() if 'Name' in y.metadata), sorted(y.version for y in m.distributions(name='my-pkg')), [y.version for y in m.distributions(path=[d + '/other'], name='two')])
p = m.packages_distributions(); print({k: v for k, v in p.items() if k in ('my_pkg', 'egg_mod', 'gone', 'two')})
t(m.Distribution.from_name, ''); print(type(m.Distribution.from_name('Two')).__name__); print(m.Distribution.at(d + '/other/two.dist-info').version, [y.version for y in m.Distribution.discover(name='two')])
print(sorted(n for n in dir(m.Distribution) if n[0] != '_'))
es = m.entry_points(); print(isinstance(es, tuple), es.select(group='my.group', name='q').names, es == m.entry_points()); t(m.entry_points, nope=1)
