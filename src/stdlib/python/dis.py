"""Contract: togil's bytecode in the layout of CPython's `dis`: listings, instructions, what a code object says of itself.

An instruction is a word of eight bytes: the opcode, three operands of a byte and one of four; some are followed by a
word that the machine uses for itself. Offsets count two for a word, as `co_lines`, `co_positions` and `tb_lasti` do.
Natively relied on: `_dis.exceptions`, `_dis.names`.
"""
import io
import sys
import types
from collections import namedtuple

import _dis
import opcode as _opcode
from opcode import *
from opcode import _rows

__all__ = ['code_info', 'dis', 'disassemble', 'distb', 'disco', 'findlinestarts', 'findlabels', 'show_code',
           'get_instructions', 'Instruction', 'Bytecode'] + _opcode.__all__

COMPILER_FLAG_NAMES = {
    1: 'OPTIMIZED', 2: 'NEWLOCALS', 4: 'VARARGS', 8: 'VARKEYWORDS', 16: 'NESTED', 32: 'GENERATOR', 64: 'NOFREE',
    128: 'COROUTINE', 256: 'ITERABLE_COROUTINE', 512: 'ASYNC_GENERATOR', 0x4000000: 'HAS_DOCSTRING',
    0x8000000: 'METHOD',
}
_WORD, _UNIT = 8, 2

Positions = namedtuple('Positions', 'lineno end_lineno col_offset end_col_offset', defaults=(None,) * 4)
_Entry = namedtuple('_ExceptionTableEntry', 'start end target register')


class Instruction(namedtuple('_Instruction', 'opname opcode arg argval argrepr offset start_offset starts_line '
                             'line_number label positions cache_info', defaults=(None, None, None))):
    """One instruction; `arg` is its operand of four bytes, `argrepr` shows all of them."""

    __slots__ = ()

    # nothing is specialised, no argument is put together from several instructions
    oparg = property(lambda self: self.arg)
    baseopcode = property(lambda self: self.opcode)
    baseopname = property(lambda self: self.opname)

    @property
    def cache_offset(self):
        return self.offset + _UNIT

    @property
    def end_offset(self):
        return self.offset + _UNIT * _rows[self.opcode][1]

    @property
    def jump_target(self):
        return self.argval if self.opcode in hasjump else None

    @property
    def is_jump_target(self):
        return self.label is not None

    def __str__(self):
        out = io.StringIO()
        _Printer(out).instruction(self)
        return out.getvalue().rstrip('\n')


# --- what there is to show ----------------------------------------------------------------

def _code_of(x):
    """The code object of a function, method, generator, source text, ..."""
    x = getattr(x, '__func__', x)
    for name in ('__code__', 'gi_code', 'ag_code', 'cr_code'):
        x = getattr(x, name, x)
    if isinstance(x, str):
        x = _compiled(x, '<disassembly>')
    if hasattr(x, 'co_code'):
        return x
    raise TypeError(f"don't know how to disassemble {type(x).__name__} objects")


def _compiled(source, name):
    try:
        return compile(source, name, 'eval')
    except SyntaxError:
        pass
    return compile(source, name, 'exec')


def pretty_flags(flags):
    """The names of a code's flags."""
    names = []
    for bit in range(32):
        if flags & 1 << bit:
            names.append(COMPILER_FLAG_NAMES.get(1 << bit, hex(1 << bit)))
            flags ^= 1 << bit
            if not flags:
                break
    else:
        names.append(hex(flags))
    return ', '.join(names)


def code_info(x):
    """What a code object says of itself, as text."""
    code = _code_of(x)
    lines = [f'Name:              {code.co_name}', f'Filename:          {code.co_filename}',
             f'Argument count:    {code.co_argcount}', f'Positional-only arguments: {code.co_posonlyargcount}',
             f'Kw-only arguments: {code.co_kwonlyargcount}', f'Number of locals:  {code.co_nlocals}',
             f'Stack size:        {code.co_stacksize}', f'Flags:             {pretty_flags(code.co_flags)}']
    for title, values, show in (('Constants', code.co_consts, repr), ('Names', code.co_names, str),
                                ('Variable names', code.co_varnames, str), ('Free variables', code.co_freevars, str),
                                ('Cell variables', code.co_cellvars, str)):
        if values:
            lines.append(title + ':')
            lines += [f'{number:>4}: {show(value)}' for number, value in enumerate(values)]
    return '\n'.join(lines)


def show_code(co, *, file=None):
    """Prints that."""
    print(code_info(co), file=file)


def findlinestarts(code):
    """(offset, line) where a line's instructions start; lines may come again."""
    last = False
    for start, _, line in code.co_lines():
        if line is not last and line != last or last is False:
            last = line
            yield start, line


def _words(data):
    """(offset, number of the opcode, the operand bytes, the operand of four bytes) of each instruction."""
    at = 0
    while at + _WORD <= len(data):
        number = data[at]
        immediate = int.from_bytes(data[at + 4:at + 8], 'little', signed=True)
        yield at // _WORD * _UNIT, number, data[at + 1:at + 4], immediate
        at += _WORD * _rows[number][1]


def findlabels(code):
    """The offsets that jumps of a code's bytes go to."""
    found = []
    for offset, number, _, immediate in _words(code):
        if _rows[number][2][3] == 'j' and offset + immediate * _UNIT not in found:
            found.append(offset + immediate * _UNIT)
    return found


def _entries(code):
    return [_Entry(*entry) for entry in _dis.exceptions(code)]


def _labels(data, entries):
    offsets = set(findlabels(data))
    for entry in entries:
        offsets.update(entry[:3])
    return {offset: number for number, offset in enumerate(sorted(offsets), 1)}


def _decoded(data, names=None, consts=None, starts=(), positions=None, entries=(), shift=0):
    """The instructions of a code's bytes."""
    starts = dict(starts)
    labels = _labels(data, entries)
    line = None
    for offset, number, operands, immediate in _words(data):
        name, length, kinds, _ = _rows[number]
        starts_line = offset in starts
        if starts_line:
            line = starts[offset]
            line = line if line is None else line + shift
        shown = [f'r{value}' if kind == 'r' else str(value) for kind, value in zip(kinds, operands) if kind in 'rn']
        if 'w' in kinds:
            shown.append(str(int.from_bytes(operands[1:3], 'little', signed=True)))
        arg, value = immediate if kinds[3] != '-' else None, immediate if kinds[3] != '-' else None
        if kinds[3] == 'i':
            shown.append(str(immediate))
        elif kinds[3] == 'N':
            value = names[immediate] if names is not None else immediate
            shown.append(str(value))
        elif kinds[3] == 'K':
            value = consts[immediate] if consts is not None else immediate
            shown.append(repr(value))
        elif kinds[3] == 'j':
            value = offset + immediate * _UNIT
            shown.append(f'to L{labels[value]}')
        place = Positions(*positions[offset // _UNIT]) if positions is not None else None
        caches = [('cache', length - 1, bytes(_WORD * (length - 1)))] if length > 1 else None
        yield Instruction(name, number, arg, value, ', '.join(shown), offset, offset, starts_line, line,
                          labels.get(offset), place, caches)


def get_instructions(x, *, first_line=None, show_caches=None, adaptive=False):
    """The instructions of a function, method, source text or code object."""
    code = _code_of(x)
    shift = first_line - code.co_firstlineno if first_line is not None else 0
    return _decoded(code.co_code, _dis.names(code), code.co_consts, findlinestarts(code), list(code.co_positions()),
                    _entries(code), shift)


# --- listings -----------------------------------------------------------------------------

class _Printer:
    """Prints instructions in columns: line or range, offset if wanted, label, the current one's mark, the instruction."""

    def __init__(self, file=None, line_width=0, offset_width=0, label_width=0, positions=False):
        self.file = file
        self.line_width = line_width
        self.offset_width = offset_width
        self.label_width = label_width
        self.positions = positions

    def place(self, instruction):
        if self.positions:
            found = instruction.positions
            if found is None or found.lineno is None:
                return '--'
            return f'{found.lineno}:{found.col_offset}-{found.end_lineno}:{found.end_col_offset}'
        if not instruction.starts_line:
            return ''
        return '--' if instruction.line_number is None else str(instruction.line_number)

    def instruction(self, instruction, current=False):
        if self.line_width and instruction.starts_line and instruction.offset > 0:
            print(file=self.file)
        fields = []
        if self.line_width:
            shown = self.place(instruction)
            fields.append(f'{shown:<{self.line_width}}' if self.positions else f'{shown:>{self.line_width}}')
            fields.append('')
        if self.offset_width:
            fields.append(f'{instruction.offset:>{self.offset_width}}')
        label = f'L{instruction.label}:' if instruction.label is not None else ''
        fields.append(f'{label:>{self.label_width}}')
        fields.append('-->' if current else '   ')
        fields.append(f'{instruction.opname:<20} {instruction.argrepr}'.rstrip())
        print(' '.join(fields).rstrip(), file=self.file)

    def exceptions(self, entries, labels):
        if entries:
            print('ExceptionTable:', file=self.file)
            for entry in entries:
                start, end, target = (labels[offset] for offset in entry[:3])
                print(f'  L{start} to L{end} -> L{target} [r{entry.register}]', file=self.file)


def _listing(code, lasti, file, show_offsets, show_positions, shift=0):
    entries = _entries(code)
    labels = _labels(code.co_code, entries)
    found = list(_decoded(code.co_code, _dis.names(code), code.co_consts, findlinestarts(code), list(code.co_positions()),
                          entries, shift))
    printer = _Printer(file, 4, len(str(2 * len(code.co_code) // _WORD)) if show_offsets else 0,
                       4 + len(str(len(labels))), show_positions)
    if show_positions:
        printer.line_width = max((len(printer.place(one)) for one in found), default=2)
    else:
        printer.line_width = max([4] + [len(printer.place(one)) + 1 for one in found])
    for one in found:
        printer.instruction(one, one.offset == lasti)
    printer.exceptions(entries, labels)


def disassemble(co, lasti=-1, *, file=None, show_caches=False, adaptive=False, show_offsets=False,
                show_positions=False):
    """Prints a code object's listing; the instruction at `lasti` is marked."""
    _listing(co, lasti, file, show_offsets, show_positions)


disco = disassemble


def _nested(code, depth, **options):
    disassemble(code, **options)
    if depth is None or depth > 0:
        depth = depth if depth is None else depth - 1
        for constant in code.co_consts:
            if hasattr(constant, 'co_code'):
                print(file=options['file'])
                print(f'Disassembly of {constant!r}:', file=options['file'])
                _nested(constant, depth, **options)


def dis(x=None, *, file=None, depth=None, show_caches=False, adaptive=False, show_offsets=False, show_positions=False):
    """Prints the listing of a class, method, function, code object, source text, ...; of the last traceback."""
    options = {'file': file, 'show_offsets': show_offsets, 'show_positions': show_positions}
    if x is None:
        distb(**options)
        return
    x = getattr(x, '__func__', x)
    for name in ('__code__', 'gi_code', 'ag_code', 'cr_code'):
        if hasattr(x, name):
            x = getattr(x, name)
            break
    if hasattr(x, '__dict__'):
        kinds = (types.MethodType, types.FunctionType, types.CodeType, classmethod, staticmethod, type)
        for name, inner in sorted(x.__dict__.items()):
            if isinstance(inner, kinds):
                print(f'Disassembly of {name}:', file=file)
                try:
                    dis(inner, depth=depth, **options)
                except TypeError as error:
                    print('Sorry:', error, file=file)
                print(file=file)
    elif hasattr(x, 'co_code'):
        _nested(x, depth, **options)
    elif isinstance(x, (bytes, bytearray)):
        labels = _labels(x, ())
        printer = _Printer(file, 0, len(str(len(x))) if show_offsets else 0, 4 + len(str(len(labels))))
        for one in _decoded(x):
            printer.instruction(one)
    elif isinstance(x, str):
        _nested(_compiled(x, '<dis>'), depth, **options)
    else:
        raise TypeError(f"don't know how to disassemble {type(x).__name__} objects")


def distb(tb=None, *, file=None, show_caches=False, adaptive=False, show_offsets=False, show_positions=False):
    """Prints the listing of the function that raised, with a mark where."""
    if tb is None:
        try:
            last = sys.last_exc.__traceback__ if hasattr(sys, 'last_exc') else sys.last_traceback
        except AttributeError:
            raise RuntimeError('no last traceback to disassemble') from None
        tb = last
    while tb.tb_next:
        tb = tb.tb_next
    disassemble(tb.tb_frame.f_code, tb.tb_lasti, file=file, show_offsets=show_offsets, show_positions=show_positions)


class Bytecode:
    """The instructions of a function, method, source text or code object; iterating gives them."""

    def __init__(self, x, *, first_line=None, current_offset=None, show_caches=False, adaptive=False,
                 show_offsets=False, show_positions=False):
        self.codeobj = code = _code_of(x)
        self.first_line = code.co_firstlineno if first_line is None else first_line
        self._line_offset = 0 if first_line is None else first_line - code.co_firstlineno
        self._original_object = x
        self.current_offset = current_offset
        self.exception_entries = _entries(code)
        self.show_caches, self.show_offsets, self.show_positions = show_caches, show_offsets, show_positions
        self.adaptive = adaptive

    def __iter__(self):
        return get_instructions(self.codeobj, first_line=self.first_line)

    def __repr__(self):
        return f'{type(self).__name__}({self._original_object!r})'

    @classmethod
    def from_traceback(cls, tb, *, show_caches=False, adaptive=False):
        """Of the function that raised, its instruction marked."""
        while tb.tb_next:
            tb = tb.tb_next
        return cls(tb.tb_frame.f_code, current_offset=tb.tb_lasti, show_caches=show_caches, adaptive=adaptive)

    def info(self):
        """What the code says of itself."""
        return code_info(self.codeobj)

    def dis(self):
        """The listing."""
        out = io.StringIO()
        lasti = -1 if self.current_offset is None else self.current_offset
        _listing(self.codeobj, lasti, out, self.show_offsets, self.show_positions, self._line_offset)
        return out.getvalue()


def main(args=None):
    """`python -m dis [file]`"""
    import argparse
    parser = argparse.ArgumentParser(color=True)
    parser.add_argument('-C', '--show-caches', action='store_true', help='show inline caches')
    parser.add_argument('-O', '--show-offsets', action='store_true', help='show instruction offsets')
    parser.add_argument('-P', '--show-positions', action='store_true', help='show instruction positions')
    parser.add_argument('-S', '--specialized', action='store_true', help='show specialized bytecode')
    parser.add_argument('infile', nargs='?', default='-')
    options = parser.parse_args(args=args)
    if options.infile == '-':
        name, source = '<stdin>', sys.stdin.buffer.read()
    else:
        name = options.infile
        with open(name, 'rb') as file:
            source = file.read()
    dis(compile(source, name, 'exec'), show_offsets=options.show_offsets, show_positions=options.show_positions)


if __name__ == '__main__':
    main()
