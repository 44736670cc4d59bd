//! Calls: what can be called, and how each kind is entered.
//!
//! From Python code a call has a window (see `frame`): `enter` looks at the callee, moves the arguments where a method's
//! or class's first argument must be inserted, and either pushes a frame or runs native code to its end. From native
//! code `Vm::call` does the same on a window above the current frame and drives the machine until it returns.

use std::sync::atomic::Ordering;

use crate::object::layouts::*;
use crate::object::{Args, Layout, Ref, Res, Value};

use super::frame::{Frame, HALT_WORDS, KIND_CONSTRUCT, KIND_ENTRY, STACK_RESERVE, caller_word, link};
use super::{Vm, args};

/// What a call did.
pub enum Entered {
    /// a frame was pushed: go on there
    Frame(*const u64, *mut Value),
    Done(Value),
}

/// Words that an entry frame needs below its window: the native caller's pc.
const ENTRY_WORDS: usize = 1;

/// Enters whatever `r[base]` is, its `nargs` arguments standing from `r[base+3]`, the last of them named by `names`.
///
/// # Safety
/// `pc` is a one-word call instruction of the frame `fp`; the place is saved in the machine.
pub unsafe fn enter(vm: &Vm, pc: *const u64, fp: *mut Value, base: usize, nargs: usize, names: &[Value]) -> Res<Entered> {
    // SAFETY: by the contract.
    unsafe { enter_window(vm, pc.add(1), fp, fp.add(base), nargs, names, 0) }
}

/// As `enter`, for a Python function.
///
/// # Safety
/// As for `enter`; there is room on the stack for the arguments.
#[inline(always)]
pub unsafe fn enter_python(vm: &Vm, pc: *const u64, fp: *mut Value, base: usize, nargs: usize, names: &[Value]) -> Res<Entered> {
    // SAFETY: by the contract.
    unsafe {
        let window = fp.add(base);
        enter_function(vm, pc.add(1), fp, (*window).expect(), window, nargs, names, 0)
    }
}

/// As `enter`, for a window anywhere on the stack and a frame kind to add.
unsafe fn enter_window(
    vm: &Vm,
    ret: *const u64,
    fp: *mut Value,
    mut window: *mut Value,
    mut nargs: usize,
    names: &[Value],
    kind: u64,
) -> Res<Entered> {
    // SAFETY: windows stay below the stack's limit plus its reserve; arguments are moved inside it.
    unsafe {
        loop {
            let f = *window;
            let first = window.add(3);
            if first.add(nargs + 8) as usize >= vm.stack_limit.get() as usize + STACK_RESERVE * 4 {
                return Err(vm.too_deep(""));
            }
            match f.shape().layout() {
                Layout::Function => {
                    let function = f.expect::<Function>();
                    return enter_function(vm, ret, fp, function, window, nargs, names, kind);
                }
                Layout::BoundMethod => {
                    let m = f.expect::<BoundMethod>();
                    std::ptr::copy(first, first.add(1), nargs);
                    *window = m.function.get();
                    *first = m.this.get();
                    nargs += 1;
                }
                Layout::NativeFunction | Layout::NativeMethod | Layout::SlotMethod | Layout::BoundSlot => {
                    let call = |all: &[Value]| args::call_native(vm, f.expect(), Args { all, names });
                    return with_kept(vm, first, nargs, call).map(Entered::Done);
                }
                Layout::Type => {
                    if f.has_shape(exact(Layout::Type)) && f.as_type().is_some_and(|t| t.builtin) {
                        let call = |all: &[Value]| crate::types::typeobject::type_call(vm, f, Args { all, names });
                        return with_kept(vm, first, nargs, call).map(Entered::Done);
                    }
                    if let Some(call) = vm.metaclass_call(f) {
                        std::ptr::copy(first, first.add(1), nargs);
                        *window = call;
                        *first = f;
                        nargs += 1;
                        continue;
                    }
                    let plain = vm.plain_construction(f)?;
                    if let (Some((Value::UNBOUND, _)), 0, Some(t)) = (plain, nargs, f.as_type()) {
                        return vm.new_instance(t).map(Entered::Done);
                    }
                    if let Some((init, instance)) = plain.filter(|(init, _)| !init.is_unbound()) {
                        std::ptr::copy(first, first.add(2), nargs);
                        *window = instance;
                        window = window.add(1);
                        *window = init;
                        *window.add(3) = instance;
                        return enter_function(vm, ret, fp, init.expect(), window, nargs + 1, names, kind | KIND_CONSTRUCT);
                    }
                    return with_kept(vm, first, nargs, |all| vm.call_type(f, Args { all, names })).map(Entered::Done);
                }
                _ => {
                    if let Some(call) = vm.python_call_method(f) {
                        std::ptr::copy(first, first.add(1), nargs);
                        *window = call;
                        *first = f;
                        nargs += 1;
                        continue;
                    }
                    let Some(call) = f.typ().slots().call else { return Err(vm.not_a(f, "is not callable")) };
                    return with_kept(vm, first, nargs, |all| call(vm, f, Args { all, names })).map(Entered::Done);
                }
            }
        }
    }
}

/// Runs native code on the arguments of a window. Where they stand above the current frame's registers, nested calls would
/// write over them: native code then gets a copy, which the collector sees.
///
/// # Safety
/// `nargs` values stand at `first`.
unsafe fn with_kept(vm: &Vm, first: *mut Value, nargs: usize, run: impl FnOnce(&[Value]) -> Res) -> Res {
    // SAFETY: by the contract.
    let all = unsafe { std::slice::from_raw_parts(first, nargs) };
    if all.as_ptr_range().end <= vm.stack_top() as *const Value {
        return run(all);
    }
    let mut few = [Value::UNBOUND; 8];
    match few.get_mut(..nargs) {
        Some(few) => {
            few.copy_from_slice(all);
            run(few)
        }
        None => {
            let all = super::Values::from_slice(vm, all);
            vm.check_made()?;
            run(&all)
        }
    }
}

/// Puts the defaults of a function's last parameters behind the `given` first arguments at `at`; `false`, and nothing done, if there are
/// not enough, or if it has other parameters than plain ones.
///
/// # Safety
/// The words of the function's registers stand from `at`, those that are given filled.
#[inline(always)]
pub unsafe fn by_defaults(function: &Function, given: usize, at: *mut Value) -> bool {
    let simple = function.simple_args.load(Ordering::Relaxed);
    let Some(tuple) = function.defaults.get().given() else { return false };
    let (tuple, wanted) = (tuple.expect::<Tuple>(), (simple as usize).wrapping_sub(given));
    if simple == u32::MAX || wanted > tuple.len {
        return false;
    }
    // SAFETY: by the contract: parameters are registers.
    unsafe { tuple.items()[tuple.len - wanted..].iter().enumerate().for_each(|(i, &v)| *at.add(given + i) = v) };
    true
}

#[expect(clippy::too_many_arguments, reason = "the parts of one window")]
unsafe fn enter_function(
    vm: &Vm,
    ret: *const u64,
    fp: *mut Value,
    function: Ref<Function>,
    window: *mut Value,
    nargs: usize,
    names: &[Value],
    kind: u64,
) -> Res<Entered> {
    // SAFETY: as for `enter_window`.
    unsafe {
        let callee = window.add(3);
        let depth = if fp.is_null() { 1 } else { Frame(fp).depth() + 1 };
        if callee.add(function.nregs as usize) >= vm.stack_limit.get() || depth > vm.recursion_limit.get() {
            return Err(vm.too_deep(""));
        }
        let simple = function.simple_args.load(Ordering::Relaxed) as usize;
        if names.is_empty() && nargs < simple && simple != u32::MAX as usize {
            if !by_defaults(&function, nargs, callee) {
                args::bind(vm, function, nargs, names, callee)?;
            }
        } else if !names.is_empty() || simple != nargs {
            let code = function.loaded();
            let suspends = code.suspends();
            if !(suspends && names.is_empty() && code.plain_args() as usize == nargs) {
                args::bind(vm, function, nargs, names, callee)?;
            }
            if suspends {
                return Ok(Entered::Done(super::generator::new(vm, function, callee)));
            }
        }
        *callee.sub(2) = link(ret, kind);
        *callee.sub(1) = caller_word(fp, depth);
        Ok(Entered::Frame(function.entry, callee))
    }
}

impl Vm {
    /// Calls `f` with positional arguments.
    pub fn call(&self, f: Value, args: &[Value]) -> Res {
        self.call_args(f, Args::positional(args))
    }

    /// Calls `f` with positional and keyword arguments.
    pub fn call_kw(&self, f: Value, args: &[Value], keywords: &[(&str, Value)]) -> Res {
        let names: Vec<Value> = keywords.iter().map(|(k, _)| super::intern::intern(k.as_bytes())).collect();
        let mut all = super::Values::from_slice(self, args);
        all.extend(keywords.iter().map(|&(_, v)| v));
        self.check_made()?;
        self.call_args(f, Args { all: &all, names: &names })
    }

    /// Calls `f` with these arguments.
    pub fn call_args(&self, f: Value, args: Args) -> Res {
        self.check_depth()?;
        if matches!(f.shape_id(), s if s >= exact(Layout::NativeFunction) && s <= exact(Layout::BoundSlot)) {
            return args::call_native(self, f.expect(), args);
        }
        if f.as_type().is_some_and(|t| t.builtin) {
            return self.call_type(f, args);
        }
        if f.has_shape(exact(Layout::Function)) && args.names.is_empty() {
            let function = f.expect::<Function>();
            if function.simple_args.load(Ordering::Relaxed) as usize == args.all.len() {
                return self.call_simple(function, Value::UNBOUND, args.all);
            }
        }
        let (old_fp, old_pc) = self.place();
        // SAFETY: the window is above every register in use; room is checked by `enter_window`.
        unsafe {
            let top = self.stack_top();
            let window = top.add(ENTRY_WORDS);
            if window.add(args.all.len() + 16) as usize >= self.stack_limit.get() as usize {
                return Err(self.too_deep(""));
            }
            *top = Value(old_pc as u64);
            *window = f;
            std::ptr::copy(args.all.as_ptr(), window.add(3), args.all.len());
            let entered = enter_window(self, HALT_WORDS.as_ptr(), old_fp, window, args.all.len(), args.names, KIND_ENTRY);
            match entered? {
                Entered::Done(v) => Ok(v),
                Entered::Frame(pc, fp) => {
                    let outcome = self.drive(pc, fp);
                    self.save(old_pc, old_fp);
                    outcome.map(|()| *window)
                }
            }
        }
    }

    /// Calls a Python function that takes exactly `this` (unless it is unbound) and these arguments. The caller has asked
    /// `check_depth`.
    #[inline]
    pub fn call_simple(&self, function: Ref<Function>, this: Value, args: &[Value]) -> Res {
        let (old_fp, old_pc) = self.place();
        let depth = if old_fp.is_null() { 1 } else { Frame(old_fp).depth() + 1 };
        // SAFETY: the window is above every register in use, and its frame below the stack's limit.
        unsafe {
            let top = self.stack_top();
            let window = top.add(ENTRY_WORDS);
            let callee = window.add(3);
            if callee.add(function.nregs as usize) >= self.stack_limit.get() || depth > self.recursion_limit.get() {
                return Err(self.too_deep(""));
            }
            *top = Value(old_pc as u64);
            *window = function.value();
            let first = if this.is_unbound() {
                callee
            } else {
                *callee = this;
                callee.add(1)
            };
            for (i, &v) in args.iter().enumerate() {
                *first.add(i) = v;
            }
            *callee.sub(2) = link(HALT_WORDS.as_ptr(), KIND_ENTRY);
            *callee.sub(1) = caller_word(old_fp, depth);
            let outcome = self.drive(function.entry, callee);
            self.save(old_pc, old_fp);
            outcome.map(|()| *window)
        }
    }

    /// Calls what a class has under a special name, if that is a Python function of just so many parameters; `None`, and nothing done, if
    /// it is anything else.
    #[inline(always)]
    pub fn call_plain_method(&self, f: Value, this: Value, args: &[Value]) -> Option<Res> {
        if !f.has_shape(exact(Layout::Function)) {
            return None;
        }
        let function = f.expect::<Function>();
        if function.simple_args.load(Ordering::Relaxed) as usize != args.len() + 1 {
            return None;
        }
        Some(self.check_depth().and_then(|()| self.call_simple(function, this, args)))
    }

    /// `object.name(*args)`.
    pub fn call_method(&self, object: Value, name: &str, args: &[Value]) -> Res {
        self.call_method_value(object, super::intern::intern(name.as_bytes()), args)
    }

    /// `object.name(*args)`, the name interned.
    pub fn call_method_value(&self, object: Value, name: Value, args: &[Value]) -> Res {
        let (f, this) = self.find_method(object, name)?;
        self.call_bound(f, this, args)
    }

    /// Calls what `load_method` or `load_special` found.
    pub fn call_bound(&self, f: Value, this: Value, args: &[Value]) -> Res {
        if this.is_unbound() {
            return self.call(f, args);
        }
        if f.has_shape(exact(Layout::Function)) {
            let function = f.expect::<Function>();
            if function.simple_args.load(Ordering::Relaxed) as usize == args.len() + 1 {
                self.check_depth()?;
                return self.call_simple(function, this, args);
            }
        }
        let mut all = [Value::UNBOUND; 8];
        if args.len() < all.len() {
            all[0] = this;
            all[1..=args.len()].copy_from_slice(args);
            return self.call(f, &all[..=args.len()]);
        }
        let mut values = super::Values::with_capacity(self, args.len() + 1);
        values.push(this);
        values.extend(args.iter().copied());
        self.check_made()?;
        self.call(f, &values)
    }

    /// Calls the special method `name` of the object's type, if it has one: what operators do.
    pub fn call_special(&self, object: Value, name: Value, args: &[Value]) -> Res<Option<Value>> {
        match self.lookup_special(object, name)? {
            Some((f, this)) => self.call_bound(f, this, args).map(Some),
            None => Ok(None),
        }
    }

    /// The Python function behind an instance's `__call__`, if that is what calling it means.
    fn python_call_method(&self, f: Value) -> Option<Value> {
        if f.layout() != Layout::Instance {
            return None;
        }
        let call = self.type_lookup(f.typ(), super::intern::names::CALL.get())?;
        call.has_shape(exact(Layout::Function)).then_some(call)
    }

    /// The Python function behind a class's metaclass's `__call__`, if that is what calling the class means.
    #[inline]
    fn metaclass_call(&self, class: Value) -> Option<Value> {
        let meta = class.typ();
        if meta.builtin {
            return None;
        }
        self.type_lookup(meta, super::intern::names::CALL.get()).filter(|call| call.has_shape(exact(Layout::Function)))
    }

    pub fn is_callable(&self, f: Value) -> bool {
        f.typ().slots().call.is_some()
    }

    /// Runs a module's or class body's code with `namespace` in `r[0]`; a function's body with what it makes itself.
    pub fn run_body(&self, function: Value, namespace: Value) -> Res {
        let f = function.expect::<Function>();
        if f.loaded().code.flags.optimized {
            return self.call(function, &[]);
        }
        if f.loaded().code.flags.coroutine {
            // SAFETY: a body's only register with a value is the one of its namespace.
            return Ok(unsafe { super::generator::new(self, f, &namespace) });
        }
        f.simple_args.store(1, Ordering::Relaxed);
        self.call(function, &[namespace])
    }
}
