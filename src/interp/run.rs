//! Compiling and running source in an interpreter, and what happens at its end.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::bytecode::Code;
use crate::compile::{Options, Output};
use crate::object::layouts::*;
use crate::object::{Raised, Res, Value};
use crate::syntax::{ErrorKind, Mode, Source, SyntaxError, Tree, Warning};
use crate::types::{exceptions as exc, type_of};
use crate::vm::Vm;

use super::registry;

/// How the interpreter's own settings would have it.
pub fn plain_options(vm: &Vm) -> Options {
    Options { optimize: vm.shared.settings.optimize, ..Options::default() }
}

/// Compiles text; raises `SyntaxError` and its kin.
pub fn compile_text(vm: &Vm, text: &str, filename: &str, mode: Mode, options: Options) -> Res<Arc<Code>> {
    match Source::from_str(text, filename) {
        Ok(source) => compile_source(vm, &source, mode, options),
        Err(e) => Err(raise_syntax_error(vm, &e)),
    }
}

/// Compiles a statement typed at a prompt. The parser's errors name `<stdin>`, the compiler's and the code its own name;
/// `future_annotations` is what statements before it said, and this one; `parsed` counts those without an error of the parser.
pub fn compile_typed(
    vm: &Vm,
    source: &Source,
    own_name: &str,
    optimize: u8,
    future_annotations: &mut bool,
    parsed: &mut u64,
) -> Res<Arc<Code>> {
    *parsed += u64::from(crate::syntax::parse(source, Mode::Prompt).is_ok());
    let own = Source::from_str(source.text(), own_name).map_err(|e| raise_syntax_error(vm, &e))?;
    let options = Options { optimize, future_annotations: *future_annotations, ..Options::default() };
    let output = compile_with(vm, source, &own, Mode::Prompt, options)?;
    *future_annotations |= output.future_annotations;
    Ok(output.code)
}

/// Compiles a script's bytes, their encoding declared in them.
pub fn compile_file(vm: &Vm, bytes: &[u8], filename: &str, mode: Mode, options: Options) -> Res<Arc<Code>> {
    match Source::from_file(bytes, filename) {
        Ok(source) => compile_source(vm, &source, mode, options),
        Err(e) => Err(raise_syntax_error(vm, &e)),
    }
}

/// Compiles bytes as `compile()` takes them, their encoding declared in them.
pub fn compile_bytes(vm: &Vm, bytes: &[u8], filename: &str, mode: Mode, options: Options) -> Res<Arc<Code>> {
    match Source::from_bytes(bytes, filename) {
        Ok(source) => compile_source(vm, &source, mode, options),
        Err(e) => Err(raise_syntax_error(vm, &e)),
    }
}

fn compile_source(vm: &Vm, source: &Source, mode: Mode, options: Options) -> Res<Arc<Code>> {
    Ok(compile_with(vm, source, source, mode, options)?.code)
}

/// Parses a source and compiles it under the name that `own` has.
fn compile_with(vm: &Vm, source: &Source, own: &Source, mode: Mode, options: Options) -> Res<Output> {
    // what a source takes while it is compiled, for each of its bytes
    const PER_BYTE: usize = 160;
    vm.check_memory(source.text().len(), PER_BYTE)?;
    let (tree, warnings) = aside(vm, source, || crate::syntax::parse_with_warnings(source, mode));
    match tree {
        Ok(tree) => compile_parsed(vm, &tree, source, own, mode, options, warnings),
        Err(e) => {
            warn(vm, source, &warnings, false)?;
            let raised = raise_syntax_error(vm, &e);
            let (line, column) = e.compound.unwrap_or((0, 0));
            let text = if source.is_file() { Value::NONE } else { vm.str(source.text()) };
            if matches!(e.kind, ErrorKind::SyntaxError | ErrorKind::IndentationError | ErrorKind::TabError) {
                vm.set_raised_field(exc::SYNTAX_METADATA, vm.tuple(&[vm.int(line as i64), vm.int(column as i64), text]));
            }
            Err(raised)
        }
    }
}

/// Runs a stage of the front end, which knows no objects; others do not wait for long sources.
fn aside<R>(vm: &Vm, source: &Source, f: impl FnOnce() -> R) -> R {
    if source.text().len() < 4096 { f() } else { vm.aside(f) }
}

/// Compiles a tree; `warnings` are those that its parser had.
pub fn compile_tree(vm: &Vm, tree: &Tree, source: &Source, options: Options, warnings: Vec<Warning>) -> Res<Arc<Code>> {
    Ok(compile_parsed(vm, tree, source, source, Mode::Exec, options, warnings)?.code)
}

/// Compiles what was parsed from `source` under the name that `own` has. What comes after the parser shows the line of the
/// file of that name, if there is one; at a prompt there is none.
fn compile_parsed(
    vm: &Vm,
    tree: &Tree,
    source: &Source,
    own: &Source,
    mode: Mode,
    options: Options,
    mut warnings: Vec<Warning>,
) -> Res<Output> {
    let by_name = !source.is_file() && mode != Mode::Prompt;
    let early = crate::compile::finally_warnings(tree);
    let output = match aside(vm, source, || crate::compile::compile(tree, own, options)) {
        Ok(output) => output,
        Err(mut e) => {
            // what came up before it
            warnings.retain(|w| !w.late || !e.bare && source.line_col(w.span.start).0 < e.lineno);
            warnings.sort_by_key(|w| w.span.start);
            warn(vm, source, &warnings, false)?;
            warn(vm, own, &early, by_name)?;
            if by_name {
                e.text = file_line(source.filename(), e.lineno);
            }
            return Err(raise_syntax_error(vm, &e));
        }
    };
    warnings.sort_by_key(|w| w.span.start);
    warn(vm, source, &warnings, false)?;
    warn(vm, own, &early, by_name)?;
    Ok(output)
}

/// Shows warnings. Where a filter makes an error of one it is a syntax error, which shows the line of the source, or of the
/// file of its name.
fn warn(vm: &Vm, source: &Source, warnings: &[Warning], by_name: bool) -> Res<()> {
    for w in warnings {
        let line = source.line_col(w.span.start).0;
        let warned = crate::stdlib::native::sys::warn_explicit(vm, &exc::SYNTAX_WARNING, &w.message, source.filename(), line);
        let Err(raised) = warned else { continue };
        let e = vm.take_raised(raised);
        if !e.typ().is_subtype_of(type_of(&exc::SYNTAX_WARNING)) {
            return Err(vm.put_raised(e));
        }
        let mut error = w.as_error(source);
        if by_name {
            error.text = file_line(source.filename(), error.lineno);
        }
        return Err(raise_syntax_error(vm, &error));
    }
    Ok(())
}

fn file_line(filename: &str, number: u32) -> Option<String> {
    let bytes = std::fs::read(filename).ok()?;
    let source = Source::from_file(&bytes, filename).ok()?;
    Some(source.line(number).to_string()).filter(|line| !line.is_empty())
}

/// Raises what the front end reported.
pub fn raise_syntax_error(vm: &Vm, e: &SyntaxError) -> Raised {
    let class = match e.kind {
        ErrorKind::SyntaxError => &exc::SYNTAX_ERROR,
        ErrorKind::IndentationError => &exc::INDENTATION_ERROR,
        ErrorKind::TabError => &exc::TAB_ERROR,
        ErrorKind::MemoryError => return vm.raise(&exc::MEMORY_ERROR, &e.message),
        ErrorKind::RecursionError => return vm.raise(&exc::RECURSION_ERROR, &e.message),
        ErrorKind::UnicodeDecodeError { start, end } => {
            let object = vm.bytes(e.text.as_deref().unwrap_or_default().as_bytes());
            let args = [vm.str("unicodeescape"), object, vm.int(start.into()), vm.int(end.into()), vm.str(&e.message)];
            return vm.raise_with(&exc::UNICODE_DECODE_ERROR, &args);
        }
    };
    let Some(filename) = &e.filename else { return vm.raise(class, &e.message) };
    let text = e.text.as_ref().map_or(Value::NONE, |t| vm.str(t));
    let number = |n: i64| vm.int(n);
    let mut info = vec![vm.str(filename), number(e.lineno as i64), number(e.offset as i64), text];
    if e.lineno > 0 {
        info.extend([number(e.end_lineno as i64), number(e.end_offset as i64)]);
    }
    let raised = vm.raise_with(class, &[vm.str(&e.message), vm.tuple(&info)]);
    if !e.bare {
        return raised;
    }
    let exception = vm.take_raised(raised);
    exception.expect::<Exception>().args.set(vm.tuple(&[vm.str(&e.message)]));
    vm.put_raised(exception)
}

/// Runs a module's code with these globals and locals.
pub fn run_code(vm: &Vm, code: &Arc<Code>, globals: Value, locals: Value) -> Res {
    let loaded = vm.load_code(code);
    let f = vm.new_function(loaded, globals, Value::UNBOUND);
    vm.run_body(f, locals)
}

/// The namespace of `__main__`.
pub fn main_namespace(vm: &Vm) -> Res {
    let main = vm.module("__main__")?;
    Ok(main.expect::<Module>().namespace.get())
}

/// An unhandled `KeyboardInterrupt` was shown: the process then ends as if the signal had killed it.
static INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// Did a `KeyboardInterrupt` that nobody caught come up to the top?
pub fn was_interrupted() -> bool {
    INTERRUPTED.load(Ordering::Relaxed)
}

/// Shows an uncaught exception and says the process's exit code: 1, or what `SystemExit` asks for.
pub fn report(vm: &Vm, raised: Raised) -> i32 {
    let e = vm.take_raised(raised);
    vm.handled.set(Value::UNBOUND);
    if e.typ().is_subtype_of(type_of(&exc::SYSTEM_EXIT)) {
        return exit_code(vm, e);
    }
    match show(vm, e) {
        Some(code) => code,
        None if e.typ().is_subtype_of(type_of(&exc::KEYBOARD_INTERRUPT)) => 130,
        None => 1,
    }
}

/// The process's exit code for a `SystemExit`; one that is no number is printed.
pub fn exit_code(vm: &Vm, e: Value) -> i32 {
    let code = vm.get_attr_str(e, "code").unwrap_or_else(|raised| {
        vm.take_raised(raised);
        e
    });
    if code.is_none() {
        return 0;
    }
    if let Some(n) = vm.to_i64(code) {
        return (n & 0xFF) as i32;
    }
    if crate::types::int::is_int(code) {
        return 255;
    }
    flush_stdout(vm);
    let text = match vm.to_str(code) {
        Ok(text) => crate::vm::display::escaped(text),
        Err(raised) => {
            vm.take_raised(raised);
            String::new()
        }
    };
    vm.write_stderr(&format!("{text}\n"));
    1
}

/// Shows an exception with `sys.excepthook`, after `sys.last_exc` and its kin are set; an exit code if the hook asks for
/// the end.
pub fn show(vm: &Vm, e: Value) -> Option<i32> {
    if e.typ().is_subtype_of(type_of(&exc::KEYBOARD_INTERRUPT)) {
        INTERRUPTED.store(true, Ordering::Relaxed);
    }
    vm.handled.set(Value::UNBOUND);
    flush_stdout(vm);
    let tb = e.cast::<Exception>().and_then(|x| x.traceback.get().given()).unwrap_or(Value::NONE);
    if let Ok(sys) = vm.module("sys") {
        for (name, v) in [("last_exc", e), ("last_type", e.typ().value()), ("last_value", e), ("last_traceback", tb)] {
            if let Err(raised) = vm.set_attr_str(sys, name, v) {
                vm.take_raised(raised);
            }
        }
    }
    match vm.module("sys").and_then(|sys| vm.get_attr_str(sys, "excepthook")) {
        Ok(hook) => {
            if let Err(raised) = vm.call(hook, &[e.typ().value(), e, tb]) {
                let second = vm.take_raised(raised);
                if second.typ().is_subtype_of(type_of(&exc::SYSTEM_EXIT)) {
                    return Some(exit_code(vm, second));
                }
                vm.write_stderr("Error in sys.excepthook:\n");
                vm.print_exception(second);
                vm.write_stderr("\nOriginal exception was:\n");
                vm.print_exception(e);
            }
        }
        Err(raised) => {
            vm.take_raised(raised);
            vm.write_stderr("sys.excepthook is missing\n");
            vm.print_exception(e);
        }
    }
    None
}

/// Flushes the standard streams; what goes wrong there is seen at the end.
pub fn flush_stdout(vm: &Vm) {
    for name in ["stdout", "stderr"] {
        if let Err(raised) = flush(vm, name) {
            vm.take_raised(raised);
        }
    }
}

/// Flushes a stream of `sys`, if there is one and it is not closed.
fn flush(vm: &Vm, name: &str) -> Res<()> {
    let sys = vm.module("sys")?;
    let Some(stream) = vm.get_attr_opt(sys, crate::vm::intern::intern(name.as_bytes()))? else { return Ok(()) };
    if stream.is_none() {
        return Ok(());
    }
    let closed = match vm.get_attr_str(stream, "closed") {
        Ok(closed) => vm.truth(closed)?,
        Err(raised) => {
            vm.take_raised(raised);
            false
        }
    };
    if closed { Ok(()) } else { vm.call_method(stream, "flush", &[]).map(|_| ()) }
}

/// The end of an interpreter: threads joined, `atexit` functions run; then no thread but this one runs Python code any more,
/// finalizers run, streams are flushed.
pub fn finish(vm: &Vm) -> bool {
    // what the program's calls left on the stacks would keep garbage alive
    vm.clear_registers_above();
    crate::sync::clear_below::<{ crate::sync::UNDER_COLLECTION }>();
    finish_on_clear_stack(vm)
}

#[inline(never)]
fn finish_on_clear_stack(vm: &Vm) -> bool {
    let quietly = |r: Res| {
        if let Err(raised) = r {
            let e = vm.take_raised(raised);
            vm.print_exception(e);
        }
    };
    if let Ok(Some(threading)) = vm.dict_get_str(vm.shared.modules.get(), "threading") {
        quietly(vm.call_method(threading, "_shutdown", &[]));
    }
    if let Ok(Some(atexit)) = vm.dict_get_str(vm.shared.modules.get(), "atexit") {
        quietly(vm.call_method(atexit, "_run_exitfuncs", &[]));
    }
    vm.shared.finalizing.store(true, Ordering::Release);
    vm.shared.world.end(&vm.thread);
    let warned = if vm.shared.is_main() { end_remaining(vm) } else { Ok(()) };
    vm.run_finalizers();
    vm.finalize_all();
    let fine = flush_at_end(vm);
    match warned {
        Ok(()) => fine,
        Err(raised) => {
            // that is where CPython comes upon it
            let e = vm.take_raised(raised);
            crate::vm::traceback::unraisable(vm, e, "Exception ignored while flushing sys.stdout", Value::NONE);
            false
        }
    }
}

/// At the end of the process: the interpreters that scripts made and did not close are ended, with a warning. One in which a
/// thread still runs (a daemon's visit) stays as it is.
///
/// # Errors
/// The warning, where a filter makes an error of it.
fn end_remaining(vm: &Vm) -> Res<()> {
    if registry::list().len() == 1 {
        return Ok(());
    }
    // those that nobody can name any more are no reason to warn
    vm.collect();
    vm.run_finalizers();
    if registry::list().len() == 1 {
        return Ok(());
    }
    let warned = vm.warn(&exc::RUNTIME_WARNING, "remaining subinterpreters; close them with Interpreter.close()", 1);
    for interpreter in registry::all().into_iter().rev() {
        if let Some(running) = registry::Running::new(&interpreter)
            && let Err(raised) = registry::destroy(vm, interpreter, running)
        {
            vm.take_raised(raised);
        }
    }
    warned
}

/// The last flush. What standard output could not take is said; whether both streams could take all is the answer.
fn flush_at_end(vm: &Vm) -> bool {
    let mut fine = true;
    for name in ["stdout", "stderr"] {
        if let Err(raised) = flush(vm, name) {
            let e = vm.take_raised(raised);
            fine = false;
            if name == "stdout" {
                crate::vm::traceback::unraisable(vm, e, "Exception ignored while flushing sys.stdout", Value::NONE);
            }
        }
    }
    fine
}

/// Runs handlers of signals that arrived; replaced by the `signal` module's when that is loaded.
pub fn run_signal_handlers(vm: &Vm) -> Res<()> {
    crate::stdlib::native::sys::run_signals(vm)
}

/// Switches the GIL on because a module needs it, with CPython's warning; not if the user insists on none.
pub fn enable_gil_for(vm: &Vm, module: &str) -> Res<()> {
    if vm.shared.settings.insist_on_no_gil {
        return Ok(());
    }
    set_gil(vm, true);
    let text = format!(
        "The global interpreter lock (GIL) has been enabled to load module '{module}', which has not declared that it can run safely without the GIL. To override this behavior and keep the GIL disabled (at your own risk), run with PYTHON_GIL=0 or -Xgil=0."
    );
    crate::stdlib::native::sys::warn(vm, &exc::RUNTIME_WARNING, &text, 1)
}

/// Switches the interpreter's GIL, with the world stopped; every thread's new objects belong to its new owner number.
pub fn set_gil(vm: &Vm, on: bool) {
    let mut owners = || {
        // The list's lock is taken by attached threads only, for a few stores, so nobody has it while the world is
        // stopped; taken before the stop it would be waited for attached, and the stop would never come.
        for p in vm.shared.vms.lock().iter() {
            // SAFETY: the world is stopped: no machine of this interpreter runs or goes away.
            let other = unsafe { &*p.0 };
            other.alloc.set_owner(other.thread.owner_id());
        }
    };
    vm.shared.world.set_gil(&vm.thread, on, &mut owners);
}
