//! Printing exceptions: from an exception object to CPython's traceback on `sys.stderr`.
//!
//! The text itself is made by `display`, which reads only what the objects say; this file decides where it goes.

use crate::object::Value;

use super::Vm;

impl Vm {
    /// Prints an exception with its traceback on `sys.stderr` (on the process's, where that is missing).
    pub fn print_exception(&self, e: Value) {
        let text = super::display::exception_text_for_stderr(self, e);
        self.write_stderr(&text);
    }

    /// Writes text to `sys.stderr`; what goes wrong there is ignored.
    pub fn write_stderr(&self, text: &str) {
        let written = (|| -> crate::object::Res<()> {
            let sys = self.module("sys")?;
            let stderr = self.get_attr_str(sys, "stderr")?;
            if stderr.is_none() {
                return Ok(());
            }
            self.call_method(stderr, "write", &[self.str(text)])?;
            self.call_method(stderr, "flush", &[]).map(|_| ())
        })();
        if let Err(raised) = written {
            self.take_raised(raised);
            use std::io::Write;
            let _ = std::io::stderr().write_all(text.as_bytes());
        }
    }
}

/// Prints what finalizers and callbacks raise: what was going on, with which object (unless that is `None`), and the
/// exception.
pub fn unraisable(vm: &Vm, e: Value, message: &str, object: Value) {
    let head = if object.is_none() {
        format!("{message}:")
    } else {
        format!("{message}: {}", vm.repr_text(object).unwrap_or_else(|_| "<object repr() failed>".into()))
    };
    vm.raised.set(Value::UNBOUND);
    let text = super::display::plain_exception_text(vm, e);
    vm.write_stderr(&format!("{head}\n{text}"));
}
