"""Named tuples of the interpreter itself (`sys.flags`, `time.struct_time`), and `sys.implementation`."""


def _field(i):
    return property(lambda self: tuple.__getitem__(self, i))


def make(module, name, fields):
    """A tuple subclass with these fields; `n_fields` and its kin as CPython's struct sequences have them."""
    full = module + "." + name

    def __repr__(self):
        return full + "(" + ", ".join([f"{n}={v!r}" for n, v in zip(fields, self)]) + ")"

    def __reduce__(self):
        return (self.__class__, (tuple(self),))

    namespace = {
        "__slots__": (),
        "__module__": module,
        "__repr__": __repr__,
        "__reduce__": __reduce__,
        "__match_args__": fields,
        "n_fields": len(fields),
        "n_sequence_fields": len(fields),
        "n_unnamed_fields": 0,
    }
    for i, field in enumerate(fields):
        namespace[field] = _field(i)
    return type(name, (tuple,), namespace)


class SimpleNamespace:
    """A simple attribute-based namespace."""

    def __init__(self, mapping_or_iterable=(), /, **kwargs):
        self.__dict__.update(dict(mapping_or_iterable))
        self.__dict__.update(kwargs)

    def __repr__(self):
        name = "namespace" if type(self) is SimpleNamespace else type(self).__name__
        if id(self) in _showing:
            return name + "(...)"
        _showing[id(self)] = True
        try:
            return name + "(" + ", ".join([f"{k}={v!r}" for k, v in self.__dict__.items()]) + ")"
        finally:
            del _showing[id(self)]

    def __eq__(self, other):
        if isinstance(self, SimpleNamespace) and isinstance(other, SimpleNamespace):
            return self.__dict__ == other.__dict__
        return NotImplemented

    __hash__ = None

    def __reduce__(self):
        return (type(self), (), self.__dict__)

    def __replace__(self, /, **changes):
        return type(self)(self.__dict__, **changes)


SimpleNamespace.__module__ = "types"
_showing = {}


def implementation():
    """`sys.implementation`."""
    import sys
    return SimpleNamespace(
        name="togil",
        cache_tag="togil-314",
        version=sys.version_info,
        hexversion=sys.hexversion,
        supports_isolated_interpreters=True,
        _multiarch="x86_64-linux-gnu",
    )
