"""Contract: XML: `parsers.expat` reads it, `etree` and `dom` make trees of it, `sax` events."""
__all__ = ['dom', 'parsers', 'sax', 'etree']
