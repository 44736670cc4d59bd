# The above exception was the direct cause of the following exception; and one hidden by `from None`.


def convert(text):
    try:
        return int(text)
    except ValueError as error:
        raise TypeError(f"not a number: {text}") from error

def hide(text):
    try:
        convert(text)
    except TypeError:
        raise LookupError("hidden cause") from None

try:
    hide("x")
except LookupError as error:
    print(error.__suppress_context__, repr(error.__context__))
    try:
        hide("y")
    except LookupError as second:
        second.__cause__ = OSError(5, "never raised")
        raise second
