//! Frames that frame objects look at.
//!
//! A frame is a window of registers and knows nothing of frame objects. When a script asks for one (`sys._getframe`,
//! `f_back`, a trace function's argument), the frame's link word is moved to an `Observed` and a pointer to that, both
//! kind bits set, stands in its place. So the fast path of `Return` does not take it: whoever leaves the frame (a return,
//! a yield, the unwinder) comes by `unobserve`, which puts the link word back and leaves in the object what the frame
//! ended with. A frame that nobody looks at pays nothing.
//!
//! A generator's frame object outlives its suspensions: the generator remembers it and observes its frame at each resume.

use std::cell::{Cell, RefCell};
use std::sync::atomic::Ordering;

use crate::bytecode::Op;
use crate::object::layouts::*;
use crate::object::{Layout, Ref, Value};

use super::Vm;
use super::frame::{Frame, KIND_GENERATOR, KIND_OBSERVED};
use super::tracing::{Event, Traced};

/// An observed frame's link word and its object.
pub struct Observed {
    pub link: u64,
    pub object: Value,
    fp: *mut Value,
}

/// One thread's observed and traced frames, the innermost last.
#[derive(Default)]
pub struct Watched {
    #[expect(clippy::vec_box, reason = "frames hold the addresses")]
    observed: RefCell<Vec<Box<Observed>>>,
    pub traced: RefCell<Vec<Traced>>,
    /// what the trace function is being told that runs now, and the frame it is about
    pub told: Cell<Option<(Event, *mut Value)>>,
}

impl Watched {
    /// The values that must live. Called while the world is stopped.
    pub fn roots(&self) -> Vec<Value> {
        let objects = self.observed.borrow().iter().map(|o| o.object).collect::<Vec<_>>();
        let kept = self.traced.borrow().iter().flat_map(Traced::roots).collect::<Vec<_>>();
        objects.into_iter().chain(kept).collect()
    }
}

impl Vm {
    /// The frame object of a frame on this thread's stack, made when it is first asked for.
    pub fn frame_object(&self, frame: Frame) -> Ref<FrameObject> {
        if let Some(observed) = frame.observed() {
            return observed.object.expect();
        }
        let generator = (frame.kind() & KIND_GENERATOR != 0).then(|| frame.generator());
        let object = match generator.as_ref().and_then(|g| g.frame.get().cast::<FrameObject>()) {
            Some(object) => object,
            None => {
                let object: Ref<FrameObject> = self.new_object(exact(Layout::Frame));
                object.function.set(frame.function().value());
                if let Some(g) = generator {
                    object.generator.set(g.value());
                    g.frame.set(object.value());
                }
                object
            }
        };
        self.observe(frame, object);
        object
    }

    /// Lets `object` look at a frame that nothing looks at yet.
    pub fn observe(&self, frame: Frame, object: Ref<FrameObject>) {
        let link = frame.kind() | frame.return_pc() as u64;
        let observed = Box::new(Observed { link, object: object.value(), fp: frame.0 });
        object.live.store(frame.0 as usize, Ordering::Release);
        frame.set_link_word(&raw const *observed as u64 | KIND_OBSERVED);
        self.watched.observed.borrow_mut().push(observed);
    }

    /// The frame is left, at the saved place: its object keeps what it ended with, unless a generator only waits.
    #[cold]
    pub fn unobserve(&self, frame: Frame, ends: bool) {
        let mut all = self.watched.observed.borrow_mut();
        let Some(i) = all.iter().rposition(|o| o.fp == frame.0) else { return };
        let observed = all.remove(i);
        drop(all);
        frame.set_link_word(observed.link);
        let object = observed.object.expect::<FrameObject>();
        object.pc.store(frame.code().index_of(self.pc.get()), Ordering::Relaxed);
        object.live.store(0, Ordering::Release);
        if ends {
            keep_locals(self, frame, object, object.pc.load(Ordering::Relaxed));
        }
        if observed.link & KIND_GENERATOR == 0 {
            let caller = frame.caller();
            if !caller.is_null() {
                object.back.set(self.frame_object(Frame(caller)).value());
            }
        }
    }
}

/// Copies the locals of a frame at this place of its code into its object.
pub fn keep_locals(vm: &Vm, frame: Frame, object: Ref<FrameObject>, pc: u32) {
    keep_registers(vm, &frame.code().code, object, pc, &|register| frame.register(register));
}

/// As `keep_locals`, of a frame whose registers are elsewhere.
pub fn keep_registers(vm: &Vm, code: &crate::bytecode::Code, object: Ref<FrameObject>, pc: u32, register: &dyn Fn(usize) -> Value) {
    let registers = &code.local_regs;
    let marked = object.flags.load(Ordering::Relaxed) & super::tracing::MARKED != 0;
    if registers.is_empty() && code.flags.optimized {
        return;
    }
    let n = registers.len().max(1);
    let locals = vm.array(n);
    // a register that was never written may hold anything: the collector and readers look with care
    locals.value().header().set_flag_unshared(crate::object::header::FLAG_LAYOUT);
    for (i, slot) in locals.slots().iter().enumerate() {
        let at = registers.get(i).map_or(0, |&r| r as usize);
        if marked || code.known_from.get(i).is_none_or(|&from| from <= pc) {
            slot.set(register(at));
        }
    }
    object.locals.set(locals.value());
}

/// A traceback's entry for the frame that caught the exception has a picture of that frame, since most handlers never ask.
/// When a script asks for an entry's frame and a frame still handles the exception, the frame's own object takes the
/// picture's place: its `f_back` and its line go on with it.
pub fn meet_handlers(vm: &Vm, entry: Value) {
    for (frame, pc) in vm.frames() {
        let code = &frame.code().code;
        if code.exceptions.is_empty() {
            continue;
        }
        let mut pc = frame.code().index_of(pc);
        // from each handler's landing on, the one around it is in force
        for _ in 0..code.exceptions.len() {
            let Some(row) = code.handler(pc) else { break };
            pc = row.target;
            // a handler's cleanup begins with it, and its register is the exception's as long as the handler runs
            if Op::of(code.words[row.target as usize]) != Op::PopExc {
                continue;
            }
            let Some(e) = frame.register(row.reg as usize).cast::<Exception>() else { continue };
            let Some(head) = e.traceback.get().cast::<Traceback>() else { continue };
            let mut at = Some(head.value());
            while let Some(one) = at.filter(|&one| one != entry) {
                at = one.expect::<Traceback>().next.get().given();
            }
            if at.is_some() {
                show_itself(vm, frame, head);
            }
        }
    }
}

fn show_itself(vm: &Vm, frame: Frame, head: Ref<Traceback>) {
    let picture = head.frame.get();
    let Some(object) = picture.cast::<FrameObject>() else { return };
    let is_picture = object.live.load(Ordering::Acquire) == 0 && object.generator.get().is_unbound() && object.back.get().is_unbound();
    if !is_picture || object.function.get() != frame.function().value() {
        return;
    }
    let itself = vm.frame_object(frame).value();
    head.frame.set(itself);
    if let Some(inner) = head.next.get().cast::<Traceback>().and_then(|next| next.frame.get().cast::<FrameObject>())
        && inner.back.get() == picture
    {
        inner.back.set(itself);
    }
}
