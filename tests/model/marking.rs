//! Marking while threads run (`sync::marking`): what is moved, held, made, or reached by a weak reference between two steps of a
//! collection is not taken.

use loom::cell::UnsafeCell;
use std::sync::Arc;
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

/// `first` and `second` are roots; `first` -> 3 -> 4 -> 5, and a weak reference to 6, which nothing else reaches. A collection has
/// begun: the roots were looked at, 3 was marked.
struct Stage {
    first: Node,
    second: Node,
    weak: WeakWord<Node>,
    marks: Arc<MarkWord>,
    things: Heap<Fields>,
    shaded: Arc<Shaded>,
    /// what a thread has in its registers
    held: [UnsafeCell<Node>; 3],
    /// what the marker has not looked at; used with the world stopped
    work: UnsafeCell<Vec<Node>>,
}

// SAFETY: loom checks that accesses to the cells are ordered.
unsafe impl Sync for Stage {}
// SAFETY: as above.
unsafe impl Send for Stage {}

impl Stage {
    fn new() -> Stage {
        let stage = Stage::before();
        assert_eq!(stage.step(false, 2), Step::More);
        stage
    }

    /// Before the first step.
    fn before() -> Stage {
        let (marks, things) = (Arc::new(MarkWord::default()), Heap::new());
        let make = |number| make(&things, &marks, number);
        let [first, second, a, b, c, d] = [1, 2, 3, 4, 5, 6].map(make);
        for (from, to) in [(first, a), (a, b), (b, c)] {
            from.data().field.set(to);
        }
        let weak = WeakWord::default();
        weak.hide(d);
        let held = [(); 3].map(|()| UnsafeCell::new(Node::UNBOUND));
        let (shaded, work) = (Arc::new(Shaded::new(Vec::new())), UnsafeCell::new(Vec::new()));
        Stage { first, second, weak, marks, things, shaded, held, work }
    }

    /// 3, or what the first root points to by now.
    fn third(&self) -> &'static Fields {
        self.first.data().field.get().data()
    }

    /// Has a node in a register, as the collector will see it when this thread stops.
    fn hold(&self, thread: usize, node: Node) {
        // SAFETY: loom checks.
        self.held[thread].with_mut(|held| unsafe { *held = node });
    }

    /// One step, as `object::heap` does it. The world is stopped, or nobody runs yet.
    fn step(&self, resumed: bool, budget: usize) -> Step {
        // SAFETY: loom checks.
        let step = self.work.with_mut(|work| step(&mut Marker { stage: self, work: unsafe { &mut *work } }, resumed, true, budget));
        match (resumed, step) {
            (false, Step::More) => SHADING.switch_on(HEAP, &self.shaded),
            (true, Step::Last) => SHADING.switch_off(HEAP),
            _ => {}
        }
        if step == Step::Last {
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
        step
    }

    /// The rest of the collection, so many objects in a step, between which threads run.
    fn collect(&self, me: &ThreadState, mut resumed: bool, budget: usize) {
        let mut last = false;
        while !last {
            me.stop_world(&mut |_| last = self.step(resumed, budget) == Step::Last);
            resumed = true;
            crate::poll(me);
        }
    }

    /// What can be reached was not taken.
    fn all_is_there(&self) {
        // SAFETY: loom checks.
        let held = self.held.iter().map(|held| held.with(|held| unsafe { *held }));
        for mut node in [self.first, self.second].into_iter().chain(held).chain(self.weak.get()) {
            while node != Node::UNBOUND {
                node.number();
                node = node.data().field.get();
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
    crate::share(name, bound, Stage::new, bodies, Stage::all_is_there);
}

fn finish(stage: &Stage, me: &ThreadState) {
    stage.collect(me, true, usize::MAX);
}

/// Moves what 3 points to from there to the second root, where it is found afterwards.
fn move_to_second(stage: &Stage, me: &ThreadState) {
    let node = stage.third().field.get();
    stage.second.data().field.set(node);
    stage.third().field.set(Node::UNBOUND);
    crate::poll(me);
    assert_eq!(stage.second.data().field.get().number(), 4);
}

#[test]
fn marking_what_is_moved() {
    share("marking: an object is moved to one that was looked at", 3, &[finish, move_to_second]);
}

#[test]
fn marking_what_is_moved_from_step_to_step() {
    let step_by_step: Body = |stage, me| stage.collect(me, false, 2);
    let bodies: &[Body] = &[step_by_step, move_to_second];
    crate::share("marking: an object is moved while a collection begins and ends", 2, Stage::before, bodies, Stage::all_is_there);
}

#[test]
fn marking_what_is_held() {
    let hold: Body = |stage, me| {
        let node = stage.third().field.get();
        stage.hold(1, node);
        stage.third().field.set(Node::UNBOUND);
        crate::poll(me);
        assert_eq!(node.data().field.get().number(), 5);
    };
    share("marking: an object is taken out and held", 3, &[finish, hold]);
}

#[test]
fn marking_what_is_made() {
    let build: Body = |stage, me| {
        stage.second.data().field.set(make(&stage.things, &stage.marks, 7));
        crate::poll(me);
        stage.second.data().field.get().data().field.set(make(&stage.things, &stage.marks, 8));
    };
    share("marking: objects are made and stored", 3, &[finish, build]);
}

#[test]
fn marking_what_a_weak_reference_gives() {
    let upgrade: Body = |stage, me| {
        if let Some(node) = stage.weak.get() {
            assert_eq!(node.number(), 6);
            stage.hold(1, node);
            crate::poll(me);
            assert_eq!(stage.weak.get(), Some(node), "it lives, for it is held");
        }
    };
    share("marking: a weak reference is asked", 3, &[finish, upgrade]);
}

#[test]
fn marking_what_a_weak_reference_gave() {
    let keep: Body = |stage, me| {
        if let Some(node) = stage.weak.get() {
            stage.second.data().field.set(node);
            crate::poll(me);
            assert_eq!(stage.second.data().field.get().number(), 6);
        }
    };
    share("marking: what a weak reference gives is stored", 3, &[finish, keep]);
}

#[test]
fn marking_neighbours() {
    // both shade, and their marks share a word
    let first: Body = |stage, _| stage.second.data().field.set(make(&stage.things, &stage.marks, 7));
    let second: Body = |stage, _| stage.first.data().field.set(make(&stage.things, &stage.marks, 8));
    crate::share("marking: two threads shade neighbours", 3, Stage::new, &[first, second], |stage| {
        // nobody runs any more
        assert_eq!(stage.step(true, usize::MAX), Step::Last);
        stage.all_is_there();
    });
}
