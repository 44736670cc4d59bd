//! A deadlock is no hang: it is said, and with `-X deadlock=exit` it ends the process with a code of its own.

mod support;

const MODES: [&str; 2] = ["gil=1", "gil=0"];
const CODE: i32 = 86;

fn run(mode: &str, script: &str) -> support::Ended {
    support::togil().args(&["-X", mode, "-X", "deadlock=exit", "-c", script]).end()
}

#[test]
fn two_locks_in_two_orders() {
    let script = "
import threading
a, b = threading.Lock(), threading.Lock()
both = threading.Barrier(2)
def work(mine, other):
    with mine:
        both.wait()
        with other:
            pass
print('begun')
threads = [threading.Thread(target=work, args=x, name=n) for x, n in (((a, b), 'one'), ((b, a), 'two'))]
for t in threads: t.start()
for t in threads: t.join()
";
    for mode in MODES {
        let ended = run(mode, script);
        assert_eq!(ended.code, CODE, "{}", ended.err());
        assert_eq!(ended.out(), "begun\n");
        let lines = [
            "togil: deadlock: every thread waits for another, for ever",
            "  thread 'MainThread' waits for thread 'one' to end",
            "  thread 'one' waits for a lock that thread 'two' took",
            "  thread 'two' waits for a lock that thread 'one' took",
            "    File \"<string>\", line 8, in work",
        ];
        for line in lines {
            assert!(ended.err().lines().any(|l| l == line), "{line}\n{}", ended.err());
        }
    }
}

#[test]
fn alone_and_across_interpreters() {
    let alone = "import threading; l = threading.Lock(); l.acquire(); l.acquire()";
    let across = "
import threading
from concurrent import interpreters
q, i = interpreters.create_queue(), interpreters.create()
i.prepare_main(q=q)
threading.Thread(target=i.exec, args=('q.get()',)).start()
threading.Event().wait()
";
    for mode in MODES {
        for script in [alone, across] {
            let ended = run(mode, script);
            assert_eq!(ended.code, CODE, "{}", ended.err());
        }
    }
}

/// Waits that something else than a thread ends, and threads that are only slow.
#[test]
fn what_is_no_deadlock() {
    let timer = "
import threading
e = threading.Event()
threading.Timer(0.4, e.set).start()
e.wait(); print('woken')
";
    let handler = "
import os, signal, threading
e = threading.Event()
signal.signal(signal.SIGALRM, lambda *_: e.set())
signal.setitimer(signal.ITIMER_REAL, 0.4)
e.wait(); print('woken')
";
    let busy = "
import threading
e = threading.Event()
def work():
    sum(i for i in range(1_000_000))
    e.set()
threading.Thread(target=work).start()
e.wait(); print('woken')
";
    for mode in MODES {
        for script in [timer, handler, busy] {
            let ended = run(mode, script);
            assert_eq!((ended.code, ended.out().as_str(), ended.err().as_str()), (0, "woken\n", ""));
        }
    }
}
