//! `gc`: the collector as a script sees it. There are no generations and no reference counts; `collect` marks and sweeps.

use std::sync::atomic::{AtomicI64, Ordering};

use crate::object::{ModuleSpec, Res, Value, method};
use crate::vm::Vm;

pub static MODULE: ModuleSpec = ModuleSpec {
    name: "gc",
    doc: "This module provides access to the garbage collector for reference cycles.",
    functions: &[
        method("collect", "(generation=2)", collect),
        method("enable", "()", |vm, _| set(vm, ENABLED, Value::TRUE)),
        method("disable", "()", |vm, _| set(vm, ENABLED, Value::FALSE)),
        method("isenabled", "()", |vm, _| Ok(vm.shared.registered(ENABLED).unwrap_or(Value::TRUE))),
        method("get_count", "()", |vm, _| {
            let s = vm.shared.heap.stats();
            Ok(vm.tuple(&[vm.int((s.used.saturating_sub(s.live_bytes) / 64) as i64), vm.int(0), vm.int(0)]))
        }),
        method("get_threshold", "()", |vm, _| match vm.shared.registered(THRESHOLD) {
            Some(t) => Ok(t),
            None => Ok(vm.tuple(&[vm.int(2000), vm.int(10), vm.int(0)])),
        }),
        method("set_threshold", "(threshold0, threshold1=10, threshold2=0, /)", |vm, a| {
            let number = |v: Value, default: i64| v.given().map_or(Ok(default), |v| vm.index_i64(v));
            let t = [number(a[0], 0)?, number(a[1], 10)?, number(a[2], 0)?].map(|n| vm.int(n));
            set(vm, THRESHOLD, vm.tuple(&t))
        })
        .shown_as(""),
        method("get_debug", "()", |vm, _| Ok(vm.int(DEBUG.load(Ordering::Relaxed)))),
        method("set_debug", "(flags, /)", |vm, a| {
            DEBUG.store(vm.index_i64(a[0])?, Ordering::Relaxed);
            Ok(Value::NONE)
        }),
        method("get_stats", "()", |vm, _| {
            let s = vm.shared.heap.stats();
            let mut rows = crate::vm::Values::new(vm);
            for generation in 0..3 {
                let d = vm.new_dict();
                let n = if generation == 2 { s.collections as i64 } else { 0 };
                vm.dict_set_str(d, "collections", vm.int(n))?;
                vm.dict_set_str(d, "collected", vm.int(0))?;
                vm.dict_set_str(d, "uncollectable", vm.int(0))?;
                rows.push(d);
            }
            Ok(vm.list(&rows))
        }),
        method("get_objects", "(generation=None)", |vm, _| Ok(vm.list(&[]))),
        method("get_referrers", "(*objs)", |vm, _| Ok(vm.list(&[]))),
        method("get_referents", "(*objs)", |vm, _| Ok(vm.list(&[]))),
        method("is_tracked", "(obj, /)", |_, a| Ok(Value::bool(a[0].is_object()))),
        method("is_finalized", "(obj, /)", |_, _| Ok(Value::FALSE)),
        method("freeze", "()", |_, _| Ok(Value::NONE)),
        method("unfreeze", "()", |_, _| Ok(Value::NONE)),
        method("get_freeze_count", "()", |vm, _| Ok(vm.int(0))),
    ],
    constants: &[
        ("garbage", |vm| Ok(vm.list(&[]))),
        ("callbacks", |vm| {
            let list = vm.list(&[]);
            vm.shared.register(CALLBACKS, list);
            Ok(list)
        }),
        ("DEBUG_STATS", |vm| Ok(vm.int(1))),
        ("DEBUG_COLLECTABLE", |vm| Ok(vm.int(2))),
        ("DEBUG_UNCOLLECTABLE", |vm| Ok(vm.int(4))),
        ("DEBUG_SAVEALL", |vm| Ok(vm.int(32))),
        ("DEBUG_LEAK", |vm| Ok(vm.int(38))),
    ],
    ..ModuleSpec::DEFAULT
};

const ENABLED: &str = "gc enabled";
const THRESHOLD: &str = "gc threshold";
const CALLBACKS: &str = "gc callbacks";
static DEBUG: AtomicI64 = AtomicI64::new(0);

fn set(vm: &Vm, name: &'static str, v: Value) -> Res {
    vm.shared.register(name, v);
    Ok(Value::NONE)
}

/// How often one `gc.collect()` looks again, at most.
const ROUNDS: usize = 100;

/// Collects, runs the finalizers that are due; says how many objects had one.
fn collect(vm: &Vm, a: &[Value]) -> Res {
    let generation = a[0].given().map_or(Ok(2), |g| vm.index_i64(g))?;
    if !(0..=2).contains(&generation) {
        return Err(vm.value_error("invalid generation"));
    }
    call_callbacks(vm, "start", generation, 0)?;
    let mut found = 0;
    // what a `__del__` let go of dies in the same call; a `__del__` that makes new ones must not keep it here for ever
    for _ in 0..ROUNDS {
        vm.clear_dead_registers();
        let due = vm.collect();
        vm.run_finalizers();
        found += due;
        if due == 0 {
            break;
        }
    }
    call_callbacks(vm, "stop", generation, found as i64)?;
    Ok(vm.int(found as i64))
}

fn call_callbacks(vm: &Vm, phase: &str, generation: i64, collected: i64) -> Res<()> {
    let Some(list) = vm.shared.registered(CALLBACKS) else { return Ok(()) };
    for &f in vm.sequence_items(list).iter() {
        let info = vm.new_dict();
        for (name, n) in [("generation", generation), ("collected", collected), ("uncollectable", 0)] {
            vm.dict_set_str(info, name, vm.int(n))?;
        }
        vm.call(f, &[vm.str(phase), info])?;
    }
    Ok(())
}
