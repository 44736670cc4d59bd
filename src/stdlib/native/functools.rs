//! `_functools`: `partial`, `reduce`, `cmp_to_key`, the cache behind `lru_cache`.

use std::sync::atomic::{AtomicU64, Ordering};

use parking_lot::Mutex;

use crate::object::heap::Marker;
use crate::object::layouts::*;
use crate::object::{Args, MethodDef, ModuleSpec, Payload, Res, Slot, Slots, TypeSpec, Value, getset, getter, member, method};
use crate::types::{dict, dict_table, generic_alias, shape_for, singletons};
use crate::vm::{Values, Vm};

mod lru_order;

use lru_order::{Order, Place};

pub static MODULE: ModuleSpec = ModuleSpec {
    name: "_functools",
    functions: FUNCTIONS,
    types: &[&PARTIAL, &LRU],
    constants: &[("Placeholder", |vm| Ok(placeholder(vm)))],
    ..ModuleSpec::DEFAULT
};

const FUNCTIONS: &[MethodDef] = &[
    method("reduce", "(function, iterable, /, initial=None)", |vm, a| {
        let mut total = a[2];
        let items = vm.iter(a[1]);
        let Some(items) = vm.catch(items, &crate::types::exceptions::TYPE_ERROR)? else {
            return Err(vm.type_error("reduce() arg 2 must support iteration"));
        };
        vm.for_each(items, &mut |v| {
            total = if total.is_unbound() { v } else { vm.call(a[0], &[total, v])? };
            Ok(true)
        })?;
        total.given().ok_or_else(|| vm.type_error("reduce() of empty iterable with no initial value"))
    })
    .shown_as(""),
    method("cmp_to_key", "(mycmp)", |vm, a| Ok(vm.native(&KEY, Key { compare: Slot::new(a[0]), object: Slot::new(Value::UNBOUND) }))),
];

static PLACEHOLDER: TypeSpec = TypeSpec {
    name: "functools._PlaceholderType",
    slots: Slots { repr: Some(|vm, _| Ok(vm.str("Placeholder"))), ..Slots::NONE },
    subclassable: false,
    ..TypeSpec::DEFAULT
};

struct Nothing;
impl Payload for Nothing {}

fn placeholder(vm: &Vm) -> Value {
    if let Some(p) = vm.shared.registered("functools.Placeholder") {
        return p;
    }
    let p = vm.native(&PLACEHOLDER, Nothing);
    vm.shared.register("functools.Placeholder", p);
    p
}

/// `cmp_to_key`'s factory (no object yet) and its keys.
struct Key {
    compare: Slot,
    object: Slot,
}

impl Payload for Key {
    const IN_SLOTS: bool = true;

    fn trace(&self, marker: &mut Marker) {
        marker.slot(&self.compare);
        marker.slot(&self.object);
    }
}

static KEY: TypeSpec = TypeSpec {
    name: "functools.KeyWrapper",
    getset: &[getter("obj", |_, k| Ok(k.payload::<Key>().and_then(|k| k.object.get().given()).unwrap_or(Value::NONE)))],
    slots: Slots {
        call: Some(|vm, k, args| {
            let [object] = args.pos() else { return Err(vm.type_error("K() takes exactly one argument")) };
            let compare = k.payload::<Key>().map_or(Value::NONE, |k| k.compare.get());
            Ok(vm.native(&KEY, Key { compare: Slot::new(compare), object: Slot::new(*object) }))
        }),
        compare: Some(|vm, op, a, b| {
            let (Some(x), Some(y)) = (a.payload::<Key>(), b.payload::<Key>()) else {
                return Err(vm.type_error("other argument must be K instance"));
            };
            let r = vm.call(x.compare.get(), &[x.object.get(), y.object.get()])?;
            vm.compare(op, r, Value::small_int(0))
        }),
        ..Slots::NONE
    },
    subclassable: false,
    ..TypeSpec::DEFAULT
};

struct Partial {
    function: Slot,
    args: Slot,
    keywords: Slot,
}

impl Payload for Partial {
    const IN_SLOTS: bool = true;

    fn trace(&self, marker: &mut Marker) {
        for s in [&self.function, &self.args, &self.keywords] {
            marker.slot(s);
        }
    }
}

static PARTIAL: TypeSpec = TypeSpec {
    name: "functools.partial",
    signature: Some("(func, /, *args, **keywords)"),
    has_dict: true,
    methods: &[
        method("__reduce__", "(self, /)", |vm, a| {
            let p = partial(vm, &a[0])?;
            let dict = if vm.own_attrs(a[0]).is_empty() { Value::NONE } else { vm.instance_dict(a[0])? };
            let state = vm.tuple(&[p.function.get(), p.args.get(), p.keywords.get(), dict]);
            let args = vm.tuple(&[p.function.get()]);
            Ok(vm.tuple(&[a[0].typ().value(), args, state]))
        }),
        method("__setstate__", "(self, object, /)", |vm, a| {
            let p = partial(vm, &a[0])?;
            let Some(s) = a[1].cast::<Tuple>().filter(|t| t.len == 4) else { return Err(vm.type_error("invalid partial state")) };
            p.function.set(s.items()[0]);
            p.args.set(s.items()[1]);
            p.keywords.set(s.items()[2]);
            Ok(Value::NONE)
        }),
        generic_alias::CLASS_GETITEM,
    ],
    getset: &[
        member("func", |vm, p| Ok(partial(vm, &p)?.function.get())),
        member("args", |vm, p| Ok(partial(vm, &p)?.args.get())),
        member("keywords", |vm, p| Ok(partial(vm, &p)?.keywords.get())),
        getset("__dict__", |vm, p| vm.instance_dict(p), |vm, p, v| vm.set_instance_dict(p, v)),
    ],
    slots: Slots {
        new: Some(partial_new),
        init: Some(|_, _, _| Ok(())),
        call: Some(partial_call),
        repr: Some(partial_repr),
        // in a class it is a method
        descr_get: Some(|vm, p, instance, _| Ok(if instance.is_unbound() { p } else { vm.bound_method(p, instance) })),
        ..Slots::NONE
    },
    ..TypeSpec::DEFAULT
};

fn partial<'a>(vm: &Vm, p: &'a Value) -> Res<&'a Partial> {
    p.payload::<Partial>().ok_or_else(|| vm.type_error("a partial object is needed"))
}

fn partial_new(vm: &Vm, cls: Value, args: Args) -> Res {
    let Some((&f, rest)) = args.pos().split_first() else {
        return Err(vm.type_error("type 'partial' takes at least one argument"));
    };
    if !vm.is_callable(f) {
        return Err(vm.type_error("the first argument must be callable"));
    }
    let hole = placeholder(vm);
    if rest.last() == Some(&hole) {
        return Err(vm.type_error("trailing Placeholders are not allowed"));
    }
    if args.keywords().any(|(_, v)| v == hole) {
        return Err(vm.type_error("Placeholder cannot be passed as a keyword argument"));
    }
    let keywords = vm.new_dict();
    let (mut function, mut all) = (f, Values::new(vm));
    if let Some(inner) = f.payload::<Partial>() {
        function = inner.function.get();
        let mut given = rest.iter().copied();
        for &v in inner.args.get().expect::<Tuple>().items() {
            all.push(if v == hole { given.next().unwrap_or(hole) } else { v });
        }
        all.extend(given);
        for (k, v) in vm.dict_items(inner.keywords.get()).pairs() {
            vm.dict_set(keywords, k, v)?;
        }
    } else {
        all.extend(rest.iter().copied());
    }
    for (k, v) in args.keywords() {
        vm.dict_set(keywords, k, v)?;
    }
    let shape = shape_for(vm, cls)?;
    let data = Partial { function: Slot::new(function), args: Slot::new(vm.tuple(&all)), keywords: Slot::new(keywords) };
    Ok(vm.native_of_shape(shape, data))
}

fn partial_call(vm: &Vm, p: Value, args: Args) -> Res {
    let data = partial(vm, &p)?;
    let hole = placeholder(vm);
    let mut all = Values::new(vm);
    let mut given = args.pos().iter().copied();
    for &v in data.args.get().expect::<Tuple>().items() {
        if v == hole {
            match given.next() {
                Some(g) => all.push(g),
                None => {
                    let holes = data.args.get().expect::<Tuple>().items().iter().filter(|x| **x == hole).count();
                    return Err(vm.type_error(format!(
                        "missing positional arguments in 'partial' call; expected at least {holes}, got {}",
                        args.pos().len()
                    )));
                }
            }
        } else {
            all.push(v);
        }
    }
    all.extend(given);
    let mut names: Vec<Value> = Vec::new();
    for (k, v) in vm.dict_items(data.keywords.get()).pairs() {
        if !args.names.contains(&k) {
            names.push(crate::vm::intern::intern_value(k));
            all.push(v);
        }
    }
    for (k, v) in args.keywords() {
        names.push(k);
        all.push(v);
    }
    vm.call_args(data.function.get(), Args { all: &all, names: &names })
}

fn partial_repr(vm: &Vm, p: Value) -> Res {
    let data = partial(vm, &p)?;
    let mut parts = vec![vm.repr_text(data.function.get())?];
    for &v in data.args.get().expect::<Tuple>().items() {
        parts.push(vm.repr_text(v)?);
    }
    for (k, v) in vm.dict_items(data.keywords.get()).pairs() {
        parts.push(format!("{}={}", vm.str_text(k)?, vm.repr_text(v)?));
    }
    Ok(vm.str(&format!("{}({})", vm.type_full_name(p.typ()), parts.join(", "))))
}

/// A cached function.
struct Lru {
    function: Slot,
    info: Slot,
    /// the `Cache`; another one after `cache_clear`: calls that go on then fill the old one
    cache: Slot,
    max: Option<usize>,
    typed: bool,
    hits: AtomicU64,
    misses: AtomicU64,
}

impl Payload for Lru {
    fn trace(&self, marker: &mut Marker) {
        for s in [&self.function, &self.info, &self.cache] {
            marker.slot(s);
        }
    }
}

/// What is cached: a dict from keys to results, or, if it is bounded, from keys to results with the entry's number.
struct Cache {
    results: Slot,
    order: Mutex<Order>,
}

impl Payload for Cache {
    fn trace(&self, marker: &mut Marker) {
        marker.slot(&self.results);
        for key in self.order.lock().keys() {
            marker.value(key);
        }
    }
}

static LRU: TypeSpec = TypeSpec {
    name: "functools._lru_cache_wrapper",
    has_dict: true,
    constructor: Some(("(function, maxsize, typed, cache_info_type)", |vm, cls, a| {
        if !vm.is_callable(a[0]) {
            return Err(vm.type_error("the first argument must be callable"));
        }
        let max = if a[1].is_none() { None } else { Some(vm.index_i64(a[1])?.max(0) as usize) };
        let data = Lru {
            function: Slot::new(a[0]),
            info: Slot::new(a[3]),
            cache: Slot::new(new_cache(vm)),
            max,
            typed: vm.truth(a[2])?,
            hits: AtomicU64::new(0),
            misses: AtomicU64::new(0),
        };
        Ok(vm.native_of_shape(shape_for(vm, cls)?, data))
    })),
    methods: &[
        method("cache_info", "(self, /)", |vm, a| {
            let l = lru(vm, &a[0])?;
            let n = |v: u64| vm.int(v as i64);
            let max = l.max.map_or(Value::NONE, |m| vm.int(m as i64));
            let size = vm.int(vm.dict_len(cache(&l.cache.get()).results.get()) as i64);
            vm.call(l.info.get(), &[n(l.hits.load(Ordering::Relaxed)), n(l.misses.load(Ordering::Relaxed)), max, size])
        }),
        method("cache_clear", "(self, /)", |vm, a| {
            let l = lru(vm, &a[0])?;
            l.cache.set(new_cache(vm));
            l.hits.store(0, Ordering::Relaxed);
            l.misses.store(0, Ordering::Relaxed);
            Ok(Value::NONE)
        }),
        method("__copy__", "(self, /)", |_, a| Ok(a[0])),
        method("__deepcopy__", "(self, memo, /)", |_, a| Ok(a[0])),
        method("__reduce__", "(self, /)", |vm, a| vm.get_attr_str(a[0], "__qualname__")),
    ],
    getset: &[getset("__dict__", |vm, l| vm.instance_dict(l), |vm, l, v| vm.set_instance_dict(l, v))],
    slots: Slots {
        call: Some(lru_call),
        descr_get: Some(|vm, l, instance, _| Ok(if instance.is_unbound() { l } else { vm.bound_method(l, instance) })),
        repr: Some(|vm, l| Ok(vm.str(&format!("<functools._lru_cache_wrapper object at {:#x}>", l.0)))),
        ..Slots::NONE
    },
    ..TypeSpec::DEFAULT
};

fn lru<'a>(vm: &Vm, l: &'a Value) -> Res<&'a Lru> {
    l.payload::<Lru>().ok_or_else(|| vm.type_error("a cached function is needed"))
}

/// The key of a call: the one argument itself where that is enough, else a tuple of all there is.
fn lru_key(vm: &Vm, l: &Lru, args: Args) -> Value {
    if let (false, true, [one]) = (l.typed, args.names.is_empty(), args.pos())
        && (one.is_small_int() || one.is_exact_str())
    {
        return *one;
    }
    if !l.typed && args.names.is_empty() {
        return vm.tuple(args.pos());
    }
    let mut parts = Values::from_slice(vm, args.pos());
    if !args.names.is_empty() {
        parts.push(Value::ELLIPSIS);
        for (k, v) in args.keywords() {
            parts.push(k);
            parts.push(v);
        }
    }
    if l.typed {
        parts.push(Value::NOT_IMPLEMENTED);
        for v in args.all {
            parts.push(v.typ().value());
        }
    }
    vm.tuple(&parts)
}

fn lru_call(vm: &Vm, o: Value, args: Args) -> Res {
    let l = lru(vm, &o)?;
    if l.max == Some(0) {
        l.misses.fetch_add(1, Ordering::Relaxed);
        return vm.call_args(l.function.get(), args);
    }
    let key = lru_key(vm, l, args);
    // an argument that cannot be hashed says so itself
    vm.hash(key)?;
    let object = l.cache.get();
    let cache = cache(&object);
    if let Some(hit) = vm.dict_get(cache.results.get(), key)? {
        l.hits.fetch_add(1, Ordering::Relaxed);
        if l.max.is_none() {
            return Ok(hit);
        }
        let pair = hit.expect::<Tuple>();
        cache.order.lock().used(pair.items()[1].small() as u64);
        return Ok(pair.items()[0]);
    }
    l.misses.fetch_add(1, Ordering::Relaxed);
    let v = vm.call_args(l.function.get(), args)?;
    let Some(max) = l.max else {
        vm.dict_set(cache.results.get(), key, v)?;
        return Ok(v);
    };
    if vm.dict_get(cache.results.get(), key)?.is_none() {
        store_bounded(vm, cache, max, key, v)?;
    }
    Ok(v)
}

fn new_cache(vm: &Vm) -> Value {
    let results = vm.new_dict();
    vm.native(&singletons::INTERNAL_NATIVE, Cache { results: Slot::new(results), order: Mutex::default() })
}

fn cache(object: &Value) -> &Cache {
    object.payload::<Cache>().expect("the slot holds one")
}

/// Keeps a result, and throws out the one that was not used for longest if there is no place.
fn store_bounded(vm: &Vm, cache: &Cache, max: usize, key: Value, v: Value) -> Res<()> {
    let place = cache.order.lock().place(max);
    let mut entry = None;
    let stored = (|| -> Res<bool> {
        match place {
            Place::Of(old) => _ = vm.dict_remove(cache.results.get(), old)?,
            Place::Free => {}
            Place::None => return Ok(false),
        }
        let number = cache.order.lock().next();
        entry = Some(number);
        let pair = vm.tuple(&[v, Value::small_int(number as i64)]);
        let results = cache.results.get().expect::<Dict>();
        let before = dict_table::insert(vm, &results.owner(), key, pair, dict::hash_key(vm, key)?, false)?;
        // something there: another thread was faster
        Ok(before.is_none())
    })();
    if !matches!(place, Place::None) {
        let mut order = cache.order.lock();
        match (&stored, entry) {
            (Ok(true), Some(entry)) => order.note(key, entry),
            _ => order.give_up(entry),
        }
    }
    stored.map(|_| ())
}
