"""Contract: template strings (PEP 750): `Template`, `Interpolation`, `convert`.

The machine makes a t-string by `Interpolation(value, expression, conversion, format_spec)` for each field and
`_build(strings, interpolations)` for the whole. Both types are immutable and final, and compare by identity.
"""
from types import GenericAlias as _GenericAlias

import _togil

__all__ = ['Interpolation', 'Template', 'convert']

_CONVERSIONS = {'s': str, 'r': repr, 'a': ascii}


def convert(obj, /, conversion):
    """Apply a conversion of an interpolation: None, 'r', 's' or 'a'."""
    if conversion is None:
        return obj
    if conversion not in _CONVERSIONS:
        raise ValueError(f'invalid conversion specifier: {conversion}')
    return _CONVERSIONS[conversion](obj)


class _Frozen:
    """What both types share: slots that are written once, no subclasses."""
    __slots__ = ()

    def __setattr__(self, name, value):
        self._refuse(name, ' and no __dict__ for setting new attributes')

    def __delattr__(self, name):
        self._refuse(name, ' and no __dict__ for setting new attributes')

    def _refuse(self, name, why):
        if hasattr(type(self), name):
            kind = type(self)
            why = 'readonly attribute'
            if name == 'values':
                why = f"attribute 'values' of '{kind.__module__}.{kind.__name__}' objects is not writable"
            raise AttributeError(why)
        kind = type(self)
        raise AttributeError(f"'{kind.__module__}.{kind.__name__}' object has no attribute {name!r}{why}")

    def __init_subclass__(cls):
        base = cls.__base__
        if base is not _Frozen:
            raise TypeError(f"type '{base.__module__}.{base.__name__}' is not an acceptable base type")

    __class_getitem__ = classmethod(_GenericAlias)


_write = object.__setattr__


def _shown(kind):
    """A type's name as errors show it."""
    return f'{kind.__module__}.{kind.__name__}' if kind in (Template, Interpolation) else kind.__name__


_FIELDS = {'value': None, 'expression': '', 'conversion': None, 'format_spec': ''}


def _bound(args, kwargs):
    """The values of the four parameters of `Interpolation()`."""
    count = len(args) + len(kwargs)
    if count > 4:
        raise TypeError(f'Interpolation() takes at most 4 arguments ({count} given)')
    values = dict(zip(_FIELDS, args))
    for place, name in enumerate(_FIELDS, 1):
        if name not in values and name in kwargs:
            values[name] = kwargs.pop(name)
        elif name in kwargs:
            raise TypeError(f"argument for Interpolation() given by name ({name!r}) and position ({place})")
        elif name not in values and name == 'value':
            raise TypeError("Interpolation() missing required argument 'value' (pos 1)")
    for name in kwargs:
        raise TypeError(f"Interpolation() got an unexpected keyword argument {name!r}")
    return (_FIELDS | values).values()


class Interpolation(_Frozen):
    """A field of a template string: the value, the text of its expression, conversion and format."""
    __slots__ = ('value', 'expression', 'conversion', 'format_spec')
    __match_args__ = ('value', 'expression', 'conversion', 'format_spec')

    def __new__(cls, *args, **kwargs):
        value, expression, conversion, format_spec = _bound(args, kwargs)
        for name, text in (('expression', expression), ('conversion', conversion), ('format_spec', format_spec)):
            if not isinstance(text, str) and (text is not None or name != 'conversion'):
                raise TypeError(f"Interpolation() argument '{name}' must be str, not {type(text).__name__}")
        if conversion is not None and conversion not in _CONVERSIONS:
            raise ValueError("Interpolation() argument 'conversion' must be one of 's', 'a' or 'r'")
        self = object.__new__(cls)
        _write(self, 'value', value)
        _write(self, 'expression', expression)
        _write(self, 'conversion', conversion)
        _write(self, 'format_spec', format_spec)
        return self

    def __repr__(self):
        return f'Interpolation({self.value!r}, {self.expression!r}, {self.conversion!r}, {self.format_spec!r})'

    def __reduce__(self):
        return Interpolation, (self.value, self.expression, self.conversion, self.format_spec)


class Template(_Frozen):
    """A template string: texts, always one more than the interpolations between them."""
    __slots__ = ('strings', 'interpolations')

    def __new__(cls, *args, **kwargs):
        if kwargs:
            raise TypeError('Template.__new__ only accepts *args arguments')
        strings, interpolations = [''], []
        for arg in args:
            if isinstance(arg, str):
                strings[-1] += arg
            elif isinstance(arg, Interpolation):
                interpolations.append(arg)
                strings.append('')
            else:
                raise TypeError("Template.__new__ *args need to be of type 'str' or 'Interpolation', "
                                f'got {_shown(type(arg))}')
        return _build(tuple(strings), tuple(interpolations))

    @property
    def values(self):
        """The values of the interpolations."""
        return tuple(field.value for field in self.interpolations)

    def __iter__(self):
        return _TemplateIter(self)

    def __add__(self, other):
        if not isinstance(other, Template):
            kind = _shown(type(other))
            raise TypeError(f'can only concatenate string.templatelib.Template (not "{kind}") '
                            'to string.templatelib.Template')
        middle = self.strings[-1] + other.strings[0]
        return _build(self.strings[:-1] + (middle,) + other.strings[1:], self.interpolations + other.interpolations)

    def __repr__(self):
        return f'Template(strings={self.strings!r}, interpolations={self.interpolations!r})'

    def __reduce__(self):
        return _template_unpickle, (self.strings, self.interpolations)


def _template_unpickle(*args):
    if len(args) != 2:
        raise ValueError('Template expects tuple of length 2 to unpickle')
    return _build(*args)


class TemplateIter:
    """Gives a template's texts that are not empty and its interpolations, in order."""
    __slots__ = ('_parts',)

    def __init__(self, template):
        self._parts = iter([part for pair in zip(template.strings, template.interpolations + ('',))
                            for part in pair if part != ''])

    def __iter__(self):
        return self

    def __next__(self):
        return next(self._parts)


def _build(strings, interpolations):
    """The template with these texts and fields."""
    self = object.__new__(Template)
    _write(self, 'strings', tuple(strings))
    _write(self, 'interpolations', tuple(interpolations))
    return self


_static_type = _togil.static_type
_static_type(Interpolation)
_static_type(Template)
_TemplateIter = _static_type(TemplateIter)
del TemplateIter
