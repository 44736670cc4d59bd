# Very long lines, literals and names are read like any others, and so are their errors.
for text in [
    'x = [' + ', '.join(map(str, range(20000))) + ']; print(len(x), sum(x))',
    'print(len("' + 'é' * 100000 + '"))',
    'print(' + ' + '.join(['1'] * 900) + ')',
    'x' * 50000 + ' = 1; print(len([name for name in dir() if name[:2] == "xx"][0]))',
    'print(len(f"' + '{1}' * 2000 + '"))',
    '#' * 100000 + '\nprint("after the comment")',
    '\n' * 50000 + 'print("after the lines")',
    'x = 1 ;' * 20000 + 'print(x)',
    'print((0x' + 'f' * 20000 + ').bit_length())',
    'x = ' + '9' * 5000,
    'x = "' + 'a' * 100000,
    ' ' * 5000 + 'x',
    'f(' + 'a, ' * 5000 + 'b c)',
]:
    try:
        exec(compile(text, '<long>', 'exec'), {})
    except SyntaxError as error:
        print(type(error).__name__, error.msg[:60], error.lineno, error.offset, error.end_offset, len(error.text))
