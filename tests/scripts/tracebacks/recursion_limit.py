# RecursionError is an exception like others: caught first, then folded in a traceback.
import sys
import threading
def forever(n):
    return forever(n + 1)
try:
    forever(0)
except RecursionError as error:
    print(type(error).__name__, error)
class Loop:
    def __repr__(self):
        return repr(self)
try:
    repr(Loop())
except RecursionError as error:
    print(error)
def mutual_a(): return mutual_b()
def mutual_b(): return mutual_a()
try:
    mutual_a()
except RecursionError:
    print("mutual")
nested = []
for _ in range(100000):
    nested = [nested]
def show():  # in a thread with a small native stack: how deep the main thread's goes is its own matter
    try:
        repr(nested)
    except RecursionError as error:
        print("repr", type(error).__name__)
threading.stack_size(1 << 20)
thread = threading.Thread(target=show)
thread.start()
thread.join()
class Same:
    def __eq__(self, other):
        return [self] == [other]
try:
    Same() == Same()
except RecursionError as error:
    print("compare", type(error).__name__)
sys.setrecursionlimit(200)
print(sys.getrecursionlimit())
def depth(n):
    try:
        return depth(n + 1)
    except RecursionError:
        return n
print(100 < depth(0) < 200)
forever(0)
