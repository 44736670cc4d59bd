//! The symbol table: scopes, what each says of its names, and the analysis that binds every name.
//!
//! `symbols` fills the scopes from the tree; `analyse` then decides where each name lives. A comprehension that is not a
//! generator is *inlined*: it has a scope here, but runs in its parent's frame. So its free names do not turn the parent's
//! locals into cells unless a true function inside captures them.

use super::{Step, error};
use crate::bytecode::Const;
use crate::syntax::ast::{Name, Span};
use crate::text::quick_map::{QuickMap, QuickSet};

pub(super) type ScopeId = usize;

/// Which of a node's scopes is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Part {
    Body,
    TypeParams,
    Annotations,
    Bound,
    Default,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CompKind {
    List,
    Set,
    Dict,
    Generator,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ScopeKind {
    Module,
    Class,
    Function,
    Lambda,
    Comprehension(CompKind),
    /// `__annotate__`
    Annotations,
    TypeAlias,
    TypeParams,
    /// A bound, constraint or default of a type parameter; the text is CPython's name for it.
    TypeVariable(&'static str),
}

impl ScopeKind {
    /// Names live in registers.
    pub(super) fn is_function_like(self) -> bool {
        !matches!(self, ScopeKind::Module | ScopeKind::Class)
    }
}

/// Flags of a symbol.
pub(super) mod flag {
    pub const GLOBAL: u16 = 1;
    pub const LOCAL: u16 = 2;
    pub const PARAM: u16 = 4;
    pub const NONLOCAL: u16 = 8;
    pub const USE: u16 = 16;
    pub const IMPORT: u16 = 32;
    pub const ANNOT: u16 = 64;
    pub const COMP_TARGET: u16 = 128;
    pub const TYPE_PARAM: u16 = 256;
    /// deleted somewhere in this scope
    pub const DELETED: u16 = 512;
    pub const BOUND: u16 = LOCAL | PARAM | IMPORT | TYPE_PARAM;
}

/// Where a name lives, seen from one scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Binding {
    Local,
    Cell,
    Free,
    GlobalExplicit,
    GlobalImplicit,
}

#[derive(Debug)]
pub(super) struct Scope {
    pub kind: ScopeKind,
    pub name: Name,
    pub parent: Option<ScopeId>,
    pub children: Vec<ScopeId>,
    /// where it starts in the source
    pub at: u32,
    /// no code is made for it, so its names must not make cells
    pub forgotten: bool,
    /// in order of appearance
    pub order: Vec<Name>,
    pub symbols: QuickMap<Name, u16>,
    pub directives: Vec<(Name, Span)>,
    pub bindings: QuickMap<Name, Binding>,
    /// names that a caller's frame must supply, sorted
    pub free: Vec<Name>,
    /// free names of which the owner never lets go: parameters and comprehension targets that nobody deletes
    pub sure: QuickSet<Name>,
    pub inlined: bool,
    pub generator: bool,
    pub coroutine: bool,
    /// inside another function-like scope
    pub nested: bool,
    /// an annotation scope that stands in a class, or below such a scope
    pub sees_class: bool,
    /// has a `:=` whose target may be one of its locals
    pub walrus: bool,
    /// calls `locals` or the like, so unbound locals must be marked
    pub introspects: bool,
    /// for classes
    pub needs_class_cell: bool,
    pub needs_classdict: bool,
    /// has annotations of plain names
    pub annotations: Option<ScopeId>,
    pub conditional_annotations: bool,
    /// for the type parameters of a class: the only names that its name mangles
    pub mangled: Option<QuickSet<Name>>,
}

/// The scopes of a tree, and its constant expressions.
#[derive(Debug, Default)]
pub(super) struct Table {
    pub scopes: Vec<Scope>,
    pub of_node: QuickMap<(usize, Part), ScopeId>,
    pub folded: QuickMap<usize, Const>,
    pub future_annotations: bool,
    /// names that some scope deletes through `nonlocal`
    pub deleted: QuickSet<Name>,
}

impl Table {
    pub(super) fn find<T>(&self, node: &T, part: Part) -> ScopeId {
        self.of_node[&(node as *const T as usize, part)]
    }

    /// Binds all names.
    pub(super) fn analyse(&mut self) -> Step<()> {
        let empty = Outer::default();
        let doomed = flag::NONLOCAL | flag::DELETED;
        self.deleted = self
            .scopes
            .iter()
            .flat_map(|scope| scope.symbols.iter())
            .filter(|&(_, &flags)| flags & doomed == doomed)
            .map(|(name, _)| name.clone())
            .collect();
        Analysis { table: self }.scope(0, &empty)?;
        Ok(())
    }
}

type Names = QuickSet<Name>;

/// What a scope sees of those around it.
#[derive(Clone, Default)]
struct Outer {
    bound: Names,
    globals: Names,
    type_params: Names,
    /// bound names that are always bound once the inner scope can run
    sure: Names,
}

/// The free names of a scope; those of `captured` need cells.
#[derive(Default)]
struct Wanted {
    free: Names,
    captured: Names,
}

struct Analysis<'t> {
    table: &'t mut Table,
}

impl Analysis<'_> {
    fn scope(&mut self, id: ScopeId, outer: &Outer) -> Step<Wanted> {
        let kind = self.table.scopes[id].kind;
        let mut inner = outer.clone();
        let mut locals = Names::default();
        let mut wanted = Wanted::default();
        for name in self.table.scopes[id].order.clone() {
            let binding = self.bind(id, &name, outer)?;
            let flags = self.table.scopes[id].symbols[&name];
            match binding {
                Binding::GlobalExplicit => {
                    inner.globals.insert(name.clone());
                    inner.bound.remove(&name);
                }
                Binding::Free => _ = wanted.free.insert(name.clone()),
                Binding::Local | Binding::Cell => {
                    locals.insert(name.clone());
                    inner.globals.remove(&name);
                    inner.type_params.remove(&name);
                    if flags & flag::TYPE_PARAM != 0 {
                        inner.type_params.insert(name.clone());
                    }
                }
                Binding::GlobalImplicit => {}
            }
            self.table.scopes[id].bindings.insert(name, binding);
        }
        match kind {
            ScopeKind::Module => {}
            ScopeKind::Class => {
                inner = outer.clone();
                // a class's own variable hides the type parameter, also from who could not see the variable
                for name in &locals {
                    inner.type_params.remove(name);
                }
                for name in CLASS_CELLS {
                    inner.bound.insert(name.into());
                    inner.sure.remove(name);
                }
                inner.sure.insert("__classdict__".into());
                inner.sure.insert("__conditional_annotations__".into());
            }
            _ => {
                for name in &locals {
                    inner.bound.insert(name.clone());
                    let flags = self.table.scopes[id].symbols[name];
                    let steady = flags & (flag::PARAM | flag::TYPE_PARAM) != 0 && flags & flag::DELETED == 0;
                    if steady && !self.table.deleted.contains(name) {
                        inner.sure.insert(name.clone());
                    } else {
                        inner.sure.remove(name);
                    }
                }
            }
        }
        let mut captured = Names::default();
        for child in self.table.scopes[id].children.clone() {
            let below = self.scope(child, &inner)?;
            if self.table.scopes[child].forgotten {
                continue;
            }
            captured.extend(below.captured);
            wanted.free.extend(below.free);
        }
        self.settle(id, kind, outer, locals, captured, wanted)
    }

    /// Decides the cells of a scope and what it wants from outside.
    fn settle(
        &mut self,
        id: ScopeId,
        kind: ScopeKind,
        outer: &Outer,
        locals: Names,
        mut captured: Names,
        mut wanted: Wanted,
    ) -> Step<Wanted> {
        // each function may have annotations, which would see the class's names: CPython gives the class that cell at once
        let methods = self.table.scopes[id].children.iter().any(|&child| self.table.scopes[child].kind == ScopeKind::Function);
        let scope = &mut self.table.scopes[id];
        if kind == ScopeKind::Class {
            scope.needs_class_cell = captured.contains("__class__");
            scope.needs_classdict = methods || captured.contains("__classdict__");
            for name in CLASS_CELLS {
                captured.remove(name);
                wanted.free.remove(name);
            }
        } else if kind.is_function_like() {
            for name in &locals {
                if captured.remove(name) {
                    scope.bindings.insert(name.clone(), Binding::Cell);
                }
                wanted.free.remove(name);
            }
        }
        scope.free = wanted.free.iter().cloned().collect();
        scope.free.sort();
        scope.sure = wanted.free.iter().filter(|name| outer.sure.contains(*name)).cloned().collect();
        if kind == ScopeKind::Module {
            return Ok(Wanted::default());
        }
        wanted.captured = if scope.inlined { captured } else { wanted.free.clone() };
        Ok(wanted)
    }

    fn bind(&self, id: ScopeId, name: &Name, outer: &Outer) -> Step<Binding> {
        let scope = &self.table.scopes[id];
        let flags = scope.symbols[name];
        if flags & flag::GLOBAL != 0 {
            if flags & flag::NONLOCAL != 0 {
                return error(format!("name '{name}' is nonlocal and global"), self.directive(id, name));
            }
            return Ok(Binding::GlobalExplicit);
        }
        if flags & flag::NONLOCAL != 0 {
            if scope.kind == ScopeKind::Module {
                return error("nonlocal declaration not allowed at module level", self.directive(id, name));
            }
            if !outer.bound.contains(name) {
                return error(format!("no binding for nonlocal '{name}' found"), self.directive(id, name));
            }
            if outer.type_params.contains(name) {
                return error(format!("nonlocal binding not allowed for type parameter '{name}'"), self.directive(id, name));
            }
            return Ok(Binding::Free);
        }
        if flags & flag::BOUND != 0 {
            return Ok(Binding::Local);
        }
        if scope.sees_class
            && let Some(class) = self.class_around(id)
            && let Some(&in_class) = self.table.scopes[class].symbols.get(name)
        {
            if in_class & flag::GLOBAL != 0 {
                return Ok(Binding::GlobalExplicit);
            }
            if in_class & flag::BOUND != 0 && in_class & flag::NONLOCAL == 0 {
                return Ok(Binding::GlobalImplicit);
            }
        }
        if outer.bound.contains(name) {
            return Ok(Binding::Free);
        }
        Ok(Binding::GlobalImplicit)
    }

    /// The class in whose body an annotation scope stands.
    fn class_around(&self, id: ScopeId) -> Option<ScopeId> {
        let mut at = id;
        while self.table.scopes[at].sees_class {
            at = self.table.scopes[at].parent?;
        }
        (self.table.scopes[at].kind == ScopeKind::Class).then_some(at)
    }

    fn directive(&self, id: ScopeId, name: &Name) -> Span {
        self.table.scopes[id].directives.iter().find(|(n, _)| n == name).map_or(Span::default(), |&(_, span)| span)
    }
}

/// Cells that a class's body makes for the scopes inside it.
pub(super) const CLASS_CELLS: [&str; 3] = ["__class__", "__classdict__", "__conditional_annotations__"];

impl Scope {
    pub(super) fn new(kind: ScopeKind, name: Name, parent: Option<ScopeId>) -> Scope {
        Scope {
            kind,
            name,
            parent,
            children: Vec::new(),
            at: 0,
            forgotten: false,
            order: Vec::new(),
            symbols: QuickMap::default(),
            directives: Vec::new(),
            bindings: QuickMap::default(),
            free: Vec::new(),
            sure: QuickSet::default(),
            inlined: false,
            generator: false,
            coroutine: false,
            nested: false,
            sees_class: false,
            walrus: false,
            introspects: false,
            needs_class_cell: false,
            needs_classdict: false,
            annotations: None,
            conditional_annotations: false,
            mangled: None,
        }
    }
}
