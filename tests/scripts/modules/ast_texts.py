# Texts in a tree whose literals begin with characters of more than one byte, marked with `u` or not.
import ast
for source in ("'é'", "'€'", "u'é'", 'u"é"', "'aé'", "'\U0001f600'", "'u'", "U'é'", "ur = 'é'", "f'é{x}ü'", "f'{x}u'", "('é', u'ü', \"ß\")", "'é' 'ü'", "u'é' 'ü'", "'é' u'ü'", "b'e'", "é", "é = 'é'"):
    print(source, ast.dump(ast.parse(source)))
print(ast.literal_eval("'Ã©', (0, 24)"), ast.literal_eval("{'ß': ['é', '€']}"), ast.literal_eval("'é'"))
print(ast.unparse(ast.parse("x = u'é'\nf(é='ü')")))
