"""`_interpreters.new_config`, `get_config` and what a config allows."""

import _interpreters
from concurrent import interpreters


def attempt(f, *args, **kwargs):
    try:
        print(f(*args, **kwargs), flush=True)
    except Exception as e:
        print(type(e).__name__, e, flush=True)


for name in "default", "isolated", "legacy", "empty", "x", 5, None:
    attempt(_interpreters.new_config, name)
attempt(_interpreters.new_config)
attempt(_interpreters.new_config, "isolated", gil="default")
attempt(_interpreters.new_config, "isolated", gil="x")
attempt(_interpreters.new_config, "isolated", gil=5)
attempt(_interpreters.new_config, "isolated", nope=1)
attempt(_interpreters.new_config, "isolated", allow_fork=1)
attempt(_interpreters.new_config, name="legacy")
attempt(_interpreters.new_config, allow_fork=True, allow_exec=True, allow_daemon_threads=True)
attempt(_interpreters.get_config, 0)
attempt(_interpreters.get_config, 99)
attempt(_interpreters.get_config, "x")

for config in "legacy", "isolated", _interpreters.new_config("isolated", allow_fork=True):
    id = _interpreters.create(config)
    attempt(_interpreters.get_config, id)
    _interpreters.destroy(id)

attempt(_interpreters.create, "x")
attempt(_interpreters.create, 5)
attempt(_interpreters.create, "empty")
attempt(_interpreters.create, _interpreters.new_config(check_multi_interp_extensions=False))
config = _interpreters.new_config()
config.gil = "x"
attempt(_interpreters.create, config)
config = _interpreters.new_config()
config.nope = "x"
attempt(_interpreters.create, config)
config = _interpreters.new_config()
del config.gil
attempt(_interpreters.create, config)
config = _interpreters.new_config()
config.allow_fork = 3
attempt(_interpreters.create, config)

script = """
import os, threading
for daemon in True, False:
    try:
        t = threading.Thread(target=print, args=("ran",), kwargs={"flush": True}, daemon=daemon)
        t.start()
        t.join()
    except RuntimeError as e:
        print(e, flush=True)
try:
    os.execv("", [""])
except (RuntimeError, ValueError, OSError) as e:
    print(type(e).__name__, flush=True)
"""
for config in (
    "isolated",
    _interpreters.new_config(allow_daemon_threads=True),
    _interpreters.new_config(allow_threads=False),
    _interpreters.new_config(allow_exec=True),
):
    id = _interpreters.create(config)
    print(_interpreters.run_string(id, script), flush=True)
    _interpreters.destroy(id)
