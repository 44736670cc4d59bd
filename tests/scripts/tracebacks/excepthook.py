import sys
def hook(kind, value, trace):
    print("hook", kind.__name__, value, trace.tb_lineno, trace.tb_frame.f_code.co_name, trace.tb_next.tb_lineno)
sys.excepthook = hook
print(sys.__excepthook__ is not hook)
def fail():
    raise ValueError("to the hook")
fail()
