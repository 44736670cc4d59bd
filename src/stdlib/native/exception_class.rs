//! Exception classes of native modules: made once for each interpreter, when the module is first used.

use crate::object::{Res, Value};
use crate::types::type_of;
use crate::types::typeobject::TYPE;
use crate::vm::Vm;
use crate::vm::intern::intern;

/// The class `module.Name` with these bases, the same one at each call in one interpreter.
pub fn make(vm: &Vm, full_name: &'static str, bases: &[Value]) -> Res {
    if let Some(c) = vm.shared.registered(full_name) {
        return Ok(c);
    }
    let (module, name) = full_name.rsplit_once('.').unwrap_or(("builtins", full_name));
    let ns = vm.new_dict();
    vm.dict_set_str(ns, "__module__", intern(module.as_bytes()))?;
    let class = vm.call(type_of(&TYPE).value(), &[intern(name.as_bytes()), vm.tuple(bases), ns])?;
    Ok(*vm.shared.registry.lock().entry(full_name).or_insert(class))
}

/// Raises the class made by `make`, with a text.
pub fn raise(vm: &Vm, class: Res, text: &str) -> crate::object::Raised {
    match class.and_then(|c| vm.call(c, &[vm.str(text)])) {
        Ok(e) => vm.raise_value(e),
        Err(raised) => raised,
    }
}
