# Branches, loops, exceptions, contexts.
if a:
    pass
elif b:
    c
else:
    d
while a < 10:
    if b: break
    continue
else:
    e
for i in range(3):
    f(i)
try:
    raise A from b
except B as e:
    raise
except (C, D):
    pass
else:
    g
finally:
    h
try:
    i
except* E:
    pass
with a as b, c:
    d
