"""Decimal fixed-point and floating-point arithmetic.

Contract: numbers of the General Decimal Arithmetic specification (version 1.70), with contexts that
say how results are rounded and which conditions are errors. Everything is in `_decimal`, in Rust.
"""
from _decimal import *
from _decimal import __libmpdec_version__, __version__
