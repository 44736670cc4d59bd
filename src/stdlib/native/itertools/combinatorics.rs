//! `itertools`: `product`, `permutations`, `combinations`, `combinations_with_replacement`: pools of items, and indices
//! into them that go on by one step for each tuple.

use parking_lot::Mutex;

use crate::object::heap::Marker;
use crate::object::layouts::Tuple;
use crate::object::{Payload, Res, Slot, TypeSpec, Value, method};
use crate::types::shape_for;
use crate::vm::{Values, Vm};

use super::spec;

/// Moves indices (and, for permutations, what is left to do at each place) on; `false` at the end.
type Step = fn(sizes: &[usize], state: &mut State) -> bool;

struct Combinations {
    /// a tuple of tuples: one pool, or one for each place
    pools: Slot,
    sizes: Vec<usize>,
    step: Step,
    state: Mutex<State>,
}

struct State {
    /// of a permutation: of all items, of which the first `taken` are shown
    indices: Vec<usize>,
    cycles: Vec<usize>,
    taken: usize,
    started: bool,
    done: bool,
}

impl Payload for Combinations {
    fn trace(&self, marker: &mut Marker) {
        marker.slot(&self.pools);
    }
}

pub static PRODUCT: TypeSpec = TypeSpec {
    methods: &[method("__sizeof__", "(self, /)", |vm, _| Ok(vm.int(64)))],
    ..spec(
        "itertools.product",
        "(*iterables, repeat=1)",
        |vm, cls, a| {
            let times = a[1].given().map_or(Ok(1), |v| vm.index_i64(v))?;
            if times < 0 {
                return Err(vm.value_error("repeat argument cannot be negative"));
            }
            let given = a[0].expect::<Tuple>();
            let sources = if times == 0 { &[][..] } else { given.items() };
            let mut once = Values::new(vm);
            for &source in sources {
                let items = vm.collect_items(source)?;
                once.push(vm.tuple(&items));
            }
            if once.len().checked_mul(times as usize).is_none_or(|n| n > isize::MAX as usize / 64) {
                return Err(vm.overflow_error("repeat argument too large"));
            }
            let mut pools = Values::new(vm);
            for _ in 0..times.min(if once.is_empty() { 0 } else { times }) {
                pools.extend(once.iter().copied());
            }
            let n = pools.len();
            let done = pools.iter().any(|p| p.expect::<Tuple>().len == 0);
            make(vm, cls, &pools, vec![0; n], Vec::new(), n, done, next_product)
        },
        next,
    )
};

pub static PERMUTATIONS: TypeSpec = spec(
    "itertools.permutations",
    "(iterable, r=None)",
    |vm, cls, a| {
        let items = vm.collect_items(a[0])?;
        let n = items.len();
        let r = match a[1].given().and_then(Value::not_none) {
            None => n,
            Some(v) if vm.to_big(v).is_none() => return Err(vm.type_error("Expected int as r")),
            Some(v) => length(vm, v)?,
        };
        let cycles = (0..r.min(n)).map(|i| n - i).collect();
        make(vm, cls, &[vm.tuple(&items)], (0..n).collect(), cycles, r, r > n, next_permutation)
    },
    next,
);

pub static COMBINATIONS: TypeSpec = spec(
    "itertools.combinations",
    "(iterable, r)",
    |vm, cls, a| {
        vm.index(a[1])?;
        let items = vm.collect_items(a[0])?;
        let r = length(vm, a[1])?;
        let done = r > items.len();
        let indices = if done { Vec::new() } else { (0..r).collect() };
        make(vm, cls, &[vm.tuple(&items)], indices, Vec::new(), r, done, next_combination)
    },
    next,
);

pub static COMBINATIONS_WITH_REPLACEMENT: TypeSpec = spec(
    "itertools.combinations_with_replacement",
    "(iterable, r)",
    |vm, cls, a| {
        vm.index(a[1])?;
        let items = vm.collect_items(a[0])?;
        let r = length(vm, a[1])?;
        let done = r > 0 && items.is_empty();
        let indices = if done { Vec::new() } else { vec![0; r] };
        make(vm, cls, &[vm.tuple(&items)], indices, Vec::new(), r, done, next_with_replacement)
    },
    next,
);

fn length(vm: &Vm, v: Value) -> Res<usize> {
    usize::try_from(vm.index_i64(v)?).map_err(|_| vm.value_error("r must be non-negative"))
}

#[expect(clippy::too_many_arguments, reason = "the fields of the iterator")]
fn make(vm: &Vm, cls: Value, pools: &[Value], indices: Vec<usize>, cycles: Vec<usize>, taken: usize, done: bool, step: Step) -> Res {
    let sizes = pools.iter().map(|p| p.expect::<Tuple>().len).collect();
    let state = Mutex::new(State { indices, cycles, taken, started: false, done });
    let data = Combinations { pools: Slot::new(vm.tuple(pools)), sizes, step, state };
    Ok(vm.native_of_shape(shape_for(vm, cls)?, data))
}

fn next(vm: &Vm, it: Value) -> Res<Option<Value>> {
    let Some(c) = it.payload::<Combinations>() else { return Err(vm.type_error("an iterator of itertools is needed")) };
    let pools = c.pools.get().expect::<Tuple>();
    let pools = pools.items();
    let mut s = c.state.lock();
    if s.done {
        return Ok(None);
    }
    if s.started && !(c.step)(&c.sizes, &mut s) {
        s.done = true;
        return Ok(None);
    }
    s.started = true;
    // one pool for all places, or one for each
    let one = std::ptr::fn_addr_eq(c.step, next_product as Step);
    let row: Vec<Value> = s.indices[..s.taken]
        .iter()
        .enumerate()
        .map(|(place, &i)| pools[if one { place } else { 0 }].expect::<Tuple>().items()[i])
        .collect();
    Ok(Some(vm.tuple(&row)))
}

fn next_product(sizes: &[usize], s: &mut State) -> bool {
    for (i, &size) in s.indices.iter_mut().zip(sizes).rev() {
        *i += 1;
        if *i < size {
            return true;
        }
        *i = 0;
    }
    false
}

fn next_permutation(sizes: &[usize], s: &mut State) -> bool {
    let n = sizes[0];
    for i in (0..s.taken).rev() {
        s.cycles[i] -= 1;
        if s.cycles[i] > 0 {
            let j = n - s.cycles[i];
            s.indices.swap(i, j);
            return true;
        }
        s.indices[i..].rotate_left(1);
        s.cycles[i] = n - i;
    }
    false
}

fn next_combination(sizes: &[usize], s: &mut State) -> bool {
    let (n, r) = (sizes[0], s.taken);
    let Some(i) = (0..r).rev().find(|&i| s.indices[i] != i + n - r) else { return false };
    let start = s.indices[i] + 1;
    for (k, index) in s.indices[i..].iter_mut().enumerate() {
        *index = start + k;
    }
    true
}

fn next_with_replacement(sizes: &[usize], s: &mut State) -> bool {
    let n = sizes[0];
    let Some(i) = (0..s.taken).rev().find(|&i| s.indices[i] != n - 1) else { return false };
    let to = s.indices[i] + 1;
    s.indices[i..].fill(to);
    true
}
