//! The one way through the front end: source to layout to soft keywords to grammar.

use lalrpop_util::ParseError;

use super::ast::{Mod, Span, StmtKind};
use super::deep::{DROP, Tree, with_room};
use super::error::{ErrorKind, Failure, Shape, SyntaxError, Warning};
use super::explain::{explain, never_closed};
use super::layout::{Layout, layout};
use super::node::Context;
use super::soft;
use super::source::Source;
use super::token::{Tok, Token};

/// What to make of the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// A file: `Mod::Module`.
    Exec,
    /// One expression: `Mod::Expression`.
    Eval,
    /// One interactive statement: `Mod::Interactive`.
    Single,
    /// The same, typed at a prompt: what follows the statement is a mistake where it stands.
    Prompt,
}

/// What a prompt makes of the lines that were typed so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Typed {
    /// White space or a comment.
    Nothing,
    /// The statement goes on.
    More,
    /// A statement, or a mistake.
    Whole,
}

/// Parses a source.
pub fn parse(source: &Source, mode: Mode) -> Result<Tree, SyntaxError> {
    parse_with_warnings(source, mode).0
}

/// Parses a source and tells of the warnings that came up, in the order of the text.
pub fn parse_with_warnings(source: &Source, mode: Mode) -> (Result<Tree, SyntaxError>, Vec<Warning>) {
    let Layout { mut tokens, warnings, error, unclosed } = layout(source);
    if mode != Mode::Eval {
        soft::resolve(source.text(), &mut tokens);
    }
    if let Some(broken) = source.broken()
        && error.as_ref().is_none_or(Failure::is_of_the_end)
    {
        // The line that could not be read is a mistake of the tokenizer's: those count more than the grammar's.
        return (Err(broken.clone()), Vec::new());
    }
    let mut context = Context::new(source);
    context.warnings = warnings;
    let result = match error {
        None => grammar(&mut context, &tokens, mode, unclosed),
        Some(failure) => Err(broken(&mut context, &tokens, mode, unclosed, failure)),
    };
    let compound = context.compound.map(|start| source.line_col(start));
    let mut warnings = context.warnings;
    if result.is_ok() {
        warnings.append(&mut context.doubts);
    }
    warnings.sort_by_key(|warning| warning.span.start);
    let error = |failure: Failure| {
        if failure.0.message.starts_with("unexpected ") && failure.0.kind == ErrorKind::IndentationError {
            // CPython looks no further
            warnings.retain(|warning| warning.span.start < failure.0.span.start);
        }
        let error = match mode {
            Mode::Exec | Mode::Prompt => failure.into_error(source),
            Mode::Eval | Mode::Single => failure.into_error_of_line(source),
        };
        SyntaxError { compound, ..error }
    };
    (result.map_err(error), warnings)
}

/// Can the text be the start of a program? True as well for a program that is whole.
pub fn is_right_so_far(source: &Source) -> bool {
    let Layout { mut tokens, error, .. } = layout(source);
    if error.is_some_and(|failure| !failure.is_of_the_end()) {
        return false;
    }
    soft::resolve(source.text(), &mut tokens);
    match recognise(&mut Context::new(source), &tokens, Mode::Exec, None) {
        Ok(_) => true,
        Err((_, at)) => {
            tokens[at.min(tokens.len())..].iter().all(|token| token.tok == Tok::Dedent && token.start as usize == source.text().len())
        }
    }
}

/// Are these lines a statement, or must the prompt ask for more? A compound statement ends at an empty line.
pub fn typed(source: &Source) -> Typed {
    let Layout { mut tokens, error, unclosed, .. } = layout(source);
    if error.is_none() && unclosed.is_none() && !tokens.iter().any(|token| token.tok != Tok::Newline) {
        return Typed::Nothing;
    }
    let continued = |failure: &Failure| source.text().ends_with("\\\n") && failure.0.message.starts_with("unterminated ");
    let open = unclosed.is_some() || error.as_ref().is_some_and(|failure| failure.is_of_the_end() || continued(failure));
    if error.is_some() && !open {
        return Typed::Whole;
    }
    soft::resolve(source.text(), &mut tokens);
    let at_end = |at: usize| tokens[at.min(tokens.len())..].iter().all(|token| matches!(token.tok, Tok::Dedent | Tok::Newline));
    let ended = source.text().ends_with("\n\n");
    match recognise(&mut Context::new(source), &tokens, Mode::Prompt, None) {
        Err((_, at)) if !at_end(at) => Typed::Whole,
        _ if open => Typed::More,
        Err(_) if !ended => Typed::More,
        Ok(tree) if !ended && ends_in_compound(&tree) => Typed::More,
        _ => Typed::Whole,
    }
}

fn ends_in_compound(tree: &Mod) -> bool {
    matches!(tree, Mod::Interactive { body } if body.last().is_some_and(|last| is_compound(&last.kind)))
}

fn is_compound(statement: &StmtKind) -> bool {
    use StmtKind as S;
    matches!(
        statement,
        S::FunctionDef(_)
            | S::ClassDef(_)
            | S::For { .. }
            | S::While { .. }
            | S::If { .. }
            | S::With { .. }
            | S::Match { .. }
            | S::Try { .. }
    )
}

/// The names in a text, up to what is no token: the line (from 1), and the range of bytes in it.
pub fn names_in(text: &str) -> Vec<(usize, usize, usize)> {
    let Ok(source) = Source::from_str(text, "") else { return Vec::new() };
    let names = layout(&source).tokens.into_iter().filter(|token| token.tok == Tok::Name);
    let place = |token: Token| {
        let (line, column) = source.line_col(token.start);
        (line as usize, column as usize, (column + token.end - token.start) as usize)
    };
    names.map(place).collect()
}

/// Which error counts if the tokens end in one: it, or an earlier one of the grammar's. CPython looks through the rest
/// of the text after a mistake in grammar, and some errors of the tokenizer then win.
fn broken(context: &mut Context<'_>, tokens: &[Token], mode: Mode, unclosed: Option<(char, u32)>, failure: Failure) -> Failure {
    if failure.0.message == "unexpected EOF while parsing"
        && let Some((open, at)) = unclosed
    {
        return never_closed(open, at);
    }
    let (earlier, at) = match recognise(context, tokens, mode, None) {
        Ok(tree) if mode == Mode::Single && !ends_in_compound(&tree) => return more_than_one(tokens),
        Ok(_) => return failure,
        Err(error) => error,
    };
    if earlier.0.message == MORE_THAN_ONE {
        return earlier;
    }
    let text = &failure.0.message;
    let in_string = ["f-string", "t-string"].iter().any(|name| text.contains(name));
    // CPython looks through the rest of the text, but not into the fields of a string that its parser has not come to
    let unread = open_string(tokens).is_some_and(|start| start > at + 1 || start == at + 1 && tokens[at].tok != Tok::Name);
    let wins = matches!(failure.0.shape, Shape::Point | Shape::LexerRange) && !in_string && !unread;
    if at >= tokens.len() || wins && earlier.0.message != "unexpected indent" { failure } else { earlier }
}

/// The outermost f-string or t-string that has not ended.
fn open_string(tokens: &[Token]) -> Option<usize> {
    let (mut depth, mut start) = (0, None);
    for (at, token) in tokens.iter().enumerate() {
        match token.tok {
            Tok::FStart | Tok::TStart => {
                start = start.filter(|_| depth > 0).or(Some(at));
                depth += 1;
            }
            Tok::FEnd => depth -= 1,
            _ => {}
        }
    }
    start.filter(|_| depth > 0)
}

fn grammar(context: &mut Context<'_>, tokens: &[Token], mode: Mode, unclosed: Option<(char, u32)>) -> Result<Tree, Failure> {
    recognise(context, tokens, mode, unclosed).map_err(|(failure, _)| failure)
}

/// Runs the grammar; an error comes with the number of the token that was refused, or of all tokens if the search for
/// its words went through them.
fn recognise(context: &mut Context<'_>, tokens: &[Token], mode: Mode, unclosed: Option<(char, u32)>) -> Result<Tree, (Failure, usize)> {
    let parsed = with_room(levels(tokens), DROP, |_| run(context, tokens, mode, unclosed));
    parsed.unwrap_or_else(|_| {
        let span = Span { start: 0, end: 0 };
        Err((Failure::of(ErrorKind::MemoryError, "", span), tokens.len()))
    })
}

/// How deep the tree of these tokens can become: no deeper than its longest line has tokens, but for what is nested in
/// lines: `elif`s, and the 100 levels of indentation that there can be.
fn levels(tokens: &[Token]) -> u32 {
    let (mut longest, mut line, mut nested) = (0, 0, 100);
    for token in tokens {
        match token.tok {
            Tok::Newline => line = 0,
            Tok::Elif => nested += 1,
            _ => line += 1,
        }
        longest = longest.max(line);
    }
    longest + nested
}

const MORE_THAN_ONE: &str = "multiple statements found while compiling a single statement";

/// The strings before a token that is refused, which the grammar has not joined yet: CPython has, and tells what is wrong
/// with them.
fn strings_before(context: &mut Context<'_>, tokens: &[Token], failing: usize) -> Result<(), Failure> {
    let before = &tokens[..failing.min(tokens.len())];
    let (mut start, mut depth) = (before.len(), 0);
    while let Some(token) = start.checked_sub(1).map(|at| before[at]) {
        match token.tok {
            Tok::FEnd => depth += 1,
            Tok::FStart | Tok::TStart if depth > 0 => depth -= 1,
            Tok::Str => {}
            _ if depth > 0 => {}
            _ => break,
        }
        start -= 1;
    }
    let (Some(row), Some(last)) = (before.get(start..).filter(|row| !row.is_empty()), before.last()) else { return Ok(()) };
    let ends = [(0, Tok::StartEval, 0), (last.end, Tok::Newline, last.end)];
    let row = row.iter().map(|token| (token.start, token.tok, token.end));
    let stream = std::iter::once(ends[0]).chain(row).chain(std::iter::once(ends[1])).map(Ok::<_, Failure>);
    let mut own = Context::new(context.source);
    let parsed = super::grammar::TopParser::new().parse(&mut own, stream);
    context.warnings.append(&mut own.warnings);
    match parsed {
        Err(ParseError::User { mut error }) => {
            if let Some(next) = tokens.get(failing).filter(|_| error.0.message.starts_with("cannot mix bytes")) {
                // told where CPython's tokenizer stands
                error.0.span = next.span();
            }
            Err(error)
        }
        _ => Ok(()),
    }
}

/// What follows a statement that should have been alone, whose tokens these are.
fn more_than_one(tokens: &[Token]) -> Failure {
    let end = tokens.last().map_or(Span { start: 0, end: 0 }, |token| token.span());
    Failure::new(MORE_THAN_ONE, end)
}

/// Is the last line blank, indented and without an end? It is an indentation where no line end is thought of.
fn ends_indented(text: &str) -> bool {
    let line = &text[text.rfind('\n').map_or(0, |at| at + 1)..];
    !line.is_empty() && line.bytes().all(|byte| matches!(byte, b' ' | b'\t'))
}

fn indented(text: &str) -> Failure {
    Failure::at(Shape::TextEnd, "unexpected indent", text.len() as u32).kind(ErrorKind::IndentationError)
}

/// A text without a token where something was to stand.
fn blank(text: &str) -> Failure {
    if ends_indented(text) {
        return indented(text);
    }
    let inside = text.len() - usize::from(text.ends_with('\n'));
    let line_start = text[..inside].rfind('\n').map_or(0, |at| at + 1);
    Failure::at(Shape::Line, "invalid syntax", line_start as u32)
}

/// The same, on the stack that there is.
fn run(context: &mut Context<'_>, tokens: &[Token], mode: Mode, unclosed: Option<(char, u32)>) -> Result<Tree, (Failure, usize)> {
    let first = match mode {
        Mode::Exec => Tok::StartExec,
        Mode::Eval => Tok::StartEval,
        Mode::Single | Mode::Prompt => Tok::StartSingle,
    };
    let source = context.source;
    let mut taken = 0;
    let stream = tokens.iter().map(|token| {
        taken += 1;
        (token.start, token.tok, token.end)
    });
    let stream = std::iter::once((0, first, 0)).chain(stream).map(Ok::<_, Failure>);
    let error = match super::grammar::TopParser::new().parse(context, stream) {
        Ok(_) if mode == Mode::Eval && ends_indented(source.text()) => return Err((indented(source.text()), tokens.len())),
        Ok(tree) => {
            let on_one_line =
                mode == Mode::Single && tokens.last().is_some_and(|token| token.tok == Tok::Newline) && ends_in_compound(&tree);
            if on_one_line && !source.text().ends_with('\n') {
                // the line that ends the statement is missing
                let end = source.text().len() as u32;
                return Err((Failure::new("invalid syntax", Span { start: end, end: end + 1 }), tokens.len()));
            }
            return Ok(tree);
        }
        Err(error) => error,
    };
    // a bracket that was opened on an earlier line, and is open at the end, is told in its place
    let or_bracket = |failure: Failure| match unclosed {
        Some((open, at)) if source.line_col(failure.0.span.start).0 > source.line_col(at).0 => never_closed(open, at),
        _ => failure,
    };
    let (failing, found): (usize, Option<Failure>) = match error {
        ParseError::User { error } if !error.is_explained() => return Err((or_bracket(error), taken)),
        ParseError::User { error } => (taken.max(1) - 1, Some(error)),
        ParseError::UnrecognizedEof { .. } => (tokens.len(), None),
        _ => (taken.max(1) - 1, None),
    };
    if found.is_none() {
        strings_before(context, tokens, failing).map_err(|failure| (or_bracket(failure), failing))?;
    }
    if tokens.is_empty() && unclosed.is_none() {
        return Err((blank(source.text()), 0));
    }
    let single = mode == Mode::Single && found.is_none() && failing > 0;
    if single && tokens[..failing].iter().position(|token| token.tok == Tok::Newline) == Some(failing - 1) {
        let first = run(&mut Context::new(source), &tokens[..failing], Mode::Prompt, None);
        if first.is_ok_and(|tree| !ends_in_compound(&tree)) {
            return Err((more_than_one(&tokens[..failing]), failing));
        }
    }
    let (failure, reached_end) = explain(source, tokens, failing, found, unclosed, mode == Mode::Eval);
    Err((failure, if reached_end { tokens.len() } else { failing }))
}
