//! The one error of this folder: which exception to raise, and CPython's exact text for it.
//!
//! The layer above turns it into an exception object. (Codec errors carry positions and have a type of their own, in
//! [`super::codecs`].)

/// A builtin exception, by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Exception {
    /// `IndexError`
    IndexError,
    /// `KeyError`
    KeyError,
    /// `LookupError`
    LookupError,
    /// `MemoryError`
    MemoryError,
    /// `OverflowError`
    OverflowError,
    /// `TypeError`
    TypeError,
    /// `ValueError`
    ValueError,
    /// `ZeroDivisionError`
    ZeroDivisionError,
}

impl Exception {
    /// The name under which `builtins` has it.
    pub fn name(self) -> &'static str {
        match self {
            Exception::IndexError => "IndexError",
            Exception::KeyError => "KeyError",
            Exception::LookupError => "LookupError",
            Exception::MemoryError => "MemoryError",
            Exception::OverflowError => "OverflowError",
            Exception::TypeError => "TypeError",
            Exception::ValueError => "ValueError",
            Exception::ZeroDivisionError => "ZeroDivisionError",
        }
    }
}

/// An exception to raise: its type and its message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextError {
    /// The exception's type.
    pub exception: Exception,
    /// The message, in CPython's words.
    pub message: String,
}

impl TextError {
    /// A `ValueError`.
    pub fn value(message: impl Into<String>) -> Self {
        TextError { exception: Exception::ValueError, message: message.into() }
    }

    /// A `TypeError`.
    pub fn type_error(message: impl Into<String>) -> Self {
        TextError { exception: Exception::TypeError, message: message.into() }
    }

    /// An `OverflowError`.
    pub fn overflow(message: impl Into<String>) -> Self {
        TextError { exception: Exception::OverflowError, message: message.into() }
    }

    /// A `ZeroDivisionError`.
    pub fn zero_division(message: impl Into<String>) -> Self {
        TextError { exception: Exception::ZeroDivisionError, message: message.into() }
    }
}

impl std::fmt::Display for TextError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.exception.name(), self.message)
    }
}

impl std::error::Error for TextError {}
