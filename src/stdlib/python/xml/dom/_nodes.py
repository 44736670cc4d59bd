"""Contract: the small parts of minidom: lists, the nodes of text, comments and instructions, and the base of all nodes."""
import io

import xml.dom
from xml.dom import EMPTY_NAMESPACE, EMPTY_PREFIX


class NodeList(list):
    """Nodes in a row."""

    __slots__ = ()

    def item(self, index):
        """A node, None beyond the ends."""
        return self[index] if 0 <= index < len(self) else None

    length = property(len, lambda self, value: _read_only('length'), doc='The number of nodes in the NodeList.')


class EmptyNodeList(tuple):
    """No nodes."""

    __slots__ = ()

    def item(self, index):
        """None."""
        return None

    length = property(lambda self: 0, lambda self, value: _read_only('length'))


def _read_only(name):
    raise xml.dom.NoModificationAllowedErr(f'attempt to modify read-only attribute {name!r}')


def write_data(writer, text, attribute):
    """Text as XML has it."""
    if not text:
        return
    if '&' in text:
        text = text.replace('&', '&amp;')
    if '<' in text:
        text = text.replace('<', '&lt;')
    if '>' in text:
        text = text.replace('>', '&gt;')
    if attribute:
        for sign, name in (('"', '&quot;'), ('\r', '&#13;'), ('\n', '&#10;'), ('\t', '&#9;')):
            text = text.replace(sign, name)
    writer.write(text)


class Node(xml.dom.Node):
    """What all nodes can do."""

    namespaceURI = parentNode = ownerDocument = nextSibling = previousSibling = None
    prefix = EMPTY_PREFIX
    localName = None
    childNodes = EmptyNodeList()
    attributes = nodeValue = None
    _child_types = ()

    def __bool__(self):
        return True

    firstChild = property(lambda self: self.childNodes[0] if self.childNodes else None, doc='First child node, or None.')
    lastChild = property(lambda self: self.childNodes[-1] if self.childNodes else None, doc='Last child node, or None.')

    def toxml(self, encoding=None, standalone=None):
        """The node as XML."""
        return self.toprettyxml('', '', encoding, standalone)

    def toprettyxml(self, indent='\t', newl='\n', encoding=None, standalone=None):
        """The node as XML with a line for each node; bytes if an encoding is given."""
        out = io.StringIO()
        if self.nodeType == Node.DOCUMENT_NODE:
            self.writexml(out, '', indent, newl, encoding, standalone)
        else:
            self.writexml(out, '', indent, newl)
        text = out.getvalue()
        return text if encoding is None else text.encode(encoding, 'xmlcharrefreplace')

    def hasChildNodes(self):
        """Whether there are children."""
        return bool(self.childNodes)

    def _check_child(self, node):
        if node.nodeType not in self._child_types:
            raise xml.dom.HierarchyRequestErr(f'{node!r} cannot be child of {self!r}')

    def _relink(self):
        """Tell the children of their neighbours."""
        before = None
        for child in self.childNodes:
            child.parentNode, child.previousSibling, child.nextSibling = self, before, None
            if before is not None:
                before.nextSibling = child
            before = child

    def _changed(self):
        """Forget what was looked up of the document."""
        document = self if self.nodeType == Node.DOCUMENT_NODE else self.ownerDocument
        if document is not None:
            document._ids = {}

    def _taken(self, node):
        """A node that comes here: it leaves the place where it was."""
        self._check_child(node)
        home = node.parentNode
        if home is not None:
            home.removeChild(node)
        return node

    def _place_of(self, child):
        try:
            return self.childNodes.index(child)
        except ValueError:
            raise xml.dom.NotFoundErr() from None

    @staticmethod
    def _loosened(node):
        node.parentNode = node.previousSibling = node.nextSibling = None
        return node

    def insertBefore(self, newChild, refChild):
        """Put a child before another one; at the end if that is None."""
        if newChild.nodeType == Node.DOCUMENT_FRAGMENT_NODE:
            for child in tuple(newChild.childNodes):
                self.insertBefore(child, refChild)
        elif refChild is None:
            self.appendChild(newChild)
        else:
            node = self._taken(newChild)
            place = self._place_of(refChild)
            self.childNodes[place:place] = [node]
            self._relink()
            self._changed()
        return newChild

    def appendChild(self, node):
        """Add a child at the end."""
        if node.nodeType == Node.DOCUMENT_FRAGMENT_NODE:
            for child in tuple(node.childNodes):
                self.appendChild(child)
            return node
        children, last = self.childNodes, None
        self._taken(node)
        if children:
            last = children[-1]
            last.nextSibling = node
        node.parentNode, node.previousSibling, node.nextSibling = self, last, None
        children.append(node)
        self._changed()
        return node

    def replaceChild(self, newChild, oldChild):
        """Put a child in the place of another one, which is returned."""
        if newChild is oldChild:
            self._check_child(newChild)
            return None
        if newChild.nodeType == Node.DOCUMENT_FRAGMENT_NODE:
            following = oldChild.nextSibling
            self.removeChild(oldChild)
            return self.insertBefore(newChild, following)
        node = self._taken(newChild)
        self.childNodes[self._place_of(oldChild)] = node
        self._loosened(oldChild)
        self._relink()
        self._changed()
        return oldChild

    def removeChild(self, oldChild):
        """Take out a child."""
        del self.childNodes[self._place_of(oldChild)]
        before, after = oldChild.previousSibling, oldChild.nextSibling
        if before is not None:
            before.nextSibling = after
        if after is not None:
            after.previousSibling = before
        self._changed()
        return self._loosened(oldChild)

    def normalize(self):
        """Join texts that are neighbours, and drop empty ones."""
        kept = []
        for child in self.childNodes:
            if child.nodeType == Node.TEXT_NODE:
                if not child.data:
                    child.parentNode = child.nextSibling = child.previousSibling = None
                    continue
                if kept and kept[-1].nodeType == Node.TEXT_NODE:
                    kept[-1].data += child.data
                    child.parentNode = child.nextSibling = child.previousSibling = None
                    continue
            kept.append(child)
            if child.nodeType == Node.ELEMENT_NODE:
                child.normalize()
        self.childNodes[:] = kept
        self._relink()

    def cloneNode(self, deep):
        """A copy, with all that is below if `deep`."""
        return clone(self, deep, self.ownerDocument or self)

    def isSupported(self, feature, version):
        """Whether a part of the model is there."""
        return self.ownerDocument.implementation.hasFeature(feature, version)

    def isSameNode(self, other):
        """Whether it is this very node."""
        return self is other

    def getInterface(self, feature):
        """The node for a part of the model that is there."""
        return self if self.isSupported(feature, None) else None

    def getUserData(self, key):
        """Data that was put on the node."""
        return getattr(self, '_user_data', {}).get(key, (None, None))[0]

    def setUserData(self, key, data, handler):
        """Put data on the node; those before are returned."""
        kept = self.__dict__.setdefault('_user_data', {})
        before = kept.pop(key, (None, None))[0]
        if data is not None:
            kept[key] = data, handler
        return before

    def _tell_users(self, operation, source, target):
        for key, (data, handler) in list(getattr(self, '_user_data', {}).items()):
            if handler is not None:
                handler.handle(operation, key, data, source, target)

    def unlink(self):
        """Let go of the other nodes."""
        self.parentNode = self.ownerDocument = None
        if self.childNodes:
            for child in self.childNodes:
                child.unlink()
            self.childNodes = NodeList()
        self.previousSibling = self.nextSibling = None

    def __enter__(self):
        return self

    def __exit__(self, et, ev, tb):
        self.unlink()


def clone(node, deep, document):
    """A copy of a node for a document."""
    imported = not (node.ownerDocument is document or node is document)
    kind, made = node.nodeType, None
    if kind == Node.ELEMENT_NODE:
        made = document.createElementNS(node.namespaceURI, node.nodeName)
        for attribute in node.attributes.values():
            made.setAttributeNS(attribute.namespaceURI, attribute.nodeName, attribute.value)
            made.getAttributeNodeNS(attribute.namespaceURI, attribute.localName).specified = attribute.specified
        children = node.childNodes if deep else ()
    elif kind == Node.DOCUMENT_FRAGMENT_NODE:
        made, children = document.createDocumentFragment(), node.childNodes if deep else ()
    elif kind == Node.ATTRIBUTE_NODE:
        made, children = document.createAttributeNS(node.namespaceURI, node.nodeName), ()
        made.specified, made.value = True, node.value
    elif kind == Node.DOCUMENT_TYPE_NODE:
        made, children = document.implementation.createDocumentType(node.name, node.publicId, node.systemId), ()
        made.ownerDocument = document
    else:
        makers = {Node.TEXT_NODE: lambda: document.createTextNode(node.data),
                  Node.CDATA_SECTION_NODE: lambda: document.createCDATASection(node.data),
                  Node.COMMENT_NODE: lambda: document.createComment(node.data),
                  Node.PROCESSING_INSTRUCTION_NODE: lambda: document.createProcessingInstruction(node.target, node.data)}
        if kind not in makers:
            raise xml.dom.NotSupportedErr(f'Cannot clone node {node!r}')
        made, children = makers[kind](), ()
    for child in children:
        made.appendChild(clone(child, deep, document))
    node._tell_users(xml.dom.UserDataHandler.NODE_IMPORTED if imported else xml.dom.UserDataHandler.NODE_CLONED, node, made)
    return made


class Childless:
    """A node that has no children, and takes none."""

    attributes = None
    childNodes = EmptyNodeList()
    firstChild = lastChild = None

    def appendChild(self, node):
        """Refuse."""
        raise xml.dom.HierarchyRequestErr(f'{self.nodeName} nodes cannot have children')

    def hasChildNodes(self):
        """No."""
        return False

    def insertBefore(self, newChild, refChild):
        """Refuse."""
        raise xml.dom.HierarchyRequestErr(f'{self.nodeName} nodes do not have children')

    def removeChild(self, oldChild):
        """Refuse."""
        raise xml.dom.NotFoundErr(f'{self.nodeName} nodes do not have children')

    def normalize(self):
        """Nothing to do."""

    def replaceChild(self, newChild, oldChild):
        """Refuse."""
        raise xml.dom.HierarchyRequestErr(f'{self.nodeName} nodes do not have children')


class CharacterData(Childless, Node):
    """A node that is text."""

    def __init__(self):
        self.ownerDocument = self.parentNode = self.previousSibling = self.nextSibling = None
        self._data = ''

    data = property(lambda self: self._data, lambda self, value: setattr(self, '_data', value))
    nodeValue = data
    length = property(lambda self: len(self._data), lambda self, value: _read_only('length'), doc='Length of the string data.')

    def __len__(self):
        return len(self._data)

    def __repr__(self):
        return f'<DOM {type(self).__name__} node "{self.data[:10]!r}{"..." if len(self.data) > 10 else ""}">'

    def _check(self, offset, count):
        if offset < 0:
            raise xml.dom.IndexSizeErr('offset cannot be negative')
        if offset >= len(self._data):
            raise xml.dom.IndexSizeErr('offset cannot be beyond end of data')
        if count < 0:
            raise xml.dom.IndexSizeErr('count cannot be negative')

    def substringData(self, offset, count):
        """A part of the text."""
        self._check(offset, count)
        return self._data[offset:offset + count]

    def appendData(self, arg):
        """Add to the text."""
        self.data = self._data + arg

    def insertData(self, offset, arg):
        """Put something into the text."""
        self._check(offset, 0)
        if arg:
            self.data = self._data[:offset] + arg + self._data[offset:]

    def deleteData(self, offset, count):
        """Take a part out of the text."""
        self.replaceData(offset, count, '')

    def replaceData(self, offset, count, arg):
        """Put something in the place of a part of the text."""
        self._check(offset, count)
        if count:
            self.data = self._data[:offset] + arg + self._data[offset + count:]


class Text(CharacterData):
    """Text."""

    nodeType, nodeName = Node.TEXT_NODE, '#text'
    isWhitespaceInElementContent = False

    def splitText(self, offset):
        """Cut the text in two nodes; the second is returned."""
        if offset < 0 or offset > len(self.data):
            raise xml.dom.IndexSizeErr('illegal offset value')
        rest = type(self)()
        rest._data, rest.ownerDocument = self._data[offset:], self.ownerDocument
        following = self.nextSibling
        if self.parentNode is not None and self in self.parentNode.childNodes:
            if following is None:
                self.parentNode.appendChild(rest)
            else:
                self.parentNode.insertBefore(rest, following)
        self.data = self.data[:offset]
        return rest

    def writexml(self, writer, indent='', addindent='', newl=''):
        """Write the text."""
        write_data(writer, f'{indent}{self.data}{newl}', False)

    def _neighbours(self):
        """The texts of which this is one, in a row."""
        first = self
        while first.previousSibling is not None and isinstance(first.previousSibling, Text):
            first = first.previousSibling
        while first is not None and isinstance(first, Text):
            yield first
            first = first.nextSibling

    wholeText = property(lambda self: ''.join(node.data for node in self._neighbours()),
                         doc='The text of all logically-adjacent text nodes.')

    def replaceWholeText(self, content):
        """One text in the place of those that are neighbours."""
        for node in list(self._neighbours()):
            if node is not self:
                self.parentNode.removeChild(node)
        if content:
            self.data = content
            return self
        self.parentNode.removeChild(self)
        return None


class Comment(CharacterData):
    """A comment."""

    nodeType, nodeName = Node.COMMENT_NODE, '#comment'

    def __init__(self, data):
        super().__init__()
        self._data = data

    def writexml(self, writer, indent='', addindent='', newl=''):
        """Write the comment."""
        if '--' in self.data:
            raise ValueError("'--' is not allowed in a comment node")
        writer.write(f'{indent}<!--{self.data}-->{newl}')


class CDATASection(Text):
    """Text in a CDATA section."""

    nodeType, nodeName = Node.CDATA_SECTION_NODE, '#cdata-section'

    def writexml(self, writer, indent='', addindent='', newl=''):
        """Write the section."""
        if ']]>' in self.data:
            raise ValueError("']]>' not allowed in a CDATA section")
        writer.write(f'<![CDATA[{self.data}]]>')


class ProcessingInstruction(Childless, Node):
    """An instruction."""

    nodeType = Node.PROCESSING_INSTRUCTION_NODE

    def __init__(self, target, data):
        self.target, self.data = target, data

    nodeValue = property(lambda self: self.data, lambda self, value: setattr(self, 'data', value))
    nodeName = property(lambda self: self.target, lambda self, value: setattr(self, 'target', value))

    def writexml(self, writer, indent='', addindent='', newl=''):
        """Write the instruction."""
        writer.write(f'{indent}<?{self.target} {self.data}?>{newl}')
