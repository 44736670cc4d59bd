//! Calls' arguments and functions' parameters: both are parsed as loose lists, and their order is checked here.

use super::super::ast::*;
use super::super::node::*;

/// One argument as written.
pub enum Argument {
    Positional(Node),
    /// A generator expression without parentheses of its own.
    Generator(Node),
    Star(Node),
    Keyword {
        name: Node,
        value: Node,
        span: Span,
    },
    DoubleStar {
        value: Node,
        span: Span,
    },
}

/// The arguments of a call, with the depth of the deepest.
pub type Arguments2 = (Vec<Expr>, Vec<Keyword>, Depth);

/// `trailing` tells of a comma at the end, `l..r` is the range of the parentheses.
pub fn arguments(cx: &mut Context<'_>, list: Vec<Argument>, trailing: bool, l: u32, r: u32) -> Parsed<Arguments2> {
    let alone = list.len() == 1 && !trailing;
    let (mut args, mut keywords, mut below) = (Vec::new(), Vec::new(), Depth::NONE);
    let (mut named, mut doubled) = (None, false);
    for argument in list {
        match argument {
            Argument::Generator(mut node) => {
                if !alone {
                    return error("Generator expression must be parenthesized", node.expr.span);
                }
                node.expr.span = span(l, r);
                below = below.max(node.depth);
                args.push(node.expr);
            }
            Argument::Positional(node) => {
                if let Some(at) = named {
                    return positional_after(doubled, at, r);
                }
                below = below.max(node.depth);
                args.push(node.expr);
            }
            Argument::Star(node) => {
                if doubled {
                    let message = "iterable argument unpacking follows keyword argument unpacking";
                    return error(message, named.unwrap_or(node.expr.span));
                }
                below = below.max(node.depth);
                args.push(node.expr);
            }
            Argument::Keyword { name, value, span } => {
                let arg = keyword_name(&name, span)?;
                named = Some(span);
                below = below.max(value.depth);
                keywords.push(Keyword { span, arg: Some(arg), value: value.expr });
            }
            Argument::DoubleStar { value, span } => {
                (named, doubled) = (Some(span), true);
                below = below.max(value.depth);
                keywords.push(Keyword { span, arg: None, value: value.expr });
            }
        }
    }
    let _ = cx;
    Ok((args, keywords, below))
}

fn positional_after<T>(doubled: bool, _last: Span, close: u32) -> Parsed<T> {
    let message =
        if doubled { "positional argument follows keyword argument unpacking" } else { "positional argument follows keyword argument" };
    error(message, span(close - 1, close))
}

fn keyword_name(name: &Node, whole: Span) -> Parsed<Name> {
    let to_sign = span(whole.start, whole.end);
    match &name.expr.kind {
        ExprKind::Name { id } if !name.paren => Ok(id.clone()),
        ExprKind::Constant(value @ (Constant::None | Constant::True | Constant::False)) if !name.paren => {
            let word = match value {
                Constant::None => "None",
                Constant::True => "True",
                _ => "False",
            };
            error(format!("cannot assign to {word}"), to_sign)
        }
        _ => error("expression cannot contain assignment, perhaps you meant \"==\"?", to_sign),
    }
}

pub fn call(cx: &mut Context<'_>, func: Node, arguments: Arguments2, l: u32, r: u32) -> Parsed<Node> {
    let (args, keywords, below) = arguments;
    let below = below.max(func.depth);
    super::doubt::doubt_call(cx, &func.expr, span(l, r));
    cx.node(ExprKind::Call { func: func.boxed(), args, keywords }, l, r, below)
}

/// One entry of a parameter list as written.
pub enum Parameter {
    Plain { arg: Arg, default: Option<Node>, depth: Depth },
    Star { arg: Option<Arg>, default: bool, depth: Depth, span: Span },
    DoubleStar { arg: Arg, default: bool, depth: Depth, span: Span },
    Slash { span: Span },
}

pub fn parameter(cx: &mut Context<'_>, annotation: Option<Node>, name: (u32, u32), r: u32) -> (Arg, Depth) {
    let depth = depth_of(&annotation);
    let arg = cx.name(name.0, name.1);
    (Arg { span: span(name.0, r), arg, annotation: boxed(annotation) }, depth)
}

/// Puts parameters in their places; the depth is that of the deepest annotation or default.
pub fn parameters(_cx: &mut Context<'_>, list: Vec<Parameter>) -> Parsed<(Arguments, Depth)> {
    let mut out = Arguments::default();
    let mut below = Depth::NONE;
    // After `*`: the rest are keyword-only. `bare` is a `*` that still needs a name.
    let (mut starred, mut slashed, mut bare) = (false, false, None);
    for parameter in list {
        if out.kwarg.is_some() {
            return error("arguments cannot follow var-keyword argument", where_is(&parameter));
        }
        let at = where_is(&parameter);
        match parameter {
            Parameter::Slash { span } => {
                if slashed {
                    return error("/ may appear only once", span);
                }
                if starred {
                    return error("/ must be ahead of *", span);
                }
                if out.args.is_empty() {
                    return error("invalid syntax", span);
                }
                slashed = true;
                out.posonlyargs = std::mem::take(&mut out.args);
            }
            Parameter::Star { arg, default, depth, span } => {
                if starred {
                    return error(if arg.is_some() { "* argument may appear only once" } else { "invalid syntax" }, span);
                }
                starred = true;
                below = below.max(depth);
                if default {
                    return error("var-positional argument cannot have default value", span);
                }
                if arg.is_none() {
                    bare = Some(span);
                }
                out.vararg = arg.map(Box::new);
            }
            Parameter::DoubleStar { arg, default, depth, span } => {
                if default {
                    return error("var-keyword argument cannot have default value", span);
                }
                if let Some(star) = bare {
                    return error("named arguments must follow bare *", star);
                }
                below = below.max(depth);
                out.kwarg = Some(Box::new(arg));
            }
            Parameter::Plain { arg, default, depth } => {
                below = below.max(depth).max(depth_of(&default));
                if starred {
                    bare = None;
                    out.kwonlyargs.push(arg);
                    out.kw_defaults.push(default.map(|node| node.expr));
                    continue;
                }
                match default {
                    Some(node) => out.defaults.push(node.expr),
                    None if out.defaults.is_empty() => {}
                    None => return error("parameter without a default follows parameter with a default", at),
                }
                out.args.push(arg);
            }
        }
    }
    if let Some(star) = bare {
        return error("named arguments must follow bare *", star);
    }
    Ok((out, below))
}

fn where_is(parameter: &Parameter) -> Span {
    match parameter {
        Parameter::Plain { arg, .. } => arg.span,
        Parameter::Star { span, .. } | Parameter::DoubleStar { span, .. } | Parameter::Slash { span } => *span,
    }
}
