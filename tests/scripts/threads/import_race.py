# Threads that import the same modules: each waits until the code has run; circles between threads do not hang.
import os
import sys
import threading

scratch = os.environ['SCRATCH']
sys.path.insert(0, scratch)


def write(name, text):
    path = os.path.join(scratch, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'w') as f:
        f.write(text)


def run(*functions):
    threads = [threading.Thread(target=f) for f in functions]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


# a slow module, imported by many: run once, seen whole
write('slow.py', 'import time, runs\nruns.count += 1\ntime.sleep(0.1)\nlast = "whole"\n')
write('runs.py', 'count = 0\n')
# modules whose own code imports the slow one
for i in range(4):
    write(f'user{i}.py', 'import time\nfrom slow import last\nseen = last\n')
write('package/__init__.py', 'import time\ntime.sleep(0.05)\n')
write('package/part.py', 'import time\ntime.sleep(0.05)\nvalue = "part"\n')
seen = []


def direct():
    import slow
    seen.append(slow.last)


def through(i):
    seen.append(getattr(__import__(f'user{i}'), 'seen'))


def part():
    import package.part
    seen.append(package.part.value)


def part_from():
    from package import part
    seen.append(part.value)


run(direct, direct, lambda: through(0), lambda: through(1), lambda: through(2), part, part_from, part)
print(sorted(seen))
import runs
print('runs', runs.count)

# two modules that import each other, begun by two threads at once
write('left.py', 'import time\ntime.sleep(0.05)\nimport right\nname = "left"\n')
write('right.py', 'import time\ntime.sleep(0.05)\nimport left\nname = "right"\n')
names = []


def first():
    import left
    names.append(left.__name__)


def second():
    import right
    names.append(right.__name__)


run(first, second)
print(sorted(names), sys.modules['left'].name, sys.modules['right'].name)

# a module whose code fails: every thread hears of it, and it is not there afterwards
write('fails.py', 'import time\ntime.sleep(0.05)\nraise ValueError("no")\n')
errors = []


def failing():
    try:
        import fails
    except ValueError as e:
        errors.append(str(e))


run(failing, failing, failing)
print(errors, 'fails' in sys.modules)
