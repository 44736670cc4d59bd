"""Contract: documents of the W3C's model, small: elements, attributes, documents and their types. Text and lists are in
`_nodes`; `expatbuilder` parses."""
import xml.dom
from xml.dom import EMPTY_NAMESPACE, EMPTY_PREFIX, XMLNS_NAMESPACE, domreg
from xml.dom import _nodes
from xml.dom._nodes import (CDATASection, CharacterData, Childless, Comment, EmptyNodeList, Node, NodeList,
                            ProcessingInstruction, Text, clone, write_data)

for _each in (CDATASection, CharacterData, Childless, Comment, Node, ProcessingInstruction, Text):
    _each.__module__ = __name__


def _split(name):
    """(prefix, local name)."""
    prefix, colon, local = name.partition(':')
    return (prefix, local) if colon else (None, name)


class DocumentFragment(Node):
    """Nodes without a parent."""

    nodeType, nodeName = Node.DOCUMENT_FRAGMENT_NODE, '#document-fragment'
    _child_types = (Node.ELEMENT_NODE, Node.TEXT_NODE, Node.CDATA_SECTION_NODE, Node.ENTITY_REFERENCE_NODE,
                    Node.PROCESSING_INSTRUCTION_NODE, Node.COMMENT_NODE, Node.NOTATION_NODE)

    def __init__(self):
        self.childNodes = NodeList()


class Attr(Node):
    """An attribute."""

    nodeType = Node.ATTRIBUTE_NODE
    specified, ownerElement, _is_id = False, None, False
    _child_types = (Node.TEXT_NODE, Node.ENTITY_REFERENCE_NODE)

    def __init__(self, qName, namespaceURI=EMPTY_NAMESPACE, localName=None, prefix=None):
        self.ownerElement, self._name, self.namespaceURI, self._prefix = None, qName, namespaceURI, prefix
        if localName is not None:
            self._localName = localName
        self.childNodes = NodeList()
        text = Text()
        text.parentNode = self
        self.childNodes.append(text)

    localName = property(lambda self: getattr(self, '_localName', None) or _split(self._name)[1],
                         doc='Namespace-local name of this attribute.')

    def _rename(self, value):
        self._name = value
        if self.ownerElement is not None:
            self.ownerElement._reindex()

    name = nodeName = property(lambda self: self._name, _rename)

    def _set_value(self, value):
        text = self.childNodes[0] if self.childNodes else self.appendChild(Text())
        text.data = value

    value = nodeValue = property(lambda self: ''.join(node.data for node in self.childNodes), _set_value)

    def _set_prefix(self, prefix):
        if prefix == 'xmlns' and self.namespaceURI and self.namespaceURI != XMLNS_NAMESPACE:
            raise xml.dom.NamespaceErr("illegal use of 'xmlns' prefix for the wrong namespace")
        self._prefix = prefix
        self._rename(f'{prefix}:{self.localName}' if prefix else self.localName)

    prefix = property(lambda self: self._prefix, _set_prefix)
    isId = property(lambda self: self._is_id, doc='True if this attribute is an ID.')

    def unlink(self):
        """Let go of the element."""
        self.ownerElement = None
        for child in self.childNodes:
            child.unlink()
        del self.childNodes[:]


class NamedNodeMap:
    """The attributes of an element, by name."""

    def __init__(self, attrs, attrsNS, ownerElement):
        self._attrs, self._attrsNS, self._ownerElement = attrs, attrsNS, ownerElement

    length = property(lambda self: len(self._attrs), lambda self, value: _nodes._read_only('length'),
                      doc='Number of nodes in the NamedNodeMap.')

    def item(self, index):
        """An attribute by its place."""
        try:
            return self[list(self._attrs)[index]]
        except IndexError:
            return None

    def items(self):
        """(name, value) pairs."""
        return [(node.nodeName, node.value) for node in self._attrs.values()]

    def itemsNS(self):
        """((namespace, local name), value) pairs."""
        return [((node.namespaceURI, node.localName), node.value) for node in self._attrs.values()]

    def __contains__(self, key):
        return key in (self._attrs if isinstance(key, str) else self._attrsNS)

    def keys(self):
        """The names."""
        return self._attrs.keys()

    def keysNS(self):
        """The (namespace, local name) pairs."""
        return self._attrsNS.keys()

    def values(self):
        """The attributes."""
        return self._attrs.values()

    def get(self, name, value=None):
        """An attribute by its name."""
        return self._attrs.get(name, value)

    def __len__(self):
        return len(self._attrs)

    def __eq__(self, other):
        return self is other or getattr(other, '_attrs', self) is self._attrs

    def __hash__(self):
        return id(self._attrs)

    def __getitem__(self, key):
        return self._attrsNS[key] if isinstance(key, tuple) else self._attrs[key]

    def __setitem__(self, name, value):
        if isinstance(value, str):
            node = self._attrs.get(name)
            if node is None:
                node = Attr(name)
                node.ownerDocument = self._ownerElement.ownerDocument
                self.setNamedItem(node)
            node.value = value
        elif isinstance(value, Attr):
            self.setNamedItem(value)
        else:
            raise TypeError('value must be a string or Attr object')

    def __delitem__(self, key):
        self._remove(self[key])

    def getNamedItem(self, name):
        """An attribute by its name; None without it."""
        return self._attrs.get(name)

    def getNamedItemNS(self, namespaceURI, localName):
        """An attribute by its namespace and local name; None without it."""
        return self._attrsNS.get((namespaceURI, localName))

    def removeNamedItem(self, name):
        """Take out an attribute by its name."""
        return self._removed(self.getNamedItem(name))

    def removeNamedItemNS(self, namespaceURI, localName):
        """Take out an attribute by its namespace and local name."""
        return self._removed(self.getNamedItemNS(namespaceURI, localName))

    def _removed(self, node):
        if node is None:
            raise xml.dom.NotFoundErr()
        return self._remove(node)

    def _remove(self, node):
        self._ownerElement._changed()
        self._attrs.pop(node.nodeName, None)
        self._attrsNS.pop((node.namespaceURI, node.localName), None)
        node.ownerElement = None
        return node

    def setNamedItem(self, node):
        """Put in an attribute; the one that had its name is returned."""
        if not isinstance(node, Attr):
            raise xml.dom.HierarchyRequestErr(f'{node!r} cannot be child of {self!r}')
        before = self._attrs.get(node.name)
        if before is not None and before is not node:
            before.unlink()
        self._attrs[node.name] = self._attrsNS[node.namespaceURI, node.localName] = node
        node.ownerElement = self._ownerElement
        self._ownerElement._changed()
        return before

    def setNamedItemNS(self, node):
        """The same."""
        return self.setNamedItem(node)


AttributeList = NamedNodeMap


class TypeInfo:
    """The type of an element or attribute."""

    __slots__ = 'namespace', 'name'

    def __init__(self, namespace, name):
        self.namespace, self.name = namespace, name

    def __repr__(self):
        if self.namespace:
            return f'<{type(self).__name__} {self.name!r} (from {self.namespace!r})>'
        return f'<{type(self).__name__} {self.name!r}>'


_NO_TYPE = TypeInfo(None, None)


class Element(Node):
    """An element."""

    nodeType = Node.ELEMENT_NODE
    nodeValue, schemaType = None, _NO_TYPE
    _child_types = (Node.ELEMENT_NODE, Node.PROCESSING_INSTRUCTION_NODE, Node.COMMENT_NODE, Node.TEXT_NODE,
                    Node.CDATA_SECTION_NODE, Node.ENTITY_REFERENCE_NODE)

    def __init__(self, tagName, namespaceURI=EMPTY_NAMESPACE, prefix=None, localName=None):
        self.parentNode = self.nextSibling = self.previousSibling = self.ownerDocument = None
        self.tagName = self.nodeName = tagName
        self.prefix, self.namespaceURI, self.childNodes = prefix, namespaceURI, NodeList()
        self._localName, self._attrs, self._attrsNS = localName, {}, {}

    def __repr__(self):
        return f'<DOM Element: {self.tagName} at {id(self):#x}>'

    localName = property(lambda self: self._localName or _split(self.tagName)[1], doc='Namespace-local name of this element.')
    attributes = property(lambda self: NamedNodeMap(self._attrs, self._attrsNS, self),
                          doc='NamedNodeMap of attributes on the element.')

    def _reindex(self):
        """An attribute got another name."""
        nodes = list(self._attrs.values())
        self._attrs.clear()
        self._attrsNS.clear()
        for node in nodes:
            self._attrs[node.name] = self._attrsNS[node.namespaceURI, node.localName] = node

    def unlink(self):
        """Let go of the other nodes."""
        for attribute in list(self._attrs.values()):
            attribute.unlink()
        self._attrs, self._attrsNS = {}, {}
        Node.unlink(self)

    def getAttribute(self, attname):
        """The value of an attribute; '' without it."""
        node = self._attrs.get(attname)
        return '' if node is None else node.value

    def getAttributeNS(self, namespaceURI, localName):
        """The value of an attribute by its namespace and local name; '' without it."""
        node = self._attrsNS.get((namespaceURI, localName))
        return '' if node is None else node.value

    def setAttribute(self, attname, value):
        """Set an attribute."""
        node = self.getAttributeNode(attname)
        if node is None:
            node = Attr(attname)
            node.value, node.ownerDocument = value, self.ownerDocument
            self.setAttributeNode(node)
        elif value != node.value:
            node.value = value
            self._changed()

    def setAttributeNS(self, namespaceURI, qualifiedName, value):
        """Set an attribute by its namespace and full name."""
        prefix, local = _split(qualifiedName)
        node = self.getAttributeNodeNS(namespaceURI, local)
        if node is None:
            node = Attr(qualifiedName, namespaceURI, local, prefix)
            node.value, node.ownerDocument = value, self.ownerDocument
            self.setAttributeNode(node)
        else:
            node.value = value
            if node.prefix != prefix:
                node.prefix = prefix

    def getAttributeNode(self, attrname):
        """An attribute; None without it."""
        return self._attrs.get(attrname)

    def getAttributeNodeNS(self, namespaceURI, localName):
        """An attribute by its namespace and local name; None without it."""
        return self._attrsNS.get((namespaceURI, localName))

    def setAttributeNode(self, attr):
        """Put in an attribute; the one it replaces is returned."""
        if attr.ownerElement not in (None, self):
            raise xml.dom.InuseAttributeErr('attribute node already owned')
        for before in (self._attrs.get(attr.name), self._attrsNS.get((attr.namespaceURI, attr.localName))):
            if before is not None and before is not attr:
                self.removeAttributeNode(before)
                replaced = before
                break
        else:
            replaced = None
        self._attrs[attr.name] = self._attrsNS[attr.namespaceURI, attr.localName] = attr
        attr.ownerElement, attr.specified = self, True
        self._changed()
        return replaced

    setAttributeNodeNS = setAttributeNode

    def removeAttribute(self, name):
        """Take out an attribute."""
        node = self._attrs.get(name)
        if node is None:
            raise xml.dom.NotFoundErr()
        self.removeAttributeNode(node)

    def removeAttributeNS(self, namespaceURI, localName):
        """Take out an attribute by its namespace and local name."""
        node = self._attrsNS.get((namespaceURI, localName))
        if node is None:
            raise xml.dom.NotFoundErr()
        self.removeAttributeNode(node)

    def removeAttributeNode(self, node):
        """Take out an attribute node."""
        if node is None or self._attrs.get(node.name) is not node:
            raise xml.dom.NotFoundErr()
        return self.attributes._remove(node)

    removeAttributeNodeNS = removeAttributeNode

    def hasAttribute(self, name):
        """Whether there is an attribute."""
        return name in self._attrs

    def hasAttributeNS(self, namespaceURI, localName):
        """Whether there is an attribute of that namespace and local name."""
        return (namespaceURI, localName) in self._attrsNS

    def hasAttributes(self):
        """Whether there are attributes."""
        return bool(self._attrs)

    def _below(self):
        """The elements below, in the order of the document."""
        for child in self.childNodes:
            if child.nodeType == Node.ELEMENT_NODE:
                yield child
                yield from child._below()

    def getElementsByTagName(self, name):
        """The elements below that have a tag ('*': any)."""
        return NodeList(node for node in self._below() if name == '*' or node.tagName == name)

    def getElementsByTagNameNS(self, namespaceURI, localName):
        """The elements below that have a namespace and a local name ('*': any)."""
        return NodeList(node for node in self._below() if localName in ('*', node.localName)
                        and namespaceURI in ('*', node.namespaceURI))

    def setIdAttribute(self, name):
        """Say that an attribute is the element's id."""
        self.setIdAttributeNode(self.getAttributeNode(name))

    def setIdAttributeNS(self, namespaceURI, localName):
        """Say that an attribute is the element's id."""
        self.setIdAttributeNode(self.getAttributeNodeNS(namespaceURI, localName))

    def setIdAttributeNode(self, idAttr):
        """Say that an attribute is the element's id."""
        if idAttr is None or not self.isSameNode(idAttr.ownerElement):
            raise xml.dom.NotFoundErr()
        idAttr._is_id = True
        self._changed()

    def writexml(self, writer, indent='', addindent='', newl=''):
        """Write the element."""
        writer.write(f'{indent}<{self.tagName}')
        for name, node in self._attrs.items():
            writer.write(f' {name}="')
            write_data(writer, node.value, True)
            writer.write('"')
        children = self.childNodes
        if not children:
            writer.write(f'/>{newl}')
            return
        writer.write('>')
        if len(children) == 1 and children[0].nodeType in (Node.TEXT_NODE, Node.CDATA_SECTION_NODE):
            children[0].writexml(writer, '', '', '')
        else:
            writer.write(newl)
            for node in children:
                node.writexml(writer, indent + addindent, addindent, newl)
            writer.write(indent)
        writer.write(f'</{self.tagName}>{newl}')


class Identified:
    """What has a public and a system identifier."""

    publicId = systemId = None


class DocumentType(Identified, Childless, Node):
    """A document's type."""

    nodeType, nodeValue, name, internalSubset = Node.DOCUMENT_TYPE_NODE, None, None, None

    def __init__(self, qualifiedName):
        self.entities, self.notations = _Declared(), _Declared()
        if qualifiedName:
            self.name = _split(qualifiedName)[1]
        self.nodeName = self.name

    def cloneNode(self, deep):
        """A copy, of one that belongs to no document."""
        if self.ownerDocument is not None:
            return None
        made = DocumentType(None)
        made.name = made.nodeName = self.name
        made.publicId, made.systemId = self.publicId, self.systemId
        return made

    def writexml(self, writer, indent='', addindent='', newl=''):
        """Write the declaration."""
        writer.write(f'<!DOCTYPE {self.name}')
        if self.publicId:
            writer.write(f"{newl}  PUBLIC '{self.publicId}'{newl}  '{self.systemId}'")
        elif self.systemId:
            writer.write(f"{newl}  SYSTEM '{self.systemId}'")
        if self.internalSubset is not None:
            writer.write(f' [{self.internalSubset}]')
        writer.write('>' + newl)


class _Declared(list):
    """Entities or notations by name."""

    length = property(len)

    def item(self, index):
        """One by its place."""
        return self[index] if 0 <= index < len(self) else None

    def getNamedItem(self, name):
        """One by its name; None without it."""
        return next((node for node in self if node.nodeName == name), None)


ReadOnlySequentialNamedNodeMap = _Declared


class Entity(Identified, Node):
    """An entity that a document type declares."""

    nodeType, nodeValue, attributes = Node.ENTITY_NODE, None, None
    actualEncoding = encoding = version = None

    def __init__(self, name, publicId, systemId, notation):
        self.nodeName, self.notationName, self.childNodes = name, notation, NodeList()
        self.publicId, self.systemId = publicId, systemId

    def appendChild(self, newChild):
        """Refuse."""
        raise xml.dom.HierarchyRequestErr('cannot append children to an entity node')


class Notation(Identified, Childless, Node):
    """A notation that a document type declares."""

    nodeType, nodeValue = Node.NOTATION_NODE, None

    def __init__(self, name, publicId, systemId):
        self.nodeName, self.publicId, self.systemId = name, publicId, systemId


class DOMImplementation:
    """Makes documents."""

    _FEATURES = {(name, version) for name in ('core', 'xml') for version in ('1.0', '2.0', None, '')} | {
        ('ls-load', '3.0'), ('ls-load', None), ('ls-load', '')}

    def hasFeature(self, feature, version):
        """Whether a part of the model is there."""
        return (feature.lower(), version or None) in self._FEATURES

    def createDocument(self, namespaceURI, qualifiedName, doctype):
        """A document with its root."""
        if doctype and doctype.parentNode is not None:
            raise xml.dom.WrongDocumentErr('doctype object owned by another DOM tree')
        document = Document()
        nothing = namespaceURI is None and qualifiedName is None and doctype is None
        if not qualifiedName and not nothing:
            raise xml.dom.InvalidCharacterErr('Element with no name')
        if not nothing:
            prefix, local = _split(qualifiedName)
            if prefix == 'xml' and namespaceURI != xml.dom.XML_NAMESPACE:
                raise xml.dom.NamespaceErr("illegal use of 'xml' prefix")
            if prefix and not namespaceURI:
                raise xml.dom.NamespaceErr('illegal use of prefix without namespaces')
            element = document.createElementNS(namespaceURI, qualifiedName)
            if doctype:
                document.appendChild(doctype)
            document.appendChild(element)
        if doctype:
            doctype.parentNode = doctype.ownerDocument = document
        document.doctype, document.implementation = doctype, self
        return document

    def createDocumentType(self, qualifiedName, publicId, systemId):
        """The type of a document."""
        made = DocumentType(qualifiedName)
        made.publicId, made.systemId = publicId, systemId
        return made

    def getInterface(self, feature):
        """This, for a part of the model that is there."""
        return self if self.hasFeature(feature, None) else None


class Document(Node):
    """A document."""

    nodeType, nodeName, nodeValue, attributes = Node.DOCUMENT_NODE, '#document', None, None
    parentNode = previousSibling = nextSibling = None
    implementation = DOMImplementation()
    actualEncoding = encoding = standalone = version = errorHandler = documentURI = None
    strictErrorChecking = False
    _child_types = (Node.ELEMENT_NODE, Node.PROCESSING_INSTRUCTION_NODE, Node.COMMENT_NODE, Node.DOCUMENT_TYPE_NODE)

    def __init__(self):
        self.doctype, self.childNodes, self._ids = None, NodeList(), {}

    documentElement = property(lambda self: next((node for node in self.childNodes if node.nodeType == Node.ELEMENT_NODE), None),
                               doc='Top-level element of this document.')

    def appendChild(self, node):
        """Add a node; of elements there is one."""
        self._check_child(node)
        if node.parentNode is not None:
            node.parentNode.removeChild(node)
        if node.nodeType == Node.ELEMENT_NODE and self.documentElement is not None:
            raise xml.dom.HierarchyRequestErr('two document elements disallowed')
        return Node.appendChild(self, node)

    def removeChild(self, oldChild):
        """Take out a node."""
        Node.removeChild(self, oldChild)
        if oldChild is self.doctype:
            self.doctype = None
        return oldChild

    def unlink(self):
        """Let go of all nodes."""
        if self.doctype is not None:
            self.doctype.unlink()
            self.doctype = None
        Node.unlink(self)

    def cloneNode(self, deep):
        """A copy, if `deep`."""
        if not deep:
            return None
        made = self.implementation.createDocument(None, None, None)
        made.encoding, made.standalone, made.version = self.encoding, self.standalone, self.version
        for node in self.childNodes:
            child = clone(node, deep, made)
            made.childNodes.append(child)
            if child.nodeType == Node.DOCUMENT_TYPE_NODE:
                made.doctype = child
        made._relink()
        return made

    def createDocumentFragment(self):
        """Nodes without a parent."""
        return self._owned(DocumentFragment())

    def _owned(self, node):
        node.ownerDocument = self
        return node

    def createElement(self, tagName):
        """An element."""
        return self._owned(Element(tagName))

    def _texted(self, kind, data):
        if not isinstance(data, str):
            raise TypeError('node contents must be a string')
        node = self._owned(kind())
        node.data = data
        return node

    def createTextNode(self, data):
        """A text."""
        return self._texted(Text, data)

    def createCDATASection(self, data):
        """A text in a CDATA section."""
        return self._texted(CDATASection, data)

    def createComment(self, data):
        """A comment."""
        return self._owned(Comment(data))

    def createProcessingInstruction(self, target, data):
        """An instruction."""
        return self._owned(ProcessingInstruction(target, data))

    def createAttribute(self, qName):
        """An attribute."""
        node = self._owned(Attr(qName))
        node.value = ''
        return node

    def createElementNS(self, namespaceURI, qualifiedName):
        """An element of a namespace."""
        return self._owned(Element(qualifiedName, namespaceURI, _split(qualifiedName)[0]))

    def createAttributeNS(self, namespaceURI, qualifiedName):
        """An attribute of a namespace."""
        prefix, local = _split(qualifiedName)
        return self._owned(Attr(qualifiedName, namespaceURI, local, prefix))

    def getElementById(self, id):
        """The element whose id attribute has that value; None without it."""
        if id not in self._ids:
            for node in self.getElementsByTagName('*'):
                for attribute in node._attrs.values():
                    if attribute._is_id and attribute.value == id:
                        self._ids[id] = node
        return self._ids.get(id)

    _below = Element._below
    getElementsByTagName = Element.getElementsByTagName
    getElementsByTagNameNS = Element.getElementsByTagNameNS

    def isSupported(self, feature, version):
        """Whether a part of the model is there."""
        return self.implementation.hasFeature(feature, version)

    def importNode(self, node, deep):
        """A copy of another document's node."""
        if node.nodeType == Node.DOCUMENT_NODE:
            raise xml.dom.NotSupportedErr('cannot import document nodes')
        if node.nodeType == Node.DOCUMENT_TYPE_NODE:
            raise xml.dom.NotSupportedErr('cannot import document type nodes')
        return clone(node, deep, self)

    def renameNode(self, n, namespaceURI, name):
        """Give an element or attribute another name."""
        if n.ownerDocument is not self:
            raise xml.dom.WrongDocumentErr(f'cannot rename nodes from other documents;\nexpected {self},\nfound {n.ownerDocument}')
        if n.nodeType not in (Node.ELEMENT_NODE, Node.ATTRIBUTE_NODE):
            raise xml.dom.NotSupportedErr('renameNode() only applies to element and attribute nodes')
        prefix, local = _split(name)
        if prefix == 'xmlns' and namespaceURI != XMLNS_NAMESPACE:
            raise xml.dom.NamespaceErr("illegal use of 'xmlns' prefix")
        owner = n.ownerElement if n.nodeType == Node.ATTRIBUTE_NODE else None
        if owner is not None:
            owner.removeAttributeNode(n)
            n._name, n._prefix = name, prefix
        elif n.nodeType == Node.ATTRIBUTE_NODE:
            n._name, n._prefix = name, prefix
        else:
            n.tagName, n.prefix = name, prefix
            n.nodeName = name
        n._localName, n.namespaceURI = local, namespaceURI
        if owner is not None:
            owner.setAttributeNode(n)
        n._tell_users(xml.dom.UserDataHandler.NODE_RENAMED, n, None)
        return n

    def writexml(self, writer, indent='', addindent='', newl='', encoding=None, standalone=None):
        """Write the document."""
        declaration = '' if encoding is None else f'encoding="{encoding}"'
        if standalone is not None:
            declaration += f'{" " if declaration else ""}standalone="{"yes" if standalone else "no"}"'
        writer.write(f'<?xml version="1.0" {declaration}?>{newl}')
        for node in self.childNodes:
            node.writexml(writer, indent, addindent, newl)


def parse(file, parser=None, bufsize=None):
    """The document of a file or its name."""
    from xml.dom import expatbuilder
    if parser is not None:
        return expatbuilder.from_sax(parser, file)
    return expatbuilder.parse(file)


def parseString(string, parser=None):
    """The document of a text."""
    from xml.dom import expatbuilder
    if parser is not None:
        import io
        return expatbuilder.from_sax(parser, io.StringIO(string) if isinstance(string, str) else io.BytesIO(string))
    return expatbuilder.parseString(string)


def getDOMImplementation(features=None):
    """The implementation, if it has the features."""
    if features:
        if isinstance(features, str):
            features = domreg._parsed(features)
        if not all(Document.implementation.hasFeature(*feature) for feature in features):
            return None
    return Document.implementation
