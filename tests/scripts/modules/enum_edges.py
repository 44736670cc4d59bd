# Enumerations at their edges: bodies, functional calls, aliases, missing values, mixed-in types.
import re as _re


def scrub(text):
    return _re.sub(r'0x[0-9a-f]+', '0x..', str(text))


from enum import *
import enum, pickle, copy
def p(e):
    try: r=eval(e,globals()); print(e, '->', scrub(repr(r))[:300])
    except Exception as x: print(e,'!!',type(x).__name__,x,type(x.__context__).__name__)
def mk(src):
    g=dict(globals())
    try: exec(src,g); r=g.get('E'); print(scrub(list(r.__members__.items())) if r else None, r)
    except Exception as x: print('!!', type(x).__name__, scrub(x))
    return g.get('E')
class C(Enum):
    R=1; G=2; B=R
    def m(self): return self.name
    @property
    def p(self): return 'p'
    class In: x=1
class I(IntEnum): A=1; B=2
class S(StrEnum): A=auto(); B='x'
class F(Flag): R=1; W=2; X=4; RW=3
class IF(IntFlag): A=1; B=4
class U(Enum):
    A=[1]; B={2:3}; C=[1]
for e in ["C(1)","C(3)","C['R']","C['Z']","C.R.value","C.B is C.R","list(C)","len(C)","C.__members__","C.R.m()","C.R.p","C.In","1 in C","5 in C","'x' in C","[1] in U","U([1])","U([9])","U.C is U.A","U({2:3})","C.R.R","C.name","C.R.foo","dir(C)","dir(C.R)","dir(I)==sorted(set(dir(I)))","dir(F)","repr(I.A),str(I.A),format(I.A,'3')","repr(S.A),str(S.A),f'{S.A:>5}'","I.A+1","I(1)","F(3),F(7),F(0),~F.R,F.R|F.X","F(8)","IF(7)","IF(2)","IF.A|8","list(F)","list(F(5))","F.R in F.RW","bool(F(0))","F.RW.name","F(5).name","pickle.loads(pickle.dumps(C.R))","copy.copy(C.R) is C.R, copy.deepcopy(F(5))","hash(C.R)==hash('R')","C.R==1, C.R!=C.G","Enum('A','x y z')","list(Enum('A','x y z'))","list(Enum('A',[('x',5),('y',6)]))","list(Enum('A',{'x':5}))","list(Enum('A','x,y',start=5,module='mm',qualname='q.A',type=int))","Enum('A','x').__module__","Enum('A','x',qualname='k.l').__qualname__","Flag('A','x y')(3)","Enum('A')","Enum(1)","C('A','x')","setattr(C,'R',5)","delattr(C,'R')","setattr(C,'q',5)","C.q","C.__signature__","str(C),repr(F),repr(Enum)","C.R<C.G","I.A<I.B","C.R.name","list(reversed(C))","C.R._add_value_alias_(10)","C(10)","C.G._add_value_alias_(10)","C.G._add_value_alias_(2)","C.R._add_value_alias_([5])","C([5])","C.R._add_alias_('RED')","C.RED","C.G._add_alias_('RED')","C.R._add_alias_('RED')","S('x')","S('zz')","C.R.__class__","enum.property","C(C.R)","I(I.B)","I(5)", "bool(C)","C.R.__reduce_ex__(2)","FlagBoundary.STRICT","list(EnumCheck)","unique(C)","verify(CONTINUOUS)(IntEnum('Q',[('a',1),('b',3)]))","verify(NAMED_FLAGS)(Flag('Q',[('a',1),('b',6)]))","verify(UNIQUE)(I)","member(5).value","C._value2member_map_","U._unhashable_values_","U._unhashable_values_map_"]: p(e)
for src in ["class E(Enum):\n A=1\n A=2","class E(Enum):\n A=1\n def A(s):0","class E(Enum):\n def A(s):0\n A=1","class E(Enum):\n A=auto();B=auto();C=(auto(),5)","class E(Enum):\n A='x';B=auto()","class E(Enum):\n _ignore_='a b'\n a=1;b=2;C=3","class E(Enum):\n A=1\n _ignore_='A'","class E(Enum):\n _foo_=1","class E(Enum):\n A=1\n def _generate_next_value_(*a): return a[0]\n B=auto()","class E(Enum):\n def _generate_next_value_(*a): return a\n B=auto()\n C=auto()","class E(Enum):\n A=auto()\n def _generate_next_value_(*a): return a","class E(Enum):\n mro=1","class E(Enum):\n A=nonmember(3)\n B=member(4)\n @member\n def f(s):0\nprint(E.A)","class E(C):\n Z=1","class E(int,C):\n pass","class E(Enum,int): A=1","class E(str,Enum):\n A='a';B=1\nprint(str(E.A),format(E.A),repr(E.B))","class E(float,Enum): A=1;B=2.5","class E(tuple,Enum): A=(1,2)","class E(Enum):\n _order_='B A'\n A=1;B=2","class E(Enum):\n _order_='A B'\n A=1;B=2","class E(Enum):\n __order__='A'\n A=1","class E(Enum):\n A=1,2\n def __init__(s,x,y): s.x=x\nprint(E.A.x)","class E(Enum):\n A=1\n def __new__(c,v):\n  o=object.__new__(c); o._value_=v*10; return o\nprint(E(10))","class E(int,Enum):\n A=1\n def __new__(c,v):\n  return 5","class E(Enum):\n A=1\n @classmethod\n def _missing_(c,v): return c.A if v==7 else ('bad' if v==8 else None)\nprint(E(7))\ntry: E(8)\nexcept Exception as x: print(repr(x), repr(x.__context__))\ntry: E(9)\nexcept Exception as x: print(repr(x), repr(x.__context__))","class E(Enum):\n A=1\n @classmethod\n def _missing_(c,v): raise KeyError('mm')\ntry: E(8)\nexcept Exception as x: print(repr(x), repr(x.__context__))","class E(Flag,boundary=CONFORM): A=1;B=4\nprint(E(7),E(2))","class E(Flag,boundary=EJECT): A=1;B=4\nprint(E(7),type(E(2)))","class E(Flag,boundary=KEEP): A=1;B=4\nprint(E(7),E(2),~E.A)","class E(Flag):\n A=auto();B=auto();C=auto();AB=A|B\nprint(~E.A,E.AB&E.B,E.A^E.AB)","class E(IntFlag):\n B=4;A=1\nprint(list(E(5)),E(-1))","class E(Enum):\n _x=1\n __y=2\n __z__=3\n A=4\nprint(E._x, E.__z__)","class E(Enum):\n name='n';value='v'\nprint(E.name, E.value, E.name.name)","class E(Enum):\n a=lambda s:1\n b=property(lambda s:2)\n c=staticmethod(len)\n D=1\nprint(E.D.a(),E.D.b)","import dataclasses\n@dataclasses.dataclass\nclass D: x:int;y:int=2\nclass E(D,Enum):\n A=1\n B=3,4\nprint(E.A.x,repr(E.B))","class E(Enum): A: int=1; B: str","class Base(Enum):\n def hi(s): return s.name+'!'\nclass E(Base): A=1\nprint(E.A.hi(), Base)\ntry: Base(1)\nexcept Exception as x: print(repr(x))","class E(bytes,Enum): A=b'x';B='y','utf-8'","class E(StrEnum): A=1","class E(StrEnum): A='a','utf-8'","class E(StrEnum): A='a',1","class E(StrEnum): A=b'a','utf-8',2","class E(StrEnum): A='a','b','c','d'","class E(StrEnum): A=b'a','utf-8'","class E(Enum):\n A=1\n class Q(Enum): Z=1\n B=Q.Z","class E(Enum): A=True;B=1;C=1.0","class M(EnumType):\n def __getitem__(c,n): return 'got'+n\nclass E(Enum,metaclass=M): A=[1]\nprint(E['x'],E([1]))"]:
    print(src.replace('\n','|')); mk(src)

class C(Enum):
    A=1;B=1;D=2
print(C._hashable_values_, C._unhashable_values_)
class B(Enum): pass
class B2(Enum):
    @classmethod
    def _missing_(c,v): return 5
class Fl(Flag): pass
class In(IntEnum): pass
class T(EnumType): pass
class TB(Enum,metaclass=T): pass
for k in (Enum,Flag,IntEnum,IntFlag,StrEnum,ReprEnum,B,B2,Fl,In,TB):
    for f in (lambda: k(1), lambda: k.__new__(k,1), lambda: k('A',()), lambda: k('X',None), lambda:k('X','a',type=None), lambda: k(k)):
        try: print(k.__name__, f())
        except Exception as e: print(k.__name__, type(e).__name__, e, type(e.__context__))
for v in ([1,'a'],['a'],[None],[1.5],[2,1],[(1,)],[{}],[[]]):
    try: print(Enum._generate_next_value_('x',1,len(v),v))
    except Exception as e: print(v,type(e).__name__, e, e.__suppress_context__)
class NoNumbers(enum.Flag):
    A = enum.member((1, 2))
    B = None
print(list(NoNumbers), len(NoNumbers), NoNumbers.A.value, NoNumbers.__members__)
class Extended(NoNumbers): pass
