"""Contract: the base of the messages of a type."""
from email import _policybase, message

__all__ = ['MIMEBase']


class MIMEBase(message.Message):
    """A message of a type, with parameters."""

    def __init__(self, _maintype, _subtype, *, policy=None, **_params):
        message.Message.__init__(self, policy=_policybase.compat32 if policy is None else policy)
        self.add_header('Content-Type', f'{_maintype}/{_subtype}', **_params)
        self['MIME-Version'] = '1.0'
