"""html.parser: events, positions and what is left, of whole, broken and chopped text."""
from html.parser import HTMLParser


class Events(HTMLParser):
    """Writes down each call with the position, and for tags the text."""

    def __init__(self, **options):
        self.events = []
        super().__init__(**options)

    def _note(name, with_text=False):
        def method(self, *args):
            text = (self.get_starttag_text(),) if with_text else ()
            self.events.append((name, *args, *text, '%d:%d' % self.getpos()))
        return method

    handle_starttag, handle_startendtag = _note('start', True), _note('alone', True)
    handle_endtag, handle_data, handle_comment = _note('end'), _note('text'), _note('comment')
    handle_decl, handle_pi, unknown_decl = _note('decl'), _note('pi'), _note('unknown')
    handle_charref, handle_entityref = _note('charref'), _note('entityref')


def read(pieces, close=True, cdata=True, **options):
    parser = Events(**options)
    if not cdata:
        parser._set_support_cdata(False)
    for piece in pieces:
        parser.feed(piece)
    if close:
        parser.close()
    return parser.events, parser.rawdata, parser.getpos(), parser.lasttag, parser.cdata_elem


def show(*pieces, **options):
    print(ascii(pieces), options or '', '\n   ', ascii(read(pieces, **options)))


print('--- declarations and comments')
for text in ('<![if IE]>x<![endif]>', '<![CDATA[a>b]]>c', '<![CDATA[a', '<![CDATA[a]]', '<![CDA', '<![', '<!', '<!>', '<!x>y', '<!DOCTYPE html>',
             '<!doctype', '<!doctype html', '<!doctypehtml>', '<!DOCTYPE>', '<!-->a', '<!--->a', '<!--', '<!--a', '<!--a-', '<!--a--', '<!--a--!',
             '<!--a--!>b', '<!---->', '<!-- a -- b -->c', '<!--a--x>', '<?pi x?>y', '<?pi', '<?>', '<??>'):
    show(text)
    show(text, close=False)
for text in ('<![CDATA[a>b]]>c', '<![CDATA[a', '<![cdata[a>b]]>'):
    show(text, cdata=False)

print('--- tags')
for text in ('</', '</>', '</ a>', '</1>x', '</1', '</a', '</a b="x>y">', '</a/>', '</A  >', '<a', '<a b', '<a b=', '<a b="', '<a b=c', '<a b=c>',
             '<a b=c/>', '<a b = c d>', '<a b==c>', '<a b="c"d=e>', "<a b='c'/>", '<a/b/c>', '<a / b>', '<a/>', '<a />', '<a b=""/>', '<a "b">',
             "<a 'b'>", '<a =b>', '<a b=c"d>', '<a b="c" ">x', '<a<b>', '<a$>', '<$a>', '<', '< ', '<<', '<<a>', 'a<b', '<A B=C c=D>', '<a\x00b>',
             '<a b\x00=c>', '<a\x0bb>', '<a b="\n" c>', '<a b= >', '<a b=>x', "<a b='x'y>", '<a b="x"/y>', '<a\n/>', 'a\nb<c\nd>\ne', '<a b b=1 B=2>',
             '<\xe9>', '<a\xe9 \xc9="\xe9">'):
    show(text)
    show(text, close=False)

print('--- values')
for value in ('&amp;', '&copy', '&copy=', '&copy;', '&copyx', '&copy;x', '&notit;', '&notin;', '&bogus;', '&#65', '&#65;b', '&#x41g', '&#', '&', '& ', '&#0;',
              '&#128;', '&frac12=', '&frac12', '&frac123', '&lt&gt', '\xe9'):
    print(ascii(value), *(ascii(event[2]) for quote in ('"', "'", '') for event in read([f'<a b={quote}{value}{quote}>'])[0]))

print('--- references')
for text in ('&', '&amp', '&amp;', '&#65', '&#65;', '&#x41', '&#x41;', '&#', '&#;', '&#x', '&#x;', '&#xg', '&#a b;', '&#;<b>', '&#65g', '&#65 ', '&#65a', '&#65a;<b>',
             '&a b', '& b', '&copyx', '&copyx ', '&notit;', 'a&b', '&copy--', '&copy.', '&copy.-<', '&<', '&;', '&1', '&\xe9', 'a &# b'):
    for convert in (True, False):
        show(text, convert_charrefs=convert)
        show(text, convert_charrefs=convert, close=False)

print('--- elements of text')
for text in ('<script>a<b></script>c', '<script><!-- </script>-->', '<script>a</scriptx></script>', '<script>a</script', '<script>&amp;</script>',
             '<title>&amp;<b></title>x', '<textarea>&amp</textarea>', '<plaintext>a<b></plaintext>', '<style>a</STYLE >b', '<noscript>a<b></noscript>',
             '<xmp><a></xmp>', '<script/>a<b>', '<iframe><b></iframe>', '<noembed><b></noembed>', '<noframes><b></noframes>', '<script>a<b',
             '<title>a&am', '<svg><title/>a<b>', '<title>x</title\n>y', '<title>&# x', '<SCRIPT a=b><i></script/>', '<script>a</scr\u0131pt></script x="</script>">'):
    for options in ({}, {'convert_charrefs': False}, {'scripting': True}):
        show(text, **options)
    show(text, close=False)

print('--- pieces')
PIECES = (['<!--' + 'x' * 40, 'y', '-->', 'a'], ['<!--', 'y', '-->', 'a'], ['<!--x', '-', '->', 'a<b'], ['<a b="', 'c">', 'd<e>'], ['xx&am', 'p;', 'y<'],
          ['<script>xx', 'y', 'z</scr', 'ipt>'], ['<title>xx&am', 'p; y', 'z</tit', 'le>'], ['<plaintext>&am', 'p;<'], ['a', 'b', 'c&', 'd', '<'],
          ['a &b c', 'd'], ['<script>abc<', '/script>'], ['<script>abc&', 'amp', '</script'], ['<title>abc &amp; ', '&amp'],
          ['x' * 40 + '&amp', 'lify'], ['&' + 'x' * 40, 'y'])
for pieces in PIECES:
    for convert in (True, False):
        parser, seen = Events(convert_charrefs=convert), []
        for piece in pieces:
            parser.feed(piece)
            seen.append((len(parser.events), parser.rawdata, parser.getpos()))
        parser.close()
        print(seen, parser.events)
TEXT = '<!DOCTYPE html>\n<!-- c --><p class="a &amp; b" id=i>one &lt; two\n&copy;<br/><script>if (a<b) {}</script><title>&eacute;</title></p><?x?>'
for options in ({}, {'convert_charrefs': False}):
    print([read(TEXT, **options) == read([TEXT], **options), read([TEXT], **options)])


print('--- the parser itself')
class Own(HTMLParser):
    CDATA_CONTENT_ELEMENTS = ('code',)
    RCDATA_CONTENT_ELEMENTS = ()

    def handle_starttag(self, tag, attrs):
        print('start', tag, attrs, self.get_starttag_text(), self.lasttag, self.cdata_elem)
        if tag == 'raw':
            self.set_cdata_mode('RAW')
        elif tag == 'esc':
            self.set_cdata_mode(tag, escapable=True)
        elif tag == 'boom':
            raise KeyError(tag)

    def handle_endtag(self, tag):
        print('end', tag, self.cdata_elem)

    def handle_data(self, data):
        print('text', repr(data), self.cdata_elem)


parser = Own()
parser.feed('<raw>a<b>&amp;</RAW ><esc>&amp;<b></esc><br/><code><b></code><script><i></i></script>')
parser.close()
for _ in range(2):
    try:
        parser.feed('x<boom>y')
    except KeyError as e:
        print(repr(e), repr(parser.rawdata), parser.getpos())
parser.reset()
print(parser.getpos(), parser.lasttag, repr(parser.rawdata), parser.get_starttag_text())
parser.feed('<a b')
print(parser.get_starttag_text())
parser.feed('>    ')
print(parser.get_starttag_text(), parser.close(), parser.getpos())

parser = HTMLParser(convert_charrefs=False, scripting=True)
print(parser.convert_charrefs, parser.scripting, parser.feed('<!DOCTYPE x><a>&b;&#1;<!--c--><?d><![CDATA[e]]><f/></a>'), parser.close())
for bad in (b'x', 1, None):
    parser = HTMLParser()
    try:
        parser.feed(bad)
    except TypeError as e:
        print(e)
    print(parser.feed('x'), repr(parser.rawdata))
for call in (lambda: HTMLParser(True), lambda: HTMLParser(strict=True), lambda: HTMLParser().feed()):
    try:
        call()
    except TypeError as e:
        print(e)
print(HTMLParser.CDATA_CONTENT_ELEMENTS, HTMLParser.RCDATA_CONTENT_ELEMENTS)
