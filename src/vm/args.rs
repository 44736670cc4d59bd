//! Binding arguments to parameters, of Python functions and of native ones, with CPython's error texts.

use std::sync::atomic::Ordering;

use crate::object::layouts::*;
use crate::object::{Args, Layout, MethodKind, Raised, Ref, Res, Value};

use super::intern::intern;
use super::{Values, Vm};

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
    /// neither `*args` nor `**kwargs` nor a keyword that must be given: enough positional arguments are enough
    pub plain: bool,
    /// counts `self` (which error texts do not)
    pub has_self: bool,
}

impl Signature {
    /// Parses `(self, index=-1, /, *args, key=None, **kwargs)`; marks as in Python.
    pub fn parse(text: &'static str) -> Signature {
        let inner = text.strip_prefix('(').and_then(|t| t.split(" ->").next()).and_then(|t| t.strip_suffix(')')).unwrap_or("");
        let mut params: Vec<Param> = Vec::new();
        let mut kind = ParamKind::Either;
        for piece in split_params(inner) {
            match piece {
                "" => {}
                "/" => params.iter_mut().for_each(|p| p.kind = ParamKind::PositionalOnly),
                "*" => kind = ParamKind::KeywordOnly,
                _ => {
                    let (name, default) = match piece.split_once('=') {
                        Some((n, d)) => (n.trim(), Some(d.trim())),
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
        let plain = var_positional.is_none()
            && var_keyword.is_none()
            && params.iter().all(|p| p.kind != ParamKind::KeywordOnly || p.default.is_some());
        let has_self = params.first().is_some_and(|p| matches!(p.name.as_str(), Some("self" | "cls" | "type")));
        Signature { positional, required, var_positional, var_keyword, positional_only, exact, plain, has_self, params }
    }
}

/// Splits at commas outside brackets and quotes.
fn split_params(text: &'static str) -> Vec<&'static str> {
    let mut out = Vec::new();
    let (mut depth, mut start, mut quote) = (0i32, 0, None);
    for (i, c) in text.char_indices() {
        match (quote, c) {
            (Some(q), _) if c == q => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(c),
            (None, '(' | '[' | '{') => depth += 1,
            (None, ')' | ']' | '}') => depth -= 1,
            (None, ',') if depth == 0 => {
                out.push(text[start..i].trim());
                start = i + 1;
            }
            _ => {}
        }
    }
    out.push(text[start..].trim());
    out
}

impl NativeFunction {
    /// What stands before the arguments of a call: the object that a builtin method is bound to.
    #[inline(always)]
    pub fn inserted(&self) -> Option<Value> {
        let this = self.this.get();
        let alone = this.is_unbound() || self.def.kind == MethodKind::Static || self.is_of_module();
        if alone { None } else { Some(this) }
    }

    /// A function of a module, whose first argument is its caller's; not a method that is bound to a module object.
    #[inline]
    pub fn is_of_module(&self) -> bool {
        self.module.get().is_object() && self.this.get().cast::<Module>().is_some()
    }

    /// The signature, parsed at its first use (and kept for ever: the table it comes from is static).
    #[inline]
    pub fn parsed(&self) -> &'static Signature {
        let known = self.signature.load(Ordering::Acquire);
        if known != 0 {
            // SAFETY: the address of a leaked signature.
            return unsafe { &*(known as *const Signature) };
        }
        let made: &'static Signature = Box::leak(Box::new(Signature::parse(self.def.signature)));
        self.signature.store(made as *const Signature as usize, Ordering::Release);
        made
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
    let this = f.this.get();
    if std::ptr::eq(f.def, &crate::types::wrappers::NEW) {
        crate::types::wrappers::check_new(vm, this, args.pos())?;
    }
    if f.value().has_shape(exact(Layout::NativeMethod)) {
        let Some(&receiver) = args.pos().first() else {
            return Err(vm.type_error(format!("unbound method {}.{}() needs an argument", owner_name(&f), f.def.name)));
        };
        if !receiver_fits(&f, receiver) {
            let text = format!(
                "descriptor '{}' for '{}' objects doesn't apply to a '{}' object",
                f.def.name,
                owner_name(&f),
                receiver.type_name()
            );
            return Err(vm.type_error(text));
        }
    } else if f.inserted().is_some() {
        // bound to an object or class: it stands first
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
        return bind_and_call(vm, f, Args { all: &all, names: args.names });
    }
    bind_and_call(vm, f, args)
}

fn owner_name(f: &NativeFunction) -> &'static str {
    f.this.get().as_type().map_or("?", |t| t.name_text())
}

fn bind_and_call(vm: &Vm, f: Ref<NativeFunction>, args: Args) -> Res {
    let signature = f.parsed();
    if args.names.is_empty() {
        let n = args.all.len();
        if n == signature.exact {
            return (f.def.function)(vm, args.all);
        }
        let total = signature.params.len();
        if signature.plain && n >= signature.required && n <= signature.positional && total <= 8 {
            let mut bound = [Value::UNBOUND; 8];
            bound[..n].copy_from_slice(args.all);
            return (f.def.function)(vm, &bound[..total]);
        }
    }
    call_bound_native(vm, signature, f.def.name, args, &|vm, bound| (f.def.function)(vm, bound), f)
}

/// Binds by a signature and calls `run` with one value a parameter.
fn call_bound_native(vm: &Vm, s: &Signature, name: &str, args: Args, run: &dyn Fn(&Vm, &[Value]) -> Res, f: Ref<NativeFunction>) -> Res {
    // a method with its type, a module's function with its module
    let shown = || match f.this.get() {
        this if this.as_type().is_some_and(|_| f.def.kind != MethodKind::Static) => {
            format!("{}.{name}", this.as_type().map_or("?", |t| t.name_text()))
        }
        _ if f.is_of_module() => match f.module.get().as_str() {
            Some(module) if module != "builtins" => format!("{module}.{name}"),
            _ => name.to_string(),
        },
        this if this.is_object() => format!("{}.{name}", this.type_name()),
        _ => name.to_string(),
    };
    bind_native(vm, s, name, &shown, args, run)
}

/// Binds the arguments of a native function or constructor and runs it.
pub fn bind_native(vm: &Vm, s: &Signature, name: &str, shown: &dyn Fn() -> String, args: Args, run: &dyn Fn(&Vm, &[Value]) -> Res) -> Res {
    let n = s.params.len();
    let given = args.all.len();
    if args.names.is_empty() && s.plain && given >= s.required && given <= s.positional && n <= 8 {
        let mut bound = [Value::UNBOUND; 8];
        bound[..given].copy_from_slice(args.all);
        return run(vm, &bound[..n]);
    }
    if n <= 12 {
        let mut bound = [Value::UNBOUND; 12];
        fill(vm, s, name, shown, args, &mut bound[..n])?;
        return run(vm, &bound[..n]);
    }
    let mut bound = Values::with_capacity(vm, n);
    (0..n).for_each(|_| bound.push(Value::UNBOUND));
    fill(vm, s, name, shown, args, bound.as_mut_slice())?;
    run(vm, &bound)
}

fn fill(vm: &Vm, s: &Signature, name: &str, shown: &dyn Fn() -> String, args: Args, bound: &mut [Value]) -> Res<()> {
    let pos = args.pos();
    let hidden = usize::from(s.has_self);
    if !args.names.is_empty() && s.positional_only && s.var_keyword.is_none() {
        return Err(vm.type_error(format!("{}() takes no keyword arguments", shown())));
    }
    if s.var_positional.is_none() && pos.len() > s.positional {
        return Err(too_many(vm, s, name, shown, pos.len() - hidden, args.names.len()));
    }
    let direct = pos.len().min(s.positional);
    bound[..direct].copy_from_slice(&pos[..direct]);
    if let Some(at) = s.var_positional {
        bound[at] = vm.tuple(&pos[direct..]);
    }
    for (key, v) in args.keywords() {
        let at = s.params.iter().position(|p| p.name == key && matches!(p.kind, ParamKind::Either | ParamKind::KeywordOnly));
        match (at, s.var_keyword) {
            (Some(i), _) if bound[i].is_unbound() => bound[i] = v,
            (Some(i), _) => {
                let text =
                    format!("argument for {}() given by name ('{}') and position ({})", name, key.as_str().unwrap_or("?"), i + 1 - hidden);
                return Err(vm.type_error(text));
            }
            (None, Some(at)) => {
                if bound[at].is_unbound() {
                    bound[at] = vm.new_dict();
                }
                vm.dict_set(bound[at], key, v)?;
            }
            (None, None) => {
                let known: Vec<&str> = s
                    .params
                    .iter()
                    .filter(|p| matches!(p.kind, ParamKind::Either | ParamKind::KeywordOnly))
                    .filter_map(|p| p.name.as_str())
                    .collect();
                let key = key.as_str().unwrap_or("?");
                let hint = super::suggest::closest(key, known.iter().copied()).map_or(String::new(), |h| format!(". Did you mean '{h}'?"));
                return Err(vm.type_error(format!("{}() got an unexpected keyword argument '{key}'{hint}", name)));
            }
        }
    }
    for (i, p) in s.params.iter().enumerate() {
        let needed = p.default.is_none() && !matches!(p.kind, ParamKind::VarPositional | ParamKind::VarKeyword);
        if needed && bound[i].is_unbound() {
            if s.positional_only || (p.kind == ParamKind::PositionalOnly) {
                return Err(too_many(vm, s, name, shown, pos.len() - hidden.min(pos.len()), 0));
            }
            let text = if p.kind == ParamKind::KeywordOnly {
                format!("{}() missing required keyword-only argument '{}'", name, p.name.as_str().unwrap_or("?"))
            } else {
                format!("{}() missing required argument '{}' (pos {})", name, p.name.as_str().unwrap_or("?"), i + 1 - hidden)
            };
            return Err(vm.type_error(text));
        }
    }
    Ok(())
}

/// "f() takes exactly one argument (2 given)" and its sisters.
fn too_many(vm: &Vm, s: &Signature, name: &str, shown: &dyn Fn() -> String, given: usize, keywords: usize) -> Raised {
    let hidden = usize::from(s.has_self);
    let (least, most) = (s.required - hidden.min(s.required), s.positional - hidden.min(s.positional));
    let plural = |n: usize| if n == 1 { "" } else { "s" };
    // functions that take any keywords count their positional parameters as those without keywords do
    let text = if s.positional_only || s.var_keyword.is_some() {
        match (least, most) {
            (0, 0) if s.var_positional.is_none() => format!("{}() takes no arguments ({given} given)", shown()),
            (1, 1) if s.var_positional.is_none() => format!("{}() takes exactly one argument ({given} given)", shown()),
            (a, b) if a == b && s.var_positional.is_none() => format!("{name} expected {a} argument{}, got {given}", plural(a)),
            (a, _) if given < a => format!("{name} expected at least {a} argument{}, got {given}", plural(a)),
            (_, b) => format!("{name} expected at most {b} argument{}, got {given}", plural(b)),
        }
    } else if most == 0 {
        format!("{name}() takes no positional arguments")
    } else if given < least && least < most {
        format!("{name}() takes at least {least} positional argument{} ({given} given)", plural(least))
    } else if least == most {
        let total = given + keywords;
        format!("{name}() takes exactly {most} positional argument{} ({total} given)", plural(most))
    } else if s.params.iter().any(|p| p.kind == ParamKind::KeywordOnly) {
        format!("{name}() takes at most {most} positional argument{} ({given} given)", plural(most))
    } else {
        let total = given + keywords;
        format!("{name}() takes at most {most} argument{} ({total} given)", plural(most))
    };
    vm.type_error(text)
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
        for p in kwonly.clone().filter(|_| kwdefaults.is_object()) {
            if bound[p].is_unbound() {
                bound[p] = vm.dict_get(kwdefaults, loaded.parameters[p])?.unwrap_or(Value::UNBOUND);
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
