//! What the `traceback` module leaves to the machine: `_suggestions`, as CPython has it, and `_traceback`, which makes the
//! source lines of an entry with the same code as for uncaught exceptions.

use crate::object::layouts::*;
use crate::object::{ModuleSpec, Res, Value, method};
use crate::vm::{Vm, carets, display, suggest};

pub static SUGGESTIONS: ModuleSpec = ModuleSpec {
    name: "_suggestions",
    functions: &[method("_generate_suggestions", "(candidates, item, /)", |vm, a| {
        if a[0].cast::<List>().is_none() {
            return Err(vm.type_error("candidates must be a list"));
        }
        let mut names = Vec::new();
        for name in vm.sequence_items(a[0]).iter() {
            names.push(text(vm, *name, "all elements in 'candidates' must be strings")?);
        }
        let item = text(vm, a[1], "argument 2 must be str")?;
        let near = suggest::closest(&item, names.iter().map(String::as_str));
        Ok(near.map_or(Value::NONE, |name| vm.str(name)))
    })],
    ..ModuleSpec::DEFAULT
};

pub static TRACEBACK: ModuleSpec = ModuleSpec {
    name: "_traceback",
    functions: &[
        // the source of code that came from no file, or None
        method("source", "(code, /)", |vm, a| {
            let source = a[0].cast::<CodeObject>().and_then(|code| carets::remembered(&crate::types::codeobject::loaded(code).code));
            Ok(source.map_or(Value::NONE, |text| vm.str(&text)))
        }),
        // the lines of an entry, with what failed between two columns (bytes) of the first and the last, or None
        method("shown", "(text, col, end_col, colours=False, /)", |vm, a| {
            let source = text(vm, a[0], "text must be a string")?;
            let raw: Vec<&str> = source.lines().collect();
            let columns = match (a[1].not_none(), a[2].not_none()) {
                (Some(from), Some(to)) => Some((vm.index_i64(from)?.max(0) as usize, vm.index_i64(to)?.max(0) as usize)),
                _ => None,
            };
            let lines: Vec<Value> = carets::shown(&raw, columns, a[3] == Value::TRUE).iter().map(|line| vm.str(line)).collect();
            Ok(vm.list(&lines))
        }),
        // how a SyntaxError that is a mistyped keyword is shown: text, columns and message, or None
        method("mended", "(exception, /)", |vm, a| {
            let Some(m) = display::mended(vm, a[0]) else { return Ok(Value::NONE) };
            let (column, end) = (vm.int(m.column as i64), vm.int(m.end_column as i64));
            Ok(vm.tuple(&[vm.str(&m.text), column, end, vm.str(&m.message)]))
        }),
        // ". Did you mean: 'name'?", or nothing
        method("hint", "(exception, /)", |vm, a| Ok(vm.str(&display::suggestion(vm, a[0]).unwrap_or_default()))),
    ],
    ..ModuleSpec::DEFAULT
};

fn text(vm: &Vm, v: Value, otherwise: &str) -> Res<String> {
    match v.str_bytes() {
        Some(_) => vm.str_text(v),
        None => Err(vm.type_error(otherwise)),
    }
}
