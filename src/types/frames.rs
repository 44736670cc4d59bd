//! Frame and traceback objects.

use std::sync::atomic::Ordering;

use crate::object::layouts::*;
use crate::object::{Layout, Ref, Res, Slots, TypeSpec, Value, exact, getset, getter, member, method};
use crate::vm::Vm;

pub static FRAME: TypeSpec = TypeSpec {
    name: "frame",
    layout: Layout::Frame,
    getset: &[
        getter("f_code", |vm, f| Ok(super::codeobject::of(vm, function(f).loaded()))),
        getter("f_globals", |_, f| Ok(function(f).globals.get())),
        getter("f_builtins", |vm, f| Ok(vm.builtins_of(function(f).globals.get()))),
        getter("f_lineno", |vm, f| Ok(vm.int(line(f) as i64))),
        getter("f_lasti", |vm, f| Ok(vm.int(f.expect::<FrameObject>().pc.load(Ordering::Relaxed) as i64 * 8))),
        getter("f_back", |_, f| Ok(f.expect::<FrameObject>().back.get().given().unwrap_or(Value::NONE))),
        getter("f_locals", locals),
        getter("f_trace", |_, _| Ok(Value::NONE)),
    ],
    methods: &[method("clear", "(self, /)", |_, a| {
        a[0].expect::<FrameObject>().locals.set(Value::UNBOUND);
        Ok(Value::NONE)
    })],
    slots: Slots {
        repr: Some(|vm, f| {
            let code = &function(f).loaded().code;
            Ok(vm.str(&format!("<frame at {:#x}, file '{}', line {}, code {}>", f.0, code.filename, line(f), code.name)))
        }),
        ..Slots::NONE
    },
    subclassable: false,
    ..TypeSpec::DEFAULT
};

fn function(f: Value) -> Ref<Function> {
    f.expect::<FrameObject>().function.get().expect()
}

fn line(f: Value) -> u32 {
    function(f).loaded().code.position(f.expect::<FrameObject>().pc.load(Ordering::Relaxed)).line
}

/// The frame's locals as they were when the object was made.
fn locals(vm: &Vm, f: Value) -> Res {
    let frame = f.expect::<FrameObject>();
    let code = &function(f).loaded().code;
    if !code.flags.optimized {
        let ns = frame.locals.get().cast::<Array>().map_or(Value::UNBOUND, |a| a.slots()[0].get());
        let checked = checked_words(vm, &[ns]);
        return Ok(if checked[0].cast::<Dict>().is_some() { checked[0] } else { function(f).globals.get() });
    }
    let dict = vm.new_dict();
    let words: Vec<Value> = frame.locals.get().cast::<Array>().map_or(Vec::new(), |a| a.slots().iter().map(|s| s.get()).collect());
    for (name, v) in code.varnames.iter().zip(checked_words(vm, &words).iter()) {
        let v = if code.cellvars.contains(name) { v.cast::<Cell>().map_or(Value::UNBOUND, |c| c.value.get()) } else { *v };
        if !v.is_unbound() {
            vm.dict_set_str(dict, name, v)?;
        }
    }
    for (i, name) in code.freevars.iter().enumerate() {
        let cell = function(f).closure.get().cast::<Tuple>().map(|t| t.items()[i]);
        if let Some(v) = cell.and_then(|c| c.cast::<Cell>()).and_then(|c| c.value.get().given()) {
            vm.dict_set_str(dict, name, v)?;
        }
    }
    Ok(dict)
}

/// Words that were registers, without what cannot be a live value; looked at while nobody allocates.
fn checked_words<'a>(vm: &'a Vm, words: &[Value]) -> crate::vm::Values<'a> {
    let mut out = crate::vm::Values::with_capacity(vm, words.len());
    vm.alone(&mut || {
        out.truncate(0);
        for &w in words {
            out.push(crate::vm::unwind::checked(w));
        }
    });
    out
}

/// The frame object of a running frame (and, in `f_back`, of those that called it).
pub fn of_running(vm: &Vm, depth: usize) -> Option<Value> {
    let frames: Vec<_> = vm.frames().skip(depth).collect();
    let mut back = Value::UNBOUND;
    for (frame, pc) in frames.into_iter().rev() {
        let object = crate::vm::unwind::snapshot(vm, frame, frame.code().index_of(pc));
        object.expect::<FrameObject>().back.set(back);
        back = object;
    }
    back.given()
}

/// A traceback or `None` as the field `next` keeps it.
fn next_of(vm: &Vm, v: Value) -> Res {
    if !v.is_none() && v.cast::<Traceback>().is_none() {
        return Err(vm.type_error(format!("expected traceback object or None, got '{}'", v.type_name())));
    }
    Ok(v.not_none().unwrap_or(Value::UNBOUND))
}

pub static TRACEBACK: TypeSpec = TypeSpec {
    name: "traceback",
    layout: Layout::Traceback,
    constructor: Some(("(tb_next, tb_frame, tb_lasti, tb_lineno)", |vm, _, a| {
        let t: Ref<Traceback> = vm.new_object(exact(Layout::Traceback));
        let next = next_of(vm, a[0])?;
        if a[1].cast::<FrameObject>().is_none() {
            return Err(vm.type_error(format!("traceback() argument 'tb_frame' must be frame, not {}", a[1].type_name())));
        }
        t.next.set(next);
        t.frame.set(a[1]);
        t.pc.store((vm.index_i64(a[2])? / 8) as u32, Ordering::Relaxed);
        t.line.store(vm.index_i64(a[3])? as u32, Ordering::Relaxed);
        Ok(t.value())
    })),
    getset: &[
        getset(
            "tb_next",
            |_, t| Ok(t.expect::<Traceback>().next.get().given().unwrap_or(Value::NONE)),
            |vm, t, v| {
                if v.is_unbound() {
                    return Err(vm.type_error("can't delete tb_next attribute"));
                }
                let next = next_of(vm, v)?;
                let mut at = next;
                while let Some(n) = at.cast::<Traceback>() {
                    if at == t {
                        return Err(vm.value_error("traceback loop detected"));
                    }
                    at = n.next.get();
                }
                t.expect::<Traceback>().next.set(next);
                Ok(())
            },
        ),
        member("tb_frame", |_, t| Ok(t.expect::<Traceback>().frame.get())),
        getter("tb_lineno", |vm, t| Ok(vm.int(t.expect::<Traceback>().line.load(Ordering::Relaxed) as i64))),
        member("tb_lasti", |vm, t| Ok(vm.int(t.expect::<Traceback>().pc.load(Ordering::Relaxed) as i64 * 8))),
    ],
    subclassable: false,
    ..TypeSpec::DEFAULT
};
