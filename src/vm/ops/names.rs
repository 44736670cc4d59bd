//! Moves, constants, cells, closures, globals, names in namespaces.

use super::*;
use crate::bytecode::op::Op;
use crate::object::layouts::{Cell, Function};
use crate::object::{Layout, Ref, Res, exact};
use crate::types::exceptions as exc;
use crate::vm::frame::Frame;

/// The frame's own function.
#[inline(always)]
unsafe fn function(fp: *mut Value) -> Ref<Function> {
    Frame(fp).function()
}

/// The cell of the function's free variable `i`.
#[inline(always)]
unsafe fn free_cell(fp: *mut Value, i: i64) -> Ref<Cell> {
    // SAFETY: by the handlers' contract; the closure is a tuple with a cell for each free variable.
    unsafe { function(fp).closure.get().expect::<crate::object::Tuple>().items()[i as usize].expect() }
}

#[inline(always)]
pub unsafe fn Move(_: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> Next {
    // SAFETY: by the handlers' contract.
    unsafe {
        set(fp, a(word), get(fp, b(word)));
        Go(pc.add(1), fp)
    }
}

#[inline(always)]
pub unsafe fn LoadK(_: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> Next {
    // SAFETY: by the handlers' contract; the second word is the constant.
    unsafe {
        set(fp, a(word), Value(cache(pc)));
        Go(pc.add(2), fp)
    }
}

#[inline(always)]
pub unsafe fn LoadI(_: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> Next {
    // SAFETY: by the handlers' contract.
    unsafe {
        set(fp, a(word), Value::small_int(imm(word)));
        Go(pc.add(1), fp)
    }
}

#[inline(always)]
pub unsafe fn LoadImm(_: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> Next {
    // SAFETY: by the handlers' contract.
    unsafe {
        set(fp, a(word), Value(imm(word) as u64));
        Go(pc.add(1), fp)
    }
}

#[inline(always)]
pub unsafe fn LoadWide(_: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> Next {
    // SAFETY: by the handlers' contract.
    unsafe {
        set(fp, a(word), get(fp, imm(word) as usize));
        Go(pc.add(1), fp)
    }
}

#[inline(always)]
pub unsafe fn StoreWide(_: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> Next {
    // SAFETY: by the handlers' contract.
    unsafe {
        set(fp, imm(word) as usize, get(fp, a(word)));
        Go(pc.add(1), fp)
    }
}

slow_unit!(slow_unbound_local, |vm, fp, word| {
    let name = name_of(fp, word);
    let text = format!("cannot access local variable '{}' where it is not associated with a value", name.as_str().unwrap_or("?"));
    Err(vm.raise(&exc::UNBOUND_LOCAL_ERROR, text))
});

#[inline(always)]
pub unsafe fn CheckLocal(_: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> Next {
    // SAFETY: by the handlers' contract.
    unsafe { if get(fp, a(word)).is_unbound() { Slow(slow_unbound_local) } else { Go(pc.add(1), fp) } }
}

slow_unit!(slow_unbound_deref, |vm, fp, word| {
    let name = name_of(fp, word);
    let shown = name.as_str().unwrap_or("?");
    if b(word) == 0 {
        let text = format!("cannot access local variable '{shown}' where it is not associated with a value");
        Err(vm.raise(&exc::UNBOUND_LOCAL_ERROR, text))
    } else {
        let text = format!("cannot access free variable '{shown}' where it is not associated with a value in enclosing scope");
        Err(vm.name_error(&exc::NAME_ERROR, name, text))
    }
});

#[inline(always)]
pub unsafe fn CheckDeref(_: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> Next {
    // SAFETY: by the handlers' contract.
    unsafe { if get(fp, a(word)).is_unbound() { Slow(slow_unbound_deref) } else { Go(pc.add(1), fp) } }
}

#[inline(always)]
pub unsafe fn MakeCell(vm: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> Next {
    // SAFETY: by the handlers' contract.
    unsafe {
        set(fp, a(word), vm.cell(get(fp, a(word))));
        Go(pc.add(1), fp)
    }
}

#[inline(always)]
pub unsafe fn LoadCell(_: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> Next {
    // SAFETY: by the handlers' contract.
    unsafe {
        set(fp, a(word), get(fp, b(word)).expect::<Cell>().value.get());
        Go(pc.add(1), fp)
    }
}

#[inline(always)]
pub unsafe fn StoreCell(_: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> Next {
    // SAFETY: by the handlers' contract.
    unsafe {
        get(fp, b(word)).expect::<Cell>().value.set(get(fp, a(word)));
        Go(pc.add(1), fp)
    }
}

#[inline(always)]
pub unsafe fn LoadFree(_: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> Next {
    // SAFETY: by the handlers' contract.
    unsafe {
        set(fp, a(word), free_cell(fp, imm(word)).value.get());
        Go(pc.add(1), fp)
    }
}

#[inline(always)]
pub unsafe fn StoreFree(_: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> Next {
    // SAFETY: by the handlers' contract.
    unsafe {
        free_cell(fp, imm(word)).value.set(get(fp, a(word)));
        Go(pc.add(1), fp)
    }
}

#[inline(always)]
pub unsafe fn LoadFreeCell(_: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> Next {
    // SAFETY: by the handlers' contract.
    unsafe {
        set(fp, a(word), free_cell(fp, imm(word)).value());
        Go(pc.add(1), fp)
    }
}

slow_op! {
    MakeFunction, slow_make_function, |vm, fp, word| {
        let f = function(fp);
        let loaded = vm.load_child(f.loaded(), imm(word) as usize);
        let n = loaded.code.freevars.len();
        let closure = if n == 0 {
            Value::UNBOUND
        } else if n > crate::bytecode::code::MOST_CELLS {
            get(fp, b(word))
        } else {
            vm.tuple(std::slice::from_raw_parts(fp.add(b(word)), n))
        };
        let made = vm.new_function(loaded, f.globals.get(), closure);
        made.expect::<Function>().module.set(vm.global_or_none(f.globals.get(), crate::vm::intern::names::NAME.get()));
        Ok(made)
    };
    LoadBuildClass, slow_load_build_class, |vm, fp, _word| vm.builtin_among(function(fp).builtins.get(), crate::vm::intern::names::BUILD_CLASS.get());
}

slow_unit_op! {
    SetFuncAttr, slow_set_func_attr, |_vm, fp, word| {
        let f = get(fp, a(word)).expect::<Function>();
        let v = get(fp, b(word));
        match c(word) {
            0 => {
                f.defaults.set(v);
            }
            1 => f.kwdefaults.set(v),
            2 => f.annotate.set(v),
            _ => f.type_params.set(v),
        }
        Ok(())
    };
}

/// The value of a cell whose address a cache word holds.
#[inline(always)]
unsafe fn cached_cell(word: u64) -> &'static Cell {
    // SAFETY: cache words of name instructions hold the addresses of cells that their namespace keeps alive.
    unsafe { &*(word as *const Cell) }
}

#[cold]
#[inline(never)]
unsafe fn slow_load_global(vm: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> (*const u64, *mut Value) {
    vm.save(pc, fp);
    // SAFETY: by the handlers' contract.
    unsafe {
        let name = name_of(fp, word);
        let result = load_global(vm, pc, fp, function(fp), name);
        finish(vm, pc, fp, word, result)
    }
}

/// May this function's code remember the cells of names? Not of globals that are a plain dict: a name that is stored there later
/// would not be seen; nor with builtins of its own, which other functions of the same code do not have.
fn remembers_names(vm: &Vm, function: Ref<Function>) -> bool {
    crate::vm::namespace::is_namespace(function.globals.get()) && function.builtins.get() == vm.shared.builtins.get()
}

/// Finds a global or builtin and remembers its cell.
unsafe fn load_global(vm: &Vm, pc: *const u64, fp: *mut Value, function: Ref<Function>, name: Value) -> Res {
    if !remembers_names(vm, function) {
        return found(vm, vm.global_lookup_slow(function, name)?, name);
    }
    let (globals, builtins) = (function.globals.get(), function.builtins.get());
    if let Some(cell) = vm.namespace_cell(globals, name).or_else(|| vm.namespace_cell(builtins, name)) {
        // SAFETY: the instruction has a cache word.
        unsafe { set_cache(pc, fp, cell.value().0) };
        let v = cell.value.get();
        if !v.is_unbound() {
            return Ok(v);
        }
        // an emptied cell: the name was deleted, a builtin may stand behind it
    }
    found(vm, vm.namespace_lookup(builtins, name)?, name)
}

/// What was found under a name, or a `NameError`.
fn found(vm: &Vm, v: Option<Value>, name: Value) -> Res {
    v.ok_or_else(|| vm.name_error(&exc::NAME_ERROR, name, format!("name '{}' is not defined", name.as_str().unwrap_or("?"))))
}

#[inline(always)]
pub unsafe fn LoadGlobal(_: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> Next {
    // SAFETY: by the handlers' contract.
    unsafe {
        let at = cache(pc);
        if at == 0 {
            return Next::Path(Path::LoadPlainGlobal);
        }
        let v = cached_cell(at).value.get();
        if v.is_unbound() {
            return Slow(slow_load_global);
        }
        set(fp, a(word), v);
        Go(pc.add(2), fp)
    }
}

/// `LoadGlobal`, and `LoadName` among globals, where the globals are a plain dict: what `exec` was given. No cache word remembers
/// where a name stands in such a one.
#[inline(always)]
pub unsafe fn LoadPlainGlobal(vm: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> Next {
    // SAFETY: by the handlers' contract.
    unsafe {
        match vm.plain_global(function(fp), name_of(fp, word)) {
            Some(v) => {
                set(fp, a(word), v);
                Go(pc.add(2), fp)
            }
            None if word as u8 == Op::LoadName as u8 => Slow(slow_load_name),
            None => Slow(slow_load_global),
        }
    }
}

/// `StoreGlobal`, and `StoreName` among globals, where the globals are a plain dict. No cache has to hear of a new name, for
/// nobody remembers builtins behind such globals.
#[inline(always)]
pub unsafe fn StorePlainGlobal(vm: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> Next {
    // SAFETY: by the handlers' contract; only the owner stores without the lock.
    unsafe {
        let globals = function(fp).globals.get();
        if globals.has_shape(exact(Layout::Dict))
            && vm.owns(globals.header())
            && vm.dict_set_simple(globals, name_of(fp, word), get(fp, a(word)))
        {
            return Go(pc.add(2), fp);
        }
        if word as u8 == Op::StoreName as u8 { Slow(slow_store_name) } else { Slow(slow_store_global) }
    }
}

#[cold]
#[inline(never)]
unsafe fn slow_store_global(vm: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> (*const u64, *mut Value) {
    vm.save(pc, fp);
    // SAFETY: by the handlers' contract.
    unsafe {
        let (ns, name) = (function(fp).globals.get(), name_of(fp, word));
        let result = store_global(vm, pc, fp, ns, name, get(fp, a(word)));
        finish_unit(vm, pc, fp, word, result)
    }
}

/// Stores a global and remembers its cell.
unsafe fn store_global(vm: &Vm, pc: *const u64, fp: *mut Value, ns: Value, name: Value, v: Value) -> Res<()> {
    vm.store_global(ns, name, v)?;
    // SAFETY: by the handlers' contract.
    if !remembers_names(vm, unsafe { function(fp) }) {
        return Ok(());
    }
    if let Some(cell) = vm.namespace_cell(ns, name) {
        // SAFETY: the instruction has a cache word.
        unsafe { set_cache(pc, fp, cell.value().0) };
    }
    Ok(())
}

/// Stores to the cell that a cache word names; `false` if there is none, or it is empty: its name was deleted.
#[inline(always)]
unsafe fn store_cached(at: u64, v: Value) -> bool {
    // SAFETY: as for `cached_cell`.
    unsafe {
        if at == 0 || cached_cell(at).value.get().is_unbound() {
            return false;
        }
        cached_cell(at).value.set(v);
        true
    }
}

#[inline(always)]
pub unsafe fn StoreGlobal(_: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> Next {
    // SAFETY: by the handlers' contract.
    unsafe { if store_cached(cache(pc), get(fp, a(word))) { Go(pc.add(2), fp) } else { Next::Path(Path::StorePlainGlobal) } }
}

#[cold]
#[inline(never)]
unsafe fn slow_store_name(vm: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> (*const u64, *mut Value) {
    vm.save(pc, fp);
    // SAFETY: by the handlers' contract.
    unsafe {
        let (ns, name, v) = (get(fp, b(word)), name_of(fp, word), get(fp, a(word)));
        let result = if ns == function(fp).globals.get() { store_global(vm, pc, fp, ns, name, v) } else { vm.set_item(ns, name, v) };
        finish_unit(vm, pc, fp, word, result)
    }
}

#[inline(always)]
pub unsafe fn StoreName(_: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> Next {
    // SAFETY: by the handlers' contract; the cache is of the globals.
    unsafe {
        if get(fp, b(word)) != function(fp).globals.get() {
            return Slow(slow_store_name);
        }
        if store_cached(cache(pc), get(fp, a(word))) { Go(pc.add(2), fp) } else { Next::Path(Path::StorePlainGlobal) }
    }
}

slow_unit_op! {
    DelGlobal, slow_del_global, |vm, fp, word| {
        let name = name_of(fp, word);
        if vm.delete_global(function(fp).globals.get(), name)? {
            Ok(())
        } else {
            Err(vm.name_error(&exc::NAME_ERROR, name, format!("name '{}' is not defined", name.as_str().unwrap_or("?"))))
        }
    };
    DelName, slow_del_name, |vm, fp, word| {
        let (ns, name) = (get(fp, b(word)), name_of(fp, word));
        let found = if ns == function(fp).globals.get() {
            vm.delete_global(ns, name)?
        } else {
            vm.catch(vm.del_item(ns, name), &exc::KEY_ERROR)?.is_some()
        };
        if found {
            Ok(())
        } else {
            Err(vm.name_error(&exc::NAME_ERROR, name, format!("name '{}' is not defined", name.as_str().unwrap_or("?"))))
        }
    };
    SetupAnnotations, slow_setup_annotations, |vm, fp, word| {
        let ns = get(fp, a(word));
        let name = crate::vm::intern::names::ANNOTATIONS.get();
        if vm.namespace_lookup(ns, name)?.is_none() {
            let annotations = vm.new_dict();
            vm.set_item(ns, name, annotations)?;
        }
        Ok(())
    };
}

#[cold]
#[inline(never)]
unsafe fn slow_load_name(vm: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> (*const u64, *mut Value) {
    vm.save(pc, fp);
    // SAFETY: by the handlers' contract.
    unsafe {
        let (ns, name, globals) = (get(fp, b(word)), name_of(fp, word), function(fp).globals.get());
        let result = if ns == globals {
            load_global(vm, pc, fp, function(fp), name)
        } else {
            match vm.namespace_lookup(ns, name) {
                Ok(Some(v)) => Ok(v),
                Ok(None) => match vm.global_lookup_slow(function(fp), name) {
                    Ok(Some(v)) => Ok(v),
                    Ok(None) => {
                        Err(vm.name_error(&exc::NAME_ERROR, name, format!("name '{}' is not defined", name.as_str().unwrap_or("?"))))
                    }
                    Err(raised) => Err(raised),
                },
                Err(raised) => Err(raised),
            }
        };
        finish(vm, pc, fp, word, result)
    }
}

#[inline(always)]
pub unsafe fn LoadName(_: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> Next {
    // SAFETY: by the handlers' contract. A filled cache means that `b` was the globals at this instruction; module
    // code runs with one namespace only, except through `exec` with two, which loads its code anew.
    unsafe {
        if get(fp, b(word)) != function(fp).globals.get() {
            return Slow(slow_load_name);
        }
        let at = cache(pc);
        if at == 0 {
            return Next::Path(Path::LoadPlainGlobal);
        }
        let v = cached_cell(at).value.get();
        if v.is_unbound() {
            return Slow(slow_load_name);
        }
        set(fp, a(word), v);
        Go(pc.add(2), fp)
    }
}

slow_op! {
    LoadFromNs, slow_load_from_ns, |vm, fp, word| Ok(vm.namespace_lookup(get(fp, b(word)), name_of(fp, word))?.unwrap_or(Value::UNBOUND));
    ImportName, slow_import_name, |vm, fp, word| {
        vm.import_name(function(fp), name_of(fp, word), get(fp, b(word)), c(word) as i64)
    };
    ImportFrom, slow_import_from, |vm, fp, word| vm.import_from(get(fp, b(word)), name_of(fp, word));
}

slow_unit_op! {
    ImportStar, slow_import_star, |vm, fp, word| vm.import_star(get(fp, a(word)), get(fp, b(word)), function(fp).globals.get());
}
