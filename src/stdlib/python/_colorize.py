"""Contract: whether what is written to a stream may have colours."""
import os
import sys


def can_colorize(*, file=None):
    """As the environment says; else whether the stream (standard output) is a terminal."""
    stream = sys.stdout if file is None else file
    if not sys.flags.ignore_environment:
        choice = os.environ.get('PYTHON_COLORS')
        if choice in ('0', '1'):
            return choice == '1'
    if os.environ.get('NO_COLOR'):
        return False
    if os.environ.get('FORCE_COLOR'):
        return True
    if os.environ.get('TERM') == 'dumb' or not hasattr(stream, 'fileno'):
        return False
    try:
        return os.isatty(stream.fileno())
    except OSError:
        return hasattr(stream, 'isatty') and stream.isatty()
