"""Contract: `python -m unittest`."""
import sys
if sys.argv[0].endswith('__main__.py'):
    import os
    sys.argv[0] = os.path.basename(sys.executable) + ' -m unittest'

__unittest = True

from unittest.main import main

main(module=None)
