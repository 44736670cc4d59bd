//! The machine's handlers jump to each other: no instruction leaves a frame on the native stack.
//!
//! `dispatch/every_opcode.py` executes each opcode thousands of times and notes the depth of the native stack. In a
//! release build the handlers end in tail calls, which the compiler makes and stable Rust does not promise, so this is
//! the check that it did: `cargo test --release --test dispatch` (a step of `.ci/run`). In a debug build a loop drives
//! the handlers, and the script merely has to be right.

mod support;

use std::path::Path;

use togil::bytecode::op::ROWS;

/// Opcodes that no loop can execute.
const NOT_THERE: [(&str, &str); 2] = [
    ("ToBool", "conditions are jumps; the compiler does not emit it"),
    ("SetupAnnotations", "at most once in a run of the machine, at its beginning"),
];

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/dispatch")
}

#[test]
fn no_opcode_leaves_a_native_frame() {
    for mode in ["gil=1", "gil=0"] {
        let ended = support::togil().folder(&folder()).args(&["-X", mode, "every_opcode.py"]).end();
        let said = format!("{}{}", ended.out(), ended.err());
        assert!(ended.code == 0 && said.contains("loops watched"), "-X {mode}: exit {}\n{said}", ended.code);
    }
}

#[test]
fn every_opcode_is_in_the_script() {
    let ended = support::togil().folder(&folder()).args(&["--emit", "bytecode", "every_opcode.py"]).end();
    let listing = ended.out();
    let is_there = |name: &str| listing.split_whitespace().any(|word| word == name);
    let wrong: Vec<&str> =
        ROWS.iter().map(|row| row.name).filter(|name| is_there(name) == NOT_THERE.iter().any(|(not, _)| not == name)).collect();
    assert!(wrong.is_empty(), "missing, or there although NOT_THERE says it cannot be: {wrong:?}");
}
