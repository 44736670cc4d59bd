//! The known divergences from CPython: every script of `tests/differs/` says in its first comment what differs and why,
//! and shows it. Its snapshot is togil's own answer, one for both modes, since the referee would give another.
//!
//! After a change that is meant, look at the difference and renew them: `INSTA_UPDATE=always cargo test --test differs`.

mod support;

use std::fs;
use std::path::Path;

/// More than these, and the differences are no longer few.
const MOST: usize = 8;

#[test]
fn what_differs_from_cpython_is_argued_and_the_same_in_both_modes() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/differs");
    let entries = fs::read_dir(&folder).expect("the scripts' folder is there");
    let names = entries.map(|entry| entry.expect("an entry can be read").file_name().to_string_lossy().into_owned());
    let mut scripts: Vec<String> = names.filter(|name| name.ends_with(".py")).collect();
    scripts.sort();
    assert!((1..=MOST).contains(&scripts.len()), "{} scripts", scripts.len());
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(&folder);
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    for name in scripts {
        let text = fs::read_to_string(folder.join(&name)).expect("a script can be read");
        assert!(text.starts_with("# ") && text.contains("\n# Why: "), "{name} must open with what differs, and why");
        for mode in ["gil=1", "gil=0"] {
            let ended = support::togil().folder(&folder).args(&["-X", mode, &name]).end();
            assert!(ended.code == 0 && ended.err().is_empty(), "{name} -X {mode}: exit {}\n{}", ended.code, ended.err());
            settings.bind(|| insta::assert_snapshot!(name.trim_end_matches(".py"), ended.out()));
        }
    }
}
