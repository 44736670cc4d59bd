//! Runs scripts under interpreters, taking turns, and reads the figures that they print.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

/// One way to run a script.
pub struct Runner {
    pub name: String,
    pub command: PathBuf,
    pub options: Vec<String>,
}

/// Runs of `-c pass` in the start-up measurement, beside as many of `true`.
const STARTS: usize = 40;

impl Runner {
    /// This build, in a mode.
    pub fn togil(mode: &str) -> Runner {
        Runner {
            name: format!("togil {mode}"),
            command: PathBuf::from(env!("CARGO_BIN_EXE_togil")),
            options: vec!["-X".to_string(), mode.to_string()],
        }
    }

    /// Runs a script and reads the figure on its last line, in `unit`s of what it prints.
    pub fn figure(&self, script: &Path, unit: f64) -> Option<f64> {
        let mut command = Command::new(&self.command);
        command.args(&self.options).arg(script);
        let (said, _) = self.output(&stem(script), &mut command)?;
        let figure = said.lines().last().and_then(|line| line.trim().parse::<f64>().ok()).map(|figure| figure * unit);
        self.progress(&stem(script), figure);
        figure
    }

    /// Millions of instructions that a run takes, start-up and all, as callgrind counts them: the same at each run.
    pub fn instructions(&self, script: &Path) -> Option<f64> {
        let mut command = Command::new("valgrind");
        command.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]).arg(&self.command).args(&self.options).arg(script);
        command.env("PYTHONHASHSEED", "0");
        let (_, noted) = self.output(&stem(script), &mut command)?;
        let collected = noted.lines().find_map(|line| line.split_once("Collected :"));
        let figure = collected.and_then(|(_, count)| count.trim().parse::<f64>().ok()).map(|count| count / 1e6);
        self.progress(&stem(script), figure);
        figure
    }

    /// What a command writes to its two streams; none, with a line of why, if it fails.
    pub fn output(&self, name: &str, command: &mut Command) -> Option<(String, String)> {
        // each interpreter finds what it compiled before, and nothing is written beside the programs
        let kept = concat!(env!("CARGO_TARGET_TMPDIR"), "/pycache");
        match command.env_remove("PYTHONDONTWRITEBYTECODE").env("PYTHONPYCACHEPREFIX", kept).stdin(Stdio::null()).output() {
            Ok(ended) => {
                let noted = String::from_utf8_lossy(&ended.stderr).into_owned();
                if ended.status.success() {
                    return Some((String::from_utf8_lossy(&ended.stdout).into_owned(), noted));
                }
                progress(&format!("{name}: {}: {}", self.name, noted.lines().last().unwrap_or("no output")));
            }
            Err(error) => progress(&format!("{name}: {}: {error}", self.name)),
        }
        None
    }

    fn progress(&self, name: &str, figure: Option<f64>) {
        progress(&format!("{name}: {}: {}", self.name, figure.map_or("no figure".to_string(), |figure| format!("{figure:.2}"))));
    }
}

/// A file's name without `.py`. Not `file_stem`: `python3.14` has no extension.
pub fn stem(path: &Path) -> String {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    name.strip_suffix(".py").map_or(name.clone(), str::to_string)
}

/// The programs of a folder, by name; all of them if `only` is empty.
pub fn scripts(folder: &Path, only: &[String]) -> Vec<PathBuf> {
    let read = std::fs::read_dir(folder).expect("the benchmarks' folder can be read");
    let mut found: Vec<PathBuf> = read
        .map(|entry| entry.expect("an entry can be read").path())
        .filter(|path| path.extension().is_some_and(|end| end == "py") && stem(path) != "measure")
        .filter(|path| only.is_empty() || only.contains(&stem(path)))
        .collect();
    found.sort();
    found
}

/// For each runner the median of its figures, the runners taking turns; none if a run failed.
pub fn interleaved(runners: &[Runner], rounds: usize, run: impl Fn(&Runner) -> Option<f64>) -> Vec<Option<f64>> {
    let mut figures: Vec<Option<Vec<f64>>> = runners.iter().map(|_| Some(Vec::new())).collect();
    for _ in 0..rounds {
        for (runner, figures) in runners.iter().zip(&mut figures) {
            *figures = figures.take().and_then(|mut seen| {
                seen.push(run(runner)?);
                Some(seen)
            });
        }
    }
    figures.into_iter().map(|seen| seen.and_then(median)).collect()
}

fn median(mut figures: Vec<f64>) -> Option<f64> {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied()
}

pub fn progress(line: &str) {
    // A benchmark whose progress cannot be shown is still worth its table.
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// An error if valgrind, which counts instructions, is not there.
pub fn valgrind() -> Result<(), String> {
    let found = Command::new("valgrind").arg("--version").stdin(Stdio::null()).output();
    if found.is_ok_and(|found| found.status.success()) {
        return Ok(());
    }
    Err("--instructions needs valgrind, which was not found".to_string())
}

/// Milliseconds that `-c pass` takes more than `true` beside it.
pub fn start_up(runners: &[Runner]) -> Vec<Option<f64>> {
    let bare = Runner { name: "true".to_string(), command: "true".into(), options: Vec::new() };
    let mut all: Vec<(&Runner, &[&str])> = vec![(&bare, &[])];
    all.extend(runners.iter().map(|runner| (runner, &["-c", "pass"][..])));
    let mut times: Vec<Vec<f64>> = vec![Vec::new(); all.len()];
    for _ in 0..STARTS {
        for ((runner, words), times) in all.iter().zip(&mut times) {
            let begin = Instant::now();
            let status = Command::new(&runner.command).args(&runner.options).args(*words).status();
            if status.is_ok_and(|status| status.success()) {
                times.push(begin.elapsed().as_secs_f64() * 1000.0);
            }
        }
    }
    let mut medians = times.into_iter().map(median);
    let bare = medians.next().flatten();
    medians.map(|time| Some(time? - bare?)).collect()
}
