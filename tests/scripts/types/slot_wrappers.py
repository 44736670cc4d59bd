# A builtin type's special method does what that type does, also to an instance of a subclass that does something else: each of
# them, called with values of builtin subclasses and of classes that define all of them.
import collections, enum, sys, time, types, datetime, fractions, io, os, itertools, functools, warnings, array
warnings.simplefilter('ignore')
class IE(enum.IntEnum): A=1; B=2
class IF(enum.IntFlag): A=1; B=2
class SE(enum.StrEnum): A='x'
NT=collections.namedtuple('NT','a b')
class E1(OSError): pass
OD=collections.OrderedDict
pairs=[(int,True),(int,False),(int,IE.B),(int,IF.B),(str,SE.A),(dict,OD(a=1,b=2)),(dict,collections.defaultdict(list,{'a':1})),(dict,collections.Counter('aab')),(tuple,NT(1,2)),(tuple,os.stat_result(range(10))),(tuple,time.gmtime(0)),
 (BaseException,OSError(2,'x')),(Exception,KeyError('k')),(BaseException,KeyError('k')),(Exception,SyntaxError('m',('f',1,2,'t'))),(BaseException,UnicodeDecodeError('a',b'b',0,1,'r')),(BaseException,BaseExceptionGroup('g',[ValueError(1)])),(BaseException,StopIteration(3)),(ImportError,ModuleNotFoundError('m',name='n')),(BaseException,ImportError('m',name='n')),(BaseException,SystemExit(3)),(BaseException,AttributeError('m')),(BaseException, NameError('m')),
 (OSError,FileNotFoundError(2,'x','f')),(LookupError,KeyError('k'))]
# user subclasses
class UI(int):
    def __repr__(self): return 'UI'
    __str__=__repr__
    def __add__(self,o): return 'UIadd'
    __radd__=__sub__=__mul__=__and__=__eq__=__lt__=__floordiv__=__mod__=__pow__=__lshift__=__or__=__xor__=__rsub__=__rmul__=__divmod__=__truediv__=__add__
    def __hash__(self): return 77
    def __bool__(self): return False
    def __int__(self): return 78
    def __float__(self): return 7.5
    def __index__(self): return 79
    def __neg__(self): return 'neg'
    __pos__=__abs__=__invert__=__trunc__=__floor__=__ceil__=__neg__
class UF(float):
    def __repr__(self): return 'UF'
    __str__=__repr__
    def __add__(self,o): return 'UFadd'
    __radd__=__sub__=__mul__=__eq__=__lt__=__floordiv__=__mod__=__pow__=__rsub__=__rmul__=__divmod__=__truediv__=__add__
    def __hash__(self): return 77
    def __bool__(self): return False
    def __int__(self): return 78
    def __float__(self): return 7.5
    def __neg__(self): return 'neg'
    __pos__=__abs__=__neg__
def seq(base):
    ns={}
    for n in '__len__ __bool__ __hash__'.split():
        ns[n]=lambda self: 99
    for n in '__getitem__ __contains__ __add__ __mul__ __rmul__ __iadd__ __imul__ __eq__ __lt__ __ne__ __le__ __gt__ __ge__ __or__ __and__ __sub__ __xor__ __mod__ __rmod__ __delitem__ __ior__ __iand__ __isub__ __ixor__ __ror__ __rand__ __missing__'.split():
        ns[n]=lambda self,o: 'own'
    ns['__setitem__']=lambda self,k,v: None
    ns['__repr__']=ns['__str__']=lambda self: 'own repr'
    ns['__iter__']=lambda self: iter(['own iter'])
    ns['__reversed__']=lambda self: iter(['own rev'])
    ns['__sizeof__']=lambda self: 5
    return type('U'+base.__name__,(base,),ns)
for base,args in ((list,([1,2,3],)),(tuple,((1,2,3),)),(dict,({'a':1},)),(set,({1,2},)),(str,('abc',)),(complex,(1+2j,)),(array.array,('i',[1,2]))):
    pairs.append((base,seq(base)(*args)))
pairs+= [(int,UI(6)),(float,UF(2.5))]
others=[1, 'a', (1, 2), {'a': 1}]
def show(r):
    if hasattr(r,'__next__'): 
        return type(r).__name__, [show(x) for x in itertools.islice(r,5)]
    s=object.__repr__(r) if type(r).__repr__ is object.__repr__ else repr(r)
    if isinstance(r,(set,frozenset)): s=str(sorted(set.__iter__(r) if isinstance(r,set) else frozenset.__iter__(r),key=str))
    import re
    return type(r).__name__, re.sub(r'0x[0-9a-f]+','0x',s)
import copy
skip={'__new__','__init__','__class__','__getattribute__','__setattr__','__delattr__','__doc__','__subclasshook__','__init_subclass__','__dir__','__reduce_ex__','__reduce__','__sizeof__','__class_getitem__','__getnewargs__','__getstate__','__format__','__setstate__','__buffer__','__release_buffer__','__dict__','__spec__','__loader__','__builtins__','__name__','__package__','__weakref__', '__hash__', '__annotations__', '__annotate__'}
for base, v in pairs:
    for n in sorted(dir(base)):
        if not n.startswith('__') or n in skip or not callable(getattr(base, n)): continue
        answers = []
        for args in [(), *((o,) for o in others), (v,)] + ([(0, 1)] if n in ('__setitem__', '__pow__') else []):
            if n == '__mod__' and base is str: continue
            w = copy.copy(v) if n in ('__setitem__', '__delitem__', '__iadd__', '__imul__', '__ior__', '__iand__', '__isub__', '__ixor__') and type(v).__module__ != '__main__' else v
            try: answers.append(' '.join(map(str, show(getattr(base, n)(w, *args)))))
            except Exception as e: answers.append(f'{type(e).__name__}: {e}')
        shown = [a for i, a in enumerate(answers) if a not in answers[:i] and 'expected' not in a]
        print(base.__name__, type(v).__name__, n, '|', ' | '.join(shown))
for v in (collections.Counter(), seq(list)()):
    for f in (lambda: {v: 1}, lambda: {v}, lambda: {}[v], lambda: {1}.remove(v)):
        try: print(f())
        except Exception as e: print(type(e).__name__, e)
d = collections.deque([1])
print(collections.deque.__eq__(d, d), collections.deque.__lt__(d, d))
