m = memoryview(b"abcdef"); a = bytearray(b"abcdef"); w = memoryview(a)
print(m[0], m[-1], bytes(m[1:3]), m.tolist(), len(m), m.nbytes, m.itemsize, m.format, m.ndim, m.shape, m.strides, m.readonly, w.readonly, m.contiguous, m.obj, m == b"abcdef", m[::2].tobytes(), m[::-1].tolist(), m.hex(), list(m)[:2], 97 in m, m.tobytes(), bytes(m), m.c_contiguous, hash(m) == hash(b"abcdef"), m.suboffsets, m[2:].obj is m.obj)
w[0] = 90; w[1:3] = b"YX"; print(a, w.tobytes()); w[:] = b"123456"; print(a); w[::2] = b"xyz" if False else w[::2]; c = w.cast("H"); print(c.tolist() == [c[0], c[1], c[2]], c.itemsize, c.shape, w.cast("B", (2, 3)).tolist(), w.cast("B", (2, 3))[1, 2], w.toreadonly().readonly)
with memoryview(b"x") as v: print(v[0])
for source in ("v[0]", "memoryview('a')", "memoryview(5)", "memoryview()", "m[0] = 1", "w[0] = 256", "w[0] = 'a'", "w[9]", "w[9] = 1", "w[0:2] = b'abc'", "w['a']", "del w[0]", "m.cast('Q')", "m.cast('zz')", "m < m", "m + m", "hash(w)", "m.nope", "len(v)", "w[0, 0]", "m.release(1)", "memoryview([1])", "w[1.5]", "w[0:1] = 5"):
    try: exec(source); print("no error", source)
    except Exception as error: print(f"{source}: {type(error).__name__}: {error}")
import array
r = array.array("i", [1, 2, 3]); v = memoryview(r); print(v.format, v.itemsize, v.tolist(), v.nbytes); v[1] = 9; print(r.tolist())
