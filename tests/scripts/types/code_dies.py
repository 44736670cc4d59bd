"""Code that no function and no code object stands for any more is collected; what runs, or may run again, is not."""

import gc
import sys
import types
import weakref


def deep(n):
    # other values on the stacks: what was there does not stay by accident
    return [None] * 8 if n == 0 else (n, deep(n - 1))[0]


def collect():
    deep(40)
    gc.collect()
    # memory that was given back is used again
    for i in range(300):
        eval(f'lambda: [{i}, "text {i} of some other code", ({i}, {i} + 0.5)]')()
    gc.collect()


def run(text, **names):
    space = dict(names)
    exec(compile(text, '<made>', 'exec'), space)
    return space


def dead_code():
    code = compile('x = 1', '<made>', 'exec')
    exec(code, {})
    return weakref.ref(code)


reference = dead_code()
collect()
print('code object', reference())

def dead_function():
    f = run('def f(): return 1')['f']
    f()
    return weakref.ref(f), weakref.ref(f.__code__)


references = dead_function()
collect()
print('function', [r() for r in references])

print('functions outlive the module that made them')
f = run('''
def f(a, *, b=(1, 2.5, 'a default')):
    def g(c):
        return lambda d: (a, b, c, d, 'some constant text', 10**30, frozenset((1, 2)))
    return g
''')['f']
g = f(1)
collect()
h = g(2)
collect()
print(h(3))
collect()
print(f(4, b=5)(6)(7))
del f, g
collect()
print(h(8), h.__code__.co_name, h.__code__.co_consts[1])

print('code objects among constants')
outer = compile('def f():\n    def g(): return "from g"\n    return g', '<made>', 'exec')
inner = [k for k in outer.co_consts if isinstance(k, types.CodeType)][0]
del outer
collect()
innermost = [k for k in inner.co_consts if isinstance(k, types.CodeType)][0]
del inner
collect()
print(types.FunctionType(innermost, {})())

print('suspended and running')
generator = run('def g():\n    for i in range(3):\n        got = yield ["item", i]\n        print("got", got)')['g']()
print(next(generator))
collect()
print(generator.send('first'))
collect()
print(generator.gi_code.co_name, generator.send('second'))
try:
    generator.send('third')
except StopIteration:
    print('ended')


def called_back(callback):
    return run('def f(call):\n    x = "before"\n    call()\n    return x + " and after"', )['f'](callback)


print(called_back(collect))


def other():
    return 'the other code'


def changing():
    before = 'a local of the old code'
    changing.__code__ = other.__code__
    collect()
    return before + ', still run'


print(changing(), '/', changing())
replaced = run('def f(call):\n    call()\n    return "the replaced code goes on"')['f']


def replace():
    replaced.__code__ = run('def f(call): return "code from another function"')['f'].__code__
    collect()


print(replaced(replace))
collect()
print(replaced(None))

print('classes and their methods')
C = run('''
class C:
    "text"
    kind = "of C"
    def f(self):
        return [self.kind for _ in range(2)], __class__.__name__
    @property
    def p(self):
        return (lambda: self.kind)()
''')['C']
c = C()
collect()
print(c.f(), c.p)
del C
collect()
print(c.f(), c.p, type(c).__doc__)

print('tracebacks')
try:
    run('def f():\n    local = "kept by the frame"\n    1 / 0')['f']()
except ZeroDivisionError as e:
    caught = e
collect()
tb = caught.__traceback__
while tb.tb_next:
    tb = tb.tb_next
print(tb.tb_frame.f_code.co_name, tb.tb_lineno, tb.tb_frame.f_locals)

print('instructions as bytes')


def made():
    f = run('def f(a): return a * 2 + 1')['f']
    code = f.__code__
    fields = [getattr(code, 'co_' + n) for n in ('argcount', 'posonlyargcount', 'kwonlyargcount', 'nlocals', 'stacksize', 'flags', 'code', 'consts',
                                                 'names', 'varnames', 'filename', 'name', 'qualname', 'firstlineno', 'linetable',
                                                 'exceptiontable', 'freevars', 'cellvars')]
    return fields


fields = made()
collect()
print(types.FunctionType(types.CodeType(*fields), {})(20))

print('other globals')
getter = run('def f(): return value')['f']
others = [types.FunctionType(getter.__code__, {'value': i}) for i in range(3)]
module = types.ModuleType('module')
module.value = 'of a module'
others.append(types.FunctionType(getter.__code__, vars(module)))
del getter, module
collect()
print([f() for f in others])

print('traced')
events = []


def trace(frame, event, arg):
    if frame.f_code.co_filename == '<made>':
        events.append((event, frame.f_code.co_name, frame.f_lineno))
        if event == 'line':
            collect()
        return trace


sys.settrace(trace)
run('x = [\n  1]\ndef f():\n    return 2\nf()')
sys.settrace(None)
print(events)
