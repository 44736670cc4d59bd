"""Instances whose attributes have ever other names: more than a class keeps shapes for."""

import copy
import pickle


class Open:
    pass


objects = []
for i in range(5000):
    o = Open()
    setattr(o, f'a{i}', i)
    o.x = 1
    o.y = 2
    objects.append(o)
print(all(getattr(o, f'a{i}') == i and list(o.__dict__) == [f'a{i}', 'x', 'y'] for i, o in enumerate(objects)))
o = Open()
print(o.__dict__, hasattr(o, 'x'))
o.x = 5
print(o.x, vars(o))
del o.x
print(vars(o), hasattr(o, 'x'))
try:
    o.x
except AttributeError as e:
    print(e)


class Named(Open):
    kind = 'named'

    def __init__(self, **values):
        for name, v in values.items():
            setattr(self, name, v)

    def method(self):
        return self.same + 1


named = [Named(**{f'k{i}': i, 'same': i}) for i in range(5000)]
print(all(p.same == i and p.method() == i + 1 and p.kind == 'named' for i, p in enumerate(named)))
for p in named[0], named[4999]:
    print(p.__dict__, copy.copy(p).__dict__, copy.deepcopy(p).__dict__, pickle.loads(pickle.dumps(p)).__dict__)
    p.kind = 'own'
    print(p.kind, p.__dict__)
    p.__dict__ = {'fresh': 1, 'same': 2}
    print(p.fresh, p.method(), p.kind)


class WithSlots(Open):
    __slots__ = ('s', 't')


several = []
for i in range(3000):
    w = WithSlots()
    w.s = i
    setattr(w, f'other{i}', -i)
    w.t = i + 1
    several.append(w)
print(all((w.s, w.t, getattr(w, f'other{i}')) == (i, i + 1, -i) for i, w in enumerate(several)), several[-1].__dict__)


class Failure(Exception):
    pass


failures = []
for i in range(2000):
    e = Failure(i)
    setattr(e, f'note{i}', i)
    failures.append(e)
print(all(e.args == (i,) and getattr(e, f'note{i}') == i for i, e in enumerate(failures)), failures[-1].__dict__)
