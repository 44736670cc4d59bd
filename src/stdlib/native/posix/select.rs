//! `_select`: waiting for descriptors, by the system's `poll`.

use crate::object::{ModuleSpec, Res, Value, method};
use crate::sync::Wait;
use crate::vm::{Values, Vm};

use super::{c_int, descriptor, errno, os_error};

pub static MODULE: ModuleSpec =
    ModuleSpec { name: "_select", functions: &[method("poll", "(descriptors, timeout, /)", poll)], ..ModuleSpec::DEFAULT };

/// `poll([(fd, events), ...], seconds or None)`: the `(fd, events)` that happened.
///
/// # Errors
/// `OSError`; what a signal's handler raises.
fn poll(vm: &Vm, a: &[Value]) -> Res {
    let mut list = Vec::new();
    for &pair in vm.collect_items(a[0])?.iter() {
        let mut parts = [Value::NONE; 2];
        vm.unpack(pair, 2, &mut parts)?;
        list.push(libc::pollfd { fd: descriptor(vm, parts[0])?, events: c_int(vm, parts[1])? as i16, revents: 0 });
    }
    let seconds = a[1].not_none().map(|t| vm.to_f64(t)).transpose()?.filter(|t| *t >= 0.0);
    let end = seconds.map(|s| std::time::Instant::now() + std::time::Duration::from_secs_f64(s.min(1e9)));
    loop {
        let left = end.map_or(-1, |end| {
            let left = end.saturating_duration_since(std::time::Instant::now());
            left.as_nanos().div_ceil(1_000_000).min(i32::MAX as u128) as i32
        });
        // SAFETY: an array of that many structs, written by the call.
        let (n, code) = vm.detached(Wait::Io, || {
            let n = unsafe { libc::poll(list.as_mut_ptr(), list.len() as libc::nfds_t, left) };
            (n, if n < 0 { errno() } else { 0 })
        });
        match code {
            _ if n >= 0 => break,
            libc::EINTR => vm.safepoint()?,
            code => return Err(os_error(vm, code, &[])),
        }
    }
    let mut happened = Values::new(vm);
    for p in list.iter().filter(|p| p.revents != 0) {
        happened.push(vm.tuple(&[vm.int(i64::from(p.fd)), vm.int(i64::from(p.revents as u16))]));
    }
    Ok(vm.list(&happened))
}
