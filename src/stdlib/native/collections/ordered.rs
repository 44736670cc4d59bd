//! `OrderedDict`: a dict (whose table is in insertion order anyway) with a way to move keys to either end.
//!
//! Moving a key to the end adds an entry before it takes the old one out, so that a reader without a lock always finds
//! the key; moving it to the front makes a new table. An iterator sees by the table that the dict was changed.

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use crate::object::heap::Marker;
use crate::object::layouts::*;
use crate::object::{BinOp, CmpOp, Layout, MethodDef, Payload, Res, Slot, Slots, TypeSpec, Value, class_method, getset, method};
use crate::sync::acquire;
use crate::types::dict::{self, DICT};
use crate::types::dict_table::{self, Found};
use crate::types::dict_views::{DICT_ITEMS, DICT_KEYS, DICT_VALUES, ITEMS, KEYS, REVERSED, VALUES};
use crate::types::list::instance;
use crate::types::repr::showing;
use crate::types::{iterators, type_of};
use crate::vm::Vm;
use crate::vm::intern::names;

pub static ORDERED_DICT: TypeSpec = TypeSpec {
    name: "collections.OrderedDict",
    doc: "A dict that can move items to its ends and compares their order.",
    layout: Layout::Dict,
    base: Some(&DICT),
    methods: METHODS,
    getset: &[getset("__dict__", |vm, d| vm.instance_dict(d), |vm, d, v| vm.set_instance_dict(d, v))],
    slots: Slots {
        new: Some(|vm, cls, _| Ok(instance::<Dict>(vm, cls)?.value())),
        init: Some(|vm, d, args| {
            if args.pos().len() > 1 {
                return Err(vm.type_error(format!("expected at most 1 argument, got {}", args.pos().len())));
            }
            fill(vm, d, args.pos().first().copied())?;
            args.keywords().try_for_each(|(k, v)| vm.set_item(d, k, v))
        }),
        repr: Some(repr),
        compare: Some(compare),
        // a key without a hash is told in the plain way
        set_item: Some(|vm, d, k, v| {
            vm.hash(k)?;
            DICT.slots.set_item.map_or(Ok(()), |set| set(vm, d, k, v))
        }),
        iter: Some(|vm, d| Ok(iterator(vm, d, KEYS))),
        binary: Some(binary),
        inplace: Some(|vm, op, a, b| {
            if op != BinOp::Or {
                return Ok(Value::NOT_IMPLEMENTED);
            }
            fill(vm, a, Some(b)).map(|()| a)
        }),
        ..Slots::NONE
    },
    has_dict: true,
    operators: "__or__ __ror__ __ior__",
    ..TypeSpec::DEFAULT
};

const METHODS: &[MethodDef] = &[
    class_method("fromkeys", "(cls, iterable, value=None)", |vm, a| {
        let made = vm.call(a[0], &[])?;
        let value = a[2].given().unwrap_or(Value::NONE);
        vm.for_each(a[1], &mut |k| vm.set_item(made, k, value).map(|()| true))?;
        Ok(made)
    }),
    method("move_to_end", "(self, key, last=True)", |vm, a| {
        let last = a[2].given().map_or(Ok(true), |v| vm.truth(v))?;
        move_to_end(vm, a[0], a[1], last).map(|()| Value::NONE)
    }),
    method("popitem", "(self, last=True)", |vm, a| {
        let last = a[1].given().map_or(Ok(true), |v| vm.truth(v))?;
        let d = a[0].expect::<Dict>();
        let taken = {
            let _guard = acquire(&vm.thread, &d.header.lock);
            dict::take_entry(&d.owner(), last)
        };
        match taken {
            Some((k, v)) => Ok(vm.tuple(&[k, v])),
            None => {
                let text = vm.str("dictionary is empty");
                Err(vm.key_error(text))
            }
        }
    }),
    method("pop", "(self, key, default=<unrepresentable>)", |vm, a| {
        vm.hash(a[1])?;
        vm.dict_remove(a[0], a[1])?.or(a[2].given()).ok_or_else(|| vm.key_error(a[1]))
    }),
    method("setdefault", "(self, key, default=None)", |vm, a| {
        let value = a[2].given().unwrap_or(Value::NONE);
        if a[0].typ().builtin {
            return vm.dict_setdefault(a[0], a[1], value);
        }
        if vm.contains(a[0], a[1])? {
            return vm.get_item(a[0], a[1]);
        }
        vm.set_item(a[0], a[1], value).map(|()| value)
    }),
    method("update", "(self, /, *args, **kwargs)", |vm, a| {
        let args = a[1].expect::<Tuple>();
        if args.len > 1 {
            return Err(vm.type_error(format!("update() takes at most 1 positional argument ({} given)", args.len)));
        }
        fill(vm, a[0], args.items().first().copied())?;
        if a[2].is_object() {
            fill(vm, a[0], Some(a[2]))?;
        }
        Ok(Value::NONE)
    }),
    method("keys", "(self, /)", |vm, a| Ok(view(vm, &ODICT_KEYS, a[0]))),
    method("values", "(self, /)", |vm, a| Ok(view(vm, &ODICT_VALUES, a[0]))),
    method("items", "(self, /)", |vm, a| Ok(view(vm, &ODICT_ITEMS, a[0]))),
    method("copy", "(self, /)", |vm, a| copy_of(vm, a[0], a[0])),
    method("__copy__", "(self, /)", |vm, a| copy_of(vm, a[0], a[0])),
    method("__reversed__", "(self, /)", |vm, a| Ok(iterator(vm, a[0], KEYS | REVERSED))),
    method("__reduce__", "(self, /)", |vm, a| {
        let state = vm.call_method(a[0], "__getstate__", &[])?;
        let items = vm.call_method(a[0], "items", &[])?;
        let items = vm.iter(items)?;
        Ok(vm.tuple(&[a[0].typ().value(), vm.tuple(&[]), state, Value::NONE, items]))
    }),
];

fn is_ordered(v: Value) -> bool {
    v.is_object() && v.typ().is_subtype_of(type_of(&ORDERED_DICT))
}

/// `update` as `MutableMapping` has it: stores by `__setitem__`.
fn fill(vm: &Vm, d: Value, other: Option<Value>) -> Res<()> {
    let Some(other) = other else { return Ok(()) };
    if other.cast::<Dict>().is_some() && other.typ().builtin {
        if d.typ().builtin {
            return dict::merge(vm, d, other);
        }
        for (k, v) in vm.dict_items(other).pairs() {
            vm.set_item(d, k, v)?;
        }
        return Ok(());
    }
    if let Some(keys) = vm.get_attr_opt(other, names::KEYS.get())? {
        let keys = vm.call(keys, &[])?;
        return vm.for_each(keys, &mut |k| {
            let v = vm.get_item(other, k)?;
            vm.set_item(d, k, v).map(|()| true)
        });
    }
    vm.for_each(other, &mut |pair| {
        let items = vm.collect_items(pair)?;
        match items[..] {
            [k, v] => vm.set_item(d, k, v).map(|()| true),
            [] | [_] => {
                Err(vm.value_error(format!("need more than {} value{} to unpack", items.len(), if items.len() == 1 { "" } else { "s" })))
            }
            _ => Err(vm.value_error("too many values to unpack (expected 2)")),
        }
    })
}

/// An ordered dict of the class of `like`.
fn copy_of(vm: &Vm, like: Value, content: Value) -> Res {
    vm.call(like.typ().value(), &[content])
}

fn binary(vm: &Vm, op: BinOp, a: Value, b: Value) -> Res {
    if op != BinOp::Or || a.cast::<Dict>().is_none() || b.cast::<Dict>().is_none() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let made = copy_of(vm, if is_ordered(a) { a } else { b }, a)?;
    fill(vm, made, Some(b))?;
    Ok(made)
}

fn compare(vm: &Vm, op: CmpOp, a: Value, b: Value) -> Res {
    let Some(of_dict) = DICT.slots.compare.filter(|_| matches!(op, CmpOp::Eq | CmpOp::Ne)) else { return Ok(Value::NOT_IMPLEMENTED) };
    let same = of_dict(vm, CmpOp::Eq, a, b)?;
    if same == Value::NOT_IMPLEMENTED {
        return Ok(same);
    }
    let mut equal = same == Value::TRUE;
    if equal && is_ordered(a) && is_ordered(b) {
        let (x, y) = (vm.dict_items(a), vm.dict_items(b));
        for ((k, _), (l, _)) in x.pairs().zip(y.pairs()) {
            if !vm.equal(k, l)? {
                equal = false;
                break;
            }
        }
    }
    Ok(Value::bool(equal == (op == CmpOp::Eq)))
}

fn repr(vm: &Vm, d: Value) -> Res {
    let name = d.typ().short_name();
    if vm.dict_len(d) == 0 {
        return Ok(vm.str(&format!("{name}()")));
    }
    let Some(_showing) = showing(vm, d) else { return Ok(vm.str("...")) };
    let plain = vm.new_dict();
    for (k, v) in vm.dict_items(d).pairs() {
        vm.dict_set(plain, k, v)?;
    }
    let mut text = format!("{name}(").into_bytes();
    crate::types::repr::push_repr(vm, &mut text, plain)?;
    text.push(b')');
    Ok(vm.str_wtf8(&text))
}

fn move_to_end(vm: &Vm, dict: Value, key: Value, last: bool) -> Res<()> {
    let d = dict.expect::<Dict>();
    if d.table.get().cast::<DictTable>().is_none_or(|t| t.used() == 0) {
        return Err(vm.key_error(key));
    }
    let hash = vm.hash(key)? as u64;
    let owner = d.owner();
    loop {
        let (seen, found) = dict_table::find(vm, &d.table, key, hash)?;
        let Found::Entry(entry) = found else { return Err(vm.key_error(key)) };
        let _guard = acquire(&vm.thread, &d.header.lock);
        let Some((stored_key, value, _)) = dict::live_entry(entry).filter(|_| d.table.get() == seen) else { continue };
        let table = seen.expect::<DictTable>();
        let used = table.used();
        if last {
            if std::ptr::eq(entry, &raw const table.entries()[used - 1]) {
                return Ok(());
            }
            if used == table.capacity as usize {
                dict::reserve(vm, &owner, 1)?;
                continue;
            }
            dict_table::push(&*table, stored_key, value, hash);
            entry.key.set(Value::UNBOUND);
            if vm.shared.world.gil_enabled() {
                // no reader stands between its look at the key and its look at the value
                entry.value.set(Value::UNBOUND);
            }
            return Ok(());
        }
        let first = table.entries()[..used].iter().find(|e| dict::live_entry(e).is_some());
        if first.is_some_and(|f| std::ptr::eq(f, entry)) {
            return Ok(());
        }
        let len = vm.dict_len(dict);
        let fresh = dict_table::new_table(vm, len + len / 2)?;
        dict_table::push(&*fresh, stored_key, value, hash);
        for e in table.entries()[..used].iter().filter(|e| !std::ptr::eq(*e, entry)) {
            if let Some((k, v, h)) = dict::live_entry(e) {
                dict_table::push(&*fresh, k, v, h);
            }
        }
        d.table.set(fresh.value());
        return Ok(());
    }
}

// ---- views ----

macro_rules! views {
    ($($name:ident $text:literal $base:ident $layout:ident $kind:ident;)*) => {$(
        static $name: TypeSpec = TypeSpec {
            name: $text,
            layout: Layout::$layout,
            base: Some(&$base),
            methods: &[method("__reversed__", "(self, /)", |vm, a| Ok(iterator(vm, dict_of(a[0]), $kind | REVERSED)))],
            slots: Slots { iter: Some(|vm, v| Ok(iterator(vm, dict_of(v), $kind))), ..Slots::NONE },
            subclassable: false,
            ..TypeSpec::DEFAULT
        };
    )*};
}

views! {
    ODICT_KEYS "odict_keys" DICT_KEYS DictKeys KEYS;
    ODICT_VALUES "odict_values" DICT_VALUES DictValues VALUES;
    ODICT_ITEMS "odict_items" DICT_ITEMS DictItems ITEMS;
}

fn dict_of(view: Value) -> Value {
    view.expect::<DictView>().dict.get()
}

fn view(vm: &Vm, spec: &'static TypeSpec, d: Value) -> Value {
    let view: crate::object::Ref<DictView> = vm.new_object(type_of(spec).instance_shape.load(Ordering::Relaxed));
    view.dict.set(d);
    view.value()
}

// ---- the iterator ----

struct Iter {
    dict: Slot,
    /// the dict's table when iteration began, and how many of its entries were taken
    table: Slot,
    used: usize,
    len: AtomicU64,
    /// the number of the next entry (from the end: that of the last one given)
    at: AtomicUsize,
    kind: u8,
}

impl Payload for Iter {
    fn trace(&self, marker: &mut Marker) {
        marker.slot(&self.dict);
        marker.slot(&self.table);
    }
}

static ODICT_ITER: TypeSpec = TypeSpec {
    name: "odict_iterator",
    methods: &[method("__reduce__", "(self, /)", |vm, a| {
        let it = iter_of(vm, &a[0])?;
        let copy = Iter {
            dict: Slot::new(it.dict.get()),
            table: Slot::new(it.table.get()),
            used: it.used,
            len: AtomicU64::new(it.len.load(Ordering::Relaxed)),
            at: AtomicUsize::new(it.at.load(Ordering::Relaxed)),
            kind: it.kind,
        };
        let copy = vm.native(&ODICT_ITER, copy);
        let rest = vm.list(&vm.collect_items(copy)?);
        iterators::reduced(vm, "iter", &[rest], None)
    })],
    slots: Slots { iter: Some(|_, it| Ok(it)), next: Some(next), ..Slots::NONE },
    subclassable: false,
    ..TypeSpec::DEFAULT
};

fn iter_of<'a>(vm: &Vm, it: &'a Value) -> Res<&'a Iter> {
    it.payload::<Iter>().ok_or_else(|| vm.type_error("an OrderedDict iterator is needed"))
}

fn used_of(table: Value) -> usize {
    table.given().map_or(0, |t| t.expect::<DictTable>().used())
}

fn iterator(vm: &Vm, d: Value, kind: u8) -> Value {
    let table = d.expect::<Dict>().table.get();
    let used = used_of(table);
    let data = Iter {
        dict: Slot::new(d),
        table: Slot::new(table),
        used,
        len: AtomicU64::new(vm.dict_len(d) as u64),
        at: AtomicUsize::new(if kind & REVERSED != 0 { used } else { 0 }),
        kind,
    };
    vm.native(&ODICT_ITER, data)
}

fn next(vm: &Vm, it: Value) -> Res<Option<Value>> {
    let it = iter_of(vm, &it)?;
    let Some(source) = it.dict.get().given() else { return Ok(None) };
    let table = source.expect::<Dict>().table.get();
    if table != it.table.get() || used_of(table) != it.used || vm.dict_len(source) as u64 != it.len.load(Ordering::Relaxed) {
        it.len.store(u64::MAX, Ordering::Relaxed);
        return Err(vm.runtime_error("OrderedDict mutated during iteration"));
    }
    if !table.is_unbound() {
        let table = table.expect::<DictTable>();
        loop {
            let i = it.at.load(Ordering::Relaxed);
            let at = if it.kind & REVERSED != 0 { i.wrapping_sub(1) } else { i };
            let Some(entry) = table.entries().get(at).filter(|_| at < it.used) else { break };
            it.at.store(if it.kind & REVERSED != 0 { at } else { at + 1 }, Ordering::Relaxed);
            if let Some((k, v, _)) = dict::live_entry(entry) {
                return Ok(Some(match it.kind & 3 {
                    KEYS => k,
                    VALUES => v,
                    _ => vm.tuple(&[k, v]),
                }));
            }
        }
    }
    it.dict.set(Value::UNBOUND);
    Ok(None)
}
