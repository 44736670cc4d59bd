"""Contract: reading a password without echo, and the user's name."""
import os
import sys
import warnings

__all__ = ['getpass', 'getuser', 'GetPassWarning']


class GetPassWarning(UserWarning):
    """The password could be seen while it was typed."""


def getpass(prompt='Password: ', stream=None, *, echo_char=None):
    """Ask for a password on the terminal."""
    if echo_char is not None and not (echo_char.isprintable() and echo_char.isascii() and len(echo_char) == 1):
        raise ValueError(f"'echo_char' must be a single printable ASCII character, got: {echo_char!r}")
    warnings.warn('Can not control echo on the terminal.', GetPassWarning, stacklevel=2)
    stream = stream or sys.stderr
    print('Warning: Password input may be echoed.', file=stream)
    stream.write(prompt)
    stream.flush()
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line[:-1] if line[-1] == '\n' else line


def getuser():
    """The name of the user: from the environment, else of the account."""
    named = next(filter(None, map(os.environ.get, ('LOGNAME', 'USER', 'LNAME', 'USERNAME'))), None)
    if named is not None:
        return named
    try:
        import pwd
        return pwd.getpwuid(os.getuid()).pw_name
    except (ImportError, KeyError) as e:
        raise OSError('No username set in the environment') from e
