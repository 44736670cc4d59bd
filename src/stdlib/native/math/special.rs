//! Functions that the standard library lacks or computes with larger errors than C's.
//!
//! The inverse hyperbolic functions are forms of `log1p` that cancel nothing (Abramowitz and Stegun, 4.6); the error
//! functions are the crate `libm`'s.

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

/// Lanczos' approximation of the gamma function (Pugh's choice of the parameter, a rational function of degree 12 as in
/// Boost's table for doubles): gamma(x) = y^(x - 1/2) e^-y L(x) with y = x + G - 1/2.
const G: f64 = 6.024_680_040_776_73;
const ABOVE: [f64; 13] = [
    23_531_376_880.410_759,
    42_919_803_642.649_1,
    35_711_959_237.355_67,
    17_921_034_426.037_21,
    6_039_542_586.352_028,
    1_439_720_407.311_721_6,
    248_874_557.862_054_17,
    31_426_415.585_400_194,
    2_876_370.628_935_372_5,
    186_056.265_395_223_5,
    8_071.672_002_365_816,
    210.824_277_751_579_36,
    2.506_628_274_631_000_2,
];
const BELOW: [f64; 13] = [
    0.0, 39_916_800.0, 120_543_840.0, 150_917_976.0, 105_258_076.0, 45_995_730.0, 13_339_535.0, 2_637_558.0, 357_423.0, 32_670.0,
    1_925.0, 66.0, 1.0,
];

/// L(x) for a positive x: both polynomials in x, or in 1/x where x is large.
fn lanczos(x: f64) -> f64 {
    let (mut above, mut below) = (0.0, 0.0);
    let pairs = ABOVE.iter().zip(&BELOW);
    if x < 5.0 {
        for (a, b) in pairs.rev() {
            above = above * x + a;
            below = below * x + b;
        }
    } else {
        for (a, b) in pairs {
            above = above / x + a;
            below = below / x + b;
        }
    }
    above / below
}

/// sin(pi x), exact at the multiples of a half.
fn sin_pi(x: f64) -> f64 {
    use std::f64::consts::PI;
    let part = x.abs() % 2.0;
    let value = match (2.0 * part).round() as i64 {
        0 => (PI * part).sin(),
        1 => (PI * (part - 0.5)).cos(),
        2 => (PI * (1.0 - part)).sin(),
        3 => -(PI * (part - 1.5)).cos(),
        _ => (PI * (part - 2.0)).sin(),
    };
    value.copysign(value * x.signum())
}

/// The gamma function; exact for small integers.
pub fn gamma(x: f64) -> f64 {
    if !x.is_finite() || x == 0.0 {
        return if x == 0.0 { 1.0 / x } else { x };
    }
    if x == x.floor() {
        if x < 0.0 {
            return f64::NAN;
        }
        if x <= 23.0 {
            return (2..x as u64).fold(1.0, |product, i| product * i as f64);
        }
    }
    let size = x.abs();
    if size < 1e-20 {
        return 1.0 / x;
    }
    if size > 200.0 {
        return if x < 0.0 { 0.0 / sin_pi(x) } else { f64::INFINITY };
    }
    let shift = G - 0.5;
    let y = size + shift;
    // what y lost in rounding; the logarithm's slope there is -G / y
    let lost = if size > shift { (y - size) - shift } else { (y - shift) - size };
    let correction = lost * G / y;
    if x < 0.0 {
        let r = -std::f64::consts::PI / sin_pi(size) / size * y.exp() / lanczos(size);
        let r = r - correction * r;
        if size < 140.0 {
            r / y.powf(size - 0.5)
        } else {
            let root = y.powf(size / 2.0 - 0.25);
            r / root / root
        }
    } else {
        let r = lanczos(size) / y.exp();
        let r = r + correction * r;
        if size < 140.0 {
            r * y.powf(size - 0.5)
        } else {
            let root = y.powf(size / 2.0 - 0.25);
            r * root * root
        }
    }
}

/// The logarithm of the gamma function's size.
pub fn lgamma(x: f64) -> f64 {
    if !x.is_finite() {
        return x.abs();
    }
    if x == x.floor() && x <= 2.0 {
        return if x <= 0.0 { f64::INFINITY } else { 0.0 };
    }
    let size = x.abs();
    if size < 1e-20 {
        return -size.ln();
    }
    let r = lanczos(size).ln() - G + (size - 0.5) * ((size + G - 0.5).ln() - 1.0);
    // the reflection formula
    if x < 0.0 { std::f64::consts::PI.ln() - sin_pi(size).abs().ln() - size.ln() - r } else { r }
}
