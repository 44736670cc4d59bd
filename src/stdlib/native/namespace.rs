//! `_types`: `SimpleNamespace`, an object of nothing but attributes.

use crate::object::{Args, ModuleSpec, Payload, Res, Slots, TypeSpec, Value, member, method};
use crate::types::{shape_for, type_of};
use crate::vm::Vm;

pub static MODULE: ModuleSpec = ModuleSpec { name: "_types", types: &[&SIMPLE_NAMESPACE], ..ModuleSpec::DEFAULT };

/// The type has no data besides its attributes.
struct Nothing;
impl Payload for Nothing {}

pub static SIMPLE_NAMESPACE: TypeSpec = TypeSpec {
    name: "types.SimpleNamespace",
    doc: "An object for attributes: those of a mapping, and keywords.",
    has_dict: true,
    signature: Some("(mapping_or_iterable=(), /, **kwargs)"),
    methods: &[
        method("__reduce__", "(self, /)", |vm, a| {
            let dict = vm.instance_dict(a[0])?;
            Ok(vm.tuple(&[a[0].typ().value(), vm.tuple(&[]), dict]))
        }),
        method("__replace__", "(self, /, **changes)", |vm, a| {
            let made = vm.call(a[0].typ().value(), &[])?;
            let dict = vm.instance_dict(made)?;
            for changes in [vm.instance_dict(a[0])?, a[1]] {
                if changes.is_object() {
                    for (k, v) in vm.dict_items(changes).pairs() {
                        vm.dict_set(dict, k, v)?;
                    }
                }
            }
            Ok(made)
        }),
    ],
    getset: &[member("__dict__", |vm, n| vm.instance_dict(n))],
    slots: Slots {
        new: Some(|vm, cls, _| Ok(vm.native_of_shape(shape_for(vm, cls)?, Nothing))),
        init: Some(init),
        repr: Some(repr),
        compare: Some(|vm, op, a, b| {
            let space = type_of(&SIMPLE_NAMESPACE);
            if !a.typ().is_subtype_of(space) || !b.typ().is_subtype_of(space) {
                return Ok(Value::NOT_IMPLEMENTED);
            }
            vm.compare(op, vm.instance_dict(a)?, vm.instance_dict(b)?)
        }),
        ..Slots::NONE
    },
    ..TypeSpec::DEFAULT
};

/// A namespace with these attributes.
///
/// # Errors
/// None but a full memory.
pub fn make(vm: &Vm, attributes: &[(&str, Value)]) -> Res {
    let made = vm.native(&SIMPLE_NAMESPACE, Nothing);
    for (name, v) in attributes {
        vm.set_attr_str(made, name, *v)?;
    }
    Ok(made)
}

fn init(vm: &Vm, n: Value, args: Args) -> Res<()> {
    let given = args.pos();
    if given.len() > 1 {
        return Err(vm.type_error(format!("{} expected at most 1 argument, got {}", n.typ().short_name(), given.len())));
    }
    let dict = vm.instance_dict(n)?;
    if let Some(&attributes) = given.first() {
        let attributes = vm.call(type_of(&crate::types::dict::DICT).value(), &[attributes])?;
        for (k, v) in vm.dict_items(attributes).pairs() {
            if k.str_bytes().is_none() {
                return Err(vm.type_error("keywords must be strings"));
            }
            vm.dict_set(dict, k, v)?;
        }
    }
    for (k, v) in args.keywords() {
        vm.dict_set(dict, k, v)?;
    }
    Ok(())
}

fn repr(vm: &Vm, n: Value) -> Res {
    let name = if crate::types::is_exactly(n, &SIMPLE_NAMESPACE) { "namespace" } else { n.typ().short_name() };
    let Some(_showing) = crate::types::repr::showing(vm, n) else { return Ok(vm.str(&format!("{name}(...)"))) };
    let mut parts = Vec::new();
    for (k, v) in vm.dict_items(vm.instance_dict(n)?).pairs() {
        if let Some(text) = k.str_bytes().filter(|t| !t.is_empty()) {
            parts.push(format!("{}={}", String::from_utf8_lossy(text), vm.repr_text(v)?));
        }
    }
    Ok(vm.str(&format!("{name}({})", parts.join(", "))))
}
