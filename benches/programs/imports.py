"""Import: large modules of the library are imported again and again, from what is kept of them on disk or in memory."""

from measure import measure

import importlib
import sys

NAMES = "argparse ast calendar difflib fractions inspect pprint shlex statistics textwrap tokenize urllib.parse".split()
FAMILIES = ("unittest", "json", "html", "tomllib", "configparser")


def forget():
    for name in list(sys.modules):
        if name in NAMES or name.partition(".")[0] in FAMILIES:
            del sys.modules[name]


def run(rounds):
    found = 0
    for _ in range(rounds):
        forget()
        for name in [*NAMES, *FAMILIES]:
            found += importlib.import_module(name).__name__ == name
    return found, sys.modules["difflib"].SequenceMatcher(None, "abcd", "bcde").ratio()


measure(lambda: run(12), (204, 0.75))
