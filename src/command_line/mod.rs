//! The command line: what `python` takes, for `togil`.
//!
//! `options` reads arguments and environment, `help` has the texts. Here the program is read and run, and after it the
//! prompt, where one is asked for. Exit codes are CPython's: 1 for an uncaught exception, 2 for wrong usage, what
//! `SystemExit` asks for, 120 if standard output could not be flushed, the signal of Ctrl-C for `KeyboardInterrupt`.

mod help;
mod options;

use std::ffi::OsString;
use std::io::{Read, Write};
use std::path::Path;

use crate::interp::{Interpreter, prompt, run};
use crate::object::layouts::Module;
use crate::object::{Res, Value};
use crate::syntax::{Mode, Source};
use crate::vm::Vm;
use crate::vm::intern::names;

use options::{Options, Program};

const VERSION: &str = "Python 3.14.0";

/// Runs the program that the arguments name and gives the process's exit code.
pub fn run(args: Vec<OsString>) -> i32 {
    let options = match options::parse(&args) {
        Ok(o) => o,
        Err(text) => {
            say(&text);
            return if text.starts_with("Fatal") { 1 } else { 2 };
        }
    };
    if let Some(which) = options.help {
        print(&help::text(&args.first().map_or("togil".into(), |a| a.to_string_lossy()), which));
        return 0;
    }
    if options.version > 0 {
        let free = options.settings.gil == Some(false);
        let more = if options.version > 1 {
            format!(" {}(togil 0.1.0) [Rust]", if free { "free-threading build " } else { "" })
        } else {
            String::new()
        };
        print(&format!("{VERSION}{more}\n"));
        return 0;
    }
    crate::object::heap::spare_address_space();
    // as large as the limits on recursion assume
    match crate::sync::on_stack_of(MAIN_STACK, || start(options)) {
        Some(code) => code & 0xff,
        None => {
            say(&options::fatal(NO_MEMORY, "preinitialized"));
            1
        }
    }
}

/// What is said of a process that cannot even begin.
const NO_MEMORY: &str = "memory allocation failed";

/// Bytes of native stack of the main Python thread.
const MAIN_STACK: usize = 64 << 20;

/// Writes to standard output; what goes wrong there (a full disk, a closed pipe) is nobody's to hear.
fn print(text: &str) {
    let _ = std::io::stdout().write_all(text.as_bytes());
    let _ = std::io::stdout().flush();
}

/// Writes to standard error, likewise.
fn say(text: &str) {
    let _ = std::io::stderr().write_all(text.as_bytes());
}

fn is_terminal(fd: i32) -> bool {
    crate::stdlib::native::io::fd::is_terminal(fd)
}

/// What is to be run, as bytes; a file that cannot be read is CPython's error and code 1 or 2.
fn read(o: &Options) -> Result<Vec<u8>, i32> {
    let mut source = match &o.program {
        Program::File(name) => {
            let path = Path::new(if name.is_empty() { "." } else { name });
            if path.is_dir() && !path.join("__main__.py").exists() {
                let shown = path.canonicalize().unwrap_or(path.to_path_buf());
                say(&format!("{}: can't find '__main__' module in '{}'\n", o.settings.executable, shown.display()));
                return Err(1);
            }
            if path.is_dir() {
                return Ok(Vec::new());
            }
            std::fs::read(path).map_err(|e| {
                let errno = e.raw_os_error().unwrap_or(0);
                let (command, text) = (&o.settings.executable, crate::types::exception_os::errno_text(errno));
                say(&format!("{command}: can't open file '{}': [Errno {errno}] {text}\n", absolute(name)));
                2
            })?
        }
        Program::Stdin => {
            let mut source = Vec::new();
            std::io::stdin().read_to_end(&mut source).map_err(|e| {
                say(&match e.raw_os_error() {
                    Some(libc::EISDIR) => options::fatal("init_sys_streams: <stdin> is a directory, cannot continue", "core initialized"),
                    _ => format!("{e}\n"),
                });
                1
            })?;
            source
        }
        _ => return Ok(Vec::new()),
    };
    if o.skip_first_line && matches!(o.program, Program::File(_)) {
        let end = source.iter().position(|&b| b == b'\n').unwrap_or(source.len());
        source.drain(..end);
    }
    Ok(source)
}

/// The path from the root, its parts as they were given.
fn absolute(name: &str) -> String {
    if name.starts_with('/') {
        return name.into();
    }
    std::env::current_dir().map_or(name.into(), |here| format!("{}/{name}", here.display().to_string().trim_end_matches('/')))
}

/// The first folder that modules are searched in.
fn first_folder(o: &Options) -> Option<String> {
    match &o.program {
        Program::File(name) if Path::new(name).is_dir() => {
            Some(std::path::absolute(name).map_or(name.clone(), |p| p.display().to_string()))
        }
        _ if o.settings.safe_path || o.settings.isolated => None,
        Program::File(name) => {
            let path = std::fs::canonicalize(name).unwrap_or(Path::new(name).to_path_buf());
            path.parent().map(|folder| folder.display().to_string())
        }
        Program::Module(_) => Some(std::env::current_dir().map(|d| d.display().to_string()).unwrap_or_default()),
        Program::Command(_) | Program::Stdin | Program::Prompt => Some(String::new()),
    }
}

/// Makes the interpreter, runs the program in it, then the prompt, and ends the process.
fn start(mut o: Options) -> i32 {
    let source = read(&o);
    if let (Err(code), false) = (&source, o.settings.inspect) {
        return *code;
    }
    if let Some(folder) = first_folder(&o) {
        o.settings.path.insert(0, folder.clone());
        o.settings.first_folder = Some(folder);
    }
    let filename = match &o.program {
        Program::File(name) => absolute(name),
        Program::Command(_) => "<string>".into(),
        _ => "<stdin>".into(),
    };
    if let Some(stage) = &o.emit {
        let source = match &o.program {
            Program::Command(text) => text.clone().into_bytes(),
            _ => source.unwrap_or_default(),
        };
        return emit(stage, &source, &filename, o.settings.optimize);
    }
    let gil = o.settings.gil.unwrap_or(true);
    let (inspect, interactive) = (o.settings.inspect, o.settings.interactive);
    if let Some(limit) = o.settings.int_max_str_digits {
        crate::types::int::set_max_str_digits(limit);
    }
    let deadlock = o.settings.x_options.iter().rev().find(|(k, _)| k == "deadlock").and_then(|(_, v)| v.clone());
    let Some(interpreter) = Interpreter::builder().gil(gil).settings(o.settings).try_build() else {
        say(&options::fatal(NO_MEMORY, "preinitialized"));
        return 1;
    };
    match deadlock.as_deref() {
        Some("off") => {}
        how => crate::interp::deadlocks::watch(&interpreter, how == Some("exit")),
    }
    interpreter.session(|vm| {
        crate::interp::signals::install(vm);
        let settings = &vm.shared.settings;
        if !settings.warn_options.is_empty() {
            // what is wrong with the options is said first
            quietly(vm, vm.module("warnings").map(|_| ()));
        }
        let mut code = match (&o.program, source) {
            (_, Err(code)) => code,
            (Program::Prompt, _) => {
                greet(settings.quiet);
                startup(vm);
                prompt::run(vm, settings.optimize)
            }
            (program, Ok(source)) => match execute(vm, program, &source, &filename, settings.optimize) {
                Ok(()) => 0,
                Err(raised) if inspect => {
                    let e = vm.take_raised(raised);
                    run::show(vm, e).unwrap_or(1)
                }
                Err(raised) => run::report(vm, raised),
            },
        };
        // the script may have asked for it itself
        let asked = inspect || !settings.ignore_environment && std::env::var_os("PYTHONINSPECT").is_some_and(|v| !v.is_empty());
        if asked && !matches!(o.program, Program::Prompt) && (interactive || is_terminal(0)) {
            code = prompt::run(vm, settings.optimize);
        }
        if !run::finish(vm) {
            code = 120;
        }
        if run::was_interrupted() {
            crate::interp::signals::end_as_interrupted();
        }
        // threads that are still there (daemons) end with the process
        std::process::exit(code)
    })
}

/// Shows what was raised, and goes on.
fn quietly(vm: &Vm, done: Res<()>) {
    if let Err(raised) = done {
        let e = vm.take_raised(raised);
        run::show(vm, e);
    }
}

/// What a prompt begins with.
fn greet(quiet: bool) {
    if !quiet {
        let what = "Type \"help\", \"copyright\", \"credits\" or \"license\" for more information.";
        say(&format!("{VERSION} (togil 0.1.0) [Rust] on linux\n{what}\n"));
    }
}

/// Runs the file that `PYTHONSTARTUP` names, in `__main__`.
fn startup(vm: &Vm) {
    let Some(name) = std::env::var("PYTHONSTARTUP").ok().filter(|name| !name.is_empty() && !vm.shared.settings.ignore_environment) else {
        return;
    };
    let source = match std::fs::read(&name) {
        Ok(source) => source,
        Err(e) => {
            say("Could not open PYTHONSTARTUP\n");
            let raised = vm.os_error(e.raw_os_error().unwrap_or(0), Some(vm.str(&name)));
            let e = vm.take_raised(raised);
            return vm.print_exception(e);
        }
    };
    let done = run::compile_file(vm, &source, &name, Mode::Exec, run::plain_options(vm)).and_then(|code| {
        let namespace = run::main_namespace(vm)?;
        run::run_code(vm, &code, namespace, namespace)
    });
    quietly(vm, done.map(|_| ()));
}

fn execute(vm: &Vm, program: &Program, source: &[u8], filename: &str, optimize: u8) -> Res<()> {
    if let Program::Module(name) = program {
        let runpy = vm.module("runpy")?;
        return vm.call_method(runpy, "_run_module_as_main", &[vm.str(name)]).map(|_| ());
    }
    if matches!(program, Program::File(name) if Path::new(name).is_dir()) {
        let runpy = vm.module("runpy")?;
        return vm.call_method(runpy, "_run_module_as_main", &[vm.str("__main__"), Value::FALSE]).map(|_| ());
    }
    let main = vm.module("__main__")?;
    let ns = main.expect::<Module>().namespace.get();
    if let Program::File(_) = program {
        vm.dict_set(ns, names::FILE.get(), vm.str(filename))?;
    }
    let options = crate::compile::Options { optimize, ..Default::default() };
    let code = match program {
        Program::Command(text) => {
            let code = run::compile_text(vm, text, filename, Mode::Exec, options)?;
            crate::vm::carets::remember_source(&code, text);
            code
        }
        _ => run::compile_file(vm, source, filename, Mode::Exec, options)?,
    };
    if let Program::File(_) = program {
        crate::interp::transfer::set_main_program(&code);
    }
    let done = run::run_code(vm, &code, ns, ns);
    if let Program::File(_) = program {
        // it tells of the script, and what runs now is none
        let _ = vm.dict_remove(ns, names::FILE.get());
    }
    done.map(|_| ())
}

/// `--emit`: a stage's product as text.
fn emit(stage: &str, source: &[u8], filename: &str, optimize: u8) -> i32 {
    let fail = |e: crate::syntax::SyntaxError| {
        say(&format!("{e}\n"));
        1
    };
    let source = match Source::from_file(source, filename) {
        Ok(s) => s,
        Err(e) => return fail(e),
    };
    if stage == "tokens" {
        print(&crate::syntax::tokens_dump(&source));
        return 0;
    }
    let tree = match crate::syntax::parse(&source, Mode::Exec) {
        Ok(t) => t,
        Err(e) => return fail(e),
    };
    match stage {
        "ast" => print(&(crate::syntax::ast_dump(&tree) + "\n")),
        "bytecode" => match crate::compile::compile(&tree, &source, crate::compile::Options { optimize, ..Default::default() }) {
            Ok(output) => print(&crate::bytecode::dis::disassemble(&output.code)),
            Err(e) => return fail(e),
        },
        _ => {
            say(&format!("--emit takes tokens, ast or bytecode, not {stage}\n"));
            return 2;
        }
    }
    0
}
