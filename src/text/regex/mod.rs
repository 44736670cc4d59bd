//! Regular expressions with Python's syntax and meaning, without a heap: pattern text in, spans out.
//!
//! ```text
//!   pattern --parse--> Node (a tree) --compile--> Program (instructions) --Matcher--> registers: the groups' spans
//! ```
//!
//! The matcher backtracks, as the language demands (which alternative wins depends on their order), on a stack of its
//! own: no pattern and no subject makes native code recurse. What it need not try it does not: each choice has a table that
//! says for the next byte which of its ways can succeed (`first`), and a repetition gives nothing back to what cannot begin
//! with it. Subjects are bytes: plain bytes, or WTF-8 in which positions
//! are byte offsets that always stand at the start of a code point; whoever needs indices counts code points.
//! An ASCII text is a subject of plain bytes.
//!
//! Errors have the texts and positions of CPython's `re`.

mod case;
mod compile;
mod exec;
mod first;
mod parse;
mod set;
mod source;
#[cfg(test)]
mod tests;

pub use compile::{Program, compile};
pub use exec::{Mode, Request, Scratch, Stop, find};

/// Flags, with the values that Python's `re` gives them.
pub mod flag {
    pub const IGNORECASE: u32 = 2;
    pub const LOCALE: u32 = 4;
    pub const MULTILINE: u32 = 8;
    pub const DOTALL: u32 = 16;
    pub const UNICODE: u32 = 32;
    pub const VERBOSE: u32 = 64;
    pub const DEBUG: u32 = 128;
    pub const ASCII: u32 = 256;
    /// Of these a pattern has at most one.
    pub const TYPES: u32 = ASCII | LOCALE | UNICODE;
}

/// Why a pattern is none.
#[derive(Debug, PartialEq, Eq)]
pub enum Fault {
    /// `re.PatternError`: the message, and the code point in the pattern
    Pattern(String, usize),
    /// `ValueError`: flags that do not go together
    Flags(&'static str),
    /// `OverflowError`
    TooLarge,
    /// `RecursionError`: groups in groups
    TooDeep,
}

/// A pattern's syntax tree.
#[derive(Clone, Debug)]
enum Node {
    Empty,
    /// matches nothing: `(?!)`
    Fail,
    /// one code point, with the flags in force there
    Char(u32, u32),
    /// `.`
    Any(u32),
    /// a class, or an escape that is one
    Set(Set, u32),
    At(At, u32),
    Concat(Vec<Node>),
    Alt(Vec<Node>),
    Repeat {
        node: Box<Node>,
        min: u32,
        max: u32,
        kind: Kind,
    },
    /// `(?:...)`
    Plain(Box<Node>),
    /// a group that captures
    Group(usize, Box<Node>),
    Backref(usize, u32),
    Look {
        behind: bool,
        negate: bool,
        node: Box<Node>,
    },
    Atomic(Box<Node>),
    Cond {
        group: usize,
        yes: Box<Node>,
        no: Box<Node>,
    },
}

/// No upper limit.
const MANY: u32 = u32::MAX;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Greedy,
    Lazy,
    Possessive,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum At {
    /// `^`
    Begin,
    /// `$`
    End,
    /// `\A`
    Start,
    /// `\Z`, `\z`
    Finish,
    /// `\b`
    Boundary,
    /// `\B`
    NonBoundary,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Category {
    Digit,
    Space,
    Word,
}

/// The content of `[...]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Set {
    negated: bool,
    ranges: Vec<(u32, u32)>,
    /// categories; true: what is not in it
    categories: Vec<(Category, bool)>,
}

/// How many code points a node matches, at least and at most (`None`: no limit).
fn width(node: &Node, groups: &[(usize, Option<usize>)]) -> (usize, Option<usize>) {
    match node {
        Node::Empty | Node::Fail | Node::At(..) | Node::Look { .. } => (0, Some(0)),
        Node::Char(..) | Node::Any(_) | Node::Set(..) => (1, Some(1)),
        Node::Concat(nodes) => nodes.iter().map(|n| width(n, groups)).fold((0, Some(0)), |a, b| (a.0.saturating_add(b.0), sum(a.1, b.1))),
        Node::Alt(nodes) => {
            let widths = nodes.iter().map(|n| width(n, groups));
            widths.reduce(|a, b| (a.0.min(b.0), a.1.zip(b.1).map(|(x, y)| x.max(y)))).unwrap_or((0, Some(0)))
        }
        Node::Repeat { node, min, max, .. } => {
            let (low, high) = width(node, groups);
            let most =
                if *max == MANY { if high == Some(0) { Some(0) } else { None } } else { high.and_then(|h| h.checked_mul(*max as usize)) };
            (low.saturating_mul(*min as usize), most)
        }
        Node::Group(_, node) | Node::Plain(node) | Node::Atomic(node) => width(node, groups),
        Node::Backref(group, _) => groups.get(*group).copied().unwrap_or((0, None)),
        Node::Cond { yes, no, .. } => {
            let (a, b) = (width(yes, groups), width(no, groups));
            (a.0.min(b.0), a.1.zip(b.1).map(|(x, y)| x.max(y)))
        }
    }
}

fn sum(a: Option<usize>, b: Option<usize>) -> Option<usize> {
    a?.checked_add(b?)
}
