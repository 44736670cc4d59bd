"""configparser: sections as a mapping, dicts that are read, defaults, converters, an unnamed section."""
import configparser as C, io
def t(f, *a, **k):
    try: r = f(*a, **k); print(repr(r) if not isinstance(r, C.SectionProxy) else str(r))
    except Exception as e: print(type(e).__name__, str(e).replace('\n', '|'))
class P(C.ConfigParser):
    def has_section(self, s): print('has', s); return super().has_section(s)
for strict in (True, False):
    p = C.ConfigParser(strict=strict, allow_no_value=True, converters={'list': str.split})
    t(p.read_dict, {'a': {'x': 1, 'X': 2}, 'A': {'y': None}})
    t(p.read_dict, {1: {'x': 1}, '1': {'z': 3}})
    t(p.read_dict, {'DEFAULT': {'d': 'D'}, 'a': {}})
    t(p.read_dict, {'a': {'bad': '%'}})
    print({s: dict(p[s]) if s in p else 0 for s in p})
    p['a'] = p['a']; print(dict(p['a']))
    p['a'] = {'new': 'n'}; print(dict(p['a']))
    p['DEFAULT'] = {'q': 'r'}; print(dict(p['a']), p.defaults())
    t(p.__getitem__, 'zz'); t(p.__delitem__, 'zz'); t(p.__delitem__, 'DEFAULT'); t(p.__setitem__, 'b', 3); t(p.__setitem__, 'c', {'x': '%(q)s'})
    print(len(p), 'c' in p, 'DEFAULT' in p, '' in p, list(p), p.sections())
    t(p.popitem); t(p.popitem); print(p.sections()); 
    while p.sections(): t(p.popitem)
    t(p.popitem)
    t(p.set, 'no', 'x', 'y'); t(p.set, '', 'x', 'y'); t(p.set, None, 'x2', 'y'); print(p.defaults()); t(p.remove_option, 'no', 'x'); t(p.remove_option, '', 'x'); t(p.remove_option, 'DEFAULT', 'x2')
    p.add_section('s'); t(p.add_section, 's'); t(p.add_section, 'DEFAULT'); t(p.add_section, 3)
    t(p.set, 's', 3, 'v'); t(p.set, 's', 'o', 3); t(p.set, 's', 'o', None); t(p['s'].__setitem__, 3, 'x'); t(p['s'].__setitem__, 'k', 3); t(p['s'].__setitem__, 'k', None); t(p.set, 's', 'o', 0)
    p['s']['l'] = 'a b c'; t(p.getlist, 's', 'l'); t(p['s'].getlist, 'l'); t(p['s'].getlist, 'zz'); t(p.getint, 's', 'l'); t(p.getint, 's', 'zz'); t(p.getint, 's', 'zz', fallback=4); t(p.getint, 'zz', 'zz', fallback=None); t(p.getboolean, 's', 'l')
    print(p['s'].name, p['s'].parser is p, p.converters is p.converters, list(p.converters)); t(setattr, p['s'], 'name', 3); t(setattr, p, 'converters', 3)
i = C.Interpolation()
print(i.before_get(1,2,3,'v',4), i.before_set(1,2,3,'v'), i.before_read(1,2,3,'v'), i.before_write(1,2,3,value='v'))
class I(C.Interpolation):
    def before_read(self, p, s, o, v): return v.upper()
p = C.ConfigParser(interpolation=I()); p.read_string('[a]\nx=y'); print(p['a']['x'])
p = C.RawConfigParser({'d': 1}); print(p.defaults()); p.add_section(3); t(p.set, 3, 'x', 4); t(p.get, 3, 'x'); print(p.sections())
p = C.ConfigParser(allow_unnamed_section=True); p.read_string('a=1\n[b]\nc=2'); print(p.sections(), p.get(C.UNNAMED_SECTION, 'a')); p.set(C.UNNAMED_SECTION, 'z', '3'); s = io.StringIO(); p.write(s); print(s.getvalue()); p[C.UNNAMED_SECTION] = {'n': '1'}; print({k: dict(v) for k, v in p.items()}); t(p.remove_option, C.UNNAMED_SECTION, 'n')
for K in C.RawConfigParser, C.ConfigParser:
    for d in ({'D': 1}, {'D': None}, {'D': '%(x)s', 'x': '3'}, {'D': '%'}, {3: 'x'}, {'x': ['a']}, {'x': 1, 'X': 2}, {'y': ''}, {'y': 0}):
        for kw in ({}, {'interpolation': None}, {'allow_no_value': True}, {'strict': False}):
            t(lambda: K(d, **kw).defaults())
    p = K(); t(p.read_dict, {'a': {'x': 1}}); t(p.get, 'a', 'x')
