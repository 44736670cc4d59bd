# How the methods of Decimal and Context word wrong numbers and names of arguments.
from decimal import Context, Decimal

for value in Decimal("1.5"), Context():
    for name in sorted(dir(value)):
        method = getattr(value, name)
        if name.startswith("_") or not callable(method):
            continue
        for label, args, words in ("none", (), {}), ("four", (1, 2, 3, 4), {}), ("keyword", (), {"nope": 1}), ("twice", (1,), {"other": 2}):
            try:
                method(*args, **words)
                print(name, label, "went")
            except TypeError as e:
                print(name, label, e)
            except Exception as e:
                print(name, label, type(e).__name__)
