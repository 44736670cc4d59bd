# During handling of the above exception, another exception occurred.
def load(table, key):
    return table[key]

def find(table, key):
    try:
        return load(table, key)
    except KeyError:
        return table["fallback" + key]

def main():
    try:
        find({}, "name")
    except KeyError:
        raise RuntimeError("cannot find it")

main()
