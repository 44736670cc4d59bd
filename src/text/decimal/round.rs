//! A context's settings, the conditions that operations meet, and the rounding of an exact result to a context.

use super::coef::{Coef, INLINE, NoMemory, POWERS, Rest, View, cut_to_small, small_rest};
use super::limbs::{digits as digits_of, trim};
use super::{Decimal, Kind, MAX_EXPONENT, MAX_PRECISION, MIN_EXPONENT, Num};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rounding {
    Up,
    Down,
    Ceiling,
    Floor,
    HalfUp,
    HalfDown,
    HalfEven,
    ZeroFiveUp,
}

/// Conditions, a bit each.
pub mod signal {
    pub const CLAMPED: u32 = 1;
    pub const CONVERSION_SYNTAX: u32 = 1 << 1;
    pub const DIVISION_BY_ZERO: u32 = 1 << 2;
    pub const DIVISION_IMPOSSIBLE: u32 = 1 << 3;
    pub const DIVISION_UNDEFINED: u32 = 1 << 4;
    pub const FLOAT_OPERATION: u32 = 1 << 5;
    pub const INEXACT: u32 = 1 << 6;
    pub const INVALID_CONTEXT: u32 = 1 << 7;
    pub const INVALID_OPERATION: u32 = 1 << 8;
    pub const NO_MEMORY: u32 = 1 << 9;
    pub const OVERFLOW: u32 = 1 << 10;
    pub const ROUNDED: u32 = 1 << 11;
    pub const SUBNORMAL: u32 = 1 << 12;
    pub const UNDERFLOW: u32 = 1 << 13;
    /// what is signalled as an invalid operation
    pub const INVALID: u32 = CONVERSION_SYNTAX | DIVISION_IMPOSSIBLE | DIVISION_UNDEFINED | INVALID_CONTEXT | INVALID_OPERATION | NO_MEMORY;
}
use signal::*;

/// The conditions that an operation met.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Status(pub u32);

impl Status {
    #[inline(always)]
    pub fn add(&mut self, conditions: u32) {
        self.0 |= conditions;
    }

    pub fn has(self, conditions: u32) -> bool {
        self.0 & conditions != 0
    }

    /// The result of an invalid operation.
    #[cold]
    pub fn invalid(&mut self, condition: u32) -> Decimal {
        self.add(condition);
        Decimal::nan()
    }

    /// The result of a computation, if there was room for it.
    #[inline(always)]
    pub fn unless_full(&mut self, made: Result<Decimal, NoMemory>) -> Decimal {
        match made {
            Ok(number) => number,
            Err(NoMemory) => self.invalid(NO_MEMORY),
        }
    }
}

/// What a context asks of an operation.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    pub prec: i64,
    pub emin: i64,
    pub emax: i64,
    pub rounding: Rounding,
    pub clamp: bool,
    pub capitals: bool,
}

impl Settings {
    /// The widest: what fits it is exact.
    pub const WIDEST: Settings = Settings {
        prec: MAX_PRECISION,
        emin: MIN_EXPONENT,
        emax: MAX_EXPONENT,
        rounding: Rounding::HalfEven,
        clamp: false,
        capitals: true,
    };

    /// The exponent of the last digit of the smallest subnormal number.
    pub fn etiny(&self) -> i64 {
        self.emin - (self.prec - 1)
    }

    /// The greatest exponent of a number with all digits.
    pub fn etop(&self) -> i64 {
        self.emax - (self.prec - 1)
    }

    pub fn with_rounding(self, rounding: Rounding) -> Settings {
        Settings { rounding, ..self }
    }
}

/// Is a coefficient that lost `rest` made one greater?
#[inline]
pub fn goes_up(rounding: Rounding, negative: bool, coef: View, rest: Rest) -> bool {
    if rest == Rest::Zero {
        return false;
    }
    match rounding {
        Rounding::HalfEven => rest == Rest::AboveHalf || rest == Rest::Half && coef.last_digit() % 2 == 1,
        Rounding::HalfUp => rest != Rest::BelowHalf,
        Rounding::HalfDown => rest == Rest::AboveHalf,
        Rounding::Down => false,
        Rounding::Up => true,
        Rounding::Ceiling => !negative,
        Rounding::Floor => negative,
        Rounding::ZeroFiveUp => coef.last_digit().is_multiple_of(5),
    }
}

/// A coefficient without its last `count` digits, rounded; and whether something was lost.
#[inline]
pub fn rounded(coef: View, count: u64, negative: bool, rounding: Rounding) -> (Coef, bool) {
    let (kept, rest) = coef.cut(count);
    let up = goes_up(rounding, negative, kept.view(), rest);
    (if up { kept.increment() } else { kept }, rest != Rest::Zero)
}

/// A coefficient for another exponent.
pub fn rescaled(coef: View, exp: i64, to: i64, negative: bool, rounding: Rounding) -> Result<(Coef, bool), NoMemory> {
    if exp >= to { Ok((coef.pad(exp.abs_diff(to))?, false)) } else { Ok(rounded(coef, exp.abs_diff(to), negative, rounding)) }
}

/// A finite result, rounded to the context.
#[inline]
pub fn finish(negative: bool, coef: Coef, exp: i64, ctx: &Settings, st: &mut Status) -> Decimal {
    // nothing to do: a number of few digits in the middle of the range
    if let Coef::Small(n) = coef
        && n != 0
    {
        let digits = super::coef::small_digits(n) as i64;
        let adjusted = exp.saturating_add(digits - 1);
        if adjusted >= ctx.emin && adjusted <= ctx.emax {
            if digits <= ctx.prec && (!ctx.clamp || exp <= ctx.etop()) {
                return Decimal::finite(negative, coef, exp);
            }
            if digits > ctx.prec {
                let (kept, rest) = small_rest(n, (digits - ctx.prec) as u64);
                return finish_cut(negative, kept, rest, exp + digits - ctx.prec, ctx, st);
            }
        }
    }
    let made = finish_slowly(negative, coef, exp, ctx, st);
    st.unless_full(made)
}

/// As `finish`, of limbs that stand anywhere: the product of two words, a quotient. The first of them are not all zero.
#[inline]
pub fn finish_limbs(negative: bool, limbs: &[u64], exp: i64, ctx: &Settings, st: &mut Status) -> Decimal {
    let limbs = trim(limbs);
    let digits = digits_of(limbs) as i64;
    let adjusted = exp.saturating_add(digits - 1);
    let cut = digits - ctx.prec;
    if cut > 0 && ctx.prec <= INLINE as i64 && adjusted >= ctx.emin && adjusted <= ctx.emax {
        let (kept, rest) = cut_to_small(limbs, cut as u64);
        return finish_cut(negative, kept, rest, exp + cut, ctx, st);
    }
    finish(negative, Coef::of_limbs(limbs.to_vec()), exp, ctx, st)
}

/// A coefficient of as many digits as the precision, of a normal number, what was cut off still to be rounded.
#[inline]
fn finish_cut(negative: bool, kept: u128, rest: Rest, exp: i64, ctx: &Settings, st: &mut Status) -> Decimal {
    st.add(if rest == Rest::Zero { ROUNDED } else { ROUNDED | INEXACT });
    if !goes_up(ctx.rounding, negative, View::Small(kept), rest) {
        return Decimal::finite(negative, Coef::Small(kept), exp);
    }
    if kept + 1 < POWERS[ctx.prec as usize] {
        return Decimal::finite(negative, Coef::Small(kept + 1), exp);
    }
    // a power of ten, which may be too large a number
    let made = finish_slowly(negative, Coef::Small(POWERS[ctx.prec as usize - 1]), exp + 1, ctx, st);
    st.unless_full(made)
}

fn finish_slowly(negative: bool, coef: Coef, exp: i64, ctx: &Settings, st: &mut Status) -> Result<Decimal, NoMemory> {
    let (etiny, etop) = (ctx.etiny(), ctx.etop());
    if coef.view().is_zero() {
        let bounded = exp.clamp(etiny, if ctx.clamp { etop } else { ctx.emax });
        if bounded != exp {
            st.add(CLAMPED);
        }
        return Ok(Decimal::finite(negative, Coef::ZERO, bounded));
    }
    let mut low = exp.saturating_add(coef.view().digits() as i64).saturating_sub(ctx.prec);
    if low > etop {
        return overflow(negative, ctx, st);
    }
    let subnormal = low < etiny;
    low = low.max(etiny);
    if exp < low {
        let (mut kept, lost) = rounded(coef.view(), exp.abs_diff(low), negative, ctx.rounding);
        if kept.view().digits() as i64 > ctx.prec {
            // a power of ten
            kept = kept.view().cut(1).0;
            low += 1;
        }
        if low > etop {
            return overflow(negative, ctx, st);
        }
        if subnormal {
            st.add(SUBNORMAL | if lost { UNDERFLOW } else { 0 });
        }
        st.add(ROUNDED | if lost { INEXACT } else { 0 });
        if kept.view().is_zero() {
            st.add(CLAMPED);
        }
        return Ok(Decimal::finite(negative, kept, low));
    }
    if subnormal {
        st.add(SUBNORMAL);
    }
    if ctx.clamp && exp > etop {
        st.add(CLAMPED);
        return Ok(Decimal::finite(negative, coef.view().pad(exp.abs_diff(etop))?, etop));
    }
    Ok(Decimal::finite(negative, coef, exp))
}

#[cold]
fn overflow(negative: bool, ctx: &Settings, st: &mut Status) -> Result<Decimal, NoMemory> {
    st.add(OVERFLOW | INEXACT | ROUNDED);
    let far = match ctx.rounding {
        Rounding::HalfUp | Rounding::HalfEven | Rounding::HalfDown | Rounding::Up => true,
        Rounding::Ceiling => !negative,
        Rounding::Floor => negative,
        Rounding::Down | Rounding::ZeroFiveUp => false,
    };
    if far {
        return Ok(Decimal::infinity(negative));
    }
    Ok(Decimal::finite(negative, Coef::nines(ctx.prec as u64)?, ctx.etop()))
}

/// Any number, rounded to the context; a NaN's payload is cut, and a signalling one stays so.
pub fn finish_number(x: Num, ctx: &Settings, st: &mut Status) -> Decimal {
    match x.kind {
        Kind::Finite => finish(x.negative, x.coef.to_owned(), x.exp, ctx, st),
        Kind::Infinity => x.to_owned(),
        Kind::Quiet | Kind::Signaling => cut_payload(x, ctx),
    }
}

/// A NaN whose payload fits the context.
pub fn cut_payload(x: Num, ctx: &Settings) -> Decimal {
    let room = (ctx.prec - i64::from(ctx.clamp)) as u64;
    let coef = if x.coef.digits() > room { x.coef.last(room) } else { x.coef.to_owned() };
    Decimal { negative: x.negative, kind: x.kind, exp: 0, coef }
}

/// The NaN that an operation on these gives: the first signalling one, else the first.
#[inline]
pub fn nan_of(operands: &[Num], ctx: &Settings, st: &mut Status) -> Option<Decimal> {
    if operands.iter().any(Num::is_nan) { Some(nan_among(operands, ctx, st)) } else { None }
}

#[cold]
fn nan_among(operands: &[Num], ctx: &Settings, st: &mut Status) -> Decimal {
    let signaling = operands.iter().find(|x| x.kind == Kind::Signaling);
    if signaling.is_some() {
        st.add(INVALID_OPERATION);
    }
    match signaling.or_else(|| operands.iter().find(|x| x.is_nan())) {
        Some(&x) => cut_payload(Num { kind: Kind::Quiet, ..x }, ctx),
        None => Decimal::nan(),
    }
}
