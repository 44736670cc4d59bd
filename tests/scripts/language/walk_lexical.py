# The language reference, chapter 2 (lexical analysis), section by section.
import os
import runpy
import warnings

here = os.environ["SCRATCH"]


def section(number):
    print("==", number)


def show(source, mode="exec", **names):
    """What a source does: what it prints, evaluates to or raises, and its warnings."""
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        try:
            code = compile(source, "<s>", mode)
            result = eval(code, names)
            text = repr(result) if mode == "eval" else repr({k: v for k, v in names.items() if k != "__builtins__"})
        except SyntaxError as e:
            text = f"{type(e).__name__}: {e.msg} ({e.lineno}, {e.offset}, {e.end_lineno}, {e.end_offset}) {e.text!r}"
        except Exception as e:
            text = f"{type(e).__name__}: {e}"
    print(f"{source!r:.70} -> {text}", *(f"[{w.category.__name__} {w.lineno}: {w.message}]" for w in seen))


section("2.1.2 physical lines")
for end in "\n", "\r\n", "\r":
    show(f"a = 1{end}b = 2{end}")
    show(f"a = '''x{end}y'''{end}")
    show(f"a = 1 + \\{end}2{end}")
show("a = 1\fb = 2")
show("a = 1\x0bb = 2")
show("a = 1\x00b = 2")
show("a = 1\x1cb = 2")
show("a = 1\u2028b = 2")
show("a = 1\x85b = 2")

section("2.1.3 comments")
show("# only a comment")
show("a = 1 # tail \\\nb = 2")
show("a = '#' # x")
show("(1 # one\n, 2 # two\n)", "eval")
show("if 1: # here\n  # deeper\n# none\n  a = 1\n")

section("2.1.4 encoding declarations")


def run_bytes(data):
    path = os.path.join(here, "encoded.py")
    with open(path, "wb") as file:
        file.write(data)
    print(data, end=" -> ")
    try:
        runpy.run_path(path)
    except SyntaxError as e:
        print(type(e).__name__, e.msg.replace(here, ""), e.lineno, e.offset, e.end_lineno, e.end_offset, ascii(e.text))


run_bytes(b"# -*- coding: latin-1 -*-\nprint(ascii('\xe9'))\n")
run_bytes(b"#!/x\n# vim: set fileencoding=cp1252 :\nprint(ascii('\x80'))\n")
run_bytes(b"\n# coding=latin-1\nprint(ascii('\xe9'))\n")
run_bytes(b"\n\n# coding=latin-1\nprint(ascii('\xc3\xa9'))\n")
run_bytes(b"x = 1\n# coding=latin-1\nprint(ascii('\xc3\xa9'))\n")
run_bytes(b"'''\n# coding=latin-1'''\nprint(ascii('\xc3\xa9'))\n")
run_bytes(b"# coding: nonsense\nprint(1)\n")
run_bytes(b"\xef\xbb\xbfprint(ascii('\xc3\xa9'))\n")
run_bytes(b"\xef\xbb\xbf# coding: utf-8\nprint(ascii('\xc3\xa9'))\n")
run_bytes(b"\xef\xbb\xbf# coding: latin-1\nprint(ascii('\xc3\xa9'))\n")
run_bytes(b"print('\xe9')\n")
run_bytes(b"a = 1\nb = 2 # \xff\n")
run_bytes(b"# coding: ascii\nprint('\xe9')\n")
run_bytes(b"# coding: utf-8-sig\nprint(ascii('\xc3\xa9'))\n")
run_bytes(b"# coding: utf_8\nprint(ascii('\xc3\xa9'))\n")
run_bytes(b"# coding: ISO-8859-15\nprint(ascii('\xa4'))\n")
show(b"# coding: latin-1\na = '\xe9'")
show(b"a = '\xe9'")
show("# coding: latin-1\na = '\u20ac'")
show("# coding: nonsense\na = 1")
show(b"# coding: nonsense\na = 1")

section("2.1.5 explicit line joining")
show("a = 1 \\\n  + 2")
show("a = 1 \\ \n + 2")
show("a = 1 \\ # no\n + 2")
show("a = 1 \\")
show("a = 1 + \\\n")
show("a = 1 + \\\n\\\n2")
show("a = 'x\\\ny'")
show("if 1:\n  a = 1\n\\\n  b = 2")
show("\\\na = 1")
show("  \\\na = 1")
show("if 1:\\\n a = 1\\\n\n b = 2")
show("x = [1, \\\n2]")
show("na\\\nme = 1")

section("2.1.6 implicit line joining")
show("a = (1,\n\n\n2, # c\n\t3)")
show("a = [\n1]\nb = {\n1:\n2\n}")
show("a = (1,\n2")
show("a = (1,\n2]")
show("a = )")
show("f'{\n1\n}'", "eval")
show("f'''{\n1 # c\n}'''", "eval")

section("2.1.7 blank lines")
show("if 1:\n  a = 1\n\n\t\n   # c\n  \f\n  b = 2\n")
show("")
show("\n\n")
show("   ")
show("   \n", "single")
show("\f\fa = 1")
show("if 1:\n\f  a = 1\n  b = 2")

section("2.1.8 indentation")
show("if 1:\n\ta = 1\n        b = 2")
show("if 1:\n        a = 1\n\tb = 2")
show("if 1:\n\ta = 1\n\tb = 2")
show("if 1:\n  a = 1\n b = 2")
show("if 1:\n  a = 1\n    b = 2")
show(" a = 1")
show("if 1:\na = 1")
show("if 1:\n    if 1:\n\ta = 1\n")
show("def f():\n  return 1\n a = 2\n")
show("class A:\n    x = 1\n      y = 2\n")
show("for x in 1,:\n\n# c\n pass\n  # d\nelse:\n     a = 1\n")
show("if 1:\n" + "".join(" " * i + "if 1:\n" for i in range(1, 99)) + " " * 99 + "a = 1")
show("if 1:\n" + "".join(" " * i + "if 1:\n" for i in range(1, 100)) + " " * 100 + "a = 1")
show("while 1:\n    pass\n\n  \n   x")

section("2.1.9 whitespace between tokens")
for text in "1if 1else 2", "0x1for x in ()", "1or 2", "0xfor 1", "1_0if 1else 2", "[1for x in 1,2]", "1in [1]", "1is 1", "1and 0", "0b1and 1", "0o7or 1", "1.if 1else 2", "1e5if 1else 2", "1jif 1else 2", "1not in ()", "1lambda: 0", "1 if1else 2", "'a'if 1else'b'", "1_", "1__0", "0_1", "1abc", "0xg", "0b2", "0o8", "0b12", "0o18", "1.0abc", "1jabc", "1e", "1e+", "0b", "0x", "0o", "0x_", "0x_f", "0b_1", "1._0", "1_.0", "1e_5", "1e5_", "07", "00", "0_0", "00.5", "07.5", "07j", "07e1", "0xffl", "1else", "1.0else", "09", "1.e", "1 .real", "1..real", "1.real", "1.__class__":
    show(text, "eval")

section("2.3 names and keywords")
show("\u00e9 = 1; e\u0301 = 2")
show("\ufb01 = 1; print(ascii(fi))")
show("\U0001d4d0 = 1; a = A")
show("x\u00b7 = 1")
show("\u00b7x = 1")
show("\u2118 = 1; \u212e = 2; \u309b = 3")
show("a\u20ac = 1")
show("\u20ac = 1")
show("x = \u201cq\u201d")
show("x = 1\u00a02")
show("x\u200b = 1")
show("\u0661 = 1")
show("a\u0661 = 1")
show("x = \U0001f600")
show("x = 5 \u2212 3")
for word in "False await else import pass None break except in raise True class finally is return and continue for lambda try as def from nonlocal while assert del global not with async elif if or yield".split():
    show(f"{word} = 1")
for word in "match", "case", "type", "_":
    show(f"{word} = 1; {word}.real; {word} + 1; ({word})")
show("match = {1: 2}; a = match[1]; type = print; type(a)")
show("match -1:\n case -1: a = 1")
show("match (1, 2):\n case a, b: pass")
show("match *a, b:\n case _: pass", a=[1], b=2)
show("match x:\n pass", x=1)
show("match x:\n", x=1)
show("type X = int; a = X.__value__")
show("type = 5; type * 2; type -1; type [0:1]" , )
show("print 1")
show("print")
show("exec 'x'")

section("2.4 literals: strings")
for text in ("'a' \"b\" '''c''' \"\"\"d\"\"\"", "r'\\n' R'\\'' r'\\\\'", "u'a' U'b'", "ur'a'", "bu'a'", "b'a' B'b' br'\\n' Rb'\\n' bR'' RB''", "b'a' 'b'", "b'é'", "rb'é'", "'a\nb'", "'a", "'''a", "\"a'", "r'a\\'", "'\\", "f'a", "f'''a", "t'a", "'a' f'b' 'c'", "f'' b''", "t'a' 'b'", "t'a' f'b'", "'a' t'b'", "t'a' t'b'", "fr'\\n{1}' rf'\\n{1}' Fr'' rF''", "fb''", "ft''", "tr'\\n{1}' rt'\\n'", "tu''", "fu''", "'a'\n'b'", "('a'\n'b')", "'a' \\\n 'b'", "'a''b'", "'a' 'b' % ()", "'%s' 'b' % 1", "''''a'''", "'''a''''", "''''''", "'''a'b''c\\''''", "u'\\u00e9' == 'é'", "f'{1}' u'a'"):
    show(text, "eval")

section("2.4.1.1 escapes")
for text in ("'\\\n'", "'\\\\ \\' \\\" \\a\\b\\f\\n\\r\\t\\v'", "'\\0 \\7 \\08 \\177 \\377 \\1234'", "'\\400'", "'\\777'", "b'\\400'", "b'\\777 \\377'", "'\\x41 \\xff'", "'\\x'", "'\\x4'", "'\\x4g'", "b'\\x'", "b'\\xg1'", "'\\N{BULLET} \\N{bullet} \\N{LATIN SMALL LETTER A WITH ACUTE}'", "'\\N'", "'\\N{'", "'\\N{}'", "'\\N{nonsense}'", "b'\\N{BULLET} \\u0041 \\U00000041'", "'\\u00e9 \\U0001f600'", "'\\u12'", "'\\u'", "'\\U0011ffff'", "'\\U00110000'", "'\\U1234'", "'\\ud800'", "'\\d'", "'\\ '", "'\\8'", "b'\\d'", "b'\\8'", "r'\\d'", "f'\\d'", "f'{1}\\d'", "f'\\{1}'", "f'\\N{BULLET}{1}'", "f'{1:\\x41}'", "t'\\d{1}'", "'a\\qb\\wc'", "'''\n\\q'''", "'\\\u00e9'", "'\\N{SPACE}\\N{LATIN CAPITAL LETTER A}'", "'\\N{LATIN SMALL LETTER E WITH ACUTE AND GRAVE}'", "'\\N{CJK UNIFIED IDEOGRAPH-4E00}' '\\N{HANGUL SYLLABLE GA}'", "'\\r\\\r\n'", "f'\\400'", "rb'\\400'"):
    show(text, "eval")

section("2.4.3 f-strings")
x, y = 5, "y"
for text in ("f'{x}'", "f'{x!r}{y!s}{y!a}'", "f'{x=}'", "f'{x = }'", "f'{x=!r:>5}'", "f'{y=!s}'", "f'{y=:>3}'", "f'{ x }'", "f'{{}}'", "f'{{{x}}}'", "f'}'", "f'{'", "f'{}'", "f'{ }'", "f'{!r}'", "f'{:x}'", "f'{=}'", "f'{x!}'", "f'{x!z}'", "f'{x!rr}'", "f'{x! r}'", "f'{x !r}'", "f'{x!r }'", "f'{x:{x}}'", "f'{x:{x:{x}}}'", "f'{x:{x:{x:{x}}}}'", "f'{x:}}'", "f'{x:{{}}}'", "f'{x:{'>'}{10}}'", "f'{'a' 'b'}'", "f'{f'{f'{x}'}'}'", "f'{x if x else 1}'", "f'{lambda x: 1}'", "f'{(lambda x: 1)(2)}'", "f'{lambda: 1}'", "f'{x:=5}'", "f'{(z:=5)}'", "f'{z:=5}'", "f'{x,}'", "f'{*[1,2],}'", "f'{*[1]}'", "f'{**{}}'", "f'{yield}'", "f'{await x}'", "f'{x!=5}'", "f'{x==5}'", "f'{x>=5}'", "f'{x<=5=}'", "f'{x!r=}'", "f'{\"a\"}'", "f'{'\\n'}'", "f'{'\\n'.join(['a'])}'", "f'{x#}'", "f'{x # c\n}'", "f'''{x\n=}'''", "f'''{x:\n}'''", "f'{x:\n}'", "f'{x\n:5}'", "f'{x:%H:%M}'", "f'{ {1:2}[1] }'", "f'{{1:2}[1]}'", "f'{x!r:^{x+2}.{3}}'", "f'{x=:{5}}'", "f'{x  !r  }'", "f'{x!s:5}|'", "f'{a[\"b\"]}'", "f'{a.b}'", "f'{1,2}'", "f'{1 2}'", "f'{x y}'", "f'{x'", "f'{x:'", "f'{x!'", "f'{(x}'", "f'{x)}'", "f'{x]}'", "f'a{x}b{'", "f'{import x}'", "f'{x;y}'", "f'{...}'", "f'{None}{True}'", "f'{1_000:,}'", "f'{3.14159:.2f}'", "f'{x:d}{x:b}{x:#x}'", "f'{x:q}'", "f'{y:d}'", "F'{x}' FR'{x}\\d'", "f'{x:{y}}'", "f'\\x7b{x}\\x7d'", "f'{'{'}'", "f'{\"}\"}'", "f'{x.__class__.__name__!r:>10}'", "f'{not x}'", "f'{-x}'", "f'{x:a{'b'}c}'", "rf'{x:\\d}'", "f'{x:!r}'", "f'{x::}'", "f'{x=!r=}'", "f'{x:=}'", "f'{x:={x}}'"):
    show(text, "eval", x=x, y=y)

section("2.4.4 t-strings")
for text in ("t'{x}'", "t'a{x!r:>{x}}b'", "t'{x=}'", "t'{x = !s:5}'", "t'{y}' t'{x}'", "t'{ x }'.interpolations[0].expression", "t'{}'", "t'{x!z}'", "t'{x:{x:{x}}}'", "t''", "t'{{}}'", "list(t'a{x}b{y}c')", "t'{f'{x}'}'", "f'{t'{x}'}'", "t'{t'{x}'}'.values", "t'{x!a}{y!s}'", "t'{x\n}'", "t'{x:\\n}'", "t'{undefined}'", "t'a' + t'b{x}'", "t'a' + 'b'", "'a' + t'b'", "f'a' t'b'", "t'}'", "t'{'", "t'{lambda x: 1}'", "t'{x!r:{y}!}'"):
    show(text, "eval", x=x, y=y)

section("2.4.5 numeric literals")
for text in "0", "00_0", "1_000", "0xdead_BEEF", "0XfF", "0b_1010", "0B1", "0o_17", "0O17", "1.", ".5", "1.5", "1e10", "1E-5", "1_0.0_1e1_0", "0e0", "3.14j", "1J", "0x1j", "1.j", ".5j", "1e5J", "1_0j", "0777j", "0b1.0", "0x1.8", "0x1p3", "1e400", "1e-400", "-1", "- 1", "9" * 30, "0" * 20 + "1.5", "1e1.5", "1.2.3", "1..2", "1_000_", "._5", ".5_", "0_7", "0xF_", "1e0x1", "12345678901234567890123456789.0", "1L", "1l", "0b1e1", "0xe+1", "0xe1", "1if 0else 2", "5 .bit_length()", "5.bit_length()", "5..is_integer()", "0XABCDEFabcdef", "1" + "0" * 4299, "1" + "0" * 4300, "0x" + "f" * 5000 + " & 1", "١", "1١":
    show(text, "eval")

section("2.5 operators, 2.6 delimiters")
for text in "1 <> 2", "a ? b", "$a", "a!b", "!a", "a ! b", "`a`", "a++", "++a", "--a", "a--", "a => b", "a =< b", "a -> b", "a && b", "a || b", "a === b", "a !== b", "a <<= b", "a ** = b", "a //= b", "a @ b", "a :: b", "...", ". . .", "..", "....", "a . b", "a.1", "a. b", "1 ,", "a ; b", "a; ;b", ";", "a = = b", "a : = b", "(a := b)", "(a :=b)", "@a", "a.b.c.d", "~-+~1", "not not 1", "1 -- 1", "1 +- 1", "1 ~ 1", "a\\b", "a = \\b", "a \\\\ b":
    show(text, "exec", a=1, b=2)
