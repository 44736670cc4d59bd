"""Contract: the reader over `pyexpat`."""
from xml.parsers import expat
from xml.sax import handler, xmlreader
from xml.sax._exceptions import SAXNotRecognizedException, SAXNotSupportedException, SAXParseException

version = '0.20'


class ExpatLocator(xmlreader.Locator):
    """Where the reader is."""

    def __init__(self, parser):
        import weakref
        self._ref = weakref.ref(parser)

    def _ask(self, name, missing):
        parser = self._ref()
        return missing if parser is None or parser._parser is None else getattr(parser._parser, name)

    def getColumnNumber(self):
        parser = self._ref()
        return None if parser is None or parser._parser is None else parser._parser.ErrorColumnNumber

    def getLineNumber(self):
        return self._ask('ErrorLineNumber', 1)

    def getPublicId(self):
        parser = self._ref()
        return None if parser is None else parser._source.getPublicId()

    def getSystemId(self):
        parser = self._ref()
        return None if parser is None else parser._source.getSystemId()


class ExpatParser(xmlreader.IncrementalParser, xmlreader.Locator):
    """Reads XML, and calls the handlers."""

    def __init__(self, namespaceHandling=0, bufsize=2 ** 16 - 20):
        xmlreader.IncrementalParser.__init__(self, bufsize)
        self._source, self._parser, self._interning = xmlreader.InputSource(), None, None
        self._namespaces, self._lexical, self._parsing, self._external, self._entities = namespaceHandling, None, False, 0, []

    def parse(self, source):
        from xml.sax import saxutils
        source = saxutils.prepare_input_source(source)
        self._source = source
        try:
            self.reset()
            self._cont_handler.setDocumentLocator(ExpatLocator(self))
            xmlreader.IncrementalParser.parse(self, source)
        except:
            self._close_source()
            raise

    def prepareParser(self, source):
        if source.getSystemId() is not None:
            self._parser.SetBase(source.getSystemId())

    def setContentHandler(self, handler):
        xmlreader.IncrementalParser.setContentHandler(self, handler)
        if self._parsing:
            self._connect()

    def getFeature(self, name):
        if name == handler.feature_namespaces:
            return self._namespaces
        if name == handler.feature_string_interning:
            return self._interning is not None
        if name == handler.feature_external_ges:
            return self._external
        if name in (handler.feature_validation, handler.feature_external_pes, handler.feature_namespace_prefixes):
            return 0
        raise SAXNotRecognizedException(f"Feature '{name}' not recognized")

    def setFeature(self, name, state):
        if self._parsing:
            raise SAXNotSupportedException('Cannot set features while parsing')
        if name == handler.feature_namespaces:
            self._namespaces = state
        elif name == handler.feature_external_ges:
            self._external = state
        elif name == handler.feature_string_interning:
            self._interning = ({} if self._interning is None else self._interning) if state else None
        elif name in (handler.feature_validation, handler.feature_external_pes, handler.feature_namespace_prefixes):
            what = {handler.feature_validation: 'validation', handler.feature_external_pes: 'reading external parameter entities',
                    handler.feature_namespace_prefixes: 'namespace prefixes'}[name]
            if state:
                if name == handler.feature_namespace_prefixes:
                    raise SAXNotSupportedException('expat does not report namespace prefixes')
                verb = 'support' if what == 'validation' else 'read'
                raise SAXNotSupportedException(f'expat does not {verb} {what.removeprefix("reading ")}')
        else:
            raise SAXNotRecognizedException(f"Feature '{name}' not recognized")

    def getProperty(self, name):
        if name == handler.property_lexical_handler:
            return self._lexical
        if name == handler.property_interning_dict:
            return self._interning
        if name == handler.property_xml_string:
            if self._parser:
                if hasattr(self._parser, 'GetInputContext'):
                    return self._parser.GetInputContext()
            else:
                raise SAXNotSupportedException('XML string cannot be returned when not parsing')
        raise SAXNotRecognizedException(f"Property '{name}' not recognized")

    def setProperty(self, name, value):
        if name == handler.property_lexical_handler:
            self._lexical = value
            if self._parsing:
                self._connect()
        elif name == handler.property_interning_dict:
            self._interning = value
        elif name == handler.property_xml_string:
            raise SAXNotSupportedException(f"Property '{name}' cannot be set")
        else:
            raise SAXNotRecognizedException(f"Property '{name}' not recognized")

    def feed(self, data, isFinal=False):
        """Read a part."""
        if not self._parsing:
            self.reset()
            self._parsing = True
            self._cont_handler.startDocument()
        try:
            self._parser.Parse(data, isFinal)
        except expat.error as e:
            self._err_handler.fatalError(SAXParseException(expat.ErrorString(e.code), e, self))

    def flush(self):
        """Read what is kept for later."""
        if self._parser is not None:
            try:
                self._parser.Parse(b'', False)
            except expat.error as e:
                self._err_handler.fatalError(SAXParseException(expat.ErrorString(e.code), e, self))

    def _close_source(self):
        source = self._source
        for file in (source.getCharacterStream(), source.getByteStream()):
            if file is not None:
                file.close()
                return

    def close(self):
        """No more text comes."""
        if self._entities or self._parser is None or isinstance(self._parser, _Closed):
            return
        try:
            self.feed(b'', isFinal=True)
            self._cont_handler.endDocument()
            self._parsing = False
        finally:
            self._parsing = False
            if self._parser is not None:
                closed = _Closed()
                closed.ErrorColumnNumber, closed.ErrorLineNumber = self._parser.ErrorColumnNumber, self._parser.ErrorLineNumber
                self._parser = closed
            self._close_source()

    def reset(self):
        """Get ready for another document."""
        if self._namespaces:
            self._parser = expat.ParserCreate(self._source.getEncoding(), ' ', self._interning)
            self._parser.namespace_prefixes = 1
        else:
            self._parser = expat.ParserCreate(self._source.getEncoding(), intern=self._interning)
        self._connect()
        self._parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_UNLESS_STANDALONE)
        self._parsing, self._entities = False, []

    def _connect(self):
        parser, content, lexical = self._parser, self._cont_handler, self._lexical
        if parser is None or isinstance(parser, _Closed):
            return
        if self._namespaces:
            parser.StartElementHandler, parser.EndElementHandler = self._start_ns, self._end_ns
        else:
            parser.StartElementHandler, parser.EndElementHandler = self._start, content.endElement
        parser.ProcessingInstructionHandler, parser.CharacterDataHandler = content.processingInstruction, content.characters
        parser.UnparsedEntityDeclHandler, parser.NotationDeclHandler = self._unparsed, self._notation
        parser.StartNamespaceDeclHandler, parser.EndNamespaceDeclHandler = content.startPrefixMapping, content.endPrefixMapping
        parser.CommentHandler = lexical and lexical.comment
        parser.StartCdataSectionHandler = lexical and lexical.startCDATA
        parser.EndCdataSectionHandler = lexical and lexical.endCDATA
        parser.StartDoctypeDeclHandler = lexical and (lambda name, system, public, internal: lexical.startDTD(name, public, system))
        parser.EndDoctypeDeclHandler = lexical and lexical.endDTD
        parser.ExternalEntityRefHandler = self._external_entity
        parser.SkippedEntityHandler = lambda name, is_parameter: content.skippedEntity('%' + name if is_parameter else name)

    # Locator

    def getColumnNumber(self):
        return None if self._parser is None else self._parser.ErrorColumnNumber

    def getLineNumber(self):
        return 1 if self._parser is None else self._parser.ErrorLineNumber

    def getPublicId(self):
        return self._source.getPublicId()

    def getSystemId(self):
        return self._source.getSystemId()

    # what the parser says

    def _start(self, name, attrs):
        self._cont_handler.startElement(name, xmlreader.AttributesImpl(attrs))

    @staticmethod
    def _name(name):
        """((namespace, local name), name in the text)."""
        parts = name.split(' ')
        if len(parts) == 1:
            return (None, name), name
        if len(parts) == 3:
            return tuple(parts[:2]), f'{parts[2]}:{parts[1]}'
        return tuple(parts), parts[1]

    def _start_ns(self, name, attrs):
        values, names = {}, {}
        for key, value in attrs.items():
            pair, qname = self._name(key)
            values[pair], names[pair] = value, qname
        self._cont_handler.startElementNS(self._name(name)[0], None, xmlreader.AttributesNSImpl(values, names))

    def _end_ns(self, name):
        self._cont_handler.endElementNS(self._name(name)[0], None)

    def _unparsed(self, name, base, system, public, notation):
        self._dtd_handler.unparsedEntityDecl(name, public, system, notation)

    def _notation(self, name, base, system, public):
        self._dtd_handler.notationDecl(name, public, system)

    def _external_entity(self, context, base, system, public):
        if not self._external:
            return 1
        from xml.sax import saxutils
        source = saxutils.prepare_input_source(self._ent_handler.resolveEntity(public, system), self._source.getSystemId() or '')
        self._entities.append((self._parser, self._source))
        self._parser, self._source = self._parser.ExternalEntityParserCreate(context), source
        try:
            xmlreader.IncrementalParser.parse(self, source)
        except Exception:
            return 0
        finally:
            self._parser, self._source = self._entities.pop()
        return 1


class _Closed:
    """Where a parser was at its end."""


def create_parser(*args, **kwargs):
    """A reader."""
    return ExpatParser(*args, **kwargs)
