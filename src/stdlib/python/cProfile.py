"""Contract: how often each function is called, and how long it takes: a profiler on `sys.setprofile`.

`Profile` measures between `enable` and `disable`, in the thread that calls them; `run` and `runctx` measure a
statement and report, `python -m cProfile` a program. The report is `pstats`'s.
"""
import inspect
import sys
from collections import namedtuple
from time import perf_counter

__all__ = ['run', 'runctx', 'Profile']

profiler_entry = namedtuple('profiler_entry', 'code callcount reccallcount totaltime inlinetime calls')
profiler_subentry = namedtuple('profiler_subentry', 'code callcount reccallcount totaltime inlinetime')


class _Figures:
    """Of a function, or of a function called by one other: calls, recursive ones, whole and own time."""

    __slots__ = 'calls', 'recursive', 'whole', 'own', 'active'

    def __init__(self):
        self.calls = self.recursive = self.active = 0
        self.whole = self.own = 0.0

    def enter(self):
        self.active += 1

    def leave(self, whole, own):
        """A call is over: only the outermost of a recursion adds to the whole time."""
        self.active -= 1
        self.calls += 1
        self.own += own
        if self.active:
            self.recursive += 1
        else:
            self.whole += whole


class Profile:
    """Figures of all functions called between `enable` and `disable`; with a timer of one's own."""

    def __init__(self, timer=None, timeunit=0.0, subcalls=True, builtins=True):
        self._timer = timer or perf_counter
        self._unit = timeunit if timer and timeunit else 1
        self._subcalls, self._builtins = subcalls, builtins
        self.clear()

    def clear(self):
        """Forget all figures."""
        self._functions = {}
        self._pairs = {}
        # calls that are not over: [function, start, time of what it called]
        self._open = []

    def enable(self, subcalls=True, builtins=True):
        """Start measuring in this thread; without the figures of callers, or without functions that are built in."""
        self._subcalls, self._builtins = bool(subcalls), bool(builtins)
        sys.setprofile(self._event)

    def disable(self):
        """Stop measuring; calls that are not over end here."""
        sys.setprofile(None)
        while self._open:
            self._leave()

    def _event(self, frame, event, arg):
        if event == 'call':
            code = frame.f_code
            if code is not _DISABLE_CODE:
                self._enter(code)
            elif self._builtins:
                self._enter(_DISABLE)
        elif event == 'return':
            if self._open and self._open[-1][0] is frame.f_code:
                self._leave()
        elif self._builtins and arg is not sys.setprofile:
            if event == 'c_call':
                self._enter(_builtin_label(arg))
            elif self._open and isinstance(self._open[-1][0], str):
                self._leave()

    def _enter(self, code):
        self._functions.setdefault(code, _Figures()).enter()
        if self._open and self._subcalls:
            self._pairs.setdefault((self._open[-1][0], code), _Figures()).enter()
        self._open.append([code, self._timer(), 0])

    def _leave(self):
        code, start, below = self._open.pop()
        whole = self._timer() - start
        self._functions[code].leave(whole * self._unit, (whole - below) * self._unit)
        if self._open:
            self._open[-1][2] += whole
            pair = self._pairs.get((self._open[-1][0], code))
            if pair is not None and pair.active:
                pair.leave(whole * self._unit, (whole - below) * self._unit)

    def getstats(self):
        """The figures: an entry for each function, with one for each function it calls."""
        below = {}
        for (caller, code), f in self._pairs.items():
            below.setdefault(caller, []).append(profiler_subentry(code, f.calls, f.recursive, f.whole, f.own))
        return [profiler_entry(code, f.calls, f.recursive, f.whole, f.own, below.get(code))
                for code, f in self._functions.items()]

    # ---- the report

    def create_stats(self):
        """Stop measuring and make `stats`."""
        self.disable()
        self.snapshot_stats()

    def snapshot_stats(self):
        """Make `stats`, as `pstats` reads it."""
        callers = {}
        for (caller, code), f in self._pairs.items():
            if f.calls:
                callers.setdefault(code, {})[label(caller)] = f.calls, f.calls - f.recursive, f.own, f.whole
        self.stats = {label(code): (f.calls - f.recursive, f.calls, f.own, f.whole, callers.get(code, {}))
                      for code, f in self._functions.items() if f.calls}

    def print_stats(self, sort=-1):
        """Stop measuring and print the report, sorted by one key or several."""
        import pstats
        keys = sort if isinstance(sort, tuple) else (sort,)
        pstats.Stats(self).strip_dirs().sort_stats(*keys).print_stats()

    def dump_stats(self, file):
        """Stop measuring and keep the figures in a file."""
        import marshal
        with open(file, 'wb') as f:
            self.create_stats()
            marshal.dump(self.stats, f)

    # ---- what is measured

    def run(self, cmd):
        """Measure a statement in `__main__`."""
        import __main__
        return self.runctx(cmd, __main__.__dict__, __main__.__dict__)

    def runctx(self, cmd, globals, locals):
        """Measure a statement in the namespaces."""
        self.enable()
        try:
            exec(cmd, globals, locals)
        finally:
            self.disable()
        return self

    def runcall(self, func, /, *args, **kw):
        """Measure a call; its value."""
        self.enable()
        try:
            return func(*args, **kw)
        finally:
            self.disable()

    def __enter__(self):
        self.enable()
        return self

    def __exit__(self, *exc_info):
        self.disable()


# the call that ends a measuring is shown as what it would be if it were built in
_DISABLE = "<method 'disable' of '_lsprof.Profiler' objects>"
_DISABLE_CODE = Profile.disable.__code__


def _builtin_label(function):
    """How the report shows a function that is built in."""
    owner = getattr(function, '__self__', None)
    name = function.__name__
    if owner is None or inspect.ismodule(owner):
        module = owner.__name__ if owner is not None else getattr(function, '__module__', None)
        return f'<built-in method {module}.{name}>' if module else f'<built-in method {name}>'
    for kind in type(owner).__mro__:
        if name in vars(kind):
            return f'<method {name!r} of {kind.__name__!r} objects>'
    return f'<built-in method {name}>'


def label(code):
    """(file, line, name) of a function; one that is built in is a text already."""
    if isinstance(code, str):
        return '~', 0, code
    return code.co_filename, code.co_firstlineno, code.co_name


def run(statement, filename=None, sort=-1):
    """Measure a statement in `__main__`; print the report, or keep the figures in a file."""
    import __main__
    runctx(statement, __main__.__dict__, __main__.__dict__, filename, sort)


def runctx(statement, globals, locals, filename=None, sort=-1):
    """`run`, in the namespaces given."""
    profile = Profile()
    try:
        profile.runctx(statement, globals, locals)
    except SystemExit:
        pass
    finally:
        if filename is not None:
            profile.dump_stats(filename)
        else:
            profile.print_stats(sort)


def main():
    """The command: measure a script or a module."""
    import argparse
    import io
    import os
    import pstats
    parser = argparse.ArgumentParser()
    parser.add_argument('-o', '--outfile', help='keep the figures in a file')
    parser.add_argument('-s', '--sort', default=2, choices=sorted(pstats.Stats.sort_arg_dict_default),
                        help='the order of the report')
    parser.add_argument('-m', dest='module', action='store_true', help='the program is a module')
    parser.add_argument('program', nargs=argparse.REMAINDER, metavar='program [arguments]')
    options = parser.parse_args()
    if not options.program:
        parser.print_usage()
        sys.exit(2)
    outfile = os.path.abspath(options.outfile) if options.outfile else None
    sys.argv[:] = options.program
    if options.module:
        import runpy
        code, names = "run_module(name, run_name='__main__')", {'run_module': runpy.run_module, 'name': sys.argv[0]}
    else:
        sys.path.insert(0, os.path.dirname(sys.argv[0]))
        with io.open_code(sys.argv[0]) as f:
            code = compile(f.read(), sys.argv[0], 'exec')
        names = {'__name__': '__main__', '__file__': sys.argv[0], '__package__': None, '__cached__': None,
                 '__builtins__': __builtins__}
    runctx(code, names, None, outfile, options.sort)


if __name__ == '__main__':
    main()
