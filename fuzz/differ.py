"""The differential fuzzer: random cases, run by togil and by CPython 3.14, and every difference reported once, small.

    python3 fuzz/differ.py --togil target/debug/togil --referee python3.14 --seed 1 --seconds 600 --kind programs

It runs under any Python 3, under togil too, and needs nothing but the standard library. See README.md beside it.
"""

import argparse
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
DRIVER = os.path.join(HERE, "driver.py")
MARK = "\x1e"
KINDS = ("syntax", "programs", "builtins", "formats", "modules", "types", "statements", "threads")
BATCH_SECONDS = 400
# What stands before it is the same in every case of its kind, and stays.
BODY = "\n# body\n"


def generator(kind):
    """The function of `random.Random` that makes one case, [mode, text]."""
    return __import__("gen_" + kind).case


def normal(text):
    """Without addresses, and without what cannot be equal."""
    return re.sub(r"x[0-9a-fA-F]{6,}|(?<=object at 0x)[0-9a-fA-F]+", lambda found: found[0][:1] if found[0][0] == "x" else "", text)


class Peer:
    """One of the two Pythons: a command, and what it says to cases."""

    def __init__(self, name, command, folder):
        self.name = name
        self.command = command
        self.folder = folder

    def batch(self, cases):
        """The answer to each case: its output, with a last line for a process that died or hung in it."""
        path = os.path.join(self.folder, self.name + ".json")
        with open(path, "w", encoding="utf-8", errors="surrogatepass") as file:
            json.dump(cases, file)
        answers = [None] * len(cases)
        first = 0
        while first < len(cases):
            first = self.process(path, first, answers)
        return answers

    def process(self, path, first, answers):
        """Runs the cases from `first` on in one process; the number of the case to go on with."""
        log = os.path.join(self.folder, self.name + ".out")
        ending = ""
        environment = dict(os.environ, PYTHONHASHSEED="0", PYTHONDONTWRITEBYTECODE="1", NO_COLOR="1", TZ="UTC")
        environment.pop("PYTHONPATH", None)
        with open(log, "wb") as out:
            child = subprocess.Popen(
                [*self.command, DRIVER, path, str(first)],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                cwd=self.folder,
                env=environment,
            )
            try:
                code = child.wait(BATCH_SECONDS)
                if code:
                    ending = f"\nPROCESS ENDED WITH {code}"
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
                ending = "\nPROCESS HANGS"
        with open(log, encoding="utf-8", errors="replace") as file:
            parts = file.read().split("\n" + MARK)
        last = first
        done = False
        for part in parts[1:]:
            head, _, body = part.partition("\n")
            if head == "end":
                done = True
                break
            last = int(head)
            answers[last] = normal(body)
        if done and not ending:
            return len(answers)
        if len(parts) == 1:
            answers[last] = normal(parts[0])
        answers[last] = (answers[last] or "") + ending
        return last + 1


def skipped(theirs):
    """Whether the referee's answer is none to compare with: it took too long, or died itself."""
    return theirs is None or "TOO LONG" in theirs or "PROCESS " in theirs or "MemoryError" in theirs


def differences(ours, theirs):
    """The pairs of lines that differ: all of them where there are as many lines, else the first, for the rest is out of step."""
    left, right = (ours or "").splitlines(), (theirs or "").splitlines()
    pairs = [(a, b) for a, b in zip(left, right) if a != b]
    if len(left) == len(right):
        return pairs
    if pairs:
        return pairs[:1]
    rest = (left[len(right) :] or right[len(left) :])[0]
    return [(rest, "") if len(left) > len(right) else ("", rest)]


def bucket(ours, pair):
    """What makes two differences the same one: the lines that differ, without names and numbers."""
    if ours and "PROCESS " in ours:
        panic = re.search(r"panicked at ([^\n]*)", ours)
        return "process: " + (panic[1] if panic else ours[ours.index("PROCESS ") :][:60])

    def rough(line):
        line = re.sub(r"'[^']*'|\"[^\"]*\"", "S", line[:200])
        return re.sub(r"\d+(\.\d+)?(e[+-]?\d+)?", "N", line)[:60]

    a, b = pair
    return rough(a.split(" | ")[0]) + " | " + rough(b.split(" | ")[0])


class Explained:
    """The known differences: lines `togil's line ==> the referee's line ==> why`, the first two regular expressions."""

    def __init__(self, path):
        self.rules = []
        with open(path, encoding="utf-8") as file:
            for line in file:
                if line.strip() and not line.startswith("#"):
                    ours, theirs, why = line.rstrip("\n").split(" ==> ")
                    self.rules.append((re.compile(ours), re.compile(theirs), why))

    def reason(self, pair):
        for left, right, why in self.rules:
            if left.search(pair[0]) and right.search(pair[1]):
                return why
        return None


def reduced(case, still, seconds=12):
    """A smaller case for which `still`, of a list of cases, says yes: lines away, then pieces of text."""
    mode, text = case
    head, mark, text = text.rpartition(BODY)
    head += mark
    until = time.monotonic() + seconds
    for pieces in (lambda text: text.splitlines(True), lambda text: re.findall(r"\s+|\w+|.", text)):
        parts = pieces(text)
        size = max(len(parts) // 2, 1)
        while time.monotonic() < until and len(parts) > 1:
            starts = range(0, len(parts), size)
            without = [parts[:at] + parts[at + size :] for at in starts]
            hold = still([[mode, head + "".join(fewer)] for fewer in without])
            useless = {at for at, held in zip(starts, hold) if held}
            if useless:
                together = [part for at, part in enumerate(parts) if at - at % size not in useless]
                if len(useless) > 1 and together and still([[mode, head + "".join(together)]])[0]:
                    parts = together
                else:
                    parts = without[min(useless) // size]
            elif size > 1:
                size //= 2
            else:
                break
            size = min(size, max(len(parts) // 2, 1))
        text = "".join(parts)
    return [mode, head + text]


class Run:
    def __init__(self, options):
        self.options = options
        self.folder = tempfile.mkdtemp(prefix="differ-")
        os.makedirs(options.findings, exist_ok=True)
        self.togil = Peer("togil", [options.togil, "-X", "gil=1"], self.folder)
        self.free = Peer("free", [options.togil, "-X", "gil=0"], self.folder)
        self.referee = Peer("referee", [options.referee], self.folder)
        self.explained = Explained(os.path.join(HERE, "explained.txt"))
        self.buckets = {}
        self.why = {}
        self.cases = self.lost = 0

    def judge(self, ours, theirs, peer, counted=True):
        """None for equal, explained or incomparable answers, else the kind of the difference."""
        if ours == theirs or skipped(theirs):
            return None
        if ours and "PROCESS " in ours:
            return peer.name + " " + bucket(ours, ("", ""))
        pairs = differences(ours, theirs)
        # what is shown of a syntax error follows from the error
        told = [pair for pair in pairs if pair[0].startswith("SYNTAX") and self.explained.reason(pair)]
        for pair in told[:1] or pairs:
            why = self.explained.reason(pair)
            if why is None:
                return peer.name + " " + bucket(ours, pair)
            if counted:
                self.why[why] = self.why.get(why, 0) + 1
        return None

    def report(self, kind, seed, case, peer, key, ours, theirs):
        """A difference of a new kind: seen again alone, made small, written down."""

        def still(cases):
            answers = zip(peer.batch(cases), self.referee.batch(cases))
            return [self.judge(ours, theirs, peer, False) == key for ours, theirs in answers]

        alone = not self.options.reduce or still([case])[0]
        if alone and self.options.reduce:
            case = reduced(case, still)
            ours, theirs = peer.batch([case])[0], self.referee.batch([case])[0]
        name = f"{kind}-{seed}-{len(self.buckets)}.txt"
        with open(os.path.join(self.options.findings, name), "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(f"{key}\n")
            if not alone:
                file.write("(not seen when run alone)\n")
            file.write(f"--- case, mode {case[0]}\n{case[1].rpartition(BODY)[2]}\n--- togil ({peer.name})\n{ours}\n--- referee\n{theirs}\n")
        print(f"{kind} seed {seed}: {key}  ({name})", flush=True)

    def batch(self, kind, make, seed):
        """One batch, all of it made from `seed`."""
        luck = random.Random(f"{kind} {seed}")
        cases = [make(luck) for _ in range(self.options.batch)]
        theirs = self.referee.batch(cases)
        for peer in (self.togil, self.free):
            ours = peer.batch(cases)
            for case, own, their in zip(cases, ours, theirs):
                key = self.judge(own, their, peer)
                if key is None:
                    continue
                first = key.replace("free ", "togil ", 1) not in self.buckets
                self.buckets[key] = self.buckets.get(key, 0) + 1
                if first and self.buckets[key] == 1:
                    self.report(kind, seed, case, peer, key, own, their)
        self.cases += len(cases)
        self.lost += sum(skipped(their) for their in theirs)

    def go(self):
        start = time.monotonic()
        kinds = self.options.kind or list(KINDS)
        made = [(kind, generator(kind)) for kind in kinds]
        seed, said = self.options.seed, start
        while time.monotonic() - start < self.options.seconds:
            for kind, make in made:
                self.batch(kind, make, seed)
            seed += 1
            if time.monotonic() - said > 60:
                said = time.monotonic()
                self.progress(seed, said - start)
        self.progress(seed, time.monotonic() - start)
        for key, count in sorted(self.buckets.items(), key=lambda pair: -pair[1]):
            print(f"{count:6} {key}")
        for why, count in sorted(self.why.items(), key=lambda pair: -pair[1]):
            print(f"{count:6} explained: {why}")
        return bool(self.buckets)

    def progress(self, seed, seconds):
        print(
            f"[{seconds:.0f} s, seeds {self.options.seed}..{seed - 1}] {self.cases} cases, {self.lost} of them not compared,"
            f" {len(self.buckets)} kinds of difference, {sum(self.why.values())} explained",
            flush=True,
        )


def main():
    parser = argparse.ArgumentParser(description="Compare togil with CPython 3.14 on random cases.")
    parser.add_argument("--togil", default="target/debug/togil")
    parser.add_argument("--referee", default="python3.14")
    parser.add_argument("--seed", type=int, default=1, help="the seed of the first batch; each further one adds one")
    parser.add_argument("--seconds", type=float, default=60, help="how long to go on making batches")
    parser.add_argument("--kind", action="append", choices=KINDS, help="what to make, may be repeated (default: all)")
    parser.add_argument("--batch", type=int, default=100, help="cases in one process")
    parser.add_argument("--findings", default="target/differ", help="the folder for differences")
    parser.add_argument("--no-reduce", dest="reduce", action="store_false", help="report cases as they were made")
    options = parser.parse_args()
    options.togil = os.path.abspath(options.togil) if os.sep in options.togil else options.togil
    options.findings = os.path.abspath(options.findings)
    return Run(options).go()


if __name__ == "__main__":
    sys.exit(main())
