"""A constraint network: variables, one-way and two-way constraints of several strengths, plans that are made and run again."""

from measure import measure

REQUIRED, STRONG, NORMAL, WEAK = range(4)


class Variable:
    def __init__(self, name, value):
        self.name = name
        self.value = value
        self.constraints = []
        self.source = None
        self.strength = WEAK + 1
        self.mark = 0
        self.stays = True


class Constraint:
    def __init__(self, network, strength):
        self.network = network
        self.strength = strength
        for variable in self.variables():
            variable.constraints.append(self)
        network.satisfy(self)

    def is_input(self):
        return False

    def destroy(self):
        if self.output() is not None:
            self.network.retract(self)
        for variable in self.variables():
            variable.constraints.remove(self)

    def known(self, mark):
        return all(variable.mark == mark or variable.stays or variable.source is None for variable in self.inputs())

    def propagate(self):
        target = self.output()
        inputs = list(self.inputs())
        target.strength = max([self.strength] + [variable.strength for variable in inputs])
        target.stays = not self.is_input() and all(variable.stays for variable in inputs)
        if target.stays:
            self.execute()


class Unary(Constraint):
    def __init__(self, network, strength, target):
        self.target = target
        self.active = False
        super().__init__(network, strength)

    def variables(self):
        return (self.target,)

    def inputs(self):
        return ()

    def output(self):
        return self.target if self.active else None

    def choose(self, mark):
        self.active = self.target.mark != mark and self.strength < self.target.strength
        return self.active

    def drop(self):
        self.active = False

    def execute(self):
        pass


class Stay(Unary):
    pass


class Edit(Unary):
    def is_input(self):
        return True


class Binary(Constraint):
    def __init__(self, network, strength, first, second):
        self.first = first
        self.second = second
        self.direction = None
        super().__init__(network, strength)

    def variables(self):
        return (self.first, self.second)

    def inputs(self):
        return (self.first,) if self.direction == "forward" else (self.second,)

    def output(self):
        match self.direction:
            case "forward":
                return self.second
            case "backward":
                return self.first
        return None

    def choose(self, mark):
        forward = self.second.mark != mark and self.strength < self.second.strength
        backward = self.first.mark != mark and self.strength < self.first.strength
        if forward and backward:
            forward = self.second.strength >= self.first.strength
        self.direction = "forward" if forward else "backward" if backward else None
        return self.direction is not None

    def drop(self):
        self.direction = None

    def execute(self):
        self.output().value = self.inputs()[0].value


class Scale(Binary):
    def __init__(self, network, strength, source, factor, offset, target):
        self.factor = factor
        self.offset = offset
        super().__init__(network, strength, source, target)

    def execute(self):
        if self.direction == "forward":
            self.second.value = self.first.value * self.factor + self.offset
        else:
            self.first.value = (self.second.value - self.offset) // self.factor


class Network:
    def __init__(self):
        self.mark = 0
        self.satisfied = 0

    def satisfy(self, constraint):
        self.mark += 1
        while constraint is not None:
            constraint = self.displace(constraint)

    def displace(self, constraint):
        if not constraint.choose(self.mark):
            return None
        self.satisfied += 1
        for variable in constraint.inputs():
            variable.mark = self.mark
        target = constraint.output()
        displaced = target.source
        if displaced is not None:
            displaced.drop()
        target.source = constraint
        self.spread(constraint)
        target.mark = self.mark
        return displaced

    def spread(self, constraint):
        todo = [constraint]
        while todo:
            constraint = todo.pop()
            constraint.propagate()
            target = constraint.output()
            todo.extend(other for other in target.constraints if other is not target.source and other.output() is not None)

    def retract(self, constraint):
        target = constraint.output()
        constraint.drop()
        target.source = None
        target.strength = WEAK + 1
        target.stays = True
        unsatisfied = []
        todo = [target]
        while todo:
            variable = todo.pop()
            for other in variable.constraints:
                if other.output() is None:
                    unsatisfied.append(other)
                elif other is not variable.source:
                    other.propagate()
                    todo.append(other.output())
        for other in sorted(unsatisfied, key=lambda other: other.strength):
            self.satisfy(other)

    def plan(self, edits):
        self.mark += 1
        plan = []
        todo = [edit for edit in edits if edit.output() is not None]
        while todo:
            constraint = todo.pop()
            target = constraint.output()
            if target.mark != self.mark and constraint.known(self.mark):
                plan.append(constraint)
                target.mark = self.mark
                todo.extend(other for other in target.constraints if other is not constraint and other.output() is not None)
        return plan


def change(network, variable, values):
    edit = Edit(network, STRONG, variable)
    plan = network.plan([edit])
    for value in values:
        variable.value = value
        for constraint in plan:
            constraint.execute()
    edit.destroy()
    return len(plan)


def chain(length):
    network = Network()
    line = [Variable(f"v{i}", 0) for i in range(length + 1)]
    for first, second in zip(line, line[1:]):
        Binary(network, REQUIRED, first, second)
    Stay(network, WEAK, line[-1])
    planned = change(network, line[0], range(60))
    return planned, line[-1].value, network.satisfied


def projection(count):
    network = Network()
    pairs = []
    for i in range(count):
        source, target = Variable(f"source {i}", i), Variable(f"target {i}", 0)
        Stay(network, NORMAL, source)
        Scale(network, REQUIRED, source, 10, 1000, target)
        pairs.append((source, target))
    total = 0
    for source, target in pairs:
        change(network, source, (17, 18))
        total += target.value
        change(network, target, (1050, 2050))
        total += source.value
    return total, network.satisfied


def run(rounds):
    return [(chain(100 + i), projection(120 + i)) for i in range(rounds)][-1]


measure(lambda: run(90), ((190, 59, 570), (250382, 836)))
