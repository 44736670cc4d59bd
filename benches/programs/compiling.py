"""Compilation: source text to code, of functions, classes, comprehensions, long expressions and tables; nothing of it is run."""

from measure import measure

FUNCTION = '''
def function_{n}(first, second={n}, *rest, key="k{n}", **options):
    """A function with a bit of everything."""
    total = 0
    for index, value in enumerate(rest):
        if value is None or index % 3 == {n} % 3:
            continue
        elif isinstance(value, (int, float)) and value > second:
            total += value * (first - second) ** 2 // (index + 1)
        else:
            try:
                total += len(options[f"{{key}}:{{value!r:>10}}"])
            except (KeyError, TypeError) as error:
                raise ValueError("no {n}") from error
            finally:
                second -= 1
    return [x + y for x in range(total) for y in rest if x != y], {{key: total}}, lambda z: z + total


class Class{n}(Base, metaclass=Meta):
    limit: int = {n}

    def __init__(self, *items):
        super().__init__()
        self.items = list(items)
        self.table = {{item: [item] * {n} for item in items}}

    @property
    def size(self):
        with self.lock as lock, open(self.name) as file:
            return lock and sum(len(line.strip().split(",")[{n} : -1]) for line in file)

    async def walk(self):
        async for item in self.items:
            match item:
                case {{"kind": "a", "value": int(value)}} if value > {n}:
                    yield value
                case [first, *others] | (first, others):
                    yield await first(others)
                case _:
                    yield None
'''


def source(count):
    parts = [FUNCTION.format(n=n) for n in range(count)]
    parts.append("TABLE = {" + ", ".join(f"{n!r}: ({n}, 'text {n}', {n}.5, None)" for n in range(count * 20)) + "}")
    parts.append("SUM = " + " + ".join(f"a{n % 50} * {n}" for n in range(count * 20)))
    return "\n".join(parts)


def run(rounds, count):
    text = source(count)
    constants = names = 0
    for n in range(rounds):
        code = compile(text + f"\nLAST = {n}", f"<round {n}>", "exec")
        constants = sum(hasattr(constant, "co_code") for constant in code.co_consts)
        names = len(code.co_names)
    return len(text), constants, names


measure(lambda: run(12, 60), (146282, 120, 175))
