//! The one way through the front end: source to layout to soft keywords to grammar.

use lalrpop_util::ParseError;

use super::ast::{Mod, Span};
use super::error::{Failure, Shape, SyntaxError, Warning};
use super::explain::explain;
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
}

/// Parses a source.
pub fn parse(source: &Source, mode: Mode) -> Result<Mod, SyntaxError> {
    parse_with_warnings(source, mode).0
}

/// Parses a source and tells of the warnings that came up, in the order of the text.
pub fn parse_with_warnings(source: &Source, mode: Mode) -> (Result<Mod, SyntaxError>, Vec<Warning>) {
    let Layout { mut tokens, warnings, error, unclosed } = layout(source);
    soft::resolve(source.text(), &mut tokens);
    if let Some(failure) = error {
        return (Err(failure.into_error(source)), warnings);
    }
    let mut context = Context::new(source);
    context.warnings = warnings;
    let result = grammar(&mut context, &tokens, mode, unclosed);
    let mut warnings = context.warnings;
    warnings.sort_by_key(|warning| warning.span.start);
    (result.map_err(|failure| failure.into_error(source)), warnings)
}

fn grammar(
    context: &mut Context<'_>, tokens: &[Token], mode: Mode, unclosed: Option<(char, u32)>,
) -> Result<Mod, Failure> {
    let first = match mode {
        Mode::Exec => Tok::StartExec,
        Mode::Eval => Tok::StartEval,
        Mode::Single => Tok::StartSingle,
    };
    let source = context.source;
    let mut taken = 0;
    let stream = tokens.iter().map(|token| {
        taken += 1;
        (token.start, token.tok, token.end)
    });
    let stream = std::iter::once((0, first, 0)).chain(stream).map(Ok::<_, Failure>);
    let error = match super::grammar::TopParser::new().parse(context, stream) {
        Ok(tree) => return Ok(tree),
        Err(error) => error,
    };
    let (failing, found) = match error {
        ParseError::User { error } if !error.is_explained() => return Err(error),
        ParseError::User { error } => (taken.max(1) - 1, Some(error)),
        ParseError::UnrecognizedEof { .. } => (tokens.len(), None),
        _ => (taken.max(1) - 1, None),
    };
    if tokens.is_empty() && unclosed.is_none() {
        let span = Span { start: 0, end: 0 };
        return Err(Failure::new("invalid syntax", span));
    }
    let single = mode == Mode::Single && found.is_none() && failing > 0;
    if single && tokens.get(failing - 1).is_some_and(|token| matches!(token.tok, Tok::Newline | Tok::Dedent)) {
        let failure = explain(source, tokens, failing, found, unclosed);
        if failure.0.message == "invalid syntax" {
            let start = tokens.first().map_or(0, |token| token.start);
            return Err(Failure::at(Shape::Open, "multiple statements found while compiling a single statement", start));
        }
        return Err(failure);
    }
    Err(explain(source, tokens, failing, found, unclosed))
}
