//! The torture suite: every script of `tests/threads/` and `tests/interpreters/`, in both modes.
//!
//! A script breaks what it can, from several threads, with the collector running beside them, and holds an invariant
//! against what it sees; it ends with `held`. By default each works for a moment. By hand, for long:
//!
//! ```text
//! TORTURE_FOR=600 TORTURE_SEED=7 TORTURE_SECONDS=1 cargo test --release --test torture -- --nocapture
//! ```
//!
//! What ends a process while daemon threads are in the middle of everything (`tests/threads/ends/`) runs in many processes:
//! TORTURE_ENDS of them in each mode, with a seed each.
//!
//! `TORTURE_FOR` is how many seconds to go on, with a new seed and another number of threads each round (2, 3, 4, 8,
//! 16); `TORTURE_SECONDS` is how long each part of a script works; `TOGIL_ONLY` selects scripts. A failure says its
//! seed, mode and number of threads, which are to be given back as `TORTURE_SEED`, `-X gil=` and `TORTURE_THREADS`.

mod support;

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

const MODES: [&str; 2] = ["gil=1", "gil=0"];
const THREADS: [&str; 5] = ["4", "2", "16", "3", "8"];

fn number(name: &str, default: f64) -> f64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

/// The scripts of both folders, but for what they share.
fn scripts() -> Vec<PathBuf> {
    let only = std::env::var("TOGIL_ONLY").unwrap_or_default();
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let mut found = Vec::new();
    for folder in ["threads", "interpreters"] {
        for entry in fs::read_dir(tests.join(folder)).expect("the folder can be read") {
            let path = entry.expect("an entry can be read").path();
            let is_script = path.extension().is_some_and(|end| end == "py") && !path.ends_with("torture.py");
            if is_script && only.split(',').any(|part| path.to_string_lossy().contains(part)) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// Runs one script; what is wrong with its end, if anything.
fn run(path: &Path, mode: &str, seed: u64, threads: &str, seconds: f64) -> Option<String> {
    let ended = support::togil()
        .folder(path.parent().expect("a script is in a folder"))
        .env("TORTURE_SEED", &seed.to_string())
        .env("TORTURE_THREADS", threads)
        .env("TORTURE_SECONDS", &seconds.to_string())
        .args(&["-X", mode, &path.to_string_lossy()])
        .end();
    if ended.code == 0 && ended.out() == "held\n" && ended.err().is_empty() {
        return None;
    }
    let how = if ended.hang { "hung".to_string() } else { format!("ended with {}", ended.code) };
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    Some(format!("{name} -X {mode} TORTURE_SEED={seed} TORTURE_THREADS={threads}: {how}\n{}{}", ended.out(), ended.err()))
}

/// Calls `job` with 0, 1, 2 and so on, several at once, until it says `false`; gives what went wrong.
fn side_by_side(job: impl Fn(usize, &mut dyn FnMut(String)) -> bool + Sync) -> Vec<String> {
    let (failures, next) = (Mutex::new(Vec::new()), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(2, usize::from) {
            scope.spawn(|| {
                let mut fail = |wrong| failures.lock().expect("no worker panics while it holds this").push(wrong);
                while job(next.fetch_add(1, Ordering::Relaxed), &mut fail) {}
            });
        }
    });
    failures.into_inner().expect("no worker panics while it holds this")
}

/// Past the test harness, which keeps what a passing test prints to itself.
fn say(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// However many daemon threads are in the middle of whatever they do: the process ends, with its code, and what was written
/// is there.
#[test]
fn processes_end_in_order() {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/threads/ends/daemons.py");
    let (first, many) = (number("TORTURE_SEED", 1.0) as usize, number("TORTURE_ENDS", 12.0) as usize);
    let expected: String = (0..20).map(|i| format!("line {i}\n")).chain(["held\n".to_string()]).collect();
    let failures = side_by_side(|turn, fail| {
        if turn >= many * MODES.len() {
            return false;
        }
        let (seed, mode) = (first + turn / MODES.len(), MODES[turn % MODES.len()]);
        let ended = support::togil().env("TORTURE_SEED", &seed.to_string()).args(&["-X", mode, &script.to_string_lossy()]).end();
        if (ended.code, ended.out(), ended.err()) != (0, expected.clone(), String::new()) {
            let how = if ended.hang { "hung".to_string() } else { format!("ended with {}", ended.code) };
            let wrong = format!("daemons.py -X {mode} TORTURE_SEED={seed}: {how}\n{}{}", ended.out(), ended.err());
            if many > 100 {
                say(&wrong);
            }
            fail(wrong);
        }
        if many > 100 && turn % 200 == 0 {
            say(&format!("{turn} of {} processes", many * MODES.len()));
        }
        true
    });
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn what_is_shared_holds() {
    let scripts = scripts();
    assert!(!scripts.is_empty(), "no script matches TOGIL_ONLY");
    let (first, seconds) = (number("TORTURE_SEED", 1.0) as u64, number("TORTURE_SECONDS", 0.1));
    let last = Instant::now() + Duration::from_secs_f64(number("TORTURE_FOR", 0.0));
    let long = std::env::var_os("TORTURE_FOR").is_some();
    let per_round = scripts.len() * MODES.len();
    let failures = side_by_side(|turn, fail| {
        let round = turn / per_round;
        if round > 0 && Instant::now() > last {
            return false;
        }
        let seed = first + round as u64;
        let (script, mode) = (&scripts[turn % per_round / MODES.len()], MODES[turn % MODES.len()]);
        let wrong = run(script, mode, seed, THREADS[round % THREADS.len()], seconds);
        if long {
            let name = script.file_name().unwrap_or_default().to_string_lossy();
            say(&format!("seed {seed} {mode} {name}: {}", wrong.as_deref().unwrap_or("held")));
        }
        wrong.into_iter().for_each(fail);
        true
    });
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
