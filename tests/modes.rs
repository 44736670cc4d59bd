//! The GIL as a switch: while threads run, and by a module that needs it.

mod support;

use std::path::{Path, PathBuf};

use support::{Ended, Run, togil};

const MODES: [&str; 2] = ["gil=1", "gil=0"];

/// CPython's words.
const WARNING: &str = "needs_gil.py:20: RuntimeWarning: The global interpreter lock (GIL) has been enabled to load module \
    '_needs_gil', which has not declared that it can run safely without the GIL. To override this behavior and keep the \
    GIL disabled (at your own risk), run with PYTHON_GIL=0 or -Xgil=0.\n  import _needs_gil\n";

fn here() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/modes")
}

fn run() -> Run {
    togil().folder(&here())
}

#[track_caller]
fn is(ended: &Ended, stdout: &str, stderr: &str) {
    let err = ended.err().replace(&format!("{}/", here().display()), "");
    assert_eq!((ended.code, ended.out().as_str(), err.as_str(), ended.hang), (0, stdout, stderr, false));
}

#[test]
fn the_gil_can_be_switched_under_running_threads() {
    for mode in MODES {
        let wanted = "18000 True\n600 True\n18000 True\n[True, True, True, True]\n";
        is(&run().args(&["-X", mode, "-X", "switch_interval=0.0001", "switching.py"]).end(), wanted, "");
    }
}

#[test]
fn a_module_that_needs_the_gil_switches_it_on() {
    is(&run().args(&["-X", "gil=1", "needs_gil.py"]).end(), "True True True\n", "");
    is(&run().args(&["-X", "gil=0", "needs_gil.py"]).end(), "False True True\n", WARNING);
}

#[test]
fn the_environment_insists_on_no_gil() {
    is(&run().env("PYTHON_GIL", "0").args(&["needs_gil.py"]).end(), "False False True\n", "");
    is(&run().env("PYTHON_GIL", "0").args(&["-X", "gil=0", "needs_gil.py"]).end(), "False False True\n", "");
    is(&run().env("PYTHON_GIL", "0").args(&["-X", "gil=1", "needs_gil.py"]).end(), "True True True\n", "");
    is(&run().env("PYTHON_GIL", "0").args(&["-E", "-X", "gil=0", "needs_gil.py"]).end(), "False True True\n", WARNING);
}

#[test]
fn the_warning_can_be_an_error() {
    let script = "import sys\ntry:\n    import _needs_gil\nexcept RuntimeWarning as e:\n    print(sys._is_gil_enabled(), '_needs_gil' in sys.modules)";
    is(&run().args(&["-X", "gil=0", "-W", "error::RuntimeWarning", "-c", script]).end(), "True False\n", "");
}

#[test]
fn an_interpreter_switches_its_own_gil_alone() {
    let script = "import sys\nfrom concurrent import interpreters\nguest = interpreters.create()\n\
        guest.exec('import sys; print(sys._is_gil_enabled()); import _needs_gil; print(sys._is_gil_enabled())')\n\
        print(sys._is_gil_enabled())";
    let quiet = ["-W", "ignore::RuntimeWarning"];
    is(&run().args(&["-X", "gil=0"]).args(&quiet).args(&["-c", script]).end(), "False\nTrue\nFalse\n", "");
    is(&run().args(&["-X", "gil=1"]).args(&quiet).args(&["-c", script]).end(), "True\nTrue\nTrue\n", "");
}

#[test]
fn the_switch_interval_is_an_option() {
    let script = "import sys; from concurrent import interpreters as i; print(sys.getswitchinterval())\n\
        i.create().exec('import sys; print(sys.getswitchinterval())')";
    is(&run().args(&["-X", "switch_interval=0.000002", "-c", script]).end(), "2e-06\n2e-06\n", "");
    for wrong in ["switch_interval", "switch_interval=0", "switch_interval=-1", "switch_interval=x", "switch_interval=nan"] {
        assert_eq!(run().args(&["-X", wrong, "-c", ""]).end().code, 1, "{wrong}");
    }
}
