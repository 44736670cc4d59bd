"""Contract: the errors of `configparser`."""

MAX_INTERPOLATION_DEPTH = 10


class Error(Exception):
    """The base of this module's errors."""
    __module__ = 'configparser'

    def __init__(self, msg=''):
        self.message = msg
        Exception.__init__(self, msg)

    def __repr__(self):
        return self.message

    __str__ = __repr__


class NoSectionError(Error):
    """There is no such section."""
    __module__ = 'configparser'

    def __init__(self, section):
        Error.__init__(self, f'No section: {section!r}')
        self.section = section
        self.args = (section,)


def _place(source, lineno):
    """The words for where something stands twice."""
    if source is None:
        return []
    out = ['While reading from ', repr(source)]
    if lineno is not None:
        out.append(f' [line {lineno:2d}]')
    return out + [': ']


class DuplicateSectionError(Error):
    """A section stands twice."""
    __module__ = 'configparser'

    def __init__(self, section, source=None, lineno=None):
        words = [repr(section), ' already exists']
        if source is not None:
            words = _place(source, lineno) + ['section ', *words]
        else:
            words.insert(0, 'Section ')
        Error.__init__(self, ''.join(words))
        self.section, self.source, self.lineno = section, source, lineno
        self.args = (section, source, lineno)


class DuplicateOptionError(Error):
    """An option stands twice in a section."""
    __module__ = 'configparser'

    def __init__(self, section, option, source=None, lineno=None):
        words = [repr(option), ' in section ', repr(section), ' already exists']
        if source is not None:
            words = _place(source, lineno) + ['option ', *words]
        else:
            words.insert(0, 'Option ')
        Error.__init__(self, ''.join(words))
        self.section, self.option, self.source, self.lineno = section, option, source, lineno
        self.args = (section, option, source, lineno)


class NoOptionError(Error):
    """There is no such option."""
    __module__ = 'configparser'

    def __init__(self, option, section):
        Error.__init__(self, f'No option {option!r} in section: {section!r}')
        self.option, self.section = option, section
        self.args = (option, section)


class InterpolationError(Error):
    """The base of errors of interpolation."""
    __module__ = 'configparser'

    def __init__(self, option, section, msg):
        Error.__init__(self, msg)
        self.option, self.section = option, section
        self.args = (option, section, msg)


class InterpolationMissingOptionError(InterpolationError):
    """A reference to an option that is not there."""
    __module__ = 'configparser'

    def __init__(self, option, section, rawval, reference):
        msg = (f'Bad value substitution: option {option!r} in section {section!r} contains an interpolation '
               f'key {reference!r} which is not a valid option name. Raw value: {rawval!r}')
        InterpolationError.__init__(self, option, section, msg)
        self.reference = reference
        self.args = (option, section, rawval, reference)


class InterpolationSyntaxError(InterpolationError):
    """A reference that is written wrongly."""
    __module__ = 'configparser'


class InterpolationDepthError(InterpolationError):
    """References that refer too deeply."""
    __module__ = 'configparser'

    def __init__(self, option, section, rawval):
        msg = (f'Recursion limit exceeded in value substitution: option {option!r} in section {section!r} '
               f'contains an interpolation key which cannot be substituted in {MAX_INTERPOLATION_DEPTH} steps. '
               f'Raw value: {rawval!r}')
        InterpolationError.__init__(self, option, section, msg)
        self.args = (option, section, rawval)


class ParsingError(Error):
    """A file that cannot be read."""
    __module__ = 'configparser'

    def __init__(self, source, *args):
        super().__init__(f'Source contains parsing errors: {source!r}')
        self.source = source
        self.errors = []
        self.args = (source,)
        if args:
            self.append(*args)

    def append(self, lineno, line):
        self.errors.append((lineno, line))
        self.message += f'\n\t[line {lineno:2d}]: {line!r}'

    def combine(self, others):
        for other in others:
            for error in other.errors:
                self.append(*error)
        return self


class MissingSectionHeaderError(ParsingError):
    """An option before the first section."""
    __module__ = 'configparser'

    def __init__(self, filename, lineno, line):
        Error.__init__(self, f'File contains no section headers.\nfile: {filename!r}, line: {lineno}\n{line!r}')
        self.source, self.lineno, self.line = filename, lineno, line
        self.args = (filename, lineno, line)


class MultilineContinuationError(ParsingError):
    """A continuation of an option without a value."""
    __module__ = 'configparser'

    def __init__(self, filename, lineno, line):
        Error.__init__(self, f'Key without value continued with an indented line.\nfile: {filename!r}, '
                             f'line: {lineno}\n{line!r}')
        self.source, self.lineno, self.line = filename, lineno, line
        self.args = (filename, lineno, line)


class UnnamedSectionDisabledError(Error):
    """The unnamed section was not asked for."""
    __module__ = 'configparser'

    def __init__(self):
        Error.__init__(self, 'Support for UNNAMED_SECTION is disabled.')


class InvalidWriteError(Error):
    """What would be written could not be read again."""
    __module__ = 'configparser'
