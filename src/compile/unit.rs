//! One `Code` in the making, and the compiler's state around it.
//!
//! Registers: parameters, locals, then temporaries, which are taken and given back like a stack: whoever takes some
//! releases to the mark it started from. A local beyond the first `MAX_LOCALS` lives in a dictionary that one register
//! holds, since calls' windows end the life of every register past them.

use std::sync::Arc;

use super::emit::{Emitter, Label, NOWHERE, Reg};
use super::exceptions::Block;
use super::scopes::{Binding, Scope, ScopeId, ScopeKind, Table, flag};
use super::symbols::mangle;
use super::{Guard, Options, Output, Step, error, finish, fold};
use crate::bytecode::code::{Comprehended, SPILLED};
use crate::bytecode::effects::{Access, Operands, accesses};
use crate::bytecode::{Code, CodeFlags, Const, Op};
use crate::syntax::ast::{Expr, Mod, Name, Span, Stmt};
use crate::syntax::{Failure, Source};
use crate::text::quick_map::QuickMap;

/// So many locals have registers.
const MAX_LOCALS: usize = 180;

/// Where a local lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slot {
    Reg(Reg),
    /// the register holds a cell
    Cell(Reg),
    /// in the dictionary of locals without a register
    Spilled,
}

/// The code being made.
pub(super) struct Unit<'a> {
    pub scope: ScopeId,
    pub kind: ScopeKind,
    pub name: Name,
    pub qualname: Name,
    pub first_line: u32,
    pub flags: CodeFlags,
    pub argcount: u32,
    pub posonlyargcount: u32,
    pub kwonlyargcount: u32,
    pub out: Emitter,
    pub locals: QuickMap<Name, Slot>,
    pub varnames: Vec<Name>,
    pub local_regs: Vec<u32>,
    /// variables of comprehensions that have no function of their own: from where to where each has a value
    pub inlined: Vec<(Name, Reg, Label, Label)>,
    pub cellvars: Vec<Name>,
    pub free: Vec<Name>,
    pub spill: Option<Reg>,
    /// the next free temporary
    pub next: usize,
    /// registers in use at most
    pub highest: usize,
    /// temporaries start here
    pub first_temp: usize,
    /// variables of the inlined comprehensions around this place, innermost last
    pub comprehensions: Vec<QuickMap<Name, Slot>>,
    pub blocks: Vec<Block<'a>>,
    pub names: Vec<Name>,
    name_index: QuickMap<Name, i32>,
    pub consts: Vec<Const>,
    const_index: QuickMap<Vec<u8>, i32>,
    /// the class that mangles private names
    pub class: Option<Name>,
    /// attributes that methods set on their first parameter, for a class
    pub static_attributes: Vec<Name>,
    /// annotations of plain names seen so far: name, expression, index if conditional
    pub annotations: Vec<(Name, &'a Expr, Option<i32>)>,
    /// blocks that count for nesting and need nothing when they are left: comprehensions, a generator's body
    pub silent_blocks: usize,
    /// cells that a class's body makes, by name
    pub class_cells: Vec<(&'static str, Reg)>,
    /// where the registers of the constructs around this place are saved, see `crowded`
    pub chain: Option<Reg>,
}

pub(super) struct Compiler<'a> {
    pub source: &'a Source,
    pub options: Options,
    pub table: &'a Table,
    guard: Guard,
    pub unit: Unit<'a>,
    pub outer: Vec<Unit<'a>>,
    filename: Name,
    pub interactive: bool,
    /// the statement being compiled
    pub place: Span,
    /// the statement's own expressions stand on several lines
    pub spread: bool,
    /// addresses of the statements that may import from `__future__`
    pub future_statements: Vec<usize>,
}

impl<'a> Compiler<'a> {
    pub(super) fn new(source: &'a Source, options: Options, table: &'a Table, guard: Guard) -> Compiler<'a> {
        let scope = &table.scopes[0];
        let name: Name = "<module>".into();
        let unit = Unit::new(0, scope, name.clone(), name, 1, None);
        let filename = source.filename().into();
        Compiler {
            source,
            options,
            table,
            guard,
            unit,
            outer: Vec::new(),
            filename,
            interactive: false,
            place: Span { start: 0, end: 0 },
            spread: false,
            future_statements: Vec::new(),
        }
    }

    /// Compiles the whole.
    pub(super) fn module(mut self, module: &'a Mod) -> Step<Output> {
        self.unit.next = 1;
        self.unit.first_temp = 1;
        self.unit.highest = 1;
        match module {
            Mod::Module { body } => self.module_body(body)?,
            Mod::Interactive { body } => {
                self.interactive = true;
                self.module_body(body)?;
            }
            Mod::Expression { body } => {
                let value = self.expr(body)?;
                self.emit(body.span, Op::Return, value, 0, 0, 0);
            }
        }
        if self.options.top_level_await && (self.table.scopes[0].coroutine || self.table.scopes[0].generator) {
            self.unit.flags.coroutine = true;
        }
        let code = self.finish_unit()?;
        Ok(Output { code, future_annotations: self.table.future_annotations })
    }

    pub(super) fn scope(&self) -> &'a Scope {
        &self.table.scopes[self.unit.scope]
    }

    /// Makes a new unit current. `qualified` is its name in `__qualname__`.
    pub(super) fn enter(&mut self, scope: ScopeId, name: Name, first: u32) -> Step<()> {
        let class = self.unit.class.clone();
        let qualname = self.qualname(&name);
        let line = self.source.line_col(first).0;
        let unit = Unit::new(scope, &self.table.scopes[scope], name, qualname, line, class);
        let outer = std::mem::replace(&mut self.unit, unit);
        self.outer.push(outer);
        Ok(())
    }

    /// Finishes the current unit and goes back to the one around it.
    pub(super) fn leave(&mut self) -> Step<Arc<Code>> {
        let code = self.finish_unit()?;
        self.unit = self.outer.pop().expect("enter and leave come in pairs");
        Ok(code)
    }

    fn finish_unit(&mut self) -> Step<Arc<Code>> {
        self.unit.flags.future_annotations = self.table.future_annotations;
        let spare = Unit::new(self.unit.scope, self.scope(), "".into(), "".into(), 0, None);
        let unit = std::mem::replace(&mut self.unit, spare);
        let mut code = finish::finish(unit, self.source, self.filename.clone(), self.scope().introspects);
        order_variables(&mut code);
        if self.scope().children.iter().any(|&child| self.table.scopes[child].inlined) {
            let first = first_uses(&code);
            self.comprehended(self.unit.scope, &first, &mut code);
            code.comprehended.sort_by_key(|one| one.before);
        }
        Ok(Arc::new(code))
    }

    /// Gathers the names that the inlined comprehensions of a scope bind. They stand where the code comes to them, between
    /// the variables that it has come to before and those that it comes to later: `first` says where it comes to each.
    fn comprehended(&self, scope: ScopeId, first: &[u32], code: &mut Code) {
        let around = &self.table.scopes[scope];
        for &child in &around.children {
            let inner = &self.table.scopes[child];
            if !inner.inlined || inner.forgotten {
                continue;
            }
            for name in &inner.order {
                let binding = inner.bindings[name];
                if !matches!(binding, Binding::Local | Binding::Cell) {
                    continue;
                }
                let cell = binding == Binding::Cell;
                let start = code.inlined.iter().filter(|local| local.name == *name).map(|local| local.start).min();
                let parameters = code.parameter_count() as usize;
                let later = |&at: &usize| start.is_some_and(|start| first[at] > start);
                let place = (parameters..code.varnames.len()).find(later).unwrap_or(code.varnames.len()) as u32;
                match code.comprehended.iter_mut().find(|known| known.name == *name) {
                    Some(known) => known.cell |= cell,
                    None if code.varnames.contains(name) && !code.cellvars.contains(name) => {}
                    None => code.comprehended.push(Comprehended { name: name.clone(), before: place, cell }),
                }
            }
            self.comprehended(child, first, code);
        }
    }

    /// The dotted name of a definition in the current unit.
    pub(super) fn qualname(&self, name: &Name) -> Name {
        let mut at = &self.unit;
        let mut depth = self.outer.len();
        // One scope of annotations or type parameters does not show in names.
        let hidden = matches!(at.kind, ScopeKind::TypeParams | ScopeKind::Annotations | ScopeKind::TypeAlias | ScopeKind::TypeVariable(_));
        if hidden && depth > 0 {
            depth -= 1;
            at = &self.outer[depth];
        }
        if depth == 0 && at.kind == ScopeKind::Module {
            return name.clone();
        }
        let mangled = mangle(self.unit.class.as_ref(), name);
        let scope = &self.table.scopes[at.scope];
        if scope.bindings.get(&mangled) == Some(&Binding::GlobalExplicit) {
            return name.clone();
        }
        match at.kind {
            ScopeKind::Function | ScopeKind::Lambda => format!("{}.<locals>.{}", at.qualname, name).into(),
            _ => format!("{}.{}", at.qualname, name).into(),
        }
    }

    pub(super) fn check_depth(&self, span: Span) -> Step<()> {
        self.guard.check(span)
    }

    /// The constant that an expression is, if it is one.
    pub(super) fn constant(&self, expr: &Expr) -> Option<Const> {
        fold::value(expr, &self.table.folded)
    }

    // instructions

    pub(super) fn emit(&mut self, span: Span, op: Op, a: Reg, b: Reg, c: Reg, imm: i32) {
        self.unit.out.emit(span, op, a, b, c, imm);
    }

    pub(super) fn jump(&mut self, span: Span, target: Label) {
        self.unit.out.jump(span, Op::Jump, 0, 0, 0, target);
    }

    pub(super) fn jump_on(&mut self, span: Span, op: Op, a: Reg, b: Reg, target: Label) {
        self.unit.out.jump(span, op, a, b, 0, target);
    }

    pub(super) fn label(&mut self) -> Label {
        self.unit.out.label()
    }

    pub(super) fn bind(&mut self, label: Label) {
        self.unit.out.bind(label);
    }

    pub(super) fn move_to(&mut self, span: Span, to: Reg, from: Reg) {
        if to != from {
            self.emit(span, Op::Move, to, from, 0, 0);
        }
    }

    pub(super) fn load_none(&mut self, span: Span, to: Reg) {
        self.emit(span, Op::LoadImm, to, 0, 0, 4);
    }

    /// Puts a constant into a register by the shortest way.
    pub(super) fn load_const(&mut self, span: Span, to: Reg, value: Const) -> Step<()> {
        let imm = match value {
            Const::None => 4,
            Const::False => 12,
            Const::True => 20,
            Const::Int(small) if i32::try_from(small).is_ok() => {
                self.emit(span, Op::LoadI, to, 0, 0, small as i32);
                return Ok(());
            }
            other => {
                let index = self.add_const(other)?;
                self.emit(span, Op::LoadK, to, 0, 0, index);
                return Ok(());
            }
        };
        self.emit(span, Op::LoadImm, to, 0, 0, imm);
        Ok(())
    }

    pub(super) fn load_str(&mut self, span: Span, to: Reg, text: &str) -> Step<()> {
        self.load_const(span, to, Const::Str(text.as_bytes().into()))
    }

    // registers

    /// The next temporary.
    pub(super) fn alloc(&mut self) -> Step<Reg> {
        self.alloc_run(1)
    }

    /// `count` temporaries in a row.
    pub(super) fn alloc_run(&mut self, count: usize) -> Step<Reg> {
        let first = self.unit.next;
        if first + count > 256 {
            return Err(Failure::new("too many nested expressions or statements in one function", self.place));
        }
        self.unit.next += count;
        self.unit.highest = self.unit.highest.max(self.unit.next);
        Ok(first as Reg)
    }

    pub(super) fn mark(&self) -> usize {
        self.unit.next
    }

    pub(super) fn release(&mut self, mark: usize) {
        debug_assert!(mark <= self.unit.next);
        self.unit.next = mark;
    }

    /// The register is a temporary, so a half-made value in it harms nobody.
    pub(super) fn is_temp(&self, reg: Reg) -> bool {
        reg as usize >= self.unit.first_temp && !self.is_comprehension_variable(reg)
    }

    fn is_comprehension_variable(&self, reg: Reg) -> bool {
        self.unit.comprehensions.iter().any(|frame| frame.values().any(|&slot| slot == Slot::Reg(reg)))
    }

    /// A register that may be written before an expression is complete: `to`, or a temporary if `to` is a variable's.
    pub(super) fn scratch(&mut self, to: Reg) -> Step<Reg> {
        if self.is_temp(to) { Ok(to) } else { self.alloc() }
    }

    /// The base of a call's window whose result is wanted in `to`: `to` itself when it is the topmost temporary.
    pub(super) fn window(&mut self, to: Reg) -> Step<Reg> {
        if self.is_temp(to) && to as usize + 1 == self.unit.next {
            self.alloc_run(2)?;
            return Ok(to);
        }
        self.alloc_run(3)
    }

    /// How many temporaries are left.
    pub(super) fn room(&self) -> usize {
        256 - self.unit.next
    }

    // tables

    pub(super) fn name_index(&mut self, name: &Name) -> i32 {
        if let Some(&index) = self.unit.name_index.get(name) {
            return index;
        }
        let index = self.unit.names.len() as i32;
        self.unit.names.push(name.clone());
        self.unit.name_index.insert(name.clone(), index);
        index
    }

    pub(super) fn add_const(&mut self, value: Const) -> Step<i32> {
        let mut key = Vec::new();
        let shared = const_key(&value, &mut key);
        if shared && let Some(&index) = self.unit.const_index.get(&key) {
            return Ok(index);
        }
        let index = i32::try_from(self.unit.consts.len()).or_else(|_| error("too many constants", NOWHERE))?;
        self.unit.consts.push(value);
        if shared {
            self.unit.const_index.insert(key, index);
        }
        Ok(index)
    }

    pub(super) fn mangled(&self, name: &Name) -> Name {
        if let Some(only) = &self.scope().mangled
            && !only.contains(name)
        {
            return name.clone();
        }
        mangle(self.unit.class.as_ref(), name)
    }

    fn module_body(&mut self, body: &'a [Stmt]) -> Step<()> {
        self.note_future(body);
        self.module_prologue(body)?;
        let body = self.docstring(body)?;
        self.body(body)?;
        self.emit(NOWHERE, Op::ReturnNone, 0, 0, 0, 0);
        Ok(())
    }
}

/// Writes a text that two constants share if and only if they are the same; false for what is never shared.
fn const_key(value: &Const, key: &mut Vec<u8>) -> bool {
    let mut sized = |tag: u8, data: &[u8]| {
        key.push(tag);
        key.extend((data.len() as u64).to_le_bytes());
        key.extend(data);
        true
    };
    match value {
        Const::None => sized(0, &[]),
        Const::True => sized(1, &[]),
        Const::False => sized(2, &[]),
        Const::Ellipsis => sized(3, &[]),
        Const::Int(value) => sized(4, &value.to_le_bytes()),
        Const::Big(value) => sized(5, &value.to_signed_bytes_le()),
        Const::Float(value) => sized(6, &value.to_bits().to_le_bytes()),
        Const::Complex(re, im) => sized(7, &[re.to_bits().to_le_bytes(), im.to_bits().to_le_bytes()].concat()),
        Const::Str(text) => sized(8, text),
        Const::Bytes(data) => sized(9, data),
        Const::Tuple(items) => {
            sized(10, &(items.len() as u64).to_le_bytes());
            items.iter().all(|item| const_key(item, key))
        }
        Const::FrozenSet(items) => {
            // equal sets are one constant, and have the order of the one that was written first
            let key_of = |item| {
                let mut key = Vec::new();
                const_key(item, &mut key).then_some(key)
            };
            let Some(mut keys) = items.iter().map(key_of).collect::<Option<Vec<_>>>() else { return false };
            keys.sort_unstable();
            keys.dedup();
            sized(11, &(keys.len() as u64).to_le_bytes());
            key.extend(keys.concat());
            true
        }
        Const::Slice(items) => {
            sized(12, &[]);
            items.iter().all(|item| const_key(item, key))
        }
        Const::Code(_) => false,
    }
}

impl Unit<'_> {
    fn new<'u>(id: ScopeId, scope: &Scope, name: Name, qualname: Name, first_line: u32, class: Option<Name>) -> Unit<'u> {
        let flags = CodeFlags {
            nested: scope.nested && scope.kind.is_function_like(),
            optimized: scope.kind.is_function_like(),
            generator: scope.generator && !scope.coroutine,
            coroutine: scope.coroutine && !scope.generator,
            async_generator: scope.generator && scope.coroutine,
            ..CodeFlags::default()
        };
        let flags = if scope.kind.is_function_like() { flags } else { CodeFlags::default() };
        Unit {
            scope: id,
            kind: scope.kind,
            name,
            qualname,
            first_line,
            flags,
            argcount: 0,
            posonlyargcount: 0,
            kwonlyargcount: 0,
            out: Emitter::new(),
            locals: QuickMap::default(),
            varnames: Vec::new(),
            local_regs: Vec::new(),
            inlined: Vec::new(),
            cellvars: Vec::new(),
            free: scope.free.clone(),
            spill: None,
            next: 0,
            highest: 0,
            first_temp: 0,
            comprehensions: Vec::new(),
            blocks: Vec::new(),
            names: Vec::new(),
            name_index: QuickMap::default(),
            consts: Vec::new(),
            const_index: QuickMap::default(),
            class,
            static_attributes: Vec::new(),
            annotations: Vec::new(),
            silent_blocks: 0,
            class_cells: Vec::new(),
            chain: None,
        }
    }
}

/// For each of `varnames`: the word of the first instruction that has to do with it, marks and cells apart.
fn first_uses(code: &Code) -> Vec<u32> {
    steps_to_locals(code).into_iter().map(|step| if step == u64::MAX { u32::MAX } else { (step / 2) as u32 }).collect()
}

/// For each of `varnames`: twice the word of the first instruction that has to do with it, and one more if it only writes there;
/// `u64::MAX` if none has.
fn steps_to_locals(code: &Code) -> Vec<u64> {
    let mut first = vec![u64::MAX; code.varnames.len()];
    let mut locals = [None; 256];
    for (local, &register) in code.local_regs.iter().enumerate() {
        if let Some(place) = locals.get_mut(register as usize) {
            *place = Some(local);
        }
    }
    let mut at = 0;
    while let Some(&word) = code.words.get(at) {
        let ins = Operands::of(word, &[]);
        let mark = ins.op == Op::MakeCell || ins.op == Op::LoadImm && ins.imm == 0;
        accesses(ins, &mut |access| {
            let writes = matches!(access, Access::Write(_) | Access::WriteAny(_));
            let (Access::Read(register) | Access::Glance(register) | Access::Write(register) | Access::WriteAny(register)) = access else {
                return;
            };
            let local = locals.get(register).copied().flatten();
            if let Some(local) = local.filter(|_| !mark) {
                first[local] = first[local].min(2 * at as u64 + u64::from(writes));
            }
        });
        at += ins.op.row().length as usize;
    }
    first
}

/// Puts the variables of a function that are no parameters in the order of their first use.
fn order_variables(code: &mut Code) {
    let parameters = code.parameter_count() as usize;
    if !code.flags.optimized || code.varnames.len() < parameters + 2 || code.varnames.iter().any(|name| &**name == SPILLED) {
        return;
    }
    let first = steps_to_locals(code);
    let mut order: Vec<usize> = (0..code.varnames.len()).collect();
    order[parameters..].sort_by_key(|&local| first[local]);
    code.varnames = order.iter().map(|&local| code.varnames[local].clone()).collect();
    code.local_regs = order.iter().map(|&local| code.local_regs[local]).collect();
    code.known_from = order.iter().map(|&local| code.known_from[local]).collect();
}

impl Compiler<'_> {
    /// Gives the parameters their registers, then the other locals, and writes the start of the code: cells, marks of
    /// what is not bound yet.
    pub(super) fn open_frame(&mut self, params: &[Name]) -> Step<()> {
        let scope = self.scope();
        let others = scope
            .order
            .iter()
            .filter(|name| matches!(scope.bindings[*name], Binding::Local | Binding::Cell) && scope.symbols[*name] & flag::PARAM == 0);
        let all: Vec<Name> = params.iter().chain(others).cloned().collect();
        let crowded = all.len() > MAX_LOCALS;
        let mut late = Vec::new();
        for (index, name) in all.iter().enumerate() {
            let param = index < params.len();
            let slot = if crowded && index >= MAX_LOCALS {
                Slot::Spilled
            } else if scope.bindings[name] == Binding::Cell {
                Slot::Cell(index as Reg)
            } else {
                Slot::Reg(index as Reg)
            };
            if param || slot != Slot::Spilled {
                self.unit.varnames.push(name.clone());
                self.unit.local_regs.push(index as u32);
            }
            if scope.bindings[name] == Binding::Cell {
                self.unit.cellvars.push(name.clone());
            }
            self.unit.locals.insert(name.clone(), slot);
            match slot {
                Slot::Cell(reg) => {
                    if !param {
                        self.unit.out.init(reg);
                    }
                    self.emit(NOWHERE, Op::MakeCell, reg, 0, 0, 0);
                }
                Slot::Reg(reg) => {
                    if !param {
                        self.unit.out.init(reg);
                    }
                }
                Slot::Spilled => late.push((index, name.clone(), param)),
            }
        }
        let count = all.len().min(MAX_LOCALS);
        self.unit.next = count;
        self.unit.highest = self.unit.highest.max(count);
        if crowded {
            self.spill(&late)?;
        }
        self.unit.first_temp = self.unit.next;
        Ok(())
    }

    /// Moves the parameters that have no register into the dictionary of the locals without one.
    fn spill(&mut self, late: &[(usize, Name, bool)]) -> Step<()> {
        let holder = self.alloc()?;
        let temp = self.alloc()?;
        // Parameters that arrived in these two registers are saved before they are overwritten.
        let arrived: Vec<&(usize, Name, bool)> = late.iter().filter(|(_, _, param)| *param).collect();
        let spare = late.len() + MAX_LOCALS;
        let mut moved = QuickMap::default();
        for &&(index, _, _) in &arrived {
            if index == holder as usize || index == temp as usize {
                let to = spare + 8 + index;
                self.emit(NOWHERE, Op::StoreWide, index as Reg, 0, 0, to as i32);
                moved.insert(index, to);
                self.unit.highest = self.unit.highest.max(to + 1);
            }
            self.unit.highest = self.unit.highest.max(index + 1);
        }
        self.emit(NOWHERE, Op::BuildMap, holder, temp, 0, 0);
        for (index, name, _) in arrived {
            let from = moved.get(index).unwrap_or(index);
            self.emit(NOWHERE, Op::LoadWide, temp, 0, 0, *from as i32);
            if self.scope().bindings[name] == Binding::Cell {
                self.emit(NOWHERE, Op::MakeCell, temp, 0, 0, 0);
            }
            let key = self.name_index(name);
            self.emit(NOWHERE, Op::StoreName, temp, holder, 0, key);
        }
        for (_, name, param) in late {
            if !param && self.scope().bindings[name] == Binding::Cell {
                self.emit(NOWHERE, Op::LoadImm, temp, 0, 0, 0);
                self.emit(NOWHERE, Op::MakeCell, temp, 0, 0, 0);
                let key = self.name_index(name);
                self.emit(NOWHERE, Op::StoreName, temp, holder, 0, key);
            }
        }
        self.unit.spill = Some(holder);
        // for those who look at a frame's variables
        self.unit.varnames.push(SPILLED.into());
        self.unit.local_regs.push(holder.into());
        self.release(holder as usize + 1);
        Ok(())
    }
}
