//! Statements and patterns of Python objects to the compiler's.

use super::read::{Ctx, Node, Reader};
use crate::object::{Res, Value};
use crate::syntax::ast::*;
use crate::types::exceptions as exc;

impl Reader<'_> {
    pub fn stmts(&mut self, node: Node, name: &str) -> Res<Vec<Stmt>> {
        let stmts = self.each(node, name, |r, item| {
            if item.is_none() {
                r.complain("None disallowed in statement list");
                return Ok(None);
            }
            r.deeper("stmt", |r| r.stmt(item)).map(Some)
        })?;
        Ok(stmts.into_iter().flatten().collect())
    }

    /// The same, and empty is wrong.
    fn body(&mut self, node: Node) -> Res<Vec<Stmt>> {
        let body = self.stmts(node, "body")?;
        if body.is_empty() {
            self.complain(format!("empty body on {}", node.kind));
        }
        Ok(body)
    }

    fn stmt(&mut self, object: Value) -> Res<Stmt> {
        let span = self.span(object, "stmt")?;
        let node = Node { object, kind: self.kind(object, "stmt")? };
        Ok(Stmt { span, kind: self.stmt_kind(node, span)? })
    }

    fn stmt_kind(&mut self, node: Node, span: Span) -> Res<StmtKind> {
        Ok(match node.kind {
            "FunctionDef" | "AsyncFunctionDef" => {
                let def = FunctionDef {
                    name: Ident { name: self.variable(node, "name")?, span },
                    args: self.arguments(node)?,
                    body: self.body(node)?,
                    decorator_list: self.exprs(node, "decorator_list")?,
                    returns: self.optional_expr(node, "returns")?,
                    type_params: self.type_params(node)?,
                    is_async: node.kind == "AsyncFunctionDef",
                };
                self.text_only(node, "type_comment")?;
                StmtKind::FunctionDef(Box::new(def))
            }
            "ClassDef" => StmtKind::ClassDef(Box::new(ClassDef {
                name: Ident { name: self.variable(node, "name")?, span },
                bases: self.exprs(node, "bases")?,
                keywords: self.keywords(node)?,
                body: self.body(node)?,
                decorator_list: self.exprs(node, "decorator_list")?,
                type_params: self.type_params(node)?,
            })),
            "Return" => StmtKind::Return { value: self.optional_expr(node, "value")? },
            "Delete" => StmtKind::Delete { targets: self.some(node, "targets", Ctx::Del)? },
            "Assign" => {
                let targets = self.some(node, "targets", Ctx::Store)?;
                let value = self.need_expr(node, "value")?;
                self.text_only(node, "type_comment")?;
                StmtKind::Assign { targets, value }
            }
            "TypeAlias" => {
                let name = self.expr_as(node, "name", Ctx::Store)?;
                if !matches!(name.kind, ExprKind::Name { .. }) {
                    self.complain_as(&exc::TYPE_ERROR, "TypeAlias with non-Name name");
                }
                StmtKind::TypeAlias { name, type_params: self.type_params(node)?, value: self.need_expr(node, "value")? }
            }
            "AugAssign" => {
                let target = self.expr_as(node, "target", Ctx::Store)?;
                self.single_target(&target, "augmented");
                StmtKind::AugAssign { target, op: self.operator(node)?, value: self.need_expr(node, "value")? }
            }
            "AnnAssign" => self.ann_assign(node)?,
            "For" | "AsyncFor" => {
                let (target, iter) = (self.expr_as(node, "target", Ctx::Store)?, self.need_expr(node, "iter")?);
                let (body, orelse) = (self.body(node)?, self.stmts(node, "orelse")?);
                self.text_only(node, "type_comment")?;
                StmtKind::For { target, iter, body, orelse, is_async: node.kind == "AsyncFor" }
            }
            "While" => StmtKind::While { test: self.need_expr(node, "test")?, body: self.body(node)?, orelse: self.stmts(node, "orelse")? },
            "If" => StmtKind::If { test: self.need_expr(node, "test")?, body: self.body(node)?, orelse: self.stmts(node, "orelse")? },
            "With" | "AsyncWith" => self.with(node)?,
            "Match" => self.match_stmt(node)?,
            "Raise" => {
                let (exc, cause) = (self.optional_expr(node, "exc")?, self.optional_expr(node, "cause")?);
                if exc.is_none() && cause.is_some() {
                    self.complain("Raise with cause but no exception");
                }
                StmtKind::Raise { exc, cause }
            }
            "Try" | "TryStar" => self.try_stmt(node)?,
            "Assert" => StmtKind::Assert { test: self.need_expr(node, "test")?, msg: self.optional_expr(node, "msg")? },
            "Import" => StmtKind::Import { names: self.aliases(node)? },
            "ImportFrom" => {
                let (module, names) = (self.optional_name(node, "module")?, self.aliases(node)?);
                let level = self.optional(node, "level")?.map_or(Ok(0), |value| self.int(value))?;
                if level < 0 {
                    self.complain("Negative ImportFrom level");
                }
                let module = module.or_else(|| (level == 0).then(|| "".into()));
                StmtKind::ImportFrom { module, names, level: level.max(0) as u32 }
            }
            "Global" => StmtKind::Global { names: self.idents(node, span)? },
            "Nonlocal" => StmtKind::Nonlocal { names: self.idents(node, span)? },
            "Expr" => StmtKind::Expr { value: self.need_expr(node, "value")? },
            "Break" => StmtKind::Break,
            "Continue" => StmtKind::Continue,
            _ => StmtKind::Pass,
        })
    }

    fn single_target(&mut self, target: &Expr, what: &str) {
        let number = match target.kind {
            ExprKind::Starred { .. } => 25,
            ExprKind::List { .. } => 27,
            ExprKind::Tuple { .. } => 28,
            _ => return,
        };
        self.complain_as(&exc::SYSTEM_ERROR, format!("invalid node type ({number}) for {what} assignment"));
    }

    fn ann_assign(&mut self, node: Node) -> Res<StmtKind> {
        let target = self.expr_as(node, "target", Ctx::Store)?;
        let annotation = self.need_expr(node, "annotation")?;
        let value = self.optional_expr(node, "value")?;
        let simple = self.int(self.field(node, "simple")?)? != 0;
        if simple && !matches!(target.kind, ExprKind::Name { .. }) {
            self.complain_as(&exc::TYPE_ERROR, "AnnAssign with simple non-Name target");
        }
        self.single_target(&target, "annotated");
        Ok(StmtKind::AnnAssign { target, annotation, value, simple })
    }

    fn with(&mut self, node: Node) -> Res<StmtKind> {
        let items = self.each(node, "items", |r, object| {
            let node = Node { object, kind: "withitem" };
            let context_expr = *r.need_expr(node, "context_expr")?;
            Ok(WithItem { context_expr, optional_vars: r.optional_expr_as(node, "optional_vars", Ctx::Store)? })
        })?;
        if items.is_empty() {
            self.complain(format!("empty items on {}", node.kind));
        }
        let body = self.body(node)?;
        self.text_only(node, "type_comment")?;
        Ok(StmtKind::With { items, body, is_async: node.kind == "AsyncWith" })
    }

    fn try_stmt(&mut self, node: Node) -> Res<StmtKind> {
        let body = self.body(node)?;
        let handlers = self.each(node, "handlers", |r, object| {
            let span = r.span(object, "excepthandler")?;
            let node = Node { object, kind: r.kind(object, "excepthandler")? };
            let typ = r.optional_expr(node, "type")?;
            let name = r.optional_name(node, "name")?;
            name.iter().for_each(|name| r.check_name(name));
            Ok(ExceptHandler { span, typ, name: name.map(|name| Ident { name, span }), body: r.body(node)? })
        })?;
        let (orelse, finalbody) = (self.stmts(node, "orelse")?, self.stmts(node, "finalbody")?);
        if handlers.is_empty() && finalbody.is_empty() {
            self.complain(format!("{} has neither except handlers nor finalbody", node.kind));
        } else if handlers.is_empty() && !orelse.is_empty() {
            self.complain(format!("{} has orelse but no except handlers", node.kind));
        }
        let is_star = node.kind == "TryStar";
        if is_star && handlers.iter().any(|handler| handler.typ.is_none()) {
            self.complain("TryStar has an except handler without a type");
        }
        Ok(StmtKind::Try { body, handlers, orelse, finalbody, is_star })
    }

    fn aliases(&mut self, node: Node) -> Res<Vec<Alias>> {
        let names = self.each(node, "names", |r, object| {
            let node = Node { object, kind: "alias" };
            let name = r.variable(node, "name")?;
            let asname = r.optional_name(node, "asname")?;
            asname.iter().for_each(|name| r.check_name(name));
            Ok(Alias { span: r.span(object, "alias")?, name, asname })
        })?;
        if names.is_empty() {
            self.complain(format!("empty names on {}", node.kind));
        }
        Ok(names)
    }

    fn idents(&mut self, node: Node, span: Span) -> Res<Vec<Ident>> {
        let names = self.names(node, "names")?;
        if names.is_empty() {
            self.complain(format!("empty names on {}", node.kind));
        }
        Ok(names.into_iter().map(|name| Ident { name, span }).collect())
    }

    fn type_params(&mut self, node: Node) -> Res<Vec<TypeParam>> {
        self.each(node, "type_params", |r, object| {
            let span = r.span(object, "type_param")?;
            let node = Node { object, kind: r.kind(object, "type_param")? };
            let name = r.variable(node, "name")?;
            let kind = match node.kind {
                "TypeVar" => TypeParamKind::TypeVar { bound: r.optional_expr(node, "bound")? },
                "ParamSpec" => TypeParamKind::ParamSpec,
                _ => TypeParamKind::TypeVarTuple,
            };
            Ok(TypeParam { span, name, kind, default_value: r.optional_expr(node, "default_value")? })
        })
    }

    // --- patterns ----------------------------------------------------------------------------

    fn match_stmt(&mut self, node: Node) -> Res<StmtKind> {
        let subject = self.need_expr(node, "subject")?;
        let cases = self.each(node, "cases", |r, object| {
            let node = Node { object, kind: "match_case" };
            let pattern = r.pattern_field(node, "pattern")?;
            Ok(MatchCase { pattern, guard: r.optional_expr(node, "guard")?, body: r.body(node)? })
        })?;
        if cases.is_empty() {
            self.complain("empty cases on Match");
        }
        Ok(StmtKind::Match { subject, cases })
    }

    fn pattern_field(&mut self, node: Node, name: &str) -> Res<Pattern> {
        let value = self.field(node, name)?;
        if value.is_none() {
            return Err(self.required(node, name));
        }
        self.pattern(value, false)
    }

    fn patterns(&mut self, node: Node, name: &str, star: bool) -> Res<Vec<Pattern>> {
        let patterns = self.each(node, name, |r, item| {
            if item.is_none() {
                r.complain("None disallowed in pattern list");
                return Ok(None);
            }
            r.pattern(item, star).map(Some)
        })?;
        Ok(patterns.into_iter().flatten().collect())
    }

    fn pattern(&mut self, object: Value, star: bool) -> Res<Pattern> {
        self.deeper("pattern", |r| {
            let span = r.span(object, "pattern")?;
            let node = Node { object, kind: r.kind(object, "pattern")? };
            if node.kind == "MatchStar" && !star {
                r.complain("can't use MatchStar here");
            }
            let kind = r.pattern_kind(node)?;
            Ok(Pattern { span, kind })
        })
    }

    fn capture(&mut self, node: Node, name: &str) -> Res<Option<Name>> {
        let name = self.optional_name(node, name)?;
        if let Some(name) = &name {
            if &**name == "_" {
                self.complain("can't capture name '_' in patterns");
            }
            self.check_name(name);
        }
        Ok(name)
    }

    fn pattern_kind(&mut self, node: Node) -> Res<PatternKind> {
        Ok(match node.kind {
            "MatchValue" => {
                let value = self.need_expr(node, "value")?;
                self.check_pattern_value(&value);
                PatternKind::MatchValue { value }
            }
            "MatchSingleton" => {
                let value = self.field(node, "value")?;
                if !value.is_none() && !value.is_bool() {
                    self.complain("MatchSingleton can only contain True, False and None");
                }
                PatternKind::MatchSingleton { value: self.constant(value)?.unwrap_or(Constant::None) }
            }
            "MatchSequence" => PatternKind::MatchSequence { patterns: self.patterns(node, "patterns", true)? },
            "MatchMapping" => {
                let keys = self.exprs(node, "keys")?;
                let patterns = self.patterns(node, "patterns", false)?;
                let rest = self.capture(node, "rest")?;
                if keys.len() != patterns.len() {
                    self.complain("MatchMapping doesn't have the same number of keys as patterns");
                }
                for key in &keys {
                    let singleton = matches!(key.kind, ExprKind::Constant(Constant::None | Constant::True | Constant::False));
                    if !singleton {
                        self.check_pattern_value(key);
                    }
                }
                PatternKind::MatchMapping { keys, patterns, rest }
            }
            "MatchClass" => self.class_pattern(node)?,
            "MatchStar" => PatternKind::MatchStar { name: self.capture(node, "name")? },
            "MatchAs" => {
                let pattern = match self.optional(node, "pattern")? {
                    Some(pattern) => Some(Box::new(self.pattern(pattern, false)?)),
                    None => None,
                };
                let name = self.capture(node, "name")?;
                if pattern.is_some() && name.is_none() {
                    self.complain("MatchAs must specify a target name if a pattern is given");
                }
                PatternKind::MatchAs { pattern, name }
            }
            _ => {
                let patterns = self.patterns(node, "patterns", false)?;
                if patterns.len() < 2 {
                    self.complain("MatchOr requires at least 2 patterns");
                }
                PatternKind::MatchOr { patterns }
            }
        })
    }

    fn class_pattern(&mut self, node: Node) -> Res<PatternKind> {
        let cls = self.need_expr(node, "cls")?;
        let mut inner = &*cls;
        while let ExprKind::Attribute { value, .. } = &inner.kind {
            inner = value;
        }
        if !matches!(inner.kind, ExprKind::Name { .. }) {
            self.complain("MatchClass cls field can only contain Name or Attribute nodes.");
        }
        let patterns = self.patterns(node, "patterns", false)?;
        let kwd_attrs = self.names(node, "kwd_attrs")?;
        kwd_attrs.iter().for_each(|name| self.check_name(name));
        let kwd_patterns = self.patterns(node, "kwd_patterns", false)?;
        if kwd_attrs.len() != kwd_patterns.len() {
            self.complain("MatchClass doesn't have the same number of keyword attributes as patterns");
        }
        Ok(PatternKind::MatchClass { cls, patterns, kwd_attrs, kwd_patterns })
    }

    /// A pattern's value is a number, a text, or a name with a dot.
    fn check_pattern_value(&mut self, value: &Expr) {
        let number = |constant: &Constant| matches!(constant, Constant::Int(_) | Constant::Float(_) | Constant::Complex(_));
        let signed = |expr: &Expr| match &expr.kind {
            ExprKind::Constant(constant) => number(constant),
            ExprKind::UnaryOp { op: UnaryOp::USub, operand } => matches!(&operand.kind, ExprKind::Constant(value) if number(value)),
            _ => false,
        };
        let known = match &value.kind {
            ExprKind::Constant(Constant::Str(_) | Constant::Bytes(_)) => true,
            ExprKind::Constant(constant) => {
                if !number(constant) {
                    self.complain("unexpected constant inside of a literal pattern");
                }
                true
            }
            ExprKind::Attribute { .. } | ExprKind::JoinedStr { .. } | ExprKind::TemplateStr { .. } => true,
            ExprKind::UnaryOp { .. } => signed(value),
            ExprKind::BinOp { left, op: Operator::Add | Operator::Sub, right } => {
                signed(left) && matches!(right.kind, ExprKind::Constant(Constant::Complex(_)))
            }
            _ => false,
        };
        if !known {
            self.complain("patterns may only match literals and attribute lookups");
        }
    }
}
