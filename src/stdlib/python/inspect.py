"""Contract: looking at live objects: kinds, signatures, sources, members.

Signatures are in `_inspect_signature`, sources and frames in `_inspect_sources`. Natively relied on: code objects'
`co_*`, `__text_signature__` of native functions.
"""
import sys
import types
from _inspect_sources import (FrameInfo, Traceback, findsource, getabsfile, getblock, getcomments, getfile, getframeinfo,
                              getinnerframes, getmodule, getmodulename, getouterframes, getsource, getsourcefile,
                              getsourcelines, indentsize, _code_of)
from _inspect_signature import (Signature, Parameter, BoundArguments, signature, _empty, formatannotation,
                                unwrap, _ParameterKind)

__all__ = ['AGEN_CLOSED', 'AGEN_CREATED', 'AGEN_RUNNING', 'AGEN_SUSPENDED', 'ArgInfo', 'Arguments',
           'Attribute', 'BoundArguments', 'BufferFlags', 'CORO_CLOSED', 'CORO_CREATED', 'CORO_RUNNING',
           'CORO_SUSPENDED', 'CO_ASYNC_GENERATOR', 'CO_COROUTINE', 'CO_GENERATOR', 'CO_HAS_DOCSTRING',
           'CO_ITERABLE_COROUTINE', 'CO_METHOD', 'CO_NESTED', 'CO_NEWLOCALS', 'CO_NOFREE', 'CO_OPTIMIZED',
           'CO_VARARGS', 'CO_VARKEYWORDS', 'ClosureVars', 'FrameInfo', 'FullArgSpec', 'GEN_CLOSED',
           'GEN_CREATED', 'GEN_RUNNING', 'GEN_SUSPENDED', 'Parameter', 'Signature', 'TPFLAGS_IS_ABSTRACT',
           'Traceback', 'classify_class_attrs', 'cleandoc', 'currentframe', 'findsource',
           'formatannotation', 'formatannotationrelativeto', 'formatargvalues', 'get_annotations',
           'getargs', 'getabsfile', 'getargvalues', 'getasyncgenlocals', 'getasyncgenstate',
           'getattr_static', 'getblock', 'getcallargs', 'getclasstree', 'getclosurevars', 'getcomments',
           'getcoroutinelocals', 'getcoroutinestate', 'getdoc', 'getfile', 'getframeinfo', 'getfullargspec',
           'getgeneratorlocals', 'getgeneratorstate', 'getinnerframes', 'getlineno', 'getmembers',
           'getmembers_static', 'getmodule', 'getmodulename', 'getmro', 'getouterframes', 'getsource',
           'getsourcefile', 'getsourcelines', 'indentsize', 'isabstract', 'isasyncgen',
           'isasyncgenfunction', 'isawaitable', 'isbuiltin', 'isclass', 'iscode', 'iscoroutine',
           'iscoroutinefunction', 'isdatadescriptor', 'isframe', 'isfunction', 'isgenerator',
           'isgeneratorfunction', 'isgetsetdescriptor', 'ismemberdescriptor', 'ismethod',
           'ismethoddescriptor', 'ismethodwrapper', 'ismodule', 'ispackage', 'isroutine', 'istraceback',
           'markcoroutinefunction', 'signature', 'stack', 'trace', 'unwrap', 'walktree']

CO_OPTIMIZED, CO_NEWLOCALS, CO_VARARGS, CO_VARKEYWORDS = 1, 2, 4, 8
CO_NESTED, CO_GENERATOR, CO_NOFREE, CO_COROUTINE = 16, 32, 64, 128
CO_ITERABLE_COROUTINE, CO_ASYNC_GENERATOR = 256, 512
CO_HAS_DOCSTRING, CO_METHOD = 0x4000000, 0x8000000
TPFLAGS_IS_ABSTRACT = 1 << 20


def __getattr__(name):
    """Named tuples and re-exports, made when first used."""
    fields = {'FullArgSpec': 'args, varargs, varkw, defaults, kwonlyargs, kwonlydefaults, annotations',
              'ClosureVars': 'nonlocals globals builtins unbound',
              'ArgInfo': 'args varargs keywords locals',
              'Arguments': 'args varargs varkw',
              'Attribute': 'name kind defining_class object'}.get(name)
    if fields is not None:
        from collections import namedtuple
        made = namedtuple(name, fields, module='inspect')
    elif name == 'get_annotations':
        from annotationlib import get_annotations as made
    elif name == 'BufferFlags':
        made = _buffer_flags()
    else:
        raise AttributeError(f"module 'inspect' has no attribute {name!r}")
    globals()[name] = made
    return made


# --- kinds ---------------------------------------------------------------------------

def _question(name, kind, what):
    def ask(object):
        return isinstance(object, kind)
    ask.__name__ = ask.__qualname__ = name
    ask.__doc__ = f'Whether it is {what}.'
    return ask


globals().update((row[0], _question(*row)) for row in (
    ('ismodule', types.ModuleType, 'a module'),
    ('isclass', type, 'a class'),
    ('ismethod', types.MethodType, 'a bound method'),
    ('isfunction', types.FunctionType, 'a function written in Python'),
    ('isbuiltin', types.BuiltinFunctionType, 'a native function or method'),
    ('ismethodwrapper', types.MethodWrapperType, 'a native slot bound to an object'),
    ('ismemberdescriptor', types.MemberDescriptorType, 'a slot'),
    ('isgetsetdescriptor', types.GetSetDescriptorType, 'a native attribute'),
    ('isgenerator', types.GeneratorType, 'a generator'),
    ('iscoroutine', types.CoroutineType, 'a coroutine'),
    ('isasyncgen', types.AsyncGeneratorType, 'an asynchronous generator'),
    ('istraceback', types.TracebackType, 'a traceback'),
    ('isframe', types.FrameType, 'a frame'),
    ('iscode', types.CodeType, 'a code object'),
))


def ispackage(object):
    """Whether it is a package."""
    return ismodule(object) and hasattr(object, '__path__')


def ismethoddescriptor(object):
    """Whether it is a method descriptor that is no function."""
    if isclass(object) or ismethod(object) or isfunction(object):
        return False
    tp = type(object)
    return hasattr(tp, '__get__') and not hasattr(tp, '__set__') and not hasattr(tp, '__delete__')


def isdatadescriptor(object):
    """Whether it has `__set__` or `__delete__`."""
    if isclass(object) or ismethod(object) or isfunction(object):
        return False
    tp = type(object)
    return hasattr(tp, '__set__') or hasattr(tp, '__delete__')


def isroutine(object):
    """Whether it is a function or method of any kind."""
    return (isbuiltin(object) or isfunction(object) or ismethod(object) or ismethoddescriptor(object)
            or ismethodwrapper(object))


def _has_code_flag(f, flag):
    import functools
    f = functools.partial._unwrap(f) if hasattr(functools.partial, '_unwrap') else _unwrap_partial(f)
    f = getattr(f, '__func__', f)
    if isinstance(f, functools.partial):
        f = _unwrap_partial(f)
    return isfunction(f) and bool(f.__code__.co_flags & flag)


def _unwrap_partial(f):
    import functools
    while isinstance(f, functools.partial):
        f = f.func
    return f


def isgeneratorfunction(obj):
    """Whether calling it makes a generator."""
    return _has_code_flag(obj, CO_GENERATOR)


_is_coroutine_mark = object()


def markcoroutinefunction(func):
    """Say that a function is a coroutine function."""
    getattr(func, '__func__', func)._is_coroutine_marker = _is_coroutine_mark
    return func


def iscoroutinefunction(obj):
    """Whether calling it makes a coroutine."""
    return _has_code_flag(obj, CO_COROUTINE) or \
        getattr(getattr(_unwrap_partial(obj), '__func__', obj), '_is_coroutine_marker', None) is _is_coroutine_mark


def isasyncgenfunction(obj):
    """Whether calling it makes an asynchronous generator."""
    return _has_code_flag(obj, CO_ASYNC_GENERATOR)


def isawaitable(object):
    """Whether it can be awaited."""
    if isinstance(object, types.CoroutineType):
        return True
    if isinstance(object, types.GeneratorType):
        return bool(object.gi_code.co_flags & CO_ITERABLE_COROUTINE)
    from collections.abc import Awaitable
    return isinstance(object, Awaitable)


def isabstract(object):
    """Whether it is an abstract class."""
    return isinstance(object, type) and bool(getattr(object, '__abstractmethods__', None))


# --- members ---------------------------------------------------------------------------

_MISSING = object()


def _members(object, predicate, getter):
    names = dir(object)
    mro = (object, *getmro(object)) if isclass(object) else ()
    # enumerations have a property of their own kind
    dynamic = (types.DynamicClassAttribute, *([sys.modules['enum'].property] if 'enum' in sys.modules else ()))
    for base in getattr(object, '__bases__', ()) if isclass(object) else ():
        for k, v in base.__dict__.items():
            if isinstance(v, dynamic):
                names.append(k)
    results, seen = [], set()
    for key in names:
        value = _MISSING
        # a name that comes twice stands for what the classes have
        if key not in seen:
            try:
                value = getter(object, key)
            except AttributeError:
                pass
        if value is _MISSING:
            value = next((base.__dict__[key] for base in mro if key in base.__dict__), _MISSING)
        if value is not _MISSING:
            seen.add(key)
            if not predicate or predicate(value):
                results.append((key, value))
    results.sort(key=lambda pair: pair[0])
    return results


def getmembers(object, predicate=None):
    """The members as sorted (name, value) pairs."""
    return _members(object, predicate, getattr)


def getmembers_static(object, predicate=None):
    """As `getmembers`, without running descriptors."""
    return _members(object, predicate, getattr_static)


def _buffer_flags():
    import enum
    bits = {'WRITABLE': 1, 'FORMAT': 4, 'ND': 8, 'STRIDES': 24, 'C_CONTIGUOUS': 56, 'F_CONTIGUOUS': 88,
            'ANY_CONTIGUOUS': 152, 'INDIRECT': 280, 'CONTIG': 9, 'CONTIG_RO': 8, 'STRIDED': 25, 'STRIDED_RO': 24,
            'RECORDS': 29, 'RECORDS_RO': 28, 'FULL': 285, 'FULL_RO': 284, 'READ': 256, 'WRITE': 512}
    return enum.IntFlag('BufferFlags', {'SIMPLE': 0, **bits}, module='inspect')


def classify_class_attrs(cls):
    """(name, kind, defining class, object) of each attribute of a class, by name."""
    Attribute = sys.modules[__name__].Attribute
    mro, meta = getmro(cls), [c for c in getmro(type(cls)) if c not in (type, object)]
    names = dir(cls)
    for base in mro:
        names.extend(k for k, v in vars(base).items()
                     if isinstance(v, types.DynamicClassAttribute) and v.fget is not None and k not in names)
    found = []
    for name in dict.fromkeys(names):
        home = next((c for c in (cls, *mro, *meta) if name in vars(c)), None)
        kept = vars(home)[name] if home is not None else None
        try:
            if name == '__dict__':
                raise AttributeError(name)
            seen = getattr(cls, name)
        except Exception:
            seen = kept
        if home is None:
            # a metaclass's `__getattr__` or `__dir__` made it up
            home = getattr(seen, '__objclass__', None)
            if home is None:
                continue
        thing = kept if kept is not None else seen
        if isinstance(kept, (staticmethod, types.BuiltinMethodType)):
            kind, thing = 'static method', kept
        elif isinstance(kept, (classmethod, types.ClassMethodDescriptorType)):
            kind, thing = 'class method', kept
        elif isinstance(kept, property):
            kind, thing = 'property', kept
        else:
            kind = 'method' if isroutine(thing) else 'data'
        found.append(Attribute(name, kind, home, thing))
    return found


_sentinel = object()


def getattr_static(obj, attr, default=_sentinel):
    """An attribute without running descriptors or `__getattr__`."""
    found = _sentinel
    if isinstance(obj, type):
        klass = type(obj)
        for base in type.__dict__['__mro__'].__get__(obj):
            if attr in base.__dict__:
                return base.__dict__[attr]
    else:
        klass = type(obj)
        for base in klass.__mro__:
            if attr in base.__dict__:
                found = base.__dict__[attr]
                break
        if found is not _sentinel and hasattr(type(found), '__get__') and (
                hasattr(type(found), '__set__') or hasattr(type(found), '__delete__')):
            return found
        try:
            values = object.__getattribute__(obj, '__dict__')
        except AttributeError:
            values = None
        if isinstance(values, dict) and attr in values:
            return dict.__getitem__(values, attr)
        if found is not _sentinel:
            return found
    for base in klass.__mro__ if isinstance(obj, type) else ():
        if attr in base.__dict__:
            return base.__dict__[attr]
    if default is not _sentinel:
        return default
    raise AttributeError(attr)


def getmro(cls):
    """The classes searched for methods."""
    return cls.__mro__


def getclasstree(classes, unique=False):
    """The classes as nested lists below their bases."""
    children, roots = {}, []
    for c in classes:
        if c.__bases__:
            for parent in c.__bases__:
                if c not in children.setdefault(parent, []):
                    children[parent].append(c)
                if unique and parent in classes:
                    break
        elif c not in roots:
            roots.append(c)
    for parent in children:
        if parent not in classes:
            roots.append(parent)

    return walktree(roots, children, None)


def walktree(classes, children, parent):
    """The classes by their names, each followed by a list of those below it, which `children` tells."""
    out = []
    for c in sorted(classes, key=lambda c: (c.__module__, c.__name__)):
        out.append((c, c.__bases__))
        if c in children:
            out.append(walktree(children[c], children, c))
    return out


# --- arguments --------------------------------------------------------------------------

def getargs(co):
    """(names, name of *args, name of **kwargs) of what a code object takes."""
    if not iscode(co):
        raise TypeError(f'{co!r} is not a code object')
    count = co.co_argcount + co.co_kwonlyargcount
    names, rest = list(co.co_varnames[:count]), iter(co.co_varnames[count:])
    varargs = next(rest) if co.co_flags & CO_VARARGS else None
    varkw = next(rest) if co.co_flags & CO_VARKEYWORDS else None
    return sys.modules[__name__].Arguments(names, varargs, varkw)


def formatargvalues(args, varargs, varkw, locals, formatarg=str, formatvarargs=lambda name: f'*{name}',
                    formatvarkw=lambda name: f'**{name}', formatvalue=lambda value: f'={value!r}'):
    """A text of arguments and their values, from what `getargvalues` tells."""
    shown = [(name, formatarg) for name in args]
    shown += [(name, show) for name, show in ((varargs, formatvarargs), (varkw, formatvarkw)) if name]
    return f'({", ".join(show(name) + formatvalue(locals[name]) for name, show in shown)})'


def formatannotationrelativeto(object):
    """A `formatannotation` that leaves out the module of an object."""
    module = getattr(object, '__module__', None)

    def _formatannotation(annotation):
        return formatannotation(annotation, module)
    return _formatannotation


# --- documentation ---------------------------------------------------------------------

def cleandoc(doc):
    """A docstring with its margin removed."""
    first, *rest = doc.expandtabs().split('\n')
    margin = min([len(line) - len(line.lstrip(' ')) for line in rest if line.strip(' ')], default=0)
    return '\n'.join([first.lstrip(' '), *[line[margin:] for line in rest]]).strip('\n')


def getdoc(object):
    """The cleaned docstring, inherited if need be."""
    try:
        doc = object.__doc__
    except AttributeError:
        return None
    if doc is None:
        doc = _inherited_doc(object)
    return cleandoc(doc) if isinstance(doc, str) else None


def _inherited_doc(obj):
    if isclass(obj):
        for base in obj.__mro__[1:]:
            if base is not object and base.__doc__ is not None:
                return base.__doc__
        return None
    name = getattr(obj, '__name__', None)
    if ismethod(obj):
        owner = obj.__self__ if isclass(obj.__self__) else type(obj.__self__)
    elif isfunction(obj):
        owner = sys.modules.get(obj.__module__)
        for part in obj.__qualname__.split('.')[:-1]:
            owner = getattr(owner, part, None)
        if not isclass(owner):
            return None
    elif isinstance(obj, property):
        name = getattr(obj.fget, '__name__', None)
        owner = sys.modules.get(getattr(obj.fget, '__module__', None))
        for part in getattr(obj.fget, '__qualname__', '').split('.')[:-1]:
            owner = getattr(owner, part, None)
        if not isclass(owner):
            return None
    elif getattr(obj, '__objclass__', None) is not None:
        owner = obj.__objclass__
    else:
        return None
    docs = (getattr(base.__dict__[name], '__doc__', None) for base in owner.__mro__ if name in base.__dict__)
    return next((doc for doc in docs if doc is not None), None)


# --- files and sources -------------------------------------------------------------------

# --- arguments -----------------------------------------------------------------------------

def getfullargspec(func):
    """The arguments of a function as a named tuple. `signature` says more."""
    try:
        sig = signature(func, follow_wrapped=False)
    except Exception as ex:
        raise TypeError('unsupported callable') from ex
    args, kwonly, defaults, kwdefaults, annotations = [], [], [], {}, {}
    varargs = varkw = None
    if sig.return_annotation is not _empty:
        annotations['return'] = sig.return_annotation
    if ismethod(func):
        args.append(func.__func__.__code__.co_varnames[0])
    for p in sig.parameters.values():
        if p.kind in (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD):
            args.append(p.name)
            if p.default is not _empty:
                defaults.append(p.default)
        elif p.kind is Parameter.VAR_POSITIONAL:
            varargs = p.name
        elif p.kind is Parameter.KEYWORD_ONLY:
            kwonly.append(p.name)
            if p.default is not _empty:
                kwdefaults[p.name] = p.default
        else:
            varkw = p.name
        if p.annotation is not _empty:
            annotations[p.name] = p.annotation
    return sys.modules[__name__].FullArgSpec(args, varargs, varkw, tuple(defaults) or None, kwonly,
                                             kwdefaults or None, annotations)


def getcallargs(func, /, *positional, **named):
    """The arguments of a call by name."""
    bound = signature(func).bind(*positional, **named)
    bound.apply_defaults()
    values = dict(bound.arguments)
    if ismethod(func):
        values = {func.__func__.__code__.co_varnames[0]: func.__self__, **values}
    return values


def getclosurevars(func):
    """The names a function takes from outside."""
    if ismethod(func):
        func = func.__func__
    if not isfunction(func):
        raise TypeError('{!r} is not a Python function'.format(func))
    code = func.__code__
    nonlocals = {n: c.cell_contents for n, c in zip(code.co_freevars, func.__closure__ or ())}
    import builtins
    found, built, unbound = {}, {}, set()
    for name in code.co_names:
        if name in func.__globals__:
            found[name] = func.__globals__[name]
        elif hasattr(builtins, name):
            built[name] = getattr(builtins, name)
        else:
            unbound.add(name)
    return sys.modules[__name__].ClosureVars(nonlocals, found, built, unbound)


# --- frames -----------------------------------------------------------------------------------

def getlineno(frame):
    """The line that a frame is at."""
    return frame.f_lineno


def getargvalues(frame):
    """The arguments of a frame, by name, and its locals."""
    code = frame.f_code
    n = code.co_argcount + code.co_kwonlyargcount
    names = code.co_varnames
    varargs = names[n] if code.co_flags & CO_VARARGS else None
    n_more = n + bool(varargs)
    keywords = names[n_more] if code.co_flags & CO_VARKEYWORDS else None
    return sys.modules[__name__].ArgInfo(list(names[:n]), varargs, keywords, frame.f_locals)


def stack(context=1):
    """Information on the caller and its callers."""
    return getouterframes(sys._getframe(1), context)


def trace(context=1):
    """Information on the frames of the exception being handled."""
    exc = sys.exception()
    return getinnerframes(exc and exc.__traceback__, context)


def currentframe():
    """The frame of the caller."""
    return sys._getframe(1)


# ---- generators, coroutines and asynchronous generators: where they are, and their variables

AGEN_CREATED, AGEN_RUNNING, AGEN_SUSPENDED, AGEN_CLOSED = (
    'AGEN_CREATED', 'AGEN_RUNNING', 'AGEN_SUSPENDED', 'AGEN_CLOSED')
CORO_CREATED, CORO_RUNNING, CORO_SUSPENDED, CORO_CLOSED = (
    'CORO_CREATED', 'CORO_RUNNING', 'CORO_SUSPENDED', 'CORO_CLOSED')
GEN_CREATED, GEN_RUNNING, GEN_SUSPENDED, GEN_CLOSED = 'GEN_CREATED', 'GEN_RUNNING', 'GEN_SUSPENDED', 'GEN_CLOSED'


def _state(suspending, letters):
    """The state of what has attributes such as `gi_frame`, without the name of its kind."""
    if getattr(suspending, f'{letters}_running'):
        return 'RUNNING'
    if getattr(suspending, f'{letters}_suspended'):
        return 'SUSPENDED'
    return 'CREATED' if getattr(suspending, f'{letters}_frame') else 'CLOSED'


def getgeneratorstate(generator):
    """GEN_CREATED, GEN_RUNNING, GEN_SUSPENDED or GEN_CLOSED."""
    return 'GEN_' + _state(generator, 'gi')


def getcoroutinestate(coroutine):
    """CORO_CREATED, CORO_RUNNING, CORO_SUSPENDED or CORO_CLOSED."""
    return 'CORO_' + _state(coroutine, 'cr')


def getasyncgenstate(agen):
    """AGEN_CREATED, AGEN_RUNNING, AGEN_SUSPENDED or AGEN_CLOSED."""
    return 'AGEN_' + _state(agen, 'ag')


def _locals(frame):
    """The variables of a frame; none of one that is over."""
    return frame.f_locals if frame else {}


def getgeneratorlocals(generator):
    """The local variables of a generator."""
    if not isgenerator(generator):
        raise TypeError(f'{generator!r} is not a Python generator')
    return _locals(generator.gi_frame)


def getcoroutinelocals(coroutine):
    """The local variables of a coroutine."""
    return _locals(getattr(coroutine, 'cr_frame', None))


def getasyncgenlocals(agen):
    """The local variables of an asynchronous generator."""
    if not isasyncgen(agen):
        raise TypeError(f'{agen!r} is not a Python async generator')
    return _locals(agen.ag_frame)


def _main():
    """The command line: the source of an object, or what is known about its module."""
    import argparse
    import importlib
    parser = argparse.ArgumentParser()
    parser.add_argument('object', help="The object to be analysed. It supports the 'module:qualname' syntax")
    parser.add_argument('-d', '--details', action='store_true',
                        help='Display info about the module rather than its source code')
    told = parser.parse_args()
    name, colon, path = told.object.partition(':')
    try:
        module = found = importlib.import_module(name)
    except Exception as error:
        sys.exit(_complain(f'Failed to import {name} ({type(error).__name__}: {error})', 2))
    # a source may have what the terminal has not
    sys.stdout.reconfigure(errors='backslashreplace')
    for part in path.split('.') if colon else ():
        found = getattr(found, part)
    if name in sys.builtin_module_names:
        sys.exit(_complain("Can't get info for builtin modules.", 1))
    if not told.details:
        print(getsource(found))
        return
    print('Target:', told.object)
    print('Origin:', getsourcefile(module))
    print('Cached:', module.__spec__.cached)
    if found is module:
        print('Loader:', repr(module.__loader__))
        if hasattr(module, '__path__'):
            print('Submodule search path:', module.__path__)
    else:
        try:
            line = findsource(found)[1]
        except Exception:
            # what has no source has no line
            pass
        else:
            print('Line:', line)
    print('\n')


def _complain(text, code):
    print(text, file=sys.stderr)
    return code


if __name__ == '__main__':
    _main()
