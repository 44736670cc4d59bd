"""Contract: the report of a profile: sorted, cut down, with callers and callees.

The figures are a dict: function -> (primitive calls, calls, own time, time with what it calls, callers), a function
being (file, line, name) and callers a dict of functions to (calls, primitive calls, own time, whole time) or a count.
"""
import os
import re
import sys
import time
from dataclasses import dataclass
from enum import StrEnum
from functools import cmp_to_key

__all__ = ['Stats', 'SortKey', 'FunctionProfile', 'StatsProfile']


class SortKey(StrEnum):
    """What `sort_stats` sorts by; some keys have a second name."""

    CALLS = 'calls', 'ncalls'
    CUMULATIVE = 'cumulative', 'cumtime'
    FILENAME = 'filename', 'module'
    LINE = 'line'
    NAME = 'name'
    NFL = 'nfl'
    PCALLS = 'pcalls'
    STDNAME = 'stdname'
    TIME = 'time', 'tottime'

    def __new__(cls, *values):
        member = str.__new__(cls, values[0])
        member._value_ = values[0]
        for other in values[1:]:
            cls._value2member_map_[other] = member
        return member


@dataclass(unsafe_hash=True)
class FunctionProfile:
    """The figures of one function, as they are shown."""

    ncalls: str
    tottime: float
    percall_tottime: float
    cumtime: float
    percall_cumtime: float
    file_name: str
    line_number: int


@dataclass(unsafe_hash=True)
class StatsProfile:
    """All figures: the whole time, and each function's by its name."""

    total_tt: float
    func_profiles: dict[str, FunctionProfile]


class Stats:
    """The figures of profilers and of files they were kept in, added up."""

    # the columns of a sort key: index in (primitive calls, calls, own, whole, file, line, name, shown), direction
    sort_arg_dict_default = {
        'calls': (((1, -1),), 'call count'),
        'ncalls': (((1, -1),), 'call count'),
        'cumtime': (((3, -1),), 'cumulative time'),
        'cumulative': (((3, -1),), 'cumulative time'),
        'filename': (((4, 1),), 'file name'),
        'line': (((5, 1),), 'line number'),
        'module': (((4, 1),), 'file name'),
        'name': (((6, 1),), 'function name'),
        'nfl': (((6, 1), (4, 1), (5, 1)), 'name/file/line'),
        'pcalls': (((0, -1),), 'primitive call count'),
        'stdname': (((7, 1),), 'standard name'),
        'time': (((2, -1),), 'internal time'),
        'tottime': (((2, -1),), 'internal time'),
    }

    def __init__(self, *args, stream=None):
        self.stream = stream or sys.stdout
        first, rest = (args[0], args[1:]) if args else (None, ())
        self.init(first)
        self.add(*rest)

    def init(self, arg):
        """Start again with the figures of a profiler, a file, or none."""
        self.all_callees = None
        self.files = []
        self.fcn_list = None
        self.total_tt = self.total_calls = self.prim_calls = self.max_name_len = 0
        self.top_level = set()
        self.stats = {}
        self.sort_arg_dict = {}
        self.load_stats(arg)
        self.get_top_level_stats()

    def load_stats(self, arg):
        """Take the figures of a profiler or a file."""
        if arg is None:
            self.stats = {}
            return
        if isinstance(arg, str):
            import marshal
            with open(arg, 'rb') as f:
                self.stats = marshal.load(f)
            try:
                arg = time.ctime(os.stat(arg).st_mtime) + '    ' + arg
            except OSError:
                pass
            self.files = [arg]
        elif hasattr(arg, 'create_stats'):
            arg.create_stats()
            self.stats = arg.stats
            arg.stats = {}
        if not self.stats:
            raise TypeError(f'Cannot create or construct a {self.__class__!r} object from {arg!r}')

    def get_top_level_stats(self):
        """Add up the totals."""
        for func, (primitive, calls, own, _, callers) in self.stats.items():
            self.total_calls += calls
            self.prim_calls += primitive
            self.total_tt += own
            if ('jprofile', 0, 'profiler') in callers:
                self.top_level.add(func)
            self.max_name_len = max(self.max_name_len, len(func_std_string(func)))

    def add(self, *arg_list):
        """Add the figures of profilers, files or other Stats."""
        for item in reversed(arg_list):
            if type(self) is not type(item):
                item = Stats(item)
            self.files += item.files
            self.total_calls += item.total_calls
            self.prim_calls += item.prim_calls
            self.total_tt += item.total_tt
            self.top_level |= item.top_level
            self.max_name_len = max(self.max_name_len, item.max_name_len)
            self.fcn_list = None
            for func, figures in item.stats.items():
                self.stats[func] = add_func_stats(self.stats.get(func, (0, 0, 0, 0, {})), figures)
        return self

    def dump_stats(self, filename):
        """Keep the figures in a file."""
        import marshal
        with open(filename, 'wb') as f:
            marshal.dump(self.stats, f)

    # ---- order

    def get_sort_arg_defs(self):
        """The sort keys, with their unambiguous beginnings."""
        if not self.sort_arg_dict:
            ambiguous = set()
            for word, meaning in self.sort_arg_dict_default.items():
                # from the whole word down to what an earlier word has too: that is neither's
                for end in range(len(word), 0, -1):
                    if word[:end] in self.sort_arg_dict:
                        ambiguous.add(word[:end])
                        break
                    self.sort_arg_dict[word[:end]] = meaning
            for part in ambiguous:
                del self.sort_arg_dict[part]
        return self.sort_arg_dict

    def sort_stats(self, *field):
        """Sort by keys, the first the most important; by none, forget the order."""
        if not field:
            self.fcn_list = 0
            return self
        if len(field) == 1 and isinstance(field[0], int):
            # the numbers of old programs
            field = [{-1: 'stdname', 0: 'calls', 1: 'time', 2: 'cumulative'}[field[0]]]
        elif len(field) >= 2 and any(type(key) is not type(field[0]) for key in field[1:]):
            raise TypeError("Can't have mixed argument type")
        defs = self.get_sort_arg_defs()
        keys = [key.value if isinstance(key, SortKey) else key for key in field]
        columns = [column for key in keys for column in defs[key][0]]
        self.sort_type = ', '.join(defs[key][1] for key in keys)
        rows = [(figures[:4] + func + (func_std_string(func), func)) for func, figures in self.stats.items()]
        rows.sort(key=cmp_to_key(TupleComp(columns).compare))
        self.fcn_list = [row[-1] for row in rows]
        return self

    def reverse_order(self):
        """Turn the order round."""
        if self.fcn_list:
            self.fcn_list.reverse()
        return self

    def strip_dirs(self):
        """Leave the folders out of the names of files; what becomes the same is added up."""
        stripped = {}
        self.max_name_len = 0
        for func, (primitive, calls, own, whole, callers) in self.stats.items():
            name = func_strip_path(func)
            self.max_name_len = max(self.max_name_len, len(func_std_string(name)))
            new_callers = {}
            for caller, value in callers.items():
                caller = func_strip_path(caller)
                before = new_callers.get(caller)
                new_callers[caller] = value if before is None else _added(before, value)
            figures = primitive, calls, own, whole, new_callers
            stripped[name] = add_func_stats(stripped[name], figures) if name in stripped else figures
        self.top_level = {func_strip_path(func) for func in self.top_level}
        self.stats = stripped
        self.fcn_list = None
        self.all_callees = None
        return self

    def calc_callees(self):
        """Find whom each function calls."""
        if self.all_callees:
            return
        self.all_callees = {}
        for func, figures in self.stats.items():
            self.all_callees.setdefault(func, {})
            for caller, value in figures[4].items():
                self.all_callees.setdefault(caller, {})[func] = value

    # ---- the report

    def _print(self, *args, **kw):
        print(*args, file=self.stream, **kw)

    def eval_print_amount(self, sel, list, msg):
        """(what a restriction leaves of a list, the message with what it did)."""
        left = list
        if isinstance(sel, str):
            try:
                pattern = re.compile(sel)
            except re.PatternError:
                return left, msg + f'   <Invalid regular expression {sel!r}>\n'
            left = [func for func in list if pattern.search(func_std_string(func))]
        elif isinstance(sel, float) and 0.0 <= sel < 1.0:
            left = list[:int(len(list) * sel + .5)]
        elif isinstance(sel, int) and 0 <= sel < len(list):
            left = list[:sel]
        if len(left) != len(list):
            msg += f'   List reduced from {len(list)!r} to {len(left)!r} due to restriction <{sel!r}>\n'
        return left, msg

    def get_stats_profile(self):
        """The figures as a StatsProfile."""
        functions = self.fcn_list[:] if self.fcn_list else list(self.stats)
        profiles = {}
        for func in functions:
            primitive, calls, own, whole, _ = self.stats[func]
            profiles[func[2]] = FunctionProfile(
                _calls_text(calls, primitive), float(f8(own)), -1 if calls == 0 else float(f8(own / calls)),
                float(f8(whole)), -1 if primitive == 0 else float(f8(whole / primitive)), func[0], func[1])
        return StatsProfile(float(f8(self.total_tt)), profiles)

    def get_print_list(self, sel_list):
        """(width of the names, functions) that the restrictions leave; the order is printed."""
        if self.fcn_list:
            functions, message = self.fcn_list[:], f'   Ordered by: {self.sort_type}\n'
        else:
            functions, message = list(self.stats), '   Random listing order was used\n'
        for selection in sel_list:
            functions, message = self.eval_print_amount(selection, functions, message)
        if not functions:
            return 0, functions
        self._print(message)
        width = self.max_name_len
        if len(functions) < len(self.stats):
            width = max(len(func_std_string(func)) for func in functions)
        return width + 2, functions

    def print_stats(self, *amount):
        """Print the totals and the functions."""
        for filename in self.files:
            self._print(filename)
        if self.files:
            self._print()
        indent = ' ' * 8
        for func in self.top_level:
            self._print(indent, func_get_function_name(func))
        primitive = f'({self.prim_calls:d} primitive calls) ' if self.total_calls != self.prim_calls else ''
        self._print(indent, f'{self.total_calls} function calls {primitive}in {self.total_tt:.3f} seconds\n')
        _, functions = self.get_print_list(amount)
        if functions:
            self.print_title()
            for func in functions:
                self.print_line(func)
            self._print('\n')
        return self

    def print_title(self):
        """The names of the columns."""
        self._print('   ncalls  tottime  percall  cumtime  percall filename:lineno(function)')

    def print_line(self, func):
        """The figures of one function."""
        primitive, calls, own, whole, _ = self.stats[func]
        self._print(_calls_text(calls, primitive).rjust(9), f8(own), f8(own / calls) if calls else ' ' * 8,
                    f8(whole), f8(whole / primitive) if primitive else ' ' * 8, func_std_string(func))

    def print_callees(self, *amount):
        """Print whom each function calls."""
        width, functions = self.get_print_list(amount)
        if functions:
            self.calc_callees()
            self.print_call_heading(width, 'called...')
            for func in functions:
                self.print_call_line(width, func, self.all_callees.get(func, {}))
            self._print('\n')
        return self

    def print_callers(self, *amount):
        """Print who calls each function."""
        width, functions = self.get_print_list(amount)
        if functions:
            self.print_call_heading(width, 'was called by...')
            for func in functions:
                self.print_call_line(width, func, self.stats[func][4], '<-')
            self._print('\n')
        return self

    def print_call_heading(self, name_size, column_title):
        """The names of the columns of callers and callees."""
        self._print('Function '.ljust(name_size) + column_title)
        values = next((figures[4].values() for figures in self.stats.values() if figures[4]), ())
        if isinstance(next(iter(values), None), tuple):
            self._print(' ' * name_size + '    ncalls  tottime  cumtime')

    def print_call_line(self, name_size, source, call_dict, arrow='->'):
        """One function, and a line for each at the other end."""
        self._print(func_std_string(source).ljust(name_size) + arrow, end=' ')
        if not call_dict:
            self._print()
            return
        indent = ''
        for func in sorted(call_dict):
            name, value = func_std_string(func), call_dict[func]
            if isinstance(value, tuple):
                calls, primitive, own, whole = value
                text = _calls_text(calls, primitive).rjust(7 + 2 * len(indent))
                self._print(indent * (name_size + 1) + f'{text} {f8(own)} {f8(whole)}  {name}')
            else:
                self._print(indent * (name_size + 3) + f'{name}({value!r}) {f8(self.stats[func][3])}')
            indent = ' '


class TupleComp:
    """A comparison of rows by columns, each with a direction."""

    def __init__(self, comp_select_list):
        self.comp_select_list = comp_select_list

    def compare(self, left, right):
        """Negative, zero or positive."""
        for index, direction in self.comp_select_list:
            if left[index] < right[index]:
                return -direction
            if left[index] > right[index]:
                return direction
        return 0


def _calls_text(calls, primitive):
    return str(calls) if calls == primitive else f'{calls}/{primitive}'


def func_strip_path(func_name):
    """A function without its file's folder."""
    filename, line, name = func_name
    return os.path.basename(filename), line, name


def func_get_function_name(func):
    """The name alone."""
    return func[2]


def func_std_string(func_name):
    """A function as the report shows it; one that is built in has no file."""
    filename, line, name = func_name
    if (filename, line) != ('~', 0):
        return f'{filename}:{line:d}({name})'
    return f'{{{name[1:-1]}}}' if name.startswith('<') and name.endswith('>') else name


def _added(one, other):
    return tuple(a + b for a, b in zip(one, other)) if isinstance(one, tuple) else one + other


def add_func_stats(target, source):
    """The sum of the figures of a function."""
    return *(a + b for a, b in zip(target[:4], source[:4])), add_callers(target[4], source[4])


def add_callers(target, source):
    """The sum of two dicts of callers."""
    total = dict(target)
    for func, value in source.items():
        total[func] = _added(total[func], value) if func in total else value
    return total


def count_calls(callers):
    """How many calls a dict of counts has."""
    return sum(callers.values())


def f8(x):
    """A time, eight characters wide."""
    return f'{x:8.3f}'
