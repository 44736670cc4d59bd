//! The symbol table as the module `symtable` shows it: CPython's scopes, flags and names.
//!
//! Comprehensions that run in their parent's frame are no scopes there: their names are the parent's. Annotations that
//! are never evaluated have one scope in each function, without their names.

use super::scopes::{Binding, CLASS_CELLS, Scope, ScopeKind, Table, flag};
use super::{Options, symbols, with_guard};
use crate::syntax::ast::Name;
use crate::syntax::{Source, SyntaxError, Tree};

/// One scope.
#[derive(Debug)]
pub struct SymbolTable {
    pub kind: &'static str,
    pub name: String,
    pub line: u32,
    pub nested: bool,
    /// Each name's flags in CPython's numbers, from bit 12 on where it lives.
    pub symbols: Vec<(Name, i64)>,
    pub children: Vec<SymbolTable>,
}

/// The tables of a whole tree.
pub fn symbol_table(tree: &Tree, source: &Source) -> Result<SymbolTable, SyntaxError> {
    match with_guard(tree, |guard| symbols::build(tree, Options::default(), guard)) {
        Ok(table) => Ok(shown(&table, 0, source)),
        Err(failure) => Err(failure.into_error(source)),
    }
}

const SCOPE_OFFSET: i64 = 12;
const FREE: i64 = 4;

fn shown(table: &Table, id: usize, source: &Source) -> SymbolTable {
    let scope = &table.scopes[id];
    let (kind, name) = match scope.kind {
        ScopeKind::Module => ("module", "top"),
        ScopeKind::Class => ("class", &*scope.name),
        ScopeKind::Function => ("function", &*scope.name),
        ScopeKind::Lambda | ScopeKind::Comprehension(_) => ("function", scope.name.trim_matches(['<', '>'])),
        ScopeKind::Annotations => ("annotation", &*scope.name),
        ScopeKind::TypeAlias => ("type alias", &*scope.name),
        ScopeKind::TypeParams => ("type parameters", scope.name.trim_start_matches("<generic parameters of ").trim_end_matches('>')),
        ScopeKind::TypeVariable(_) => ("type variable", &*scope.name),
    };
    let line = if id == 0 { 0 } else { source.line_col(scope.at).0 };
    let mut out = SymbolTable { kind, name: name.to_owned(), line, nested: scope.nested, symbols: Vec::new(), children: Vec::new() };
    let annotations = scope.kind == ScopeKind::Annotations;
    if annotations {
        out.symbols.push((".format".into(), flag_bits(flag::PARAM | flag::USE) | place(Binding::Local)));
    }
    if !is_unevaluated(scope) {
        let generic_function = |&child: &usize| matches!(table.scopes[child].kind, ScopeKind::Function);
        if scope.kind == ScopeKind::TypeParams && scope.children.iter().any(generic_function) {
            out.symbols.push((".defaults".into(), flag_bits(flag::PARAM) | place(Binding::Local)));
        }
        own_symbols(table, scope, &mut out.symbols);
        children(table, scope, source, &mut out);
    }
    let known = |name: &Name| out.symbols.iter().any(|(other, _)| other == name) || CLASS_CELLS.contains(&&**name);
    let passed: Vec<Name> = scope.free.iter().filter(|name| !known(name)).cloned().collect();
    out.symbols.extend(passed.into_iter().map(|name| (name, FREE << SCOPE_OFFSET)));
    out
}

/// Annotations of a variable whose values nobody asks for.
fn is_unevaluated(scope: &Scope) -> bool {
    scope.forgotten && !scope.symbols.contains_key("format")
}

fn own_symbols(table: &Table, scope: &Scope, out: &mut Vec<(Name, i64)>) {
    let annotations = scope.kind == ScopeKind::Annotations;
    for name in &scope.order {
        // what only this compiler needs, or has added already
        let hidden = match &**name {
            "format" | "__conditional_annotations__" => annotations,
            "__annotations__" => table.future_annotations && scope.symbols[name] == flag::USE,
            ".defaults" => true,
            _ => false,
        };
        if hidden {
            if &**name == "__annotations__" && scope.kind == ScopeKind::Module {
                let flags = flag_bits(flag::USE) | place(Binding::GlobalImplicit);
                out.push(("__conditional_annotations__".into(), flags));
            }
            continue;
        }
        out.push((name.clone(), flag_bits(scope.symbols[name]) | place(scope.bindings[name])));
    }
}

fn children(table: &Table, scope: &Scope, source: &Source, out: &mut SymbolTable) {
    let mut unevaluated = false;
    for &child in &scope.children {
        let inner = &table.scopes[child];
        if inner.kind == ScopeKind::Annotations && table.future_annotations {
            continue;
        }
        if is_unevaluated(inner) && std::mem::replace(&mut unevaluated, true) {
            continue;
        }
        if !inner.inlined {
            out.children.push(shown(table, child, source));
            continue;
        }
        let merged = shown(table, child, source);
        for (name, flags) in merged.symbols {
            match out.symbols.iter_mut().find(|(other, _)| *other == name) {
                // a local of this function
                Some((_, known)) if flags >> SCOPE_OFFSET == FREE => *known |= flags & flag_bits(flag::USE),
                Some(_) => {}
                None => out.symbols.push((name, flags)),
            }
        }
        out.children.extend(merged.children);
    }
}

fn place(binding: Binding) -> i64 {
    let number = match binding {
        Binding::Local => 1,
        Binding::GlobalExplicit => 2,
        Binding::GlobalImplicit => 3,
        Binding::Free => FREE,
        Binding::Cell => 5,
    };
    number << SCOPE_OFFSET
}

fn flag_bits(flags: u16) -> i64 {
    let rows = [
        (flag::GLOBAL, 1),
        (flag::LOCAL, 2),
        (flag::PARAM, 4),
        (flag::NONLOCAL, 8),
        (flag::USE, 16),
        (flag::IMPORT, 128),
        (flag::ANNOT, 256),
        (flag::COMP_TARGET, 512),
        (flag::TYPE_PARAM, 1024 | 2),
    ];
    rows.iter().filter(|(ours, _)| flags & ours != 0).fold(0, |bits, (_, theirs)| bits | theirs)
}
