//! What an interpreter may do, as `_interpreters.new_config` and `get_config` show it: a namespace of flags.
//!
//! Each interpreter has a heap and a lock of its own whatever its config says of `use_main_obmalloc` and `gil`, and there are no extension
//! modules to check: those three are kept and shown. What it may do (fork, exec, threads, daemon threads) holds.

use crate::object::{Raised, Res, Value};
use crate::vm::Vm;
use crate::vm::shared::{Config, Gil};

/// Names of the flags, and where they stand.
const FLAGS: [(&str, fn(&mut Config) -> &mut bool); 6] = [
    ("use_main_obmalloc", |c| &mut c.use_main_obmalloc),
    ("allow_fork", |c| &mut c.allow_fork),
    ("allow_exec", |c| &mut c.allow_exec),
    ("allow_threads", |c| &mut c.allow_threads),
    ("allow_daemon_threads", |c| &mut c.allow_daemon_threads),
    ("check_multi_interp_extensions", |c| &mut c.check_multi_interp_extensions),
];

const GILS: [(&str, Gil); 3] = [("default", Gil::Default), ("shared", Gil::Shared), ("own", Gil::Own)];

/// `new_config(name='isolated', /, **overrides)`
pub fn new_config(vm: &Vm, a: &[Value]) -> Res {
    let mut config = match a[0].given() {
        Some(name) => named(vm, name, || format!("_interpreters.new_config() argument 1 must be str, not {}", name.argument_name()))?,
        None => Config::ISOLATED,
    };
    if let Some(overrides) = a[1].given() {
        update(vm, &mut config, overrides, false)?;
    }
    shown(vm, &config)
}

/// The config that `create` was given: a name, a namespace, or nothing.
pub fn chosen(vm: &Vm, config: Option<Value>) -> Res<Config> {
    let Some(given) = config else { return Ok(Config::ISOLATED) };
    if given.str_bytes().is_some() {
        return named(vm, given, String::new);
    }
    let Ok(dict) = vm.instance_dict(given) else {
        return Err(vm.type_error(format!("bad config {}", vm.repr_text(given)?)));
    };
    let mut config = Config::ISOLATED;
    update(vm, &mut config, dict, true)?;
    Ok(config)
}

/// Can there be an interpreter with this config? One that shares no allocator must check its extensions.
pub fn is_possible(config: &Config) -> bool {
    config.use_main_obmalloc || config.check_multi_interp_extensions
}

/// The namespace that shows a config.
pub fn shown(vm: &Vm, config: &Config) -> Res {
    let mut config = *config;
    let mut fields: Vec<(&str, Value)> = FLAGS.iter().map(|(name, flag)| (*name, Value::bool(*flag(&mut config)))).collect();
    let gil = GILS.iter().find(|(_, gil)| *gil == config.gil).map_or("own", |(name, _)| name);
    fields.push(("gil", vm.str(gil)));
    super::namespace::make(vm, &fields)
}

fn named(vm: &Vm, name: Value, no_text: impl FnOnce() -> String) -> Res<Config> {
    match name.as_str() {
        Some("default" | "isolated") => Ok(Config::ISOLATED),
        Some("legacy") => Ok(Config { gil: Gil::Shared, ..Config::default() }),
        Some("empty") => Ok(Config::EMPTY),
        Some(_) => Err(vm.value_error(format!("unsupported config name {}", vm.repr_text(name)?))),
        None => Err(vm.type_error(no_text())),
    }
}

/// Takes fields from a dict; all of them must be there if it is the whole config, and no others.
fn update(vm: &Vm, config: &mut Config, dict: Value, whole: bool) -> Res<()> {
    let mut used = 0;
    let mut field = |name: &str| -> Res<Option<Value>> {
        let found = vm.dict_get_str(dict, name)?;
        used += usize::from(found.is_some());
        if found.is_none() && whole { Err(vm.value_error(format!("missing config key: {name}"))) } else { Ok(found) }
    };
    let wrong = |name: &str| -> Raised { vm.type_error(format!("invalid config type: {name}")) };
    for (name, flag) in FLAGS {
        if let Some(v) = field(name)? {
            *flag(config) = if v.is_bool() { v == Value::TRUE } else { return Err(wrong(name)) };
        }
    }
    if let Some(v) = field("gil")? {
        let name = v.as_str().ok_or_else(|| wrong("gil"))?;
        let Some(&(_, gil)) = GILS.iter().find(|(known, _)| *known == name) else {
            return Err(vm.value_error(format!("unsupported interpreter config .gil value '{name}'")));
        };
        config.gil = gil;
    }
    let extra = vm.dict_len(dict) - used;
    if extra == 0 {
        return Ok(());
    }
    let rest = vm.call_method(dict, "copy", &[])?;
    for name in FLAGS.iter().map(|(name, _)| *name).chain(["gil"]) {
        vm.call_method(rest, "pop", &[vm.str(name), Value::NONE])?;
    }
    let plural = if extra == 1 { "" } else { "s" };
    Err(vm.value_error(format!("config dict has {extra} extra item{plural} ({})", vm.repr_text(rest)?)))
}
