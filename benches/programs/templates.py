"""A template engine: texts are compiled to nested closures, with loops, conditions, filters and escapes."""

from measure import measure

import re
from string import Template

TAG = re.compile(r"(\{\{.*?\}\}|\{%.*?%\})")
FILTERS = {
    "upper": str.upper,
    "title": str.title,
    "length": len,
    "money": "{:,.2f}".format,
    "escape": lambda text: str(text).replace("&", "&amp;").replace("<", "&lt;"),
}


def lookup(path):
    first, *rest = path.split(".")

    def find(scope):
        value = scope[first]
        for name in rest:
            value = value[name] if isinstance(value, dict) else getattr(value, name)
        return value

    return find


def expression(text):
    path, *names = (part.strip() for part in text.split("|"))
    find = lookup(path)
    filters = [FILTERS[name] for name in names]

    def evaluate(scope):
        value = find(scope)
        for function in filters:
            value = function(value)
        return value

    return evaluate


def literal(text):
    return lambda scope, out: out.append(text)


def shown(text):
    evaluate = expression(text)
    return lambda scope, out: out.append(str(evaluate(scope)))


def loop(text, body):
    name, _, source = text.partition(" in ")
    name, evaluate = name.strip(), expression(source)

    def render(scope, out):
        inner = dict(scope)
        for index, item in enumerate(evaluate(scope)):
            inner[name] = item
            inner["index"] = index
            for part in body:
                part(inner, out)

    return render


def condition(text, yes, no):
    negated = text.startswith("not ")
    evaluate = expression(text.removeprefix("not "))

    def render(scope, out):
        for part in yes if bool(evaluate(scope)) is not negated else no:
            part(scope, out)

    return render


def block(pieces, ends):
    """The parts up to one of `ends`, and which it was."""
    parts = []
    for piece in pieces:
        if piece.startswith("{{"):
            parts.append(shown(piece[2:-2]))
        elif piece.startswith("{%"):
            word, _, rest = piece[2:-2].strip().partition(" ")
            if word in ends:
                return parts, word
            match word:
                case "for":
                    parts.append(loop(rest, block(pieces, ("end",))[0]))
                case "if":
                    yes, end = block(pieces, ("else", "end"))
                    parts.append(condition(rest, yes, block(pieces, ("end",))[0] if end == "else" else []))
                case _:
                    raise SyntaxError(word)
        elif piece:
            parts.append(literal(piece))
    return parts, None


def compiled(text):
    parts, _ = block(iter(TAG.split(text)), ())

    def render(**scope):
        out = []
        for part in parts:
            part(scope, out)
        return "".join(out)

    return render


PAGE = """<h1>{{ title | title | escape }}</h1>
{% for row in rows %}<tr class="{% if row.even %}even{% else %}odd{% end %}"><td>{{ index }}</td>
{% for cell in row.cells %}<td>{{ cell | escape }}</td>{% end %}<td>{{ row.price | money }}</td>
{% if not row.even %}<td>{{ row.name | upper }} {{ row.name | length }}</td>{% end %}</tr>
{% end %}{{ user.name }} of {{ user.group.name }}"""


class Thing:
    def __init__(self, **values):
        self.__dict__.update(values)


def run(rounds):
    render = compiled(PAGE)
    letter = Template("Dear $name,\nyou owe $$${amount} for ${thing}s since $day.\n")
    rows = [Thing(even=n % 2 == 0, cells=["a<b", n, "x & y"], price=n * 1234.5, name=f"row {n}") for n in range(30)]
    user = {"name": "Jane", "group": Thing(name="staff")}
    total = 0
    for n in range(rounds):
        total += len(render(title="a list of <things>", rows=rows, user=user))
        total += len(letter.substitute(name="Jane", amount=n * 3, thing="book", day="Monday")) + len(letter.safe_substitute(name="Bob"))
        if n % 10 == 0:
            render = compiled(PAGE)
    return total


measure(lambda: run(1_500), 4934628)
