class Manager:
    def __enter__(self): return self
    def __exit__(self, *args): raise RuntimeError("exit")
with Manager():
    print("inside")
    raise ValueError("body")
