"""Contract: lines of source files by number, each file read once."""

__all__ = ['getline', 'clearcache', 'checkcache', 'lazycache']

cache = {}
_interactive_cache = {}


def clearcache():
    """Forget all files."""
    cache.clear()


def getline(filename, lineno, module_globals=None):
    """A line with its newline, or '' when there is none."""
    lines = getlines(filename, module_globals)
    return lines[lineno - 1] if 1 <= lineno <= len(lines) else ''


def getlines(filename, module_globals=None):
    """All lines of a file, or []."""
    entry = cache.get(filename, ())
    if len(entry) > 1:
        return entry[2]
    try:
        return updatecache(filename, module_globals)
    except MemoryError:
        cache.clear()
        return []


def _register_code(code, string, name):
    """Remember the source of interactive or `-c` code."""
    cache[name] = len(string), None, [line + '\n' for line in string.splitlines()], name


def _register_typed(name, string):
    """Remember the source of a statement that was typed at the prompt."""
    _interactive_cache[name] = len(string), None, string.splitlines(keepends=True), name


def _getlines_from_code(code):
    """The lines of a statement that was typed at the prompt, or []."""
    entry = _interactive_cache.get(code.co_filename)
    return entry[2] if entry is not None else []


def checkcache(filename=None):
    """Forget files that have changed."""
    import os
    for name in list(cache) if filename is None else [filename]:
        entry = cache.get(name)
        if entry is None or len(entry) == 1 or entry[1] is None:
            continue
        size, mtime, _, fullname = entry
        try:
            stat = os.stat(fullname)
        except (OSError, ValueError):
            cache.pop(name, None)
            continue
        if size != stat.st_size or mtime != stat.st_mtime:
            cache.pop(name, None)


def updatecache(filename, module_globals=None):
    """Read a file again; returns its lines, [] when it cannot be read."""
    import os
    import sys
    cache.pop(filename, None)
    if not filename or filename.startswith('<') and filename.endswith('>'):
        return _from_loader(filename, module_globals) if filename else []
    fullname = filename
    try:
        stat = os.stat(fullname)
    except (OSError, ValueError):
        lines = _from_library(filename) if filename.startswith('<togil>/') else _from_loader(filename, module_globals)
        if lines or os.path.isabs(filename):
            return lines
        for directory in sys.path:
            try:
                fullname = os.path.join(directory, filename)
                stat = os.stat(fullname)
                break
            except (TypeError, AttributeError, OSError, ValueError):
                pass
        else:
            return []
    try:
        with open(fullname, 'rb') as f:
            data = f.read()
        from importlib.util import decode_source
        lines = decode_source(data).splitlines(True)
        lines = _joined(lines)
    except (OSError, UnicodeDecodeError, SyntaxError, LookupError):
        return []
    lines = lines or ['']
    if lines[-1][-1:] != '\n':
        lines[-1] += '\n'
    cache[filename] = stat.st_size, stat.st_mtime, lines, fullname
    return lines


def _joined(lines):
    """Undo the splits at characters that end no line of source (form feeds and the like)."""
    out, part = [], ''
    for line in lines:
        part += line
        if line.endswith('\n'):
            out.append(part)
            part = ''
    if part:
        out.append(part)
    return out


def _from_library(filename):
    """The lines of a file of the library, which is in the binary."""
    import sys
    name = filename.removeprefix('<togil>/').removesuffix('.py').removesuffix('/__init__').replace('/', '.')
    found = sys._embedded_source(name)
    if found is None:
        return []
    lines = _joined(found[0].splitlines(True))
    cache[filename] = len(found[0]), None, lines, filename
    return lines


def _from_loader(filename, module_globals):
    if not module_globals:
        return []
    loader = module_globals.get('__loader__')
    get_source = getattr(loader, 'get_source', None)
    name = getattr(module_globals.get('__spec__'), 'name', None) or module_globals.get('__name__')
    if not name or get_source is None:
        return []
    try:
        data = get_source(name)
    except Exception:
        return []
    if data is None:
        return []
    lines = [line + '\n' for line in data.splitlines()]
    cache[filename] = len(data), None, lines, filename
    return lines


def lazycache(filename, module_globals):
    """Whether the file's lines are known or could be had from the module's loader."""
    if filename in cache:
        return len(cache[filename]) == 1
    return False
