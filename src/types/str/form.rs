//! Case, padding, tests, translation, encoding.

use super::basic::{content, plain};
use crate::object::layouts::*;
use crate::object::{Ref, Res, Value};
use crate::text::{bytes_ops, unicode, wtf8};
use crate::types::bytes_common::{codec, memory, shown};
use crate::types::exceptions as exc;
use crate::vm::Vm;

/// Which side the text stands on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Left,
    Center,
    Right,
}

/// `upper` and `lower`: ASCII text is mapped where it will stand.
pub fn mapped_ascii(vm: &Vm, a: &[Value], ascii: fn(&mut [u8]), f: fn(&[u8]) -> Vec<u8>) -> Res {
    let s = content(a[0]);
    if a[0].expect::<Str>().is_ascii() && (2..4096).contains(&s.len()) {
        return Ok(vm.str_filled(s.len(), s.len(), |to| {
            to.copy_from_slice(s);
            ascii(to);
        }));
    }
    memory::long_text(vm, &vm.aside_making(s.len(), 4, || f(s))?)
}

pub fn mapped(vm: &Vm, a: &[Value], f: fn(&[u8]) -> Vec<u8>) -> Res {
    let s = content(a[0]);
    memory::long_text(vm, &vm.aside_making(s.len(), 4, || f(s))?)
}

pub fn test(vm: &Vm, a: &[Value], f: fn(&[u8]) -> bool) -> Res {
    let s = content(a[0]);
    Ok(Value::bool(vm.aside_over(s.len(), || f(s))))
}

/// Is there text, and do all its code points pass? `ascii` says the same of those below 128.
pub fn all(vm: &Vm, a: &[Value], ascii: impl Fn(u8) -> bool, f: fn(u32) -> bool) -> Res {
    let text = content(a[0]);
    if a[0].expect::<Str>().is_ascii() {
        return Ok(Value::bool(!text.is_empty() && vm.aside_over(text.len(), || text.iter().all(|&b| ascii(b)))));
    }
    Ok(Value::bool(vm.aside_over(text.len(), || unicode::all(text, f))))
}

/// `str.isalnum` of one code point.
pub fn is_alnum(c: u32) -> bool {
    match u8::try_from(c) {
        Ok(ascii) if ascii.is_ascii() => ascii.is_ascii_alphanumeric(),
        _ => unicode::is_alpha(c) || unicode::numeric_value(c).is_some(),
    }
}

pub fn isprintable(vm: &Vm, a: &[Value]) -> Res {
    let s = content(a[0]);
    Ok(Value::bool(vm.aside_over(s.len(), || wtf8::code_points(s).all(unicode::is_printable))))
}

/// A width, as an argument.
fn width(vm: &Vm, v: Value) -> Res<usize> {
    let n = vm.index_i64(v)?.max(0) as usize;
    if n > u32::MAX as usize { Err(vm.memory_error()) } else { Ok(n) }
}

pub fn pad(vm: &Vm, a: &[Value], side: Side) -> Res {
    let s: Ref<Str> = a[0].expect();
    let width = vm.index_i64(a[1])?.max(0) as usize;
    let fill = match a[2].given() {
        None => &b" "[..],
        Some(v) => match v.cast::<Str>() {
            None => return Err(vm.type_error(format!("The fill character must be a unicode character, not {}", v.type_name()))),
            Some(f) if f.chars != 1 => return Err(vm.type_error("The fill character must be exactly one character long")),
            Some(_) => content(v),
        },
    };
    let chars = s.chars as usize;
    let margin = width.saturating_sub(chars);
    if margin == 0 {
        return Ok(plain(vm, a[0]));
    }
    let (left, right) = match side {
        Side::Center => bytes_ops::center_margins(chars, width),
        Side::Left => (0, margin),
        Side::Right => (margin, 0),
    };
    let Some(len) = margin.checked_mul(fill.len()).and_then(|n| n.checked_add(s.len as usize)) else { return Err(vm.memory_error()) };
    let text = content(a[0]);
    if len == 1 {
        return memory::text(vm, fill);
    }
    memory::filled_text(vm, len, chars + margin, &mut |to| {
        let (before, rest) = to.split_at_mut(left * fill.len());
        let (middle, after) = rest.split_at_mut(text.len());
        debug_assert_eq!(after.len(), right * fill.len());
        vm.aside_over(len, || {
            middle.copy_from_slice(text);
            for margin in [before, after] {
                match fill {
                    [byte] => margin.fill(*byte),
                    _ => margin.chunks_mut(fill.len()).for_each(|c| c.copy_from_slice(fill)),
                }
            }
        });
    })
}

pub fn zfill(vm: &Vm, a: &[Value]) -> Res {
    let width = width(vm, a[1])?;
    let chars = a[0].expect::<Str>().chars as usize;
    if width <= chars {
        return Ok(plain(vm, a[0]));
    }
    let s = content(a[0]);
    memory::long_text(vm, &vm.aside_making(s.len() + width, 1, || bytes_ops::zfill(s, chars, width))?)
}

/// The width of a tab, as an argument: a C int.
///
/// # Errors
/// `TypeError`, `OverflowError`
pub fn tab_size(vm: &Vm, v: Value) -> Res<usize> {
    match i32::try_from(vm.index_clipped(v)?) {
        Ok(n) => Ok(n.max(0) as usize),
        Err(_) => Err(vm.overflow_error("Python int too large to convert to C int")),
    }
}

pub fn expandtabs(vm: &Vm, a: &[Value]) -> Res {
    let tab = a[1].given().map_or(Ok(8), |v| tab_size(vm, v))?;
    let s = content(a[0]);
    let spaces = memchr::memchr_iter(b'\t', s).count().saturating_mul(tab);
    if spaces > u32::MAX as usize {
        return Err(vm.overflow_error("new string is too long"));
    }
    memory::long_text(vm, &vm.aside_making(s.len() + spaces, 2, || bytes_ops::expand_tabs(s, tab))?)
}

pub fn encode(vm: &Vm, a: &[Value]) -> Res {
    let shown = || "encode".to_string();
    let encoding = codec::name_argument(vm, a[1], &shown, "encoding", "utf-8")?;
    let errors = codec::name_argument(vm, a[2], &shown, "errors", "strict")?;
    codec::encode_to_value(vm, a[0], &encoding, &errors)
}

/// What CPython's `str` of this content takes.
pub fn size_of(vm: &Vm, a: &[Value]) -> Res {
    let s: Ref<Str> = a[0].expect();
    let chars = s.chars as i64;
    let widest = wtf8::code_points(content(a[0])).max().unwrap_or(0);
    Ok(vm.int(match widest {
        0..=0x7f => 41 + chars,
        0x80..=0xff => 57 + chars,
        0x100..=0xffff => 58 + 2 * chars,
        _ => 60 + 4 * chars,
    }))
}

/// `translate(table)`: the table is asked for each code point by its number; `LookupError` leaves it as it is.
pub fn translate(vm: &Vm, a: &[Value]) -> Res {
    let mut out = Vec::new();
    vm.grow_by(&mut out, content(a[0]).len())?;
    let mut ascii: [Option<Option<u8>>; 128] = [None; 128];
    for (n, c) in wtf8::code_points(content(a[0])).enumerate() {
        if n % 1024 == 1023 {
            vm.safepoint()?;
        }
        // what a known character takes, or the longest of a single one
        vm.grow_by(&mut out, 4)?;
        if let Some(Some(known)) = ascii.get(c as usize) {
            out.extend(*known);
            continue;
        }
        let from = out.len();
        translate_one(vm, a[1], c, &mut out)?;
        if c < 128 && a[1].is_exact(crate::object::Layout::Dict) {
            match out[from..] {
                [] => ascii[c as usize] = Some(None),
                [b] => ascii[c as usize] = Some(Some(b)),
                _ => {}
            }
        }
    }
    memory::text(vm, &out)
}

fn translate_one(vm: &Vm, table: Value, c: u32, out: &mut Vec<u8>) -> Res<()> {
    let key = Value::small_int(i64::from(c));
    let found = if table.is_exact(crate::object::Layout::Dict) {
        vm.dict_get(table, key)?
    } else {
        let found = vm.get_item(table, key);
        vm.catch(found, &exc::LOOKUP_ERROR)?
    };
    match found {
        None => wtf8::push(out, c),
        Some(Value::NONE) => {}
        Some(v) => {
            if let Some(text) = v.str_bytes() {
                vm.grow_by(out, text.len())?;
                out.extend_from_slice(text);
            } else if vm.to_big(v).is_some() {
                match vm.to_i64(v) {
                    Some(c @ 0..0x11_0000) => wtf8::push(out, c as u32),
                    _ => return Err(vm.value_error("character mapping must be in range(0x110000)")),
                }
            } else {
                return Err(vm.type_error("character mapping must return integer, None or str"));
            }
        }
    }
    Ok(())
}

/// `str.maketrans(x, y, z)`
pub fn maketrans(vm: &Vm, a: &[Value]) -> Res {
    let table = vm.new_dict();
    let number = |c: u32| Value::small_int(i64::from(c));
    let Some(y) = a[1].given() else {
        if a[0].cast::<Dict>().is_none() {
            return Err(vm.type_error("if you give only one argument to maketrans it must be a dict"));
        }
        for (k, v) in vm.dict_items(a[0]).pairs() {
            let key = match k.cast::<Str>() {
                Some(s) if s.chars == 1 => number(wtf8::code_points(s.bytes()).next().unwrap_or(0)),
                Some(_) => return Err(vm.value_error("string keys in translatetable must be of length 1")),
                None if vm.to_big(k).is_some() => k,
                None => return Err(vm.type_error("keys in translate table mustbe strings or integers")),
            };
            vm.dict_set(table, key, v)?;
        }
        return Ok(table);
    };
    let Some(y_text) = y.str_bytes().map(<[u8]>::to_vec) else {
        return Err(vm.type_error(format!("maketrans() argument 2 must be str, not {}", shown(y))));
    };
    let Some(x) = a[0].str_bytes() else {
        return Err(vm.type_error("first maketrans argument must be a string if there is a second argument"));
    };
    let z = match a[2].given() {
        None => Vec::new(),
        Some(z) => match z.str_bytes() {
            Some(z) => z.to_vec(),
            None => return Err(vm.type_error(format!("maketrans() argument 3 must be str, not {}", shown(z)))),
        },
    };
    if wtf8::count_code_points(x) != wtf8::count_code_points(&y_text) {
        return Err(vm.value_error("the first two maketrans arguments must have equal length"));
    }
    for (from, to) in wtf8::code_points(x).zip(wtf8::code_points(&y_text)) {
        vm.dict_set(table, number(from), number(to))?;
    }
    for c in wtf8::code_points(&z) {
        vm.dict_set(table, number(c), Value::NONE)?;
    }
    Ok(table)
}
