//! `re.Match`.

use crate::object::heap::Marker;
use crate::object::layouts::{Dict, Str, Tuple};
use crate::object::{Payload, Res, Slot, Slots, TypeSpec, Value, getter, method};
use crate::types::generic_alias;
use crate::vm::{Values, Vm};

use super::{Subject, compiled, slice, template};

pub static MATCH: TypeSpec = TypeSpec {
    name: "re.Match",
    subclassable: false,
    methods: &[
        method("group", "(self, /, *groups)", |vm, a| {
            let m = this(&a[0]);
            match a[1].expect::<Tuple>().items() {
                [] => Ok(m.text(vm, 0).unwrap_or(Value::NONE)),
                [one] => m.group(vm, *one),
                many => {
                    let mut found = Values::new(vm);
                    for &group in many {
                        found.push(m.group(vm, group)?);
                    }
                    Ok(vm.tuple(&found))
                }
            }
        }),
        method("groups", "(self, /, default=None)", |vm, a| {
            let m = this(&a[0]);
            let default = a[1].given().unwrap_or(Value::NONE);
            let mut found = Values::new(vm);
            for i in 1..m.groups() {
                found.push(m.text(vm, i).unwrap_or(default));
            }
            Ok(vm.tuple(&found))
        }),
        method("groupdict", "(self, /, default=None)", |vm, a| {
            let m = this(&a[0]);
            let default = a[1].given().unwrap_or(Value::NONE);
            let found = vm.new_dict();
            for (name, index) in vm.dict_items(compiled(vm, &m.pattern.get())?.index.get()).pairs() {
                let i = vm.index_i64(index)? as usize;
                vm.dict_set(found, name, m.text(vm, i).unwrap_or(default))?;
            }
            Ok(found)
        }),
        method("start", "(self, group=0, /)", |vm, a| {
            let m = this(&a[0]);
            Ok(vm.int(m.span(m.index(vm, a[1])?).map_or(-1, |s| s.0)))
        }),
        method("end", "(self, group=0, /)", |vm, a| {
            let m = this(&a[0]);
            Ok(vm.int(m.span(m.index(vm, a[1])?).map_or(-1, |s| s.1)))
        }),
        method("span", "(self, group=0, /)", |vm, a| {
            let m = this(&a[0]);
            Ok(m.pair(vm, m.index(vm, a[1])?))
        }),
        method("expand", "(self, /, template)", |vm, a| {
            let m = this(&a[0]);
            let template = template::Template::parse(vm, m.pattern.get(), a[1])?;
            let mut out = Vec::new();
            template.expand(&mut out, &mut |i| m.bytes(i));
            Ok(if a[1].cast::<Str>().is_some() { vm.str_wtf8(&out) } else { vm.bytes(&out) })
        }),
        method("__copy__", "(self, /)", |_, a| Ok(a[0])),
        method("__deepcopy__", "(self, memo, /)", |_, a| Ok(a[0])),
        generic_alias::CLASS_GETITEM,
    ],
    getset: &[
        getter("string", |_, m| Ok(this(&m).object.get())),
        getter("re", |_, m| Ok(this(&m).pattern.get())),
        getter("pos", |vm, m| Ok(vm.int(this(&m).pos))),
        getter("endpos", |vm, m| Ok(vm.int(this(&m).endpos))),
        getter("lastindex", |vm, m| Ok(this(&m).last.map_or(Value::NONE, |i| vm.int(i as i64)))),
        getter("lastgroup", |vm, m| {
            let m = this(&m);
            let names = compiled(vm, &m.pattern.get())?.names.get();
            let last = m.last.and_then(|last| names.expect::<Tuple>().items().get(last as usize).copied());
            Ok(last.unwrap_or(Value::NONE))
        }),
        getter("regs", |vm, m| {
            let m = this(&m);
            let mut pairs = Values::new(vm);
            for i in 0..m.groups() {
                pairs.push(m.pair(vm, i));
            }
            Ok(vm.tuple(&pairs))
        }),
    ],
    slots: Slots {
        repr: Some(|vm, v| {
            let m = this(&v);
            let (start, end) = m.span(0).unwrap_or((0, 0));
            let shown = vm.repr_text(m.text(vm, 0).unwrap_or(Value::NONE))?;
            let shown: String = shown.chars().take(REPR_CHARS).collect();
            Ok(vm.str(&format!("<re.Match object; span=({start}, {end}), match={shown}>")))
        }),
        get_item: Some(|vm, m, key| this(&m).group(vm, key)),
        ..Slots::NONE
    },
    ..TypeSpec::DEFAULT
};

/// Characters of the match's own `repr` that are shown.
const REPR_CHARS: usize = 50;

/// Spans that a match holds itself: those of the whole and of the first groups.
const INLINE: usize = 3;

/// Start and end in bytes; `usize::MAX`: the group did not match.
type Span = (usize, usize);

/// A match. Nothing in it needs a drop, so it lies in the heap.
pub struct Match {
    pattern: Slot,
    object: Slot,
    data: Slot,
    spans: [Span; INLINE],
    /// the spans of further groups, or None: a tuple of integers, -1 for none
    more: Slot,
    groups: u32,
    last: Option<u32>,
    is_wide: bool,
    /// the index at which it begins
    start: i64,
    pos: i64,
    endpos: i64,
}

impl Payload for Match {
    const IN_SLOTS: bool = true;

    fn trace(&self, marker: &mut Marker) {
        for slot in [&self.pattern, &self.object, &self.data, &self.more] {
            marker.slot(slot);
        }
    }
}

/// The match object for registers that `Subject::find` gave, which begins at the index `start`.
pub fn new(vm: &Vm, pattern: Value, subject: &Subject, registers: &[usize], start: i64) -> Res {
    let program = &compiled(vm, &pattern)?.program;
    let mut spans = [(usize::MAX, usize::MAX); INLINE];
    for (span, pair) in spans.iter_mut().zip(registers[..program.groups * 2].chunks_exact(2)) {
        *span = if pair[1] == usize::MAX { *span } else { (pair[0], pair[1]) };
    }
    let more = if program.groups > INLINE {
        let rest = &registers[INLINE * 2..program.groups * 2];
        vm.tuple_from_fn(rest.len(), |i| {
            let (start, end) = (rest[i & !1], rest[i | 1]);
            if start == usize::MAX || end == usize::MAX { Value::small_int(-1) } else { vm.int(rest[i] as i64) }
        })
    } else {
        Value::NONE
    };
    let last = registers[program.last_group_register()];
    let m = Match {
        pattern: Slot::new(pattern),
        object: Slot::new(subject.object),
        data: Slot::new(subject.data),
        spans,
        more: Slot::new(more),
        groups: program.groups as u32,
        last: (last != usize::MAX).then_some(last as u32),
        is_wide: subject.is_wide,
        start,
        pos: subject.pos,
        endpos: subject.endpos,
    };
    Ok(vm.native(&MATCH, m))
}

fn this(v: &Value) -> &Match {
    v.payload::<Match>().expect("methods of Match get one")
}

impl Match {
    /// Where a group matched, in bytes, if it did.
    fn place(&self, group: usize) -> Option<Span> {
        if let Some(&(start, end)) = self.spans.get(group) {
            return (start != usize::MAX).then_some((start, end));
        }
        let more = self.more.get().cast::<Tuple>()?;
        let numbers = more.items().get((group - INLINE) * 2..)?;
        let (start, end) = (numbers[0].as_small_int()?, numbers[1].as_small_int()?);
        (start >= 0).then_some((start as usize, end as usize))
    }

    fn groups(&self) -> usize {
        self.groups as usize
    }

    /// The indices of a group, if it matched.
    fn span(&self, group: usize) -> Option<(i64, i64)> {
        let (from, to) = self.place(group)?;
        if !self.is_wide {
            return Some((from as i64, to as i64));
        }
        let bytes = super::bytes_of(self.data.get());
        let start = super::index_of(bytes, from, (self.spans[0].0, self.start));
        Some((start, super::index_of(bytes, to, (from, start))))
    }

    fn pair(&self, vm: &Vm, group: usize) -> Value {
        let (start, end) = self.span(group).unwrap_or((-1, -1));
        vm.tuple(&[vm.int(start), vm.int(end)])
    }

    fn text(&self, vm: &Vm, group: usize) -> Option<Value> {
        self.place(group).map(|(start, end)| slice(vm, self.data.get(), start, end))
    }

    fn bytes(&self, group: usize) -> Option<&'static [u8]> {
        self.place(group).map(|(start, end)| &super::bytes_of(self.data.get())[start..end])
    }

    fn group(&self, vm: &Vm, key: Value) -> Res {
        Ok(self.text(vm, self.index(vm, key)?).unwrap_or(Value::NONE))
    }

    /// The number of a group that is named by a number or a name.
    fn index(&self, vm: &Vm, key: Value) -> Res<usize> {
        let Some(key) = key.given() else { return Ok(0) };
        let number = if key.is_small_int() {
            key.as_small_int()
        } else if let Some(name) = key.cast::<Str>() {
            let pattern = self.pattern.get();
            let index = compiled(vm, &pattern)?.index.get();
            debug_assert!(index.cast::<Dict>().is_some());
            vm.dict_get(index, name.value())?.and_then(|i| i.as_small_int())
        } else {
            vm.index_i64(key).ok()
        };
        match number {
            Some(n) if n >= 0 && (n as usize) < self.groups() => Ok(n as usize),
            _ => {
                vm.raised.set(Value::UNBOUND);
                Err(vm.index_error("no such group"))
            }
        }
    }
}
