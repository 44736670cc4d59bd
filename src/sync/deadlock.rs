//! Who waits for whom: the registry of waits, and the verdict "these wait in a circle".
//!
//! Every detached thread has said what it waits for, and on which thing (`ThreadState::waiting`). Who *holds* the thing
//! is known to the primitive alone, so the caller supplies that: for a lock, its holder; for a join, this module knows.
//! Costs nothing while nobody asks. The answer is exact if the threads it names have no deadline and nothing can
//! interrupt them: a thread that waits untimed for one that waits untimed cannot run again by itself.

use super::thread_state::ThreadState;
use super::wait::{Wait, Waiting};
use super::world::World;
use std::sync::Arc;
use std::time::Duration;

/// One thread that waits.
pub struct WaitingThread {
    /// Who.
    pub thread: Arc<ThreadState>,
    /// For what.
    pub waiting: Waiting,
    /// For how long already, to a few milliseconds.
    pub since: Duration,
}

impl std::fmt::Display for WaitingThread {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (serial, what) = (self.thread.serial(), self.waiting.wait.text());
        write!(f, "thread {serial} has waited {:.1} s for {what}", self.since.as_secs_f64())?;
        if self.waiting.on != 0 {
            write!(f, " (at {:#x})", self.waiting.on)?;
        }
        Ok(())
    }
}

impl World {
    /// Every thread that waits right now. A snapshot; exact while the world is stopped.
    pub fn waits(&self) -> Vec<WaitingThread> {
        let waits = |thread: Arc<ThreadState>| {
            let (waiting, since) = (thread.waiting()?, thread.waiting_since()?);
            Some(WaitingThread { thread, waiting, since })
        };
        self.threads().into_iter().filter_map(waits).collect()
    }

    /// Threads that wait for each other in a circle, each for the next one, the last for the first; `None` if there is
    /// no such circle. `holder` says which thread (by serial) can end a wait, if it is one certain thread.
    pub fn deadlock(&self, holder: impl Fn(Waiting) -> Option<u64>) -> Option<Vec<WaitingThread>> {
        let waits = self.waits();
        let next = |of: &WaitingThread| {
            let waiting = of.waiting;
            if waiting.timed {
                return None;
            }
            let who = match waiting.wait {
                Wait::Join if waiting.on != 0 => waiting.on as u64,
                _ => holder(waiting)?,
            };
            waits.iter().position(|other| other.thread.serial() == who)
        };
        let next: Vec<Option<usize>> = waits.iter().map(next).collect();
        let circle = find_circle(&next)?;
        let mut waits: Vec<Option<WaitingThread>> = waits.into_iter().map(Some).collect();
        Some(circle.into_iter().filter_map(|at| waits[at].take()).collect())
    }
}

/// A circle in a graph in which each node has at most one successor.
fn find_circle(next: &[Option<usize>]) -> Option<Vec<usize>> {
    // 0: not seen; otherwise the number of the walk that came by.
    let mut seen = vec![0; next.len()];
    for start in 0..next.len() {
        let mut at = start;
        while seen[at] == 0 {
            seen[at] = start + 1;
            match next[at] {
                Some(then) => at = then,
                None => break,
            }
        }
        if seen[at] == start + 1 && next[at].is_some() {
            let mut circle = vec![at];
            let mut then = next[at]?;
            while then != at {
                circle.push(then);
                then = next[then]?;
            }
            return Some(circle);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::find_circle;

    #[test]
    fn circles() {
        assert_eq!(find_circle(&[]), None);
        assert_eq!(find_circle(&[None, Some(0), Some(1)]), None);
        assert_eq!(find_circle(&[Some(0)]), Some(vec![0]));
        assert_eq!(find_circle(&[Some(1), Some(2), Some(1)]), Some(vec![1, 2]));
        assert_eq!(find_circle(&[None, Some(0), Some(3), Some(4), Some(2)]), Some(vec![2, 3, 4]));
    }
}
