//! togil: a Python whose global interpreter lock is a switch.

pub mod syntax;
