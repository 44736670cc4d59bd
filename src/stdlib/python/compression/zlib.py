"""Contract: `zlib` by its other name."""
import zlib

from zlib import *

globals().update({name: value for name, value in vars(zlib).items() if not name.startswith('__')})
