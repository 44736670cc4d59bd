//! Objects that are never freed and belong to no interpreter: builtin types' parts, interned names, constants.
//!
//! They stand outside the range of the heaps, so the collector tells them from others by their address and never looks
//! at them: a permanent object may point to permanent objects only.

use parking_lot::Mutex;

use super::region::map_forever;
use crate::object::header::FLAG_IMMORTAL;

const CHUNK: usize = 256 << 10;

static ARENA: Mutex<(usize, usize)> = Mutex::new((0, 0));

/// The process-wide arena of permanent objects.
pub struct Permanent;

impl Permanent {
    /// A new object, `bytes` long with its header, zero but for the header, which says immortal and shared.
    ///
    /// Ends the process when the system has no memory left.
    pub fn alloc(bytes: usize, shape: u32) -> *mut u64 {
        let bytes = bytes.max(16).next_multiple_of(8);
        let p = if bytes > CHUNK / 4 {
            new_memory(bytes)
        } else {
            let mut arena = ARENA.lock();
            if arena.0 + bytes > arena.1 {
                let chunk = new_memory(CHUNK) as usize;
                *arena = (chunk, chunk + CHUNK);
            }
            arena.0 += bytes;
            (arena.0 - bytes) as *mut u64
        };
        // SAFETY: fresh memory of this size, aligned to 8, that nobody else was given. Owner 0 is "shared".
        unsafe { p.write(shape as u64 | (FLAG_IMMORTAL as u64) << 56) };
        p
    }
}

fn new_memory(bytes: usize) -> *mut u64 {
    map_forever(bytes).unwrap_or_else(|| super::lender::exhausted()) as *mut u64
}
