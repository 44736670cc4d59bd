"""Contract: keyed hashing (RFC 2104) over `hashlib`."""
import hashlib
from _operator import _compare_digest as compare_digest

# the bytes of a key, for the outer and the inner hash
trans_5C = bytes(x ^ 0x5C for x in range(256))
trans_36 = bytes(x ^ 0x36 for x in range(256))
digest_size = None


class HMAC:
    """A keyed hash."""
    blocksize = 64

    def __init__(self, key, msg=None, digestmod=''):
        if not isinstance(key, (bytes, bytearray)):
            raise TypeError(f'key: expected bytes or bytearray, but got {type(key).__name__!r}')
        if not digestmod:
            raise TypeError("Missing required argument 'digestmod'.")
        if callable(digestmod):
            make = digestmod
        elif isinstance(digestmod, str):
            def make(d=b''):
                return hashlib.new(digestmod, d)
        else:
            def make(d=b''):
                return digestmod.new(d)
        self._inner, self._outer = make(), make()
        self.digest_size = self._inner.digest_size
        self.block_size = getattr(self._inner, 'block_size', self.blocksize)
        self._name = f'hmac-{self._inner.name}'
        # a key fills one block: a longer one is hashed, a shorter one is filled up
        block = (key if len(key) <= self.block_size else make(key).digest()).ljust(self.block_size, b'\0')
        for part, table in (self._inner, trans_36), (self._outer, trans_5C):
            part.update(block.translate(table))
        if msg is not None:
            self.update(msg)

    @property
    def name(self):
        return self._name

    def update(self, msg):
        """Feed bytes."""
        self._inner.update(msg)

    def copy(self):
        """A copy with the same state."""
        other = self.__class__.__new__(self.__class__)
        other.__dict__.update(self.__dict__, _inner=self._inner.copy(), _outer=self._outer.copy())
        return other

    def _current(self):
        h = self._outer.copy()
        h.update(self._inner.digest())
        return h

    def digest(self):
        """The hash as bytes."""
        return self._current().digest()

    def hexdigest(self):
        """The hash as hexadecimal digits."""
        return self._current().hexdigest()


def new(key, msg=None, digestmod=''):
    """A keyed hash object."""
    return HMAC(key, msg, digestmod)


def digest(key, msg, digest):
    """The keyed hash of a message."""
    return HMAC(key, msg, digest).digest()
