//! Comprehensions. A generator expression is a function of its own; the others run in the frame they stand in (PEP 709),
//! with registers of their own for their variables.

use super::emit::{Label, NOWHERE, Reg};
use super::scopes::{Binding, CompKind, Part, ScopeId, ScopeKind};
use super::statements::next_op;
use super::unit::{Compiler, Slot};
use super::{Step, error};
use crate::bytecode::{Const, Op};
use crate::syntax::ast::{Comprehension, Expr, ExprKind, Name, Span};
use crate::text::quick_map::QuickMap;

/// What a comprehension does with each element.
struct Product<'e> {
    kind: CompKind,
    elt: &'e Expr,
    value: Option<&'e Expr>,
    /// the list, set or dictionary
    into: Reg,
}

/// With fewer registers left than these, iterators wait in a dict.
const CROWDED: usize = 80;

/// More loops than these, or variables, and a comprehension gets a function of its own, where variables need no registers.
pub(super) const MOST_INLINED: usize = 40;

/// Where the iterator of a loop is.
enum Iterator {
    Reg(Reg),
    /// under this key of the dict
    Kept(Reg, i64),
}

/// A loop whose end is not compiled yet.
struct Loop {
    mark: usize,
    /// the first register that the loop itself uses, where its iterator waits in a dict
    held: usize,
    source: Iterator,
    again: Label,
    done: Label,
    body: Label,
    item: (Reg, Option<Reg>),
    end: Label,
}

impl Compiler<'_> {
    pub(super) fn comprehension(
        &mut self,
        expr: &Expr,
        kind: CompKind,
        elt: &Expr,
        value: Option<&Expr>,
        generators: &[Comprehension],
        to: Reg,
    ) -> Step<()> {
        let id = self.table.find(expr, Part::Body);
        let scope = &self.table.scopes[id];
        let Some(first) = generators.first() else { return error("comprehension without a loop", expr.span) };
        if !scope.inlined {
            return self.comprehension_function(expr, id, kind, elt, value, generators, to);
        }
        let into = self.scratch(to)?;
        let iterator = self.alloc()?;
        let mark = self.mark();
        let source = self.iterable(first)?;
        self.emit(first.iter.span, if first.is_async { Op::GetAIter } else { Op::GetIter }, iterator, source, 0, 0);
        self.release(mark);
        self.open_silent_block(expr.span)?;
        let frame = self.comprehension_frame(id)?;
        self.unit.comprehensions.push(frame);
        self.start(expr.span, kind, into);
        let product = Product { kind, elt, value, into };
        self.generators(generators, Some(iterator), &product)?;
        self.unit.comprehensions.pop();
        self.unit.silent_blocks -= 1;
        if self.spread {
            // the end of a loop is no line to a tracer: what it was told last is the element
            self.unit.out.silent_line(elt.span);
        }
        self.move_to(expr.span, to, into);
        Ok(())
    }

    /// Registers for the variables of an inlined comprehension.
    fn comprehension_frame(&mut self, id: ScopeId) -> Step<QuickMap<Name, Slot>> {
        let scope = &self.table.scopes[id];
        let mut frame = QuickMap::default();
        for name in &scope.order {
            let slot = match scope.bindings[name] {
                Binding::Local => Slot::Reg(self.alloc()?),
                Binding::Cell => Slot::Cell(self.alloc()?),
                _ => continue,
            };
            match slot {
                Slot::Reg(reg) => self.unit.out.init(reg),
                Slot::Cell(reg) => {
                    self.unit.out.init(reg);
                    self.emit(NOWHERE, Op::MakeCell, reg, 0, 0, 0);
                }
                Slot::Spilled => {}
            }
            frame.insert(name.clone(), slot);
        }
        Ok(frame)
    }

    fn start(&mut self, span: Span, kind: CompKind, into: Reg) {
        let op = match kind {
            CompKind::List => Op::BuildList,
            CompKind::Set => Op::BuildSet,
            CompKind::Dict => Op::BuildMap,
            CompKind::Generator => return,
        };
        self.emit(span, op, into, into, 0, 0);
    }

    /// The loops from the first of `generators` on, and the element inside.
    fn generators(&mut self, generators: &[Comprehension], iterator: Option<Reg>, product: &Product) -> Step<()> {
        let mut kept = None;
        let mut open = Vec::new();
        for (index, generator) in generators.iter().enumerate() {
            open.push(self.open_loop(generator, iterator.filter(|_| index == 0), index, &mut kept)?);
        }
        self.element(product)?;
        while let Some(inner) = open.pop() {
            self.close_loop(&generators[open.len()], inner)?;
        }
        Ok(())
    }

    /// The head of a loop. Where registers run short its iterator waits in a dict, in the register `kept`.
    fn open_loop(&mut self, generator: &Comprehension, iterator: Option<Reg>, index: usize, kept: &mut Option<Reg>) -> Step<Loop> {
        let mark = self.mark();
        let crowded = iterator.is_none() && !generator.is_async && self.room() < CROWDED;
        if crowded && kept.is_none() {
            let dict = self.alloc()?;
            self.emit(generator.iter.span, Op::BuildMap, dict, dict, 0, 0);
            *kept = Some(dict);
        }
        let held = self.mark();
        let iterator = match iterator {
            Some(iterator) => iterator,
            None => {
                let iterator = self.alloc()?;
                let mark = self.mark();
                let source = self.iterable(generator)?;
                let op = if generator.is_async { Op::GetAIter } else { Op::GetIter };
                self.emit(generator.iter.span, op, iterator, source, 0, 0);
                self.release(mark);
                iterator
            }
        };
        let source = match (crowded, *kept) {
            (true, Some(dict)) => {
                let key = self.alloc()?;
                self.load_const(NOWHERE, key, Const::Int(index as i64))?;
                self.emit(NOWHERE, Op::SetItem, dict, key, iterator, 0);
                self.release(held);
                Iterator::Kept(dict, index as i64)
            }
            _ => Iterator::Reg(iterator),
        };
        let (again, done) = (self.label(), self.label());
        let (mut body, mut item) = (again, (0, None));
        if generator.is_async {
            self.open_silent_block(generator.iter.span)?;
            self.async_next(generator.iter.span, again, done, iterator, &generator.target)?;
        } else {
            body = self.label();
            self.jump(NOWHERE, again);
            self.bind(body);
            item = self.bind_item(&generator.target)?;
            match item.1 {
                Some(temp) => self.store(&generator.target, temp)?,
                None => self.pass(&generator.target),
            }
            if crowded {
                self.release(held);
            }
        }
        let end = self.show_variables(&generator.target);
        for test in &generator.ifs {
            self.jump_if(test, false, again)?;
        }
        Ok(Loop { mark, held, source, again, done, body, item, end })
    }

    /// The end of a loop, whose inner ones have ended.
    fn close_loop(&mut self, generator: &Comprehension, inner: Loop) -> Step<()> {
        let Loop { mark, held, source, again, done, body, item, end } = inner;
        self.bind(end);
        if generator.is_async {
            self.unit.silent_blocks -= 1;
            self.jump(NOWHERE, again);
        } else {
            self.bind(again);
            let iterator = match source {
                Iterator::Reg(iterator) => iterator,
                Iterator::Kept(dict, key) => {
                    // behind the item's register
                    self.release(held);
                    let iterator = self.alloc_run(2)? + 1;
                    self.load_const(NOWHERE, iterator, Const::Int(key))?;
                    self.emit(NOWHERE, Op::GetItem, iterator, dict, iterator, 0);
                    iterator
                }
            };
            self.unit.out.jump(generator.iter.span, next_op(&generator.target, item.1), item.0, iterator, 0, body);
        }
        self.bind(done);
        self.release(mark);
        Ok(())
    }

    /// From here to the label that it gives, `locals()` shows the variables of this target, if they are of a comprehension that has no
    /// function of its own.
    fn show_variables(&mut self, target: &Expr) -> Label {
        let end = self.label();
        let mut names = Vec::new();
        names_in(target, &mut names);
        let own = self.unit.comprehensions.last();
        let slots: Vec<_> = names.into_iter().filter_map(|name| Some((name.clone(), *own?.get(name)?))).collect();
        if !slots.is_empty() {
            let start = self.label();
            self.bind(start);
            for (name, slot) in slots {
                if let Slot::Reg(reg) | Slot::Cell(reg) = slot {
                    self.unit.inlined.push((name, reg, start, end));
                }
            }
        }
        end
    }

    /// The register that a loop's item goes to, and again if it must be stored into the target from there.
    pub(super) fn bind_item(&mut self, target: &Expr) -> Step<(Reg, Option<Reg>)> {
        match self.variable(target) {
            Some(reg) => Ok((reg, None)),
            None => {
                let temp = self.alloc()?;
                Ok((temp, Some(temp)))
            }
        }
    }

    /// The head of an asynchronous loop: the next item into the target, or on to `done`.
    pub(super) fn async_next(
        &mut self,
        span: Span,
        again: super::emit::Label,
        done: super::emit::Label,
        iterator: Reg,
        target: &Expr,
    ) -> Step<()> {
        let mark = self.mark();
        let ended = self.label();
        let exc = self.alloc()?;
        let outside = self.unit.out.handler;
        self.bind(again);
        self.unit.out.handler = self.unit.out.add_handler(ended, exc);
        let awaitable = self.alloc()?;
        self.emit(span, Op::GetANext, awaitable, iterator, 0, 0);
        let value = self.delegate(span, awaitable, 2)?;
        self.unit.out.handler = outside;
        self.store(target, value)?;
        let chunk = self.unit.out.enter_chunk();
        self.bind(ended);
        self.unit.out.jump(span, Op::EndAsyncFor, exc, 0, 0, done);
        self.unit.out.leave_chunk(chunk);
        self.release(mark);
        Ok(())
    }

    /// What a loop of a comprehension runs over.
    fn iterable(&mut self, generator: &Comprehension) -> Step<Reg> {
        if generator.is_async { self.expr(&generator.iter) } else { self.looped(&generator.iter) }
    }

    /// What a loop runs over; a display of constants is a constant.
    pub(super) fn looped(&mut self, expr: &Expr) -> Step<Reg> {
        if let Some(items @ (Const::Tuple(_) | Const::FrozenSet(_))) = self.constant_display(expr)
            && items != Const::Tuple([].into())
        {
            let to = self.alloc()?;
            self.load_const(expr.span, to, items)?;
            return Ok(to);
        }
        self.expr(expr)
    }

    fn element(&mut self, product: &Product) -> Step<()> {
        let mark = self.mark();
        let elt = product.elt;
        match product.kind {
            CompKind::List => {
                let value = self.expr(elt)?;
                self.emit(elt.span, Op::ListAppend, product.into, value, 0, 0);
            }
            CompKind::Set => {
                let value = self.expr(elt)?;
                self.emit(elt.span, Op::SetAdd, product.into, value, 0, 0);
            }
            CompKind::Dict => {
                let Some(value) = product.value else { return Ok(()) };
                let key = self.operand(elt, &[value])?;
                let item = self.expr(value)?;
                self.emit(elt.span.to(value.span), Op::MapAdd, product.into, key, item, 0);
            }
            CompKind::Generator => {
                let mut value = self.expr(elt)?;
                if self.unit.flags.async_generator {
                    let wrapped = self.alloc()?;
                    self.emit(elt.span, Op::AsyncGenWrap, wrapped, value, 0, 0);
                    value = wrapped;
                }
                let sent = self.alloc()?;
                self.emit_yield(elt.span, sent, value, 0);
            }
        }
        self.release(mark);
        Ok(())
    }

    /// A comprehension with a frame of its own: a generator expression, or one that must not see a class's names.
    #[expect(clippy::too_many_arguments, reason = "the parts of one node")]
    fn comprehension_function(
        &mut self,
        expr: &Expr,
        id: ScopeId,
        kind: CompKind,
        elt: &Expr,
        value: Option<&Expr>,
        generators: &[Comprehension],
        to: Reg,
    ) -> Step<()> {
        let base = self.window(to)?;
        let method = self.unit.kind == ScopeKind::Class;
        self.enter(id, self.table.scopes[id].name.clone(), expr.span.start)?;
        self.unit.flags.method = method;
        self.unit.argcount = 1;
        if kind != CompKind::Generator {
            let coroutine = self.unit.flags.coroutine || self.unit.flags.async_generator;
            (self.unit.flags.coroutine, self.unit.flags.async_generator, self.unit.flags.generator) = (coroutine, false, false);
        }
        self.open_frame(&[".0".into()])?;
        self.open_generator()?;
        let into = self.alloc()?;
        self.pass(expr);
        self.start(expr.span, kind, into);
        let product = Product { kind, elt, value, into };
        self.generators(generators, Some(0), &product)?;
        match kind {
            CompKind::Generator => self.emit(generators[0].iter.span, Op::ReturnNone, 0, 0, 0, 0),
            _ => self.emit(expr.span, Op::Return, into, 0, 0, 0),
        }
        self.close_generator()?;
        let awaited = self.unit.flags.coroutine && kind != CompKind::Generator;
        let code = self.leave()?;
        let mark = self.mark();
        self.make_function(expr.span, code, base)?;
        self.release(mark);
        let first = &generators[0];
        let iterator = if first.is_async { Op::GetAIter } else { Op::GetIter };
        if self.is_crowded(&first.iter) {
            let argument = self.push_argument(base, &first.iter)?;
            self.emit(first.iter.span, iterator, argument, argument, 0, 0);
        } else {
            let argument = self.alloc()?;
            let mark = self.mark();
            let source = self.iterable(first)?;
            self.emit(first.iter.span, iterator, argument, source, 0, 0);
            self.release(mark);
        }
        self.emit(expr.span, Op::Call, base, 1, 0, 0);
        if awaited {
            let iterator = self.alloc()?;
            self.emit(expr.span, Op::GetAwaitable, iterator, base, 0, 0);
            let result = self.delegate(expr.span, iterator, 2)?;
            self.move_to(expr.span, to, result);
            return Ok(());
        }
        self.move_to(expr.span, to, base);
        Ok(())
    }
}

/// The names that a target binds.
pub(super) fn names_in<'e>(target: &'e Expr, names: &mut Vec<&'e Name>) {
    match &target.kind {
        ExprKind::Name { id } => names.push(id),
        ExprKind::Tuple { elts } | ExprKind::List { elts } => elts.iter().for_each(|elt| names_in(elt, names)),
        ExprKind::Starred { value } => names_in(value, names),
        _ => {}
    }
}
