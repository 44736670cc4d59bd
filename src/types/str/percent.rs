//! `%` formatting of `str` and `bytes`.

use super::basic::{Failed, content};
use crate::object::layouts::*;
use crate::object::{Layout, Res, Value};
use crate::text::percent::{self, Arguments, Flavour, Spec, Star};
use crate::text::quick_format::Plain;
use crate::text::{Exception, TextError, quote, wtf8};
use crate::types::bytes_common::{memory, try_any_buffer};
use crate::types::exceptions as exc;
use crate::vm::Vm;
use crate::vm::intern::names;

/// `format % args` of `str`.
///
/// # Errors
/// Those of formatting, and of the arguments' methods.
pub fn format_text(vm: &Vm, format: Value, args: Value) -> Res {
    match percent::format_with(content(format), Flavour::Str, &mut Source::new(vm, args, Flavour::Str)) {
        Ok(text) => memory::text(vm, &text),
        Err(e) => Err(e.raise(vm)),
    }
}

/// `format % args` of `bytes`.
///
/// # Errors
/// As `format_text`.
pub fn format_bytes(vm: &Vm, format: &[u8], args: Value) -> Res<Vec<u8>> {
    percent::format_with(format, Flavour::Bytes, &mut Source::new(vm, args, Flavour::Bytes)).map_err(|e| e.raise(vm))
}

/// The right side of `%`.
struct Source<'a> {
    vm: &'a Vm,
    args: Value,
    is_mapping: bool,
    next: usize,
    flavour: Flavour,
}

impl<'a> Source<'a> {
    fn new(vm: &'a Vm, args: Value, flavour: Flavour) -> Source<'a> {
        let excluded = match args.layout() {
            Layout::Tuple | Layout::Str => true,
            Layout::Bytes | Layout::ByteArray => flavour == Flavour::Bytes,
            _ => false,
        };
        Source { vm, args, is_mapping: !excluded && args.typ().slots().get_item.is_some(), next: 0, flavour }
    }
}

impl Arguments for Source<'_> {
    type Value = Value;
    type Error = Failed;

    fn is_mapping(&self) -> bool {
        self.is_mapping
    }

    fn lookup(&mut self, key: &[u8]) -> Result<Value, Failed> {
        let key = if self.flavour == Flavour::Str { self.vm.str_wtf8(key) } else { self.vm.bytes(key) };
        Ok(self.vm.get_item(self.args, key)?)
    }

    fn next(&mut self) -> Option<Value> {
        self.next += 1;
        match self.args.cast::<Tuple>() {
            Some(t) => t.items().get(self.next - 1).copied(),
            None => (self.next == 1).then_some(self.args),
        }
    }

    fn all_used(&self) -> bool {
        match self.args.cast::<Tuple>() {
            Some(t) => self.next >= t.len,
            None => self.next > 0 || self.is_mapping,
        }
    }

    fn star(&mut self, value: Value) -> Result<Star, Failed> {
        Ok(match (self.vm.to_i64(value), self.vm.to_big(value)) {
            (Some(i), _) => Star::Int(i),
            (None, Some(_)) => Star::TooLarge,
            _ => Star::Other,
        })
    }

    fn convert(&mut self, value: Value, spec: &Spec, out: &mut Vec<u8>) -> Result<(), Failed> {
        let vm = self.vm;
        if self.flavour == Flavour::Str
            && let Some(mut plain) = plain(spec)
        {
            // a number's `str` is its decimal digits
            if plain.kind == b's' && plain.precision.is_none() && value.is_small_int() {
                plain.kind = b'd';
            }
            if let Some(text) = crate::types::format::quickly(vm, value, &plain) {
                vm.grow_by(out, text.len())?;
                out.extend_from_slice(&text);
                return Ok(());
            }
        }
        let text = match (spec.conversion, self.flavour) {
            (b'd' | b'i' | b'u' | b'o' | b'x' | b'X', _) => {
                percent::format_int(&self.integer(value, spec.conversion)?, spec, crate::types::int::max_str_digits())?
            }
            (b'e' | b'E' | b'f' | b'F' | b'g' | b'G', flavour) => percent::format_float(number(vm, value, flavour)?, spec)?,
            (b'c', Flavour::Str) => percent::format_text(&one_char(vm, value)?, spec, Flavour::Str)?,
            (b'c', Flavour::Bytes) => percent::format_text(&[one_byte(vm, value)?], spec, Flavour::Bytes)?,
            (b's', Flavour::Str) => percent::format_text(content(vm.to_str(value)?), spec, Flavour::Str)?,
            (b'r', Flavour::Str) => percent::format_text(content(vm.repr(value)?), spec, Flavour::Str)?,
            (b's' | b'b', Flavour::Bytes) => percent::format_text(&bytes_of(vm, value)?, spec, Flavour::Bytes)?,
            _ => {
                let text = vm.repr(value)?;
                percent::format_text(&quote::escape_non_ascii(content(text)), spec, self.flavour)?
            }
        };
        vm.grow_by(out, text.len())?;
        out.extend_from_slice(&text);
        Ok(())
    }
}

/// A directive that the format mini-language has too, for values of the type that it is for: `%05d`, `%-8s`, `%.2f`.
fn plain(spec: &Spec) -> Option<Plain> {
    let kind = match spec.conversion {
        b'i' | b'u' => b'd',
        kind @ (b'd' | b'x' | b'X' | b'o' | b'f' | b'F' | b's') => kind,
        _ => return None,
    };
    if spec.alternate || spec.precision.is_some() && !matches!(kind, b'f' | b'F' | b's') {
        return None;
    }
    let zero = spec.zero && !spec.left && kind != b's';
    let align = match (spec.left, zero) {
        (true, _) => b'<',
        (_, true) => b'=',
        _ => b'>',
    };
    let sign = match (spec.plus, spec.space) {
        (true, _) => b'+',
        (_, true) => b' ',
        _ => 0,
    };
    let sign = if kind == b's' { 0 } else { sign };
    Some(Plain { fill: if zero { b'0' } else { b' ' }, align, sign, width: spec.width, grouping: 0, precision: spec.precision, kind })
}

impl Source<'_> {
    /// A number for `%d` or `%x`.
    fn integer(&self, value: Value, conversion: u8) -> Result<num_bigint::BigInt, Failed> {
        let vm = self.vm;
        if let Some(n) = vm.to_big(value) {
            return Ok(n);
        }
        let slots = value.typ().slots();
        let required = || percent::number_required(conversion, value.type_name());
        let decimal = !matches!(conversion, b'o' | b'x' | b'X');
        let n = match (decimal, slots.int, slots.index) {
            (true, Some(int), _) => vm.catch(int(vm, value), &exc::TYPE_ERROR)?,
            (_, _, Some(index)) => vm.catch(index(vm, value), &exc::TYPE_ERROR)?,
            _ => None,
        };
        n.and_then(|n| vm.to_big(n)).ok_or_else(|| required().into())
    }
}

fn number(vm: &Vm, value: Value, flavour: Flavour) -> Result<f64, Failed> {
    let got = vm.to_f64(value);
    if flavour == Flavour::Bytes {
        let text = format!("float argument required, not {}", value.type_name());
        return vm.catch(got, &exc::TYPE_ERROR)?.ok_or_else(|| TextError::type_error(text).into());
    }
    Ok(got?)
}

/// `%c` of `str`.
fn one_char(vm: &Vm, value: Value) -> Result<Vec<u8>, Failed> {
    if let Some(s) = value.cast::<Str>() {
        if s.chars != 1 {
            let text = format!("%c requires an int or a unicode character, not a string of length {}", s.chars);
            return Err(TextError::type_error(text).into());
        }
        return Ok(s.bytes().to_vec());
    }
    if value.typ().slots().index.is_none() {
        let text =
            format!("%c requires an int or a unicode character, not {}", vm.type_full_name(value.typ()).trim_start_matches("__main__."));
        return Err(TextError::type_error(text).into());
    }
    match vm.index_clipped(value)? {
        c @ 0..0x11_0000 => Ok(wtf8::from_code_points([c as u32])),
        _ => Err(TextError::overflow("%c arg not in range(0x110000)").into()),
    }
}

/// `%c` of `bytes`.
fn one_byte(vm: &Vm, value: Value) -> Result<u8, Failed> {
    const WANTED: &str = "%c requires an integer in range(256) or a single byte, not";
    if matches!(value.layout(), Layout::Bytes | Layout::ByteArray) {
        let bytes = crate::types::bytes_common::buffer_of(vm, value)?;
        return match *bytes {
            [b] => Ok(b),
            _ => {
                let text = format!("{WANTED} a {} object of length {}", value.type_name(), bytes.len());
                Err(TextError::type_error(text).into())
            }
        };
    }
    if value.typ().slots().index.is_none() {
        return Err(TextError::type_error(format!("{WANTED} {}", value.type_name())).into());
    }
    u8::try_from(vm.index_clipped(value)?)
        .map_err(|_| TextError { exception: Exception::OverflowError, message: "%c arg not in range(256)".into() }.into())
}

/// `%b` and `%s` of `bytes`.
fn bytes_of(vm: &Vm, value: Value) -> Result<Vec<u8>, Failed> {
    if let Some(b) = try_any_buffer(vm, value)? {
        return Ok(b.to_vec());
    }
    if let Some(made) = vm.call_special(value, names::BYTES.get(), &[])? {
        return match made.cast::<Bytes>() {
            Some(b) => Ok(b.bytes().to_vec()),
            None => Err(vm.type_error(format!("__bytes__ returned non-bytes (type {})", made.type_name())).into()),
        };
    }
    let text = format!("%b requires a bytes-like object, or an object that implements __bytes__, not '{}'", value.type_name());
    Err(TextError::type_error(text).into())
}
