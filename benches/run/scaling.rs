//! `--scaling`: what two threads do in the time of one, for each workload of `benches/scaling/`, in a table of its own.
//!
//! The driver there is run once for each column: togil free-threaded, togil in subinterpreters behind their GILs, and the same two
//! of each interpreter given. It alternates rounds of one thread, of two, and of two processes; the last say what
//! the machine gives at that moment.

use std::path::Path;
use std::process::Command;

use crate::measure::Runner;
use crate::options::Wanted;
use crate::table::geometric_mean;

/// What the driver prints of a workload, after its kind and its name.
#[derive(Clone, Copy)]
struct Figures {
    /// Throughput of the threads by that of one: of the medians, and of the best rounds.
    median: f64,
    best: f64,
    /// The same of processes, from the best rounds; not a number if they could not be started.
    processes: f64,
    /// A thread's processor time by that of one alone.
    cpu: f64,
    /// How often a thread slept in a round.
    slept: f64,
}

struct Column {
    name: String,
    rows: Vec<(String, Figures)>,
}

/// Objects that all threads change: nothing is gained there, so their means stay apart.
const MUTATED: &str = "mutated";

pub fn table(wanted: &Wanted, folder: &Path) -> String {
    // Before anything runs here.
    let load = std::fs::read_to_string("/proc/loadavg").ok().and_then(|text| text.split(' ').next().map(str::to_string));
    let mut columns = Vec::new();
    for (at, runner) in wanted.runners.iter().enumerate() {
        // Of togil: free-threaded threads, and interpreters with a GIL each.
        let forms: &[&str] = match at {
            0 => &["--interpreters"],
            1 => &["--threads"],
            _ => &["--threads", "--interpreters"],
        };
        columns.extend(forms.iter().map(|form| column(runner, form, wanted, folder)));
    }
    columns[..2].reverse();
    text(&columns, load.as_deref().unwrap_or("unknown"))
}

fn column(runner: &Runner, form: &str, wanted: &Wanted, folder: &Path) -> Column {
    let mut command = Command::new(&runner.command);
    command.args(&runner.options).arg(folder.join("driver.py")).arg("--plain");
    if let Some(rounds) = wanted.rounds {
        command.args(["--rounds", &rounds.to_string()]);
    }
    let again: Vec<String> = std::iter::once(runner.command.display().to_string()).chain(runner.options.iter().cloned()).collect();
    command.args(["--command", &again.join(" ")]);
    match form {
        "--threads" => command.args(["--threads", "2"]),
        form => command.arg(form),
    };
    if !wanted.only.is_empty() {
        command.args(["--only", &wanted.only.join(",")]);
    }
    let name = format!("{} {}", runner.name, form.trim_start_matches('-'));
    crate::measure::progress(&format!("scaling: {name}"));
    let said = runner.output("scaling", &mut command).map_or(String::new(), |(said, _)| said);
    Column { name, rows: said.lines().filter_map(row).collect() }
}

fn row(line: &str) -> Option<(String, Figures)> {
    let mut parts = line.split('\t');
    let name = format!("{} {}", parts.next()?, parts.next()?);
    let mut figure = || parts.next()?.parse::<f64>().ok();
    Some((name, Figures { median: figure()?, best: figure()?, processes: figure()?, cpu: figure()?, slept: figure()? }))
}

fn text(columns: &[Column], load: &str) -> String {
    let mut text = format!(
        "\n-- 2 threads against 1: throughput (medians, best rounds, best of 2 processes beside), processor time, sleeps; load {load}\n{:40}",
        ""
    );
    columns.iter().for_each(|column| text += &format!("{:>41}", column.name));
    text += &format!("\n{:40}", "");
    columns.iter().for_each(|_| text += &format!("{:>13}{:>7}{:>7}{:>7}{:>7}", "median", "best", "procs", "cpu", "slept"));
    text.push('\n');
    let Some(first) = columns.first() else {
        return text;
    };
    for (name, _) in &first.rows {
        text += &format!("{name:40}");
        for column in columns {
            let found = column.rows.iter().find(|(other, _)| other == name);
            text += &found.map_or_else(|| format!("{:>41}", "-"), |(_, figures)| shown(*figures));
        }
        text.push('\n');
    }
    for (title, mutated) in [("means of own and shared", false), ("means of mutated", true)] {
        text += &format!("{title:40}");
        for column in columns {
            let rows = || column.rows.iter().filter(|(name, _)| name.starts_with(MUTATED) == mutated).map(|(_, figures)| figures);
            let mean = |part: fn(&Figures) -> f64| geometric_mean(rows().map(part)).unwrap_or(f64::NAN);
            let (median, best) = (mean(|figures| figures.median), mean(|figures| figures.best));
            let (processes, cpu) = (mean(|figures| figures.processes), mean(|figures| figures.cpu));
            let slept = rows().map(|figures| figures.slept).sum::<f64>() / rows().count() as f64;
            text += &shown(Figures { median, best, processes, cpu, slept });
        }
        text.push('\n');
    }
    text
}

fn shown(figures: Figures) -> String {
    let Figures { median, best, processes, cpu, slept } = figures;
    format!("{median:13.2}{best:7.2}{processes:7.2}{cpu:7.2}{slept:7.0}")
}
