# Packages beside the script hide modules of the library, but not those that are built in or frozen; what the errors say.
import sys, os
here = os.path.dirname(os.path.abspath(__file__))
def t(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__, str(e).replace(here, 'HERE'))
def imp(s):
    def f():
        exec(s, {}); return 'ok'
    t(f)
import random, string
t(lambda: random.mine); t(lambda: random.randint(1, 2)); imp('from random import choice')
t(lambda: string.ascii_letters); imp('from string import Template'); imp('import string.templatelib')
imp('import time; time.nothing')
import os as o; t(lambda: o.nothing)
imp('import math; math.nothing')
import plain; t(lambda: plain.nothing); imp('from plain import nothing')
imp('import circular_a')
imp('import circular_c')
imp('import queue')
imp("import socket; socket.socket"); imp('from socket import socket')
print(f"{t!r:.9}", t"{here}".strings)
import json; print(json.__name__); t(lambda: json.loads('[1]')); imp('import json.decoder')
import uses_secrets
