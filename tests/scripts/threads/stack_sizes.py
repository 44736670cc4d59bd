# threading.stack_size: asking resets it; small ones are enough to run and to raise RecursionError in.
import threading

for size in 0, 1, 4096, 53247, 53248, 65536, 65537, -1, 100_000, 'x', 2**70, 256 * 1024:
    try:
        print(size, threading.stack_size(size), threading.stack_size())
    except Exception as e:
        print(size, type(e).__name__, e)


def deep(n):
    return sorted([n], key=lambda x: deep(n + 1))


def run():
    try:
        deep(0)
    except RecursionError:
        print('too deep')


for size in 53248, 65536, 256 * 1024, 0:
    threading.stack_size(size)
    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
