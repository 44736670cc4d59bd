//! The command line: options as `python` has them, then a file, `-c`, `-m` or standard input, and the exit code.

#![cfg_attr(not(loom), no_main)]

/// For what does not live in togil's own heap: syntax trees, big integers, the data of native objects. What its allocator does not
/// have any more, the heap lends.
#[cfg(all(feature = "mimalloc", not(loom)))]
#[global_allocator]
static ALLOCATOR: togil::object::heap::Lender<mimalloc::MiMalloc> = togil::object::heap::Lender(mimalloc::MiMalloc);

/// The entry that the C library calls. Rust's own would catch overflows of native stacks, for which each thread then maps a signal stack
/// when it starts and unmaps it when it ends, with seven system calls. Here no native frame goes past its stack's limit
/// (`Vm::is_deep`). It would also open descriptors 0 to 2 where they are closed, which CPython leaves to the script.
#[cfg(not(loom))]
#[unsafe(no_mangle)]
pub extern "C" fn main() -> std::ffi::c_int {
    /// What Rust's own entry gives after a panic.
    const PANICKED: i32 = 101;
    let code = std::panic::catch_unwind(|| togil::command_line::run(std::env::args_os().collect()));
    std::process::exit(code.unwrap_or(PANICKED))
}

/// The models of `src/sync` are built without the rest: there is no command.
#[cfg(loom)]
fn main() {}
