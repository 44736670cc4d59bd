//! A deadlock is no hang: when every thread of the process waits for another, for ever, this says so on standard error,
//! with who waits for what and where, and ends the process if `-X deadlock=exit` asks for it.
//!
//! The verdict is `sync::deadlock`'s, and exact. One case is left alone: where a script has set handlers of its own for
//! signals, a signal may still come and set everything going again.

use std::fmt::Write as _;
use std::sync::Arc;

use super::{Interpreter, Session, registry, run, signals, threads};
use crate::object::layouts::*;
use crate::stdlib::native::thread::holder_at;
use crate::sync::{ThreadState, Wait, Waiting};
use crate::vm::{Shared, Vm};

/// The process's exit code after a deadlock, with `-X deadlock=exit`.
pub const EXIT_CODE: i32 = 86;

/// Watches the process from now on. `exit`: end it after a verdict.
pub fn watch(main: &Interpreter, exit: bool) {
    crate::sync::watch();
    let main = Arc::downgrade(&main.shared);
    let all = move || -> Vec<Arc<Shared>> { main.upgrade().into_iter().chain(registry::all().into_iter().map(|i| i.shared)).collect() };
    let watcher = move || {
        let mut said = String::new();
        loop {
            let threads = || all().iter().flat_map(|shared| shared.world.threads()).collect();
            if !crate::sync::ring_when_all_wait(&threads) || signals::has_handlers() {
                continue;
            }
            let mut text = String::from("togil: deadlock: every thread waits for another, for ever\n");
            all().iter().for_each(|shared| describe(shared, &mut text));
            // describing them makes the bell ring again
            if text != said {
                eprint!("{text}");
            }
            if exit {
                if let Some(main) = all().first() {
                    run::flush_stdout(Session::new(main).vm());
                }
                std::process::exit(EXIT_CODE);
            }
            said = text;
        }
    };
    // without the watcher a deadlock is a hang, as elsewhere
    let _ = std::thread::Builder::new().name("togil deadlocks".into()).stack_size(4 << 20).spawn(watcher);
}

/// One thread that waits: its state, what for, and where in the program.
type Row = (Arc<ThreadState>, Waiting, String);

fn describe(shared: &Arc<Shared>, text: &mut String) {
    let session = Session::new(shared);
    let vm = session.vm();
    let mut rows: Vec<Row> = Vec::new();
    vm.thread.stop_world(&mut |_| {
        rows.clear();
        for p in shared.vms.lock().iter() {
            // SAFETY: the world is stopped, so no machine of this interpreter runs or goes away.
            let other = unsafe { &*p.0 };
            if let Some(waiting) = other.thread.waiting().filter(|w| w.needs_another_thread()) {
                rows.push((other.thread.clone(), waiting, place(other)));
            }
        }
    });
    for (thread, waiting, place) in rows {
        let ident = threads::ident_of(shared.id, &thread);
        let who = name(vm, ident);
        let among = if shared.id == 0 { String::new() } else { format!(" of interpreter {}", shared.id) };
        let what = match waiting.wait {
            Wait::Join => threads::joined_at(waiting.on).map(|joined| format!("{} to end", name(vm, Some(joined)))),
            // SAFETY: the thread waits there: nobody is left who could let it go on.
            Wait::Lock => match unsafe { holder_at(waiting.on) } {
                0 => None,
                holder if Some(holder) == ident => Some("a notification, or a lock that it holds itself".to_string()),
                holder => Some(format!("a lock that {} took", name(vm, Some(holder)))),
            },
            _ => None,
        };
        let what = what.unwrap_or_else(|| waiting.wait.text().to_string());
        let _ = writeln!(text, "  {who}{among} waits for {what}\n{place}");
    }
}

/// Where a stopped machine is: its innermost frame that is not the library's.
fn place(vm: &Vm) -> String {
    let mut found = String::from("    no Python frame");
    for (i, (frame, pc)) in vm.frames().enumerate() {
        let code = frame.code();
        let line = code.code.position(code.index_of(pc)).line;
        let here = format!("    File \"{}\", line {line}, in {}", code.code.filename, code.code.name);
        if i == 0 {
            found = here.clone();
        }
        if !code.code.filename.starts_with("<togil>") {
            return here;
        }
    }
    found
}

/// A thread's name as `threading` knows it.
fn name(vm: &Vm, ident: Option<u64>) -> String {
    let Some(ident) = ident else { return "a thread".into() };
    let known = || -> Option<String> {
        let threading = vm.dict_get_str(vm.shared.modules.get(), "threading").ok()??;
        let active = vm.get_attr_str(threading, "_active").ok()?;
        let thread = crate::types::dict::lookup(vm, active.cast::<Dict>().map(|_| active)?, vm.uint(ident)).ok()??;
        vm.str_text(vm.get_attr_str(thread, "_name").ok()?).ok()
    };
    known()
        .map(|name| format!("thread '{name}'"))
        .unwrap_or_else(|| if ident == threads::main_ident() { "thread 'MainThread'".into() } else { format!("thread {ident}") })
}
