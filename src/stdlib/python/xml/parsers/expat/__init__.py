"""Contract: `pyexpat` by its documented name, with its constants as modules."""
import sys

from pyexpat import *
from pyexpat import errors, features, model, native_encoding, version_info

sys.modules['xml.parsers.expat.model'] = model
sys.modules['xml.parsers.expat.errors'] = errors
