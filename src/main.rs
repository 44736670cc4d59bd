//! The command line: options as `python` has them, then a file, `-c`, `-m` or standard input, and the exit code.

/// For what does not live in togil's own heap: syntax trees, big integers, the data of native objects. What its allocator does not
/// have any more, the heap lends.
#[cfg(all(feature = "mimalloc", not(loom)))]
#[global_allocator]
static ALLOCATOR: togil::object::heap::Lender<mimalloc::MiMalloc> = togil::object::heap::Lender(mimalloc::MiMalloc);

#[cfg(not(loom))]
fn main() -> std::process::ExitCode {
    togil::command_line::run(std::env::args_os().collect())
}

/// The models of `src/sync` are built without the rest: there is no command.
#[cfg(loom)]
fn main() {}
