"""Contract: `Signature`, `Parameter`, `BoundArguments` and `signature()`.

Internal to `inspect`. Reads code objects; native functions by `__text_signature__`.
"""
import sys
import types
from enum import IntEnum

__name__ = 'inspect'


class _empty:
    """Marks the absence of a default or annotation."""


class _ParameterKind(IntEnum):
    POSITIONAL_ONLY = 0
    POSITIONAL_OR_KEYWORD = 1
    VAR_POSITIONAL = 2
    KEYWORD_ONLY = 3
    VAR_KEYWORD = 4

    def __new__(cls, value):
        made = int.__new__(cls, value)
        made._value_ = value
        return made

    def __str__(self):
        return self.name

    @property
    def description(self):
        return _DESCRIPTIONS[self]


_PO, _PK, _VP, _KO, _VK = _ParameterKind
_DESCRIPTIONS = {_PO: 'positional-only', _PK: 'positional or keyword', _VP: 'variadic positional',
                 _KO: 'keyword-only', _VK: 'variadic keyword'}


def formatannotation(annotation, base_module=None, *, quote_annotation_strings=True):
    """The text of an annotation."""
    from annotationlib import ForwardRef
    if not quote_annotation_strings and isinstance(annotation, str):
        return annotation
    if getattr(annotation, '__module__', None) == 'typing':
        return repr(annotation).replace('typing.', '')
    if isinstance(annotation, types.GenericAlias):
        return str(annotation)
    if isinstance(annotation, type):
        if annotation.__module__ in ('builtins', base_module):
            return annotation.__qualname__
        return annotation.__module__ + '.' + annotation.__qualname__
    if isinstance(annotation, ForwardRef):
        return annotation.__forward_arg__
    return repr(annotation)


class Parameter:
    """One parameter: name, kind, default, annotation."""
    __slots__ = ('_name', '_kind', '_default', '_annotation')

    POSITIONAL_ONLY, POSITIONAL_OR_KEYWORD, VAR_POSITIONAL = _PO, _PK, _VP
    KEYWORD_ONLY, VAR_KEYWORD = _KO, _VK
    empty = _empty

    def __init__(self, name, kind, *, default=_empty, annotation=_empty):
        try:
            self._kind = _ParameterKind(kind)
        except ValueError:
            raise ValueError(f'value {kind!r} is not a valid Parameter.kind') from None
        if default is not _empty and self._kind in (_VP, _VK):
            raise ValueError(f'{self._kind.description} parameters cannot have default values')
        self._default = default
        self._annotation = annotation
        if name is _empty:
            raise ValueError('name is a required attribute for Parameter')
        if not isinstance(name, str):
            raise TypeError(f'name must be a str, not a {type(name).__name__}')
        if name[:1] == '.' and name[1:].isdigit():
            if self._kind != _PK:
                raise ValueError(f'implicit arguments must be passed as positional or keyword arguments, '
                                 f'not {self._kind.description}')
            self._kind = _PO
            name = f'implicit{name[1:]}'
        from keyword import iskeyword
        if iskeyword(name) and self._kind is not _PO or not name.isidentifier():
            raise ValueError(f'{name!r} is not a valid parameter name')
        self._name = name

    def __reduce__(self):
        return type(self), (self._name, self._kind), {'_default': self._default, '_annotation': self._annotation}

    def __setstate__(self, state):
        self._default = state['_default']
        self._annotation = state['_annotation']

    name = property(lambda self: self._name)
    default = property(lambda self: self._default)
    annotation = property(lambda self: self._annotation)
    kind = property(lambda self: self._kind)

    def replace(self, *, name=_empty, kind=_empty, annotation=_empty, default=_empty):
        """A parameter with some fields changed."""
        void = _empty
        return type(self)(self._name if name is void else name, self._kind if kind is void else kind,
                          default=self._default if default is void else default,
                          annotation=self._annotation if annotation is void else annotation)

    __replace__ = replace

    def __str__(self):
        return self._format()

    def _format(self, *, quote_annotation_strings=True):
        text = self._name
        if self._annotation is not _empty:
            note = formatannotation(self._annotation, quote_annotation_strings=quote_annotation_strings)
            text = f'{text}: {note}'
        if self._default is not _empty:
            text += f' = {self._default!r}' if self._annotation is not _empty else f'={self._default!r}'
        return ('*' if self._kind == _VP else '**' if self._kind == _VK else '') + text

    def __repr__(self):
        return f'<{self.__class__.__name__} "{self}">'

    def __hash__(self):
        return hash((self._name, self._kind, self._annotation, self._default))

    def __eq__(self, other):
        if self is other:
            return True
        if not isinstance(other, Parameter):
            return NotImplemented
        return (self._name == other._name and self._kind == other._kind and self._default == other._default
                and self._annotation == other._annotation)


class BoundArguments:
    """Arguments by the names of their parameters."""
    __slots__ = ('arguments', '_signature', '__weakref__')

    def __init__(self, signature, arguments):
        self.arguments = arguments
        self._signature = signature

    signature = property(lambda self: self._signature)

    @property
    def args(self):
        """The positional arguments."""
        args = []
        for name, p in self._signature.parameters.items():
            if p.kind in (_VK, _KO):
                break
            try:
                arg = self.arguments[name]
            except KeyError:
                break
            if p.kind == _VP:
                args.extend(arg)
            else:
                args.append(arg)
        return tuple(args)

    @property
    def kwargs(self):
        """The keyword arguments."""
        kwargs, started = {}, False
        for name, p in self._signature.parameters.items():
            if not started:
                if p.kind in (_VK, _KO):
                    started = True
                elif name not in self.arguments:
                    started = True
                    continue
            if not started:
                continue
            try:
                arg = self.arguments[name]
            except KeyError:
                continue
            if p.kind == _VK:
                kwargs.update(arg)
            else:
                kwargs[name] = arg
        return kwargs

    def apply_defaults(self):
        """Fill in the defaults."""
        new = []
        for name, p in self._signature.parameters.items():
            try:
                new.append((name, self.arguments[name]))
            except KeyError:
                if p.default is not _empty:
                    new.append((name, p.default))
                elif p.kind is _VP:
                    new.append((name, ()))
                elif p.kind is _VK:
                    new.append((name, {}))
        self.arguments = dict(new)

    def __eq__(self, other):
        if not isinstance(other, BoundArguments):
            return NotImplemented
        return self.signature == other.signature and self.arguments == other.arguments

    def __getstate__(self):
        return {'_signature': self._signature, 'arguments': self.arguments}

    def __setstate__(self, state):
        self._signature = state['_signature']
        self.arguments = state['arguments']

    def __repr__(self):
        args = ', '.join(f'{name}={value!r}' for name, value in self.arguments.items())
        return f'<{self.__class__.__name__} ({args})>'


class Signature:
    """The parameters of a callable and its return annotation."""
    __slots__ = ('_return_annotation', '_parameters')
    _parameter_cls = Parameter
    _bound_arguments_cls = BoundArguments
    empty = _empty

    def __init__(self, parameters=None, *, return_annotation=_empty, __validate_parameters__=True):
        params = {}
        if parameters is not None:
            top = _PO
            seen_default = False
            for p in parameters:
                if not isinstance(p, Parameter) and __validate_parameters__:
                    raise AttributeError(f"'{type(p).__name__}' object has no attribute 'kind'")
                if p.kind < top:
                    raise ValueError(f'wrong parameter order: {top.description} parameter before '
                                     f'{p.kind.description} parameter')
                top = max(top, p.kind)
                if p.kind in (_PO, _PK):
                    if p.default is _empty:
                        if seen_default:
                            raise ValueError('non-default argument follows default argument')
                    else:
                        seen_default = True
                if p.name in params:
                    raise ValueError(f'duplicate parameter name: {p.name!r}')
                params[p.name] = p
        self._parameters = types.MappingProxyType(params)
        self._return_annotation = return_annotation

    @classmethod
    def from_callable(cls, obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False,
                      annotation_format=1):
        """The signature of a callable."""
        return _Finder(cls, follow_wrapped, globals, locals, eval_str, annotation_format).find(obj)

    parameters = property(lambda self: self._parameters)
    return_annotation = property(lambda self: self._return_annotation)

    def replace(self, *, parameters=_empty, return_annotation=_empty):
        """A signature with some parts changed."""
        return type(self)(self.parameters.values() if parameters is _empty else parameters,
                          return_annotation=self._return_annotation if return_annotation is _empty
                          else return_annotation)

    __replace__ = replace

    def _basis(self):
        params = tuple(p for p in self.parameters.values() if p.kind != _KO)
        return params, {p.name: p for p in self.parameters.values() if p.kind == _KO}, self.return_annotation

    def __hash__(self):
        params, kwo, note = self._basis()
        return hash((params, frozenset(kwo.values()), note))

    def __eq__(self, other):
        if self is other:
            return True
        if not isinstance(other, Signature):
            return NotImplemented
        return self._basis() == other._basis()

    def _bind(self, args, kwargs, *, partial=False):
        arguments = {}
        params = list(self.parameters.values())
        args = list(args)
        rest = []
        i = 0
        pos_only_in_kwargs = []
        while i < len(params):
            p = params[i]
            if p.kind in (_KO, _VK):
                break
            i += 1
            if p.kind == _VP:
                if args:
                    arguments[p.name] = tuple(args)
                    args = []
                continue
            if args:
                if p.name in kwargs and p.kind != _PO:
                    raise TypeError(f'multiple values for argument {p.name!r}')
                arguments[p.name] = args.pop(0)
            elif p.kind == _PO:
                if p.name in kwargs and p.default is _empty:
                    raise TypeError(f'missing a required positional-only argument: {p.name!r}')
                if p.name in kwargs:
                    pos_only_in_kwargs.append(p)
                if p.default is _empty and not partial:
                    raise TypeError(f'missing a required argument: {p.name!r}')
            else:
                rest.append(p)
        if args:
            raise TypeError('too many positional arguments')
        rest.extend(params[i:])
        kwargs_param = None
        kwargs = dict(kwargs)
        for p in rest:
            if p.kind == _VK:
                kwargs_param = p
            elif p.name in kwargs:
                arguments[p.name] = kwargs.pop(p.name)
            elif not partial and p.default is _empty:
                raise TypeError(f'missing a required argument: {p.name!r}')
        if kwargs:
            if kwargs_param is not None:
                arguments[kwargs_param.name] = kwargs
            elif pos_only_in_kwargs:
                names = ', '.join(p.name for p in pos_only_in_kwargs)
                raise TypeError(f'got some positional-only arguments passed as keyword arguments: {names!r}')
            else:
                raise TypeError(f'got an unexpected keyword argument {next(iter(kwargs))!r}')
        arguments = {n: arguments[n] for n in self.parameters if n in arguments}
        return self._bound_arguments_cls(self, arguments)

    def bind(self, /, *args, **kwargs):
        """The arguments of a call by parameter; TypeError if they do not fit."""
        return self._bind(args, kwargs)

    def bind_partial(self, /, *args, **kwargs):
        """As `bind`; arguments may be missing."""
        return self._bind(args, kwargs, partial=True)

    def __reduce__(self):
        return type(self), (tuple(self._parameters.values()),), {'_return_annotation': self._return_annotation}

    def __setstate__(self, state):
        self._return_annotation = state['_return_annotation']

    def __repr__(self):
        return f'<{self.__class__.__name__} {self}>'

    def __str__(self):
        return self.format()

    def format(self, *, max_width=None, quote_annotation_strings=True):
        """The text; on several lines if it would be wider than max_width."""
        result, pos_only, seen_star = [], False, False
        for p in self.parameters.values():
            text = p._format(quote_annotation_strings=quote_annotation_strings)
            if p.kind == _PO:
                pos_only = True
            elif pos_only:
                result.append('/')
                pos_only = False
            if p.kind == _VP:
                seen_star = True
            elif p.kind == _KO and not seen_star:
                result.append('*')
                seen_star = True
            result.append(text)
        if pos_only:
            result.append('/')
        rendered = f'({", ".join(result)})'
        if max_width is not None and len(rendered) > max_width:
            rendered = '(\n    ' + ',\n    '.join(result) + '\n)'
        if self.return_annotation is not _empty:
            rendered += ' -> ' + formatannotation(self.return_annotation,
                                                  quote_annotation_strings=quote_annotation_strings)
        return rendered


def unwrap(func, *, stop=None):
    """Follow `__wrapped__` to the innermost function."""
    original = func
    seen = {id(func)}
    while not isinstance(func, type) and hasattr(func, '__wrapped__'):
        if stop is not None and stop(func):
            break
        func = func.__wrapped__
        if id(func) in seen or len(seen) >= sys.getrecursionlimit():
            raise ValueError('wrapper loop when unwrapping {!r}'.format(original))
        seen.add(id(func))
    return func


class _Finder:
    """Finds the signature of anything callable."""

    def __init__(self, cls, follow, globals, locals, eval_str, format):
        self.cls = cls
        self.follow = follow
        self.globals, self.locals, self.eval_str, self.format = globals, locals, eval_str, format

    def find(self, obj, skip_bound=True):
        if not callable(obj):
            raise TypeError(f'{obj!r} is not a callable object')
        if isinstance(obj, types.MethodType):
            sig = self.find(obj.__func__)
            return _drop_first(sig) if skip_bound else sig
        if self.follow:
            obj = unwrap(obj, stop=lambda f: hasattr(f, '__signature__') or isinstance(f, types.MethodType))
            if isinstance(obj, types.MethodType):
                return self.find(obj)
        sig = getattr(obj, '__signature__', None)
        if sig is not None:
            if not isinstance(sig, Signature) and callable(sig):
                sig = sig()
            if isinstance(sig, str):
                return _from_text(self.cls, obj, sig, False)
            if not isinstance(sig, Signature):
                raise TypeError(f'unexpected object {sig!r} in __signature__ attribute')
            return sig
        partialmethod = getattr(obj, '__partialmethod__', None)
        if partialmethod is not None and type(partialmethod).__name__ == 'partialmethod':
            inner = self.find(partialmethod.func)
            sig = _apply_partial(inner, partialmethod, (None,))
            first = next(iter(inner.parameters.values()))
            return sig.replace(parameters=(first, *sig.parameters.values()))
        if isinstance(obj, types.FunctionType) or _is_function_like(obj):
            return self.from_function(obj)
        if _is_native(obj):
            text = getattr(obj, '__text_signature__', None)
            if not text:
                raise ValueError(f'no signature found for builtin {obj!r}')
            return _from_text(self.cls, obj, text, skip_bound)
        import functools
        if isinstance(obj, functools.partial):
            return _apply_partial(self.find(obj.func), obj)
        if isinstance(obj, type):
            return self.from_class(obj)
        call = getattr(type(obj), '__call__', None)
        if call is not None:
            try:
                return _drop_first(self.find(call))
            except ValueError as ex:
                raise ValueError(f'no signature found for {obj!r}') from ex
        raise ValueError(f'callable {obj!r} is not supported by signature')

    def from_function(self, func):
        from annotationlib import get_annotations
        code = func.__code__
        names = code.co_varnames
        count, posonly, kwonly = code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount
        notes = get_annotations(func, globals=self.globals, locals=self.locals, eval_str=self.eval_str,
                                format=self.format)
        defaults = func.__defaults__ or ()
        kwdefaults = func.__kwdefaults__ or {}
        params = []
        for i, name in enumerate(names[:count]):
            k = i - (count - len(defaults))
            params.append(Parameter(name, _PO if i < posonly else _PK, annotation=notes.get(name, _empty),
                                    default=defaults[k] if k >= 0 else _empty))
        index = count + kwonly
        if code.co_flags & 4:
            params.append(Parameter(names[index], _VP, annotation=notes.get(names[index], _empty)))
            index += 1
        for name in names[count:count + kwonly]:
            params.append(Parameter(name, _KO, annotation=notes.get(name, _empty),
                                    default=kwdefaults.get(name, _empty)))
        if code.co_flags & 8:
            params.append(Parameter(names[index], _VK, annotation=notes.get(names[index], _empty)))
        return self.cls(params, return_annotation=notes.get('return', _empty))

    def from_class(self, obj):
        call = _user_method(type(obj), '__call__', type)
        if call is not None:
            return _drop_first(self.find(call))
        for base in obj.__mro__:
            new, init = base.__dict__.get('__new__'), base.__dict__.get('__init__')
            if base is object:
                break
            if new is not None and isinstance(getattr(new, '__func__', new), types.FunctionType):
                return _drop_first(self.find(getattr(new, '__func__', new)))
            if init is not None and isinstance(init, types.FunctionType):
                return _drop_first(self.find(init))
            if new is not None or init is not None:
                text = base.__dict__.get('__text_signature__') or getattr(base, '__text_signature__', None)
                if text and isinstance(text, str):
                    return _from_text(self.cls, obj, text, False)
                if base is type:
                    raise ValueError(f'no signature found for builtin {obj!r}')
                wrapped = new if new is not None else init
                if hasattr(wrapped, '__wrapped__') or callable(wrapped) and not _is_native(wrapped) \
                        and hasattr(type(wrapped), '__get__'):
                    return _drop_first(self.find(wrapped))
                for above in base.__mro__[1:-1]:
                    text = getattr(above, '__text_signature__', None)
                    if text and isinstance(text, str):
                        return _from_text(self.cls, obj, text, False)
                raise ValueError(f'no signature found for builtin type {obj!r}')
        text = getattr(obj, '__text_signature__', None)
        if text and isinstance(text, str):
            return _from_text(self.cls, obj, text, False)
        if type not in obj.__mro__:
            return self.cls([])
        raise ValueError(f'no signature found for builtin {obj!r}' if obj is type else
                         f'no signature found for builtin type {obj!r}')


def _user_method(cls, name, base):
    for c in cls.__mro__:
        if c is base or c is object:
            return None
        if isinstance(c.__dict__.get(name), types.FunctionType):
            return c.__dict__[name]
    return None


def _is_function_like(obj):
    if isinstance(obj, type) or not callable(obj):
        return False
    return isinstance(getattr(obj, '__code__', None), types.CodeType) and hasattr(obj, '__defaults__') \
        and isinstance(getattr(obj, '__name__', None), str)


def _is_native(obj):
    return isinstance(obj, (types.BuiltinFunctionType, types.WrapperDescriptorType, types.MethodWrapperType,
                            types.MethodDescriptorType, types.ClassMethodDescriptorType))


def _drop_first(sig):
    params = tuple(sig.parameters.values())
    if not params or params[0].kind in (_VK, _KO):
        raise ValueError('invalid method signature')
    if params[0].kind in (_PO, _PK):
        params = params[1:]
    return sig.replace(parameters=params)


def _apply_partial(sig, partial, extra=()):
    """The signature left when a partial's arguments are given."""
    import functools
    old = sig.parameters
    new = dict(old)
    args = extra + (partial.args or ())
    keywords = partial.keywords or {}
    try:
        ba = sig.bind_partial(*args, **keywords)
    except TypeError as ex:
        raise ValueError(f'partial object {partial!r} has incorrect arguments') from ex
    to_keyword = False
    for name, p in old.items():
        try:
            value = ba.arguments[name]
        except KeyError:
            pass
        else:
            if p.kind is _PO:
                if value is functools.Placeholder:
                    new[name] = p.replace(default=_empty)
                else:
                    new.pop(name)
                continue
            if p.kind is _PK:
                if name in keywords:
                    to_keyword = True
                    new[name] = p.replace(default=value)
                elif value is functools.Placeholder:
                    new[name] = p.replace(kind=_PO, default=_empty)
                else:
                    new.pop(p.name)
                    continue
            if p.kind is _KO:
                new[name] = p.replace(default=value)
        if to_keyword:
            if p.kind is _PK:
                new[name] = new[name].replace(kind=_KO)
            elif p.kind is _VP:
                new.pop(p.name)
    ordered = [p for p in new.values() if p.kind < _KO] + [p for p in new.values() if p.kind >= _KO]
    return sig.replace(parameters=ordered)


def _from_text(cls, obj, text, skip_bound=True):
    """A signature from `__text_signature__`: '($self, x, /, y=1)'."""
    inner = text.strip()
    if inner.startswith('('):
        inner = inner[1:inner.rindex(')')]
    parts, depth, quote, start = [], 0, None, 0
    for i, c in enumerate(inner):
        if quote:
            if c == quote and inner[i - 1] != '\\':
                quote = None
        elif c in '"\'':
            quote = c
        elif c in '([{':
            depth += 1
        elif c in ')]}':
            depth -= 1
        elif c == ',' and depth == 0:
            parts.append(inner[start:i])
            start = i + 1
    parts.append(inner[start:])
    params, kind, self_first = [], _PK, False
    scope = {**vars(sys.modules['builtins']), 'sys': sys}
    module = sys.modules.get(getattr(obj, '__module__', None) or '')
    if module is not None:
        scope.update(vars(module))
    for part in map(str.strip, parts):
        if not part:
            continue
        if part == '/':
            params = [p.replace(kind=_PO) for p in params]
            continue
        if part == '*':
            kind = _KO
            continue
        this = kind
        if part.startswith('**'):
            part, this = part[2:], _VK
        elif part.startswith('*'):
            part, this, kind = part[1:], _VP, _KO
        name, eq, default = part.partition('=')
        name = name.strip()
        if name.startswith('$'):
            name = name[1:]
            self_first = True
        value = _empty
        if eq:
            try:
                value = eval(default, scope)
            except Exception:
                raise ValueError(f'{obj!r} builtin has invalid signature') from None
        params.append(Parameter(name, this, default=value))
    if self_first:
        bound = getattr(obj, '__self__', None)
        if isinstance(obj, type) or bound is not None and not isinstance(bound, types.ModuleType) \
                or isinstance(bound, types.ModuleType):
            params.pop(0)
        else:
            params[0] = params[0].replace(kind=_PO)
    return cls(params, return_annotation=cls.empty)


def signature(obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False, annotation_format=1):
    """The signature of a callable."""
    return Signature.from_callable(obj, follow_wrapped=follow_wrapped, globals=globals, locals=locals,
                                   eval_str=eval_str, annotation_format=annotation_format)
