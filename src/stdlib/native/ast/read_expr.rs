//! Expressions of Python objects to the compiler's, with constants, arguments and comprehensions.

use super::read::{Ctx, Node, Reader};
use crate::object::layouts::Tuple;
use crate::object::{Res, Value};
use crate::syntax::ast::*;
use crate::types::{self, exceptions as exc, type_of};

impl Reader<'_> {
    /// An expression; `None` for `None`.
    fn expr(&mut self, object: Value, ctx: Ctx) -> Res<Option<Expr>> {
        if object.is_none() {
            return Ok(None);
        }
        self.deeper("expr", |r| {
            let span = r.span(object, "expr")?;
            let node = Node { object, kind: r.kind(object, "expr")? };
            let kind = r.expr_kind(node, ctx, span)?;
            Ok(Some(Expr { span, kind }))
        })
    }

    pub fn expr_as(&mut self, node: Node, name: &str, ctx: Ctx) -> Res<Box<Expr>> {
        let value = self.field(node, name)?;
        match self.expr(value, ctx)? {
            Some(expr) => Ok(Box::new(expr)),
            None => Err(self.required(node, name)),
        }
    }

    pub fn need_expr(&mut self, node: Node, name: &str) -> Res<Box<Expr>> {
        self.expr_as(node, name, Ctx::Load)
    }

    pub fn optional_expr_as(&mut self, node: Node, name: &str, ctx: Ctx) -> Res<Option<Box<Expr>>> {
        match self.optional(node, name)? {
            Some(value) => Ok(self.expr(value, ctx)?.map(Box::new)),
            None => Ok(None),
        }
    }

    pub fn optional_expr(&mut self, node: Node, name: &str) -> Res<Option<Box<Expr>>> {
        self.optional_expr_as(node, name, Ctx::Load)
    }

    /// A list in which `None` may stand.
    fn some_exprs(&mut self, node: Node, name: &str, ctx: Ctx) -> Res<Vec<Option<Expr>>> {
        self.each(node, name, |r, item| r.expr(item, ctx))
    }

    pub fn exprs_as(&mut self, node: Node, name: &str, ctx: Ctx) -> Res<Vec<Expr>> {
        let items = self.some_exprs(node, name, ctx)?;
        let count = items.len();
        let given: Vec<Expr> = items.into_iter().flatten().collect();
        if given.len() != count {
            self.complain("None disallowed in expression list");
        }
        Ok(given)
    }

    pub fn exprs(&mut self, node: Node, name: &str) -> Res<Vec<Expr>> {
        self.exprs_as(node, name, Ctx::Load)
    }

    /// The same, and empty is wrong.
    pub fn some(&mut self, node: Node, name: &str, ctx: Ctx) -> Res<Vec<Expr>> {
        let exprs = self.exprs_as(node, name, ctx)?;
        if exprs.is_empty() {
            self.complain(format!("empty {name} on {}", node.kind));
        }
        Ok(exprs)
    }

    /// Is the node's context the one of its place?
    fn check_context(&mut self, node: Node, wanted: Ctx) -> Res<()> {
        if !matches!(node.kind, "Attribute" | "Subscript" | "Starred" | "Name" | "List" | "Tuple") {
            if wanted != Ctx::Load {
                self.complain(format!("expression which can't be assigned to in {} context", wanted.name()));
            }
            return Ok(());
        }
        let context = self.field(node, "ctx")?;
        let found = self.kind(context, "expr_context")?;
        if found != wanted.name() {
            self.complain(format!("expression must have {} context but has {found} instead", wanted.name()));
        }
        Ok(())
    }

    fn expr_kind(&mut self, node: Node, ctx: Ctx, span: Span) -> Res<ExprKind> {
        self.check_context(node, ctx)?;
        Ok(match node.kind {
            "Name" => ExprKind::Name { id: self.variable(node, "id")? },
            "Constant" => return self.constant_node(node, span),
            "Attribute" => {
                let value = self.need_expr(node, "value")?;
                let name = self.name(node, "attr")?;
                let start = self.tail(span, name.chars().count());
                ExprKind::Attribute { value, attr: Ident { name, span: Span { start, end: span.end } } }
            }
            "Subscript" => ExprKind::Subscript { value: self.need_expr(node, "value")?, slice: self.need_expr(node, "slice")? },
            "Starred" => ExprKind::Starred { value: self.expr_as(node, "value", ctx)? },
            "List" => ExprKind::List { elts: self.exprs_as(node, "elts", ctx)? },
            "Tuple" => ExprKind::Tuple { elts: self.exprs_as(node, "elts", ctx)? },
            "Set" => ExprKind::Set { elts: self.exprs(node, "elts")? },
            "Dict" => self.dict(node)?,
            "BoolOp" => self.bool_op(node)?,
            "BinOp" => {
                let left = self.need_expr(node, "left")?;
                let op = self.operator(node)?;
                ExprKind::BinOp { left, op, right: self.need_expr(node, "right")? }
            }
            "UnaryOp" => {
                let op = match self.part(node, "op", "unaryop")? {
                    "Invert" => UnaryOp::Invert,
                    "Not" => UnaryOp::Not,
                    "UAdd" => UnaryOp::UAdd,
                    _ => UnaryOp::USub,
                };
                ExprKind::UnaryOp { op, operand: self.need_expr(node, "operand")? }
            }
            "NamedExpr" => {
                let target = self.field(node, "target")?;
                if !target.is_none() && self.kind(target, "expr")? != "Name" {
                    self.complain_as(&exc::TYPE_ERROR, "NamedExpr target must be a Name");
                }
                // CPython does not look at the context of this target.
                let target = self.named_target(node)?;
                ExprKind::NamedExpr { target, value: self.need_expr(node, "value")? }
            }
            "Lambda" => ExprKind::Lambda { args: Box::new(self.arguments(node)?), body: self.need_expr(node, "body")? },
            "IfExp" => ExprKind::IfExp {
                test: self.need_expr(node, "test")?,
                body: self.need_expr(node, "body")?,
                orelse: self.need_expr(node, "orelse")?,
            },
            "ListComp" => ExprKind::ListComp { elt: self.need_expr(node, "elt")?, generators: self.comprehensions(node)? },
            "SetComp" => ExprKind::SetComp { elt: self.need_expr(node, "elt")?, generators: self.comprehensions(node)? },
            "GeneratorExp" => ExprKind::GeneratorExp { elt: self.need_expr(node, "elt")?, generators: self.comprehensions(node)? },
            "DictComp" => ExprKind::DictComp {
                key: self.need_expr(node, "key")?,
                value: self.need_expr(node, "value")?,
                generators: self.comprehensions(node)?,
            },
            "Await" => ExprKind::Await { value: self.need_expr(node, "value")? },
            "Yield" => ExprKind::Yield { value: self.optional_expr(node, "value")? },
            "YieldFrom" => ExprKind::YieldFrom { value: self.need_expr(node, "value")? },
            "Compare" => self.compare(node)?,
            "Call" => {
                ExprKind::Call { func: self.need_expr(node, "func")?, args: self.exprs(node, "args")?, keywords: self.keywords(node)? }
            }
            "JoinedStr" => ExprKind::JoinedStr { values: self.exprs(node, "values")? },
            "TemplateStr" => self.template(node, span)?,
            "FormattedValue" => ExprKind::FormattedValue {
                value: self.need_expr(node, "value")?,
                conversion: self.conversion(node)?,
                format_spec: self.optional_expr(node, "format_spec")?,
            },
            "Interpolation" => {
                let value = self.need_expr(node, "value")?;
                let text = self.field(node, "str")?;
                let text = if text.str_bytes().is_some() { text } else { self.vm.to_str(text)? };
                let text = text.str_bytes().unwrap_or_default().into();
                let conversion = self.conversion(node)?;
                ExprKind::Interpolation { value, text, conversion, format_spec: self.optional_expr(node, "format_spec")? }
            }
            _ => ExprKind::Slice {
                lower: self.optional_expr(node, "lower")?,
                upper: self.optional_expr(node, "upper")?,
                step: self.optional_expr(node, "step")?,
            },
        })
    }

    fn named_target(&mut self, node: Node) -> Res<Box<Expr>> {
        let object = self.field(node, "target")?;
        if object.is_none() || self.kind(object, "expr")? != "Name" {
            return self.need_expr(node, "target");
        }
        let span = self.span(object, "expr")?;
        let id = self.variable(Node { object, kind: "Name" }, "id")?;
        Ok(Box::new(Expr { span, kind: ExprKind::Name { id } }))
    }

    /// A node without fields, such as an operator.
    fn part(&mut self, node: Node, name: &str, sort: &str) -> Res<&'static str> {
        let value = self.field(node, name)?;
        self.kind(value, sort)
    }

    pub fn operator(&mut self, node: Node) -> Res<Operator> {
        Ok(match self.part(node, "op", "operator")? {
            "Add" => Operator::Add,
            "Sub" => Operator::Sub,
            "Mult" => Operator::Mult,
            "MatMult" => Operator::MatMult,
            "Div" => Operator::Div,
            "Mod" => Operator::Mod,
            "Pow" => Operator::Pow,
            "LShift" => Operator::LShift,
            "RShift" => Operator::RShift,
            "BitOr" => Operator::BitOr,
            "BitXor" => Operator::BitXor,
            "BitAnd" => Operator::BitAnd,
            _ => Operator::FloorDiv,
        })
    }

    fn bool_op(&mut self, node: Node) -> Res<ExprKind> {
        let op = if self.part(node, "op", "boolop")? == "And" { BoolOp::And } else { BoolOp::Or };
        let values = self.exprs(node, "values")?;
        if values.len() < 2 {
            self.complain("BoolOp with less than 2 values");
        }
        Ok(ExprKind::BoolOp { op, values })
    }

    fn dict(&mut self, node: Node) -> Res<ExprKind> {
        let keys = self.some_exprs(node, "keys", Ctx::Load)?;
        let values = self.some_exprs(node, "values", Ctx::Load)?;
        if keys.len() != values.len() {
            self.complain("Dict doesn't have the same number of keys as values");
        }
        let count = values.len();
        let values: Vec<Expr> = values.into_iter().flatten().collect();
        if values.len() != count {
            self.complain("None disallowed in expression list");
        }
        Ok(ExprKind::Dict { keys, values })
    }

    fn compare(&mut self, node: Node) -> Res<ExprKind> {
        let left = self.need_expr(node, "left")?;
        let ops = self.each(node, "ops", |r, op| {
            Ok(match r.kind(op, "cmpop")? {
                "Eq" => CmpOp::Eq,
                "NotEq" => CmpOp::NotEq,
                "Lt" => CmpOp::Lt,
                "LtE" => CmpOp::LtE,
                "Gt" => CmpOp::Gt,
                "GtE" => CmpOp::GtE,
                "Is" => CmpOp::Is,
                "IsNot" => CmpOp::IsNot,
                "In" => CmpOp::In,
                _ => CmpOp::NotIn,
            })
        })?;
        let comparators = self.exprs(node, "comparators")?;
        if comparators.is_empty() {
            self.complain("Compare with no comparators");
        } else if ops.len() != comparators.len() {
            self.complain("Compare has a different number of comparators and operands");
        }
        Ok(ExprKind::Compare { left, ops, comparators })
    }

    fn conversion(&mut self, node: Node) -> Res<Option<char>> {
        let value = self.field(node, "conversion")?;
        Ok(match self.int(value)? {
            115 => Some('s'),
            114 => Some('r'),
            97 => Some('a'),
            number => {
                if number != -1 {
                    self.complain_as(&exc::SYSTEM_ERROR, format!("Unrecognized conversion character {number}"));
                }
                None
            }
        })
    }

    /// A template's values are texts and interpolations; a formatted value becomes one without a text.
    fn template(&mut self, node: Node, span: Span) -> Res<ExprKind> {
        let mut values = self.exprs(node, "values")?;
        for value in &mut values {
            let plain = matches!(value.kind, ExprKind::Interpolation { .. } | ExprKind::Constant(Constant::Str(_)));
            if !plain {
                let inside = std::mem::replace(value, Expr { span, kind: ExprKind::Constant(Constant::None) });
                let text = Text::from(&b""[..]);
                value.kind = ExprKind::Interpolation { value: Box::new(inside), text, conversion: None, format_spec: None };
            }
        }
        Ok(ExprKind::TemplateStr { values })
    }

    // --- constants ---------------------------------------------------------------------------

    fn constant_node(&mut self, node: Node, span: Span) -> Res<ExprKind> {
        let value = self.field(node, "value")?;
        self.text_only(node, "kind")?;
        if let Some(constant) = self.constant(value)? {
            return Ok(ExprKind::Constant(constant));
        }
        if std::ptr::eq(value.typ(), type_of(&types::complex::COMPLEX)) {
            // the source has no literal for it, but a difference that is folded, which keeps all signs
            let (re, im) = types::complex::from_value(self.vm, value)?;
            let part = |constant| Box::new(Expr { span, kind: ExprKind::Constant(constant) });
            let (left, right) = (part(Constant::Float(re)), part(Constant::Complex(-im)));
            return Ok(ExprKind::BinOp { left, op: Operator::Sub, right });
        }
        Ok(ExprKind::Constant(Constant::None))
    }

    /// A value as a constant; none, and a complaint, if it cannot be one. Complex numbers are the caller's, if they have a
    /// real part.
    pub fn constant(&mut self, value: Value) -> Res<Option<Constant>> {
        let is = |spec| std::ptr::eq(value.typ(), type_of(spec));
        Ok(Some(if value.is_none() {
            Constant::None
        } else if value == Value::TRUE {
            Constant::True
        } else if value == Value::FALSE {
            Constant::False
        } else if value == Value::ELLIPSIS {
            Constant::Ellipsis
        } else if is(&types::int::INT) {
            Constant::Int(self.vm.to_big(value).unwrap_or_default())
        } else if is(&types::float::FLOAT) {
            Constant::Float(self.vm.to_f64(value)?)
        } else if is(&types::complex::COMPLEX) {
            match types::complex::from_value(self.vm, value)? {
                (re, im) if re == 0.0 && re.is_sign_positive() => Constant::Complex(im),
                _ => return Ok(None),
            }
        } else if is(&types::str::STR) {
            Constant::Str(value.str_bytes().unwrap_or_default().into())
        } else if is(&types::bytes::BYTES) {
            Constant::Bytes(types::bytes_common::buffer_of(self.vm, value)?.to_vec().into())
        } else if is(&types::tuple::TUPLE) {
            let mut items = Vec::new();
            for &item in value.expect::<Tuple>().items() {
                items.extend(self.deeper("expr", |r| r.constant(item))?);
            }
            Constant::Tuple(items.into())
        } else if is(&types::set::FROZENSET) {
            let mut items = Vec::new();
            for &item in types::list::items_of(self.vm, value)?.iter() {
                items.extend(self.deeper("expr", |r| r.constant(item))?);
            }
            Constant::FrozenSet(items.into())
        } else {
            self.complain_as(&exc::TYPE_ERROR, format!("got an invalid type in Constant: {}", value.type_name()));
            return Ok(None);
        }))
    }

    // --- parts -------------------------------------------------------------------------------

    pub fn keywords(&mut self, node: Node) -> Res<Vec<Keyword>> {
        self.each(node, "keywords", |r, object| {
            let node = Node { object, kind: "keyword" };
            let arg = r.optional_name(node, "arg")?;
            let value = *r.need_expr(node, "value")?;
            Ok(Keyword { span: r.span(object, "keyword")?, arg, value })
        })
    }

    fn comprehensions(&mut self, node: Node) -> Res<Vec<Comprehension>> {
        let generators = self.each(node, "generators", |r, object| {
            let node = Node { object, kind: "comprehension" };
            Ok(Comprehension {
                target: *r.expr_as(node, "target", Ctx::Store)?,
                iter: *r.need_expr(node, "iter")?,
                ifs: r.exprs(node, "ifs")?,
                is_async: r.int(r.field(node, "is_async")?)? != 0,
            })
        })?;
        if generators.is_empty() {
            self.complain("comprehension with no generators");
        }
        Ok(generators)
    }

    pub fn arguments(&mut self, owner: Node) -> Res<Arguments> {
        let node = Node { object: self.field(owner, "args")?, kind: "arguments" };
        let arguments = Arguments {
            posonlyargs: self.each(node, "posonlyargs", Reader::arg)?,
            args: self.each(node, "args", Reader::arg)?,
            vararg: self.optional_arg(node, "vararg")?,
            kwonlyargs: self.each(node, "kwonlyargs", Reader::arg)?,
            kw_defaults: self.some_exprs(node, "kw_defaults", Ctx::Load)?,
            kwarg: self.optional_arg(node, "kwarg")?,
            defaults: self.exprs(node, "defaults")?,
        };
        if arguments.defaults.len() > arguments.posonlyargs.len() + arguments.args.len() {
            self.complain("more positional defaults than args on arguments");
        }
        if arguments.kw_defaults.len() != arguments.kwonlyargs.len() {
            self.complain("length of kwonlyargs is not the same as kw_defaults on arguments");
        }
        Ok(arguments)
    }

    fn optional_arg(&mut self, node: Node, name: &str) -> Res<Option<Box<Arg>>> {
        self.optional(node, name)?.map(|object| self.arg(object).map(Box::new)).transpose()
    }

    fn arg(&mut self, object: Value) -> Res<Arg> {
        let node = Node { object, kind: "arg" };
        let arg = self.name(node, "arg")?;
        let annotation = self.optional_expr(node, "annotation")?;
        self.text_only(node, "type_comment")?;
        Ok(Arg { span: self.span(object, "arg")?, arg, annotation })
    }

    /// What `read` makes of each item of a list.
    pub fn each<T>(&mut self, node: Node, name: &str, mut read: impl FnMut(&mut Self, Value) -> Res<T>) -> Res<Vec<T>> {
        self.list(node, name)?.iter().map(|&item| read(self, item)).collect()
    }
}
