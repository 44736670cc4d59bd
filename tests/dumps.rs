//! What each stage makes of the short sources in `tests/dumps/`, which together hold every construct:
//! `--emit tokens`, `--emit ast` and `--emit bytecode`, a snapshot each; and what the module `dis` lists, which the referee cannot confirm,
//! for the bytecode is togil's own.
//!
//! After a change of a stage, look at the difference and renew them: `INSTA_UPDATE=always cargo test --test dumps`.

mod support;

use std::fs;
use std::path::Path;

#[test]
fn each_stage_prints_what_it_makes() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/dumps");
    let mut sources: Vec<String> = fs::read_dir(&folder)
        .expect("the sources' folder is there")
        .map(|entry| entry.expect("an entry can be read").file_name().to_string_lossy().into_owned())
        .filter(|name| name.ends_with(".py"))
        .collect();
    sources.sort();
    assert!(!sources.is_empty());
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(&folder);
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    for name in sources {
        for stage in ["tokens", "ast", "bytecode"] {
            let ended = support::togil().folder(&folder).args(&["--emit", stage, &name]).end();
            assert!(ended.code == 0 && ended.err().is_empty(), "--emit {stage} {name}: exit {}\n{}", ended.code, ended.err());
            let snapshot = format!("{}.{stage}", name.trim_end_matches(".py"));
            settings.bind(|| insta::assert_snapshot!(snapshot, ended.out()));
        }
    }
}

#[test]
fn dis_lists_togils_own_bytecode() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/dumps/dis");
    let ended = support::togil().folder(&folder).args(&["listing.py"]).end();
    assert!(ended.code == 0 && ended.err().is_empty(), "exit {}\n{}", ended.code, ended.err());
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(&folder);
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("listing", ended.out()));
}
