"""Contract: `NonCallableMock` and `Mock`: attributes that are mocks, calls that are noted. A part of `unittest.mock`.

All that a mock knows of itself stands in its `__dict__` under names that begin with `_mock_`; everything else that is
asked for is made, and kept, as a child. Names with two underscores at both ends are never made: so copying, pickling and
showing a mock come to an end. Each mock has a class of its own, for the special methods that are set on it.
"""
import contextlib
import inspect
import threading
from types import FunctionType
from unittest.util import safe_repr
from unittest._mock_calls import (_Call, _CallList, _deleted, _format_call_signature, _missing, DEFAULT)

__unittest = True
__name__ = 'unittest.mock'

FILTER_DIR = True

_NUMBERS = 'add sub mul matmul truediv floordiv mod lshift rshift and xor or pow'.split()
_MAGIC_NAMES = ('lt gt le ge eq ne getitem setitem delitem len contains str sizeof enter exit divmod rdivmod neg pos abs '
                'invert complex int float index round trunc floor ceil bool next fspath aiter hash iter').split()
_magics = {f'__{name}__' for name in _MAGIC_NAMES} | {f'__{n}__' for n in _NUMBERS} | {f'__i{n}__' for n in _NUMBERS} \
    | {f'__r{n}__' for n in _NUMBERS}
_async_magics = {'__aenter__', '__aexit__', '__anext__', '__aiter__'}
# these can be set, but are not there by themselves
_non_defaults = {f'__{name}__' for name in ('get set delete reversed missing reduce reduce_ex getinitargs getnewargs getstate '
                                            'setstate getformat repr dir subclasses format getnewargs_ex').split()}
_all_magics = _magics | _async_magics | _non_defaults
_unsupported_magics = {'__getattr__', '__setattr__', '__init__', '__new__', '__prepare__', '__instancecheck__',
                       '__subclasscheck__', '__del__'}
_NEAR_ASSERTIONS = 'assert', 'assret', 'asert', 'aseert', 'assrt'
_DENIED = {'called_once', 'called_once_with', 'called_with', 'has_calls', 'not_called', 'any_call', 'called_once_with'}
_OWN = {'return_value', '_mock_return_value', 'side_effect', '_mock_side_effect', '_mock_parent', '_mock_new_parent',
        '_mock_name', '_mock_new_name', 'called', 'call_count', 'call_args', 'call_args_list', 'mock_calls',
        'await_count', 'await_args', 'await_args_list'}


class InvalidSpecError(Exception):
    """A mock was given as a spec."""


def _is_magic(name):
    return len(name) > 4 and name[:2] == name[-2:] == '__'


def _is_exception(obj):
    return isinstance(obj, BaseException) or isinstance(obj, type) and issubclass(obj, BaseException)


def _is_instance_mock(obj):
    # not isinstance(): a mock may say that it is of another class
    return issubclass(type(obj), NonCallableMock)


def _is_async_function(obj):
    if _is_instance_mock(obj) and not hasattr(type(obj), 'assert_awaited'):
        return False
    return inspect.iscoroutinefunction(obj)


def _callable(obj):
    if isinstance(obj, type):
        return True
    if isinstance(obj, (staticmethod, classmethod)):
        return _callable(obj.__func__)
    return getattr(obj, '__call__', None) is not None


def _signature_of(spec, as_instance, eat_self):
    """The signature that calls of a mock with this spec follow, or None."""
    if isinstance(spec, type) and not as_instance:
        spec, eat_self = spec.__init__, True
    elif isinstance(spec, (classmethod, staticmethod)):
        eat_self = eat_self or isinstance(spec, classmethod)
        spec = spec.__func__
    elif not isinstance(spec, FunctionType) and not isinstance(spec, type):
        try:
            spec = spec.__call__
        except AttributeError:
            return None
    try:
        found = inspect.signature(spec)
    except (ValueError, TypeError):
        return None
    if eat_self:
        parameters = list(found.parameters.values())
        found = found.replace(parameters=parameters[1:]) if parameters else found
    return found


def _delegated(name):
    """An attribute that stands in the mock, or in the function that stands for it."""
    slot = '_mock_' + name

    def get(self):
        delegate = self.__dict__.get('_mock_delegate')
        return self.__dict__[slot] if delegate is None else getattr(delegate, name)

    def put(self, value):
        delegate = self.__dict__.get('_mock_delegate')
        if delegate is None:
            self.__dict__[slot] = value
        else:
            setattr(delegate, name, value)
    return property(get, put)


def _adopt(parent, value, name, new_name):
    """Make a mock the child of another one, if it is nobody's yet."""
    value = value.mock if isinstance(value, FunctionType) and _is_instance_mock(getattr(value, 'mock', None)) else value
    if not _is_instance_mock(value):
        return False
    if value._mock_name or value._mock_new_name or value._mock_parent is not None or value._mock_new_parent is not None:
        return False
    ancestor = parent
    while ancestor is not None:
        # not into a ring
        if ancestor is value:
            return False
        ancestor = ancestor._mock_new_parent
    if new_name:
        value.__dict__['_mock_new_parent'] = parent
        value.__dict__['_mock_new_name'] = new_name
    if name:
        value.__dict__['_mock_parent'] = parent
        value.__dict__['_mock_name'] = name
    return True


class Base:
    """The end of the chain of `super().__init__`."""

    def __init__(self, /, *args, **kwargs):
        pass


class NonCallableMock(Base):
    """A mock that cannot be called."""
    _lock = threading.RLock()

    def __new__(cls, spec=None, wraps=None, name=None, spec_set=None, parent=None, _spec_state=None, _new_name='',
                _new_parent=None, _spec_as_instance=False, _eat_self=None, unsafe=False, **kwargs):
        namespace = cls._mock_namespace
        spec = spec if spec_set is None else spec_set
        if namespace and spec is not None and not _is_instance_mock(spec):
            names = spec if isinstance(spec, (list, tuple)) else dir(spec)
            namespace = {name: namespace[name] for name in names if name in namespace}
        return object.__new__(type(cls.__name__, (cls,), {**namespace, '__doc__': cls.__doc__}))

    # what the class of each mock begins with
    _mock_namespace = {}

    def __init__(self, spec=None, wraps=None, name=None, spec_set=None, parent=None, _spec_state=None, _new_name='',
                 _new_parent=None, _spec_as_instance=False, _eat_self=None, unsafe=False, **kwargs):
        if _new_parent is None:
            _new_parent = parent
        d = self.__dict__
        d['_mock_parent'] = parent
        d['_mock_name'] = name
        d['_mock_new_name'] = _new_name
        d['_mock_new_parent'] = _new_parent
        d['_mock_sealed'] = False
        if spec_set is not None:
            spec, spec_set = spec_set, True
        if _eat_self is None:
            _eat_self = parent is not None
        self._mock_add_spec(spec, spec_set, _spec_as_instance, _eat_self)
        d['_mock_children'] = {}
        d['_mock_wraps'] = wraps
        d['_mock_delegate'] = None
        self._forget_calls()
        d['_mock_unsafe'] = unsafe
        if kwargs:
            self.configure_mock(**kwargs)
        super().__init__(spec, wraps, name, spec_set, parent, _spec_state)

    called = _delegated('called')
    call_count = _delegated('call_count')
    call_args = _delegated('call_args')
    call_args_list = _delegated('call_args_list')
    mock_calls = _delegated('mock_calls')

    # --- specs

    def mock_add_spec(self, spec, spec_set=False):
        """Only the attributes of the spec can be asked for; with `spec_set`, or set."""
        self._mock_add_spec(spec, spec_set)

    def _mock_add_spec(self, spec, spec_set, _spec_as_instance=False, _eat_self=False):
        if spec is not None and _is_instance_mock(spec):
            raise InvalidSpecError(f'Cannot spec a Mock object. [object={spec!r}]')
        d = self.__dict__
        spec_class = signature = None
        asyncs = []
        if spec is not None and not isinstance(spec, (list, tuple)):
            spec_class = spec if isinstance(spec, type) else type(spec)
            signature = _signature_of(spec, _spec_as_instance, _eat_self)
            names = dir(spec)
            for name in names:
                if _is_magic(name) and name not in _async_magics:
                    continue
                if _is_async_function(inspect.getattr_static(spec, name, None)):
                    asyncs.append(name)
            fields = getattr(spec, '__dataclass_fields__', None)
            if isinstance(fields, dict):
                names = [*names, *(name for name in fields if name not in names)]
            spec = names
        d['_spec_class'] = spec_class
        d['_spec_set'] = spec_set
        d['_spec_signature'] = signature
        d['_mock_methods'] = spec
        d['_spec_asyncs'] = asyncs

    @property
    def __class__(self):
        spec_class = self.__dict__.get('_spec_class')
        return type(self) if spec_class is None else spec_class

    # --- attributes

    def attach_mock(self, mock, attribute):
        """Make a mock a child, under a name; its calls are noted here."""
        inner = mock.mock if isinstance(mock, FunctionType) and hasattr(mock, 'mock') else mock
        inner.__dict__.update(_mock_parent=None, _mock_new_parent=None, _mock_name='', _mock_new_name=None)
        setattr(self, attribute, mock)

    def configure_mock(self, /, **kwargs):
        """Set attributes, those of attributes by names with dots."""
        # the outer ones first
        for name, value in sorted(kwargs.items(), key=lambda item: item[0].count('.')):
            *path, last = name.split('.')
            target = self
            for part in path:
                target = getattr(target, part)
            setattr(target, last, value)

    def _no_attribute(self, name):
        return AttributeError('Mock object has no attribute %r' % name)

    def __getattr__(self, name):
        if name in ('_mock_methods', '_mock_unsafe'):
            raise AttributeError(name)
        methods = self.__dict__.get('_mock_methods')
        if '_mock_children' not in self.__dict__:
            raise AttributeError(name)
        if methods is not None:
            if name not in methods or name in _all_magics:
                raise self._no_attribute(name)
        elif _is_magic(name):
            raise AttributeError(name)
        if not self._mock_unsafe and (not methods or name not in methods):
            if name.startswith(_NEAR_ASSERTIONS) or name in _DENIED:
                raise AttributeError(f'{name!r} is not a valid assertion. Use a spec for the mock if {name!r} is meant to '
                                     'be an attribute.')
        with NonCallableMock._lock:
            child = self._mock_children.get(name)
            if child is _deleted:
                raise AttributeError(name)
            if child is None:
                wraps = None if self._mock_wraps is None else getattr(self._mock_wraps, name)
                child = self._get_child_mock(parent=self, name=name, wraps=wraps, _new_name=name, _new_parent=self)
                self._mock_children[name] = child
            elif isinstance(child, _LaterSpec):
                child = self._mock_children[name] = child.make()
        return child

    def __setattr__(self, name, value):
        methods = self.__dict__.get('_mock_methods')
        if name in _OWN:
            return object.__setattr__(self, name, value)
        if self._spec_set and methods is not None and name not in methods and name not in self.__dict__:
            raise self._no_attribute(name)
        if name in _unsupported_magics:
            raise AttributeError('Attempting to set unsupported magic method %r.' % name)
        if name in _all_magics:
            if methods is not None and name not in methods:
                raise self._no_attribute(name)
            if not _is_instance_mock(value):
                setattr(type(self), name, _as_method(name, value))
                original = value
                value = lambda *args, **kw: original(self, *args, **kw)
            else:
                _adopt(self, value, None, name)
                setattr(type(self), name, value)
                self._mock_children[name] = value
        elif name == '__class__':
            self.__dict__['_spec_class'] = value
            return
        elif _adopt(self, value, name, name):
            self._mock_children[name] = value
        if self._mock_sealed and not hasattr(self, name):
            raise AttributeError(f'Cannot set {self._extract_mock_name()}.{name}')
        if isinstance(inspect.getattr_static(type(self), name, None), property) or name not in _all_magics:
            return object.__setattr__(self, name, value)

    def __delattr__(self, name):
        own = name in self.__dict__
        if name in _all_magics and name in type(self).__dict__:
            # a magic method is the class's, which this mock has for itself
            delattr(type(self), name)
            if not own:
                return
        child = self._mock_children.get(name, _missing)
        if own:
            object.__delattr__(self, name)
        elif child is _deleted:
            raise AttributeError(name)
        if child is not _missing:
            del self._mock_children[name]
        self._mock_children[name] = _deleted

    def __dir__(self):
        if not FILTER_DIR:
            return object.__dir__(self)
        extras = self._mock_methods or []
        from_type = [name for name in dir(type(self)) if not name.startswith('_')]
        own = [name for name in self.__dict__ if not name.startswith('_') or _is_magic(name)]
        children = [name for name, value in self._mock_children.items() if value is not _deleted]
        return sorted({*extras, *from_type, *own, *children})

    # --- names

    def _extract_mock_name(self):
        parts, mock = [], self
        while mock._mock_new_parent is not None:
            parts.append(mock._mock_new_name)
            mock = mock._mock_new_parent
        text = mock._mock_name or 'mock'
        if mock._mock_new_name == '()':
            text += '()'
        for part in reversed(parts):
            text += part if part == '()' else f'.{part}'
        return text

    def __repr__(self):
        name = self._extract_mock_name()
        shown = '' if name in ('mock', 'mock.') else f' name={name!r}'
        if self._spec_class is not None:
            kind = 'spec_set' if self._spec_set else 'spec'
            shown += f' {kind}={self._spec_class.__name__!r}'
        return f"<{type(self).__name__}{shown} id='{id(self)}'>"

    # --- children

    def _get_child_mock(self, /, **kw):
        """A new child: of the same kind, or what a coroutine function needs."""
        if self._mock_sealed:
            name = kw.get('name') or kw.get('_new_name')
            attribute = '()' if name == '()' or kw.get('_new_name') == '()' else f'.{name}'
            raise AttributeError(self._extract_mock_name() + attribute)
        new_name = kw.get('_new_name')
        if new_name in self._spec_asyncs:
            return _kinds['AsyncMock'](**kw)
        return self._child_class(new_name)(**kw)

    def _child_class(self, new_name):
        kind = type(self).__mro__[1]
        if not issubclass(kind, CallableMixin):
            return _kinds['MagicMock'] if issubclass(kind, _kinds['NonCallableMagicMock']) else _kinds['Mock']
        return kind

    def _get_return_value(self):
        delegate = self.__dict__.get('_mock_delegate')
        value = self.__dict__.get('_mock_return_value', DEFAULT) if delegate is None else delegate.return_value
        if value is DEFAULT and self.__dict__.get('_mock_wraps') is None:
            value = self._get_child_mock(_new_parent=self, _new_name='()')
            self.return_value = value
        return value

    def _set_return_value(self, value):
        delegate = self.__dict__.get('_mock_delegate')
        if delegate is not None:
            delegate.return_value = value
        else:
            self.__dict__['_mock_return_value'] = value
            _adopt(self, value, None, '()')

    return_value = property(_get_return_value, _set_return_value)

    @property
    def side_effect(self):
        delegate = self.__dict__.get('_mock_delegate')
        return self.__dict__.get('_mock_side_effect') if delegate is None else delegate.side_effect

    @side_effect.setter
    def side_effect(self, value):
        if value is not None and not _is_exception(value) and not _callable(value):
            with contextlib.suppress(TypeError):
                value = iter(value)
        delegate = self.__dict__.get('_mock_delegate')
        if delegate is None:
            self.__dict__['_mock_side_effect'] = value
        else:
            delegate.side_effect = value

    def _forget_calls(self):
        for name, value in _no_calls().items():
            object.__setattr__(self, name, value)

    def reset_mock(self, visited=None, *, return_value=False, side_effect=False):
        """Forget all calls, here and in the children."""
        visited = [] if visited is None else visited
        if id(self) in visited:
            return
        visited.append(id(self))
        self._forget_calls()
        if return_value:
            self.__dict__['_mock_return_value'] = DEFAULT
        if side_effect:
            self.__dict__['_mock_side_effect'] = None
        for child in list(self._mock_children.values()):
            if _is_instance_mock(child):
                child.reset_mock(visited, return_value=return_value, side_effect=side_effect)
        value = self.__dict__.get('_mock_return_value', DEFAULT)
        if _is_instance_mock(value) and value is not self:
            value.reset_mock(visited)

    # --- what was called

    def _shown_call(self, args, kwargs):
        return _format_call_signature(self._mock_name or 'mock', args, kwargs)

    def _mismatch_text(self, args, kwargs, action='call'):
        expected = self._shown_call(args, kwargs)
        made = self.call_args if action == 'call' else self.await_args
        actual = self._shown_call(*made[-2:])
        return f'expected {action} not found.\nExpected: {expected}\n  Actual: {actual}'

    def _get_call_signature_from_name(self, name):
        """The signature of the method that a call names, if there is a spec."""
        if not name:
            return self._spec_signature
        children, found = self._mock_children, None
        for part in name.replace('()', '').split('.'):
            child = children.get(part)
            if child is None or isinstance(child, _LaterSpec):
                break
            child = child.mock if isinstance(child, FunctionType) and hasattr(child, 'mock') else child
            if not _is_instance_mock(child):
                break
            children, found = child._mock_children, child._spec_signature
        return found

    def _comparable_call(self, _call):
        """A call in a form that is the same however its arguments were given."""
        if not isinstance(_call, tuple):
            return _call
        if len(_call) > 2:
            signature = self._get_call_signature_from_name(_call[0])
        else:
            signature = self._spec_signature
        if signature is None:
            return _call
        name, args, kwargs = ('', *_call) if len(_call) == 2 else _call
        try:
            bound = signature.bind(*args, **kwargs)
        except TypeError as e:
            return e.with_traceback(None)
        return _Call((name, bound.args, bound.kwargs))

    def _calls_so_far(self):
        return f'\nCalls: {safe_repr(self.mock_calls)}.' if self.mock_calls else ''

    def assert_called(self):
        """It was called at least once."""
        if self.call_count == 0:
            raise AssertionError(f"Expected '{self._mock_name or 'mock'}' to have been called.")

    def assert_called_once(self):
        """It was called exactly once."""
        if self.call_count != 1:
            raise AssertionError(f"Expected '{self._mock_name or 'mock'}' to have been called once. "
                                 f'Called {self.call_count} times.{self._calls_so_far()}')

    def assert_not_called(self):
        """It was never called."""
        if self.call_count != 0:
            raise AssertionError(f"Expected '{self._mock_name or 'mock'}' to not have been called. "
                                 f'Called {self.call_count} times.{self._calls_so_far()}')

    def assert_called_with(self, /, *args, **kwargs):
        """The last call was with these arguments."""
        if self.call_args is None:
            wanted = self._shown_call(args, kwargs)
            raise AssertionError(f'expected call not found.\nExpected: {wanted}\n  Actual: not called.')
        wanted = self._comparable_call(_Call((args, kwargs), two=True))
        if self._comparable_call(self.call_args) != wanted:
            # arguments that do not fit the signature are an exception here
            cause = wanted if isinstance(wanted, Exception) else None
            raise AssertionError(self._mismatch_text(args, kwargs)) from cause

    def assert_called_once_with(self, /, *args, **kwargs):
        """It was called once, with these arguments."""
        if self.call_count != 1:
            raise AssertionError(f"Expected '{self._mock_name or 'mock'}' to be called once. "
                                 f'Called {self.call_count} times.{self._calls_so_far()}')
        return self.assert_called_with(*args, **kwargs)

    def assert_any_call(self, /, *args, **kwargs):
        """Some call was with these arguments."""
        self._demand_among(self.call_args_list, args, kwargs, 'call')

    def _demand_among(self, made, args, kwargs, what):
        expected = self._comparable_call(_Call((args, kwargs), two=True))
        cause = expected if isinstance(expected, Exception) else None
        if cause or expected not in [self._comparable_call(one) for one in made]:
            text = self._shown_call(args, kwargs)
            raise AssertionError(f'{text} {what} not found') from cause

    def assert_has_calls(self, calls, any_order=False):
        """These calls were made one after the other, or in any order."""
        self._has_calls(calls, any_order, self.mock_calls, 'Calls not found.', 'calls',
                        lambda: f'\n  Actual: {safe_repr(self.mock_calls)}', 'call list')

    def _has_calls(self, calls, any_order, made, problem, what, actual, where):
        expected = [self._comparable_call(one) for one in calls]
        cause = next((e for e in expected if isinstance(e, Exception)), None)
        all_calls = _CallList(self._comparable_call(one) for one in made)
        if not any_order:
            if expected not in all_calls:
                if cause is not None:
                    errors = [e if isinstance(e, Exception) else None for e in expected]
                    problem = f'Error processing expected {what}.\nErrors: {errors}'
                raise AssertionError(f'{problem}\nExpected: {_CallList(calls)}{actual()}') from cause
            return
        left, not_found = list(all_calls), []
        for one in expected:
            try:
                left.remove(one)
            except ValueError:
                not_found.append(one)
        if not_found:
            raise AssertionError('%r does not contain all of %r in its %s, found %r instead' % (
                self._mock_name or 'mock', tuple(not_found), where, left)) from cause


def _as_method(name, function):
    """A function as a special method, without the mock before its arguments."""
    def method(self, /, *args, **kw):
        return function(self, *args, **kw)
    method.__name__ = name
    return method


class _LaterSpec:
    """A child that is specified when it is asked for."""

    def __init__(self, make):
        self.make = make


def _no_calls():
    """What a mock knows that was never called."""
    return {'called': False, 'call_count': 0, 'call_args': None, 'call_args_list': _CallList(),
            'mock_calls': _CallList(), 'method_calls': _CallList()}


class CallableMixin(Base):
    """What makes a mock callable."""

    def __init__(self, spec=None, side_effect=None, return_value=DEFAULT, wraps=None, name=None, spec_set=None, parent=None,
                 _spec_state=None, _new_name='', _new_parent=None, **kwargs):
        self.__dict__['_mock_return_value'] = return_value
        super().__init__(spec, wraps, name, spec_set, parent, _spec_state, _new_name, _new_parent, **kwargs)
        if return_value is not DEFAULT:
            _adopt(self, return_value, None, '()')
        self.side_effect = side_effect

    def _mock_check_sig(self, /, *args, **kwargs):
        """Replaced where there is a signature to follow."""

    def __call__(self, /, *args, **kwargs):
        self._mock_check_sig(*args, **kwargs)
        self._note_call(args, kwargs)
        return self._mock_call(*args, **kwargs)

    def _note_call(self, args, kwargs):
        """Note the call here, and in all mocks that this one hangs on."""
        self.called = True
        self.call_count += 1
        made = _Call((args, kwargs), two=True)
        self.call_args = made
        self.call_args_list.append(made)
        self.mock_calls.append(_Call(('', args, kwargs)))
        as_method = self._mock_name if self._mock_parent is not None else None
        as_call = self._mock_new_name
        mock, parent = self, self._mock_new_parent
        while parent is not None:
            if as_method is not None:
                parent.method_calls.append(_Call((as_method, args, kwargs)))
                as_method = f'{parent._mock_name}.{as_method}' if parent._mock_parent is not None else None
            parent.mock_calls.append(_Call((as_call, args, kwargs)))
            if parent._mock_new_name:
                dot = '' if as_call.startswith('()') else '.'
                as_call = parent._mock_new_name + dot + as_call
            mock, parent = parent, parent._mock_new_parent

    def _mock_call(self, /, *args, **kwargs):
        effect = self.side_effect
        result = DEFAULT if effect is None else _result_of(effect, args, kwargs)
        if result is not DEFAULT:
            return result
        if self._mock_wraps is not None and not self._has_value():
            return self._mock_wraps(*args, **kwargs)
        return self.return_value

    def _has_value(self):
        """Whether somebody said what a call returns."""
        delegate = self.__dict__.get('_mock_delegate')
        value = self.__dict__['_mock_return_value'] if delegate is None else delegate.return_value
        return value is not DEFAULT


def _result_of(effect, args, kwargs):
    """What a side effect gives: a function, an exception, or an iterator of results, exceptions among them."""
    if _callable(effect) and not _is_exception(effect):
        return effect(*args, **kwargs)
    result = effect if _is_exception(effect) else next(effect)
    if _is_exception(result):
        raise result
    return result


class Mock(CallableMixin, NonCallableMock):
    """Takes every attribute and every call, and remembers them."""


# the kinds of mocks that children are of; `_mock_magic` adds its own
_kinds = {'Mock': Mock}
