# Literals, f-strings, t-strings.
'a' "b" r'\c'
b'\x00'
f'{a}, {b!r:>{width}} {{}} {c=}'
t'{a} and {b:.2f}'
'''two
lines'''
