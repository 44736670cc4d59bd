def decorate(f):
    raise TypeError("decorator fails")

@decorate
def decorated(
    a,
):
    pass
