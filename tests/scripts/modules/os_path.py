import os.path
from os.path import *
for p in ("", "/", "a", "/a", "a/", "a/b", "/a/b.txt", "a//b", "./a", "../a", "a/../b", "/../a", "//a", "///a", ".hidden", "a.tar.gz", "a/.b", "a.", ".", "..", "/a/b/../../c/./d//e/"):
    print(repr(p), split(p), splitext(p), basename(p), dirname(p), normpath(p), isabs(p), splitroot(p), splitdrive(p))
print(join("a", "b"), join("a", "/b"), join("a/", "b"), join("a", ""), join("", "a"), join("a", "b", "..", "c"), join("/"), join(b"a", b"b"), normcase("A/B"), expanduser("~") == os.environ["HOME"], expanduser("~/x").endswith("/x"), expandvars("$LC_ALL ${LC_ALL} $NOPE_X $"))
print(commonprefix(["abc", "abd"]), commonprefix([]), commonpath(["/a/b", "/a/c"]), commonpath(["a/b", "a"]), relpath("/a/b", "/a/c"), relpath("/a", "/a"), relpath("a/b", "a"), abspath("/a/../b"), exists("/"), isdir("/"), isfile("/"), islink("/"), ismount("/"), lexists("/nonexistent-x"), realpath("/"), exists(5000), exists("a\0b"), splitext("a.b/c"), sep, curdir, pardir, extsep, supports_unicode_filenames, isabs(b"/"), basename(b"a/b"))
for source in ("join()", "join(5)", "join('a', b'b')", "join('a', 5)", "split(5)", "basename(None)", "splitext(5)", "normpath(5)", "commonpath([])", "commonpath(['/a', 'b'])", "commonpath(['a', b'b'])", "commonprefix([1, 2])", "relpath('')", "exists()", "exists([])", "getsize('/nonexistent-x')", "abspath(5)", "isabs(5)", "expanduser(5)", "realpath('/nonexistent-x', strict=True)", "samefile('/', '/nonexistent-x')", "os.path.nothing"):
    try: print("no error", source, eval(source))
    except Exception as error: print(f"{source}: {type(error).__name__}: {error}")
class P:
    def __fspath__(self): return "from/fspath"
class Bad:
    def __fspath__(self): return 5
print(join(P(), "x"), basename(P()), os.fspath(P()), exists(P()))
try: os.fspath(Bad())
except TypeError as error: print(error)
print(os.path is __import__("posixpath"), os.path.__name__)
