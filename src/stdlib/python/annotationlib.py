"""Contract: annotations as values, with forward references, or as text (PEP 649, PEP 749).

Natively relied on: `__annotate__` is a plain function of one format number whose code
compares it with 2 (or 1) and raises NotImplementedError for others;
`FunctionType(code, globals, name, argdefs, closure)`, `co_names`, `co_freevars`,
and NameError's `name`. Text and forward references come from running that function
again with stand-ins for the names it looks up.
"""
import builtins
import sys

__all__ = ['Format', 'ForwardRef', 'call_annotate_function', 'call_evaluate_function',
           'get_annotate_from_class_namespace', 'get_annotations', 'annotations_to_string',
           'type_repr']

_VALUE, _FAKE, _FORWARDREF, _STRING = 1, 2, 3, 4
_FunctionType = type(lambda: None)
_sentinel = object()


def __getattr__(name):
    """`Format`, made when first used: `enum` is large."""
    if name == 'Format':
        import enum
        made = enum.IntEnum('Format', {'VALUE': 1, 'VALUE_WITH_FAKE_GLOBALS': 2, 'FORWARDREF': 3,
                                       'STRING': 4}, module='annotationlib')
        globals()['Format'] = made
        return made
    raise AttributeError(f"module 'annotationlib' has no attribute {name!r}")


class ForwardRef:
    """A name or expression in an annotation that could not be evaluated (yet)."""

    def __init__(self, arg, *, module=None, owner=None, is_argument=True, is_class=False):
        if not isinstance(arg, str):
            raise TypeError(f'Forward reference must be a string -- got {arg!r}')
        self.__arg__, self.__owner__ = arg, owner
        self.__forward_module__ = module
        self.__forward_is_argument__, self.__forward_is_class__ = is_argument, is_class
        # what `_as_reference` may know more
        self.__globals__ = self.__cell__ = self.__code__ = self.__names__ = None

    def __init_subclass__(cls, /, *args, **kwds):
        raise TypeError('Cannot subclass ForwardRef')

    @property
    def __forward_arg__(self):
        return self.__arg__

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
            return self.__arg__
        if format == _FAKE:
            raise NotImplementedError(format)
        lenient = format == _FORWARDREF
        if isinstance(self.__cell__, type((lambda: self).__closure__[0])):
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
        for name, cell in (self.__names__ or {}).items():
            locals.setdefault(name, cell)
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
        try:
            return eval(self.__forward_code__, globals, locals)
        except Exception:
            if not lenient:
                raise
            return self

    def _evaluate(self, globalns, localns, type_params=(), *, recursive_guard=frozenset()):
        return self.evaluate(globals=globalns, locals=localns, type_params=type_params)

    def _key(self):
        return (self.__arg__, self.__forward_module__, id(self.__globals__),
                self.__forward_is_class__, id(self.__owner__))

    def __eq__(self, other):
        if not isinstance(other, ForwardRef):
            return NotImplemented
        return self._key() == other._key()

    def __hash__(self):
        return hash(self._key())

    def __or__(self, other):
        import types
        return types.UnionType[self, other]

    def __ror__(self, other):
        import types
        return types.UnionType[other, self]

    def __repr__(self):
        extra = ''
        if self.__forward_module__ is not None:
            extra += f', module={self.__forward_module__!r}'
        if self.__forward_is_class__:
            extra += ', is_class=True'
        if self.__owner__ is not None:
            extra += f', owner={self.__owner__!r}'
        return f'ForwardRef({self.__arg__!r}{extra})'


# --- stand-ins that record what is done to them ---------------------------------

class _Stringifier:
    """A value known only as text; operations give longer texts."""
    __slots__ = ('_text', '_rank')

    def __init__(self, text, rank=100):
        self._text = text
        self._rank = rank

    def __getitem__(self, key):
        if isinstance(key, tuple) and key:
            inner = ', '.join(map(_text_of, key)) + (',' if len(key) == 1 else '')
        else:
            inner = _text_of(key)
        return _Stringifier(f'{self._wrapped(90)}[{inner}]')

    def __getattr__(self, name):
        if name.startswith('__') and name.endswith('__') and name not in ('__name__', '__qualname__'):
            raise AttributeError(name)
        return _Stringifier(f'{self._wrapped(90)}.{name}')

    def __call__(self, /, *args, **kwargs):
        parts = [*map(_text_of, args), *(f'{k}={_text_of(v)}' for k, v in kwargs.items())]
        return _Stringifier(f'{self._wrapped(90)}({", ".join(parts)})')

    def __iter__(self):
        yield _Stringifier(f'*{self._wrapped(90)}')

    def _wrapped(self, rank):
        return self._text if self._rank >= rank else f'({self._text})'

    def __hash__(self):
        return id(self)


def _text_of(value, rank=0):
    """The source text of a value met in an annotation."""
    if type(value) is _Stringifier:
        return value._wrapped(rank)
    if isinstance(value, slice):
        text = f'{"" if value.start is None else _text_of(value.start)}:' \
               f'{"" if value.stop is None else _text_of(value.stop)}'
        return text if value.step is None else f'{text}:{_text_of(value.step)}'
    if type(value) is list:
        return '[' + ', '.join(map(_text_of, value)) + ']'
    if type(value) is tuple:
        return '(' + ', '.join(map(_text_of, value)) + (',)' if len(value) == 1 else ')')
    if type(value) is set and value:
        return '{' + ', '.join(map(_text_of, value)) + '}'
    if type(value) is dict:
        return '{' + ', '.join(f'{_text_of(k)}: {_text_of(v)}' for k, v in value.items()) + '}'
    if value is Ellipsis:
        return '...'
    return repr(value)


def _install_operators():
    def binary(symbol, rank):
        def forward(self, other):
            return _Stringifier(f'{_text_of(self, rank)} {symbol} {_text_of(other, rank + 1)}', rank)

        def reverse(self, other):
            return _Stringifier(f'{_text_of(other, rank)} {symbol} {_text_of(self, rank + 1)}', rank)
        return forward, reverse

    for name, symbol, rank in (('or', '|', 40), ('xor', '^', 45), ('and', '&', 50), ('lshift', '<<', 55),
                               ('rshift', '>>', 55), ('add', '+', 60), ('sub', '-', 60), ('mul', '*', 70),
                               ('matmul', '@', 70), ('truediv', '/', 70), ('mod', '%', 70),
                               ('floordiv', '//', 70), ('pow', '**', 80)):
        forward, reverse = binary(symbol, rank)
        setattr(_Stringifier, f'__{name}__', forward)
        setattr(_Stringifier, f'__r{name}__', reverse)
    for name, symbol in (('lt', '<'), ('le', '<='), ('eq', '=='), ('ne', '!='), ('gt', '>'), ('ge', '>=')):
        setattr(_Stringifier, f'__{name}__', binary(symbol, 30)[0])

    def unary(symbol):
        return lambda self: _Stringifier(f'{symbol}{_text_of(self, 75)}', 75)

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
            result = _run_with_fakes(annotate, True, owner)
        except NotImplementedError:
            # it knows nothing but values
            result = annotate(_VALUE)
            return type_repr(result) if _is_evaluate else annotations_to_string(result)
        if _is_evaluate:
            return _as_text(result)
        return {key: _as_text(value) for key, value in result.items()}
    if format == _FORWARDREF:
        try:
            return annotate(_VALUE)
        except NameError:
            pass
        except Exception:
            pass
        try:
            result = _run_with_fakes(annotate, False, owner)
        except Exception:
            # something else is wrong with one of them: take each as text and try it alone
            result = _run_with_fakes(annotate, True, owner)
            if not _is_evaluate:
                return {key: _lenient(value, owner, annotate) for key, value in result.items()}
        if _is_evaluate:
            return _as_reference(result, owner, annotate)
        return {key: _as_reference(value, owner, annotate) for key, value in result.items()}
    if format == _VALUE:
        raise RuntimeError('annotate function does not support VALUE format')
    raise ValueError(f'Invalid format: {format!r}')


def _run_with_fakes(annotate, all_names, owner):
    """Run the function with texts in place of all names, or of the missing ones."""
    code = annotate.__code__
    scope = dict(annotate.__globals__)
    known = scope.keys() | builtins.__dict__.keys()
    namespace = vars(owner) if isinstance(owner, type) else {}
    for name in code.co_names:
        if all_names or name not in known and name not in namespace:
            scope[name] = _Stringifier(name)
    cells = None
    if annotate.__closure__:
        cells = []
        cell_type = type(annotate.__closure__[0])
        for name, cell in zip(code.co_freevars, annotate.__closure__):
            if name == '__classdict__':
                cells.append(cell_type({}) if all_names else cell)
                continue
            try:
                cell.cell_contents
                missing = False
            except ValueError:
                missing = True
            cells.append(cell_type(_Stringifier(name)) if missing or all_names else cell)
        cells = tuple(cells)
    func = _FunctionType(code, scope, annotate.__name__, annotate.__defaults__, cells)
    func.__kwdefaults__ = annotate.__kwdefaults__
    while True:
        try:
            return func(_FAKE)
        except NameError as error:
            if error.name is None or error.name in scope:
                raise
            scope[error.name] = _Stringifier(error.name)


def _as_text(value):
    if type(value) is _Stringifier:
        return value._text
    return value if isinstance(value, str) else _text_of(value)


def _as_reference(value, owner, annotate):
    if type(value) is not _Stringifier:
        return _replace_inside(value, owner, annotate)
    ref = ForwardRef(value._text, owner=owner, is_class=isinstance(owner, type))
    ref.__globals__ = annotate.__globals__
    return ref


def _lenient(value, owner, annotate):
    ref = _as_reference(value, owner, annotate)
    return ref.evaluate(format=_FORWARDREF) if isinstance(ref, ForwardRef) else ref


def _replace_inside(value, owner, annotate):
    """Turn texts inside `list[...]` and unions into references."""
    args = getattr(value, '__args__', None)
    if not isinstance(args, tuple) or not any(type(a) is _Stringifier for a in args):
        return value
    args = tuple(_as_reference(a, owner, annotate) for a in args)
    if isinstance(value, type(int | str)):
        return type(value)[args]
    if isinstance(value, type(list[int])):
        return type(value)(value.__origin__, args)
    return value.copy_with(args) if hasattr(value, 'copy_with') else value


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
    return repr(value)


def annotations_to_string(annotations):
    """A dict of annotations with the values as text."""
    return {name: value if isinstance(value, str) else type_repr(value)
            for name, value in annotations.items()}
