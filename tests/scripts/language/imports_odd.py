"""The import system where it is asked odd things: levels and packages, finders and loaders that misbehave, half-made modules."""
import sys, os, re, types, importlib, importlib.util, importlib.machinery, tempfile, traceback, warnings
D = os.path.join(os.environ["SCRATCH"], "odd_imports")
os.makedirs(D, exist_ok=True)
sys.path.insert(0, D); sys.path_importer_cache.clear(); sys.dont_write_bytecode = True
def put(name, text):
    p = os.path.join(D, name); os.makedirs(os.path.dirname(p), exist_ok=True)
    with open(p, "w") as f: f.write(text)
    importlib.invalidate_caches()
def t(name, f):
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        t1(name, f)
    for w in seen: print("   ", w.category.__name__, w.message)
def t1(name, f):
    try: r = f(); r = repr(r)
    except BaseException as e: r = f"{type(e).__name__} {e} name={getattr(e, 'name', '-')!r} path={getattr(e, 'path', '-')!r} from={getattr(e, 'name_from', '-')!r}"
    r = re.sub(r" at 0x[0-9a-f]+", "", r.replace(D, "D"))
    print(name, "->", re.sub(r" (from '[^D][^']*'|\(frozen\))>", " ...>", r).replace("_frozen_importlib_external.", "").replace("importlib.machinery.", "")[:300])
def x(src, g=None):
    def f():
        ns = {"__name__": "m"} if g is None else g
        exec(src, ns); return sorted(k for k in ns if k[:2] != "__")
    return f
for args in ((), ("",), ("os", None, None, (), -1), ("os", {}, {}, [], 1), ("", {}, {}, [], 1), ("", {"__package__": "p"}, {}, [], 1), ("x", {"__package__": 1}, {}, [], 1), ("x", {"__name__": 1}, {}, [], 1), ("x", {"__name__": "a.b"}, {}, [], 1), ("x", {"__name__": "a", "__path__": []}, {}, [], 2), ("x", None, None, [], 1), ("x", 1, None, [], 1), (1,), (b"os",), ("os", None, None, None, "a"), ("os", None, None, None, 1.0), ("os.path", None, None, ["join"], 0), ("os.path", None, None, [], 0), ("os.path", None, None, [1], 0), ("os.path", None, None, 5, 0), ("collections", None, None, [1], 0), ("collections", None, None, ["abc"], 0), ("a\0b",), ("nope.x",), ("os.nope",), ("sys.x.y",), (".os",), ("os.",), ("os..path",), ("x", {"__spec__": types.SimpleNamespace(parent=1)}, {}, [], 1), ("x", {"__spec__": types.SimpleNamespace(parent="os")}, {}, [], 1), ("x", {"__package__": "os", "__spec__": types.SimpleNamespace(parent="sys")}, {}, [], 1), ("", None, None, [], 0), ("os", None, None, "path"), ("x", {"__package__": ""}, {}, [], 1)):
    t(f"__import__{args}", lambda: __import__(*args))
t("kw", lambda: __import__(name="os", level=0)); t("kw2", lambda: __import__("os", foo=1)); 
for a in (("os",), (".x",), (".x", "os"), ("..x", "a"), ("", ), (1,), ("os", 5), (".path", "os"), ("..", "a.b"), (".nope", "collections"), ("nope.x",)):
    t(f"import_module{a}", lambda: importlib.import_module(*a))
put("circ_a.py", "import circ_b\nx = 1\n"); put("circ_b.py", "from circ_a import x\n")
t("circ from", x("import circ_a"))
put("circ_c.py", "import circ_d\nx = 1\n"); put("circ_d.py", "import circ_c\ncirc_c.x\n")
t("circ attr", x("import circ_c"))
put("pk/__init__.py", "from . import sub\ny=1\n"); put("pk/sub.py", "from . import y\n")
t("circ pk", x("import pk"))
put("pk2/__init__.py", "import pk2.sub\n"); put("pk2/sub.py", "import pk2\npk2.sub.x\n")
t("circ pk2", x("import pk2"))
put("plain.py", "z = 1\ndef __getattr__(n):\n    if n == 'dyn': return 7\n    raise AttributeError('no ' + n)\ndef __dir__(): return ['b', 'a']\n__all__ = ['z', 'dyn']\n")
t("from getattr", x("from plain import dyn")); t("from star getattr", x("from plain import *")); t("from missing", x("from plain import nope")); import plain; t("dir", lambda: dir(plain)); t("attr2", lambda: plain.dyn)
put("alls.py", "__all__ = [1]\n"); t("all int", x("from alls import *"))
put("alls3.py", "__all__ = ['nope']\n"); t("all nope", x("from alls3 import *"))
put("alls4.py", "__all__ = 'ab'\na=1;b=2\n"); t("all str", x("from alls4 import *"))
put("alls5/__init__.py", "__all__ = ['sub', 'nope']\n"); put("alls5/sub.py", ""); t("all pkg", x("from alls5 import *"))
put("alls6/__init__.py", "__all__ = [1]\n"); t("all pkg int", x("from alls6 import *"))
put("alls7.py", "_a=1\nb=2\n__c=3\n"); t("no all", x("from alls7 import *"))
t("from int", x("from alls7 import nope")); t("from pkg", x("from alls5 import nope")); t("from builtin", x("from sys import nope")); t("from mod", x("from math import nope")); t("from typo", x("from alls7 import c"))
sys.modules["none"] = None; t("None", x("import none")); t("None from", x("from none import a")); t("None.sub", x("import none.sub")); sys.modules["os.none"] = None; t("pkg None", x("from os import none"))
sys.modules["five"] = 5; t("five", x("import five")); t("five from", x("from five import a")); t("five from real", x("from five import real")); t("five sub", x("import five.sub")); t("five star", x("from five import *"))
sys.modules["objm"] = types.SimpleNamespace(a=1); t("obj from", x("from objm import a, b")); t("obj star", x("from objm import *")); t("obj sub", x("import objm.sub"))
class NoName:
    __all__ = ["q"]; q = 3
sys.modules["noname"] = NoName(); t("noname", x("from noname import *")); t("noname from", x("from noname import w"))
m = types.ModuleType("mm"); sys.modules["mm"] = m; t("mm from", x("from mm import w")); del m.__name__; t("mm noname", x("from mm import w")); m.__name__ = 5; t("mm int name", x("from mm import w")); m.__file__ = 5; t("mm int file", x("from mm import w")); m.__spec__ = 1; t("mm spec", x("from mm import w")); m.__dict__.pop("__spec__"); t("mm nospec", x("from mm import w"))
class F:
    def __init__(self, r): self.r = r
    def find_spec(self, name, path=None, target=None):
        if name.startswith("zz"):
            if callable(self.r): return self.r(name)
            return self.r
class L0: pass
class L1:
    def create_module(self, spec): return 5
    def exec_module(self, m): pass
class L2:
    def create_module(self, spec): return None
class L3:
    def create_module(self, spec): return None
    def exec_module(self, m): m.got = 1; sys.modules[m.__name__] = "other"
class L4:
    def create_module(self, spec): raise ValueError("create")
    def exec_module(self, m): pass
class L5:
    def create_module(self, spec): return None
    def exec_module(self, m): raise ValueError("exec")
class L6:
    def exec_module(self, m): pass
class L7:
    def load_module(self, name): m = types.ModuleType(name); sys.modules[name] = m; return m
class L8:
    def create_module(self, spec): return None
    def exec_module(self, m): del sys.modules[m.__name__]
class L9:
    def create_module(self, spec): return types.SimpleNamespace(q=1)
    def exec_module(self, m): m.z = 2
S = importlib.machinery.ModuleSpec
n = 0
for r in (5, "str", types.SimpleNamespace(), types.SimpleNamespace(loader=None), lambda n: S(n, None), lambda n: S(n, L0()), lambda n: S(n, L1()), lambda n: S(n, L2()), lambda n: S(n, L3()), lambda n: S(n, L4()), lambda n: S(n, L5()), lambda n: S(n, L6()), lambda n: S(n, L7()), lambda n: S(n, L8()), lambda n: S(n, L9()), lambda n: S("other", L5()), lambda n: S(n, L2(), origin="org"), lambda n: S(n, L9(), origin="org", is_package=True), False, 0, lambda n: 1/0):
    n += 1; f = F(r); sys.meta_path.insert(0, f)
    t(f"finder {n}", lambda: [repr(__import__(f"zz{n}")), sorted(vars(sys.modules[f"zz{n}"]))] if not isinstance(sys.modules.get(f"zz{n}"), int) else __import__(f"zz{n}"))
    t(f"finder {n} left", lambda: f"zz{n}" in sys.modules)
    sys.meta_path.remove(f)
for bad in (5, None, object(), type("Old", (), {"find_module": lambda *a: None})()):
    sys.meta_path.insert(0, bad); t(f"meta {type(bad).__name__}", x("import zzq")); sys.meta_path.pop(0)
saved = sys.meta_path; sys.meta_path = 5; t("meta 5", x("import zzq")); sys.meta_path = None; t("meta None", x("import zzq")); sys.meta_path = saved
saved = sys.modules; 
sp = sys.path; sys.path = 5; t("path 5", x("import zzq")); sys.path = None; t("path None", x("import zzq")); sys.path = [5, None, b"x", D]; t("path odd", x("import alls7")); sys.modules.pop("alls7"); t("path odd2", x("import alls7")); sys.path = sp
seen = []
def hook(p):
    if p != "special:": raise ImportError
    seen.append(p); return F(lambda n: S(n, L6.__new__(type("L", (L5,), {"exec_module": lambda s, m: setattr(m, "hooked", 1)}))))
sys.path_hooks.insert(0, hook); sys.path.append("special:"); t("hook", lambda: __import__("zzhook").hooked); t("seen", lambda: seen); t("cache", lambda: [type(v).__name__ for k, v in sys.path_importer_cache.items() if k == "special:"]); sys.path.remove("special:"); sys.path_hooks.pop(0)
sys.path_hooks.insert(0, lambda p: 1/0); sys.path.insert(0, "boom"); t("hook boom", x("import zzw")); sys.path.pop(0); sys.path_hooks.pop(0)
sys.path_importer_cache["nonec"] = None; sys.path.insert(0, "nonec"); t("cache None", x("import zzw")); sys.path_importer_cache["nonec"] = 5; t("cache 5", x("import zzw")); sys.path.pop(0)
put("ns1/nsp/a.py", "v='a'"); put("ns2/nsp/b.py", "v='b'"); sys.path += [D + "/ns1", D + "/ns2"]; import nsp, nsp.a, nsp.b
t("ns path", lambda: (list(nsp.__path__), len(nsp.__path__), nsp.__path__[0], D + "/ns1/nsp" in nsp.__path__)); t("ns from", x("from nsp import nope"))
nsp.__path__.append("q"); t("ns path2", lambda: list(nsp.__path__))
nsp.__path__ = []; t("ns path3", x("import nsp.c")); nsp.__path__ = 5; t("path5", x("import nsp.c")); del nsp.__path__; t("nopath", x("import nsp.c"))
put("rel.py", "n = globals().get('n', 0) + 1\n"); import rel; t("reload", lambda: importlib.reload(rel).n); t("reload bad", lambda: importlib.reload(5)); sys.modules.pop("rel"); t("reload out", lambda: importlib.reload(rel)); t("reload same", lambda: importlib.reload(sys) is sys); t("reload new", lambda: importlib.reload(types.ModuleType("qqq")))
sys.modules["rel"] = rel; os.remove(D + "/rel.py"); importlib.invalidate_caches(); t("reload gone", lambda: importlib.reload(rel))
t("spec", lambda: importlib.util.find_spec("alls7")); t("spec2", lambda: importlib.util.find_spec("nope")); t("spec3", lambda: importlib.util.find_spec("nope.x")); t("spec4", lambda: importlib.util.find_spec("alls7.x")); t("spec5", lambda: importlib.util.find_spec("none")); t("spec7", lambda: importlib.util.find_spec(".x")); t("spec8", lambda: importlib.util.find_spec(".sub", "alls5"))
put("lazy_m.py", "print('lazy loaded')\nv = 1\n")
def lazy():
    spec = importlib.util.find_spec("lazy_m"); l = importlib.util.LazyLoader(spec.loader); spec.loader = l; m = importlib.util.module_from_spec(spec); sys.modules["lazy_m"] = m; l.exec_module(m); print(type(m).__name__); print(m.v, type(m).__name__); return m
t("lazy", lazy)
t("mfs", lambda: importlib.util.module_from_spec(S("n", None))); t("mfs2", lambda: importlib.util.module_from_spec(S("n", L0()))); t("mfs3", lambda: importlib.util.module_from_spec(S("n", L6()))); t("mfs4", lambda: importlib.util.module_from_spec(5))
put("numbersx.py", "import numbersx\nnumbersx.foo\n"); t("shadow3", x("import numbersx"))
put("bad_syntax.py", "x = = 1\n"); t("syntax", x("import bad_syntax")); t("still", lambda: "bad_syntax" in sys.modules)
put("raises.py", "1/0\n"); t("raises", x("import raises")); t("still2", lambda: "raises" in sys.modules)
put("rep/__init__.py", "import sys; sys.modules[__name__] = 5\n"); t("replace", lambda: __import__("rep"))
put("par/__init__.py", "import sys; del sys.modules['par']\n"); t("del", x("import par")); t("delsub", x("import par.x"))
put("parx/__init__.py", ""); put("parx/c.py", "import sys; del sys.modules['parx']\n"); t("del parent", x("import parx.c"))
t("modrepr", lambda: [repr(types.ModuleType("a")), repr(sys), repr(os), repr(alls5) if 0 else ""])
t("import as", x("import os.path as p, collections.abc as q")); t("import as nope", x("import os.nope as p"))
put("sub3/__init__.py", ""); put("sub3/m.py", ""); import sub3.m; del sub3.m; t("as deleted", x("import sub3.m as z")); t("from deleted", x("from sub3 import m"))
t("rel main", x("from . import q", {"__name__": "__main__", "__package__": None})); t("rel noname", x("from . import q", {})); t("rel2", x("from .. import q", {"__name__": "a.b", "__package__": "a"})); t("rel3", x("from .q import r", {"__name__": "alls5", "__path__": [], "__package__": "alls5"}))
t("builtins", x("import os", {"__builtins__": {}})); t("builtins2", x("import os", {"__builtins__": {"__import__": lambda *a: a[0]}})); t("builtins3", x("from os import path", {"__builtins__": {"__import__": lambda *a: 5}}))
