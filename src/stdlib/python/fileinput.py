"""Contract: the lines of many files one after the other, standard input among them; files can be changed in place.

There is one input that the functions of the module are about; `FileInput` makes others.
"""
import io
import os
import sys

__all__ = ['input', 'close', 'nextfile', 'filename', 'lineno', 'filelineno', 'fileno', 'isfirstline', 'isstdin', 'FileInput',
           'hook_compressed', 'hook_encoded']

_state = None


def input(files=None, inplace=False, backup='', *, mode='r', openhook=None, encoding=None, errors=None):
    """The lines of files: those named on the command line, or standard input, unless given."""
    global _state
    if _state and _state._file:
        raise RuntimeError('input() already active')
    _state = FileInput(files, inplace, backup, mode=mode, openhook=openhook, encoding=encoding, errors=errors)
    return _state


def close():
    """End the one input."""
    global _state
    ended, _state = _state, None
    if ended:
        ended.close()


def _of_the_input(name):
    def function():
        if not _state:
            raise RuntimeError('no active input()')
        return getattr(_state, name)()
    function.__name__ = function.__qualname__ = name
    function.__doc__ = f'`{name}` of the one input.'
    return function


nextfile, filename, lineno, filelineno, fileno, isfirstline, isstdin = map(
    _of_the_input, ('nextfile', 'filename', 'lineno', 'filelineno', 'fileno', 'isfirstline', 'isstdin'))


class FileInput:
    """Iterates over the lines of files; with `inplace`, what is printed meanwhile becomes the file."""

    _files, _file, _output, _stdout = (), None, None, None
    _filename = _backup_path = None
    _lineno = _filelineno = 0
    _isstdin = False

    def __init__(self, files=None, inplace=False, backup='', *, mode='r', openhook=None, encoding=None, errors=None):
        if isinstance(files, (str, os.PathLike)):
            files = os.fspath(files),
        elif files is None:
            files = sys.argv[1:]
        files = tuple(files) or ('-',)
        if mode not in ('r', 'rb'):
            raise ValueError("FileInput opening mode must be 'r' or 'rb'")
        if openhook and inplace:
            raise ValueError('FileInput cannot use an opening hook in inplace mode')
        if openhook and not callable(openhook):
            raise ValueError('FileInput openhook must be callable')
        self._inplace, self._backup, self._mode, self._openhook = inplace, backup, mode, openhook
        self._how = {'encoding': None if 'b' in mode else encoding, 'errors': errors}
        self._hook_how = {} if encoding is None else {'encoding': encoding, 'errors': errors}
        self._files = files

    def __del__(self):
        self.close()

    def close(self):
        """End the file that is being read, and forget the others."""
        try:
            self.nextfile()
        finally:
            self._files = ()

    def __enter__(self):
        return self

    def __exit__(self, type, value, traceback):
        self.close()

    def __iter__(self):
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def readline(self):
        """The next line; empty at the end of all."""
        while True:
            if self._file is None:
                if not self._files:
                    return b'' if 'b' in self._mode else ''
                self._open_next()
            line = self._file.readline()
            if line:
                self._lineno += 1
                self._filelineno += 1
                return line
            self.nextfile()

    def nextfile(self):
        """Read no more of this file: the next line is that of the next one."""
        stdout, output, file, old = self._stdout, self._output, self._file, self._backup_path
        keep = self._isstdin
        self._stdout = self._output = self._file = self._backup_path = None
        self._isstdin = False
        if stdout:
            sys.stdout = stdout
        try:
            if output:
                output.close()
        finally:
            try:
                if file and not keep:
                    file.close()
            finally:
                if old and not self._backup:
                    try:
                        os.unlink(old)
                    except OSError:
                        pass

    def _open_next(self):
        self._filename, *self._files = self._files
        self._filelineno = 0
        if self._filename == '-':
            self._filename, self._isstdin = '<stdin>', True
            self._file = getattr(sys.stdin, 'buffer', sys.stdin) if 'b' in self._mode else sys.stdin
        elif self._inplace:
            self._open_in_place()
        elif self._openhook:
            self._file = self._openhook(self._filename, self._mode, **self._hook_how)
        else:
            self._file = open(self._filename, self._mode, **self._how)

    def _open_in_place(self):
        """Move the file aside and read it there; a new one takes its name and what is printed."""
        path = os.fspath(self._filename)
        aside = path + (self._backup or '.bak')
        try:
            os.unlink(aside)
        except OSError:
            pass
        os.rename(path, aside)
        self._backup_path = aside
        self._file = open(aside, self._mode, **self._how)
        permissions = os.fstat(self._file.fileno()).st_mode
        new = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, permissions)
        self._output = os.fdopen(new, self._mode.replace('r', 'w'), **self._how)
        try:
            os.chmod(path, permissions)
        except OSError:
            pass
        self._stdout, sys.stdout = sys.stdout, self._output

    def filename(self):
        """The name of the file of the last line; None before the first."""
        return self._filename

    def lineno(self):
        """The number of the last line, counted over all files."""
        return self._lineno

    def filelineno(self):
        """The number of the last line in its file."""
        return self._filelineno

    def fileno(self):
        """The file descriptor of the open file; -1 if there is none."""
        try:
            return self._file.fileno() if self._file else -1
        except ValueError:
            return -1

    def isfirstline(self):
        """Whether the last line was the first of its file."""
        return self._filelineno == 1

    def isstdin(self):
        """Whether the last line came from standard input."""
        return self._isstdin

    __class_getitem__ = classmethod(type(list[int]))


def hook_compressed(filename, mode, *, encoding=None, errors=None):
    """Open files whose names end with .gz or .bz2 as what they hold."""
    binary = 'b' in mode
    if encoding is None and not binary:
        encoding = 'locale'
    extension = os.path.splitext(filename)[1]
    if extension == '.gz':
        import gzip
        stream = gzip.open(filename, mode.replace('t', '') if binary else 'rb')
    elif extension == '.bz2':
        import bz2
        stream = bz2.BZ2File(filename, mode)
    else:
        return open(filename, mode, encoding=encoding, errors=errors)
    return stream if binary else io.TextIOWrapper(stream, encoding=encoding, errors=errors)


def hook_encoded(encoding, errors=None):
    """A hook that opens files in an encoding."""
    def openhook(filename, mode):
        return open(filename, mode, encoding=encoding, errors=errors)
    return openhook


def _main():
    """Print the lines of files with their numbers; -i in place, -b with what backups are named by."""
    import getopt
    options, files = getopt.getopt(sys.argv[1:], 'ib:')
    options = dict(options)
    for line in input(files, inplace='-i' in options, backup=options.get('-b', '')):
        line = line.removesuffix('\n').removesuffix('\r')
        print('%d: %s[%d]%s %s' % (lineno(), filename(), filelineno(), '*' if isfirstline() else '', line))
    print('%d: %s[%d]' % (lineno(), filename(), filelineno()))


if __name__ == '__main__':
    _main()
