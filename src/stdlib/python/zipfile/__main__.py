"""Contract: `python -m zipfile`."""
from zipfile import main

main()
