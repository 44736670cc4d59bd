"""Contract: annotations as values, with forward references, or as text (PEP 649, PEP 749).

Natively relied on: `__annotate__` is a plain function of one format number whose code
compares it with 2 (or 1) and raises NotImplementedError for others;
`FunctionType(code, globals, name, argdefs, closure)` that asks a dict's `__missing__`
for names; `co_freevars`; `__class__` of a class with the same slots. Text and forward
references come from running that function again with stand-ins for the names it looks up.
"""
import builtins
import sys

__all__ = ['Format', 'ForwardRef', 'call_annotate_function', 'call_evaluate_function',
           'get_annotate_from_class_namespace', 'get_annotations', 'annotations_to_string',
           'type_repr']

_VALUE, _FAKE, _FORWARDREF, _STRING = 1, 2, 3, 4
_FunctionType = type(lambda: None)
_CellType = type((lambda x: lambda: x)(0).__closure__[0])


def __getattr__(name):
    """`Format`, made when first used: `enum` is large."""
    if name == 'Format':
        import enum
        made = enum.IntEnum('Format', {'VALUE': 1, 'VALUE_WITH_FAKE_GLOBALS': 2, 'FORWARDREF': 3,
                                       'STRING': 4}, module='annotationlib')
        globals()['Format'] = made
        return made
    raise AttributeError(f"module 'annotationlib' has no attribute {name!r}")


# A reference and a stand-in have the same fields, so that the one can become the other where it stands.
_FIELDS = ('__forward_is_argument__', '__forward_is_class__', '__forward_module__', '__weakref__', '__arg__',
           '__told__', '__rank__', '__globals__', '__extra_names__', '__code__', '__cell__', '__owner__', '__run__')


class ForwardRef:
    """A name or expression in an annotation that could not be evaluated (yet)."""
    __slots__ = _FIELDS

    def __init__(self, arg, *, module=None, owner=None, is_argument=True, is_class=False):
        if not isinstance(arg, str):
            raise TypeError(f'Forward reference must be a string -- got {arg!r}')
        self.__arg__, self.__owner__ = arg, owner
        self.__forward_module__ = module
        self.__forward_is_argument__, self.__forward_is_class__ = is_argument, is_class
        # what only a reference knows that was a stand-in: the names in its text that stand for values, its text with
        # those values told, its cell (or all cells by name)
        self.__globals__ = self.__cell__ = self.__code__ = self.__extra_names__ = self.__told__ = None

    def __init_subclass__(cls, /, *args, **kwds):
        raise TypeError('Cannot subclass ForwardRef')

    @property
    def __forward_arg__(self):
        return self.__arg__

    @property
    def __resolved_str__(self):
        return self.__arg__ if self.__told__ is None else self.__told__

    @property
    def __forward_code__(self):
        if self.__code__ is None:
            arg = self.__arg__
            if arg.startswith('*'):
                arg = f'({arg},)[0]'
            try:
                self.__code__ = compile(arg, '<string>', 'eval')
            except SyntaxError:
                raise SyntaxError(f'Forward reference must be an expression -- got {self.__arg__!r}')
        return self.__code__

    def _globals_for(self, owner):
        """The namespace to evaluate in: of the module, as made, or where the owner is from."""
        module = sys.modules.get(self.__forward_module__)
        known = [getattr(module, '__dict__', None), self.__globals__]
        if isinstance(owner, type):
            known.append(getattr(sys.modules.get(owner.__module__), '__dict__', None))
        elif owner is not None:
            known.append(getattr(owner, '__globals__' if callable(owner) else '__dict__', None))
        return next((scope for scope in known if scope is not None), {})

    def evaluate(self, *, globals=None, locals=None, type_params=None, owner=None, format=_VALUE):
        """The value, or with other formats the reference or its text."""
        if format == _STRING:
            return self.__resolved_str__
        if format not in (_VALUE, _FORWARDREF):
            raise NotImplementedError(format)
        lenient = format == _FORWARDREF
        if isinstance(self.__cell__, _CellType):
            try:
                return self.__cell__.cell_contents
            except ValueError:
                pass
        owner = self.__owner__ if owner is None else owner
        if globals is None:
            globals = self._globals_for(owner)
        if type_params is None and owner is not None:
            type_params = getattr(owner, '__type_params__', None)
        if locals is None:
            locals = dict(vars(owner)) if isinstance(owner, type) else {}
        else:
            locals = dict(locals)
        if type_params:
            for param in type_params:
                if param.__name__ not in globals:
                    locals.setdefault(param.__name__, param)
        if isinstance(self.__cell__, dict):
            for name, cell in self.__cell__.items():
                try:
                    locals.setdefault(name, cell.cell_contents)
                except ValueError:
                    pass
        if self.__extra_names__:
            locals.update(self.__extra_names__)
        arg = self.__arg__
        if arg.isidentifier():
            import keyword
            if not keyword.iskeyword(arg):
                for scope in (locals, globals, builtins.__dict__):
                    if arg in scope:
                        return scope[arg]
                if lenient:
                    return self
                raise NameError(f'name {arg!r} is not defined', name=arg)
        code = self.__forward_code__
        try:
            return eval(code, globals, locals)
        except Exception:
            if not lenient:
                raise
        run = _Run({**builtins.__dict__, **globals, **locals}, globals, owner, _FORWARDREF, self.__forward_is_class__)
        try:
            value = eval(code, globals, run)
        except Exception:
            return self
        run.finish(self.__cell__)
        return value

    def _evaluate(self, globalns, localns, type_params=(), *, recursive_guard=frozenset()):
        return self.evaluate(globals=globalns, locals=localns, type_params=type_params)

    def _key(self):
        cell, names = self.__cell__, self.__extra_names__
        return (self.__arg__, self.__forward_module__, id(self.__globals__), self.__forward_is_class__,
                id(self.__owner__), tuple(sorted((k, id(v)) for k, v in cell.items())) if isinstance(cell, dict) else id(cell),
                tuple(sorted((k, id(v)) for k, v in names.items())) if names else None)

    def __eq__(self, other):
        if not isinstance(other, ForwardRef):
            return NotImplemented
        return self._key() == other._key()

    def __hash__(self):
        return hash(self._key())

    def __or__(self, other):
        import types
        return types.UnionType[self, ForwardRef(other) if isinstance(other, str) else other]

    def __ror__(self, other):
        import types
        return types.UnionType[ForwardRef(other) if isinstance(other, str) else other, self]

    def __repr__(self):
        extra = ''
        if self.__forward_module__ is not None:
            extra += f', module={self.__forward_module__!r}'
        if self.__forward_is_class__:
            extra += ', is_class=True'
        if self.__owner__ is not None:
            extra += f', owner={self.__owner__!r}'
        return f'ForwardRef({self.__resolved_str__!r}{extra})'


# --- stand-ins that record what is done to them ---------------------------------

_Template = type(t'')
# how tightly texts hold together: of a name, a call, a subscript; of what may stand alone in brackets
_ATOM, _ANY = 100, 0
_UNARY, _POWER = 75, 80


class _Run(dict):
    """The namespace of one run of an annotate function: a name that is not in it gets a stand-in."""

    def __init__(self, known, globals, owner, format, is_class):
        super().__init__(known)
        self.globals, self.owner, self.format, self.is_class = globals, owner, format, is_class
        self.made = []
        self.names = 0

    def __missing__(self, name):
        return self.stand_in(_Text(name, name, _ATOM, None))

    def stand_in(self, text, cell=None):
        made = _Stringifier.__new__(_Stringifier)
        made.__arg__, made.__told__, made.__rank__, made.__extra_names__ = text
        made.__forward_is_argument__, made.__forward_is_class__ = True, self.is_class
        made.__forward_module__ = made.__code__ = None
        made.__globals__, made.__owner__, made.__cell__, made.__run__ = self.globals, self.owner, cell, self
        self.made.append(made)
        return made

    def named(self, value):
        """A text for a value that has none: a name of its own."""
        self.names += 1
        name = f'__annotationlib_name_{self.names}__'
        return _Text(name, type_repr(value), _ATOM, {name: value})

    def finish(self, cells=None):
        """What was made is taken for references from now on, wherever it stands."""
        for made in self.made:
            made.__class__ = ForwardRef
            made.__run__ = None
            if made.__told__ == made.__arg__:
                made.__told__ = None
            if made.__cell__ is None:
                made.__cell__ = cells


class _Text(tuple):
    """The text of an expression, the same as it is told, its rank, and the values behind names in it (or None)."""
    __slots__ = ()

    def __new__(cls, text, told, rank, names):
        return tuple.__new__(cls, (text, told, rank, names))

    def within(self, rank):
        """In parentheses, unless it holds together as tightly as that."""
        text, told, own, names = self
        return self if own >= rank else _Text(f'({text})', f'({told})', _ATOM, names)


def _joined(pattern, parts, rank=_ATOM):
    """A text of texts: `pattern` has a `{}` for each."""
    names = {}
    for part in parts:
        names.update(part[3] or ())
    return _Text(pattern.format(*[p[0] for p in parts]), pattern.format(*[p[1] for p in parts]), rank, names or None)


def _listed(opening, values, closing, run):
    return _joined(opening + ', '.join(['{}'] * len(values)) + closing, [_text_of(v, run) for v in values])


def _text_of(value, run):
    """The text of a value that a stand-in meets."""
    kind = type(value)
    if kind is _Stringifier:
        return _Text(value.__arg__, value.__told__, value.__rank__, value.__extra_names__)
    if kind is _Template:
        text = _template_text(value)
        return _Text(text, text, _ATOM, None)
    if run.format != _STRING and not (value is None or kind in (str, int, float, bool, complex)):
        if kind is list:
            return _listed('[', value, ']', run)
        if kind is tuple:
            return _listed('(', value, ',)' if len(value) == 1 else ')', run)
        if kind is set and value:
            return _listed('{{', value, '}}', run)
        if kind is dict:
            parts = [_text_of(part, run) for pair in value.items() for part in pair]
            return _joined('{{' + ', '.join(['{}: {}'] * len(value)) + '}}', parts)
        return run.named(value)
    text = '...' if value is ... else repr(value).replace('inf', '1e309')
    return _Text(text, text, _UNARY if text[0] == '-' else _ATOM, None)


def _key_text(key, run):
    """The text between the brackets of a subscript."""
    if type(key) is slice:
        bounds = [_Text('', '', _ATOM, None) if part is None else _text_of(part, run) for part in (key.start, key.stop)]
        if key.step is None:
            return _joined('{}:{}', bounds)
        return _joined('{}:{}:{}', [*bounds, _text_of(key.step, run)])
    if type(key) is tuple and key:
        return _joined(', '.join(['{}'] * len(key)) + (',' if len(key) == 1 else ''), [_key_text(k, run) for k in key])
    return _text_of(key, run)


class _Stringifier:
    """A value known only as text; operations give longer texts."""
    __slots__ = _FIELDS

    def __getitem__(self, key):
        if self.__arg__ == '__classdict__':
            # the class's namespace: its names stand for themselves
            raise KeyError(key)
        run = self.__run__
        return run.stand_in(_joined('{}[{}]', [_text_of(self, run).within(90), _key_text(key, run)]))

    def __getattr__(self, name):
        run = self.__run__
        return run.stand_in(_joined(f'{{}}.{name}', [_text_of(self, run).within(90)]))

    def __call__(self, /, *args, **kwargs):
        run = self.__run__
        pattern = ', '.join([*['{}'] * len(args), *(f'{name}={{}}' for name in kwargs)])
        parts = [_text_of(value, run) for value in (*args, *kwargs.values())]
        return run.stand_in(_joined(f'{{}}({pattern})', [_text_of(self, run).within(90), *parts]))

    def __iter__(self):
        run = self.__run__
        yield run.stand_in(_joined('*{}', [_text_of(self, run).within(40)]))

    def __hash__(self):
        return id(self)

    def __repr__(self):
        return self.__told__

    def __format__(self, spec):
        raise TypeError('Cannot stringify annotation containing string formatting')


def _install_operators():
    def binary(symbol, rank, left, right):
        pattern = f'{{}} {symbol} {{}}'

        def forward(self, other):
            run = self.__run__
            return run.stand_in(_joined(pattern, [_text_of(self, run).within(left), _text_of(other, run).within(right)], rank))

        def reverse(self, other):
            run = self.__run__
            return run.stand_in(_joined(pattern, [_text_of(other, run).within(left), _text_of(self, run).within(right)], rank))
        return forward, reverse

    for name, symbol, rank in (('or', '|', 40), ('xor', '^', 45), ('and', '&', 50), ('lshift', '<<', 55),
                               ('rshift', '>>', 55), ('add', '+', 60), ('sub', '-', 60), ('mul', '*', 70),
                               ('matmul', '@', 70), ('truediv', '/', 70), ('mod', '%', 70),
                               ('floordiv', '//', 70), ('pow', '**', _POWER)):
        left, right = (rank + 1, _UNARY) if name == 'pow' else (rank, rank + 1)
        forward, reverse = binary(symbol, rank, left, right)
        setattr(_Stringifier, f'__{name}__', forward)
        setattr(_Stringifier, f'__r{name}__', reverse)
    for name, symbol in (('lt', '<'), ('le', '<='), ('eq', '=='), ('ne', '!='), ('gt', '>'), ('ge', '>=')):
        setattr(_Stringifier, f'__{name}__', binary(symbol, 30, 31, 31)[0])

    def unary(symbol):
        def operator(self):
            run = self.__run__
            return run.stand_in(_joined(symbol + '{}', [_text_of(self, run).within(_UNARY)], _UNARY))
        return operator

    for name, symbol in (('invert', '~'), ('neg', '-'), ('pos', '+')):
        setattr(_Stringifier, f'__{name}__', unary(symbol))


_install_operators()


# --- running annotate functions ----------------------------------------------

def call_evaluate_function(evaluate, format, *, owner=None):
    """Run an evaluate function (of a type parameter or alias) in a format."""
    return call_annotate_function(evaluate, format, owner=owner, _is_evaluate=True)


def call_annotate_function(annotate, format, *, owner=None, _is_evaluate=False):
    """Run an annotate function in a format, whether or not it knows that format."""
    if format == _FAKE:
        raise ValueError('The VALUE_WITH_FAKE_GLOBALS format is for internal use only')
    try:
        return annotate(format)
    except NotImplementedError:
        pass
    if format == _STRING:
        try:
            annotate(_FAKE)
        except NotImplementedError:
            # it knows nothing but values
            result = annotate(_VALUE)
            return type_repr(result) if _is_evaluate else annotations_to_string(result)
        except Exception:
            pass
        result, _ = _run_with_fakes(annotate, {}, owner, _STRING)
        return _as_text(result) if _is_evaluate else {key: _as_text(value) for key, value in result.items()}
    if format == _FORWARDREF:
        known = {**annotate.__builtins__, **annotate.__globals__}
        try:
            result, finish = _run_with_fakes(annotate, known, owner, _FORWARDREF)
        except NotImplementedError:
            return annotate(_VALUE)
        except Exception:
            pass
        else:
            finish()
            return result
        # something is wrong with one of them: take each as text and try it alone
        result, finish = _run_with_fakes(annotate, {}, owner, _FORWARDREF)
        finish()
        return _lenient(result) if _is_evaluate else {key: _lenient(value) for key, value in result.items()}
    if format == _VALUE:
        raise RuntimeError('annotate function does not support VALUE format')
    raise ValueError(f'Invalid format: {format!r}')


def _run_with_fakes(annotate, known, owner, format):
    """Run the function with stand-ins for all names that are not known. What it gives, and what makes the stand-ins
    references."""
    run = _Run(known, annotate.__globals__, owner, format, isinstance(owner, type))
    by_name, cells = None, None
    if annotate.__closure__:
        by_name = dict(zip(annotate.__code__.co_freevars, annotate.__closure__))
        cells = tuple(cell if known and _is_filled(cell)
                      else _CellType(run.stand_in(_Text(name, name, _ATOM, None), cell))
                      for name, cell in by_name.items())
    func = _FunctionType(annotate.__code__, run, annotate.__name__, annotate.__defaults__, cells)
    func.__kwdefaults__ = annotate.__kwdefaults__
    return func(_FAKE), lambda: run.finish(by_name)


def _is_filled(cell):
    try:
        cell.cell_contents
    except ValueError:
        return False
    return True


def _as_text(value):
    if value is ...:
        return '...'
    if isinstance(value, str):
        return value
    return _template_text(value) if type(value) is _Template else repr(value)


def _lenient(value):
    return value.evaluate(format=_FORWARDREF) if isinstance(value, ForwardRef) else value


def _template_text(template):
    """The source of a template string."""
    text = ''
    for part in template:
        if isinstance(part, str):
            text += part.replace('{', '{{').replace('}', '}}')
        else:
            spec = f':{part.format_spec}' if part.format_spec else ''
            text += f'{{{part.expression}{"!" + part.conversion if part.conversion else ""}{spec}}}'
    return 't' + repr(text)


def get_annotate_from_class_namespace(obj):
    """The annotate function in a class body's namespace, or None."""
    try:
        return obj['__annotate__']
    except KeyError:
        return obj.get('__annotate_func__', None)


def get_annotations(obj, *, globals=None, locals=None, eval_str=False, format=_VALUE):
    """The annotations of a class, module or callable as a new dict."""
    if eval_str and format != _VALUE:
        raise ValueError('eval_str=True is only supported with format=Format.VALUE')
    if format == _VALUE:
        ann = _stored(obj)
        if ann is None:
            ann = _computed(obj, format)
    elif format == _FORWARDREF:
        try:
            ann = _stored(obj)
        except Exception:
            ann = None
        if ann is None:
            ann = _computed(obj, format)
            if ann is None:
                ann = _stored(obj)
    elif format == _STRING:
        ann = _computed(obj, format)
        if ann is None:
            ann = _stored(obj)
            if ann is not None:
                ann = annotations_to_string(ann)
    elif format == _FAKE:
        raise ValueError('The VALUE_WITH_FAKE_GLOBALS format is for internal use only')
    else:
        raise ValueError(f'Unsupported format {format!r}')
    if ann is None:
        if isinstance(obj, type) or callable(obj):
            return {}
        raise TypeError(f'{obj!r} does not have annotations')
    if not (ann and eval_str):
        return dict(ann)
    if globals is None or locals is None:
        own_globals, own_locals, unwrap = None, None, None
        if isinstance(obj, type):
            own_globals = getattr(sys.modules.get(getattr(obj, '__module__', None)), '__dict__', None)
            own_locals = dict(vars(obj))
        elif isinstance(obj, type(sys)):
            own_globals = obj.__dict__
        elif callable(obj):
            own_globals = getattr(obj, '__globals__', None)
            unwrap = obj
        while unwrap is not None:
            if hasattr(unwrap, '__wrapped__'):
                unwrap = unwrap.__wrapped__
            elif type(unwrap).__name__ == 'partial' and hasattr(unwrap, 'func'):
                unwrap = unwrap.func
            else:
                break
            own_globals = getattr(unwrap, '__globals__', own_globals)
        globals = own_globals if globals is None else globals
        locals = own_locals if locals is None else locals
    scope = {p.__name__: p for p in getattr(obj, '__type_params__', ())}
    if locals is not None:
        scope.update(locals)
    return {key: eval(value, globals, scope) if isinstance(value, str) else value
            for key, value in ann.items()}


def _stored(obj):
    ann = getattr(obj, '__annotations__', None)
    if ann is not None and not isinstance(ann, dict):
        raise ValueError(f'{obj!r}.__annotations__ is neither a dict nor None')
    return ann


def _computed(obj, format):
    annotate = getattr(obj, '__annotate__', None)
    if annotate is None:
        return None
    ann = call_annotate_function(annotate, format, owner=obj)
    if not isinstance(ann, dict):
        raise ValueError(f'{obj!r}.__annotate__ returned a non-dict')
    return dict(ann)


def type_repr(value):
    """How annotations show a value: classes by name, strings as they are."""
    if isinstance(value, (type, _FunctionType, type(len))):
        if value.__module__ == 'builtins':
            return value.__qualname__
        return f'{value.__module__}.{value.__qualname__}'
    if isinstance(value, type(list[int])) and not hasattr(value, 'copy_with'):
        return repr(value)
    if value is ...:
        return '...'
    return _template_text(value) if type(value) is _Template else repr(value)


def annotations_to_string(annotations):
    """A dict of annotations with the values as text."""
    return {name: value if isinstance(value, str) else type_repr(value)
            for name, value in annotations.items()}
