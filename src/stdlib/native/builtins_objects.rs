//! Parts of `builtins` with more to them: `sum`, `input`, `anext`.

use crate::object::layouts::*;
use crate::object::{BinOp, Res, Value};
use crate::types::exceptions as exc;
use crate::vm::Vm;
use crate::vm::intern::names;

/// `sum(iterable, start=0)`: integers in a machine word, floats with compensation as CPython sums them, the rest by `+`.
pub fn sum(vm: &Vm, a: &[Value]) -> Res {
    let mut total = a[1].given().unwrap_or(Value::small_int(0));
    let items = vm.iter(a[0])?;
    for (is, text) in [
        (total.cast::<Str>().is_some(), "sum() can't sum strings [use ''.join(seq) instead]"),
        (total.cast::<Bytes>().is_some(), "sum() can't sum bytes [use b''.join(seq) instead]"),
        (total.cast::<ByteArray>().is_some(), "sum() can't sum bytearray [use b''.join(seq) instead]"),
    ] {
        if is {
            return Err(vm.type_error(text));
        }
    }
    let exact_float = |v: Value| v.is_flonum() || v.is_exact(crate::object::Layout::Float);
    // Neumaier's compensated sum, while everything is a float or a small int
    let mut floats: Option<(f64, f64)> = None;
    vm.for_each_next(items, &mut |v| {
        if let Some((sum, c)) = floats {
            let x = if exact_float(v) { vm.as_float(v) } else { v.as_small_int().map(|i| i as f64) };
            if let Some(x) = x {
                if v.is_small_int() {
                    floats = Some((sum + x, c));
                    return Ok(true);
                }
                let t = sum + x;
                let c = c + if sum.abs() >= x.abs() { (sum - t) + x } else { (x - t) + sum };
                floats = Some((t, c));
                return Ok(true);
            }
            total = vm.float(finish(sum, c));
            floats = None;
        }
        if Value::both_small(total, v) {
            total = vm.int(total.small() + v.small());
            return Ok(true);
        }
        if exact_float(v) && (exact_float(total) || total.is_small_int()) || exact_float(total) && exact_float(v) {
            let start = vm.to_f64(total)?;
            let x = vm.as_float(v).unwrap_or(0.0);
            let t = start + x;
            let c = if start.abs() >= x.abs() { (start - t) + x } else { (x - t) + start };
            floats = Some((t, c));
            return Ok(true);
        }
        total = vm.binary_op(BinOp::Add, total, v, false)?;
        Ok(true)
    })?;
    match floats {
        Some((sum, c)) => Ok(vm.float(finish(sum, c))),
        None => Ok(total),
    }
}

fn finish(sum: f64, compensation: f64) -> f64 {
    if compensation != 0.0 && compensation.is_finite() { sum + compensation } else { sum }
}

/// `input(prompt='')`: writes the prompt to standard output, reads a line of standard input.
pub fn input(vm: &Vm, a: &[Value]) -> Res {
    let sys = vm.module("sys")?;
    let stream = |name: Value| -> Res {
        let found = vm.get_attr_opt(sys, name)?.and_then(Value::not_none);
        found.ok_or_else(|| vm.runtime_error(format!("lost sys.{}", name.as_str().unwrap_or_default())))
    };
    let (stdin, stdout) = (stream(names::STDIN.get())?, stream(names::STDOUT.get())?);
    stream(names::STDERR.get())?;
    if let Some(prompt) = a[0].given() {
        let text = vm.to_str(prompt)?;
        vm.call_method_value(stdout, names::WRITE.get(), &[text])?;
    }
    vm.call_method_value(stdout, names::FLUSH.get(), &[])?;
    let line = vm.call_method_value(stdin, names::READLINE.get(), &[])?;
    // a binary stream's line is as good
    let bytes = line.cast::<Bytes>();
    let Some(text) = line.str_bytes().or(bytes.as_ref().map(|b| b.bytes())) else {
        return Err(vm.type_error("object.readline() returned non-string"));
    };
    if text.is_empty() {
        return Err(vm.raise(&exc::EOF_ERROR, "EOF when reading a line"));
    }
    let text = text.strip_suffix(b"\n").unwrap_or(text);
    Ok(if line.str_bytes().is_some() { vm.str_wtf8(text) } else { vm.bytes(text) })
}

/// `aiter(async_iterable)`.
pub fn aiter(vm: &Vm, a: &[Value]) -> Res {
    let Some(it) = vm.call_special(a[0], names::AITER.get(), &[])? else {
        return Err(vm.not_a(a[0], "is not an async iterable"));
    };
    if vm.type_lookup(it.typ(), names::ANEXT.get()).is_none() {
        return Err(vm.type_error(format!("aiter() returned not an async iterator of type '{}'", it.type_name())));
    }
    Ok(it)
}

/// `anext(it, default)`.
pub fn anext(vm: &Vm, a: &[Value]) -> Res {
    let Some(step) = vm.call_special(a[0], names::ANEXT.get(), &[])? else {
        return Err(vm.type_error(format!("'{}' object is not an async iterator", a[0].type_name())));
    };
    let Some(default) = a[1].given() else { return Ok(step) };
    Ok(crate::types::async_steps::with_default(vm, step, default))
}
