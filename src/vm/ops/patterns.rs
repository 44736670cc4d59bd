//! What `match` statements ask.

use super::*;

slow_op! {
    MatchSequence, slow_match_sequence, |vm, fp, word| Ok(Value::bool(vm.is_pattern_sequence(get(fp, b(word)))));
    MatchMapping, slow_match_mapping, |vm, fp, word| Ok(Value::bool(vm.is_pattern_mapping(get(fp, b(word)))));
    MatchKeys, slow_match_keys, |vm, fp, word| vm.match_keys(get(fp, b(word)), get(fp, c(word)));
    MatchClass, slow_match_class, |vm, fp, word| {
        let base = a(word);
        vm.match_class(get(fp, b(word)), get(fp, base), imm(word) as usize, get(fp, base + 1))
    };
    GetLen, slow_get_len, |vm, fp, word| Ok(vm.int(vm.len(get(fp, b(word)))? as i64));
    CopyMapRest, slow_copy_map_rest, |vm, fp, word| {
        let rest = vm.new_dict();
        vm.dict_update_display(rest, get(fp, b(word)))?;
        for &key in get(fp, c(word)).expect::<crate::object::Tuple>().items() {
            vm.del_item(rest, key)?;
        }
        Ok(rest)
    };
}
