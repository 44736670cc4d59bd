# Queues between interpreters and threads: pipelines, blocking both ways.
import threading
import time
from concurrent import interpreters

requests, answers = interpreters.create_queue(), interpreters.create_queue(3)


def serve(requests, answers):
    while True:
        item = requests.get()
        if item is None:
            answers.put(None)
            return
        answers.put((item, item * item))


workers = [interpreters.create() for _ in range(3)]
threads = [w.call_in_thread(serve, requests, answers) for w in workers]
for n in range(30):
    requests.put(n)
for _ in workers:
    requests.put(None)
results, ended = {}, 0
while ended < len(workers):
    item = answers.get()
    if item is None:
        ended += 1
    else:
        results[item[0]] = item[1]
for t in threads:
    t.join()
print(results == {n: n * n for n in range(30)}, requests.empty(), answers.empty())

# A reader that waits is woken by a writer elsewhere, and the other way round.
i = workers[0]
i.prepare_main(requests=requests, answers=answers)
t = threading.Thread(target=i.exec, args=('answers.put(("got", requests.get()))',))
t.start()
time.sleep(0.02)
print(answers.empty())
requests.put('wake up')
print(answers.get())
t.join()

one = interpreters.create_queue(1)
one.put('full')
i.prepare_main(one=one)
t = threading.Thread(target=i.exec, args=('one.put("second"); answers.put("through")',))
t.start()
time.sleep(0.02)
print(answers.empty(), one.get(), answers.get(), one.get())
t.join()

# Order: each producer's items arrive in its order.
log = interpreters.create_queue()


def produce(log, name):
    for n in range(40):
        log.put((name, n))


threads = [w.call_in_thread(produce, log, name) for w, name in zip(workers, 'abc')]
for t in threads:
    t.join()
seen = [log.get() for _ in range(120)]
print(all([n for who, n in seen if who == name] == list(range(40)) for name in 'abc'), log.empty())

# A queue made inside, sent out.
i.exec('''
from concurrent import interpreters
mine = interpreters.create_queue()
mine.put("made inside")
answers.put(mine)
''')
mine = answers.get()
print(type(mine).__name__, mine.get(), mine.empty())
for w in workers:
    w.close()
