//! `super`: attributes of the classes after a given one in an object's resolution order.

use crate::object::layouts::*;
use crate::object::{Args, Layout, Ref, Res, Slots, TypeSpec, Value, exact, member};
use crate::vm::Vm;

pub static SUPER: TypeSpec = TypeSpec {
    name: "super",
    signature: Some(""),
    doc: "super() -> same as super(__class__, <first argument>)\nsuper(type) -> unbound super object\nsuper(type, obj) -> bound super object; requires isinstance(obj, type)\nsuper(type, type2) -> bound super object; requires issubclass(type2, type)",
    layout: Layout::Super,
    getset: &[
        member("__thisclass__", |_, s| Ok(s.expect::<Super>().start.get().given().unwrap_or(Value::NONE))),
        member("__self__", |_, s| Ok(s.expect::<Super>().this.get().given().unwrap_or(Value::NONE))),
        member("__self_class__", |_, s| Ok(s.expect::<Super>().this_type.get().given().unwrap_or(Value::NONE))),
    ],
    slots: Slots {
        repr: Some(repr),
        get_attr: Some(get_attr),
        descr_get: Some(descr_get),
        new: Some(|vm, cls, _| made(vm, cls).map(|s| s.value())),
        init: Some(init),
        ..Slots::NONE
    },
    ..TypeSpec::DEFAULT
};

/// An empty `super`, or an instance of a subclass.
fn made(vm: &Vm, cls: Value) -> Res<Ref<Super>> {
    let shape = super::shape_for(vm, cls)?;
    vm.new_sized(shape, vm.words_for(shape, Super::SIZE) - Super::SIZE, true)
}

/// `super(start, this)`; with one argument it is bound later, without any the frame tells both.
fn init(vm: &Vm, s: Value, args: Args) -> Res<()> {
    if !args.names.is_empty() {
        return Err(vm.type_error("super() takes no keyword arguments"));
    }
    let (start, this) = match *args.all {
        [] => implicit(vm)?,
        [start] => (start, Value::NONE),
        [start, this] => (start, this),
        ref more => return Err(vm.type_error(format!("super() expected at most 2 arguments, got {}", more.len()))),
    };
    bind(vm, &s.expect(), start, this)
}

/// `super(start, this)`.
pub fn new_super(vm: &Vm, start: Value, this: Value) -> Res {
    let s: Ref<Super> = vm.new_object(exact(Layout::Super));
    bind(vm, &s, start, this)?;
    Ok(s.value())
}

/// Sets what a `super` looks up, and for whom; for `None` it is bound later.
fn bind(vm: &Vm, s: &Super, start: Value, this: Value) -> Res<()> {
    let Some(t) = start.as_type() else {
        return Err(vm.type_error(format!("super() argument 1 must be a type, not {}", start.type_name())));
    };
    if this.is_none() {
        s.start.set(start);
        s.this.set(Value::UNBOUND);
        s.this_type.set(Value::UNBOUND);
        return Ok(());
    }
    let class = match this.as_type() {
        // a metaclass's `mro()` may leave the class itself out
        Some(c) if c.mro_types().any(|of| std::ptr::eq(of, t)) => c,
        _ if this.typ().is_subtype_of(t) => this.typ(),
        _ => match vm.get_attr_opt(this, crate::vm::intern::names::CLASS.get())?.and_then(|c| c.as_type()) {
            Some(c) if c.is_subtype_of(t) => c,
            _ => {
                let kind = if this.as_type().is_some() { "type" } else { "instance" };
                let shown = if let Some(c) = this.as_type() { c.name_text() } else { this.type_name() };
                let text = format!("super(type, obj): obj ({kind} of {shown}) is not an instance or subtype of type ({}).", t.name_text());
                return Err(vm.type_error(text.replace("(type of ", "(type ")));
            }
        },
    };
    s.start.set(start);
    s.this.set(this);
    s.this_type.set(class.value());
    Ok(())
}

/// `super()` called by another name than its own: the frame tells the class and the first argument.
fn implicit(vm: &Vm) -> Res<(Value, Value)> {
    let Some(frame) = vm.frame() else { return Err(vm.runtime_error("super(): no current frame")) };
    let code = &frame.code().code;
    if code.argcount == 0 {
        return Err(vm.runtime_error("super(): no arguments"));
    }
    let cell = code.freevars.iter().position(|n| &**n == "__class__");
    let Some(i) = cell else { return Err(vm.runtime_error("super(): __class__ cell not found")) };
    let class = frame.function().closure.get().expect::<Tuple>().items()[i].expect::<Cell>().value.get();
    if class.is_unbound() {
        return Err(vm.runtime_error("super(): empty __class__ cell"));
    }
    let first = frame.register(0);
    let in_cell = code.varnames.first().is_some_and(|name| code.cellvars.contains(name));
    let first = if in_cell { first.cast::<Cell>().map_or(first, |c| c.value.get()) } else { first };
    if first.is_unbound() {
        return Err(vm.runtime_error("super(): arg[0] deleted"));
    }
    Ok((class, first))
}

fn repr(vm: &Vm, s: Value) -> Res {
    let s = s.expect::<Super>();
    let start = s.start.get().as_type().map_or("NULL", |t| t.name_text());
    Ok(vm.str(&match s.this_type.get().as_type() {
        Some(t) => format!("<super: <class '{start}'>, <{} object>>", t.name_text()),
        None => format!("<super: <class '{start}'>, NULL>"),
    }))
}

fn get_attr(vm: &Vm, o: Value, name: Value) -> Res {
    let s = o.expect::<Super>();
    let class = s.this_type.get().as_type();
    if name != crate::vm::intern::names::CLASS.get()
        && let Some(class) = class
    {
        let start = s.start.get();
        for t in class.mro_types().skip_while(|t| t.value() != start).skip(1) {
            let Some(v) = vm.namespace_get(t.namespace(), name) else { continue };
            return match v.typ().slots().descr_get {
                Some(get) => {
                    let this = s.this.get();
                    let instance = if this == class.value() { Value::UNBOUND } else { this };
                    get(vm, v, instance, class.value())
                }
                None => Ok(v),
            };
        }
    }
    vm.generic_get_attr(o, name)
}

fn descr_get(vm: &Vm, o: Value, instance: Value, _: Value) -> Res {
    let s = o.expect::<Super>();
    // what `__init__` never saw is bound to nothing
    if instance.is_unbound() || !s.this.get().is_unbound() || s.start.get().is_unbound() {
        return Ok(o);
    }
    if o.is_exact(Layout::Super) { new_super(vm, s.start.get(), instance) } else { vm.call(o.typ().value(), &[s.start.get(), instance]) }
}
