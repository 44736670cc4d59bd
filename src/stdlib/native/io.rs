//! The module `_io`: files and streams. `io.py` re-exports it.
//!
//! `fd` makes the system calls and holds what waits to be written; `file` (raw), `buffered`, `pair` and `text` are the
//! layers of a file; `bytesio` and `stringio` are in memory; `base` has the classes to derive from; `open` puts layers
//! together. State that is in use over a system call or a call into Python is kept by `exclusive`.

mod base;
mod buffered;
mod bytesio;
mod exclusive;
pub mod fd;
mod file;
mod newlines;
mod open;
mod pair;
mod stringio;
mod text;
mod text_state;

use std::cell::RefCell;
use std::rc::Rc;

use crate::object::{Args, MethodDef, ModuleSpec, Res, Value, method};
use crate::types::{exceptions as exc, type_of};
use crate::vm::Vm;
use crate::vm::args::{Signature, bind_native};

pub use fd::{flush_all, flush_file, flush_path};

/// `DEFAULT_BUFFER_SIZE`
pub const BUFFER_SIZE: usize = 131_072;

pub static MODULE: ModuleSpec = ModuleSpec {
    name: "_io",
    functions: FUNCTIONS,
    constants: &[
        ("DEFAULT_BUFFER_SIZE", |vm| Ok(vm.int(BUFFER_SIZE as i64))),
        ("UnsupportedOperation", base::unsupported_operation),
        ("BlockingIOError", |_| Ok(type_of(&exc::BLOCKING_IO_ERROR).value())),
    ],
    types: &[
        &base::IOBASE,
        &base::RAWIOBASE,
        &base::BUFFEREDIOBASE,
        &base::TEXTIOBASE,
        &file::FILEIO,
        &buffered::BUFFEREDREADER,
        &buffered::BUFFEREDWRITER,
        &buffered::BUFFEREDRANDOM,
        &pair::BUFFEREDRWPAIR,
        &text::TEXTIOWRAPPER,
        &bytesio::BYTESIO,
        &stringio::STRINGIO,
        &newlines::INCREMENTALNEWLINEDECODER,
    ],
    // one object, also as a builtin
    init: Some(|vm, m| vm.set_attr_str(m, "open", vm.builtin(crate::vm::intern::intern(b"open"))?)),
    ..ModuleSpec::DEFAULT
};

/// The builtin function `open`.
pub const OPEN: MethodDef =
    method("open", "(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)", open::open);

const FUNCTIONS: &[MethodDef] = &[
    method("open_code", "(path)", |vm, a| {
        if a[0].str_bytes().is_none() {
            return Err(vm.type_error(format!("open_code() argument 'path' must be str, not {}", a[0].argument_name())));
        }
        let mut args = [Value::UNBOUND; 8];
        (args[0], args[1]) = (a[0], vm.str("rb"));
        open::open(vm, &args)
    }),
    method("text_encoding", "(encoding, stacklevel=2, /)", |vm, a| Ok(a[0].not_none().unwrap_or_else(|| vm.str("locale")))),
];

/// `sys.stdin`, `sys.stdout` and `sys.stderr`; `None` for one whose descriptor is closed.
///
/// # Errors
/// None but a full memory.
pub fn make_std_streams(vm: &Vm) -> Res<(Value, Value, Value)> {
    fd::flush_at_exit();
    Ok((text::standard(vm, 0)?, text::standard(vm, 1)?, text::standard(vm, 2)?))
}

/// Binds the arguments of an `__init__` by its signature and runs it.
fn bind(vm: &Vm, name: &'static str, signature: &'static str, args: Args, run: &dyn Fn(&Vm, &[Value]) -> Res<()>) -> Res<()> {
    thread_local! {
        /// A few signatures, parsed once by each thread: a lock for all would be what they meet in.
        static PARSED: RefCell<Vec<(&'static str, Rc<Signature>)>> = const { RefCell::new(Vec::new()) };
    }
    let parsed = PARSED.with_borrow_mut(|known| match known.iter().find(|(of, _)| std::ptr::eq(*of, name)) {
        Some((_, parsed)) => parsed.clone(),
        None => {
            let parsed = Rc::new(Signature::parse(signature));
            known.push((name, parsed.clone()));
            parsed
        }
    });
    bind_native(vm, &parsed, name, &|| name.to_string(), args, &|vm, bound| run(vm, bound).map(|()| Value::NONE)).map(|_| ())
}
