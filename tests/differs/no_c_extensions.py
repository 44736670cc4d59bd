# Extension modules written in C cannot be loaded.
#
# Why: CPython's C interface shows reference counts and the insides of objects, neither of which exists here. The suffixes of
# such modules are not looked for, so that one that lies about is a module that is missing, not a crash.
import importlib.machinery, os, sys

here = os.environ["SCRATCH"]
for name in ("_compiled.so", "_compiled.cpython-314-x86_64-linux-gnu.so", "_compiled.abi3.so"):
    open(os.path.join(here, name), "wb").close()
sys.path.insert(0, here)
try: import _compiled
except ModuleNotFoundError as error: print(error)
print(importlib.machinery.EXTENSION_SUFFIXES)
