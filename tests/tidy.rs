//! The house rules that a machine can check: who may know whom, how long a file is, where `unsafe` stands.
//!
//! Each test gathers every offence and lists them together, with the rule. The list of places for `unsafe` is the README's
//! inventory itself. What the rules read is code without its comments and literals (`code_of`).

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// For each folder of `src/`, the folders below it: `main -> interp, stdlib -> vm, types -> object -> sync`, and
/// `compile -> bytecode, syntax`, with `text` below all. Folders that share a row in the style's line may name each other.
const BELOW: [(&str, &[&str]); 11] = [
    ("text", &[]),
    ("sync", &["text"]),
    ("syntax", &["text"]),
    ("bytecode", &["syntax", "text"]),
    ("compile", &["bytecode", "syntax", "text"]),
    ("object", &["bytecode", "sync", "text"]),
    ("types", &["vm", "object", "sync", "bytecode", "compile", "syntax", "text"]),
    ("vm", &["types", "object", "sync", "bytecode", "compile", "syntax", "text"]),
    ("stdlib", &["interp", "vm", "types", "object", "sync", "bytecode", "compile", "syntax", "text"]),
    ("interp", &["stdlib", "vm", "types", "object", "sync", "bytecode", "compile", "syntax", "text"]),
    ("command_line", &["interp", "stdlib", "vm", "types", "object", "sync", "bytecode", "compile", "syntax", "text"]),
];

/// Where a lower layer does name a higher one, and why that is right. One that is not needed any more is an offence.
const EXCEPTIONS: [(&str, &str, &str); 1] =
    [("src/object/spec.rs", "vm", "a type's row holds function pointers, and their type names the machine they get")];

const LINES: usize = 800;

#[test]
fn lower_layers_never_name_higher_ones() {
    let mut offences = Vec::new();
    let mut needed = BTreeSet::new();
    for file in files("src", "rs") {
        let name = relative(&file);
        let Some(layer) = name.strip_prefix("src/").and_then(|rest| rest.split_once('/')).map(|(layer, _)| layer) else {
            continue;
        };
        let Some((_, below)) = BELOW.iter().find(|(folder, _)| *folder == layer) else {
            offences.push(format!("{name}: `{layer}` is no layer of the style's list"));
            continue;
        };
        for target in named_layers(&code_of(&read(&file))) {
            if target == layer || below.contains(&target.as_str()) {
                continue;
            }
            match EXCEPTIONS.iter().find(|(file, to, _)| *file == name && *to == target) {
                Some(exception) => drop(needed.insert(*exception)),
                None => offences.push(format!("{name}: `{layer}` names `{target}`, which stands above it")),
            }
        }
    }
    for exception in EXCEPTIONS.iter().filter(|exception| !needed.contains(*exception)) {
        offences.push(format!("{}: the exception for `{}` is not needed any more", exception.0, exception.1));
    }
    report("layers", &offences);
}

#[test]
fn files_are_short() {
    let mut offences = Vec::new();
    for (folder, end) in [
        ("src", "rs"),
        ("src", "py"),
        ("tests", "rs"),
        ("tests", "py"),
        ("examples", "rs"),
        ("examples", "py"),
        ("benches", "rs"),
        ("benches", "py"),
    ] {
        for file in files(folder, end) {
            let text = read(&file);
            let lines = text.lines().count();
            let generated = text.lines().take(10).any(|line| line.contains("@generated"));
            if lines >= LINES && !generated {
                offences.push(format!("{}: {lines} lines, and no `@generated` in the first ten", relative(&file)));
            }
        }
    }
    report("files under 800 lines", &offences);
}

#[test]
fn files_open_with_their_contract() {
    let mut offences = Vec::new();
    for file in ["src", "tests", "examples", "benches"].into_iter().flat_map(|folder| files(folder, "rs")) {
        if !read(&file).starts_with("//!") {
            offences.push(format!("{}: does not open with `//!`", relative(&file)));
        }
    }
    for file in files("src", "py") {
        if !read(&file).starts_with("\"\"\"") {
            offences.push(format!("{}: does not open with a docstring", relative(&file)));
        }
    }
    report("contracts", &offences);
}

#[test]
fn unsafe_stands_where_the_readme_says() {
    let inventory = inventory();
    let mut offences = Vec::new();
    let mut used = BTreeSet::new();
    for file in files("src", "rs") {
        if !words(&code_of(&read(&file))).any(|word| word == "unsafe") {
            continue;
        }
        let name = relative(&file);
        match inventory.iter().find(|place| name == **place || (place.ends_with('/') && name.starts_with(place.as_str()))) {
            Some(place) => drop(used.insert(place)),
            None => offences.push(format!("{name}: has `unsafe` and is not in the README's inventory")),
        }
    }
    for place in inventory.iter().filter(|place| !used.contains(place)) {
        offences.push(format!("{place}: is in the README's inventory and has no `unsafe`"));
    }
    report("unsafe inventory", &offences);
}

#[test]
fn nothing_is_unwrapped_without_a_word() {
    let mut offences = Vec::new();
    // A file of tests says so in its name: `tests.rs`, `gil_tests.rs`, `unit_test.rs`.
    let is_test = |file: &Path| {
        let name = relative(file);
        name.trim_end_matches(".rs").trim_end_matches('s').ends_with("test")
    };
    for file in ["src", "examples"].into_iter().flat_map(|folder| files(folder, "rs")).filter(|file| !is_test(file)) {
        let code = without_tests(&code_of(&read(&file)));
        for (number, line) in code.lines().enumerate() {
            if line.contains(".unwrap()") {
                offences.push(format!("{}:{}: `unwrap()`; `expect` says why it cannot fail", relative(&file), number + 1));
            }
            if line.contains("#[allow(") || line.contains("#![allow(") {
                offences.push(format!("{}:{}: `allow`; `expect` with a reason goes stale aloud", relative(&file), number + 1));
            }
        }
    }
    report("unwrap and allow", &offences);
}

#[test]
fn every_dependency_has_a_reason() {
    let mut offences = Vec::new();
    let (mut inside, mut reason) = (false, false);
    for line in read(&root().join("Cargo.toml")).lines().map(str::trim) {
        match line {
            "" => reason = false,
            _ if line.starts_with('[') => {
                inside = line.contains("dependencies");
                reason = false;
            }
            _ if line.starts_with('#') => reason = true,
            _ if inside && !reason => offences.push(format!("Cargo.toml: `{line}` has no comment above it")),
            _ => (),
        }
    }
    report("dependencies", &offences);
}

#[test]
fn every_script_has_its_snapshot_and_every_snapshot_its_script() {
    let mut offences = Vec::new();
    for (from, to) in [("py", "snap"), ("snap", "py")] {
        for file in files("tests/scripts", from) {
            // What lies deeper is material that scripts import.
            let script = relative(&file).matches('/').count() == 3;
            if script && !file.with_extension(to).exists() {
                offences.push(format!("{}: no .{to} beside it (tests/confirm.py writes snapshots)", relative(&file)));
            }
        }
    }
    report("snapshots", &offences);
}

#[test]
fn the_rules_see_code_and_not_comments() {
    let text = "a /* unsafe /* nested */ unsafe */ 'u' '\\'' b\"unsafe\" r#\"un\"safe\"# // unsafe\n&'unsafe x \"\\\"unsafe\" end";
    let code = code_of(text);
    let found: Vec<&str> = words(&code).collect();
    assert_eq!(found, ["a", "unsafe", "x", "end"], "the lifetime's name is code, the rest is not: {code}");
    let names = named_layers("use crate::{vm::Vm, object::{Value, Slot}, sync}; crate::types::list::x");
    assert_eq!(names.into_iter().collect::<Vec<_>>(), ["object", "sync", "types", "vm"]);
    assert_eq!(without_tests("a #[cfg(test)] mod t { { } } b").split_whitespace().collect::<Vec<_>>(), ["a", "b"]);
}

fn report(rule: &str, offences: &[String]) {
    assert!(offences.is_empty(), "house rule `{rule}`:\n{}", offences.join("\n"));
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn relative(file: &Path) -> String {
    file.strip_prefix(root()).expect("it was found below the root").to_string_lossy().into_owned()
}

fn read(file: &Path) -> String {
    String::from_utf8_lossy(&fs::read(file).expect("a file that was listed can be read")).into_owned()
}

/// Every file below `folder` whose name ends with `end`, in order.
fn files(folder: &str, end: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten() {
            let path = entry.expect("an entry can be read").path();
            match path.is_dir() {
                true => folders.push(path),
                false if path.extension().is_some_and(|found| found == end) => found.push(path),
                false => (),
            }
        }
    }
    found.sort();
    found
}

/// The paths of the README's unsafe inventory: the first code span of each row between its two markers.
fn inventory() -> Vec<String> {
    let text = read(&root().join("README.md"));
    let (_, rest) = text.split_once("<!-- unsafe: begin -->").expect("the README has the inventory's first marker");
    let (list, _) = rest.split_once("<!-- unsafe: end -->").expect("the README has the inventory's last marker");
    list.lines().filter_map(|line| line.split('`').nth(1)).map(str::to_string).collect()
}

fn words(code: &str) -> impl Iterator<Item = &str> {
    code.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty())
}

/// The layers that `crate::…` paths name, in one path or in a group.
fn named_layers(code: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (at, start) in code.match_indices("crate::") {
        let rest = &code[at + start.len()..];
        let Some(group) = rest.strip_prefix('{') else {
            found.extend(words(rest).next().map(str::to_string));
            continue;
        };
        let mut depth = 0;
        let mut first = true;
        for (index, c) in group.char_indices() {
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => first = true,
                c if first && c.is_alphanumeric() => {
                    found.extend(words(&group[index..]).next().map(str::to_string));
                    first = false;
                }
                _ => (),
            }
        }
    }
    found.retain(|name| BELOW.iter().any(|(folder, _)| folder == name));
    found
}

/// Rust source with comments, strings and character literals blanked; lines stay where they are.
fn code_of(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut code = String::with_capacity(text.len());
    let mut at = 0;
    while at < chars.len() {
        let end = match (chars[at], chars.get(at + 1)) {
            ('/', Some('/')) => (at..chars.len()).find(|i| chars[*i] == '\n').unwrap_or(chars.len()),
            ('/', Some('*')) => comment_end(&chars, at),
            ('"', _) => string_end(&chars, at + 1),
            ('b', Some('"')) => string_end(&chars, at + 2),
            ('\'', Some('\\')) => (at + 3..chars.len()).find(|i| chars[*i] == '\'').map_or(chars.len(), |i| i + 1),
            ('\'', Some(_)) if chars.get(at + 2) == Some(&'\'') => at + 3,
            ('r', Some('"' | '#')) if !chars[..at].last().is_some_and(|c| c.is_alphanumeric() && *c != 'b') => raw_end(&chars, at),
            _ => at,
        };
        if end == at {
            code.push(chars[at]);
            at += 1;
        } else {
            code.push(' ');
            code.extend(chars[at..end].iter().filter(|c| **c == '\n'));
            at = end;
        }
    }
    code
}

fn comment_end(chars: &[char], start: usize) -> usize {
    let mut depth = 0;
    let mut at = start;
    while at < chars.len() {
        match (chars[at], chars.get(at + 1)) {
            ('/', Some('*')) => (depth, at) = (depth + 1, at + 2),
            ('*', Some('/')) => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            return at;
        }
    }
    at
}

fn string_end(chars: &[char], mut at: usize) -> usize {
    while at < chars.len() && chars[at] != '"' {
        at += if chars[at] == '\\' { 2 } else { 1 };
    }
    (at + 1).min(chars.len())
}

/// The end of a raw string that starts at `start`, or `start` if it is a raw identifier.
fn raw_end(chars: &[char], start: usize) -> usize {
    let hashes = chars[start + 1..].iter().take_while(|c| **c == '#').count();
    let open = start + 1 + hashes;
    if chars.get(open) != Some(&'"') {
        return start;
    }
    let closes = |at: usize| chars[at] == '"' && chars[at + 1..].iter().take(hashes).filter(|c| **c == '#').count() == hashes;
    (open + 1..chars.len()).find(|at| closes(*at)).map_or(chars.len(), |at| at + 1 + hashes)
}

/// Code without what a `#[cfg(…)]` that names `test` (but not `not(test)`) marks; lines stay where they are.
fn without_tests(code: &str) -> String {
    let mut left = String::new();
    let mut rest = code;
    while let Some((before, marked)) = rest.split_once("#[cfg(") {
        left += before;
        let (condition, marked) = marked.split_once(']').unwrap_or((marked, ""));
        if condition.contains("not(test") || !words(condition).any(|word| word == "test") {
            rest = marked;
            continue;
        }
        let mut depth = 0;
        let mut end = marked.len();
        for (at, c) in marked.char_indices() {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => (),
            }
            if depth == 0 && matches!(c, '}' | ';') {
                end = at + 1;
                break;
            }
        }
        left.extend(marked[..end].chars().filter(|c| *c == '\n'));
        rest = &marked[end..];
    }
    left + rest
}
