//! Signals: what a context notes and raises, and the mappings `flags` and `traps`.

use crate::object::heap::Marker;
use crate::object::{CmpOp, MethodDef, Payload, Raised, Res, Slot, Slots, TypeSpec, Value, method};
use crate::text::decimal::Status;
use crate::text::decimal::signal::*;
use crate::types::shape_for;
use crate::vm::Vm;

use super::context::{ContextData, Signals, data_of};
use super::state::State;

/// Each signal's bits, in the order in which trapped ones are raised.
pub const SIGNALS: [u32; 9] = [INVALID, FLOAT_OPERATION, DIVISION_BY_ZERO, OVERFLOW, UNDERFLOW, SUBNORMAL, INEXACT, ROUNDED, CLAMPED];

/// The conditions that are signalled as invalid operations.
pub const CONDITIONS: [u32; 5] = [INVALID_OPERATION, CONVERSION_SYNTAX, DIVISION_IMPOSSIBLE, DIVISION_UNDEFINED, INVALID_CONTEXT];

/// Names of the signals as a context shows them, in that order.
pub const SHOWN: [(u32, &str); 9] = [
    (CLAMPED, "Clamped"),
    (INVALID, "InvalidOperation"),
    (DIVISION_BY_ZERO, "DivisionByZero"),
    (INEXACT, "Inexact"),
    (FLOAT_OPERATION, "FloatOperation"),
    (OVERFLOW, "Overflow"),
    (ROUNDED, "Rounded"),
    (SUBNORMAL, "Subnormal"),
    (UNDERFLOW, "Underflow"),
];

/// Raises what a context traps of the conditions.
#[cold]
pub fn raise(vm: &Vm, trapped: u32) -> Raised {
    if trapped & NO_MEMORY != 0 {
        return vm.memory_error();
    }
    let state = match State::of(vm) {
        Ok(state) => state,
        Err(raised) => return raised,
    };
    let first = SIGNALS.iter().position(|bits| bits & trapped != 0).unwrap_or(0);
    let mut all = Vec::new();
    for (i, bits) in CONDITIONS.iter().enumerate() {
        if bits & trapped != 0 {
            all.push(state.condition(i));
        }
    }
    for (i, bits) in SIGNALS.iter().enumerate().skip(1) {
        if bits & trapped != 0 {
            all.push(state.signal(i));
        }
    }
    match vm.call(state.signal(first), &[vm.list(&all)]) {
        Ok(e) => vm.raise_value(e),
        Err(raised) => raised,
    }
}

/// Notes what an operation met; raises what is trapped.
#[inline(always)]
pub fn done(vm: &Vm, ctx: &ContextData, st: Status) -> Res<()> {
    if st.0 == 0 { Ok(()) } else { note(vm, ctx, st) }
}

#[inline(never)]
fn note(vm: &Vm, ctx: &ContextData, st: Status) -> Res<()> {
    ctx.add(Signals::Flags, st.0);
    let trapped = st.0 & (ctx.get(Signals::Traps) | NO_MEMORY);
    if trapped == 0 { Ok(()) } else { Err(raise(vm, trapped)) }
}

/// A list or tuple of signal classes.
pub fn classes_of(vm: &Vm, set: u32) -> Res<Vec<Value>> {
    let state = State::of(vm)?;
    Ok(SIGNALS.iter().enumerate().filter(|(_, bits)| *bits & set != 0).map(|(i, _)| state.signal(i)).collect())
}

const VALID: &str = "valid values for signals are:\n  [InvalidOperation, FloatOperation, DivisionByZero,\n   Overflow, Underflow, Subnormal, Inexact, Rounded,\n   Clamped]";

/// The bits of a signal's class.
pub fn bits_of(vm: &Vm, class: Value) -> Res<u32> {
    let state = State::of(vm)?;
    let found = (0..SIGNALS.len()).find(|&i| state.signal(i) == class);
    found.map(|i| SIGNALS[i]).ok_or_else(|| vm.raise(&crate::types::exceptions::KEY_ERROR, VALID))
}

/// The signals of a list or tuple of classes, or of a mapping.
pub fn set_of(vm: &Vm, v: Value) -> Res<u32> {
    if v.cast::<crate::object::layouts::List>().is_some() {
        let mut set = 0;
        vm.for_each(v, &mut |class| {
            set |= bits_of(vm, class)?;
            Ok(true)
        })?;
        return Ok(set);
    }
    set_of_mapping(vm, v)
}

/// The signals of a signal dict, or of a dict with every signal.
pub fn set_of_mapping(vm: &Vm, v: Value) -> Res<u32> {
    if let Some(dict) = v.payload::<SignalDict>() {
        return dict.set(vm);
    }
    if v.cast::<crate::object::layouts::Dict>().is_none() {
        return Err(vm.type_error("argument must be a signal dict"));
    }
    set_of_dict(vm, v)
}

fn set_of_dict(vm: &Vm, v: Value) -> Res<u32> {
    let (state, mut set, mut seen) = (State::of(vm)?, 0, 0);
    if vm.dict_len(v) == SIGNALS.len() {
        for (i, &bits) in SIGNALS.iter().enumerate() {
            if let Some(on) = vm.dict_get(v, state.signal(i))? {
                seen += 1;
                set |= if vm.truth(on)? { bits } else { 0 };
            }
        }
    }
    if seen == SIGNALS.len() { Ok(set) } else { Err(vm.raise(&crate::types::exceptions::KEY_ERROR, "invalid signal dict")) }
}

/// A context's flags or traps as a mapping; it changes with the context.
pub struct SignalDict {
    context: Slot,
    which: Signals,
}

impl Payload for SignalDict {
    fn trace(&self, marker: &mut Marker) {
        marker.slot(&self.context);
    }
}

impl SignalDict {
    pub fn make(vm: &Vm, context: Value, which: Signals) -> Res {
        let class = State::of(vm)?.signal_dict();
        Ok(vm.native_of_shape(shape_for(vm, class)?, SignalDict { context: Slot::new(context), which }))
    }

    fn set(&self, vm: &Vm) -> Res<u32> {
        if self.context.get().is_unbound() {
            return Ok(0);
        }
        Ok(data_of(vm, &self.context.get())?.get(self.which))
    }
}

fn dict_of<'a>(vm: &Vm, v: &'a Value) -> Res<&'a SignalDict> {
    v.payload::<SignalDict>().ok_or_else(|| vm.type_error("argument must be a signal dict"))
}

/// The base of the class `SignalDict`, which is a `MutableMapping` besides.
pub static MIXIN: TypeSpec = TypeSpec {
    name: "decimal.SignalDictMixin",
    methods: MIXIN_METHODS,
    slots: Slots {
        new: Some(|vm, cls, _| {
            Ok(vm.native_of_shape(shape_for(vm, cls)?, SignalDict { context: Slot::new(Value::UNBOUND), which: Signals::Flags }))
        }),
        init: Some(|_, _, _| Ok(())),
        len: Some(|_, _| Ok(SIGNALS.len())),
        iter: Some(|vm, _| vm.iter(vm.tuple(&classes_of(vm, !0)?))),
        get_item: Some(|vm, d, key| {
            let bits = bits_of(vm, key)?;
            Ok(Value::bool(dict_of(vm, &d)?.set(vm)? & bits != 0))
        }),
        set_item: Some(set_item),
        repr: Some(repr),
        compare: Some(compare),
        ..Slots::NONE
    },
    ..TypeSpec::DEFAULT
};

const MIXIN_METHODS: &[MethodDef] = &[method("copy", "(self, /)", |vm, a| {
    let set = dict_of(vm, &a[0])?.set(vm)?;
    let (state, out) = (State::of(vm)?, vm.new_dict());
    for (i, bits) in SIGNALS.iter().enumerate() {
        vm.dict_set(out, state.signal(i), Value::bool(bits & set != 0))?;
    }
    Ok(out)
})];

fn set_item(vm: &Vm, d: Value, key: Value, v: Value) -> Res<()> {
    if v.is_unbound() {
        return Err(vm.value_error("signal keys cannot be deleted"));
    }
    let bits = bits_of(vm, key)?;
    let on = vm.truth(v)?;
    let dict = dict_of(vm, &d)?;
    let context = dict.context.get();
    let data = data_of(vm, &context)?;
    if on {
        data.add(dict.which, bits)
    } else {
        data.remove(dict.which, bits)
    }
    Ok(())
}

fn repr(vm: &Vm, d: Value) -> Res {
    let set = dict_of(vm, &d)?.set(vm)?;
    let mut out = String::from("{");
    for (i, class) in classes_of(vm, !0)?.into_iter().enumerate() {
        let name = class.as_type().map_or("", |t| t.name_text());
        let on = if SIGNALS[i] & set != 0 { "True" } else { "False" };
        out.push_str(&format!("{}<class 'decimal.{name}'>:{on}", if i > 0 { ", " } else { "" }));
    }
    out.push('}');
    Ok(vm.str(&out))
}

fn compare(vm: &Vm, op: CmpOp, a: Value, b: Value) -> Res {
    if !matches!(op, CmpOp::Eq | CmpOp::Ne) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let other = if let Some(other) = b.payload::<SignalDict>() {
        other.set(vm)?
    } else if b.cast::<crate::object::layouts::Dict>().is_some() {
        match vm.catch(set_of_dict(vm, b), &crate::types::exceptions::KEY_ERROR)? {
            Some(set) => set,
            None => return Err(vm.value_error("invalid signal dict")),
        }
    } else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let set = dict_of(vm, &a)?.set(vm)?;
    Ok(Value::bool((set == other) == (op == CmpOp::Eq)))
}
