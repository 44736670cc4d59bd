# Sources, comments, documentation and frames by the inspect module.
import inspect, enum, sys, os, linecache, types, json, functools
def t(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__, e)
# A comment
# of two lines.
def func(a, b=1):
    """Doc.

        indented
    """
    return a + b   # end

class Klass:
    """A class."""
    x = 1

    # about method
    def method(self):
        return 1
    @property
    def prop(self):
        "prop doc"
        return 2
    class Inner:
        def deep(self): return [
            1,
            2]
    @staticmethod
    def st(): pass
    @classmethod
    def cl(cls): pass
class Sub(Klass):
    def method(self): return 3
    @property
    def prop(self): return 4
lam = lambda x: x + 1
lams = [lambda x: x, lambda y: (y +
    1)]
@functools.wraps(func)
def wrapped(*a): return func(*a)
def gen():
    yield 1
async def co(): pass
class Color(enum.Enum):
    RED = 1
    BLUE = 2
    def m(self): return 1
for x in (func, Klass, Klass.method, Klass.prop, Klass.Inner, Klass.Inner.deep, Klass.st, Klass.cl, Sub, lam, lams[0], lams[1], wrapped, gen, co, Color, Klass().method, func.__code__):
    t(lambda: inspect.getsource(x))
    t(lambda: inspect.getsourcelines(x)[1])
    t(lambda: (os.path.basename(inspect.getsourcefile(x)), os.path.basename(inspect.getfile(x)), inspect.getmodule(x).__name__))
    t(lambda: (inspect.getcomments(x), inspect.getdoc(x) if x is not Color and x is not func.__code__ else 0))
for x in (1, len, int, sys, 'a', print, type, Klass.x):
    t(lambda: inspect.getsource(x)); t(lambda: inspect.getfile(x)); t(lambda: inspect.getmodule(x))
t(lambda: inspect.getcomments(sys.modules['__main__'])); t(lambda: inspect.getsource(sys.modules['__main__'])[:50])
t(lambda: inspect.getdoc(Sub.prop)); t(lambda: inspect.getdoc(Sub.method)); t(lambda: inspect.getdoc(Sub()))
print(inspect.cleandoc("  a\n    b\n      c\n\n"), repr(inspect.cleandoc("\n\n  x\n   y\n  \n")), repr(inspect.cleandoc("a\n\tb\n\t  c")))
print([n for n, v in inspect.getmembers(Color)])
print(inspect.getmembers(Color, lambda v: isinstance(v, Color)))
print([n for n, _ in inspect.getmembers(Klass, inspect.isfunction)], [n for n, _ in inspect.getmembers_static(Klass, lambda v: isinstance(v, property))])
def outer():
    v = 1; w = 2
    def inner(): return v, w, len, undefined_thing, os, json
    return inner
cv = inspect.getclosurevars(outer()); print(cv.nonlocals, sorted(cv.globals), sorted(cv.builtins), cv.unbound)
t(lambda: inspect.getclosurevars(1))
fi = inspect.getframeinfo(inspect.currentframe(), context=3); print(os.path.basename(fi.filename), fi.lineno, fi.function, fi.code_context, fi.index, fi.positions)
def st(): return inspect.stack(2)
s = st(); print([(os.path.basename(f.filename), f.lineno, f.function, f.index, f.positions) for f in s], s[0].code_context, type(s[0]), len(s[0]))
try: 1/0
except ZeroDivisionError as e:
    i = inspect.trace(); print([(f.lineno, f.function, f.positions) for f in i]); fi = inspect.getframeinfo(e.__traceback__); print(fi.lineno, fi.positions)
def tr(): raise KeyError(1)
try: tr()
except KeyError as e: print([(f.lineno, f.function) for f in inspect.getinnerframes(e.__traceback__)], [f.function for f in inspect.getouterframes(e.__traceback__.tb_next.tb_frame)])
t(lambda: inspect.getsource(exec)); 
ns = {}; exec("def f(): pass", ns); t(lambda: inspect.getsource(ns['f'])); t(lambda: inspect.getsourcefile(ns['f'])); t(lambda: inspect.getfile(ns['f']))
ns = {'__name__': 'nowhere'}; exec("class F: pass", ns); t(lambda: inspect.getsource(ns['F'])); t(lambda: inspect.getfile(ns['F']))
print(inspect.getblock(['def f():\n', '    x\n', '\n', '# c\n', 'y\n']), inspect.indentsize('  \tx'), inspect.getmodulename('/a/b.py'), inspect.getmodulename('/a/b.txt'))
print(inspect.getsource(json.dumps)[:9], '"""' in inspect.getsource(json), inspect.getsourcelines(os.path.join)[0][0][:9])
print(inspect.classify_class_attrs(Klass)[0]._fields, [(a.name, a.kind) for a in inspect.classify_class_attrs(Sub) if a.name[0] != '_'])
print(linecache.getline(__file__, 1), linecache.getlines(__file__)[:1], linecache.getline(__file__, 9999), linecache.getline('/nowhere', 1))
print(inspect.getmro(Sub), inspect.unwrap(wrapped) is func, inspect.getgeneratorstate(gen()), inspect.isdatadescriptor(Klass.prop), inspect.isroutine(len), inspect.ismethoddescriptor(str.join), inspect.isgetsetdescriptor(type(lam).__code__), inspect.ismemberdescriptor(type(lam).__globals__))
print(inspect.getclasstree([Klass, Sub]), inspect.getcallargs(func, 1), inspect.formatannotation(list[int]))
def args(a, b, *c, d=1, **e):
    return inspect.getargvalues(inspect.currentframe())
print(args(1, 2, 3, x=4), inspect.getlineno(inspect.currentframe()))
print([c.co_names for c in outer.__code__.co_consts if hasattr(c, 'co_names')])
import abc
class Abstract(abc.ABC):
    @abc.abstractmethod
    def z(self): pass
t(lambda: type.__abstractmethods__); t(lambda: int.__abstractmethods__); t(lambda: Abstract.__abstractmethods__); t(lambda: delattr(Abstract, '__abstractmethods__')); t(lambda: Abstract.__abstractmethods__); t(lambda: type(Abstract())); t(lambda: delattr(Abstract, '__abstractmethods__'))
print(inspect.BufferFlags.WRITE, repr(inspect.BufferFlags.FULL_RO.value))
