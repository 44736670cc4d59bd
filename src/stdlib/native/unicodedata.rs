//! `unicodedata`: properties, names and normal forms of characters, from the tables of the Unicode crates.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};
use unicode_width::UnicodeWidthChar;

use crate::object::{MethodDef, ModuleSpec, Res, Value, method};
use crate::text::{unicode, wtf8};
use crate::vm::Vm;

pub static MODULE: ModuleSpec = ModuleSpec {
    name: "unicodedata",
    doc: "This module provides access to the Unicode Character Database which\ndefines character properties for all Unicode characters.",
    functions: FUNCTIONS,
    constants: &[("unidata_version", |vm| Ok(vm.str("16.0.0")))],
    ..ModuleSpec::DEFAULT
};

const FUNCTIONS: &[MethodDef] = &[
    method("category", "(chr, /)", |vm, a| Ok(vm.str(category(character(vm, "category", a[0])?)))),
    method("combining", "(chr, /)", |vm, a| {
        let c = char::from_u32(character(vm, "combining", a[0])?);
        Ok(vm.int(c.map_or(0, |c| i64::from(canonical_combining_class(c)))))
    }),
    method("east_asian_width", "(chr, /)", |vm, a| Ok(vm.str(width(character(vm, "east_asian_width", a[0])?)))),
    method("decimal", "(chr, default=<unrepresentable>, /)", |vm, a| {
        let found = unicode::decimal_value(character(vm, "decimal", a[0])?).map(|n| vm.int(i64::from(n)));
        found.or(a[1].given()).ok_or_else(|| vm.value_error("not a decimal"))
    }),
    method("digit", "(chr, default=<unrepresentable>, /)", |vm, a| {
        let found = unicode::digit_value(character(vm, "digit", a[0])?).map(|n| vm.int(i64::from(n)));
        found.or(a[1].given()).ok_or_else(|| vm.value_error("not a digit"))
    }),
    method("numeric", "(chr, default=<unrepresentable>, /)", |vm, a| {
        let found = unicode::numeric_value(character(vm, "numeric", a[0])?).map(|n| vm.float(n));
        found.or(a[1].given()).ok_or_else(|| vm.value_error("not a numeric character"))
    }),
    method("name", "(chr, default=<unrepresentable>, /)", |vm, a| {
        let found = unicode::name(character(vm, "name", a[0])?).map(|n| vm.str(&n));
        found.or(a[1].given()).ok_or_else(|| vm.value_error("no such name"))
    }),
    method("lookup", "(name, /)", |vm, a| {
        let Some(name) = a[0].as_str() else {
            return Err(vm.type_error(format!("lookup() argument must be str, not {}", a[0].argument_name())));
        };
        match unicode::by_name(name) {
            Some(c) => Ok(vm.char(c)),
            None => Err(vm.raise(&crate::types::exceptions::KEY_ERROR, format!("undefined character name '{name}'"))),
        }
    }),
    method("normalize", "(form, unistr, /)", |vm, a| normalize(vm, "normalize", a)),
    method("is_normalized", "(form, unistr, /)", |vm, a| {
        let made = normalize(vm, "is_normalized", a)?;
        Ok(Value::bool(made.str_bytes() == a[1].str_bytes()))
    }),
];

/// The one character of an argument.
fn character(vm: &Vm, function: &str, v: Value) -> Res<u32> {
    // those with a default have a second argument
    let which = if matches!(function, "name" | "decimal" | "digit" | "numeric") { " 1" } else { "" };
    let wrong = |vm: &Vm, what: String| vm.type_error(format!("{function}() argument{which} must be a unicode character, not {what}"));
    let Some(text) = v.str_bytes() else {
        return Err(wrong(vm, v.argument_name().to_string()));
    };
    let mut points = wtf8::code_points(text);
    match (points.next(), points.next()) {
        (Some(c), None) => Ok(c),
        _ => {
            let n = wtf8::count_code_points(text);
            Err(wrong(vm, format!("a string of length {n}")))
        }
    }
}

fn category(c: u32) -> &'static str {
    use GeneralCategory as G;
    let Some(c) = char::from_u32(c) else { return "Cs" };
    match c.general_category() {
        G::UppercaseLetter => "Lu",
        G::LowercaseLetter => "Ll",
        G::TitlecaseLetter => "Lt",
        G::ModifierLetter => "Lm",
        G::OtherLetter => "Lo",
        G::NonspacingMark => "Mn",
        G::SpacingMark => "Mc",
        G::EnclosingMark => "Me",
        G::DecimalNumber => "Nd",
        G::LetterNumber => "Nl",
        G::OtherNumber => "No",
        G::ConnectorPunctuation => "Pc",
        G::DashPunctuation => "Pd",
        G::OpenPunctuation => "Ps",
        G::ClosePunctuation => "Pe",
        G::InitialPunctuation => "Pi",
        G::FinalPunctuation => "Pf",
        G::OtherPunctuation => "Po",
        G::MathSymbol => "Sm",
        G::CurrencySymbol => "Sc",
        G::ModifierSymbol => "Sk",
        G::OtherSymbol => "So",
        G::SpaceSeparator => "Zs",
        G::LineSeparator => "Zl",
        G::ParagraphSeparator => "Zp",
        G::Control => "Cc",
        G::Format => "Cf",
        G::Surrogate => "Cs",
        G::PrivateUse => "Co",
        G::Unassigned => "Cn",
    }
}

/// The width class (UAX 11): which blocks are full or half wide is said there, the rest follows from the width.
fn width(c: u32) -> &'static str {
    match c {
        0x3000 | 0xFF01..=0xFF60 | 0xFFE0..=0xFFE6 => "F",
        0x20A9 | 0xFF61..=0xFFBE | 0xFFC2..=0xFFC7 | 0xFFCA..=0xFFCF | 0xFFD2..=0xFFD7 | 0xFFDA..=0xFFDC | 0xFFE8..=0xFFEE => "H",
        0x20..=0x7E | 0xA2 | 0xA3 | 0xA5 | 0xA6 | 0xAC | 0xAF | 0x27E6..=0x27ED | 0x2985 | 0x2986 => "Na",
        _ => match char::from_u32(c) {
            Some(c) if c.width() == Some(2) => "W",
            Some(c) if c.width_cjk() == Some(2) && c.width() == Some(1) => "A",
            _ => "N",
        },
    }
}

fn normalize(vm: &Vm, function: &str, a: &[Value]) -> Res {
    let (Some(form), Some(text)) = (a[0].as_str(), a[1].str_bytes()) else {
        let (i, v) = if a[0].str_bytes().is_none() { (1, a[0]) } else { (2, a[1]) };
        return Err(vm.type_error(format!("{function}() argument {i} must be str, not {}", v.argument_name())));
    };
    if !matches!(form, "NFC" | "NFD" | "NFKC" | "NFKD") {
        return Err(vm.value_error("invalid normalization form"));
    }
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    // lone surrogates stay and part the text
    while !rest.is_empty() {
        let good = match std::str::from_utf8(rest) {
            Ok(all) => all,
            Err(e) => std::str::from_utf8(&rest[..e.valid_up_to()]).unwrap_or(""),
        };
        let made: String = match form {
            "NFC" => good.nfc().collect(),
            "NFD" => good.nfd().collect(),
            "NFKC" => good.nfkc().collect(),
            _ => good.nfkd().collect(),
        };
        out.extend_from_slice(made.as_bytes());
        rest = &rest[good.len()..];
        let surrogate = rest.len().min(3);
        out.extend_from_slice(&rest[..surrogate]);
        rest = &rest[surrogate..];
    }
    Ok(vm.str_wtf8(&out))
}
