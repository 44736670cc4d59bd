//! `_string`: the parsers of replacement fields that `string.Formatter` uses.

use crate::object::{ModuleSpec, Res, Value, method};
use crate::text::str_format::{FieldName, First, Part, Piece, Pieces};
use crate::types::format::or_raise;
use crate::vm::{Values, Vm};

pub static MODULE: ModuleSpec = ModuleSpec {
    name: "_string",
    functions: &[method("formatter_parser", "(string, /)", parser), method("formatter_field_name_split", "(string, /)", split)],
    ..ModuleSpec::DEFAULT
};

fn text_of<'a>(vm: &Vm, v: &'a Value) -> Res<&'a [u8]> {
    v.str_bytes().ok_or_else(|| vm.type_error(format!("expected str, got {}", v.type_name())))
}

/// An iterator over (literal text, field name, format spec, conversion).
fn parser(vm: &Vm, a: &[Value]) -> Res {
    let mut found = Values::new(vm);
    for piece in Pieces::new(text_of(vm, &a[0])?) {
        let Piece { literal, field } = or_raise(vm, piece)?;
        let literal = vm.str_wtf8(literal);
        found.push(match field {
            None => vm.tuple(&[literal, Value::NONE, Value::NONE, Value::NONE]),
            Some(f) => {
                let (name, spec) = (vm.str_wtf8(f.name), vm.str_wtf8(f.spec));
                let conversion = f.conversion.map_or(Value::NONE, |c| vm.char(c));
                vm.tuple(&[literal, name, spec, conversion])
            }
        });
    }
    vm.iter(vm.tuple(&found))
}

/// (the first part, an iterator over (is it an attribute, the part)).
fn split(vm: &Vm, a: &[Value]) -> Res {
    let name = or_raise(vm, FieldName::parse(text_of(vm, &a[0])?))?;
    let first = match name.first {
        First::Automatic => vm.str(""),
        First::Index(i) => vm.int(i as i64),
        First::Keyword(text) => vm.str_wtf8(text),
    };
    let mut rest = Values::new(vm);
    for part in name {
        rest.push(match or_raise(vm, part)? {
            Part::Attribute(text) => vm.tuple(&[Value::TRUE, vm.str_wtf8(text)]),
            Part::Index(i) => vm.tuple(&[Value::FALSE, vm.int(i as i64)]),
            Part::Key(text) => vm.tuple(&[Value::FALSE, vm.str_wtf8(text)]),
        });
    }
    Ok(vm.tuple(&[first, vm.iter(vm.tuple(&rest))?]))
}
