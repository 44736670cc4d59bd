//! `code()` and `code.replace`: a code object with other names, lines and constants.
//!
//! The instructions trust what the compiler promised of them: register numbers, counts, the kinds of some constants. So
//! what they rest on may not be another: the numbers of parameters and locals, who handles what they raise, the flags that
//! say what a call makes, constants that are part of an instruction. Instructions themselves are given as the bytes that some
//! code's `co_code` is: that code is looked up.

use std::sync::Arc;

use super::code_tables;
use super::codeobject::{Told, count_locals, loaded, of, shown_names, told_cells, told_locals};
use crate::bytecode::code::{Code, CodeFlags, Const};
use crate::bytecode::op::{self, Op, ROWS, encode, imm};
use crate::object::layouts::{CodeObject, Slice, Tuple};
use crate::object::{Args, Res, TypeSpec, Value};
use crate::syntax::ast::Name;
use crate::types::type_of;
use crate::vm::Vm;

/// The parameters of `replace`, in CPython's order.
pub const SIGNATURE: &str = "(self, /, *, co_argcount=-1, co_posonlyargcount=-1, co_kwonlyargcount=-1, co_nlocals=-1, co_stacksize=-1, \
                             co_flags=-1, co_firstlineno=-1, co_code=None, co_consts=None, co_names=None, co_varnames=None, \
                             co_freevars=None, co_cellvars=None, co_filename=None, co_name=None, co_qualname=None, \
                             co_linetable=None, co_exceptiontable=None)";

/// Flags that change nothing of what a call does: nested, iterable coroutine, future annotations, docstring, method.
const FREE_FLAGS: i64 = 0x10 | 0x100 | 0x100_0000 | 0x400_0000 | 0x800_0000;

/// So many registers more than a frame needs may be asked for.
const MORE_REGISTERS: u32 = 10_000;

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Number,
    Bytes,
    Tuple,
    Text,
}

/// The fields that can be given, in the order of `replace`.
const FIELDS: [(&str, Kind); 18] = [
    ("co_argcount", Kind::Number),
    ("co_posonlyargcount", Kind::Number),
    ("co_kwonlyargcount", Kind::Number),
    ("co_nlocals", Kind::Number),
    ("co_stacksize", Kind::Number),
    ("co_flags", Kind::Number),
    ("co_firstlineno", Kind::Number),
    ("co_code", Kind::Bytes),
    ("co_consts", Kind::Tuple),
    ("co_names", Kind::Tuple),
    ("co_varnames", Kind::Tuple),
    ("co_freevars", Kind::Tuple),
    ("co_cellvars", Kind::Tuple),
    ("co_filename", Kind::Text),
    ("co_name", Kind::Text),
    ("co_qualname", Kind::Text),
    ("co_linetable", Kind::Bytes),
    ("co_exceptiontable", Kind::Bytes),
];

const ARGCOUNT: usize = 0;
const POSONLY: usize = 1;
const KWONLY: usize = 2;
const NLOCALS: usize = 3;
const STACKSIZE: usize = 4;
const FLAGS: usize = 5;
const FIRST_LINE: usize = 6;
const CODE: usize = 7;
const CONSTS: usize = 8;
const NAMES: usize = 9;
const VARNAMES: usize = 10;
const FREEVARS: usize = 11;
const CELLVARS: usize = 12;
const FILENAME: usize = 13;
const NAME: usize = 14;
const QUALNAME: usize = 15;
const LINES: usize = 16;
const EXCEPTIONS: usize = 17;

/// The fields as `code()` takes them, one after the other.
const CONSTRUCTED: [usize; 18] = [
    ARGCOUNT, POSONLY, KWONLY, NLOCALS, STACKSIZE, FLAGS, CODE, CONSTS, NAMES, VARNAMES, FILENAME, NAME, QUALNAME, FIRST_LINE, LINES,
    EXCEPTIONS, FREEVARS, CELLVARS,
];

/// What was given for each of the fields.
struct Given<'a> {
    vm: &'a Vm,
    values: [Value; 18],
    numbers: [Option<i64>; 18],
    /// by `code()`, not by `replace()`
    all: bool,
}

impl<'a> Given<'a> {
    /// Looks at the types of arguments: the one at `i` is for the field `order[i]`.
    fn read(vm: &'a Vm, arguments: &[Value], order: impl Fn(usize) -> usize, all: bool) -> Res<Given<'a>> {
        let mut given = Given { vm, values: [Value::UNBOUND; 18], numbers: [None; 18], all };
        for (i, &value) in arguments.iter().enumerate().filter(|(_, value)| !value.is_unbound()) {
            let field = order(i);
            let (name, kind) = FIELDS[field];
            let wanted = match kind {
                Kind::Number => {
                    given.numbers[field] = Some(vm.index_c_int(value)?.into());
                    continue;
                }
                Kind::Bytes if !value.typ().is_subtype_of(type_of(&super::bytes::BYTES)) => "bytes",
                Kind::Tuple if value.cast::<Tuple>().is_none() => "tuple",
                Kind::Text if value.str_bytes().is_none() => "str",
                _ => {
                    given.values[field] = value;
                    continue;
                }
            };
            let found = value.argument_name();
            return Err(vm.type_error(match all {
                true => format!("code() argument {} must be {wanted}, not {found}", i + 1),
                false => format!("replace() argument '{name}' must be {wanted}, not {found}"),
            }));
        }
        Ok(given)
    }

    /// What is not given is as `old` has it.
    fn fill(&mut self, old: Value) -> Res<()> {
        for (field, (name, kind)) in FIELDS.iter().enumerate() {
            match kind {
                Kind::Number if self.numbers[field].is_none() => {
                    self.numbers[field] = Some(self.vm.index_c_int(self.vm.get_attr_str(old, name)?)?.into());
                }
                Kind::Number => {}
                _ if self.values[field].is_unbound() => self.values[field] = self.vm.get_attr_str(old, name)?,
                _ => {}
            }
        }
        Ok(())
    }

    fn bytes(&self, field: usize) -> Res<Option<Vec<u8>>> {
        match self.values[field].given() {
            Some(bytes) => Ok(Some(super::bytes_common::buffer_of(self.vm, bytes)?.to_vec())),
            None => Ok(None),
        }
    }

    fn text(&self, field: usize) -> Res<Option<Name>> {
        match self.values[field].given() {
            Some(text) => Ok(Some(self.vm.str_text(text)?.into())),
            None => Ok(None),
        }
    }

    /// A tuple of names.
    fn names(&self, field: usize) -> Res<Option<Vec<Name>>> {
        let Some(tuple) = self.values[field].cast::<Tuple>() else { return Ok(None) };
        let mut names = Vec::with_capacity(tuple.len);
        for &item in tuple.items() {
            if item.str_bytes().is_none() {
                return Err(match self.all {
                    true => self.vm.type_error(format!("name tuples must contain only strings, not '{}'", item.type_name())),
                    false => self.vm.raise(&super::exceptions::SYSTEM_ERROR, "non-string found in code slot"),
                });
            }
            names.push(self.vm.str_text(item)?.into());
        }
        Ok(Some(names))
    }
}

/// `code.replace(...)`.
pub fn replace(vm: &Vm, a: &[Value]) -> Res {
    let mut given = Given::read(vm, &a[1..], |i| i, false)?;
    for field in [ARGCOUNT, POSONLY, KWONLY, NLOCALS, STACKSIZE, FLAGS, FIRST_LINE] {
        if given.numbers[field].is_some_and(|n| n < 0) {
            return Err(vm.value_error(format!("{} must be a positive integer", FIELDS[field].0)));
        }
    }
    let old = &loaded(a[0].expect::<CodeObject>()).code;
    let base = match given.bytes(CODE)? {
        Some(bytes) if bytes != super::codeobject::instructions(old) => {
            given.fill(a[0])?;
            of_instructions(&given, &bytes)?
        }
        _ => old.clone(),
    };
    build(&base, &given)
}

/// `types.CodeType(...)`: its instructions are those of some code that was compiled here.
pub fn new(vm: &Vm, _: Value, args: Args) -> Res {
    if !args.names.is_empty() {
        return Err(vm.type_error("code() takes no keyword arguments"));
    }
    match args.all.len() {
        n @ ..16 => return Err(vm.type_error(format!("code expected at least 16 arguments, got {n}"))),
        n @ 19.. => return Err(vm.type_error(format!("code expected at most 18 arguments, got {n}"))),
        _ => {}
    }
    let mut given = Given::read(vm, args.all, |i| CONSTRUCTED[i], true)?;
    for (field, name) in [(ARGCOUNT, "argcount"), (POSONLY, "posonlyargcount"), (KWONLY, "kwonlyargcount"), (NLOCALS, "nlocals")] {
        if given.numbers[field].is_some_and(|n| n < 0) {
            return Err(vm.value_error(format!("code: {name} must not be negative")));
        }
    }
    for field in [FREEVARS, CELLVARS] {
        given.values[field] = given.values[field].given().unwrap_or_else(|| vm.tuple(&[]));
    }
    let bytes = given.bytes(CODE)?.unwrap_or_default();
    let base = of_instructions(&given, &bytes)?;
    build(&base, &given)
}

/// The code that has these instructions; of several one that has the numbers which are given.
fn of_instructions(given: &Given, bytes: &[u8]) -> Res<Arc<Code>> {
    for field in [NAMES, VARNAMES, FREEVARS, CELLVARS] {
        given.names(field)?;
    }
    check(given, None)?;
    if bytes.is_empty() {
        return blank(given);
    }
    let vm = given.vm;
    let consts = given.values[CONSTS].given().map_or(Ok(Vec::new()), |consts| plain_constants(vm, consts))?;
    let number = |field: usize| given.numbers[field].unwrap_or(0);
    let alike = |code: &Code| {
        let numbers = [(ARGCOUNT, code.argcount), (KWONLY, code.kwonlyargcount), (FLAGS, code.flags.bits()), (STACKSIZE, code.nregs)];
        let (names, locals) = (shown_names(code).len(), count_locals(code));
        let sizes = [(NAMES, names), (VARNAMES, locals), (FREEVARS, code.freevars.len()), (CELLVARS, told_cells(code).len())];
        numbers.iter().filter(|(field, n)| number(*field) == i64::from(*n)).count()
            + sizes.iter().filter(|(field, n)| given.values[*field].cast::<Tuple>().is_some_and(|t| t.len == *n)).count()
            + usize::from(consts == code.consts)
            + if misfit(code, &consts).is_none() { 10 } else { 0 }
    };
    let (words, rest) = bytes.as_chunks::<8>();
    let known = vm.shared.codes.lock();
    let same = known.iter().filter(|known| {
        let code = &known.code.words;
        rest.is_empty() && code.len() == words.len() && code.iter().zip(words).all(|(word, bytes)| word.to_le_bytes() == *bytes)
    });
    // of equals the last one is taken: the first that was compiled
    match same.rev().max_by_key(|known| alike(&known.code)) {
        Some(known) => Ok(known.code.clone()),
        None if bytes.len() % 2 == 1 => Err(vm.value_error("code: co_code is malformed")),
        None => Err(vm.value_error("code: co_code is of no code that was compiled here")),
    }
}

/// Code without instructions: it returns None.
fn blank(given: &Given) -> Res<Arc<Code>> {
    let number = |field: usize| given.numbers[field].unwrap_or(0) as u32;
    let flags = CodeFlags::of_bits(number(FLAGS));
    let varnames = given.names(VARNAMES)?.unwrap_or_default();
    if given.values[CELLVARS].cast::<Tuple>().is_some_and(|cells| cells.len > 0) {
        return Err(fixed(given.vm, "co_cellvars"));
    }
    Ok(Arc::new(Code {
        name: "".into(),
        qualname: "".into(),
        filename: "".into(),
        first_line: number(FIRST_LINE),
        flags: CodeFlags { generator: false, coroutine: false, async_generator: false, iterable_coroutine: false, ..flags },
        argcount: number(ARGCOUNT),
        posonlyargcount: number(POSONLY),
        kwonlyargcount: number(KWONLY),
        nregs: varnames.len() as u32 + 1,
        local_regs: (0..varnames.len() as u32).collect(),
        known_from: vec![1; varnames.len()],
        varnames,
        cellvars: Vec::new(),
        freevars: given.names(FREEVARS)?.unwrap_or_default(),
        names: Vec::new(),
        consts: Vec::new(),
        words: vec![encode(Op::ReturnNone, 0, 0, 0, 0)],
        positions: Vec::new().into(),
        passed: Vec::new(),
        exceptions: Vec::new(),
        inlined: Vec::new(),
        comprehended: Vec::new(),
    }))
}

/// Do numbers and names fit each other? What is not given is as `base` has it.
fn check(given: &Given, base: Option<&Code>) -> Res<()> {
    let vm = given.vm;
    let number = |field: usize, of: fn(&Code) -> u32| given.numbers[field].unwrap_or_else(|| base.map_or(0, of).into());
    let (argcount, posonly) = (number(ARGCOUNT, |c| c.argcount), number(POSONLY, |c| c.posonlyargcount));
    let negative = [STACKSIZE, FLAGS].iter().any(|&field| given.numbers[field].is_some_and(|n| n < 0));
    if argcount < posonly || negative {
        return Err(vm.raise(&super::exceptions::SYSTEM_ERROR, "../Objects/codeobject.c:465: bad argument to internal function"));
    }
    let locals = match given.values[VARNAMES].cast::<Tuple>() {
        Some(names) => names.len,
        None => base.map_or(0, count_locals),
    };
    let flags = given.numbers[FLAGS].unwrap_or_else(|| base.map_or(0, |c| c.flags.bits()).into());
    let more = i64::from(flags & 4 != 0) + i64::from(flags & 8 != 0);
    if argcount + number(KWONLY, |c| c.kwonlyargcount) + more > locals as i64 {
        return Err(vm.value_error("code: co_varnames is too small"));
    }
    if given.numbers[NLOCALS].is_some_and(|n| n != locals as i64)
        || (given.numbers[NLOCALS].is_none() && base.is_some_and(|c| count_locals(c) != locals))
    {
        return Err(vm.value_error("code: co_nlocals != len(co_varnames)"));
    }
    Ok(())
}

/// The code `base` with what is given.
fn build(base: &Code, given: &Given) -> Res {
    let vm = given.vm;
    check(given, Some(base))?;
    let mut code: Code = base.clone();
    for (field, count) in [(ARGCOUNT, base.argcount), (KWONLY, base.kwonlyargcount)] {
        if given.numbers[field].is_some_and(|n| n != i64::from(count)) {
            return Err(fixed(vm, FIELDS[field].0));
        }
    }
    if let Some(posonly) = given.numbers[POSONLY] {
        code.posonlyargcount = posonly as u32;
    }
    if let Some(size) = given.numbers[STACKSIZE] {
        code.nregs = base.nregs.max((size as u32).min(base.nregs + MORE_REGISTERS));
    }
    if let Some(consts) = given.values[CONSTS].given() {
        code.consts = constants(vm, base, consts)?;
    }
    set_flags(vm, &mut code, given.numbers[FLAGS].unwrap_or(base.flags.bits().into()))?;
    set_names(given, base, &mut code)?;
    for (field, name) in [(FILENAME, &mut code.filename), (NAME, &mut code.name), (QUALNAME, &mut code.qualname)] {
        if let Some(text) = given.text(field)? {
            *name = text;
        }
    }
    if let Some(first) = given.numbers[FIRST_LINE] {
        move_lines(&mut code, first);
    }
    if let Some(table) = given.bytes(LINES)?
        && table != code_tables::line_table(&code)
    {
        code.positions = code_tables::read_line_table(&table, code.first_line.into()).into();
        code.passed.clear();
    }
    if let Some(table) = given.bytes(EXCEPTIONS)?
        && table != code_tables::exception_table(&code)
    {
        return Err(fixed(vm, "co_exceptiontable"));
    }
    Ok(of(vm, vm.load_code(&Arc::new(code))))
}

/// Other names for what has one.
fn set_names(given: &Given, base: &Code, code: &mut Code) -> Res<()> {
    let vm = given.vm;
    let exactly = |field: usize, count: usize| match given.names(field)? {
        Some(names) if names.len() != count => Err(fixed(vm, FIELDS[field].0)),
        names => Ok(names),
    };
    // names of variables stand among the others too, where an instruction tells that one is unbound
    let shown = shown_names(base);
    let rename = |code: &mut Code, before: &Name, name: &Name| {
        let told = (0..base.names.len()).filter(|at| !shown.contains(at) && base.names[*at] == *before);
        told.for_each(|at| code.names[at] = name.clone());
    };
    if let Some(names) = exactly(VARNAMES, count_locals(base))? {
        for (place, name) in told_locals(base).into_iter().zip(names) {
            let at = match place {
                Told::Local(at) => at,
                Told::Comprehended(at) => {
                    code.comprehended[at].name = name;
                    continue;
                }
            };
            let before = std::mem::replace(&mut code.varnames[at], name.clone());
            code.cellvars.iter_mut().filter(|cell| **cell == before).for_each(|cell| *cell = name.clone());
            rename(code, &before, &name);
        }
    }
    if let Some(names) = given.names(FREEVARS)? {
        // more of them than instructions name are no harm
        if names.len() < base.freevars.len() {
            return Err(fixed(vm, FIELDS[FREEVARS].0));
        }
        base.freevars.iter().zip(&names).for_each(|(before, name)| rename(code, before, name));
        code.freevars = names;
    }
    if let Some(names) = exactly(CELLVARS, told_cells(base).len())? {
        for (index, name) in names.into_iter().enumerate().take(base.cellvars.len()) {
            let before = std::mem::replace(&mut code.cellvars[index], name.clone());
            code.varnames.iter_mut().filter(|local| **local == before).for_each(|local| *local = name.clone());
            rename(code, &before, &name);
        }
    }
    if let Some(names) = given.names(NAMES)? {
        if names.len() < shown.len() {
            return Err(vm.value_error("code: co_names is too small"));
        }
        for (i, name) in names.into_iter().enumerate() {
            match shown.get(i) {
                Some(&at) => code.names[at] = name,
                None => code.names.push(name),
            }
        }
    }
    Ok(())
}

fn fixed(vm: &Vm, name: &str) -> crate::object::Raised {
    vm.value_error(format!("code: {name} cannot be replaced, the instructions rest on it"))
}

fn set_flags(vm: &Vm, code: &mut Code, wanted: i64) -> Res<()> {
    if (wanted ^ i64::from(code.flags.bits())) & !FREE_FLAGS != 0 {
        return Err(fixed(vm, "co_flags"));
    }
    let wanted = CodeFlags::of_bits(wanted as u32);
    code.flags = CodeFlags {
        iterable_coroutine: wanted.iterable_coroutine && wanted.generator,
        has_docstring: wanted.has_docstring && matches!(code.consts.first(), Some(Const::Str(_))),
        ..wanted
    };
    Ok(())
}

/// The lines are counted from the first one.
fn move_lines(code: &mut Code, first: i64) {
    let by = first - i64::from(code.first_line);
    let moved = |line: u32| if line == 0 { 0 } else { u32::try_from(i64::from(line) + by).unwrap_or(0) };
    let mut positions = code.positions.to_vec();
    for (_, position) in &mut positions {
        (position.line, position.end_line) = (moved(position.line), moved(position.end_line));
    }
    code.positions = positions.into();
    code.passed.iter_mut().for_each(|passed| passed.line = moved(passed.line));
    code.first_line = u32::try_from(first).unwrap_or(u32::MAX);
}

/// A tuple of constants: those that instructions hold must stay what they are.
fn constants(vm: &Vm, old: &Code, given: Value) -> Res<Vec<Const>> {
    let consts = plain_constants(vm, given)?;
    if consts.len() < old.consts.len() {
        return Err(vm.value_error("code: co_consts is too small"));
    }
    match misfit(old, &consts) {
        Some(index) => Err(vm.value_error(format!("code: constant {index} cannot be replaced, an instruction rests on it"))),
        None => Ok(consts),
    }
}

fn plain_constants(vm: &Vm, given: Value) -> Res<Vec<Const>> {
    given.expect::<Tuple>().items().iter().map(|&item| constant(vm, item)).collect()
}

/// The first constant that an instruction of `old` does not agree to.
fn misfit(old: &Code, consts: &[Const]) -> Option<usize> {
    let mut at = 0;
    while at < old.words.len() {
        let row = Op::of(old.words[at]).row();
        if row.operands[3] == op::Kind::K && row.op != Op::LoadK {
            let index = imm(old.words[at]) as usize;
            let same = match (&old.consts[index], consts.get(index)) {
                (Const::Code(before), Some(Const::Code(now))) => before.freevars.len() == now.freevars.len(),
                (before, now) => Some(before) == now,
            };
            if !same {
                return Some(index);
            }
        }
        at += ROWS[old.words[at] as u8 as usize].length as usize;
    }
    None
}

fn constant(vm: &Vm, value: Value) -> Res<Const> {
    vm.check_depth()?;
    let is = |spec: &'static TypeSpec| std::ptr::eq(value.typ(), type_of(spec));
    let all = |items: &[Value]| items.iter().map(|&item| constant(vm, item)).collect::<Res<Vec<Const>>>();
    Ok(if value.is_none() {
        Const::None
    } else if value == Value::TRUE {
        Const::True
    } else if value == Value::FALSE {
        Const::False
    } else if value == Value::ELLIPSIS {
        Const::Ellipsis
    } else if let Some(code) = value.cast::<CodeObject>() {
        Const::Code(loaded(code).code.clone())
    } else if is(&super::int::INT) {
        match vm.to_i64(value) {
            Some(small) => Const::Int(small),
            None => Const::Big(Arc::new(vm.to_big(value).unwrap_or_default())),
        }
    } else if is(&super::float::FLOAT) {
        Const::Float(vm.to_f64(value)?)
    } else if is(&super::complex::COMPLEX) {
        let (re, im) = super::complex::from_value(vm, value)?;
        Const::Complex(re, im)
    } else if is(&super::str::STR) {
        Const::Str(value.str_bytes().unwrap_or_default().into())
    } else if is(&super::bytes::BYTES) {
        Const::Bytes(super::bytes_common::buffer_of(vm, value)?.to_vec().into())
    } else if is(&super::tuple::TUPLE) {
        Const::Tuple(all(value.expect::<Tuple>().items())?.into())
    } else if is(&super::set::FROZENSET) {
        Const::FrozenSet(all(&super::list::items_of(vm, value)?)?.into())
    } else if let Some(slice) = value.cast::<Slice>() {
        Const::Slice(Arc::new([constant(vm, slice.start.get())?, constant(vm, slice.stop.get())?, constant(vm, slice.step.get())?]))
    } else {
        return Err(vm.type_error(format!("code: a constant must not be a {}", value.type_name())));
    })
}
