"""Contract: the text of usage and help. Loaded at the end of `argparse`."""
import sys

_a = sys.modules['argparse']
from argparse import SUPPRESS, OPTIONAL, ZERO_OR_MORE, ONE_OR_MORE, PARSER, REMAINDER

__name__ = 'argparse'

_PLAIN = '\x1b[0m'
_BLUE, _MAGENTA, _CYAN, _GREEN, _YELLOW = ('\x1b[%dm' % n for n in (34, 35, 36, 32, 33))


def _bold(colour):
    return '\x1b[1;' + colour[2:]


def _visible(text):
    """The text without its colours."""
    if '\x1b' not in text:
        return text
    import re
    return re.sub('\x1b\\[[0-9;]*m', '', text)


def _option_colour(name):
    return _CYAN if name.startswith('--') else _GREEN


class _Section:
    def __init__(self, formatter, parent, heading=None):
        self.formatter = formatter
        self.parent = parent
        self.heading = heading
        self.items = []

    def format_help(self):
        f = self.formatter
        if self.parent is not None:
            f._indent()
        text = f._join_parts([func(*args) for func, args in self.items])
        if self.parent is not None:
            f._dedent()
        if not text:
            return ''
        heading = ''
        if self.heading is not SUPPRESS and self.heading is not None:
            heading = f'{"":{f._current_indent}}{f._paint(_bold(_BLUE), self.heading + ":")}\n'
        return f._join_parts(['\n', heading, text, '\n'])


class HelpFormatter:
    """Formats usage and help."""

    def __init__(self, prog, indent_increment=2, max_help_position=24, width=None, color=True):
        if width is None:
            import shutil
            width = shutil.get_terminal_size().columns - 2
        self._set_color(color)
        self._prog = prog
        self._indent_increment = indent_increment
        self._max_help_position = min(max_help_position, max(width - 20, indent_increment * 2))
        self._width = width
        self._current_indent = 0
        self._level = 0
        self._action_max_length = 0
        self._root_section = _Section(self, None)
        self._current_section = self._root_section

    def _set_color(self, color):
        from _colorize import can_colorize
        self._coloured = bool(color) and can_colorize()

    def _paint(self, colour, text):
        return f'{colour}{text}{_PLAIN}' if self._coloured and text else text

    def _indent(self):
        self._current_indent += self._indent_increment
        self._level += 1

    def _dedent(self):
        self._current_indent -= self._indent_increment
        self._level -= 1

    def _add_item(self, func, args):
        self._current_section.items.append((func, args))

    # --- what is to be shown

    def start_section(self, heading):
        self._indent()
        section = _Section(self, self._current_section, heading)
        self._add_item(section.format_help, [])
        self._current_section = section

    def end_section(self):
        self._current_section = self._current_section.parent
        self._dedent()

    def add_text(self, text):
        if text is not SUPPRESS and text is not None:
            self._add_item(self._format_text, [text])

    def add_usage(self, usage, actions, groups, prefix=None):
        if usage is not SUPPRESS:
            self._add_item(self._format_usage, (usage, actions, groups, prefix))

    def add_argument(self, action):
        if action.help is SUPPRESS:
            return
        length = len(_visible(self._format_action_invocation(action))) + self._current_indent
        self._indent()
        for sub in self._iter_indented_subactions(action):
            length = max(length, len(_visible(self._format_action_invocation(sub))) + self._current_indent)
        self._dedent()
        self._action_max_length = max(self._action_max_length, length)
        self._add_item(self._format_action, [action])

    def add_arguments(self, actions):
        for action in actions:
            self.add_argument(action)

    def format_help(self):
        text = self._root_section.format_help()
        if text:
            while '\n\n\n' in text:
                text = text.replace('\n\n\n', '\n\n')
            text = text.strip('\n') + '\n'
        return text

    def _join_parts(self, parts):
        return ''.join([p for p in parts if p and p is not SUPPRESS])

    # --- usage

    def _format_usage(self, usage, actions, groups, prefix):
        if prefix is None:
            prefix = 'usage: '
        painted = self._paint(_bold(_MAGENTA), f'{self._prog}')
        if usage is not None:
            around = _MAGENTA if self._coloured else ''
            usage = self._paint(_MAGENTA, usage % dict(prog=painted + around))
        elif not actions:
            usage = painted
        else:
            prog = f'{self._prog}'
            opt_parts, pos_parts = self._get_actions_usage_parts(actions, groups)
            usage = ' '.join([s for s in [prog, *opt_parts, *pos_parts] if s])
            width = self._width - self._current_indent
            if len(prefix) + len(_visible(usage)) > width:
                usage = self._wrap_usage(prog, prefix, opt_parts, pos_parts, width)
            usage = painted + usage.removeprefix(prog)
        return f'{self._paint(_bold(_BLUE), prefix)}{usage}\n\n'

    def _wrap_usage(self, prog, prefix, opt_parts, pos_parts, width):
        def get_lines(parts, indent, first=None):
            lines, line = [], []
            indent_length = len(indent)
            length = len(first) - 1 if first is not None else indent_length - 1
            for part in parts:
                part_length = len(_visible(part))
                if length + 1 + part_length > width and line:
                    lines.append(indent + ' '.join(line))
                    line = []
                    length = indent_length - 1
                line.append(part)
                length += part_length + 1
            if line:
                lines.append(indent + ' '.join(line))
            if first is not None:
                lines[0] = lines[0][indent_length:]
            return lines
        if len(prefix) + len(prog) <= 0.75 * width:
            indent = ' ' * (len(prefix) + len(prog) + 1)
            if opt_parts:
                lines = get_lines([prog, *opt_parts], indent, prefix)
                lines.extend(get_lines(pos_parts, indent))
            elif pos_parts:
                lines = get_lines([prog, *pos_parts], indent, prefix)
            else:
                lines = [prog]
        else:
            indent = ' ' * len(prefix)
            lines = get_lines(opt_parts + pos_parts, indent)
            if len(lines) > 1:
                lines = get_lines(opt_parts, indent) + get_lines(pos_parts, indent)
            lines = [prog, *lines]
        return '\n'.join(lines)

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
            return self._paint(_GREEN, part)
        colour = _option_colour(action.option_strings[0])
        if action.nargs == 0:
            part = self._paint(colour, action.format_usage())
        else:
            args = self._format_args(action, self._get_default_metavar_for_optional(action))
            label = _YELLOW if self._coloured else ''
            part = self._paint(colour, f'{action.option_strings[0]} {label}{args}')
        return part if action.required or in_group else f'[{part}]'

    # --- help

    def _format_text(self, text):
        if '%(prog)' in text:
            text = text % dict(prog=self._prog)
        width = max(self._width - self._current_indent, 11)
        return self._fill_text(text, width, ' ' * self._current_indent) + '\n\n'

    def _format_action(self, action):
        help_position = min(self._action_max_length + 2, self._max_help_position)
        help_width = max(self._width - help_position, 11)
        action_width = help_position - self._current_indent - 2
        header = self._format_action_invocation(action)
        shown = len(_visible(header))
        if not action.help:
            first = None
            header = f'{"":{self._current_indent}}{header}\n'
        elif shown <= action_width:
            first = 0
            header = f'{"":{self._current_indent}}{header}{"":{action_width - shown}}  '
        else:
            first = help_position
            header = f'{"":{self._current_indent}}{header}\n'
        parts = [header]
        if action.help and action.help.strip():
            text = self._expand_help(action)
            if text:
                lines = self._split_lines(text, help_width)
                parts.append(f'{"":{first}}{lines[0]}\n')
                for line in lines[1:]:
                    parts.append(f'{"":{help_position}}{line}\n')
        elif not header.endswith('\n'):
            parts.append('\n')
        for sub in self._iter_indented_subactions_indented(action):
            parts.append(sub)
        return self._join_parts(parts)

    def _iter_indented_subactions_indented(self, action):
        get = getattr(action, '_get_subactions', None)
        if get is None:
            return
        self._indent()
        for sub in get():
            yield self._format_action(sub)
        self._dedent()

    def _iter_indented_subactions(self, action):
        get = getattr(action, '_get_subactions', None)
        return get() if get is not None else ()

    def _format_action_invocation(self, action):
        if not action.option_strings:
            default = self._get_default_metavar_for_positional(action)
            return self._paint(_bold(_GREEN), ' '.join(self._metavar_formatter(action, default)(1)))
        options = ', '.join(self._paint(_bold(_option_colour(name)), name) for name in action.option_strings)
        if action.nargs == 0:
            return options
        default = self._get_default_metavar_for_optional(action)
        return options + ' ' + self._paint(_bold(_YELLOW), self._format_args(action, default))

    def _metavar_formatter(self, action, default_metavar):
        if action.metavar is not None:
            result = action.metavar
        elif action.choices is not None:
            result = '{%s}' % ','.join(map(str, action.choices))
        else:
            result = default_metavar

        def format(size):
            return result if isinstance(result, tuple) else (result,) * size
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
        params = dict(vars(action), prog=self._prog)
        for name in list(params):
            value = params[name]
            if value is SUPPRESS:
                del params[name]
            elif hasattr(value, '__name__'):
                params[name] = value.__name__
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
        text = action.help
        if text is None:
            text = ''
        if '%(default)' not in text and action.default is not SUPPRESS:
            if action.option_strings or action.nargs in (OPTIONAL, ZERO_OR_MORE):
                text += ' (default: %(default)s)'
        return text


class MetavarTypeHelpFormatter(HelpFormatter):
    """Shows the types in place of the names."""

    def _get_default_metavar_for_optional(self, action):
        return action.type.__name__

    def _get_default_metavar_for_positional(self, action):
        return action.type.__name__
