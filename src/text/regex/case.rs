//! Which code points are one for `IGNORECASE`: those whose simple lowercase is one, or whose lowercase letters have one
//! uppercase (`s` and the long s, the Greek letters and their symbols).

use std::sync::OnceLock;

use crate::text::quick_map::QuickMap;
use crate::text::unicode::{self, Mapping, push_mapped};
use crate::text::wtf8;

/// Calls `f` with every code point that is the same as `c` but for case, itself included.
pub fn each_variant(c: u32, is_unicode: bool, f: &mut dyn FnMut(u32)) {
    f(c);
    if !is_unicode {
        if let Some(letter) = u8::try_from(c).ok().filter(u8::is_ascii_alphabetic) {
            f(u32::from(letter ^ 0x20));
        }
        return;
    }
    if let Some(others) = classes().get(&c) {
        others.iter().filter(|&&other| other != c).for_each(|&other| f(other));
    }
}

/// The classes of more than one, by each of their members.
fn classes() -> &'static QuickMap<u32, Vec<u32>> {
    static CLASSES: OnceLock<QuickMap<u32, Vec<u32>>> = OnceLock::new();
    CLASSES.get_or_init(|| {
        let mut by_key: QuickMap<Vec<u8>, Vec<u32>> = QuickMap::default();
        for c in unicode::changing_case() {
            let key = key(c);
            if key.len() != wtf8::encoded_len(c) || wtf8::decode_at(&key, 0).is_none_or(|(k, _)| k != c) {
                let base = by_key.entry(key.clone()).or_insert_with(|| own(&key));
                if !base.contains(&c) {
                    base.push(c);
                }
            }
        }
        let mut classes = QuickMap::default();
        for class in by_key.into_values().filter(|class| class.len() > 1) {
            for &c in &class {
                classes.insert(c, class.clone());
            }
        }
        classes
    })
}

/// The key, if it is one code point, belongs to its own class.
fn own(key: &[u8]) -> Vec<u32> {
    match wtf8::decode_at(key, 0) {
        Some((c, length)) if length == key.len() && self::key(c) == key => vec![c],
        _ => Vec::new(),
    }
}

/// What all members of a class have in common: the lowercase of the uppercase of the lowercase.
fn key(c: u32) -> Vec<u8> {
    let lower = one(c, Mapping::Lower);
    let mut upper = Vec::new();
    push_mapped(&mut upper, lower, Mapping::Upper);
    match wtf8::decode_at(&upper, 0) {
        Some((u, length)) if length == upper.len() => {
            let mut key = Vec::new();
            wtf8::push(&mut key, one(u, Mapping::Lower));
            key
        }
        // an uppercase of several letters: alike are those that have the same
        _ => upper,
    }
}

/// The first code point of a mapping.
fn one(c: u32, mapping: Mapping) -> u32 {
    let mut mapped = Vec::new();
    push_mapped(&mut mapped, c, mapping);
    wtf8::decode_at(&mapped, 0).map_or(c, |(m, _)| m)
}
