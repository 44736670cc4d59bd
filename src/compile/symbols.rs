//! The first walk over the tree: fills the symbol table's scopes and folds constants.
//!
//! The order of the walk is CPython's, so that of several errors the same one is reported.

use std::collections::HashSet;

use super::scopes::{CompKind, Part, Scope, ScopeId, ScopeKind, Table, flag};
use super::{Guard, Options, Step, error, fold, imports};
use crate::syntax::ast::*;

/// Builds and analyses the table of a tree.
pub(super) fn build(module: &Mod, options: Options, guard: Guard) -> Step<Table> {
    let mut table = Table { future_annotations: options.future_annotations, ..Table::default() };
    if let Mod::Module { body } | Mod::Interactive { body } = module {
        table.future_annotations |= imports::future_features(body)?;
    }
    let mut builder = Builder { table, current: 0, class: None, guard, conditional: false, in_iterable: 0, debug: options.optimize == 0 };
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

struct Builder {
    table: Table,
    current: ScopeId,
    /// the class whose private names are mangled
    class: Option<Name>,
    guard: Guard,
    /// within an `if`, a loop, a `try`, ... of a module or class
    conditional: bool,
    /// within the iterable of a comprehension
    in_iterable: u32,
    debug: bool,
}

impl Builder {
    fn scope(&mut self) -> &mut Scope {
        &mut self.table.scopes[self.current]
    }

    fn open_scope(&mut self, kind: ScopeKind, name: Name) -> ScopeId {
        let id = self.table.scopes.len();
        let parent = (id > 0).then_some(self.current);
        let mut scope = Scope::new(kind, name, parent);
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
        if self.table.scopes[id].sees_class {
            self.define_raw("__classdict__".into(), flag::USE);
        }
        id
    }

    /// Runs `body` inside a new scope for a part of `node`.
    fn within<T>(&mut self, node: &T, part: Part, kind: ScopeKind, name: Name, body: impl FnOnce(&mut Self) -> Step<()>) -> Step<ScopeId> {
        let (outer, conditional, in_iterable) = (self.current, self.conditional, self.in_iterable);
        let id = self.open_scope(kind, name);
        self.conditional = false;
        self.table.of_node.insert((node as *const T as usize, part), id);
        body(self)?;
        (self.current, self.conditional, self.in_iterable) = (outer, conditional, in_iterable);
        Ok(id)
    }

    fn mangled(&self, name: &Name) -> Name {
        if let Some(only) = &self.table.scopes[self.current].mangled
            && !only.contains(name)
        {
            return name.clone();
        }
        mangle(self.class.as_ref(), name)
    }

    fn define(&mut self, name: &Name, flags: u16) {
        let name = self.mangled(name);
        self.define_raw(name, flags);
    }

    fn define_raw(&mut self, name: Name, flags: u16) {
        let scope = &mut self.table.scopes[self.current];
        match scope.symbols.get_mut(&name) {
            Some(old) => *old |= flags,
            None => {
                scope.order.push(name.clone());
                scope.symbols.insert(name, flags);
            }
        }
    }

    fn flags(&self, name: &Name) -> u16 {
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
            StmtKind::For { target, iter, body, orelse, .. } => {
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
            StmtKind::With { items, body, .. } => {
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

    /// Scopes that no code is made for leave the tree again: their names must not make cells.
    fn forget(&mut self, start: ScopeId) {
        self.table.scopes[self.current].children.retain(|&child| child < start);
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
            for arg in parameters(&def.args) {
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

    fn defaults(&mut self, args: &Arguments) -> Step<()> {
        args.defaults.iter().try_for_each(|default| self.expr(default))?;
        args.kw_defaults.iter().flatten().try_for_each(|default| self.expr(default))
    }

    fn parameters(&mut self, args: &Arguments) -> Step<()> {
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
            b.scope().mangled = Some(HashSet::new());
            b.define_raw(".type_params".into(), flag::LOCAL);
            b.define_raw(".type_params".into(), flag::USE);
            b.define_raw(".generic_base".into(), flag::LOCAL);
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

    fn target(&mut self, target: &Expr, flags: u16) -> Step<()> {
        self.guard.check(target.span)?;
        match &target.kind {
            ExprKind::Name { id } => {
                self.define(id, flags);
                if flags & flag::COMP_TARGET != 0 {
                    let name = self.mangled(id);
                    if self.flags(&name) & (flag::GLOBAL | flag::NONLOCAL) != 0 {
                        return error(
                            format!("comprehension inner loop cannot rebind assignment expression target '{name}'"),
                            target.span,
                        );
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

    // expressions

    fn optional(&mut self, expr: &Option<Box<Expr>>) -> Step<()> {
        expr.as_ref().map_or(Ok(()), |expr| self.expr(expr))
    }

    fn exprs(&mut self, exprs: &[Expr]) -> Step<()> {
        exprs.iter().try_for_each(|expr| self.expr(expr))
    }

    fn expr(&mut self, expr: &Expr) -> Step<()> {
        self.guard.check(expr.span)?;
        match &expr.kind {
            ExprKind::Constant(_) => return Ok(()),
            ExprKind::Name { id } => return self.name(expr, id),
            ExprKind::BinOp { .. } => return self.bin_op(expr),
            ExprKind::BoolOp { values, .. } => self.exprs(values)?,
            ExprKind::NamedExpr { target, value } => self.named_expr(expr, target, value)?,
            ExprKind::UnaryOp { operand, .. } => self.expr(operand)?,
            ExprKind::Lambda { args, body } => {
                self.defaults(args)?;
                let args: &Arguments = args;
                self.within(args, Part::Body, ScopeKind::Lambda, "<lambda>".into(), |b| {
                    b.parameters(args)?;
                    b.expr(body)
                })?;
            }
            ExprKind::IfExp { test, body, orelse } => {
                self.expr(test)?;
                self.expr(body)?;
                self.expr(orelse)?;
            }
            ExprKind::Dict { keys, values } => {
                keys.iter().flatten().try_for_each(|key| self.expr(key))?;
                self.exprs(values)?;
            }
            ExprKind::Set { elts } | ExprKind::List { elts } | ExprKind::Tuple { elts } => self.exprs(elts)?,
            ExprKind::ListComp { elt, generators } => self.comprehension(expr, CompKind::List, elt, None, generators)?,
            ExprKind::SetComp { elt, generators } => self.comprehension(expr, CompKind::Set, elt, None, generators)?,
            ExprKind::GeneratorExp { elt, generators } => {
                self.comprehension(expr, CompKind::Generator, elt, None, generators)?;
            }
            ExprKind::DictComp { key, value, generators } => {
                self.comprehension(expr, CompKind::Dict, key, Some(value), generators)?;
            }
            ExprKind::Await { value } => {
                self.refuse(expr, "await")?;
                self.expr(value)?;
                self.awaits();
            }
            ExprKind::Yield { value } => {
                self.refuse(expr, "yield")?;
                self.optional(value)?;
                self.yields(expr)?;
            }
            ExprKind::YieldFrom { value } => {
                self.refuse(expr, "yield")?;
                self.expr(value)?;
                self.yields(expr)?;
            }
            ExprKind::Compare { left, comparators, .. } => {
                self.expr(left)?;
                self.exprs(comparators)?;
            }
            ExprKind::Call { func, args, keywords } => {
                self.expr(func)?;
                self.exprs(args)?;
                keywords.iter().try_for_each(|keyword| self.expr(&keyword.value))?;
            }
            ExprKind::JoinedStr { values } | ExprKind::TemplateStr { values } => self.exprs(values)?,
            ExprKind::FormattedValue { value, format_spec, .. } | ExprKind::Interpolation { value, format_spec, .. } => {
                self.expr(value)?;
                self.optional(format_spec)?;
            }
            ExprKind::Attribute { value, .. } | ExprKind::Starred { value } => self.expr(value)?,
            ExprKind::Subscript { value, slice } => {
                self.expr(value)?;
                self.expr(slice)?;
            }
            ExprKind::Slice { lower, upper, step } => {
                self.optional(lower)?;
                self.optional(upper)?;
                self.optional(step)?;
            }
        }
        self.fold(expr);
        Ok(())
    }

    fn fold(&mut self, expr: &Expr) {
        if let Some(value) = fold::fold(expr, &self.table.folded) {
            self.table.folded.insert(expr as *const Expr as usize, value);
        }
    }

    fn name(&mut self, expr: &Expr, id: &Name) -> Step<()> {
        self.define(id, flag::USE);
        if &**id == "__debug__" {
            let value = if self.debug { crate::bytecode::Const::True } else { crate::bytecode::Const::False };
            self.table.folded.insert(expr as *const Expr as usize, value);
        }
        match &**id {
            "super" if matches!(self.scope().kind, ScopeKind::Function | ScopeKind::Lambda | ScopeKind::Comprehension(_)) => {
                self.define_raw("__class__".into(), flag::USE);
            }
            "locals" | "vars" | "eval" | "exec" | "dir" | "_getframe" => {
                let mut at = self.current;
                while self.table.scopes[at].inlined
                    && let Some(parent) = self.table.scopes[at].parent
                {
                    at = parent;
                }
                self.table.scopes[at].introspects = true;
            }
            _ => {}
        }
        Ok(())
    }

    /// Long chains of operators lean to the left; they are walked without recursion.
    fn bin_op(&mut self, expr: &Expr) -> Step<()> {
        let mut spine = Vec::new();
        let mut at = expr;
        while let ExprKind::BinOp { left, .. } = &at.kind {
            spine.push(at);
            at = left;
        }
        self.expr(at)?;
        for node in spine.into_iter().rev() {
            if let ExprKind::BinOp { right, .. } = &node.kind {
                self.expr(right)?;
            }
            self.fold(node);
        }
        Ok(())
    }

    /// Something here awaits: that makes a comprehension asynchronous; a function says so itself.
    fn awaits(&mut self) {
        if matches!(self.scope().kind, ScopeKind::Comprehension(_) | ScopeKind::Module) {
            self.scope().coroutine = true;
        }
    }

    fn yields(&mut self, expr: &Expr) -> Step<()> {
        let scope = self.scope();
        scope.generator = true;
        let place = match scope.kind {
            ScopeKind::Comprehension(CompKind::List) => "list comprehension",
            ScopeKind::Comprehension(CompKind::Set) => "set comprehension",
            ScopeKind::Comprehension(CompKind::Dict) => "dict comprehension",
            ScopeKind::Comprehension(CompKind::Generator) => "generator expression",
            _ => return Ok(()),
        };
        error(format!("'yield' inside {place}"), expr.span)
    }

    /// Annotations and type parameters hold no `yield`, `await` or `:=`.
    fn refuse(&mut self, expr: &Expr, what: &str) -> Step<()> {
        let place = match self.scope().kind {
            ScopeKind::Annotations => "an annotation",
            ScopeKind::TypeVariable(text) => text,
            ScopeKind::TypeAlias => "a type alias",
            ScopeKind::TypeParams => "the definition of a generic",
            _ => return Ok(()),
        };
        error(format!("{what} expression cannot be used within {place}"), expr.span)
    }

    fn named_expr(&mut self, expr: &Expr, target: &Expr, value: &Expr) -> Step<()> {
        if self.in_iterable > 0 {
            return error("assignment expression cannot be used in a comprehension iterable expression", expr.span);
        }
        let ExprKind::Name { id } = &target.kind else { return error("invalid assignment expression", target.span) };
        if matches!(self.scope().kind, ScopeKind::Comprehension(_)) {
            self.named_in_comprehension(id, target)?;
            return self.expr(value);
        }
        self.refuse(expr, "named")?;
        self.expr(value)?;
        self.scope().walrus = true;
        self.target(target, flag::LOCAL)
    }

    /// The target of `:=` in a comprehension belongs to the scope around all comprehensions.
    fn named_in_comprehension(&mut self, id: &Name, target: &Expr) -> Step<()> {
        let name = self.mangled(id);
        let mut at = self.current;
        loop {
            let scope = &mut self.table.scopes[at];
            scope.walrus = true;
            match scope.kind {
                ScopeKind::Comprehension(_) => {
                    if scope.symbols.get(&name).is_some_and(|flags| flags & flag::COMP_TARGET != 0) {
                        return error(
                            format!("assignment expression cannot rebind comprehension iteration variable '{name}'"),
                            target.span,
                        );
                    }
                }
                ScopeKind::Function | ScopeKind::Lambda => {
                    let global = scope.symbols.get(&name).is_some_and(|flags| flags & flag::GLOBAL != 0);
                    let word = if global { flag::GLOBAL } else { flag::NONLOCAL };
                    self.define_raw(name.clone(), word);
                    self.scope().directives.push((name.clone(), target.span));
                    let inner = std::mem::replace(&mut self.current, at);
                    self.define_raw(name, flag::LOCAL);
                    self.current = inner;
                    return Ok(());
                }
                ScopeKind::Module => {
                    self.define_raw(name.clone(), flag::GLOBAL);
                    let inner = std::mem::replace(&mut self.current, at);
                    self.define_raw(name, flag::GLOBAL);
                    self.current = inner;
                    return Ok(());
                }
                ScopeKind::Class => {
                    return error("assignment expression within a comprehension cannot be used in a class body", target.span);
                }
                ScopeKind::Annotations => {}
                kind => {
                    let place = match kind {
                        ScopeKind::TypeParams => "within the definition of a generic",
                        ScopeKind::TypeAlias => "in a type alias",
                        _ => "in a TypeVar bound",
                    };
                    return error(format!("assignment expression within a comprehension cannot be used {place}"), target.span);
                }
            }
            at = match scope.parent {
                Some(parent) => parent,
                None => return Ok(()),
            };
        }
    }

    fn comprehension(&mut self, expr: &Expr, kind: CompKind, elt: &Expr, value: Option<&Expr>, generators: &[Comprehension]) -> Step<()> {
        let name = match kind {
            CompKind::List => "<listcomp>",
            CompKind::Set => "<setcomp>",
            CompKind::Dict => "<dictcomp>",
            CompKind::Generator => "<genexpr>",
        };
        let [first, rest @ ..] = generators else { return error("comprehension without a loop", expr.span) };
        self.in_iterable += 1;
        self.expr(&first.iter)?;
        self.in_iterable -= 1;
        let id = self.within(expr, Part::Body, ScopeKind::Comprehension(kind), name.into(), |b| {
            if !b.scope().inlined {
                b.define_raw(".0".into(), flag::PARAM);
            }
            b.scope().coroutine = first.is_async;
            b.scope().generator = kind == CompKind::Generator;
            b.target(&first.target, flag::LOCAL | flag::COMP_TARGET)?;
            b.exprs(&first.ifs)?;
            for generator in rest {
                b.target(&generator.target, flag::LOCAL | flag::COMP_TARGET)?;
                b.in_iterable += 1;
                b.expr(&generator.iter)?;
                b.in_iterable -= 1;
                b.exprs(&generator.ifs)?;
                b.scope().coroutine |= generator.is_async;
            }
            if let Some(value) = value {
                b.expr(elt)?;
                b.expr(value)?;
            } else {
                b.expr(elt)?;
            }
            Ok(())
        })?;
        if kind != CompKind::Generator && self.table.scopes[id].coroutine {
            self.awaits();
        }
        Ok(())
    }
}

/// All parameters, in the order of their registers... as they are written to the table.
pub(super) fn parameters(args: &Arguments) -> impl Iterator<Item = &Arg> {
    let stars = [&args.vararg, &args.kwarg].into_iter().filter_map(|arg| arg.as_deref());
    args.posonlyargs.iter().chain(&args.args).chain(&args.kwonlyargs).chain(stars)
}

/// A parameter or the result has an annotation.
pub(super) fn has_annotations(def: &FunctionDef) -> bool {
    def.returns.is_some() || parameters(&def.args).any(|arg| arg.annotation.is_some())
}
