//! Indexing and slicing by code points.
//!
//! An ASCII string's index is its byte offset. In other strings a walk is needed: short ones are walked each time; for
//! long ones each thread remembers where it last was in a few strings, and walks from there, so that going through a
//! string by index is linear. What is remembered is kept alive among the thread's own values (`Vm::locals`), so an
//! address that is known is the same string still.

use std::cell::RefCell;

use super::basic::content;
use crate::object::layouts::*;
use crate::object::{Layout, Ref, Res, Value};
use crate::text::wtf8;
use crate::types::bytes_common::{checked_index, memory};
use crate::types::slice;
use crate::vm::Vm;

/// Bytes up to which a string is walked from its start each time.
const SHORT: usize = 192;
/// How many strings a thread remembers its place in.
const PLACES: usize = 4;

/// A place in a string: the code point `index` starts at `byte`.
#[derive(Clone, Copy)]
struct Place {
    string: u64,
    index: usize,
    byte: usize,
}

struct Places {
    known: [Place; PLACES],
    next: usize,
}

thread_local! {
    static LAST: RefCell<Places> = const { RefCell::new(Places { known: [Place { string: 0, index: 0, byte: 0 }; PLACES], next: 0 }) };
}

/// The key of remembered string `i` among the thread's values.
fn key(i: usize) -> usize {
    static ANCHOR: [u8; PLACES] = [0; PLACES];
    &ANCHOR[i] as *const u8 as usize
}

/// Keeps a string alive while it is remembered.
fn hold(vm: &Vm, i: usize, v: Value) {
    let mut locals = vm.locals.borrow_mut();
    match locals.iter_mut().find(|(k, _)| *k == key(i)) {
        Some(row) => row.1 = v,
        None => locals.push((key(i), v)),
    }
}

fn is_held(vm: &Vm, i: usize, string: u64) -> bool {
    vm.locals.borrow().iter().any(|(k, v)| *k == key(i) && v.0 == string)
}

/// The byte offset of code point `index`, at most the number of code points.
pub fn byte_of(vm: &Vm, s: Ref<Str>, index: usize) -> usize {
    if s.is_ascii() {
        return index.min(s.len as usize);
    }
    let text = content(s.value());
    if text.len() <= SHORT {
        return wtf8::byte_of_index(text, index);
    }
    LAST.with_borrow_mut(|places| {
        let string = s.value().0;
        let found = places.known.iter().position(|p| p.string == string).filter(|&i| is_held(vm, i, string));
        let i = found.unwrap_or_else(|| {
            let i = places.next;
            places.next = (i + 1) % PLACES;
            hold(vm, i, s.value());
            places.known[i] = Place { string, index: 0, byte: 0 };
            i
        });
        let from = places.known[i];
        let byte = walk(text, from, index, s.chars as usize);
        if index < s.chars as usize {
            places.known[i] = Place { string, index, byte };
        }
        byte
    })
}

/// Walks to `index` from the nearest of the start, the end and a known place.
fn walk(text: &[u8], from: Place, index: usize, chars: usize) -> usize {
    if index >= chars {
        return text.len();
    }
    if index >= from.index && index - from.index <= chars - index {
        return from.byte + wtf8::byte_of_index(&text[from.byte..], index - from.index);
    }
    let (mut byte, back) = match index {
        i if i > from.index => (text.len(), chars - i),
        i if i < from.index - i => return wtf8::byte_of_index(text, i),
        i => (from.byte, from.index - i),
    };
    for _ in 0..back {
        byte = wtf8::previous_boundary(text, byte);
    }
    byte
}

/// The code point at `i` as a `str`; `None` past the end.
pub fn char_at(vm: &Vm, s: Value, i: usize) -> Option<Value> {
    let text: Ref<Str> = s.expect();
    if i >= text.chars as usize {
        return None;
    }
    if text.is_ascii() {
        return Some(crate::vm::intern::one_char(content(s)[i]));
    }
    let (c, _) = wtf8::decode_at(content(s), byte_of(vm, text, i))?;
    Some(vm.char(c))
}

/// `s[key]`
pub fn get_item(vm: &Vm, v: Value, key: Value) -> Res {
    let s: Ref<Str> = v.expect();
    if key.is_exact(Layout::Slice) {
        let (start, _, step, count) = slice::indices(vm, key, s.chars as usize)?;
        return slice_of(vm, s, start, step, count);
    }
    if !key.is_small_int() && key.typ().slots().index.is_none() {
        return Err(vm.type_error(format!("string indices must be integers, not '{}'", key.type_name())));
    }
    let i = checked_index(vm, key, s.chars as usize, "string index out of range")?;
    Ok(vm.none_or(char_at(vm, v, i)))
}

fn slice_of(vm: &Vm, s: Ref<Str>, start: i64, step: i64, count: usize) -> Res {
    let text = content(s.value());
    if count == s.chars as usize && step == 1 && s.value().is_exact(Layout::Str) {
        return Ok(s.value());
    }
    if count == 0 {
        return Ok(crate::vm::intern::empty_str());
    }
    let start = start as usize;
    if step == 1 {
        let from = byte_of(vm, s, start);
        let to = byte_of(vm, s, start + count);
        return memory::long_text_counted(vm, &text[from..to], count);
    }
    let made = vm.aside_making(text.len(), 1, || wtf8::slice_step(text, start, step as isize, count))?;
    memory::long_text_counted(vm, &made, count)
}
