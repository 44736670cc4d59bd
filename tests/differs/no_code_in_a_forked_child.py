# subprocess starts children without running code of this process in them: preexec_fn, user, group and umask are refused.
#
# Why: between fork and exec only the forking thread exists, and any lock that another held is held for ever; CPython's
# own documentation warns of preexec_fn for this reason. A runtime made for threads does not offer it.
import subprocess, sys

for options in ({"preexec_fn": print}, {"user": 0}, {"group": 0}, {"umask": 0o22}):
    try: subprocess.run([sys.executable, "-c", ""], **options)
    except Exception as error: print(list(options), type(error).__name__ + ":", error)
print(subprocess.run([sys.executable, "-c", "print('a child')"], capture_output=True, text=True).stdout, end="")
