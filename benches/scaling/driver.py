"""Scaling: each workload by one thread and by several that do as much each; how much more is done in the same time.

    togil -X gil=0 benches/scaling/driver.py [--interpreters] [--threads N] [--rounds N] [--only NAME,NAME]
                                             [--plain] [--command WORDS]

Rounds of one thread, of N threads and of N processes alternate, so that a busy machine disturbs all alike. The figures of a workload:

- the throughput of N threads by that of one, from the medians;
- the same from the best rounds;
- that of N processes by that of one thread, from the best rounds: what the machine gives at that moment, whatever the threads do;
- the processor time of one of N threads by that of a thread alone, which other processes disturb least. Above 1, the threads hinder each other
  through the memory that they share, or wait actively;
- how often one of N threads slept in a round: for a lock, a GIL, a collection (Linux; the least of all rounds).

A thread that takes its time alone and never sleeps loses nothing to the other, whatever a busy machine does to the first three figures.

`--interpreters` runs each thread's work in an interpreter of its own. `--plain` prints lines for `cargo bench`. `--command` is how the
processes are started, if `sys.executable` is not enough. `--only` takes names of workloads and of kinds (own, shared, mutated).
"""

import os
import subprocess
import sys
import threading
from statistics import median
from time import perf_counter, thread_time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)

import workloads

KINDS = {"own": workloads.OWN, "shared": workloads.SHARED, "mutated": workloads.MUTATED}
# A round: long beside what starting it costs, short enough to fall between other processes now and then.
LEAST = 0.006


def slept():
    """How often this thread has waited for something until now."""
    try:
        with open("/proc/thread-self/status") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("voluntary_ctxt_switches"))
    except OSError:
        return float("nan")


def timed(work, rounds):
    """Run the work: when it began and ended, the thread's processor time, how often it slept."""
    before = slept()
    begin, cpu = perf_counter(), thread_time()
    work(rounds)
    end, used = perf_counter(), thread_time() - cpu
    return begin, end, used, slept() - before


def in_interpreter(kind, name, rounds, path):
    """What an interpreter does: the same, from its own copies of the modules."""
    import sys

    if path not in sys.path:
        sys.path.insert(0, path)
    import driver

    return driver.timed(driver.KINDS[kind][name], rounds)


class Threads:
    """Runs a workload by several threads of this interpreter."""

    def prepare(self, count):
        pass

    def once(self, kind, name, rounds, count):
        times = []
        start = threading.Barrier(count)

        def run():
            start.wait()
            times.append(timed(KINDS[kind][name], rounds))

        threads = [threading.Thread(target=run) for _ in range(count)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if len(times) != count:
            raise SystemExit(f"{name}: a thread failed")
        return times


class Interpreters:
    """Runs a workload by several threads, each in an interpreter of its own."""

    def prepare(self, count):
        from concurrent import interpreters

        self.made = [interpreters.create() for _ in range(count)]

    def once(self, kind, name, rounds, count):
        times = []
        start = threading.Barrier(count)

        def run(interpreter):
            start.wait()
            times.append(interpreter.call(in_interpreter, kind, name, rounds, HERE))

        threads = [threading.Thread(target=run, args=(interpreter,)) for interpreter in self.made[:count]]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if len(times) != count:
            raise SystemExit(f"{name}: an interpreter failed")
        return times


class Processes:
    """Runs a workload by several processes, which wait for their orders meanwhile."""

    def __init__(self, command, count):
        command = [*command, os.path.abspath(__file__), "--serve"]
        self.made = [
            subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
            for _ in range(count)
        ]
        if any(process.stdout.readline() != "ready\n" for process in self.made):
            self.close()
            self.made = []

    def once(self, kind, name, rounds):
        for process in self.made:
            process.stdin.write(f"{kind} {name} {rounds}\n")
            process.stdin.flush()
        return [tuple(map(float, process.stdout.readline().split())) for process in self.made]

    def close(self):
        for process in self.made:
            process.kill()
            process.wait()


def serve():
    """What such a process does: the work that its standard input names, line by line."""
    print("ready", flush=True)
    for line in sys.stdin:
        kind, name, rounds = line.split()
        print(*timed(KINDS[kind][name], int(rounds)), flush=True)


def this_command():
    """How to start this interpreter again, in the same mode."""
    if sys.implementation.name == "togil":
        return [sys.executable, "-X", f"gil={int(sys._is_gil_enabled())}"]
    return [sys.executable]


def enough(runner, kind, name):
    """How many rounds keep one thread busy long enough to be measured."""
    rounds = 50
    while True:
        ((_, _, cpu, _),) = runner.once(kind, name, rounds, 1)
        if cpu >= LEAST:
            return rounds
        rounds = rounds * 2 if cpu < LEAST / 4 else int(rounds * LEAST * 1.2 / cpu) + 1


def measure(runner, processes, kind, name, threads, repeat):
    rounds = enough(runner, kind, name)
    forms = {
        "one": lambda: runner.once(kind, name, rounds, 1),
        "threads": lambda: runner.once(kind, name, rounds, threads),
        "processes": lambda: processes.once(kind, name, rounds),
    }
    if not processes.made:
        del forms["processes"]
    walls, cpus, sleeps = ({form: [] for form in forms} for _ in range(3))
    for turn in range(repeat + 1):
        for form, once in forms.items():
            times = once()
            # The first turn only warms up.
            if turn:
                begins, ends, used, slept = zip(*times)
                walls[form].append(max(ends) - min(begins))
                cpus[form].append(sum(used) / len(times))
                sleeps[form].append(sum(slept) / len(times))

    def ratio(figure, form):
        return threads * figure(walls["one"]) / figure(walls[form]) if form in walls else float("nan")

    cpu = median(cpus["threads"]) / median(cpus["one"])
    return ratio(median, "threads"), ratio(min, "threads"), ratio(min, "processes"), cpu, min(sleeps["threads"])


def main():
    threads, repeat, only, plain, runner, command = 2, 40, None, False, Threads(), this_command()
    words = iter(sys.argv[1:])
    for word in words:
        match word:
            case "--serve":
                return serve()
            case "--threads":
                threads = int(next(words))
            case "--rounds":
                repeat = int(next(words))
            case "--only":
                only = next(words).split(",")
            case "--command":
                command = next(words).split()
            case "--interpreters":
                runner = Interpreters()
            case "--plain":
                plain = True
            case _:
                raise SystemExit(__doc__)
    runner.prepare(threads)
    processes = Processes(command, threads)
    if not plain:
        print(f"{threads} threads against 1; load {os.getloadavg()[0]:.1f} of {os.cpu_count()} cores")
        print(f"{'':36}{'median':>8}{'best':>8}{'procs':>8}{'cpu':>8}{'slept':>8}")
    for kind, works in KINDS.items():
        for name in works:
            if only is None or name in only or kind in only:
                figures = measure(runner, processes, kind, name, threads, repeat)
                if plain:
                    print(kind, name, *(f"{figure:.3f}" for figure in figures), sep="\t", flush=True)
                else:
                    print(f"{kind + ' ' + name:36}", *(f"{figure:8.2f}" for figure in figures[:4]), f"{figures[4]:8.0f}", sep="", flush=True)
    processes.close()


if __name__ == "__main__":
    main()
