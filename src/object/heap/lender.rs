//! `Lender`: the process's allocator, with the heaps' range behind it.
//!
//! The address range that all heaps share is most of what a process with little address space has, so what Rust allocates
//! (texts being built, big integers, syntax trees) may find nothing while the heaps have plenty. `Lender` then takes blocks of theirs,
//! for as long as the allocation lives. They count as used, so a script hears of it in time: collections begin, and what can be
//! refused is refused (`region::is_short`).
//!
//! Architecture invariant: memory of the range that no heap has and that is not free was lent here, and comes back here.

use std::alloc::{GlobalAlloc, Layout};

use super::region::{self, BLOCK};

/// From so many bytes on whoever asks is expected to have asked by `try_reserve`, or not to need the last blocks.
const BIG: usize = 1 << 20;

/// The end of a process that has no memory left, not even what is kept for small objects: whoever was told (`MemoryError`) went on as
/// before. What was printed is written.
#[cold]
pub(super) fn exhausted() -> ! {
    const TEXT: &[u8] = b"Fatal Python error: memory allocation failed\n";
    // SAFETY: plain calls; `exit` writes out what was printed (`flush_at_exit`).
    unsafe {
        libc::write(2, TEXT.as_ptr().cast(), TEXT.len());
        libc::exit(1)
    }
}

/// An allocator that asks `A` first.
pub struct Lender<A>(pub A);

impl<A> Lender<A> {
    #[cold]
    #[inline(never)]
    fn lend(layout: Layout, zeroed: bool) -> *mut u8 {
        if layout.align() > BLOCK {
            return std::ptr::null_mut();
        }
        let Some((address, clean)) = region::lend(layout.size(), layout.size() >= BIG) else {
            if layout.size() < BIG {
                exhausted();
            }
            return std::ptr::null_mut();
        };
        let p = address as *mut u8;
        if zeroed && !clean {
            // SAFETY: the run has room for so many bytes, and nobody else knows of it.
            unsafe { p.write_bytes(0, layout.size()) };
        }
        p
    }
}

// SAFETY: memory comes from `A` and goes back to it, or from the range and back there; which of the two, its address tells. Lent runs
// overlap nothing else, and a block is aligned better than what is asked for.
unsafe impl<A: GlobalAlloc> GlobalAlloc for Lender<A> {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller's contract.
        let p = unsafe { self.0.alloc(layout) };
        if p.is_null() { Self::lend(layout, false) } else { p }
    }

    #[inline]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller's contract.
        let p = unsafe { self.0.alloc_zeroed(layout) };
        if p.is_null() { Self::lend(layout, true) } else { p }
    }

    #[inline]
    unsafe fn dealloc(&self, p: *mut u8, layout: Layout) {
        if region::is_lent(p as usize) {
            return region::give_back(p as usize, layout.size());
        }
        // SAFETY: it was not lent, so it is from `A`.
        unsafe { self.0.dealloc(p, layout) };
    }

    #[inline]
    unsafe fn realloc(&self, p: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        let lent = region::is_lent(p as usize);
        if !lent {
            // SAFETY: it was not lent, so it is from `A`.
            let q = unsafe { self.0.realloc(p, layout, new_size) };
            if !q.is_null() {
                return q;
            }
        }
        // SAFETY: a new place for it, the old one still stands, as big as the smaller of the two sizes.
        unsafe {
            let to = Layout::from_size_align_unchecked(new_size, layout.align());
            let q = self.alloc(to);
            if !q.is_null() {
                std::ptr::copy_nonoverlapping(p, q, layout.size().min(new_size));
                self.dealloc(p, layout);
            }
            q
        }
    }
}
