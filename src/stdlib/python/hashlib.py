"""Contract: hash functions. Native, from `_hashlib`: `new(name, data=b'')`, `openssl_NAME` for each
algorithm, `blake2b`, `blake2s`, `pbkdf2_hmac`, `scrypt`."""
import _hashlib

_always_supported = ('md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512', 'blake2b', 'blake2s',
                     'sha3_224', 'sha3_256', 'sha3_384', 'sha3_512', 'shake_128', 'shake_256')
algorithms_guaranteed = set(_always_supported)
algorithms_available = {*_always_supported, 'sha512_224', 'sha512_256'}

__all__ = _always_supported + ('new', 'algorithms_guaranteed', 'algorithms_available', 'file_digest',
                               'pbkdf2_hmac')


from _hashlib import pbkdf2_hmac, scrypt


def __hash_new(name, *args, **kwargs):
    """new(name, data=b'') - Return a hash object of the named algorithm, fed with the data."""
    return _known(name in algorithms_guaranteed, name, *args, **kwargs)


def _known(known, name, data=b'', *, usedforsecurity=True, string=None, **kwargs):
    if kwargs:
        if name in ('blake2b', 'blake2s'):
            return globals()[name](data, **kwargs)
        raise TypeError(f"new() got an unexpected keyword argument '{next(iter(kwargs))}'")
    if string is None:
        return _hashlib.new(name, data)
    return _hashlib.new(name, string=string)


new = __hash_new


def blake2b(*args, **kwargs):
    """A BLAKE2b hash object: digest_size, key, salt, person and the parameters of tree hashing."""
    return _hashlib.blake2b(*args, **kwargs)


def blake2s(*args, **kwargs):
    """A BLAKE2s hash object: digest_size, key, salt, person and the parameters of tree hashing."""
    return _hashlib.blake2s(*args, **{'digest_size': 32, **kwargs})


blake2b.MAX_DIGEST_SIZE = blake2b.MAX_KEY_SIZE = 64
blake2b.SALT_SIZE = blake2b.PERSON_SIZE = 16
blake2s.MAX_DIGEST_SIZE = blake2s.MAX_KEY_SIZE = 32
blake2s.SALT_SIZE = blake2s.PERSON_SIZE = 8

for _name in _always_supported:
    if not _name.startswith('blake'):
        globals()[_name] = getattr(_hashlib, 'openssl_' + _name)
del _name


def file_digest(fileobj, digest, /, *, _bufsize=2 ** 18):
    """Hash the contents of a binary file."""
    digestobj = new(digest) if isinstance(digest, str) else digest()
    if hasattr(fileobj, 'getbuffer'):
        digestobj.update(fileobj.getbuffer())
        return digestobj
    if not (hasattr(fileobj, 'readinto') and hasattr(fileobj, 'readable') and fileobj.readable()):
        raise ValueError(f"'{fileobj!r}' is not a file-like object in binary reading mode.")
    buffer = memoryview(bytearray(_bufsize))
    while size := fileobj.readinto(buffer):
        digestobj.update(buffer[:size])
    if size is None:
        raise BlockingIOError('I/O operation would block.')
    return digestobj
