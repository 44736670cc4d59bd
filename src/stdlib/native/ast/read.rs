//! Trees of Python objects to the compiler's trees, for `compile(tree, ...)`: how fields are read and what may be wrong
//! with them. Statements, expressions and patterns have files of their own.
//!
//! A field that is missing or of the wrong type is an error at once. What has the right types but makes no sense (an empty
//! body, a target that loads) is kept until all is read, as CPython has it; the first of these is raised at the end.
//! A tree has no source text: its places are numbered, and `Source::of_places` knows line and column of each number.
//! Reading a field may run Python code, so lists are read through `Values`, and no lock is held.

use std::collections::HashMap;

use crate::object::layouts::List;
use crate::object::{Raised, Res, TypeSpec, Value};
use crate::syntax::ast::*;
use crate::syntax::{Depth, MAX_DEPTH, Source, Tree};
use crate::types::{self, exceptions as exc, type_of};
use crate::vm::intern::intern;
use crate::vm::{Values, Vm};

/// A node and the name of its class, for errors.
#[derive(Clone, Copy)]
pub struct Node {
    pub object: Value,
    pub kind: &'static str,
}

/// What is done with the value of an expression.
#[derive(Clone, Copy, PartialEq)]
pub enum Ctx {
    Load,
    Store,
    Del,
}

impl Ctx {
    pub fn name(self) -> &'static str {
        match self {
            Ctx::Load => "Load",
            Ctx::Store => "Store",
            Ctx::Del => "Del",
        }
    }
}

/// The state of one reading.
pub struct Reader<'v> {
    pub vm: &'v Vm,
    /// the module `ast`
    module: Value,
    /// the node's name of each class that was met
    kinds: HashMap<u64, &'static str>,
    places: Vec<(u32, u32)>,
    wrong: Option<(&'static TypeSpec, String)>,
    depth: u32,
    /// the most that `depth` was
    deepest: u32,
}

/// Is it an object of a class of the module `ast`? Not if that was never imported.
pub fn is_tree(vm: &Vm, object: Value) -> Res<bool> {
    if !object.typ().mro_types().any(|class| class.name_text() == "AST") {
        return Ok(false);
    }
    let base = vm.get_attr_str(vm.module("ast")?, "AST")?;
    Ok(base.as_type().is_some_and(|base| object.typ().is_subtype_of(base)))
}

/// Reads a whole tree; `root` is the name of the node that it must be.
pub fn read(vm: &Vm, object: Value, root: &'static str, filename: &str) -> Res<(Tree, Source)> {
    let module = vm.module("ast")?;
    let mut reader = Reader { vm, module, kinds: HashMap::new(), places: Vec::new(), wrong: None, depth: 0, deepest: 0 };
    let class = reader.class(root)?;
    if !object.typ().is_subtype_of(class) {
        return Err(vm.type_error(format!("expected {root} node, got {}", object.type_name())));
    }
    let node = Node { object, kind: root };
    let made = match root {
        "Expression" => Mod::Expression { body: reader.need_expr(node, "body")? },
        _ => {
            let body = reader.stmts(node, "body")?;
            if root == "Interactive" {
                Mod::Interactive { body }
            } else {
                for ignore in reader.list(node, "type_ignores")?.iter() {
                    reader.kind(*ignore, "type_ignore")?;
                }
                Mod::Module { body }
            }
        }
    };
    let tree = Tree::new(made, Depth::of(reader.deepest));
    match reader.wrong {
        Some((class, message)) => Err(vm.raise(class, message)),
        None => Ok((tree, Source::of_places(reader.places, filename))),
    }
}

impl<'v> Reader<'v> {
    /// Notes that the tree makes no sense.
    pub fn complain(&mut self, message: impl Into<String>) {
        self.complain_as(&exc::VALUE_ERROR, message);
    }

    pub fn complain_as(&mut self, class: &'static TypeSpec, message: impl Into<String>) {
        self.wrong.get_or_insert_with(|| (class, message.into()));
    }

    fn class(&self, name: &str) -> Res<&'static crate::object::Type> {
        let class = self.vm.get_attr_str(self.module, name)?;
        class.as_type().ok_or_else(|| self.vm.type_error(format!("ast.{name} is no class")))
    }

    /// The name of the node's class, one of those of a sort.
    pub fn kind(&mut self, object: Value, sort: &str) -> Res<&'static str> {
        let base = self.class(sort)?;
        if object.typ().is_subtype_of(base) {
            if let Some(kind) = self.kinds.get(&object.typ().value().0) {
                return Ok(kind);
            }
            for class in object.typ().mro_types() {
                let name = class.name_text();
                if name != sort && self.vm.get_attr_opt(self.module, intern(name.as_bytes()))? == Some(class.value()) {
                    self.kinds.insert(object.typ().value().0, name);
                    return Ok(name);
                }
                if name == sort {
                    break;
                }
            }
        }
        Err(self.vm.type_error(format!("expected some sort of {sort}, but got {}", self.vm.repr_text(object)?)))
    }

    /// Runs `body` one level deeper.
    pub fn deeper<T>(&mut self, sort: &str, body: impl FnOnce(&mut Self) -> Res<T>) -> Res<T> {
        if self.depth >= MAX_DEPTH || self.vm.check_depth().is_err() {
            self.vm.raised.set(Value::UNBOUND);
            return Err(self.vm.too_deep(&format!(" while traversing '{sort}' node")));
        }
        self.depth += 1;
        self.deepest = self.deepest.max(self.depth);
        let made = body(self);
        self.depth -= 1;
        made
    }

    // --- fields ------------------------------------------------------------------------------

    /// A field that may be missing or `None`.
    pub fn optional(&self, node: Node, name: &str) -> Res<Option<Value>> {
        Ok(self.vm.get_attr_opt(node.object, intern(name.as_bytes()))?.filter(|value| !value.is_none()))
    }

    /// A field that must be there, though it may be `None`.
    pub fn field(&self, node: Node, name: &str) -> Res {
        match self.vm.get_attr_opt(node.object, intern(name.as_bytes()))? {
            Some(value) => Ok(value),
            None => Err(self.vm.type_error(format!("required field \"{name}\" missing from {}", node.kind))),
        }
    }

    /// What is raised if a field is `None` that must not be.
    pub fn required(&self, node: Node, name: &str) -> Raised {
        self.vm.value_error(format!("field '{name}' is required for {}", node.kind))
    }

    /// The items of a list; a missing one is empty.
    pub fn list(&self, node: Node, name: &str) -> Res<Values<'v>> {
        let mut items = Values::new(self.vm);
        let Some(value) = self.vm.get_attr_opt(node.object, intern(name.as_bytes()))? else { return Ok(items) };
        let Some(list) = value.cast::<List>() else {
            let found = value.type_name();
            return Err(self.vm.type_error(format!("{} field \"{name}\" must be a list, not a {found}", node.kind)));
        };
        let mut at = 0;
        while let Some(item) = list.get(at) {
            items.push(item);
            at += 1;
        }
        Ok(items)
    }

    pub fn int(&self, value: Value) -> Res<i32> {
        let Some(number) = self.vm.to_big(value) else {
            return Err(self.vm.value_error(format!("invalid integer value: {}", self.vm.repr_text(value)?)));
        };
        match i32::try_from(number) {
            Ok(number) => Ok(number),
            Err(_) => Err(self.vm.overflow_error("Python int too large to convert to C int")),
        }
    }

    pub fn identifier(&self, value: Value) -> Res<Name> {
        if !std::ptr::eq(value.typ(), type_of(&types::str::STR)) {
            return Err(self.vm.type_error("AST identifier must be of type str"));
        }
        Ok(self.vm.str_text(value)?.into())
    }

    /// A name that must be there.
    pub fn name(&mut self, node: Node, name: &str) -> Res<Name> {
        let value = self.field(node, name)?;
        if value.is_none() {
            return Err(self.required(node, name));
        }
        self.identifier(value)
    }

    /// A name that is bound or read, so it must not be one of a constant.
    pub fn variable(&mut self, node: Node, name: &str) -> Res<Name> {
        let name = self.name(node, name)?;
        self.check_name(&name);
        Ok(name)
    }

    pub fn check_name(&mut self, name: &Name) {
        if matches!(&**name, "None" | "True" | "False") {
            self.complain(format!("identifier field can't represent '{name}' constant"));
        }
    }

    pub fn optional_name(&mut self, node: Node, name: &str) -> Res<Option<Name>> {
        self.optional(node, name)?.map(|value| self.identifier(value)).transpose()
    }

    pub fn names(&mut self, node: Node, field: &str) -> Res<Vec<Name>> {
        self.each(node, field, |r, value| r.identifier(value))
    }

    /// A text that counts for nothing here, if it is one.
    pub fn text_only(&self, node: Node, name: &str) -> Res<()> {
        match self.optional(node, name)? {
            Some(value) if value.str_bytes().is_none() && !std::ptr::eq(value.typ(), type_of(&types::bytes::BYTES)) => {
                Err(self.vm.type_error("AST string must be of type str"))
            }
            _ => Ok(()),
        }
    }

    // --- places ------------------------------------------------------------------------------

    /// The number of a place.
    pub fn place(&mut self, line: u32, column: u32) -> u32 {
        self.places.push((line, column));
        Source::place_number(self.places.len() - 1)
    }

    /// The place before the last `length` columns of a range, or its start.
    pub fn tail(&mut self, span: Span, length: usize) -> u32 {
        let (line, column) = self.places[Source::place_index(span.end)];
        match column.checked_sub(length as u32) {
            Some(column) => self.place(line, column),
            None => span.start,
        }
    }

    /// Where a node stands.
    pub fn span(&mut self, object: Value, sort: &'static str) -> Res<Span> {
        let node = Node { object, kind: sort };
        let line = self.int(self.field(node, "lineno")?)?;
        let column = self.int(self.field(node, "col_offset")?)?;
        let end = |name: &str, other: i32| self.optional(node, name)?.map_or(Ok(other), |value| self.int(value));
        let end_line = end("end_lineno", line)?;
        let end_column = end("end_col_offset", column)?;
        if line > end_line {
            self.complain(format!("AST node line range ({line}, {end_line}) is not valid"));
        } else if line < 0 && end_line != line || column < 0 && end_column != column {
            let columns = format!("({column}, {end_column}) for line range ({line}, {end_line})");
            self.complain(format!("AST node column range {columns} is not valid"));
        } else if line == end_line && column > end_column {
            self.complain(format!("line {line}, column {column}-{end_column} is not a valid range"));
        }
        let number = |n: i32| n.max(0) as u32;
        let start = self.place(number(line), number(column));
        Ok(Span { start, end: self.place(number(end_line), number(end_column)) })
    }
}
