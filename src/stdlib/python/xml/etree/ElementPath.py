"""Contract: the paths that `find` and its kin understand, a part of XPath: a path becomes steps, each a function from the
elements before it to those after it."""
import re

_TOKENS = re.compile(r'''('[^']*'|"[^"]*")|(::|//?|\.\.|\(\)|!=|[/.*:\[\]()@=])|((?:\{[^}]+\})?[^/\[\]()@!=\s]+)|\s+''')


class _Context:
    """What a step may need of the whole: the root, and who lies in whom."""

    __slots__ = ('root', '_parents')

    def __init__(self, root):
        self.root, self._parents = root, None

    def parents(self):
        if self._parents is None:
            self._parents = {child: parent for parent in self.root.iter() for child in parent}
        return self._parents


def xpath_tokenizer(pattern, namespaces=None):
    """(operator, name) pairs; prefixes of names are replaced."""
    default, in_attribute = (namespaces.get('') if namespaces else None), False
    for m in _TOKENS.finditer(pattern):
        text, operator, name = m.groups()
        if text is not None:
            yield text, ''
        elif name is None:
            if operator is not None:
                yield operator, ''
                in_attribute = operator == '@'
        else:
            if name[0] != '{':
                if ':' in name:
                    prefix, _, local = name.partition(':')
                    if namespaces:
                        try:
                            name = '{%s}%s' % (namespaces[prefix], local)
                        except KeyError:
                            raise SyntaxError(f'prefix {prefix!r} not found in prefix map') from None
                elif default and not in_attribute:
                    name = '{%s}%s' % (default, name)
            yield '', name
            in_attribute = False


def _fits(tag):
    """A test of an element's tag: `*` stands for any name, or any namespace."""
    if tag == '*':
        return lambda element: isinstance(element.tag, str)
    if tag[:2] == '{}':
        tag = tag[2:]
    if tag[:3] == '{*}':
        local = tag[3:]
        if local == '*':
            return lambda element: isinstance(element.tag, str)
        end = '}' + local
        return lambda element: isinstance(element.tag, str) and (
            element.tag == local or element.tag[:1] == '{' and element.tag.endswith(end))
    if tag[-2:] == '}*':
        start = tag[:-1]
        return lambda element: isinstance(element.tag, str) and element.tag.startswith(start)
    if tag == '*':
        return lambda element: isinstance(element.tag, str) and element.tag[:1] != '{'
    return lambda element: element.tag == tag


def _children(tag):
    fits = _fits(tag)
    return lambda context, found: (child for element in found for child in element if fits(child))


def _descendants(tag):
    fits = _fits(tag)

    def step(context, found):
        for element in found:
            for each in element.iter():
                if each is not element and fits(each):
                    yield each
    return step


def _same(context, found):
    return found


def _parent(context, found):
    parents, seen = context.parents(), set()
    for element in found:
        parent = parents.get(element)
        if parent is not None and parent not in seen:
            seen.add(parent)
            yield parent


def _filtered(test):
    return lambda context, found: (element for element in found if test(element))


def _position(index):
    """Those at a place among their siblings of the same tag."""
    def step(context, found):
        parents = context.parents()
        for element in found:
            parent = parents.get(element)
            if parent is None:
                continue
            siblings = list(parent.findall(element.tag))
            try:
                if siblings[index] is element:
                    yield element
            except IndexError:
                pass
    return step


def _predicate(tokens):
    """A step from what is in brackets."""
    signs, words = [], []
    for operator, name in tokens:
        if operator == ']':
            break
        if operator and operator[0] in '\'"':
            signs.append("'")
            words.append(operator[1:-1])
        else:
            signs.append(operator or '-')
            words.append(name)
    kind = ''.join(signs)
    if kind == '@-':
        return _filtered(lambda element, key=words[1]: element.get(key) is not None)
    if kind in ("@-='", "@-!='"):
        key, value = words[1], words[-1]
        if '!' in kind:
            return _filtered(lambda element: element.get(key) is not None and element.get(key) != value)
        return _filtered(lambda element: element.get(key) == value)
    if kind == '-' and not re.fullmatch(r'-?\d+', words[0]):
        return _filtered(lambda element, tag=words[0]: element.find(tag) is not None)
    if kind in (".='", ".!='") or kind in ("-='", "-!='") and not re.fullmatch(r'-?\d+', words[0]):
        tag, value, wanted = (words[0] if kind[0] == '-' else None), words[-1], '!' not in kind

        def text_fits(element):
            return (''.join(element.itertext()) == value) == wanted
        if tag is None:
            return _filtered(text_fits)
        return _filtered(lambda element: any(text_fits(child) for child in element.iterfind(tag)))
    if kind == '-' or kind == '-()' or kind == '-()-':
        if kind == '-':
            index = int(words[0]) - 1
            if index < 0:
                raise SyntaxError('XPath position >= 1 expected')
        else:
            if words[0] != 'last':
                raise SyntaxError('unsupported function')
            index = -1
            if kind == '-()-':
                try:
                    index = int(words[2]) - 1
                except ValueError:
                    raise SyntaxError('unsupported expression')
                if index > -2:
                    raise SyntaxError('XPath offset from last() must be negative')
        return _position(index)
    raise SyntaxError('invalid predicate')


def _steps(path, namespaces):
    """The steps of a path."""
    if path[-1:] == '/':
        path += '*'
    if path[:1] == '/':
        raise SyntaxError('cannot use absolute path on element')
    tokens, steps = iter(list(xpath_tokenizer(path, namespaces))), []
    for operator, name in tokens:
        if not operator:
            steps.append(_children(name))
        elif operator == '*':
            steps.append(_children('*'))
        elif operator == '.':
            steps.append(_same)
        elif operator == '..':
            steps.append(_parent)
        elif operator == '[':
            steps.append(_predicate(tokens))
        elif operator == '/':
            continue
        elif operator == '//':
            operator, name = next(tokens, ('', ''))
            if operator not in ('', '*') or not operator and not name:
                raise SyntaxError('invalid descendant')
            steps.append(_descendants(name or '*'))
        else:
            raise SyntaxError('invalid path')
    return steps


_known = {}


def iterfind(elem, path, namespaces=None):
    """The elements that a path leads to."""
    key = path, *(tuple(sorted(namespaces.items())) if namespaces else ())
    steps = _known.get(key)
    if steps is None:
        if len(_known) > 100:
            _known.clear()
        steps = _known[key] = _steps(path, namespaces)
    if not steps:
        return iter(())
    found, context = [elem], _Context(elem)
    for step in steps:
        found = step(context, found)
    return iter(found)


def find(elem, path, namespaces=None):
    """The first element that a path leads to, None if there is none."""
    return next(iterfind(elem, path, namespaces), None)


def findall(elem, path, namespaces=None):
    """A list of the elements that a path leads to."""
    return list(iterfind(elem, path, namespaces))


def findtext(elem, path, default=None, namespaces=None):
    """The text of the first element that a path leads to; '' if it has none."""
    found = find(elem, path, namespaces)
    return default if found is None else '' if found.text is None else found.text
