//! Statements.

use super::super::ast::*;
use super::super::error::Failure;
use super::super::node::*;

fn item(kind: StmtKind, l: u32, r: u32, below: Depth) -> Parsed<Item> {
    grown(kind, l, r, below, 0)
}

fn grown(kind: StmtKind, l: u32, r: u32, below: Depth, functions: u32) -> Parsed<Item> {
    let span = span(l, r);
    Ok(Item { stmt: Stmt { span, kind }, depth: below.above(functions, span)? })
}

/// A compound statement as a suite of its own. Its line is noted for the words of a later error; CPython does not note
/// functions.
pub fn compound(cx: &mut Context<'_>, item: Item) -> Block {
    if !matches!(item.stmt.kind, StmtKind::FunctionDef(_)) {
        cx.compound = cx.compound.max(Some(item.stmt.span.start));
    }
    append(Block::default(), item)
}

pub fn simple(kind: StmtKind, l: u32, r: u32) -> Parsed<Item> {
    item(kind, l, r, Depth::NONE)
}

/// Appends a statement to a suite.
pub fn append(mut block: Block, item: Item) -> Block {
    block.depth = block.depth.max(item.depth);
    block.end = item.stmt.span.end;
    block.body.push(item.stmt);
    block
}

/// Joins two suites.
pub fn join(mut block: Block, more: Block) -> Block {
    block.depth = block.depth.max(more.depth);
    if block.body.is_empty() {
        return more;
    }
    block.end = more.end;
    block.body.extend(more.body);
    block
}

pub fn expr_stmt(_cx: &mut Context<'_>, value: Node, l: u32, r: u32) -> Parsed<Item> {
    let below = value.depth;
    item(StmtKind::Expr { value: value.boxed() }, l, r, below)
}

/// `first = ... = value`: the last of `rest` is the value.
pub fn assign(_cx: &mut Context<'_>, first: Node, mut rest: Vec<Node>, l: u32, r: u32) -> Parsed<Item> {
    let value = rest.pop().expect("the grammar has at least one `=`");
    let mut targets = vec![first];
    targets.extend(rest);
    for target in &targets {
        super::check_assign(target)?;
    }
    let below = deepest(&targets).max(value.depth);
    item(StmtKind::Assign { targets: exprs(targets), value: value.boxed() }, l, r, below)
}

pub fn aug_assign(_cx: &mut Context<'_>, target: Node, op: Operator, value: Node, l: u32, r: u32) -> Parsed<Item> {
    if !matches!(target.expr.kind, ExprKind::Name { .. } | ExprKind::Attribute { .. } | ExprKind::Subscript { .. }) {
        let what = super::describe(&target.expr);
        return error(format!("'{what}' is an illegal expression for augmented assignment"), target.expr.span);
    }
    let below = target.depth.max(value.depth);
    item(StmtKind::AugAssign { target: target.boxed(), op, value: value.boxed() }, l, r, below)
}

pub fn ann_assign(cx: &mut Context<'_>, target: Node, annotation: Node, value: Option<Node>, l: u32, r: u32) -> Parsed<Item> {
    match target.expr.kind {
        ExprKind::Name { .. } | ExprKind::Attribute { .. } | ExprKind::Subscript { .. } => {}
        ExprKind::Tuple { .. } => return error("only single target (not tuple) can be annotated", target.expr.span),
        ExprKind::List { .. } => return error("only single target (not list) can be annotated", target.expr.span),
        ExprKind::Starred { .. } => {
            // no target at all, so that the colon is the mistake
            let between = cx.source.slice(target.expr.span.end, annotation.expr.span.start);
            let colon = target.expr.span.end + between.find(':').unwrap_or(0) as u32;
            return error("invalid syntax", Span { start: colon, end: colon + 1 });
        }
        _ => return error("illegal target for annotation", target.expr.span),
    }
    let simple = !target.paren && matches!(target.expr.kind, ExprKind::Name { .. });
    let below = target.depth.max(annotation.depth).max(depth_of(&value));
    let kind = StmtKind::AnnAssign { target: target.boxed(), annotation: annotation.boxed(), value: boxed(value), simple };
    item(kind, l, r, below)
}

pub fn delete(cx: &mut Context<'_>, value: Node, l: u32, r: u32) -> Parsed<Item> {
    super::check_target(cx, &value, super::Use::Delete)?;
    let below = value.depth;
    let targets = match value.expr.kind {
        ExprKind::Tuple { elts } if !value.paren => elts,
        kind => vec![Expr { span: value.expr.span, kind }],
    };
    item(StmtKind::Delete { targets }, l, r, below)
}

pub fn return_(_cx: &mut Context<'_>, value: Option<Node>, l: u32, r: u32) -> Parsed<Item> {
    let below = depth_of(&value);
    item(StmtKind::Return { value: boxed(value) }, l, r, below)
}

pub fn raise(_cx: &mut Context<'_>, exc: Option<Node>, cause: Option<Node>, l: u32, r: u32) -> Parsed<Item> {
    let below = depth_of(&exc).max(depth_of(&cause));
    item(StmtKind::Raise { exc: boxed(exc), cause: boxed(cause) }, l, r, below)
}

pub fn assert(cx: &mut Context<'_>, test: Node, msg: Option<Node>, l: u32, r: u32) -> Parsed<Item> {
    let below = test.depth.max(depth_of(&msg));
    super::doubt::doubt_assert(cx, &test.expr, span(l, r));
    item(StmtKind::Assert { test: test.boxed(), msg: boxed(msg) }, l, r, below)
}

/// `import a.b` or one name of a `from ... import`.
pub fn alias(cx: &mut Context<'_>, names: Vec<(u32, u32)>, asname: Option<(u32, u32)>, l: u32, r: u32) -> Alias {
    Alias { span: span(l, r), name: dotted(cx, names), asname: asname.map(|(start, end)| cx.name(start, end)) }
}

/// A dotted name, without the spaces that may be around its dots.
pub fn dotted(cx: &mut Context<'_>, names: Vec<(u32, u32)>) -> Name {
    if let [(start, end)] = names[..] {
        return cx.name(start, end);
    }
    let parts: Vec<Name> = names.into_iter().map(|(start, end)| cx.name(start, end)).collect();
    parts.join(".").into()
}

pub fn import_from(cx: &mut Context<'_>, level: u32, module: Option<Vec<(u32, u32)>>, names: Vec<Alias>, l: u32, r: u32) -> Parsed<Item> {
    let module = module.map(|module| dotted(cx, module));
    simple(StmtKind::ImportFrom { module, names, level }, l, r)
}

pub fn type_alias(
    cx: &mut Context<'_>,
    name: (u32, u32),
    params: Option<(Vec<TypeParam>, Depth)>,
    value: Node,
    l: u32,
    r: u32,
) -> Parsed<Item> {
    let (type_params, below) = params.unwrap_or_default();
    let below = below.max(value.depth);
    let name = Box::new(super::name(cx, name.0, name.1).expr);
    item(StmtKind::TypeAlias { name, type_params, value: value.boxed() }, l, r, below)
}

/// A type parameter as written.
pub fn type_param(
    cx: &mut Context<'_>,
    stars: u32,
    name: (u32, u32),
    bound: Option<(u32, Node)>,
    default: Option<Node>,
    l: u32,
    r: u32,
) -> Parsed<(TypeParam, Depth)> {
    let (colon, bound) = bound.unzip();
    let below = depth_of(&bound).max(depth_of(&default));
    if let (Some(colon), Some(bound)) = (colon, &bound)
        && stars > 0
    {
        let what = if stars == 1 { "TypeVarTuple" } else { "ParamSpec" };
        let with = if matches!(bound.expr.kind, ExprKind::Tuple { .. }) { "constraints" } else { "bound" };
        return fail(Failure::new(format!("cannot use {with} with {what}"), span(colon, bound.expr.span.end)));
    }
    let kind = match stars {
        0 => TypeParamKind::TypeVar { bound: boxed(bound) },
        1 => TypeParamKind::TypeVarTuple,
        _ => TypeParamKind::ParamSpec,
    };
    let name = cx.name(name.0, name.1);
    Ok((TypeParam { span: span(l, r), name, kind, default_value: boxed(default) }, below))
}

/// Type parameters with the depth of the deepest.
pub fn type_params(list: Vec<(TypeParam, Depth)>) -> (Vec<TypeParam>, Depth) {
    let below = list.iter().map(|param| param.1).fold(Depth::NONE, Depth::max);
    (list.into_iter().map(|param| param.0).collect(), below)
}

/// The end of a statement whose suites are `blocks`, and their depth.
fn extent(blocks: &[&Block]) -> (u32, Depth) {
    let end = blocks.iter().map(|block| block.end).max().unwrap_or(0);
    (end, blocks.iter().map(|block| block.depth).fold(Depth::NONE, Depth::max))
}

/// One `elif`: where it starts, its test and suite.
pub type Branch = (u32, Node, Block);

pub fn if_(_cx: &mut Context<'_>, test: Node, body: Block, elifs: Vec<Branch>, orelse: Block, l: u32) -> Parsed<Item> {
    let mut rest = orelse;
    for (start, test, body) in elifs.into_iter().rev() {
        rest = append(Block::default(), branch(test, body, rest, start)?);
    }
    branch(test, body, rest, l)
}

/// CPython's parser descends for each branch.
fn branch(test: Node, body: Block, orelse: Block, l: u32) -> Parsed<Item> {
    let (end, below) = extent(&[&body, &orelse]);
    let below = below.max(test.depth);
    grown(StmtKind::If { test: test.boxed(), body: body.body, orelse: orelse.body }, l, end, below, 1)
}

pub fn while_(_cx: &mut Context<'_>, test: Node, body: Block, orelse: Block, l: u32) -> Parsed<Item> {
    let (end, below) = extent(&[&body, &orelse]);
    let below = below.max(test.depth);
    item(StmtKind::While { test: test.boxed(), body: body.body, orelse: orelse.body }, l, end, below)
}

pub fn for_(cx: &mut Context<'_>, is_async: bool, target: Node, iter: Node, body: Block, orelse: Block, l: u32) -> Parsed<Item> {
    super::check_target(cx, &target, super::Use::For)?;
    let (end, below) = extent(&[&body, &orelse]);
    let below = below.max(target.depth).max(iter.depth);
    let kind = StmtKind::For { target: target.boxed(), iter: iter.boxed(), body: body.body, orelse: orelse.body, is_async };
    item(kind, l, end, below)
}

pub fn with_item(cx: &mut Context<'_>, context: Node, target: Option<Node>) -> Parsed<(WithItem, Depth)> {
    if let Some(target) = &target {
        super::check_target(cx, target, super::Use::With)?;
    }
    let below = context.depth.max(depth_of(&target));
    Ok((WithItem { context_expr: context.expr, optional_vars: boxed(target) }, below))
}

pub fn with(_cx: &mut Context<'_>, is_async: bool, items: Vec<(WithItem, Depth)>, body: Block, l: u32) -> Parsed<Item> {
    let below = items.iter().map(|item| item.1).fold(Depth::NONE, Depth::max).max(body.depth);
    let items = items.into_iter().map(|item| item.0).collect();
    item(StmtKind::With { items, body: body.body, is_async }, l, body.end, below)
}

/// `except` with where its header is, and whether it has a star.
pub struct Handler {
    pub handler: ExceptHandler,
    pub star: bool,
    pub depth: Depth,
    /// The range of `except` or `except*`.
    pub head: Span,
}

pub fn handler(cx: &mut Context<'_>, star: bool, typ: Option<Node>, name: Option<(u32, u32)>, body: Block, head: Span) -> Parsed<Handler> {
    if let (Some(node), Some(_)) = (&typ, name)
        && matches!(node.expr.kind, ExprKind::Tuple { .. })
        && !node.paren
    {
        return error("multiple exception types must be parenthesized when using 'as'", node.expr.span);
    }
    let depth = body.depth.max(depth_of(&typ)).above(0, head)?;
    let name = name.map(|(start, end)| cx.ident(start, end));
    let handler = ExceptHandler { span: span(head.start, body.end), typ: boxed(typ), name, body: body.body };
    Ok(Handler { handler, star, depth, head })
}

pub fn try_(_cx: &mut Context<'_>, body: Block, handlers: Vec<Handler>, orelse: Block, finalbody: Block, l: u32) -> Parsed<Item> {
    let is_star = handlers.first().is_some_and(|handler| handler.star);
    if let Some(mixed) = handlers.iter().find(|handler| handler.star != is_star) {
        let message = "cannot have both 'except' and 'except*' on the same 'try'";
        return error(message, mixed.head);
    }
    let (end, below) = extent(&[&body, &orelse, &finalbody]);
    let end = handlers.iter().map(|handler| handler.handler.span.end).max().unwrap_or(0).max(end);
    let below = handlers.iter().map(|handler| handler.depth).fold(Depth::NONE, Depth::max).max(below);
    let kind = StmtKind::Try {
        body: body.body,
        handlers: handlers.into_iter().map(|handler| handler.handler).collect(),
        orelse: orelse.body,
        finalbody: finalbody.body,
        is_star,
    };
    item(kind, l, end, below)
}

/// `match` and its cases.
pub fn match_(_cx: &mut Context<'_>, subject: Node, cases: Vec<(MatchCase, Depth, u32)>, l: u32) -> Parsed<Item> {
    let end = cases.iter().map(|case| case.2).max().unwrap_or(0);
    let below = cases.iter().map(|case| case.1).fold(Depth::NONE, Depth::max).max(subject.depth);
    let cases = cases.into_iter().map(|case| case.0).collect();
    item(StmtKind::Match { subject: subject.boxed(), cases }, l, end, below)
}

/// A case with its depth and end.
pub fn case(_cx: &mut Context<'_>, pattern: super::Shape, guard: Option<Node>, body: Block) -> (MatchCase, Depth, u32) {
    let below = pattern.depth.max(depth_of(&guard)).max(body.depth);
    (MatchCase { pattern: pattern.pattern, guard: boxed(guard), body: body.body }, below, body.end)
}

/// What `def` and `class` share.
pub struct Header {
    pub name: (u32, u32),
    pub type_params: Option<(Vec<TypeParam>, Depth)>,
}

pub fn function(
    cx: &mut Context<'_>,
    header: Header,
    is_async: bool,
    args: (Arguments, Depth),
    returns: Option<Node>,
    body: Block,
    l: u32,
) -> Parsed<Item> {
    let (type_params, below) = header.type_params.unwrap_or_default();
    let below = below.max(args.1).max(body.depth).max(depth_of(&returns));
    let def = FunctionDef {
        name: cx.ident(header.name.0, header.name.1),
        args: args.0,
        body: body.body,
        decorator_list: Vec::new(),
        returns: boxed(returns),
        type_params,
        is_async,
    };
    item(StmtKind::FunctionDef(Box::new(def)), l, body.end, below)
}

pub fn class(cx: &mut Context<'_>, header: Header, args: Option<super::Arguments2>, body: Block, l: u32) -> Parsed<Item> {
    let (type_params, below) = header.type_params.unwrap_or_default();
    let (bases, keywords, args_depth) = args.unwrap_or_default();
    let below = below.max(args_depth).max(body.depth);
    let def = ClassDef {
        name: cx.ident(header.name.0, header.name.1),
        bases,
        keywords,
        body: body.body,
        decorator_list: Vec::new(),
        type_params,
    };
    item(StmtKind::ClassDef(Box::new(def)), l, body.end, below)
}

/// Puts decorators on a definition; its range stays without them.
pub fn decorate(mut item: Item, decorators: Vec<Node>) -> Parsed<Item> {
    item.depth = item.depth.max(deepest(&decorators).above(0, item.stmt.span)?);
    match &mut item.stmt.kind {
        StmtKind::FunctionDef(def) => def.decorator_list = exprs(decorators),
        StmtKind::ClassDef(def) => def.decorator_list = exprs(decorators),
        _ => unreachable!("the grammar decorates definitions only"),
    }
    Ok(item)
}
