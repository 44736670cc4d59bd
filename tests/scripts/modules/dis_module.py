# What does not depend on whose bytecode it is: names, attributes, what a code says of itself, lines, offsets, errors.
import dis
import inspect
import io
import opcode
import sys

print(dis.__all__)
print(opcode.__all__)
for name in dis.__all__:
    if name in ('stack_effect', 'Bytecode', 'Instruction') or not callable(getattr(dis, name)):
        continue
    print(name, inspect.signature(getattr(dis, name)))
print(inspect.signature(dis.Bytecode))
print(dis.Instruction._fields, dis.Positions._fields)
print(all(dis.opmap[dis.opname[n]] == n for n in dis.opmap.values()))
print(all(n in dis.hasarg for n in dis.hasconst + dis.hasname + dis.hasjrel))
print(dis.pretty_flags(0x3), dis.pretty_flags(0x2f), dis.pretty_flags(1 << 40 | 1), dis.pretty_flags(0))


def sample(a, b=1, /, *args, key: int, **kw):
    """doc"""
    total = a + b
    if total > 3:
        return key
    return args, kw, total


class Holder:
    def method(self):
        return self

    @staticmethod
    def static(): return 1

    @classmethod
    def klass(cls): return 2

    value = 3


async def coroutine(): pass


def generator(): yield


def chosen(text):
    """The parts that any bytecode has."""
    kept, on = [], True
    for line in text.split('\n'):
        if not line.startswith(' '):
            on = line.split(':')[0] not in ('Constants', 'Names', 'Stack size')
        if on:
            kept.append(line)
    return '\n'.join(kept)


for thing in (sample, Holder.method, Holder().method, sample.__code__, generator, generator(), coroutine, 'x = 1', '1 + x'):
    print(chosen(dis.code_info(thing)).replace(__file__, 'FILE'))
out = io.StringIO()
dis.show_code(sample, file=out)
print(out.getvalue() == dis.code_info(sample) + '\n')

lines = [line - sample.__code__.co_firstlineno for _, line in dis.findlinestarts(sample.__code__) if line]
print(sorted(set(lines) - {0}))
found = list(dis.get_instructions(sample))
print([one.offset for one in found] == sorted(one.offset for one in found))
print({one.line_number - sample.__code__.co_firstlineno for one in found if one.line_number} - {0})
moved = list(dis.get_instructions(sample, first_line=1000))
print({one.line_number - 1000 for one in moved if one.line_number} - {0})
print(all(dis.opmap[one.opname] == one.opcode for one in found))
print(any(one.is_jump_target for one in found), {type(one.argval) for one in found if one.opcode in dis.hasjump})
targets = {one.argval for one in found if one.opcode in dis.hasjump}
print(targets <= {one.offset for one in found}, targets <= set(dis.findlabels(sample.__code__.co_code)))
print({type(one).__name__ for one in found}, {type(one.positions).__name__ for one in found if one.positions})
positions = list(sample.__code__.co_positions())
print(all(tuple(one.positions) == positions[one.offset // 2] for one in found))
print(type(found[0]).__mro__[2:], found[0].starts_line, found[0]._replace(offset=7).offset)

code = dis.Bytecode(sample)
print(code.codeobj is sample.__code__, code.first_line == sample.__code__.co_firstlineno, code.current_offset)
print([one.opname for one in code] == [one.opname for one in found], code.info() == dis.code_info(sample))
out = io.StringIO()
dis.dis(sample, file=out)
print(out.getvalue() == code.dis(), repr(dis.Bytecode('x = 1')))
try:
    sample([], key=1)
except TypeError as e:
    code = dis.Bytecode.from_traceback(e.__traceback__)
    print(code.codeobj is sample.__code__, '-->' in code.dis(), code.dis().count('-->'))
    out = io.StringIO()
    dis.distb(e.__traceback__, file=out)
    print('-->' in out.getvalue())
out = io.StringIO()
dis.dis(Holder, file=out)
print([line for line in out.getvalue().split('\n') if line.startswith('Disassembly')])
out = io.StringIO()
dis.dis('def f():\n  def g(): pass', file=out)
print([line.split(' at ')[0] for line in out.getvalue().split('\n') if line.startswith('Disassembly')])
out = io.StringIO()
dis.dis('def f():\n  def g(): pass', file=out, depth=0)
print('Disassembly' in out.getvalue())
for bad in (5, None, object(), 'x = ='):
    try:
        dis.dis(bad)
    except Exception as e:
        print(type(e).__name__, e)
for bad in (5, object):
    try:
        dis.code_info(bad)
    except TypeError as e:
        print(e)
try:
    dis.stack_effect(1000)
except ValueError as e:
    print(e)
