def f():
    raise KeyboardInterrupt
print("out")
f()
