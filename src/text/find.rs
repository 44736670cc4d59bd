//! Where bytes stand in bytes.
//!
//! Most texts of a script are short, and setting up a search that is linear at worst (`memchr::memmem`) costs more than looking
//! at all of them. In a short text the needle's first byte is sought; where it stands too often, sixteen starts are looked at
//! at a time, for the first byte and the last together, which compiles to a few vector instructions. What is longer goes to `memmem`.

use memchr::memmem;

/// Texts up to this length are looked through here. At worst every start has to be compared, so it bounds the square, too.
const SHORT: usize = 1024;

/// So many starts are looked at together.
const LANES: usize = 16;

/// So many times the first byte may stand elsewhere.
const TRIES: usize = 4;

/// The first place of the needle; an empty one stands at the start.
#[inline]
pub fn find(text: &[u8], needle: &[u8]) -> Option<usize> {
    match needle {
        [] => Some(0),
        [byte] => memchr::memchr(*byte, text),
        _ if text.len() <= SHORT => find_short(text, needle),
        _ => memmem::find(text, needle),
    }
}

/// The last place of the needle; an empty one stands at the end.
#[inline]
pub fn rfind(text: &[u8], needle: &[u8]) -> Option<usize> {
    match needle {
        [] => Some(text.len()),
        [byte] => memchr::memrchr(*byte, text),
        _ if text.len() <= SHORT => rfind_short(text, needle),
        _ => memmem::rfind(text, needle),
    }
}

/// The places of a needle that is not empty, from the left, none in another.
pub fn places<'t>(text: &'t [u8], needle: &'t [u8]) -> impl Iterator<Item = usize> + use<'t> {
    debug_assert!(!needle.is_empty());
    let mut long = (text.len() > SHORT).then(|| memmem::find_iter(text, needle));
    let mut from = 0;
    std::iter::from_fn(move || match &mut long {
        Some(found) => found.next(),
        None => {
            let at = from + find(text.get(from..)?, needle)?;
            from = at + needle.len();
            Some(at)
        }
    })
}

/// Could the needle stand at one of the `LANES` starts from `at` on? Its ends are `first` and `last`, `span` apart.
#[inline(always)]
fn may_start(text: &[u8], at: usize, span: usize, first: u8, last: u8) -> bool {
    let (heads, tails) = (&text[at..at + LANES], &text[at + span..at + span + LANES]);
    let mut any = 0;
    for i in 0..LANES {
        any |= u8::from(heads[i] == first) & u8::from(tails[i] == last);
    }
    any != 0
}

/// `find` by looking at each start, for a needle of two bytes at least.
fn find_short(text: &[u8], needle: &[u8]) -> Option<usize> {
    let starts = (text.len() + 1).checked_sub(needle.len())?;
    let (span, first, last) = (needle.len() - 1, needle[0], needle[needle.len() - 1]);
    let here = |at: &usize| text[*at] == first && text[*at + span] == last && text[*at..].starts_with(needle);
    let mut at = 0;
    for _ in 0..TRIES {
        at += memchr::memchr(first, &text[at..starts])?;
        if here(&at) {
            return Some(at);
        }
        at += 1;
    }
    while at + LANES <= starts {
        if may_start(text, at, span, first, last)
            && let Some(found) = (at..at + LANES).find(here)
        {
            return Some(found);
        }
        at += LANES;
    }
    if at == starts {
        return None;
    }
    // the last starts together with some that were looked at
    if starts >= LANES && !may_start(text, starts - LANES, span, first, last) {
        return None;
    }
    (at..starts).find(here)
}

/// `rfind` in the same way.
fn rfind_short(text: &[u8], needle: &[u8]) -> Option<usize> {
    let starts = (text.len() + 1).checked_sub(needle.len())?;
    let (span, first, last) = (needle.len() - 1, needle[0], needle[needle.len() - 1]);
    let here = |at: &usize| text[*at] == first && text[*at + span] == last && text[*at..].starts_with(needle);
    let mut end = starts;
    while end >= LANES {
        if may_start(text, end - LANES, span, first, last)
            && let Some(found) = (end - LANES..end).rfind(here)
        {
            return Some(found);
        }
        end -= LANES;
    }
    (0..end).rfind(here)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every text of `a` and `b` up to some length around the lanes, every short needle, by the plainest search there is.
    #[test]
    fn as_a_plain_search_finds() {
        let mut seed = 7u32;
        let mut bit = || {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            if seed >> 30 == 0 { b'b' } else { b'a' }
        };
        for len in (0..70).chain([SHORT - 1, SHORT, SHORT + 1, SHORT + 40]) {
            let text: Vec<u8> = (0..len).map(|_| bit()).collect();
            for size in 0..9 {
                for _ in 0..4 {
                    let needle: Vec<u8> = (0..size).map(|_| bit()).collect();
                    let plain: Vec<usize> = (0..=len).filter(|&i| text[i..].starts_with(&needle)).collect();
                    assert_eq!(find(&text, &needle), plain.first().copied());
                    assert_eq!(rfind(&text, &needle), plain.last().copied());
                    if size > 0 {
                        let mut from = 0;
                        let apart: Vec<usize> = plain
                            .into_iter()
                            .filter(|&i| {
                                i >= from && {
                                    from = i + size;
                                    true
                                }
                            })
                            .collect();
                        assert_eq!(places(&text, &needle).collect::<Vec<_>>(), apart);
                    }
                }
            }
        }
    }
}
