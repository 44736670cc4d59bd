//! The engine alone; what Python sees of it is tested by scripts.

use super::{Fault, Mode, Request, Scratch, compile, find, flag};

fn spans(pattern: &str, text: &str, flags: u32) -> Option<Vec<Option<(usize, usize)>>> {
    let pattern: Vec<u32> = pattern.chars().map(|c| c as u32).collect();
    let program = compile(&pattern, flags, false).expect("a pattern");
    let request = Request { text: text.as_bytes(), is_wide: !text.is_ascii(), start: 0, mode: Mode::Search, must_advance: false };
    let mut scratch = Scratch::default();
    if !find::<()>(&program, request, &mut scratch, &mut || Ok(())).expect("nobody interrupts") {
        return None;
    }
    let pairs = scratch.registers()[..program.groups * 2].chunks(2);
    Some(pairs.map(|p| (p[1] != usize::MAX).then_some((p[0], p[1]))).collect())
}

fn span(pattern: &str, text: &str) -> Option<(usize, usize)> {
    spans(pattern, text, 0)?[0]
}

#[test]
fn the_first_way_wins() {
    assert_eq!(span("a|ab", "ab"), Some((0, 1)));
    assert_eq!(span("(?:a|ab)c", "abc"), Some((0, 3)));
    assert_eq!(span("a*?b", "aab"), Some((0, 3)));
    assert_eq!(span("(?>a*)a", "aaa"), None);
    assert_eq!(span("a*+a", "aaa"), None);
    assert_eq!(span("x{2,3}", "xxxx"), Some((0, 3)));
    assert_eq!(span("é+.", "aéé日"), Some((1, 8)));
}

#[test]
fn groups_keep_their_last_turn() {
    assert_eq!(spans("(?:(a)|b)*", "ab", 0), Some(vec![Some((0, 2)), Some((0, 1))]));
    assert_eq!(spans("(a)?(b)?", "b", 0), Some(vec![Some((0, 1)), None, Some((0, 1))]));
    assert_eq!(spans("(?=(a+))a", "aa", 0), Some(vec![Some((0, 1)), Some((0, 2))]));
    assert_eq!(spans("(a)|(?!b)", "a", 0), Some(vec![Some((0, 1)), Some((0, 1))]));
    assert_eq!(span("(?<=ab)c", "abc"), Some((2, 3)));
    assert_eq!(span("(a)?b(?(1)c|d)", "bd"), Some((0, 2)));
    assert_eq!(span(r"(\w)\1", "abccd"), Some((2, 4)));
}

#[test]
fn empty_turns_end_a_loop() {
    assert_eq!(span("(?:)*x", "x"), Some((0, 1)));
    assert_eq!(span("(a*)*b", "aaab"), Some((0, 4)));
    assert_eq!(span("(?:a?){3}", "aa"), Some((0, 2)));
}

#[test]
fn case_is_ignored_in_all_scripts() {
    for (pattern, text) in [("k", "\u{212a}"), ("[a-z]", "\u{17f}"), ("ß", "ẞ"), ("σ", "ς"), ("[Ā-Ž]", "ā")] {
        assert!(spans(pattern, text, flag::IGNORECASE).is_some(), "{pattern} {text}");
    }
    assert!(spans("k", "\u{212a}", flag::IGNORECASE | flag::ASCII).is_none());
}

#[test]
fn deep_subjects_need_no_native_stack() {
    let text = "ab".repeat(200_000);
    assert_eq!(span("(?:(a)(b))*$", &text), Some((0, 400_000)));
}

#[test]
fn faults_have_places() {
    let fault = |pattern: &str| compile(&pattern.chars().map(|c| c as u32).collect::<Vec<_>>(), 0, false).expect_err("no pattern");
    assert_eq!(fault("a**"), Fault::Pattern("multiple repeat".into(), 2));
    assert_eq!(fault("(a"), Fault::Pattern("missing ), unterminated subpattern".into(), 0));
    assert_eq!(fault("[z-a]"), Fault::Pattern("bad character range z-a".into(), 1));
    assert_eq!(fault("(?<=a*)"), Fault::Pattern("look-behind requires fixed-width pattern".into(), usize::MAX));
    assert_eq!(fault(&"(".repeat(1000)), Fault::TooDeep);
}
