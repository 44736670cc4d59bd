# importlib.metadata: distributions that the test writes: metadata, entry points, files, requirements, errors.
import importlib.metadata as md
import os, re, sys, warnings
warnings.simplefilter('ignore')
S = os.environ['SCRATCH']


def t(f, *a, **k):
    try:
        print('->', re.sub('0x[0-9a-f]+', '0x..', repr(f(*a, **k))).replace(S, 'S'))
    except BaseException as e:
        print('!!', type(e).__name__, str(e).replace(S, 'S'))


def put(path, text):
    path = os.path.join(S, 'site', path)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'w', encoding='utf-8') as f:
        f.write(text)


put('demo_pkg-1.2.3.dist-info/METADATA', '''Metadata-Version: 2.1
Name: demo-pkg
Version: 1.2.3
Summary: A demo of caf\xe9
Author: Ann
Keywords: a,b
Classifier: One
Classifier: Two
Requires-Dist: other>=1
Requires-Dist: more; extra == "x"
Provides-Extra: x
Requires-Python: >=3.8
License: line one
        line two

The long
description.
''')
put('demo_pkg-1.2.3.dist-info/RECORD', 'demo_pkg/__init__.py,sha256=AbC_-,10\ndemo_pkg/data.txt,,\n"demo_pkg/a,b.txt",md5=x,5\ndemo_pkg-1.2.3.dist-info/METADATA,,\n')
put('demo_pkg-1.2.3.dist-info/entry_points.txt', '''[console_scripts]
demo = demo_pkg:main
other = demo_pkg.sub:obj.attr [x, y]
# comment
[my.group]
one = os.path:join
demo = os
''')
put('demo_pkg-1.2.3.dist-info/top_level.txt', 'demo_pkg\n')
put('demo_pkg/__init__.py', 'main = 1\n')
put('demo_pkg/data.txt', 'text')
put('demo_pkg/a,b.txt', 'x')
put('Old.Egg.egg-info/PKG-INFO', 'Metadata-Version: 1.0\nName: Old.Egg\nVersion: 0.1\n')
put('Old.Egg.egg-info/SOURCES.txt', 'setup.py\nold/__init__.py\n')
put('old/__init__.py', '')
put('Old.Egg.egg-info/requires.txt', 'base\nthing>=2\n\n[ext]\nfoo\n\n[:python_version<"3"]\nbar\n\n[e2:os_name=="nt"]\nbaz\n')
put('bare-9.dist-info/METADATA', 'Name: bare\n')
put('empty-1.dist-info/x', '')
sys.path.insert(0, os.path.join(S, 'site'))
print('# version, metadata')
t(md.version, 'demo-pkg')
t(md.version, 'Demo.PKG')
t(md.version, 'demo_pkg')
t(md.version, 'nope')
t(md.version, '')
t(md.version, 'old-egg')
t(md.version, 'bare')
t(md.metadata, 'nope')
m = md.metadata('demo-pkg')
print(m['Name'], m['version'], m['summary'], m.get_all('Classifier'), m.get_all('Nope'), 'Author' in m, list(m), m['License'], len(m))
print(m.json)
t(lambda: m['Nope'])
print(m.get('Nope', 'd'))
print('# entry points')
eps = md.entry_points(group='console_scripts', name='demo')
print([e for e in eps if 'demo' in e.value])
d = md.distribution('demo-pkg')
for e in d.entry_points:
    print(e, e.name, e.value, e.group, e.module, e.attr, e.extras, e.dist.name)
g = d.entry_points.select(group='my.group')
print(g, g.names == {'one', 'demo'}, d.entry_points.groups == {'console_scripts', 'my.group'}, len(g), type(g).__name__)
print(g['one'].load() is os.path.join, g['demo'].load() is os)
t(lambda: g['zz'])
t(lambda: g[0])
e = md.EntryPoint('n', 'bad value!', 'g')
t(lambda: e.module)
t(e.load)
e = md.EntryPoint(name='n', value='os:sep', group='g')
print(repr(e), e == md.EntryPoint('n', 'os:sep', 'g'), e.matches(name='n', group='x'), hash(e) == hash(md.EntryPoint('n', 'os:sep', 'g')), e < md.EntryPoint('z', 'os:sep', 'g'))
t(setattr, e, 'name', 'x')
t(md.EntryPoint('n', 'os:nope', 'g').load)
t(md.EntryPoint('n', 'nope_mod', 'g').load)
t(lambda: [x.name for x in md.entry_points(group='my.group')])
t(lambda: [x.name for x in md.entry_points(value='os')])
print('# files, requirements')
files = md.files('demo-pkg')
print(files)
for f in files:
    print(f, f.name, f.hash, f.size, f.dist.name, f.locate().exists() if hasattr(f.locate(), 'exists') else '', type(f).__name__)
print(files[1].read_text(), files[1].read_binary(), files[0].hash.mode, files[0].hash.value)
t(md.files, 'old-egg')
t(md.files, 'bare')
t(md.requires, 'demo-pkg')
t(md.requires, 'old-egg')
t(md.requires, 'bare')
print(d.name, d.version, d.requires, d.read_text('top_level.txt'), d.read_text('nope'), str(d.locate_file('x')).replace(S, 'S'), d.origin)
print({k: v for k, v in md.packages_distributions().items() if k in ('demo_pkg', 'old')})
print(sorted(x.name for x in md.distributions(path=[os.path.join(S, 'site')]) if x.metadata['Name']))
print([x.version for x in md.distributions(name='demo-pkg')])
print(md.PathDistribution.__mro__[1].__name__, issubclass(md.PackageNotFoundError, ModuleNotFoundError), md.PackageNotFoundError('x').name)
t(md.Distribution.from_name, 'nope')
at = md.Distribution.at(os.path.join(S, 'site', 'demo_pkg-1.2.3.dist-info'))
print(at.version, [x.name for x in at.entry_points])


class Own(md.Distribution):
    def read_text(self, filename):
        return {'METADATA': 'Name: own\nVersion: 5\n', 'entry_points.txt': '[g]\nx = y:z\n'}.get(filename)

    def locate_file(self, path):
        return path


o = Own()
print(o.name, o.version, o.files, o.requires, o.entry_points, o.metadata['name'])


class Finder(md.DistributionFinder):
    def find_spec(self, *a):
        return None

    def find_distributions(self, context=md.DistributionFinder.Context()):
        if context.name in (None, 'own'):
            yield o


sys.meta_path.append(Finder())
print(md.version('own'), md.DistributionFinder.Context(name='q').name, len(md.DistributionFinder.Context().path) == len(sys.path))
put('late-2.dist-info/METADATA', 'Name: late\nVersion: 2\n')
import importlib
importlib.invalidate_caches()
md.MetadataPathFinder.invalidate_caches()
print(md.version('late'))
