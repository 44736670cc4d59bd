def fail(kind):
    raise kind("inside")
def collect():
    errors = []
    for kind in (ValueError, KeyError):
        try:
            fail(kind)
        except Exception as error:
            errors.append(error)
    raise ExceptionGroup("several", [*errors, ExceptionGroup("nested", [OSError(1, "os")])])
collect()
