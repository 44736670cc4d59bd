//! `StringIO`: a stream of text in memory.

use parking_lot::{Mutex, MutexGuard};

use crate::object::heap::Marker;
use crate::object::layouts::Raw;
use crate::object::{Args, GetSetDef, MethodDef, Payload, Ref, Res, Slot, Slots, Str, TypeSpec, Value, getter, method};
use crate::text::wtf8;
use crate::types::bytes_common::memory;
use crate::types::{exceptions as exc, shape_for};
use crate::vm::Vm;
use crate::vm::intern::names;

use super::base::{self, TEXTIOBASE};
use super::newlines::{self, Newline};

pub static STRINGIO: TypeSpec = TypeSpec {
    name: "_io.StringIO",
    has_dict: true,
    signature: Some("(initial_value='', newline='\\n')"),
    doc: "A text stream in memory.",
    base: Some(&TEXTIOBASE),
    constructor: Some(("(*args, **kwargs)", |vm, cls, _| Ok(vm.native_of_shape(shape_for(vm, cls)?, StringIo::default())))),
    methods: METHODS,
    getset: GETSET,
    slots: Slots { init: Some(init), next: Some(next), ..Slots::NONE },
    ..TypeSpec::DEFAULT
};

/// The data of a `StringIO`.
#[derive(Default)]
struct StringIo {
    /// waited for by `locked`: who has it may be at work with a long text, detached
    content: Mutex<Content>,
    /// the buffer of the content's text, for the collector
    kept: Slot,
}

impl Payload for StringIo {
    const IN_SLOTS: bool = true;

    fn trace(&self, marker: &mut Marker) {
        marker.slot(&self.kept);
    }
}

/// Bytes that grow. They lie in the heap: a stream that nobody has any more is nothing that the collector must see to, one by one
/// and for all threads.
struct Text {
    /// a `Raw`, which `StringIo::kept` keeps alive; unbound while nothing was ever written
    buffer: Value,
    len: usize,
}

impl Text {
    const EMPTY: Text = Text { buffer: Value::UNBOUND, len: 0 };

    fn bytes(&self) -> &[u8] {
        self.buffer.given().map_or(&[], |raw| memory::raw_slice(raw.expect(), 0, self.len))
    }

    /// The buffer, with room for so many bytes more.
    fn with_room(&mut self, vm: &Vm, kept: &Slot, more: usize) -> Res<Ref<Raw>> {
        let old = self.buffer.given().map(Value::expect::<Raw>);
        let need = self.len.saturating_add(more);
        match old {
            Some(raw) if need <= raw.capacity => Ok(raw),
            _ => {
                let larger = memory::long_raw(vm, need.max(self.len * 2).max(LEAST), &[self.bytes()])?;
                self.buffer = larger.value();
                kept.set(self.buffer);
                Ok(larger)
            }
        }
    }

    /// Puts `new` in the place of `gone` bytes at `at`.
    fn splice(&mut self, vm: &Vm, kept: &Slot, at: usize, gone: usize, new: &[u8]) -> Res<()> {
        let raw = self.with_room(vm, kept, new.len().saturating_sub(gone))?;
        let moved = self.len - at - gone;
        vm.aside_over(moved + new.len(), || {
            memory::move_within(&raw, at + gone, at + new.len(), moved);
            memory::write_at(&raw, at, new);
        });
        self.len = self.len - gone + new.len();
        Ok(())
    }
}

/// What stands between the end and a place behind it where something is written.
const NULS: [u8; 256] = [0; 256];

/// The least room of a buffer.
const LEAST: usize = 88;

/// The text, its length, and the place in it, in bytes and in characters.
struct Content {
    text: Text,
    chars: usize,
    byte: usize,
    pos: usize,
    newline: Newline,
    kinds: u8,
    closed: bool,
}

impl Default for Content {
    fn default() -> Content {
        Content { text: Text::EMPTY, chars: 0, byte: 0, pos: 0, newline: Newline::Lf, kinds: 0, closed: false }
    }
}

const METHODS: &[MethodDef] = &[
    method("read", "(self, size=-1, /)", |vm, a| {
        let n = base::size(vm, a[1])?;
        taking(vm, a[0], |c| if n < 0 { c.rest().len() } else { byte_at(vm, c.rest(), n as usize) })
    }),
    method("readline", "(self, size=-1, /)", |vm, a| {
        let n = base::size(vm, a[1])?;
        taking(vm, a[0], |c| c.line_length(vm, n))
    }),
    method("write", "(self, s, /)", |vm, a| {
        let Some(text) = a[1].cast::<Str>() else {
            return Err(vm.type_error(format!("string argument expected, got '{}'", a[1].type_name())));
        };
        open(vm, &a[0])?.write(vm, &this(&a[0]).kept, text.bytes(), text.chars as usize)?;
        Ok(Value::small_int(text.chars as i64))
    }),
    method("seek", "(self, pos, whence=0, /)", |vm, a| {
        let pos = base::offset(vm, a[1])?;
        let whence = base::whence(vm, a[2])?;
        drop(open(vm, &a[0])?);
        if !(0..=2).contains(&whence) {
            return Err(vm.value_error(format!("Invalid whence ({whence}, should be 0, 1 or 2)")));
        }
        if whence == 0 && pos < 0 {
            return Err(vm.value_error(format!("Negative seek position {pos}")));
        }
        if whence != 0 && pos != 0 {
            return Err(vm.raise(&exc::OS_ERROR, "Can't do nonzero cur-relative seeks"));
        }
        let mut c = open(vm, &a[0])?;
        let to = match whence {
            0 => pos as usize,
            1 => c.pos,
            _ => c.chars,
        };
        c.go_to(vm, to);
        Ok(vm.int(to as i64))
    }),
    method("tell", "(self, /)", |vm, a| Ok(vm.int(open(vm, &a[0])?.pos as i64))),
    method("truncate", "(self, pos=None, /)", |vm, a| {
        let size = match a[1].not_none() {
            Some(v) => base::size(vm, v)?,
            None => open(vm, &a[0])?.pos as i64,
        };
        let mut c = open(vm, &a[0])?;
        if size < 0 {
            drop(c);
            return Err(vm.value_error(format!("Negative size value {size}")));
        }
        if (size as usize) < c.chars {
            c.text.len = byte_at(vm, c.text.bytes(), size as usize);
            c.chars = size as usize;
            let pos = c.pos;
            c.go_to(vm, pos);
        }
        Ok(vm.int(size))
    }),
    method("getvalue", "(self, /)", |vm, a| {
        let c = open(vm, &a[0])?;
        if c.text.len < 1 << 16 {
            return Ok(vm.str_counted(c.text.bytes(), c.chars));
        }
        let (text, chars) = (vm.aside(|| c.text.bytes().to_vec()), c.chars);
        drop(c);
        memory::long_text_counted(vm, &text, chars)
    }),
    method("close", "(self, /)", |vm, a| {
        let mut c = locked(vm, &a[0]);
        *c = Content { closed: true, newline: c.newline, ..Content::default() };
        this(&a[0]).kept.set(Value::UNBOUND);
        Ok(Value::NONE)
    }),
    method("readable", "(self, /)", |vm, a| open(vm, &a[0]).map(|_| Value::TRUE)),
    method("writable", "(self, /)", |vm, a| open(vm, &a[0]).map(|_| Value::TRUE)),
    method("seekable", "(self, /)", |vm, a| open(vm, &a[0]).map(|_| Value::TRUE)),
    method("flush", "(self, /)", |_, _| Ok(Value::NONE)),
    method("__getstate__", "(self, /)", |vm, a| {
        let value = vm.call_method(a[0], "getvalue", &[])?;
        let (pos, newline) = {
            let c = open(vm, &a[0])?;
            (c.pos, c.newline)
        };
        let newline = match newline {
            Newline::Universal => Value::NONE,
            Newline::Any => vm.str(""),
            Newline::Lf => vm.str("\n"),
            Newline::Cr => vm.str("\r"),
            Newline::CrLf => vm.str("\r\n"),
        };
        Ok(vm.tuple(&[value, newline, vm.int(pos as i64), base::names_of(vm, a[0])?]))
    }),
    method("__setstate__", "(self, state, /)", |vm, a| {
        let state = base::state_of(vm, a[1], "_io.StringIO", 4)?;
        let parts = state.items();
        let Some(text) = parts[0].cast::<Str>() else {
            return Err(vm.type_error(format!("initial_value must be str or None, not {}", parts[0].argument_name())));
        };
        let newline = Newline::of(vm, parts[1], "StringIO")?;
        let pos = base::position_of(vm, parts[2], "third", "got")?;
        base::keep_names(vm, a[0], parts[3], "fourth")?;
        let mut c = locked(vm, &a[0]);
        *c = Content { newline: Newline::Lf, ..Content::default() };
        c.write(vm, &this(&a[0]).kept, text.bytes(), text.chars as usize)?;
        c.newline = newline;
        c.go_to(vm, pos);
        Ok(Value::NONE)
    }),
];

const GETSET: &[GetSetDef] = &[
    getter("closed", |vm, s| Ok(Value::bool(locked(vm, &s).closed))),
    getter("line_buffering", |vm, s| open(vm, &s).map(|_| Value::FALSE)),
    getter("newlines", |vm, s| {
        let kinds = open(vm, &s)?.kinds;
        Ok(newlines::kinds_value(vm, kinds))
    }),
];

fn this(s: &Value) -> &StringIo {
    s.payload::<StringIo>().expect("a StringIO's method gets one")
}

fn locked<'a>(vm: &Vm, s: &'a Value) -> MutexGuard<'a, Content> {
    vm.lock_patiently(&this(s).content)
}

/// How many bytes the first `chars` characters have, of what may be long.
fn byte_at(vm: &Vm, text: &[u8], chars: usize) -> usize {
    vm.aside_over(text.len().min(chars), || wtf8::byte_of_index(text, chars))
}

fn open<'a>(vm: &Vm, s: &'a Value) -> Res<MutexGuard<'a, Content>> {
    let content = locked(vm, s);
    if content.closed {
        drop(content);
        return Err(vm.value_error("I/O operation on closed file"));
    }
    Ok(content)
}

impl Content {
    fn rest(&self) -> &[u8] {
        &self.text.bytes()[self.byte.min(self.text.len)..]
    }

    /// Moves to a character, which may lie behind the end.
    fn go_to(&mut self, vm: &Vm, pos: usize) {
        self.byte = if pos >= self.chars { self.text.len } else { byte_at(vm, self.text.bytes(), pos) };
        self.pos = pos;
    }

    fn line_length(&self, vm: &Vm, limit: i64) -> usize {
        /// where most lines end: more is looked at without keeping others from stopping the world
        const NEAR: usize = 1 << 12;
        let rest = self.rest();
        let mode = if self.newline == Newline::Universal { Newline::Lf } else { self.newline };
        // a line's end at the end of what is looked at may be half of one
        let near = if rest.len() > NEAR { mode.line_end(&rest[..NEAR], 0, false).filter(|&(_, next)| next < NEAR) } else { None };
        let end = near.or_else(|| vm.aside_over(rest.len(), || mode.line_end(rest, 0, false)));
        let line = end.map_or(rest.len(), |(_, next)| next);
        if limit < 0 { line } else { byte_at(vm, &rest[..line], limit as usize).min(line) }
    }

    /// Writes at the place; `kept` is the stream's.
    fn write(&mut self, vm: &Vm, kept: &Slot, text: &[u8], chars: usize) -> Res<()> {
        let newline = self.newline;
        let (kinds, changed) = vm.aside_over(text.len(), || {
            let kinds = if matches!(newline, Newline::Universal | Newline::Any) { newlines::kinds(text) } else { 0 };
            let changed = match newline {
                Newline::Universal => memchr::memchr(b'\r', text).map(|_| newlines::to_lf(text)),
                Newline::Any => None,
                mode => mode.written().map(|n| newlines::write_newlines(text, n)),
            };
            (kinds, changed.map(|t| (wtf8::count_code_points(&t), t)))
        });
        self.kinds |= kinds;
        let (chars, text) = changed.as_ref().map_or((chars, text), |(chars, t)| (*chars, t.as_slice()));
        let missing = self.pos.saturating_sub(self.chars);
        if missing > 0 {
            self.text.with_room(vm, kept, missing.saturating_add(text.len()))?;
            while self.chars < self.pos {
                let some = (self.pos - self.chars).min(NULS.len());
                self.text.splice(vm, kept, self.text.len, 0, &NULS[..some])?;
                self.chars += some;
            }
            self.byte = self.text.len;
        }
        let (gone, replaced) = if self.byte == self.text.len {
            (0, 0)
        } else {
            (chars.min(self.chars - self.pos), byte_at(vm, self.rest(), chars).min(self.rest().len()))
        };
        self.text.splice(vm, kept, self.byte, replaced, text)?;
        self.chars += chars - gone;
        self.byte += text.len();
        self.pos += chars;
        Ok(())
    }
}

fn init(vm: &Vm, s: Value, args: Args) -> Res<()> {
    super::bind(vm, "StringIO", "(initial_value='', newline='\\n')", args, &|vm, a| {
        let newline = match a[1].given() {
            None => Newline::Lf,
            Some(n) => Newline::of(vm, n, "StringIO")?,
        };
        let initial = match a[0].not_none() {
            None => None,
            Some(v) => match v.cast::<Str>() {
                Some(text) => Some(text),
                None => return Err(vm.type_error(format!("initial_value must be str or None, not {}", v.type_name()))),
            },
        };
        let mut c = locked(vm, &s);
        *c = Content { newline, ..Content::default() };
        if let Some(text) = initial {
            c.write(vm, &this(&s).kept, text.bytes(), text.chars as usize)?;
            c.go_to(vm, 0);
        }
        Ok(())
    })
}

/// The next part of the text, as many bytes as `count` says.
fn taking(vm: &Vm, s: Value, count: impl Fn(&Content) -> usize) -> Res {
    let mut c = open(vm, &s)?;
    let n = count(&c).min(c.rest().len());
    let piece = &c.rest()[..n];
    let chars = vm.aside_over(n, || wtf8::count_code_points(piece));
    if n > 1 << 16 {
        // no big allocation under the lock
        let piece = vm.aside(|| piece.to_vec());
        c.byte += n;
        c.pos += chars;
        drop(c);
        return memory::long_text_counted(vm, &piece, chars);
    }
    let taken = vm.str_counted(piece, chars);
    c.byte += n;
    c.pos += chars;
    Ok(taken)
}

fn next(vm: &Vm, s: Value) -> Res<Option<Value>> {
    let line =
        if s.typ().builtin { taking(vm, s, |c| c.line_length(vm, -1))? } else { vm.call_method_value(s, names::READLINE.get(), &[])? };
    Ok((vm.len(line)? > 0).then_some(line))
}
