//! Tree to instructions.
//!
//! Registers: two for each group (start, end), one for the last group that closed, two for each counted loop. Each node is
//! compiled with what can follow it: a choice takes only ways that can succeed, and a repetition whose code points cannot
//! begin what follows is possessive.

use super::case::each_variant;
use super::first::{Choice, First, SET_FLAGS};
use super::parse::{Parsed, parse};
use super::set::CharSet;
use super::{At, Fault, Kind, MANY, Node, flag, width};
use crate::text::wtf8;

/// A compiled pattern.
#[derive(Debug)]
pub struct Program {
    pub(super) code: Vec<Inst>,
    pub(super) sets: Vec<CharSet>,
    pub(super) choices: Vec<Choice>,
    /// registers that a match needs
    pub(super) registers: usize,
    /// looks for what every match begins with, if that is fixed text
    pub(super) prefix: Option<memchr::memmem::Finder<'static>>,
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
    /// the first way of a choice that can succeed; when that fails, the next
    Branch(u32),
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
        exit: u32,
        /// between the body and the exit, in the order of preference
        choice: u32,
    },
    /// a turn begins; where it did is noted from the turn `min` on
    LoopStep {
        register: u32,
        min: u32,
    },
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
    let mut c = Compiler {
        code: Vec::new(),
        sets: Vec::new(),
        set_nodes: Vec::new(),
        choices: Vec::new(),
        loops: 0,
        groups,
        widths,
        is_bytes,
        depth: 0,
    };
    c.node(&node, First::UNKNOWN)?;
    c.code.push(Inst::Match);
    let mut prefix = Vec::new();
    c.prefix(&node, &mut prefix);
    let prefix = (!prefix.is_empty()).then(|| memchr::memmem::Finder::new(&prefix).into_owned());
    let begins = c.first(&node);
    let mut first = None;
    if prefix.is_none() && !begins.says_nothing() {
        let mut table = Box::new([false; 256]);
        (0..=255u8).for_each(|b| table[b as usize] = begins.holds(b));
        first = Some(table);
    }
    let registers = groups * 2 + 1 + c.loops as usize * 2;
    Ok(Program { code: c.code, sets: c.sets, choices: c.choices, registers, prefix, first, flags, groups, names, warnings })
}

pub(super) struct Compiler {
    code: Vec<Inst>,
    pub(super) sets: Vec<CharSet>,
    /// what each of the sets was made from
    set_nodes: Vec<(super::Set, u32)>,
    choices: Vec<Choice>,
    loops: u32,
    groups: usize,
    widths: Vec<(usize, Option<usize>)>,
    pub(super) is_bytes: bool,
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
    pub(super) fn one(&mut self, node: &Node) -> Option<One> {
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
        let flags = flags & SET_FLAGS;
        let known = self.set_nodes.iter().position(|(other, with)| *with == flags && other == set);
        One::Set(known.unwrap_or_else(|| {
            self.sets.push(CharSet::new(set, flags, self.is_bytes));
            self.set_nodes.push((set.clone(), flags));
            self.sets.len() - 1
        }) as u32)
    }

    /// A choice between places, each with what can stand there.
    fn choice(&mut self, ways: Vec<(u32, First)>) -> u32 {
        self.choices.push(Choice::new(ways));
        self.choices.len() as u32 - 1
    }

    pub(super) fn encode(&self, c: u32, out: &mut Vec<u8>) {
        if self.is_bytes { out.push(c as u8) } else { wtf8::push(out, c) }
    }

    /// Appends the instructions of a node that `follow` can follow.
    fn node(&mut self, node: &Node, follow: First) -> Result<(), Fault> {
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
            Node::Concat(nodes) => self.concat(nodes, follow)?,
            Node::Alt(nodes) => self.alternatives(nodes, follow)?,
            Node::Repeat { node, min, max, kind } => self.repeat(node, *min, *max, *kind, follow)?,
            Node::Plain(inner) => self.node(inner, follow)?,
            Node::Group(index, inner) => {
                self.code.push(Inst::Save(*index as u32 * 2));
                self.node(inner, follow)?;
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
                self.node(node, First::UNKNOWN)?;
                self.code.push(Inst::LookEnd { negate: *negate });
                let end = self.here();
                self.code[start] = Inst::LookStart { negate: *negate, end };
            }
            Node::Atomic(inner) => {
                self.code.push(Inst::AtomicStart);
                self.node(inner, First::UNKNOWN)?;
                self.code.push(Inst::AtomicEnd);
            }
            Node::Cond { group, yes, no } => {
                let test = self.code.len();
                self.code.push(Inst::Fail);
                self.node(yes, follow)?;
                let jump = self.code.len();
                self.code.push(Inst::Fail);
                let other = self.here();
                self.node(no, follow)?;
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

    fn concat(&mut self, nodes: &[Node], follow: First) -> Result<(), Fault> {
        let follows = self.follows(nodes, follow);
        let mut text = Vec::new();
        let mut letters = 0;
        for (node, follow) in nodes.iter().zip(follows) {
            if let Node::Char(c, _) = node
                && matches!(self.one(node), Some(One::Char(_)))
            {
                self.encode(*c, &mut text);
                letters += 1;
                continue;
            }
            self.flush(&mut text, &mut letters);
            self.node(node, follow)?;
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

    fn alternatives(&mut self, nodes: &[Node], follow: First) -> Result<(), Fault> {
        let mut jumps = Vec::new();
        let mut later = nodes;
        // a choice that has more alternatives than ways ends with the way to the next choice
        while !later.is_empty() {
            let now;
            (now, later) = if later.len() > Choice::MOST { later.split_at(Choice::MOST - 1) } else { (later, &later[..0]) };
            let branch = self.code.len();
            self.code.push(Inst::Fail);
            let mut ways = Vec::with_capacity(Choice::MOST);
            for (i, node) in now.iter().enumerate() {
                ways.push((self.here(), self.first(node).then(follow)));
                self.node(node, follow)?;
                if i + 1 < now.len() || !later.is_empty() {
                    jumps.push(self.code.len());
                    self.code.push(Inst::Fail);
                }
            }
            if !later.is_empty() {
                ways.push((self.here(), First::UNKNOWN));
            }
            self.code[branch] = Inst::Branch(self.choice(ways));
        }
        for jump in jumps {
            self.code[jump] = Inst::Jump(self.here());
        }
        Ok(())
    }

    fn repeat(&mut self, node: &Node, min: u32, max: u32, kind: Kind, follow: First) -> Result<(), Fault> {
        if let Some(one) = self.one(node) {
            let gives_back = kind == Kind::Greedy && !follow.excludes(&self.first_of_one(one));
            let kind = if kind == Kind::Greedy && !gives_back { Kind::Possessive } else { kind };
            self.code.push(Inst::Repeat { one, min, max, kind });
            return Ok(());
        }
        // each turn of a possessive repetition is atomic, and so is the whole
        let turn;
        let node = if kind == Kind::Possessive {
            self.code.push(Inst::AtomicStart);
            turn = Node::Atomic(Box::new(node.clone()));
            &turn
        } else {
            node
        };
        // a possessive repetition ends with its atomic group: what follows decides nothing in it
        let follow = if kind == Kind::Possessive { First::UNKNOWN } else { follow };
        let begins = self.first(node).then(follow);
        let ordered = |body: (u32, First), exit: (u32, First)| if kind == Kind::Lazy { vec![exit, body] } else { vec![body, exit] };
        if min == 0 && max == 1 {
            let branch = self.code.len();
            self.code.push(Inst::Fail);
            self.node(node, follow)?;
            let ways = ordered((branch as u32 + 1, begins), (self.here(), follow));
            self.code[branch] = Inst::Branch(self.choice(ways));
        } else {
            let register = (self.groups as u32) * 2 + 1 + self.loops * 2;
            self.loops += 1;
            self.code.push(Inst::LoopInit(register));
            let top = self.code.len();
            self.code.push(Inst::Fail);
            self.code.push(Inst::LoopStep { register, min });
            let again = self.first(node).or(follow);
            self.node(node, again)?;
            self.code.push(Inst::Jump(top as u32));
            let exit = self.here();
            let choice = self.choice(ordered((top as u32 + 1, begins), (exit, follow)));
            self.code[top] = Inst::Loop { register, min, max, exit, choice };
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
}

const _: () = assert!(MANY == u32::MAX, "loops compare their count with it");
