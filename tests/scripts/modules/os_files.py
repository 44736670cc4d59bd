# os: files and folders in the scratch folder.
import os
base = os.environ["SCRATCH"]; os.chdir(base)
print(os.getcwd() == os.path.realpath(base), os.listdir("."), os.sep, os.linesep == "\n", os.name, os.curdir, os.pardir, os.extsep, os.altsep, os.pathsep, os.devnull)
os.mkdir("a"); os.makedirs("b/c/d"); os.makedirs("b/c", exist_ok=True); open("f.txt", "w").write("hello"); open("a/g.txt", "w").close()
print(sorted(os.listdir(".")), sorted(os.listdir(b".")), os.path.exists("f.txt"), os.path.isfile("f.txt"), os.path.isdir("a"), os.path.getsize("f.txt"), os.stat("f.txt").st_size, oct(os.stat("f.txt").st_mode)[:4], os.access("f.txt", os.R_OK), os.access("none", os.F_OK))
os.rename("f.txt", "h.txt"); os.replace("h.txt", "i.txt"); os.symlink("i.txt", "link"); os.link("i.txt", "hard"); print(os.readlink("link"), os.path.islink("link"), os.stat("hard").st_nlink, os.lstat("link").st_size, os.path.samefile("i.txt", "hard"), os.path.lexists("link"), os.path.realpath("link") == os.path.realpath("i.txt"))
for top, folders, files in sorted(os.walk(".")): print(top, sorted(folders), sorted(files), end="; ")
print(); print([(t, d, sorted(f)) for t, d, f in os.walk("b", topdown=False)])
with os.scandir(".") as entries:
    for e in sorted(entries, key=lambda e: e.name): print(e.name, e.path, e.is_dir(), e.is_file(), e.is_symlink(), e.stat().st_size >= 0, end="; ")
print(); os.chmod("i.txt", 0o600); print(oct(os.stat("i.txt").st_mode & 0o777)); os.truncate("i.txt", 2); print(open("i.txt").read()); os.utime("i.txt", (1, 2)); print(os.stat("i.txt").st_mtime, os.path.getmtime("i.txt"), os.stat("i.txt").st_mtime_ns, os.stat("i.txt")[8])
fd = os.open("raw", os.O_RDWR | os.O_CREAT, 0o644); print(os.write(fd, b"abcdef"), os.lseek(fd, 2, os.SEEK_SET), os.read(fd, 3), os.fstat(fd).st_size, os.isatty(fd)); os.ftruncate(fd, 1); os.fsync(fd); d = os.dup(fd); os.close(fd); os.close(d)
with os.fdopen(os.open("raw", os.O_RDONLY)) as f: print(f.read())
r, w = os.pipe(); os.write(w, b"through"); os.close(w); print(os.read(r, 100), os.read(r, 1)); os.close(r)
os.remove("raw"); os.unlink("hard"); os.unlink("link"); os.rmdir("a/../b/c/d"); os.removedirs("b/c"); print(sorted(os.listdir(".")))
def wrong(source):
    try: print("no error", source, eval(source))
    except Exception as error: print(f"{source:32} {type(error).__name__}: {str(error).replace(base, 'S')}")
for source in ("os.mkdir('a')", "os.makedirs('a')", "os.rmdir('none')", "os.rmdir('a')", "os.remove('none')", "os.remove('a')", "os.listdir('none')", "os.listdir('i.txt')", "os.rename('none', 'x')", "os.stat('none')", "os.chdir('none')", "os.open('none', os.O_RDONLY)", "os.read(9999, 1)", "os.close(9999)", "os.readlink('i.txt')", "os.symlink('x', 'i.txt')", "os.mkdir(5)", "os.stat(None)", "os.listdir(5.5)", "os.path.getsize('none')", "os.scandir('none')", "os.stat('a\\0b')", "os.mkdir('x/y/z')", "os.environ['NOT_SET_AT_ALL']", "os.environ.__setitem__('k', 5)", "os.environ.__setitem__(5, 'v')", "os.putenv('a=b', 'c')", "os.getenv(5)", "os.write(1, 'text')", "os.nothing", "os.fspath(5)", "os.kill('a', 1)", "os.urandom(-1)", "os.strerror('a')", "os.chmod('none', 1)"):
    wrong(source)
os.environ["NEW_ONE"] = "value"; print(os.environ["NEW_ONE"], os.getenv("NEW_ONE"), os.getenv("NONE"), os.getenv("NONE", "d"), "NEW_ONE" in os.environ, os.environ.get("NEW_ONE"), os.environ.pop("NEW_ONE"), "NEW_ONE" in os.environ); os.environ.setdefault("Q", "1"); del os.environ["Q"]; os.unsetenv("Q")
print(os.strerror(2), len(os.urandom(8)), os.getpid() > 0, os.getppid() > 0, os.cpu_count() >= 1, os.process_cpu_count() >= 1, os.fspath("p"), os.fsencode("é"), os.fsdecode(b"\xc3\xa9"), os.umask(0o22) >= 0, os.get_terminal_size.__name__, os.uname().sysname, os.times().user >= 0, os.getlogin.__name__, os.error is OSError, os.system("exit 3") >> 8, os.WEXITSTATUS(768), os.cpu_count.__module__)

print(sorted(os.listdir("a")), os.walk("none").__next__.__name__, list(os.walk("none")), os.path.basename(os.getcwd()) == os.path.basename(base))
