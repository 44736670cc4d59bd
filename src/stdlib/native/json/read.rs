//! Reading JSON: one pass over the bytes, values built as they come.

use crate::object::{Raised, Res, Value};
use crate::text::{int, wtf8};
use crate::vm::{Values, Vm};

/// What is wrong with a string, and at which byte.
#[derive(Debug)]
pub enum Fault {
    Unterminated,
    Control(usize),
    Escape(usize),
    Hex(usize),
}

/// The string whose first byte is at `start`: a piece of the text itself or, where it has escapes, put together in
/// `out`; and the byte behind its closing quote.
pub fn string<'a>(text: &'a [u8], start: usize, strict: bool, out: &mut Vec<u8>) -> Result<(Option<&'a [u8]>, usize), Fault> {
    let mut at = start;
    let mut plain = true;
    loop {
        let run = memchr::memchr2(b'"', b'\\', &text[at..]).ok_or(()).map(|n| at + n);
        let stop = run.unwrap_or(text.len());
        if strict && let Some(n) = text[at..stop].iter().position(|&b| b < 0x20) {
            return Err(Fault::Control(at + n));
        }
        let Ok(stop) = run else { return Err(Fault::Unterminated) };
        if text[stop] == b'"' {
            if plain {
                return Ok((Some(&text[start..stop]), stop + 1));
            }
            out.extend_from_slice(&text[at..stop]);
            return Ok((None, stop + 1));
        }
        if plain {
            out.clear();
            plain = false;
        }
        out.extend_from_slice(&text[at..stop]);
        let Some(&escape) = text.get(stop + 1) else { return Err(Fault::Unterminated) };
        at = stop + 2;
        match escape {
            b'"' | b'\\' | b'/' => out.push(escape),
            b'b' => out.push(8),
            b'f' => out.push(12),
            b'n' => out.push(b'\n'),
            b'r' => out.push(b'\r'),
            b't' => out.push(b'\t'),
            b'u' => {
                let mut c = hex4(text, at)?;
                at += 4;
                if (0xD800..0xDC00).contains(&c) && text[at..].starts_with(b"\\u") {
                    let low = hex4(text, at + 2)?;
                    if (0xDC00..0xE000).contains(&low) {
                        c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
                        at += 6;
                    }
                }
                wtf8::push(out, c);
            }
            _ => return Err(Fault::Escape(stop)),
        }
    }
}

/// The number of four hexadecimal digits.
fn hex4(text: &[u8], at: usize) -> Result<u32, Fault> {
    let digits = text.get(at..at + 4).ok_or(Fault::Hex(at - 1))?;
    digits.iter().try_fold(0, |n, &d| Some(n * 16 + (d as char).to_digit(16)?)).ok_or(Fault::Hex(at - 1))
}

/// How many keys are remembered, so that the same key of many objects is one `str`.
const KEYS: usize = 64;

struct Reader<'a> {
    vm: &'a Vm,
    text: &'a [u8],
    at: usize,
    /// on the native stack, where the collector sees them
    keys: [Value; KEYS],
    out: Vec<u8>,
    count: u32,
}

/// The object that the text describes.
pub fn loads(vm: &Vm, text: &[u8]) -> Res {
    let mut r = Reader { vm, text, at: 0, keys: [Value::UNBOUND; KEYS], out: Vec::new(), count: 0 };
    r.skip();
    let v = r.value()?;
    r.skip();
    if r.at == text.len() { Ok(v) } else { Err(r.fault()) }
}

impl Reader<'_> {
    #[cold]
    fn fault(&self) -> Raised {
        self.vm.value_error("not plain JSON")
    }

    fn peek(&self) -> u8 {
        self.text.get(self.at).copied().unwrap_or(0)
    }

    fn skip(&mut self) {
        while matches!(self.peek(), b' ' | b'\n' | b'\t' | b'\r') {
            self.at += 1;
        }
    }

    fn value(&mut self) -> Res {
        self.count += 1;
        if self.count & 0xFFF == 0 {
            self.vm.safepoint()?;
        }
        match self.peek() {
            b'"' => self.string_value(),
            b'{' => self.object(),
            b'[' => self.array(),
            b'-' | b'0'..=b'9' => self.number(),
            b't' => self.word("true", Value::TRUE),
            b'f' => self.word("false", Value::FALSE),
            b'n' => self.word("null", Value::NONE),
            b'N' => self.word("NaN", self.vm.float(f64::NAN)),
            b'I' => self.word("Infinity", self.vm.float(f64::INFINITY)),
            _ => Err(self.fault()),
        }
    }

    fn word(&mut self, word: &str, v: Value) -> Res {
        if !self.text[self.at..].starts_with(word.as_bytes()) {
            return Err(self.fault());
        }
        self.at += word.len();
        Ok(v)
    }

    fn string_value(&mut self) -> Res {
        match string(self.text, self.at + 1, true, &mut self.out) {
            Ok((piece, after)) => {
                self.at = after;
                Ok(self.vm.str_wtf8(piece.unwrap_or(&self.out)))
            }
            Err(_) => Err(self.fault()),
        }
    }

    /// A key: short ones are looked for among the last seen.
    fn key(&mut self) -> Res {
        let Ok((Some(piece), after)) = string(self.text, self.at + 1, true, &mut self.out) else { return self.string_value() };
        self.at = after;
        let (Some(&first), Some(&last)) = (piece.first(), piece.last()) else { return Ok(self.vm.str("")) };
        let place = (piece.len() * 31 + first as usize * 7 + last as usize) % KEYS;
        if let Some(known) = self.keys[place].given().filter(|k| k.str_bytes() == Some(piece)) {
            return Ok(known);
        }
        let key = self.vm.str_wtf8(piece);
        if piece.len() <= 32 {
            self.keys[place] = key;
        }
        Ok(key)
    }

    fn number(&mut self) -> Res {
        let start = self.at;
        if self.peek() == b'-' {
            self.at += 1;
            if self.peek() == b'I' {
                return self.word("Infinity", self.vm.float(f64::NEG_INFINITY));
            }
        }
        let first = self.at;
        self.digits()?;
        if self.text[first] == b'0' && self.at > first + 1 {
            return Err(self.fault());
        }
        let mut whole = true;
        if self.peek() == b'.' {
            whole = false;
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.peek(), b'e' | b'E') {
            whole = false;
            self.at += 1;
            if matches!(self.peek(), b'+' | b'-') {
                self.at += 1;
            }
            self.digits()?;
        }
        let text = &self.text[start..self.at];
        if !whole {
            return match std::str::from_utf8(text).ok().and_then(|t| t.parse().ok()) {
                Some(f) => Ok(self.vm.float(f)),
                None => Err(self.fault()),
            };
        }
        if self.at - first <= 18 {
            let n = self.text[first..self.at].iter().fold(0, |n, d| n * 10 + (d - b'0') as i64);
            return Ok(self.vm.int(if first > start { -n } else { n }));
        }
        // longer than the least limit of digits: Python's `int` decides
        if text.len() > 600 {
            return Err(self.fault());
        }
        int::parse(text, 10, 0).map(|n| self.vm.big(n)).map_err(|_| self.fault())
    }

    /// One digit or more.
    fn digits(&mut self) -> Res<()> {
        let start = self.at;
        while self.peek().is_ascii_digit() {
            self.at += 1;
        }
        if self.at == start { Err(self.fault()) } else { Ok(()) }
    }

    fn array(&mut self) -> Res {
        self.vm.check_depth()?;
        let vm = self.vm;
        let mut items = Values::new(vm);
        self.at += 1;
        self.skip();
        if self.peek() == b']' {
            self.at += 1;
            return Ok(vm.list(&[]));
        }
        loop {
            items.push(self.value()?);
            self.skip();
            match self.peek() {
                b',' => self.at += 1,
                b']' => break,
                _ => return Err(self.fault()),
            }
            self.skip();
        }
        self.at += 1;
        Ok(vm.list(&items))
    }

    fn object(&mut self) -> Res {
        self.vm.check_depth()?;
        let dict = self.vm.new_dict();
        self.at += 1;
        self.skip();
        if self.peek() == b'}' {
            self.at += 1;
            return Ok(dict);
        }
        loop {
            if self.peek() != b'"' {
                return Err(self.fault());
            }
            let key = self.key()?;
            self.skip();
            if self.peek() != b':' {
                return Err(self.fault());
            }
            self.at += 1;
            self.skip();
            let v = self.value()?;
            self.vm.dict_set(dict, key, v)?;
            self.skip();
            match self.peek() {
                b',' => self.at += 1,
                b'}' => break,
                _ => return Err(self.fault()),
            }
            self.skip();
        }
        self.at += 1;
        Ok(dict)
    }
}
