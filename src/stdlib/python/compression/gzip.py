"""Contract: `gzip` by its other name."""
import gzip

from gzip import *

__all__ = gzip.__all__
BadGzipFile, GzipFile, READ_BUFFER_SIZE = gzip.BadGzipFile, gzip.GzipFile, gzip.READ_BUFFER_SIZE
