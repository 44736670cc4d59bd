"""Contract: child processes, their streams and exit codes.

Children are started by `_posixsubprocess.spawn`, which runs no Python code between
the two processes: `preexec_fn` and changes of user are refused.
"""
import contextlib
import io
import os
import select
import signal
import sys
import threading
import time

import _posixsubprocess
import _select

__all__ = ['Popen', 'PIPE', 'STDOUT', 'call', 'check_call', 'getstatusoutput', 'getoutput',
           'check_output', 'run', 'CalledProcessError', 'DEVNULL', 'SubprocessError',
           'TimeoutExpired', 'CompletedProcess']

PIPE, STDOUT, DEVNULL = -1, -2, -3
_CHUNK = 1 << 16


class SubprocessError(Exception):
    """The base of this module's errors."""


def _set_output(error, value):
    error.output = value


# the errors' `stdout` is another name of `output`
_stdout = property(lambda error: error.output, _set_output, doc='Another name of `output`.')


class CalledProcessError(SubprocessError):
    """Raised by the checking functions when a child did not exit with 0."""

    def __init__(self, returncode, cmd, output=None, stderr=None):
        self.returncode, self.cmd = returncode, cmd
        self.output, self.stderr = output, stderr

    stdout = _stdout

    def __str__(self):
        if self.returncode and self.returncode < 0:
            try:
                return f"Command '{self.cmd}' died with {signal.Signals(-self.returncode)!r}."
            except ValueError:
                return f"Command '{self.cmd}' died with unknown signal {-self.returncode}."
        return f"Command '{self.cmd}' returned non-zero exit status {self.returncode}."


class TimeoutExpired(SubprocessError):
    """Raised when a child takes longer than it was given."""

    def __init__(self, cmd, timeout, output=None, stderr=None):
        self.cmd, self.timeout = cmd, timeout
        self.output, self.stderr = output, stderr

    stdout = _stdout

    def __str__(self):
        return f"Command '{self.cmd}' timed out after {self.timeout} seconds"


class CompletedProcess:
    """What `run()` gives back."""

    def __init__(self, args, returncode, stdout=None, stderr=None):
        self.args, self.returncode = args, returncode
        self.stdout, self.stderr = stdout, stderr

    def __repr__(self):
        shown = [f'args={self.args!r}', f'returncode={self.returncode!r}']
        if self.stdout is not None:
            shown.append(f'stdout={self.stdout!r}')
        if self.stderr is not None:
            shown.append(f'stderr={self.stderr!r}')
        return f'{type(self).__name__}({", ".join(shown)})'

    __class_getitem__ = classmethod(type(list[int]))

    def check_returncode(self):
        """Raise CalledProcessError unless the child exited with 0."""
        if self.returncode:
            raise CalledProcessError(self.returncode, self.args, self.stdout, self.stderr)


def list2cmdline(seq):
    """The arguments as one line, quoted as Windows programs expect."""
    words = []
    for arg in map(os.fsdecode, seq):
        out, slashes = [], 0
        for c in arg:
            if c == '\\':
                slashes += 1
                continue
            out.append('\\' * (slashes * 2 + 1 if c == '"' else slashes) + c)
            slashes = 0
        quoted = ' ' in arg or '\t' in arg or not arg
        out.append('\\' * (slashes * 2 if quoted else slashes))
        text = ''.join(out)
        words.append(f'"{text}"' if quoted else text)
    return ' '.join(words)


class Popen:
    """A child process."""
    _child_created = False

    def __init__(self, args, bufsize=-1, executable=None, stdin=None, stdout=None, stderr=None,
                 preexec_fn=None, close_fds=True, shell=False, cwd=None, env=None,
                 universal_newlines=None, startupinfo=None, creationflags=0, restore_signals=True,
                 start_new_session=False, pass_fds=(), *, user=None, group=None,
                 extra_groups=None, encoding=None, errors=None, text=None, umask=-1, pipesize=-1,
                 process_group=None):
        if bufsize is None:
            bufsize = -1
        if not isinstance(bufsize, int):
            raise TypeError('bufsize must be an integer')
        if stdout is STDOUT:
            raise ValueError('STDOUT can only be used for stderr')
        if pass_fds and not close_fds:
            close_fds = True
        if startupinfo is not None:
            raise ValueError('startupinfo is only supported on Windows platforms')
        if creationflags:
            raise ValueError('creationflags is only supported on Windows platforms')
        if text is not None and universal_newlines is not None and bool(universal_newlines) != bool(text):
            raise SubprocessError('Cannot disambiguate when both text and universal_newlines are '
                                  'supplied but different. Pass one or the other.')
        for value, what in ((preexec_fn, 'preexec_fn'), (user, 'user'), (group, 'group'),
                            (extra_groups, 'extra_groups')):
            if value is not None:
                raise NotImplementedError(f'{what} is not supported: no code of this process runs in the child')
        if umask >= 0:
            raise NotImplementedError('umask is not supported: no code of this process runs in the child')
        self.args = args
        self.stdin = self.stdout = self.stderr = None
        self.pid = self.returncode = None
        self.encoding, self.errors, self.pipesize = encoding, errors, pipesize
        self.text_mode = encoding or errors or text or universal_newlines
        self._waitpid_lock = threading.Lock()
        self._communication_started = False
        line_buffering = False
        if self.text_mode and bufsize == 1:
            line_buffering, bufsize = True, -1
        ours = []
        theirs = []
        try:
            p2cread, p2cwrite = self._end(stdin, True, ours, theirs)
            c2pread, c2pwrite = self._end(stdout, False, ours, theirs)
            if stderr is STDOUT:
                errread, errwrite = -1, c2pwrite if c2pwrite != -1 else 1
            else:
                errread, errwrite = self._end(stderr, False, ours, theirs)
            for name, fd, mode in (('stdin', p2cwrite, 'wb'), ('stdout', c2pread, 'rb'),
                                   ('stderr', errread, 'rb')):
                if fd == -1:
                    continue
                stream = io.open(fd, mode, bufsize)
                ours.remove(fd)
                if self.text_mode:
                    stream = io.TextIOWrapper(stream, encoding=encoding, errors=errors,
                                              **({'write_through': True, 'line_buffering': line_buffering}
                                                 if name == 'stdin' else {}))
                setattr(self, name, stream)
            self._start(args, executable, close_fds, pass_fds, cwd, env, shell, p2cread, c2pwrite,
                        errwrite, restore_signals, start_new_session,
                        -1 if process_group is None else process_group)
        except BaseException:
            for stream in (self.stdin, self.stdout, self.stderr):
                if stream is not None:
                    stream.close()
            for fd in ours:
                os.close(fd)
            raise
        finally:
            for fd in theirs:
                os.close(fd)

    @staticmethod
    def _end(given, to_child, ours, theirs):
        """(the child's descriptor, ours) of one standard stream, or -1s; for output ours comes first."""
        if given is None:
            child, mine = -1, -1
        elif given is PIPE or given == PIPE and isinstance(given, int):
            read, write = os.pipe()
            child, mine = (read, write) if to_child else (write, read)
            ours.append(mine)
            theirs.append(child)
        elif isinstance(given, int) and given == DEVNULL:
            child, mine = os.open(os.devnull, os.O_RDWR), -1
            theirs.append(child)
        elif isinstance(given, int):
            child, mine = given, -1
        else:
            child, mine = given.fileno(), -1
        return (child, mine) if to_child else (mine, child)

    def _start(self, args, executable, close_fds, pass_fds, cwd, env, shell, p2cread, c2pwrite,
               errwrite, restore_signals, start_new_session, process_group):
        if shell and isinstance(args, os.PathLike):
            raise TypeError('path-like args is not allowed when shell is true')
        args = [args] if isinstance(args, (str, bytes, os.PathLike)) else list(args)
        if shell:
            args = ['/bin/sh', '-c'] + args
            if executable:
                args[0] = executable
        if not args:
            raise IndexError('list index out of range')
        if executable is None:
            executable = args[0]
        sys.audit('subprocess.Popen', executable, args, cwd, env)
        program = os.fsencode(executable)
        if os.path.dirname(program):
            candidates = (program,)
        else:
            candidates = tuple(os.path.join(os.fsencode(folder), program)
                               for folder in os.get_exec_path(env))
        for value in args:
            if not isinstance(value, (str, bytes, os.PathLike)):
                raise TypeError(f'expected str, bytes or os.PathLike object, not {type(value).__name__}')
        result, wrong_folder = _posixsubprocess.spawn(
            candidates, args, env, cwd, close_fds, tuple(sorted(map(int, pass_fds))), p2cread, c2pwrite,
            errwrite, restore_signals, start_new_session, process_group)
        if wrong_folder is not None:
            name = cwd if wrong_folder else executable
            raise OSError(result, os.strerror(result), name)
        self.pid = result
        self._child_created = True

    __class_getitem__ = classmethod(type(list[int]))

    def __repr__(self):
        shown = f'<{type(self).__name__}: returncode: {self.returncode} args: {self.args!r}>'
        return shown if len(shown) <= 80 else shown[:76] + '...>'

    @property
    def universal_newlines(self):
        """Whether the streams are of text."""
        return self.text_mode

    @universal_newlines.setter
    def universal_newlines(self, value):
        self.text_mode = bool(value)

    def __enter__(self):
        return self

    def __exit__(self, exc_type, value, traceback):
        for stream in (self.stdout, self.stderr):
            if stream:
                stream.close()
        try:
            if self.stdin:
                self.stdin.close()
        finally:
            self.wait()

    # --- waiting

    def _note(self, pid, status):
        if pid == self.pid:
            self.returncode = os.waitstatus_to_exitcode(status)

    def poll(self):
        """The exit code, or None while the child runs."""
        if self.returncode is None and self._waitpid_lock.acquire(False):
            try:
                if self.returncode is None:
                    try:
                        self._note(*os.waitpid(self.pid, os.WNOHANG))
                    except ChildProcessError:
                        self.returncode = 0
            finally:
                self._waitpid_lock.release()
        return self.returncode

    def wait(self, timeout=None):
        """Wait until the child ends; the exit code."""
        if timeout is None:
            while self.returncode is None:
                with self._waitpid_lock:
                    if self.returncode is None:
                        try:
                            self._note(*os.waitpid(self.pid, 0))
                        except ChildProcessError:
                            self.returncode = 0
            return self.returncode
        end = time.monotonic() + timeout
        pause = 0.0005
        while self.poll() is None:
            left = end - time.monotonic()
            if left <= 0:
                raise TimeoutExpired(self.args, timeout)
            pause = min(pause * 2, left, 0.05)
            time.sleep(pause)
        return self.returncode

    # --- talking

    def _close_input(self):
        try:
            self.stdin.close()
        except BrokenPipeError:
            pass

    def communicate(self, input=None, timeout=None):
        """Send the input, read both streams to their end, wait; (stdout, stderr).

        All in this thread, so that nobody reads a descriptor that was closed meanwhile.
        """
        if self._communication_started and input:
            raise ValueError('Cannot send input after starting communication')
        if not self._communication_started:
            self._communication_started = True
            self._outputs = {stream.fileno(): (stream, [])
                             for stream in (self.stdout, self.stderr) if stream is not None and not stream.closed}
            self._rest = b''
            if self.stdin is not None and not self.stdin.closed:
                if input and self.text_mode:
                    input = input.replace('\n', os.linesep).encode(self.stdin.encoding, self.stdin.errors)
                self._rest = memoryview(input).cast('B') if input else b''
                try:
                    self.stdin.flush()
                except BrokenPipeError:
                    pass
                if not self._rest:
                    self._close_input()
        end = None if timeout is None else time.monotonic() + timeout
        while True:
            wanted = [(fd, select.POLLIN) for fd, (stream, _) in self._outputs.items() if not stream.closed]
            writing = self.stdin is not None and not self.stdin.closed
            if writing:
                wanted.append((self.stdin.fileno(), select.POLLOUT))
            if not wanted:
                break
            left = None if end is None else max(0, end - time.monotonic())
            happened = _select.poll(wanted, left)
            for fd, _ in happened:
                if writing and fd == self.stdin.fileno():
                    try:
                        self._rest = self._rest[os.write(fd, self._rest[:select.PIPE_BUF]):]
                    except BrokenPipeError:
                        self._rest = b''
                    if not self._rest:
                        self._close_input()
                        writing = False
                else:
                    stream, parts = self._outputs[fd]
                    data = os.read(fd, _CHUNK)
                    if data:
                        parts.append(data)
                    else:
                        stream.close()
            if not happened and end is not None and time.monotonic() >= end:
                raise self._expired(timeout)
        try:
            self.wait(None if end is None else max(0, end - time.monotonic()))
            late = False
        except TimeoutExpired:
            late = True
        if late:
            raise self._expired(timeout)
        return tuple(self._decoded(stream, parts) for stream, parts in self._both())

    def _both(self):
        """(stream, what came of it) of stdout and stderr."""
        found = {id(stream): parts for stream, parts in self._outputs.values()}
        return [(stream, found.get(id(stream))) for stream in (self.stdout, self.stderr)]

    def _decoded(self, stream, parts):
        if stream is None or parts is None:
            return None
        data = b''.join(parts)
        if self.text_mode:
            return data.decode(stream.encoding, stream.errors).replace('\r\n', '\n').replace('\r', '\n')
        return data

    def _expired(self, timeout):
        """The error; its output is what came so far, as bytes."""
        out, err = (b''.join(parts) if parts else None for _, parts in self._both())
        return TimeoutExpired(self.args, timeout, out, err)

    # --- signals

    def send_signal(self, sig):
        """Send a signal, unless the child has ended."""
        self.poll()
        if self.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, sig)

    def terminate(self):
        """Send SIGTERM."""
        self.send_signal(signal.SIGTERM)

    def kill(self):
        """Send SIGKILL."""
        self.send_signal(signal.SIGKILL)


def _pipe(streams, names, conflict):
    if any(streams.get(name) is not None for name in names):
        raise ValueError(conflict)
    streams.update(dict.fromkeys(names, PIPE))


def run(*popenargs, input=None, capture_output=False, timeout=None, check=False, **kwargs):
    """Run a command to its end; a CompletedProcess."""
    if input is not None:
        _pipe(kwargs, ('stdin',), 'stdin and input arguments may not both be used.')
    if capture_output:
        _pipe(kwargs, ('stdout', 'stderr'), 'stdout and stderr arguments may not be used with capture_output.')
    with Popen(*popenargs, **kwargs) as process:
        try:
            stdout, stderr = process.communicate(input, timeout=timeout)
        except TimeoutExpired:
            process.kill()
            process.wait()
            raise
        except BaseException:
            process.kill()
            raise
        code = process.poll()
        if check and code:
            raise CalledProcessError(code, process.args, output=stdout, stderr=stderr)
    return CompletedProcess(process.args, code, stdout, stderr)


def call(*popenargs, timeout=None, **kwargs):
    """Run a command; its exit code."""
    with Popen(*popenargs, **kwargs) as process:
        try:
            return process.wait(timeout=timeout)
        except BaseException:
            process.kill()
            raise


def check_call(*popenargs, **kwargs):
    """Run a command; CalledProcessError unless it exits with 0."""
    code = call(*popenargs, **kwargs)
    if code:
        cmd = kwargs.get('args')
        raise CalledProcessError(code, popenargs[0] if cmd is None else cmd)
    return 0


def check_output(*popenargs, timeout=None, **kwargs):
    """Run a command; what it printed."""
    for name in ('stdout', 'check'):
        if name in kwargs:
            raise ValueError(f'{name} argument not allowed, it will be overridden.')
    if 'input' in kwargs and kwargs['input'] is None:
        kwargs['input'] = '' if any(map(kwargs.get, ('text', 'universal_newlines', 'encoding', 'errors'))) else b''
    return run(*popenargs, stdout=PIPE, timeout=timeout, check=True, **kwargs).stdout


def getstatusoutput(cmd, *, encoding=None, errors=None):
    """(exit code, output) of a shell command."""
    try:
        data = check_output(cmd, shell=True, text=True, stderr=STDOUT, encoding=encoding, errors=errors)
        code = 0
    except CalledProcessError as error:
        data = error.output
        code = error.returncode
    return code, data[:-1] if data[-1:] == '\n' else data


def getoutput(cmd, *, encoding=None, errors=None):
    """The output of a shell command."""
    return getstatusoutput(cmd, encoding=encoding, errors=errors)[1]
