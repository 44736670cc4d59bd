"""A class that nothing refers to any more is collected; what refers to it, an instance of any kind above all, keeps it."""

import gc
import types
import weakref


def died(make):
    """Is the class dead after a collection when only what `make` gives with it is kept?"""
    kept, reference = make()
    deep(40)
    gc.collect()
    alive = reference() is not None
    names = None if not alive else reference().__name__
    del kept
    deep(40)
    gc.collect()
    return alive, names, reference() is None


def deep(n):
    # other values on the stacks: what was there does not stay by accident
    return [None] * 8 if n == 0 else (n, deep(n - 1))[0]


def show(title, make):
    print(title, *died(make))


def nothing():
    class C:
        def f(self):
            return super().__init__()

    C().f()
    return None, weakref.ref(C)


def instance():
    class C:
        pass

    return C(), weakref.ref(C)


def with_attributes():
    class C:
        def __init__(self):
            self.a = self.b = 1

    return C(), weakref.ref(C)


def in_dict_mode():
    class C:
        pass

    c = C()
    c.__dict__.update({f'a{i}': i for i in range(100)})
    return c, weakref.ref(C)


def with_slots():
    class C:
        __slots__ = ('a',)

    return C(), weakref.ref(C)


def of_builtin(base, *args):
    def make():
        class C(base):
            pass

        return C(*args), weakref.ref(C)

    return make


def bound_method():
    class C:
        def f(self):
            return 1

    return C().f, weakref.ref(C)


def method_with_super():
    class C:
        def f(self):
            return super()

    return C.f, weakref.ref(C)


def plain_function():
    class C:
        def f(self):
            return 1

    return C.f, weakref.ref(C)


def subclass():
    class C:
        pass

    class D(C):
        pass

    return D, weakref.ref(C)


def metaclass():
    class M(type):
        pass

    class C(metaclass=M):
        pass

    return C, weakref.ref(M)


def order():
    class C:
        pass

    class D(C):
        pass

    return D.__mro__, weakref.ref(D)


def suspended():
    class C:
        def g(self):
            yield 1

    g = C().g()
    next(g)
    return g, weakref.ref(C)


def changed_class():
    class A:
        pass

    class C:
        pass

    a = A()
    a.__class__ = C
    return a, weakref.ref(C)


def left_class():
    class A:
        pass

    class C:
        pass

    c = C()
    c.__class__ = A
    return c, weakref.ref(C)


def descriptor():
    class C:
        __slots__ = ('a',)

    return C.__dict__['a'], weakref.ref(C)


def namespace_view():
    class C:
        pass

    return C.__dict__, weakref.ref(C)


def traceback_of():
    class Oops(Exception):
        pass

    try:
        raise Oops('x')
    except Oops as e:
        return e, weakref.ref(Oops)


def super_object():
    class C:
        def f(self):
            return super()

    return C().f(), weakref.ref(C)


def alias():
    class C:
        pass

    return types.GenericAlias(C, (int,)), weakref.ref(C)


def weak_only():
    class C:
        pass

    c = C()
    return weakref.ref(c), weakref.ref(C)


for f in (nothing, instance, with_attributes, in_dict_mode, with_slots, bound_method, method_with_super, plain_function, subclass, metaclass,
          order, suspended, changed_class, left_class, descriptor, namespace_view, traceback_of, super_object, alias, weak_only):
    show(f.__name__, f)
for base, *args in ((int, 5), (int, 10**40), (float, 1.5), (complex, 1j), (str, 'x'), (bytes, b'x'), (bytearray, b'x'), (tuple, (1,)),
                    (list, [1]), (dict, {1: 2}), (set, {1}), (frozenset, {1}), (Exception, 'x'), (property, len), (classmethod, len),
                    (staticmethod, len), (type(gc), 'm')):
    try:
        show(base.__name__, of_builtin(base, *args))
    except TypeError as e:
        print(base.__name__, e)


print('lists of subclasses')


class Base:
    pass


def many(n):
    for i in range(n):
        type(f'C{i}', (Base,), {'x': i})().x


many(50)
kept = type('Kept', (Base,), {})
deep(40)
gc.collect()
print([c.__name__ for c in Base.__subclasses__() if c.__name__ == 'Kept'], len(Base.__subclasses__()) < 5)

print('callbacks and finalizers')
seen = []


def with_callbacks():
    class C:
        pass

    weakref.finalize(C, seen.append, 'finalize')
    return weakref.ref(C, lambda r: seen.append(('callback', r() is None)))


reference = with_callbacks()
deep(40)
gc.collect()
print(sorted(seen, key=str), reference())

keyed = weakref.WeakKeyDictionary()


def key():
    class C:
        pass

    keyed[C] = 1


key()
deep(40)
gc.collect()
print(len(keyed))


print('an object whose __del__ is due still has its class')


def due():
    class C:
        name = 'of the class'

        def __del__(self):
            seen.append((self.name, type(self).__name__, self.helper()))

        def helper(self):
            return super().__repr__()[:1]

    C()
    return weakref.ref(C)


seen.clear()
reference = due()
deep(40)
gc.collect()
gc.collect()
print(seen, reference())


print('numbers of shapes are used again, and caches know')


def name_of(o):
    return o.value


def rounds(n):
    wrong = 0
    for i in range(n):
        if i % 2:
            c = type('C', (), {'value': i})()
        else:
            c = type('C', (), {'__init__': lambda self: setattr(self, 'value', i)})()
        wrong += name_of(c) != i
        if i % 50 == 0:
            gc.collect()
    return wrong


print(rounds(600))
