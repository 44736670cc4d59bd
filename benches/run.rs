//! Benchmarks: togil in both modes beside other interpreters, in one interleaved run, with one table at the end.
//!
//! ```text
//! cargo bench --bench run -- [INTERPRETER ...] [--rounds N] [--only NAME,NAME] [--no-costs]
//! ```
//!
//! Each program of `benches/programs/` checks its own result and prints the seconds that its work took; round after
//! round every interpreter runs it once, so that a busy machine disturbs all alike, and medians are compared. The programs
//! of `benches/costs/` print one figure of their own: microseconds, KiB, a ratio. Nothing here asserts a speed: a figure
//! is for reading, and tests must not depend on time.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

/// One way to run a script.
struct Runner {
    name: String,
    command: PathBuf,
    options: Vec<String>,
}

/// What the command line asks for.
struct Wanted {
    runners: Vec<Runner>,
    rounds: usize,
    only: Vec<String>,
    costs: bool,
}

/// The seven programs of the design's table, which have targets; the rest are typical programs.
const CORE: [&str; 7] = ["fib", "loop", "nbody_attributes", "sieve", "dict_int", "dict_str", "trees"];

/// Runs of `-c pass` in the start-up measurement, beside as many of `true`.
const STARTS: usize = 40;

fn main() {
    let wanted = wanted(std::env::args().skip(1));
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches");
    let mut table = Table::new(&wanted.runners);
    for (title, core) in [("the design's seven", true), ("typical programs", false)] {
        table.rows.push(Row::Title(format!("{title}: milliseconds, medians of {}", wanted.rounds)));
        let first = table.rows.len();
        for script in scripts(&root.join("programs"), &wanted.only) {
            if CORE.contains(&stem(&script).as_str()) == core {
                let figures = interleaved(&wanted.runners, wanted.rounds, |runner| figure(runner, &script, 1000.0));
                table.rows.push(Row::Figures(stem(&script), figures));
            }
        }
        table.mean(first);
    }
    if wanted.costs {
        table.rows.push(Row::Title("costs".to_string()));
        table.rows.push(Row::Figures("start-up, ms over `true`".to_string(), start_up(&wanted.runners)));
        for script in scripts(&root.join("costs"), &wanted.only) {
            let figures = interleaved(&wanted.runners, wanted.rounds.min(3), |runner| figure(runner, &script, 1.0));
            table.rows.push(Row::Figures(stem(&script), figures));
        }
    }
    print!("{}", table.text());
}

fn wanted(mut words: impl Iterator<Item = String>) -> Wanted {
    let togil = |mode: &str| Runner {
        name: format!("togil {mode}"),
        command: PathBuf::from(env!("CARGO_BIN_EXE_togil")),
        options: vec!["-X".to_string(), mode.to_string()],
    };
    let runners = vec![togil("gil=1"), togil("gil=0")];
    let mut wanted = Wanted { runners, rounds: 5, only: Vec::new(), costs: true };
    while let Some(word) = words.next() {
        match word.as_str() {
            "--rounds" => {
                let number = words.next().and_then(|number| number.parse().ok());
                wanted.rounds = number.expect("--rounds is followed by a number");
            }
            "--only" => {
                let names = words.next().expect("--only is followed by names");
                wanted.only = names.split(',').map(str::to_string).collect();
            }
            "--no-costs" => wanted.costs = false,
            // What cargo itself adds.
            "--bench" => (),
            _ => wanted.runners.push(Runner { name: stem(Path::new(&word)), command: word.into(), options: Vec::new() }),
        }
    }
    wanted
}

fn stem(path: &Path) -> String {
    // Not `file_stem`: `python3.14` has no extension.
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    name.strip_suffix(".py").map_or(name.clone(), str::to_string)
}

fn scripts(folder: &Path, only: &[String]) -> Vec<PathBuf> {
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
fn interleaved(runners: &[Runner], rounds: usize, run: impl Fn(&Runner) -> Option<f64>) -> Vec<Option<f64>> {
    let mut figures: Vec<Option<Vec<f64>>> = runners.iter().map(|_| Some(Vec::new())).collect();
    for _ in 0..rounds {
        for (runner, figures) in runners.iter().zip(&mut figures) {
            *figures = figures.take().zip(run(runner)).map(|(mut seen, figure)| {
                seen.push(figure);
                seen
            });
        }
    }
    figures.into_iter().map(|seen| seen.and_then(median)).collect()
}

fn median(mut figures: Vec<f64>) -> Option<f64> {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied()
}

/// Run a script and read the figure on its last line.
fn figure(runner: &Runner, script: &Path, unit: f64) -> Option<f64> {
    let ended =
        Command::new(&runner.command).args(&runner.options).arg(script).env("PYTHONDONTWRITEBYTECODE", "1").stdin(Stdio::null()).output();
    let name = stem(script);
    let said = match ended {
        Ok(ended) if ended.status.success() => String::from_utf8_lossy(&ended.stdout).into_owned(),
        Ok(ended) => {
            let text = String::from_utf8_lossy(&ended.stderr).into_owned();
            progress(&format!("{name}: {}: {}", runner.name, text.lines().last().unwrap_or("no output")));
            return None;
        }
        Err(error) => {
            progress(&format!("{name}: {}: {error}", runner.name));
            return None;
        }
    };
    let figure = said.lines().last().and_then(|line| line.trim().parse::<f64>().ok()).map(|figure| figure * unit);
    progress(&format!("{name}: {}: {}", runner.name, figure.map_or("no figure".to_string(), |figure| format!("{figure:.2}"))));
    figure
}

fn progress(line: &str) {
    // A benchmark whose progress cannot be shown is still worth its table.
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// Milliseconds that `-c pass` takes more than `true` beside it.
fn start_up(runners: &[Runner]) -> Vec<Option<f64>> {
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

enum Row {
    Title(String),
    Figures(String, Vec<Option<f64>>),
    Ratios(String, Vec<Option<f64>>),
}

/// The table at the end: a column for each runner, then how many times faster togil's modes are than each peer.
struct Table {
    names: Vec<String>,
    rows: Vec<Row>,
}

/// The first two runners are togil's modes; the rest are peers.
const OURS: usize = 2;

impl Table {
    fn new(runners: &[Runner]) -> Table {
        Table { names: runners.iter().map(|runner| runner.name.clone()).collect(), rows: Vec::new() }
    }

    /// For each peer and each mode: the peer's figure over ours.
    fn ratios(figures: &[Option<f64>]) -> Vec<Option<f64>> {
        let (ours, peers) = figures.split_at(OURS.min(figures.len()));
        peers.iter().flat_map(|peer| ours.iter().map(move |own| Some((*peer)? / (*own)?))).collect()
    }

    /// A row with the geometric means of the ratios of the rows from `first` on.
    fn mean(&mut self, first: usize) {
        let ratios: Vec<Vec<Option<f64>>> = self.rows[first..]
            .iter()
            .filter_map(|row| match row {
                Row::Figures(_, figures) => Some(Table::ratios(figures)),
                _ => None,
            })
            .collect();
        let Some(width) = ratios.first().map(Vec::len).filter(|width| *width > 0) else {
            return;
        };
        let mean = |column: usize| {
            let known: Vec<f64> = ratios.iter().filter_map(|row| row[column]).map(f64::ln).collect();
            (!known.is_empty()).then(|| (known.iter().sum::<f64>() / known.len() as f64).exp())
        };
        self.rows.push(Row::Ratios("geometric mean".to_string(), (0..width).map(mean).collect()));
    }

    fn text(&self) -> String {
        let shown = |figure: &Option<f64>, end: &str| match figure {
            Some(figure) => format!("{:>14}", format!("{figure:.2}{end}")),
            None => format!("{:>14}", "-"),
        };
        let mut text = format!("\n{:28}", "");
        self.names.iter().for_each(|name| text += &format!("{:>14}", name.chars().take(13).collect::<String>()));
        for peer in self.names.iter().skip(OURS) {
            for mode in ["1", "0"] {
                text += &format!("{:>14}", format!("{}/{mode}", peer.chars().take(11).collect::<String>()));
            }
        }
        text.push('\n');
        for row in &self.rows {
            match row {
                Row::Title(title) => text += &format!("-- {title}"),
                Row::Figures(name, figures) => {
                    text += &format!("{name:28}");
                    figures.iter().for_each(|figure| text += &shown(figure, ""));
                    Table::ratios(figures).iter().for_each(|ratio| text += &shown(ratio, "x"));
                }
                Row::Ratios(name, ratios) => {
                    text += &format!("{name:28}{:width$}", "", width = 14 * self.names.len());
                    ratios.iter().for_each(|ratio| text += &shown(ratio, "x"));
                }
            }
            text.push('\n');
        }
        text
    }
}
