//! `_operator`: the operators as functions, and the three makers of functions (`itemgetter`, `attrgetter`,
//! `methodcaller`).

use crate::object::heap::Marker;
use crate::object::layouts::*;
use crate::object::{Args, BinOp, CmpOp, Layout, MethodDef, ModuleSpec, Payload, Res, Slot, Slots, TypeSpec, UnOp, Value, method};
use crate::types::{bytes_common, shape_for};
use crate::vm::intern::{intern, intern_value};
use crate::vm::{Values, Vm};

pub static MODULE: ModuleSpec =
    ModuleSpec { name: "_operator", functions: FUNCTIONS, types: &[&ITEMGETTER, &ATTRGETTER, &METHODCALLER], ..ModuleSpec::DEFAULT };

/// A row for a binary operator.
macro_rules! binary {
    ($name:literal, $op:ident) => {
        method($name, "(a, b, /)", |vm, a| vm.binary_op(BinOp::$op, a[0], a[1], false))
    };
    ($name:literal, $op:ident, inplace) => {
        method($name, "(a, b, /)", |vm, a| vm.binary_op(BinOp::$op, a[0], a[1], true))
    };
}

/// A row for a comparison.
macro_rules! comparison {
    ($name:literal, $op:ident) => {
        method($name, "(a, b, /)", |vm, a| vm.compare(CmpOp::$op, a[0], a[1]))
    };
}

/// A row for an operator of one operand.
macro_rules! unary {
    ($name:literal, $op:ident) => {
        method($name, "(a, /)", |vm, a| vm.unary_op(UnOp::$op, a[0]))
    };
}

const FUNCTIONS: &[MethodDef] = &[
    comparison!("lt", Lt),
    comparison!("le", Le),
    comparison!("eq", Eq),
    comparison!("ne", Ne),
    comparison!("ge", Ge),
    comparison!("gt", Gt),
    binary!("add", Add),
    binary!("sub", Sub),
    binary!("mul", Mul),
    binary!("truediv", Div),
    binary!("floordiv", FloorDiv),
    binary!("mod", Mod),
    binary!("pow", Pow),
    binary!("matmul", MatMul),
    binary!("and_", And),
    binary!("or_", Or),
    binary!("xor", Xor),
    binary!("lshift", Shl),
    binary!("rshift", Shr),
    binary!("iadd", Add, inplace),
    binary!("isub", Sub, inplace),
    binary!("imul", Mul, inplace),
    binary!("itruediv", Div, inplace),
    binary!("ifloordiv", FloorDiv, inplace),
    binary!("imod", Mod, inplace),
    binary!("ipow", Pow, inplace),
    binary!("imatmul", MatMul, inplace),
    binary!("iand", And, inplace),
    binary!("ior", Or, inplace),
    binary!("ixor", Xor, inplace),
    binary!("ilshift", Shl, inplace),
    binary!("irshift", Shr, inplace),
    unary!("neg", Neg),
    unary!("pos", Pos),
    unary!("inv", Invert),
    unary!("invert", Invert),
    unary!("abs", Abs),
    method("not_", "(a, /)", |vm, a| Ok(Value::bool(!vm.truth(a[0])?))),
    method("truth", "(a, /)", |vm, a| Ok(Value::bool(vm.truth(a[0])?))),
    method("is_", "(a, b, /)", |_, a| Ok(Value::bool(a[0] == a[1]))),
    method("is_not", "(a, b, /)", |_, a| Ok(Value::bool(a[0] != a[1]))),
    method("is_none", "(a, /)", |_, a| Ok(Value::bool(a[0].is_none()))),
    method("is_not_none", "(a, /)", |_, a| Ok(Value::bool(!a[0].is_none()))),
    method("index", "(a, /)", |vm, a| vm.index(a[0])),
    method("concat", "(a, b, /)", |vm, a| concat(vm, a, false)),
    method("iconcat", "(a, b, /)", |vm, a| concat(vm, a, true)),
    method("contains", "(a, b, /)", |vm, a| Ok(Value::bool(vm.contains(a[0], a[1])?))),
    method("getitem", "(a, b, /)", |vm, a| vm.get_item(a[0], a[1])),
    method("setitem", "(a, b, c, /)", |vm, a| vm.set_item(a[0], a[1], a[2]).map(|()| Value::NONE)),
    method("delitem", "(a, b, /)", |vm, a| vm.del_item(a[0], a[1]).map(|()| Value::NONE)),
    method("countOf", "(a, b, /)", |vm, a| {
        let mut count = 0;
        vm.for_each_or(a[0], &|| no_iterable(a[0]), &mut |v| {
            count += vm.equal(v, a[1])? as i64;
            Ok(true)
        })?;
        Ok(vm.int(count))
    }),
    method("indexOf", "(a, b, /)", |vm, a| {
        let (mut at, mut found) = (0, false);
        vm.for_each_or(a[0], &|| no_iterable(a[0]), &mut |v| {
            found = vm.equal(v, a[1])?;
            at += !found as i64;
            Ok(!found)
        })?;
        if found { Ok(vm.int(at)) } else { Err(vm.value_error("sequence.index(x): x not in sequence")) }
    }),
    method("length_hint", "(obj, default=0, /)", length_hint),
    method("call", "(obj, /, *args, **kwargs)", |vm, a| {
        let mut all = Values::from_slice(vm, a[1].expect::<Tuple>().items());
        let mut keyword_names = Values::new(vm);
        if let Some(keywords) = a[2].given() {
            for (k, v) in vm.dict_items(keywords).pairs() {
                keyword_names.push(intern_value(k));
                all.push(v);
            }
        }
        vm.call_args(a[0], Args { all: &all, names: &keyword_names })
    }),
    method("_compare_digest", "(a, b, /)", compare_digest),
];

fn no_iterable(v: Value) -> String {
    format!("argument of type '{}' is not iterable", v.type_name())
}

/// `a + b` where `a` is a sequence.
fn concat(vm: &Vm, a: &[Value], inplace: bool) -> Res {
    let is_sequence = match a[0].layout() {
        Layout::Str | Layout::Bytes | Layout::ByteArray | Layout::List | Layout::Tuple => true,
        Layout::Range | Layout::Dict | Layout::Set => false,
        _ => a[0].typ().slots().get_item.is_some(),
    };
    if !is_sequence {
        return Err(vm.type_error(format!("'{}' object can't be concatenated", a[0].type_name())));
    }
    vm.binary_op(BinOp::Add, a[0], a[1], inplace)
}

fn length_hint(vm: &Vm, a: &[Value]) -> Res {
    let default = a[1].given().map_or(Ok(0), |v| vm.index_i64(v))?;
    Ok(vm.int(vm.length_hint(a[0])?.unwrap_or(default)))
}

/// Equality in a time that depends on the lengths alone.
fn compare_digest(vm: &Vm, a: &[Value]) -> Res {
    let same = |x: &[u8], y: &[u8]| {
        let difference = x.iter().zip(y).fold((x.len() != y.len()) as u8, |d, (p, q)| d | (p ^ q));
        Ok(Value::bool(std::hint::black_box(difference) == 0))
    };
    if let (Some(x), Some(y)) = (a[0].str_bytes(), a[1].str_bytes()) {
        if !x.is_ascii() || !y.is_ascii() {
            return Err(vm.type_error("comparing strings with non-ASCII characters is not supported"));
        }
        return same(x, y);
    }
    match (bytes_common::try_buffer(vm, a[0])?, bytes_common::try_buffer(vm, a[1])?) {
        (Some(x), Some(y)) => same(&x, &y),
        (x, y) if x.is_some() || y.is_some() => {
            let other = if x.is_some() { a[1] } else { a[0] };
            Err(vm.type_error(format!("a bytes-like object is required, not '{}'", other.type_name())))
        }
        _ => Err(vm.type_error(format!(
            "unsupported operand types(s) or combination of types: '{}' and '{}'",
            a[0].type_name(),
            a[1].type_name()
        ))),
    }
}

/// What the three hold: the items, names or arguments (a tuple), and for `methodcaller` keywords and the method's name.
struct Getter {
    items: Slot,
    keywords: Slot,
    name: Slot,
}

impl Payload for Getter {
    const IN_SLOTS: bool = true;

    fn trace(&self, marker: &mut Marker) {
        for s in [&self.items, &self.keywords, &self.name] {
            marker.slot(s);
        }
    }
}

static ITEMGETTER: TypeSpec = TypeSpec {
    name: "operator.itemgetter",
    signature: Some("(item, /, *items)"),
    methods: &[method("__reduce__", "(self, /)", reduce)],
    slots: Slots {
        new: Some(|vm, cls, args| make_getter(vm, cls, args, "itemgetter")),
        init: Some(|_, _, _| Ok(())),
        call: Some(|vm, g, args| {
            let o = operand(vm, args, "itemgetter", true)?;
            each(vm, g, |item| vm.get_item(o, item))
        }),
        repr: Some(repr),
        ..Slots::NONE
    },
    subclassable: false,
    ..TypeSpec::DEFAULT
};

static ATTRGETTER: TypeSpec = TypeSpec {
    name: "operator.attrgetter",
    signature: Some("(attr, /, *attrs)"),
    methods: &[method("__reduce__", "(self, /)", reduce)],
    slots: Slots {
        new: Some(|vm, cls, args| {
            if args.names.is_empty() && args.pos().iter().any(|v| v.str_bytes().is_none()) {
                return Err(vm.type_error("attribute name must be a string"));
            }
            make_getter(vm, cls, args, "attrgetter")
        }),
        init: Some(|_, _, _| Ok(())),
        call: Some(|vm, g, args| {
            let o = operand(vm, args, "attrgetter", true)?;
            each(vm, g, |path| {
                let mut at = o;
                for name in path.str_bytes().unwrap_or(b"").split(|&c| c == b'.') {
                    at = vm.get_attr(at, intern(name))?;
                }
                Ok(at)
            })
        }),
        repr: Some(repr),
        ..Slots::NONE
    },
    subclassable: false,
    ..TypeSpec::DEFAULT
};

static METHODCALLER: TypeSpec = TypeSpec {
    name: "operator.methodcaller",
    signature: Some("(name, /, *args, **kwargs)"),
    methods: &[method("__reduce__", "(self, /)", |vm, a| {
        let g = getter(vm, &a[0])?;
        let (name, items, keywords) = (g.name.get(), g.items.get(), g.keywords.get());
        let class = a[0].typ().value();
        if vm.dict_len(keywords) == 0 {
            let mut all = Values::from_slice(vm, &[name]);
            all.extend(items.expect::<Tuple>().items().iter().copied());
            return Ok(vm.tuple(&[class, vm.tuple(&all)]));
        }
        let functools = vm.module("functools")?;
        let partial = vm.get_attr_str(functools, "partial")?;
        let (mut all, mut keyword_names) = (Values::from_slice(vm, &[class, name]), Values::new(vm));
        for (k, v) in vm.dict_items(keywords).pairs() {
            keyword_names.push(intern_value(k));
            all.push(v);
        }
        let rebuild = vm.call_args(partial, Args { all: &all, names: &keyword_names })?;
        Ok(vm.tuple(&[rebuild, items]))
    })],
    slots: Slots {
        new: Some(|vm, cls, args| {
            let Some((&name, rest)) = args.pos().split_first() else {
                return Err(vm.type_error("methodcaller needs at least one argument, the method name"));
            };
            if name.str_bytes().is_none() {
                return Err(vm.type_error("method name must be a string"));
            }
            let keywords = vm.new_dict();
            for (k, v) in args.keywords() {
                vm.dict_set(keywords, k, v)?;
            }
            let data = Getter { items: Slot::new(vm.tuple(rest)), keywords: Slot::new(keywords), name: Slot::new(intern_value(name)) };
            Ok(vm.native_of_shape(shape_for(vm, cls)?, data))
        }),
        init: Some(|_, _, _| Ok(())),
        call: Some(|vm, g, args| {
            let o = operand(vm, args, "methodcaller", false)?;
            let data = getter(vm, &g)?;
            let (items, keywords) = (data.items.get(), data.keywords.get());
            if vm.dict_len(keywords) == 0 {
                return vm.call_method_value(o, data.name.get(), items.expect::<Tuple>().items());
            }
            let f = vm.get_attr(o, data.name.get())?;
            let mut all = Values::from_slice(vm, items.expect::<Tuple>().items());
            let mut keyword_names = Values::new(vm);
            for (k, v) in vm.dict_items(keywords).pairs() {
                keyword_names.push(intern_value(k));
                all.push(v);
            }
            vm.call_args(f, Args { all: &all, names: &keyword_names })
        }),
        repr: Some(repr),
        ..Slots::NONE
    },
    subclassable: false,
    ..TypeSpec::DEFAULT
};

fn getter<'a>(vm: &Vm, g: &'a Value) -> Res<&'a Getter> {
    g.payload::<Getter>().ok_or_else(|| vm.type_error("a getter of the operator module is needed"))
}

/// The one argument of a getter's call.
fn operand(vm: &Vm, args: Args, name: &str, refuse_keywords: bool) -> Res {
    if refuse_keywords && !args.names.is_empty() {
        return Err(vm.type_error(format!("{name}() takes no keyword arguments")));
    }
    match args.pos() {
        [o] => Ok(*o),
        other => Err(vm.type_error(format!("{name} expected 1 argument, got {}", other.len()))),
    }
}

fn make_getter(vm: &Vm, cls: Value, args: Args, name: &str) -> Res {
    if !args.names.is_empty() {
        return Err(vm.type_error(format!("{name}() takes no keyword arguments")));
    }
    if args.pos().is_empty() {
        return Err(vm.type_error(format!("{name} expected 1 argument, got 0")));
    }
    let data = Getter { items: Slot::new(vm.tuple(args.pos())), keywords: Slot::new(Value::NONE), name: Slot::new(Value::NONE) };
    Ok(vm.native_of_shape(shape_for(vm, cls)?, data))
}

/// What `f` gives for the one item, or a tuple of what it gives for each of several.
fn each(vm: &Vm, g: Value, f: impl Fn(Value) -> Res) -> Res {
    let items = getter(vm, &g)?.items.get().expect::<Tuple>();
    if let [one] = items.items() {
        return f(*one);
    }
    let mut found = Values::with_capacity(vm, items.items().len());
    for &item in items.items() {
        found.push(f(item)?);
    }
    Ok(vm.tuple(&found))
}

fn reduce(vm: &Vm, a: &[Value]) -> Res {
    let items = getter(vm, &a[0])?.items.get();
    Ok(vm.tuple(&[a[0].typ().value(), items]))
}

fn repr(vm: &Vm, g: Value) -> Res {
    vm.check_depth()?;
    let data = getter(vm, &g)?;
    let mut parts = Vec::new();
    if !data.name.get().is_none() {
        parts.push(vm.repr_text(data.name.get())?);
    }
    for &v in data.items.get().expect::<Tuple>().items() {
        parts.push(vm.repr_text(v)?);
    }
    if !data.keywords.get().is_none() {
        for (k, v) in vm.dict_items(data.keywords.get()).pairs() {
            parts.push(format!("{}={}", vm.str_text(k)?, vm.repr_text(v)?));
        }
    }
    Ok(vm.str(&format!("{}({})", vm.type_full_name(g.typ()), parts.join(", "))))
}
