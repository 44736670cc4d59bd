//! Functions: their frames, defaults, decorators, and the guard of a generator's body.

use std::sync::Arc;

use super::emit::{NOWHERE, Reg};
use super::scopes::{Part, ScopeId, ScopeKind};
use super::symbols::{has_annotations, parameters};
use super::unit::Compiler;
use super::{Step, calls};
use crate::bytecode::code::MOST_CELLS;
use crate::bytecode::{Code, Const, Op};
use crate::syntax::ast::{Arguments, Constant, Expr, ExprKind, FunctionDef, Name, Span, Stmt, StmtKind, Text};

/// What a function object is made from, in registers.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Defaults {
    pub positional: Option<Reg>,
    pub keyword: Option<Reg>,
}

/// So many decorators have a window each.
const MAX_DECORATORS: usize = 12;

impl<'a> Compiler<'a> {
    pub(super) fn function_def(&mut self, stmt: &'a Stmt, def: &'a FunctionDef) -> Step<()> {
        let mark = self.mark();
        let decorators = self.decorators(&def.decorator_list)?;
        let to = self.alloc()?;
        let first = def.decorator_list.first().map_or(stmt.span.start, |decorator| decorator.span.start);
        if def.type_params.is_empty() {
            let defaults = self.defaults(stmt.span, &def.args)?;
            self.function_object(stmt.span, first, def, defaults, to)?;
        } else {
            self.generic_function(stmt, def, first, to)?;
        }
        self.decorate(&def.decorator_list, &decorators);
        let value = decorators.first().copied().unwrap_or(to);
        self.store_name(&def.name.name, stmt.span, value)?;
        self.release(mark);
        Ok(())
    }

    /// Evaluates decorators, each into the base of a call's window; the decorated object comes into the next temporary.
    /// Very many of them go into one list, which stands where the only window would.
    pub(super) fn decorators(&mut self, decorators: &[Expr]) -> Step<Vec<Reg>> {
        let mut bases = Vec::new();
        if decorators.len() > MAX_DECORATORS {
            let list = self.alloc()?;
            self.emit(decorators[0].span, Op::BuildList, list, list, 0, 0);
            self.extend_list(decorators[0].span, list, decorators)?;
            let base = self.alloc_run(3)?;
            return Ok(vec![base]);
        }
        for decorator in decorators {
            let base = self.push(decorator)?;
            self.alloc_run(2)?;
            bases.push(base);
        }
        Ok(bases)
    }

    pub(super) fn decorate(&mut self, decorators: &[Expr], bases: &[Reg]) {
        if let [base] = *bases
            && decorators.len() > MAX_DECORATORS
        {
            for (index, decorator) in decorators.iter().enumerate().rev() {
                self.emit(decorator.span, Op::GetItemI, base, base - 1, 0, index as i32);
                self.emit(decorator.span, Op::Call, base, 1, 0, 0);
                if index > 0 {
                    self.emit(decorator.span, Op::Move, base + 3, base, 0, 0);
                }
            }
            return;
        }
        for (decorator, &base) in decorators.iter().zip(bases).rev() {
            self.emit(decorator.span, Op::Call, base, 1, 0, 0);
        }
    }

    pub(super) fn lambda(&mut self, span: Span, args: &Arguments, body: &Expr, to: Reg) -> Step<()> {
        let temp = self.scratch(to)?;
        let defaults = self.defaults(span, args)?;
        let id = self.table.find(args, Part::Body);
        let method = self.unit.kind == ScopeKind::Class;
        self.enter(id, "<lambda>".into(), span.start)?;
        self.unit.flags.method = method;
        self.parameters_frame(args)?;
        self.open_generator()?;
        let mark = self.mark();
        let value = self.expr(body)?;
        self.emit(body.span, Op::Return, value, 0, 0, 0);
        self.release(mark);
        self.close_generator()?;
        let code = self.leave()?;
        self.make_function(span, code, temp)?;
        self.set_defaults(span, temp, defaults);
        self.move_to(span, to, temp);
        Ok(())
    }

    /// Evaluates default values.
    pub(super) fn defaults(&mut self, span: Span, args: &Arguments) -> Step<Defaults> {
        let mut defaults = Defaults::default();
        if !args.defaults.is_empty() {
            let to = self.alloc()?;
            let mark = self.mark();
            let constants: Option<Vec<Const>> = args.defaults.iter().map(|default| self.constant(default)).collect();
            match constants {
                Some(items) => self.load_const(span, to, Const::Tuple(items.into()))?,
                None => self.tuple(span, &args.defaults, to)?,
            }
            self.release(mark);
            defaults.positional = Some(to);
        }
        if args.kw_defaults.iter().any(Option::is_some) {
            let to = self.alloc()?;
            self.emit(span, Op::BuildMap, to, to, 0, 0);
            for (arg, default) in args.kwonlyargs.iter().zip(&args.kw_defaults) {
                let Some(default) = default else { continue };
                let mark = self.mark();
                let key = self.alloc()?;
                let name = self.mangled(&arg.arg);
                self.load_str(arg.span, key, &name)?;
                let value = self.expr(default)?;
                self.emit(span, Op::MapAdd, to, key, value, 0);
                self.release(mark);
            }
            defaults.keyword = Some(to);
        }
        Ok(defaults)
    }

    pub(super) fn set_defaults(&mut self, span: Span, function: Reg, defaults: Defaults) {
        if let Some(reg) = defaults.positional {
            self.emit(span, Op::SetFuncAttr, function, reg, 0, 0);
        }
        if let Some(reg) = defaults.keyword {
            self.emit(span, Op::SetFuncAttr, function, reg, 1, 0);
        }
    }

    /// Makes the function of `def` in `to`, in the current unit.
    pub(super) fn function_object(&mut self, span: Span, first: u32, def: &'a FunctionDef, defaults: Defaults, to: Reg) -> Step<()> {
        let mark = self.mark();
        let annotate = if has_annotations(def) { Some(self.annotate_function(span, def)?) } else { None };
        let id = self.table.find(def, Part::Body);
        let code = self.function_code(id, first, def)?;
        self.make_function(span, code, to)?;
        self.set_defaults(span, to, defaults);
        if let Some(annotate) = annotate {
            self.emit(span, Op::SetFuncAttr, to, annotate, 2, 0);
        }
        self.release(mark);
        Ok(())
    }

    fn function_code(&mut self, id: ScopeId, first: u32, def: &'a FunctionDef) -> Step<Arc<Code>> {
        let method = self.unit.kind == ScopeKind::Class;
        self.enter(id, def.name.name.clone(), first)?;
        self.unit.flags.method = method;
        let doc = self.take_docstring(&def.body);
        if let Some(doc) = doc {
            self.unit.flags.has_docstring = true;
            self.add_const(Const::Str(doc))?;
        }
        self.parameters_frame(&def.args)?;
        self.open_generator()?;
        // what guards the body of a generator is a block to CPython
        self.unit.silent_blocks = usize::from(self.unit.flags.suspends());
        let body = if has_docstring(&def.body) { &def.body[1..] } else { &def.body[..] };
        self.body(body)?;
        self.emit(NOWHERE, Op::ReturnNone, 0, 0, 0, 0);
        self.close_generator()?;
        self.leave()
    }

    /// Gives the parameters their registers.
    pub(super) fn parameters_frame(&mut self, args: &Arguments) -> Step<()> {
        let mut names: Vec<Name> = Vec::new();
        for arg in parameters(args) {
            self.refuse_debug(&arg.arg, arg.span, "assign to")?;
            names.push(self.mangled(&arg.arg));
        }
        self.unit.argcount = (args.posonlyargs.len() + args.args.len()) as u32;
        self.unit.posonlyargcount = args.posonlyargs.len() as u32;
        self.unit.kwonlyargcount = args.kwonlyargs.len() as u32;
        self.unit.flags.varargs = args.vararg.is_some();
        self.unit.flags.varkeywords = args.kwarg.is_some();
        self.open_frame(&names)
    }

    /// `to` = a function of the code, with the cells of its free variables.
    pub(super) fn make_function(&mut self, span: Span, code: Arc<Code>, to: Reg) -> Step<()> {
        let mark = self.mark();
        let base = self.unit.next.min(255) as Reg;
        if code.freevars.len() > MOST_CELLS {
            let list = self.alloc()?;
            self.emit(span, Op::BuildList, list, list, 0, 0);
            for name in &code.freevars {
                let mark = self.mark();
                let cell = self.alloc()?;
                self.load_cell_itself(name, cell)?;
                self.emit(span, Op::ListAppend, list, cell, 0, 0);
                self.release(mark);
            }
            self.emit(span, Op::ListToTuple, list, list, 0, 0);
        } else {
            for name in &code.freevars {
                let cell = self.alloc()?;
                self.load_cell_itself(name, cell)?;
            }
        }
        let index = self.add_const(Const::Code(code))?;
        self.emit(span, Op::MakeFunction, to, base, 0, index);
        self.release(mark);
        Ok(())
    }

    // generators

    /// From here on, a `StopIteration` that leaves the body becomes a `RuntimeError` (PEP 479).
    pub(super) fn open_generator(&mut self) -> Step<()> {
        if self.unit.flags.suspends() {
            let mark = self.mark();
            let reg = self.alloc()?;
            self.release(mark);
            let target = self.label();
            self.unit.out.handler = self.unit.out.add_handler(target, reg);
        }
        Ok(())
    }

    /// The handler of `open_generator`.
    pub(super) fn close_generator(&mut self) -> Step<()> {
        if !self.unit.flags.suspends() {
            return Ok(());
        }
        self.unit.out.handler = 0;
        let handler = self.unit.out.handlers[0];
        let chunk = self.unit.out.enter_chunk();
        self.bind(handler.target);
        self.emit(NOWHERE, Op::Intrinsic, handler.reg, handler.reg, 0, 7);
        self.emit(NOWHERE, Op::Reraise, handler.reg, 0, 0, 0);
        self.unit.out.leave_chunk(chunk);
        Ok(())
    }

    // docstrings

    /// The docstring, cleaned, if there is one and it is to stay.
    pub(super) fn take_docstring(&self, body: &[Stmt]) -> Option<Text> {
        if self.options.optimize >= 2 || !has_docstring(body) {
            return None;
        }
        match &body[0].kind {
            StmtKind::Expr { value } => match &value.kind {
                ExprKind::Constant(Constant::Str(text)) => Some(clean_docstring(text)),
                _ => None,
            },
            _ => None,
        }
    }

    /// Stores a module's or class's docstring; gives the rest of the body.
    pub(super) fn docstring(&mut self, body: &'a [Stmt]) -> Step<&'a [Stmt]> {
        if self.interactive && self.outer.is_empty() || !has_docstring(body) {
            return Ok(body);
        }
        if let Some(doc) = self.take_docstring(body) {
            let mark = self.mark();
            let reg = self.alloc()?;
            self.load_const(body[0].span, reg, Const::Str(doc))?;
            self.store_name(&"__doc__".into(), body[0].span, reg)?;
            self.release(mark);
        }
        Ok(&body[1..])
    }

    /// `name` as a constant string in a new temporary.
    pub(super) fn push_str(&mut self, span: Span, name: &str) -> Step<Reg> {
        let to = self.alloc()?;
        self.load_const(span, to, calls::text(name))?;
        Ok(to)
    }
}

/// The body begins with a string.
pub(super) fn has_docstring(body: &[Stmt]) -> bool {
    let Some(Stmt { kind: StmtKind::Expr { value }, .. }) = body.first() else { return false };
    matches!(value.kind, ExprKind::Constant(Constant::Str(_)))
}

/// Takes away the indentation that all lines but the first share, as CPython does since 3.13.
fn clean_docstring(text: &Text) -> Text {
    let expanded = expand_tabs(text);
    let mut lines = expanded.split(|&byte| byte == b'\n');
    let indent = |line: &[u8]| line.iter().take_while(|&&byte| byte == b' ').count();
    let first = lines.next().unwrap_or(&[]);
    let rest: Vec<&[u8]> = lines.collect();
    let margin = rest.iter().filter(|line| indent(line) < line.len()).map(|line| indent(line)).min().unwrap_or(0);
    let mut clean = first[indent(first)..].to_vec();
    for line in rest {
        clean.push(b'\n');
        clean.extend(&line[indent(line).min(margin)..]);
    }
    clean.into()
}

/// Tabs to the next multiple of eight columns; columns are characters.
fn expand_tabs(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut column = 0;
    for &byte in text {
        match byte {
            b'\t' => {
                let width = 8 - column % 8;
                out.resize(out.len() + width, b' ');
                column += width;
            }
            b'\n' | b'\r' => {
                out.push(byte);
                column = 0;
            }
            _ => {
                out.push(byte);
                column += (byte & 0xC0 != 0x80) as usize;
            }
        }
    }
    out
}
