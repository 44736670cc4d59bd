//! Tree to instructions.
//!
//! Registers: two for each group (start, end), one for the last group that closed, two for each counted loop. A branch
//! names where to go on when the way it prefers fails.

use super::case::each_variant;
use super::parse::{Parsed, parse};
use super::set::CharSet;
use super::{At, Fault, Kind, MANY, Node, flag, width};
use crate::text::wtf8;

/// A compiled pattern.
#[derive(Debug)]
pub struct Program {
    pub(super) code: Vec<Inst>,
    pub(super) sets: Vec<CharSet>,
    /// registers that a match needs
    pub(super) registers: usize,
    /// what every match begins with, if that is fixed text
    pub(super) prefix: Vec<u8>,
    /// the bytes that a match can begin with, if it cannot be empty
    pub(super) first: Option<Box<[bool; 256]>>,
    /// all flags, inline ones included
    pub flags: u32,
    /// groups, the whole match included
    pub groups: usize,
    /// names of groups
    pub names: Vec<(String, usize)>,
    /// texts of `FutureWarning`s
    pub warnings: Vec<String>,
}

impl Program {
    /// The register that holds the number of the last group that closed (`usize::MAX`: none).
    pub fn last_group_register(&self) -> usize {
        self.groups * 2
    }
}

/// A test of one code point.
#[derive(Clone, Copy, Debug)]
pub enum One {
    Char(u32),
    Set(u32),
    /// not a newline
    Any,
    All,
}

#[derive(Debug)]
pub enum Inst {
    One(One),
    /// fixed text
    Text(Box<[u8]>),
    At(At, bool),
    Save(u32),
    /// the end of a group
    Close(u32),
    /// go on; when that fails, there
    Split(u32),
    Jump(u32),
    /// one test, repeated
    Repeat {
        one: One,
        min: u32,
        max: u32,
        kind: Kind,
    },
    LoopInit(u32),
    Loop {
        register: u32,
        min: u32,
        max: u32,
        lazy: bool,
        exit: u32,
    },
    LoopStep(u32),
    Back {
        group: u32,
        ignore_case: bool,
        is_unicode: bool,
    },
    /// a look-around begins; `end` is where it goes on
    LookStart {
        negate: bool,
        end: u32,
    },
    LookEnd {
        negate: bool,
    },
    /// so many code points back
    StepBack(u32),
    AtomicStart,
    AtomicEnd,
    /// on if the group matched, else there
    Cond {
        group: u32,
        no: u32,
    },
    Fail,
    Match,
}

/// Compiles a pattern of code points (of a bytes pattern: bytes).
pub fn compile(pattern: &[u32], flags: u32, is_bytes: bool) -> Result<Program, Fault> {
    let Parsed { node, flags, groups, widths, names, warnings } = parse(pattern, flags, is_bytes)?;
    let mut c = Compiler { code: Vec::new(), sets: Vec::new(), loops: 0, groups, widths, is_bytes, depth: 0 };
    c.node(&node)?;
    c.code.push(Inst::Match);
    let mut prefix = Vec::new();
    c.prefix(&node, &mut prefix);
    let mut first = Box::new([false; 256]);
    let first = if prefix.is_empty() && !c.first(&node, &mut first) { Some(first) } else { None };
    let first = first.filter(|set| set.contains(&false));
    let registers = groups * 2 + 1 + c.loops as usize * 2;
    Ok(Program { code: c.code, sets: c.sets, registers, prefix, first, flags, groups, names, warnings })
}

struct Compiler {
    code: Vec<Inst>,
    sets: Vec<CharSet>,
    loops: u32,
    groups: usize,
    widths: Vec<(usize, Option<usize>)>,
    is_bytes: bool,
    depth: usize,
}

impl Compiler {
    fn here(&self) -> u32 {
        self.code.len() as u32
    }

    fn is_unicode(&self, flags: u32) -> bool {
        !self.is_bytes && flags & flag::ASCII == 0
    }

    /// The test of a node that matches exactly one code point.
    fn one(&mut self, node: &Node) -> Option<One> {
        Some(match node {
            Node::Char(c, flags) => {
                if flags & flag::IGNORECASE != 0 {
                    let mut variants = super::Set::default();
                    each_variant(*c, self.is_unicode(*flags), &mut |other| variants.ranges.push((other, other)));
                    if variants.ranges.len() > 1 {
                        return Some(self.set(&variants, flags & !flag::IGNORECASE));
                    }
                }
                One::Char(*c)
            }
            Node::Any(flags) => {
                if flags & flag::DOTALL != 0 {
                    One::All
                } else {
                    One::Any
                }
            }
            Node::Set(set, flags) => self.set(set, *flags),
            Node::Plain(inner) => return self.one(inner),
            _ => return None,
        })
    }

    fn set(&mut self, set: &super::Set, flags: u32) -> One {
        self.sets.push(CharSet::new(set, flags, self.is_bytes));
        One::Set(self.sets.len() as u32 - 1)
    }

    fn encode(&self, c: u32, out: &mut Vec<u8>) {
        if self.is_bytes { out.push(c as u8) } else { wtf8::push(out, c) }
    }

    fn node(&mut self, node: &Node) -> Result<(), Fault> {
        self.depth += 1;
        if self.depth > 4096 {
            return Err(Fault::TooDeep);
        }
        if let Some(one) = self.one(node) {
            self.code.push(Inst::One(one));
            self.depth -= 1;
            return Ok(());
        }
        match node {
            Node::Empty => {}
            Node::Fail => self.code.push(Inst::Fail),
            Node::Char(..) | Node::Any(_) | Node::Set(..) => {}
            Node::At(at, flags) => self.at(*at, *flags),
            Node::Concat(nodes) => self.concat(nodes)?,
            Node::Alt(nodes) => self.alternatives(nodes)?,
            Node::Repeat { node, min, max, kind } => self.repeat(node, *min, *max, *kind)?,
            Node::Plain(inner) => self.node(inner)?,
            Node::Group(index, inner) => {
                self.code.push(Inst::Save(*index as u32 * 2));
                self.node(inner)?;
                self.code.push(Inst::Close(*index as u32));
            }
            Node::Backref(group, flags) => self.code.push(Inst::Back {
                group: *group as u32,
                ignore_case: flags & flag::IGNORECASE != 0,
                is_unicode: self.is_unicode(*flags),
            }),
            Node::Look { behind, negate, node } => {
                let start = self.code.len();
                self.code.push(Inst::LookStart { negate: *negate, end: 0 });
                if *behind {
                    let (low, high) = width(node, &self.widths);
                    if high != Some(low) {
                        return Err(Fault::Pattern("look-behind requires fixed-width pattern".into(), usize::MAX));
                    }
                    self.code.push(Inst::StepBack(low as u32));
                }
                self.node(node)?;
                self.code.push(Inst::LookEnd { negate: *negate });
                let end = self.here();
                self.code[start] = Inst::LookStart { negate: *negate, end };
            }
            Node::Atomic(inner) => {
                self.code.push(Inst::AtomicStart);
                self.node(inner)?;
                self.code.push(Inst::AtomicEnd);
            }
            Node::Cond { group, yes, no } => {
                let test = self.code.len();
                self.code.push(Inst::Fail);
                self.node(yes)?;
                let jump = self.code.len();
                self.code.push(Inst::Fail);
                let other = self.here();
                self.node(no)?;
                self.code[test] = Inst::Cond { group: *group as u32, no: other };
                self.code[jump] = Inst::Jump(self.here());
            }
        }
        self.depth -= 1;
        Ok(())
    }

    fn at(&mut self, at: At, flags: u32) {
        let at = match at {
            At::Begin if flags & flag::MULTILINE == 0 => At::Start,
            // with MULTILINE each line has an end; without, the text and its last line
            other => other,
        };
        let more = match at {
            At::End => flags & flag::MULTILINE != 0,
            At::Boundary | At::NonBoundary => self.is_unicode(flags),
            _ => false,
        };
        self.code.push(Inst::At(at, more));
    }

    fn concat(&mut self, nodes: &[Node]) -> Result<(), Fault> {
        let mut text = Vec::new();
        let mut letters = 0;
        for node in nodes {
            let before = self.sets.len();
            if let Node::Char(c, _) = node
                && matches!(self.one(node), Some(One::Char(_)))
            {
                self.encode(*c, &mut text);
                letters += 1;
                continue;
            }
            self.sets.truncate(before);
            self.flush(&mut text, &mut letters);
            self.node(node)?;
        }
        self.flush(&mut text, &mut letters);
        Ok(())
    }

    fn flush(&mut self, text: &mut Vec<u8>, letters: &mut usize) {
        if *letters > 0 {
            self.code.push(Inst::Text(std::mem::take(text).into_boxed_slice()));
            *letters = 0;
        }
    }

    fn alternatives(&mut self, nodes: &[Node]) -> Result<(), Fault> {
        let mut jumps = Vec::new();
        for (i, node) in nodes.iter().enumerate() {
            let is_last = i + 1 == nodes.len();
            let split = self.code.len();
            if !is_last {
                self.code.push(Inst::Fail);
            }
            self.node(node)?;
            if !is_last {
                jumps.push(self.code.len());
                self.code.push(Inst::Fail);
                self.code[split] = Inst::Split(self.here());
            }
        }
        for jump in jumps {
            self.code[jump] = Inst::Jump(self.here());
        }
        Ok(())
    }

    fn repeat(&mut self, node: &Node, min: u32, max: u32, kind: Kind) -> Result<(), Fault> {
        if let Some(one) = self.one(node) {
            self.code.push(Inst::Repeat { one, min, max, kind });
            return Ok(());
        }
        if kind == Kind::Possessive {
            self.code.push(Inst::AtomicStart);
        }
        if min == 0 && max == 1 {
            let split = self.code.len();
            self.code.push(Inst::Fail);
            if kind == Kind::Lazy {
                self.code.push(Inst::Fail);
                let body = self.here();
                self.node(node)?;
                self.code[split] = Inst::Split(body);
                self.code[split + 1] = Inst::Jump(self.here());
            } else {
                self.node(node)?;
                self.code[split] = Inst::Split(self.here());
            }
        } else {
            let register = (self.groups as u32) * 2 + 1 + self.loops * 2;
            self.loops += 1;
            self.code.push(Inst::LoopInit(register));
            let top = self.code.len();
            self.code.push(Inst::Fail);
            self.code.push(Inst::LoopStep(register));
            self.node(node)?;
            self.code.push(Inst::Jump(top as u32));
            self.code[top] = Inst::Loop { register, min, max, lazy: kind == Kind::Lazy, exit: self.here() };
        }
        if kind == Kind::Possessive {
            self.code.push(Inst::AtomicEnd);
        }
        Ok(())
    }

    /// Appends the fixed text that a match of the node begins with; true if that is all there is to the node.
    fn prefix(&mut self, node: &Node, out: &mut Vec<u8>) -> bool {
        match node {
            Node::Char(c, flags) if flags & flag::IGNORECASE == 0 => {
                self.encode(*c, out);
                true
            }
            Node::Empty => true,
            Node::Concat(nodes) => nodes.iter().all(|n| self.prefix(n, out)),
            Node::Group(_, inner) | Node::Plain(inner) => self.prefix(inner, out),
            Node::Repeat { node, min, .. } if *min > 0 => {
                self.prefix(node, out);
                false
            }
            _ => false,
        }
    }

    /// Notes the bytes that a match of the node can begin with; true if it can be empty (or nothing is known).
    fn first(&mut self, node: &Node, out: &mut [bool; 256]) -> bool {
        match node {
            Node::Empty | Node::At(..) | Node::Look { .. } => true,
            Node::Fail => false,
            Node::Char(..) | Node::Any(_) | Node::Set(..) => {
                let before = self.sets.len();
                match self.one(node) {
                    Some(One::Char(c)) => {
                        let mut bytes = Vec::new();
                        self.encode(c, &mut bytes);
                        out[bytes[0] as usize] = true;
                    }
                    Some(One::Set(i)) => {
                        let set = &self.sets[i as usize];
                        let limit = if self.is_bytes { 256 } else { 128 };
                        (0..limit).filter(|&c| set.contains(c)).for_each(|c| out[c as usize] = true);
                        if !self.is_bytes && set.may_hold_wide() {
                            out[128..].fill(true);
                        }
                    }
                    _ => out.fill(true),
                }
                self.sets.truncate(before);
                false
            }
            Node::Concat(nodes) => nodes.iter().all(|n| self.first(n, out)),
            Node::Alt(nodes) => nodes.iter().fold(false, |empty, n| self.first(n, out) | empty),
            Node::Repeat { node, min, max, .. } => {
                if *max == 0 {
                    return true;
                }
                self.first(node, out) | (*min == 0)
            }
            Node::Group(_, inner) | Node::Plain(inner) | Node::Atomic(inner) => self.first(inner, out),
            Node::Backref(..) => {
                out.fill(true);
                true
            }
            Node::Cond { yes, no, .. } => self.first(yes, out) | self.first(no, out),
        }
    }
}

const _: () = assert!(MANY == u32::MAX, "loops compare their count with it");
