//! Expressions as source text, for annotations under `from __future__ import annotations` and for messages: the form that
//! CPython's compiler gives them, with as few parentheses as will do.

use crate::syntax::ast::*;

/// How tightly an operator binds; a weaker expression inside a tighter place gets parentheses.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
enum Level {
    Tuple,
    Test,
    Or,
    And,
    Not,
    Compare,
    BitOr,
    BitXor,
    BitAnd,
    Shift,
    Arithmetic,
    Term,
    Factor,
    Power,
    Await,
    Atom,
}

impl Level {
    fn next(self) -> Level {
        const ALL: [Level; 16] = [
            Level::Tuple,
            Level::Test,
            Level::Or,
            Level::And,
            Level::Not,
            Level::Compare,
            Level::BitOr,
            Level::BitXor,
            Level::BitAnd,
            Level::Shift,
            Level::Arithmetic,
            Level::Term,
            Level::Factor,
            Level::Power,
            Level::Await,
            Level::Atom,
        ];
        ALL[(self as usize + 1).min(15)]
    }
}

/// The text of an expression.
pub(super) fn unparse(expr: &Expr) -> Vec<u8> {
    let mut out = Vec::new();
    write(&mut out, expr, Level::Test);
    out
}

fn put(out: &mut Vec<u8>, text: &str) {
    out.extend(text.as_bytes());
}

/// Runs `body` with parentheses around if `inner` is weaker than `outer`.
fn guarded(out: &mut Vec<u8>, inner: Level, outer: Level, body: impl FnOnce(&mut Vec<u8>)) {
    if inner < outer {
        put(out, "(");
    }
    body(out);
    if inner < outer {
        put(out, ")");
    }
}

fn operator(op: Operator) -> (&'static str, Level) {
    match op {
        Operator::Add => (" + ", Level::Arithmetic),
        Operator::Sub => (" - ", Level::Arithmetic),
        Operator::Mult => (" * ", Level::Term),
        Operator::MatMult => (" @ ", Level::Term),
        Operator::Div => (" / ", Level::Term),
        Operator::Mod => (" % ", Level::Term),
        Operator::FloorDiv => (" // ", Level::Term),
        Operator::Pow => (" ** ", Level::Power),
        Operator::LShift => (" << ", Level::Shift),
        Operator::RShift => (" >> ", Level::Shift),
        Operator::BitOr => (" | ", Level::BitOr),
        Operator::BitXor => (" ^ ", Level::BitXor),
        Operator::BitAnd => (" & ", Level::BitAnd),
    }
}

fn comparison(op: CmpOp) -> &'static str {
    match op {
        CmpOp::Eq => " == ",
        CmpOp::NotEq => " != ",
        CmpOp::Lt => " < ",
        CmpOp::LtE => " <= ",
        CmpOp::Gt => " > ",
        CmpOp::GtE => " >= ",
        CmpOp::Is => " is ",
        CmpOp::IsNot => " is not ",
        CmpOp::In => " in ",
        CmpOp::NotIn => " not in ",
    }
}

fn write(out: &mut Vec<u8>, expr: &Expr, level: Level) {
    match &expr.kind {
        ExprKind::Name { id } => put(out, id),
        ExprKind::Constant(constant) => write_constant(out, constant),
        ExprKind::BoolOp { op, values } => {
            let (word, inner) = if *op == BoolOp::And { (" and ", Level::And) } else { (" or ", Level::Or) };
            guarded(out, inner, level, |out| {
                separated(out, values, word, |out, value| write(out, value, inner.next()));
            });
        }
        ExprKind::BinOp { left, op, right } => {
            let (text, inner) = operator(*op);
            let power = *op == Operator::Pow;
            guarded(out, inner, level, |out| {
                write(out, left, if power { inner.next() } else { inner });
                put(out, text);
                write(out, right, if power { inner } else { inner.next() });
            });
        }
        ExprKind::UnaryOp { op, operand } => {
            let (text, inner) = match op {
                UnaryOp::Invert => ("~", Level::Factor),
                UnaryOp::Not => ("not ", Level::Not),
                UnaryOp::UAdd => ("+", Level::Factor),
                UnaryOp::USub => ("-", Level::Factor),
            };
            guarded(out, inner, level, |out| {
                put(out, text);
                write(out, operand, inner);
            });
        }
        ExprKind::Lambda { args, body } => guarded(out, Level::Test, level, |out| {
            put(out, if parameters_empty(args) { "lambda" } else { "lambda " });
            write_parameters(out, args);
            put(out, ": ");
            write(out, body, Level::Test);
        }),
        ExprKind::IfExp { test, body, orelse } => guarded(out, Level::Test, level, |out| {
            write(out, body, Level::Or);
            put(out, " if ");
            write(out, test, Level::Or);
            put(out, " else ");
            write(out, orelse, Level::Test);
        }),
        ExprKind::Dict { keys, values } => {
            put(out, "{");
            for (index, (key, value)) in keys.iter().zip(values).enumerate() {
                put(out, if index > 0 { ", " } else { "" });
                match key {
                    Some(key) => {
                        write(out, key, Level::Test);
                        put(out, ": ");
                        write(out, value, Level::Test);
                    }
                    None => {
                        put(out, "**");
                        write(out, value, Level::BitOr);
                    }
                }
            }
            put(out, "}");
        }
        ExprKind::Set { elts } => {
            put(out, "{");
            separated(out, elts, ", ", |out, elt| write(out, elt, Level::Test));
            put(out, "}");
        }
        ExprKind::List { elts } => {
            put(out, "[");
            separated(out, elts, ", ", |out, elt| write(out, elt, Level::Test));
            put(out, "]");
        }
        ExprKind::Tuple { elts } => write_tuple(out, elts, level),
        ExprKind::ListComp { elt, generators } => write_comprehension(out, "[", elt, None, generators, "]"),
        ExprKind::SetComp { elt, generators } => write_comprehension(out, "{", elt, None, generators, "}"),
        ExprKind::DictComp { key, value, generators } => write_comprehension(out, "{", key, Some(value), generators, "}"),
        ExprKind::GeneratorExp { elt, generators } => write_comprehension(out, "(", elt, None, generators, ")"),
        ExprKind::NamedExpr { target, value } => guarded(out, Level::Tuple, level, |out| {
            write(out, target, Level::Atom);
            put(out, " := ");
            write(out, value, Level::Atom);
        }),
        ExprKind::Await { value } => guarded(out, Level::Await, level, |out| {
            put(out, "await ");
            write(out, value, Level::Atom);
        }),
        ExprKind::Yield { value } => {
            put(out, "(yield");
            if let Some(value) = value {
                put(out, " ");
                write(out, value, Level::Test);
            }
            put(out, ")");
        }
        ExprKind::YieldFrom { value } => {
            put(out, "(yield from ");
            write(out, value, Level::Test);
            put(out, ")");
        }
        ExprKind::Compare { left, ops, comparators } => guarded(out, Level::Compare, level, |out| {
            write(out, left, Level::Compare.next());
            for (op, right) in ops.iter().zip(comparators) {
                put(out, comparison(*op));
                write(out, right, Level::Compare.next());
            }
        }),
        ExprKind::Call { func, args, keywords } => write_call(out, func, args, keywords),
        ExprKind::JoinedStr { .. } | ExprKind::FormattedValue { .. } => write_joined(out, expr, 'f'),
        ExprKind::TemplateStr { .. } | ExprKind::Interpolation { .. } => write_joined(out, expr, 't'),
        ExprKind::Attribute { value, attr } => {
            write(out, value, Level::Atom);
            let int = matches!(value.kind, ExprKind::Constant(Constant::Int(_)));
            put(out, if int { " ." } else { "." });
            put(out, &attr.name);
        }
        ExprKind::Subscript { value, slice } => {
            write(out, value, Level::Atom);
            put(out, "[");
            write(out, slice, Level::Tuple);
            put(out, "]");
        }
        ExprKind::Starred { value } => {
            put(out, "*");
            write(out, value, Level::BitOr);
        }
        ExprKind::Slice { lower, upper, step } => {
            for (index, part) in [lower, upper, step].into_iter().enumerate() {
                if index == 1 || (index == 2 && part.is_some()) {
                    put(out, ":");
                }
                if let Some(part) = part {
                    write(out, part, Level::Test);
                }
            }
        }
    }
}

fn separated<T>(out: &mut Vec<u8>, items: &[T], separator: &str, mut each: impl FnMut(&mut Vec<u8>, &T)) {
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            put(out, separator);
        }
        each(out, item);
    }
}

fn write_tuple(out: &mut Vec<u8>, elts: &[Expr], level: Level) {
    if elts.is_empty() {
        return put(out, "()");
    }
    guarded(out, Level::Tuple, level, |out| {
        separated(out, elts, ", ", |out, elt| write(out, elt, Level::Test));
        if elts.len() == 1 {
            put(out, ",");
        }
    });
}

fn write_call(out: &mut Vec<u8>, func: &Expr, args: &[Expr], keywords: &[Keyword]) {
    write(out, func, Level::Atom);
    if let ([Expr { kind: ExprKind::GeneratorExp { .. }, .. }], []) = (args, keywords) {
        return write(out, &args[0], Level::Test);
    }
    put(out, "(");
    separated(out, args, ", ", |out, arg| write(out, arg, Level::Test));
    for (index, keyword) in keywords.iter().enumerate() {
        put(out, if index > 0 || !args.is_empty() { ", " } else { "" });
        match &keyword.arg {
            Some(name) => {
                put(out, name);
                put(out, "=");
            }
            None => put(out, "**"),
        }
        write(out, &keyword.value, Level::Test);
    }
    put(out, ")");
}

fn write_comprehension(out: &mut Vec<u8>, open: &str, elt: &Expr, value: Option<&Expr>, generators: &[Comprehension], close: &str) {
    put(out, open);
    write(out, elt, Level::Test);
    if let Some(value) = value {
        put(out, ": ");
        write(out, value, Level::Test);
    }
    for generator in generators {
        put(out, if generator.is_async { " async for " } else { " for " });
        write(out, &generator.target, Level::Tuple);
        put(out, " in ");
        write(out, &generator.iter, Level::Or);
        for test in &generator.ifs {
            put(out, " if ");
            write(out, test, Level::Or);
        }
    }
    put(out, close);
}

fn parameters_empty(args: &Arguments) -> bool {
    super::symbols::parameters(args).next().is_none()
}

fn write_parameters(out: &mut Vec<u8>, args: &Arguments) {
    let mut first = true;
    let mut comma = |out: &mut Vec<u8>| {
        if !std::mem::replace(&mut first, false) {
            put(out, ", ");
        }
    };
    let positional: Vec<&Arg> = args.posonlyargs.iter().chain(&args.args).collect();
    let plain = positional.len() - args.defaults.len().min(positional.len());
    for (index, arg) in positional.iter().enumerate() {
        comma(out);
        put(out, &arg.arg);
        if index >= plain {
            put(out, "=");
            write(out, &args.defaults[index - plain], Level::Test);
        }
        if index + 1 == args.posonlyargs.len() {
            put(out, ", /");
        }
    }
    if args.vararg.is_some() || !args.kwonlyargs.is_empty() {
        comma(out);
        put(out, "*");
        if let Some(arg) = &args.vararg {
            put(out, &arg.arg);
        }
    }
    for (arg, default) in args.kwonlyargs.iter().zip(&args.kw_defaults) {
        comma(out);
        put(out, &arg.arg);
        if let Some(default) = default {
            put(out, "=");
            write(out, default, Level::Test);
        }
    }
    if let Some(arg) = &args.kwarg {
        comma(out);
        put(out, "**");
        put(out, &arg.arg);
    }
}

fn write_constant(out: &mut Vec<u8>, constant: &Constant) {
    match constant {
        Constant::None => put(out, "None"),
        Constant::True => put(out, "True"),
        Constant::False => put(out, "False"),
        Constant::Ellipsis => put(out, "..."),
        Constant::Int(value) => put(out, &value.to_string()),
        Constant::Float(value) => write_float(out, *value),
        Constant::Complex(value) => {
            write_float(out, *value);
            // `1j`, not `1.0j`.
            if out.ends_with(b".0") {
                out.truncate(out.len() - 2);
            }
            put(out, "j");
        }
        Constant::Str(text) => write_quoted(out, text, true),
        Constant::Bytes(data) => {
            put(out, "b");
            write_quoted(out, data, false);
        }
        Constant::Tuple(items) => {
            put(out, "(");
            separated(out, items, ", ", write_constant);
            put(out, if items.len() == 1 { ",)" } else { ")" });
        }
        Constant::FrozenSet(items) => {
            put(out, "frozenset({");
            separated(out, items, ", ", write_constant);
            put(out, "})");
        }
    }
}

fn write_float(out: &mut Vec<u8>, value: f64) {
    if value.is_infinite() {
        return put(out, "1e309");
    }
    let mut buffer = ryu::Buffer::new();
    let text = buffer.format_finite(value);
    // Python writes exponents below -4 and from 16 on, with a sign and two digits.
    let (digits, exponent) = text.split_once('e').unwrap_or((text, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let magnitude = if value == 0.0 { 0 } else { value.abs().log10().floor() as i32 };
    if (-4..16).contains(&magnitude) {
        let plain = format!("{value}");
        put(out, &plain);
        if !plain.contains('.') {
            put(out, ".0");
        }
        return;
    }
    if exponent == 0 {
        let scientific = format!("{value:e}");
        let (digits, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
        let exponent: i32 = exponent.parse().unwrap_or(0);
        return put(out, &format!("{digits}e{}{:02}", if exponent < 0 { '-' } else { '+' }, exponent.abs()));
    }
    let digits = digits.strip_suffix(".0").unwrap_or(digits);
    put(out, &format!("{digits}e{}{:02}", if exponent < 0 { '-' } else { '+' }, exponent.abs()));
}

/// As `repr` would: single quotes unless there are only single quotes inside.
fn write_quoted(out: &mut Vec<u8>, data: &[u8], text: bool) {
    let quote = if data.contains(&b'\'') && !data.contains(&b'"') { b'"' } else { b'\'' };
    out.push(quote);
    for &byte in data {
        match byte {
            b'\\' => put(out, "\\\\"),
            b'\n' => put(out, "\\n"),
            b'\r' => put(out, "\\r"),
            b'\t' => put(out, "\\t"),
            byte if byte == quote => out.extend([b'\\', quote]),
            0..0x20 | 0x7F => put(out, &format!("\\x{byte:02x}")),
            0x80.. if !text => put(out, &format!("\\x{byte:02x}")),
            byte => out.push(byte),
        }
    }
    out.push(quote);
}

/// An f-string or t-string: its body, quoted.
fn write_joined(out: &mut Vec<u8>, expr: &Expr, prefix: char) {
    let mut body = Vec::new();
    write_pieces(&mut body, expr);
    put(out, prefix.encode_utf8(&mut [0; 4]));
    write_quoted(out, &body, true);
}

fn write_pieces(body: &mut Vec<u8>, expr: &Expr) {
    match &expr.kind {
        ExprKind::JoinedStr { values } | ExprKind::TemplateStr { values } => values.iter().for_each(|value| write_pieces(body, value)),
        ExprKind::Constant(Constant::Str(text)) => {
            for &byte in text.iter() {
                body.push(byte);
                if matches!(byte, b'{' | b'}') {
                    body.push(byte);
                }
            }
        }
        ExprKind::FormattedValue { value, conversion, format_spec } | ExprKind::Interpolation { value, conversion, format_spec, .. } => {
            let mut inner = Vec::new();
            write(&mut inner, value, Level::Test.next());
            put(body, if inner.starts_with(b"{") { "{ " } else { "{" });
            body.extend(inner);
            if let Some(conversion) = conversion {
                put(body, "!");
                put(body, conversion.encode_utf8(&mut [0; 4]));
            }
            if let Some(spec) = format_spec {
                put(body, ":");
                write_pieces(body, spec);
            }
            put(body, "}");
        }
        _ => write(body, expr, Level::Test),
    }
}
