//! `Positions`: where in the source the instructions of a code stand.
//!
//! They are asked for when a traceback is made, and most code never has one. Code that was kept on disk brings them as bytes,
//! differences from row to row in LEB128, a quarter of their size; they are spread out when somebody asks.

use std::ops::Deref;
use std::sync::OnceLock;

use super::code::Position;
use super::saved::{Reader, Writer};

/// `(word index, position)`, in the order of the words: each holds from that word to the next row.
#[derive(Default)]
pub struct Positions {
    rows: OnceLock<Box<[(u32, Position)]>>,
    kept: Box<[u8]>,
}

impl Positions {
    /// Positions that were `to_bytes`. They are not looked at yet; rows that cannot be read end the table.
    pub fn from_bytes(bytes: &[u8]) -> Positions {
        Positions { rows: OnceLock::new(), kept: bytes.into() }
    }

    /// All rows as bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut to = Writer::default();
        let (mut last_pc, mut last_line) = (0, 0);
        for &(pc, p) in self.iter() {
            for (n, before) in [(pc, last_pc), (p.line, last_line), (p.end_line, p.line), (p.col, 0), (p.end_col, p.col)] {
                to.difference(n, before);
            }
            (last_pc, last_line) = (pc, p.line);
        }
        to.into_bytes()
    }
}

fn spread(bytes: &[u8]) -> Box<[(u32, Position)]> {
    let mut from = Reader::new(bytes);
    let (mut last_pc, mut last_line) = (0, 0);
    let mut next = || {
        let (pc, line) = (from.differing(last_pc)?, from.differing(last_line)?);
        (last_pc, last_line) = (pc, line);
        let (end_line, col) = (from.differing(line)?, from.differing(0)?);
        Some((pc, Position { line, end_line, col, end_col: from.differing(col)? }))
    };
    std::iter::from_fn(&mut next).collect()
}

impl Deref for Positions {
    type Target = [(u32, Position)];

    fn deref(&self) -> &[(u32, Position)] {
        self.rows.get_or_init(|| spread(&self.kept))
    }
}

impl From<Vec<(u32, Position)>> for Positions {
    fn from(rows: Vec<(u32, Position)>) -> Positions {
        Positions { rows: OnceLock::from(rows.into_boxed_slice()), kept: Box::default() }
    }
}

impl Clone for Positions {
    fn clone(&self) -> Positions {
        self.to_vec().into()
    }
}

impl PartialEq for Positions {
    fn eq(&self, other: &Positions) -> bool {
        **self == **other
    }
}

impl std::fmt::Debug for Positions {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        (**self).fmt(f)
    }
}
