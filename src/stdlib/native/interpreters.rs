//! `_interpreters`: what `concurrent.interpreters` is built on.
//!
//! Code for another interpreter is compiled, and values are packed, on this side; then the calling thread enters the
//! other interpreter, runs, packs what comes of it, and unpacks it here (`interp::registry`, `interp::transfer`).

use std::sync::Arc;

use crate::bytecode::op::{Op, ROWS};
use crate::bytecode::{Code, Const};
use crate::interp::registry::{self, Running, WHENCE_RUNTIME, WHENCE_STDLIB};
use crate::interp::transfer::{self, Parcel};
use crate::interp::{Interpreter, run};
use crate::object::layouts::*;
use crate::object::{Layout, MethodDef, ModuleSpec, Raised, Res, Value, method};
use crate::syntax::Mode;
use crate::types::{exceptions as exc, type_of};
use crate::vm::intern::{intern, names};
use crate::vm::shared::Config;
use crate::vm::{Values, Vm};

use super::builtins_compile::utf8;
use super::exception_class;
use super::interp_config;

pub static MODULE: ModuleSpec = ModuleSpec {
    name: "_interpreters",
    doc: "Interpreters: what concurrent.interpreters is made of.",
    functions: FUNCTIONS,
    constants: &[
        ("InterpreterError", error_class),
        ("InterpreterNotFoundError", not_found_class),
        ("NotShareableError", transfer::not_shareable_class),
        ("WHENCE_UNKNOWN", |vm| Ok(vm.int(0))),
        ("WHENCE_RUNTIME", |vm| Ok(vm.int(WHENCE_RUNTIME))),
        ("WHENCE_LEGACY_CAPI", |vm| Ok(vm.int(2))),
        ("WHENCE_CAPI", |vm| Ok(vm.int(3))),
        ("WHENCE_XI", |vm| Ok(vm.int(4))),
        ("WHENCE_STDLIB", |vm| Ok(vm.int(WHENCE_STDLIB))),
    ],
    ..ModuleSpec::DEFAULT
};

const FUNCTIONS: &[MethodDef] = &[
    method("create", "(config='isolated', *, reqrefs=False)", |vm, a| {
        let counted = a[1].given().map_or(Ok(false), |r| vm.truth(r))?;
        let config = interp_config::chosen(vm, a[0].not_none())?;
        let made = if interp_config::is_possible(&config) { registry::create(vm, config, counted) } else { None };
        match made {
            Some(id) => Ok(vm.uint(id)),
            None => Err(creation_failed(vm)),
        }
    }),
    method("new_config", "(name='isolated', /, **overrides)", interp_config::new_config).unsigned(),
    method("get_config", "(id, *, restrict=False)", |vm, a| {
        let id = id_of(vm, a[0])?;
        let config = match registry::find(id) {
            Some(interpreter) => interpreter.shared.settings.config,
            None if id == 0 => Config::default(),
            None => return Err(not_found(vm, id)),
        };
        interp_config::shown(vm, &config)
    })
    .unsigned(),
    method("destroy", "(id, *, restrict=False)", |vm, a| {
        let id = id_of(vm, a[0])?;
        destroy(vm, id)?;
        Ok(Value::NONE)
    }),
    method("incref", "(id, *, implieslink=False, restrict=False)", |vm, a| {
        let id = id_of(vm, a[0])?;
        if registry::retain(id) { Ok(Value::NONE) } else { Err(not_found(vm, id)) }
    }),
    method("decref", "(id, *, restrict=False)", |vm, a| {
        let id = id_of(vm, a[0])?;
        match registry::release(id) {
            None => Err(not_found(vm, id)),
            // one that still runs stays: nobody can name it any more, it goes with the process
            Some(true) => {
                if let Err(raised) = destroy(vm, id) {
                    vm.take_raised(raised);
                }
                Ok(Value::NONE)
            }
            Some(false) => Ok(Value::NONE),
        }
    }),
    method("get_current", "()", |vm, _| {
        let id = vm.shared.id;
        Ok(vm.tuple(&[vm.uint(id), vm.int(registry::whence(id).unwrap_or(0))]))
    }),
    method("get_main", "()", |vm, _| Ok(vm.tuple(&[vm.int(0), vm.int(WHENCE_RUNTIME)]))),
    method("list_all", "()", |vm, _| {
        let mut rows = Values::new(vm);
        for (id, whence) in registry::list() {
            rows.push(vm.tuple(&[vm.uint(id), vm.int(whence)]));
        }
        Ok(vm.list(&rows))
    }),
    method("whence", "(id)", |vm, a| {
        let id = id_of(vm, a[0])?;
        match registry::whence(id) {
            Some(w) => Ok(vm.int(w)),
            None => Err(not_found(vm, id)),
        }
    }),
    method("is_running", "(id, *, restrict=False)", |vm, a| {
        let id = id_of(vm, a[0])?;
        if id == 0 {
            return Ok(Value::TRUE);
        }
        let i = find(vm, id)?;
        Ok(Value::bool(i.shared.running_main.load(std::sync::atomic::Ordering::Acquire)))
    }),
    method("exec", "(id, code, shared=None, *, restrict=False)", exec),
    method("run_string", "(id, script, shared=None, *, restrict=False)", exec),
    method("run_func", "(id, func, shared=None, *, restrict=False)", exec),
    method("call", "(id, callable, args=None, kwargs=None, *, preserve_exc=False, restrict=False)", call),
    method("set___main___attrs", "(id, updates, *, restrict=False)", |vm, a| {
        let id = id_of(vm, a[0])?;
        let target = find(vm, id)?;
        let filled = a[1].cast::<Dict>().is_some() && vm.dict_len(a[1]) > 0;
        if !filled {
            return Err(vm.value_error("arg 2 must be a non-empty dict"));
        }
        let names = pack_names(vm, a[1])?;
        let _running = start(vm, &target, "interpreter already running")?;
        match registry::enter(vm, &target, |t| bind(t, &names).map_err(|raised| Failure::of(t, raised)))? {
            Ok(()) => Ok(Value::NONE),
            Err(failure) => Err(failure.raise(vm)),
        }
    }),
    method("is_shareable", "(obj)", |vm, a| transfer::is_shareable(vm, a[0]).map(Value::bool)),
    method("capture_exception", "(exc=None)", |vm, a| {
        let e = match a[0].not_none() {
            Some(e) => e,
            None => match vm.handled.get().given() {
                Some(e) => e,
                None => return Ok(Value::NONE),
            },
        };
        if e.cast::<Exception>().is_none() {
            return Err(vm.type_error(format!("expected exception, got {}", vm.repr_text(a[0])?)));
        }
        Failure::describe(vm, e).excinfo(vm)
    }),
];

fn error_class(vm: &Vm) -> Res {
    exception_class::make(vm, "concurrent.interpreters.InterpreterError", &[type_of(&exc::EXCEPTION).value()])
}

fn not_found_class(vm: &Vm) -> Res {
    exception_class::make(vm, "concurrent.interpreters.InterpreterNotFoundError", &[error_class(vm)?])
}

fn error(vm: &Vm, text: &str) -> Raised {
    exception_class::raise(vm, error_class(vm), text)
}

/// No memory for one more interpreter.
fn creation_failed(vm: &Vm) -> Raised {
    let raised = vm.memory_error();
    let context = vm.take_raised(raised);
    let raised = error(vm, "interpreter creation failed");
    let e = vm.take_raised(raised);
    e.expect::<Exception>().context.set(context);
    vm.raise_value(e)
}

fn not_found(vm: &Vm, id: u64) -> Raised {
    exception_class::raise(vm, not_found_class(vm), &format!("unrecognized interpreter ID {id}"))
}

fn id_of(vm: &Vm, v: Value) -> Res<u64> {
    if !crate::types::int::is_int(v) && v.typ().slots().index.is_none() {
        return Err(vm.type_error(format!("interpreter ID must be an int, got {}", v.type_name())));
    }
    let v = vm.index(v)?;
    match vm.to_i64(v) {
        Some(id) if id >= 0 => Ok(id as u64),
        Some(id) => Err(vm.value_error(format!("interpreter ID must be a non-negative int, got {id}"))),
        None => Err(vm.overflow_error("int too big to convert")),
    }
}

fn find(vm: &Vm, id: u64) -> Res<Interpreter> {
    if id == 0 {
        return Err(error(vm, "interpreter already running"));
    }
    registry::find(id).ok_or_else(|| not_found(vm, id))
}

fn start(vm: &Vm, target: &Interpreter, text: &str) -> Res<Running> {
    if target.shared.id == vm.shared.id {
        return Err(error(vm, text));
    }
    Running::new(target).ok_or_else(|| error(vm, text))
}

fn destroy(vm: &Vm, id: u64) -> Res<()> {
    if id == vm.shared.id {
        return Err(error(vm, "cannot destroy the current interpreter"));
    }
    if id == 0 {
        return Err(error(vm, "cannot destroy the main interpreter"));
    }
    let target = find(vm, id)?;
    let running = start(vm, &target, "interpreter running")?;
    registry::destroy(vm, target, running)
}

// ---- what goes over ----

type Names = Vec<(String, Parcel)>;

fn pack_names(vm: &Vm, dict: Value) -> Res<Names> {
    let mut out = Vec::new();
    for (k, v) in vm.dict_items(dict).pairs() {
        if k.str_bytes().is_none() {
            return Err(vm.type_error("bad argument type for built-in operation"));
        }
        out.push((utf8(vm, &k)?.to_string(), Parcel::pack_strictly(vm, v)?));
    }
    Ok(out)
}

fn bind(vm: &Vm, names: &Names) -> Res<()> {
    let ns = run::main_namespace(vm)?;
    let mut values = Values::new(vm);
    for (_, parcel) in names {
        values.push(parcel.unpack(vm)?);
    }
    for ((name, _), &v) in names.iter().zip(values.iter()) {
        vm.store_global(ns, intern(name.as_bytes()), v)?;
    }
    Ok(())
}

/// An exception as the other side hears of it: texts.
struct Failure {
    name: String,
    qualname: String,
    module: String,
    msg: String,
    formatted: String,
    display: String,
    /// the result could not be packed: raised on this side as `NotShareableError`
    not_shareable: bool,
}

impl Failure {
    fn of(vm: &Vm, raised: Raised) -> Failure {
        let e = vm.take_raised(raised);
        vm.handled.set(Value::UNBOUND);
        Failure::describe(vm, e)
    }

    fn describe(vm: &Vm, e: Value) -> Failure {
        let quietly = |r: Res<String>| {
            r.unwrap_or_else(|raised| {
                vm.take_raised(raised);
                String::new()
            })
        };
        let class = e.typ();
        let attr = |name: &crate::vm::intern::StaticName| quietly(vm.get_attr(class.value(), name.get()).and_then(|v| vm.str_text(v)));
        let msg = quietly(vm.str_text(e));
        let name = class.short_name().to_string();
        let full = vm.type_full_name(class);
        let display = crate::vm::display::exception_text(vm, e);
        Failure {
            formatted: format!("{}: {msg}", full.strip_prefix("__main__.").unwrap_or(&full)),
            qualname: attr(&names::QUALNAME),
            module: attr(&names::MODULE),
            name,
            msg,
            display: display.strip_suffix('\n').map_or(display.clone(), str::to_string),
            not_shareable: false,
        }
    }

    /// `types.SimpleNamespace(type=..., msg=..., formatted=..., errdisplay=...)`
    fn excinfo(&self, vm: &Vm) -> Res {
        let of = |text: &str| vm.str(text);
        let class = super::namespace::make(
            vm,
            &[("__name__", of(&self.name)), ("__qualname__", of(&self.qualname)), ("__module__", of(&self.module))],
        )?;
        super::namespace::make(
            vm,
            &[("type", class), ("msg", of(&self.msg)), ("formatted", of(&self.formatted)), ("errdisplay", of(&self.display))],
        )
    }

    /// Raises what happened over there before any code ran.
    fn raise(&self, vm: &Vm) -> Raised {
        if self.not_shareable {
            let raised = vm.raise(&crate::types::exceptions::EXCEPTION, &self.formatted);
            let cause = vm.take_raised(raised);
            return transfer::not_shareable(vm, "object does not support cross-interpreter data", Some(cause));
        }
        error(vm, &self.formatted)
    }
}

// ---- exec ----

/// What is to be run: a module's code, or a function's.
struct Script {
    code: Arc<Code>,
    is_function: bool,
}

fn script(vm: &Vm, v: Value) -> Res<Script> {
    if v.str_bytes().is_some() {
        let code = run::compile_text(vm, utf8(vm, &v)?, "<script>", Mode::Exec, run::plain_options(vm))?;
        return Ok(Script { code, is_function: false });
    }
    if v.cast::<Bytes>().is_some() || v.cast::<ByteArray>().is_some() || v.cast::<MemoryView>().is_some() {
        let bytes = crate::types::bytes_common::buffer_of(vm, v)?;
        let code = run::compile_bytes(vm, &bytes, "<script>", Mode::Exec, run::plain_options(vm))?;
        return Ok(Script { code, is_function: false });
    }
    let code = if v.is_exact(Layout::Function) {
        v.expect::<Function>().loaded().code.clone()
    } else if v.is_exact(Layout::Code) {
        crate::types::codeobject::loaded(v.expect()).code.clone()
    } else {
        return Err(vm.type_error(format!("unsupported script {}", vm.repr_text(v)?)));
    };
    if !code.flags.optimized {
        return if returns_value(&code) { Err(vm.value_error(NO_SCRIPT)) } else { Ok(Script { code, is_function: false }) };
    }
    if !code.freevars.is_empty() {
        return Err(vm.value_error("closures not supported"));
    }
    if code.parameter_count() > 0 {
        return Err(vm.value_error("code with args not supported"));
    }
    if code.flags.suspends() || returns_value(&code) {
        return Err(vm.value_error(NO_SCRIPT));
    }
    Ok(Script { code, is_function: true })
}

const NO_SCRIPT: &str = "code that returns a value is not a script";

/// Does the code return anything but `None`? A constant that is returned is loaded by the instruction before.
fn returns_value(code: &Code) -> bool {
    let mut i = 0;
    let mut before: Option<u64> = None;
    while i < code.words.len() {
        let word = code.words[i];
        let row = &ROWS[word as u8 as usize];
        if row.op == Op::Return {
            let is_none = before.is_some_and(|b| {
                let loads_none = match ROWS[b as u8 as usize].op {
                    Op::LoadK => matches!(code.consts.get((b >> 32) as usize), Some(Const::None)),
                    Op::LoadImm => b >> 32 == Value::NONE.0,
                    _ => false,
                };
                loads_none && (b >> 8) as u8 == (word >> 8) as u8
            });
            if !is_none {
                return true;
            }
        }
        before = Some(word);
        i += row.length as usize;
    }
    false
}

fn exec(vm: &Vm, a: &[Value]) -> Res {
    let id = id_of(vm, a[0])?;
    let target = find(vm, id)?;
    let script = script(vm, a[1])?;
    let names = match a[2].not_none() {
        Some(d) => pack_names(vm, d)?,
        None => Vec::new(),
    };
    let _running = start(vm, &target, "interpreter already running")?;
    let failed = registry::enter(vm, &target, |t| {
        let outcome = bind(t, &names).and_then(|()| {
            let ns = run::main_namespace(t)?;
            if script.is_function {
                let f = t.new_function(t.load_code(&script.code), ns, Value::UNBOUND);
                t.call(f, &[])
            } else {
                run::run_code(t, &script.code, ns, ns)
            }
        });
        outcome.err().map(|raised| Failure::of(t, raised))
    })?;
    match failed {
        Some(failure) => failure.excinfo(vm),
        None => Ok(Value::NONE),
    }
}

// ---- call ----

fn call(vm: &Vm, a: &[Value]) -> Res {
    let id = id_of(vm, a[0])?;
    let target = find(vm, id)?;
    if !vm.is_callable(a[1]) {
        return Err(vm.type_error(format!("expected a callable, got {}", vm.repr_text(a[1])?)));
    }
    let args = a[2].not_none().unwrap_or_else(|| vm.tuple(&[]));
    let Some(args) = args.cast::<Tuple>() else {
        return Err(vm.type_error(format!("expected args to be a tuple, got {}", vm.repr_text(args)?)));
    };
    let parcel = Parcel::pack_call(vm, a[1], args.items(), a[3].not_none())?;
    let _running = start(vm, &target, "interpreter already running")?;
    let outcome = registry::enter(vm, &target, |t| run_call(t, &parcel))?;
    match outcome {
        Ok(parcel) => {
            let v = parcel.unpack(vm)?;
            Ok(vm.tuple(&[v, Value::NONE]))
        }
        Err(failure) if failure.not_shareable => Err(failure.raise(vm)),
        Err(failure) => {
            let info = failure.excinfo(vm)?;
            Ok(vm.tuple(&[Value::NONE, info]))
        }
    }
}

/// In the target: makes the call, packs what it gives.
fn run_call(vm: &Vm, parcel: &Parcel) -> Result<Parcel, Failure> {
    let called = (|| {
        let what = parcel.unpack(vm)?.expect::<Tuple>();
        let items = what.items();
        let kwargs = items[2].not_none().unwrap_or(Value::UNBOUND);
        crate::types::wrappers::with_args(vm, items[1], kwargs, &mut |args| vm.call_args(items[0], args))
    })();
    let v = called.map_err(|raised| Failure::of(vm, raised))?;
    Parcel::pack(vm, v).map_err(|raised| Failure { not_shareable: true, ..Failure::of(vm, raised) })
}
