# Source as tokens and back: every kind of token, the pieces of f-strings, errors, encodings.
import io
import os
import token
import tokenize

def show(s, raw=False):
    print(repr(s))
    try:
        g = tokenize.tokenize(io.BytesIO(s).readline) if isinstance(s, bytes) else tokenize.generate_tokens(io.StringIO(s).readline)
        for t in g: print('  ', token.tok_name[t.exact_type], token.tok_name[t.type] if t.type != t.exact_type else '', repr(t.string), t.start, t.end, repr(t.line))
    except BaseException as e: print('  ', type(e).__name__, e.args)
for s in ['', 'x', 'x\n', 'x # c\n', '# c', '# c\n', '\n\n', '  \n', 'if x:\n  y\n', 'if x:\n  # c\n\n  y\n # d\nz', 'if x:\n  y', '(a,\n b # c\n)\n', 'a \\\n b\n', 'f"a{b!r:>{c}}d{{}}"\n', "f'''a\n{x}\nb'''\n", 'x = """a\nb"""\n', '"abc', '(', 'x)', 'if x:\n    y\n  z\n', '$', '?', '!', 'a!b','1_0 0x1F 1.5e3 2j 1__0', '0b12', '1abc', 'é = 1', '€', 'a\r\nb\r\n', 'def f(): pass\n', 'match x:\n case 1: pass', 't"a{b}"', '"a" \'b\' b"c" rb"d"', 'a->b:=c...', '<>', '!=', '\tx', ' x', 'if x:\n\ty\n        z', 'f"{a', 'f"{a}', "f'{a\n}'", '"""abc', 'f"""abc', 'x = (\n', '\\', 'a \\', 'a\\\n', '\f\nx', 'f"{x=}"', 'f"{x:%H:%M}"', 'f"{{x}}"', 'f"\\N{DASH}"', 'f"{x:{{y}}}"', 'lambda x: x', 'async def f(): await x', '    # only comment', 'x;y\n', 'x\n# c', 'if x:\n  y\n# c\nz\n','if x:\n  y\n  # c\nz\n', 'a\0b', '"a\\\nb"', "f'a\\\nb{c}'", 'x = 1 if y else 2 # foo', b'# coding: latin-1\nx = "\xe9"\n', b'\xef\xbb\xbfx', b'\xff', b'# coding: nope\n', b'# coding: utf-8\nx', b'x\n# coding: latin-1\n', '0777', '0_7', '1e', '1.e5', '1if x', "b'é'", '@a\n', 'a@=b', '->', 'a := 1', '..', '1..a', 'x.__y', "'a\nb'", "f'a\nb'", 'if 1:\n x\n  y\n', 'rf"a\\{b}"', "f'{a!r}' f'{b:{c!s:>3}}'", 'f"{\n1\n}"', "f'{a:\n}'",'x=1;\n','  x\n y\n', 'aé"b"', 'é.ü', 'f"é{a}"', 'if x:\n  y\n\n\n', '{[(', ']', '(]', 'x = [1,\n\n2]\n', 'class A:\n    def f(self):\n        pass\n\n    x = 1\n', "''", '""""""', "'''\n'''", 'print( "a" )  \n']:
    show(s)

for s in ["\\\n x", "if x:\n\\\n y\n", "1e+", "ru'a'", "'a\\'b", "f'}'", "f'{a]}'", "f'{\"a'", 'a\\b', 'a \\\n \\\n', '0x', '0xg', '0o8', '1_', '0_', '1__0', '1_000.5_0e1_0j']:
    show(s)

source = """# -*- coding: utf-8 -*-
import os, \\
   sys   # why
def f(a,b = 1, *, c: int=2):
    '''doc'''
    if a :
        return  f"{a!r:>{b}} {{x}} \\N{DASH}{{" f'{b=}' "c" "d"
    # between
    return [ x for x in b ] if  c else t'{a}{{'


class A ( object ) :
\tx = {1:2}
"""
tokens = list(tokenize.generate_tokens(io.StringIO(source).readline))
print(tokenize.untokenize(tokens) == source)
print(tokenize.untokenize(t[:2] for t in tokens))
raw = tokenize.tokenize(io.BytesIO(source.encode()).readline)
print(tokenize.untokenize(raw) == source.encode())
print(tokenize.untokenize([(tokenize.NAME, 'a'), (tokenize.OP, '='), (tokenize.NUMBER, '1'), (tokenize.STRING, "'x'"), (tokenize.STRING, "'y'"), (tokenize.NEWLINE, '\n')]))
try:
    tokenize.untokenize([tokens[3], tokens[2]])
except ValueError as e:
    print(e)
t = tokens[4]
print(t, t.exact_type, t._replace(string='z'), t == tuple(t))
print(repr(tokens[7]), tokens[7].exact_type == token.COMMA)
print(token.ISTERMINAL(token.NAME), token.ISNONTERMINAL(300), token.ISEOF(0), token.N_TOKENS, token.tok_name[54])
print(token.EXACT_TOKEN_TYPES)
print(token.__all__)
print([name for name in tokenize.__all__ if name not in token.__all__])
for data in (b'', b'x\n', b'\xef\xbb\xbfx\n', b'# coding=utf_8\n', b'\n# vim: set fileencoding=latin-1 :\n', b'x\n# coding: latin-1\n', b'\xef\xbb\xbf# coding: latin-1\n', b'# coding: nope\n', b'\xff\n', b'#!/x\n\n# coding: ascii', b'# coding: Latin-1-unix\n', b'# coding: ISO-8859-15\n'):
    try:
        print(data, tokenize.detect_encoding(io.BytesIO(data).readline))
    except SyntaxError as e:
        print(data, type(e).__name__, e)
path = os.path.join(os.environ['SCRATCH'], 'source.py')
with open(path, 'wb') as file:
    file.write('# coding: latin-1\nx = "\xe9"\n'.encode('latin-1'))
with tokenize.open(path) as file:
    print(file.encoding, file.mode, file.read())
with open(path, 'rb') as file:
    print([t.string for t in tokenize.tokenize(file.readline)])
lines = iter(['a = 1\n', 'b\n'])
print([t.string for t in tokenize.generate_tokens(lines.__next__)])
