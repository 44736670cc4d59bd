//! `_symtable`: the compiler's symbol tables as tuples, for `symtable`.

use crate::compile::tables::{SymbolTable, symbol_table};
use crate::object::{ModuleSpec, Res, Value, method};
use crate::syntax::{Mode, Source};
use crate::vm::{Values, Vm};

pub static MODULE: ModuleSpec = ModuleSpec {
    name: "_symtable",
    doc: "The compiler's symbol tables.",
    functions: &[method("tables", "(source, filename, startstr, /)", tables)],
    ..ModuleSpec::DEFAULT
};

/// (kind, name, line, is it nested, ((name, flags), ...), tables inside) of a source.
fn tables(vm: &Vm, a: &[Value]) -> Res {
    let mode = match a[2].as_str() {
        Some("exec") => Mode::Exec,
        Some("eval") => Mode::Eval,
        Some("single") => Mode::Single,
        _ => return Err(vm.value_error("symtable() arg 3 must be 'exec' or 'eval' or 'single'")),
    };
    let filename = vm.str_text(a[1])?;
    let source = match a[0].as_str() {
        Some(text) => Source::from_str(text, &filename),
        None => match crate::types::bytes_common::buffer_of(vm, a[0]) {
            Ok(bytes) => Source::from_bytes(&bytes, &filename),
            Err(raised) => {
                vm.take_raised(raised);
                return Err(vm.type_error("symtable() arg 1 must be a string or bytes object"));
            }
        },
    };
    let table = source.and_then(|source| crate::syntax::parse(&source, mode).and_then(|tree| symbol_table(&tree, &source)));
    match table {
        Ok(table) => tuple(vm, &table),
        Err(e) => Err(crate::interp::run::raise_syntax_error(vm, &e)),
    }
}

fn tuple(vm: &Vm, table: &SymbolTable) -> Res {
    vm.check_depth()?;
    let mut symbols = Values::new(vm);
    for (name, flags) in &table.symbols {
        symbols.push(vm.tuple(&[vm.str(name), vm.int(*flags)]));
    }
    let mut children = Values::new(vm);
    for child in &table.children {
        children.push(tuple(vm, child)?);
    }
    let (symbols, children) = (vm.tuple(&symbols), vm.tuple(&children));
    let nested = Value::bool(table.nested);
    Ok(vm.tuple(&[vm.str(table.kind), vm.str(&table.name), vm.int(table.line.into()), nested, symbols, children]))
}
