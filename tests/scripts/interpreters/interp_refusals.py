# What prepare_main, exec and call refuse, and with which words; names that the module has.
from concurrent import interpreters


def say(label, function, *args, **kwargs):
    try:
        result = function(*args, **kwargs)
    except BaseException as error:
        print(label, f'{type(error).__name__}: {error}', flush=True)
        while (error := error.__cause__) is not None:
            print('    from', f'{type(error).__name__}: {error}', flush=True)
    else:
        print(label, result, flush=True)


class Stubborn:
    def __reduce__(self):
        raise ValueError('not me')

    def __repr__(self):
        return '<stubborn>'


def same(x):
    return x


def stubborn():
    class Local:
        def __repr__(self):
            return '<local>'
    return Local()


def main():
    i = interpreters.create()
    print([name for name in interpreters.__all__ if name not in dir(interpreters)])
    say('a name that is none', i.prepare_main, {1: 2})
    say('a name without UTF-8', i.prepare_main, {'\ud800': 1})
    say('text without UTF-8', i.prepare_main, {'x': '\ud800'})
    say('a list in a tuple', i.prepare_main, {'x': (1, [2])})
    say('deeper', i.prepare_main, {'x': (1, (2, (3, {4: 5})))})
    say('all or nothing', i.prepare_main, {'fine': 1, 'bad': set()})
    say('nothing arrived', i.call, eval, "'fine' in globals()")
    say('no names', i.prepare_main)
    say('no names in a dict', i.prepare_main, {})
    say('no dict', i.prepare_main, 5)
    say('pairs', i.prepare_main, [('x', 1)])
    say('twice', i.prepare_main, {'x': 1}, x=2)

    say('an expression', i.exec, compile('1', 'x', 'eval'))
    say('statements', i.exec, compile('1', 'x', 'exec'))
    say('bytes', i.exec, b'print("from bytes", flush=True)')
    say('a bytearray', i.exec, bytearray(b'print("from a bytearray", flush=True)'))
    say('a script without UTF-8', i.exec, '"\ud800"')
    say('a null byte', i.exec, 'a\0b')
    say('no script', i.exec, 5)
    say('a builtin', i.exec, len)
    say('a method', i.exec, [].copy.__call__ and interpreters.Interpreter.close)

    say('put', interpreters.create_queue().put, Stubborn())
    say('an argument', i.call, same, Stubborn())
    say('in an argument', i.call, same, [Stubborn()])
    say('a keyword', i.call, same, x=Stubborn())
    say('a result', i.call, stubborn)
    try:
        i.call(same, Stubborn())
    except interpreters.NotShareableError as error:
        print(error.__suppress_context__, error.__context__)
    i.close()


if __name__ == '__main__':
    main()
