"""A small operating system's kernel: tasks as state machines with queues of packets, chosen by priority."""

from measure import measure

IDLE, WORKER, HANDLER_A, HANDLER_B, DEVICE_A, DEVICE_B = range(6)
PAYLOAD = 4


class Packet:
    def __init__(self, link, owner, kind):
        self.link = link
        self.owner = owner
        self.kind = kind
        self.cursor = 0
        self.payload = [0] * PAYLOAD

    def append_to(self, queue):
        self.link = None
        if queue is None:
            return self
        last = queue
        while last.link is not None:
            last = last.link
        last.link = self
        return queue


class Task:
    def __init__(self, kernel, number, priority, queue):
        self.kernel = kernel
        self.number = number
        self.priority = priority
        self.queue = queue
        self.waiting = queue is None
        self.held = False
        kernel.add(self)

    def is_stopped(self):
        return self.held or (self.waiting and self.queue is None)

    def take(self):
        packet = self.queue
        if packet is not None:
            self.queue = packet.link
        self.waiting = False
        return packet

    def receive(self, packet, sender):
        self.queue = packet.append_to(self.queue)
        if self.priority > sender.priority and not self.held:
            return self
        return sender

    def wait(self):
        self.waiting = True
        return self

    def hold(self):
        self.kernel.holds += 1
        self.held = True
        return None

    def release(self, number):
        other = self.kernel.tasks[number]
        other.held = False
        return other if other.priority > self.priority else self


class Idle(Task):
    def __init__(self, kernel, rounds):
        super().__init__(kernel, IDLE, 0, None)
        self.waiting = False
        self.register = 1
        self.rounds = rounds

    def step(self, packet):
        self.rounds -= 1
        if self.rounds == 0:
            return self.hold()
        if self.register & 1:
            self.register = self.register // 2 ^ 0xB400
            return self.release(DEVICE_B)
        self.register //= 2
        return self.release(DEVICE_A)


class Worker(Task):
    def __init__(self, kernel):
        super().__init__(kernel, WORKER, 1000, None)
        self.target = HANDLER_A
        self.letter = 0

    def step(self, packet):
        if packet is None:
            return self.wait()
        self.target = HANDLER_B if self.target == HANDLER_A else HANDLER_A
        packet.owner = self.target
        packet.cursor = 0
        for i in range(PAYLOAD):
            self.letter = self.letter + 1 if self.letter < 26 else 1
            packet.payload[i] = 64 + self.letter
        return self.kernel.send(packet, self)


class Handler(Task):
    def __init__(self, kernel, number, priority):
        super().__init__(kernel, number, priority, None)
        self.works = None
        self.devices = None

    def step(self, packet):
        if packet is not None:
            if packet.kind == "work":
                self.works = packet.append_to(self.works)
            else:
                self.devices = packet.append_to(self.devices)
        work = self.works
        if work is None:
            return self.wait()
        if work.cursor >= PAYLOAD:
            self.works = work.link
            work.owner = WORKER
            return self.kernel.send(work, self)
        device = self.devices
        if device is None:
            return self.wait()
        self.devices = device.link
        device.cursor = work.payload[work.cursor]
        work.cursor += 1
        self.kernel.letters += device.cursor
        return self.kernel.send(device, self)


class Device(Task):
    def __init__(self, kernel, number, priority):
        super().__init__(kernel, number, priority, None)
        self.pending = None

    def step(self, packet):
        if packet is None:
            if self.pending is None:
                return self.wait()
            packet, self.pending = self.pending, None
            return self.kernel.send(packet, self)
        self.pending = packet
        return self.hold()


class Kernel:
    def __init__(self, rounds):
        self.tasks = {}
        self.order = []
        self.holds = self.sends = self.letters = 0
        Idle(self, rounds)
        Worker(self)
        for number, priority, device in (HANDLER_A, 2000, DEVICE_A), (HANDLER_B, 3000, DEVICE_B):
            handler = Handler(self, number, priority)
            for _ in range(3):
                handler.queue = Packet(handler.queue, device, "device")
        Device(self, DEVICE_A, 4000)
        Device(self, DEVICE_B, 5000)
        worker = self.tasks[WORKER]
        worker.queue = Packet(Packet(None, WORKER, "work"), WORKER, "work")

    def add(self, task):
        self.tasks[task.number] = task
        self.order.insert(0, task)

    def send(self, packet, sender):
        target = self.tasks[packet.owner]
        packet.owner = sender.number
        self.sends += 1
        return target.receive(packet, sender)

    def run(self):
        steps = 0
        task = self.order[0]
        while task is not None:
            if task.is_stopped():
                task = next((other for other in self.order if not other.is_stopped()), None)
                continue
            steps += 1
            task = task.step(task.take())
            if task is None:
                task = next((other for other in self.order if not other.is_stopped()), None)
        return steps, self.sends, self.holds, self.letters


measure(lambda: Kernel(100_000).run(), (642931, 226220, 90491, 7012903))
