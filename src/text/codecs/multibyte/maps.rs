//! The multi-byte character sets: `tables/multibyte/maps.bin`, taken apart map by map when one is first asked for.
//!
//! `tables/multibyte/generate.py` made the file and says what stands where in it. Sequences of bytes are numbers here too, the
//! first byte highest.

use std::io::Read;
use std::sync::OnceLock;

static PACKED: &[u8] = include_bytes!("../../tables/multibyte/maps.bin");

/// As many as `generate.py` puts in the file.
const COUNT: usize = 24;

/// The combining characters of sequences that stand for two code points.
const SECONDS: [u32; 8] = [0, 0x309a, 0x300, 0x301, 0x2e5, 0x2e9, 0x304, 0x30c];

/// What a sequence means that is an error of two bytes, not of one.
const REFUSED: u32 = 0x1f_ffff;

/// What a sequence of bytes stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// A code point.
    One(u32),
    /// A code point and one that combines with it.
    Two(u32, u32),
    /// Nothing; the error is of so many bytes.
    Nothing(usize),
}

impl Meaning {
    fn of(value: u32) -> Meaning {
        match (value, value >> 24) {
            (0, _) => Meaning::Nothing(1),
            (REFUSED, _) => Meaning::Nothing(2),
            (_, 0) => Meaning::One(value),
            (_, second) => Meaning::Two(value & 0xff_ffff, SECONDS[second as usize & 7]),
        }
    }
}

/// A character set, both ways.
pub(super) struct Map {
    /// by the byte
    single: [u32; 256],
    /// by the lower seven bits of the first byte, then the second
    double: Vec<u32>,
    /// behind 8f, by the lower seven bits of both; empty where there are none
    triple: Vec<u32>,
    /// the sequence of each code point, in pages of 256; 0 for none
    pages: Vec<u32>,
    /// where a code point's page starts
    starts: Vec<u32>,
    /// first and second code point, sequence
    pairs: Vec<(u32, u32, u32)>,
}

impl Map {
    /// What one byte stands for.
    pub(super) fn single(&self, byte: u8) -> Meaning {
        // a zero is nothing in the tables, but the first byte means just that
        if byte == 0 { Meaning::One(0) } else { Meaning::of(self.single[usize::from(byte)]) }
    }

    /// What two bytes stand for, the first of them above 7f.
    pub(super) fn double(&self, lead: u8, trail: u8) -> Meaning {
        Meaning::of(self.double[usize::from(lead & 0x7f) << 8 | usize::from(trail)])
    }

    /// What two bytes behind an 8f stand for.
    pub(super) fn triple(&self, row: u8, column: u8) -> Meaning {
        if row < 0x80 || column < 0x80 {
            return Meaning::Nothing(1);
        }
        Meaning::of(self.triple.get(usize::from(row & 0x7f) << 7 | usize::from(column & 0x7f)).copied().unwrap_or(0))
    }

    /// The sequence of a code point.
    pub(super) fn sequence(&self, code_point: u32) -> Option<u32> {
        let start = *self.starts.get(code_point as usize >> 8)?;
        let found = self.pages[start as usize + (code_point as usize & 255)];
        match found {
            0 if code_point < 0x80 => Some(code_point),
            0 => None,
            _ => Some(found),
        }
    }

    /// The sequence of two code points, if there is one for both.
    pub(super) fn pair(&self, first: u32, second: u32) -> Option<u32> {
        self.pairs.iter().find(|pair| (pair.0, pair.1) == (first, second)).map(|pair| pair.2)
    }

    /// Whether a code point may be the first of a pair.
    pub(super) fn starts_pair(&self, code_point: u32) -> bool {
        self.pairs.iter().any(|pair| pair.0 == code_point)
    }

    fn empty() -> Map {
        let mut single = [0; 256];
        (0..128).for_each(|byte| single[byte] = byte as u32);
        // page 0 is of all the code points that have none
        Map { single, double: vec![0; 0x8000], triple: Vec::new(), pages: vec![0; 256], starts: vec![0; 0x1100], pairs: Vec::new() }
    }

    fn set_meaning(&mut self, sequence: u32, value: u32) {
        let (row, column) = (sequence as usize >> 8 & 0x7f, sequence as usize & 0xff);
        match sequence {
            0..0x100 => self.single[column] = value,
            0x100..0x1_0000 => self.double[row << 8 | column] = value,
            _ => {
                self.triple.resize(0x4000, 0);
                self.triple[row << 7 | column & 0x7f] = value;
            }
        }
    }

    fn set_sequence(&mut self, code_point: u32, sequence: u32, anew: bool) {
        let page = code_point as usize >> 8;
        if self.starts[page] == 0 {
            self.starts[page] = self.pages.len() as u32;
            self.pages.resize(self.pages.len() + 256, 0);
        }
        let cell = &mut self.pages[self.starts[page] as usize + (code_point as usize & 255)];
        if anew || *cell == 0 {
            *cell = sequence;
        }
    }

    /// Makes the other direction, the lowest sequence first.
    fn turn_round(&mut self) {
        let doubles = 0x8000..0x1_0000;
        let triples = (0..self.triple.len() as u32).map(|at| 0x8f_8080 | (at >> 7) << 8 | at & 0x7f);
        let sequences: Vec<u32> = [0x5c, 0x7e].into_iter().chain(0x80..0x100).chain(doubles).chain(triples).collect();
        for sequence in sequences {
            let value = match sequence {
                0..0x100 => self.single[sequence as usize],
                0x100..0x1_0000 => self.double[sequence as usize & 0x7fff],
                _ => self.triple[(sequence as usize >> 8 & 0x7f) << 7 | sequence as usize & 0x7f],
            };
            match Meaning::of(value) {
                Meaning::One(code_point) if code_point != sequence || sequence > 0x7f => self.set_sequence(code_point, sequence, false),
                Meaning::Two(first, second) => self.pairs.push((first, second, sequence)),
                _ => {}
            }
        }
    }
}

/// The map with this name, made when it is first asked for.
pub(super) fn map(name: &str) -> &'static Map {
    static MAPS: [OnceLock<(String, Map)>; COUNT] = [const { OnceLock::new() }; COUNT];
    if let Some((_, map)) = MAPS.iter().filter_map(OnceLock::get).find(|made| made.0 == name) {
        return map;
    }
    let packed = unpacked();
    let rows = rows(&packed);
    let index = rows.iter().position(|row| row.name == name.as_bytes()).expect("generate.py made all maps that codecs name");
    &MAPS[index]
        .get_or_init(|| {
            let mut map = Map::empty();
            fill(&mut map, &rows, index, &Some);
            map.turn_round();
            rows[index].encoding.iter().for_each(|(code_point, sequence)| map.set_sequence(code_point, sequence, true));
            (name.to_string(), map)
        })
        .1
}

/// Runs of four-byte sequences of GB 18030: the first one's index, the first code point, how many.
pub(super) fn runs() -> &'static [(u32, u32, u32)] {
    static RUNS: OnceLock<Vec<(u32, u32, u32)>> = OnceLock::new();
    RUNS.get_or_init(|| {
        let packed = unpacked();
        let mut rest = Reader(&packed);
        (0..rest.byte()).for_each(|_| drop(rest.row()));
        (0..rest.number()).map(|_| (rest.number(), rest.number(), rest.number())).collect()
    })
}

fn unpacked() -> Vec<u8> {
    let mut out = Vec::new();
    flate2::read::ZlibDecoder::new(PACKED).read_to_end(&mut out).expect("the file is as generate.py made it");
    out
}

fn rows(packed: &[u8]) -> Vec<Row<'_>> {
    let mut rest = Reader(packed);
    (0..rest.byte()).map(|_| rest.row()).collect()
}

/// Puts a map's parts and its own entries into `map`, each sequence where `place` says.
fn fill(map: &mut Map, rows: &[Row<'_>], index: usize, place: &dyn Fn(u32) -> Option<u32>) {
    for &(part, transform) in &rows[index].parts {
        fill(map, rows, part, &|sequence| transformed(sequence, transform).and_then(place));
    }
    for (sequence, value) in rows[index].decoding.iter() {
        if let Some(sequence) = place(sequence) {
            map.set_meaning(sequence, value);
        }
    }
}

/// Where a sequence of a 94 by 94 set stands in a set that has it as a part.
fn transformed(sequence: u32, transform: u8) -> Option<u32> {
    if transform == 0 {
        return Some(sequence);
    }
    let (row, column) = ((sequence >> 8) - 0xa1, (sequence & 0xff) - 0xa1);
    match transform {
        1 => Some(0x8f_0000 | sequence),
        2 => Some(shifted(row, column)),
        _ => {
            // the rows of the second plane that there are
            let behind = match row + 1 {
                1 => 0,
                8 => 1,
                row @ 3..=5 => row - 1,
                row @ 12..=15 => row - 7,
                row @ 78..=94 => row - 69,
                _ => return None,
            };
            Some(shifted(94 + behind, column))
        }
    }
}

/// A place in Shift JIS.
fn shifted(row: u32, column: u32) -> u32 {
    let lead = row / 2 + 0x81;
    let lead = if lead > 0x9f { lead + 0x40 } else { lead };
    let trail = if row % 2 == 1 { column + 0x9f } else { column + 0x40 + u32::from(column >= 63) };
    lead << 8 | trail
}

/// A map as it stands in the file.
struct Row<'a> {
    name: &'a [u8],
    parts: Vec<(usize, u8)>,
    decoding: Entries<'a>,
    encoding: Entries<'a>,
}

/// Keys and values: each in four planes, as steps.
struct Entries<'a> {
    keys: &'a [u8],
    values: &'a [u8],
}

impl Entries<'_> {
    fn iter(&self) -> impl Iterator<Item = (u32, u32)> {
        steps(self.keys).zip(steps(self.values))
    }
}

fn steps(planes: &[u8]) -> impl Iterator<Item = u32> {
    let count = planes.len() / 4;
    (0..count).scan(0u32, move |last, at| {
        let step = (0..4).fold(0, |step, plane| step | u32::from(planes[plane * count + at]) << (8 * plane));
        *last = last.wrapping_add(step);
        Some(*last)
    })
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn bytes(&mut self, count: usize) -> &'a [u8] {
        let (taken, rest) = self.0.split_at(count);
        self.0 = rest;
        taken
    }

    fn byte(&mut self) -> u8 {
        self.bytes(1)[0]
    }

    fn number(&mut self) -> u32 {
        self.bytes(4).iter().rev().fold(0, |number, &byte| number << 8 | u32::from(byte))
    }

    fn entries(&mut self) -> Entries<'a> {
        let count = self.number() as usize;
        Entries { keys: self.bytes(count * 4), values: self.bytes(count * 4) }
    }

    fn row(&mut self) -> Row<'a> {
        let length = self.byte();
        let name = self.bytes(usize::from(length));
        let parts = (0..self.byte()).map(|_| (usize::from(self.byte()), self.byte())).collect();
        Row { name, parts, decoding: self.entries(), encoding: self.entries() }
    }
}
