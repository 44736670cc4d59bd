"""Contract: the errors of mail, and the defects that a message may have and be read all the same."""


class MessageError(Exception):
    """Anything that is wrong with a message."""


class MessageParseError(MessageError):
    """A message cannot be read."""


class HeaderParseError(MessageParseError):
    """A header cannot be read."""


class BoundaryError(MessageParseError):
    """The parts of a message cannot be told apart."""


class MultipartConversionError(MessageError, TypeError):
    """A message cannot take a part."""


class CharsetError(MessageError):
    """A bad name of a character set."""


class HeaderWriteError(MessageError):
    """A header cannot be written."""


class MessageDefect(ValueError):
    """Something odd in a message; `line` is where."""

    def __init__(self, line=None):
        if line is not None:
            super().__init__(line)
        self.line = line


class NoBoundaryInMultipartDefect(MessageDefect):
    """A message of parts that does not say what is between them."""


class StartBoundaryNotFoundDefect(MessageDefect):
    """The parts never begin."""


class CloseBoundaryNotFoundDefect(MessageDefect):
    """The parts never end."""


class FirstHeaderLineIsContinuationDefect(MessageDefect):
    """The first line of the headers continues nothing."""


class MisplacedEnvelopeHeaderDefect(MessageDefect):
    """A line 'From ' among the headers."""


class MissingHeaderBodySeparatorDefect(MessageDefect):
    """A line that is no header, where a header or an empty line should be."""


MalformedHeaderDefect = MissingHeaderBodySeparatorDefect


class MultipartInvariantViolationDefect(MessageDefect):
    """A message of parts without parts."""


class InvalidMultipartContentTransferEncodingDefect(MessageDefect):
    """A message of parts in an encoding that it cannot have."""


class UndecodableBytesDefect(MessageDefect):
    """Bytes that are no text."""


class InvalidBase64PaddingDefect(MessageDefect):
    """Base64 with a bad end."""


class InvalidBase64CharactersDefect(MessageDefect):
    """Base64 with other characters."""


class InvalidBase64LengthDefect(MessageDefect):
    """Base64 with one character too many."""


class HeaderDefect(MessageDefect):
    """Something odd in a header."""

    def __init__(self, *args, **kw):
        super().__init__(*args, **kw)


class InvalidHeaderDefect(HeaderDefect):
    """A header that is not as it should be."""


class HeaderMissingRequiredValue(HeaderDefect):
    """A header without what it must have."""


class NonPrintableDefect(HeaderDefect):
    """Characters that cannot be printed."""

    def __init__(self, non_printables):
        super().__init__(non_printables)
        self.non_printables = non_printables

    def __str__(self):
        return f'the following ASCII non-printables found in header: {self.non_printables}'


class ObsoleteHeaderDefect(HeaderDefect):
    """A way of writing that is no longer right."""


class NonASCIILocalPartDefect(HeaderDefect):
    """An address whose name is not ASCII."""


class InvalidDateDefect(HeaderDefect):
    """A date that is none."""
