"""Contract: archives for `shutil`: they are made of trees and unpacked, by the formats of two registers.

`zipfile` and `tarfile` do the work, and are imported when there is some. Of compressed tar files only those of
gzip are known, as there are no modules for the others.
"""
import errno
import os
import stat
import sys

__all__ = ['ReadError', 'RegistryError', 'get_archive_formats', 'get_unpack_formats', 'make_archive', 'register_archive_format',
           'register_unpack_format', 'unpack_archive', 'unregister_archive_format', 'unregister_unpack_format']


class ReadError(OSError):
    """An archive cannot be read."""


class RegistryError(Exception):
    """A register of formats has the name or the ending already."""


# ---- making

def make_archive(base_name, format, root_dir=None, base_dir=None, verbose=0, dry_run=0, owner=None, group=None, logger=None):
    """Make an archive of `base_dir`, as it is seen from `root_dir`; the archive's name, which is base_name with an ending."""
    sys.audit('shutil.make_archive', base_name, format, root_dir, base_dir)
    if format not in _makers:
        raise ValueError(f"unknown archive format '{format}'")
    make, extra_args, _ = _makers[format]
    arguments = {'dry_run': dry_run, 'logger': logger, 'owner': owner, 'group': group, **dict(extra_args)}
    base_name = os.fspath(base_name)
    base_dir = os.curdir if base_dir is None else base_dir
    if root_dir is None:
        return make(base_name, base_dir, **arguments)
    if not stat.S_ISDIR(os.stat(root_dir).st_mode):
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), root_dir)
    if getattr(make, 'supports_root_dir', False):
        return make(base_name, base_dir, root_dir=os.fspath(root_dir), **arguments)
    # others only know the current folder
    return _in_folder(root_dir, dry_run, logger, make, os.path.abspath(base_name), base_dir, arguments)


def _in_folder(folder, dry_run, logger, function, base_name, base_dir, arguments):
    """Call with another current folder."""
    before = os.getcwd()
    if logger is not None:
        logger.debug("changing into '%s'", folder)
    if not dry_run:
        os.chdir(folder)
    try:
        return function(base_name, base_dir, **arguments)
    finally:
        if logger is not None:
            logger.debug("changing back to '%s'", before)
        os.chdir(before)


def _folder_for(archive, dry_run, logger):
    """Make the folder of an archive, if there is none."""
    folder = os.path.dirname(archive)
    if folder and not os.path.exists(folder):
        if logger is not None:
            logger.info('creating %s', folder)
        if not dry_run:
            os.makedirs(folder)


def _make_tarball(base_name, base_dir, compress='', ending='.tar', dry_run=False, owner=None, group=None, logger=None, root_dir=None):
    archive = base_name + ending
    _folder_for(archive, dry_run, logger)
    if logger is not None:
        logger.info('Creating tar archive')
    uid, gid = _number_of('pwd', 'getpwnam', owner), _number_of('grp', 'getgrnam', group)

    def owned(member):
        if gid is not None:
            member.gid, member.gname = gid, group
        if uid is not None:
            member.uid, member.uname = uid, owner
        return member
    if not dry_run:
        import tarfile
        with tarfile.open(archive, f'w|{compress}') as file:
            file.add(os.path.join(root_dir or '', base_dir), base_dir, filter=owned)
    return archive if root_dir is None else os.path.abspath(archive)


def _number_of(module, function, name):
    """The number of a user or a group; None where there is no such name."""
    if name is None:
        return None
    try:
        return getattr(__import__(module), function)(name)[2]
    except (ImportError, KeyError):
        return None


def _make_zipfile(base_name, base_dir, dry_run=False, owner=None, group=None, logger=None, root_dir=None):
    archive = base_name + '.zip'
    _folder_for(archive, dry_run, logger)
    if logger is not None:
        logger.info("creating '%s' and adding '%s' to it", archive, base_dir)
    if not dry_run:
        import zipfile
        top = base_dir if root_dir is None else os.path.normpath(os.path.join(root_dir, base_dir))
        with zipfile.ZipFile(archive, 'w', zipfile.ZIP_DEFLATED) as file:
            for path in _zipped(top, base_dir):
                # what it is called is seen from the root
                file.write(path, os.path.normpath(path if root_dir is None else os.path.relpath(path, root_dir)))
                if logger is not None:
                    logger.info("adding '%s'", path)
    return archive if root_dir is None else os.path.abspath(archive)


def _zipped(top, base_dir):
    """What goes into a zip file: folders, then regular files, level by level; not the root itself."""
    if os.path.normpath(base_dir) != os.curdir:
        yield os.path.normpath(top)
    for folder, folders, files in os.walk(top):
        for name in sorted(folders):
            yield os.path.join(folder, name)
        for name in files:
            path = os.path.normpath(os.path.join(folder, name))
            if os.path.isfile(path):
                yield path


_make_tarball.supports_root_dir = _make_zipfile.supports_root_dir = True

# of each format: a function that makes an archive, arguments that it has by name, and what the format is called
_makers = {
    'tar': (_make_tarball, (), 'uncompressed tar file'),
    'gztar': (_make_tarball, (('compress', 'gz'), ('ending', '.tar.gz')), "gzip'ed tar-file"),
    'zip': (_make_zipfile, (), 'ZIP file'),
}


def get_archive_formats():
    """The formats that archives can be made in: (name, description)."""
    return sorted((name, description) for name, (_, _, description) in _makers.items())


def register_archive_format(name, function, extra_args=None, description=''):
    """Add a format: a function of the base name, the folder and arguments by name, to some of which `extra_args` gives values."""
    extra_args = [] if extra_args is None else extra_args
    if not callable(function):
        raise TypeError(f'The {function} object is not callable')
    if not isinstance(extra_args, (tuple, list)):
        raise TypeError('extra_args needs to be a sequence')
    if not all(isinstance(pair, (tuple, list)) and len(pair) == 2 for pair in extra_args):
        raise TypeError('extra_args elements are : (arg_name, value)')
    _makers[name] = function, extra_args, description


def unregister_archive_format(name):
    """Take a format out."""
    del _makers[name]


# ---- unpacking

def unpack_archive(filename, extract_dir=None, format=None, *, filter=None):
    """Unpack an archive into a folder, the current one where none is told; `filter` is for tar files."""
    sys.audit('shutil.unpack_archive', filename, extract_dir, format)
    filename = os.fspath(filename)
    extract_dir = os.getcwd() if extract_dir is None else os.fspath(extract_dir)
    if format is None:
        format = next((name for name, (endings, *_) in _unpackers.items() if filename.endswith(tuple(endings))), None)
        if format is None:
            raise ReadError(f"Unknown archive format '{filename}'")
    elif format not in _unpackers:
        raise ValueError(f"Unknown unpack format '{format}'")
    _, unpack, extra_args, _ = _unpackers[format]
    arguments = dict(extra_args)
    if filter is not None:
        arguments['filter'] = filter
    unpack(filename, extract_dir, **arguments)


def _unpack_zipfile(filename, extract_dir):
    import shutil
    import zipfile
    if not zipfile.is_zipfile(filename):
        raise ReadError(f'{filename} is not a zip file')
    with zipfile.ZipFile(filename) as archive:
        for name in archive.namelist():
            # nothing leaves the folder
            if name.startswith('/') or '..' in name:
                continue
            target = os.path.join(extract_dir, *name.split('/'))
            os.makedirs(os.path.dirname(target) or os.curdir, exist_ok=True)
            if not name.endswith('/'):
                with archive.open(name) as source, open(target, 'wb') as file:
                    shutil.copyfileobj(source, file)


def _unpack_tarfile(filename, extract_dir, *, filter=None):
    import tarfile
    try:
        archive = tarfile.open(filename)
    except tarfile.TarError:
        raise ReadError(f'{filename} is not a compressed or uncompressed tar file') from None
    with archive:
        archive.extractall(extract_dir, filter=filter)


# of each format: endings of names, a function that unpacks, arguments that it has by name, and what the format is called
_unpackers = {
    'tar': (['.tar'], _unpack_tarfile, (), 'uncompressed tar file'),
    'gztar': (['.tar.gz', '.tgz'], _unpack_tarfile, (), "gzip'ed tar-file"),
    'zip': (['.zip'], _unpack_zipfile, (), 'ZIP file'),
}


def get_unpack_formats():
    """The formats that can be unpacked: (name, endings, description)."""
    return sorted((name, endings, description) for name, (endings, _, _, description) in _unpackers.items())


def register_unpack_format(name, extensions, function, extra_args=None, description=''):
    """Add a format: a function of the archive's name, a folder and arguments by name, for files with one of the endings."""
    owners = {ending: owner for owner, (endings, *_) in _unpackers.items() for ending in endings}
    for extension in extensions:
        if extension in owners:
            raise RegistryError(f'{extension} is already registered for "{owners[extension]}"')
    if not callable(function):
        raise TypeError('The registered function must be a callable')
    _unpackers[name] = extensions, function, () if extra_args is None else extra_args, description


def unregister_unpack_format(name):
    """Take a format out."""
    del _unpackers[name]


for _name in __all__:
    globals()[_name].__module__ = 'shutil'
