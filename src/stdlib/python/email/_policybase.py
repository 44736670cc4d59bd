"""Contract: policies, which say how messages are read and written, and the old one, `compat32`."""
import abc

from email.utils import _has_surrogates

__all__ = ['Policy', 'Compat32', 'compat32']


class _Settings:
    """Attributes that are set once; `clone` makes another."""

    def __init__(self, **kw):
        self._take(kw)

    def _take(self, values):
        for name, value in values.items():
            if not hasattr(self, name):
                raise TypeError(f'{name!r} is an invalid keyword argument for {type(self).__name__}')
            object.__setattr__(self, name, value)

    def __repr__(self):
        return f'{type(self).__name__}({", ".join(f"{name}={value}" for name, value in self.__dict__.items())})'

    def clone(self, **kw):
        """The same with other values."""
        new = type(self).__new__(type(self))
        new.__dict__.update(self.__dict__)
        new._take(kw)
        return new

    def __setattr__(self, name, value):
        if hasattr(self, name):
            raise AttributeError(f'{type(self).__name__!r} object attribute {name!r} is read-only')
        raise AttributeError(f'{type(self).__name__!r} object has no attribute {name!r}')

    def __add__(self, other):
        return self.clone(**other.__dict__)


class Policy(_Settings, metaclass=abc.ABCMeta):
    """How messages are read and written."""

    raise_on_defect, linesep, cte_type, max_line_length = False, '\n', '8bit', 78
    mangle_from_, message_factory, verify_generated_headers = False, None, True

    def handle_defect(self, obj, defect):
        """Raise a defect, or note it."""
        if self.raise_on_defect:
            raise defect
        self.register_defect(obj, defect)

    def register_defect(self, obj, defect):
        """Note a defect."""
        obj.defects.append(defect)

    def header_max_count(self, name):
        """How many headers of a name there may be; None for any number."""
        return None

    @abc.abstractmethod
    def header_source_parse(self, sourcelines):
        """(name, value) of the lines of a header."""
        raise NotImplementedError

    @abc.abstractmethod
    def header_store_parse(self, name, value):
        """(name, value) of a header that a program sets."""
        raise NotImplementedError

    @abc.abstractmethod
    def header_fetch_parse(self, name, value):
        """The value of a header for a program."""
        raise NotImplementedError

    @abc.abstractmethod
    def fold(self, name, value):
        """A header as lines."""
        raise NotImplementedError

    @abc.abstractmethod
    def fold_binary(self, name, value):
        """A header as lines of bytes."""
        raise NotImplementedError


def source_parsed(sourcelines):
    """The name and the value of a header as it was read."""
    name, value = sourcelines[0].split(':', 1)
    return name, ''.join((value, *sourcelines[1:])).lstrip(' \t\r\n').rstrip('\r\n')


def check_name(name):
    """Refuse a name that no header may have."""
    if not name.isascii() or any(c in name for c in ' :\r\n\t'):
        raise ValueError(f'Header field name contains invalid characters: {name!r}')


class Compat32(Policy):
    """The policy of Python 3.2."""

    mangle_from_ = True

    def _visible(self, name, value):
        """A value whose bytes were no text as a Header."""
        if isinstance(value, str) and _has_surrogates(value):
            from email import charset, header
            return header.Header(value, charset=charset.UNKNOWN8BIT, header_name=name)
        return value

    def header_source_parse(self, sourcelines):
        return source_parsed(sourcelines)

    def header_store_parse(self, name, value):
        check_name(name)
        return name, value

    def header_fetch_parse(self, name, value):
        return self._visible(name, value)

    def fold(self, name, value):
        return self._fold(name, value, True)

    def fold_binary(self, name, value):
        return self._fold(name, value, self.cte_type == '7bit').encode('ascii', 'surrogateescape')

    def _fold(self, name, value, visible):
        from email import header
        if isinstance(value, str):
            if _has_surrogates(value):
                if not visible:
                    return f'{name}: {value}{self.linesep}'
                value = self._visible(name, value)
            else:
                value = header.Header(value, header_name=name)
        elif not hasattr(value, 'encode') or not hasattr(value, '_chunks'):
            value = header.Header(str(value), header_name=name)
        text = value.encode(linesep=self.linesep, maxlinelen=self.max_line_length or 0)
        return f'{name}: {text}{self.linesep}'


Policy.__module__ = Compat32.__module__ = 'email._policybase'
compat32 = Compat32()
