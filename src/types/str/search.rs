//! Searching, splitting, stripping, replacing and joining.

use std::ops::Range;

use super::basic::{content, plain};
use super::index::byte_of;
use crate::object::layouts::*;
use crate::object::{Layout, Ref, Res, Value};
use crate::text::{bytes_ops, wtf8};
use crate::types::bytes_common::{join_items, memory, methods::limit, search_range, shown};
use crate::vm::{Values, Vm};

/// A `str` argument of a method.
fn text_argument(vm: &Vm, v: Value, function: &str, position: &str) -> Res<&'static [u8]> {
    if v.str_bytes().is_some() {
        return Ok(content(v));
    }
    Err(vm.type_error(format!("{function}() argument {position}must be str, not {}", shown(v))))
}

/// The bytes between two indices; `None` if they are crossed or past the end.
fn searched(vm: &Vm, a: &[Value]) -> Res<Option<(usize, Range<usize>)>> {
    let s: Ref<Str> = a[0].expect();
    let chars = s.chars as usize;
    let (start, end) = search_range(vm, a[2], a[3], chars)?;
    if start > end {
        return Ok(None);
    }
    let from = byte_of(vm, s, start);
    let to = if end == chars { s.len as usize } else { byte_of(vm, s, end) };
    Ok(Some((start, from..to)))
}

pub fn find(vm: &Vm, a: &[Value], forward: bool, required: bool) -> Res {
    let name = match (forward, required) {
        (true, false) => "find",
        (true, true) => "index",
        (false, false) => "rfind",
        (false, true) => "rindex",
    };
    let needle = text_argument(vm, a[1], name, "1 ")?;
    if let Some((start, range)) = searched(vm, a)? {
        let part = &content(a[0])[range];
        let look = || if forward { bytes_ops::position(part, needle) } else { memchr::memmem::rfind(part, needle) };
        if let Some(at) = vm.aside_over(part.len(), look) {
            let before = if a[0].expect::<Str>().is_ascii() { at } else { wtf8::count_code_points(&part[..at]) };
            return Ok(Value::small_int((start + before) as i64));
        }
    }
    if required { Err(vm.value_error("substring not found")) } else { Ok(Value::small_int(-1)) }
}

pub fn count(vm: &Vm, a: &[Value]) -> Res {
    let needle = text_argument(vm, a[1], "count", "1 ")?;
    let Some((_, range)) = searched(vm, a)? else { return Ok(Value::small_int(0)) };
    let part = &content(a[0])[range];
    let count = || if needle.is_empty() { wtf8::count_code_points(part) + 1 } else { bytes_ops::positions(part, needle).count() };
    let n = vm.aside_over(part.len(), count);
    Ok(Value::small_int(n as i64))
}

pub fn affix(vm: &Vm, a: &[Value], prefix: bool) -> Res {
    let name = if prefix { "startswith" } else { "endswith" };
    let range = searched(vm, a)?;
    let part = range.map(|(_, r)| &content(a[0])[r]);
    let matches = |sub: &[u8]| part.is_some_and(|p| if prefix { p.starts_with(sub) } else { p.ends_with(sub) });
    if let Some(t) = a[1].cast::<Tuple>() {
        for item in t.items() {
            let Some(sub) = item.str_bytes() else {
                return Err(vm.type_error(format!("tuple for {name} must only contain str, not {}", item.type_name())));
            };
            if matches(sub) {
                return Ok(Value::TRUE);
            }
        }
        return Ok(Value::FALSE);
    }
    match a[1].str_bytes() {
        Some(sub) => Ok(Value::bool(matches(sub))),
        None => Err(vm.type_error(format!("{name} first arg must be str or a tuple of str, not {}", a[1].type_name()))),
    }
}

pub fn remove(vm: &Vm, a: &[Value], prefix: bool) -> Res {
    let name = if prefix { "removeprefix" } else { "removesuffix" };
    let sub = text_argument(vm, a[1], name, "")?;
    let s = content(a[0]);
    match if prefix { s.strip_prefix(sub) } else { s.strip_suffix(sub) } {
        Some(rest) if !sub.is_empty() => memory::text(vm, rest),
        _ => Ok(plain(vm, a[0])),
    }
}

pub fn strip(vm: &Vm, a: &[Value], left: bool, right: bool) -> Res {
    let s = content(a[0]);
    let r = match a[1].not_none() {
        None => vm.aside_over(s.len(), || wtf8::strip_whitespace(s, left, right)),
        Some(v) => match v.str_bytes() {
            Some(chars) => vm.aside_over(s.len(), || wtf8::strip_chars(s, chars, left, right)),
            None => {
                let name = if left && right {
                    "strip"
                } else if left {
                    "lstrip"
                } else {
                    "rstrip"
                };
                return Err(vm.type_error(format!("{name} arg must be None or str")));
            }
        },
    };
    if r.len() == s.len() { Ok(plain(vm, a[0])) } else { memory::text(vm, &s[r]) }
}

/// The pieces of a text as a list.
fn pieces(vm: &Vm, s: Ref<Str>, ranges: impl ExactSizeIterator<Item = Range<usize>>) -> Res {
    let text = content(s.value());
    let ascii = s.is_ascii();
    let mut items = Values::with_capacity(vm, ranges.len());
    for (i, r) in ranges.enumerate() {
        let part = &text[r];
        items.push(if ascii { memory::text_counted(vm, part, part.len())? } else { memory::text(vm, part)? });
        vm.make_way_at(i)?;
    }
    Ok(vm.list(&items))
}

pub fn split(vm: &Vm, a: &[Value], forward: bool) -> Res {
    let most = limit(vm, a[2])?;
    let s = content(a[0]);
    let ranges = match a[1].not_none() {
        None if forward => vm.aside_making(s.len(), 16, || wtf8::split_whitespace(s, most))?,
        None => vm.aside_making(s.len(), 16, || wtf8::rsplit_whitespace(s, most))?,
        Some(v) => {
            let Some(sep) = v.str_bytes() else {
                return Err(vm.type_error(format!("must be str or None, not {}", v.type_name())));
            };
            if sep.is_empty() {
                return Err(vm.value_error("empty separator"));
            }
            let f = if forward { crate::text::bytes_ops::split } else { crate::text::bytes_ops::rsplit };
            vm.aside_making(s.len(), 16, || f(s, sep, most))?
        }
    };
    pieces(vm, a[0].expect(), ranges.into_iter())
}

pub fn splitlines(vm: &Vm, a: &[Value]) -> Res {
    let keep = a[1].given().map_or(Ok(false), |v| vm.truth(v))?;
    let s = content(a[0]);
    pieces(vm, a[0].expect(), vm.aside_making(s.len(), 16, || wtf8::split_lines(s, keep))?.into_iter())
}

pub fn partition(vm: &Vm, a: &[Value], forward: bool) -> Res {
    let Some(sep) = a[1].str_bytes() else {
        return Err(vm.type_error(format!("must be str, not {}", a[1].type_name())));
    };
    if sep.is_empty() {
        return Err(vm.value_error("empty separator"));
    }
    let s = content(a[0]);
    let at = vm.aside_over(s.len(), || if forward { bytes_ops::position(s, sep) } else { memchr::memmem::rfind(s, sep) });
    let empty = crate::vm::intern::empty_str();
    let parts = match at {
        Some(at) => [memory::text(vm, &s[..at])?, plain(vm, a[1]), memory::text(vm, &s[at + sep.len()..])?],
        None if forward => [plain(vm, a[0]), empty, empty],
        None => [empty, empty, plain(vm, a[0])],
    };
    Ok(vm.tuple(&parts))
}

pub fn replace(vm: &Vm, a: &[Value]) -> Res {
    let old = text_argument(vm, a[1], "replace", "1 ")?;
    let new = text_argument(vm, a[2], "replace", "2 ")?;
    let most = limit(vm, a[3])?;
    let s = content(a[0]);
    let replaced = || {
        let nothing = !old.is_empty() && bytes_ops::position(s, old).is_none() || most == Some(0);
        (!nothing).then(|| wtf8::replace(s, old, new, most))
    };
    let count = || if old.is_empty() { s.len() + 1 } else { bytes_ops::positions(s, old).count() };
    vm.check_memory(crate::types::bytes_common::methods::replaced_length(s.len(), count, old, new), 2)?;
    match vm.aside_over(s.len(), replaced) {
        Some(made) => memory::text(vm, &made),
        None => Ok(plain(vm, a[0])),
    }
}

/// `sep.join(iterable)`
pub fn join(vm: &Vm, a: &[Value]) -> Res {
    let items = join_items(vm, a[1])?;
    join_values(vm, a[0], &items)
}

/// The items' texts, with `sep` between them.
///
/// # Errors
/// `TypeError` for an item that is no `str`.
pub fn join_values(vm: &Vm, sep: Value, items: &[Value]) -> Res {
    if let [only] = items
        && only.is_exact(Layout::Str)
    {
        return Ok(*only);
    }
    let sep: Ref<Str> = sep.expect();
    let gaps = items.len().saturating_sub(1);
    let (mut len, mut chars) = (sep.len as usize * gaps, sep.chars as usize * gaps);
    for (i, item) in items.iter().enumerate() {
        vm.make_way_at(i)?;
        match item.cast::<Str>() {
            Some(s) => {
                len += s.len as usize;
                chars += s.chars as usize;
            }
            None => {
                return Err(vm.type_error(format!("sequence item {i}: expected str instance, {} found", item.type_name())));
            }
        }
    }
    if len < 2 {
        let all: Vec<u8> = items
            .iter()
            .flat_map(|&v| content(v))
            .copied()
            .chain((gaps == 1).then(|| content(sep.value())).into_iter().flatten().copied())
            .collect();
        return memory::text(vm, &all);
    }
    let between = content(sep.value());
    memory::filled_text(vm, len, chars, &mut |to| {
        let mut at = 0;
        let mut put = |part: &[u8]| {
            to[at..at + part.len()].copy_from_slice(part);
            at += part.len();
        };
        vm.aside_over(len, || {
            for (i, &item) in items.iter().enumerate() {
                if i > 0 {
                    put(between);
                }
                put(content(item));
            }
        });
    })
}
