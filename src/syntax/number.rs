//! Numbers: what may not follow one, and what one is worth.

use std::sync::atomic::{AtomicUsize, Ordering};

use num_bigint::BigInt;

use super::ast::{Constant, Span};
use super::error::{Failure, Shape, Warning};
use super::token::Tok;

/// The most decimal digits that a literal may have; 0: any number. What `sys.set_int_max_str_digits` says, of every
/// interpreter.
static MAX_DIGITS: AtomicUsize = AtomicUsize::new(crate::text::int::DEFAULT_MAX_DIGITS);

/// How many they are now.
pub fn max_digits() -> usize {
    MAX_DIGITS.load(Ordering::Relaxed)
}

/// Sets it.
pub fn set_max_digits(limit: usize) {
    MAX_DIGITS.store(limit, Ordering::Relaxed);
}

/// Words that may follow a number without a space, with a warning.
const FOLLOWERS: [&str; 8] = ["and", "else", "for", "if", "in", "is", "not", "or"];

/// A base's name and its digits.
type Base = (&'static str, fn(u8) -> bool);

/// The kind and the end of the number that starts at `start`, where there is a digit or a point and a digit.
pub fn scan(text: &str, start: usize, warnings: &mut Vec<Warning>) -> Result<(Tok, usize), Failure> {
    let bytes = text.as_bytes();
    let byte = |at: usize| bytes.get(at).copied().unwrap_or(0);
    let is_digit = |at: usize| byte(at).is_ascii_digit();
    let base: Option<Base> = match (byte(start), byte(start + 1) | 0x20) {
        (b'0', b'x') => Some(("hexadecimal", |digit| digit.is_ascii_hexdigit())),
        (b'0', b'o') => Some(("octal", |digit| matches!(digit, b'0'..=b'7'))),
        (b'0', b'b') => Some(("binary", |digit| matches!(digit, b'0' | b'1'))),
        _ => None,
    };
    if let Some((name, valid)) = base {
        let mut at = start + 2;
        loop {
            at += usize::from(byte(at) == b'_');
            if !valid(byte(at)) && !is_digit(at) {
                return Err(Failure::point(format!("invalid {name} literal"), at as u32 - 1));
            }
            while valid(byte(at)) {
                at += 1;
            }
            if is_digit(at) {
                let message = format!("invalid digit '{}' in {name} literal", byte(at) as char);
                return Err(Failure::point(message, at as u32));
            }
            if byte(at) != b'_' {
                break;
            }
        }
        check_end(text, at, name, warnings)?;
        return Ok((Tok::Int, at));
    }
    let digits = |mut at: usize| {
        loop {
            while is_digit(at) {
                at += 1;
            }
            if byte(at) != b'_' {
                return Ok(at);
            }
            if !is_digit(at + 1) {
                return Err(Failure::point("invalid decimal literal", at as u32));
            }
            at += 1;
        }
    };
    let (mut at, mut tok) = (digits(start)?, Tok::Int);
    let whole = at;
    if byte(at) == b'.' {
        tok = Tok::Float;
        at += 1;
        if is_digit(at) {
            at = digits(at)?;
        }
    }
    if byte(at) | 0x20 == b'e' {
        let signed = matches!(byte(at + 1), b'+' | b'-');
        if signed && !is_digit(at + 2) {
            return Err(Failure::point("invalid decimal literal", at as u32 + 1));
        }
        if signed || is_digit(at + 1) {
            tok = Tok::Float;
            at = digits(at + 1 + usize::from(signed))?;
        }
    }
    if byte(at) | 0x20 == b'j' {
        at += 1;
        check_end(text, at, "imaginary", warnings)?;
        return Ok((Tok::Imaginary, at));
    }
    let first = (start..whole).find(|&at| matches!(byte(at), b'1'..=b'9')).unwrap_or(start);
    if tok == Tok::Int && first > start && byte(start) == b'0' {
        return Err(leading_zeros(start, first));
    }
    check_end(text, at, "decimal", warnings)?;
    Ok((tok, at))
}

/// Looks at what follows a number that ends at `end`: a letter is a mistake, but for some keywords.
fn check_end(text: &str, end: usize, name: &str, warnings: &mut Vec<Warning>) -> Result<(), Failure> {
    let rest = &text[end..];
    let is_word = |character: char| character == '_' || character.is_ascii_alphanumeric() || !character.is_ascii();
    // CPython looks at no more than the two letters of `if`, `in` and `is`.
    let follows =
        |word: &&str| rest.strip_prefix(word).is_some_and(|rest| word.len() == 2 && word.starts_with('i') || !rest.starts_with(is_word));
    if FOLLOWERS.iter().any(follows) {
        let span = Span { start: end as u32 - 1, end: end as u32 };
        warnings.push(Warning { message: format!("invalid {name} literal"), span, late: false });
        return Ok(());
    }
    if rest.starts_with(|next: char| next == '_' || next.is_ascii_alphanumeric()) {
        return Err(Failure::point(format!("invalid {name} literal"), end as u32 - 1));
    }
    Ok(())
}

fn leading_zeros(start: usize, end: usize) -> Failure {
    let message = "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers";
    let mut failure = Failure::new(message, Span { start: start as u32, end: end as u32 });
    failure.0.shape = Shape::LexerRange;
    failure
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
    let float = |text: &str| text.parse::<f64>().expect("`scan` accepts a float's");
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
    let most = max_digits();
    if radix == 10 && most > 0 && text.len() > most && text.as_bytes()[0] != b'0' {
        let message = format!(
            "Exceeds the limit ({most} digits) for integer string conversion: value has {} digits; use \
             sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge integer literals to \
             avoid decimal conversion limits.",
            text.len()
        );
        return Err(Failure::at(Shape::Line, message, span.start));
    }
    let digits = if radix == 10 { text } else { &text[2..] };
    if digits.len() <= 15 {
        return Ok(BigInt::from(i64::from_str_radix(digits, radix).expect("`scan` accepts an integer's")));
    }
    Ok(BigInt::parse_bytes(digits.as_bytes(), radix).expect("`scan` accepts an integer's"))
}
