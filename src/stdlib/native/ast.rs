//! `_togil_ast`: source text to the objects of the module `ast`. Their classes are written in Python there; this walks the
//! parser's tree and has each node made by a function of that module.

mod read;
mod read_expr;
mod read_stmt;

pub use read::{is_tree, read};

use crate::object::{ModuleSpec, Res, Value, method};
use crate::syntax::dump::{Node, Value as Field, ast_nodes};
use crate::syntax::{Mode, Source, ast::Constant};
use crate::vm::{Values, Vm};

pub static MODULE: ModuleSpec = ModuleSpec {
    name: "_togil_ast",
    doc: "From source text to nodes.",
    functions: &[method("build", "(source, filename, mode, make, /)", build)],
    ..ModuleSpec::DEFAULT
};

/// Parses, and makes each node by `make(name, fields)`, the innermost first.
fn build(vm: &Vm, a: &[Value]) -> Res {
    let mode = match a[2].as_str() {
        Some("exec") => Mode::Exec,
        Some("eval") => Mode::Eval,
        Some("single") => Mode::Single,
        _ => return Err(vm.value_error("compile() mode must be 'exec', 'eval' or 'single'")),
    };
    let filename = vm.str_text(a[1])?;
    let source = match (a[0].as_str(), a[0].str_bytes()) {
        (Some(text), _) => Source::from_str(text, &filename),
        (None, Some(_)) => return Err(vm.value_error("source code string cannot contain surrogates")),
        _ => Source::from_bytes(&crate::types::bytes_common::buffer_of(vm, a[0])?, &filename),
    };
    let tree = source.and_then(|source| crate::syntax::parse(&source, mode).map(|tree| ast_nodes(&tree, &source)));
    match tree {
        Ok(Some(tree)) => node(vm, a[3], &tree),
        Ok(None) => Err(vm.memory_error()),
        Err(e) => Err(crate::interp::run::raise_syntax_error(vm, &e)),
    }
}

fn node(vm: &Vm, make: Value, n: &Node) -> Res {
    vm.check_depth()?;
    let fields = vm.new_dict();
    for (name, value) in &n.fields {
        let value = field(vm, make, value)?;
        vm.dict_set_str(fields, name, value)?;
    }
    vm.call(make, &[crate::vm::intern::intern(n.name.as_bytes()), fields])
}

fn field(vm: &Vm, make: Value, value: &Field) -> Res {
    Ok(match value {
        Field::Str(text) => vm.str_wtf8(text),
        Field::Int(n) => vm.int(*n),
        Field::Node(n) => return node(vm, make, n),
        Field::Nothing => Value::NONE,
        Field::List(items) => {
            let mut made = Values::with_capacity(vm, items.len());
            for item in items {
                made.push(field(vm, make, item)?);
                vm.make_way_or_stop()?;
            }
            vm.list(&made)
        }
        Field::Constant(c) => match c {
            Constant::None => Value::NONE,
            Constant::True => Value::TRUE,
            Constant::False => Value::FALSE,
            Constant::Ellipsis => vm.builtin(crate::vm::intern::intern(b"Ellipsis"))?,
            Constant::Int(n) => vm.big(n.clone()),
            Constant::Float(x) => vm.float(*x),
            Constant::Complex(x) => vm.complex(0.0, *x),
            Constant::Str(text) => vm.str_wtf8(text),
            Constant::Bytes(bytes) => vm.bytes(bytes),
            // not from a text
            Constant::Tuple(_) | Constant::FrozenSet(_) => Value::NONE,
        },
    })
}
