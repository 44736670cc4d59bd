//! `bytes`: immutable bytes. What it shares with `bytearray` is in `bytes_common`.

use crate::object::layouts::*;
use crate::object::{BinOp, CmpOp, Layout, Res, Slots, TypeSpec, Value};
use crate::text::quote;
use crate::types::bytes_common::methods::{self, byte_methods};
use crate::types::bytes_common::{self as common, checked_index, memory, try_whole_buffer};
use crate::types::{exceptions, shape_for, slice, str};
use crate::vm::Vm;
use crate::vm::intern::names;

/// The type `bytes`.
pub static BYTES: TypeSpec = TypeSpec {
    name: "bytes",
    signature: Some(""),
    doc: "Bytes that never change: of an iterable of numbers, of a string in an encoding, of a buffer, or so many zeros.",
    layout: Layout::Bytes,
    constructor: Some(("(source=b'', encoding='utf-8', errors='strict')", new)),
    methods: byte_methods![
        method("__bytes__", "(self, /)", |vm, a| if a[0].is_exact(Layout::Bytes) { Ok(a[0]) } else { memory::bytes(vm, own(a[0])) }),
        method("__getnewargs__", "(self, /)", |vm, a| Ok(vm.tuple(&[vm.bytes(own(a[0]))]))),
    ],
    slots: Slots {
        repr: Some(repr),
        str: Some(|vm, v| {
            unasked(vm, "str() on a bytes instance")?;
            repr(vm, v)
        }),
        hash: Some(hash),
        compare: Some(compare),
        len: Some(|_, v| Ok(own(v).len())),
        get_item: Some(get_item),
        contains: Some(methods::contains),
        iter: Some(|vm, v| Ok(vm.index_iter(Layout::BytesIter, v, 0))),
        binary: Some(binary),
        ..Slots::NONE
    },
    operators: "__add__ __mod__ __mul__ __rmod__ __rmul__",
    sequence: "can't concat {} to bytes",
    ..TypeSpec::DEFAULT
};

/// The bytes of a `bytes` object.
fn own(v: Value) -> &'static [u8] {
    memory::bytes_slice(v.expect())
}

fn new(vm: &Vm, cls: Value, a: &[Value]) -> Res {
    let shape = shape_for(vm, cls)?;
    let plain = make(vm, a)?;
    if shape == exact(Layout::Bytes) { Ok(plain) } else { Ok(memory::bytes_of_shape(vm, shape, plain.expect())) }
}

/// The items of a short list or tuple, and how many they are, if all are small ints that are bytes.
fn few_items(source: Value) -> Option<([u8; FEW], usize)> {
    let mut bytes = [0; FEW];
    let mut put = |i: usize, v: Value| {
        let byte = v.is_small_int().then(|| u8::try_from(v.small()).ok()).flatten()?;
        *bytes.get_mut(i)? = byte;
        Some(())
    };
    let n = if source.is_exact(Layout::Tuple) {
        let tuple = source.expect::<Tuple>();
        tuple.items().iter().enumerate().try_for_each(|(i, &v)| put(i, v))?;
        tuple.len
    } else if source.is_exact(Layout::List) {
        let list = source.expect::<List>();
        let n = list.len();
        // an item that another thread takes away meanwhile is unbound
        (0..n).try_for_each(|i| put(i, list.get(i)?))?;
        n
    } else {
        return None;
    };
    Some((bytes, n))
}

const FEW: usize = 16;

fn make(vm: &Vm, a: &[Value]) -> Res {
    if let (Some(source), true, true) = (a[0].given(), a[1].is_unbound(), a[2].is_unbound()) {
        if source.is_exact(Layout::Bytes) {
            return Ok(source);
        }
        if let Some((bytes, n)) = few_items(source) {
            return memory::bytes(vm, &bytes[..n]);
        }
        if source.str_bytes().is_none()
            && let Some(b) = vm.call_special(source, names::BYTES.get(), &[])?
        {
            if b.cast::<Bytes>().is_none() {
                return Err(vm.type_error(format!("__bytes__ returned non-bytes (type {})", b.type_name())));
            }
            return Ok(b);
        }
    }
    memory::long_bytes(vm, &common::construct(vm, a[0], a[1], a[2], "bytes")?)
}

fn repr(vm: &Vm, v: Value) -> Res {
    let s = own(v);
    memory::long_text(vm, vm.aside_making(s.len(), 4, || quote::repr_bytes(s))?.as_bytes())
}

fn hash(_: &Vm, v: Value) -> Res<i64> {
    use std::sync::atomic::Ordering::Relaxed;
    let b = v.expect::<Bytes>();
    let mut h = b.hash.load(Relaxed);
    if h == 0 {
        h = crate::text::hash::hash_bytes(own(v));
        b.hash.store(h, Relaxed);
    }
    Ok(h as i64)
}

/// The `BytesWarning` of `-b`.
pub fn unasked(vm: &Vm, what: &str) -> Res<()> {
    if vm.shared.settings.bytes_warning == 0 { Ok(()) } else { vm.warn(&exceptions::BYTES_WARNING, what, 1) }
}

/// Bytes-like objects compare by their bytes.
pub fn compare(vm: &Vm, op: CmpOp, a: Value, b: Value) -> Res {
    let is_view = |v: Value| v.layout() == Layout::MemoryView;
    if !matches!(op, CmpOp::Eq | CmpOp::Ne) && (is_view(a) && b.layout() == Layout::Bytes || is_view(b) && a.layout() == Layout::Bytes) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let (Some(left), Some(right)) = (try_whole_buffer(vm, a)?, try_whole_buffer(vm, b)?) else {
        if vm.shared.settings.bytes_warning != 0 && matches!(op, CmpOp::Eq | CmpOp::Ne) {
            warn_of_comparison(vm, a, b)?;
        }
        return Ok(Value::NOT_IMPLEMENTED);
    };
    Ok(Value::bool(op.of((*left).cmp(&*right))))
}

/// Bytes are equal to no string and to no number.
fn warn_of_comparison(vm: &Vm, a: Value, b: Value) -> Res<()> {
    let of = |v: Value| if v.layout() == Layout::ByteArray { "bytearray" } else { "bytes" };
    if b.str_bytes().is_some() {
        return unasked(vm, &format!("Comparison between {} and string", of(a)));
    }
    let number = crate::types::int::is_int(b) || b.is_bool();
    if number && of(a) == "bytes" { unasked(vm, "Comparison between bytes and int") } else { Ok(()) }
}

fn get_item(vm: &Vm, v: Value, key: Value) -> Res {
    let s = own(v);
    if key.is_exact(Layout::Slice) {
        let (start, stop, step, count) = slice::indices(vm, key, s.len())?;
        if step == 1 {
            if count == s.len() && v.is_exact(Layout::Bytes) {
                return Ok(v);
            }
            return memory::long_bytes(vm, &s[start as usize..(stop.max(start)) as usize]);
        }
        return memory::filled_bytes(vm, count, &mut |to| {
            vm.aside_over(count, || to.iter_mut().enumerate().for_each(|(i, b)| *b = s[(start + step * i as i64) as usize]));
        });
    }
    if key.typ().slots().index.is_none() {
        return Err(vm.type_error(format!("byte indices must be integers or slices, not {}", key.type_name())));
    }
    let i = checked_index(vm, key, s.len(), "index out of range")?;
    Ok(Value::small_int(i64::from(s[i])))
}

fn binary(vm: &Vm, op: BinOp, a: Value, b: Value) -> Res {
    let is_bytes = |v: Value| v.layout() == Layout::Bytes;
    match op {
        BinOp::Add if is_bytes(a) => methods::concat(vm, a, b),
        BinOp::Mul if is_bytes(a) && b.layout() != Layout::Bytes => methods::repeat(vm, a, b),
        BinOp::Mul if is_bytes(b) => methods::repeat(vm, b, a),
        BinOp::Mod if is_bytes(a) => memory::bytes(vm, &str::percent::format_bytes(vm, own(a), b)?),
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}
