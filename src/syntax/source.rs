//! Source text: decoded, with `\n` as its only line end, and a line index.
//!
//! The decoding follows PEP 263: a byte order mark or a comment in the first two lines names the encoding; UTF-8,
//! Latin-1 and ASCII are known here.

use super::error::{ErrorKind, SyntaxError};

/// A text to parse and where it came from.
#[derive(Clone, Debug)]
pub struct Source {
    text: String,
    filename: String,
    /// The offset of each line's first byte.
    starts: Vec<u32>,
}

impl Source {
    /// Takes text as it is, but for line ends; refuses null characters.
    pub fn from_str(text: &str, filename: &str) -> Result<Source, SyntaxError> {
        if text.contains('\0') {
            return Err(plain(filename, "source code string cannot contain null bytes", 0));
        }
        Source::index(normalise(text), filename)
    }

    /// Decodes a file's content.
    pub fn from_bytes(bytes: &[u8], filename: &str) -> Result<Source, SyntaxError> {
        let (body, mark) = match bytes.strip_prefix(b"\xEF\xBB\xBF") {
            Some(rest) => (rest, true),
            None => (bytes, false),
        };
        let cookie = cookie(body);
        let declared = cookie.is_some();
        let encoding = match cookie {
            None => Encoding::Utf8,
            Some(name) => {
                let known = Encoding::named(&name);
                if mark && known != Some(Encoding::Utf8) {
                    return Err(plain(filename, &format!("encoding problem: {name} with BOM"), 0));
                }
                known.ok_or_else(|| plain(filename, &format!("unknown encoding: {name}"), 0))?
            }
        };
        if body.contains(&0) {
            return Err(plain(filename, "source code cannot contain null bytes", 0));
        }
        let text = match encoding {
            Encoding::Latin1 => body.iter().map(|&byte| byte as char).collect(),
            Encoding::Utf8 if declared || mark => decode_utf8(body, filename)?,
            Encoding::Utf8 => match std::str::from_utf8(body) {
                Ok(text) => text.to_owned(),
                Err(error) => return Err(undeclared(body, error.valid_up_to(), filename)),
            },
            Encoding::Ascii => {
                if let Some(at) = body.iter().position(|&byte| byte >= 0x80) {
                    let message = format!(
                        "(unicode error) 'ascii' codec can't decode byte 0x{:02x} in position {at}: ordinal not in range(128)",
                        body[at]
                    );
                    return Err(plain(filename, &message, 0));
                }
                decode_utf8(body, filename)?
            }
        };
        Source::index(normalise(&text), filename)
    }

    fn index(text: String, filename: &str) -> Result<Source, SyntaxError> {
        if text.len() >= u32::MAX as usize - 8 {
            let mut error = plain(filename, "source code is too large", 0);
            error.kind = ErrorKind::MemoryError;
            return Err(error);
        }
        let mut starts = vec![0];
        starts.extend(text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n').map(|(at, _)| at as u32 + 1));
        Ok(Source { text, filename: filename.to_owned(), starts })
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
        let line = self.starts.partition_point(|&start| start <= offset);
        (line as u32, offset - self.starts[line - 1])
    }

    /// The text of a range; what lies behind the text is empty.
    pub fn slice(&self, start: u32, end: u32) -> &str {
        let end = (end as usize).min(self.text.len());
        &self.text[(start as usize).min(end)..end]
    }
}

fn plain(filename: &str, message: &str, lineno: u32) -> SyntaxError {
    SyntaxError {
        kind: ErrorKind::SyntaxError,
        message: message.to_owned(),
        filename: filename.to_owned(),
        lineno,
        offset: 0,
        end_lineno: lineno,
        end_offset: 0,
        text: None,
    }
}

fn normalise(text: &str) -> String {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.to_owned() }
}

fn decode_utf8(bytes: &[u8], filename: &str) -> Result<String, SyntaxError> {
    let error = match std::str::from_utf8(bytes) {
        Ok(text) => return Ok(text.to_owned()),
        Err(error) => error,
    };
    let at = error.valid_up_to();
    let reason = match (error.error_len(), bytes[at]) {
        (None, _) => "unexpected end of data",
        (Some(_), 0x80..=0xC1 | 0xF5..) => "invalid start byte",
        _ => "invalid continuation byte",
    };
    let message = format!("(unicode error) 'utf-8' codec can't decode byte 0x{:02x} in position {at}: {reason}", bytes[at]);
    Err(plain(filename, &message, 0))
}

/// The error for bytes that are no UTF-8 in a text that names no encoding.
fn undeclared(bytes: &[u8], at: usize, filename: &str) -> SyntaxError {
    let start = bytes[..at].iter().rposition(|&byte| byte == b'\n').map_or(0, |end| end + 1);
    let end = bytes[at..].iter().position(|&byte| byte == b'\n').map_or(bytes.len(), |end| at + end);
    let lineno = 1 + bytes[..at].iter().filter(|&&byte| byte == b'\n').count() as u32;
    let place = if filename.starts_with('<') { String::new() } else { format!(" in file {filename}") };
    let message = format!(
        "Non-UTF-8 code starting with '\\x{:02x}'{place} on line {lineno}, but no encoding declared; see \
         https://peps.python.org/pep-0263/ for details",
        bytes[at]
    );
    let mut error = plain(filename, &message, lineno);
    let offset = 1 + String::from_utf8_lossy(&bytes[start..at]).chars().count() as i32;
    (error.offset, error.end_offset) = (offset, offset);
    error.text = Some(String::from_utf8_lossy(&bytes[start..end]).into_owned());
    error
}

#[derive(Clone, Copy, PartialEq)]
enum Encoding {
    Utf8,
    Latin1,
    Ascii,
}

impl Encoding {
    fn named(name: &str) -> Option<Encoding> {
        let name = name.to_ascii_lowercase().replace('_', "-");
        match name.as_str() {
            "utf-8" | "utf8" | "u8" | "utf" | "cp65001" | "utf-8-sig" => Some(Encoding::Utf8),
            "latin-1" | "latin1" | "iso-8859-1" | "iso8859-1" | "8859" | "l1" | "latin" | "cp819" => Some(Encoding::Latin1),
            "ascii" | "us-ascii" | "646" => Some(Encoding::Ascii),
            _ if name.starts_with("utf-8-") => Some(Encoding::Utf8),
            _ if name.starts_with("latin-1-") || name.starts_with("iso-8859-1-") || name.starts_with("iso-latin-1-") => {
                Some(Encoding::Latin1)
            }
            _ => None,
        }
    }
}

/// The encoding that a comment in the first two lines names.
fn cookie(bytes: &[u8]) -> Option<String> {
    for line in bytes.split(|&byte| byte == b'\n' || byte == b'\r').take(2) {
        let body = line.trim_ascii_start();
        if !body.starts_with(b"#") {
            if body.is_empty() {
                continue;
            }
            return None;
        }
        let Some(at) = body.windows(6).position(|word| word == b"coding") else { continue };
        let rest = &body[at + 6..];
        if !matches!(rest.first(), Some(b':' | b'=')) {
            continue;
        }
        let name: String = rest[1..]
            .trim_ascii_start()
            .iter()
            .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
            .map(|&byte| byte as char)
            .collect();
        if !name.is_empty() {
            return Some(name);
        }
    }
    None
}
