//! The command: options, exit codes, ways to name a program, bad input, closed pipes.
//!
//! What holds in both modes is asked in both. The wanted texts are CPython 3.14's; where it prints the path of its own
//! binary, `togil` stands here (`Ended::err` with the path replaced).

mod support;

use std::fs;
use std::io::Read;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use support::{Ended, Run, togil};

const MODES: [&str; 2] = ["gil=1", "gil=0"];

fn both(test: impl Fn(&str)) {
    MODES.into_iter().for_each(test);
}

fn run(words: &[&str]) -> Ended {
    togil().args(words).end()
}

/// Standard error with the binary's path as `togil`.
fn err(ended: &Ended) -> String {
    ended.err().replace(env!("CARGO_BIN_EXE_togil"), "togil")
}

#[track_caller]
fn is(ended: &Ended, code: i32, stdout: &str, stderr: &str) {
    assert_eq!((ended.code, ended.out(), err(ended)), (code, stdout.to_string(), stderr.to_string()));
}

/// Exit code and standard output are exact; standard error contains the text.
#[track_caller]
fn fails(ended: &Ended, code: i32, stdout: &str, stderr: &str) {
    assert!(
        ended.code == code && ended.out() == stdout && err(ended).contains(stderr) && !ended.hang,
        "wanted exit {code}, stdout {stdout:?}, stderr with {stderr:?}\nfound exit {}, stdout {:?}, stderr:\n{}",
        ended.code,
        ended.out(),
        err(ended)
    );
}

/// A run whose scratch folder holds this file, and the file's path.
fn with_file(name: &str, data: impl AsRef<[u8]>) -> (Run, String) {
    let run = togil();
    let path = run.scratch().join(name);
    fs::write(&path, data).expect("the scratch folder can be written");
    let path = path.to_str().expect("scratch paths are UTF-8").to_string();
    (run, path)
}

#[test]
fn a_file_gets_its_arguments() {
    both(|mode| {
        let (run, path) = with_file("a.py", "import sys\nprint(sys.argv[1:], __name__, __file__ == sys.argv[0])");
        is(&run.args(&["-X", mode, &path, "-V", "--x", "-c", "b c"]).end(), 0, "['-V', '--x', '-c', 'b c'] __main__ True\n", "");
    });
    let (run, path) = with_file("a.py", "import sys; print(sys.argv[1:])");
    is(&run.args(&["--", &path, "-q"]).end(), 0, "['-q']\n", "");
}

#[test]
fn a_file_s_folder_is_searched_first() {
    let (run, path) = with_file("main.py", "import beside; print(beside.x)");
    fs::write(run.scratch().join("beside.py"), "x = 'found'").expect("the scratch folder can be written");
    is(&run.folder(Path::new("/")).args(&[&path]).end(), 0, "found\n", "");
}

#[test]
fn pythonpath_is_searched_and_can_be_ignored() {
    let script = "import beside; print(beside.x)";
    for (options, code) in [("-c", 0), ("-Ec", 1), ("-Ic", 1)] {
        let (run, path) = with_file("beside.py", "x = 'found'");
        let folder = Path::new(&path).parent().expect("it has one").to_str().expect("UTF-8").to_string();
        let ended = run.folder(Path::new("/")).env("PYTHONPATH", &folder).args(&[options, script]).end();
        assert_eq!(ended.code, code, "{options}: {}", err(&ended));
    }
}

#[test]
fn code_on_the_command_line() {
    both(|mode| {
        let code = "import sys; print(sys.argv, __name__)";
        is(&run(&["-X", mode, "-c", code, "a", "-c", "-V"]), 0, "['-c', 'a', '-c', '-V'] __main__\n", "");
    });
    is(&run(&["-c", "if True:\n  x = 1\n  print(x)"]), 0, "1\n", "");
    is(&run(&["-Bc", "import sys; print(sys.flags.dont_write_bytecode)"]), 0, "1\n", "");
    is(&run(&["-c", ""]), 0, "", "");
    is(
        &run(&["-c", "print('x'); 1/0"]),
        1,
        "x\n",
        "Traceback (most recent call last):\n  File \"<string>\", line 1, in <module>\n    print('x'); 1/0\n                ~^~\nZeroDivisionError: division by zero\n",
    );
    is(&run(&["-c", "print(1"]), 1, "", "  File \"<string>\", line 1\n    print(1\n         ^\nSyntaxError: '(' was never closed\n");
}

#[test]
fn a_module_or_a_package_or_a_folder() {
    let files = [
        ("pkg/__init__.py", "print('init', __name__)"),
        ("pkg/__main__.py", "import sys; print(__name__, __package__, sys.argv[1:])"),
        ("single.py", "print(__name__, __spec__ is not None)"),
    ];
    let folder = |words: &[&str]| {
        let run = togil();
        fs::create_dir_all(run.scratch().join("pkg")).expect("the scratch folder can be written");
        for (name, text) in files {
            fs::write(run.scratch().join(name), text).expect("the scratch folder can be written");
        }
        let here = run.scratch();
        run.folder(&here).args(words).end()
    };
    is(&folder(&["-m", "pkg", "a", "-m"]), 0, "init pkg\n__main__ pkg ['a', '-m']\n", "");
    is(&folder(&["-m", "single"]), 0, "__main__ True\n", "");
    is(&folder(&["pkg"]), 0, "__main__  []\n", "");
    fails(&folder(&["-m", "nothing_here"]), 1, "", "togil: No module named nothing_here\n");
    fails(&folder(&["-m", "pkg.nothing"]), 1, "init pkg\n", "togil: No module named pkg.nothing\n");
}

#[test]
fn standard_input_is_a_program() {
    both(|mode| {
        let program = "import sys\nprint(sys.argv, __name__)\nif True:\n    x = 1\nprint(x)\n";
        is(&togil().args(&["-X", mode]).input(program).end(), 0, "[''] __main__\n1\n", "");
        is(&togil().args(&["-X", mode, "-", "a", "-V"]).input(program).end(), 0, "['-', 'a', '-V'] __main__\n1\n", "");
    });
    fails(&togil().input("print(1)\n1/0\n").end(), 1, "1\n", "File \"<stdin>\", line 2, in <module>\n");
    fails(&togil().input("def f(:\n").end(), 1, "", "  File \"<stdin>\", line 1\n    def f(:\n          ^\nSyntaxError: invalid syntax\n");
    is(&togil().end(), 0, "", "");
}

#[test]
fn versions_and_help() {
    let version = run(&["-V"]);
    assert!(version.code == 0 && version.out().starts_with("Python 3.14"), "{}", version.out());
    assert_eq!(run(&["--version"]).out(), version.out());
    assert_eq!(run(&["-hV"]).code, 0);
    let long = run(&["-X", "gil=0", "-VV"]);
    assert!(long.out().starts_with("Python 3.14") && long.out().contains("free-threading build"), "{}", long.out());
    for word in ["-h", "--help", "-?"] {
        let help = run(&[word]);
        assert_eq!(help.code, 0);
        assert!(help.out().contains("usage: ") && help.out().contains("--help-xoptions"), "{}", help.out());
    }
    assert!(run(&["--help-xoptions"]).out().contains("gil=[0|1]"));
}

#[test]
fn the_mode_is_chosen_by_option_then_by_environment() {
    let code = "import sys; print(int(sys._is_gil_enabled()), sys.flags.gil)";
    is(&run(&["-X", "gil=0", "-c", code]), 0, "0 0\n", "");
    is(&run(&["-X", "gil=1", "-c", code]), 0, "1 1\n", "");
    is(&run(&["-Xgil=0", "-c", code]), 0, "0 0\n", "");
    is(&togil().env("PYTHON_GIL", "0").args(&["-c", code]).end(), 0, "0 0\n", "");
    is(&togil().env("PYTHON_GIL", "1").args(&["-c", code]).end(), 0, "1 1\n", "");
    is(&togil().env("PYTHON_GIL", "0").args(&["-X", "gil=1", "-c", code]).end(), 0, "1 1\n", "");
    let build = "import sysconfig; print(sysconfig.get_config_var('Py_GIL_DISABLED'))";
    both(|mode| is(&run(&["-X", mode, "-c", build]), 0, "1\n", ""));
}

#[test]
fn a_wrong_mode_is_a_fatal_error() {
    let text = "Fatal Python error: config_read_gil: PYTHON_GIL / -X gil must be \"0\" or \"1\"\n";
    for value in ["gil=2", "gil=", "gil", "gil=01", "gil=yes"] {
        fails(&run(&["-X", value, "-c", "pass"]), 1, "", text);
    }
    fails(&togil().env("PYTHON_GIL", "on").args(&["-c", "pass"]).end(), 1, "", text);
    is(&togil().env("PYTHON_GIL", "on").args(&["-Ec", "print(1)"]).end(), 0, "1\n", "");
}

#[test]
fn wrong_usage_exits_2() {
    let try_help = "Try `python -h' for more information.\n";
    for (words, text) in [
        (&["-Z"][..], "Unknown option: -Z\n"),
        (&["--nope"], "Unknown option: --nope\n"),
        (&["-c"], "Argument expected for the -c option\n"),
        (&["-m"], "Argument expected for the -m option\n"),
        (&["-X"], "Argument expected for the -X option\n"),
        (&["-W"], "Argument expected for the -W option\n"),
    ] {
        let ended = run(words);
        fails(&ended, 2, "", text);
        fails(&ended, 2, "", try_help);
    }
}

#[test]
fn harmless_options_are_accepted() {
    let words = ["-q", "-u", "-B", "-E", "-s", "-S", "-P", "-b", "-d", "-v", "-I"];
    for word in words.iter().filter(|word| **word != "-v" && **word != "-d") {
        is(&run(&[word, "-c", "print(1)"]), 0, "1\n", "");
    }
    is(&run(&["-O", "-c", "print(__debug__); assert False"]), 0, "False\n", "");
    is(&run(&["-OO", "-c", "import sys\ndef f(): 'doc'\nprint(sys.flags.optimize, f.__doc__)"]), 0, "2 None\n", "");
    is(
        &run(&["-X", "foo=1", "-X", "bar", "-W", "ignore", "-c", "import sys; print(sys._xoptions, sys.warnoptions)"]),
        0,
        "{'foo': '1', 'bar': True} ['ignore']\n",
        "",
    );
    fails(&run(&["-W", "error", "-c", "import warnings; warnings.warn('w')"]), 1, "", "UserWarning: w\n");
}

#[test]
fn files_that_cannot_be_run() {
    let (run, _) = with_file("x", "");
    let missing = run.scratch().join("missing.py").display().to_string();
    fails(&run.args(&[&missing]).end(), 2, "", &format!("togil: can't open file '{missing}': [Errno 2] No such file or directory\n"));
    let (run, _) = with_file("x", "");
    let folder = run.scratch().display().to_string();
    fails(&run.args(&[&folder]).end(), 1, "", &format!("togil: can't find '__main__' module in '{folder}'\n"));
    let (run, path) = with_file("closed.py", "print(1)");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o0)).expect("own files' modes can be changed");
    // The superuser may read it all the same.
    if fs::read(&path).is_err() {
        fails(&run.args(&[&path]).end(), 2, "", &format!("togil: can't open file '{path}': [Errno 13] Permission denied\n"));
    }
    let (run, path) = with_file("empty.py", "");
    is(&run.args(&[&path]).end(), 0, "", "");
}

#[test]
fn closed_standard_descriptors_are_the_scripts() {
    let program = "
import os, sys, threading
say = lambda *a: os.write(2 if sys.stderr else 1, (' '.join(map(repr, a)) + '\\n').encode())
t = threading.Thread(target=say, args=('in a thread',)); t.start(); t.join()
streams = [s is None for s in (sys.stdin, sys.stdout, sys.stderr)]
numbers = [os.open('/dev/null', os.O_RDONLY) for _ in range(3)]
say(streams, [n for n in numbers if n < 3])
print('printed', file=sys.stdout)
try: say(input())
except Exception as e: say(type(e).__name__, str(e))";
    let cases = [
        ("<&-", "[True, False, False] [0]\nprinted\n'RuntimeError' 'lost sys.stdin'"),
        (">&-", "[False, True, False] [1]\n'RuntimeError' 'lost sys.stdout'"),
        ("2>&-", "[False, False, True] [2]\nprinted\n'RuntimeError' 'lost sys.stderr'"),
        ("<&- >&-", "[True, True, False] [0, 1]\n'RuntimeError' 'lost sys.stdin'"),
        ("<&- 2>&-", "[True, False, True] [0, 2]\nprinted\n'RuntimeError' 'lost sys.stdin'"),
    ];
    both(|mode| {
        for (closed, wanted) in cases {
            // both streams into one pipe, in the order in which they were written
            let line = format!("{{ \"$0\" -u -X {mode} -c \"$1\" {closed}; }} 2>&1");
            let ended = std::process::Command::new("sh").args(["-c", &line, env!("CARGO_BIN_EXE_togil"), program]).output();
            let ended = ended.expect("there is a shell");
            let said = String::from_utf8_lossy(&ended.stdout);
            assert_eq!((ended.status.code(), said.trim_end()), (Some(0), format!("'in a thread'\n{wanted}").as_str()), "{closed}");
        }
    });
}

#[test]
fn wrong_bytes_are_a_syntax_error() {
    let (run, path) = with_file("bad.py", b"x = '\xff'\nprint(1)\n");
    fails(
        &run.args(&[&path]).end(),
        1,
        "",
        &format!(
            "SyntaxError: Non-UTF-8 code starting with '\\xff' in file {path} on line 1, but no encoding declared; see https://peps.python.org/pep-0263/ for details\n"
        ),
    );
    let (run, path) = with_file("null.py", b"x = 1\0\n");
    fails(&run.args(&[&path]).end(), 1, "", "SyntaxError: source code cannot contain null bytes\n");
    let (run, path) = with_file("cut.py", b"x = '\xc3");
    fails(&run.args(&[&path]).end(), 1, "", "SyntaxError: ");
    let (run, path) = with_file("binary.py", (0..=255_u8).cycle().take(100_000).collect::<Vec<u8>>());
    fails(&run.args(&[&path]).end(), 1, "", "SyntaxError: ");
}

#[test]
fn deep_nesting_is_an_error_and_no_crash() {
    let deep = [
        format!("{}1{}", "(".repeat(100_000), ")".repeat(100_000)),
        "[".repeat(100_000),
        format!("x = {}1", "-".repeat(200_000)),
        format!("x = {}1", "not ".repeat(100_000)),
        format!("x = a{}", ".b".repeat(200_000)),
        format!("x = a{}", "[0]".repeat(100_000)),
        format!("x = 1{}", " + 1".repeat(200_000)),
        format!("x = {}1", "lambda: ".repeat(50_000)),
        format!("x = 1{}", " if 1 else 1".repeat(50_000)),
        (0..200).map(|depth| format!("{}if 1:\n", " ".repeat(depth))).collect::<String>(),
        format!("f{}", "()".repeat(100_000)),
        format!("x = {}1{}", "{1: ".repeat(20_000), "}".repeat(20_000)),
        format!("x = f\"{}\"", "{".repeat(3_001)),
    ];
    for text in deep {
        let (run, path) = with_file("deep.py", &text);
        let ended = run.args(&[&path]).end();
        let last = err(&ended).lines().last().unwrap_or_default().to_string();
        // What CPython can hold depends on its own limits; that it ends with a Python error, or runs, does not.
        assert!(!ended.hang && matches!(ended.code, 0 | 1), "{}…: exit {}, {last}", &text[..20], ended.code);
        let known = ["SyntaxError", "IndentationError", "RecursionError", "MemoryError", "NameError", "TypeError", "AttributeError"];
        assert!(ended.code == 0 || known.iter().any(|name| last.starts_with(name)), "{}…: {last}", &text[..20]);
    }
}

#[test]
fn huge_literals_and_truncated_files() {
    fails(&run(&["-c", &format!("x = {}", "9".repeat(5000))]), 1, "", "Exceeds the limit (4300 digits) for integer string conversion");
    is(&run(&["-c", &format!("x = 0x{}; print(x.bit_length())", "f".repeat(20_000))]), 0, "80000\n", "");
    is(&run(&["-c", &format!("print(len('{}'))", "a".repeat(100_000))]), 0, "100000\n", "");
    let whole = "def f(x):\n    '''doc'''\n    return [x, {\"a\": (1, f\"{x!r}\")}]\nprint(f(1))\n";
    for end in 0..whole.len() {
        let (run, path) = with_file("cut.py", &whole[..end]);
        let ended = run.args(&[&path]).end();
        assert!(matches!(ended.code, 0 | 1) && !ended.hang, "cut at {end}: exit {}\n{}", ended.code, err(&ended));
        assert!(!err(&ended).contains("panicked"), "cut at {end}:\n{}", err(&ended));
    }
}

#[test]
fn exit_codes_are_the_script_s() {
    both(|mode| {
        for (code, wanted, stderr) in [
            ("import sys; sys.exit(3)", 3, ""),
            ("raise SystemExit", 0, ""),
            ("import sys; sys.exit('why')", 1, "why\n"),
            ("import sys; sys.exit(-1)", 255, ""),
            ("import sys; sys.exit(None)", 0, ""),
            ("import sys; sys.exit(256)", 0, ""),
            ("exit(4)", 4, ""),
            ("import os; os._exit(5)", 5, ""),
        ] {
            is(&run(&["-X", mode, "-c", code]), wanted, "", stderr);
        }
    });
}

#[test]
fn what_was_printed_before_is_not_lost() {
    both(|mode| {
        for end in [
            "1/0",
            "import sys; sys.exit(1)",
            "raise KeyboardInterrupt",
            "def f(): f()\nf()",
            "import threading; threading.Thread(target=lambda: 1/0).start(); 1/0",
        ] {
            let ended = run(&["-X", mode, "-c", &format!("print('before', end='')\n{end}")]);
            assert_eq!(ended.out(), "before", "{end}: {}", err(&ended));
            assert_ne!(ended.code, 0, "{end}");
        }
    });
}

#[test]
fn a_closed_pipe_is_an_exception() {
    both(|mode| {
        let mut child = togil().args(&["-X", mode, "-c", "for i in range(1_000_000): print(i)"]).piped();
        let mut stdout = child.stdout.take().expect("it is piped");
        stdout.read_exact(&mut [0; 4]).expect("it prints");
        drop(stdout);
        let ended = child.wait_with_output().expect("it ends");
        let stderr = String::from_utf8_lossy(&ended.stderr);
        assert!(stderr.contains("BrokenPipeError: [Errno 32] Broken pipe"), "{stderr}");
        assert!(matches!(ended.status.code(), Some(1 | 120)), "{:?}: {stderr}", ended.status);
    });
}

#[test]
fn a_full_disk_is_an_exception() {
    if let Ok(full) = fs::OpenOptions::new().write(true).open("/dev/full") {
        let command = std::process::Command::new(env!("CARGO_BIN_EXE_togil")).args(["-c", "print(1)"]).stdout(full).output();
        let ended = command.expect("the togil binary starts");
        let stderr = String::from_utf8_lossy(&ended.stderr);
        assert!(stderr.contains("OSError: [Errno 28] No space left on device"), "{stderr}");
        assert!(matches!(ended.status.code(), Some(1 | 120)), "{:?}: {stderr}", ended.status);
    }
}

#[test]
fn each_stage_can_be_shown() {
    for stage in ["tokens", "ast", "bytecode"] {
        let (run, path) = with_file("a.py", "x = 1 + y\n");
        let ended = run.args(&["--emit", stage, &path]).end();
        assert!(ended.code == 0 && ended.out().contains('y'), "--emit {stage}: exit {}\n{}{}", ended.code, ended.out(), err(&ended));
        let (run, path) = with_file("a.py", "x = = 1\n");
        let ended = run.args(&["--emit", stage, &path]).end();
        assert!(stage == "tokens" || (ended.code == 1 && err(&ended).contains("SyntaxError")), "--emit {stage}: exit {}", ended.code);
    }
    let (run, path) = with_file("a.py", "");
    assert_eq!(run.args(&["--emit", "nothing", &path]).end().code, 2);
}

#[test]
fn input_reads_standard_input() {
    let (run, path) =
        with_file("a.py", "import sys\nprint([input(), input('? ')], sys.stdin.read())\ntry: input()\nexcept EOFError as e: print(e)");
    is(&run.args(&[&path]).input("one\ntwo\nthree\n").end(), 0, "? ['one', 'two'] three\n\nEOF when reading a line\n", "");
}

/// What the library compiles to is kept on disk, is read again, and is as good as nothing when it is damaged.
#[test]
fn the_compiled_library_is_kept() {
    both(|mode| {
        let code = "import textwrap, keyword, sys; print(textwrap.fill('a b', 1), file=sys.stdout)";
        let run = togil();
        let cache = run.scratch();
        let path = cache.display().to_string();
        let ended = |name: &str, value: &str| togil().args(&["-X", mode, "-c", code]).env("XDG_CACHE_HOME", &path).env(name, value).end();
        is(&ended("PYTHONDONTWRITEBYTECODE", "1"), 0, "a\nb\n", "");
        assert!(!cache.join("togil").exists(), "-B keeps the folder as it is");
        is(&ended("PYTHONDONTWRITEBYTECODE", ""), 0, "a\nb\n", "");
        let folder = std::fs::read_dir(cache.join("togil")).expect("a folder").next().expect("one build's").expect("an entry").path();
        let file = folder.join("textwrap.pyc");
        let whole = std::fs::read(&file).expect("the module was kept");
        std::fs::write(&file, &whole[..whole.len() / 2]).expect("it can be written");
        is(&ended("PYTHONDONTWRITEBYTECODE", "1"), 0, "a\nb\n", "");
        for at in (0..whole.len()).step_by(whole.len() / 20) {
            let mut changed = whole.clone();
            changed[at] ^= 0x41;
            std::fs::write(&file, &changed).expect("it can be written");
            is(&ended("PYTHONDONTWRITEBYTECODE", "1"), 0, "a\nb\n", "");
        }
        is(&ended("PYTHONDONTWRITEBYTECODE", ""), 0, "a\nb\n", "");
        assert!(std::fs::read(&file).expect("it was written again") == whole);
        // another module's file under this name is not taken
        std::fs::write(&file, std::fs::read(folder.join("keyword.pyc")).expect("another module was kept")).expect("it can be written");
        is(&ended("PYTHONDONTWRITEBYTECODE", "1"), 0, "a\nb\n", "");
        // what is kept is what runs: another text in it shows
        let (head, kept) = whole.split_at(36);
        let at = kept.windows(17).position(|text| text == b"placeholder too l").expect("a text of the module");
        let mut kept = kept.to_vec();
        kept[at] = b'P';
        let sum = crc32fast::hash(&kept).to_le_bytes();
        std::fs::write(&file, [&head[..32], &sum, &kept].concat()).expect("it can be written");
        let code = "import textwrap\ntry: textwrap.shorten('a b', 1, placeholder='ccc')\nexcept ValueError as e: print(e)";
        let ended = togil().args(&["-X", mode, "-c", code]).env("XDG_CACHE_HOME", &path).end();
        is(&ended, 0, "Placeholder too large for max width\n", "");
    });
}

/// What a module's file compiles to is kept beside it, and forgotten when the file changes.
#[test]
fn a_compiled_file_is_kept_beside_its_source() {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;
    both(|mode| {
        let place = togil();
        let folder = place.scratch();
        let (source, script) = (folder.join("part.py"), folder.join("main.py"));
        fs::write(&script, "import part; part.show()").expect("it can be written");
        let say = |word: &str| fs::write(&source, format!("def show(): print('{word}')\n")).expect("it can be written");
        let run = |options: &[&str]| {
            let path = script.display().to_string();
            let words = [&["-X", mode], options, &[&*path]].concat();
            togil().args(&words).env("PYTHONDONTWRITEBYTECODE", "").end()
        };
        let kept = folder.join("__pycache__/part.togil-314.pyc");
        say("one");
        is(&run(&["-B"]), 0, "one\n", "");
        assert!(!kept.exists() && !folder.join("__pycache__").exists(), "-B");
        is(&run(&[]), 0, "one\n", "");
        let first = fs::read(&kept).expect("it was kept");
        is(&run(&[]), 0, "one\n", "");
        is(&run(&["-O"]), 0, "one\n", "");
        assert!(folder.join("__pycache__/part.togil-314.opt-1.pyc").exists());
        assert!(fs::read(&kept).expect("it was kept") == first, "nothing is written again");
        // another source of the same length
        std::thread::sleep(std::time::Duration::from_millis(20));
        say("two");
        is(&run(&[]), 0, "two\n", "");
        let second = fs::read(&kept).expect("it was kept");
        assert!(second != first);
        for damaged in [&second[..second.len() / 2], &first[..], b""] {
            fs::write(&kept, damaged).expect("it can be written");
            is(&run(&[]), 0, "two\n", "");
            assert!(fs::read(&kept).expect("it was kept") == second);
        }
        // what is kept is what runs, unless anybody might have written it
        let (head, code) = second.split_at(36);
        let at = code.windows(3).position(|text| text == b"two").expect("a text of the module");
        let mut code = code.to_vec();
        code[at] = b'T';
        fs::write(&kept, [&head[..32], &crc32fast::hash(&code).to_le_bytes(), &code].concat()).expect("it can be written");
        is(&run(&[]), 0, "Two\n", "");
        fs::set_permissions(&kept, fs::Permissions::from_mode(0o666)).expect("it is ours");
        is(&run(&["-B"]), 0, "two\n", "");
        // under a prefix
        let prefix = folder.join("kept");
        let option = format!("pycache_prefix={}", prefix.display());
        is(&run(&["-X", &option]), 0, "two\n", "");
        assert!(prefix.join(folder.strip_prefix("/").expect("an absolute path")).join("part.togil-314.pyc").exists());
        // moved: its tracebacks name the new place
        let moved = folder.join("moved");
        fs::create_dir_all(moved.join("__pycache__")).expect("a folder");
        fs::write(&source, "def show(): raise ValueError\n").expect("it can be written");
        run(&[]);
        fs::copy(&kept, moved.join("__pycache__/part.togil-314.pyc")).expect("a copy");
        fs::rename(&source, moved.join("part.py")).expect("it can be moved");
        fs::rename(&script, moved.join("main.py")).expect("it can be moved");
        let ended = togil().args(&["-X", mode, &moved.join("main.py").display().to_string()]).end();
        assert!(err(&ended).contains("moved/part.py\", line 1, in show"), "{}", err(&ended));
    });
}

/// Memory runs out in each way, and the script goes on.
const OUT_OF_MEMORY: &str = r#"
import threading
from concurrent import interpreters


def fill():
    kept = None
    while True:
        kept = kept, [1.5]


def fill_list():
    kept = []
    while True:
        kept.append(kept)


def fill_dict():
    kept = {}
    while True:
        kept[len(kept)] = None


for use in fill, fill_list, fill_dict:
    try:
        use()
    except MemoryError:
        print(use.__name__)

made = []
try:
    while True:
        made.append(interpreters.create())
except interpreters.InterpreterError as e:
    print(e, repr(e.__context__), len(made) > 10)
refused = set()
for interpreter in made:
    try:
        interpreter.exec('kept = [[] for _ in range(10_000)]')
    except MemoryError:
        refused.add('not entered')
    except interpreters.ExecutionFailed as e:
        refused.add(e.excinfo.type.__name__)
print(bool(refused), refused <= {'MemoryError', 'not entered'})
for interpreter in made:
    interpreter.close()
interpreters.create().exec("print('one more')")

threading.stack_size(4 << 20)
over, started = threading.Event(), []
try:
    while True:
        thread = threading.Thread(target=over.wait)
        thread.start()
        started.append(thread)
except RuntimeError as e:
    print(e, len(started) > 1)
over.set()
for thread in started:
    thread.join()
thread = threading.Thread(target=print, args=('one more',))
thread.start()
thread.join()
"#;

#[test]
fn without_memory_a_script_gets_exceptions() {
    both(|mode| {
        let (run, path) = with_file("a.py", OUT_OF_MEMORY);
        let ended = run.limit("v", 500_000).args(&["-X", mode, &path]).end();
        let wanted = "fill\nfill_list\nfill_dict\ninterpreter creation failed MemoryError() True\nTrue True\none more\n\
                      can't start new thread True\none more\n";
        is(&ended, 0, wanted, "");
    });
}

/// Each of these wants more memory than there is, of Rust's or of the heap's, in one native call or by growing.
const TOO_LARGE: &str = r##"
import array, base64, io, json, os, re, struct, sys, unicodedata
from collections import deque

sys.set_int_max_str_digits(0)
print("begins")  # what waits in a buffer is not lost
part = "x" * (1 << 20)
wide = "é" * (1 << 24)
plain = "x" * (1 << 25)
data = plain.encode()
many = [None] * (1 << 22)
number = 1 << (1 << 27)


def grow(to, how):
    while True:
        how(to)


CALLS = [
    lambda: "x" * (1 << 29),
    lambda: plain + plain + plain + plain + plain,
    lambda: f"{plain}{plain}{plain}{plain}{plain}",
    lambda: "%s%s%s%s%s" % ((plain,) * 5),
    lambda: "{0}{0}{0}{0}{0}".format(plain),
    lambda: plain.join([part] * 100),
    lambda: plain.replace("x", "yyyyyyyy"),
    lambda: ("\t" * (1 << 24)).expandtabs(80),
    lambda: repr("\n" * (1 << 27)),
    lambda: repr(bytes(1 << 26)) + plain,
    lambda: ascii(wide + wide),
    lambda: unicodedata.normalize("NFD", wide),
    lambda: wide.encode("ascii", "backslashreplace"),
    lambda: (b"\xff" * (1 << 26)).decode("latin1").upper(),
    lambda: (plain + " ").split("x"),
    lambda: data.split(b"x"),
    lambda: bytes(1 << 29),
    lambda: bytes(many[:0] + [1] * (1 << 26)),
    lambda: b"".join([data] * 9),
    lambda: data.hex(":").encode() + data.hex().encode(),
    lambda: int.from_bytes(bytes(1 << 28)) + int.from_bytes(data * 4),
    lambda: number * number * number,
    lambda: hex(1 << (1 << 30)),
    lambda: 10 ** (1 << 29),
    lambda: list(range(1 << 26)),
    lambda: tuple(range(1 << 26)),
    lambda: set(range(1 << 24)),
    lambda: dict.fromkeys(range(1 << 24)),
    lambda: sorted(many * 4, key=id),
    lambda: max(*many, *many, *many, *many),
    lambda: json.dumps([plain] * 9),
    lambda: json.dumps("\n" * (1 << 27)),
    lambda: re.sub("x", "yyyy", plain),
    lambda: struct.pack("600000000x"),
    lambda: struct.unpack("%dB" % len(data), data) + tuple(many),
    lambda: memoryview(data).tolist() + many,
    lambda: array.array("q", many[:0] + [1] * (1 << 22)) * 20,
    lambda: deque(range(1 << 26)),
    lambda: grow(deque(), lambda d: d.extend(many)),
    lambda: grow(io.BytesIO(), lambda f: f.write(data)),
    lambda: grow(io.StringIO(), lambda f: f.write(plain)),
    lambda: grow(bytearray(), lambda b: b.extend(data)),
    lambda: grow([], lambda to: to.extend(many)),
    lambda: grow([], lambda to: to.append(bytearray(1 << 16))),
    lambda: compile("[" + "1," * (1 << 22) + "]", "x", "exec"),
    lambda: os.read(0, 1 << 29) and plain * 9,
    lambda: base64.b64encode(data) + base64.b64encode(data) * 4,
]



def attempt(i, call):
    try:
        call()
    except MemoryError:
        refused.append(i)
    except BaseException as e:
        print(i, type(e), str(e)[:100])


refused = []
mine = range(int(sys.argv[1]), len(CALLS), 4)
for i in mine:
    attempt(i, CALLS[i])
print(sorted(set(mine) - set(refused)))
print(len([i for i in range(100_000)]))
"##;

#[test]
fn without_memory_nothing_ends_a_script() {
    both(|mode| {
        for part in ["0", "1", "2", "3"] {
            let (run, path) = with_file("a.py", TOO_LARGE);
            let ended = run.limit("v", 600_000).args(&["-X", mode, &path, part]).end();
            is(&ended, 0, "begins\n[]\n100000\n", "");
        }
    });
}

#[test]
fn without_memory_nothing_begins() {
    let ended = togil().limit("v", 150_000).args(&["-c", "print(1)"]).end();
    is(&ended, 1, "", "Fatal Python error: memory allocation failed\nPython runtime state: preinitialized\n\n");
}
