# Modules and packages from files: relative imports, __init__, __all__, __name__, cycles, errors.
import sys
import sample_pkg
print(sample_pkg.__name__, sample_pkg.value, sample_pkg.__package__, sample_pkg.__doc__)
import sample_pkg.alpha
import sample_pkg.sub.deep as deep
print(sample_pkg.alpha.name(), deep.where, deep.__name__, deep.__package__)
from sample_pkg import beta, value as renamed
from sample_pkg.beta import double, CONSTANT
print(double(4), CONSTANT, renamed, beta.__name__)
from sample_pkg.star import *
print(public, "also" in globals(), "_private" in globals(), "hidden" in globals())
from sample_pkg.sub import deep as same
print(same is deep, same is sys.modules["sample_pkg.sub.deep"], sample_pkg.sub.deep is same)
import sample_single, sample_single as again
print(sample_single.counter, again is sample_single)
sample_single.counter = 5
import sample_single
print(sample_single.counter, sample_single.__name__, sample_single.__file__.rsplit("/", 1)[-1], __name__, __file__.rsplit("/", 1)[-1])
def local():
    from sample_pkg.alpha import name
    import sample_pkg.beta
    return name(), "sample_pkg" in locals()
print(local())
for statement in ("import no_such_module", "from no_such_module import x", "import sample_pkg.nothing", "from sample_pkg import nothing",
                  "import sample_single.sub", "from sample_pkg.alpha import nam", "from . import x", "from .a import b", "import sample_pkg.fails",
                  "import sample_pkg.syntax", "from sample_single import *; from sys import nothing_like_it"):
    try:
        exec(statement, {"__name__": "__main__"})
    except Exception as error:
        print(f"{statement}: {type(error).__name__}: {str(error).replace(__file__.rsplit('/', 1)[0], 'HERE')}", getattr(error, "name", ""))
print("sample_pkg.fails" in sys.modules, "sample_pkg.alpha" in sys.modules)
import sample_pkg.cycle_a
print(sample_pkg.cycle_a.result())
import importlib
print(importlib.import_module("sample_pkg.sub.deep") is deep, importlib.import_module(".alpha", "sample_pkg").name())
sys.modules["invented"] = beta
import invented
print(invented is beta)
sys.modules["blocked"] = None
try:
    import blocked
except ModuleNotFoundError as error:
    print(error)
module = type(sys)("made_up")
module.x = 1
sys.modules["made_up"] = module
from made_up import x
print(x, module.__name__, repr(module))
del sys.modules["sample_single"]
import sample_single
print(sample_single.counter)
try:
    sample_single.nothing
except AttributeError as error:
    print(error)
print(sys.path[0] == __file__.rsplit("/", 1)[0], __import__("sample_pkg.alpha").__name__, sample_pkg.lazy_attribute)
print(sorted(name for name in dir(sample_single) if not name.startswith("__")), repr(sys))
