x = "\d"
if x is "d": pass
assert (x, "always true")
print(1 is 1, (1)(2) if 0 else 0)
