//! `_struct`: values packed into bytes as a format string says, and unpacked from them.

use std::cell::RefCell;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock};

use num_traits::ToPrimitive;
use parking_lot::Mutex;

use crate::object::heap::Marker;
use crate::object::layouts::*;
use crate::object::{Args, Layout, MethodDef, ModuleSpec, Payload, Raised, Ref, Res, Slot, Slots, TypeSpec, Value, getter, method};
use crate::types::bytes_common::{buffer_of, writable_of};
use crate::types::{exceptions, shape_for, type_of};
use crate::vm::args::{Signature, bind_native};
use crate::vm::{Values, Vm};

use super::exception_class;

pub static MODULE: ModuleSpec =
    ModuleSpec { name: "_struct", functions: FUNCTIONS, types: &[&STRUCT], constants: &[("error", error_class)], ..ModuleSpec::DEFAULT };

const FUNCTIONS: &[MethodDef] = &[
    method("calcsize", "(format, /)", |vm, a| Ok(vm.int(Format::known(vm, a[0])?.size as i64))),
    method("pack", "(*args)", |vm, a| {
        let (format, all) = first_format(vm, a[0])?;
        pack(vm, &format, &all.items()[1..])
    })
    .shown_as(""),
    method("pack_into", "(*args)", |vm, a| {
        let (format, all) = first_format(vm, a[0])?;
        pack_into(vm, &format, &all.items()[1..])
    })
    .shown_as(""),
    method("unpack", "(format, buffer, /)", |vm, a| unpack(vm, &*Format::known(vm, a[0])?, a[1])),
    method("unpack_from", "(format, /, buffer, offset=0)", |vm, a| unpack_from(vm, &*Format::known(vm, a[0])?, a[1], a[2])),
    method("iter_unpack", "(format, buffer, /)", |vm, a| iter_unpack(vm, Format::known(vm, a[0])?, a[1])),
    method("_clearcache", "()", |_, _| {
        KNOWN.with_borrow_mut(Vec::clear);
        Ok(Value::NONE)
    }),
];

fn error_class(vm: &Vm) -> Res {
    exception_class::make(vm, "struct.error", &[type_of(&exceptions::EXCEPTION).value()])
}

#[cold]
fn error(vm: &Vm, text: impl AsRef<str>) -> Raised {
    exception_class::raise(vm, error_class(vm), text.as_ref())
}

/// The format that the arguments begin with; the values follow it.
fn first_format(vm: &Vm, args: Value) -> Res<(Arc<Format>, Ref<Tuple>)> {
    let all = args.expect::<Tuple>();
    match all.items().first() {
        Some(&format) => Ok((Format::known(vm, format)?, all)),
        None => Err(vm.type_error("missing format argument")),
    }
}

/// One field of a format: `count` values of a code, or one string of `count` bytes.
#[derive(Clone, Copy, Debug)]
struct Field {
    code: u8,
    count: usize,
    offset: usize,
    size: usize,
}

/// A parsed format.
#[derive(Clone, Debug)]
struct Format {
    text: String,
    little: bool,
    fields: Vec<Field>,
    size: usize,
    /// how many values it packs
    values: usize,
}

/// The size of a code's value, and its alignment where that is native.
fn size_of_code(code: u8, native: bool) -> Option<(usize, usize)> {
    let size = match code {
        b'x' | b'c' | b'b' | b'B' | b'?' | b's' | b'p' => 1,
        b'h' | b'H' | b'e' => 2,
        b'i' | b'I' | b'f' => 4,
        b'F' => return Some((8, 4)),
        b'D' => return Some((16, 8)),
        b'l' | b'L' if !native => 4,
        b'l' | b'L' | b'q' | b'Q' | b'd' => 8,
        b'n' | b'N' | b'P' if native => 8,
        _ => return None,
    };
    Some((size, size))
}

/// So many formats are remembered by each thread.
const REMEMBERED: usize = 16;

thread_local! {
    /// Formats that module functions were called with lately.
    static KNOWN: RefCell<Vec<Arc<Format>>> = const { RefCell::new(Vec::new()) };
}

impl Format {
    /// A format given as text, parsed or remembered.
    fn known(vm: &Vm, v: Value) -> Res<Arc<Format>> {
        let bytes = v.cast::<Bytes>();
        let Some(text) = v.str_bytes().or(bytes.as_ref().map(|b| b.bytes())) else {
            // what is no format is looked for among those that are remembered, by its hash
            vm.dict_get(vm.new_dict(), v)?;
            return Format::parse(vm, v).map(Arc::new);
        };
        if bytes.is_some() && !text.is_ascii() {
            let text = vm.call_method(v, "decode", &[vm.str("ascii"), vm.str("surrogateescape")])?;
            // raises the UnicodeEncodeError
            vm.call_method(text, "encode", &[vm.str("ascii")])?;
        }
        let found = KNOWN.with_borrow(|known| known.iter().find(|f| f.text.as_bytes() == text).cloned());
        if let Some(format) = found {
            return Ok(format);
        }
        let format = Arc::new(Format::parse(vm, v)?);
        KNOWN.with_borrow_mut(|known| {
            known.truncate(REMEMBERED - 1);
            known.insert(0, format.clone());
        });
        Ok(format)
    }

    fn parse(vm: &Vm, v: Value) -> Res<Format> {
        if let Some(b) = v.cast::<Bytes>() {
            return Format::parse_bytes(vm, b.bytes());
        }
        match v.str_bytes() {
            Some(text) => {
                if !text.is_ascii() {
                    // raises the UnicodeEncodeError
                    vm.call_method(v, "encode", &[vm.str("ascii")])?;
                }
                Format::parse_bytes(vm, text)
            }
            None => Err(vm.type_error(format!("Struct() argument 1 must be a str or bytes object, not {}", v.type_name()))),
        }
    }

    fn parse_bytes(vm: &Vm, text: &[u8]) -> Res<Format> {
        if text.contains(&0) {
            return Err(error(vm, "embedded null character"));
        }
        let (native, aligned, little, mark) = match text.first() {
            Some(b'<') => (false, false, true, 1),
            Some(b'>' | b'!') => (false, false, false, 1),
            Some(b'=') => (false, false, true, 1),
            Some(b'@') => (true, true, true, 1),
            _ => (true, true, true, 0),
        };
        let mut f = Format { text: String::from_utf8_lossy(text).into_owned(), little, fields: Vec::new(), size: 0, values: 0 };
        let mut codes = text[mark..].iter().copied().peekable();
        let too_long = || error(vm, "total struct size too long");
        while let Some(mut code) = codes.next() {
            if code.is_ascii_whitespace() {
                continue;
            }
            let mut count: Option<usize> = None;
            while code.is_ascii_digit() {
                let n = count.unwrap_or(0).checked_mul(10).and_then(|n| n.checked_add((code - b'0') as usize)).ok_or_else(too_long)?;
                count = Some(n);
                match codes.next() {
                    Some(next) => code = next,
                    None => return Err(error(vm, "repeat count given without format specifier")),
                }
            }
            let Some((size, alignment)) = size_of_code(code, native) else { return Err(error(vm, "bad char in struct format")) };
            if aligned {
                f.size = f.size.next_multiple_of(alignment);
            }
            let count = count.unwrap_or(1);
            let field = Field { code, count, offset: f.size, size };
            f.size =
                count.checked_mul(size).and_then(|n| n.checked_add(f.size)).filter(|&n| n <= isize::MAX as usize).ok_or_else(too_long)?;
            f.values += match code {
                b'x' => 0,
                b's' | b'p' => 1,
                _ => count,
            };
            if code != b'x' {
                f.fields.push(field);
            }
        }
        Ok(f)
    }

    /// A number's bytes, the least first, put in the format's order.
    fn put(&self, to: &mut [u8], least_first: &[u8]) {
        to.copy_from_slice(&least_first[..to.len()]);
        if !self.little {
            to.reverse();
        }
    }

    /// The bytes of a number of up to eight, the least first.
    fn get(&self, from: &[u8]) -> [u8; 8] {
        let mut out = [0; 8];
        out[..from.len()].copy_from_slice(from);
        if !self.little {
            out[..from.len()].reverse();
        }
        out
    }

    /// Calls `f` with the packed values.
    fn pack_values<R>(&self, vm: &Vm, values: &[Value], f: impl FnOnce(&[u8]) -> R) -> Res<R> {
        let mut short = [0; 64];
        let mut long = Vec::new();
        let out = if self.size <= short.len() {
            &mut short[..self.size]
        } else {
            long.try_reserve_exact(self.size).map_err(|_| vm.memory_error())?;
            long.resize(self.size, 0);
            &mut long[..]
        };
        self.pack_into_zeros(vm, values, out)?;
        Ok(f(out))
    }

    /// Packs the values into as many bytes as the format has, which are zero.
    fn pack_into_zeros(&self, vm: &Vm, values: &[Value], out: &mut [u8]) -> Res<()> {
        if values.len() != self.values {
            return Err(error(vm, format!("pack expected {} items for packing (got {})", self.values, values.len())));
        }
        let mut values = values.iter().copied();
        for f in &self.fields {
            if matches!(f.code, b's' | b'p') {
                let v = values.next().unwrap_or(Value::NONE);
                let data = match v.layout() {
                    Layout::Bytes | Layout::ByteArray => buffer_of(vm, v)?,
                    _ => return Err(error(vm, format!("argument for '{}' must be a bytes object", f.code as char))),
                };
                let to = &mut out[f.offset..f.offset + f.count];
                if f.code == b's' {
                    let n = data.len().min(f.count);
                    to[..n].copy_from_slice(&data[..n]);
                } else if let Some((length, to)) = to.split_first_mut() {
                    let n = data.len().min(to.len());
                    to[..n].copy_from_slice(&data[..n]);
                    *length = n.min(255) as u8;
                }
                continue;
            }
            for (i, v) in (0..f.count).zip(values.by_ref()) {
                vm.make_way_at(i)?;
                let at = f.offset + i * f.size;
                let to = &mut out[at..at + f.size];
                if !(v.is_small_int() && self.pack_small(f, v.small(), to)) {
                    self.pack_one(vm, f, v, to)?;
                }
            }
        }
        Ok(())
    }

    /// Packs a small int that an integer code has room for; false if it is none, or has not.
    #[inline]
    fn pack_small(&self, f: &Field, n: i64, to: &mut [u8]) -> bool {
        let fits = match f.code {
            b'b' | b'h' | b'i' | b'l' | b'q' => f.size == 8 || n >> (f.size * 8 - 1) == n >> 63,
            b'B' | b'H' | b'I' | b'L' | b'Q' => n >= 0 && (f.size == 8 || n >> (f.size * 8) == 0),
            _ => false,
        };
        if fits {
            self.put(to, &n.to_le_bytes());
        }
        fits
    }

    /// An int that a format of floats has no room for is an error of this module.
    fn pack_one(&self, vm: &Vm, f: &Field, v: Value, to: &mut [u8]) -> Res<()> {
        let packed = self.pack_any(vm, f, v, to);
        if packed.is_err() && v.typ().is_subtype_of(crate::types::type_of(&crate::types::int::INT)) {
            return match vm.catch(packed, &exceptions::OVERFLOW_ERROR)? {
                Some(()) => Ok(()),
                None => Err(error(vm, "int too large to convert")),
            };
        }
        packed
    }

    fn pack_any(&self, vm: &Vm, f: &Field, v: Value, to: &mut [u8]) -> Res<()> {
        let number = |v: Value| -> Res<f64> {
            vm.to_f64(v).map_err(|raised| {
                if vm.raised_is(&exceptions::TYPE_ERROR) || vm.raised_is(&exceptions::OVERFLOW_ERROR) {
                    vm.take_raised(raised);
                    return error(vm, "required argument is not a float");
                }
                raised
            })
        };
        match f.code {
            b'c' => match v.cast::<Bytes>() {
                Some(b) if b.len == 1 => to.copy_from_slice(b.bytes()),
                _ => return Err(error(vm, "char format requires a bytes object of length 1")),
            },
            b'?' => to[0] = vm.truth(v)? as u8,
            b'd' => self.put(to, &number(v)?.to_le_bytes()),
            b'f' => {
                let x = number(v)?;
                self.put(to, &single(vm, x)?.to_le_bytes());
            }
            b'e' => match half_from(number(v)?) {
                Some(bits) => self.put(to, &bits.to_le_bytes()),
                None => return Err(vm.overflow_error("float too large to pack with e format")),
            },
            b'F' | b'D' => {
                let (re, im) = match v.cast::<Complex>() {
                    Some(c) => (c.re, c.im),
                    None => match vm.catch(vm.to_f64(v), &exceptions::TYPE_ERROR)? {
                        Some(re) => (re, 0.0),
                        None => return Err(error(vm, "required argument is not a complex")),
                    },
                };
                let (first, second) = to.split_at_mut(f.size / 2);
                if f.code == b'F' {
                    self.put(first, &single(vm, re)?.to_le_bytes());
                    self.put(second, &single(vm, im)?.to_le_bytes());
                } else {
                    self.put(first, &re.to_le_bytes());
                    self.put(second, &im.to_le_bytes());
                }
            }
            code => {
                if v.as_small_int().is_none() && vm.to_big(v).is_none() && v.typ().slots().index.is_none() {
                    return Err(error(vm, "required argument is not an integer"));
                }
                let v = vm.index(v)?;
                let n = vm.to_i64(v).map(i128::from).or_else(|| vm.to_big(v)?.to_i128());
                let bits = f.size as u32 * 8;
                let (low, high) = match code {
                    b'P' => (i64::MIN as i128, u64::MAX as i128),
                    _ if code.is_ascii_lowercase() => (-(1i128 << (bits - 1)), (1i128 << (bits - 1)) - 1),
                    _ => (0, (1i128 << bits) - 1),
                };
                match n.filter(|n| (low..=high).contains(n)) {
                    Some(n) => self.put(to, &n.to_le_bytes()),
                    None if code == b'P' => return Err(error(vm, "int too large to convert")),
                    None => return Err(error(vm, format!("'{}' format requires {low} <= number <= {high}", code as char))),
                }
            }
        }
        Ok(())
    }

    /// The values in `data`, which has the format's size.
    fn unpack_values(&self, vm: &Vm, data: &[u8]) -> Res {
        let mut found = Values::with_capacity(vm, self.values);
        for f in &self.fields {
            match f.code {
                b's' => found.push(vm.bytes(&data[f.offset..f.offset + f.count])),
                b'p' => found.push(match data[f.offset..f.offset + f.count].split_first() {
                    Some((&n, rest)) => vm.bytes(&rest[..rest.len().min(n as usize)]),
                    None => vm.bytes(b""),
                }),
                _ => {
                    for i in 0..f.count {
                        vm.make_way_at(i)?;
                        let at = f.offset + i * f.size;
                        found.push(self.unpack_one(vm, f, &data[at..at + f.size]));
                    }
                }
            }
        }
        Ok(vm.tuple(&found))
    }

    fn unpack_one(&self, vm: &Vm, f: &Field, from: &[u8]) -> Value {
        let real = |from: &[u8]| {
            let b = self.get(from);
            match from.len() {
                2 => half_to(u16::from_le_bytes([b[0], b[1]])),
                4 => f32::from_le_bytes([b[0], b[1], b[2], b[3]]) as f64,
                _ => f64::from_le_bytes(b),
            }
        };
        match f.code {
            b'c' => vm.bytes(from),
            b'?' => Value::bool(from[0] != 0),
            b'e' | b'f' | b'd' => vm.float(real(from)),
            b'F' | b'D' => {
                let (re, im) = from.split_at(f.size / 2);
                vm.complex(real(re), real(im))
            }
            code => {
                let n = u64::from_le_bytes(self.get(from));
                let unused = 64 - from.len() as u32 * 8;
                if code.is_ascii_lowercase() { vm.int((n << unused) as i64 >> unused) } else { vm.uint(n) }
            }
        }
    }
}

fn single(vm: &Vm, x: f64) -> Res<f32> {
    let single = x as f32;
    if single.is_infinite() && x.is_finite() {
        return Err(vm.overflow_error("float too large to pack with f format"));
    }
    Ok(single)
}

/// The bits of the nearest half precision number, halves to even; `None` if it is too large.
fn half_from(x: f64) -> Option<u16> {
    let sign = if x.is_sign_negative() { 0x8000 } else { 0 };
    let size = x.abs();
    if x.is_nan() {
        return Some(sign | 0x7e00);
    }
    if size.is_infinite() {
        return Some(sign | 0x7c00);
    }
    let exponent = (size.to_bits() >> 52) as i32 - 1023;
    let bits = if exponent < -14 {
        (size * 16_777_216.0).round_ties_even() as u32
    } else if exponent > 15 {
        return None;
    } else {
        let mantissa = (size * 2f64.powi(10 - exponent)).round_ties_even() as u32;
        (((exponent + 15) as u32) << 10) + mantissa - 1024
    };
    (bits < 0x7c00).then_some(sign | bits as u16)
}

fn half_to(bits: u16) -> f64 {
    let (exponent, mantissa) = ((bits >> 10 & 31) as i32, (bits & 1023) as f64);
    let size = match exponent {
        0 => mantissa / 16_777_216.0,
        31 if mantissa == 0.0 => f64::INFINITY,
        31 => f64::NAN,
        _ => (1024.0 + mantissa) * 2f64.powi(exponent - 25),
    };
    if bits & 0x8000 == 0 { size } else { -size }
}

fn pack(vm: &Vm, f: &Format, values: &[Value]) -> Res {
    f.pack_values(vm, values, |packed| vm.bytes(packed))
}

/// Where `offset` (negative ones count from the end) leaves room for the format's size.
fn place(vm: &Vm, f: &Format, offset: i64, len: usize, packing: bool) -> Res<usize> {
    let (doing, did, whole) = if packing { ("pack", "packing", "pack_into") } else { ("unpack", "unpacking", "unpack_from") };
    let size = f.size as i64;
    let mut at = offset;
    if offset < 0 {
        if offset + size > 0 {
            let what = if packing { "no space to" } else { "not enough data to" };
            return Err(error(vm, format!("{what} {doing} {size} bytes at offset {offset}")));
        }
        at += len as i64;
        if at < 0 {
            return Err(error(vm, format!("offset {offset} out of range for {len}-byte buffer")));
        }
    }
    if (len as i64 - at) < size {
        let needed = at as i128 + size as i128;
        return Err(error(
            vm,
            format!(
                "{whole} requires a buffer of at least {needed} bytes for {did} {size} bytes at offset {at} (actual buffer size is {len})"
            ),
        ));
    }
    Ok(at as usize)
}

fn pack_into(vm: &Vm, f: &Format, args: &[Value]) -> Res {
    let (buffer, offset, values) = match args {
        [] => return Err(error(vm, "pack_into expected buffer argument")),
        [_] => return Err(error(vm, "pack_into expected offset argument")),
        [buffer, offset, values @ ..] => (*buffer, *offset, values),
    };
    if values.len() != f.values {
        return Err(error(vm, format!("pack_into expected {} items for packing (got {})", f.values, values.len())));
    }
    let Some(to) = writable_of(vm, buffer)? else {
        return Err(vm.type_error(format!("argument must be read-write bytes-like object, not {}", buffer.argument_name())));
    };
    let at = place(vm, f, vm.index_i64(offset)?, to.len, true)?;
    f.pack_values(vm, values, |packed| to.write(vm, at, packed))?;
    Ok(Value::NONE)
}

fn unpack(vm: &Vm, f: &Format, buffer: Value) -> Res {
    let data = buffer_of(vm, buffer)?;
    if data.len() != f.size {
        return Err(error(vm, format!("unpack requires a buffer of {} bytes", f.size)));
    }
    f.unpack_values(vm, &data)
}

fn unpack_from(vm: &Vm, f: &Format, buffer: Value, offset: Value) -> Res {
    let offset = offset.given().map_or(Ok(0), |v| vm.index_i64(v))?;
    let data = buffer_of(vm, buffer)?;
    let at = place(vm, f, offset, data.len(), false)?;
    f.unpack_values(vm, &data[at..at + f.size])
}

fn iter_unpack(vm: &Vm, f: Arc<Format>, buffer: Value) -> Res {
    if f.size == 0 {
        return Err(error(vm, "cannot iteratively unpack with a struct of length 0"));
    }
    if buffer_of(vm, buffer)?.len() % f.size != 0 {
        return Err(error(vm, format!("iterative unpacking requires a buffer of a multiple of {} bytes", f.size)));
    }
    Ok(vm.native(&ITERATOR, Iter { format: f, buffer: Slot::new(buffer), at: AtomicUsize::new(0) }))
}

/// What `iter_unpack` gives.
struct Iter {
    format: Arc<Format>,
    buffer: Slot,
    at: AtomicUsize,
}

impl Payload for Iter {
    fn trace(&self, marker: &mut Marker) {
        marker.slot(&self.buffer);
    }
}

static ITERATOR: TypeSpec = TypeSpec {
    name: "_struct.unpack_iterator",
    methods: &[method("__length_hint__", "(self, /)", |vm, a| {
        let Some(i) = a[0].payload::<Iter>() else { return Ok(Value::small_int(0)) };
        let len = buffer_of(vm, i.buffer.get())?.len();
        Ok(vm.int((len.saturating_sub(i.at.load(Ordering::Relaxed)) / i.format.size) as i64))
    })],
    slots: Slots {
        iter: Some(|_, i| Ok(i)),
        next: Some(|vm, o| {
            let Some(i) = o.payload::<Iter>() else { return Ok(None) };
            let data = buffer_of(vm, i.buffer.get())?;
            let size = i.format.size;
            let at = i.at.fetch_add(size, Ordering::Relaxed);
            if at + size > data.len() {
                i.at.store(data.len(), Ordering::Relaxed);
                return Ok(None);
            }
            i.format.unpack_values(vm, &data[at..at + size]).map(Some)
        }),
        ..Slots::NONE
    },
    subclassable: false,
    ..TypeSpec::DEFAULT
};

static STRUCT: TypeSpec = TypeSpec {
    name: "_struct.Struct",
    signature: Some("(format)"),
    methods: &[
        method("pack", "(self, /, *values)", |vm, a| pack(vm, &*this(vm, a[0])?, a[1].expect::<Tuple>().items())),
        method("pack_into", "(self, /, *args)", |vm, a| pack_into(vm, &*this(vm, a[0])?, a[1].expect::<Tuple>().items())),
        method("unpack", "(self, buffer, /)", |vm, a| unpack(vm, &*this(vm, a[0])?, a[1])),
        method("unpack_from", "(self, /, buffer, offset=0)", |vm, a| unpack_from(vm, &*this(vm, a[0])?, a[1], a[2])),
        method("iter_unpack", "(self, buffer, /)", |vm, a| iter_unpack(vm, this(vm, a[0])?, a[1])),
    ],
    getset: &[
        getter("format", |vm, s| Ok(vm.str(&this(vm, s)?.text))),
        getter("size", |vm, s| Ok(vm.int(known_of(vm, s)?.map_or(-1, |f| f.size as i64)))),
    ],
    slots: Slots {
        repr: Some(|vm, s| {
            let format = vm.repr_text(vm.str(&this(vm, s)?.text))?;
            Ok(vm.str(&format!("{}({format})", s.type_name().rsplit('.').next().unwrap_or("Struct"))))
        }),
        new: Some(|vm, cls, _| Ok(vm.native_of_shape(shape_for(vm, cls)?, Known(Mutex::new(None))))),
        init: Some(init),
        ..Slots::NONE
    },
    ..TypeSpec::DEFAULT
};

/// What a `Struct` is of: no format before `__init__`.
struct Known(Mutex<Option<Arc<Format>>>);

impl Payload for Known {}

fn init(vm: &Vm, this: Value, args: Args) -> Res<()> {
    static SIGNATURE: LazyLock<Signature> = LazyLock::new(|| Signature::parse("(format)"));
    let set = |vm: &Vm, a: &[Value]| {
        let format = Arc::new(Format::parse(vm, a[0])?);
        let known = this.payload::<Known>().ok_or_else(|| vm.type_error("a Struct is needed"))?;
        *known.0.lock() = Some(format);
        Ok(Value::NONE)
    };
    bind_native(vm, &SIGNATURE, "Struct", &|| "Struct".to_string(), args, &set).map(|_| ())
}

fn known_of(vm: &Vm, s: Value) -> Res<Option<Arc<Format>>> {
    let known = s.payload::<Known>().ok_or_else(|| vm.type_error("a Struct is needed"))?;
    Ok(known.0.lock().clone())
}

fn this(vm: &Vm, s: Value) -> Res<Arc<Format>> {
    known_of(vm, s)?.ok_or_else(|| vm.runtime_error("Struct object is not initialized"))
}
