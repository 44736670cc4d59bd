//! Reading: what is done to objects on the stack. Each of these may run Python code, so what is worked on stands in a
//! local variable or in `Values`, never in a borrowed piece of the stack.

use std::sync::atomic::Ordering;

use crate::object::layouts::*;
use crate::object::{Layout, Res, Value};
use crate::types::object::OBJECT;
use crate::types::{set, type_of};
use crate::vm::intern::{intern, intern_value, names};
use crate::vm::{Values, Vm};

use super::helper;
use super::read::Reader;

impl<'a> Reader<'a> {
    /// The items from place `x`, off the stack.
    fn pop_items(&mut self, x: usize) -> Values<'a> {
        let items = Values::from_slice(self.vm, &self.stack[x..]);
        self.stack.truncate(x);
        items
    }

    pub fn dict(&mut self, x: usize) -> Res {
        if !(self.stack.len() - x).is_multiple_of(2) {
            return Err(self.fail("odd number of items for DICT"));
        }
        let vm = self.vm;
        let dict = vm.new_dict();
        for (k, v) in self.pop_items(x).pairs() {
            vm.dict_set(dict, k, v)?;
        }
        Ok(dict)
    }

    /// Appends what stands from place `x` to the list below.
    pub fn append(&mut self, x: usize) -> Res<()> {
        let Some(list) = self.below(x)? else { return Ok(()) };
        let vm = self.vm;
        if list.is_exact(Layout::List) {
            for i in x..self.stack.len() {
                vm.list_append(list, self.stack[i])?;
            }
            self.stack.truncate(x);
            return Ok(());
        }
        let items = self.pop_items(x);
        if let Some(extend) = vm.get_attr_opt(list, intern(b"extend"))? {
            vm.call(extend, &[vm.list(&items)])?;
            return Ok(());
        }
        let append = vm.get_attr(list, names::APPEND.get())?;
        for &item in items.iter() {
            vm.call(append, &[item])?;
        }
        Ok(())
    }

    /// Stores the keys and values from place `x` in the dict below.
    pub fn store(&mut self, x: usize) -> Res<()> {
        let Some(dict) = self.below(x)? else { return Ok(()) };
        if !(self.stack.len() - x).is_multiple_of(2) {
            return Err(self.fail("odd number of items for SETITEMS"));
        }
        let vm = self.vm;
        let exact = dict.is_exact(Layout::Dict);
        for (k, v) in self.pop_items(x).pairs() {
            if exact {
                vm.dict_set(dict, k, v)?;
            } else {
                vm.set_item(dict, k, v)?;
            }
        }
        Ok(())
    }

    /// Adds what stands from place `x` to the set below.
    pub fn add_items(&mut self, x: usize) -> Res<()> {
        let Some(target) = self.below(x)? else { return Ok(()) };
        let vm = self.vm;
        let items = self.pop_items(x);
        if target.layout() == Layout::Set {
            return items.iter().try_for_each(|&v| set::add(vm, target, v).map(|_| ()));
        }
        let add = vm.get_attr(target, names::ADD.get())?;
        for &item in items.iter() {
            vm.call(add, &[item])?;
        }
        Ok(())
    }

    /// What stands under a name in a module: as the hook says, or found here where that is simple.
    pub fn find_class(&self, module: Value, name: Value) -> Res {
        let vm = self.vm;
        if let Some(f) = self.find_class {
            return vm.call(f, &[module, name]);
        }
        if (self.protocol() >= 3 || !vm.truth(self.fix_imports)?)
            && name.str_bytes().is_some_and(|n| self.protocol() < 4 || !n.contains(&b'.'))
            && vm.shared.modules.get().is_exact(Layout::Dict)
            && let Some(m) = vm.dict_get(vm.shared.modules.get(), module)?
        {
            return vm.get_attr(m, intern_value(name));
        }
        vm.call(helper(vm, "_find_class")?, &[module, name, vm.int(self.protocol().into()), self.fix_imports])
    }

    /// `REDUCE`: calls a function.
    pub fn reduce(&mut self) -> Res<()> {
        let vm = self.vm;
        let args = self.pop()?;
        let function = self.pop()?;
        let Some(args) = args.cast::<Tuple>() else {
            return Err(vm.type_error("argument list must be a tuple"));
        };
        let v = vm.call(function, args.items())?;
        self.stack.push(v);
        Ok(())
    }

    /// `NEWOBJ` and `NEWOBJ_EX`: makes an instance without its `__init__`.
    pub fn newobj(&mut self, keywords: bool) -> Res<()> {
        let vm = self.vm;
        let op = if keywords { "NEWOBJ_EX" } else { "NEWOBJ" };
        let kwargs = if keywords { Some(self.pop()?) } else { None };
        let args = self.pop()?;
        let class = self.pop()?;
        let Some(t) = class.as_type() else {
            return Err(self.fail(format!("{op} class argument must be a type, not {}", class.type_name())));
        };
        let Some(items) = args.cast::<Tuple>() else {
            return Err(self.fail(format!("{op} args argument must be a tuple, not {}", args.type_name())));
        };
        if let Some(k) = kwargs
            && k.cast::<Dict>().is_none()
        {
            return Err(self.fail(format!("{op} kwargs argument must be a dict, not {}", k.type_name())));
        }
        let v = if kwargs.is_none() && items.len == 0 && plain_new(t) {
            vm.new_instance(t)?
        } else if let Some(k) = kwargs {
            vm.call(helper(vm, "_new_with")?, &[class, args, k])?
        } else {
            let new = vm.get_attr(class, names::NEW.get())?;
            let mut all = Values::from_slice(vm, &[class]);
            all.extend(items.items().iter().copied());
            vm.call(new, &all)?
        };
        self.stack.push(v);
        Ok(())
    }

    /// `INST` and `OBJ`: calls a class; one that is made of nothing goes without its `__init__`.
    pub fn instance(&self, class: Value, args: Value) -> Res {
        let vm = self.vm;
        let items = args.expect::<Tuple>();
        if items.len == 0 && class.as_type().is_some() && vm.get_attr_opt(class, intern(b"__getinitargs__"))?.is_none() {
            return vm.call(vm.get_attr(class, names::NEW.get())?, &[class]);
        }
        vm.call(class, items.items())
    }

    /// `BUILD`: gives an instance its state.
    pub fn build(&mut self) -> Res<()> {
        let vm = self.vm;
        let state = self.pop()?;
        let inst = self.top()?;
        if let Some(f) = vm.get_attr_opt(inst, names::SETSTATE.get())? {
            vm.call(f, &[state])?;
            return Ok(());
        }
        let (state, slots) = match state.cast::<Tuple>() {
            Some(t) if t.len == 2 => (t.items()[0], Some(t.items()[1])),
            _ => (state, None),
        };
        if !state.is_none() {
            if state.cast::<Dict>().is_none() {
                return Err(self.fail("state is not a dictionary"));
            }
            self.set_attributes(inst, state)?;
        }
        let Some(slots) = slots else { return Ok(()) };
        if slots.cast::<Dict>().is_none() {
            return Err(self.fail("slot state is not a dictionary"));
        }
        for (k, v) in vm.dict_items(slots).pairs() {
            vm.set_attr(inst, intern_value(k), v)?;
        }
        Ok(())
    }

    /// What `inst.__dict__.update(state)` does, without making that dict where the attributes can be stored plainly.
    fn set_attributes(&self, inst: Value, state: Value) -> Res<()> {
        let vm = self.vm;
        let t = inst.typ();
        let plain = t.layout == Layout::Instance && !t.builtin && vm.has_instance_dict(inst);
        let mut dict = if plain { None } else { Some(vm.get_attr(inst, names::DICT.get())?) };
        for (k, v) in vm.dict_items(state).pairs() {
            let k = if k.is_exact(Layout::Str) { intern_value(k) } else { k };
            if dict.is_none() && k.is_exact(Layout::Str) && is_free(vm, inst, k) {
                vm.set_attr_plainly(inst, k, v)?;
                continue;
            }
            let to = match dict {
                Some(d) => d,
                None => *dict.insert(vm.get_attr(inst, names::DICT.get())?),
            };
            vm.set_item(to, k, v)?;
        }
        Ok(())
    }
}

/// Does an attribute of this name stand with the instance, whatever its class has under the name?
fn is_free(vm: &Vm, inst: Value, name: Value) -> bool {
    match vm.type_lookup(inst.typ(), name) {
        None => true,
        Some(d) => d.typ().slots().descr_set.is_none(),
    }
}

/// Is a class's `__new__` that of `object`, and may it be called?
fn plain_new(t: &crate::object::Type) -> bool {
    let plain = matches!((t.slots().new, type_of(&OBJECT).slots().new), (Some(a), Some(b)) if std::ptr::fn_addr_eq(a, b));
    plain && !t.builtin && t.layout == Layout::Instance && !t.is_abstract.load(Ordering::Relaxed)
}
