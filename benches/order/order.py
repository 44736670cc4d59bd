"""Writes `functions.txt`: which functions a start and an ordinary program run, in the form that `build.rs` reads.

    cargo build --release && python3 benches/order/order.py target/release/togil     (from the root; takes valgrind and nm, and a minute)

A name without its hash may stand for many functions, the instances of a generic. Those names of which little was run come last.
"""

import os
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from glob import glob
from textwrap import wrap

HERE = os.path.dirname(os.path.abspath(__file__))
# So much of what has a name, in bytes, must have been run.
MOST = 0.4
WIDTH = 138
# Each so many of these is a program.
SCRIPTS = os.path.join(HERE, "../../tests/scripts/[!m]*/*.py")
EACH = 7


def lines(command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()


def sizes(binary):
    """Bytes of each function, by its symbol."""
    fields = (line.split() for line in lines(["nm", "-S", binary]))
    return {f[3]: int(f[1], 16) for f in fields if len(f) == 4 and f[2] in "tTwW"}


def name(symbol):
    """A symbol without what differs from build to build."""
    symbol = re.sub(r"\.llvm\.\d+$", "", symbol)
    return re.sub(r"17h[0-9a-f]{16}E$", "", re.sub(r"Cs[0-9A-Za-z]+_(?=\d)", "Cs*_", symbol))


def run(binary, arguments, known):
    """The symbols of the functions that a program runs."""
    with tempfile.NamedTemporaryFile() as out:
        tool = ["valgrind", "--tool=callgrind", "--demangle=no", f"--callgrind-out-file={out.name}"]
        subprocess.run([*tool, binary, *arguments], stdin=subprocess.DEVNULL, capture_output=True, timeout=600)
        names, found = {}, set()
        for line in open(out.name):
            if m := re.match(r"(c?)fn=\((\d+)\)(?: (.*))?$", line):
                called, number, symbol = m.groups()
                if symbol:
                    names[number] = symbol.split("'")[0]
                if not called:
                    found.add(number)
    return {names[n] for n in found if names.get(n) in known}


def short(symbol):
    """`_ZN5togil2vm4call5enter` as the path and the last name of it; others as they are."""
    parts, rest = [], symbol.removeprefix("_ZN")
    while symbol.startswith("_ZN") and (m := re.match(r"(\d+)", rest)):
        end = m.end() + int(m[1])
        parts.append(rest[m.end() : end])
        rest = rest[end:]
    return ("::".join(parts[:-1]), parts[-1]) if len(parts) > 1 and not rest else ("", symbol)


def main(binary):
    known = sizes(binary)
    whole = defaultdict(int)
    for symbol, size in known.items():
        whole[name(symbol)] += size
    starts = run(binary, ["-c", "pass"], known)
    programs = [run(binary, [script], known) for script in sorted(glob(SCRIPTS))[::EACH]]
    often = {symbol for symbol in set().union(*programs) if sum(symbol in ran for ran in programs) * 3 > len(programs)}
    sample = run(binary, [os.path.join(HERE, "sample.py")], known)
    groups = [("a start", starts), ("a third of all programs", often), ("a program that does everything", sample)]
    listed, few = set(), {}
    with open(os.path.join(HERE, "functions.txt"), "w") as out:
        for title, symbols in groups:
            ran = defaultdict(int)
            for symbol in symbols:
                ran[name(symbol)] += known[symbol]
            most = {symbol for symbol in ran if ran[symbol] >= MOST * whole[symbol]}
            write(out, title, most - listed)
            listed |= most
            few[title] = ran.keys() - most
        for title, symbols in few.items():
            write(out, f"{title}: names of many functions, few of which ran", symbols - listed)
            listed |= symbols


def write(out, title, symbols):
    modules = defaultdict(list)
    for symbol in sorted(symbols):
        module, last = short(symbol)
        modules[module].append(last)
    print(f"# {title}", file=out)
    indent = {"initial_indent": " ", "subsequent_indent": " "}
    for module, names in sorted(modules.items()):
        print(f"{module}:", file=out)
        print("\n".join(wrap(" ".join(names), WIDTH, **indent, break_long_words=False, break_on_hyphens=False)), file=out)


main(sys.argv[1])
