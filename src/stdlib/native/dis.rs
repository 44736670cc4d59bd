//! `_dis`: what the module `dis` must know of the bytecode: the table of opcodes, a code's exception table and names.

use crate::bytecode::op::{Kind, ROWS};
use crate::object::layouts::CodeObject;
use crate::object::{ModuleSpec, Res, Value, method};
use crate::types::codeobject::{CODE_UNIT, loaded};
use crate::vm::{Values, Vm};

pub static MODULE: ModuleSpec = ModuleSpec {
    name: "_dis",
    doc: "The table of opcodes, exception tables and names of codes.",
    functions: &[method("table", "()", table), method("exceptions", "(code, /)", exceptions), method("names", "(code, /)", names)],
    ..ModuleSpec::DEFAULT
};

/// For each opcode (name, length in words, a letter for each of its four operands, equation).
fn table(vm: &Vm, _: &[Value]) -> Res {
    let mut rows = Values::with_capacity(vm, ROWS.len());
    for row in ROWS {
        let letter = |kind: &Kind| match kind {
            Kind::No => '-',
            Kind::R | Kind::Base => 'r',
            Kind::N => 'n',
            Kind::Int => 'i',
            Kind::Name => 'N',
            Kind::K => 'K',
            Kind::Jump => 'j',
            Kind::I16 => 'w',
        };
        let operands: String = row.operands.iter().map(letter).collect();
        let length = vm.int(row.length.into());
        rows.push(vm.tuple(&[vm.str(row.name), length, vm.str(&operands), vm.str(row.equation)]));
    }
    Ok(vm.tuple(&rows))
}

/// (start, end, target, register) of each entry, in the unit of `co_lines`.
fn exceptions(vm: &Vm, a: &[Value]) -> Res {
    let Some(code) = a[0].cast::<CodeObject>() else { return Err(vm.type_error("a code object is required")) };
    let mut rows = Values::new(vm);
    for entry in &loaded(code).code.exceptions {
        let place = |word: u32| vm.int(i64::from(word) * CODE_UNIT);
        rows.push(vm.tuple(&[place(entry.start), place(entry.end), place(entry.target), vm.int(entry.reg.into())]));
    }
    Ok(vm.tuple(&rows))
}

/// The names that instructions count by: `co_names`, and those of locals that may be unbound.
fn names(vm: &Vm, a: &[Value]) -> Res {
    let Some(code) = a[0].cast::<CodeObject>() else { return Err(vm.type_error("a code object is required")) };
    let all: Vec<Value> = loaded(code).code.names.iter().map(|name| vm.str(name)).collect();
    Ok(vm.tuple(&all))
}
