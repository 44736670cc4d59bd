"""Sorting against sorting by a general comparison: ints, floats with both zeros and infinities, texts with common prefixes."""
import random
random.seed(5)
def check(L, **k):
    a=sorted(L,**k)
    # by a general comparison: keys wrapped
    class W:
        def __init__(s,v): s.v=v
        def __lt__(s,o): return s.v<o.v
    key=k.get('key') or (lambda v:v)
    b=sorted(L,key=lambda v:W(key(v)),reverse=k.get('reverse',False))
    assert len(a)==len(b) and all(x is y or repr(x)==repr(y) for x,y in zip(a,b)), (L,k)
    if L: assert all(x is y for x,y in zip(a,b)) or all(type(x) in (int,float) for x in a)
for n in (0,1,2,3,5,20,33,100,1000,5000):
    for rev in (False,True):
        ints=[random.randrange(-50,50) for _ in range(n)]; big=[random.randrange(-10**18,10**18) for _ in range(n)]
        fl=[random.choice([0.0,-0.0,1e-310,-1e-310,float('inf'),-float('inf'),random.uniform(-5,5)]) for _ in range(n)]
        st=[''.join(random.choice('ab\0é😀') for _ in range(random.randrange(0,12))) for _ in range(n)]
        pre=['common prefix %d'%random.randrange(100) for _ in range(n)]
        for L in (ints,big,fl,st,pre): check(L,reverse=rev)
        for f in (lambda v:v[1], lambda v:v[0]*0.5, lambda v:-v[0]): check(list(zip(ints,st)),key=f,reverse=rev)
        mixed=[random.choice([1,2.5,True,10**30,'']) for _ in range(n)]
        try: check(mixed[:1]+[x for x in mixed if x!=''],reverse=rev)
        except TypeError: pass
print('ok')
print(sorted([0.0,-0.0,0.0]), sorted([-0.0,0.0],reverse=True), sorted([float('nan'),1.0,0.5]), sorted(['b','a','a\0','']), sorted([2,1.5,True]))
# the order in which items are compared, downwards too
class Told:
    def __init__(self, n): self.n = n
    def __lt__(self, other): print('lt', self.n, other.n, end='; '); return self.n < other.n
    def __repr__(self): return f'<{self.n}>'
for numbers in ([], [1], [2, 1], [7, 4, 0], [8, 3, 3], [1, 2, 3, 3, 2], [5, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5]):
    for rev in (False, True):
        print(sorted(map(Told, numbers), reverse=rev), sorted([(Told(n), 1) for n in numbers], reverse=rev), sorted(numbers, key=Told, reverse=rev))
