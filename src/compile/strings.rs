//! f-strings and t-strings.

use super::Step;
use super::emit::Reg;
use super::unit::Compiler;
use crate::bytecode::{Const, Op};
use crate::syntax::ast::{Expr, ExprKind, Span, Text};

/// The number of a conversion in an operand.
fn conversion_number(conversion: Option<char>) -> u8 {
    match conversion {
        Some('s') => 1,
        Some('r') => 2,
        Some('a') => 3,
        _ => 0,
    }
}

impl Compiler<'_> {
    pub(super) fn joined_str(&mut self, span: Span, values: &[Expr], to: Reg) -> Step<()> {
        match values {
            [] => return self.load_str(span, to, ""),
            [only] if matches!(only.kind, ExprKind::FormattedValue { .. }) => return self.expr_to(only, to),
            _ => {}
        }
        let base = self.unit.next as Reg;
        let chunk = self.chunk().max(2);
        let mut count = 0;
        for value in values {
            if count == chunk {
                // What is there so far becomes one piece.
                self.emit(span, Op::BuildString, base, base, 0, count as i32);
                self.release(base as usize + 1);
                count = 1;
            }
            self.push(value)?;
            count += 1;
        }
        self.emit(span, Op::BuildString, to, base, 0, count as i32);
        Ok(())
    }

    pub(super) fn formatted_value(&mut self, span: Span, value: &Expr, conversion: Option<char>, spec: Option<&Expr>, to: Reg) -> Step<()> {
        let conversion = conversion_number(conversion);
        match spec {
            None => {
                let value = self.expr(value)?;
                self.emit(span, Op::FormatValue, to, value, conversion, 0);
            }
            Some(spec) => {
                let value = self.operand(value, &[spec])?;
                let spec = self.expr(spec)?;
                self.emit(span, Op::FormatSpec, to, value, spec, conversion as i32);
            }
        }
        Ok(())
    }

    /// The strings between the interpolations, always one more than these, and the interpolations.
    pub(super) fn template_str(&mut self, span: Span, values: &[Expr], to: Reg) -> Step<()> {
        let mut strings: Vec<Const> = Vec::new();
        let mut pending: Option<Text> = None;
        let mut interpolations = Vec::new();
        for value in values {
            match (&value.kind, self.constant(value)) {
                (_, Some(Const::Str(text))) => {
                    pending = Some(match pending {
                        None => text,
                        Some(before) => [&before[..], &text[..]].concat().into(),
                    });
                }
                _ => {
                    strings.push(Const::Str(pending.take().unwrap_or_else(|| Text::from(&b""[..]))));
                    interpolations.push(value);
                }
            }
        }
        strings.push(Const::Str(pending.unwrap_or_else(|| Text::from(&b""[..]))));
        let texts = self.alloc()?;
        let tuple = self.alloc()?;
        self.load_const(span, texts, Const::Tuple(strings.into()))?;
        if interpolations.len() <= self.chunk() {
            let base = self.unit.next as Reg;
            for value in &interpolations {
                self.push(value)?;
            }
            self.emit(span, Op::BuildTuple, tuple, base, 0, interpolations.len() as i32);
        } else {
            self.emit(span, Op::BuildList, tuple, tuple, 0, 0);
            for value in interpolations {
                let mark = self.mark();
                let value = self.push(value)?;
                self.emit(span, Op::ListAppend, tuple, value, 0, 0);
                self.release(mark);
            }
            self.emit(span, Op::ListToTuple, tuple, tuple, 0, 0);
        }
        self.emit(span, Op::BuildTemplate, to, texts, tuple, 0);
        Ok(())
    }

    pub(super) fn interpolation(&mut self, expr: &Expr, to: Reg) -> Step<()> {
        let ExprKind::Interpolation { value, text, conversion, format_spec } = &expr.kind else { return Ok(()) };
        let base = self.push(value)?;
        let written = self.alloc()?;
        self.load_const(expr.span, written, Const::Str(text.clone()))?;
        match format_spec {
            Some(spec) => _ = self.push(spec)?,
            None => {
                let spec = self.alloc()?;
                self.load_str(expr.span, spec, "")?;
            }
        }
        self.emit(expr.span, Op::BuildInterpolation, to, base, conversion_number(*conversion), 0);
        Ok(())
    }
}
