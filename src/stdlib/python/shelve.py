"""Contract: dictionaries of objects on disk: a database whose values are pickles."""
import collections.abc
from io import BytesIO
from pickle import DEFAULT_PROTOCOL, Pickler, Unpickler

__all__ = ['Shelf', 'BsdDbShelf', 'DbfilenameShelf', 'open']


class _ClosedDict(collections.abc.MutableMapping):
    """What is in the place of a closed database."""

    def closed(self, *args):
        raise ValueError('invalid operation on closed shelf')

    __iter__ = __len__ = __getitem__ = __setitem__ = __delitem__ = keys = closed

    def __repr__(self):
        return '<Closed Dictionary>'


class Shelf(collections.abc.MutableMapping):
    """Objects by texts, kept as pickles in a mapping of bytes."""

    def __init__(self, dict, protocol=None, writeback=False, keyencoding='utf-8'):
        self.dict, self.writeback, self.keyencoding, self.cache = dict, writeback, keyencoding, {}
        self._protocol = DEFAULT_PROTOCOL if protocol is None else protocol

    def _coded(self, key):
        return key.encode(self.keyencoding)

    def _stored(self, value):
        out = BytesIO()
        Pickler(out, self._protocol).dump(value)
        return out.getvalue()

    def _loaded(self, data):
        return Unpickler(BytesIO(data)).load()

    def __iter__(self):
        for key in self.dict.keys():
            yield key.decode(self.keyencoding)

    def __len__(self):
        return len(self.dict)

    def __contains__(self, key):
        return self._coded(key) in self.dict

    def get(self, key, default=None):
        """An object, `default` without it."""
        return self[key] if key in self else default

    def __getitem__(self, key):
        if key in self.cache:
            return self.cache[key]
        value = self._loaded(self.dict[self._coded(key)])
        if self.writeback:
            self.cache[key] = value
        return value

    def __setitem__(self, key, value):
        if self.writeback:
            self.cache[key] = value
        self.dict[self._coded(key)] = self._stored(value)

    def __delitem__(self, key):
        del self.dict[self._coded(key)]
        self.cache.pop(key, None)

    def __enter__(self):
        return self

    def __exit__(self, type, value, traceback):
        self.close()

    def sync(self):
        """Write the objects that may have changed."""
        if self.writeback and self.cache:
            self.writeback = False
            for key, value in self.cache.items():
                self[key] = value
            self.writeback, self.cache = True, {}
        if hasattr(self.dict, 'sync'):
            self.dict.sync()

    def close(self):
        """Write what there is to write, and close the mapping."""
        if self.dict is None:
            return
        try:
            self.sync()
            close = getattr(self.dict, 'close', None)
            if close is not None:
                close()
        finally:
            try:
                self.dict = _ClosedDict()
            except TypeError:
                self.dict = None

    def __del__(self):
        if hasattr(self, 'writeback'):
            self.close()


class BsdDbShelf(Shelf):
    """A shelf in an ordered database, which can be walked."""

    def _pair(self, pair):
        key, value = pair
        return key.decode(self.keyencoding), self._loaded(value)

    def set_location(self, key):
        """Go to a key."""
        return self._pair(self.dict.set_location(key))

    def next(self):
        """The next pair."""
        return self._pair(next(self.dict))

    def previous(self):
        """The pair before."""
        return self._pair(self.dict.previous())

    def first(self):
        """The first pair."""
        return self._pair(self.dict.first())

    def last(self):
        """The last pair."""
        return self._pair(self.dict.last())


class DbfilenameShelf(Shelf):
    """A shelf in a file."""

    def __init__(self, filename, flag='c', protocol=None, writeback=False):
        import dbm
        Shelf.__init__(self, dbm.open(filename, flag), protocol, writeback)

    def clear(self):
        """Forget everything."""
        self.cache.clear()
        for key in list(self.dict.keys()):
            del self.dict[key]


def open(filename, flag='c', protocol=None, writeback=False):
    """Open a shelf in a file."""
    return DbfilenameShelf(filename, flag, protocol, writeback)
