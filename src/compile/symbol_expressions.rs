//! The first walk's expressions: names used, `:=`, `yield`, comprehensions, and the folding of constants.

use super::comprehensions::{MOST_INLINED, names_in};
use super::scopes::{CompKind, Part, ScopeKind, flag};
use super::symbols::Builder;
use super::{Step, error, fold};
use crate::syntax::ast::*;

impl Builder {
    pub(super) fn optional(&mut self, expr: &Option<Box<Expr>>) -> Step<()> {
        expr.as_ref().map_or(Ok(()), |expr| self.expr(expr))
    }

    pub(super) fn exprs(&mut self, exprs: &[Expr]) -> Step<()> {
        exprs.iter().try_for_each(|expr| self.expr(expr))
    }

    pub(super) fn expr(&mut self, expr: &Expr) -> Step<()> {
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
                let at = std::mem::replace(&mut self.at, expr.span.start);
                self.within(args, Part::Body, ScopeKind::Lambda, "<lambda>".into(), |b| {
                    b.parameters(args)?;
                    b.expr(body)
                })?;
                self.at = at;
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
                if matches!(self.scope().kind, ScopeKind::Class | ScopeKind::Module) && !self.is_async() {
                    return error("'await' outside function", expr.span);
                }
                self.may_suspend(true, "'await'", expr.span)?;
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
            ExprKind::Attribute { value, attr } => {
                if matches!(&*attr.name, "_getframe" | "currentframe") {
                    self.introspects();
                }
                self.expr(value)?;
            }
            ExprKind::Starred { value } => self.expr(value)?,
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
            "locals" | "vars" | "eval" | "exec" | "dir" | "_getframe" | "currentframe" => self.introspects(),
            _ => {}
        }
        Ok(())
    }

    /// The function may look at its own variables.
    pub(super) fn introspects(&mut self) {
        let mut at = self.current;
        while self.table.scopes[at].inlined
            && let Some(parent) = self.table.scopes[at].parent
        {
            at = parent;
        }
        self.table.scopes[at].introspects = true;
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

    /// There is a coroutine to suspend here; a comprehension that awaits becomes one.
    fn is_async(&mut self) -> bool {
        let top_level = self.top_level_await;
        let scope = self.scope();
        match scope.kind {
            ScopeKind::Module => top_level,
            ScopeKind::Comprehension(_) => true,
            _ => scope.coroutine,
        }
    }

    /// Is what awaits (if it does) in an asynchronous function?
    pub(super) fn may_suspend(&mut self, awaits: bool, what: &str, span: Span) -> Step<()> {
        if awaits && !self.is_async() {
            return error(format!("{what} outside async function"), span);
        }
        Ok(())
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
        let at = std::mem::replace(&mut self.at, expr.span.start);
        let id = self.within(expr, Part::Body, ScopeKind::Comprehension(kind), name.into(), |b| {
            let mut names = Vec::new();
            generators.iter().for_each(|generator| names_in(&generator.target, &mut names));
            b.scope().inlined &= generators.len().max(names.len()) <= MOST_INLINED;
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
        self.at = at;
        if kind != CompKind::Generator && self.table.scopes[id].coroutine {
            if !self.is_async() {
                return error("asynchronous comprehension outside of an asynchronous function", expr.span);
            }
            self.awaits();
        }
        Ok(())
    }
}
