//! `sys.get_asyncgen_hooks` and `set_asyncgen_hooks`: what a thread calls when an asynchronous generator is about to take its first
//! step, and when one dies that nobody closed (`types::async_steps`).

use crate::interp::threads;
use crate::object::layouts::Tuple;
use crate::object::{Res, Value};
use crate::stdlib::native::posix::structs;
use crate::types::async_steps::{FINALIZER_KEY, FIRST_ITER_KEY, hook};
use crate::vm::Vm;

use super::info::ASYNCGEN_HOOKS;

const NAMES: [&str; 2] = ["firstiter", "finalizer"];
const KEYS: [usize; 2] = [FIRST_ITER_KEY, FINALIZER_KEY];

pub fn get(vm: &Vm, _: &[Value]) -> Res {
    let hooks = KEYS.map(|key| hook(vm, key).unwrap_or(Value::NONE));
    structs::new(vm, &ASYNCGEN_HOOKS, &hooks, &[])
}

/// Sets the hooks that are given; `None` takes one away.
pub fn set(vm: &Vm, a: &[Value]) -> Res {
    let given = a[0].expect::<Tuple>();
    let named = a[1].given().map(|keywords| vm.dict_items(keywords));
    let count = given.len + named.as_ref().map_or(0, |named| named.pairs().count());
    if count > 2 {
        return Err(vm.type_error(format!("function takes at most 2 arguments ({count} given)")));
    }
    let mut hooks = [None; 2];
    given.items().iter().enumerate().for_each(|(i, &v)| hooks[i] = Some(v));
    for (name, v) in named.iter().flat_map(|named| named.pairs()) {
        let name = vm.str_text(name)?;
        match NAMES.iter().position(|known| **known == *name) {
            Some(i) if hooks[i].is_some() => {
                return Err(vm.type_error(format!("argument for function given by name ('{name}') and position ({})", i + 1)));
            }
            Some(i) => hooks[i] = Some(v),
            None => return Err(vm.type_error(format!("this function got an unexpected keyword argument '{name}'"))),
        }
    }
    // the second one is looked at first; neither is set if one is wrong
    for i in [1, 0] {
        if let Some(v) = hooks[i].filter(|v| !v.is_none() && !vm.is_callable(*v)) {
            return Err(vm.type_error(format!("callable {} expected, got {}", NAMES[i], v.type_name())));
        }
    }
    for (key, v) in KEYS.into_iter().zip(hooks) {
        match v {
            Some(v) if v.is_none() => _ = threads::remove_local(vm, key),
            Some(v) => threads::set_local(vm, key, v),
            None => {}
        }
    }
    Ok(Value::NONE)
}
