import configparser, io
from configparser import *
text='''[DEFAULT]
base = /usr
Flag: yes
[a]
path = %(base)s/lib
num = 42
pi=3.5
multi = one
  two

  three
; comment
# other
pct = 50%%
empty =
[b c]
key with space : v : w
'''
c=ConfigParser(); c.read_string(text)
print(c.sections(), c.options('a'), c.items('a'), dict(c['a']), c.get('a','path'), c['a'].getint('num'), c.getfloat('a','pi'), c.getboolean('a','flag'), c['a']['multi'].split('\n'), c.get('a','nope',fallback='fb'), c['a'].get('nope'), c['a'].get('nope','x'), c['b c']['key with space'], 'a' in c, 'zz' in c, list(c), len(c), c['a'], c.has_option('a','base'), c.defaults())
c.add_section('new'); c.set('new','x','1'); c['new']['y']='2'; c['n2']={'k':'v','K2':'w'}; print(c.remove_option('new','x'), c.remove_section('b c'), c.remove_section('b c'))
out=io.StringIO(); c.write(out); print(out.getvalue()); out=io.StringIO(); c.write(out,space_around_delimiters=False); print(out.getvalue())
e=ConfigParser(interpolation=ExtendedInterpolation()); e.read_string('[x]\na=1\nb=${a}/${y:c}$$\n[y]\nc=q ${x:a}\n'); print(dict(e['x']))
r=RawConfigParser(allow_no_value=True,inline_comment_prefixes=(';',),delimiters=('=',),comment_prefixes=('#',)); r.read_string('[s]\nflag\nk = v ; c\nx = a;b\n'); print(dict(r['s'])); out=io.StringIO(); r.write(out); print(out.getvalue())
r.optionxform=str; r.read_string('[s]\nCase=1'); print(r.options('s'))
l=ConfigParser(converters={'list':lambda v:v.split(',')}); l.read_dict({'s':{'l':'a,b','n':3}}); print(l['s'].getlist('l'), l.getlist('s','l'), l['s']['n'])
for s in ("c.get('zz','x')","c.get('a','zz')","c['zz']","c['a']['zz']","c.read_string('x=1')","c.read_string('[s]\\n[s]')","c.read_string('[s]\\na=1\\na=2')","c.read_string('[s]\\nnonsense')","c.add_section('a')","c.add_section('DEFAULT')","c.set('zz','a','b')","c.set('a','x',5)","c['a'].__setitem__('x',5)","c.getint('a','path')","c.getboolean('a','num')","c.set('a','x','%')","del_default()","ConfigParser(interpolation=5)","c.read('/none')","c.items('zz')","c.options('zz')","c.read_string('[s]\\nx=%(nope)s') or c.get('s','x')","c.read_string('[t]\\nx=%(x)s') or c.get('t','x')","c.read_string('[u]\\nx=%z') or c.get('u','x')","e.read_string('[z]\\nx=${q:w}') or e.get('z','x')","c.add_section(5)","c.popitem()[0]","e.has_section('x')"):
    try: print(s,'=',eval(s))
    except Exception as err: print(s,'->',type(err).__name__,err, err.args)
