# `is` beside a tuple of constants is warned of, beside any other tuple not; a sign before `not`; text after the end of a line.
import traceback
import warnings


def doubts(source):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        compile(source, "source", "eval")
    print(source, [str(w.message) for w in caught])


for source in ("x is (1, 2)", "x is ((1,), 2)", "x is (1, (2, 3))", "x is ()", "x is ((),)", "x is (None,)", "x is (-1,)", "x is (1, x)", "() is x"):
    doubts(source)
for source in ("- not 10**20 ^ {**{}}", "1 + not 2 ** 3", "~not 1", "f'{x:\n'", "'a' @ f'{x :=\n"):
    try:
        compile(source, "source", "exec")
    except SyntaxError as error:
        print(error.args)
        print("".join(traceback.format_exception_only(error)))
