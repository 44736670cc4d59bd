//! Running the `togil` command from tests: with a fixed environment, an input, and a time after which it is killed.
//!
//! Used by `scripts.rs` and `cli.rs`. Output goes through files, so that a child that is killed leaves what it
//! had written, and no reader thread can be stuck on a pipe that a grandchild holds.

#![allow(dead_code, reason = "each test binary uses its own part")]

use std::fs::{self, File};
use std::io::Write;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// What a child left behind. `code` is what a shell shows: 128 and the signal's number where a signal ended it.
pub struct Ended {
    /// Everything it wrote to standard output.
    pub stdout: Vec<u8>,
    /// Everything it wrote to standard error.
    pub stderr: Vec<u8>,
    /// The exit code.
    pub code: i32,
    /// True if it was killed because its time was over.
    pub hang: bool,
}

impl Ended {
    /// Standard output as text.
    pub fn out(&self) -> String {
        String::from_utf8_lossy(&self.stdout).into_owned()
    }

    /// Standard error as text.
    pub fn err(&self) -> String {
        String::from_utf8_lossy(&self.stderr).into_owned()
    }
}

/// A command that is being prepared, with a scratch folder of its own that goes when it goes.
pub struct Run {
    command: Command,
    scratch: PathBuf,
    input: Vec<u8>,
    limit: Duration,
}

/// A child that runs, with the files that take its output.
pub struct Running {
    child: Child,
    scratch: PathBuf,
    limit: Duration,
}

static NEXT: AtomicU64 = AtomicU64::new(0);

/// The seconds that a script may take, `TOGIL_TEST_SECONDS` or 60.
pub fn seconds() -> u64 {
    std::env::var("TOGIL_TEST_SECONDS").ok().and_then(|text| text.parse().ok()).unwrap_or(60)
}

/// The `togil` binary of this build (or the one that TOGIL_BINARY names: `.ci/run tsan`) with the environment that tests/confirm.py gives to the referee.
pub fn togil() -> Run {
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let scratch = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("run-{}-{number}", std::process::id()));
    fs::create_dir_all(scratch.join("s")).expect("the scratch folder can be made");
    let binary = std::env::var_os("TOGIL_BINARY").unwrap_or_else(|| env!("CARGO_BIN_EXE_togil").into());
    let mut command = Command::new(binary);
    command
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("HOME", scratch.join("s"))
        .env("SCRATCH", scratch.join("s"))
        .env("LC_ALL", "C.UTF-8")
        .env("TZ", "UTC")
        .env("PYTHONDONTWRITEBYTECODE", "1");
    // what `.ci/run tsan` and `.ci/run asan` tell their builds
    for name in ["TSAN_OPTIONS", "ASAN_OPTIONS"] {
        command.envs(std::env::var(name).map(|value| (name, value)));
    }
    Run { command, scratch, input: Vec::new(), limit: Duration::from_secs(seconds()) }
}

/// A folder for `XDG_CACHE_HOME` that holds the compiled library of this build.
pub fn filled_cache() -> &'static Path {
    static CACHE: OnceLock<PathBuf> = OnceLock::new();
    CACHE.get_or_init(|| {
        let cache = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cache");
        fs::create_dir_all(&cache).expect("the cache folder can be made");
        let all = "import sys, importlib\n\
                   for name in sorted(name for name in sys.stdlib_module_names - {'this', 'antigravity'} if name[0] != '_'):\n\
                   \x20   try: importlib.import_module(name)\n\
                   \x20   except ImportError: pass\n";
        let mut run = togil().args(&["-c", all]).env("XDG_CACHE_HOME", &cache.display().to_string());
        run.command.env_remove("PYTHONDONTWRITEBYTECODE");
        let ended = run.end();
        assert_eq!((ended.code, ended.err().as_str()), (0, ""), "the library can be imported");
        cache
    })
}

impl Run {
    /// More arguments.
    pub fn args(mut self, words: &[&str]) -> Run {
        self.command.args(words);
        self
    }

    /// Under one of the shell's limits (`ulimit`). To be called first: the binary is then started by a shell.
    pub fn limit(mut self, which: &str, most: usize) -> Run {
        let mut command = Command::new("sh");
        command.arg("-c").arg(format!("ulimit -{which} {most} && exec \"$0\" \"$@\"")).arg(self.command.get_program());
        command.env_clear();
        command.envs(self.command.get_envs().filter_map(|(k, v)| Some((k, v?))));
        if let Some(folder) = self.command.get_current_dir() {
            command.current_dir(folder);
        }
        self.command = command;
        self
    }

    /// One variable of the environment.
    pub fn env(mut self, name: &str, value: &str) -> Run {
        self.command.env(name, value);
        self
    }

    /// The folder to run in.
    pub fn folder(mut self, path: &Path) -> Run {
        self.command.current_dir(path);
        self
    }

    /// Standard input; empty if not said.
    pub fn input(mut self, data: impl Into<Vec<u8>>) -> Run {
        self.input = data.into();
        self
    }

    /// The scratch folder, `SCRATCH` in the child's environment.
    pub fn scratch(&self) -> PathBuf {
        self.scratch.join("s")
    }

    /// Start it.
    pub fn start(mut self) -> Running {
        let input = self.scratch.join("in");
        fs::write(&input, &self.input).expect("the input can be written");
        let open = |name: &str| File::create(self.scratch.join(name)).expect("an output file can be made");
        let child = self
            .command
            .stdin(File::open(&input).expect("the input can be read"))
            .stdout(open("out"))
            .stderr(open("err"))
            .spawn()
            .expect("the togil binary starts");
        Running { child, scratch: self.scratch, limit: self.limit }
    }

    /// Start it, wait for its end, and take what it left.
    pub fn end(self) -> Ended {
        self.start().end()
    }

    /// The bare command, for tests that set up the pipes themselves.
    pub fn piped(mut self) -> Child {
        let mut child =
            self.command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the togil binary starts");
        let mut stdin = child.stdin.take().expect("it was asked for");
        // The child may have ended without reading; that is not this function's business.
        let _ = stdin.write_all(&self.input);
        child
    }
}

impl Running {
    /// The child's process number.
    pub fn id(&self) -> i32 {
        i32::try_from(self.child.id()).expect("process numbers are small")
    }

    /// What it has written to standard output so far.
    pub fn so_far(&self) -> String {
        fs::read_to_string(self.scratch.join("out")).unwrap_or_default()
    }

    /// Wait until standard output contains `text`; false if it ended or its time was over before.
    pub fn wait_for(&mut self, text: &str) -> bool {
        let start = Instant::now();
        loop {
            if self.so_far().contains(text) {
                return true;
            }
            if start.elapsed() > self.limit || self.child.try_wait().is_ok_and(|status| status.is_some()) {
                return self.so_far().contains(text);
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Wait for its end, killing it when its time is over.
    pub fn end(mut self) -> Ended {
        let start = Instant::now();
        let mut pause = Duration::from_micros(500);
        let mut hang = false;
        let status = loop {
            if let Some(status) = self.child.try_wait().expect("a child can be waited for") {
                break status;
            }
            if !hang && start.elapsed() > self.limit {
                hang = true;
                // It may have ended this instant; then the next round sees it.
                let _ = self.child.kill();
            }
            std::thread::sleep(pause);
            pause = (pause * 2).min(Duration::from_millis(10));
        };
        let read = |name: &str| fs::read(self.scratch.join(name)).expect("the output file is there");
        let (stdout, stderr) = (read("out"), read("err"));
        let code = status.code().unwrap_or_else(|| 128 + status.signal().expect("no code means a signal"));
        // A folder that a script made unreadable stays; it is inside target/.
        let _ = fs::remove_dir_all(&self.scratch);
        Ended { stdout, stderr, code, hang }
    }
}
