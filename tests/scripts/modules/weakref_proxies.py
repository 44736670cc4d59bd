# what a proxy passes on besides the operators; signatures of types that have none of their own
import _thread
import contextvars
import inspect
import os
import random
import signal
import sys
import threading
import time
import weakref


def told(call, *args):
    try:
        print(call(*args))
    except Exception as e:
        print(type(e).__name__, e)


class Power:
    def __pow__(self, other, modulus=None):
        return 'pow', other, modulus

    def __rpow__(self, other, modulus=None):
        return 'rpow', other, modulus

    def __ipow__(self, other):
        return 'ipow', other

    def __reversed__(self):
        return 'reversed'

    def __bytes__(self):
        return b'bytes'


power = Power()
p = weakref.proxy(power)
told(lambda: p ** 2)
told(lambda: 2 ** p)
told(pow, p, 2)
told(pow, p, 2, 3)
q = p
q **= 3
print(q)
told(reversed, p)
told(bytes, p)
told(hash, p)
print(type(p).__hash__, '__reversed__' in dir(weakref.ProxyType), '__bytes__' in dir(weakref.CallableProxyType))


told(pow, 2, p, 7)
told(pow, 2, 3, p)


class Items(list):
    pass


items = Items([1, 2, 3])
print(list(reversed(weakref.proxy(items))))

for t in (os.stat_result, time.struct_time, threading.ExceptHookArgs, type(sys.flags), type(sys.version_info), os.terminal_size,
          type(sys.get_asyncgen_hooks()), signal.struct_siginfo, _thread.RLock, threading.local, contextvars.Context,
          contextvars.ContextVar, threading.Lock):
    print(t.__name__, end=' ')
    told(inspect.signature, t)
print(random.NV_MAGICCONST, random.LOG4, random.SG_MAGICCONST)
