from . import cycle_b
here = "a"


def result():
    return cycle_b.seen, cycle_b.result()
