//! What a part of a pattern can begin with: sets of first bytes, and the choices that are made by them.
//!
//! A set here is never too small: a byte that is not in it begins no match. Where nothing is known (a reference back to a
//! group, a part that can be empty) it is too large, and the matcher tries in vain, as it would without the set.

use super::compile::{Compiler, One};
use super::{Node, flag};

/// The bytes that something can begin with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct First {
    bytes: [u64; 4],
    /// it can match nothing, so that what begins may be what follows, or the end
    pub empty: bool,
}

impl First {
    /// Nothing at all.
    pub const NEVER: First = First { bytes: [0; 4], empty: false };
    /// Anything, or nothing.
    pub const UNKNOWN: First = First { bytes: [u64::MAX; 4], empty: true };

    fn any_byte() -> First {
        First { bytes: [u64::MAX; 4], empty: false }
    }

    fn byte(b: u8) -> First {
        let mut made = First::NEVER;
        made.bytes[b as usize / 64] |= 1 << (b % 64);
        made
    }

    /// Is the byte in the set?
    pub fn holds(&self, b: u8) -> bool {
        self.bytes[b as usize / 64] >> (b % 64) & 1 != 0
    }

    /// Does it say nothing about the next byte?
    pub fn says_nothing(&self) -> bool {
        self.empty || self.bytes == [u64::MAX; 4]
    }

    /// Either.
    pub fn or(self, other: First) -> First {
        let mut bytes = self.bytes;
        bytes.iter_mut().zip(other.bytes).for_each(|(mine, theirs)| *mine |= theirs);
        First { bytes, empty: self.empty || other.empty }
    }

    /// This, and then `next`.
    pub fn then(self, next: First) -> First {
        if self.empty { First { empty: next.empty, ..self.or(next) } } else { self }
    }

    /// No byte is in both, and `self` is not empty.
    pub fn excludes(&self, other: &First) -> bool {
        !self.empty && self.bytes.iter().zip(other.bytes).all(|(mine, theirs)| mine & theirs == 0)
    }
}

/// A choice between up to 32 ways: which of them can succeed, by the next byte. Ways have bits, the preferred one the lowest.
#[derive(Debug)]
pub struct Choice {
    by_byte: Box<[u32; 256]>,
    at_end: u32,
    /// where each way begins
    pub ways: Vec<u32>,
}

impl Choice {
    /// The most ways that a choice has.
    pub const MOST: usize = 32;

    /// A choice between ways that begin so.
    pub fn new(ways: Vec<(u32, First)>) -> Choice {
        let mut by_byte = Box::new([0; 256]);
        let mut at_end = 0;
        for (i, (_, first)) in ways.iter().enumerate() {
            at_end |= u32::from(first.empty) << i;
            for b in 0..=255 {
                by_byte[b as usize] |= u32::from(first.empty || first.holds(b)) << i;
            }
        }
        Choice { by_byte, at_end, ways: ways.into_iter().map(|(to, _)| to).collect() }
    }

    /// The ways that can succeed before this byte (none: the end of the subject).
    #[inline(always)]
    pub fn possible(&self, next: Option<&u8>) -> u32 {
        match next {
            Some(&b) => self.by_byte[b as usize],
            None => self.at_end,
        }
    }
}

impl Compiler {
    /// What a match of the node can begin with.
    pub(super) fn first(&mut self, node: &Node) -> First {
        match node {
            Node::Empty | Node::At(..) | Node::Look { .. } => First { empty: true, ..First::NEVER },
            Node::Fail => First::NEVER,
            Node::Char(..) | Node::Any(_) | Node::Set(..) => match self.one(node) {
                Some(one) => self.first_of_one(one),
                None => First::UNKNOWN,
            },
            Node::Concat(nodes) => {
                let mut all = First { empty: true, ..First::NEVER };
                for node in nodes {
                    if !all.empty {
                        break;
                    }
                    all = all.then(self.first(node));
                }
                all
            }
            Node::Alt(nodes) => nodes.iter().fold(First::NEVER, |all, n| all.or(self.first(n))),
            Node::Repeat { max: 0, .. } => First { empty: true, ..First::NEVER },
            Node::Repeat { node, min, .. } => {
                let first = self.first(node);
                First { empty: first.empty || *min == 0, ..first }
            }
            Node::Group(_, inner) | Node::Plain(inner) | Node::Atomic(inner) => self.first(inner),
            Node::Backref(..) => First::UNKNOWN,
            Node::Cond { yes, no, .. } => self.first(yes).or(self.first(no)),
        }
    }

    /// What the code points of a test begin with.
    pub(super) fn first_of_one(&self, one: One) -> First {
        match one {
            One::Char(c) => {
                let mut bytes = Vec::new();
                self.encode(c, &mut bytes);
                First::byte(bytes[0])
            }
            One::Set(i) => {
                let set = &self.sets[i as usize];
                let low = set.below_256();
                let bytes = match (self.is_bytes, set.may_hold_wide()) {
                    (true, _) => low,
                    (false, wide) => [low[0], low[1], if wide { u64::MAX } else { 0 }, if wide { u64::MAX } else { 0 }],
                };
                First { bytes, empty: false }
            }
            One::Any | One::All => First::any_byte(),
        }
    }

    /// What follows each node of a sequence, if `follow` follows them all.
    pub(super) fn follows(&mut self, nodes: &[Node], follow: First) -> Vec<First> {
        let mut found = vec![follow; nodes.len()];
        for i in (1..nodes.len()).rev() {
            found[i - 1] = self.first(&nodes[i]).then(found[i]);
        }
        found
    }
}

/// The flags that decide what a class holds.
pub const SET_FLAGS: u32 = flag::IGNORECASE | flag::ASCII | flag::UNICODE | flag::LOCALE;
