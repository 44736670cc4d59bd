"""Contract: the old name of `re._constants`, the names in the trees of patterns; importing it warns."""
import warnings
from re import _constants

warnings.warn(f'module {__name__!r} is deprecated', DeprecationWarning, stacklevel=2)
globals().update((name, value) for name, value in vars(_constants).items() if not name.startswith('__'))
