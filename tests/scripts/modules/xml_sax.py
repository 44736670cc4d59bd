# xml.sax: saxutils, handlers, the reader and its events, errors, attributes, generator, filter.
import io, os, sys
import xml.sax
from xml.sax import handler, saxutils, xmlreader
os.chdir(os.environ['SCRATCH'])


def t(f, *a, **k):
    try:
        print('->', repr(f(*a, **k)))
    except BaseException as e:
        print('!!', type(e).__name__, e)


print('# saxutils')
for s in ('', 'a', '<&>', '"\'\n\r\t', '&lt;', '\xe9'):
    print(repr(saxutils.escape(s)), repr(saxutils.unescape(s)), saxutils.quoteattr(s), saxutils.escape(s, {'"': '&quot;', 'a': 'b'}), saxutils.quoteattr(s, {'a': 'b'}), saxutils.unescape(s + '&quot;&amp;lt;', {'&quot;': '"'}))
print(saxutils.quoteattr('a"b'), saxutils.quoteattr("a'b"), saxutils.quoteattr('a"\'b'))


class Log(handler.ContentHandler):
    def __init__(self):
        super().__init__()
        self.out = []

    def setDocumentLocator(self, locator):
        super().setDocumentLocator(locator)
        self.out.append('locator')

    def place(self):
        return self._locator and (self._locator.getLineNumber(), self._locator.getColumnNumber())

    def startDocument(self):
        self.out.append('startDocument')

    def endDocument(self):
        self.out.append('endDocument')

    def startElement(self, name, attrs):
        self.out.append(('start', name, dict(attrs.items()), self.place()))

    def endElement(self, name):
        self.out.append(('end', name, self.place()))

    def startElementNS(self, name, qname, attrs):
        self.out.append(('startNS', name, qname, dict(attrs.items()), attrs.getQNames()))

    def endElementNS(self, name, qname):
        self.out.append(('endNS', name, qname))

    def startPrefixMapping(self, prefix, uri):
        self.out.append(('prefix', prefix, uri))

    def endPrefixMapping(self, prefix):
        self.out.append(('endPrefix', prefix))

    def characters(self, content):
        self.out.append(('chars', content))

    def processingInstruction(self, target, data):
        self.out.append(('pi', target, data))

    def skippedEntity(self, name):
        self.out.append(('skipped', name))


class Lexical(handler.LexicalHandler):
    def __init__(self, out):
        self.out = out

    def comment(self, content):
        self.out.append(('comment', content))

    def startDTD(self, name, public_id, system_id):
        self.out.append(('dtd', name, public_id, system_id))

    def endDTD(self):
        self.out.append('endDTD')

    def startCDATA(self):
        self.out.append('cdata')

    def endCDATA(self):
        self.out.append('endcdata')


print('# events')
D = '<?xml version="1.0"?><!DOCTYPE a [<!NOTATION n SYSTEM "s"><!ENTITY u SYSTEM "x" NDATA n>]><a k="v&amp;"><b>x\ny</b><?p d?><!--c--><![CDATA[z]]></a>'
h = Log()
xml.sax.parseString(D, h)
print(*h.out, sep='\n')
p = xml.sax.make_parser()
h = Log()
p.setContentHandler(h)
p.setProperty(handler.property_lexical_handler, Lexical(h.out))


class DTD(handler.DTDHandler):
    def notationDecl(self, *a):
        h.out.append(('notation',) + a)

    def unparsedEntityDecl(self, *a):
        h.out.append(('unparsed',) + a)


p.setDTDHandler(DTD())
p.setFeature(handler.feature_namespaces, True)
print(p.getFeature(handler.feature_namespaces), p.getFeature(handler.feature_external_ges), p.getFeature(handler.feature_validation))
p.parse(io.StringIO(D.replace('<b>', '<q:b xmlns:q="Q2">').replace('</b>', '</q:b>').replace('<a k', '<a xmlns="D" xmlns:q="Q" q:z="1" k')))
print(*h.out, sep='\n')
print('# increments')
p = xml.sax.make_parser()
h = Log()
p.setContentHandler(h)
for part in ('<a>', '<b', '/>', 'te', 'xt</a>'):
    p.feed(part)
p.close()
print(h.out)
p.reset()
p.feed('<q/>')
p.close()
print(h.out[-3:], p.getSystemId(), p.getPublicId(), p.getContentHandler() is h)
print('# errors')
for text in ('<a>', '<a></b>', '', b'<a>\xe9</a>', '<a>&x;</a>'):
    try:
        xml.sax.parseString(text, Log())
    except xml.sax.SAXParseException as e:
        print(e, '|', e.getMessage(), e.getLineNumber(), e.getColumnNumber(), e.getSystemId(), e.getPublicId(), type(e.getException()).__name__)


class Errors(handler.ErrorHandler):
    def fatalError(self, e):
        print('fatal', e.getMessage())


p = xml.sax.make_parser()
p.setErrorHandler(Errors())
t(p.parse, io.BytesIO(b'<a></b>'))
t(p.setFeature, 'nope', 1)
t(p.getFeature, 'nope')
t(p.setProperty, 'nope', 1)
t(p.getProperty, 'nope')
t(p.setFeature, handler.feature_validation, True)
t(p.setLocale, 'x')
t(xml.sax.parse, 'missing.xml', Log())
e = xml.sax.SAXException('msg', ValueError('v'))
print(e, repr(e), e.getException(), e.getMessage())
t(lambda: e[0])
t(handler.ErrorHandler().error, ValueError('x'))
t(handler.ErrorHandler().fatalError, ValueError('x'))
t(handler.ErrorHandler().warning, 'w')
print('# attributes, sources')
a = xmlreader.AttributesImpl({'k': 'v', 'l': 'w'})
print(a['k'], len(a), 'k' in a, a.keys(), a.items(), a.values(), a.getLength(), a.getNames(), a.getValue('l'), a.getType('k'), a.get('z'), a.getQNameByName('k'), a.getNameByQName('k'), a.getValueByQName('k'), a.getQNames(), a.copy().items())
t(lambda: a['z'])
t(a.getQNameByName, 'z')
n = xmlreader.AttributesNSImpl({('u', 'k'): 'v'}, {('u', 'k'): 'p:k'})
print(n[('u', 'k')], n.getQNames(), n.getValueByQName('p:k'), n.getNameByQName('p:k'), n.getQNameByName(('u', 'k')), n.keys(), n.copy().items())
t(n.getValueByQName, 'z')
s = xml.sax.InputSource('sys')
s.setPublicId('p')
s.setEncoding('utf-8')
s.setByteStream(io.BytesIO(b'<a/>'))
print(s.getSystemId(), s.getPublicId(), s.getEncoding(), s.getCharacterStream())
h = Log()
xml.sax.parse(s, h)
print(h.out[2:4])
s = xml.sax.InputSource()
s.setCharacterStream(io.StringIO('<\xe9/>'))
h = Log()
xml.sax.parse(s, h)
print(h.out[2:4])
with open('f.xml', 'w') as f:
    f.write('<f>text</f>')
h = Log()
xml.sax.parse('f.xml', h)
print(h.out)
print('# generator and filter')
out = io.StringIO()
xml.sax.parseString(D, saxutils.XMLGenerator(out))
print(out.getvalue())
out = io.BytesIO()
g = saxutils.XMLGenerator(out, 'latin-1', short_empty_elements=True)
g.startDocument()
g.startPrefixMapping('p', 'P')
g.startElementNS(('P', 'r'), 'p:r', {('P', 'k'): 'v<"', (None, 'm'): 'n'})
g.startElement('e', {})
g.endElement('e')
g.characters('\xe9\u20ac&')
g.ignorableWhitespace('  ')
g.processingInstruction('t', 'd')
g.endElementNS(('P', 'r'), 'p:r')
g.endPrefixMapping('p')
g.endDocument()
print(out.getvalue())


class Upper(saxutils.XMLFilterBase):
    def startElement(self, name, attrs):
        super().startElement(name.upper(), attrs)

    def endElement(self, name):
        super().endElement(name.upper())


out = io.StringIO()
f = Upper(xml.sax.make_parser())
f.setContentHandler(saxutils.XMLGenerator(out, 'utf-8'))
f.parse(io.StringIO('<a><b k="1"/>t</a>'))
print(out.getvalue())
