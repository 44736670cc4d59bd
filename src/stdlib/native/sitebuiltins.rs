//! `_sitebuiltins`: the names that a session at a terminal wants among the builtins: `exit`, `quit`, `copyright`,
//! `credits`, `license` and `help`. They are objects, so that their `repr` tells how to use them.

use crate::object::{Args, ModuleSpec, Payload, Res, Slots, TypeSpec, Value, getter};
use crate::types::exceptions::SYSTEM_EXIT;
use crate::vm::Vm;

pub static MODULE: ModuleSpec =
    ModuleSpec { name: "_sitebuiltins", types: &[&QUITTER, &PRINTER, &HELPER], functions: &[], ..ModuleSpec::DEFAULT };

static QUITTER: TypeSpec = TypeSpec {
    name: "_sitebuiltins.Quitter",
    getset: &[getter("name", |vm, q| Ok(vm.str(text_of(q).name))), getter("eof", |vm, _| Ok(vm.str(END_OF_FILE)))],
    slots: Slots {
        repr: Some(|vm, q| Ok(vm.str(&format!("Use {}() or {END_OF_FILE} to exit", text_of(q).name)))),
        call: Some(|vm, q, args| bound(vm, q, args, "code", quit)),
        ..Slots::NONE
    },
    ..TypeSpec::DEFAULT
};

static PRINTER: TypeSpec = TypeSpec {
    name: "_sitebuiltins._Printer",
    slots: Slots {
        repr: Some(|vm, p| {
            let Text { name, text } = text_of(p);
            if text.lines().count() > SHORT { Ok(vm.str(&format!("Type {name}() to see the full {name} text"))) } else { Ok(vm.str(text)) }
        }),
        call: Some(|vm, p, _| print(vm, text_of(p).text)),
        ..Slots::NONE
    },
    ..TypeSpec::DEFAULT
};

static HELPER: TypeSpec = TypeSpec {
    name: "_sitebuiltins._Helper",
    slots: Slots {
        repr: Some(|vm, _| Ok(vm.str("Type help() for interactive help, or help(object) for help about object."))),
        call: Some(|vm, _, args| {
            let pydoc = vm.module("pydoc")?;
            let help = vm.get_attr_str(pydoc, "help")?;
            vm.call_args(help, args)
        }),
        ..Slots::NONE
    },
    ..TypeSpec::DEFAULT
};

/// Lines that a terminal shows without being asked twice.
const SHORT: usize = 23;
const END_OF_FILE: &str = "Ctrl-D (i.e. EOF)";
const COPYRIGHT: &str = "Copyright (c) the togil developers.\nAll Rights Reserved.";
const CREDITS: &str = "togil is an implementation of the Python language; thanks to all who made\nthe language and its documentation.  See www.python.org for more information.";
const LICENSE: &str = concat!(include_str!("../../../LICENSE-MIT"), "\n", include_str!("../../../LICENSE-APACHE"));

/// What one of the objects is called and says.
struct Text {
    name: &'static str,
    text: &'static str,
}

impl Payload for Text {}

fn text_of(v: Value) -> &'static Text {
    let text = v.payload::<Text>().expect("made by `install`");
    TEXTS.iter().find(|t| t.name == text.name).expect("a row of the table")
}

static TEXTS: &[Text] = &[
    Text { name: "exit", text: "" },
    Text { name: "quit", text: "" },
    Text { name: "copyright", text: COPYRIGHT },
    Text { name: "credits", text: CREDITS },
    Text { name: "license", text: LICENSE },
    Text { name: "help", text: "" },
];

/// Puts the objects among the builtins of this interpreter: into this namespace.
pub fn install(vm: &Vm, namespace: Value) -> Res<()> {
    for &Text { name, text } in TEXTS {
        let spec = match name {
            "exit" | "quit" => &QUITTER,
            "help" => &HELPER,
            _ => &PRINTER,
        };
        vm.dict_set_str(namespace, name, vm.native(spec, Text { name, text }))?;
    }
    Ok(())
}

/// The one optional argument of a call, by place or by name.
fn bound(vm: &Vm, q: Value, args: Args, name: &str, f: fn(&Vm, Value) -> Res) -> Res {
    match (args.pos(), args.names) {
        ([], []) => f(vm, Value::NONE),
        ([one], []) => f(vm, *one),
        ([], [n]) if n.as_str() == Some(name) => f(vm, args.all[0]),
        _ => Err(vm.type_error(format!(
            "{}.__call__() takes from 1 to 2 positional arguments but {} were given",
            q.type_name(),
            args.all.len() + 1
        ))),
    }
}

/// Closes standard input, so that what reads it ends, and raises `SystemExit`.
fn quit(vm: &Vm, code: Value) -> Res {
    let closed = vm.get_attr_str(vm.module("sys")?, "stdin").and_then(|stdin| vm.call_method(stdin, "close", &[]));
    if let Err(raised) = closed {
        vm.take_raised(raised);
    }
    let e = vm.call(crate::types::type_of(&SYSTEM_EXIT).value(), &[code])?;
    Err(vm.raise_value(e))
}

fn print(vm: &Vm, text: &str) -> Res {
    let out = vm.get_attr_str(vm.module("sys")?, "stdout")?;
    vm.call_method(out, "write", &[vm.str(text)])?;
    vm.call_method(out, "write", &[vm.str("\n")])?;
    Ok(Value::NONE)
}
