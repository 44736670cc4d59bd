# Arguments of native code that calls Python code in between stay what they are.
class Pure:
    def __init__(self, *args): self.args = args
    def joined(self, *more): return type(self)(self, *more)
class Sub(Pure):
    def __new__(cls, *args, **kwargs): return object.__new__(cls)
print([type(Sub(*range(n))).__name__ + str(Sub(*range(n)).args) for n in range(12)])
print(Sub("x").joined("y", "z").args[1:], Sub(1, 2, 3).joined(*range(9)).args[1:])
class Meta(type):
    def __call__(cls, *args, **kw): return list(args), kw, super().__call__(*args).args
class Made(Pure, metaclass=Meta): pass
print(Made(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, k=1), list(map(Made, "ab", "cd", "ef")))
print(sorted([3, 1, 2], key=lambda v: max([v, v], key=lambda w: -w)), list(map(lambda *a: [sum(a), *a], range(3), range(3), range(3))))
bound = [].append; [bound(x) for x in range(3)]; print(bound.__self__, "{} {} {}".format(*[Sub(i).args for i in range(3)]))
