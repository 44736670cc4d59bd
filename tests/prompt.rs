//! The prompt (`-i`, `PYTHONINSPECT`), `-b`, colours, and standard streams that are closed or full: what CPython 3.14 does.

mod support;

use support::{Ended, togil};

fn prompt(options: &[&str], input: &str) -> Ended {
    togil().args(options).input(input).end()
}

#[track_caller]
fn is(ended: &Ended, code: i32, stdout: &str, stderr: &str) {
    assert_eq!((ended.code, ended.out(), ended.err()), (code, stdout.to_string(), stderr.to_string()));
}

#[test]
fn statements_are_read_one_by_one() {
    is(&prompt(&["-iq"], "1+1\n_\nNone\n"), 0, "2\n2\n", ">>> >>> >>> >>> \n");
    is(&prompt(&["-iq"], "def f(x):\n  return x\n\nf(3)\n"), 0, "3\n", ">>> ... ... >>> >>> \n");
    is(&prompt(&["-iq"], "x=\"\"\"a\nb\"\"\"\nx\n(1,\n2)\n"), 0, "'a\\nb'\n(1, 2)\n", ">>> ... >>> >>> ... >>> \n");
    is(&prompt(&["-iq"], "\"a\\\nb\"\n1 + \\\n2\n"), 0, "'ab'\n3\n", ">>> ... >>> ... >>> \n");
    is(&prompt(&["-iq"], "# c\n\n  \n3\n"), 0, "3\n", ">>> >>> >>> >>> >>> \n");
    is(&prompt(&["-iq"], "1\n2"), 0, "1\n2\n", ">>> >>> ... \n>>> \n");
    is(&prompt(&["-iq"], "@property\ndef f(): pass\n\nf.fget.__name__\n"), 0, "'f'\n", ">>> ... ... >>> >>> \n");
}

#[test]
fn mistakes_are_shown_and_the_prompt_goes_on() {
    let first = "Traceback (most recent call last):\n  File \"<stdin>\", line 1, in <module>\n    1/0\n    ~^~\nZeroDivisionError: division by zero\n";
    let second = "  File \"<stdin>\", line 1\n    def f(:\n          ^\nSyntaxError: invalid syntax\n";
    is(&prompt(&["-iq"], "1/0\ndef f(:\n5\n"), 0, "5\n", &format!(">>> {first}>>> {second}>>> >>> \n"));
    let late = "  File \"<stdin>\", line 3\n    2\n    ^\nSyntaxError: invalid syntax\n";
    is(&prompt(&["-iq"], "if 1:\n  1\n2\n"), 0, "", &format!(">>> ... ... {late}>>> \n"));
    let own = "  File \"<stdin-0>\", line 1\n    return 3\n    ^^^^^^^^\nSyntaxError: 'return' outside function\n";
    is(&prompt(&["-iq"], "return 3\n"), 0, "", &format!(">>> {own}>>> \n"));
    let inner = "Traceback (most recent call last):\n  File \"<stdin>\", line 1, in <module>\n    f()\n    ~^^\n  File \"<stdin>\", line 1, in f\n    def f(): 1/0\n             ~^~\nZeroDivisionError: division by zero\n";
    is(&prompt(&["-iq"], "def f(): 1/0\n\nf()\n"), 0, "", &format!(">>> ... >>> {inner}>>> \n"));
}

#[test]
fn the_prompt_ends_as_it_is_told() {
    is(&prompt(&["-iq"], "exit(3)\n4\n"), 3, "", ">>> ");
    is(&prompt(&["-iq"], "raise SystemExit(4)\n"), 4, "", ">>> ");
    is(&prompt(&["-iq"], ""), 0, "", ">>> \n");
    assert_eq!(prompt(&["-iq"], "raise KeyboardInterrupt\n").code, 130);
}

#[test]
fn prompts_can_be_changed() {
    is(&prompt(&["-iq"], "import sys\nsys.ps1='A '\nsys.ps2='B '\nif 1:\n  2\n\nsys.ps1\n"), 0, "2\n'A '\n", ">>> >>> A A B B A A \n");
    is(&prompt(&["-iq"], "import sys\nsys.displayhook=lambda v: print('D', v)\n2\n"), 0, "D 2\n", ">>> >>> >>> >>> \n");
}

#[test]
fn a_program_can_be_looked_at_when_it_is_over() {
    is(&prompt(&["-i", "-c", "x = 5"], "x\n"), 0, "5\n", ">>> >>> \n");
    let text = "Traceback (most recent call last):\n  File \"<string>\", line 1, in <module>\n    raise SystemExit(3)\nSystemExit: 3\n";
    is(&prompt(&["-i", "-c", "raise SystemExit(3)"], "7\n"), 0, "7\n", &format!("{text}>>> >>> \n"));
    is(&prompt(&["-i", "-c", "1/0"], "import sys\ntype(sys.last_exc) is sys.last_type\nexit(9)\n").stdout_and_code(), 9, "True\n", "");
    // without -i a pipe is no place for a prompt
    is(&togil().env("PYTHONINSPECT", "1").args(&["-c", "print(1)"]).input("2\n").end(), 0, "1\n", "");
    let ended = togil().env("PYTHONSTARTUP", "nowhere.py").args(&["-iq"]).input("3\n").end();
    is(&ended, 0, "3\n", "Could not open PYTHONSTARTUP\nFileNotFoundError: [Errno 2] No such file or directory: 'nowhere.py'\n>>> >>> \n");
}

trait WithoutStderr {
    fn stdout_and_code(self) -> Ended;
}

impl WithoutStderr for Ended {
    fn stdout_and_code(mut self) -> Ended {
        self.stderr.clear();
        self
    }
}

#[test]
fn bytes_are_warned_of() {
    for (code, out, message) in [
        ("print(str(b'x'))", "b'x'\n", "str() on a bytes instance"),
        ("print(b'a' == 'a')", "False\n", "Comparison between bytes and string"),
        ("print('a' != b'a')", "True\n", "Comparison between bytes and string"),
        ("print(b'a' == 97)", "False\n", "Comparison between bytes and int"),
        ("print(bytearray(b'x') == 'x')", "False\n", "Comparison between bytearray and string"),
        ("print('%s' % b'x')", "b'x'\n", "str() on a bytes instance"),
    ] {
        is(&prompt(&["-c", code], ""), 0, out, "");
        is(&prompt(&["-b", "-c", code], ""), 0, out, &format!("<string>:1: BytesWarning: {message}\n"));
        let raised = prompt(&["-bb", "-c", code], "");
        assert!(
            raised.code == 1 && raised.out().is_empty() && raised.err().ends_with(&format!("BytesWarning: {message}\n")),
            "{}",
            raised.err()
        );
    }
    is(
        &prompt(&["-bb", "-c", "print(b'a' < b'b', repr(b'%s' % b'x'), repr(b'x'), str(b'x', 'ascii'), b'a' == None)"], ""),
        0,
        "True b'x' b'x' x False\n",
        "",
    );
}

#[test]
fn tracebacks_have_colours_where_they_are_wanted() {
    let colours = "Traceback (most recent call last):\n  File \x1b[35m\"<string>\"\x1b[0m, line \x1b[35m1\x1b[0m, in \x1b[35m<module>\x1b[0m\n    \x1b[31m1\x1b[0m\x1b[1;31m/\x1b[0m\x1b[31m0\x1b[0m\n    \x1b[31m~\x1b[0m\x1b[1;31m^\x1b[0m\x1b[31m~\x1b[0m\n\x1b[1;35mZeroDivisionError\x1b[0m: \x1b[35mdivision by zero\x1b[0m\n";
    let plain = "Traceback (most recent call last):\n  File \"<string>\", line 1, in <module>\n    1/0\n    ~^~\nZeroDivisionError: division by zero\n";
    for (variables, text) in [
        (&[][..], plain),
        (&[("FORCE_COLOR", "1")], colours),
        (&[("FORCE_COLOR", "")], plain),
        (&[("NO_COLOR", "1"), ("FORCE_COLOR", "1")], plain),
        (&[("PYTHON_COLORS", "1"), ("NO_COLOR", "1")], colours),
        (&[("PYTHON_COLORS", "0"), ("FORCE_COLOR", "1")], plain),
    ] {
        let run = variables.iter().fold(togil(), |run, (name, value)| run.env(name, value));
        is(&run.args(&["-c", "1/0"]).end(), 1, "", text);
    }
    let place = "  File \x1b[35m\"<string>\"\x1b[0m, line \x1b[35m1\x1b[0m\n    \x1b[1;31mx y\x1b[0m\n    \x1b[1;31m^^^\x1b[0m\n\x1b[1;35mSyntaxError\x1b[0m: \x1b[35minvalid syntax. Perhaps you forgot a comma?\x1b[0m\n";
    is(
        &togil().env("FORCE_COLOR", "1").args(&["-c", "(x y)"]).end(),
        1,
        "",
        &place.replace("    \x1b[1;31mx y\x1b[0m\n    ", "    (\x1b[1;31mx y\x1b[0m)\n     "),
    );
}

#[test]
fn settings_that_are_refused() {
    let fatal = |text: &str| format!("Fatal Python error: {text}\nPython runtime state: preinitialized\n\n");
    let count = "config_init_cpu_count: -X cpu_count=n option: n is missing or an invalid number, n must be greater than 0";
    is(&prompt(&["-X", "cpu_count=0", "-c", "1"], ""), 1, "", &fatal(count));
    is(&prompt(&["-X", "cpu_count=3", "-c", "import os; print(os.cpu_count(), os.process_cpu_count())"], ""), 0, "3 3\n", "");
    let importtime = "config_init_import_time: -X importtime: values other than 1 and 2 are reserved for future use.";
    is(&prompt(&["-X", "importtime=3", "-c", "1"], ""), 1, "", &fatal(importtime));
    is(&prompt(&["-X", "importtime=0", "-X", "faulthandler", "-X", "frozen_modules=off", "-c", "print(1)"], ""), 0, "1\n", "");
    is(&prompt(&["-X", "no_debug_ranges", "-c", "1/0"], "").stdout_and_code(), 1, "", "");
    for option in ["--help-env", "--help-xoptions", "--help-all"] {
        let help = prompt(&[option], "");
        assert!(help.code == 0 && help.out().contains("PYTHON_GIL") != help.out().starts_with("Options of this"), "{option}");
    }
}

/// A shell's line with `togil` in the place of `T`.
fn shell(line: &str) -> Ended {
    let mut command = std::process::Command::new("sh");
    command.env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default()).env("LC_ALL", "C.UTF-8");
    let output = command.args(["-c", &line.replace("T ", &format!("{} ", env!("CARGO_BIN_EXE_togil")))]).output();
    let output = output.expect("there is a shell");
    Ended { stdout: output.stdout, stderr: output.stderr, code: output.status.code().unwrap_or(-1), hang: false }
}

#[test]
fn streams_that_are_closed_or_full() {
    is(&shell("T -c 'import sys; print(sys.stdin, sys.stderr)' <&- 2>&-"), 0, "None None\n", "");
    is(&shell("T -c 'print(1)' >&-; echo $?"), 0, "0\n", "");
    let lost = shell("T -c 'input()' <&-; echo $?");
    assert!(lost.out() == "1\n" && lost.err().ends_with("RuntimeError: lost sys.stdin\n"), "{}", lost.err());
    let flushing = "Exception ignored while flushing sys.stdout:\nOSError: [Errno 28] No space left on device\n";
    is(&shell("T -c 'print(1)' >/dev/full; echo $?"), 0, "120\n", flushing);
    is(&shell("T -c '1/0' 2>/dev/full; echo $?"), 0, "120\n", "");
    is(&shell("T -h >/dev/full; echo $?"), 0, "0\n", "");
    is(&shell("T --nope 2>&-; echo $?"), 0, "2\n", "");
    is(
        &shell("trap '' INT; T -c 'import os, signal; os.kill(os.getpid(), 2); print(signal.getsignal(2) is signal.SIG_IGN)'"),
        0,
        "True\n",
        "",
    );
    is(&shell("T -c 'import sys; print(ascii(sys.argv[1:]))' $(printf 'a\\377')"), 0, "['a\\udcff']\n", "");
}
