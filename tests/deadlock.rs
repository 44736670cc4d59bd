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

/// Threads in a ring, interpreters that wait for each other, what nobody alive can give back.
const MORE_KINDS: &[(&str, &[&str])] = &[
    (
        "
import threading
threads, begun = [], threading.Event()
def work(i):
    begun.wait()
    threads[(i + 1) % 3].join()
threads += [threading.Thread(target=work, args=(i,), name=f't{i}') for i in range(3)]
for t in threads: t.start()
begun.set()
",
        &[
            "  thread 'MainThread' waits in _shutdown for thread 't0' to end",
            "  thread 't0' waits for thread 't1' to end",
            "  thread 't1' waits for thread 't2' to end",
            "  thread 't2' waits for thread 't0' to end",
            "    File \"<string>\", line 6, in work",
        ],
    ),
    (
        "
import threading
locks, begun = [threading.Lock(), threading.RLock(), threading.Lock()], threading.Barrier(3)
def work(i):
    with locks[i]:
        begun.wait()
        with locks[(i + 1) % 3]:
            pass
for i in range(3): threading.Thread(target=work, args=(i,), name=f't{i}').start()
",
        &[
            "  thread 't0' waits for a lock that thread 't1' took",
            "  thread 't1' waits for a lock that thread 't2' took",
            "  thread 't2' waits for a lock that thread 't0' took",
            "    File \"<string>\", line 7, in work",
            "    File \"<string>\", line 5, in work",
        ],
    ),
    (
        "
import threading
from concurrent import interpreters
a, b = interpreters.create_queue(), interpreters.create_queue()
for name, code in ('one', 'b.put(a.get())'), ('two', 'a.put(b.get())'):
    i = interpreters.create()
    i.prepare_main(a=a, b=b)
    threading.Thread(target=i.exec, args=(code,), name=name).start()
",
        &[
            "  thread 'one' in interpreter 1 waits in Queue.get for a queue",
            "  thread 'two' in interpreter 2 waits in Queue.get for a queue",
            "    File \"<script>\", line 1, in <module>",
        ],
    ),
    (
        "
from concurrent import interpreters
i = interpreters.create()
i.exec('import threading; l = threading.Lock(); l.acquire(); threading.Thread(target=l.acquire, name=\"left\").start()')
i.close()
",
        &[
            "  thread 'left' in interpreter 1 waits for a lock that thread 'MainThread' took",
            "  thread 'MainThread' in interpreter 1 waits in _shutdown for thread 'left' to end",
        ],
    ),
    (
        "
import threading
lock = threading.RLock()
def take(): lock.acquire()
t = threading.Thread(target=take)
t.start()
t.join()
lock.acquire()
",
        &["  thread 'MainThread' waits for a lock that a thread took which has ended", "    File \"<string>\", line 4, in take"],
    ),
    (
        "
import queue
q = queue.Queue()
q.put(1)
q.join()
",
        &["  thread 'MainThread' waits in Queue.join for a notification"],
    ),
    (
        "
import queue
q = queue.Queue(1)
q.put(1)
q.put(2)
",
        &["  thread 'MainThread' waits in Queue.put for a notification"],
    ),
    (
        "
from concurrent.futures import Future, as_completed
list(as_completed([Future()]))
",
        &["  thread 'MainThread' waits in as_completed for a notification"],
    ),
];

/// Each with lines that say who waits where, for what, and where a lock was taken.
#[test]
fn each_kind_is_told() {
    let kinds: &[(&str, &[&str])] = &[
        (
            "
import queue, threading
q, r = queue.Queue(), queue.Queue()
threading.Thread(target=lambda: r.put(q.get()), name='worker').start()
r.get()
",
            &[
                "  thread 'MainThread' waits in Queue.get for a notification",
                "    File \"<string>\", line 5, in <module>",
                "  thread 'worker' waits in Queue.get for a notification",
                "    File \"<string>\", line 4, in <lambda>",
            ],
        ),
        (
            "
import threading
c, ready = threading.Condition(), threading.Event()
def work():
    with c:
        ready.set()
        c.wait()
t = threading.Thread(target=work, name='waiter')
t.start()
ready.wait()
with c:
    t.join()
",
            &["  thread 'MainThread' waits for thread 'waiter' to end", "  thread 'waiter' waits in Condition.wait for a notification"],
        ),
        (
            "
import threading
a, b, both = threading.RLock(), threading.RLock(), threading.Barrier(2)
def work(x, y):
    with x, x:
        both.wait()
        y.acquire()
for x, y, n in (a, b, 'one'), (b, a, 'two'):
    threading.Thread(target=work, args=(x, y), name=n).start()
",
            &[
                "  thread 'one' waits for a lock that thread 'two' took",
                "    File \"<string>\", line 7, in work",
                "      which was taken at",
                "    File \"<string>\", line 5, in work",
            ],
        ),
        (
            "
from concurrent.futures import ThreadPoolExecutor
with ThreadPoolExecutor(1, 'pool') as pool:
    pool.submit(lambda: pool.submit(int).result()).result()
",
            &[
                "  thread 'MainThread' waits in Future.result for a notification",
                "  thread 'pool_0' waits in Future.result for a notification",
            ],
        ),
        (
            "
import threading
s = threading.Semaphore(1)
s.acquire()
s.acquire()
",
            &["  thread 'MainThread' waits in Semaphore.acquire for a notification"],
        ),
        (
            "
import threading
b = threading.Barrier(3)
threading.Thread(target=lambda: b.wait(), name='second').start()
b.wait()
",
            &[
                "  thread 'MainThread' waits in Barrier.wait for a notification",
                "  thread 'second' waits in Barrier.wait for a notification",
            ],
        ),
        (
            "
import queue, threading
q, lock, begun = queue.SimpleQueue(), threading.Lock(), threading.Event()
def work():
    with lock:
        begun.set()
        q.get()
threading.Thread(target=work, name='getter').start()
begun.wait()
with lock:
    q.put(1)
",
            &[
                "  thread 'MainThread' waits for a lock that thread 'getter' took",
                "    File \"<string>\", line 10, in <module>",
                "    File \"<string>\", line 5, in work",
                "  thread 'getter' waits for a queue",
            ],
        ),
        (
            "
import threading
lock = threading.Lock()
def held():
    with lock:
        yield
g = held()
next(g)
lock.acquire()
",
            &["  thread 'MainThread' waits for a lock that it took itself", "    File \"<string>\", line 5, in held"],
        ),
        (
            "
import threading
from concurrent import interpreters
q, i = interpreters.create_queue(), interpreters.create()
i.prepare_main(q=q)
t = threading.Thread(target=i.exec, args=('q.get()',), name='caller')
t.start()
t.join()
",
            &[
                "  thread 'MainThread' waits for thread 'caller' to end",
                "  thread 'caller' in interpreter 1 waits in Queue.get for a queue",
            ],
        ),
        (
            "
import builtins, os, sys, threading, time
folder = os.environ['SCRATCH']
with open(folder + '/locking.py', 'w') as f:
    f.write('begun.set()\\nlock.acquire()')
sys.path.insert(0, folder)
builtins.lock, builtins.begun = threading.Lock(), threading.Event()
lock.acquire()
threading.Thread(target=lambda: __import__('locking'), name='importer').start()
begun.wait()
import locking
",
            &[
                "  thread 'MainThread' waits for thread 'importer' to import 'locking'",
                "  thread 'importer' waits for a lock that thread 'MainThread' took",
                "    File \"<string>\", line 8, in <module>",
            ],
        ),
    ];
    for mode in MODES {
        for (script, lines) in kinds.iter().chain(MORE_KINDS) {
            let ended = run(mode, script);
            assert_eq!(ended.code, CODE, "{}", ended.err());
            for line in *lines {
                assert!(ended.err().lines().any(|l| l == *line), "{line}\n{}", ended.err());
            }
        }
    }
}

/// An event loop with nothing to run, and nobody who could give it anything; Ctrl-C, which the loop listens to, is nobody.
#[test]
fn an_event_loop_that_waits_for_ever() {
    let script = "
import asyncio, threading
async def work():
    await asyncio.to_thread(print, 'begun')
    await asyncio.get_running_loop().create_future()
asyncio.run(work())
";
    for mode in MODES {
        let ended = run(mode, script);
        assert_eq!((ended.code, ended.out().as_str()), (CODE, "begun\n"), "{}", ended.err());
        assert!(ended.err().contains("thread 'MainThread' waits in run for a notification"), "{}", ended.err());
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
    let sleeping = "
import asyncio, time
async def work():
    loop = asyncio.get_running_loop()
    woken = loop.create_future()
    loop.run_in_executor(None, lambda: (time.sleep(0.4), loop.call_soon_threadsafe(woken.set_result, 'woken')))
    print(await woken)
asyncio.run(work())
";
    let later = "
import asyncio
async def work():
    woken = asyncio.get_running_loop().create_future()
    asyncio.get_running_loop().call_later(0.4, woken.set_result, 'woken')
    print(await woken)
asyncio.run(work())
";
    let typed = "
import asyncio, os, threading
r, w = os.pipe()
async def work():
    done = asyncio.to_thread(os.read, r, 5)
    threading.Timer(0.4, os.write, (w, b'woken')).start()
    print((await done).decode())
asyncio.run(work())
";
    for mode in MODES {
        for script in [timer, handler, busy, sleeping, later, typed] {
            let ended = run(mode, script);
            assert_eq!((ended.code, ended.out().as_str(), ended.err().as_str()), (0, "woken\n", ""));
        }
    }
}
