"""Contract: configuration files in sections of names and values, with interpolation."""
import functools
import io
import itertools
import os
import re
import sys
from collections import ChainMap
from collections.abc import MutableMapping

from _configparser_errors import (
    MAX_INTERPOLATION_DEPTH, Error, NoSectionError, DuplicateSectionError, DuplicateOptionError, NoOptionError,
    InterpolationError, InterpolationMissingOptionError, InterpolationSyntaxError, InterpolationDepthError,
    ParsingError, MissingSectionHeaderError, MultilineContinuationError, UnnamedSectionDisabledError, InvalidWriteError)

__all__ = ('NoSectionError', 'DuplicateOptionError', 'DuplicateSectionError', 'NoOptionError',
           'InterpolationError', 'InterpolationDepthError', 'InterpolationMissingOptionError',
           'InterpolationSyntaxError', 'ParsingError', 'MissingSectionHeaderError',
           'MultilineContinuationError', 'UnnamedSectionDisabledError', 'InvalidWriteError',
           'ConfigParser', 'RawConfigParser', 'Interpolation', 'BasicInterpolation',
           'ExtendedInterpolation', 'SectionProxy', 'ConverterMapping', 'DEFAULTSECT',
           'MAX_INTERPOLATION_DEPTH', 'UNNAMED_SECTION')

DEFAULTSECT = 'DEFAULT'


class _UnnamedSection:
    def __repr__(self):
        return '<UNNAMED_SECTION>'


UNNAMED_SECTION = _UnnamedSection()
_UNSET = object()


class Interpolation:
    """No interpolation; the base of the others."""

    def before_get(self, parser, section, option, value, defaults):
        return value

    def _as_it_is(self, parser, section, option, value):
        return value

    before_set = before_read = before_write = _as_it_is


class _MarkedInterpolation(Interpolation):
    """A mark and a bracket begin a reference; the mark twice stands for itself. Subclasses say which, and what it refers to."""

    def before_get(self, parser, section, option, value, defaults):
        out = []
        self._interpolate(parser, option, out, value, section, defaults, 1)
        return ''.join(out)

    def before_set(self, parser, section, option, value):
        mark = self._mark
        rest = self._reference.sub('', value.replace(mark * 2, ''))
        if mark in rest:
            raise ValueError(f"invalid interpolation syntax in {value!r} at position {rest.find(mark)}")
        return value

    def _interpolate(self, parser, option, out, rest, section, names, depth):
        mark = self._mark
        raw = parser.get(section, option, raw=True, fallback=rest)
        if depth > MAX_INTERPOLATION_DEPTH:
            raise InterpolationDepthError(option, section, raw)
        while rest:
            at = rest.find(mark)
            if at < 0:
                out.append(rest)
                return
            out.append(rest[:at])
            rest = rest[at:]
            follow = rest[1:2]
            if follow == mark:
                out.append(mark)
                rest = rest[2:]
            elif follow == self._bracket:
                found = self._reference.match(rest)
                if found is None:
                    raise InterpolationSyntaxError(option, section, f'bad interpolation variable reference {rest!r}')
                rest = rest[found.end():]
                value, name, where = self._look_up(parser, found[1], rest, option, section, names, raw)
                if mark in value:
                    self._interpolate(parser, name, out, value, where, self._names(parser, where, names), depth + 1)
                else:
                    out.append(value)
            else:
                raise InterpolationSyntaxError(option, section,
                                               f"'{mark}' must be followed by '{mark}' or '{self._bracket}', found: {rest!r}")


class BasicInterpolation(_MarkedInterpolation):
    """%(name)s stands for an option of the same section."""
    _mark, _bracket = '%', '('
    _reference = re.compile(r'%\(([^)]+)\)s')

    def _look_up(self, parser, reference, rest, option, section, names, raw):
        name = parser.optionxform(reference)
        try:
            return names[name], option, section
        except KeyError:
            raise InterpolationMissingOptionError(option, section, raw, name) from None

    def _names(self, parser, where, names):
        return names


class ExtendedInterpolation(_MarkedInterpolation):
    """${name} stands for an option of the same section, ${section:name} for one of another."""
    _mark, _bracket = '$', '{'
    _reference = re.compile(r'\$\{([^}]+)\}')

    def _look_up(self, parser, reference, rest, option, section, names, raw):
        path = reference.split(':')
        where, name = section, option
        try:
            if len(path) == 1:
                name = parser.optionxform(path[0])
                value = names[name]
            elif len(path) == 2:
                where, name = path[0], parser.optionxform(path[1])
                value = parser.get(where, name, raw=True)
            else:
                raise InterpolationSyntaxError(option, section, f'More than one \':\' found: {rest!r}')
        except (KeyError, NoSectionError, NoOptionError):
            raise InterpolationMissingOptionError(option, section, raw, ':'.join(path)) from None
        return '' if value is None else value, name, where

    def _names(self, parser, where, names):
        return dict(parser.items(where, raw=True))


class RawConfigParser(MutableMapping):
    """A configuration without interpolation."""
    _SECT_TMPL = r'\[(?P<header>.+)\]'
    _DEFAULT_INTERPOLATION = Interpolation()
    SECTCRE = re.compile(_SECT_TMPL, re.VERBOSE)
    NONSPACECRE = re.compile(r'\S')
    BOOLEAN_STATES = {'1': True, 'yes': True, 'true': True, 'on': True,
                      '0': False, 'no': False, 'false': False, 'off': False}

    def __init__(self, defaults=None, dict_type=dict, allow_no_value=False, *, delimiters=('=', ':'),
                 comment_prefixes=('#', ';'), inline_comment_prefixes=None, strict=True,
                 empty_lines_in_values=True, default_section=DEFAULTSECT, interpolation=_UNSET,
                 converters=_UNSET, allow_unnamed_section=False):
        self._dict = dict_type
        self._sections = dict_type()
        self._defaults = dict_type()
        self._converters = ConverterMapping(self)
        self._proxies = dict_type()
        self._proxies[default_section] = SectionProxy(self, default_section)
        self._delimiters = tuple(delimiters)
        self._option = re.compile(
            r'(?P<option>.*?)\s*(?:(?P<vi>' + '|'.join(map(re.escape, self._delimiters)) + r')\s*(?P<value>.*))'
            + ('?$' if allow_no_value else '$'))
        self._comment_prefixes = tuple(comment_prefixes or ())
        self._inline_comment_prefixes = tuple(inline_comment_prefixes or ())
        self._strict, self._allow_no_value = strict, allow_no_value
        self._empty_lines_in_values, self.default_section = empty_lines_in_values, default_section
        self._interpolation = self._DEFAULT_INTERPOLATION if interpolation is _UNSET else interpolation
        if self._interpolation is None:
            self._interpolation = Interpolation()
        if not isinstance(self._interpolation, Interpolation):
            raise TypeError(f'interpolation= must be None or an instance of Interpolation; got an object of type '
                            f'{type(self._interpolation)}')
        self._allow_unnamed_section = allow_unnamed_section
        self._converters.update({} if converters is _UNSET else converters)
        if defaults:
            self._read_defaults(defaults)

    def defaults(self):
        return self._defaults

    def sections(self):
        """The names of the sections, without the default one."""
        return list(self._sections)

    def add_section(self, section):
        """Make a new section."""
        if section is UNNAMED_SECTION and not self._allow_unnamed_section:
            raise UnnamedSectionDisabledError
        if section == self.default_section:
            raise ValueError(f'Invalid section name: {section!r}')
        if section in self._sections:
            raise DuplicateSectionError(section)
        self._new_section(section)

    def _new_section(self, section):
        self._proxies[section] = SectionProxy(self, section)
        self._sections[section] = options = self._dict()
        return options

    def has_section(self, section):
        return section in self._sections

    def options(self, section):
        """The names of a section's options."""
        try:
            options = dict(self._sections[section])
        except KeyError:
            raise NoSectionError(section) from None
        options.update(self._defaults)
        return list(options)

    # --- reading

    def read(self, filenames, encoding=None):
        """Read files; those that cannot be opened are left out. The names of the others."""
        if isinstance(filenames, (str, bytes, os.PathLike)):
            filenames = [filenames]
        encoding = io.text_encoding(encoding)
        done = []
        for name in filenames:
            try:
                with open(name, encoding=encoding) as f:
                    self._read(f, name)
            except OSError:
                continue
            done.append(os.fspath(name) if isinstance(name, os.PathLike) else name)
        return done

    def read_file(self, f, source=None):
        """Read from an iterable of lines."""
        if source is None:
            source = getattr(f, 'name', '<???>')
        self._read(f, source)

    def read_string(self, string, source='<string>'):
        """Read from a text."""
        self.read_file(io.StringIO(string), source)

    def read_dict(self, dictionary, source='<dict>'):
        """Read from a dict of dicts."""
        seen = set()
        for section, options in dictionary.items():
            section = section if section is UNNAMED_SECTION else str(section)
            known = section == self.default_section or self.has_section(section)
            if not known or self._strict and section in seen:
                self.add_section(section)
            seen.add(section)
            for name, value in options.items():
                name = self.optionxform(str(name))
                if self._strict and (section, name) in seen:
                    raise DuplicateOptionError(section, name, source)
                seen.add((section, name))
                self.set(section, name, None if value is None else str(value))

    def _read_defaults(self, defaults):
        for name, value in defaults.items():
            self._defaults[self.optionxform(name)] = value

    def _clean(self, line):
        """The line without comments."""
        end = None
        for prefix in self._inline_comment_prefixes:
            at = line.find(prefix)
            while at >= 0:
                if at == 0 or line[at - 1].isspace():
                    end = at if end is None else min(end, at)
                    break
                at = line.find(prefix, at + 1)
        if any(line.strip().startswith(prefix) for prefix in self._comment_prefixes):
            return '', True
        return line[:end].strip(), end is not None

    def _read(self, fp, name):
        seen = set()
        section = option = current = None
        indent = 0
        errors = []
        if self._allow_unnamed_section:
            current = self._enter(UNNAMED_SECTION, seen, name, 0)
            section = UNNAMED_SECTION
        for lineno, line in enumerate(fp, 1):
            value, commented = self._clean(line)
            if not value:
                if self._empty_lines_in_values:
                    # an empty line is a part of a value, unless it is only a comment
                    if not commented and current is not None and option and current[option] is not None:
                        current[option].append('')
                else:
                    indent = sys.maxsize
                continue
            first = self.NONSPACECRE.search(line)
            level = first.start() if first else 0
            if current is not None and option and level > indent:
                if current[option] is None:
                    raise MultilineContinuationError(name, lineno, line)
                current[option].append(value)
                continue
            indent = level
            header = self.SECTCRE.match(value)
            if header:
                section = header['header']
                current = self._enter(section, seen, name, lineno)
                option = None
                continue
            if current is None:
                raise MissingSectionHeaderError(name, lineno, line)
            found = self._option.match(value)
            if not found:
                errors.append((lineno, line))
                continue
            option, text = found['option'], found['value']
            if not option:
                errors.append((lineno, line))
            option = self.optionxform(option.rstrip())
            if self._strict and (section, option) in seen:
                raise DuplicateOptionError(section, option, name, lineno)
            seen.add((section, option))
            current[option] = [text.strip()] if text is not None else None
        self._join_values()
        if errors:
            failure = ParsingError(name)
            for error in errors:
                failure.append(*error)
            raise failure

    def _enter(self, section, seen, name, lineno):
        """The dict of a section that begins."""
        if section in self._sections:
            if self._strict and section in seen:
                raise DuplicateSectionError(section, name, lineno)
        elif section == self.default_section:
            return self._defaults
        else:
            self._new_section(section)
        seen.add(section)
        return self._sections[section]

    def _join_values(self):
        for section, options in itertools.chain(((self.default_section, self._defaults),), self._sections.items()):
            for name, value in options.items():
                if isinstance(value, list):
                    value = '\n'.join(value).rstrip()
                options[name] = self._interpolation.before_read(self, section, name, value)

    # --- getting

    def _names(self, section, vars):
        """All options of a section, those given first."""
        own = {}
        try:
            own = self._sections[section]
        except KeyError:
            if section != self.default_section:
                raise NoSectionError(section) from None
        given = {}
        if vars:
            for key, value in vars.items():
                given[self.optionxform(key)] = None if value is None else str(value)
        return ChainMap(given, own, self._defaults)

    def get(self, section, option, *, raw=False, vars=None, fallback=_UNSET):
        """The value of an option."""
        try:
            names = self._names(section, vars)
        except NoSectionError:
            if fallback is _UNSET:
                raise
            return fallback
        option = self.optionxform(option)
        try:
            value = names[option]
        except KeyError:
            if fallback is _UNSET:
                raise NoOptionError(option, section)
            return fallback
        if raw or value is None:
            return value
        return self._interpolation.before_get(self, section, option, value, names)

    def _get_conv(self, section, option, conv, *, raw=False, vars=None, fallback=_UNSET, **kwargs):
        try:
            return conv(self.get(section, option, raw=raw, vars=vars, **kwargs))
        except (NoSectionError, NoOptionError):
            if fallback is not _UNSET:
                return fallback
            raise

    def getint(self, section, option, *, raw=False, vars=None, fallback=_UNSET, **kwargs):
        return self._get_conv(section, option, int, raw=raw, vars=vars, fallback=fallback, **kwargs)

    def getfloat(self, section, option, *, raw=False, vars=None, fallback=_UNSET, **kwargs):
        return self._get_conv(section, option, float, raw=raw, vars=vars, fallback=fallback, **kwargs)

    def getboolean(self, section, option, *, raw=False, vars=None, fallback=_UNSET, **kwargs):
        return self._get_conv(section, option, self._convert_to_boolean, raw=raw, vars=vars,
                              fallback=fallback, **kwargs)

    def _convert_to_boolean(self, value):
        if value.lower() not in self.BOOLEAN_STATES:
            raise ValueError(f'Not a boolean: {value}')
        return self.BOOLEAN_STATES[value.lower()]

    def items(self, section=_UNSET, raw=False, vars=None):
        """The (name, value) pairs of a section, or the sections."""
        if section is _UNSET:
            return super().items()
        names = self._defaults.copy()
        try:
            names.update(self._sections[section])
        except KeyError:
            if section != self.default_section:
                raise NoSectionError(section)
        keys = list(names)
        if vars:
            for key, value in vars.items():
                names[self.optionxform(key)] = value
        if raw:
            return [(option, names[option]) for option in keys]
        return [(option, self._interpolation.before_get(self, section, option, names[option], names))
                for option in keys]

    def popitem(self):
        for section in self._sections:
            gone = self._proxies[section]
            self.remove_section(section)
            return section, gone
        raise KeyError

    def optionxform(self, optionstr):
        """The form in which an option's name is kept."""
        return optionstr.lower()

    def has_option(self, section, option):
        if not section or section == self.default_section:
            return self.optionxform(option) in self._defaults
        if section not in self._sections:
            return False
        option = self.optionxform(option)
        return option in self._sections[section] or option in self._defaults

    # --- changing

    def set(self, section, option, value=None):
        """Set an option."""
        if value:
            value = self._interpolation.before_set(self, section, option, value)
        self._own_options(section)[self.optionxform(option)] = value

    def _own_options(self, section):
        """What stands in a section itself, or in the default section."""
        if not section or section == self.default_section:
            return self._defaults
        try:
            return self._sections[section]
        except KeyError:
            raise NoSectionError(section) from None

    def remove_option(self, section, option):
        """Remove an option; whether it was there."""
        names, option = self._own_options(section), self.optionxform(option)
        there = option in names
        if there:
            del names[option]
        return there

    def remove_section(self, section):
        """Remove a section; whether it was there."""
        there = section in self._sections
        if there:
            del self._sections[section]
            del self._proxies[section]
        return there

    def write(self, fp, space_around_delimiters=True):
        """Write it all in the form in which it is read."""
        equals = f' {self._delimiters[0]} ' if space_around_delimiters else self._delimiters[0]
        unnamed = self._sections.get(UNNAMED_SECTION)
        if unnamed:
            self._write_section(fp, UNNAMED_SECTION, unnamed, equals)
        if self._defaults:
            self._write_section(fp, self.default_section, self._defaults, equals)
        for section, names in self._sections.items():
            if section is not UNNAMED_SECTION:
                self._write_section(fp, section, names, equals)

    def _write_section(self, fp, section, names, equals):
        if section is not UNNAMED_SECTION:
            fp.write(f'[{section}]\n')
        for key, value in names.items():
            value = self._interpolation.before_write(self, section, key, value)
            if value is not None or not self._allow_no_value:
                value = equals + str(value).replace('\n', '\n\t')
            else:
                value = ''
            fp.write(f'{key}{value}\n')
        fp.write('\n')

    # --- the mapping of sections

    def __contains__(self, key):
        return key == self.default_section or self.has_section(key)

    def __getitem__(self, key):
        if key in self:
            return self._proxies[key]
        raise KeyError(key)

    def __setitem__(self, key, value):
        if key in self:
            if self[key] is value:
                return
            self._own_options(key).clear()
        self.read_dict({key: value})

    def __delitem__(self, key):
        if key not in self:
            raise KeyError(key)
        if key == self.default_section:
            raise ValueError('Cannot remove the default section.')
        self.remove_section(key)

    def __len__(self):
        return len(self._sections) + 1

    def __iter__(self):
        return itertools.chain((self.default_section,), self._sections.keys())

    converters = property(lambda self: self._converters)


def _check_strings(option, value, may_be_none):
    if not isinstance(option, str):
        raise TypeError('option keys must be strings')
    if not isinstance(value, str) and (value or not may_be_none):
        raise TypeError('option values must be strings')


class ConfigParser(RawConfigParser):
    """A configuration with interpolation; its values are strings."""
    _DEFAULT_INTERPOLATION = BasicInterpolation()

    def _read_defaults(self, defaults):
        # as they are: what they refer to need not be there yet
        interpolation, self._interpolation = self._interpolation, Interpolation()
        try:
            self.read_dict({self.default_section: defaults})
        finally:
            self._interpolation = interpolation

    def set(self, section, option, value=None):
        _check_strings(option, value, self._allow_no_value)
        super().set(section, option, value)

    def add_section(self, section):
        if not isinstance(section, str) and section is not UNNAMED_SECTION:
            raise TypeError('section names must be strings or UNNAMED_SECTION')
        super().add_section(section)


class SectionProxy(MutableMapping):
    """One section, as a mapping."""

    def __init__(self, parser, name):
        self._parser = parser
        self._name = name
        for conv in parser.converters:
            setattr(self, 'get' + conv, functools.partial(self.get, _impl=getattr(parser, 'get' + conv)))

    def __repr__(self):
        return f'<Section: {self._name}>'

    def __getitem__(self, key):
        if not self._parser.has_option(self._name, key):
            raise KeyError(key)
        return self._parser.get(self._name, key)

    def __setitem__(self, key, value):
        _check_strings(key, value, self._parser._allow_no_value)
        self._parser.set(self._name, key, value)

    def __delitem__(self, key):
        if not (self._parser.has_option(self._name, key) and self._parser.remove_option(self._name, key)):
            raise KeyError(key)

    def __contains__(self, key):
        return self._parser.has_option(self._name, key)

    def _options(self):
        if self._name != self._parser.default_section:
            return self._parser.options(self._name)
        return self._parser.defaults()

    def __len__(self):
        return len(self._options())

    def __iter__(self):
        return iter(self._options())

    name = property(lambda self: self._name)
    parser = property(lambda self: self._parser)

    def get(self, option, fallback=None, *, raw=False, vars=None, _impl=None, **kwargs):
        """The value of an option, or the fallback."""
        return (_impl or self._parser.get)(self._name, option, raw=raw, vars=vars, fallback=fallback, **kwargs)


class ConverterMapping(MutableMapping):
    """The converters of a parser: a name `x` makes the methods `getx`."""
    _GETTER = re.compile(r'^get(?P<name>.+)$')

    def __init__(self, parser):
        self._parser = parser
        self._data = {}
        for getter in dir(parser):
            found = self._GETTER.match(getter)
            if found and callable(getattr(parser, getter)):
                self._data[found['name']] = None

    def __getitem__(self, key):
        return self._data[key]

    def __setitem__(self, key, value):
        name = 'get' + key
        self._data[key] = value
        getter = functools.partial(self._parser._get_conv, conv=value)
        getter.converter = value
        setattr(self._parser, name, getter)
        for proxy in self._parser.values():
            setattr(proxy, name, functools.partial(proxy.get, _impl=getter))

    def __delitem__(self, key):
        name = 'get' + (key or '')
        del self._data[key]
        for holder in itertools.chain((self._parser,), self._parser.values()):
            try:
                delattr(holder, name)
            except AttributeError:
                pass

    def __iter__(self):
        return iter(self._data)

    def __len__(self):
        return len(self._data)
