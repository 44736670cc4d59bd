//! The command line of the benchmarks: which interpreters, which programs, how often, what to do with the figures.

use std::path::{Path, PathBuf};

use crate::measure::{Runner, stem};

/// What the command line asks for.
pub struct Wanted {
    /// togil's two modes (`table::OURS`), then the interpreters given.
    pub runners: Vec<Runner>,
    /// Each part has a number of its own.
    pub rounds: Option<usize>,
    /// Names of programs; all, if there is none.
    pub only: Vec<String>,
    pub costs: bool,
    pub save: Option<PathBuf>,
    pub against: Option<PathBuf>,
    pub instructions: bool,
    pub scaling: bool,
}

pub fn wanted(mut words: impl Iterator<Item = String>) -> Result<Wanted, String> {
    let mut wanted = Wanted {
        runners: vec![Runner::togil("gil=1"), Runner::togil("gil=0")],
        rounds: None,
        only: Vec::new(),
        costs: true,
        save: None,
        against: None,
        instructions: false,
        scaling: false,
    };
    while let Some(word) = words.next() {
        let mut next = |what: &str| words.next().ok_or_else(|| format!("{word} is followed by {what}"));
        match word.as_str() {
            "--rounds" => {
                let number = next("a number")?;
                let rounds = number.parse().ok().filter(|rounds| *rounds > 0);
                wanted.rounds = Some(rounds.ok_or_else(|| format!("--rounds is followed by a number, not by {number}"))?);
            }
            "--only" => wanted.only = next("names")?.split(',').map(str::to_string).collect(),
            "--no-costs" => wanted.costs = false,
            "--save" => wanted.save = Some(next("a file")?.into()),
            "--against" => wanted.against = Some(next("a file")?.into()),
            "--instructions" => wanted.instructions = true,
            "--scaling" => wanted.scaling = true,
            // What cargo itself adds.
            "--bench" => (),
            _ if word.starts_with('-') => return Err(format!("unknown option {word}")),
            _ => wanted.runners.push(Runner { name: stem(Path::new(&word)), command: word.into(), options: Vec::new() }),
        }
    }
    if wanted.instructions {
        if wanted.runners.len() > crate::table::OURS {
            return Err("--instructions counts those of togil alone: other interpreters are compared by time".to_string());
        }
        wanted.costs = false;
    }
    Ok(wanted)
}
