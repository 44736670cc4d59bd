# What compile() says of bytes: encodings, marks, nulls, line ends.
SOURCES = [
    b'', b'\n', b'# only a comment', b'x = 1\ry = 2\r\nz = 3', b'\xef\xbb\xbfx = 1', b'\xef\xbb\xbf# coding: utf-8\nx = "\xc3\xa9"',
    b'# coding: latin-1\nx = "\xe9"', b'#!\n# vim: set fileencoding=cp1252 :\nx = "\x80"', b'# coding: koi8-r\nx = "\xc1"', b'# coding=ascii\nx = 1',
    b'#\n#\n# coding: latin-1\nx = 1', b'x = 1\n# coding: nothing\n', b'# coding is fine, coding: utf-8\nx = "\xc3\xa9"',
    b'x = "\xe9"', b'x = 1\n\ny = "\xff"', b'# \xe9\n', b'x = "\xc3', b'x = "\xc0\x80"', b'x = "\xed\xa0\x80"',
    b'# coding: utf-8\nx = "\xe9"', b'# coding: ascii\nx = "\xe9"', b'# coding: cp1252\nx = "\x81"', b'# coding: nothing\nx = 1',
    b'\xef\xbb\xbf# coding: latin-1\n', b'x\0', b'"\0"', 'x\0', 'x = "\xe9"', '# coding: nothing\nx = "\xe9"', '# coding: latin-1\nx = "\xe9"',
    '\ufeffx = 1', b'\x0cx = 1\n\x0c', b'x = 1\x1a', b'\\', b'\\\n', b'x = \\\n',
]
for source in SOURCES:
    space = {}
    try:
        exec(compile(source, '<bytes>', 'exec'), space)
    except SyntaxError as error:
        print(source, type(error).__name__, error.msg, error.lineno, error.offset, repr(error.text))
    else:
        print(source, ascii({name: value for name, value in space.items() if name != '__builtins__'}))
