//! Which entries of a bounded cache were used when: a doubly linked list in a vector, the oldest use first.
//!
//! Comparing keys may run Python code, so the dict of results is changed without this lock. A place in the dict is `pending`
//! from before an entry comes in until it is in, and may not be thrown out meanwhile; one that is thrown out gives its place
//! to the one that throws. So the dict never holds more than the linked entries and `pending` say.

use crate::object::Value;

/// No node.
const NONE: u32 = u32::MAX;

struct Node {
    key: Value,
    older: u32,
    newer: u32,
    /// how often the node was given out before: half of an entry's number
    round: u32,
    linked: bool,
}

/// The entries of a bounded cache by their last use.
pub struct Order {
    nodes: Vec<Node>,
    free: Vec<u32>,
    oldest: u32,
    newest: u32,
    linked: usize,
    pending: usize,
}

/// A place for one more entry.
pub enum Place {
    Free,
    /// that of this key, which is to be removed first
    Of(Value),
    /// all are pending
    None,
}

impl Default for Order {
    fn default() -> Order {
        Order { nodes: Vec::new(), free: Vec::new(), oldest: NONE, newest: NONE, linked: 0, pending: 0 }
    }
}

impl Order {
    /// The keys that are noted, for the collector.
    pub fn keys(&self) -> impl Iterator<Item = Value> {
        self.nodes.iter().filter(|node| node.linked).map(|node| node.key)
    }

    /// Takes a place in a cache of `max` entries, pending from now on; the oldest entry gives its own if there is no other.
    pub fn place(&mut self, max: usize) -> Place {
        let place = if self.linked + self.pending < max {
            Place::Free
        } else if self.oldest == NONE {
            return Place::None;
        } else {
            let at = self.oldest;
            self.unlink(at);
            self.free.push(at);
            Place::Of(std::mem::replace(&mut self.nodes[at as usize].key, Value::UNBOUND))
        };
        self.pending += 1;
        place
    }

    /// The number of an entry that is to come in.
    pub fn next(&mut self) -> u64 {
        let at = match self.free.pop() {
            Some(at) => at,
            None => {
                self.nodes.push(Node { key: Value::UNBOUND, older: NONE, newer: NONE, round: 0, linked: false });
                self.nodes.len() as u32 - 1
            }
        };
        let node = &mut self.nodes[at as usize];
        node.round = node.round.wrapping_add(1) & 0x0FFF_FFFF;
        u64::from(node.round) << 32 | u64::from(at)
    }

    /// A pending entry is in.
    pub fn note(&mut self, key: Value, entry: u64) {
        self.pending -= 1;
        self.nodes[entry as u32 as usize].key = key;
        self.link_newest(entry as u32);
    }

    /// A pending entry did not come in; `entry` if it had a number already.
    pub fn give_up(&mut self, entry: Option<u64>) {
        self.pending -= 1;
        self.free.extend(entry.map(|entry| entry as u32));
    }

    /// An entry is used. One that was thrown out meanwhile is not meant, though another has its node.
    pub fn used(&mut self, entry: u64) {
        let at = entry as u32;
        let node = &self.nodes[at as usize];
        if node.linked && u64::from(node.round) == entry >> 32 && at != self.newest {
            self.unlink(at);
            self.link_newest(at);
        }
    }

    fn unlink(&mut self, at: u32) {
        let node = &mut self.nodes[at as usize];
        node.linked = false;
        let (older, newer) = (node.older, node.newer);
        match older {
            NONE => self.oldest = newer,
            older => self.nodes[older as usize].newer = newer,
        }
        match newer {
            NONE => self.newest = older,
            newer => self.nodes[newer as usize].older = older,
        }
        self.linked -= 1;
    }

    fn link_newest(&mut self, at: u32) {
        let before = std::mem::replace(&mut self.newest, at);
        let node = &mut self.nodes[at as usize];
        (node.older, node.newer, node.linked) = (before, NONE, true);
        match before {
            NONE => self.oldest = at,
            before => self.nodes[before as usize].newer = at,
        }
        self.linked += 1;
    }
}
