"""Contract: elements with attributes, text and children; trees of them parsed from XML and written as XML. Paths are in
`ElementPath`, output in `_write`, canonical output in `_c14n`; the parser is `pyexpat`'s."""
import io
import sys

from xml.etree import ElementPath

__all__ = ['Comment', 'dump', 'Element', 'ElementTree', 'canonicalize', 'fromstring', 'fromstringlist', 'indent', 'iselement',
           'iterparse', 'parse', 'ParseError', 'PI', 'ProcessingInstruction', 'QName', 'SubElement', 'tostring', 'tostringlist',
           'TreeBuilder', 'VERSION', 'XML', 'XMLID', 'XMLParser', 'XMLPullParser', 'register_namespace', 'C14NWriterTarget']

VERSION = '1.3.0'


class ParseError(SyntaxError):
    """The text is no XML: `code` and `position`."""


def iselement(element):
    """Whether something looks like an element."""
    return hasattr(element, 'tag')


def _check(where, value):
    if not isinstance(value, Element):
        name = 'None' if value is None else type(value).__name__
        raise TypeError(f'{where} must be xml.etree.ElementTree.Element, not {name}')


def _expected(value):
    if not isinstance(value, Element):
        raise TypeError(f'expected an Element, not "{type(value).__name__}"')


class Element:
    """A tag with attributes, a text, children, and the text that follows it, its tail."""

    __slots__ = ('tag', 'text', 'tail', '_attrib', '_children', '__weakref__')

    def __init__(self, tag, attrib={}, **extra):
        if not isinstance(attrib, dict):
            raise TypeError(f'Element() argument 2 must be dict, not {type(attrib).__name__}')
        self.tag, self.text, self.tail, self._children = tag, None, None, []
        self._attrib = {**attrib, **extra} if extra else attrib.copy()

    @property
    def attrib(self):
        """The attributes."""
        return self._attrib

    @attrib.setter
    def attrib(self, value):
        if not isinstance(value, dict):
            raise TypeError(f'attrib must be dict, not {type(value).__name__}')
        self._attrib = value

    def __delattr__(self, name):
        if name in ('tag', 'text', 'tail', 'attrib'):
            raise AttributeError("can't delete element attribute")
        object.__delattr__(self, name)

    def __repr__(self):
        return f'<{type(self).__name__} {self.tag!r} at {id(self):#x}>'

    def makeelement(self, tag, attrib, /):
        """A new element of the same kind."""
        return type(self)(tag, attrib)

    def __copy__(self):
        copy = Element.__new__(type(self) if type(self) is Element else Element)
        copy.tag, copy.text, copy.tail = self.tag, self.text, self.tail
        copy._attrib, copy._children = self._attrib, self._children.copy()
        return copy

    def __deepcopy__(self, memo, /):
        from copy import deepcopy
        copy = Element.__new__(Element)
        memo[id(self)] = copy
        copy.tag, copy.text, copy.tail = deepcopy(self.tag, memo), deepcopy(self.text, memo), deepcopy(self.tail, memo)
        copy._attrib = deepcopy(self._attrib, memo)
        copy._children = [deepcopy(child, memo) for child in self._children]
        return copy

    def __getstate__(self):
        return {'tag': self.tag, '_children': self._children, 'attrib': self._attrib, 'text': self.text, 'tail': self.tail}

    def __setstate__(self, state, /):
        if not isinstance(state, dict):
            raise TypeError(f'Don\'t know how to unpickle "{state!r}" as an Element')
        self.tag, self.text, self.tail = state.get('tag'), state.get('text'), state.get('tail')
        self._attrib, self._children = state.get('attrib') or {}, list(state.get('_children') or ())

    def __reduce__(self):
        import copyreg
        return copyreg.__newobj__, (type(self),), self.__getstate__()

    def __len__(self):
        return len(self._children)

    def __bool__(self):
        import warnings
        warnings.warn("Testing an element's truth value will always return True in future versions.  "
                      "Use specific 'len(elem)' or 'elem is not None' test instead.", DeprecationWarning, stacklevel=2)
        return len(self._children) != 0

    def __getitem__(self, index):
        try:
            return self._children[index]
        except IndexError:
            raise IndexError('child index out of range') from None
        except TypeError:
            raise TypeError('element indices must be integers') from None

    def __setitem__(self, index, element):
        if isinstance(index, slice):
            try:
                element = list(element)
            except TypeError:
                raise TypeError(f'must assign iterable to extended slice not "{type(element).__name__}"') from None
            for each in element:
                _expected(each)
        else:
            try:
                self._children[index]
            except IndexError:
                raise IndexError('child assignment index out of range') from None
            except TypeError:
                raise TypeError('element indices must be integers') from None
            _expected(element)
        self._children[index] = element

    def __delitem__(self, index):
        try:
            del self._children[index]
        except IndexError:
            raise IndexError('child assignment index out of range') from None
        except TypeError:
            raise TypeError('element indices must be integers') from None

    def append(self, subelement, /):
        """Add a child at the end."""
        _check('append() argument 1', subelement)
        self._children.append(subelement)

    def extend(self, elements, /):
        """Add children at the end."""
        try:
            elements = list(elements)
        except TypeError:
            raise TypeError("'elements' must be an iterable") from None
        for element in elements:
            _expected(element)
            self._children.append(element)

    def insert(self, index, subelement, /):
        """Put a child before the one at `index`."""
        _check('insert() argument 2', subelement)
        self._children.insert(index, subelement)

    def remove(self, subelement, /):
        """Take out a child."""
        _check('remove() argument', subelement)
        try:
            self._children.remove(subelement)
        except ValueError:
            raise ValueError('Element.remove(x): element not found') from None

    def find(self, path, namespaces=None):
        """The first element that a path leads to; None if there is none."""
        if path.isidentifier():
            return next((child for child in self._children if child.tag == path), None) if not namespaces else \
                ElementPath.find(self, path, namespaces)
        return ElementPath.find(self, path, namespaces)

    def findtext(self, path, default=None, namespaces=None):
        """The text of the first element that a path leads to."""
        return ElementPath.findtext(self, path, default, namespaces)

    def findall(self, path, namespaces=None):
        """All elements that a path leads to."""
        return ElementPath.findall(self, path, namespaces)

    def iterfind(self, path, namespaces=None):
        """All elements that a path leads to, one after the other."""
        return ElementPath.iterfind(self, path, namespaces)

    def clear(self):
        """Forget attributes, texts and children."""
        self._attrib, self._children, self.text, self.tail = {}, [], None, None

    def get(self, key, default=None):
        """An attribute."""
        return self._attrib.get(key, default)

    def set(self, key, value, /):
        """Set an attribute."""
        self._attrib[key] = value

    def keys(self):
        """The names of the attributes."""
        return list(self._attrib)

    def items(self):
        """The attributes as pairs."""
        return list(self._attrib.items())

    def iter(self, tag=None):
        """This element and all below it, in the order of the document; those of one tag if it is given."""
        if tag == '*':
            tag = None
        waiting = [self]
        while waiting:
            element = waiting.pop()
            if tag is None or element.tag == tag:
                yield element
            if isinstance(element, Element):
                waiting += reversed(element._children)
            else:
                waiting += reversed(list(element))

    def itertext(self):
        """The texts of this element and all below it."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            if type(element) is str:
                yield element
                continue
            if not isinstance(element.tag, str) and element.tag is not None:
                continue
            if element.text:
                yield element.text
            for child in reversed(element):
                if child.tail:
                    waiting.append(child.tail)
                waiting.append(child)


def SubElement(parent, tag, attrib={}, /, **extra):
    """A new element, added to another one."""
    _check('SubElement() argument 1', parent)
    if not isinstance(attrib, dict):
        raise TypeError(f'SubElement() argument 3 must be dict, not {type(attrib).__name__}')
    element = parent.makeelement(tag, {**attrib, **extra})
    parent.append(element)
    return element


def Comment(text=None):
    """A comment."""
    element = Element(Comment)
    element.text = text
    return element


def ProcessingInstruction(target, text=None):
    """A processing instruction."""
    element = Element(ProcessingInstruction)
    element.text = f'{target} {text}' if text else target
    return element


PI = ProcessingInstruction


class QName:
    """A name with its namespace, for attributes' values."""

    def __init__(self, text_or_uri, tag=None):
        self.text = f'{{{text_or_uri}}}{tag}' if tag else text_or_uri

    def __str__(self):
        return self.text

    def __repr__(self):
        return f'<{type(self).__name__} {self.text!r}>'

    def __hash__(self):
        return hash(self.text)

    def __le__(self, other):
        return self.text <= _plain(other)

    def __lt__(self, other):
        return self.text < _plain(other)

    def __ge__(self, other):
        return self.text >= _plain(other)

    def __gt__(self, other):
        return self.text > _plain(other)

    def __eq__(self, other):
        return self.text == _plain(other)


def _plain(name):
    return name.text if isinstance(name, QName) else name


class ElementTree:
    """A document: an element, read from a file and written to one."""

    def __init__(self, element=None, file=None):
        if element is not None and not iselement(element):
            raise TypeError(f'expected an Element, not {type(element).__name__}')
        self._root = element
        if file:
            self.parse(file)

    def getroot(self):
        """The root."""
        return self._root

    def _setroot(self, element):
        if not iselement(element):
            raise TypeError(f'expected an Element, not {type(element).__name__}')
        self._root = element

    def parse(self, source, parser=None):
        """Read a document from a file or its name."""
        opened = not hasattr(source, 'read')
        if opened:
            source = open(source, 'rb')
        try:
            if parser is None:
                parser = XMLParser()
            while data := source.read(65536):
                parser.feed(data)
            self._root = parser.close()
            return self._root
        finally:
            if opened:
                source.close()

    def iter(self, tag=None):
        """All elements, in the order of the document."""
        return self._root.iter(tag)

    @staticmethod
    def _relative(path):
        if path[:1] != '/':
            return path
        import warnings
        warnings.warn('This search is broken in 1.3 and earlier, and will be fixed in a future version.  '
                      f"If you rely on the current behaviour, change it to {'.' + path!r}", FutureWarning, stacklevel=3)
        return '.' + path

    def find(self, path, namespaces=None):
        """The first element that a path leads to from the root."""
        return self._root.find(self._relative(path), namespaces)

    def findtext(self, path, default=None, namespaces=None):
        """The text of the first element that a path leads to from the root."""
        return self._root.findtext(self._relative(path), default, namespaces)

    def findall(self, path, namespaces=None):
        """All elements that a path leads to from the root."""
        return self._root.findall(self._relative(path), namespaces)

    def iterfind(self, path, namespaces=None):
        """All elements that a path leads to from the root, one after the other."""
        return self._root.iterfind(self._relative(path), namespaces)

    def write(self, file_or_filename, encoding=None, xml_declaration=None, default_namespace=None, method=None, *,
              short_empty_elements=True):
        """Write the document to a file or its name: 'xml', 'html' or 'text'."""
        if self._root is None:
            raise TypeError('ElementTree not initialized')
        method = method or 'xml'
        if method not in ('xml', 'html', 'text'):
            raise ValueError(f'unknown method {method!r}')
        encoding = encoding or 'us-ascii'
        as_text = encoding.lower() == 'unicode'
        parts = []
        if method == 'xml' and (xml_declaration or xml_declaration is None and encoding.lower() not in (
                'utf-8', 'us-ascii', 'unicode')):
            declared = encoding
            if as_text:
                import locale
                declared = locale.getencoding()
            parts.append(f"<?xml version='1.0' encoding='{declared}'?>\n")
        if method == 'text':
            for text in self._root.itertext():
                parts.append(text)
            if self._root.tail:
                parts.append(self._root.tail)
        else:
            from xml.etree import _write
            names, spaces = _write.qualified_names(self._root, QName, default_namespace)
            writer = _write.Writer(parts.append, sys.modules[__name__], names, short_empty_elements, method == 'html')
            writer.element(self._root, spaces)
        text = ''.join(parts)
        data = text if as_text else text.encode(encoding, 'xmlcharrefreplace')
        if hasattr(file_or_filename, 'write'):
            file_or_filename.write(data)
        elif as_text:
            with open(file_or_filename, 'w', encoding='utf-8', errors='xmlcharrefreplace') as f:
                f.write(data)
        else:
            with open(file_or_filename, 'wb') as f:
                f.write(data)

    def write_c14n(self, file):
        """Write the document in canonical form."""
        text = canonicalize(tostring(self._root, 'unicode'))
        if hasattr(file, 'write'):
            file.write(text.encode('utf-8'))
        else:
            with open(file, 'wb') as f:
                f.write(text.encode('utf-8'))


def register_namespace(prefix, uri):
    """Name the prefix that a namespace gets in output."""
    from xml.etree import _write
    _write.register_namespace(prefix, uri)


def tostring(element, encoding=None, method=None, *, xml_declaration=None, default_namespace=None,
             short_empty_elements=True):
    """An element as bytes; as a str with encoding='unicode'."""
    stream = io.StringIO() if encoding == 'unicode' else io.BytesIO()
    ElementTree(element).write(stream, encoding, xml_declaration=xml_declaration, default_namespace=default_namespace,
                               method=method, short_empty_elements=short_empty_elements)
    return stream.getvalue()


def tostringlist(element, encoding=None, method=None, *, xml_declaration=None, default_namespace=None,
                 short_empty_elements=True):
    """An element as a list whose joined items are what `tostring` gives."""
    return [tostring(element, encoding, method, xml_declaration=xml_declaration, default_namespace=default_namespace,
                     short_empty_elements=short_empty_elements)]


def dump(elem):
    """Print an element or a tree."""
    if not isinstance(elem, ElementTree):
        elem = ElementTree(elem)
    elem.write(sys.stdout, encoding='unicode')
    tail = elem.getroot().tail
    if not tail or tail[-1] != '\n':
        sys.stdout.write('\n')


def indent(tree, space='  ', level=0):
    """Put white space between the elements of a tree, so that each begins a line."""
    from xml.etree import _write
    _write.indent(tree, space, level)


def parse(source, parser=None):
    """The tree of a file or its name."""
    tree = ElementTree()
    tree.parse(source, parser)
    return tree


def iterparse(source, events=None, parser=None):
    """Parse a file bit by bit: pairs of an event and an element; `root` is the root at the end."""
    pull = XMLPullParser(events=events, _parser=parser)
    opened = not hasattr(source, 'read')
    if opened:
        source = open(source, 'rb')
    return IterParseIterator(source, pull, opened)


class IterParseIterator:
    """What `iterparse` gives."""

    def __init__(self, source, pull, opened):
        self._source, self._opened, self.root = source, opened, None
        self._events = self._run(source, pull, opened)

    def _run(self, source, pull, opened):
        try:
            while True:
                yield from pull.read_events()
                data = source.read(16 * 1024)
                if not data:
                    break
                pull.feed(data)
            root = pull._close_and_return_root()
            yield from pull.read_events()
            self.root = root
        finally:
            if opened:
                source.close()

    def __iter__(self):
        return self

    def __next__(self):
        return next(self._events)

    def close(self):
        """Close the file if it is ours."""
        if self._opened:
            self._source.close()

    def __del__(self):
        if self._opened and not self._source.closed:
            import warnings
            warnings.warn(f'unclosed file {self._source!r}', ResourceWarning, stacklevel=2, source=self)


class XMLPullParser:
    """A parser that is fed, and gives events when asked."""

    def __init__(self, events=None, *, _parser=None):
        import collections
        self._events = collections.deque()
        self._parser = _parser or XMLParser(target=TreeBuilder())
        if events is None:
            events = ('end',)
        self._parser._setevents(self._events, events)

    def feed(self, data):
        """Parse a part; an error is raised when the events are read."""
        if self._parser is None:
            raise ValueError('feed() called after end of stream')
        if data:
            try:
                self._parser.feed(data)
            except SyntaxError as e:
                self._events.append(e)

    def _close_and_return_root(self):
        root = self._parser.close()
        self._parser = None
        return root

    def close(self):
        """No more text comes."""
        self._close_and_return_root()

    def read_events(self):
        """The events so far, one after the other."""
        events = self._events
        while events:
            event = events.popleft()
            if isinstance(event, Exception):
                raise event
            yield event

    def flush(self):
        """Parse what the parser keeps for later."""
        if self._parser is None:
            raise ValueError('flush() called after end of stream')
        self._parser.flush()


def XML(text, parser=None):
    """The root of a document in a text."""
    if parser is None:
        parser = XMLParser(target=TreeBuilder())
    parser.feed(text)
    return parser.close()


fromstring = XML


def XMLID(text, parser=None):
    """(root, elements by their `id`) of a document in a text."""
    root = XML(text, parser)
    return root, {element.get('id'): element for element in root.iter() if element.get('id')}


def fromstringlist(sequence, parser=None):
    """The root of a document in parts."""
    if parser is None:
        parser = XMLParser(target=TreeBuilder())
    for text in sequence:
        parser.feed(text)
    return parser.close()


class TreeBuilder:
    """Makes elements of a parser's calls."""

    def __init__(self, element_factory=None, *, comment_factory=None, pi_factory=None, insert_comments=False,
                 insert_pis=False):
        self._data, self._open, self._last, self._tail, self._root = [], [], None, False, None
        self._comment, self._pi = comment_factory or Comment, pi_factory or ProcessingInstruction
        self.insert_comments, self.insert_pis = insert_comments, insert_pis
        self._factory = element_factory or Element

    def close(self):
        """The root."""
        return self._root

    def _flush(self):
        if self._data:
            if self._last is not None:
                text = ''.join(self._data)
                if self._tail:
                    self._last.tail = text
                else:
                    self._last.text = text
            self._data = []

    def data(self, data):
        """Some text."""
        self._data.append(data)

    def start(self, tag, attrs):
        """An element opens."""
        if self._data:
            self._flush()
        element = self._last = self._factory(tag, attrs)
        if self._open:
            self._open[-1].append(element)
        elif self._root is None:
            self._root = element
        self._open.append(element)
        self._tail = False
        return element

    def end(self, tag):
        """An element closes."""
        if self._data:
            self._flush()
        self._last = self._open.pop()
        self._tail = True
        return self._last

    def comment(self, text):
        """A comment."""
        return self._beside(self._comment, self.insert_comments, text)

    def pi(self, target, text=None):
        """A processing instruction."""
        return self._beside(self._pi, self.insert_pis, target, text)

    def _beside(self, factory, insert, *args):
        element = factory(*args)
        if insert:
            self._flush()
            self._last = element
            if self._open:
                self._open[-1].append(element)
            self._tail = True
        return element


class XMLParser:
    """Feeds a target, by default a tree builder, with what it reads."""

    def __init__(self, *, target=None, encoding=None):
        from xml.parsers import expat
        parser = self.parser = self._parser = expat.ParserCreate(encoding, '}')
        if target is None:
            target = TreeBuilder()
        self.target, self.entity, self._names, self._error = target, {}, {}, expat.error
        self.version = 'Expat %d.%d.%d' % expat.version_info
        parser.DefaultHandlerExpand = self._default
        parser.ordered_attributes = True
        # a builder joins its texts anyway
        parser.buffer_text = type(target) is TreeBuilder
        if hasattr(target, 'start'):
            parser.StartElementHandler = self._start
        if hasattr(target, 'end'):
            parser.EndElementHandler = self._end
        for name, handler, made in (('start_ns', 'StartNamespaceDeclHandler', lambda prefix, uri: target.start_ns(prefix or '', uri or '')),
                                    ('end_ns', 'EndNamespaceDeclHandler', lambda prefix: target.end_ns(prefix or ''))):
            if hasattr(target, name):
                setattr(parser, handler, made)
        for name, handler in (('data', 'CharacterDataHandler'), ('comment', 'CommentHandler'),
                              ('pi', 'ProcessingInstructionHandler')):
            if hasattr(target, name):
                setattr(parser, handler, getattr(target, name))
        if hasattr(target, 'doctype'):
            parser.StartDoctypeDeclHandler = lambda name, system, public, internal: target.doctype(name, public, system)

    def _setevents(self, events_queue, events_to_report):
        """Put events for elements into a queue."""
        parser, target, append = self._parser, self.target, events_queue.append
        for event in events_to_report:
            if event == 'start':
                def handler(tag, attributes, event=event, start=self._start):
                    append((event, start(tag, attributes)))
                parser.StartElementHandler = handler
            elif event == 'end':
                def handler(tag, event=event, end=self._end):
                    append((event, end(tag)))
                parser.EndElementHandler = handler
            elif event == 'start-ns':
                def handler(prefix, uri, event=event):
                    if hasattr(target, 'start_ns'):
                        append((event, target.start_ns(prefix or '', uri or '')))
                    else:
                        append((event, (prefix or '', uri or '')))
                parser.StartNamespaceDeclHandler = handler
            elif event == 'end-ns':
                def handler(prefix, event=event):
                    append((event, target.end_ns(prefix or '') if hasattr(target, 'end_ns') else None))
                parser.EndNamespaceDeclHandler = handler
            elif event == 'comment':
                def handler(text, event=event):
                    append((event, target.comment(text)))
                parser.CommentHandler = handler
            elif event == 'pi':
                def handler(name, data, event=event):
                    append((event, target.pi(name, data)))
                parser.ProcessingInstructionHandler = handler
            else:
                raise ValueError(f'unknown event {event!r}')

    def _raise(self, value):
        error = ParseError(value)
        error.code, error.position = value.code, (value.lineno, value.offset)
        raise error from None

    def _name(self, key):
        """'{uri}name' for expat's 'uri}name'."""
        name = self._names[key] = '{' + key if '}' in key else key
        return name

    def _start(self, tag, attributes):
        names = self._names
        attrib = {}
        for i in range(0, len(attributes), 2):
            key = attributes[i]
            attrib[names.get(key) or self._name(key)] = attributes[i + 1]
        return self.target.start(names.get(tag) or self._name(tag), attrib)

    def _end(self, tag):
        return self.target.end(self._names.get(tag) or self._name(tag))

    def _default(self, text):
        """An entity that expat does not know."""
        if text[:1] != '&':
            return
        handler = getattr(self.target, 'data', None)
        if handler is None:
            return
        try:
            handler(self.entity[text[1:-1]])
        except KeyError:
            parser = self._parser
            error = self._error(f'undefined entity {text}: line {parser.ErrorLineNumber}, column {parser.ErrorColumnNumber}')
            error.code, error.lineno, error.offset = 11, parser.ErrorLineNumber, parser.ErrorColumnNumber
            raise error

    def feed(self, data):
        """Parse a part of the text."""
        try:
            self._parser.Parse(data, False)
        except self._error as e:
            self._raise(e)

    def close(self):
        """No more text comes; what the target's `close` gives."""
        try:
            self._parser.Parse('', True)
        except self._error as e:
            self._raise(e)
        handler = getattr(self.target, 'close', None)
        return handler() if handler is not None else None

    def flush(self):
        """Parse what is kept for later."""
        was = self._parser.GetReparseDeferralEnabled()
        try:
            self._parser.SetReparseDeferralEnabled(False)
            self._parser.Parse(b'', False)
        except self._error as e:
            self._raise(e)
        finally:
            self._parser.SetReparseDeferralEnabled(was)


def canonicalize(xml_data=None, *, out=None, from_file=None, **options):
    """The canonical form (C14N 2.0) of a document, as a str, or written to `out`."""
    if xml_data is None and from_file is None:
        raise ValueError("Either 'xml_data' or 'from_file' must be provided as input")
    gathered = io.StringIO() if out is None else out
    parser = XMLParser(target=__getattr__('C14NWriterTarget')(gathered.write, **options))
    if xml_data is not None:
        parser.feed(xml_data)
        parser.close()
    else:
        parse(from_file, parser=parser)
    return gathered.getvalue() if out is None else None


def __getattr__(name):
    if name == 'C14NWriterTarget':
        from xml.etree._c14n import C14NWriterTarget
        C14NWriterTarget.__module__ = __name__
        globals()[name] = C14NWriterTarget
        return C14NWriterTarget
    from xml.etree import _write
    return _write.borrowed(name)
