"""Context managers: classes, generators, ExitStack, suppression, nested and many at once; try, finally and exceptions within."""

from measure import measure

from contextlib import ExitStack, closing, contextmanager, nullcontext, suppress


class Transaction:
    def __init__(self, store):
        self.store = store
        self.changes = {}

    def __enter__(self):
        self.store.depth += 1
        return self

    def __exit__(self, kind, error, trace):
        self.store.depth -= 1
        if kind is None:
            self.store.values.update(self.changes)
        else:
            self.store.undone += 1
        return kind is KeyError

    def set(self, key, value):
        if value % 10 == 3:
            raise KeyError(key)
        self.changes[key] = value


class Store:
    def __init__(self):
        self.values = {}
        self.depth = self.undone = self.closed = 0

    def transaction(self):
        return Transaction(self)

    def close(self):
        self.closed += 1


@contextmanager
def indented(lines, text):
    lines.append(f"<{text}>")
    try:
        yield len(lines)
    finally:
        lines.append(f"</{text}>")


@contextmanager
def replaced(target, name, value):
    old = getattr(target, name)
    setattr(target, name, value)
    try:
        yield old
    except LookupError:
        target.undone += 100
    finally:
        setattr(target, name, old)


def leave_early(store, n):
    for i in range(5):
        with store.transaction() as change:
            if i == n % 5:
                return i
            change.set(i, n * 10)
    return None


def run(rounds):
    store = Store()
    total = 0
    for n in range(rounds):
        with store.transaction() as first, store.transaction() as second:
            first.set(n % 100, n)
            second.set(-n % 100, n + 1)
        lines = []
        with indented(lines, "a") as depth, indented(lines, "b"):
            total += depth
        with suppress(ZeroDivisionError, KeyError):
            total += n // (n % 4)
        with replaced(store, "closed", n):
            if n % 3 == 0:
                [][n]
        with ExitStack() as stack:
            for _ in range(3):
                stack.enter_context(store.transaction()).set("stack", n - n % 10)
            stack.callback(lines.append, "end")
            stack.enter_context(closing(store) if n % 2 else nullcontext())
        total += len(lines) + leave_early(store, n)
    return total, store.depth, store.undone, store.closed, len(store.values)


measure(lambda: run(45_000), (464411250, 0, 1509000, 22500, 101))
