"""Descriptors: checked fields by __set_name__, properties, __getattr__, __slots__, class methods, metaclasses, operators."""

from measure import measure


class Field:
    def __init__(self, kind, low=None):
        self.kind = kind
        self.low = low

    def __set_name__(self, owner, name):
        self.name = name
        self.slot = "_" + name

    def __get__(self, instance, owner):
        if instance is None:
            return self
        return getattr(instance, self.slot)

    def __set__(self, instance, value):
        if not isinstance(value, self.kind):
            raise TypeError(f"{self.name}: {type(value).__name__}")
        if self.low is not None and value < self.low:
            raise ValueError(f"{self.name}: {value}")
        setattr(instance, self.slot, value)


class Counted(type):
    def __new__(meta, name, bases, namespace):
        cls = super().__new__(meta, name, bases, namespace)
        cls.fields = [value for value in namespace.values() if isinstance(value, Field)]
        cls.count = 0
        return cls

    def __call__(cls, *args, **kwargs):
        cls.count += 1
        return super().__call__(*args, **kwargs)


class Account(metaclass=Counted):
    owner = Field(str)
    balance = Field(int, 0)

    def __init__(self, owner, balance=0):
        self.owner = owner
        self.balance = balance

    @property
    def rich(self):
        return self.balance > 500

    @rich.setter
    def rich(self, value):
        self.balance = 1000 if value else 0

    @classmethod
    def of(cls, text):
        owner, _, balance = text.partition(":")
        return cls(owner, int(balance))

    @staticmethod
    def fee(amount):
        return amount // 100


class Lazy:
    """A descriptor without __set__: the instance's own value hides it."""

    def __init__(self, function):
        self.function = function
        self.name = function.__name__

    def __get__(self, instance, owner):
        value = self.function(instance)
        instance.__dict__[self.name] = value
        return value


class Proxy:
    def __init__(self, target):
        self.target = target
        self.asked = 0

    def __getattr__(self, name):
        self.asked += 1
        return getattr(self.target, name)

    @Lazy
    def title(self):
        return self.target.owner.title()


class Money:
    __slots__ = ("cents",)

    def __init__(self, cents):
        self.cents = cents

    def __add__(self, other):
        return Money(self.cents + other.cents) if isinstance(other, Money) else NotImplemented

    def __radd__(self, other):
        return Money(self.cents + other) if isinstance(other, int) else NotImplemented

    def __bool__(self):
        return self.cents != 0

    def __getitem__(self, digit):
        return self.cents // 10**digit % 10

    def __call__(self, rate):
        return Money(self.cents * rate // 100)

    def __contains__(self, digit):
        return digit in (self[0], self[1])

    def __len__(self):
        return len(str(self.cents))


def run(rounds):
    total = wrong = 0
    for n in range(rounds):
        account = Account.of(f"owner{n % 10}:{n % 1000}")
        account.balance += 5
        account.balance -= Account.fee(account.balance)
        total += account.balance + account.rich
        if n % 50 == 0:
            account.rich = True
        try:
            account.balance = -1 if n % 7 == 0 else n
        except ValueError:
            wrong += 1
        proxy = Proxy(account)
        total += proxy.balance % 7 + len(proxy.title) + len(proxy.title) + proxy.rich + proxy.asked
        money = 5 + Money(n) + Money(7)
        total += (money(150).cents if money else 0) + money[1] + (3 in money) + len(money)
    return total, wrong, Account.count, [field.name for field in Account.fields]


measure(lambda: run(80_000), (4843629123, 11429, 80000, ['owner', 'balance']))
