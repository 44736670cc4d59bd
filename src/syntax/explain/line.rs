//! Mistakes of layout that the grammar meets at the start of a line: missing blocks, blocks that nothing asked for, a
//! `try` without its other half.

use super::super::error::Failure;
use super::super::token::Tok;
use super::Explainer;

impl Explainer<'_> {
    pub(super) fn layout_mistake(&mut self) -> Option<Failure> {
        let failing = self.failing.min(self.tokens.len());
        let tok = |at: usize| self.tokens.get(at).map(|token| token.tok);
        let before = |back: usize| failing.checked_sub(back).and_then(tok);
        if before(1) == Some(Tok::Newline) && before(2) == Some(Tok::Colon) && tok(failing) != Some(Tok::Indent) {
            let header = self.line_start(failing - 1);
            let line = self.source.line_col(self.tokens[header].start).0;
            let what = self.header_name(header)?;
            return Some(self.indentation(format!("expected an indented block after {what} on line {line}"), failing));
        }
        let lone_try = before(1) == Some(Tok::Newline) && tok(self.line_start(failing - 1)) == Some(Tok::Try);
        if tok(failing) == Some(Tok::Indent) && !lone_try {
            return Some(self.indentation("unexpected indent", failing));
        }
        if self.header_before(failing).and_then(tok) == Some(Tok::Try) {
            let failure = self.indentation("expected 'except' or 'finally' block", failing);
            return Some(failure.kind(super::ErrorKind::SyntaxError));
        }
        None
    }

    /// The first token of the compound statement's part, or of the line, that ends before the token `at`.
    pub(super) fn header_before(&self, at: usize) -> Option<usize> {
        match self.tokens.get(at.checked_sub(1)?)?.tok {
            Tok::Dedent => self.block_header(at - 1),
            Tok::Newline => Some(self.line_start(at - 1)),
            _ => None,
        }
    }

    /// The first token of the line that ends before `end`.
    fn line_start(&self, end: usize) -> usize {
        let boundary = |tok: Tok| matches!(tok, Tok::Newline | Tok::Indent | Tok::Dedent);
        self.tokens[..end].iter().rposition(|token| boundary(token.tok)).map_or(0, |at| at + 1)
    }

    /// The header of the block that the `Dedent` at `dedent` ends.
    fn block_header(&self, dedent: usize) -> Option<usize> {
        let mut open = 0;
        for at in (0..=dedent).rev() {
            match self.tokens[at].tok {
                Tok::Dedent => open += 1,
                Tok::Indent => open -= 1,
                _ => {}
            }
            if open == 0 {
                return Some(self.line_start(at.checked_sub(1)?));
            }
        }
        None
    }

    fn header_name(&self, header: usize) -> Option<String> {
        let at = header + usize::from(self.tokens[header].tok == Tok::Async);
        let star = self.tokens.get(at + 1).is_some_and(|token| token.tok == Tok::Star);
        Some(match self.tokens[at].tok {
            Tok::Def => "function definition".to_owned(),
            Tok::Class => "class definition".to_owned(),
            Tok::Except if star => "'except*' statement".to_owned(),
            Tok::If
            | Tok::Elif
            | Tok::Else
            | Tok::For
            | Tok::While
            | Tok::With
            | Tok::Try
            | Tok::Except
            | Tok::Finally
            | Tok::Match
            | Tok::Case => format!("'{}' statement", self.text_of(at)),
            _ => return None,
        })
    }
}
