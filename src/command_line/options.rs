//! Options and environment, as `python` takes them.
//!
//! Options end at the first argument that is none, at `-c` or at `-m`. What is accepted and has no effect is accepted
//! because scripts and tools pass it.

use std::ffi::OsString;

use crate::vm::shared::Settings;

use super::help::{Help, usage_error};

/// What is to be run.
pub enum Program {
    Command(String),
    Module(String),
    File(String),
    Stdin,
    /// statements from standard input, with a prompt
    Prompt,
}

/// What the options said.
pub struct Options {
    pub settings: Settings,
    pub program: Program,
    pub emit: Option<String>,
    pub version: u8,
    pub help: Option<Help>,
    pub skip_first_line: bool,
}

/// Reads the arguments (the first is the command) and the environment.
///
/// # Errors
/// The text of wrong usage, or of a setting that is refused: that one begins with "Fatal".
pub fn parse(raw: &[OsString]) -> Result<Options, String> {
    let args: &[String] = &raw.iter().map(|a| a.to_string_lossy().into_owned()).collect::<Vec<_>>();
    let mut o =
        Options { settings: Settings::default(), program: Program::Stdin, emit: None, version: 0, help: None, skip_first_line: false };
    o.settings.executable = std::env::current_exe().map(|p| p.display().to_string()).unwrap_or_default();
    o.settings.orig_argv = raw.to_vec();
    let command = args.first().map_or("togil", String::as_str);
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
                args.get(*i - 1).cloned().ok_or_else(|| usage_error(command, &format!("Argument expected for the --{long} option")))
            };
            match long {
                "help" => o.help = Some(Help::Options),
                "help-all" => o.help = Some(Help::All),
                "help-env" => o.help = Some(Help::Environment),
                "help-xoptions" => o.help = Some(Help::XOptions),
                "version" => o.version += 1,
                "emit" => o.emit = Some(value(&mut i)?),
                "check-hash-based-pycs" => {
                    // CPython says "options" here
                    let when = value(&mut i).map_err(|text| text.replacen("option\n", "options\n", 1))?;
                    if !matches!(when.as_str(), "default" | "always" | "never") {
                        let text = "--check-hash-based-pycs must be one of 'default', 'always', or 'never'";
                        return Err(usage_error(command, text));
                    }
                }
                "" => {}
                _ => return Err(usage_error(command, &format!("Unknown option: --{long}"))),
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
                args.get(i - 1).cloned().ok_or_else(|| usage_error(command, &format!("Argument expected for the -{c} option")))
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
                'h' | '?' => o.help = Some(Help::Options),
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
                'i' => {
                    o.settings.inspect = true;
                    o.settings.interactive = true;
                }
                'x' => o.skip_first_line = true,
                'v' => o.settings.verbose = o.settings.verbose.saturating_add(1),
                'b' => o.settings.bytes_warning = o.settings.bytes_warning.saturating_add(1),
                'd' => o.settings.debug = o.settings.debug.saturating_add(1),
                's' => o.settings.no_user_site = true,
                'S' => o.settings.no_site = true,
                'R' | 't' => {}
                _ => return Err(usage_error(command, &format!("Unknown option: -{}", shown(c)))),
            }
            if matches!(o.program, Program::Command(_) | Program::Module(_)) && !argv.is_empty() {
                argv.extend(args[i..].iter().cloned());
                i = args.len();
                k = letters.len();
            }
        }
    }
    environment(&mut o.settings, &mut gil_option)?;
    if matches!(o.program, Program::Stdin) && (o.settings.interactive || super::is_terminal(0)) {
        // the prompt itself, not one after a program
        o.program = Program::Prompt;
        o.settings.inspect = false;
    }
    o.settings.gil = gil_option;
    if o.settings.dev_mode {
        o.settings.warn_options.insert(0, "default".into());
    }
    match o.settings.bytes_warning {
        0 => {}
        1 => o.settings.warn_options.push("default::BytesWarning".into()),
        _ => o.settings.warn_options.push("error::BytesWarning".into()),
    }
    // what follows the program's name is not looked at: it may be no text
    let rest = argv.len().saturating_sub(1);
    o.settings.argv = vec![OsString::from(argv.into_iter().next().unwrap_or_default())];
    o.settings.argv.extend_from_slice(&raw[raw.len() - rest..]);
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

/// A letter as wrong usage names it.
fn shown(c: char) -> String {
    if c.is_ascii() { c.into() } else { format!("\\x{:02x}", u32::from(c)) }
}

/// CPython's words for a value of the GIL's switch that is neither 0 nor 1.
const BAD_GIL: &str = "config_read_gil: PYTHON_GIL / -X gil must be \"0\" or \"1\"";

/// The error of a setting that CPython refuses before it runs.
pub fn fatal(text: &str, state: &str) -> String {
    format!("Fatal Python error: {text}\nPython runtime state: {state}\n\n")
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

/// The depth of traces that `tracemalloc` would keep.
fn is_frames(text: Option<&str>) -> bool {
    text.is_none_or(|text| text.parse().is_ok_and(|n: u16| n >= 1 || text == "0"))
}

fn cpu_count(text: Option<&str>) -> Result<Option<i64>, String> {
    match text {
        Some("default") => Ok(None),
        text => match text.and_then(|text| text.parse().ok()) {
            Some(n) if n > 0 => Ok(Some(n)),
            _ => {
                let text = "config_init_cpu_count: -X cpu_count=n option: n is missing or an invalid number, n must be greater than 0";
                Err(fatal(text, "preinitialized"))
            }
        },
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
            None => return Err(fatal("config_init_switch_interval: -X switch_interval=SECONDS: strictly positive", "preinitialized")),
        },
        "deadlock" if !matches!(value.as_deref(), Some("report" | "exit" | "off")) => {
            return Err(fatal("config_init_deadlock: -X deadlock must be \"report\", \"exit\" or \"off\"", "preinitialized"));
        }
        "dev" => s.dev_mode = true,
        "utf8" => match value.as_deref() {
            None | Some("1") => s.utf8_mode = true,
            Some("0") => s.utf8_mode = false,
            _ => return Err(fatal("preconfig_init_utf8_mode: invalid -X utf8 option value", "preinitializing")),
        },
        "warn_default_encoding" => s.warn_default_encoding = true,
        "no_debug_ranges" => s.no_debug_ranges = true,
        "frozen_modules" if !matches!(value.as_deref(), None | Some("" | "on" | "off")) => {
            return Err(fatal("bad value for option -X frozen_modules (expected \"on\" or \"off\")", "preinitialized"));
        }
        "importtime" if !matches!(value.as_deref(), None | Some("0" | "1" | "2")) => {
            let text = "config_init_import_time: -X importtime: values other than 1 and 2 are reserved for future use.";
            return Err(fatal(text, "preinitialized"));
        }
        "tracemalloc" if !is_frames(value.as_deref()) => {
            return Err(fatal("config_init_tracemalloc: -X tracemalloc=NFRAME: invalid number of frames", "preinitialized"));
        }
        "pycache_prefix" => s.pycache_prefix = value.clone().filter(|path| !path.is_empty()),
        "cpu_count" => s.cpu_count = cpu_count(value.as_deref())?,
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
    s.pycache_prefix = s.pycache_prefix.take().or_else(|| var("PYTHONPYCACHEPREFIX"));
    let set = |name: &str| var(name).is_some();
    // a number, and 1 for every other text
    let flag = |name: &str| var(name).map_or(0, |text| text.parse().unwrap_or(1_u8));
    s.unbuffered |= flag("PYTHONUNBUFFERED") > 0;
    s.dont_write_bytecode |= flag("PYTHONDONTWRITEBYTECODE") > 0;
    s.no_user_site |= flag("PYTHONNOUSERSITE") > 0;
    s.inspect |= flag("PYTHONINSPECT") > 0;
    s.debug = s.debug.max(flag("PYTHONDEBUG"));
    s.verbose = s.verbose.max(flag("PYTHONVERBOSE"));
    s.optimize = s.optimize.max(flag("PYTHONOPTIMIZE"));
    s.safe_path |= set("PYTHONSAFEPATH");
    s.dev_mode |= set("PYTHONDEVMODE");
    s.warn_default_encoding |= set("PYTHONWARNDEFAULTENCODING");
    s.no_debug_ranges |= set("PYTHONNODEBUGRANGES");
    if let Some(count) = var("PYTHON_CPU_COUNT")
        && !s.x_options.iter().any(|(name, _)| name == "cpu_count")
    {
        s.cpu_count = cpu_count(Some(&count))?;
    }
    if var("PYTHONTRACEMALLOC").is_some_and(|frames| !is_frames(Some(&frames))) {
        return Err(fatal("config_init_tracemalloc: PYTHONTRACEMALLOC: invalid number of frames", "preinitialized"));
    }
    if !s.x_options.iter().any(|(name, _)| name == "utf8") {
        s.utf8_mode = match var("PYTHONUTF8").as_deref() {
            None => {
                let locale = ["LC_ALL", "LC_CTYPE", "LANG"].iter().find_map(|name| var(name));
                matches!(locale.as_deref(), None | Some("C" | "POSIX"))
            }
            Some("0") => false,
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
