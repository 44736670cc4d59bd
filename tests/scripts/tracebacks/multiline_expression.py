def f(x, y):
    return (x
            + y
            + g(
                x,
                y
            ))
def g(x, y):
    return [
        x,
        y[
            "key"
        ],
    ]
result = f(
    1,
    2
)
