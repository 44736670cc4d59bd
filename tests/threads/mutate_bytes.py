"""bytearray, memoryview, BytesIO, StringIO: bytes that were put there, and no buffer moves under a view."""

import io

from torture import torture, done

shared = bytearray(b"abc" * 10)
LETTERS = frozenset(b"abcdef")


def mutate(rng, n):
    what = rng.randrange(12)
    if what == 0:
        shared.append(rng.choice(b"abcdef"))
    elif what == 1:
        shared.extend(b"abcdef")
    elif what == 2:
        shared.extend([97, 98, 99])
    elif what == 3:
        assert shared.pop() in LETTERS
    elif what == 4:
        del shared[5:15]
    elif what == 5:
        shared[2:4] = b"fedcba" * rng.randrange(3)
    elif what == 6:
        shared.insert(rng.randrange(5), 100)
    elif what == 7:
        shared.reverse()
    elif what == 8:
        shared[rng.randrange(5)] = 101
    elif what == 9 and rng.randrange(5) == 0:
        shared.clear()
    elif what == 10:
        shared.__iadd__(shared)
    elif what == 11:
        shared.remove(97)
    if len(shared) > 500:
        del shared[100:]


def read(rng, n):
    for made in bytes(shared), bytearray(shared), shared[1:9], shared + b"a", shared * 2, shared.upper().lower(), shared.copy():
        assert set(made) <= LETTERS, made
    for b in shared:
        assert b in LETTERS
    shared.find(b"cde"), shared.count(b"a"), shared.split(b"b"), shared.decode(), shared.hex()
    shared == bytes(shared), shared < b"b", b"abc" in shared
    hash(bytes(shared))


def view(rng, n):
    with memoryview(shared) as m:
        size = len(m)
        assert set(m.tobytes()) <= LETTERS
        for i in range(0, size, 7):
            m[i] = 97
            assert m[i] in LETTERS
        part = m[1:5]
        assert set(bytes(part)) <= LETTERS
        part.release()
        assert len(m) == size == len(shared)
        m[0:2] = b"ab"[:len(m[0:2])]


def release(rng, n):
    """One view that all use and anyone releases."""
    global common
    m = common
    try:
        m[0] = 97
        assert m[0] in LETTERS
        assert set(m.tobytes()) <= LETTERS
        m[1:3].tolist()
        if rng.randrange(10) == 0:
            m.release()
            common = memoryview(shared)
    except ValueError:
        common = memoryview(shared)


torture(mutate, mutate, read, allowed=(IndexError, ValueError, BufferError))
torture(mutate, view, read, allowed=(IndexError, ValueError, BufferError))
common = memoryview(shared)
torture(mutate, release, allowed=(IndexError, ValueError, BufferError))

out = io.BytesIO()
text = io.StringIO()


def write_io(rng, n):
    what = rng.randrange(6)
    if what < 3:
        out.write(b"abcdef" * rng.randrange(4))
        text.write("äbcdef" * rng.randrange(4))
    elif what == 3:
        out.seek(rng.randrange(20))
        text.seek(0)
    elif what == 4:
        out.truncate(rng.randrange(100))
        text.truncate(rng.randrange(100))
    else:
        with out.getbuffer() as b:
            if len(b):
                b[0] = 97


def read_io(rng, n):
    assert set(out.getvalue()) <= LETTERS | {0}
    assert set(text.getvalue()) <= set("äbcdef\0")
    out.seek(0)
    assert set(out.read()) <= LETTERS | {0}
    text.seek(0)
    assert set(text.read(10)) <= set("äbcdef\0")
    out.readline(), text.readline()
    out.tell(), text.tell()


torture(write_io, read_io, allowed=(BufferError,))
done()
