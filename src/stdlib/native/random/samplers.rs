//! The rejection samplers of `random`: for `random.py` alone, which checks the parameters.
//!
//! Each takes the method that gives uniform numbers, for a subclass may have its own, and calls it in the order that
//! fixes the sequence for a seed. No lock is held meanwhile. The algorithms are published ones; see each.

use num_bigint::BigInt;
use num_traits::ToPrimitive;

use crate::object::{MethodDef, Res, Value, method};
use crate::stdlib::native::math::special::lgamma;
use crate::vm::Vm;

pub const FUNCTIONS: &[MethodDef] = &[
    method("normal", "(random, /)", normal),
    method("normal_pair", "(random, /)", normal_pair),
    method("gamma", "(random, alpha, /)", gamma),
    method("von_mises", "(random, kappa, /)", von_mises),
    method("binomial", "(random, n, p, /)", binomial),
];

/// The source of uniform numbers in [0, 1).
struct Uniform<'a> {
    vm: &'a Vm,
    random: Value,
}

impl Uniform<'_> {
    fn next(&self) -> Res<f64> {
        let drawn = self.vm.call(self.random, &[])?;
        self.vm.to_f64(drawn)
    }

    /// A round of rejection begins: without luck, or with an infinite parameter, there are many.
    fn round(&self) -> Res<f64> {
        self.vm.safepoint()?;
        self.next()
    }
}

/// A standard normal variate, as a ratio of uniforms (Kinderman and Monahan, 1977).
fn normal(vm: &Vm, a: &[Value]) -> Res {
    /// 4 exp(-1/2) / sqrt(2)
    const WIDTH: f64 = 1.715_527_769_921_413_5;
    let uniform = Uniform { vm, random: a[0] };
    loop {
        let offset = uniform.round()? - 0.5;
        let below = 1.0 - uniform.next()?;
        let z = WIDTH * offset / below;
        if z * z / 4.0 <= -below.ln() {
            return Ok(vm.float(z));
        }
    }
}

/// Two independent standard normal variates: a random angle and radius (Box and Muller, 1958).
fn normal_pair(vm: &Vm, a: &[Value]) -> Res {
    let uniform = Uniform { vm, random: a[0] };
    let angle = uniform.next()? * std::f64::consts::TAU;
    let radius = (-2.0 * (1.0 - uniform.next()?).ln()).sqrt();
    let pair = [vm.float(angle.cos() * radius), vm.float(angle.sin() * radius)];
    Ok(vm.tuple(&pair))
}

/// A gamma variate of scale 1: Cheng (1977) above a shape of 1, Ahrens and Dieter (1974) below, the exponential at 1.
fn gamma(vm: &Vm, a: &[Value]) -> Res {
    let uniform = Uniform { vm, random: a[0] };
    let alpha = vm.to_f64(a[1])?;
    let x = if alpha > 1.0 {
        gamma_cheng(&uniform, alpha)?
    } else if alpha == 1.0 {
        -(1.0 - uniform.next()?).ln()
    } else {
        gamma_ahrens_dieter(&uniform, alpha)?
    };
    Ok(vm.float(x))
}

fn gamma_cheng(uniform: &Uniform, alpha: f64) -> Res<f64> {
    let lambda = (2.0 * alpha - 1.0).sqrt();
    let (peak, slope) = (alpha - 4f64.ln(), alpha + lambda);
    let squeeze = 1.0 + 4.5f64.ln();
    loop {
        let u = uniform.round()?;
        if !(u > 1e-7 && u < 0.999_999_9) {
            continue;
        }
        let height = 1.0 - uniform.next()?;
        let v = (u / (1.0 - u)).ln() / lambda;
        let x = alpha * v.exp();
        let z = u * u * height;
        let r = peak + slope * v - x;
        if r + squeeze - 4.5 * z >= 0.0 || r >= z.ln() {
            return Ok(x);
        }
    }
}

fn gamma_ahrens_dieter(uniform: &Uniform, alpha: f64) -> Res<f64> {
    let area = (std::f64::consts::E + alpha) / std::f64::consts::E;
    loop {
        let p = area * uniform.round()?;
        // the body below 1, or the tail above
        let (x, density) = if p <= 1.0 {
            let x = p.powf(1.0 / alpha);
            (x, (-x).exp())
        } else {
            let x = -((area - p) / alpha).ln();
            (x, x.powf(alpha - 1.0))
        };
        if uniform.next()? <= density {
            return Ok(x);
        }
    }
}

/// The angle from the mean of a von Mises variate (Best and Fisher, 1979).
fn von_mises(vm: &Vm, a: &[Value]) -> Res {
    let uniform = Uniform { vm, random: a[0] };
    let s = 0.5 / vm.to_f64(a[1])?;
    let r = s + (1.0 + s * s).sqrt();
    let z = loop {
        let z = (std::f64::consts::PI * uniform.round()?).cos();
        let d = z / (r + z);
        let u = uniform.next()?;
        if u < 1.0 - d * d || u <= (1.0 - d) * d.exp() {
            break z;
        }
    };
    let q = 1.0 / r;
    let angle = ((q + z) / (1.0 + q * z)).acos();
    Ok(vm.float(if uniform.next()? > 0.5 { angle } else { -angle }))
}

/// Successes in n trials, each of probability 0 < p <= 1/2: the gaps between the successes where few are expected (Devroye, 1986),
/// otherwise BTRS, a transformed rejection with a squeeze (Hoermann, 1993).
fn binomial(vm: &Vm, a: &[Value]) -> Res {
    let uniform = Uniform { vm, random: a[0] };
    let n = match vm.as_float(a[1]) {
        Some(n) => Some(n as i128),
        None => vm.to_big(vm.index(a[1])?).and_then(|n| n.to_i128()),
    };
    let Some(n) = n.filter(|&n| n < i128::MAX / 4) else { return Err(vm.overflow_error("int too large to convert to float")) };
    let p = vm.to_f64(a[2])?;
    let successes = if n as f64 * p < 10.0 { binomial_gaps(&uniform, n, p)? } else { binomial_btrs(&uniform, n, p)? };
    Ok(match i64::try_from(successes) {
        Ok(small) => vm.int(small),
        Err(_) => vm.big(BigInt::from(successes)),
    })
}

fn binomial_gaps(uniform: &Uniform, n: i128, p: f64) -> Res<i128> {
    let failure = (1.0 - p).log2();
    let (mut successes, mut trials) = (0, 0i128);
    if failure == 0.0 {
        return Ok(0);
    }
    loop {
        let gap = (uniform.round()?.log2() / failure).floor() as i128;
        trials = trials.saturating_add(gap).saturating_add(1);
        if trials > n {
            return Ok(successes);
        }
        successes += 1;
    }
}

fn binomial_btrs(uniform: &Uniform, n: i128, p: f64) -> Res<i128> {
    let spread = (n as f64 * p * (1.0 - p)).sqrt();
    let b = 1.15 + 2.53 * spread;
    let a = -0.0873 + 0.0248 * b + 0.01 * p;
    let c = n as f64 * p + 0.5;
    let surely = 0.92 - 4.2 / b;
    let log_choices = |k: i128| lgamma((k + 1) as f64) + lgamma((n - k + 1) as f64);
    loop {
        let u = uniform.round()? - 0.5;
        let us = 0.5 - u.abs();
        let k = ((2.0 * a / us + b) * u + c).floor() as i128;
        if k < 0 || k > n {
            continue;
        }
        let v = uniform.next()?;
        if us >= 0.07 && v <= surely {
            return Ok(k);
        }
        // outside the squeeze, the density decides
        let mode = ((n + 1) as f64 * p).floor() as i128;
        let odds = (p / (1.0 - p)).ln();
        let scaled = v * ((2.83 + 5.1 / b) * spread / (a / (us * us) + b));
        let density = log_choices(mode) - lgamma((k + 1) as f64) - lgamma((n - k + 1) as f64) + (k - mode) as f64 * odds;
        if scaled.ln() <= density {
            return Ok(k);
        }
    }
}
