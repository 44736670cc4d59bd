import dis


def f(a, *rest, c=1):
    for i in range(a):
        try:
            print(i, c)
        except ValueError:
            pass
    return [a + x for x in rest]


dis.dis(f)
dis.dis('x = 1\n1 / 0', show_offsets=True)
dis.dis('if x:\n    y', show_positions=True)
print(*dis.get_instructions('a.b[0]'), sep='\n')
try:
    f('a')
except TypeError as e:
    print(dis.Bytecode.from_traceback(e.__traceback__).dis())
