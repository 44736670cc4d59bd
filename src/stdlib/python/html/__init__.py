"""Contract: escaping text for HTML, and back."""
import re

__all__ = ['escape', 'unescape']


def escape(s, quote=True):
    """Text with &, < and > (and quotes) as character references."""
    s = s.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;')
    if quote:
        s = s.replace('"', '&quot;').replace("'", '&#x27;')
    return s


# numbers that mean characters of Windows-1252, as the HTML standard says
_CP1252 = dict(zip((0, 13, *range(0x80, 0xa0)), '\ufffd\r\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021'
                   '\u02c6\u2030\u0160\u2039\u0152\x8d\u017d\x8f\x90\u2018\u2019\u201c\u201d\u2022\u2013'
                   '\u2014\u02dc\u2122\u0161\u203a\u0153\x9d\u017e\u0178'))
_charref = re.compile(r'&(#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[^\t\n\f <&#;]{1,32};?)')


def _noncharacter(n):
    return 0x1 <= n <= 0x8 or 0xe <= n <= 0x1f or 0x7f <= n <= 0x9f or 0xfdd0 <= n <= 0xfdef or n == 0xb or \
        n & 0xfffe == 0xfffe


def _replace_charref(s):
    """What stands for a character reference: a match whose first group is the reference without its &."""
    from html.entities import html5
    name = s.group(1)
    if name[0] == '#':
        n = int(name[2:].rstrip(';'), 16) if name[1] in 'xX' else int(name[1:].rstrip(';'))
        if n in _CP1252:
            return _CP1252[n]
        if 0xd800 <= n <= 0xdfff or n > 0x10ffff:
            return '\ufffd'
        return '' if _noncharacter(n) else chr(n)
    if name in html5:
        return html5[name]
    for end in range(len(name) - 1, 1, -1):
        if name[:end] in html5:
            return html5[name[:end]] + name[end:]
    return '&' + name


def unescape(s):
    """Text with the character references put in."""
    return _charref.sub(_replace_charref, s) if '&' in s else s
