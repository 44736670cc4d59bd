//! Calls: Python functions by a new window, everything else through the protocol.

use super::*;
use crate::object::layouts::{BoundMethod, Dict, Function, NativeFunction, Tuple};
use crate::object::{Args, Layout, Raised, Res, exact};
use crate::vm::args::{Signature, call_function, few};
use crate::vm::call::{Entered, by_defaults, enter, enter_python};
use crate::vm::frame::{Frame, KIND_CONSTRUCT, KIND_GENERATOR, caller_word, link};

/// Enters a Python function whose arguments stand in its window already; `None` if something is unusual.
#[inline(always)]
unsafe fn enter_simple(vm: &Vm, pc: *const u64, fp: *mut Value, base: usize, nargs: usize) -> Option<Next> {
    // SAFETY: by the handlers' contract; the window's three link words belong to the machine.
    unsafe {
        let f = get(fp, base);
        if !f.has_shape(exact(Layout::Function)) {
            return None;
        }
        let function = f.expect::<Function>();
        if function.simple_args.load(Ordering::Relaxed) as usize != nargs {
            return None;
        }
        let callee = fp.add(base + 3);
        let depth = depth_for(vm, fp, &function, callee)?;
        Some(enter_frame(pc, fp, &function, callee, depth, 0))
    }
}

/// Goes on in the frame of the function at `callee`, of this depth and kind, which comes back behind the call at `pc` of the frame `fp`.
#[inline(always)]
unsafe fn enter_frame(pc: *const u64, fp: *mut Value, function: &Function, callee: *mut Value, depth: u32, kind: u64) -> Next {
    // SAFETY: by the handlers' contract; the window's link words belong to the machine.
    unsafe {
        *callee.sub(2) = link(pc.add(1), kind);
        *callee.sub(1) = caller_word(fp, depth);
    }
    Go(function.entry, callee)
}

/// The depth of a frame for the function at `callee`, called by `fp`; `None` if there is no room for it.
#[inline(always)]
pub(super) unsafe fn depth_for(vm: &Vm, fp: *mut Value, function: &Function, callee: *mut Value) -> Option<u32> {
    // SAFETY: by the handlers' contract; no more than an address is made of `callee`.
    unsafe {
        let depth = Frame(fp).depth() + 1;
        let fits = callee.add(function.nregs as usize) < vm.stack_limit.get() && depth <= vm.recursion_limit.get();
        fits.then_some(depth)
    }
}

/// A call of anything, its arguments in the window from `r[base+3]`.
unsafe fn call_any(vm: &Vm, pc: *const u64, fp: *mut Value, base: usize, nargs: usize, names: &[Value]) -> (*const u64, *mut Value) {
    vm.save(pc, fp);
    // SAFETY: by the handlers' contract.
    unsafe {
        let entered = match get(fp, base) {
            f if f.has_shape(exact(Layout::Function)) => enter_python(vm, pc, fp, base, nargs, names),
            _ => enter(vm, pc, fp, base, nargs, names),
        };
        match entered {
            Ok(Entered::Frame(pc, fp)) => (pc, fp),
            Ok(Entered::Done(v)) => {
                set(fp, base, v);
                poll_after(vm, pc, fp)
            }
            Err(raised) => crate::vm::unwind::unwind(vm, raised),
        }
    }
}

#[inline(never)]
unsafe fn slow_call(vm: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> (*const u64, *mut Value) {
    // SAFETY: by the handlers' contract.
    unsafe {
        if let Some(to) = poll(vm, pc, fp, get(fp, a(word))) {
            return to;
        }
        let (base, nargs) = (a(word), b(word));
        if let Some(to) = call_native_plain(vm, pc, fp, base, nargs) {
            return to;
        }
        match super::answers::enter_new(vm, pc, fp, base, nargs) {
            Some(to) => to,
            None => call_any(vm, pc, fp, base, nargs, &[]),
        }
    }
}

/// Runs a builtin class, or a native function or method for which the arguments as they stand, and nothing for those that are missing, are
/// enough; `None` for any other callee or call.
#[inline(always)]
unsafe fn call_native_plain(vm: &Vm, pc: *const u64, fp: *mut Value, base: usize, nargs: usize) -> Option<(*const u64, *mut Value)> {
    // SAFETY: by the handlers' contract; the arguments stand in the frame's own registers.
    unsafe {
        let callee = get(fp, base);
        let args = if callee.has_shape(exact(Layout::NativeMethod)) || callee.has_shape(exact(Layout::SlotMethod)) {
            let args = std::slice::from_raw_parts(fp.add(base + 3), nargs);
            if nargs == 0 || !crate::vm::args::receiver_fits(&callee.expect::<NativeFunction>(), args[0]) {
                return None;
            }
            args
        } else if callee.has_shape(exact(Layout::NativeFunction)) {
            match callee.expect::<NativeFunction>().inserted() {
                // what it is bound to stands first: in the window's last link word, which only a frame needs
                Some(this) => {
                    set(fp, base + 2, this);
                    std::slice::from_raw_parts(fp.add(base + 2), nargs + 1)
                }
                None => std::slice::from_raw_parts(fp.add(base + 3), nargs),
            }
        } else if callee.has_shape(exact(Layout::Type)) && callee.as_type().is_some_and(|t| t.builtin) {
            let args = std::slice::from_raw_parts(fp.add(base + 3), nargs);
            let call = || crate::types::typeobject::type_call(vm, callee, Args { all: args, names: &[] });
            return Some(run_native(vm, pc, fp, base, call));
        } else {
            return None;
        };
        let f = callee.expect::<NativeFunction>();
        let signature = f.parsed();
        let n = args.len();
        if n == signature.exact {
            return Some(run_native(vm, pc, fp, base, || call_function(vm, &f, args)));
        }
        let total = signature.params.len();
        if !signature.fits_plainly(n) {
            let bound = signature.bind_rest(vm, args)?;
            return Some(run_native(vm, pc, fp, base, || call_function(vm, &f, &bound[..total])));
        }
        let bound = few(args);
        Some(run_native(vm, pc, fp, base, || call_function(vm, &f, &bound[..total])))
    }
}

/// Runs native code for the call at `pc`.
#[inline(always)]
unsafe fn run_native(vm: &Vm, pc: *const u64, fp: *mut Value, base: usize, code: impl FnOnce() -> Res) -> (*const u64, *mut Value) {
    vm.save(pc, fp);
    if let Err(raised) = vm.check_depth() {
        return crate::vm::unwind::unwind(vm, raised);
    }
    match code() {
        // SAFETY: `base` is the window of the one-word call instruction at `pc`.
        Ok(v) => unsafe {
            set(fp, base, v);
            poll_after(vm, pc, fp)
        },
        Err(raised) => crate::vm::unwind::unwind(vm, raised),
    }
}

/// The safepoint of a call, while its arguments stand in registers; says where to go if it raised. For native functions
/// it comes after the call (`poll_after`): nothing may be raised between the body of a `with lock:`, or of a
/// `try: ... finally: lock.release()`, and the call that gives the lock back.
#[inline(always)]
unsafe fn poll(vm: &Vm, pc: *const u64, fp: *mut Value, callee: Value) -> Option<(*const u64, *mut Value)> {
    if !polled(vm) {
        return None;
    }
    // SAFETY: by the contract.
    unsafe { poll_now(vm, pc, fp, callee) }
}

#[cold]
#[inline(never)]
unsafe fn poll_now(vm: &Vm, pc: *const u64, fp: *mut Value, callee: Value) -> Option<(*const u64, *mut Value)> {
    if is_native(callee) {
        return None;
    }
    vm.save(pc, fp);
    match vm.safepoint_slow() {
        Ok(()) => None,
        Err(raised) => Some(crate::vm::unwind::unwind(vm, raised)),
    }
}

fn is_native(callee: Value) -> bool {
    match callee.cast::<BoundMethod>() {
        Some(bound) => is_native_function(bound.function.get()),
        None => is_native_function(callee),
    }
}

fn is_native_function(f: Value) -> bool {
    matches!(f.layout(), Layout::NativeFunction | Layout::NativeMethod | Layout::SlotMethod | Layout::BoundSlot)
}

/// The safepoint after a call of one word, at `pc`, that ran natively. What it raises is raised by the call, or by the
/// next instruction if that one stands in more handlers: so it is caught by the `with` or `try` whose body begins there,
/// and by the one whose body ends here. Either way a lock that was taken is given back.
unsafe fn poll_after(vm: &Vm, pc: *const u64, fp: *mut Value) -> (*const u64, *mut Value) {
    // SAFETY: by the contract; a call is not the last instruction of its code.
    let next = unsafe { pc.add(1) };
    if polled(vm) {
        vm.save(next, fp);
        if let Err(raised) = vm.safepoint_slow() {
            let code = Frame(fp).code();
            let depth = |at| code.code.handler_depth(code.index_of(at));
            vm.save(if depth(next) > depth(pc) { next } else { pc }, fp);
            return crate::vm::unwind::unwind(vm, raised);
        }
    }
    (next, fp)
}

#[inline(always)]
pub unsafe fn Call(vm: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> Next {
    if polled(vm) {
        return Slow(slow_call);
    }
    // SAFETY: by the handlers' contract.
    unsafe {
        match enter_simple(vm, pc, fp, a(word), b(word)) {
            Some(next) => next,
            None if is_plain_native(get(fp, a(word))) => native_path(get(fp, a(word)), Path::CallNative),
            None if get(fp, a(word)).has_shape(exact(Layout::Type)) => Next::Path(Path::CallBuiltinType),
            None if get(fp, a(word)).has_shape(exact(Layout::Function)) => Next::Path(Path::CallByDefaults),
            None => Next::Path(Path::CallClass),
        }
    }
}

/// A native function, bound or not, or a type's native method, by its shape alone.
#[inline(always)]
fn is_plain_native(callee: Value) -> bool {
    const FIRST: u32 = exact(Layout::NativeFunction);
    callee.is_pointer_or_unbound() && callee.header().shape().wrapping_sub(FIRST) <= exact(Layout::SlotMethod) - FIRST
}

/// Where the arguments of a native callee stand, if they are complete and of the right kind without a closer look: what a
/// function is bound to is put before the first, which is a word of the window that nothing needs any more.
#[inline(always)]
unsafe fn native_args(f: &NativeFunction, shape: u32, first: *mut Value, n: usize) -> Option<(&'static Signature, *mut Value, usize)> {
    let signature = f.known_signature()?;
    // SAFETY: by the handlers' contract; the word before the arguments belongs to the window.
    unsafe {
        if shape == exact(Layout::NativeFunction) {
            if signature.hidden == 0 {
                return Some((signature, first, n));
            }
            let first = first.sub(1);
            *first = f.this.get();
            return Some((signature, first, n + 1));
        }
        let fits = n > 0 && !(*first).is_unbound() && (*first).shape().type_value() == f.this.get();
        fits.then_some((signature, first, n))
    }
}

/// Runs a native function on the arguments at `first`; `None`, and nothing done: they have to be bound.
#[inline(always)]
unsafe fn run_plain(vm: &Vm, f: &NativeFunction, signature: &Signature, first: *mut Value, n: usize) -> Option<Res> {
    // SAFETY: `n` arguments stand there, in the frame's own registers.
    let args = unsafe { std::slice::from_raw_parts(first, n) };
    if n == signature.exact {
        return Some(call_function(vm, f, args));
    }
    if !(signature.fits_plainly(n) || signature.takes_rest && n >= signature.required) {
        return None;
    }
    Some(run_bound(vm, f, signature, args))
}

/// Runs a native function for which the arguments as they stand, with nothing for those that are missing or a tuple of
/// those that are too many, are enough. A function of its own, for a handler that has an array on the native stack cannot end in a jump.
#[inline(never)]
fn run_bound(vm: &Vm, f: &NativeFunction, signature: &Signature, args: &[Value]) -> Res {
    let bound = signature.bind_rest(vm, args).unwrap_or_else(|| few(args));
    call_function(vm, f, &bound[..signature.params.len()])
}

/// Goes on after a native call that a path made.
#[inline(always)]
unsafe fn after_path(vm: &Vm, pc: *const u64, fp: *mut Value, base: usize, result: Res) -> Next {
    crate::vm::run::forget_frames();
    match result {
        Ok(v) => {
            // SAFETY: `base` is the window of the one-word call instruction at `pc`.
            unsafe { set(fp, base, v) };
            // tracing may have begun: another table of handlers
            if polled(vm) || vm.hooked.get() { Slow(slow_poll_after) } else { Go(unsafe { pc.add(1) }, fp) }
        }
        Err(_) => Slow(slow_unwind),
    }
}

unsafe fn slow_poll_after(vm: &Vm, pc: *const u64, fp: *mut Value, _: u64) -> (*const u64, *mut Value) {
    // SAFETY: by the handlers' contract.
    unsafe { poll_after(vm, pc, fp) }
}

/// What was called has raised.
unsafe fn slow_unwind(vm: &Vm, _: *const u64, _: *mut Value, _: u64) -> (*const u64, *mut Value) {
    crate::vm::unwind::unwind(vm, Raised)
}

#[inline(always)]
pub unsafe fn CallNative(vm: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> Next {
    // SAFETY: by the handlers' contract; the opcode has seen that it is a native function.
    unsafe {
        let callee = get(fp, a(word));
        let f = callee.expect::<NativeFunction>();
        let found = native_args(&f, callee.header().shape(), fp.add(a(word) + 3), b(word));
        if let Some((signature, first, n)) = found
            && !vm.is_deep()
        {
            vm.save(pc, fp);
            if let Some(result) = run_plain(vm, &f, signature, first, n) {
                return after_path(vm, pc, fp, a(word), result);
            }
        }
        Slow(slow_call)
    }
}

#[inline(always)]
pub unsafe fn CallBuiltinType(vm: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> Next {
    // SAFETY: by the handlers' contract; the opcode has seen that it is a class of the class `type`.
    unsafe {
        let callee = get(fp, a(word));
        if !callee.as_type().is_some_and(|t| t.builtin) || vm.is_deep() {
            return Slow(slow_call);
        }
        vm.save(pc, fp);
        let all = std::slice::from_raw_parts(fp.add(a(word) + 3), b(word));
        let result = run_type(vm, callee, all);
        after_path(vm, pc, fp, a(word), result)
    }
}

/// A Python function that is given fewer arguments than it has parameters, the last of which have defaults.
#[inline(always)]
pub unsafe fn CallByDefaults(vm: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> Next {
    // SAFETY: by the handlers' contract; a function's registers stand below the stack's limit.
    unsafe {
        let is_method = word as u8 == crate::bytecode::Op::CallMethod as u8;
        let (base, n) = (a(word), b(word) + usize::from(is_method));
        let function = get(fp, base).expect::<Function>();
        let callee = fp.add(base + 3);
        if let Some(depth) = depth_for(vm, fp, &function, callee)
            && by_defaults(&function, n, callee)
        {
            return enter_frame(pc, fp, &function, callee, depth, 0);
        }
        Slow(if is_method { slow_call_method } else { slow_call })
    }
}

/// A class of which it is known how its instances are made: a new one, and the frame of its `__init__`.
#[inline(always)]
pub unsafe fn CallClass(vm: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> Next {
    // SAFETY: by the handlers' contract; the window's words belong to the machine, and so do those past it, below the limit.
    unsafe {
        let (window, n) = (fp.add(a(word)), b(word));
        let class = *window;
        let Some(t) = class.as_type() else { return Slow(slow_call) };
        let Some(init) = vm.known_init(class).and_then(Value::given) else { return Slow(slow_call) };
        let function = init.expect::<Function>();
        // one word up, below which the instance stands as the call's result
        let callee = window.add(4);
        let Some(depth) = depth_for(vm, fp, &function, callee) else { return Slow(slow_call) };
        let complete = function.simple_args.load(Ordering::Relaxed) as usize == n + 1;
        // behind where the arguments will stand, and where they do stand
        if !complete && !by_defaults(&function, n + 1, callee) {
            return Slow(slow_call);
        }
        vm.save(pc, fp);
        let Ok(instance) = vm.new_instance(t) else { return Slow(slow_unwind) };
        for i in (0..n).rev() {
            *callee.add(i + 1) = *window.add(i + 3);
        }
        *callee = instance;
        *window = instance;
        *callee.sub(3) = init;
        enter_frame(pc, fp, &function, callee, depth, KIND_CONSTRUCT)
    }
}

/// Calls a builtin class: a function of its own, for the handler's sake (see `run_bound`).
#[inline(never)]
fn run_type(vm: &Vm, class: Value, all: &[Value]) -> Res {
    use crate::types::{typeobject, wrappers};
    let args = Args { all, names: &[] };
    let t = class.as_type().expect("the path has seen that it is a class");
    let Some((make, params)) = wrappers::plain_constructor(t, all.len()) else { return typeobject::type_call(vm, class, args) };
    let o = make(vm, class, &few(all)[..params])?;
    if std::ptr::eq(o.typ(), t) { Ok(o) } else { typeobject::initialised(vm, t, o, args) }
}

#[inline(always)]
pub unsafe fn CallNativeMethod(vm: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> Next {
    // SAFETY: as for `CallNative`.
    unsafe {
        let callee = get(fp, a(word));
        let f = callee.expect::<NativeFunction>();
        let first = fp.add(a(word) + 3);
        let with_self = !(*first).is_unbound();
        let (from, n) = if with_self { (first, b(word) + 1) } else { (first.add(1), b(word)) };
        if let Some((signature, start, n)) = native_args(&f, callee.header().shape(), from, n)
            && !vm.is_deep()
        {
            vm.save(pc, fp);
            if let Some(result) = run_plain(vm, &f, signature, start, n) {
                return after_path(vm, pc, fp, a(word), result);
            }
        }
        if !with_self {
            // the long way has to see it as it was
            *first = Value::UNBOUND;
        }
        Slow(slow_call_method)
    }
}

/// Closes the gap where `self` would stand.
unsafe fn drop_self(fp: *mut Value, base: usize, nargs: usize) {
    // SAFETY: by the handlers' contract.
    unsafe { std::ptr::copy(fp.add(base + 4), fp.add(base + 3), nargs) };
}

#[inline(never)]
unsafe fn slow_call_method(vm: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> (*const u64, *mut Value) {
    // SAFETY: by the handlers' contract.
    unsafe {
        if let Some(to) = poll(vm, pc, fp, get(fp, a(word))) {
            return to;
        }
        let (base, mut nargs) = (a(word), b(word));
        if get(fp, base + 3).is_unbound() {
            drop_self(fp, base, nargs);
        } else {
            nargs += 1;
        }
        match call_native_plain(vm, pc, fp, base, nargs) {
            Some(to) => to,
            None => call_any(vm, pc, fp, base, nargs, &[]),
        }
    }
}

#[inline(always)]
pub unsafe fn CallMethod(vm: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> Next {
    // SAFETY: by the handlers' contract.
    unsafe {
        if polled(vm) {
            return Slow(slow_call_method);
        }
        if !get(fp, a(word) + 3).is_unbound()
            && let Some(next) = enter_simple(vm, pc, fp, a(word), b(word) + 1)
        {
            return next;
        }
        let callee = get(fp, a(word));
        if !is_plain_native(callee) {
            let with_self = callee.has_shape(exact(Layout::Function)) && !get(fp, a(word) + 3).is_unbound();
            return if with_self { Next::Path(Path::CallByDefaults) } else { Slow(slow_call_method) };
        }
        native_path(callee, Path::CallNativeMethod)
    }
}

/// A native function that has a quick way: that first, without saving where we are, for it is over before anybody asks.
#[inline(always)]
pub unsafe fn CallQuick(vm: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> Next {
    // SAFETY: by the handlers' contract; the opcode has seen what it is.
    unsafe {
        let callee = get(fp, a(word));
        let f = callee.expect::<NativeFunction>();
        let is_method = word as u8 == crate::bytecode::Op::CallMethod as u8;
        let first = fp.add(a(word) + 3);
        let with_self = is_method && !(*first).is_unbound();
        let args = std::slice::from_raw_parts(first.add(usize::from(is_method && !with_self)), b(word) + usize::from(with_self));
        if let Some(quick) = f.def.quick
            && let Some(v) = quick(vm, args)
        {
            set(fp, a(word), v);
            return Go(pc.add(1), fp);
        }
        Next::Path(if is_method { Path::CallNativeMethod } else { Path::CallNative })
    }
}

/// The path of a native callee: not bound to anything, and quick at times, or any.
#[inline(always)]
fn native_path(callee: Value, usual: Path) -> Next {
    let f = callee.expect::<NativeFunction>();
    let is_free =
        f.def.quick.is_some() && f.known_signature().is_some_and(|s| s.hidden == 0 || callee.has_shape(exact(Layout::NativeMethod)));
    Next::Path(if is_free { Path::CallQuick } else { usual })
}

/// The tuple of keyword names that the immediate means.
unsafe fn keyword_names(fp: *mut Value, word: u64) -> &'static [Value] {
    let names = Frame(fp).code().consts[imm(word) as usize].expect::<Tuple>();
    // SAFETY: the frame's function keeps its code alive, and that its constants.
    unsafe { std::mem::transmute::<&[Value], &'static [Value]>(names.items()) }
}

#[inline(never)]
unsafe fn slow_call_kw(vm: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> (*const u64, *mut Value) {
    // SAFETY: by the handlers' contract.
    unsafe {
        if let Some(to) = poll(vm, pc, fp, get(fp, a(word))) {
            return to;
        }
        call_any(vm, pc, fp, a(word), b(word), keyword_names(fp, word))
    }
}

#[inline(always)]
pub unsafe fn CallKw(_: &Vm, _: *const u64, _: *mut Value, _: u64) -> Next {
    Slow(slow_call_kw)
}

#[inline(never)]
unsafe fn slow_call_method_kw(vm: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> (*const u64, *mut Value) {
    // SAFETY: by the handlers' contract.
    unsafe {
        if let Some(to) = poll(vm, pc, fp, get(fp, a(word))) {
            return to;
        }
        let (base, mut nargs) = (a(word), b(word));
        if get(fp, base + 3).is_unbound() {
            drop_self(fp, base, nargs);
        } else {
            nargs += 1;
        }
        call_any(vm, pc, fp, base, nargs, keyword_names(fp, word))
    }
}

#[inline(always)]
pub unsafe fn CallMethodKw(_: &Vm, _: *const u64, _: *mut Value, _: u64) -> Next {
    Slow(slow_call_method_kw)
}

#[inline(never)]
unsafe fn slow_call_ex(vm: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> (*const u64, *mut Value) {
    vm.save(pc, fp);
    // SAFETY: by the handlers' contract.
    unsafe {
        if let Some(to) = poll(vm, pc, fp, get(fp, a(word))) {
            return to;
        }
        let base = a(word);
        let f = get(fp, base);
        if b(word) == 1
            && f.has_shape(exact(Layout::Function))
            && let Some((nargs, names)) = spread_in_place(vm, fp, base)
        {
            return call_any(vm, pc, fp, base, nargs, &names);
        }
        let positional = get(fp, base + 3);
        let keywords = b(word) == 1 && vm.dict_len(get(fp, base + 4)) > 0;
        let room = vm.stack_limit.get() as usize - fp.add(base + 3) as usize;
        if let (false, Some(tuple)) = (keywords, positional.cast::<Tuple>()) {
            let n = tuple.len;
            if n + 16 < room / 8 && f.has_shape(exact(Layout::Function)) {
                // the register that names the tuple is overwritten, and nothing here reaches a safepoint
                std::ptr::copy_nonoverlapping(tuple.items().as_ptr(), fp.add(base + 3), n);
                return call_any(vm, pc, fp, base, n, &[]);
            }
        }
        let mut all = vm.sequence_items(positional);
        let mut names = Vec::new();
        if keywords {
            for (k, v) in vm.dict_items(get(fp, base + 4)).pairs() {
                if k.str_bytes().is_none() {
                    return crate::vm::unwind::unwind(vm, vm.type_error("keywords must be strings"));
                }
                names.push(crate::vm::intern::intern_value(k));
                all.push(v);
            }
        }
        if all.len() + 16 < room / 8 {
            // arguments into the window, past the frame's own registers if need be: the call replaces them
            let args = fp.add(base + 3);
            std::ptr::copy_nonoverlapping(all.as_ptr(), args, all.len());
            if all.len() <= Frame(fp).function().nregs as usize - base - 3 || f.has_shape(exact(Layout::Function)) {
                return call_any(vm, pc, fp, base, all.len(), &names);
            }
        }
        let result = vm.call_args(f, Args { all: &all, names: &names });
        finish(vm, pc, fp, word, result)
    }
}

/// The most keywords that `spread_in_place` takes.
const FEW_NAMES: usize = 8;

/// Names of keywords, of which the first so many count.
struct Names([Value; FEW_NAMES], usize);

impl std::ops::Deref for Names {
    type Target = [Value];

    fn deref(&self) -> &[Value] {
        &self.0[..self.1]
    }
}

/// Puts the items of the tuple and the values of the dict that `CallEx` spreads where a Python function's arguments stand: how many
/// they are, and the keywords' names. `None`, and nothing done, unless it is a tuple and few interned names.
unsafe fn spread_in_place(vm: &Vm, fp: *mut Value, base: usize) -> Option<(usize, Names)> {
    // SAFETY: by the handlers' contract.
    unsafe {
        let (positional, keywords) = (get(fp, base + 3), get(fp, base + 4));
        if !positional.is_exact(Layout::Tuple) || !keywords.is_exact(Layout::Dict) {
            return None;
        }
        let tuple = positional.expect::<Tuple>();
        let args = fp.add(base + 3);
        if args.add(tuple.len + FEW_NAMES + 16) as usize >= vm.stack_limit.get() as usize {
            return None;
        }
        let (mut names, mut values) = (Names([Value::UNBOUND; FEW_NAMES], 0), [Value::UNBOUND; FEW_NAMES]);
        {
            let _guard = crate::sync::acquire(&vm.thread, &keywords.header().lock);
            for (k, v, _) in crate::types::dict::live(keywords.expect::<Dict>().table.get()) {
                if names.1 == FEW_NAMES || !crate::vm::intern::is_interned(k) {
                    return None;
                }
                names.0[names.1] = k;
                values[names.1] = v;
                names.1 += 1;
            }
        }
        // the registers that name the tuple and the dict are overwritten, and nothing from here on reaches a safepoint
        std::ptr::copy_nonoverlapping(tuple.items().as_ptr(), args, tuple.len);
        std::ptr::copy_nonoverlapping(values.as_ptr(), args.add(tuple.len), names.1);
        Some((tuple.len + names.1, names))
    }
}

#[inline(always)]
pub unsafe fn CallEx(_: &Vm, _: *const u64, _: *mut Value, _: u64) -> Next {
    Slow(slow_call_ex)
}

/// A return from a constructor's, a generator's or an observed frame.
#[inline(never)]
unsafe fn slow_return(vm: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> (*const u64, *mut Value) {
    // SAFETY: by the handlers' contract.
    unsafe {
        let v = if word as u8 == crate::bytecode::Op::ReturnNone as u8 { Value::NONE } else { get(fp, a(word)) };
        vm.save(pc, fp);
        let frame = Frame(fp);
        if frame.is_observed() {
            vm.unobserve(frame, true);
        }
        if frame.kind() & KIND_GENERATOR != 0 {
            return crate::vm::generator::finish_in_place(vm, frame, v);
        }
        if frame.kind() & KIND_CONSTRUCT == 0 {
            *fp.sub(3) = v;
            return (frame.return_pc(), frame.caller());
        }
        if !v.is_none() {
            let text = format!("__init__() should return None, not '{}'", v.type_name());
            return crate::vm::unwind::unwind(vm, vm.type_error(text));
        }
        (frame.return_pc(), frame.caller())
    }
}

#[inline(always)]
unsafe fn return_value(fp: *mut Value, v: Value) -> Next {
    // SAFETY: the frame's link words stand below `fp`.
    unsafe {
        let to = (*fp.sub(2)).0;
        if to & (KIND_CONSTRUCT | KIND_GENERATOR) != 0 {
            if to & KIND_GENERATOR != 0 || !v.is_none() {
                return Slow(slow_return);
            }
        } else {
            *fp.sub(3) = v;
        }
        Go((to & !7) as *const u64, ((*fp.sub(1)).0 & ((1 << 48) - 1)) as *mut Value)
    }
}

#[inline(always)]
pub unsafe fn Return(_: &Vm, _: *const u64, fp: *mut Value, word: u64) -> Next {
    // SAFETY: by the handlers' contract.
    unsafe { return_value(fp, get(fp, a(word))) }
}

#[inline(always)]
pub unsafe fn ReturnNone(_: &Vm, _: *const u64, fp: *mut Value, _: u64) -> Next {
    // SAFETY: by the handlers' contract.
    unsafe { return_value(fp, Value::NONE) }
}

slow_op! {
    StarKeywords, slow_star_keywords, |vm, fp, word| {
        let (mapping, f) = (get(fp, b(word)), get(fp, c(word)));
        let items = get(fp, a(word) - 1);
        // an iterator that is still to be read may change the dict
        if mapping.is_exact(Layout::Dict) && (items.is_exact(Layout::Tuple) || items.is_exact(Layout::List)) {
            return Ok(mapping);
        }
        let dict = vm.new_dict();
        vm.dict_merge_call(dict, mapping, f).map(|()| dict)
    };
    StarArgs, slow_star_args, |vm, fp, word| {
        let (items, f) = (get(fp, b(word)), get(fp, c(word)));
        if items.cast::<Tuple>().is_some() && items.typ().builtin || items.is_exact(Layout::List) {
            Ok(items)
        } else if items.typ().slots().iter.is_none() && items.typ().slots().get_item.is_none() {
            let text = format!("{} argument after * must be an iterable, not {}", vm.callee_text(f), items.type_name());
            Err(vm.type_error(text))
        } else {
            let all = vm.collect_items(items)?;
            Ok(vm.list(&all))
        }
    };
}
