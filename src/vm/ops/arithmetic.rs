//! Arithmetic, bit operations, comparison to a value: integers and floats in the word first, the protocol for the rest.

use super::*;
use crate::object::layouts::Str;
use crate::object::{BinOp, CmpOp, UnOp};
use crate::types::set_table::{has_key, has_plain};
use crate::vm::intern::names;

/// `a + b` of two tagged integers: one add and a look at the overflow flag.
#[inline(always)]
fn add_small(a: Value, b: Value) -> Option<Value> {
    let (r, over) = (a.0 as i64).overflowing_add((b.0 - 1) as i64);
    if over { None } else { Some(Value(r as u64)) }
}

#[inline(always)]
fn sub_small(a: Value, b: Value) -> Option<Value> {
    let (r, over) = (a.0 as i64).overflowing_sub((b.0 - 1) as i64);
    if over { None } else { Some(Value(r as u64)) }
}

#[inline(always)]
fn mul_small(a: Value, b: Value) -> Option<Value> {
    let (r, over) = a.small().overflowing_mul((b.0 - 1) as i64);
    if over { None } else { Some(Value((r + 1) as u64)) }
}

/// Python's `%` of two tagged integers; `None` for a divisor of zero.
#[inline(always)]
fn mod_small(a: Value, b: Value) -> Option<Value> {
    let (x, y) = (a.small(), b.small());
    if y == 0 {
        return None;
    }
    let r = if ((x | y) as u64) >> 32 == 0 { (x as u32 % y as u32) as i64 } else { x.wrapping_rem(y) };
    Some(Value::small_int(if r != 0 && (r ^ y) < 0 { r + y } else { r }))
}

/// Python's `//` of two tagged integers; `None` for a divisor of zero or a result past 63 bits.
#[inline(always)]
fn floor_div_small(a: Value, b: Value) -> Option<Value> {
    let (x, y) = (a.small(), b.small());
    if y == 0 {
        return None;
    }
    if ((x | y) as u64) >> 32 == 0 {
        return Some(Value::small_int((x as u32 / y as u32) as i64));
    }
    let q = x.wrapping_div(y);
    Value::try_int(if (x % y != 0) && ((x < 0) != (y < 0)) { q - 1 } else { q })
}

#[inline(always)]
fn shl_small(a: Value, b: Value) -> Option<Value> {
    let (x, n) = (a.small(), b.small());
    if !(0..62).contains(&n) {
        return None;
    }
    let r = x << n;
    if r >> n == x { Value::try_int(r) } else { None }
}

#[inline(always)]
fn shr_small(a: Value, b: Value) -> Option<Value> {
    let n = b.small();
    if n < 0 { None } else { Some(Value::small_int(a.small() >> n.min(63))) }
}

#[inline(always)]
fn and_small(a: Value, b: Value) -> Option<Value> {
    Some(Value(a.0 & b.0))
}

#[inline(always)]
fn or_small(a: Value, b: Value) -> Option<Value> {
    Some(Value(a.0 | b.0))
}

#[inline(always)]
fn xor_small(a: Value, b: Value) -> Option<Value> {
    Some(Value((a.0 ^ b.0) | 1))
}

#[inline(always)]
fn no_float(_: f64, _: f64) -> Option<Value> {
    None
}

#[inline(always)]
fn no_small(_: Value, _: Value) -> Option<Value> {
    None
}

#[inline(always)]
fn div_float(a: f64, b: f64) -> Option<Value> {
    if b == 0.0 { None } else { Value::try_float(a / b) }
}

/// A whole quotient of integers that doubles hold exactly.
#[inline(always)]
fn div_small(a: Value, b: Value) -> Option<Value> {
    let (x, y) = (a.small(), b.small());
    const EXACT: i64 = 1 << 53;
    if y == 0 || x.abs() > EXACT || y.abs() > EXACT { None } else { Value::try_float(x as f64 / y as f64) }
}

/// An operator of two registers, the protocol's way or by a method that is entered in place.
#[inline(always)]
unsafe fn slow_binary(vm: &Vm, pc: *const u64, fp: *mut Value, word: u64, op: BinOp) -> (*const u64, *mut Value) {
    // SAFETY: by the handlers' contract.
    unsafe {
        let (x, y, in_place) = (get(fp, b(word)), get(fp, c(word)), imm(word) != 0);
        if !in_place && let Some(to) = enter_binary(vm, pc, fp, op, x, y) {
            return to;
        }
        vm.save(pc, fp);
        finish(vm, pc, fp, word, vm.binary_op(op, x, y, in_place))
    }
}

macro_rules! binary {
    ($($name:ident $slow:ident $small:ident $float:expr;)*) => {$(
        #[cold]
        #[inline(never)]
        unsafe fn $slow(vm: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> (*const u64, *mut Value) {
            // SAFETY: by the handlers' contract.
            unsafe { slow_binary(vm, pc, fp, word, BinOp::$name) }
        }
        #[inline(always)]
        pub unsafe fn $name(_: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> Next {
            // SAFETY: by the handlers' contract.
            unsafe {
                let (x, y) = (get(fp, b(word)), get(fp, c(word)));
                if Value::both_small(x, y) {
                    if let Some(r) = $small(x, y) {
                        set(fp, a(word), r);
                        return Go(pc.add(1), fp);
                    }
                    return Slow($slow);
                }
                if Value::both_flonum(x, y) {
                    let f: fn(f64, f64) -> Option<Value> = $float;
                    if let Some(r) = f(x.flonum(), y.flonum()) {
                        set(fp, a(word), r);
                        return Go(pc.add(1), fp);
                    }
                }
                Slow($slow)
            }
        }
    )*};
}

binary! {
    Add slow_add add_small |x, y| Value::try_float(x + y);
    Sub slow_sub sub_small |x, y| Value::try_float(x - y);
    Mul slow_mul mul_small |x, y| Value::try_float(x * y);
    Div slow_div div_small div_float;
    FloorDiv slow_floor_div floor_div_small no_float;
    Mod slow_mod mod_small no_float;
    Pow slow_pow no_small no_float;
    MatMul slow_mat_mul no_small no_float;
    And slow_and and_small no_float;
    Or slow_or or_small no_float;
    Xor slow_xor xor_small no_float;
    Shl slow_shl shl_small no_float;
    Shr slow_shr shr_small no_float;
}

macro_rules! immediate {
    ($($name:ident $op:ident $slow:ident $small:ident $float:expr;)*) => {$(
        slow!($slow, |vm, fp, word| vm.binary_op(BinOp::$op, get(fp, b(word)), Value::small_int(imm(word)), c(word) != 0));
        #[inline(always)]
        pub unsafe fn $name(_: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> Next {
            // SAFETY: by the handlers' contract.
            unsafe {
                let x = get(fp, b(word));
                if x.is_small_int() {
                    if let Some(r) = $small(x, Value::small_int(imm(word))) {
                        set(fp, a(word), r);
                        return Go(pc.add(1), fp);
                    }
                    return Slow($slow);
                }
                if x.is_flonum() {
                    let f: fn(f64, f64) -> Option<Value> = $float;
                    if let Some(r) = f(x.flonum(), imm(word) as f64) {
                        set(fp, a(word), r);
                        return Go(pc.add(1), fp);
                    }
                }
                Slow($slow)
            }
        }
    )*};
}

immediate! {
    AddI Add slow_add_i add_small |x, y| Value::try_float(x + y);
    SubI Sub slow_sub_i sub_small |x, y| Value::try_float(x - y);
    MulI Mul slow_mul_i mul_small |x, y| Value::try_float(x * y);
    FloorDivI FloorDiv slow_floor_div_i floor_div_small no_float;
    ModI Mod slow_mod_i mod_small no_float;
    AndI And slow_and_i and_small no_float;
    ShlI Shl slow_shl_i shl_small no_float;
    ShrI Shr slow_shr_i shr_small no_float;
}

macro_rules! constant {
    ($($name:ident $op:ident $slow:ident $float:expr;)*) => {$(
        #[cold]
        #[inline(never)]
        unsafe fn $slow(vm: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> (*const u64, *mut Value) {
            vm.save(pc, fp);
            // SAFETY: by the handlers' contract; the second word is the constant.
            unsafe {
                let result = vm.binary_op(BinOp::$op, get(fp, b(word)), Value(cache(pc)), c(word) != 0);
                finish(vm, pc, fp, word, result)
            }
        }
        #[inline(always)]
        pub unsafe fn $name(_: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> Next {
            // SAFETY: by the handlers' contract; the second word is the constant.
            unsafe {
                let (x, y) = (get(fp, b(word)), Value(cache(pc)));
                if Value::both_flonum(x, y) {
                    let f: fn(f64, f64) -> Option<Value> = $float;
                    if let Some(r) = f(x.flonum(), y.flonum()) {
                        set(fp, a(word), r);
                        return Go(pc.add(2), fp);
                    }
                }
                Slow($slow)
            }
        }
    )*};
}

constant! {
    AddK Add slow_add_k |x, y| Value::try_float(x + y);
    SubK Sub slow_sub_k |x, y| Value::try_float(x - y);
    MulK Mul slow_mul_k |x, y| Value::try_float(x * y);
    DivK Div slow_div_k div_float;
}

slow!(slow_neg, |vm, fp, word| vm.unary_op(UnOp::Neg, get(fp, b(word))));
#[inline(always)]
pub unsafe fn Neg(_: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> Next {
    // SAFETY: by the handlers' contract.
    unsafe {
        let x = get(fp, b(word));
        let r = if x.is_small_int() {
            Value::try_int(-x.small())
        } else if x.is_flonum() {
            Value::try_float(-x.flonum())
        } else {
            None
        };
        match r {
            Some(r) => {
                set(fp, a(word), r);
                Go(pc.add(1), fp)
            }
            None => Slow(slow_neg),
        }
    }
}

slow_op! {
    Pos, slow_pos, |vm, fp, word| vm.unary_op(UnOp::Pos, get(fp, b(word)));
    Invert, slow_invert, |vm, fp, word| vm.unary_op(UnOp::Invert, get(fp, b(word)));
}

slow!(slow_not, |vm, fp, word| vm.truth(get(fp, b(word))).map(|t| Value::bool(!t)));
#[inline(always)]
pub unsafe fn Not(_: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> Next {
    // SAFETY: by the handlers' contract.
    unsafe {
        let x = get(fp, b(word));
        if x.is_bool() {
            set(fp, a(word), Value::bool(x == Value::FALSE));
            return Go(pc.add(1), fp);
        }
        Slow(slow_not)
    }
}

slow!(slow_to_bool, |vm, fp, word| vm.truth(get(fp, b(word))).map(Value::bool));
#[inline(always)]
pub unsafe fn ToBool(_: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> Next {
    // SAFETY: by the handlers' contract.
    unsafe {
        let x = get(fp, b(word));
        if x.is_bool() {
            set(fp, a(word), x);
            return Go(pc.add(1), fp);
        }
        Slow(slow_to_bool)
    }
}

/// The answer for two exact `str`s, where it needs no more than their bytes.
#[inline(always)]
pub(super) fn compare_text(op: CmpOp, x: Value, y: Value) -> Option<bool> {
    if !x.is_exact_str() || !y.is_exact_str() {
        return None;
    }
    match op {
        CmpOp::Eq => Some(x == y || x.expect::<Str>().bytes() == y.expect::<Str>().bytes()),
        CmpOp::Ne => Some(x != y && x.expect::<Str>().bytes() != y.expect::<Str>().bytes()),
        _ => None,
    }
}

macro_rules! comparison {
    ($($name:ident $slow:ident $op:tt;)*) => {$(
        #[cold]
        #[inline(never)]
        unsafe fn $slow(vm: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> (*const u64, *mut Value) {
            // SAFETY: by the handlers' contract.
            unsafe {
                let (x, y) = (get(fp, b(word)), get(fp, c(word)));
                if let Some(answer) = compare_text(CmpOp::$name, x, y) {
                    set(fp, a(word), Value::bool(answer));
                    return (pc.add(1), fp);
                }
                if let Some(to) = enter_compare(vm, pc, fp, CmpOp::$name, x, y) {
                    return to;
                }
                vm.save(pc, fp);
                finish(vm, pc, fp, word, vm.compare(CmpOp::$name, x, y))
            }
        }
        #[inline(always)]
        pub unsafe fn $name(_: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> Next {
            // SAFETY: by the handlers' contract.
            unsafe {
                let (x, y) = (get(fp, b(word)), get(fp, c(word)));
                if Value::both_small(x, y) {
                    set(fp, a(word), Value::bool((x.0 as i64) $op (y.0 as i64)));
                    return Go(pc.add(1), fp);
                }
                if Value::both_flonum(x, y) {
                    set(fp, a(word), Value::bool(x.flonum() $op y.flonum()));
                    return Go(pc.add(1), fp);
                }
                Slow($slow)
            }
        }
    )*};
}

comparison! {
    Lt slow_lt <;
    Le slow_le <=;
    Gt slow_gt >;
    Ge slow_ge >=;
    Eq slow_eq ==;
    Ne slow_ne !=;
}

#[inline(always)]
pub unsafe fn Is(_: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> Next {
    // SAFETY: by the handlers' contract.
    unsafe {
        set(fp, a(word), Value::bool(get(fp, b(word)) == get(fp, c(word))));
        Go(pc.add(1), fp)
    }
}

#[inline(always)]
pub unsafe fn IsNot(_: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> Next {
    // SAFETY: by the handlers' contract.
    unsafe {
        set(fp, a(word), Value::bool(get(fp, b(word)) != get(fp, c(word))));
        Go(pc.add(1), fp)
    }
}

macro_rules! membership {
    ($($name:ident, $slow:ident, $yes:literal;)*) => {$(
        #[cold]
        #[inline(never)]
        unsafe fn $slow(vm: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> (*const u64, *mut Value) {
            // SAFETY: by the handlers' contract.
            unsafe {
                let (o, item) = (get(fp, c(word)), get(fp, b(word)));
                if let Some(there) = has_key(vm, o, item) {
                    set(fp, a(word), Value::bool(there == $yes));
                    return (pc.add(1), fp);
                }
                if let Some(to) = enter_special(vm, pc, fp, o, names::CONTAINS.get(), item) {
                    return to;
                }
                vm.save(pc, fp);
                finish(vm, pc, fp, word, vm.contains(o, item).map(|there| Value::bool(there == $yes)))
            }
        }
        #[inline(always)]
        pub unsafe fn $name(_: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> Next {
            // SAFETY: by the handlers' contract.
            unsafe {
                let Some(there) = has_plain(get(fp, c(word)), get(fp, b(word))) else { return Slow($slow) };
                set(fp, a(word), Value::bool(there == $yes));
                Go(pc.add(1), fp)
            }
        }
    )*};
}

membership! {
    In, slow_in, true;
    NotIn, slow_not_in, false;
}
