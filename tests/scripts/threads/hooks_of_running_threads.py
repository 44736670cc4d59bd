# `settrace_all_threads` and `setprofile_all_threads` reach threads that run already; the class of a timer's errors.
import signal, threading, sys, time
print(signal.ItimerError, signal.ItimerError.__mro__[1])
try: signal.setitimer(99, 1)
except signal.ItimerError as e: print(type(e), e, e.errno)
try: signal.getitimer(-1)
except signal.ItimerError as e: print(repr(e))
seen=set()
go=threading.Event(); stop=threading.Event(); ready=threading.Barrier(3)
def called(): pass
def work():
    ready.wait(); go.wait()
    called()
ts=[threading.Thread(target=work, name=f'w{i}') for i in range(2)]
for t in ts: t.start()
ready.wait()
def tracer(frame, event, arg):
    if frame.f_code.co_name=='called': seen.add((threading.current_thread().name,event))
    return tracer
threading.settrace_all_threads(tracer)
go.set()
for t in ts: t.join()
threading.settrace_all_threads(None)
print(sorted(seen), sys.gettrace())
seen.clear(); go.clear(); ready=threading.Barrier(3)
ts=[threading.Thread(target=work, name=f'w{i}') for i in range(2)]
for t in ts: t.start()
ready.wait()
def prof(frame, event, arg):
    if frame.f_code.co_name=='called': seen.add((threading.current_thread().name,event))
threading.setprofile_all_threads(prof)
go.set()
for t in ts: t.join()
threading.setprofile_all_threads(None)
print(sorted(seen), sys.getprofile())
