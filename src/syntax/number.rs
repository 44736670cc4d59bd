//! Numbers: what may not follow one, and what one is worth.

use num_bigint::BigInt;

use super::ast::{Constant, Span};
use super::error::{Failure, Warning};
use super::token::Tok;

/// The most decimal digits that a literal may have (CPython's `sys.int_info.default_max_str_digits`).
const MAX_DIGITS: usize = 4300;

/// Words that may follow a number without a space, with a warning.
const FOLLOWERS: [&str; 8] = ["and", "else", "for", "if", "in", "is", "not", "or"];

/// Looks at what follows the number `start..end`: letters and digits are mistakes.
pub fn check_end(text: &str, start: usize, end: usize, tok: Tok, warnings: &mut Vec<Warning>) -> Result<(), Failure> {
    let bytes = text.as_bytes();
    let byte = |at: usize| bytes.get(at).copied().unwrap_or(0);
    let next = byte(end);
    if !(next.is_ascii_alphanumeric() || next == b'_' || next >= 0x80) {
        return Ok(());
    }
    let point = |message: String, at: usize| Err(Failure::point(message, at as u32));
    let (mut base, mut last) = match (tok, byte(start), byte(start + 1) | 0x20) {
        (Tok::Imaginary, ..) => ("imaginary", end - 1),
        (Tok::Int, b'0', b'x') => ("hexadecimal", end - 1),
        (Tok::Int, b'0', b'o') => ("octal", end - 1),
        (Tok::Int, b'0', b'b') => ("binary", end - 1),
        _ => ("decimal", end - 1),
    };
    if end == start + 1 && base != "decimal" && base != "imaginary" {
        // A base without digits.
        last = end;
        if byte(end + 1) == b'_' {
            last += 1;
        }
        if byte(last + 1).is_ascii_digit() && base != "hexadecimal" {
            return point(format!("invalid digit '{}' in {base} literal", byte(last + 1) as char), last + 1);
        }
        return point(format!("invalid {base} literal"), last);
    }
    if next.is_ascii_digit() {
        if matches!(base, "octal" | "binary") {
            return point(format!("invalid digit '{}' in {base} literal", next as char), end);
        }
        return leading_zeros(start, end);
    }
    if next == b'_' {
        if base == "decimal" && tok == Tok::Int && byte(start) == b'0' && byte(end + 1).is_ascii_digit() {
            return leading_zeros(start, end + 1);
        }
        if matches!(base, "octal" | "binary") && byte(end + 1).is_ascii_digit() {
            return point(format!("invalid digit '{}' in {base} literal", byte(end + 1) as char), end + 1);
        }
        return point(format!("invalid {base} literal"), if base == "imaginary" { end - 1 } else { end });
    }
    if next | 0x20 == b'e' && base == "decimal" && matches!(byte(end + 1), b'+' | b'-') {
        return point("invalid decimal literal".to_owned(), end + 1);
    }
    if FOLLOWERS.iter().any(|word| bytes[end..].starts_with(word.as_bytes())) {
        warnings.push(Warning { message: format!("invalid {base} literal"), span: Span { start: last as u32, end: end as u32 } });
        return Ok(());
    }
    if next >= 0x80 && !text[end..].starts_with(unicode_ident::is_xid_continue) {
        return Ok(());
    }
    if base == "decimal" && tok == Tok::Int && byte(start) == b'0' && end == start + 1 {
        base = "decimal";
    }
    point(format!("invalid {base} literal"), last)
}

fn leading_zeros(start: usize, end: usize) -> Result<(), Failure> {
    let message = "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers";
    Err(Failure::new(message, Span { start: start as u32, end: end as u32 }))
}

/// The value of a number.
pub fn value(tok: Tok, text: &str, span: Span) -> Result<Constant, Failure> {
    let plain: String;
    let text = if text.contains('_') {
        plain = text.replace('_', "");
        plain.as_str()
    } else {
        text
    };
    let float = |text: &str| text.parse::<f64>().expect("the lexer's pattern is a float's");
    match tok {
        Tok::Float => Ok(Constant::Float(float(text))),
        Tok::Imaginary => Ok(Constant::Complex(float(&text[..text.len() - 1]))),
        _ => integer(text, span).map(Constant::Int),
    }
}

fn integer(text: &str, span: Span) -> Result<BigInt, Failure> {
    let radix = match text.as_bytes().get(1).map_or(0, |byte| byte | 0x20) {
        b'x' => 16,
        b'o' => 8,
        b'b' => 2,
        _ => 10,
    };
    if radix == 10 && text.len() > MAX_DIGITS && text.as_bytes()[0] != b'0' {
        let message = format!(
            "Exceeds the limit ({MAX_DIGITS} digits) for integer string conversion: value has {} digits; use \
             sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge integer literals to \
             avoid decimal conversion limits.",
            text.len()
        );
        return Err(Failure::new(message, span));
    }
    let digits = if radix == 10 { text } else { &text[2..] };
    if digits.len() <= 15 {
        return Ok(BigInt::from(i64::from_str_radix(digits, radix).expect("the lexer's pattern is an integer's")));
    }
    Ok(BigInt::parse_bytes(digits.as_bytes(), radix).expect("the lexer's pattern is an integer's"))
}
