//! Dicts as the machine uses them: namespaces whose values stand in cells, and plain dicts from native code.

use crate::object::layouts::*;
use crate::object::{Layout, Ref, Res, Value};
use crate::sync::acquire;
use crate::types::dict_table::{self, Found, Owner};

use super::{Values, Vm};

impl Dict {
    /// What the hash table needs of its owner.
    #[inline(always)]
    pub fn owner(&self) -> Owner<'_> {
        Owner { lock: &self.header.lock, len: &self.len, table: &self.table }
    }
}

/// Is this dict a namespace: its values in cells?
#[inline(always)]
pub fn is_namespace(dict: Value) -> bool {
    dict.shape().layout_number() == Layout::Namespace as u8
}

/// An entry's value as a script sees it; unbound for a deleted one.
#[inline(always)]
pub fn entry_value(cells: bool, stored: Value) -> Value {
    if cells && !stored.is_unbound() { stored.expect::<Cell>().value.get() } else { stored }
}

/// Stores into a cell that is bound, in one step, and gives what it held; `None`, and nothing stored: it is empty, for its name
/// was deleted.
fn swap_bound(cell: &Cell, v: Value) -> Option<Value> {
    let mut old = cell.value.get();
    while !old.is_unbound() {
        match cell.value.replace(old, v) {
            Ok(()) => return Some(old),
            Err(other) => old = other,
        }
    }
    None
}

impl Vm {
    /// An empty dict.
    pub fn new_dict(&self) -> Value {
        self.new_object::<Dict>(exact(Layout::Dict)).value()
    }

    /// An empty namespace: a dict whose values stand in cells.
    pub fn new_namespace(&self) -> Value {
        self.new_object::<Dict>(exact(Layout::Namespace)).value()
    }

    /// The hash of a dict's key, with a dict's words for one that has none.
    #[inline]
    pub fn key_hash(&self, key: Value) -> Res<u64> {
        if key.is_exact_str() {
            return Ok(self.str_hash(key));
        }
        self.hash(key).map(|h| h as u64).map_err(|raised| self.unhashable(raised, key, "a dict key"))
    }

    /// "cannot use 'list' as a dict key (unhashable type: 'list')".
    #[cold]
    pub fn unhashable(&self, raised: crate::object::Raised, key: Value, what: &str) -> crate::object::Raised {
        if !self.raised_is(&crate::types::exceptions::TYPE_ERROR) {
            return raised;
        }
        let e = self.take_raised(raised);
        let inner = self.str_text(e).unwrap_or_default();
        self.type_error(format!("cannot use '{}' as {what} ({inner})", self.shown_type(key.typ())))
    }

    /// `dict[key]`, for any dict or instance of a subclass, without `__missing__`.
    pub fn dict_get(&self, dict: Value, key: Value) -> Res<Option<Value>> {
        let hash = self.key_hash(key)?;
        let d = dict.expect::<Dict>();
        match dict_table::find(self, &d.table, key, hash)?.1 {
            Found::Entry(entry) => Ok(entry_value(is_namespace(dict), entry.value.get()).given()),
            Found::Missing(_) => Ok(None),
        }
    }

    /// `dict[key]` of an exact dict for a `str`, small int or tuple of these that is there: no Python code runs.
    #[inline(always)]
    pub fn dict_get_simple(&self, dict: Value, key: Value) -> Option<Value> {
        let hash = self.simple_hash(key)?;
        let table = dict.expect::<Dict>().table.get().given()?;
        dict_table::find_simple(&*table.expect::<DictTable>(), key, hash)??.value.get().given()
    }

    /// The same with an answer for a key that is not there, `Some(None)`; `None`: that takes a closer look.
    #[inline(always)]
    pub fn dict_find_simple(&self, dict: Value, key: Value) -> Option<Option<Value>> {
        let hash = self.simple_hash(key)?;
        match crate::types::dict::find_simple(dict.expect::<Dict>().table.get(), key, hash)? {
            // without a value it is just being taken away
            Some(entry) => entry.value.get().given().map(Some),
            None => Some(None),
        }
    }

    /// A global or builtin of a function whose globals are a plain dict, which may have any keys: `None` if that takes Python
    /// code, or the name is not there.
    #[inline(always)]
    pub fn plain_global(&self, function: Ref<Function>, name: Value) -> Option<Value> {
        let globals = function.globals.get();
        if !globals.has_shape(exact(Layout::Dict)) {
            return None;
        }
        match crate::types::dict::find_simple(globals.expect::<Dict>().table.get(), name, self.str_hash(name))? {
            Some(entry) => entry.value.get().given(),
            None => self.namespace_get(function.builtins.get(), name),
        }
    }

    /// The hash of a key that is compared without Python code, or that may be: a tuple, which who looks it up compares.
    #[inline(always)]
    fn simple_hash(&self, key: Value) -> Option<u64> {
        if key.is_small_int() {
            Some(crate::text::hash::small_int_hash(key.small()) as u64)
        } else if key.is_exact_str() {
            Some(self.str_hash(key))
        } else if key.has_shape(exact(Layout::Tuple)) {
            crate::types::tuple::plain_hash(self, key)
        } else {
            None
        }
    }

    /// `dict[key] = value` of an exact dict that this thread owns, for a `str`, small int or tuple of these where the table has room:
    /// no lock and no Python code. `false`: nothing was done.
    #[inline(always)]
    pub fn dict_set_simple(&self, dict: Value, key: Value, value: Value) -> bool {
        let Some(hash) = self.simple_hash(key) else { return false };
        let d = dict.expect::<Dict>();
        let Some(table) = d.table.get().given() else { return false };
        let table = table.expect::<DictTable>();
        match dict_table::find_simple(&*table, key, hash) {
            Some(Some(entry)) => {
                entry.value.set(value);
                true
            }
            Some(None) if table.used() < table.capacity as usize => {
                dict_table::push_counted(&d.owner(), &*table, key, value, hash);
                true
            }
            _ => false,
        }
    }

    /// `dict[key] = value`, for any dict.
    pub fn dict_set(&self, dict: Value, key: Value, value: Value) -> Res<()> {
        self.dict_swap(dict, key, value).map(|_| ())
    }

    /// `dict[key] = value`, for any dict; gives what stood there before, in one step.
    pub fn dict_swap(&self, dict: Value, key: Value, value: Value) -> Res<Option<Value>> {
        let hash = self.key_hash(key)?;
        let d = dict.expect::<Dict>();
        if !is_namespace(dict) {
            return dict_table::insert(self, &d.owner(), key, value, hash, true);
        }
        let key = if key.is_exact_str() { super::intern::intern_value(key) } else { key };
        loop {
            let Some(stored) = dict_table::insert(self, &d.owner(), key, self.cell(value), hash, false)? else { return Ok(None) };
            if let Some(old) = swap_bound(&stored.expect::<Cell>(), value) {
                return Ok(Some(old));
            }
            // it was deleted meanwhile
        }
    }

    /// Empties cells whose names have left their namespace. A store by way of a cache looks whether the cell is bound and
    /// then stores, with no lock; it does so before its thread passes a safepoint. So free-threaded the other threads are
    /// stopped meanwhile: else such a store could come after, and caches would go on to show a name that is gone.
    pub fn empty_cells(&self, cells: &[Value]) {
        // they stay known to caches until the next collection: empty, they tell them that the name is gone
        self.shared.cells_removed.store(true, std::sync::atomic::Ordering::Release);
        self.alone(&mut || cells.iter().for_each(|cell| cell.expect::<Cell>().value.set(Value::UNBOUND)));
    }

    /// `dict.setdefault(key, value)`.
    pub fn dict_setdefault(&self, dict: Value, key: Value, value: Value) -> Res {
        let hash = self.key_hash(key)?;
        let d = dict.expect::<Dict>();
        let cells = is_namespace(dict);
        let stored = if cells { self.cell(value) } else { value };
        Ok(dict_table::insert(self, &d.owner(), key, stored, hash, false)?.map_or(value, |v| entry_value(cells, v)))
    }

    /// Removes a key; gives what stood there.
    pub fn dict_remove(&self, dict: Value, key: Value) -> Res<Option<Value>> {
        let hash = self.key_hash(key)?;
        let d = dict.expect::<Dict>();
        let removed = dict_table::remove(self, &d.owner(), key, hash)?;
        Ok(removed.map(|v| if is_namespace(dict) { self.take_cell(v) } else { v }))
    }

    /// The value of a cell whose name was taken out of its namespace; the cell is empty then.
    pub fn take_cell(&self, cell: Value) -> Value {
        let v = cell.expect::<Cell>().value.swap(Value::UNBOUND);
        self.empty_cells(&[cell]);
        v
    }

    /// `dict["name"] = value`.
    pub fn dict_set_str(&self, dict: Value, key: &str, value: Value) -> Res<()> {
        self.dict_set(dict, super::intern::intern(key.as_bytes()), value)
    }

    /// `dict.get("name")`.
    pub fn dict_get_str(&self, dict: Value, key: &str) -> Res<Option<Value>> {
        self.dict_get(dict, super::intern::intern(key.as_bytes()))
    }

    /// The dict's keys and values as they are now, one after the other (`Values::pairs`).
    pub fn dict_items(&self, dict: Value) -> Values<'_> {
        let cells = is_namespace(dict);
        let table = dict.expect::<Dict>().table.get();
        if table.is_unbound() {
            return Values::new(self);
        }
        let table = table.expect::<DictTable>();
        let mut items = Values::with_capacity(self, self.dict_len(dict) * 2);
        for e in &table.entries()[..table.used()] {
            let (k, v) = (e.key.get(), entry_value(cells, e.value.get()));
            if !k.is_unbound() && !v.is_unbound() {
                items.push(k);
                items.push(v);
            }
        }
        items
    }

    /// The keys and values of a dict as they are at one moment.
    pub fn dict_items_now(&self, dict: Value) -> Values<'_> {
        let _guard = crate::sync::acquire(&self.thread, &dict.header().lock);
        self.dict_items(dict)
    }

    pub fn dict_len(&self, dict: Value) -> usize {
        dict.expect::<Dict>().len.load(std::sync::atomic::Ordering::Acquire)
    }

    /// Takes every entry out.
    pub fn dict_clear(&self, dict: Value) {
        let d = dict.expect::<Dict>();
        let old = {
            let _guard = acquire(&self.thread, &d.header.lock);
            dict_table::take_all(&d.owner())
        };
        if is_namespace(dict) && !old.is_unbound() {
            let table = old.expect::<DictTable>();
            // seen by the collector: another thread may collect before this one stops the world
            let mut cells = Values::new(self);
            cells.extend(table.entries()[..table.used()].iter().filter_map(|e| e.value.get().given()));
            self.empty_cells(&cells);
        }
    }

    /// The cell of an interned name in a namespace; `None` if the name is not there or `ns` is another kind of mapping.
    #[inline]
    pub fn namespace_cell(&self, ns: Value, name: Value) -> Option<Ref<Cell>> {
        if !ns.is_object() || !is_namespace(ns) {
            return None;
        }
        let table = ns.expect::<Dict>().table.get();
        if table.is_unbound() {
            return None;
        }
        let hash = self.str_hash(name);
        match dict_table::find_simple(&*table.expect::<DictTable>(), name, hash) {
            Some(Some(entry)) => entry.value.get().given().map(|c| c.expect()),
            Some(None) => None,
            // a key that is no str has this hash: the slow way
            None => match dict_table::find(self, &ns.expect::<Dict>().table, name, hash) {
                Ok((_, Found::Entry(entry))) => entry.value.get().given().map(|c| c.expect()),
                Ok(_) => None,
                Err(raised) => {
                    self.take_raised(raised);
                    None
                }
            },
        }
    }

    /// The value of an interned name in a namespace.
    #[inline]
    pub fn namespace_get(&self, ns: Value, name: Value) -> Option<Value> {
        self.namespace_cell(ns, name)?.value.get().given()
    }

    /// A name in a class body's namespace, which may be any mapping.
    pub fn namespace_lookup(&self, ns: Value, name: Value) -> Res<Option<Value>> {
        if matches!(ns.shape_id(), s if s == exact(Layout::Dict) || s == exact(Layout::Namespace)) {
            return self.dict_get(ns, name);
        }
        let got = self.get_item(ns, name);
        self.catch(got, &crate::types::exceptions::KEY_ERROR)
    }

    /// The builtins of a function that is made with these globals: their `__builtins__`, whatever that is, a module's namespace
    /// for the module; without one those of the code that runs.
    pub fn builtins_of(&self, globals: Value) -> Value {
        let name = super::intern::names::BUILTINS.get();
        let own = if globals.is_object() && globals.cast::<Dict>().is_some() && !is_namespace(globals) {
            self.dict_get(globals, name).ok().flatten()
        } else {
            self.namespace_get(globals, name)
        };
        match own {
            Some(v) => v.cast::<Module>().map_or(v, |module| module.namespace.get()),
            None => self.current_builtins(),
        }
    }

    /// The builtins of the code that runs.
    pub fn current_builtins(&self) -> Value {
        match self.frame() {
            Some(frame) => frame.function().builtins.get(),
            None => self.shared.builtins.get(),
        }
    }

    /// A global or builtin of a function, where one of the two is no namespace with cells.
    pub fn global_lookup_slow(&self, function: Ref<Function>, name: Value) -> Res<Option<Value>> {
        match self.namespace_lookup(function.globals.get(), name)? {
            Some(v) => Ok(Some(v)),
            None => self.namespace_lookup(function.builtins.get(), name),
        }
    }

    /// A global, or `None`: what a new function's `__module__` is.
    pub fn global_or_none(&self, globals: Value, name: Value) -> Value {
        match self.namespace_get(globals, name) {
            Some(v) => v,
            None if globals.cast::<Dict>().is_some() => self.dict_get(globals, name).ok().flatten().unwrap_or(Value::NONE),
            None => Value::NONE,
        }
    }

    /// A builtin by name.
    pub fn builtin(&self, name: Value) -> Res {
        self.builtin_among(self.shared.builtins.get(), name)
    }

    /// A builtin by name, among these.
    pub fn builtin_among(&self, builtins: Value, name: Value) -> Res {
        match self.namespace_lookup(builtins, name)? {
            Some(v) => Ok(v),
            None => {
                let text = format!("{} not found", name.as_str().unwrap_or("?"));
                Err(self.raise(&crate::types::exceptions::NAME_ERROR, text))
            }
        }
    }

    /// Stores a global. A new name that hides a builtin empties the caches that may know the builtin.
    pub fn store_global(&self, ns: Value, name: Value, v: Value) -> Res<()> {
        if let Some(cell) = self.namespace_cell(ns, name)
            && swap_bound(&cell, v).is_some()
        {
            return Ok(());
        }
        self.dict_set(ns, name, v)?;
        if ns != self.shared.builtins.get() && self.namespace_cell(self.shared.builtins.get(), name).is_some() {
            self.flush_caches();
        }
        Ok(())
    }

    /// Deletes a global; `false` if it is not there.
    pub fn delete_global(&self, ns: Value, name: Value) -> Res<bool> {
        Ok(self.dict_remove(ns, name)?.is_some())
    }

    /// Empties all inline caches of this interpreter, other threads stopped meanwhile.
    pub fn flush_caches(&self) {
        if self.shared.world.gil_enabled() {
            self.shared.flush_caches();
        } else {
            self.thread.stop_world(&mut |_| self.shared.flush_caches());
        }
    }
}
