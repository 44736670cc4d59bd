"""Contract: documents of minidom from a text: a parser's calls become nodes."""
from xml.dom import EMPTY_NAMESPACE, XMLNS_NAMESPACE, minidom
from xml.parsers import expat


class _Builder:
    """Makes one document."""

    def __init__(self):
        document = self.document = minidom.Document()
        self.node, self.in_cdata, self.cdata_new, self.declared, self.subset = document, False, False, [], None
        parser = self.parser = expat.ParserCreate(namespace_separator=' ')
        parser.namespace_prefixes = parser.ordered_attributes = parser.specified_attributes = parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self.start, self.end
        parser.StartNamespaceDeclHandler = lambda prefix, uri: self.declared.append((prefix, uri))
        parser.CharacterDataHandler, parser.CommentHandler = self.characters, self.comment
        parser.ProcessingInstructionHandler, parser.XmlDeclHandler = self.instruction, self.declaration
        parser.StartCdataSectionHandler, parser.EndCdataSectionHandler = self.start_cdata, self.end_cdata
        parser.StartDoctypeDeclHandler, parser.EndDoctypeDeclHandler = self.start_doctype, self.end_doctype
        parser.ExternalEntityRefHandler = lambda *args: 1

    def declaration(self, version, encoding, standalone):
        document = self.document
        document.version, document.encoding = version, encoding
        if standalone >= 0:
            document.standalone = bool(standalone)

    def start_doctype(self, name, system, public, internal):
        doctype = self.document.implementation.createDocumentType(name, public, system)
        doctype.ownerDocument = self.document
        self.document.appendChild(doctype)
        self.document.doctype = doctype
        if internal:
            # the text of the declarations, as it is
            parser, self.subset = self.parser, []
            parser.DefaultHandlerExpand = self.subset.append
            parser.CommentHandler = parser.ProcessingInstructionHandler = None

    def end_doctype(self):
        parser = self.parser
        if self.subset is not None:
            self.document.doctype.internalSubset = ''.join(self.subset)
            self.subset = parser.DefaultHandlerExpand = None
            parser.CommentHandler, parser.ProcessingInstructionHandler = self.comment, self.instruction

    def _name(self, name):
        """(uri, full name, prefix, local name) of expat's 'uri local prefix'."""
        parts = name.split(' ')
        if len(parts) == 3:
            uri, local, prefix = parts
            return uri, f'{prefix}:{local}', prefix, local
        if len(parts) == 2:
            return parts[0], parts[1], None, parts[1]
        return EMPTY_NAMESPACE, name, None, name

    def start(self, name, attributes):
        uri, full, prefix, local = self._name(name)
        document = self.document
        element = minidom.Element(full, uri, prefix, local)
        self._add(element)
        self.node = element
        if self.declared:
            for prefix, uri in self.declared:
                attribute = (minidom.Attr('xmlns:' + prefix, XMLNS_NAMESPACE, prefix, 'xmlns') if prefix else
                             minidom.Attr('xmlns', XMLNS_NAMESPACE, 'xmlns', EMPTY_NAMESPACE))
                self._attribute(element, attribute, uri or '')
            self.declared = []
        for i in range(0, len(attributes), 2):
            uri, full, prefix, local = self._name(attributes[i])
            self._attribute(element, minidom.Attr(full, uri, local, prefix), attributes[i + 1])

    def _attribute(self, element, attribute, value):
        text = attribute.childNodes[0]
        text._data = value
        text.ownerDocument = attribute.ownerDocument = self.document
        attribute.ownerElement = element
        element._attrs[attribute._name] = element._attrsNS[attribute.namespaceURI, attribute._localName] = attribute

    def _add(self, node):
        """A child of the open node."""
        node.ownerDocument = self.document
        parent = self.node
        children = parent.childNodes
        if children:
            last = children[-1]
            last.nextSibling, node.previousSibling = node, last
        children.append(node)
        node.parentNode = parent

    def end(self, name):
        self.node = self.node.parentNode

    def characters(self, data):
        children = self.node.childNodes
        kind = minidom.CDATASection if self.in_cdata else minidom.Text
        if children and type(children[-1]) is kind and not self.cdata_new:
            children[-1].data += data
            return
        self.cdata_new = False
        text = kind()
        text._data = data
        self._add(text)

    def start_cdata(self):
        self.in_cdata = self.cdata_new = True

    def end_cdata(self):
        self.in_cdata = self.cdata_new = False

    def comment(self, data):
        self._add(minidom.Comment(data))

    def instruction(self, target, data):
        self._add(minidom.ProcessingInstruction(target, data))


def parseString(string, namespaces=True):
    """The document of a text."""
    builder = _Builder()
    builder.parser.Parse(string, True)
    return builder.document


def parse(file, namespaces=True):
    """The document of a file or its name."""
    builder = _Builder()
    if hasattr(file, 'read'):
        while data := file.read(16 * 1024):
            builder.parser.Parse(data, False)
        builder.parser.Parse(b'', True)
    else:
        with open(file, 'rb') as f:
            builder.parser.ParseFile(f)
    return builder.document


def from_sax(parser, file):
    """The document that a SAX parser reads."""
    from xml.sax.handler import ContentHandler

    class Handler(ContentHandler):
        def __init__(self):
            self.builder = _Builder()

        def startElement(self, name, attrs):
            self.builder.start(name, [each for pair in attrs.items() for each in pair])

        def endElement(self, name):
            self.builder.end(name)

        def characters(self, content):
            self.builder.characters(content)

        def processingInstruction(self, target, data):
            self.builder.instruction(target, data)

    handler = Handler()
    parser.setContentHandler(handler)
    parser.parse(file)
    return handler.builder.document
