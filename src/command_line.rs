//! The command line: what `python` takes, for `togil`.
//!
//! Options end at the first argument that is none, at `-c` or at `-m`. What is accepted and has no effect is accepted
//! because scripts and tools pass it. Exit codes are CPython's: 1 for an uncaught exception, 2 for wrong usage, what
//! `SystemExit` asks for, 120 if standard output could not be flushed, 130 for Ctrl-C.

use std::ffi::OsString;
use std::process::ExitCode;

use crate::interp::{Interpreter, run};
use crate::object::Res;
use crate::object::layouts::Module;
use crate::syntax::{Mode, Source};
use crate::vm::Vm;
use crate::vm::intern::names;
use crate::vm::shared::Settings;

const VERSION: &str = "Python 3.14.0";
const USAGE: &str = "usage: togil [option] ... [-c cmd | -m mod | file | -] [arg] ...";
const HELP: &str = "\
Options (and corresponding environment variables):
-b     : accepted, no effect
-B     : accepted, no effect (nothing is written beside the source)
-c cmd : program passed in as string (terminates option list)
-d     : accepted, no effect
-E     : ignore PYTHON* environment variables (such as PYTHONPATH)
-h     : print this help message and exit (also -? or --help)
-i     : accepted, no effect
-I     : isolate from the user's environment (implies -E and -P)
-m mod : run library module as a script (terminates option list)
-O     : remove assert and __debug__-dependent statements
-OO    : do -O changes and also discard docstrings
-P     : don't prepend a potentially unsafe path to sys.path
-q     : don't print version and copyright messages on interactive startup
-s, -S : accepted, no effect
-u     : force the stdout and stderr streams to be unbuffered
-v     : accepted, no effect
-V     : print the version number and exit (also --version); given twice, say more
-W arg : warning control; arg is action:message:category:module:lineno
-x     : skip the first line of the source
-X opt : set an implementation option: gil=[0|1], thread_inherit_context, context_aware_warnings, dev, utf8, ...
         switch_interval=SECONDS: what sys.setswitchinterval sets, from the start and for every interpreter
--emit tokens|ast|bytecode : print what that stage makes of the program, and exit
Environment: PYTHON_GIL (0 or 1; 0 also keeps modules from switching the GIL on), PYTHONPATH, PYTHONOPTIMIZE, PYTHONUNBUFFERED, PYTHONWARNINGS";

/// What is to be run.
enum Program {
    Command(String),
    Module(String),
    File(String),
    Stdin,
}

/// What the options said.
struct Options {
    settings: Settings,
    program: Program,
    emit: Option<String>,
    version: u8,
    help: bool,
    skip_first_line: bool,
}

/// Runs the program that the arguments name and gives the process's exit code.
pub fn run(args: Vec<OsString>) -> ExitCode {
    let args: Vec<String> = args.into_iter().map(|a| a.to_string_lossy().into_owned()).collect();
    let options = match parse(&args) {
        Ok(o) => o,
        Err(text) => {
            eprintln!("{text}");
            return ExitCode::from(if text.starts_with("Fatal") { 1 } else { 2 });
        }
    };
    if options.help {
        println!("{USAGE}\n{HELP}");
        return ExitCode::SUCCESS;
    }
    if options.version > 0 {
        let free = options.settings.gil == Some(false);
        let more = if options.version > 1 {
            format!(" {}(togil 0.1.0) [Rust]", if free { "free-threading build " } else { "" })
        } else {
            String::new()
        };
        println!("{VERSION}{more}");
        return ExitCode::SUCCESS;
    }
    // a thread of our own: its stack is as large as the limits on recursion assume
    let worker = std::thread::Builder::new().name("main".into()).stack_size(MAIN_STACK).spawn(move || start(options));
    // signals are for the script's threads
    crate::interp::signals::block_all();
    match worker.map(|w| w.join()) {
        Ok(Ok(code)) => ExitCode::from(code as u8),
        _ => ExitCode::from(134),
    }
}

/// Bytes of native stack of the main Python thread.
const MAIN_STACK: usize = 64 << 20;

fn parse(args: &[String]) -> Result<Options, String> {
    let mut o =
        Options { settings: Settings::default(), program: Program::Stdin, emit: None, version: 0, help: false, skip_first_line: false };
    o.settings.executable = std::env::current_exe().map(|p| p.display().to_string()).unwrap_or_default();
    o.settings.orig_argv = args.to_vec();
    let mut gil_option = None;
    let mut i = 1;
    let mut argv = Vec::new();
    let mut options_ended = false;
    while i < args.len() {
        let arg = &args[i];
        i += 1;
        if let Some(long) = arg.strip_prefix("--").filter(|_| !options_ended) {
            let value = |i: &mut usize| -> Result<String, String> {
                *i += 1;
                args.get(*i - 1)
                    .cloned()
                    .ok_or(format!("Argument expected for the --{long} option\n{USAGE}\nTry `python -h' for more information."))
            };
            match long {
                "help" | "help-all" | "help-env" | "help-xoptions" => o.help = true,
                "version" => o.version += 1,
                "emit" => o.emit = Some(value(&mut i)?),
                "check-hash-based-pycs" => {
                    // CPython says "options" here
                    let when = value(&mut i).map_err(|text| text.replacen("option\n", "options\n", 1))?;
                    if !matches!(when.as_str(), "default" | "always" | "never") {
                        let text = "--check-hash-based-pycs must be one of 'default', 'always', or 'never'";
                        return Err(format!("{text}\n{USAGE}\nTry `python -h' for more information."));
                    }
                }
                "" => {}
                _ => return Err(format!("Unknown option: --{long}\n{USAGE}\nTry `python -h' for more information.")),
            }
            options_ended |= long.is_empty();
            continue;
        }
        if options_ended || arg == "-" || !arg.starts_with('-') {
            o.program = if arg == "-" { Program::Stdin } else { Program::File(arg.clone()) };
            argv.push(arg.clone());
            argv.extend(args[i..].iter().cloned());
            i = args.len();
            continue;
        }
        let letters: Vec<char> = arg[1..].chars().collect();
        let mut k = 0;
        while k < letters.len() {
            let c = letters[k];
            k += 1;
            let rest: String = letters[k..].iter().collect();
            let mut value = |k: &mut usize| -> Result<String, String> {
                if !rest.is_empty() {
                    *k = letters.len();
                    return Ok(rest.clone());
                }
                i += 1;
                args.get(i - 1)
                    .cloned()
                    .ok_or(format!("Argument expected for the -{c} option\n{USAGE}\nTry `python -h' for more information."))
            };
            match c {
                'c' => {
                    o.program = Program::Command(dedent(&value(&mut k)?) + "\n");
                    argv.push("-c".into());
                }
                'm' => {
                    o.program = Program::Module(value(&mut k)?);
                    argv.push("-m".into());
                }
                'X' => x_option(&mut o.settings, &mut gil_option, &value(&mut k)?)?,
                'W' => o.settings.warn_options.push(value(&mut k)?),
                'h' | '?' => o.help = true,
                'V' => o.version += 1,
                'u' => o.settings.unbuffered = true,
                'q' => o.settings.quiet = true,
                'E' => o.settings.ignore_environment = true,
                'I' => {
                    o.settings.isolated = true;
                    o.settings.ignore_environment = true;
                }
                'P' => o.settings.safe_path = true,
                'B' => o.settings.dont_write_bytecode = true,
                'O' => o.settings.optimize = o.settings.optimize.saturating_add(1),
                'i' => o.settings.inspect = true,
                'x' => o.skip_first_line = true,
                'v' => o.settings.verbose = o.settings.verbose.saturating_add(1),
                'b' => o.settings.bytes_warning = o.settings.bytes_warning.saturating_add(1),
                'd' => o.settings.debug = o.settings.debug.saturating_add(1),
                's' => o.settings.no_user_site = true,
                'S' => o.settings.no_site = true,
                'R' | 't' => {}
                _ => return Err(format!("Unknown option: -{c}\n{USAGE}\nTry `python -h' for more information.")),
            }
            if matches!(o.program, Program::Command(_) | Program::Module(_)) && !argv.is_empty() {
                argv.extend(args[i..].iter().cloned());
                i = args.len();
                k = letters.len();
            }
        }
    }
    environment(&mut o.settings, &mut gil_option)?;
    o.settings.gil = gil_option;
    if o.settings.dev_mode {
        o.settings.warn_options.insert(0, "default".into());
    }
    match o.settings.bytes_warning {
        0 => {}
        1 => o.settings.warn_options.push("default::BytesWarning".into()),
        _ => o.settings.warn_options.push("error::BytesWarning".into()),
    }
    o.settings.argv = if argv.is_empty() { vec![String::new()] } else { argv };
    Ok(o)
}

/// What `-c` does to its text: the white space that all lines start with is no part of the program.
fn dedent(text: &str) -> String {
    let lines: Vec<&str> = text.split('\n').collect();
    let blank = |line: &str| line.trim_matches([' ', '\t']).is_empty();
    let mut margin: Option<&str> = None;
    for line in lines.iter().filter(|line| !blank(line)) {
        let own = &line[..line.len() - line.trim_start_matches([' ', '\t']).len()];
        margin = Some(match margin {
            None => own,
            Some(margin) => &margin[..margin.bytes().zip(own.bytes()).take_while(|(a, b)| a == b).count()],
        });
    }
    let margin = margin.unwrap_or("").len();
    let lines: Vec<&str> = lines.into_iter().map(|line| if blank(line) { "" } else { &line[margin..] }).collect();
    lines.join("\n")
}

/// CPython's words for a value of the GIL's switch that is neither 0 nor 1.
const BAD_GIL: &str = "config_read_gil: PYTHON_GIL / -X gil must be \"0\" or \"1\"";

/// The error of a setting that CPython refuses before it runs.
fn fatal(text: &str, state: &str) -> String {
    format!("Fatal Python error: {text}\nPython runtime state: {state}\n")
}

fn digits_limit(text: Option<&str>, what: &str) -> Result<Option<i64>, String> {
    match text.and_then(|text| text.parse().ok()) {
        Some(n) if n == 0 || n >= 640 => Ok(Some(n)),
        _ => {
            let text = format!("config_init_int_max_str_digits: {what}: invalid limit; must be >= 640 or 0 for unlimited.");
            Err(fatal(&text, "preinitialized"))
        }
    }
}

fn x_option(s: &mut Settings, gil: &mut Option<bool>, text: &str) -> Result<(), String> {
    let (key, value) = match text.split_once('=') {
        Some((k, v)) => (k, Some(v.to_string())),
        None => (text, None),
    };
    let flag = |name: &str| match value.as_deref() {
        Some("0") => Ok(Some(false)),
        Some("1") => Ok(Some(true)),
        _ => Err(fatal(&format!("config_init_{name}: -X {name}=n: n is missing or invalid"), "preinitialized")),
    };
    match key {
        "gil" => match value.as_deref() {
            Some("0") => *gil = Some(false),
            Some("1") => *gil = Some(true),
            _ => return Err(fatal(BAD_GIL, "preinitialized")),
        },
        "thread_inherit_context" => s.thread_inherit_context = flag("thread_inherit_context")?,
        "context_aware_warnings" => s.context_aware_warnings = flag("context_aware_warnings")?,
        "switch_interval" => match value.as_deref().and_then(|v| v.parse().ok()).filter(|&v: &f64| v > 0.0) {
            Some(seconds) => s.switch_interval = std::time::Duration::try_from_secs_f64(seconds).ok(),
            None => return Err("Fatal Python error: -X switch_interval=SECONDS: strictly positive".into()),
        },
        "deadlock" if !matches!(value.as_deref(), Some("report" | "exit" | "off")) => {
            return Err("Fatal Python error: config_init_deadlock: -X deadlock must be \"report\", \"exit\" or \"off\"".into());
        }
        "dev" => s.dev_mode = true,
        "utf8" => match value.as_deref() {
            None | Some("1") => s.utf8_mode = true,
            Some("0") => s.utf8_mode = false,
            _ => return Err(fatal("preconfig_init_utf8_mode: invalid -X utf8 option value", "preinitializing")),
        },
        "warn_default_encoding" => s.warn_default_encoding = true,
        "int_max_str_digits" => s.int_max_str_digits = digits_limit(value.as_deref(), "-X int_max_str_digits")?,
        _ => {}
    }
    s.x_options.push((key.to_string(), value));
    Ok(())
}

fn environment(s: &mut Settings, gil: &mut Option<bool>) -> Result<(), String> {
    if s.ignore_environment {
        return Ok(());
    }
    let var = |name: &str| std::env::var(name).ok().filter(|v| !v.is_empty());
    if gil.is_none() {
        *gil = match var("PYTHON_GIL").as_deref() {
            None => None,
            Some("0") => Some(false),
            Some("1") => Some(true),
            Some(_) => return Err(fatal(BAD_GIL, "preinitialized")),
        };
    }
    s.insist_on_no_gil = *gil == Some(false) && var("PYTHON_GIL").as_deref() == Some("0");
    if let Some(paths) = var("PYTHONPATH") {
        s.path.extend(paths.split(':').map(str::to_string));
    }
    let set = |name: &str| var(name).is_some();
    s.unbuffered |= set("PYTHONUNBUFFERED");
    s.dont_write_bytecode |= set("PYTHONDONTWRITEBYTECODE");
    s.safe_path |= set("PYTHONSAFEPATH");
    s.no_user_site |= set("PYTHONNOUSERSITE");
    s.inspect |= set("PYTHONINSPECT");
    s.dev_mode |= set("PYTHONDEVMODE");
    s.warn_default_encoding |= set("PYTHONWARNDEFAULTENCODING");
    if !s.x_options.iter().any(|(name, _)| name == "utf8") {
        s.utf8_mode = match var("PYTHONUTF8").as_deref() {
            None | Some("0") => false,
            Some("1") => true,
            _ => return Err(fatal("preconfig_init_utf8_mode: invalid PYTHONUTF8 environment variable value", "preinitializing")),
        };
    }
    if let Some(limit) = var("PYTHONINTMAXSTRDIGITS")
        && s.int_max_str_digits.is_none()
    {
        s.int_max_str_digits = digits_limit(Some(&limit), "PYTHONINTMAXSTRDIGITS")?;
    }
    if let Some(seed) = var("PYTHONHASHSEED").filter(|seed| seed != "random") {
        let seed: Result<u32, _> = seed.parse();
        let text = "config_init_hash_seed: PYTHONHASHSEED must be \"random\" or an integer in range [0; 4294967295]";
        s.hash_seed_zero = seed.map_err(|_| fatal(text, "preinitialized"))? == 0;
    }
    if let Some(o) = var("PYTHONOPTIMIZE") {
        s.optimize = s.optimize.max(o.parse().unwrap_or(1));
    }
    if let Some(w) = var("PYTHONWARNINGS") {
        let own = std::mem::take(&mut s.warn_options);
        s.warn_options = w.split(',').map(str::to_string).chain(own).collect();
    }
    for (name, field) in
        [("PYTHON_THREAD_INHERIT_CONTEXT", &mut s.thread_inherit_context), ("PYTHON_CONTEXT_AWARE_WARNINGS", &mut s.context_aware_warnings)]
    {
        if field.is_none() {
            *field = match var(name).as_deref() {
                Some("0") => Some(false),
                Some("1") => Some(true),
                None => None,
                Some(_) => {
                    let key = name["PYTHON_".len()..].to_lowercase();
                    return Err(fatal(&format!("config_init_{key}: {name}=N: N is missing or invalid"), "preinitialized"));
                }
            };
        }
    }
    Ok(())
}

/// Reads what is to be run before anything is made: a file that cannot be read is CPython's error and code 2.
fn start(mut o: Options) -> i32 {
    let mut source: Vec<u8> = Vec::new();
    match &o.program {
        Program::File(name) => {
            let path = std::path::Path::new(if name.is_empty() { "." } else { name });
            if path.is_dir() && !path.join("__main__.py").exists() {
                eprintln!(
                    "{}: can't find '__main__' module in '{}'",
                    o.settings.executable,
                    path.canonicalize().unwrap_or(path.to_path_buf()).display()
                );
                return 1;
            }
            let file = if path.is_dir() { path.join("__main__.py") } else { path.to_path_buf() };
            match std::fs::read(&file) {
                Ok(bytes) => source = bytes,
                Err(e) => {
                    let text = crate::types::exceptions::errno_text(e.raw_os_error().unwrap_or(0));
                    let shown = std::path::absolute(path).unwrap_or(path.to_path_buf());
                    eprintln!(
                        "{}: can't open file '{}': [Errno {}] {text}",
                        o.settings.executable,
                        shown.display(),
                        e.raw_os_error().unwrap_or(0)
                    );
                    return 2;
                }
            }
            let folder =
                if path.is_dir() { path.to_path_buf() } else { path.parent().map_or(std::path::PathBuf::new(), |p| p.to_path_buf()) };
            let folder = std::path::absolute(if folder.as_os_str().is_empty() { std::path::Path::new(".") } else { &folder })
                .unwrap_or(folder.clone());
            if !o.settings.safe_path && !o.settings.isolated {
                o.settings.path.insert(0, folder.display().to_string());
            }
        }
        Program::Stdin => {
            use std::io::Read;
            if let Err(e) = std::io::stdin().read_to_end(&mut source) {
                eprintln!("{e}");
                return 1;
            }
            o.settings.path.insert(0, String::new());
        }
        Program::Command(text) => {
            source = text.clone().into_bytes();
            if !o.settings.safe_path && !o.settings.isolated {
                o.settings.path.insert(0, String::new());
            }
        }
        Program::Module(_) => {
            if !o.settings.safe_path && !o.settings.isolated {
                let here = std::env::current_dir().map(|d| d.display().to_string()).unwrap_or_default();
                o.settings.path.insert(0, here);
            }
        }
    }
    if o.skip_first_line {
        let end = source.iter().position(|&b| b == b'\n').unwrap_or(source.len());
        source.drain(..end);
    }
    let filename = match &o.program {
        Program::File(name) if std::path::Path::new(name).is_dir() => format!("{}/__main__.py", name.trim_end_matches('/')),
        Program::File(name) => std::path::absolute(name).map_or(name.clone(), |p| p.display().to_string()),
        Program::Command(_) => "<string>".into(),
        _ => "<stdin>".into(),
    };
    if let Some(stage) = &o.emit {
        return emit(stage, &source, &filename, o.settings.optimize);
    }
    let gil = o.settings.gil.unwrap_or(true);
    let optimize = o.settings.optimize;
    let digits = o.settings.int_max_str_digits;
    let deadlock = o.settings.x_options.iter().rev().find(|(k, _)| k == "deadlock").and_then(|(_, v)| v.clone());
    let interpreter = Interpreter::builder().gil(gil).settings(o.settings).build();
    match deadlock.as_deref() {
        Some("off") => {}
        how => crate::interp::deadlocks::watch(&interpreter, how == Some("exit")),
    }
    interpreter.session(|vm| {
        crate::interp::signals::install(vm);
        digits.into_iter().for_each(crate::types::int::set_max_str_digits);
        let outcome = execute(vm, &o.program, &source, &filename, optimize);
        let mut code = match outcome {
            Ok(()) => 0,
            Err(raised) => run::report(vm, raised),
        };
        if !run::finish(vm) && code == 0 {
            code = 120;
        }
        // threads that are still there (daemons) end with the process
        std::process::exit(code)
    })
}

fn execute(vm: &Vm, program: &Program, source: &[u8], filename: &str, optimize: u8) -> Res<()> {
    if let Program::Module(name) = program {
        let runpy = vm.module("runpy")?;
        return vm.call_method(runpy, "_run_module_as_main", &[vm.str(name)]).map(|_| ());
    }
    let main = vm.module("__main__")?;
    let ns = main.expect::<Module>().namespace.get();
    if let Program::File(_) = program {
        vm.dict_set(ns, names::FILE.get(), vm.str(filename))?;
        if matches!(program, Program::File(name) if std::path::Path::new(name).is_dir()) {
            vm.dict_set_str(ns, "__package__", vm.str(""))?;
        }
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
    run::run_code(vm, &code, ns, ns).map(|_| ())
}

/// `--emit`: a stage's product as text.
fn emit(stage: &str, source: &[u8], filename: &str, optimize: u8) -> i32 {
    let fail = |e: crate::syntax::SyntaxError| {
        eprintln!("{e}");
        1
    };
    let source = match Source::from_file(source, filename) {
        Ok(s) => s,
        Err(e) => return fail(e),
    };
    if stage == "tokens" {
        print!("{}", crate::syntax::tokens_dump(&source));
        return 0;
    }
    let tree = match crate::syntax::parse(&source, Mode::Exec) {
        Ok(t) => t,
        Err(e) => return fail(e),
    };
    match stage {
        "ast" => println!("{}", crate::syntax::ast_dump(&tree)),
        "bytecode" => match crate::compile::compile(&tree, &source, crate::compile::Options { optimize, ..Default::default() }) {
            Ok(output) => print!("{}", crate::bytecode::dis::disassemble(&output.code)),
            Err(e) => return fail(e),
        },
        _ => {
            eprintln!("--emit takes tokens, ast or bytecode, not {stage}");
            return 2;
        }
    }
    0
}
