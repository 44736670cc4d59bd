//! `builtins`: the functions that are always there.

use std::sync::LazyLock;

use crate::object::layouts::*;
use crate::object::{Args, BinOp, CmpOp, Layout, MethodDef, ModuleSpec, Res, UnOp, Value, exact, method};
use crate::syntax::Mode;
use crate::types::{self, exceptions as exc, type_of};
use crate::vm::Vm;
use crate::vm::args::{Signature, bind_native};
use crate::vm::intern::names;

pub static MODULE: ModuleSpec = ModuleSpec {
    name: "builtins",
    doc: "The names that every module has.",
    functions: FUNCTIONS,
    types: &[
        &types::object::OBJECT,
        &types::typeobject::TYPE,
        &types::int::INT,
        &types::boolean::BOOL,
        &types::float::FLOAT,
        &types::complex::COMPLEX,
        &types::str::STR,
        &types::bytes::BYTES,
        &types::bytearray::BYTEARRAY,
        &types::memoryview::MEMORYVIEW,
        &types::list::LIST,
        &types::tuple::TUPLE,
        &types::dict::DICT,
        &types::set::SET,
        &types::set::FROZENSET,
        &types::range::RANGE,
        &types::slice::SLICE,
        &types::iterators::ENUMERATE,
        &types::iterators::ZIP,
        &types::iterators::MAP,
        &types::iterators::FILTER,
        &types::iterators::REVERSED,
        &types::descriptors::PROPERTY,
        &types::descriptors::CLASSMETHOD,
        &types::descriptors::STATICMETHOD,
        &types::superobject::SUPER,
        &exc::BASE_EXCEPTION,
    ],
    constants: &[
        ("None", |_| Ok(Value::NONE)),
        ("True", |_| Ok(Value::TRUE)),
        ("False", |_| Ok(Value::FALSE)),
        ("NotImplemented", |_| Ok(Value::NOT_IMPLEMENTED)),
        ("Ellipsis", |_| Ok(Value::ELLIPSIS)),
        ("__debug__", |vm| Ok(Value::bool(vm.shared.settings.optimize == 0))),
        ("EnvironmentError", |_| Ok(type_of(&exc::OS_ERROR).value())),
        ("IOError", |_| Ok(type_of(&exc::OS_ERROR).value())),
        ("ExceptionGroup", types::exception_groups::exception_group),
    ],
    init: Some(|vm, m| {
        for spec in exc::ALL {
            vm.set_attr_str(m, spec.name, type_of(spec).value())?;
        }
        Ok(())
    }),
    ..ModuleSpec::DEFAULT
};

const FUNCTIONS: &[MethodDef] = &[
    method("__build_class__", "(*args, **kwds)", types::typeobject::build_class).unsigned(),
    method("__import__", "(name, globals=None, locals=None, fromlist=(), level=0)", |vm, a| {
        let level = a[4].given().map_or(Ok(0), |l| vm.index_i64(l))?;
        if a[0].str_bytes().is_none() {
            return Err(vm.type_error("module name must be a string"));
        }
        vm.import(a[1], a[0], a[3].not_none().unwrap_or(Value::NONE), level)
    }),
    method("abs", "(x, /)", |vm, a| vm.unary_op(UnOp::Abs, a[0])),
    method("all", "(iterable, /)", |vm, a| quantifier(vm, a[0], false)),
    method("any", "(iterable, /)", |vm, a| quantifier(vm, a[0], true)),
    method("ascii", "(obj, /)", |vm, a| vm.ascii(a[0])),
    method("bin", "(number, /)", |vm, a| based(vm, a[0], "#b")),
    method("oct", "(number, /)", |vm, a| based(vm, a[0], "#o")),
    method("hex", "(number, /)", |vm, a| based(vm, a[0], "#x")),
    method("callable", "(obj, /)", |vm, a| Ok(Value::bool(vm.is_callable(a[0])))),
    method("chr", "(i, /)", |vm, a| {
        let i = vm.index_clipped(a[0])?;
        if !(0..0x11_0000).contains(&i) {
            return Err(vm.value_error("chr() arg not in range(0x110000)"));
        }
        Ok(vm.char(i as u32))
    }),
    super::io::OPEN,
    method("ord", "(character, /)", ord),
    method(
        "compile",
        "(source, filename, mode, flags=0, dont_inherit=False, optimize=-1, *, _feature_version=-1)",
        super::builtins_compile::compile,
    ),
    method("eval", "(source, /, globals=None, locals=None)", |vm, a| run_source(vm, a[0], a[1], a[2], Mode::Eval, None)),
    method("exec", "(source, /, globals=None, locals=None, *, closure=None)", |vm, a| {
        run_source(vm, a[0], a[1], a[2], Mode::Exec, a[3].not_none()).map(|_| Value::NONE)
    }),
    method("delattr", "(obj, name, /)", |vm, a| vm.del_attr(a[0], attr_name(vm, a[1])?).map(|()| Value::NONE)),
    method("getattr", "(object, name, default=None, /)", getattr).shown_as(""),
    method("hasattr", "(obj, name, /)", |vm, a| Ok(Value::bool(vm.get_attr_opt(a[0], attr_name(vm, a[1])?)?.is_some()))),
    method("setattr", "(obj, name, value, /)", setattr),
    method("dir", "(object=None, /)", dir).shown_as(""),
    method("divmod", "(x, y, /)", |vm, a| vm.binary_op(BinOp::DivMod, a[0], a[1], false)),
    method("format", "(value, format_spec='', /)", |vm, a| {
        let spec = a[1].given().unwrap_or(crate::vm::intern::empty_str());
        if spec.str_bytes().is_none() {
            return Err(vm.type_error(format!("format() argument 2 must be str, not {}", spec.argument_name())));
        }
        vm.format(a[0], spec)
    }),
    method("globals", "()", |vm, _| match vm.frame() {
        Some(f) => Ok(f.function().globals.get()),
        // called from another interpreter
        None => crate::interp::run::main_namespace(vm),
    }),
    method("locals", "()", |vm, _| locals(vm)),
    method("vars", "(object=None, /)", |vm, a| match a[0].given() {
        None => locals(vm),
        Some(o) => match vm.get_attr_opt(o, names::DICT.get())? {
            Some(d) => Ok(d),
            None => Err(vm.type_error("vars() argument must have __dict__ attribute")),
        },
    })
    .shown_as(""),
    method("hash", "(obj, /)", |vm, a| Ok(vm.int(vm.hash(a[0])?))),
    method("id", "(obj, /)", |vm, a| Ok(vm.uint(a[0].0))),
    method("input", "(prompt='', /)", super::builtins_objects::input),
    method("isinstance", "(obj, class_or_tuple, /)", |vm, a| vm.is_instance(a[0], a[1]).map(Value::bool)).quickly(|_, a| match *a {
        [v, class] => crate::vm::protocol::plain_instance(v, class).map(Value::bool),
        _ => None,
    }),
    method("issubclass", "(cls, class_or_tuple, /)", |vm, a| vm.is_subclass(a[0], a[1]).map(Value::bool)),
    method("iter", "(object, sentinel=None, /)", |vm, a| match a[1].given() {
        None => vm.iter(a[0]),
        Some(sentinel) => {
            if !vm.is_callable(a[0]) {
                return Err(vm.type_error("iter(v, w): v must be callable"));
            }
            let it = vm.new_object::<Adapter>(exact(Layout::CallIter));
            it.first.set(a[0]);
            it.second.set(sentinel);
            Ok(it.value())
        }
    })
    .shown_as(""),
    method("aiter", "(async_iterable, /)", super::builtins_objects::aiter),
    method("anext", "(async_iterator, default=None, /)", super::builtins_objects::anext)
        .shown_as("(aiterator, default=<unrepresentable>, /)"),
    method("len", "(obj, /)", |vm, a| Ok(vm.int(vm.len(a[0])? as i64))).quickly(|_, a| match *a {
        [v] => plain_len(v).map(|n| Value::small_int(n as i64)),
        _ => None,
    }),
    method("max", "(*args, key=None, default=None)", |vm, a| extreme(vm, a, "max", CmpOp::Gt))
        .shown_as("")
        .quickly(|_, a| plain_extreme(a, |x, y| y > x, |x, y| y > x)),
    method("min", "(*args, key=None, default=None)", |vm, a| extreme(vm, a, "min", CmpOp::Lt))
        .shown_as("")
        .quickly(|_, a| plain_extreme(a, |x, y| y < x, |x, y| y < x)),
    method("next", "(iterator, default=None, /)", |vm, a| match vm.next_raw_checked(a[0]) {
        Ok(Some(v)) => Ok(v),
        Ok(None) => match a[1].given() {
            Some(d) => Ok(d),
            None => Err(vm.stop_iteration(Value::NONE)),
        },
        Err(raised) if vm.raised_is(&exc::STOP_ITERATION) && a[1].given().is_some() => {
            vm.take_raised(raised);
            Ok(a[1])
        }
        Err(raised) => Err(raised),
    })
    .shown_as(""),
    method("pow", "(base, exp, mod=None)", |vm, a| match a[2].not_none() {
        None => vm.binary_op(BinOp::Pow, a[0], a[1], false),
        Some(m) => power_modulo(vm, a[0], a[1], m),
    }),
    method("print", "(*args, sep=' ', end='\\n', file=None, flush=False)", print),
    method("repr", "(obj, /)", |vm, a| vm.repr(a[0])),
    method("round", "(number, ndigits=None)", |vm, a| {
        let args: &[Value] = if a[1].not_none().is_some() { &a[1..2] } else { &[] };
        match vm.call_special(a[0], names::ROUND.get(), args)? {
            Some(v) => Ok(v),
            None => Err(vm.type_error(format!("type {} doesn't define __round__ method", a[0].type_name()))),
        }
    }),
    method("sorted", "(*args, **kwargs)", |vm, a| types::wrappers::with_args(vm, a[0], a[1], &mut |args| sorted(vm, args)))
        .shown_as("(iterable, /, *, key=None, reverse=False)"),
    method("sum", "(iterable, /, start=0)", super::builtins_objects::sum),
    method("breakpoint", "(*args, **kws)", |vm, a| {
        let sys = vm.module("sys")?;
        let Some(hook) = vm.get_attr_opt(sys, crate::vm::intern::intern(b"breakpointhook"))? else {
            return Err(vm.runtime_error("lost sys.breakpointhook"));
        };
        types::wrappers::with_args(vm, a[0], a[1], &mut |args: Args| vm.call_args(hook, args))
    }),
];

static RPOW: crate::vm::intern::StaticName = crate::vm::intern::StaticName::new("__rpow__");

/// `pow(base, exp, modulus)`: the base's `__pow__`, the exponent's `__rpow__`, or what their builtin types make of them.
pub fn power_modulo(vm: &Vm, base: Value, exp: Value, modulus: Value) -> Res {
    let operands = [base, exp, modulus];
    let written = |v: Value| {
        let method = |name: Value| vm.type_lookup(v.typ(), name).is_some_and(|f| f.type_name() != "wrapper_descriptor");
        !v.typ().builtin && (method(names::POW.get()) || method(RPOW.get()))
    };
    let reflected = || vm.call_special(exp, RPOW.get(), &[base, modulus]);
    let known = |r: &Value| *r != Value::NOT_IMPLEMENTED;
    let (own, other) = (written(base), written(exp) && !std::ptr::eq(base.typ(), exp.typ()));
    let overridden = own
        && other
        && exp.typ().is_subtype_of(base.typ())
        && vm.type_lookup(exp.typ(), RPOW.get()) != vm.type_lookup(base.typ(), RPOW.get());
    if overridden && let Some(r) = reflected()?.filter(known) {
        return Ok(r);
    }
    if own && let Some(r) = vm.call_special(base, names::POW.get(), &[exp, modulus])?.filter(known) {
        return Ok(r);
    }
    let native = base.typ().builtin && base.typ().slots().pow3.is_some();
    for v in operands.into_iter().filter(|v| !written(*v)) {
        if let Some(f) = v.typ().slots().pow3 {
            let r = f(vm, base, exp, modulus)?;
            if known(&r) {
                return Ok(r);
            }
        }
    }
    if other
        && !overridden
        && let Some(r) = reflected()?.filter(known)
    {
        return Ok(r);
    }
    if native && operands.iter().all(|v| v.is_flonum() || matches!(v.layout(), Layout::Int | Layout::Float | Layout::Bool)) {
        return Err(vm.type_error("pow() 3rd argument not allowed unless all arguments are integers"));
    }
    let [base, exp, modulus] = operands.map(|v| v.type_name());
    Err(vm.type_error(format!("unsupported operand type(s) for ** or pow(): '{base}', '{exp}', '{modulus}'")))
}

/// A new list, sorted: what is given by name goes to `list.sort`, which words the errors.
fn sorted(vm: &Vm, args: Args) -> Res {
    static SORT: LazyLock<Signature> = LazyLock::new(|| Signature::parse("(*, key=None, reverse=False)"));
    let &[iterable] = args.pos() else {
        return Err(vm.type_error(format!("sorted expected 1 argument, got {}", args.pos().len())));
    };
    let exact = iterable.is_exact(Layout::List) || iterable.is_exact(Layout::Tuple);
    if exact && args.names.is_empty() {
        let mut items = vm.sequence_items(iterable);
        types::list_sort::sort_values(vm, &mut items, None, false)?;
        return Ok(vm.long_list(&items));
    }
    let list = vm.list(&[]);
    types::list_extend::extend(vm, list, iterable)?;
    let items = vm.collect_items(list)?;
    let by_name = Args { all: &args.all[1..], names: args.names };
    bind_native(vm, &SORT, "sort", &|| "sort".to_string(), by_name, &|vm, a| {
        let mut items = crate::vm::Values::from_slice(vm, &items);
        let reverse = a[1].given().map_or(Ok(false), |r| vm.truth(r))?;
        types::list_sort::sort_values(vm, &mut items, a[0].not_none(), reverse)?;
        Ok(vm.long_list(&items))
    })
}

fn quantifier(vm: &Vm, iterable: Value, stop_at: bool) -> Res {
    let mut result = !stop_at;
    vm.for_each(iterable, &mut |v| {
        if vm.truth(v)? == stop_at {
            result = stop_at;
            return Ok(false);
        }
        Ok(true)
    })?;
    Ok(Value::bool(result))
}

fn based(vm: &Vm, v: Value, spec: &str) -> Res {
    let i = vm.index(v)?;
    if let Some(n) = i.as_small_int() {
        let bits = match spec {
            "#x" => 4,
            "#o" => 3,
            _ => 1,
        };
        // 62 binary digits, what stands before them, the sign
        let mut text = [0; 66];
        let (mut at, mut rest) = (text.len(), n.unsigned_abs());
        let mut put = |c| {
            at -= 1;
            text[at] = c;
        };
        loop {
            put(b"0123456789abcdef"[rest as usize & ((1 << bits) - 1)]);
            rest >>= bits;
            if rest == 0 {
                break;
            }
        }
        put(spec.as_bytes()[1]);
        put(b'0');
        if n < 0 {
            put(b'-');
        }
        return Ok(vm.str_counted(&text[at..], text.len() - at));
    }
    let i = match vm.to_big(i) {
        Some(b) => vm.big(b),
        None => i,
    };
    vm.format(i, vm.str(spec))
}

fn ord(vm: &Vm, a: &[Value]) -> Res {
    let n = if let Some(s) = a[0].cast::<Str>() {
        if s.chars == 1 {
            let c = crate::text::wtf8::code_points(s.bytes()).next().unwrap_or(0);
            return Ok(vm.int(c as i64));
        }
        s.chars as usize
    } else if matches!(a[0].layout(), Layout::Bytes | Layout::ByteArray) {
        let n = vm.len(a[0])?;
        if n == 1 {
            return vm.get_item(a[0], Value::small_int(0));
        }
        n
    } else {
        return Err(vm.type_error(format!("ord() expected string of length 1, but {} found", a[0].type_name())));
    };
    Err(vm.type_error(format!("ord() expected a character, but string of length {n} found")))
}

/// An attribute's name given by a script.
fn attr_name(vm: &Vm, name: Value) -> Res {
    types::object::checked_name(vm, name)
}

fn setattr(vm: &Vm, a: &[Value]) -> Res {
    let name = attr_name(vm, a[1])?;
    let stored = match a[0].typ().slots().set_attr {
        Some(set) => set(vm, a[0], name, a[2]),
        None => vm.set_attr_plainly(a[0], name, a[2]),
    };
    stored.map(|()| Value::NONE)
}

fn getattr(vm: &Vm, a: &[Value]) -> Res {
    let name = attr_name(vm, a[1])?;
    match a[2].given() {
        None => vm.get_attr_remembered(a[0], name),
        Some(default) => Ok(vm.get_attr_opt(a[0], name)?.unwrap_or(default)),
    }
}

/// The calling frame's locals: a module's or class's namespace itself, a function's as a new dict.
pub fn locals(vm: &Vm) -> Res {
    // without a frame: called from another interpreter
    let Some(frame) = vm.frame() else { return crate::interp::run::main_namespace(vm) };
    let (code, pc) = (&frame.code().code, frame.code().index_of(vm.pc.get()));
    if code.flags.optimized {
        let dict = types::frames::locals_dict(vm, crate::vm::unwind::snapshot(vm, frame, pc).value())?;
        types::frame_locals::add_inlined(vm, frame, pc, dict)?;
        return Ok(dict);
    }
    if !code.inlined.is_empty() {
        // in the middle of a comprehension there are its variables only, as in CPython
        let dict = vm.new_dict();
        if types::frame_locals::add_inlined(vm, frame, pc, dict)? {
            return Ok(dict);
        }
    }
    Ok(frame.register(0))
}

fn dir(vm: &Vm, a: &[Value]) -> Res {
    let found = match a[0].given() {
        None => {
            let ns = locals(vm)?;
            vm.call_method(ns, "keys", &[])?
        }
        Some(o) => match vm.call_special(o, names::DIR.get(), &[])? {
            Some(v) => v,
            None => return Err(vm.type_error("object does not provide __dir__")),
        },
    };
    let mut items = vm.collect_items(found)?;
    types::list_sort::sort_values(vm, &mut items, None, false)?;
    Ok(vm.list(&items))
}

/// The length of the builtin containers that know it.
#[inline]
fn plain_len(v: Value) -> Option<usize> {
    if !v.is_object() {
        return None;
    }
    let shape = v.header().shape();
    if shape == exact(Layout::List) {
        return Some(v.expect::<List>().len());
    }
    if shape == exact(Layout::Str) {
        return Some(v.expect::<Str>().chars as usize);
    }
    if shape == exact(Layout::Tuple) {
        return Some(v.expect::<Tuple>().len);
    }
    if shape == exact(Layout::Set) {
        return Some(v.expect::<Set>().len());
    }
    if shape == exact(Layout::Bytes) {
        return Some(v.expect::<Bytes>().bytes().len());
    }
    (shape == exact(Layout::Dict)).then(|| v.expect::<Dict>().len.load(std::sync::atomic::Ordering::Acquire))
}

/// `max` and `min` of two small ints or two floats: does the second take the first one's place?
#[inline(always)]
fn plain_extreme(a: &[Value], ints: fn(i64, i64) -> bool, floats: fn(f64, f64) -> bool) -> Option<Value> {
    let &[x, y] = a else { return None };
    if Value::both_small(x, y) {
        return Some(if ints(x.small(), y.small()) { y } else { x });
    }
    (x.is_flonum() && y.is_flonum()).then(|| if floats(x.flonum(), y.flonum()) { y } else { x })
}

fn extreme(vm: &Vm, a: &[Value], name: &str, op: CmpOp) -> Res {
    let given = a[0].expect::<Tuple>();
    if let (&[x, y], true, true) = (given.items(), a[1].is_unbound(), a[2].is_unbound()) {
        return Ok(if vm.compare_truth(op, y, x)? { y } else { x });
    }
    let default = a[2].given();
    if let ([first, others @ ..], true, None) = (given.items(), a[1].is_unbound(), default)
        && !others.is_empty()
    {
        let mut best = *first;
        for &v in others {
            if vm.compare_truth(op, v, best)? {
                best = v;
            }
        }
        return Ok(best);
    }
    let (items, single) = match given.items() {
        [] => return Err(vm.type_error(format!("{name} expected at least 1 argument, got 0"))),
        [one] => (*one, true),
        _ => (a[0], false),
    };
    if !single && default.is_some() {
        return Err(vm.type_error(format!("Cannot specify a default for {name}() with multiple positional arguments")));
    }
    let key = a[1].not_none();
    let mut best: Option<(Value, Value)> = None;
    vm.for_each(items, &mut |v| {
        let k = match key {
            Some(f) => vm.call(f, &[v])?,
            None => v,
        };
        let better = match best {
            None => true,
            Some((_, bk)) => vm.compare_truth(op, k, bk)?,
        };
        if better {
            best = Some((v, k));
        }
        Ok(true)
    })?;
    match (best, default) {
        (Some((v, _)), _) => Ok(v),
        (None, Some(d)) => Ok(d),
        (None, None) => Err(vm.value_error(format!("{name}() iterable argument is empty"))),
    }
}

fn print(vm: &Vm, a: &[Value]) -> Res {
    let file = match a[3].not_none() {
        Some(f) => f,
        None => {
            let sys = vm.module("sys")?;
            match vm.get_attr_opt(sys, names::STDOUT.get())? {
                Some(f) if f.is_none() => return Ok(Value::NONE),
                Some(f) => f,
                None => return Err(vm.runtime_error("lost sys.stdout")),
            }
        }
    };
    let text_of = |v: Value, what: &str, default: &str| -> Res<Vec<u8>> {
        match v.not_none() {
            None => Ok(default.as_bytes().to_vec()),
            Some(s) => match s.str_bytes() {
                Some(t) => Ok(t.to_vec()),
                None => Err(vm.type_error(format!("{what} must be None or a string, not {}", s.type_name()))),
            },
        }
    };
    let (sep, end) = (text_of(a[1], "sep", " ")?, text_of(a[2], "end", "\n")?);
    let items = a[0].expect::<Tuple>();
    if file.layout() == Layout::Native {
        // A stream of the interpreter's own: one write. But what stands before an object whose class is not builtin is
        // written before its `__str__` runs, which may print, or raise.
        let mut out = Vec::new();
        let write = |out: &[u8]| vm.call_method_value(file, names::WRITE.get(), &[vm.str_wtf8(out)]).map(|_| ());
        for (i, &v) in items.items().iter().enumerate() {
            if i > 0 {
                out.extend_from_slice(&sep);
            }
            if !out.is_empty() && !v.typ().builtin {
                write(&out)?;
                out.clear();
            }
            match vm.to_str(v) {
                Ok(s) => out.extend_from_slice(s.str_bytes().unwrap_or(b"")),
                Err(raised) => {
                    let e = vm.take_raised(raised);
                    write(&out)?;
                    return Err(vm.put_raised(e));
                }
            }
        }
        out.extend_from_slice(&end);
        write(&out)?;
    } else {
        for (i, &v) in items.items().iter().enumerate() {
            if i > 0 {
                vm.call_method_value(file, names::WRITE.get(), &[vm.str_wtf8(&sep)])?;
            }
            let s = vm.to_str(v)?;
            vm.call_method_value(file, names::WRITE.get(), &[s])?;
        }
        vm.call_method_value(file, names::WRITE.get(), &[vm.str_wtf8(&end)])?;
    }
    if let Some(flush) = a[4].given()
        && vm.truth(flush)?
    {
        vm.call_method_value(file, names::FLUSH.get(), &[])?;
    }
    Ok(Value::NONE)
}

fn run_source(vm: &Vm, source: Value, globals: Value, locals_given: Value, mode: Mode, closure: Option<Value>) -> Res {
    let what = if matches!(mode, Mode::Eval) { "eval" } else { "exec" };
    let globals_given = globals.not_none();
    if let Some(g) = globals_given
        && g.cast::<Dict>().is_none()
    {
        let text = if what == "eval" {
            let mapping = g.typ().slots().get_item.is_some();
            if mapping { "globals must be a real dict; try eval(expr, {}, mapping)" } else { "globals must be a dict" }.to_string()
        } else {
            format!("exec() globals must be a dict, not {}", g.type_name())
        };
        return Err(vm.type_error(text));
    }
    let globals = match globals_given {
        Some(g) => g,
        None => match vm.frame() {
            Some(f) => f.function().globals.get(),
            None => crate::interp::run::main_namespace(vm)?,
        },
    };
    let namespace = match (locals_given.not_none(), globals_given) {
        (Some(l), _) => l,
        (None, Some(g)) => g,
        (None, None) => locals(vm)?,
    };
    if namespace.typ().slots().get_item.is_none() {
        let text = if what == "eval" {
            "locals must be a mapping".into()
        } else {
            format!("locals must be a mapping or None, not {}", namespace.type_name())
        };
        return Err(vm.type_error(text));
    }
    if vm.dict_get(globals, names::BUILTINS.get())?.is_none() {
        vm.dict_set(globals, names::BUILTINS.get(), vm.current_builtins())?;
    }
    let code = if source.cast::<CodeObject>().is_some() {
        source
    } else {
        super::builtins_compile::compile_any(vm, source, "<string>", mode, super::builtins_compile::inherited(vm), what)?
    };
    let loaded = types::codeobject::loaded(code.expect());
    let free = loaded.code.freevars.len();
    match closure {
        _ if source.cast::<CodeObject>().is_none() && closure.is_some() => {
            return Err(vm.type_error("closure can only be used when source is a code object"));
        }
        Some(_) if free == 0 => return Err(vm.type_error("cannot use a closure with this code object")),
        None if free > 0 && what == "eval" => {
            return Err(vm.type_error("code object passed to eval() may not contain free variables"));
        }
        _ if free == 0 => {}
        _ => {
            let cells = closure.and_then(|c| c.cast::<Tuple>());
            if !cells.is_some_and(|c| c.len == free && c.items().iter().all(|v| v.cast::<Cell>().is_some())) {
                return Err(vm.type_error(format!("code object requires a closure of exactly length {free}")));
            }
        }
    }
    let fresh = vm.load_code(&loaded.code);
    let f = vm.new_function(fresh, globals, closure.unwrap_or(Value::UNBOUND));
    if loaded.code.flags.optimized {
        return vm.call(f, &[]);
    }
    vm.run_body(f, namespace)
}

impl Vm {
    /// `next(it)`: an error if it is no iterator.
    pub fn next_raw_checked(&self, it: Value) -> Res<Option<Value>> {
        if it.typ().slots().next.is_none() {
            return Err(self.type_error(format!("'{}' object is not an iterator", it.type_name())));
        }
        self.next_raw(it)
    }
}
