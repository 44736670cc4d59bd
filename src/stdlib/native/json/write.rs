//! Writing JSON: one walk over plain objects into one buffer.

use std::collections::HashSet;

use crate::object::layouts::*;
use crate::object::{Layout, Res, Value};
use crate::text::{float, int, wtf8};
use crate::vm::Vm;

/// Appends a string with its quotes and escapes.
pub fn quote(out: &mut Vec<u8>, text: &[u8], ascii: bool) {
    out.push(b'"');
    let (mut from, mut at) = (0, 0);
    while let Some(&b) = text.get(at) {
        if b >= 0x20 && b != b'"' && b != b'\\' && (!ascii || b < 0x7f) {
            at += 1;
            continue;
        }
        out.extend_from_slice(&text[from..at]);
        let short = match b {
            b'"' | b'\\' => b,
            b'\n' => b'n',
            b'\r' => b'r',
            b'\t' => b't',
            12 => b'f',
            8 => b'b',
            _ => 0,
        };
        if short != 0 {
            out.extend([b'\\', short]);
            at += 1;
        } else {
            let (c, size) = wtf8::decode_at(text, at).unwrap_or((b as u32, 1));
            match c.checked_sub(0x10000) {
                None => unit(out, c),
                Some(c) => {
                    unit(out, 0xD800 | c >> 10);
                    unit(out, 0xDC00 | c & 0x3FF);
                }
            }
            at += size;
        }
        from = at;
    }
    out.extend_from_slice(&text[from..]);
    out.push(b'"');
}

/// `\uXXXX`
fn unit(out: &mut Vec<u8>, c: u32) {
    out.extend(b"\\u");
    out.extend([12, 8, 4, 0].map(|shift| b"0123456789abcdef"[(c >> shift & 15) as usize]));
}

/// Up to this depth a look through the open containers is cheaper than a set.
const SHALLOW: usize = 32;

/// How deep an object may nest. What is deeper could be written, and could not be read again.
const DEEPEST: usize = 25_000;

struct Writer<'a> {
    vm: &'a Vm,
    out: Vec<u8>,
    ascii: bool,
    allow_nan: bool,
    indent: Option<&'a [u8]>,
    item_sep: &'a [u8],
    key_sep: &'a [u8],
    sort_keys: bool,
    /// the containers being written
    open: Vec<Value>,
    /// those of them below `SHALLOW`, by address
    deep: HashSet<u64>,
    count: u32,
}

/// The text of a plain object, or `NotImplemented`.
pub fn dumps(vm: &Vm, a: &[Value]) -> Res {
    let spaces;
    let indent = match a[3].not_none() {
        None => None,
        Some(_) => match a[3].str_bytes() {
            Some(text) => Some(text),
            None => match vm.to_i64(a[3]) {
                Some(n) if n < 1 << 16 => {
                    spaces = vec![b' '; n.max(0) as usize];
                    Some(&spaces[..])
                }
                _ => return Ok(Value::NOT_IMPLEMENTED),
            },
        },
    };
    let (Some(item_sep), Some(key_sep)) = (a[4].str_bytes(), a[5].str_bytes()) else { return Ok(Value::NOT_IMPLEMENTED) };
    let mut w = Writer {
        vm,
        out: Vec::new(),
        ascii: vm.truth(a[1])?,
        allow_nan: vm.truth(a[2])?,
        indent,
        item_sep,
        key_sep,
        sort_keys: vm.truth(a[6])?,
        open: Vec::new(),
        deep: HashSet::new(),
        count: 0,
    };
    Ok(if w.value(a[0])? { vm.str_wtf8(&w.out) } else { Value::NOT_IMPLEMENTED })
}

/// Room for what is short: numbers, names, what stands between items.
const SHORT: usize = 128;

/// How long a text gets in quotes, at most.
pub fn quoted_length(text: &[u8]) -> usize {
    if text.len() < 1 << 10 {
        return text.len() * 6 + 2;
    }
    let longest = |b: &u8| match b {
        0..0x20 | 0x7f | 0xc0..0xf0 => 6,
        b'"' | b'\\' => 2,
        0xf0.. => 12,
        0x80..0xc0 => 0,
        _ => 1,
    };
    2 + text.iter().map(longest).sum::<usize>()
}

impl Writer<'_> {
    /// Writes a value; `false`: it is not plain.
    fn value(&mut self, v: Value) -> Res<bool> {
        self.count += 1;
        if self.count & 0xFFF == 0 {
            self.vm.safepoint()?;
        }
        if v.is_exact(Layout::Str) {
            let text = v.str_bytes().unwrap_or(b"");
            self.vm.grow_by(&mut self.out, quoted_length(text))?;
            quote(&mut self.out, text, self.ascii);
            return Ok(true);
        }
        self.vm.grow_by(&mut self.out, SHORT)?;
        if self.scalar(v) {
            return Ok(true);
        }
        let (list, dict) = (v.is_exact(Layout::List) || v.is_exact(Layout::Tuple), v.is_exact(Layout::Dict));
        if !list && !dict || self.open.iter().take(SHALLOW).any(|&o| o == v) {
            return Ok(false);
        }
        if self.vm.is_deep() || self.open.len() >= DEEPEST {
            return Err(self.vm.too_deep(" while encoding a JSON object"));
        }
        let deep = self.open.len() >= SHALLOW;
        if deep && !self.deep.insert(v.0) {
            return Ok(false);
        }
        self.open.push(v);
        let done = if list { self.array(v)? } else { self.object(v)? };
        self.open.pop();
        if deep {
            self.deep.remove(&v.0);
        }
        Ok(done)
    }

    /// Writes a number or a constant.
    fn scalar(&mut self, v: Value) -> bool {
        if let Some(n) = v.as_small_int() {
            self.number(n);
        } else if v.is_none() {
            self.out.extend(b"null");
        } else if v.is_bool() {
            self.out.extend_from_slice(if v == Value::TRUE { b"true" } else { b"false" });
        } else if v.is_exact(Layout::Float) {
            let f = self.vm.as_float(v).unwrap_or(0.0);
            if f.is_finite() {
                self.out.extend_from_slice(float::repr(f).as_bytes());
            } else if self.allow_nan {
                let text = if f.is_nan() {
                    "NaN"
                } else if f > 0.0 {
                    "Infinity"
                } else {
                    "-Infinity"
                };
                self.out.extend_from_slice(text.as_bytes());
            } else {
                return false;
            }
        } else if v.is_exact(Layout::Int) {
            // past the least limit of digits, Python's `repr` decides
            match self.vm.to_big(v).filter(|n| n.bits() < 2000).map(|n| int::to_decimal(&n, 0)) {
                Some(Ok(text)) => self.out.extend_from_slice(text.as_bytes()),
                _ => return false,
            }
        } else {
            return false;
        }
        true
    }

    fn number(&mut self, n: i64) {
        let mut digits = [0; 20];
        let mut at = digits.len();
        let mut rest = n.unsigned_abs();
        loop {
            at -= 1;
            digits[at] = b'0' + (rest % 10) as u8;
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        if n < 0 {
            self.out.push(b'-');
        }
        self.out.extend_from_slice(&digits[at..]);
    }

    /// A line's beginning at the depth of the open containers less `out_by`.
    fn line(&mut self, out_by: usize) {
        if let Some(indent) = self.indent {
            self.out.push(b'\n');
            for _ in out_by..self.open.len() {
                self.out.extend_from_slice(indent);
            }
        }
    }

    fn array(&mut self, v: Value) -> Res<bool> {
        self.out.push(b'[');
        let mut i = 0;
        while let Some(item) = item_at(v, i) {
            if i > 0 {
                self.out.extend_from_slice(self.item_sep);
            }
            self.line(0);
            if !self.value(item)? {
                return Ok(false);
            }
            i += 1;
        }
        if i > 0 {
            self.line(1);
        }
        self.out.push(b']');
        Ok(true)
    }

    fn object(&mut self, v: Value) -> Res<bool> {
        let items = self.vm.dict_items(v);
        let mut order: Vec<(Value, Value)> = Vec::new();
        if self.sort_keys {
            if items.pairs().any(|(k, _)| !k.is_exact(Layout::Str)) {
                return Ok(false);
            }
            // `items` keeps them alive; the order of code points is that of the bytes
            order.extend(items.pairs());
            order.sort_by(|x, y| x.0.str_bytes().cmp(&y.0.str_bytes()));
        }
        self.out.push(b'{');
        let mut first = true;
        let mut write = |w: &mut Self, (k, v): (Value, Value)| -> Res<bool> {
            if !std::mem::take(&mut first) {
                w.out.extend_from_slice(w.item_sep);
            }
            w.line(0);
            if k.is_exact(Layout::Str) {
                quote(&mut w.out, k.str_bytes().unwrap_or(b""), w.ascii);
            } else {
                w.out.push(b'"');
                if !w.scalar(k) {
                    return Ok(false);
                }
                w.out.push(b'"');
            }
            w.out.extend_from_slice(w.key_sep);
            w.value(v)
        };
        if self.sort_keys {
            for pair in order {
                if !write(self, pair)? {
                    return Ok(false);
                }
            }
        } else {
            for pair in items.pairs() {
                if !write(self, pair)? {
                    return Ok(false);
                }
            }
        }
        if !first {
            self.line(1);
        }
        self.out.push(b'}');
        Ok(true)
    }
}

fn item_at(v: Value, i: usize) -> Option<Value> {
    match v.cast::<Tuple>() {
        Some(t) => t.items().get(i).copied(),
        None => v.cast::<List>().and_then(|l| l.get(i)),
    }
}
