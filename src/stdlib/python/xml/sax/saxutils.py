"""Contract: text as XML and back, handlers that write XML or hand on events, and sources of all kinds made one."""
import codecs
import io
import os

from xml.sax import handler, xmlreader


def escape(data, entities={}):
    """Text with &, < and > as entities, and what else the dictionary says."""
    data = data.replace('&', '&amp;').replace('>', '&gt;').replace('<', '&lt;')
    for key, value in entities.items():
        data = data.replace(key, value)
    return data


def unescape(data, entities={}):
    """Text of XML with its entities replaced, and what else the dictionary says."""
    data = data.replace('&lt;', '<').replace('&gt;', '>')
    for key, value in entities.items():
        data = data.replace(key, value)
    return data.replace('&amp;', '&')


def quoteattr(data, entities={}):
    """Text as the value of an attribute, in quotes."""
    data = escape(data, {**entities, '\n': '&#10;', '\r': '&#13;', '\t': '&#9;'})
    if '"' not in data:
        return f'"{data}"'
    if "'" not in data:
        return f"'{data}'"
    return '"' + data.replace('"', '&quot;') + '"'


def _text_writer(out, encoding):
    """What writes text to `out`, whatever it takes."""
    if out is None:
        import sys
        return sys.stdout
    if isinstance(out, io.TextIOBase) or isinstance(out, (codecs.StreamWriter, codecs.StreamReaderWriter)):
        return out
    # it stays open when the wrapper goes
    binary = io.BufferedIOBase()
    binary.writable = lambda: True
    binary.write = out.write
    for name in ('seekable', 'tell'):
        if hasattr(out, name):
            setattr(binary, name, getattr(out, name))
    return io.TextIOWrapper(binary, encoding=encoding, errors='xmlcharrefreplace', newline='\n', write_through=True)


class XMLGenerator(handler.ContentHandler):
    """Writes the events as XML."""

    def __init__(self, out=None, encoding='iso-8859-1', short_empty_elements=False):
        handler.ContentHandler.__init__(self)
        out = _text_writer(out, encoding)
        self._write, self._flush, self._encoding = out.write, out.flush, encoding
        self._contexts, self._context, self._new = [{}], {}, []
        self._short, self._open = short_empty_elements, False

    def _qname(self, name):
        """The name in the text of a (namespace, local name)."""
        if name[0]:
            if name[0] == 'http://www.w3.org/XML/1998/namespace':
                return 'xml:' + name[1]
            prefix = self._context[name[0]]
            if prefix:
                return f'{prefix}:{name[1]}'
        return name[1]

    def _finish(self):
        if self._open:
            self._write('>')
            self._open = False

    def startDocument(self):
        self._write(f'<?xml version="1.0" encoding="{self._encoding}"?>\n')

    def endDocument(self):
        self._flush()

    def startPrefixMapping(self, prefix, uri):
        self._contexts.append(self._context.copy())
        self._context[uri] = prefix
        self._new.append((prefix, uri))

    def endPrefixMapping(self, prefix):
        self._context = self._contexts.pop()

    def _begin(self, name, attributes):
        self._finish()
        self._write('<' + name)
        for key, value in attributes:
            self._write(f' {key}={quoteattr(value)}')
        if self._short:
            self._open = True
        else:
            self._write('>')

    def _end(self, name):
        if self._open:
            self._write('/>')
            self._open = False
        else:
            self._write(f'</{name}>')

    def startElement(self, name, attrs):
        self._begin(name, attrs.items())

    def endElement(self, name):
        self._end(name)

    def startElementNS(self, name, qname, attrs):
        spaces, self._new = self._new, []
        name = self._qname(name)
        self._finish()
        self._write('<' + name)
        for prefix, uri in spaces:
            self._write(f' xmlns:{prefix}="{uri}"' if prefix else f' xmlns="{uri}"')
        for key, value in attrs.items():
            self._write(f' {self._qname(key)}={quoteattr(value)}')
        if self._short:
            self._open = True
        else:
            self._write('>')

    def endElementNS(self, name, qname):
        self._end(self._qname(name))

    def characters(self, content):
        if content:
            self._finish()
            self._write(escape(content if isinstance(content, str) else str(content, self._encoding)))

    def ignorableWhitespace(self, content):
        if content:
            self._finish()
            self._write(content if isinstance(content, str) else str(content, self._encoding))

    def processingInstruction(self, target, data):
        self._finish()
        self._write(f'<?{target} {data}?>')


class XMLFilterBase(xmlreader.XMLReader):
    """Stands between a reader and the handlers, and hands everything on."""

    def __init__(self, parent=None):
        xmlreader.XMLReader.__init__(self)
        self._parent = parent

    def parse(self, source):
        """Read through the parent."""
        parent = self._parent
        parent.setContentHandler(self)
        parent.setErrorHandler(self)
        parent.setEntityResolver(self)
        parent.setDTDHandler(self)
        parent.parse(source)

    def getParent(self):
        """The reader behind."""
        return self._parent

    def setParent(self, parent):
        """Set the reader behind."""
        self._parent = parent

    def setDocumentLocator(self, locator):
        self._locator = locator
        self._cont_handler.setDocumentLocator(locator)

    def getFeature(self, name):
        return self._parent.getFeature(name)

    def setFeature(self, name, state):
        self._parent.setFeature(name, state)

    def getProperty(self, name):
        return self._parent.getProperty(name)

    def setProperty(self, name, value):
        self._parent.setProperty(name, value)

    def setLocale(self, locale):
        self._parent.setLocale(locale)


def _hand_on(names, attribute):
    for name in names:
        def method(self, *args, _name=name):
            return getattr(getattr(self, attribute), _name)(*args)
        method.__name__, method.__qualname__ = name, 'XMLFilterBase.' + name
        setattr(XMLFilterBase, name, method)


_hand_on(['startDocument', 'endDocument', 'startPrefixMapping', 'endPrefixMapping', 'startElement', 'endElement',
          'startElementNS', 'endElementNS', 'characters', 'ignorableWhitespace', 'processingInstruction', 'skippedEntity'],
         '_cont_handler')
_hand_on(['error', 'fatalError', 'warning'], '_err_handler')
_hand_on(['notationDecl', 'unparsedEntityDecl'], '_dtd_handler')
_hand_on(['resolveEntity'], '_ent_handler')


def prepare_input_source(source, base=''):
    """An InputSource with a stream: of a path, a file, or an InputSource that has only a name."""
    if isinstance(source, os.PathLike):
        source = os.fspath(source)
    if isinstance(source, str):
        source = xmlreader.InputSource(source)
    elif hasattr(source, 'read'):
        file = source
        source = xmlreader.InputSource()
        if isinstance(file.read(0), str):
            source.setCharacterStream(file)
        else:
            source.setByteStream(file)
        if isinstance(getattr(file, 'name', None), str):
            source.setSystemId(file.name)
    if source.getCharacterStream() is None and source.getByteStream() is None:
        name = source.getSystemId()
        path = os.path.join(os.path.dirname(os.path.normpath(base)), name)
        if os.path.isfile(path):
            source.setSystemId(path)
            source.setByteStream(open(path, 'rb'))
        else:
            from urllib.parse import urljoin, urlsplit
            name = urljoin(base, name)
            if not urlsplit(name).scheme:
                raise ValueError(f'unknown url type: {name!r}')
            source.setSystemId(name)
            import urllib.request
            source.setByteStream(urllib.request.urlopen(name))
    return source
