//! The register bytecode: the product of the compiler and the food of the machine.
//!
//! * `op`: the table of opcodes, from which the enum, the disassembler and the machine's drivers are made;
//! * `code`: `Code`, what one function, class body or module compiles to;
//! * `positions`: where in the source each instruction stands;
//! * `effects`: which registers each instruction reads and writes;
//! * `saved`: `Code` as bytes, to be kept;
//! * `dis`: `Code` as text, for `--emit bytecode` and the snapshots.
//!
//! Architecture invariant: nothing here points into a heap. `Code` is immutable and shared by every thread and every
//! interpreter; what an interpreter learns while it runs stands in its own copy of the instruction stream.

pub mod code;
pub mod dis;
pub(crate) mod effects;
pub mod op;
pub mod positions;
pub mod saved;

pub use code::{Code, CodeFlags, Const, ExceptionEntry, Position};
pub use op::{Op, Word};
