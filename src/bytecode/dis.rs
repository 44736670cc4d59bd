//! `Code` as text: one line an instruction, the line number where it changes, nested code after its parent.

use std::fmt::Write;

use super::code::{Code, Const};
use super::op::{Kind, Op, ROWS, Word, a, b, bc, c, imm};

/// The listing of `code` and of all code among its constants.
pub fn disassemble(code: &Code) -> String {
    let mut out = String::new();
    write_code(&mut out, code);
    out
}

fn write_code(out: &mut String, code: &Code) {
    let _ = writeln!(out, "code {} (registers {}, locals {:?})", code.qualname, code.nregs, code.varnames);
    let mut pc = 0;
    let mut line = 0;
    while pc < code.words.len() {
        let word = code.words[pc];
        let here = code.position(pc as u32).line;
        let shown = if here == line { String::new() } else { here.to_string() };
        line = here;
        let _ = writeln!(out, "{shown:>5} {pc:>5} {}", instruction(code, pc, word));
        pc += ROWS[word as u8 as usize].length as usize;
    }
    for e in &code.exceptions {
        let _ = writeln!(out, "  except {}..{} -> {} r{}", e.start, e.end, e.target, e.reg);
    }
    for k in &code.consts {
        if let Const::Code(inner) = k {
            let _ = writeln!(out);
            write_code(out, inner);
        }
    }
}

fn instruction(code: &Code, pc: usize, word: Word) -> String {
    let row = Op::of(word).row();
    let mut text = format!("{:<18}", row.name);
    for (kind, byte) in row.operands.iter().zip([a(word), b(word), c(word)]) {
        match kind {
            Kind::R | Kind::Base => _ = write!(text, " r{byte}"),
            Kind::N => _ = write!(text, " {byte}"),
            Kind::I16 => _ = write!(text, " {}", bc(word)),
            _ => {}
        }
    }
    let at = imm(word);
    match row.operands[3] {
        Kind::Int => _ = write!(text, " {at}"),
        Kind::Name => _ = write!(text, " {}", code.names[at as usize]),
        Kind::K => _ = write!(text, " {}", constant(&code.consts[at as usize])),
        Kind::Jump => _ = write!(text, " -> {}", pc as i64 + at),
        _ => {}
    }
    text
}

/// A constant as Python would write it, or nearly so.
fn constant(k: &Const) -> String {
    match k {
        Const::Str(text) => format!("{:?}", String::from_utf8_lossy(text)),
        Const::Bytes(data) => format!("b{:?}", String::from_utf8_lossy(data)),
        Const::Int(i) => i.to_string(),
        Const::Big(i) => i.to_string(),
        Const::Float(f) => format!("{f:?}"),
        Const::Complex(re, im) => format!("({re:?}+{im:?}j)"),
        Const::Tuple(items) => format!("({})", items.iter().map(constant).collect::<Vec<_>>().join(", ")),
        Const::FrozenSet(items) => format!("{{{}}}", items.iter().map(constant).collect::<Vec<_>>().join(", ")),
        Const::Slice(items) => format!("slice({})", items.iter().map(constant).collect::<Vec<_>>().join(", ")),
        Const::Code(code) => format!("<code {}>", code.qualname),
        Const::None => "None".into(),
        Const::True => "True".into(),
        Const::False => "False".into(),
        Const::Ellipsis => "...".into(),
    }
}
