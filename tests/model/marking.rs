//! Marking while threads run (`sync::marking`): what is moved, held, made, or reached by a weak reference between two steps of a
//! collection is not taken.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use loom::cell::UnsafeCell;
use togil::sync::atomics::AtomicBool;
use togil::sync::marking::{MarkWord, Marks, Shaded, Shading, Step, WeakWord, step};
use togil::sync::{Slot, ThreadState, Word};

use crate::heap::{Heap, Thing};

loom::lazy_static! {
    static ref SHADING: Shading = Shading::new();
}

/// The heap's number.
const HEAP: u32 = 1;

/// An object: one field, and where its mark is.
struct Fields {
    field: Slot<Node>,
    marks: Arc<MarkWord>,
    bit: usize,
}

/// The word that stands for an object. Storing it shades the object.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Node(u64);

impl Word for Node {
    const UNBOUND: Node = Node(0);
    fn from_bits(bits: u64) -> Node {
        Node(bits)
    }
    fn bits(self) -> u64 {
        self.0
    }
    fn stored(self) {
        if self != Node::UNBOUND && SHADING.is_marking() && !self.is_marked() {
            SHADING.shade(HEAP, self.0 as usize, || self.data().marks.mark_shared(self.data().bit));
        }
    }
}

impl Node {
    fn thing(self) -> &'static Thing<Fields> {
        Thing::at(crate::heap::Address(self.0))
    }

    fn data(self) -> &'static Fields {
        &self.thing().data
    }

    fn is_marked(self) -> bool {
        self.data().marks.is_marked(self.data().bit)
    }

    /// Its number: an error if it was taken.
    fn number(self) -> u64 {
        self.thing().plain()
    }
}

/// `first` and `second` are roots; `first` -> 3 -> 4 -> 5, and a weak reference to 6, which nothing else reaches.
struct Stage {
    first: Node,
    second: Node,
    weak: WeakWord<Node>,
    marks: Arc<MarkWord>,
    things: Heap<Fields>,
    shaded: Arc<Shaded>,
    /// what a thread has in its registers
    held: [UnsafeCell<Node>; 3],
    over: AtomicBool,
}

// SAFETY: loom checks that accesses to the cells are ordered.
unsafe impl Sync for Stage {}
// SAFETY: as above.
unsafe impl Send for Stage {}

impl Stage {
    fn new() -> Stage {
        let (marks, things) = (Arc::new(MarkWord::default()), Heap::new());
        let make = |number| make(&things, &marks, number);
        let [first, second, a, b, c, d] = [1, 2, 3, 4, 5, 6].map(make);
        for (from, to) in [(first, a), (a, b), (b, c)] {
            from.data().field.set(to);
        }
        let weak = WeakWord::default();
        weak.hide(d);
        let held = [(); 3].map(|()| UnsafeCell::new(Node::UNBOUND));
        Stage { first, second, weak, marks, things, shaded: Arc::new(Shaded::new(Vec::new())), held, over: AtomicBool::new(false) }
    }

    /// Has a node in a register, as the collector will see it when this thread stops.
    fn hold(&self, thread: usize, node: Node) {
        // SAFETY: loom checks.
        self.held[thread].with_mut(|held| unsafe { *held = node });
    }

    /// A whole collection in steps of so many objects, between which threads run.
    fn collect(&self, me: &ThreadState, budget: usize) {
        let (mut work, mut resumed, mut last) = (Vec::new(), false, false);
        while !last {
            me.stop_world(&mut |_| {
                last = step(&mut Marker { stage: self, work: &mut work }, resumed, true, budget) == Step::Last;
                match (resumed, last) {
                    (false, false) => SHADING.switch_on(HEAP, &self.shaded),
                    (true, true) => SHADING.switch_off(HEAP),
                    _ => {}
                }
                resumed = true;
                if last {
                    self.take_unmarked();
                }
            });
            crate::poll(me);
        }
        self.over.store(true, Ordering::Release);
    }

    fn take_unmarked(&self) {
        for thing in self.things.all() {
            let node = Node(thing.address().0);
            if !node.is_marked() {
                if self.weak.get() == Some(node) {
                    self.weak.clear();
                }
                thing.take();
            }
        }
    }
}

fn make(things: &Heap<Fields>, marks: &Arc<MarkWord>, number: u64) -> Node {
    let fields = Fields { field: Slot::default(), marks: marks.clone(), bit: number as usize };
    Node(things.make(number, fields).address().0)
}

struct Marker<'a> {
    stage: &'a Stage,
    work: &'a mut Vec<Node>,
}

impl Marker<'_> {
    fn mark(&mut self, node: Node) {
        if node != Node::UNBOUND && node.data().marks.mark(node.data().bit) {
            self.work.push(node);
        }
    }
}

impl Marks for Marker<'_> {
    fn clear(&mut self) {
        self.stage.marks.clear();
    }

    fn roots(&mut self) {
        self.mark(self.stage.first);
        self.mark(self.stage.second);
        for held in &self.stage.held {
            // SAFETY: loom checks.
            self.mark(held.with(|held| unsafe { *held }));
        }
    }

    fn take_shaded(&mut self) {
        let shaded = std::mem::take(&mut *self.stage.shaded.lock());
        self.work.extend(shaded.into_iter().map(|address| Node(address as u64)).filter(|node| node.is_marked()));
    }

    fn look_again(&mut self) {}

    fn drain(&mut self, budget: &mut usize) -> bool {
        while *budget > 0 {
            let Some(node) = self.work.pop() else { return true };
            *budget -= 1;
            node.number();
            self.mark(node.data().field.get());
        }
        self.work.is_empty()
    }
}

type Body = fn(&Stage, &ThreadState);

fn share(name: &'static str, bound: usize, bodies: &[Body]) {
    crate::share(name, bound, Stage::new, bodies, |stage| assert!(stage.over.load(Ordering::Acquire)));
}

/// One object for each step.
fn collect(stage: &Stage, me: &ThreadState) {
    stage.collect(me, 1);
}

/// Moves what 3 points to from there to the second root, where it is found afterwards.
fn move_to_second(stage: &Stage, me: &ThreadState) {
    let from = stage.first.data().field.get().data();
    let node = from.field.get();
    stage.second.data().field.set(node);
    from.field.set(Node::UNBOUND);
    crate::poll(me);
    assert_eq!(stage.second.data().field.get().number(), 4);
    crate::poll(me);
    assert_eq!(stage.second.data().field.get().data().field.get().number(), 5);
}

#[test]
fn marking_what_is_moved() {
    share("marking: an object is moved to one that was looked at", 4, &[move_to_second, collect]);
}

#[test]
fn marking_what_is_held() {
    let hold: Body = |stage, me| {
        let from = stage.first.data().field.get().data();
        let node = from.field.get();
        stage.hold(0, node);
        from.field.set(Node::UNBOUND);
        crate::poll(me);
        assert_eq!(node.number(), 4);
        crate::poll(me);
        assert_eq!(node.data().field.get().number(), 5);
        stage.hold(0, Node::UNBOUND);
    };
    share("marking: an object is taken out and held", 4, &[hold, collect]);
}

#[test]
fn marking_what_is_made() {
    let build: Body = |stage, me| {
        let node = make(&stage.things, &stage.marks, 7);
        stage.second.data().field.set(node);
        crate::poll(me);
        let node = make(&stage.things, &stage.marks, 8);
        stage.second.data().field.get().data().field.set(node);
        crate::poll(me);
        assert_eq!(stage.second.data().field.get().data().field.get().number(), 8);
    };
    share("marking: objects are made and stored", 3, &[build, collect]);
}

#[test]
fn marking_what_a_weak_reference_gives() {
    let upgrade: Body = |stage, me| {
        if let Some(node) = stage.weak.get() {
            assert_eq!(node.number(), 6);
            stage.hold(0, node);
            crate::poll(me);
            assert_eq!(stage.weak.get(), Some(node), "it lives, for it is held");
            stage.second.data().field.set(node);
            stage.hold(0, Node::UNBOUND);
            crate::poll(me);
            assert_eq!(stage.second.data().field.get().number(), 6);
        }
        crate::poll(me);
        if let Some(node) = stage.weak.get() {
            assert_eq!(node.number(), 6);
        }
    };
    share("marking: a weak reference is asked", 4, &[upgrade, collect]);
}

#[test]
fn marking_neighbours() {
    // both shade, and their marks share a word
    let other: Body = |stage, me| {
        let b = stage.first.data().field.get().data().field.get();
        if b != Node::UNBOUND {
            let c = b.data().field.get();
            stage.first.data().field.get().data().field.set(c);
            stage.hold(1, c);
            crate::poll(me);
            assert_eq!(c.number(), 5);
        }
    };
    let first: Body = |stage, me| {
        let b = stage.first.data().field.get().data().field.get();
        stage.second.data().field.set(b);
        crate::poll(me);
        assert!(matches!(stage.second.data().field.get().number(), 4 | 5));
    };
    share("marking: two threads shade neighbours", 2, &[first, other, collect]);
}
