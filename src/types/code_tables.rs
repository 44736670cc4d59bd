//! The tables of a code object as bytes, in CPython's formats: where instructions stand (`co_linetable`, `co_lnotab`) and
//! who handles what they raise (`co_exceptiontable`).
//!
//! A word of togil's instructions counts for one of CPython's code units. The formats are described in CPython's
//! `InternalDocs/code_objects.md` and `exception_handling.md`: numbers of six bits a byte, the lowest first in places and
//! the highest first in handlers.

use crate::bytecode::Code;
use crate::bytecode::code::Position;

use super::codeobject::CODE_UNIT;

/// An entry of places begins with this bit; four bits of its kind and three of its length less one follow.
const ENTRY: u8 = 0x80;
/// Kinds of entries: below `ONE_LINE` a start column's upper bits, up to `NO_COLUMNS` the lines that are skipped.
const ONE_LINE: u8 = 10;
const NO_COLUMNS: u8 = 13;
const LONG: u8 = 14;
const NOWHERE: u8 = 15;
/// Words that one entry can be about.
const LONGEST: u32 = 8;

/// Neighbouring words of one place: how many, and the place.
fn runs(code: &Code) -> Vec<(u32, Position)> {
    let (mut runs, size) = (Vec::<(u32, Position)>::new(), code.words.len() as u32);
    let mut starts: Vec<u32> = code.positions.iter().map(|&(pc, _)| pc).filter(|&pc| pc < size).collect();
    if starts.first().is_none_or(|&pc| pc != 0) {
        starts.insert(0, 0);
    }
    for (i, &start) in starts.iter().enumerate() {
        let (end, place) = (starts.get(i + 1).copied().unwrap_or(size), code.position(start));
        match runs.last_mut() {
            Some((count, last)) if *last == place => *count += end - start,
            _ => runs.push((end - start, place)),
        }
    }
    runs
}

/// `co_linetable`.
pub fn line_table(code: &Code) -> Vec<u8> {
    let (mut to, mut line) = (Vec::new(), i64::from(code.first_line));
    for (mut count, place) in runs(code) {
        while count > 0 {
            let length = count.min(LONGEST);
            write_place(&mut to, length as u8, place, &mut line);
            count -= length;
        }
    }
    to
}

fn write_place(to: &mut Vec<u8>, length: u8, p: Position, line: &mut i64) {
    let head = |kind: u8| ENTRY | kind << 3 | (length - 1);
    if p.line == 0 {
        return to.push(head(NOWHERE));
    }
    let skipped = i64::from(p.line) - *line;
    *line = i64::from(p.line);
    let width = p.end_col.wrapping_sub(p.col);
    if p.line == p.end_line && skipped == 0 && p.col < 80 && width < 16 {
        to.extend([head((p.col >> 3) as u8), ((p.col & 7) << 4 | width) as u8]);
    } else if p.line == p.end_line && (0..3).contains(&skipped) && p.col < 128 && p.end_col < 128 {
        to.extend([head(ONE_LINE + skipped as u8), p.col as u8, p.end_col as u8]);
    } else {
        to.push(head(LONG));
        write_signed(to, skipped);
        write_number(to, p.end_line.wrapping_sub(p.line));
        write_number(to, p.col.saturating_add(1));
        write_number(to, p.end_col.saturating_add(1));
    }
}

fn write_number(to: &mut Vec<u8>, mut n: u32) {
    while n >= 64 {
        to.push(0x40 | (n & 63) as u8);
        n >>= 6;
    }
    to.push(n as u8);
}

fn write_signed(to: &mut Vec<u8>, n: i64) {
    let size = n.unsigned_abs().min(1 << 30) as u32;
    write_number(to, size << 1 | u32::from(n < 0));
}

/// The places that a line table tells, of code with `first_line`; what cannot be read ends it.
pub fn read_line_table(table: &[u8], first_line: i64) -> Vec<(u32, Position)> {
    let (mut rows, mut at, mut line) = (Vec::<(u32, Position)>::new(), 0u32, first_line);
    let mut bytes = table.iter().copied();
    while let Some(place) = read_place(&mut bytes, &mut line) {
        let (length, place) = place;
        if rows.last().is_none_or(|(_, last)| *last != place) {
            rows.push((at, place));
        }
        at = at.saturating_add(length);
    }
    if rows.last().is_none_or(|(_, last)| *last != Position::default()) {
        rows.push((at, Position::default())); // what the table does not reach is nowhere
    }
    rows
}

fn read_place(bytes: &mut impl Iterator<Item = u8>, line: &mut i64) -> Option<(u32, Position)> {
    let head = bytes.next()?;
    let (kind, length) = (head >> 3 & 15, u32::from(head & 7) + 1);
    let (mut lines, mut columns) = (0, (0, 0));
    match kind {
        NOWHERE => return Some((length, Position::default())),
        LONG => {
            *line += read_signed(bytes)?;
            lines = read_number(bytes)?;
            columns = (read_number(bytes)?.saturating_sub(1), read_number(bytes)?.saturating_sub(1));
        }
        NO_COLUMNS => *line += read_signed(bytes)?,
        ONE_LINE.. => {
            *line += i64::from(kind - ONE_LINE);
            columns = (bytes.next()?.into(), bytes.next()?.into());
        }
        _ => {
            let second = bytes.next()?;
            let col = u32::from(kind) << 3 | u32::from(second >> 4 & 7);
            columns = (col, col + u32::from(second & 15));
        }
    }
    let first = u32::try_from(*line).unwrap_or(0);
    let place = Position { line: first, end_line: first.saturating_add(lines), col: columns.0, end_col: columns.1 };
    Some((length, if first == 0 { Position::default() } else { place }))
}

fn read_number(bytes: &mut impl Iterator<Item = u8>) -> Option<u32> {
    let (mut n, mut shift) = (0u64, 0);
    loop {
        let byte = bytes.next()?;
        if shift < 36 {
            n |= u64::from(byte & 63) << shift;
        }
        shift += 6;
        if byte & 0x40 == 0 {
            return u32::try_from(n).ok();
        }
    }
}

fn read_signed(bytes: &mut impl Iterator<Item = u8>) -> Option<i64> {
    let n = i64::from(read_number(bytes)?);
    Some(if n & 1 == 1 { -(n >> 1) } else { n >> 1 })
}

/// `co_lnotab`: pairs of a step in bytes and a step in lines.
pub fn lnotab(code: &Code) -> Vec<u8> {
    let (mut to, mut line, mut unit) = (Vec::new(), i64::from(code.first_line), 0);
    let mut written = 0;
    for (count, place) in runs(code) {
        if place.line != 0 && i64::from(place.line) != line {
            let (mut step, mut lines) = (unit - written, i64::from(place.line) - line);
            while step > 255 {
                to.extend([255, 0]);
                step -= 255;
            }
            while !(-128..=127).contains(&lines) {
                let some = lines.clamp(-128, 127);
                to.extend([step as u8, some as i8 as u8]);
                (step, lines) = (0, lines - some);
            }
            to.extend([step as u8, lines as i8 as u8]);
            (line, written) = (place.line.into(), unit);
        }
        unit += i64::from(count) * CODE_UNIT;
    }
    to
}

/// `co_exceptiontable`: start, length, target, and where the exception goes.
pub fn exception_table(code: &Code) -> Vec<u8> {
    let mut to = Vec::new();
    for entry in &code.exceptions {
        let begin = to.len();
        for n in [entry.start, entry.end - entry.start, entry.target, u32::from(entry.reg) << 1] {
            let digits = (32 - n.leading_zeros()).div_ceil(6).max(1);
            for digit in (0..digits).rev() {
                let more = if digit > 0 { 0x40 } else { 0 };
                to.push(more | (n >> (6 * digit) & 63) as u8);
            }
        }
        to[begin] |= ENTRY;
    }
    to
}
