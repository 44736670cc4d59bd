//! The script suite: every `tests/scripts/FOLDER/NAME.py`, in both modes, against the one snapshot `NAME.snap`.
//!
//! The snapshots are CPython 3.14's own answers, written by `tests/confirm.py`; nobody accepts togil's output
//! into them. `tests/pending.txt` lists scripts that do not pass yet, one `FOLDER/NAME  reason` a line: they are
//! run as well and said aloud, and one that passes makes this test fail until its line is taken out.
//!
//! `TOGIL_ONLY=types/list,language` runs the scripts whose name contains one of these (TOGIL_SKIP leaves such out); `TOGIL_TEST_SECONDS` is the
//! time that one script may take (60). All failures are listed once, at the end, and each wrong answer is left in
//! `target/tmp/answers/FOLDER/NAME.MODE`, to be compared with the snapshot.

mod support;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

const MODES: [&str; 2] = ["gil=1", "gil=0"];

/// A script's name (`types/list_methods`) and its path.
struct Script {
    name: String,
    path: PathBuf,
}

/// What a script answered in each mode: `Ok`, or why it is wrong.
type Answers = BTreeMap<(String, &'static str), Result<(), String>>;

#[test]
fn scripts_print_what_the_referee_says_in_both_modes() {
    let only = std::env::var("TOGIL_ONLY").unwrap_or_default();
    suite(&only, &[], 1);
}

/// A thread asks for the GIL a microsecond after it began to wait: switches come at every safepoint that the holder
/// reaches, not every five milliseconds, so that a schedule which nobody meets by chance is met. Several times, since
/// each run is another schedule.
#[test]
fn threads_and_interpreters_bear_the_smallest_switch_interval() {
    suite("threads/,interpreters/", &["-X", "switch_interval=0.000001"], 3);
}

/// Runs the scripts that `only` selects so many times, with these options besides the mode.
fn suite(only: &str, options: &[&str], rounds: usize) {
    // One suite at a time: each one uses all cores, and the panic hook is the process's.
    static TURN: Mutex<()> = Mutex::new(());
    let _turn = TURN.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    // The path as the system sees it, since tracebacks show that one.
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scripts");
    let root = root.canonicalize().expect("the scripts' folder is there");
    let mut scripts = scripts(&root, only);
    if !options.is_empty() {
        // A script that prints the interval would print another one.
        scripts.retain(|script| !fs::read_to_string(&script.path).is_ok_and(|text| text.contains("switchinterval")));
    }
    assert!(!scripts.is_empty(), "no script matches TOGIL_ONLY={only}");
    let pending = pending(&root.with_file_name("pending.txt"));
    // made now: what fails here must be heard
    support::filled_cache();
    let answers = Mutex::new(Answers::new());
    let next = AtomicUsize::new(0);
    // A failed comparison is a panic of insta's, caught in `check`; the summary at the end says it better than the hook.
    let hook = panic::take_hook();
    panic::set_hook(Box::new(|_| ()));
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(2, usize::from) {
            scope.spawn(|| {
                loop {
                    let turn = next.fetch_add(1, Ordering::Relaxed);
                    let Some(script) = scripts.get(turn / MODES.len()) else {
                        break;
                    };
                    let mode = MODES[turn % MODES.len()];
                    let said = (0..rounds).try_for_each(|_| check(script, mode, options, pending.contains_key(&script.name)));
                    let mut answers = answers.lock().expect("no worker panics while it holds this");
                    answers.insert((script.name.clone(), mode), said);
                }
            });
        }
    });
    panic::set_hook(hook);
    let answers = answers.into_inner().expect("no worker panics while it holds this");
    let (report, good) = summary(&answers, &pending, only.is_empty());
    // Past the test harness, which keeps what a passing test prints to itself.
    std::io::stderr().write_all(report.as_bytes()).expect("standard error is open");
    assert!(good, "{report}");
}

/// All scripts in the folders of `root`, in order, that `only` (names with commas, or nothing) selects.
fn scripts(root: &Path, only: &str) -> Vec<Script> {
    let mut found = Vec::new();
    let skip = std::env::var("TOGIL_SKIP").unwrap_or_default();
    for folder in entries(root).into_iter().filter(|path| path.is_dir()) {
        for path in entries(&folder).into_iter().filter(|path| path.extension().is_some_and(|end| end == "py")) {
            let name = path.strip_prefix(root).expect("it was found there").with_extension("");
            let name = name.to_string_lossy().into_owned();
            let skipped = skip.split(',').any(|part| !part.is_empty() && name.contains(part));
            if only.split(',').any(|part| name.contains(part)) && !skipped {
                found.push(Script { name, path });
            }
        }
    }
    found
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let read = fs::read_dir(folder).expect("the folder can be read");
    let mut paths: Vec<PathBuf> = read.map(|entry| entry.expect("an entry can be read").path()).collect();
    paths.sort();
    paths
}

/// The scripts that need not pass yet, with the reason.
fn pending(list: &Path) -> BTreeMap<String, String> {
    let text = fs::read_to_string(list).expect("tests/pending.txt can be read");
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|line| {
            let (name, reason) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
            assert!(!reason.trim().is_empty(), "tests/pending.txt: `{name}` has no reason");
            (name.to_string(), reason.trim().to_string())
        })
        .collect()
}

/// Run one script in one mode and compare. A pending script is compared silently.
fn check(script: &Script, mode: &str, options: &[&str], pending: bool) -> Result<(), String> {
    let snapshot = script.path.with_extension("snap");
    let expected = fs::read_to_string(&snapshot).map_err(|_| "no snapshot: run tests/confirm.py".to_string())?;
    let expected = expected.splitn(3, "---\n").nth(2).ok_or("the snapshot has no header")?;
    let actual = answer(script, mode, options)?;
    if actual == expected {
        // The comparison that counts is insta's, so that `cargo insta` knows these files too.
        return compare(script, actual).map_err(|()| "insta differs where the text does not".into());
    }
    if !pending {
        let left = Path::new(env!("CARGO_TARGET_TMPDIR")).join("answers").join(&script.name);
        let folder = left.parent().expect("a script is in a folder");
        fs::create_dir_all(folder).expect("the answers' folder can be made");
        fs::write(left.with_extension(mode), &actual).expect("an answer can be written");
    }
    Err(first_difference(expected, &actual))
}

fn compare(script: &Script, actual: String) -> Result<(), ()> {
    let folder = script.path.parent().expect("a script is in a folder");
    let name = script.path.file_stem().expect("a script has a name").to_string_lossy().into_owned();
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(folder);
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    panic::catch_unwind(AssertUnwindSafe(|| settings.bind(|| insta::assert_snapshot!(name, actual)))).map_err(|_| ())
}

/// What the script says under togil, in the form in which tests/confirm.py writes the referee's answer.
fn answer(script: &Script, mode: &str, options: &[&str]) -> Result<String, String> {
    let folder = script.path.parent().expect("a script is in a folder");
    let source = fs::read(&script.path).map_err(|error| error.to_string())?;
    let source = String::from_utf8_lossy(&source);
    let file = script.path.file_name().expect("a script has a name").to_string_lossy();
    let mut run = support::togil().folder(folder).args(&["-X", mode]).args(options).args(&[&file]);
    if mode == "gil=0" {
        // the library as it was kept on disk: the same output as from its source
        run = run.env("XDG_CACHE_HOME", &support::filled_cache().display().to_string());
    }
    if let Some(words) = option(&source, "argv") {
        run = run.args(&words);
    }
    if let Some(words) = option(&source, "stdin") {
        run = run.input(fs::read(folder.join(words[0])).map_err(|error| error.to_string())?);
    }
    let hidden = [(format!("{}/", folder.display()), "<here>/"), (run.scratch().display().to_string(), "<scratch>")];
    let ended = run.end();
    if ended.hang {
        return Err(format!("hang: killed after {} s; stdout ends with {:?}", support::seconds(), tail(&ended.out())));
    }
    let mut text = section("stdout", &ended.stdout, &hidden);
    text += &section("stderr", &ended.stderr, &hidden);
    writeln!(text, "--- exit {} ---", ended.code).expect("a string takes any text");
    Ok(text)
}

/// The words after `# name:` in a script's first five lines.
fn option<'a>(source: &'a str, name: &str) -> Option<Vec<&'a str>> {
    let start = format!("# {name}:");
    let line = source.lines().take(5).find(|line| line.starts_with(&start))?;
    Some(line[start.len()..].split_whitespace().collect())
}

fn section(title: &str, data: &[u8], hidden: &[(String, &str)]) -> String {
    let mut text = visible(data);
    for (path, name) in hidden {
        text = text.replace(path, name);
    }
    if !text.is_empty() && !text.ends_with('\n') {
        text += "\n--- no newline at the end ---\n";
    }
    format!("--- {title} ---\n{text}")
}

/// Bytes as text: what is not UTF-8, and control characters, as `<hex>`.
fn visible(data: &[u8]) -> String {
    let mut text = String::new();
    let hex = |text: &mut String, byte: u32| write!(text, "<{byte:02x}>").expect("a string takes any text");
    for chunk in data.utf8_chunks() {
        for c in chunk.valid().chars() {
            match c {
                '\n' | '\t' => text.push(c),
                '\0'..='\x1f' | '\x7f' => hex(&mut text, c.into()),
                _ => text.push(c),
            }
        }
        chunk.invalid().iter().for_each(|byte| hex(&mut text, u32::from(*byte)));
    }
    text
}

fn tail(text: &str) -> String {
    text.lines().rev().take(2).collect::<Vec<_>>().into_iter().rev().collect::<Vec<_>>().join("\n")
}

/// The first line that differs, with what surrounds the matter for somebody who reads a log.
fn first_difference(expected: &str, actual: &str) -> String {
    let (mut left, mut right) = (expected.lines(), actual.lines());
    for number in 1.. {
        let (a, b) = (left.next(), right.next());
        if a != b || a.is_none() {
            let crash = actual.lines().filter(|line| line.contains("panicked at")).take(1).collect::<String>();
            let end = actual.lines().rev().take(2).collect::<Vec<_>>().join(" | ");
            return format!(
                "line {number}\n      referee: {}\n      togil:   {}\n      ends:    {end} {crash}",
                a.unwrap_or("(end)"),
                b.unwrap_or("(end)")
            );
        }
    }
    unreachable!("the two texts differ somewhere")
}

/// The report, and whether all is as it should be.
fn summary(answers: &Answers, pending: &BTreeMap<String, String>, all: bool) -> (String, bool) {
    let mut text = String::new();
    let mut line = |words: String| {
        text += &words;
        text.push('\n');
    };
    let mut failed = 0;
    let mut waiting = BTreeMap::new();
    for ((name, mode), said) in answers {
        match (said, pending.contains_key(name)) {
            (Err(reason), false) => {
                failed += 1;
                line(format!("FAILED  {name} -X {mode}: {reason}"));
            }
            (said, true) => *waiting.entry(name).or_insert(true) &= said.is_ok(),
            (Ok(()), false) => (),
        }
    }
    for (name, passes) in &waiting {
        let reason = &pending[*name];
        if *passes {
            failed += 1;
            line(format!("FAILED  {name}: passes in both modes; take its line out of tests/pending.txt ({reason})"));
        } else {
            line(format!("PENDING {name}: {reason}"));
        }
    }
    let scripts = answers.len() / MODES.len();
    for name in pending.keys().filter(|name| all && !answers.contains_key(&((*name).clone(), MODES[0]))) {
        failed += 1;
        line(format!("FAILED  {name}: tests/pending.txt names a script that is not there"));
    }
    line(format!(
        "{scripts} scripts in {} modes: {} answers right, {failed} failures, {} scripts pending",
        MODES.len(),
        answers.values().filter(|said| said.is_ok()).count(),
        waiting.len()
    ));
    (text, failed == 0)
}
