//! File descriptors: the system calls of `_io`, each made detached, and the buffer in front of a descriptor that is written.
//!
//! An `Fd` is a descriptor that several objects share (a `FileIO` and the buffers above it); it is closed when asked to,
//! or when the last of them is gone. An `Out` collects bytes for one descriptor. Those of descriptors 1 and 2 belong to
//! the process, so that the output of all interpreters comes in the order in which it was written. Its two locks: `pending`
//! for a few instructions, attached or not; `order` for the length of a `write`, taken only while detached.
//! A call that a signal interrupts runs the signal's handler and goes on.

use std::ffi::CStr;
use std::sync::atomic::{AtomicI32, Ordering};
use std::sync::{Arc, OnceLock, Weak};

use parking_lot::Mutex;

use crate::object::{Raised, Res, Value};
use crate::sync::Wait;
use crate::vm::Vm;

/// A descriptor; -1 when it is closed.
pub struct Fd {
    number: AtomicI32,
    owned: bool,
}

impl Fd {
    pub fn new(number: i32, owned: bool) -> Arc<Fd> {
        Arc::new(Fd { number: AtomicI32::new(number), owned })
    }

    /// The number; `None` when it is closed.
    pub fn number(&self) -> Option<i32> {
        match self.number.load(Ordering::Acquire) {
            -1 => None,
            n => Some(n),
        }
    }

    /// Is the descriptor closed with the file?
    pub fn owned(&self) -> bool {
        self.owned
    }

    /// Closes it, once.
    ///
    /// # Errors
    /// `OSError`
    pub fn close(&self, vm: &Vm) -> Res<()> {
        let n = self.number.swap(-1, Ordering::AcqRel);
        if n < 0 || !self.owned {
            return Ok(());
        }
        // SAFETY: a plain system call; the number is this object's alone.
        match vm.detached(Wait::Io, || check(unsafe { libc::close(n) } as isize)) {
            Ok(_) | Err(libc::EINTR) => Ok(()),
            Err(errno) => Err(vm.os_error(errno, None)),
        }
    }
}

impl Drop for Fd {
    fn drop(&mut self) {
        let n = *self.number.get_mut();
        if n >= 0 && self.owned {
            // SAFETY: as in `close`; nobody else has this object any more.
            unsafe { libc::close(n) };
        }
    }
}

fn check(result: isize) -> Result<usize, i32> {
    if result < 0 { Err(std::io::Error::last_os_error().raw_os_error().unwrap_or(0)) } else { Ok(result as usize) }
}

/// Makes a system call detached, again whenever a signal interrupts it; `None`: it would block.
///
/// # Errors
/// The errno as `OSError`, and what a signal's handler raises.
pub fn call(vm: &Vm, mut f: impl FnMut() -> isize) -> Res<Option<usize>> {
    loop {
        match vm.detached(Wait::Io, || check(f())) {
            Ok(n) => return Ok(Some(n)),
            Err(libc::EINTR) => vm.safepoint()?,
            Err(libc::EAGAIN) => return Ok(None),
            Err(errno) => return Err(vm.os_error(errno, None)),
        }
    }
}

/// Reads at most `n` bytes to the end of `to`; `None`: it would block.
///
/// # Errors
/// As `call`.
pub fn read(vm: &Vm, fd: i32, to: &mut Vec<u8>, n: usize) -> Res<Option<usize>> {
    to.try_reserve(n).map_err(|_| vm.memory_error())?;
    vm.before_blocking()?;
    let at = to.spare_capacity_mut().as_mut_ptr() as usize;
    // SAFETY: `n` bytes of room are there; nobody else has the buffer.
    let got = call(vm, || unsafe { libc::read(fd, at as *mut libc::c_void, n.min(1 << 30)) })?;
    let len = to.len();
    // SAFETY: the system has written that many bytes.
    unsafe { to.set_len(len + got.unwrap_or(0)) };
    Ok(got)
}

/// Reads to the end of the file; gives whether anything could be read at all (else it would block).
///
/// # Errors
/// As `call`.
pub fn read_all(vm: &Vm, fd: i32, to: &mut Vec<u8>) -> Res<bool> {
    let rest = match (status(fd), seek(vm, fd, 0, libc::SEEK_CUR)) {
        (Ok(s), Ok(at)) if s.size > at => (s.size - at) as usize + 1,
        (_, Err(raised)) => {
            vm.take_raised(raised);
            0
        }
        _ => 0,
    };
    let mut step = rest.clamp(8192, 1 << 30);
    let start = to.len();
    loop {
        match read(vm, fd, to, step)? {
            Some(0) => return Ok(true),
            Some(_) => step = (to.len() / 2).clamp(8192, 1 << 26),
            None => return Ok(to.len() > start),
        }
    }
}

/// Writes once; `None`: it would block.
///
/// # Errors
/// As `call`.
pub fn write(vm: &Vm, fd: i32, data: &[u8]) -> Res<Option<usize>> {
    // SAFETY: the slice is read only, by a plain system call.
    call(vm, || unsafe { libc::write(fd, data.as_ptr() as *const libc::c_void, data.len()) })
}

/// `lseek`
///
/// # Errors
/// `OSError`
pub fn seek(vm: &Vm, fd: i32, offset: i64, whence: i32) -> Res<i64> {
    // SAFETY: a plain system call.
    match check(unsafe { libc::lseek(fd, offset, whence) } as isize) {
        Ok(n) => Ok(n as i64),
        Err(errno) => Err(vm.os_error(errno, None)),
    }
}

/// Can the descriptor be positioned?
pub fn is_seekable(fd: i32) -> bool {
    // SAFETY: a plain system call.
    unsafe { libc::lseek(fd, 0, libc::SEEK_CUR) >= 0 }
}

pub fn is_terminal(fd: i32) -> bool {
    // SAFETY: a plain call of the C library.
    unsafe { libc::isatty(fd) == 1 }
}

/// Is the descriptor open at all?
pub fn is_open(fd: i32) -> bool {
    // SAFETY: a plain system call.
    unsafe { libc::fcntl(fd, libc::F_GETFD) >= 0 }
}

/// Keeps the descriptor out of child processes.
pub fn set_cloexec(fd: i32) {
    // SAFETY: a plain system call.
    unsafe { libc::fcntl(fd, libc::F_SETFD, libc::FD_CLOEXEC) };
}

/// What `_io` asks of a descriptor's status.
pub struct Status {
    pub is_folder: bool,
    pub size: i64,
    /// device and number: which file it is
    pub identity: (u64, u64),
}

/// `fstat`, or the errno.
pub fn status(fd: i32) -> Result<Status, i32> {
    // SAFETY: a struct of plain numbers, filled by the system call.
    let (result, s) = unsafe {
        let mut s: libc::stat = std::mem::zeroed();
        (check(libc::fstat(fd, &mut s) as isize), s)
    };
    result.map(|_| Status { is_folder: s.st_mode & libc::S_IFMT == libc::S_IFDIR, size: s.st_size, identity: (s.st_dev, s.st_ino) })
}

/// Opens a file; the name is for the error.
///
/// # Errors
/// `OSError`
pub fn open(vm: &Vm, path: &CStr, flags: i32, name: Value) -> Res<i32> {
    let mut collected = false;
    loop {
        // SAFETY: a plain system call on a string that ends in zero.
        match vm.detached(Wait::Io, || check(unsafe { libc::open(path.as_ptr(), flags, 0o666) } as isize)) {
            Ok(fd) => return Ok(fd as i32),
            Err(libc::EINTR) => vm.safepoint()?,
            // files that nobody closed are closed by a collection
            Err(libc::EMFILE) if !collected => {
                vm.collect();
                collected = true;
            }
            Err(errno) => return Err(vm.os_error(errno, Some(name))),
        }
    }
}

/// `ftruncate`
///
/// # Errors
/// As `call`.
pub fn truncate(vm: &Vm, fd: i32, size: i64) -> Res<()> {
    // SAFETY: a plain system call.
    call(vm, || unsafe { libc::ftruncate(fd, size) } as isize).map(|_| ())
}

/// Bytes on their way to a descriptor.
pub struct Out {
    pub fd: Arc<Fd>,
    pending: Mutex<Vec<u8>>,
    /// held, detached, while what was pending is written: writes stay in order
    order: Mutex<()>,
    /// more than this is written out at once; 0 writes through
    limit: usize,
    /// the interpreter that made it
    interpreter: u64,
}

/// Every `Out` with a file of its own: what is pending at the end of the interpreter is written then.
static OPEN: Mutex<Vec<Weak<Out>>> = Mutex::new(Vec::new());

/// Those of standard output and standard error.
static STANDARD: [OnceLock<Arc<Out>>; 2] = [OnceLock::new(), OnceLock::new()];

impl Out {
    pub fn new(vm: &Vm, fd: Arc<Fd>, limit: usize) -> Arc<Out> {
        let out = Arc::new(Out { fd, pending: Mutex::new(Vec::new()), order: Mutex::new(()), limit, interpreter: vm.shared.id });
        let mut open = OPEN.lock();
        if open.len() == open.capacity() {
            open.retain(|o| o.strong_count() > 0);
        }
        open.push(Arc::downgrade(&out));
        out
    }

    /// The process's buffer for descriptor 1 or 2.
    pub fn standard(fd: i32, limit: usize) -> Arc<Out> {
        let made = || {
            Arc::new(Out { fd: Fd::new(fd, false), pending: Mutex::new(Vec::new()), order: Mutex::new(()), limit, interpreter: u64::MAX })
        };
        STANDARD[(fd != 1) as usize].get_or_init(made).clone()
    }

    /// How many bytes wait.
    pub fn len(&self) -> usize {
        self.pending.lock().len()
    }

    /// Does nothing wait?
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Adds bytes, whole; says whether it is time to flush.
    #[inline]
    pub fn push(&self, data: &[u8]) -> bool {
        let mut pending = self.pending.lock();
        pending.extend_from_slice(data);
        pending.len() > self.limit
    }

    /// Writes out what waits.
    ///
    /// # Errors
    /// `OSError`, `BlockingIOError`, what a signal's handler raises; what was not written still waits then.
    pub fn flush(&self, vm: &Vm) -> Res<()> {
        if self.is_empty() && !self.order.is_locked() {
            return Ok(());
        }
        let Some(fd) = self.fd.number() else { return Err(closed(vm)) };
        loop {
            vm.before_blocking()?;
            match vm.detached(Wait::Io, || self.write_out(fd, true)) {
                Ok(()) => return Ok(()),
                Err(libc::EINTR) => vm.safepoint()?,
                Err(libc::EAGAIN) => return Err(would_block(vm, 0)),
                Err(errno) => return Err(vm.os_error(errno, None)),
            }
        }
    }

    /// Detached: takes what waits and writes it; what was not written is put back in front. A signal ends it if the caller `heeds`
    /// them, as one also does that comes when a part was written.
    fn write_out(&self, fd: i32, heeds: bool) -> Result<(), i32> {
        let _order = self.order.lock();
        let mut data = std::mem::take(&mut *self.pending.lock());
        let mut at = 0;
        let mut result = Ok(());
        while at < data.len() {
            // SAFETY: the rest of the buffer is read only, by a plain system call.
            match check(unsafe { libc::write(fd, data[at..].as_ptr() as *const libc::c_void, data.len() - at) }) {
                Ok(n) => at += n,
                Err(libc::EINTR) if !heeds => continue,
                Err(errno) => {
                    result = Err(errno);
                    break;
                }
            }
            if heeds && at < data.len() {
                result = Err(libc::EINTR);
                break;
            }
        }
        let mut pending = self.pending.lock();
        if at < data.len() {
            data.drain(..at);
            data.append(&mut pending);
            *pending = data;
        } else if pending.is_empty() && pending.capacity() == 0 && data.capacity() <= 1 << 16 {
            // the buffer is used again
            data.clear();
            *pending = data;
        }
        result
    }

    /// Forgets what waits.
    pub fn discard(&self) {
        self.pending.lock().clear();
    }
}

impl Drop for Out {
    fn drop(&mut self) {
        if let (Some(fd), false) = (self.fd.number(), self.is_empty()) {
            // an unclosed file that died: what it was given is written, errors have nobody to hear them
            let _ = self.write_out(fd, false);
        }
    }
}

/// Writes out what the interpreter's files still hold: at its end. The main interpreter's end is the process's.
pub fn flush_all(vm: &Vm) {
    let open: Vec<Arc<Out>> = OPEN.lock().iter().filter_map(Weak::upgrade).collect();
    for out in open.iter().filter(|o| vm.shared.is_main() || o.interpreter == vm.shared.id) {
        if let (Some(fd), false) = (out.fd.number(), out.is_empty()) {
            let _ = vm.detached(Wait::Io, || out.write_out(fd, false));
        }
    }
}

/// At the end of the process, whichever way it ends in order: what still waits is written. Daemon threads may run yet;
/// a file that one of them is writing to is left to it.
extern "C" fn at_exit() {
    let Some(open) = OPEN.try_lock_for(std::time::Duration::from_millis(100)) else { return };
    let standard = STANDARD.iter().filter_map(|s| s.get().cloned());
    for out in open.iter().filter_map(Weak::upgrade).chain(standard) {
        if let (Some(fd), false, false) = (out.fd.number(), out.order.is_locked(), out.is_empty()) {
            let _ = out.write_out(fd, false);
        }
    }
}

/// Makes sure that `at_exit` runs.
pub fn flush_at_exit() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    // SAFETY: registers a function that lives for ever.
    ONCE.call_once(|| unsafe {
        libc::atexit(at_exit);
    });
}

/// Writes out what waits for this file (device and number), if anything does; says so.
///
/// Files that nobody closed and nobody can reach live until the next collection: whoever looks at such a file must
/// find in it what was written (`open(p, "w").write(text)`).
pub fn flush_file(vm: &Vm, identity: (u64, u64)) -> bool {
    let open: Vec<Arc<Out>> = OPEN.lock().iter().filter_map(Weak::upgrade).filter(|o| !o.is_empty()).collect();
    let mut any = false;
    for out in &open {
        if let Some(fd) = out.fd.number().filter(|&fd| status(fd).is_ok_and(|s| s.identity == identity)) {
            any |= vm.detached(Wait::Io, || out.write_out(fd, false)).is_ok();
        }
    }
    any
}

/// As `flush_file`, for the file of this name, before somebody reads it who does not open it as a script does.
pub fn flush_path(vm: &Vm, path: &std::path::Path) {
    use std::os::unix::fs::MetadataExt;
    let pending = OPEN.lock().iter().filter_map(Weak::upgrade).any(|o| !o.is_empty());
    if let Some(meta) = pending.then(|| std::fs::metadata(path).ok()).flatten() {
        flush_file(vm, (meta.dev(), meta.ino()));
    }
}

/// "I/O operation on closed file."
#[cold]
pub fn closed(vm: &Vm) -> Raised {
    vm.value_error("I/O operation on closed file.")
}

/// `BlockingIOError` of a buffered write, with how much was written.
#[cold]
pub fn would_block(vm: &Vm, written: usize) -> Raised {
    let text = vm.str("write could not complete without blocking");
    vm.raise_with(&crate::types::exceptions::BLOCKING_IO_ERROR, &[vm.int(libc::EAGAIN as i64), text, vm.int(written as i64)])
}
