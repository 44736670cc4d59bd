//! Benchmarks: togil in both modes beside other interpreters, in one interleaved run, with one table at the end.
//!
//! ```text
//! cargo bench --bench run -- [INTERPRETER ...] [--rounds N] [--only NAME,NAME] [--no-costs]
//!                            [--save FILE] [--against FILE] [--instructions] [--scaling]
//! ```
//!
//! Each program of `benches/programs/` checks its own result and prints the seconds that its work took; round after
//! round every interpreter runs it once, so that a busy machine disturbs all alike, and medians are compared. The programs
//! of `benches/costs/` print one figure of their own: microseconds, KiB, a ratio. `--scaling` runs `benches/scaling/` instead.
//! Nothing here asserts a speed: a figure is for reading, and tests must not depend on time.
//!
//! `options` reads the command line, `measure` runs scripts, `table` prints, `saved` keeps figures in a file for a later
//! build, `scaling` shows what several threads gain.

mod measure;
mod options;
mod saved;
mod scaling;
mod table;

use std::path::Path;
use std::process::ExitCode;

use measure::{interleaved, scripts, start_up, stem};
use options::{Wanted, wanted};
use saved::Saved;
use table::Table;

/// The seven programs of the design's table, which have targets; the rest are typical programs.
const CORE: [&str; 7] = ["fib", "loop", "nbody_attributes", "sieve", "dict_int", "dict_str", "trees"];

/// Rounds of a program, and of a cost.
const ROUNDS: usize = 5;
const COST_ROUNDS: usize = 3;

fn main() -> ExitCode {
    match wanted(std::env::args().skip(1)).and_then(|wanted| run(&wanted)) {
        Ok(text) => {
            print!("{text}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("bench: {error}");
            ExitCode::from(2)
        }
    }
}

/// Measures what is asked for; the tables to print.
fn run(wanted: &Wanted) -> Result<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches");
    if wanted.scaling {
        return Ok(scaling::table(wanted, &root.join("scaling")));
    }
    let unit = if wanted.instructions { saved::INSTRUCTIONS } else { saved::TIMES };
    // Read first: a file that is not there should not be found out after an hour.
    let before = wanted.against.as_deref().map(|file| Saved::read(file, unit)).transpose()?;
    if wanted.instructions {
        measure::valgrind()?;
    }
    let mut table = Table::new(&wanted.runners);
    programs(wanted, &root, &mut table);
    if wanted.costs {
        table.title("costs".to_string());
        table.figures("start-up, ms over `true`".to_string(), start_up(&wanted.runners));
        for script in scripts(&root.join("costs"), &wanted.only) {
            let figures =
                interleaved(&wanted.runners, wanted.rounds.unwrap_or(COST_ROUNDS).min(COST_ROUNDS), |runner| runner.figure(&script, 1.0));
            table.figures(stem(&script), figures);
        }
    }
    let now = Saved::of(&table, unit);
    if let Some(file) = &wanted.save {
        now.write(file)?;
    }
    Ok(table.text() + &before.map_or(String::new(), |before| before.compared(&now)))
}

fn programs(wanted: &Wanted, root: &Path, table: &mut Table) {
    let rounds = wanted.rounds.unwrap_or(ROUNDS);
    for (title, core) in [("the design's seven", true), ("typical programs", false)] {
        let unit = if wanted.instructions { "millions of instructions".to_string() } else { format!("milliseconds, medians of {rounds}") };
        let first = table.title(format!("{title}: {unit}"));
        for script in scripts(&root.join("programs"), &wanted.only) {
            if CORE.contains(&stem(&script).as_str()) == core {
                let figures = if wanted.instructions {
                    interleaved(&wanted.runners, 1, |runner| runner.instructions(&script))
                } else {
                    interleaved(&wanted.runners, rounds, |runner| runner.figure(&script, 1000.0))
                };
                table.figures(stem(&script), figures);
            }
        }
        table.mean(first);
    }
}
