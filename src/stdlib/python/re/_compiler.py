"""Contract: `compile` for programs that hold a parsed pattern; the compiler itself is a part of `_sre`."""
import re
from re import _parser
from re._constants import *

MAXCODE = 0xffffffff


def isstring(obj):
    """Whether a thing is text or bytes."""
    return isinstance(obj, (str, bytes))


def compile(p, flags=0):
    """Compile a pattern, or the text of one that was parsed, with its flags."""
    if isinstance(p, _parser.SubPattern):
        p, flags = p.state.str, int(p.state.flags) | flags
    return re._compile(p, flags)
