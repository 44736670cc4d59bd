//! Functions that the standard library lacks, or has with larger errors than C's: thin over the crate `libm`.

/// `acosh(x)`
pub fn acosh(x: f64) -> f64 {
    libm::acosh(x)
}

/// `asinh(x)`
pub fn asinh(x: f64) -> f64 {
    libm::asinh(x)
}

/// `atanh(x)`
pub fn atanh(x: f64) -> f64 {
    libm::atanh(x)
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
