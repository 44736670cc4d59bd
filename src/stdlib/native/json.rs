//! `_json`: quoting and scanning of JSON strings, and togil's own `loads` and `dumps` of plain objects.
//!
//! `loads(text)` raises a `ValueError` of no particular text for what is not plain valid JSON, and `dumps(...)` answers
//! `NotImplemented` for what is not plain: then the Python code of `json` does the work again and words the error.

mod read;
mod write;

use crate::object::{MethodDef, ModuleSpec, Raised, Res, Value, method};
use crate::text::wtf8;
use crate::vm::Vm;

pub static MODULE: ModuleSpec = ModuleSpec { name: "_json", functions: FUNCTIONS, ..ModuleSpec::DEFAULT };

const FUNCTIONS: &[MethodDef] = &[
    method("scanstring", "(string, end, strict=True, /)", scanstring),
    method("encode_basestring", "(string, /)", |vm, a| quoted(vm, a[0], false)),
    method("encode_basestring_ascii", "(string, /)", |vm, a| quoted(vm, a[0], true)),
    method("loads", "(string, /)", |vm, a| match a[0].str_bytes() {
        Some(text) => read::loads(vm, text),
        None => Err(vm.type_error("a str is needed")),
    }),
    method("dumps", "(obj, ensure_ascii, allow_nan, indent, item_sep, key_sep, sort_keys, skipkeys, /)", write::dumps),
];

fn text_of<'a>(vm: &Vm, v: &'a Value) -> Res<&'a [u8]> {
    v.str_bytes().ok_or_else(|| vm.type_error(format!("first argument must be a string, not {}", v.type_name())))
}

fn quoted(vm: &Vm, v: Value, ascii: bool) -> Res {
    let text = text_of(vm, &v)?;
    let mut out = Vec::new();
    vm.grow_by(&mut out, write::quoted_length(text))?;
    write::quote(&mut out, text, ascii);
    Ok(vm.str_wtf8(&out))
}

/// `(text, end)` of the string whose first character (behind the quote) is at `end`.
fn scanstring(vm: &Vm, a: &[Value]) -> Res {
    let text = text_of(vm, &a[0])?;
    let end = vm.index_i64(a[1])?;
    let strict = a[2].given().map_or(Ok(true), |v| vm.truth(v))?;
    let ascii = text.is_ascii();
    let chars = if ascii { text.len() } else { wtf8::count_code_points(text) };
    let start = match usize::try_from(end) {
        Ok(n) if n <= chars => n,
        _ => return Err(vm.value_error("end is out of bounds")),
    };
    let byte = if ascii { start } else { wtf8::byte_of_index(text, start) };
    let char_at = |at: usize| start + if ascii { at - byte } else { wtf8::count_code_points(&text[byte..at]) };
    let mut out = Vec::new();
    match read::string(text, byte, strict, &mut out) {
        Ok((piece, after)) => Ok(vm.tuple(&[vm.str_wtf8(piece.unwrap_or(&out)), vm.int(char_at(after) as i64)])),
        Err(read::Fault::Unterminated) => Err(decode_error(vm, "Unterminated string starting at", a[0], end - 1)),
        Err(read::Fault::Control(at)) => Err(decode_error(vm, "Invalid control character at", a[0], char_at(at) as i64)),
        Err(read::Fault::Escape(at)) => Err(decode_error(vm, "Invalid \\escape", a[0], char_at(at) as i64)),
        Err(read::Fault::Hex(at)) => Err(decode_error(vm, "Invalid \\uXXXX escape", a[0], char_at(at) as i64)),
    }
}

/// A `json.JSONDecodeError`.
#[cold]
fn decode_error(vm: &Vm, message: &str, text: Value, at: i64) -> Raised {
    let made = vm
        .module("json.decoder")
        .and_then(|m| vm.get_attr_str(m, "JSONDecodeError"))
        .and_then(|class| vm.call(class, &[vm.str(message), text, vm.int(at)]));
    match made {
        Ok(e) => vm.raise_value(e),
        Err(raised) => raised,
    }
}
