//! Unicode facts per code point, and the case mappings of `str`, as CPython 3.14 has them (Unicode 16.0).
//!
//! The yes-or-no facts come from one table of runs; a first index by the code point's upper bits, made at compile time,
//! leaves a search among a few runs. Case mappings follow the Unicode standard's full mappings (section 3.13), the final
//! sigma included; nothing depends on a locale.

use std::cmp::Ordering;
use std::sync::OnceLock;

use super::tables::{aliases, bidi, case, categories, decompositions, numeric, props};
use super::{bytes_ops, wtf8};

const ALPHA: u32 = 1;
const DECIMAL: u32 = 1 << 1;
const DIGIT: u32 = 1 << 2;
const NUMERIC: u32 = 1 << 3;
const LOWER: u32 = 1 << 4;
const UPPER: u32 = 1 << 5;
const TITLE: u32 = 1 << 6;
const SPACE: u32 = 1 << 7;
const PRINTABLE: u32 = 1 << 8;
const ID_START: u32 = 1 << 9;
const ID_CONTINUE: u32 = 1 << 10;
const FLAG_BITS: u32 = 11;

/// For each 128 code points, the run that holds the first of them; one entry more, so that a pair brackets the search.
static PAGES: [u16; PAGE_COUNT + 1] = first_runs();
const PAGE_BITS: u32 = 7;
const PAGE_COUNT: usize = 0x11_0000 >> PAGE_BITS;

const fn first_runs() -> [u16; PAGE_COUNT + 1] {
    let mut pages = [0; PAGE_COUNT + 1];
    let (mut page, mut run) = (0, 0);
    while page <= PAGE_COUNT {
        while run + 1 < props::RUNS.len() && props::RUNS[run + 1] >> FLAG_BITS <= (page as u32) << PAGE_BITS {
            run += 1;
        }
        pages[page] = run as u16;
        page += 1;
    }
    pages
}

/// The runs of ASCII's code points, one for each: no search.
static ASCII_RUNS: [u32; 128] = ascii_runs();

const fn ascii_runs() -> [u32; 128] {
    let mut found = [0; 128];
    let (mut c, mut run) = (0, 0);
    while c < found.len() {
        while run + 1 < props::RUNS.len() && props::RUNS[run + 1] >> FLAG_BITS <= c as u32 {
            run += 1;
        }
        found[c] = props::RUNS[run];
        c += 1;
    }
    found
}

#[inline]
fn flags(code_point: u32) -> u32 {
    if let Some(&run) = ASCII_RUNS.get(code_point as usize) {
        return run;
    }
    let page = (code_point >> PAGE_BITS) as usize;
    if page >= PAGE_COUNT {
        return 0;
    }
    let (first, last) = (PAGES[page] as usize, PAGES[page + 1] as usize);
    let runs = &props::RUNS[first..=last];
    let after = runs.partition_point(|run| run >> FLAG_BITS <= code_point);
    runs[after - 1]
}

macro_rules! predicates {
    ($($(#[$doc:meta])* $name:ident = $flags:expr;)*) => {
        $($(#[$doc])* #[inline] pub fn $name(code_point: u32) -> bool { flags(code_point) & ($flags) != 0 })*
    };
}

predicates! {
    /// `str.isalpha`: a letter.
    is_alpha = ALPHA;
    /// `str.isdecimal`: a digit of a decimal system.
    is_decimal = DECIMAL;
    /// `str.isdigit`: a digit, superscripts and the like included.
    is_digit = DIGIT;
    /// `str.isnumeric`: has a numeric value.
    is_numeric = NUMERIC;
    /// `str.isalnum`.
    is_alnum = ALPHA | DECIMAL | DIGIT | NUMERIC;
    /// The property Lowercase, as `str.islower` sees it.
    is_lower = LOWER;
    /// The property Uppercase, as `str.isupper` sees it.
    is_upper = UPPER;
    /// A titlecase letter (category Lt).
    is_title = TITLE;
    /// Lowercase, Uppercase or titlecase.
    is_cased = LOWER | UPPER | TITLE;
    /// `str.isspace`.
    is_space = SPACE;
    /// `str.isprintable`: what `repr` shows as it is.
    is_printable = PRINTABLE;
    /// May begin an identifier.
    is_id_start = ID_START;
    /// May continue an identifier.
    is_id_continue = ID_CONTINUE;
}

/// Category Mn, Me, Cf, Lm, Sk, or a word-internal punctuation mark: skipped when a final sigma is looked for.
fn is_case_ignorable(code_point: u32) -> bool {
    case::CASE_IGNORABLE
        .binary_search_by(|&(first, last)| {
            if code_point < first {
                Ordering::Greater
            } else if code_point > last {
                Ordering::Less
            } else {
                Ordering::Equal
            }
        })
        .is_ok()
}

/// `str.isidentifier` (keywords included).
pub fn is_identifier(text: &[u8]) -> bool {
    let mut rest = wtf8::code_points(text);
    rest.next().is_some_and(is_id_start) && rest.all(is_id_continue)
}

/// Whether the text is not empty and all code points pass: `isalpha`, `isdigit`, ….
pub fn all(text: &[u8], test: fn(u32) -> bool) -> bool {
    !text.is_empty() && wtf8::code_points(text).all(test)
}

/// `str.islower`: at least one cased code point and all of those lower.
pub fn is_lower_text(text: &[u8]) -> bool {
    let mut some = false;
    for code_point in wtf8::code_points(text) {
        match flags(code_point) {
            f if f & (UPPER | TITLE) != 0 => return false,
            f => some |= f & LOWER != 0,
        }
    }
    some
}

/// `str.isupper`.
pub fn is_upper_text(text: &[u8]) -> bool {
    let mut some = false;
    for code_point in wtf8::code_points(text) {
        match flags(code_point) {
            f if f & (LOWER | TITLE) != 0 => return false,
            f => some |= f & UPPER != 0,
        }
    }
    some
}

/// `str.istitle`: words begin upper or title and go on lower.
pub fn is_title_text(text: &[u8]) -> bool {
    let (mut some, mut after_cased) = (false, false);
    for code_point in wtf8::code_points(text) {
        let f = flags(code_point);
        let starts = f & (UPPER | TITLE) != 0;
        if starts == after_cased && (starts || f & LOWER != 0) {
            return false;
        }
        after_cased = starts || f & LOWER != 0;
        some |= after_cased;
    }
    some
}

fn value_in(runs: &[numeric::Run], code_point: u32) -> Option<i64> {
    let after = runs.partition_point(|run| run.0 <= code_point);
    let (first, count, value, step) = *runs.get(after.checked_sub(1)?)?;
    let offset = code_point - first;
    (offset < u32::from(count)).then(|| value + step * i64::from(offset))
}

/// `unicodedata.decimal`.
pub fn decimal_value(code_point: u32) -> Option<u32> {
    if code_point < 128 {
        return code_point.checked_sub(48).filter(|&value| value < 10);
    }
    if is_decimal(code_point) { digit_value(code_point) } else { None }
}

/// `unicodedata.digit`.
pub fn digit_value(code_point: u32) -> Option<u32> {
    value_in(&numeric::DIGITS, code_point).map(|value| value as u32)
}

/// `unicodedata.numeric`.
pub fn numeric_value(code_point: u32) -> Option<f64> {
    if let Some(value) = value_in(&numeric::DIGITS, code_point).or_else(|| value_in(&numeric::WHOLE, code_point)) {
        return Some(value as f64);
    }
    let at = numeric::FRACTIONS.binary_search_by_key(&code_point, |row| row.0).ok()?;
    let (_, numerator, denominator) = numeric::FRACTIONS[at];
    Some(f64::from(numerator) / f64::from(denominator))
}

/// `unicodedata.name`; `None` for what has none (controls, surrogates, private use, unassigned).
pub fn name(code_point: u32) -> Option<String> {
    unicode_names2::name(char::from_u32(code_point)?).map(|name| name.to_string())
}

/// The code point with this name or alias, in any case: what `\N{…}` means.
pub fn by_name(name: &str) -> Option<u32> {
    let upper = name.to_ascii_uppercase();
    if let Ok(at) = aliases::ALIASES.binary_search_by(|row| row.0.cmp(&upper)) {
        return Some(aliases::ALIASES[at].1);
    }
    // These have a name to be found by, but (in CPython's data as in the crate's) none to be told.
    if let Some(number) = upper.strip_prefix("TANGUT IDEOGRAPH-") {
        let code_point = u32::from_str_radix(number, 16).ok()?;
        let known = matches!(code_point, 0x17000..=0x187f7 | 0x18d00..=0x18d08);
        return (known && number == format!("{code_point:X}")).then_some(code_point);
    }
    // The crate also forgives other spaces and hyphens (UAX #44); Python does not.
    let found = unicode_names2::character(&upper)?;
    unicode_names2::name(found).is_some_and(|real| real.to_string() == upper).then_some(found as u32)
}

/// One of the four mappings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mapping {
    /// `str.lower` of a code point alone.
    Lower,
    /// `str.upper`.
    Upper,
    /// What begins a word in `str.title`.
    Title,
    /// `str.casefold`.
    Fold,
}

/// Appends the full mapping of one code point.
pub fn push_mapped(out: &mut Vec<u8>, code_point: u32, mapping: Mapping) {
    if code_point < 128 {
        let byte = code_point as u8;
        out.push(match mapping {
            Mapping::Lower | Mapping::Fold => byte.to_ascii_lowercase(),
            Mapping::Upper | Mapping::Title => byte.to_ascii_uppercase(),
        });
        return;
    }
    let (runs, many): (&[case::Run], &[(u32, &str)]) = match mapping {
        Mapping::Lower => (&case::LOWER, &case::LOWER_MANY),
        Mapping::Upper => (&case::UPPER, &case::UPPER_MANY),
        Mapping::Title => (&case::TITLE, &case::TITLE_MANY),
        Mapping::Fold => (&case::FOLD, &case::FOLD_MANY),
    };
    if let Ok(at) = many.binary_search_by_key(&code_point, |row| row.0) {
        out.extend_from_slice(many[at].1.as_bytes());
        return;
    }
    wtf8::push(out, map_one(runs, code_point));
}

/// Every code point that has another lowercase or uppercase, some of them twice, and all of ASCII.
pub fn changing_case() -> impl Iterator<Item = u32> {
    let runs = case::LOWER.iter().chain(&case::UPPER);
    let single = runs.flat_map(|&(first, count, stride, _)| (0..u32::from(count)).map(move |i| first + i * u32::from(stride)));
    let many = case::LOWER_MANY.iter().chain(&case::UPPER_MANY).map(|row| row.0);
    (0..128).chain(single).chain(many)
}

fn map_one(runs: &[case::Run], code_point: u32) -> u32 {
    // Runs of stride two may interleave, so the one that holds the code point is among the last few that begin before it.
    let after = runs.partition_point(|run| run.0 <= code_point);
    for &(first, count, stride, delta) in runs[..after].iter().rev().take(3) {
        let (offset, stride) = (code_point - first, u32::from(stride));
        if offset % stride == 0 && offset / stride < u32::from(count) {
            return code_point.wrapping_add_signed(delta);
        }
    }
    code_point
}

/// `str.lower`.
pub fn lower(text: &[u8]) -> Vec<u8> {
    if wtf8::is_ascii(text) {
        return text.to_ascii_lowercase();
    }
    let mut out = Vec::with_capacity(text.len());
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        if byte.is_ascii() {
            out.push(byte.to_ascii_lowercase());
            at += 1;
            continue;
        }
        let Some((code_point, len)) = wtf8::decode_at(text, at) else { break };
        push_lower(&mut out, text, at, code_point);
        at += len;
    }
    out
}

/// `str.upper`.
pub fn upper(text: &[u8]) -> Vec<u8> {
    if wtf8::is_ascii(text) {
        return text.to_ascii_uppercase();
    }
    mapped(text, Mapping::Upper)
}

/// `str.casefold`.
pub fn casefold(text: &[u8]) -> Vec<u8> {
    if wtf8::is_ascii(text) {
        return text.to_ascii_lowercase();
    }
    mapped(text, Mapping::Fold)
}

fn mapped(text: &[u8], mapping: Mapping) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    for code_point in wtf8::code_points(text) {
        push_mapped(&mut out, code_point, mapping);
    }
    out
}

/// `str.capitalize`: the first code point to title case, the others to lower case.
pub fn capitalize(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = wtf8::code_points(text);
    if let Some(first) = rest.next() {
        push_mapped(&mut out, first, Mapping::Title);
    }
    loop {
        let at = rest.byte();
        let Some(code_point) = rest.next() else { return out };
        push_lower(&mut out, text, at, code_point);
    }
}

/// `str.title`: a cased code point after an uncased one begins a word.
pub fn title(text: &[u8]) -> Vec<u8> {
    if text.is_ascii() {
        return bytes_ops::title(text);
    }
    let mut out = Vec::with_capacity(text.len());
    let mut after_cased = false;
    let mut rest = wtf8::code_points(text);
    loop {
        let at = rest.byte();
        let Some(code_point) = rest.next() else { return out };
        if after_cased {
            push_lower(&mut out, text, at, code_point);
        } else {
            push_mapped(&mut out, code_point, Mapping::Title);
        }
        after_cased = is_cased(code_point);
    }
}

/// `str.swapcase`.
pub fn swapcase(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = wtf8::code_points(text);
    loop {
        let at = rest.byte();
        let Some(code_point) = rest.next() else { return out };
        match flags(code_point) {
            f if f & UPPER != 0 => push_lower(&mut out, text, at, code_point),
            f if f & LOWER != 0 => push_mapped(&mut out, code_point, Mapping::Upper),
            _ => wtf8::push(&mut out, code_point),
        }
    }
}

const CAPITAL_SIGMA: u32 = 0x3a3;

/// Lower case of the code point at byte `at` of `text`: only the sigma looks at its neighbours.
fn push_lower(out: &mut Vec<u8>, text: &[u8], at: usize, code_point: u32) {
    if code_point != CAPITAL_SIGMA {
        return push_mapped(out, code_point, Mapping::Lower);
    }
    let cased = |mut rest: Box<dyn Iterator<Item = u32> + '_>| rest.find(|&c| !is_case_ignorable(c)).is_some_and(is_cased);
    let before = cased(Box::new(wtf8::code_points(&text[..at]).rev()));
    let after = cased(Box::new(wtf8::code_points(&text[at + 2..])));
    wtf8::push(out, if before && !after { 0x3c2 } else { 0x3c3 });
}

/// The run of a table that a code point stands in.
fn run_of(table: &[u32], c: u32) -> usize {
    table[table.partition_point(|run| run >> FLAG_BITS <= c) - 1] as usize
}

fn bidi_run(c: u32) -> usize {
    run_of(&bidi::RUNS, c)
}

/// The general category.
pub fn category(c: u32) -> &'static str {
    categories::CATEGORIES[run_of(&categories::RUNS, c) >> 6 & 31]
}

/// The canonical combining class.
pub fn combining(c: u32) -> u8 {
    categories::COMBINING[run_of(&categories::RUNS, c) & 63]
}

/// The bidirectional class, empty if the code point is not assigned.
pub fn bidirectional(c: u32) -> &'static str {
    bidi::CLASSES[bidi_run(c) >> 4 & 31]
}

/// The width class in East Asian text (UAX 11).
pub fn east_asian_width(c: u32) -> &'static str {
    bidi::WIDTHS[bidi_run(c) >> 1 & 7]
}

/// Is the character's mirror image to be shown in text from right to left?
pub fn is_mirrored(c: u32) -> bool {
    bidi_run(c) & 1 != 0
}

/// What a character is made of, in the words of the character database; empty if it is made of nothing else.
pub fn decomposition(c: u32) -> String {
    static ENTRIES: OnceLock<Vec<(u32, &'static str)>> = OnceLock::new();
    if (0xAC00..0xD7A4).contains(&c) {
        // a syllable of two jamo or three
        let (index, last) = ((c - 0xAC00) / 28, (c - 0xAC00) % 28);
        return match last {
            0 => format!("{:04X} {:04X}", 0x1100 + index / 21, 0x1161 + index % 21),
            _ => format!("{:04X} {:04X} {:04X}", 0x1100 + index / 21, 0x1161 + index % 21, 0x11A7 + last),
        };
    }
    let entries = ENTRIES.get_or_init(|| {
        let mut at = 0;
        let entry = |text: &'static str| {
            let (step, rest) = text.split_once(':').unwrap_or(("1", text));
            at += u32::from_str_radix(step, 16).expect("the table is sound");
            (at, rest)
        };
        decompositions::ALL.split_whitespace().map(entry).collect()
    });
    let Ok(found) = entries.binary_search_by_key(&c, |entry| entry.0) else { return String::new() };
    let codes = entries[found].1;
    let tag = decompositions::TAGS.iter().find(|(letter, _)| codes.as_bytes()[0] == *letter);
    let codes = if tag.is_some() { &codes[1..] } else { codes };
    let shown = codes.split('.').map(|code| format!("{:0>4}", code.to_ascii_uppercase()));
    tag.map(|(_, tag)| tag.to_string()).into_iter().chain(shown).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: Vec<u8>) -> String {
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn predicates_as_cpython_prints_them() {
        // "".join(str(int(f(chr(c)))) for f in (alpha, decimal, digit, numeric, lower, upper, space, printable))
        for (code_point, expected) in [
            (0x41, "10000101"),
            (0x61, "10001001"),
            (0x30, "01110001"),
            (0xb2, "00110001"),
            (0xbd, "00010001"),
            (0xaa, "10001001"),
            (0x1c5, "10000001"),
            (0x2160, "00010101"),
            (0x4e00, "10010001"),
            (0x3000, "00000010"),
            (0x85, "00000010"),
            (0xa0, "00000010"),
            (0x20, "00000011"),
            (0xad, "00000000"),
            (0xd800, "00000000"),
            (0x10ffff, "00000000"),
            (0x1f600, "00000001"),
            (0x660, "01110001"),
            (0x345, "00001001"),
        ] {
            let tests = [is_alpha, is_decimal, is_digit, is_numeric, is_lower, is_upper, is_space, is_printable];
            let found: String = tests.iter().map(|test| if test(code_point) { '1' } else { '0' }).collect();
            assert_eq!(found, expected, "U+{code_point:04X}");
        }
    }

    #[test]
    fn values() {
        assert_eq!(decimal_value(0x665), Some(5));
        assert_eq!(decimal_value(0xb2), None);
        assert_eq!(digit_value(0xb2), Some(2));
        assert_eq!(numeric_value(0xbd), Some(0.5));
        assert_eq!(numeric_value(0x4e07), Some(10000.0));
        assert_eq!(numeric_value(0xf33), Some(-0.5));
        assert_eq!(numeric_value(0x41), None);
    }

    #[test]
    fn names() {
        assert_eq!(name(0x1f600).as_deref(), Some("GRINNING FACE"));
        assert_eq!(by_name("grinning face"), Some(0x1f600));
        assert_eq!(by_name("CJK UNIFIED IDEOGRAPH-4E00"), Some(0x4e00));
        assert_eq!((by_name("Line Feed"), by_name("LATIN SMALL LETTER GHA")), (Some(10), Some(0x1a3)));
        assert_eq!((by_name("TANGUT IDEOGRAPH-17000"), by_name("CJK UNIFIED IDEOGRAPH-04E00")), (Some(0x17000), None));
        assert_eq!((by_name("grinning_face"), by_name("GRINNINGFACE"), by_name("SPACE ")), (None, None, None));
        assert_eq!(name(0x0a), None);
    }

    #[test]
    fn case_mappings() {
        assert_eq!(text(upper("straße ﬃ ŉ".as_bytes())), "STRASSE FFI ʼN");
        assert_eq!(text(lower("ΑΣ ΑΣΑ Σ Α.Σ Σ' İ".as_bytes())), "ας ασα σ α.ς σ' i̇");
        assert_eq!(text(casefold("Straße ΑΣ ς".as_bytes())), "strasse ασ σ");
        assert_eq!(text(title("ǆabc they're ﬁsh x2y ʰa".as_bytes())), "ǅabc They'Re Fish X2Y ʰa");
        assert_eq!(text(capitalize("ǆABC ΑΣ".as_bytes())), "ǅabc ας");
        assert_eq!(text(swapcase("aBß ΑΣ ǅ".as_bytes())), "AbSS ας ǅ");
    }

    #[test]
    fn words_of_one_case() {
        assert!(is_lower_text("aß1".as_bytes()) && !is_lower_text(b"12") && !is_lower_text("aǅ".as_bytes()));
        assert!(is_upper_text("AΣ1".as_bytes()) && !is_upper_text(b"") && !is_upper_text(b"Aa"));
        assert!(is_title_text("Ab Cd2Ef ǅa".as_bytes()) && !is_title_text(b"AB") && !is_title_text(b"a"));
        assert!(is_identifier("_é1".as_bytes()) && !is_identifier(b"1a") && !is_identifier(b""));
    }
}
