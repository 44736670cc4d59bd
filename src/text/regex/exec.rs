//! The matcher: runs a program on a subject.
//!
//! Everything that must be undone when a way fails stands on one stack: where to go on instead, and what registers held
//! before. A look-around or an atomic group puts a fence there; when its body matched, the ways above the fence are
//! forgotten, but not what registers held: what comes before the fence may still fail.

use super::case::each_variant;
use super::compile::{Inst, One, Program};
use super::set::is_in;
use super::{At, Category, Kind};
use crate::text::wtf8;

/// What a match must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// it begins at the start
    Match,
    /// and ends at the end
    FullMatch,
    /// it begins anywhere from the start on
    Search,
}

/// A subject and where to look.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// the subject; it ends where matches may end
    pub text: &'a [u8],
    /// code points have several bytes
    pub is_wide: bool,
    /// the byte to begin at
    pub start: usize,
    pub mode: Mode,
    /// a match at `start` must not be empty
    pub must_advance: bool,
}

/// Why a search was given up.
#[derive(Debug)]
pub enum Stop<E> {
    /// what `poll` said
    Interrupted(E),
    /// ways to come back to filled the memory that they may have
    OutOfMemory,
}

/// Ways to come back to, at most.
const STACK_LIMIT: usize = 1 << 26;
/// Steps between two calls of `poll`.
const POLL_STEPS: u32 = 1 << 14;
/// No position, no count.
const NONE: usize = usize::MAX;

/// The memory of a search, to be used again by the next one.
#[derive(Default)]
pub struct Scratch {
    registers: Vec<usize>,
    stack: Vec<Entry>,
    /// where on the stack the open look-arounds and atomic groups begin
    fences: Vec<usize>,
}

impl Scratch {
    /// After a search that found something: two byte offsets for each group (`usize::MAX`: the group did not match), then the
    /// number of the last group that closed.
    pub fn registers(&self) -> &[usize] {
        &self.registers
    }

    /// It holds so much memory that keeping it is waste.
    pub fn is_large(&self) -> bool {
        self.stack.capacity() > 1 << 12 || self.registers.capacity() > 1 << 12
    }
}

/// Looks for a match; if there is one, the registers are in `scratch`. `poll` is called every now and then and may end the
/// search.
pub fn find<E>(
    program: &Program,
    request: Request,
    scratch: &mut Scratch,
    poll: &mut dyn FnMut() -> Result<(), E>,
) -> Result<bool, Stop<E>> {
    scratch.registers.clear();
    scratch.registers.resize(program.registers, NONE);
    if request.is_wide {
        search(program, request, Wide(request.text), scratch, poll)
    } else {
        search(program, request, Narrow(request.text), scratch, poll)
    }
}

/// How a subject's code points are read.
trait Text: Copy {
    fn bytes(&self) -> &[u8];
    /// The code point at `at`, and where the next one is.
    fn next(&self, at: usize) -> Option<(u32, usize)>;
    /// The code point before `at`, and where it is.
    fn previous(&self, at: usize) -> Option<(u32, usize)>;
    /// All code points have one byte.
    const NARROW: bool;
}

#[derive(Clone, Copy)]
struct Narrow<'a>(&'a [u8]);

impl Text for Narrow<'_> {
    const NARROW: bool = true;

    fn bytes(&self) -> &[u8] {
        self.0
    }

    #[inline(always)]
    fn next(&self, at: usize) -> Option<(u32, usize)> {
        self.0.get(at).map(|&b| (u32::from(b), at + 1))
    }

    #[inline(always)]
    fn previous(&self, at: usize) -> Option<(u32, usize)> {
        if at == 0 { None } else { self.0.get(at - 1).map(|&b| (u32::from(b), at - 1)) }
    }
}

#[derive(Clone, Copy)]
struct Wide<'a>(&'a [u8]);

impl Text for Wide<'_> {
    const NARROW: bool = false;

    fn bytes(&self) -> &[u8] {
        self.0
    }

    #[inline(always)]
    fn next(&self, at: usize) -> Option<(u32, usize)> {
        wtf8::decode_at(self.0, at).map(|(c, length)| (c, at + length))
    }

    #[inline(always)]
    fn previous(&self, at: usize) -> Option<(u32, usize)> {
        if at == 0 {
            return None;
        }
        let start = wtf8::previous_boundary(self.0, at);
        wtf8::decode_at(self.0, start).map(|(c, _)| (c, start))
    }
}

/// Something to undo, or a way to go on.
enum Entry {
    Register {
        index: u32,
        old: usize,
    },
    /// the ways of a choice that were not tried yet
    Branch {
        choice: u32,
        left: u32,
        at: usize,
    },
    /// a greedy repetition may give back down to `least`
    Greedy {
        pc: u32,
        at: usize,
        least: usize,
    },
    /// a lazy one may take `left` more
    Lazy {
        pc: u32,
        at: usize,
        left: u32,
    },
    /// a negative look-around goes on at `pc` when its body failed
    Negative {
        pc: u32,
        at: usize,
    },
    /// a positive one, or an atomic group, fails with its body
    Positive {
        at: usize,
    },
}

struct Matcher<'a, T, E> {
    program: &'a Program,
    text: T,
    registers: &'a mut [usize],
    stack: &'a mut Vec<Entry>,
    fences: &'a mut Vec<usize>,
    steps: u32,
    full: bool,
    poll: &'a mut dyn FnMut() -> Result<(), E>,
}

fn search<T: Text, E>(
    program: &Program,
    request: Request,
    text: T,
    scratch: &mut Scratch,
    poll: &mut dyn FnMut() -> Result<(), E>,
) -> Result<bool, Stop<E>> {
    let mut m = Matcher {
        program,
        text,
        registers: &mut scratch.registers,
        stack: &mut scratch.stack,
        fences: &mut scratch.fences,
        steps: POLL_STEPS,
        full: request.mode == Mode::FullMatch,
        poll,
    };
    if request.mode != Mode::Search {
        return m.run(request.start, request.must_advance);
    }
    let bytes = request.text;
    let mut at = request.start;
    loop {
        // the next place where a match can begin
        if let Some(finder) = &program.prefix {
            match bytes.get(at..).and_then(|rest| finder.find(rest)) {
                Some(i) => at += i,
                None => return Ok(false),
            }
        } else if let Some(first) = &program.first {
            match bytes.get(at..).and_then(|rest| rest.iter().position(|&b| first[b as usize])) {
                Some(i) => at += i,
                None => return Ok(false),
            }
            if !T::NARROW && wtf8::is_continuation(bytes[at]) {
                at += 1;
                continue;
            }
        }
        if m.run(at, request.must_advance && at == request.start)? {
            return Ok(true);
        }
        match text.next(at) {
            Some((_, next)) => at = next,
            None => return Ok(false),
        }
        m.tick()?;
    }
}

impl<T: Text, E> Matcher<'_, T, E> {
    #[inline(always)]
    fn tick(&mut self) -> Result<(), Stop<E>> {
        self.steps -= 1;
        if self.steps == 0 {
            self.steps = POLL_STEPS;
            (self.poll)().map_err(Stop::Interrupted)?;
        }
        Ok(())
    }

    #[inline(always)]
    fn set(&mut self, index: usize, value: usize) {
        let old = std::mem::replace(&mut self.registers[index], value);
        // with no way to come back to, nobody will ask what was there
        if !self.stack.is_empty() {
            self.stack.push(Entry::Register { index: index as u32, old });
        }
    }

    #[inline(always)]
    fn test(&self, one: One, c: u32) -> bool {
        match one {
            One::Char(wanted) => c == wanted,
            One::Set(i) => self.program.sets[i as usize].contains(c),
            One::Any => c != 10,
            One::All => true,
        }
    }

    /// Matches at `start`; the registers then hold the spans.
    fn run(&mut self, start: usize, must_advance: bool) -> Result<bool, Stop<E>> {
        self.registers.fill(NONE);
        self.registers[0] = start;
        self.stack.clear();
        self.fences.clear();
        let program = self.program;
        let (mut pc, mut at) = (0usize, start);
        loop {
            self.tick()?;
            let went_on = match &program.code[pc] {
                Inst::One(one) => match self.text.next(at) {
                    Some((c, next)) if self.test(*one, c) => {
                        at = next;
                        true
                    }
                    _ => false,
                },
                Inst::Text(text) => {
                    let fits = self.text.bytes()[at..].starts_with(text);
                    at += if fits { text.len() } else { 0 };
                    fits
                }
                Inst::At(kind, more) => self.holds(*kind, *more, at),
                Inst::Save(index) => {
                    self.set(*index as usize, at);
                    true
                }
                Inst::Close(group) => {
                    self.set(*group as usize * 2 + 1, at);
                    self.set(program.last_group_register(), *group as usize);
                    true
                }
                Inst::Branch(choice) => match self.choose(*choice, at) {
                    Some(to) => {
                        pc = to;
                        continue;
                    }
                    None => false,
                },
                Inst::Jump(to) => {
                    pc = *to as usize;
                    continue;
                }
                Inst::Repeat { one, min, max, kind } => self.repeat(*one, *min, *max, *kind, pc, &mut at)?,
                Inst::LoopInit(register) => {
                    self.set(*register as usize, 0);
                    self.set(*register as usize + 1, NONE);
                    true
                }
                Inst::Loop { register, min, max, exit, choice } => {
                    let (count, last) = (self.registers[*register as usize], self.registers[*register as usize + 1]);
                    if count < *min as usize {
                        // what must be done is done, even if nothing comes of it
                        true
                    } else if count >= *max as usize && *max != super::MANY || last == at {
                        pc = *exit as usize;
                        continue;
                    } else {
                        match self.choose(*choice, at) {
                            Some(to) => {
                                pc = to;
                                continue;
                            }
                            None => false,
                        }
                    }
                }
                Inst::LoopStep { register, min } => {
                    let register = *register as usize;
                    let count = self.registers[register];
                    self.set(register, count + 1);
                    if count >= *min as usize {
                        self.set(register + 1, at);
                    }
                    true
                }
                Inst::Back { group, ignore_case, is_unicode } => self.back(*group as usize, *ignore_case, *is_unicode, &mut at),
                Inst::LookStart { negate, end } => {
                    self.fences.push(self.stack.len());
                    self.stack.push(if *negate { Entry::Negative { pc: *end, at } } else { Entry::Positive { at } });
                    true
                }
                Inst::AtomicStart => {
                    self.fences.push(self.stack.len());
                    self.stack.push(Entry::Positive { at });
                    true
                }
                Inst::LookEnd { negate: false } => {
                    at = self.cut();
                    true
                }
                Inst::AtomicEnd => {
                    self.cut();
                    true
                }
                Inst::LookEnd { negate: true } => {
                    let fence = self.fences.pop().unwrap_or(0);
                    self.undo_to(fence);
                    false
                }
                Inst::StepBack(count) => {
                    let mut left = *count;
                    while left > 0
                        && let Some((_, before)) = self.text.previous(at)
                    {
                        at = before;
                        left -= 1;
                    }
                    left == 0
                }
                Inst::Cond { group, no } => {
                    if self.registers[*group as usize * 2 + 1] == NONE {
                        pc = *no as usize;
                        continue;
                    }
                    true
                }
                Inst::Fail => false,
                Inst::Match => {
                    if !(self.full && at != self.text.bytes().len() || must_advance && at == start) {
                        self.registers[1] = at;
                        return Ok(true);
                    }
                    false
                }
            };
            if went_on {
                pc += 1;
            } else if !self.come_back(&mut pc, &mut at) {
                return Ok(false);
            }
            if self.stack.len() > STACK_LIMIT || !self.has_room() {
                return Err(Stop::OutOfMemory);
            }
        }
    }

    /// Has the stack room for what one instruction may push, or can it get some?
    #[inline(always)]
    fn has_room(&mut self) -> bool {
        const MOST: usize = 8;
        self.stack.capacity() - self.stack.len() >= MOST || self.stack.try_reserve(MOST).is_ok()
    }

    /// Where the first way of a choice that can succeed here begins; `None` if there is none.
    #[inline(always)]
    fn choose(&mut self, choice: u32, at: usize) -> Option<usize> {
        let possible = self.program.choices[choice as usize].possible(self.text.bytes().get(at));
        (possible != 0).then(|| self.branch(choice, possible, at))
    }

    /// Where the first of the possible ways of a choice begins; the others are for later.
    #[inline(always)]
    fn branch(&mut self, choice: u32, possible: u32, at: usize) -> usize {
        let left = possible & (possible - 1);
        if left != 0 {
            self.stack.push(Entry::Branch { choice, left, at });
        }
        self.program.choices[choice as usize].ways[possible.trailing_zeros() as usize] as usize
    }

    /// Takes the last way that is left; false if there is none.
    fn come_back(&mut self, pc: &mut usize, at: &mut usize) -> bool {
        while let Some(entry) = self.stack.pop() {
            match entry {
                Entry::Register { index, old } => self.registers[index as usize] = old,
                Entry::Branch { choice, left, at: place } => {
                    (*pc, *at) = (self.branch(choice, left, place), place);
                    return true;
                }
                Entry::Greedy { pc: to, at: place, least } => {
                    let Some(place) = self.give_back(to as usize, place, least) else { continue };
                    if place > least {
                        self.stack.push(Entry::Greedy { pc: to, at: place, least });
                    }
                    (*pc, *at) = (to as usize, place);
                    return true;
                }
                Entry::Lazy { pc: to, at: place, left } => {
                    let Inst::Repeat { one, .. } = self.program.code[to as usize - 1] else { continue };
                    match self.text.next(place) {
                        Some((c, next)) if self.test(one, c) => {
                            if left > 1 {
                                self.stack.push(Entry::Lazy { pc: to, at: next, left: left - 1 });
                            }
                            (*pc, *at) = (to as usize, next);
                            return true;
                        }
                        _ => {}
                    }
                }
                Entry::Negative { pc: to, at: place } => {
                    self.fences.pop();
                    (*pc, *at) = (to as usize, place);
                    return true;
                }
                Entry::Positive { .. } => {
                    self.fences.pop();
                }
            }
        }
        false
    }

    /// Where a greedy repetition that reached `at` may end instead: one less, or as many less as what follows needs.
    fn give_back(&self, follows: usize, at: usize, least: usize) -> Option<usize> {
        let mut at = self.text.previous(at)?.1;
        if let Some(Inst::Text(text)) = self.program.code.get(follows) {
            let bytes = self.text.bytes();
            while at > least && bytes[at] != text[0] {
                at = self.text.previous(at)?.1;
            }
        }
        (at >= least).then_some(at)
    }

    fn repeat(&mut self, one: One, min: u32, max: u32, kind: Kind, pc: usize, at: &mut usize) -> Result<bool, Stop<E>> {
        let most = if kind == Kind::Lazy { min } else { max };
        if T::NARROW {
            let count = self.count_narrow(one, *at, most as usize)?;
            if count < min as usize {
                return Ok(false);
            }
            let (least, end) = (*at + min as usize, *at + count);
            self.repeated(kind, pc, (least, end), max - min);
            *at = end;
            return Ok(true);
        }
        let (mut count, mut end, mut least) = (0u32, *at, *at);
        while count < most {
            match self.text.next(end) {
                Some((c, next)) if self.test(one, c) => end = next,
                _ => break,
            }
            count += 1;
            if count == min {
                least = end;
            }
            if count.is_multiple_of(POLL_STEPS) {
                (self.poll)().map_err(Stop::Interrupted)?;
            }
        }
        if count < min {
            return Ok(false);
        }
        self.repeated(kind, pc, (least, end), max - min);
        *at = end;
        Ok(true)
    }

    /// How many bytes from a place on fit a test, at most so many, where each code point has one byte: a loop of its own for
    /// each test.
    fn count_narrow(&mut self, one: One, from: usize, most: usize) -> Result<usize, Stop<E>> {
        let text = self.text;
        let bytes = text.bytes();
        let rest = &bytes[from..bytes.len().min(from.saturating_add(most))];
        let mut count = 0;
        // very long stretches are counted piece by piece, so that they can be interrupted
        for piece in rest.chunks(1 << 20) {
            let fit = match one {
                One::Char(c) => piece.iter().position(|&b| u32::from(b) != c),
                One::Set(i) => {
                    let set = &self.program.sets[i as usize];
                    piece.iter().position(|&b| !set.contains(u32::from(b)))
                }
                One::Any => memchr::memchr(b'\n', piece),
                One::All => None,
            };
            count += fit.unwrap_or(piece.len());
            if fit.is_some() {
                break;
            }
            if piece.len() == 1 << 20 {
                (self.poll)().map_err(Stop::Interrupted)?;
            }
        }
        Ok(count)
    }

    /// Notes the ways that a repetition leaves: it ends at the second place and could end at the first, or take so many more.
    #[inline(always)]
    fn repeated(&mut self, kind: Kind, pc: usize, (least, end): (usize, usize), more: u32) {
        let pc = pc as u32 + 1;
        match kind {
            Kind::Greedy if end > least => self.stack.push(Entry::Greedy { pc, at: end, least }),
            Kind::Lazy if more > 0 => self.stack.push(Entry::Lazy { pc, at: end, left: more }),
            _ => {}
        }
    }

    /// Forgets the ways above the last fence, and the fence; gives the place where it was put up.
    fn cut(&mut self) -> usize {
        let fence = self.fences.pop().unwrap_or(0);
        let mut place = 0;
        if let Some(Entry::Positive { at }) = self.stack.get(fence) {
            place = *at;
        }
        let mut kept = fence;
        for i in fence..self.stack.len() {
            if matches!(self.stack[i], Entry::Register { .. }) {
                self.stack.swap(kept, i);
                kept += 1;
            }
        }
        self.stack.truncate(kept);
        place
    }

    /// Puts registers back to what they held when the stack was so high, and forgets the ways above.
    fn undo_to(&mut self, height: usize) {
        while self.stack.len() > height {
            if let Some(Entry::Register { index, old }) = self.stack.pop() {
                self.registers[index as usize] = old;
            }
        }
    }

    fn back(&self, group: usize, ignore_case: bool, is_unicode: bool, at: &mut usize) -> bool {
        let (start, end) = (self.registers[group * 2], self.registers[group * 2 + 1]);
        if start == NONE || end == NONE || end < start {
            return false;
        }
        let bytes = self.text.bytes();
        if !ignore_case {
            let fits = bytes[*at..].starts_with(&bytes[start..end]);
            *at += if fits { end - start } else { 0 };
            return fits;
        }
        let (mut from, mut to) = (start, *at);
        while from < end {
            let (Some((a, next_from)), Some((b, next_to))) = (self.text.next(from), self.text.next(to)) else { return false };
            let mut same = a == b;
            if !same {
                each_variant(a, is_unicode, &mut |other| same |= other == b);
            }
            if !same {
                return false;
            }
            (from, to) = (next_from, next_to);
        }
        *at = to;
        true
    }

    fn holds(&self, at: At, more: bool, place: usize) -> bool {
        let bytes = self.text.bytes();
        match at {
            At::Start => place == 0,
            At::Begin => place == 0 || bytes[place - 1] == b'\n',
            At::Finish => place == bytes.len(),
            At::End => place == bytes.len() || bytes[place] == b'\n' && (more || place + 1 == bytes.len()),
            At::Boundary | At::NonBoundary => {
                let is_word = |c: Option<(u32, usize)>| c.is_some_and(|(c, _)| is_in(Category::Word, c, more));
                let differs = is_word(self.text.previous(place)) != is_word(self.text.next(place));
                differs == (at == At::Boundary)
            }
        }
    }
}
