//! `_decimal`: decimal numbers, contexts and signals; the arithmetic is `text::decimal`.
//!
//! A `Decimal` never changes, so threads share it freely. A context is settings, flags and traps, each an atomic word: what
//! several threads do to one context at once is lost or kept bit by bit, never torn, and no lock is held anywhere. The current
//! context is the value of a context variable, remembered in the `contextvars` context that the thread is in, so that an
//! operation finds it without a lookup. Classes that Python makes (signals, `DecimalTuple`, signal dicts) are made once an
//! interpreter, by `state`.

mod construct;
mod context;
mod context_methods;
mod current;
mod methods;
mod number;
mod signals;
mod state;

use crate::object::{MethodDef, ModuleSpec, method};
use crate::text::decimal::{MAX_EXPONENT, MAX_PRECISION, MIN_EXPONENT, MIN_TINY};

pub static MODULE: ModuleSpec = ModuleSpec {
    name: "_decimal",
    doc: "Decimal numbers and their contexts, in native code.",
    functions: FUNCTIONS,
    types: &[&number::DECIMAL, &context::CONTEXT],
    constants: &[
        ("MAX_PREC", |vm| Ok(vm.int(MAX_PRECISION))),
        ("MAX_EMAX", |vm| Ok(vm.int(MAX_EXPONENT))),
        ("MIN_EMIN", |vm| Ok(vm.int(MIN_EXPONENT))),
        ("MIN_ETINY", |vm| Ok(vm.int(MIN_TINY))),
        ("IEEE_CONTEXT_MAX_BITS", |vm| Ok(vm.int(current::MOST_BITS))),
        ("HAVE_THREADS", |_| Ok(crate::object::Value::TRUE)),
        ("HAVE_CONTEXTVAR", |_| Ok(crate::object::Value::TRUE)),
        ("__version__", |vm| Ok(vm.str("1.70"))),
        ("__libmpdec_version__", |vm| Ok(vm.str("2.5.1"))),
    ],
    init: Some(state::init),
    ..ModuleSpec::DEFAULT
};

const FUNCTIONS: &[MethodDef] = &[
    method("getcontext", "()", |vm, _| current::get(vm)),
    method("setcontext", "(context, /)", |vm, a| current::set(vm, a[0])),
    method(
        "localcontext",
        "(ctx=None, prec=None, rounding=None, Emin=None, Emax=None, capitals=None, clamp=None, flags=None, traps=None)",
        current::local,
    )
    .nameless()
    .shown_as("(ctx=None, **kwargs)"),
    method("IEEEContext", "(bits, /)", |vm, a| current::ieee(vm, a[0])),
];
