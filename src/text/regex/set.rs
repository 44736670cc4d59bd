//! Classes of code points as the matcher tests them: a bitmap for the first 256, ranges and categories for the rest.

use super::case::each_variant;
use super::{Category, Set, flag};
use crate::text::unicode;

/// A class, ready to be tested.
#[derive(Debug)]
pub struct CharSet {
    /// the answer for code points below 256
    low: [u64; 4],
    negated: bool,
    /// sorted, none overlapping
    ranges: Vec<(u32, u32)>,
    categories: Vec<(Category, bool)>,
    is_unicode: bool,
    ignore_case: bool,
}

impl CharSet {
    /// The class of a tree's set, under its flags.
    pub fn new(set: &Set, flags: u32, is_bytes: bool) -> CharSet {
        let is_unicode = !is_bytes && flags & flag::ASCII == 0;
        let ignore_case = flags & flag::IGNORECASE != 0;
        let mut ranges = set.ranges.clone();
        if ignore_case {
            // small ranges get all their variants now; of big ones each character is asked for its variants
            for &(low, high) in &set.ranges {
                for c in (low..=high).take(EXPAND) {
                    each_variant(c, is_unicode, &mut |other| ranges.push((other, other)));
                }
            }
        }
        ranges.sort_unstable();
        let mut merged: Vec<(u32, u32)> = Vec::new();
        for (low, high) in ranges {
            match merged.last_mut() {
                Some(last) if low <= last.1.saturating_add(1) => last.1 = last.1.max(high),
                _ => merged.push((low, high)),
            }
        }
        let categories = set.categories.clone();
        let mut made = CharSet { low: [0; 4], negated: set.negated, ranges: merged, categories, is_unicode, ignore_case };
        for c in 0..256 {
            if made.look(c) {
                made.low[c as usize / 64] |= 1 << (c % 64);
            }
        }
        made
    }

    /// Is the code point in the class?
    #[inline]
    pub fn contains(&self, c: u32) -> bool {
        if c < 256 { self.low[c as usize / 64] >> (c % 64) & 1 != 0 } else { self.look(c) }
    }

    /// The answers for code points below 256, a bit each.
    pub fn below_256(&self) -> [u64; 4] {
        self.low
    }

    /// Could a code point of 128 or more be in it?
    pub fn may_hold_wide(&self) -> bool {
        self.negated || !self.categories.is_empty() || self.ranges.last().is_some_and(|r| r.1 >= 128)
    }

    fn look(&self, c: u32) -> bool {
        let mut found = self.holds(c);
        if !found && self.ignore_case {
            each_variant(c, self.is_unicode, &mut |other| found |= self.holds(other));
        }
        found != self.negated
    }

    fn holds(&self, c: u32) -> bool {
        let after = self.ranges.partition_point(|r| r.0 <= c);
        (after > 0 && c <= self.ranges[after - 1].1)
            || self.categories.iter().any(|&(category, negated)| is_in(category, c, self.is_unicode) != negated)
    }
}

/// So many code points of a range get their variants when the class is made.
const EXPAND: usize = 128;

/// Is it a digit, a space, a letter of a word?
pub fn is_in(category: Category, c: u32, is_unicode: bool) -> bool {
    if c < 128 {
        let byte = c as u8;
        return match category {
            Category::Digit => byte.is_ascii_digit(),
            Category::Space => matches!(byte, b' ' | 9..=13) || is_unicode && matches!(byte, 0x1c..=0x1f),
            Category::Word => byte.is_ascii_alphanumeric() || byte == b'_',
        };
    }
    is_unicode
        && match category {
            Category::Digit => unicode::is_decimal(c),
            Category::Space => unicode::is_space(c),
            Category::Word => unicode::is_alnum(c),
        }
}
