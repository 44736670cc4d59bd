"""Contract: `ArgumentParser`: matches a command line with the arguments declared.

Loaded at the end of `argparse`. Each word is an option ('O'), an argument ('A') or
'--' ('-'); positional arguments then share out runs of 'A' as their nargs allow,
the earlier ones taking what they can.
"""
import os
import sys

_a = sys.modules['argparse']
from argparse import (SUPPRESS, OPTIONAL, ZERO_OR_MORE, ONE_OR_MORE, PARSER, REMAINDER, ArgumentError,
                      ArgumentTypeError, Namespace, _ActionsContainer, _AttributeHolder, _get_action_name,
                      _negative_number, _UNRECOGNIZED, HelpFormatter)

__name__ = 'argparse'


class ArgumentParser(_AttributeHolder, _ActionsContainer):
    """Parses command lines into namespaces."""

    def __init__(self, prog=None, usage=None, description=None, epilog=None, parents=[],
                 formatter_class=HelpFormatter, prefix_chars='-', fromfile_prefix_chars=None,
                 argument_default=None, conflict_handler='error', add_help=True, allow_abbrev=True,
                 exit_on_error=True, *, suggest_on_error=False, color=True):
        _ActionsContainer.__init__(self, description=description, prefix_chars=prefix_chars,
                                   argument_default=argument_default, conflict_handler=conflict_handler)
        self.prog, self.usage, self.epilog = _program(prog), usage, epilog
        self.formatter_class, self.color, self.add_help = formatter_class, color, add_help
        self.fromfile_prefix_chars, self.allow_abbrev = fromfile_prefix_chars, allow_abbrev
        self.exit_on_error, self.suggest_on_error = exit_on_error, suggest_on_error
        self._positionals = self.add_argument_group('positional arguments')
        self._optionals = self.add_argument_group('options')
        self._subparsers = None
        self.register('type', None, _identity)
        if self.add_help:
            dash = '-' if '-' in prefix_chars else prefix_chars[0]
            self.add_argument(dash + 'h', dash * 2 + 'help', action='help', default=SUPPRESS,
                              help='show this help message and exit')
        for parent in parents:
            if not isinstance(parent, ArgumentParser):
                raise TypeError('parents must be a list of ArgumentParser')
            self._add_container_actions(parent)
            self._defaults.update(parent._defaults)

    def _get_kwargs(self):
        return [(n, getattr(self, n)) for n in ('prog', 'usage', 'description', 'formatter_class',
                                                'conflict_handler', 'add_help')]

    def add_subparsers(self, **kwargs):
        """Add sub-commands; returns what makes their parsers."""
        if self._subparsers is not None:
            raise ValueError('cannot have multiple subparser arguments')
        kwargs.setdefault('parser_class', type(self))
        if 'title' in kwargs or 'description' in kwargs:
            title = kwargs.pop('title', 'subcommands')
            self._subparsers = self.add_argument_group(title, kwargs.pop('description', None))
        else:
            self._subparsers = self._positionals
        if kwargs.get('prog') is None:
            formatter = self._get_formatter()
            formatter._set_color(False)
            formatter.add_usage(None, self._get_positional_actions(), self._mutually_exclusive_groups, '')
            kwargs['prog'] = formatter.format_help().strip() if self.usage is None else self.prog
        name = kwargs.pop('action', 'parsers')
        action = self._registry_get('action', name, name)(option_strings=[], **kwargs)
        self._check_help(action)
        self._subparsers._add_action(action)
        return action

    def _check_help(self, action):
        if action.help:
            self._get_formatter()._expand_help(action)

    def _add_action(self, action):
        (self._optionals if action.option_strings else self._positionals)._add_action(action)
        return action

    def _get_positional_actions(self):
        return [a for a in self._actions if not a.option_strings]

    # --- the doors

    def parse_args(self, args=None, namespace=None):
        """Parse a command line; words that are not known are an error."""
        return self._all_known(*self.parse_known_args(args, namespace))

    def parse_known_args(self, args=None, namespace=None):
        """(namespace, the words that are not known)."""
        return self._parse_known_args2(args, namespace, False)

    def parse_intermixed_args(self, args=None, namespace=None):
        """As `parse_args`; options may stand between positional arguments."""
        return self._all_known(*self.parse_known_intermixed_args(args, namespace))

    def _all_known(self, namespace, rest):
        if rest:
            msg = f'unrecognized arguments: {" ".join(rest)}'
            if self.exit_on_error:
                self.error(msg)
            raise ArgumentError(None, msg)
        return namespace

    def parse_known_intermixed_args(self, args=None, namespace=None):
        """As `parse_known_args`; options may stand between positional arguments."""
        for action in self._get_positional_actions():
            if action.nargs in (PARSER, REMAINDER):
                raise TypeError('parse_intermixed_args: positional arg with nargs=%s' % action.nargs)
        return self._parse_known_args2(args, namespace, True)

    def _parse_known_args2(self, args, namespace, intermixed):
        args = sys.argv[1:] if args is None else list(args)
        if namespace is None:
            namespace = Namespace()
        for action in self._actions:
            if action.dest is not SUPPRESS and not hasattr(namespace, action.dest) \
                    and action.default is not SUPPRESS:
                setattr(namespace, action.dest, action.default)
        for dest, value in self._defaults.items():
            if not hasattr(namespace, dest):
                setattr(namespace, dest, value)
        try:
            namespace, rest = _Run(self, namespace, intermixed).parse(args)
        except ArgumentError as err:
            if not self.exit_on_error:
                raise
            self.error(str(err))
        if hasattr(namespace, _UNRECOGNIZED):
            rest.extend(getattr(namespace, _UNRECOGNIZED))
            delattr(namespace, _UNRECOGNIZED)
        return namespace, rest

    def _read_args_from_files(self, arg_strings):
        out = []
        for s in arg_strings:
            if not s or s[0] not in self.fromfile_prefix_chars:
                out.append(s)
                continue
            try:
                with open(s[1:]) as f:
                    words = [w for line in f.read().splitlines() for w in self.convert_arg_line_to_args(line)]
            except OSError as err:
                raise ArgumentError(None, str(err))
            out.extend(self._read_args_from_files(words))
        return out

    def convert_arg_line_to_args(self, arg_line):
        """The words in a line of an argument file."""
        return [arg_line]

    # --- options

    def _parse_optional(self, s):
        """[(action, option, separator, value)] of a word, or None for an argument."""
        if not s or s[0] not in self.prefix_chars:
            return None
        if s in self._option_string_actions:
            return [(self._option_string_actions[s], s, None, None)]
        if len(s) == 1:
            return None
        option, sep, value = s.partition('=')
        if sep and option in self._option_string_actions:
            return [(self._option_string_actions[option], option, sep, value)]
        found = self._get_option_tuples(s)
        if found:
            return found
        if _negative_number(s) and not self._has_negative_number_optionals:
            return None
        if ' ' in s:
            return None
        return [(None, s, None, None)]

    def _get_option_tuples(self, s):
        """The options that a word may abbreviate or be joined with its value."""
        result = []
        chars = self.prefix_chars
        if s[0] in chars and s[1] in chars:
            if self.allow_abbrev:
                prefix, sep, value = s.partition('=')
                if not sep:
                    sep = value = None
                for option, action in self._option_string_actions.items():
                    if option.startswith(prefix):
                        result.append((action, option, sep, value))
        elif s[0] in chars:
            prefix, sep, value = s.partition('=')
            if not sep:
                sep = value = None
            short, rest = s[:2], s[2:]
            for option, action in self._option_string_actions.items():
                if option == short:
                    sep2, value2 = '', rest
                    if rest.startswith('='):
                        sep2, value2 = '=', rest[1:]
                    result.append((action, option, sep2, value2))
                elif self.allow_abbrev and option.startswith(prefix):
                    result.append((action, option, sep, value))
        return result

    # --- values

    def _get_values(self, action, words):
        nargs = action.nargs
        if nargs == SUPPRESS:
            return SUPPRESS
        if not words and nargs == OPTIONAL:
            value = action.const if action.option_strings else action.default
            convert = isinstance(value, str) and value is not SUPPRESS
            return self._get_value(action, value) if convert else value
        if not words and nargs == ZERO_OR_MORE and not action.option_strings:
            return [] if action.default is None else action.default
        values = [self._get_value(action, word) for word in words]
        # of a sub-command only its name is checked, of a remainder nothing
        for value in values[:{PARSER: 1, REMAINDER: 0}.get(nargs, len(values))]:
            self._check_value(action, value)
        return values[0] if len(values) == 1 and nargs in (None, OPTIONAL) else values

    def _get_value(self, action, word):
        func = self._registry_get('type', action.type, action.type)
        if not callable(func):
            raise TypeError(f'{func!r} is not callable')
        try:
            return func(word)
        except ArgumentTypeError as err:
            raise ArgumentError(action, str(err)) from None
        except (TypeError, ValueError):
            name = getattr(action.type, '__name__', repr(action.type))
            raise ArgumentError(action, f'invalid {name} value: {word!r}')

    def _check_value(self, action, value):
        choices = action.choices
        if choices is None:
            return
        if isinstance(choices, str):
            choices = list(choices)
        if value not in choices:
            msg = f'invalid choice: {str(value)!r}'
            if self.suggest_on_error and isinstance(value, str) and all(isinstance(c, str) for c in choices):
                import difflib
                close = difflib.get_close_matches(value, choices, 1)
                if close:
                    msg += f', maybe you meant {close[0]!r}?'
            raise ArgumentError(action, f'{msg} (choose from {", ".join(repr(str(c)) for c in choices)})')

    # --- text

    def format_usage(self):
        """The usage."""
        formatter = self._get_formatter()
        formatter.add_usage(self.usage, self._actions, self._mutually_exclusive_groups)
        return formatter.format_help()

    def format_help(self):
        """The whole help."""
        formatter = self._get_formatter()
        formatter.add_usage(self.usage, self._actions, self._mutually_exclusive_groups)
        formatter.add_text(self.description)
        for group in self._action_groups:
            formatter.start_section(group.title)
            formatter.add_text(group.description)
            formatter.add_arguments(group._group_actions)
            formatter.end_section()
        formatter.add_text(self.epilog)
        return formatter.format_help()

    def _get_formatter(self):
        formatter = self.formatter_class(prog=self.prog)
        formatter._set_color(self.color)
        return formatter

    def print_usage(self, file=None):
        """Print the usage."""
        self._print_message(self.format_usage(), sys.stdout if file is None else file)

    def print_help(self, file=None):
        """Print the help."""
        self._print_message(self.format_help(), sys.stdout if file is None else file)

    def _print_message(self, message, file=None):
        if message:
            try:
                (file or sys.stderr).write(message)
            except (AttributeError, OSError):
                pass

    def exit(self, status=0, message=None):
        """Leave the program, with a message to standard error."""
        if message:
            self._print_message(message, sys.stderr)
        sys.exit(status)

    def error(self, message):
        """Print the usage and a message, and leave with status 2."""
        self.print_usage(sys.stderr)
        self.exit(2, f'{self.prog}: error: {message}\n')

    def _warning(self, message):
        self._print_message(f'{self.prog}: warning: {message}\n', sys.stderr)


def _identity(value):
    return value


def _program(prog):
    if prog is not None:
        return prog
    arg0 = sys.argv[0]
    try:
        spec = sys.modules['__main__'].__spec__
    except (KeyError, AttributeError):
        spec = None
    if spec is None:
        return os.path.basename(arg0)
    if spec.name == '__main__':
        name = arg0
    else:
        name = spec.name.removesuffix('.__main__')
        return f'{os.path.basename(sys.executable)} -m {name}'
    return f'{os.path.basename(sys.executable)} {name}'


class _Run:
    """One parse: the words, the kinds of them, what was seen."""

    def __init__(self, parser, namespace, intermixed):
        self.parser = parser
        self.namespace = namespace
        self.intermixed = intermixed
        self.seen = set()
        self.given = set()
        self.warned = set()
        self.extras = []
        self.extras_pattern = []
        self.conflicts = {}
        for group in parser._mutually_exclusive_groups:
            for i, action in enumerate(group._group_actions):
                self.conflicts.setdefault(action, []).extend(group._group_actions[:i])
                self.conflicts[action].extend(group._group_actions[i + 1:])

    def parse(self, words):
        parser = self.parser
        if parser.fromfile_prefix_chars is not None:
            words = parser._read_args_from_files(words)
        self.words = words
        self.options = {}
        kinds = []
        it = iter(enumerate(words))
        for i, word in it:
            if word == '--':
                kinds.append('-')
                kinds.extend('A' for _ in it)
                break
            found = parser._parse_optional(word)
            if found is None:
                kinds.append('A')
            else:
                self.options[i] = found
                kinds.append('O')
        self.pattern = ''.join(kinds)
        self.positionals = parser._get_positional_actions()
        last = max(self.options) if self.options else -1
        index = 0
        while index <= last:
            following = index
            while following <= last and following not in self.options:
                following += 1
            if not self.intermixed and index != following:
                end = self.consume_positionals(index)
                if end > index:
                    index = end
                    continue
                index = end
            if index not in self.options:
                self.extras.extend(words[index:following])
                self.extras_pattern.extend(self.pattern[index:following])
                index = following
            index = self.consume_optional(index)
        if not self.intermixed:
            stop = self.consume_positionals(index)
            self.extras.extend(words[stop:])
        else:
            self.extras.extend(words[index:])
            self.extras_pattern.extend(self.pattern[index:])
            self.words, self.pattern = self.extras, ''.join(self.extras_pattern)
            self.options = {}
            positions = [i for i, c in enumerate(self.pattern) if c != 'O']
            option_words = [w for w, c in zip(self.words, self.pattern) if c == 'O']
            self.words = [self.words[i] for i in positions]
            self.pattern = ''.join(self.pattern[i] for i in positions)
            stop = self.consume_positionals(0)
            self.extras = option_words + self.words[stop:]
        self.check_required()
        return self.namespace, self.extras

    def take(self, action, words, option_string=None):
        self.seen.add(action)
        values = self.parser._get_values(action, words)
        if words or action.option_strings:
            self.given.add(action)
            for other in self.conflicts.get(action, ()):
                if other in self.given:
                    raise ArgumentError(action, f'not allowed with argument {_get_action_name(other)}')
        if values is not SUPPRESS:
            action(self.parser, self.namespace, values, option_string)

    def consume_optional(self, start):
        found = self.options[start]
        if len(found) > 1:
            names = ', '.join(option for _, option, _, _ in found)
            raise ArgumentError(None, f'ambiguous option: {self.words[start]} could match {names}')
        action, option, sep, explicit = found[0]
        todo = []
        while True:
            if action is None:
                self.extras.append(self.words[start])
                self.extras_pattern.append('O')
                return start + 1
            if explicit is not None:
                count = _match_count(action, 'A')
                if count == 0 and option[1] not in self.parser.prefix_chars and explicit != '':
                    if sep or explicit[0] in self.parser.prefix_chars:
                        raise ArgumentError(action, f'ignored explicit argument {explicit!r}')
                    todo.append((action, [], option))
                    option = option[0] + explicit[0]
                    rest = explicit[1:]
                    action = self.parser._option_string_actions.get(option)
                    if action is None:
                        self.run(todo)
                        self.extras.append(option[0] + explicit)
                        self.extras_pattern.append('O')
                        return start + 1
                    if not rest:
                        sep = explicit = None
                    elif rest[0] == '=':
                        sep, explicit = '=', rest[1:]
                    else:
                        sep, explicit = '', rest
                elif count == 1:
                    todo.append((action, [explicit], option))
                    stop = start + 1
                    break
                else:
                    raise ArgumentError(action, f'ignored explicit argument {explicit!r}')
            else:
                begin = start + 1
                kinds = self.pattern[begin:]
                count = _match_count(action, kinds)
                if count is None:
                    raise ArgumentError(action, _count_message(action))
                stop = begin + count
                todo.append((action, self.words[begin:stop], option))
                break
        self.run(todo)
        return stop

    def run(self, todo):
        for action, words, option in todo:
            if action.deprecated and option not in self.warned:
                self.parser._warning(f"option '{option}' is deprecated")
                self.warned.add(option)
            if action.nargs not in (PARSER, REMAINDER) and '--' in words:
                words = [w for i, w in enumerate(words) if w != '--' or i != words.index('--')]
            self.take(action, words, option)

    def consume_positionals(self, start):
        counts = _share(self.positionals, self.pattern[start:])
        for k, (action, count) in enumerate(zip(list(self.positionals), counts)):
            words = self.words[start:start + count]
            kinds = self.pattern[start:start + count]
            # nothing yet for an argument that can do without: a later option may be followed by more
            if not self.intermixed and count == 0 and 'O' in self.pattern[start:] and action.nargs in (
                    OPTIONAL, ZERO_OR_MORE, REMAINDER) and not kinds:
                counts = counts[:k]
                break
            if action.nargs == PARSER and '-' in kinds and kinds[0] == '-':
                words = [w for i, w in enumerate(words) if i != kinds.index('-')]
            elif action.nargs not in (PARSER, REMAINDER) and '-' in kinds:
                words = [w for i, w in enumerate(words) if i != kinds.index('-')]
            start += count
            if words and action.deprecated and action not in self.warned:
                self.parser._warning(f"argument '{_get_action_name(action)}' is deprecated")
                self.warned.add(action)
            self.take(action, words)
        self.positionals = self.positionals[len(counts):]
        return start

    def check_required(self):
        missing = []
        for action in self.parser._actions:
            if action in self.seen:
                continue
            if action.required:
                missing.append(_get_action_name(action))
            elif action.default is not None and isinstance(action.default, str) and \
                    hasattr(self.namespace, action.dest) and \
                    action.default is getattr(self.namespace, action.dest):
                setattr(self.namespace, action.dest, self.parser._get_value(action, action.default))
        if missing:
            raise ArgumentError(None, f'the following arguments are required: {", ".join(missing)}')
        for group in self.parser._mutually_exclusive_groups:
            if group.required and not any(a in self.given for a in group._group_actions):
                names = [_get_action_name(a) for a in group._group_actions if a.help is not SUPPRESS]
                raise ArgumentError(None, f'one of the arguments {" ".join(names)} is required')


# --- how many words an argument takes ------------------------------------------------

def _bounds(action):
    """(least, most or None, may options stand inside)."""
    nargs = action.nargs
    if nargs is None:
        return 1, 1, False
    if nargs == OPTIONAL:
        return 0, 1, False
    if nargs == ZERO_OR_MORE:
        return 0, None, False
    if nargs == ONE_OR_MORE:
        return 1, None, False
    if nargs == REMAINDER:
        return 0, None, True
    if nargs == PARSER:
        return 1, None, True
    if nargs == SUPPRESS:
        return 0, 0, False
    return nargs, nargs, False


def _match_count(action, kinds):
    """How many of the next words the argument takes, '--' included; None if too few."""
    least, most, any_kind = _bounds(action)
    taken = args = 0
    for c in kinds:
        if most is not None and args >= most:
            break
        if c == '-':
            if action.option_strings and not any_kind:
                break
            taken += 1
            continue
        if c == 'O':
            if not any_kind or action.nargs == PARSER and args == 0:
                break
        args += 1
        taken += 1
    return taken if args >= least else None


def _share(actions, kinds):
    """The counts for as many of the arguments as the words suffice for."""
    for n in range(len(actions), 0, -1):
        counts = _share_all(actions[:n], kinds)
        if counts is not None:
            return counts
    return []


def _share_all(actions, kinds):
    """Counts for all the arguments, greedy from the left; None if there are too few words."""
    if not actions:
        return []
    action, rest = actions[0], actions[1:]
    least, most, any_kind = _bounds(action)
    options = []
    taken = args = 0
    if args >= least:
        options.append(taken)
    for c in kinds:
        if most is not None and args >= most:
            break
        if c == 'O' and (not any_kind or action.nargs == PARSER and args == 0):
            break
        taken += 1
        if c != '-':
            args += 1
        elif any_kind and action.nargs == REMAINDER:
            args += 1
        if args >= least:
            options.append(taken)
    for count in reversed(options):
        tail = _share_all(rest, kinds[count:])
        if tail is not None:
            return [count, *tail]
    return None


def _count_message(action):
    nargs = action.nargs
    if nargs is None:
        return 'expected one argument'
    if nargs == OPTIONAL:
        return 'expected at most one argument'
    if nargs == ONE_OR_MORE:
        return 'expected at least one argument'
    if nargs == 1:
        return 'expected 1 argument'
    return f'expected {nargs} arguments'
