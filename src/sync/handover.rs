//! What goes from one world to another: a queue that threads of several interpreters put into and take from.
//!
//! An item is whole before it is put in and belongs to whoever took it out: the lock around the items orders the two, so
//! nothing else of the sender's world is touched by the receiver's. Who finds the queue full, or empty, sleeps at a wait
//! point, and the counters that its condition reads repeat what the list says (see `parking.rs`).
//!
//! A reader that cannot make anything of an item gives it back. Items are numbered as they are put in, and one that
//! comes back goes where its number says: readers that fail at the same time give back in any order.
//! `tests/model/handover.rs` explores this very code.

use std::collections::VecDeque;
use std::sync::atomic::Ordering::{Acquire, Release};
use std::time::Instant;

use super::atomics::{AtomicBool, AtomicUsize, Mutex};
use super::parking::{WaitPoint, wait_until};
use super::thread_state::ThreadState;
use super::wait::Wait;

/// How long somebody waits for a place or an item.
#[derive(Clone, Copy)]
pub enum Patience {
    None,
    /// until then, or for ever
    Until(Option<Instant>),
}

/// How putting in ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Put {
    Done,
    Full,
    Gone,
}

/// How taking out ended.
pub enum Got<T> {
    Item(Ticket, T),
    Empty,
    Gone,
}

/// The place of an item that was taken out, in case it is given back.
pub struct Ticket(u64);

/// See the head of this file.
pub struct Handover<T> {
    items: Mutex<Items<T>>,
    len: AtomicUsize,
    gone: AtomicBool,
    /// 0: no bound
    most: usize,
    readers: WaitPoint,
    writers: WaitPoint,
}

struct Items<T> {
    /// by number
    list: VecDeque<(u64, T)>,
    next: u64,
}

impl<T> Handover<T> {
    /// An empty queue for `most` items, or any number of them (0).
    pub fn new(most: usize) -> Handover<T> {
        let items = Mutex::new(Items { list: VecDeque::new(), next: 0 });
        let (len, gone) = (AtomicUsize::new(0), AtomicBool::new(false));
        Handover { items, len, gone, most, readers: WaitPoint::new(), writers: WaitPoint::new() }
    }

    /// How many items there are.
    pub fn len(&self) -> usize {
        self.len.load(Acquire)
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub fn is_full(&self) -> bool {
        self.most > 0 && self.len() >= self.most
    }

    fn is_gone(&self) -> bool {
        self.gone.load(Acquire)
    }

    /// Changes the list; the counter follows before anybody else sees it.
    fn change<R>(&self, f: impl FnOnce(&mut Items<T>) -> R) -> R {
        let mut items = self.items.lock();
        let result = f(&mut items);
        self.len.store(items.list.len(), Release);
        result
    }

    /// Puts an item in, if need be once there is room. `interrupted` is called when a request ended the waiting.
    pub fn put<E>(&self, me: &ThreadState, item: T, patience: Patience, interrupted: impl FnMut() -> Result<(), E>) -> Result<Put, E> {
        let mut item = Some(item);
        let mut put = || {
            self.change(|items| {
                if self.is_gone() {
                    return Some(Put::Gone);
                }
                if self.most > 0 && items.list.len() >= self.most {
                    return None;
                }
                if let Some(item) = item.take() {
                    items.list.push_back((items.next, item));
                    items.next += 1;
                }
                Some(Put::Done)
            })
        };
        let must_wait = || self.is_full() && !self.is_gone();
        let done = match patience {
            Patience::None => put(),
            Patience::Until(deadline) => wait_until(me, &self.writers, Wait::Queue, deadline, must_wait, put, interrupted)?,
        };
        if done == Some(Put::Done) {
            self.readers.notify_one();
        }
        Ok(done.unwrap_or(Put::Full))
    }

    /// Takes the first item out, if need be once there is one.
    pub fn get<E>(&self, me: &ThreadState, patience: Patience, interrupted: impl FnMut() -> Result<(), E>) -> Result<Got<T>, E> {
        let get = || {
            self.change(|items| {
                if self.is_gone() {
                    return Some(Got::Gone);
                }
                items.list.pop_front().map(|(number, item)| Got::Item(Ticket(number), item))
            })
        };
        let must_wait = || self.is_empty() && !self.is_gone();
        let got = match patience {
            Patience::None => get(),
            Patience::Until(deadline) => wait_until(me, &self.readers, Wait::Queue, deadline, must_wait, get, interrupted)?,
        };
        if let Some(Got::Item(..)) = got {
            self.writers.notify_one();
        }
        Ok(got.unwrap_or(Got::Empty))
    }

    /// Puts an item that was taken out where it was, for another reader; gives it, if the queue is gone.
    pub fn give_back(&self, ticket: Ticket, item: T) -> Option<T> {
        let left = self.change(|items| {
            if self.is_gone() {
                return Some(item);
            }
            let at = items.list.partition_point(|(number, _)| *number < ticket.0);
            items.list.insert(at, (ticket.0, item));
            None
        });
        self.readers.notify_one();
        left
    }

    /// Changes every item; those of which `keep` says `false` go.
    pub fn retain(&self, mut keep: impl FnMut(&mut T) -> bool) {
        self.change(|items| items.list.retain_mut(|(_, item)| keep(item)));
        self.writers.notify_all();
    }

    /// The queue's end: whoever waits is told, its items are given to be dropped.
    pub fn end(&self) -> Vec<T> {
        let left = self.change(|items| {
            self.gone.store(true, Release);
            std::mem::take(&mut items.list)
        });
        self.readers.notify_all();
        self.writers.notify_all();
        left.into_iter().map(|(_, item)| item).collect()
    }
}
