//! Hash, comparison and arithmetic of `datetime`s.
//!
//! Two of one zone are compared as clocks show them. Two of different zones are compared in UTC; so that what is equal has equal
//! hashes, one whose offset depends on `fold` equals none of another zone. Without a zone on one side they are never equal, and
//! in no order.

use crate::object::{BinOp, CmpOp, Res, Value};
use crate::text::hash::hash_bytes;
use crate::vm::Vm;

use super::fields::{Span, Stamp, StampData, new_span, new_stamp, span_of, stamp_of, stamp_of_class};
use super::timedelta;
use super::zone::{UTCOFFSET, is_silent, offset_of};

pub fn hash(vm: &Vm, v: Value) -> Res<i64> {
    let data = v.payload::<StampData>().ok_or_else(|| vm.type_error("a datetime is needed"))?;
    if let Some(known) = data.hash.get() {
        return Ok(known);
    }
    let Some(s) = stamp_of(v) else { return Ok(0) };
    // the zone must not see a fold
    let asked = if s.fold && !is_silent(s.zone) { new_stamp(vm, Stamp { fold: false, ..s }) } else { v };
    let Some(offset) = offset_of(vm, s.zone, &UTCOFFSET, asked)? else {
        let mut packed = [0; 10];
        packed[..4].copy_from_slice(&s.day.packed());
        packed[4..].copy_from_slice(&s.clock.packed());
        return Ok(hash_bytes(&packed) as i64);
    };
    let since = Span { days: s.day.ordinal(), seconds: s.clock.seconds(), micros: s.clock.micro as i32 };
    let (days, seconds, micros) = since.minus(offset);
    Ok(data.hash.keep(timedelta::hash(Span::of(days, seconds, micros))))
}

pub fn compare(vm: &Vm, op: CmpOp, a: Value, b: Value) -> Res {
    let (Some(x), Some(y)) = (stamp_of(a), stamp_of(b)) else { return Ok(Value::NOT_IMPLEMENTED) };
    let plainly = || (x.day, x.clock).cmp(&(y.day, y.clock));
    if x.zone == y.zone {
        return Ok(Value::bool(op.of(plainly())));
    }
    let offset_a = offset_of(vm, x.zone, &UTCOFFSET, a)?;
    let offset_b = offset_of(vm, y.zone, &UTCOFFSET, b)?;
    let equality = matches!(op, CmpOp::Eq | CmpOp::Ne);
    let order = match (offset_a, offset_b) {
        (offset_a, offset_b) if offset_a == offset_b => plainly(),
        (Some(_), Some(_)) => difference(vm, a, x, b, y)?.cmp(&Span::ZERO),
        _ if equality => return Ok(Value::bool(op == CmpOp::Ne)),
        _ => return Err(vm.type_error("can't compare offset-naive and offset-aware datetimes")),
    };
    if equality && order.is_eq() && (depends_on_fold(vm, x, offset_a)? || depends_on_fold(vm, y, offset_b)?) {
        return Ok(Value::bool(op == CmpOp::Ne));
    }
    Ok(Value::bool(op.of(order)))
}

/// Has the time another offset the other time that clocks show it?
fn depends_on_fold(vm: &Vm, s: Stamp, offset: Option<Span>) -> Res<bool> {
    if is_silent(s.zone) {
        return Ok(false);
    }
    let other = new_stamp(vm, Stamp { fold: !s.fold, ..s });
    Ok(offset_of(vm, s.zone, &UTCOFFSET, other)? != offset)
}

/// `a - b`
fn difference(vm: &Vm, a: Value, x: Stamp, b: Value, y: Stamp) -> Res<Span> {
    let between = x.minus(y);
    if x.zone == y.zone {
        return Ok(between);
    }
    let offset_a = offset_of(vm, x.zone, &UTCOFFSET, a)?;
    let offset_b = offset_of(vm, y.zone, &UTCOFFSET, b)?;
    match (offset_a, offset_b) {
        (None, None) => Ok(between),
        (Some(offset_a), Some(offset_b)) => {
            let (days, seconds, micros) = offset_a.minus(offset_b);
            let (days, seconds, micros) = between.minus(Span::of(days, seconds, micros));
            Ok(Span::of(days, seconds, micros))
        }
        _ => Err(vm.type_error("can't subtract offset-naive and offset-aware datetimes")),
    }
}

pub fn binary(vm: &Vm, op: BinOp, a: Value, b: Value) -> Res {
    match (op, stamp_of(a), stamp_of(b)) {
        (BinOp::Add, Some(x), None) => match span_of(b) {
            Some(s) => moved(vm, a, x, i64::from(s.days), i64::from(s.seconds), i64::from(s.micros)),
            None => Ok(Value::NOT_IMPLEMENTED),
        },
        (BinOp::Add, None, Some(_)) if span_of(a).is_some() => binary(vm, op, b, a),
        (BinOp::Sub, Some(x), None) => match span_of(b) {
            Some(s) => moved(vm, a, x, -i64::from(s.days), -i64::from(s.seconds), -i64::from(s.micros)),
            None => Ok(Value::NOT_IMPLEMENTED),
        },
        (BinOp::Sub, Some(x), Some(y)) => Ok(new_span(vm, difference(vm, a, x, b, y)?)),
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn moved(vm: &Vm, v: Value, s: Stamp, days: i64, seconds: i64, micros: i64) -> Res {
    let later = s.later(vm, days, seconds, micros)?;
    if v.typ().builtin { Ok(new_stamp(vm, later)) } else { stamp_of_class(vm, v.typ().value(), later) }
}
