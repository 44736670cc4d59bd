"""An isolated interpreter: its own modules, its own objects; functions and values go in and out as copies."""

from concurrent import interpreters

guest = interpreters.create()

guest.exec("""
import sys
greeting = "hello from the guest"
print(f"{greeting}; its sys module lives at {id(sys)}")
""")

# What the guest defined stays there, and is found by the next call.
guest.exec("print(len(greeting), 'characters of state were kept')")
print("the host knows nothing of it:", "greeting" not in globals())


def collatz_steps(n):
    steps = 0
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
    return steps


for start in (27, 97, 871):
    print(f"{start} takes {guest.call(collatz_steps, start)} steps, computed in interpreter {guest.id}")

guest.close()
