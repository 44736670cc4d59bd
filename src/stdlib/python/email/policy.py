"""Contract: the policies: `default` and its kin, whose headers are objects."""
import re
import sys

from email._policybase import Compat32, Policy, check_name, compat32, source_parsed
from email.contentmanager import raw_data_manager
from email.headerregistry import HeaderRegistry
from email.message import EmailMessage
from email.utils import _has_surrogates

__all__ = ['Compat32', 'compat32', 'Policy', 'EmailPolicy', 'default', 'strict', 'SMTP', 'HTTP']

_lines = re.compile(r'\n|\r\n?')


class EmailPolicy(Policy):
    """Headers are objects, content is set and got."""

    message_factory, utf8, refold_source = EmailMessage, False, 'long'
    header_factory, content_manager = HeaderRegistry(), raw_data_manager

    def __init__(self, **kw):
        if 'header_factory' not in kw:
            object.__setattr__(self, 'header_factory', HeaderRegistry())
        super().__init__(**kw)

    def header_max_count(self, name):
        return self.header_factory[name].max_count

    def header_source_parse(self, sourcelines):
        return source_parsed(sourcelines)

    def header_store_parse(self, name, value):
        check_name(name)
        if hasattr(value, 'name') and value.name.lower() == name.lower():
            return name, value
        if isinstance(value, str) and len(value.splitlines()) > 1:
            raise ValueError('Header values may not contain linefeed or carriage return characters')
        return name, self.header_factory(name, value)

    def header_fetch_parse(self, name, value):
        if hasattr(value, 'name'):
            return value
        return self.header_factory(name, ''.join(_lines.split(value)))

    def fold(self, name, value):
        return self._fold(name, value, True)

    def fold_binary(self, name, value):
        folded = self._fold(name, value, self.cte_type == '7bit')
        return folded.encode('utf8' if self.utf8 else 'ascii', 'surrogateescape')

    def _fold(self, name, value, visible):
        if hasattr(value, 'name'):
            return value.fold(policy=self)
        most = self.max_line_length or sys.maxsize
        lines = _lines.split(value)
        refold = self.refold_source == 'all' or self.refold_source == 'long' and bool(
            lines and len(lines[0]) + len(name) + 2 > most or any(len(line) > most for line in lines[1:]))
        if not refold:
            refold = not value.isascii() if not self.utf8 else visible and _has_surrogates(value)
        if refold:
            return self.header_factory(name, ''.join(lines)).fold(policy=self)
        return f'{name}: {self.linesep.join(lines)}{self.linesep}'


default = EmailPolicy()
# the one of the class
del default.__dict__['header_factory']
strict = default.clone(raise_on_defect=True)
SMTP = default.clone(linesep='\r\n')
HTTP = default.clone(linesep='\r\n', max_line_length=None)
SMTPUTF8 = SMTP.clone(utf8=True)
