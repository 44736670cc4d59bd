"""Contract: reading and writing of comma-separated values.

Native, from `_csv`: `reader`, `writer`, the `Dialect` behind them, the registry,
`Error`, the QUOTE_* numbers. Here: dialect classes, rows as dicts, the `Sniffer`.
"""
from _csv import (Error, writer, reader, register_dialect, unregister_dialect, get_dialect,
                  list_dialects, field_size_limit, QUOTE_MINIMAL, QUOTE_ALL, QUOTE_NONNUMERIC,
                  QUOTE_NONE, QUOTE_STRINGS, QUOTE_NOTNULL, Dialect as _Dialect)

__all__ = ['QUOTE_MINIMAL', 'QUOTE_ALL', 'QUOTE_NONNUMERIC', 'QUOTE_NONE',
           'QUOTE_STRINGS', 'QUOTE_NOTNULL',
           'Error', 'Dialect', 'excel', 'excel_tab', 'field_size_limit', 'reader', 'writer',
           'register_dialect', 'get_dialect', 'list_dialects', 'Sniffer',
           'unregister_dialect', 'DictReader', 'DictWriter', 'unix_dialect']


class Dialect:
    """A way of writing CSV: subclass it and set the attributes."""
    _name = ''
    delimiter = quotechar = escapechar = lineterminator = None
    doublequote = skipinitialspace = quoting = None

    def __init__(self):
        # the native dialect checks the attributes
        try:
            _Dialect(self)
        except TypeError as wrong:
            raise Error(str(wrong)) from None


class excel(Dialect):
    """What Excel writes."""
    delimiter, quotechar, lineterminator = ',', '"', '\r\n'
    doublequote, skipinitialspace, quoting = True, False, QUOTE_MINIMAL


class excel_tab(excel):
    """What Excel writes, with tabs."""
    delimiter = '\t'


class unix_dialect(Dialect):
    """Every field quoted, lines ended by a newline."""
    delimiter, quotechar, lineterminator = ',', '"', '\n'
    doublequote, skipinitialspace, quoting = True, False, QUOTE_ALL


register_dialect('excel', excel)
register_dialect('excel-tab', excel_tab)
register_dialect('unix', unix_dialect)

_GenericAlias = type(list[int])


class DictReader:
    """Yields each row as a dict; the first row names the fields unless they are given."""

    def __init__(self, f, fieldnames=None, restkey=None, restval=None, dialect='excel', *args, **kwds):
        if fieldnames is not None and iter(fieldnames) is fieldnames:
            fieldnames = list(fieldnames)
        self._fieldnames, self.restkey, self.restval = fieldnames, restkey, restval
        self.reader = reader(f, dialect, *args, **kwds)
        self.dialect, self.line_num = dialect, 0

    def __iter__(self):
        return self

    @property
    def fieldnames(self):
        if self._fieldnames is None:
            self._fieldnames = next(self.reader, None)
        self.line_num = self.reader.line_num
        return self._fieldnames

    @fieldnames.setter
    def fieldnames(self, value):
        self._fieldnames = value

    def __next__(self):
        names = self._fieldnames
        if names is None or self.line_num == 0:
            names = self.fieldnames
        source = self.reader
        row = next(source)
        while not row:
            row = next(source)
        self.line_num = source.line_num
        d = dict(zip(names, row))
        wanted, got = len(names), len(row)
        if wanted < got:
            d[self.restkey] = row[wanted:]
        elif wanted > got:
            for key in names[got:]:
                d[key] = self.restval
        return d

    __class_getitem__ = classmethod(_GenericAlias)


class DictWriter:
    """Writes dicts as rows, the fields in the order of `fieldnames`."""

    def __init__(self, f, fieldnames, restval='', extrasaction='raise', dialect='excel', *args, **kwds):
        if fieldnames is not None and iter(fieldnames) is fieldnames:
            fieldnames = list(fieldnames)
        self.fieldnames = fieldnames
        self.restval = restval
        extrasaction = extrasaction.lower()
        if extrasaction not in ('raise', 'ignore'):
            raise ValueError("extrasaction (%s) must be 'raise' or 'ignore'" % extrasaction)
        self.extrasaction = extrasaction
        self.writer = writer(f, dialect, *args, **kwds)

    def writeheader(self):
        """Write the field names as a row."""
        return self.writerow(dict(zip(self.fieldnames, self.fieldnames)))

    def _row(self, rowdict):
        if self.extrasaction == 'raise':
            unknown = rowdict.keys() - self.fieldnames
            if unknown:
                raise ValueError('dict contains fields not in fieldnames: ' + ', '.join(map(repr, unknown)))
        return (rowdict.get(name, self.restval) for name in self.fieldnames)

    def writerow(self, rowdict):
        """Write one dict."""
        return self.writer.writerow(self._row(rowdict))

    def writerows(self, rowdicts):
        """Write many dicts."""
        return self.writer.writerows(map(self._row, rowdicts))

    __class_getitem__ = classmethod(_GenericAlias)


def _counts(items):
    """How often each occurs, in the order in which they come."""
    counts = {}
    for item in items:
        counts[item] = counts.get(item, 0) + 1
    return counts


class Sniffer:
    """Guesses the dialect of a sample."""

    def __init__(self):
        self.preferred = [',', '\t', ';', ' ', ':']

    def sniff(self, sample, delimiters=None):
        """A dialect class that fits the sample; Error when none does."""
        quotechar, doublequote, delimiter, skipinitialspace = self._from_quotes(sample, delimiters)
        if not delimiter:
            delimiter, skipinitialspace = self._from_counts(sample, delimiters)
        if not delimiter:
            raise Error('Could not determine delimiter')

        class dialect(Dialect):
            _name, lineterminator, quoting = 'sniffed', '\r\n', QUOTE_MINIMAL

        dialect.delimiter, dialect.skipinitialspace = delimiter, skipinitialspace
        dialect.quotechar, dialect.doublequote = quotechar or '"', doublequote
        return dialect

    def _from_quotes(self, data, delimiters):
        """Look at what stands next to quoted fields."""
        import re
        field, mark = r'(?P<quote>["\']).*?(?P=quote)', r'(?P<delim>[^\w\n"\'])(?P<space> ?)'
        begin, end = r'(?:^|\n)', r'(?:$|\n)'
        shapes = mark + field + '(?P=delim)', begin + field + mark, mark + field + end, begin + field + end
        found = []
        for shape in shapes:
            pattern = re.compile(shape, re.DOTALL | re.MULTILINE)
            found = list(pattern.finditer(data))
            if found:
                break
        if not found:
            return '', False, None, 0
        groups = [match.groupdict() for match in found]
        marked = [g for g in groups if g.get('delim') is not None]
        delims = _counts(g['delim'] for g in marked if delimiters is None or g['delim'] in delimiters)
        quotes = _counts(g['quote'] for g in groups)
        quotechar = max(quotes, key=quotes.get)
        delim, skipinitialspace = '', 0
        if delims:
            delim = max(delims, key=delims.get)
            skipinitialspace = delims[delim] == sum(bool(g['space']) for g in marked)
            if delim == '\n':  # a single column
                delim = ''
        inside = re.compile(r'((%(d)s)|^)\W*%(q)s[^%(d)s\n]*%(q)s[^%(d)s\n]*%(q)s\W*((%(d)s)|$)'
                            % {'d': re.escape(delim), 'q': quotechar}, re.MULTILINE)
        return quotechar, bool(inside.search(data)), delim, skipinitialspace

    def _from_counts(self, data, delimiters):
        """Look for a character that occurs equally often in (nearly) every line."""
        lines = [line for line in data.split('\n') if line]
        chunk = min(10, len(lines))
        counts = {chr(c): {} for c in range(127)}
        candidates = {}
        start, end = 0, chunk
        while start < len(lines):
            for line in lines[start:end]:
                for char, seen in counts.items():
                    n = line.count(char)
                    seen[n] = seen.get(n, 0) + 1
            modes = {}
            for char, seen in counts.items():
                if len(seen) == 1 and 0 in seen:
                    continue
                best = max(seen.items(), key=lambda item: item[1])
                others = sum(times for n, times in seen.items() if n != best[0])
                modes[char] = best[0], best[1] - others
            total = float(min(end, len(lines)))
            consistency = 1.0
            while not candidates and consistency >= 0.9:
                for char, (n, times) in modes.items():
                    if n > 0 and times > 0 and times / total >= consistency \
                            and (delimiters is None or char in delimiters):
                        candidates[char] = n, times
                consistency -= 0.01
            if len(candidates) == 1:
                delim = next(iter(candidates))
                return delim, self._spaced(lines[0], delim)
            start = end
            end += chunk
        if not candidates:
            return '', 0
        for delim in self.preferred:
            if delim in candidates:
                return delim, self._spaced(lines[0], delim)
        delim = max((v, k) for k, v in candidates.items())[1]
        return delim, self._spaced(lines[0], delim)

    @staticmethod
    def _spaced(line, delim):
        return line.count(delim) == line.count(f'{delim} ')

    def has_header(self, sample):
        """Whether the first row seems to name the columns."""
        import io
        rows = reader(io.StringIO(sample), self.sniff(sample))
        header = next(rows)
        columns = len(header)
        kinds = dict.fromkeys(range(columns))
        for checked, row in enumerate(rows):
            if checked > 20:
                break
            if len(row) != columns:
                continue
            for col in list(kinds):
                try:
                    complex(row[col])
                    kind = complex
                except (ValueError, OverflowError):
                    kind = len(row[col])
                if kind != kinds[col]:
                    if kinds[col] is None:
                        kinds[col] = kind
                    else:
                        del kinds[col]
        votes = 0
        for col, kind in kinds.items():
            if isinstance(kind, int):
                votes += 1 if len(header[col]) != kind else -1
            else:
                try:
                    kind(header[col])
                except (ValueError, TypeError):
                    votes += 1
                else:
                    votes -= 1
        return votes > 0
