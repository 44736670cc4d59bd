//! The three Unicode errors: where in which object what could not be done.

use super::exceptions::*;
use super::type_of;
use crate::object::layouts::*;
use crate::object::{Args, GetSetDef, Res, Slots, Value, getset};
use crate::vm::Vm;

const ENCODING: usize = 0;
const OBJECT: usize = 1;
const START: usize = 2;
const END: usize = 3;
const REASON: usize = 4;

pub const SLOTS: Slots = Slots { init: Some(init), str: Some(str), ..Slots::NONE };

/// A position: always a number.
macro_rules! position {
    ($name:literal, $i:expr) => {
        getset(
            $name,
            |_, e| Ok(raw_field(e, $i).given().unwrap_or(Value::small_int(0))),
            |vm, e, v| {
                if v.is_unbound() {
                    return Err(vm.type_error("can't delete numeric/char attribute"));
                }
                if !super::int::is_int(v) {
                    return Err(vm.type_error("an integer is required"));
                }
                set_field(vm, e, $i, ssize(vm, v)?);
                Ok(())
            },
        )
        .as_member()
    };
}

pub const GETSET: &[GetSetDef] = &[
    field_attr!("encoding", ENCODING),
    field_attr!("object", OBJECT),
    position!("start", START),
    position!("end", END),
    field_attr!("reason", REASON),
];

/// A number that fits into a word.
fn ssize(vm: &Vm, v: Value) -> Res {
    let n = vm.index(v)?;
    match vm.to_i64(n) {
        Some(n) => Ok(vm.int(n)),
        None => Err(vm.overflow_error("Python int too large to convert to C ssize_t")),
    }
}

fn init(vm: &Vm, e: Value, args: Args) -> Res<()> {
    init_plain(vm, e, args)?;
    let is = |spec| e.typ().is_subtype_of(type_of(spec));
    let fields: &[(usize, &str)] = if is(&UNICODE_TRANSLATE_ERROR) {
        &[(OBJECT, "str"), (START, "int"), (END, "int"), (REASON, "str")]
    } else if is(&UNICODE_ENCODE_ERROR) {
        &[(ENCODING, "str"), (OBJECT, "str"), (START, "int"), (END, "int"), (REASON, "str")]
    } else {
        &[(ENCODING, "str"), (OBJECT, "bytes"), (START, "int"), (END, "int"), (REASON, "str")]
    };
    let pos = args.pos();
    if pos.len() != fields.len() {
        return Err(vm.type_error(format!("function takes exactly {} arguments ({} given)", fields.len(), pos.len())));
    }
    let mut values = Vec::new();
    for (i, (&v, &(_, wanted))) in pos.iter().zip(fields).enumerate() {
        values.push(match wanted {
            "int" => ssize(vm, v)?,
            "str" if v.str_bytes().is_none() => {
                return Err(vm.type_error(format!("argument {} must be str, not {}", i + 1, v.argument_name())));
            }
            "bytes" if !super::bytes_common::is_buffer(v) => {
                return Err(vm.type_error(format!("a bytes-like object is required, not '{}'", v.type_name())));
            }
            "bytes" if v.cast::<Bytes>().is_none() => vm.call(type_of(&super::bytes::BYTES).value(), &[v])?,
            _ => v,
        });
    }
    fields.iter().zip(values).for_each(|(&(i, _), v)| set_field(vm, e, i, v));
    Ok(())
}

fn str(vm: &Vm, e: Value) -> Res {
    let object = raw_field(e, OBJECT);
    if object.is_unbound() || object.is_none() {
        return Ok(crate::vm::intern::empty_str());
    }
    let at = |i: usize| vm.to_i64(field(e, i)).unwrap_or(0);
    let (start, end) = (at(START), at(END));
    let reason = vm.str_text(field(e, REASON))?;
    let translate = e.typ().is_subtype_of(type_of(&UNICODE_TRANSLATE_ERROR));
    let codec = if translate { String::new() } else { format!("'{}' codec ", vm.str_text(field(e, ENCODING))?) };
    let one = start >= 0 && end == start.wrapping_add(1);
    if e.typ().is_subtype_of(type_of(&UNICODE_DECODE_ERROR)) {
        let Some(data) = object.cast::<Bytes>() else {
            return Err(vm.type_error("UnicodeError 'object' attribute must be a bytes"));
        };
        return Ok(vm.str(&match data.bytes().get(start.max(0) as usize).filter(|_| one) {
            Some(byte) => format!("{codec}can't decode byte {byte:#04x} in position {start}: {reason}"),
            None => format!("{codec}can't decode bytes in position {start}-{}: {reason}", end.wrapping_sub(1)),
        }));
    }
    let Some(text) = object.str_bytes() else {
        return Err(vm.type_error("UnicodeError 'object' attribute must be a string"));
    };
    let verb = if translate { "translate" } else { "encode" };
    let c = if one { crate::text::wtf8::code_points(text).nth(start as usize) } else { None };
    let Some(c) = c else {
        return Ok(vm.str(&format!("{codec}can't {verb} characters in position {start}-{}: {reason}", end.wrapping_sub(1))));
    };
    let shown = match c {
        0..=0xFF => format!("\\x{c:02x}"),
        0x100..=0xFFFF => format!("\\u{c:04x}"),
        _ => format!("\\U{c:08x}"),
    };
    Ok(vm.str(&format!("{codec}can't {verb} character '{shown}' in position {start}: {reason}")))
}
