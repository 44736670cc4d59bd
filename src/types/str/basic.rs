//! The slots of `str`.

use crate::object::layouts::*;
use crate::object::{BinOp, CmpOp, Layout, Raised, Ref, Res, Value};
use crate::text::{Exception, TextError, find::find, quote};
use crate::types::bytes_common::{codec, has_gaps, is_buffer, memory, repeat_count};
use crate::types::{exceptions as exc, shape_for};
use crate::vm::Vm;

/// Raises what the text layer says.
pub fn raise_text(vm: &Vm, e: &TextError) -> Raised {
    let class = match e.exception {
        Exception::IndexError => &exc::INDEX_ERROR,
        Exception::KeyError => &exc::KEY_ERROR,
        Exception::LookupError => &exc::LOOKUP_ERROR,
        Exception::MemoryError => &exc::MEMORY_ERROR,
        Exception::OverflowError => &exc::OVERFLOW_ERROR,
        Exception::TypeError => &exc::TYPE_ERROR,
        Exception::ValueError => &exc::VALUE_ERROR,
        Exception::ZeroDivisionError => &exc::ZERO_DIVISION_ERROR,
    };
    vm.raise(class, &e.message)
}

/// Why formatting stopped: an exception of ours, or one to make of a text.
pub enum Failed {
    Raised(Raised),
    Text(TextError),
}

impl From<TextError> for Failed {
    fn from(e: TextError) -> Failed {
        Failed::Text(e)
    }
}

impl From<Raised> for Failed {
    fn from(raised: Raised) -> Failed {
        Failed::Raised(raised)
    }
}

impl Failed {
    pub fn raise(self, vm: &Vm) -> Raised {
        match self {
            Failed::Raised(raised) => raised,
            Failed::Text(e) => raise_text(vm, &e),
        }
    }
}

/// The content, for as long as the caller's value lives on its stack.
pub fn content(v: Value) -> &'static [u8] {
    memory::text_slice(v.expect())
}

/// The same text as an exact `str`.
pub fn plain(vm: &Vm, v: Value) -> Value {
    if v.is_exact(Layout::Str) { v } else { memory::text_of_shape(vm, exact(Layout::Str), v.expect()) }
}

/// `str(object, encoding, errors)`
pub fn new(vm: &Vm, cls: Value, a: &[Value]) -> Res {
    let shape = shape_for(vm, cls)?;
    let text = make(vm, a)?;
    if shape == exact(Layout::Str) { Ok(text) } else { Ok(memory::text_of_shape(vm, shape, text.expect())) }
}

fn make(vm: &Vm, a: &[Value]) -> Res {
    if a[1].is_unbound() && a[2].is_unbound() {
        return a[0].given().map_or(Ok(crate::vm::intern::empty_str()), |object| vm.to_str(object));
    }
    let shown = || "str".to_string();
    let encoding = codec::name_argument(vm, a[1], &shown, "encoding", "utf-8")?;
    let errors = codec::name_argument(vm, a[2], &shown, "errors", "strict")?;
    let Some(object) = a[0].given() else { return Ok(crate::vm::intern::empty_str()) };
    if object.str_bytes().is_some() {
        return Err(vm.type_error("decoding str is not supported"));
    }
    if !is_buffer(object) || has_gaps(object) {
        return Err(vm.type_error(format!("decoding to str: need a bytes-like object, {} found", object.type_name())));
    }
    codec::decode_to_str(vm, object, &encoding, &errors)
}

pub fn repr(vm: &Vm, v: Value) -> Res {
    let s = content(v);
    memory::long_text(vm, &vm.aside_making(s.len(), 6, || quote::repr(s))?)
}

pub fn str(vm: &Vm, v: Value) -> Res {
    Ok(plain(vm, v))
}

pub fn len(_: &Vm, v: Value) -> Res<usize> {
    Ok(v.expect::<Str>().chars as usize)
}

/// By code points, which is by bytes.
pub fn compare(_: &Vm, op: CmpOp, a: Value, b: Value) -> Res {
    let (Some(left), Some(right)) = (a.str_bytes(), b.str_bytes()) else { return Ok(Value::NOT_IMPLEMENTED) };
    let answer = match op {
        CmpOp::Eq => left == right,
        CmpOp::Ne => left != right,
        _ => op.of(left.cmp(right)),
    };
    Ok(Value::bool(answer))
}

pub fn contains(vm: &Vm, v: Value, item: Value) -> Res<bool> {
    let Some(needle) = item.str_bytes() else {
        return Err(vm.type_error(format!("'in <string>' requires string as left operand, not {}", item.type_name())));
    };
    let s = content(v);
    Ok(vm.aside_over(s.len(), || find(s, needle).is_some()))
}

pub fn binary(vm: &Vm, op: BinOp, a: Value, b: Value) -> Res {
    match (op, a.cast::<Str>(), b.cast::<Str>()) {
        (BinOp::Add, Some(left), Some(right)) => concat(vm, left, right),
        (BinOp::Mul, Some(text), None) => repeat(vm, text, b),
        (BinOp::Mul, None, Some(text)) => repeat(vm, text, a),
        (BinOp::Mod, Some(_), _) => super::percent::format_text(vm, a, b),
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

/// `a + b`
///
/// # Errors
/// `MemoryError`
pub fn concat(vm: &Vm, a: Ref<Str>, b: Ref<Str>) -> Res {
    if a.len == 0 && b.value().is_exact(Layout::Str) {
        return Ok(b.value());
    }
    if b.len == 0 && a.value().is_exact(Layout::Str) {
        return Ok(a.value());
    }
    memory::concat_text(vm, a, b)
}

fn repeat(vm: &Vm, text: Ref<Str>, n: Value) -> Res {
    let Some(n) = repeat_count(vm, n)? else { return Ok(Value::NOT_IMPLEMENTED) };
    let s = content(text.value());
    if n == 1 {
        return Ok(plain(vm, text.value()));
    }
    match s.len().checked_mul(n) {
        None => Err(vm.memory_error()),
        Some(0) => Ok(crate::vm::intern::empty_str()),
        Some(len) => memory::filled_text(vm, len, text.chars as usize * n, &mut |to| {
            vm.aside_over(len, || match s {
                [b] => to.fill(*b),
                _ => to.chunks_mut(s.len()).for_each(|c| c.copy_from_slice(s)),
            });
        }),
    }
}
