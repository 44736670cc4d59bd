"""Contract: the readers of packages' files, by their old name."""
from importlib.resources.readers import FileReader, MultiplexedPath, NamespaceReader

__all__ = ['FileReader', 'MultiplexedPath', 'NamespaceReader']
