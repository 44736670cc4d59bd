//! The source lines of a traceback entry and the carets under them.
//!
//! The instruction's position is a range of the source. If it is one operation, call or subscript, the part that failed
//! is pointed at with `^` and its operands with `~`; else the whole range gets `^`, unless it is all that stands on its
//! lines, where carets would say nothing.

use std::collections::HashMap;
use std::sync::Arc;

use parking_lot::Mutex;
use unicode_width::UnicodeWidthChar;

use crate::bytecode::Position;
use crate::syntax::ast::{Expr, ExprKind, Mod, StmtKind};
use crate::syntax::{Mode, Source, parse};

/// Sources that are no files: `-c` and standard input.
static REMEMBERED: Mutex<Option<HashMap<String, Arc<str>>>> = Mutex::new(None);

/// Keeps a source for tracebacks.
pub fn remember_source(filename: &str, text: &str) {
    REMEMBERED.lock().get_or_insert_with(HashMap::new).insert(filename.to_string(), text.into());
}

fn source_of(filename: &str) -> Option<Arc<str>> {
    if let Some(text) = REMEMBERED.lock().as_ref().and_then(|m| m.get(filename).cloned()) {
        return Some(text);
    }
    if filename.starts_with('<') {
        return None;
    }
    let bytes = std::fs::read(filename).ok()?;
    let source = Source::from_bytes(&bytes, filename).ok()?;
    Some(source.text().into())
}

/// Lines shown at most before the middle is left out.
const MAX_LINES: usize = 5;

/// The lines below `File "...", line N, in name`, indented by four spaces.
pub fn source_lines(filename: &str, line: u32, position: Position) -> Vec<String> {
    let Some(text) = source_of(filename) else { return Vec::new() };
    let all: Vec<&str> = text.split('\n').collect();
    let (first, last) =
        if position.line == 0 || position.line != line { (line, line) } else { (position.line, position.end_line.max(position.line)) };
    let get = |n: u32| all.get((n as usize).wrapping_sub(1)).copied();
    if get(first).is_none() {
        return Vec::new();
    }
    let raw: Vec<&str> = (first..=last).filter_map(get).collect();
    let indent = raw.iter().filter(|l| !l.trim().is_empty()).map(|l| l.len() - l.trim_start().len()).min().unwrap_or(0);
    let dedent = |l: &str| l.get(indent..).unwrap_or(l.trim_start()).trim_end().to_string();
    let lines: Vec<String> = raw.iter().map(|l| dedent(l)).collect();
    if lines.len() == 1 && lines[0].is_empty() {
        return Vec::new();
    }
    let plain = |lines: &[String]| elide(lines.iter().map(|l| vec![format!("    {l}")]).collect(), &[]);
    if position.line == 0 || position.line != line || position.col == position.end_col && position.line == position.end_line {
        return plain(&lines[..1]);
    }
    let (start, end) = ((position.col as usize).saturating_sub(indent), (position.end_col as usize).saturating_sub(indent));
    let end = end.min(lines.last().map_or(0, String::len));
    if !lines[0].is_char_boundary(start.min(lines[0].len())) || start > lines[0].len() {
        return plain(&lines);
    }
    let anchors = anchors(&lines, start, end);
    if !worth_showing(&lines, start, end, anchors.is_some()) {
        return plain(&lines);
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
        if marks.trim().is_empty() { vec![format!("    {l}")] } else { vec![format!("    {l}"), format!("    {marks}")] }
    });
    let keep: Vec<usize> = anchors.iter().flat_map(|a| [a.from.0, a.to.0]).collect();
    elide(shown.collect(), &keep)
}

/// All lines, or the first two, the last two, those around the anchors, and counts of what is between.
fn elide(lines: Vec<Vec<String>>, keep: &[usize]) -> Vec<String> {
    let n = lines.len();
    if n <= MAX_LINES {
        return lines.concat();
    }
    let near = |i: usize| i < 2 || i + 2 >= n || keep.iter().any(|&k| i + 1 >= k && i <= k + 1 && k != n - 1);
    let mut out = Vec::new();
    let mut i = 0;
    while i < n {
        if near(i) {
            out.extend(lines[i].iter().cloned());
            i += 1;
            continue;
        }
        let run = (i..n).take_while(|&j| !near(j)).count();
        if run == 1 {
            out.extend(lines[i].iter().cloned());
        } else {
            out.push(format!("    ...<{run} lines>..."));
        }
        i += run;
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
    let Ok(Mod::Expression { body }) = parse(&source, Mode::Eval) else { return None };
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
        && let Ok(Mod::Module { body }) = parse(&source, Mode::Exec)
        && let [one] = body.as_slice()
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
