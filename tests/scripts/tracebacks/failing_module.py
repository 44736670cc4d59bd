def deep(x):
    return helper(x) + 1


def helper(x):
    return 1 / x
