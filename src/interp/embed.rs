//! What a program that embeds togil does with an interpreter: run code, pass plain values in and out, read what was
//! printed. No heap value leaves a session, so nothing here can outlive its interpreter or meet another one.
//!
//! Each call attaches the calling thread and detaches it again; behind the GIL that waits for the GIL. What a native
//! module of the embedder does, it does with the `Vm` that its functions are given.

use crate::object::{Raised, Res, Value};
use crate::syntax::Mode;
use crate::types::exceptions as exc;
use crate::types::type_of;
use crate::vm::Vm;
use crate::vm::intern::intern;

use super::{Interpreter, run};

/// A value without a heap.
#[derive(Clone, Debug, PartialEq)]
pub enum Plain {
    None,
    Bool(bool),
    Int(i64),
    Float(f64),
    Str(String),
    /// anything else, as `repr` shows it; only given, never taken
    Other(String),
}

/// An exception that nobody in Python caught.
#[derive(Clone, Debug)]
pub struct Uncaught {
    /// the class's name: `ValueError`
    pub class: String,
    /// `str(exception)`
    pub message: String,
    /// what `python` would print, ending in a newline
    pub traceback: String,
    /// for `SystemExit`: the exit code that it asks for
    pub exit_code: Option<i32>,
}

/// What was printed since the last look.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Output {
    pub stdout: String,
    pub stderr: String,
}

impl Interpreter {
    /// Runs the text of a program in `__main__`, whose names stay for the next call. `filename` is for tracebacks.
    pub fn exec(&self, source: &str, filename: &str) -> Result<(), Uncaught> {
        self.session(|vm| execute(vm, source, filename, Mode::Exec).map(|_| ()).map_err(|raised| uncaught(vm, raised)))
    }

    /// The value of an expression in `__main__`.
    pub fn eval(&self, expression: &str) -> Result<Plain, Uncaught> {
        self.session(|vm| {
            execute(vm, expression, "<string>", Mode::Eval).and_then(|v| to_plain(vm, v)).map_err(|raised| uncaught(vm, raised))
        })
    }

    /// Gives `__main__` a name. Panics for `Plain::Other`, which is a picture of a value and not one.
    pub fn set(&self, name: &str, value: Plain) -> Result<(), Uncaught> {
        self.session(|vm| {
            let ns = run::main_namespace(vm);
            let v = from_plain(vm, &value);
            ns.and_then(|ns| vm.dict_set_str(ns, name, v)).map_err(|raised| uncaught(vm, raised))
        })
    }

    /// Takes what was printed, if the interpreter was built with `capture_output`; nothing otherwise.
    pub fn take_output(&self) -> Output {
        self.session(|vm| Output { stdout: take(vm, "stdout"), stderr: take(vm, "stderr") })
    }

    /// What happens at the end of a program: threads are joined, `atexit` functions and finalizers run, streams are
    /// flushed. False if standard output could not be written.
    pub fn finish(&self) -> bool {
        self.session(run::finish)
    }
}

impl std::fmt::Display for Uncaught {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.traceback.trim_end())
    }
}

impl std::error::Error for Uncaught {}

fn execute(vm: &Vm, source: &str, filename: &str, mode: Mode) -> Res {
    let code = run::compile_text(vm, source, filename, mode, run::plain_options(vm))?;
    crate::vm::carets::remember_source(&code, source);
    let ns = run::main_namespace(vm)?;
    run::run_code(vm, &code, ns, ns)
}

fn uncaught(vm: &Vm, raised: Raised) -> Uncaught {
    let e = vm.take_raised(raised);
    let message = vm.str_text(e).unwrap_or_else(|raised| {
        vm.take_raised(raised);
        "<exception str() failed>".into()
    });
    let traceback = crate::vm::display::exception_text(vm, e);
    let class = e.typ().name.get().as_str().unwrap_or("?").to_string();
    let exits = e.typ().is_subtype_of(type_of(&exc::SYSTEM_EXIT));
    let exit_code = exits.then(|| match exc::field(e, 0) {
        code if code.is_none() => 0,
        code => vm.to_i64(code).map_or(1, |n| (n & 0xFF) as i32),
    });
    Uncaught { class, message, traceback, exit_code }
}

fn to_plain(vm: &Vm, v: Value) -> Res<Plain> {
    if v.is_none() {
        return Ok(Plain::None);
    }
    if v == Value::TRUE || v == Value::FALSE {
        return Ok(Plain::Bool(v == Value::TRUE));
    }
    if let Some(n) = vm.to_i64(v) {
        return Ok(Plain::Int(n));
    }
    if let Some(x) = vm.as_float(v) {
        return Ok(Plain::Float(x));
    }
    match v.as_str() {
        Some(text) => Ok(Plain::Str(text.to_string())),
        None => vm.repr_text(v).map(Plain::Other),
    }
}

fn from_plain(vm: &Vm, value: &Plain) -> Value {
    match value {
        Plain::None => Value::NONE,
        Plain::Bool(b) => Value::bool(*b),
        Plain::Int(n) => vm.int(*n),
        Plain::Float(x) => vm.float(*x),
        Plain::Str(text) => vm.str(text),
        Plain::Other(text) => panic!("{text} is shown, not held"),
    }
}

/// Puts text streams in memory in the place of the process's.
pub(super) fn capture(vm: &Vm) -> Res<()> {
    for (name, kept) in STREAMS {
        let stream = vm.call_method(vm.module("io")?, "StringIO", &[])?;
        vm.shared.register(kept, stream);
        vm.set_attr(vm.module("sys")?, intern(name.as_bytes()), stream)?;
    }
    Ok(())
}

/// The streams, and under which name each one in memory is registered.
const STREAMS: [(&str, &str); 2] = [("stdout", "captured stdout"), ("stderr", "captured stderr")];

/// What a stream in memory holds, which is a new one from now on. A thread that is printing this very moment may still
/// write to the old one; its words are lost.
fn take(vm: &Vm, name: &str) -> String {
    let kept = STREAMS.iter().find(|(stream, _)| *stream == name).expect("a stream of the table").1;
    let taken = (|| -> Res<String> {
        let Some(old) = vm.shared.registered(kept) else { return Ok(String::new()) };
        let sys = vm.module("sys")?;
        let stream = vm.call_method(vm.module("io")?, "StringIO", &[])?;
        // a script may have put its own stream there
        if vm.get_attr_str(sys, name)? == old {
            vm.set_attr(sys, intern(name.as_bytes()), stream)?;
            vm.shared.register(kept, stream);
        }
        let text = vm.call_method(old, "getvalue", &[])?;
        vm.str_text(text)
    })();
    taken.unwrap_or_else(|raised| {
        vm.take_raised(raised);
        String::new()
    })
}
