# coding: cp1252
x = "€ é"
print(x, 1/0)
