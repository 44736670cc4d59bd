"""Contract: objects that stand in for others in tests, and notice what is done with them.

The parts: calls in `_mock_calls`, mocks in `_mock_base` and `_mock_magic`, replacing attributes in `_mock_patch`; here,
mocks made after an example, and of files.
"""
import inspect
from types import FunctionType, MethodType, BuiltinFunctionType
from unittest import _mock_base
from unittest._mock_calls import ANY, DEFAULT, _Call, _CallList, _SentinelObject, call, sentinel
from unittest._mock_base import (CallableMixin, InvalidSpecError, Mock, NonCallableMock, _LaterSpec, _callable,
                                 _is_async_function, _is_instance_mock, _no_calls, _signature_of)
from unittest._mock_magic import (AsyncMock, AsyncMockMixin, MagicMixin, MagicMock, MagicProxy, NonCallableMagicMock,
                                  PropertyMock, ThreadingMock, _no_awaits)
from unittest._mock_patch import _patch, _patch_dict, _refuse_misspelled, patch

__unittest = True
__all__ = ('Mock', 'MagicMock', 'patch', 'sentinel', 'DEFAULT', 'ANY', 'call', 'create_autospec', 'AsyncMock', 'ThreadingMock',
           'FILTER_DIR', 'NonCallableMock', 'NonCallableMagicMock', 'mock_open', 'PropertyMock', 'seal')

FILTER_DIR = True
_METHODS_OF_MOCKS = ('assert_called_with', 'assert_called_once_with', 'assert_any_call', 'assert_has_calls', 'assert_called',
                     'assert_not_called', 'assert_called_once')
_METHODS_OF_ASYNC = ('assert_awaited', 'assert_awaited_once', 'assert_awaited_with', 'assert_awaited_once_with',
                     'assert_any_await', 'assert_has_awaits', 'assert_not_awaited')


def _check_calls(mock, signature):
    """Calls of the mock must fit."""
    def check(self, /, *args, **kwargs):
        signature.bind(*args, **kwargs)
    type(mock)._mock_check_sig = check
    mock.__dict__['_spec_signature'] = signature
    type(mock).__signature__ = signature


def _as_function(mock, original, signature):
    """A function that has the mock behind it, and its assertions."""
    if _is_async_function(original):
        async def stand_in(*args, **kwargs):
            if signature is not None:
                signature.bind(*args, **kwargs)
            return await mock(*args, **kwargs)
    else:
        def stand_in(*args, **kwargs):
            if signature is not None:
                signature.bind(*args, **kwargs)
            return mock(*args, **kwargs)
    for name in ('__name__', '__module__'):
        try:
            setattr(stand_in, name, getattr(original, name))
        except (AttributeError, TypeError):
            pass
    stand_in.__qualname__ = stand_in.__name__
    if signature is not None:
        stand_in.__signature__ = signature
    stand_in.mock = mock
    names = _METHODS_OF_MOCKS
    vars(stand_in).update(_no_calls())
    if _is_async_function(original):
        names += _METHODS_OF_ASYNC
        vars(stand_in).update(_no_awaits())
    for name in names:
        setattr(stand_in, name, getattr(mock, name))
    stand_in.return_value = mock.return_value
    stand_in.side_effect = mock.side_effect
    stand_in._mock_children = mock._mock_children

    def reset_mock():
        stand_in.method_calls = _CallList()
        mock.reset_mock()
        inner = stand_in.return_value
        if _is_instance_mock(inner) and inner is not mock:
            inner.reset_mock()

    def attach_mock(child, attribute):
        mock.attach_mock(child, attribute)
    stand_in.reset_mock = reset_mock
    stand_in.attach_mock = attach_mock
    stand_in.configure_mock = mock.configure_mock
    mock.__dict__['_mock_delegate'] = stand_in
    return stand_in


def create_autospec(spec, spec_set=False, instance=False, _parent=None, _name=None, *, unsafe=False, **kwargs):
    """A mock with the attributes of an example, theirs too, and calls that must fit its signatures."""
    if isinstance(spec, (list, tuple)):
        # a list of names is no example
        spec = type(spec)
    is_type = isinstance(spec, type)
    if _is_instance_mock(spec):
        raise InvalidSpecError(f'Cannot autospec a Mock object. [object={spec!r}]')
    is_async = _is_async_function(spec)
    options = {'spec': spec}
    if spec_set:
        options = {'spec_set': spec}
    elif spec is None:
        options = {}
    if options and instance:
        options['_spec_as_instance'] = True
    if not unsafe:
        _refuse_misspelled(kwargs)
    _name = kwargs.pop('name', _name)
    options.update(kwargs)
    kind = MagicMock
    if inspect.isdatadescriptor(spec):
        # what a property gives is not known
        options = {}
    elif is_type and instance and not _instance_callable(spec):
        kind = NonCallableMagicMock
    elif not _callable(spec):
        kind = NonCallableMagicMock
    if is_async and isinstance(spec, (FunctionType, MethodType)):
        kind = AsyncMock
    new_name = _name
    if _parent is None:
        new_name = ''
    mock = kind(parent=_parent, _new_parent=_parent, _new_name=new_name, name=_name, **options)
    is_function = isinstance(spec, FunctionType)
    if is_function:
        return_mock = _as_function(mock, spec, _signature_of(spec, False, False))
    else:
        return_mock = mock
        signature = _signature_of(spec, instance, False)
        if signature is not None and kind is not NonCallableMagicMock:
            _check_calls(mock, signature)
    if _parent is not None and not instance:
        _parent._mock_children[_name] = return_mock
    if is_type and not instance and 'return_value' not in kwargs:
        mock.return_value = create_autospec(spec, spec_set, instance=True, _name='()', _parent=mock)
    _specify_children(mock, spec, spec_set, instance, is_type)
    return return_mock


def _instance_callable(cls):
    return any('__call__' in base.__dict__ for base in cls.__mro__)


def _specify_children(mock, spec, spec_set, instance, is_type):
    for name in dir(spec):
        if _mock_base._is_magic(name) or name == 'mock':
            continue
        try:
            original = getattr(spec, name)
        except AttributeError:
            continue
        if name in mock.__dict__ or name in mock._mock_children or isinstance(
                inspect.getattr_static(type(mock), name, None), property):
            continue
        if isinstance(original, FunctionType):
            _specify_method(mock, spec, name, original, spec_set, is_type, instance)
        else:
            def later(name=name, original=original):
                made = create_autospec(original, spec_set, instance=False, _parent=mock, _name=name)
                return made
            mock._mock_children[name] = _LaterSpec(later)


def _specify_method(mock, spec, name, original, spec_set, is_type, instance):
    """A child for a method: called without `self` where that is bound."""
    static = inspect.getattr_static(spec, name, None)
    eat = is_type and instance and not isinstance(static, staticmethod)
    if is_type and not instance and isinstance(static, classmethod):
        eat = False
    kind = AsyncMock if _is_async_function(original) else MagicMock
    option = 'spec_set' if spec_set else 'spec'
    child = kind(parent=mock, name=name, _new_name=name, _new_parent=mock, _eat_self=eat, **{option: original})
    signature = _signature_of(original, False, eat)
    if signature is not None:
        _check_calls(child, signature)
    if not eat and not isinstance(spec, type) and inspect.ismodule(spec):
        child = _as_function(child, original, signature)
    elif is_type and not instance and not isinstance(static, (staticmethod, classmethod)):
        child = _as_function(child, original, signature)
    mock._mock_children[name] = child
    if isinstance(child, FunctionType):
        # found as an attribute, not made as a child
        mock.__dict__[name] = child


def mock_open(mock=None, read_data=''):
    """A mock of `open` whose files hold `read_data`."""
    import io
    maker = io.BytesIO if isinstance(read_data, bytes) else io.StringIO
    state = [maker(read_data)]

    def from_file(name):
        def effect(*args, **kwargs):
            chosen = getattr(handle, name).return_value
            if chosen is not None:
                return chosen
            return getattr(state[0], name)(*args, **kwargs)
        return effect

    def iterate():
        chosen = handle.readline.return_value
        while chosen is not None:
            yield chosen
        yield from state[0]

    def following():
        chosen = handle.readline.return_value
        return chosen if chosen is not None else next(state[0])

    def close(*args):
        handle.close()
    file_spec = list(dict.fromkeys(dir(io.TextIOWrapper) + dir(io.BytesIO)))
    if mock is None:
        mock = MagicMock(name='open', spec=open)
    handle = MagicMock(spec=file_spec)
    handle.__enter__.return_value = handle
    handle.__exit__.side_effect = close
    handle.write.return_value = None
    for name in ('read', 'readline', 'readlines'):
        getattr(handle, name).return_value = None
        getattr(handle, name).side_effect = from_file(name)
    handle.__iter__.side_effect = iterate
    handle.__next__.side_effect = following

    def opened(*args, **kwargs):
        state[0] = maker(read_data)
        return DEFAULT
    mock.side_effect = opened
    mock.return_value = handle
    return mock


def seal(mock):
    """From now on, attributes that are not there yet are not made."""
    mock._mock_sealed = True
    for child in list(mock._mock_children.values()):
        if isinstance(child, FunctionType) or not _is_instance_mock(child) or child._mock_new_parent is not mock:
            continue
        seal(child)
    inner = mock.__dict__.get('_mock_return_value', DEFAULT)
    if _is_instance_mock(inner) and inner is not mock and inner._mock_new_parent is mock and not inner._mock_sealed:
        seal(inner)
