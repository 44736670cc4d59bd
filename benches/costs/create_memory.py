"""KiB that an interpreter takes: what the process grows by when 40 (or as many as the argument says) are created and kept,
each having run a line."""

import sys
from concurrent import interpreters

COUNT = int(sys.argv[1]) if len(sys.argv) > 1 else 40


def resident():
    with open("/proc/self/status") as status:
        for line in status:
            if line.startswith("VmRSS:"):
                return int(line.split()[1])


kept = [interpreters.create() for _ in range(3)]
for interpreter in kept:
    interpreter.exec("x = 1")
before = resident()
for _ in range(COUNT):
    kept.append(interpreters.create())
    kept[-1].exec("x = 1")
after = resident()
for interpreter in kept:
    interpreter.close()
print(f"{(after - before) / COUNT:.2f}")
