# Lexical analysis: encodings, line structure, indentation, identifiers, numbers, string escapes and prefixes, operators.
import warnings, tokenize, io
warnings.simplefilter("always")
warnings.showwarning = lambda m, c, f, line, *rest: print("   warning:", c.__name__, m, line)
def ev(source, mode="eval"):
    shown = source if len(repr(source)) < 70 else repr(source)[:60]
    try: print(repr(shown), "->", repr(eval(compile(source, "<s>", mode))) if mode == "eval" else run(source))
    except SyntaxError as e: print(repr(shown), type(e).__name__ + ":", e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset)
    except Exception as e: print(repr(shown), type(e).__name__ + ":", e)
def run(source):
    ns = {}
    exec(compile(source, "<s>", "exec"), ns); ns.pop("__builtins__", None)
    return ns
print("-- integers")
for s in ("0", "00", "000_0", "0_0", "1_000", "0x_f", "0xF_F", "0b1_0", "0o17", "0B11", "0O7", "0XaB", "1__0", "1_", "_1", "0x", "0b", "0o", "0b2", "0o8", "0xg", "01", "007", "08", "0_7", "0777", "1a", "1if 1else 2", "0xfor 1", "0b1or 2", "1_a", "0b_1", "0b1_", "0x1_", "9" * 50, "0b102", "0o19", "12and 3", "1in [1]", "1is 1", "0_", "1.__class__", "1..__class__", "1 .__class__", "1_2_3", "0b1e3", "0xe+1"): ev(s)
print("-- floats and imaginary numbers")
for s in ("1.", ".5", "1.5e3", "1e5", "1E-5", "1e+5", "1_0.0_1e1_0", "1e", "1e+", "1.e5", ".e5", "1._5", "1_.5", "1e_5", "1e5_", "1.5j", "1J", "0j", "00j", "01j", "01.5", "09e1", "1e400", "1e-400", "-1e400", "5e-324", "1.5l", "1.5f", "0x1.5", "1.0.0", "1..5", "1j2", "1_0j", "1if.5else 2", "1e5or 2", "3.14159265358979323846264338327950288", "0.1e1_0", "1.5_"): ev(s)
print("-- string escapes")
for s in (r"'\a\b\f\n\r\t\v\\\'\"'", r"'\0\00\000\1\12\123\777'", r"'\400'", r"'\x41\x4'", r"'\x'", r"'\xg1'", r"'\u0041'", r"'\u004'", r"'\U00000041'", r"'\U0000004'", r"'\U00110000'", r"'\N{LATIN SMALL LETTER A}\N{bullet}'", r"'\N{no such name}'", r"'\N'", r"'\N{'", r"'\N{}'", r"'\ud800\udfff'", r"'\q\d\ '", r"'\8\9'", "'a\\\nb'", r"b'\x41\101\n\q'", r"b'\400'", r"b'\u0041\N{x}'", r"b'\x4'", "b'\\x'", r"r'\n\''", r"r'\\'", r"rb'\x41'", r"Rb'\q'", r"bR'\q'", r"BR'a'", r"u'\u00e9'", r"U'a'", "ur'a'", "bu'a'", "b'\u00e9'", "'''a\nb'''", '"""a"b""c"""', "''''a'''", "'a' 'b' \"c\"", "b'a' b'b'", "f'{1}' 'a' r'\\n'", "'abc", "'''abc", "'a\nb'", "'\0'", "\"a\\", "r'\\'", "'\\", "'\ufeff'", "'\\N{DIGIT ONE}{}'", r"'\N{LATIN SMALL LETTER E WITH ACUTE}' == 'é'", r"'\N{Hangul Syllable GA}'", r"'\N{CJK UNIFIED IDEOGRAPH-4E00}'", r"f'\N{BULLET}{1}\x41'", r"rf'\N{1}'", r"f'\{1}'", r"'\%'"): ev(s)
print("-- identifiers")
for s in ("é = 1", "ª = 1", "ﬁ = 1; fi", "𝔘 = 1; U", "x² = 1", "² = 1", "a\u0301 = 1", "\u2118 = 1", "℘ = 1", "·a = 1", "a· = 1", "日本 = 1", "€ = 1", "a€ = 1", "a\u200b = 1", "a\u00a0= 1", "_ = 1; __ = 2", "print = 1", "match = case = type = _ = 1", "None = 1", "nonlocal = 1", "async = 1", "a$b = 1", "a?b = 1", "a!b", "a` = 1", "µ = 1; μ", "class K: __ﬁx = 1"): ev(s, "exec")
print("-- line structure")
for s in ("a = 1\\\n + 2", "a = 1 \\ \n + 2", "a = (1 + # c\n\n 2)", "a = 1; b = 2;", "a = 1;; b = 2", ";", "a = [1,\n2,\n\n3]", "if 1:\n\ta = 1\n        b = 2", "if 1:\n        a = 1\n\tb = 2", "if 1:\n a = 1\n  b = 2", "if 1:\n  a = 1\n b = 2", " a = 1", "if 1: a = 1\n  b = 2", "if 1:\n# c\n    a = 1\n  # d\n    b = 2", "a = 1\r\nb = 2\rc = 3", "a = 1\f\n\fb = 2", "\f a = 1", "if 1:\n\fa = 1", "a = 1 # c", "# only", "", "\n\n", "   \n", "\\\na = 1", "a = 1\\", "a = '\\\n'", "a = 1 \\\n\n", "if 1:\n    pass\n\\\n    a = 1", "a = (\n", "a = )", "a = (]", "a = {\n(\n]", "a\0b", "a = 1\x00", "a = 1\x1a", "def f():\n\treturn 1\na = f(); del f", "if 1:\n   a = 1\nelse:\n b = 2", "for x in (1,2):\n\n  a = x\n\n\n  b = x", "class A: pass\n\n\n  \n\t\nb = 1", "x = 1 if 1 else 2 ; y = 3", "a = 1 \x0b"): ev(s, "exec")
print("-- operators and delimiters")
for s in ("1<>2", "1!=2", "1 == =2", "5//2", "5/ /2", "2**-1", "-2**2", "1--1", "1-+-1", "~-1", "not-1", "...", ". . .", "(...)", "[...,...]", "1@2", "x:=1", "(x:=1)", "a->b", "1 <= 2 >= 1", "1++2", "1&1|2^3<<1>>1", "!1", "1!", "1 !=1", "1<-1", "(1,)", "1,", "[1,]", "{1,}", "{1:2,}", "f()()", "'a'.join(['b','c'])", "1if 0else 2", "[]if[]else{}", "'a'if 1else'b'", "1.real", "0x1for x in []", "0or 1", "1_000and 1"): ev(s)
print("-- encodings of byte sources")
for source in (b"# coding: latin-1\nx = '\xe9'", b"# -*- coding: utf-8 -*-\nx = '\xc3\xa9'", b"\xef\xbb\xbfx = 1", b"\xef\xbb\xbf# coding: latin-1\nx = 1", b"\xef\xbb\xbf# coding: utf-8\nx = 1", b"#!/bin/sh\n# vim: set fileencoding=cp1252 :\nx = '\x80'", b"\n\n# coding: latin-1\nx = '\xc3\xa9'", b"x = 1\n# coding: latin-1\ny = '\xc3\xa9'", b"# coding: nonsense\nx = 1", b"x = '\xff'", b"# coding=ascii\nx = '\xc3\xa9'", b"# coding: iso-8859-15\nx = '\xa4'", b"x = b'\xc3\xa9'", b"#coding:latin_1\nx='\xe9'", b"'''\n# coding: latin-1\n'''\nx = '\xc3\xa9'", b"x = 1\0", b"# \xff\nx = 1", b"# coding: utf8\nx = '\xc3'"):
    try: ns = {}; exec(source, ns); print(source[:30], ascii(ns.get("x")))
    except Exception as e: print(source[:30], type(e).__name__ + ":", ascii(e.msg if isinstance(e, SyntaxError) else str(e)), getattr(e, "lineno", None))
for s in ("\ufeffx = 1", "# coding: latin-1\nx = 'é'", "x = '\ud800'"):
    try: ns = {}; exec(s, ns); print(ascii(s), ascii(ns["x"]))
    except Exception as e: print(ascii(s), type(e).__name__ + ":", ascii(str(e)))
