//! `itertools`: every iterator is a type of its own whose objects share one kind of data (`It`): a few values and a few
//! numbers. The combinatoric ones and `tee` stand in `combinatorics` and `tee`.
//!
//! No lock is held while Python code runs: threads that share an iterator may see an item twice, or miss one, never
//! anything else.

mod adapters;
mod combinatorics;
mod grouping;
mod tee;

use std::sync::atomic::{AtomicI64, Ordering};

use crate::object::heap::Marker;
use crate::object::{ModuleSpec, Payload, Res, Slot, Slots, TypeSpec, Value};
use crate::types::iterators::next_item;
use crate::types::shape_for;
use crate::vm::Vm;

pub static MODULE: ModuleSpec = ModuleSpec {
    name: "itertools",
    doc: "Iterators over other iterators.",
    functions: tee::FUNCTIONS,
    types: &[
        &adapters::ACCUMULATE,
        &adapters::BATCHED,
        &adapters::CHAIN,
        &combinatorics::COMBINATIONS,
        &combinatorics::COMBINATIONS_WITH_REPLACEMENT,
        &adapters::COMPRESS,
        &adapters::COUNT,
        &adapters::CYCLE,
        &adapters::DROPWHILE,
        &adapters::FILTERFALSE,
        &grouping::GROUPBY,
        &grouping::GROUPER,
        &adapters::ISLICE,
        &adapters::PAIRWISE,
        &combinatorics::PERMUTATIONS,
        &combinatorics::PRODUCT,
        &adapters::REPEAT,
        &adapters::STARMAP,
        &adapters::TAKEWHILE,
        &adapters::ZIP_LONGEST,
        &tee::TEE,
        &tee::SHARED,
    ],
    ..ModuleSpec::DEFAULT
};

/// The data of an iterator; what each value and number means is said where the type is.
struct It {
    v: [Slot; 5],
    n: [AtomicI64; 4],
}

impl Payload for It {
    const IN_SLOTS: bool = true;

    fn trace(&self, marker: &mut Marker) {
        marker.slots(&self.v);
    }
}

impl It {
    fn get(&self, i: usize) -> Value {
        self.v[i].get()
    }

    /// Value `i`, if it is there.
    fn given(&self, i: usize) -> Option<Value> {
        self.v[i].get().given()
    }

    fn set(&self, i: usize, v: Value) {
        self.v[i].set(v);
    }

    fn num(&self, i: usize) -> i64 {
        self.n[i].load(Ordering::Relaxed)
    }

    fn set_num(&self, i: usize, n: i64) {
        self.n[i].store(n, Ordering::Relaxed);
    }

    /// The next item of the iterator that is value `i`, which is forgotten once it is exhausted.
    fn pull(&self, vm: &Vm, i: usize) -> Res<Option<Value>> {
        let Some(source) = self.given(i) else { return Ok(None) };
        let item = next_item(vm, source)?;
        if item.is_none() {
            self.set(i, Value::UNBOUND);
        }
        Ok(item)
    }
}

/// A new iterator of class `cls`.
fn make(vm: &Vm, cls: Value, values: &[Value], numbers: &[i64]) -> Res {
    Ok(vm.native_of_shape(shape_for(vm, cls)?, data(values, numbers)))
}

fn data(values: &[Value], numbers: &[i64]) -> It {
    let it = It { v: Default::default(), n: Default::default() };
    it.v.iter().for_each(|slot| slot.set(Value::UNBOUND));
    it.v.iter().zip(values).for_each(|(slot, &v)| slot.set(v));
    it.n.iter().zip(numbers).for_each(|(to, &n)| to.store(n, Ordering::Relaxed));
    it
}

/// The data of `it`.
fn this<'a>(vm: &Vm, it: &'a Value) -> Res<&'a It> {
    it.payload::<It>().ok_or_else(|| vm.type_error("an iterator of itertools is needed"))
}

const fn iterator_slots(next: fn(&Vm, Value) -> Res<Option<Value>>) -> Slots {
    Slots { iter: Some(|_, it| Ok(it)), next: Some(next), ..Slots::NONE }
}

type New = fn(&Vm, Value, &[Value]) -> Res;

/// The table of an iterator's type.
const fn spec(name: &'static str, signature: &'static str, new: New, next: fn(&Vm, Value) -> Res<Option<Value>>) -> TypeSpec {
    TypeSpec { name, constructor: Some((signature, new)), slots: iterator_slots(next), ..TypeSpec::DEFAULT }
}
