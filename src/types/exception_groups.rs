//! `BaseExceptionGroup` and `ExceptionGroup`, and what `except*` asks of the machine.

use crate::object::layouts::*;
use crate::object::{Args, GetSetDef, MethodDef, Raised, Res, Slot, Tuple, Value, member, method};
use crate::vm::Vm;

use super::exceptions as exc;

pub const METHODS: &[MethodDef] = &[
    method("derive", "(self, excs, /)", |vm, a| {
        let class = base_group();
        vm.call(class, &[message(a[0]), a[1]])
    }),
    method("subgroup", "(self, matcher_value, /)", |vm, a| {
        let (yes, _) = split_by(vm, a[0], &matcher(vm, a[1])?)?;
        Ok(yes)
    }),
    method("split", "(self, matcher_value, /)", |vm, a| {
        let (yes, no) = split_by(vm, a[0], &matcher(vm, a[1])?)?;
        Ok(vm.tuple(&[yes, no]))
    }),
    super::generic_alias::CLASS_GETITEM,
];

pub const GETSET: &[GetSetDef] = &[member("message", |_, e| Ok(message(e))), member("exceptions", |_, e| Ok(exceptions(e)))];

fn base_group() -> Value {
    super::type_of(&exc::BASE_EXCEPTION_GROUP).value()
}

fn message(e: Value) -> Value {
    exc::field(e, 0)
}

/// The tuple of a group's exceptions.
pub fn exceptions(e: Value) -> Value {
    exc::field(e, 1)
}

/// Is this an exception group?
pub fn is_group(v: Value) -> bool {
    v.typ().is_subtype_of(super::type_of(&exc::BASE_EXCEPTION_GROUP))
}

/// The class `ExceptionGroup`, made once for each interpreter since it has two bases.
pub fn exception_group(vm: &Vm) -> Res {
    if let Some(known) = vm.shared.registered("ExceptionGroup") {
        return Ok(known);
    }
    let ns = vm.new_dict();
    vm.dict_set_str(ns, "__module__", vm.str("builtins"))?;
    let bases = [base_group(), super::type_of(&exc::EXCEPTION).value()];
    let class = vm.new_class(super::type_of(&super::typeobject::TYPE).value(), vm.str("ExceptionGroup"), &bases, ns)?;
    vm.shared.register("ExceptionGroup", class);
    Ok(class)
}

pub fn new(vm: &Vm, cls: Value, args: Args) -> Res {
    let [text, excs] = args.pos() else {
        return Err(vm.type_error(format!("BaseExceptionGroup.__new__() takes exactly 2 arguments ({} given)", args.pos().len())));
    };
    if text.str_bytes().is_none() {
        return Err(vm.type_error(format!("BaseExceptionGroup.__new__() argument 1 must be str, not {}", text.argument_name())));
    }
    if excs.typ().slots().get_item.is_none() || excs.cast::<Set>().is_some() || excs.cast::<Dict>().is_some() {
        return Err(vm.type_error("second argument (exceptions) must be a sequence"));
    }
    let items = vm.collect_items(*excs)?;
    if items.is_empty() {
        return Err(vm.value_error("second argument (exceptions) must be a non-empty sequence"));
    }
    let exception = super::type_of(&exc::EXCEPTION);
    let mut all_plain = true;
    for (i, e) in items.iter().enumerate() {
        if e.cast::<Exception>().is_none() {
            return Err(vm.value_error(format!("Item {i} of second argument (exceptions) is not an exception")));
        }
        all_plain &= e.typ().is_subtype_of(exception);
    }
    let group = exception_group(vm)?;
    let class = cls.as_type().expect("new is asked of types");
    let plain_class = group.as_type().is_some_and(|g| class.is_subtype_of(g));
    if plain_class && !all_plain {
        if cls == group {
            return Err(vm.type_error("Cannot nest BaseExceptions in an ExceptionGroup"));
        }
        return Err(vm.type_error(format!("Cannot nest BaseExceptions in '{}'", class.name_text())));
    }
    let cls = if cls == base_group() && all_plain { group } else { cls };
    let e = exc::make(vm, cls, args.pos())?;
    exc::set_field(vm, e, 0, *text);
    exc::set_field(vm, e, 1, vm.tuple(&items));
    Ok(e)
}

pub fn str(vm: &Vm, e: Value) -> Res {
    let n = exceptions(e).cast::<Tuple>().map_or(0, |t| t.len);
    let plural = if n == 1 { "" } else { "s" };
    Ok(vm.str(&format!("{} ({n} sub-exception{plural})", vm.str_text(message(e))?)))
}

pub fn repr(vm: &Vm, e: Value) -> Res {
    let items = exceptions(e).cast::<Tuple>().map_or(Vec::new(), |t| t.items().to_vec());
    // shown as the kind of sequence that it was made of
    let given = exc::args_of(vm, e).cast::<Tuple>().filter(|t| t.len == 2).map(|t| t.items()[1]);
    let as_tuple = given.is_none_or(|v| v.cast::<Tuple>().is_some() || v.typ().slots().get_item.is_none());
    let shown = if as_tuple { vm.tuple(&items) } else { vm.list(&items) };
    Ok(vm.str(&format!("{}({}, {})", e.type_name(), vm.repr_text(message(e))?, vm.repr_text(shown)?)))
}

type Matcher<'a> = Box<dyn Fn(Value) -> Res<bool> + 'a>;

fn matcher<'a>(vm: &'a Vm, by: Value) -> Res<Matcher<'a>> {
    let base = super::type_of(&exc::BASE_EXCEPTION);
    let is_class = |c: Value| c.as_type().is_some_and(|t| t.is_subtype_of(base));
    if is_class(by) || by.cast::<Tuple>().is_some_and(|t| t.items().iter().all(|c| is_class(*c))) {
        return Ok(Box::new(move |e| vm.match_exception(e, by)));
    }
    if vm.is_callable(by) && by.as_type().is_none() {
        return Ok(Box::new(move |e| {
            let r = vm.call(by, &[e])?;
            vm.truth(r)
        }));
    }
    Err(vm.type_error("expected an exception type, a tuple of exception types, or a callable (other than a class)"))
}

/// (matching part, the rest), each a group of the same shape or `None`.
fn split_by(vm: &Vm, e: Value, matches: &dyn Fn(Value) -> Res<bool>) -> Res<(Value, Value)> {
    vm.check_depth()?;
    if matches(e)? {
        return Ok((e, Value::NONE));
    }
    if !is_group(e) {
        return Ok((Value::NONE, e));
    }
    let (mut yes, mut no) = (crate::vm::Values::new(vm), crate::vm::Values::new(vm));
    for &inner in exceptions(e).expect::<Tuple>().items() {
        let (y, n) = split_by(vm, inner, matches)?;
        if !y.is_none() {
            yes.push(y);
        }
        if !n.is_none() {
            no.push(n);
        }
    }
    let part = |items: &crate::vm::Values| if items.is_empty() { Ok(Value::NONE) } else { derived(vm, e, items) };
    Ok((part(&yes)?, part(&no)?))
}

/// A group like `e` of other exceptions: by its `derive`, with its traceback, cause, context and notes.
fn derived(vm: &Vm, e: Value, items: &[Value]) -> Res {
    let made = vm.call_method(e, "derive", &[vm.list(items)])?;
    let (Some(new), Some(old)) = (made.cast::<Exception>(), e.cast::<Exception>()) else {
        return Err(vm.type_error("derive must return an instance of BaseExceptionGroup"));
    };
    new.traceback.set(old.traceback.get());
    new.cause.set(old.cause.get());
    new.context.set(old.context.get());
    // the cause, even none, was set
    new.suppress.store(1, std::sync::atomic::Ordering::Relaxed);
    if let Some(notes) = vm.get_attr_opt(e, crate::vm::intern::names::NOTES.get())?
        && notes.cast::<List>().is_some()
    {
        let copy = vm.list(&vm.sequence_items(notes));
        vm.set_attr(made, crate::vm::intern::names::NOTES.get(), copy)?;
    }
    Ok(made)
}

impl Vm {
    /// `except* class`: what of the exception is left, and what matches (a plain exception in a group of its own).
    pub fn match_exception_group(&self, e: Value, class: Value) -> Res<(Value, Value)> {
        self.check_exception_classes(class)?;
        let base = super::type_of(&exc::BASE_EXCEPTION_GROUP);
        let is_group_class = |c: Value| c.as_type().is_some_and(|t| t.is_subtype_of(base));
        if is_group_class(class) || class.cast::<Tuple>().is_some_and(|t| t.items().iter().any(|c| is_group_class(*c))) {
            return Err(self.type_error("catching ExceptionGroup with except* is not allowed. Use except instead."));
        }
        if e.is_none() {
            return Ok((Value::NONE, Value::NONE));
        }
        if !is_group(e) {
            if !self.match_exception(e, class)? {
                return Ok((e, Value::NONE));
            }
            let text = crate::vm::intern::empty_str();
            let group = self.call(base_group(), &[text, self.tuple(&[e])])?;
            if let Some(g) = group.cast::<Exception>() {
                crate::vm::unwind::trace_here(self, g);
            }
            return Ok((Value::NONE, group));
        }
        let (yes, no) = split_by(self, e, &|x| self.match_exception(x, class))?;
        Ok((no, yes))
    }

    /// After all `except*` clauses: the exception to raise, of what was not handled and what handlers raised.
    pub fn prepare_reraise_star(&self, original: Value, left: Value) -> Res {
        let items = self.sequence_items(left);
        let mut kept = crate::vm::Values::new(self);
        kept.extend(items.iter().copied().filter(|v| !v.is_none()));
        if kept.is_empty() {
            return Ok(Value::NONE);
        }
        if !is_group(original) {
            return Ok(kept[0]);
        }
        let same_origin = |e: &Value| {
            let (a, b) = (e.expect::<Exception>(), original.expect::<Exception>());
            let same = |x: &Slot, y: &Slot| x.get() == y.get();
            *e == original || is_group(*e) && same(&a.traceback, &b.traceback) && same(&a.cause, &b.cause) && same(&a.context, &b.context)
        };
        let mut raised = crate::vm::Values::new(self);
        let mut rest = crate::vm::Values::new(self);
        for e in kept.iter() {
            if same_origin(e) { rest.push(*e) } else { raised.push(*e) }
        }
        if !rest.is_empty() {
            let mut leaves: Vec<Value> = Vec::new();
            rest.iter().for_each(|r| collect_leaves(*r, &mut leaves));
            let (projected, _) = split_by(self, original, &|x| Ok(leaves.contains(&x)))?;
            if !projected.is_none() {
                raised.push(projected);
            }
        }
        match &raised[..] {
            [] => Ok(Value::NONE),
            [one] => Ok(*one),
            many => self.call(base_group(), &[crate::vm::intern::empty_str(), self.list(many)]),
        }
    }

    /// `raise` without an exception.
    pub fn reraise_handled(&self) -> Raised {
        let e = self.handled.get();
        if e.is_object() { self.put_raised(e) } else { self.runtime_error("No active exception to reraise") }
    }

    /// `raise exc` or `raise exc from cause`.
    pub fn raise_statement(&self, what: Value, cause: Option<Value>) -> Raised {
        let make = |v: Value, message: &str| -> Res {
            if v.cast::<Exception>().is_some() {
                return Ok(v);
            }
            match v.as_type() {
                Some(t) if t.is_subtype_of(super::type_of(&exc::BASE_EXCEPTION)) => {
                    let e = self.call(v, &[])?;
                    if e.cast::<Exception>().is_none() {
                        let text = format!(
                            "calling {} should have returned an instance of BaseException, not {}",
                            self.repr_text(v)?,
                            self.repr_text(e.typ().value())?
                        );
                        return Err(self.type_error(text));
                    }
                    Ok(e)
                }
                _ => Err(self.type_error(message)),
            }
        };
        let mut e = match make(what, "exceptions must derive from BaseException") {
            Ok(e) => e,
            Err(raised) => return raised,
        };
        if let Some(class) = what.as_type()
            && !e.typ().is_subtype_of(class)
        {
            // the class gave an exception of another: it is what the class is called with
            e = match self.call(what, &[e]) {
                Ok(e) if e.cast::<Exception>().is_some() => e,
                Ok(other) => {
                    let text = |v: Value| self.repr_text(v).unwrap_or_default();
                    let (class, made) = (text(what), text(other.typ().value()));
                    return self.type_error(format!("calling {class} should have returned an instance of BaseException, not {made}"));
                }
                Err(raised) => return raised,
            };
        }
        if let Some(cause) = cause {
            let x = e.expect::<Exception>();
            let made = if cause.is_none() { Ok(Value::UNBOUND) } else { make(cause, "exception causes must derive from BaseException") };
            match made {
                Ok(c) => x.cause.set(c),
                Err(raised) => return raised,
            }
            x.suppress.store(1, std::sync::atomic::Ordering::Relaxed);
        }
        self.raise_new(e)
    }

    /// Raises an exception whose context becomes what is being handled, whatever context it had.
    fn raise_new(&self, e: Value) -> Raised {
        let handled = self.handled.get();
        if handled.is_object() && handled != e {
            e.expect::<Exception>().context.set(Value::UNBOUND);
        }
        self.raise_value(e)
    }
}

fn collect_leaves(e: Value, out: &mut Vec<Value>) {
    if !is_group(e) {
        out.push(e);
        return;
    }
    for &inner in exceptions(e).expect::<Tuple>().items() {
        collect_leaves(inner, out);
    }
}
