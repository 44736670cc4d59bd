//! The exception classes: one row each in a table (`classes!`), what `BaseException` does, and the fields that some
//! classes add (`OSError.errno`, `StopIteration.value`, ...), which stand in the object's `extra` array.

use std::sync::atomic::Ordering;

use crate::object::layouts::*;
use crate::object::{Args, GetSetDef, Layout, MethodDef, Res, Slots, Tuple, TypeSpec, Value, getset, method};
use crate::vm::Vm;
use crate::vm::intern::names;

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
    slots: Slots { repr: Some(repr), str: Some(str), new: Some(new), init: Some(init), ..Slots::NONE },
    ..TypeSpec::DEFAULT
};

classes! {
    EXCEPTION "Exception" < BASE_EXCEPTION;
    SYSTEM_EXIT "SystemExit" < BASE_EXCEPTION, getset: fields::CODE, slots: with_init(init_system_exit);
    KEYBOARD_INTERRUPT "KeyboardInterrupt" < BASE_EXCEPTION;
    GENERATOR_EXIT "GeneratorExit" < BASE_EXCEPTION;
    BASE_EXCEPTION_GROUP "BaseExceptionGroup" < BASE_EXCEPTION, methods: super::exception_groups::METHODS, getset: super::exception_groups::GETSET,
        slots: Slots { new: Some(super::exception_groups::new), str: Some(super::exception_groups::str), repr: Some(super::exception_groups::repr), ..Slots::NONE };
    STOP_ITERATION "StopIteration" < EXCEPTION, getset: fields::VALUE, slots: with_init(init_stop_iteration);
    STOP_ASYNC_ITERATION "StopAsyncIteration" < EXCEPTION;
    ARITHMETIC_ERROR "ArithmeticError" < EXCEPTION;
    FLOATING_POINT_ERROR "FloatingPointError" < ARITHMETIC_ERROR;
    OVERFLOW_ERROR "OverflowError" < ARITHMETIC_ERROR;
    ZERO_DIVISION_ERROR "ZeroDivisionError" < ARITHMETIC_ERROR;
    ASSERTION_ERROR "AssertionError" < EXCEPTION;
    ATTRIBUTE_ERROR "AttributeError" < EXCEPTION, getset: fields::NAME_OBJ, slots: with_init(init_attribute_error);
    BUFFER_ERROR "BufferError" < EXCEPTION;
    EOF_ERROR "EOFError" < EXCEPTION;
    IMPORT_ERROR "ImportError" < EXCEPTION, getset: fields::IMPORT, slots: Slots { str: Some(str_import), ..with_init(init_import) };
    MODULE_NOT_FOUND_ERROR "ModuleNotFoundError" < IMPORT_ERROR;
    LOOKUP_ERROR "LookupError" < EXCEPTION;
    INDEX_ERROR "IndexError" < LOOKUP_ERROR;
    KEY_ERROR "KeyError" < LOOKUP_ERROR, slots: Slots { str: Some(str_key_error), ..Slots::NONE };
    MEMORY_ERROR "MemoryError" < EXCEPTION;
    NAME_ERROR "NameError" < EXCEPTION, getset: fields::NAME, slots: with_init(init_name_error);
    UNBOUND_LOCAL_ERROR "UnboundLocalError" < NAME_ERROR;
    OS_ERROR "OSError" < EXCEPTION, getset: fields::OS, slots: Slots { new: Some(new_os_error), str: Some(str_os_error), init: Some(init_os_error), ..Slots::NONE };
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
    UNICODE_DECODE_ERROR "UnicodeDecodeError" < UNICODE_ERROR, getset: fields::UNICODE, slots: Slots { str: Some(str_unicode), ..with_init(init_unicode) };
    UNICODE_ENCODE_ERROR "UnicodeEncodeError" < UNICODE_ERROR, getset: fields::UNICODE, slots: Slots { str: Some(str_unicode), ..with_init(init_unicode) };
    UNICODE_TRANSLATE_ERROR "UnicodeTranslateError" < UNICODE_ERROR, getset: fields::UNICODE, slots: Slots { str: Some(str_unicode), ..with_init(init_unicode_translate) };
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

const fn with_init(init: fn(&Vm, Value, Args) -> Res<()>) -> Slots {
    Slots { init: Some(init), ..Slots::NONE }
}

/// Computed attributes that read and write `extra`; the number is the field.
mod fields {
    use super::*;

    macro_rules! field {
        ($name:literal, $i:literal) => {
            getset(
                $name,
                |_, e| Ok(field(e, $i)),
                |vm, e, v| {
                    set_field(vm, e, $i, if v.is_unbound() { Value::NONE } else { v });
                    Ok(())
                },
            )
            .as_member()
        };
    }
    pub const CODE: &[GetSetDef] = &[field!("code", 0)];
    pub const VALUE: &[GetSetDef] = &[field!("value", 0)];
    pub const NAME: &[GetSetDef] = &[field!("name", 0)];
    pub const NAME_OBJ: &[GetSetDef] = &[field!("name", 0), field!("obj", 1)];
    pub const IMPORT: &[GetSetDef] = &[field!("name", 0), field!("path", 1), field!("msg", 2), field!("name_from", 3)];
    pub const OS: &[GetSetDef] = &[field!("errno", 0), field!("strerror", 1), field!("filename", 2), field!("filename2", 3)];
    pub const SYNTAX: &[GetSetDef] = &[
        field!("msg", 0),
        field!("filename", 1),
        field!("lineno", 2),
        field!("offset", 3),
        field!("text", 4),
        field!("end_lineno", 5),
        field!("end_offset", 6),
        field!("print_file_and_line", 7),
        field!("_metadata", 8),
    ];
    pub const UNICODE: &[GetSetDef] =
        &[field!("encoding", 0), field!("object", 1), field!("start", 2), field!("end", 3), field!("reason", 4)];
}

/// The field `_metadata` of a `SyntaxError`: line and column of the last compound statement before it, and the source.
pub const SYNTAX_METADATA: usize = 8;

/// How many fields `extra` has room for.
const FIELDS: usize = 9;

/// Field `i` that the exception's class adds; `None` if it was never set.
pub fn field(e: Value, i: usize) -> Value {
    let Some(x) = e.cast::<Exception>() else { return Value::NONE };
    match x.extra.get().cast::<Array>() {
        Some(a) => a.slots()[i].get().given().unwrap_or(Value::NONE),
        None => Value::NONE,
    }
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
    method("__reduce__", "(self, /)", |vm, a| {
        let _e = a[0].expect::<Exception>();
        let dict = vm.new_dict();
        for (k, v) in vm.own_attrs(a[0]).pairs() {
            vm.dict_set(dict, k, v)?;
        }
        let mut args = args_of(vm, a[0]);
        let filename = field(a[0], 2);
        if a[0].typ().is_subtype_of(crate::types::type_of(&OS_ERROR))
            && !filename.is_none()
            && let Some(two) = args.cast::<Tuple>().filter(|t| t.len == 2)
        {
            args = vm.tuple(&[two.items()[0], two.items()[1], filename]);
        }
        let mut parts = vec![a[0].typ().value(), args];
        if vm.dict_len(dict) > 0 {
            parts.push(dict);
        }
        Ok(vm.tuple(&parts))
    }),
];

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

fn init(vm: &Vm, e: Value, args: Args) -> Res<()> {
    no_keywords(vm, e, args)?;
    e.expect::<Exception>().args.set(vm.tuple(args.pos()));
    Ok(())
}

fn init_system_exit(vm: &Vm, e: Value, args: Args) -> Res<()> {
    init(vm, e, args)?;
    let code = match args.pos() {
        [] => Value::NONE,
        [one] => *one,
        many => vm.tuple(many),
    };
    set_field(vm, e, 0, code);
    Ok(())
}

fn init_stop_iteration(vm: &Vm, e: Value, args: Args) -> Res<()> {
    init(vm, e, args)?;
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
    init(vm, e, args)?;
    if let Some(&msg) = args.pos().first() {
        set_field(vm, e, 0, msg);
    }
    if let [_, info] = args.pos() {
        let items = vm.collect_items(*info)?;
        if !matches!(items.len(), 4 | 6 | 7) {
            return Err(vm.type_error(format!("function missing required argument 'lineno' (pos {})", items.len() + 1)));
        }
        for (i, &v) in items.iter().enumerate() {
            set_field(vm, e, [1, 2, 3, 4, 5, 6, 8][i], v);
        }
    }
    Ok(())
}

/// Are the arguments of these types?
fn check_unicode(vm: &Vm, args: &[Value], types: &[&str]) -> Res<()> {
    for (i, (&v, &wanted)) in args.iter().zip(types).enumerate() {
        let fits = match wanted {
            "str" => v.str_bytes().is_some(),
            "int" => {
                vm.index_i64(v)?;
                true
            }
            _ => super::bytes_common::is_buffer(v),
        };
        if !fits && wanted == "str" {
            return Err(vm.type_error(format!("argument {} must be str, not {}", i + 1, v.argument_name())));
        }
        if !fits {
            return Err(vm.type_error(format!("a bytes-like object is required, not '{}'", v.type_name())));
        }
    }
    Ok(())
}

fn init_unicode(vm: &Vm, e: Value, args: Args) -> Res<()> {
    init(vm, e, args)?;
    if args.pos().len() != 5 {
        return Err(vm.type_error(format!("function takes exactly 5 arguments ({} given)", args.pos().len())));
    }
    let encode = e.typ().is_subtype_of(super::type_of(&UNICODE_ENCODE_ERROR));
    let object = if encode { "str" } else { "bytes-like object" };
    check_unicode(vm, args.pos(), &["str", object, "int", "int", "str"])?;
    for (i, &v) in args.pos().iter().enumerate() {
        set_field(vm, e, i, v);
    }
    Ok(())
}

fn init_unicode_translate(vm: &Vm, e: Value, args: Args) -> Res<()> {
    init(vm, e, args)?;
    if args.pos().len() != 4 {
        return Err(vm.type_error(format!("function takes exactly 4 arguments ({} given)", args.pos().len())));
    }
    check_unicode(vm, args.pos(), &["str", "int", "int", "str"])?;
    for (i, &v) in args.pos().iter().enumerate() {
        set_field(vm, e, i + 1, v);
    }
    Ok(())
}

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

fn new_os_error(vm: &Vm, cls: Value, args: Args) -> Res {
    let pos = args.pos();
    let mut class = cls;
    if std::ptr::eq(cls.as_type().expect("a class"), super::type_of(&OS_ERROR))
        && (2..=5).contains(&pos.len())
        && let Some(spec) = vm.to_i64(pos[0]).and_then(errno_class)
    {
        class = super::type_of(spec).value();
    }
    let e = make(vm, class, pos)?;
    fill_os_error(vm, e, pos);
    Ok(e)
}

fn fill_os_error(vm: &Vm, e: Value, pos: &[Value]) {
    if (2..=5).contains(&pos.len()) {
        set_field(vm, e, 0, pos[0]);
        set_field(vm, e, 1, pos[1]);
        if let Some(&f) = pos.get(2) {
            set_field(vm, e, 2, f);
            e.expect::<Exception>().args.set(vm.tuple(&pos[..2]));
        }
        if let Some(&f) = pos.get(4) {
            set_field(vm, e, 3, f);
        }
    }
}

fn init_os_error(vm: &Vm, e: Value, args: Args) -> Res<()> {
    no_keywords(vm, e, args)?;
    e.expect::<Exception>().args.set(vm.tuple(args.pos()));
    fill_os_error(vm, e, args.pos());
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

fn str(vm: &Vm, e: Value) -> Res {
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

fn str_os_error(vm: &Vm, e: Value) -> Res {
    let (errno, text, file, file2) = (field(e, 0), field(e, 1), field(e, 2), field(e, 3));
    if !file.is_none() {
        let mut out = format!("[Errno {}] {}: {}", vm.str_text(errno)?, vm.str_text(text)?, vm.repr_text(file)?);
        if !file2.is_none() {
            out.push_str(&format!(" -> {}", vm.repr_text(file2)?));
        }
        return Ok(vm.str(&out));
    }
    if !errno.is_none() && !text.is_none() {
        return Ok(vm.str(&format!("[Errno {}] {}", vm.str_text(errno)?, vm.str_text(text)?)));
    }
    str(vm, e)
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

fn str_unicode(vm: &Vm, e: Value) -> Res {
    let (encoding, object, start, end, reason) = (field(e, 0), field(e, 1), field(e, 2), field(e, 3), field(e, 4));
    if object.is_none() {
        return Ok(crate::vm::intern::empty_str());
    }
    let (start, end) = (vm.to_i64(start).unwrap_or(0).max(0) as usize, vm.to_i64(end).unwrap_or(0).max(0) as usize);
    let reason = vm.str_text(reason)?;
    let codec = if encoding.is_none() { String::new() } else { format!("'{}' codec ", vm.str_text(encoding)?) };
    if let Some(data) = object.cast::<Bytes>() {
        if end == start + 1 {
            let byte = data.bytes().get(start).copied().unwrap_or(0);
            return Ok(vm.str(&format!("{codec}can't decode byte {byte:#04x} in position {start}: {reason}")));
        }
        return Ok(vm.str(&format!("{codec}can't decode bytes in position {start}-{}: {reason}", end.max(1) - 1)));
    }
    let verb = if encoding.is_none() { "translate" } else { "encode" };
    let text = object.str_bytes().unwrap_or(b"");
    if end == start + 1 {
        let c = crate::text::wtf8::code_points(text).nth(start).unwrap_or(0);
        let shown = if c <= 0xFF {
            format!("\\x{c:02x}")
        } else if c <= 0xFFFF {
            format!("\\u{c:04x}")
        } else {
            format!("\\U{c:08x}")
        };
        return Ok(vm.str(&format!("{codec}can't {verb} character '{shown}' in position {start}: {reason}")));
    }
    Ok(vm.str(&format!("{codec}can't {verb} characters in position {start}-{}: {reason}", end.max(1) - 1)))
}
