//! Decimal digits of finite doubles, correctly rounded (half to even on exact ties), and the way back from a scaled integer.
//!
//! Rust's own formatting is exact for any precision, but refuses precisions past 65,535; a double never has more than 1,074
//! digits after its point, so the rest is zeros that are appended here.

/// Digits and where the point is: the value is `0.DIGITS × 10^point`; zero is the digit `0` with point 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digits {
    /// ASCII digits; the first is not zero unless the value is.
    pub digits: String,
    /// How many digits stand before the point (negative: zeros follow the point first).
    pub point: i32,
}

/// No double has a nonzero digit further than this behind its point.
const MOST_DECIMALS: usize = 1080;

/// The shortest digits that read back as the same double.
pub fn shortest(x: f64) -> Digits {
    debug_assert!(x.is_finite());
    let mut buffer = ryu::Buffer::new();
    from_scientific(buffer.format_finite(x.abs()))
}

/// `significant` (at least 1) digits, rounded; zeros at the end are kept.
pub fn significant(x: f64, significant: usize) -> Digits {
    debug_assert!(x.is_finite() && significant > 0);
    let exact = significant.min(MOST_DECIMALS);
    let text = format!("{:.*e}", exact - 1, x.abs());
    let (mantissa, exponent) = text.split_once('e').expect("Rust writes an exponent");
    let mut digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    push_zeros(&mut digits, significant - exact);
    let point = exponent.parse::<i32>().expect("a small number") + 1;
    Digits { digits, point: if x == 0.0 { 1 } else { point } }
}

/// `|x|` with `decimals` digits after the point, rounded; no point if there are none.
pub fn fixed(x: f64, decimals: usize) -> String {
    debug_assert!(x.is_finite());
    let exact = decimals.min(MOST_DECIMALS);
    let mut text = format!("{:.*}", exact, x.abs());
    push_zeros(&mut text, decimals - exact);
    text
}

fn push_zeros(text: &mut String, count: usize) {
    text.extend(std::iter::repeat_n('0', count));
}

/// Takes `12.5`, `1e-7`, `1.25e20` apart.
fn from_scientific(text: &str) -> Digits {
    let (mantissa, exponent) = match text.split_once('e') {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().expect("a small number")),
        None => (text, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all = format!("{whole}{fraction}");
    let significant = all.trim_start_matches('0');
    let point = whole.len() as i32 + exponent - (all.len() - significant.len()) as i32;
    let digits = significant.trim_end_matches('0');
    if digits.is_empty() {
        return Digits { digits: "0".to_owned(), point: 1 };
    }
    Digits { digits: digits.to_owned(), point }
}

/// `mantissa × 2^exponent`, rounded once, half to even; infinity if it is too large. A caller that cut bits off the mantissa
/// leaves its lowest bit set, and at least two bits more than a double has.
pub fn scale(mantissa: u64, exponent: i64) -> f64 {
    if mantissa == 0 {
        return 0.0;
    }
    let bits = i64::from(64 - mantissa.leading_zeros());
    let top = bits + exponent;
    if top > 1024 {
        return f64::INFINITY;
    }
    // The lowest bit that the result can have: 53 below the top, never below 2^-1074.
    let lowest = (top - 53).max(-1074);
    let drop = lowest - exponent;
    let kept = match drop {
        i64::MIN..=0 => mantissa << -drop,
        1..=63 => {
            let (kept, cut) = (mantissa >> drop, mantissa & ((1 << drop) - 1));
            let half = 1u64 << (drop - 1);
            kept + u64::from(cut > half || cut == half && kept & 1 == 1)
        }
        64 => u64::from(mantissa > 1 << 63),
        _ => 0,
    };
    // At most 53 bits (or exactly 2^53): the multiplication by two powers is exact.
    let half = lowest / 2;
    kept as f64 * power_of_two(half) * power_of_two(lowest - half)
}

fn power_of_two(exponent: i64) -> f64 {
    debug_assert!((-1022..=1023).contains(&exponent));
    f64::from_bits(((exponent + 1023) as u64) << 52)
}

/// A finite double as sign, integer mantissa and exponent of two: `x = ±mantissa × 2^exponent`.
pub fn decompose(x: f64) -> (bool, u64, i32) {
    let bits = x.to_bits();
    let (biased, fraction) = ((bits >> 52 & 0x7ff) as i32, bits & ((1 << 52) - 1));
    let mantissa = if biased == 0 { fraction } else { fraction | 1 << 52 };
    (x.is_sign_negative(), mantissa, biased.max(1) - 1075)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ties_go_to_even() {
        for (x, decimals, expected) in
            [(0.5, 0, "0"), (1.5, 0, "2"), (2.5, 0, "2"), (0.125, 2, "0.12"), (0.375, 2, "0.38"), (2.675, 2, "2.67")]
        {
            assert_eq!(fixed(x, decimals), expected);
        }
        assert_eq!(significant(2.5, 1).digits, "2");
        assert_eq!(significant(9.5, 1), Digits { digits: "1".into(), point: 2 });
        assert_eq!(fixed(1.0, 70_000).len(), 70_002);
    }

    #[test]
    fn shortest_digits() {
        for (x, digits, point) in
            [(0.1, "1", 0), (1e22, "1", 23), (5e-324, "5", -323), (123.25, "12325", 3), (0.0, "0", 1), (100.0, "1", 3)]
        {
            assert_eq!(shortest(x), Digits { digits: digits.into(), point });
        }
    }

    #[test]
    fn scaling_rounds_once() {
        assert_eq!(scale(1, -1074), 5e-324);
        assert_eq!(scale(1, -1075), 0.0);
        assert_eq!(scale(3, -1076), 5e-324);
        assert_eq!(scale(u64::MAX, 960), f64::INFINITY);
        assert_eq!(scale((1 << 53) - 1, 971), f64::MAX);
        assert_eq!(scale((1 << 54) + 1, 0), 18014398509481984.0);
        assert_eq!(scale((1 << 54) + 3, 0), 18014398509481988.0);
        for x in [1.5, 0.1, 5e-324, 2.2250738585072014e-308, f64::MAX] {
            let (_, mantissa, exponent) = decompose(x);
            assert_eq!(scale(mantissa, exponent.into()), x);
        }
    }
}
