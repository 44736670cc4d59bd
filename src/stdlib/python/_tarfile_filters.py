"""Contract: the filters that see each member before it is extracted: `fully_trusted`, `tar` and `data`."""
import os

from _tarfile_errors import (AbsoluteLinkError, AbsolutePathError, LinkOutsideDestinationError,
                             OutsideDestinationError, SpecialFileError)


def _outside(path, folder):
    return os.path.commonpath([path, folder]) != folder


def _changes(member, dest_path, for_data):
    """What must change of a member before it may be extracted; the errors say what may not be at all."""
    changes, name = {}, member.name
    folder = os.path.realpath(dest_path, strict=os.path.ALLOW_MISSING)
    if name.startswith(('/', os.sep)):
        name = changes['name'] = member.path.lstrip('/' + os.sep)
    if os.path.isabs(name):
        # left on systems with drives
        raise AbsolutePathError(member)
    if '..' in name.replace(os.sep, '/').split('/'):
        # by the letters, whatever links there are
        normal = os.path.normpath(name)
        if normal != name:
            name = changes['name'] = normal
    target = os.path.realpath(os.path.join(folder, name), strict=os.path.ALLOW_MISSING)
    if _outside(target, folder):
        raise OutsideDestinationError(member, target)
    mode = member.mode
    if mode is not None:
        # no set-id bits, and nobody else writes
        mode &= 0o755
        if for_data:
            if member.isreg() or member.islnk():
                if not mode & 0o100:
                    mode &= ~0o111
                mode |= 0o600
            elif member.isdir() or member.issym():
                mode = None
            else:
                raise SpecialFileError(member)
        if mode != member.mode:
            changes['mode'] = mode
    if for_data:
        for field in ('uid', 'gid', 'uname', 'gname'):
            if getattr(member, field) is not None:
                changes[field] = None
        if member.islnk() or member.issym():
            if os.path.isabs(member.linkname):
                raise AbsoluteLinkError(member)
            linkname = os.path.normpath(member.linkname)
            if linkname != member.linkname:
                changes['linkname'] = linkname
            base = os.path.dirname(name) if member.issym() else ''
            target = os.path.realpath(os.path.join(folder, base, linkname), strict=os.path.ALLOW_MISSING)
            if _outside(target, folder):
                raise LinkOutsideDestinationError(member, target)
    return changes


def fully_trusted_filter(member, dest_path):
    """Every member as it is."""
    return member


def tar_filter(member, dest_path):
    """Nothing outside the destination; no dangerous permissions."""
    changes = _changes(member, dest_path, False)
    return member.replace(**changes, deep=False) if changes else member


def data_filter(member, dest_path):
    """Files and folders alone, and no links that lead outside."""
    changes = _changes(member, dest_path, True)
    return member.replace(**changes, deep=False) if changes else member


NAMED = {'fully_trusted': fully_trusted_filter, 'tar': tar_filter, 'data': data_filter}

for _each in NAMED.values():
    _each.__module__ = 'tarfile'
