//! Writing: one walk over the objects into one buffer, cut into frames as it grows.
//!
//! The memo goes from a value's word to its number; `kept` holds the values themselves in the order of their numbers, so
//! that no address is used twice. Reducing what is no builtin container is in `reduce`.

use crate::object::layouts::*;
use crate::object::{Layout, Raised, Res, Value};
use crate::text::quick_map::QuickMap;
use crate::text::{float, wtf8};
use crate::types::bytes_common::{buffer_of, read_array};
use crate::types::{int, type_of};
use crate::vm::{Values, Vm};

use super::{error, full_name, helper};

/// From so many bytes a frame is closed, and a single payload stands outside of frames.
const FRAME: usize = 64 * 1024;
/// The opcode and the length of a frame.
const FRAME_HEADER: usize = 9;
/// A shorter frame is not worth its header.
const SHORTEST_FRAME: usize = 4;
/// So many items go between a mark and the opcode that stores them.
pub(super) const BATCH: usize = 1000;

pub(super) struct Writer<'a> {
    pub vm: &'a Vm,
    pub out: Vec<u8>,
    pub protocol: u8,
    pub fix_imports: bool,
    fast: bool,
    framing: bool,
    /// where the open frame's header stands
    frame: Option<usize>,
    memo: QuickMap<u64, u32>,
    kept: Values<'a>,
    persistent_id: Option<Value>,
    pub reducer_override: Option<Value>,
    /// a pickler's own table; else that of `copyreg` counts
    pub dispatch_table: Option<Value>,
    buffer_callback: Option<Value>,
    /// names of the modules of native functions
    modules: Values<'a>,
    count: u32,
}

impl<'a> Writer<'a> {
    fn new(vm: &'a Vm, protocol: Value, fix_imports: Value, buffer_callback: Value) -> Res<Writer<'a>> {
        let protocol = vm.to_i64(protocol).and_then(|n| u8::try_from(n).ok()).unwrap_or(super::HIGHEST);
        Ok(Writer {
            vm,
            out: Vec::new(),
            protocol,
            fix_imports: protocol < 3 && vm.truth(fix_imports)?,
            fast: false,
            framing: false,
            frame: None,
            memo: QuickMap::default(),
            kept: Values::new(vm),
            persistent_id: None,
            reducer_override: None,
            dispatch_table: None,
            buffer_callback: buffer_callback.not_none(),
            modules: Values::new(vm),
            count: 0,
        })
    }

    /// The whole pickle of an object.
    fn run(&mut self, v: Value) -> Res<()> {
        if self.protocol >= 2 {
            self.out.extend([0x80, self.protocol]);
        }
        self.framing = self.protocol >= 4;
        self.save(v)?;
        self.put(b".");
        self.close_frame();
        Ok(())
    }
}

/// `dumps(obj, protocol, fix_imports, buffer_callback)`: the bytes.
pub fn dumps(vm: &Vm, a: &[Value]) -> Res {
    let mut w = Writer::new(vm, a[1], a[2], a[3])?;
    w.run(a[0])?;
    Ok(vm.bytes(&w.out))
}

/// `dump(obj, protocol, fix_imports, buffer_callback, memo, …)`: the bytes. `memo`, a list, has the objects written
/// before in the order of their numbers, and gets those written now.
pub fn dump(vm: &Vm, a: &[Value]) -> Res {
    let mut w = Writer::new(vm, a[1], a[2], a[3])?;
    let Some(memo) = a[4].cast::<List>() else { return Err(vm.type_error("a list is needed")) };
    let mut known = 0;
    while let Some(v) = memo.get(known) {
        w.memo.insert(v.0, known as u32);
        w.kept.push(v);
        known += 1;
    }
    w.fast = vm.truth(a[5])?;
    w.persistent_id = a[6].not_none();
    w.reducer_override = a[7].not_none();
    w.dispatch_table = a[8].not_none();
    let done = w.run(a[0]);
    for &v in w.kept.iter().skip(known) {
        vm.list_append(a[4], v)?;
    }
    done?;
    Ok(vm.bytes(&w.out))
}

// ---- the buffer, its frames and the memo ----

impl Writer<'_> {
    pub fn put(&mut self, bytes: &[u8]) {
        if self.framing && self.frame.is_none() {
            self.frame = Some(self.out.len());
            self.out.extend([0; FRAME_HEADER]);
        }
        self.out.extend_from_slice(bytes);
    }

    /// Between two objects a frame that is long enough ends.
    fn boundary(&mut self) {
        if self.frame.is_some_and(|start| self.out.len() - start - FRAME_HEADER >= FRAME) {
            self.close_frame();
        }
    }

    fn close_frame(&mut self) {
        let Some(start) = self.frame.take() else { return };
        let len = self.out.len() - start - FRAME_HEADER;
        if len < SHORTEST_FRAME {
            self.out.drain(start..start + FRAME_HEADER);
            return;
        }
        self.out[start] = 0x95;
        self.out[start + 1..start + FRAME_HEADER].copy_from_slice(&(len as u64).to_le_bytes());
    }

    /// An opcode with bytes, outside of frames if they are many.
    fn payload(&mut self, header: &[u8], data: &[u8]) {
        let framing = self.framing;
        if data.len() >= FRAME {
            self.close_frame();
            self.framing = false;
        }
        self.put(header);
        self.put(data);
        self.framing = framing;
    }

    /// An opcode with the length of its bytes in one, four or eight bytes.
    fn sized(&mut self, codes: (Option<u8>, u8, Option<u8>), what: &str, data: &[u8]) -> Res<()> {
        let n = data.len();
        match (codes, u32::try_from(n)) {
            ((Some(code), ..), _) if n < 256 => self.payload(&[code, n as u8], data),
            ((_, code, _), Ok(n)) => {
                let n = n.to_le_bytes();
                self.payload(&[code, n[0], n[1], n[2], n[3]], data);
            }
            ((.., Some(code)), Err(_)) => {
                let mut header = vec![code];
                header.extend((n as u64).to_le_bytes());
                self.payload(&header, data);
            }
            _ => return Err(self.vm.overflow_error(format!("cannot serialize a {what} larger than 4 GiB"))),
        }
        Ok(())
    }

    pub fn known(&self, v: Value) -> Option<u32> {
        self.memo.get(&v.0).copied()
    }

    /// Numbers an object that has just been written.
    pub fn memoize(&mut self, v: Value) {
        if self.fast {
            return;
        }
        let n = self.kept.len() as u32;
        self.memo.insert(v.0, n);
        self.kept.push(v);
        match self.protocol {
            4.. => self.put(&[0x94]),
            1.. => self.numbered(b'q', b'r', n),
            0 => self.put(format!("p{n}\n").as_bytes()),
        }
    }

    pub fn get(&mut self, n: u32) {
        match self.protocol {
            0 => self.put(format!("g{n}\n").as_bytes()),
            _ => self.numbered(b'h', b'j', n),
        }
    }

    fn numbered(&mut self, short: u8, long: u8, n: u32) {
        match u8::try_from(n) {
            Ok(n) => self.put(&[short, n]),
            Err(_) => {
                let n = n.to_le_bytes();
                self.put(&[long, n[0], n[1], n[2], n[3]]);
            }
        }
    }

    /// Adds a note to the exception of what failed: which part of which object was being written.
    pub fn noted(&self, done: Res<()>, of: Value, part: &dyn Fn(&Vm) -> Res<String>) -> Res<()> {
        let Err(raised) = done else { return Ok(()) };
        Err(self.annotate(raised, of, part))
    }

    #[cold]
    fn annotate(&self, raised: Raised, of: Value, part: &dyn Fn(&Vm) -> Res<String>) -> Raised {
        let vm = self.vm;
        let e = vm.take_raised(raised);
        let note = part(vm).map(|part| vm.str(&format!("when serializing {} {part}", full_name(vm, of))));
        if let Err(raised) = note.and_then(|note| vm.call_method(e, "add_note", &[note])) {
            vm.take_raised(raised);
        }
        vm.put_raised(e)
    }

    /// Writes a part of an object.
    pub fn part(&mut self, v: Value, of: Value, part: &str) -> Res<()> {
        let done = self.save(v);
        self.noted(done, of, &|_| Ok(part.to_string()))
    }

    fn item(&mut self, v: Value, of: Value, i: usize) -> Res<()> {
        let done = self.save(v);
        self.noted(done, of, &|_| Ok(format!("item {i}")))
    }
}

// ---- values ----

impl Writer<'_> {
    /// Writes an object, or a reference to it.
    pub fn save(&mut self, v: Value) -> Res<()> {
        self.boundary();
        self.count = self.count.wrapping_add(1);
        if self.count & 0x3FF == 0 {
            self.vm.safepoint()?;
        }
        if let Some(f) = self.persistent_id {
            let id = self.vm.call(f, &[v])?;
            if !id.is_none() {
                return self.reference(id);
            }
        }
        self.save_itself(v)
    }

    /// A reference to an object that stands outside.
    fn reference(&mut self, id: Value) -> Res<()> {
        if self.protocol > 0 {
            self.boundary();
            self.save_itself(id)?;
            self.put(b"Q");
            return Ok(());
        }
        let text = self.vm.to_str(id)?;
        match text.as_str().filter(|t| t.is_ascii()) {
            Some(t) => {
                self.put(format!("P{t}\n").as_bytes());
                Ok(())
            }
            None => Err(error(self.vm, "PicklingError", "persistent IDs in protocol 0 must be ASCII strings")),
        }
    }

    fn save_itself(&mut self, v: Value) -> Res<()> {
        if let Some(n) = v.as_small_int() {
            self.int(n);
            return Ok(());
        }
        if v.is_none() {
            self.put(b"N");
            return Ok(());
        }
        if v.is_bool() {
            let yes = v == Value::TRUE;
            self.put(match self.protocol {
                2.. if yes => b"\x88",
                2.. => b"\x89",
                _ if yes => b"I01\n",
                _ => b"I00\n",
            });
            return Ok(());
        }
        if v.is_exact(Layout::Float) {
            let f = self.vm.as_float(v).unwrap_or(0.0);
            if self.protocol == 0 {
                self.put(format!("F{}\n", float::repr(f)).as_bytes());
            } else {
                self.put(b"G");
                self.put(&f.to_be_bytes());
            }
            return Ok(());
        }
        if v.is_exact(Layout::Int) {
            return self.big(v);
        }
        if let Some(n) = self.known(v) {
            self.get(n);
            return Ok(());
        }
        if v.is_exact(Layout::Str) {
            return self.str(v);
        }
        if v.is_exact(Layout::Bytes) {
            return self.bytes(v);
        }
        self.vm.check_depth()?;
        match v.shape_id() {
            s if s == Layout::Dict as u32 => self.dict(v),
            s if s == Layout::Set as u32 => self.set(v),
            s if s == Layout::FrozenSet as u32 => self.frozenset(v),
            s if s == Layout::List as u32 => self.list(v),
            s if s == Layout::Tuple as u32 => self.tuple(v),
            s if s == Layout::ByteArray as u32 => self.bytearray(v),
            _ => self.other(v),
        }
    }

    fn int(&mut self, n: i64) {
        if let Ok(small) = i32::try_from(n) {
            if self.protocol == 0 {
                return self.put(format!("I{n}\n").as_bytes());
            }
            let b = small.to_le_bytes();
            return match n {
                0..=0xFF => self.put(&[b'K', b[0]]),
                0x100..=0xFFFF => self.put(&[b'M', b[0], b[1]]),
                _ => self.put(&[b'J', b[0], b[1], b[2], b[3]]),
            };
        }
        if self.protocol < 2 {
            return self.put(format!("L{n}L\n").as_bytes());
        }
        let bytes = n.to_le_bytes();
        // as few bytes as still have the sign
        let mut len = bytes.len();
        let sign = if n < 0 { 0xFF } else { 0 };
        while len > 1 && bytes[len - 1] == sign && (bytes[len - 2] ^ sign) & 0x80 == 0 {
            len -= 1;
        }
        self.put(&[0x8A, len as u8]);
        self.put(&bytes[..len]);
    }

    fn big(&mut self, v: Value) -> Res<()> {
        if self.protocol < 2 {
            let text = int::to_text(self.vm, v)?;
            self.put(format!("L{text}L\n").as_bytes());
            return Ok(());
        }
        let bytes = self.vm.to_big(v).unwrap_or_default().to_signed_bytes_le();
        match u8::try_from(bytes.len()) {
            Ok(n) => self.put(&[0x8A, n]),
            Err(_) => {
                let Ok(n) = i32::try_from(bytes.len()) else {
                    return Err(self.vm.overflow_error("int too large to pickle"));
                };
                self.put(b"\x8B");
                self.put(&n.to_le_bytes());
            }
        }
        self.put(&bytes);
        Ok(())
    }

    fn str(&mut self, v: Value) -> Res<()> {
        let text = v.str_bytes().unwrap_or(b"");
        if self.protocol == 0 {
            let line = escaped(text);
            self.put(b"V");
            self.put(&line);
            self.put(b"\n");
        } else {
            let new = self.protocol >= 4;
            self.sized((new.then_some(0x8C), b'X', new.then_some(0x8D)), "string", text)?;
        }
        self.memoize(v);
        Ok(())
    }

    fn bytes(&mut self, v: Value) -> Res<()> {
        let vm = self.vm;
        let b = v.expect::<Bytes>();
        if self.protocol >= 3 {
            return self.bytes_data(v, b.bytes());
        }
        if b.bytes().is_empty() {
            return self.construct(type_of(&crate::types::bytes::BYTES).value(), &[], v);
        }
        let text = wtf8::from_code_points(b.bytes().iter().map(|&b| b.into()));
        let encode = vm.get_attr_str(vm.module("_codecs")?, "encode")?;
        self.construct(encode, &[vm.str_wtf8(&text), crate::vm::intern::intern(b"latin1")], v)
    }

    fn bytes_data(&mut self, v: Value, data: &[u8]) -> Res<()> {
        let eight = (self.protocol >= 4).then_some(0x8E);
        self.sized((Some(b'C'), b'B', eight), "bytes object", data)?;
        self.memoize(v);
        Ok(())
    }

    fn bytearray(&mut self, v: Value) -> Res<()> {
        let data = read_array(self.vm, v.expect::<ByteArray>(), |data| data.to_vec());
        if self.protocol >= 5 {
            self.bytearray_data(v, &data);
            return Ok(());
        }
        let class = type_of(&crate::types::bytearray::BYTEARRAY).value();
        if data.is_empty() { self.construct(class, &[], v) } else { self.construct(class, &[self.vm.bytes(&data)], v) }
    }

    fn bytearray_data(&mut self, v: Value, data: &[u8]) {
        let mut header = [0x96; 9];
        header[1..].copy_from_slice(&(data.len() as u64).to_le_bytes());
        self.payload(&header, data);
        self.memoize(v);
    }

    /// A `PickleBuffer`: in the pickle, or beside it if the callback takes it.
    pub fn picklebuffer(&mut self, v: Value) -> Res<()> {
        let vm = self.vm;
        if self.protocol < 5 {
            return Err(error(vm, "PicklingError", "PickleBuffer can only be pickled with protocol >= 5"));
        }
        let view = vm.call_method(v, "_checked", &[])?;
        let readonly = vm.truth(vm.get_attr_str(view, "readonly")?)?;
        let inside = match self.buffer_callback {
            None => true,
            Some(f) => vm.truth(vm.call(f, &[v])?)?,
        };
        if !inside {
            self.put(b"\x97");
            if readonly {
                self.put(b"\x98");
            }
            return Ok(());
        }
        let data = buffer_of(vm, vm.call_method(view, "tobytes", &[])?)?;
        if readonly {
            return self.bytes_data(v, &data);
        }
        self.bytearray_data(v, &data);
        Ok(())
    }

    fn tuple(&mut self, v: Value) -> Res<()> {
        let t = v.expect::<Tuple>();
        if t.len == 0 {
            self.put(if self.protocol == 0 { b"(t" } else { b")" });
            return Ok(());
        }
        let short = self.protocol >= 2 && t.len <= 3;
        if !short {
            self.put(b"(");
        }
        for (i, &item) in t.items().iter().enumerate() {
            self.item(item, v, i)?;
        }
        if let Some(n) = self.known(v) {
            // written meanwhile, through a cycle
            if self.protocol > 0 && !short {
                self.put(b"1");
            } else {
                let marks = usize::from(!short);
                self.put(&vec![b'0'; t.len + marks]);
            }
            self.get(n);
            return Ok(());
        }
        self.put(match t.len {
            1 if short => b"\x85",
            2 if short => b"\x86",
            3 if short => b"\x87",
            _ => b"t",
        });
        self.memoize(v);
        Ok(())
    }

    fn list(&mut self, v: Value) -> Res<()> {
        let list = v.expect::<List>();
        self.put(if self.protocol == 0 { b"(l" } else { b"]" });
        self.memoize(v);
        let mut i = 0;
        if self.protocol == 0 || list.len() == 1 {
            while let Some(item) = list.get(i) {
                self.item(item, v, i)?;
                self.put(b"a");
                i += 1;
            }
            return Ok(());
        }
        let len = list.len();
        while i < len {
            self.put(b"(");
            let end = len.min(i + BATCH);
            while i < end {
                let Some(item) = list.get(i) else { return self.unchanged(len, i, "list") };
                self.item(item, v, i)?;
                i += 1;
            }
            self.put(b"e");
            self.unchanged(len, list.len(), "list")?;
        }
        Ok(())
    }

    /// A key and its value.
    pub fn pair(&mut self, key: Value, value: Value, of: Value) -> Res<()> {
        self.save(key)?;
        let done = self.save(value);
        self.noted(done, of, &|vm| Ok(format!("item {}", vm.repr_text(key)?)))
    }

    fn dict(&mut self, v: Value) -> Res<()> {
        let vm = self.vm;
        self.put(if self.protocol == 0 { b"(d" } else { b"}" });
        self.memoize(v);
        let items = vm.dict_items(v);
        let len = items.len() / 2;
        if self.protocol == 0 || len == 1 {
            for (key, value) in items.pairs() {
                self.pair(key, value, v)?;
                self.put(b"s");
                self.unchanged(len, vm.dict_len(v), "dictionary")?;
            }
            return Ok(());
        }
        self.batches(len, b"u", &mut |w, i| w.pair(items[i * 2], items[i * 2 + 1], v), &|| vm.dict_len(v), "dictionary")
    }

    fn set(&mut self, v: Value) -> Res<()> {
        let vm = self.vm;
        if self.protocol < 4 {
            let items = vm.list(&vm.collect_items(v)?);
            return self.construct(type_of(&crate::types::set::SET).value(), &[items], v);
        }
        self.put(b"\x8F");
        self.memoize(v);
        let items = vm.collect_items(v)?;
        let len = || v.cast::<Set>().map_or(0, |s| s.len());
        self.batches(items.len(), b"\x90", &mut |w, i| w.part(items[i], v, "element"), &len, "set")
    }

    /// Items between marks and an opcode. A batch that is just full is followed by another, be it an empty one.
    fn batches(
        &mut self,
        len: usize,
        code: &[u8],
        save: &mut dyn FnMut(&mut Self, usize) -> Res<()>,
        now: &dyn Fn() -> usize,
        what: &str,
    ) -> Res<()> {
        if len == 0 {
            return Ok(());
        }
        for start in (0..=len).step_by(BATCH) {
            self.put(b"(");
            for i in start..len.min(start + BATCH) {
                save(self, i)?;
            }
            self.put(code);
            self.unchanged(len, now(), what)?;
        }
        Ok(())
    }

    fn unchanged(&self, before: usize, now: usize, what: &str) -> Res<()> {
        if before == now { Ok(()) } else { Err(self.vm.runtime_error(format!("{what} changed size during iteration"))) }
    }

    fn frozenset(&mut self, v: Value) -> Res<()> {
        let vm = self.vm;
        let items = vm.collect_items(v)?;
        if self.protocol < 4 {
            return self.construct(type_of(&crate::types::set::FROZENSET).value(), &[vm.list(&items)], v);
        }
        self.put(b"(");
        for &item in items.iter() {
            self.part(item, v, "element")?;
        }
        if let Some(n) = self.known(v) {
            self.put(b"1");
            self.get(n);
            return Ok(());
        }
        self.put(b"\x91");
        self.memoize(v);
        Ok(())
    }

    /// The string that native functions of a module share as its name.
    pub fn function_module(&mut self, name: Value) -> Value {
        if let Some(&known) = self.modules.iter().find(|m| m.str_bytes() == name.str_bytes()) {
            return known;
        }
        let own = self.vm.str_wtf8(name.str_bytes().unwrap_or(b""));
        self.modules.push(own);
        own
    }

    /// The extension code or the helper's answer for what `_pickle` knows of names.
    pub fn ask(&self, name: &str, args: &[Value]) -> Res {
        self.vm.call(helper(self.vm, name)?, args)
    }
}

/// A string as protocol 0 has it: on one line, what is not Latin-1 (and what could end a line) as `\u` escapes.
fn escaped(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    for c in wtf8::code_points(text) {
        match c {
            0x10000.. => out.extend_from_slice(format!("\\U{c:08x}").as_bytes()),
            0x100.. | 0x5C | 0 | 0x0A | 0x0D | 0x1A => out.extend_from_slice(format!("\\u{c:04x}").as_bytes()),
            _ => out.push(c as u8),
        }
    }
    out
}
