//! What `match` statements, templates and type parameters ask of the machine.

use crate::object::layouts::*;
use crate::object::{Layout, Res, Value};
use crate::types::exceptions as exc;

use super::Vm;
use super::intern::names;

impl Vm {
    /// Does a sequence pattern match this kind of thing?
    pub fn is_pattern_sequence(&self, v: Value) -> bool {
        match v.layout() {
            Layout::List | Layout::Tuple | Layout::Range | Layout::MemoryView => true,
            Layout::Str | Layout::Bytes | Layout::ByteArray | Layout::Dict => false,
            _ => self.is_registered(v, "Sequence"),
        }
    }

    /// Does a mapping pattern match this kind of thing?
    pub fn is_pattern_mapping(&self, v: Value) -> bool {
        match v.layout() {
            Layout::Dict | Layout::Namespace | Layout::MappingProxy => true,
            Layout::List | Layout::Tuple | Layout::Str | Layout::Int => false,
            _ => self.is_registered(v, "Mapping"),
        }
    }

    /// Is the value an instance of an abstract class of `collections.abc`, if that was ever imported?
    fn is_registered(&self, v: Value, abc: &str) -> bool {
        let found = || -> Res<bool> {
            if v.typ().builtin && v.layout() != Layout::Native {
                return Ok(false);
            }
            let Some(module) = self.dict_get_str(self.shared.modules.get(), "_collections_abc")? else { return Ok(false) };
            let class = self.get_attr_str(module, abc)?;
            self.is_instance(v, class)
        };
        match found() {
            Ok(b) => b,
            Err(raised) => {
                self.take_raised(raised);
                false
            }
        }
    }

    /// The values for these keys, or `None`.
    pub fn match_keys(&self, subject: Value, keys: Value) -> Res {
        let keys = keys.expect::<Tuple>();
        let mut out = super::Values::new(self);
        for (i, &k) in keys.items().iter().enumerate() {
            for &earlier in &keys.items()[..i] {
                if self.equal(earlier, k)? {
                    return Err(self.value_error(format!("mapping pattern checks duplicate key ({})", self.repr_text(k)?)));
                }
            }
            let v = if subject.cast::<Dict>().is_some() && subject.typ().builtin {
                self.dict_get(subject, k)?
            } else {
                let marker = self.new_dict();
                let v = self.call_method(subject, "get", &[k, marker])?;
                if v == marker { None } else { Some(v) }
            };
            match v {
                Some(v) => out.push(v),
                None => return Ok(Value::NONE),
            }
        }
        Ok(self.tuple(&out))
    }

    /// The attributes that a class pattern's subpatterns look at, or `None`.
    pub fn match_class(&self, subject: Value, class: Value, positional: usize, keywords: Value) -> Res {
        let Some(t) = class.as_type() else { return Err(self.type_error("called match pattern must be a class")) };
        if !self.is_instance(subject, class)? {
            return Ok(Value::NONE);
        }
        let mut seen = super::Values::new(self);
        let mut out = super::Values::new(self);
        if positional > 0 {
            let names_tuple = self.get_attr_opt(class, names::MATCH_ARGS.get())?;
            let own_names = match names_tuple {
                Some(n) if n.cast::<Tuple>().is_none() => {
                    return Err(self.type_error(format!("{}.__match_args__ must be a tuple (got {})", t.name_text(), n.type_name())));
                }
                // kept by name, since the tuple may be nobody's (a property's)
                Some(n) => super::Values::from_slice(self, n.expect::<Tuple>().items()),
                None => super::Values::new(self),
            };
            let itself = names_tuple.is_none() && is_self_matching(t);
            let allowed = if itself { 1 } else { own_names.len() };
            if positional > allowed {
                let plural = if allowed == 1 { "" } else { "s" };
                return Err(
                    self.type_error(format!("{}() accepts {allowed} positional sub-pattern{plural} ({positional} given)", t.name_text()))
                );
            }
            if itself {
                out.push(subject);
            } else {
                for &name in &own_names[..positional] {
                    if name.str_bytes().is_none() {
                        return Err(self.type_error(format!("__match_args__ elements must be strings (got {})", name.type_name())));
                    }
                    self.match_once(t, &seen, name)?;
                    seen.push(name);
                    match self.get_attr_opt(subject, super::intern::intern_value(name))? {
                        Some(v) => out.push(v),
                        None => return Ok(Value::NONE),
                    }
                }
            }
        }
        for &name in keywords.expect::<Tuple>().items() {
            self.match_once(t, &seen, name)?;
            seen.push(name);
            match self.get_attr_opt(subject, name)? {
                Some(v) => out.push(v),
                None => return Ok(Value::NONE),
            }
        }
        Ok(self.tuple(&out))
    }

    /// Refuses an attribute that an earlier sub-pattern looks at.
    fn match_once(&self, class: &crate::object::Type, seen: &[Value], name: Value) -> Res<()> {
        for &earlier in seen {
            if self.equal(earlier, name)? {
                let (class, name) = (class.name_text(), self.repr_text(name)?);
                return Err(self.type_error(format!("{class}() got multiple sub-patterns for attribute {name}")));
            }
        }
        Ok(())
    }

    /// A t-string's field.
    pub fn build_interpolation(&self, value: Value, expression: Value, conversion: usize, spec: Value) -> Res {
        let module = self.module("string.templatelib")?;
        let class = self.get_attr_str(module, "Interpolation")?;
        let conversion = match conversion {
            1 => self.str("s"),
            2 => self.str("r"),
            3 => self.str("a"),
            _ => Value::NONE,
        };
        self.call(class, &[value, expression, conversion, spec])
    }

    /// A t-string.
    pub fn build_template(&self, strings: Value, interpolations: Value) -> Res {
        let module = self.module("string.templatelib")?;
        let build = self.get_attr_str(module, "_build")?;
        self.call(build, &[strings, interpolations])
    }

    /// The rarely used constructs that share one opcode (see the table).
    pub fn intrinsic(&self, which: i64, a: Value, b: Value) -> Res {
        match which {
            0 => {
                let sys = self.module("sys")?;
                let hook = self.get_attr_str(sys, "displayhook")?;
                self.call(hook, &[a])
            }
            1..=6 | 8 => {
                let module = self.module("_typing_forms")?;
                self.call_method(
                    module,
                    "intrinsic",
                    &[self.int(if which == 8 { 1 } else { which }), a, if b.is_unbound() { Value::NONE } else { b }],
                )
            }
            7 => self.stop_iteration_in_generator(a),
            9 => {
                let (before, after) = match b.cast::<Tuple>() {
                    Some(counts) => (counts.items()[0].small() as usize, Some(counts.items()[1].small() as usize)),
                    None => (b.small() as usize, None),
                };
                // filled at the end, with no safepoint before they are in the tuple
                let mut values = vec![Value::UNBOUND; before + after.map_or(0, |after| after + 1)];
                match after {
                    None => self.unpack(a, before, &mut values)?,
                    Some(after) => self.unpack_star(a, before, after, &mut values)?,
                }
                Ok(self.tuple(&values))
            }
            _ => Err(self.system_error("unknown intrinsic")),
        }
    }

    /// A `StopIteration` that leaves a generator's body becomes a `RuntimeError`.
    fn stop_iteration_in_generator(&self, e: Value) -> Res {
        let is = |spec| e.typ().is_subtype_of(crate::types::type_of(spec));
        let kind = match self.frame().map(|f| f.code().code.flags) {
            Some(f) if f.async_generator => "async generator",
            Some(f) if f.coroutine => "coroutine",
            _ => "generator",
        };
        let text = if is(&exc::STOP_ITERATION) {
            format!("{kind} raised StopIteration")
        } else if is(&exc::STOP_ASYNC_ITERATION) && kind == "async generator" {
            "async generator raised StopAsyncIteration".to_string()
        } else {
            return Ok(e);
        };
        let made = self.call(crate::types::type_of(&exc::RUNTIME_ERROR).value(), &[self.str(&text)])?;
        let x = made.expect::<Exception>();
        x.cause.set(e);
        x.context.set(e);
        x.suppress.store(1, std::sync::atomic::Ordering::Relaxed);
        Ok(made)
    }
}

/// Builtin types whose one positional subpattern is the subject itself.
fn is_self_matching(t: &crate::object::Type) -> bool {
    matches!(
        t.layout,
        Layout::Bool
            | Layout::ByteArray
            | Layout::Bytes
            | Layout::Dict
            | Layout::Float
            | Layout::FrozenSet
            | Layout::Int
            | Layout::List
            | Layout::Set
            | Layout::Str
            | Layout::Tuple
    )
}
