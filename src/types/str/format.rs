//! `str.format`, `str.format_map`, `str.__format__`.

use super::basic::{Failed, content, raise_text};
use crate::object::layouts::*;
use crate::object::{Res, Value};
use crate::text::str_format::{self, Fields, Part};
use crate::text::{TextError, format_spec as spec};
use crate::types::bytes_common::memory;
use crate::vm::Vm;

/// Where fields come from.
struct Source<'a> {
    vm: &'a Vm,
    /// positional arguments; `None` in `format_map`
    args: Option<&'a [Value]>,
    /// a dict, any mapping, or unbound
    mapping: Value,
}

impl Fields for Source<'_> {
    type Value = Value;
    type Error = Failed;

    fn positional(&mut self, index: usize) -> Result<Value, Failed> {
        let Some(args) = self.args else {
            return Err(TextError::value("Format string contains positional fields").into());
        };
        match args.get(index) {
            Some(&v) => Ok(v),
            None => Err(self.vm.index_error(str_format::index_error(index)).into()),
        }
    }

    fn keyword(&mut self, name: &[u8]) -> Result<Value, Failed> {
        let key = self.vm.str_wtf8(name);
        if self.args.is_none() {
            return Ok(self.vm.get_item(self.mapping, key)?);
        }
        let found = if self.mapping.is_object() { self.vm.dict_get(self.mapping, key)? } else { None };
        found.ok_or_else(|| self.vm.key_error(key).into())
    }

    fn part(&mut self, value: Value, part: Part<'_>) -> Result<Value, Failed> {
        let vm = self.vm;
        Ok(match part {
            Part::Attribute(name) => vm.get_attr(value, crate::vm::intern::intern(name))?,
            Part::Index(i) => vm.get_item(value, vm.int(i as i64))?,
            Part::Key(key) => vm.get_item(value, vm.str_wtf8(key))?,
        })
    }

    fn convert(&mut self, value: Value, conversion: u8) -> Result<Value, Failed> {
        Ok(match conversion {
            b'r' => self.vm.repr(value)?,
            b'a' => self.vm.ascii(value)?,
            _ => self.vm.to_str(value)?,
        })
    }

    fn format(&mut self, value: Value, spec: &[u8], out: &mut Vec<u8>) -> Result<(), Failed> {
        let text = self.vm.format(value, self.vm.str_wtf8(spec))?;
        self.vm.grow_by(out, content(text).len())?;
        out.extend_from_slice(content(text));
        Ok(())
    }
}

/// `self.format(*args, **kwargs)`
pub fn format(vm: &Vm, a: &[Value]) -> Res {
    let args = a[1].expect::<Tuple>();
    run(vm, a[0], &mut Source { vm, args: Some(args.items()), mapping: a[2] })
}

/// `self.format_map(mapping)`
pub fn format_map(vm: &Vm, a: &[Value]) -> Res {
    run(vm, a[0], &mut Source { vm, args: None, mapping: a[1] })
}

fn run(vm: &Vm, format: Value, source: &mut Source) -> Res {
    match str_format::format_with(content(format), source) {
        Ok(text) => memory::text(vm, &text),
        Err(e) => Err(e.raise(vm)),
    }
}

/// `self.__format__(format_spec)`
pub fn format_spec(vm: &Vm, a: &[Value]) -> Res {
    let Some(text) = a[1].str_bytes() else {
        return Err(vm.type_error(format!("__format__() argument must be str, not {}", crate::types::bytes_common::shown(a[1]))));
    };
    if text.is_empty() {
        return vm.to_str(a[0]);
    }
    match spec::format_str(content(a[0]), text, a[0].type_name()) {
        Ok(text) => memory::text(vm, &text),
        Err(e) => Err(raise_text(vm, &e)),
    }
}
