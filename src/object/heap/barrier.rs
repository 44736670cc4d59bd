//! The write barrier: what is stored in the heap while a collection is under way is marked.
//!
//! Between two steps of a collection threads run and change the graph that is being marked. `Slot::set` calls `shade` for what
//! it stores; while no heap is being marked, that is a load and a branch. A reference that ends up in an object that the
//! marker has looked at is therefore never missed. References that no slot holds (registers, native stacks, what native
//! objects own) are looked at again in the last step (`collect.rs`).
//!
//! A shaded object gets its mark at once, so that it comes here once, and waits in its heap's `Shaded` for the next step. The
//! word may be anything: a generator's registers are stored with what is stale among them. Then a mark may fall on a cell
//! without an object; the next step takes it back. Whether a cell holds an object is not known here, since the thread that
//! holds the block may just have made it.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use parking_lot::{Mutex, RwLock};

use super::region;
use crate::object::value::Value;

/// Addresses of marked cells that the marker has not looked at.
pub type Shaded = Mutex<Vec<usize>>;

/// How many heaps are being marked.
static MARKING: AtomicU32 = AtomicU32::new(0);

/// Those heaps, by their numbers.
static HEAPS: RwLock<Vec<(u32, Arc<Shaded>)>> = RwLock::new(Vec::new());

/// Is any heap being marked? If not, none will be before this thread's next safepoint.
#[inline(always)]
pub fn is_marking() -> bool {
    MARKING.load(Ordering::Relaxed) != 0
}

/// Marks what was stored in the heap, if its heap is being marked.
#[inline(always)]
pub fn shade(v: Value) {
    if is_marking() {
        shade_now(v.0 as usize);
    }
}

#[cold]
#[inline(never)]
fn shade_now(word: usize) {
    let Some(block) = region::head_block(word) else { return };
    let Some(cell) = block.cell_at(word) else { return };
    let id = block.heap_id();
    if block.is_marked(cell) {
        return;
    }
    let heaps = HEAPS.read();
    if let Some((_, shaded)) = heaps.iter().find(|(heap, _)| *heap == id)
        && block.mark_shared(cell)
    {
        shaded.lock().push(block.cell_address(cell));
    }
}

/// From now on what is stored in this heap is shaded. Its world is stopped.
pub fn switch_on(heap: u32, shaded: &Arc<Shaded>) {
    HEAPS.write().push((heap, shaded.clone()));
    MARKING.fetch_add(1, Ordering::Relaxed);
}

/// The end of that. The heap's world is stopped, or nobody uses it any more.
pub fn switch_off(heap: u32) {
    HEAPS.write().retain(|(other, _)| *other != heap);
    MARKING.fetch_sub(1, Ordering::Relaxed);
}
