//! `re.Match`.

use crate::object::heap::Marker;
use crate::object::layouts::{Dict, Str};
use crate::object::{Payload, Res, Slot, Slots, TypeSpec, Value, getter, method};
use crate::text::wtf8;
use crate::types::generic_alias;
use crate::vm::{Values, Vm};

use super::{Subject, compiled, slice, template};

pub static MATCH: TypeSpec = TypeSpec {
    name: "re.Match",
    subclassable: false,
    methods: &[
        method("group", "(self, /, *groups)", |vm, a| {
            let m = this(&a[0]);
            match vm.sequence_items(a[1]).as_ref() {
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
            let pattern = m.pattern.get();
            let program = &compiled(vm, &pattern)?.program;
            let name = m.last.and_then(|last| program.names.iter().find(|(_, i)| *i == last as usize));
            Ok(name.map_or(Value::NONE, |(name, _)| vm.str(name)))
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

/// A match. Nothing in it needs a drop, so it lies in the heap.
pub struct Match {
    pattern: Slot,
    object: Slot,
    data: Slot,
    /// for each group: start and end in bytes, start and end as indices; -1 for none
    spans: Slot,
    pos: i64,
    endpos: i64,
    last: Option<u32>,
}

impl Payload for Match {
    fn trace(&self, marker: &mut Marker) {
        for slot in [&self.pattern, &self.object, &self.data, &self.spans] {
            marker.slot(slot);
        }
    }
}

/// The match object for registers that `Subject::find` gave. `near` is a byte before the match and its index.
pub fn new(vm: &Vm, pattern: Value, subject: &Subject, registers: &[usize], near: (usize, i64)) -> Res {
    let p = compiled(vm, &pattern)?;
    let bytes = subject.bytes();
    let index_of = |byte: usize, near: (usize, i64)| {
        if !subject.is_wide {
            byte as i64
        } else if byte >= near.0 {
            near.1 + wtf8::count_code_points(&bytes[near.0..byte]) as i64
        } else {
            wtf8::count_code_points(&bytes[..byte]) as i64
        }
    };
    let start = (registers[0], index_of(registers[0], near));
    let mut spans = Vec::with_capacity(p.program.groups * 4);
    for pair in registers[..p.program.groups * 2].chunks(2) {
        match *pair {
            [from, to] if from != usize::MAX && to != usize::MAX => {
                let numbers = [from as i64, to as i64, index_of(from, start), index_of(to, start)];
                spans.extend(numbers.map(|n| vm.int(n)));
            }
            _ => spans.extend([Value::small_int(-1); 4]),
        }
    }
    let last = registers[p.program.last_group_register()];
    let m = Match {
        pattern: Slot::new(pattern),
        object: Slot::new(subject.object),
        data: Slot::new(subject.data),
        spans: Slot::new(vm.tuple(&spans)),
        pos: subject.pos,
        endpos: subject.endpos,
        last: (last != usize::MAX).then_some(last as u32),
    };
    Ok(vm.native(&MATCH, m))
}

fn this(v: &Value) -> &Match {
    v.payload::<Match>().expect("methods of Match get one")
}

impl Match {
    fn numbers(&self, group: usize) -> Option<[i64; 4]> {
        let spans = self.spans.get().expect::<crate::object::layouts::Tuple>();
        let items = spans.items().get(group * 4..group * 4 + 4)?;
        let numbers = [0, 1, 2, 3].map(|i| items[i].as_small_int().unwrap_or(-1));
        (numbers[0] >= 0).then_some(numbers)
    }

    fn groups(&self) -> usize {
        self.spans.get().expect::<crate::object::layouts::Tuple>().items().len() / 4
    }

    /// The indices of a group, if it matched.
    fn span(&self, group: usize) -> Option<(i64, i64)> {
        self.numbers(group).map(|n| (n[2], n[3]))
    }

    fn pair(&self, vm: &Vm, group: usize) -> Value {
        let (start, end) = self.span(group).unwrap_or((-1, -1));
        vm.tuple(&[vm.int(start), vm.int(end)])
    }

    fn text(&self, vm: &Vm, group: usize) -> Option<Value> {
        self.numbers(group).map(|n| slice(vm, self.data.get(), n[0] as usize, n[1] as usize))
    }

    fn bytes(&self, group: usize) -> Option<&'static [u8]> {
        self.numbers(group).map(|n| &super::bytes_of(self.data.get())[n[0] as usize..n[1] as usize])
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
