"""Contract: the accounts of this machine, as /etc/passwd lists them."""
from collections import namedtuple

struct_passwd = namedtuple('struct_passwd', 'pw_name pw_passwd pw_uid pw_gid pw_gecos pw_dir pw_shell', module='pwd')


def getpwall():
    """All accounts."""
    out = []
    with open('/etc/passwd', encoding='utf-8', errors='surrogateescape') as f:
        for line in f:
            parts = line.rstrip('\n').split(':')
            if len(parts) == 7:
                out.append(struct_passwd(*parts[:2], int(parts[2]), int(parts[3]), *parts[4:]))
    return out


def getpwnam(name, /):
    """The account of this name."""
    if not isinstance(name, str):
        raise TypeError(f'getpwnam() argument must be str, not {type(name).__name__}')
    for entry in getpwall():
        if entry.pw_name == name:
            return entry
    raise KeyError(f'getpwnam(): name not found: {name!r}')


def getpwuid(uid, /):
    """The account of this number."""
    for entry in getpwall():
        if entry.pw_uid == uid:
            return entry
    raise KeyError(f'getpwuid(): uid not found: {uid}')
