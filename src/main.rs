//! The command line: options as `python` has them, then a file, `-c`, `-m` or standard input, and the exit code.

#[cfg(not(loom))]
fn main() -> std::process::ExitCode {
    togil::command_line::run(std::env::args_os().collect())
}

/// The models of `src/sync` are built without the rest: there is no command.
#[cfg(loom)]
fn main() {}
