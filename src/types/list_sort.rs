//! Sorting: stable, adaptive, and quick where the keys are all of one simple type.
//!
//! Keys that are all small ints, all floats or all strs are sorted by Rust. Others need Python's `<`, which may raise
//! and run anything, so an *order* (numbers of items, plain memory) is sorted by runs that are found in the input and
//! merged in the near-optimal order of powersort (Munro and Wild, "Nearly-Optimal Mergesorts", 2018); the items
//! themselves stand still until the order is known.

use std::cmp::Ordering;

use crate::object::{CmpOp, Layout, Res, Value};
use crate::vm::{Values, Vm};

use super::plain_order::plain_less;

/// Bytes of plain memory for each item, all together: keys, order, what is merged, and the items in their new order.
const PER_ITEM: usize = 48;

/// Sorts `items`, by `key(item)` if there is a key, descending if `reverse`; equal items keep their order.
///
/// # Errors
/// What `key` or a comparison raises; the items are then in some order.
pub fn sort_values(vm: &Vm, items: &mut Values, key: Option<Value>, reverse: bool) -> Res<()> {
    let n = items.len();
    // what all ways below need for each item
    vm.check_memory(n, PER_ITEM)?;
    let Some(key) = key else {
        if n > 1 {
            if items.iter().all(|v| v.is_small_int()) {
                // equal ints in the word are the same: nobody sees their order
                if n < LONG {
                    items.as_mut_slice().sort_unstable_by_key(|v| v.0 as i64);
                } else {
                    let mut words: Vec<i64> = items.iter().map(|v| v.0 as i64).collect();
                    vm.aside(|| words.sort_unstable());
                    items.as_mut_slice().iter_mut().zip(words).for_each(|(v, word)| *v = Value(word as u64));
                }
                if reverse {
                    items.as_mut_slice().reverse();
                }
                return Ok(());
            }
            if is_in_order(vm, items, reverse) {
                return Ok(());
            }
            let keys = Values::from_slice(vm, items);
            vm.check_made()?;
            return put_in_order(vm, items, &keys, reverse);
        }
        return Ok(());
    };
    let mut keys = Values::with_room(vm, n)?;
    for i in 0..n {
        let item = items[i];
        keys.push(vm.call(key, &[item])?);
        vm.make_way();
    }
    if n <= 1 || is_in_order(vm, &keys, reverse) { Ok(()) } else { put_in_order(vm, items, &keys, reverse) }
}

/// Puts `items` into the order of `keys`, which are not in order as they are, as far as is known.
fn put_in_order(vm: &Vm, items: &mut Values, keys: &Values, reverse: bool) -> Res<()> {
    let (order, result) = match simple_order(vm, keys, reverse) {
        Some(order) => (order, Ok(())),
        None => {
            let mut sorter = Sorter { vm, keys, order: (0..keys.len() as u32).collect(), spare: Vec::new(), runs: Vec::new() };
            // descending is ascending seen from the end: so equal items keep their order, and `<` is asked as CPython asks
            if reverse {
                sorter.order.reverse();
            }
            let result = sorter.sort();
            if reverse {
                sorter.order.reverse();
            }
            (sorter.order, result)
        }
    };
    let sorted: Vec<Value> = order.iter().map(|&i| items[i as usize]).collect();
    items.as_mut_slice().copy_from_slice(&sorted);
    result
}

/// The order, where the keys are such that Rust can compare them: small ints, floats that are numbers, texts.
///
/// Each key becomes a number of 64 bits that orders as the keys do (of a text its first eight bytes), with the item's number
/// below it, so that any sort is stable; numbers are sorted without a branch for each comparison. Texts that begin alike
/// are put in order afterwards.
fn simple_order(vm: &Vm, keys: &[Value], reverse: bool) -> Option<Vec<u32>> {
    let texts = keys[0].is_exact_str();
    let head = head_of(keys[0])?;
    let mut words: Vec<u128> = Vec::with_capacity(keys.len());
    for (i, &v) in keys.iter().enumerate() {
        let head = head(vm, v)?;
        words.push(u128::from(if reverse { !head } else { head }) << u32::BITS | i as u128);
    }
    let mut sort = || {
        words.sort_unstable();
        if texts {
            words.chunk_by_mut(|&a, &b| a >> u32::BITS == b >> u32::BITS).for_each(|alike| order_texts(keys, reverse, alike));
        }
    };
    // the keys are numbers, or texts that `keys` keeps alive and nobody changes
    if keys.len() < LONG {
        sort()
    } else {
        vm.aside(sort)
    }
    Some(words.into_iter().map(|word| word as u32).collect())
}

/// Are the keys simple, and in their order already? Found out at the first two where they are not.
fn is_in_order(vm: &Vm, keys: &[Value], reverse: bool) -> bool {
    let Some(head) = head_of(keys[0]) else { return false };
    let texts = keys[0].is_exact_str();
    let Some(mut before) = head(vm, keys[0]) else { return false };
    keys.windows(2).enumerate().all(|(i, pair)| {
        if i % LONG == LONG - 1 {
            vm.make_way();
        }
        let Some(this) = head(vm, pair[1]) else { return false };
        let order = before.cmp(&this).then_with(|| if texts { pair[0].str_bytes().cmp(&pair[1].str_bytes()) } else { Ordering::Equal });
        before = this;
        order != if reverse { Ordering::Less } else { Ordering::Greater }
    })
}

/// What makes the number by which keys are sorted that are as this one.
fn head_of(key: Value) -> Option<fn(&Vm, Value) -> Option<u64>> {
    match key {
        _ if key.is_small_int() => Some(int_head),
        _ if key.is_exact_str() => Some(text_head),
        _ if key.is_flonum() || key.is_exact(Layout::Float) => Some(float_head),
        _ => None,
    }
}

/// So many items take long enough that others should not wait for it.
const LONG: usize = 4096;

fn int_head(_: &Vm, v: Value) -> Option<u64> {
    Some(v.as_small_int()? as u64 ^ 1 << 63)
}

/// The bits of a float as a number that orders as floats do; both zeros are one.
fn float_head(vm: &Vm, v: Value) -> Option<u64> {
    let number = if v.is_flonum() || v.is_exact(Layout::Float) { vm.as_float(v).filter(|f| !f.is_nan())? } else { return None };
    let bits = (number + 0.0).to_bits();
    Some(if bits >> 63 == 0 { bits | 1 << 63 } else { !bits })
}

/// WTF-8 orders as its code points do.
fn text_head(_: &Vm, v: Value) -> Option<u64> {
    let text = if v.is_exact_str() { v.str_bytes()? } else { return None };
    Some(match text.first_chunk() {
        Some(head) => u64::from_be_bytes(*head),
        // the bytes that there are, then zeros
        None => text.iter().rev().fold(0, |head, &byte| head >> 8 | u64::from(byte) << 56),
    })
}

/// Orders texts whose first eight bytes are alike.
fn order_texts(keys: &[Value], reverse: bool, alike: &mut [u128]) {
    if alike.len() == 1 {
        return;
    }
    let text = |word: &u128| keys[*word as u32 as usize];
    alike.sort_unstable_by(|a, b| {
        let (x, y) = (text(a), text(b));
        let order = x.str_bytes().cmp(&y.str_bytes());
        // the words differ in the items' numbers
        (if reverse { order.reverse() } else { order }).then(a.cmp(b))
    });
}

/// A sorted stretch of the order, and where it stands in the tree of merges.
struct Run {
    start: usize,
    len: usize,
    power: u32,
}

struct Sorter<'a> {
    vm: &'a Vm,
    keys: &'a [Value],
    order: Vec<u32>,
    spare: Vec<u32>,
    runs: Vec<Run>,
}

/// Runs shorter than this are made longer by insertion.
const SHORT: usize = 24;

impl Sorter<'_> {
    /// Must the item numbered `a` stand before `b`, whatever their order was?
    fn less(&self, a: u32, b: u32) -> Res<bool> {
        let (x, y) = (self.keys[a as usize], self.keys[b as usize]);
        if Value::both_small(x, y) {
            return Ok(x.small() < y.small());
        }
        self.vm.make_way();
        match plain_less(self.vm, x, y) {
            Some(less) => Ok(less),
            None => self.vm.compare_truth(CmpOp::Lt, x, y),
        }
    }

    fn sort(&mut self) -> Res<()> {
        let n = self.order.len();
        let mut start = 0;
        while start < n {
            let len = self.next_run(start)?;
            let mut power = 0;
            if let Some(last) = self.runs.last() {
                power = power_between(last.start, last.len, len, n);
                while self.runs.last().is_some_and(|run| run.power > power) {
                    self.merge_last()?;
                }
            }
            self.runs.push(Run { start, len, power });
            start += len;
        }
        while self.runs.len() > 1 {
            self.merge_last()?;
        }
        Ok(())
    }

    /// Finds or makes a run at `start`: its length.
    fn next_run(&mut self, start: usize) -> Res<usize> {
        let n = self.order.len();
        let mut end = self.ascending_from(start + 1)?;
        if end < n && (end - start == 1 || !self.less(self.order[start], self.order[end - 1])?) {
            end = self.descending_from(start, end)?;
            self.order[start..end].reverse();
            end = self.ascending_from(end)?;
        }
        let wanted = (start + SHORT).min(n);
        while end < wanted {
            let item = self.order[end];
            let at = start + self.first_after(item, start, end)?;
            self.order.copy_within(at..end, at + 1);
            self.order[at] = item;
            end += 1;
        }
        Ok(end - start)
    }

    /// Where the items from `end - 1` on stop to be in order.
    fn ascending_from(&self, mut end: usize) -> Res<usize> {
        while end < self.order.len() && !self.less(self.order[end], self.order[end - 1])? {
            end += 1;
        }
        Ok(end)
    }

    /// Where the items from `start` on stop to go down; those before `end` are equal, and `end` is less. Equal
    /// neighbours are turned round, so that they keep their order when the whole run is.
    fn descending_from(&mut self, start: usize, mut end: usize) -> Res<usize> {
        self.order[start..end].reverse();
        let mut equal_since = end;
        end += 1;
        while end < self.order.len() {
            if self.less(self.order[end], self.order[end - 1])? {
                self.order[equal_since..end].reverse();
                equal_since = end;
            } else if self.less(self.order[end - 1], self.order[end])? {
                break;
            }
            end += 1;
        }
        self.order[equal_since..end].reverse();
        Ok(end)
    }

    /// How many items of `start..end` stand before `item` when it comes after its equals.
    fn first_after(&self, item: u32, start: usize, end: usize) -> Res<usize> {
        let (mut low, mut high) = (start, end);
        while low < high {
            let middle = (low + high) / 2;
            if self.less(item, self.order[middle])? { high = middle } else { low = middle + 1 }
        }
        Ok(low - start)
    }

    /// How many items of `start..end` stand before `item` when it comes before its equals; looks from the end.
    fn first_not_before(&self, item: u32, start: usize, end: usize) -> Res<usize> {
        let (mut low, mut high) = (start, end);
        while low < high {
            let middle = (low + high) / 2;
            if self.less(self.order[middle], item)? { low = middle + 1 } else { high = middle }
        }
        Ok(low - start)
    }

    /// Merges the last two runs.
    fn merge_last(&mut self) -> Res<()> {
        let (Some(right), Some(left)) = (self.runs.pop(), self.runs.pop()) else { return Ok(()) };
        let (middle, end) = (right.start, right.start + right.len);
        self.runs.push(Run { start: left.start, len: left.len + right.len, power: left.power });
        // what already stands right at both ends is left alone
        let start = left.start + self.first_after(self.order[middle], left.start, middle)?;
        if start == middle {
            return Ok(());
        }
        let end = middle + self.first_not_before(self.order[middle - 1], middle, end)?;
        self.merge(start, middle, end)
    }

    /// Merges `start..middle` and `middle..end`. The order stays a permutation also when a comparison raises.
    fn merge(&mut self, start: usize, middle: usize, end: usize) -> Res<()> {
        let mut left = std::mem::take(&mut self.spare);
        left.clear();
        left.extend_from_slice(&self.order[start..middle]);
        let (mut i, mut j, mut to) = (0, middle, start);
        let mut result = Ok(());
        while i < left.len() && j < end {
            match self.less(self.order[j], left[i]) {
                Ok(true) => {
                    self.order[to] = self.order[j];
                    j += 1;
                }
                Ok(false) => {
                    self.order[to] = left[i];
                    i += 1;
                }
                Err(raised) => {
                    result = Err(raised);
                    break;
                }
            }
            to += 1;
        }
        self.order[to..to + left.len() - i].copy_from_slice(&left[i..]);
        self.spare = left;
        result
    }
}

/// How deep in a perfectly balanced tree of merges the boundary between two neighbouring runs lies: the first binary
/// digit in which their middles, as fractions of the whole, differ.
fn power_between(start: usize, left: usize, right: usize, n: usize) -> u32 {
    let fraction = |doubled_middle: usize| ((doubled_middle as u128) << 62) / (2 * n as u128);
    let a = fraction(2 * start + left) as u64;
    let b = fraction(2 * (start + left) + right) as u64;
    (a ^ b).leading_zeros()
}

#[cfg(test)]
mod tests {
    use super::power_between;

    #[test]
    fn the_middle_of_the_whole_is_merged_last() {
        assert!(power_between(0, 8, 8, 16) < power_between(0, 4, 4, 16));
        assert_eq!(power_between(0, 4, 4, 16), power_between(8, 4, 4, 16));
    }
}
