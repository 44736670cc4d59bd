//! `dict.keys()`, `dict.values()`, `dict.items()`, and the one iterator over dicts.
//!
//! The iterator counts what it still expects to give: a dict that got longer or shorter is an error, and one whose keys
//! were replaced meanwhile gives no more than that. It reads entries without a lock; two threads that share one iterator
//! may see an entry twice or miss one.

use std::sync::atomic::Ordering;

use crate::object::layouts::*;
use crate::object::{BinOp, CmpOp, GetSetDef, Layout, MethodDef, Ref, Res, Slots, TypeSpec, Value, exact, getter, method};
use crate::vm::Vm;
use crate::vm::namespace::{entry_value, is_namespace};

use super::iterators::Pair;
use super::repr::{push_repr, showing};
use super::{dict, iterators, mappingproxy, set, set_ops};

pub static DICT_KEYS: TypeSpec = TypeSpec {
    name: "dict_keys",
    layout: Layout::DictKeys,
    methods: SET_METHODS,
    getset: GETSET,
    slots: Slots { iter: Some(|vm, v| Ok(iterator(vm, dict_of(v), KEYS))), contains: Some(contains_key), ..SET_SLOTS },
    subclassable: false,
    operators: "__and__ __rand__ __or__ __ror__ __sub__ __rsub__ __xor__ __rxor__",
    ..TypeSpec::DEFAULT
};

pub static DICT_ITEMS: TypeSpec = TypeSpec {
    name: "dict_items",
    layout: Layout::DictItems,
    methods: SET_METHODS,
    getset: GETSET,
    slots: Slots { iter: Some(|vm, v| Ok(iterator(vm, dict_of(v), ITEMS))), contains: Some(contains_item), ..SET_SLOTS },
    subclassable: false,
    operators: "__and__ __rand__ __or__ __ror__ __sub__ __rsub__ __xor__ __rxor__",
    ..TypeSpec::DEFAULT
};

pub static DICT_VALUES: TypeSpec = TypeSpec {
    name: "dict_values",
    layout: Layout::DictValues,
    methods: &[REVERSED_METHOD],
    getset: GETSET,
    slots: Slots { repr: Some(repr), len: Some(len), iter: Some(|vm, v| Ok(iterator(vm, dict_of(v), VALUES))), ..Slots::NONE },
    subclassable: false,
    ..TypeSpec::DEFAULT
};

macro_rules! dict_iterators {
    ($($ident:ident $name:literal;)*) => {$(
        pub static $ident: TypeSpec = TypeSpec {
            name: $name,
            layout: Layout::DictIter,
            methods: ITERATOR_METHODS,
            slots: Slots { iter: Some(|_, it| Ok(it)), next: Some(next), ..Slots::NONE },
            subclassable: false,
            ..TypeSpec::DEFAULT
        };
    )*};
}

dict_iterators! {
    DICT_ITER "dict_keyiterator";
    DICT_VALUE_ITER "dict_valueiterator";
    DICT_ITEM_ITER "dict_itemiterator";
    DICT_REVERSE_KEY_ITER "dict_reversekeyiterator";
    DICT_REVERSE_VALUE_ITER "dict_reversevalueiterator";
    DICT_REVERSE_ITEM_ITER "dict_reverseitemiterator";
}

const ITERATOR_METHODS: &[MethodDef] =
    &[method("__length_hint__", "(self, /)", |vm, a| Ok(vm.int(remaining(a[0]) as i64))), method("__reduce__", "(self, /)", reduce)];

/// The type of an iterator of this kind.
fn iterator_type(kind: u8) -> &'static TypeSpec {
    match (kind & !REVERSED, kind & REVERSED != 0) {
        (KEYS, false) => &DICT_ITER,
        (VALUES, false) => &DICT_VALUE_ITER,
        (_, false) => &DICT_ITEM_ITER,
        (KEYS, true) => &DICT_REVERSE_KEY_ITER,
        (VALUES, true) => &DICT_REVERSE_VALUE_ITER,
        (_, true) => &DICT_REVERSE_ITEM_ITER,
    }
}

const SET_SLOTS: Slots = Slots { repr: Some(repr), len: Some(len), compare: Some(compare), binary: Some(binary), ..Slots::NONE };

const REVERSED_METHOD: MethodDef = method("__reversed__", "(self, /)", |vm, a| Ok(iterator(vm, dict_of(a[0]), kind_of(a[0]) | REVERSED)));

const SET_METHODS: &[MethodDef] = &[REVERSED_METHOD, method("isdisjoint", "(self, object, /)", isdisjoint)];

const GETSET: &[GetSetDef] = &[getter("mapping", |vm, v| Ok(mappingproxy::new(vm, dict_of(v))))];

/// What an iterator over a dict gives.
pub const KEYS: u8 = 0;
pub const VALUES: u8 = 1;
pub const ITEMS: u8 = 2;
/// Added: from the end.
pub const REVERSED: u8 = 4;

/// A view of a dict; the layout says which.
pub fn view(vm: &Vm, layout: Layout, dict: Value) -> Value {
    let view: Ref<DictView> = vm.new_object(exact(layout));
    view.dict.set(dict);
    view.value()
}

/// An iterator over a dict.
pub fn iterator(vm: &Vm, dict: Value, kind: u8) -> Value {
    let it: Ref<DictIter> = vm.new_object(super::type_of(iterator_type(kind)).instance_shape.load(Ordering::Relaxed));
    let d = dict.expect::<Dict>();
    let len = vm.dict_len(dict);
    it.source.set(dict);
    it.expected.store(len << 32 | len, Ordering::Relaxed);
    it.kind.store(kind, Ordering::Relaxed);
    if kind & REVERSED != 0 {
        it.index.store(d.table.get().given().map_or(0, |t| t.expect::<DictTable>().used()), Ordering::Relaxed);
    }
    it.value()
}

fn dict_of(view: Value) -> Value {
    view.expect::<DictView>().dict.get()
}

fn kind_of(view: Value) -> u8 {
    match view.layout() {
        Layout::DictKeys => KEYS,
        Layout::DictValues => VALUES,
        _ => ITEMS,
    }
}

fn len(vm: &Vm, view: Value) -> Res<usize> {
    Ok(vm.dict_len(dict_of(view)))
}

fn repr(vm: &Vm, view: Value) -> Res {
    let Some(_showing) = showing(vm, view) else { return Ok(vm.str("...")) };
    let mut text = format!("{}([", view.type_name()).into_bytes();
    let kind = kind_of(view);
    for (i, (k, v)) in vm.dict_items(dict_of(view)).pairs().enumerate() {
        if i > 0 {
            text.extend(b", ");
        }
        push_repr(
            vm,
            &mut text,
            if kind == ITEMS {
                vm.tuple(&[k, v])
            } else if kind == KEYS {
                k
            } else {
                v
            },
        )?;
    }
    text.extend(b"])");
    Ok(vm.str_wtf8(&text))
}

fn contains_key(vm: &Vm, view: Value, key: Value) -> Res<bool> {
    Ok(dict::lookup(vm, dict_of(view), key)?.is_some())
}

fn contains_item(vm: &Vm, view: Value, item: Value) -> Res<bool> {
    let Some([key, v]) = item.cast::<Tuple>().and_then(|t| <[Value; 2]>::try_from(t.items()).ok()) else { return Ok(false) };
    match dict::lookup(vm, dict_of(view), key)? {
        Some(found) => vm.equal(found, v),
        None => Ok(false),
    }
}

// ---- as sets ----

fn is_set_view(v: Value) -> bool {
    v.is_object() && matches!(v.layout(), Layout::DictKeys | Layout::DictItems)
}

/// Is every item of `a` in `b`?
fn all_in(vm: &Vm, a: Value, b: Value) -> Res<bool> {
    let mut all = true;
    vm.for_each(a, &mut |v| {
        all = vm.contains(b, v)?;
        Ok(all)
    })?;
    Ok(all)
}

fn compare(vm: &Vm, op: CmpOp, a: Value, b: Value) -> Res {
    if !is_set_view(b) && b.cast::<Set>().is_none() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let (n, m) = (vm.len(a)?, vm.len(b)?);
    Ok(Value::bool(match op {
        CmpOp::Eq => n == m && all_in(vm, a, b)?,
        CmpOp::Ne => n != m || !all_in(vm, a, b)?,
        CmpOp::Lt => n < m && all_in(vm, a, b)?,
        CmpOp::Le => n <= m && all_in(vm, a, b)?,
        CmpOp::Gt => n > m && all_in(vm, b, a)?,
        CmpOp::Ge => n >= m && all_in(vm, b, a)?,
    }))
}

/// `&`, `|`, `-`, `^` with any iterable on the other side: a set.
fn binary(vm: &Vm, op: BinOp, a: Value, b: Value) -> Res {
    match op {
        BinOp::And => {
            // the view is asked, the other walked; of two views, or a view and a set, the longer one is asked
            let (mut asked, mut walked) = if is_set_view(a) { (a, b) } else { (b, a) };
            let set = walked.is_exact(Layout::Set);
            if (is_set_view(walked) || set) && vm.len(walked)? >= vm.len(asked)? + usize::from(!set) {
                (asked, walked) = (walked, asked);
            }
            let made = vm.new_set();
            vm.for_each(walked, &mut |v| {
                if vm.contains(asked, v)? {
                    vm.set_add(made, v)?;
                }
                Ok(true)
            })?;
            Ok(made)
        }
        BinOp::Xor if a.is_exact(Layout::DictItems) && b.is_exact(Layout::DictItems) => different_items(vm, a, b),
        BinOp::Or | BinOp::Sub | BinOp::Xor => {
            let made = set::from_iterable(vm, exact_dict_of_keys(a).unwrap_or(a))?;
            match op {
                BinOp::Or => set_ops::update(vm, made, b)?,
                BinOp::Sub => set_ops::remove_all(vm, made, b)?,
                _ => set_ops::toggle_all(vm, made, b)?,
            }
            Ok(made)
        }
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

/// The items that only one of two dicts has: those of the second come first.
fn different_items(vm: &Vm, a: Value, b: Value) -> Res {
    let (first, second) = (a.expect::<DictView>().dict.get(), b.expect::<DictView>().dict.get());
    let (made, rest) = (vm.new_set(), dict::copy(vm, first)?);
    for (key, value) in vm.dict_items(second).pairs() {
        match dict::lookup(vm, first, key)? {
            Some(other) if vm.equal(other, value)? => {
                vm.dict_remove(rest, key)?;
            }
            _ => vm.set_add(made, vm.tuple(&[key, value]))?,
        }
    }
    set_ops::update(vm, made, view(vm, Layout::DictItems, rest))?;
    Ok(made)
}

/// The dict whose keys a view shows, where walking over it is the same.
fn exact_dict_of_keys(view: Value) -> Option<Value> {
    let view = view.cast::<DictView>().filter(|_| view.is_exact(Layout::DictKeys))?;
    Some(view.dict.get()).filter(|d| d.is_exact(Layout::Dict))
}

fn isdisjoint(vm: &Vm, a: &[Value]) -> Res {
    let mut disjoint = true;
    let (asked, walked) = match is_set_view(a[1]) || a[1].cast::<Set>().is_some() {
        true if vm.len(a[1])? > vm.len(a[0])? => (a[1], a[0]),
        _ => (a[0], a[1]),
    };
    vm.for_each(walked, &mut |v| {
        disjoint = !vm.contains(asked, v)?;
        Ok(disjoint)
    })?;
    Ok(Value::bool(disjoint))
}

// ---- the iterator ----

/// How many items are still to come; 0 if the dict changed its size.
fn remaining(it: Value) -> usize {
    let it = it.expect::<DictIter>();
    let counts = it.expected.load(Ordering::Relaxed);
    match it.source.get().given() {
        Some(d) if d.expect::<Dict>().len.load(Ordering::Acquire) == counts >> 32 => counts & 0xffff_ffff,
        _ => 0,
    }
}

fn next(vm: &Vm, it: Value) -> Res<Option<Value>> {
    let kind = it.expect::<DictIter>().kind.load(Ordering::Relaxed) & 3;
    Ok(step(vm, it)?.map(|(key, v)| match kind {
        KEYS => key,
        VALUES => v,
        _ => vm.tuple(&[key, v]),
    }))
}

/// The next key and value of an iterator over items; unknown for one over keys or values.
pub fn next_pair(vm: &Vm, it: Value) -> Res<Pair> {
    if it.expect::<DictIter>().kind.load(Ordering::Relaxed) & 3 != ITEMS {
        return Ok(Pair::Unknown);
    }
    Ok(step(vm, it)?.map_or(Pair::End, |(key, v)| Pair::Two(key, v)))
}

/// The next entry's key and value.
fn step(vm: &Vm, it: Value) -> Res<Option<(Value, Value)>> {
    let it = it.expect::<DictIter>();
    let source = it.source.get();
    if source.is_unbound() {
        return Ok(None);
    }
    let d = source.expect::<Dict>();
    let counts = it.expected.load(Ordering::Relaxed);
    if d.len.load(Ordering::Acquire) != counts >> 32 {
        // the error stays: the expected size is one that no dict has
        it.expected.store(usize::MAX, Ordering::Relaxed);
        return Err(vm.runtime_error("dictionary changed size during iteration"));
    }
    let kind = it.kind.load(Ordering::Relaxed);
    let cells = is_namespace(source);
    let table = d.table.get();
    if !table.is_unbound() {
        let table = table.expect::<DictTable>();
        let used = table.used();
        let mut i = it.index.load(Ordering::Relaxed);
        loop {
            let at = if kind & REVERSED == 0 { i } else { i.min(used).wrapping_sub(1) };
            if at >= used {
                break;
            }
            i = if kind & REVERSED == 0 { at + 1 } else { at };
            let Some((key, stored, _)) = dict::live_entry(&table.entries()[at]) else { continue };
            let v = entry_value(cells, stored);
            if v.is_unbound() {
                continue;
            }
            if counts & 0xffff_ffff == 0 {
                it.source.set(Value::UNBOUND);
                return Err(vm.runtime_error("dictionary keys changed during iteration"));
            }
            it.index.store(i, Ordering::Relaxed);
            it.expected.store(counts - 1, Ordering::Relaxed);
            return Ok(Some((key, v)));
        }
    }
    it.source.set(Value::UNBOUND);
    Ok(None)
}

/// `(iter, ([what is still to come],))`, the iterator itself left where it is.
fn reduce(vm: &Vm, a: &[Value]) -> Res {
    let it = a[0].expect::<DictIter>();
    let copy: Ref<DictIter> = vm.new_object(exact(Layout::DictIter));
    copy.source.set(it.source.get());
    copy.index.store(it.index.load(Ordering::Relaxed), Ordering::Relaxed);
    copy.expected.store(it.expected.load(Ordering::Relaxed), Ordering::Relaxed);
    copy.kind.store(it.kind.load(Ordering::Relaxed), Ordering::Relaxed);
    let rest = vm.list(&vm.collect_items(copy.value())?);
    iterators::reduced(vm, "iter", &[rest], None)
}
