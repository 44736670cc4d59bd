//! `Code` as bytes, so that what was compiled once can be kept (`interp::cache`).
//!
//! ```text
//!   names: count, (length, bytes)*     every name once, in the order of their first use
//!   code:  fields in the order of the struct; a name is its number, a constant a tag and what it needs,
//!          positions are bytes of their own (`Positions`); all numbers are LEB128, but for instruction words
//! ```
//!
//! The reader checks lengths, numbers and tags and gives `None` for what is no such text, but it does not check that
//! instructions make sense: whoever keeps the bytes sees to it that they come back as they were.

use std::sync::Arc;

use num_bigint::BigInt;

use super::code::{Code, CodeFlags, Comprehended, Const, ExceptionEntry, InlinedLocal, PassedLine};
use super::op::Word;
use super::positions::Positions;
use crate::syntax::ast::Name;
use crate::text::quick_map::QuickMap;

/// Constants and code stand in each other so deep at most.
const DEEPEST: usize = 1000;

const NONE: u8 = 0;
const TRUE: u8 = 1;
const FALSE: u8 = 2;
const ELLIPSIS: u8 = 3;
const INT: u8 = 4;
const BIG: u8 = 5;
const FLOAT: u8 = 6;
const COMPLEX: u8 = 7;
const STR: u8 = 8;
const BYTES: u8 = 9;
const TUPLE: u8 = 10;
const FROZEN_SET: u8 = 11;
const SLICE: u8 = 12;
const CODE: u8 = 13;

/// The code, and all code among its constants, as bytes.
pub fn to_bytes(code: &Code) -> Vec<u8> {
    let mut body = Writer::default();
    body.code(code);
    let mut all = Writer::default();
    all.number(body.names.len() as u64);
    body.names.iter().for_each(|name| all.bytes(name.as_bytes()));
    all.out.extend(body.out);
    all.out
}

/// The code that `to_bytes` was given; `None` if these are not its bytes.
pub fn from_bytes(bytes: &[u8]) -> Option<Arc<Code>> {
    let mut reader = Reader::new(bytes);
    let count = reader.count()?;
    for _ in 0..count {
        let name = std::str::from_utf8(reader.bytes()?).ok()?;
        reader.names.push(name.into());
    }
    let code = reader.code()?;
    reader.rest.is_empty().then(|| Arc::new(code))
}

/// Puts numbers, names and what is made of them into bytes.
#[derive(Default)]
pub(super) struct Writer {
    out: Vec<u8>,
    names: Vec<Name>,
    numbers: QuickMap<Name, u64>,
}

/// Small numbers of either sign as small numbers.
fn folded(n: i64) -> u64 {
    (n << 1 ^ n >> 63) as u64
}

fn unfolded(n: u64) -> i64 {
    (n >> 1) as i64 ^ -((n & 1) as i64)
}

impl Writer {
    /// What was written.
    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.out
    }

    /// A number that is seldom far from another.
    pub(super) fn difference(&mut self, n: u32, from: u32) {
        self.number(folded(i64::from(n) - i64::from(from)));
    }

    fn number(&mut self, mut n: u64) {
        while n >= 0x80 {
            self.out.push(n as u8 | 0x80);
            n >>= 7;
        }
        self.out.push(n as u8);
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.number(bytes.len() as u64);
        self.out.extend_from_slice(bytes);
    }

    fn name(&mut self, name: &Name) {
        let next = self.names.len() as u64;
        let number = *self.numbers.entry(name.clone()).or_insert(next);
        if number == next {
            self.names.push(name.clone());
        }
        self.number(number);
    }

    fn all<T>(&mut self, items: &[T], mut each: impl FnMut(&mut Self, &T)) {
        self.number(items.len() as u64);
        items.iter().for_each(|item| each(self, item));
    }

    fn code(&mut self, code: &Code) {
        // every field by name: a new one is not forgotten here
        let Code {
            name,
            qualname,
            filename,
            first_line,
            flags,
            argcount,
            posonlyargcount,
            kwonlyargcount,
            nregs,
            varnames,
            local_regs,
            known_from,
            cellvars,
            freevars,
            names,
            consts,
            words,
            positions,
            passed,
            exceptions,
            inlined,
            comprehended,
        } = code;
        [name, qualname, filename].into_iter().for_each(|name| self.name(name));
        self.number(u64::from(flags.bits()));
        for n in [first_line, argcount, posonlyargcount, kwonlyargcount, nregs] {
            self.number(u64::from(*n));
        }
        for names in [varnames, cellvars, freevars, names] {
            self.all(names, Self::name);
        }
        for numbers in [local_regs, known_from] {
            self.all(numbers, |w, n| w.number(u64::from(*n)));
        }
        self.all(consts, Self::constant);
        self.number(words.len() as u64);
        words.iter().for_each(|word| self.out.extend_from_slice(&word.to_le_bytes()));
        self.bytes(&positions.to_bytes());
        self.all(passed, |w, p| {
            w.number(u64::from(p.pc));
            w.number(u64::from(p.line) << 2 | u64::from(p.silent) << 1 | u64::from(p.backwards));
        });
        self.all(exceptions, |w, e| {
            for n in [e.start, e.end, e.target, e.reg.into(), e.depth.into()] {
                w.number(u64::from(n));
            }
        });
        self.all(inlined, |w, local| {
            w.name(&local.name);
            for n in [local.reg.into(), local.start, local.end] {
                w.number(u64::from(n));
            }
        });
        self.all(comprehended, |w, local| {
            w.name(&local.name);
            w.number(u64::from(local.before) << 1 | u64::from(local.cell));
        });
    }

    fn constant(&mut self, constant: &Const) {
        let tag = |w: &mut Self, tag| w.out.push(tag);
        match constant {
            Const::None => tag(self, NONE),
            Const::True => tag(self, TRUE),
            Const::False => tag(self, FALSE),
            Const::Ellipsis => tag(self, ELLIPSIS),
            Const::Int(n) => {
                tag(self, INT);
                self.number(folded(*n));
            }
            Const::Big(n) => {
                tag(self, BIG);
                self.bytes(&n.to_signed_bytes_le());
            }
            Const::Float(x) => {
                tag(self, FLOAT);
                self.out.extend_from_slice(&x.to_bits().to_le_bytes());
            }
            Const::Complex(re, im) => {
                tag(self, COMPLEX);
                [re, im].into_iter().for_each(|x| self.out.extend_from_slice(&x.to_bits().to_le_bytes()));
            }
            Const::Str(text) => {
                tag(self, STR);
                self.bytes(text);
            }
            Const::Bytes(bytes) => {
                tag(self, BYTES);
                self.bytes(bytes);
            }
            Const::Tuple(items) => {
                tag(self, TUPLE);
                self.all(items, Self::constant);
            }
            Const::FrozenSet(items) => {
                tag(self, FROZEN_SET);
                self.all(items, Self::constant);
            }
            Const::Slice(parts) => {
                tag(self, SLICE);
                parts.iter().for_each(|part| self.constant(part));
            }
            Const::Code(code) => {
                tag(self, CODE);
                self.code(code);
            }
        }
    }
}

/// Takes out of bytes what a `Writer` put there; `None` where something else stands.
pub(super) struct Reader<'a> {
    rest: &'a [u8],
    names: Vec<Name>,
    depth: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Reader<'a> {
        Reader { rest: bytes, names: Vec::new(), depth: 0 }
    }

    #[inline]
    fn number(&mut self) -> Option<u64> {
        let mut n = 0;
        let mut shift = 0;
        loop {
            let (&byte, rest) = self.rest.split_first()?;
            self.rest = rest;
            n |= u64::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return Some(n);
            }
            shift += 7;
            if shift > 63 {
                return None;
            }
        }
    }

    fn number32(&mut self) -> Option<u32> {
        self.number()?.try_into().ok()
    }

    /// The number of which `Writer::difference` wrote how far it is from another.
    pub(super) fn differing(&mut self, to: u32) -> Option<u32> {
        u32::try_from(i64::from(to).checked_add(unfolded(self.number()?))?).ok()
    }

    /// How many items follow: each takes a byte at the least.
    fn count(&mut self) -> Option<usize> {
        let n = usize::try_from(self.number()?).ok()?;
        (n <= self.rest.len()).then_some(n)
    }

    fn take(&mut self, n: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(n)?;
        self.rest = rest;
        Some(taken)
    }

    fn bytes(&mut self) -> Option<&'a [u8]> {
        let n = self.count()?;
        self.take(n)
    }

    fn word(&mut self) -> Option<u64> {
        Some(u64::from_le_bytes(self.take(8)?.try_into().ok()?))
    }

    fn name(&mut self) -> Option<Name> {
        let number = usize::try_from(self.number()?).ok()?;
        self.names.get(number).cloned()
    }

    fn all<T>(&mut self, mut each: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let n = self.count()?;
        let mut items = Vec::with_capacity(n);
        for _ in 0..n {
            items.push(each(self)?);
        }
        Some(items)
    }

    fn code(&mut self) -> Option<Code> {
        let (name, qualname, filename) = (self.name()?, self.name()?, self.name()?);
        let flags = CodeFlags::of_bits(self.number32()?);
        let (first_line, argcount, posonlyargcount) = (self.number32()?, self.number32()?, self.number32()?);
        let (kwonlyargcount, nregs) = (self.number32()?, self.number32()?);
        let (varnames, cellvars) = (self.all(Self::name)?, self.all(Self::name)?);
        let (freevars, names) = (self.all(Self::name)?, self.all(Self::name)?);
        let (local_regs, known_from) = (self.all(Self::number32)?, self.all(Self::number32)?);
        let consts = self.all(Self::constant)?;
        let count = self.count()?;
        let words = self.take(count.checked_mul(8)?)?.as_chunks::<8>().0.iter().map(|word| Word::from_le_bytes(*word)).collect();
        let positions = Positions::from_bytes(self.bytes()?);
        let passed = self.all(|r| {
            let (pc, line) = (r.number32()?, r.number()?);
            Some(PassedLine { pc, line: (line >> 2).try_into().ok()?, backwards: line & 1 != 0, silent: line & 2 != 0 })
        })?;
        let exceptions = self.all(|r| {
            let (start, end, target) = (r.number32()?, r.number32()?, r.number32()?);
            Some(ExceptionEntry { start, end, target, reg: r.number()?.try_into().ok()?, depth: r.number()?.try_into().ok()? })
        })?;
        let inlined = self.all(|r| {
            let (name, reg) = (r.name()?, r.number()?.try_into().ok()?);
            Some(InlinedLocal { name, reg, start: r.number32()?, end: r.number32()? })
        })?;
        let comprehended = self.all(|r| {
            let (name, number) = (r.name()?, r.number()?);
            Some(Comprehended { name, before: (number >> 1).try_into().ok()?, cell: number & 1 != 0 })
        })?;
        Some(Code {
            name,
            qualname,
            filename,
            first_line,
            flags,
            argcount,
            posonlyargcount,
            kwonlyargcount,
            nregs,
            varnames,
            local_regs,
            known_from,
            cellvars,
            freevars,
            names,
            consts,
            words,
            positions,
            passed,
            exceptions,
            inlined,
            comprehended,
        })
    }

    fn constant(&mut self) -> Option<Const> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return None;
        }
        let constant = match self.take(1)?[0] {
            NONE => Const::None,
            TRUE => Const::True,
            FALSE => Const::False,
            ELLIPSIS => Const::Ellipsis,
            INT => Const::Int(unfolded(self.number()?)),
            BIG => Const::Big(Arc::new(BigInt::from_signed_bytes_le(self.bytes()?))),
            FLOAT => Const::Float(f64::from_bits(self.word()?)),
            COMPLEX => Const::Complex(f64::from_bits(self.word()?), f64::from_bits(self.word()?)),
            STR => Const::Str(self.bytes()?.into()),
            BYTES => Const::Bytes(self.bytes()?.into()),
            TUPLE => Const::Tuple(self.all(Self::constant)?.into()),
            FROZEN_SET => Const::FrozenSet(self.all(Self::constant)?.into()),
            SLICE => Const::Slice(Arc::new([self.constant()?, self.constant()?, self.constant()?])),
            CODE => Const::Code(Arc::new(self.code()?)),
            _ => return None,
        };
        self.depth -= 1;
        Some(constant)
    }
}
