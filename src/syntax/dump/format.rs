//! From the tree to `ast.dump`'s nodes: names and order of fields as in CPython's abstract grammar. `ctx` is found from
//! where an expression stands.

use super::super::ast::*;
use super::super::literal::is_printable;
use super::super::source::Source;
use super::tree::{Node, Value};

/// Prints with positions if it has the source.
pub struct Printer<'s> {
    pub source: Option<&'s Source>,
}

#[derive(Clone, Copy)]
enum Ctx {
    Load,
    Store,
    Del,
}

fn list(values: Vec<Value>) -> Value {
    if values.is_empty() { Value::Nothing } else { Value::List(values) }
}

fn name(text: &str) -> Value {
    Value::Str(text.as_bytes().to_vec())
}

fn optional_name(text: &Option<Name>) -> Value {
    text.as_ref().map_or(Value::Nothing, |text| name(text))
}

impl Printer<'_> {
    pub fn module(&self, tree: &Mod) -> Node {
        match tree {
            Mod::Module { body } => Node::new("Module").with("body", self.body(body)),
            Mod::Expression { body } => Node::new("Expression").with("body", self.load(body)),
            Mod::Interactive { body } => Node::new("Interactive").with("body", self.body(body)),
        }
    }

    /// Adds the position, if it is wanted.
    fn at(&self, span: Span, mut node: Node) -> Value {
        if let Some(source) = self.source {
            let (line, column) = source.line_col(span.start);
            let (end_line, end_column) = source.line_col(span.end);
            let places = [("lineno", line), ("col_offset", column), ("end_lineno", end_line), ("end_col_offset", end_column)];
            node.fields.extend(places.map(|(name, number)| (name, Value::Int(i64::from(number)))));
        }
        Value::Node(node)
    }

    fn body(&self, body: &[Stmt]) -> Value {
        list(body.iter().map(|stmt| self.stmt(stmt)).collect())
    }

    fn load(&self, expr: &Expr) -> Value {
        self.expr(expr, Ctx::Load)
    }

    fn store(&self, expr: &Expr) -> Value {
        self.expr(expr, Ctx::Store)
    }

    fn optional(&self, expr: &Option<Box<Expr>>) -> Value {
        expr.as_ref().map_or(Value::Nothing, |expr| self.load(expr))
    }

    fn exprs(&self, exprs: &[Expr], ctx: Ctx) -> Value {
        list(exprs.iter().map(|expr| self.expr(expr, ctx)).collect())
    }

    fn loads(&self, exprs: &[Expr]) -> Value {
        self.exprs(exprs, Ctx::Load)
    }

    fn stmt(&self, stmt: &Stmt) -> Value {
        let node = match &stmt.kind {
            StmtKind::FunctionDef(def) => self.function(def),
            StmtKind::ClassDef(def) => Node::new("ClassDef")
                .with("name", name(&def.name.name))
                .with("bases", self.loads(&def.bases))
                .with("keywords", self.keywords(&def.keywords))
                .with("body", self.body(&def.body))
                .with("decorator_list", self.loads(&def.decorator_list))
                .with("type_params", self.type_params(&def.type_params)),
            StmtKind::Return { value } => Node::new("Return").with("value", self.optional(value)),
            StmtKind::Delete { targets } => Node::new("Delete").with("targets", self.exprs(targets, Ctx::Del)),
            StmtKind::Assign { targets, value } => {
                Node::new("Assign").with("targets", self.exprs(targets, Ctx::Store)).with("value", self.load(value))
            }
            StmtKind::TypeAlias { name, type_params, value } => Node::new("TypeAlias")
                .with("name", self.store(name))
                .with("type_params", self.type_params(type_params))
                .with("value", self.load(value)),
            StmtKind::AugAssign { target, op, value } => {
                Node::new("AugAssign").with("target", self.store(target)).with("op", operator(*op)).with("value", self.load(value))
            }
            StmtKind::AnnAssign { target, annotation, value, simple } => Node::new("AnnAssign")
                .with("target", self.store(target))
                .with("annotation", self.load(annotation))
                .with("value", self.optional(value))
                .with("simple", Value::Int(i64::from(*simple))),
            StmtKind::For { target, iter, body, orelse, is_async } => Node::new(if *is_async { "AsyncFor" } else { "For" })
                .with("target", self.store(target))
                .with("iter", self.load(iter))
                .with("body", self.body(body))
                .with("orelse", self.body(orelse)),
            StmtKind::While { test, body, orelse } => {
                Node::new("While").with("test", self.load(test)).with("body", self.body(body)).with("orelse", self.body(orelse))
            }
            StmtKind::If { test, body, orelse } => {
                Node::new("If").with("test", self.load(test)).with("body", self.body(body)).with("orelse", self.body(orelse))
            }
            StmtKind::With { items, body, is_async } => Node::new(if *is_async { "AsyncWith" } else { "With" })
                .with("items", list(items.iter().map(|item| self.with_item(item)).collect()))
                .with("body", self.body(body)),
            StmtKind::Match { subject, cases } => Node::new("Match")
                .with("subject", self.load(subject))
                .with("cases", list(cases.iter().map(|case| self.case(case)).collect())),
            StmtKind::Raise { exc, cause } => Node::new("Raise").with("exc", self.optional(exc)).with("cause", self.optional(cause)),
            StmtKind::Try { body, handlers, orelse, finalbody, is_star } => Node::new(if *is_star { "TryStar" } else { "Try" })
                .with("body", self.body(body))
                .with("handlers", list(handlers.iter().map(|handler| self.handler(handler)).collect()))
                .with("orelse", self.body(orelse))
                .with("finalbody", self.body(finalbody)),
            StmtKind::Assert { test, msg } => Node::new("Assert").with("test", self.load(test)).with("msg", self.optional(msg)),
            StmtKind::Import { names } => Node::new("Import").with("names", self.aliases(names)),
            StmtKind::ImportFrom { module, names, level } => Node::new("ImportFrom")
                .with("module", optional_name(module))
                .with("names", self.aliases(names))
                .with("level", Value::Int(i64::from(*level))),
            StmtKind::Global { names } => Node::new("Global").with("names", idents(names)),
            StmtKind::Nonlocal { names } => Node::new("Nonlocal").with("names", idents(names)),
            StmtKind::Expr { value } => Node::new("Expr").with("value", self.load(value)),
            StmtKind::Pass => Node::new("Pass"),
            StmtKind::Break => Node::new("Break"),
            StmtKind::Continue => Node::new("Continue"),
        };
        self.at(stmt.span, node)
    }

    fn function(&self, def: &FunctionDef) -> Node {
        Node::new(if def.is_async { "AsyncFunctionDef" } else { "FunctionDef" })
            .with("name", name(&def.name.name))
            .with("args", self.arguments(&def.args))
            .with("body", self.body(&def.body))
            .with("decorator_list", self.loads(&def.decorator_list))
            .with("returns", self.optional(&def.returns))
            .with("type_params", self.type_params(&def.type_params))
    }

    fn arguments(&self, arguments: &Arguments) -> Value {
        let args = |args: &[Arg]| list(args.iter().map(|arg| self.arg(arg)).collect());
        let one = |arg: &Option<Box<Arg>>| arg.as_ref().map_or(Value::Nothing, |arg| self.arg(arg));
        let defaults = arguments.kw_defaults.iter().map(|value| value.as_ref().map_or(Value::Nothing, |value| self.load(value)));
        Value::Node(
            Node::new("arguments")
                .with("posonlyargs", args(&arguments.posonlyargs))
                .with("args", args(&arguments.args))
                .with("vararg", one(&arguments.vararg))
                .with("kwonlyargs", args(&arguments.kwonlyargs))
                .with("kw_defaults", list(defaults.collect()))
                .with("kwarg", one(&arguments.kwarg))
                .with("defaults", self.loads(&arguments.defaults)),
        )
    }

    fn arg(&self, arg: &Arg) -> Value {
        let node = Node::new("arg").with("arg", name(&arg.arg)).with("annotation", self.optional(&arg.annotation));
        self.at(arg.span, node)
    }

    fn keywords(&self, keywords: &[Keyword]) -> Value {
        let keyword = |keyword: &Keyword| {
            let node = Node::new("keyword").with("arg", optional_name(&keyword.arg)).with("value", self.load(&keyword.value));
            self.at(keyword.span, node)
        };
        list(keywords.iter().map(keyword).collect())
    }

    fn type_params(&self, params: &[TypeParam]) -> Value {
        let param = |param: &TypeParam| {
            let node = match &param.kind {
                TypeParamKind::TypeVar { bound } => {
                    Node::new("TypeVar").with("name", name(&param.name)).with("bound", self.optional(bound))
                }
                TypeParamKind::ParamSpec => Node::new("ParamSpec").with("name", name(&param.name)),
                TypeParamKind::TypeVarTuple => Node::new("TypeVarTuple").with("name", name(&param.name)),
            };
            self.at(param.span, node.with("default_value", self.optional(&param.default_value)))
        };
        list(params.iter().map(param).collect())
    }

    fn with_item(&self, item: &WithItem) -> Value {
        let target = item.optional_vars.as_ref().map_or(Value::Nothing, |target| self.store(target));
        Value::Node(Node::new("withitem").with("context_expr", self.load(&item.context_expr)).with("optional_vars", target))
    }

    fn handler(&self, handler: &ExceptHandler) -> Value {
        let bound = handler.name.as_ref().map_or(Value::Nothing, |ident| name(&ident.name));
        let node =
            Node::new("ExceptHandler").with("type", self.optional(&handler.typ)).with("name", bound).with("body", self.body(&handler.body));
        self.at(handler.span, node)
    }

    fn aliases(&self, aliases: &[Alias]) -> Value {
        let alias = |alias: &Alias| {
            self.at(alias.span, Node::new("alias").with("name", name(&alias.name)).with("asname", optional_name(&alias.asname)))
        };
        list(aliases.iter().map(alias).collect())
    }

    fn case(&self, case: &MatchCase) -> Value {
        Value::Node(
            Node::new("match_case")
                .with("pattern", self.pattern(&case.pattern))
                .with("guard", self.optional(&case.guard))
                .with("body", self.body(&case.body)),
        )
    }

    fn pattern(&self, pattern: &Pattern) -> Value {
        let all = |patterns: &[Pattern]| list(patterns.iter().map(|pattern| self.pattern(pattern)).collect());
        let node = match &pattern.kind {
            PatternKind::MatchValue { value } => Node::new("MatchValue").with("value", self.load(value)),
            PatternKind::MatchSingleton { value } => Node::new("MatchSingleton").with("value", Value::Constant(value.clone())),
            PatternKind::MatchSequence { patterns } => Node::new("MatchSequence").with("patterns", all(patterns)),
            PatternKind::MatchMapping { keys, patterns, rest } => {
                Node::new("MatchMapping").with("keys", self.loads(keys)).with("patterns", all(patterns)).with("rest", optional_name(rest))
            }
            PatternKind::MatchClass { cls, patterns, kwd_attrs, kwd_patterns } => Node::new("MatchClass")
                .with("cls", self.load(cls))
                .with("patterns", all(patterns))
                .with("kwd_attrs", list(kwd_attrs.iter().map(|attr| name(attr)).collect()))
                .with("kwd_patterns", all(kwd_patterns)),
            PatternKind::MatchStar { name } => Node::new("MatchStar").with("name", optional_name(name)),
            PatternKind::MatchAs { pattern, name } => Node::new("MatchAs")
                .with("pattern", pattern.as_ref().map_or(Value::Nothing, |pattern| self.pattern(pattern)))
                .with("name", optional_name(name)),
            PatternKind::MatchOr { patterns } => Node::new("MatchOr").with("patterns", all(patterns)),
        };
        self.at(pattern.span, node)
    }

    fn expr(&self, expr: &Expr, ctx: Ctx) -> Value {
        let context = |node: Node| {
            let name = match ctx {
                Ctx::Load => "Load",
                Ctx::Store => "Store",
                Ctx::Del => "Del",
            };
            node.with("ctx", Value::Node(Node::new(name)))
        };
        let node = match &expr.kind {
            ExprKind::Name { id } => context(Node::new("Name").with("id", name(id))),
            ExprKind::Attribute { value, attr } => {
                context(Node::new("Attribute").with("value", self.load(value)).with("attr", name(&attr.name)))
            }
            ExprKind::Subscript { value, slice } => {
                context(Node::new("Subscript").with("value", self.load(value)).with("slice", self.load(slice)))
            }
            ExprKind::Starred { value } => context(Node::new("Starred").with("value", self.expr(value, ctx))),
            ExprKind::List { elts } => context(Node::new("List").with("elts", self.exprs(elts, ctx))),
            ExprKind::Tuple { elts } => context(Node::new("Tuple").with("elts", self.exprs(elts, ctx))),
            kind => self.value(kind, expr.span),
        };
        self.at(expr.span, node)
    }

    fn value(&self, kind: &ExprKind, span: Span) -> Node {
        match kind {
            ExprKind::BoolOp { op, values } => {
                let op = if *op == BoolOp::And { "And" } else { "Or" };
                Node::new("BoolOp").with("op", Value::Node(Node::new(op))).with("values", self.loads(values))
            }
            ExprKind::NamedExpr { target, value } => {
                Node::new("NamedExpr").with("target", self.store(target)).with("value", self.load(value))
            }
            ExprKind::BinOp { left, op, right } => {
                Node::new("BinOp").with("left", self.load(left)).with("op", operator(*op)).with("right", self.load(right))
            }
            ExprKind::UnaryOp { op, operand } => {
                let op = match op {
                    UnaryOp::Invert => "Invert",
                    UnaryOp::Not => "Not",
                    UnaryOp::UAdd => "UAdd",
                    UnaryOp::USub => "USub",
                };
                Node::new("UnaryOp").with("op", Value::Node(Node::new(op))).with("operand", self.load(operand))
            }
            ExprKind::Lambda { args, body } => Node::new("Lambda").with("args", self.arguments(args)).with("body", self.load(body)),
            ExprKind::IfExp { test, body, orelse } => {
                Node::new("IfExp").with("test", self.load(test)).with("body", self.load(body)).with("orelse", self.load(orelse))
            }
            ExprKind::Dict { keys, values } => {
                let keys = keys.iter().map(|key| key.as_ref().map_or(Value::Nothing, |key| self.load(key)));
                Node::new("Dict").with("keys", list(keys.collect())).with("values", self.loads(values))
            }
            ExprKind::Set { elts } => Node::new("Set").with("elts", self.loads(elts)),
            ExprKind::ListComp { elt, generators } => self.comprehension("ListComp", elt, generators),
            ExprKind::SetComp { elt, generators } => self.comprehension("SetComp", elt, generators),
            ExprKind::GeneratorExp { elt, generators } => self.comprehension("GeneratorExp", elt, generators),
            ExprKind::DictComp { key, value, generators } => Node::new("DictComp")
                .with("key", self.load(key))
                .with("value", self.load(value))
                .with("generators", self.generators(generators)),
            ExprKind::Await { value } => Node::new("Await").with("value", self.load(value)),
            ExprKind::Yield { value } => Node::new("Yield").with("value", self.optional(value)),
            ExprKind::YieldFrom { value } => Node::new("YieldFrom").with("value", self.load(value)),
            ExprKind::Compare { left, ops, comparators } => Node::new("Compare")
                .with("left", self.load(left))
                .with("ops", list(ops.iter().map(|op| Value::Node(Node::new(comparison(*op)))).collect()))
                .with("comparators", self.loads(comparators)),
            ExprKind::Call { func, args, keywords } => {
                Node::new("Call").with("func", self.load(func)).with("args", self.loads(args)).with("keywords", self.keywords(keywords))
            }
            ExprKind::JoinedStr { values } => Node::new("JoinedStr").with("values", self.pieces(values, span)),
            ExprKind::TemplateStr { values } => Node::new("TemplateStr").with("values", self.pieces(values, span)),
            ExprKind::FormattedValue { value, conversion, format_spec } => Node::new("FormattedValue")
                .with("value", self.load(value))
                .with("conversion", number(*conversion))
                .with("format_spec", self.optional(format_spec)),
            ExprKind::Interpolation { value, text, conversion, format_spec } => Node::new("Interpolation")
                .with("value", self.load(value))
                .with("str", Value::Str(text.to_vec()))
                .with("conversion", number(*conversion))
                .with("format_spec", self.optional(format_spec)),
            ExprKind::Constant(value) => self.constant(value, span, span),
            ExprKind::Slice { lower, upper, step } => {
                Node::new("Slice").with("lower", self.optional(lower)).with("upper", self.optional(upper)).with("step", self.optional(step))
            }
            ExprKind::Name { .. }
            | ExprKind::Attribute { .. }
            | ExprKind::Subscript { .. }
            | ExprKind::Starred { .. }
            | ExprKind::List { .. }
            | ExprKind::Tuple { .. } => unreachable!("`expr` has these"),
        }
    }

    /// A constant within `whole`: a text whose first literal is written with a `u` says so.
    fn constant(&self, value: &Constant, span: Span, whole: Span) -> Node {
        let node = Node::new("Constant").with("value", Value::Constant(value.clone()));
        let written = self.source.and_then(|source| source.text().get(span.start as usize..)).unwrap_or("");
        let prefixed = written.starts_with("u'") || written.starts_with("u\"");
        // the inside of an f-string may start like that too, but right behind a quote or a brace
        let apart = || self.source.is_some_and(|source| source.text()[..span.start as usize].ends_with([' ', '\t', '\n', '(']));
        let literal = span.start == whole.start || apart();
        let marked = matches!(value, Constant::Str(_)) && prefixed && literal;
        if marked { node.with("kind", name("u")) } else { node }
    }

    fn pieces(&self, values: &[Expr], whole: Span) -> Value {
        let piece = |value: &Expr| match &value.kind {
            ExprKind::Constant(constant) => self.at(value.span, self.constant(constant, value.span, whole)),
            _ => self.load(value),
        };
        list(values.iter().map(piece).collect())
    }

    fn comprehension(&self, name: &'static str, elt: &Expr, generators: &[Comprehension]) -> Node {
        Node::new(name).with("elt", self.load(elt)).with("generators", self.generators(generators))
    }

    fn generators(&self, generators: &[Comprehension]) -> Value {
        let one = |clause: &Comprehension| {
            Value::Node(
                Node::new("comprehension")
                    .with("target", self.store(&clause.target))
                    .with("iter", self.load(&clause.iter))
                    .with("ifs", self.loads(&clause.ifs))
                    .with("is_async", Value::Int(i64::from(clause.is_async))),
            )
        };
        list(generators.iter().map(one).collect())
    }
}

fn idents(names: &[Ident]) -> Value {
    list(names.iter().map(|ident| name(&ident.name)).collect())
}

fn number(conversion: Option<char>) -> Value {
    Value::Int(conversion.map_or(-1, |letter| letter as i64))
}

fn operator(op: Operator) -> Value {
    Value::Node(Node::new(match op {
        Operator::Add => "Add",
        Operator::Sub => "Sub",
        Operator::Mult => "Mult",
        Operator::MatMult => "MatMult",
        Operator::Div => "Div",
        Operator::Mod => "Mod",
        Operator::Pow => "Pow",
        Operator::LShift => "LShift",
        Operator::RShift => "RShift",
        Operator::BitOr => "BitOr",
        Operator::BitXor => "BitXor",
        Operator::BitAnd => "BitAnd",
        Operator::FloorDiv => "FloorDiv",
    }))
}

fn comparison(op: CmpOp) -> &'static str {
    match op {
        CmpOp::Eq => "Eq",
        CmpOp::NotEq => "NotEq",
        CmpOp::Lt => "Lt",
        CmpOp::LtE => "LtE",
        CmpOp::Gt => "Gt",
        CmpOp::GtE => "GtE",
        CmpOp::Is => "Is",
        CmpOp::IsNot => "IsNot",
        CmpOp::In => "In",
        CmpOp::NotIn => "NotIn",
    }
}

pub fn repr(value: &Constant) -> String {
    match value {
        Constant::None => "None".to_owned(),
        Constant::True => "True".to_owned(),
        Constant::False => "False".to_owned(),
        Constant::Ellipsis => "Ellipsis".to_owned(),
        Constant::Int(value) => value.to_string(),
        Constant::Float(value) => repr_float(*value, ".0"),
        Constant::Complex(value) => repr_float(*value, "") + "j",
        Constant::Str(text) => repr_text(text),
        Constant::Bytes(bytes) => repr_bytes(bytes),
        Constant::Tuple(items) => format!("({})", items.iter().map(repr).collect::<Vec<_>>().join(", ")),
        Constant::FrozenSet(items) => format!("frozenset({{{}}})", items.iter().map(repr).collect::<Vec<_>>().join(", ")),
    }
}

/// The shortest digits that give the number back, as Python writes them; `whole` ends a number without a point.
fn repr_float(value: f64, whole: &str) -> String {
    if value.is_infinite() {
        return "inf".to_owned();
    }
    let scientific = format!("{value:e}");
    let (digits, exponent) = scientific.split_once('e').expect("the format has an exponent");
    let exponent: i32 = exponent.parse().expect("the format's exponent is a number");
    if (-4..16).contains(&exponent) {
        let plain = value.to_string();
        return if plain.contains('.') { plain } else { plain + whole };
    }
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{digits}e{sign}{:02}", exponent.abs())
}

fn quote_for(has_single: bool, has_double: bool) -> char {
    if has_single && !has_double { '"' } else { '\'' }
}

/// `repr` of a string that may hold lone surrogates.
pub fn repr_text(text: &[u8]) -> String {
    let quote = quote_for(text.contains(&b'\''), text.contains(&b'"'));
    let mut out = String::from(quote);
    for chunk in text.utf8_chunks() {
        for character in chunk.valid().chars() {
            match character {
                '\\' => out.push_str("\\\\"),
                '\n' => out.push_str("\\n"),
                '\r' => out.push_str("\\r"),
                '\t' => out.push_str("\\t"),
                _ if character == quote => out.extend(['\\', quote]),
                _ if is_printable(character) => out.push(character),
                _ => out.push_str(&match character as u32 {
                    code @ ..0x100 => format!("\\x{code:02x}"),
                    code @ 0x100..0x10000 => format!("\\u{code:04x}"),
                    code => format!("\\U{code:08x}"),
                }),
            }
        }
        // A surrogate comes in invalid pieces: its first byte is ED, and it has two more.
        for &byte in chunk.invalid() {
            surrogate(byte, &mut out);
        }
    }
    out.push(quote);
    out
}

/// Adds one byte of a surrogate: the escape grows with its three bytes.
fn surrogate(byte: u8, out: &mut String) {
    match byte {
        0xED => out.push_str("\\ud"),
        0xA0..=0xBF if out.ends_with("\\ud") => {
            let high = 0x800 | (byte as u32 & 0x1F) << 6;
            out.push_str(&format!("{:03x}", high & 0xFFF));
        }
        _ => {
            let tail = out.split_off(out.len() - 3);
            let bits = u32::from_str_radix(&tail, 16).unwrap_or(0) | (byte as u32 & 0x3F);
            out.push_str(&format!("{bits:03x}"));
        }
    }
}

fn repr_bytes(bytes: &[u8]) -> String {
    let quote = quote_for(bytes.contains(&b'\''), bytes.contains(&b'"'));
    let mut out = format!("b{quote}");
    for &byte in bytes {
        match byte {
            b'\\' => out.push_str("\\\\"),
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\t' => out.push_str("\\t"),
            _ if byte == quote as u8 => out.extend(['\\', quote]),
            b' '..=b'~' => out.push(byte as char),
            _ => out.push_str(&format!("\\x{byte:02x}")),
        }
    }
    out.push(quote);
    out
}
