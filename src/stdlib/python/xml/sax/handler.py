"""Contract: the handlers that a reader calls, each of which does nothing until a subclass says what, and the names of
features and properties."""

version = '2.0beta'


class ErrorHandler:
    """Is told of errors: raises them, and prints warnings."""

    def error(self, exception):
        """An error that could be got over."""
        raise exception

    def fatalError(self, exception):
        """An error that ends the reading."""
        raise exception

    def warning(self, exception):
        """Something odd."""
        print(exception)


class ContentHandler:
    """Is told of what a document has in it."""

    def __init__(self):
        self._locator = None

    def setDocumentLocator(self, locator):
        """Where the reader is can be asked of the locator."""
        self._locator = locator

    def startDocument(self):
        """The document begins."""

    def endDocument(self):
        """The document has ended."""

    def startPrefixMapping(self, prefix, uri):
        """A prefix means a namespace."""

    def endPrefixMapping(self, prefix):
        """A prefix does no longer."""

    def startElement(self, name, attrs):
        """An element begins."""

    def endElement(self, name):
        """An element ends."""

    def startElementNS(self, name, qname, attrs):
        """An element begins: its name is (namespace, local name)."""

    def endElementNS(self, name, qname):
        """An element ends: its name is (namespace, local name)."""

    def characters(self, content):
        """A piece of text."""

    def ignorableWhitespace(self, whitespace):
        """White space that means nothing."""

    def processingInstruction(self, target, data):
        """An instruction."""

    def skippedEntity(self, name):
        """An entity that was not read."""


class DTDHandler:
    """Is told of declarations."""

    def notationDecl(self, name, publicId, systemId):
        """A notation."""

    def unparsedEntityDecl(self, name, publicId, systemId, ndata):
        """An entity that is no XML."""


class EntityResolver:
    """Says where an external entity is."""

    def resolveEntity(self, publicId, systemId):
        """The name or InputSource of an entity."""
        return systemId


class LexicalHandler:
    """Is told of what has no meaning: comments, sections, the type's place."""

    def comment(self, content):
        """A comment."""

    def startDTD(self, name, public_id, system_id):
        """The document type begins."""

    def endDTD(self):
        """The document type has ended."""

    def startCDATA(self):
        """A CDATA section begins."""

    def endCDATA(self):
        """A CDATA section has ended."""


_FEATURES, _PROPERTIES = 'http://xml.org/sax/features/', 'http://xml.org/sax/properties/'
feature_namespaces = _FEATURES + 'namespaces'
feature_namespace_prefixes = _FEATURES + 'namespace-prefixes'
feature_string_interning = _FEATURES + 'string-interning'
feature_validation = _FEATURES + 'validation'
feature_external_ges = _FEATURES + 'external-general-entities'
feature_external_pes = _FEATURES + 'external-parameter-entities'
all_features = [feature_namespaces, feature_namespace_prefixes, feature_string_interning, feature_validation,
                feature_external_ges, feature_external_pes]
property_lexical_handler = _PROPERTIES + 'lexical-handler'
property_declaration_handler = _PROPERTIES + 'declaration-handler'
property_dom_node = _PROPERTIES + 'dom-node'
property_xml_string = _PROPERTIES + 'xml-string'
property_encoding = 'http://www.python.org/sax/properties/encoding'
property_interning_dict = 'http://www.python.org/sax/properties/interning-dict'
all_properties = [property_lexical_handler, property_dom_node, property_declaration_handler, property_xml_string,
                  property_encoding, property_interning_dict]
