# One binary has both modes: it is a build with Py_GIL_DISABLED, and yet the GIL is on unless it is asked to be off.
#
# Why: CPython decides at build time, and a free-threaded build starts without the GIL. Here the mode is a switch of the
# interpreter, so that one program can be seen both ways, and the default is the one that scripts were written for.
import sys, sysconfig, _togil

print("Py_GIL_DISABLED:", sysconfig.get_config_var("Py_GIL_DISABLED"))
before = sys._is_gil_enabled()
print("the option is what the mode is:", before == (sys._xoptions["gil"] == "1"))
_togil.set_gil(not before)
print("switched while running:", sys._is_gil_enabled() is not before)
_togil.set_gil(before)
