//! What `sys` says of itself in struct sequences (`sys.flags`, `sys.float_info`), and `sys.implementation`.

use crate::object::{Res, Value};
use crate::stdlib::native::namespace;
use crate::stdlib::native::posix::structs::{self, struct_sequences};
use crate::vm::Vm;

struct_sequences! {
    FLAGS "sys.flags" 18 of 21 sealed:
        debug 0, inspect 1, interactive 2, optimize 3, dont_write_bytecode 4, no_user_site 5, no_site 6, ignore_environment 7, verbose 8,
        bytes_warning 9, quiet 10, hash_randomization 11, isolated 12, dev_mode 13, utf8_mode 14, warn_default_encoding 15, safe_path 16,
        int_max_str_digits 17, gil 18, thread_inherit_context 19, context_aware_warnings 20;
    VERSION_INFO "sys.version_info" 5 of 5 sealed: major 0, minor 1, micro 2, releaselevel 3, serial 4;
    FLOAT_INFO "sys.float_info" 11 of 11:
        max 0, max_exp 1, max_10_exp 2, min 3, min_exp 4, min_10_exp 5, dig 6, mant_dig 7, epsilon 8, radix 9, rounds 10;
    INT_INFO "sys.int_info" 4 of 4: bits_per_digit 0, sizeof_digit 1, default_max_str_digits 2, str_digits_check_threshold 3;
    HASH_INFO "sys.hash_info" 9 of 9:
        width 0, modulus 1, inf 2, nan 3, imag 4, algorithm 5, hash_bits 6, seed_bits 7, cutoff 8;
    THREAD_INFO "sys.thread_info" 3 of 3: name 0, lock 1, version 2;
    /// what `sys.get_asyncgen_hooks` gives
    ASYNCGEN_HOOKS "asyncgen_hooks" 2 of 2: firstiter 0, finalizer 1;
    /// the argument of `sys.unraisablehook`
    UNRAISABLE "sys.UnraisableHookArgs" 5 of 5: exc_type 0, exc_value 1, exc_traceback 2, err_msg 3, object 4;
}

/// Sets them all in the module.
///
/// # Errors
/// None but a full memory.
pub fn install(vm: &Vm, module: Value) -> Res<()> {
    flags(vm, module)?;
    let int = |n: i64| vm.int(n);
    let set = |name: &str, v: Value| vm.set_attr_str(module, name, v);
    let version = structs::new(vm, &VERSION_INFO, &[int(3), int(14), int(0), vm.str("final"), int(0)], &[])?;
    set("version_info", version)?;
    let [max, min, epsilon] = [f64::MAX, f64::MIN_POSITIVE, f64::EPSILON].map(|f| vm.float(f));
    let of_floats = [max, int(1024), int(308), min, int(-1021), int(-307), int(15), int(53), epsilon, int(2), int(1)];
    set("float_info", structs::new(vm, &FLOAT_INFO, &of_floats, &[])?)?;
    set("int_info", structs::new(vm, &INT_INFO, &[int(30), int(4), int(4300), int(640)], &[])?)?;
    let modulus = int((1 << 61) - 1);
    let of_hashes = [int(64), modulus, int(314_159), int(0), int(1_000_003), vm.str("wyhash"), int(64), int(0), int(0)];
    set("hash_info", structs::new(vm, &HASH_INFO, &of_hashes, &[])?)?;
    let of_threads = [vm.str("pthread"), vm.str("parking_lot"), Value::NONE];
    set("thread_info", structs::new(vm, &THREAD_INFO, &of_threads, &[])?)?;
    let implementation = namespace::make(
        vm,
        &[
            ("name", vm.str("togil")),
            ("cache_tag", vm.str("togil-314")),
            ("version", version),
            ("hexversion", int(super::HEXVERSION)),
            ("_multiarch", vm.str("x86_64-linux-gnu")),
            ("supports_isolated_interpreters", Value::TRUE),
        ],
    )?;
    set("implementation", implementation)
}

/// Sets `sys.flags`, also when one of them has changed.
pub fn flags(vm: &Vm, module: Value) -> Res<()> {
    let s = &vm.shared.settings;
    let int = |n: i64| vm.int(n);
    let flag = |b: bool| vm.int(b as i64);
    let free = !vm.shared.world.gil_enabled();
    let visible = [
        int(s.debug as i64),
        flag(s.inspect),
        flag(s.interactive),
        int(s.optimize as i64),
        flag(s.dont_write_bytecode),
        flag(s.isolated || s.no_user_site),
        flag(s.no_site),
        flag(s.ignore_environment || s.isolated),
        int(s.verbose as i64),
        int(s.bytes_warning as i64),
        flag(s.quiet),
        flag(!s.hash_seed_zero),
        flag(s.isolated),
        Value::bool(s.dev_mode),
        flag(s.utf8_mode),
        flag(s.warn_default_encoding),
        Value::bool(s.safe_path || s.isolated),
        int(crate::types::int::max_str_digits() as i64),
    ];
    let hidden = [
        s.gil.map_or(Value::NONE, |g| vm.int(g as i64)),
        flag(s.thread_inherit_context.unwrap_or(free)),
        flag(s.context_aware_warnings.unwrap_or(free)),
    ];
    vm.set_attr_str(module, "flags", structs::new(vm, &FLAGS, &visible, &hidden)?)
}
