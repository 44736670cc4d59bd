//! The first walk over the tree: fills the symbol table's scopes and folds constants. Statements, functions and classes are
//! here, expressions in `symbol_expressions`.
//!
//! The order of the walk is CPython's, so that of several errors the same one is reported.

use super::scopes::{CompKind, Part, Scope, ScopeId, ScopeKind, Table, flag};
use super::{Guard, Options, Step, error, imports};
use crate::syntax::ast::*;
use crate::text::quick_map::QuickSet;

/// Builds and analyses the table of a tree.
pub(super) fn build(module: &Mod, options: Options, guard: Guard) -> Step<Table> {
    let mut table = Table { future_annotations: options.future_annotations, ..Table::default() };
    if let Mod::Module { body } | Mod::Interactive { body } = module {
        table.future_annotations |= imports::future_features(body)?;
    }
    let mut builder = Builder {
        table,
        current: 0,
        at: 0,
        class: None,
        guard,
        conditional: false,
        in_iterable: 0,
        debug: options.optimize == 0,
        top_level_await: options.top_level_await,
    };
    let top = builder.open_scope(ScopeKind::Module, "<module>".into());
    debug_assert_eq!(top, 0);
    match module {
        Mod::Module { body } | Mod::Interactive { body } => builder.body(body)?,
        Mod::Expression { body } => builder.expr(body)?,
    }
    let mut table = builder.table;
    table.analyse()?;
    Ok(table)
}

/// A private name as a class's body means it: `__x` in class `_C` is `_C__x`.
pub(super) fn mangle(class: Option<&Name>, name: &Name) -> Name {
    let Some(class) = class else { return name.clone() };
    if !name.starts_with("__") || name.ends_with("__") || name.contains('.') {
        return name.clone();
    }
    let bare = class.trim_start_matches('_');
    if bare.is_empty() {
        return name.clone();
    }
    format!("_{bare}{name}").into()
}

pub(super) struct Builder {
    pub(super) table: Table,
    pub(super) current: ScopeId,
    /// where what is looked at starts in the source
    pub(super) at: u32,
    /// the class whose private names are mangled
    class: Option<Name>,
    pub(super) guard: Guard,
    /// within an `if`, a loop, a `try`, ... of a module or class
    conditional: bool,
    /// within the iterable of a comprehension
    pub(super) in_iterable: u32,
    pub(super) debug: bool,
    pub(super) top_level_await: bool,
}

impl Builder {
    pub(super) fn scope(&mut self) -> &mut Scope {
        &mut self.table.scopes[self.current]
    }

    fn open_scope(&mut self, kind: ScopeKind, name: Name) -> ScopeId {
        let id = self.table.scopes.len();
        let parent = (id > 0).then_some(self.current);
        let mut scope = Scope::new(kind, name, parent);
        scope.at = self.at;
        if let Some(parent) = parent {
            let around = &mut self.table.scopes[parent];
            around.children.push(id);
            scope.nested = around.nested || around.kind.is_function_like();
            if matches!(kind, ScopeKind::Annotations | ScopeKind::TypeAlias | ScopeKind::TypeParams | ScopeKind::TypeVariable(_)) {
                scope.sees_class = around.kind == ScopeKind::Class || around.sees_class;
            } else if let ScopeKind::Comprehension(comp) = kind {
                scope.inlined = comp != CompKind::Generator && !around.sees_class;
            }
        }
        self.table.scopes.push(scope);
        self.current = id;
        // Annotations that are strings look nothing up.
        let strings = kind == ScopeKind::Annotations && self.table.future_annotations;
        if self.table.scopes[id].sees_class && !strings {
            self.define_raw("__classdict__".into(), flag::USE);
        }
        id
    }

    /// Runs `body` inside a new scope for a part of `node`.
    pub(super) fn within<T>(
        &mut self,
        node: &T,
        part: Part,
        kind: ScopeKind,
        name: Name,
        body: impl FnOnce(&mut Self) -> Step<()>,
    ) -> Step<ScopeId> {
        let (outer, conditional, in_iterable, at) = (self.current, self.conditional, self.in_iterable, self.at);
        let id = self.open_scope(kind, name);
        self.conditional = false;
        self.table.of_node.insert((node as *const T as usize, part), id);
        body(self)?;
        (self.current, self.conditional, self.in_iterable, self.at) = (outer, conditional, in_iterable, at);
        Ok(id)
    }

    pub(super) fn mangled(&self, name: &Name) -> Name {
        if let Some(only) = &self.table.scopes[self.current].mangled
            && !only.contains(name)
        {
            return name.clone();
        }
        mangle(self.class.as_ref(), name)
    }

    pub(super) fn define(&mut self, name: &Name, flags: u16) {
        let name = self.mangled(name);
        self.define_raw(name, flags);
    }

    pub(super) fn define_raw(&mut self, name: Name, flags: u16) {
        let scope = &mut self.table.scopes[self.current];
        match scope.symbols.get_mut(&name) {
            Some(old) => *old |= flags,
            None => {
                scope.order.push(name.clone());
                scope.symbols.insert(name, flags);
            }
        }
    }

    pub(super) fn flags(&self, name: &Name) -> u16 {
        self.table.scopes[self.current].symbols.get(name).copied().unwrap_or(0)
    }

    // statements

    fn body(&mut self, body: &[Stmt]) -> Step<()> {
        body.iter().try_for_each(|stmt| self.stmt(stmt))
    }

    /// A body that runs perhaps.
    fn branch(&mut self, body: &[Stmt]) -> Step<()> {
        let before = std::mem::replace(&mut self.conditional, true);
        self.body(body)?;
        self.conditional = before;
        Ok(())
    }

    fn stmt(&mut self, stmt: &Stmt) -> Step<()> {
        self.guard.check(stmt.span)?;
        self.at = stmt.span.start;
        match &stmt.kind {
            StmtKind::FunctionDef(def) => self.function(def),
            StmtKind::ClassDef(def) => self.class_def(def),
            StmtKind::TypeAlias { name, type_params, value } => self.type_alias(stmt, name, type_params, value),
            StmtKind::Return { value } => self.optional(value),
            StmtKind::Delete { targets } => targets.iter().try_for_each(|target| self.delete(target)),
            StmtKind::Assign { targets, value } => {
                targets.iter().try_for_each(|target| self.target(target, flag::LOCAL))?;
                self.expr(value)
            }
            StmtKind::AugAssign { target, value, .. } => {
                if let ExprKind::Name { id } = &target.kind {
                    self.define(id, flag::USE);
                }
                self.target(target, flag::LOCAL)?;
                self.expr(value)
            }
            StmtKind::AnnAssign { target, annotation, value, simple } => {
                self.annotated(stmt, target, *simple, value.is_some())?;
                self.variable_annotation(stmt, annotation, *simple)?;
                self.optional(value)
            }
            StmtKind::For { target, iter, body, orelse, is_async } => {
                self.may_suspend(*is_async, "'async for'", stmt.span)?;
                self.target(target, flag::LOCAL)?;
                self.expr(iter)?;
                self.branch(body)?;
                self.branch(orelse)
            }
            StmtKind::While { test, body, orelse } => {
                self.expr(test)?;
                self.branch(body)?;
                self.branch(orelse)
            }
            StmtKind::If { test, body, orelse } => self.if_chain(test, body, orelse),
            StmtKind::With { items, body, is_async } => {
                self.may_suspend(*is_async, "'async with'", stmt.span)?;
                let before = std::mem::replace(&mut self.conditional, true);
                for item in items {
                    self.expr(&item.context_expr)?;
                    if let Some(target) = &item.optional_vars {
                        self.target(target, flag::LOCAL)?;
                    }
                }
                self.body(body)?;
                self.conditional = before;
                Ok(())
            }
            StmtKind::Match { subject, cases } => {
                self.expr(subject)?;
                for case in cases {
                    self.pattern(&case.pattern)?;
                    self.optional(&case.guard)?;
                    self.branch(&case.body)?;
                }
                Ok(())
            }
            StmtKind::Raise { exc, cause } => {
                self.optional(exc)?;
                self.optional(cause)
            }
            StmtKind::Try { body, handlers, orelse, finalbody, .. } => {
                self.branch(body)?;
                for handler in handlers {
                    self.optional(&handler.typ)?;
                    if let Some(name) = &handler.name {
                        self.define(&name.name, flag::LOCAL);
                    }
                    self.branch(&handler.body)?;
                }
                self.branch(orelse)?;
                self.branch(finalbody)
            }
            StmtKind::Assert { test, msg } => {
                self.expr(test)?;
                self.optional(msg)
            }
            StmtKind::Import { names } => {
                for alias in names {
                    let bound = match &alias.asname {
                        Some(name) => name.clone(),
                        None => alias.name.split('.').next().unwrap_or_default().into(),
                    };
                    self.define(&bound, flag::IMPORT);
                }
                Ok(())
            }
            StmtKind::ImportFrom { names, .. } => {
                for alias in names {
                    if &*alias.name == "*" {
                        if self.scope().kind != ScopeKind::Module {
                            return error("import * only allowed at module level", alias.span);
                        }
                        continue;
                    }
                    let bound = alias.asname.as_ref().unwrap_or(&alias.name);
                    self.define(bound, flag::IMPORT);
                }
                Ok(())
            }
            StmtKind::Global { names } => self.directive(stmt.span, names, flag::GLOBAL, "global"),
            StmtKind::Nonlocal { names } => self.directive(stmt.span, names, flag::NONLOCAL, "nonlocal"),
            StmtKind::Expr { value } => self.expr(value),
            StmtKind::Pass | StmtKind::Break | StmtKind::Continue => Ok(()),
        }
    }

    /// `elif` after `elif`, without recursion.
    fn if_chain(&mut self, test: &Expr, body: &[Stmt], mut orelse: &[Stmt]) -> Step<()> {
        self.expr(test)?;
        self.branch(body)?;
        while let [Stmt { kind: StmtKind::If { test, body, orelse: rest }, .. }] = orelse {
            self.expr(test)?;
            self.branch(body)?;
            orelse = rest;
        }
        self.branch(orelse)
    }

    fn directive(&mut self, span: Span, names: &[Ident], kind: u16, word: &str) -> Step<()> {
        for ident in names {
            let name = self.mangled(&ident.name);
            let flags = self.flags(&name);
            let text = if flags & flag::PARAM != 0 {
                Some(format!("name '{name}' is parameter and {word}"))
            } else if flags & flag::ANNOT != 0 {
                Some(format!("annotated name '{name}' can't be {word}"))
            } else if flags & flag::LOCAL != 0 {
                Some(format!("name '{name}' is assigned to before {word} declaration"))
            } else if flags & flag::USE != 0 {
                Some(format!("name '{name}' is used prior to {word} declaration"))
            } else {
                None
            };
            if let Some(text) = text {
                return error(text, span);
            }
            self.define_raw(name.clone(), kind);
            if kind == flag::GLOBAL {
                // the module's own code then means its globals too, whatever its locals are
                let inner = std::mem::replace(&mut self.current, 0);
                self.define_raw(name.clone(), kind);
                self.current = inner;
            }
            self.scope().directives.push((name, span));
        }
        Ok(())
    }

    fn annotated(&mut self, stmt: &Stmt, target: &Expr, simple: bool, has_value: bool) -> Step<()> {
        let ExprKind::Name { id } = &target.kind else { return self.target(target, flag::LOCAL) };
        let name = self.mangled(id);
        let flags = self.flags(&name);
        if simple && flags & (flag::GLOBAL | flag::NONLOCAL) != 0 && self.scope().kind != ScopeKind::Module {
            let word = if flags & flag::GLOBAL != 0 { "global" } else { "nonlocal" };
            return error(format!("annotated name '{name}' can't be {word}"), stmt.span);
        }
        if simple {
            self.define_raw(name, flag::LOCAL | flag::ANNOT);
        } else if has_value {
            self.define_raw(name, flag::LOCAL);
        }
        Ok(())
    }

    /// A variable's annotation is evaluated in its module's or class's `__annotate__`; a function's is only checked.
    fn variable_annotation(&mut self, stmt: &Stmt, annotation: &Expr, simple: bool) -> Step<()> {
        let kind = self.scope().kind;
        if self.table.future_annotations || matches!(kind, ScopeKind::Module | ScopeKind::Class) && !simple {
            let start = self.table.scopes.len();
            self.within(annotation, Part::Annotations, ScopeKind::Annotations, "__annotate__".into(), |b| b.expr(annotation))?;
            self.forget(start);
            if simple && matches!(kind, ScopeKind::Module | ScopeKind::Class) {
                self.define_raw("__annotations__".into(), flag::USE);
            }
            return Ok(());
        }
        if !matches!(kind, ScopeKind::Module | ScopeKind::Class) {
            let start = self.table.scopes.len();
            self.within(stmt, Part::Annotations, ScopeKind::Annotations, "__annotate__".into(), |b| b.expr(annotation))?;
            self.forget(start);
            return Ok(());
        }
        if self.conditional || kind == ScopeKind::Module {
            self.scope().conditional_annotations = true;
            self.define_raw("__conditional_annotations__".into(), flag::USE);
        }
        let (outer, conditional) = (self.current, self.conditional);
        let id = match self.scope().annotations {
            Some(id) => {
                self.current = id;
                id
            }
            None => {
                let id = self.open_scope(ScopeKind::Annotations, "__annotate__".into());
                self.define_raw("format".into(), flag::PARAM | flag::USE);
                self.table.scopes[outer].annotations = Some(id);
                id
            }
        };
        debug_assert_eq!(self.current, id);
        if self.table.scopes[outer].conditional_annotations {
            self.define_raw("__conditional_annotations__".into(), flag::USE);
        }
        self.conditional = false;
        self.expr(annotation)?;
        (self.current, self.conditional) = (outer, conditional);
        Ok(())
    }

    /// No code is made for these scopes.
    fn forget(&mut self, start: ScopeId) {
        for child in self.table.scopes[self.current].children.clone() {
            self.table.scopes[child].forgotten |= child >= start;
        }
    }

    // functions and classes

    fn function(&mut self, def: &FunctionDef) -> Step<()> {
        self.define(&def.name.name, flag::LOCAL);
        self.defaults(&def.args)?;
        def.decorator_list.iter().try_for_each(|decorator| self.expr(decorator))?;
        if def.type_params.is_empty() {
            return self.function_rest(def);
        }
        let name = format!("<generic parameters of {}>", def.name.name).into();
        self.within(def, Part::TypeParams, ScopeKind::TypeParams, name, |b| {
            if !def.args.defaults.is_empty() {
                b.define_raw(".defaults".into(), flag::PARAM);
            }
            if def.args.kw_defaults.iter().any(Option::is_some) {
                b.define_raw(".kwdefaults".into(), flag::PARAM);
            }
            b.type_params(&def.type_params)?;
            b.function_rest(def)
        })?;
        Ok(())
    }

    fn function_rest(&mut self, def: &FunctionDef) -> Step<()> {
        let start = self.table.scopes.len();
        self.within(def, Part::Annotations, ScopeKind::Annotations, "__annotate__".into(), |b| {
            b.define_raw("format".into(), flag::PARAM | flag::USE);
            for arg in annotated_parameters(&def.args) {
                b.optional(&arg.annotation)?;
            }
            b.optional(&def.returns)
        })?;
        if self.table.future_annotations || !has_annotations(def) {
            self.forget(start);
        }
        if self.table.future_annotations && has_annotations(def) {
            // Its `__annotate__` gives strings and needs no names.
            self.within(def, Part::Annotations, ScopeKind::Annotations, "__annotate__".into(), |b| {
                b.define_raw("format".into(), flag::PARAM | flag::USE);
                Ok(())
            })?;
        }
        self.within(def, Part::Body, ScopeKind::Function, def.name.name.clone(), |b| {
            b.scope().coroutine = def.is_async;
            b.parameters(&def.args)?;
            b.body(&def.body)
        })?;
        Ok(())
    }

    pub(super) fn defaults(&mut self, args: &Arguments) -> Step<()> {
        args.defaults.iter().try_for_each(|default| self.expr(default))?;
        args.kw_defaults.iter().flatten().try_for_each(|default| self.expr(default))
    }

    pub(super) fn parameters(&mut self, args: &Arguments) -> Step<()> {
        for arg in parameters(args) {
            let name = self.mangled(&arg.arg);
            if self.flags(&name) & flag::PARAM != 0 {
                return error(format!("duplicate argument '{name}' in function definition"), arg.span);
            }
            self.define_raw(name, flag::PARAM);
        }
        Ok(())
    }

    fn class_def(&mut self, def: &ClassDef) -> Step<()> {
        self.define(&def.name.name, flag::LOCAL);
        def.decorator_list.iter().try_for_each(|decorator| self.expr(decorator))?;
        if def.type_params.is_empty() {
            return self.class_rest(def);
        }
        let name = format!("<generic parameters of {}>", def.name.name).into();
        let outer_class = self.class.replace(def.name.name.clone());
        self.within(def, Part::TypeParams, ScopeKind::TypeParams, name, |b| {
            b.scope().mangled = Some(QuickSet::default());
            b.define_raw(".type_params".into(), flag::LOCAL);
            b.define_raw(".type_params".into(), flag::USE);
            b.define_raw(".generic_base".into(), flag::LOCAL | flag::USE);
            b.type_params(&def.type_params)?;
            b.class_rest(def)
        })?;
        self.class = outer_class;
        Ok(())
    }

    fn class_rest(&mut self, def: &ClassDef) -> Step<()> {
        def.bases.iter().try_for_each(|base| self.expr(base))?;
        def.keywords.iter().try_for_each(|keyword| self.expr(&keyword.value))?;
        let outer_class = self.class.replace(def.name.name.clone());
        self.within(def, Part::Body, ScopeKind::Class, def.name.name.clone(), |b| {
            if !def.type_params.is_empty() {
                b.define_raw("__type_params__".into(), flag::LOCAL);
                b.define_raw(".type_params".into(), flag::USE);
            }
            b.body(&def.body)
        })?;
        self.class = outer_class;
        Ok(())
    }

    fn type_alias(&mut self, stmt: &Stmt, name: &Expr, type_params: &[TypeParam], value: &Expr) -> Step<()> {
        self.target(name, flag::LOCAL)?;
        let ExprKind::Name { id } = &name.kind else { return error("invalid type alias", name.span) };
        let alias = |b: &mut Self| {
            b.within(stmt, Part::Body, ScopeKind::TypeAlias, id.clone(), |b| {
                b.define_raw(".format".into(), flag::PARAM | flag::USE);
                b.expr(value)
            })?;
            Ok(())
        };
        if type_params.is_empty() {
            return alias(self);
        }
        let title = format!("<generic parameters of {id}>").into();
        self.within(stmt, Part::TypeParams, ScopeKind::TypeParams, title, |b| {
            b.type_params(type_params)?;
            alias(b)
        })?;
        Ok(())
    }

    fn type_params(&mut self, params: &[TypeParam]) -> Step<()> {
        for param in params {
            let name = mangle(self.class.as_ref(), &param.name);
            if self.flags(&name) & flag::TYPE_PARAM != 0 {
                return error(format!("duplicate type parameter '{name}'"), param.span);
            }
            if let Some(only) = &mut self.scope().mangled {
                only.insert(param.name.clone());
            }
            self.define_raw(name, flag::TYPE_PARAM | flag::LOCAL);
            let (bound, default_kind) = match &param.kind {
                TypeParamKind::TypeVar { bound } => (bound.as_ref(), "a TypeVar default"),
                TypeParamKind::ParamSpec => (None, "a ParamSpec default"),
                TypeParamKind::TypeVarTuple => (None, "a TypeVarTuple default"),
            };
            if let Some(bound) = bound {
                let text = if matches!(bound.kind, ExprKind::Tuple { .. }) { "a TypeVar constraint" } else { "a TypeVar bound" };
                self.type_variable(param, Part::Bound, text, bound)?;
            }
            if let Some(default) = &param.default_value {
                self.type_variable(param, Part::Default, default_kind, default)?;
            }
        }
        Ok(())
    }

    fn type_variable(&mut self, param: &TypeParam, part: Part, text: &'static str, value: &Expr) -> Step<()> {
        let only = self.scope().mangled.clone();
        self.within(param, part, ScopeKind::TypeVariable(text), param.name.clone(), |b| {
            b.scope().mangled = only;
            b.define_raw(".format".into(), flag::PARAM | flag::USE);
            b.expr(value)
        })?;
        Ok(())
    }

    // targets and patterns

    fn delete(&mut self, target: &Expr) -> Step<()> {
        match &target.kind {
            ExprKind::Tuple { elts } | ExprKind::List { elts } => elts.iter().try_for_each(|elt| self.delete(elt)),
            _ => self.target(target, flag::LOCAL | flag::DELETED),
        }
    }

    pub(super) fn target(&mut self, target: &Expr, flags: u16) -> Step<()> {
        self.guard.check(target.span)?;
        match &target.kind {
            ExprKind::Name { id } => {
                self.define(id, flags);
                if flags & flag::COMP_TARGET != 0 {
                    let name = self.mangled(id);
                    if self.flags(&name) & (flag::GLOBAL | flag::NONLOCAL) != 0 {
                        return error(format!("comprehension inner loop cannot rebind assignment expression target '{name}'"), target.span);
                    }
                }
                Ok(())
            }
            ExprKind::Starred { value } => self.target(value, flags),
            ExprKind::Tuple { elts } | ExprKind::List { elts } => elts.iter().try_for_each(|elt| self.target(elt, flags)),
            _ => self.expr(target),
        }
    }

    fn pattern(&mut self, pattern: &Pattern) -> Step<()> {
        self.guard.check(pattern.span)?;
        match &pattern.kind {
            PatternKind::MatchValue { value } => self.expr(value),
            PatternKind::MatchSingleton { .. } => Ok(()),
            PatternKind::MatchSequence { patterns } | PatternKind::MatchOr { patterns } => {
                patterns.iter().try_for_each(|pattern| self.pattern(pattern))
            }
            PatternKind::MatchMapping { keys, patterns, rest } => {
                keys.iter().try_for_each(|key| self.expr(key))?;
                patterns.iter().try_for_each(|pattern| self.pattern(pattern))?;
                self.capture(rest)
            }
            PatternKind::MatchClass { cls, patterns, kwd_patterns, .. } => {
                self.expr(cls)?;
                patterns.iter().chain(kwd_patterns).try_for_each(|pattern| self.pattern(pattern))
            }
            PatternKind::MatchStar { name } => self.capture(name),
            PatternKind::MatchAs { pattern, name } => {
                if let Some(pattern) = pattern {
                    self.pattern(pattern)?;
                }
                self.capture(name)
            }
        }
    }

    fn capture(&mut self, name: &Option<Name>) -> Step<()> {
        if let Some(name) = name {
            self.define(name, flag::LOCAL);
        }
        Ok(())
    }
}

/// All parameters, in the order of their registers.
pub(super) fn parameters(args: &Arguments) -> impl Iterator<Item = &Arg> {
    let stars = [&args.vararg, &args.kwarg].into_iter().filter_map(|arg| arg.as_deref());
    args.posonlyargs.iter().chain(&args.args).chain(&args.kwonlyargs).chain(stars)
}

/// All parameters, in the order in which their annotations are evaluated: as they are written.
pub(super) fn annotated_parameters(args: &Arguments) -> impl Iterator<Item = &Arg> {
    let positional = args.posonlyargs.iter().chain(&args.args).chain(args.vararg.as_deref());
    positional.chain(&args.kwonlyargs).chain(args.kwarg.as_deref())
}

/// A parameter or the result has an annotation.
pub(super) fn has_annotations(def: &FunctionDef) -> bool {
    def.returns.is_some() || parameters(&def.args).any(|arg| arg.annotation.is_some())
}
