//! The interactive prompt: reads statements from standard input, runs each in `__main__`, shows what it raises, goes on.
//!
//! Lines are read from descriptor 0 itself, beside `sys.stdin`, as CPython does: what a pipe holds is read ahead, a
//! terminal gives a line at a time. Prompts go to standard error.

use std::io::Write;

use crate::object::{Res, Value};
use crate::stdlib::native::io::fd;
use crate::syntax::{Source, Typed, typed};
use crate::types::{exceptions as exc, type_of};
use crate::vm::Vm;

use super::run;

/// What the C library's buffer of a pipe holds.
const READ_AHEAD: usize = 4096;

/// The input, read ahead by whole buffers.
#[derive(Default)]
struct Input {
    buffer: Vec<u8>,
}

impl Input {
    /// The next line with its line end; empty at the end of the input.
    fn line(&mut self, vm: &Vm) -> Res<Vec<u8>> {
        let mut searched = 0;
        loop {
            if let Some(at) = self.buffer[searched..].iter().position(|&b| b == b'\n') {
                let rest = self.buffer.split_off(searched + at + 1);
                return Ok(std::mem::replace(&mut self.buffer, rest));
            }
            searched = self.buffer.len();
            if fd::read(vm, 0, &mut self.buffer, READ_AHEAD)?.unwrap_or(0) == 0 {
                return Ok(std::mem::take(&mut self.buffer));
            }
        }
    }
}

/// What was typed.
enum Read {
    Statement(Source),
    Nothing,
    End,
}

/// Runs the prompt until the input ends or a script asks for the end; gives the process's exit code.
pub fn run(vm: &Vm, optimize: u8) -> i32 {
    let Ok(namespace) = run::main_namespace(vm) else { return 1 };
    default_prompts(vm);
    let mut input = Input::default();
    let mut future_annotations = false;
    let mut number = 0;
    loop {
        let done = match read(vm, &mut input) {
            Ok(Read::End) => {
                run::flush_stdout(vm);
                return 0;
            }
            Ok(Read::Nothing) => Ok(()),
            Ok(Read::Statement(source)) => {
                let name = format!("<stdin-{number}>");
                run::compile_typed(vm, &source, &name, optimize, &mut future_annotations, &mut number).and_then(|code| {
                    remember(vm, &code, &source);
                    run::run_code(vm, &code, namespace, namespace).map(|_| ())
                })
            }
            Err(raised) => Err(raised),
        };
        if let Err(raised) = done {
            let e = vm.take_raised(raised);
            let code = if e.typ().is_subtype_of(type_of(&exc::SYSTEM_EXIT)) { Some(run::exit_code(vm, e)) } else { run::show(vm, e) };
            if let Some(code) = code {
                return code;
            }
        }
        run::flush_stdout(vm);
    }
}

/// Keeps the source for tracebacks and for `inspect`.
fn remember(vm: &Vm, code: &crate::bytecode::Code, source: &Source) {
    crate::vm::carets::remember_source(code, source.text());
    let noted = vm.module("linecache").and_then(|linecache| {
        let name = vm.str(&code.filename);
        vm.call_method(linecache, "_register_typed", &[name, vm.str(source.text())])
    });
    if let Err(raised) = noted {
        vm.take_raised(raised);
    }
}

/// Sets `sys.ps1` and `sys.ps2`, unless a script has.
fn default_prompts(vm: &Vm) {
    let set = || -> Res<()> {
        let sys = vm.module("sys")?;
        for (name, text) in [("ps1", ">>> "), ("ps2", "... ")] {
            if vm.get_attr_opt(sys, crate::vm::intern::intern(name.as_bytes()))?.is_none() {
                vm.set_attr_str(sys, name, vm.str(text))?;
            }
        }
        Ok(())
    };
    if let Err(raised) = set() {
        vm.take_raised(raised);
    }
}

/// Reads until a statement is whole.
fn read(vm: &Vm, input: &mut Input) -> Res<Read> {
    let (first, next) = (prompt(vm, "ps1"), prompt(vm, "ps2"));
    let mut text = String::new();
    let mut unfinished = false;
    loop {
        show_prompt(if text.is_empty() { &first } else { &next });
        let line = input.line(vm)?;
        if line.is_empty() {
            show_prompt("\n");
            if text.is_empty() {
                return Ok(Read::End);
            }
            // the end of the input ends the statement
            text.push('\n');
            return Ok(Read::Statement(source(vm, &text)?));
        }
        let line = match String::from_utf8(line) {
            Ok(line) => line,
            Err(error) => return Err(undecodable(vm, error.as_bytes())),
        };
        text.push_str(&line);
        // a last line without an end: more may follow
        unfinished = unfinished || !text.ends_with('\n');
        let source = source(vm, &text)?;
        if unfinished {
            continue;
        }
        match typed(&source) {
            Typed::Nothing => return Ok(Read::Nothing),
            Typed::Whole => return Ok(Read::Statement(source)),
            Typed::More => {}
        }
    }
}

fn source(vm: &Vm, text: &str) -> Res<Source> {
    Source::from_str(text, "<stdin>").map_err(|e| run::raise_syntax_error(vm, &e))
}

/// The error of a line that is no UTF-8, with the words of the codec.
fn undecodable(vm: &Vm, line: &[u8]) -> crate::object::Raised {
    let Err(raised) = vm.call_method(vm.bytes(line), "decode", &[]) else { return vm.value_error("invalid input") };
    let e = vm.take_raised(raised);
    let words = vm.str_text(e).unwrap_or_default();
    let place = vm.tuple(&[vm.str("<stdin>"), vm.int(0), Value::NONE, vm.str("")]);
    vm.raise_with(&exc::SYNTAX_ERROR, &[vm.str(&format!("(unicode error) {words}")), place])
}

/// The text of `sys.ps1` or `sys.ps2`: made anew each time, for it may be an object that counts.
fn prompt(vm: &Vm, name: &str) -> String {
    let text = (|| -> Res<String> {
        let sys = vm.module("sys")?;
        match vm.get_attr_opt(sys, crate::vm::intern::intern(name.as_bytes()))? {
            Some(prompt) => vm.to_str(prompt).map(crate::vm::display::escaped),
            None => Ok(String::new()),
        }
    })();
    text.unwrap_or_else(|raised| {
        vm.take_raised(raised);
        String::new()
    })
}

fn show_prompt(text: &str) {
    // a prompt that nobody can see is no error
    let _ = std::io::stderr().write_all(text.as_bytes());
}
