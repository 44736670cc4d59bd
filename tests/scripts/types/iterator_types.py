# The iterators of builtin types: their types, what they reduce to, length hints, states.
l=[1,2,3]; r=reversed(l); print(r.__reduce__()); next(r); print(r.__reduce__(), r.__length_hint__()); list(r); print(r.__reduce__(), r.__length_hint__())
r=reversed(l); r.__setstate__(0); print(list(r))
r=reversed(l); r.__setstate__(9); print(list(r))
r=reversed(l); r.__setstate__(-9); print(list(r))
for it in (iter({1:2}.values()), iter({1:2}.items()), reversed({1:2}), reversed({1:2}.values()), reversed({1:2}.items()), iter({1:2})): print(it.__reduce__(), it.__length_hint__(), list(it), it.__length_hint__(), it.__reduce__())
for it in (iter('ab'), iter('é'), iter(b'ab'), iter(bytearray(b'ab')), iter(range(3)), iter(range(10**30)), iter([1,2]), iter((1,2)), iter({1})): print(type(it).__name__, it.__reduce__(), it.__length_hint__()); it.__next__(); 
m = iter(memoryview(b'ab')); print(list(m), hasattr(m, '__length_hint__'), hasattr(m,'__setstate__'))
class G:
    def __getitem__(s,i):
        if i>2: raise IndexError
        return i
g=iter(G()); print(g.__length_hint__(), list(g), g.__reduce__())
class H(G):
    def __len__(s): return 3
g=iter(H()); print(g.__length_hint__()); next(g); print(g.__length_hint__(), list(g), g.__length_hint__())
