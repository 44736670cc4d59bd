//! Binding arguments to parameters, of Python functions and of native ones, with CPython's error texts.

use std::sync::atomic::Ordering;

use crate::object::layouts::*;
use crate::object::{Args, Layout, MethodKind, Raised, Ref, Res, Style, Value};

use super::intern::{intern, same_name};
use super::{LoadedCode, Values, Vm};

/// A parameter of a native function.
#[derive(Debug)]
pub struct Param {
    pub name: Value,
    pub kind: ParamKind,
    /// the default as written in the signature
    pub default: Option<&'static str>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParamKind {
    PositionalOnly,
    Either,
    VarPositional,
    KeywordOnly,
    VarKeyword,
}

/// A native function's parsed signature.
#[derive(Debug)]
pub struct Signature {
    pub params: Vec<Param>,
    /// positional parameters, and how many of them are required
    pub positional: usize,
    pub required: usize,
    pub var_positional: Option<usize>,
    pub var_keyword: Option<usize>,
    /// no keyword can be given
    pub positional_only: bool,
    /// the number of arguments that need no binding at all; `usize::MAX` if there is none
    pub exact: usize,
    /// positional parameters that cannot be given by name
    pub positional_only_count: usize,
    /// 1 if the first parameter is the object or class that the function is bound to: error texts do not count it
    pub hidden: usize,
    /// no `**kwargs` and no keyword that must be given: enough positional arguments are enough, the rest is a tuple
    pub takes_rest: bool,
    /// neither `*args` nor `**kwargs` nor a keyword that must be given: enough positional arguments are enough
    pub plain: bool,
}

/// Up to so many parameters are bound in a buffer on the native stack without a look at each.
pub const FEW: usize = 8;

/// These arguments, at most `FEW`, and nothing for those that are missing.
#[inline(always)]
pub fn few(args: &[Value]) -> [Value; FEW] {
    let mut bound = [Value::UNBOUND; FEW];
    match *args {
        // a call of `memcpy` would take longer than the rest
        [] => {}
        [a] => bound[0] = a,
        [a, b] => (bound[0], bound[1]) = (a, b),
        [a, b, c] => (bound[0], bound[1], bound[2]) = (a, b, c),
        _ => bound[..args.len()].copy_from_slice(args),
    }
    bound
}

impl Signature {
    /// Are so many positional arguments enough, those that are missing being left unbound?
    #[inline(always)]
    pub fn fits_plainly(&self, given: usize) -> bool {
        self.plain && (self.required..=self.positional).contains(&given) && self.params.len() <= FEW
    }

    /// Puts positional arguments, and a tuple of those that are too many, where the parameters are; `None` if that is not
    /// enough.
    #[inline]
    pub fn bind_rest(&self, vm: &Vm, args: &[Value]) -> Option<[Value; FEW]> {
        let at = self.var_positional.filter(|_| self.takes_rest && args.len() >= self.required)?;
        let direct = args.len().min(self.positional);
        let mut bound = few(&args[..direct]);
        bound[at] = vm.tuple(&args[direct..]);
        Some(bound)
    }

    /// Parses `(index=-1, /, *args, key=None, **kwargs)`; marks as in Python. `(sub[, start])` is a parameter that may
    /// be left out and has no default.
    pub fn parse(text: &'static str) -> Signature {
        Signature::parse_bound(text, false)
    }

    /// As `parse`, for a function whose first parameter is what it is bound to.
    pub fn parse_bound(text: &'static str, bound: bool) -> Signature {
        let inner = text.strip_prefix('(').and_then(|t| t.split(" ->").next()).and_then(|t| t.strip_suffix(')')).unwrap_or("");
        let mut params: Vec<Param> = Vec::new();
        let mut kind = ParamKind::Either;
        for (piece, optional) in split_params(inner) {
            match piece {
                "" => {}
                "/" => params.iter_mut().for_each(|p| p.kind = ParamKind::PositionalOnly),
                "*" => kind = ParamKind::KeywordOnly,
                _ => {
                    let (name, default) = match piece.split_once('=') {
                        Some((n, d)) => (n.trim(), Some(d.trim())),
                        None if optional => (piece, Some("")),
                        None => (piece, None),
                    };
                    let (name, this_kind) = if let Some(n) = name.strip_prefix("**") {
                        (n, ParamKind::VarKeyword)
                    } else if let Some(n) = name.strip_prefix('*') {
                        (n, ParamKind::VarPositional)
                    } else {
                        (name.strip_prefix('$').unwrap_or(name), kind)
                    };
                    if this_kind == ParamKind::VarPositional {
                        kind = ParamKind::KeywordOnly;
                    }
                    params.push(Param { name: intern(name.as_bytes()), kind: this_kind, default });
                }
            }
        }
        let is_positional = |p: &&Param| matches!(p.kind, ParamKind::PositionalOnly | ParamKind::Either);
        let positional = params.iter().filter(is_positional).count();
        let required = params.iter().filter(is_positional).filter(|p| p.default.is_none()).count();
        let at = |k| params.iter().position(|p| p.kind == k);
        let (var_positional, var_keyword) = (at(ParamKind::VarPositional), at(ParamKind::VarKeyword));
        let positional_only = params.iter().all(|p| matches!(p.kind, ParamKind::PositionalOnly | ParamKind::VarPositional));
        let exact = if params.len() == positional { positional } else { usize::MAX };
        let positional_only_count = params.iter().filter(|p| p.kind == ParamKind::PositionalOnly).count();
        let optional = |p: &Param| p.kind != ParamKind::KeywordOnly || p.default.is_some();
        let takes_rest = var_positional.is_some() && var_keyword.is_none() && params.iter().all(optional) && params.len() <= FEW;
        let plain = var_positional.is_none() && var_keyword.is_none() && params.iter().all(optional);
        let hidden = usize::from(bound && !params.is_empty());
        Signature {
            positional,
            required,
            var_positional,
            var_keyword,
            positional_only,
            exact,
            takes_rest,
            plain,
            positional_only_count,
            hidden,
            params,
        }
    }

    /// The named parameters, positional or not, as `index -> parameter`, without the hidden one.
    fn named(&self) -> impl Iterator<Item = (usize, &Param)> {
        let named = |p: &Param| !matches!(p.kind, ParamKind::VarPositional | ParamKind::VarKeyword);
        self.params.iter().enumerate().skip(self.hidden).filter(move |(_, p)| named(p))
    }
}

/// Splits at commas outside quotes and brackets; `[, x]` around an optional parameter is no bracket: says which are.
fn split_params(text: &'static str) -> Vec<(&'static str, bool)> {
    let mut out = Vec::new();
    let (mut depth, mut start, mut quote, mut optional) = (0i32, 0, None, false);
    let clean = |piece: &'static str| {
        let piece = piece.trim();
        let unbalanced = piece.matches(']').count().saturating_sub(piece.matches('[').count());
        piece[..piece.len() - unbalanced].trim_end_matches('[').trim()
    };
    for (i, c) in text.char_indices() {
        match (quote, c) {
            (Some(q), _) if c == q => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(c),
            (None, '[') if text[i + 1..].starts_with(',') => {
                out.push((clean(&text[start..i]), optional));
                optional = true;
                start = i + 2;
            }
            (None, '(' | '[' | '{') => depth += 1,
            (None, ')' | ']' | '}') => depth -= 1,
            (None, ',') if depth <= 0 && start <= i => {
                out.push((clean(&text[start..i]), optional));
                start = i + 1;
            }
            _ => {}
        }
    }
    out.push((clean(&text[start.min(text.len())..]), optional));
    out
}

impl NativeFunction {
    /// What stands before the arguments of a call: the object that a builtin method is bound to.
    #[inline(always)]
    pub fn inserted(&self) -> Option<Value> {
        if self.binds() { Some(self.this.get()) } else { None }
    }

    /// The signature, if the function was called before.
    #[inline(always)]
    pub fn known_signature(&self) -> Option<&'static Signature> {
        // SAFETY: 0, or the address of a leaked signature.
        unsafe { (self.signature.load(Ordering::Acquire) as *const Signature).as_ref() }
    }

    /// The signature, parsed at its first use (and kept for ever: the table it comes from is static).
    #[inline]
    pub fn parsed(&self) -> &'static Signature {
        if let Some(known) = self.known_signature() {
            return known;
        }
        let made: &'static Signature = Box::leak(Box::new(Signature::parse_bound(self.def.signature, self.binds())));
        self.signature.store(made as *const Signature as usize, Ordering::Release);
        made
    }
}

impl NativeFunction {
    /// Is the first parameter what the function is bound to? Not for functions of modules and static methods.
    fn binds(&self) -> bool {
        self.def.kind != MethodKind::Static && !self.is_free()
    }

    /// The type whose slot a method stands for.
    #[inline(always)]
    pub fn slot_owner(&self) -> Value {
        // bound to an object it has its type in `module`
        let owner = self.module.get();
        if owner.as_type().is_some() { owner } else { self.this.get() }
    }

    /// Is this a function of a module, or of nothing, rather than a method?
    pub fn is_free(&self) -> bool {
        let module = self.module.get();
        self.this.get().is_unbound() || !module.is_unbound() && module.as_type().is_none()
    }
}

/// Does the function take exactly these arguments as they stand?
#[inline(always)]
pub fn takes_exactly(f: &NativeFunction, nargs: usize) -> bool {
    f.parsed().exact == nargs
}

/// Is the receiver of a type's method an instance of that type?
#[inline(always)]
pub fn receiver_fits(f: &NativeFunction, receiver: Value) -> bool {
    match f.this.get().as_type() {
        Some(owner) => std::ptr::eq(receiver.typ(), owner) || receiver.typ().is_subtype_of(owner),
        None => true,
    }
}

/// Calls a native function: inserts what it is bound to, binds, runs.
pub fn call_native(vm: &Vm, f: Ref<NativeFunction>, args: Args) -> Res {
    vm.check_depth()?;
    let shape = f.value().shape_id();
    if shape == exact(Layout::NativeMethod) || shape == exact(Layout::SlotMethod) {
        match args.pos().first() {
            Some(&receiver) if receiver_fits(&f, receiver) => {}
            receiver => return Err(wrong_receiver(vm, f, receiver.copied())),
        }
    } else if f.binds() {
        // bound to an object or class: it stands first
        let this = f.this.get();
        let n = args.all.len() + 1;
        if n <= 8 {
            let mut all = [Value::UNBOUND; 8];
            all[0] = this;
            all[1..n].copy_from_slice(args.all);
            return bind_and_call(vm, f, Args { all: &all[..n], names: args.names });
        }
        let mut all = Values::with_capacity(vm, n);
        all.push(this);
        all.extend(args.all.iter().copied());
        vm.check_made()?;
        return bind_and_call(vm, f, Args { all: &all, names: args.names });
    } else if std::ptr::eq(f.def, &crate::types::wrappers::NEW) {
        crate::types::wrappers::check_new(vm, f.this.get(), args.pos())?;
        return crate::types::wrappers::new_of_builtin(vm, args);
    }
    bind_and_call(vm, f, args)
}

/// A type's method was called on nothing, or on an object of another type.
#[cold]
fn wrong_receiver(vm: &Vm, f: Ref<NativeFunction>, receiver: Option<Value>) -> Raised {
    let (name, owner) = (f.def.name, f.this.get().as_type().map_or("?", |t| t.name_text()));
    let text = match (receiver, f.def.style == Style::Slot) {
        (None, true) => format!("descriptor '{name}' of '{owner}' object needs an argument"),
        (None, false) => format!("unbound method {}() needs an argument", crate::types::callables::qualname(vm, f.value())),
        (Some(r), true) => format!("descriptor '{name}' requires a '{owner}' object but received a '{}'", r.type_name()),
        (Some(r), false) => format!("descriptor '{name}' for '{owner}' objects doesn't apply to a '{}' object", r.type_name()),
    };
    vm.type_error(text)
}

/// Runs a native function, its arguments bound. The method that stands for a slot gets to know whose slot it is.
#[inline(always)]
pub fn call_function(vm: &Vm, f: &NativeFunction, bound: &[Value]) -> Res {
    if f.def.style == Style::Slot {
        vm.slot_owner.set(f.slot_owner());
    }
    (f.def.function)(vm, bound)
}

fn bind_and_call(vm: &Vm, f: Ref<NativeFunction>, args: Args) -> Res {
    let signature = f.parsed();
    if args.names.is_empty() {
        let n = args.all.len();
        if n == signature.exact {
            return call_function(vm, &f, args.all);
        }
    }
    let shown = || full_name(vm, f);
    // one that takes its tuple of arguments apart, unless it is a type's method, which is refused on its way
    let bare = match f.def.style {
        Style::Nameless => true,
        Style::Tuple => f.def.kind != MethodKind::Method || f.is_free(),
        _ => false,
    };
    let callee = Callee { signature, name: f.def.name, shown: &shown, style: f.def.style, bare };
    bind_callee(vm, &callee, args, &|vm, bound| call_function(vm, &f, bound))
}

/// A native function's name in errors about how many arguments it takes: `list.append`, `math.sin`.
fn full_name(vm: &Vm, f: Ref<NativeFunction>) -> String {
    let name = crate::types::callables::qualname(vm, f.value());
    match f.module.get().as_str() {
        Some(module) if module != "builtins" => format!("{module}.{name}"),
        _ => name,
    }
}

/// What the words of an error need to know of the function whose arguments do not fit.
struct Callee<'a> {
    signature: &'a Signature,
    name: &'a str,
    /// the name with its type's or module's
    shown: &'a dyn Fn() -> String,
    style: Style,
    /// is it told without its type or module where it refuses keywords?
    bare: bool,
}

impl Callee<'_> {
    /// How errors name it: `append()`.
    fn told(&self) -> String {
        if self.style == Style::Nameless { "function".to_string() } else { format!("{}()", self.name) }
    }
}

/// Binds the arguments of a native function or constructor and runs it.
pub fn bind_native(vm: &Vm, s: &Signature, name: &str, shown: &dyn Fn() -> String, args: Args, run: &dyn Fn(&Vm, &[Value]) -> Res) -> Res {
    bind_callee(vm, &Callee { signature: s, name, shown, style: Style::Plain, bare: false }, args, run)
}

fn bind_callee(vm: &Vm, callee: &Callee, args: Args, run: &dyn Fn(&Vm, &[Value]) -> Res) -> Res {
    let s = callee.signature;
    let n = s.params.len();
    let given = args.all.len();
    if args.names.is_empty() && s.fits_plainly(given) {
        return run(vm, &few(args.all)[..n]);
    }
    if args.names.is_empty()
        && let Some(bound) = s.bind_rest(vm, args.all)
    {
        return run(vm, &bound[..n]);
    }
    if n <= 12 {
        let mut bound = [Value::UNBOUND; 12];
        fill(vm, callee, args, &mut bound[..n])?;
        return run(vm, &bound[..n]);
    }
    let mut bound = Values::with_capacity(vm, n);
    (0..n).for_each(|_| bound.push(Value::UNBOUND));
    fill(vm, callee, args, bound.as_mut_slice())?;
    run(vm, &bound)
}

fn fill(vm: &Vm, callee: &Callee, args: Args, bound: &mut [Value]) -> Res<()> {
    let s = callee.signature;
    let pos = args.pos();
    if s.plain && pos.len() <= s.positional && place_named(s, args, bound) {
        return Ok(());
    }
    check_counts(vm, callee, pos.len().saturating_sub(s.hidden), args.names.len())?;
    let direct = pos.len().min(s.positional);
    bound[..direct].copy_from_slice(&pos[..direct]);
    if let Some(at) = s.var_positional {
        bound[at] = vm.tuple(&pos[direct..]);
    }
    if s.positional_only && s.var_keyword.is_none() {
        return Ok(());
    }
    // by name, then what is missing, then what is too much
    let find = |p: &Param| args.keywords().find(|&(key, _)| same_name(key, p.name)).map(|(_, v)| v);
    let mut used = 0;
    for (number, (i, p)) in s.named().enumerate() {
        if bound[i].is_unbound() && p.kind != ParamKind::PositionalOnly {
            match find(p) {
                Some(v) => {
                    bound[i] = v;
                    used += 1;
                }
                None if p.default.is_none() => {
                    let name = p.name.as_str().unwrap_or("?");
                    return Err(vm.type_error(format!("{} missing required argument '{name}' (pos {})", callee.told(), number + 1)));
                }
                None => {}
            }
        }
    }
    if used < args.names.len() { fill_extra(vm, callee, args, direct, bound) } else { Ok(()) }
}

/// Binds a call whose keywords each name a free parameter by the very object that its name is, as compiled calls do, and in which
/// nothing is missing then. `false`, and nothing done, otherwise. For a signature that is `plain`.
fn place_named(s: &Signature, args: Args, bound: &mut [Value]) -> bool {
    let pos = args.pos();
    bound[..pos.len()].copy_from_slice(pos);
    let by_name = |i: usize| matches!(s.params[i].kind, ParamKind::Either | ParamKind::KeywordOnly) && i >= s.hidden;
    let placed = args.keywords().all(|(key, v)| match s.params.iter().position(|p| p.name == key) {
        Some(i) if by_name(i) && bound[i].is_unbound() => {
            bound[i] = v;
            true
        }
        _ => false,
    });
    let fits = placed && (pos.len()..s.required).all(|i| !bound[i].is_unbound());
    if !fits {
        bound.fill(Value::UNBOUND);
    }
    fits
}

/// Keywords that name no parameter that is still free.
fn fill_extra(vm: &Vm, callee: &Callee, args: Args, direct: usize, bound: &mut [Value]) -> Res<()> {
    let s = callee.signature;
    let parameter =
        |key: Value| s.params.iter().position(|p| p.name == key && matches!(p.kind, ParamKind::Either | ParamKind::KeywordOnly));
    let twice = args.keywords().find_map(|(key, _)| Some((key, parameter(key).filter(|&i| i < direct)?)));
    if let Some((key, i)) = twice {
        let key = key.as_str().unwrap_or("?");
        let text = format!("argument for {} given by name ('{key}') and position ({})", callee.told(), i + 1 - s.hidden);
        return Err(vm.type_error(text));
    }
    for (key, v) in args.keywords().filter(|&(key, _)| parameter(key).is_none()) {
        match s.var_keyword {
            Some(at) => {
                if bound[at].is_unbound() {
                    bound[at] = vm.new_dict();
                }
                vm.dict_set(bound[at], key, v)?;
            }
            None => {
                let known = s.named().filter(|(_, p)| p.kind != ParamKind::PositionalOnly).filter_map(|(_, p)| p.name.as_str());
                let key = key.as_str().unwrap_or("?");
                let hint = super::suggest::closest(key, known).map_or(String::new(), |h| format!(". Did you mean '{h}'?"));
                let told = if callee.style == Style::Nameless { "this function".to_string() } else { callee.told() };
                return Err(vm.type_error(format!("{told} got an unexpected keyword argument '{key}'{hint}")));
            }
        }
    }
    Ok(())
}

/// Are there too many arguments, or too few? `given` of them by position.
fn check_counts(vm: &Vm, callee: &Callee, given: usize, keywords: usize) -> Res<()> {
    let s = callee.signature;
    let slot = callee.style == Style::Slot;
    let plural = |n: usize| if n == 1 { "" } else { "s" };
    let (least, most) = (s.required - s.hidden, s.positional - s.hidden);
    let bounded = s.var_positional.is_none();
    let positional_only = s.positional_only && s.var_keyword.is_none();
    if positional_only && keywords > 0 {
        let text = if callee.bare {
            format!("{}() takes no keyword arguments", callee.name)
        } else if slot {
            format!("wrapper {}() takes no keyword arguments", callee.name)
        } else {
            format!("{}() takes no keyword arguments", (callee.shown)())
        };
        return Err(vm.type_error(text));
    }
    if s.positional_only && (given < least || bounded && given > most) {
        let unnamed = slot && !matches!(callee.name, "__get__" | "__buffer__" | "__release_buffer__");
        let name = if unnamed { "" } else { callee.name };
        let expected = if unnamed { "expected" } else { " expected" };
        let text = match (least, most) {
            (a, b) if matches!(callee.style, Style::Tuple | Style::Nameless) => {
                let (how, limit) = match (a == b, given < a) {
                    (true, _) => ("exactly", a),
                    (false, true) => ("at least", a),
                    (false, false) => ("at most", b),
                };
                format!("{} takes {how} {limit} argument{} ({given} given)", callee.told(), plural(limit))
            }
            (0, 0) if bounded && !slot && positional_only => format!("{}() takes no arguments ({given} given)", (callee.shown)()),
            (1, 1) if bounded && !slot && positional_only => {
                format!("{}() takes exactly one argument ({given} given)", (callee.shown)())
            }
            (1, 2) if slot && callee.name.ends_with("pow__") => format!("expected 1 or 2 arguments, got {given}"),
            (2, 2) if slot => format!("{} expected 2 arguments, got {given}", callee.name),
            (a, b) if a == b && bounded => format!("{name}{expected} {a} argument{}, got {given}", plural(a)),
            (a, _) if given < a => format!("{name}{expected} at least {a} argument{}, got {given}", plural(a)),
            (_, b) => format!("{name}{expected} at most {b} argument{}, got {given}", plural(b)),
        };
        return Err(vm.type_error(text));
    }
    if s.positional_only || s.var_keyword.is_some() && given <= most && given >= least {
        return Ok(());
    }
    let name = callee.name;
    let total = s.named().count();
    let counted = if bounded { given } else { given.min(most) };
    let only = s.positional_only_count - s.hidden.min(s.positional_only_count);
    let least_by_position = only.min(least);
    let text = if counted + keywords > total && s.var_keyword.is_none() {
        let by_name = if counted == 0 { "keyword " } else { "" };
        format!("{} takes at most {total} {by_name}argument{} ({} given)", callee.told(), plural(total), counted + keywords)
    } else if counted > most {
        match most {
            0 => format!("{name}() takes no positional arguments"),
            _ => {
                let how = if least < most { "at most" } else { "exactly" };
                format!("{name}() takes {how} {most} positional argument{} ({given} given)", plural(most))
            }
        }
    } else if given < least && only == most && s.var_keyword.is_some() {
        // nothing but positional-only parameters and `**kwargs`: in the words of a function that unpacks its tuple itself
        let how = if least < most || !bounded { "at least " } else { "" };
        format!("{name} expected {how}{least} argument{}, got {given}", plural(least))
    } else if given < least_by_position {
        let how = if least_by_position < most { "at least" } else { "exactly" };
        format!("{name}() takes {how} {least_by_position} positional argument{} ({given} given)", plural(least_by_position))
    } else {
        return Ok(());
    };
    Err(vm.type_error(text))
}

/// Binds the arguments of a Python function where they stand: into its first registers. The positional arguments are
/// there already; keywords and what goes to `*args` are taken aside first.
///
/// # Safety
/// `nargs` arguments stand from `to`, the last `names.len()` of them keywords; there is room for the function's registers.
pub unsafe fn bind(vm: &Vm, function: Ref<Function>, nargs: usize, names: &[Value], to: *mut Value) -> Res<()> {
    let loaded = function.loaded();
    let code = &loaded.code;
    let flags = code.flags;
    let npos = nargs - names.len();
    let argcount = code.argcount as usize;
    let total = code.parameter_count() as usize;
    let kwonly_end = argcount + code.kwonlyargcount as usize;
    if !flags.optimized && total == 0 && nargs == 0 {
        // a body's code called as a function: its names are the globals
        // SAFETY: a body has a register for its namespace, and there is room.
        unsafe { to.write(function.globals.get()) };
        return Ok(());
    }
    // SAFETY: by the contract.
    if flags.optimized && !flags.varargs && !flags.varkeywords && unsafe { place_keywords(loaded, npos, names, to) } {
        // SAFETY: the parameters are the function's first registers.
        return fill_defaults(vm, function, unsafe { std::slice::from_raw_parts_mut(to, total) }, npos);
    }
    // The keywords' values, out of the way; nothing below reaches a safepoint, so a plain buffer will do.
    let mut near = [Value::UNBOUND; 16];
    let mut far = Vec::new();
    // SAFETY: by the contract.
    let given = unsafe { std::slice::from_raw_parts(to.add(npos), names.len()) };
    let keywords: &[Value] = if given.len() <= near.len() {
        near[..given.len()].copy_from_slice(given);
        &near[..given.len()]
    } else {
        far.extend_from_slice(given);
        &far
    };
    // SAFETY: by the contract.
    let rest = if flags.varargs {
        Some(vm.tuple(unsafe { std::slice::from_raw_parts(to.add(argcount.min(npos)), npos.saturating_sub(argcount)) }))
    } else {
        None
    };
    let direct = npos.min(argcount);
    // SAFETY: the parameters are the function's first registers.
    let bound = unsafe { std::slice::from_raw_parts_mut(to, total) };
    bound[direct..].fill(Value::UNBOUND);
    let mut at = kwonly_end;
    if let Some(rest) = rest {
        bound[at] = rest;
        at += 1;
    }
    let kwargs = if flags.varkeywords { Some(vm.new_dict()) } else { None };
    if let Some(dict) = kwargs {
        bound[at] = dict;
    }
    for (&name, &v) in names.iter().zip(keywords) {
        let found = loaded.parameter(name, code.posonlyargcount as usize..kwonly_end);
        match (found, kwargs) {
            (Some(p), _) if bound[p].is_unbound() => bound[p] = v,
            (Some(p), _) => {
                let text = format!("{}() got multiple values for argument '{}'", shown_name(function), code.varnames[p]);
                return Err(vm.type_error(text));
            }
            (None, Some(dict)) => vm.dict_set(dict, name, v)?,
            (None, None) => return Err(unexpected_keyword(vm, function, name, names)),
        }
    }
    if npos > argcount && !flags.varargs {
        let kw = (argcount..kwonly_end).filter(|&p| !bound[p].is_unbound()).count();
        return Err(too_many_positional(vm, function, npos, kw));
    }
    fill_defaults(vm, function, bound, npos)
}

/// The most parameters that `place_keywords` looks after.
const FEW_PARAMETERS: usize = 16;

/// Puts the keywords of a call where the parameters are that they name, and nothing where the others are: for a function without
/// `*args` and `**kwargs` of few parameters. `false`, and nothing done, for any other, and if something is wrong.
///
/// # Safety
/// As for `bind`.
unsafe fn place_keywords(loaded: &LoadedCode, npos: usize, names: &[Value], to: *mut Value) -> bool {
    let code = &loaded.code;
    let total = code.parameter_count() as usize;
    let by_name = code.posonlyargcount as usize..total;
    if npos > code.argcount as usize || total > FEW_PARAMETERS {
        return false;
    }
    let mut bound = [Value::UNBOUND; FEW_PARAMETERS];
    for (i, &name) in names.iter().enumerate() {
        // most stand in the order of the parameters
        let next = npos + i;
        let p = match loaded.parameters.get(next) {
            Some(&p) if p == name && by_name.contains(&next) => next,
            _ => match loaded.parameter(name, by_name.clone()) {
                Some(p) => p,
                None => return false,
            },
        };
        if p < npos || !bound[p].is_unbound() {
            return false;
        }
        // SAFETY: by the contract.
        bound[p] = unsafe { *to.add(next) };
    }
    // SAFETY: the parameters are the function's first registers.
    unsafe { std::ptr::copy_nonoverlapping(bound[npos..].as_ptr(), to.add(npos), total - npos) };
    true
}

fn fill_defaults(vm: &Vm, function: Ref<Function>, bound: &mut [Value], npos: usize) -> Res<()> {
    let loaded = function.loaded();
    let code = &loaded.code;
    let argcount = code.argcount as usize;
    if npos < argcount {
        let defaults = function.defaults.get().cast::<Tuple>();
        let defaults: &[Value] = defaults.as_ref().map_or(&[], |tuple| tuple.items());
        let first = argcount.saturating_sub(defaults.len());
        for p in npos..argcount {
            if bound[p].is_unbound() {
                if p < first {
                    return Err(missing_arguments(vm, function, "positional", (p..first).filter(|&p| bound[p].is_unbound())));
                }
                bound[p] = defaults[p - first];
            }
        }
    }
    let kwonly = argcount..argcount + code.kwonlyargcount as usize;
    if bound[kwonly.clone()].iter().any(|v| v.is_unbound()) {
        let kwdefaults = function.kwdefaults.get();
        let table = if kwdefaults.has_shape(exact(Layout::Dict)) { kwdefaults.expect::<Dict>().table.get().given() } else { None };
        let table = table.map(|table| table.expect::<DictTable>());
        // the dict has them in the parameters' order, if nobody changed it
        let mut in_order = table.as_ref().map_or(&[][..], |table| &table.entries()[..table.used()]).iter().peekable();
        for p in kwonly.clone().filter(|_| kwdefaults.is_object()) {
            let name = loaded.parameters[p];
            let default = in_order.next_if(|entry| entry.key.get() == name).map_or(Value::UNBOUND, |entry| entry.value.get());
            if bound[p].is_unbound() {
                if !default.is_unbound() {
                    bound[p] = default;
                    continue;
                }
                let known = if kwdefaults.has_shape(exact(Layout::Dict)) { vm.dict_get_simple(kwdefaults, name) } else { None };
                bound[p] = match known {
                    Some(v) => v,
                    None => vm.dict_get(kwdefaults, name)?.unwrap_or(Value::UNBOUND),
                };
            }
        }
        if bound[kwonly.clone()].iter().any(|v| v.is_unbound()) {
            return Err(missing_arguments(vm, function, "keyword-only", kwonly.filter(|&p| bound[p].is_unbound())));
        }
    }
    Ok(())
}

fn shown_name(function: Ref<Function>) -> String {
    function.qualname.get().as_str().unwrap_or("?").to_string()
}

#[cold]
fn missing_arguments(vm: &Vm, function: Ref<Function>, kind: &str, missing: impl Iterator<Item = usize>) -> Raised {
    let names = &function.loaded().code.varnames;
    let quoted: Vec<String> = missing.map(|p| format!("'{}'", names[p])).collect();
    let list = match quoted.as_slice() {
        [one] => one.clone(),
        [a, b] => format!("{a} and {b}"),
        [rest @ .., last] => format!("{}, and {last}", rest.join(", ")),
        [] => String::new(),
    };
    let plural = if quoted.len() == 1 { "" } else { "s" };
    vm.type_error(format!("{}() missing {} required {kind} argument{plural}: {list}", shown_name(function), quoted.len()))
}

#[cold]
fn too_many_positional(vm: &Vm, function: Ref<Function>, given: usize, keyword_only: usize) -> Raised {
    let code = &function.loaded().code;
    let most = code.argcount as usize;
    let defaults = function.defaults.get().cast::<Tuple>().map_or(0, |t| t.len);
    let takes = if defaults > 0 {
        format!("from {} to {most} positional arguments", most.saturating_sub(defaults))
    } else {
        format!("{most} positional argument{}", if most == 1 { "" } else { "s" })
    };
    let plural = if keyword_only == 1 { "" } else { "s" };
    let given = if keyword_only > 0 {
        format!(
            "{given} positional argument{} (and {keyword_only} keyword-only argument{plural}) were given",
            if given == 1 { "" } else { "s" }
        )
    } else {
        format!("{given} {} given", if given == 1 { "was" } else { "were" })
    };
    vm.type_error(format!("{}() takes {takes} but {given}", shown_name(function)))
}

#[cold]
fn unexpected_keyword(vm: &Vm, function: Ref<Function>, name: Value, names: &[Value]) -> Raised {
    let code = &function.loaded().code;
    let posonly = &code.varnames[..code.posonlyargcount as usize];
    let as_keywords: Vec<&str> = posonly.iter().map(|n| &**n).filter(|n| names.iter().any(|k| k.as_str() == Some(n))).collect();
    if !as_keywords.is_empty() {
        let text = format!(
            "{}() got some positional-only arguments passed as keyword arguments: '{}'",
            shown_name(function),
            as_keywords.join(", ")
        );
        return vm.type_error(text);
    }
    let key = name.as_str().unwrap_or("?");
    let end = (code.argcount + code.kwonlyargcount) as usize;
    let known = code.varnames[code.posonlyargcount as usize..end].iter().map(|n| &**n);
    let hint = super::suggest::closest(key, known).map_or(String::new(), |h| format!(". Did you mean '{h}'?"));
    vm.type_error(format!("{}() got an unexpected keyword argument '{key}'{hint}", shown_name(function)))
}
