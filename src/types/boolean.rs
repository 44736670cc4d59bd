//! `bool`: the two values `True` and `False`, which are ints in everything but their `repr` and `&`, `|`, `^`.

use super::exceptions::DEPRECATION_WARNING;
use super::int::{INT, ops};
use crate::object::{BinOp, Layout, Res, Slots, TypeSpec, UnOp, Value};
use crate::vm::Vm;
use crate::vm::intern::intern;

/// The type `bool`.
pub static BOOL: TypeSpec = TypeSpec {
    name: "bool",
    signature: Some("(object=False, /)"),
    doc: "Returns True when the argument is true, False otherwise.\n\
The builtins True and False are the only two instances of the class bool.\n\
The class bool is a subclass of the class int, and cannot be subclassed.",
    layout: Layout::Bool,
    base: Some(&INT),
    constructor: Some(("(object=False, /)", new)),
    slots: Slots { repr: Some(repr), binary: Some(binary), unary: Some(unary), bool: Some(|_, v| Ok(v == Value::TRUE)), ..Slots::NONE },
    subclassable: false,
    hidden: "__bool__",
    operators: "__and__ __rand__ __or__ __ror__ __xor__ __rxor__ __invert__",
    ..TypeSpec::DEFAULT
};

fn new(vm: &Vm, _cls: Value, args: &[Value]) -> Res {
    match args[0].given() {
        Some(v) => Ok(Value::bool(vm.truth(v)?)),
        None => Ok(Value::FALSE),
    }
}

fn repr(_: &Vm, v: Value) -> Res {
    Ok(intern(if v == Value::TRUE { b"True" } else { b"False" }))
}

fn unary(vm: &Vm, op: UnOp, a: Value) -> Res {
    if op == UnOp::Invert {
        let text = "Bitwise inversion '~' on bool is deprecated and will be removed in Python 3.16. This returns the bitwise inversion \
            of the underlying int object and is usually not what you expect from negating a bool. Use the 'not' operator for boolean \
            negation or ~int(x) if you really want the bitwise inversion of the underlying int.";
        vm.warn(&DEPRECATION_WARNING, text, 1)?;
    }
    ops::unary(vm, op, a)
}

fn binary(vm: &Vm, op: BinOp, a: Value, b: Value) -> Res {
    if a.is_bool() && b.is_bool() {
        let (x, y) = (a == Value::TRUE, b == Value::TRUE);
        match op {
            BinOp::And => return Ok(Value::bool(x & y)),
            BinOp::Or => return Ok(Value::bool(x | y)),
            BinOp::Xor => return Ok(Value::bool(x ^ y)),
            _ => {}
        }
    }
    ops::binary(vm, op, a, b)
}
