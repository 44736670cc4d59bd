"""A parser by recursive descent for a small language: characters to tokens to a tree of objects, which is then evaluated."""

from measure import measure


class Number:
    def __init__(self, value):
        self.value = value

    def evaluate(self, names):
        return self.value


class Name:
    def __init__(self, text):
        self.text = text

    def evaluate(self, names):
        try:
            return names[self.text]
        except KeyError:
            raise NameError(self.text) from None


class Operation:
    def __init__(self, sign, left, right):
        self.sign = sign
        self.left = left
        self.right = right

    def evaluate(self, names):
        left = self.left.evaluate(names)
        right = self.right.evaluate(names)
        if self.sign == "+":
            return left + right
        if self.sign == "-":
            return left - right
        if self.sign == "*":
            return left * right % 1000003
        if self.sign == "/":
            return left // (right or 1)
        return left < right


class Choice:
    def __init__(self, condition, yes, no):
        self.condition = condition
        self.yes = yes
        self.no = no

    def evaluate(self, names):
        return (self.yes if self.condition.evaluate(names) else self.no).evaluate(names)


class Let:
    def __init__(self, name, value, body):
        self.name = name
        self.value = value
        self.body = body

    def evaluate(self, names):
        return self.body.evaluate({**names, self.name: self.value.evaluate(names)})


class Group:
    def __init__(self, items):
        self.items = items

    def evaluate(self, names):
        return sum(item.evaluate(names) for item in self.items)


def tokens(text):
    at, end = 0, len(text)
    while at < end:
        start = at
        character = text[at]
        if character.isspace():
            at += 1
        elif character.isdigit():
            while at < end and text[at].isdigit():
                at += 1
            yield "number", text[start:at]
        elif character.isalpha():
            while at < end and text[at].isalnum():
                at += 1
            word = text[start:at]
            yield (word if word in ("let", "in", "if", "then", "else") else "name"), word
        elif character in "+-*/<=(),[]":
            at += 1
            yield character, character
        else:
            raise SyntaxError(f"{character!r} at {at}")
    yield "end", ""


class Parser:
    def __init__(self, text):
        self.tokens = list(tokens(text))
        self.at = 0

    def sees(self, kind):
        return self.tokens[self.at][0] == kind

    def take(self, kind):
        found, text = self.tokens[self.at]
        if found != kind:
            raise SyntaxError(f"{kind} expected, {found} found")
        self.at += 1
        return text

    def expression(self):
        if self.sees("let"):
            self.take("let")
            name = self.take("name")
            self.take("=")
            value = self.expression()
            self.take("in")
            return Let(name, value, self.expression())
        if self.sees("if"):
            self.take("if")
            condition = self.expression()
            self.take("then")
            yes = self.expression()
            self.take("else")
            return Choice(condition, yes, self.expression())
        left = self.chain(self.term, ("+", "-"))
        if self.sees("<"):
            left = Operation(self.take("<"), left, self.chain(self.term, ("+", "-")))
        return left

    def chain(self, part, signs):
        left = part()
        while self.tokens[self.at][0] in signs:
            sign = self.take(self.tokens[self.at][0])
            left = Operation(sign, left, part())
        return left

    def term(self):
        return self.chain(self.factor, ("*", "/"))

    def factor(self):
        if self.sees("number"):
            return Number(int(self.take("number")))
        if self.sees("name"):
            return Name(self.take("name"))
        if self.sees("["):
            self.take("[")
            items = [self.expression()]
            while self.sees(","):
                self.take(",")
                items.append(self.expression())
            self.take("]")
            return Group(items)
        self.take("(")
        inner = self.expression()
        self.take(")")
        return inner


def run(rounds):
    total = 0
    for n in range(rounds):
        text = f"let x = {n} in let y = x * 3 + ({n % 17} - 4) / 2 in "
        text += f"if x < y then [x, y * y, {n} - (2 + 3) * 4, let z = y / 3 in z * z + x] else (x + y) * (x - y)"
        total += Parser(text).expression().evaluate({})
        try:
            Parser(text[: n % len(text)]).expression().evaluate({})
        except (SyntaxError, NameError) as error:
            total += len(str(error))
    return total


measure(lambda: run(8_000), 7845186287)
