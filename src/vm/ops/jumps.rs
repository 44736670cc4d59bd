//! Jumps and the fused compare-and-branch, with the safepoint on each backward jump.

use super::*;
use crate::object::CmpOp;
use crate::types::set_table::{has_key, has_plain};
use crate::vm::intern::names;

/// Takes a jump: a safepoint if it goes backwards.
#[inline(always)]
unsafe fn jump(vm: &Vm, pc: *const u64, fp: *mut Value, word: u64, slow: SlowFn) -> Next {
    if imm(word) <= 0 && polled(vm) {
        return Slow(slow);
    }
    // SAFETY: a jump's target is an instruction of the same code.
    Go(unsafe { pc.offset(imm(word) as isize) }, fp)
}

#[cold]
#[inline(never)]
unsafe fn slow_jump(vm: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> (*const u64, *mut Value) {
    vm.save(pc, fp);
    // SAFETY: by the handlers' contract.
    unsafe { finish_jump(vm, pc, fp, word, Ok(true)) }
}

#[inline(always)]
pub unsafe fn Nop(_: &Vm, pc: *const u64, fp: *mut Value, _: u64) -> Next {
    // SAFETY: the next instruction follows.
    Go(unsafe { pc.add(1) }, fp)
}

#[inline(always)]
pub unsafe fn Jump(vm: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> Next {
    // SAFETY: by the handlers' contract.
    unsafe { jump(vm, pc, fp, word, slow_jump) }
}

macro_rules! truth_jumps {
    ($($name:ident $slow:ident $yes:ident $no:ident;)*) => {$(
        #[inline(never)]
        unsafe fn $slow(vm: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> (*const u64, *mut Value) {
            vm.save(pc, fp);
            // SAFETY: by the handlers' contract.
            unsafe { finish_jump(vm, pc, fp, word, vm.truth(get(fp, a(word))).map(|t| Value::bool(t) == Value::$yes)) }
        }
        #[inline(always)]
        pub unsafe fn $name(vm: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> Next {
            // SAFETY: by the handlers' contract.
            unsafe {
                let x = get(fp, a(word));
                if x == Value::$no {
                    return Go(pc.add(1), fp);
                }
                branch();
                if x == Value::$yes {
                    return jump(vm, pc, fp, word, $slow);
                }
                let truth = if x.is_small_int() {
                    Value::bool(x != Value::small_int(0))
                } else if x.is_none() {
                    Value::FALSE
                } else {
                    return Slow($slow);
                };
                if truth == Value::$yes { jump(vm, pc, fp, word, $slow) } else { Go(pc.add(1), fp) }
            }
        }
    )*};
}

truth_jumps! {
    JTrue slow_j_true TRUE FALSE;
    JFalse slow_j_false FALSE TRUE;
}

macro_rules! identity_jumps {
    ($($name:ident |$fp:ident, $word:ident| $test:expr;)*) => {$(
        #[inline(always)]
        pub unsafe fn $name(vm: &Vm, pc: *const u64, $fp: *mut Value, $word: u64) -> Next {
            // SAFETY: by the handlers' contract.
            unsafe {
                if $test {
                    branch();
                    return jump(vm, pc, $fp, $word, slow_jump);
                }
                Go(pc.add(1), $fp)
            }
        }
    )*};
}

identity_jumps! {
    JNone |fp, word| get(fp, a(word)).is_none();
    JNotNone |fp, word| !get(fp, a(word)).is_none();
    JUnbound |fp, word| get(fp, a(word)).is_unbound();
    JIs |fp, word| get(fp, a(word)) == get(fp, b(word));
    JIsNot |fp, word| get(fp, a(word)) != get(fp, b(word));
}

macro_rules! membership_jumps {
    ($($name:ident $slow:ident $yes:literal;)*) => {$(
        #[inline(never)]
        unsafe fn $slow(vm: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> (*const u64, *mut Value) {
            // SAFETY: by the handlers' contract.
            unsafe {
                let (o, item) = (get(fp, b(word)), get(fp, a(word)));
                if let Some(there) = has_key(vm, o, item)
                    && imm(word) > 0
                {
                    return if there == $yes { (pc.offset(imm(word) as isize), fp) } else { (pc.add(1), fp) };
                }
                if let Some(to) = enter_special(vm, pc, fp, o, names::CONTAINS.get(), item) {
                    return to;
                }
                vm.save(pc, fp);
                finish_jump(vm, pc, fp, word, vm.contains(o, item).map(|there| there == $yes))
            }
        }
        #[inline(always)]
        pub unsafe fn $name(vm: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> Next {
            // SAFETY: by the handlers' contract.
            unsafe {
                let Some(there) = has_plain(get(fp, b(word)), get(fp, a(word))) else { return Slow($slow) };
                if there == $yes {
                    branch();
                    return jump(vm, pc, fp, word, $slow);
                }
                Go(pc.add(1), fp)
            }
        }
    )*};
}

membership_jumps! {
    JIn slow_j_in true;
    JNotIn slow_j_not_in false;
}

macro_rules! compare_jumps {
    ($($name:ident $slow:ident $cmp:ident $op:tt $want:literal;)*) => {$(
        #[inline(never)]
        unsafe fn $slow(vm: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> (*const u64, *mut Value) {
            vm.save(pc, fp);
            // SAFETY: by the handlers' contract.
            unsafe {
                let (x, y) = (get(fp, a(word)), get(fp, b(word)));
                if let Some(answer) = compare_text(CmpOp::$cmp, x, y) {
                    return finish_jump(vm, pc, fp, word, Ok(answer == $want));
                }
                if let Some(to) = enter_compare(vm, pc, fp, CmpOp::$cmp, x, y) {
                    return to;
                }
                finish_jump(vm, pc, fp, word, vm.compare_truth(CmpOp::$cmp, x, y).map(|t| t == $want))
            }
        }
        #[inline(always)]
        pub unsafe fn $name(vm: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> Next {
            // SAFETY: by the handlers' contract.
            unsafe {
                let (x, y) = (get(fp, a(word)), get(fp, b(word)));
                if Value::both_small(x, y) {
                    if ((x.0 as i64) $op (y.0 as i64)) == $want {
                        branch();
                        return jump(vm, pc, fp, word, $slow);
                    }
                    return Go(pc.add(1), fp);
                }
                if Value::both_flonum(x, y) {
                    if (x.flonum() $op y.flonum()) == $want {
                        branch();
                        return jump(vm, pc, fp, word, $slow);
                    }
                    return Go(pc.add(1), fp);
                }
                Slow($slow)
            }
        }
    )*};
}

compare_jumps! {
    JLt slow_j_lt Lt < true;
    JNLt slow_jn_lt Lt < false;
    JLe slow_j_le Le <= true;
    JNLe slow_jn_le Le <= false;
    JGt slow_j_gt Gt > true;
    JNGt slow_jn_gt Gt > false;
    JGe slow_j_ge Ge >= true;
    JNGe slow_jn_ge Ge >= false;
    JEq slow_j_eq Eq == true;
    JNEq slow_jn_eq Eq == false;
    JNe slow_j_ne Ne != true;
    JNNe slow_jn_ne Ne != false;
}

macro_rules! immediate_jumps {
    ($($name:ident $slow:ident $cmp:ident $op:tt $want:literal;)*) => {$(
        #[cold]
        #[inline(never)]
        unsafe fn $slow(vm: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> (*const u64, *mut Value) {
            vm.save(pc, fp);
            // SAFETY: by the handlers' contract.
            unsafe {
                let t = vm.compare_truth(CmpOp::$cmp, get(fp, a(word)), Value::small_int(bc(word)));
                finish_jump(vm, pc, fp, word, t.map(|t| t == $want))
            }
        }
        #[inline(always)]
        pub unsafe fn $name(vm: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> Next {
            // SAFETY: by the handlers' contract.
            unsafe {
                let x = get(fp, a(word));
                if x.is_small_int() {
                    if ((x.0 as i64) $op (Value::small_int(bc(word)).0 as i64)) == $want {
                        branch();
                        return jump(vm, pc, fp, word, $slow);
                    }
                    return Go(pc.add(1), fp);
                }
                Slow($slow)
            }
        }
    )*};
}

immediate_jumps! {
    JLtI slow_j_lt_i Lt < true;
    JNLtI slow_jn_lt_i Lt < false;
    JLeI slow_j_le_i Le <= true;
    JNLeI slow_jn_le_i Le <= false;
    JGtI slow_j_gt_i Gt > true;
    JNGtI slow_jn_gt_i Gt > false;
    JGeI slow_j_ge_i Ge >= true;
    JNGeI slow_jn_ge_i Ge >= false;
    JEqI slow_j_eq_i Eq == true;
    JNEqI slow_jn_eq_i Eq == false;
    JNeI slow_j_ne_i Ne != true;
    JNNeI slow_jn_ne_i Ne != false;
}
