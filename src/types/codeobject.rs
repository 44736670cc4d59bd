//! Code objects: `function.__code__`, what `compile` gives.

use std::sync::atomic::Ordering;

use crate::bytecode::code::{Const, SPILLED};
use crate::bytecode::op::{Kind, imm};
use crate::bytecode::{Code, Op};
use crate::object::layouts::*;
use crate::object::{CmpOp, GetSetDef, Layout, Ref, Res, Slots, TypeSpec, Value, exact, getter, member, method};
use crate::syntax::ast::Name;
use crate::vm::{LoadedCode, Vm};

use super::{code_tables, iterators};

pub static CODE: TypeSpec = TypeSpec {
    name: "code",
    layout: Layout::Code,
    doc: "What a function, a class body or a module runs: instructions, constants and names.",
    signature: Some(
        "(argcount, posonlyargcount, kwonlyargcount, nlocals, stacksize,\n     flags, codestring, constants, names, varnames, filename, name,\n     \
         qualname, firstlineno, linetable, exceptiontable, freevars=(),\n     cellvars=(), /)",
    ),
    getset: GETSET,
    methods: &[
        method("replace", super::code_replace::SIGNATURE, super::code_replace::replace),
        method("__replace__", super::code_replace::SIGNATURE, super::code_replace::replace),
        method("co_lines", "(self, /)", |vm, a| {
            let c = &loaded(a[0].expect()).code;
            let mut rows = crate::vm::Values::new(vm);
            let mut i = 0;
            while let Some((at, p)) = c.positions.get(i).filter(|(at, _)| (*at as usize) < c.words.len()) {
                // neighbours of one line are one range
                i += c.positions[i..].iter().take_while(|(_, other)| other.line == p.line).count();
                let end = c.positions.get(i).map_or(c.words.len() as u32, |n| n.0).min(c.words.len() as u32);
                rows.push(vm.tuple(&[unit(vm, *at), unit(vm, end), place(vm, p.line, p.line)]));
            }
            Ok(iterators::over(vm, &iterators::LINE_ITER, vm.list(&rows), 0))
        }),
        method("co_positions", "(self, /)", |vm, a| {
            let c = &loaded(a[0].expect()).code;
            let mut rows = crate::vm::Values::new(vm);
            for pc in 0..c.words.len() as u32 {
                let p = c.position(pc);
                rows.push(vm.tuple(&[p.line, p.end_line, p.col, p.end_col].map(|n| place(vm, p.line, n))));
            }
            Ok(iterators::over(vm, &iterators::POSITION_ITER, vm.list(&rows), 0))
        }),
        method("co_branches", "(self, /)", |vm, a| {
            let mut rows = crate::vm::Values::new(vm);
            for (at, word) in instructions_of(&loaded(a[0].expect()).code) {
                let op = Op::of(word);
                if op.row().operands[3] == Kind::Jump && !matches!(op, Op::Jump | Op::JUnbound | Op::Send) {
                    let target = (i64::from(at) + imm(word)) as u32;
                    rows.push(vm.tuple(&[unit(vm, at), unit(vm, at + u32::from(op.row().length)), unit(vm, target)]));
                }
            }
            Ok(iterators::over(vm, &iterators::LINE_ITER, vm.list(&rows), 0))
        }),
        method("_varname_from_oparg", "(self, /, oparg)", |vm, a| {
            let (code, index) = (&loaded(a[0].expect()).code, vm.index_c_int(a[1])?);
            let cells = told_cells(code).into_iter().filter(|cell| !local_names(code).any(|name| name == *cell));
            match usize::try_from(index).ok().and_then(|index| local_names(code).chain(cells).chain(&code.freevars).nth(index)) {
                Some(name) => Ok(vm.str(name)),
                None => Err(vm.raise(&super::exceptions::INDEX_ERROR, "tuple index out of range")),
            }
        }),
    ],
    slots: Slots {
        repr: Some(|vm, c| {
            let code = &loaded(c.expect()).code;
            Ok(vm.str(&format!("<code object {} at {:#x}, file \"{}\", line {}>", code.name, c.0, code.filename, code.first_line)))
        }),
        compare: Some(|_, op, a, b| {
            let (Some(x), Some(y)) = (a.cast::<CodeObject>(), b.cast::<CodeObject>()) else { return Ok(Value::NOT_IMPLEMENTED) };
            let same = std::ptr::eq(x.loaded, y.loaded) || same_code(&loaded(x).code, &loaded(y).code);
            Ok(match op {
                CmpOp::Eq => Value::bool(same),
                CmpOp::Ne => Value::bool(!same),
                _ => Value::NOT_IMPLEMENTED,
            })
        }),
        hash: Some(|_, c| {
            let code = &loaded(c.expect()).code;
            let begin = crate::text::hash::hash_bytes(code.name.as_bytes()) ^ u64::from(code.first_line);
            Ok(code.words.iter().fold(begin, |h, w| h.wrapping_mul(31).wrapping_add(*w)) as i64 >> 2)
        }),
        new: Some(super::code_replace::new),
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
    // SAFETY: a code object keeps it alive.
    unsafe { &*(c.loaded as *const LoadedCode) }
}

fn text_tuple<'a>(vm: &Vm, names: impl Iterator<Item = &'a str>) -> Res {
    let items: Vec<Value> = names.map(|n| crate::vm::intern::intern(n.as_bytes())).collect();
    Ok(vm.tuple(&items))
}

/// Which of the locals `co_varnames` shows: parameters, and locals that no inner function sees.
fn shown_locals(code: &Code) -> Vec<usize> {
    let parameters = code.parameter_count() as usize;
    let shown = code.varnames.iter().enumerate().filter(|(i, v)| *i < parameters || !code.cellvars.contains(v) && &***v != SPILLED);
    shown.map(|(i, _)| i).collect()
}

/// Where a name of `co_varnames` stands.
#[derive(Clone, Copy)]
pub enum Told {
    /// in `Code::varnames`
    Local(usize),
    /// in `Code::comprehended`
    Comprehended(usize),
}

/// What `co_varnames` shows: those, and the variables of comprehensions that have no function of their own.
pub fn told_locals(code: &Code) -> Vec<Told> {
    let mut told = Vec::new();
    let mut rest = code.comprehended.iter().enumerate().peekable();
    for at in shown_locals(code) {
        while let Some((number, _)) = rest.next_if(|(_, one)| one.before as usize <= at) {
            told.push(Told::Comprehended(number));
        }
        told.push(Told::Local(at));
    }
    told.extend(rest.map(|(number, _)| Told::Comprehended(number)));
    told
}

fn local_names(code: &Code) -> impl Iterator<Item = &Name> {
    told_locals(code).into_iter().map(move |place| match place {
        Told::Local(at) => &code.varnames[at],
        Told::Comprehended(at) => &code.comprehended[at].name,
    })
}

/// `co_cellvars`.
pub fn told_cells(code: &Code) -> Vec<&Name> {
    let more = code.comprehended.iter().filter(|one| one.cell && !code.cellvars.contains(&one.name));
    code.cellvars.iter().chain(more.map(|one| &one.name)).collect()
}

/// How many locals the code shows (`co_nlocals`).
pub fn count_locals(code: &Code) -> usize {
    shown_locals(code).len() + code.comprehended.len()
}

/// Which of the names `co_names` shows.
pub fn shown_names(code: &Code) -> Vec<usize> {
    let told = names_only_told(code);
    (0..told.len()).filter(|&at| !told[at]).collect()
}

/// Where instructions begin, and their first words.
fn instructions_of(code: &Code) -> impl Iterator<Item = (u32, u64)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let (begin, word) = (at, *code.words.get(at)?);
        at += Op::of(word).row().length as usize;
        Some((begin as u32, word))
    })
}

/// `co_code`, by which code can be asked for from now on (`code_replace`).
fn co_code(vm: &Vm, c: Value) -> Res {
    let loaded = loaded(c.expect());
    loaded.pinned.store(true, Ordering::Relaxed);
    Ok(vm.bytes(&instructions(&loaded.code)))
}

/// The bytes of `co_code`.
pub fn instructions(code: &Code) -> Vec<u8> {
    code.words.iter().flat_map(|w| w.to_le_bytes()).collect()
}

/// Is it the same code? Where it stands (the file, the name of what it is in) says nothing of that.
fn same_code(x: &Code, y: &Code) -> bool {
    let numbers = |c: &Code| (c.argcount, c.posonlyargcount, c.kwonlyargcount, c.first_line, c.flags);
    x.name == y.name
        && numbers(x) == numbers(y)
        && x.words == y.words
        && x.names == y.names
        && x.varnames == y.varnames
        && x.cellvars == y.cellvars
        && x.freevars == y.freevars
        && x.exceptions == y.exceptions
        && same_constants(&x.consts, &y.consts)
        && code_tables::line_table(x) == code_tables::line_table(y)
}

fn same_constants(x: &[Const], y: &[Const]) -> bool {
    let same = |(x, y): (&Const, &Const)| match (x, y) {
        (Const::Float(x), Const::Float(y)) => x.to_bits() == y.to_bits(),
        (Const::Complex(a, b), Const::Complex(c, d)) => (a.to_bits(), b.to_bits()) == (c.to_bits(), d.to_bits()),
        (Const::Tuple(x), Const::Tuple(y)) | (Const::FrozenSet(x), Const::FrozenSet(y)) => same_constants(x, y),
        (Const::Slice(x), Const::Slice(y)) => same_constants(&x[..], &y[..]),
        (Const::Code(x), Const::Code(y)) => same_code(x, y),
        _ => x == y,
    };
    x.len() == y.len() && x.iter().zip(y).all(same)
}

fn unit(vm: &Vm, word: u32) -> Value {
    vm.int(i64::from(word) * CODE_UNIT)
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
    number!("co_nlocals", |c| count_locals(c)),
    number!("co_stacksize", |c| c.nregs),
    number!("co_flags", |c| c.flags.bits() as i64),
    getter("co_varnames", |vm, c| {
        let code = &loaded(c.expect()).code;
        text_tuple(vm, local_names(code).map(|name| &**name))
    }),
    getter("co_cellvars", |vm, c| text_tuple(vm, told_cells(&loaded(c.expect()).code).into_iter().map(|n| &**n))),
    getter("co_freevars", |vm, c| text_tuple(vm, loaded(c.expect()).code.freevars.iter().map(|n| &**n))),
    member("co_names", |vm, c| {
        let code = &loaded(c.expect()).code;
        text_tuple(vm, shown_names(code).into_iter().map(|at| &*code.names[at]))
    }),
    member("co_consts", |vm, c| {
        let l = loaded(c.expect());
        let mut items = crate::vm::Values::new(vm);
        for (i, k) in l.code.consts.iter().enumerate() {
            items.push(if matches!(k, Const::Code(_)) { of(vm, vm.load_child(l, i)) } else { l.consts[i] });
        }
        Ok(vm.tuple(&items))
    }),
    getter("co_code", co_code),
    getter("_co_code_adaptive", co_code),
    member("co_linetable", |vm, c| Ok(vm.bytes(&code_tables::line_table(&loaded(c.expect()).code)))),
    member("co_exceptiontable", |vm, c| Ok(vm.bytes(&code_tables::exception_table(&loaded(c.expect()).code)))),
    getter("co_lnotab", |vm, c| {
        vm.warn(&super::exceptions::DEPRECATION_WARNING, "co_lnotab is deprecated, use co_lines instead.", 1)?;
        Ok(vm.bytes(&code_tables::lnotab(&loaded(c.expect()).code)))
    }),
];

/// Which names no instruction needs but those that tell of an unbound local, and those that ask for a special method.
fn names_only_told(code: &Code) -> Vec<bool> {
    let mut told = vec![true; code.names.len()];
    for (_, word) in instructions_of(code) {
        let op = Op::of(word);
        if op.row().operands[3] == Kind::Name
            && !matches!(op, Op::CheckLocal | Op::CheckDeref | Op::LoadSpecial)
            && let Some(mark) = told.get_mut(imm(word) as usize)
        {
            *mark = false;
        }
    }
    told
}
