"""Objects and methods: tasks of several classes that pass messages through queues."""

from measure import measure

from collections import deque


class Message:
    __slots__ = ("target", "kind", "value")

    def __init__(self, target, kind, value):
        self.target = target
        self.kind = kind
        self.value = value


class Task:
    def __init__(self, number, priority):
        self.number = number
        self.priority = priority
        self.inbox = deque()
        self.handled = 0

    def receive(self, message):
        self.inbox.append(message)

    def step(self, world):
        if not self.inbox:
            return False
        message = self.inbox.popleft()
        self.handled += 1
        self.handle(message, world)
        return True

    def handle(self, message, world):
        raise NotImplementedError


class Worker(Task):
    def handle(self, message, world):
        value = (message.value * 31 + self.number) % 1009
        world.send(Message((self.number + value) % len(world.tasks), "work", value))


class Router(Task):
    def handle(self, message, world):
        if message.kind == "work" and message.value % 3 == 0:
            world.send(Message((message.target + 7) % len(world.tasks), "reply", message.value + 1))
        else:
            world.send(Message((message.value + self.priority) % len(world.tasks), "work", message.value))


class World:
    def __init__(self, size):
        self.tasks = [(Router if n % 4 == 0 else Worker)(n, n % 5) for n in range(size)]
        self.sent = 0

    def send(self, message):
        self.sent += 1
        self.tasks[message.target].receive(message)

    def run(self, steps):
        for n in range(len(self.tasks)):
            self.send(Message(n, "work", n * 13))
        while steps > 0:
            for task in self.tasks:
                if task.step(self):
                    steps -= 1
        return self.sent, sum(task.handled * task.number for task in self.tasks)


measure(lambda: World(40).run(1_300_000), (1300044, 28861037))
