//! `compile`, and what `eval` and `exec` take besides code objects: text, bytes with a declared encoding, trees of the
//! module `ast`.

use super::ast;
use crate::compile::Options;
use crate::interp::run;
use crate::object::layouts::Bytes;
use crate::object::{Res, Value};
use crate::syntax::Mode;
use crate::types::{self, exceptions as exc};
use crate::vm::Vm;
use crate::vm::intern::intern;

// The flags of `compile`.
const ONLY_AST: i64 = 0x400;
const TOP_LEVEL_AWAIT: i64 = 0x2000;
const OPTIMIZED_AST: i64 = 0x8000;
const FUTURE_ANNOTATIONS: i64 = 0x100_0000;
/// All that CPython knows: those above, `DONT_IMPLY_DEDENT`, `TYPE_COMMENTS`, `ALLOW_INCOMPLETE_INPUT`, and the features
/// of `__future__`, nested scopes among them.
const KNOWN: i64 = ONLY_AST | TOP_LEVEL_AWAIT | OPTIMIZED_AST | 0x200 | 0x1000 | 0x4000 | 0x1FE_0000 | 0x10;

/// How code is compiled that a running frame asks for: with the features that its own code has asked for.
pub fn inherited(vm: &Vm) -> Options {
    let future_annotations = vm.frame().is_some_and(|frame| frame.code().code.flags.future_annotations);
    Options { optimize: vm.shared.settings.optimize, future_annotations, ..Options::default() }
}

/// What no parser sees: null bytes, and nothing at all where an expression is needed.
fn check_source(vm: &Vm, text: &[u8], filename: &str, mode: Mode) -> Res<()> {
    if text.contains(&0) {
        return Err(vm.raise(&exc::SYNTAX_ERROR, "source code string cannot contain null bytes"));
    }
    if text.is_empty() && !matches!(mode, Mode::Exec) {
        let zero = Value::small_int(0);
        let place = vm.tuple(&[vm.str(filename), zero, zero, vm.str(""), zero, zero]);
        let e = vm.call(types::type_of(&exc::SYNTAX_ERROR).value(), &[vm.str("invalid syntax"), place])?;
        return Err(vm.raise_value(e));
    }
    Ok(())
}

/// The code object of any kind of source; `what` is the function that was called.
pub fn compile_any(vm: &Vm, source: Value, filename: &str, mode: Mode, options: Options, what: &str) -> Res {
    if source.str_bytes().is_some() {
        let text = utf8(vm, &source)?;
        let text = if what == "eval" { text.trim_start_matches([' ', '\t']) } else { text };
        check_source(vm, text.as_bytes(), filename, mode)?;
        let code = run::compile_text(vm, text, filename, mode, options)?;
        return Ok(types::codeobject::of(vm, vm.load_code(&code)));
    }
    if what == "compile" && ast::is_tree(vm, source)? {
        let (tree, places) = ast::read(vm, source, root(mode), filename)?;
        let code = run::compile_tree(vm, &tree, &places, options, Vec::new())?;
        return Ok(types::codeobject::of(vm, vm.load_code(&code)));
    }
    match types::bytes_common::buffer_of(vm, source) {
        Ok(bytes) => {
            check_source(vm, &bytes, filename, mode)?;
            let code = run::compile_bytes(vm, &bytes, filename, mode, options)?;
            Ok(types::codeobject::of(vm, vm.load_code(&code)))
        }
        Err(raised) => {
            vm.take_raised(raised);
            Err(vm
                .type_error(format!("{what}() arg 1 must be a string, bytes or {} object", if what == "compile" { "AST" } else { "code" })))
        }
    }
}

/// The text of a `str` as UTF-8, which it does not have if there is a lone surrogate in it.
pub fn utf8<'a>(vm: &Vm, v: &'a Value) -> Res<&'a str> {
    v.as_str().ok_or_else(|| {
        let raised = types::bytes_common::codec::encode_to_bytes(vm, *v, "utf-8", "strict").err();
        raised.unwrap_or_else(|| vm.value_error("source code string cannot be encoded"))
    })
}

fn root(mode: Mode) -> &'static str {
    match mode {
        Mode::Exec => "Module",
        Mode::Eval => "Expression",
        Mode::Single | Mode::Prompt => "Interactive",
    }
}

/// `compile(source, filename, mode, flags, dont_inherit, optimize)`
pub fn compile(vm: &Vm, a: &[Value]) -> Res {
    let path = super::posix::fspath(vm, a[1])?;
    let filename = match path.str_bytes() {
        Some(_) => vm.str_text(path)?,
        None => String::from_utf8_lossy(path.expect::<Bytes>().bytes()).into_owned(),
    };
    if a[2].str_bytes().is_none() {
        return Err(vm.type_error(format!("compile() argument 'mode' must be str, not {}", a[2].argument_name())));
    }
    let flags = a[3].given().map_or(Ok(0), |flags| vm.index_i64(flags))?;
    if flags & !KNOWN != 0 {
        return Err(vm.value_error("compile(): unrecognised flags"));
    }
    let only_tree = flags & ONLY_AST != 0;
    let optimize = a[5].given().map_or(Ok(-1), |optimize| vm.index_i64(optimize))?;
    if !(-1..=2).contains(&optimize) {
        return Err(vm.value_error("compile(): invalid optimize value"));
    }
    let mode = match a[2].as_str() {
        Some("exec") => Mode::Exec,
        Some("eval") => Mode::Eval,
        Some("single") => Mode::Single,
        Some("func_type") if only_tree => return parse(vm, a),
        Some("func_type") => return Err(vm.value_error("compile() mode 'func_type' requires flag PyCF_ONLY_AST")),
        _ if only_tree => return Err(vm.value_error("compile() mode must be 'exec', 'eval', 'single' or 'func_type'")),
        _ => return Err(vm.value_error("compile() mode must be 'exec', 'eval' or 'single'")),
    };
    if only_tree {
        if !ast::is_tree(vm, a[0])? {
            return parse(vm, a);
        }
        ast::read(vm, a[0], root(mode), &filename)?;
        return Ok(a[0]);
    }
    let alone = a[4].given().map_or(Ok(false), |alone| vm.truth(alone))?;
    let mut options = if alone { run::plain_options(vm) } else { inherited(vm) };
    if optimize >= 0 {
        options.optimize = optimize as u8;
    }
    options.future_annotations |= flags & FUTURE_ANNOTATIONS != 0;
    options.top_level_await = flags & TOP_LEVEL_AWAIT != 0;
    compile_any(vm, a[0], &filename, mode, options, "compile")
}

/// The tree of a text: `ast` makes it.
fn parse(vm: &Vm, a: &[Value]) -> Res {
    let parse = vm.get_attr(vm.module("ast")?, intern(b"parse"))?;
    vm.call(parse, &a[..3])
}
