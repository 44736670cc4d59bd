"""Contract: the file of logins by host that FTP programs read."""
import os

__all__ = ['netrc', 'NetrcParseError']


class NetrcParseError(Exception):
    """The file cannot be read: `msg`, `filename`, `lineno`."""

    def __init__(self, msg, filename=None, lineno=None):
        self.msg, self.filename, self.lineno = msg, filename, lineno
        Exception.__init__(self, msg)

    def __str__(self):
        return f'{self.msg} ({self.filename}, line {self.lineno})'


class _Words:
    """The words of the file."""

    def __init__(self, file):
        self._read, self.lineno, self.pushed = file.read, 1, []

    def char(self):
        c = self._read(1)
        if c == '\n':
            self.lineno += 1
        return c

    def line(self):
        """The rest of the line."""
        out = []
        while c := self.char():
            out.append(c)
            if c == '\n':
                break
        return ''.join(out)

    def word(self):
        """The next word; '' at the end."""
        if self.pushed:
            return self.pushed.pop(0)
        while c := self.char():
            if c in '\n\t\r ':
                continue
            if c == '"':
                return self._until('"')
            return self._until('\n\t\r ', c)
        return ''

    def _until(self, ends, first=''):
        out = ''
        c = first
        while True:
            if c == '\\':
                c = self.char()
                out += c
            elif c:
                out += c
            c = self.char()
            if not c or c in ends:
                return out


class netrc:
    """The logins in a file, by default the user's."""

    def __init__(self, file=None):
        default = file is None
        if default:
            file = os.path.join(os.path.expanduser('~'), '.netrc')
        self.hosts, self.macros = {}, {}
        try:
            with open(file, encoding='utf-8') as fp:
                self._parse(file, fp, default)
        except UnicodeDecodeError:
            with open(file, encoding='locale') as fp:
                self._parse(file, fp, default)

    def _parse(self, file, fp, default):
        words = _Words(fp)
        while True:
            before = words.lineno
            word = words.word()
            if not word:
                return
            if word[0] == '#':
                if words.lineno == before:
                    words.line()
                continue
            if word == 'machine':
                host = words.word()
            elif word == 'default':
                host = 'default'
            elif word == 'macdef':
                self._macro(words, file)
                continue
            else:
                raise NetrcParseError(f'bad toplevel token {word!r}', file, words.lineno)
            if not host:
                raise NetrcParseError(f'missing {word!r} name', file, words.lineno)
            self._login(words, host, file, fp, default)

    def _macro(self, words, file):
        name, lines = words.word(), []
        while True:
            line = words.line()
            if not line:
                raise NetrcParseError('Macro definition missing null line terminator.', file, words.lineno)
            if line == '\n':
                # an empty line right after the name is none
                break
            lines.append(line)
        self.macros[name] = lines

    def _login(self, words, host, file, fp, default):
        found = dict.fromkeys(('login', 'account', 'password'), '')
        while True:
            before = words.lineno
            word = words.word()
            if word.startswith('#'):
                if words.lineno == before:
                    words.line()
                continue
            if word in ('', 'machine', 'default', 'macdef'):
                self._safe(fp, default, found)
                self.hosts[host] = found['login'], found['account'], found['password']
                words.pushed.append(word)
                return
            if word in ('login', 'user'):
                found['login'] = words.word()
            elif word in ('account', 'password'):
                found[word] = words.word()
            else:
                raise NetrcParseError(f'bad follower token {word!r}', file, words.lineno)

    @staticmethod
    def _safe(fp, default, found):
        """Refuse passwords that others can read."""
        if os.name != 'posix' or not default or found['login'] == 'anonymous' or not found['password']:
            return
        import stat
        info = os.fstat(fp.fileno())
        if info.st_uid != os.getuid():
            raise NetrcParseError(f'~/.netrc file owner (uid {info.st_uid}) does not match current user (uid {os.getuid()})')
        if info.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise NetrcParseError('~/.netrc access too permissive: access permissions must restrict access to only the owner')

    def authenticators(self, host):
        """(login, account, password) of a host, or the default ones; None without any."""
        return self.hosts.get(host) or self.hosts.get('default')

    def __repr__(self):
        out = []
        for host, (login, account, password) in self.hosts.items():
            out.append(f'machine {host}\n\tlogin {login}\n')
            if account:
                out.append(f'\taccount {account}\n')
            out.append(f'\tpassword {password}\n')
        for name, lines in self.macros.items():
            out.append(f'macdef {name}\n{"".join(lines)}\n')
        return ''.join(out)
