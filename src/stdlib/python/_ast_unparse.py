"""Contract: the text of an abstract syntax tree, behind `ast.unparse`.

An expression's text comes from the method named after its class, which is told how tightly the place around it binds:
an expression that binds less tightly goes into parentheses. A statement's method adds lines. A text is written in the
quotes that need the fewest backslashes; that and the levels are those of CPython's results.
"""
import ast

# How tightly an expression binds, the loosest first.
(_NAMED, _TUPLE, _YIELD, _TEST, _OR, _AND, _NOT, _COMPARE, _BIT_OR, _BIT_XOR, _BIT_AND, _SHIFT, _ARITHMETIC, _TERM,
 _FACTOR, _POWER, _AWAIT, _ATOM) = range(18)

_BINARY = {
    'Add': ('+', _ARITHMETIC), 'Sub': ('-', _ARITHMETIC), 'Mult': ('*', _TERM), 'MatMult': ('@', _TERM),
    'Div': ('/', _TERM), 'Mod': ('%', _TERM), 'FloorDiv': ('//', _TERM), 'Pow': ('**', _POWER),
    'LShift': ('<<', _SHIFT), 'RShift': ('>>', _SHIFT), 'BitOr': ('|', _BIT_OR), 'BitXor': ('^', _BIT_XOR),
    'BitAnd': ('&', _BIT_AND),
}
_UNARY = {'Invert': ('~', _FACTOR), 'Not': ('not ', _NOT), 'UAdd': ('+', _FACTOR), 'USub': ('-', _FACTOR)}
_LOGICAL = {'And': (' and ', _AND), 'Or': (' or ', _OR)}
_COMPARISONS = {'Eq': '==', 'NotEq': '!=', 'Lt': '<', 'LtE': '<=', 'Gt': '>', 'GtE': '>=', 'Is': 'is',
                'IsNot': 'is not', 'In': 'in', 'NotIn': 'not in'}

_TRIPLE = ('"""', "'''")
_QUOTES = ("'", '"') + _TRIPLE
_INFINITE = '1e309'


def _kind(node):
    return type(node).__name__


def _tighter(level):
    return min(level + 1, _ATOM)


def _escaped(text, keep=''):
    """A text with what cannot be printed, and backslashes, as escapes; but for the characters to keep."""
    return ''.join(c if c in keep or c != '\\' and c.isprintable() else c.encode('unicode_escape').decode('ascii')
                   for c in text)


def _quotable(text, quotes, keep=''):
    """(text between quotes, the quotes that may stand around it); of those given, unless only repr() finds a way."""
    inside = _escaped(text, keep)
    fitting = [q for q in quotes if q not in inside and ('\n' not in inside or len(q) == 3)]
    if not fitting:
        shown = repr(text)
        return shown[1:-1], [next((q for q in quotes if shown[0] in q), shown[0])]
    if inside:
        last = inside[-1]
        fitting.sort(key=lambda q: q[0] == last)
        if fitting[0][0] == last:
            inside = inside[:-1] + '\\' + last
    return inside, fitting


def _infinite(shown):
    return shown.replace('inf', _INFINITE).replace('nan', f'({_INFINITE}-{_INFINITE})')


class Unparser:
    """Makes the text of one tree."""

    def __init__(self):
        self.parts = []
        self.depth = 0
        self.ignored = {}
        self.star = False
        self.interactive = False

    def text(self, node):
        """The text of a node of any kind, or of a list of nodes."""
        for one in node if isinstance(node, list) else [node]:
            shown = self.any(one)
            if shown:
                self.parts.append(shown)
        return ''.join(self.parts)

    def any(self, node, level=_TEST):
        """An expression's text, or that of a part of one; a statement's lines go to `parts`."""
        method = getattr(self, _kind(node), None)
        if method is None:
            inside = [self.any(child) for child in ast.iter_child_nodes(node)]
            return ''.join(shown for shown in inside if shown)
        return method(node, level)

    def all(self, nodes, level=_TEST):
        """Texts with commas between."""
        return ', '.join([self.any(node, level) for node in nodes])

    def items(self, nodes):
        """The same; a single one is followed by a comma."""
        return self.all(nodes) + (',' if len(nodes) == 1 else '')

    # --- lines ---------------------------------------------------------------------------

    def line(self, text, compound=False):
        if self.parts:
            self.parts.append('; ' if self.interactive and not self.depth and not compound else '\n')
        self.parts.append('    ' * self.depth + text)

    def blank(self):
        if self.parts:
            self.parts.append('\n')

    def body(self, nodes):
        for node in nodes:
            self.any(node)

    def block(self, head, nodes, comment='', documented=False):
        """A line that ends in a colon, and what belongs to it."""
        self.line(f'{head}:{comment}', compound=True)
        self.depth += 1
        self.body(self.after_docstring(nodes) if documented else nodes)
        self.depth -= 1

    def after_docstring(self, nodes):
        first = nodes[0] if nodes else None
        if not isinstance(first, ast.Expr) or not isinstance(first.value, ast.Constant) \
                or not isinstance(first.value.value, str):
            return nodes
        inside, quotes = _quotable(first.value.value, _TRIPLE, keep='\n\t')
        self.line(('u' if first.value.kind == 'u' else '') + quotes[0] + inside + quotes[0])
        return nodes[1:]

    def comment(self, node):
        said = self.ignored.get(node.lineno) or node.type_comment
        return '' if said is None else f' # type: {said}'

    # --- roots ---------------------------------------------------------------------------

    def Module(self, node, level):
        self.ignored = {ignore.lineno: f'ignore{ignore.tag}' for ignore in node.type_ignores}
        self.body(self.after_docstring(node.body))
        self.ignored.clear()

    def Interactive(self, node, level):
        before, self.interactive = self.interactive, True
        self.body(node.body)
        self.interactive = before

    def FunctionType(self, node, level):
        return f'({self.all(node.argtypes)}) -> {self.any(node.returns)}'

    # --- statements ----------------------------------------------------------------------

    def Expr(self, node, level):
        self.line(self.any(node.value, _YIELD))

    def Assign(self, node, level):
        targets = ''.join([self.any(target, _TUPLE) + ' = ' for target in node.targets])
        self.line(targets + self.any(node.value) + self.comment(node))

    def AugAssign(self, node, level):
        self.line(f'{self.any(node.target)} {_BINARY[_kind(node.op)][0]}= {self.any(node.value)}')

    def AnnAssign(self, node, level):
        target = self.any(node.target)
        if not node.simple and isinstance(node.target, ast.Name):
            target = f'({target})'
        value = f' = {self.any(node.value)}' if node.value else ''
        self.line(f'{target}: {self.any(node.annotation)}{value}')

    def TypeAlias(self, node, level):
        self.line(f'type {self.any(node.name)}{self.type_params(node)} = {self.any(node.value)}')

    def Return(self, node, level):
        self.line(f'return {self.any(node.value)}' if node.value else 'return')

    def Delete(self, node, level):
        self.line('del ' + self.all(node.targets))

    def Raise(self, node, level):
        if not node.exc:
            if node.cause:
                raise ValueError("Node can't use cause without an exception.")
            self.line('raise')
            return
        cause = f' from {self.any(node.cause)}' if node.cause else ''
        self.line(f'raise {self.any(node.exc)}{cause}')

    def Assert(self, node, level):
        message = f', {self.any(node.msg)}' if node.msg else ''
        self.line(f'assert {self.any(node.test)}{message}')

    def Import(self, node, level):
        self.line('import ' + self.all(node.names))

    def ImportFrom(self, node, level):
        self.line(f'from {"." * (node.level or 0)}{node.module or ""} import {self.all(node.names)}')

    def Global(self, node, level):
        self.line('global ' + ', '.join(node.names))

    def Nonlocal(self, node, level):
        self.line('nonlocal ' + ', '.join(node.names))

    def Pass(self, node, level):
        self.line('pass')

    def Break(self, node, level):
        self.line('break')

    def Continue(self, node, level):
        self.line('continue')

    def If(self, node, level):
        word = 'if'
        while True:
            self.block(f'{word} {self.any(node.test)}', node.body)
            rest = node.orelse
            if len(rest) != 1 or not isinstance(rest[0], ast.If):
                break
            node, word = rest[0], 'elif'
        self.orelse(rest)

    def orelse(self, nodes):
        if nodes:
            self.block('else', nodes)

    def While(self, node, level):
        self.block(f'while {self.any(node.test)}', node.body)
        self.orelse(node.orelse)

    def For(self, node, level, word='for'):
        head = f'{word} {self.any(node.target, _TUPLE)} in {self.any(node.iter)}'
        self.block(head, node.body, self.comment(node))
        self.orelse(node.orelse)

    def AsyncFor(self, node, level):
        self.For(node, level, 'async for')

    def With(self, node, level, word='with'):
        self.block(f'{word} {self.all(node.items)}', node.body, self.comment(node))

    def AsyncWith(self, node, level):
        self.With(node, level, 'async with')

    def Try(self, node, level, star=False):
        before, self.star = self.star, star
        try:
            self.block('try', node.body)
            self.body(node.handlers)
            self.orelse(node.orelse)
            if node.finalbody:
                self.block('finally', node.finalbody)
        finally:
            self.star = before

    def TryStar(self, node, level):
        self.Try(node, level, star=True)

    def ExceptHandler(self, node, level):
        kind = f' {self.any(node.type)}' if node.type else ''
        name = f' as {node.name}' if node.name else ''
        self.block(f'except{"*" if self.star else ""}{kind}{name}', node.body)

    def decorators(self, node):
        self.blank()
        for decorator in node.decorator_list:
            self.line('@' + self.any(decorator), compound=True)

    def type_params(self, node):
        params = getattr(node, 'type_params', None)
        return f'[{self.all(params)}]' if params else ''

    def ClassDef(self, node, level):
        self.decorators(node)
        bases = self.all(node.bases + node.keywords)
        bases = f'({bases})' if node.bases or node.keywords else ''
        self.block(f'class {node.name}{self.type_params(node)}{bases}', node.body, documented=True)

    def FunctionDef(self, node, level, word='def'):
        self.decorators(node)
        returns = f' -> {self.any(node.returns)}' if node.returns else ''
        head = f'{word} {node.name}{self.type_params(node)}({self.any(node.args)}){returns}'
        self.block(head, node.body, self.comment(node), documented=True)

    def AsyncFunctionDef(self, node, level):
        self.FunctionDef(node, level, 'async def')

    def Match(self, node, level):
        self.block(f'match {self.any(node.subject)}', node.cases)

    def match_case(self, node, level):
        guard = f' if {self.any(node.guard)}' if node.guard else ''
        self.block(f'case {self.any(node.pattern)}{guard}', node.body)

    # --- parts of statements -------------------------------------------------------------

    def alias(self, node, level):
        return f'{node.name} as {node.asname}' if node.asname else node.name

    def withitem(self, node, level):
        target = f' as {self.any(node.optional_vars)}' if node.optional_vars else ''
        return self.any(node.context_expr) + target

    def arg(self, node, level):
        return f'{node.arg}: {self.any(node.annotation)}' if node.annotation else node.arg

    def arguments(self, node, level):
        positional = node.posonlyargs + node.args
        defaults = [None] * (len(positional) - len(node.defaults)) + node.defaults
        shown = []
        for number, (arg, default) in enumerate(zip(positional, defaults), 1):
            shown.append(self.any(arg) + (f'={self.any(default)}' if default else ''))
            if number == len(node.posonlyargs):
                shown.append('/')
        if node.vararg:
            annotation = f': {self.any(node.vararg.annotation)}' if node.vararg.annotation else ''
            shown.append(f'*{node.vararg.arg}{annotation}')
        elif node.kwonlyargs:
            shown.append('*')
        for arg, default in zip(node.kwonlyargs, node.kw_defaults):
            shown.append(self.any(arg) + (f'={self.any(default)}' if default else ''))
        if node.kwarg:
            shown.append('**' + self.any(node.kwarg))
        return ', '.join(shown)

    def keyword(self, node, level):
        return ('**' if node.arg is None else node.arg + '=') + self.any(node.value)

    def comprehension(self, node, level):
        ifs = ''.join([' if ' + self.any(test, _OR) for test in node.ifs])
        word = ' async for ' if node.is_async else ' for '
        return f'{word}{self.any(node.target, _TUPLE)} in {self.any(node.iter, _OR)}{ifs}'

    def TypeVar(self, node, level):
        bound = f': {self.any(node.bound)}' if node.bound else ''
        return node.name + bound + self.default(node)

    def TypeVarTuple(self, node, level):
        return '*' + node.name + self.default(node)

    def ParamSpec(self, node, level):
        return '**' + node.name + self.default(node)

    def default(self, node):
        return f' = {self.any(node.default_value)}' if node.default_value else ''

    # --- patterns ------------------------------------------------------------------------

    def MatchValue(self, node, level):
        return self.any(node.value)

    def MatchSingleton(self, node, level):
        return self.constant(node.value)

    def MatchSequence(self, node, level):
        return f'[{self.all(node.patterns)}]'

    def MatchStar(self, node, level):
        return '*' + ('_' if node.name is None else node.name)

    def MatchMapping(self, node, level):
        pairs = [f'{self.any(key)}: {self.any(pattern)}' for key, pattern in zip(node.keys, node.patterns, strict=True)]
        if node.rest is not None:
            pairs.append('**' + node.rest)
        return '{' + ', '.join(pairs) + '}'

    def MatchClass(self, node, level):
        shown = [self.any(pattern) for pattern in node.patterns]
        shown += [f'{attr}={self.any(pattern)}' for attr, pattern in zip(node.kwd_attrs, node.kwd_patterns, strict=True)]
        return f'{self.any(node.cls, _ATOM)}({", ".join(shown)})'

    def MatchAs(self, node, level):
        if node.name is None:
            return '_'
        if node.pattern is None:
            return node.name
        return self.guarded(f'{self.any(node.pattern, _BIT_OR)} as {node.name}', _TEST, level)

    def MatchOr(self, node, level):
        shown = ' | '.join([self.any(pattern, _BIT_XOR) for pattern in node.patterns])
        return self.guarded(shown, _BIT_OR, level)

    # --- expressions ---------------------------------------------------------------------

    def guarded(self, text, inner, level):
        return f'({text})' if level > inner else text

    def Name(self, node, level):
        return node.id

    def constant(self, value):
        if isinstance(value, (float, complex)):
            return _infinite(repr(value))
        return repr(value)

    def Constant(self, node, level):
        value = node.value
        if value is ...:
            return '...'
        if isinstance(value, tuple):
            shown = ', '.join([self.constant(item) for item in value])
            return f'({shown}{"," if len(value) == 1 else ""})'
        return ('u' if node.kind == 'u' else '') + self.constant(value)

    def NamedExpr(self, node, level):
        return self.guarded(f'{self.any(node.target, _ATOM)} := {self.any(node.value, _ATOM)}', _NAMED, level)

    def BoolOp(self, node, level):
        word, inner = _LOGICAL[_kind(node.op)]
        shown, within = [], inner
        for value in node.values:
            within = _tighter(within)
            shown.append(self.any(value, within))
        return self.guarded(word.join(shown), inner, level)

    def BinOp(self, node, level):
        sign, inner = _BINARY[_kind(node.op)]
        left, right = (_tighter(inner), inner) if sign == '**' else (inner, _tighter(inner))
        return self.guarded(f'{self.any(node.left, left)} {sign} {self.any(node.right, right)}', inner, level)

    def UnaryOp(self, node, level):
        sign, inner = _UNARY[_kind(node.op)]
        return self.guarded(sign + self.any(node.operand, inner), inner, level)

    def Compare(self, node, level):
        shown = self.any(node.left, _BIT_OR)
        for op, right in zip(node.ops, node.comparators):
            shown += f' {_COMPARISONS[_kind(op)]} {self.any(right, _BIT_OR)}'
        return self.guarded(shown, _COMPARE, level)

    def IfExp(self, node, level):
        shown = f'{self.any(node.body, _OR)} if {self.any(node.test, _OR)} else {self.any(node.orelse, _TEST)}'
        return self.guarded(shown, _TEST, level)

    def Lambda(self, node, level):
        args = self.any(node.args)
        return self.guarded(f'lambda{" " if args else ""}{args}: {self.any(node.body, _TEST)}', _TEST, level)

    def Await(self, node, level):
        value = f' {self.any(node.value, _ATOM)}' if node.value else ''
        return self.guarded('await' + value, _AWAIT, level)

    def Yield(self, node, level):
        value = f' {self.any(node.value, _ATOM)}' if node.value else ''
        return self.guarded('yield' + value, _YIELD, level)

    def YieldFrom(self, node, level):
        if not node.value:
            raise ValueError("Node can't be used without a value attribute.")
        return self.guarded(f'yield from {self.any(node.value, _ATOM)}', _YIELD, level)

    def Attribute(self, node, level):
        # a dot right behind digits would be the point of a float
        number = isinstance(node.value, ast.Constant) and isinstance(node.value.value, int)
        return f'{self.any(node.value, _ATOM)}{" " if number else ""}.{node.attr}'

    def Call(self, node, level):
        return f'{self.any(node.func, _ATOM)}({self.all(node.args + node.keywords)})'

    def Subscript(self, node, level):
        inside = node.slice
        if isinstance(inside, ast.Tuple) and inside.elts:
            inside = self.items(inside.elts)
        else:
            inside = self.any(inside)
        return f'{self.any(node.value, _ATOM)}[{inside}]'

    def Slice(self, node, level):
        lower, upper, step = [self.any(part) if part else '' for part in (node.lower, node.upper, node.step)]
        return f'{lower}:{upper}' + (f':{step}' if node.step else '')

    def Starred(self, node, level):
        return '*' + self.any(node.value, _BIT_OR)

    def Tuple(self, node, level):
        shown = self.items(node.elts)
        return f'({shown})' if not node.elts or level > _TUPLE else shown

    def List(self, node, level):
        return f'[{self.all(node.elts)}]'

    def Set(self, node, level):
        return '{' + (self.all(node.elts) or '*()') + '}'

    def Dict(self, node, level):
        pairs = [f'**{self.any(value, _BIT_OR)}' if key is None else f'{self.any(key)}: {self.any(value)}'
                 for key, value in zip(node.keys, node.values)]
        return '{' + ', '.join(pairs) + '}'

    def comprehended(self, node, head):
        return head + ''.join([self.any(generator) for generator in node.generators])

    def ListComp(self, node, level):
        return f'[{self.comprehended(node, self.any(node.elt))}]'

    def SetComp(self, node, level):
        return '{' + self.comprehended(node, self.any(node.elt)) + '}'

    def GeneratorExp(self, node, level):
        return f'({self.comprehended(node, self.any(node.elt))})'

    def DictComp(self, node, level):
        return '{' + self.comprehended(node, f'{self.any(node.key)}: {self.any(node.value)}') + '}'

    # --- strings with values in them -----------------------------------------------------

    def JoinedStr(self, node, level):
        return 'f' + self.pieces(node.values)

    def TemplateStr(self, node, level):
        return 't' + self.pieces(node.values)

    def FormattedValue(self, node, level):
        return self.piece(node)

    def Interpolation(self, node, level):
        return self.piece(node)

    def pieces(self, nodes):
        """The quotes and what is between: the quotes must do for all pieces."""
        pieces = [(self.piece(node), isinstance(node, ast.Constant)) for node in nodes]
        shown, quotes = [], list(_QUOTES)
        for text, is_plain in pieces:
            if is_plain:
                text, fitting = _quotable(text, quotes)
                if not set(fitting) & set(quotes):
                    break
                quotes = fitting
            else:
                if '\n' in text:
                    quotes = [q for q in quotes if len(q) == 3]
                quotes = [q for q in quotes if q not in text] or quotes
            shown.append(text)
        else:
            return quotes[0] + ''.join(shown) + quotes[0]
        # the double quote in front has repr() choose single ones
        shown = [repr('"' + text)[2:-1] if is_plain else text for text, is_plain in pieces]
        return "'''" + ''.join(shown) + "'''"

    def piece(self, node, in_spec=False):
        if isinstance(node, ast.JoinedStr):
            return ''.join([self.piece(value, in_spec) for value in node.values])
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value.replace('{', '{{').replace('}', '}}')
            if in_spec:
                text = text.replace('\\', '\\\\').replace("'", "\\'").replace('"', '\\"').replace('\n', '\\n')
            return text
        if not isinstance(node, (ast.FormattedValue, ast.Interpolation)):
            raise ValueError(f'Unexpected node inside JoinedStr, {node!r}')
        if isinstance(node, ast.Interpolation) and node.str is not None:
            inside = node.str
        else:
            inside = type(self)().any(node.value, _OR)
        conversion = f'!{chr(node.conversion)}' if node.conversion != -1 else ''
        spec = ':' + self.piece(node.format_spec, True) if node.format_spec else ''
        return '{' + (' ' if inside.startswith('{') else '') + inside + conversion + spec + '}'
