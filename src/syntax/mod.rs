//! The front end: from source text to the tree that the compiler reads.
//!
//! ```text
//! Source --layout (logos)--> tokens --soft keywords--> tokens --LALRPOP--> ast::Mod
//! ```
//!
//! `parse` is the door; nothing else of this folder is needed to run a program. Errors and warnings have CPython's
//! wording and ranges. Trees are at most `MAX_DEPTH` deep and know how deep they are, so the compiler and `Drop`
//! may recurse, with the room that `deep` makes.

pub mod ast;
mod build;
pub(crate) mod deep;
pub(crate) mod dump;
mod error;
mod explain;
mod layout;
mod literal;
mod node;
mod number;
mod parse;
mod soft;
mod source;
mod token;

/// Calls `f`, which is not put into the caller: the generated parser's reductions, which would share one enormous frame (`build.rs`).
#[inline(never)]
fn apart<T>(f: impl FnOnce() -> T) -> T {
    f()
}

#[expect(clippy::all, unreachable_pub, reason = "the generated parser is not ours to style")]
mod grammar {
    include!(concat!(env!("OUT_DIR"), "/python_parser.rs"));
}

pub use deep::Tree;
pub use dump::{ast_dump, ast_dump_positions, tokens_dump};
pub(crate) use error::Failure;
pub use error::{ErrorKind, SyntaxError, Warning};
pub use literal::is_printable;
pub(crate) use node::Depth;
pub use node::MAX_DEPTH;
pub(crate) use number::{max_digits, set_max_digits};
pub use parse::{Mode, Typed, is_right_so_far, names_in, parse, parse_with_warnings, typed};
pub use source::Source;
pub use token::KEYWORDS;
