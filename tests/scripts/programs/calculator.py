# A tokenizer, a recursive-descent parser and an evaluator.
class Token:
    def __init__(self, kind, value):
        self.kind, self.value = kind, value
    def __repr__(self):
        return f"{self.kind}:{self.value}"

class ParseError(Exception):
    pass

def tokens(text):
    i = 0
    while i < len(text):
        c = text[i]
        if c.isspace():
            i += 1
        elif c.isdigit() or c == ".":
            start = i
            while i < len(text) and (text[i].isdigit() or text[i] == "."):
                i += 1
            piece = text[start:i]
            yield Token("number", float(piece) if "." in piece else int(piece))
        elif c.isalpha():
            start = i
            while i < len(text) and text[i].isalnum():
                i += 1
            yield Token("name", text[start:i])
        elif c in "+-*/^()=,":
            yield Token("op", c)
            i += 1
        else:
            raise ParseError(f"unexpected {c!r} at {i}")
    yield Token("end", None)

class Parser:
    functions = {"max": max, "min": min, "abs": abs}
    def __init__(self, text, variables):
        self.tokens = list(tokens(text))
        self.at = 0
        self.variables = variables
    def peek(self, value=None):
        token = self.tokens[self.at]
        return token.value == value and token.kind == "op" if value else token
    def take(self):
        self.at += 1
        return self.tokens[self.at - 1]
    def expect(self, value):
        if not self.peek(value):
            raise ParseError(f"expected {value!r}, found {self.peek()}")
        return self.take()
    def statement(self):
        if self.peek().kind == "name" and self.tokens[self.at + 1].value == "=":
            name = self.take().value
            self.take()
            self.variables[name] = result = self.sum()
        else:
            result = self.sum()
        if self.peek().kind != "end":
            raise ParseError(f"left over: {self.peek()}")
        return result
    def sum(self):
        left = self.product()
        while self.peek("+") or self.peek("-"):
            op, right = self.take().value, self.product()
            left = left + right if op == "+" else left - right
        return left
    def product(self):
        left = self.power()
        while self.peek("*") or self.peek("/"):
            op, right = self.take().value, self.power()
            left = left * right if op == "*" else left / right
        return left
    def power(self):
        base = self.unary()
        if self.peek("^"):
            self.take()
            return base ** self.power()
        return base
    def unary(self):
        if self.peek("-"):
            self.take()
            return -self.unary()
        return self.atom()
    def atom(self):
        token = self.take()
        if token.kind == "number":
            return token.value
        if token.kind == "name":
            if self.peek("("):
                return self.call(token.value)
            return self.variables[token.value]
        if token.value == "(":
            inner = self.sum()
            self.expect(")")
            return inner
        raise ParseError(f"unexpected {token}")
    def call(self, name):
        self.expect("(")
        args = [self.sum()]
        while self.peek(","):
            self.take()
            args.append(self.sum())
        self.expect(")")
        return self.functions[name](*args)

variables = {"pi": 3.14159}
for line in ("1 + 2 * 3", "(1 + 2) * 3", "2 ^ 3 ^ 2", "-2 ^ 2", "10 / 4", "x = 5", "x * x - 1", "y = x = 3", "max(1, x, 3) + min(2, 9)", "abs(-7.5)", "2 * pi", "1 / 0", "nope", "1 +", "(1", "3 $ 4", "1 2", ""):
    try:
        print(f"{line:28} = {Parser(line, variables).statement()}")
    except (ParseError, ZeroDivisionError, KeyError) as error:
        print(f"{line:28} ! {type(error).__name__}: {error}")
print(sorted(variables), list(tokens("a+1.5")))
