//! The methods and attributes of `memoryview`.

use super::*;
use crate::object::{GetSetDef, MethodDef, class_method, getter, method};
use crate::types::bytes_common::methods as bytes_methods;

pub(super) const METHODS: &[MethodDef] = &[
    method("release", "(self, /)", |_, a| {
        release(a[0].expect());
        Ok(Value::NONE)
    }),
    method("tobytes", "(self, /, order='C')", tobytes),
    method("hex", "(self, /, sep=<unrepresentable>, bytes_per_sep=1)", bytes_methods::hex),
    method("tolist", "(self, /)", |vm, a| {
        let view = live(vm, a[0])?;
        to_list(vm, letter(view), view.itemsize, &contents(vm, a[0])?, &shape(view))
    }),
    method("cast", "(self, /, format, shape=<unrepresentable>)", |vm, a| cast(vm, a[0], a[1], a[2].given())),
    method("toreadonly", "(self, /)", |vm, a| Ok(derive(vm, live(vm, a[0])?, Change { read_only: true, ..Change::default() }))),
    method("count", "(self, value, /)", count),
    method("index", "(self, value, start=0, stop=sys.maxsize, /)", index),
    method("__enter__", "(self, /)", |vm, a| live(vm, a[0]).map(|_| a[0])),
    method("__exit__", "(self, /, *exc_info)", |_, a| {
        release(a[0].expect());
        Ok(Value::NONE)
    }),
    method("__buffer__", "(self, flags, /)", |vm, a| view_as_asked(vm, a[0], a[1])).of_slot(),
    method("__release_buffer__", "(self, buffer, /)", |vm, a| release_for(vm, a[0], a[1])).of_slot(),
    class_method("_from_flags", "(cls, /, object, flags)", |vm, a| view_of(vm, a[1])),
    crate::types::generic_alias::CLASS_GETITEM,
];

pub(super) const GETSET: &[GetSetDef] = &[
    getter("obj", |vm, v| {
        let view = live(vm, v)?;
        Ok(dim(view, 2).not_none().unwrap_or_else(|| view.base.get()))
    }),
    getter("nbytes", |vm, v| live(vm, v).map(|m| vm.int((m.len * m.itemsize) as i64))),
    getter("readonly", |vm, v| live(vm, v).map(|m| Value::bool(is_read_only(m)))),
    getter("itemsize", |vm, v| live(vm, v).map(|m| vm.int(m.itemsize as i64))),
    getter("format", |vm, v| live(vm, v).map(|m| m.format.get())),
    getter("ndim", |vm, v| live(vm, v).map(|m| vm.int(shape(m).len() as i64))),
    getter("shape", |vm, v| {
        let lengths: Vec<Value> = shape(live(vm, v)?).into_iter().map(|n| Value::small_int(n as i64)).collect();
        Ok(vm.tuple(&lengths))
    }),
    getter("strides", strides),
    getter("suboffsets", |vm, v| live(vm, v).map(|_| vm.tuple(&[]))),
    getter("c_contiguous", |vm, v| live(vm, v).map(|m| Value::bool(is_contiguous(m)))),
    getter("f_contiguous", |vm, v| live(vm, v).map(|m| Value::bool(is_contiguous(m) && is_flat(m)))),
    getter("contiguous", |vm, v| live(vm, v).map(|m| Value::bool(is_contiguous(m)))),
];

/// Is at most one dimension longer than one item? Then both orders are the same.
fn is_flat(view: Ref<MemoryView>) -> bool {
    shape(view).iter().filter(|&&n| n > 1).count() <= 1
}

fn strides(vm: &Vm, v: Value) -> Res {
    let view = live(vm, v)?;
    let lengths = shape(view);
    let mut each = view.itemsize;
    let mut all: Vec<Value> = Vec::new();
    for n in lengths.iter().skip(1).rev() {
        all.push(Value::small_int(each as i64));
        each *= n;
    }
    if !lengths.is_empty() {
        all.push(Value::small_int(view.stride as i64));
    }
    all.reverse();
    Ok(vm.tuple(&all))
}

fn tobytes(vm: &Vm, a: &[Value]) -> Res {
    let by_columns = match a[1].not_none().map(|v| (v, v.str_bytes().map(<[u8]>::to_vec))) {
        None => false,
        Some((_, Some(o))) if matches!(&*o, b"C" | b"F" | b"A") => &*o == b"F",
        // raises the UnicodeEncodeError
        Some((order, Some(_))) if order.as_str().is_none() => return vm.call_method(order, "encode", &[]),
        Some((_, Some(_))) => return Err(vm.value_error("order must be 'C', 'F' or 'A'")),
        Some((v, None)) => return Err(vm.type_error(format!("tobytes() argument 'order' must be str or None, not {}", v.argument_name()))),
    };
    let view = live(vm, a[0])?;
    let data = contents(vm, a[0])?;
    let lengths = shape(view);
    if !by_columns || lengths.len() < 2 {
        return memory::bytes(vm, &data);
    }
    let mut out = Vec::with_capacity(data.len());
    for i in 0..view.len {
        // the indices of item `i` counted with the first dimension fastest
        let (mut rest, mut flat, mut each) = (i, 0, view.len);
        for n in &lengths {
            each /= n;
            flat += rest % n * each;
            rest /= n;
        }
        out.extend_from_slice(&data[flat * view.itemsize..(flat + 1) * view.itemsize]);
    }
    memory::bytes(vm, &out)
}

fn count(vm: &Vm, a: &[Value]) -> Res {
    let (mut n, mut from) = (0, 0);
    let items = len(vm, a[0])?;
    while let Some(i) = find(vm, a[0], a[1], from, items)? {
        n += 1;
        from = i + 1;
    }
    Ok(vm.int(n))
}

fn index(vm: &Vm, a: &[Value]) -> Res {
    let items = len(vm, a[0])?;
    if shape(live(vm, a[0])?).len() > 1 {
        return Err(vm.not_implemented("multi-dimensional lookup is not implemented"));
    }
    let clip = |v: Value, default: usize| Ok(crate::types::list::index_bound(vm, v, default, items)?.min(items));
    match find(vm, a[0], a[1], clip(a[2], 0)?, clip(a[3], items)?)? {
        Some(i) => Ok(vm.int(i as i64)),
        None => Err(vm.value_error("memoryview.index(x): x not found")),
    }
}
