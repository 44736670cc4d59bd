//! Struct sequences: tuples whose items have names too (`os.stat_result`, `time.struct_time`).
//!
//! A row of `struct_sequences!` makes the type. Fields behind the visible ones stand in a second tuple, in the word that
//! other tuple subclasses keep their dict in.

use crate::object::{GetSetDef, Layout, MethodDef, Res, Slots, Tuple, TypeSpec, Value, getter, method};
use crate::types::{shape_for, type_of};
use crate::vm::Vm;

/// Item `i`, the hidden ones counted after the visible.
pub fn item(v: Value, i: usize) -> Value {
    let t = v.expect::<Tuple>();
    if let Some(&item) = t.items().get(i) {
        return item;
    }
    let hidden = t.extra.get().given().and_then(|h| h.cast::<Tuple>());
    hidden.and_then(|h| h.items().get(i - t.len).copied()).unwrap_or(Value::NONE)
}

/// A struct sequence of visible and hidden values.
///
/// # Errors
/// None but a full memory.
pub fn make(vm: &Vm, class: Value, visible: &[Value], hidden: &[Value]) -> Res {
    let made = vm.tuple_of_shape(shape_for(vm, class)?, visible);
    if !hidden.is_empty() {
        made.expect::<Tuple>().extra.set(vm.tuple(hidden));
    }
    Ok(made)
}

/// As `make`, of the type itself.
///
/// # Errors
/// None but a full memory.
pub fn new(vm: &Vm, spec: &'static TypeSpec, visible: &[Value], hidden: &[Value]) -> Res {
    make(vm, type_of(spec).value(), visible, hidden)
}

/// The names of a type's fields, in their order.
fn names(spec: &'static TypeSpec) -> impl Iterator<Item = &'static str> {
    spec.getset.iter().map(|g| g.name)
}

/// `cls(sequence, dict)`
///
/// # Errors
/// `TypeError`
pub fn construct(vm: &Vm, cls: Value, a: &[Value], visible: usize, most: usize) -> Res {
    let name = cls.as_type().map_or(String::new(), |t| vm.type_full_name(t));
    if a[0].typ().slots().iter.is_none() && a[0].typ().slots().get_item.is_none() {
        return Err(vm.type_error("constructor requires a sequence"));
    }
    let items = vm.collect_items(a[0])?;
    if items.len() < visible || items.len() > most {
        let bound = match (items.len() < visible, visible == most) {
            (_, true) => "a",
            (true, _) => "an at least",
            (false, _) => "an at most",
        };
        let wanted = if items.len() < visible { visible } else { most };
        return Err(vm.type_error(format!("{name}() takes {bound} {wanted}-sequence ({}-sequence given)", items.len())));
    }
    let hidden = &items[visible..];
    let mut rest = crate::vm::Values::from_slice(vm, hidden);
    if let Some(dict) = a[1].not_none() {
        let spec = cls.as_type().expect("a class is made by its class").spec;
        for field in names(spec).skip(visible + hidden.len()).take(most - visible - hidden.len()) {
            let value = vm.dict_get_str(dict, field)?;
            rest.push(value.unwrap_or(Value::NONE));
        }
    }
    make(vm, cls, &items[..visible], &rest)
}

/// `module.name(field=value, ...)`
///
/// # Errors
/// Those of the values' reprs.
pub fn repr(vm: &Vm, v: Value) -> Res {
    let t = v.typ();
    let spec = t.spec;
    let mut out = format!("{}(", if t.builtin { spec.name.to_string() } else { vm.type_full_name(t) });
    for (i, (field, &item)) in visible_names(spec).into_iter().zip(v.expect::<Tuple>().items()).enumerate() {
        if i > 0 {
            out.push_str(", ");
        }
        out.push_str(&format!("{field}={}", vm.repr_text(item)?));
    }
    out.push(')');
    Ok(vm.str(&out))
}

/// The names of the visible fields: a name that a hidden field has as well stands for that one.
fn visible_names(spec: &'static TypeSpec) -> Vec<&'static str> {
    if std::ptr::eq(spec, &super::STAT_RESULT) {
        return super::STAT_FIELDS.to_vec();
    }
    names(spec).collect()
}

pub const METHODS: &[MethodDef] = &[method("__reduce__", "(self, /)", |vm, a| {
    let t = a[0].expect::<Tuple>();
    let mut all = crate::vm::Values::from_slice(vm, t.items());
    if let Some(hidden) = t.extra.get().given().and_then(|h| h.cast::<Tuple>()) {
        all.extend(hidden.items().iter().copied());
    }
    let args = vm.tuple(&[vm.tuple(&all)]);
    Ok(vm.tuple(&[a[0].typ().value(), args]))
})];

/// A field's row: its name and its place.
pub const fn field(name: &'static str, get: fn(&Vm, Value) -> Res) -> GetSetDef {
    getter(name, get)
}

/// What all struct sequences have.
pub const fn spec(name: &'static str, constructor: fn(&Vm, Value, &[Value]) -> Res, getset: &'static [GetSetDef]) -> TypeSpec {
    TypeSpec {
        name,
        layout: Layout::Tuple,
        base: Some(&crate::types::tuple::TUPLE),
        constructor: Some(("(sequence=(), dict={})", constructor)),
        methods: METHODS,
        getset,
        slots: Slots { repr: Some(repr), ..Slots::NONE },
        subclassable: false,
        ..TypeSpec::DEFAULT
    }
}

/// Types of struct sequences: name, number of visible fields, all fields with their places.
macro_rules! struct_sequences {
    ($($(#[$doc:meta])* $spec:ident $name:literal $visible:literal of $most:literal: $($field:ident $place:literal),*;)*) => {$(
        $(#[$doc])*
        pub static $spec: $crate::object::TypeSpec = $crate::stdlib::native::posix::structs::spec(
            $name,
            |vm, cls, a| $crate::stdlib::native::posix::structs::construct(vm, cls, a, $visible, $most),
            &[$($crate::stdlib::native::posix::structs::field(stringify!($field), |_, v| Ok($crate::stdlib::native::posix::structs::item(v, $place)))),*],
        );
    )*};
}
pub(crate) use struct_sequences;
