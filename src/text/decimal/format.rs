//! `format(number, spec)`: the mini-language as numbers of this kind understand it.

use super::super::{TextError, wtf8};
use super::coef::{Coef, NoMemory};
use super::round::{Rounding, rescaled};
use super::write::{push_exponent, to_text};
use super::{Kind, Num, Settings};

/// A specification.
#[derive(Clone, Debug)]
pub struct Spec {
    fill: u32,
    /// `<`, `>`, `^` or `=`
    align: u8,
    /// `0` before the width: zeros that are digits, not a fill
    zeros: bool,
    /// `-`, `+` or a space
    sign: u8,
    no_negative_zero: bool,
    alternate: bool,
    width: u64,
    precision: Option<u64>,
    /// `n` is `g`, `N` is `G`
    kind: Option<u8>,
    fraction_separator: Option<u8>,
    /// `N`, which is on its way out
    pub old: bool,
    pub dot: Vec<u8>,
    pub separator: Vec<u8>,
    /// sizes of groups from the point on; the last one again and again, unless it is 127
    pub grouping: Vec<u8>,
}

/// Why there is no text.
#[derive(Debug)]
pub enum Refused {
    Error(TextError),
    NoMemory,
}

impl From<NoMemory> for Refused {
    fn from(_: NoMemory) -> Refused {
        Refused::NoMemory
    }
}

fn too_great() -> TextError {
    TextError::overflow("cannot fit 'int' into an index-sized integer")
}

fn bad() -> TextError {
    TextError::value("invalid format string")
}

/// Reads a specification.
///
/// # Errors
/// `ValueError`, `OverflowError` for a number that is too great.
pub fn parse(spec: &[u8]) -> Result<Spec, TextError> {
    let points: Vec<u32> = wtf8::code_points(spec).collect();
    let mut at = 0;
    let ascii = |i: usize| points.get(i).and_then(|&c| u8::try_from(c).ok()).unwrap_or(0);
    let aligns = |c: u8| matches!(c, b'<' | b'>' | b'^' | b'=');
    let mut out = Spec {
        fill: u32::from(b' '),
        align: b'>',
        zeros: false,
        sign: b'-',
        no_negative_zero: false,
        alternate: false,
        width: 0,
        precision: None,
        kind: None,
        fraction_separator: None,
        old: false,
        dot: b".".to_vec(),
        separator: Vec::new(),
        grouping: Vec::new(),
    };
    let mut aligned = true;
    if aligns(ascii(1)) {
        (out.fill, out.align, at) = (points[0], ascii(1), 2);
    } else if aligns(ascii(0)) {
        (out.align, at) = (ascii(0), 1);
    } else {
        aligned = false;
    }
    if matches!(ascii(at), b'+' | b'-' | b' ') {
        (out.sign, at) = (ascii(at), at + 1);
    }
    for (mark, set) in [(b'z', &mut out.no_negative_zero), (b'#', &mut out.alternate)] {
        if ascii(at) == mark {
            *set = true;
            at += 1;
        }
    }
    if ascii(at) == b'0' {
        if aligned {
            return Err(bad());
        }
        (out.fill, out.align, out.zeros, at) = (u32::from(b'0'), b'=', true, at + 1);
    }
    let number = |at: &mut usize| -> Option<u64> {
        let start = *at;
        let mut n = 0u64;
        while ascii(*at).is_ascii_digit() {
            n = n.saturating_mul(10).saturating_add(u64::from(ascii(*at) - b'0'));
            *at += 1;
        }
        (*at > start).then_some(n)
    };
    out.width = number(&mut at).unwrap_or(0);
    if out.width > i64::MAX as u64 {
        return Err(too_great());
    }
    if matches!(ascii(at), b',' | b'_') {
        (out.separator, out.grouping, at) = (vec![ascii(at)], vec![3], at + 1);
    }
    if ascii(at) == b'.' {
        at += 1;
        out.precision = number(&mut at);
        if matches!(ascii(at), b',' | b'_') {
            (out.fraction_separator, at) = (Some(ascii(at)), at + 1);
        } else if out.precision.is_none() {
            return Err(bad());
        }
    }
    match ascii(at) {
        kind @ (b'e' | b'E' | b'f' | b'F' | b'g' | b'G' | b'%') => (out.kind, at) = (Some(kind), at + 1),
        kind @ (b'n' | b'N') => {
            if !out.separator.is_empty() {
                return Err(bad());
            }
            (out.kind, out.old, at) = (Some(if kind == b'n' { b'g' } else { b'G' }), kind == b'N', at + 1);
        }
        _ => {}
    }
    if at < points.len() { Err(bad()) } else { Ok(out) }
}

/// The text of a number as a specification asks for it.
///
/// # Errors
/// What the specification cannot be, or more text than there is memory.
pub fn format(x: Num, spec: &Spec, ctx: &Settings) -> Result<Vec<u8>, Refused> {
    let kind = spec.kind;
    let lead = |negative: bool| match (negative, spec.sign) {
        (true, _) => Some(b'-'),
        (_, b'-') => None,
        (_, sign) => Some(sign),
    };
    if x.kind != Kind::Finite {
        let mut body = to_text(x.with_sign(false), false, true);
        if kind == Some(b'%') {
            body.push(b'%');
        }
        let (fill, align) = if spec.zeros { (u32::from(b' '), b'>') } else { (spec.fill, spec.align) };
        return padded(lead(x.negative), &body, fill, align, spec.width);
    }
    if spec.precision.is_some_and(|n| n > i64::MAX as u64) {
        return Err(Refused::Error(too_great()));
    }
    let body = Body::of(x, spec, ctx)?;
    let negative = x.negative && !(spec.no_negative_zero && body.is_zero);
    let mut tail = Vec::new();
    if !body.fraction.is_empty() || spec.alternate {
        tail.extend_from_slice(&spec.dot);
        match spec.fraction_separator {
            Some(mark) => tail.extend(body.fraction.chunks(3).collect::<Vec<_>>().join(&mark)),
            None => tail.extend_from_slice(&body.fraction),
        }
    }
    tail.extend_from_slice(&body.end);
    let lead = lead(negative);
    let mut out = body.whole;
    if !spec.separator.is_empty() {
        let taken = usize::from(lead.is_some()) + wtf8::count_code_points(&tail);
        let room = if spec.zeros { spec.width.saturating_sub(taken as u64) } else { 0 };
        out = grouped(&out, spec, room)?;
    }
    out.extend_from_slice(&tail);
    padded(lead, &out, spec.fill, spec.align, spec.width)
}

/// The parts of a finite number's text, without separators.
struct Body {
    whole: Vec<u8>,
    fraction: Vec<u8>,
    /// the exponent, a percent sign
    end: Vec<u8>,
    is_zero: bool,
}

impl Body {
    fn of(x: Num, spec: &Spec, ctx: &Settings) -> Result<Body, NoMemory> {
        let kind = spec.kind.unwrap_or(b'g');
        let fixed = matches!(kind, b'f' | b'F' | b'%');
        let exponential = matches!(kind, b'e' | b'E');
        let (mut coef, mut exp) = (x.coef.to_owned(), x.exp + if kind == b'%' { 2 } else { 0 });
        drop(super::coef::room(spec.precision.unwrap_or(0) / 8)?);
        // a zero in exponential form has an exponent of its own
        let mut zeros = 0;
        match spec.precision {
            Some(precision) if exponential && coef.view().is_zero() => zeros = precision,
            Some(precision) if exponential => (coef, exp) = leading(coef, exp, precision.saturating_add(1), x.negative, ctx.rounding)?,
            Some(precision) if fixed => {
                let to = -(precision as i64);
                (coef, exp) = (rescaled(coef.view(), exp, to, x.negative, ctx.rounding)?.0, to);
            }
            Some(precision) => {
                let most = precision.max(1);
                if !coef.view().is_zero() && coef.view().digits() > most {
                    (coef, exp) = leading(coef, exp, most, x.negative, ctx.rounding)?;
                }
            }
            None if fixed && exp > 0 => (coef, exp) = (coef.view().pad(exp as u64)?, 0),
            None => {}
        }
        let is_zero = coef.view().is_zero();
        if fixed && is_zero && exp > 0 {
            exp = 0;
        }
        let mut digits = coef.view().text();
        let left = exp + digits.len() as i64;
        let scientific = exponential || !(fixed || exp <= 0 && left > -6);
        let point = if scientific { 1 } else { left };
        digits.resize(digits.len() + zeros as usize, b'0');
        let mut body = Body { whole: Vec::new(), fraction: Vec::new(), end: Vec::new(), is_zero };
        if point <= 0 {
            drop(super::coef::room(point.unsigned_abs() / 8)?);
            body.whole.push(b'0');
            body.fraction.resize(point.unsigned_abs() as usize, b'0');
            body.fraction.extend_from_slice(&digits);
        } else if point as usize >= digits.len() {
            digits.resize(point as usize, b'0');
            body.whole = digits;
        } else {
            body.fraction = digits.split_off(point as usize);
            body.whole = digits;
        }
        if scientific && (left + zeros as i64 != point || exponential) {
            let small = match spec.kind {
                Some(kind) => kind.is_ascii_lowercase(),
                None => !ctx.capitals,
            };
            push_exponent(&mut body.end, left + zeros as i64 - point, if small { b'e' } else { b'E' });
        }
        if kind == b'%' {
            body.end.push(b'%');
        }
        Ok(body)
    }
}

/// Rounded or padded to so many digits.
fn leading(coef: Coef, exp: i64, places: u64, negative: bool, rounding: Rounding) -> Result<(Coef, i64), NoMemory> {
    let have = coef.view().digits();
    if have <= places {
        return Ok((coef.view().pad(places - have)?, exp - (places - have) as i64));
    }
    let to = exp + (have - places) as i64;
    let (made, _) = rescaled(coef.view(), exp, to, negative, rounding)?;
    Ok(if made.view().digits() > places { (made.view().cut(1).0, to + 1) } else { (made, to) })
}

/// Whole digits in groups, with zeros before them until they fill the room.
fn grouped(digits: &[u8], spec: &Spec, room: u64) -> Result<Vec<u8>, Refused> {
    drop(super::coef::room(room / 8)?);
    let separator: Vec<u8> = spec.separator.iter().rev().copied().collect();
    let mark = wtf8::count_code_points(&spec.separator) as u64;
    let (mut out, mut used, mut in_group, mut group) = (Vec::new(), 0u64, 0, 0);
    let mut rest = digits.iter().rev();
    loop {
        let size = spec.grouping.get(group).or(spec.grouping.last()).copied().unwrap_or(127);
        let Some(&digit) = rest.next().or_else(|| (used < room).then_some(&b'0')) else { break };
        if in_group > 0 && size != 127 && in_group == size {
            out.extend_from_slice(&separator);
            (used, in_group, group) = (used + mark, 0, group + 1);
        }
        out.push(digit);
        (used, in_group) = (used + 1, in_group + 1);
    }
    out.reverse();
    Ok(out)
}

fn padded(lead: Option<u8>, body: &[u8], fill: u32, align: u8, width: u64) -> Result<Vec<u8>, Refused> {
    let length = usize::from(lead.is_some()) + wtf8::count_code_points(body);
    let missing = width.saturating_sub(length as u64);
    drop(super::coef::room(missing / 8)?);
    let mut out = Vec::new();
    let room = (missing as usize).saturating_mul(wtf8::encoded_len(fill)) + body.len() + 1;
    out.try_reserve(room).map_err(|_| Refused::NoMemory)?;
    let fills = |out: &mut Vec<u8>, count: u64| (0..count).for_each(|_| wtf8::push(out, fill));
    let before = match align {
        b'<' | b'=' => 0,
        b'^' => missing / 2,
        _ => missing,
    };
    fills(&mut out, before);
    out.extend(lead);
    if align == b'=' {
        fills(&mut out, missing);
    }
    out.extend_from_slice(body);
    if matches!(align, b'<' | b'^') {
        fills(&mut out, missing - before);
    }
    Ok(out)
}
