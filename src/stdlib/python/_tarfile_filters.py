"""Contract: the filters that see each member before it is extracted: `fully_trusted`, `tar` and `data`."""
import os

from _tarfile_errors import (AbsoluteLinkError, AbsolutePathError, DIRTYPE, LinkOutsideDestinationError, LNKTYPE,
                             OutsideDestinationError, REGULAR_TYPES, SpecialFileError, SYMTYPE)


def _within(folder, *path):
    """(real path, whether it is in the folder) of a path below a folder."""
    real = os.path.realpath(os.path.join(folder, *path), strict=os.path.ALLOW_MISSING)
    return real, os.path.commonpath([real, folder]) == folder


def _safe_name(member, folder):
    """The name, without what leads out of the folder."""
    name = member.name.lstrip('/' + os.sep)
    if os.path.isabs(name):
        # left on systems with drives
        raise AbsolutePathError(member)
    if os.pardir in name.replace(os.sep, '/').split('/'):
        # by the letters, whatever links there are
        name = os.path.normpath(name)
    target, inside = _within(folder, name)
    if not inside:
        raise OutsideDestinationError(member, target)
    return name


def _safe_mode(member, for_data):
    """The permissions: no set-id bits, nobody else writes; of data, the owner may do what is needed."""
    mode = member.mode & 0o755
    if for_data:
        kind = member.type
        if kind in (DIRTYPE, SYMTYPE):
            return None
        if kind != LNKTYPE and kind not in REGULAR_TYPES:
            raise SpecialFileError(member)
        mode = (mode if mode & 0o100 else mode & 0o644) | 0o600
    return mode


def _safe_link(member, name, folder):
    """Where a link leads, if that is in the folder."""
    linkname = member.linkname
    if os.path.isabs(linkname):
        raise AbsoluteLinkError(member)
    linkname = os.path.normpath(linkname)
    # a symbolic link leads from its own folder
    start = os.path.dirname(name) if member.type == SYMTYPE else ''
    target, inside = _within(folder, start, linkname)
    if not inside:
        raise LinkOutsideDestinationError(member, target)
    return linkname


def _changes(member, dest_path, for_data):
    """What must change of a member before it may be extracted; the errors say what may not be at all."""
    folder = os.path.realpath(dest_path, strict=os.path.ALLOW_MISSING)
    wanted = {'name': _safe_name(member, folder)}
    if member.mode is not None:
        wanted['mode'] = _safe_mode(member, for_data)
    if for_data:
        wanted.update(dict.fromkeys(('uid', 'gid', 'uname', 'gname')))
        if member.type in (LNKTYPE, SYMTYPE):
            wanted['linkname'] = _safe_link(member, wanted['name'], folder)
    return {field: value for field, value in wanted.items() if getattr(member, field) != value}


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
