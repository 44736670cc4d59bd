"""Contract: abstract syntax trees: the classes of the nodes, and what walks, shows and checks them.

Natively relied on: `_togil_ast.build(source, filename, mode, make)`, which calls `make(name, fields)` for each node,
the innermost first. From a tree to text: `_ast_unparse`.
"""
import sys

import _togil_ast as _native

PyCF_ONLY_AST = 0x400
PyCF_TYPE_COMMENTS = 0x1000
PyCF_ALLOW_TOP_LEVEL_AWAIT = 0x2000
PyCF_OPTIMIZED_AST = 0x8400

# The grammar: for each kind of node its forms; `*` marks lists, `?` what may be missing.
_GRAMMAR = """
mod: Module(body*, type_ignores*) Interactive(body*) Expression(body) FunctionType(argtypes*, returns)
stmt: FunctionDef(name, args, body*, decorator_list*, returns?, type_comment?, type_params*)
stmt: AsyncFunctionDef(name, args, body*, decorator_list*, returns?, type_comment?, type_params*)
stmt: ClassDef(name, bases*, keywords*, body*, decorator_list*, type_params*) Return(value?) Delete(targets*)
stmt: Assign(targets*, value, type_comment?) TypeAlias(name, type_params*, value) AugAssign(target, op, value)
stmt: AnnAssign(target, annotation, value?, simple) For(target, iter, body*, orelse*, type_comment?)
stmt: AsyncFor(target, iter, body*, orelse*, type_comment?) While(test, body*, orelse*) If(test, body*, orelse*)
stmt: With(items*, body*, type_comment?) AsyncWith(items*, body*, type_comment?) Match(subject, cases*)
stmt: Raise(exc?, cause?) Try(body*, handlers*, orelse*, finalbody*) TryStar(body*, handlers*, orelse*, finalbody*)
stmt: Assert(test, msg?) Import(names*) ImportFrom(module?, names*, level?) Global(names*) Nonlocal(names*)
stmt: Expr(value) Pass() Break() Continue()
expr: BoolOp(op, values*) NamedExpr(target, value) BinOp(left, op, right) UnaryOp(op, operand) Lambda(args, body)
expr: IfExp(test, body, orelse) Dict(keys*, values*) Set(elts*) ListComp(elt, generators*) SetComp(elt, generators*)
expr: DictComp(key, value, generators*) GeneratorExp(elt, generators*) Await(value) Yield(value?) YieldFrom(value)
expr: Compare(left, ops*, comparators*) Call(func, args*, keywords*) FormattedValue(value, conversion, format_spec?)
expr: Interpolation(value, str, conversion, format_spec?) JoinedStr(values*) TemplateStr(values*) Constant(value, kind?)
expr: Attribute(value, attr, ctx) Subscript(value, slice, ctx) Starred(value, ctx) Name(id, ctx) List(elts*, ctx)
expr: Tuple(elts*, ctx) Slice(lower?, upper?, step?)
expr_context: Load() Store() Del()
boolop: And() Or()
operator: Add() Sub() Mult() MatMult() Div() Mod() Pow() LShift() RShift() BitOr() BitXor() BitAnd() FloorDiv()
unaryop: Invert() Not() UAdd() USub()
cmpop: Eq() NotEq() Lt() LtE() Gt() GtE() Is() IsNot() In() NotIn()
excepthandler: ExceptHandler(type?, name?, body*)
pattern: MatchValue(value) MatchSingleton(value) MatchSequence(patterns*) MatchMapping(keys*, patterns*, rest?)
pattern: MatchClass(cls, patterns*, kwd_attrs*, kwd_patterns*) MatchStar(name?) MatchAs(pattern?, name?)
pattern: MatchOr(patterns*)
type_ignore: TypeIgnore(lineno, tag)
type_param: TypeVar(name, bound?, default_value?) ParamSpec(name, default_value?) TypeVarTuple(name, default_value?)
"""
_ALONE = """comprehension(target, iter, ifs*, is_async)
arguments(posonlyargs*, args*, vararg?, kwonlyargs*, kw_defaults*, kwarg?, defaults*)
arg(arg, annotation?, type_comment?) keyword(arg?, value) alias(name, asname?)
withitem(context_expr, optional_vars?) match_case(pattern, guard?, body*)
"""
_PLACED = ('stmt', 'expr', 'excepthandler', 'pattern', 'type_param', 'arg', 'keyword', 'alias')
_PLACES = ('lineno', 'col_offset', 'end_lineno', 'end_col_offset')


class AST:
    """The base of all nodes."""
    _fields = ()
    _attributes = ()
    __match_args__ = ()
    _lists = ()
    _optional = ()

    def __init__(self, *args, **kwargs):
        fields = self._fields
        if len(args) > len(fields):
            plural = '' if len(fields) == 1 else 's'
            raise TypeError(f'{type(self).__name__} constructor takes at most {len(fields)} positional argument{plural}')
        for name, value in zip(fields, args):
            if name in kwargs:
                raise TypeError(f"{type(self).__name__} got multiple values for argument '{name}'")
            setattr(self, name, value)
        for name, value in kwargs.items():
            if name not in fields and name not in self._attributes:
                import warnings
                warnings.warn(f"{type(self).__name__}.__init__ got an unexpected keyword argument '{name}'. "
                              'Support for arbitrary keyword arguments is deprecated and will be removed in '
                              'Python 3.15.', DeprecationWarning, stacklevel=2)
            setattr(self, name, value)
        for name in fields[len(args):]:
            if name in kwargs:
                continue
            if name in self._lists:
                setattr(self, name, [])
            elif name == 'ctx':
                setattr(self, name, Load())
            elif name not in self._optional:
                import warnings
                warnings.warn(f"{type(self).__name__}.__init__ missing 1 required positional argument: '{name}'. "
                              'This will become an error in Python 3.15.', DeprecationWarning, stacklevel=2)

    def __repr__(self):
        return _short(self, 3)

    def __reduce__(self):
        return _make, (type(self).__name__, dict(self.__dict__))

    def __replace__(self, /, **changes):
        fields = {**self.__dict__, **changes}
        new = type(self).__new__(type(self))
        new.__dict__.update(fields)
        return new


def _short(node, depth):
    """A node's repr: nested to a depth, of lists the ends."""
    if depth <= 0:
        return f'{type(node).__name__}(...)'
    parts = []
    for name in node._fields:
        if not hasattr(node, name):
            continue
        value = getattr(node, name)
        if isinstance(value, AST):
            shown = _short(value, depth - 1)
        elif isinstance(value, (list, tuple)):
            items = [_short(v, depth - 1) if isinstance(v, AST) else repr(v) for v in value]
            if len(items) > 2:
                items = [items[0], '...', items[-1]]
            inner = ', '.join(items)
            shown = f'[{inner}]' if isinstance(value, list) else f'({inner}{"," if len(value) == 1 else ""})'
        else:
            shown = repr(value)
        parts.append(f'{name}={shown}')
    return f'{type(node).__name__}({", ".join(parts)})'


def _define(form, base, placed):
    name, _, inside = form.partition('(')
    words = [word.strip() for word in inside.rstrip(')').split(',') if word.strip()]
    fields = tuple(word.rstrip('*?') for word in words)
    optional = tuple(word[:-1] for word in words if word.endswith('?'))
    body = {'_fields': fields, '__match_args__': fields, '__module__': 'ast', '_optional': optional,
            '_lists': tuple(word[:-1] for word in words if word.endswith('*'))}
    body.update(dict.fromkeys(optional))
    if placed:
        body['_attributes'] = _PLACES
        body['end_lineno'] = body['end_col_offset'] = None
    globals()[name] = type(name, (base,), body)


def _forms(text):
    return [form if form.endswith(')') else form + ')' for form in text.replace(') ', ')\n').split('\n') if form.strip()]


def _define_all():
    for line in _GRAMMAR.strip().split('\n'):
        kind, _, forms = line.partition(': ')
        placed = kind in _PLACED
        if kind not in globals():
            body = {'__module__': 'ast'}
            if placed:
                body['_attributes'] = _PLACES
            globals()[kind] = type(kind, (AST,), body)
        for form in _forms(forms):
            _define(form, globals()[kind], placed)
    for form in _forms(_ALONE):
        _define(form, AST, form.partition('(')[0] in _PLACED)


_define_all()
# a tuple between brackets was a node with another name for its parts
Tuple.dims = property(lambda self: self.elts, lambda self, value: setattr(self, 'elts', value), doc='The parts: `elts`.')


# --- nodes of old versions, which `parse` does not make ---------------------------------

class slice(AST):
    """What stood between brackets."""


class Index(slice):
    """One value between brackets: it is the value itself."""

    def __new__(cls, value, **kwargs):
        return value


class ExtSlice(slice):
    """Several between brackets: they are a Tuple."""

    def __new__(cls, dims=(), **kwargs):
        return Tuple(list(dims), Load(), **kwargs)


class Suite(mod):
    """Statements of a module."""


class AugLoad(expr_context):
    """The reading part of `a += b`."""


class AugStore(expr_context):
    """The writing part of `a += b`."""


class Param(expr_context):
    """The name of a parameter."""


def _make(name, fields):
    cls = globals()[name]
    node = cls.__new__(cls)
    known = node.__dict__
    for field in cls._fields:
        if field in fields:
            known[field] = fields.pop(field)
        elif field in cls._lists:
            known[field] = []
        elif field in cls._optional or field == 'value':
            known[field] = None
    known.update(fields)
    return node


# --- from and to text -------------------------------------------------------------------

def parse(source, filename='<unknown>', mode='exec', *, type_comments=False, feature_version=None, optimize=-1):
    """The tree of a source text."""
    if isinstance(source, AST):
        return source
    return _native.build(source, filename, mode, _make)


def unparse(ast_obj):
    """A source text that gives the tree, as good as any."""
    from _ast_unparse import Unparser
    return Unparser().text(ast_obj)


def literal_eval(node_or_string):
    """The value of a literal: numbers, texts, bytes, tuples, lists, dicts, sets, booleans, None."""
    if isinstance(node_or_string, str):
        node_or_string = parse(node_or_string.lstrip(' \t'), mode='eval').body
    elif isinstance(node_or_string, Expression):
        node_or_string = node_or_string.body
    return _literal(node_or_string)


def _malformed(node):
    place = f' on line {node.lineno}' if getattr(node, 'lineno', None) else ''
    raise ValueError(f'malformed node or string{place}: {node!r}')


def _number(node):
    if isinstance(node, Constant) and type(node.value) in (int, float, complex):
        return node.value
    _malformed(node)


def _signed(node):
    match node:
        case UnaryOp(op=UAdd(), operand=operand):
            return +_number(operand)
        case UnaryOp(op=USub(), operand=operand):
            return -_number(operand)
    return _number(node)


def _literal(node):
    match node:
        case Constant(value=value):
            return value
        case Tuple(elts=parts):
            return tuple(map(_literal, parts))
        case List(elts=parts):
            return list(map(_literal, parts))
        case Set(elts=parts):
            return set(map(_literal, parts))
        case Call(func=Name(id='set'), args=[], keywords=[]):
            return set()
        case Dict(keys=keys, values=values):
            if len(keys) != len(values):
                _malformed(node)
            return dict(zip(map(_literal, keys), map(_literal, values)))
        case BinOp(op=Add() | Sub()):
            # a complex number: a real part and an imaginary one
            left, right = _signed(node.left), _number(node.right)
            if isinstance(left, (int, float)) and isinstance(right, complex):
                return left + right if isinstance(node.op, Add) else left - right
    return _signed(node)


def dump(node, annotate_fields=True, include_attributes=False, *, indent=None, show_empty=False):
    """A node as text."""
    if not isinstance(node, AST):
        raise TypeError(f'expected AST, got {type(node).__name__!r}')
    if indent is not None and not isinstance(indent, str):
        indent = ' ' * indent

    def show(value, level):
        """(text, is it simple)"""
        if indent is not None:
            level += 1
            before, between = '\n' + indent * level, ',\n' + indent * level
        else:
            before, between = '', ', '
        if isinstance(value, AST):
            cls, parts, simple, late, named = type(value), [], True, [], annotate_fields
            for name in value._fields:
                try:
                    part = getattr(value, name)
                except AttributeError:
                    named = True
                    continue
                if part is None and getattr(cls, name, ...) is None:
                    named = True
                    continue
                if not show_empty:
                    if part == [] and name in cls._lists:
                        if not named:
                            late.append(repr(part))
                        continue
                    if not named:
                        parts.extend(late)
                        late = []
                text, plain = show(part, level)
                simple = simple and plain
                parts.append(f'{name}={text}' if named else text)
            if include_attributes:
                for name in value._attributes:
                    part = getattr(value, name, None)
                    if part is None:
                        continue
                    text, plain = show(part, level)
                    simple = simple and plain
                    parts.append(f'{name}={text}')
            if simple and len(parts) <= 3:
                return f'{cls.__name__}({", ".join(parts)})', not parts
            return f'{cls.__name__}({before}{between.join(parts)})', False
        if isinstance(value, list):
            if not value:
                return '[]', True
            return f'[{before}{between.join(show(v, level)[0] for v in value)}]', False
        return repr(value), True

    return show(node, 0)[0]


# --- walking ----------------------------------------------------------------------------

def iter_fields(node):
    """(name, value) of each field that the node has."""
    for name in node._fields:
        try:
            yield name, getattr(node, name)
        except AttributeError:
            pass


def iter_child_nodes(node):
    """The nodes right below a node."""
    for _, value in iter_fields(node):
        if isinstance(value, AST):
            yield value
        elif isinstance(value, list):
            for item in value:
                if isinstance(item, AST):
                    yield item


def walk(node):
    """A node and all below it, level by level."""
    waiting = [node]
    at = 0
    while at < len(waiting):
        waiting.extend(iter_child_nodes(waiting[at]))
        yield waiting[at]
        at += 1


class NodeVisitor:
    """Calls `visit_<class>` for each node."""

    def visit(self, node):
        """Visits a node."""
        return getattr(self, 'visit_' + type(node).__name__, self.generic_visit)(node)

    def generic_visit(self, node):
        """Visits the nodes below."""
        for child in iter_child_nodes(node):
            self.visit(child)


class NodeTransformer(NodeVisitor):
    """Puts in a node's place what the visit gives; None takes it away."""

    def generic_visit(self, node):
        for name, old in iter_fields(node):
            if isinstance(old, list):
                new = []
                for item in old:
                    if isinstance(item, AST):
                        item = self.visit(item)
                        if item is None:
                            continue
                        if not isinstance(item, AST):
                            new.extend(item)
                            continue
                    new.append(item)
                old[:] = new
            elif isinstance(old, AST):
                new = self.visit(old)
                if new is None:
                    delattr(node, name)
                else:
                    setattr(node, name, new)
        return node


# --- places -----------------------------------------------------------------------------

def copy_location(new_node, old_node):
    """Gives a node the place of another."""
    for name in _PLACES:
        if name in old_node._attributes and name in new_node._attributes:
            value = getattr(old_node, name, None)
            if value is not None or (hasattr(old_node, name) and name.startswith('end_')):
                setattr(new_node, name, value)
    return new_node


def fix_missing_locations(node):
    """Gives nodes without a place that of the node above."""
    def fix(node, place):
        place = list(place)
        for i, name in enumerate(_PLACES):
            if name in node._attributes:
                if getattr(node, name, None) is None:
                    setattr(node, name, place[i])
                else:
                    place[i] = getattr(node, name)
        for child in iter_child_nodes(node):
            fix(child, place)
    fix(node, (1, 0, 1, 0))
    return node


def increment_lineno(node, n=1):
    """Moves a node and all below it by `n` lines."""
    for child in walk(node):
        places = ('lineno',) if isinstance(child, TypeIgnore) else child._attributes
        if 'lineno' in places:
            child.lineno = getattr(child, 'lineno', 0) + n
        if 'end_lineno' in places and getattr(child, 'end_lineno', None) is not None:
            child.end_lineno += n
    return node


def get_docstring(node, clean=True):
    """The docstring of a function, class or module; None without."""
    if not isinstance(node, (AsyncFunctionDef, FunctionDef, ClassDef, Module)):
        raise TypeError(f"{type(node).__name__!r} can't have docstrings")
    match node.body:
        case [Expr(value=Constant(value=str(text))), *_]:
            if clean:
                import inspect
                text = inspect.cleandoc(text)
            return text
    return None



def get_source_segment(source, node, *, padded=False):
    """The source text of a node; None if its place is not known."""
    if getattr(node, 'end_lineno', None) is None or getattr(node, 'end_col_offset', None) is None:
        return None
    lines = source.replace('\r\n', '\n').replace('\r', '\n').split('\n')
    lines = [line + '\n' for line in lines[:-1]] + lines[-1:]
    first, last = node.lineno - 1, node.end_lineno - 1
    start, end = node.col_offset, node.end_col_offset
    if first == last:
        return lines[first].encode()[start:end].decode()
    padding = ''
    if padded:
        padding = ''.join(c if c in '\f\t' else ' ' for c in lines[first].encode()[:start].decode())
    return padding + lines[first].encode()[start:].decode() + ''.join(lines[first + 1:last]) \
        + lines[last].encode()[:end].decode()


def compare(a, b, /, *, compare_attributes=False):
    """Are two nodes alike, field by field?"""
    if type(a) is not type(b):
        return False
    if isinstance(a, list):
        return len(a) == len(b) and all(compare(x, y, compare_attributes=compare_attributes) for x, y in zip(a, b))
    if not isinstance(a, AST):
        return a == b
    missing = object()
    names = a._fields + (a._attributes if compare_attributes else ())
    for name in names:
        x, y = getattr(a, name, missing), getattr(b, name, missing)
        if x is missing and y is missing:
            continue
        if not compare(x, y, compare_attributes=compare_attributes):
            return False
    return True


def main(args=None):
    """The command: show the tree of a file."""
    import argparse
    parser = argparse.ArgumentParser(color=True)
    parser.add_argument('infile', nargs='?', default='-', help='the file to parse; defaults to stdin')
    parser.add_argument('-m', '--mode', default='exec', choices=('exec', 'single', 'eval', 'func_type'),
                        help='specify what kind of code must be parsed')
    parser.add_argument('--no-type-comments', default=True, action='store_false',
                        help="don't add information about type comments")
    parser.add_argument('-a', '--include-attributes', action='store_true',
                        help='include attributes such as line numbers and column offsets')
    parser.add_argument('-i', '--indent', type=int, default=3, help='indentation of nodes (number of spaces)')
    parser.add_argument('--feature-version', type=str, default=None, metavar='VERSION',
                        help='Python version in the format 3.x (for example, 3.10)')
    parser.add_argument('-O', '--optimize', type=int, default=-1, metavar='LEVEL',
                        help='optimization level for parser (default -1)')
    parser.add_argument('--show-empty', default=False, action='store_true',
                        help='show empty lists and fields in dump output')
    args = parser.parse_args(args)
    name = '<stdin>' if args.infile == '-' else args.infile
    with sys.stdin.buffer if args.infile == '-' else open(name, 'rb') as infile:
        source = infile.read()
    version = None
    if args.feature_version:
        try:
            major, minor = map(int, args.feature_version.split('.', 1))
        except ValueError:
            parser.error(f'Invalid format for --feature-version: {args.feature_version!r}; expected format 3.x')
        if major != 3:
            parser.error('Only versions 3.x are supported')
        version = major, minor
    tree = parse(source, name, args.mode, type_comments=args.no_type_comments, feature_version=version, optimize=args.optimize)
    print(dump(tree, include_attributes=args.include_attributes, indent=args.indent, show_empty=args.show_empty))


if __name__ == '__main__':
    main()
