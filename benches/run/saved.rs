//! Figures in a file, to compare a later build with: `--save` writes what was measured of togil, `--against` reads it.
//!
//! The file is text: a first line that names the unit, then for each figure the mode, `cost` or `program`, the name and the
//! figure, with tabs between.

use std::path::Path;

use crate::table::{Table, geometric_mean, shown};

/// The first line of a file of times, and that of a file of instructions.
pub const TIMES: &str = "# togil's benchmarks: milliseconds";
pub const INSTRUCTIONS: &str = "# togil's benchmarks: millions of instructions";

pub struct Saved {
    unit: String,
    figures: Vec<Figure>,
}

struct Figure {
    mode: String,
    cost: bool,
    name: String,
    figure: f64,
}

impl Saved {
    pub fn of(table: &Table, unit: &str) -> Saved {
        let figures = table.own_figures().into_iter().map(|(mode, cost, name, figure)| Figure { mode, cost, name, figure }).collect();
        Saved { unit: unit.to_string(), figures }
    }

    pub fn write(&self, file: &Path) -> Result<(), String> {
        let mut text = format!("{}\n", self.unit);
        for Figure { mode, cost, name, figure } in &self.figures {
            text += &format!("{mode}\t{}\t{name}\t{figure}\n", if *cost { "cost" } else { "program" });
        }
        std::fs::write(file, text).map_err(|error| format!("{}: {error}", file.display()))
    }

    pub fn read(file: &Path, unit: &str) -> Result<Saved, String> {
        let text = std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
        let mut lines = text.lines();
        if lines.next() != Some(unit) {
            return Err(format!("{}: its first line is not {unit:?}", file.display()));
        }
        let figures: Option<Vec<Figure>> = lines.map(figure).collect();
        let figures = figures.ok_or_else(|| format!("{}: a line is not one that --save writes", file.display()))?;
        Ok(Saved { unit: unit.to_string(), figures })
    }

    /// A table of this build's figures (`now`) beside the saved ones: how many times better each became, the means at the end.
    pub fn compared(&self, now: &Saved) -> String {
        let mut modes: Vec<&str> = Vec::new();
        let mut names: Vec<&str> = Vec::new();
        for figure in &now.figures {
            if !modes.contains(&figure.mode.as_str()) {
                modes.push(&figure.mode);
            }
            if !names.contains(&figure.name.as_str()) {
                names.push(&figure.name);
            }
        }
        let mut text = format!("\n-- before, now, before / now (above 1: better now){}\n{:28}", self.unit.trim_start_matches('#'), "");
        modes.iter().for_each(|mode| text += &format!("{mode:>42}"));
        text.push('\n');
        let mut ratios: Vec<Vec<f64>> = vec![Vec::new(); modes.len()];
        for name in names {
            text += &format!("{name:28}");
            for (mode, ratios) in modes.iter().zip(&mut ratios) {
                let (old, new) = (self.find(mode, name), now.find(mode, name));
                let ratio = old.zip(new).map(|(old, new)| old.figure / new.figure);
                text += &shown(old.map(|old| old.figure), "");
                text += &shown(new.map(|new| new.figure), "");
                text += &shown(ratio, "x");
                ratios.extend(ratio.filter(|_| new.is_some_and(|new| !new.cost)));
            }
            text.push('\n');
        }
        text += &format!("{:28}", "geometric mean of programs");
        for ratios in ratios {
            text += &format!("{:28}{}", "", shown(geometric_mean(ratios.into_iter()), "x"));
        }
        text + "\n"
    }

    fn find(&self, mode: &str, name: &str) -> Option<&Figure> {
        self.figures.iter().find(|figure| figure.mode == mode && figure.name == name)
    }
}

/// A line of a file.
fn figure(line: &str) -> Option<Figure> {
    let mut parts = line.split('\t');
    let (mode, kind, name) = (parts.next()?.to_string(), parts.next()?, parts.next()?.to_string());
    let figure = parts.next()?.parse().ok()?;
    Some(Figure { mode, cost: kind == "cost", name, figure })
}
