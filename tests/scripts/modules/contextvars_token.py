# A token knows that a variable had no value before: Token.MISSING, one object of the class.
import contextvars
from contextvars import Token
M = Token.MISSING
print(M, repr(M), type(M), type(M).__name__, type(M).__module__, type(M).__qualname__)
v = contextvars.ContextVar("v")
t = v.set(1)
print(t.old_value is M, t.MISSING is M, Token.__dict__["MISSING"] is M, "MISSING" in dir(Token))
try: Token.MISSING = 1
except Exception as e: print(type(e), e)
try: t.MISSING = 1
except Exception as e: print(type(e), e)
try: type(M)()
except Exception as e: print(type(e), e)
print(hash(M) == hash(M), M == M, bool(M), M is not None)
t = v.set(2); print(t.old_value)
try: M.x = 1
except Exception as e: print(type(e), e)
from concurrent import interpreters
i = interpreters.create()
import sys
sys.stdout.flush()
i.exec("import contextvars; v = contextvars.ContextVar('v'); print(v.set(1).old_value is contextvars.Token.MISSING, contextvars.Token.MISSING, flush=True)")
import copy, pickle
try: print(copy.copy(M) is M)
except Exception as e: print(type(e), e)
i.close()
