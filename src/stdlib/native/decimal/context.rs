//! The type `Context`: its attributes, making, showing and copying. Its arithmetic is in `context_methods`.

use std::sync::LazyLock;
use std::sync::atomic::{AtomicI64, AtomicU8, AtomicU32, Ordering::Relaxed};

use crate::object::heap::Marker;
use crate::object::{Args, GetSetDef, Payload, Res, Slot, Slots, TypeSpec, Value, getset};
use crate::text::decimal::{MAX_EXPONENT, MAX_PRECISION, MIN_EXPONENT, Rounding, Settings};
use crate::types::exceptions as exc;
use crate::types::{shape_for, type_of};
use crate::vm::Vm;
use crate::vm::args::{Signature, bind_native};
use crate::vm::intern::intern;

use super::signals::{self, SHOWN, SignalDict};
use super::state::State;

/// The rounding modes by name.
pub const ROUNDINGS: [(&str, Rounding); 8] = [
    ("ROUND_UP", Rounding::Up),
    ("ROUND_DOWN", Rounding::Down),
    ("ROUND_CEILING", Rounding::Ceiling),
    ("ROUND_FLOOR", Rounding::Floor),
    ("ROUND_HALF_UP", Rounding::HalfUp),
    ("ROUND_HALF_DOWN", Rounding::HalfDown),
    ("ROUND_HALF_EVEN", Rounding::HalfEven),
    ("ROUND_05UP", Rounding::ZeroFiveUp),
];

/// Which of a context's two sets of signals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signals {
    Flags,
    Traps,
}

/// The data of a context: words that any thread may read and write at any time.
pub struct ContextData {
    prec: AtomicI64,
    emin: AtomicI64,
    emax: AtomicI64,
    /// an index into `ROUNDINGS`
    rounding: AtomicU8,
    clamp: AtomicU8,
    capitals: AtomicU8,
    flags: AtomicU32,
    traps: AtomicU32,
    /// the mappings, once somebody asked for them
    flags_dict: Slot,
    traps_dict: Slot,
}

impl Payload for ContextData {
    fn trace(&self, marker: &mut Marker) {
        marker.slot(&self.flags_dict);
        marker.slot(&self.traps_dict);
    }
}

impl ContextData {
    fn new(s: Settings, flags: u32, traps: u32) -> ContextData {
        ContextData {
            prec: AtomicI64::new(s.prec),
            emin: AtomicI64::new(s.emin),
            emax: AtomicI64::new(s.emax),
            rounding: AtomicU8::new(ROUNDINGS.iter().position(|r| r.1 == s.rounding).unwrap_or(0) as u8),
            clamp: AtomicU8::new(u8::from(s.clamp)),
            capitals: AtomicU8::new(u8::from(s.capitals)),
            flags: AtomicU32::new(flags),
            traps: AtomicU32::new(traps),
            flags_dict: Slot::new(Value::UNBOUND),
            traps_dict: Slot::new(Value::UNBOUND),
        }
    }

    #[inline(always)]
    pub fn settings(&self) -> Settings {
        Settings {
            prec: self.prec.load(Relaxed),
            emin: self.emin.load(Relaxed),
            emax: self.emax.load(Relaxed),
            rounding: ROUNDINGS[self.rounding.load(Relaxed) as usize & 7].1,
            clamp: self.clamp.load(Relaxed) != 0,
            capitals: self.capitals.load(Relaxed) != 0,
        }
    }

    fn word(&self, which: Signals) -> &AtomicU32 {
        match which {
            Signals::Flags => &self.flags,
            Signals::Traps => &self.traps,
        }
    }

    #[inline(always)]
    pub fn get(&self, which: Signals) -> u32 {
        self.word(which).load(Relaxed)
    }

    pub fn set(&self, which: Signals, set: u32) {
        self.word(which).store(set, Relaxed);
    }

    /// Adds signals; most are there already.
    #[inline(always)]
    pub fn add(&self, which: Signals, set: u32) {
        let word = self.word(which);
        if word.load(Relaxed) & set != set {
            word.fetch_or(set, Relaxed);
        }
    }

    pub fn remove(&self, which: Signals, set: u32) {
        self.word(which).fetch_and(!set, Relaxed);
    }
}

/// The data of a context.
///
/// # Errors
/// `TypeError` for anything else.
#[inline]
pub fn data_of<'a>(vm: &Vm, context: &'a Value) -> Res<&'a ContextData> {
    context.payload::<ContextData>().ok_or_else(|| vm.type_error("optional argument must be a context"))
}

/// A context of this module's own making.
pub fn template(vm: &Vm, prec: i64, rounding: Rounding, traps: u32) -> Value {
    let settings = Settings { prec, emin: -999_999, emax: 999_999, rounding, clamp: false, capitals: true };
    vm.native(&CONTEXT, ContextData::new(settings, 0, traps))
}

/// The context with these settings.
pub fn with_settings(vm: &Vm, settings: Settings, flags: u32, traps: u32) -> Value {
    vm.native(&CONTEXT, ContextData::new(settings, flags, traps))
}

/// A copy, with its flags.
pub fn copy_of(vm: &Vm, context: Value) -> Res {
    let data = data_of(vm, &context)?;
    Ok(with_settings(vm, data.settings(), data.get(Signals::Flags), data.get(Signals::Traps)))
}

pub static CONTEXT: TypeSpec = TypeSpec {
    name: "decimal.Context",
    doc: "Precision, rounding, the bounds of exponents, and which signals are set and trapped: what arithmetic is done by.\n",
    signature: Some("(prec=None, rounding=None, Emin=None, Emax=None, capitals=None, clamp=None, flags=None, traps=None)"),
    methods: super::context_methods::METHODS,
    getset: GETSET,
    slots: Slots {
        new: Some(|vm, cls, _| {
            let state = vm.shared.registered("decimal").map(|_| State::of(vm)).transpose()?;
            let (settings, traps) = match state {
                Some(state) => {
                    let default = state.default_context();
                    let data = data_of(vm, &default)?;
                    (data.settings(), data.get(Signals::Traps))
                }
                None => (Settings::WIDEST, 0),
            };
            Ok(vm.native_of_shape(shape_for(vm, cls)?, ContextData::new(settings, 0, traps)))
        }),
        init: Some(init),
        repr: Some(|vm, c| Ok(vm.str(&shown(data_of(vm, &c)?)))),
        get_attr: Some(|vm, c, name| vm.generic_get_attr(c, name)),
        set_attr: Some(|vm, c, name, v| {
            if v.is_unbound() {
                return Err(vm.raise(&exc::ATTRIBUTE_ERROR, "context attributes cannot be deleted"));
            }
            if vm.type_lookup(c.typ(), name).is_none() && !vm.has_instance_dict(c) {
                return Err(vm.no_attribute(c, name));
            }
            vm.generic_set_attr(c, name, v)
        }),
        ..Slots::NONE
    },
    ..TypeSpec::DEFAULT
};

/// The attributes that keywords name, in the order of the parameters.
pub const NAMES: [&str; 8] = ["prec", "rounding", "Emin", "Emax", "capitals", "clamp", "flags", "traps"];

fn init(vm: &Vm, c: Value, args: Args) -> Res<()> {
    static SIGNATURE: LazyLock<Signature> = LazyLock::new(|| {
        Signature::parse("(prec=None, rounding=None, Emin=None, Emax=None, capitals=None, clamp=None, flags=None, traps=None)")
    });
    if let Some((name, _)) = args.keywords().find(|(name, _)| !NAMES.contains(&name.as_str().unwrap_or(""))) {
        return Err(unexpected(vm, name));
    }
    if args.pos().len() > NAMES.len() {
        return Err(vm.type_error(format!("function takes at most 8 arguments ({} given)", args.pos().len())));
    }
    bind_native(vm, &SIGNATURE, "Context", &|| "Context".to_string(), args, &|vm, a| {
        for (name, &v) in NAMES.iter().zip(a) {
            if let Some(v) = v.not_none() {
                set(vm, c, name, v, true)?;
            }
        }
        Ok(Value::NONE)
    })
    .map(|_| ())
}

/// A keyword that is no attribute.
pub fn unexpected(vm: &Vm, name: Value) -> crate::object::Raised {
    vm.type_error(format!("this function got an unexpected keyword argument '{}'", name.as_str().unwrap_or("?")))
}

/// Sets an attribute; signals may be given in a list where `lists` allows it.
pub fn set(vm: &Vm, c: Value, name: &str, v: Value, lists: bool) -> Res<()> {
    let data = data_of(vm, &c)?;
    let signals = |v: Value| if lists { signals::set_of(vm, v) } else { signals::set_of_mapping(vm, v) };
    match name {
        "prec" => data.prec.store(ranged(vm, v, 1, MAX_PRECISION, "valid range for prec is [1, MAX_PREC]")?, Relaxed),
        "Emin" => data.emin.store(ranged(vm, v, MIN_EXPONENT, 0, "valid range for Emin is [MIN_EMIN, 0]")?, Relaxed),
        "Emax" => data.emax.store(ranged(vm, v, 0, MAX_EXPONENT, "valid range for Emax is [0, MAX_EMAX]")?, Relaxed),
        "capitals" => data.capitals.store(ranged(vm, v, 0, 1, "valid values for capitals are 0 or 1")? as u8, Relaxed),
        "clamp" => data.clamp.store(ranged(vm, v, 0, 1, "valid values for clamp are 0 or 1")? as u8, Relaxed),
        "rounding" => data.rounding.store(rounding_index(vm, v)?, Relaxed),
        "flags" => data.set(Signals::Flags, signals(v)?),
        _ => data.set(Signals::Traps, signals(v)?),
    }
    Ok(())
}

/// An int that fits a word.
pub fn word(vm: &Vm, v: Value) -> Res<i64> {
    if !crate::types::int::is_int(v) {
        return Err(vm.type_error("an integer is required"));
    }
    vm.to_i64(v).ok_or_else(|| vm.overflow_error("Python int too large to convert to C ssize_t"))
}

fn ranged(vm: &Vm, v: Value, low: i64, high: i64, text: &str) -> Res<i64> {
    let n = word(vm, v)?;
    if (low..=high).contains(&n) { Ok(n) } else { Err(vm.value_error(text)) }
}

fn rounding_index(vm: &Vm, v: Value) -> Res<u8> {
    let found = v.as_str().and_then(|name| ROUNDINGS.iter().position(|r| r.0 == name));
    found.map(|i| i as u8).ok_or_else(|| {
        vm.type_error(
            "valid values for rounding are:\n  [ROUND_CEILING, ROUND_FLOOR, ROUND_UP, ROUND_DOWN,\n   \
             ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN,\n   ROUND_05UP]",
        )
    })
}

/// The rounding of this name.
pub fn rounding(vm: &Vm, v: Value) -> Res<Rounding> {
    Ok(ROUNDINGS[rounding_index(vm, v)? as usize].1)
}

/// The name of a context's rounding.
fn rounding_name(data: &ContextData) -> &'static str {
    ROUNDINGS[data.rounding.load(Relaxed) as usize & 7].0
}

const GETSET: &[GetSetDef] = &[
    getset("prec", |vm, c| Ok(vm.int(data_of(vm, &c)?.prec.load(Relaxed))), |vm, c, v| set(vm, c, "prec", v, false)),
    getset("Emin", |vm, c| Ok(vm.int(data_of(vm, &c)?.emin.load(Relaxed))), |vm, c, v| set(vm, c, "Emin", v, false)),
    getset("Emax", |vm, c| Ok(vm.int(data_of(vm, &c)?.emax.load(Relaxed))), |vm, c, v| set(vm, c, "Emax", v, false)),
    getset("capitals", |vm, c| Ok(vm.int(i64::from(data_of(vm, &c)?.capitals.load(Relaxed)))), |vm, c, v| set(vm, c, "capitals", v, false)),
    getset("clamp", |vm, c| Ok(vm.int(i64::from(data_of(vm, &c)?.clamp.load(Relaxed)))), |vm, c, v| set(vm, c, "clamp", v, false)),
    getset("rounding", |vm, c| Ok(intern(rounding_name(data_of(vm, &c)?).as_bytes())), |vm, c, v| set(vm, c, "rounding", v, false)),
    getset("flags", |vm, c| mapping(vm, c, Signals::Flags), |vm, c, v| set(vm, c, "flags", v, false)),
    getset("traps", |vm, c| mapping(vm, c, Signals::Traps), |vm, c, v| set(vm, c, "traps", v, false)),
];

/// The mapping of flags or traps, one for each context.
fn mapping(vm: &Vm, c: Value, which: Signals) -> Res {
    let data = data_of(vm, &c)?;
    let slot = match which {
        Signals::Flags => &data.flags_dict,
        Signals::Traps => &data.traps_dict,
    };
    if let Some(known) = slot.get().given() {
        return Ok(known);
    }
    // two threads may race here: the first mapping stays
    let made = SignalDict::make(vm, c, which)?;
    Ok(match slot.replace(Value::UNBOUND, made) {
        Ok(()) => made,
        Err(first) => first,
    })
}

fn shown(data: &ContextData) -> String {
    let s = data.settings();
    let names = |which| {
        let set = data.get(which);
        SHOWN.iter().filter(|(bits, _)| bits & set != 0).map(|(_, name)| *name).collect::<Vec<_>>().join(", ")
    };
    format!(
        "Context(prec={}, rounding={}, Emin={}, Emax={}, capitals={}, clamp={}, flags=[{}], traps=[{}])",
        s.prec,
        rounding_name(data),
        s.emin,
        s.emax,
        u8::from(s.capitals),
        u8::from(s.clamp),
        names(Signals::Flags),
        names(Signals::Traps),
    )
}

/// `__reduce__`
pub fn reduce(vm: &Vm, c: Value) -> Res {
    let data = data_of(vm, &c)?;
    let s = data.settings();
    let args = [
        vm.int(s.prec),
        intern(rounding_name(data).as_bytes()),
        vm.int(s.emin),
        vm.int(s.emax),
        vm.int(i64::from(s.capitals)),
        vm.int(i64::from(s.clamp)),
        vm.list(&signals::classes_of(vm, data.get(Signals::Flags))?),
        vm.list(&signals::classes_of(vm, data.get(Signals::Traps))?),
    ];
    Ok(vm.tuple(&[type_of(&CONTEXT).value(), vm.tuple(&args)]))
}
