//! Code objects: `function.__code__`, what `compile` gives.

use std::sync::atomic::Ordering;

use crate::bytecode::code::{Const, SPILLED};
use crate::bytecode::op::{Kind, imm};
use crate::bytecode::{Code, Op};
use crate::object::layouts::*;
use crate::object::{CmpOp, GetSetDef, Layout, Ref, Res, Slots, TypeSpec, Value, exact, getter, member, method};
use crate::vm::{LoadedCode, Vm};

pub static CODE: TypeSpec = TypeSpec {
    name: "code",
    layout: Layout::Code,
    getset: GETSET,
    methods: &[
        method("replace", super::code_replace::SIGNATURE, super::code_replace::replace),
        method("__replace__", super::code_replace::SIGNATURE, super::code_replace::replace),
        method("co_lines", "(self, /)", |vm, a| {
            let c = &loaded(a[0].expect()).code;
            let mut rows = crate::vm::Values::new(vm);
            let mut i = 0;
            while let Some((at, p)) = c.positions.get(i) {
                // neighbours of one line are one range
                i += c.positions[i..].iter().take_while(|(_, other)| other.line == p.line).count();
                let end = c.positions.get(i).map_or(c.words.len() as u32, |n| n.0);
                rows.push(vm.tuple(&[vm.int(*at as i64 * CODE_UNIT), vm.int(end as i64 * CODE_UNIT), place(vm, p.line, p.line)]));
            }
            vm.iter(vm.list(&rows))
        }),
        method("co_positions", "(self, /)", |vm, a| {
            let c = &loaded(a[0].expect()).code;
            let mut rows = crate::vm::Values::new(vm);
            for pc in 0..c.words.len() as u32 {
                let p = c.position(pc);
                rows.push(vm.tuple(&[p.line, p.end_line, p.col, p.end_col].map(|n| place(vm, p.line, n))));
            }
            vm.iter(vm.list(&rows))
        }),
    ],
    slots: Slots {
        repr: Some(|vm, c| {
            let code = &loaded(c.expect()).code;
            Ok(vm.str(&format!("<code object {} at {:#x}, file \"{}\", line {}>", code.name, c.0, code.filename, code.first_line)))
        }),
        compare: Some(|_, op, a, b| {
            let (Some(x), Some(y)) = (a.cast::<CodeObject>(), b.cast::<CodeObject>()) else { return Ok(Value::NOT_IMPLEMENTED) };
            let same = std::ptr::eq(x.loaded, y.loaded) || *loaded(x).code == *loaded(y).code;
            Ok(match op {
                CmpOp::Eq => Value::bool(same),
                CmpOp::Ne => Value::bool(!same),
                _ => Value::NOT_IMPLEMENTED,
            })
        }),
        hash: Some(|_, c| Ok(loaded(c.expect()).code.words.iter().fold(7i64, |h, w| h.wrapping_mul(31).wrapping_add(*w as i64)) >> 2)),
        ..Slots::NONE
    },
    subclassable: false,
    ..TypeSpec::DEFAULT
};

/// What an instruction counts for in offsets (`f_lasti`, `co_lines`): two, as if its words were CPython's code units,
/// so that `lasti // 2` finds its place in `co_positions()`.
pub const CODE_UNIT: i64 = 2;

/// A part of an instruction's position; `None` if it has none.
fn place(vm: &Vm, line: u32, n: u32) -> Value {
    if line == 0 { Value::NONE } else { vm.int(n as i64) }
}

/// The code object of loaded code, made at its first use.
pub fn of(vm: &Vm, code: &'static LoadedCode) -> Value {
    let known = code.object.load(Ordering::Acquire);
    if known != 0 {
        return Value(known);
    }
    let c: Ref<CodeObject> = vm.new_object(exact(Layout::Code));
    // SAFETY: a fresh object that nobody else has seen.
    unsafe { (*(c.as_ptr() as *mut CodeObject)).loaded = code as *const LoadedCode as *const u8 };
    match code.object.compare_exchange(0, c.value().0, Ordering::AcqRel, Ordering::Acquire) {
        Ok(_) => c.value(),
        Err(other) => Value(other),
    }
}

/// The loaded code of a code object.
pub fn loaded(c: Ref<CodeObject>) -> &'static LoadedCode {
    // SAFETY: loaded code lives as long as its interpreter.
    unsafe { &*(c.loaded as *const LoadedCode) }
}

fn text_tuple<'a>(vm: &Vm, names: impl Iterator<Item = &'a str>) -> Res {
    let items: Vec<Value> = names.map(|n| crate::vm::intern::intern(n.as_bytes())).collect();
    Ok(vm.tuple(&items))
}

/// The names in `co_varnames`: parameters, and locals that no inner function sees.
fn shown_locals(code: &crate::bytecode::Code) -> impl Iterator<Item = &str> {
    let parameters = code.parameter_count() as usize;
    let shown = code.varnames.iter().enumerate().filter(move |(i, v)| *i < parameters || !code.cellvars.contains(v) && &***v != SPILLED);
    shown.map(|(_, v)| &**v)
}

macro_rules! number {
    ($name:literal, |$c:ident| $e:expr) => {
        member($name, |vm, c| {
            let $c = &loaded(c.expect()).code;
            Ok(vm.int($e as i64))
        })
    };
}
macro_rules! text {
    ($name:literal, $field:ident) => {
        member($name, |vm, c| Ok(vm.str(&loaded(c.expect()).code.$field)))
    };
}

const GETSET: &[GetSetDef] = &[
    text!("co_name", name),
    text!("co_qualname", qualname),
    text!("co_filename", filename),
    number!("co_firstlineno", |c| c.first_line),
    number!("co_argcount", |c| c.argcount),
    number!("co_posonlyargcount", |c| c.posonlyargcount),
    number!("co_kwonlyargcount", |c| c.kwonlyargcount),
    number!("co_nlocals", |c| shown_locals(c).count()),
    number!("co_stacksize", |c| c.nregs),
    number!("co_flags", |c| c.flags.bits() as i64),
    getter("co_varnames", |vm, c| text_tuple(vm, shown_locals(&loaded(c.expect()).code))),
    getter("co_cellvars", |vm, c| text_tuple(vm, loaded(c.expect()).code.cellvars.iter().map(|n| &**n))),
    getter("co_freevars", |vm, c| text_tuple(vm, loaded(c.expect()).code.freevars.iter().map(|n| &**n))),
    member("co_names", |vm, c| {
        let code = &loaded(c.expect()).code;
        let only_told = names_only_told(code);
        text_tuple(vm, code.names.iter().zip(only_told).filter(|(_, told)| !told).map(|(n, _)| &**n))
    }),
    member("co_consts", |vm, c| {
        let l = loaded(c.expect());
        let mut items = crate::vm::Values::new(vm);
        for (i, k) in l.code.consts.iter().enumerate() {
            items.push(if matches!(k, Const::Code(_)) { of(vm, vm.load_child(l, i)) } else { l.consts[i] });
        }
        Ok(vm.tuple(&items))
    }),
    getter("co_code", |vm, c| {
        let bytes: Vec<u8> = loaded(c.expect()).code.words.iter().flat_map(|w| w.to_le_bytes()).collect();
        Ok(vm.bytes(&bytes))
    }),
];

/// Which names no instruction needs but those that tell of an unbound local.
pub fn names_only_told(code: &Code) -> Vec<bool> {
    let (mut told, mut used) = (vec![false; code.names.len()], vec![false; code.names.len()]);
    let mut at = 0;
    while let Some(&word) = code.words.get(at) {
        let op = Op::of(word);
        if op.row().operands[3] == Kind::Name {
            let of = if matches!(op, Op::CheckLocal | Op::CheckDeref) { &mut told } else { &mut used };
            if let Some(mark) = of.get_mut(imm(word) as usize) {
                *mark = true;
            }
        }
        at += op.row().length as usize;
    }
    let is_local = |name| code.varnames.iter().chain(&code.cellvars).chain(&code.freevars).any(|local| local == name);
    code.names.iter().zip(told.iter().zip(used)).map(|(name, (&told, used))| !used && (told || is_local(name))).collect()
}
