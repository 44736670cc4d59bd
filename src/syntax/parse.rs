//! The one way through the front end: source to layout to soft keywords to grammar.

use lalrpop_util::ParseError;

use super::ast::{Mod, Span};
use super::error::{Failure, SyntaxError, Warning};
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
    let result = grammar(&mut context, &tokens, mode);
    let mut warnings = context.warnings;
    warnings.sort_by_key(|warning| warning.span.start);
    let _ = unclosed;
    (result.map_err(|failure| failure.into_error(source)), warnings)
}

fn grammar(context: &mut Context<'_>, tokens: &[Token], mode: Mode) -> Result<Mod, Failure> {
    let first = match mode {
        Mode::Exec => Tok::StartExec,
        Mode::Eval => Tok::StartEval,
        Mode::Single => Tok::StartSingle,
    };
    let end = context.source.text().len() as u32;
    let stream = std::iter::once((0, first, 0)).chain(tokens.iter().map(|token| (token.start, token.tok, token.end)));
    super::grammar::TopParser::new().parse(context, stream.map(Ok::<_, Failure>)).map_err(|error| match error {
        ParseError::User { error } => error,
        ParseError::UnrecognizedToken { token: (start, _, stop), .. } | ParseError::ExtraToken { token: (start, _, stop) } => {
            Failure::new("invalid syntax", Span { start, end: stop })
        }
        ParseError::InvalidToken { location } | ParseError::UnrecognizedEof { location, .. } => {
            Failure::new("invalid syntax", Span { start: location.min(end), end })
        }
    })
}
