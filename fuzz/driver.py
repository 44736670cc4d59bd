"""Runs many cases in one process and prints what each of them does, in a form that two Pythons can be compared by.

    PYTHON driver.py CASES.json [FIRST]

CASES is a JSON list of [mode, text]; FIRST is the first case to run. Before each case stands a line with its number, so that
whoever reads the output of a process that died knows where. Modes: `compile` compiles and says what the compiler said; `run` also
runs it, and prints the exception with its traceback. What a case writes to standard output is its answer. In a case's namespace is
`show`, a repr that does not depend on hashes and addresses; sets are sorted, iterators are walked for a few steps.
"""

import json
import linecache
import os
import signal
import sys
import traceback
import warnings

MARK = "\x1e"
# of processor time
SECONDS = 8

VIEWS = (type({}.keys()), type({}.items()), type({}.values()))
PLAIN = (int, float, complex, bool, str, bytes, bytearray, type(None), type(Ellipsis), type(NotImplemented), range, slice)


def show(value, depth=0):
    """A repr without the order of sets and without addresses (differ.py strikes those out)."""
    kind = type(value)
    if depth > 6:
        return "..."
    if kind in PLAIN:
        text = repr(value)
        return text if len(text) < 2000 else text[:1000] + "..." + str(len(text))
    if kind in (list, tuple):
        inner = ", ".join(show(item, depth + 1) for item in value)
        return ("[%s]" if kind is list else "(%s,)") % inner
    if kind in (set, frozenset):
        return kind.__name__ + "{" + ", ".join(sorted(show(item, depth + 1) for item in value)) + "}"
    if kind is dict:
        return "{" + ", ".join(show(k, depth + 1) + ": " + show(v, depth + 1) for k, v in value.items()) + "}"
    if kind in VIEWS:
        return kind.__name__ + show(list(value), depth + 1)
    if isinstance(value, BaseException):
        return kind.__name__ + show(value.args, depth + 1)
    if hasattr(kind, "__next__"):
        items = []
        try:
            for _ in range(12):
                items.append(show(next(value), depth + 1))
        except StopIteration:
            items.append("end")
        except Exception as error:
            items.append(type(error).__name__ + ": " + str(error))
        return kind.__name__ + "<" + ", ".join(items) + ">"
    return repr(value)


class TooLong(BaseException):
    pass


KEPT = []


def held(function):
    """A decorator: keeps what a generator function makes, for ever. When a forgotten generator is closed is no question to compare."""

    def holding(*args, **kwargs):
        KEPT.append(function(*args, **kwargs))
        return KEPT[-1]

    holding.__name__ = function.__name__
    return holding


def on_alarm(signum, frame):
    raise TooLong


def said(message, category, filename, lineno, file=None, line=None):
    print("warning", category.__name__, message, lineno)


def one(mode, text, name):
    linecache.cache[name] = (len(text), None, text.splitlines(True), name)
    try:
        code = compile(text, name, "exec", dont_inherit=True)
    except TooLong:
        raise
    except SyntaxError as error:
        print("SYNTAX", type(error).__name__, error.msg, error.lineno, error.offset, error.end_lineno, error.end_offset)
        print("".join(traceback.format_exception_only(error)))
        return
    except BaseException as error:
        print("COMPILE", type(error).__name__, error)
        return
    if mode == "compile":
        print("compiled")
        return
    space = {"__name__": "__main__", "show": show, "held": held}
    try:
        exec(code, space)
    except TooLong:
        raise
    except SystemExit as error:
        print("EXIT", error.code)
    except BaseException as error:
        error = error.with_traceback(error.__traceback__ and error.__traceback__.tb_next)
        print("".join(traceback.format_exception(error)))


def main():
    with open(sys.argv[1], encoding="utf-8", errors="surrogatepass") as file:
        cases = json.load(file)
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.stderr = sys.stdout
    signal.signal(signal.SIGPROF, on_alarm)
    warnings.simplefilter("always")
    warnings.showwarning = said
    for number in range(first, len(cases)):
        mode, text = cases[number]
        print("\n" + MARK + str(number), flush=True)
        try:
            signal.setitimer(signal.ITIMER_PROF, SECONDS)
            one(mode, text, "<case>")
        except TooLong:
            print("TOO LONG")
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
    print("\n" + MARK + "end", flush=True)
    os._exit(0)


if __name__ == "__main__":
    main()
