"""Contract: the errors of SAX."""


class SAXException(Exception):
    """An error, with the one that caused it."""

    def __init__(self, msg, exception=None):
        self._msg, self._exception = msg, exception
        Exception.__init__(self, msg)

    def getMessage(self):
        """The text."""
        return self._msg

    def getException(self):
        """The cause, None without one."""
        return self._exception

    def __str__(self):
        return self._msg

    def __getitem__(self, ix):
        raise AttributeError('__getitem__')


class SAXParseException(SAXException):
    """An error in the text, with its place."""

    def __init__(self, msg, exception, locator):
        SAXException.__init__(self, msg, exception)
        self._locator = locator
        # the locator moves on
        self._systemId, self._linenum, self._colnum = locator.getSystemId(), locator.getLineNumber(), locator.getColumnNumber()

    def getColumnNumber(self):
        """The column."""
        return self._colnum

    def getLineNumber(self):
        """The line."""
        return self._linenum

    def getPublicId(self):
        """The public identifier of the text."""
        return self._locator.getPublicId()

    def getSystemId(self):
        """The name of the text."""
        return self._systemId

    def __str__(self):
        line, column = ('?' if n is None else n for n in (self._linenum, self._colnum))
        return f'{self._systemId or "<unknown>"}:{line}:{column}: {self._msg}'


class SAXNotRecognizedException(SAXException):
    """A feature or property that the reader does not know."""


class SAXNotSupportedException(SAXException):
    """A feature or property that cannot be set so."""


class SAXReaderNotAvailable(SAXNotSupportedException):
    """There is no reader."""


for _each in (SAXException, SAXParseException, SAXNotRecognizedException, SAXNotSupportedException, SAXReaderNotAvailable):
    _each.__module__ = 'xml.sax._exceptions'
