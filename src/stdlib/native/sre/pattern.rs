//! `re.Pattern`, and the iterators over its matches.

use parking_lot::Mutex;

use crate::object::heap::Marker;
use crate::object::layouts::Str;
use crate::object::{CmpOp, Layout, Payload, Res, Slot, Slots, TypeSpec, Value, getter, method};
use crate::text::regex::{self, Mode, flag};
use crate::types::{generic_alias, mappingproxy};
use crate::vm::{Values, Vm};

use super::template::Template;
use super::{Pattern, Subject, bytes_of, code_points, compiled, matches, raise_fault};

const WHERE: &str = "(self, /, string, pos=0, endpos=sys.maxsize)";

pub static PATTERN: TypeSpec = TypeSpec {
    name: "re.Pattern",
    subclassable: false,
    methods: &[
        method("match", WHERE, |vm, a| first(vm, a, Mode::Match)),
        method("fullmatch", WHERE, |vm, a| first(vm, a, Mode::FullMatch)),
        method("search", WHERE, |vm, a| first(vm, a, Mode::Search)),
        method("findall", WHERE, find_all),
        method("finditer", WHERE, |vm, a| {
            let (subject, state) = begin(vm, a)?;
            Ok(vm.native(&ITERATOR, Scanner::new(a[0], &subject, state)))
        }),
        method("scanner", WHERE, |vm, a| {
            let (subject, state) = begin(vm, a)?;
            Ok(vm.native(&SCANNER, Scanner::new(a[0], &subject, state)))
        }),
        method("split", "(self, /, string, maxsplit=0)", split),
        method("sub", "(self, /, repl, string, count=0)", |vm, a| substitute(vm, a).map(|(text, _)| text)),
        method("subn", "(self, /, repl, string, count=0)", |vm, a| {
            let (text, n) = substitute(vm, a)?;
            Ok(vm.tuple(&[text, vm.int(n)]))
        }),
        method("__copy__", "(self, /)", |_, a| Ok(a[0])),
        method("__deepcopy__", "(self, memo, /)", |_, a| Ok(a[0])),
        generic_alias::CLASS_GETITEM,
    ],
    getset: &[
        getter("pattern", |vm, p| Ok(compiled(vm, &p)?.text.get())),
        getter("flags", |vm, p| Ok(vm.int(i64::from(compiled(vm, &p)?.program.flags)))),
        getter("groups", |vm, p| Ok(vm.int(compiled(vm, &p)?.program.groups as i64 - 1))),
        getter("groupindex", |vm, p| {
            let names = compiled(vm, &p)?.index.get();
            // without names there is nothing to guard
            Ok(if vm.dict_len(names) == 0 { vm.new_dict() } else { mappingproxy::new(vm, names) })
        }),
    ],
    slots: Slots {
        repr: Some(repr),
        hash: Some(|vm, p| {
            let p = compiled(vm, &p)?;
            Ok(vm.hash(p.text.get())? ^ i64::from(p.program.flags))
        }),
        compare: Some(|vm, op, a, b| {
            let (Some(x), Some(y)) = (a.payload::<Pattern>(), b.payload::<Pattern>()) else { return Ok(Value::NOT_IMPLEMENTED) };
            let same = x.program.flags == y.program.flags && x.is_bytes == y.is_bytes && vm.equal(x.text.get(), y.text.get())?;
            match op {
                CmpOp::Eq => Ok(Value::bool(same)),
                CmpOp::Ne => Ok(Value::bool(!same)),
                _ => Ok(Value::NOT_IMPLEMENTED),
            }
        }),
        ..Slots::NONE
    },
    ..TypeSpec::DEFAULT
};

pub static SCANNER: TypeSpec = TypeSpec {
    name: "_sre.SRE_Scanner",
    subclassable: false,
    methods: &[
        method("match", "(self, /)", |vm, a| Ok(scanner(&a[0]).next(vm, Mode::Match)?.unwrap_or(Value::NONE))),
        method("search", "(self, /)", |vm, a| Ok(scanner(&a[0]).next(vm, Mode::Search)?.unwrap_or(Value::NONE))),
    ],
    getset: &[getter("pattern", |_, s| Ok(scanner(&s).pattern.get()))],
    ..TypeSpec::DEFAULT
};

pub static ITERATOR: TypeSpec = TypeSpec {
    name: "callable_iterator",
    subclassable: false,
    slots: Slots { iter: Some(|_, it| Ok(it)), next: Some(|vm, it| scanner(&it).next(vm, Mode::Search)), ..Slots::NONE },
    ..TypeSpec::DEFAULT
};

/// Compiles a `str` or `bytes`.
pub fn compile(vm: &Vm, text: Value, flags: u32) -> Res {
    let is_bytes = text.cast::<Str>().is_none();
    if is_bytes && text.layout() != Layout::Bytes {
        return Err(vm.type_error("first argument must be string or compiled pattern"));
    }
    let points = code_points(text);
    // nodes, code and sets, for each character of a pattern
    vm.check_memory(points.len(), 200)?;
    let program = regex::compile(&points, flags, is_bytes).map_err(|fault| raise_fault(vm, fault, text))?;
    let index = vm.new_dict();
    for (name, group) in &program.names {
        vm.dict_set_str(index, name, vm.int(*group as i64))?;
    }
    let mut names = Values::new(vm);
    for group in 0..program.groups {
        let name = program.names.iter().find(|(_, number)| *number == group);
        names.push(name.map_or(Value::NONE, |(name, _)| crate::vm::intern::intern(name.as_bytes())));
    }
    let names = Slot::new(vm.tuple(&names));
    Ok(vm.native(&PATTERN, Pattern { program, text: Slot::new(text), index: Slot::new(index), names, is_bytes }))
}

/// The flags' names, in the order in which a pattern's `repr` gives them.
const NAMES: &[(u32, &str)] = &[
    (flag::IGNORECASE, "re.IGNORECASE"),
    (flag::LOCALE, "re.LOCALE"),
    (flag::MULTILINE, "re.MULTILINE"),
    (flag::DOTALL, "re.DOTALL"),
    (flag::UNICODE, "re.UNICODE"),
    (flag::VERBOSE, "re.VERBOSE"),
    (flag::DEBUG, "re.DEBUG"),
    (flag::ASCII, "re.ASCII"),
];

/// Characters of the pattern's own `repr` that are shown.
const REPR_CHARS: usize = 200;

fn repr(vm: &Vm, v: Value) -> Res {
    let p = compiled(vm, &v)?;
    let mut flags = p.program.flags;
    if !p.is_bytes && flags & flag::TYPES == flag::UNICODE {
        flags &= !flag::UNICODE;
    }
    let text: String = vm.repr_text(p.text.get())?.chars().take(REPR_CHARS).collect();
    let mut names: Vec<String> = NAMES.iter().filter(|(bit, _)| flags & bit != 0).map(|(_, name)| (*name).to_string()).collect();
    let rest = NAMES.iter().fold(flags, |left, (bit, _)| left & !bit);
    if rest != 0 {
        names.push(format!("{rest:#x}"));
    }
    let comma = if names.is_empty() { "" } else { ", " };
    Ok(vm.str(&format!("re.compile({text}{comma}{})", names.join("|"))))
}

/// `string`, `pos` and `endpos` of a method.
fn subject(vm: &Vm, a: &[Value]) -> Res<Subject> {
    let pattern = compiled(vm, &a[0])?;
    let pos = a[2].given().map_or(Ok(0), |v| vm.index_i64(v))?;
    let endpos = a[3].given().map_or(Ok(i64::MAX), |v| vm.index_i64(v))?;
    Subject::new(vm, pattern, a[1], pos, endpos)
}

fn first(vm: &Vm, a: &[Value], mode: Mode) -> Res {
    let subject = subject(vm, a)?;
    match subject.find(vm, &compiled(vm, &a[0])?.program, subject.start, mode, false)? {
        Some(registers) => matches::new(vm, a[0], &subject, &registers, subject.index_of(registers[0], (subject.start, subject.pos))),
        None => Ok(Value::NONE),
    }
}

/// Where the next match may begin, as byte and index (the index of a byte before it), and whether it must not be empty.
#[derive(Clone, Copy)]
struct Progress {
    at: usize,
    near: (usize, i64),
    must_advance: bool,
}

/// An iterator over matches; a mutex of nothing that needs a drop.
struct Scanner {
    pattern: Slot,
    object: Slot,
    data: Slot,
    is_wide: bool,
    end: usize,
    pos: i64,
    endpos: i64,
    progress: Mutex<Option<Progress>>,
}

impl Payload for Scanner {
    fn trace(&self, marker: &mut Marker) {
        for slot in [&self.pattern, &self.object, &self.data] {
            marker.slot(slot);
        }
    }
}

fn scanner(v: &Value) -> &Scanner {
    v.payload::<Scanner>().expect("methods of a scanner get one")
}

fn begin(vm: &Vm, a: &[Value]) -> Res<(Subject, Progress)> {
    let subject = subject(vm, a)?;
    Ok((subject, Progress { at: subject.start, near: (subject.start, subject.pos), must_advance: false }))
}

impl Scanner {
    fn new(pattern: Value, subject: &Subject, progress: Progress) -> Scanner {
        Scanner {
            pattern: Slot::new(pattern),
            object: Slot::new(subject.object),
            data: Slot::new(subject.data),
            is_wide: subject.is_wide,
            end: subject.end,
            pos: subject.pos,
            endpos: subject.endpos,
            progress: Mutex::new(Some(progress)),
        }
    }

    /// The next match. The lock is not held over the search: two threads that share a scanner may get the same match,
    /// as with CPython's.
    fn next(&self, vm: &Vm, mode: Mode) -> Res<Option<Value>> {
        let Some(progress) = *self.progress.lock() else { return Ok(None) };
        let (object, data) = (self.object.get(), self.data.get());
        let subject =
            Subject { object, data, is_wide: self.is_wide, start: progress.at, end: self.end, pos: self.pos, endpos: self.endpos };
        let pattern = self.pattern.get();
        let found = subject.find(vm, &compiled(vm, &pattern)?.program, progress.at, mode, progress.must_advance)?;
        let Some(registers) = found else {
            *self.progress.lock() = None;
            return Ok(None);
        };
        let near = near(&subject, &registers, progress.near);
        let m = matches::new(vm, pattern, &subject, &registers, near.1)?;
        let (start, end) = (registers[0], registers[1]);
        *self.progress.lock() = Some(Progress { at: end, near, must_advance: start == end });
        Ok(Some(m))
    }
}

/// Where a match begins, as byte and index; `before` is such a place that was known, if possible before it.
fn near(subject: &Subject, registers: &[usize], before: (usize, i64)) -> (usize, i64) {
    (registers[0], subject.index_of(registers[0], before))
}

/// Calls `f` with the registers of each match from the start on, until it says to stop.
fn each(vm: &Vm, pattern: &Pattern, subject: &Subject, f: &mut dyn FnMut(&[usize]) -> Res<bool>) -> Res<()> {
    let (mut at, mut must_advance) = (subject.start, false);
    while let Some(registers) = subject.find(vm, &pattern.program, at, Mode::Search, must_advance)? {
        if !f(&registers)? {
            break;
        }
        vm.make_way_or_stop()?;
        (at, must_advance) = (registers[1], registers[0] == registers[1]);
    }
    Ok(())
}

/// The text of a group, if it matched.
fn text(vm: &Vm, subject: &Subject, registers: &[usize], group: usize) -> Option<Value> {
    let (start, end) = (registers[group * 2], registers[group * 2 + 1]);
    (start != usize::MAX && end != usize::MAX).then(|| subject.slice(vm, start, end))
}

fn find_all(vm: &Vm, a: &[Value]) -> Res {
    let subject = subject(vm, a)?;
    let pattern = compiled(vm, &a[0])?;
    let found = vm.list(&[]);
    let empty = if pattern.is_bytes { vm.bytes(b"") } else { vm.str("") };
    let groups = pattern.program.groups;
    each(vm, pattern, &subject, &mut |registers| {
        let item = match groups {
            1 | 2 => text(vm, &subject, registers, groups - 1).unwrap_or(empty),
            _ => {
                let mut texts = Values::new(vm);
                for i in 1..groups {
                    texts.push(text(vm, &subject, registers, i).unwrap_or(empty));
                }
                vm.tuple(&texts)
            }
        };
        vm.list_append(found, item)?;
        Ok(true)
    })?;
    Ok(found)
}

fn split(vm: &Vm, a: &[Value]) -> Res {
    let pattern = compiled(vm, &a[0])?;
    let most = a[2].given().map_or(Ok(0), |v| vm.index_i64(v))?;
    let subject = Subject::new(vm, pattern, a[1], 0, i64::MAX)?;
    let parts = vm.list(&[]);
    let (mut from, mut n) = (0, 0);
    if most >= 0 {
        each(vm, pattern, &subject, &mut |registers| {
            vm.list_append(parts, subject.slice(vm, from, registers[0]))?;
            for i in 1..pattern.program.groups {
                vm.list_append(parts, text(vm, &subject, registers, i).unwrap_or(Value::NONE))?;
            }
            from = registers[1];
            n += 1;
            Ok(most == 0 || n < most)
        })?;
    }
    vm.list_append(parts, subject.slice(vm, from, subject.bytes().len()))?;
    Ok(parts)
}

/// `sub` and `subn`: the new text, and how often something was replaced.
fn substitute(vm: &Vm, a: &[Value]) -> Res<(Value, i64)> {
    let pattern = compiled(vm, &a[0])?;
    let (replacement, most) = (a[1], a[3].given().map_or(Ok(0), |v| vm.index_i64(v))?);
    let template = if vm.is_callable(replacement) { None } else { Some(Template::parse(vm, a[0], replacement)?) };
    let subject = Subject::new(vm, pattern, a[2], 0, i64::MAX)?;
    let is_text = replacement.cast::<Str>().is_some();
    let bytes = subject.bytes();
    let (mut out, mut from, mut n, mut parts) = (Vec::new(), 0, 0, 0);
    vm.grow_by(&mut out, bytes.len())?;
    let mut place = (0, 0);
    if most >= 0 {
        each(vm, pattern, &subject, &mut |registers| {
            vm.grow_by(&mut out, registers[0].saturating_sub(from))?;
            out.extend_from_slice(&bytes[from..registers[0]]);
            parts += i64::from(from < registers[0]);
            if let Some(template) = &template {
                if is_text == pattern.is_bytes {
                    return Err(wrong_part(vm, pattern.is_bytes, parts, replacement));
                }
                let mut group = |i: usize| {
                    let (start, end) = (registers[i * 2], registers[i * 2 + 1]);
                    (start != usize::MAX && end != usize::MAX).then(|| &bytes[start..end])
                };
                vm.grow_by(&mut out, template.length(&mut group))?;
                template.expand(&mut out, &mut group);
            } else {
                place = near(&subject, registers, place);
                let m = matches::new(vm, a[0], &subject, registers, place.1)?;
                let part = vm.call(replacement, &[m])?;
                if !part.is_none() {
                    let fits = if pattern.is_bytes { crate::types::bytes_common::is_buffer(part) } else { part.cast::<Str>().is_some() };
                    if !fits {
                        return Err(wrong_part(vm, pattern.is_bytes, parts, part));
                    }
                    vm.grow_by(
                        &mut out,
                        if part.cast::<Str>().is_some() {
                            bytes_of(part).len()
                        } else {
                            crate::types::bytes_common::with_buffer(vm, part, |b| b.len())?
                        },
                    )?;
                    if part.cast::<Str>().is_some() {
                        out.extend_from_slice(bytes_of(part));
                    } else {
                        crate::types::bytes_common::with_buffer(vm, part, |b| out.extend_from_slice(b))?;
                    }
                }
            }
            parts += 1;
            from = registers[1];
            n += 1;
            Ok(most == 0 || n < most)
        })?;
    }
    if n == 0 && (subject.data.is_exact_str() || pattern.is_bytes && subject.data.typ().builtin) {
        return Ok((subject.data, 0));
    }
    vm.grow_by(&mut out, bytes.len() - from)?;
    out.extend_from_slice(&bytes[from..]);
    Ok((if pattern.is_bytes { vm.bytes(&out) } else { vm.str_wtf8(&out) }, n))
}

fn wrong_part(vm: &Vm, is_bytes: bool, index: i64, part: Value) -> crate::object::Raised {
    let wanted = if is_bytes { "a bytes-like object" } else { "str instance" };
    vm.type_error(format!("sequence item {index}: expected {wanted}, {} found", part.type_name()))
}
