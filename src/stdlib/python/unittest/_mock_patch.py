"""Contract: `patch` and its relations: attributes and dictionaries replaced for a while. A part of `unittest.mock`.

All are `_Temporary`: something is different between a beginning and an end, which a `with`, a decorated function, a decorated class's
tests or `start` and `stop` say. A decorated function has `patchings`, a list, which the decorators above it join.
"""
import builtins
import contextlib
import inspect
import pkgutil
import sys
from collections import namedtuple
from functools import partial, wraps
from unittest._mock_calls import DEFAULT
from unittest._mock_base import InvalidSpecError, NonCallableMock, _callable, _is_async_function, _is_instance_mock
from unittest._mock_magic import AsyncMock, MagicMock, NonCallableMagicMock

__unittest = True
__name__ = 'unittest.mock'

# those that were begun with `start`, the first first
_begun = []


class _Temporary:
    """Something that is different for a while. Subclasses have `_begin`, `_end`, `copy` and `_hand_over`."""
    # do decorators of one function share one list?
    _joins = False

    def __enter__(self):
        return self._begin()

    def __exit__(self, *failure):
        return self._end(failure)

    def start(self):
        """Begin; returns what a `with` would give."""
        given = self._begin()
        _begun.append(self)
        return given

    def stop(self):
        """End, if it was begun with `start`."""
        if self not in _begun:
            return None
        _begun.remove(self)
        return self._end((None, None, None))

    def __call__(self, thing):
        if isinstance(thing, type):
            tests = [(name, getattr(thing, name)) for name in dir(thing) if name.startswith(patch.TEST_PREFIX)]
            for name, test in tests:
                if _callable(test):
                    setattr(thing, name, self.copy()(test))
            return thing
        if self._joins and hasattr(thing, 'patchings'):
            thing.patchings.append(self)
            return thing
        return _surrounded(thing, self)


def _surrounded(function, first):
    """The function, called while `first` and those that join it are in force."""
    entered = [first]

    @contextlib.contextmanager
    def in_force(args, keywords):
        with contextlib.ExitStack() as stack:
            for one in entered:
                args, keywords = one._hand_over(stack.enter_context(one), args, keywords)
            yield args, keywords

    if inspect.iscoroutinefunction(function):
        @wraps(function)
        async def outside(*args, **keywords):
            with in_force(args, keywords) as (args, keywords):
                return await function(*args, **keywords)
    else:
        @wraps(function)
        def outside(*args, **keywords):
            with in_force(args, keywords) as (args, keywords):
                return function(*args, **keywords)
    if first._joins:
        outside.patchings = entered
    return outside


_Wanted = namedtuple('_Wanted', 'spec create spec_set autospec new_callable')


class _patch(_Temporary):
    """An attribute that is another one for a while."""
    _joins = True
    # the keyword by which a decorated function gets the new value (`patch.multiple`)
    attribute_name = None

    def __init__(self, getter, attribute, new, wanted, keywords, others=()):
        self.getter = getter
        self.attribute = attribute
        self.new = new
        self.others = list(others)
        self._wanted = wanted
        self._keywords = keywords
        self._undo = None
        if wanted.new_callable is not None:
            for name, is_given in (('new', new is not DEFAULT), ('autospec', wanted.autospec is not None)):
                if is_given:
                    raise ValueError(f"Cannot use '{name}' and 'new_callable' together")
        for name, said in (('spec', 'spec'), ('spec_set', 'spec_set target')):
            model = getattr(wanted, name)
            if _is_instance_mock(model):
                raise InvalidSpecError(f'Cannot spec attr {attribute!r} as the {said} has already been mocked out. [{name}={model!r}]')

    def copy(self):
        """Another one for the same attribute."""
        other = _patch(self.getter, self.attribute, self.new, self._wanted, self._keywords, [p.copy() for p in self.others])
        other.attribute_name = self.attribute_name
        return other

    def _hand_over(self, given, args, keywords):
        if self.attribute_name is not None:
            return args, {**keywords, **given}
        return (args + (given,) if self.new is DEFAULT else args), keywords

    # ---- what comes in its place ----

    def _stand_in(self, target, before):
        wanted = self._wanted
        if wanted.autospec is not None:
            self._check_specs()
            return self._autospecced(target, before)
        if self.new is not DEFAULT:
            if self._keywords:
                raise TypeError("Can't pass kwargs to a mock we aren't creating")
            return self.new
        spec, spec_set = (before if wanted.spec is True else wanted.spec), wanted.spec_set
        if spec_set is True:
            # the one model there is, strictly
            spec, spec_set = None, before if spec is None else spec
        model = spec if spec is not None else spec_set
        if model is not None and before is DEFAULT:
            raise TypeError("Can't use 'spec' with create=True")
        kind = _kind_for(model, before) if wanted.new_callable is None else wanted.new_callable
        options = {name: value for name, value in (('spec', spec), ('spec_set', spec_set)) if value is not None}
        unnamed = {**options, **self._keywords}
        if self.attribute and isinstance(kind, type) and issubclass(kind, NonCallableMock):
            options['name'] = self.attribute
        made = kind(**{**options, **self._keywords})
        if model is not None and isinstance(before, type) and _is_instance_mock(made):
            # a class was specified: what it makes is specified as well
            if not isinstance(model, list) and not _instance_callable(model):
                kind = NonCallableMagicMock
            unnamed.pop('name', None)
            made.return_value = kind(**unnamed, _new_parent=made, _new_name='()')
        return made

    def _check_specs(self):
        wanted = self._wanted
        if self.new is DEFAULT and wanted.spec is not None:
            raise TypeError("Can't specify spec and autospec")
        if self.new is DEFAULT and wanted.spec_set not in (True, None):
            raise TypeError("Can't provide explicit spec_set *and* spec or autospec")

    def _autospecced(self, target, before):
        if self.new is not DEFAULT:
            raise TypeError('autospec creates the mock for you. Can\'t specify autospec and new.')
        if before is DEFAULT:
            raise TypeError("Can't use 'autospec' with create=True")
        model = before if self._wanted.autospec is True else self._wanted.autospec
        if _is_instance_mock(target):
            raise InvalidSpecError(f'Cannot autospec attr {self.attribute!r} as the patch target has already been mocked out. '
                                   f'[target={target!r}, attr={model!r}]')
        if _is_instance_mock(model):
            name = getattr(target, '__name__', target)
            raise InvalidSpecError(f'Cannot autospec attr {self.attribute!r} from target {name!r} as it has already been '
                                   f'mocked out. [target={target!r}, attr={model!r}]')
        from unittest.mock import create_autospec
        return create_autospec(model, spec_set=bool(self._wanted.spec_set), _name=self.attribute, **self._keywords)

    # ---- the time between ----

    def _begin(self):
        if self._undo is not None:
            raise RuntimeError('Patch is already started')
        target, name = self.getter(), self.attribute
        own = getattr(target, '__dict__', {})
        is_own = name in own
        before = own[name] if is_own else getattr(target, name, DEFAULT)
        create = self._wanted.create or inspect.ismodule(target) and hasattr(builtins, name)
        if before is DEFAULT and not create:
            raise AttributeError(f'{target} does not have the attribute {name!r}')
        new = self._stand_in(target, before)
        stack = contextlib.ExitStack()
        stack.callback(_put_back, target, name, before if is_own else DEFAULT, before, create)
        self._undo = stack
        try:
            setattr(target, name, new)
            if self.attribute_name is None:
                return new
            given = {name: new} if self.new is DEFAULT else {}
            for other in self.others:
                also = stack.enter_context(other)
                if other.new is DEFAULT:
                    given.update(also)
            return given
        except BaseException:
            if not self._end(sys.exc_info()):
                raise

    def _end(self, failure):
        stack, self._undo = self._undo, None
        return None if stack is None else stack.__exit__(*failure)


# what a module, class or function has though its dictionary does not say so
_ALWAYS_THERE = ('__doc__', '__module__', '__defaults__', '__annotations__', '__kwdefaults__')


def _put_back(target, name, own, before, create):
    """Make an attribute what it was: `own` in the target's dictionary, or inherited if that is DEFAULT."""
    if own is not DEFAULT:
        setattr(target, name, own)
        return
    delattr(target, name)
    if not create and (name in _ALWAYS_THERE or not hasattr(target, name)):
        setattr(target, name, before)


def _kind_for(model, before):
    """The class of the mock for a model, or for what was there if there is no model."""
    if model is None:
        return AsyncMock if _is_async_function(before) else MagicMock
    if isinstance(model, list):
        return MagicMock if '__call__' in model else NonCallableMagicMock
    if _is_async_function(model):
        return AsyncMock
    return MagicMock if _callable(model) else NonCallableMagicMock


def _instance_callable(cls):
    return any('__call__' in base.__dict__ for base in cls.__mro__) if isinstance(cls, type) else _callable(cls)


def _refuse_misspelled(kwargs):
    for name in kwargs:
        if name in ('auto_spec', 'set_spec', 'autospect'):
            raise RuntimeError(f'{name!r} might be a typo; use unsafe=True if this is intended')


def patch(target, new=DEFAULT, spec=None, create=False, spec_set=None, autospec=None, new_callable=None, *, unsafe=False,
          **kwargs):
    """Replace what a dotted name means."""
    try:
        owner, attribute = target.rsplit('.', 1)
    except (TypeError, ValueError, AttributeError):
        raise TypeError(f'Need a valid target to patch. You supplied: {target!r}')
    return _checked(partial(pkgutil.resolve_name, owner), attribute, new, _Wanted(spec, create, spec_set, autospec, new_callable),
                    kwargs, unsafe)


def _checked(getter, attribute, new, wanted, kwargs, unsafe):
    made = _patch(getter, attribute, new, wanted, kwargs)
    if not unsafe:
        _refuse_misspelled(kwargs)
    return made


def _patch_object(target, attribute, new=DEFAULT, spec=None, create=False, spec_set=None, autospec=None, new_callable=None, *,
                  unsafe=False, **kwargs):
    """Replace an attribute of an object."""
    if type(target) is str:
        raise TypeError(f'{target!r} must be the actual object to be patched, not a str')
    return _checked(lambda: target, attribute, new, _Wanted(spec, create, spec_set, autospec, new_callable), kwargs, unsafe)


def _patch_multiple(target, spec=None, create=False, spec_set=None, autospec=None, new_callable=None, **kwargs):
    """Replace several attributes; those given as DEFAULT by new mocks."""
    if not kwargs:
        raise ValueError('Must supply at least one keyword argument with patch.multiple')
    getter = partial(pkgutil.resolve_name, target) if type(target) is str else lambda: target
    wanted = _Wanted(spec, create, spec_set, autospec, new_callable)
    first, *others = [_patch(getter, attribute, new, wanted, {}) for attribute, new in kwargs.items()]
    for one in (first, *others):
        one.attribute_name = one.attribute
    first.others = others
    return first


class _patch_dict(_Temporary):
    """A dictionary (or what behaves as one) that is as it was, afterwards."""

    def __init__(self, in_dict, values=(), clear=False, **kwargs):
        self._target = in_dict
        self._values = {**dict(values), **kwargs}
        self._empty_first = clear
        self._before = None

    def copy(self):
        """Another one for the same dictionary."""
        return _patch_dict(self._target, self._values, self._empty_first)

    def _hand_over(self, given, args, keywords):
        return args, keywords

    def _begin(self):
        if isinstance(self._target, str):
            self._target = pkgutil.resolve_name(self._target)
        target = self._target
        self._before = target.copy() if hasattr(target, 'copy') else {key: target[key] for key in target}
        if self._empty_first:
            _empty(target)
        _fill(target, self._values)
        return target

    def _end(self, failure):
        before, self._before = self._before, None
        if before is not None:
            _empty(self._target)
            _fill(self._target, before)
        return False


def _empty(target):
    """Take everything out of a mapping, which may have no `clear`."""
    if hasattr(target, 'clear'):
        target.clear()
    else:
        for key in list(target):
            del target[key]


def _fill(target, values):
    """Put values into a mapping, which may have no `update`."""
    if hasattr(target, 'update'):
        target.update(values)
    else:
        for key in values:
            target[key] = values[key]


def _patch_stopall():
    """End all patches that were begun with `start`, the last first."""
    for one in reversed(_begun[:]):
        one.stop()


patch.object = _patch_object
patch.dict = _patch_dict
patch.multiple = _patch_multiple
patch.stopall = _patch_stopall
patch.TEST_PREFIX = 'test'
