"""What `order.py` takes for an ordinary program: everything once that programs do often."""

SETUP = '''
import re, collections, functools, itertools, enum, dataclasses, copy, json, struct, random, string, textwrap, operator, math, heapq, io
class A:
    c = 5
    def __init__(self, x=1): self.x = x; self.y = 2
    def m(self): return self.x
    def m2(self, a, b=3): return a
    @property
    def p(self): return self.x
    @staticmethod
    def s(a): return a
    @classmethod
    def k(cls, a): return a
    def __add__(self, o): return self
    def __eq__(self, o): return self.x == o.x
    def __hash__(self): return 7
    def __lt__(self, o): return self.x < o.x
    def __len__(self): return 3
    def __getitem__(self, i): return i
    def __call__(self, a): return a
    def __contains__(self, a): return True
    def __enter__(self): return self
    def __exit__(self, *a): return None
    def __bool__(self): return True
    def __iter__(self): return iter((1,2,3))
class B(A):
    def __init__(self, x=1): super().__init__(x)
    def m(self): return super().m()
class S:
    __slots__ = ('x','y')
    def __init__(self, x, y): self.x = x; self.y = y
class D:
    def __get__(self, o, t=None): return 3
    def __set__(self, o, v): pass
class E: d = D()
class G:
    def __getattr__(self, n): return 1
@dataclasses.dataclass
class DC:
    x: int
    y: int = 2
@dataclasses.dataclass(frozen=True, order=True)
class FZ:
    x: int
    y: int = 2
class Col(enum.Enum): R=1; G=2; B=3
class Fl(enum.Flag): R=1; G=2; B=4
NT = collections.namedtuple('NT', 'x y z')
a=A(); b=B(); s=S(1,2); e=E(); g=G(); dc=DC(1); fz=FZ(1); nt=NT(1,2,3)
d={i:i for i in range(100)}; ds={str(i):i for i in range(100)}; l=list(range(100)); t=tuple(l); st=set(l); fs=frozenset(l)
st2=set(range(50,150))
text='the quick brown fox jumps over the lazy dog'; words=text.split(); longt=text*20; b_=text.encode()
i=12345; f=1.5; big=10**30; x=3
def fn(): pass
def f1(a): return a
def f3(a,b,c): return a
def fd(a,b=2,*,c=3): return a
def fv(*a): return a
def fk(**k): return k
def gen(n):
    for i in range(n): yield i
def gen2(n): yield from gen(n)
def mk():
    z=1
    def inner(): return z
    return inner
inner=mk()
def deep(n): 
    if n: deep(n-1)
    else: raise ValueError
p=re.compile(r'(\\w+) (\\w+)'); p2=re.compile(r'[a-z]+'); 
dq=collections.deque(range(50),maxlen=50); cnt=collections.Counter(); dd=collections.defaultdict(int); od=collections.OrderedDict(ds)
@functools.lru_cache(maxsize=100)
def cached(a,b=1): return a
part=functools.partial(f3,1,2)
ba=bytearray(100); mv=memoryview(bytes(100))
nested=[[1,2,[3]],{'a':(1,2)},'x']; rnd=random.Random(1)
h=list(range(100)); heapq.heapify(h)
st_struct=struct.Struct('<IhB')
ll=[[i,100-i] for i in range(50)]; fl=[float(i) for i in range(100)]; sl=[str(i) for i in range(100)]
dcs=[FZ(i%7,i) for i in range(30)]; ss=[S(i%7,i) for i in range(30)]
js=json.dumps({'a':[1,2,{'b':None}],'c':'text'}); 
sio=io.StringIO()
xs=[3,1,2]
'''
OPS = r'''
fn()
f1(1)
f3(1,2,3)
fd(1,c=2)
fd(1,2,c=3)
fv(1,2,3)
fk(a=1,b=2)
f3(*(1,2,3))
f3(**{'a':1,'b':2,'c':3})
inner()
a.x
a.x=1
a.c
a.m()
a.m2(1)
a.m2(1,b=2)
a.p
A.s(1)
a.k(1)
b.m()
A()
B()
S(1,2)
s.x
s.x=2
e.d
e.d=2
g.nothing
DC(1,2)
FZ(1,2)
dc.x
dc==dc
fz==fz
hash(fz)
repr(dc)
dataclasses.replace(dc,x=3)
dataclasses.asdict(dc)
NT(1,2,3)
nt.x
nt._replace(x=3)
x1,y1,z1=nt
Col.R
Col(1)
Col['R']
Col.R.name
Col.R.value
Col.R is Col.G
list(Col)
Fl.R|Fl.G
Col.R==Col.G
hash(Col.R)
a+a
a==a
hash(a)
len(a)
a[1]
a(1)
1 in a
list(a)
not a
isinstance(a,A)
isinstance(a,(int,A))
issubclass(B,A)
type(a)
getattr(a,'x')
getattr(a,'zz',None)
hasattr(a,'zz')
setattr(a,'x',1)
callable(fn)
super(B,b).m()
lambda: x
i+1
i*i
i//7
i%7
i/7
i**2
-i
i<<3
i&255
big+1
big*big
big%97
big//97
f+f
f*2
f**0.5
int(f)
float(i)
str(i)
repr(f)
int('123')
float('1.5')
round(f)
round(2.675,2)
abs(-3)
divmod(17,5)
pow(3,20,7)
min(1,2)
max(1,2,3)
min(l)
max(l,key=lambda v:-v)
sum(l)
sum(fl)
any(v>200 for v in l)
all(l)
sorted(l)
sorted(sl)
sorted(l,key=lambda v:-v)
sorted(ss,key=lambda o:o.x)
sorted(ss,key=operator.attrgetter('x','y'))
sorted(dcs)
list(l)
l[5]
l[-1]
l[2:5]
l[::2]
l[::-1]
l+l
l*2
l.index(50)
50 in l
l.copy()
l.count(3)
l.append(1);l.pop()
l.insert(0,1);l.pop(0)
q=[1,2,3]
q=[1,2,3];q.extend((4,5,6))
[v for v in l]
[v*2 for v in l if v&1]
[(v,w) for v in xs for w in xs]
{v:v for v in l}
{v for v in l}
list(map(str,xs))
list(filter(None,l))
list(zip(l,l))
list(enumerate(l))
list(reversed(l))
tuple(l)
(1,x,3)
t[3]
t==t
hash((1,2,3))
t+t
d[5]
d[5]=6
5 in d
d.get(5)
d.get(500,1)
ds['5']
ds.get('zz')
dict(d)
d.copy()
{**d}
d|d
list(d)
list(d.items())
for k,v in d.items(): pass
for k in d: pass
{'a':1,'b':2,'c':x}
dict(a=1,b=2)
d.setdefault(5,1)
d.update({5:5})
d.pop(5,0);d[5]=5
list(d.values())
sorted(d.items())
dd[5]+=1
cnt['a']+=1
collections.Counter(text)
collections.Counter(words).most_common(2)
collections.OrderedDict(ds)
od.move_to_end('5')
5 in st
st.add(5)
st.discard(500)
st|st2
st&st2
st-st2
st<=st2
set(l)
frozenset(l)
for v in st: pass
len(st)
{1,2,x}
dq.append(1)
dq.popleft();dq.appendleft(1)
dq[10]
for v in dq: pass
text.split()
text.split('o')
' '.join(words)
text.replace('o','0')
text.upper()
text.find('lazy')
'lazy' in text
text.startswith('the')
text.strip()
text[5]
text[5:10]
text[::-1]
text+text
text*3
text==longt
text.encode()
b_.decode()
f'{i} {f}'
f'{i:>10}'
f'{f:.2f}'
f'{text!r}'
'%s %d'%(text,i)
'%5.2f'%f
'{} {}'.format(1,2)
'{:>5}'.format(i)
'{a} {b}'.format(a=1,b=2)
text.count('o')
text.title()
text.center(60)
text.partition(' ')
text.isalpha()
'123'.isdigit()
ord('a')
chr(97)
text.translate({111:'0'})
text.splitlines()
for c in text: pass
list(text)
sorted(text)
''.join(sorted(text))
''.join([c for c in text])
''.join(c for c in text)
set(text)
text.zfill(60)
text.lower().split()
b_[5]
b_[5:10]
b_.find(b'lazy')
ba[5]=1
ba[5]
mv[5]
bytes(l)
bytearray(l)
b_.hex()
int.from_bytes(b_[:4],'big')
i.to_bytes(4,'big')
struct.pack('<IhB',1,2,3)
struct.unpack('<IhB',b_[:7])
st_struct.pack(1,2,3)
st_struct.unpack(b_[:7])
p.match(text)
p.search(longt)
p.findall(text)
p2.findall(text)
p2.sub('x',text)
p2.sub(lambda m:m.group(),text)
p.match(text).group(1)
p.match(text).groups()
[m.group() for m in p2.finditer(text)]
re.match(r'\w+',text)
re.split(r'\s+',text)
for v in range(100): pass
for v in l: pass
for v in gen(100): pass
for v in gen2(100): pass
sum(gen(100))
list(gen(100))
list(v for v in l)
next(gen(3))
for k,v in enumerate(l): pass
for v,w in zip(l,l): pass
for v in map(f1,l): pass
for v in reversed(l): pass
for v in itertools.chain(l,l): pass
for v in itertools.islice(l,50): pass
list(itertools.accumulate(l))
list(itertools.product(xs,xs))
list(itertools.combinations(xs,2))
list(itertools.permutations(xs))
[list(gg) for k,gg in itertools.groupby(l,lambda v:v//10)]
functools.reduce(operator.add,l)
part(3)
cached(1)
cached(1,b=2)
try: pass\nexcept ValueError: pass
try: raise ValueError\nexcept ValueError: pass
try: raise ValueError('x')\nexcept ValueError as ex: pass
try: d[1000]\nexcept KeyError: pass
try: int('x')\nexcept ValueError: pass
try: deep(5)\nexcept ValueError: pass
try: a.zz\nexcept AttributeError: pass
try: pass\nfinally: pass
with a: pass
match x:\n  case 1: pass\n  case 3: pass
match (1,2):\n  case (1,q): pass
match a:\n  case A(x=1): pass
match {'a':1}:\n  case {'a':q}: pass
x if i else 2
i==12345 and f or x
1<i<99999
x is None
a is not b
i in (1,2,3)
text in ('a','b')
global_x=1
del_me=1;del del_me
def lf(): pass
def lf(a,b=1): return a
class K: pass
class K2(A):\n  def z(self): pass
copy.copy(a)
copy.copy(l)
copy.deepcopy(nested)
copy.deepcopy(a)
json.dumps(nested)
json.loads(js)
rnd.random()
rnd.randint(1,10)
rnd.choice(l)
rnd.shuffle(xs)
math.sqrt(2)
math.floor(f)
math.gcd(12,18)
heapq.heappush(h,5);heapq.heappop(h)
heapq.heapreplace(h,5)
heapq.nsmallest(3,l)
ll.sort()
fl.sort()
sl.sort()
print(end='',file=sio)
print(1,2,file=sio);sio.seek(0)
sio.write('abc');sio.seek(0)
operator.itemgetter(1)(l)
eval('1+2')
exec('q=1')
compile('x=1','s','exec')
id(a)
repr(l)
repr(ds)
repr(nested)
str(l)
l==list(t)
l<l
vars(a)
dir(a)
iter(l)
abs(f)
slice(1,2)
l[1:3]=[1,2]
a.__dict__
a.__class__
type(a).__name__
string.Template('$a').substitute(a=1)
textwrap.fill(text,20)
bin(i)
hex(i)
i.bit_length()
complex(1,2)*2j
f.is_integer()
math.sin(f)
isinstance(1,int)
isinstance('a',str)
len(l)
len(text)
bool(l)
not l
l and d
'a'<'b'
text!=longt
a is b
zip(l,l)
enumerate(l)
range(10)
object()
[]
{}
()
[[]for v in xs]
a.x+=1
l[5]+=1
d[5]+=1
x+=1
x1,y1=1,2
x1,y1=y1,x1 
x1,*y1=l
[*l,*l]
{*l}
(*l,)
'''.strip().split('\n')
ns={}
exec(SETUP,ns)

for op in OPS:
    body='\n'.join('   '+q for q in op.replace('\\n','\n').split('\n'))
    code=f"def _f():\n for _ in range(3):\n{body}\n"
    try: exec(code,ns); ns['_f']()
    except Exception as ex: pass
