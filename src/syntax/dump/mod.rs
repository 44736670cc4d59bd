//! Prints for `--emit` and for tests: the tokens, one a line, and the tree as Python's `ast.dump(..., indent=2)` has it.

mod format;
mod tree;

use super::ast::Mod;
use super::deep::{Deep, Tree};
use super::layout::layout;
use super::soft;
use super::source::Source;
use format::Printer;
pub use tree::{Node, Value};

/// The tokens as the grammar sees them: place, kind, text. An error ends the list.
pub fn tokens_dump(source: &Source) -> String {
    let mut product = layout(source);
    soft::resolve(source.text(), &mut product.tokens);
    let mut out = String::new();
    for token in &product.tokens {
        let (line, column) = source.line_col(token.start);
        let (end_line, end_column) = source.line_col(token.end);
        let place = format!("{line},{column}-{end_line},{end_column}:");
        let text = source.slice(token.start, token.end);
        let line = format!("{place:<16}{:<16}{text:?}", format!("{:?}", token.tok));
        out.push_str(if text.is_empty() { line.trim_end_matches("\"\"").trim_end() } else { &line });
        out.push('\n');
    }
    if let Some(failure) = product.error {
        out.push_str(&failure.into_error(source).to_string());
        out.push('\n');
    }
    out
}

/// The tree as nodes of names and fields, with positions: what the module `ast` makes its objects of; nothing if memory
/// does not suffice.
pub fn ast_nodes(tree: &Tree, source: &Source) -> Option<Deep<Node>> {
    tree.map(|tree| Printer { source: Some(source) }.module(tree))
}

/// The tree, without positions.
pub fn ast_dump(tree: &Mod) -> String {
    Printer { source: None }.module(tree).print()
}

/// The tree, with the attributes `lineno`, `col_offset`, `end_lineno` and `end_col_offset`.
pub fn ast_dump_positions(tree: &Mod, source: &Source) -> String {
    Printer { source: Some(source) }.module(tree).print()
}
