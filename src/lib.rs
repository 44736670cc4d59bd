//! togil: a Python whose global interpreter lock is a switch.
//!
//! ```text
//!   source text --lex--> tokens --parse--> tree --compile--> Code --vm--> effects, in an Interpreter
//!               `syntax`                         `compile`   `bytecode`   `vm` over `object` and `sync`
//! ```
//!
//! Each room knows only the rooms below it: `interp` and `stdlib` stand on `vm` and `types`, these on `object`, that on
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
