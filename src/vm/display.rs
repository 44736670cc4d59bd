//! The text of an exception: traceback lines with carets, chains, notes, groups, as CPython 3.14 shows them.

use std::sync::atomic::Ordering;

use crate::object::layouts::*;
use crate::object::{Res, Value};

use super::Vm;
use super::intern::names;

/// The whole text for an uncaught exception, ending in a newline.
pub fn exception_text(vm: &Vm, e: Value) -> String {
    let mut out = String::new();
    let mut seen = Vec::new();
    write_chain(vm, e, &mut out, &mut seen);
    out
}

fn write_chain(vm: &Vm, e: Value, out: &mut String, seen: &mut Vec<Value>) {
    let Some(x) = e.cast::<Exception>() else { return };
    seen.push(e);
    let (cause, context) = (x.cause.get(), x.context.get());
    if cause.is_object() && !seen.contains(&cause) {
        write_chain(vm, cause, out, seen);
        out.push_str("\nThe above exception was the direct cause of the following exception:\n\n");
    } else if context.is_object() && cause.is_unbound() && x.suppress.load(Ordering::Relaxed) == 0 && !seen.contains(&context) {
        write_chain(vm, context, out, seen);
        out.push_str("\nDuring handling of the above exception, another exception occurred:\n\n");
    }
    if x.traceback.get().is_object() {
        out.push_str("Traceback (most recent call last):\n");
        let mut at = x.traceback.get();
        while let Some(tb) = at.cast::<Traceback>() {
            let frame = tb.frame.get().expect::<FrameObject>();
            let code = &frame.function.get().expect::<Function>().loaded().code;
            let line = tb.line.load(Ordering::Relaxed);
            out.push_str(&format!("  File \"{}\", line {line}, in {}\n", code.filename, code.name));
            at = tb.next.get();
        }
    }
    out.push_str(&final_lines(vm, e));
}

/// `module.Class: message` and the notes.
pub fn final_lines(vm: &Vm, e: Value) -> String {
    let name = vm.type_full_name(e.typ());
    let name = name.strip_prefix("__main__.").map_or(name.clone(), str::to_string);
    let text = text_or(vm, vm.str_text(e));
    let mut out = if text.is_empty() { format!("{name}\n") } else { format!("{name}: {text}\n") };
    if let Ok(Some(notes)) = vm.get_attr_opt(e, names::NOTES.get()) {
        if notes.cast::<List>().is_some() {
            for &n in vm.sequence_items(notes).iter() {
                out.push_str(&text_or(vm, vm.str_text(n)));
                out.push('\n');
            }
        }
    }
    out
}

fn text_or(vm: &Vm, text: Res<String>) -> String {
    text.unwrap_or_else(|raised| {
        vm.take_raised(raised);
        "<exception str() failed>".into()
    })
}
