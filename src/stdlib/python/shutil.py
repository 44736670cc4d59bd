"""Contract: copying, moving and removing of files and trees, and facts on the terminal and disk.

Archives are in `_shutil_archives`.
"""
import os
import stat

from _shutil_archives import (ReadError, RegistryError, get_archive_formats, get_unpack_formats, make_archive,  # noqa: F401
                              register_archive_format, register_unpack_format, unpack_archive, unregister_archive_format,
                              unregister_unpack_format)

__all__ = ['copyfileobj', 'copyfile', 'copymode', 'copystat', 'copy', 'copy2', 'copytree', 'move',
           'rmtree', 'Error', 'SpecialFileError', 'ExecError', 'which', 'get_terminal_size',
           'ignore_patterns', 'chown', 'disk_usage', 'SameFileError', 'make_archive', 'unpack_archive',
           'get_archive_formats', 'register_archive_format', 'unregister_archive_format',
           'get_unpack_formats', 'register_unpack_format', 'unregister_unpack_format']

COPY_BUFSIZE = 256 * 1024


class Error(OSError):
    """Raised by copies, with a list of what went wrong."""


class SameFileError(Error):
    """Source and target are one file."""


class SpecialFileError(OSError):
    """The operation is not for such files."""


class ExecError(OSError):
    """A command could not be run."""


def copyfileobj(fsrc, fdst, length=0):
    """Copy from a file object to another."""
    read, write = fsrc.read, fdst.write
    while buf := read(length or COPY_BUFSIZE):
        write(buf)


def _samefile(src, dst):
    try:
        return os.path.samefile(src, dst)
    except OSError:
        return False


def copyfile(src, dst, *, follow_symlinks=True):
    """Copy the contents of a file; returns the target."""
    if _samefile(src, dst):
        raise SameFileError(f'{src!r} and {dst!r} are the same file')
    for fn in (src, dst):
        try:
            st = os.stat(fn)
        except OSError:
            continue
        if stat.S_ISFIFO(st.st_mode):
            raise SpecialFileError('`%s` is a named pipe' % fn)
    if not follow_symlinks and os.path.islink(src):
        os.symlink(os.readlink(src), dst)
        return dst
    with open(src, 'rb') as fsrc:
        try:
            target = open(dst, 'wb')
        except IsADirectoryError as error:
            if os.path.exists(dst):
                raise
            raise FileNotFoundError(f'Directory does not exist: {dst}') from error
        with target:
            copyfileobj(fsrc, target)
    return dst


def copymode(src, dst, *, follow_symlinks=True):
    """Copy the permissions."""
    if not follow_symlinks and os.path.islink(src) and os.path.islink(dst):
        return
    os.chmod(dst, stat.S_IMODE(os.stat(src).st_mode))


def copystat(src, dst, *, follow_symlinks=True):
    """Copy permissions and times."""
    follow = follow_symlinks or not (os.path.islink(src) and os.path.islink(dst))
    st = os.stat(src, follow_symlinks=follow)
    os.utime(dst, ns=(st.st_atime_ns, st.st_mtime_ns), follow_symlinks=follow)
    if follow:
        os.chmod(dst, stat.S_IMODE(st.st_mode))


def copy(src, dst, *, follow_symlinks=True):
    """Copy a file with its permissions; the target may be a directory."""
    return _copy_and(copymode, src, dst, follow_symlinks)


def copy2(src, dst, *, follow_symlinks=True):
    """Copy a file with permissions and times; the target may be a directory."""
    return _copy_and(copystat, src, dst, follow_symlinks)


def _copy_and(describe, src, dst, follow_symlinks):
    if os.path.isdir(dst):
        dst = os.path.join(dst, os.path.basename(src))
    for step in (copyfile, describe):
        step(src, dst, follow_symlinks=follow_symlinks)
    return dst


def ignore_patterns(*patterns):
    """A function for copytree's `ignore`."""
    def _ignore_patterns(path, names):
        import fnmatch
        return {name for pattern in patterns for name in fnmatch.filter(names, pattern)}
    return _ignore_patterns


def copytree(src, dst, symlinks=False, ignore=None, copy_function=copy2, ignore_dangling_symlinks=False,
             dirs_exist_ok=False):
    """Copy a whole tree; returns the target."""
    with os.scandir(src) as it:
        entries = list(it)
    ignored = ignore(os.fspath(src), [x.name for x in entries]) if ignore is not None else ()
    os.makedirs(dst, exist_ok=dirs_exist_ok)
    errors = []

    def attempt(copying, source, target):
        try:
            copying(source, target)
        except Error as below:
            errors.extend(below.args[0])
        except OSError as problem:
            errors.append((source, target, str(problem)))

    def copy_entry(source, target):
        if entry.is_symlink():
            if symlinks:
                os.symlink(os.readlink(source), target)
                copystat(source, target, follow_symlinks=False)
                return
            if ignore_dangling_symlinks and not os.path.exists(source):
                return
        if entry.is_dir():
            copytree(source, target, symlinks, ignore, copy_function, ignore_dangling_symlinks, dirs_exist_ok)
        else:
            copy_function(source, target)

    for entry in entries:
        if entry.name not in ignored:
            attempt(copy_entry, os.path.join(src, entry.name), os.path.join(dst, entry.name))
    attempt(copystat, src, dst)
    if errors:
        raise Error(errors)
    return dst


def rmtree(path, ignore_errors=False, onerror=None, *, onexc=None, dir_fd=None):
    """Remove a whole tree. Links are removed, not followed."""
    import sys
    sys.audit('shutil.rmtree', path, dir_fd)
    if ignore_errors:
        def onexc(*args):
            pass
    elif onerror is None and onexc is None:
        def onexc(*args):
            raise
    elif onexc is None:
        def onexc(func, path, exc):
            onerror(func, path, (type(exc), exc, exc.__traceback__))
    if isinstance(path, bytes):
        path = os.fsdecode(path)
    try:
        if os.path.islink(path):
            raise OSError('Cannot call rmtree on a symbolic link')
    except OSError as err:
        err.filename = path
        onexc(os.path.islink, path, err)
        return
    _remove_tree(path, onexc)


def _remove_tree(path, onexc):
    try:
        with os.scandir(path) as it:
            entries = list(it)
    except FileNotFoundError as err:
        # the top must exist; below it, someone was faster
        err.filename = path
        onexc(os.lstat, path, err)
        return
    except OSError as err:
        err.filename = path
        onexc(os.scandir, path, err)
        entries = []
    for entry in entries:
        full = os.path.join(path, entry.name)
        try:
            is_dir = entry.is_dir(follow_symlinks=False)
        except OSError:
            is_dir = False
        if is_dir:
            _remove_tree(full, onexc)
        else:
            try:
                os.unlink(full)
            except FileNotFoundError:
                continue
            except OSError as err:
                onexc(os.unlink, full, err)
    try:
        os.rmdir(path)
    except OSError as err:
        onexc(os.rmdir, path, err)


rmtree.avoids_symlink_attacks = False


def move(src, dst, copy_function=copy2):
    """Move a file or tree; the target may be a directory. Returns the new path."""
    real = dst
    if os.path.isdir(dst):
        if _samefile(src, dst) and not os.path.islink(src):
            os.rename(src, dst)
            return None
        real = os.path.join(dst, os.path.basename(os.fspath(src).rstrip('/')))
        if os.path.exists(real):
            raise Error("Destination path '%s' already exists" % real)
    try:
        os.rename(src, real)
    except OSError:
        if os.path.islink(src):
            os.symlink(os.readlink(src), real)
            os.unlink(src)
        elif os.path.isdir(src):
            inside = os.path.abspath(dst).startswith(os.path.abspath(src) + '/')
            if inside:
                raise Error("Cannot move a directory '%s' into itself '%s'." % (src, dst))
            copytree(src, real, copy_function=copy_function, symlinks=True)
            rmtree(src)
        else:
            copy_function(src, real)
            os.unlink(src)
    return real


def disk_usage(path):
    """(total, used, free) in bytes."""
    from collections import namedtuple
    st = os.statvfs(path)
    make = namedtuple('usage', 'total used free', module='shutil')
    return make(st.f_blocks * st.f_frsize, (st.f_blocks - st.f_bfree) * st.f_frsize, st.f_bavail * st.f_frsize)


def chown(path, user=None, group=None, *, dir_fd=None, follow_symlinks=True):
    """Change owner and group, by name or number."""
    if user is None and group is None:
        raise ValueError('user and/or group must be set')
    uid = -1 if user is None else user
    gid = -1 if group is None else group
    if isinstance(user, str):
        import pwd
        try:
            uid = pwd.getpwnam(user).pw_uid
        except KeyError:
            raise LookupError('no such user: {!r}'.format(user)) from None
    if isinstance(group, str):
        import grp
        try:
            gid = grp.getgrnam(group).gr_gid
        except KeyError:
            raise LookupError('no such group: {!r}'.format(group)) from None
    os.chown(path, uid, gid, follow_symlinks=follow_symlinks)


def get_terminal_size(fallback=(80, 24)):
    """(columns, lines) of the terminal, by the environment or the system."""
    def number(name):
        try:
            return int(os.environ[name])
        except (KeyError, ValueError):
            return 0
    columns, lines = number('COLUMNS'), number('LINES')
    if min(columns, lines) <= 0:
        import sys
        try:
            asked = os.get_terminal_size(sys.__stdout__.fileno())
        except (AttributeError, ValueError, OSError):
            asked = fallback
        columns, lines = (given if given > 0 else size or default
                          for given, size, default in zip((columns, lines), asked, fallback))
    return os.terminal_size((columns, lines))


def which(cmd, mode=os.F_OK | os.X_OK, path=None):
    """Where the program of a command is, or None."""
    def fits(fn):
        return os.path.exists(fn) and os.access(fn, mode) and not os.path.isdir(fn)
    if os.path.dirname(cmd):
        return cmd if fits(cmd) else None
    raw = isinstance(cmd, bytes)
    if path is None:
        path = os.environ.get('PATH', None)
        if path is None:
            path = os.defpath
    if not path:
        return None
    folders = os.fsencode(path).split(b':') if raw else os.fsdecode(path).split(':')
    seen = set()
    for folder in folders:
        if folder not in seen:
            seen.add(folder)
            name = os.path.join(folder, cmd)
            if fits(name):
                return name
    return None
