# open: modes, arguments, error texts.
import os
path = os.path.join(os.environ["SCRATCH"], "file.txt")
with open(path, "w") as f: print(f.write("line 1\nline 2\n"), f.mode, f.encoding, f.closed, f.name == path)
print(f.closed, open(path).read(), end="")
for mode in ("r", "rb", "r+", "a", "a+b", "w+", "x"):
    try:
        with open(path, mode) as f: print(mode, f.mode, f.readable(), f.writable(), f.seekable(), type(f).__name__)
    except OSError as error: print(mode, type(error).__name__, error.errno, error.strerror)
def wrong(source):
    try: print("no error", source, eval(source))
    except Exception as error: print(f"{source:40} {type(error).__name__}: {str(error).replace(os.environ['SCRATCH'], 'S')}")
folder = os.environ["SCRATCH"]
for source in ("open()", "open(path, 'q')", "open(path, 'rw')", "open(path, 'r', 'x')", "open(path, '')", "open(path, 'rt+b')", "open(path, 'b')", "open(path, 'rb', encoding='utf-8')", "open(path, 'rb', newline='')", "open(path, 'rb', errors='strict')", "open(path, buffering=0)", "open(path, newline='x')", "open(path, encoding='nope')", "open(folder)", "open(folder + '/none.txt')", "open(folder + '/none/x', 'w')", "open('')", "open('a\\0b')", "open(1.5)", "open(None)", "open(-5)", "open(path, mode=5)", "open(path, 'U')", "open([])", "open(99999)", "open(path + '/x')"):
    wrong(source)
f = open(path, "w"); f.close(); f.close()
for source in ("f.write('a')", "f.read()", "f.flush()", "f.seek(0)", "f.fileno()", "next(f)", "f.__enter__()"):
    wrong(source)
f = open(path, "w")
for source in ("f.read()", "f.readline()", "next(f)", "f.write(b'a')", "f.write(5)", "f.write()", "f.writelines(5)", "f.seek(1, 1)", "f.seek(-1)", "f.truncate(-1)"): wrong(source)
f.close(); f = open(path)
for source in ("f.write('a')", "f.read('a')", "f.read(1, 2)", "f.readlines('a')", "f.nothing"): wrong(source)
f.close(); f = open(path, "rb")
for source in ("f.write(b'a')", "f.read(-2)", "f.readinto(b'a')", "f.seek(0, 9)"): wrong(source)
f.close(); f = open(path, "wb")
for source in ("f.write('a')", "f.write(5)", "f.write([1])", "f.read()"): wrong(source)
f.close()
with open(path, "w", encoding="ascii") as f:
    wrong("f.write('é')")
    print(f.write("ok"), f.errors, f.newlines)
with open(path, "wb") as f: f.write(b"\xff\xfe")
with open(path, encoding="utf-8") as f: wrong("f.read()")
with open(path, encoding="utf-8", errors="replace") as f: print(ascii(f.read()))
