//! `code.replace`: a code object with other names, lines and constants.
//!
//! The instructions trust what the compiler promised of them: register numbers, counts, the kinds of some constants. So
//! what they rest on may not be replaced: the numbers of parameters, locals and registers, the instructions themselves,
//! the flags that say what a call makes, constants that are part of an instruction.

use std::sync::Arc;

use super::codeobject::{loaded, of};
use crate::bytecode::code::{Code, CodeFlags, Const};
use crate::bytecode::op::{Kind, Op, ROWS, imm};
use crate::object::layouts::{CodeObject, Tuple};
use crate::object::{Res, TypeSpec, Value};
use crate::syntax::ast::Name;
use crate::types::type_of;
use crate::vm::Vm;

/// The parameters, in CPython's order.
pub const SIGNATURE: &str = "(self, /, *, co_argcount=-1, co_posonlyargcount=-1, co_kwonlyargcount=-1, co_nlocals=-1, co_stacksize=-1, \
                             co_flags=-1, co_firstlineno=-1, co_code=None, co_consts=None, co_names=None, co_varnames=None, \
                             co_freevars=None, co_cellvars=None, co_filename=None, co_name=None, co_qualname=None, \
                             co_linetable=None, co_exceptiontable=None)";

/// Flags that change nothing of what a call does: nested, iterable coroutine, future annotations, docstring, method.
const FREE_FLAGS: i64 = 0x10 | 0x100 | 0x100_0000 | 0x400_0000 | 0x800_0000;

pub fn replace(vm: &Vm, a: &[Value]) -> Res {
    let old = &loaded(a[0].expect::<CodeObject>()).code;
    let mut code: Code = (**old).clone();
    let counts = [
        ("co_argcount", i64::from(old.argcount)),
        ("co_posonlyargcount", i64::from(old.posonlyargcount)),
        ("co_kwonlyargcount", i64::from(old.kwonlyargcount)),
        ("co_nlocals", old.varnames.len() as i64),
        ("co_stacksize", i64::from(old.nregs)),
    ];
    for (&(name, count), &given) in counts.iter().zip(&a[1..]) {
        let Some(given) = given.given() else { continue };
        let wanted = vm.index_i64(given)?;
        if wanted < 0 {
            return Err(vm.value_error(format!("{name} must be a positive integer")));
        }
        if wanted != count {
            return Err(fixed(vm, name));
        }
    }
    if let Some(flags) = a[6].given() {
        set_flags(vm, &mut code, vm.index_i64(flags)?)?;
    }
    if let Some(first) = a[7].given() {
        let first = vm.index_i64(first)?;
        if first < 0 {
            return Err(vm.value_error("co_firstlineno must be a positive integer"));
        }
        move_lines(&mut code, first);
    }
    for (index, name) in [(8, "co_code"), (17, "co_linetable"), (18, "co_exceptiontable")] {
        if let Some(given) = a[index].given()
            && !vm.equal(given, vm.get_attr_str(a[0], name)?)?
        {
            return Err(fixed(vm, name));
        }
    }
    if let Some(consts) = a[9].given() {
        code.consts = constants(vm, old, consts)?;
        code.flags.has_docstring &= matches!(code.consts.first(), Some(Const::Str(_)));
    }
    if let Some(names) = a[10].given() {
        let hidden = super::codeobject::names_only_told(old);
        let shown: Vec<usize> = (0..hidden.len()).filter(|&at| !hidden[at]).collect();
        for (i, name) in texts(vm, names, "co_names", shown.len())?.into_iter().enumerate() {
            match shown.get(i) {
                Some(&at) => code.names[at] = name,
                None => code.names.push(name),
            }
        }
    }
    let parameters = old.parameter_count() as usize;
    let shown: Vec<usize> =
        (0..old.varnames.len()).filter(|&index| index < parameters || !old.cellvars.contains(&old.varnames[index])).collect();
    if let Some(names) = a[11].given() {
        for (at, name) in shown.iter().zip(texts(vm, names, "co_varnames", shown.len())?) {
            let before = std::mem::replace(&mut code.varnames[*at], name.clone());
            code.cellvars.iter_mut().filter(|cell| **cell == before).for_each(|cell| *cell = name.clone());
        }
    }
    if let Some(names) = a[12].given() {
        code.freevars = texts(vm, names, "co_freevars", old.freevars.len())?;
    }
    if let Some(names) = a[13].given() {
        for (index, name) in texts(vm, names, "co_cellvars", old.cellvars.len())?.into_iter().enumerate() {
            let before = std::mem::replace(&mut code.cellvars[index], name.clone());
            code.varnames.iter_mut().filter(|local| **local == before).for_each(|local| *local = name.clone());
        }
    }
    for (index, name, field) in
        [(14, "co_filename", &mut code.filename), (15, "co_name", &mut code.name), (16, "co_qualname", &mut code.qualname)]
    {
        if let Some(given) = a[index].given() {
            if given.str_bytes().is_none() {
                return Err(wrong_type(vm, name, "str", given));
            }
            *field = vm.str_text(given)?.into();
        }
    }
    Ok(of(vm, vm.load_code(&Arc::new(code))))
}

fn wrong_type(vm: &Vm, name: &str, wanted: &str, given: Value) -> crate::object::Raised {
    let found = if given.is_none() { "None" } else { given.type_name() };
    vm.type_error(format!("replace() argument '{name}' must be {wanted}, not {found}"))
}

fn fixed(vm: &Vm, name: &str) -> crate::object::Raised {
    vm.value_error(format!("code: {name} cannot be replaced, the instructions rest on it"))
}

fn set_flags(vm: &Vm, code: &mut Code, wanted: i64) -> Res<()> {
    if (wanted ^ i64::from(code.flags.bits())) & !FREE_FLAGS != 0 {
        return Err(fixed(vm, "co_flags"));
    }
    let wanted = CodeFlags::of_bits(wanted as u32);
    code.flags = CodeFlags {
        iterable_coroutine: wanted.iterable_coroutine && wanted.generator,
        has_docstring: wanted.has_docstring && matches!(code.consts.first(), Some(Const::Str(_))),
        ..wanted
    };
    Ok(())
}

/// The lines are counted from the first one.
fn move_lines(code: &mut Code, first: i64) {
    let by = first - i64::from(code.first_line);
    let moved = |line: u32| if line == 0 { 0 } else { u32::try_from(i64::from(line) + by).unwrap_or(0) };
    let mut positions = code.positions.to_vec();
    for (_, position) in &mut positions {
        (position.line, position.end_line) = (moved(position.line), moved(position.end_line));
    }
    code.positions = positions.into();
    code.passed.iter_mut().for_each(|passed| passed.line = moved(passed.line));
    code.first_line = u32::try_from(first).unwrap_or(u32::MAX);
}

/// A tuple of names, as many as there were.
fn texts(vm: &Vm, given: Value, field: &str, count: usize) -> Res<Vec<Name>> {
    let Some(items) = given.cast::<Tuple>() else { return Err(wrong_type(vm, field, "tuple", given)) };
    let mut names = Vec::with_capacity(items.len);
    for &item in items.items() {
        if item.str_bytes().is_none() {
            return Err(vm.raise(&super::exceptions::SYSTEM_ERROR, "non-string found in code slot"));
        }
        names.push(vm.str_text(item)?.into());
    }
    if names.len() < count {
        return Err(vm.value_error(format!("code: {field} is too small")));
    }
    if names.len() > count && field != "co_names" {
        return Err(fixed(vm, field));
    }
    Ok(names)
}

/// A tuple of constants: those that instructions hold must stay what they are.
fn constants(vm: &Vm, old: &Code, given: Value) -> Res<Vec<Const>> {
    let Some(items) = given.cast::<Tuple>() else { return Err(wrong_type(vm, "co_consts", "tuple", given)) };
    if items.len < old.consts.len() {
        return Err(vm.value_error("code: co_consts is too small"));
    }
    let mut consts = Vec::with_capacity(items.len);
    for &item in items.items() {
        consts.push(constant(vm, item)?);
    }
    let mut at = 0;
    while at < old.words.len() {
        let row = Op::of(old.words[at]).row();
        if row.operands[3] == Kind::K && row.op != Op::LoadK {
            let index = imm(old.words[at]) as usize;
            let same = match (&old.consts[index], &consts[index]) {
                (Const::Code(before), Const::Code(now)) => before.freevars.len() == now.freevars.len(),
                (before, now) => before == now,
            };
            if !same {
                return Err(vm.value_error(format!("code: constant {index} cannot be replaced, an instruction rests on it")));
            }
        }
        at += ROWS[old.words[at] as u8 as usize].length as usize;
    }
    Ok(consts)
}

fn constant(vm: &Vm, value: Value) -> Res<Const> {
    vm.check_depth()?;
    let is = |spec: &'static TypeSpec| std::ptr::eq(value.typ(), type_of(spec));
    let all = |items: &[Value]| items.iter().map(|&item| constant(vm, item)).collect::<Res<Vec<Const>>>();
    Ok(if value.is_none() {
        Const::None
    } else if value == Value::TRUE {
        Const::True
    } else if value == Value::FALSE {
        Const::False
    } else if value == Value::ELLIPSIS {
        Const::Ellipsis
    } else if let Some(code) = value.cast::<CodeObject>() {
        Const::Code(loaded(code).code.clone())
    } else if is(&super::int::INT) {
        match vm.to_i64(value) {
            Some(small) => Const::Int(small),
            None => Const::Big(Arc::new(vm.to_big(value).unwrap_or_default())),
        }
    } else if is(&super::float::FLOAT) {
        Const::Float(vm.to_f64(value)?)
    } else if is(&super::complex::COMPLEX) {
        let (re, im) = super::complex::from_value(vm, value)?;
        Const::Complex(re, im)
    } else if is(&super::str::STR) {
        Const::Str(value.str_bytes().unwrap_or_default().into())
    } else if is(&super::bytes::BYTES) {
        Const::Bytes(super::bytes_common::buffer_of(vm, value)?.to_vec().into())
    } else if is(&super::tuple::TUPLE) {
        Const::Tuple(all(value.expect::<Tuple>().items())?.into())
    } else if is(&super::set::FROZENSET) {
        Const::FrozenSet(all(&super::list::items_of(vm, value)?)?.into())
    } else {
        return Err(vm.type_error(format!("code: a constant must not be a {}", value.type_name())));
    })
}
