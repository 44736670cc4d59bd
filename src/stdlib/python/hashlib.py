"""Contract: hash functions. Native, from `_hashlib`: `new(name, data=b'')`, `algorithms` and
`pbkdf2_hmac`; the constructors here call `new`."""
import _hashlib

_always_supported = ('md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512', 'blake2b', 'blake2s',
                     'sha3_224', 'sha3_256', 'sha3_384', 'sha3_512', 'shake_128', 'shake_256')
algorithms_guaranteed = set(_always_supported)
algorithms_available = set(_always_supported)

__all__ = _always_supported + ('new', 'algorithms_guaranteed', 'algorithms_available', 'file_digest',
                               'pbkdf2_hmac')


def new(name, data=b'', *, usedforsecurity=True, **kwargs):
    """A hash object of the named algorithm, fed with the data."""
    if kwargs:
        constructor = getattr(_hashlib, name, None)
        if constructor is not None:
            return constructor(data, **kwargs)
        raise TypeError(f"new() got an unexpected keyword argument '{next(iter(kwargs))}'")
    try:
        return _hashlib.new(name, data)
    except ValueError:
        constructor = globals().get(name) if name in algorithms_guaranteed else None
        if constructor is None or not hasattr(_hashlib, name):
            raise ValueError('unsupported hash type ' + str(name)) from None
        return constructor(data)


def _constructor(name):
    native = getattr(_hashlib, name, None) or getattr(_hashlib, 'openssl_' + name, None)
    if native is not None:
        return native

    def construct(data=b'', *, usedforsecurity=True, string=None):
        return _hashlib.new(name, data if string is None else string)
    construct.__name__ = construct.__qualname__ = name
    construct.__doc__ = f'Returns a {name} hash object; optionally initialized with a string'
    return construct


for _name in _always_supported:
    globals()[_name] = _constructor(_name)
del _name

if hasattr(_hashlib, 'pbkdf2_hmac'):
    from _hashlib import pbkdf2_hmac
else:
    def pbkdf2_hmac(hash_name, password, salt, iterations, dklen=None):
        """Derive a key from a password (PKCS #5)."""
        import hmac
        if iterations < 1:
            raise ValueError('iteration value must be greater than 0.')
        size = new(hash_name).digest_size
        if dklen is None:
            dklen = size
        if dklen < 1:
            raise ValueError('key length must be greater than 0.')
        keyed = hmac.new(password, None, hash_name)
        out = b''
        block = 1
        while len(out) < dklen:
            h = keyed.copy()
            h.update(salt + block.to_bytes(4))
            u = h.digest()
            total = int.from_bytes(u)
            for _ in range(iterations - 1):
                h = keyed.copy()
                h.update(u)
                u = h.digest()
                total ^= int.from_bytes(u)
            out += total.to_bytes(size)
            block += 1
        return out[:dklen]


def file_digest(fileobj, digest, /, *, _bufsize=2 ** 18):
    """Hash the contents of a binary file."""
    digestobj = new(digest) if isinstance(digest, str) else digest()
    if hasattr(fileobj, 'getbuffer'):
        digestobj.update(fileobj.getbuffer())
        return digestobj
    if not (hasattr(fileobj, 'readinto') and hasattr(fileobj, 'readable') and fileobj.readable()):
        raise ValueError(f"'{fileobj!r}' is not a file-like object in binary reading mode.")
    buf = bytearray(_bufsize)
    view = memoryview(buf)
    while True:
        size = fileobj.readinto(buf)
        if size is None:
            raise BlockingIOError('I/O operation would block.')
        if size == 0:
            return digestobj
        digestobj.update(view[:size])
