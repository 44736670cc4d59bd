//! The exception classes: one row each in a table (`classes!`), what `BaseException` does, and the fields that some
//! classes add (`OSError.errno`, `StopIteration.value`, ...), which stand in the object's `extra`
//! array. `OSError` and the Unicode errors have files of their own.

use std::sync::atomic::Ordering;

use super::{exception_os, exception_unicode};
use crate::object::layouts::*;
use crate::object::{Args, GetSetDef, Layout, MethodDef, Raised, Res, Slots, Tuple, TypeSpec, Value, getset, method};
use crate::vm::Vm;
use crate::vm::intern::names;

/// A field in `extra`, as an attribute; a deleted one is `None`.
macro_rules! field_attr {
    ($name:literal, $i:expr) => {
        crate::object::getset(
            $name,
            |_, e| Ok(crate::types::exceptions::field(e, $i)),
            |vm, e, v| {
                crate::types::exceptions::set_field(vm, e, $i, v);
                Ok(())
            },
        )
        .as_member()
    };
}
pub(super) use field_attr;

macro_rules! classes {
    ($($ident:ident $name:literal < $base:ident $(, $($field:ident : $value:expr),*)? ;)*) => {
        $(pub static $ident: TypeSpec = TypeSpec {
            name: $name,
            layout: Layout::Exception,
            base: Some(&$base),
            has_dict: true,
            $($($field: $value,)*)?
            ..TypeSpec::DEFAULT
        };)*
        /// Every exception class but `BaseException`, for `builtins`.
        pub static ALL: &[&TypeSpec] = &[$(&$ident),*];
    };
}

pub static BASE_EXCEPTION: TypeSpec = TypeSpec {
    name: "BaseException",
    doc: "Common base class for all exceptions.",
    layout: Layout::Exception,
    has_dict: true,
    methods: METHODS,
    getset: GETSET,
    slots: Slots { repr: Some(repr), str: Some(str), new: Some(new), init: Some(init_plain), ..Slots::NONE },
    ..TypeSpec::DEFAULT
};

classes! {
    EXCEPTION "Exception" < BASE_EXCEPTION;
    SYSTEM_EXIT "SystemExit" < BASE_EXCEPTION, getset: fields::CODE, slots: with_init(init_system_exit);
    KEYBOARD_INTERRUPT "KeyboardInterrupt" < BASE_EXCEPTION;
    GENERATOR_EXIT "GeneratorExit" < BASE_EXCEPTION;
    BASE_EXCEPTION_GROUP "BaseExceptionGroup" < BASE_EXCEPTION, methods: super::exception_groups::METHODS, getset: super::exception_groups::GETSET,
        slots: Slots { new: Some(super::exception_groups::new), init: Some(init_plain), str: Some(super::exception_groups::str), repr: Some(super::exception_groups::repr), ..Slots::NONE };
    STOP_ITERATION "StopIteration" < EXCEPTION, getset: fields::VALUE, slots: with_init(init_stop_iteration);
    STOP_ASYNC_ITERATION "StopAsyncIteration" < EXCEPTION;
    ARITHMETIC_ERROR "ArithmeticError" < EXCEPTION;
    FLOATING_POINT_ERROR "FloatingPointError" < ARITHMETIC_ERROR;
    OVERFLOW_ERROR "OverflowError" < ARITHMETIC_ERROR;
    ZERO_DIVISION_ERROR "ZeroDivisionError" < ARITHMETIC_ERROR;
    ASSERTION_ERROR "AssertionError" < EXCEPTION;
    ATTRIBUTE_ERROR "AttributeError" < EXCEPTION, getset: fields::NAME_OBJ, methods: ATTRIBUTE_METHODS, slots: with_init(init_attribute_error);
    BUFFER_ERROR "BufferError" < EXCEPTION;
    EOF_ERROR "EOFError" < EXCEPTION;
    IMPORT_ERROR "ImportError" < EXCEPTION, getset: fields::IMPORT, methods: IMPORT_METHODS, slots: Slots { str: Some(str_import), ..with_init(init_import) };
    MODULE_NOT_FOUND_ERROR "ModuleNotFoundError" < IMPORT_ERROR;
    LOOKUP_ERROR "LookupError" < EXCEPTION;
    INDEX_ERROR "IndexError" < LOOKUP_ERROR;
    KEY_ERROR "KeyError" < LOOKUP_ERROR, slots: Slots { str: Some(str_key_error), ..Slots::NONE };
    MEMORY_ERROR "MemoryError" < EXCEPTION;
    NAME_ERROR "NameError" < EXCEPTION, getset: fields::NAME, slots: with_init(init_name_error);
    UNBOUND_LOCAL_ERROR "UnboundLocalError" < NAME_ERROR;
    OS_ERROR "OSError" < EXCEPTION, getset: exception_os::GETSET, methods: exception_os::METHODS, slots: exception_os::SLOTS;
    BLOCKING_IO_ERROR "BlockingIOError" < OS_ERROR;
    CHILD_PROCESS_ERROR "ChildProcessError" < OS_ERROR;
    CONNECTION_ERROR "ConnectionError" < OS_ERROR;
    BROKEN_PIPE_ERROR "BrokenPipeError" < CONNECTION_ERROR;
    CONNECTION_ABORTED_ERROR "ConnectionAbortedError" < CONNECTION_ERROR;
    CONNECTION_REFUSED_ERROR "ConnectionRefusedError" < CONNECTION_ERROR;
    CONNECTION_RESET_ERROR "ConnectionResetError" < CONNECTION_ERROR;
    FILE_EXISTS_ERROR "FileExistsError" < OS_ERROR;
    FILE_NOT_FOUND_ERROR "FileNotFoundError" < OS_ERROR;
    INTERRUPTED_ERROR "InterruptedError" < OS_ERROR;
    IS_A_DIRECTORY_ERROR "IsADirectoryError" < OS_ERROR;
    NOT_A_DIRECTORY_ERROR "NotADirectoryError" < OS_ERROR;
    PERMISSION_ERROR "PermissionError" < OS_ERROR;
    PROCESS_LOOKUP_ERROR "ProcessLookupError" < OS_ERROR;
    TIMEOUT_ERROR "TimeoutError" < OS_ERROR;
    REFERENCE_ERROR "ReferenceError" < EXCEPTION;
    RUNTIME_ERROR "RuntimeError" < EXCEPTION;
    NOT_IMPLEMENTED_ERROR "NotImplementedError" < RUNTIME_ERROR;
    RECURSION_ERROR "RecursionError" < RUNTIME_ERROR;
    PYTHON_FINALIZATION_ERROR "PythonFinalizationError" < RUNTIME_ERROR;
    SYNTAX_ERROR "SyntaxError" < EXCEPTION, getset: fields::SYNTAX, slots: Slots { str: Some(str_syntax), ..with_init(init_syntax) };
    INDENTATION_ERROR "IndentationError" < SYNTAX_ERROR;
    TAB_ERROR "TabError" < INDENTATION_ERROR;
    INCOMPLETE_INPUT_ERROR "_IncompleteInputError" < SYNTAX_ERROR;
    SYSTEM_ERROR "SystemError" < EXCEPTION;
    TYPE_ERROR "TypeError" < EXCEPTION;
    VALUE_ERROR "ValueError" < EXCEPTION;
    UNICODE_ERROR "UnicodeError" < VALUE_ERROR;
    UNICODE_DECODE_ERROR "UnicodeDecodeError" < UNICODE_ERROR, getset: exception_unicode::GETSET, slots: exception_unicode::SLOTS;
    UNICODE_ENCODE_ERROR "UnicodeEncodeError" < UNICODE_ERROR, getset: exception_unicode::GETSET, slots: exception_unicode::SLOTS;
    UNICODE_TRANSLATE_ERROR "UnicodeTranslateError" < UNICODE_ERROR, getset: exception_unicode::GETSET, slots: exception_unicode::SLOTS;
    WARNING "Warning" < EXCEPTION;
    BYTES_WARNING "BytesWarning" < WARNING;
    DEPRECATION_WARNING "DeprecationWarning" < WARNING;
    ENCODING_WARNING "EncodingWarning" < WARNING;
    FUTURE_WARNING "FutureWarning" < WARNING;
    IMPORT_WARNING "ImportWarning" < WARNING;
    PENDING_DEPRECATION_WARNING "PendingDeprecationWarning" < WARNING;
    RESOURCE_WARNING "ResourceWarning" < WARNING;
    RUNTIME_WARNING "RuntimeWarning" < WARNING;
    SYNTAX_WARNING "SyntaxWarning" < WARNING;
    UNICODE_WARNING "UnicodeWarning" < WARNING;
    USER_WARNING "UserWarning" < WARNING;
}

/// Has the class a `__new__` of its own? Those have not that only say how they are initialized or shown, nor what derives from those,
/// nor what derives from `OSError`.
pub fn makes_itself(spec: &'static TypeSpec) -> bool {
    static SHARE: [&TypeSpec; 7] = [&SYSTEM_EXIT, &STOP_ITERATION, &ATTRIBUTE_ERROR, &IMPORT_ERROR, &KEY_ERROR, &NAME_ERROR, &SYNTAX_ERROR];
    let shares = |s: &'static TypeSpec| SHARE.iter().any(|&share| std::ptr::eq(s, share));
    let of_system = |s: &'static TypeSpec| std::ptr::eq(s, &OS_ERROR);
    let mut ancestors = std::iter::successors(Some(spec), |s| s.base);
    of_system(spec) || !ancestors.any(|s| shares(s) || of_system(s))
}

const fn with_init(init: fn(&Vm, Value, Args) -> Res<()>) -> Slots {
    Slots { init: Some(init), ..Slots::NONE }
}

/// Computed attributes that read and write `extra`; the number is the field.
mod fields {
    use super::*;

    pub const CODE: &[GetSetDef] = &[field_attr!("code", 0)];
    pub const VALUE: &[GetSetDef] = &[field_attr!("value", 0)];
    pub const NAME: &[GetSetDef] = &[field_attr!("name", 0)];
    pub const NAME_OBJ: &[GetSetDef] = &[field_attr!("name", 0), field_attr!("obj", 1)];
    pub const IMPORT: &[GetSetDef] = &[field_attr!("name", 0), field_attr!("path", 1), field_attr!("msg", 2), field_attr!("name_from", 3)];
    pub const SYNTAX: &[GetSetDef] = &[
        field_attr!("msg", 0),
        field_attr!("filename", 1),
        field_attr!("lineno", 2),
        field_attr!("offset", 3),
        field_attr!("text", 4),
        field_attr!("end_lineno", 5),
        field_attr!("end_offset", 6),
        field_attr!("print_file_and_line", 7),
        field_attr!("_metadata", 8),
    ];
}

/// The field `_metadata` of a `SyntaxError`: line and column of the last compound statement before it, and the source.
pub const SYNTAX_METADATA: usize = 8;

/// How many fields `extra` has room for.
const FIELDS: usize = 9;

/// Field `i` that the exception's class adds; `None` if it was never set.
pub fn field(e: Value, i: usize) -> Value {
    raw_field(e, i).given().unwrap_or(Value::NONE)
}

/// Field `i`; unbound if it was never set.
pub fn raw_field(e: Value, i: usize) -> Value {
    let Some(x) = e.cast::<Exception>() else { return Value::UNBOUND };
    x.extra.get().cast::<Array>().map_or(Value::UNBOUND, |a| a.slots()[i].get())
}

/// Sets field `i`.
pub fn set_field(vm: &Vm, e: Value, i: usize, v: Value) {
    let Some(x) = e.cast::<Exception>() else { return };
    if x.extra.get().is_unbound() {
        // two threads may race here: the first array stays
        let _ = x.extra.replace(Value::UNBOUND, vm.array(FIELDS).value());
    }
    x.extra.get().expect::<Array>().slots()[i].set(v);
}

const METHODS: &[MethodDef] = &[
    // not what a derived class's own slot says
    method("__repr__", "(self, /)", |vm, a| repr(vm, a[0])).of_slot(),
    method("__str__", "(self, /)", |vm, a| str(vm, a[0])).of_slot(),
    method("with_traceback", "(self, tb, /)", |vm, a| {
        set_traceback(vm, a[0], a[1])?;
        Ok(a[0])
    }),
    method("add_note", "(self, note, /)", |vm, a| {
        if a[1].str_bytes().is_none() {
            return Err(vm.type_error(format!("add_note() argument must be str, not {}", a[1].argument_name())));
        }
        add_note(vm, a[0], a[1])?;
        Ok(Value::NONE)
    }),
    method("__setstate__", "(self, state, /)", |vm, a| {
        if !a[1].is_none() {
            if a[1].cast::<Dict>().is_none() {
                return Err(vm.type_error("state is not a dictionary"));
            }
            for (k, v) in vm.dict_items(a[1]).pairs() {
                vm.set_attr(a[0], crate::vm::intern::intern_value(k), v)?;
            }
        }
        Ok(Value::NONE)
    }),
    method("__reduce__", "(self, /)", |vm, a| reduced(vm, a[0], args_of(vm, a[0]), &[])),
];

const ATTRIBUTE_METHODS: &[MethodDef] = &[
    method("__reduce__", "(self, /)", |vm, a| {
        let args = args_of(vm, a[0]);
        Ok(vm.tuple(&[a[0].typ().value(), args, attribute_state(vm, a[0])?]))
    }),
    method("__getstate__", "(self, /)", |vm, a| attribute_state(vm, a[0])),
];

/// What of an `AttributeError` is pickled: all but the object.
fn attribute_state(vm: &Vm, e: Value) -> Res {
    let mut fields = vec![("args", args_of(vm, e))];
    if let Some(name) = raw_field(e, 0).given() {
        fields.insert(0, ("name", name));
    }
    state(vm, e, &fields)
}

const IMPORT_METHODS: &[MethodDef] = &[method("__reduce__", "(self, /)", |vm, a| {
    let given = |name: &'static str, i: usize| raw_field(a[0], i).given().map(|v| (name, v));
    let fields: Vec<_> = [given("name", 0), given("path", 1), given("name_from", 3)].into_iter().flatten().collect();
    reduced(vm, a[0], args_of(vm, a[0]), &fields)
})];

/// The instance's attributes, and these.
fn state(vm: &Vm, e: Value, fields: &[(&str, Value)]) -> Res {
    let dict = vm.new_dict();
    for (k, v) in vm.own_attrs(e).pairs() {
        vm.dict_set(dict, k, v)?;
    }
    for (k, v) in fields {
        vm.dict_set_str(dict, k, *v)?;
    }
    Ok(dict)
}

/// The class, its arguments and, if there is any, the state: what `__reduce__` gives.
pub(super) fn reduced(vm: &Vm, e: Value, args: Value, fields: &[(&str, Value)]) -> Res {
    let state = state(vm, e, fields)?;
    let parts = [e.typ().value(), args, state];
    Ok(vm.tuple(if vm.dict_len(state) > 0 { &parts } else { &parts[..2] }))
}

const GETSET: &[GetSetDef] = &[
    getset(
        "args",
        |vm, e| Ok(args_of(vm, e)),
        |vm, e, v| {
            if v.is_unbound() {
                return Err(vm.type_error("args may not be deleted"));
            }
            let items = vm.collect_items(v)?;
            e.expect::<Exception>().args.set(vm.tuple(&items));
            Ok(())
        },
    ),
    getset("__traceback__", |_, e| Ok(e.expect::<Exception>().traceback.get().given().unwrap_or(Value::NONE)), set_traceback),
    getset(
        "__cause__",
        |_, e| Ok(e.expect::<Exception>().cause.get().given().unwrap_or(Value::NONE)),
        |vm, e, v| {
            let cause = checked(vm, v, "cause")?;
            let x = e.expect::<Exception>();
            x.cause.set(cause);
            x.suppress.store(1, Ordering::Relaxed);
            Ok(())
        },
    ),
    getset(
        "__context__",
        |_, e| Ok(e.expect::<Exception>().context.get().given().unwrap_or(Value::NONE)),
        |vm, e, v| {
            let context = checked(vm, v, "context")?;
            e.expect::<Exception>().context.set(context);
            Ok(())
        },
    ),
    getset(
        "__suppress_context__",
        |_, e| Ok(Value::bool(e.expect::<Exception>().suppress.load(Ordering::Relaxed) != 0)),
        |vm, e, v| {
            if v.is_unbound() {
                return Err(vm.type_error("can't delete numeric/char attribute"));
            }
            if !v.is_bool() {
                return Err(vm.type_error("attribute value type must be bool"));
            }
            e.expect::<Exception>().suppress.store((v == Value::TRUE) as u8, Ordering::Relaxed);
            Ok(())
        },
    )
    .as_member(),
    getset("__dict__", |vm, e| vm.instance_dict(e), |vm, e, v| vm.set_instance_dict(e, v)),
];

fn checked(vm: &Vm, v: Value, what: &str) -> Res {
    if v.is_unbound() {
        return Err(vm.type_error(format!("__{what}__ may not be deleted")));
    }
    if v.is_none() {
        return Ok(Value::UNBOUND);
    }
    if v.cast::<Exception>().is_none() {
        return Err(vm.type_error(format!("exception {what} must be None or derive from BaseException")));
    }
    Ok(v)
}

fn set_traceback(vm: &Vm, e: Value, tb: Value) -> Res<()> {
    if tb.is_unbound() {
        return Err(vm.type_error("__traceback__ may not be deleted"));
    }
    if !tb.is_none() && tb.cast::<Traceback>().is_none() {
        return Err(vm.type_error("__traceback__ must be a traceback or None"));
    }
    e.expect::<Exception>().traceback.set(if tb.is_none() { Value::UNBOUND } else { tb });
    Ok(())
}

impl Vm {
    /// What was just raised, with a note.
    pub fn noted(&self, raised: Raised, note: &str) -> Raised {
        let e = self.take_raised(raised);
        match add_note(self, e, self.str(note)) {
            Ok(()) => self.raise_value(e),
            Err(other) => other,
        }
    }
}

/// `e.add_note(note)`.
pub fn add_note(vm: &Vm, e: Value, note: Value) -> Res<()> {
    let notes = match vm.get_attr_opt(e, names::NOTES.get())? {
        Some(n) if n.cast::<List>().is_some() => n,
        Some(_) => return Err(vm.type_error("Cannot add note: __notes__ is not a list")),
        None => {
            let list = vm.list(&[]);
            vm.set_attr(e, names::NOTES.get(), list)?;
            list
        }
    };
    vm.list_append(notes, note)
}

/// The exception's `args`.
pub fn args_of(vm: &Vm, e: Value) -> Value {
    e.expect::<Exception>().args.get().given().unwrap_or_else(|| vm.tuple(&[]))
}

fn args_slice(e: Value) -> Vec<Value> {
    e.expect::<Exception>().args.get().cast::<Tuple>().map_or(Vec::new(), |t| t.items().to_vec())
}

/// An exception object of a class, with these `args`.
pub fn make(vm: &Vm, cls: Value, args: &[Value]) -> Res {
    let t = cls.as_type().expect("exceptions are made by their class");
    let shape = t.instance_shape.load(Ordering::Acquire);
    let room = (t.capacity.load(Ordering::Relaxed) as usize).max(4) + t.member_words as usize;
    let e = Value::from_ptr(vm.alloc.alloc(Exception::SIZE + room * 8, shape));
    e.expect::<Exception>().args.set(vm.tuple(args));
    if t.has_finalizer.load(Ordering::Relaxed) {
        vm.alloc.register_finalizable(e);
    }
    Ok(e)
}

fn new(vm: &Vm, cls: Value, args: Args) -> Res {
    make(vm, cls, args.pos())
}

fn no_keywords(vm: &Vm, e: Value, args: Args) -> Res<()> {
    if args.names.is_empty() { Ok(()) } else { Err(vm.type_error(format!("{}() takes no keyword arguments", e.type_name()))) }
}

pub(super) fn init_plain(vm: &Vm, e: Value, args: Args) -> Res<()> {
    no_keywords(vm, e, args)?;
    e.expect::<Exception>().args.set(vm.tuple(args.pos()));
    Ok(())
}

fn init_system_exit(vm: &Vm, e: Value, args: Args) -> Res<()> {
    init_plain(vm, e, args)?;
    let code = match args.pos() {
        [] => Value::NONE,
        [one] => *one,
        many => vm.tuple(many),
    };
    set_field(vm, e, 0, code);
    Ok(())
}

fn init_stop_iteration(vm: &Vm, e: Value, args: Args) -> Res<()> {
    init_plain(vm, e, args)?;
    set_field(vm, e, 0, args.pos().first().copied().unwrap_or(Value::NONE));
    Ok(())
}

/// Keyword arguments that set fields; `name` is the exception that has them, whatever the subclass.
fn keyword_fields(vm: &Vm, e: Value, args: Args, name: &str, known: &[&str]) -> Res<()> {
    for (k, v) in args.keywords() {
        match known.iter().position(|n| k.as_str() == Some(n)) {
            Some(i) => set_field(vm, e, i, v),
            None => {
                let text = format!("{name}() got an unexpected keyword argument '{}'", k.as_str().unwrap_or("?"));
                return Err(vm.type_error(text));
            }
        }
    }
    e.expect::<Exception>().args.set(vm.tuple(args.pos()));
    Ok(())
}

fn init_attribute_error(vm: &Vm, e: Value, args: Args) -> Res<()> {
    keyword_fields(vm, e, args, "AttributeError", &["name", "obj"])
}

fn init_name_error(vm: &Vm, e: Value, args: Args) -> Res<()> {
    keyword_fields(vm, e, args, "NameError", &["name"])
}

fn init_import(vm: &Vm, e: Value, args: Args) -> Res<()> {
    keyword_fields(vm, e, args, "ImportError", &["name", "path", "msg", "name_from"])?;
    if let [msg] = args.pos() {
        set_field(vm, e, 2, *msg);
    }
    Ok(())
}

fn init_syntax(vm: &Vm, e: Value, args: Args) -> Res<()> {
    init_plain(vm, e, args)?;
    if let Some(&msg) = args.pos().first() {
        set_field(vm, e, 0, msg);
    }
    if let [_, info] = args.pos() {
        let items = vm.collect_items(*info)?;
        let text = match items.len() {
            n @ 0..=3 => format!("function takes at least 4 arguments ({n} given)"),
            5 => "end_offset must be provided when end_lineno is provided".into(),
            n @ 8.. => format!("function takes at most 7 arguments ({n} given)"),
            _ => String::new(),
        };
        if !text.is_empty() {
            return Err(vm.type_error(text));
        }
        for (i, &v) in items.iter().enumerate() {
            set_field(vm, e, [1, 2, 3, 4, 5, 6, 8][i], v);
        }
    }
    Ok(())
}

fn repr(vm: &Vm, e: Value) -> Res {
    let args = args_slice(e);
    let inner = match args.as_slice() {
        [] => String::new(),
        [one] => vm.repr_text(*one)?,
        _ => {
            let t = vm.repr_text(args_of(vm, e))?;
            return Ok(vm.str(&format!("{}{t}", e.type_name())));
        }
    };
    Ok(vm.str(&format!("{}({inner})", e.type_name())))
}

pub(super) fn str(vm: &Vm, e: Value) -> Res {
    let args = args_slice(e);
    match args.as_slice() {
        [] => Ok(crate::vm::intern::empty_str()),
        [one] => vm.to_str(*one),
        _ => vm.repr(args_of(vm, e)),
    }
}

fn str_key_error(vm: &Vm, e: Value) -> Res {
    match args_slice(e).as_slice() {
        [one] => vm.repr(*one),
        _ => str(vm, e),
    }
}

fn str_import(vm: &Vm, e: Value) -> Res {
    let msg = field(e, 2);
    if msg.str_bytes().is_some() { Ok(msg) } else { str(vm, e) }
}

fn str_syntax(vm: &Vm, e: Value) -> Res {
    let (msg, file, line) = (field(e, 0), field(e, 1), field(e, 2));
    let msg = vm.str_text(msg)?;
    let file = file.as_str().map(|f| f.rsplit('/').next().unwrap_or(f).to_string());
    let line = vm.to_i64(line);
    Ok(vm.str(&match (file, line) {
        (Some(f), Some(n)) => format!("{msg} ({f}, line {n})"),
        (Some(f), None) => format!("{msg} ({f})"),
        (None, Some(n)) => format!("{msg} (line {n})"),
        (None, None) => msg,
    }))
}
