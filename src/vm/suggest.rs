//! "Did you mean": the known name that is nearest to a mistyped one, by the edit distance that CPython documents in its
//! traceback module's behaviour: a move costs 2, a change of case 1, and the distance must stay under a third.

const MOVE: usize = 2;
const CASE: usize = 1;
const MAX_LENGTH: usize = 40;
const MAX_CANDIDATES: usize = 750;

/// The best suggestion for `wrong` among `known`, if one is near enough.
pub fn closest<'a>(wrong: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    if wrong.len() > MAX_LENGTH {
        return None;
    }
    let mut best: Option<(usize, &str)> = None;
    for (i, name) in known.enumerate() {
        if i >= MAX_CANDIDATES {
            return None;
        }
        if name == wrong {
            continue;
        }
        let limit = (name.len() + wrong.len() + 3) * MOVE / 6;
        let limit = best.map_or(limit, |(d, _)| limit.min(d.saturating_sub(1)));
        let d = distance(wrong.as_bytes(), name.as_bytes());
        if d <= limit && best.is_none_or(|(b, _)| d < b) {
            best = Some((d, name));
        }
    }
    best.map(|(_, name)| name)
}

fn substitution(a: u8, b: u8) -> usize {
    if a == b {
        0
    } else if a.eq_ignore_ascii_case(&b) {
        CASE
    } else {
        MOVE
    }
}

/// Edit distance with the weights above.
fn distance(a: &[u8], b: &[u8]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).map(|i| i * MOVE).collect();
    for (i, &x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = (i + 1) * MOVE;
        for (j, &y) in b.iter().enumerate() {
            let next = (diagonal + substitution(x, y)).min(row[j] + MOVE).min(row[j + 1] + MOVE);
            diagonal = std::mem::replace(&mut row[j + 1], next);
        }
    }
    row[b.len()]
}
