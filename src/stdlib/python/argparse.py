"""Contract: parsing of command lines.

The parser and its actions are here; the text of usage and help is made by
`_argparse_help`.
"""
import sys

__all__ = ['ArgumentParser', 'ArgumentError', 'ArgumentTypeError', 'BooleanOptionalAction', 'FileType',
           'HelpFormatter', 'ArgumentDefaultsHelpFormatter', 'RawDescriptionHelpFormatter',
           'RawTextHelpFormatter', 'MetavarTypeHelpFormatter', 'Namespace', 'Action', 'ONE_OR_MORE',
           'OPTIONAL', 'PARSER', 'REMAINDER', 'SUPPRESS', 'ZERO_OR_MORE']

SUPPRESS = '==SUPPRESS=='
OPTIONAL = '?'
ZERO_OR_MORE = '*'
ONE_OR_MORE = '+'
PARSER = 'A...'
REMAINDER = '...'
_UNRECOGNIZED = '_unrecognized_args'
_UNRECOGNIZED = '_unrecognized_args'

class _AttributeHolder:
    """A repr that shows the arguments."""

    def __repr__(self):
        parts, star = [], {}
        parts.extend(map(repr, self._get_args()))
        for name, value in self._get_kwargs():
            if name.isidentifier():
                parts.append(f'{name}={value!r}')
            else:
                star[name] = value
        if star:
            parts.append(f'**{star!r}')
        return f'{type(self).__name__}({", ".join(parts)})'

    def _get_kwargs(self):
        return list(self.__dict__.items())

    def _get_args(self):
        return []


class Namespace(_AttributeHolder):
    """The attributes that parsing gives."""

    def __init__(self, **kwargs):
        for name, value in kwargs.items():
            setattr(self, name, value)

    def __eq__(self, other):
        return vars(self) == vars(other) if isinstance(other, Namespace) else NotImplemented

    def __contains__(self, key):
        return key in self.__dict__


def _get_action_name(argument):
    """How messages call an argument: by its options, metavar, name or choices."""
    if argument is None:
        return None
    if argument.option_strings:
        return '/'.join(argument.option_strings)
    shown = argument.metavar
    if isinstance(shown, tuple):
        if argument.nargs == ONE_OR_MORE or argument.nargs == ZERO_OR_MORE and len(shown) == 2:
            return f'{shown[0]}[, {shown[1]}]'
        return ', '.join(shown)
    for name in (shown, argument.dest):
        if name not in (None, SUPPRESS):
            return name
    if argument.choices:
        return '{' + ','.join(map(str, argument.choices)) + '}'
    return None

class ArgumentError(Exception):
    """A fault on the command line, with the argument it concerns."""

    def __init__(self, argument, message):
        self.message, self.argument_name = message, _get_action_name(argument)

    def __str__(self):
        concerned = '' if self.argument_name is None else f'argument {self.argument_name}: '
        return f'{concerned}{self.message}'


class ArgumentTypeError(Exception):
    """Raised by type functions; the message is shown."""


# --- actions -----------------------------------------------------------------------

_FIELDS = ('option_strings', 'dest', 'nargs', 'const', 'default', 'type', 'choices', 'required', 'help', 'metavar',
           'deprecated')


class Action(_AttributeHolder):
    """What an argument does when it is met."""

    def __init__(self, option_strings, dest, nargs=None, const=None, default=None, type=None,
                 choices=None, required=False, help=None, metavar=None, deprecated=False):
        for name, value in zip(_FIELDS, (option_strings, dest, nargs, const, default, type, choices, required, help,
                                         metavar, deprecated)):
            setattr(self, name, value)

    def _get_kwargs(self):
        return [(name, getattr(self, name)) for name in _FIELDS]

    def format_usage(self):
        """The text in the usage line."""
        return self.option_strings[0]

    def __call__(self, parser, namespace, values, option_string=None):
        raise NotImplementedError('.__call__() not defined')


class BooleanOptionalAction(Action):
    """--flag and --no-flag."""

    def __init__(self, option_strings, dest, default=None, required=False, help=None, deprecated=False):
        both = []
        for s in option_strings:
            if s.startswith('--no-'):
                raise ValueError(f'invalid option name {s!r} for BooleanOptionalAction')
            both.append(s)
            if s.startswith('--'):
                both.append('--no-' + s[2:])
        super().__init__(both, dest, nargs=0, default=default, required=required, help=help, deprecated=deprecated)

    def __call__(self, parser, namespace, values, option_string=None):
        if option_string in self.option_strings:
            setattr(namespace, self.dest, option_string[:5] != '--no-')
            setattr(namespace, self.dest, not option_string.startswith('--no-'))

    def format_usage(self):
        return ' | '.join(self.option_strings)


def _check_nargs(kind, nargs, const, instead):
    """Refuse an action for values that are not there, or a constant that is never used."""
    if nargs == 0:
        raise ValueError(f'nargs for {kind} actions must be != 0; if {instead} may be more appropriate')
    if const is not None and nargs != OPTIONAL:
        raise ValueError('nargs must be %r to supply const' % OPTIONAL)


class _StoreAction(Action):
    def __init__(self, option_strings, dest, nargs=None, const=None, default=None, type=None, choices=None,
                 required=False, help=None, metavar=None, deprecated=False):
        _check_nargs('store', nargs, const, 'you have nothing to store, actions such as store true or store const')
        super().__init__(option_strings, dest, nargs, const, default, type, choices, required, help,
                         metavar, deprecated)

    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, values)


class _StoreConstAction(Action):
    def __init__(self, option_strings, dest, const=None, default=None, required=False, help=None,
                 metavar=None, deprecated=False):
        super().__init__(option_strings, dest, nargs=0, const=const, default=default, required=required,
                         help=help, deprecated=deprecated)

    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, self.const)


class _StoreTrueAction(_StoreConstAction):
    def __init__(self, option_strings, dest, default=False, required=False, help=None, deprecated=False):
        super().__init__(option_strings, dest, True, default, required, help, deprecated=deprecated)


class _StoreFalseAction(_StoreConstAction):
    def __init__(self, option_strings, dest, default=True, required=False, help=None, deprecated=False):
        super().__init__(option_strings, dest, False, default, required, help, deprecated=deprecated)


def _add_items(namespace, dest, new):
    """Put longer items in place of those that are there; the old ones stay as they are, a default perhaps."""
    items = getattr(namespace, dest, None)
    if type(items) is list:
        items = items[:]
    elif items is None:
        items = []
    else:
        import copy
        items = copy.copy(items)
    for item in new:
        items.append(item)
    setattr(namespace, dest, items)


class _AppendAction(Action):
    def __init__(self, option_strings, dest, nargs=None, const=None, default=None, type=None, choices=None,
                 required=False, help=None, metavar=None, deprecated=False):
        _check_nargs('append', nargs, const, 'arg strings are not supplying the value to append, the append const action')
        super().__init__(option_strings, dest, nargs, const, default, type, choices, required, help,
                         metavar, deprecated)

    def __call__(self, parser, namespace, values, option_string=None):
        _add_items(namespace, self.dest, [values])


class _AppendConstAction(Action):
    def __init__(self, option_strings, dest, const=None, default=None, required=False, help=None,
                 metavar=None, deprecated=False):
        super().__init__(option_strings, dest, nargs=0, const=const, default=default, required=required,
                         help=help, metavar=metavar, deprecated=deprecated)

    def __call__(self, parser, namespace, values, option_string=None):
        _add_items(namespace, self.dest, [self.const])


class _CountAction(Action):
    def __init__(self, option_strings, dest, default=None, required=False, help=None, deprecated=False):
        super().__init__(option_strings, dest, nargs=0, default=default, required=required, help=help,
                         deprecated=deprecated)

    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, (getattr(namespace, self.dest, None) or 0) + 1)


class _HelpAction(Action):
    def __init__(self, option_strings, dest=SUPPRESS, default=SUPPRESS, help=None, deprecated=False):
        super().__init__(option_strings, dest, nargs=0, default=default, help=help, deprecated=deprecated)

    def __call__(self, parser, namespace, values, option_string=None):
        parser.print_help()
        parser.exit()


class _VersionAction(Action):
    def __init__(self, option_strings, version=None, dest=SUPPRESS, default=SUPPRESS, help=None,
                 deprecated=False):
        if help is None:
            help = "show program's version number and exit"
        super().__init__(option_strings, dest, nargs=0, default=default, help=help, deprecated=deprecated)
        self.version = version

    def __call__(self, parser, namespace, values, option_string=None):
        formatter = parser._get_formatter()
        formatter.add_text(parser.version if self.version is None else self.version)
        parser._print_message(formatter.format_help(), sys.stdout)
        parser.exit()


class _SubCommand(Action):
    """A line of the help for the name of a sub-command."""

    def __init__(self, name, aliases, help):
        others = f' ({", ".join(aliases)})' if aliases else ''
        super().__init__([], name, help=help, metavar=name + others)


class _SubParsersAction(Action):
    def __init__(self, option_strings, prog, parser_class, dest=SUPPRESS, required=False, help=None,
                 metavar=None):
        self._choices_actions, self._deprecated = [], set()
        self._name_parser_map = parsers = {}
        super().__init__(option_strings, dest, nargs=PARSER, choices=parsers, required=required, help=help,
                         metavar=metavar)
        self._new_parser, self._prog_prefix = parser_class, prog

    def add_parser(self, name, *, deprecated=False, **kwargs):
        """A parser for a sub-command."""
        if kwargs.get('prog') is None:
            kwargs['prog'] = f'{self._prog_prefix} {name}'
        names = name, *kwargs.pop('aliases', ())
        for each, kind in zip(names, ('', *[' alias'] * len(names))):
            if each in self._name_parser_map:
                raise ValueError(f'conflicting subparser{kind}: {each}')
        if 'help' in kwargs:
            self._choices_actions.append(_SubCommand(name, names[1:], kwargs.pop('help')))
        parser = self._new_parser(**kwargs)
        self._name_parser_map.update(dict.fromkeys(names, parser))
        if deprecated:
            self._deprecated.update(names)
        return parser

    def _get_subactions(self):
        return self._choices_actions

    def __call__(self, parser, namespace, values, option_string=None):
        name, *words = values
        if self.dest is not SUPPRESS:
            setattr(namespace, self.dest, name)
        try:
            subparser = self._name_parser_map[name]
        except KeyError:
            raise ArgumentError(self, f'unknown parser {name!r} (choices: '
                                      f'{", ".join(self._name_parser_map)})') from None
        if name in self._deprecated:
            parser._warning(f"command '{name}' is deprecated")
        sub, rest = subparser.parse_known_args(words, None)
        for key, value in vars(sub).items():
            setattr(namespace, key, value)
        if rest:
            setattr(namespace, _UNRECOGNIZED, getattr(namespace, _UNRECOGNIZED, []) + rest)


class _ExtendAction(_AppendAction):
    def __call__(self, parser, namespace, values, option_string=None):
        _add_items(namespace, self.dest, values)


class FileType:
    """A type function that opens files. Deprecated."""

    def __init__(self, mode='r', bufsize=-1, encoding=None, errors=None):
        self._mode, self._how = mode, (bufsize, encoding, errors)

    def __call__(self, string):
        if string != '-':
            try:
                return open(string, self._mode, *self._how)
            except OSError as e:
                raise ArgumentTypeError(f"can't open '{string}': {e}")
        if 'r' in self._mode:
            stream = sys.stdin
        elif any(c in self._mode for c in 'wax'):
            stream = sys.stdout
        else:
            raise ValueError(f'argument "-" with mode {self._mode!r}')
        return stream.buffer if 'b' in self._mode else stream

    def __repr__(self):
        bufsize, encoding, errors = self._how
        args = [repr(a) for a in (self._mode, bufsize) if a != -1]
        args += [f'{k}={v!r}' for k, v in (('encoding', encoding), ('errors', errors)) if v is not None]
        return f'{type(self).__name__}({", ".join(args)})'


# --- containers ----------------------------------------------------------------------

_ACTIONS = {None: _StoreAction, 'store': _StoreAction, 'store_const': _StoreConstAction,
            'store_true': _StoreTrueAction, 'store_false': _StoreFalseAction, 'append': _AppendAction,
            'append_const': _AppendConstAction, 'count': _CountAction, 'help': _HelpAction,
            'version': _VersionAction, 'parsers': _SubParsersAction, 'extend': _ExtendAction}
# what the groups of a parser have in common with it
_SHARED = ('_registries', '_actions', '_option_string_actions', '_defaults', '_has_negative_number_optionals',
           '_mutually_exclusive_groups')


def _appended(items, item):
    items.append(item)
    return item


class _ActionsContainer:
    """What holds arguments: parsers and groups."""

    def __init__(self, description, prefix_chars, argument_default, conflict_handler):
        self.description, self.prefix_chars = description, prefix_chars
        self.argument_default, self.conflict_handler = argument_default, conflict_handler
        self._conflict_handler()
        self._registries = {'action': _ACTIONS.copy()}
        self._option_string_actions, self._defaults = {}, {}
        for name in ('_actions', '_action_groups', '_mutually_exclusive_groups', '_has_negative_number_optionals'):
            setattr(self, name, [])

    def register(self, registry_name, value, object):
        """Give an action or type a name."""
        self._registries.setdefault(registry_name, {})[value] = object

    def _registry_get(self, registry_name, value, default=None):
        return self._registries[registry_name].get(value, default) \
            if registry_name in self._registries else default

    def set_defaults(self, **kwargs):
        """Set defaults, also of names without arguments."""
        self._defaults |= kwargs
        for action in self._actions:
            action.default = kwargs.get(action.dest, action.default)

    def get_default(self, dest):
        """The default of a name."""
        own = (action.default for action in self._actions if action.dest == dest)
        return next((value for value in own if value is not None), self._defaults.get(dest))

    def add_argument(self, *args, **kwargs):
        """Add an argument: names of an option, or the name of a positional argument."""
        if len(args) > 1 or args and args[0][0] in self.prefix_chars:
            spec = self._get_optional_kwargs(*args, **kwargs)
        elif args and 'dest' in kwargs:
            raise TypeError('dest supplied twice for positional argument, did you mean metavar?')
        else:
            spec = self._get_positional_kwargs(*args, **kwargs)
        if self.argument_default is not None or spec['dest'] in self._defaults:
            spec.setdefault('default', self._defaults.get(spec['dest'], self.argument_default))
        name = spec.pop('action', None)
        make = self._registry_get('action', name, name)
        if not callable(make):
            raise ValueError(f'unknown action {make!r}')
        action = make(**spec)
        if action.nargs == 0 and not action.option_strings:
            raise ValueError(f'action {name!r} is not valid for positional arguments')
        self._check_declared(action)
        return self._add_action(action)

    def _check_declared(self, action):
        """Find out now what would fail only when a value is converted or the help is asked for."""
        convert = self._registry_get('type', action.type, action.type)
        if convert is FileType:
            raise TypeError(f'{convert!r} is a FileType class object, instance of it must be passed')
        if convert is not None and not callable(convert):
            raise TypeError(f'{convert!r} is not callable')
        if hasattr(self, '_get_formatter'):
            formatter = self._get_formatter()
            try:
                formatter._format_args(action, None)
            except TypeError:
                raise ValueError('length of metavar tuple does not match nargs') from None
            if action.help is not None and action.help is not SUPPRESS:
                try:
                    formatter._expand_help(action)
                except (ValueError, TypeError, KeyError) as exc:
                    raise ValueError('badly formed help string') from exc

    def add_argument_group(self, *args, **kwargs):
        """A titled group of arguments in the help."""
        return _appended(self._action_groups, _ArgumentGroup(self, *args, **kwargs))

    def add_mutually_exclusive_group(self, **kwargs):
        """A group of which at most one may be given."""
        return _appended(self._mutually_exclusive_groups, _MutuallyExclusiveGroup(self, **kwargs))

    def _add_action(self, action):
        taken = [(s, self._option_string_actions[s]) for s in action.option_strings
                 if s in self._option_string_actions]
        if taken:
            self._conflict_handler()(action, taken)
        action.container = self
        for s in action.option_strings:
            self._option_string_actions[s] = action
            if _negative_number(s) and not self._has_negative_number_optionals:
                self._has_negative_number_optionals.append(True)
        return _appended(self._actions, action)

    def _remove_action(self, action):
        self._actions.remove(action)

    def _add_container_actions(self, container):
        titles = {}
        for group in self._action_groups:
            if group.title in titles:
                raise ValueError(f'cannot merge actions - two groups are named {group.title!r}')
            titles[group.title] = group
        group_map = {}
        for group in container._action_groups:
            if group.title not in titles:
                titles[group.title] = self.add_argument_group(
                    title=group.title, description=group.description,
                    conflict_handler=group.conflict_handler)
            for action in group._group_actions:
                group_map[action] = titles[group.title]
        for group in container._mutually_exclusive_groups:
            owner = self if group._container is container else titles[group._container.title]
            mutex = owner.add_mutually_exclusive_group(required=group.required)
            for action in group._group_actions:
                group_map[action] = mutex
        for action in container._actions:
            group_map.get(action, self)._add_action(action)

    def _get_positional_kwargs(self, dest, **kwargs):
        if 'required' in kwargs:
            raise TypeError("'required' is an invalid argument for positionals")
        nargs = kwargs.get('nargs')
        if nargs == 0:
            raise ValueError('nargs for positionals must be != 0')
        if nargs not in (OPTIONAL, ZERO_OR_MORE, REMAINDER, SUPPRESS):
            kwargs['required'] = True
        return kwargs | {'dest': dest, 'option_strings': []}

    def _get_optional_kwargs(self, *args, **kwargs):
        long = [s for s in args if len(s) > 1 and s[0] in self.prefix_chars and s[1] in self.prefix_chars]
        for s in args:
            if s[0] not in self.prefix_chars:
                raise ValueError(f'invalid option string {s!r}: must start with a character {self.prefix_chars!r}')
        dest = kwargs.get('dest')
        if dest is None:
            first = (long or args)[0]
            dest = first.lstrip(self.prefix_chars).replace('-', '_')
            if not dest:
                raise TypeError(f'dest= is required for options like {first!r}')
        return kwargs | {'dest': dest, 'option_strings': list(args)}

    def _conflict_handler(self):
        try:
            return getattr(self, f'_handle_conflict_{self.conflict_handler}')
        except AttributeError:
            raise ValueError(f'invalid conflict_resolution value: {self.conflict_handler!r}') from None

    def _handle_conflict_error(self, action, conflicts):
        names = ', '.join(s for s, _ in conflicts)
        plural = 's' if len(conflicts) > 1 else ''
        raise ArgumentError(action, f'conflicting option string{plural}: {names}')

    def _handle_conflict_resolve(self, action, conflicts):
        for s, old in conflicts:
            old.option_strings.remove(s)
            self._option_string_actions.pop(s, None)
            if not old.option_strings:
                old.container._remove_action(old)


def _negative_number(s):
    """Whether a text looks like a negative number."""
    body = s[1:].replace('_', '') if s[:1] == '-' else ''
    if not body:
        return False
    for mark in ('j', 'J'):
        body = body.removesuffix(mark)
    try:
        float(body)
    except ValueError:
        return False
    return body[0].isdigit() or body[0] == '.'


class _ArgumentGroup(_ActionsContainer):
    def __init__(self, container, title=None, description=None, **kwargs):
        if 'prefix_chars' in kwargs:
            import warnings
            warnings.warn('The use of the undocumented \'prefix_chars\' parameter in ArgumentParser.'
                          'add_argument_group() is deprecated.', DeprecationWarning, stacklevel=3)
        for name in ('conflict_handler', 'prefix_chars', 'argument_default'):
            kwargs.setdefault(name, getattr(container, name))
        super().__init__(description=description, **kwargs)
        self.title, self._container, self._group_actions = title, container, []
        for name in _SHARED:
            setattr(self, name, getattr(container, name))
        if hasattr(container, '_get_formatter'):
            self._get_formatter = container._get_formatter

    def _add_action(self, action):
        return _appended(self._group_actions, super()._add_action(action))

    def _remove_action(self, action):
        for actions in (self._actions, self._group_actions):
            actions.remove(action)

    def add_argument_group(self, *args, **kwargs):
        raise ValueError('argument groups cannot be nested')


class _MutuallyExclusiveGroup(_ArgumentGroup):
    def __init__(self, container, required=False):
        super().__init__(container)
        self.required = required

    def _add_action(self, action):
        if action.required:
            raise ValueError('mutually exclusive arguments must be optional')
        return _appended(self._group_actions, self._container._add_action(action))

    def _remove_action(self, action):
        self._container._remove_action(action)
        self._group_actions.remove(action)

    def add_mutually_exclusive_group(self, **kwargs):
        raise ValueError('mutually exclusive groups cannot be nested')


# the other parts import this one by its name; run as a program it does nothing
if __name__ == 'argparse':
    from _argparse_help import (HelpFormatter, RawDescriptionHelpFormatter, RawTextHelpFormatter,
                                ArgumentDefaultsHelpFormatter, MetavarTypeHelpFormatter)
    from _argparse_parser import ArgumentParser
