# The numbers that a seed gives, by every method and in subclasses with another source; refusals.
import random, pickle, copy, warnings, math
from fractions import Fraction
from decimal import Decimal
warnings.simplefilter('ignore')
R=random.Random
def p(label,f):
    try: print(label,f())
    except Exception as e: print(label,'!!',type(e).__name__,e)
class Sub(R):
    def random(self): return super().random()
class Bits(R):
    def getrandbits(self,k): return super().getrandbits(k)
class Both(Sub):
    def getrandbits(self,k): return 1 % (1<<k) if k else 0
class Only(Sub): pass
class Const(R):
    def __init__(self,v): self.v=v; super().__init__()
    def random(self): return self.v
calls={
 'randbelow':lambda r:[r._randbelow(n) for n in (1,2,7,2**31,2**32,2**32+1,2**33,2**63-1,2**63,2**64,2**100)] if type(r) not in (Sub,Only) else [r._randbelow(n) for n in (1,2,7,2**40)],
 'randrange':lambda r:[r.randrange(10),r.randrange(3,9),r.randrange(0,100,7),r.randrange(50,0,-7),r.randrange(-5,5)],
 'randint':lambda r:[r.randint(1,6) for _ in range(5)], 'choice':lambda r:[r.choice('abcdef') for _ in range(5)],
 'shuffle':lambda r:(l:=list(range(30)),r.shuffle(l))[0],
 'sample':lambda r:[r.sample(range(10),3),r.sample(range(1000),10),r.sample(range(10**9),30),r.sample('abc',3),r.sample(range(30),6),r.sample('ab',3,counts=[2,2]),r.sample([],0)],
 'choices':lambda r:[r.choices('abc',k=5),r.choices('abc',[1,2,3],k=5),r.choices('abc',cum_weights=[1,3,10],k=5),r.choices('ab',[Fraction(1,3),Fraction(2,3)],k=3)],
 'uniform':lambda r:[r.uniform(1,2),r.uniform(5,-5)],
 'tri':lambda r:[r.triangular() for _ in range(4)]+[r.triangular(1,5,2) for _ in range(4)]+[r.triangular(3,3),r.triangular(3,3,3),r.triangular(5,1,2)],
 'normal':lambda r:[r.normalvariate() for _ in range(20)]+[r.normalvariate(5,2)], 'gauss':lambda r:[r.gauss(1,2) for _ in range(5)],
 'logn':lambda r:[r.lognormvariate(0,.5) for _ in range(3)], 'expo':lambda r:[r.expovariate(),r.expovariate(-2)],
 'vm':lambda r:[r.vonmisesvariate(m,k) for m in (0,3,-2) for k in (0,1e-7,1e-3,.5,4,100,1e10)],
 'gamma':lambda r:[r.gammavariate(a,b) for a in (.01,.5,.99,1,1.0,1.5,3,100,1e6) for b in (1,2.5)],
 'beta':lambda r:[r.betavariate(a,b) for a in (.1,1,5) for b in (.2,3)], 'pareto':lambda r:[r.paretovariate(3)],'weib':lambda r:[r.weibullvariate(1,2)],
 'binom':lambda r:[r.binomialvariate(n,q) for n in (0,1,2,10,50,100,1000,10**6,10**12,10**20) for q in (0,0.0,1,1.0,.001,.1,.3,.5,.7,.999)],
 'bytes':lambda r:[r.randbytes(5),r.randbytes(0)],
}
for cls in (R,Sub,Bits,Both,Only):
    for name,f in calls.items():
        if cls is Both and name in('randbelow','randrange','randint','choice','shuffle','sample'): continue
        r=cls(12345); p(f'{cls.__name__} {name}',lambda:f(r)); 
    r=cls(5); print(cls.__name__, r.random(), r.getstate()[0], len(r.getstate()[1]), r.getrandbits(5))
print(Both(1)._randbelow(2), Both(1).choice('ab'))
for s in (0,1,-1,2**70,'','abc','é',b'xy',bytearray(b'q'),1.5,-0.0,None,True):
    if s is not None: p(f'seed {s!r}',lambda:R(s).random())
for s in ('','abc','xéz',b'abc',bytearray(b'abc'),5): p(f'seed1 {s!r}',lambda:(lambda r:(r.seed(s,version=1),r.random()))(R())[1] if not isinstance(s,bytearray) else 'skip')
for f in [lambda:R((1,2)),lambda:R(1j),lambda:random.randrange(0),lambda:random.randrange(3,3),lambda:random.randrange(1,10,0),lambda:random.randrange(5,1,2),lambda:random.randrange(5,None,2),lambda:random.randrange(1.5),lambda:random.randrange(1,2.0),lambda:random.randrange(1,9,2.0),lambda:random.randint(5,1),lambda:random.randint(1.0,2),lambda:random.choice([]),lambda:random.choice({1}),lambda:random.choice({}),lambda:random.sample({1},1),lambda:random.sample([1],2),lambda:random.sample([1],-1),lambda:random.sample([1],1,counts=[1,2]),lambda:random.sample([1],1,counts=[1.5]),lambda:random.sample([1],1,counts=[-1]),lambda:random.sample([1],5,counts=[1]),lambda:random.sample([1,2],1.5),lambda:random.choices([1],[1,2]),lambda:random.choices([1],[0]),lambda:random.choices([1],[math.inf]),lambda:random.choices([1],[math.nan]),lambda:random.choices([1],5),lambda:random.choices([1],[1],cum_weights=[1]),lambda:random.choices([]),lambda:random.choices([],k=0),lambda:random.choices([1],5.5),lambda:random.gammavariate(0,1),lambda:random.gammavariate('a',1),lambda:random.expovariate(0),lambda:random.binomialvariate(-1),lambda:random.binomialvariate(5,2),lambda:random.binomialvariate(5,-.1),lambda:random.setstate((1,)),lambda:random.setstate((7,(),None)),lambda:random.setstate((3,(1,2),None)),lambda:random.setstate(5),lambda:random.getrandbits(-1),lambda:random.randbytes(-1),lambda:random.SystemRandom().getstate(),lambda:random.SystemRandom().getrandbits(-1),lambda:random.SystemRandom().getrandbits(0),lambda:len(random.SystemRandom().randbytes(4)),lambda:random.SystemRandom(5).randrange(1),lambda:random.paretovariate(0),lambda:random.shuffle((1,2)),lambda:random.seed([1]),lambda:R(1).vonmisesvariate(0,'x'),lambda:R(1).normalvariate('a',1),lambda:R(1).triangular('a',1),lambda:Const(2.0)._randbelow_with_getrandbits(1),lambda:Const(.25).randrange(10),lambda:Const(.25).randrange(2**60),lambda:random.binomialvariate('a'),lambda:R(3).binomialvariate(10.0,.3)]: p('err',f)
r=R(7); r.gauss(); r2=pickle.loads(pickle.dumps(r)); print(r.gauss()==r2.gauss(), r.random()==r2.random()); r3=copy.copy(r); print(r3.random()==r.random())
st=r.getstate(); a=r.random(); r.setstate(st); print(a==r.random())
st2=(2,tuple(-(2**32)+x if x>2**31 else x for x in st[1]),None); r.setstate(st2); print(a==r.random())
random.seed(1); print(random.random(), random.choice([1,2,3]))
import inspect
for n in random.__all__:
    try: print(n, inspect.signature(getattr(random,n)))
    except Exception as e: print(n,type(e).__name__)
