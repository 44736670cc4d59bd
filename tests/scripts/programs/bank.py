class InsufficientFunds(Exception):
    def __init__(self, account, amount):
        super().__init__(f"{account.owner} has {account.balance}, needs {amount}")
        self.account, self.amount = account, amount

class Account:
    interest = 0
    accounts = []
    def __init__(self, owner, balance=0):
        self.owner, self._balance, self.history = owner, balance, []
        Account.accounts.append(self)
    @property
    def balance(self): return self._balance
    def deposit(self, amount):
        if amount <= 0:
            raise ValueError("amount must be positive")
        self._balance += amount
        self.history.append(("deposit", amount))
    def withdraw(self, amount):
        if amount > self._balance:
            raise InsufficientFunds(self, amount)
        self._balance -= amount
        self.history.append(("withdraw", amount))
    def transfer(self, other, amount):
        try:
            self.withdraw(amount)
        except InsufficientFunds as error:
            raise RuntimeError("transfer failed") from error
        else:
            other.deposit(amount)
        finally:
            self.history.append(("transfer", other.owner))
    def __repr__(self): return f"{type(self).__name__}({self.owner!r}, {self.balance})"
    def __eq__(self, other): return self.balance == other.balance
    def __lt__(self, other): return self.balance < other.balance
    def __iadd__(self, amount): self.deposit(amount); return self

class Savings(Account):
    interest = 5
    def add_interest(self):
        self.deposit(self.balance * self.interest // 100)

ann, bob = Account("ann", 100), Savings("bob")
ann.transfer(bob, 40)
bob.add_interest()
ann += 10
print(ann, bob, ann.history, bob.history)
for action in (lambda: ann.withdraw(1000), lambda: ann.deposit(-1), lambda: ann.transfer(bob, 500), lambda: setattr(ann, "balance", 5)):
    try:
        action()
    except (ValueError, InsufficientFunds, RuntimeError, AttributeError) as error:
        print(type(error).__name__, error, repr(error.__cause__))
print(max(Account.accounts), sorted(Account.accounts), ann == bob, ann != bob, ann.history[-1], [type(a).interest for a in Account.accounts])
