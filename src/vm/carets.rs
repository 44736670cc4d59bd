//! The source lines of a traceback entry and the carets under them.
//!
//! The instruction's position is a range of the source. If it is one operation, call or subscript, the part that failed
//! is pointed at with `^` and its operands with `~`; else the whole range gets `^`, unless it is all that stands on its
//! lines, where carets would say nothing.

use std::sync::Arc;

use parking_lot::Mutex;
use unicode_width::UnicodeWidthChar;

use crate::bytecode::code::Const;
use crate::bytecode::{Code, Position};
use crate::syntax::ast::{Expr, ExprKind, Mod, StmtKind};
use crate::syntax::{Mode, Source, parse};

use super::colour;

/// A source that is no file, the one of `-c` or a statement typed at the prompt: its text, and the names and first lines of its code.
struct Remembered {
    filename: String,
    text: Arc<str>,
    codes: Vec<(String, u32)>,
}

static REMEMBERED: Mutex<Vec<Remembered>> = Mutex::new(Vec::new());

/// Keeps a source for tracebacks that pass through its code.
pub fn remember_source(code: &Code, text: &str) {
    let mut codes = Vec::new();
    note(code, &mut codes);
    REMEMBERED.lock().push(Remembered { filename: code.filename.to_string(), text: text.into(), codes });
}

fn note(code: &Code, codes: &mut Vec<(String, u32)>) {
    codes.push((code.qualname.to_string(), code.first_line));
    for inner in code.consts.iter() {
        if let Const::Code(inner) = inner {
            note(inner, codes);
        }
    }
}

/// The remembered source that a code is from. As in CPython the code's file, name and line tell, so what `exec` runs may be
/// taken for it.
pub fn remembered(code: &Code) -> Option<Arc<str>> {
    let known = REMEMBERED.lock();
    let known = known.iter().rev().find(|known| *known.filename == *code.filename)?;
    known.codes.iter().any(|(name, line)| **name == *code.qualname && *line == code.first_line).then(|| known.text.clone())
}

fn source_of(code: &Code) -> Option<Arc<str>> {
    if code.filename.starts_with('<') {
        return remembered(code);
    }
    let bytes = std::fs::read(&*code.filename).ok()?;
    let source = Source::from_file(&bytes, &code.filename).ok()?;
    Some(source.text().into())
}

/// The lines below `File "...", line N, in name`, indented by four spaces.
pub fn source_lines(code: &Code, line: u32, position: Position, colours: bool) -> Vec<String> {
    let Some(text) = source_of(code) else { return Vec::new() };
    let all: Vec<&str> = text.split('\n').collect();
    let exact = position.line != 0 && position.line == line;
    let last = if exact { position.end_line.max(line) } else { line };
    let raw: Vec<&str> = (line..=last).filter_map(|n| all.get((n as usize).wrapping_sub(1)).copied()).collect();
    let marked = exact && !(position.col == position.end_col && position.line == position.end_line);
    shown(&raw, marked.then_some((position.col as usize, position.end_col as usize)), colours)
}

/// Source lines as an entry shows them; `columns` (in bytes, in the first and in the last line) is what failed. Without it
/// only the first line is shown.
pub fn shown(raw: &[&str], columns: Option<(usize, usize)>, colours: bool) -> Vec<String> {
    if raw.is_empty() {
        return Vec::new();
    }
    let indent = raw.iter().filter(|l| !l.trim().is_empty()).map(|l| l.len() - l.trim_start().len()).min().unwrap_or(0);
    let dedent = |l: &str| l.get(indent..).unwrap_or(l.trim_start()).trim_end().to_string();
    let lines: Vec<String> = raw.iter().map(|l| dedent(l)).collect();
    if lines.len() == 1 && lines[0].is_empty() {
        return Vec::new();
    }
    let plain = |lines: &[String], keep: &[usize]| elide(lines.iter().map(|l| vec![format!("    {l}")]).collect(), keep);
    let Some((start, end)) = columns else { return plain(&lines[..1], &[]) };
    let (start, end) = (start.saturating_sub(indent), end.saturating_sub(indent));
    let end = end.min(lines.last().map_or(0, String::len));
    if !lines[0].is_char_boundary(start.min(lines[0].len())) || start > lines[0].len() {
        return plain(&lines, &[]);
    }
    let anchors = anchors(&lines, start, end);
    let keep: Vec<usize> = anchors.iter().flat_map(|a| [a.from.0, a.to.0.min(lines.len() - 1)]).collect();
    if !worth_showing(&lines, start, end, anchors.is_some()) {
        return plain(&lines, &keep);
    }
    let shown = lines.iter().enumerate().map(|(i, l)| {
        let from = if i == 0 { start } else { l.len() - l.trim_start().len() };
        let to = if i + 1 == lines.len() { end } else { l.len() };
        let mut marks = String::new();
        for (at, c) in l.char_indices() {
            if at >= to {
                break;
            }
            let mark = if at < from {
                ' '
            } else {
                match &anchors {
                    Some(a) if (i, at) < a.from || (i, at) >= a.to => '~',
                    _ => '^',
                }
            };
            (0..c.width().unwrap_or(1)).for_each(|_| marks.push(mark));
        }
        let pair = if colours { colour::marked(l, &marks, |c| c.width().unwrap_or(1)) } else { [l.clone(), marks] };
        pair.map(|text| format!("    {text}")).to_vec()
    });
    elide(shown.collect(), &keep)
}

/// The first line, the last, those around the anchors, and counts of what is between.
fn elide(lines: Vec<Vec<String>>, keep: &[usize]) -> Vec<String> {
    let n = lines.len();
    let near = |i: usize| i == 0 || i + 1 == n || keep.iter().any(|&k| i + 1 >= k && i <= k + 1);
    let mut out = Vec::new();
    let mut i = 0;
    while i < n {
        let run = (i..n).take_while(|&j| !near(j)).count();
        if run < 2 {
            out.extend(lines[i].iter().cloned());
            i += 1;
        } else {
            out.push(format!("    ...<{run} lines>..."));
            i += run;
        }
    }
    out
}

/// The part that failed: (line, byte) from and to.
struct Anchors {
    from: (usize, usize),
    to: (usize, usize),
}

/// The operator, the brackets or the arguments within the range, if the range is one such expression.
fn anchors(lines: &[String], start: usize, end: usize) -> Option<Anchors> {
    let mut segment = String::new();
    for (i, l) in lines.iter().enumerate() {
        let from = if i == 0 { start } else { 0 };
        let to = if i + 1 == lines.len() { end } else { l.len() };
        segment.push_str(l.get(from..to)?);
        if i + 1 < lines.len() {
            segment.push('\n');
        }
    }
    let wrapped = format!("(\n{segment}\n)");
    let source = Source::from_str(&wrapped, "<segment>").ok()?;
    let tree = parse(&source, Mode::Eval).ok()?;
    let Mod::Expression { body } = &*tree else { return None };
    // offsets of the segment in what was parsed: two bytes before it
    let place = |offset: usize| -> (usize, usize) {
        let before = &segment[..offset.min(segment.len())];
        let line = before.matches('\n').count();
        let column = before.len() - before.rfind('\n').map_or(0, |p| p + 1);
        (line, if line == 0 { column + start } else { column })
    };
    let (from, to) = match &body.kind {
        ExprKind::BinOp { left, right, .. } => {
            let (a, b) = ((left.span.end - 2) as usize, (right.span.start - 2) as usize);
            let gap = segment.get(a..b)?;
            let at = operator_in(gap)?;
            let op = &gap[at..];
            let n = if op.len() > 1 && op[1..].starts_with(|c: char| "*/<>".contains(c)) { 2 } else { 1 };
            (a + at, a + at + n)
        }
        ExprKind::Subscript { value, .. } => (opening(&segment, value, '[')?, segment.len()),
        ExprKind::Call { func, .. } => (opening(&segment, func, '(')?, segment.len()),
        _ => return None,
    };
    Some(Anchors { from: place(from), to: if to == segment.len() { (lines.len(), 0) } else { place(to) } })
}

/// Where the operator stands between two operands: past spaces, brackets, comments and continuation lines.
fn operator_in(gap: &str) -> Option<usize> {
    let mut in_comment = false;
    for (i, c) in gap.char_indices() {
        match c {
            '\n' => in_comment = false,
            _ if in_comment => {}
            '#' => in_comment = true,
            ' ' | '\t' | ')' | '(' | '\\' | '\u{c}' => {}
            _ => return Some(i),
        }
    }
    None
}

/// Where the bracket after an operand opens.
fn opening(segment: &str, operand: &Expr, bracket: char) -> Option<usize> {
    let from = (operand.span.end - 2) as usize;
    Some(from + segment.get(from..)?.find(bracket)?)
}

/// Do the carets say more than the lines themselves?
fn worth_showing(lines: &[String], start: usize, end: usize, anchored: bool) -> bool {
    let statement = lines.join("\n");
    if let Ok(source) = Source::from_str(&statement, "<segment>")
        && let Ok(tree) = parse(&source, Mode::Exec)
        && let Mod::Module { body } = &*tree
        && let [one, ..] = body.as_slice()
    {
        let value = match &one.kind {
            StmtKind::Return { value: Some(v) } => match &v.kind {
                ExprKind::Call { func, .. } if matches!(func.kind, ExprKind::Name { .. }) => Some(v),
                _ => None,
            },
            StmtKind::Assign { targets, value } if targets.len() == 1 && matches!(targets[0].kind, ExprKind::Name { .. }) => {
                matches!(value.kind, ExprKind::Call { .. }).then_some(value)
            }
            _ => None,
        };
        if let Some(v) = value {
            let before_last: usize = lines[..lines.len() - 1].iter().map(|l| l.len() + 1).sum();
            if v.span.start as usize == start && v.span.end as usize == before_last + end {
                return false;
            }
        }
    }
    anchored || !lines[0][..start].trim().is_empty() || lines.last().is_some_and(|l| !l.get(end..).unwrap_or("").trim().is_empty())
}
