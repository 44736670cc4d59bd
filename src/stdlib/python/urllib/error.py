"""Contract: the errors of opening URLs."""

__all__ = ['URLError', 'HTTPError', 'ContentTooShortError']


class URLError(OSError):
    """A URL could not be opened."""

    def __init__(self, reason, filename=None):
        self.args, self.reason = (reason,), reason
        if filename is not None:
            self.filename = filename

    def __str__(self):
        return f'<urlopen error {self.reason}>'


class HTTPError(URLError):
    """The answer of a server is an error."""

    def __init__(self, url, code, msg, hdrs, fp):
        self.code, self.msg, self.hdrs, self.fp, self.filename = code, msg, hdrs, fp, url

    def __str__(self):
        return f'HTTP Error {self.code}: {self.msg}'

    reason = property(lambda self: self.msg)


class ContentTooShortError(URLError):
    """Less came than was promised."""

    def __init__(self, message, content):
        super().__init__(message)
        self.content = content
