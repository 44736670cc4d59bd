//! How `ast.dump` lays a node out: up to three simple fields on one line, anything more on lines of their own.

use super::super::ast::Constant;
use super::format::{repr, repr_text};

/// A node's name and those of its fields that are shown.
pub struct Node {
    pub name: &'static str,
    pub fields: Vec<(&'static str, Value)>,
}

/// What a field holds.
pub enum Value {
    /// A name or a text: UTF-8, lone surrogates as three bytes.
    Str(Vec<u8>),
    Int(i64),
    Constant(Constant),
    Node(Node),
    List(Vec<Value>),
    /// An empty list or an absent value: not shown.
    Nothing,
}

impl Node {
    pub fn new(name: &'static str) -> Node {
        Node { name, fields: Vec::new() }
    }

    /// Adds a field.
    pub fn with(mut self, name: &'static str, value: Value) -> Node {
        if !matches!(value, Value::Nothing) {
            self.fields.push((name, value));
        }
        self
    }

    pub fn print(&self) -> String {
        let mut out = String::new();
        self.write(0, &mut out);
        out
    }

    fn write(&self, level: usize, out: &mut String) {
        out.push_str(self.name);
        out.push('(');
        let short = self.fields.len() <= 3 && self.fields.iter().all(|(_, value)| value.is_simple());
        for (index, (name, value)) in self.fields.iter().enumerate() {
            if index > 0 {
                out.push(',');
            }
            if !short {
                new_line(level + 1, out);
            } else if index > 0 {
                out.push(' ');
            }
            out.push_str(name);
            out.push('=');
            value.write(level + 1, out);
        }
        out.push(')');
    }
}

fn new_line(level: usize, out: &mut String) {
    out.push('\n');
    out.extend(std::iter::repeat_n("  ", level));
}

impl Value {
    fn is_simple(&self) -> bool {
        match self {
            Value::Str(_) | Value::Int(_) | Value::Constant(_) | Value::Nothing => true,
            Value::Node(node) => node.fields.is_empty(),
            Value::List(list) => list.is_empty(),
        }
    }

    fn write(&self, level: usize, out: &mut String) {
        match self {
            Value::Str(text) => out.push_str(&repr_text(text)),
            Value::Int(number) => out.push_str(&number.to_string()),
            Value::Constant(value) => out.push_str(&repr(value)),
            Value::Node(node) => node.write(level, out),
            Value::List(list) => {
                out.push('[');
                for (index, value) in list.iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    new_line(level + 1, out);
                    value.write(level + 1, out);
                }
                out.push(']');
            }
            Value::Nothing => out.push_str("None"),
        }
    }
}
