//! Tests of the compiler: what its code looks like where that is a promise, and the verifier over odd programs.

use super::{Options, compile, verify};
use crate::bytecode::Code;
use crate::bytecode::dis::disassemble;
use crate::syntax::{Mode, Source, parse};

fn code(text: &str) -> std::sync::Arc<Code> {
    let source = Source::from_str(text, "test").expect("a text");
    let module = parse(&source, Mode::Exec).expect("a program");
    let code = compile(&module, &source, Options::default()).expect("code").code;
    let complaints = verify::verify(&code);
    assert!(complaints.is_empty(), "{complaints:?}\n{}", disassemble(&code));
    code
}

fn message(text: &str) -> String {
    let source = Source::from_str(text, "test").expect("a text");
    let module = parse(&source, Mode::Exec).expect("a program");
    compile(&module, &source, Options::default()).expect_err("an error").message
}

/// The instructions of the last code in the listing.
fn listing(text: &str) -> Vec<String> {
    let dump = disassemble(&code(text));
    let last = dump.split("\ncode ").last().expect("some code").to_owned();
    last.lines().skip(1).filter_map(|line| line.get(12..)).map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

#[test]
fn a_loop_is_one_jump_a_round() {
    let got = listing("def f(n):\n    i = 0\n    while i < n:\n        i += 1\n    return i");
    assert_eq!(got, ["LoadI r1 0", "Jump -> 3", "AddI r1 r1 1 1", "JLt r1 r0 -> 2", "Return r1"]);
    let got = listing("def f(n):\n    for i in n:\n        g(i)");
    let loops = ["GetIter r2 r0", "Jump -> 7", "LoadGlobal r3 g", "Move r6 r1", "Call r3 1", "ForIter r1 r2 -> 3", "ReturnNone"];
    // The mark that `i` has no value yet is for those who look at the frame.
    assert_eq!(got[0], "LoadImm r1 0");
    assert_eq!(got[1..], loops);
}

#[test]
fn an_assignment_writes_its_variable_at_once() {
    assert_eq!(listing("def f(a, b):\n    x = a + b\n    return x"), ["Add r2 r0 r1 0", "Return r2"]);
    // Not here: `x` must be as before if the right side raises.
    let got = listing("def f(a, x):\n    x = a or g\n    return x");
    assert_eq!(got, ["Move r2 r0", "JTrue r2 -> 4", "LoadGlobal r2 g", "Move r1 r2", "Return r1"]);
}

#[test]
fn a_variable_is_checked_only_where_it_may_be_unbound() {
    let got = listing("def f(a):\n    if a:\n        x = 1\n    return x");
    assert_eq!(got, ["LoadImm r1 0", "JFalse r0 -> 3", "LoadI r1 1", "CheckLocal r1 x", "Return r1"]);
    assert_eq!(listing("def f(a):\n    x = 1\n    return x"), ["LoadI r1 1", "Return r1"]);
}

#[test]
fn a_later_walrus_does_not_change_an_earlier_operand() {
    let got = listing("def f(x):\n    return x + (x := 5)");
    assert_eq!(got, ["Move r1 r0", "LoadI r0 5", "Add r1 r1 r0 0", "Return r1"]);
}

#[test]
fn long_chains_do_not_use_up_registers() {
    code(&format!("def f(a):\n    return a{}", ".b".repeat(1000)));
    code(&format!("def f(a):\n    return a{}", ".b()".repeat(300)));
    code(&format!("x = {}a", "a + ".repeat(1000)));
    code(&format!("def f(a):\n{}    return x999", (0..1000).map(|i| format!("    x{i} = a\n")).collect::<String>()));
    code(&format!("def f({}): return p299, lambda: p298", (0..300).map(|i| format!("p{i}, ")).collect::<String>()));
}

#[test]
fn crowded_expressions_verify() {
    let parts = [
        "f(",
        "o.m(1, ",
        "f(1, a=",
        "f(*[1, ",
        "f(**{1: ",
        "[1, ",
        "[*",
        "{1: 2, 3: ",
        "(1, ",
        "{*",
        "x[",
        "f(2 + f(3) * ",
        "f(f(1) < ",
        "list(x for x in ",
    ];
    for part in parts {
        let close: String =
            part.chars().rev().filter_map(|c| ['(', '[', '{'].iter().position(|b| *b == c).map(|i| [')', ']', '}'][i])).collect();
        let close = close.replacen(if part.contains("f(3)") || part.contains("f(1) <") { ")" } else { "\0" }, "", 1);
        let tail = if part == "(1, " { ",)" } else { &close };
        code(&format!("def g(a, *b):\n    for i in a:\n        v = {}a{}\n    return v", part.repeat(60), tail.repeat(60)));
    }
}

#[test]
fn what_does_not_fit_is_an_error() {
    let names = "a, ".repeat(256);
    assert_eq!(message(&format!("{names}*b = c")), "too many expressions in star-unpacking assignment");
}

#[test]
fn odd_programs_verify() {
    for text in [
        "def f():\n    for x in y:\n        for z in x:\n            break\n        else:\n            continue\n        break\n    return z",
        "def f():\n    while True:\n        try:\n            return 1\n        finally:\n            break\n    return 2",
        "def f():\n    for i in x:\n        with y as z, w:\n            try:\n                continue\n            except E as e:\n                return z\n            finally:\n                q()",
        "async def f():\n    async with a as b:\n        return [x async for x in b if await x]",
        "async def f():\n    async for x in y:\n        try:\n            yield x\n        except* E as e:\n            pass\n    else:\n        del x",
        "def f(x):\n    match x:\n        case [1, a, *b] | {'k': a, **b} if a:\n            return b\n        case C(a, k=[_, *_, b]) as c:\n            return a, b, c",
        "class A[T: int, *Ts, **P = int](B):\n    x: T\n    if y:\n        z: int\n    def m[U](self, a: U = 1): return super().m(a), __class__",
        "type X[T] = [T for _ in (lambda: T)()]",
        "def f():\n    x = 1\n    def g():\n        nonlocal x\n        del x\n    return [lambda: (x, y) for y in x]",
    ] {
        code(text);
    }
}

#[test]
fn errors_are_cpythons() {
    for (text, want) in [
        ("return", "'return' outside function"),
        ("def f():\n    nonlocal x", "no binding for nonlocal 'x' found"),
        ("def f(x):\n    global x", "name 'x' is parameter and global"),
        ("[x := 1 for x in y]", "assignment expression cannot rebind comprehension iteration variable 'x'"),
        ("match x:\n    case a | 1: pass", "name capture 'a' makes remaining patterns unreachable"),
        ("def f(): await x", "'await' outside async function"),
    ] {
        assert_eq!(message(text), want);
    }
}
