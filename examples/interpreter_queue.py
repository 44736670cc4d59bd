"""A queue between two interpreters: the guest measures, the host adds up. Only copies travel."""

from concurrent import interpreters

guest = interpreters.create()
readings = interpreters.create_queue()
guest.prepare_main(out=readings)

# exec runs the guest's code in this thread, so the queue is full before the host reads; call_in_thread would not wait.
guest.exec("""
import time
for second in range(6):
    out.put((second, 20.5 + second * second / 4))
    time.sleep(0.05)
out.put(None)
""")

total = count = 0
while (reading := readings.get()) is not None:
    second, value = reading
    print(f"reading {second}: {value:5.2f}")
    total += value
    count += 1
print(f"{count} readings, mean {total / count:.3f}")
