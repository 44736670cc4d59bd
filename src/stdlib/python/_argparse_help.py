"""Contract: the text of usage and help. Loaded at the end of `argparse`."""
import sys

_a = sys.modules['argparse']
from argparse import SUPPRESS, OPTIONAL, ZERO_OR_MORE, ONE_OR_MORE, PARSER, REMAINDER

__name__ = 'argparse'


# the narrowest column of texts
_NARROWEST = 11


class _Section:
    """A part of the help: what is written under one heading, as functions that give texts."""

    def __init__(self, formatter, parent, heading=None):
        self.formatter, self.parent, self.heading = formatter, parent, heading
        self.items = []

    def format_help(self):
        formatter = self.formatter
        if self.parent is None:
            # this one has all the others, and stands at the margin
            text = self._text()
        else:
            with _FurtherRight(formatter):
                text = self._text()
        if not text:
            return ''
        heading = '' if self.heading in (None, SUPPRESS) else f'{formatter._margin()}{self.heading}:\n'
        return f'\n{heading}{text}\n'

    def _text(self):
        return self.formatter._join_parts([func(*args) for func, args in self.items])


class _FurtherRight:
    """In its block, what a formatter writes stands further to the right."""

    def __init__(self, formatter):
        self._formatter = formatter

    def __enter__(self):
        self._formatter._indent()

    def __exit__(self, *exc_info):
        self._formatter._dedent()


class HelpFormatter:
    """Formats usage and help."""

    def __init__(self, prog, indent_increment=2, max_help_position=24, width=None):
        if width is None:
            import shutil
            width = shutil.get_terminal_size().columns - 2
        self._prog, self._width = prog, width
        self._indent_increment = indent_increment
        # where the texts on arguments begin, unless all arguments are shorter
        self._max_help_position = min(max_help_position, max(width - 20, indent_increment * 2))
        self._action_max_length = self._level = self._current_indent = 0
        self._current_section = self._root_section = _Section(self, None)

    def _indent(self):
        self._level += 1
        self._current_indent += self._indent_increment

    def _dedent(self):
        self._level -= 1
        self._current_indent -= self._indent_increment

    def _margin(self):
        return ' ' * self._current_indent

    def _add_item(self, func, args):
        self._current_section.items.append((func, args))

    # --- what is to be shown

    def start_section(self, heading):
        section = _Section(self, self._current_section, heading)
        self._add_item(section.format_help, ())
        self._current_section = section
        self._indent()

    def end_section(self):
        self._dedent()
        self._current_section = self._current_section.parent

    def add_text(self, text):
        if text not in (None, SUPPRESS):
            self._add_item(self._format_text, (text,))

    def add_usage(self, usage, actions, groups, prefix=None):
        if usage is not SUPPRESS:
            self._add_item(self._format_usage, (usage, actions, groups, prefix))

    def add_argument(self, action):
        if action.help is SUPPRESS:
            return
        lengths = [self._action_max_length, self._length_of(action)]
        with _FurtherRight(self):
            lengths += map(self._length_of, self._iter_indented_subactions(action))
        self._action_max_length = max(lengths)
        self._add_item(self._format_action, (action,))

    def _length_of(self, action):
        """How far an argument's left column reaches."""
        return self._current_indent + len(self._format_action_invocation(action))

    def add_arguments(self, actions):
        for action in actions:
            self.add_argument(action)

    def format_help(self):
        text = self._root_section.format_help()
        if not text:
            return text
        # parts are one empty line apart
        while '\n\n\n' in text:
            text = text.replace('\n\n\n', '\n\n')
        return text.strip('\n') + '\n'

    def _join_parts(self, parts):
        return ''.join([part for part in parts if part and part is not SUPPRESS])

    # --- usage

    def _format_usage(self, usage, actions, groups, prefix):
        if prefix is None:
            prefix = 'usage: '
        if usage is not None:
            usage = usage % dict(prog=self._prog)
        elif not actions:
            usage = f'{self._prog}'
        else:
            prog = f'{self._prog}'
            opt_parts, pos_parts = self._get_actions_usage_parts(actions, groups)
            usage = ' '.join([s for s in [prog, *opt_parts, *pos_parts] if s])
            width = self._width - self._current_indent
            if len(prefix) + len(usage) > width:
                usage = self._wrap_usage(prog, prefix, opt_parts, pos_parts, width)
        return f'{prefix}{usage}\n\n'

    def _wrap_usage(self, prog, prefix, opt_parts, pos_parts, width):
        def get_lines(parts, indent, first=None):
            lines, line = [], []
            indent_length = len(indent)
            length = len(first) - 1 if first is not None else indent_length - 1
            for part in parts:
                if length + 1 + len(part) > width and line:
                    lines.append(indent + ' '.join(line))
                    line = []
                    length = indent_length - 1
                line.append(part)
                length += len(part) + 1
            if line:
                lines.append(indent + ' '.join(line))
            if first is not None:
                lines[0] = lines[0][indent_length:]
            return lines
        if len(prefix) + len(prog) > 0.75 * width:
            # the arguments stand below a long name
            indent = ' ' * len(prefix)
            lines = get_lines([*opt_parts, *pos_parts], indent)
            if len(lines) > 1:
                lines = [*get_lines(opt_parts, indent), *get_lines(pos_parts, indent)]
            return '\n'.join([prog, *lines])
        # options after the name, the others below them, or after the name where there are no options
        indent = ' ' * (len(prefix) + len(prog) + 1)
        beside, below = (opt_parts, pos_parts) if opt_parts else (pos_parts, [])
        return '\n'.join([*get_lines([prog, *beside], indent, prefix), *get_lines(below, indent)])

    def _get_actions_usage_parts(self, actions, groups):
        """(the parts for options, the parts for positional arguments)."""
        shown = [a for a in actions if a.help is not SUPPRESS]
        parts = {a: [self._usage_part(a, False)] for a in shown}
        for group in groups:
            members = [a for a in group._group_actions if a in parts]
            if len(members) < len([a for a in group._group_actions if a.help is not SUPPRESS]):
                continue
            # with the options goes one positional argument, and they stand where it does
            fixed = [a for a in members if not a.option_strings][:1]
            members = [a for a in members if a.option_strings] + fixed
            if len(members) == 1 and group.required and not fixed:
                parts[members[0]] = [self._usage_part(members[0], True)]
            if len(members) < 2:
                continue
            texts = [self._usage_part(a, True) for a in members]
            for a in members:
                parts[a] = []
            left, right = '()' if group.required else '[]'
            texts[0] = left + texts[0]
            parts[(fixed or members)[0]] = [t + ' |' for t in texts[:-1]] + [texts[-1] + right]
        opt, pos = [], []
        for action in shown:
            (opt if action.option_strings else pos).extend(parts[action])
        return opt, pos

    def _usage_part(self, action, in_group):
        if not action.option_strings:
            part = self._format_args(action, self._get_default_metavar_for_positional(action))
            if in_group and part[:1] == '[' and part[-1:] == ']':
                part = part[1:-1]
            return part
        if action.nargs == 0:
            part = action.format_usage()
        else:
            part = f'{action.option_strings[0]} ' \
                   f'{self._format_args(action, self._get_default_metavar_for_optional(action))}'
        return part if action.required or in_group else f'[{part}]'

    # --- help

    def _format_text(self, text):
        text = text % {'prog': self._prog} if '%(prog)' in text else text
        return self._fill_text(text, max(self._width - self._current_indent, _NARROWEST), self._margin()) + '\n\n'

    def _format_action(self, action):
        help_position = min(self._action_max_length + 2, self._max_help_position)
        room = help_position - self._current_indent - 2
        name = self._format_action_invocation(action)
        text = self._expand_help(action) if action.help and action.help.strip() else ''
        lines = self._split_lines(text, max(self._width - help_position, _NARROWEST)) if text else []
        # the help begins beside the name, or below it where that is too long or there is none
        header = f'{self._margin()}{name}\n'
        if action.help and len(name) <= room:
            header = f'{self._margin()}{name:<{room}}  ' + (f'{lines.pop(0)}\n' if lines else '\n')
        below = [f'{"":{help_position}}{line}\n' for line in lines]
        return self._join_parts([header, *below, *self._iter_indented_subactions_indented(action)])

    def _iter_indented_subactions_indented(self, action):
        with _FurtherRight(self):
            for sub in self._iter_indented_subactions(action):
                yield self._format_action(sub)

    def _iter_indented_subactions(self, action):
        get = getattr(action, '_get_subactions', None)
        return get() if get is not None else ()

    def _format_action_invocation(self, action):
        if not action.option_strings:
            default = self._get_default_metavar_for_positional(action)
            return ' '.join(self._metavar_formatter(action, default)(1))
        if action.nargs == 0:
            return ', '.join(action.option_strings)
        default = self._get_default_metavar_for_optional(action)
        return ', '.join(action.option_strings) + ' ' + self._format_args(action, default)

    def _metavar_formatter(self, action, default_metavar):
        shown = action.metavar
        if shown is None:
            shown = default_metavar if action.choices is None else f'{{{",".join(map(str, action.choices))}}}'

        def format(size):
            return shown if isinstance(shown, tuple) else (shown,) * size
        return format

    def _format_args(self, action, default_metavar):
        get = self._metavar_formatter(action, default_metavar)
        nargs = action.nargs
        if nargs is None:
            return '%s' % get(1)
        if nargs == OPTIONAL:
            return '[%s]' % get(1)
        if nargs == ZERO_OR_MORE:
            metavar = get(1)
            return '[%s [%s ...]]' % metavar if len(metavar) == 2 else '[%s ...]' % metavar
        if nargs == ONE_OR_MORE:
            return '%s [%s ...]' % get(2)
        if nargs == REMAINDER:
            return '...'
        if nargs == PARSER:
            return '%s ...' % get(1)
        if nargs == SUPPRESS:
            return SUPPRESS
        try:
            formats = ['%s' for _ in range(nargs)]
        except TypeError:
            raise ValueError('invalid nargs value') from None
        return ' '.join(formats) % get(nargs)

    def _expand_help(self, action):
        text = self._get_help_string(action)
        if '%' not in text:
            return text
        # functions and types by their names
        params = {name: getattr(value, '__name__', value)
                  for name, value in {**vars(action), 'prog': self._prog}.items() if value is not SUPPRESS}
        if params.get('choices') is not None:
            params['choices'] = ', '.join(map(str, params['choices']))
        return text % params

    def _split_lines(self, text, width):
        import textwrap
        return textwrap.wrap(' '.join(text.split()), width)

    def _fill_text(self, text, width, indent):
        import textwrap
        return textwrap.fill(' '.join(text.split()), width, initial_indent=indent, subsequent_indent=indent)

    def _get_help_string(self, action):
        return action.help

    def _get_default_metavar_for_optional(self, action):
        return action.dest.upper()

    def _get_default_metavar_for_positional(self, action):
        return action.dest


class RawDescriptionHelpFormatter(HelpFormatter):
    """Leaves descriptions as they are written."""

    def _fill_text(self, text, width, indent):
        return ''.join(indent + line for line in text.splitlines(keepends=True))


class RawTextHelpFormatter(RawDescriptionHelpFormatter):
    """Leaves all text as it is written."""

    def _split_lines(self, text, width):
        return text.splitlines()


class ArgumentDefaultsHelpFormatter(HelpFormatter):
    """Adds defaults to the help of arguments."""

    def _get_help_string(self, action):
        text = action.help or ''
        optional = action.option_strings or action.nargs in (OPTIONAL, ZERO_OR_MORE)
        told = '%(default)' in text or action.default is SUPPRESS
        return f'{text} (default: %(default)s)' if optional and not told else text


class MetavarTypeHelpFormatter(HelpFormatter):
    """Shows the types in place of the names."""

    def _get_default_metavar_for_optional(self, action):
        return action.type.__name__

    def _get_default_metavar_for_positional(self, action):
        return action.type.__name__
