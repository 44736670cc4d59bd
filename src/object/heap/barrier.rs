//! The write barrier: what is stored in the heap while a collection is under way is marked.
//!
//! Between two steps of a collection threads run and change the graph that is being marked. `Slot::set` calls `shade` for what
//! it stores; while no heap is being marked, that is a load and a branch. A reference that ends up in an object that the
//! marker has looked at is therefore never missed. References that no slot holds (registers, native stacks, what native
//! objects own) are looked at again in the last step (`sync::marking` says why that is enough).
//!
//! A shaded object gets its mark at once, so that it comes here once, and waits in its heap's `Shaded` for the next step. The
//! word may be anything: a generator's registers are stored with what is stale among them. Then a mark may fall on a cell
//! without an object; the next step takes it back. Whether a cell holds an object is not known here, since the thread that
//! holds the block may just have made it.

use super::region;
use crate::object::value::Value;
use crate::sync::marking::Shading;

/// The heaps that are being marked.
pub static SHADING: Shading = Shading::new();

/// Is any heap being marked? If not, none will be before this thread's next safepoint.
#[inline(always)]
pub fn is_marking() -> bool {
    SHADING.is_marking()
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
    if !block.is_marked(cell) {
        SHADING.shade(block.heap_id(), block.cell_address(cell), || block.mark_shared(cell));
    }
}
