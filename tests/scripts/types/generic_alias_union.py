# list[int] and int | str as objects: whose attributes they show, iteration, checks, errors.
a=list[int]
print([n for n in dir(a) if n not in dir(list)], list(a), type(iter(a)).__name__)
i=iter(a); print(i.__reduce__(), next(i), i.__reduce__())
try: next(i)
except StopIteration: print('stop', i.__reduce__())
print([n for n in dir(type(i)) if n not in dir(object)])
for n in ('__bases__','__copy__','__deepcopy__','__doc__','__name__','__mro__','__module__','__dict__','x'):
    try: print(n, type(getattr(a,n)).__name__)
    except AttributeError as e: print(n, '!', e)
print(tuple[int].__typing_unpacked_tuple_args__, (*tuple[int,str],)[0].__typing_unpacked_tuple_args__, (*list[int],)[0].__typing_unpacked_tuple_args__)
u=int|str
for n in ('__args__','__parameters__','__origin__','__name__','__qualname__','__module__','__instancecheck__','x'):
    try: print(n, getattr(u,n))
    except AttributeError as e: print(n, '!', e)
print(isinstance(5,u), isinstance(5.0,u), issubclass(bool,u), isinstance(None, int|None), isinstance(1, int|list[int]))
try: isinstance('', int|list[int])
except TypeError as e: print(e)
try: issubclass(str, int|list[int])
except TypeError as e: print(e)
try: isinstance(1, list[int])
except TypeError as e: print(e)
try:
    class A(u): pass
except TypeError as e: print(e)
print(type(u), type(u)[int,str], u==(str|int), hash(u)==hash(str|int), repr(int|None|list[int]))
try: type(u)()
except TypeError as e: print(e)
try: u<u
except TypeError as e: print(e)
try: u['x']
except TypeError as e: print(e)
try: int|5
except TypeError as e: print(e)
print(a==list[int], a!=list[str], hash(a)==hash(list[int]), a.__mro_entries__((1,)))
try: a.x = 5
except AttributeError as e: print(e)


def t(text, run):
    try:
        print(text, '->', run())
    except Exception as e:
        print(text, '->', type(e).__name__, e)


for text in ("int | str | 1", "(int | str) | 'x'", "'x' | (int | str)", "None | int | []", "(int | str) | [] | []", "1 | (int | str)", "(int | str) | (1, 2)", "Union[int, 1]", "Union['x']", "Union[1]", "Optional[1]", "Union[int, ()]", "(int | str) | ...", "hash(int | str | [])", "(int | str | 1) == (1 | (int | str))", "isinstance(1, int | str | 1)", "int | 'x'", "1 | int", "(int | str).__or__(5)", "list[len]", "chain[len]", "partial[print, t]"):
    t(text, lambda: eval(text, {**globals(), "Union": __import__("typing").Union, "Optional": __import__("typing").Optional, "chain": __import__("itertools").chain, "partial": __import__("functools").partial}))
