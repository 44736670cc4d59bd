"""Contract: `patch` and its relations: attributes and dictionaries replaced for a while. A part of `unittest.mock`."""
import contextlib
import inspect
import pkgutil
from functools import partial, wraps
from unittest._mock_calls import DEFAULT
from unittest._mock_base import InvalidSpecError, NonCallableMock, _callable, _is_async_function, _is_instance_mock
from unittest._mock_magic import AsyncMock, MagicMock, NonCallableMagicMock

__unittest = True
__name__ = 'unittest.mock'


class _patch:
    """One attribute to be replaced: a decorator of functions and classes, a context manager, or by `start` and `stop`."""
    attribute_name = None
    _active_patches = []

    def __init__(self, getter, attribute, new, spec, create, spec_set, autospec, new_callable, kwargs, *, unsafe=False):
        if new_callable is not None:
            if new is not DEFAULT:
                raise ValueError("Cannot use 'new' and 'new_callable' together")
            if autospec is not None:
                raise ValueError("Cannot use 'autospec' and 'new_callable' together")
        if not unsafe:
            _refuse_misspelled(kwargs)
        if _is_instance_mock(spec):
            raise InvalidSpecError(f'Cannot spec attr {attribute!r} as the spec has already been mocked out. [spec={spec!r}]')
        if _is_instance_mock(spec_set):
            raise InvalidSpecError(f'Cannot spec attr {attribute!r} as the spec_set target has already been mocked out. '
                                   f'[spec_set={spec_set!r}]')
        self.getter = getter
        self.attribute = attribute
        self.new = new
        self.new_callable = new_callable
        self.spec = spec
        self.create = create
        self.has_local = False
        self.spec_set = spec_set
        self.autospec = autospec
        self.kwargs = kwargs
        self.additional_patchers = []
        self.is_started = False

    def copy(self):
        """Another one for the same attribute."""
        other = _patch(self.getter, self.attribute, self.new, self.spec, self.create, self.spec_set, self.autospec,
                       self.new_callable, self.kwargs)
        other.attribute_name = self.attribute_name
        other.additional_patchers = [p.copy() for p in self.additional_patchers]
        return other

    def __call__(self, func):
        if isinstance(func, type):
            return self.decorate_class(func)
        if inspect.iscoroutinefunction(func):
            return self.decorate_async_callable(func)
        return self.decorate_callable(func)

    def decorate_class(self, cls):
        for name in dir(cls):
            if name.startswith(patch.TEST_PREFIX) and hasattr(getattr(cls, name), '__call__'):
                setattr(cls, name, self.copy()(getattr(cls, name)))
        return cls

    @contextlib.contextmanager
    def decoration_helper(self, patched, args, keywargs):
        extra = []
        with contextlib.ExitStack() as stack:
            for patching in patched.patchings:
                made = stack.enter_context(patching)
                if patching.attribute_name is not None:
                    keywargs.update(made)
                elif patching.new is DEFAULT:
                    extra.append(made)
            yield args + tuple(extra), keywargs

    def decorate_callable(self, func):
        if hasattr(func, 'patchings'):
            func.patchings.append(self)
            return func

        @wraps(func)
        def patched(*args, **keywargs):
            with self.decoration_helper(patched, args, keywargs) as (newargs, newkeywargs):
                return func(*newargs, **newkeywargs)
        patched.patchings = [self]
        return patched

    def decorate_async_callable(self, func):
        if hasattr(func, 'patchings'):
            func.patchings.append(self)
            return func

        @wraps(func)
        async def patched(*args, **keywargs):
            with self.decoration_helper(patched, args, keywargs) as (newargs, newkeywargs):
                return await func(*newargs, **newkeywargs)
        patched.patchings = [self]
        return patched

    def get_original(self):
        """What stands there now, and whether in the target itself."""
        target, name = self.getter(), self.attribute
        local = False
        try:
            original = target.__dict__[name]
            local = True
        except (AttributeError, KeyError):
            original = getattr(target, name, DEFAULT)
        if name in _builtin_names and inspect.ismodule(target):
            self.create = True
        if not self.create and original is DEFAULT:
            raise AttributeError(f'{target} does not have the attribute {name!r}')
        return original, local

    def _new_mock(self, original):
        """The mock that stands in."""
        spec, spec_set = self.spec, self.spec_set
        if spec is not None and self.autospec is not None:
            raise TypeError("Can't specify spec and autospec")
        if self.autospec is not None and spec_set not in (True, None):
            raise TypeError("Can't provide explicit spec_set *and* spec or autospec")
        inherit = False
        if spec is True:
            spec = original
            if spec_set is True:
                spec_set, spec = original, None
        elif spec is not None:
            if spec_set is True:
                spec_set, spec = spec, None
        elif spec_set is True:
            spec_set = original
        if spec is not None or spec_set is not None:
            if original is DEFAULT:
                raise TypeError("Can't use 'spec' with create=True")
            inherit = isinstance(original, type)
        kind = AsyncMock if spec is None and spec_set is None and _is_async_function(original) else MagicMock
        options = {}
        if self.new_callable is not None:
            kind = self.new_callable
        elif spec is not None or spec_set is not None:
            this = spec if spec is not None else spec_set
            checked = this if not isinstance(this, list) else None
            not_callable = '__call__' not in this if isinstance(this, list) else not _callable(this)
            if _is_async_function(checked):
                kind = AsyncMock
            elif not_callable:
                kind = NonCallableMagicMock
        if spec is not None:
            options['spec'] = spec
        if spec_set is not None:
            options['spec_set'] = spec_set
        if isinstance(kind, type) and issubclass(kind, NonCallableMock) and self.attribute:
            options['name'] = self.attribute
        options.update(self.kwargs)
        new = kind(**options)
        if inherit and _is_instance_mock(new):
            # a class was specified: what it makes is specified as well
            this = spec if spec is not None else spec_set
            if not isinstance(this, list) and not _instance_callable(this):
                kind = NonCallableMagicMock
            options.pop('name', None)
            new.return_value = kind(**options, _new_parent=new, _new_name='()')
        return new

    def _autospecced(self, original):
        if self.new is not DEFAULT:
            raise TypeError('autospec creates the mock for you. Can\'t specify autospec and new.')
        if original is DEFAULT:
            raise TypeError("Can't use 'autospec' with create=True")
        autospec = original if self.autospec is True else self.autospec
        if _is_instance_mock(self.getter()):
            raise InvalidSpecError(f'Cannot autospec attr {self.attribute!r} as the patch target has already been mocked out. '
                                   f'[target={self.getter()!r}, attr={autospec!r}]')
        if _is_instance_mock(autospec):
            name = getattr(self.getter(), '__name__', self.getter())
            raise InvalidSpecError(f'Cannot autospec attr {self.attribute!r} from target {name!r} as it has already been '
                                   f'mocked out. [target={self.getter()!r}, attr={autospec!r}]')
        from unittest.mock import create_autospec
        return create_autospec(autospec, spec_set=bool(self.spec_set), _name=self.attribute, **self.kwargs)

    def __enter__(self):
        if self.is_started:
            raise RuntimeError('Patch is already started')
        self.target = self.getter()
        self._exit_stack = contextlib.ExitStack()
        new = self.new
        original, local = self.get_original()
        if new is DEFAULT and self.autospec is None:
            new = self._new_mock(original)
        elif self.autospec is not None:
            new = self._autospecced(original)
        elif self.kwargs:
            raise TypeError("Can't pass kwargs to a mock we aren't creating")
        self.temp_original = original
        self.is_local = local
        self.is_started = True
        try:
            setattr(self.target, self.attribute, new)
            if self.attribute_name is None:
                return new
            extra = {}
            if self.new is DEFAULT:
                extra[self.attribute_name] = new
            for patching in self.additional_patchers:
                made = self._exit_stack.enter_context(patching)
                if patching.new is DEFAULT:
                    extra.update(made)
            return extra
        except:
            import sys
            if not self.__exit__(*sys.exc_info()):
                raise

    def __exit__(self, *exc_info):
        if not self.is_started:
            return
        if self.is_local and self.temp_original is not DEFAULT:
            setattr(self.target, self.attribute, self.temp_original)
        else:
            delattr(self.target, self.attribute)
            if not self.create and (not hasattr(self.target, self.attribute) or self.attribute in (
                    '__doc__', '__module__', '__defaults__', '__annotations__', '__kwdefaults__')):
                # not to be had by inheritance alone
                setattr(self.target, self.attribute, self.temp_original)
        del self.temp_original, self.is_local, self.target
        stack = self._exit_stack
        del self._exit_stack
        self.is_started = False
        return stack.__exit__(*exc_info)

    def start(self):
        """Begin; returns what a `with` would give."""
        result = self.__enter__()
        self._active_patches.append(self)
        return result

    def stop(self):
        """End."""
        try:
            self._active_patches.remove(self)
        except ValueError:
            return None
        return self.__exit__(None, None, None)


def _instance_callable(cls):
    return any('__call__' in base.__dict__ for base in cls.__mro__) if isinstance(cls, type) else _callable(cls)


_builtin_names = set(dir(__import__('builtins')))


def _refuse_misspelled(kwargs):
    for name in kwargs:
        if name in ('auto_spec', 'set_spec', 'autospect'):
            raise RuntimeError(f'{name!r} might be a typo; use unsafe=True if this is intended')


def _get_target(target):
    try:
        target, attribute = target.rsplit('.', 1)
    except (TypeError, ValueError, AttributeError):
        raise TypeError(f'Need a valid target to patch. You supplied: {target!r}')
    return partial(pkgutil.resolve_name, target), attribute


def patch(target, new=DEFAULT, spec=None, create=False, spec_set=None, autospec=None, new_callable=None, *, unsafe=False,
          **kwargs):
    """Replace what a dotted name means."""
    getter, attribute = _get_target(target)
    return _patch(getter, attribute, new, spec, create, spec_set, autospec, new_callable, kwargs, unsafe=unsafe)


def _patch_object(target, attribute, new=DEFAULT, spec=None, create=False, spec_set=None, autospec=None, new_callable=None, *,
                  unsafe=False, **kwargs):
    """Replace an attribute of an object."""
    if type(target) is str:
        raise TypeError(f'{target!r} must be the actual object to be patched, not a str')
    return _patch(lambda: target, attribute, new, spec, create, spec_set, autospec, new_callable, kwargs, unsafe=unsafe)


def _patch_multiple(target, spec=None, create=False, spec_set=None, autospec=None, new_callable=None, **kwargs):
    """Replace several attributes; those given as DEFAULT by new mocks."""
    getter = partial(pkgutil.resolve_name, target) if type(target) is str else lambda: target
    if not kwargs:
        raise ValueError('Must supply at least one keyword argument with patch.multiple')
    patchers = []
    for attribute, new in kwargs.items():
        one = _patch(getter, attribute, new, spec, create, spec_set, autospec, new_callable, {})
        one.attribute_name = attribute
        patchers.append(one)
    patchers[0].additional_patchers.extend(patchers[1:])
    return patchers[0]


class _patch_dict:
    """A dictionary (or what behaves as one) that is as it was, afterwards."""

    def __init__(self, in_dict, values=(), clear=False, **kwargs):
        self.in_dict = in_dict
        self.values = dict(values)
        self.values.update(kwargs)
        self.clear = clear
        self._original = None

    def __call__(self, f):
        if isinstance(f, type):
            return self.decorate_class(f)
        if inspect.iscoroutinefunction(f):
            return self.decorate_async_callable(f)
        return self.decorate_callable(f)

    def decorate_callable(self, f):
        @wraps(f)
        def _inner(*args, **kw):
            with self:
                return f(*args, **kw)
        return _inner

    def decorate_async_callable(self, f):
        @wraps(f)
        async def _inner(*args, **kw):
            with self:
                return await f(*args, **kw)
        return _inner

    def decorate_class(self, cls):
        for name in dir(cls):
            if name.startswith(patch.TEST_PREFIX) and hasattr(getattr(cls, name), '__call__'):
                setattr(cls, name, _patch_dict(self.in_dict, self.values, self.clear)(getattr(cls, name)))
        return cls

    def __enter__(self):
        if isinstance(self.in_dict, str):
            self.in_dict = pkgutil.resolve_name(self.in_dict)
        target = self.in_dict
        try:
            self._original = target.copy()
        except AttributeError:
            # a mapping without `copy`
            self._original = {key: target[key] for key in target}
        if self.clear:
            _clear_dict(target)
        try:
            target.update(self.values)
        except AttributeError:
            for key in self.values:
                target[key] = self.values[key]
        return target

    def _unpatch_dict(self):
        target, original = self.in_dict, self._original
        _clear_dict(target)
        try:
            target.update(original)
        except AttributeError:
            for key in original:
                target[key] = original[key]

    def __exit__(self, *args):
        if self._original is not None:
            self._unpatch_dict()
        return False

    def start(self):
        """Begin."""
        result = self.__enter__()
        _patch._active_patches.append(self)
        return result

    def stop(self):
        """End."""
        try:
            _patch._active_patches.remove(self)
        except ValueError:
            return None
        return self.__exit__(None, None, None)


def _clear_dict(target):
    try:
        target.clear()
    except AttributeError:
        for key in list(target):
            del target[key]


def _patch_stopall():
    """End all patches that were begun with `start`, the last first."""
    for one in reversed(_patch._active_patches[:]):
        one.stop()


patch.object = _patch_object
patch.dict = _patch_dict
patch.multiple = _patch_multiple
patch.stopall = _patch_stopall
patch.TEST_PREFIX = 'test'
