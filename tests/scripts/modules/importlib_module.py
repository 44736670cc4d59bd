import importlib, importlib.util, sys
m = importlib.import_module("json"); print(m.__name__, m is sys.modules["json"], importlib.import_module("os.path").__name__, importlib.import_module("collections.abc").__name__, importlib.import_module(name="math").pi > 3)
helper = importlib.import_module("helper_pkg"); sub = importlib.import_module(".inner", package="helper_pkg"); print(sub.__name__, sub.VALUE, helper.inner is sub, importlib.import_module("..inner", "helper_pkg.inner").VALUE if False else "")
helper.inner.VALUE = "changed"; importlib.reload(sub); print(sub.VALUE, importlib.reload(helper) is helper)
print(importlib.util.find_spec("helper_pkg.inner").name, importlib.util.find_spec("no_such_thing"), importlib.util.find_spec("helper_pkg").submodule_search_locations is not None, importlib.util.find_spec("sys").origin, importlib.invalidate_caches())
print(helper.__spec__.name, helper.__spec__.parent, sub.__spec__.parent, helper.__path__[0].endswith("helper_pkg"), sub.__package__, helper.__file__.endswith("helper_pkg/__init__.py"), type(helper.__loader__).__name__, sys.__spec__.name)
spec = importlib.util.spec_from_file_location("custom_name", sub.__file__); module = importlib.util.module_from_spec(spec); spec.loader.exec_module(module); print(module.__name__, module.VALUE, "custom_name" in sys.modules)
print(importlib.util.resolve_name(".x", "a.b"), importlib.util.resolve_name("x", None))
for source in ("importlib.import_module('nope')", "importlib.import_module('json.nope')", "importlib.import_module('math.sub')", "importlib.import_module('.x')", "importlib.import_module('.nope', 'helper_pkg')", "importlib.import_module('..x', 'helper_pkg')", "importlib.import_module('')", "importlib.import_module(5)", "importlib.import_module()", "importlib.reload(5)", "importlib.reload(type(sys)('ghost'))", "importlib.util.find_spec('nope.sub')", "importlib.util.find_spec('.x')", "importlib.nothing", "importlib.import_module('helper_pkg.broken')", "importlib.import_module('numpy')", "importlib.import_module('a b')"):
    try: print("no error", source, eval(source))
    except BaseException as error: print(f"{source}: {type(error).__name__}: {error}", getattr(error, "name", ""))
class Finder:
    def find_spec(self, name, path, target=None):
        if name == "from_thin_air": return importlib.util.spec_from_loader(name, Loader())
class Loader:
    def create_module(self, spec): return None
    def exec_module(self, module): module.answer = 42
sys.meta_path.append(Finder()); import from_thin_air; print(from_thin_air.answer, from_thin_air.__name__, repr(from_thin_air)[:25])
import types
print(type(types.ModuleType("x", "doc").__doc__), vars(types.ModuleType("x"))["__name__"], isinstance(sys, types.ModuleType), __import__("helper_pkg.inner").__name__, __import__("helper_pkg.inner", fromlist=["VALUE"]).__name__, __import__("helper_pkg", fromlist=["inner"]).inner.VALUE)
