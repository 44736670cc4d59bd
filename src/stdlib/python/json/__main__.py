"""Contract: `python -m json`."""
from json.tool import run

if __name__ == '__main__':
    run()
