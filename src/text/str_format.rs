//! `str.format`: replacement fields, their names and nested specifications.
//!
//! [`Fields`] is what the format asks for values; [`format_with`] drives it, in CPython's order, so that the first of several
//! errors is the same one. [`Pieces`] and [`FieldName`] are the parsers alone, which `string.Formatter` needs too.

use super::{TextError, unicode, wtf8};

/// A literal text and the field behind it: one step of [`Pieces`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece<'a> {
    /// The text before the field, doubled braces already single.
    pub literal: &'a [u8],
    /// The field, unless the text goes on (after a doubled brace) or ends here.
    pub field: Option<Field<'a>>,
}

/// `{name!conversion:spec}`, unparsed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field<'a> {
    /// What is before `!`, `:` or `}`.
    pub name: &'a [u8],
    /// The code point after `!`; whether it is known is checked when it is used.
    pub conversion: Option<u32>,
    /// What is after `:`; it may hold fields of its own.
    pub spec: &'a [u8],
}

/// Iterator over the pieces of a format; see [`Piece`].
#[derive(Clone, Debug)]
pub struct Pieces<'a> {
    rest: &'a [u8],
}

impl<'a> Pieces<'a> {
    /// The pieces of `format`.
    pub fn new(format: &'a [u8]) -> Self {
        Pieces { rest: format }
    }

    fn piece(&mut self) -> Result<Piece<'a>, TextError> {
        let Some(at) = memchr::memchr2(b'{', b'}', self.rest) else {
            let literal = std::mem::take(&mut self.rest);
            return Ok(Piece { literal, field: None });
        };
        let brace = self.rest[at];
        if self.rest.get(at + 1) == Some(&brace) {
            let literal = &self.rest[..=at];
            self.rest = &self.rest[at + 2..];
            return Ok(Piece { literal, field: None });
        }
        if brace == b'}' {
            return Err(TextError::value("Single '}' encountered in format string"));
        }
        if at + 1 == self.rest.len() {
            return Err(TextError::value("Single '{' encountered in format string"));
        }
        let literal = &self.rest[..at];
        self.rest = &self.rest[at + 1..];
        Ok(Piece { literal, field: Some(self.field()?) })
    }

    /// A field, from behind its brace to behind its end.
    fn field(&mut self) -> Result<Field<'a>, TextError> {
        let text = self.rest;
        let end = name_end(text)?;
        let name = &text[..end];
        let mut at = end + 1;
        let mut conversion = None;
        let mut closed = text[end] == b'}';
        if text[end] == b'!' {
            let (code_point, len) =
                wtf8::decode_at(text, at).ok_or_else(|| TextError::value("end of string while looking for conversion specifier"))?;
            conversion = Some(code_point);
            at += len + 1;
            closed = match text.get(at - 1) {
                Some(b'}') => true,
                Some(b':') => false,
                Some(_) => return Err(TextError::value("expected ':' after conversion specifier")),
                None => return Err(TextError::value("unmatched '{' in format spec")),
            };
        }
        let mut spec: &[u8] = b"";
        if !closed {
            let end = spec_end(text, at)?;
            spec = &text[at..end];
            at = end + 1;
        }
        self.rest = &text[at..];
        Ok(Field { name, conversion, spec })
    }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Result<Piece<'a>, TextError>;

    fn next(&mut self) -> Option<Self::Item> {
        (!self.rest.is_empty()).then(|| self.piece())
    }
}

/// Where the name ends: at `!`, `:` or `}` outside brackets.
fn name_end(text: &[u8]) -> Result<usize, TextError> {
    let mut bracket = false;
    for (at, byte) in text.iter().enumerate() {
        match byte {
            b'{' if !bracket => return Err(TextError::value("unexpected '{' in field name")),
            b'[' => bracket = true,
            b']' => bracket = false,
            b'}' | b':' | b'!' if !bracket => return Ok(at),
            _ => {}
        }
    }
    Err(TextError::value("expected '}' before end of string"))
}

/// Where the specification ends: at the brace that closes the field.
fn spec_end(text: &[u8], start: usize) -> Result<usize, TextError> {
    let mut depth = 1;
    for (at, byte) in text.iter().enumerate().skip(start) {
        match byte {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Ok(at);
        }
    }
    Err(TextError::value("unmatched '{' in format spec"))
}

/// What a name begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum First<'a> {
    /// Nothing: the next positional argument.
    Automatic,
    /// A positional argument.
    Index(usize),
    /// A keyword argument.
    Keyword(&'a [u8]),
}

/// What may follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part<'a> {
    /// `.name`
    Attribute(&'a [u8]),
    /// `[7]`
    Index(usize),
    /// `[name]`
    Key(&'a [u8]),
}

/// A parsed name: its first part, then an iterator over the others.
#[derive(Clone, Debug)]
pub struct FieldName<'a> {
    /// What the name begins with.
    pub first: First<'a>,
    rest: &'a [u8],
}

impl<'a> FieldName<'a> {
    /// Takes the first part off a name.
    ///
    /// # Errors
    /// `ValueError` for an index that is too large.
    pub fn parse(name: &'a [u8]) -> Result<Self, TextError> {
        let end = memchr::memchr2(b'.', b'[', name).unwrap_or(name.len());
        let (first, rest) = name.split_at(end);
        let first = match index(first)? {
            _ if first.is_empty() => First::Automatic,
            Some(index) => First::Index(index),
            None => First::Keyword(first),
        };
        Ok(FieldName { first, rest })
    }

    fn part(&mut self) -> Result<Part<'a>, TextError> {
        let body = &self.rest[1..];
        let empty = || TextError::value("Empty attribute in format string");
        match self.rest[0] {
            b'.' => {
                let (name, rest) = body.split_at(memchr::memchr2(b'.', b'[', body).unwrap_or(body.len()));
                self.rest = rest;
                if name.is_empty() { Err(empty()) } else { Ok(Part::Attribute(name)) }
            }
            b'[' => {
                let end = memchr::memchr(b']', body).ok_or_else(|| TextError::value("Missing ']' in format string"))?;
                let key = &body[..end];
                self.rest = &body[end + 1..];
                match index(key)? {
                    _ if key.is_empty() => Err(empty()),
                    Some(index) => Ok(Part::Index(index)),
                    None => Ok(Part::Key(key)),
                }
            }
            _ => Err(TextError::value("Only '.' or '[' may follow ']' in format field specifier")),
        }
    }
}

impl<'a> Iterator for FieldName<'a> {
    type Item = Result<Part<'a>, TextError>;

    fn next(&mut self) -> Option<Self::Item> {
        (!self.rest.is_empty()).then(|| self.part())
    }
}

/// Only decimal digits: their value.
fn index(text: &[u8]) -> Result<Option<usize>, TextError> {
    let mut value = 0usize;
    for code_point in wtf8::code_points(text) {
        let Some(digit) = unicode::decimal_value(code_point) else { return Ok(None) };
        value = value
            .checked_mul(10)
            .and_then(|v| v.checked_add(digit as usize))
            .filter(|&v| v <= isize::MAX as usize)
            .ok_or_else(|| TextError::value("Too many decimal digits in format string"))?;
    }
    Ok(Some(value))
}

/// The arguments of `format`, and what is done with them.
pub trait Fields {
    /// A value of the layer above.
    type Value;
    /// Its error.
    type Error: From<TextError>;
    /// `args[index]`; see [`index_error`].
    fn positional(&mut self, index: usize) -> Result<Self::Value, Self::Error>;
    /// `kwargs[name]`.
    fn keyword(&mut self, name: &[u8]) -> Result<Self::Value, Self::Error>;
    /// `value.name`, `value[index]` or `value[key]`.
    fn part(&mut self, value: Self::Value, part: Part<'_>) -> Result<Self::Value, Self::Error>;
    /// `repr`, `str` or `ascii` of a value: the letter is `r`, `s` or `a`.
    fn convert(&mut self, value: Self::Value, conversion: u8) -> Result<Self::Value, Self::Error>;
    /// Appends `format(value, spec)`.
    fn format(&mut self, value: Self::Value, spec: &[u8], out: &mut Vec<u8>) -> Result<(), Self::Error>;
}

/// The text of the `IndexError` for a missing positional argument.
pub fn index_error(index: usize) -> String {
    format!("Replacement index {index} out of range for positional args tuple")
}

/// `format.format(*args, **kwargs)`.
///
/// # Errors
/// Those of the fields, and CPython's for the format itself.
pub fn format_with<F: Fields>(format: &[u8], fields: &mut F) -> Result<Vec<u8>, F::Error> {
    let mut out = Vec::with_capacity(format.len());
    Renderer { fields, numbering: Numbering::Open }.render(format, 2, &mut out)?;
    Ok(out)
}

/// How fields without or with a number have been counted so far, nested ones included.
enum Numbering {
    Open,
    Automatic(usize),
    Manual,
}

struct Renderer<'a, F> {
    fields: &'a mut F,
    numbering: Numbering,
}

impl<F: Fields> Renderer<'_, F> {
    fn render(&mut self, format: &[u8], depth: u32, out: &mut Vec<u8>) -> Result<(), F::Error> {
        if depth == 0 {
            return Err(TextError::value("Max string recursion exceeded").into());
        }
        for piece in Pieces::new(format) {
            let Piece { literal, field } = piece?;
            out.extend_from_slice(literal);
            if let Some(field) = field {
                self.field(field, depth, out)?;
            }
        }
        Ok(())
    }

    fn field(&mut self, field: Field<'_>, depth: u32, out: &mut Vec<u8>) -> Result<(), F::Error> {
        let name = FieldName::parse(field.name)?;
        let mut value = match self.number(name.first)? {
            First::Keyword(name) => self.fields.keyword(name)?,
            First::Index(index) => self.fields.positional(index)?,
            First::Automatic => unreachable!("numbered just before"),
        };
        for part in name {
            value = self.fields.part(value, part?)?;
        }
        if let Some(conversion) = field.conversion {
            value = match u8::try_from(conversion) {
                Ok(letter @ (b'r' | b's' | b'a')) => self.fields.convert(value, letter)?,
                _ => return Err(unknown_conversion(conversion).into()),
            };
        }
        if !field.spec.contains(&b'{') {
            return self.fields.format(value, field.spec, out);
        }
        let mut spec = Vec::new();
        self.render(field.spec, depth - 1, &mut spec)?;
        self.fields.format(value, &spec, out)
    }

    /// Gives a field without a number the next one.
    fn number<'a>(&mut self, first: First<'a>) -> Result<First<'a>, TextError> {
        match (first, &mut self.numbering) {
            (First::Keyword(_), _) => Ok(first),
            (First::Index(_), Numbering::Automatic(_)) => {
                Err(TextError::value("cannot switch from automatic field numbering to manual field specification"))
            }
            (First::Index(_), numbering) => {
                *numbering = Numbering::Manual;
                Ok(first)
            }
            (First::Automatic, Numbering::Manual) => {
                Err(TextError::value("cannot switch from manual field specification to automatic field numbering"))
            }
            (First::Automatic, numbering) => {
                let index = if let Numbering::Automatic(next) = numbering { *next } else { 0 };
                *numbering = Numbering::Automatic(index + 1);
                Ok(First::Index(index))
            }
        }
    }
}

fn unknown_conversion(code_point: u32) -> TextError {
    match code_point {
        0x21..=0x7e => TextError::value(format!("Unknown conversion specifier {}", code_point as u8 as char)),
        _ => TextError::value(format!("Unknown conversion specifier \\x{code_point:x}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Values are texts; parts and conversions write themselves behind them, a specification stands in `<>`.
    struct Echo;

    fn text(bytes: &[u8]) -> String {
        String::from_utf8(bytes.to_vec()).unwrap()
    }

    impl Fields for Echo {
        type Value = String;
        type Error = TextError;
        fn positional(&mut self, index: usize) -> Result<String, TextError> {
            if index < 3 { Ok(index.to_string()) } else { Err(TextError::value(index_error(index))) }
        }
        fn keyword(&mut self, name: &[u8]) -> Result<String, TextError> {
            Ok(text(name))
        }
        fn part(&mut self, value: String, part: Part<'_>) -> Result<String, TextError> {
            Ok(match part {
                Part::Attribute(name) => format!("{value}.{}", text(name)),
                Part::Index(index) => format!("{value}[#{index}]"),
                Part::Key(key) => format!("{value}[{}]", text(key)),
            })
        }
        fn convert(&mut self, value: String, conversion: u8) -> Result<String, TextError> {
            Ok(format!("{value}!{}", char::from(conversion)))
        }
        fn format(&mut self, value: String, spec: &[u8], out: &mut Vec<u8>) -> Result<(), TextError> {
            out.extend_from_slice(format!("{value}<{}>", text(spec)).as_bytes());
            Ok(())
        }
    }

    fn run(format: &str) -> String {
        match format_with(format.as_bytes(), &mut Echo) {
            Ok(out) => text(&out),
            Err(error) => error.message,
        }
    }

    #[test]
    fn fields() {
        for (format, expected) in [
            ("a{{b}}c", "a{b}c"),
            ("{}{}", "0<>1<>"),
            ("{0!r:>5}", "0!r<>5>"),
            ("{:{}}", "0<1<>>"),
            ("{a.b[c][12].d}", "a.b[c][#12].d<>"),
            ("{0:{1}x{2}}", "0<1<>x2<>>"),
            ("{{{0}}}", "{0<>}"),
            ("{0[a!b:c}d]}", "0[a!b:c}d]<>"),
            ("{0[{]}", "0[{]<>"),
            ("{-1}", "-1<>"),
            ("{٢}", "2<>"),
            ("{ a }", " a <>"),
            ("{0::}", "0<:>"),
            ("{0:!r}", "0<!r>"),
            ("{0:}}}", "0<>}"),
            ("{0]}", "0]<>"),
            ("", ""),
            ("{0[01]}", "0[#1]<>"),
            ("{:{{}}}", "0<{}>"),
        ] {
            assert_eq!(run(format), expected, "{format}");
        }
    }

    #[test]
    fn errors_as_cpython_words_them() {
        const CLOSE: &str = "expected '}' before end of string";
        const UNMATCHED: &str = "unmatched '{' in format spec";
        const EMPTY: &str = "Empty attribute in format string";
        const COLON: &str = "expected ':' after conversion specifier";
        const MANUAL: &str = "cannot switch from manual field specification to automatic field numbering";
        const AUTOMATIC: &str = "cannot switch from automatic field numbering to manual field specification";
        const DEEP: &str = "Max string recursion exceeded";
        const MANY: &str = "Too many decimal digits in format string";
        const FOLLOW: &str = "Only '.' or '[' may follow ']' in format field specifier";
        for (format, expected) in [
            ("}", "Single '}' encountered in format string"),
            ("{", "Single '{' encountered in format string"),
            ("{{}", "Single '}' encountered in format string"),
            ("{0:}{", "Single '{' encountered in format string"),
            ("{0", CLOSE),
            ("{0[", CLOSE),
            ("{0[}", CLOSE),
            ("{a.b", CLOSE),
            ("{0!", "end of string while looking for conversion specifier"),
            ("{0!r", UNMATCHED),
            ("{0!}", UNMATCHED),
            ("{0!r:", UNMATCHED),
            ("{0:{}", UNMATCHED),
            ("{:", UNMATCHED),
            ("{0!x}", "Unknown conversion specifier x"),
            ("{0!é}", "Unknown conversion specifier \\xe9"),
            ("{0!:}", "Unknown conversion specifier :"),
            ("{0!rr}", COLON),
            ("{0!r }", COLON),
            ("{0!s!r}", COLON),
            ("{0:{}}", MANUAL),
            ("{0} {}", MANUAL),
            ("{} {0}", AUTOMATIC),
            ("{:{0}}", AUTOMATIC),
            ("{0:{1:{1}}}", DEEP),
            ("{0[]}", EMPTY),
            ("{0.}", EMPTY),
            ("{0..x}", EMPTY),
            ("{.}", EMPTY),
            ("{0[0][]}", EMPTY),
            ("{0[k]x}", FOLLOW),
            ("{0[0]]}", FOLLOW),
            ("{99999999999999999999}", MANY),
            ("{0[99999999999999999999]}", MANY),
            ("{0.{x}}", "unexpected '{' in field name"),
            ("{5}", "Replacement index 5 out of range for positional args tuple"),
        ] {
            assert_eq!(run(format), expected, "{format}");
        }
    }
}
