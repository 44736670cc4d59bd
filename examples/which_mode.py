"""Which way does this interpreter run? Try it with -X gil=1 and with -X gil=0."""

import sys
import sysconfig

able = sysconfig.get_config_var("Py_GIL_DISABLED") == 1
locked = sys._is_gil_enabled()

print(f"Can run without the GIL: {able}")
print(f"The GIL is on now:       {locked}")
print(f"sys.flags.gil:           {sys.flags.gil}")
print("Threads take turns" if locked else "Threads run side by side")
