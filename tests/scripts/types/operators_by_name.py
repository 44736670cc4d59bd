"""Operators called by name, constructors called again, the flags of `__buffer__`: what answers NotImplemented, what raises."""
def t(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e).__name__, e)
for o in (10, 1.5, True, 1j):
    for m in ('__mul__','__rmul__','__add__','__radd__'):
        for x in ([1],(1,),'a',b'a',bytearray(b'a'),range(3)):
            t(lambda: getattr(o,m)(x))
for o in ([1],(1,),'a',b'a',bytearray(b'a')):
    for m in ('__mul__','__rmul__','__add__'):
        for x in (2, 1.5, 'b', None, [2]):
            t(lambda: getattr(o,m)(x))
t(lambda: sum(list,'ignore'))
t(lambda: sum([],'ignore'))
t(lambda: sum(1,b'ignore'))
b=bytearray(b'abc')
t(lambda: b.__init__(-1)); print(b)
b=bytearray(b'abc')
t(lambda: b.__init__([300])); print(b)
b=bytearray(b'abc')
t(lambda: b.__init__('a')); print(b)
b=bytearray(b'abc')
t(lambda: b.__init__(1.5)); print(b)
b=bytearray(b'abc')
t(lambda: b.__init__(b)); print(b)
g=memoryview(bytearray(12))[::3]
for n in (0,1,4,5,8,16,24,28,0x11c,0x9c):
    t(lambda: type(g.__buffer__(n)))
e=memoryview(bytearray())[::3]
t(lambda: e.contiguous); t(lambda: float(e)); t(lambda: int(e,2)); t(lambda: e.c_contiguous)
o=memoryview(bytearray(3))[::3]
t(lambda: o.contiguous); t(lambda: bytes(o))
t(lambda: int(memoryview(b'11'),2)); t(lambda: int(bytearray(b'11'),2)); t(lambda: int(memoryview(b'11')))
t(lambda: b'a' < memoryview(b'b')); t(lambda: memoryview(b'b') > b'a'); t(lambda: bytearray(b'a')<memoryview(b'b')); t(lambda: memoryview(b'b')<bytearray(b'a')); t(lambda: b'a'<bytearray(b'b')); t(lambda: b'a'==memoryview(b'a'))
b = bytearray(b'abc')
v = b.__buffer__(0)
t(lambda: b.__release_buffer__(v))
t(lambda: v.tobytes())
t(lambda: b.__release_buffer__(v))
