"""Contract: command lines of options that are declared one by one; `argparse` is what new programs use."""
import functools
import os
import sys

from _optparse_parts import (NO_DEFAULT, SUPPRESS_HELP, AmbiguousOptionError, BadOptionError, HelpFormatter,
                             IndentedHelpFormatter, OptionConflictError, OptionError, OptionValueError,
                             OptParseError, TitledHelpFormatter, Values)

__all__ = ['Option', 'make_option', 'SUPPRESS_HELP', 'SUPPRESS_USAGE', 'Values', 'OptionContainer', 'OptionGroup',
           'OptionParser', 'HelpFormatter', 'IndentedHelpFormatter', 'TitledHelpFormatter', 'OptParseError', 'OptionError',
           'OptionConflictError', 'OptionValueError', 'BadOptionError', 'check_choice']

SUPPRESS_USAGE = 'SUPPRESSUSAGE'


def _integer(text):
    """A number in the base that its beginning tells: 0x, 0b, or 0 for octal."""
    low = text[:2].lower()
    if low == '0x':
        return int(text, 16)
    if low == '0b':
        # no digits behind the sign of the base stand for zero
        return int(text[2:] or '0', 2)
    return int(text, 8 if text[:1] == '0' else 10)


# of each type that has a number, how it is read, and what messages call it
_NUMBERS = {'int': (_integer, 'integer'), 'long': (_integer, 'integer'), 'float': (float, 'floating-point'),
            'complex': (complex, 'complex')}


def check_builtin(option, opt, value):
    """The number that the text is."""
    read, name = _NUMBERS[option.type]
    try:
        return read(value)
    except ValueError:
        raise OptionValueError(f'option {opt}: invalid {name} value: {value!r}') from None


def check_choice(option, opt, value):
    """The text, if it is one of the choices."""
    if value not in option.choices:
        choices = ', '.join(map(repr, option.choices))
        raise OptionValueError(f'option {opt}: invalid choice: {value!r} (choose from {choices})')
    return value


class Option:
    """One option: its strings, what is done when it is met, and how its value is read."""

    ATTRS = ['action', 'type', 'dest', 'default', 'nargs', 'const', 'choices', 'callback', 'callback_args', 'callback_kwargs',
             'help', 'metavar']
    ACTIONS = ('store', 'store_const', 'store_true', 'store_false', 'append', 'append_const', 'count', 'callback', 'help', 'version')
    # that set an attribute; that may have a type; that have one; that have a constant
    STORE_ACTIONS = ACTIONS[:7]
    TYPED_ACTIONS = ('store', 'append', 'callback')
    ALWAYS_TYPED_ACTIONS = ('store', 'append')
    CONST_ACTIONS = ('store_const', 'append_const')
    TYPES = ('string', 'int', 'long', 'float', 'complex', 'choice')
    TYPE_CHECKER = {**dict.fromkeys(_NUMBERS, check_builtin), 'choice': check_choice}
    # functions that are called in turn with a new option, to set the rest of it; subclasses replace or extend them
    CHECK_METHODS = None

    def __init__(self, *opts, **attrs):
        self._short_opts, self._long_opts = [], []
        self._set_opt_strings(self._check_opt_strings(opts))
        self._set_attrs(attrs)
        for check in self.CHECK_METHODS:
            check(self)

    def _check_opt_strings(self, opts):
        """The strings that are some."""
        given = list(filter(None, opts))
        if not given:
            raise TypeError('at least one option string must be supplied')
        return given

    def _set_opt_strings(self, opts):
        """Sort the strings into short and long ones."""
        for opt in opts:
            if len(opt) < 2:
                raise OptionError(f'invalid option string {opt!r}: must be at least two characters long', self)
            if len(opt) == 2:
                if opt[0] != '-' or opt[1] == '-':
                    raise OptionError(f'invalid short option string {opt!r}: must be of the form -x, (x any non-dash char)', self)
                self._short_opts.append(opt)
            else:
                if opt[:2] != '--' or opt[2] == '-':
                    raise OptionError(f'invalid long option string {opt!r}: must start with --, followed by non-dash', self)
                self._long_opts.append(opt)

    def _set_attrs(self, attrs):
        """Take the arguments by name."""
        for name in self.ATTRS:
            setattr(self, name, attrs.pop(name, NO_DEFAULT if name == 'default' else None))
        if attrs:
            raise OptionError('invalid keyword arguments: ' + ', '.join(sorted(attrs)), self)

    def _check_action(self):
        if self.action is None:
            self.action = 'store'
        elif self.action not in self.ACTIONS:
            raise OptionError(f'invalid action: {self.action!r}', self)

    def _check_type(self):
        if self.type is None and self.action in self.ALWAYS_TYPED_ACTIONS:
            self.type = 'string' if self.choices is None else 'choice'
        if self.type is None:
            return
        name = self.type.__name__ if isinstance(self.type, type) else self.type
        self.type = 'string' if name == 'str' else name
        if self.type not in self.TYPES:
            raise OptionError(f'invalid option type: {self.type!r}', self)
        if self.action not in self.TYPED_ACTIONS:
            raise OptionError(f'must not supply a type for action {self.action!r}', self)

    def _check_choice(self):
        if self.type == 'choice':
            if self.choices is None:
                raise OptionError("must supply a list of choices for type 'choice'", self)
            if not isinstance(self.choices, (tuple, list)):
                given = str(type(self.choices)).split("'")[1]
                raise OptionError(f"choices must be a list of strings ('{given}' supplied)", self)
        elif self.choices is not None:
            raise OptionError(f'must not supply choices for type {self.type!r}', self)

    def _check_dest(self):
        if self.dest is None and (self.action in self.STORE_ACTIONS or self.type is not None):
            # the first long string names the attribute, else the first letter
            self.dest = self._long_opts[0][2:].replace('-', '_') if self._long_opts else self._short_opts[0][1]

    def _check_const(self):
        if self.const is not None and self.action not in self.CONST_ACTIONS:
            raise OptionError(f"'const' must not be supplied for action {self.action!r}", self)

    def _check_nargs(self):
        typed = self.action in self.TYPED_ACTIONS
        if self.nargs is not None and not typed:
            raise OptionError(f"'nargs' must not be supplied for action {self.action!r}", self)
        if self.nargs is None and typed:
            self.nargs = 1

    def _check_callback(self):
        if self.action != 'callback':
            for name, told in ('callback', f' ({self.callback!r})'), ('callback_args', ''), ('callback_kwargs', ''):
                if getattr(self, name) is not None:
                    raise OptionError(f'{name} supplied{told} for non-callback option', self)
            return
        if not callable(self.callback):
            raise OptionError(f'callback not callable: {self.callback!r}', self)
        for name, kind in ('callback_args', tuple), ('callback_kwargs', dict):
            given = getattr(self, name)
            if given is not None and not isinstance(given, kind):
                raise OptionError(f'{name}, if supplied, must be a {kind.__name__}: not {given!r}', self)

    CHECK_METHODS = [_check_action, _check_type, _check_choice, _check_dest, _check_const, _check_nargs, _check_callback]

    def __str__(self):
        return '/'.join(self._short_opts + self._long_opts)

    def __repr__(self):
        return f'<{type(self).__name__} at {id(self):#x}: {self}>'

    def takes_value(self):
        """A value comes behind the option."""
        return self.type is not None

    def get_opt_string(self):
        """The string that the option is known by."""
        return (self._long_opts or self._short_opts)[0]

    def check_value(self, opt, value):
        """The text as the option's type."""
        check = self.TYPE_CHECKER.get(self.type)
        return value if check is None else check(self, opt, value)

    def convert_value(self, opt, value):
        """The text, or all texts if there are several, as the option's type."""
        if value is None:
            return None
        if self.nargs == 1:
            return self.check_value(opt, value)
        return tuple([self.check_value(opt, v) for v in value])

    def process(self, opt, value, values, parser):
        """Do what the option is for."""
        return self.take_action(self.action, self.dest, opt, self.convert_value(opt, value), values, parser)

    def take_action(self, action, dest, opt, value, values, parser):
        """Do what the action says."""
        match action:
            case 'store':
                setattr(values, dest, value)
            case 'store_const':
                setattr(values, dest, self.const)
            case 'store_true' | 'store_false':
                setattr(values, dest, action == 'store_true')
            case 'append':
                values.ensure_value(dest, []).append(value)
            case 'append_const':
                values.ensure_value(dest, []).append(self.const)
            case 'count':
                setattr(values, dest, values.ensure_value(dest, 0) + 1)
            case 'callback':
                self.callback(self, opt, value, parser, *(self.callback_args or ()), **(self.callback_kwargs or {}))
            case 'help':
                parser.print_help()
                parser.exit()
            case 'version':
                parser.print_version()
                parser.exit()
            case _:
                raise ValueError(f'unknown action {self.action!r}')
        return 1


make_option = Option


def _made_or_given(make, kind, args, kwargs):
    """What arguments that begin with a text make, or the one thing of that kind that they are."""
    if isinstance(args[0], str):
        return make(*args, **kwargs)
    if len(args) != 1 or kwargs:
        raise TypeError('invalid arguments')
    if not isinstance(args[0], kind):
        raise TypeError(f'not an {kind.__name__} instance: {args[0]!r}')
    return args[0]


class OptionContainer:
    """Options that belong together: those of a parser or of a group."""

    def __init__(self, option_class, conflict_handler, description):
        self._create_option_list()
        self.option_class = option_class
        self.set_conflict_handler(conflict_handler)
        self.set_description(description)

    def _create_option_mappings(self):
        self._short_opt, self._long_opt, self.defaults = {}, {}, {}

    def _share_option_mappings(self, parser):
        """Look up options where a parser does."""
        self._short_opt, self._long_opt, self.defaults = parser._short_opt, parser._long_opt, parser.defaults

    def set_conflict_handler(self, handler):
        """What happens to two options of one string: `error`, or `resolve`: the later one has it."""
        if handler not in ('error', 'resolve'):
            raise ValueError(f'invalid conflict_resolution value {handler!r}')
        self.conflict_handler = handler

    def set_description(self, description):
        """Set the paragraph above the options."""
        self.description = description

    def get_description(self):
        """The paragraph above the options."""
        return self.description

    def destroy(self):
        """Forget the options, which know the parser."""
        del self._short_opt, self._long_opt, self.defaults

    def _check_conflict(self, option):
        taken = [(opt, known[opt]) for known, opts in ((self._short_opt, option._short_opts), (self._long_opt, option._long_opts))
                 for opt in opts if opt in known]
        if not taken:
            return
        if self.conflict_handler == 'error':
            raise OptionConflictError('conflicting option string(s): ' + ', '.join(opt for opt, _ in taken), option)
        for opt, old in taken:
            if opt.startswith('--'):
                old._long_opts.remove(opt)
                del self._long_opt[opt]
            else:
                old._short_opts.remove(opt)
                del self._short_opt[opt]
            if not (old._short_opts or old._long_opts):
                old.container.option_list.remove(old)

    def add_option(self, *args, **kwargs):
        """Add an option, or make one of these arguments and add it."""
        option = _made_or_given(self.option_class, Option, args, kwargs)
        self._check_conflict(option)
        self.option_list.append(option)
        option.container = self
        self._short_opt.update(dict.fromkeys(option._short_opts, option))
        self._long_opt.update(dict.fromkeys(option._long_opts, option))
        if option.dest is not None and option.default is NO_DEFAULT:
            self.defaults.setdefault(option.dest)
        elif option.dest is not None:
            self.defaults[option.dest] = option.default
        return option

    def add_options(self, option_list):
        """Add several options."""
        for option in option_list:
            self.add_option(option)

    def get_option(self, opt_str):
        """The option of this string, or None."""
        return self._short_opt.get(opt_str) or self._long_opt.get(opt_str)

    def has_option(self, opt_str):
        """There is an option of this string."""
        return opt_str in self._short_opt or opt_str in self._long_opt

    def remove_option(self, opt_str):
        """Take the option of this string away, with all its strings."""
        option = self.get_option(opt_str)
        if option is None:
            raise ValueError(f'no such option {opt_str!r}')
        for known, strings in (self._short_opt, option._short_opts), (self._long_opt, option._long_opts):
            for opt in strings:
                del known[opt]
        option.container.option_list.remove(option)

    def format_option_help(self, formatter):
        """The lines of the options."""
        return ''.join(formatter.format_option(option) for option in self.option_list if option.help is not SUPPRESS_HELP)

    def format_description(self, formatter):
        """The paragraph above the options."""
        return formatter.format_description(self.get_description())

    def format_help(self, formatter):
        """The paragraph and the lines."""
        parts = [self.format_description(formatter)] if self.description else []
        if self.option_list:
            parts.append(self.format_option_help(formatter))
        return '\n'.join(parts)


class OptionGroup(OptionContainer):
    """Options that have a heading of their own in a parser's help."""

    def __init__(self, parser, title, description=None):
        self.parser = parser
        super().__init__(parser.option_class, parser.conflict_handler, description)
        self.title = title

    def _create_option_list(self):
        self.option_list = []
        self._share_option_mappings(self.parser)

    def set_title(self, title):
        """Set the heading."""
        self.title = title

    def destroy(self):
        """Forget the options."""
        super().destroy()
        del self.option_list

    def format_help(self, formatter):
        """The heading and what is below it."""
        heading = formatter.format_heading(self.title)
        formatter.indent()
        below = super().format_help(formatter)
        formatter.dedent()
        return heading + below


class OptionParser(OptionContainer):
    """Reads a command line by its options."""

    standard_option_list = []

    def __init__(self, usage=None, option_list=None, option_class=Option, version=None, conflict_handler='error',
                 description=None, formatter=None, add_help_option=True, prog=None, epilog=None):
        super().__init__(option_class, conflict_handler, description)
        self.set_usage(usage)
        self.prog, self.version, self.epilog = prog, version, epilog
        self.allow_interspersed_args = self.process_default_values = True
        self.formatter = IndentedHelpFormatter() if formatter is None else formatter
        self.formatter.set_parser(self)
        self._populate_option_list(option_list, add_help=add_help_option)
        self._init_parsing_state()

    def destroy(self):
        """Forget the options and groups."""
        super().destroy()
        for group in self.option_groups:
            group.destroy()
        del self.option_list, self.option_groups, self.formatter

    def _create_option_list(self):
        self.option_list, self.option_groups = [], []
        self._create_option_mappings()

    def _add_help_option(self):
        self.add_option('-h', '--help', action='help', help='show this help message and exit')

    def _add_version_option(self):
        self.add_option('--version', action='version', help="show program's version number and exit")

    def _populate_option_list(self, option_list, add_help=True):
        self.add_options(self.standard_option_list or [])
        self.add_options(option_list or [])
        if self.version:
            self._add_version_option()
        if add_help:
            self._add_help_option()

    def _init_parsing_state(self):
        # the words that are left, those that were no options, and the values
        self.rargs = self.largs = self.values = None

    def set_usage(self, usage):
        """How the program is called; None for any options, `SUPPRESS_USAGE` to say nothing."""
        if usage is None:
            usage = '%prog [options]'
        elif usage is SUPPRESS_USAGE:
            usage = None
        elif usage.lower().startswith('usage: '):
            usage = usage[7:]
        self.usage = usage

    def enable_interspersed_args(self):
        """Options may come behind other words."""
        self.allow_interspersed_args = True

    def disable_interspersed_args(self):
        """The first word that is no option ends the options."""
        self.allow_interspersed_args = False

    def set_process_default_values(self, process):
        """Whether a default that is a text is read as the option's type."""
        self.process_default_values = process

    def set_default(self, dest, value):
        """Set an attribute's default."""
        self.defaults[dest] = value

    def set_defaults(self, **kwargs):
        """Set the defaults of attributes."""
        self.defaults.update(kwargs)

    def _get_all_options(self):
        return self.option_list + [option for group in self.option_groups for option in group.option_list]

    def get_default_values(self):
        """What is found on an empty command line."""
        found = dict(self.defaults)
        # a default that is a text is read like a word of the command line
        for option in self._get_all_options() if self.process_default_values else ():
            if isinstance(text := found.get(option.dest), str):
                found[option.dest] = option.check_value(option.get_opt_string(), text)
        return Values(found)

    def add_option_group(self, *args, **kwargs):
        """Add a group, or make one of these arguments and add it."""
        group = _made_or_given(functools.partial(OptionGroup, self), OptionGroup, args, kwargs)
        if group.parser is not self:
            raise ValueError('invalid OptionGroup (wrong parser)')
        self.option_groups.append(group)
        return group

    def get_option_group(self, opt_str):
        """The group of the option of this string, or None."""
        option = self.get_option(opt_str)
        return option.container if option and option.container is not self else None

    def _get_args(self, args):
        return sys.argv[1:] if args is None else args[:]

    def parse_args(self, args=None, values=None):
        """The values and the other words of a command line, by default the program's; a mistake ends the program."""
        self.rargs, self.largs = self._get_args(args), []
        self.values = self.get_default_values() if values is None else values
        try:
            self._process_args(self.largs, self.rargs, self.values)
        except (BadOptionError, OptionValueError) as error:
            self.error(str(error))
        return self.check_values(self.values, self.largs + self.rargs)

    def check_values(self, values, args):
        """What `parse_args` returns; for subclasses, which may check it."""
        return values, args

    def _process_args(self, largs, rargs, values):
        """Take words from the right list, until one ends the options; what is no option goes to the left list."""
        while rargs:
            word = rargs[0]
            if word == '--':
                del rargs[0]
                return
            if word[:2] == '--':
                self._process_long_opt(rargs, values)
            elif word[:1] == '-' and len(word) > 1:
                self._process_short_opts(rargs, values)
            elif self.allow_interspersed_args:
                largs.append(rargs.pop(0))
            else:
                return

    def _match_long_opt(self, opt):
        """The string that this is the beginning of."""
        if opt in self._long_opt:
            return opt
        found = [known for known in self._long_opt if known.startswith(opt)]
        if len(found) == 1:
            return found[0]
        found.sort()
        raise AmbiguousOptionError(opt, found) if found else BadOptionError(opt)

    def _value_of(self, option, opt, rargs):
        """The values of an option, which are the next words."""
        nargs = option.nargs
        if len(rargs) < nargs:
            self.error(f'{opt} option requires {nargs} argument{"" if nargs == 1 else "s"}')
            return None
        if nargs == 1:
            return rargs.pop(0)
        value = tuple(rargs[:nargs])
        del rargs[:nargs]
        return value

    def _process_long_opt(self, rargs, values):
        opt, sign, value = rargs.pop(0).partition('=')
        if sign:
            rargs.insert(0, value)
        opt = self._match_long_opt(opt)
        option, value = self._long_opt[opt], None
        if option.takes_value():
            value = self._value_of(option, opt, rargs)
        elif sign:
            self.error(f'{opt} option does not take a value')
        option.process(opt, value, values, self)

    def _process_short_opts(self, rargs, values):
        """Letters in one word; the first one that has a value has the rest of the word."""
        word = rargs.pop(0)
        for i, letter in enumerate(word[1:], 2):
            opt = '-' + letter
            option = self._short_opt.get(opt)
            if not option:
                raise BadOptionError(opt)
            if not option.takes_value():
                option.process(opt, None, values, self)
                continue
            if i < len(word):
                rargs.insert(0, word[i:])
            option.process(opt, self._value_of(option, opt, rargs), values, self)
            return

    def get_prog_name(self):
        """The program's name."""
        return os.path.basename(sys.argv[0]) if self.prog is None else self.prog

    def expand_prog_name(self, s):
        """A text, with the program's name where `%prog` is."""
        return s.replace('%prog', self.get_prog_name())

    def get_description(self):
        """The paragraph above the options."""
        return self.expand_prog_name(self.description)

    def exit(self, status=0, msg=None):
        """End the program."""
        if msg:
            sys.stderr.write(msg)
        sys.exit(status)

    def error(self, msg):
        """Say how the program is called and what is wrong, and end it."""
        self.print_usage(sys.stderr)
        self.exit(2, f'{self.get_prog_name()}: error: {msg}\n')

    def get_usage(self):
        """How the program is called."""
        return self.formatter.format_usage(self.expand_prog_name(self.usage)) if self.usage else ''

    def print_usage(self, file=None):
        """Print how the program is called."""
        if self.usage:
            print(self.get_usage(), file=file)

    def get_version(self):
        """The program's version."""
        return self.expand_prog_name(self.version) if self.version else ''

    def print_version(self, file=None):
        """Print the program's version."""
        if self.version:
            print(self.get_version(), file=file)

    def format_option_help(self, formatter=None):
        """The options and groups, below their headings."""
        if formatter is None:
            formatter = self.formatter
        formatter.store_option_strings(self)
        parts = [formatter.format_heading('Options')]
        formatter.indent()
        if self.option_list:
            parts += [super().format_option_help(formatter), '\n']
        for group in self.option_groups:
            parts += [group.format_help(formatter), '\n']
        formatter.dedent()
        # without the last empty line
        return ''.join(parts[:-1])

    def format_epilog(self, formatter):
        """The paragraph below the options."""
        return formatter.format_epilog(self.epilog)

    def format_help(self, formatter=None):
        """The whole help."""
        if formatter is None:
            formatter = self.formatter
        parts = [self.get_usage() + '\n'] if self.usage else []
        if self.description:
            parts.append(self.format_description(formatter) + '\n')
        return ''.join([*parts, self.format_option_help(formatter), self.format_epilog(formatter)])

    def print_help(self, file=None):
        """Print the whole help."""
        (sys.stdout if file is None else file).write(self.format_help())
