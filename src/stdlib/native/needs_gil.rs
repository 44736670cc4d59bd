//! `_needs_gil`: a module that declares that it needs the GIL, to show what becomes of a free-threaded program that
//! imports one.
//!
//! Its counter is written as if it were behind a GIL: it reads the total, takes its time, and writes the sum. Behind the
//! GIL that is whole, since nothing between two safepoints is interrupted; free-threaded, two threads read the same total
//! and one addition is lost. So its row says `needs_gil`, and importing it while free-threaded switches the GIL on,
//! with the world stopped and every other thread as it is, and warns in CPython's words. The GIL stays on from then on.
//!
//! Who says `PYTHON_GIL=0` in the environment insists: no switch, no warning, and additions are lost. `-X gil=0` alone
//! only chooses the mode to begin with. CPython's free-threaded build takes both for insisting, because there the
//! choice was made by installing that build; in togil the option stands in for it.

use crate::object::{ModuleSpec, Value, method};
use crate::vm::Vm;

pub static MODULE: ModuleSpec = ModuleSpec {
    name: "_needs_gil",
    doc: "A counter that is right behind the GIL and loses additions without it.",
    functions: &[
        method("add", "(n=1, /)", |vm, a| {
            let n = a[0].given().map_or(Ok(1), |n| vm.index_i64(n))?;
            let seen = total(vm);
            take_time();
            vm.shared.register(TOTAL, vm.int(seen.wrapping_add(n)));
            Ok(Value::NONE)
        }),
        method("total", "()", |vm, _| Ok(vm.int(total(vm)))),
    ],
    needs_gil: true,
    ..ModuleSpec::DEFAULT
};

const TOTAL: &str = "_needs_gil total";

fn total(vm: &Vm) -> i64 {
    vm.shared.registered(TOTAL).and_then(|v| vm.to_i64(v)).unwrap_or(0)
}

/// Long enough for another core to come in between, without a safepoint.
fn take_time() {
    for _ in 0..200 {
        std::hint::spin_loop();
    }
}
