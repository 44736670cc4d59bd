# Repeated lines are folded.
import sys
def down(n):
    if n == 0:
        raise ValueError("at the bottom")
    return down(n - 1) + 1

down(20)
