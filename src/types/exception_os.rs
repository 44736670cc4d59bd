//! `OSError`: which subclass an errno makes, its fields, what it says.
//!
//! The class takes its arguments in `__new__`, since they choose the subclass; a class of Python's that has an
//! `__init__` of its own and no `__new__` leaves them to the `__init__` that it may call.

use super::exceptions::*;
use super::type_of;
use crate::object::layouts::*;
use crate::object::{Args, GetSetDef, MethodDef, Res, Slots, TypeSpec, Value, getset, method};
use crate::vm::Vm;

const ERRNO: usize = 0;
const TEXT: usize = 1;
const FILE: usize = 2;
const FILE2: usize = 3;
const WRITTEN: usize = 4;

pub const SLOTS: Slots = Slots { new: Some(new), str: Some(str), init: Some(init), ..Slots::NONE };

pub const METHODS: &[MethodDef] = &[method("__reduce__", "(self, /)", |vm, a| {
    let mut args = args_of(vm, a[0]);
    if let Some(two) = args.cast::<Tuple>().filter(|t| t.len == 2)
        && let Some(file) = raw_field(a[0], FILE).given()
    {
        let mut all = vec![two.items()[0], two.items()[1], file];
        if let Some(other) = raw_field(a[0], FILE2).given() {
            all.extend([Value::NONE, other]);
        }
        args = vm.tuple(&all);
    }
    reduced(vm, a[0], args, &[])
})];

pub const GETSET: &[GetSetDef] = &[
    field_attr!("errno", 0),
    field_attr!("strerror", 1),
    field_attr!("filename", 2),
    field_attr!("filename2", 3),
    getset(
        "characters_written",
        |vm, e| raw_field(e, WRITTEN).given().ok_or_else(|| vm.raise(&ATTRIBUTE_ERROR, "characters_written")),
        |vm, e, v| {
            if v.is_unbound() {
                if raw_field(e, WRITTEN).is_unbound() {
                    return Err(vm.raise(&ATTRIBUTE_ERROR, "characters_written"));
                }
                set_field(vm, e, WRITTEN, v);
                return Ok(());
            }
            let n = vm.index_i64(v)?;
            set_field(vm, e, WRITTEN, vm.int(n));
            Ok(())
        },
    ),
];

/// Which subclass of `OSError` an errno means.
fn errno_class(errno: i64) -> Option<&'static TypeSpec> {
    Some(match errno as i32 {
        libc::EAGAIN | libc::EALREADY | libc::EINPROGRESS => &BLOCKING_IO_ERROR,
        libc::ECHILD => &CHILD_PROCESS_ERROR,
        libc::EPIPE | libc::ESHUTDOWN => &BROKEN_PIPE_ERROR,
        libc::ECONNABORTED => &CONNECTION_ABORTED_ERROR,
        libc::ECONNREFUSED => &CONNECTION_REFUSED_ERROR,
        libc::ECONNRESET => &CONNECTION_RESET_ERROR,
        libc::EEXIST => &FILE_EXISTS_ERROR,
        libc::ENOENT => &FILE_NOT_FOUND_ERROR,
        libc::EINTR => &INTERRUPTED_ERROR,
        libc::EISDIR => &IS_A_DIRECTORY_ERROR,
        libc::ENOTDIR => &NOT_A_DIRECTORY_ERROR,
        libc::EACCES | libc::EPERM => &PERMISSION_ERROR,
        libc::ESRCH => &PROCESS_LOOKUP_ERROR,
        libc::ETIMEDOUT => &TIMEOUT_ERROR,
        _ => return None,
    })
}

/// The system's text for an errno.
pub fn errno_text(errno: i32) -> String {
    let text = std::io::Error::from_raw_os_error(errno).to_string();
    match text.rfind(" (os error") {
        Some(i) => text[..i].to_string(),
        None => text,
    }
}

/// Does `__init__` take the arguments, rather than `__new__`?
fn leaves_to_init(t: &crate::object::Type) -> bool {
    let (new_slot, init_slot) = (t.slots().new, t.slots().init);
    new_slot.is_some_and(|f| std::ptr::fn_addr_eq(f, new as fn(&Vm, Value, Args) -> Res))
        && !init_slot.is_some_and(|f| std::ptr::fn_addr_eq(f, init as fn(&Vm, Value, Args) -> Res<()>))
}

fn new(vm: &Vm, cls: Value, args: Args) -> Res {
    let t = cls.as_type().expect("exceptions are made by their class");
    if leaves_to_init(t) {
        return make(vm, cls, &[]);
    }
    if !args.names.is_empty() {
        return Err(vm.type_error(format!("{}() takes no keyword arguments", t.name_text())));
    }
    let pos = args.pos();
    let mut class = cls;
    if std::ptr::eq(t, type_of(&OS_ERROR))
        && (2..=5).contains(&pos.len())
        && let Some(spec) = vm.to_i64(pos[0]).and_then(errno_class)
    {
        class = type_of(spec).value();
    }
    let e = make(vm, class, pos)?;
    fill(vm, e, pos)?;
    Ok(e)
}

/// Sets the fields. The third argument of a `BlockingIOError` may be the number of characters written.
fn fill(vm: &Vm, e: Value, pos: &[Value]) -> Res<()> {
    e.expect::<Exception>().args.set(vm.tuple(pos));
    if !(2..=5).contains(&pos.len()) {
        return Ok(());
    }
    set_field(vm, e, ERRNO, pos[0]);
    set_field(vm, e, TEXT, pos[1]);
    let Some(file) = pos.get(2).and_then(|f| f.not_none()) else { return Ok(()) };
    if e.typ().is_subtype_of(type_of(&BLOCKING_IO_ERROR)) && file.typ().slots().index.is_some() {
        let n = vm.index_i64(file)?;
        set_field(vm, e, WRITTEN, vm.int(n));
        return Ok(());
    }
    set_field(vm, e, FILE, file);
    if let Some(other) = pos.get(4).and_then(|f| f.not_none()) {
        set_field(vm, e, FILE2, other);
    }
    e.expect::<Exception>().args.set(vm.tuple(&pos[..2]));
    Ok(())
}

fn init(vm: &Vm, e: Value, args: Args) -> Res<()> {
    if !leaves_to_init(e.typ()) {
        return Ok(());
    }
    if !args.names.is_empty() {
        return Err(vm.type_error(format!("{}() takes no keyword arguments", e.type_name())));
    }
    fill(vm, e, args.pos())
}

fn str(vm: &Vm, e: Value) -> Res {
    let shown = |i: usize| -> Res<String> { vm.str_text(field(e, i)) };
    let (file, other) = (raw_field(e, FILE), raw_field(e, FILE2));
    if !file.is_unbound() {
        let mut out = format!("[Errno {}] {}: {}", shown(ERRNO)?, shown(TEXT)?, vm.repr_text(file)?);
        if !other.is_unbound() {
            out.push_str(&format!(" -> {}", vm.repr_text(other)?));
        }
        return Ok(vm.str(&out));
    }
    if raw_field(e, ERRNO).is_unbound() || raw_field(e, TEXT).is_unbound() {
        return super::exceptions::str(vm, e);
    }
    Ok(vm.str(&format!("[Errno {}] {}", shown(ERRNO)?, shown(TEXT)?)))
}
