//! Colours of tracebacks: whether they are wanted, and what is painted how, as CPython 3.14 does it.

use crate::object::Res;

use super::Vm;

/// File names, line numbers, names of functions, messages.
pub const PLACE: &str = "\x1b[35m";
/// The name of an exception's class.
pub const CLASS: &str = "\x1b[1;35m";
/// What failed.
pub const FAILED: &str = "\x1b[1;31m";
/// The operands of what failed.
pub const AROUND: &str = "\x1b[31m";

const PLAIN: &str = "\x1b[0m";

/// The text in that colour, if there is to be any.
pub fn paint(wanted: bool, colour: &str, text: &str) -> String {
    if wanted { format!("{colour}{text}{PLAIN}") } else { text.into() }
}

/// A line and the marks under it (`^` and `~`, one for each column), both in the colours of the marks. `width` says how
/// many columns a character takes.
pub fn marked(line: &str, marks: &str, width: impl Fn(char) -> usize) -> [String; 2] {
    let colour_of = |mark: u8| match mark {
        b'^' => Some(FAILED),
        b'~' => Some(AROUND),
        _ => None,
    };
    let mut out = [String::new(), String::new()];
    let mut chars = line.chars();
    let marks = marks.as_bytes();
    let mut at = 0;
    for run in marks.chunk_by(|a, b| a == b) {
        let mut text = String::new();
        let end = at + run.len();
        while at < end {
            let Some(c) = chars.next() else { break };
            text.push(c);
            at += width(c);
        }
        let shown = String::from_utf8_lossy(run);
        match colour_of(run[0]) {
            Some(colour) => {
                out[0].push_str(&paint(true, colour, &text));
                out[1].push_str(&paint(true, colour, &shown));
            }
            None => {
                out[0].push_str(&text);
                out[1].push_str(&shown);
            }
        }
    }
    out[0].extend(chars);
    out
}

/// Are colours wanted on `sys.stderr`? What the environment says counts more than what the stream is.
pub fn wanted(vm: &Vm) -> bool {
    let var = |name: &str| std::env::var(name).ok().filter(|text| !text.is_empty());
    if !vm.shared.settings.ignore_environment && !vm.shared.settings.isolated {
        match var("PYTHON_COLORS").as_deref() {
            Some("0") => return false,
            Some("1") => return true,
            _ => {}
        }
    }
    if var("NO_COLOR").is_some() {
        return false;
    }
    if var("FORCE_COLOR").is_some() {
        return true;
    }
    if var("TERM").as_deref() == Some("dumb") {
        return false;
    }
    let terminal = (|| -> Res<bool> {
        let stderr = vm.get_attr_str(vm.module("sys")?, "stderr")?;
        let number = vm.call_method(stderr, "fileno", &[])?;
        Ok(vm.to_i64(number).is_some_and(|fd| is_terminal(fd as i32)))
    })();
    terminal.unwrap_or_else(|raised| {
        vm.take_raised(raised);
        false
    })
}

fn is_terminal(fd: i32) -> bool {
    // SAFETY: a plain question about a number.
    unsafe { libc::isatty(fd) == 1 }
}
