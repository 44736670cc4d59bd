"""Short programs about one thing each, which the wide grammar of gen_programs.py hits seldom: class machinery, operators of mixed
classes, generators and coroutines driven by hand, context managers, groups of exceptions, patterns, scopes, formatting,
annotations, unpacking, attributes, containers, data classes, enumerations, dates, and tracebacks over several lines.

A program is made of scenes in gen_statements_*.py; a scene is a function of `Maker` that writes its lines. What is forgotten dies at
once in CPython and at a collection in togil, so scenes keep what they make.
"""

import warnings

import gen_statements_classes
import gen_statements_data
import gen_statements_flow

PRELUDE = '''\
import sys, gc
def p(*items):
    print(*[show(item) if not isinstance(item, str) else item for item in items])
def told(e):
    text = type(e).__name__ + ": " + str(e)
    for note in getattr(e, "__notes__", ()):
        text += " / " + str(note)
    if e.__cause__ is not None:
        text += " <- " + told(e.__cause__)
    elif e.__context__ is not None:
        text += (" (<- " if not e.__suppress_context__ else " (<-x ") + told(e.__context__) + ")"
    if isinstance(e, BaseExceptionGroup):
        text += " {" + "; ".join(told(part) for part in e.exceptions) + "}"
    return text
KEEP = []
def keep(thing):
    return held(lambda: thing)()
# body
'''


class Maker:
    """The lines of a program, and luck."""

    def __init__(self, luck):
        self.luck = luck
        self.lines = []
        self.serial = 0

    def pick(self, *options):
        return self.luck.choice(options)

    def some(self, options, most=None):
        """A few of them, in their order."""
        options = list(options)
        count = self.luck.randint(0, min(len(options), most or len(options)))
        chosen = set(self.luck.sample(range(len(options)), count))
        return [option for at, option in enumerate(options) if at in chosen]

    def chance(self, share):
        return self.luck.random() < share

    def number(self):
        self.serial += 1
        return self.serial

    def add(self, text, indent=0):
        self.lines.extend("    " * indent + line for line in text.splitlines())

    def tried(self, text):
        """Lines with their own `try`, which tells what was raised. What does not compile belongs to gen_syntax.py, and is left out."""
        if not compiles(text):
            return
        self.add("try:")
        self.add(text, 1)
        self.add("except BaseException as e: p('  raised', told(e))")


def compiles(text):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            compile(text, "x", "exec", dont_inherit=True)
        except SyntaxError:
            return False
    return True


SCENES = [scene for module in (gen_statements_classes, gen_statements_flow, gen_statements_data) for scene in module.SCENES]


def case(luck):
    scene = luck.choice(SCENES)
    while True:
        maker = Maker(luck)
        scene(maker)
        text = PRELUDE + "\n".join(maker.lines) + "\n"
        if compiles(text):
            return ["run", text]
