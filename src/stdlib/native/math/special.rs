//! Functions that the standard library lacks or computes with larger errors than C's.
//!
//! The inverse hyperbolic functions are forms of `log1p` that cancel nothing (Abramowitz and Stegun, 4.6); the error and
//! gamma functions are the crate `libm`'s.

use std::f64::consts::LN_2;

/// From here on one is nothing beside a square.
const LARGE: f64 = (1u64 << 28) as f64;

/// `acosh(x)`
pub fn acosh(x: f64) -> f64 {
    if x > LARGE {
        return x.ln() + LN_2;
    }
    if x > 2.0 {
        return (2.0 * x - 1.0 / (x + (x * x - 1.0).sqrt())).ln();
    }
    let over = x - 1.0;
    (over + (2.0 * over + over * over).sqrt()).ln_1p()
}

/// `asinh(x)`
pub fn asinh(x: f64) -> f64 {
    let size = x.abs();
    let made = if size < 1.0 / LARGE {
        return x;
    } else if size > LARGE {
        size.ln() + LN_2
    } else if size > 2.0 {
        (2.0 * size + 1.0 / ((size * size + 1.0).sqrt() + size)).ln()
    } else {
        let square = size * size;
        (size + square / (1.0 + (square + 1.0).sqrt())).ln_1p()
    };
    made.copysign(x)
}

/// `atanh(x)`
pub fn atanh(x: f64) -> f64 {
    let size = x.abs();
    let made = if size < 0.5 {
        let twice = size + size;
        (twice + twice * size / (1.0 - size)).ln_1p()
    } else {
        (2.0 * size / (1.0 - size)).ln_1p()
    };
    (0.5 * made).copysign(x)
}

/// The error function.
pub fn erf(x: f64) -> f64 {
    libm::erf(x)
}

/// The complement of the error function.
pub fn erfc(x: f64) -> f64 {
    libm::erfc(x)
}

/// The gamma function; exact for small integers.
pub fn gamma(x: f64) -> f64 {
    if x == x.floor() && (1.0..=23.0).contains(&x) {
        return (2..x as u64).fold(1.0, |product, i| product * i as f64);
    }
    libm::tgamma(x)
}

/// The logarithm of the gamma function's size.
pub fn lgamma(x: f64) -> f64 {
    if x == f64::NEG_INFINITY { f64::INFINITY } else { libm::lgamma(x) }
}
