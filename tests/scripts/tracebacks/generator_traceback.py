def numbers():
    yield 1
    yield from broken()

def broken():
    yield 2
    raise ValueError("in the generator")

def consume(source):
    for n in source:
        print(n)

consume(numbers())
