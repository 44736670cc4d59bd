//! Reading: the machine of the pickle format, over bytes in memory or a file's as they are asked for.
//!
//! The stack is one list with marks in it: what lies below the last mark cannot be reached, which is what the error texts
//! tell apart. What objects are built of, and how, is in `build`.

use std::ops::Range;

use crate::object::{Layout, Raised, Res, Value};
use crate::text::int::parse_small;
use crate::types::bytes_common::with_buffer;
use crate::types::{bytearray, set};
use crate::vm::intern::intern;
use crate::vm::{Values, Vm};

use super::{error, helper};

/// Numbers of the memo below this, or not far past what is there, stand in the list; others in a dict.
const DENSE: usize = 1 << 16;

pub(super) struct Reader<'a> {
    pub vm: &'a Vm,
    data: Vec<u8>,
    at: usize,
    pub stack: Values<'a>,
    marks: Vec<usize>,
    /// by number; unbound where there is none
    memo: Values<'a>,
    memo_len: usize,
    /// numbers out of all proportion
    sparse: Option<Value>,
    file: Option<File>,
    protocol: u8,
    pub fix_imports: Value,
    encoding: Value,
    errors: Value,
    buffers: Option<Value>,
    pub find_class: Option<Value>,
    persistent_load: Option<Value>,
    /// the `Unpickler`, whose own `find_class` asks it for the protocol
    unpickler: Option<Value>,
    count: u32,
}

/// The methods of the file that is read.
#[derive(Clone, Copy)]
struct File {
    read: Value,
    readline: Value,
}

impl<'a> Reader<'a> {
    fn new(vm: &'a Vm, data: Vec<u8>, fix_imports: Value, encoding: Value, errors: Value, buffers: Value) -> Res<Reader<'a>> {
        Ok(Reader {
            vm,
            data,
            at: 0,
            stack: Values::new(vm),
            marks: Vec::new(),
            memo: Values::new(vm),
            memo_len: 0,
            sparse: None,
            file: None,
            protocol: 0,
            fix_imports,
            encoding,
            errors,
            buffers: buffers.not_none(),
            find_class: None,
            persistent_load: None,
            unpickler: None,
            count: 0,
        })
    }
}

/// `loads(data, fix_imports, encoding, errors, buffers)`: the object.
pub fn loads(vm: &Vm, a: &[Value]) -> Res {
    let data = with_buffer(vm, a[0], |data| data.to_vec())?;
    let mut r = Reader::new(vm, data, a[1], a[2], a[3], a[4])?;
    r.run()
}

/// `load(rest, fix_imports, encoding, errors, buffers, memo, read, readline, find_class, persistent_load, unpickler)`: the object and
/// the bytes taken from the file and not used. `memo`, a dict from numbers to objects, is kept up.
pub fn load(vm: &Vm, a: &[Value]) -> Res {
    let rest = with_buffer(vm, a[0], |data| data.to_vec())?;
    let mut r = Reader::new(vm, rest, a[1], a[2], a[3], a[4])?;
    for (k, v) in vm.dict_items(a[5]).pairs() {
        if let Some(n) = k.as_small_int() {
            r.remember(n as u64, v)?;
        }
    }
    let known = r.memo_len;
    r.file = Some(File { read: a[6], readline: a[7] });
    r.find_class = a[8].not_none();
    r.persistent_load = a[9].not_none();
    r.unpickler = Some(a[10]);
    let done = r.run();
    if r.memo_len != known || known > 0 {
        r.keep_memo(a[5])?;
    }
    let v = done?;
    Ok(vm.tuple(&[v, vm.bytes(&r.data[r.at..])]))
}

// ---- the bytes ----

impl Reader<'_> {
    #[cold]
    pub fn fail(&self, text: impl AsRef<str>) -> Raised {
        error(self.vm, "UnpicklingError", text.as_ref())
    }

    #[cold]
    fn truncated(&self) -> Raised {
        self.fail("pickle data was truncated")
    }

    /// Where the next `n` bytes stand in `data`.
    #[inline]
    fn take(&mut self, n: usize) -> Res<Range<usize>> {
        if self.data.len() - self.at < n {
            self.fetch(n)?;
        }
        let start = self.at;
        self.at += n;
        Ok(start..self.at)
    }

    /// Asks the file for what is missing of `n` bytes.
    #[cold]
    fn fetch(&mut self, n: usize) -> Res<()> {
        let Some(file) = self.file else { return Err(self.truncated()) };
        self.data.drain(..self.at);
        self.at = 0;
        let missing = (n - self.data.len()) as u64;
        let more = self.vm.call(file.read, &[self.vm.uint(missing)])?;
        self.add(more)?;
        if self.data.len() < n { Err(self.truncated()) } else { Ok(()) }
    }

    fn add(&mut self, more: Value) -> Res<()> {
        with_buffer(self.vm, more, |data| self.data.extend_from_slice(data))
    }

    fn number<const N: usize>(&mut self) -> Res<[u8; N]> {
        let range = self.take(N)?;
        let mut out = [0; N];
        out.copy_from_slice(&self.data[range]);
        Ok(out)
    }

    fn byte(&mut self) -> Res<u8> {
        Ok(self.number::<1>()?[0])
    }

    fn u32(&mut self) -> Res<u32> {
        Ok(u32::from_le_bytes(self.number()?))
    }

    /// A length of eight bytes.
    fn long_size(&mut self, what: &str) -> Res<usize> {
        let n = u64::from_le_bytes(self.number()?);
        match isize::try_from(n) {
            Ok(n) => Ok(n as usize),
            Err(_) => {
                let most = if what == "FRAME" { "length exceeds system's maximum" } else { "exceeds system's maximum size" };
                Err(self.vm.overflow_error(format!("{what} {most} of {} bytes", isize::MAX)))
            }
        }
    }

    /// A line with its end; what has none is cut off.
    fn line(&mut self) -> Res<Range<usize>> {
        let end = memchr::memchr(b'\n', &self.data[self.at..]);
        let start = match (end, self.file) {
            (Some(_), _) => self.at,
            (None, None) => return Err(self.truncated()),
            (None, Some(file)) => {
                let more = self.vm.call(file.readline, &[])?;
                self.data.drain(..self.at);
                self.at = 0;
                self.add(more)?;
                0
            }
        };
        let end = end.map_or(self.data.len(), |n| start + n + 1);
        if end == start || self.data[end - 1] != b'\n' {
            return Err(self.truncated());
        }
        self.at = end;
        Ok(start..end - 1)
    }

    /// A line that must not be empty.
    fn full_line(&mut self) -> Res<Range<usize>> {
        let line = self.line()?;
        if line.is_empty() { Err(self.truncated()) } else { Ok(line) }
    }

    fn line_bytes(&mut self) -> Res {
        let line = self.full_line()?;
        Ok(self.vm.bytes(&self.data[line]))
    }
}

// ---- stack and memo ----

impl Reader<'_> {
    fn fence(&self) -> usize {
        self.marks.last().copied().unwrap_or(0)
    }

    #[cold]
    pub fn underflow(&self) -> Raised {
        self.fail(if self.marks.is_empty() { "unpickling stack underflow" } else { "unexpected MARK found" })
    }

    #[inline]
    pub fn pop(&mut self) -> Res {
        if self.stack.len() > self.fence()
            && let Some(v) = self.stack.pop()
        {
            return Ok(v);
        }
        Err(self.underflow())
    }

    pub fn top(&self) -> Res {
        if self.stack.len() <= self.fence() {
            return Err(self.underflow());
        }
        self.stack.last().copied().ok_or_else(|| self.underflow())
    }

    /// Where the last mark stood, which is taken away.
    pub fn mark(&mut self) -> Res<usize> {
        self.marks.pop().ok_or_else(|| self.fail("could not find MARK"))
    }

    /// What stands just below place `x`; nothing to do if nothing is above.
    pub fn below(&self, x: usize) -> Res<Option<Value>> {
        if x > self.stack.len() || x <= self.fence() {
            return Err(self.underflow());
        }
        Ok((x < self.stack.len()).then(|| self.stack[x - 1]))
    }

    /// What stands from place `x`, off the stack, as a tuple.
    pub fn pop_tuple(&mut self, x: usize) -> Value {
        let t = self.vm.tuple(&self.stack[x..]);
        self.stack.truncate(x);
        t
    }

    fn top_tuple(&mut self, n: usize) -> Res<()> {
        let x = self.stack.len().checked_sub(n).filter(|&x| x >= self.fence()).ok_or_else(|| self.underflow())?;
        let t = self.pop_tuple(x);
        self.stack.push(t);
        Ok(())
    }

    fn remember(&mut self, n: u64, v: Value) -> Res<()> {
        let i = n as usize;
        if i >= DENSE && i > self.memo.len() * 2 {
            let vm = self.vm;
            let sparse = *self.sparse.get_or_insert_with(|| vm.new_dict());
            let before = vm.dict_len(sparse);
            vm.dict_set(sparse, vm.uint(n), v)?;
            self.memo_len += vm.dict_len(sparse) - before;
            return Ok(());
        }
        while self.memo.len() <= i {
            self.memo.push(Value::UNBOUND);
        }
        self.memo_len += usize::from(self.memo[i].is_unbound());
        self.memo.set(i, v);
        Ok(())
    }

    fn put(&mut self, n: u64) -> Res<()> {
        let v = self.top()?;
        self.remember(n, v)
    }

    fn get(&mut self, n: u64) -> Res<()> {
        let mut found = self.memo.get(n as usize).and_then(|v| v.given());
        if let (None, Some(sparse)) = (found, self.sparse) {
            found = self.vm.dict_get(sparse, self.vm.uint(n))?;
        }
        match found {
            Some(v) => self.stack.push(v),
            None => return Err(self.fail(format!("Memo value not found at index {n}"))),
        }
        Ok(())
    }

    fn keep_memo(&self, to: Value) -> Res<()> {
        for (i, v) in self.memo.iter().enumerate() {
            if let Some(v) = v.given() {
                self.vm.dict_set(to, self.vm.int(i as i64), v)?;
            }
        }
        let Some(sparse) = self.sparse else { return Ok(()) };
        self.vm.dict_items(sparse).pairs().try_for_each(|(k, v)| self.vm.dict_set(to, k, v))
    }

    /// The number of a line.
    fn line_number(&mut self) -> Res<i64> {
        let line = self.full_line()?;
        if let Some(n) = parse_small(&self.data[line.clone()]) {
            return Ok(n);
        }
        // with its end, which the error shows
        let line = self.vm.bytes(&self.data[line.start..=line.end]);
        let n = self.vm.call(helper(self.vm, "_line_number")?, &[line])?;
        self.vm.index_i64(n)
    }
}

// ---- the machine ----

impl Reader<'_> {
    fn run(&mut self) -> Res {
        loop {
            self.count = self.count.wrapping_add(1);
            if self.count & 0x3FF == 0 {
                self.vm.safepoint()?;
            }
            let op = match self.data.get(self.at) {
                Some(&op) => {
                    self.at += 1;
                    op
                }
                None => self.next_op()?,
            };
            if op == b'.' {
                return self.pop();
            }
            self.step(op)?;
        }
    }

    #[cold]
    fn next_op(&mut self) -> Res<u8> {
        let Some(file) = self.file else { return Err(self.vm.eof_error("Ran out of input")) };
        self.data.clear();
        self.at = 0;
        let more = self.vm.call(file.read, &[self.vm.int(1)])?;
        self.add(more)?;
        match self.data.first() {
            Some(&op) => {
                self.at = 1;
                Ok(op)
            }
            None => Err(self.vm.eof_error("Ran out of input")),
        }
    }

    fn step(&mut self, op: u8) -> Res<()> {
        let vm = self.vm;
        let v = match op {
            // the memo and the stack
            0x94 => return self.put(self.memo_len as u64),
            b'q' => {
                let n = self.byte()?;
                return self.put(n.into());
            }
            b'r' => {
                let n = self.u32()?;
                return self.put(n.into());
            }
            b'h' => {
                let n = self.byte()?;
                return self.get(n.into());
            }
            b'j' => {
                let n = self.u32()?;
                return self.get(n.into());
            }
            b'p' => return self.put_line(),
            b'g' => return self.get_line(),
            b'(' => {
                self.marks.push(self.stack.len());
                return Ok(());
            }
            b'0' => return self.drop_top(),
            b'1' => {
                let x = self.mark()?;
                self.stack.truncate(x);
                return Ok(());
            }
            b'2' => self.top()?,
            // strings and numbers
            0x8C => {
                let n = self.byte()? as usize;
                self.text(n)?
            }
            b'X' => {
                let n = self.u32()? as usize;
                self.text(n)?
            }
            0x8D => {
                let n = self.long_size("BINUNICODE")?;
                self.text(n)?
            }
            b'K' => vm.int(self.byte()?.into()),
            b'M' => vm.int(u16::from_le_bytes(self.number()?).into()),
            b'J' => vm.int(i32::from_le_bytes(self.number()?).into()),
            0x8A => {
                let n = self.byte()? as usize;
                self.long(n)?
            }
            0x8B => match usize::try_from(i32::from_le_bytes(self.number()?)) {
                Ok(n) => self.long(n)?,
                Err(_) => return Err(self.fail("LONG pickle has negative byte count")),
            },
            b'G' => vm.float(f64::from_be_bytes(self.number()?)),
            b'N' => Value::NONE,
            0x88 => Value::TRUE,
            0x89 => Value::FALSE,
            b'C' => {
                let n = self.byte()? as usize;
                self.bytes(n)?
            }
            b'B' => {
                let n = self.u32()? as usize;
                self.bytes(n)?
            }
            0x8E => {
                let n = self.long_size("BINBYTES")?;
                self.bytes(n)?
            }
            0x96 => {
                let n = self.long_size("BYTEARRAY8")?;
                let range = self.take(n)?;
                bytearray::new_array(vm, &self.data[range])?
            }
            // containers
            b')' => vm.tuple(&[]),
            b'}' => vm.new_dict(),
            b']' => vm.list(&[]),
            0x8F => vm.new_set(),
            0x85 => return self.top_tuple(1),
            0x86 => return self.top_tuple(2),
            0x87 => return self.top_tuple(3),
            b't' => {
                let x = self.mark()?;
                self.pop_tuple(x)
            }
            b'l' => {
                let x = self.mark()?;
                let list = vm.list(&self.stack[x..]);
                self.stack.truncate(x);
                list
            }
            b'd' => {
                let x = self.mark()?;
                self.dict(x)?
            }
            0x91 => {
                let x = self.mark()?;
                let items = Values::from_slice(vm, &self.stack[x..]);
                self.stack.truncate(x);
                set::frozenset_of(vm, &items)?
            }
            b'a' => return self.append(self.stack.len().wrapping_sub(1)),
            b'e' => {
                let x = self.mark()?;
                return self.append(x);
            }
            b's' => return self.store(self.stack.len().wrapping_sub(2)),
            b'u' => {
                let x = self.mark()?;
                return self.store(x);
            }
            0x90 => {
                let x = self.mark()?;
                return self.add_items(x);
            }
            // objects
            b'c' => {
                let (module, name) = self.names()?;
                self.find_class(module, name)?
            }
            0x93 => {
                let (name, module) = (self.pop()?, self.pop()?);
                if !name.is_exact(Layout::Str) || !module.is_exact(Layout::Str) {
                    return Err(self.fail("STACK_GLOBAL requires str"));
                }
                self.find_class(module, name)?
            }
            b'R' => return self.reduce(),
            0x81 => return self.newobj(false),
            0x92 => return self.newobj(true),
            b'b' => return self.build(),
            b'i' => {
                let x = self.mark()?;
                let (module, name) = self.names()?;
                let class = self.find_class(module, name)?;
                let args = self.pop_tuple(x);
                self.instance(class, args)?
            }
            b'o' => {
                let x = self.mark()?;
                if self.stack.len() <= x {
                    return Err(self.underflow());
                }
                let args = self.pop_tuple(x + 1);
                let class = self.pop()?;
                self.instance(class, args)?
            }
            _ => return self.rare(op),
        };
        self.stack.push(v);
        Ok(())
    }

    fn rare(&mut self, op: u8) -> Res<()> {
        let vm = self.vm;
        let v = match op {
            0x80 => {
                let n = self.byte()?;
                if n > super::HIGHEST {
                    return Err(vm.value_error(format!("unsupported pickle protocol: {n}")));
                }
                self.protocol = n;
                return match self.unpickler {
                    Some(u) => vm.set_attr_str(u, "_protocol", vm.int(n.into())),
                    None => Ok(()),
                };
            }
            0x95 => {
                let n = self.long_size("FRAME")?;
                self.take(n)?;
                self.at -= n;
                return Ok(());
            }
            0x82 => {
                let code = self.byte()?.into();
                self.extension(code)?
            }
            0x83 => {
                let code = u16::from_le_bytes(self.number()?).into();
                self.extension(code)?
            }
            0x84 => {
                let code = i32::from_le_bytes(self.number()?).into();
                self.extension(code)?
            }
            b'Q' => {
                let id = self.pop()?;
                self.persistent(id)?
            }
            b'P' => {
                let line = self.line()?;
                let id = &self.data[line];
                if !id.is_ascii() {
                    return Err(self.fail("persistent IDs in protocol 0 must be ASCII strings"));
                }
                let id = vm.str_wtf8(id);
                self.persistent(id)?
            }
            0x97 => {
                let Some(buffers) = self.buffers else {
                    return Err(self.fail("pickle stream refers to out-of-band data but no *buffers* argument was given"));
                };
                match vm.next(buffers)? {
                    Some(v) => v,
                    None => return Err(self.fail("not enough out-of-band buffers")),
                }
            }
            0x98 => {
                let v = self.top()?;
                let v = vm.call(helper(vm, "_readonly")?, &[v])?;
                self.pop()?;
                v
            }
            // what protocols 0 and 1 wrote, and Python 2
            b'I' => {
                let line = self.full_line()?;
                match &self.data[line.clone()] {
                    b"00" => Value::FALSE,
                    b"01" => Value::TRUE,
                    text => self.parsed_int(text, "_line_int")?,
                }
            }
            b'L' => {
                let line = self.full_line()?;
                let text = &self.data[line];
                self.parsed_int(text.strip_suffix(b"L").unwrap_or(text), "_line_long")?
            }
            b'F' => {
                let line = self.line_bytes()?;
                vm.call(helper(vm, "_line_float")?, &[line])?
            }
            b'V' => {
                let line = self.line()?;
                let line = vm.bytes(&self.data[line]);
                vm.call(helper(vm, "_line_text")?, &[line])?
            }
            b'S' => {
                let line = self.line()?;
                let line = vm.bytes(&self.data[line]);
                let data = vm.call(helper(vm, "_line_string")?, &[line])?;
                self.old_string(data)?
            }
            b'T' => match usize::try_from(i32::from_le_bytes(self.number()?)) {
                Ok(n) => {
                    let data = self.bytes(n)?;
                    self.old_string(data)?
                }
                Err(_) => return Err(self.fail("BINSTRING pickle has negative byte count")),
            },
            b'U' => {
                let n = self.byte()? as usize;
                let data = self.bytes(n)?;
                self.old_string(data)?
            }
            _ => {
                let shown = match op {
                    b'\'' | b'\\' => format!("\\x{op:02x}"),
                    0x20..0x7F => (op as char).to_string(),
                    _ => format!("\\x{op:02x}"),
                };
                return Err(self.fail(format!("invalid load key, '{shown}'.")));
            }
        };
        self.stack.push(v);
        Ok(())
    }

    fn put_line(&mut self) -> Res<()> {
        self.top()?;
        let n = self.line_number()?;
        match u64::try_from(n) {
            Ok(n) => self.put(n),
            Err(_) => Err(self.vm.value_error("negative PUT argument")),
        }
    }

    fn get_line(&mut self) -> Res<()> {
        let n = self.line_number()?;
        match u64::try_from(n) {
            Ok(n) => self.get(n),
            Err(_) => Err(self.fail(format!("Memo value not found at index {n}"))),
        }
    }

    /// Takes the last object away, or the mark if that comes last.
    fn drop_top(&mut self) -> Res<()> {
        if self.marks.last() == Some(&self.stack.len()) {
            self.marks.pop();
            return Ok(());
        }
        self.pop().map(|_| ())
    }

    fn parsed_int(&self, text: &[u8], otherwise: &str) -> Res {
        match parse_small(text) {
            Some(n) if !text.starts_with(b"0") || text.len() == 1 => Ok(self.vm.int(n)),
            _ => self.vm.call(helper(self.vm, otherwise)?, &[self.vm.bytes(text)]),
        }
    }

    fn text(&mut self, n: usize) -> Res {
        let range = self.take(n)?;
        let data = &self.data[range];
        if std::str::from_utf8(data).is_ok() {
            return Ok(self.vm.str_wtf8(data));
        }
        // lone surrogates, or the error
        let data = self.vm.bytes(data);
        self.vm.call_method_value(data, intern(b"decode"), &[self.vm.str("utf-8"), self.vm.str("surrogatepass")])
    }

    fn bytes(&mut self, n: usize) -> Res {
        let range = self.take(n)?;
        Ok(self.vm.bytes(&self.data[range]))
    }

    fn long(&mut self, n: usize) -> Res {
        let range = self.take(n)?;
        let data = &self.data[range];
        if n <= 8 {
            let mut bytes = [if data.last().is_some_and(|&b| b >= 0x80) { 0xFF } else { 0 }; 8];
            bytes[..n].copy_from_slice(data);
            return Ok(self.vm.int(i64::from_le_bytes(bytes)));
        }
        Ok(self.vm.big(num_bigint::BigInt::from_signed_bytes_le(data)))
    }

    /// A `str` of Python 2: bytes, or text in the encoding that the caller named.
    fn old_string(&self, data: Value) -> Res {
        if self.encoding.str_bytes() == Some(b"bytes") {
            return Ok(data);
        }
        self.vm.call_method_value(data, intern(b"decode"), &[self.encoding, self.errors])
    }

    /// Module and name of a global, on two lines.
    fn names(&mut self) -> Res<(Value, Value)> {
        let module = self.utf8_line()?;
        let name = self.utf8_line()?;
        Ok((module, name))
    }

    fn utf8_line(&mut self) -> Res {
        let line = self.line_bytes()?;
        self.vm.call_method_value(line, intern(b"decode"), &[])
    }

    fn persistent(&self, id: Value) -> Res {
        match self.persistent_load {
            Some(f) => self.vm.call(f, &[id]),
            None => Err(self.fail("A load persistent id instruction was encountered, but no persistent_load function was specified.")),
        }
    }

    fn extension(&self, code: i64) -> Res {
        let find = self.find_class.unwrap_or(Value::NONE);
        self.vm.call(helper(self.vm, "_load_extension")?, &[self.vm.int(code), find])
    }

    pub fn protocol(&self) -> u8 {
        self.protocol
    }
}
