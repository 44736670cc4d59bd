"""Text that grows, json and repr of what others change, regular expressions, sorting a list that others change, files."""

import io
import json
import os
import re
import tempfile

from torture import torture, done

parts = [""]


def build(rng, n):
    s = parts[0]
    for i in range(20):
        s += "ab" if rng.randrange(9) else "é"
    t = s
    s += "x"
    t += "y"
    assert s[:-1] == t[:-1] and s[-1] == "x" and t[-1] == "y"
    parts[0] = s if len(s) < 2000 else ""
    u = parts[0]
    assert set(u) <= set("abxyé"), u
    assert len(u.encode()) >= len(u)
    hash(u)
    assert u.replace("é", "e").isascii()


torture(build)

tree = {"a": [1, 2, 3], "b": {"c": "x"}, "list": []}


def grow(rng, n):
    tree[f"k{rng.randrange(30)}"] = [n, {"n": n}]
    tree["a"].append(n)
    tree["list"].append([n])
    tree["b"][str(rng.randrange(20))] = "ü" * rng.randrange(5)
    tree.pop(f"k{rng.randrange(30)}", None)
    if len(tree["a"]) > 200:
        tree["a"].clear()
        tree["list"] = []


def dump(rng, n):
    back = json.loads(json.dumps(tree))
    assert type(back["a"]) is list and all(type(x) is int for x in back["a"])
    json.dumps(tree, indent=1)
    assert repr(tree)[0] == "{"
    str(tree).format
    "%r %s" % (tree, tree["a"])


torture(grow, dump, allowed=(RuntimeError,))

numbers = list(range(100))


class Odd:
    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        numbers.append(3)
        return self.n < other.n


def sort(rng, n):
    try:
        numbers.sort(key=lambda x: -x)
    except ValueError as e:
        assert str(e) == "list modified during sort", e
    made = sorted(numbers)
    assert all(a <= b for a, b in zip(made, made[1:]))
    if len(numbers) > 300:
        del numbers[100:]


def change(rng, n):
    numbers.append(rng.randrange(1000))
    numbers.insert(0, rng.randrange(1000))
    numbers[rng.randrange(20)] = 5
    for x in numbers:
        assert 0 <= x < 1000
    min(numbers, default=0), max(numbers, default=0), sum(numbers)


torture(sort, change, allowed=(IndexError,))

pattern = re.compile(r"(?P<word>[a-c]+)|(\d+)")
scanner = [pattern.finditer("abc 12 cab 7 " * 50)]


def match(rng, n):
    found = pattern.findall("abc 12 cab")
    assert found == [("abc", ""), ("", "12"), ("cab", "")], found
    assert pattern.sub(lambda m: "<" + m[0] + ">", "abc 1") == "<abc> <1>"
    assert re.match(f"x{n}+", f"x{n}{n}").group()
    try:
        m = next(scanner[0])
        assert m[0] in ("abc", "12", "cab", "7")
    except StopIteration:
        scanner[0] = pattern.finditer("abc 12 cab 7 " * 50)
    if rng.randrange(50) == 0:
        re.purge()


torture(match)

folder = tempfile.mkdtemp()
path = os.path.join(folder, "file")
file = open(path, "w+")
raw = open(os.path.join(folder, "raw"), "w+b")


def write(rng, n):
    global file, raw
    file.write("line é\n")
    raw.write(b"0123456789")
    what = rng.randrange(20)
    if what == 0:
        file.flush()
        raw.flush()
    elif what == 1:
        file.seek(0)
        raw.seek(0)
    elif what == 2:
        raw.truncate(20)
    elif what == 3:
        old, file = file, open(path, "w+")
        old.close()


def read(rng, n):
    raw.seek(0)
    assert set(raw.read(50)) <= set(b"0123456789\0")
    raw.peek()
    with open(path) as f:
        for line in f:
            f.tell
            len(line)
    file.tell()


torture(write, read, allowed=(ValueError, OSError))
file.close()
raw.close()
for name in os.listdir(folder):
    os.unlink(os.path.join(folder, name))
os.rmdir(folder)
done()
