//! `_sre`: compiled patterns, matches and scanners of `re`. The engine is `text::regex`; this room gives it subjects and
//! turns byte offsets into indices.

mod matches;
mod pattern;
mod template;

pub use matches::MATCH;
pub use pattern::PATTERN;

use std::cell::Cell;

use crate::object::heap::Marker;
use crate::object::layouts::{Bytes, Str};
use crate::object::{ModuleSpec, Payload, Raised, Res, Slot, Value, method};
use crate::text::regex::{self, Fault, Mode, Program, Request, Scratch, Stop};
use crate::text::wtf8;
use crate::types::bytes_common::memory::data_slice;
use crate::types::bytes_common::{has_gaps, is_buffer, with_buffer};
use crate::types::str::basic::content;
use crate::vm::Vm;

pub static MODULE: ModuleSpec = ModuleSpec {
    name: "_sre",
    functions: &[
        method("compile", "(pattern, flags, /)", |vm, a| pattern::compile(vm, a[0], vm.index_i64(a[1])? as u32)),
        method("warnings", "(pattern, /)", |vm, a| {
            let texts: Vec<Value> = compiled(vm, &a[0])?.program.warnings.iter().map(|w| vm.str(w)).collect();
            Ok(vm.tuple(&texts))
        }),
        method("parse_template", "(pattern, template, /)", |vm, a| {
            template::Template::parse(vm, a[0], a[1])?;
            Ok(Value::NONE)
        }),
    ],
    types: &[&PATTERN, &MATCH, &pattern::SCANNER, &pattern::ITERATOR],
    ..ModuleSpec::DEFAULT
};

/// A compiled pattern.
pub struct Pattern {
    pub program: Program,
    /// the pattern's text, a `str` or `bytes`
    pub text: Slot,
    /// names to numbers, a dict
    pub index: Slot,
    /// each group's name, or None; a tuple
    pub names: Slot,
    pub is_bytes: bool,
}

impl Payload for Pattern {
    fn trace(&self, marker: &mut Marker) {
        marker.slot(&self.text);
        marker.slot(&self.index);
        marker.slot(&self.names);
    }
}

/// The compiled pattern that an object is.
pub fn compiled<'a>(vm: &Vm, v: &'a Value) -> Res<&'a Pattern> {
    v.payload::<Pattern>().ok_or_else(|| vm.type_error("a compiled pattern is needed"))
}

/// What is searched: an object, and the bytes in it.
#[derive(Clone, Copy)]
pub struct Subject {
    /// what the script gave
    pub object: Value,
    /// an exact `str` or `bytes` with the same content, alive as long as it stands on a native stack or in a slot
    pub data: Value,
    pub is_wide: bool,
    /// the part that may match, in bytes
    pub start: usize,
    pub end: usize,
    /// the same in indices
    pub pos: i64,
    pub endpos: i64,
}

impl Subject {
    /// The part of `object` from `pos` to `endpos`, for a pattern of text or of bytes.
    pub fn new(vm: &Vm, pattern: &Pattern, object: Value, pos: i64, endpos: i64) -> Res<Subject> {
        let (data, is_wide) = if let Some(text) = object.cast::<Str>() {
            if pattern.is_bytes {
                return Err(vm.type_error("cannot use a bytes pattern on a string-like object"));
            }
            (object, !text.is_ascii())
        } else if is_buffer(object) && !has_gaps(object) {
            if !pattern.is_bytes {
                return Err(vm.type_error("cannot use a string pattern on a bytes-like object"));
            }
            let data = if object.cast::<Bytes>().is_some() { object } else { with_buffer(vm, object, |bytes| vm.bytes(bytes))? };
            (data, false)
        } else {
            return Err(vm.type_error(format!("expected string or bytes-like object, got '{}'", object.type_name())));
        };
        let bytes = bytes_of(data);
        let length = if is_wide { wtf8::count_code_points(bytes) } else { bytes.len() } as i64;
        let (pos, endpos) = (pos.clamp(0, length), endpos.clamp(0, length));
        let byte = |index: i64| match index {
            0 => 0,
            _ if index == length => bytes.len(),
            _ if is_wide => wtf8::byte_of_index(bytes, index as usize),
            _ => index as usize,
        };
        Ok(Subject { object, data, is_wide, start: byte(pos), end: byte(endpos), pos, endpos })
    }

    pub fn bytes(&self) -> &'static [u8] {
        bytes_of(self.data)
    }

    /// The index of a byte; `near` is a byte and its index.
    pub fn index_of(&self, byte: usize, near: (usize, i64)) -> i64 {
        if self.is_wide { index_of(self.bytes(), byte, near) } else { byte as i64 }
    }

    /// Looks for a match from a byte on; the registers of the program.
    pub fn find(&self, vm: &Vm, program: &Program, start: usize, mode: Mode, must_advance: bool) -> Res<Option<Registers>> {
        if start > self.end {
            return Ok(None);
        }
        let request = Request { text: &self.bytes()[..self.end], is_wide: self.is_wide, start, mode, must_advance };
        let mut scratch = SCRATCH.try_with(Cell::take).ok().flatten().unwrap_or_default();
        let found = regex::find(program, request, &mut scratch, &mut || vm.safepoint());
        let registers = Registers(Some(scratch));
        match found {
            Ok(found) => Ok(found.then_some(registers)),
            Err(Stop::Interrupted(raised)) => Err(raised),
            Err(Stop::OutOfMemory) => Err(vm.memory_error()),
        }
    }

    /// A part as a new object: a `str` or `bytes`.
    pub fn slice(&self, vm: &Vm, start: usize, end: usize) -> Value {
        slice(vm, self.data, start, end)
    }
}

thread_local! {
    /// The memory of this thread's last search. A search that begins while another one's registers are in use has its own.
    static SCRATCH: Cell<Option<Box<Scratch>>> = const { Cell::new(None) };
}

/// The registers of a match, in memory that goes back to the thread.
pub struct Registers(Option<Box<Scratch>>);

impl std::ops::Deref for Registers {
    type Target = [usize];

    fn deref(&self) -> &[usize] {
        self.0.as_ref().map_or(&[], |scratch| scratch.registers())
    }
}

impl Drop for Registers {
    fn drop(&mut self) {
        let scratch = self.0.take().filter(|scratch| !scratch.is_large());
        if scratch.is_some() {
            // without a thread-local (the thread ends) it is freed
            let _ = SCRATCH.try_with(|kept| kept.set(scratch));
        }
    }
}

/// The index of a byte of WTF-8, counted from a byte before it whose index is known, or from the start.
pub fn index_of(bytes: &[u8], byte: usize, near: (usize, i64)) -> i64 {
    if byte >= near.0 {
        near.1 + wtf8::count_code_points(&bytes[near.0..byte]) as i64
    } else {
        wtf8::count_code_points(&bytes[..byte]) as i64
    }
}

/// The bytes of an exact or derived `str` or `bytes`; valid while the caller's value lives.
pub fn bytes_of(data: Value) -> &'static [u8] {
    if data.cast::<Str>().is_some() { content(data) } else { data_slice(data.expect()) }
}

/// Part of a `str` or `bytes`, by bytes.
pub fn slice(vm: &Vm, data: Value, start: usize, end: usize) -> Value {
    let part = &bytes_of(data)[start..end];
    match data.cast::<Str>() {
        Some(text) if text.is_ascii() => vm.str_counted(part, part.len()),
        Some(_) => vm.str_wtf8(part),
        None => vm.bytes(part),
    }
}

/// The exception for a pattern or template that is none.
pub fn raise_fault(vm: &Vm, fault: Fault, pattern: Value) -> Raised {
    let (message, at) = match fault {
        Fault::Pattern(message, at) => (message, at),
        Fault::Flags(text) => return vm.value_error(text),
        Fault::TooLarge => return vm.raise(&crate::types::exceptions::OVERFLOW_ERROR, "the repetition number is too large"),
        Fault::TooDeep => return vm.raise(&crate::types::exceptions::RECURSION_ERROR, "maximum recursion depth exceeded"),
    };
    let made = (|| {
        let class = vm.get_attr_str(vm.module("re")?, "PatternError")?;
        // what has no place in the pattern says nothing of the pattern
        let place = if at == usize::MAX { [Value::NONE; 2] } else { [pattern, vm.int(at as i64)] };
        vm.call(class, &[vm.str(&message), place[0], place[1]])
    })();
    match made {
        Ok(e) => vm.raise_value(e),
        Err(raised) => raised,
    }
}

/// The code points of a pattern or template.
pub fn code_points(data: Value) -> Vec<u32> {
    match data.cast::<Str>() {
        Some(_) => wtf8::code_points(content(data)).collect(),
        None => bytes_of(data).iter().map(|&b| u32::from(b)).collect(),
    }
}
