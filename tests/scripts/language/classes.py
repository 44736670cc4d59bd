# Classes: attributes, inheritance, super, class and static methods, and what classes know about themselves.
class Animal:
    """An animal."""
    kingdom = "animals"
    count = 0

    def __init__(self, name):
        self.name = name
        Animal.count += 1

    def speak(self):
        return f"{self.name} makes a sound"

    @classmethod
    def create(cls, *names):
        return [cls(name) for name in names]

    @staticmethod
    def add(a, b):
        return a + b

    def __repr__(self):
        return f"{type(self).__name__}({self.name!r})"

class Dog(Animal):
    def speak(self):
        return super().speak() + ": woof"

class Puppy(Dog):
    def __init__(self, name, age):
        super().__init__(name)
        self.age = age

    def speak(self):
        return super(Puppy, self).speak() + "!" * self.age

print(Animal("cat").speak(), Dog("rex").speak(), Puppy("bit", 3).speak(), sep="\n")
print(Dog.create("a", "b"), Animal.count, Dog.add(1, 2), Dog("x").add("a", "b"))
print(isinstance(Puppy("p", 1), Animal), issubclass(Dog, Puppy), issubclass(Dog, (int, Animal)))
print([c.__name__ for c in Puppy.__mro__], Puppy.__bases__, Puppy.__base__)
print(Animal.__doc__, Dog.__doc__, Animal.__name__, Animal.__qualname__, Animal.__module__)

# Attributes of the instance hide those of the class; deleting shows them again.
d = Dog("d")
d.kingdom = "mine"
print(d.kingdom, Dog.kingdom, d.__dict__)
del d.kingdom
print(d.kingdom, vars(d))
Dog.kingdom = "dogs"
print(d.kingdom, Animal.kingdom, "kingdom" in Dog.__dict__)

def wrong(call):
    try:
        call()
    except (AttributeError, TypeError) as error:
        print(f"{type(error).__name__}: {error}")

wrong(lambda: d.colour)
wrong(lambda: Dog.colour)
wrong(lambda: delattr(d, "colour"))
wrong(lambda: delattr(Dog, "colour"))
wrong(lambda: Dog())
wrong(lambda: Puppy("x", 1, 2))
wrong(lambda: setattr(5, "x", 1))
wrong(lambda: setattr(object(), "x", 1))
wrong(lambda: object(1))
wrong(lambda: d())
wrong(lambda: isinstance(1, 2))
wrong(lambda: issubclass(1, int))

# Diamond: each __init__ runs once, in the order of the MRO.
class Base:
    def __init__(self): print("Base", end=" ")
class Left(Base):
    def __init__(self): print("Left", end=" "); super().__init__()
class Right(Base):
    def __init__(self): print("Right", end=" "); super().__init__()
class Bottom(Left, Right):
    def __init__(self): print("Bottom", end=" "); super().__init__(); print()
Bottom()
print([c.__name__ for c in Bottom.mro()])
try:
    class Bad(Base, Left): pass
except TypeError as error:
    print(error)
try:
    class Twice(Base, Base): pass
except TypeError as error:
    print(error)
try:
    class FromBool(bool): pass
except TypeError as error:
    print(error)
try:
    class FromValue(5): pass
except TypeError as error:
    print(error)

bound = d.speak
print(bound(), bound.__self__ is d, bound.__func__ is Dog.speak, bound.__name__, Dog.speak(d) == bound())
print(d.speak == d.speak, d.speak is d.speak, Dog.speak.__qualname__)

# type() with three arguments; functions put on a class afterwards.
Made = type("Made", (Animal,), {"size": 3, "twice": lambda self: self.size * 2})
made = Made("m")
print(made, made.twice(), Made.__mro__[1].__name__)
Made.thrice = lambda self: self.size * 3
print(made.thrice(), hasattr(made, "thrice"), getattr(made, "nothing", "default"))
class Outer:
    class Inner:
        def method(self): pass
print(Outer.Inner.__qualname__, Outer.Inner.method.__qualname__, Outer.Inner)
def factory():
    class Local: pass
    return Local
print(factory().__qualname__, factory())
made.__class__ = Dog
print(made.speak(), type(made) is Dog)
