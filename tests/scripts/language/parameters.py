# Every kind of parameter, and how arguments find it.
def plain(a, b, c):
    return a, b, c

def defaults(a, b=2, c=3):
    return a, b, c

def rest(a, *args, **kwargs):
    return a, args, kwargs

def keyword_only(a, *, b, c=30):
    return a, b, c

def positional_only(a, b=20, /, c=30):
    return a, b, c

def everything(a, b=2, /, c=3, *args, d, e=5, **kwargs):
    return a, b, c, args, d, e, kwargs

print(plain(1, 2, 3), plain(1, c=3, b=2), plain(*[1, 2], **{"c": 3}))
print(defaults(1), defaults(1, 5), defaults(1, c=9))
print(rest(1), rest(1, 2, 3), rest(1, x=1, y=2), rest(a=4, b=5))
print(keyword_only(1, b=2), keyword_only(1, c=4, b=2), keyword_only(b=1, a=2))
print(positional_only(1), positional_only(1, 2), positional_only(1, 2, 3), positional_only(1, c=5))
print(everything(1, d=4))
print(everything(1, 20, 30, 40, 50, d=60, e=70, f=80, a=90))
print(everything(*range(6), **dict(d=1), **{"z": 2}))
print(plain(*"ab", *"c"), plain(*(), *[1, 2], 3))

# Defaults are evaluated once, when the function is defined.
def append(item, to=[]):
    to.append(item)
    return to

append(1)
print(append(2), append.__defaults__)

order = []
def note(x):
    order.append(x)
    return x

def later(a=note("default")): pass
later(note("argument"))
print(order)

# Order of evaluation in a call.
order.clear()
rest(note(1), *[note(2), note(3)], k=note(4), **{"m": note(5)})
print(order)

def wrong(call):
    try:
        call()
    except TypeError as error:
        print("TypeError:", error)

wrong(lambda: plain())
wrong(lambda: plain(1))
wrong(lambda: plain(1, 2))
wrong(lambda: plain(1, 2, 3, 4))
wrong(lambda: plain(1, 2, 3, a=1))
wrong(lambda: plain(1, 2, d=3))
wrong(lambda: defaults())
wrong(lambda: defaults(1, 2, 3, 4))
wrong(lambda: keyword_only(1))
wrong(lambda: keyword_only(1, 2, b=3))
wrong(lambda: keyword_only())
wrong(lambda: positional_only(a=1))
wrong(lambda: positional_only(1, b=1))
wrong(lambda: everything())
wrong(lambda: everything(1))
wrong(lambda: rest(1, **{"a": 2}))
wrong(lambda: rest(1, **{1: 2}))
wrong(lambda: rest(1, **5))
wrong(lambda: rest(1, *5))
wrong(lambda: rest(x=1, **{"x": 2}))
wrong(lambda: (lambda: 0)(1))
wrong(lambda: (lambda x: 0)())
wrong(lambda: plain(1, 2, 3, 4, 5, x=1))
print(everything.__kwdefaults__, everything.__defaults__, keyword_only.__name__)
