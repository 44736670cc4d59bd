"""Contract: elements as text: XML, HTML and plain text, and indentation."""
import re

_PREFIXES = {'http://www.w3.org/XML/1998/namespace': 'xml', 'http://www.w3.org/1999/xhtml': 'html',
             'http://www.w3.org/1999/02/22-rdf-syntax-ns#': 'rdf', 'http://schemas.xmlsoap.org/wsdl/': 'wsdl',
             'http://www.w3.org/2001/XMLSchema': 'xs', 'http://www.w3.org/2001/XMLSchema-instance': 'xsi',
             'http://purl.org/dc/elements/1.1/': 'dc'}
HTML_EMPTY = {'area', 'base', 'basefont', 'br', 'col', 'embed', 'frame', 'hr', 'img', 'input', 'isindex', 'link', 'meta',
              'param', 'source', 'track', 'wbr', 'plaintext'}


def register_namespace(prefix, uri):
    """Name the prefix that a namespace gets in output."""
    if re.match(r'ns\d+$', prefix):
        raise ValueError('Prefix format reserved for internal use')
    for known, name in list(_PREFIXES.items()):
        if known == uri or name == prefix:
            del _PREFIXES[known]
    _PREFIXES[uri] = prefix


def refuse(value):
    raise TypeError(f'cannot serialize {value!r} (type {type(value).__name__})')


def text_escaped(text):
    """Text between tags."""
    try:
        if '&' in text:
            text = text.replace('&', '&amp;')
        if '<' in text:
            text = text.replace('<', '&lt;')
        if '>' in text:
            text = text.replace('>', '&gt;')
        return text
    except (TypeError, AttributeError):
        refuse(text)


_ATTRIBUTE = {'&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\r': '&#13;', '\n': '&#10;', '\t': '&#09;'}
_needs = re.compile('[&<>"\r\n\t]').search
_ATTRIBUTES = str.maketrans(_ATTRIBUTE)
_HTML_ATTRIBUTES = str.maketrans({'&': '&amp;', '>': '&gt;', '"': '&quot;'})


def attribute_escaped(text):
    """The value of an attribute."""
    if not isinstance(text, str):
        refuse(text)
    return text.translate(_ATTRIBUTES) if _needs(text) else text


def html_attribute_escaped(text):
    """The value of an attribute in HTML."""
    if not isinstance(text, str):
        refuse(text)
    return text.translate(_HTML_ATTRIBUTES)


def qualified_names(root, QName, default=None):
    """(name in output by tag, prefix by namespace) for all names in a tree."""
    names, spaces = {None: None}, {}
    if default:
        spaces[default] = ''

    def add(name):
        if name in names:
            return
        try:
            if name[:1] == '{':
                uri, local = name[1:].rsplit('}', 1)
                prefix = spaces.get(uri)
                if prefix is None:
                    prefix = _PREFIXES.get(uri)
                    if prefix is None:
                        prefix = 'ns%d' % len(spaces)
                    if prefix != 'xml':
                        spaces[uri] = prefix
                names[name] = f'{prefix}:{local}' if prefix else local
            else:
                if default:
                    raise ValueError('cannot use non-qualified names with default_namespace option')
                names[name] = name
        except TypeError:
            refuse(name)

    for element in root.iter():
        tag = element.tag
        if isinstance(tag, QName):
            add(tag.text)
        elif isinstance(tag, str):
            add(tag)
        elif tag is not None and not callable(tag):
            refuse(tag)
        for key, value in element.items():
            add(key.text if isinstance(key, QName) else key)
            if isinstance(value, QName):
                add(value.text)
        if isinstance(element.text, QName):
            add(element.text.text)
    return names, spaces


class Writer:
    """Writes a tree as XML or HTML."""

    def __init__(self, write, module, names, short_empty, html):
        self.write, self.names, self.short_empty, self.html = write, names, short_empty, html
        self.Comment, self.PI, self.QName = module.Comment, module.PI, module.QName

    def element(self, root, spaces):
        """Write an element, all that is in it, and its tail; without recursion, since trees may be deep."""
        write, html, names = self.write, self.html, self.names
        waiting = [root]
        while waiting:
            element = waiting.pop()
            if isinstance(element, str):
                write(element)
                continue
            tag, text, after = element.tag, element.text, ''
            if tag is self.Comment:
                write('<!--%s-->' % (text_escaped(text) if html else text))
            elif tag is self.PI:
                write('<?%s?>' % (text_escaped(text) if html else text))
            else:
                name = names[tag.text if isinstance(tag, self.QName) else tag]
                if name is None:
                    if text:
                        write(text_escaped(text))
                    children = list(element)
                else:
                    write('<' + name + self.attributes(element, spaces))
                    children = list(element)
                    after = self.inside(name, text, children)
                spaces = None
                tail = element.tail
                waiting.append(after + (text_escaped(tail) if tail else ''))
                waiting.extend(reversed(children))
                continue
            if element.tail:
                write(text_escaped(element.tail))

    def inside(self, name, text, children):
        """The end of the start tag, and the text; the end tag is returned."""
        write = self.write
        if self.html:
            write('>')
            low = name.lower()
            if text:
                write(text if low in ('script', 'style') else text_escaped(text))
            return '' if low in HTML_EMPTY else f'</{name}>'
        if text or children or not self.short_empty:
            write('>')
            if text:
                write(text_escaped(text))
            return f'</{name}>'
        write(' />')
        return ''

    def attributes(self, element, spaces):
        out, QName = [], self.QName
        if spaces:
            for uri, prefix in sorted(spaces.items(), key=lambda pair: pair[1]):
                escaped = uri.translate(_HTML_ATTRIBUTES) if self.html else attribute_escaped(uri)
                out.append(f' xmlns{":" + prefix if prefix else ""}="{escaped}"')
        for key, value in element.items():
            if isinstance(key, QName):
                key = key.text
            if isinstance(value, QName):
                value = self.names[value.text]
            elif self.html:
                value = html_attribute_escaped(value)
            else:
                value = attribute_escaped(value)
            out.append(f' {self.names[key]}="{value}"')
        return ''.join(out)


def borrowed(name):
    """What serializers outside of the library take from `ElementTree`, by the names that they know."""
    known = {'HTML_EMPTY': HTML_EMPTY, '_namespace_map': _PREFIXES, '_escape_cdata': text_escaped,
             '_escape_attrib': attribute_escaped, '_escape_attrib_html': html_attribute_escaped,
             '_raise_serialization_error': refuse}
    if name in known:
        return known[name]
    raise AttributeError(f"module 'xml.etree.ElementTree' has no attribute {name!r}")


def indent(tree, space='  ', level=0):
    """Put white space between the elements of a tree, so that each begins a line."""
    if hasattr(tree, 'getroot'):
        tree = tree.getroot()
    if level < 0:
        raise ValueError(f'Initial indentation level must be >= 0, got {level}')
    if not len(tree):
        return
    breaks = {}

    def line(depth):
        return breaks.setdefault(depth, '\n' + depth * space)

    waiting = [(tree, level)]
    while waiting:
        element, depth = waiting.pop()
        if not element.text or not element.text.strip():
            element.text = line(depth + 1)
        for child in element:
            if len(child):
                waiting.append((child, depth + 1))
            if not child.tail or not child.tail.strip():
                child.tail = line(depth + 1)
        if not child.tail.strip():
            child.tail = line(depth)
