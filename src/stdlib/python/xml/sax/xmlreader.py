"""Contract: what readers have in common, where their text comes from, and the attributes they report."""
from xml.sax import handler
from xml.sax._exceptions import SAXNotRecognizedException, SAXNotSupportedException


class XMLReader:
    """A reader: it is given handlers, then something to read."""

    def __init__(self):
        self._cont_handler, self._dtd_handler = handler.ContentHandler(), handler.DTDHandler()
        self._ent_handler, self._err_handler = handler.EntityResolver(), handler.ErrorHandler()

    def parse(self, source):
        """Read a file, its name or an InputSource."""
        raise NotImplementedError('This method must be implemented!')

    def getContentHandler(self):
        """The handler of content."""
        return self._cont_handler

    def setContentHandler(self, handler):
        """Set the handler of content."""
        self._cont_handler = handler

    def getDTDHandler(self):
        """The handler of declarations."""
        return self._dtd_handler

    def setDTDHandler(self, handler):
        """Set the handler of declarations."""
        self._dtd_handler = handler

    def getEntityResolver(self):
        """What says where entities are."""
        return self._ent_handler

    def setEntityResolver(self, resolver):
        """Set what says where entities are."""
        self._ent_handler = resolver

    def getErrorHandler(self):
        """The handler of errors."""
        return self._err_handler

    def setErrorHandler(self, handler):
        """Set the handler of errors."""
        self._err_handler = handler

    def setLocale(self, locale):
        """Refuse: errors have one language."""
        raise SAXNotSupportedException('Locale support not implemented')

    def getFeature(self, name):
        """Whether a feature is on."""
        raise SAXNotRecognizedException(f"Feature '{name}' not recognized")

    def setFeature(self, name, state):
        """Set a feature."""
        raise SAXNotRecognizedException(f"Feature '{name}' not recognized")

    def getProperty(self, name):
        """A property."""
        raise SAXNotRecognizedException(f"Property '{name}' not recognized")

    def setProperty(self, name, value):
        """Set a property."""
        raise SAXNotRecognizedException(f"Property '{name}' not recognized")


class IncrementalParser(XMLReader):
    """A reader that is fed."""

    def __init__(self, bufsize=2 ** 16):
        self._bufsize = bufsize
        XMLReader.__init__(self)

    def parse(self, source):
        """Read a file, its name or an InputSource."""
        from xml.sax import saxutils
        source = saxutils.prepare_input_source(source)
        self.prepareParser(source)
        file = source.getCharacterStream()
        if file is None:
            file = source.getByteStream()
        while buffer := file.read(self._bufsize):
            self.feed(buffer)
        self.close()

    def feed(self, data):
        """Read a part."""
        raise NotImplementedError('This method must be implemented!')

    def prepareParser(self, source):
        """Get ready to read a source."""
        raise NotImplementedError('prepareParser must be overridden!')

    def close(self):
        """No more text comes."""
        raise NotImplementedError('This method must be implemented!')

    def reset(self):
        """Get ready for another document."""
        raise NotImplementedError('This method must be implemented!')


class Locator:
    """Where a reader is."""

    def getColumnNumber(self):
        """The column; -1 if nobody knows."""
        return -1

    def getLineNumber(self):
        """The line; -1 if nobody knows."""
        return -1

    def getPublicId(self):
        """The public identifier of the text."""
        return None

    def getSystemId(self):
        """The name of the text."""
        return None


class InputSource:
    """Where text comes from: a name, a public identifier, an encoding, a stream."""

    def __init__(self, system_id=None):
        self._system_id, self._public_id, self._encoding, self._bytes, self._characters = system_id, None, None, None, None

    def setPublicId(self, public_id):
        """Set the public identifier."""
        self._public_id = public_id

    def getPublicId(self):
        """The public identifier."""
        return self._public_id

    def setSystemId(self, system_id):
        """Set the name."""
        self._system_id = system_id

    def getSystemId(self):
        """The name."""
        return self._system_id

    def setEncoding(self, encoding):
        """Set the encoding."""
        self._encoding = encoding

    def getEncoding(self):
        """The encoding."""
        return self._encoding

    def setByteStream(self, bytefile):
        """Set a stream of bytes."""
        self._bytes = bytefile

    def getByteStream(self):
        """The stream of bytes."""
        return self._bytes

    def setCharacterStream(self, charfile):
        """Set a stream of text."""
        self._characters = charfile

    def getCharacterStream(self):
        """The stream of text."""
        return self._characters


class AttributesImpl:
    """The attributes of an element, by name."""

    def __init__(self, attrs):
        self._attrs = attrs

    def getLength(self):
        """How many there are."""
        return len(self._attrs)

    def getType(self, name):
        """The type: text."""
        return 'CDATA'

    def getValue(self, name):
        """A value."""
        return self._attrs[name]

    def getValueByQName(self, name):
        """A value by the name in the text."""
        return self._attrs[name]

    def getNameByQName(self, name):
        """The name for the name in the text."""
        if name not in self._attrs:
            raise KeyError(name)
        return name

    getQNameByName = getNameByQName

    def getNames(self):
        """The names."""
        return list(self._attrs.keys())

    def getQNames(self):
        """The names in the text."""
        return list(self._attrs.keys())

    def __len__(self):
        return len(self._attrs)

    def __getitem__(self, name):
        return self._attrs[name]

    def keys(self):
        """The names."""
        return list(self._attrs.keys())

    def __contains__(self, name):
        return name in self._attrs

    def get(self, name, alternative=None):
        """A value; `alternative` without it."""
        return self._attrs.get(name, alternative)

    def copy(self):
        """The same again."""
        return type(self)(self._attrs)

    def items(self):
        """(name, value) pairs."""
        return list(self._attrs.items())

    def values(self):
        """The values."""
        return list(self._attrs.values())


class AttributesNSImpl(AttributesImpl):
    """The attributes of an element, by (namespace, local name)."""

    def __init__(self, attrs, qnames):
        self._attrs, self._qnames = attrs, qnames

    def getNameByQName(self, name):
        """The name for the name in the text."""
        for key, qname in self._qnames.items():
            if qname == name:
                return key
        raise KeyError(name)

    def getValueByQName(self, name):
        """A value by the name in the text."""
        return self._attrs[self.getNameByQName(name)]

    def getQNameByName(self, name):
        """The name in the text."""
        return self._qnames[name]

    def getQNames(self):
        """The names in the text."""
        return list(self._qnames.values())

    def copy(self):
        """The same again."""
        return type(self)(self._attrs, self._qnames)
