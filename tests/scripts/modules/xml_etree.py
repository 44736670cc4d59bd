# xml.etree.ElementTree: elements, trees, paths, builders, parsers, output.
import copy, io, os, pickle, re, sys, warnings
import xml.etree.ElementTree as ET
warnings.simplefilter('always')
warnings.showwarning = lambda m, c, *rest: print('WARNING', c.__name__, m)
S = os.environ['SCRATCH']
os.chdir(S)


def scrub(x):
    return re.sub('0x[0-9a-f]+', '0x..', str(x))


def t(f, *a, **k):
    try:
        r = f(*a, **k)
        print('->', scrub(repr(r) if not isinstance(r, ET.Element) else ET.tostring(r)))
        return r
    except BaseException as e:
        print('!!', type(e).__name__, scrub(e), *([e.code, e.position] if isinstance(e, ET.ParseError) else []))


print('# elements')
e = ET.Element('a', {'x': '1'}, y='2')
print(scrub(repr(e)), e.tag, e.text, e.tail, e.attrib, len(e), list(e))
b = ET.SubElement(e, 'b', z='3')
c = ET.SubElement(e, 'c')
print(len(e), e[0] is b, e[-1] is c, e[0:2] == [b, c], b in list(e), e.get('x'), e.get('q'), e.get('q', 'd'), e.keys(), e.items())
e.set('w', '4')
e.text, b.tail, c.text = 'T', 'tail', 'C'
print(ET.tostring(e), list(e.itertext()), [x.tag for x in e.iter()], [x.tag for x in e.iter('b')], [x.tag for x in e.iter('*')])
e.insert(0, ET.Element('first'))
e.insert(-1, ET.Element('mid'))
e.append(ET.Element('last'))
e.extend([ET.Element('e1'), ET.Element('e2')])
print([x.tag for x in e])
e.remove(b)
del e[0]
del e[-2:]
e[0] = ET.Element('new')
e[1:1] = [ET.Element('s1'), ET.Element('s2')]
e[::2] = [ET.Element('o%d' % i) for i in range(len(e[::2]))]
print([x.tag for x in e], [x.tag for x in reversed(e)])
for f in (lambda: e.append('x'), lambda: e.append(None), lambda: e.insert(0, 5), lambda: e.extend([1]), lambda: e.extend(5), lambda: e.remove(b), lambda: e.remove('x'), lambda: e[99], lambda: e['x'], lambda: e.__setitem__(0, 'x'),
          lambda: e.__setitem__(99, b), lambda: e.__delitem__(99), lambda: e.__setitem__(slice(0, 1), [1]), lambda: ET.Element('a', 5), lambda: ET.Element('a', [('k', 'v')]), lambda: ET.SubElement('x', 'y'),
          lambda: ET.SubElement(e, 'a', 5), lambda: setattr(e, 'attrib', 5), lambda: e.__delattr__('tag'), lambda: e.makeelement('q', {'a': 'b'}), lambda: e.__setitem__(slice(0, 4, 2), [b]), lambda: e[0:99:7] == [e[0]]):
    t(f)
print(bool(e), bool(ET.Element('x')))
d = copy.copy(e)
print(d is not e, d[0] is e[0], d.attrib is e.attrib, d.attrib == e.attrib)
d = copy.deepcopy(e)
print(d[0] is not e[0], ET.tostring(d) == ET.tostring(e))
d = pickle.loads(pickle.dumps(e))
print(ET.tostring(d) == ET.tostring(e), e == d, e == e, hash(e) == hash(e))
e.clear()
print(len(e), e.attrib, e.text, e.tail, e.tag)
print(ET.iselement(e), ET.iselement(5), ET.VERSION)
q = ET.QName('uri', 'tag')
print(q, repr(q), q.text, q == '{uri}tag', q == ET.QName('{uri}tag'), q < ET.QName('z'), q <= 'z', hash(q) == hash('{uri}tag'), ET.QName('x').text, q > 'a', q >= q, q != 'x')
cm, pi = ET.Comment('co--m'), ET.PI('target', 'data')
print(cm.tag is ET.Comment, pi.tag is ET.PI, ET.ProcessingInstruction is ET.PI, pi.text, ET.PI('t').text, ET.tostring(cm), ET.tostring(pi))


class Own(ET.Element):
    extra = 1


o = Own('own')
o.note = 5
print(o.note, ET.tostring(o), isinstance(copy.copy(o), ET.Element))

print('# text and attributes, escaped')
e = ET.Element('r', {'a': '<&>"\'\n\r\t\xe9'})
e.text = '<&>"\'\n\r\t\xe9\u20ac]]>'
e.tail = 'x<'
for enc in (None, 'us-ascii', 'utf-8', 'unicode', 'latin-1', 'UTF-16', 'utf-8-sig'):
    print(enc, ET.tostring(e, encoding=enc))
for method in ('xml', 'html', 'text', 'c14n'):
    t(ET.tostring, e, method=method)
t(ET.tostring, e, method='nope')
t(ET.tostring, e, encoding='nope')
t(ET.tostring, e, xml_declaration=True)
t(ET.tostring, e, encoding='unicode', xml_declaration=True)
t(ET.tostring, e, encoding='utf-8', xml_declaration=False)
h = ET.XML('<p>a<br/>b<img src="x"></img><script>1 &lt; 2</script><empty></empty></p>')
print(ET.tostring(h), ET.tostring(h, short_empty_elements=False), ET.tostring(h, method='html'), ET.tostring(h, method='text'), ET.tostringlist(h))
for bad in (5, None, object()):
    x = ET.Element('a')
    x.text = bad
    t(ET.tostring, x)
    x = ET.Element('a', {'k': bad})
    t(ET.tostring, x)
t(ET.tostring, ET.Element(5))
t(ET.tostring, ET.Element(None))
x = ET.Element(None)
x.text = 'loose'
x.append(ET.Element('in'))
print(ET.tostring(x))
x = ET.Element('a', {'k': ET.QName('u', 'v')})
x.text = ET.QName('u', 'w')
t(ET.tostring, x)

print('# namespaces')
n = ET.XML('<a xmlns="d" xmlns:p="P" p:x="1" y="2"><p:b/><c xmlns=""/></a>')
print([x.tag for x in n.iter()], n.attrib)
print(ET.tostring(n))
t(ET.tostring, n, default_namespace='d')
n2 = ET.XML('<a xmlns="d" xmlns:p="P" p:x="1"><p:b/></a>')
t(ET.tostring, n2, default_namespace='d')
ET.register_namespace('pp', 'P')
ET.register_namespace('', 'd')
print(ET.tostring(n2))
t(ET.register_namespace, 'ns1', 'u')
t(ET.tostring, ET.XML('<a xmlns:xlink="http://www.w3.org/1999/xhtml" xlink:b="1" xml:lang="en"/>'))

print('# paths')
r = ET.XML('<r><a i="1">one<b>x</b></a><a i="2">two</a><c><a i="3"><b>y</b><b>z</b></a></c><!--c--><d n="q">x</d><n:e xmlns:n="N"/></r>')
for path in ('a', '*', '.', './/a', 'a/b', './/b', './a[1]', 'a[2]', 'a[last()]', 'a[last()-1]', 'a[@i]', "a[@i='2']", 'a[@i="1"]/b', './/a[b]', ".//a[b='y']", './/b/..', '..', '{N}e', '{*}e', '{N}*', '{}a', '*[@n]', "a[@i!='1']", ".//a[b!='x']", "d[.='x']", "d[.!='x']",
             './/*', 'c//b', 'a[0]', '/a', 'a//', '//a', 'n:e', 'a[@]', "a['x']", 'a[-1]', 'a[last()-9]', '', 'c/a[1]/b[2]', ".//a[ @i = '3' ]", "*[text]"):
    print(path, end=' ')
    t(lambda: [(x.tag if isinstance(x.tag, str) else '!', x.get('i')) for x in r.findall(path)])
print(r.find('a').get('i'), r.find('zz'), r.findtext('a'), r.findtext('zz'), r.findtext('zz', 'no'), repr(r.findtext('c')), r.findtext('.//b'))
print([x.tag for x in r.iterfind('n:e', {'n': 'N'})], [x.tag for x in r.findall('e', {'': 'N'})])
tree = ET.ElementTree(r)
print(tree.getroot() is r, tree.find('a').get('i'), tree.findtext('a'), len(tree.findall('.//b')), [x.tag for x in tree.iter('b')], len(list(tree.iterfind('a'))))
t(tree.find, '/a')
t(ET.ElementTree, 'x')
t(ET.ElementTree(None).write, io.BytesIO())

print('# parsing')
for text in ('<a/>', b'<a>\xc3\xa9</a>', '', '<a>', '<a></b>', '<a>&foo;</a>', '<a><b></a>', 'junk', '<a/><b/>', '<a b="1" b="2"/>', '<x:a/>', '\n\n  <a', '<a>\x00</a>', '<!DOCTYPE a [<!ENTITY e "E">]><a>&e;</a>', '<!DOCTYPE a SYSTEM "x"><a>&e;</a>', '<?xml version="1.0" encoding="iso-8859-1"?><a>\xe9</a>'.encode('latin-1'), '<a><!--c--><?p i?>t</a>'):
    t(ET.fromstring, text)
t(ET.fromstring, 5)
t(ET.fromstringlist, ['<a>', '<b/>', '</a>'])
t(lambda: [ET.tostring(x) if not isinstance(x, dict) else sorted(x) for x in ET.XMLID('<a id="1"><b id="2"/><c/></a>')])
p = ET.XMLParser(target=ET.TreeBuilder(insert_comments=True, insert_pis=True))
p.feed('<a><!--c--><?p i?>t</a>')
t(p.close)
p = ET.XMLParser()
p.entity['e'] = 'ENT'
p.feed('<!DOCTYPE a SYSTEM "x"><a>&e;</a>')
t(p.close)
print(p.version.startswith('Expat'), ET.XMLParser(encoding='utf-8') is not None)


class Target:
    def __init__(self):
        self.out = []

    def start(self, tag, attrib):
        self.out.append(('start', tag, attrib))

    def end(self, tag):
        self.out.append(('end', tag))

    def data(self, data):
        self.out.append(('data', data))

    def comment(self, text):
        self.out.append(('comment', text))

    def pi(self, target, data):
        self.out.append(('pi', target, data))

    def start_ns(self, prefix, uri):
        self.out.append(('start_ns', prefix, uri))

    def end_ns(self, prefix):
        self.out.append(('end_ns', prefix))

    def doctype(self, name, pubid, system):
        self.out.append(('doctype', name, pubid, system))

    def close(self):
        return self.out


p = ET.XMLParser(target=Target())
p.feed('<!DOCTYPE a PUBLIC "p" "s"><a xmlns:n="N" k="v"><n:b>x&amp;y</n:b><!--c--><?p i?></a>')
t(p.close)
t(p.close)
p = ET.XMLParser()
p.feed('<a>')
t(p.feed, '</b>')
t(p.close)
tb = ET.TreeBuilder()
tb.start('a', {'k': 'v'})
tb.data('x')
tb.data('y')
tb.start('b', {})
tb.end('b')
tb.data('t')
tb.comment('no')
tb.end('a')
t(tb.close)
t(ET.TreeBuilder().close)
tb = ET.TreeBuilder()
tb.start('a', {})
t(tb.close)
t(tb.end, 'b')
tb = ET.TreeBuilder(element_factory=lambda tag, attrib: ET.Element(tag.upper(), attrib), comment_factory=lambda text: ET.Comment(text + '!'), insert_comments=True)
tb.start('a', {})
tb.comment('c')
tb.end('a')
t(tb.close)

print('# pulling')
pp = ET.XMLPullParser(['start', 'end', 'start-ns', 'end-ns', 'comment', 'pi'])
for part in ('<a xmlns:n="N"><b>te', 'xt</b><!--c--><?p i?>', '</a>'):
    pp.feed(part)
    print([(ev, x.tag if isinstance(x, ET.Element) and isinstance(x.tag, str) else scrub(x) if not isinstance(x, tuple) else x) for ev, x in pp.read_events()])
pp.close()
t(ET.XMLPullParser, ['foo'])
pp = ET.XMLPullParser()
pp.feed('<a><b/>')
print([(ev, x.tag) for ev, x in pp.read_events()])
t(pp.feed, '</c>')
t(lambda: list(pp.read_events()))
with open('f.xml', 'w') as f:
    f.write('<?xml version="1.0"?>\n<r><a>1</a><b k="v">2</b></r>')
it = ET.iterparse('f.xml')
print([(ev, x.tag) for ev, x in it], it.root.tag)
it = ET.iterparse('f.xml', ['start', 'end'])
print(next(it)[0], type(it).__name__)
it.close()
with open('f.xml', 'rb') as f:
    print([ev for ev, x in ET.iterparse(f, ('start',))], f.closed)
t(lambda: list(ET.iterparse(io.BytesIO(b'<a><b></a>'))))
t(lambda: ET.iterparse('missing.xml'))
t(lambda: ET.iterparse('f.xml', ['foo']))

print('# files')
tree = ET.parse('f.xml')
print(tree.getroot().tag, ET.parse(io.BytesIO(b'<q/>')).getroot().tag, ET.parse(io.StringIO('<q>\xe9</q>')).getroot().text)
t(ET.parse, 'missing.xml')
tree.write('g.xml')
tree.write('h.xml', encoding='utf-8', xml_declaration=True, short_empty_elements=False)
tree.write('i.xml', encoding='unicode')
for name in 'ghi':
    with open(name + '.xml', 'rb') as f:
        print(f.read())
out = io.StringIO()
tree.write(out, encoding='unicode', xml_declaration=True)
print(out.getvalue().replace('UTF-8', 'utf-8'))
out = io.BytesIO()
tree.write(out)
print(out.getvalue())
ET.dump(tree)
ET.dump(tree.getroot()[0])

print('# indent and canonical form')
for text in ('<a><b>x</b><c><d/></c>t</a>', '<a/>', '<a> <b/> </a>'):
    x = ET.XML(text)
    ET.indent(x)
    print(ET.tostring(x))
    ET.indent(x, space='\t', level=1)
    print(ET.tostring(x))
t(ET.indent, ET.XML('<a/>'), level=-1)
x = ET.ElementTree(ET.XML('<a><b/></a>'))
ET.indent(x, '')
print(ET.tostring(x.getroot()))
c = '<?xml version="1.0"?><!DOCTYPE d [<!ATTLIST d q CDATA "z">]><?pi x?><d b="2" a="1&#10;&lt;" xmlns:n="N" xmlns="D"> <n:e n:z="1" y="2">t&gt;&#13;x</n:e><!--c--><![CDATA[<x>]]><f xmlns=""></f></d>'
print(ET.canonicalize(c))
print(ET.canonicalize(c, with_comments=True, strip_text=True))
print(ET.canonicalize(c, rewrite_prefixes=True))
print(ET.canonicalize('<a x="n:v" xmlns:n="N"><b>n:t</b></a>', qname_aware_attrs=['x'], qname_aware_tags=['b'], rewrite_prefixes=True))
print(ET.canonicalize('<a><b i="1"/><c j="2">x</c></a>', exclude_attrs=['i'], exclude_tags=['c']))
out = io.StringIO()
print(ET.canonicalize(from_file='f.xml', out=out), out.getvalue())
t(ET.canonicalize)
