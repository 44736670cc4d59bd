//! What the front end reports: errors and warnings, with CPython's wording and ranges.
//!
//! Inside the front end an error is a `Failure`: a kind, a message and a range of bytes. `SyntaxError`, which the rest
//! of the program sees, is made from it once, at the door, when lines and columns are counted.

use super::ast::Span;
use super::source::Source;

/// Which exception it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    SyntaxError,
    IndentationError,
    TabError,
    /// Nested too deeply to the right: the parser's own limit.
    MemoryError,
    /// Nested too deeply to the left.
    RecursionError,
    /// An escape in the format of a replacement field: the bytes that are no character. The message is the reason, `text`
    /// the format's.
    UnicodeDecodeError {
        start: u32,
        end: u32,
    },
}

impl ErrorKind {
    /// The exception's name in Python.
    pub fn name(self) -> &'static str {
        match self {
            ErrorKind::SyntaxError => "SyntaxError",
            ErrorKind::IndentationError => "IndentationError",
            ErrorKind::TabError => "TabError",
            ErrorKind::MemoryError => "MemoryError",
            ErrorKind::RecursionError => "RecursionError",
            ErrorKind::UnicodeDecodeError { .. } => "UnicodeDecodeError",
        }
    }
}

/// An error as Python's exception shows it. Lines count from 1, offsets from 1 in characters; an `end_offset` below 1
/// means that there is no end. For `MemoryError` and `RecursionError` only the message counts. `lineno` is 0 where the
/// source could not be decoded.
#[derive(Clone, Debug, PartialEq)]
pub struct SyntaxError {
    pub kind: ErrorKind,
    pub message: String,
    /// `None` if the error names no place at all.
    pub filename: Option<String>,
    pub lineno: u32,
    pub offset: i32,
    pub end_lineno: u32,
    pub end_offset: i32,
    /// The line of the error, with its line end if it has one.
    pub text: Option<String>,
    /// Where the last compound statement before it starts, functions left out: its line and column.
    pub compound: Option<(u32, u32)>,
    /// The exception's arguments do not tell the place.
    pub bare: bool,
}

impl std::fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.kind.name(), self.message)?;
        match &self.filename {
            Some(filename) => write!(f, " ({filename}, line {})", self.lineno),
            None => Ok(()),
        }
    }
}

impl std::error::Error for SyntaxError {}

/// A `SyntaxWarning` that the lexer or the parser found.
#[derive(Clone, Debug, PartialEq)]
pub struct Warning {
    pub message: String,
    pub span: Span,
    /// CPython's compiler gives it: not, if it does not come so far.
    pub late: bool,
}

impl Warning {
    /// The error that stands for it where warnings are errors.
    pub fn as_error(&self, source: &Source) -> SyntaxError {
        let message = self.message.replacen(" Such sequences will not work in the future.", "", 1);
        Failure::new(message, self.span).into_error(source)
    }
}

/// An error within the front end. Boxed, for results pass through every action of the grammar.
#[derive(Clone, Debug, PartialEq)]
pub struct Failure(pub Box<FailureData>);

/// The content of a `Failure`.
#[derive(Clone, Debug, PartialEq)]
pub struct FailureData {
    pub kind: ErrorKind,
    pub message: String,
    pub span: Span,
    pub shape: Shape,
}

/// How CPython shows an error's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// From the start to the end of the span; from the parser.
    Range,
    /// The same from the pass over scopes.
    Scopes,
    /// The same from the tokenizer, whose `text` has no line end.
    LexerRange,
    /// The start of the span only; from the tokenizer, whose `text` has no line end.
    Point,
    /// The start of the span, and an end offset of 0.
    Open,
    /// The same, found when the tokenizer may have gone on to another line: then `text` has no line end.
    Passed,
    /// The column before the start of the span, and an end offset of -1.
    Edge,
    /// The same, where the start of a line is taken for the end of the one before.
    LineEnd,
    /// The same at the end of the text, which has no column in a script.
    TextEnd,
    /// The last line as a whole.
    End,
    /// The line as a whole.
    Line,
}

impl Failure {
    /// A `SyntaxError` at a range.
    pub fn new(message: impl Into<String>, span: Span) -> Failure {
        Failure::of(ErrorKind::SyntaxError, message, span)
    }

    /// Any kind of error at a range.
    pub fn of(kind: ErrorKind, message: impl Into<String>, span: Span) -> Failure {
        Failure(Box::new(FailureData { kind, message: message.into(), span, shape: Shape::Range }))
    }

    /// An error at a place that is not a range.
    pub fn at(shape: Shape, message: impl Into<String>, offset: u32) -> Failure {
        let span = Span { start: offset, end: offset };
        Failure(Box::new(FailureData { kind: ErrorKind::SyntaxError, message: message.into(), span, shape }))
    }

    /// The tokenizer's errors.
    pub fn point(message: impl Into<String>, offset: u32) -> Failure {
        Failure::at(Shape::Point, message, offset)
    }

    /// The same error with another kind.
    pub fn kind(mut self, kind: ErrorKind) -> Failure {
        self.0.kind = kind;
        self
    }

    /// The same error, found by the pass over scopes.
    pub fn of_scopes(mut self) -> Failure {
        self.0.shape = Shape::Scopes;
        self
    }

    /// May a second look at the statement find better words? Not if a literal's value or a limit is at fault.
    pub fn is_explained(&self) -> bool {
        let literal = ["(unicode error)", "(value error)", "Exceeds the limit", "bytes can only"];
        self.0.kind == ErrorKind::SyntaxError && !literal.iter().any(|start| self.0.message.starts_with(start))
    }

    /// Is it that the text ends, so that more text might have been right?
    pub fn is_of_the_end(&self) -> bool {
        self.0.message == "unexpected EOF while parsing" || self.0.message.starts_with("unterminated triple-quoted")
    }

    /// The exception that Python sees, of an error that the compiler found: its offsets count bytes.
    pub fn into_compiler_error(self, source: &Source) -> SyntaxError {
        let (span, ranged) = (self.0.span, matches!(self.0.shape, Shape::Range | Shape::Scopes) && source.has_text());
        let mut error = self.into_error(source);
        if ranged && error.kind == ErrorKind::SyntaxError {
            let last = span.end.max(span.start + 1) - 1;
            error.offset = source.line_col(span.start).1 as i32 + 1;
            error.end_offset = source.line_col(last).1 as i32 + i32::from(span.end > span.start) + 1;
        }
        error
    }

    /// The exception that Python sees.
    pub fn into_error(self, source: &Source) -> SyntaxError {
        let FailureData { kind, message, span, shape } = *self.0;
        let (lineno, start) = match shape {
            Shape::LineEnd | Shape::TextEnd | Shape::End if span.start > 0 => {
                let (line, column) = source.line_col(span.start - 1);
                (line, column + 1)
            }
            _ => source.line_col(span.start),
        };
        let offset = column(source, lineno, start);
        let (offset, end_lineno, end_offset) = match shape {
            Shape::Range | Shape::Scopes | Shape::LexerRange => {
                // The line of the last character: a line end belongs to the line that it ends.
                let last = if source.has_text() { span.end.max(span.start + 1) - 1 } else { span.end };
                let (end_lineno, end) = source.line_col(last);
                let width = u32::from(span.end > span.start && source.has_text());
                (offset + 1, end_lineno, column(source, end_lineno, end + width) + 1)
            }
            Shape::Point => (offset + 1, lineno, offset + 1),
            Shape::Open | Shape::Passed => (offset + 1, lineno, 0),
            Shape::TextEnd if source.is_file() => (0, lineno, -1),
            Shape::Edge | Shape::LineEnd | Shape::TextEnd => (offset, lineno, -1),
            Shape::End | Shape::Line => (0, lineno, 0),
        };
        let mut text = source.line(lineno).to_owned();
        let passed = matches!(shape, Shape::Passed) && lineno < source.line_count() && !source.line(lineno + 1).is_empty();
        if matches!(shape, Shape::Point | Shape::LexerRange) || passed {
            text.truncate(text.trim_end_matches('\n').len());
        } else if end_lineno > lineno && !source.is_file() {
            // the tokenizer has gone on to another line
            text.truncate(text.trim_end_matches('\n').len());
        } else if !text.ends_with('\n') {
            text.push('\n');
        }
        if let ErrorKind::UnicodeDecodeError { .. } = kind {
            text = source.slice(span.start, span.end).to_owned();
        }
        SyntaxError {
            kind,
            message,
            filename: Some(source.filename().to_owned()),
            lineno,
            offset,
            end_lineno,
            end_offset,
            text: Some(text),
            compound: None,
            bare: matches!(shape, Shape::Scopes),
        }
    }
}

impl Failure {
    /// The same for a source that is not taken for a file's: if its last line has no end, none is thought of, and what CPython
    /// would say of it has no place.
    pub fn into_error_of_line(mut self, source: &Source) -> SyntaxError {
        let length = source.text().len() as u32;
        if self.0.message == "unexpected EOF while parsing" && source.text().ends_with('\\') {
            let message = "unexpected character after line continuation character";
            self = Failure::at(Shape::Open, message, length - 1);
        }
        let FailureData { span, shape, .. } = *self.0;
        let mut error = self.into_error(source);
        if source.text().ends_with('\n') || error.lineno < source.line_count() {
            return error;
        }
        let width = column(source, error.lineno, source.line(error.lineno).len() as u32);
        match shape {
            Shape::Range if span.start >= length => {
                let known = error.message == "invalid syntax" || error.message == "expected '('";
                (error.offset, error.end_offset) = match span.end > span.start {
                    true if known => (0, 0),
                    true => (width, -1),
                    false => (0, width),
                };
            }
            Shape::Edge | Shape::LineEnd | Shape::TextEnd => error.offset = error.offset.min(width),
            _ => {}
        }
        if let Some(text) = &mut error.text {
            text.truncate(text.trim_end_matches('\n').len());
        }
        error
    }
}

/// A column in characters; one past the end of the line is a column too.
fn column(source: &Source, line: u32, bytes: u32) -> i32 {
    let text = source.line(line).as_bytes();
    let inside = (bytes as usize).min(text.len());
    let characters = text[..inside].iter().filter(|&&byte| byte & 0xC0 != 0x80).count();
    (characters + bytes as usize - inside) as i32
}
