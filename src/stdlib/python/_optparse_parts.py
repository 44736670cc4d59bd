"""Contract: `optparse`'s parts that stand alone: its errors, what a parser found (`Values`), and how its help is laid out."""
import os
import sys
import textwrap

# what an option has as default if none was told; a default may be None
NO_DEFAULT = ('NO', 'DEFAULT')
SUPPRESS_HELP = 'SUPPRESSHELP'
# the narrowest column of texts
_NARROWEST = 11


class OptParseError(Exception):
    """What goes wrong with options."""

    def __init__(self, msg):
        self.msg = msg

    def __str__(self):
        return self.msg


class OptionError(OptParseError):
    """An option is made with arguments that do not fit."""

    def __init__(self, msg, option):
        self.msg = msg
        self.option_id = str(option)

    def __str__(self):
        return f'option {self.option_id}: {self.msg}' if self.option_id else self.msg


class OptionConflictError(OptionError):
    """An option's string is another option's."""


class OptionValueError(OptParseError):
    """The command line has a value that does not fit its option."""


class BadOptionError(OptParseError):
    """The command line has an option that there is not."""

    def __init__(self, opt_str):
        self.opt_str = opt_str

    def __str__(self):
        return f'no such option: {self.opt_str}'


class AmbiguousOptionError(BadOptionError):
    """The command line has the beginning of several options."""

    def __init__(self, opt_str, possibilities):
        super().__init__(opt_str)
        self.possibilities = possibilities

    def __str__(self):
        return f'ambiguous option: {self.opt_str} ({", ".join(self.possibilities)}?)'


class Values:
    """What a parser found: an attribute for each option."""

    def __init__(self, defaults=None):
        vars(self).update(defaults or {})

    def __str__(self):
        return str(vars(self))

    def __repr__(self):
        return f'<{type(self).__name__} at {id(self):#x}: {self}>'

    def __eq__(self, other):
        if isinstance(other, Values):
            other = vars(other)
        return vars(self) == other if isinstance(other, dict) else NotImplemented

    __hash__ = None

    def _update_careful(self, found):
        """Take only what there is an attribute for, and which is not None."""
        for name in dir(self):
            if found.get(name) is not None:
                setattr(self, name, found[name])

    def _update_loose(self, found):
        """Take everything."""
        vars(self).update(found)

    def _update(self, found, mode):
        if mode not in ('careful', 'loose'):
            raise ValueError(f'invalid update mode: {mode!r}')
        getattr(self, f'_update_{mode}')(found)

    def read_module(self, modname, mode='careful'):
        """Take the values from a module's variables."""
        __import__(modname)
        self._update(vars(sys.modules[modname]), mode)

    def read_file(self, filename, mode='careful'):
        """Take the values from the variables of a Python file."""
        found = {}
        with open(filename, 'rb') as file:
            exec(file.read(), found)
        self._update(found, mode)

    def ensure_value(self, attr, value):
        """The attribute, which is set first if it is None or missing."""
        if getattr(self, attr, None) is None:
            setattr(self, attr, value)
        return getattr(self, attr)


class HelpFormatter:
    """How help is laid out; subclasses say what usage and headings look like."""

    NO_DEFAULT_VALUE = 'none'

    def __init__(self, indent_increment, max_help_position, width, short_first):
        self.parser = None
        self.indent_increment = indent_increment
        if width is None:
            try:
                width = int(os.environ['COLUMNS'])
            except (KeyError, ValueError):
                width = 80
            width -= 2
        self.width = width
        self.max_help_position = min(max_help_position, max(width - 20, indent_increment * 2))
        self.help_position, self.help_width = self.max_help_position, None
        self.current_indent = self.level = 0
        self.short_first = short_first
        self.default_tag = '%default'
        # what the left column has for each option
        self.option_strings = {}
        self._short_opt_fmt, self._long_opt_fmt = '%s %s', '%s=%s'

    def set_parser(self, parser):
        """Whose help this is."""
        self.parser = parser

    def set_short_opt_delimiter(self, delim):
        """What is between a short option and its value."""
        if delim not in ('', ' '):
            raise ValueError(f'invalid metavar delimiter for short options: {delim!r}')
        self._short_opt_fmt = f'%s{delim}%s'

    def set_long_opt_delimiter(self, delim):
        """What is between a long option and its value."""
        if delim not in ('=', ' '):
            raise ValueError(f'invalid metavar delimiter for long options: {delim!r}')
        self._long_opt_fmt = f'%s{delim}%s'

    def indent(self):
        """From here on further to the right."""
        self.level += 1
        self.current_indent += self.indent_increment

    def dedent(self):
        """From here on further to the left."""
        self.level -= 1
        self.current_indent -= self.indent_increment
        assert self.current_indent >= 0, 'Indent decreased below 0.'

    def format_usage(self, usage):
        """The line that says how the program is called."""
        raise NotImplementedError('subclasses must implement')

    def format_heading(self, heading):
        """The line above options."""
        raise NotImplementedError('subclasses must implement')

    def _format_text(self, text):
        """A paragraph."""
        margin = ' ' * self.current_indent
        width = max(self.width - self.current_indent, _NARROWEST)
        return textwrap.fill(text, width, initial_indent=margin, subsequent_indent=margin)

    def format_description(self, description):
        """The paragraph above the options."""
        return self._format_text(description) + '\n' if description else ''

    def format_epilog(self, epilog):
        """The paragraph below the options."""
        return f'\n{self._format_text(epilog)}\n' if epilog else ''

    def expand_default(self, option):
        """An option's help, with its default where the tag is."""
        if self.parser is None or not self.default_tag:
            return option.help
        default = self.parser.defaults.get(option.dest)
        if default is None or default is NO_DEFAULT:
            default = self.NO_DEFAULT_VALUE
        return option.help.replace(self.default_tag, str(default))

    def format_option(self, option):
        """An option's lines: its strings to the left, its help to the right of them, or below if they are long."""
        left = self.option_strings[option]
        margin, room = ' ' * self.current_indent, self.help_position - self.current_indent - 2
        below = len(left) > room
        lines = [f'{margin}{left}' if below else f'{margin}{left:<{room}}  ']
        texts = textwrap.wrap(self.expand_default(option), self.help_width) if option.help else []
        if texts and not below:
            lines[0] += texts.pop(0)
        lines += [' ' * self.help_position + text for text in texts]
        return '\n'.join(lines) + '\n'

    def store_option_strings(self, parser):
        """Find out how wide the left column must be."""
        widest, levels = 0, self.level
        self.indent()
        for container in [parser, *parser.option_groups]:
            if container is not parser and self.level == levels + 1:
                self.indent()
            for option in container.option_list:
                strings = self.option_strings[option] = self.format_option_strings(option)
                widest = max(widest, len(strings) + self.current_indent)
        while self.level > levels:
            self.dedent()
        self.help_position = min(widest + 2, self.max_help_position)
        self.help_width = max(self.width - self.help_position, _NARROWEST)

    def format_option_strings(self, option):
        """An option's strings, with the name of its value."""
        short, long = option._short_opts, option._long_opts
        if option.takes_value():
            metavar = option.metavar or option.dest.upper()
            short = [self._short_opt_fmt % (opt, metavar) for opt in short]
            long = [self._long_opt_fmt % (opt, metavar) for opt in long]
        return ', '.join([*short, *long] if self.short_first else [*long, *short])


class IndentedHelpFormatter(HelpFormatter):
    """Help whose parts are indented."""

    def __init__(self, indent_increment=2, max_help_position=24, width=None, short_first=1):
        super().__init__(indent_increment, max_help_position, width, short_first)

    def format_usage(self, usage):
        """The line that says how the program is called."""
        return f'Usage: {usage}\n'

    def format_heading(self, heading):
        """The line above options."""
        return f'{" " * self.current_indent}{heading}:\n'


class TitledHelpFormatter(HelpFormatter):
    """Help whose headings are underlined."""

    def __init__(self, indent_increment=0, max_help_position=24, width=None, short_first=0):
        super().__init__(indent_increment, max_help_position, width, short_first)

    def format_usage(self, usage):
        """The heading, and how the program is called."""
        return f'{self.format_heading("Usage")}  {usage}\n'

    def format_heading(self, heading):
        """The line above options, underlined by what its level is."""
        return f'{heading}\n{"=-"[self.level] * len(heading)}\n'


for _part in (OptParseError, OptionError, OptionConflictError, OptionValueError, BadOptionError, AmbiguousOptionError,
              Values, HelpFormatter, IndentedHelpFormatter, TitledHelpFormatter):
    _part.__module__ = 'optparse'
