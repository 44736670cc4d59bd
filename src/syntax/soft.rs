//! Soft keywords, decided before the grammar sees a token: `match`, `case` and `type` are keywords only where nothing
//! else could be meant, and the parenthesis after `with` is marked when it holds the statement's items.
//!
//! - `match` opens a logical line that ends in a colon with a block after it: no expression statement does.
//! - `case` opens a line of the block of a `match`: nothing else may.
//! - `type` opens a statement and a name follows it: never otherwise valid.
//! - `with (` holds items if its content has an `as` at the outer level; or commas and nothing that only a tuple or another
//!   expression may hold, and the colon follows its partner.
//!
//! Each logical line is looked through at most once, so the pass is linear.

use super::token::{Tok, Token};

/// Turns names into soft keywords where they are, and `LParen` into `WithParen`.
pub fn resolve(text: &str, tokens: &mut [Token]) {
    // For each open block: is it the block of a `match`?
    let mut blocks: Vec<bool> = Vec::new();
    let mut match_header = false;
    let (mut line_start, mut statement_start) = (true, true);
    for at in 0..tokens.len() {
        let token = tokens[at];
        let (at_line, at_statement) = (line_start, statement_start);
        (line_start, statement_start) = (false, false);
        match token.tok {
            Tok::Newline => (line_start, statement_start) = (true, true),
            Tok::Semi => statement_start = true,
            Tok::Colon => statement_start = true,
            Tok::Indent => {
                blocks.push(match_header);
                (match_header, line_start, statement_start) = (false, true, true);
                continue;
            }
            Tok::Dedent => {
                blocks.pop();
                (line_start, statement_start) = (true, true);
            }
            Tok::Name if at_statement => {
                let next = tokens.get(at + 1).map_or(Tok::Newline, |token| token.tok);
                match &text[token.start as usize..token.end as usize] {
                    "match" if at_line && starts_expression(next) && is_match(&tokens[at + 1..]) => {
                        tokens[at].tok = Tok::Match;
                        match_header = true;
                        continue;
                    }
                    "case" if at_line && blocks.last() == Some(&true) => tokens[at].tok = Tok::Case,
                    "type" if next == Tok::Name => tokens[at].tok = Tok::Type,
                    _ => {}
                }
            }
            Tok::With
                if (at_line || at > 0 && tokens[at - 1].tok == Tok::Async)
                    && tokens.get(at + 1).is_some_and(|token| token.tok == Tok::LParen)
                    && holds_items(&tokens[at + 2..]) =>
            {
                tokens[at + 1].tok = Tok::WithParen;
            }
            Tok::Async => {
                (line_start, statement_start) = (at_line, false);
            }
            _ => {}
        }
        if token.tok == Tok::Newline && match_header && tokens.get(at + 1).map(|token| token.tok) != Some(Tok::Indent) {
            match_header = false;
        }
    }
}

fn starts_expression(tok: Tok) -> bool {
    use Tok::*;
    matches!(
        tok,
        Name | Int
            | Float
            | Imaginary
            | Str
            | FStart
            | TStart
            | LParen
            | LBracket
            | LBrace
            | Minus
            | Plus
            | Tilde
            | Star
            | Not
            | Lambda
            | Await
            | None
            | True
            | False
            | Ellipsis
    )
}

/// Does the line end in a colon?
fn is_match(rest: &[Token]) -> bool {
    let end = rest.iter().position(|token| token.tok == Tok::Newline).unwrap_or(rest.len());
    end >= 2 && rest[end - 1].tok == Tok::Colon
}

/// Is what follows `with (` a list of items?
fn holds_items(rest: &[Token]) -> bool {
    let mut depth = 0;
    let (mut comma, mut named, mut tuple) = (false, false, false);
    let mut item_start = true;
    for (at, token) in rest.iter().enumerate() {
        let at_start = std::mem::replace(&mut item_start, false);
        match token.tok {
            Tok::LParen | Tok::LBracket | Tok::LBrace | Tok::FieldOpen => depth += 1,
            Tok::RParen | Tok::RBracket | Tok::RBrace | Tok::FieldClose if depth > 0 => depth -= 1,
            Tok::RParen => {
                let colon = rest.get(at + 1).is_some_and(|token| token.tok == Tok::Colon);
                return named || colon && comma && !tuple;
            }
            Tok::Newline => return false,
            _ if depth > 0 => {}
            Tok::As => named = true,
            Tok::Comma => (comma, item_start) = (true, true),
            Tok::Walrus | Tok::For => tuple = true,
            Tok::Star | Tok::Yield if at_start => tuple = true,
            _ => {}
        }
    }
    false
}
