# The same, by a name that is imported.
from string import ascii_letters
