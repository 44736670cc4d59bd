"""Contract: the encodings as modules. The codecs are native, and found without this package; it is there for programs that
import `encodings`, `encodings.aliases` or the module of an encoding, which is made from the codec when it is imported.
"""
import codecs
import sys

from . import aliases


class CodecRegistryError(LookupError, SystemError):
    """A codec's module is not as it should be."""


def normalize_encoding(encoding):
    """The name with one underscore for each run of characters that are no letters, digits or points."""
    if isinstance(encoding, bytes):
        encoding = str(encoding, "ascii")
    words, word = [], ""
    for char in encoding:
        if char.isalnum() or char == ".":
            word += char if char.isascii() else ""
        elif word:
            words.append(word)
            word = ""
    return "_".join([*words, word] if word else words)


def search_function(encoding):
    """The codec with a name in the form that `codecs.register` tells; None if there is none."""
    name = normalize_encoding(encoding)
    known = aliases.aliases.get(name) or aliases.aliases.get(name.replace(".", "_")) or name
    if "." in known or known != known.lower():
        return None
    return codecs._search(known)


def _single_bytes(decode):
    """What each byte stands for."""
    return "".join(decode(bytes([byte]), "replace")[0].replace("\ufffd", "\ufffe") for byte in range(256))


class _Finder:
    """Makes the module of an encoding."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        package, _, module = name.rpartition(".")
        if package != __name__ or module in aliases.aliases and module not in _ALIASED:
            return None
        info = codecs._search(module)
        if info is None:
            return None
        from importlib.machinery import ModuleSpec
        spec = ModuleSpec(name, _Finder)
        spec.loader_state = info
        return spec

    @staticmethod
    def create_module(spec):
        return None

    @staticmethod
    def exec_module(module):
        info = module.__spec__.loader_state
        name = module.__name__.rpartition(".")[2]
        there = vars(module)
        there["codecs"] = codecs
        if codecs._is_multibyte(info.name):
            import _multibytecodec
            there.update(_multibytecodec._parts(info.name), mbc=_multibytecodec)
        else:
            class Codec(codecs.Codec):
                encode = staticmethod(info.encode)
                decode = staticmethod(info.decode)
            Codec.__module__, Codec.__qualname__ = module.__name__, "Codec"
            there.update(Codec=Codec, IncrementalEncoder=info.incrementalencoder, StreamReader=info.streamreader,
                         IncrementalDecoder=info.incrementaldecoder, StreamWriter=info.streamwriter)
            if name.startswith(("utf", "raw", "unicode")):
                there.update(encode=info.encode, decode=info.decode)
            elif info._is_text_encoding and name not in ("ascii", "latin_1", "idna", "punycode", "undefined", "charmap"):
                there["decoding_table"] = _single_bytes(info.decode)
                there["encoding_table"] = codecs.charmap_build(there["decoding_table"])

        def getregentry():
            return codecs._search(name)
        there["getregentry"] = getregentry


# names of modules that are aliases of others too
_ALIASED = frozenset(aliases.aliases.values())

sys.meta_path.append(_Finder)
