//! togil: a Python whose global interpreter lock is a switch.

pub mod bytecode;
pub mod compile;
pub mod syntax;
