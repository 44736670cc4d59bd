//! `sys`: what the interpreter says of itself, its settings, and the hooks it calls.

mod asyncgens;
pub mod info;

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use crate::object::layouts::*;
use crate::object::{Layout, MethodDef, ModuleSpec, Res, TypeSpec, Value, method};
use crate::types::exceptions as exc;
use crate::types::type_of;
use crate::vm::Vm;
use crate::vm::frame::MOST_RECURSION;
use crate::vm::intern::{intern, names};

pub static MODULE: ModuleSpec = ModuleSpec {
    name: "sys",
    doc: "What the interpreter is, knows and can be told.",
    functions: FUNCTIONS,
    init: Some(init),
    ..ModuleSpec::DEFAULT
};

const FUNCTIONS: &[MethodDef] = &[
    method("_is_gil_enabled", "()", |vm, _| Ok(Value::bool(vm.shared.world.gil_enabled()))),
    method("getswitchinterval", "()", |vm, _| Ok(vm.float(vm.shared.world.switch_interval().as_secs_f64()))),
    method("setswitchinterval", "(interval, /)", |vm, a| {
        let s = vm.to_f64(a[0])?;
        if s.is_nan() || s <= 0.0 {
            return Err(vm.value_error("switch interval must be strictly positive"));
        }
        vm.shared.world.set_switch_interval(std::time::Duration::from_secs_f64(s.min(1e9)));
        Ok(Value::NONE)
    }),
    method("exit", "(status=None, /)", |vm, a| {
        let args: &[Value] = if a[0].given().is_some() { &a[..1] } else { &[] };
        Err(vm.raise_with(&exc::SYSTEM_EXIT, args))
    }),
    method("getrecursionlimit", "()", |vm, _| Ok(vm.int(vm.shared.recursion_limit.load(Ordering::Relaxed) as i64))),
    method("setrecursionlimit", "(limit, /)", |vm, a| {
        let n = i64::from(super::posix::c_int(vm, a[0])?);
        if n < 1 {
            return Err(vm.value_error("recursion limit must be greater or equal than 1"));
        }
        if n as u64 <= vm.depth() as u64 {
            return Err(vm.recursion_error(format!(
                "cannot set the recursion limit to {n} at the recursion depth {}: the limit is too low",
                vm.depth()
            )));
        }
        vm.shared.recursion_limit.store(n as u32, Ordering::Relaxed);
        vm.recursion_limit.set(MOST_RECURSION.min(n as u32));
        Ok(Value::NONE)
    }),
    method("getrefcount", "(object, /)", |_, _| Ok(Value::small_int(2))),
    method("getsizeof", "(object, default=None)", |vm, a| match vm.call_special(a[0], intern(b"__sizeof__"), &[])? {
        Some(v) => Ok(v),
        None => Ok(a[1].given().unwrap_or(Value::small_int(0))),
    })
    .shown_as(""),
    method("intern", "(string, /)", |vm, a| {
        if !a[0].is_exact_str() {
            return Err(vm.type_error(format!("intern() argument must be str, not {}", a[0].argument_name())));
        }
        Ok(crate::vm::intern::intern_value(a[0]))
    }),
    method("_is_interned", "(string, /)", |_, a| {
        Ok(Value::bool(crate::vm::intern::find_interned(a[0].str_bytes().unwrap_or(b"")) == Some(a[0])))
    }),
    method("exc_info", "()", |vm, _| {
        let e = vm.handled.get();
        if !e.is_object() {
            return Ok(vm.tuple(&[Value::NONE; 3]));
        }
        let tb = e.cast::<Exception>().and_then(|x| x.traceback.get().given()).unwrap_or(Value::NONE);
        Ok(vm.tuple(&[e.typ().value(), e, tb]))
    }),
    method("exception", "()", |vm, _| Ok(vm.handled.get().given().unwrap_or(Value::NONE))),
    method("excepthook", "(exctype, value, traceback, /)", |vm, a| {
        if let (Some(e), true) = (a[1].cast::<Exception>(), a[2].layout() == Layout::Traceback)
            && e.traceback.get().is_unbound()
        {
            e.traceback.set(a[2]);
        }
        vm.print_exception(a[1]);
        Ok(Value::NONE)
    }),
    method("displayhook", "(object, /)", |vm, a| {
        if a[0].is_none() {
            return Ok(Value::NONE);
        }
        // what its `repr` may want to know is not there while it runs
        vm.dict_set_str(vm.shared.builtins.get(), "_", Value::NONE)?;
        let out = vm.get_attr_opt(vm.module("sys")?, names::STDOUT.get())?.and_then(Value::not_none);
        let Some(out) = out else { return Err(vm.runtime_error("lost sys.stdout")) };
        let text = vm.repr(a[0])?;
        if let Err(raised) = vm.call_method(out, "write", &[text]) {
            let e = vm.take_raised(raised);
            if !e.typ().is_subtype_of(type_of(&exc::UNICODE_ENCODE_ERROR)) {
                return Err(vm.put_raised(e));
            }
            // the stream cannot say it: escaped
            let encoding = vm.get_attr_str(out, "encoding")?;
            let bytes = vm.call_method(text, "encode", &[encoding, vm.str("backslashreplace")])?;
            let text = vm.call_method(bytes, "decode", &[encoding, vm.str("strict")])?;
            vm.call_method(out, "write", &[text])?;
        }
        vm.call_method(out, "write", &[vm.str("\n")])?;
        vm.dict_set_str(vm.shared.builtins.get(), "_", a[0])?;
        Ok(Value::NONE)
    }),
    method("breakpointhook", "(*args, **kws)", breakpoint_hook),
    method("unraisablehook", "(unraisable, /)", |vm, a| {
        let e = vm.get_attr_str(a[0], "exc_value")?;
        let object = vm.get_attr_str(a[0], "object")?;
        let message = vm.get_attr_str(a[0], "err_msg")?;
        let message = message.as_str().unwrap_or("Exception ignored in").to_string();
        crate::vm::traceback::unraisable(vm, e, &message, object);
        Ok(Value::NONE)
    }),
    method("_getframe", "(depth=0, /)", |vm, a| {
        let depth = a[0].given().map_or(Ok(0), |d| vm.index_i64(d))?;
        match crate::types::frames::of_running(vm, depth.max(0) as usize) {
            Some(f) => Ok(f),
            None => Err(vm.value_error("call stack is not deep enough")),
        }
    }),
    method("_getframemodulename", "(depth=0)", |vm, a| {
        let depth = a[0].given().map_or(Ok(0), |d| vm.index_i64(d))?;
        let frame = vm.frames().nth(depth.max(0) as usize);
        Ok(frame.map_or(Value::NONE, |(f, _)| vm.global_or_none(f.function().globals.get(), names::NAME.get())))
    }),
    method("_current_frames", "()", |vm, _| crate::interp::threads::now_running(vm, false)),
    method("_current_exceptions", "()", |vm, _| crate::interp::threads::now_running(vm, true)),
    method("getdefaultencoding", "()", |vm, _| Ok(vm.str("utf-8"))),
    method("getfilesystemencoding", "()", |vm, _| Ok(vm.str("utf-8"))),
    method("getfilesystemencodeerrors", "()", |vm, _| Ok(vm.str("surrogateescape"))),
    method("get_int_max_str_digits", "()", |vm, _| Ok(vm.int(crate::types::int::max_str_digits() as i64))),
    method("set_int_max_str_digits", "(maxdigits)", |vm, a| {
        let n = super::posix::c_int(vm, a[0])?;
        if n != 0 && n < 640 {
            return Err(vm.value_error("maxdigits must be >= 640 or 0 for unlimited"));
        }
        crate::types::int::set_max_str_digits(n.into());
        info::flags(vm, vm.module("sys")?)?;
        Ok(Value::NONE)
    }),
    method("gettrace", "()", |vm, _| Ok(vm.trace.get().given().unwrap_or(Value::NONE))),
    method("settrace", "(function, /)", |vm, a| {
        vm.trace.set(a[0].not_none().unwrap_or(Value::UNBOUND));
        vm.update_hooks();
        Ok(Value::NONE)
    }),
    method("_settraceallthreads", "(function, /)", |vm, a| {
        crate::interp::threads::hook_all(vm, |other| other.trace.set(a[0].not_none().unwrap_or(Value::UNBOUND)));
        Ok(Value::NONE)
    }),
    method("_setprofileallthreads", "(function, /)", |vm, a| {
        crate::interp::threads::hook_all(vm, |other| other.profile.set(a[0].not_none().unwrap_or(Value::UNBOUND)));
        Ok(Value::NONE)
    }),
    method("getprofile", "()", |vm, _| Ok(vm.profile.get().given().unwrap_or(Value::NONE))),
    method("setprofile", "(function, /)", |vm, a| {
        vm.profile.set(a[0].not_none().unwrap_or(Value::UNBOUND));
        vm.update_hooks();
        Ok(Value::NONE)
    }),
    method("is_finalizing", "()", |vm, _| Ok(Value::bool(vm.shared.finalizing.load(Ordering::Relaxed)))),
    method("call_tracing", "(func, args, /)", |vm, a| {
        let Some(args) = a[1].cast::<Tuple>() else {
            return Err(vm.type_error(format!("call_tracing() argument 2 must be tuple, not {}", a[1].argument_name())));
        };
        crate::vm::tracing::call_traced(vm, a[0], args.items())
    }),
    method("getallocatedblocks", "()", |vm, _| Ok(vm.int((vm.shared.heap.stats().used / 64) as i64))),
    method("getunicodeinternedsize", "(*, _only_immortal=False)", |_, _| Ok(Value::small_int(0))),
    method("getdlopenflags", "()", |vm, _| Ok(vm.int(i64::from(libc::RTLD_NOW)))),
    method("setdlopenflags", "(flags, /)", |vm, a| vm.index_i64(a[0]).map(|_| Value::NONE)),
    method("is_remote_debug_enabled", "()", |_, _| Ok(Value::FALSE)),
    method("activate_stack_trampoline", "(backend, /)", |vm, _| Err(vm.value_error("perf trampoline not available"))),
    method("deactivate_stack_trampoline", "()", |_, _| Ok(Value::NONE)),
    method("is_stack_trampoline_active", "()", |_, _| Ok(Value::FALSE)),
    method("_clear_type_cache", "()", |_, _| Ok(Value::NONE)),
    method("_clear_internal_caches", "()", |_, _| Ok(Value::NONE)),
    method("audit", "(event, /, *args)", |vm, a| match a[0].str_bytes() {
        Some(_) => Ok(Value::NONE),
        None => Err(vm.type_error(format!("audit() argument 1 must be str, not {}", a[0].argument_name()))),
    }),
    method("addaudithook", "(hook)", |_, _| Ok(Value::NONE)),
    method("get_asyncgen_hooks", "()", asyncgens::get),
    method("set_asyncgen_hooks", "(*args, **kwargs)", asyncgens::set).shown_as(""),
    method("get_coroutine_origin_tracking_depth", "()", |vm, _| Ok(vm.int(vm.origin_depth.get() as i64))),
    method("set_coroutine_origin_tracking_depth", "(depth)", |vm, a| match super::posix::c_int(vm, a[0])? {
        depth @ 0.. => {
            vm.origin_depth.set(depth as usize);
            Ok(Value::NONE)
        }
        _ => Err(vm.value_error("depth must be >= 0")),
    }),
    method("_embedded_source", "(name, /)", |vm, a| match crate::stdlib::python_module(a[0].as_str().unwrap_or("")) {
        Some(m) => {
            let file = vm.str(&crate::interp::importer::embedded_file(m));
            Ok(vm.tuple(&[vm.str(m.source), file, Value::bool(m.is_package)]))
        }
        None => Ok(Value::NONE),
    }),
    method("_is_frozen", "(name, /)", |_, a| Ok(Value::bool(crate::interp::importer::is_frozen(a[0].as_str().unwrap_or(""))))),
    method("_native_module", "(name, /)", |vm, a| crate::interp::importer::native(vm, a[0])),
];

/// 3.14.0
const HEXVERSION: i64 = 0x030E_00F0;

fn init(vm: &Vm, m: Value) -> Res<()> {
    let s = &vm.shared.settings;
    let set = |name: &str, v: Value| vm.set_attr_str(m, name, v);
    let texts = |items: &[String]| {
        let items: Vec<Value> = items.iter().map(|t| vm.str(t)).collect();
        vm.list(&items)
    };
    set("modules", vm.shared.modules.get())?;
    let words = |items: &[std::ffi::OsString]| -> Res {
        let mut out = crate::vm::Values::new(vm);
        for word in items {
            out.push(super::posix::file_name(vm, word.as_encoded_bytes(), false)?);
        }
        Ok(vm.list(&out))
    };
    let none = [std::ffi::OsString::new()];
    set("argv", words(if s.argv.is_empty() { &none } else { &s.argv })?)?;
    set("orig_argv", words(&s.orig_argv)?)?;
    let path: Vec<String> = s.path.iter().cloned().chain([crate::interp::importer::LIBRARY.to_string()]).collect();
    set("path", texts(&path))?;
    set("executable", vm.str(&s.executable))?;
    for (name, text) in [
        ("version", "3.14.0 (togil 0.1.0)"),
        ("platform", "linux"),
        ("byteorder", if cfg!(target_endian = "little") { "little" } else { "big" }),
        ("copyright", "Copyright (c) the authors of togil."),
        ("prefix", "/usr/local"),
        ("exec_prefix", "/usr/local"),
        ("base_prefix", "/usr/local"),
        ("base_exec_prefix", "/usr/local"),
        ("platlibdir", "lib"),
        ("float_repr_style", "short"),
        ("abiflags", ""),
    ] {
        set(name, vm.str(text))?;
    }
    set("pycache_prefix", s.pycache_prefix.as_ref().map_or(Value::NONE, |prefix| vm.str(prefix)))?;
    set("maxsize", vm.int(i64::MAX))?;
    set("maxunicode", vm.int(0x10FFFF))?;
    set("hexversion", vm.int(HEXVERSION))?;
    set("api_version", vm.int(1013))?;
    set("dont_write_bytecode", Value::bool(s.dont_write_bytecode))?;
    set("warnoptions", texts(&s.warn_options))?;
    let x = vm.new_dict();
    for (k, v) in &s.x_options {
        vm.dict_set_str(x, k, v.as_ref().map_or(Value::TRUE, |v| vm.str(v)))?;
    }
    set("_xoptions", x)?;
    for (name, original) in [
        ("__excepthook__", "excepthook"),
        ("__displayhook__", "displayhook"),
        ("__breakpointhook__", "breakpointhook"),
        ("__unraisablehook__", "unraisablehook"),
    ] {
        set(name, vm.get_attr_str(m, original)?)?;
    }
    info::install(vm, m)?;
    let (stdin, stdout, stderr) = super::io::make_std_streams(vm)?;
    for (name, v) in
        [("stdin", stdin), ("stdout", stdout), ("stderr", stderr), ("__stdin__", stdin), ("__stdout__", stdout), ("__stderr__", stderr)]
    {
        set(name, v)?;
    }
    Ok(())
}

/// Calls what `PYTHONBREAKPOINT` names, `0` being nothing; the debugger `pdb` where it names none.
fn breakpoint_hook(vm: &Vm, a: &[Value]) -> Res {
    let named = std::env::var("PYTHONBREAKPOINT").ok().filter(|named| !named.is_empty());
    let named = named.unwrap_or_else(|| "pdb.set_trace".to_string());
    if named == "0" {
        return Ok(Value::NONE);
    }
    let (module, name) = named.rsplit_once('.').unwrap_or(("builtins", &named));
    let found = (vm.shared.hooks.import)(vm, module).and_then(|m| vm.get_attr_str(m, name));
    match vm.catch(found, &exc::EXCEPTION)? {
        Some(hook) => crate::types::wrappers::with_args(vm, a[0], a[1], &mut |args| vm.call_args(hook, args)),
        None => {
            let text = format!("Ignoring unimportable $PYTHONBREAKPOINT: \"{named}\"");
            vm.warn(&exc::RUNTIME_WARNING, &text, 1)?;
            Ok(Value::NONE)
        }
    }
}

/// `warnings.warn(message, category)` from Rust: through the `warnings` module.
pub fn warn(vm: &Vm, category: &'static TypeSpec, message: &str, stack_level: i64) -> Res<()> {
    vm.warn(category, message, stack_level)
}

/// `warnings.warn_explicit(message, category, filename, lineno)` from Rust.
pub fn warn_explicit(vm: &Vm, category: &'static TypeSpec, message: &str, filename: &str, line: u32) -> Res<()> {
    let warnings = vm.module("warnings")?;
    vm.call_method(warnings, "warn_explicit", &[vm.str(message), type_of(category).value(), vm.str(filename), vm.int(line as i64)])?;
    Ok(())
}

/// Signals that arrived and whose handlers have not run yet: a bit each.
static PENDING: AtomicU64 = AtomicU64::new(0);
static INSTALLED: AtomicBool = AtomicBool::new(false);

/// Notes a signal; called from the signal handler itself, so it only touches an atomic.
pub fn note_signal(number: i32) {
    PENDING.fetch_or(1 << (number & 63), Ordering::SeqCst);
}

/// Has a signal arrived that no handler saw?
pub fn signal_pending() -> bool {
    PENDING.load(Ordering::SeqCst) != 0
}

/// Runs the handlers of the signals that arrived: `KeyboardInterrupt` for Ctrl-C unless a script set its own.
pub fn run_signals(vm: &Vm) -> Res<()> {
    if !vm.shared.is_main() {
        // Handlers are the main interpreter's, and the signal stays for it. What its thread runs here in the meantime ends
        // at Ctrl-C, unless a script has its own idea of it.
        let interrupted = PENDING.load(Ordering::SeqCst) >> libc::SIGINT & 1 == 1 && !crate::interp::signals::has_handlers();
        return if interrupted { Err(vm.raise(&exc::KEYBOARD_INTERRUPT, "")) } else { Ok(()) };
    }
    let pending = PENDING.swap(0, Ordering::SeqCst);
    for number in 0..64 {
        if pending >> number & 1 == 0 {
            continue;
        }
        let handler = match vm.shared.registered("signal handlers") {
            Some(d) => vm.dict_get(d, vm.int(number))?,
            None => None,
        };
        match handler {
            Some(f) if vm.is_callable(f) => {
                let frame = crate::types::frames::of_running(vm, 0).unwrap_or(Value::NONE);
                vm.call(f, &[vm.int(number), frame])?;
            }
            Some(_) => {}
            None if number == libc::SIGINT as i64 => return Err(vm.raise(&exc::KEYBOARD_INTERRUPT, "")),
            None => {}
        }
    }
    Ok(())
}

/// Were the process's signal handlers set up already? The first caller gets `false`.
pub fn signals_installed() -> bool {
    INSTALLED.swap(true, Ordering::SeqCst)
}
