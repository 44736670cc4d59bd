# Waiting for signals: sigwait, sigwaitinfo, sigtimedwait; names of threads as the system knows them.
import _thread
import os
import signal
import threading

signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1, signal.SIGUSR2])
os.kill(os.getpid(), signal.SIGUSR1)
print(signal.sigwait([signal.SIGUSR1]))
os.kill(os.getpid(), signal.SIGUSR2)
info = signal.sigwaitinfo({signal.SIGUSR1, signal.SIGUSR2})
print(type(info).__name__, type(info) is signal.struct_siginfo, info.si_signo == signal.SIGUSR2, info.si_pid == os.getpid())
print(len(info), info[0] == info.si_signo, info.si_uid == os.getuid())
print(signal.sigtimedwait([signal.SIGUSR1], 0), signal.sigtimedwait([signal.SIGUSR1], 0.01))
os.kill(os.getpid(), signal.SIGUSR1)
print(signal.sigtimedwait([signal.SIGUSR1], 5).si_signo == signal.SIGUSR1)
try:
    signal.sigtimedwait([signal.SIGUSR1], -1)
except ValueError as e:
    print(e)
fd = os.pidfd_open(os.getpid())
signal.pidfd_send_signal(fd, signal.SIGUSR1)
print(signal.sigwait([signal.SIGUSR1, signal.SIGUSR2]))
os.close(fd)


def worker():
    print(_thread._get_name())


print(_thread._NAME_MAXLEN)
for name in 'short', 'a name that is longer than it may be':
    thread = threading.Thread(target=worker, name=name)
    thread.start()
    thread.join()
