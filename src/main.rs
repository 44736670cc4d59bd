//! The command line: options as `python` has them, then a file, `-c`, `-m` or standard input, and the exit code.

fn main() -> std::process::ExitCode {
    togil::command_line::run(std::env::args_os().collect())
}
