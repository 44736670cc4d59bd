//! A deadlock is no hang: when every thread of the process waits for another, for ever, this says so on standard error,
//! with who waits for what and where, and where a lock was taken, and ends the process if `-X deadlock=exit` asks for it.
//!
//! The verdict is `sync::deadlock`'s, and exact. One case is left alone: where a script has set handlers of its own for
//! signals, a signal may still come and set everything going again.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::Arc;

use super::{Interpreter, Session, importer, registry, run, signals, threads};
use crate::object::Res;
use crate::object::layouts::*;
use crate::stdlib::native::thread::holder_at;
use crate::sync::{Wait, Waiting};
use crate::vm::{LoadedCode, Shared, Vm};

/// The process's exit code after a deadlock, with `-X deadlock=exit`.
pub const EXIT_CODE: i32 = 86;

/// Watches the process from now on, or as soon as somebody waits. `exit`: end it after a verdict.
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
            let mut names = Names::new();
            all().iter().for_each(|shared| describe(shared, &mut names, &mut text));
            // describing them makes the bell ring again
            if text != said {
                eprint!("{text}");
            }
            if exit {
                if let Some(session) = all().first().and_then(Session::new) {
                    run::flush_stdout(session.vm());
                }
                std::process::exit(EXIT_CODE);
            }
            said = text;
        }
    };
    crate::sync::before_first_wait(|| signals::spawn_helper("togil deadlocks", 4 << 20, watcher));
}

/// One thread that waits.
struct Row {
    who: u64,
    serial: u64,
    waiting: Waiting,
    stack: Place,
}

/// Where a stopped machine is.
struct Place {
    /// its innermost line that is not the library's; or of the library, if there is nothing else
    line: String,
    /// the function of the library that was called there, unless the wait is in the script's own call
    door: Option<String>,
}

/// Threads' names by their idents: those of the main interpreter's threads hold where they are in another one.
type Names = HashMap<u64, String>;

fn describe(shared: &Arc<Shared>, names: &mut Names, text: &mut String) {
    // without memory nobody can look
    let Some(session) = Session::new(shared) else { return };
    let vm = session.vm();
    let (mut rows, mut idents): (Vec<Row>, HashMap<u64, u64>) = Default::default();
    vm.thread.stop_world(&mut |_| {
        for p in shared.vms.lock().iter() {
            // SAFETY: the world is stopped, so no machine of this interpreter runs or goes away.
            let other = unsafe { &*p.0 };
            // this one only looks, and may have the ident of a thread that has ended
            if std::ptr::eq(other, vm) {
                continue;
            }
            idents.insert(other.thread.serial(), other.ident);
            if let Some(waiting) = other.thread.waiting().filter(|w| w.needs_another_thread()) {
                rows.push(Row { who: other.ident, serial: other.thread.serial(), waiting, stack: place(other) });
            }
        }
    });
    for &ident in idents.values() {
        if let Some(name) = name(vm, ident) {
            names.entry(ident).or_insert(name);
        }
    }
    let name = |ident: u64| names.get(&ident).map_or_else(|| format!("thread {ident}"), |name| format!("thread '{name}'"));
    let among = if shared.id == 0 { String::new() } else { format!(" in interpreter {}", shared.id) };
    for Row { who, serial, waiting, stack } in rows {
        let mut taken = None;
        let what = match waiting.wait {
            Wait::Join => threads::joined_at(waiting.on).map(|joined| format!("{} to end", name(joined))),
            Wait::Lock => {
                // SAFETY: the thread waits there: nobody is left who could let it go on.
                let (holder, at) = unsafe { holder_at(waiting.on) };
                // what the library waits for by taking a lock twice is that another thread gives it back
                let notified = holder == who && stack.door.is_some();
                taken = if notified { None } else { line_at(shared, at) };
                match holder {
                    _ if notified => Some("a notification".to_string()),
                    0 => None,
                    _ if holder == who => Some("a lock that it took itself".to_string()),
                    _ if idents.values().all(|&ident| ident != holder) && threads::is_over(holder) => {
                        Some("a lock that a thread took which has ended".to_string())
                    }
                    _ => Some(format!("a lock that {} took", name(holder))),
                }
            }
            Wait::Import => importer::waited_for(shared.id, serial).map(|(module, by)| match by.and_then(|by| idents.get(&by)) {
                Some(&by) => format!("{} to import '{module}'", name(by)),
                None => format!("the import of '{module}'"),
            }),
            _ => None,
        };
        let what = what.unwrap_or_else(|| waiting.wait.text().to_string());
        let door = stack.door.map_or_else(String::new, |door| format!(" in {door}"));
        let _ = writeln!(text, "  {}{among} waits{door} for {what}\n    {}", name(who), stack.line);
        if let Some(line) = taken {
            let _ = writeln!(text, "      which was taken at\n    {line}");
        }
    }
}

fn line_of(code: &LoadedCode, pc: *const u64) -> String {
    let line = code.code.position(code.index_of(pc)).line;
    format!("File \"{}\", line {line}, in {}", code.code.filename, code.code.name)
}

/// The line of the instruction at this address, if it is still there.
fn line_at(shared: &Shared, pc: usize) -> Option<String> {
    let codes = shared.codes.lock();
    codes.iter().find(|code| code.contains(pc)).map(|code| line_of(code, pc as *const u64))
}

fn place(vm: &Vm) -> Place {
    let mut inside: Option<String> = None;
    let mut door = None;
    for (frame, pc) in vm.frames() {
        let code = frame.code();
        if !code.is_library() {
            return Place { line: line_of(code, pc), door };
        }
        inside.get_or_insert_with(|| line_of(code, pc));
        // what runs the threads is not what they called
        if !code.code.filename.ends_with("/threading.py") || !code.code.qualname.starts_with("Thread.") {
            door = Some(code.code.qualname.to_string());
        }
    }
    Place { line: inside.unwrap_or_else(|| "no Python frame".into()), door }
}

/// A thread's name as `threading` knows it.
fn name(vm: &Vm, ident: u64) -> Option<String> {
    let known = || -> Res<Option<String>> {
        let Some(threading) = vm.dict_get_str(vm.shared.modules.get(), "threading")? else { return Ok(None) };
        let active = vm.get_attr_str(threading, "_active")?;
        let Some(thread) = active.cast::<Dict>().map_or(Ok(None), |_| crate::types::dict::lookup(vm, active, vm.uint(ident)))? else {
            return Ok(None);
        };
        vm.str_text(vm.get_attr_str(thread, "_name")?).map(Some)
    };
    let known = known().unwrap_or_else(|raised| {
        vm.take_raised(raised);
        None
    });
    known.or_else(|| (ident == threads::main_ident()).then(|| "MainThread".into()))
}
