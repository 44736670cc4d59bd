//! Raising exceptions from Rust: one constructor for each common class, with CPython's texts given by the caller.

use super::Vm;
use crate::object::layouts::*;
use crate::object::{Raised, Ref, Res, TypeSpec, Value};
use crate::types::exceptions as exc;
use crate::types::type_of;

macro_rules! raisers {
    ($($(#[$doc:meta])* $name:ident $spec:ident;)*) => {
        impl Vm { $( $(#[$doc])* #[cold] pub fn $name(&self, message: impl AsRef<str>) -> Raised { self.raise(&exc::$spec, message) } )* }
    };
}

raisers! {
    /// Raises `TypeError(message)`.
    type_error TYPE_ERROR;
    value_error VALUE_ERROR;
    index_error INDEX_ERROR;
    overflow_error OVERFLOW_ERROR;
    zero_division ZERO_DIVISION_ERROR;
    runtime_error RUNTIME_ERROR;
    lookup_error LOOKUP_ERROR;
    buffer_error BUFFER_ERROR;
    system_error SYSTEM_ERROR;
    eof_error EOF_ERROR;
    not_implemented NOT_IMPLEMENTED_ERROR;
    recursion_error RECURSION_ERROR;
    import_error IMPORT_ERROR;
}

impl Vm {
    /// A conversion must give a number of one type: an instance of a subclass is warned of, all else is a `TypeError`.
    pub fn exactly(&self, given: Value, exact: bool, instance: bool, method: &str, wanted: &str) -> Res<()> {
        if exact {
            return Ok(());
        }
        let text = format!("{method} returned non-{wanted} (type {})", given.type_name());
        if !instance {
            return Err(self.type_error(text));
        }
        let text = format!(
            "{text}.  The ability to return an instance of a strict subclass of {wanted} is deprecated, and may be removed in a future version of Python."
        );
        self.warn(&exc::DEPRECATION_WARNING, &text, 1)
    }

    /// `warnings.warn(message, category, level)`: an error if the filters say so.
    #[cold]
    pub fn warn(&self, category: &'static TypeSpec, message: &str, level: i64) -> Res<()> {
        let warnings = self.module("warnings")?;
        self.call_method(warnings, "warn", &[self.str(message), type_of(category).value(), self.int(level)]).map(|_| ())
    }

    /// Raises an exception of a builtin class with one text argument (none if the text is empty).
    #[cold]
    pub fn raise(&self, class: &'static TypeSpec, message: impl AsRef<str>) -> Raised {
        let message = message.as_ref();
        let args = if message.is_empty() { vec![] } else { vec![self.str(message)] };
        self.raise_with(class, &args)
    }

    /// Raises an exception of a builtin class with these arguments.
    #[cold]
    pub fn raise_with(&self, class: &'static TypeSpec, args: &[Value]) -> Raised {
        if std::ptr::eq(class, &exc::RECURSION_ERROR) || std::ptr::eq(class, &exc::MEMORY_ERROR) {
            // made without a call: there may be no room for one
            return match exc::make(self, type_of(class).value(), args) {
                Ok(e) => self.raise_value(e),
                Err(raised) => raised,
            };
        }
        match self.call(type_of(class).value(), args) {
            Ok(e) => self.raise_value(e),
            Err(raised) => raised,
        }
    }

    /// Raises an exception object; its context becomes the exception that is being handled.
    pub fn raise_value(&self, exception: Value) -> Raised {
        if let Some(e) = exception.cast::<Exception>() {
            let handled = self.handled.get();
            if handled.is_object() && handled != exception && e.context.get().is_unbound() {
                self.set_context(e, handled);
            }
        }
        self.raised.set(exception);
        Raised
    }

    /// `e.__context__ = context`, without making a ring of contexts.
    fn set_context(&self, e: Ref<Exception>, context: Value) {
        let mut at = context;
        let mut steps = 0;
        while let Some(c) = at.cast::<Exception>() {
            let next = c.context.get();
            if next == e.value() {
                c.context.set(Value::UNBOUND);
                break;
            }
            at = next;
            steps += 1;
            if steps > 100_000 {
                return;
            }
        }
        e.context.set(context);
    }

    /// Takes the exception that is being raised: after this nothing is raised.
    pub fn take_raised(&self, _: Raised) -> Value {
        self.raised.replace(Value::UNBOUND)
    }

    /// Raises an exception again that `take_raised` gave, as it was.
    pub fn put_raised(&self, exception: Value) -> Raised {
        self.raised.set(exception);
        Raised
    }

    /// Is the exception being raised an instance of this builtin class?
    pub fn raised_is(&self, class: &'static TypeSpec) -> bool {
        let e = self.raised.get();
        e.is_object() && e.typ().is_subtype_of(type_of(class))
    }

    /// Drops the exception being raised if it is of this class: `Ok` then, else it goes on.
    pub fn catch<T>(&self, result: Res<T>, class: &'static TypeSpec) -> Res<Option<T>> {
        match result {
            Ok(v) => Ok(Some(v)),
            Err(raised) if self.raised_is(class) => {
                self.take_raised(raised);
                Ok(None)
            }
            Err(raised) => Err(raised),
        }
    }

    /// `KeyError(key)`.
    #[cold]
    pub fn key_error(&self, key: Value) -> Raised {
        self.raise_with(&exc::KEY_ERROR, &[key])
    }

    /// `StopIteration(value)`, without an argument for `None`.
    #[cold]
    pub fn stop_iteration(&self, value: Value) -> Raised {
        if value.is_none() { self.raise_with(&exc::STOP_ITERATION, &[]) } else { self.raise_with(&exc::STOP_ITERATION, &[value]) }
    }

    /// `NameError` with its `name` attribute.
    #[cold]
    pub fn name_error(&self, class: &'static TypeSpec, name: Value, message: String) -> Raised {
        let raised = self.raise(class, message);
        self.set_raised_field(0, name);
        raised
    }

    /// `AttributeError` with its `name` and `obj` attributes.
    #[cold]
    pub fn attribute_error(&self, object: Value, name: Value, message: String) -> Raised {
        let raised = self.raise(&exc::ATTRIBUTE_ERROR, message);
        self.set_raised_field(0, name);
        self.set_raised_field(1, object);
        raised
    }

    /// "'int' object has no attribute 'x'".
    #[cold]
    pub fn no_attribute(&self, object: Value, name: Value) -> Raised {
        let whose = match (object.as_type(), object.cast::<Module>()) {
            (Some(t), _) => format!("type object '{}'", t.name_text()),
            (_, Some(m)) => format!("module '{}'", m.name.get().as_str().unwrap_or("?")),
            _ => format!("'{}' object", object.type_name()),
        };
        self.wrong_attribute(object, name, &format!("{whose} has no attribute '"), "'")
    }

    /// `AttributeError` that says something of a name, which may have lone surrogates, between these words.
    #[cold]
    pub fn wrong_attribute(&self, object: Value, name: Value, before: &str, after: &str) -> Raised {
        let message = [before.as_bytes(), name.str_bytes().unwrap_or(b"?"), after.as_bytes()].concat();
        let raised = self.raise_with(&exc::ATTRIBUTE_ERROR, &[self.str_wtf8(&message)]);
        self.set_raised_field(0, name);
        self.set_raised_field(1, object);
        raised
    }

    /// Field `i` of the builtin exception being raised (see `types::exceptions`).
    pub fn set_raised_field(&self, i: usize, v: Value) {
        exc::set_field(self, self.raised.get(), i, v);
    }

    /// `OSError` (the subclass that fits) from an errno, with the file's name.
    #[cold]
    pub fn os_error(&self, errno: i32, filename: Option<Value>) -> Raised {
        let text = self.str(&crate::types::exception_os::errno_text(errno));
        let mut args = vec![self.int(errno as i64), text];
        args.extend(filename);
        self.raise_with(&exc::OS_ERROR, &args)
    }

    /// `OSError` from Rust's error.
    #[cold]
    pub fn io_error(&self, e: &std::io::Error, filename: Option<Value>) -> Raised {
        match e.raw_os_error() {
            Some(errno) => self.os_error(errno, filename),
            None => self.raise(&exc::OS_ERROR, e.to_string()),
        }
    }

    /// "TypeError: 'x' object is not ...", the commonest form of all.
    #[cold]
    pub fn not_a(&self, v: Value, what: &str) -> Raised {
        self.type_error(format!("'{}' object {what}", v.type_name()))
    }
}

impl Value {
    /// `type(self).__name__`, as error texts show it.
    pub fn type_name(&self) -> &'static str {
        self.typ().name_text()
    }

    /// As errors about the type of an argument show it: `None` by its name, all else by its type's.
    pub fn argument_name(&self) -> &'static str {
        if self.is_none() { "None" } else { self.type_name() }
    }
}

impl crate::object::Type {
    /// The name as error texts show it: of a builtin type with its module.
    pub fn name_text(&self) -> &'static str {
        if self.builtin {
            return self.spec.name;
        }
        let shown = self.shown.get();
        text_of(if shown.is_unbound() { self.name.get() } else { shown })
    }

    /// The qualified name as error texts about its methods show it.
    pub fn qualname_text(&self) -> &'static str {
        if self.is_immutable() { self.name_text() } else { text_of(self.qualname.get()) }
    }

    /// Are its attributes fixed, as those of the types that CPython writes in C?
    pub fn is_immutable(&self) -> bool {
        self.builtin || !self.shown.get().is_unbound()
    }

    /// `__name__`.
    pub fn short_name(&self) -> &'static str {
        text_of(self.name.get())
    }
}

/// The text of a type's name.
fn text_of(name: Value) -> &'static str {
    match name.as_str() {
        // SAFETY: a type's names are interned strings, which are immortal.
        Some(s) => unsafe { std::mem::transmute::<&str, &'static str>(s) },
        None => "?",
    }
}
