"""Contract: mocks with special methods, and mocks of coroutine functions. A part of `unittest.mock`."""
import inspect
import threading
from unittest._mock_calls import _Call, _CallList, DEFAULT
from unittest._mock_base import (_adopt, _async_magics, _callable, _delegated, _is_async_function, _is_exception,
                                 _is_instance_mock, _kinds, _magics, _result_of, Base, Mock, NonCallableMock)

__unittest = True
__name__ = 'unittest.mock'

_CONSTANTS = {
    '__lt__': NotImplemented, '__gt__': NotImplemented, '__le__': NotImplemented, '__ge__': NotImplemented,
    '__int__': 1, '__contains__': False, '__len__': 0, '__exit__': False, '__complex__': 1j, '__float__': 1.0,
    '__bool__': True, '__index__': 1,
}
_COMPUTED = {
    '__hash__': object.__hash__,
    '__str__': object.__str__,
    '__sizeof__': object.__sizeof__,
    '__fspath__': lambda self: f'{type(self).__name__}/{self._extract_mock_name()}/{id(self)}',
}


def _equal(self):
    def __eq__(other):
        value = self.__eq__._mock_return_value
        if value is not DEFAULT:
            return value
        return True if self is other else NotImplemented
    return __eq__


def _unequal(self):
    def __ne__(other):
        if self.__ne__._mock_return_value is not DEFAULT:
            return DEFAULT
        return False if self is other else NotImplemented
    return __ne__


def _iterator(self):
    def __iter__():
        value = self.__iter__._mock_return_value
        return iter([]) if value is DEFAULT else iter(value)
    return __iter__


def _async_iterator(self):
    def __aiter__():
        value = self.__aiter__._mock_return_value
        return _AsyncIterator(iter([] if value is DEFAULT else value))
    return __aiter__


_EFFECTS = {'__eq__': _equal, '__ne__': _unequal, '__iter__': _iterator, '__aiter__': _async_iterator}


class _AsyncIterator:
    """Asynchronous iteration over a plain iterator."""

    def __init__(self, iterator):
        self.iterator = iterator

    def __aiter__(self):
        return self

    async def __anext__(self):
        for item in self.iterator:
            return item
        raise StopAsyncIteration


class MagicProxy:
    """Stands for a special method until it is looked at: then it becomes a mock."""

    def __init__(self, name):
        self.name = name

    def __get__(self, obj, cls=None):
        if obj is None:
            return self
        name = self.name
        made = obj._get_child_mock(name=name, _new_name=name, _new_parent=obj)
        setattr(obj, name, made)
        if name in _CONSTANTS:
            made.return_value = _CONSTANTS[name]
        elif name in _COMPUTED:
            made.return_value = _COMPUTED[name](obj)
        elif name in _EFFECTS:
            made.side_effect = _EFFECTS[name](obj)
        return made


_proxies = {name: MagicProxy(name) for name in _magics | _async_magics}


class MagicMixin(Base):
    """Sets up the special methods that the spec allows."""
    _mock_namespace = _proxies

    def _mock_set_magics(self):
        methods = self.__dict__.get('_mock_methods')
        cls = type(self)
        for name, proxy in _proxies.items():
            if methods is None or name in methods:
                if name not in cls.__dict__:
                    setattr(cls, name, proxy)
            elif isinstance(cls.__dict__.get(name), MagicProxy):
                delattr(cls, name)

    def mock_add_spec(self, spec, spec_set=False):
        self._mock_add_spec(spec, spec_set)
        self._mock_set_magics()

    def reset_mock(self, visited=None, *, return_value=False, side_effect=False):
        super().reset_mock(visited, return_value=return_value, side_effect=side_effect)
        if return_value:
            # the special methods begin anew as well
            for name in list(self._mock_children):
                if name in _proxies and isinstance(type(self).__dict__.get(name), NonCallableMock):
                    del self._mock_children[name]
                    self.__dict__.pop(name, None)
                    setattr(type(self), name, _proxies[name])


class NonCallableMagicMock(MagicMixin, NonCallableMock):
    """A mock with special methods that cannot be called."""


class MagicMock(MagicMixin, Mock):
    """A mock with special methods."""


def _no_awaits():
    """What a mock knows that was never awaited."""
    return {'await_count': 0, 'await_args': None, 'await_args_list': _CallList()}


class AsyncMockMixin(Base):
    """What makes calls awaitable, and counts awaits."""

    def __init__(self, /, *args, **kwargs):
        super().__init__(*args, **kwargs)
        d = self.__dict__
        d['_is_coroutine_marker'] = inspect._is_coroutine_mark
        d.update({f'_mock_{name}': value for name, value in _no_awaits().items()})
        d['__name__'] = 'AsyncMock'
        d['__defaults__'] = ()
        d['__kwdefaults__'] = {}
        d['__annotations__'] = None

    await_count, await_args, await_args_list = map(_delegated, ('await_count', 'await_args', 'await_args_list'))

    async def _mock_call(self, /, *args, **kwargs):
        made = _Call((args, kwargs), two=True)
        self.await_count += 1
        self.await_args = made
        self.await_args_list.append(made)
        effect, result = self.side_effect, DEFAULT
        if _is_async_function(effect):
            result = await effect(*args, **kwargs)
        elif effect is not None:
            try:
                result = _result_of(effect, args, kwargs)
            except StopIteration:
                if _callable(effect) or _is_exception(effect):
                    raise
                # it would end the coroutine
                raise StopAsyncIteration
        if result is not DEFAULT:
            return result
        wraps = self._mock_wraps
        if wraps is None or self._has_value():
            return self.return_value
        return await wraps(*args, **kwargs) if _is_async_function(wraps) else wraps(*args, **kwargs)

    def _name_in_texts(self):
        return self._mock_name or 'mock'

    def assert_awaited(self):
        """It was awaited at least once."""
        if self.await_count == 0:
            raise AssertionError(f'Expected {self._name_in_texts()} to have been awaited.')

    def assert_awaited_once(self):
        """It was awaited exactly once."""
        if self.await_count != 1:
            raise AssertionError(f'Expected {self._name_in_texts()} to have been awaited once. '
                                 f'Awaited {self.await_count} times.')

    def assert_awaited_with(self, /, *args, **kwargs):
        """The last await was of a call with these arguments."""
        if self.await_args is None:
            expected = self._shown_call(args, kwargs)
            raise AssertionError(f'Expected await: {expected}\nNot awaited')
        expected = self._comparable_call(_Call((args, kwargs), two=True))
        if self._comparable_call(self.await_args) != expected:
            cause = expected if isinstance(expected, Exception) else None
            raise AssertionError(self._mismatch_text(args, kwargs, action='await')) from cause

    def assert_awaited_once_with(self, /, *args, **kwargs):
        """It was awaited once, with these arguments."""
        if self.await_count != 1:
            raise AssertionError(f'Expected {self._name_in_texts()} to have been awaited once. '
                                 f'Awaited {self.await_count} times.')
        return self.assert_awaited_with(*args, **kwargs)

    def assert_any_await(self, /, *args, **kwargs):
        """Some await was of a call with these arguments."""
        self._demand_among(self.await_args_list, args, kwargs, 'await')

    def assert_has_awaits(self, calls, any_order=False):
        """These awaits happened one after the other, or in any order."""
        self._has_calls(calls, any_order, self.await_args_list, 'Awaits not found.', 'awaits',
                        lambda: f'\nActual: {self.await_args_list}', 'await list')

    def assert_not_awaited(self):
        """It was never awaited."""
        if self.await_count != 0:
            raise AssertionError(f'Expected {self._name_in_texts()} to not have been awaited. '
                                 f'Awaited {self.await_count} times.')

    def reset_mock(self, /, *args, **kwargs):
        super().reset_mock(*args, **kwargs)
        self.await_count = 0
        self.await_args = None
        self.await_args_list = _CallList()


class AsyncMagicMixin(MagicMixin):
    """As `MagicMixin`."""


class AsyncMock(AsyncMockMixin, AsyncMagicMixin, Mock):
    """A mock of a coroutine function."""

    def _child_class(self, new_name):
        if new_name in _magics and new_name not in _async_magics or new_name == '__aiter__':
            return MagicMock
        if self._mock_methods is not None and new_name != '()' and new_name not in _async_magics:
            # a spec says which of its methods are coroutine functions
            return MagicMock
        return AsyncMock


def _magic_child_class(self, new_name):
    if new_name in ('__aenter__', '__aexit__', '__anext__'):
        return AsyncMock
    return NonCallableMock._child_class(self, new_name)


MagicMixin._child_class = _magic_child_class


class PropertyMock(Mock):
    """A mock to be used as a property of a class: reading calls it, and so does setting, with the value."""

    def _get_child_mock(self, /, **kwargs):
        return MagicMock(**kwargs)

    def __get__(self, obj, obj_type=None):
        return self()

    def __set__(self, obj, val):
        self(val)


class ThreadingMixin(Base):
    """What waits for calls that other threads make."""
    DEFAULT_TIMEOUT = None

    def __init__(self, /, *args, timeout=DEFAULT, **kwargs):
        super().__init__(*args, **kwargs)
        d = self.__dict__
        d['_mock_wait_timeout'] = self.DEFAULT_TIMEOUT if timeout is DEFAULT else timeout
        d['_mock_calls_changed'] = threading.Condition()

    def _get_child_mock(self, /, **kw):
        if 'timeout' not in kw:
            kw['timeout'] = self._mock_wait_timeout
        return super()._get_child_mock(**kw)

    def _mock_call(self, /, *args, **kwargs):
        result = super()._mock_call(*args, **kwargs)
        with self._mock_calls_changed:
            self._mock_calls_changed.notify_all()
        return result

    def _wait(self, happened, timeout, text):
        timeout = self._mock_wait_timeout if timeout is DEFAULT else timeout
        with self._mock_calls_changed:
            if not self._mock_calls_changed.wait_for(happened, timeout):
                raise AssertionError(text(timeout))

    def wait_until_called(self, *, timeout=DEFAULT):
        """Wait until it has been called."""
        self._wait(lambda: self.called, timeout,
                   lambda t: f'{self._mock_name or "mock"} was not called before timeout({t}).')

    def wait_until_any_call_with(self, *args, **kwargs):
        """Wait until it has been called with these arguments."""
        made = _Call((args, kwargs), two=True)
        self._wait(lambda: made in self.call_args_list, DEFAULT,
                   lambda t: f'{self._mock_name or "mock"} call({_arguments(made)}) was not made before timeout({t}).')


def _arguments(made):
    return repr(made)[5:-1]


class ThreadingMock(ThreadingMixin, MagicMixin, Mock):
    """A mock whose calls other threads can wait for."""


_kinds.update(MagicMock=MagicMock, AsyncMock=AsyncMock, NonCallableMagicMock=NonCallableMagicMock)
