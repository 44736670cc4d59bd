"""Contract: `help()`, and `python -m pydoc NAME`: what is known of an object, as text for something that is no terminal.

The text says what an object is and where it is from, how it is called, and its documentation; for classes and modules,
all of that of what they have, by kind.
"""
import inspect
import re
import reprlib
import sys
import types

__all__ = ['help']

# names of classes and modules that say nothing to a reader
_HIDDEN = frozenset('''__author__ __builtins__ __credits__ __date__ __doc__ __docformat__ __file__ __loader__ __module__
__name__ __package__ __path__ __qualname__ __slots__ __version__ __static_attributes__ __firstlineno__ __annotate__
__annotate_func__ __annotations_cache__ __spec__ __cached__'''.split())


class ErrorDuringImport(Exception):
    """A module could be found and not imported."""

    def __init__(self, filename, exc_info):
        self.filename = filename
        self.exc, self.value, self.tb = exc_info

    def __str__(self):
        return f'problem in {self.filename} - {self.exc.__name__}: {self.value}'


# --- what is said of an object ---------------------------------------------------------

def getdoc(object):
    """The documentation of an object, or the comment before it, or ''."""
    if inspect.isclass(object):
        doc = object.__dict__.get('__doc__')
        doc = inspect.cleandoc(doc) if isinstance(doc, str) else None
    else:
        doc = inspect.getdoc(object)
    doc = doc or inspect.getcomments(object)
    return re.sub('^ *\n', '', doc.rstrip()) if doc else ''


def splitdoc(doc):
    """The first line of a documentation, if an empty one follows it, and the rest."""
    lines = doc.strip().split('\n')
    if len(lines) == 1:
        return lines[0], ''
    if len(lines) >= 2 and not lines[1].rstrip():
        return lines[0], '\n'.join(lines[2:])
    return '', '\n'.join(lines)


def plain(text):
    """Text without what terminals show in bold."""
    return re.sub('.\b', '', text)


def visiblename(name, all=None, obj=None):
    """Whether a name is to be shown."""
    if name in _HIDDEN:
        return False
    if name.startswith('__') and name.endswith('__') or name.startswith('_') and hasattr(obj, '_fields'):
        return True
    return name in all if all is not None else not name.startswith('_')


def isdata(object):
    """Whether an object is neither module, class, function nor anything of the machine."""
    return not (inspect.ismodule(object) or inspect.isclass(object) or inspect.isroutine(object)
                or inspect.isframe(object) or inspect.istraceback(object) or inspect.iscode(object))


def classname(object, modname):
    """The name of a class, with its module if that is another one."""
    name = object.__name__
    return name if object.__module__ == modname else f'{object.__module__}.{name}'


def describe(thing):
    """In a few words, what an object is."""
    name = getattr(thing, '__name__', '')
    if inspect.ismodule(thing):
        kind = 'built-in module' if name in sys.builtin_module_names else 'package' if hasattr(thing, '__path__') else 'module'
        return f'{kind} {name}'
    for check, kind in ((inspect.isbuiltin, 'built-in function'), (inspect.isgetsetdescriptor, 'getset descriptor'),
                        (inspect.ismemberdescriptor, 'member descriptor'), (inspect.isclass, 'class'),
                        (inspect.isfunction, 'function'), (inspect.ismethod, 'method'),
                        (inspect.ismethodwrapper, 'method wrapper')):
        if check(thing):
            if kind in ('getset descriptor', 'member descriptor'):
                name = f'{thing.__objclass__.__module__}.{thing.__objclass__.__name__}.{name}'
            return f'{kind} {name}'
    if inspect.ismethoddescriptor(thing) and name:
        return f'method descriptor {name}'
    return type(thing).__name__


# --- text ------------------------------------------------------------------------------

class TextRepr(reprlib.Repr):
    """Short forms of values."""

    def __init__(self):
        super().__init__(maxtuple=20, maxlist=20, maxdict=10, maxstring=100, maxother=100)


def _indent(text, prefix='    '):
    return '\n'.join((prefix + line).rstrip() for line in text.split('\n')) if text else ''


class TextDoc:
    """What is known of objects, as text."""

    repr = TextRepr().repr

    def bold(self, text):
        """Text in bold, for a terminal."""
        return ''.join(c + '\b' + c for c in text)

    def document(self, object, name=None, *args):
        """The text for any object."""
        if inspect.ismodule(object):
            return self.docmodule(object, name, *args)
        if inspect.isclass(object):
            return self.docclass(object, name, *args)
        if inspect.isroutine(object):
            return self.docroutine(object, name, *args)
        if inspect.isdatadescriptor(object):
            return self.docdata(object, name, *args)
        return self.docother(object, name, *args)

    def section(self, title, contents):
        return f'{self.bold(title)}\n{_indent(contents).rstrip()}\n\n'

    def docmodule(self, object, name=None, *ignored):
        """The text for a module: its documentation, classes, functions and data."""
        name = object.__name__
        synopsis, rest = splitdoc(getdoc(object))
        result = self.section('NAME', name + (synopsis and f' - {synopsis}'))
        every = getattr(object, '__all__', None)
        if rest:
            result += self.section('DESCRIPTION', rest)

        def own(value):
            return (inspect.getmodule(value) or object) is object
        classes = [(k, v) for k, v in inspect.getmembers(object, inspect.isclass)
                   if (every is not None or own(v)) and visiblename(k, every, object)]
        functions = [(k, v) for k, v in inspect.getmembers(object, inspect.isroutine)
                     if (every is not None or inspect.isbuiltin(v) or inspect.getmodule(v) is object)
                     and visiblename(k, every, object)]
        data = [(k, v) for k, v in inspect.getmembers(object, isdata) if visiblename(k, every, object)]
        if hasattr(object, '__path__'):
            import pkgutil
            inside = sorted(f'{info.name} (package)' if info.ispkg else info.name
                            for info in pkgutil.iter_modules(object.__path__))
            if inside:
                result += self.section('PACKAGE CONTENTS', '\n'.join(inside))
        if classes:
            tree = self._tree(inspect.getclasstree([v for _, v in classes], True), name)
            result += self.section('CLASSES', '\n'.join([tree] + [self.document(v, k, name) for k, v in classes]))
        if functions:
            result += self.section('FUNCTIONS', '\n'.join(self.document(v, k, name) for k, v in functions))
        if data:
            result += self.section('DATA', '\n'.join(self.docother(v, k, name, maxlen=70) for k, v in data))
        for title in ('version', 'date', 'author', 'credits'):
            if hasattr(object, f'__{title}__'):
                text = str(getattr(object, f'__{title}__'))
                if title == 'version' and text.startswith('$Revision: ') and text.endswith('$'):
                    text = text[11:-1].strip()
                result += self.section(title.upper(), text)
        try:
            file = inspect.getabsfile(object)
        except TypeError:
            file = '(built-in)'
        return result + self.section('FILE', file)

    def _tree(self, tree, modname, parent=None, prefix=''):
        lines = ''
        for entry in tree:
            if isinstance(entry, list):
                lines += self._tree(entry, modname, inner, prefix + '    ')
                continue
            inner, bases = entry
            lines += prefix + classname(inner, modname)
            if bases and bases != (parent,):
                lines += f'({", ".join(classname(base, modname) for base in bases)})'
            lines += '\n'
        return lines

    def docclass(self, object, name=None, mod=None, *ignored):
        """The text for a class: how it is called, and what it has, by the class that defines it and by kind."""
        name = name or object.__name__
        mod = mod or object.__module__
        title = 'class ' + self.bold(name)
        if name != object.__name__:
            title = f'{self.bold(name)} = class {object.__name__}'
        if object.__bases__:
            title += f'({", ".join(classname(base, object.__module__) for base in object.__bases__)})'
        parts = []
        try:
            signature = str(inspect.signature(object))
        except (ValueError, TypeError):
            signature = ''
        if signature and signature != '()':
            parts.append(name + signature + '\n')
        doc = getdoc(object)
        if doc:
            parts.append(doc + '\n')
        mro = list(inspect.getmro(object))
        if len(mro) > 2:
            parts.append('Method resolution order:')
            parts.extend('    ' + classname(base, object.__module__) for base in mro)
            parts.append('')
        below = sorted(c.__name__ for c in type.__subclasses__(object)
                       if not c.__name__.startswith('_') and c.__module__ == 'builtins')
        if below:
            parts.append('Built-in subclasses:')
            parts.extend('    ' + one for one in below[:4])
            if len(below) > 4:
                parts.append(f'    ... and {len(below) - 4} other subclasses')
            parts.append('')
        self._attributes(object, mod, mro, parts)
        contents = '\n'.join(parts)
        if not contents:
            return title + '\n'
        return f'{title}\n{_indent(contents.rstrip(), " |  ")}\n'

    def _attributes(self, object, mod, mro, parts):
        attributes = [a for a in _classified(object) if visiblename(a.name, obj=object)]
        ruled = False
        while attributes:
            home = mro.pop(0) if mro else attributes[0].defining_class
            here = [a for a in attributes if a.defining_class is home]
            attributes = [a for a in attributes if a.defining_class is not home]
            if home is object.__class__ or home is __import__('builtins').object is not object:
                continue
            where = 'defined here' if home is object else f'inherited from {classname(home, object.__module__)}'
            order = list(getattr(object, '_fields', ()))
            here.sort(key=lambda a: (order.index(a.name) if a.name in order else len(order), a.name))
            for kind, heading in (('method', 'Methods'), ('class method', 'Class methods'),
                                  ('static method', 'Static methods'), ('readonly property', 'Readonly properties'),
                                  ('data descriptor', 'Data descriptors'), ('data', 'Data and other attributes')):
                found = [a for a in here if a.kind == kind]
                if not found:
                    continue
                if ruled:
                    parts.append('-' * 70)
                ruled = True
                parts.append(f'{heading} {where}:\n')
                for a in found:
                    parts.append(self._attribute(object, mod, home, a))

    def _attribute(self, object, mod, home, a):
        if a.kind in ('readonly property', 'data descriptor'):
            return self.docdata(a.object, a.name, mod)
        if a.kind == 'data':
            value = a.object
            doc = getdoc(value) if callable(value) or inspect.isdatadescriptor(value) else None
            return self.docother(getattr(object, a.name, home), a.name, mod, maxlen=70, doc=doc) + '\n'
        try:
            value = getattr(object, a.name)
        except Exception:
            return self.docdata(a.object, a.name, mod)
        return self.document(value, a.name, mod, object)

    def docroutine(self, object, name=None, mod=None, cl=None):
        """The text for a function or method: its signature and its documentation."""
        realname = getattr(object, '__name__', None) or name
        name = name or realname
        note, undocumented = '', False
        this = getattr(object, '__self__', None)
        if inspect.isbuiltin(object) and inspect.isclass(this):
            note = f' class method of {classname(this, mod)}'
        elif cl is None and inspect.ismethod(object) and this is not None:
            note = (f' class method of {classname(this, mod)}' if inspect.isclass(this)
                    else f' method of {classname(type(this), mod)} instance')
        elif cl is None and inspect.isbuiltin(object) and this is not None and not inspect.ismodule(this):
            note = f' method of {classname(type(this), mod)} instance'
        title = self.bold(name)
        if name != realname:
            undocumented = cl is not None and inspect.getattr_static(cl, realname, None) is object
            title += ' = ' + realname
        try:
            signature = str(inspect.signature(object))
        except (ValueError, TypeError):
            signature = ''
        if signature and realname == '<lambda>':
            title, signature = self.bold(name) + ' lambda ', signature[1:-1]
        prefix = 'async ' if inspect.iscoroutinefunction(object) or inspect.isasyncgenfunction(object) else ''
        declared = f'{prefix}{title}{signature or "(...)"}{note}\n'
        doc = '' if undocumented else getdoc(object)
        return declared + (doc and _indent(doc).rstrip() + '\n')

    def docdata(self, object, name=None, mod=None, cl=None):
        """The text for a property or the like: its name and its documentation."""
        doc = getdoc(object)
        return (self.bold(name) + '\n' if name else '') + (_indent(doc) + '\n' if doc else '')

    docproperty = docdata

    def docother(self, object, name=None, mod=None, parent=None, *ignored, maxlen=None, doc=None):
        """The text for a value: its name and its short form."""
        shown = self.repr(object)
        if maxlen:
            too_long = len(f'{name} = {shown}' if name else shown) - maxlen
            if too_long > 0:
                shown = shown[:-too_long] + '...'
        line = (f'{self.bold(name)} = ' if name else '') + shown
        if not doc:
            doc = getdoc(object) if maxlen is None and not isinstance(object, (str, int, float, complex, bytes)) else ''
        return line + (f'\n{_indent(str(doc))}\n' if doc else '')


class _PlainTextDoc(TextDoc):
    """The same, without anything in bold."""

    def bold(self, text):
        return text


def _classified(cls):
    """The attributes of a class, with two kinds more than `inspect.classify_class_attrs` knows."""
    for a in inspect.classify_class_attrs(cls):
        if a.kind == 'property' and isinstance(a.object, property) and a.object.fset is None and a.object.fdel is None:
            a = a._replace(kind='readonly property')
        elif a.kind == 'property' or a.kind == 'data' and inspect.isdatadescriptor(a.object):
            a = a._replace(kind='data descriptor')
        yield a


text = TextDoc()
plaintext = _PlainTextDoc()


# --- names, and what is asked for ------------------------------------------------------

def safeimport(path):
    """The module of a name, None if there is none; `ErrorDuringImport` if its code fails."""
    import importlib
    try:
        return importlib.import_module(path)
    except ImportError as error:
        if error.name is not None and (path == error.name or path.startswith(error.name + '.')):
            return None
        raise ErrorDuringImport(getattr(error, 'path', None) or path, (type(error), error, error.__traceback__))
    except Exception as error:
        raise ErrorDuringImport(path, (type(error), error, error.__traceback__))


def locate(path, forceload=0):
    """The object of a dotted name, None if there is none."""
    parts = [part for part in path.split('.') if part]
    module, n = None, 0
    while n < len(parts):
        further = safeimport('.'.join(parts[:n + 1]))
        if further is None:
            break
        module, n = further, n + 1
    import builtins
    found = module if module is not None else builtins
    for part in parts[n:]:
        try:
            found = getattr(found, part)
        except AttributeError:
            return None
    return found


def resolve(thing, forceload=0):
    """(object, name) of an object or of a name."""
    if isinstance(thing, str):
        found = locate(thing, forceload)
        if found is None:
            raise ImportError(f'''No Python documentation found for {thing!r}.
Use help() to get the interactive help utility.
Use help(str) for help on the str class.''')
        return found, thing
    name = getattr(thing, '__name__', None)
    return thing, name if isinstance(name, str) else None


def render_doc(thing, title='Python Library Documentation: %s', forceload=0, renderer=None):
    """The text for an object or a name, with a title."""
    renderer = renderer or text
    object, name = resolve(thing, forceload)
    described = describe(object)
    module = inspect.getmodule(object)
    if name and '.' in name:
        described += ' in ' + name[:name.rfind('.')]
    elif module and module is not object:
        described += ' in module ' + module.__name__
    known = (inspect.ismodule(object) or inspect.isclass(object) or inspect.isroutine(object)
             or inspect.isdatadescriptor(object) or getdoc(object) and not hasattr(type(object), '__module__'))
    if not known:
        # an object says less than its class
        object = object.__origin__ if hasattr(object, '__origin__') else type(object)
        described += ' object'
    return title % described + '\n\n' + renderer.document(object, name if known else None)


def doc(thing, title='Python Library Documentation: %s', forceload=0, output=None, is_cli=False):
    """Print what is known of an object, or of the object of a name."""
    try:
        shown = render_doc(thing, title, forceload, plaintext)
    except ImportError as error:
        if is_cli:
            raise
        print(error, file=output)
    else:
        (output or sys.stdout).write(shown)


class Helper:
    """`help` itself."""

    def __repr__(self):
        return '<pydoc.Helper instance>'

    def __call__(self, request=inspect._empty):
        if request is inspect._empty:
            print('Type help(object) for help about object.')
        else:
            self.help(request)

    def help(self, request, is_cli=False):
        """Print what is known of an object, or of the object of a name, or of a word of the language."""
        if isinstance(request, str):
            import _pydoc_topics
            request = request.strip()
            words = _pydoc_topics.find(request)
            if words is not None:
                sys.stdout.write(words + '\n')
                return
            if request in ('True', 'False', 'None'):
                request = eval(request)
        doc(request, 'Help on %s:', is_cli=is_cli)
        sys.stdout.write('\n')


help = Helper()


def cli():
    """`python -m pydoc NAME ...`."""
    import os
    names = [word for word in sys.argv[1:] if not word.startswith('-')]
    if not names:
        print('pydoc - the Python documentation tool\n\npydoc <name> ...\n    Show text documentation on something.')
        return
    # what lies in the folder that this is called in
    here = os.getcwd()
    if '' not in sys.path and os.curdir not in sys.path and here not in sys.path:
        sys.path.insert(0, here)
    failed = False
    for name in names:
        try:
            help.help(name, is_cli=True)
        except (ImportError, ErrorDuringImport) as error:
            print(error)
            failed = True
    if failed:
        sys.exit(1)


if __name__ == '__main__':
    cli()
