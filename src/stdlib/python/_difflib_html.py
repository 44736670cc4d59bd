"""Contract: `difflib.HtmlDiff`: two texts side by side as a table of HTML.

Internal to `difflib`. In between, a line is (number, text); in the text, `\\0+`, `\\0-` or `\\0^` begins what was added, deleted
or changed, and `\\1` ends it. A row is (left line, right line, whether they differ), or three times None where rows are left out.
"""
import re
from difflib import IS_CHARACTER_JUNK, ndiff

_BLANK = ('', '\n')
_LEFT_OUT = (None, None, None)
_HINTS = re.compile(r'\++|-+|\^+')
_SPANS = {'+': 'diff_add', '-': 'diff_sub', '^': 'diff_chg'}


def _marked(text, kind):
    return f'\0{kind}{text or " "}\1'


def _marked_by_hints(text, hints):
    """Mark what ndiff's line of hints points at."""
    for found in reversed([*_HINTS.finditer(hints)]):
        start, end = found.span()
        text = f'{text[:start]}\0{hints[start]}{text[start:end]}\1{text[end:]}'
    return text


class _Pairing:
    """Puts ndiff's lines side by side: a queue for each side, and rows whenever both have a line.

    What is deleted and what is added is not placed at once: `owed` is how many more there are of the one (positive: added) than
    of the other, and where such a run ends, blank lines make up for it.
    """

    def __init__(self, lines):
        self.lines, self.codes = lines, ''.join([line[0] for line in lines])
        self.at = self.owed = 0
        self.sides, self.numbers = ([], []), [0, 0]

    def put(self, side, text, differs=True):
        self.numbers[side] += 1
        self.sides[side].append(((self.numbers[side], text), differs))

    def settle(self, owed):
        """Blank lines on the side that has fewer."""
        side = 0 if owed > 0 else 1
        self.sides[side].extend([(_BLANK, True)] * abs(owed))
        self.owed = 0

    def rows(self):
        """All rows."""
        left, right = self.sides
        while self.at < len(self.lines):
            self.step(self.codes[self.at:self.at + 4])
            count = min(len(left), len(right))
            yield from self.paired(count)
        self.settle(self.owed)
        yield from self.paired(min(len(left), len(right)))

    def paired(self, count):
        left, right = self.sides
        for (one, differs), (other, also) in zip(left[:count], right[:count]):
            yield one, other, differs or also
        del left[:count], right[:count]

    def take(self):
        self.at += 1
        return self.lines[self.at - 1][2:]

    def step(self, codes):
        """Place the next line, or the next two that ndiff holds for the same one."""
        if codes[0] == ' ':
            text = self.take()
            self.put(0, text, False)
            self.put(1, text, False)
        elif codes.startswith(('-?+', '-+?')):
            for side in 0, 1:
                text = self.take()
                hinted = self.codes.startswith('?', self.at)
                self.put(side, _marked_by_hints(text, self.take()) if hinted else text)
        elif codes[0] == '-':
            # the run ends before lines in common, before a line that is only changed, and before the last deleted one that one
            # added line follows
            rest = codes[1:]
            self.lone(0, rest[:1] == ' ' or rest.startswith('-?+') or rest.startswith('-+') and rest != '-++')
        else:
            self.lone(1, codes[1:2] == ' ' or codes[1:2] == '-' and codes[2:3] != '-')

    def lone(self, side, ends):
        self.owed += 1 if side else -1
        if ends:
            self.settle(self.owed)
        self.put(side, _marked(self.take(), '-+'[side]))


def _only_near(rows, context):
    """The rows within so many of one that differs; `_LEFT_OUT` where some are skipped."""
    before, after, skipped = [], 0, False
    for row in rows:
        if row[2]:
            if skipped:
                yield _LEFT_OUT
            yield from before
            before, after, skipped = [], context, False
            yield row
        elif after:
            after -= 1
            yield row
        else:
            before.append(row)
            if len(before) > context:
                del before[0]
                skipped = True


def _rows(fromlines, tolines, context, linejunk, charjunk):
    rows = _Pairing([*ndiff(fromlines, tolines, linejunk, charjunk)]).rows()
    return rows if context is None else _only_near(rows, context)


class HtmlDiff:
    """Shows two texts side by side in HTML, with what differs in colour."""

    _file_template = """
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"
          "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">

<html>

<head>
    <meta http-equiv="Content-Type"
          content="text/html; charset=%(charset)s" />
    <title></title>
    <style type="text/css">%(styles)s
    </style>
</head>

<body>
    %(table)s%(legend)s
</body>

</html>"""

    _styles = """
        :root {color-scheme: light dark}
        table.diff {font-family: Menlo, Consolas, Monaco, Liberation Mono, Lucida Console, monospace; border:medium}
        .diff_header {background-color:#e0e0e0}
        td.diff_header {text-align:right}
        .diff_next {background-color:#c0c0c0}
        .diff_add {background-color:palegreen}
        .diff_chg {background-color:#ffff77}
        .diff_sub {background-color:#ffaaaa}

        @media (prefers-color-scheme: dark) {
            .diff_header {background-color:#666}
            .diff_next {background-color:#393939}
            .diff_add {background-color:darkgreen}
            .diff_chg {background-color:#847415}
            .diff_sub {background-color:darkred}
        }"""

    _table_template = """
    <table class="diff" id="difflib_chg_%(prefix)s_top"
           cellspacing="0" cellpadding="0" rules="groups" >
        <colgroup></colgroup> <colgroup></colgroup> <colgroup></colgroup>
        <colgroup></colgroup> <colgroup></colgroup> <colgroup></colgroup>
        %(header_row)s
        <tbody>
%(data_rows)s        </tbody>
    </table>"""

    _legend = """
    <table class="diff" summary="Legends">
        <tr> <th colspan="2"> Legends </th> </tr>
        <tr> <td> <table border="" summary="Colors">
                      <tr><th> Colors </th> </tr>
                      <tr><td class="diff_add">&nbsp;Added&nbsp;</td></tr>
                      <tr><td class="diff_chg">Changed</td> </tr>
                      <tr><td class="diff_sub">Deleted</td> </tr>
                  </table></td>
             <td> <table border="" summary="Links">
                      <tr><th colspan="2"> Links </th> </tr>
                      <tr><td>(f)irst change</td> </tr>
                      <tr><td>(n)ext change</td> </tr>
                      <tr><td>(t)op</td> </tr>
                  </table></td> </tr>
    </table>"""

    _default_prefix = 0

    def __init__(self, tabsize=8, wrapcolumn=None, linejunk=None, charjunk=IS_CHARACTER_JUNK):
        self._tabsize, self._wrapcolumn, self._linejunk, self._charjunk = tabsize, wrapcolumn, linejunk, charjunk

    def make_file(self, fromlines, tolines, fromdesc='', todesc='', context=False, numlines=5, *, charset='utf-8'):
        """A page with the table and a legend."""
        table = self.make_table(fromlines, tolines, fromdesc, todesc, context=context, numlines=numlines)
        page = self._file_template % {'styles': self._styles, 'legend': self._legend, 'table': table, 'charset': charset}
        return page.encode(charset, 'xmlcharrefreplace').decode(charset)

    def make_table(self, fromlines, tolines, fromdesc='', todesc='', context=False, numlines=5):
        """The table; with `context`, only the rows within `numlines` of one that differs."""
        prefixes = [f'{side}{HtmlDiff._default_prefix}_' for side in ('from', 'to')]
        HtmlDiff._default_prefix += 1
        rows = _rows([self._tabs_kept(line) for line in fromlines], [self._tabs_kept(line) for line in tolines],
                     numlines if context else None, self._linejunk, self._charjunk)
        if self._wrapcolumn:
            rows = self._wrapped(rows)
        rows = [*rows]
        links = _Links([differs for _, _, differs in rows], prefixes[1], numlines)
        if rows:
            lines = [self._row(row, i, links, prefixes) for i, row in enumerate(rows)]
        else:
            cell = f'<td></td><td>&nbsp;{"No Differences Found" if context else "Empty File"}&nbsp;</td>'
            lines = [links.row(0, cell, cell)]
        head = ''.join(f'<th class="diff_next"><br /></th><th colspan="2" class="diff_header">{desc}</th>' for desc in (fromdesc, todesc))
        table = self._table_template % {'data_rows': ''.join(lines), 'prefix': prefixes[1],
                                        'header_row': f'<thead><tr>{head}</tr></thead>' if fromdesc or todesc else ''}
        for kind, css in _SPANS.items():
            table = table.replace('\0' + kind, f'<span class="{css}">')
        return table.replace('\1', '</span>').replace('\t', '&nbsp;')

    def _tabs_kept(self, line):
        """Tabs as wide as they are, but still no spaces, so that the two differ."""
        pieces = line.replace(' ', '\0').expandtabs(self._tabsize)
        return pieces.replace(' ', '\t').replace('\0', ' ').rstrip('\n')

    def _wrapped(self, rows):
        """Rows whose lines are no longer than is wanted; a line's other rows have `>` for a number."""
        for left, right, differs in rows:
            if differs is None:
                yield _LEFT_OUT
                continue
            pieces = [[*self._split(*line)] for line in (left, right)]
            for i in range(max(map(len, pieces))):
                one, other = (side[i] if i < len(side) else ('', ' ') for side in pieces)
                yield one, other, differs

    def _split(self, number, text):
        most = self._wrapcolumn
        while number and len(text) - 3 * text.count('\0') > most and len(text) > most:
            i = shown = 0
            mark = ''
            while shown < most and i < len(text):
                if text[i] == '\0':
                    mark = text[i:i + 2]
                    i += 2
                elif text[i] == '\1':
                    mark = ''
                    i += 1
                else:
                    i += 1
                    shown += 1
            yield number, text[:i] + ('\1' if mark else '')
            number, text = '>', mark + text[i:]
        yield number, text

    def _row(self, row, i, links, prefixes):
        left, right, differs = row
        if differs is None:
            return '        </tbody>        \n        <tbody>\n' if i else ''
        return links.row(i, _cells(prefixes[0], *left), _cells(prefixes[1], *right))


def _cells(prefix, number, text):
    """The number and the text of a line."""
    place = f' id="{prefix}{number}"' if isinstance(number, int) else ''
    text = text.replace('&', '&amp;').replace('>', '&gt;').replace('<', '&lt;').replace(' ', '&nbsp;').rstrip()
    return f'<td class="diff_header"{place}>{number}</td><td nowrap="nowrap">{text}</td>'


class _Links:
    """The links from change to change; each change can be jumped to a few rows above it."""

    def __init__(self, flags, prefix, above):
        self.places, self.links = {}, {}
        count = last = 0
        for i, differs in enumerate(flags):
            if differs and not (i and flags[i - 1]):
                last = i
                self.places[max(0, i - above)] = f' id="difflib_chg_{prefix}_{count}"'
                count += 1
                self.links[i] = f'<a href="#difflib_chg_{prefix}_{count}">n</a>'
        if not flags or not flags[0]:
            self.links[0] = f'<a href="#difflib_chg_{prefix}_0">f</a>'
        self.links[last] = f'<a href="#difflib_chg_{prefix}_top">t</a>'

    def row(self, i, left, right):
        """A row of the table."""
        link = self.links.get(i, '')
        return (f'            <tr><td class="diff_next"{self.places.get(i, "")}>{link}</td>{left}'
                f'<td class="diff_next">{link}</td>{right}</tr>\n')


HtmlDiff.__module__ = 'difflib'
