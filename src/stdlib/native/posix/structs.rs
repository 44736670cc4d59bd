//! Struct sequences: tuples whose items have names too (`os.stat_result`, `time.struct_time`).
//!
//! A row of `struct_sequences!` makes the type. Fields behind the visible ones stand in a second tuple, in the word that
//! other tuple subclasses keep their dict in.

use crate::object::{GetSetDef, Layout, MethodDef, Res, Slots, Tuple, TypeSpec, Value, member, method};
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

/// How many items have no name: those behind the visible ones that have.
fn unnamed(spec: &'static TypeSpec) -> usize {
    spec.fields.map_or(0, |(_, most)| most - spec.getset.len())
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
    if a[1].given().is_some_and(|d| d.layout() != Layout::Dict) {
        return Err(vm.type_error(format!("{name}() takes a dict as second arg, if any")));
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
    if let Some(dict) = a[1].given() {
        let spec = cls.as_type().expect("a class is made by its class").spec;
        let mut found = 0;
        for field in names(spec).skip(items.len() - unnamed(spec)) {
            let value = vm.dict_get_str(dict, field)?;
            found += usize::from(value.is_some());
            rest.push(value.unwrap_or(Value::NONE));
        }
        if vm.len(dict)? > found {
            return Err(vm.type_error(format!("{name}() got duplicate or unexpected field name(s)")));
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

const METHODS: &[MethodDef] = &[
    method("__reduce__", "(self, /)", |vm, a| {
        let (t, spec) = (a[0].expect::<Tuple>(), a[0].typ().spec);
        let dict = vm.new_dict();
        for (i, field) in names(spec).enumerate().skip(t.len - unnamed(spec)) {
            vm.dict_set_str(dict, field, item(a[0], i + unnamed(spec)))?;
        }
        let args = vm.tuple(&[vm.tuple(t.items()), dict]);
        Ok(vm.tuple(&[a[0].typ().value(), args]))
    }),
    method("__replace__", "(self, /, **changes)", replace),
];

/// `v.__replace__(field=value, ...)`
fn replace(vm: &Vm, a: &[Value]) -> Res {
    let (t, spec) = (a[0].typ(), a[0].typ().spec);
    if unnamed(spec) > 0 {
        let text = format!("__replace__() is not supported for {} because it has unnamed field(s)", vm.type_full_name(t));
        return Err(vm.type_error(text));
    }
    // the sequence and the changes keep them alive
    let mut all: Vec<Value> = (0..spec.getset.len()).map(|i| item(a[0], i)).collect();
    let strange = vm.list(&[]);
    if a[1].is_object() {
        for (key, value) in vm.dict_items(a[1]).pairs() {
            match names(spec).position(|name| key.as_str() == Some(name)) {
                Some(i) => all[i] = value,
                None => vm.list_append(strange, key)?,
            }
        }
    }
    if vm.len(strange)? > 0 {
        return Err(vm.type_error(format!("Got unexpected field name(s): {}", vm.repr_text(strange)?)));
    }
    let visible = a[0].expect::<Tuple>().len;
    make(vm, t.value(), &all[..visible], &all[visible..])
}

/// A field's row: its name and its place.
pub const fn field(name: &'static str, get: fn(&Vm, Value) -> Res) -> GetSetDef {
    member(name, get)
}

/// How a type is called, if it can be.
type Constructor = Option<(&'static str, fn(&Vm, Value, &[Value]) -> Res)>;

/// No constructor, for a type that is `sealed`.
pub const fn nobody(_sealed: &str) -> Constructor {
    None
}

/// The constructor of one that is not.
pub const fn somebody(function: fn(&Vm, Value, &[Value]) -> Res) -> Constructor {
    Some(("(sequence, dict=None)", function))
}

/// What all struct sequences have.
pub const fn spec(name: &'static str, constructor: Constructor, fields: (usize, usize), getset: &'static [GetSetDef]) -> TypeSpec {
    TypeSpec {
        name,
        layout: Layout::Tuple,
        base: Some(&crate::types::tuple::TUPLE),
        constructor,
        signature: Some(""),
        fields: Some(fields),
        methods: METHODS,
        getset,
        slots: Slots { repr: Some(repr), ..Slots::NONE },
        subclassable: false,
        ..TypeSpec::DEFAULT
    }
}

/// Types of struct sequences: name, number of visible fields, all fields with their places. A sealed one is made by nobody's call.
macro_rules! struct_sequences {
    ($($(#[$doc:meta])* $spec:ident $name:literal $visible:literal of $most:literal $($sealed:ident)?: $($field:ident $place:literal),*;)*) => {$(
        $(#[$doc])*
        pub static $spec: $crate::object::TypeSpec = $crate::stdlib::native::posix::structs::spec(
            $name,
            [
                $($crate::stdlib::native::posix::structs::nobody(stringify!($sealed)),)?
                $crate::stdlib::native::posix::structs::somebody(|vm, cls, a| {
                    $crate::stdlib::native::posix::structs::construct(vm, cls, a, $visible, $most)
                }),
            ][0],
            ($visible, $most),
            &[$($crate::stdlib::native::posix::structs::field(stringify!($field), |_, v| Ok($crate::stdlib::native::posix::structs::item(v, $place)))),*],
        );
    )*};
}
pub(crate) use struct_sequences;
