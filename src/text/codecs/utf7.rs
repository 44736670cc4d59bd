//! UTF-7 (RFC 2152): ASCII, and runs of base 64 that hold UTF-16.

use super::decode::Stop;
use crate::text::base64::{DIGITS, value_of};
use crate::text::wtf8;

/// Whether a code point stands for itself when it is written: what the RFC allows, sets D and O and white space.
fn is_direct(code_point: u32) -> bool {
    matches!(code_point, 0x20..0x7e | 0x09 | 0x0a | 0x0d) && code_point != 0x2b && code_point != 0x5c
}

/// Encodes; there is nothing that cannot be.
pub(super) fn encode(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let (mut bits, mut held, mut shifted) = (0, 0u32, false);
    for code_point in wtf8::code_points(text) {
        if is_direct(code_point) {
            let byte = code_point as u8;
            if std::mem::take(&mut shifted) {
                flush(&mut out, &mut bits, &mut held);
                if byte == b'-' || value_of(byte).is_some() {
                    out.push(b'-');
                }
            }
            out.push(byte);
            continue;
        }
        if !shifted {
            out.push(b'+');
            if code_point == 0x2b {
                out.push(b'-');
                continue;
            }
            shifted = true;
        }
        let (high, low) = match code_point.checked_sub(0x1_0000) {
            Some(above) => (Some(0xd800 + (above >> 10)), 0xdc00 + (above & 0x3ff)),
            None => (None, code_point),
        };
        for unit in high.into_iter().chain([low]) {
            (held, bits) = (held << 16 | unit, bits + 16);
            while bits >= 6 {
                bits -= 6;
                out.push(DIGITS[(held >> bits & 63) as usize]);
            }
            held &= (1 << bits) - 1;
        }
    }
    if shifted {
        flush(&mut out, &mut bits, &mut held);
        out.push(b'-');
    }
    out
}

fn flush(out: &mut Vec<u8>, bits: &mut u32, held: &mut u32) {
    if *bits > 0 {
        out.push(DIGITS[(*held << (6 - *bits) & 63) as usize]);
    }
    (*bits, *held) = (0, 0);
}

/// What has been read of a run of base 64.
struct Run {
    /// where it begins
    start: usize,
    /// how much text there was before
    kept: usize,
    bits: u32,
    held: u32,
    /// the first half of a pair
    high: Option<u32>,
}

impl Run {
    fn feed(&mut self, sextet: u32, out: &mut Vec<u8>) {
        (self.held, self.bits) = (self.held << 6 | sextet, self.bits + 6);
        if self.bits < 16 {
            return;
        }
        self.bits -= 16;
        let unit = self.held >> self.bits;
        self.held &= (1 << self.bits) - 1;
        match (self.high.take(), unit) {
            (Some(high), 0xdc00..0xe000) => wtf8::push(out, 0x1_0000 + ((high & 0x3ff) << 10 | unit & 0x3ff)),
            (before, _) => {
                before.into_iter().for_each(|high| wtf8::push(out, high));
                match unit {
                    0xd800..0xdc00 => self.high = Some(unit),
                    _ => wtf8::push(out, unit),
                }
            }
        }
    }

    /// What is wrong with its end, if anything is.
    fn fault(&self) -> Option<&'static str> {
        match (self.bits >= 6, self.held) {
            (true, _) => Some("partial character in shift sequence"),
            (_, 0) => None,
            _ => Some("non-zero padding bits in shift sequence"),
        }
    }
}

/// Decodes as much as it can from `at` on.
pub(super) fn step(bytes: &[u8], mut at: usize, out: &mut Vec<u8>) -> Stop {
    let mut run: Option<Run> = None;
    while let Some(&byte) = bytes.get(at) {
        if let Some(open) = &mut run {
            if let Some(sextet) = value_of(byte) {
                open.feed(sextet, out);
                at += 1;
                continue;
            }
            if let Some(reason) = open.fault() {
                return Stop::Bad { at: open.start, len: at + 1 - open.start, reason };
            }
            if let Some(high) = open.high.filter(|_| byte < 0x80) {
                wtf8::push(out, high);
            }
            run = None;
            // a minus ends the run and is no more than that
            at += usize::from(byte == b'-');
            continue;
        }
        match (byte, bytes.get(at + 1)) {
            (b'+', Some(b'-')) => {
                out.push(b'+');
                at += 2;
            }
            (b'+', Some(&next)) if value_of(next).is_none() => return Stop::Bad { at, len: 2, reason: "ill-formed sequence" },
            (b'+', _) => {
                run = Some(Run { start: at, kept: out.len(), bits: 0, held: 0, high: None });
                at += 1;
            }
            (0x80.., _) => return Stop::Bad { at, len: 1, reason: "unexpected special character" },
            _ => {
                out.push(byte);
                at += 1;
            }
        }
    }
    match run {
        None => Stop::End,
        Some(run) => {
            let wrong = run.high.is_some() || run.bits >= 6 || run.held != 0;
            Stop::Open { at: run.start, kept: run.kept, reason: wrong.then_some("unterminated shift sequence") }
        }
    }
}
