//! `_togil`: what a lesson or a test asks of this implementation and no other Python has.
//!
//! `set_gil(on)` switches the interpreter's GIL while its threads run (the world is stopped for it, `sync::World::set_gil`)
//! and says whether it was on before. The counters tell what the scheduler did; `native_depth` is how a test proves that
//! the machine's handlers jump and do not call (`tests/dispatch.rs`). `static_type(cls)` is for the library: a class of an
//! embedded module that CPython has in C shows its module in error texts from then on, and its attributes are fixed; `type_name(value)`
//! is the name of a value's type as those texts have it.

use crate::interp::run;
use crate::object::{ModuleSpec, Value, method};
use crate::vm::intern::intern;

pub static MODULE: ModuleSpec = ModuleSpec {
    name: "_togil",
    doc: "The GIL's switch and the scheduler's figures, for lessons and tests.",
    functions: &[
        method("set_gil", "(on, /)", |vm, a| {
            let on = vm.truth(a[0])?;
            let before = vm.shared.world.gil_enabled();
            run::set_gil(vm, on);
            Ok(Value::bool(before))
        }),
        method("gil_switches", "()", |vm, _| Ok(vm.uint(vm.shared.world.gil().switches()))),
        method("world_stops", "()", |vm, _| Ok(vm.uint(vm.shared.world.stops()))),
        method("native_depth", "()", |vm, _| {
            // bytes of native stack between the thread's base and this very frame
            let here = 0u8;
            let (_, base) = vm.thread.native_stack();
            Ok(vm.uint((base - &raw const here as usize) as u64))
        }),
        method("type_name", "(value, /)", |vm, a| Ok(vm.str(a[0].argument_name()))),
        method("static_type", "(cls, /)", |vm, a| {
            let Some(t) = a[0].as_type().filter(|t| !t.builtin) else {
                return Err(vm.type_error("static_type() expects a class of Python"));
            };
            t.shown.set(intern(vm.type_full_name(t).as_bytes()));
            Ok(a[0])
        }),
    ],
    ..ModuleSpec::DEFAULT
};
