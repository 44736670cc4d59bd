//! `atexit`: functions that run at the end of the interpreter, last registered first.

use crate::interp::threads::report_unraisable;
use crate::object::layouts::*;
use crate::object::{Args, ModuleSpec, Res, Value, method};
use crate::types::wrappers;
use crate::vm::Vm;

pub static MODULE: ModuleSpec = ModuleSpec {
    name: "atexit",
    doc: "Functions that are called when the program ends.",
    functions: &[
        method("register", "(*args, **kwargs)", |vm, a| {
            let all = a[0].expect::<Tuple>();
            let Some((&func, args)) = all.items().split_first() else {
                return Err(vm.type_error("register() takes at least 1 argument (0 given)"));
            };
            if !vm.is_callable(func) {
                return Err(vm.type_error("the first argument must be callable"));
            }
            let row = vm.tuple(&[func, vm.tuple(args), a[1].given().unwrap_or(Value::NONE)]);
            vm.list_append(callbacks(vm), row)?;
            Ok(func)
        })
        .shown_as("(func, /, *args, **kwargs)"),
        method("unregister", "(func, /)", |vm, a| {
            let kept = vm.list(&[]);
            for &row in vm.sequence_items(callbacks(vm)).iter() {
                if !vm.equal(row.expect::<Tuple>().items()[0], a[0])? {
                    vm.list_append(kept, row)?;
                }
            }
            vm.shared.register(NAME, kept);
            Ok(Value::NONE)
        }),
        method("_run_exitfuncs", "()", |vm, _| run(vm)),
        method("_clear", "()", |vm, _| {
            vm.shared.register(NAME, vm.list(&[]));
            Ok(Value::NONE)
        }),
        method("_ncallbacks", "()", |vm, _| Ok(vm.int(callbacks(vm).expect::<List>().len() as i64))),
    ],
    ..ModuleSpec::DEFAULT
};

const NAME: &str = "atexit callbacks";

fn callbacks(vm: &Vm) -> Value {
    *vm.shared.registry.lock().entry(NAME).or_insert_with(|| vm.list(&[]))
}

/// Runs the functions, also those that are registered meanwhile.
fn run(vm: &Vm) -> Res {
    while !callbacks(vm).expect::<List>().is_empty() {
        let row = vm.call_method(callbacks(vm), "pop", &[])?;
        let row = row.expect::<Tuple>();
        let items = row.items();
        let (f, args, kwargs) = (items[0], items[1], items[2].not_none().unwrap_or(Value::UNBOUND));
        let done = wrappers::with_args(vm, args, kwargs, &mut |a: Args| vm.call_args(f, a));
        if let Err(raised) = done {
            let e = vm.take_raised(raised);
            report_unraisable(vm, e, "Exception ignored in atexit callback", f);
        }
    }
    Ok(Value::NONE)
}
