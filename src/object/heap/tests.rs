//! The heap alone, with a toy trace function: even shapes are arrays whose second word is the number of slots.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Instant;

use super::block::{ALL_CLASSES, CLASSES, MEDIUM, SMALL, cell_size, medium_class, small_class};
use super::region::{BLOCK, HUGE_FROM, blocks_in_use, has_huge_pages};
use super::*;
use crate::object::slot::Slot;

/// A pair of slots; the three shapes mean nothing to the heap.
const PAIR: u32 = 101;
const ARRAY: u32 = 102;
const TEXT: u32 = 103;
const ASK: u32 = 4;

/// SAFETY: of `TraceFn`.
unsafe fn trace(object: *const u64, shape: u32, marker: &mut Marker) {
    // SAFETY: the tests make objects of two shapes, laid out like this.
    unsafe {
        match shape {
            PAIR => (1..3).for_each(|i| marker.slot(&*(object.add(i) as *const Slot))),
            ARRAY => marker.slots(std::slice::from_raw_parts(object.add(2) as *const Slot, *object.add(1) as usize)),
            _ => panic!("an object of shape {shape} was traced"),
        }
    }
}

struct World {
    allocator: Allocator,
    heap: std::sync::Arc<Heap>,
    poll: Box<AtomicU32>,
}

fn world() -> World {
    let poll = Box::new(AtomicU32::new(0));
    let heap = Heap::new();
    let allocator = Allocator::new(heap.clone(), &*poll, ASK);
    World { poll, heap, allocator }
}

impl World {
    fn pair(&self, a: Value, b: Value) -> Value {
        let p = self.allocator.alloc(24, PAIR);
        // SAFETY: three words that are ours.
        unsafe {
            assert_eq!((*p.add(1), *p.add(2)), (0, 0), "memory is zeroed");
            *p.add(1) = a.0;
            *p.add(2) = b.0;
        }
        Value(p as u64)
    }

    fn array(&self, n: usize) -> Value {
        let p = self.allocator.alloc_checked(16 + n * 8, ARRAY, true).expect("room for an array");
        // SAFETY: as long as was asked for.
        unsafe {
            *p.add(1) = n as u64;
            assert!((0..n).all(|i| *p.add(2 + i) == 0), "memory is zeroed");
        }
        Value(p as u64)
    }

    fn collect(&self, roots: &[Value]) {
        self.collect_with(&mut |m| roots.iter().for_each(|&v| m.value(v)), &mut |_, _, _| {});
    }

    fn collect_with(&self, roots: &mut dyn FnMut(&mut Marker), after: &mut AfterMark) {
        // SAFETY: one thread, and it is here.
        unsafe { self.collection(&[&self.allocator], roots, after).whole() };
    }

    /// One step of a collection; true if it was the last one.
    fn step(&self, objects: usize, roots: &[Value]) -> bool {
        let mut roots = |m: &mut Marker| roots.iter().for_each(|&v| m.value(v));
        // SAFETY: one thread, and it is here.
        unsafe { self.collection(&[&self.allocator], &mut roots, &mut |_, _, _| {}).step(objects) }
    }

    fn collection<'a>(
        &'a self,
        allocators: &'a [&'a Allocator],
        roots: &'a mut dyn FnMut(&mut Marker),
        after_mark: &'a mut AfterMark<'a>,
    ) -> Collection<'a> {
        Collection { heap: &self.heap, allocators, trace, roots, after_mark }
    }
}

fn word(v: Value, i: usize) -> u64 {
    // SAFETY: the tests ask for words of live objects only.
    unsafe { *v.as_ptr::<u64>().add(i) }
}

fn set(v: Value, i: usize, to: Value) {
    // SAFETY: as for `word`.
    unsafe { (*v.as_ptr::<Slot>().add(i)).set(to) }
}

fn list(w: &World, n: i64) -> Value {
    (0..n).fold(Value::NONE, |tail, i| w.pair(Value::small_int(i), tail))
}

fn check_list(mut v: Value, n: i64) {
    for i in (0..n).rev() {
        assert_eq!(v.header().shape(), PAIR);
        assert_eq!(word(v, 1), Value::small_int(i).0);
        v = Value(word(v, 2));
    }
    assert_eq!(v, Value::NONE);
}

#[test]
fn classes_hold_their_sizes() {
    let mut last = 0;
    for bytes in 1..=MEDIUM {
        let class = if bytes <= SMALL { small_class(bytes).0 } else { medium_class(bytes) };
        assert!(cell_size(class) >= bytes && class >= last, "{bytes} bytes in class {class}");
        assert!(bytes > SMALL || small_class(bytes).1 == cell_size(class), "{bytes} bytes bump by their cell");
        assert!(bytes < 256 || cell_size(class) * 5 <= bytes * 8, "{bytes} bytes waste too much");
        assert_eq!(cell_size(class), cell_size(class + CLASSES));
        last = class;
    }
    assert_eq!(last, CLASSES - 1);
    // the division by multiplication, for every class and offset
    for class in 2..ALL_CLASSES {
        let (cell, reciprocal) = (cell_size(class) as u64, (1u64 << 32).div_ceil(cell_size(class) as u64));
        assert!((0..BLOCK as u64).all(|o| (o * reciprocal) >> 32 == o / cell));
    }
}

#[test]
fn objects_of_all_sizes_are_apart() {
    let w = world();
    let mut all = Vec::new();
    for bytes in (16..3000).step_by(8).chain([8192, 8200, 16384, 16392, 32768, 40000, 1 << 20]) {
        for data in [false, true] {
            let p = w.allocator.alloc_checked(bytes, if data { TEXT } else { ARRAY }, !data).expect("room");
            let n = bytes / 8;
            // SAFETY: as long as was asked for.
            unsafe {
                if !data {
                    assert!((1..n).all(|i| *p.add(i) == 0));
                    *p.add(1) = n as u64 - 2;
                }
                (2..n).for_each(|i| *p.add(i) = Value::small_int(bytes as i64).0);
            }
            all.push((Value(p as u64), n));
        }
    }
    let roots: Vec<Value> = all.iter().map(|&(v, _)| v).collect();
    for _ in 0..3 {
        w.collect(&roots);
        assert_eq!(w.heap.stats().live_objects, all.len());
        list(&w, 20_000);
        for &(v, n) in &all {
            assert!((2..n).all(|i| word(v, i) == Value::small_int((n * 8) as i64).0));
            assert_eq!(heap_of(v), w.heap.id());
            assert_eq!(find_object(v.0 as usize + n * 8 - 1), Some(v));
        }
    }
}

#[test]
fn graphs_survive_and_garbage_is_reused() {
    let w = world();
    let keep = list(&w, 10_000);
    for _ in 0..30 {
        list(&w, 50_000);
        w.collect(&[keep]);
        assert_eq!(w.heap.stats().live_objects, 10_000);
        // the first objects of a size stand in larger cells
        assert!((240_000..242_000).contains(&w.heap.stats().live_bytes));
    }
    check_list(keep, 10_000);
    assert!(w.heap.stats().blocks < 300, "garbage is reused: {:?}", w.heap.stats());
    // a cycle, and garbage between live objects
    let (a, b) = (w.pair(Value::NONE, keep), w.pair(Value::NONE, Value::NONE));
    set(a, 1, b);
    set(b, 1, a);
    set(keep, 2, Value::NONE);
    w.collect(&[b]);
    assert_eq!(w.heap.stats().live_objects, 3);
    assert_eq!(word(a, 1), b.0);
}

#[test]
fn a_long_list_needs_no_native_stack() {
    let w = world();
    let keep = list(&w, 1_000_000);
    w.collect(&[keep]);
    check_list(keep, 1_000_000);
}

#[test]
fn conservative_words_find_objects_and_only_those() {
    let w = world();
    let pairs: Vec<Value> = (0..5000).map(|i| w.pair(Value::small_int(i), Value::NONE)).collect();
    let big = w.array(20_000);
    let text = Value(w.allocator.alloc_data(100, TEXT) as u64);
    let words = [pairs[7].0 as usize + 17, big.0 as usize + 100_001, text.0 as usize + 99, 1, 0, usize::MAX, &w as *const _ as usize];
    let range = words.as_ptr_range();
    let conservative = |m: &mut Marker| {
        // SAFETY: the words of an array of ours.
        unsafe { m.conservative_range(range.start as usize, range.end as usize) };
    };
    for _ in 0..3 {
        w.collect_with(&mut { conservative }, &mut |_, alive, _| {
            assert!(alive(pairs[7]) && alive(big) && alive(text) && alive(Value::NONE) && !alive(pairs[8]));
        });
        assert_eq!(w.heap.stats().live_objects, 3);
        assert_eq!(word(pairs[7], 1), Value::small_int(7).0);
    }
    // a dead cell that nobody has swept does not come back, nor does one that nobody has filled
    let next = w.pair(Value::NONE, Value::NONE);
    w.collect_with(
        &mut |m| [pairs[100], pairs[4000], Value(next.0 + 24)].iter().for_each(|v| m.conservative_word(v.0 as usize)),
        &mut |_, _, _| {},
    );
    assert_eq!(w.heap.stats().live_objects, 0);
}

#[test]
fn long_arrays_are_marked_in_pieces() {
    let w = world();
    let big = w.array(100_000);
    for i in 0..100_000 {
        set(big, 2 + i, w.pair(Value::small_int(i as i64), Value::NONE));
    }
    w.collect(&[big]);
    list(&w, 200_000);
    assert!((0..100_000).all(|i| word(Value(word(big, 2 + i)), 1) == Value::small_int(i as i64).0));
    assert_eq!(w.heap.stats().live_objects, 100_001);
}

#[test]
fn large_objects_come_and_go() {
    let w = world();
    let keep = w.array(100_000);
    for n in 0..200 {
        let v = w.array(10_000 + n * 1000);
        set(v, 2, v);
        if n % 10 == 0 {
            w.collect(&[keep]);
            assert_eq!(w.heap.stats().live_objects, 1);
            assert!(find_object(v.0 as usize).is_none(), "a dead large object is gone at once");
        }
    }
    w.collect(&[]);
    assert_eq!(w.heap.stats().blocks, 0);
}

#[test]
fn the_first_objects_of_a_size_share_pages() {
    let w = world();
    let text = |bytes| Value(w.allocator.alloc_data(bytes, TEXT) as u64);
    let pair = |_| w.pair(Value::NONE, Value::NONE);
    let few: Vec<Value> = (0..100).map(pair).collect();
    assert!(few.iter().all(|&v| object_size(v) == 32));
    let many: Vec<Value> = (0..100).map(pair).collect();
    assert_eq!(object_size(many[99]), 24);
    assert_eq!([24, 100, 300, 1200, 5000].map(|bytes| object_size(text(bytes))), [64, 256, 1168, 1488, 5456]);
    w.collect(&few);
    assert_eq!(object_size(w.pair(few[0], few[1])), 24);
}

#[test]
fn a_large_object_grows_where_it_lies() {
    let w = world();
    // memory that was used before, so that what is new in it must be cleared
    let used = w.array(40 * BLOCK / 8);
    (2..40 * BLOCK / 8).for_each(|i| set(used, i, Value::small_int(-1)));
    w.collect(&[]);
    let v = w.array(5000);
    let room = object_size(v) / 8;
    assert!(w.allocator.extend(v, room * 8) && object_size(v) == room * 8, "the last block is its own to the end");
    // another test may have the block behind it
    if w.allocator.extend(v, room * 8 + 1) {
        assert_eq!(object_size(v), room * 8 + BLOCK);
    }
    assert!((5002..object_size(v) / 8).all(|i| word(v, i) == 0), "memory is zeroed");
    assert_eq!(find_object(v.0 as usize + object_size(v) - 1), Some(v));
    assert!(!w.allocator.extend(w.array(10), 1 << 20), "small ones do not grow");
    set(v, object_size(v) / 8 - 1, w.pair(Value::NONE, Value::NONE));
    w.collect(&[v]);
    assert_eq!(w.heap.stats().live_objects, 1);
    w.collect(&[]);
    assert_eq!(w.heap.stats().live_objects, 0);
}

#[test]
fn a_spent_budget_asks_and_a_limit_refuses() {
    let w = world();
    assert_eq!(w.poll.load(Ordering::Relaxed), 0);
    list(&w, 400_000);
    assert_eq!(w.poll.swap(0, Ordering::Relaxed), ASK);
    w.collect(&[]);
    w.heap.set_limit(Some(8 << 20));
    assert!(w.allocator.alloc_checked(9 << 20, ARRAY, true).is_none());
    let half = w.array((6 << 20) / 8);
    w.collect(&[half]);
    assert!(w.allocator.alloc_checked(3 << 20, TEXT, false).is_none() && w.allocator.alloc_checked(1 << 20, TEXT, false).is_some());
    assert!(!w.heap.is_over_limit());
    let rest = list(&w, 200_000);
    w.collect(&[half, rest]);
    assert!(w.heap.is_over_limit());
    w.heap.set_limit(None);
    assert!(w.allocator.alloc_checked(1 << 50, TEXT, false).is_none(), "more than the machine has");
}

#[test]
fn finalizable_objects_are_handed_out_once() {
    let w = world();
    let (a, b, c) = (list(&w, 3), w.pair(Value::NONE, Value::NONE), w.pair(Value::NONE, Value::NONE));
    [a, b, c].iter().for_each(|&v| w.heap.register_finalizable(v));
    let mut seen = Vec::new();
    w.collect_with(&mut |m| m.value(c), &mut |unreached, alive, marker| {
        seen.extend_from_slice(unreached);
        assert!(!alive(a) && alive(c));
        marker.value(a);
        marker.drain();
        assert!(alive(Value(word(a, 2))), "what a resurrected object reaches is alive too");
    });
    assert_eq!(seen, [a, b]);
    check_list(a, 3);
    assert_eq!(w.heap.stats().live_objects, 4);
    w.collect_with(&mut |_| {}, &mut |unreached, _, _| assert_eq!(unreached, [c]));
    assert!(w.heap.take_finalizable().is_empty());
}

#[test]
fn several_allocators_share_a_heap() {
    let w = world();
    let mut kept = Vec::new();
    for round in 0..3 {
        std::thread::scope(|s| {
            let threads: Vec<_> = (0..4)
                .map(|_| {
                    s.spawn(|| {
                        let poll = Box::new(AtomicU32::new(0));
                        let mine = World { allocator: Allocator::new(w.heap.clone(), &*poll, ASK), heap: w.heap.clone(), poll };
                        let v = list(&mine, 20_000);
                        list(&mine, 20_000);
                        v.0
                    })
                })
                .collect();
            kept.extend(threads.into_iter().map(|t| Value(t.join().expect("a thread that allocates"))));
        });
        w.collect(&kept);
        assert_eq!(w.heap.stats().live_objects, 80_000 * (round + 1));
        kept.iter().for_each(|&v| check_list(v, 20_000));
    }
}

/// A number that looks random.
fn dice(state: &mut u64) -> usize {
    *state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
    (*state >> 33) as usize
}

/// An array of some length, which stands in its first slot.
fn any_array(w: &World, state: &mut u64) -> Value {
    let n = 4 + if dice(state).is_multiple_of(50) { dice(state) % 20_000 } else { dice(state) % 60 };
    let v = w.array(n);
    set(v, 2, Value::small_int(n as i64));
    v
}

/// Follows the arrays from `roots`, checks each, and counts them.
fn count_arrays(roots: &[Value]) -> usize {
    let mut seen = std::collections::HashSet::new();
    let mut todo = roots.to_vec();
    while let Some(v) = todo.pop() {
        if !seen.insert(v.0) {
            continue;
        }
        let n = word(v, 1);
        assert_eq!((v.header().shape(), word(v, 2)), (ARRAY, Value::small_int(n as i64).0), "an array is damaged");
        todo.extend((3..n as usize + 2).map(|i| Value(word(v, i))).filter(|v| v.is_object()));
    }
    seen.len()
}

#[test]
fn random_graphs_are_counted_exactly() {
    for seed in 1..6 {
        let (w, mut state) = (world(), seed);
        let new = |state: &mut u64| any_array(&w, state);
        let mut roots: Vec<Value> = (0..300).map(|_| new(&mut state)).collect();
        for step in 1..20_000 {
            let (i, j) = (dice(&mut state) % 300, dice(&mut state) % 300);
            let v = new(&mut state);
            set(v, 3, roots[i]);
            let n = word(roots[j], 1) as usize;
            set(roots[j], 3 + dice(&mut state) % (n - 1), v);
            if dice(&mut state).is_multiple_of(3) {
                roots[i] = v;
                set(v, 3, Value::NONE);
            }
            if dice(&mut state).is_multiple_of(7) {
                roots[j] = new(&mut state);
            }
            if step % 1500 == 0 {
                let live = count_arrays(&roots);
                w.collect(&roots);
                assert_eq!((w.heap.stats().live_objects, count_arrays(&roots)), (live, live), "seed {seed}, step {step}");
            }
        }
    }
}

/// The last step looks whether all that the roots reach is marked (`Marker::checking`), whatever the graph has become since
/// the first one.
#[test]
fn random_graphs_are_marked_in_steps_while_they_change() {
    let mut ends = 0;
    for seed in 1..6 {
        let (w, mut state) = (world(), seed);
        let new = |state: &mut u64| any_array(&w, state);
        let any = |state: &mut u64, v: Value| 3 + dice(state) % (word(v, 1) as usize - 1);
        let mut roots: Vec<Value> = (0..300).map(|_| new(&mut state)).collect();
        for step in 1..20_000 {
            let (i, j) = (dice(&mut state) % 300, dice(&mut state) % 300);
            // goes down a few references from a root: what is found may be moved to where the marker has been
            let mut found = roots[i];
            for _ in 0..dice(&mut state) % 6 {
                let next = Value(word(found, any(&mut state, found)));
                found = if next.is_object() { next } else { found };
            }
            match dice(&mut state) % 8 {
                0 => roots[i] = new(&mut state),
                1 => roots[j] = found,
                2 => set(found, any(&mut state, found), Value::NONE),
                3 | 4 => {
                    let v = new(&mut state);
                    set(v, 3, found);
                    set(roots[j], any(&mut state, roots[j]), v);
                }
                _ => {
                    let from = any(&mut state, found);
                    let moved = Value(word(found, from));
                    set(roots[j], any(&mut state, roots[j]), moved);
                    set(found, from, Value::NONE);
                }
            }
            if step % 20 == 0 {
                ends += usize::from(w.step(1 + dice(&mut state) % 8000, &roots));
            }
            if step % 5000 == 0 {
                let live = count_arrays(&roots);
                w.collect(&roots);
                assert_eq!((w.heap.stats().live_objects, count_arrays(&roots)), (live, live), "seed {seed}, step {step}");
            }
        }
        assert!(w.heap.stats().steps > w.heap.stats().collections * 2, "seed {seed}: {:?}", w.heap.stats());
    }
    assert!(ends > 100, "{ends} collections came to an end");
}

#[test]
fn what_dies_while_it_is_marked_goes_with_the_next_collection() {
    let w = world();
    let keep = list(&w, 1000);
    let dying = list(&w, 1000);
    assert!(!w.step(1500, &[keep, dying]));
    assert!(w.step(5000, &[keep]));
    assert_eq!(w.heap.stats().live_objects, 2000, "all was marked before it died");
    while !w.step(300, &[keep]) {}
    assert_eq!(w.heap.stats().live_objects, 1000);
    // a collection that is given up leaves nothing behind
    assert!(!w.step(10, &[keep]));
    list(&w, 1000);
    w.collect(&[keep]);
    assert_eq!(w.heap.stats().live_objects, 1000);
    assert!(!w.step(10, &[keep]));
    check_list(keep, 1000);
}

/// A word of a dead object that is stored among registers gets a mark; the object must not come back by it, nor may the cell
/// be lost or taken for marked when it holds another object.
#[test]
fn a_stale_word_does_no_harm() {
    let w = world();
    let keep = w.array(1000);
    let stale: Vec<Value> = (0..500).map(|i| w.pair(Value::small_int(i), Value::NONE)).collect();
    w.collect(&[keep]);
    (0..1000).for_each(|i| set(keep, 2 + i, w.array(4)));
    assert!(!w.step(10, &[keep]));
    stale.iter().for_each(|&v| shade(v));
    let fresh: Vec<Value> = (0..300).map(|i| w.pair(Value::small_int(i), w.pair(Value::NONE, Value::NONE))).collect();
    (0..300).for_each(|i| set(keep, 2 + i, fresh[i]));
    while !w.step(200, &[keep]) {}
    list(&w, 5000);
    assert!((0..300).all(|i| word(Value(word(fresh[i], 2)), 1) == Value::NONE.0));
    w.collect(&[keep]);
    assert_eq!(w.heap.stats().live_objects, 1 + 600 + 700);
}

#[test]
fn threads_that_stand_still_are_collected() {
    struct Shared(Vec<World>);
    // SAFETY: each thread uses its own world, but while all wait for thread 0.
    unsafe impl Sync for Shared {}
    let first = world();
    let heap = first.heap.clone();
    let more = (0..3).map(|_| {
        let poll = Box::new(AtomicU32::new(0));
        World { allocator: Allocator::new(heap.clone(), &*poll, ASK), heap: heap.clone(), poll }
    });
    let shared = Shared(std::iter::once(first).chain(more).collect());
    let barrier = std::sync::Barrier::new(4);
    let kept: [std::sync::atomic::AtomicU64; 4] = Default::default();
    std::thread::scope(|s| {
        for me in 0..4 {
            let (shared, barrier, kept, heap) = (&shared, &barrier, &kept, &heap);
            s.spawn(move || {
                let shared: &Shared = shared;
                for round in 0..20 {
                    let v = list(&shared.0[me], 3000 + 100 * me as i64);
                    list(&shared.0[me], 1000 * round);
                    kept[me].store(v.0, Ordering::Relaxed);
                    barrier.wait();
                    if me == 0 {
                        let all: Vec<&Allocator> = shared.0.iter().map(|w| &w.allocator).collect();
                        // SAFETY: the other threads wait.
                        unsafe {
                            let mut roots = |m: &mut Marker| kept.iter().for_each(|v| m.value(Value(v.load(Ordering::Relaxed))));
                            shared.0[0].collection(&all, &mut roots, &mut |_, _, _| {}).whole();
                        }
                        assert_eq!(heap.stats().live_objects, 12_600);
                    }
                    barrier.wait();
                    check_list(v, 3000 + 100 * me as i64);
                }
            });
        }
    });
}

#[test]
fn retired_blocks_are_used_on() {
    let w = world();
    for _ in 0..1000 {
        w.pair(Value::NONE, Value::NONE);
        w.allocator.retire();
    }
    // one of the pairs' class, one of the coarser class that had the first of them
    assert_eq!(w.heap.stats().blocks, 2);
}

#[test]
fn a_dropped_heap_gives_everything_back() {
    let mut most = 0;
    for _ in 0..200 {
        let w = world();
        list(&w, 10_000);
        w.array(50_000);
        most = most.max(w.heap.stats().blocks);
    }
    assert!(most < 40);
    // other tests run beside this one
    assert!(blocks_in_use() < 100_000);
}

#[test]
fn a_small_heap_stays_off_the_huge_pages_beside_a_big_one() {
    let big = world();
    let large = big.array(HUGE_FROM * BLOCK / 8);
    let small = world();
    let mine = small.pair(Value(0), Value(0));
    assert!(has_huge_pages(large.0 as usize));
    assert!(!has_huge_pages(mine.0 as usize));
    drop(big);
}

/// An allocator that has nothing.
struct Never;

// SAFETY: it gives nothing.
unsafe impl std::alloc::GlobalAlloc for Never {
    unsafe fn alloc(&self, _: std::alloc::Layout) -> *mut u8 {
        std::ptr::null_mut()
    }
    unsafe fn dealloc(&self, _: *mut u8, _: std::alloc::Layout) {
        panic!("it gave nothing");
    }
}

#[test]
fn lent_memory_is_in_no_heap_and_comes_back() {
    use std::alloc::{GlobalAlloc, Layout};
    let w = world();
    let lender = Lender(Never);
    let of = |bytes| Layout::from_size_align(bytes, 16).expect("a layout");
    // SAFETY: each is used as long as it was asked for, and given back once.
    unsafe {
        let p = lender.alloc(of(100));
        p.write_bytes(7, 100);
        let q = lender.alloc_zeroed(of(BLOCK * 3));
        assert!((0..BLOCK * 3).all(|i| *q.add(i) == 0));
        q.write_bytes(9, BLOCK * 3);
        for lent in [p, q, q.add(BLOCK * 3 - 1)] {
            assert!(!is_in_heap(lent as usize) && find_object(lent as usize).is_none());
        }
        // as good as permanent, for values that point to it
        w.collect_with(&mut |m| m.value(Value(q as u64)), &mut |_, alive, _| assert!(alive(Value(q as u64))));
        let bigger = lender.realloc(p, of(100), BLOCK * 2);
        assert!(bigger != p && (0..100).all(|i| *bigger.add(i) == 7));
        let smaller = lender.realloc(q, of(BLOCK * 3), 50);
        assert!((0..50).all(|i| *smaller.add(i) == 9));
        lender.dealloc(bigger, of(BLOCK * 2));
        lender.dealloc(smaller, of(50));
        assert!([p, q, bigger, smaller].iter().all(|&p| is_in_heap(p as usize)), "given back");
    }
}

#[test]
fn permanent_objects_are_in_no_heap() {
    let w = world();
    let small = Value(Permanent::alloc(24, PAIR) as u64);
    let big = Value(Permanent::alloc(1 << 20, ARRAY) as u64);
    for v in [small, big] {
        assert!(v.header().has_flag(crate::object::header::FLAG_IMMORTAL));
        assert!(!is_in_heap(v.0 as usize) && heap_of(v) == 0 && find_object(v.0 as usize).is_none());
    }
    w.collect_with(&mut |m| m.value(small), &mut |_, alive, _| assert!(alive(big)));
    assert_eq!(w.heap.stats().live_objects, 0);
}

#[test]
#[ignore = "prints measurements"]
fn how_fast() {
    let w = world();
    let n = 20_000_000;
    let begin = Instant::now();
    for _ in 0..n {
        let p = w.allocator.alloc(24, PAIR);
        // SAFETY: ours.
        unsafe {
            *p.add(1) = 4;
            *p.add(2) = 4;
        }
        if w.poll.load(Ordering::Relaxed) != 0 {
            w.poll.store(0, Ordering::Relaxed);
            w.collect(&[]);
        }
    }
    println!("allocation, all garbage: {:.2} ns an object", begin.elapsed().as_nanos() as f64 / n as f64);
    println!("{:?}", w.heap.stats());

    // half of what lives is replaced, so blocks are swept with holes
    let ring = w.array(200_000);
    let mut at = 1usize;
    let begin = Instant::now();
    for i in 0..n {
        let v = w.allocator.alloc(24, PAIR);
        if i % 4 == 0 {
            at = at.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            set(ring, 2 + (at >> 33) % 200_000, Value(v as u64));
        }
        if w.poll.load(Ordering::Relaxed) != 0 {
            w.poll.store(0, Ordering::Relaxed);
            w.collect(&[ring]);
        }
    }
    let stats = w.heap.stats();
    println!("allocation among 200,000 live: {:.2} ns an object, collections included", begin.elapsed().as_nanos() as f64 / n as f64);
    println!("{stats:?}");

    for n in [100_000, 1_000_000, 5_000_000] {
        let w = world();
        let begin = Instant::now();
        fn tree(w: &World, n: usize) -> Value {
            if n == 0 { Value::NONE } else { w.pair(tree(w, n / 2), tree(w, n - 1 - n / 2)) }
        }
        let root = tree(&w, n);
        let fresh = begin.elapsed().as_nanos() as f64 / n as f64;
        w.collect(&[root]);
        let tree_time = w.heap.stats().pause_last.as_nanos() as f64 / n as f64;
        let chain = list(&w, n as i64);
        w.collect(&[chain]);
        let chain_time = w.heap.stats().pause_last.as_nanos() as f64 / n as f64;
        let array = w.array(n);
        let mut at = 1usize;
        for i in 0..n {
            at = at.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            set(array, 2 + (at >> 33) % n, w.pair(Value::small_int(i as i64), Value::NONE));
        }
        w.collect(&[array]);
        let s = w.heap.stats();
        let array_time = s.pause_last.as_nanos() as f64 / s.live_objects as f64;
        println!(
            "{n} objects: fresh memory {fresh:.2} ns; marking a tree {tree_time:.2} ns, a list {chain_time:.2} ns, a shuffled array {array_time:.2} ns an object"
        );
    }

    let begin = Instant::now();
    for _ in 0..10_000 {
        let w = world();
        (16..256).step_by(8).for_each(|n| _ = w.allocator.alloc(n, PAIR));
    }
    println!("a heap with 30 blocks, made and dropped: {:.2} us", begin.elapsed().as_micros() as f64 / 10_000.0);
    let begin = Instant::now();
    for _ in 0..10_000 {
        world();
    }
    println!("an empty heap, made and dropped: {:.2} us", begin.elapsed().as_micros() as f64 / 10_000.0);
}
