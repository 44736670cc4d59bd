"""Contract: the part of `pyexpat`'s parser that is about tags: the values of attributes, the names of namespaces, and the
handlers that are told of elements."""
import re

from _expat_scan import *

_XML_URI, _XMLNS_URI = 'http://www.w3.org/XML/1998/namespace', 'http://www.w3.org/2000/xmlns/'


class Elements:
    """Start and end tags; the parser has the attributes that are used here."""

    __slots__ = ()

    def _value(self, value, at, collapse=False, place=None):
        """The value of an attribute: white space as blanks, references as what they stand for. `at` is where its tag is,
        `place` where the value itself is."""
        if '&' not in value:
            if not value.isprintable():
                value = re.sub('\r\n|[\n\r\t]', ' ', value)
        else:
            out, last = [], 0
            for m in REFERENCE.finditer(value):
                out.append(re.sub('\r\n|[\n\r\t]', ' ', value[last:m.start()]))
                out.append(self._value_reference(m, at, at if place is None else place + m.start()))
                last = m.end()
            rest = value[last:]
            if '&' in rest or any('&' in part for part in out[::2]):
                raise Fault(INVALID, at)
            out.append(re.sub('\r\n|[\n\r\t]', ' ', rest))
            value = ''.join(out)
        return ' '.join(word for word in value.split(' ') if word) if collapse else value

    def _value_reference(self, m, at, place):
        if m[3] is None:
            c = character(m)
            if c is None:
                raise Fault(BAD_CHAR_REF, at)
            return c
        name = m[3]
        if name in PREDEFINED:
            return PREDEFINED[name]
        dtd, entity = self._dtd, self._dtd.entities.get(name)
        if entity is None:
            if not dtd.param_refs or dtd.standalone:
                raise Fault(UNDEFINED, at)
            return ''
        if entity.open:
            raise Fault(RECURSIVE, at)
        if entity.notation is not None:
            raise Fault(BINARY_REF, at)
        if entity.text is None:
            raise Fault(EXTERNAL_IN_ATTRIBUTE, place)
        if '<' in entity.text:
            raise Fault(INVALID, at)
        self._count(len(entity.text), at)
        entity.open = True
        try:
            return self._value(entity.text, at)
        finally:
            entity.open = False

    def _interned(self, name):
        return name if self.intern is None else self.intern.setdefault(name, name)

    def _start_element(self, m, at):
        """A start tag, with the end of an empty element; past it."""
        raw, values, types = m[1], {}, self._dtd.types
        if m[2]:
            base = m.start(2)
            for found in self._patterns.attribute.finditer(m[2]):
                name = found[1]
                if name in values:
                    raise Fault(DUPLICATE, base + found.start(1))
                value = found[2][1:-1]
                collapse = bool(types) and types.get((raw, name), 'CDATA') != 'CDATA'
                if '&' in value:
                    # a reference that is none has its own place
                    blame_start(self._patterns, m.string, at)
                if '&' in value or collapse or not value.isprintable():
                    value = self._value(value, at, collapse, base + found.start(2) + 1)
                values[name] = value
        specified = len(values)
        if self._dtd.defaults:
            for name, value in self._dtd.defaults.get(raw, ()):
                values.setdefault(name, value)
        name, scope = raw, None
        if self._separator is not None:
            name, values, specified, scope = self._resolve(raw, values, specified, at)
        self._stack.append((raw, name, scope))
        handler = self.StartElementHandler
        if handler is not None:
            if self._pending:
                self._flush()
            if self.specified_attributes and specified < len(values):
                values = dict(list(values.items())[:specified])
            if self.ordered_attributes:
                attributes = []
                for pair in values.items():
                    attributes += pair
            else:
                attributes = values
            handler(self._interned(name), attributes)
        else:
            self._default(m[0])
        end = m.end()
        if m[3]:
            if self._event is not None and m.string is self._text:
                self._event = end
            self._end_element('' if handler is None else m[0])
        return end

    def _end_element(self, raw):
        name, scope = self._stack[-1][1:]
        handler = self.EndElementHandler
        self._stack.pop()
        if handler is not None:
            if self._pending:
                self._flush()
            handler(self._interned(name))
        else:
            self._default(raw)
        if scope:
            self._close_scope(scope)

    def _close_scope(self, scope):
        for prefix, before in reversed(scope):
            if self.EndNamespaceDeclHandler is not None:
                self._flush()
                self.EndNamespaceDeclHandler(prefix)
            if before is None:
                self._prefixes.pop(prefix, None)
            else:
                self._prefixes[prefix] = before

    def _resolve(self, raw, values, specified, at):
        """(name, attributes, how many were specified, namespaces to close) with the prefixes replaced."""
        prefixes = self._prefixes
        if not values and ':' not in raw:
            # the usual element
            uri = prefixes.get(None)
            return self._expanded(uri, raw, '') if uri else raw, values, 0, None
        scope, plain = [], []
        for name, value in values.items():
            if name == 'xmlns':
                self._declare(None, value, scope, at)
            elif name.startswith('xmlns:'):
                self._declare(name[6:], value, scope, at)
            else:
                plain.append((name, value))
        if not scope and ':' not in raw and not prefixes.get(None) and not any(':' in name for name, _ in plain):
            return raw, values, specified, None
        out = {}
        seen = set()
        for name, value in plain:
            if ':' in name:
                prefix, _, local = name.partition(':')
                uri = prefixes.get(prefix)
                if not uri:
                    raise Fault(UNBOUND, at)
                if (uri, local) in seen:
                    self._close_scope(scope)
                    raise Fault(DUPLICATE, at)
                seen.add((uri, local))
                name = self._expanded(uri, local, prefix)
            out[name] = value
        specified = sum(not (name == 'xmlns' or name.startswith('xmlns:')) for name in list(values)[:specified])
        prefix, colon, local = raw.rpartition(':')
        uri = prefixes.get(prefix if colon else None)
        if colon and not uri:
            raise Fault(UNBOUND, at)
        name = self._expanded(uri, local, prefix) if uri else raw
        return name, out, specified, scope

    def _expanded(self, uri, local, prefix):
        separator = self._separator
        name = uri + separator + local
        return name + separator + prefix if self.namespace_prefixes and prefix and separator else name

    def _declare(self, prefix, uri, scope, at):
        if prefix is not None and not uri:
            raise Fault(UNDECLARING, at)
        if prefix == 'xmlns':
            raise Fault(RESERVED_XMLNS, at)
        if (prefix == 'xml') != (uri == _XML_URI):
            raise Fault(RESERVED_XML if prefix == 'xml' else RESERVED_URI, at)
        if uri == _XMLNS_URI:
            raise Fault(RESERVED_URI, at)
        scope.append((prefix, self._prefixes.get(prefix)))
        self._prefixes[prefix] = uri
        if self.StartNamespaceDeclHandler is not None:
            self._flush()
            self.StartNamespaceDeclHandler(prefix, uri or None)
