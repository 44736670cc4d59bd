//! Arguments that are converted one by one in their order: what is wrong with one is told before the next one is missed. So do
//! CPython's constructors here, and so do methods whose rows have no required parameter.

use crate::object::{Args, Raised, Res, Value};
use crate::vm::Vm;

/// What a constructor takes, and how errors name it.
pub struct Wanted {
    /// `__new__()`; `function` for one that does not tell its name
    pub told: &'static str,
    pub names: &'static [&'static str],
    pub required: usize,
    /// so many of them by position
    pub positional: usize,
}

impl Wanted {
    /// Hands every argument that was given to `each`, with its place.
    ///
    /// # Errors
    /// `TypeError` for arguments that do not fit, and what `each` raises
    pub fn read(&self, vm: &Vm, args: Args, each: &mut dyn FnMut(usize, Value) -> Res<()>) -> Res<()> {
        let (by_position, given) = (args.pos(), args.all.len());
        if given > self.names.len() {
            return Err(self.too_many(vm, args));
        }
        let mut used = 0;
        for (i, name) in self.names.iter().enumerate() {
            if let Some(&v) = by_position.get(i) {
                if i == self.positional {
                    return Err(self.too_many(vm, args));
                }
                each(i, v)?;
                continue;
            }
            if used == args.names.len() && i >= self.required {
                return Ok(());
            }
            match args.keywords().find(|(key, _)| key.as_str() == Some(name)) {
                Some((_, v)) => {
                    used += 1;
                    each(i, v)?;
                }
                None if i < self.required => return Err(missing(vm, self.told, name, i + 1)),
                None => {}
            }
        }
        if used < args.names.len() { Err(self.unexpected(vm, args)) } else { Ok(()) }
    }

    #[cold]
    fn too_many(&self, vm: &Vm, args: Args) -> Raised {
        let plural = |n: usize| if n == 1 { "" } else { "s" };
        let (told, most, given, by_position) = (self.told, self.names.len(), args.all.len(), args.pos().len());
        if given > most {
            let by_name = if by_position == 0 { "keyword " } else { "" };
            return vm.type_error(format!("{told} takes at most {most} {by_name}argument{} ({given} given)", plural(most)));
        }
        let most = self.positional;
        vm.type_error(format!("{told} takes at most {most} positional argument{} ({by_position} given)", plural(most)))
    }

    /// A keyword that names nothing, or what a position gave already.
    #[cold]
    fn unexpected(&self, vm: &Vm, args: Args) -> Raised {
        let place = |key: Value| self.names.iter().position(|name| key.as_str() == Some(name));
        let named = |name: &str| args.names.iter().any(|key| key.as_str() == Some(name));
        if let Some(i) = (0..args.pos().len()).find(|&i| named(self.names[i])) {
            let text = format!("argument for {} given by name ('{}') and position ({})", self.told, self.names[i], i + 1);
            return vm.type_error(text);
        }
        let stranger = args.names.iter().find(|&&key| place(key).is_none()).and_then(|key| key.as_str()).unwrap_or("?");
        let hint = crate::vm::suggest::closest(stranger, self.names.iter().copied());
        let hint = hint.map_or(String::new(), |h| format!(". Did you mean '{h}'?"));
        let told = if self.told == "function" { "this function" } else { self.told };
        vm.type_error(format!("{told} got an unexpected keyword argument '{stranger}'{hint}"))
    }
}

#[cold]
pub fn missing(vm: &Vm, told: &str, name: &str, place: usize) -> Raised {
    vm.type_error(format!("{told} missing required argument '{name}' (pos {place})"))
}

/// An argument that a method's row does not require, so that those before it are looked at first.
///
/// # Errors
/// `TypeError` if it is missing
pub fn needed(vm: &Vm, v: Value, told: &str, name: &str, place: usize) -> Res {
    v.given().ok_or_else(|| missing(vm, told, name, place))
}

/// A number that fits a C int, as `PyArg_Parse` takes it.
///
/// # Errors
/// `TypeError`, `OverflowError`
#[inline]
pub fn c_int(vm: &Vm, v: Value) -> Res<i32> {
    if v.is_small_int()
        && let Ok(n) = i32::try_from(v.small())
    {
        return Ok(n);
    }
    let i = vm.index(v)?;
    match vm.to_i64(i).map(|i| (i, i32::try_from(i))) {
        None => Err(vm.overflow_error("Python int too large to convert to C long")),
        Some((_, Ok(n))) => Ok(n),
        Some((i, Err(_))) if i < 0 => Err(vm.overflow_error("signed integer is less than minimum")),
        Some(_) => Err(vm.overflow_error("signed integer is greater than maximum")),
    }
}

/// An argument that must be text.
///
/// # Errors
/// `TypeError`
pub fn text<'a>(vm: &Vm, v: &'a Value, told: &str, place: usize) -> Res<&'a [u8]> {
    match v.str_bytes() {
        Some(text) => Ok(text),
        None => Err(vm.type_error(format!("{told} argument {place} must be str, not {}", v.argument_name()))),
    }
}
