"""inspect: the questions, members, cleaned docstrings, files and sources, frames."""
import abc
import enum
import inspect
import os
import re
import sys
import types


def attempt(what, *args, **kwargs):
    try:
        result = what(*args, **kwargs)
        print(re.sub('0x[0-9a-f]+', '0x', repr(result)).replace(os.path.dirname(os.path.abspath(__file__)) + os.sep, ''))
    except Exception as e:
        print(type(e).__name__, e)


class Meta(type):
    @property
    def odd(cls):
        raise AttributeError


class A(metaclass=Meta):
    """Doc of A.

       Indented.
    """
    __slots__ = ('slot',)

    def method(self):
        """  Method.

        Indented.
          More.

        """

    @classmethod
    def cm(cls):
        pass

    @staticmethod
    def sm():
        pass

    @property
    def prop(self):
        raise AttributeError('no')

    @types.DynamicClassAttribute
    def dynamic(self):
        return 1


class B(A):
    def method(self):
        pass


class Abstract(abc.ABC):
    @abc.abstractmethod
    def f(self):
        pass


def gen():
    frame = inspect.currentframe()
    yield frame


async def co():
    pass


async def agen():
    yield


def traceback_of():
    try:
        1 / 0
    except ZeroDivisionError as e:
        return e.__traceback__


g, c, a = gen(), co(), agen()
things = [inspect, A, A().method, A.method, A.cm, A.sm, A.prop, A.slot, len, [].append, list.append, ''.__add__, int.real, int.__add__, object.__init__,
          types.FunctionType.__globals__, gen, co, agen, g, c, a, next(g), traceback_of(), gen.__code__, Abstract, 3, A(), vars(A)['dynamic'], lambda: 0]
questions = [n for n in dir(inspect) if n.startswith('is') and n != 'iskeyword']
print(questions)
for question in questions:
    print(question, [i for i, thing in enumerate(things) if getattr(inspect, question)(thing)])
c.close()
print(inspect.ismodule.__name__, inspect.isclass.__qualname__, bool(inspect.isframe.__doc__))
attempt(inspect.ismodule)

print('--- members')
for obj in (A, B, A(), Abstract):
    names = [k for k, v in inspect.getmembers(obj) if k in ('slot', 'method', 'cm', 'sm', 'prop', 'dynamic', 'odd', 'f', '__abstractmethods__', '__doc__')]
    print(names, [k for k, _ in inspect.getmembers(obj, inspect.isfunction)], [k for k, v in inspect.getmembers_static(obj) if k in ('prop', 'dynamic', 'odd', 'cm')])


class Colour(enum.Enum):
    RED = 1


print([k for k, v in inspect.getmembers(Colour) if k == 'RED'])

print('--- documentation')
for doc in ('', 'one', '  one  ', 'one\n  two\n    three\n', '\n\n   a\n\n     b\n   \n\n', 'a\n\tb\n\t\tc', '   \n   x', 'a\n   \n  b', 'a\n\n\n', ' a\n b\nc'):
    print(repr(inspect.cleandoc(doc)))
print(repr(inspect.getdoc(A)), repr(inspect.getdoc(A.method)), repr(inspect.getdoc(B.method)), repr(inspect.getdoc(B)), inspect.getdoc(A.cm), inspect.getdoc(co))

print('--- files and sources')
for thing in (inspect, sys, A, int, A().method, gen, next(gen()), traceback_of(), gen.__code__, 3, len, A(), Colour, types.SimpleNamespace):
    try:
        print(os.path.basename(inspect.getfile(thing)))
    except Exception as e:
        print(type(e).__name__, e)
    try:
        print(inspect.getmodule(thing).__name__)
    except Exception as e:
        print(type(e).__name__)
for thing in (A.cm, B, gen, traceback_of(), co.__code__, A.method, Colour, A().method):
    lines, number = inspect.getsourcelines(thing)
    print(number, len(lines), lines[0].rstrip())
for thing in (3, int, len, exec('def made(): pass', globals()) or made, type('Made', (), {})):
    attempt(inspect.getsource, thing)
print(len(inspect.findsource(sys.modules['__main__'])[0]) > 100, inspect.findsource(sys.modules['__main__'])[1])
outside = gen.__code__.replace(co_firstlineno=99999)
attempt(inspect.findsource, outside)

print('--- frames')


def outer(context):
    return inner(context)


def inner(context):
    return inspect.stack(context)[:3], inspect.getframeinfo(inspect.currentframe(), context)


for context in (1, 3, 0):
    stack, info = outer(context)
    for entry in (*stack, info):
        print(type(entry).__name__, os.path.basename(entry.filename), entry.lineno, entry.function, entry.code_context, entry.index)
try:
    outer('x')
except TypeError:
    for entry in inspect.trace(3):
        print(entry.function in ('<module>', 'outer', 'inner'), entry.lineno if entry.function in ('outer', 'inner') else '', entry.index)
        if entry.function == 'inner':
            break
print(inspect.trace(), inspect.getframeinfo(traceback_of(), 1).code_context, inspect.getinnerframes(None), inspect.getouterframes(None))
attempt(inspect.getframeinfo, 3)
