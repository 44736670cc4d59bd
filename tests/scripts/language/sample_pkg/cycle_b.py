import sample_pkg.cycle_a
from . import cycle_a
seen = hasattr(cycle_a, "here")


def result():
    return cycle_a.here
