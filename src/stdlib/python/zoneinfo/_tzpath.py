"""Contract: where zones are found: the folders to look in, and the package `tzdata` if it is there."""
import os

_DEFAULT = ('/usr/share/zoneinfo', '/usr/lib/zoneinfo', '/usr/share/lib/zoneinfo', '/etc/zoneinfo')


class InvalidTZPathWarning(RuntimeWarning):
    """Folders in PYTHONTZPATH that are not absolute."""


class ZoneInfoNotFoundError(KeyError):
    """There is no such zone."""


InvalidTZPathWarning.__module__ = ZoneInfoNotFoundError.__module__ = 'zoneinfo'
_state = [None]


def current():
    """The folders."""
    if _state[0] is None:
        reset_tzpath()
    return _state[0]


def _wrong(paths):
    return ('Paths should be absolute but found the following relative paths:\n    '
            + '\n    '.join(path for path in paths if not os.path.isabs(path)))


def reset_tzpath(to=None):
    """Set the folders to look in; without them, to those of the environment or of the system."""
    if to is not None:
        if isinstance(to, (str, bytes)):
            raise TypeError(f'tzpaths must be a list or tuple, not {type(to)}: {to!r}')
        if not all(map(os.path.isabs, to)):
            raise ValueError(_wrong(to))
        _state[0] = tuple(to)
        return
    named = os.environ.get('PYTHONTZPATH')
    if named is None:
        _state[0] = _DEFAULT
        return
    paths = [path for path in named.split(os.pathsep) if path] if named else []
    good = tuple(path for path in paths if os.path.isabs(path))
    if len(good) < len(paths):
        import warnings
        warnings.warn('Invalid paths specified in PYTHONTZPATH environment variable. ' + _wrong(paths), InvalidTZPathWarning,
                      stacklevel=3)
    _state[0] = good


def _check(key):
    """Refuse a key that could lead out of the folders."""
    if os.path.isabs(key):
        raise ValueError(f'ZoneInfo keys may not be absolute paths, got: {key}')
    normal = os.path.normpath(key)
    if len(normal) != len(key):
        raise ValueError(f'ZoneInfo keys must be normalized relative paths, got: {key}')
    if normal.split(os.sep)[0] == os.pardir:
        raise ValueError(f'ZoneInfo keys must refer to subdirectories of TZPATH, got: {key}')


def open_zone(key):
    """The open file of a zone."""
    _check(key)
    for folder in current():
        path = os.path.join(folder, key)
        try:
            if os.path.isfile(path):
                return open(path, 'rb')
        except ValueError:
            break
    data = _from_package(key)
    if data is None:
        raise ZoneInfoNotFoundError(f'No time zone found with key {key}')
    import io
    return io.BytesIO(data)


def _package():
    """The folder of the package `tzdata`, None if it is not there."""
    import importlib.util
    try:
        spec = importlib.util.find_spec('tzdata')
    except (ImportError, ValueError):
        return None
    return spec.submodule_search_locations[0] if spec is not None and spec.submodule_search_locations else None


def _from_package(key):
    folder = _package()
    path = os.path.join(folder, 'zoneinfo', key) if folder and '\0' not in key else ''
    if path and os.path.isfile(path):
        with open(path, 'rb') as f:
            return f.read()


def available_timezones():
    """The keys of all zones that are there."""
    found = set()
    folder = _package()
    if folder and os.path.isfile(os.path.join(folder, 'zones')):
        with open(os.path.join(folder, 'zones'), encoding='utf-8') as f:
            found.update(line.strip() for line in f if line.strip())
    for root in current():
        if not os.path.exists(root):
            continue
        for here, folders, files in os.walk(root):
            if here == root:
                # copies of the others
                folders[:] = [name for name in folders if name not in ('right', 'posix')]
            for name in files:
                path = os.path.join(here, name)
                key = os.path.relpath(path, root).replace(os.sep, '/')
                if key in found:
                    continue
                try:
                    with open(path, 'rb') as f:
                        if f.read(4) == b'TZif':
                            found.add(key)
                except OSError:
                    pass
    found.discard('posixrules')
    return found
