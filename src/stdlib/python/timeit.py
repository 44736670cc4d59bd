"""Contract: measuring how long code takes."""
import gc
import itertools
import sys
import time

__all__ = ['Timer', 'timeit', 'repeat', 'default_timer']

default_number, default_repeat, default_timer = 1_000_000, 5, time.perf_counter
_globals = globals
dummy_src_name = '<timeit-src>'


def _indented(src, indent):
    return src.replace('\n', '\n' + ' ' * indent)


class Timer:
    """Times a statement, given as text or as a function."""

    def __init__(self, stmt='pass', setup='pass', timer=default_timer, globals=None):
        self.timer = timer
        scope = _globals() if globals is None else globals
        local = {}
        init = ''
        if isinstance(setup, str):
            compile(setup, dummy_src_name, 'exec')
            prefix = setup + '\n'
            setup_text = _indented(setup, 4)
        elif callable(setup):
            local['_setup'] = setup
            init += ', _setup=_setup'
            prefix = ''
            setup_text = '_setup()'
        else:
            raise ValueError('setup is neither a string nor callable')
        if isinstance(stmt, str):
            compile(prefix + stmt, dummy_src_name, 'exec')
            stmt_text = _indented(stmt, 8)
        elif callable(stmt):
            local['_stmt'] = stmt
            init += ', _stmt=_stmt'
            stmt_text = '_stmt()'
        else:
            raise ValueError('stmt is neither a string nor callable')
        src = (f'def inner(_it, _timer{init}):\n    {setup_text}\n    _t0 = _timer()\n    for _i in _it:\n'
               f'        {stmt_text}\n        pass\n    _t1 = _timer()\n    return _t1 - _t0\n')
        self.src = src
        exec(compile(src, dummy_src_name, 'exec'), scope, local)
        self.inner = local['inner']

    def print_exc(self, file=None):
        """Print the exception being handled."""
        import traceback
        traceback.print_exc(file=file)

    def timeit(self, number=default_number):
        """The time of so many runs."""
        it = itertools.repeat(None, number)
        was_on = gc.isenabled()
        gc.disable()
        try:
            return self.inner(it, self.timer)
        finally:
            if was_on:
                gc.enable()

    def repeat(self, repeat=default_repeat, number=default_number):
        """The times of several measurements."""
        return [self.timeit(number) for _ in range(repeat)]

    def autorange(self, callback=None):
        """(number, time): as many runs as take 0.2 s."""
        for number in (digit * 10 ** i for i in itertools.count() for digit in (1, 2, 5)):
            taken = self.timeit(number)
            if callback:
                callback(number, taken)
            if taken >= 0.2:
                return number, taken


def timeit(stmt='pass', setup='pass', timer=default_timer, number=default_number, globals=None):
    """The time of so many runs of a statement."""
    return Timer(stmt, setup, timer, globals).timeit(number)


def repeat(stmt='pass', setup='pass', timer=default_timer, repeat=default_repeat, number=default_number,
           globals=None):
    """The times of several measurements of a statement."""
    return Timer(stmt, setup, timer, globals).repeat(repeat, number)


_HELP = """\
python -m timeit [-n N] [-r N] [-s S] [-u UNIT] [-p] [-v] [-h] [--] [statement ...]

Run a statement many times, and print how long one run of it takes.

  -n N, --number N    how many runs are timed together; without it, as many of 1, 2, 5, 10, 20, 50 ... as take 0.2 seconds
  -r N, --repeat N    how often those are timed; the best time is printed (5)
  -s S, --setup S     a statement that is run before, and not timed (pass); each further -s is one more line of it
  -u U, --unit U      print nsec, usec, msec or sec
  -p, --process       the time that the process has on a processor, not the time that passes
  -v, --verbose       print all times; -vv and more print them to more digits
  -h, --help          print this text
  --                  what follows is the statement, though it begins with a dash
  statement           what is timed (pass); each further argument is one more line, indented as it stands

No statement at all shows how long the loop itself takes.
"""


def main(args=None, *, _wrap_timer=None):
    """The command line; returns the exit code, None if all went well."""
    import getopt
    if args is None:
        args = sys.argv[1:]
    try:
        opts, args = getopt.getopt(args, 'n:u:s:r:pvh', ['number=', 'setup=', 'repeat=', 'process', 'verbose',
                                                         'unit=', 'help'])
    except getopt.error as err:
        print(err)
        print('use -h/--help for command line help')
        return 2
    timer, number, setup, runs, verbose, unit = default_timer, 0, [], default_repeat, 0, None
    units = {'nsec': 1e-9, 'usec': 1e-6, 'msec': 1e-3, 'sec': 1.0}
    for o, a in opts:
        if o in ('-n', '--number'):
            number = int(a)
        elif o in ('-s', '--setup'):
            setup.append(a)
        elif o in ('-u', '--unit'):
            if a not in units:
                print('Unrecognized unit. Please select nsec, usec, msec, or sec.', file=sys.stderr)
                return 2
            unit = a
        elif o in ('-r', '--repeat'):
            runs = max(1, int(a))
        elif o in ('-p', '--process'):
            timer = time.process_time
        elif o in ('-v', '--verbose'):
            verbose += 1
        else:
            print(_HELP, end='')
            return 0
    sys.path.insert(0, '.')
    if _wrap_timer is not None:
        timer = _wrap_timer(timer)
    t = Timer('\n'.join(args) or 'pass', '\n'.join(setup) or 'pass', timer)
    # each -v but the first one adds a digit
    digits = max(verbose, 1) + 2

    def tell(n, taken):
        print(f'{n} loop{"s" if n != 1 else ""} -> {taken:.{digits}g} sec')
    try:
        if number == 0:
            number, _ = t.autorange(tell if verbose else None)
            if verbose:
                print()
        raw = t.repeat(runs, number)
    except Exception:
        t.print_exc()
        return 1

    def shown(dt):
        u = unit
        if u is None:
            u = next((name for name in ('sec', 'msec', 'usec') if dt >= units[name]), 'nsec')
        return f'{dt / units[u]:.{digits}g} {u}'
    if verbose:
        print('raw times: %s' % ', '.join(map(shown, raw)))
        print()
    times = [dt / number for dt in raw]
    best, worst = min(times), max(times)
    print('%d loop%s, best of %d: %s per loop' % (number, 's' if number != 1 else '', runs, shown(best)))
    if worst >= best * 4:
        import warnings
        warnings.warn_explicit('The test results are likely unreliable. The worst time (%s) was more than four '
                               'times slower than the best time (%s).' % (shown(worst), shown(best)),
                               UserWarning, '', 0)
    return None


if __name__ == '__main__':
    sys.exit(main())
