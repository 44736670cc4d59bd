//! The target's half: from data to values.

use super::{FAKE_MAIN, FunctionNode, Item, MAIN_PROGRAM, Node, Parcel};
use crate::object::layouts::*;
use crate::object::{Res, Value};
use crate::stdlib::native::interpqueues;
use crate::types::{self, exceptions as exc, type_of};
use crate::vm::intern::{intern, names};
use crate::vm::{Values, Vm};

impl Parcel {
    /// Builds the value in this interpreter.
    ///
    /// # Errors
    /// What the hooks of the pickle protocol raise; `AttributeError` or `ImportError` for a name that is not there.
    pub fn unpack(&self, vm: &Vm) -> Res {
        let mut made = Values::with_capacity(vm, self.nodes.len());
        self.nodes.iter().for_each(|_| made.push(Value::UNBOUND));
        Unpacker { vm, nodes: &self.nodes, made }.item(self.root)
    }
}

struct Unpacker<'a> {
    vm: &'a Vm,
    nodes: &'a [Node],
    made: Values<'a>,
}

impl<'a> Unpacker<'a> {
    fn item(&mut self, item: Item) -> Res {
        let vm = self.vm;
        let at = match item {
            Item::Word(v) => return Ok(v),
            Item::Float(f) => return Ok(vm.float(f)),
            Item::Node(at) => at as usize,
        };
        if let Some(v) = self.made[at].given() {
            return Ok(v);
        }
        vm.check_depth()?;
        let v = self.node(at)?;
        // a ring may have made it meanwhile
        match self.made[at].given() {
            Some(v) => Ok(v),
            None => {
                self.made.set(at, v);
                Ok(v)
            }
        }
    }

    fn items(&mut self, items: &[Item]) -> Res<Values<'a>> {
        // the storage is on this function's stack until it is returned, its vm outlives both
        let mut out = Values::with_capacity(self.vm, items.len());
        for &item in items {
            let v = self.item(item)?;
            out.push(v);
        }
        Ok(out)
    }

    fn node(&mut self, at: usize) -> Res {
        let vm = self.vm;
        let nodes = self.nodes;
        match &nodes[at] {
            Node::Pending => Err(vm.system_error("an unfinished parcel")),
            Node::Int(i) => Ok(vm.big(i.clone())),
            Node::Complex(re, im) => Ok(vm.complex(*re, *im)),
            Node::Str(text) => Ok(vm.str_wtf8(text)),
            Node::Bytes(data) => Ok(vm.bytes(data)),
            Node::ByteArray(data) => vm.call(type_of(&types::bytearray::BYTEARRAY).value(), &[vm.bytes(data)]),
            Node::View(data, read_only) => {
                let base = vm.bytes(data);
                let base = if *read_only { base } else { vm.call(type_of(&types::bytearray::BYTEARRAY).value(), &[base])? };
                types::memoryview::view_of(vm, base)
            }
            Node::SharedView(view) => view.object(vm),
            Node::Tuple(items) => {
                let items = self.items(items)?;
                Ok(vm.tuple(&items))
            }
            Node::List(items) => {
                let list = vm.list(&[]);
                self.made.set(at, list);
                for &item in items {
                    vm.list_append(list, self.item(item)?)?;
                }
                Ok(list)
            }
            Node::Set(items) => {
                let set = vm.new_set();
                self.made.set(at, set);
                for &item in items {
                    let v = self.item(item)?;
                    vm.set_add(set, v)?;
                }
                Ok(set)
            }
            Node::FrozenSet(items) => {
                let items = self.items(items)?;
                types::set::frozenset_of(vm, &items)
            }
            Node::Dict(pairs) => {
                let dict = vm.new_dict();
                self.made.set(at, dict);
                for &(k, v) in pairs {
                    let (k, v) = (self.item(k)?, self.item(v)?);
                    vm.dict_set(dict, k, v)?;
                }
                Ok(dict)
            }
            Node::Range(parts) => {
                let [a, b, c] = [self.item(parts[0])?, self.item(parts[1])?, self.item(parts[2])?];
                Ok(types::range::make(vm, a, b, c))
            }
            Node::Slice(parts) => {
                let [a, b, c] = [self.item(parts[0])?, self.item(parts[1])?, self.item(parts[2])?];
                Ok(vm.slice(a, b, c))
            }
            Node::Function(f) => self.function(at, f),
            Node::Global(module, name) => global(vm, module, name),
            Node::Method(f, this) => {
                let f = self.item(*f)?;
                let this = self.item(*this)?;
                Ok(vm.bound_method(f, this))
            }
            Node::Attribute(this, name) => {
                let this = self.item(*this)?;
                vm.get_attr_str(this, name)
            }
            Node::Instance(class, attributes) => {
                let class = self.item(*class)?;
                let Some(t) = class.as_type() else { return Err(vm.type_error("a class was expected")) };
                let o = vm.new_instance(t)?;
                self.made.set(at, o);
                for &(k, v) in attributes {
                    let (k, v) = (self.item(k)?, self.item(v)?);
                    vm.generic_set_attr(o, crate::vm::intern::intern_value(k), v)?;
                }
                Ok(o)
            }
            Node::Reduced(parts) => self.reduced(at, parts),
            Node::Queue(reference) => interpqueues::object(vm, reference.id()),
            Node::Code(code) => Ok(types::codeobject::of(vm, vm.load_code(code))),
        }
    }

    fn function(&mut self, at: usize, node: &FunctionNode) -> Res {
        let vm = self.vm;
        let globals = crate::interp::run::main_namespace(vm)?;
        let v = vm.new_function(vm.load_code(&node.code), globals, Value::UNBOUND);
        self.made.set(at, v);
        let f = v.expect::<Function>();
        let fields = [
            (&f.name, node.name),
            (&f.qualname, node.qualname),
            (&f.module, node.module),
            (&f.defaults, node.defaults),
            (&f.kwdefaults, node.kwdefaults),
            (&f.doc, node.doc),
        ];
        for (slot, item) in fields {
            let x = self.item(item)?;
            if !x.is_none() {
                slot.set(x);
            }
        }
        Ok(v)
    }

    fn reduced(&mut self, at: usize, parts: &[Item; 5]) -> Res {
        let vm = self.vm;
        let callable = self.item(parts[0])?;
        let args = self.item(parts[1])?;
        let Some(args) = args.cast::<Tuple>() else { return Err(vm.type_error("__reduce__ must give a tuple of arguments")) };
        let o = vm.call(callable, args.items())?;
        self.made.set(at, o);
        let state = self.item(parts[2])?;
        if !state.is_none() {
            set_state(vm, o, state)?;
        }
        let items = self.item(parts[3])?;
        if !items.is_none() {
            for &v in vm.sequence_items(items).iter() {
                vm.call_method(o, "append", &[v])?;
            }
        }
        let pairs = self.item(parts[4])?;
        if !pairs.is_none() {
            for &pair in vm.sequence_items(pairs).iter() {
                let mut kv = [Value::NONE; 2];
                vm.unpack(pair, 2, &mut kv)?;
                vm.set_item(o, kv[0], kv[1])?;
            }
        }
        Ok(o)
    }
}

/// Gives an object its state as `pickle` does: by `__setstate__`, or as attributes, or as (attributes, slots).
fn set_state(vm: &Vm, o: Value, state: Value) -> Res<()> {
    if let Some(f) = vm.get_attr_opt(o, names::SETSTATE.get())? {
        vm.call(f, &[state])?;
        return Ok(());
    }
    // storing attributes may run Python, and nobody else need hold the state
    let parts = match state.cast::<Tuple>() {
        Some(t) if t.len == 2 => crate::vm::Values::from_slice(vm, t.items()),
        _ => crate::vm::Values::from_slice(vm, &[state]),
    };
    for &dict in parts.iter().filter(|d| d.cast::<Dict>().is_some()) {
        for (k, v) in vm.dict_items(dict).pairs() {
            vm.set_attr(o, crate::vm::intern::intern_value(k), v)?;
        }
    }
    Ok(())
}

/// What stands under a name in a module, imported if need be; a name of `__main__` that is not there comes from a copy
/// of the program.
fn global(vm: &Vm, module: &str, name: &str) -> Res {
    let m = vm.module(module)?;
    let found = dotted(vm, m, name);
    if module != "__main__" || !vm.raised_is(&exc::ATTRIBUTE_ERROR) {
        return found;
    }
    let Some(raised) = found.err() else { return dotted(vm, m, name) };
    let e = vm.take_raised(raised);
    match fake_main(vm)? {
        Some(fake) => dotted(vm, fake, name),
        None => Err(vm.put_raised(e)),
    }
}

fn dotted(vm: &Vm, module: Value, name: &str) -> Res {
    name.split('.').try_fold(module, |at, part| vm.get_attr_str(at, part))
}

/// The copy of the main program in this interpreter: run now, if it was not yet.
fn fake_main(vm: &Vm) -> Res<Option<Value>> {
    if vm.shared.is_main() {
        return Ok(None);
    }
    if let Some(m) = vm.dict_get_str(vm.shared.modules.get(), FAKE_MAIN)? {
        return Ok(Some(m));
    }
    let Some(code) = MAIN_PROGRAM.lock().clone() else { return Ok(None) };
    let m = types::module::new(vm, intern(FAKE_MAIN.as_bytes()), Value::NONE)?;
    let ns = m.expect::<Module>().namespace.get();
    vm.dict_set(ns, names::BUILTINS.get(), vm.module("builtins")?)?;
    vm.dict_set(ns, names::FILE.get(), vm.str(&code.filename))?;
    vm.dict_set_str(vm.shared.modules.get(), FAKE_MAIN, m)?;
    vm.shared.register(super::FAKE_MAIN_BEGINS, m);
    let done = crate::interp::run::run_code(vm, &code, ns, ns);
    vm.shared.register(super::FAKE_MAIN_BEGINS, Value::NONE);
    if let Err(raised) = done {
        let e = vm.take_raised(raised);
        vm.dict_remove(vm.shared.modules.get(), intern(FAKE_MAIN.as_bytes()))?;
        return Err(vm.put_raised(e));
    }
    Ok(Some(m))
}
