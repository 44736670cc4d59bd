# argv: one "two three" -x
import sys
print(sys.argv[1:], sys.version_info[:2], sys.version_info.major, sys.version_info >= (3, 14), sys.version.startswith("3.14"), sys.byteorder, sys.maxsize, sys.maxunicode, sys.platform)
print(sys.implementation.supports_isolated_interpreters, sys.hexversion >> 16 == 0x30E, sys.api_version > 0, type(sys.version_info).__name__, sys.float_info.max, sys.float_info.epsilon, sys.float_info.dig, sys.int_info.default_max_str_digits, sys.hash_info.modulus, sys.hash_info.width)
print(sys.getrecursionlimit(), sys.getswitchinterval(), sys.getdefaultencoding(), sys.getfilesystemencoding(), sys.stdout.encoding, sys.stdin.encoding, sys.stderr.encoding, sys.flags.optimize, sys.flags.utf8_mode in (0, 1), sys.dont_write_bytecode, type(sys.flags).__name__)
print("sys" in sys.modules, sys.modules["sys"] is sys, sys.modules["__main__"].__name__, isinstance(sys.path, list), "sys" in sys.builtin_module_names, "json" in sys.stdlib_module_names, isinstance(sys.executable, str), isinstance(sys.prefix, str), sys.intern("abc") is sys.intern("a" + "bc"))
sys.setswitchinterval(0.001); print(sys.getswitchinterval()); sys.setrecursionlimit(500); print(sys.getrecursionlimit())
for source in ("sys.setswitchinterval(0)", "sys.setswitchinterval(-1)", "sys.setswitchinterval('a')", "sys.setrecursionlimit(0)", "sys.setrecursionlimit('a')", "sys.setrecursionlimit(1)", "sys.intern(5)", "sys.exit(1, 2)", "sys.nothing", "sys.set_int_max_str_digits(5)", "sys.getsizeof()", "sys._getframe(1000)", "sys.exc_info(1)", "sys.version_info.major.x", "sys.flags.nope"):
    try: print("no error", source, eval(source))
    except Exception as error: print(f"{source}: {type(error).__name__}: {error}")
def frames():
    f = sys._getframe()
    return f.f_code.co_name, f.f_back.f_code.co_name, f.f_lineno, sys._getframe(1).f_lineno > 0, sorted(f.f_locals)
print(frames(), sys.exc_info(), sys.exception())
try: 1 / 0
except ZeroDivisionError as e: print(sys.exc_info()[0], sys.exc_info()[1] is e, sys.exc_info()[2].tb_lineno == sys._getframe().f_lineno - 1, sys.exception() is e)
sys.set_int_max_str_digits(1000)
try: str(10 ** 1001)
except ValueError as error: print(error)
print(sys.get_int_max_str_digits())
class Capture:
    def __init__(self): self.text = ""
    def write(self, s): self.text += s; return len(s)
    def flush(self): pass
old, sys.stdout = sys.stdout, Capture()
print("captured", 1); captured = sys.stdout.text; sys.stdout = old
print(repr(captured), sys.__stdout__ is old, sys.stdout.fileno(), sys.stderr.fileno(), sys.stdin.read(), sys.stdout.isatty())
sys.stdout.write("direct\n"); sys.stdout.writelines(["a", "b\n"]); sys.stdout.buffer.write(b"bytes\n") if not sys.stdout.flush() else None
sys.displayhook(5); sys.displayhook(None); sys.displayhook("s")
import builtins; print(builtins._, sys.getsizeof([]) > 0, sys.getrefcount([]) >= 0, sys.is_finalizing(), callable(sys.excepthook), callable(sys.settrace), sys.copyright[:9], sys.warnoptions, sys._xoptions.get("nothing"))
