//! A function gets other code: `f.__code__ = code`.
//!
//! A frame knows its code by its function. What was called before goes on in the old code, with registers for that: frames of all
//! threads, suspended generators, and frame objects that show them. While the world is stopped each of them is given a copy of
//! the function as it was; nobody can name the copy.

use std::sync::atomic::Ordering;

use crate::object::heap;
use crate::object::layouts::*;
use crate::object::{Layout, Ref, Slot};

use super::{LoadedCode, Vm};

impl Vm {
    /// Gives a function other code, which has as many free variables.
    pub fn set_code(&self, f: Ref<Function>, loaded: &'static LoadedCode) {
        let copy: Ref<Function> = self.new_function(f.loaded(), f.globals.get(), f.closure.get()).expect();
        copy.builtins.set(f.builtins.get());
        // until the world stands still, which others may stop before, the new code is this one's
        let keeper: Ref<Function> = self.new_function(f.loaded(), f.globals.get(), f.closure.get()).expect();
        put_code(keeper, loaded);
        let keep = |slot: &Slot| {
            if slot.get() == f.value() {
                slot.set(copy.value());
            }
        };
        let _: super::Values = self.with_world_stopped(&mut |_| {
            // what it is now: another thread may have been quicker
            put_code(copy, f.loaded());
            for machine in self.shared.vms.lock().iter() {
                // SAFETY: the world is stopped: no machine runs.
                for (frame, _) in unsafe { &*machine.0 }.frames() {
                    if frame.function().value() == f.value() {
                        frame.set_function(copy);
                    }
                }
            }
            // SAFETY: the world is stopped, and no allocator holds a block.
            unsafe {
                self.shared.heap.each_object(&mut |v| match v.layout() {
                    Layout::Generator | Layout::Coroutine | Layout::AsyncGenerator => keep(&v.expect::<Generator>().function),
                    Layout::Frame => keep(&v.expect::<FrameObject>().function),
                    _ => {}
                })
            };
            put_code(f, loaded);
            // the function may have been looked at by a collection that is under way
            heap::shade(crate::types::codeobject::of(self, loaded));
        });
        std::hint::black_box(keeper);
    }
}

/// Stores a function's code and what is known of it. The world is stopped, and no frame is the function's.
fn put_code(f: Ref<Function>, loaded: &'static LoadedCode) {
    let p = f.as_ptr() as *mut Function;
    // SAFETY: by the contract nobody reads these fields meanwhile.
    unsafe {
        (*p).code = loaded as *const LoadedCode as *const u8;
        (*p).nregs = loaded.code.frame_size();
        (*p).entry = loaded.entry();
    }
    f.simple_args.store(loaded.simple_args(), Ordering::Relaxed);
}
