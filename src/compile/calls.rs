//! Calls: plain, of methods, with keywords, with stars, and `super()`.

use super::Step;
use super::emit::Reg;
use super::error;
use super::scopes::{ScopeKind, flag};
use super::unit::{Compiler, Slot};
use crate::bytecode::{Const, Op};
use crate::syntax::ast::{Expr, ExprKind, Ident, Keyword, Name, Span};

/// Calls with more arguments than this go through a list.
const MAX_ARGUMENTS: usize = 60;

/// The arguments of a call, or of a class's header.
#[derive(Clone, Copy)]
pub(super) struct Arguments<'e> {
    pub args: &'e [Expr],
    pub keywords: &'e [Keyword],
    /// one more positional argument, evaluated already
    pub tail: Option<Reg>,
}

impl Arguments<'_> {
    fn is_plain(&self) -> bool {
        self.args.len() + self.keywords.len() <= MAX_ARGUMENTS
            && !self.args.iter().any(|arg| matches!(arg.kind, ExprKind::Starred { .. }))
            && self.keywords.iter().all(|keyword| keyword.arg.is_some())
    }
}

impl Compiler<'_> {
    pub(super) fn call(&mut self, expr: &Expr, func: &Expr, args: &[Expr], keywords: &[Keyword], to: Reg) -> Step<()> {
        self.check_keywords(keywords)?;
        let arguments = Arguments { args, keywords, tail: None };
        if let ExprKind::Attribute { value, attr } = &func.kind
            && arguments.is_plain()
        {
            return self.method_call(expr.span, func.span, value, attr, arguments, to);
        }
        let base = self.window_of(func, to)?;
        self.call_window(expr.span, base, arguments, 0)?;
        self.move_to(expr.span, to, base);
        Ok(())
    }

    /// The base of a window whose first register holds the value of `callee`.
    fn window_of(&mut self, callee: &Expr, to: Reg) -> Step<Reg> {
        let base = if self.is_temp(to) && to as usize + 1 == self.unit.next { to } else { self.alloc()? };
        self.expr_to(callee, base)?;
        self.alloc_run(2)?;
        Ok(base)
    }

    /// Evaluates the arguments for the callee in `r[base]`, whose window is the top of the temporaries, and calls it.
    /// `first` arguments stand there already.
    pub(super) fn call_window(&mut self, span: Span, base: Reg, arguments: Arguments, first: usize) -> Step<()> {
        if !arguments.is_plain() {
            return self.call_spread(span, base, arguments, first);
        }
        for arg in arguments.args {
            self.push_argument(base, arg)?;
        }
        if let Some(tail) = arguments.tail {
            let to = self.alloc()?;
            self.move_to(span, to, tail);
        }
        let names = self.keyword_values(base, arguments.keywords)?;
        let count = (first + arguments.args.len() + arguments.tail.is_some() as usize + arguments.keywords.len()) as u8;
        match names {
            None => self.emit(span, Op::Call, base, count, 0, 0),
            Some(names) => self.emit(span, Op::CallKw, base, count, 0, names),
        }
        Ok(())
    }

    /// Pushes the keywords' values; gives the constant of their names.
    fn keyword_values(&mut self, base: Reg, keywords: &[Keyword]) -> Step<Option<i32>> {
        if keywords.is_empty() {
            return Ok(None);
        }
        let mut names = Vec::new();
        for keyword in keywords {
            self.push_argument(base, &keyword.value)?;
            if let Some(name) = &keyword.arg {
                names.push(text(name));
            }
        }
        self.add_const(Const::Tuple(names.into())).map(Some)
    }

    fn method_call(&mut self, span: Span, func: Span, object: &Expr, attr: &Ident, arguments: Arguments, to: Reg) -> Step<()> {
        let name = self.mangled(&attr.name);
        let at = self.attr_span(func, attr);
        let base;
        if arguments.args.iter().any(|arg| self.is_crowded(arg)) || arguments.keywords.iter().any(|k| self.is_crowded(&k.value)) {
            // a method's object may be missing from its window, and what is missing cannot be saved
            base = self.window_of(object, to)?;
            let index = self.name_index(&name);
            self.emit(at, Op::GetAttr, base, base, 0, index);
            self.call_window(self.method_span(span, at), base, arguments, 0)?;
            self.move_to(span, to, base);
            return Ok(());
        }
        if let ExprKind::Call { func, args, keywords } = &object.kind
            && self.is_bare_super(func, Arguments { args, keywords, tail: None })
            && self.super_cell().is_some()
            && self.has_parameter()
        {
            base = self.window(to)?;
            let index_of_super = self.name_index(&"super".into());
            self.emit(func.span, Op::LoadGlobal, base, 0, 0, index_of_super);
            let mark = self.mark();
            let (cell, this) = self.super_values(func.span)?;
            let index = self.name_index(&name);
            self.emit(at, Op::LoadSuperMethod, base, cell, this, index);
            self.release(mark);
        } else if self.variable(object).is_some() {
            base = self.window(to)?;
            let object = self.expr(object)?;
            let index = self.name_index(&name);
            self.emit(at, Op::LoadMethod, base, object, 0, index);
        } else {
            base = self.window_of(object, to)?;
            let index = self.name_index(&name);
            self.emit(at, Op::LoadMethod, base, base, 0, index);
        }
        self.alloc()?;
        for arg in arguments.args {
            self.push(arg)?;
        }
        let names = self.keyword_values(base, arguments.keywords)?;
        let count = (arguments.args.len() + arguments.keywords.len()) as u8;
        let span = self.method_span(span, at);
        match names {
            None => self.emit(span, Op::CallMethod, base, count, 0, 0),
            Some(names) => self.emit(span, Op::CallMethodKw, base, count, 0, names),
        }
        self.move_to(span, to, base);
        Ok(())
    }

    /// A call of a method in a chain over several lines shows from the method's name on.
    fn method_span(&self, call: Span, attr: Span) -> Span {
        Span { start: attr.start, end: call.end }
    }

    /// A call with `*`, `**` or very many arguments.
    fn call_spread(&mut self, span: Span, base: Reg, arguments: Arguments, first: usize) -> Step<()> {
        self.release(base as usize + 3);
        let list = self.alloc()?;
        let mut alone = false;
        match arguments.args {
            // A single `*` is spread after the keywords are gathered, as their errors come first.
            [Expr { kind: ExprKind::Starred { value }, .. }] if first == 0 && arguments.tail.is_none() => {
                if self.is_crowded(value) {
                    self.release(list as usize);
                    self.push_argument(base, value)?;
                } else {
                    self.expr_to(value, list)?;
                }
                alone = true;
            }
            args => {
                if first > 0 {
                    // They stand at `base + 3` on, where the list goes.
                    self.emit(span, Op::BuildList, list, list, 0, first as i32);
                } else {
                    self.emit(span, Op::BuildList, list, list, 0, 0);
                }
                self.extend_list(span, list, args)?;
                if let Some(tail) = arguments.tail {
                    self.emit(span, Op::ListAppend, list, tail, 0, 0);
                }
            }
        }
        let mut dict = 0;
        if let [Keyword { arg: None, value, .. }] = arguments.keywords
            && alone
        {
            // `f(*args, **keywords)`: the call only reads them
            let to = self.alloc()?;
            let mark = self.mark();
            let value = if self.is_crowded(value) { self.push_argument(base, value)? } else { self.expr(value)? };
            self.emit(span, Op::StarKeywords, to, value, base, 0);
            self.release(mark);
            dict = 1;
        } else if !arguments.keywords.is_empty() {
            let to = self.alloc()?;
            self.emit(span, Op::BuildMap, to, to, 0, 0);
            for keyword in arguments.keywords {
                let mark = self.mark();
                match &keyword.arg {
                    None => {
                        let value = if self.is_crowded(&keyword.value) {
                            self.push_argument(base, &keyword.value)?
                        } else {
                            self.expr(&keyword.value)?
                        };
                        self.emit(span, Op::DictMerge, to, value, base, 0);
                    }
                    Some(name) => {
                        // One at a time through a mapping of one, so that a name given twice is an error.
                        let pair = self.alloc_run(2)?;
                        self.load_str(keyword.span, pair, name)?;
                        self.expr_to(&keyword.value, pair + 1)?;
                        self.emit(span, Op::BuildMap, pair, pair, 0, 1);
                        self.emit(span, Op::DictMerge, to, pair, base, 0);
                    }
                }
                self.release(mark);
            }
            dict = 1;
        }
        if alone {
            self.emit(span, Op::StarArgs, list, list, base, 0);
        }
        self.unit.highest = self.unit.highest.max(base as usize + 5);
        self.emit(span, Op::CallEx, base, dict, 0, 0);
        Ok(())
    }

    fn check_keywords(&self, keywords: &[Keyword]) -> Step<()> {
        for (index, keyword) in keywords.iter().enumerate() {
            let Some(name) = &keyword.arg else { continue };
            self.refuse_debug(name, keyword.span, "assign to")?;
            if keywords[..index].iter().any(|before| before.arg.as_ref() == Some(name)) {
                return error(format!("keyword argument repeated: {name}"), keyword.span);
            }
        }
        Ok(())
    }

    /// The keywords of a class's header are checked like a call's.
    pub(super) fn check_class_keywords(&self, keywords: &[Keyword]) -> Step<()> {
        self.check_keywords(keywords)
    }

    // super()

    fn is_bare_super(&self, func: &Expr, arguments: Arguments) -> bool {
        let ExprKind::Name { id } = &func.kind else { return false };
        &**id == "super"
            && arguments.args.is_empty()
            && arguments.keywords.is_empty()
            && self.unit.kind.is_function_like()
            && self.is_global(id)
    }

    fn super_cell(&self) -> Option<Name> {
        let name: Name = "__class__".into();
        self.free_index(&name).map(|_| name)
    }

    /// Is there a first parameter, one that no `del` takes away?
    fn has_parameter(&self) -> bool {
        let deleted = |name: &Name| self.scope().symbols.get(name).is_some_and(|flags| flags & flag::DELETED != 0);
        self.unit.argcount > 0 && !deleted(&self.unit.varnames[0]) || matches!(self.unit.kind, ScopeKind::Comprehension(_))
    }

    /// The class and the first parameter, in registers.
    fn super_values(&mut self, span: Span) -> Step<(Reg, Reg)> {
        let class: Name = "__class__".into();
        let cell = self.alloc()?;
        self.load_name(&class, span, cell)?;
        let first = self.unit.varnames[0].clone();
        let this = match self.unit.locals[&first] {
            Slot::Reg(reg) => {
                let index = self.name_index(&first);
                self.emit(span, Op::CheckLocal, reg, 0, 0, index);
                reg
            }
            _ => {
                let to = self.alloc()?;
                let holder = 0;
                let index = self.name_index(&first);
                self.emit(span, Op::LoadCell, to, holder, 0, 0);
                self.emit(span, Op::CheckDeref, to, 0, 0, index);
                self.unit.out.harden();
                to
            }
        };
        Ok((cell, this))
    }
}

/// A name as a constant string.
pub(super) fn text(name: &str) -> Const {
    Const::Str(name.as_bytes().into())
}
