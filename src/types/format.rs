//! `format(value, spec)` of the builtin types, and the one door from `text`'s errors to exceptions.
//!
//! `fast` answers for exact builtin values without looking a method up; the methods `__format__` of `int`, `float`,
//! `complex` and `str` are here too, because they are the same function over another type's `text::format_spec`.

use crate::object::layouts::{Complex, Str};
use crate::object::{Layout, Raised, Res, Value};
use crate::text::quick_format::{self, Plain, Short};
use crate::text::{Exception, TextError, format_spec};
use crate::types::exceptions as exc;
use crate::vm::Vm;

/// `format(v, spec)` for an exact `int`, `bool`, `float`, `complex` or `str`; `None` for everything else, and for a
/// specification that is no `str`.
///
/// # Errors
/// `ValueError`, `OverflowError` as the mini-language has them.
pub fn fast(vm: &Vm, v: Value, spec: Value) -> Res<Option<Value>> {
    let known = !v.is_object() && (v.is_small_int() || v.is_flonum() || v.is_bool())
        || v.is_object()
            && (v.is_exact(Layout::Str) || v.is_exact(Layout::Int) || v.is_exact(Layout::Float) || v.is_exact(Layout::Complex));
    let Some(text) = spec.str_bytes().filter(|_| known) else { return Ok(None) };
    if text.is_empty() {
        return vm.to_str(v).map(Some);
    }
    apply(vm, v, text).map(Some)
}

/// The method `__format__` of numbers and strings: `(self, format_spec, /)`.
///
/// # Errors
/// As `fast`, and `TypeError` for a specification that is no `str`.
pub fn method(vm: &Vm, args: &[Value]) -> Res {
    let Some(text) = args[1].str_bytes() else {
        return Err(vm.type_error(format!("__format__() argument must be str, not {}", args[1].argument_name())));
    };
    if text.is_empty() {
        return vm.to_str(args[0]);
    }
    apply(vm, args[0], text)
}

/// By what the value is made of; error texts name its class.
fn apply(vm: &Vm, v: Value, spec: &[u8]) -> Res {
    if let Some(plain) = Plain::parse(spec)
        && let Some(text) = quickly(vm, v, &plain)
    {
        return Ok(vm.str_wtf8(&text));
    }
    let name = v.type_name();
    let made = if let Some(f) = vm.as_float(v) {
        format_spec::format_float(f, spec, name)
    } else if let Some(n) = vm.to_big(v) {
        /// Numbers of more bits take a while.
        const LONG: u64 = 1 << 15;
        let limit = super::int::max_str_digits();
        let made = || format_spec::format_int(&n, spec, name, limit);
        // a digit for each bit, and groups of them
        vm.check_memory(n.bits() as usize, 3)?;
        if n.bits() > LONG { vm.aside(made) } else { made() }
    } else if let Some(c) = v.cast::<Complex>() {
        format_spec::format_complex(c.re, c.im, spec, name)
    } else {
        format_spec::format_str(v.str_bytes().unwrap_or_default(), spec, name)
    };
    Ok(vm.str_wtf8(&or_raise(vm, made)?))
}

/// A small int, a float or an ASCII text, if the specification is a plain one for it.
pub fn quickly(vm: &Vm, v: Value, spec: &Plain) -> Option<Short> {
    if let Some(n) = v.as_small_int() {
        return quick_format::int(n, spec).or_else(|| quick_format::float(n as f64, spec));
    }
    if v.is_exact_str() {
        let s = v.expect::<Str>();
        return quick_format::text(s.bytes(), s.chars as usize, spec);
    }
    quick_format::float(vm.as_float(v)?, spec)
}

/// An error of `text` as the exception it names.
#[cold]
pub fn raise(vm: &Vm, e: TextError) -> Raised {
    let class = match e.exception {
        Exception::IndexError => &exc::INDEX_ERROR,
        Exception::KeyError => &exc::KEY_ERROR,
        Exception::LookupError => &exc::LOOKUP_ERROR,
        Exception::MemoryError => &exc::MEMORY_ERROR,
        Exception::OverflowError => &exc::OVERFLOW_ERROR,
        Exception::TypeError => &exc::TYPE_ERROR,
        Exception::ValueError => &exc::VALUE_ERROR,
        Exception::ZeroDivisionError => &exc::ZERO_DIVISION_ERROR,
    };
    vm.raise(class, e.message)
}

/// What `text` gives, its error raised.
#[inline]
pub fn or_raise<T>(vm: &Vm, r: Result<T, TextError>) -> Res<T> {
    r.map_err(|e| raise(vm, e))
}
