//! From the emitter's instructions to `Code`.
//!
//! In order: chunks are joined; jumps to jumps are shortened; what cannot be reached goes; a forward analysis finds which
//! registers are surely bound at each place, and the checks that cannot fail go, and with them the marks of unbound locals
//! that no check looks at; then addresses, positions and the exception table.

use super::emit::{Emitter, Ins, NOWHERE, SILENT};
use super::unit::Unit;
use crate::bytecode::code::{InlinedLocal, PassedLine, cells_read};
use crate::bytecode::effects::{Access, Operands, accesses, ends};
use crate::bytecode::op::encode;
use crate::bytecode::{Code, Const, ExceptionEntry, Op, Position, Word};
use crate::syntax::Source;
use crate::syntax::ast::{Name, Span};

const NONE: usize = usize::MAX;

/// Makes the code of a unit. With `introspects`, locals without a value stay marked.
pub(super) fn finish(unit: Unit<'_>, source: &Source, filename: Name, introspects: bool) -> Code {
    let params = (unit.argcount + unit.kwonlyargcount) as usize + unit.flags.varargs as usize + unit.flags.varkeywords as usize;
    let bound_at_entry = if unit.flags.optimized { params } else { 1 };
    let mut cellvars = unit.cellvars;
    // parameters as they stand, then the others by name, as CPython has them
    cellvars.sort_by_key(|cell| match unit.varnames[..params].iter().position(|parameter| parameter == cell) {
        Some(at) => (at, "".into()),
        None => (params, cell.clone()),
    });
    let mut flat = Flat::new(&unit.out);
    flat.shorten();
    let mut keep = flat.prune(&unit.consts, bound_at_entry, introspects);
    let known_from = unit.local_regs.iter().map(|&reg| flat.known_from(&keep, reg as usize, bound_at_entry)).collect::<Vec<_>>();
    let marks = flat.mark_lines(&mut keep, source);
    let (words, positions, passed, exceptions, addresses) = flat.layout(&keep, &marks, source);
    let address = |label| flat.labels(&unit.out, label).map_or(u32::MAX, |index| addresses[index] as u32);
    let inlined =
        unit.inlined.into_iter().map(|(name, reg, start, end)| InlinedLocal { name, reg, start: address(start), end: address(end) });
    let inlined = inlined.filter(|local| local.start < local.end && local.end != u32::MAX).collect();
    Code {
        name: unit.name,
        qualname: unit.qualname,
        filename,
        first_line: unit.first_line,
        flags: unit.flags,
        argcount: unit.argcount,
        posonlyargcount: unit.posonlyargcount,
        kwonlyargcount: unit.kwonlyargcount,
        nregs: unit.highest.max(1) as u32,
        varnames: unit.varnames,
        local_regs: unit.local_regs,
        known_from: known_from.iter().map(|&index| addresses.get(index).map_or(u32::MAX, |&at| at as u32)).collect(),
        cellvars,
        freevars: unit.free,
        names: unit.names,
        consts: unit.consts,
        words,
        positions: positions.into(),
        passed,
        exceptions,
        inlined,
        comprehended: Vec::new(),
    }
}

/// A line that is passed before the instruction of this index: see `PassedLine`.
struct LineMark {
    before: usize,
    line: u32,
    backwards: bool,
    silent: bool,
}

/// The instructions in their order, with jumps and handlers as indices.
struct Flat {
    code: Vec<Ins>,
    targets: Vec<usize>,
    /// target index, register and depth of each handler
    handlers: Vec<(usize, usize, u8)>,
}

/// A set of registers.
#[derive(Clone, Copy, PartialEq)]
struct Set([u64; 5]);

impl Set {
    const EMPTY: Set = Set([0; 5]);

    fn has(&self, reg: usize) -> bool {
        reg < 320 && self.0[reg / 64] >> (reg % 64) & 1 == 1
    }

    fn put(&mut self, reg: usize, on: bool) {
        if reg < 320 {
            let bit = 1 << (reg % 64);
            if on { self.0[reg / 64] |= bit } else { self.0[reg / 64] &= !bit }
        }
    }

    fn spoil_from(&mut self, first: usize) {
        for (index, word) in self.0.iter_mut().enumerate() {
            let low = index * 64;
            if first <= low {
                *word = 0;
            } else if first < low + 64 {
                *word &= (1 << (first - low)) - 1;
            }
        }
    }

    /// Keeps what both have; true if that is less.
    fn meet(&mut self, other: &Set) -> bool {
        let before = *self;
        for (word, other) in self.0.iter_mut().zip(other.0) {
            *word &= other;
        }
        *self != before
    }
}

/// What is known before an instruction.
#[derive(Clone, Copy, PartialEq)]
struct State {
    bound: Set,
    /// registers that hold a cell whose content is bound
    cells: Set,
}

impl State {
    fn meet(&mut self, other: &State) -> bool {
        let bound = self.bound.meet(&other.bound);
        self.cells.meet(&other.cells) || bound
    }

    fn step(&mut self, ins: &Ins, consts: &[Const]) {
        let (a, b) = (ins.a as usize, ins.b as usize);
        match ins.op {
            Op::Move => {
                let (bound, cell) = (self.bound.has(b), self.cells.has(b));
                self.bound.put(a, bound);
                self.cells.put(a, cell);
            }
            Op::MakeCell => {
                let full = self.bound.has(a);
                self.bound.put(a, true);
                self.cells.put(a, full);
            }
            Op::LoadCell => {
                let full = self.cells.has(b);
                self.bound.put(a, full);
                self.cells.put(a, false);
            }
            Op::StoreCell => {
                let full = self.bound.has(a);
                self.cells.put(b, full);
            }
            Op::CheckLocal | Op::CheckDeref | Op::JUnbound => self.bound.put(a, true),
            _ => accesses(operands(ins, consts), &mut |access| match access {
                Access::Read(_) | Access::Glance(_) => {}
                Access::Write(reg) => {
                    self.bound.put(reg, true);
                    self.cells.put(reg, false);
                }
                Access::WriteAny(reg) => {
                    self.bound.put(reg, false);
                    self.cells.put(reg, false);
                }
                Access::Spoil(first) => {
                    self.bound.spoil_from(first);
                    self.cells.spoil_from(first);
                }
            }),
        }
    }
}

fn operands(ins: &Ins, consts: &[Const]) -> Operands {
    let cells = match (ins.op, consts.get(ins.imm as usize)) {
        (Op::MakeFunction, Some(Const::Code(code))) => cells_read(code),
        _ => 0,
    };
    Operands { op: ins.op, a: ins.a as usize, b: ins.b as usize, c: ins.c as usize, imm: ins.imm as i64, cells }
}

impl Flat {
    fn new(out: &Emitter) -> Flat {
        let mut starts = Vec::new();
        let mut code = Vec::new();
        for (index, chunk) in out.chunks.iter().enumerate() {
            starts.push(code.len());
            code.extend(chunk.iter().copied());
            if index == 0 {
                // Labels at the very end of the main line need something to stand at.
                code.push(Ins {
                    op: Op::ReturnNone,
                    a: 0,
                    b: 0,
                    c: 0,
                    imm: 0,
                    target: None,
                    span: NOWHERE,
                    handler: 0,
                    init: false,
                    hard: false,
                });
            }
        }
        let place = |label: super::emit::Label| match out.labels[label.0 as usize] {
            Some((chunk, index)) => starts[chunk] + index,
            None => NONE,
        };
        let targets = code.iter().map(|ins| ins.target.map_or(NONE, place)).collect();
        let handlers = out.handlers.iter().map(|handler| (place(handler.target), handler.reg as usize, handler.depth)).collect();
        Flat { code, targets, handlers }
    }

    /// Where a label of the main line stands.
    fn labels(&self, out: &Emitter, label: super::emit::Label) -> Option<usize> {
        out.labels[label.0 as usize].and_then(|(chunk, index)| (chunk == 0).then_some(index))
    }

    /// A jump to a jump goes where that goes.
    fn shorten(&mut self) {
        for index in 0..self.code.len() {
            for _ in 0..8 {
                let target = self.targets[index];
                if target == NONE {
                    break;
                }
                let mut at = target;
                while at < self.code.len() && self.code[at].op == Op::Nop && !self.code[at].init {
                    at += 1;
                }
                if at < self.code.len() && self.code[at].op == Op::Jump && self.targets[at] != target && at != index {
                    self.targets[index] = self.targets[at];
                } else {
                    break;
                }
            }
        }
    }

    /// Which instructions stay.
    fn prune(&mut self, consts: &[Const], params: usize, introspects: bool) -> Vec<bool> {
        // Twice: a handler goes when all that it guards went.
        self.drop_checks(&self.analyse(consts, params));
        let states = self.analyse(consts, params);
        let mut keep: Vec<bool> = states.iter().map(Option::is_some).collect();
        let mut watched = Set::EMPTY;
        for (index, ins) in self.code.iter().enumerate() {
            let Some(state) = &states[index] else { continue };
            let reg = match ins.op {
                Op::Nop => {
                    keep[index] = false;
                    continue;
                }
                Op::CheckLocal | Op::CheckDeref | Op::MakeCell | Op::StoreCell => ins.a,
                Op::Move => ins.b,
                _ => continue,
            } as usize;
            if !state.bound.has(reg) {
                watched.put(reg, true);
            }
        }
        let mut by_place = [None; 256];
        for (index, ins) in self.code.iter().enumerate() {
            if keep[index] && ins.init && !introspects && !watched.has(ins.a as usize) {
                let known = by_place[ins.a as usize];
                let bound = known.unwrap_or_else(|| self.bound_from_first_store(&states, &keep, ins.a as usize));
                by_place[ins.a as usize] = Some(bound);
                keep[index] = !bound;
            }
        }
        keep
    }

    /// The first instruction that gives the register a value, marks apart.
    fn first_store(&self, keep: &[bool], reg: usize) -> Option<usize> {
        (0..self.code.len()).find(|&index| {
            let mut writes = false;
            if keep[index] && !self.code[index].init {
                accesses(operands(&self.code[index], &[]), &mut |access| {
                    writes |= matches!(access, Access::Write(to) | Access::WriteAny(to) if to == reg);
                });
            }
            writes
        })
    }

    /// Whether the place alone tells if a variable has a value, so that frames can be looked at without a mark: it has
    /// none up to its first store, and surely one after.
    fn bound_from_first_store(&self, states: &[Option<State>], keep: &[bool], reg: usize) -> bool {
        let Some(first) = self.first_store(keep, reg) else { return true };
        let later = first + 1..self.code.len();
        let bound = later.clone().all(|at| states[at].is_none_or(|state| state.bound.has(reg)));
        let handler = |at: usize| match self.code[at].handler {
            0 => NONE,
            n => self.handlers[n as usize - 1].0,
        };
        bound && (first..self.code.len()).all(|at| states[at].is_none() || self.targets[at] > first && handler(at) > first)
    }

    /// The index from which on a local's register is a value or marked.
    fn known_from(&self, keep: &[bool], reg: usize, params: usize) -> usize {
        let mark = (0..self.code.len())
            .find(|&at| keep[at] && self.code[at].init && self.code[at].op == Op::LoadImm && self.code[at].a as usize == reg);
        if reg < params { 0 } else { mark.or_else(|| self.first_store(keep, reg)).map_or(NONE, |at| at + 1) }
    }

    /// The `Nop`s of statements without an instruction become marks of lines for tracers; where only an instruction can
    /// tell who passed there, the `Nop` stays.
    fn mark_lines(&self, keep: &mut [bool], source: &Source) -> Vec<LineMark> {
        let mut marks = Vec::new();
        let mut jumps: Vec<(usize, usize)> = self.targets.iter().enumerate().map(|(at, &target)| (target, at)).collect();
        jumps.retain(|&(target, _)| target != NONE);
        jumps.sort_unstable();
        let mut landings: Vec<usize> = self.handlers.iter().map(|handler| handler.0).collect();
        landings.sort_unstable();
        // where the jumps stand that lead to an index between these, both included
        let jumps_to = |from: usize, to: usize| {
            let first = jumps.partition_point(|&(target, _)| target < from);
            jumps[first..].iter().take_while(move |&&(target, _)| target <= to).map(|&(_, at)| at)
        };
        for index in 0..self.code.len() {
            let ins = &self.code[index];
            if ins.op != Op::Nop || ins.span == NOWHERE || !ins.init {
                continue;
            }
            let Some(next) = (index + 1..self.code.len()).find(|&at| keep[at]) else { continue };
            let line = source.line_col(ins.span.start).0;
            if ins.imm == SILENT {
                marks.push(LineMark { before: next, line, backwards: false, silent: true });
                continue;
            }
            let marked = |at: usize| self.code[at].op == Op::Nop && self.code[at].init && self.code[at].span != NOWHERE;
            let follower = (index + 1..next).find(|&at| marked(at)).unwrap_or(next);
            if self.code[follower].span != NOWHERE && source.line_col(self.code[follower].span.start).0 == line {
                continue;
            }
            let lands = landings.get(landings.partition_point(|&target| target <= index)).is_some_and(|&target| target <= next);
            if !lands && jumps_to(index + 1, next).next().is_none() {
                marks.push(LineMark { before: next, line, backwards: false, silent: false });
                continue;
            }
            // an empty loop: its body is entered from its end alone, what follows the body from before it
            let falls_in = index > 0 && !ends(self.code[index - 1].op);
            let body_alone = !falls_in && !lands && jumps_to(index, index).all(|at| at >= next);
            if body_alone && jumps_to(index + 1, next).all(|at| at < index) {
                marks.push(LineMark { before: next, line, backwards: true, silent: false });
            } else {
                keep[index] = true;
            }
        }
        marks
    }

    /// Checks that cannot fail, jumps to what follows anyway and what is never reached become `Nop`s.
    fn drop_checks(&mut self, states: &[Option<State>]) {
        for (index, (ins, state)) in self.code.iter_mut().zip(states).enumerate() {
            if state.is_none() {
                (ins.op, ins.init) = (Op::Nop, false);
                self.targets[index] = NONE;
                continue;
            }
            let check = matches!(ins.op, Op::CheckLocal | Op::CheckDeref) && !ins.hard;
            if check && state.is_some_and(|state| state.bound.has(ins.a as usize)) {
                (ins.op, ins.init) = (Op::Nop, false);
            }
        }
        let stays = |flat: &Flat, at: usize| states[at].is_some() && flat.code[at].op != Op::Nop;
        for index in (0..self.code.len()).rev() {
            if states[index].is_some() && self.code[index].op == Op::Jump {
                let next = (index + 1..self.code.len()).find(|&at| stays(self, at));
                let goal = (self.targets[index]..self.code.len()).find(|&at| stays(self, at));
                // without the jump, statements that left no instruction would be passed
                let passes = |at: usize| self.code[at].op == Op::Nop && self.code[at].init && states[at].is_some();
                if next.is_some() && next == goal && !(index + 1..self.targets[index]).any(passes) {
                    (self.code[index].op, self.code[index].init) = (Op::Nop, true);
                    self.targets[index] = NONE;
                }
            }
        }
    }

    /// What is surely bound before each instruction; `None` for those that are never reached.
    fn analyse(&self, consts: &[Const], params: usize) -> Vec<Option<State>> {
        let mut states: Vec<Option<State>> = vec![None; self.code.len()];
        let mut entry = State { bound: Set::EMPTY, cells: Set::EMPTY };
        (0..params).for_each(|reg| entry.bound.put(reg, true));
        let mut work = Vec::new();
        if !self.code.is_empty() {
            states[0] = Some(entry);
            work.push(0);
        }
        while let Some(start) = work.pop() {
            let Some(mut state) = states[start] else { continue };
            let mut at = start;
            loop {
                let ins = &self.code[at];
                if ins.handler != 0 && ins.op != Op::Nop {
                    let (target, reg, _) = self.handlers[ins.handler as usize - 1];
                    let mut landing = state;
                    landing.bound.put(reg, true);
                    landing.cells.put(reg, false);
                    merge(&mut states, &mut work, target, &landing);
                }
                let before = state;
                state.step(ins, consts);
                if self.targets[at] != NONE {
                    let jumped = if ins.op == Op::JUnbound { before } else { state };
                    merge(&mut states, &mut work, self.targets[at], &jumped);
                    if matches!(ins.op, Op::ForIter | Op::ForPair) {
                        state = before;
                    }
                }
                at += 1;
                if ends(ins.op) || at >= self.code.len() {
                    break;
                }
                // Goes on only while there is something to tell.
                match &mut states[at] {
                    None => states[at] = Some(state),
                    Some(known) => {
                        if !known.meet(&state) {
                            break;
                        }
                        state = *known;
                    }
                }
            }
        }
        states
    }

    #[expect(clippy::type_complexity, reason = "the tables of a code")]
    fn layout(
        &self,
        keep: &[bool],
        marks: &[LineMark],
        source: &Source,
    ) -> (Vec<Word>, Vec<(u32, Position)>, Vec<PassedLine>, Vec<ExceptionEntry>, Vec<usize>) {
        let mut addresses = vec![0usize; self.code.len() + 1];
        let mut size = 0;
        for (index, ins) in self.code.iter().enumerate() {
            addresses[index] = size;
            if keep[index] {
                size += ins.op.row().length as usize;
            }
        }
        addresses[self.code.len()] = size;
        let mut words = Vec::with_capacity(size);
        let mut positions: Vec<(u32, Position)> = Vec::new();
        let mut exceptions: Vec<ExceptionEntry> = Vec::new();
        let mut last_span = None;
        for (index, ins) in self.code.iter().enumerate().filter(|&(index, _)| keep[index]) {
            let pc = words.len();
            if last_span != Some(ins.span) {
                last_span = Some(ins.span);
                let position = position(ins.span, source);
                if positions.last().is_none_or(|(_, last)| *last != position) {
                    positions.push((pc as u32, position));
                }
            }
            let imm = if self.targets[index] == NONE { ins.imm } else { (addresses[self.targets[index]] as i64 - pc as i64) as i32 };
            words.push(encode(ins.op, ins.a, ins.b, ins.c, imm));
            words.resize(pc + ins.op.row().length as usize, 0);
            if ins.handler != 0 {
                let (target, reg, depth) = self.handlers[ins.handler as usize - 1];
                let (start, end) = (pc as u32, words.len() as u32);
                let entry = ExceptionEntry { start, end, target: addresses[target] as u32, reg: reg as u8, depth };
                match exceptions.last_mut() {
                    Some(last) if last.end == entry.start && last.target == entry.target && last.reg == entry.reg => {
                        last.end = entry.end;
                    }
                    _ => exceptions.push(entry),
                }
            }
        }
        let at = |mark: &LineMark| PassedLine {
            pc: addresses[mark.before] as u32,
            line: mark.line,
            backwards: mark.backwards,
            silent: mark.silent,
        };
        (words, positions, marks.iter().map(at).collect(), exceptions, addresses)
    }
}

fn merge(states: &mut [Option<State>], work: &mut Vec<usize>, at: usize, state: &State) {
    let Some(slot) = states.get_mut(at) else { return };
    match slot {
        None => {
            *slot = Some(*state);
            work.push(at);
        }
        Some(known) => {
            if known.meet(state) {
                work.push(at);
            }
        }
    }
}

fn position(span: Span, source: &Source) -> Position {
    if span == NOWHERE {
        return Position::default();
    }
    let (line, col) = source.line_col(span.start);
    let (end_line, end_col) = source.line_col(span.end);
    Position { line, end_line, col, end_col }
}
