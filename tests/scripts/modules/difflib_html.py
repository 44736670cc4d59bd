"""difflib.HtmlDiff: tables and pages, contexts, wrapped lines, tabs, and many small texts."""
import difflib
import random

OLD = '''The first line
a line that goes
one two three
\tindented by a tab
the same again
and again
and again
and again
<b>markup & "quotes"</b>
  two   spaces
last of all
'''.splitlines(True)
NEW = '''The first line
one too three
    indented by a tab
a new line
the same again
and again
and again
and again
<b>markup & 'quotes'</b>
two spaces

last of all'''.splitlines(True)


def table(old, new, options={}, **more):
    """The table, less the frame that is always the same."""
    text = difflib.HtmlDiff(**options).make_table(old, new, **more)
    body = text[text.index('</colgroup>\n        <colgroup>'):]
    print(text.split('id="')[1].split('"')[0], body.replace('<td class="diff_next"', '<n').replace('<td class="diff_header"', '<h').replace('<td nowrap="nowrap">', '<t>'))


print(difflib.HtmlDiff().make_table(OLD, NEW, 'from <old>', 'to'))
table(OLD, NEW, context=True)
table(OLD, NEW, context=True, numlines=1)
table(OLD, NEW, context=True, numlines=0)
table(OLD, NEW, numlines=2, todesc='only here')
table(OLD, NEW, {'wrapcolumn': 8})
table(OLD, NEW, {'wrapcolumn': 5, 'tabsize': 2}, context=True, numlines=1)
table(OLD, NEW, {'linejunk': lambda line: 'again' in line, 'charjunk': None})
for old, new in (([], []), (['a'], ['a']), (['a\n'], []), ([], ['a\n']), (['\n'], ['\n', '\n']), (['a\n', '\n'], ['b\n'])):
    table(old, new)
    table(old, new, context=True)
print(difflib.HtmlDiff(8, None).make_file(['a\u20ac\n', 'b'], ['a\u20ac\n', 'c'], 'old', 'new', True, 2, charset='latin-1'))
page = difflib.HtmlDiff().make_file(['\u20ac'], ['\xe9'])
print(ascii(page[-1000:]), page.count('\u20ac'), difflib.HtmlDiff().make_file(['\u20ac'], ['\xe9'], charset='ascii').count('&#'))

print('--- many')
random.seed('pieces of text')
WORDS = 'alpha beta gamma del ta eps x y z  \t <b> & \xe9'.split(' ')


def a_line():
    return ' '.join(random.choices(WORDS, k=random.randrange(7)))


for number in range(60):
    old = [a_line() + '\n' for _ in range(random.randrange(9))]
    new = list(old)
    for _ in range(random.randrange(6)):
        at = random.randrange(len(new) + 1)
        choice = random.randrange(3)
        if choice == 0:
            new.insert(at, a_line() + '\n')
        elif at < len(new):
            words = new[at].split(' ')
            words[random.randrange(len(words))] = random.choice(WORDS)
            new[at:at + 1] = [' '.join(words)] if choice == 1 else []
    differ = difflib.HtmlDiff(tabsize=random.choice((8, 4)), wrapcolumn=random.choice((None, None, 6)))
    text = differ.make_table(old, new, context=number % 2 == 0, numlines=random.randrange(3))
    rows = [line.strip() for line in text.splitlines() if line.startswith('            <tr>') or 'tbody' in line]
    for noise in (' class="diff_next"', ' class="diff_header"', ' nowrap="nowrap"', 'difflib_chg_', '<td>', '</td>', '</a>', '<tr>', '</tr>', '<span class="diff_', '</span>', '&nbsp;'):
        rows = [row.replace(noise, {'<span class="diff_': '{', '</span>': '}', '</td>': '|', '&nbsp;': '_'}.get(noise, '')) for row in rows]
    print(number, *rows, sep='\n')

print('--- the class')
differ = difflib.HtmlDiff()
for call in (lambda: differ.make_table('ab', 'ac')[-60:], lambda: differ.make_table([1], [2]), lambda: differ.make_table([b'a'], [b'b']), lambda: differ.make_table(None, []),
             lambda: differ.make_file([], [], charset='nope'), lambda: difflib.HtmlDiff(wrap=1)):
    try:
        print(call())
    except Exception as e:
        print(type(e).__name__, e)
print(difflib.HtmlDiff, difflib.HtmlDiff.__module__, 'HtmlDiff' in difflib.__all__)


class Own(difflib.HtmlDiff):
    _styles = 'STYLES'
    _legend = 'LEGEND'
    _table_template = '%(prefix)s|%(header_row)s|%(data_rows)s'
    _file_template = '%(charset)s %(styles)s %(legend)s\n%(table)s'


print(Own().make_file(['a'], ['b'], 'x'))
