//! `unicodedata`: properties, names and normal forms of characters, from the tables of the Unicode crates.

use unicode_normalization::UnicodeNormalization;

use crate::object::layouts::*;
use crate::object::{MethodDef, ModuleSpec, Res, Value, method};
use crate::text::{unicode, wtf8};
use crate::vm::Vm;

pub static MODULE: ModuleSpec = ModuleSpec {
    name: "unicodedata",
    doc: "Properties of characters, from the Unicode Character Database.",
    functions: FUNCTIONS,
    constants: &[("unidata_version", |vm| Ok(vm.str("16.0.0")))],
    ..ModuleSpec::DEFAULT
};

const FUNCTIONS: &[MethodDef] = &[
    method("category", "(chr, /)", |vm, a| Ok(vm.str(unicode::category(character(vm, "category", a[0])?)))),
    method("combining", "(chr, /)", |vm, a| Ok(vm.int(i64::from(unicode::combining(character(vm, "combining", a[0])?))))),
    method("east_asian_width", "(chr, /)", |vm, a| Ok(vm.str(unicode::east_asian_width(character(vm, "east_asian_width", a[0])?)))),
    method("bidirectional", "(chr, /)", |vm, a| Ok(vm.str(unicode::bidirectional(character(vm, "bidirectional", a[0])?)))),
    method("mirrored", "(chr, /)", |vm, a| Ok(vm.int(i64::from(unicode::is_mirrored(character(vm, "mirrored", a[0])?))))),
    method("decomposition", "(chr, /)", |vm, a| Ok(vm.str(&unicode::decomposition(character(vm, "decomposition", a[0])?)))),
    method("decimal", "(chr, default=<unrepresentable>, /)", |vm, a| {
        let found = unicode::decimal_value(character(vm, "decimal", a[0])?).map(|n| vm.int(i64::from(n)));
        found.or(a[1].given()).ok_or_else(|| vm.value_error("not a decimal"))
    }),
    method("digit", "(chr, default=<unrepresentable>, /)", |vm, a| {
        let found = unicode::digit_value(character(vm, "digit", a[0])?).map(|n| vm.int(i64::from(n)));
        found.or(a[1].given()).ok_or_else(|| vm.value_error("not a digit"))
    }),
    method("numeric", "(chr, default=<unrepresentable>, /)", |vm, a| {
        let found = unicode::numeric_value(character(vm, "numeric", a[0])?).map(|n| vm.float(n));
        found.or(a[1].given()).ok_or_else(|| vm.value_error("not a numeric character"))
    }),
    method("name", "(chr, default=<unrepresentable>, /)", |vm, a| {
        let found = unicode::name(character(vm, "name", a[0])?).map(|n| vm.str(&n));
        found.or(a[1].given()).ok_or_else(|| vm.value_error("no such name"))
    }),
    method("lookup", "(name, /)", |vm, a| {
        let bytes = a[0].cast::<Bytes>();
        let name = match (a[0].as_str(), &bytes) {
            (Some(text), _) => std::borrow::Cow::Borrowed(text),
            (None, Some(bytes)) => String::from_utf8_lossy(bytes.bytes()),
            // raises the UnicodeEncodeError
            (None, None) if a[0].str_bytes().is_some() => return vm.call_method(a[0], "encode", &[]),
            (None, None) if a[0].cast::<ByteArray>().is_some() => {
                let text = format!("lookup() argument must be read-only bytes-like object, not {}", a[0].type_name());
                return Err(vm.type_error(text));
            }
            _ => return Err(vm.type_error(format!("a bytes-like object is required, not '{}'", a[0].type_name()))),
        };
        match unicode::by_name(&name) {
            Some(c) => Ok(vm.char(c)),
            None => Err(vm.raise(&crate::types::exceptions::KEY_ERROR, format!("undefined character name '{name}'"))),
        }
    }),
    method("normalize", "(form, unistr, /)", |vm, a| normalize(vm, "normalize", a)),
    method("is_normalized", "(form, unistr, /)", |vm, a| {
        let made = normalize(vm, "is_normalized", a)?;
        Ok(Value::bool(made.str_bytes() == a[1].str_bytes()))
    }),
];

/// The one character of an argument.
fn character(vm: &Vm, function: &str, v: Value) -> Res<u32> {
    // functions of two say which
    let argument = if matches!(function, "decimal" | "digit" | "numeric" | "name") { "argument 1" } else { "argument" };
    let Some(text) = v.str_bytes() else {
        return Err(vm.type_error(format!("{function}() {argument} must be a unicode character, not {}", v.argument_name())));
    };
    let mut points = wtf8::code_points(text);
    match (points.next(), points.next()) {
        (Some(c), None) => Ok(c),
        _ => {
            let n = wtf8::count_code_points(text);
            Err(vm.type_error(format!("{function}(): {argument} must be a unicode character, not a string of length {n}")))
        }
    }
}

fn normalize(vm: &Vm, function: &str, a: &[Value]) -> Res {
    let (Some(form), Some(text)) = (a[0].as_str(), a[1].str_bytes()) else {
        let (i, v) = if a[0].str_bytes().is_none() { (1, a[0]) } else { (2, a[1]) };
        return Err(vm.type_error(format!("{function}() argument {i} must be str, not {}", v.argument_name())));
    };
    if !matches!(form, "NFC" | "NFD" | "NFKC" | "NFKD") {
        return Err(vm.value_error("invalid normalization form"));
    }
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    // lone surrogates stay and part the text
    while !rest.is_empty() {
        let good = match std::str::from_utf8(rest) {
            Ok(all) => all,
            Err(e) => std::str::from_utf8(&rest[..e.valid_up_to()]).unwrap_or(""),
        };
        let made: String = vm.aside_making(good.len(), 12, || match form {
            "NFC" => good.nfc().collect(),
            "NFD" => good.nfd().collect(),
            "NFKC" => good.nfkc().collect(),
            _ => good.nfkd().collect(),
        })?;
        out.extend_from_slice(made.as_bytes());
        rest = &rest[good.len()..];
        let surrogate = rest.len().min(3);
        out.extend_from_slice(&rest[..surrogate]);
        rest = &rest[surrogate..];
    }
    Ok(vm.str_wtf8(&out))
}
