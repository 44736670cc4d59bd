"""Contract: shell-like words: a lexer, `split`, `join`, `quote`."""
import os
import sys
from collections import deque
from io import StringIO

__all__ = ['shlex', 'split', 'quote', 'join']

_SAFE = frozenset('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_@%+=:,./-')
_PUNCTUATION = '();<>|&'


class shlex:
    """A lexer of shell-like text."""

    def __init__(self, instream=None, infile=None, posix=False, punctuation_chars=False):
        if isinstance(instream, str):
            instream = StringIO(instream)
        self.instream = sys.stdin if instream is None else instream
        self.infile = infile if instream is not None else None
        self.posix = posix
        self.eof = None if posix else ''
        self.commenters = '#'
        self.wordchars = 'abcdfeghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_'
        if posix:
            self.wordchars += 'ßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞ'
        self.whitespace, self.whitespace_split = ' \t\r\n', False
        self.quotes, self.escape, self.escapedquotes = '\'"', '\\', '"'
        self.state, self.token, self.lineno, self.debug = ' ', '', 1, 0
        # tokens given back, streams to go back to, and the word that includes a file
        self.pushback, self.filestack, self.source = deque(), deque(), None
        self._punctuation_chars = _PUNCTUATION if punctuation_chars is True else punctuation_chars or ''
        self._waiting = deque()
        if self._punctuation_chars:
            self.wordchars += '~-./*?='
            self.wordchars = self.wordchars.translate({ord(c): None for c in self._punctuation_chars})

    punctuation_chars = property(lambda self: self._punctuation_chars)

    def push_token(self, tok):
        """Give a token back, to be read next."""
        self.pushback.appendleft(tok)

    def push_source(self, newstream, newfile=None):
        """Read another stream first."""
        if isinstance(newstream, str):
            newstream = StringIO(newstream)
        self.filestack.appendleft((self.infile, self.instream, self.lineno))
        self.infile, self.instream, self.lineno = newfile, newstream, 1

    def pop_source(self):
        """Go back to the stream before."""
        self.instream.close()
        self.infile, self.instream, self.lineno = self.filestack.popleft()
        self.state = ' '

    def get_token(self):
        """The next token, or `eof`."""
        if self.pushback:
            return self.pushback.popleft()
        token = self.read_token()
        while self.source is not None and token == self.source:
            found = self.sourcehook(self.read_token())
            if found:
                name, stream = found
                self.push_source(stream, name)
            token = self.get_token()
        while token == self.eof and self.filestack:
            self.pop_source()
            token = self.get_token()
        return token

    def _next(self):
        """The next character."""
        c = self._waiting.popleft() if self._waiting else self.instream.read(1)
        if c == '\n':
            self.lineno += 1
        return c

    def _back(self, c):
        if c == '\n':
            self.lineno -= 1
        if c:
            self._waiting.appendleft(c)

    def read_token(self):
        """The next token, without pushed ones and sources."""
        if self.state is None:
            return self.eof
        word, quoted = '', False
        while True:
            c = self._next()
            if not c:
                self.state = None
                return word if word or self.posix and quoted else self.eof
            if c in self.whitespace:
                if word or self.posix and quoted:
                    return word
                continue
            if c in self.commenters:
                self.instream.readline()
                self._waiting.clear()
                self.lineno += 1
                if word or self.posix and quoted:
                    return word
                continue
            if self.posix and c in self.escape:
                follow = self._next()
                if not follow:
                    self.state = None
                    raise ValueError('No escaped character')
                word += follow
                quoted = True
            elif c in self.quotes and (self.posix or not word):
                if self.posix:
                    word += self._quoted(c)
                    quoted = True
                else:
                    return c + self._quoted(c) + c
            elif c in self._punctuation_chars:
                if word or self.posix and quoted:
                    self._back(c)
                    return word
                word = c
                while (c := self._next()) and c in self._punctuation_chars:
                    word += c
                self._back(c)
                return word
            elif c in self.wordchars or self.whitespace_split or word and c in self.quotes:
                word += c
            else:
                if word or self.posix and quoted:
                    self._back(c)
                    return word
                return c

    def _quoted(self, quote):
        """The text up to the closing quote."""
        out = ''
        while True:
            c = self._next()
            if not c:
                self.state = None
                raise ValueError('No closing quotation')
            if c == quote:
                return out
            if self.posix and c in self.escape and quote in self.escapedquotes:
                follow = self._next()
                if not follow:
                    self.state = None
                    raise ValueError('No escaped character')
                out += follow if follow in self.escape or follow == quote else c + follow
            else:
                out += c

    def sourcehook(self, newfile):
        """(name, stream) of a file to include."""
        if newfile[0] == '"':
            newfile = newfile[1:-1]
        if isinstance(self.infile, str):
            newfile = os.path.join(os.path.dirname(self.infile), newfile)
        return newfile, open(newfile, 'r')

    def error_leader(self, infile=None, lineno=None):
        """The beginning of an error message."""
        return f'"{self.infile if infile is None else infile}", line {self.lineno if lineno is None else lineno}: '

    def __iter__(self):
        return self

    def __next__(self):
        token = self.get_token()
        if token != self.eof:
            return token
        raise StopIteration


def split(s, comments=False, posix=True):
    """The words of a command line."""
    if s is None:
        raise ValueError('s argument must not be None')
    lexer = shlex(s, posix=posix)
    lexer.whitespace_split = True
    if not comments:
        lexer.commenters = ''
    return list(lexer)


def join(split_command):
    """A command line of words."""
    return ' '.join(map(quote, split_command))


def quote(s):
    """A word as the shell reads it back."""
    if not s:
        return "''"
    if not isinstance(s, str):
        raise TypeError(f'expected string object, got {type(s).__name__!r}')
    if _SAFE.issuperset(s):
        return s
    return "'" + s.replace("'", "'\"'\"'") + "'"
