//! `%` formatting of `str` and `bytes`.
//!
//! [`format_with`] walks the format and asks an [`Arguments`] for values, in the order in which CPython looks at them, so that
//! the first of several errors is the same one. What a value becomes is decided above; the `format_…` functions are for that.

use std::ops::Range;

use num_bigint::BigInt;
use num_traits::Signed;

use super::float_format;
use super::format_spec::float_style;
use super::{Exception, TextError, int, wtf8};

/// Which of the two languages: error texts and widths differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flavour {
    /// `str % …`: widths count code points.
    Str,
    /// `bytes % …`: widths count bytes; `%b` is known.
    Bytes,
}

/// What stands behind a `%`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spec {
    /// `-`
    pub left: bool,
    /// `+`
    pub plus: bool,
    /// space
    pub space: bool,
    /// `#`
    pub alternate: bool,
    /// `0`
    pub zero: bool,
    /// The least width.
    pub width: usize,
    /// Digits, or the greatest width of a text.
    pub precision: Option<usize>,
    /// The conversion's letter.
    pub conversion: u8,
}

/// An argument for `*`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Star {
    /// An integer that fits.
    Int(i64),
    /// An integer that does not.
    TooLarge,
    /// No integer.
    Other,
}

/// The right side of `%`.
pub trait Arguments {
    /// A value of the layer above.
    type Value;
    /// Its error.
    type Error: From<TextError>;
    /// Whether `%(key)s` may ask: it has `__getitem__` and is no tuple, `str` (or, for bytes, `bytes`).
    fn is_mapping(&self) -> bool;
    /// `mapping[key]`.
    fn lookup(&mut self, key: &[u8]) -> Result<Self::Value, Self::Error>;
    /// The next item of the tuple; or the one value, once.
    fn next(&mut self) -> Option<Self::Value>;
    /// Whether `next` has given all; a mapping counts as used.
    fn all_used(&self) -> bool;
    /// What a value is as a width.
    fn star(&mut self, value: Self::Value) -> Result<Star, Self::Error>;
    /// Appends the converted value; `spec.conversion` is one that the flavour knows.
    fn convert(&mut self, value: Self::Value, spec: &Spec, out: &mut Vec<u8>) -> Result<(), Self::Error>;
}

/// `format % arguments`.
///
/// # Errors
/// Those of the arguments, and CPython's for the format itself.
pub fn format_with<A: Arguments>(format: &[u8], flavour: Flavour, arguments: &mut A) -> Result<Vec<u8>, A::Error> {
    let mut walk = Walk { format, at: 0, flavour, arguments, mapped: None, keyed: false };
    let mut out = Vec::with_capacity(format.len() + 64);
    while let Some(offset) = memchr::memchr(b'%', &format[walk.at..]) {
        out.extend_from_slice(&format[walk.at..walk.at + offset]);
        walk.at += offset + 1;
        if format.get(walk.at) == Some(&b'%') {
            out.push(b'%');
            walk.at += 1;
        } else {
            walk.directive(&mut out)?;
        }
    }
    out.extend_from_slice(&format[walk.at..]);
    let keyed = walk.keyed;
    if !keyed && !arguments.all_used() {
        let kind = if flavour == Flavour::Str { "string" } else { "bytes" };
        return Err(TextError::type_error(format!("not all arguments converted during {kind} formatting")).into());
    }
    Ok(out)
}

struct Walk<'a, A: Arguments> {
    format: &'a [u8],
    at: usize,
    flavour: Flavour,
    arguments: &'a mut A,
    /// The value that the directive's key named, until something takes it.
    mapped: Option<A::Value>,
    /// Whether a key was seen: then the other side is no sequence any more.
    keyed: bool,
}

impl<A: Arguments> Walk<'_, A> {
    /// One directive, from behind its `%`.
    fn directive(&mut self, out: &mut Vec<u8>) -> Result<(), A::Error> {
        self.mapped = None;
        if self.peek() == Some(b'(') {
            if !self.arguments.is_mapping() {
                return Err(TextError::type_error("format requires a mapping").into());
            }
            let key = self.key()?;
            self.mapped = Some(self.arguments.lookup(&self.format[key])?);
            self.keyed = true;
        }
        let mut spec = Spec::default();
        self.flags(&mut spec);
        self.width(&mut spec)?;
        self.precision(&mut spec)?;
        if matches!(self.peek(), Some(b'h' | b'l' | b'L')) {
            self.at += 1;
        }
        let start = self.at;
        let (conversion, len) = match self.flavour {
            Flavour::Str => wtf8::decode_at(self.format, start),
            Flavour::Bytes => self.peek().map(|byte| (u32::from(byte), 1)),
        }
        .ok_or_else(|| TextError::value("incomplete format"))?;
        self.at += len;
        let value = self.next()?;
        let known: &[u8] = match self.flavour {
            Flavour::Str => b"sracdiuoxXeEfFgG",
            Flavour::Bytes => b"bsracdiuoxXeEfFgG",
        };
        match u8::try_from(conversion) {
            Ok(byte) if known.contains(&byte) => spec.conversion = byte,
            _ => return Err(self.unsupported(conversion, start).into()),
        }
        self.arguments.convert(value, &spec, out)
    }

    fn peek(&self) -> Option<u8> {
        self.format.get(self.at).copied()
    }

    fn next(&mut self) -> Result<A::Value, TextError> {
        let value = match self.mapped.take() {
            None if !self.keyed => self.arguments.next(),
            mapped => mapped,
        };
        value.ok_or_else(|| TextError::type_error("not enough arguments for format string"))
    }

    /// The text between the parentheses, which may hold balanced ones.
    fn key(&mut self) -> Result<Range<usize>, TextError> {
        let start = self.at + 1;
        let mut depth = 0;
        for (i, byte) in self.format[self.at..].iter().enumerate() {
            match byte {
                b'(' => depth += 1,
                b')' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                let end = self.at + i;
                self.at = end + 1;
                return Ok(start..end);
            }
        }
        Err(TextError::value("incomplete format key"))
    }

    fn flags(&mut self, spec: &mut Spec) {
        while let Some(byte) = self.peek() {
            match byte {
                b'-' => spec.left = true,
                b'+' => spec.plus = true,
                b' ' => spec.space = true,
                b'#' => spec.alternate = true,
                b'0' => spec.zero = true,
                _ => return,
            }
            self.at += 1;
        }
    }

    fn width(&mut self, spec: &mut Spec) -> Result<(), A::Error> {
        if self.peek() != Some(b'*') {
            spec.width = self.number(isize::MAX as usize, "width too big")?.unwrap_or(0);
            return Ok(());
        }
        match self.star()? {
            Star::Int(width) => {
                spec.left |= width < 0;
                spec.width = width.unsigned_abs() as usize;
                Ok(())
            }
            _ => Err(TextError::overflow("Python int too large to convert to C ssize_t").into()),
        }
    }

    fn precision(&mut self, spec: &mut Spec) -> Result<(), A::Error> {
        if self.peek() != Some(b'.') {
            return Ok(());
        }
        self.at += 1;
        if self.peek() != Some(b'*') {
            spec.precision = Some(self.number(i32::MAX as usize, "precision too big")?.unwrap_or(0));
            return Ok(());
        }
        match self.star()? {
            Star::Int(precision) if i32::try_from(precision).is_ok() => {
                spec.precision = Some(precision.max(0) as usize);
                Ok(())
            }
            _ => Err(TextError::overflow("Python int too large to convert to C int").into()),
        }
    }

    fn star(&mut self) -> Result<Star, A::Error> {
        self.at += 1;
        let value = self.next()?;
        match self.arguments.star(value)? {
            Star::Other => Err(TextError::type_error("* wants int").into()),
            star => Ok(star),
        }
    }

    fn number(&mut self, largest: usize, message: &str) -> Result<Option<usize>, TextError> {
        let mut value = None;
        while let Some(digit @ b'0'..=b'9') = self.peek() {
            let next = value.unwrap_or(0usize).checked_mul(10).and_then(|v| v.checked_add(usize::from(digit - b'0')));
            value = Some(next.filter(|&v| v <= largest).ok_or_else(|| TextError::value(message))?);
            self.at += 1;
        }
        Ok(value)
    }

    fn unsupported(&self, conversion: u32, byte: usize) -> TextError {
        let index = match self.flavour {
            Flavour::Str => wtf8::index_of_byte(self.format, byte),
            Flavour::Bytes if conversion >= 0x80 => {
                return TextError::overflow("character argument not in range(0x110000)");
            }
            Flavour::Bytes => byte,
        };
        let shown = match conversion {
            0x1f..=0x7e => conversion as u8 as char,
            c if self.flavour == Flavour::Bytes => c as u8 as char,
            _ => '?',
        };
        TextError::value(format!("unsupported format character '{shown}' ({conversion:#x}) at index {index}"))
    }
}

/// `%d format: a real number is required, not str`.
pub fn number_required(conversion: u8, type_name: &str) -> TextError {
    let what = if matches!(conversion, b'o' | b'x' | b'X') { "an integer" } else { "a real number" };
    TextError::type_error(format!("%{} format: {what} is required, not {type_name}", char::from(conversion)))
}

/// `d i u o x X`. `max_digits` is the limit on decimal digits.
///
/// # Errors
/// `ValueError` past the limit.
pub fn format_int(n: &BigInt, spec: &Spec, max_digits: usize) -> Result<Vec<u8>, TextError> {
    let (mut digits, prefix) = match spec.conversion {
        b'o' => (int::to_base(&n.abs(), 8), "0o"),
        b'x' => (int::to_base(&n.abs(), 16), "0x"),
        b'X' => (int::to_base(&n.abs(), 16).to_ascii_uppercase(), "0X"),
        _ => (int::to_decimal(&n.abs(), max_digits)?, ""),
    };
    let missing = spec.precision.unwrap_or(0).saturating_sub(digits.len());
    if missing > 0 {
        digits.insert_str(0, &"0".repeat(missing));
    }
    let prefix = if spec.alternate { prefix } else { "" };
    number(n.is_negative(), prefix, &digits, spec)
}

/// `e E f F g G`.
///
/// # Errors
/// `MemoryError` for an absurd width.
pub fn format_float(x: f64, spec: &Spec) -> Result<Vec<u8>, TextError> {
    let style = float_style(char::from(spec.conversion)).unwrap_or(float_format::Style::General);
    let mut text = float_format::body(x, style, spec.precision.unwrap_or(6), spec.alternate).joined();
    if spec.conversion.is_ascii_uppercase() {
        text.make_ascii_uppercase();
    }
    number(x.is_sign_negative() && !x.is_nan(), "", &text, spec)
}

fn number(negative: bool, prefix: &str, digits: &str, spec: &Spec) -> Result<Vec<u8>, TextError> {
    let sign = match (negative, spec.plus, spec.space) {
        (true, ..) => "-",
        (_, true, _) => "+",
        (_, _, true) => " ",
        _ => "",
    };
    let len = sign.len() + prefix.len() + digits.len();
    let margin = spec.width.saturating_sub(len);
    let zeros = if spec.zero && !spec.left { margin } else { 0 };
    let mut out = reserved(len.saturating_add(margin))?;
    if !spec.left {
        out.resize(margin - zeros, b' ');
    }
    out.extend_from_slice(sign.as_bytes());
    out.extend_from_slice(prefix.as_bytes());
    out.resize(out.len() + zeros, b'0');
    out.extend_from_slice(digits.as_bytes());
    out.resize(len + margin, b' ');
    Ok(out)
}

fn reserved(size: usize) -> Result<Vec<u8>, TextError> {
    let mut out = Vec::new();
    match out.try_reserve_exact(size) {
        Ok(()) => Ok(out),
        Err(_) => Err(TextError { exception: Exception::MemoryError, message: String::new() }),
    }
}

/// `s r a c b`, from the text that the value became: cut to the precision, filled with spaces. (`c` ignores the precision.)
///
/// # Errors
/// `MemoryError` for an absurd width.
pub fn format_text(text: &[u8], spec: &Spec, flavour: Flavour) -> Result<Vec<u8>, TextError> {
    let precision = spec.precision.filter(|_| spec.conversion != b'c');
    let (text, columns) = match flavour {
        Flavour::Str => {
            let text = precision.map_or(text, |most| wtf8::slice(text, 0, most));
            (text, wtf8::count_code_points(text))
        }
        Flavour::Bytes => {
            let text = &text[..precision.unwrap_or(text.len()).min(text.len())];
            (text, text.len())
        }
    };
    let margin = spec.width.saturating_sub(columns);
    let mut out = reserved(text.len().saturating_add(margin))?;
    if !spec.left {
        out.resize(margin, b' ');
    }
    out.extend_from_slice(text);
    out.resize(text.len() + margin, b' ');
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::quote;

    enum Value {
        Int(i64),
        Float(f64),
        Str(&'static str),
    }
    use Value::{Float, Int, Str};

    struct Items {
        items: std::vec::IntoIter<Value>,
        mapping: bool,
    }

    impl Arguments for Items {
        type Value = Value;
        type Error = TextError;
        fn is_mapping(&self) -> bool {
            self.mapping
        }
        fn lookup(&mut self, key: &[u8]) -> Result<Value, TextError> {
            Ok(Int(key.len() as i64))
        }
        fn next(&mut self) -> Option<Value> {
            self.items.next()
        }
        fn all_used(&self) -> bool {
            self.mapping || self.items.len() == 0
        }
        fn star(&mut self, value: Value) -> Result<Star, TextError> {
            Ok(if let Int(n) = value { Star::Int(n) } else { Star::Other })
        }
        fn convert(&mut self, value: Value, spec: &Spec, out: &mut Vec<u8>) -> Result<(), TextError> {
            out.extend(match (value, spec.conversion) {
                (Int(n), b'd' | b'o' | b'x' | b'X') => format_int(&n.into(), spec, 4300)?,
                (Float(x), b'e' | b'f' | b'g' | b'G') => format_float(x, spec)?,
                (Str(text), b's' | b'c') => format_text(text.as_bytes(), spec, Flavour::Str)?,
                (Str(text), b'r') => format_text(&quote::repr(text.as_bytes()), spec, Flavour::Str)?,
                (_, conversion) => return Err(number_required(conversion, "str")),
            });
            Ok(())
        }
    }

    fn run(format: &str, items: Vec<Value>) -> String {
        let mut arguments = Items { items: items.into_iter(), mapping: false };
        match format_with(format.as_bytes(), Flavour::Str, &mut arguments) {
            Ok(text) => String::from_utf8(text).unwrap(),
            Err(error) => error.message,
        }
    }

    fn run_mapping(format: &str) -> String {
        let mut arguments = Items { items: vec![Int(1)].into_iter(), mapping: true };
        match format_with(format.as_bytes(), Flavour::Str, &mut arguments) {
            Ok(text) => String::from_utf8(text).unwrap(),
            Err(error) => error.message,
        }
    }

    #[test]
    fn conversions_as_cpython_prints_them() {
        for (format, value, expected) in [
            ("%d", Int(-12), "-12"),
            ("%-5d|", Int(12), "12   |"),
            ("%+d", Int(12), "+12"),
            ("% 05d", Int(3), " 0003"),
            ("%08.3d", Int(12), "00000012"),
            ("%-08.3d|", Int(12), "012     |"),
            ("%#x", Int(-12), "-0xc"),
            ("%#08.3x|", Int(255), "0x0000ff|"),
            ("% #08.3x|", Int(255), " 0x000ff|"),
            ("%#5X|", Int(255), " 0XFF|"),
            ("%8.5o|", Int(-8), "  -00010|"),
            ("%#8.5o|", Int(-8), "-0o00010|"),
            ("%ld", Int(1), "1"),
            ("%.0d", Int(0), "0"),
            ("%010.2f", Float(-12.0), "-000012.00"),
            ("%05f", Float(f64::NEG_INFINITY), "-0inf"),
            ("%e", Float(12.0), "1.200000e+01"),
            ("%#g", Float(1.5), "1.50000"),
            ("%G", Float(1e-10), "1E-10"),
            ("%.50g", Float(0.1), "0.1000000000000000055511151231257827021181583404541"),
            ("%5.1s|", Str("éa"), "    é|"),
            ("%-5s|", Str("é"), "é    |"),
            ("%05s", Str("a"), "    a"),
            ("%.0c", Str("é"), "é"),
            ("%r", Str("'"), "\"'\""),
        ] {
            assert_eq!(run(format, vec![value]), expected, "{format}");
        }
        assert_eq!(run("%*d|%-*d|", vec![Int(-5), Int(3), Int(5), Int(3)]), "3    |3    |");
        assert_eq!(run("%.*d%%", vec![Int(3), Int(7)]), "007%");
        assert_eq!(run_mapping("%(ab)d %d"), "not enough arguments for format string");
        assert_eq!(run_mapping("%d %(ab)d %(a(b))03d"), "1 2 004");
    }

    #[test]
    fn errors_as_cpython_words_them() {
        for (format, items, expected) in [
            ("%y", vec![Int(1)], "unsupported format character 'y' (0x79) at index 1"),
            ("éé%y", vec![Int(1)], "unsupported format character 'y' (0x79) at index 3"),
            ("%é", vec![Int(1)], "unsupported format character '?' (0xe9) at index 1"),
            ("%y", vec![], "not enough arguments for format string"),
            ("%5%", vec![], "not enough arguments for format string"),
            ("%5%", vec![Int(1)], "unsupported format character '%' (0x25) at index 2"),
            ("%lld", vec![Int(1)], "unsupported format character 'l' (0x6c) at index 2"),
            ("%", vec![], "incomplete format"),
            ("%d %", vec![Int(1)], "incomplete format"),
            ("% ", vec![Int(1)], "incomplete format"),
            ("%(a", vec![], "format requires a mapping"),
            ("%s", vec![Str("a"), Str("b")], "not all arguments converted during string formatting"),
            ("%*d", vec![Str("a")], "* wants int"),
            ("%99999999999999999999d", vec![], "width too big"),
            ("%.2147483648d", vec![], "precision too big"),
            ("%d", vec![Str("a")], "%d format: a real number is required, not str"),
            ("%x", vec![Str("a")], "%x format: an integer is required, not str"),
            ("%1099511627776d", vec![Int(1)], ""),
        ] {
            assert_eq!(run(format, items), expected, "{format}");
        }
        assert_eq!(run_mapping("%(a"), "incomplete format key");
        assert_eq!(run_mapping("%(a)*d"), "not enough arguments for format string");
    }
}
