"""Contract: the deprecated ABC `ByteString`; loaded by `_collections_abc` when asked for."""
from abc import ABCMeta, _register_builtins
from _collections_abc import Sequence

__name__ = 'collections.abc'


class _DeprecateByteStringMeta(ABCMeta):
    """Warns when something is tested or derived from the deprecated class."""

    def __new__(cls, name, bases, namespace, **kwargs):
        if name != 'ByteString':
            cls._warn()
        return super().__new__(cls, name, bases, namespace, **kwargs)

    def __instancecheck__(cls, instance):
        cls._warn()
        return super().__instancecheck__(instance)

    @staticmethod
    def _warn():
        import warnings
        warnings.warn("'collections.abc.ByteString' is deprecated and slated for removal in "
                      'Python 3.17', DeprecationWarning, stacklevel=3)


class ByteString(Sequence, metaclass=_DeprecateByteStringMeta):
    """Deprecated: use `Buffer` or a union of the types meant."""
    __slots__ = ()


_register_builtins(ByteString, bytes, bytearray)
