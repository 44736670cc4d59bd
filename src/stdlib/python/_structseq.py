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


def implementation():
    """`sys.implementation`."""
    import sys
    from types import SimpleNamespace

    return SimpleNamespace(
        name="togil",
        cache_tag="togil-314",
        version=sys.version_info,
        hexversion=sys.hexversion,
        supports_isolated_interpreters=True,
        _multiarch="x86_64-linux-gnu",
    )
