//! Frame and traceback objects. What keeps a live frame and its object together is `vm::observe`.

use std::sync::atomic::Ordering;

use crate::object::layouts::*;
use crate::object::{Layout, Ref, Res, Slots, TypeSpec, Value, exact, getset, getter, member, method};
use crate::vm::Vm;
use crate::vm::frame::{Frame, KIND_GENERATOR};
use crate::vm::generator::{ENDED, NOT_STARTED, SUSPENDED};
use crate::vm::tracing::{NO_LINES, OPCODES};

use super::frame_locals;

use super::codeobject::CODE_UNIT;

pub static FRAME: TypeSpec = TypeSpec {
    name: "frame",
    layout: Layout::Frame,
    getset: &[
        getter("f_code", |vm, f| Ok(super::codeobject::of(vm, function(f).loaded()))),
        getter("f_globals", |_, f| Ok(function(f).globals.get())),
        getter("f_builtins", |_, f| Ok(function(f).builtins.get())),
        getset(
            "f_lineno",
            |vm, f| Ok(vm.int(line(vm, f) as i64)),
            |vm, f, v| match v.given() {
                Some(line) => crate::vm::tracing::send(vm, f.expect(), line),
                None => Err(vm.raise(&super::exceptions::ATTRIBUTE_ERROR, "attribute 'f_lineno' of 'frame' objects cannot be deleted")),
            },
        ),
        getter("f_lasti", |vm, f| Ok(vm.int(pc(vm, f) as i64 * CODE_UNIT))),
        getter("f_back", |vm, f| Ok(back(vm, f))),
        getter("f_locals", f_locals),
        getter("f_generator", |_, f| Ok(f.expect::<FrameObject>().generator.get().given().unwrap_or(Value::NONE))),
        getset(
            "f_trace",
            |_, f| Ok(f.expect::<FrameObject>().trace.get().given().unwrap_or(Value::NONE)),
            |_, f, v| {
                f.expect::<FrameObject>().trace.set(v.not_none().unwrap_or(Value::UNBOUND));
                Ok(())
            },
        ),
        getset(
            "f_trace_lines",
            |_, f| Ok(Value::bool(!has(f, NO_LINES))),
            |vm, f, v| {
                let on = flag(vm, v)?;
                set_flag(f, NO_LINES, !on);
                Ok(())
            },
        )
        .as_member(),
        getset(
            "f_trace_opcodes",
            |_, f| Ok(Value::bool(has(f, OPCODES))),
            |vm, f, v| {
                let on = flag(vm, v)?;
                set_flag(f, OPCODES, on);
                Ok(())
            },
        ),
    ],
    methods: &[method("clear", "(self, /)", |vm, a| clear(vm, a[0]))],
    slots: Slots {
        repr: Some(|vm, f| {
            let code = &function(f).loaded().code;
            let file = vm.repr_text(vm.str(&code.filename))?;
            Ok(vm.str(&format!("<frame at {:#x}, file {file}, line {}, code {}>", f.0, line(vm, f), code.name)))
        }),
        ..Slots::NONE
    },
    subclassable: false,
    ..TypeSpec::DEFAULT
};

pub fn function(f: Value) -> Ref<Function> {
    f.expect::<FrameObject>().function.get().expect()
}

fn has(f: Value, bit: u8) -> bool {
    f.expect::<FrameObject>().flags.load(Ordering::Relaxed) & bit != 0
}

fn set_flag(f: Value, bit: u8, on: bool) {
    let flags = &f.expect::<FrameObject>().flags;
    if on {
        flags.fetch_or(bit, Ordering::Relaxed)
    } else {
        flags.fetch_and(!bit, Ordering::Relaxed)
    };
}

fn flag(vm: &Vm, v: Value) -> Res<bool> {
    match v {
        v if v.is_unbound() => Err(vm.type_error("can't delete numeric/char attribute")),
        Value::TRUE => Ok(true),
        Value::FALSE => Ok(false),
        _ => Err(vm.type_error("attribute value type must be bool")),
    }
}

/// Where a frame object's frame is.
pub enum Place {
    /// on this thread's stack
    Live(Frame),
    /// a generator's that waits or has not begun
    Waiting(Ref<Generator>),
    /// ended, or on another thread's stack: what the object keeps is all there is
    Gone,
}

pub fn place(vm: &Vm, f: Value) -> Place {
    let object = f.expect::<FrameObject>();
    let live = object.live.load(Ordering::Acquire);
    let base = vm.stack.base() as usize;
    if live >= base && live < base + vm.stack.words() * 8 {
        return Place::Live(Frame(live as *mut Value));
    }
    match object.generator.get().cast::<Generator>() {
        Some(g) if matches!(g.state.load(Ordering::Acquire), NOT_STARTED | SUSPENDED) => Place::Waiting(g),
        _ => Place::Gone,
    }
}

/// The word of the frame's current instruction; `None` before the first.
pub fn at(vm: &Vm, f: Value) -> Option<u32> {
    match place(vm, f) {
        Place::Live(frame) => vm.frames().find(|(other, _)| other.0 == frame.0).map(|(_, pc)| frame.code().index_of(pc)),
        Place::Waiting(g) if g.state.load(Ordering::Acquire) == NOT_STARTED => None,
        Place::Waiting(g) => Some(g.pc.load(Ordering::Relaxed).saturating_sub(1)),
        Place::Gone => Some(f.expect::<FrameObject>().pc.load(Ordering::Relaxed)),
    }
}

fn pc(vm: &Vm, f: Value) -> u32 {
    at(vm, f).unwrap_or(0)
}

fn line(vm: &Vm, f: Value) -> u32 {
    let code = &function(f).loaded().code;
    match f.expect::<FrameObject>().line.load(Ordering::Relaxed) {
        0 => at(vm, f).map_or(code.first_line, |pc| code.line(pc)),
        told => told - 1,
    }
}

fn back(vm: &Vm, f: Value) -> Value {
    match place(vm, f) {
        Place::Live(frame) => {
            let caller = frame.caller();
            if caller.is_null() { Value::NONE } else { vm.frame_object(Frame(caller)).value() }
        }
        Place::Waiting(_) => Value::NONE,
        Place::Gone => f.expect::<FrameObject>().back.get().given().unwrap_or(Value::NONE),
    }
}

fn clear(vm: &Vm, f: Value) -> Res {
    match place(vm, f) {
        Place::Live(_) => Err(vm.runtime_error("cannot clear an executing frame")),
        Place::Waiting(g) if g.state.load(Ordering::Acquire) == SUSPENDED => Err(vm.runtime_error("cannot clear a suspended frame")),
        Place::Waiting(g) => crate::vm::generator::close(vm, g.value()).map(|_| Value::NONE),
        Place::Gone => {
            let object = f.expect::<FrameObject>();
            object.locals.set(Value::UNBOUND);
            object.extra.set(Value::UNBOUND);
            Ok(Value::NONE)
        }
    }
}

fn f_locals(vm: &Vm, f: Value) -> Res {
    if function(f).loaded().code.flags.optimized {
        return Ok(frame_locals::proxy(vm, f));
    }
    let words = frame_locals::checked_words(vm, 1, &mut |put| {
        put(match place(vm, f) {
            Place::Live(frame) => frame.register(0),
            Place::Waiting(_) => Value::UNBOUND,
            Place::Gone => f.expect::<FrameObject>().locals.get().cast::<Array>().map_or(Value::UNBOUND, |a| a.slots()[0].get()),
        });
    });
    let ns = words[0];
    Ok(if ns.is_unbound() { function(f).globals.get() } else { ns })
}

/// The locals of a frame in a new dict, or its namespace: what `locals()` gives.
pub fn locals_dict(vm: &Vm, f: Value) -> Res {
    if function(f).loaded().code.flags.optimized { frame_locals::to_dict(vm, f, true) } else { f_locals(vm, f) }
}

/// The frame object of a frame of this thread, `depth` callers away.
pub fn of_running(vm: &Vm, depth: usize) -> Option<Value> {
    vm.frames().nth(depth).map(|(frame, _)| vm.frame_object(frame).value())
}

/// The frame object of a generator that has not ended.
pub fn of_generator(vm: &Vm, g: Ref<Generator>) -> Value {
    match g.state.load(Ordering::Acquire) {
        ENDED => return Value::NONE,
        NOT_STARTED | SUSPENDED => {}
        _ => {
            let running = vm
                .frames()
                .map(|(frame, _)| frame)
                .find(|frame| frame.kind() & KIND_GENERATOR != 0 && frame.generator().value() == g.value());
            if let Some(frame) = running {
                return vm.frame_object(frame).value();
            }
        }
    }
    if let Some(known) = g.frame.get().given() {
        return known;
    }
    let object: Ref<FrameObject> = vm.new_object(exact(Layout::Frame));
    object.function.set(g.function.get());
    object.generator.set(g.value());
    g.frame.set(object.value());
    object.value()
}

/// A traceback or `None` as the field `next` keeps it.
fn next_of(vm: &Vm, v: Value) -> Res {
    if !v.is_none() && v.cast::<Traceback>().is_none() {
        return Err(vm.type_error(format!("expected traceback object, got '{}'", v.type_name())));
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
            return Err(vm.type_error(format!("traceback() argument 'tb_frame' must be frame, not {}", a[1].argument_name())));
        }
        t.next.set(next);
        t.frame.set(a[1]);
        t.pc.store((vm.index_i64(a[2])? / CODE_UNIT) as u32, Ordering::Relaxed);
        t.line.store(vm.index_i64(a[3])? as u32, Ordering::Relaxed);
        Ok(t.value())
    })),
    methods: &[method("__dir__", "(self, /)", |vm, _| {
        Ok(vm.list(&["tb_frame", "tb_next", "tb_lasti", "tb_lineno"].map(|name| vm.str(name))))
    })],
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
        member("tb_frame", |vm, t| {
            crate::vm::observe::meet_handlers(vm, t);
            Ok(t.expect::<Traceback>().frame.get())
        }),
        getter("tb_lineno", |vm, t| Ok(vm.int(crate::vm::unwind::traceback_line(t.expect()) as i64))),
        member("tb_lasti", |vm, t| Ok(vm.int(t.expect::<Traceback>().pc.load(Ordering::Relaxed) as i64 * CODE_UNIT))),
    ],
    subclassable: false,
    ..TypeSpec::DEFAULT
};
