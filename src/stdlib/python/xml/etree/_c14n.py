"""Contract: canonical XML (C14N 2.0): a parser's target that writes what it hears in the one form all agree on."""
import re

_TEXT = str.maketrans({'&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#xD;'})
_ATTRIBUTE = str.maketrans({'&': '&amp;', '<': '&lt;', '"': '&quot;', '\t': '&#x9;', '\n': '&#xA;', '\r': '&#xD;'})


class C14NWriterTarget:
    """Writes canonical XML through `write`."""

    def __init__(self, write, *, with_comments=False, strip_text=False, rewrite_prefixes=False, qname_aware_tags=None,
                 qname_aware_attrs=None, exclude_attrs=None, exclude_tags=None):
        self._write, self._data, self._with_comments, self._strip = write, [], with_comments, strip_text
        self._aware_tags = set(qname_aware_tags or ())
        self._aware_attributes = set(qname_aware_attrs or ())
        self._excluded_attributes, self._excluded_tags = set(exclude_attrs or ()), set(exclude_tags or ())
        self._rewrite, self._new_prefixes = rewrite_prefixes, {}
        # for each open element: (uri, prefix) of the text, and of what was written
        self._heard, self._written = [[]], [[('http://www.w3.org/XML/1998/namespace', 'xml')]]
        self._keeps_space, self._pending, self._root_seen, self._root_done, self._ignoring = [False], None, False, False, 0

    @staticmethod
    def _innermost(stack):
        return (pair for level in reversed(stack) for pair in level)

    def _prefix_of(self, uri):
        """The prefix for a namespace, None for names without one; declared here if it was not yet."""
        hidden = set()
        for known, prefix in self._innermost(self._written):
            if known == uri and prefix not in hidden:
                return prefix
            hidden.add(prefix)
        if self._rewrite:
            prefix = self._new_prefixes.setdefault(uri, f'n{len(self._new_prefixes)}')
            self._written[-1].append((uri, prefix))
            return prefix
        if not uri and '' not in hidden:
            return ''
        for known, prefix in self._innermost(self._heard):
            if known == uri:
                self._written[-1].append((uri, prefix))
                return prefix
        if not uri:
            return ''
        raise ValueError(f'Namespace "{uri}" is not declared in scope')

    @staticmethod
    def _split(name):
        """(uri, local name)."""
        if name[:1] == '{':
            uri, local = name[1:].rsplit('}', 1)
            return uri, local
        return '', name

    def _value_name(self, text):
        """The full name that a value with a prefix means."""
        prefix, _, local = text.partition(':')
        for uri, known in self._innermost(self._heard):
            if known == prefix:
                return f'{{{uri}}}{local}'
        raise ValueError(f'Prefix {prefix} of QName "{text}" is not declared in scope')

    def _is_name(self, text):
        return text and re.fullmatch(r'[^\W\d][\w.\-]*:[^\W\d][\w.\-]*', text.strip())

    def _short(self, name):
        uri, local = self._split(name)
        prefix = self._prefix_of(uri)
        return f'{prefix}:{local}' if prefix else local

    def data(self, data):
        if not self._ignoring:
            self._data.append(data)

    def _flush(self):
        data, self._data = ''.join(self._data), []
        if self._strip and not self._keeps_space[-1]:
            data = data.strip()
        if self._pending is not None:
            pending, self._pending = self._pending, None
            name = data if self._is_name(data) else None
            self._start(*pending, name.strip() if name else None)
            if name:
                return
        if data and self._root_seen:
            self._write(data.translate(_TEXT))

    def start_ns(self, prefix, uri):
        if self._ignoring:
            return
        if self._data:
            self._flush()
        self._heard[-1].append((uri, prefix or ''))

    def start(self, tag, attrs):
        if self._excluded_tags and (self._ignoring or tag in self._excluded_tags):
            self._ignoring += 1
            return
        if self._data or self._pending is not None:
            self._flush()
        namespaces = self._heard[-1]
        self._heard.append([])
        if tag in self._aware_tags:
            # its text may be a name, whose namespace must be declared
            self._pending = tag, attrs, namespaces
            return
        self._start(tag, attrs, namespaces)

    def _start(self, tag, attrs, namespaces, text_name=None):
        if self._excluded_attributes:
            attrs = {key: value for key, value in attrs.items() if key not in self._excluded_attributes}
        aware = {key: self._value_name(value.strip()) for key, value in attrs.items()
                 if key in self._aware_attributes and self._is_name(value)}
        self._written.append([])
        # prefixes are found, and made, in the order of the names
        names = {tag, *attrs, *aware.values()}
        if text_name is not None:
            text_name = self._value_name(text_name)
            names.add(text_name)
        short = {name: self._short(name) for name in sorted(names, key=self._split)}
        out = [f' xmlns{":" + prefix if prefix else ""}="{uri.translate(_ATTRIBUTE)}"'
               for prefix, uri in sorted((prefix, uri) for uri, prefix in self._written[-1])]
        for key in sorted(attrs, key=self._split):
            value = short[aware[key]] if key in aware else attrs[key]
            name = short[key] if key[:1] == '{' else key
            out.append(f' {name}="{value.translate(_ATTRIBUTE)}"')
        space = attrs.get('{http://www.w3.org/XML/1998/namespace}space')
        self._keeps_space.append(space == 'preserve' if space else self._keeps_space[-1])
        self._write(f'<{short[tag]}{"".join(out)}>')
        if text_name is not None:
            self._write(short[text_name].translate(_TEXT))
        self._root_seen = True

    def end(self, tag):
        if self._ignoring:
            self._ignoring -= 1
            return
        if self._data or self._pending is not None:
            self._flush()
        self._write(f'</{self._short(tag)}>')
        self._keeps_space.pop()
        self._root_done = len(self._keeps_space) == 1
        self._written.pop()
        self._heard.pop()

    def _beside(self, text):
        """A comment or an instruction: outside the root, it has a line."""
        if self._root_done:
            self._write('\n')
        elif self._root_seen and (self._data or self._pending is not None):
            self._flush()
        self._write(text)
        if not self._root_seen:
            self._write('\n')

    def comment(self, text):
        if self._with_comments and not self._ignoring:
            self._beside(f'<!--{text.translate(_TEXT)}-->')

    def pi(self, target, data):
        if not self._ignoring:
            self._beside(f'<?{target} {data.translate(_TEXT)}?>' if data else f'<?{target}?>')
