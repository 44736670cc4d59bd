# A chain of three, one with a note, one raised in finally.
def a():
    try:
        1 / 0
    finally:
        b()
def b():
    try:
        {}["x"]
    except KeyError as error:
        error.add_note("note on the key")
        raise IndexError("third") from error
a()
