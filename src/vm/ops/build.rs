//! Building containers and strings.

use super::*;
use crate::object::layouts::Set;

/// The registers of a run.
unsafe fn run<'a>(fp: *mut Value, base: usize, n: usize) -> &'a [Value] {
    // SAFETY: by the handlers' contract.
    unsafe { std::slice::from_raw_parts(fp.add(base), n) }
}

slow!(slow_build_tuple, |vm, fp, word| Ok(vm.tuple(run(fp, b(word), imm(word) as usize))));
#[inline(always)]
pub unsafe fn BuildTuple(vm: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> Next {
    // SAFETY: by the handlers' contract.
    unsafe {
        let n = imm(word) as usize;
        if n <= 4
            && let Some(tuple) = vm.tuple_in_place(run(fp, b(word), n))
        {
            set(fp, a(word), tuple);
            return Go(pc.add(1), fp);
        }
        Slow(slow_build_tuple)
    }
}

slow_op! {
    BuildList, slow_build_list, |vm, fp, word| Ok(vm.list(run(fp, b(word), imm(word) as usize)));
    BuildSet, slow_build_set, |vm, fp, word| {
        let set = vm.new_set();
        for &v in run(fp, b(word), imm(word) as usize) {
            vm.set_add(set, v)?;
        }
        Ok(set)
    };
    BuildMap, slow_build_map, |vm, fp, word| {
        let dict = vm.new_dict();
        for pair in run(fp, b(word), imm(word) as usize * 2).chunks_exact(2) {
            vm.dict_set(dict, pair[0], pair[1])?;
        }
        Ok(dict)
    };
    BuildString, slow_build_string, |vm, fp, word| vm.made(vm.concat_strings(run(fp, b(word), imm(word) as usize)));
    ListToTuple, slow_list_to_tuple, |vm, fp, word| {
        let items = vm.sequence_items(get(fp, b(word)));
        vm.made(vm.tuple(&items))
    };
    FormatValue, slow_format_value, |vm, fp, word| {
        let v = vm.convert(get(fp, b(word)), c(word))?;
        vm.format(v, crate::vm::intern::empty_str())
    };
    FormatSpec, slow_format_spec, |vm, fp, word| {
        let v = vm.convert(get(fp, b(word)), imm(word) as usize)?;
        vm.format(v, get(fp, c(word)))
    };
    BuildInterpolation, slow_build_interpolation, |vm, fp, word| {
        let at = b(word);
        vm.build_interpolation(get(fp, at), get(fp, at + 1), c(word), get(fp, at + 2))
    };
    BuildTemplate, slow_build_template, |vm, fp, word| vm.build_template(get(fp, b(word)), get(fp, c(word)));
    LoadAssertionError, slow_load_assertion_error, |_vm, _fp, _word| Ok(crate::types::type_of(&crate::types::exceptions::ASSERTION_ERROR).value());
}

slow_unit!(slow_list_append, |vm, fp, word| vm.list_append(get(fp, a(word)), get(fp, b(word))));
#[inline(always)]
pub unsafe fn ListAppend(vm: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> Next {
    // SAFETY: by the handlers' contract; the list of a comprehension or display is this thread's own.
    unsafe { if vm.append_in_place(&get(fp, a(word)).expect(), get(fp, b(word))) { Go(pc.add(1), fp) } else { Slow(slow_list_append) } }
}

slow_unit!(slow_set_add, |vm, fp, word| vm.set_add(get(fp, a(word)), get(fp, b(word))));
#[inline(always)]
pub unsafe fn SetAdd(vm: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> Next {
    // SAFETY: by the handlers' contract; the set of a comprehension or display is an exact one.
    unsafe {
        let o = get(fp, a(word));
        if vm.owns(o.header()) && crate::types::set_table::add_plain(&o.expect::<Set>(), get(fp, b(word))) {
            return Go(pc.add(1), fp);
        }
        Slow(slow_set_add)
    }
}

/// The dict of a comprehension or display is an exact one.
#[inline(always)]
pub unsafe fn MapAdd(_: &Vm, _: *const u64, _: *mut Value, _: u64) -> Next {
    Next::Path(Path::SetDictItem)
}

slow_unit_op! {
    ListExtend, slow_list_extend, |vm, fp, word| {
        let (list, items) = (get(fp, a(word)), get(fp, b(word)));
        vm.extend_display(list, items)
    };
    SetUpdate, slow_set_update, |vm, fp, word| {
        crate::types::set_ops::update(vm, get(fp, a(word)), get(fp, b(word)))
    };
    DictUpdate, slow_dict_update, |vm, fp, word| vm.dict_update_display(get(fp, a(word)), get(fp, b(word)));
    DictMerge, slow_dict_merge, |vm, fp, word| vm.dict_merge_call(get(fp, a(word)), get(fp, b(word)), get(fp, c(word)));
}

slow_op! {
    Intrinsic, slow_intrinsic, |vm, fp, word| {
        vm.intrinsic(imm(word), get(fp, b(word)), get(fp, c(word)))
    };
}
