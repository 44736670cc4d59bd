def load():
    import package_that_is_not_there.sub
load()
