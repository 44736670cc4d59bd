//! Checks of compiled code, for tests: whatever the machine takes for granted.
//!
//! * instructions are whole, cache words are zero, jumps and handlers land on instructions, code does not run off its end;
//! * registers are within the frame, indices within their tables;
//! * no instruction but the tolerant ones reads a register that may be unbound, on any path, exceptions included;
//! * code is of one kind: a generator, a coroutine, an asynchronous generator, or none;
//! * a delegation's `Send`, `Yield` and `Jump` stand together.

use crate::bytecode::effects::{Access, Operands, accesses, ends};
use crate::bytecode::op::{Kind, ROWS, imm};
use crate::bytecode::{Code, Const, Op};

/// Checks `code` and all code inside it; the complaints.
pub fn verify(code: &Code) -> Vec<String> {
    let mut complaints = Checker::new(code).run();
    for constant in &code.consts {
        if let Const::Code(inner) = constant {
            complaints.extend(verify(inner));
        }
    }
    complaints
}

/// Which registers are written on every path to a place.
type Written = Vec<u64>;

struct Checker<'c> {
    code: &'c Code,
    /// words that begin an instruction
    starts: Vec<bool>,
    complaints: Vec<String>,
}

impl<'c> Checker<'c> {
    fn new(code: &'c Code) -> Checker<'c> {
        Checker { code, starts: vec![false; code.words.len()], complaints: Vec::new() }
    }

    fn complain(&mut self, pc: usize, text: &str) {
        self.complaints.push(format!("{}:{pc}: {text}", self.code.qualname));
    }

    fn run(mut self) -> Vec<String> {
        let flags = self.code.flags;
        if [flags.generator, flags.coroutine, flags.async_generator].into_iter().filter(|kind| *kind).count() > 1 {
            self.complain(0, "several kinds of generator in one");
        }
        self.scan();
        if self.complaints.is_empty() {
            self.operands();
            self.tables();
        }
        if self.complaints.is_empty() {
            self.flow();
        }
        self.complaints
    }

    fn scan(&mut self) {
        let words = &self.code.words;
        let mut pc = 0;
        while pc < words.len() {
            let number = words[pc] as u8 as usize;
            if number >= ROWS.len() {
                return self.complain(pc, "no such opcode");
            }
            let length = ROWS[number].length as usize;
            if pc + length > words.len() || words[pc + 1..pc + length].iter().any(|&word| word != 0) {
                return self.complain(pc, "cache words are not zero");
            }
            self.starts[pc] = true;
            pc += length;
        }
        if words.is_empty() {
            self.complain(0, "no code");
        }
    }

    fn lands(&self, at: i64) -> bool {
        usize::try_from(at).is_ok_and(|at| self.starts.get(at) == Some(&true))
    }

    fn instructions(&self) -> Vec<usize> {
        (0..self.starts.len()).filter(|&pc| self.starts[pc]).collect()
    }

    fn decode(&self, pc: usize) -> Operands {
        Operands::of(self.code.words[pc], &self.code.consts)
    }

    fn operands(&mut self) {
        for pc in self.instructions() {
            let ins = self.decode(pc);
            match ins.op.row().operands[3] {
                Kind::Jump if !self.lands(pc as i64 + ins.imm) => self.complain(pc, "jump to no instruction"),
                Kind::Name if ins.imm < 0 || ins.imm as usize >= self.code.names.len() => self.complain(pc, "no such name"),
                Kind::K if ins.imm < 0 || ins.imm as usize >= self.code.consts.len() => self.complain(pc, "no such constant"),
                _ => {}
            }
            let free = matches!(ins.op, Op::LoadFree | Op::StoreFree | Op::LoadFreeCell);
            if free && (ins.imm < 0 || ins.imm as usize >= self.code.freevars.len()) {
                self.complain(pc, "no such free variable");
            }
            if ins.op == Op::Send {
                let next = self.code.words.get(pc + 1).map(|&word| Op::of(word));
                let back = self.code.words.get(pc + 2).copied();
                let home = back.is_some_and(|word| Op::of(word) == Op::Jump && imm(word) == -2);
                if next != Some(Op::Yield) || !home {
                    self.complain(pc, "Send without its Yield and Jump");
                }
            }
            let nregs = self.code.nregs as usize;
            let mut highest = 0;
            if ins.op == Op::Yield && !(ins.a.max(ins.b) as i64 + 1..=nregs as i64).contains(&ins.imm) {
                self.complain(pc, "Yield saves too few registers, or too many");
            }
            accesses(ins, &mut |access| match access {
                Access::Read(reg) | Access::Glance(reg) | Access::Write(reg) | Access::WriteAny(reg) => highest = highest.max(reg),
                Access::Spoil(_) => {}
            });
            if highest >= nregs {
                self.complain(pc, &format!("register {highest} beyond {nregs}"));
            }
        }
    }

    fn tables(&mut self) {
        let size = self.code.words.len() as u32;
        for entry in &self.code.exceptions {
            let whole = entry.start < entry.end && entry.end <= size && self.lands(entry.start as i64);
            let end = entry.end == size || self.lands(entry.end as i64);
            if !whole || !end || !self.lands(entry.target as i64) || entry.reg as u32 >= self.code.nregs {
                self.complain(entry.start as usize, "bad exception entry");
            }
        }
        if !self.code.positions.iter().all(|&(at, _)| self.lands(at as i64)) {
            self.complain(0, "a position inside an instruction");
        }
        if !self.code.positions.windows(2).all(|pair| pair[0].0 < pair[1].0) {
            self.complain(0, "positions out of order");
        }
        if self.code.varnames.len() != self.code.local_regs.len() {
            self.complain(0, "locals without registers");
        }
        if (self.code.parameter_count() as usize) > self.code.varnames.len() {
            self.complain(0, "parameters without names");
        }
    }

    fn flow(&mut self) {
        let size = self.code.nregs as usize / 64 + 1;
        let mut states: Vec<Option<Written>> = vec![None; self.code.words.len()];
        let mut entry = vec![0u64; size];
        let given = if self.code.flags.optimized { self.code.parameter_count() as usize } else { 1 };
        (0..given).for_each(|reg| entry[reg / 64] |= 1 << (reg % 64));
        let mut work = vec![0];
        states[0] = Some(entry);
        let mut found = Vec::new();
        while let Some(pc) = work.pop() {
            let Some(mut state) = states[pc].clone() else { continue };
            let ins = self.decode(pc);
            if let Some(handler) = self.code.handler(pc as u32) {
                let mut landing = state.clone();
                landing[handler.reg as usize / 64] |= 1 << (handler.reg % 64);
                join(&mut states, &mut work, handler.target as usize, landing);
            }
            let before = state.clone();
            step(ins, &mut state, &mut |reg| found.push((pc, reg)));
            if ins.op.row().operands[3] == Kind::Jump {
                let jumped = if ins.op == Op::JUnbound { before.clone() } else { state.clone() };
                join(&mut states, &mut work, (pc as i64 + ins.imm) as usize, jumped);
                if matches!(ins.op, Op::ForIter | Op::ForPair) {
                    state = before;
                }
            }
            if !ends(ins.op) {
                let next = pc + ins.op.row().length as usize;
                if next >= self.code.words.len() {
                    found.push((pc, usize::MAX));
                } else {
                    join(&mut states, &mut work, next, state);
                }
            }
        }
        found.sort();
        found.dedup();
        for (pc, reg) in found {
            let text = if reg == usize::MAX { "code runs off its end".into() } else { format!("r{reg} may be unbound") };
            self.complain(pc, &text);
        }
        for pc in self.instructions() {
            if states[pc].is_none() {
                self.complain(pc, "cannot be reached");
            }
        }
    }
}

fn step(ins: Operands, state: &mut Written, unbound: &mut dyn FnMut(usize)) {
    let has = |state: &Written, reg: usize| state[reg / 64] >> (reg % 64) & 1 == 1;
    let put = |state: &mut Written, reg: usize, on: bool| match on {
        true => state[reg / 64] |= 1 << (reg % 64),
        false => state[reg / 64] &= !(1 << (reg % 64)),
    };
    match ins.op {
        Op::Move => {
            let bound = has(state, ins.b);
            return put(state, ins.a, bound);
        }
        // What a cell or a function's free variable holds is checked where it may be empty; that is not seen here.
        Op::LoadCell | Op::LoadFree => return put(state, ins.a, true),
        Op::CheckLocal | Op::CheckDeref | Op::JUnbound => return put(state, ins.a, true),
        _ => {}
    }
    let size = state.len() * 64;
    accesses(ins, &mut |access| match access {
        Access::Read(reg) => {
            if !has(state, reg) {
                unbound(reg);
            }
        }
        Access::Glance(_) => {}
        Access::Write(reg) => put(state, reg, true),
        Access::WriteAny(reg) => put(state, reg, false),
        Access::Spoil(first) => (first..size).for_each(|reg| put(state, reg, false)),
    });
}

fn join(states: &mut [Option<Written>], work: &mut Vec<usize>, at: usize, state: Written) {
    match &mut states[at] {
        Some(known) => {
            let mut changed = false;
            for (word, other) in known.iter_mut().zip(state) {
                changed |= *word & !other != 0;
                *word &= other;
            }
            if changed {
                work.push(at);
            }
        }
        slot => {
            *slot = Some(state);
            work.push(at);
        }
    }
}
