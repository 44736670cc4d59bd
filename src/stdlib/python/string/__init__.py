"""Contract: character classes, `Formatter`, `Template`.

Natively relied on: `_string.formatter_parser` and `_string.formatter_field_name_split`
(as CPython's), used by `Formatter` only. `re` is loaded by the first `Template` subclass or use.
"""

__all__ = ['ascii_letters', 'ascii_lowercase', 'ascii_uppercase', 'capwords', 'digits', 'hexdigits',
           'octdigits', 'printable', 'punctuation', 'whitespace', 'Formatter', 'Template']

whitespace = ' \t\n\r\v\f'
ascii_lowercase = 'abcdefghijklmnopqrstuvwxyz'
ascii_uppercase = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
ascii_letters = ascii_lowercase + ascii_uppercase
digits = '0123456789'
hexdigits = digits + 'abcdef' + 'ABCDEF'
octdigits = '01234567'
punctuation = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~'
printable = digits + ascii_letters + punctuation + whitespace


def capwords(s, sep=None):
    """Capitalise each word."""
    return (sep or ' ').join(map(str.capitalize, s.split(sep)))


_sentinel = {}


class Template:
    """A string with $-substitutions."""
    delimiter = '$'
    idpattern = r'(?a:[_a-z][_a-z0-9]*)'
    braceidpattern = None
    flags = None

    def __init_subclass__(cls):
        super().__init_subclass__()
        cls._compiled = None

    _compiled = None

    @classmethod
    def _compile_pattern(cls):
        """The compiled pattern, made at the first use."""
        if cls._compiled is None:
            import re
            source = cls.__dict__.get('pattern')
            if source is None:
                for base in cls.__mro__:
                    source = base.__dict__.get('pattern')
                    if source is not None:
                        break
            if isinstance(source, _PatternAttribute):
                source = None
            if source is None:
                delim = re.escape(cls.delimiter)
                bid = cls.braceidpattern or cls.idpattern
                source = rf'''
                {delim}(?:
                  (?P<escaped>{delim})  |
                  (?P<named>{cls.idpattern})       |
                  {{(?P<braced>{bid})}} |
                  (?P<invalid>)
                )
                '''
            if cls.flags is None:
                cls.flags = re.IGNORECASE
            cls._compiled = source if hasattr(source, 'sub') else re.compile(source, cls.flags | re.VERBOSE)
        return cls._compiled

    def __init__(self, template):
        self.template = template

    def _invalid(self, mo):
        before = self.template[:mo.start('invalid')].splitlines(keepends=True) or [' ']
        raise ValueError('Invalid placeholder in string: line %d, col %d' % (len(before), len(before[-1])))

    def _substitute(self, mapping, safe):
        def convert(mo):
            name = mo.group('named') or mo.group('braced')
            if name is not None:
                try:
                    return str(mapping[name])
                except KeyError:
                    if safe:
                        return mo.group()
                    raise
            if mo.group('escaped') is not None:
                return self.delimiter
            if mo.group('invalid') is not None:
                return mo.group() if safe else self._invalid(mo)
            raise ValueError('Unrecognized named group in pattern', self._compile_pattern())
        return self._compile_pattern().sub(convert, self.template)

    def substitute(self, mapping=_sentinel, /, **kws):
        """The string with all placeholders replaced; KeyError for a missing one."""
        return self._substitute(_merged(mapping, kws), False)

    def safe_substitute(self, mapping=_sentinel, /, **kws):
        """As `substitute`; what cannot be replaced stays."""
        return self._substitute(_merged(mapping, kws), True)

    def is_valid(self):
        """Whether all placeholders are well formed."""
        for mo in self._compile_pattern().finditer(self.template):
            if mo.group('invalid') is not None:
                return False
        return True

    def get_identifiers(self):
        """The names of the placeholders, each once."""
        found = self._compile_pattern().finditer(self.template)
        names = dict.fromkeys(match.group('named') or match.group('braced') for match in found)
        names.pop(None, None)
        return list(names)


class _PatternAttribute:
    """`Template.pattern`: the compiled pattern of the class it is read from."""

    def __get__(self, instance, owner):
        return owner._compile_pattern()


Template.pattern = _PatternAttribute()


def _merged(mapping, kws):
    if mapping is _sentinel:
        return kws
    if kws:
        from collections import ChainMap
        return ChainMap(kws, mapping)
    return mapping


class Formatter:
    """`str.format` in pieces that can be overridden."""

    def format(self, format_string, /, *args, **kwargs):
        """Format with positional and keyword arguments."""
        return self.vformat(format_string, args, kwargs)

    def vformat(self, format_string, args, kwargs):
        """As `format`, the arguments in a tuple and a dict."""
        used = set()
        result, _ = self._vformat(format_string, args, kwargs, used, 2)
        self.check_unused_args(used, args, kwargs)
        return result

    def _vformat(self, format_string, args, kwargs, used_args, recursion_depth, auto_arg_index=0):
        if recursion_depth < 0:
            raise ValueError('Max string recursion exceeded')
        result = []
        for literal, field_name, format_spec, conversion in self.parse(format_string):
            if literal:
                result.append(literal)
            if field_name is None:
                continue
            first = field_name.partition('.')[0].partition('[')[0]
            if first == '':
                if auto_arg_index is False:
                    raise ValueError('cannot switch from manual field specification to automatic field numbering')
                field_name = str(auto_arg_index) + field_name
                auto_arg_index += 1
            elif first.isdigit():
                if auto_arg_index:
                    raise ValueError('cannot switch from automatic field numbering to manual field specification')
                auto_arg_index = False
            found, argument = self.get_field(field_name, args, kwargs)
            used_args.add(argument)
            value = self.convert_field(found, conversion)
            format_spec, auto_arg_index = self._vformat(format_spec, args, kwargs, used_args,
                                                        recursion_depth - 1, auto_arg_index)
            result.append(self.format_field(value, format_spec))
        return ''.join(result), auto_arg_index

    def get_value(self, key, args, kwargs):
        """The argument a field begins with."""
        return args[key] if isinstance(key, int) else kwargs[key]

    def check_unused_args(self, used_args, args, kwargs):
        """Called with the set of used arguments; may raise."""

    def format_field(self, value, format_spec):
        """`format()`."""
        return format(value, format_spec)

    def convert_field(self, value, conversion):
        """Apply `!s`, `!r` or `!a`."""
        if conversion is None:
            return value
        for letter, convert in (('s', str), ('r', repr), ('a', ascii)):
            if conversion == letter:
                return convert(value)
        raise ValueError(f'Unknown conversion specifier {conversion!s}')

    def parse(self, format_string):
        """Iterate over (literal, field name, spec, conversion)."""
        import _string
        return _string.formatter_parser(format_string)

    def get_field(self, field_name, args, kwargs):
        """(object, the argument used) of a field name such as 'a.b[0]'."""
        import _string
        first, rest = _string.formatter_field_name_split(field_name)
        obj = self.get_value(first, args, kwargs)
        for is_attr, i in rest:
            obj = getattr(obj, i) if is_attr else obj[i]
        return obj, first
