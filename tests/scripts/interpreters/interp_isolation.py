# Nothing mutable is shared: modules, builtins, classes, settings are each interpreter's own.
import builtins
import json
import sys
from concurrent import interpreters


def say(*args):
    """Several interpreters print here: in order, hence without a buffer."""
    print(*args, flush=True)

i = interpreters.create()
json.marker = 'main'
builtins.marker = 'main'
sys.path.append('/only/main')
i.exec('''
import sys, builtins, json
print("modules", hasattr(json, "marker"), hasattr(builtins, "marker"), "/only/main" in sys.path, flush=True)
json.marker = "sub"
builtins.marker = "sub"
sys.path.append("/only/sub")
sys.setrecursionlimit(500)
sys.setswitchinterval(0.25)
import os
os.environ["TOGIL_SHARED"] = "yes"
''')
say(json.marker, marker, '/only/sub' in sys.path, sys.getrecursionlimit(), sys.getswitchinterval())


def identity(x):
    import sys
    return x is None, x is True, x == 5, sys.getrecursionlimit()


say(i.call(identity, None), i.call(identity, True), i.call(identity, 5))
say(i.call(eval, 'marker'), i.call(eval, 'sys.getswitchinterval()'))

# The same source, another class: an exception class of here is not caught there by accident.
i.exec('''
class Box:
    items = []
Box.items.append(1)
print(Box.items, flush=True)
''')
j = interpreters.create()
j.exec('''
try:
    Box
except NameError as error:
    print(error, flush=True)
import sys
print("json" in sys.modules, __name__, flush=True)
''')
i.close()
j.close()
