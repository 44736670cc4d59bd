//! Hash maps from words of the heap's own making and from the names of a program.
//!
//! The standard hasher defends against keys that an adversary chose and costs accordingly, a tenth of what it takes to
//! compile a module. Addresses and shape numbers are nobody's choice, and who writes the names runs the program.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

/// Mixes words, and texts eight bytes at a time, by multiplication.
#[derive(Clone, Copy, Default)]
pub struct QuickHasher(u64);

impl Hasher for QuickHasher {
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.write_u64(u64::from_le_bytes(word));
        }
    }

    fn write_u64(&mut self, word: u64) {
        let m = (self.0 ^ word ^ 0x9E37_79B9_7F4A_7C15) as u128 * 0xE703_7ED1_A0B4_28DB;
        self.0 = m as u64 ^ (m >> 64) as u64;
    }

    fn write_u8(&mut self, byte: u8) {
        self.write_u64(byte.into());
    }

    fn write_u32(&mut self, word: u32) {
        self.write_u64(word.into());
    }

    fn write_usize(&mut self, word: usize) {
        self.write_u64(word as u64);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// A map with quick hashes.
pub type QuickMap<K, V> = HashMap<K, V, BuildHasherDefault<QuickHasher>>;

/// A set with quick hashes.
pub type QuickSet<K> = HashSet<K, BuildHasherDefault<QuickHasher>>;
