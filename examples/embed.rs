//! A Rust program that embeds togil: it lends Python a function, runs one script from two of its own threads, behind
//! the GIL and free-threaded, and reads the result.
//!
//!     cargo run --release --example embed

use std::time::Instant;

use togil::{Interpreter, ModuleSpec, Plain, method};

/// What Python can import as `host`. The signature is Python's; arguments that do not fit are refused by it.
static HOST: ModuleSpec = ModuleSpec {
    name: "host",
    doc: "What the Rust program lends.",
    functions: &[method("steps", "(n, /)", |vm, args| {
        let mut n = vm.index_i64(args[0])?;
        if n < 1 {
            return Err(vm.value_error(format!("steps() wants a positive number, not {n}")));
        }
        let mut steps = 0;
        while n != 1 {
            n = if n % 2 == 0 { n / 2 } else { n * 3 + 1 };
            steps += 1;
        }
        Ok(vm.int(steps))
    })],
    ..ModuleSpec::DEFAULT
};

const SCRIPT: &str = "
import host

def longest(low, high):
    best = max(range(low, high), key=host.steps)
    return f'{best} takes {host.steps(best)} steps'
";

fn main() {
    for gil in [true, false] {
        let python = Interpreter::builder().gil(gil).module(&HOST).capture_output().build();
        python.exec(SCRIPT, "script.py").expect("the script is right");
        let start = Instant::now();
        // Each call attaches the thread that makes it: behind the GIL they take turns, else they run side by side.
        let answers: Vec<Plain> = std::thread::scope(|scope| {
            let ask = |range| python.eval(&format!("longest({range})")).expect("numbers from 1 on");
            let threads = ["1, 100_000", "100_000, 200_000"].map(|range| scope.spawn(move || ask(range)));
            threads.into_iter().map(|thread| thread.join().expect("no thread panics")).collect()
        });
        println!("GIL {}: {answers:?} in {:.2} s", if gil { "on" } else { "off" }, start.elapsed().as_secs_f64());

        let error = python.eval("longest(0, 10)").expect_err("zero is refused");
        println!("{error}");
        python.exec("print('printed by Python, shown by Rust')", "more.py").expect("it is right");
        print!("{}", python.take_output().stdout);
        python.finish();
    }
}
