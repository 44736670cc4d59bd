//! Keywords that were mistyped: an "invalid syntax" that a keyword in place of a name would mend is told so when the error
//! is shown, as in CPython 3.14. At most ten names are tried, with three keywords each.

use std::cmp::Ordering;

use crate::compile::{Options, compile};
use crate::syntax::{KEYWORDS, Mode, Source, is_right_so_far, names_in, parse};

use super::suggest;

/// The longest piece of source that is looked at.
const MAX_SOURCE: usize = 1024;
const MAX_NAMES: usize = 10;
const MAX_KEYWORDS: usize = 3;
const CUTOFF: f64 = 0.5;

/// What is known of the error.
pub struct Mistake<'a> {
    pub message: &'a str,
    /// the line of the last compound statement before it; 0 if there is none
    pub after: usize,
    /// the line that the error names
    pub line: usize,
    /// all lines of the source
    pub lines: &'a [&'a str],
    /// is the source a file's?
    pub in_file: bool,
}

/// How the error is shown instead, on the line that it names. Columns count from 1, in characters.
#[derive(Debug, PartialEq)]
pub struct Mended {
    pub text: String,
    pub column: usize,
    pub end_column: usize,
    pub message: String,
}

/// The keyword that was probably meant.
pub fn mend(mistake: &Mistake<'_>) -> Option<Mended> {
    if mistake.message != "invalid syntax" && !mistake.message.contains("Perhaps you forgot a comma") {
        return None;
    }
    let first = mistake.after.saturating_sub(1);
    let piece = dedent(mistake.lines.get(first..mistake.line.min(mistake.lines.len()))?);
    if piece.iter().map(|line| line.len() + 1).sum::<usize>() > MAX_SOURCE + 1 {
        return None;
    }
    let text = piece.join("\n");
    let wanted = if mistake.after == 0 { mistake.line } else { mistake.line + 1 };
    let names = names_in(&text).into_iter().filter(|&(line, ..)| !mistake.in_file || line + mistake.after == wanted);
    let names = names.filter(|&(line, from, to)| !KEYWORDS.contains(&&piece[line - 1][from..to]));
    for (line, from, to) in names.take(MAX_NAMES) {
        let wrong = &piece[line - 1][from..to];
        for keyword in candidates(wrong) {
            let mut tried = piece.clone();
            tried[line - 1].replace_range(from..to, keyword);
            if is_right(&tried.join("\n")) {
                let column = piece[line - 1][..from].chars().count() + 1;
                return Some(Mended {
                    text: piece[line - 1].clone(),
                    column,
                    end_column: column + wrong.chars().count(),
                    message: format!("invalid syntax. Did you mean '{keyword}'?"),
                });
            }
        }
    }
    None
}

/// Is the text right, or at least right as far as it goes?
fn is_right(text: &str) -> bool {
    let Ok(source) = Source::from_str(&format!("{text}\n"), "<typo>") else { return false };
    match parse(&source, Mode::Exec) {
        Ok(tree) => compile(&tree, &source, Options::default()).is_ok(),
        Err(_) => is_right_so_far(&source),
    }
}

/// The lines without the white space that all of them start with.
fn dedent(lines: &[&str]) -> Vec<String> {
    let blank = |line: &str| line.trim_matches([' ', '\t']).is_empty();
    let start = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let mut margin: Option<&str> = None;
    for line in lines.iter().filter(|line| !blank(line)) {
        let own = &line[..start(line)];
        margin = Some(match margin {
            None => own,
            Some(margin) => &margin[..margin.bytes().zip(own.bytes()).take_while(|(a, b)| a == b).count()],
        });
    }
    let margin = margin.unwrap_or("").len();
    lines.iter().map(|line| if blank(line) { String::new() } else { line[margin..].to_string() }).collect()
}

/// The keywords that are near to a word, the likeliest first.
fn candidates(word: &str) -> Vec<&'static str> {
    let mut found: Vec<&str> = suggest::closest(word, KEYWORDS.iter().copied()).into_iter().collect();
    let mut rated: Vec<(f64, &str)> = KEYWORDS.iter().map(|keyword| (similarity(keyword, word), *keyword)).collect();
    rated.retain(|(rate, _)| *rate >= CUTOFF);
    rated.sort_by(|a, b| b.0.partial_cmp(&a.0).unwrap_or(Ordering::Equal).then(b.1.cmp(a.1)));
    found.extend(rated.iter().take(MAX_KEYWORDS).map(|(_, keyword)| *keyword));
    found.truncate(MAX_KEYWORDS);
    found.retain(|keyword| *keyword != word);
    found
}

/// Ratcliff and Obershelp's measure, which `difflib` uses: twice the characters in common blocks over all characters.
fn similarity(a: &str, b: &str) -> f64 {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    2.0 * in_common(&a, &b) as f64 / (a.len() + b.len()) as f64
}

/// The longest common block (the first in `a`, then in `b`), and what is in common on both sides of it.
fn in_common(a: &[char], b: &[char]) -> usize {
    let mut best = (0, 0, 0);
    for i in 0..a.len() {
        for j in 0..b.len() {
            let length = a[i..].iter().zip(&b[j..]).take_while(|(x, y)| x == y).count();
            if length > best.2 {
                best = (i, j, length);
            }
        }
    }
    let (i, j, length) = best;
    if length == 0 { 0 } else { length + in_common(&a[..i], &b[..j]) + in_common(&a[i + length..], &b[j + length..]) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meant(line: &str) -> Option<String> {
        let mistake = Mistake { message: "invalid syntax", after: 0, line: 1, lines: &[line], in_file: false };
        mend(&mistake).map(|mended| mended.message)
    }

    #[test]
    fn near_keywords_are_found() {
        assert_eq!(meant("fro x in y: pass").as_deref(), Some("invalid syntax. Did you mean 'for'?"));
        assert_eq!(meant("  whlie True:").as_deref(), Some("invalid syntax. Did you mean 'while'?"));
        assert_eq!(meant("x = nto y").as_deref(), Some("invalid syntax. Did you mean 'not'?"));
        assert_eq!(meant("x y"), None);
    }

    #[test]
    fn similarity_is_difflib_s() {
        assert_eq!(similarity("abcd", "bcde"), 0.75);
        assert_eq!(similarity("import", "improt"), 10.0 / 12.0);
    }
}
