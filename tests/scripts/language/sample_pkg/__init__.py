"""The package's docstring."""
print("running", __name__)
value = "from __init__"


def __getattr__(name):
    if name == "lazy_attribute":
        return "made on demand"
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
