//! Source text: decoded, with `\n` as its only line end, and a line index.
//!
//! Three doors, because Python has three: a `str` (`from_str`, whose encoding comment says nothing), bytes as `compile()`
//! and imports take them (`from_bytes`, decoded whole before anything else is looked at), and a script (`from_file`,
//! decoded line by line, so that a wrong byte is an error of its line, behind those of the lines before).
//!
//! The decoding follows PEP 263: a byte order mark or a comment in the first two lines names the encoding, which may be
//! any of `text::codecs`.

use std::borrow::Cow;

use super::error::{ErrorKind, SyntaxError};
use crate::text::codecs::{self, Handler};

/// A text to parse and where it came from.
#[derive(Clone, Debug)]
pub struct Source {
    text: String,
    filename: String,
    /// The offset of each line's first byte.
    starts: Vec<u32>,
    /// Is it a script, read line by line?
    is_file: bool,
    /// Why the text ends before its file does.
    broken: Option<Box<SyntaxError>>,
    /// The line and column of each place, if there is no text but a tree that a program has made.
    places: Option<Vec<(u32, u32)>>,
}

impl Source {
    /// Takes text as it is, but for line ends; refuses null characters.
    pub fn from_str(text: &str, filename: &str) -> Result<Source, SyntaxError> {
        if text.contains('\0') {
            return Err(null_in_string());
        }
        Source::index(normalise(text), filename)
    }

    /// Decodes bytes that are there as a whole.
    pub fn from_bytes(bytes: &[u8], filename: &str) -> Result<Source, SyntaxError> {
        if bytes.contains(&0) {
            return Err(null_in_string());
        }
        let text = match declared(bytes, filename)? {
            Declared::Utf8 { body, .. } => match std::str::from_utf8(body) {
                Ok(text) => text.to_owned(),
                Err(error) => {
                    let at = error.valid_up_to();
                    let start = body[..at].iter().rposition(|&byte| byte == b'\n').map_or(0, |end| end + 1);
                    let line = body[start..].split(|&byte| byte == b'\n').next().unwrap_or_default();
                    let lineno = 1 + body[..at].iter().filter(|&&byte| byte == b'\n').count() as u32;
                    return Err(undeclared(line, at - start, lineno, filename, false));
                }
            },
            Declared::Codec { codec, .. } => decoded(codec, bytes, filename)?,
        };
        Source::index(normalise(&text), filename)
    }

    /// Decodes a script line by line: the text ends before the first line that is wrong, and `broken` says how.
    pub fn from_file(bytes: &[u8], filename: &str) -> Result<Source, SyntaxError> {
        let bytes = universal_newlines(bytes);
        match declared(&bytes, filename)? {
            Declared::Codec { codec, end } => {
                // CPython's codec starts one byte before the line after the comment; its errors count from there.
                let end = end.saturating_sub(1);
                let text = String::from_utf8_lossy(&bytes[..end]).into_owned() + &decoded(codec, &bytes[end..], filename)?;
                match text.find('\0') {
                    None => Ok(Source { is_file: true, ..Source::index(normalise(&text), filename)? }),
                    Some(_) => Source::lines(text.as_bytes(), filename, true),
                }
            }
            Declared::Utf8 { body, said } => Source::lines(body, filename, said),
        }
    }

    /// A script in UTF-8; `said` if it says so itself.
    fn lines(body: &[u8], filename: &str, said: bool) -> Result<Source, SyntaxError> {
        let (mut text, mut broken) = (String::new(), None);
        for (index, line) in body.split_inclusive(|&byte| byte == b'\n').enumerate() {
            let number = index as u32 + 1;
            let cut = line.iter().position(|&byte| byte == 0);
            let seen = &line[..cut.unwrap_or(line.len())];
            let error = match std::str::from_utf8(seen) {
                Ok(_) if cut.is_some() => at_line(filename, "source code cannot contain null bytes", number, seen),
                Ok(good) => {
                    text.push_str(good);
                    continue;
                }
                // a first line without code is looked at with the second one
                Err(_) if !said && number == 1 && !has_code(line) && line.len() == body.len() => {
                    text.push_str(&String::from_utf8_lossy(line));
                    continue;
                }
                Err(error) if said => {
                    let at = error.valid_up_to();
                    let message = format!(
                        "(unicode error) 'utf-8' codec can't decode byte 0x{:02x} in position {at}: {}",
                        seen[at],
                        reason(&error, seen[at])
                    );
                    at_line(filename, &message, number, seen)
                }
                Err(error) => {
                    // CPython counts from one again where the second line is the first that is looked at
                    let again = number == 2 && has_code(body);
                    undeclared(seen.trim_ascii_end(), error.valid_up_to(), if again { 1 } else { number }, filename, true)
                }
            };
            broken = Some(Box::new(error));
            break;
        }
        Ok(Source { is_file: true, broken, ..Source::index(text, filename)? })
    }

    /// No text, but the places of a tree. What are offsets of a text elsewhere are numbers of places here: even ones for the
    /// places themselves, and the odd one behind for the start of its line.
    pub fn of_places(places: Vec<(u32, u32)>, filename: &str) -> Source {
        let filename = filename.to_owned();
        Source { text: String::new(), filename, starts: vec![0], is_file: false, broken: None, places: Some(places) }
    }

    /// The number of the place with this index.
    pub fn place_number(index: usize) -> u32 {
        index as u32 * 2
    }

    /// The index of the place with this number.
    pub fn place_index(number: u32) -> usize {
        number as usize / 2
    }

    /// Is there a text?
    pub fn has_text(&self) -> bool {
        self.places.is_none()
    }

    /// What is wrong with the line after the end of the text, if it does not end there by itself.
    pub fn broken(&self) -> Option<&SyntaxError> {
        self.broken.as_deref()
    }

    fn index(text: String, filename: &str) -> Result<Source, SyntaxError> {
        if text.len() >= u32::MAX as usize - 8 {
            return Err(SyntaxError { kind: ErrorKind::MemoryError, ..plain(filename, "source code is too large") });
        }
        let mut starts = vec![0];
        starts.extend(text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n').map(|(at, _)| at as u32 + 1));
        Ok(Source { text, filename: filename.to_owned(), starts, is_file: false, broken: None, places: None })
    }

    /// Is it a script, which CPython reads line by line?
    pub fn is_file(&self) -> bool {
        self.is_file
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The name that errors show.
    pub fn filename(&self) -> &str {
        &self.filename
    }

    /// Line `number` (from 1) with its line end; empty if there is no such line.
    pub fn line(&self, number: u32) -> &str {
        let Some(&start) = (number as usize).checked_sub(1).and_then(|index| self.starts.get(index)) else { return "" };
        let end = self.starts.get(number as usize).map_or(self.text.len(), |&end| end as usize);
        &self.text[start as usize..end]
    }

    /// How many lines there are.
    pub fn line_count(&self) -> u32 {
        self.starts.len() as u32
    }

    /// The line (from 1) and the column in bytes (from 0) of an offset.
    pub fn line_col(&self, offset: u32) -> (u32, u32) {
        if let Some(places) = &self.places {
            let (line, column) = places.get(Source::place_index(offset)).copied().unwrap_or((1, 0));
            return (line, if offset.is_multiple_of(2) { column } else { 0 });
        }
        let line = self.starts.partition_point(|&start| start <= offset);
        (line as u32, offset - self.starts[line - 1])
    }

    /// Where the line of an offset starts.
    pub fn line_start(&self, offset: u32) -> u32 {
        if self.has_text() { offset - self.line_col(offset).1 } else { offset | 1 }
    }

    /// The text of a range; what lies behind the text is empty.
    pub fn slice(&self, start: u32, end: u32) -> &str {
        let end = (end as usize).min(self.text.len());
        &self.text[(start as usize).min(end)..end]
    }
}

/// An error that has no place within its file.
fn plain(filename: &str, message: &str) -> SyntaxError {
    SyntaxError {
        kind: ErrorKind::SyntaxError,
        message: message.to_owned(),
        filename: Some(filename.to_owned()),
        lineno: 0,
        offset: -1,
        end_lineno: 0,
        end_offset: 0,
        text: None,
        compound: None,
        bare: false,
    }
}

/// An error of a whole line.
fn at_line(filename: &str, message: &str, lineno: u32, line: &[u8]) -> SyntaxError {
    let text = String::from_utf8_lossy(line).trim_end_matches('\n').to_owned();
    let end_offset = text.chars().count() as i32;
    SyntaxError { lineno, offset: 0, end_lineno: lineno, end_offset, text: Some(text), ..plain(filename, message) }
}

fn null_in_string() -> SyntaxError {
    SyntaxError { filename: None, ..plain("", "source code string cannot contain null bytes") }
}

fn normalise(text: &str) -> String {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.to_owned() }
}

fn universal_newlines(bytes: &[u8]) -> Cow<'_, [u8]> {
    if !bytes.contains(&b'\r') {
        return Cow::Borrowed(bytes);
    }
    let mut out = Vec::with_capacity(bytes.len());
    for (at, &byte) in bytes.iter().enumerate() {
        match byte {
            b'\r' => out.push(b'\n'),
            b'\n' if at > 0 && bytes[at - 1] == b'\r' => {}
            _ => out.push(byte),
        }
    }
    Cow::Owned(out)
}

fn decoded(codec: codecs::Codec, bytes: &[u8], filename: &str) -> Result<String, SyntaxError> {
    match codecs::decode(codec, bytes, &mut Handler::Strict) {
        Ok(text) => Ok(String::from_utf8_lossy(&text).into_owned()),
        Err(error) => Err(plain(filename, &error.message(bytes))),
    }
}

fn reason(error: &std::str::Utf8Error, byte: u8) -> &'static str {
    match (error.error_len(), byte) {
        (None, _) => "unexpected end of data",
        (Some(_), 0x80..=0xC1 | 0xF5..) => "invalid start byte",
        _ => "invalid continuation byte",
    }
}

/// The error for bytes that are no UTF-8 in a text that names no encoding.
fn undeclared(line: &[u8], at: usize, lineno: u32, filename: &str, in_file: bool) -> SyntaxError {
    let place = if in_file { format!(" in file {filename}") } else { String::new() };
    let message = format!(
        "Non-UTF-8 code starting with '\\x{:02x}'{place} on line {lineno}, but no encoding declared; see \
         https://peps.python.org/pep-0263/ for details",
        line[at]
    );
    let offset = 1 + String::from_utf8_lossy(&line[..at]).chars().count() as i32;
    SyntaxError { offset, end_offset: offset, ..at_line(filename, &message, lineno, line) }
}

/// What a text says about its encoding.
enum Declared<'b> {
    /// UTF-8, without the byte order mark; `said` if a mark or a comment says so.
    Utf8 { body: &'b [u8], said: bool },
    /// Another one; `end` is where the line of the comment ends.
    Codec { codec: codecs::Codec, end: usize },
}

fn declared<'b>(bytes: &'b [u8], filename: &str) -> Result<Declared<'b>, SyntaxError> {
    let (body, mark) = match bytes.strip_prefix(b"\xEF\xBB\xBF") {
        Some(rest) => (rest, true),
        None => (bytes, false),
    };
    let Some(cookie) = cookie(body) else { return Ok(Declared::Utf8 { body, said: mark }) };
    let name = usual_name(&cookie.name);
    if name == "utf-8" {
        return Ok(Declared::Utf8 { body, said: true });
    }
    if mark {
        return Err(at_line(filename, &format!("encoding problem: {name} with BOM"), cookie.lineno, cookie.line));
    }
    match codecs::lookup(name) {
        Some(codec) => Ok(Declared::Codec { codec, end: cookie.end }),
        None => Err(plain(filename, &format!("unknown encoding: {name}"))),
    }
}

/// The one name for the many of UTF-8 and Latin-1.
fn usual_name(name: &str) -> &str {
    let start: String = name.chars().take(12).map(|c| if c == '_' { '-' } else { c.to_ascii_lowercase() }).collect();
    let is = |known: &str| start.strip_prefix(known).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'));
    if is("utf-8") {
        "utf-8"
    } else if ["latin-1", "iso-8859-1", "iso-latin-1"].iter().any(|known| is(known)) {
        "iso-8859-1"
    } else {
        name
    }
}

/// The comment that names an encoding.
struct Cookie<'b> {
    name: String,
    lineno: u32,
    line: &'b [u8],
    /// Where the next line starts.
    end: usize,
}

/// Looks for one in the first two lines, in the second only if the first is blank or a comment.
fn cookie(bytes: &[u8]) -> Option<Cookie<'_>> {
    let mut start = 0;
    for lineno in 1..=2 {
        let rest = &bytes[start..];
        let length = rest.iter().position(|&byte| byte == b'\n' || byte == b'\r').unwrap_or(rest.len());
        let ending = if rest[length..].starts_with(b"\r\n") { 2 } else { usize::from(length < rest.len()) };
        let (line, end) = (&rest[..length], start + length + ending);
        if let Some(name) = spec(line) {
            return Some(Cookie { name, lineno, line, end });
        }
        if has_code(line) {
            return None;
        }
        start = end;
    }
    None
}

/// Is there more than a comment on the first line?
fn has_code(text: &[u8]) -> bool {
    let first = text.iter().find(|byte| !matches!(byte, b' ' | b'\t' | 0x0C));
    !matches!(first, None | Some(b'#' | b'\n' | b'\r'))
}

/// `coding:` or `coding=` and a name, in a comment.
fn spec(line: &[u8]) -> Option<String> {
    let comment = line.iter().position(|&byte| byte == b'#')?;
    if has_code(line) {
        return None;
    }
    let line = &line[comment..];
    (0..line.len()).filter(|&at| line[at..].starts_with(b"coding")).find_map(|at| {
        let rest = &line[at + 6..];
        if !matches!(rest.first(), Some(b':' | b'=')) {
            return None;
        }
        let name: String = rest[1..]
            .iter()
            .skip_while(|byte| matches!(byte, b' ' | b'\t'))
            .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
            .map(|&byte| byte as char)
            .collect();
        (!name.is_empty()).then_some(name)
    })
}
