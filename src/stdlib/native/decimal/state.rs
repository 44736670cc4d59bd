//! What one interpreter keeps for the module: signal classes and the other classes that Python makes, the context variable and
//! the three contexts with names. A tuple in the interpreter's registry, made with the module.

use crate::object::layouts::Tuple;
use crate::object::{Ref, Res, TypeSpec, Value};
use crate::stdlib::native::contextvars;
use crate::text::decimal::Rounding;
use crate::text::decimal::signal::*;
use crate::types::{exceptions as exc, type_of, typeobject};
use crate::vm::Vm;

use super::context::{self, ROUNDINGS};
use super::number::DECIMAL;
use super::signals::{CONDITIONS, MIXIN, SIGNALS};

/// The tuple's items: the signals in the order of `SIGNALS`, the conditions in that of `CONDITIONS`, then these.
const CONDITION: usize = SIGNALS.len();
const OTHERS: usize = CONDITION + CONDITIONS.len();
const DECIMAL_TUPLE: usize = OTHERS;
const RATIONAL: usize = OTHERS + 1;
const SIGNAL_DICT: usize = OTHERS + 2;
const VARIABLE: usize = OTHERS + 3;
const DEFAULT: usize = OTHERS + 4;
const BASIC: usize = OTHERS + 5;
const EXTENDED: usize = OTHERS + 6;

const KEY: &str = "decimal";

/// The interpreter's state.
pub struct State(Ref<Tuple>);

impl State {
    /// # Errors
    /// What importing the module raises, if a number came here without it.
    pub fn of(vm: &Vm) -> Res<State> {
        if let Some(found) = vm.shared.registered(KEY).and_then(|v| v.cast()) {
            return Ok(State(found));
        }
        vm.module("_decimal")?;
        match vm.shared.registered(KEY).and_then(|v| v.cast()) {
            Some(found) => Ok(State(found)),
            None => Err(vm.system_error("the module _decimal has no state")),
        }
    }

    /// The class of a signal.
    pub fn signal(&self, index: usize) -> Value {
        self.0.items()[index]
    }

    /// The class of a condition.
    pub fn condition(&self, index: usize) -> Value {
        self.0.items()[CONDITION + index]
    }

    pub fn decimal_tuple(&self) -> Value {
        self.0.items()[DECIMAL_TUPLE]
    }

    pub fn rational(&self) -> Value {
        self.0.items()[RATIONAL]
    }

    pub fn signal_dict(&self) -> Value {
        self.0.items()[SIGNAL_DICT]
    }

    pub fn variable(&self) -> Value {
        self.0.items()[VARIABLE]
    }

    pub fn default_context(&self) -> Value {
        self.0.items()[DEFAULT]
    }

    /// Is this one of the three contexts with names?
    pub fn is_template(&self, context: Value) -> bool {
        [DEFAULT, BASIC, EXTENDED].iter().any(|&i| self.0.items()[i] == context)
    }
}

/// Makes the state and gives the module its names.
pub fn init(vm: &Vm, module: Value) -> Res<()> {
    let class = |name: &str, bases: &[Value]| -> Res {
        let namespace = vm.new_dict();
        vm.dict_set_str(namespace, "__module__", vm.str("decimal"))?;
        vm.call(type_of(&typeobject::TYPE).value(), &[vm.str(name), vm.tuple(bases), namespace])
    };
    let builtin = |spec: &'static TypeSpec| type_of(spec).value();
    let base = class("DecimalException", &[builtin(&exc::ARITHMETIC_ERROR)])?;
    let invalid = class("InvalidOperation", &[base])?;
    let float = class("FloatOperation", &[base, builtin(&exc::TYPE_ERROR)])?;
    let zero = class("DivisionByZero", &[base, builtin(&exc::ZERO_DIVISION_ERROR)])?;
    let subnormal = class("Subnormal", &[base])?;
    let inexact = class("Inexact", &[base])?;
    let rounded = class("Rounded", &[base])?;
    let clamped = class("Clamped", &[base])?;
    let overflow = class("Overflow", &[inexact, rounded])?;
    let underflow = class("Underflow", &[inexact, rounded, subnormal])?;
    let syntax = class("ConversionSyntax", &[invalid])?;
    let impossible = class("DivisionImpossible", &[invalid])?;
    let undefined = class("DivisionUndefined", &[invalid, builtin(&exc::ZERO_DIVISION_ERROR)])?;
    let context = class("InvalidContext", &[invalid])?;

    let collections = vm.module("collections")?;
    let namedtuple = vm.get_attr_str(collections, "namedtuple")?;
    let names = [vm.str("DecimalTuple"), vm.str("sign digits exponent")];
    let decimal_tuple = vm.call_kw(namedtuple, &names, &[("module", vm.str("decimal"))])?;
    let numbers = vm.module("numbers")?;
    let rational = vm.get_attr_str(numbers, "Rational")?;
    let number = vm.get_attr_str(numbers, "Number")?;
    vm.call_method(number, "register", &[builtin(&DECIMAL)])?;
    let abc = vm.module("collections.abc")?;
    let mapping = vm.get_attr_str(abc, "MutableMapping")?;
    let namespace = vm.new_dict();
    vm.dict_set_str(namespace, "__module__", vm.str("abc"))?;
    let bases = vm.tuple(&[builtin(&MIXIN), mapping]);
    let signal_dict = vm.call(mapping.typ().value(), &[vm.str("SignalDict"), bases, namespace])?;
    let variable = contextvars::variable_of(vm, vm.str("decimal_context"));

    let usual = INVALID | DIVISION_BY_ZERO | OVERFLOW;
    let default = context::template(vm, 28, Rounding::HalfEven, usual);
    let basic = context::template(vm, 9, Rounding::HalfUp, usual | UNDERFLOW | CLAMPED);
    let extended = context::template(vm, 9, Rounding::HalfEven, 0);
    let signals = [invalid, float, zero, overflow, underflow, subnormal, inexact, rounded, clamped];
    let conditions = [invalid, syntax, impossible, undefined, context];
    let others = [decimal_tuple, rational, signal_dict, variable, default, basic, extended];
    let all: Vec<Value> = signals.into_iter().chain(conditions).chain(others).collect();
    let state = vm.tuple(&all);
    vm.shared.register(KEY, state);

    vm.set_attr_str(module, "DecimalException", base)?;
    for class in signals.into_iter().chain(conditions) {
        vm.set_attr_str(module, class.as_type().map_or("", |t| t.name_text()), class)?;
    }
    let named = [("DecimalTuple", decimal_tuple), ("DefaultContext", default), ("BasicContext", basic), ("ExtendedContext", extended)];
    for (name, value) in named {
        vm.set_attr_str(module, name, value)?;
    }
    for (name, _) in ROUNDINGS {
        vm.set_attr_str(module, name, crate::vm::intern::intern(name.as_bytes()))?;
    }
    Ok(())
}
