//! Ctrl-C: whatever a program is at, it ends at once, in both modes, as CPython does.

mod support;

use std::time::{Duration, Instant};

use support::{Ended, togil};

const MODES: [&str; 2] = ["gil=1", "gil=0"];

/// Start `code`, wait until it has printed `ready`, interrupt it, and take its end.
fn interrupted(mode: &str, code: &str) -> Ended {
    let mut running = togil().args(&["-X", mode, "-u", "-c", code]).start();
    assert!(running.wait_for("ready"), "it never got ready: {code}");
    // The line after the print must be reached; waiting longer than needed never makes a good run fail.
    std::thread::sleep(Duration::from_millis(50));
    let start = Instant::now();
    let sent = std::process::Command::new("kill").args(["-INT", &running.id().to_string()]).status();
    assert!(sent.expect("there is a kill command").success());
    let ended = running.end();
    assert!(start.elapsed() < Duration::from_secs(20), "it took {:?} to end: {code}", start.elapsed());
    ended
}

#[test]
fn ctrl_c_interrupts_any_state() {
    let states = [
        ("computing", "print('ready')\nwhile True: pass"),
        ("calling", "def f(n): return n + 1\nprint('ready')\nwhile True: f(1)"),
        ("a generator", "def g():\n    while True: yield 1\nprint('ready')\nfor _ in g(): pass"),
        ("native code", "import itertools\nprint('ready')\nfor _ in map(abs, itertools.count()): pass"),
        ("a power", "print('ready')\n3 ** 10**9"),
        ("a modular power", "print('ready')\nwhile True: pow(3, 1 << 300000, (1 << 200001) - 1)"),
        ("a factorial", "import math\nprint('ready')\nwhile True: math.factorial(2000000)"),
        ("digits", "import sys\nsys.set_int_max_str_digits(0)\nprint('ready')\nwhile True: str(7 << 60000000)"),
        ("sleeping", "import time\nprint('ready')\ntime.sleep(60)"),
        ("a lock", "import threading\nlock = threading.Lock(); lock.acquire()\nprint('ready')\nlock.acquire()"),
        (
            "an RLock with a timeout",
            "import threading\nlock = threading.RLock()\nt = threading.Thread(target=lambda: (lock.acquire(), print('ready')), daemon=True); t.start(); t.join()\nlock.acquire(timeout=60)",
        ),
        ("an event", "import threading\nprint('ready')\nthreading.Event().wait()"),
        ("a condition", "import threading\nc = threading.Condition()\nwith c:\n    print('ready')\n    c.wait(60)"),
        ("a queue", "import queue\nprint('ready')\nqueue.Queue().get()"),
        (
            "joining",
            "import threading, time\nt = threading.Thread(target=time.sleep, args=(60,), daemon=True); t.start()\nprint('ready')\nt.join()",
        ),
        (
            "joining a busy thread",
            "import threading\ndef busy():\n    while True: pass\nt = threading.Thread(target=busy, daemon=True); t.start()\nprint('ready')\nt.join()",
        ),
        ("standard input", "import os\nr, w = os.pipe(); os.dup2(r, 0)\nprint('ready')\ninput()"),
        ("a pipe", "import os\nr, w = os.pipe()\nprint('ready')\nos.read(r, 1)"),
        (
            "an interpreter's code",
            "from concurrent import interpreters\ni = interpreters.create()\nprint('ready')\ni.exec('while True: pass')",
        ),
        (
            "an interpreter's sleep",
            "from concurrent import interpreters\ni = interpreters.create()\nprint('ready')\ni.exec('import time; time.sleep(60)')",
        ),
        (
            "an interpreter's lock",
            "from concurrent import interpreters\ni = interpreters.create()\nprint('ready')\ni.exec('import threading; l = threading.Lock(); l.acquire(); l.acquire()')",
        ),
        ("a full queue", "import queue\nq = queue.Queue(1); q.put(1)\nprint('ready')\nq.put(2)"),
        ("a queue's tasks", "import queue\nq = queue.Queue(); q.put(1)\nprint('ready')\nq.join()"),
        ("a simple queue", "import queue\nprint('ready')\nqueue.SimpleQueue().get()"),
        ("a barrier", "import threading\nprint('ready')\nthreading.Barrier(2).wait()"),
        ("a semaphore", "import threading\nprint('ready')\nthreading.Semaphore(0).acquire()"),
        ("a future", "from concurrent.futures import Future\nprint('ready')\nFuture().result()"),
        (
            "poll",
            "import os, select\nr, w = os.pipe(); p = select.poll(); p.register(r)\np.modify(r, select.POLLIN)\nprint('ready')\np.poll()",
        ),
        ("epoll", "import os, select\nr, w = os.pipe(); p = select.epoll(); p.register(r, 1)\nprint('ready')\np.poll()"),
        ("select", "import os, select\nr, w = os.pipe()\nprint('ready')\nselect.select([r], [], [], 60)"),
        (
            "a selector",
            "import os, selectors\nr, w = os.pipe(); p = selectors.DefaultSelector(); p.register(r, 1)\nprint('ready')\np.select()",
        ),
        ("a file on a pipe", "import os\nr, w = os.pipe(); f = os.fdopen(r)\nprint('ready')\nf.readline()"),
        ("a full pipe", "import os\nr, w = os.pipe()\nprint('ready')\nos.write(w, bytes(10**7))"),
        (
            "a file on a full pipe",
            "import os\nr, w = os.pipe(); f = os.fdopen(w, 'wb')\nprint('ready')\ntry: f.write(bytes(10**7))\nfinally: os.close(r)",
        ),
        ("a child", "import subprocess\np = subprocess.Popen(['sleep', '10'])\nprint('ready')\ntry: p.wait()\nfinally: p.kill()"),
        (
            "a child's output",
            "import subprocess\np = subprocess.Popen(['sleep', '10'], stdout=-1, stderr=-1)\nprint('ready')\ntry: p.communicate()\nfinally: p.kill()",
        ),
        ("pause", "import signal\nprint('ready')\nsignal.pause()"),
        ("sigwait", "import signal\nprint('ready')\nsignal.sigwait([signal.SIGUSR1])"),
        ("sigtimedwait", "import signal\nprint('ready')\nsignal.sigtimedwait([signal.SIGUSR1], 60)"),
        ("an event loop", "import asyncio\nasync def work():\n    print('ready')\n    await asyncio.sleep(60)\nasyncio.run(work())"),
        ("comparing", "a = b = []\nfor _ in range(60): a, b = [a, a], [b, b]\nprint('ready')\na == b"),
        ("classes in tuples", "t = int,\nfor _ in range(60): t = t, t\nprint('ready')\nisinstance('', t)"),
        ("a subinterpreter's queue", "from concurrent import interpreters\nq = interpreters.create_queue()\nprint('ready')\nq.get()"),
    ];
    for mode in MODES {
        for (state, code) in states {
            let ended = interrupted(mode, code);
            let text = ended.err();
            // an interpreter that was being used is left behind
            let left = if code.contains("interpreters.create()") {
                "<sys>:0: RuntimeWarning: remaining subinterpreters; close them with Interpreter.close()\n"
            } else {
                ""
            };
            assert!(
                ended.code == 130
                    && !ended.hang
                    && text.starts_with("Traceback (most recent call last):\n")
                    && text.ends_with(&format!("KeyboardInterrupt\n{left}")),
                "{state}, {mode}: exit {}, stdout {:?}, stderr:\n{text}",
                ended.code,
                ended.out()
            );
        }
    }
}

#[test]
fn ctrl_c_can_be_caught() {
    for mode in MODES {
        let code = "import time\ntry:\n    print('ready')\n    time.sleep(60)\nexcept KeyboardInterrupt:\n    print('caught')\nfinally:\n    print('finally')";
        let ended = interrupted(mode, code);
        assert_eq!((ended.code, ended.out().as_str(), ended.err().as_str()), (0, "ready\ncaught\nfinally\n", ""));
    }
}
