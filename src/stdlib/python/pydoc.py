"""help() in a short form: what an object is, how it is called, and its documentation."""

import inspect
import sys
import types

__all__ = ["help"]


def help(*request):
    """Print what is known about an object, or about the object of a name."""
    if not request:
        print("Type help(object) for help about object.")
        return
    (thing,) = request
    if isinstance(thing, str):
        found = _named(thing)
        if found is None:
            print(f"No Python documentation found for {thing!r}.")
            print("Use help() to get the interactive help utility.")
            print("Use help(str) for help on the str class.")
            print()
            return
        thing = found
    print(f"Help on {_description(thing)}:\n")
    for line in _body(thing):
        print(line.rstrip())


def _named(path):
    import builtins
    import importlib
    parts = path.split(".")
    if hasattr(builtins, parts[0]):
        thing, rest = builtins, parts
    else:
        try:
            thing, rest = importlib.import_module(parts[0]), parts[1:]
        except ImportError:
            return None
    for part in rest:
        if not hasattr(thing, part):
            return None
        thing = getattr(thing, part)
    return thing


def _description(thing):
    if inspect.ismodule(thing):
        return f"module {thing.__name__}" if "." not in thing.__name__ else f"module {thing.__name__}"
    where = getattr(thing, "__module__", None)
    name = getattr(thing, "__name__", None)
    if name is None:
        thing = type(thing)
        return f"{thing.__name__} object" if thing.__module__ == "builtins" else f"{thing.__name__} in module {thing.__module__} object"
    kind = (
        "class" if inspect.isclass(thing)
        else "built-in function" if inspect.isbuiltin(thing)
        else "method" if inspect.ismethod(thing)
        else "method_descriptor" if inspect.ismethoddescriptor(thing)
        else "function" if inspect.isfunction(thing)
        else type(thing).__name__
    )
    return f"{kind} {name}" + (f" in module {where}" if where else "")


def _signature(thing):
    try:
        return str(inspect.signature(thing))
    except (ValueError, TypeError):
        return "(...)"


def _documentation(thing):
    text = inspect.getdoc(thing)
    return text.splitlines() if text else []


def _body(thing):
    if inspect.ismodule(thing):
        yield "NAME"
        doc = _documentation(thing)
        yield f"    {thing.__name__}" + (f" - {doc[0]}" if doc else "")
        yield ""
        public = getattr(thing, "__all__", None) or [n for n in dir(thing) if not n.startswith("_")]
        for title, wanted in (("CLASSES", inspect.isclass), ("FUNCTIONS", inspect.isroutine)):
            found = [n for n in public if wanted(getattr(thing, n, None))]
            if found:
                yield title
                for name in found:
                    one = getattr(thing, name)
                    yield f"    {'class ' if title == 'CLASSES' else ''}{name}{_signature(one)}"
                yield ""
        return
    if inspect.isclass(thing):
        bases = [b.__name__ for b in thing.__bases__]
        yield f"class {thing.__name__}({', '.join(bases)})"
        signature = _signature(thing)
        rows = [f"{thing.__name__}{signature}"] if signature != "(...)" else []
        doc = _documentation(thing)
        rows += ([""] if rows and doc else []) + doc
        methods = [n for n, v in vars(thing).items() if inspect.isroutine(v) and not n.startswith("_")]
        if methods:
            rows += [""] * bool(rows) + ["Methods defined here:"]
            for name in methods:
                rows += ["", f"{name}{_signature(getattr(thing, name))}"] + ["    " + line for line in _documentation(getattr(thing, name))]
        for row in rows:
            yield f" |  {row}"
        yield ""
        return
    if callable(thing) and hasattr(thing, "__name__"):
        yield f"{thing.__name__}{_signature(thing)}"
        for line in _documentation(thing):
            yield "    " + line
        yield ""
        return
    yield repr(thing)
    for line in _documentation(type(thing)):
        yield "    " + line
    yield ""
