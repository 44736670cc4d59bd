//! Expressions nested so deep that registers run short: what the expressions around a part hold is put into a tuple.
//!
//! Operands are 8 bits wide, so a function has 256 registers, and a call's window takes three: some 80 nested calls, where
//! CPython's limit is the 200 brackets of its tokenizer. When fewer than `SCARCE` registers are left, the outermost
//! part opens a *chain*: a register that holds `None`. Each part within then saves the registers of the construct it is
//! part of, with the chain, in a tuple that becomes the chain, is evaluated in the registers so freed, and puts all back:
//!
//! ```text
//! f(a, g(b))      r3 = f   r6 = a   r7 = g(b)      chain = (f, a, chain); r3 = g(b); r7 = r3; r3, r6, chain = chain
//! ```
//!
//! An exception leaves a chain behind, which nobody reads; the next outermost part begins with `None`.

use super::Step;
use super::emit::Reg;
use super::unit::Compiler;
use crate::bytecode::Op;
use crate::syntax::ast::{Expr, ExprKind};

/// With fewer registers left than these, parts that are no plain name or constant make room first.
const SCARCE: usize = 60;

impl Compiler<'_> {
    /// Must this part of an expression make room first?
    pub(super) fn is_crowded(&self, part: &Expr) -> bool {
        let plain = matches!(part.kind, ExprKind::Constant(_) | ExprKind::Name { .. });
        !plain && (self.unit.chain.is_some() || self.room() < SCARCE)
    }

    /// Evaluates an argument of the call whose window stands at `base` into the next temporary.
    pub(super) fn push_argument(&mut self, base: Reg, argument: &Expr) -> Step<Reg> {
        if !self.is_crowded(argument) {
            return self.push(argument);
        }
        if self.unit.chain.is_some() {
            // the callee joins the arguments: what stands between belongs to the call itself
            self.emit(argument.span, Op::Move, base + 2, base, 0, 0);
        }
        let crowded = self.unit.chain.is_some();
        let to = self.push_saving(base, base + 2, argument)?;
        if crowded {
            self.emit(argument.span, Op::Move, base, base + 2, 0, 0);
        }
        Ok(to)
    }

    /// Evaluates an element of the display whose elements so far stand from `base` on into the next temporary. `to`, where
    /// the display is wanted, is free too.
    pub(super) fn push_element(&mut self, base: Reg, element: &Expr, to: Reg) -> Step<Reg> {
        if !self.is_crowded(element) {
            return self.push(element);
        }
        let first = if self.is_temp(to) && to as usize + 1 == base as usize { to } else { base };
        self.push_saving(first, base, element)
    }

    /// Evaluates what is needed beside the value in `held`, which is kept if it stands in the topmost temporary.
    pub(super) fn expr_after(&mut self, held: Reg, part: &Expr) -> Step<Reg> {
        let topmost = self.is_temp(held) && held as usize + 1 == self.mark();
        if topmost && self.is_crowded(part) { self.push_saving(held, held, part) } else { self.expr(part) }
    }

    /// Evaluates a part into the next temporary; the temporaries from `first` on are free meanwhile, and those from `live`
    /// on hold afterwards what they held before.
    fn push_saving(&mut self, first: Reg, live: Reg, part: &Expr) -> Step<Reg> {
        let span = part.span;
        let Some(chain) = self.unit.chain else {
            let chain = self.alloc()?;
            self.load_none(span, chain);
            self.unit.chain = Some(chain);
            let value = self.push(part);
            self.unit.chain = None;
            let value = value?;
            self.emit(span, Op::Move, chain, value, 0, 0);
            self.release(chain as usize + 1);
            return Ok(chain);
        };
        let last = self.alloc()?;
        let count = last - live;
        self.emit(span, Op::Move, last, chain, 0, 0);
        self.emit(span, Op::BuildTuple, chain, live, 0, i32::from(count) + 1);
        self.release(first as usize);
        let value = self.push(part)?;
        self.release(first as usize);
        self.alloc_run(last as usize + 1 - first as usize)?;
        self.move_to(span, last, value);
        for i in 0..count {
            self.emit(span, Op::GetItemI, live + i, chain, 0, i.into());
        }
        self.emit(span, Op::GetItemI, chain, chain, 0, count.into());
        Ok(last)
    }
}
