"""Contract: the groups of this machine, as /etc/group lists them."""
from collections import namedtuple

struct_group = namedtuple('struct_group', 'gr_name gr_passwd gr_gid gr_mem', module='grp')


def getgrall():
    """All groups."""
    out = []
    with open('/etc/group', encoding='utf-8', errors='surrogateescape') as f:
        for line in f:
            parts = line.rstrip('\n').split(':')
            if len(parts) == 4:
                out.append(struct_group(parts[0], parts[1], int(parts[2]), [m for m in parts[3].split(',') if m]))
    return out


def getgrnam(name):
    """The group of this name."""
    for entry in getgrall():
        if entry.gr_name == name:
            return entry
    raise KeyError(f'getgrnam(): name not found: {name!r}')


def getgrgid(id):
    """The group of this number."""
    for entry in getgrall():
        if entry.gr_gid == id:
            return entry
    raise KeyError(f'getgrgid(): gid not found: {id}')
