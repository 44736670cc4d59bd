//! What everything is made of: values, object headers, shapes, types, and the heap that holds them.
//!
//! A `Value` is one word: an integer, a float, a constant, or a pointer to an object. An object starts with a `Header`
//! of eight bytes whose shape says what it is: its `Layout` (what its memory looks like), its type, and, for instances,
//! which attribute stands in which slot. There are no reference counts: a collector marks what can be reached, at
//! safepoints only, and looks at native stacks too, so native code may keep a `Value` in a local variable.
//!
//! ```text
//!   Value  ....1 integer (63 bits)      object  | shape:32 | owner:16 | lock:8 | flags:8 |
//!          ...10 float                          | fields of its layout ...               |
//!          ..100 None, False, True, ...
//!          ..000 pointer to an object; 0: unbound
//! ```
//!
//! Architecture invariants: every field that holds a `Value` in the heap is a `Slot` (an atomic word, acquire and
//! release); objects never move; memory that any thread can still see is not reused; a mutation of an object is made by
//! its owner or under its lock (`sync::acquire`).

pub mod header;
pub mod heap;
pub mod layouts;
pub mod shape;
pub mod slot;
pub mod spec;
pub mod type_object;
pub mod value;

pub use header::Header;
pub use layouts::*;
pub use shape::{Layout, Shape};
pub use slot::Slot;
pub use spec::*;
pub use type_object::Type;
pub use value::Value;
