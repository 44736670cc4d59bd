//! Decimal numbers and their arithmetic: the General Decimal Arithmetic specification (version 1.70), beneath the module `decimal`.
//!
//! A number is a sign, a coefficient and an exponent of ten, or an infinity, or a NaN with a payload. An operation takes
//! numbers where they stand (`Num`), the context's settings (`Settings`) and a set of conditions (`Status`) that it adds to,
//! and gives a number of its own (`Decimal`); whether a condition is an error is the caller's business. Exact results are
//! rounded once, in [`round::finish`].
//!
//! No crate fits: those in Rust (bigdecimal, rust_decimal, dashu, fastnum) have no contexts with conditions, no special
//! values or no exponents of 18 digits, and `dec` binds C code of 34 digits. So this is written from the specification.
//!
//! | File | What |
//! |---|---|
//! | [`limbs`], `transform` | natural numbers in base 10^19; very long products |
//! | [`coef`] | coefficients: up to 38 digits in a word pair, limbs beyond |
//! | [`round`] | settings, conditions, rounding a result to a context |
//! | [`arithmetic`] | sums, products, quotients, remainders, fma |
//! | [`compare`] | order, total order, extremes, neighbours, hash |
//! | [`digits`] | quantize, whole numbers, shifts, logical operations |
//! | [`roots`] | square root, exponential, logarithms |
//! | [`power`] | powers |
//! | [`read`], [`write`], [`format`] | text to number and back, `format()` |

pub mod arithmetic;
pub mod coef;
pub mod compare;
pub mod digits;
pub mod format;
pub mod limbs;
pub mod power;
pub mod read;
pub mod roots;
pub mod round;
mod transform;
pub mod write;

#[cfg(test)]
mod tests;

pub use coef::{Coef, NoMemory, View};
pub use round::{Rounding, Settings, Status, signal};

/// The most digits and the greatest exponent.
pub const MAX_PRECISION: i64 = 999_999_999_999_999_999;
pub const MAX_EXPONENT: i64 = 999_999_999_999_999_999;
/// The least exponent of a normal number, and of a subnormal one's last digit.
pub const MIN_EXPONENT: i64 = -MAX_EXPONENT;
pub const MIN_TINY: i64 = MIN_EXPONENT - (MAX_PRECISION - 1);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Finite,
    Infinity,
    Quiet,
    Signaling,
}

/// A number where it stands. Of an infinity the coefficient and the exponent are zero; a NaN's coefficient is its payload.
#[derive(Clone, Copy, Debug)]
pub struct Num<'a> {
    pub negative: bool,
    pub kind: Kind,
    pub exp: i64,
    pub coef: View<'a>,
}

/// A number of one's own.
#[derive(Clone, Debug)]
pub struct Decimal {
    pub negative: bool,
    pub kind: Kind,
    pub exp: i64,
    pub coef: Coef,
}

impl Decimal {
    pub fn finite(negative: bool, coef: Coef, exp: i64) -> Decimal {
        Decimal { negative, kind: Kind::Finite, exp, coef }
    }

    pub fn infinity(negative: bool) -> Decimal {
        Decimal { negative, kind: Kind::Infinity, exp: 0, coef: Coef::ZERO }
    }

    pub fn nan() -> Decimal {
        Decimal { negative: false, kind: Kind::Quiet, exp: 0, coef: Coef::ZERO }
    }

    pub fn whole(n: i64) -> Decimal {
        Decimal::finite(n < 0, Coef::Small(u128::from(n.unsigned_abs())), 0)
    }

    #[inline(always)]
    pub fn num(&self) -> Num<'_> {
        Num { negative: self.negative, kind: self.kind, exp: self.exp, coef: self.coef.view() }
    }

    pub fn with_sign(self, negative: bool) -> Decimal {
        Decimal { negative, ..self }
    }
}

impl Num<'_> {
    pub fn whole(n: i64) -> Num<'static> {
        Num { negative: n < 0, kind: Kind::Finite, exp: 0, coef: View::Small(u128::from(n.unsigned_abs())) }
    }

    #[inline(always)]
    pub fn is_finite(&self) -> bool {
        self.kind == Kind::Finite
    }

    #[inline(always)]
    pub fn is_nan(&self) -> bool {
        matches!(self.kind, Kind::Quiet | Kind::Signaling)
    }

    /// A finite zero?
    #[inline(always)]
    pub fn is_zero(&self) -> bool {
        self.is_finite() && self.coef.is_zero()
    }

    /// The exponent of the first digit.
    #[inline]
    pub fn adjusted(&self) -> i64 {
        self.exp + self.coef.digits() as i64 - 1
    }

    pub fn to_owned(self) -> Decimal {
        Decimal { negative: self.negative, kind: self.kind, exp: self.exp, coef: self.coef.to_owned() }
    }

    pub fn with_sign(self, negative: bool) -> Self {
        Num { negative, ..self }
    }

    pub fn is_subnormal(&self, ctx: &Settings) -> bool {
        self.is_finite() && !self.coef.is_zero() && self.adjusted() < ctx.emin
    }

    pub fn is_normal(&self, ctx: &Settings) -> bool {
        self.is_finite() && !self.coef.is_zero() && self.adjusted() >= ctx.emin
    }

    /// A whole number?
    pub fn is_whole(&self) -> bool {
        self.is_finite() && (self.exp >= 0 || self.coef.is_zero() || self.coef.trailing_zeros() as i64 >= -self.exp)
    }
}
