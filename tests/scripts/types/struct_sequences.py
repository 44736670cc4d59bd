# Struct sequences: what their types say of them, how they are made, changed, copied and matched.
import copy
import os
import pickle
import sys
import time


def told(action):
    try:
        print(repr(action()))
    except Exception as error:
        print(type(error).__name__, error)


T, S = time.struct_time, os.stat_result
moment = time.gmtime(0)
for kind in (T, S, os.terminal_size, type(os.times()), type(sys.flags), type(sys.float_info), type(sys.version_info)):
    print(kind.__name__, kind.n_fields, kind.n_sequence_fields, kind.n_unnamed_fields, kind.__match_args__)
print([name for name in dir(T) if not name.startswith("__")])
print(T.tm_year, T.tm_year.__objclass__, T.__text_signature__)

print("made")
told(lambda: T())
told(lambda: T(1))
told(lambda: T(range(8)))
told(lambda: T(range(12)))
told(lambda: T(sequence=range(9)))
told(lambda: T(iterable=range(9)))
told(lambda: T(range(9), {"tm_zone": "x"}).tm_zone)
told(lambda: T(range(9), {"tm_zone": "x"}).tm_gmtoff)
told(lambda: T(range(9), dict={"tm_gmtoff": 5}).tm_gmtoff)
told(lambda: T(range(10), {"tm_zone": "x"}))
told(lambda: T(range(9), {"tm_year": "x"}))
told(lambda: T(range(9), {"zz": "x"}))
told(lambda: T(range(11), {}))
told(lambda: T(range(9), 5))
told(lambda: T(range(9), None))
told(lambda: T(range(9), 5, 6))
told(lambda: S(range(10), {"st_atime": 1.5, "st_blocks": 7}).st_atime)
told(lambda: S(range(10), {"st_atime": 1.5, "st_blocks": 7}).st_blocks)
told(lambda: S(range(10), {"st_size": 1}))
told(lambda: T.__new__(T, range(9)))
told(lambda: tuple.__new__(T, range(9)))
told(lambda: type(sys.flags)())
told(lambda: type(sys.flags).__new__(type(sys.flags)))
told(lambda: type(sys.version_info)((1, 2, 3, 4, 5)))
told(lambda: type(sys.float_info)(range(11)))
told(lambda: type("Sub", (T,), {}))

print("changed")
told(lambda: moment.__replace__())
told(lambda: copy.replace(moment, tm_year=5))
told(lambda: copy.replace(moment, tm_zone="X").tm_zone)
told(lambda: copy.replace(moment, x=5, y=6))
told(lambda: copy.replace(moment, x=5, tm_year=6))
told(lambda: moment.__replace__(1))
told(lambda: copy.replace(S(range(10)), st_mode=5))
told(lambda: copy.replace(S(range(10))))
told(lambda: copy.replace(sys.version_info, micro=0, major=5))
told(lambda: copy.replace(sys.flags, gil=5).gil)
told(lambda: setattr(moment, "tm_year", 5))
told(lambda: setattr(moment, "foo", 5))

print("copied")
told(lambda: moment.__reduce__())
told(lambda: S(range(19)).__reduce__())
told(lambda: copy.copy(moment))
told(lambda: copy.deepcopy(moment).tm_zone)
told(lambda: pickle.loads(pickle.dumps(moment)).tm_zone)
told(lambda: pickle.loads(pickle.dumps(S(range(19)))).st_rdev)

print("matched")
match moment:
    case T(year, month, tm_zone=zone):
        print(year, month, zone)
match S(range(10)):
    case S(a, b, c, d, e, f, size):
        print(a, size)
try:
    match S(range(10)):
        case S(a, b, c, d, e, f, g, h):
            print("no")
except TypeError as error:
    print(error)
