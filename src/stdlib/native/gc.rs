//! `gc`: the collector as a script sees it. There are no generations and no reference counts; `collect` marks and sweeps.

use std::sync::atomic::{AtomicI64, Ordering};

use crate::object::header::FLAG_FINALIZED;
use crate::object::layouts::List;
use crate::object::{ModuleSpec, Res, Value, method};
use crate::vm::Vm;
use crate::vm::collect::GC_CALLBACKS;
use crate::vm::reach::is_container;

pub static MODULE: ModuleSpec = ModuleSpec {
    name: "gc",
    doc: "The garbage collector.",
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
                // every collection looks at all objects
                let (n, freed) = if generation == 2 { (s.collections, s.freed_objects) } else { (0, 0) };
                vm.dict_set_str(d, "collections", vm.int(n as i64))?;
                vm.dict_set_str(d, "collected", vm.int(freed as i64))?;
                vm.dict_set_str(d, "uncollectable", vm.int(0))?;
                rows.push(d);
            }
            Ok(vm.list(&rows))
        }),
        method("get_objects", "(generation=None)", get_objects),
        method("get_referrers", "(*objs)", |vm, a| {
            let objects = vm.sequence_items(a[0]);
            let found = vm.referrers(&objects);
            // not the tuple of the arguments
            let wanted = crate::vm::Values::from_slice(vm, &found.iter().copied().filter(|v| *v != a[0]).collect::<Vec<_>>());
            Ok(vm.list(&wanted))
        }),
        method("get_referents", "(*objs)", |vm, a| {
            let objects = vm.sequence_items(a[0]);
            Ok(vm.list(&vm.referents(&objects)))
        }),
        method("is_tracked", "(obj, /)", |_, a| Ok(Value::bool(is_container(a[0])))),
        method("is_finalized", "(obj, /)", |_, a| Ok(Value::bool(a[0].is_object() && a[0].header().has_flag(FLAG_FINALIZED)))),
        method("freeze", "()", |vm, _| {
            let all = vm.all_containers();
            set(vm, FROZEN, vm.list(&all))
        }),
        method("unfreeze", "()", |vm, _| set(vm, FROZEN, Value::NONE)),
        method("get_freeze_count", "()", |vm, _| {
            let frozen = vm.shared.registered(FROZEN).and_then(|list| Some(list.cast::<List>()?.len.load(Ordering::Relaxed)));
            Ok(vm.int(frozen.unwrap_or(0) as i64))
        }),
    ],
    constants: &[
        ("garbage", |vm| Ok(vm.list(&[]))),
        ("callbacks", |vm| {
            let list = vm.list(&[]);
            vm.shared.register(GC_CALLBACKS, list);
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
/// What a script froze: a list, which keeps it alive.
const FROZEN: &str = "gc frozen";
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
    let mut found = 0;
    vm.with_gc_callbacks(generation, &mut |vm| {
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
    });
    Ok(vm.int(found as i64))
}

fn get_objects(vm: &Vm, a: &[Value]) -> Res {
    if let Some(generation) = a[0].given().filter(|v| !v.is_none()) {
        match vm.index_i64(generation)? {
            -1 => {}
            n if n < 0 => return Err(vm.value_error("generation parameter cannot be negative")),
            n if n > 2 => return Err(vm.value_error("generation parameter must be less than the number of available generations (3)")),
            // every object is of the oldest one
            2 => {}
            _ => return Ok(vm.list(&[])),
        }
    }
    let all = vm.all_containers();
    Ok(vm.list(&all))
}
