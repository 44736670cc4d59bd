"""Contract: sources and frames, for `inspect`: files, lines and comments of objects, information on frames."""
import itertools
import sys
import types
from collections import namedtuple

from _inspect_signature import unwrap


def _code_of(object):
    """The code of a method, function, traceback or frame; what is none of them, as it is."""
    for kind, attribute in ((types.MethodType, '__func__'), (types.FunctionType, '__code__'),
                            (types.TracebackType, 'tb_frame'), (types.FrameType, 'f_code')):
        if isinstance(object, kind):
            object = getattr(object, attribute)
    return object


def getfile(object):
    """The file an object was defined in."""
    code = _code_of(object)
    if isinstance(code, types.CodeType):
        return code.co_filename
    if not isinstance(object, types.ModuleType) and not isinstance(object, type):
        raise TypeError('module, class, method, function, traceback, frame, or code object was expected, '
                        'got {}'.format(type(code).__name__))
    module, kind = object, 'module'
    if isinstance(object, type):
        module, kind = sys.modules.get(getattr(object, '__module__', None)), 'class'
    if getattr(module, '__file__', None):
        return module.__file__
    if kind == 'class' and getattr(object, '__module__', None) == '__main__':
        raise OSError('source code not available')
    raise TypeError(f'{object!r} is a built-in {kind}')


def getmodulename(path):
    """The name of the module in a file, or None."""
    import os
    name = os.path.basename(path)
    return name[:-3] if name.endswith('.py') else None


def getsourcefile(object):
    """The source file of an object, or None."""
    import linecache
    import os
    filename = getfile(object)
    if os.path.exists(filename) or filename in linecache.cache or filename.startswith('<togil>/'):
        return filename
    return None


def getabsfile(object, _filename=None):
    """The absolute path of the file of an object."""
    import os
    return os.path.normcase(os.path.abspath(_filename or getsourcefile(object) or getfile(object)))


def getmodule(object, _filename=None):
    """The module an object was defined in, or None."""
    if isinstance(object, types.ModuleType) or hasattr(object, '__module__'):
        return object if isinstance(object, types.ModuleType) else sys.modules.get(object.__module__)
    try:
        file = getabsfile(object, _filename)
    except (TypeError, FileNotFoundError, OSError):
        return None
    import os
    for module in list(sys.modules.values()):
        if isinstance(module, types.ModuleType) and getattr(module, '__file__', None):
            if os.path.abspath(module.__file__) == file:
                return module
    return None


def findsource(object):
    """(all lines of the file, index of the object's first line)."""
    import linecache
    file = getsourcefile(object)
    if file is None:
        file = getfile(object)
        if not (file.startswith('<') and file.endswith('>')):
            raise OSError('source code not available')
    else:
        linecache.checkcache(file)
    module = getmodule(object, file)
    lines = []
    if file.startswith('<stdin-'):
        code = unwrap(object)
        lines = linecache._getlines_from_code(getattr(code, '__code__', code)) if hasattr(code, '__code__') else []
    lines = lines or linecache.getlines(file, module.__dict__ if module else None)
    if not lines:
        raise OSError('could not get source code')
    return lines, 0 if isinstance(object, types.ModuleType) else _first_line(object, len(lines))


def _first_line(object, count):
    """The index of the line where a definition begins, in a file of so many lines."""
    code = _code_of(object)
    if isinstance(object, type):
        index = object.__dict__.get('__firstlineno__', 0) - 1
        if index < 0:
            raise OSError('source code not available')
    elif isinstance(code, types.CodeType):
        index = max(code.co_firstlineno - 1, 0)
    else:
        raise OSError('could not find code object')
    if index >= count:
        raise OSError('lineno is out of bounds')
    return index


def getblock(lines):
    """The lines of the definition at the start of a list of lines."""
    depth, quote = 0, None
    indent = None
    header_done = False
    started = False
    end = 0
    one_liner = simple = False
    for number, line in enumerate(lines):
        at_line_start = depth == 0 and quote is None
        text = line.strip()
        if at_line_start and text and not text.startswith('#'):
            here = len(line) - len(line.lstrip())
            if indent is None:
                indent = here
            elif header_done and here <= indent:
                break
            elif one_liner:
                break
            end = number + 1
        elif not at_line_start:
            end = number + 1
        depth, quote, colon = _scan(line, depth, quote)
        if at_line_start and text.startswith('@') and not header_done:
            continue
        if not started and text and not text.startswith(('#', '@')) and at_line_start:
            started = True
            if not text.startswith(('def ', 'class ', 'async ')):  # a lambda in a statement
                header_done = True
                simple = True
        if simple:
            if depth == 0 and quote is None and not text.endswith('\\'):
                return lines[:number + 1]
            continue
        if started and not header_done and colon is not None:
            header_done = True
            rest = line[colon + 1:].strip()
            one_liner = bool(rest) and not rest.startswith('#')
        if one_liner and depth == 0 and quote is None and not line.rstrip().endswith('\\'):
            end = number + 1
            break
    return lines[:end]


def _scan(line, depth, quote):
    """(depth of brackets, open quotes, index of the last colon at depth 0) after a line."""
    i, colon = 0, None
    while i < len(line):
        c = line[i]
        if quote is not None:
            if c == '\\':
                i += 2
                continue
            if line.startswith(quote, i):
                i += len(quote)
                quote = None
                continue
        elif c in '"\'':
            quote = c * 3 if line.startswith(c * 3, i) else c
            i += len(quote)
            continue
        elif c == '#':
            break
        elif c in '([{':
            depth += 1
        elif c in ')]}':
            depth -= 1
        elif c == ':' and depth == 0 and colon is None:
            colon = i
        i += 1
    if quote is not None and len(quote) == 1:
        quote = None
    return depth, quote, colon


def getsourcelines(object):
    """(the lines of an object's source, the number of the first)."""
    object = unwrap(object)
    lines, number = findsource(object)
    if isinstance(object, types.TracebackType):
        object = object.tb_frame
    if isinstance(object, types.ModuleType) or isinstance(object, types.FrameType) and object.f_code.co_name == '<module>':
        return lines, 0
    return getblock(lines[number:]), number + 1


def getsource(object):
    """The source of an object."""
    return ''.join(getsourcelines(object)[0])


def indentsize(line):
    """How wide the space at the start of a line is."""
    wide = line.expandtabs()
    return len(wide) - len(wide.lstrip())


def getcomments(object):
    """The lines of comment before an object, or those at the start of a module; None if there are none."""
    try:
        lines, number = findsource(object)
    except (OSError, TypeError):
        return None
    if isinstance(object, types.ModuleType):
        first = 1 if lines and lines[0].startswith('#!') else 0
        while first < len(lines) and lines[first].strip() in ('', '#'):
            first += 1
        found = [line.expandtabs() for line in itertools.takewhile(lambda line: line.startswith('#'), lines[first:])]
        return ''.join(found) or None
    indent = indentsize(lines[number])
    found = []
    for line in reversed(lines[:number]):
        if not line.lstrip().startswith('#') or indentsize(line) != indent:
            break
        found.append(line.expandtabs().lstrip())
    while found and found[-1].strip() == '#':
        found.pop()
    found.reverse()
    while found and found[-1].strip() == '#':
        found.pop()
    return ''.join(found) or None


# --- frames -----------------------------------------------------------------------------------

class FrameInfo(namedtuple('_FrameInfo', 'frame filename lineno function code_context index', module='inspect')):
    """A frame with its place in the source."""

    def __new__(cls, frame, filename, lineno, function, code_context, index, *, positions=None):
        self = super().__new__(cls, frame, filename, lineno, function, code_context, index)
        self.positions = positions
        return self

    def __repr__(self):
        return (f'FrameInfo(frame={self.frame!r}, filename={self.filename!r}, lineno={self.lineno!r}, '
                f'function={self.function!r}, code_context={self.code_context!r}, index={self.index!r}, '
                f'positions={self.positions!r})')


class Traceback(namedtuple('_Traceback', 'filename lineno function code_context index', module='inspect')):
    """The place of a frame in the source."""

    def __new__(cls, filename, lineno, function, code_context, index, *, positions=None):
        self = super().__new__(cls, filename, lineno, function, code_context, index)
        self.positions = positions
        return self

    def __repr__(self):
        return (f'Traceback(filename={self.filename!r}, lineno={self.lineno!r}, function={self.function!r}, '
                f'code_context={self.code_context!r}, index={self.index!r}, positions={self.positions!r})')


FrameInfo.__module__ = Traceback.__module__ = 'inspect'


def getframeinfo(frame, context=1):
    """File, line, function and some source lines of a frame or traceback."""
    place, frame = (frame, frame.tb_frame) if isinstance(frame, types.TracebackType) else (frame, frame)
    lineno, lasti = (place.f_lineno, place.f_lasti) if place is frame else (place.tb_lineno, place.tb_lasti)
    if not isinstance(frame, types.FrameType):
        raise TypeError('{!r} is not a frame or traceback object'.format(frame))
    import dis
    positions = dis.Positions(*next(itertools.islice(frame.f_code.co_positions(), lasti // 2, None), (None,) * 4))
    if positions.lineno is None:
        positions = positions._replace(lineno=lineno, end_lineno=lineno)
    filename = getsourcefile(frame) or getfile(frame)
    lines = index = None
    if context > 0:
        try:
            source, _ = findsource(frame)
            start = max(0, min(lineno - 1 - context // 2, len(source) - context))
            lines, index = source[start:start + context], lineno - 1 - start
        except OSError:
            pass  # there is no source
    return Traceback(filename, lineno, frame.f_code.co_name, lines, index, positions=positions)


def _infos(places, context):
    found = []
    for frame, place in places:
        info = getframeinfo(place, context)
        found.append(FrameInfo(frame, *info, positions=info.positions))
    return found


def getouterframes(frame, context=1):
    """Information on a frame and its callers."""
    frames = []
    while frame:
        frames.append((frame, frame))
        frame = frame.f_back
    return _infos(frames, context)


def getinnerframes(tb, context=1):
    """Information on the frames of a traceback."""
    places = []
    while tb:
        places.append((tb.tb_frame, tb))
        tb = tb.tb_next
    return _infos(places, context)
