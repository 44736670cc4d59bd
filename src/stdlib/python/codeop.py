"""Contract: compile what a user has typed so far, and tell a statement that waits for more from a wrong one.

A source is unfinished when the parser only fails because it meets the end of the text: an open bracket or
triple-quoted string, a header without its block, a decorator without its function. An interactive statement
with a block is also unfinished until an empty line ends it.
"""
import __future__
import ast
import re
import warnings

__all__ = ['compile_command', 'Compile', 'CommandCompiler']

_features = [getattr(__future__, name) for name in __future__.all_feature_names]

# the numbers of `compile`'s flags for unfinished sources
PyCF_DONT_IMPLY_DEDENT = 0x200
PyCF_ONLY_AST = 0x400
PyCF_ALLOW_INCOMPLETE_INPUT = 0x4000

_COMPOUND = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.If, ast.For, ast.AsyncFor, ast.While, ast.With,
             ast.AsyncWith, ast.Try, ast.TryStar, ast.Match)
_CLOSERS = {'(': ')', '[': ']', '{': '}'}
_NO_BLOCK = re.compile(r"expected an indented block |expected 'except' or 'finally' block$")
_BLANK = re.compile(r'(?:\s|#[^\n]*(?:\n|$))*')


def _rest(source, error):
    """The source from the place of the error on."""
    return '\n'.join(source.split('\n')[error.lineno - 1:])[max((error.offset or 1) - 1, 0):]


def _wrong_before_the_end(source, tail, parse):
    """Whether the source is wrong even when the tail closes what it has left open."""
    for _ in range(200):
        try:
            parse(source + tail)
        except SyntaxError as error:
            text = str(error.msg)
            if text.endswith('was never closed') and text[1:2] in _CLOSERS:
                tail += _CLOSERS[text[1]]
                continue
            return text.startswith('invalid syntax') and bool(error.offset) and \
                len(_rest(source + tail, error)) > len(tail)
        return False
    return False


def _meets_the_end(error, source, parse):
    """Whether the parser failed at the end of the source."""
    text = str(error.msg)
    if error.lineno is None:
        return False
    if text.endswith('was never closed'):
        return not _wrong_before_the_end(source, '', parse)
    if text.startswith('unterminated string literal'):
        # a backslash before the last line break: the string goes on
        quote = re.search('[\'"]', _rest(source, error))
        return source.endswith('\\\n') and not (quote and _wrong_before_the_end(source, quote[0], parse))
    if _NO_BLOCK.match(text):
        return _BLANK.fullmatch(_rest(source, error)) is not None
    return text.startswith('unterminated triple-quoted ') or text == 'unexpected EOF while parsing' \
        or text == 'invalid syntax' and error.offset == 0


def _unfinished(source, filename, symbol, flags):
    """Whether more lines could make the source a statement."""
    def parse(text):
        return compile(text, filename, symbol, flags | PyCF_ONLY_AST, True)
    try:
        tree = parse(source + '\n')
    except SyntaxError as error:
        return _meets_the_end(error, source + '\n', parse)
    if symbol == 'single' and tree.body and isinstance(tree.body[-1], _COMPOUND) and not source.endswith('\n'):
        return True
    try:
        parse(source)
    except SyntaxError:
        return True
    return False


def _only_blank(source):
    return all(not line.strip() or line.strip().startswith('#') for line in source.split('\n'))


def _compile_or_wait(compiler, source, filename, symbol, flags):
    """The code of a finished source, None for one that needs more lines; the error of a wrong one."""
    if symbol != 'eval' and _only_blank(source):
        source = 'pass'
    with warnings.catch_warnings():
        # the last compilation warns, once
        warnings.simplefilter('ignore', SyntaxWarning)
        warnings.simplefilter('ignore', DeprecationWarning)
        if symbol in ('single', 'exec', 'eval') and _unfinished(source, filename, symbol, flags):
            return None
    return compiler(source, filename, symbol, incomplete_input=False)


def compile_command(source, filename='<input>', symbol='single', flags=0):
    """Compile a statement: its code, None when it is not finished, or SyntaxError, OverflowError, ValueError."""
    def compiler(source, filename, symbol, incomplete_input=True):
        return compile(source, filename, symbol, flags, True)
    return _compile_or_wait(compiler, source, filename, symbol, flags)


class Compile:
    """A `compile` that remembers the `from __future__` statements it has seen."""

    def __init__(self):
        self.flags = PyCF_DONT_IMPLY_DEDENT | PyCF_ALLOW_INCOMPLETE_INPUT

    def __call__(self, source, filename, symbol, flags=0, **kwargs):
        flags |= self.flags
        if not kwargs.get('incomplete_input', True):
            flags &= ~(PyCF_DONT_IMPLY_DEDENT | PyCF_ALLOW_INCOMPLETE_INPUT)
        code = compile(source, filename, symbol, flags, True)
        if flags & PyCF_ONLY_AST:
            return code
        for feature in _features:
            self.flags |= code.co_flags & feature.compiler_flag
        return code


class CommandCompiler:
    """A `compile_command` that remembers the `from __future__` statements it has seen."""

    def __init__(self):
        self.compiler = Compile()

    def __call__(self, source, filename='<input>', symbol='single'):
        """As `compile_command`."""
        return _compile_or_wait(self.compiler, source, filename, symbol, self.compiler.flags)
