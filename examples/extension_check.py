"""Does importing a module bring the GIL back? A module that is not there is reported, not fatal."""

import importlib
import sys


def stays_free(name):
    """True if the module can be imported and leaves the GIL as it was."""
    before = sys._is_gil_enabled()
    try:
        importlib.import_module(name)
    except ImportError as error:
        print(f"  cannot import {name}: {error}")
        return False
    if sys._is_gil_enabled() != before:
        print(f"  {name} switched the GIL on")
        return False
    return True


for name in ("json", "hashlib", "numpy", "lxml"):
    print(f"{name}: {'✓' if stays_free(name) else '✗'}")
