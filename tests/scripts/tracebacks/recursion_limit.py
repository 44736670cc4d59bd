# RecursionError is an exception like others: caught first, then folded in a traceback.
import sys
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
for _ in range(1000000):
    nested = [nested]
try:  # how deep it goes is the native stack's matter
    print(len(repr(nested)) == 2000002 and "repr")
except RecursionError as error:
    print("repr")
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
