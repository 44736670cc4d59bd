//! Constants computed at compile time: what an expression of constants is worth, when that is sure and small.
//!
//! Folding never changes what a program does: whatever could raise, or grow beyond CPython's limits, is left to the
//! machine.

use std::sync::Arc;

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{Signed, ToPrimitive, Zero};

use crate::bytecode::Const;
use crate::syntax::ast::{Constant, Expr, ExprKind, Operator, UnaryOp};
use crate::text::quick_map::QuickMap;

const MAX_INT_BITS: u64 = 128;
const MAX_ITEMS: usize = 256;
const MAX_TEXT: usize = 4096;

/// Values of the expressions that `fold` has found constant, by the node's address.
pub(super) type Folded = QuickMap<usize, Const>;

/// The constant that an expression is, if it is one.
pub(super) fn value(expr: &Expr, folded: &Folded) -> Option<Const> {
    match &expr.kind {
        ExprKind::Constant(constant) => Some(literal(constant)),
        _ => folded.get(&(expr as *const Expr as usize)).cloned(),
    }
}

/// A literal as a constant.
pub(super) fn literal(constant: &Constant) -> Const {
    match constant {
        Constant::None => Const::None,
        Constant::True => Const::True,
        Constant::False => Const::False,
        Constant::Ellipsis => Const::Ellipsis,
        Constant::Int(value) => int(value.clone()),
        Constant::Float(value) => Const::Float(*value),
        Constant::Complex(value) => Const::Complex(0.0, *value),
        Constant::Str(text) => Const::Str(text.clone()),
        Constant::Bytes(data) => Const::Bytes(data.clone()),
        Constant::Tuple(items) => Const::Tuple(items.iter().map(literal).collect()),
        Constant::FrozenSet(items) => Const::FrozenSet(items.iter().map(literal).collect()),
    }
}

fn int(value: BigInt) -> Const {
    match value.to_i64() {
        Some(small) => Const::Int(small),
        None => Const::Big(Arc::new(value)),
    }
}

/// The truth of a constant.
pub(super) fn truth(value: &Const) -> bool {
    match value {
        Const::None | Const::False => false,
        Const::True | Const::Ellipsis | Const::Slice(_) | Const::Code(_) => true,
        Const::Int(value) => *value != 0,
        Const::Big(value) => !value.is_zero(),
        Const::Float(value) => *value != 0.0,
        Const::Complex(re, im) => *re != 0.0 || *im != 0.0,
        Const::Str(text) => !text.is_empty(),
        Const::Bytes(data) => !data.is_empty(),
        Const::Tuple(items) | Const::FrozenSet(items) => !items.is_empty(),
    }
}

/// The value of a compound expression whose parts were folded before it.
pub(super) fn fold(expr: &Expr, folded: &Folded) -> Option<Const> {
    match &expr.kind {
        ExprKind::UnaryOp { op, operand } => unary(*op, value(operand, folded)?),
        ExprKind::BinOp { left, op, right } => binary(value(left, folded)?, *op, value(right, folded)?),
        ExprKind::Tuple { elts } => {
            let items: Option<Vec<Const>> = elts.iter().map(|elt| value(elt, folded)).collect();
            Some(Const::Tuple(items?.into()))
        }
        ExprKind::Subscript { value: object, slice } => item(value(object, folded)?, value(slice, folded)?),
        ExprKind::Slice { lower, upper, step } => {
            let part = |part: &Option<Box<Expr>>| match part {
                None => Some(Const::None),
                Some(part) => value(part, folded),
            };
            Some(Const::Slice(Arc::new([part(lower)?, part(upper)?, part(step)?])))
        }
        _ => None,
    }
}

fn unary(op: UnaryOp, operand: Const) -> Option<Const> {
    match (op, operand) {
        (UnaryOp::Not, operand) => Some(if truth(&operand) { Const::False } else { Const::True }),
        (UnaryOp::USub, Const::Float(value)) => Some(Const::Float(-value)),
        (UnaryOp::UAdd, Const::Float(value)) => Some(Const::Float(value)),
        (UnaryOp::USub, Const::Complex(re, im)) => Some(Const::Complex(-re, -im)),
        (UnaryOp::UAdd, Const::Complex(re, im)) => Some(Const::Complex(re, im)),
        (UnaryOp::Invert, Const::True | Const::False) => None,
        (op, operand) => {
            let operand = integer(&operand)?;
            Some(int(match op {
                UnaryOp::USub => -operand,
                UnaryOp::UAdd => operand,
                _ => -operand - 1,
            }))
        }
    }
}

fn integer(value: &Const) -> Option<BigInt> {
    match value {
        Const::Int(value) => Some((*value).into()),
        Const::Big(value) => Some((**value).clone()),
        Const::True => Some(1.into()),
        Const::False => Some(0.into()),
        _ => None,
    }
}

/// A float, or an integer that a float holds exactly.
fn float(value: &Const) -> Option<f64> {
    match value {
        Const::Float(value) => Some(*value),
        Const::Int(value) if value.unsigned_abs() <= 1 << 53 => Some(*value as f64),
        Const::True => Some(1.0),
        Const::False => Some(0.0),
        _ => None,
    }
}

fn binary(left: Const, op: Operator, right: Const) -> Option<Const> {
    if let (Some(a), Some(b)) = (integer(&left), integer(&right)) {
        if op == Operator::Div {
            let (a, b) = (float(&left)?, float(&right)?);
            return (b != 0.0).then(|| Const::Float(a / b));
        }
        if matches!((&left, &right), (Const::True | Const::False, Const::True | Const::False))
            && matches!(op, Operator::BitAnd | Operator::BitOr | Operator::BitXor)
        {
            return None;
        }
        return integers(a, op, b).map(int);
    }
    if matches!(left, Const::Float(_)) || matches!(right, Const::Float(_)) {
        return floats(float(&left)?, op, float(&right)?).map(Const::Float);
    }
    if let (Some((re, im)), Some((re2, im2))) = (complex(&left), complex(&right)) {
        return match op {
            Operator::Add => Some(Const::Complex(re + re2, im + im2)),
            // A real operand leaves the other's imaginary part alone (C99, annex G).
            Operator::Sub => Some(match (&left, &right) {
                (Const::Complex(..), Const::Complex(..)) => Const::Complex(re - re2, im - im2),
                (Const::Complex(..), _) => Const::Complex(re - re2, im),
                _ => Const::Complex(re - re2, -im2),
            }),
            _ => None,
        };
    }
    match (left, op, right) {
        (Const::Str(a), Operator::Add, Const::Str(b)) if a.len() + b.len() <= MAX_TEXT => Some(Const::Str(join(&a, &b))),
        (Const::Bytes(a), Operator::Add, Const::Bytes(b)) if a.len() + b.len() <= MAX_TEXT => Some(Const::Bytes(join(&a, &b))),
        (Const::Tuple(a), Operator::Add, Const::Tuple(b)) if a.len() + b.len() <= MAX_ITEMS => {
            Some(Const::Tuple(a.iter().chain(b.iter()).cloned().collect()))
        }
        (sequence, Operator::Mult, Const::Int(count)) | (Const::Int(count), Operator::Mult, sequence) => repeat(sequence, count),
        _ => None,
    }
}

fn complex(value: &Const) -> Option<(f64, f64)> {
    match value {
        Const::Complex(re, im) => Some((*re, *im)),
        other => Some((float(other)?, 0.0)),
    }
}

/// Two texts that end and begin with halves of a surrogate pair stay what they are: halves never join.
fn join(a: &[u8], b: &[u8]) -> Arc<[u8]> {
    [a, b].concat().into()
}

fn repeat(sequence: Const, count: i64) -> Option<Const> {
    let count = usize::try_from(count.max(0)).ok()?;
    let fits = |length: usize, limit: usize| length.checked_mul(count).is_some_and(|total| total <= limit);
    match sequence {
        Const::Str(text) if fits(text.len(), MAX_TEXT) => Some(Const::Str(text.repeat(count).into())),
        Const::Bytes(data) if fits(data.len(), MAX_TEXT) => Some(Const::Bytes(data.repeat(count).into())),
        Const::Tuple(items) if fits(items.len(), MAX_ITEMS) => Some(Const::Tuple((0..count).flat_map(|_| items.iter().cloned()).collect())),
        _ => None,
    }
}

fn integers(a: BigInt, op: Operator, b: BigInt) -> Option<BigInt> {
    let small = |value: BigInt| Some(value);
    match op {
        Operator::Add => small(a + b),
        Operator::Sub => small(a - b),
        Operator::Mult if a.bits() + b.bits() <= MAX_INT_BITS => small(a * b),
        Operator::FloorDiv if !b.is_zero() => small(a.div_floor(&b)),
        Operator::Mod if !b.is_zero() => small(a.mod_floor(&b)),
        Operator::Pow if !b.is_negative() => {
            let exponent = b.to_u32()?;
            (a.bits().checked_mul(exponent as u64)? <= MAX_INT_BITS).then(|| a.pow(exponent))
        }
        Operator::LShift if !b.is_negative() => {
            let places = b.to_u64()?;
            (places <= MAX_INT_BITS && a.bits() + places <= MAX_INT_BITS).then(|| a << places)
        }
        Operator::RShift if !b.is_negative() => Some(a >> b.to_u32()?),
        Operator::BitOr => Some(a | b),
        Operator::BitXor => Some(a ^ b),
        Operator::BitAnd => Some(a & b),
        _ => None,
    }
}

fn floats(a: f64, op: Operator, b: f64) -> Option<f64> {
    match op {
        Operator::Add => Some(a + b),
        Operator::Sub => Some(a - b),
        Operator::Mult => Some(a * b),
        Operator::Div if b != 0.0 => Some(a / b),
        Operator::Pow if a > 0.0 => Some(a.powf(b)).filter(|value| value.is_finite()),
        _ => None,
    }
}

fn item(object: Const, index: Const) -> Option<Const> {
    let Const::Int(index) = index else { return None };
    let place = |length: usize| {
        let at = if index < 0 { index.checked_add(length as i64)? } else { index };
        usize::try_from(at).ok().filter(|&at| at < length)
    };
    match object {
        Const::Str(text) if text.is_ascii() => {
            let at = place(text.len())?;
            Some(Const::Str(text[at..=at].into()))
        }
        Const::Bytes(data) => Some(Const::Int(data[place(data.len())?] as i64)),
        Const::Tuple(items) => Some(items[place(items.len())?].clone()),
        _ => None,
    }
}
