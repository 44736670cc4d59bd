//! togil: a Python whose global interpreter lock is a switch.
//!
//! ```text
//!   source text --lex--> tokens --parse--> tree --compile--> Code --vm--> effects, in an Interpreter
//!               `syntax`                         `compile`   `bytecode`   `vm` over `object` and `sync`
//! ```
//!
//! A program embeds togil through [`Interpreter`]:
//!
//! ```
//! use togil::{Interpreter, ModuleSpec, Plain, method};
//!
//! // A module in Rust is a table of functions; the signature binds the arguments, and texts of errors follow from it.
//! static HOST: ModuleSpec = ModuleSpec {
//!     name: "host",
//!     functions: &[method("double", "(n, /)", |vm, args| Ok(vm.int(vm.index_i64(args[0])? * 2)))],
//!     ..ModuleSpec::DEFAULT
//! };
//!
//! let python = Interpreter::builder().gil(false).module(&HOST).capture_output().build();
//! python.exec("import host\nprint(host.double(21))", "example.py").expect("the script is right");
//! assert_eq!(python.take_output().stdout, "42\n");
//! assert_eq!(python.eval("host.double(4)").expect("it is imported"), Plain::Int(8));
//! assert_eq!(python.eval("1 / 0").unwrap_err().class, "ZeroDivisionError");
//! ```
//!
//! `examples/embed.rs` does the same with threads, in both modes. Each room knows only the rooms below it: `interp` and `stdlib` stand on `vm` and `types`, these on `object`, that on
//! `sync`; `compile` stands on `bytecode` and `syntax`; `text` (conversions on plain data) is below all.

#[cfg(not(loom))]
pub mod bytecode;
#[cfg(not(loom))]
pub mod command_line;
#[cfg(not(loom))]
pub mod compile;
#[cfg(not(loom))]
pub mod interp;
#[cfg(not(loom))]
pub mod object;
#[cfg(not(loom))]
pub mod stdlib;
pub mod sync;
#[cfg(not(loom))]
pub mod syntax;
#[cfg(not(loom))]
pub mod text;
#[cfg(not(loom))]
pub mod types;
#[cfg(not(loom))]
pub mod vm;

#[cfg(not(loom))]
pub use interp::{Builder, Interpreter, Output, Plain, Uncaught};
#[cfg(not(loom))]
pub use object::{Args, MethodDef, ModuleSpec, Raised, Res, Value, method};
#[cfg(not(loom))]
pub use vm::Vm;
