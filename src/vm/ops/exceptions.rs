//! Raising, handling, and the end of `with` blocks.

use super::*;
use crate::object::layouts::Exception;

#[cold]
#[inline(never)]
unsafe fn slow_raise(vm: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> (*const u64, *mut Value) {
    vm.save(pc, fp);
    // SAFETY: by the handlers' contract.
    unsafe {
        let raised = match c(word) {
            0 if vm.handled.get().is_object() => return crate::vm::unwind::reraise(vm, vm.reraise_handled()),
            0 => vm.reraise_handled(),
            1 => vm.raise_statement(get(fp, a(word)), None),
            _ => vm.raise_statement(get(fp, a(word)), Some(get(fp, b(word)))),
        };
        crate::vm::unwind::unwind(vm, raised)
    }
}

#[inline(always)]
pub unsafe fn Raise(_: &Vm, _: *const u64, _: *mut Value, _: u64) -> Next {
    Slow(slow_raise)
}

#[cold]
#[inline(never)]
unsafe fn slow_reraise(vm: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> (*const u64, *mut Value) {
    vm.save(pc, fp);
    // SAFETY: by the handlers' contract.
    unsafe {
        let raised = vm.put_raised(get(fp, a(word)));
        crate::vm::unwind::reraise(vm, raised)
    }
}

#[inline(always)]
pub unsafe fn Reraise(_: &Vm, _: *const u64, _: *mut Value, _: u64) -> Next {
    Slow(slow_reraise)
}

#[inline(always)]
pub unsafe fn PushExc(vm: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> Next {
    // SAFETY: by the handlers' contract. "None handled" is kept as `None`, which every register may hold.
    unsafe {
        let old = vm.handled.replace(get(fp, a(word)));
        set(fp, b(word), if old.is_unbound() { Value::NONE } else { old });
        Go(pc.add(1), fp)
    }
}

#[inline(always)]
pub unsafe fn PopExc(vm: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> Next {
    // SAFETY: by the handlers' contract.
    unsafe {
        let old = get(fp, a(word));
        vm.handled.set(if old.is_none() { Value::UNBOUND } else { old });
        Go(pc.add(1), fp)
    }
}

slow_op! {
    MatchExc, slow_match_exc, |vm, fp, word| vm.match_exception(get(fp, b(word)), get(fp, c(word))).map(Value::bool);
    PrepReraiseStar, slow_prep_reraise_star, |vm, fp, word| vm.prepare_reraise_star(get(fp, b(word)), get(fp, c(word)));
}

slow_unit_op! {
    MatchExcStar, slow_match_exc_star, |vm, fp, word| {
        let (rest, matching) = vm.match_exception_group(get(fp, b(word)), get(fp, c(word)))?;
        set(fp, a(word), rest);
        set(fp, a(word) + 1, matching);
        Ok(())
    };
}

#[cold]
#[inline(never)]
unsafe fn slow_with_except(vm: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> (*const u64, *mut Value) {
    vm.save(pc, fp);
    // SAFETY: by the handlers' contract.
    unsafe {
        let (base, e) = (a(word), get(fp, b(word)));
        let traceback = e.cast::<Exception>().map_or(Value::NONE, |x| x.traceback.get().given().unwrap_or(Value::NONE));
        let (f, this) = (get(fp, base), get(fp, base + 3));
        let four = [this, e.typ().value(), e, traceback];
        let args = if this.is_unbound() { &four[1..] } else { &four[..] };
        let result = vm.call(f, args);
        finish(vm, pc, fp, word, result)
    }
}

#[inline(always)]
pub unsafe fn WithExcept(_: &Vm, _: *const u64, _: *mut Value, _: u64) -> Next {
    Slow(slow_with_except)
}
