//! Trees that are deep: what walks or drops one recursively does so on a stack that has room for it.
//!
//! Most trees have some ten levels. A chain of 5,000 attributes has as many, and CPython compiles it; rather than turn
//! each walk into a loop with a stack of its own, `with_room` runs the walk on a thread made for it, which shares nothing
//! with the interpreter: no walk of the front end or the compiler touches a heap. The thread that asks waits as if it
//! computed.

use std::ops::Deref;
use std::panic::resume_unwind;
use std::thread::{Builder, scope};

use super::ast::Mod;
use super::node::{Depth, MAX_DEPTH};

/// The most bytes that a level takes of the stack: in the compiler, and while a tree is parsed or dropped.
pub(crate) const WALK: usize = if cfg!(debug_assertions) { 24 << 10 } else { 8 << 10 };
pub(crate) const DROP: usize = if cfg!(debug_assertions) { 3 << 10 } else { 1 << 10 };

/// What every thread has to spare, for walks of this size.
const SPARE: usize = 1 << 20;

/// What a thread for a walk has beside its levels: the search for an error's words is recursive too, within its own bounds.
const BESIDE: usize = 16 << 20;

/// A tree that knows how deep it is.
#[derive(Debug)]
pub struct Deep<T: Send> {
    /// Empty while it is dropped.
    root: Option<T>,
    levels: u32,
}

/// The parser's product.
pub type Tree = Deep<Mod>;

impl<T: Send> Deep<T> {
    /// A tree whose root's parts are at most so deep.
    pub(crate) fn new(root: T, depth: Depth) -> Deep<T> {
        Deep { root: Some(root), levels: depth.levels + 1 }
    }

    pub(crate) fn levels(&self) -> u32 {
        self.levels
    }

    /// Another tree with as many levels, made from this one; nothing if there is no memory for the walk.
    pub(crate) fn map<U: Send>(&self, walk: impl FnOnce(&T) -> U + Send) -> Option<Deep<U>>
    where
        T: Sync,
    {
        let root = with_room(self.levels, WALK, |_| walk(self)).ok()?;
        Some(Deep { root: Some(root), levels: self.levels })
    }
}

impl<T: Send> Deref for Deep<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.root.as_ref().expect("only its drop takes the root away")
    }
}

impl<T: Send> Drop for Deep<T> {
    fn drop(&mut self) {
        if self.levels as usize * DROP > SPARE
            && let root = self.root.take()
            && let Err(walk) = with_room(self.levels, DROP, |_| drop(root))
        {
            // no thread for it: better its memory than this stack
            std::mem::forget(walk);
        }
    }
}

/// Runs a walk over so many levels, each of which takes at most `each` bytes; it is told how many bytes it may use. Gives
/// the walk back if there is no memory for its stack.
pub(crate) fn with_room<T: Send, F: FnOnce(usize) -> T + Send>(levels: u32, each: usize, walk: F) -> Result<T, F> {
    let size = (levels.min(MAX_DEPTH) as usize + 10) * each;
    if size <= SPARE {
        return Ok(walk(SPARE));
    }
    // some levels take more than most
    let size = size.max(4 * SPARE);
    let mut waiting = Some(walk);
    let result = scope(|threads| {
        let body = || waiting.take().map(|walk| walk(size));
        let thread = Builder::new().name("deep".into()).stack_size(size + BESIDE).spawn_scoped(threads, body).ok()?;
        thread.join().unwrap_or_else(|panic| resume_unwind(panic))
    });
    match (result, waiting) {
        (Some(result), _) => Ok(result),
        (None, Some(walk)) => Err(walk),
        (None, None) => unreachable!("a thread that was started took the walk"),
    }
}
