//! The native stack: where it lies, and getting registers onto it.
//!
//! The collector scans the native stack of every thread for words that look like pointers (conservatively), so that
//! native code may keep a value in a local variable. Two things make that complete. Bounds: the highest address is
//! asked from the system when a thread begins, the lowest *live* one is published each time it detaches. Registers:
//! a value that the caller keeps in a callee-saved register is in no stack frame yet, so [`with_spilled`] stores
//! those registers into its own frame first and hands out an address at or below everything that must be seen.
//!
//! ```text
//!   base   ┌────────────────────────┐ highest address
//!          │ callers, their locals  │
//!          │ caller-saved registers │  (the compiler spilled what it needs after the call)
//!          ├────────────────────────┤
//!          │ callee-saved registers │  (with_spilled)
//!   sp  -> ├────────────────────────┤ published
//!          │ the blocking call      │  touches no object: not scanned
//!          └────────────────────────┘
//! ```

#[cfg(not(loom))]
thread_local! {
    /// The stack that the thread runs on, if it is not the system's (`on_stack_of`).
    static OTHER: std::cell::Cell<Option<(usize, usize)>> = const { std::cell::Cell::new(None) };
}

/// Runs `f` on a new stack of so many bytes, which ends in a guard page; `None`: there is no room for one. For the process's
/// first thread, whose stack is as large as whoever started the process wished. A panic of `f` ends the process.
#[cfg(not(any(loom, sanitized)))]
pub fn on_stack_of<R: Send>(bytes: usize, f: impl FnOnce() -> R + Send) -> Option<R> {
    const GUARD: usize = 64 << 10; // a multiple of every page size there is
    // no huge page at its top, of which a small script needs a fiftieth
    #[cfg(target_os = "linux")]
    const STACK: libc::c_int = libc::MAP_STACK;
    #[cfg(not(target_os = "linux"))]
    const STACK: libc::c_int = 0;
    // SAFETY: fresh memory at an address of the system's choice, which nobody else knows; its lowest part is given away again.
    let low = unsafe {
        let flags = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE | STACK;
        let at = libc::mmap(std::ptr::null_mut(), bytes + GUARD, libc::PROT_READ | libc::PROT_WRITE, flags, -1, 0);
        if at == libc::MAP_FAILED {
            return None;
        }
        if libc::mprotect(at, GUARD, libc::PROT_NONE) != 0 {
            libc::munmap(at, bytes + GUARD);
            return None;
        }
        at as usize + GUARD
    };
    let outside = OTHER.replace(Some((low, low + bytes)));
    let body = || std::panic::catch_unwind(std::panic::AssertUnwindSafe(f)).unwrap_or_else(|_| std::process::abort());
    // SAFETY: the memory is aligned and so large, used for this alone, and `body` does not unwind.
    let result = unsafe { psm::on_stack(low as *mut u8, bytes, body) };
    OTHER.set(outside);
    // SAFETY: mapped above; nobody runs on it any more.
    unsafe { libc::munmap((low - GUARD) as *mut libc::c_void, bytes + GUARD) };
    Some(result)
}

/// As above, for sanitizers, which know the stacks of threads and no others: on a thread of its own, while the caller waits and
/// leaves the signals to that one.
#[cfg(all(sanitized, not(loom)))]
pub fn on_stack_of<R: Send>(bytes: usize, f: impl FnOnce() -> R + Send) -> Option<R> {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().name("main".into()).stack_size(bytes).spawn_scoped(scope, f).ok()?;
        block_signals();
        thread.join().ok()
    })
}

/// Lets no signal be delivered to the calling thread from now on; gives the mask that it had. Signals of the process
/// belong to the threads of the script, which say themselves which they block.
#[cfg(not(loom))]
pub fn block_signals() -> libc::sigset_t {
    // SAFETY: the sets are filled by the calls.
    unsafe {
        let (mut all, mut before): (libc::sigset_t, libc::sigset_t) = (std::mem::zeroed(), std::mem::zeroed());
        libc::sigfillset(&mut all);
        libc::pthread_sigmask(libc::SIG_SETMASK, &all, &mut before);
        before
    }
}

/// The calling thread's stack: (lowest usable address, one past the highest).
#[cfg(not(loom))]
pub fn native_bounds() -> (usize, usize) {
    OTHER.get().unwrap_or_else(system_bounds)
}

/// The stack that the system gave the calling thread.
#[cfg(all(any(target_os = "linux", target_os = "android"), not(loom)))]
fn system_bounds() -> (usize, usize) {
    // SAFETY: the attribute object is initialised by pthread_getattr_np (else we do not look at it) and destroyed
    // once; the thread asked about is the caller, which exists.
    unsafe {
        let mut attributes = std::mem::zeroed::<libc::pthread_attr_t>();
        let failed = libc::pthread_getattr_np(libc::pthread_self(), &mut attributes);
        assert!(failed == 0, "the system does not say where the stack is: error {failed}");
        let (mut low, mut size) = (std::ptr::null_mut(), 0);
        let failed = libc::pthread_attr_getstack(&attributes, &mut low, &mut size);
        libc::pthread_attr_destroy(&mut attributes);
        assert!(failed == 0, "the system does not say where the stack is: error {failed}");
        (low as usize, low as usize + size)
    }
}

/// The stack that the system gave the calling thread.
#[cfg(all(target_vendor = "apple", not(loom)))]
fn system_bounds() -> (usize, usize) {
    // SAFETY: both calls only read facts about the calling thread.
    unsafe {
        let me = libc::pthread_self();
        let high = libc::pthread_get_stackaddr_np(me) as usize;
        (high - libc::pthread_get_stacksize_np(me), high)
    }
}

/// A model's threads are coroutines, whose stacks nobody scans.
#[cfg(loom)]
pub fn native_bounds() -> (usize, usize) {
    (0, usize::MAX)
}

/// About where the native stack ends now. Not by the address of a variable where it can be read: a function with a variable
/// whose address is taken does not end in a jump, as the machine's handlers must.
#[inline(always)]
pub fn stack_pointer() -> usize {
    #[cfg(all(any(target_arch = "x86_64", target_arch = "aarch64"), not(miri)))]
    {
        let here: usize;
        // SAFETY: a register is read, and nothing else happens.
        unsafe {
            #[cfg(target_arch = "x86_64")]
            std::arch::asm!("mov {}, rsp", out(reg) here, options(nomem, nostack, preserves_flags));
            #[cfg(target_arch = "aarch64")]
            std::arch::asm!("mov {}, sp", out(reg) here, options(nomem, nostack, preserves_flags));
        }
        here
    }
    #[cfg(not(all(any(target_arch = "x86_64", target_arch = "aarch64"), not(miri))))]
    {
        let here = 0u8;
        &here as *const u8 as usize
    }
}

/// Runs `f` with every callee-saved register stored in memory, and tells it the lowest address that must be scanned.
/// Never inlined: being a call is what makes the caller save the other registers.
#[inline(never)]
pub fn with_spilled<R>(f: impl FnOnce(usize) -> R) -> R {
    let mut saved = [0usize; SAVED];
    // SAFETY: `spill` writes SAVED words at the pointer.
    unsafe { spill(saved.as_mut_ptr()) };
    let result = f(saved.as_ptr() as usize);
    // The array is live to here, so its place is not used for anything else meanwhile.
    std::hint::black_box(&mut saved);
    result
}

/// Overwrites the native stack below the caller's frame: what earlier calls left there would otherwise show through the
/// holes of the frames of the next ones, and keep garbage alive.
#[inline(never)]
pub fn clear_below<const WORDS: usize>() {
    let mut words = [0usize; WORDS];
    std::hint::black_box(&mut words);
}

/// Words of stack that a collection's own frames may cover.
pub const UNDER_COLLECTION: usize = 4096;

/// Words of stack that a call of a native function usually covers.
pub const UNDER_CALL: usize = if cfg!(debug_assertions) { 4096 } else { 512 };

#[cfg(target_arch = "x86_64")]
const SAVED: usize = 6;

/// Stores the callee-saved registers of the System V convention.
///
/// # Safety
/// `to` has room for `SAVED` words.
#[cfg(target_arch = "x86_64")]
#[inline(always)]
unsafe fn spill(to: *mut usize) {
    // SAFETY: six stores into the caller's array; no register changes but those the compiler picked.
    unsafe {
        std::arch::asm!(
            "mov [{to}], rbx",
            "mov [{to} + 8], rbp",
            "mov [{to} + 16], r12",
            "mov [{to} + 24], r13",
            "mov [{to} + 32], r14",
            "mov [{to} + 40], r15",
            to = in(reg) to,
            options(nostack, preserves_flags)
        );
    }
}

#[cfg(target_arch = "aarch64")]
const SAVED: usize = 20;

/// Stores the callee-saved registers of AAPCS64: x19 to x30, and the low halves of v8 to v15.
///
/// # Safety
/// `to` has room for `SAVED` words.
#[cfg(target_arch = "aarch64")]
#[inline(always)]
unsafe fn spill(to: *mut usize) {
    // SAFETY: twenty stores into the caller's array; no register changes but those the compiler picked.
    unsafe {
        std::arch::asm!(
            "stp x19, x20, [{to}]",
            "stp x21, x22, [{to}, #16]",
            "stp x23, x24, [{to}, #32]",
            "stp x25, x26, [{to}, #48]",
            "stp x27, x28, [{to}, #64]",
            "stp x29, x30, [{to}, #80]",
            "stp d8, d9, [{to}, #96]",
            "stp d10, d11, [{to}, #112]",
            "stp d12, d13, [{to}, #128]",
            "stp d14, d15, [{to}, #144]",
            to = in(reg) to,
            options(nostack, preserves_flags)
        );
    }
}

#[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
compile_error!("the collector must know this machine's callee-saved registers: add a `spill`");

#[cfg(all(test, not(loom)))]
mod tests {
    use super::*;

    #[test]
    fn a_local_lies_between_the_bounds() {
        let here = 0u8;
        let (low, high) = native_bounds();
        let at = &raw const here as usize;
        assert!(low < at && at < high);
        std::thread::spawn(move || {
            let (other_low, other_high) = native_bounds();
            assert!(other_high <= low || other_low >= high, "each thread has its own");
        })
        .join()
        .unwrap();
    }

    #[test]
    fn another_stack_lies_elsewhere_and_is_as_large_as_asked() {
        let before = native_bounds();
        let inside = on_stack_of(1 << 20, || {
            let here = 0u8;
            let (low, high) = native_bounds();
            let at = &raw const here as usize;
            assert!(low < at && at < high && high - low == 1 << 20);
            assert!(high <= before.0 || low >= before.1);
            7
        });
        assert_eq!((inside, native_bounds()), (Some(7), before));
        assert!(on_stack_of(1 << 60, || ()).is_none());
    }

    #[test]
    fn a_value_held_in_a_register_is_found_above_sp() {
        #[inline(never)]
        fn hides(secret: usize) -> bool {
            // Only the complement is passed on; the secret itself is live across the call, in a register or a slot.
            let found = with_spilled(|sp| {
                let wanted = !std::hint::black_box(!secret);
                let (_, high) = native_bounds();
                let (mut at, mut found) = (sp, false);
                while at < high {
                    // SAFETY: an aligned word of this thread's own stack.
                    found |= unsafe { (at as *const usize).read_volatile() } == wanted;
                    at += 8;
                }
                found
            });
            std::hint::black_box(secret);
            found
        }
        assert!(hides(std::hint::black_box(0x5ec2_e7ab_1357_9bd0)));
    }
}
