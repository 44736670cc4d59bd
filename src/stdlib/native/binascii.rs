//! `binascii`: base 64, uuencode, hexadecimal, quoted-printable, checksums.

use crate::object::{MethodDef, ModuleSpec, Raised, Res, Value, method};
use crate::text::quoted_printable::{self, Style};
use crate::text::{base64, bytes_ops};
use crate::types::bytes_common::{buffer_of, methods, try_buffer};
use crate::types::{exceptions, type_of};
use crate::vm::Vm;

use super::exception_class;

pub static MODULE: ModuleSpec = ModuleSpec {
    name: "binascii",
    functions: FUNCTIONS,
    constants: &[
        ("Error", error_class),
        ("Incomplete", |vm| exception_class::make(vm, "binascii.Incomplete", &[type_of(&exceptions::EXCEPTION).value()])),
    ],
    ..ModuleSpec::DEFAULT
};

const FUNCTIONS: &[MethodDef] = &[
    method("a2b_base64", "(data, /, *, strict_mode=False)", |vm, a| {
        let strict = flag(vm, a[1], false)?;
        let data = ascii_input(vm, a[0])?;
        match vm.aside_making(data.len(), 1, || decode_base64(&data, strict))? {
            Ok(out) => Ok(vm.bytes(&out)),
            Err(text) => Err(error(vm, &text)),
        }
    }),
    method("b2a_base64", "(data, /, *, newline=True)", |vm, a| {
        let newline = flag(vm, a[1], true)?;
        let data = buffer_of(vm, a[0])?;
        Ok(vm.bytes(&vm.aside_making(data.len(), 2, || encode_base64(&data, newline))?))
    }),
    method("a2b_uu", "(data, /)", |vm, a| match decode_uu(&ascii_input(vm, a[0])?) {
        Ok(out) => Ok(vm.bytes(&out)),
        Err(text) => Err(error(vm, text)),
    }),
    method("b2a_uu", "(data, /, *, backtick=False)", |vm, a| {
        let backtick = flag(vm, a[1], false)?;
        let data = buffer_of(vm, a[0])?;
        if data.len() > 45 {
            return Err(error(vm, "At most 45 bytes at once"));
        }
        Ok(vm.bytes(&encode_uu(&data, backtick)))
    }),
    method("a2b_qp", "(data, header=False)", |vm, a| {
        let data = ascii_input(vm, a[0])?;
        let header = flag(vm, a[1], false)?;
        Ok(vm.bytes(&vm.aside_over(data.len(), || quoted_printable::decode(&data, header))))
    }),
    method("b2a_qp", "(data, quotetabs=False, istext=True, header=False)", |vm, a| {
        let data = buffer_of(vm, a[0])?;
        let style = Style { tabs: flag(vm, a[1], false)?, text: flag(vm, a[2], true)?, header: flag(vm, a[3], false)? };
        Ok(vm.bytes(&vm.aside_over(data.len(), || quoted_printable::encode(&data, style))))
    }),
    method("hexlify", "(data, sep=None, bytes_per_sep=1)", hexlify).shown_as(""),
    method("b2a_hex", "(data, sep=None, bytes_per_sep=1)", hexlify).shown_as(""),
    method("unhexlify", "(hexstr, /)", unhexlify),
    method("a2b_hex", "(hexstr, /)", unhexlify),
    method("crc32", "(data, crc=0, /)", |vm, a| {
        let data = buffer_of(vm, a[0])?;
        let start = checksum_start(vm, a[1])?;
        let sum = || data.iter().fold(!start, |crc, &b| CRC32[((crc ^ b as u32) & 255) as usize] ^ (crc >> 8));
        let crc = vm.aside_over(data.len(), sum);
        Ok(vm.int(!crc as i64))
    }),
    method("crc_hqx", "(data, crc, /)", |vm, a| {
        let data = buffer_of(vm, a[0])?;
        let start = checksum_start(vm, a[1])? as u16;
        let next = |crc, &b: &u8| (0..8).fold(crc ^ (b as u16) << 8, |c: u16, _| if c & 0x8000 == 0 { c << 1 } else { (c << 1) ^ 0x1021 });
        let crc = vm.aside_over(data.len(), || data.iter().fold(start, next));
        Ok(vm.int(crc as i64))
    }),
];

fn flag(vm: &Vm, given: Value, unasked: bool) -> Res<bool> {
    given.given().map_or(Ok(unasked), |v| vm.truth(v))
}

/// The remainders of the polynomial 0xEDB88320 (CRC-32, reflected).
const CRC32: [u32; 256] = {
    let mut table = [0; 256];
    let mut i = 0;
    while i < 256 {
        let mut c = i as u32;
        let mut bit = 0;
        while bit < 8 {
            c = if c & 1 == 0 { c >> 1 } else { (c >> 1) ^ 0xEDB8_8320 };
            bit += 1;
        }
        table[i] = c;
        i += 1;
    }
    table
};

fn error_class(vm: &Vm) -> Res {
    exception_class::make(vm, "binascii.Error", &[type_of(&exceptions::VALUE_ERROR).value()])
}

#[cold]
fn error(vm: &Vm, text: &str) -> Raised {
    exception_class::raise(vm, error_class(vm), text)
}

/// A line of uuencode: a character for the length, then four for each three bytes.
fn encode_uu(data: &[u8], backtick: bool) -> Vec<u8> {
    let shown = |bits: usize| if bits == 0 && backtick { b'`' } else { b' ' + bits as u8 };
    let mut out = vec![shown(data.len())];
    for part in data.chunks(3) {
        let byte = |i: usize| part.get(i).map_or(0, |&b| b as usize);
        let all = byte(0) << 16 | byte(1) << 8 | byte(2);
        out.extend([18, 12, 6, 0].map(|shift| shown(all >> shift & 63)));
    }
    out.push(b'\n');
    out
}

/// The bytes of a line of uuencode. What the line lacks is zero; behind its bytes only spaces and the like may stand.
fn decode_uu(line: &[u8]) -> Result<Vec<u8>, &'static str> {
    let Some((first, rest)) = line.split_first() else { return Err("Missing length byte") };
    let length = first.wrapping_sub(b' ') as usize & 63;
    let (mut out, mut rest) = (Vec::with_capacity(length), rest.iter());
    let (mut bits, mut held) = (0, 0);
    while out.len() < length {
        let value = match rest.next() {
            None | Some(b'\n' | b'\r') => 0,
            Some(&c) if !(b' '..=b' ' + 64).contains(&c) => return Err("Illegal char"),
            Some(&c) => (c - b' ') as u32 & 63,
        };
        (bits, held) = (bits << 6 | value, held + 6);
        if held >= 8 {
            held -= 8;
            out.push((bits >> held) as u8);
            bits &= (1 << held) - 1;
        }
    }
    match rest.all(|c| matches!(c, b' ' | b'`' | b'\n' | b'\r')) {
        true => Ok(out),
        false => Err("Trailing garbage"),
    }
}

/// The low 32 bits of a checksum to go on from.
fn checksum_start(vm: &Vm, v: Value) -> Res<u32> {
    let Some(v) = v.given() else { return Ok(0) };
    let low = num_bigint::BigInt::from(u32::MAX);
    let n = vm.to_big(vm.index(v)?).unwrap_or_default() & low;
    Ok(n.iter_u32_digits().next().unwrap_or(0))
}

/// The bytes of a bytes-like object or of an ASCII `str`.
fn ascii_input(vm: &Vm, v: Value) -> Res<Vec<u8>> {
    if let Some(text) = v.str_bytes() {
        if !text.is_ascii() {
            return Err(vm.value_error("string argument should contain only ASCII characters"));
        }
        return Ok(text.to_vec());
    }
    match try_buffer(vm, v) {
        Ok(Some(b)) => Ok(b.to_vec()),
        _ => Err(vm.type_error(format!("argument should be bytes, buffer or ASCII string, not '{}'", v.type_name()))),
    }
}

fn encode_base64(data: &[u8], newline: bool) -> Vec<u8> {
    let mut out = Vec::with_capacity(data.len().div_ceil(3) * 4 + 1);
    for group in data.chunks(3) {
        let bits = (0..3).fold(0u32, |n, i| n << 8 | group.get(i).copied().unwrap_or(0) as u32);
        for i in 0..4 {
            out.push(if i <= group.len() { base64::DIGITS[(bits >> (18 - 6 * i) & 63) as usize] } else { b'=' });
        }
    }
    if newline {
        out.push(b'\n');
    }
    out
}

/// Decodes; what is not of the alphabet is skipped, unless `strict`.
fn decode_base64(data: &[u8], strict: bool) -> Result<Vec<u8>, String> {
    let mut out = Vec::with_capacity(data.len() / 4 * 3 + 3);
    let (mut bits, mut digits, mut pads) = (0u32, 0usize, 0);
    for (i, &c) in data.iter().enumerate() {
        let place = digits % 4;
        if c == b'=' {
            if place >= 2 {
                pads += 1;
            }
            if strict {
                match place {
                    0 if i == 0 => return Err("Leading padding not allowed".into()),
                    0 => return Err("Excess padding not allowed".into()),
                    1 => break,
                    _ if place + pads > 4 => return Err("Excess padding not allowed".into()),
                    _ => {}
                }
            }
            continue;
        }
        if strict && place >= 2 && place + pads >= 4 {
            let known = base64::value_of(c).is_some();
            return Err(if known { "Excess data after padding" } else { "Only base64 data is allowed" }.into());
        }
        let Some(digit) = base64::value_of(c) else {
            if strict {
                return Err("Only base64 data is allowed".into());
            }
            continue;
        };
        if strict && pads > 0 {
            return Err("Discontinuous padding not allowed".into());
        }
        pads = 0;
        bits = bits << 6 | digit;
        digits += 1;
        match place {
            1 => out.push((bits >> 4) as u8),
            2 => out.push((bits >> 2) as u8),
            3 => out.push(bits as u8),
            _ => {}
        }
    }
    match digits % 4 {
        0 => Ok(out),
        1 => Err(format!("Invalid base64-encoded string: number of data characters ({digits}) cannot be 1 more than a multiple of 4")),
        place if place + pads < 4 => Err("Incorrect padding".into()),
        _ => Ok(out),
    }
}

fn hexlify(vm: &Vm, a: &[Value]) -> Res {
    let data = buffer_of(vm, a[0])?;
    let group = a[2].given().map_or(Ok(1), |v| vm.index_i64(v))?;
    let separator = a[1].given().map(|v| methods::separator(vm, v)).transpose()?;
    Ok(vm.bytes(&vm.aside_making(data.len(), 6, || bytes_ops::hex(&data, separator, group as isize))?))
}

fn unhexlify(vm: &Vm, a: &[Value]) -> Res {
    let text = ascii_input(vm, a[0])?;
    if text.len() % 2 != 0 {
        return Err(error(vm, "Odd-length string"));
    }
    let digit = |c: u8| (c as char).to_digit(16);
    let pairs = text.chunks_exact(2).map(|p| Some((digit(p[0])? * 16 + digit(p[1])?) as u8));
    match vm.aside_making(text.len(), 1, || pairs.collect::<Option<Vec<u8>>>())? {
        Some(out) => Ok(vm.bytes(&out)),
        None => Err(error(vm, "Non-hexadecimal digit found")),
    }
}
