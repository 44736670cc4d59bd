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
fn what_threads_inherit_follows_the_mode_unless_it_is_said() {
    // flags, then what a thread sees of its starter's context, by itself and where one is given
    let script = "import contextvars, sys, threading, warnings\n\
        v = contextvars.ContextVar('v', default=0)\n\
        v.set(1)\n\
        seen = []\n\
        def look():\n    seen.append(v.get())\n\
        for more in {}, {'context': contextvars.copy_context()}, {'context': contextvars.Context()}:\n\
        \x20   t = threading.Thread(target=look, **more)\n    t.start()\n    t.join()\n\
        print(sys.flags.thread_inherit_context, sys.flags.context_aware_warnings, seen)";
    let wanted = |inherit: u8, warnings: u8| format!("{inherit} {warnings} [{inherit}, 1, 0]\n");
    let both = |words: &[&str], inherit: u8, warnings: u8| {
        is(&run().args(words).args(&["-c", script]).end(), &wanted(inherit, warnings), "");
    };
    both(&["-X", "gil=1"], 0, 0);
    both(&["-X", "gil=0"], 1, 1);
    for mode in MODES {
        both(&["-X", mode, "-X", "thread_inherit_context=1", "-X", "context_aware_warnings=0"], 1, 0);
        both(&["-X", mode, "-X", "thread_inherit_context=0", "-X", "context_aware_warnings=1"], 0, 1);
    }
    let named = |variable: &str, value: &str| run().env(variable, value);
    is(&named("PYTHON_THREAD_INHERIT_CONTEXT", "1").args(&["-c", script]).end(), &wanted(1, 0), "");
    is(&named("PYTHON_CONTEXT_AWARE_WARNINGS", "1").args(&["-c", script]).end(), &wanted(0, 1), "");
    // the option is stronger than the environment, which -E does not read
    let option = ["-X", "thread_inherit_context=0", "-c", script];
    is(&named("PYTHON_THREAD_INHERIT_CONTEXT", "1").args(&option).end(), &wanted(0, 0), "");
    is(&named("PYTHON_THREAD_INHERIT_CONTEXT", "1").args(&["-E", "-c", script]).end(), &wanted(0, 0), "");
    for (option, variable) in
        [("thread_inherit_context", "PYTHON_THREAD_INHERIT_CONTEXT"), ("context_aware_warnings", "PYTHON_CONTEXT_AWARE_WARNINGS")]
    {
        let fatal = |what: &str| format!("Fatal Python error: config_init_{option}: {what} is missing or invalid\n");
        for wrong in ["", "=", "=2", "=x"] {
            let ended = run().args(&["-X", &format!("{option}{wrong}"), "-c", "pass"]).end();
            assert!(ended.code == 1 && ended.err().starts_with(&fatal(&format!("-X {option}=n: n"))), "{wrong}: {}", ended.err());
        }
        let ended = named(variable, "x").args(&["-c", "pass"]).end();
        assert!(ended.code == 1 && ended.err().starts_with(&fatal(&format!("{variable}=N: N"))), "{}", ended.err());
    }
}

#[test]
fn a_build_says_what_it_can_and_a_run_what_it_does() {
    let script = "import sys, sysconfig; print(sysconfig.get_config_var('Py_GIL_DISABLED'), sys.flags.gil, sys._is_gil_enabled())";
    is(&run().args(&["-c", script]).end(), "1 None True\n", "");
    is(&run().args(&["-X", "gil=1", "-c", script]).end(), "1 1 True\n", "");
    is(&run().args(&["-X", "gil=0", "-c", script]).end(), "1 0 False\n", "");
    // the last one said counts, and an empty variable says nothing
    is(&run().args(&["-X", "gil=1", "-X", "gil=0", "-c", script]).end(), "1 0 False\n", "");
    is(&run().env("PYTHON_GIL", "").args(&["-c", script]).end(), "1 None True\n", "");
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
