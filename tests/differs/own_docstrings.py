# What __doc__ says of builtins are togil's own words.
#
# Why: CPython's texts are its authors' work, and togil is written from what is documented, without taking sentences over. Each
# builtin that people ask about has one sentence; the signature is in __text_signature__, and help() shows both.
for thing in (len, dict.get, list.append, str.join, ValueError, OSError.errno, int.real, memoryview.shape, type, property):
    print(thing.__doc__.splitlines()[0])
