# bytearray: what it has besides bytes' methods, and mutation.
a = bytearray(b"abc")
print(a, bytearray(), bytearray(2), bytearray([1, 2]), bytearray("é", "utf-8"), repr(bytearray(b"a'b")), str(bytearray(b"x")), len(a), a == b"abc", b"abc" == a, a[0], a[-1:], bytearray.fromhex("00ff"))
a.append(100); a.extend(b"ef"); a.extend([103]); a.insert(0, 64); a += b"!"
print(a, a.pop(), a.pop(0), a)
a[0] = 65; a[1:3] = b"BCXX"; a[-1] = 0x7a
print(a)
del a[0]; del a[1:3]
print(a)
a[::2] = b"." * len(a[::2])
print(a)
a.remove(46); a.reverse()
print(a, a.copy(), a * 2, a + b"x", b"x" + a, type(b"x" + a).__name__, type(a + b"x").__name__, 2 * bytearray(b"x"))
a.clear()
print(a, bool(a), a.hex(), bytearray(b"HeLLo").lower(), bytearray(b"a,b").split(b","), bytearray(b"ab").replace(b"a", b"zz"), bytearray(b" x ").strip(), bytearray(b"abc").find(b"c"), bytearray(b"abc").upper().decode(), bytearray(b",").join([b"a", b"b"]))
x = bytearray(b"0123456789")
x[2:5] = b""; print(x)
x[1:1] = b"abc"; print(x)
x[:] = b"new"; print(x)
x[5:] = b"end"; print(x)
x[::-1] = b"dnewen"; print(x)
del x[::2]; print(x)
x *= 3; print(x, x.count(b"n"), x.index(b"e"), 110 in x, b"nn" in x)
x += bytearray(b"z"); x += [1, 2] if False else b""
print(x, sorted(x)[:2], list(reversed(x))[:2], max(x), bytes(x), hash(bytes(x)) is not None, x < b"zzz", bytearray(b"a") < bytearray(b"b"))
y = x
y.append(1)
print(x is y, x[-1], bytearray(x) is x, x.copy() == x, bytearray(b"%d %s" % (1, b"b")), bytearray(b"%d") % 5, x.startswith(b"e"), bytearray(b"ab").translate(bytes.maketrans(b"a", b"b")), bytearray(b"A b").title(), bytearray(b"a\nb").splitlines())
def wrong(source):
    try:
        exec(source)
        print("no error", source)
    except Exception as error:
        print(f"{source:34} {type(error).__name__}: {error}")
z = bytearray(b"abc")
for source in ("z[0] = 256", "z[0] = -1", "z[0] = 'a'", "z[0] = b'a'", "z[9] = 1", "z['a'] = 1", "z[0:2] = 5", "z[0:2] = 'ab'", "z[::2] = b'abc'", "z.append(256)", "z.append('a')", "z.append(b'a')", "z.extend(5)", "z.extend('ab')", "z.extend([256])", "z.extend(['a'])", "z.insert(0)", "z.insert(0, 300)", "z.pop(10)", "bytearray().pop()", "z.remove(1)", "z.remove('a')", "hash(z)", "{z: 1}", "bytearray('a')", "bytearray(-1)", "bytearray([300])", "z += 'a'", "z += 5", "z + 5", "z * 'a'", "del z[10]", "del z['a']", "z.nope", "z.index(b'zz')", "z[10]", "z.clear(1)", "z.join([1])", "bytearray(1.5)", "z[1] = 1.5"):
    wrong(source)
print(z)
v = memoryview(z)
for source in ("z.append(1)", "z.clear()", "z[0:1] = b'xyz'", "del z[0]", "z += b'a'"):
    wrong(source)
v[0] = 122
print(z, v[1], bytes(v), len(v), v.tolist(), v[1:].tobytes())
v.release()
z.append(33)
print(z)
