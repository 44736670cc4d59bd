//! The table at the end: a column for each interpreter, then how many times faster togil's modes are than each of the others.

use crate::measure::Runner;

/// The first two runners are togil's modes; the rest are peers.
pub const OURS: usize = 2;

enum Row {
    Title(String),
    Figures(String, Vec<Option<f64>>),
    Ratios(String, Vec<Option<f64>>),
}

pub struct Table {
    names: Vec<String>,
    rows: Vec<Row>,
}

impl Table {
    pub fn new(runners: &[Runner]) -> Table {
        Table { names: runners.iter().map(|runner| runner.name.clone()).collect(), rows: Vec::new() }
    }

    /// Opens a section; its place, for `mean`.
    pub fn title(&mut self, title: String) -> usize {
        self.rows.push(Row::Title(title));
        self.rows.len()
    }

    pub fn figures(&mut self, name: String, figures: Vec<Option<f64>>) {
        self.rows.push(Row::Figures(name, figures));
    }

    /// A row with the geometric means of the ratios of the rows from `first` on.
    pub fn mean(&mut self, first: usize) {
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
        let mean = |column: usize| geometric_mean(ratios.iter().filter_map(|row| row[column]));
        self.rows.push(Row::Ratios("geometric mean".to_string(), (0..width).map(mean).collect()));
    }

    /// What was measured of togil: a mode's name, a section's and a program's, the figure.
    pub fn own_figures(&self) -> Vec<(String, bool, String, f64)> {
        let mut found = Vec::new();
        let mut costs = false;
        for row in &self.rows {
            match row {
                Row::Title(title) => costs = title == "costs",
                Row::Figures(name, figures) => {
                    let own = self.names.iter().zip(figures).take(OURS);
                    found.extend(own.filter_map(|(mode, figure)| Some((mode.clone(), costs, name.clone(), (*figure)?))));
                }
                Row::Ratios(..) => (),
            }
        }
        found
    }

    /// For each peer and each mode: the peer's figure over ours.
    fn ratios(figures: &[Option<f64>]) -> Vec<Option<f64>> {
        let (ours, peers) = figures.split_at(OURS.min(figures.len()));
        peers.iter().flat_map(|peer| ours.iter().map(move |own| Some((*peer)? / (*own)?))).collect()
    }

    pub fn text(&self) -> String {
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
                    figures.iter().for_each(|figure| text += &shown(*figure, ""));
                    Table::ratios(figures).iter().for_each(|ratio| text += &shown(*ratio, "x"));
                }
                Row::Ratios(name, ratios) => {
                    text += &format!("{name:28}{:width$}", "", width = 14 * self.names.len());
                    ratios.iter().for_each(|ratio| text += &shown(*ratio, "x"));
                }
            }
            text.push('\n');
        }
        text
    }
}

/// A figure in its column; a dash if it is not known.
pub fn shown(figure: Option<f64>, end: &str) -> String {
    match figure {
        Some(figure) => format!("{:>14}", format!("{figure:.2}{end}")),
        None => format!("{:>14}", "-"),
    }
}

pub fn geometric_mean(ratios: impl Iterator<Item = f64>) -> Option<f64> {
    let logarithms: Vec<f64> = ratios.map(f64::ln).collect();
    (!logarithms.is_empty()).then(|| (logarithms.iter().sum::<f64>() / logarithms.len() as f64).exp())
}
