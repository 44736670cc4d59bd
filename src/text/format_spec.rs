//! The format mini-language: `format(value, spec)` for `int`, `float`, `complex` and `str`.
//!
//! [`FormatSpec::parse`] reads a specification, the `format_…` functions apply one. Types are named by the caller, because
//! error texts name the subclass. Results are the content of a `str` (the fill may be any code point).

use num_bigint::BigInt;
use num_traits::{Signed, ToPrimitive};

use super::float_format::{self, Body, Style};
use super::{Exception, TextError, float, int, unicode, wtf8};

/// Where the fill goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// `<`
    Left,
    /// `>`
    Right,
    /// `^`
    Center,
    /// `=`: between sign and digits.
    AfterSign,
}

/// A specification, `[[fill]align][sign][z][#][0][width][grouping][.precision[grouping]][type]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormatSpec {
    /// The explicit fill.
    pub fill: Option<u32>,
    /// The explicit alignment.
    pub align: Option<Align>,
    /// `+`, `-` or a space.
    pub sign: Option<u8>,
    /// `z`: no negative zero.
    pub no_negative_zero: bool,
    /// `#`.
    pub alternate: bool,
    /// `0` before the width.
    pub zero: bool,
    /// The least width, in code points.
    pub width: Option<usize>,
    /// `,` or `_` between groups of whole digits.
    pub grouping: Option<u8>,
    /// Digits after the point, or the greatest width of a string.
    pub precision: Option<usize>,
    /// `,` or `_` between groups of the fraction's digits.
    pub fraction_grouping: Option<u8>,
    /// The type's code point.
    pub kind: Option<u32>,
}

impl FormatSpec {
    /// Reads a specification. `type_name` is what an error says the value is; `default_kind` is the type that stands for
    /// none in an error about grouping (`s` for strings, `d` for the others).
    ///
    /// # Errors
    /// `ValueError` with CPython's text.
    pub fn parse(spec: &[u8], type_name: &str, default_kind: char) -> Result<FormatSpec, TextError> {
        let mut rest = Reader { code_points: wtf8::code_points(spec).collect(), at: 0 };
        let mut out = FormatSpec::default();
        if let Some(align) = rest.peek(1).and_then(align_of) {
            out.fill = rest.peek(0);
            out.align = Some(align);
            rest.at = 2;
        } else if let Some(align) = rest.peek(0).and_then(align_of) {
            out.align = Some(align);
            rest.at = 1;
        }
        out.sign = rest.take(b"+- ");
        out.no_negative_zero = rest.take(b"z").is_some();
        out.alternate = rest.take(b"#").is_some();
        out.zero = out.fill.is_none() && rest.take(b"0").is_some();
        out.width = rest.number()?;
        out.grouping = rest.grouping()?;
        if rest.take(b".").is_some() {
            out.precision = rest.number()?;
            out.fraction_grouping = rest.grouping()?;
            if out.precision.is_none() && out.fraction_grouping.is_none() {
                return Err(TextError::value("Format specifier missing precision"));
            }
        }
        match rest.code_points.len() - rest.at {
            0 => {}
            1 => out.kind = rest.peek(0),
            _ => {
                let shown = wtf8::to_string_lossy(spec);
                return Err(TextError::value(format!("Invalid format specifier '{shown}' for object of type '{type_name}'")));
            }
        }
        out.check_grouping(default_kind)?;
        Ok(out)
    }

    fn check_grouping(&self, default_kind: char) -> Result<(), TextError> {
        let kind = self.kind.unwrap_or(default_kind as u32);
        let by_whole = self.grouping.filter(|&grouping| match char::from_u32(kind) {
            Some('d' | 'e' | 'f' | 'g' | 'E' | 'G' | 'F' | '%' | '\0') => false,
            Some('b' | 'o' | 'x' | 'X') => grouping == b',',
            _ => true,
        });
        let by_fraction = self.fraction_grouping.filter(|_| kind == u32::from(b'n'));
        match by_whole.or(by_fraction) {
            Some(grouping) => Err(TextError::value(format!("Cannot specify '{}' with {}.", char::from(grouping), shown_kind(kind)))),
            None => Ok(()),
        }
    }

    fn fill(&self) -> u32 {
        self.fill.unwrap_or(u32::from(if self.zero { b'0' } else { b' ' }))
    }

    fn number_align(&self) -> Align {
        self.align.unwrap_or(if self.zero { Align::AfterSign } else { Align::Right })
    }

    /// The sign to write before a number.
    fn sign_text(&self, negative: bool) -> &'static str {
        match self.sign {
            _ if negative => "-",
            Some(b'+') => "+",
            Some(b' ') => " ",
            _ => "",
        }
    }

    fn float_precision(&self) -> Result<Option<usize>, TextError> {
        match self.precision {
            Some(precision) if precision > i32::MAX as usize => Err(TextError::value("precision too big")),
            precision => Ok(precision),
        }
    }
}

struct Reader {
    code_points: Vec<u32>,
    at: usize,
}

impl Reader {
    fn peek(&self, ahead: usize) -> Option<u32> {
        self.code_points.get(self.at + ahead).copied()
    }

    fn take(&mut self, accepted: &[u8]) -> Option<u8> {
        let found = u8::try_from(self.peek(0)?).ok().filter(|byte| accepted.contains(byte))?;
        self.at += 1;
        Some(found)
    }

    fn number(&mut self) -> Result<Option<usize>, TextError> {
        let mut value = None;
        while let Some(digit) = self.peek(0).and_then(unicode::decimal_value) {
            let next = value.unwrap_or(0usize).checked_mul(10).and_then(|v| v.checked_add(digit as usize));
            value = Some(
                next.filter(|&v| v <= isize::MAX as usize).ok_or_else(|| TextError::value("Too many decimal digits in format string"))?,
            );
            self.at += 1;
        }
        Ok(value)
    }

    fn grouping(&mut self) -> Result<Option<u8>, TextError> {
        let found = self.take(b",_");
        match (found, self.peek(0)) {
            (Some(b','), Some(0x5f)) | (Some(b'_'), Some(0x2c)) => Err(TextError::value("Cannot specify both ',' and '_'.")),
            _ => Ok(found),
        }
    }
}

fn align_of(code_point: u32) -> Option<Align> {
    match char::from_u32(code_point)? {
        '<' => Some(Align::Left),
        '>' => Some(Align::Right),
        '^' => Some(Align::Center),
        '=' => Some(Align::AfterSign),
        _ => None,
    }
}

/// `'x'`, or `'\x20ac'` for what is not ASCII or not visible.
fn shown_kind(kind: u32) -> String {
    match kind {
        0x21..=0x7f => format!("'{}'", kind as u8 as char),
        _ => format!("'\\x{kind:x}'"),
    }
}

/// `Unknown format code 'd' for object of type 'str'`: also for types of the layer above.
pub fn unknown_code(kind: u32, type_name: &str) -> TextError {
    TextError::value(format!("Unknown format code {} for object of type '{type_name}'", shown_kind(kind)))
}

/// `format(str, spec)`; `spec` is not empty.
///
/// # Errors
/// `ValueError` for what strings do not take.
pub fn format_str(text: &[u8], spec: &[u8], type_name: &str) -> Result<Vec<u8>, TextError> {
    let spec = FormatSpec::parse(spec, type_name, 's')?;
    if let Some(kind) = spec.kind.filter(|&kind| kind != u32::from(b's')) {
        return Err(unknown_code(kind, type_name));
    }
    let refused = match spec.sign {
        Some(b' ') => Some("Space not allowed in string format specifier"),
        Some(_) => Some("Sign not allowed in string format specifier"),
        None if spec.no_negative_zero => Some("Negative zero coercion (z) not allowed in string format specifier"),
        None if spec.alternate => Some("Alternate form (#) not allowed in string format specifier"),
        None if spec.align == Some(Align::AfterSign) => Some("'=' alignment not allowed in string format specifier"),
        None => None,
    };
    if let Some(message) = refused {
        return Err(TextError::value(message));
    }
    let cut = match spec.precision {
        Some(precision) => wtf8::slice(text, 0, precision),
        None => text,
    };
    pad(&[], cut, spec.align.unwrap_or(Align::Left), spec.fill(), spec.width)
}

/// Puts the fill around `head` + `tail` up to `width` code points; `=` puts it between them.
fn pad(head: &[u8], tail: &[u8], align: Align, fill: u32, width: Option<usize>) -> Result<Vec<u8>, TextError> {
    let columns = wtf8::count_code_points(head) + wtf8::count_code_points(tail);
    let margin = width.unwrap_or(0).saturating_sub(columns);
    let (before, between) = match align {
        Align::Left => (0, 0),
        Align::Right => (margin, 0),
        Align::Center => (margin / 2, 0),
        Align::AfterSign => (0, margin),
    };
    let mut out = Vec::new();
    let size = margin.checked_mul(wtf8::encoded_len(fill)).and_then(|n| n.checked_add(head.len() + tail.len()));
    if size.is_none_or(|size| out.try_reserve_exact(size).is_err()) {
        return Err(TextError { exception: Exception::MemoryError, message: String::new() });
    }
    let push_fill = |out: &mut Vec<u8>, count: usize| match u8::try_from(fill) {
        Ok(byte @ 0..=0x7f) => out.resize(out.len() + count, byte),
        _ => (0..count).for_each(|_| wtf8::push(out, fill)),
    };
    push_fill(&mut out, before);
    out.extend_from_slice(head);
    push_fill(&mut out, between);
    out.extend_from_slice(tail);
    push_fill(&mut out, margin - before - between);
    Ok(out)
}

/// A number in the pieces that grouping and padding work on.
struct Number {
    sign: &'static str,
    prefix: &'static str,
    whole: String,
    rest: String,
    group_size: usize,
}

fn lay_out(number: Number, spec: &FormatSpec) -> Result<Vec<u8>, TextError> {
    let Number { sign, prefix, mut whole, rest, group_size } = number;
    let head = format!("{sign}{prefix}");
    let (align, fill) = (spec.number_align(), spec.fill());
    if let Some(separator) = spec.grouping
        && !whole.is_empty()
    {
        if align == Align::AfterSign && fill == u32::from(b'0') {
            whole = fill_groups(whole, spec.width.unwrap_or(0).saturating_sub(head.len() + rest.len()), group_size)?;
        }
        whole = grouped(&whole, char::from(separator), group_size);
    }
    whole.push_str(&rest);
    pad(head.as_bytes(), whole.as_bytes(), align, fill, spec.width)
}

/// Puts zeros before the digits until, with their separators, they fill `columns`; a separator never comes first.
fn fill_groups(digits: String, columns: usize, group: usize) -> Result<String, TextError> {
    let mut count = digits.len();
    if count + (count - 1) / group < columns {
        count = (columns / (group + 1)) * group + columns % (group + 1);
        count += usize::from(columns.is_multiple_of(group + 1));
    }
    String::from_utf8(pad(b"", digits.as_bytes(), Align::Right, 0x30, Some(count))?).map_err(|_| TextError::value("digits are ASCII"))
}

/// Digits with a separator between groups counted from the right.
fn grouped(digits: &str, separator: char, group: usize) -> String {
    let mut out = String::with_capacity(digits.len() + digits.len() / group);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(group) {
            out.push(separator);
        }
        out.push(digit);
    }
    out
}

/// `format(int, spec)`; `spec` is not empty. `max_digits` is the limit on decimal digits.
///
/// # Errors
/// `ValueError`, `OverflowError`.
pub fn format_int(n: &BigInt, spec: &[u8], type_name: &str, max_digits: usize) -> Result<Vec<u8>, TextError> {
    let spec = FormatSpec::parse(spec, type_name, 'd')?;
    let kind = spec.kind.unwrap_or(u32::from(b'd'));
    let (base, prefix) = match char::from_u32(kind) {
        Some('d' | 'n' | 'c') => (10, ""),
        Some('b') => (2, "0b"),
        Some('o') => (8, "0o"),
        Some('x') => (16, "0x"),
        Some('X') => (16, "0X"),
        Some('e' | 'E' | 'f' | 'F' | 'g' | 'G' | '%') => return float_with(float::from_integer(n)?, &spec, type_name),
        _ => return Err(unknown_code(kind, type_name)),
    };
    if spec.precision.is_some() {
        return Err(TextError::value("Precision not allowed in integer format specifier"));
    }
    if spec.no_negative_zero {
        return Err(TextError::value("Negative zero coercion (z) not allowed in integer format specifier"));
    }
    if kind == u32::from(b'c') {
        return format_char(n, &spec);
    }
    let mut whole = match base {
        10 => int::to_decimal(&n.abs(), max_digits)?,
        _ => int::to_base(&n.abs(), base),
    };
    if kind == u32::from(b'X') {
        whole.make_ascii_uppercase();
    }
    let number = Number {
        sign: spec.sign_text(n.is_negative()),
        prefix: if spec.alternate { prefix } else { "" },
        whole,
        rest: String::new(),
        group_size: if base == 10 { 3 } else { 4 },
    };
    lay_out(number, &spec)
}

fn format_char(n: &BigInt, spec: &FormatSpec) -> Result<Vec<u8>, TextError> {
    if spec.sign.is_some() {
        return Err(TextError::value("Sign not allowed with integer format specifier 'c'"));
    }
    if spec.alternate {
        return Err(TextError::value("Alternate form (#) not allowed with integer format specifier 'c'"));
    }
    let n = n.to_i64().ok_or_else(|| TextError::overflow("Python int too large to convert to C long"))?;
    let code_point =
        u32::try_from(n).ok().filter(|&c| c < 0x11_0000).ok_or_else(|| TextError::overflow("%c arg not in range(0x110000)"))?;
    let text = wtf8::from_code_points([code_point]);
    pad(&[], &text, spec.number_align(), spec.fill(), spec.width)
}

/// `format(float, spec)`; `spec` is not empty.
///
/// # Errors
/// `ValueError` for what floats do not take.
pub fn format_float(x: f64, spec: &[u8], type_name: &str) -> Result<Vec<u8>, TextError> {
    float_with(x, &FormatSpec::parse(spec, type_name, 'd')?, type_name)
}

fn float_with(x: f64, spec: &FormatSpec, type_name: &str) -> Result<Vec<u8>, TextError> {
    let given = spec.float_precision()?;
    let kind = spec.kind.filter(|&kind| kind != 0);
    let (style, x) = match kind.and_then(char::from_u32) {
        None if kind.is_none() => match given {
            Some(_) => (Style::GeneralPoint, x),
            None => (Style::ShortestPoint, x),
        },
        Some('%') => (Style::Fixed, x * 100.0),
        Some(letter) if float_style(letter).is_some() => (float_style(letter).unwrap_or(Style::General), x),
        _ => return Err(unknown_code(kind.unwrap_or(0), type_name)),
    };
    let mut body = float_format::body(x, style, given.unwrap_or(6), spec.alternate);
    if kind == Some(u32::from(b'%')) {
        body.tail.push('%');
    }
    lay_out(float_number(x, body, spec, spec.sign), spec)
}

/// The style of a float's type letter, `%` left out.
pub(crate) fn float_style(letter: char) -> Option<Style> {
    match letter {
        'e' | 'E' => Some(Style::Exponent),
        'f' | 'F' => Some(Style::Fixed),
        'g' | 'G' | 'n' => Some(Style::General),
        _ => None,
    }
}

fn float_number(x: f64, body: Body, spec: &FormatSpec, sign: Option<u8>) -> Number {
    let negative = x.is_sign_negative() && !x.is_nan() && !(spec.no_negative_zero && body.zero);
    let mut rest = body.after_whole(spec.fraction_grouping.map(char::from));
    if matches!(spec.kind.and_then(char::from_u32), Some('E' | 'F' | 'G')) {
        rest.make_ascii_uppercase();
    }
    let sign = FormatSpec { sign, ..FormatSpec::default() }.sign_text(negative);
    Number { sign, prefix: "", whole: body.whole, rest, group_size: 3 }
}

/// `format(complex, spec)`; `spec` is not empty.
///
/// # Errors
/// `ValueError` for what complex numbers do not take.
pub fn format_complex(real: f64, imaginary: f64, spec: &[u8], type_name: &str) -> Result<Vec<u8>, TextError> {
    let spec = FormatSpec::parse(spec, type_name, 'd')?;
    let kind = spec.kind.filter(|&kind| kind != 0);
    let style = match kind.and_then(char::from_u32) {
        None if kind.is_none() && spec.precision.is_none() => Some(Style::Shortest),
        None if kind.is_none() => Some(Style::General),
        Some(letter) => float_style(letter),
        None => None,
    };
    let style = style.ok_or_else(|| unknown_code(kind.unwrap_or(0), type_name))?;
    if spec.fill() == u32::from(b'0') {
        return Err(TextError::value("Zero padding is not allowed in complex format specifier"));
    }
    if spec.align == Some(Align::AfterSign) {
        return Err(TextError::value("'=' alignment flag is not allowed in complex format specifier"));
    }
    let precision = spec.float_precision()?.unwrap_or(6);
    let bare = FormatSpec { width: None, align: None, fill: None, ..spec.clone() };
    let part = |x: f64, sign| {
        let body = float_format::body(x, style, precision, spec.alternate);
        lay_out(float_number(x, body, &bare, sign), &bare)
    };
    let mut out = Vec::new();
    let parentheses = kind.is_none() && (real != 0.0 || real.is_sign_negative());
    if kind.is_some() || parentheses {
        out.extend(part(real, spec.sign)?);
        out.extend(part(imaginary, Some(b'+'))?);
    } else {
        out.extend(part(imaginary, spec.sign)?);
    }
    out.push(b'j');
    if parentheses {
        out.insert(0, b'(');
        out.push(b')');
    }
    pad(&[], &out, spec.align.unwrap_or(Align::Right), spec.fill(), spec.width)
}

#[cfg(test)]
#[path = "format_spec_tests.rs"]
mod tests;
