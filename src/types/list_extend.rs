//! Many items at once into a list, and out of any container: as they are at one moment, under the locks of both.

use std::sync::atomic::Ordering;

use crate::object::layouts::*;
use crate::object::{Layout, Ref, Res, Slot, Value};
use crate::sync::{acquire, acquire_pair};
use crate::vm::Vm;
use crate::vm::namespace::{entry_value, is_namespace};

use super::list::room;
use super::{dict, dict_table, set_table};

/// Appends the items of an exact list or tuple as they are at one moment; `false`, and nothing done, for anything else.
fn extend_by_sequence(vm: &Vm, list: Value, source: Value) -> Res<bool> {
    if !source.is_exact(Layout::List) && !source.is_exact(Layout::Tuple) {
        return Ok(false);
    }
    let l = list.expect::<List>();
    let _pair = acquire_pair(&vm.thread, &source.header().lock, &l.header.lock);
    let n = l.len();
    let (from, more) = match source.cast::<List>() {
        Some(other) => (other.buffer(), other.len()),
        None => (None, source.expect::<Tuple>().len),
    };
    if more == 0 {
        return Ok(true);
    }
    let buffer = room(vm, &l, n, n + more)?;
    let to = &buffer.slots()[n..n + more];
    match from {
        Some(from) => Slot::set_all(to, from.slots()[..more].iter().map(Slot::get)),
        None => Slot::set_all(to, source.expect::<Tuple>().items().iter().copied()),
    }
    l.len.store(n + more, Ordering::Release);
    Ok(true)
}

/// Appends the keys or values of an exact dict, or of a view of one, as they are at one moment; `false`, and nothing done, for
/// anything else.
fn extend_by_dict(vm: &Vm, list: Value, source: Value) -> Res<bool> {
    let (dict, values) = match source.layout() {
        Layout::Dict => (source, false),
        Layout::DictKeys | Layout::DictValues => (source.expect::<DictView>().dict.get(), source.layout() == Layout::DictValues),
        _ => return Ok(false),
    };
    if !dict.is_exact(Layout::Dict) {
        return Ok(false);
    }
    let (l, d) = (list.expect::<List>(), dict.expect::<Dict>());
    let _pair = acquire_pair(&vm.thread, &d.header.lock, &l.header.lock);
    let Some(table) = d.table.get().given().map(Value::expect::<DictTable>).filter(|_| vm.dict_len(dict) > 0) else { return Ok(true) };
    let mut n = l.len();
    let buffer = room(vm, &l, n, n + vm.dict_len(dict))?;
    let free = &buffer.slots()[n..];
    let live = table.entries()[..table.used()].iter().filter_map(dict_table::live_entry);
    Slot::set_all(free, live.inspect(|_| n += 1).map(|(key, value, _)| if values { value } else { key }));
    l.len.store(n, Ordering::Release);
    Ok(true)
}

/// Appends all items of an iterable.
pub fn extend(vm: &Vm, list: Value, iterable: Value) -> Res<()> {
    if list == iterable && !iterable.typ().builtin {
        // by itself it is extended by its items, whatever its class's iterator gives
        return extend(vm, list, vm.tuple(&vm.sequence_items(list)));
    }
    if extend_by_sequence(vm, list, iterable)? {
        return Ok(());
    }
    if extend_by_dict(vm, list, iterable)? {
        return Ok(());
    }
    let l = list.expect::<List>();
    let mut expected = match (iterable.cast::<Set>(), iterable.cast::<DictView>()) {
        (Some(set), _) if iterable.typ().builtin => set.len(),
        (_, Some(view)) => vm.dict_len(view.dict.get()),
        _ => 0,
    };
    // The length is stored once, at the end (or where memory ran out): who asks for it sees all of the items or none.
    let len = std::cell::Cell::new(None);
    let mut buffer: Option<Ref<Array>> = None;
    let mut push = |v| {
        let n = len.get().unwrap_or_else(|| l.len());
        let to = match buffer {
            Some(b) if n < b.capacity() => b,
            _ => *buffer.insert(room(vm, &l, n, n + std::mem::take(&mut expected).max(1))?),
        };
        to.slots()[n].set(v);
        len.set(Some(n + 1));
        Ok(())
    };
    let mut end = || {
        if let Some(n) = len.get() {
            l.len.store(n, Ordering::Release);
        }
    };
    if for_each_locked_then(vm, iterable, Some(list), &mut push, &mut end)? {
        return Ok(());
    }
    if matches!(iterable.layout(), Layout::Str | Layout::Bytes | Layout::ByteArray | Layout::Range) && iterable.typ().builtin {
        // nobody else's code runs: the items stand side by side
        let items = vm.collect_items(iterable)?;
        return extend(vm, list, vm.tuple(&items));
    }
    vm.check_room_for(iterable)?;
    if iterable.typ().builtin {
        return vm.for_each(iterable, &mut |v| vm.list_append(list, v).map(|()| true));
    }
    let it = vm.iter(iterable)?;
    vm.length_hint(iterable)?;
    while let Some(v) = vm.next(it)? {
        vm.list_append(list, v)?;
        vm.safepoint()?;
    }
    Ok(())
}

/// Calls `f` with each item of an exact builtin container as it is at one moment, `with` (the object that `f` changes)
/// locked too. `false`, and nothing done, for any other iterable. `f` must not run Python code.
pub fn for_each_locked(vm: &Vm, source: Value, with: Option<Value>, f: &mut dyn FnMut(Value) -> Res<()>) -> Res<bool> {
    for_each_locked_then(vm, source, with, f, &mut || ())
}

/// As `for_each_locked`, with `end` called under the lock after the last item, or after an error.
fn for_each_locked_then(
    vm: &Vm,
    source: Value,
    with: Option<Value>,
    f: &mut dyn FnMut(Value) -> Res<()>,
    end: &mut dyn FnMut(),
) -> Res<bool> {
    let locked = match source.cast::<DictView>() {
        Some(view) => view.dict.get(),
        None if source.is_object() && source.typ().builtin => source,
        None => return Ok(false),
    };
    let layout = source.layout();
    if !matches!(
        layout,
        Layout::List
            | Layout::Tuple
            | Layout::Set
            | Layout::FrozenSet
            | Layout::Dict
            | Layout::Namespace
            | Layout::DictKeys
            | Layout::DictValues
            | Layout::DictItems
    ) {
        return Ok(false);
    }
    let (_pair, _one);
    match &with {
        Some(other) => _pair = acquire_pair(&vm.thread, &locked.header().lock, &other.header().lock),
        None => _one = acquire(&vm.thread, &locked.header().lock),
    }
    let outcome = each_item(vm, source, locked, layout, f);
    end();
    outcome.map(|()| true)
}

/// Calls `f` with each item of `source`, whose kind is `layout` and whose lock, that of `locked`, the caller has.
fn each_item(vm: &Vm, source: Value, locked: Value, layout: Layout, f: &mut dyn FnMut(Value) -> Res<()>) -> Res<()> {
    match layout {
        Layout::List => {
            let list = source.expect::<List>();
            let n = list.len();
            if let Some(buffer) = list.buffer() {
                buffer.slots()[..n].iter().try_for_each(|slot| f(slot.get()))?;
            }
        }
        Layout::Tuple => source.expect::<Tuple>().items().iter().try_for_each(|&v| f(v))?,
        Layout::Set | Layout::FrozenSet => set_table::live(source.expect::<Set>().table.get()).try_for_each(|(k, _)| f(k))?,
        _ => {
            let cells = is_namespace(locked);
            for (k, stored, _) in dict::live(locked.expect::<Dict>().table.get()) {
                let v = entry_value(cells, stored);
                if !v.is_unbound() {
                    f(match layout {
                        Layout::DictValues => v,
                        Layout::DictItems => vm.tuple(&[k, v]),
                        _ => k,
                    })?;
                }
            }
        }
    }
    Ok(())
}
