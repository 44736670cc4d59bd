"""A list of flags: the sieve of Eratosthenes with while loops."""

from measure import measure

def sieve(n):
    flags = []
    for _ in range(n):
        flags.append(True)
    count = 0
    i = 2
    while i < n:
        if flags[i]:
            count += 1
            j = i + i
            while j < n:
                flags[j] = False
                j += i
        i += 1
    return count


measure(lambda: sieve(3_000_000), 216816)
