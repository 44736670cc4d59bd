//! The front end: tokens, trees, errors and warnings. `INSTA_UPDATE=always cargo test --test syntax` renews the
//! snapshots; every line of `errors.snap` was compared with CPython 3.14.

use togil::syntax::{ErrorKind, MAX_DEPTH, Mode, Source, ast_dump, ast_dump_positions, parse, parse_with_warnings, tokens_dump};

/// A program with a bit of everything.
const PROGRAM: &str = include_str!("syntax/everything.py");

fn source(text: &str) -> Source {
    Source::from_str(text, "test.py").expect("the text can be decoded")
}

fn outcome(text: &str, mode: Mode) -> String {
    let source = match Source::from_str(text, "test.py") {
        Ok(source) => source,
        Err(error) => return error.to_string(),
    };
    let (result, warnings) = parse_with_warnings(&source, mode);
    let mut out = match result {
        Ok(_) => "no error".to_owned(),
        Err(error) => {
            format!("{}: {} @{}:{}-{}:{}", error.kind.name(), error.message, error.lineno, error.offset, error.end_lineno, error.end_offset)
        }
    };
    for warning in warnings {
        out.push_str(&format!("\n    warning: {}", warning.message));
    }
    out
}

#[test]
fn tokens() {
    insta::assert_snapshot!(tokens_dump(&source(PROGRAM)));
}

#[test]
fn tree() {
    let source = source(PROGRAM);
    insta::assert_snapshot!(ast_dump(&parse(&source, Mode::Exec).expect("the program is right")));
}

#[test]
fn positions() {
    let source = source("x = (a +\n  b) * f(c for c in d)\nf'{x!r:>{w}}é' 'z'\n@d\nclass A[T](B): pass;\n");
    insta::assert_snapshot!(ast_dump_positions(&parse(&source, Mode::Exec).expect("the text is right"), &source));
}

#[test]
fn modes() {
    assert_eq!(outcome("a, b", Mode::Eval), "no error");
    assert_eq!(outcome("a = b", Mode::Eval), "SyntaxError: invalid syntax @1:3-1:4");
    assert_eq!(outcome("a = b", Mode::Single), "no error");
    assert_eq!(outcome("if a:\n  b\n", Mode::Single), "no error");
    assert_eq!(outcome("a\nb\n", Mode::Single), "SyntaxError: multiple statements found while compiling a single statement @1:2-1:3");
}

#[test]
fn warnings() {
    let texts =
        ["'\\d'", "b'\\d\\e'", "'\\777'", "f'\\{a}'", "1if a else b", "0xfor b", "r'\\d'", "a is 1", "'a'(b)", "[1]['a']", "assert (a, b)"];
    let lines: Vec<String> = texts.iter().map(|text| format!("{text}\n    {}", outcome(text, Mode::Exec))).collect();
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn encodings() {
    let text = |bytes: &[u8]| Source::from_bytes(bytes, "test.py").map(|source| source.text().to_owned());
    assert_eq!(text(b"\xEF\xBB\xBFa\r\nb\rc").as_deref(), Ok("a\nb\nc"));
    assert_eq!(text(b"# coding: latin-1\n'\xE9'").as_deref(), Ok("# coding: latin-1\n'\u{e9}'"));
    let message = |bytes: &[u8]| text(bytes).expect_err("the bytes are wrong").message;
    assert_eq!(message(b"a\0"), "source code string cannot contain null bytes");
    assert_eq!(
        message(b"a\nb = '\xE9'"),
        "Non-UTF-8 code starting with '\\xe9' on line 2, but no encoding declared; see \
         https://peps.python.org/pep-0263/ for details"
    );
    assert_eq!(
        message(b"# coding: utf-8\n'\xE9'"),
        "Non-UTF-8 code starting with '\\xe9' on line 2, but no encoding declared; see \
         https://peps.python.org/pep-0263/ for details"
    );
    assert_eq!(
        message(b"# coding: cp1252\n'\x81'"),
        "'charmap' codec can't decode byte 0x81 in position 18: character maps to <undefined>"
    );
    assert_eq!(message(b"# coding: nothing"), "unknown encoding: nothing");
    assert_eq!(message(b"\xEF\xBB\xBF# coding: latin_1"), "encoding problem: iso-8859-1 with BOM");
}

#[test]
fn a_script_s_lines_are_decoded_one_by_one() {
    let outcome = |bytes: &[u8]| {
        let error = match Source::from_file(bytes, "test.py") {
            Ok(source) => parse(&source, Mode::Exec).err(),
            Err(error) => Some(error),
        };
        error.map(|error| format!("{} @{}", error.message, error.lineno))
    };
    let undeclared = |line: u32| {
        Some(format!(
            "Non-UTF-8 code starting with '\\xe9' in file test.py on line {line}, but no encoding declared; see \
             https://peps.python.org/pep-0263/ for details @{line}"
        ))
    };
    assert_eq!(outcome(b"a\n\n'\xE9'"), undeclared(3));
    // the referee counts from one again here
    assert_eq!(outcome(b"a\n'\xE9'"), undeclared(1));
    assert_eq!(outcome(b"#\n'\xE9'"), undeclared(2));
    assert_eq!(outcome(b"# \xE9"), None);
    assert_eq!(outcome(b"a = = b\n\n'\xE9'"), undeclared(3));
    assert_eq!(outcome(b"a)\n\n'\xE9'").as_deref(), Some("unmatched ')' @1"));
    assert_eq!(outcome(b"a\n\0").as_deref(), Some("source code cannot contain null bytes @2"));
    let bytes = b"# coding: utf-8\n\nx = '\xE9'";
    let message = "(unicode error) 'utf-8' codec can't decode byte 0xe9 in position 5: invalid continuation byte @3";
    assert_eq!(outcome(bytes).as_deref(), Some(message));
}

#[test]
fn depth_is_bounded() {
    let many = 100_000;
    let kinds = [
        ("a".to_owned() + &"+a".repeat(many), ErrorKind::RecursionError),
        ("a".to_owned() + &".a".repeat(many), ErrorKind::RecursionError),
        ("-".repeat(many) + "a", ErrorKind::MemoryError),
        ("lambda:".repeat(many) + "a", ErrorKind::MemoryError),
        ("if a: b\n".to_owned() + &"elif a: b\n".repeat(many), ErrorKind::MemoryError),
        ("(".repeat(many), ErrorKind::SyntaxError),
        ("f'{".repeat(many), ErrorKind::SyntaxError),
        ("not ".repeat(many), ErrorKind::SyntaxError),
        ("a ".repeat(many), ErrorKind::SyntaxError),
    ];
    for (text, kind) in kinds {
        let error = parse(&source(&text), Mode::Exec).expect_err("the text is too deep");
        assert_eq!(error.kind, kind, "{}", &text[..20]);
    }
    let allowed = "a".to_owned() + &"+a".repeat(MAX_DEPTH as usize - 10);
    assert!(parse(&source(&allowed), Mode::Exec).is_ok());
}

#[test]
fn errors() {
    let lines: Vec<String> = ERRORS.iter().map(|text| format!("{text}\n    {}", outcome(text, Mode::Exec))).collect();
    insta::assert_snapshot!(lines.join("\n"));
}

const ERRORS: &[&str] = &[
    "x = 1 +",
    "a b",
    "print \"hello\"",
    "print x, y",
    "exec \"a\"",
    "f(a b)",
    "f(a, b c)",
    "[1, 2 3]",
    "{1: 2 3: 4}",
    "{1: 2, 3}",
    "{1: }",
    "{1: *a}",
    "(1 2)",
    "x = (1,\ny = 2",
    "foo(a, b",
    "(",
    ")",
    "(]",
    "{(a]",
    "if x = 3: pass",
    "if x",
    "if x then:\n    pass",
    "while x",
    "for x in y",
    "for x y in z: pass",
    "for 1 in x: pass",
    "for f() in x: pass",
    "[x for 1 in y]",
    "[x for x y]",
    "with a",
    "with a as 1: pass",
    "try",
    "try: pass",
    "try:\n    x = 1",
    "try:\n    a\nb",
    "try:\n    a\nexcept\n    b",
    "try:\n    a\nexcept b, c as d:\n    e",
    "try:\n    a\nexcept* :\n    b",
    "try:\n    a\nexcept a:\n    b\nexcept* c:\n    d",
    "else: pass",
    "def f",
    "def f(",
    "def f()",
    "def f(a, a b): pass",
    "def f(a=1, b): pass",
    "def f(*): pass",
    "def f(**k, a): pass",
    "def f(**k=1): pass",
    "def f(*a, *b): pass",
    "def f(a, /, b, /): pass",
    "def f(*, a, /): pass",
    "def f(a, (b, c)): pass",
    "def f(a=): pass",
    "lambda *: 0",
    "lambda (a, b): 0",
    "class A",
    "class A(x for x in y): pass",
    "class A[]: pass",
    "import",
    "import a.",
    "import a from b",
    "from a import",
    "from a import b,",
    "from a import (b, c",
    "import a as b.c",
    "del f()",
    "del 1",
    "del (a, b + c)",
    "del *a",
    "1 = x",
    "f() = x",
    "a + b = c",
    "None = 1",
    "(a, 1) = 2",
    "x = f() = 1",
    "\"a\" = 1",
    "f\"a\" = 1",
    "[x for x in y] = 1",
    "lambda: 1 = 2",
    "a if b else c = 1",
    "a < b = 1",
    "yield = 1",
    "x = yield = 1",
    "x := 1",
    "(a.b := 1)",
    "(a = 1)",
    "a, b: int",
    "[a]: int",
    "f(): int",
    "f() += 1",
    "(a, b) += 1",
    "f(a=1, b)",
    "f(**a, b)",
    "f(**a, *b)",
    "f(1=2)",
    "f(a.b=1)",
    "f(None=1)",
    "f(*a=1)",
    "f(a=)",
    "f(a for a in b, c)",
    "f(c, a for a in b)",
    "f(a=b for c in d)",
    "f(x, *)",
    "(*a)",
    "(**a)",
    "[*x for x in y]",
    "[x, y for x in y]",
    "{**x for x in y}",
    "a <> b",
    "a $ b",
    "a ? b",
    "a++",
    "a ** ",
    "a + not b",
    "x = a if b",
    "a if b else pass",
    "pass if a else b",
    "\"a\" b \"c\"",
    "\"a\" b'c'",
    "t\"a\" \"b\"",
    "match x\n",
    "match x:\npass",
    "match x:\n    case 1 as _: pass",
    "match x:\n    case a(b=1, c): pass",
    "match x:\n    case 0j + 0: pass",
    "type x[*a: int] = b",
    " a",
    "a\n  b",
    "if a:\nb",
    "if a:\n",
    "def f():\nx",
    "class A:\nx",
    "if a:\n    b\n  c",
    "if a:\n\tb\n        c",
    "\"abc",
    "'abc\ndef'",
    "\"\"\"abc",
    "\"abc\\\"",
    "f\"abc",
    "f\"{a",
    "f\"{a b}\"",
    "f\"{}\"",
    "f\"{a!x}\"",
    "f\"{a! r}\"",
    "f\"{a!}\"",
    "f\"{a!r b}\"",
    "f\"{a:{b}\"",
    "f\"}\"",
    "f\"{a)}\"",
    "f\"{lambda x: 1}\"",
    "f\"{*}\"",
    "f\"{a $}\"",
    "f\"{'a'\n'",
    "0777",
    "1_",
    "1__0",
    "0x",
    "0b2",
    "0o8",
    "1e+",
    "1abc",
    "\"\\x1\"",
    "\"\\N{no such}\"",
    "b\"\\x1\"",
    "b\"é\"",
    "ub\"a\"",
    "x = “a”",
    "a b",
    "a\\ b",
    "a\\",
    "return 1 2",
    "f(a b)\n\"abc",
    "f(a b)\n(",
    "print(a",
    "x = {\"a\": 1\n\"b\": 2}",
    "raise a, b",
    "global a b",
    "await a b",
    "@a b\ndef f(): pass",
];
