# ast.parse() reads no type comments, and leaves trees as they are whatever `optimize` says.
#
# Why: type comments were how Python 2 wrote annotations; comments are dropped by the lexer and would have to be carried
# through the grammar for this alone. Constants are folded by the compiler, which keeps trees for other readers as written.
import ast

tree = ast.parse("x = []  # type: list[int]\nfor i in x:  # type: int\n    pass\n", type_comments=True)
print([statement.type_comment for statement in tree.body])
print(ast.dump(ast.parse("1 + 2", mode="eval", optimize=2)))
print(ast.dump(ast.parse("__debug__", mode="eval", optimize=2)))
