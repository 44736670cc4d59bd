//! Pure text and number algorithms: plain Rust data in and out.
//!
//! Nothing here knows the heap, a thread or an interpreter, and no other folder of togil is named; the types in `types/` are
//! thin over it. The content of a `str` is `&[u8]`: UTF-8 in which a lone surrogate stands as its three bytes, so that byte
//! order is code point order and equality is byte equality (see [`wtf8`]).
//!
//! | File | What Python knows it as |
//! |---|---|
//! | [`error`] | the one error type: an exception's name and CPython's exact text |
//! | [`wtf8`] | indexing, slicing, searching and splitting of `str` by code point |
//! | [`unicode`] | `str.isalpha` and its sisters, case mappings, digit values, names |
//! | [`base64`] | the digits of `base64` and of UTF-7 |
//! | [`quote`] | `repr(str)`, `ascii(str)`, `repr(bytes)` |
//! | [`quoted_printable`] | `binascii.a2b_qp`, `b2a_qp` |
//! | [`int`] | `int(text, base)`, digits in any base, `to_bytes`, `isqrt`, floor division, `pow(a, b, m)` |
//! | [`float`] | `repr(float)`, `float(text)`, `hex`, `round`, exact conversions from and to integers |
//! | [`float_digits`] | the correctly rounded digits beneath every float format |
//! | [`complex`] | `complex(text)`, `repr(complex)` |
//! | [`decimal`] | `decimal.Decimal` and the settings of its contexts |
//! | [`limbs`] | the arithmetic of natural numbers of moderate length, on the limbs where they stand |
//! | [`divide`] | division of huge integers, beneath [`int`] |
//! | [`float_format`] | `e`, `f`, `g` and shortest bodies of floats, beneath every format |
//! | [`hash`] | hashes of numbers, equal for equal numbers of all types, and of tuples |
//! | [`format_spec`] | the format mini-language of `format()` |
//! | [`percent`] | `str % args` and `bytes % args` |
//! | [`str_format`] | replacement fields of `str.format()` |
//! | [`codecs`] | encodings and their error handlers |
//! | [`find`] | where bytes stand in bytes |
//! | [`bytes_ops`] | `find`, `split`, `replace`, `strip` and the rest on bytes |

pub mod base64;
pub mod bytes_ops;
pub mod codecs;
pub mod complex;
pub mod decimal;
pub mod divide;
pub mod error;
pub mod find;
pub mod float;
pub mod float_digits;
pub mod float_format;
pub mod format_spec;
pub mod hash;
pub mod int;
pub mod limbs;
pub mod percent;
pub mod quick_format;
pub mod quick_map;
pub mod quote;
pub mod quoted_printable;
pub mod regex;
pub mod str_format;
mod tables;
pub mod unicode;
pub mod wtf8;

pub use error::{Exception, TextError};
