//! Operators that a Python method answers: its frame is entered in place, as a call's is, and the machine does not run once more.
//!
//! ```text
//!   asking frame's registers | asking instruction | method or result | ANSWER | asking frame, depth | r0 r1 ... method's registers
//!   fp ...                     top                   top + 1
//! ```
//!
//! The method returns to `ANSWER_WORDS`; their handler, `Answer`, finds the asking instruction and does with the result what that one
//! wants: stores it, or jumps by its truth. What is asked in place is only what is asked first and by one method: where both operands
//! may have a say, an instance and an object of its own class or a builtin one. `NotImplemented` goes on as the protocol does.

use super::*;
use crate::bytecode::Op;
use crate::object::layouts::{Function, Property};
use crate::object::{Args, BinOp, CmpOp, Layout, Ref, Res, Type, exact};
use crate::types::typeobject::initialised;
use crate::types::wrappers::{asked_for_binary, asked_for_comparison, new_of_class};
use crate::vm::call::by_defaults;
use crate::vm::frame::{ANSWER_WORDS, Frame, caller_word, link};
use crate::vm::intern::names;

/// Where the machine goes on, if a frame was entered.
pub(super) type Entered = Option<(*const u64, *mut Value)>;

/// Enters a method for the instruction at `pc`; `None`, and nothing done, if it is no Python function of so many parameters, or
/// something is unusual.
#[inline(always)]
pub(super) unsafe fn enter_answer<const N: usize>(vm: &Vm, pc: *const u64, fp: *mut Value, method: Value, args: [Value; N]) -> Entered {
    // SAFETY: by the handlers' contract.
    unsafe {
        let (function, callee, depth) = room_for(vm, fp, method)?;
        if function.simple_args.load(Ordering::Relaxed) as usize != N {
            return None;
        }
        for (i, v) in args.into_iter().enumerate() {
            *callee.add(i) = v;
        }
        Some(enter(pc, fp, function, callee, depth))
    }
}

/// The function behind a method, where its registers would stand, and its depth.
#[inline(always)]
unsafe fn room_for(vm: &Vm, fp: *mut Value, method: Value) -> Option<(Ref<Function>, *mut Value, u32)> {
    if !method.has_shape(exact(Layout::Function)) || polled(vm) {
        return None;
    }
    let function = method.expect::<Function>();
    // SAFETY: by the handlers' contract; above a frame's registers the words up to the stack's limit are free.
    unsafe {
        let callee = Frame(fp).top().add(4);
        Some((function, callee, depth_for(vm, fp, &function, callee)?))
    }
}

/// Links the frame at `callee`, its parameters filled.
#[inline(always)]
unsafe fn enter(pc: *const u64, fp: *mut Value, function: Ref<Function>, callee: *mut Value, depth: u32) -> (*const u64, *mut Value) {
    // SAFETY: by the handlers' contract; the words below belong to the machine.
    unsafe {
        *callee.sub(4) = Value(pc as u64);
        *callee.sub(3) = function.value();
        *callee.sub(2) = link(ANSWER_WORDS.as_ptr(), 0);
        *callee.sub(1) = caller_word(fp, depth);
    }
    (function.entry, callee)
}

/// The class of an instance that alone is asked first beside `other`.
#[inline(always)]
fn class_beside(object: Value, other: Value) -> Option<&'static Type> {
    if !object.is_object() || object.layout() != Layout::Instance {
        return None;
    }
    let (t, beside) = (object.typ(), other.typ());
    (std::ptr::eq(t, beside) || beside.builtin).then_some(t)
}

/// `x op y` of an instance.
#[inline(always)]
pub(super) unsafe fn enter_binary(vm: &Vm, pc: *const u64, fp: *mut Value, op: BinOp, x: Value, y: Value) -> Entered {
    let t = class_beside(x, y)?;
    let method = vm.type_lookup(t, asked_for_binary(t, op)?)?;
    // SAFETY: by the handlers' contract.
    unsafe { enter_answer(vm, pc, fp, method, [x, y]) }
}

/// A comparison by an instance.
#[inline(always)]
pub(super) unsafe fn enter_compare(vm: &Vm, pc: *const u64, fp: *mut Value, op: CmpOp, x: Value, y: Value) -> Entered {
    let t = class_beside(x, y)?;
    let method = vm.type_lookup(t, asked_for_comparison(t, op)?)?;
    // SAFETY: by the handlers' contract.
    unsafe { enter_answer(vm, pc, fp, method, [x, y]) }
}

/// An item of, or a membership in, an instance: `name` says which.
#[inline(always)]
pub(super) unsafe fn enter_special(vm: &Vm, pc: *const u64, fp: *mut Value, o: Value, name: Value, arg: Value) -> Entered {
    if !o.is_object() || o.typ().builtin {
        return None;
    }
    let method = vm.type_lookup(o.typ(), name)?;
    // SAFETY: by the handlers' contract.
    unsafe { enter_answer(vm, pc, fp, method, [o, arg]) }
}

/// An attribute that `__getattr__` gives, which was not found otherwise.
pub(super) unsafe fn enter_get_attr(vm: &Vm, pc: *const u64, fp: *mut Value, o: Value, name: Value) -> Entered {
    let method = vm.type_lookup(o.typ(), names::GETATTR.get())?;
    // SAFETY: by the handlers' contract.
    unsafe { enter_answer(vm, pc, fp, method, [o, name]) }
}

/// What a descriptor of a class written in Python gives.
pub(super) unsafe fn enter_descriptor(vm: &Vm, pc: *const u64, fp: *mut Value, descriptor: Value, o: Value) -> Entered {
    if descriptor.typ().builtin {
        return None;
    }
    let method = vm.type_lookup(descriptor.typ(), names::GET.get())?;
    // SAFETY: by the handlers' contract.
    unsafe { enter_answer(vm, pc, fp, method, [descriptor, o, o.typ().value()]) }
}

/// A store that a property's setter or a descriptor's `__set__` does.
pub(super) unsafe fn enter_setter(vm: &Vm, pc: *const u64, fp: *mut Value, o: Value, name: Value, v: Value) -> Entered {
    if !o.is_object() || o.typ().builtin || o.typ().slots().set_attr.is_some() {
        return None;
    }
    let found = vm.type_lookup(o.typ(), name)?;
    // SAFETY: by the handlers' contract.
    unsafe {
        if let Some(property) = found.cast::<Property>().filter(|_| found.typ().builtin) {
            return enter_answer(vm, pc, fp, property.set.get(), [o, v]);
        }
        if !found.is_object() || found.typ().builtin {
            return None;
        }
        let method = vm.type_lookup(found.typ(), names::SET.get())?;
        enter_answer(vm, pc, fp, method, [found, o, v])
    }
}

/// A call of a class by its own `__new__`, the arguments in the window at `base`.
#[inline(always)]
pub(super) unsafe fn enter_new(vm: &Vm, pc: *const u64, fp: *mut Value, base: usize, nargs: usize) -> Entered {
    // SAFETY: by the handlers' contract; a function's parameters are registers.
    unsafe {
        let class = get(fp, base);
        let t = class.as_type().filter(|_| crate::vm::protocol::has_plain_metaclass(class))?;
        let (function, callee, depth) = room_for(vm, fp, new_of_class(vm, t)?)?;
        // no more than fit
        let simple = function.simple_args.load(Ordering::Relaxed) as usize;
        if simple != nargs + 1 && (nargs + 1 > simple || !by_defaults(&function, nargs + 1, callee)) {
            return None;
        }
        *callee = class;
        for i in 0..nargs {
            *callee.add(i + 1) = get(fp, base + 3 + i);
        }
        Some(enter(pc, fp, function, callee, depth))
    }
}

/// What an instruction wants of the answer.
enum Wanted {
    /// the value in `r[a]`
    Value,
    /// nothing
    Nothing,
    /// whether its truth is this, in `r[a]`
    Truth(bool),
    /// a jump if its truth is this
    Jump(bool),
    /// an instance of the class in `r[a]`, or what else `__new__` gave
    Instance,
}

/// Who else is asked if the answer is `NotImplemented`, and of which operands.
enum Question {
    Binary(BinOp, Value, Value),
    Compare(CmpOp, Value, Value),
    /// nobody: `NotImplemented` is a value as any
    Else,
}

macro_rules! questions {
    ($op:ident, $fp:ident, $word:ident; $([$($name:ident)*] $x:ident $y:ident, $kind:ident $wanted:expr;)*) => {
        match $op {
            $($(x if x == Op::$name as u8 => (question!($kind $name, get($fp, $x($word)), get($fp, $y($word))), $wanted),)*)*
            _ => (Question::Else, Wanted::Value),
        }
    };
}

macro_rules! question {
    (binary $op:ident, $x:expr, $y:expr) => {
        Question::Binary(BinOp::$op, $x, $y)
    };
    (compare $op:ident, $x:expr, $y:expr) => {
        Question::Compare(CmpOp::$op, $x, $y)
    };
    (jump $op:ident, $x:expr, $y:expr) => {
        Question::Compare(jump_op!($op), $x, $y)
    };
    (other $op:ident, $x:expr, $y:expr) => {
        Question::Else
    };
}

macro_rules! jump_op {
    (JLt) => {
        CmpOp::Lt
    };
    (JNLt) => {
        CmpOp::Lt
    };
    (JLe) => {
        CmpOp::Le
    };
    (JNLe) => {
        CmpOp::Le
    };
    (JGt) => {
        CmpOp::Gt
    };
    (JNGt) => {
        CmpOp::Gt
    };
    (JGe) => {
        CmpOp::Ge
    };
    (JNGe) => {
        CmpOp::Ge
    };
    (JEq) => {
        CmpOp::Eq
    };
    (JNEq) => {
        CmpOp::Eq
    };
    (JNe) => {
        CmpOp::Ne
    };
    (JNNe) => {
        CmpOp::Ne
    };
}

/// What the instruction asked, and what it wants.
#[inline(always)]
unsafe fn asked(fp: *mut Value, word: u64) -> (Question, Wanted) {
    let op = word as u8;
    // SAFETY: by the handlers' contract.
    unsafe {
        questions! { op, fp, word;
            [Add Sub Mul Div FloorDiv Mod Pow MatMul And Or Xor Shl Shr] b c, binary Wanted::Value;
            [Lt Le Gt Ge Eq Ne] b c, compare Wanted::Value;
            [JLt JLe JGt JGe JEq JNe] a b, jump Wanted::Jump(true);
            [JNLt JNLe JNGt JNGe JNEq JNNe] a b, jump Wanted::Jump(false);
            [In] b c, other Wanted::Truth(true);
            [NotIn] b c, other Wanted::Truth(false);
            [JIn] a b, other Wanted::Jump(true);
            [JNotIn] a b, other Wanted::Jump(false);
            [SetAttr] a b, other Wanted::Nothing;
            [Call] a b, other Wanted::Instance;
        }
    }
}

/// The asking instruction of the frame whose method returned, and the result.
#[inline(always)]
unsafe fn answered(fp: *mut Value) -> (*const u64, Value) {
    // SAFETY: `enter_answer` left the one there, the method's `Return` the other.
    unsafe {
        let top = Frame(fp).top();
        ((*top).0 as *const u64, *top.add(1))
    }
}

/// Is what `__new__` gave an instance of just this class, for which nothing else is to be done?
#[inline(always)]
fn is_complete(class: Value, v: Value) -> bool {
    let Some(t) = class.as_type() else { return false };
    let is_init = |init| crate::types::object::is_init(init);
    std::ptr::eq(v.typ(), t) && t.slots().init.is_none_or(is_init) && !t.has_finalizer.load(Ordering::Relaxed)
}

/// The handler of `ANSWER`: a method that was entered by an operator of the frame `fp` has returned.
#[inline(always)]
pub unsafe fn Answer(_: &Vm, _: *const u64, fp: *mut Value, _: u64) -> Next {
    // SAFETY: by the handlers' contract.
    unsafe {
        let (pc, v) = answered(fp);
        let word = *pc;
        if v != Value::NOT_IMPLEMENTED {
            match asked(fp, word).1 {
                Wanted::Value => {
                    set(fp, a(word), v);
                    return Go(pc.add(length(word)), fp);
                }
                Wanted::Nothing => return Go(pc.add(length(word)), fp),
                Wanted::Jump(wanted) if v.is_bool() && imm(word) > 0 => {
                    if v == Value::bool(wanted) {
                        branch();
                        return Go(pc.offset(imm(word) as isize), fp);
                    }
                    return Go(pc.add(1), fp);
                }
                Wanted::Instance if is_complete(get(fp, a(word)), v) => {
                    set(fp, a(word), v);
                    return Go(pc.add(1), fp);
                }
                Wanted::Truth(_) | Wanted::Jump(_) | Wanted::Instance => {}
            }
        }
        Slow(slow_answer)
    }
}

/// As `Answer`, for an answer that is no value yet.
#[cold]
#[inline(never)]
unsafe fn slow_answer(vm: &Vm, _: *const u64, fp: *mut Value, _: u64) -> (*const u64, *mut Value) {
    // SAFETY: by the handlers' contract.
    unsafe {
        let (pc, v) = answered(fp);
        let word = *pc;
        vm.save(pc, fp);
        let (question, wanted) = asked(fp, word);
        let answer = match question {
            Question::Binary(op, x, y) if v == Value::NOT_IMPLEMENTED => vm.binary_by_other(op, x, y),
            Question::Compare(op, x, y) if v == Value::NOT_IMPLEMENTED => vm.compare_by_other(op, x, y),
            _ => Ok(v),
        };
        let truth = |v: Res, wanted: bool| v.and_then(|v| vm.truth(v)).map(|truth| truth == wanted);
        match wanted {
            Wanted::Value => finish(vm, pc, fp, word, answer),
            Wanted::Nothing => finish_unit(vm, pc, fp, word, answer.map(|_| ())),
            Wanted::Truth(wanted) => finish(vm, pc, fp, word, truth(answer, wanted).map(Value::bool)),
            Wanted::Jump(wanted) => finish_jump(vm, pc, fp, word, truth(answer, wanted)),
            Wanted::Instance => {
                let class = get(fp, a(word)).as_type().expect("the call was one of a class");
                let all = std::slice::from_raw_parts(fp.add(a(word) + 3), b(word));
                finish(vm, pc, fp, word, answer.and_then(|v| initialised(vm, class, v, Args { all, names: &[] })))
            }
        }
    }
}
