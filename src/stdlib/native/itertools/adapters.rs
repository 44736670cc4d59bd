//! `itertools`: the iterators that take their items from others one by one, and the endless ones.

use std::sync::atomic::Ordering;

use crate::object::layouts::*;
use crate::object::{Args, BinOp, Res, Slots, TypeSpec, Value, class_method, method};
use crate::types::generic_alias;
use crate::vm::{Values, Vm};

use super::{It, iterator_slots, make, spec, this};

// ---- count: the next number, the step ----

pub static COUNT: TypeSpec = TypeSpec {
    slots: Slots { repr: Some(count_repr), ..iterator_slots(count_next) },
    ..spec(
        "itertools.count",
        "(start=0, step=1)",
        |vm, cls, a| {
            let start = a[0].given().unwrap_or(Value::small_int(0));
            let step = a[1].given().unwrap_or(Value::small_int(1));
            if !is_number(start) || !is_number(step) {
                return Err(vm.type_error("a number is required"));
            }
            make(vm, cls, &[start, step], &[])
        },
        count_next,
    )
};

fn is_number(v: Value) -> bool {
    let slots = v.typ().slots();
    v.is_small_int()
        || v.is_bool()
        || v.is_flonum()
        || slots.index.is_some()
        || slots.int.is_some()
        || slots.float.is_some()
        || v.cast::<Complex>().is_some()
        || v.cast::<Float>().is_some()
}

fn count_next(vm: &Vm, it: Value) -> Res<Option<Value>> {
    let c = this(vm, &it)?;
    loop {
        let now = c.get(0);
        let next = match (now.as_small_int(), c.get(1).as_small_int()) {
            (Some(n), Some(step)) => vm.int(n + step),
            _ => vm.binary_op(BinOp::Add, now, c.get(1), false)?,
        };
        if c.v[0].replace(now, next).is_ok() {
            return Ok(Some(now));
        }
    }
}

fn count_repr(vm: &Vm, it: Value) -> Res {
    let c = this(vm, &it)?;
    let name = it.typ().short_name();
    let now = vm.repr_text(c.get(0))?;
    if c.get(1) == Value::small_int(1) {
        return Ok(vm.str(&format!("{name}({now})")));
    }
    Ok(vm.str(&format!("{name}({now}, {})", vm.repr_text(c.get(1))?)))
}

// ---- cycle: the iterator, a list of its items; the place in the list ----

pub static CYCLE: TypeSpec = TypeSpec {
    signature: Some("(iterable, /)"),
    ..spec(
        "itertools.cycle",
        "(*iterable)",
        |vm, cls, a| make(vm, cls, &[vm.iter(only(vm, "cycle", a)?)?, vm.list(&[])], &[]),
        |vm, it| {
            let c = this(vm, &it)?;
            let saved = c.get(1);
            if let Some(v) = c.pull(vm, 0)? {
                vm.list_append(saved, v)?;
                return Ok(Some(v));
            }
            let list = saved.expect::<List>();
            let i =
                c.n[0].fetch_update(Ordering::Relaxed, Ordering::Relaxed, |i| Some(if i as usize + 1 >= list.len() { 0 } else { i + 1 }));
            Ok(list.get(i.unwrap_or(0) as usize))
        },
    )
};

/// The one argument of a constructor, with the words of CPython where there is another number of them.
fn only(vm: &Vm, name: &str, a: &[Value]) -> Res {
    match a[0].expect::<Tuple>().items() {
        [one] => Ok(*one),
        given => Err(vm.type_error(format!("{name} expected 1 argument, got {}", given.len()))),
    }
}

// ---- repeat: the object; how often still, negative for ever ----

pub static REPEAT: TypeSpec = TypeSpec {
    methods: &[method("__length_hint__", "(self, /)", |vm, a| match this(vm, &a[0])?.num(0) {
        n if n < 0 => Err(vm.type_error("len() of unsized object")),
        n => Ok(vm.int(n)),
    })],
    slots: Slots {
        repr: Some(|vm, it| {
            let (r, name) = (this(vm, &it)?, it.typ().short_name());
            let object = vm.repr_text(r.get(0))?;
            Ok(vm.str(&if r.num(0) < 0 { format!("{name}({object})") } else { format!("{name}({object}, {})", r.num(0)) }))
        }),
        ..iterator_slots(repeat_next)
    },
    ..spec(
        "itertools.repeat",
        "(object, times=<unrepresentable>)",
        |vm, cls, a| {
            let times = match a[1].given() {
                Some(v) => vm.index_i64(v)?.max(0),
                None => -1,
            };
            make(vm, cls, &[a[0]], &[times])
        },
        repeat_next,
    )
};

fn repeat_next(vm: &Vm, it: Value) -> Res<Option<Value>> {
    let r = this(vm, &it)?;
    if r.num(0) < 0 {
        return Ok(Some(r.get(0)));
    }
    let left = r.n[0].fetch_update(Ordering::Relaxed, Ordering::Relaxed, |n| match n {
        0 => None,
        n => Some(n - 1),
    });
    Ok(left.is_ok().then(|| r.get(0)))
}

// ---- chain: the iterator over iterables, the one at work ----

pub static CHAIN: TypeSpec = TypeSpec {
    methods: &[
        class_method("from_iterable", "(cls, iterable, /)", |vm, a| make(vm, a[0], &[vm.iter(a[1])?], &[])),
        generic_alias::CLASS_GETITEM,
    ],
    ..spec(
        "itertools.chain",
        "(*iterables)",
        |vm, cls, a| make(vm, cls, &[vm.iter(a[0])?], &[]),
        |vm, it| {
            let c = this(vm, &it)?;
            loop {
                if let Some(v) = c.pull(vm, 1)? {
                    return Ok(Some(v));
                }
                let next = c.pull(vm, 0).and_then(|source| source.map(|s| vm.iter(s)).transpose());
                match next {
                    Ok(Some(active)) => c.set(1, active),
                    Ok(None) => return Ok(None),
                    Err(raised) => {
                        c.set(0, Value::UNBOUND);
                        return Err(raised);
                    }
                }
                vm.safepoint()?;
            }
        },
    )
};

// ---- by a condition: the function, the iterator; 1 once the condition has changed ----

pub static COMPRESS: TypeSpec = spec(
    "itertools.compress",
    "(data, selectors)",
    |vm, cls, a| make(vm, cls, &[vm.iter(a[0])?, vm.iter(a[1])?], &[]),
    |vm, it| {
        let c = this(vm, &it)?;
        loop {
            let Some(v) = vm.next(c.get(0))? else { return Ok(None) };
            let Some(selector) = vm.next(c.get(1))? else { return Ok(None) };
            if vm.truth(selector)? {
                return Ok(Some(v));
            }
            vm.safepoint()?;
        }
    },
);

pub static DROPWHILE: TypeSpec = spec("itertools.dropwhile", "(predicate, iterable, /)", with_function, |vm, it| {
    let d = this(vm, &it)?;
    loop {
        let Some(v) = vm.next(d.get(1))? else { return Ok(None) };
        if d.num(0) == 1 {
            return Ok(Some(v));
        }
        if !vm.truth(vm.call(d.get(0), &[v])?)? {
            d.set_num(0, 1);
            return Ok(Some(v));
        }
        vm.safepoint()?;
    }
});

pub static TAKEWHILE: TypeSpec = spec("itertools.takewhile", "(predicate, iterable, /)", with_function, |vm, it| {
    let t = this(vm, &it)?;
    if t.num(0) == 1 {
        return Ok(None);
    }
    let Some(v) = vm.next(t.get(1))? else { return Ok(None) };
    if vm.truth(vm.call(t.get(0), &[v])?)? {
        return Ok(Some(v));
    }
    t.set_num(0, 1);
    Ok(None)
});

pub static FILTERFALSE: TypeSpec = spec("itertools.filterfalse", "(function, iterable, /)", with_function, |vm, it| {
    let f = this(vm, &it)?;
    loop {
        let Some(v) = vm.next(f.get(1))? else { return Ok(None) };
        let good = match f.get(0).not_none() {
            Some(function) => vm.truth(vm.call(function, &[v])?)?,
            None => vm.truth(v)?,
        };
        if !good {
            return Ok(Some(v));
        }
        vm.safepoint()?;
    }
});

pub static STARMAP: TypeSpec = spec("itertools.starmap", "(function, iterable, /)", with_function, |vm, it| {
    let s = this(vm, &it)?;
    let Some(v) = vm.next(s.get(1))? else { return Ok(None) };
    let args = vm.collect_items(v)?;
    vm.call(s.get(0), &args).map(Some)
});

fn with_function(vm: &Vm, cls: Value, a: &[Value]) -> Res {
    make(vm, cls, &[a[0], vm.iter(a[1])?], &[])
}

// ---- islice: the iterator; the next index to give, the end (negative: none), the step, the index reached ----

pub static ISLICE: TypeSpec = TypeSpec {
    name: "itertools.islice",
    slots: Slots { new: Some(islice_new), init: Some(|_, _, _| Ok(())), ..iterator_slots(islice_next) },
    ..TypeSpec::DEFAULT
};

fn islice_new(vm: &Vm, cls: Value, args: Args) -> Res {
    if !args.names.is_empty() {
        return Err(vm.type_error("islice() takes no keyword arguments"));
    }
    let (source, start, stop, step) = match *args.pos() {
        [source, stop] => (source, Value::NONE, stop, Value::NONE),
        [source, start, stop] => (source, start, stop, Value::NONE),
        [source, start, stop, step] => (source, start, stop, step),
        ref other => {
            let (bound, n) = if other.len() < 2 { ("least", 2) } else { ("most", 4) };
            return Err(vm.type_error(format!("islice expected at {bound} {n} arguments, got {}", other.len())));
        }
    };
    let number = |v: Value, default: i64, low: i64, text: &str| -> Res<i64> {
        if v.is_none() {
            return Ok(default);
        }
        match vm.index_i64(v) {
            Ok(n) if n >= low => Ok(n),
            Ok(_) => Err(vm.value_error(text)),
            Err(raised) => {
                vm.take_raised(raised);
                Err(vm.value_error(text))
            }
        }
    };
    let indices = "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.";
    // -1 is told like what is no number, other negative numbers like a negative start
    let told = if stop.as_small_int().is_some_and(|n| n < -1) {
        indices
    } else {
        "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize."
    };
    let stop = number(stop, -1, 0, told)?;
    let start = number(start, 0, 0, indices)?;
    let step = number(step, 1, 1, "Step for islice() must be a positive integer or None.")?;
    make(vm, cls, &[vm.iter(source)?], &[start, stop, step, 0])
}

fn islice_next(vm: &Vm, it: Value) -> Res<Option<Value>> {
    let s = this(vm, &it)?;
    let (next, stop) = (s.num(0), s.num(1));
    let mut reached = s.num(3);
    while reached < next {
        if s.pull(vm, 0)?.is_none() {
            return Ok(None);
        }
        reached += 1;
        s.set_num(3, reached);
        vm.safepoint()?;
    }
    if stop >= 0 && reached >= stop {
        s.set(0, Value::UNBOUND);
        return Ok(None);
    }
    let item = s.pull(vm, 0)?;
    if item.is_some() {
        s.set_num(3, reached + 1);
        let next = next.saturating_add(s.num(2));
        s.set_num(0, if stop >= 0 { next.min(stop) } else { next });
    }
    Ok(item)
}

// ---- several items at a time ----

/// The iterator, the item before.
pub static PAIRWISE: TypeSpec = TypeSpec {
    signature: Some("(iterable, /)"),
    ..spec(
        "itertools.pairwise",
        "(*iterable)",
        |vm, cls, a| make(vm, cls, &[vm.iter(only(vm, "pairwise", a)?)?], &[]),
        |vm, it| {
            let p = this(vm, &it)?;
            let old = match p.given(1) {
                Some(v) => v,
                None => {
                    let Some(v) = p.pull(vm, 0)? else { return Ok(None) };
                    p.set(1, v);
                    v
                }
            };
            let Some(new) = p.pull(vm, 0)? else {
                p.set(1, Value::UNBOUND);
                return Ok(None);
            };
            p.set(1, new);
            Ok(Some(vm.tuple(&[old, new])))
        },
    )
};

/// The iterator; how many items, 1 if fewer are an error.
pub static BATCHED: TypeSpec = TypeSpec {
    ..spec(
        "itertools.batched",
        "(iterable, n, *, strict=False)",
        |vm, cls, a| {
            let n = vm.index_i64(a[1])?;
            if n < 1 {
                return Err(vm.value_error("n must be at least one"));
            }
            let strict = a[2].given().map_or(Ok(false), |v| vm.truth(v))?;
            make(vm, cls, &[vm.iter(a[0])?], &[n, i64::from(strict)])
        },
        |vm, it| {
            let b = this(vm, &it)?;
            let n = b.num(0) as usize;
            let mut items = Values::new(vm);
            while items.len() < n {
                match b.pull(vm, 0)? {
                    Some(v) => items.push(v),
                    None if items.is_empty() => return Ok(None),
                    None if b.num(1) == 1 => return Err(vm.value_error("batched(): incomplete batch")),
                    None => break,
                }
                vm.safepoint()?;
            }
            Ok(Some(vm.tuple(&items)))
        },
    )
};

/// The iterator, the function or None, the total, the initial value.
pub static ACCUMULATE: TypeSpec = spec(
    "itertools.accumulate",
    "(iterable, func=None, *, initial=None)",
    |vm, cls, a| {
        let initial = a[2].given().and_then(Value::not_none).unwrap_or(Value::UNBOUND);
        make(vm, cls, &[vm.iter(a[0])?, a[1].given().unwrap_or(Value::NONE), Value::UNBOUND, initial], &[])
    },
    |vm, it| {
        let c = this(vm, &it)?;
        if let Some(first) = c.v[3].swap(Value::UNBOUND).given() {
            c.set(2, first);
            return Ok(Some(first));
        }
        let Some(v) = vm.next(c.get(0))? else { return Ok(None) };
        let total = match (c.given(2), c.get(1).not_none()) {
            (None, _) => v,
            (Some(total), Some(f)) => vm.call(f, &[total, v])?,
            (Some(total), None) => vm.binary_op(BinOp::Add, total, v, false)?,
        };
        c.set(2, total);
        Ok(Some(total))
    },
);

/// An `Array` of iterators, unbound where one is exhausted; the fill value; how many are left.
pub static ZIP_LONGEST: TypeSpec = spec(
    "itertools.zip_longest",
    "(*iterables, **fillvalue)",
    |vm, cls, a| {
        let mut fill = Value::NONE;
        if let Some(keywords) = a[1].given() {
            for (name, v) in vm.dict_items(keywords).pairs() {
                if name.as_str() != Some("fillvalue") {
                    return Err(vm.type_error("zip_longest() got an unexpected keyword argument"));
                }
                fill = v;
            }
        }
        let sources = a[0].expect::<Tuple>();
        let iterators = vm.array(sources.len);
        for (slot, &source) in iterators.slots().iter().zip(sources.items()) {
            slot.set(vm.iter(source)?);
        }
        make(vm, cls, &[iterators.value(), fill], &[sources.len as i64])
    },
    |vm, it| {
        let z = this(vm, &it)?;
        if z.num(0) <= 0 {
            return Ok(None);
        }
        zip_longest_row(vm, z).inspect_err(|_| z.set_num(0, 0))
    },
);

fn zip_longest_row(vm: &Vm, z: &It) -> Res<Option<Value>> {
    let iterators = z.get(0).expect::<Array>();
    let mut row = Values::with_capacity(vm, iterators.capacity());
    for slot in iterators.slots() {
        let item = match slot.get().given() {
            Some(source) => vm.next(source)?,
            None => None,
        };
        if item.is_none() && !slot.get().is_unbound() {
            slot.set(Value::UNBOUND);
            if z.n[0].fetch_sub(1, Ordering::Relaxed) <= 1 {
                return Ok(None);
            }
        }
        row.push(item.unwrap_or(z.get(1)));
    }
    Ok(Some(vm.tuple(&row)))
}
