//! Where a frame may be sent by an assignment to `f_lineno`: what a debugger's `jump` does.
//!
//! A place in the code relies on temporaries: the iterators of the loops around it, the `__exit__` of its `with` blocks,
//! the exceptions that its handlers handle, the values of an expression's beginning. Which ones, the code itself tells:
//! those that are read from there on before they are written (`Flow::relied`). A frame can go to another place if what
//! that one relies on is a beginning of what its own does, thing by thing of one kind; the rest is dropped, as leaving
//! those blocks would drop it, but without running what they do at their ends. The variables are all there afterwards,
//! for the compiler left out checks that cannot fail on the way that the frame did not take: one without a value is `None`.
//!
//! Nothing here runs the jump: `tracing` goes on at `Jump::index` when the trace function has come back.

use crate::bytecode::effects::{Access, Operands, accesses, ends};
use crate::bytecode::{Code, Op};
use crate::object::layouts::Cell;
use crate::object::{Res, Value};
use crate::syntax::ast::Name;
use crate::types::exceptions::RUNTIME_WARNING;

use super::Vm;
use super::frame::Frame;

/// Where a traced frame goes on, once its trace function has come back.
#[derive(Clone, Copy)]
pub struct Jump {
    /// the word of the instruction
    pub index: u32,
    /// how many of the lines that are passed before the instruction are behind it (`Code::passed`)
    pub passed: usize,
    /// it comes to the line that the instruction stands on, too
    pub arrives: bool,
    pub line: u32,
    /// the frame begins anew, with an event
    pub restarts: bool,
    /// what is being handled there: as it was if unbound, nothing if `None`
    pub handled: Value,
}

/// What kind of thing a register holds; two of one kind can stand for each other.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Iterator,
    AsyncIterator,
    /// an exception (or what `except*` has left of it), and the one handled before it
    Raised,
    Handled,
    /// `__exit__` and its object
    Exit,
    ExitSelf,
    /// what the instruction of this index has left
    Result(u32),
    Unknown,
}

/// A set of registers.
type Set = [u64; 5];

fn has(set: &Set, register: usize) -> bool {
    register < 320 && set[register / 64] >> (register % 64) & 1 == 1
}

fn put(set: &mut Set, register: usize, on: bool) {
    if register < 320 {
        let bit = 1 << (register % 64);
        if on { set[register / 64] |= bit } else { set[register / 64] &= !bit }
    }
}

/// A line's place, as a tracer is told of it: before the instruction, behind so many of the lines that are passed there.
struct Place {
    index: u32,
    passed: usize,
    arrives: bool,
    line: u32,
}

/// What is known of each instruction of a code.
struct Flow<'c> {
    code: &'c Code,
    starts: Vec<usize>,
    /// the registers that are read from there on before they are written
    live: Vec<Set>,
    /// what the registers hold, where the instruction can be reached
    kinds: Vec<Option<Vec<Kind>>>,
    /// registers that are no temporaries
    variables: Set,
}

impl Flow<'_> {
    fn new(code: &Code) -> Flow<'_> {
        let mut starts = Vec::new();
        let mut at = 0;
        while let Some(&word) = code.words.get(at) {
            starts.push(at);
            at += super::run::length(word);
        }
        let mut variables = [0; 5];
        if code.flags.optimized {
            code.local_regs.iter().for_each(|&register| put(&mut variables, register as usize, true));
        } else {
            put(&mut variables, 0, true);
        }
        let mut flow = Flow { code, live: vec![[0; 5]; starts.len()], kinds: vec![None; starts.len()], starts, variables };
        flow.find_live();
        flow.find_kinds();
        flow
    }

    /// The number of the instruction at this word.
    fn number(&self, index: i64) -> Option<usize> {
        usize::try_from(index).ok().and_then(|index| self.starts.binary_search(&index).ok())
    }

    fn operands(&self, at: usize) -> Operands {
        Operands::of(self.code.words[self.starts[at]], &self.code.consts)
    }

    /// What the instruction reads and writes.
    fn accesses(&self, at: usize, see: &mut dyn FnMut(Access)) {
        let operands = self.operands(at);
        accesses(operands, see);
        match operands.op {
            Op::LoadWide => see(Access::Glance(operands.imm as usize)),
            Op::StoreWide => see(Access::WriteAny(operands.imm as usize)),
            _ => {}
        }
    }

    /// Where the instruction may go on: the next one, its jump's target, its handler with the register of the exception.
    fn successors(&self, at: usize) -> [Option<(usize, Option<usize>)>; 3] {
        let Operands { op, imm, .. } = self.operands(at);
        let next = (!ends(op) && at + 1 < self.starts.len()).then_some((at + 1, None));
        let jumps = op.row().operands[3] == crate::bytecode::op::Kind::Jump;
        let target = if jumps { self.number(self.starts[at] as i64 + imm) } else { None };
        let handler = self.code.handler(self.starts[at] as u32);
        let landing = handler.and_then(|row| Some((self.number(row.target.into())?, Some(row.reg as usize))));
        [next, target.map(|target| (target, None)), landing]
    }

    fn find_live(&mut self) {
        let mut changed = true;
        while changed {
            changed = false;
            for at in (0..self.starts.len()).rev() {
                let mut live = [0; 5];
                let (mut reads, mut writes) = ([0; 5], Vec::new());
                self.accesses(at, &mut |access| match access {
                    Access::Read(register) | Access::Glance(register) => put(&mut reads, register, true),
                    Access::Write(register) | Access::WriteAny(register) => writes.push(register),
                    Access::Spoil(_) => {}
                });
                for (number, (to, raised)) in self.successors(at).into_iter().flatten().enumerate() {
                    let mut after = self.live[to];
                    match raised {
                        Some(register) => put(&mut after, register, false),
                        // the loops' instructions write only where they jump
                        None if number == 0 && matches!(self.operands(at).op, Op::ForIter | Op::ForPair) => {}
                        None => writes.iter().for_each(|&register| put(&mut after, register, false)),
                    }
                    live.iter_mut().zip(after).for_each(|(word, more)| *word |= more);
                }
                live.iter_mut().zip(reads).for_each(|(word, more)| *word |= more);
                if live != self.live[at] {
                    self.live[at] = live;
                    changed = true;
                }
            }
        }
    }

    fn find_kinds(&mut self) {
        let mut work = Vec::new();
        if !self.starts.is_empty() {
            self.kinds[0] = Some(vec![Kind::Unknown; 320]);
            work.push(0);
        }
        while let Some(at) = work.pop() {
            let Some(before) = self.kinds[at].clone() else { continue };
            let mut after = before.clone();
            let Operands { op, a, b, .. } = self.operands(at);
            let mut writes = Vec::new();
            self.accesses(at, &mut |access| match access {
                Access::Write(register) | Access::WriteAny(register) => writes.push(register),
                _ => {}
            });
            for register in writes.into_iter().filter(|&register| register < 320) {
                after[register] = match op {
                    Op::GetIter => Kind::Iterator,
                    Op::GetAIter => Kind::AsyncIterator,
                    Op::MatchExcStar => Kind::Raised,
                    Op::PushExc => Kind::Handled,
                    Op::LoadSpecial if register == a => Kind::Exit,
                    Op::LoadSpecial => Kind::ExitSelf,
                    Op::Move if b < 320 => before[b],
                    _ => Kind::Result(self.starts[at] as u32),
                };
            }
            for (to, raised) in self.successors(at).into_iter().flatten() {
                let mut there = if raised.is_some() { before.clone() } else { after.clone() };
                if let Some(register) = raised {
                    there[register] = Kind::Raised;
                }
                let changed = match &mut self.kinds[to] {
                    Some(known) => {
                        let mut changed = false;
                        for (known, new) in known.iter_mut().zip(there) {
                            if *known != new && *known != Kind::Unknown {
                                *known = Kind::Unknown;
                                changed = true;
                            }
                        }
                        changed
                    }
                    unknown => {
                        *unknown = Some(there);
                        true
                    }
                };
                if changed {
                    work.push(to);
                }
            }
        }
    }

    /// The temporaries that the instruction at this word relies on, the outermost first; `None` if it is never reached.
    fn relied(&self, index: u32) -> Option<Vec<(usize, Kind)>> {
        let at = self.number(index.into())?;
        let kinds = self.kinds[at].as_ref()?;
        let inlined = |register: usize| {
            self.code.inlined.iter().any(|local| local.reg as usize == register && local.start <= index && index < local.end)
        };
        let temporary = |&register: &usize| has(&self.live[at], register) && !has(&self.variables, register) && !inlined(register);
        Some((0..320).filter(temporary).map(|register| (register, kinds[register])).collect())
    }

    /// Is the register a variable's cell there?
    fn holds_cell(&self, index: u32, register: usize) -> bool {
        let kinds = self.number(index.into()).and_then(|at| self.kinds[at].as_ref());
        let kind = kinds.and_then(|kinds| kinds.get(register));
        matches!(kind, Some(&Kind::Result(site)) if Op::of(self.code.words[site as usize]) == Op::MakeCell)
    }

    /// Is the content of the cell in the register read anywhere without a look whether there is one?
    fn reads_unchecked(&self, register: usize) -> bool {
        (0..self.starts.len()).any(|at| {
            let Operands { op, a, b, .. } = self.operands(at);
            let checked = || at + 1 < self.starts.len() && self.operands(at + 1).op == Op::CheckDeref && self.operands(at + 1).a == a;
            op == Op::LoadCell && b == register && !checked()
        })
    }

    /// Every place at which a line begins, in the code's order. A loop's bottom, which has the line of its top, is none.
    fn places(&self) -> Vec<Place> {
        let mut places = Vec::new();
        let mut last = 0;
        for (at, &start) in self.starts.iter().enumerate() {
            let index = start as u32;
            let first = self.code.passed.partition_point(|passed| passed.pc < index);
            let here = self.code.passed[first..].iter().take_while(|passed| passed.pc == index);
            for (number, passed) in here.enumerate().filter(|(_, passed)| !passed.silent) {
                places.push(Place { index, passed: number + 1, arrives: true, line: passed.line });
                last = passed.line;
            }
            let line = self.code.position(index).line;
            if line != 0 && line != last {
                last = line;
                if !matches!(self.operands(at).op, Op::ForIter | Op::ForPair) {
                    // what is of no line gathers the cells of a function
                    let gathers = |&before: &usize| {
                        let op = self.operands(before).op;
                        matches!(op, Op::Move | Op::LoadFreeCell) && self.code.position(self.starts[before] as u32).line == 0
                    };
                    let first = (0..at).rev().take_while(gathers).last().unwrap_or(at);
                    places.push(Place { index: self.starts[first] as u32, passed: usize::MAX, arrives: false, line });
                }
            }
        }
        places
    }
}

/// May a frame that relies on `from` go where `to` is relied on?
fn agrees(frame: Frame, from: &[(usize, Kind)], to: &[(usize, Kind)]) -> bool {
    let stands_for = |from: &(usize, Kind), to: &(usize, Kind)| {
        let there = to.1 == Kind::ExitSelf || !frame.register(from.0).is_unbound();
        from.1 == to.1 && to.1 != Kind::Unknown && there
    };
    from.len() >= to.len() && from.iter().zip(to).all(|(from, to)| stands_for(from, to))
}

/// Why a frame cannot go to a place that relies on these.
fn refusal(to: Option<&[(usize, Kind)]>) -> &'static str {
    let Some(to) = to else { return "can't jump into an exception handler, or code may be unreachable" };
    match to.last() {
        Some((_, Kind::Iterator | Kind::AsyncIterator)) => "can't jump into the body of a for loop",
        Some((_, Kind::Raised | Kind::Handled)) => "can't jump into an 'except' block as there's no exception",
        _ => "incompatible stacks",
    }
}

/// Sends a frame, which is about to run the instruction `index`, to a line: all but going there. `before` is a jump that
/// this one takes the place of.
pub fn prepare(vm: &Vm, frame: Frame, index: u32, line: i64, before: Option<Jump>) -> Res<Jump> {
    let code = &frame.code().code;
    if line < i64::from(code.first_line) {
        return Err(vm.value_error(format!("line {line} comes before the current code block")));
    }
    let flow = Flow::new(code);
    let mut places = flow.places();
    let prologue = flow.starts.iter().map(|&start| start as u32).find(|&start| code.position(start).line != 0).unwrap_or(0);
    // a function begins at its head; another code's first line is one of its statements'
    let heads = code.flags.optimized && places.iter().all(|place| place.line != code.first_line);
    if heads {
        places.insert(0, Place { index: prologue, passed: 0, arrives: true, line: code.first_line });
    }
    let Some(line) = places.iter().map(|place| place.line).filter(|&known| i64::from(known) >= line).min() else {
        return Err(vm.value_error(format!("line {line} comes after the current code block")));
    };
    let from = flow.relied(index).unwrap_or_default();
    let mut best: Option<(&Place, Vec<(usize, Kind)>)> = None;
    let mut refused = None;
    for place in places.iter().filter(|place| place.line == line) {
        match flow.relied(place.index) {
            Some(to) if agrees(frame, &from, &to) => {
                if best.as_ref().is_none_or(|(_, known)| known.len() < to.len()) {
                    best = Some((place, to));
                }
            }
            to => refused = refused.or(Some(refusal(to.as_deref()))),
        }
    }
    let Some((place, to)) = best else { return Err(vm.value_error(refused.unwrap_or("incompatible stacks"))) };
    name_unbound(vm, &flow, frame, index)?;
    let dropped = from[to.len()..].iter().find(|(_, kind)| *kind == Kind::Handled);
    let handled = dropped.map_or(before.map_or(Value::UNBOUND, |before| before.handled), |&(register, _)| frame.register(register));
    let moved = to.iter().zip(&from).map(|(to, from)| (to.0, frame.register(from.0))).collect::<Vec<_>>();
    moved.into_iter().for_each(|(register, v)| frame.set_register(register, v));
    for local in code.inlined.iter().filter(|local| local.start <= place.index && place.index < local.end) {
        let register = local.reg as usize;
        let inside = (local.start..local.end).contains(&index);
        if !inside && !flow.holds_cell(place.index, register) {
            frame.set_register(register, Value::NONE);
        }
    }
    let restarts = heads && place.line == code.first_line;
    Ok(Jump { index: place.index, passed: place.passed, arrives: place.arrives, line, restarts, handled })
}

/// Gives every variable without a value one, and warns of it.
fn name_unbound(vm: &Vm, flow: &Flow, frame: Frame, index: u32) -> Res<()> {
    let code = &frame.code().code;
    if !code.flags.optimized {
        return Ok(());
    }
    let mut unbound = Vec::new();
    for ((name, &register), &known) in code.varnames.iter().zip(&code.local_regs).zip(&code.known_from) {
        if **name == *crate::bytecode::code::SPILLED {
            continue;
        }
        if code.cellvars.contains(name) {
            // no variable without a value to CPython, which looks whether there is one whenever it reads it
            let empty = frame.register(register as usize).cast::<Cell>().filter(|cell| cell.value.get().is_unbound());
            if let Some(cell) = empty.filter(|_| flow.reads_unchecked(register as usize)) {
                cell.value.set(Value::NONE);
            }
            continue;
        }
        if known > index || frame.register(register as usize).is_unbound() {
            unbound.push(register as usize);
        }
    }
    // those of comprehensions count, and have no value outside of them
    let inside = |name: &Name| code.inlined.iter().any(|local| local.name == *name && local.start <= index && index < local.end);
    let n = unbound.len() + code.comprehended.iter().filter(|one| !one.cell && !inside(&one.name)).count();
    if n == 0 {
        return Ok(());
    }
    let s = if n == 1 { "" } else { "s" };
    vm.warn(&RUNTIME_WARNING, &format!("assigning None to {n} unbound local{s}"), 1)?;
    unbound.into_iter().for_each(|register| frame.set_register(register, Value::NONE));
    Ok(())
}
