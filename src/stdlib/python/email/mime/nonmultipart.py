"""Contract: the base of messages that have no parts."""
from email.errors import MultipartConversionError
from email.mime.base import MIMEBase

__all__ = ['MIMENonMultipart']


class MIMENonMultipart(MIMEBase):
    """A message that takes no parts."""

    def attach(self, payload):
        raise MultipartConversionError('Cannot attach additional subparts to non-multipart/*')
